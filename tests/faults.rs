//! What the system does to a run that reads and tells: files that may not be read or are none, names that are no Unicode, streams that are
//! closed or full, and more findings than anybody wants. `tests/writes.rs` has what happens to a run that writes.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const PRELUDE: &str = include_str!("fixtures/prelude.toml");

/// An entry with a fault that has a safe fix: its class is 3, and the category's 2.
fn faulty(number: usize) -> String {
    format!(
        "\n[[table.entry]]\nnumber = {number}\ncode = \"3095021P{:03}3T\"\ntitle = \"标准{number}\"\nstatus = \"拟编\"\n\
         level = \"行业标准\"\nowner = \"公安部\"\n",
        100 + number
    )
}

struct Folder(tempfile::TempDir);

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    /// A folder with a register in it that has one fault.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("register.toml", &format!("{PRELUDE}{}", faulty(1)));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let arguments = [arguments, &["--lang", "en"]].concat();
        told(&self.command(env!("CARGO_BIN_EXE_stdreg"), &arguments).output().unwrap())
    }

    /// Runs it by a shell that does something to it before. `$@` is the program with its arguments.
    fn run_by_shell(&self, script: &str, arguments: &[&str]) -> Run {
        let program = ["-c", script, "sh", env!("CARGO_BIN_EXE_stdreg")];
        let arguments = [&program[..], arguments, &["--lang", "en"]].concat();
        told(&self.command("sh", &arguments).output().unwrap())
    }
}

