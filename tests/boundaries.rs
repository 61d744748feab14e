//! What no run does, whatever the files of a repository say: it writes no file that the settings exclude, it quotes and
//! writes none that a link out of the repository leads to, it does not fall over a pattern, and it does not pass where it
//! looked at nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const PRELUDE: &str = include_str!("fixtures/prelude.toml");

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A repository, and stdreg run in it.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(repository.path("repo/.git")).unwrap();
        repository
    }

    /// The repository is the folder `repo` of this folder.
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(self.path("repo"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().expect("it ends by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// An entry with a fault that has a safe fix (class 3 for 2), in a form that `fmt` changes.
fn faulty(number: u32) -> String {
    format!(
        "\n[[table.entry]]\nnumber = {number}\ncode = \"3095021P{:03}3T\"\ntitle    = \"标准{number}\"\n\
         status = \"拟编\"\nlevel  = \"行业标准\"\nowner  = \"公安部\"\n",
        100 + number
    )
}

/// A register of a root and two parts, each with a fault; the settings exclude one part.
fn with_excluded_part() -> Repository {
    let repository = Repository::new();
    let (head, table) = PRELUDE.split_once("[[table]]").unwrap();
    let include = "business = \"50\"\ninclude  = [\"tables/*.toml\", \"own/*.toml\"]";
    repository.write("repo/register.toml", &head.replacen("business = \"50\"", include, 1));
    repository.write("repo/own/a.toml", &format!("[[table]]{table}{}", faulty(1)));
    let other = table.replacen("A.4", "A.5", 1);
    repository.write("repo/tables/b.toml", &format!("[[table]]{other}{}", faulty(2)));
    repository.write("repo/stdreg.toml", "exclude = [\"tables/\"]\n");
    repository
}

#[test]
fn no_run_writes_an_excluded_file() {
    let runs: [&[&str]; 10] = [
        &["check", "--fix"],
        &["check", "--fix", "."],
        &["check", "--unsafe-fixes", ".", "register.toml"],
        &["check", "--fix", "tables"],
        &["check", "--fix", "tables/b.toml"],
        &[
            "check",
            "--fix",
            "--hook",
            "--force-exclude",
            "register.toml",
            "own/a.toml",
            "tables/b.toml",
        ],
        &["fmt"],
        &["fmt", "."],
        &["fmt", "tables/b.toml"],
        &["fmt", "--hook", "--force-exclude", "own/a.toml", "tables/b.toml"],
    ];
    for arguments in runs {
        let repository = with_excluded_part();
        let before = repository.read("repo/tables/b.toml");
        let own = repository.read("repo/own/a.toml");
        let run = repository.run(arguments);
        assert_eq!(repository.read("repo/tables/b.toml"), before, "{arguments:?}");
        let is_for_own =
            !arguments.iter().any(|argument| argument.starts_with("tables")) || arguments.contains(&"own/a.toml");
        assert_eq!(
            repository.read("repo/own/a.toml") != own,
            is_for_own,
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn an_excluded_part_is_judged_with_and_not_told() {
    let repository = with_excluded_part();
    let told = |arguments: &[&str]| {
        let run = repository.run(&[&["check", "--output-format", "concise"], arguments].concat());
        let mut lines: Vec<String> = run.out.lines().map(str::to_owned).collect();
        lines.retain(|line| line.contains(".toml:"));
        lines
    };
    let of_folder = told(&["."]);
    assert!(
        of_folder.iter().any(|line| line.starts_with("own/a.toml:")),
        "{of_folder:?}"
    );
    assert!(
        !of_folder.iter().any(|line| line.starts_with("tables/")),
        "{of_folder:?}"
    );
    let all = [
        "--hook",
        "--force-exclude",
        "register.toml",
        "own/a.toml",
        "tables/b.toml",
    ];
    assert_eq!(told(&all), of_folder, "the hook says what the folder says");
    // Who names a file means it, beside a folder too; it is told and not written.
    for arguments in [&["tables/b.toml"][..], &[".", "tables/b.toml"], &["tables/b.toml", "."]] {
        let lines = told(arguments);
        assert!(lines.iter().any(|line| line.starts_with("tables/b.toml:")), "{lines:?}");
    }
    let run = repository.run(&["check", "--fix", "tables/b.toml"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("tables/b.toml: excluded by the settings"),
        "{}",
        run.err
    );
    // One code in two files: told where it may be told.
    let doubled = repository
        .read("repo/own/a.toml")
        .replace("3095021P1013T", "3095021P1023T");
    repository.write("repo/own/a.toml", &doubled);
    let lines = told(&["."]);
    let of_code = |line: &&String| line.contains("duplicate-code");
    assert!(
        lines
            .iter()
            .find(of_code)
            .is_some_and(|line| line.starts_with("own/a.toml:")),
        "{lines:?}"
    );
    // Where the root is excluded, its parts are left out with it.
    repository.write("repo/stdreg.toml", "exclude = [\"register.toml\"]\n");
    assert_eq!(told(&["."]), [""; 0]);
    assert_eq!(told(&["--hook", "--force-exclude", "own/a.toml"]), [""; 0]);
}

#[test]
fn excluded_text_on_standard_input_comes_out_as_it_went_in() {
    let repository = with_excluded_part();
    let text = repository.read("repo/tables/b.toml");
    for command in [
        &["fmt", "-", "--stdin-filename", "tables/b.toml"][..],
        &["fmt", "-", "--stdin-filename", "tables/b.toml", "--force-exclude"],
        &["check", "--fix", "-", "--stdin-filename", "tables/b.toml"],
    ] {
        assert_eq!(repository.run_with(command, &text).out, text, "{command:?}");
    }
}

#[test]
fn patterns_that_match_nothing_are_told() {
    let repository = Repository::new();
    repository.write("repo/register.toml", PRELUDE);
    let own = repository.path("repo/drafts").display().to_string();
    repository.write(
        "repo/stdreg.toml",
        &format!(
            "exclude = [\"drafts/\", \"!drafts/x\", \"\", \"../x\", \"{own}\", \"C:/x\"]\n\
             [per-file-ignores]\n\"a/../b\" = [\"E\"]\n\"{}\" = [\"E\"]\n",
            "{a,".repeat(125)
        ),
    );
    let run = repository.run(&["check", "--output-format", "concise", "--select", "T009"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 7, "{}", run.out);
    for (line, says) in lines.iter().zip([
        "stdreg.toml:1:24",
        "stdreg.toml:1:37",
        "contains ..",
        "absolute path",
        "absolute path",
        "stdreg.toml:3:2",
        "nested more than 10 deep",
    ]) {
        assert!(line.contains(says) && line.contains("useless-pattern"), "{line}");
    }
    assert_eq!(run.code, 0, "a warning");
    let run = repository.run(&["check", "--output-format", "concise", "stdreg.toml"]);
    assert_eq!(run.out.matches("T009").count(), 7, "{}", run.out);
}

#[test]
fn no_pattern_makes_a_run_fall_over() {
    let nested = |depth: usize| "{a,".repeat(depth) + "b" + &"}".repeat(depth);
    for pattern in [
        "{a,".repeat(125),
        nested(125),
        nested(14_500),
        "*".repeat(1 << 20),
        "[a-z]".repeat(100_000),
        "*a".repeat(12) + "b",
        "**/".repeat(300) + "x",
    ] {
        let repository = Repository::new();
        let include = format!("business = \"50\"\ninclude  = [\"{pattern}\"]");
        repository.write(
            "repo/a.register.toml",
            &PRELUDE.replacen("business = \"50\"", &include, 1),
        );
        repository.write("repo/b.register.toml", &format!("{PRELUDE}{}", faulty(1)));
        repository.write(
            "repo/stdreg.toml",
            &format!("exclude = [\"{pattern}\"]\n[per-file-ignores]\n\"{pattern}\" = [\"E\"]\n"),
        );
        let run = repository.run(&["check", "--output-format", "concise", "--ignore", "R"]);
        let shown = pattern.chars().take(20).collect::<String>();
        if run.code == 2 {
            // A brace that nothing closes is no pattern, which the settings cannot do without.
            assert!(run.err.contains("is not a path pattern"), "{shown}: {}", run.err);
            fs::remove_file(repository.path("repo/stdreg.toml")).unwrap();
        }
        let run = repository.run(&["check", "--output-format", "concise", "--ignore", "R"]);
        assert_eq!(run.code, 1, "{shown}: {}", run.err);
        assert!(run.out.contains("b.register.toml:"), "{shown}");
        assert!(run.out.contains("a.register.toml:"), "{shown}: {}", run.out.len());
        assert!(run.out.len() < 10_000, "{shown}: a pattern is not quoted at length");
    }
}

#[test]
fn a_named_path_that_holds_no_register_is_told() {
    let repository = Repository::new();
    repository.write("repo/empty/notes.md", "");
    for command in ["check", "fmt"] {
        let run = repository.run(&[command]);
        assert_eq!(run.code, 0, "no path was named");
        assert!(run.err.contains("no register was found"), "{}", run.err);
        for path in [".", "empty"] {
            let run = repository.run(&[command, path]);
            assert_eq!(run.code, 2, "{command} {path}");
            assert!(
                run.err.contains(&format!("{path}: this contains no register")),
                "{}",
                run.err
            );
            assert_eq!(repository.run(&[command, path, "--allow-none"]).code, 0);
            assert_eq!(repository.run(&[command, path, "--hook"]).code, 0);
        }
    }
    // The others are checked all the same.
    repository.write("repo/full/register.toml", &format!("{PRELUDE}{}", faulty(1)));
    let run = repository.run(&["check", "full", "empty", "--output-format", "concise"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("class-mismatch"), "{}", run.out);
    let run = repository.run(&["check", "empty", "--output-format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (2, "[]\n"));
    // What the settings exclude is there.
    repository.write("repo/stdreg.toml", "exclude = [\"full\"]\n");
    let run = repository.run(&["check", "full"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("the settings exclude"), "{}", run.err);
}

#[test]
fn a_part_of_two_registers_is_one_file() {
    let repository = Repository::new();
    let (head, table) = PRELUDE.split_once("[[table]]").unwrap();
    let include = "business = \"50\"\ninclude  = [\"part.toml\"]";
    let head = head.replacen("business = \"50\"", include, 1);
    repository.write("repo/a.register.toml", &head);
    repository.write("repo/b.register.toml", &head);
    repository.write("repo/part.toml", &format!("[[table]]{table}{}", faulty(1)));
    let run = repository.run(&["check", "part.toml", "--select", "L001"]);
    assert!(
        run.err.contains("1 file") && !run.err.contains("2 files"),
        "{}",
        run.err
    );
    let run = repository.run(&["check", "--fix", ".", "--select", "L001"]);
    assert_eq!(run.code, 0, "it is repaired once: {}", run.err);
    assert!(run.err.contains("fixed: 1"), "{}", run.err);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    const SECRET: &str = "TOKEN=hunter2\n[scheme\nlayer = hunter2\n";

    /// Nothing of a file outside is told, in any form.
    fn is_silent(run: &Run) {
        assert!(
            !run.out.contains("hunter2") && !run.err.contains("hunter2"),
            "{}{}",
            run.out,
            run.err
        );
        assert!(
            !run.out.contains("TOKEN") && !run.err.contains("TOKEN"),
            "{}{}",
            run.out,
            run.err
        );
    }

    #[test]
    fn a_scheme_behind_a_link_out_of_the_repository_is_not_read() {
        let repository = Repository::new();
        repository.write("secret.toml", SECRET);
        repository.write("outside/x.scheme.toml", SECRET);
        let scheme = |path: &str| {
            repository.write(
                "repo/register.toml",
                &PRELUDE.replacen("\"GA/T 1136-2014\"", &format!("\"{path}\""), 1),
            );
            repository.run(&["check", "."])
        };
        symlink("../secret.toml", repository.path("repo/x.scheme.toml")).unwrap();
        symlink("/proc/self/environ", repository.path("repo/environ.scheme.toml")).unwrap();
        symlink("../outside", repository.path("repo/folder")).unwrap();
        for path in ["./x.scheme.toml", "./environ.scheme.toml", "./folder/x.scheme.toml"] {
            let run = scheme(path);
            is_silent(&run);
            assert_eq!(run.code, 1, "{path}");
            assert!(
                run.out.contains("scheme-problem") && run.out.contains("must stay inside its repository"),
                "{}",
                run.out
            );
            assert!(!run.out.contains("environ.scheme.toml:"), "{}", run.out);
        }
        // Within the repository a link is as good as a file.
        let own = include_str!("../src/scheme/gat-1136-2014.scheme.toml");
        repository.write("repo/schemes/real.toml", own);
        symlink("schemes/real.toml", repository.path("repo/linked.scheme.toml")).unwrap();
        assert!(!scheme("./linked.scheme.toml").out.contains("scheme-problem"));
    }

    #[test]
    fn settings_behind_a_link_out_of_the_repository_are_not_read() {
        let repository = Repository::new();
        repository.write("secret.toml", "TOKEN = \"hunter2\"\n");
        repository.write("repo/register.toml", PRELUDE);
        symlink("../secret.toml", repository.path("repo/stdreg.toml")).unwrap();
        let run = repository.run(&["check", "."]);
        is_silent(&run);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("points outside its repository"), "{}", run.err);
    }

    #[test]
    fn a_root_that_is_a_link_is_found_within_the_repository() {
        let repository = Repository::new();
        let text = format!("{PRELUDE}{}", faulty(1));
        repository.write("repo/store/2024.toml", &text);
        fs::create_dir(repository.path("repo/a")).unwrap();
        symlink("../store/2024.toml", repository.path("repo/a/register.toml")).unwrap();
        let concise =
            |arguments: &[&str]| repository.run(&[&["check", "--output-format", "concise"], arguments].concat());
        let run = concise(&["."]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.out.starts_with("a/register.toml:"), "{}", run.out);
        // A second link, or the root that it leads to, does not double the findings.
        symlink("../store/2024.toml", repository.path("repo/a/z.register.toml")).unwrap();
        assert_eq!(concise(&["."]).out, run.out);
        repository.write("repo/b/register.toml", &text);
        symlink("register.toml", repository.path("repo/b/twin.register.toml")).unwrap();
        let both = concise(&["."]).out;
        assert!(both.contains("b/register.toml:") && !both.contains("twin"), "{both}");
        // A part finds its root behind the link, and a fix is written to what the link leads to.
        let include = "business = \"50\"\ninclude  = [\"t.toml\"]";
        repository.write("repo/store/2024.toml", &text.replacen("business = \"50\"", include, 1));
        repository.write("repo/a/t.toml", "[[subsystem]]\ntitle = \"服务提供标准\"\n");
        let part = repository.run(&["check", "--hook", "--fix", "a/t.toml", "a/register.toml"]);
        assert!(!part.err.contains("none of the"), "{}", part.err);
        assert!(repository.read("repo/store/2024.toml").contains("\"2095021P1013T\""));
        assert!(
            fs::symlink_metadata(repository.path("repo/a/register.toml"))
                .unwrap()
                .is_symlink()
        );
        // A link to nowhere is not passed over in silence.
        symlink("nowhere", repository.path("repo/a/lost.register.toml")).unwrap();
        let run = concise(&["."]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("a/lost.register.toml"), "{}", run.err);
    }

    #[test]
    fn a_root_behind_a_link_out_of_the_repository_is_neither_quoted_nor_written() {
        let text = format!("{PRELUDE}{}", faulty(1));
        let repository = Repository::new();
        repository.write("secret.toml", SECRET);
        repository.write("outside.toml", &text);
        symlink("../secret.toml", repository.path("repo/a.register.toml")).unwrap();
        symlink("../outside.toml", repository.path("repo/register.toml")).unwrap();
        symlink("../secret.toml", repository.path("repo/notes.toml")).unwrap();
        for arguments in [
            &["check", "--fix", "."][..],
            &["fmt", "."],
            &[
                "check",
                "--fix",
                "--hook",
                "--force-exclude",
                "a.register.toml",
                "register.toml",
                "notes.toml",
            ],
            &[
                "fmt",
                "--hook",
                "--force-exclude",
                "a.register.toml",
                "register.toml",
                "notes.toml",
            ],
        ] {
            let run = repository.run(arguments);
            is_silent(&run);
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
            assert!(run.err.contains("points outside its repository"), "{}", run.err);
            assert_eq!(repository.read("outside.toml"), text, "{arguments:?}");
        }
        // What somebody names by hand is theirs to answer for.
        assert_eq!(repository.run(&["check", "register.toml"]).code, 1);
        // What is no register and not to be told apart from any other file stops no commit.
        assert_eq!(repository.run(&["check", "--hook", "notes.toml"]).code, 0);
    }
}
