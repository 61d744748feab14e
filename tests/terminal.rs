//! The program on a terminal: a pseudo-terminal, on which it ends, draws its progress and clears it away.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long a run may take: a machine may have other things to do. A run that hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program at work on a terminal.
struct OnTerminal {
    child: Child,
    input: File,
    output: Receiver<Vec<u8>>,
    shown: String,
}

impl OnTerminal {
    fn new(folder: &Path, arguments: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let terminal = || -> Stdio {
            let path = name.to_str().unwrap();
            let file = OpenOptions::new().read(true).write(true).open(path).unwrap();
            OwnedFd::from(file).into()
        };
        let child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(arguments)
            .current_dir(folder)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("CI")
            .stdin(terminal())
            .stdout(terminal())
            .stderr(terminal())
            .spawn()
            .unwrap();
        let (sender, output) = channel();
        let mut master = File::from(master);
        let input = master.try_clone().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The other end being closed is told as an error.
            while let Ok(count @ 1..) = master.read(&mut buffer) {
                let _ = sender.send(buffer[..count].to_vec());
            }
        });
        Self {
            child,
            input,
            output,
            shown: String::new(),
        }
    }

    /// Waits until something is shown.
    fn shows(&mut self, expected: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.shown.contains(expected) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => panic!("{expected:?} is not shown: {:?}", self.shown),
            }
        }
    }

    /// Waits until something is shown, and forgets all up to there.
    fn passes(&mut self, expected: &str) {
        self.shows(expected);
        self.shown = self.shown.rsplit_once(expected).unwrap().1.to_owned();
    }

    /// Types something once a question is asked.
    fn answers(&mut self, question: &str, answer: &str) {
        // A question begins with a mark, and an answered one with another.
        self.passes("?\u{1b}[39m ");
        self.passes(question);
        self.input.write_all(answer.as_bytes()).unwrap();
    }

    /// Waits for its end; gives the exit code and all that was shown.
    fn ends(mut self) -> (i32, String) {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it does not end; it shows {:?}", self.shown);
            std::thread::sleep(Duration::from_millis(20));
            self.shown.extend(
                self.output
                    .try_iter()
                    .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            );
        };
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.shown.push_str(&String::from_utf8_lossy(&bytes));
        }
        (status.code().unwrap(), std::mem::take(&mut self.shown))
    }
}

impl Drop for OnTerminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder of registers, so many that checking them takes longer than the first drawing of the progress bar.
fn registers(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..count {
        let path = folder.path().join(format!("r{index}"));
        fs::create_dir(&path).unwrap();
        fs::copy(
            "tests/registers/internet-plus/register.toml",
            path.join("register.toml"),
        )
        .unwrap();
    }
    folder
}

#[test]
fn a_run_that_draws_its_progress_ends() {
    let folder = registers(300);
    let (code, shown) = OnTerminal::new(folder.path(), &["check", "--lang", "en", "--statistics"]).ends();
    assert_eq!(code, 0, "{shown:?}");
    assert!(shown.contains("missing-required"), "{shown:?}");
    let run = OnTerminal::new(folder.path(), &["check", "--lang", "en", "--output-format", "concise"]);
    let (code, shown) = run.ends();
    assert_eq!(code, 0, "{shown:?}");
    // The bar is there, and is cleared before the findings.
    let (before, after) = shown.split_once("register.toml").unwrap();
    assert!(before.contains("/300 ") && !after.contains("/300 "), "{before:?}");
    assert!(
        shown.contains("\x1b[1;93mwarning") && shown.trim_end().contains("in 300 files"),
        "{after:?}"
    );
}

#[test]
fn a_quiet_run_draws_nothing() {
    let folder = registers(300);
    let run = OnTerminal::new(folder.path(), &["check", "--quiet", "--select", "C"]);
    assert_eq!(run.ends(), (0, String::new()));
}