fn told(output: &Output) -> Run {
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// The superuser may read and write all; then somebody else is who tries.
#[test]
fn what_may_be_neither_read_nor_written_is_told() {
    let folder = Folder::new();
    let mode = |name: &str, mode| fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    folder.write("closed.register.toml", PRELUDE);
    mode("closed.register.toml", 0o000);
    fs::create_dir(folder.path("closed")).unwrap();
    fs::write(folder.path("closed/register.toml"), PRELUDE).unwrap();
    mode("closed", 0o000);
    let is_superuser = fs::metadata(folder.path("register.toml")).unwrap().uid() == 0;
    if is_superuser {
        fs::copy(env!("CARGO_BIN_EXE_stdreg"), folder.path("stdreg")).unwrap();
        mode("stdreg", 0o755);
    }
    mode("", 0o555);
    let run = |arguments: &[&str]| {
        let program = folder.path("stdreg").display().to_string();
        let program = if is_superuser {
            &program
        } else {
            env!("CARGO_BIN_EXE_stdreg")
        };
        let mut command = folder.command(program, &[arguments, &["--lang", "en"]].concat());
        if is_superuser {
            command.uid(65534).gid(65534);
        }
        told(&command.output().unwrap())
    };
    let one = run(&["check", "closed.register.toml"]);
    assert_eq!(one.code, Some(2), "{}", one.err);
    assert!(
        one.err.contains("closed.register.toml: permission denied"),
        "{}",
        one.err
    );
    // The rest of the folder is checked all the same.
    let all = run(&["check", ".", "--output-format", "concise"]);
    assert_eq!(all.code, Some(2), "{}", all.err);
    assert!(
        all.out.contains("register.toml:") && all.out.contains("L001"),
        "{}",
        all.out
    );
    for name in ["closed.register.toml", "closed"] {
        assert!(
            all.err.contains(&format!("{name}: permission denied")),
            "{name}: {}",
            all.err
        );
    }
    // Nothing can be put into the folder, so nothing can take the place of a file in it.
    let before = fs::read(folder.path("register.toml")).unwrap();
    for command in [&["check", "--fix", "register.toml"][..], &["fmt", "register.toml"]] {
        let run = run(command);
        assert_eq!(run.code, Some(2), "{command:?}: {}", run.err);
        assert!(run.err.contains("register.toml"), "{}", run.err);
        assert_eq!(fs::read(folder.path("register.toml")).unwrap(), before);
    }
    mode("closed", 0o755);
    mode("", 0o755);
}

/// Nobody waits for ever: what is no regular file is passed over where it is only found, and told where it is named.
#[test]
fn pipes_and_devices_are_neither_waited_for_nor_read_to_their_end() {
    let folder = Folder::new();
    let made = Command::new("mkfifo")
        .arg(folder.path("pipe.register.toml"))
        .status()
        .unwrap();
    assert!(made.success());
    symlink("pipe.register.toml", folder.path("link.register.toml")).unwrap();
    for name in ["pipe.register.toml", "link.register.toml", "/dev/zero", "/dev/full"] {
        for command in ["check", "fmt"] {
            let run = folder.run(&[command, name]);
            assert_eq!(run.code, Some(2), "{command} {name}: {}", run.err);
            assert!(run.err.contains("not a regular file"), "{command} {name}: {}", run.err);
        }
    }
    fs::remove_file(folder.path("link.register.toml")).unwrap();
    let run = folder.run(&["check", ".", "--output-format", "concise"]);
    assert!(
        run.out.starts_with("register.toml:") && run.out.contains("L001"),
        "{}",
        run.out
    );
    assert_eq!(run.code, Some(1), "{}", run.err);
}

#[test]
fn links_that_lead_to_themselves_are_told() {
    let folder = Folder::new();
    symlink("b.register.toml", folder.path("a.register.toml")).unwrap();
    symlink("a.register.toml", folder.path("b.register.toml")).unwrap();
    fs::create_dir(folder.path("deep")).unwrap();
    symlink("..", folder.path("deep/up")).unwrap();
    let named = folder.run(&["check", "a.register.toml"]);
    assert_eq!(named.code, Some(2), "{}", named.err);
    assert!(named.err.contains("a.register.toml"), "{}", named.err);
    let found = folder.run(&["check", ".", "--output-format", "concise"]);
    assert_eq!(found.out.matches("L001").count(), 1, "{}{}", found.out, found.err);
    let written = folder.run(&["check", "--fix", "a.register.toml", "register.toml"]);
    assert_eq!(written.code, Some(2), "{}", written.err);
    assert!(
        fs::read_to_string(folder.path("register.toml"))
            .unwrap()
            .contains("\"2095021")
    );
    assert!(
        fs::symlink_metadata(folder.path("a.register.toml"))
            .unwrap()
            .is_symlink()
    );
}

/// They are not only told apart (`tests/check/others.rs`) but written, with what lies beside them.
#[cfg(target_os = "linux")]
#[test]
fn files_whose_names_are_no_unicode_are_repaired() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let path = folder.0.path().join(OsStr::from_bytes(b"\xff\xfe.register.toml"));
    fs::write(&path, format!("{PRELUDE}{}", faulty(1))).unwrap();
    let run = folder.run(&["check", "--fix", "."]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(fs::read_to_string(&path).unwrap().contains("\"2095021"));
    let run = folder.run(&["fmt", "."]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 2);
}

/// The exit code says what was found, though nobody can be told.
#[test]
fn closed_streams_change_neither_the_exit_code_nor_what_is_written() {
    let before = fs::read_to_string(Folder::new().path("register.toml")).unwrap();
    for closed in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
        let script = format!("exec \"$@\" {closed}");
        let folder = Folder::new();
        let run = folder.run_by_shell(&script, &["check", "."]);
        assert_eq!(run.code, Some(1), "{closed}");
        let run = folder.run_by_shell(&script, &["check", "--fix", "."]);
        assert_eq!(run.code, Some(0), "{closed}");
        // What was opened first did not become what the program writes to.
        let after = fs::read_to_string(folder.path("register.toml")).unwrap();
        assert_eq!(after, before.replace("\"3095021", "\"2095021"), "{closed}");
        assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1, "{closed}");
    }
}

/// What could not be told is an error: a report that is cut short must not pass for a whole one.
#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_takes_nothing_more_is_an_error() {
    let folder = Folder::new();
    for arguments in [
        &["check", "."][..],
        &["check", ".", "--output-format", "json"],
        &["check", ".", "--output-format", "sarif"],
        &["fmt", "--diff", "."],
        &["rule", "--all"],
        &["schema"],
        &["stats", "register.toml"],
        &["export", "register.toml", "-f", "json"],
    ] {
        let run = folder.run_by_shell("exec \"$@\" >/dev/full", arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("the disk is full"), "{arguments:?}: {}", run.err);
        // Where the reason cannot be told either.
        let run = folder.run_by_shell("exec \"$@\" >/dev/full 2>&1", arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
    }
}

