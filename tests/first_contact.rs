//! What somebody meets who does not know the program yet, or whose run cannot be done: what to do next is said, in their
//! language, and nothing is in the words of a library.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/output.rs"]
mod output;
#[path = "first_contact/seldom.rs"]
mod seldom;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use output::output;

const REGISTER: &str = include_str!("../src/cli/init/starter.toml");

/// What a run came to.
struct Run {
    out: String,
    err: String,
    code: i32,
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with the register that `stdreg init` writes.
    fn with_register() -> Self {
        let folder = Self::new();
        folder.write("register.toml", REGISTER);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for variable in ["LC_MESSAGES", "LANG", "LANGUAGE", "FORCE_COLOR", "COLUMNS"] {
            command.env_remove(variable);
        }
        command.env("LC_ALL", "en_GB.UTF-8").env("NO_COLOR", "1");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        came_to(&mut self.command(Path::new(env!("CARGO_BIN_EXE_stdreg")), arguments))
    }
}

fn came_to(command: &mut Command) -> Run {
    let output = output(command);
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[test]
fn the_program_alone_says_how_to_begin() {
    let folder = Folder::new();
    let run = folder.run(&[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for next in [
        "stdreg init my-register",
        "stdreg import list.xlsx",
        "stdreg check my-register",
        "stdreg help check",
    ] {
        assert!(run.err.contains(next), "{next} in {}", run.err);
    }
    for (language, said) in [("zh", "错误：没有写命令"), ("en", "error: no command was given")] {
        let run = folder.run(&["--lang", language]);
        assert_eq!(run.code, 2);
        assert!(
            run.err.starts_with(said) && run.err.contains("stdreg help"),
            "{}",
            run.err
        );
        assert!(!run.err.contains("subcommand"), "{}", run.err);
    }
}

#[test]
fn help_of_a_command_is_what_its_option_says() {
    let folder = Folder::new();
    for language in ["zh", "en"] {
        for command in [&["check"][..], &["catalogue", "check"], &["help"], &[]] {
            let asked = folder.run(&[&["--lang", language, "help"], command].concat());
            let option = folder.run(&[&["--lang", language], command, &["--help"]].concat());
            assert_eq!((asked.code, asked.err.as_str()), (0, ""), "{command:?}");
            assert_eq!(asked.out, option.out, "{command:?}");
        }
    }
    let unknown = folder.run(&["help", "chekc"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(
        unknown.err.contains("there is no command chekc") && unknown.err.contains("check?"),
        "{}",
        unknown.err
    );
    let zh = folder.run(&["--lang", "zh", "help", "check"]);
    for heading in ["用法：", "\n参数：\n", "\n选项：\n", "\n示例：\n"] {
        assert!(zh.out.contains(heading), "{heading} in {}", zh.out);
    }
    assert!(folder.run(&["--lang", "zh", "help"]).out.contains("\n命令：\n"));
}

#[test]
fn a_table_is_imported_and_not_checked() {
    let folder = Folder::with_register();
    for name in ["明细表.xlsx", "附录.DOCX", "list.csv"] {
        folder.write(name, "x");
        let run = folder.run(&["check", name, "register.toml"]);
        assert_eq!(run.code, 2, "{}", run.err);
        let next = format!(
            "{name}: this is a table or document, not a register; import it first: stdreg import {name} -o register.toml"
        );
        assert!(run.err.contains(&next), "{}", run.err);
        // The rest is checked.
        assert!(run.err.contains("nothing found in 1 file"), "{}", run.err);
        let run = folder.run(&["check", name, "--lang", "zh"]);
        assert!(run.err.contains("请先导入"), "{}", run.err);
        // A hook names whatever changed.
        assert_eq!(folder.run(&["check", "--hook", name]).code, 0);
    }
}

#[test]
fn where_there_is_no_register_it_is_said_how_to_make_one() {
    let folder = Folder::new();
    for arguments in [
        &["check"][..],
        &["check", "."],
        &["stats"],
        &["export", "--format", "csv"],
    ] {
        for (language, ways) in [
            ("zh", ["stdreg init 新建", "stdreg import 由表格导入"]),
            ("en", ["create one with stdreg init", "import a table"]),
        ] {
            let run = folder.run(&[arguments, &["--lang", language]].concat());
            for way in ways {
                assert!(run.err.contains(way), "{arguments:?}: {}", run.err);
            }
        }
    }
}

/// The finding says that a word of one's own may be added, its page how, and that is so.
#[test]
fn a_word_of_ones_own_is_added_as_the_page_says() {
    for (rule, old, new, addition, shown) in [
        (
            "unknown-status",
            "status = \"拟编\"",
            "status = \"报批\"",
            "[[status]]\nname = \"报批\"\nphase = \"drafting\"\n",
            ["name = \"报批\"", "phase = \"drafting\""],
        ),
        (
            "unknown-level",
            "level  = \"行业标准\"",
            "level  = \"军用标准\"",
            "[[level]]\nname = \"军用标准\"\nvalue = \"3\"\n",
            ["name = \"军用标准\"", "value = "],
        ),
    ] {
        let folder = Folder::new();
        let text = REGISTER.replacen(old, new, 1);
        assert_ne!(text, REGISTER);
        folder.write("register.toml", &text);
        let run = folder.run(&["check", "--output-format", "concise"]);
        let kind = rule.strip_prefix("unknown-").unwrap();
        assert!(
            run.out.contains(&format!("(to use your own, add a [[{kind}]])")),
            "{}",
            run.out
        );
        for language in ["zh", "en"] {
            let page = folder.run(&["rule", rule, "--lang", language]);
            for part in shown {
                assert!(page.out.contains(part), "{part} in {}", page.out);
            }
        }
        folder.write("register.toml", &format!("{text}\n{addition}"));
        let run = folder.run(&["check", "--output-format", "concise", "--select", "E001,E002"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    }
}

#[test]
fn a_heading_is_no_key_and_the_key_is_named() {
    let folder = Folder::new();
    let with = |line: &str| {
        REGISTER.replacen(
            "owner     = \"SAC/TC 28\"",
            &format!("owner     = \"SAC/TC 28\"\n{line}\n#"),
            1,
        )
    };
    for (line, key) in [("备注 = \"x\"", "remarks"), ("标准名称 = \"x\"", "title")] {
        folder.write("register.toml", &with(line));
        let run = folder.run(&["check", "--output-format", "concise", "--select", "T001"]);
        let heading = line.split(' ').next().unwrap();
        let said = format!("{heading} is not allowed as a key here; did you mean {key}?");
        assert!(run.out.contains(&said), "{}", run.out);
    }
    folder.write(
        "register.toml",
        &REGISTER.replacen("title    = \"示例业务标准体系\"", "标准体系名称 = \"x\"", 1),
    );
    let run = folder.run(&[
        "check",
        "--output-format",
        "concise",
        "--select",
        "T001",
        "--lang",
        "zh",
    ]);
    assert!(
        run.out.contains("键要用英文：标准体系名称 是否应为 title？"),
        "{}",
        run.out
    );
    folder.write("register.toml", &with("不知所云 = 1"));
    let run = folder.run(&["check", "--output-format", "concise", "--select", "T001"]);
    assert!(run.out.contains("must be quoted"), "{}", run.out);
}

#[test]
fn arguments_that_are_wrong_say_what_they_may_be() {
    let folder = Folder::with_register();
    for number in ["0", "x", "1025"] {
        let run = folder.run(&["check", "-j", number]);
        assert!(
            run.err.starts_with("error: --jobs must be between 1 and 1024\n"),
            "{}",
            run.err
        );
    }
    let run = folder.run(&["check", "--baseline"]);
    assert!(
        run.err.contains("--baseline <FILE> is missing a value") && !run.err.contains("possible"),
        "{}",
        run.err
    );
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_said_in_words() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = Folder::with_register();
    // No file system of tests is full; this device is.
    if Path::new("/dev/full").exists() {
        for (language, said) in [
            ("zh", "错误：无法写到标准输出：磁盘已满\n"),
            ("en", "error: standard output could not be written: the disk is full\n"),
        ] {
            let mut command = folder.command(Path::new(env!("CARGO_BIN_EXE_stdreg")), &["rule", "--lang", language]);
            command.env("LC_ALL", if language == "zh" { "zh_CN.UTF-8" } else { "C" });
            command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
            let run = came_to(&mut command);
            assert_eq!((run.code, run.err.as_str()), (2, said));
        }
    }
    // Without git.
    for arguments in [&["check", "--since", "HEAD"][..], &["diff", "HEAD"]] {
        fs::create_dir_all(folder.path(".git")).unwrap();
        let mut command = folder.command(Path::new(env!("CARGO_BIN_EXE_stdreg")), arguments);
        let run = came_to(command.env("PATH", folder.0.path()));
        let said = "error: comparing with a revision requires git, but no git program was found\n";
        assert_eq!((run.code, run.err.as_str()), (2, said), "{arguments:?}");
    }
    // A baseline that may not be read. The superuser may read all.
    folder.write("known.json", "");
    fs::set_permissions(folder.path("known.json"), fs::Permissions::from_mode(0o000)).unwrap();
    let is_superuser = fs::read(folder.path("known.json")).is_ok();
    let program = folder.path("stdreg");
    fs::copy(env!("CARGO_BIN_EXE_stdreg"), &program).unwrap();
    fs::set_permissions(folder.0.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = folder.command(&program, &["check", "register.toml", "--write-baseline", "known.json"]);
    if is_superuser {
        command.uid(65534).gid(65534);
    }
    let run = came_to(&mut command);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: known.json: permission denied\n")
    );
}

/// A code that is too short is one fault, whatever its layers would say.
#[test]
fn a_short_code_is_told_once() {
    let folder = Folder::new();
    let text = REGISTER.replacen("2070121P0013T", "270121P0013T", 1);
    assert_ne!(text, REGISTER);
    folder.write("register.toml", &text);
    let run = folder.run(&["check", "--output-format", "concise"]);
    let lines: Vec<&str> = run.out.lines().filter(|line| line.contains("[")).collect();
    assert_eq!(lines.len(), 1, "{}", run.out);
    assert!(lines[0].contains("[C001]"), "{}", run.out);
}

#[test]
fn what_is_written_otherwise_is_told_as_it_should_be() {
    let folder = Folder::new();
    for (value, zh, en) in [
        (
            "2016.03.01",
            "“2016.03.01”不是日期写法，应写作 2016-03-01",
            "“2016.03.01” is not written as a date; write 2016-03-01",
        ),
        (
            "“公安数据元”",
            "这里用了中文引号“”，应改用英文引号：\"公安数据元\"",
            "these are Chinese quotation marks “”; write straight ones: \"公安数据元\"",
        ),
    ] {
        folder.write("register.toml", &format!("[register]\ntitle = \"x\"\ndate = {value}\n"));
        for (language, said) in [("zh", zh), ("en", en)] {
            let run = folder.run(&[
                "check",
                "--select",
                "T001",
                "--output-format",
                "concise",
                "--lang",
                language,
            ]);
            assert!(run.out.contains(said), "{}", run.out);
        }
    }
}

/// What could not be formatted is told; that nothing else was is not.
#[test]
fn a_summary_of_nothing_is_left_out() {
    let folder = Folder::new();
    folder.write("register.toml", "[register]\ntitle = \n");
    let run = folder.run(&["fmt"]);
    assert_eq!((run.code, run.err.lines().count()), (2, 1), "{}", run.err);
    folder.write("other.register.toml", REGISTER);
    let run = folder.run(&["fmt"]);
    assert!(run.err.ends_with("0 formatted, 1 already formatted\n"), "{}", run.err);
}