#[test]
fn what_is_watched_is_drawn_anew_each_time() {
    const CLEARED: &str = "\x1b[2J";
    let folder = registers(1);
    let mut run = OnTerminal::new(folder.path(), &["check", "--watch", "--lang", "en", "--select", "C"]);
    run.shows("watching for changes");
    assert_eq!(run.shown.matches(CLEARED).count(), 1, "{:?}", run.shown);
    run.shown.clear();
    let path = folder.path().join("r0/register.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("2095021P1013T", "2095021P101", 1)).unwrap();
    run.shows("watching for changes");
    assert!(
        run.shown.contains(CLEARED) && run.shown.contains("code-length"),
        "{:?}",
        run.shown
    );
}

/// A list of so many standards.
fn list(folder: &Path, rows: usize) {
    let mut text = "标准号,标准名称\n".to_owned();
    for row in 0..rows {
        text.push_str(&format!("GA/T {row}-2020,第{row}项\n"));
    }
    fs::write(folder.join("list.csv"), text).unwrap();
}

/// An import knows how many rows it has once the file is read, and an export to a workbook how many cells.
#[test]
fn imports_and_exports_draw_how_far_they_are() {
    const ROWS: usize = 4_000;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    list(folder, ROWS);
    let new = ["import", "list.csv", "-o", "new.register.toml", "--lang", "en"];
    let into = ["import", "list.csv", "--into", "new.register.toml", "--lang", "en"];
    for arguments in [&new, &into] {
        let (code, shown) = OnTerminal::new(folder, arguments).ends();
        assert!(code < 2, "{shown:?}");
        // The head is a row that is placed too. The bar is gone before anything is said.
        let bar = format!("/{} ", ROWS + 1);
        let (drawn, said) = shown.split_once("rows read").unwrap();
        assert!(drawn.contains(&bar) && !said.contains(&bar), "{drawn:?}");
    }
    if cfg!(feature = "office") {
        let export = [
            "export",
            "new.register.toml",
            "-f",
            "xlsx",
            "-o",
            "book.xlsx",
            "--lang",
            "en",
        ];
        let (code, shown) = OnTerminal::new(folder, &export).ends();
        assert!(code == 0 && shown.contains(&format!("/{} ", ROWS * 12)), "{shown:?}");
    }
    // Without a terminal, or where nothing is to be said, nothing is drawn.
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(into)
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        !told.contains(['\r', '\x1b']) && !told.contains(&format!("/{}", ROWS + 1)),
        "{told:?}"
    );
    let (code, shown) = OnTerminal::new(folder, &[&into[..], &["--quiet"]].concat()).ends();
    assert!(code < 2 && shown.is_empty(), "{shown:?}");
}

/// A folder with the seed's register.
fn seed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        "tests/registers/internet-plus/register.toml",
        folder.path().join("register.toml"),
    )
    .unwrap();
    folder
}

#[test]
fn add_asks_for_what_is_missing() {
    let folder = seed();
    let path = folder.path().join("register.toml");
    let before = fs::read_to_string(&path).unwrap();
    let mut run = OnTerminal::new(folder.path(), &["add", "owner=公安部", "--lang", "en"]);
    run.answers("Table:", "A.4\r");
    run.answers("Code:", "\r");
    run.answers("Standard:", "\r");
    run.answers("Plan:", "\r");
    // What must be there is asked for again.
    run.answers("Title:", "\r");
    run.passes("must not be empty");
    run.answers("Title:", "数据元目录\r");
    // Tab takes the first of what the editor offers.
    run.answers("Status:", "拟\t\r");
    run.answers("Level:", "行业标准\r");
    for _ in 0..20 {
        if run.child.try_wait().unwrap().is_some() {
            break;
        }
        let _ = run.input.write_all(b"\r");
        std::thread::sleep(Duration::from_millis(200));
    }
    let (code, shown) = run.ends();
    assert_eq!(code, 0, "{shown:?}");
    let after = fs::read_to_string(&path).unwrap();
    let added: Vec<&str> = after.lines().filter(|line| !before.contains(*line)).collect();
    assert!(
        added.iter().any(|line| line.contains("2095021P1043T")) && added.iter().any(|line| line.contains("数据元目录")),
        "{added:?} {shown:?}"
    );
    let entry = after.split("数据元目录").nth(1).unwrap();
    assert!(entry.split("[[").next().unwrap().contains("拟编"), "{entry:.200}");
}

