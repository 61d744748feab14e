//! Where the findings go: several forms in one run, each to a file, and what must not become one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A register with a part, settings and a scheme of its own. Each entry of the part is of a wrong class.
struct Folder(tempfile::TempDir);

const ROOT: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\ninclude = [\"tables/*.toml\"]\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n";

fn table(entries: u32) -> String {
    let mut text = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n".to_owned();
    for number in 1..=entries {
        // Each class is wrong, and not so often the same one that the category's would be wrong.
        let class = if number % 2 == 0 { 1 } else { 3 };
        text += &format!(
            "\n[[table.entry]]\nnumber = {number}\ncode = \"{class}095021P{number:03}3T\"\ntitle = \"标准{number}\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"公安部\"\n"
        );
    }
    text
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new(entries: u32) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path("tables")).unwrap();
        fs::write(folder.path("register.toml"), ROOT).unwrap();
        fs::write(folder.path("tables/表 一.toml"), table(entries)).unwrap();
        fs::write(folder.path("stdreg.toml"), "ignore = [\"N\"]\n").unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command
            .args(["check", "--lang", "en"])
            .args(arguments)
            .current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn several_forms_in_one_run() {
    let folder = Folder::new(3);
    let run = folder.run(&[
        "--output-format",
        "concise",
        "--output-format",
        "sarif=out/a.sarif",
        "--output-format=junit=out/a.xml",
    ]);
    assert_eq!(run.code, 1);
    let found = run.out.lines().count();
    assert!(found > 0 && run.err.contains("error"), "{}{}", run.out, run.err);
    let log: serde_json::Value = serde_json::from_str(&folder.read("out/a.sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), found);
    assert_eq!(folder.read("out/a.xml").matches("<testcase").count(), found);
    // Nothing of a report is left where it cannot be written, and the rest is done.
    let run = folder.run(&["--output-format", "json", "--output-format", "sarif=register.toml/x"]);
    assert_eq!(run.code, 2);
    assert!(run.out.starts_with('['), "{}", run.out);
    let run = folder.run(&["--diff", "--output-file", "diff.txt"]);
    assert_eq!((run.code, folder.path("diff.txt").exists()), (2, false));
    let run = folder.run(&["--output-file", "all.txt"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(folder.read("all.txt").contains("error["));
}

#[test]
fn no_report_takes_the_place_of_what_it_reports_on() {
    let folder = Folder::new(1);
    fs::write(folder.path("known.json"), "{\"version\": 1, \"findings\": []}\n").unwrap();
    let files = [
        "register.toml",
        "./tables/../tables/表 一.toml",
        "stdreg.toml",
        "known.json",
    ];
    let before = files.map(|file| folder.read(file));
    for file in files {
        // What was asked for besides comes.
        let other = format!("--output-format=sarif={file}.sarif");
        let run = folder.run(&[
            "--baseline=known.json",
            &other,
            "--output-format=json",
            "--output-file",
            file,
        ]);
        assert_eq!(run.code, 2, "{file}");
        assert!(
            run.err.contains("was not overwritten with a report"),
            "{file}: {}",
            run.err
        );
        assert!(folder.read(&format!("{file}.sarif")).contains("2.1.0"));
    }
    // Also where only another file of the register was named, and by another path to the file.
    let run = folder.run(&["tables/表 一.toml", "--output-file", "register.toml"]);
    assert!(
        run.code == 2 && run.err.contains("register.toml is a file that this run checks"),
        "{}",
        run.err
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("register.toml", folder.path("link")).unwrap();
        assert_eq!(folder.run(&["--output-file", "link"]).code, 2);
    }
    assert_eq!(files.map(|file| folder.read(file)), before);
}

#[test]
fn two_reports_do_not_go_to_one_file() {
    let folder = Folder::new(1);
    let run = folder.run(&["--output-format", "json=a", "--output-format", "sarif=./a"]);
    assert!(run.code == 2 && run.err.contains("two outputs write to"), "{}", run.err);
    assert!(!folder.path("a").exists());
}

#[test]
fn files_come_although_nobody_reads_standard_output() {
    let folder = Folder::new(300);
    let mut child = folder
        .command(&["--output-format", "full", "--output-format", "json=all.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.wait().unwrap();
    assert_eq!(folder.read("all.json").matches("\"L001\"").count(), 300);
}

#[test]
fn a_baseline_is_written_alone() {
    let folder = Folder::new(1);
    for options in [
        &["--diff"][..],
        &["--statistics"],
        &["--output-format=json"],
        &["--output-file=a"],
    ] {
        let run = folder.run(&[&["--write-baseline", "known.json"], options].concat());
        assert!(
            run.code == 2 && run.err.contains("cannot be used with"),
            "{options:?}: {}",
            run.err
        );
    }
    assert!(!folder.path("known.json").exists() && !folder.path("a").exists());
}

/// Services know files by their paths from the root of the repository on; people and other programs from where they are.
#[test]
fn services_are_given_paths_from_the_root_of_the_repository() {
    let folder = Folder::new(1);
    fs::create_dir(folder.path(".git")).unwrap();
    let outputs = ["sarif", "gitlab", "github", "json", "rdjson"].map(|form| format!("--output-format={form}={form}"));
    let outputs = outputs.each_ref().map(String::as_str);
    let above = folder.run(&outputs);
    assert_eq!(above.code, 1, "{}", above.err);
    let mut below = folder.command(&[&outputs[..], &[".."]].concat());
    below.current_dir(folder.path("tables")).output().unwrap();
    for form in ["sarif", "gitlab", "github"] {
        // GitHub's word that turns commands on again is another each time.
        let read = |name: &str| {
            let text = folder.read(name);
            let word = text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("::stop-commands::"));
            word.map_or_else(|| text.clone(), |word| text.replace(word, "WORD"))
        };
        let (above, below) = (read(form), read(&format!("tables/{form}")));
        assert_eq!(below, above);
        assert!(above.contains("tables/"));
    }
    for form in ["json", "rdjson"] {
        assert!(folder.read(&format!("tables/{form}")).contains("\"表 一.toml\""));
    }
}
