//! `stdreg check --watch`, the real binary: files change, and what it says follows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long a change may take to be told: a machine may have other things to do.
const PATIENCE: Duration = Duration::from_secs(60);

const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\ninclude = [\"tables/*.toml\"]\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n";

/// A table with one entry of some code.
fn table(code: &str) -> String {
    format!(
        "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n[[table.entry]]\nnumber = 1\ncode = \"{code}\"\ntitle = \"标准\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"公安部\"\n"
    )
}

/// The program at work in a folder: what it writes, line by line, of both streams.
struct Watching {
    folder: tempfile::TempDir,
    child: Child,
    lines: Receiver<String>,
    unused: Vec<String>,
}

impl Watching {
    fn new(arguments: &[&str]) -> Self {
        Self::prepared(&[], arguments)
    }

    /// Likewise, with more files in the folder.
    fn prepared(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::create_dir(folder.path().join("tables")).unwrap();
        fs::write(folder.path().join("register.toml"), HEAD).unwrap();
        fs::write(folder.path().join("tables/a.toml"), table("1095021P0013T")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(["check", "--watch", "--lang", "en", "--output-format", "concise"])
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let streams: [Box<dyn std::io::Read + Send>; 2] = [Box::new(out), Box::new(err)];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines() {
                    let _ = sender.send(line.unwrap());
                }
            });
        }
        Self {
            folder,
            child,
            lines,
            unused: Vec::new(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Waits for a line with some text, which is then used up. Lines of two streams come in any order.
    fn says(&mut self, expected: &str) {
        loop {
            if let Some(at) = self.unused.iter().position(|line| line.contains(expected)) {
                self.unused.remove(at);
                return;
            }
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => self.unused.push(line),
                Err(_) => panic!("{expected:?} did not come: {:#?}", self.unused),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_change_is_followed() {
    let mut watching = Watching::new(&[]);
    watching.says("class-mismatch: ");
    watching.says("watching for changes");
    // Written in place.
    fs::write(watching.path("tables/a.toml"), table("2095021P0013T")).unwrap();
    watching.says("nothing found in 2 files");
    watching.says("watching for changes");
    // Another file in its place, as editors save.
    fs::write(watching.path("tables/.a.toml.swp"), table("3095021P0013T")).unwrap();
    fs::rename(watching.path("tables/.a.toml.swp"), watching.path("tables/a.toml")).unwrap();
    watching.says("layer 1 is 3");
    // A new file, in a new folder.
    fs::create_dir(watching.path("new")).unwrap();
    fs::write(watching.path("new/register.toml"), "[register]\ntitle = 1\n").unwrap();
    watching.says("new/register.toml:2:9");
    // A file that goes.
    fs::remove_file(watching.path("new/register.toml")).unwrap();
    fs::write(watching.path("tables/a.toml"), table("4095021P0013T")).unwrap();
    watching.says("has no value 4");
    watching.says("in 2 files");
}

#[test]
fn settings_in_mid_edit_do_not_end_it() {
    let mut watching = Watching::new(&[]);
    watching.says("class-mismatch: ");
    fs::write(watching.path("stdreg.toml"), "ignore = [\"L001\"\n").unwrap();
    watching.says("stdreg.toml:");
    fs::write(watching.path("stdreg.toml"), "ignore = [\"L001\"]\n").unwrap();
    watching.says("nothing found in 2 files");
}

#[test]
fn a_part_that_is_named_follows_its_register() {
    let mut watching = Watching::new(&["tables/a.toml"]);
    watching.says("class-mismatch: ");
    watching.says("watching for changes");
    fs::write(
        watching.path("register.toml"),
        HEAD.replace("class = \"2\"", "class = \"1\""),
    )
    .unwrap();
    watching.says("nothing found in 1 file");
}

#[test]
fn what_it_writes_itself_does_not_keep_it_busy() {
    let mut watching = Watching::new(&["--fix", "--output-format", "sarif=report"]);
    watching.says("fixed: 1");
    watching.says("watching for changes");
    // The repair is a change; what comes of it is the report alone, which is none.
    let mut runs = 0;
    while let Ok(line) = watching.lines.recv_timeout(Duration::from_secs(3)) {
        runs += usize::from(line.contains("watching for changes"));
    }
    assert!(runs <= 2, "{runs} more runs");
    assert!(fs::read_to_string(watching.path("report")).unwrap().contains("2.1.0"));
}

#[test]
fn a_folder_that_goes_is_followed_when_it_comes_back() {
    let mut watching = Watching::prepared(&[("体系/register.toml", "[register]\ntitle = 1\n")], &["体系"]);
    watching.says("体系/register.toml:2:9");
    watching.says("watching for changes");
    let folder = watching.path("体系");
    fs::remove_dir_all(&folder).unwrap();
    watching.says("no such file or folder");
    watching.says("watching for changes");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("register.toml"), "[register]\n\ntitle = 1\n").unwrap();
    watching.says("体系/register.toml:3:9");
    fs::write(folder.join("register.toml"), "[register]\n\n\ntitle = 1\n").unwrap();
    watching.says("体系/register.toml:4:9");
}

#[test]
fn a_baseline_a_part_of_any_name_and_settings_above_are_followed() {
    let root = HEAD.replace("tables/*.toml", "parts/*");
    let mut watching = Watching::prepared(
        &[
            (".git/HEAD", ""),
            ("a/b/register.toml", &root),
            ("a/b/parts/a.txt", &table("1095021P0013T")),
        ],
        &["a/b", "--baseline", "known.json"],
    );
    watching.says("there is no baseline file");
    watching.says("watching for changes");
    fs::write(watching.path("known.json"), "{\"version\": 1, \"findings\": []}\n").unwrap();
    watching.says("layer 1 is 1");
    fs::write(watching.path("a/b/parts/a.txt"), table("3095021P0013T")).unwrap();
    watching.says("layer 1 is 3");
    fs::write(watching.path("a/stdreg.toml"), "ignore = [\"L001\"]\n").unwrap();
    watching.says("nothing found in 2 files");
}

#[test]
fn a_report_called_like_a_register_does_not_keep_it_busy() {
    let mut watching = Watching::new(&["--output-format", "json=report.toml"]);
    watching.says("class-mismatch: ");
    watching.says("watching for changes");
    let more = std::iter::from_fn(|| watching.lines.recv_timeout(Duration::from_secs(2)).ok());
    assert_eq!(
        more.filter(|line| line.contains("watching for changes"))
            .take(3)
            .count(),
        0
    );
}

#[test]
fn standard_input_cannot_be_watched() {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["check", "--watch", "--lang", "en", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard input"));
}