#[test]
fn add_that_is_interrupted_writes_nothing() {
    let folder = seed();
    let path = folder.path().join("register.toml");
    let before = fs::read_to_string(&path).unwrap();
    let mut run = OnTerminal::new(folder.path(), &["add", "A.4", "--lang", "en"]);
    run.answers("Code:", "\r");
    run.answers("Standard:", "GB/T\u{3}");
    let (code, shown) = run.ends();
    assert!(code == 2 && shown.contains("nothing was written"), "{code} {shown:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn add_asks_nothing_where_all_is_given_or_nobody_is_there() {
    let folder = seed();
    let given = [
        "add",
        "A.4",
        "title=目录",
        "status=拟编",
        "level=行业标准",
        "owner=公安部",
        "--lang",
        "en",
    ];
    let (code, shown) = OnTerminal::new(folder.path(), &given).ends();
    assert!(
        code == 0 && shown.contains("written: register.toml"),
        "{code} {shown:?}"
    );
    let run = |variable: Option<(&str, &str)>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command
            .args(["add", "A.4", "--lang", "en"])
            .envs(variable)
            .current_dir(folder.path())
            .stdin(Stdio::null());
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for variable in [None, Some(("CI", "true"))] {
        let (code, told) = run(variable);
        assert!(code == Some(2) && told.contains("<KEY=VALUE>"), "{code:?} {told}");
    }
}

#[test]
fn init_asks_for_title_scheme_and_categories() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = OnTerminal::new(folder.path(), &["init", "new", "--lang", "en"]);
    run.answers("Title of the register:", "我的体系\r");
    run.answers("Coding scheme:", "\r");
    run.answers("A table to import:", "gone.csv\r");
    run.passes("there is no file gone.csv");
    run.answers("A table to import:", "\r");
    run.answers("专业领域:", "123\r");
    run.passes("123 is not a value of the layer 专业领域");
    run.answers("专业领域:", "07\r");
    run.answers("业务领域:", "01\r");
    run.answers("Category:", "11\r");
    run.passes("write the code, a blank and the title");
    run.answers("Category:", "11 标准化指南\r");
    run.answers("标准类别:", "1\r");
    run.answers("Subsystem of the category:", "基础与保障标准\r");
    run.answers("Category:", "11 又一个\r");
    run.passes("11 already exists");
    run.answers("Category:", "21 数据资源\r");
    run.answers("标准类别:", "2\r");
    // What was answered last is what an empty answer means.
    run.answers("Subsystem of the category:", "\r");
    run.answers("Category:", "\r");
    let (code, shown) = run.ends();
    assert!(code == 0 && shown.contains("stdreg check new"), "{code} {shown:?}");
    let text = fs::read_to_string(folder.path().join("new/register.toml")).unwrap();
    assert_eq!(
        text,
        r#"[register]
title    = "我的体系"
domain   = "07"
business = "01"

[[subsystem]]
title = "基础与保障标准"

[[category]]
code      = "11"
title     = "标准化指南"
subsystem = "基础与保障标准"
class     = "1"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "基础与保障标准"
class     = "2"

[[table]]
id       = "A.1"
title    = "标准化指南"
category = "11"

[[table]]
id       = "A.2"
title    = "数据资源"
category = "21"
"#
    );
    assert_eq!(rules_in(&folder.path().join("new")), ["R004", "R004"]);
}

/// The rules of what is found in a folder.
fn rules_in(folder: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["check", "--output-format", "concise", "--lang", "en"])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rule = |line: &str| {
        line.split_once('[')
            .and_then(|(_, rest)| Some(rest.split_once(']')?.0.to_owned()))
    };
    text.lines().filter_map(rule).collect()
}