/// Twenty thousand of them, or as many as `STDREG_FINDINGS` says: all are counted, a bounded number is told, and the exit code says that
/// there are some. That the work grows with their number and not with its square is counted in `tests/growth`.
#[test]
fn of_a_million_findings_all_are_counted_and_some_are_told() {
    let findings: usize = std::env::var("STDREG_FINDINGS").map_or(20_000, |asked| asked.parse().unwrap());
    let folder = Folder::new();
    let entries: String = (1..=findings / 2)
        .map(|number| format!("\n[[table.entry]]\nnumber = {number}\ntitle = \" 标准{number}\"\nlevel = \"无级\"\n"))
        .collect();
    folder.write("register.toml", &format!("{PRELUDE}{entries}"));
    // A blank too many (E012) and a level that is none (E002) in each entry.
    let only = ["check", ".", "--select", "E012,E002,X003"];
    let counted = folder.run(&[&only[..], &["--statistics"]].concat());
    assert_eq!(counted.code, Some(1), "{}", counted.err);
    for rule in ["E012", "E002"] {
        let line = counted.out.lines().find(|line| line.contains(rule)).unwrap();
        assert!(
            line.trim_start().starts_with(&(findings / 2).to_string()),
            "{}",
            counted.out
        );
    }
    for format in ["full", "concise", "json", "sarif"] {
        let run = folder.run(&[&only[..], &["--output-format", format]].concat());
        assert_eq!(run.code, Some(1), "{format}: {}", run.err);
        assert!(run.out.contains("X003"), "{format}");
        // Ten thousand are shown of a file.
        assert!(run.out.len() < 20 << 20, "{format}: {} bytes", run.out.len());
    }
    let fixed = folder.run(&["check", ".", "--select", "E012", "--fix"]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.err);
    assert!(
        !fs::read_to_string(folder.path("register.toml"))
            .unwrap()
            .contains("\" 标准")
    );
}

#[test]
fn how_large_a_file_may_be_is_for_the_caller_to_set() {
    let folder = Folder::new();
    // The comment alone is longer than 1 MiB.
    let long = format!("{PRELUDE}{}\n# {}\n", faulty(1), "注".repeat(400_000));
    folder.write("register.toml", &long);
    let refused = "the file is larger than the limit of 1 MiB; raise the limit with --max-file-size";
    for arguments in [
        &["check", "register.toml"][..],
        &["fmt", "register.toml"],
        &["query", "register.toml"],
        &["export", "register.toml", "--format", "csv"],
        &["diff", "register.toml", "register.toml"],
        &["import", "register.toml", "--into", "register.toml"],
    ] {
        let run = folder.run(&[arguments, &["--max-file-size", "1"]].concat());
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.out);
        assert!(run.err.contains(refused), "{arguments:?}: {}", run.err);
    }
    let run = folder.run(&["check", "--max-file-size", "2", "register.toml"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let whole = folder.run(&["check", "register.toml"]);
    assert_eq!(whole.out, run.out);
    for limit in ["0", "1025", "all"] {
        let run = folder.run(&["check", "--max-file-size", limit, "register.toml"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{limit}");
        assert!(run.err.contains("--max-file-size"), "{limit}: {}", run.err);
    }
    // A repository has no say in it.
    folder.write("stdreg.toml", "max-file-size = 1024\n");
    let run = folder.run(&["check", "register.toml"]);
    assert_eq!(run.code, Some(2), "{}", run.out);
    assert!(run.err.contains("there is no key max-file-size"), "{}", run.err);
    fs::remove_file(folder.path("stdreg.toml")).unwrap();
    // At the most that can be set nobody is told to raise it.
    let large = fs::File::create(folder.path("large.register.toml")).unwrap();
    large.set_len((1024 << 20) + 1).unwrap();
    let run = folder.run(&["check", "--max-file-size", "1024", "large.register.toml"]);
    assert_eq!(run.code, Some(2), "{}", run.out);
    assert!(run.err.contains("limit of 1024 MiB\n"), "{}", run.err);
}

#[test]
fn what_would_be_larger_than_is_read_is_not_written() {
    let folder = Folder::new();
    let start = format!("{PRELUDE}{}\n[[table.entry]]\nnumber=2\n# ", faulty(1));
    let text = start.clone() + &"x".repeat((1 << 20) - start.len() - 1) + "\n";
    assert_eq!(text.len(), 1 << 20);
    folder.write("register.toml", &text);
    let run = folder.run(&["fmt", "--max-file-size", "1", "register.toml"]);
    assert_eq!(run.code, Some(2), "{}", run.out);
    assert!(
        run.err
            .contains("cannot be written: the file is larger than the limit of 1 MiB"),
        "{}",
        run.err
    );
    assert!(fs::read_to_string(folder.path("register.toml")).unwrap() == text);
    let run = folder.run(&["fmt", "register.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(fs::read_to_string(folder.path("register.toml")).unwrap().len() > 1 << 20);
}