/// A scheme whose categories are paths below a subsystem: what stands above a category is asked for once.
#[test]
fn init_asks_for_all_that_stands_above_a_category() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = OnTerminal::new(folder.path(), &["init", "--lang", "en"]);
    run.answers("Title of the register:", "公司\r");
    run.answers("Coding scheme:", "nothing\r");
    run.passes("nothing: ");
    run.answers("Coding scheme:", "enterprise\r");
    run.answers("A table to import:", "\r");
    run.answers("Category:", "2.1 零部件\r");
    run.answers("Subsystem of the category:", "技术标准\r");
    run.answers("标准类:", "JS\r");
    run.answers("Title of 2, which stands above:", "产品标准\r");
    run.answers("Category:", "2.2 整机\r");
    run.answers("Subsystem of the category:", "技术标准\r");
    run.answers("Category:", "\r");
    let (code, shown) = run.ends();
    assert_eq!(code, 0, "{shown:?}");
    let text = fs::read_to_string(folder.path().join("register.toml")).unwrap();
    assert!(
        text.contains("scheme = \"./enterprise.scheme.toml\"") && text.matches("[[subsystem]]").count() == 2,
        "{text}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("enterprise.scheme.toml")).unwrap(),
        fs::read_to_string("examples/enterprise/enterprise.scheme.toml").unwrap()
    );
    assert_eq!(rules_in(folder.path()), ["R004", "R004"]);
}

#[test]
fn init_imports_a_table_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    list(folder.path(), 2);
    let mut run = OnTerminal::new(folder.path(), &["init", "asked", "--lang", "en"]);
    run.answers("Title of the register:", "新题\r");
    run.answers("Coding scheme:", "\r");
    run.answers("A table to import:", "list.csv\r");
    let (code, shown) = run.ends();
    assert!(code == 0 && shown.contains("2 rows read"), "{code} {shown:?}");
    // One that is named beforehand is not asked for, and may say the title.
    let mut run = OnTerminal::new(folder.path(), &["init", "given", "--from", "list.csv", "--lang", "en"]);
    run.answers("Title of the register:", "\r");
    run.answers("Coding scheme:", "\r");
    let (code, shown) = run.ends();
    assert_eq!(code, 0, "{shown:?}");
    for (name, title) in [("asked", "新题"), ("given", "list")] {
        let text = fs::read_to_string(folder.path().join(name).join("register.toml")).unwrap();
        assert!(
            text.contains(&format!("= \"{title}\"")) && text.contains("第1项"),
            "{text}"
        );
    }
}

#[test]
fn init_that_is_interrupted_writes_nothing_and_an_empty_title_gives_the_example() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = OnTerminal::new(folder.path(), &["init", "new", "--lang", "en"]);
    run.answers("Title of the register:", "我的体系\r");
    run.answers("Coding scheme:", "path\u{3}");
    let (code, shown) = run.ends();
    assert!(code == 2 && shown.contains("nothing was written"), "{code} {shown:?}");
    assert!(!folder.path().join("new").exists());

    let mut run = OnTerminal::new(folder.path(), &["init", "new", "--lang", "en"]);
    run.answers("Title of the register:", "\r");
    assert_eq!(run.ends().0, 0);
    let starter = include_str!("../src/cli/init/starter.toml");
    let written = || fs::read_to_string(folder.path().join("new/register.toml")).unwrap();
    assert_eq!(written(), starter);
    // Nothing is asked where a register is there, where a template is named, in a pipe, and in CI.
    let (code, shown) = OnTerminal::new(folder.path(), &["init", "new", "--lang", "en"]).ends();
    assert!(
        code == 2 && shown.contains("already exists") && !shown.contains("Title"),
        "{code} {shown:?}"
    );
    let template = ["init", "two", "--template", "starter", "--lang", "en"];
    assert_eq!(OnTerminal::new(folder.path(), &template).ends().0, 0);
    for (name, variable) in [("three", None), ("four", Some(("CI", "true")))] {
        let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(["init", name, "--lang", "en"])
            .envs(variable)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let text = fs::read_to_string(folder.path().join(name).join("register.toml")).unwrap();
        assert_eq!(text, starter);
    }
}
