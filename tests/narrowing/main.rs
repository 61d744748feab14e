//! What narrows findings down: `--baseline` and `--since`, with the real binary in real folders and repositories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod baseline;
mod since;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";

/// An entry; its class is wrong where it is not 2.
fn entry(number: u32, code: &str) -> String {
    format!(
        "[[table.entry]]\nnumber = {number}\ncode = \"{code}\"\ntitle = \"标准{code}\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"公安部\"\n\n"
    )
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// The findings as JSON: the rule and the line.
    fn found(&self) -> Vec<(String, u64)> {
        let findings: Vec<Value> =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.err));
        let of = |finding: &Value| {
            let line = finding["range"]["start"]["line"].as_u64().unwrap();
            (finding["name"].as_str().unwrap().to_owned(), line)
        };
        findings.iter().map(of).collect()
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(root: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("register.toml", root);
        folder
    }

    /// A repository with the root committed.
    fn repository(root: &str) -> Self {
        let folder = Self::new(root);
        folder.git(&["init", "--quiet", "--initial-branch=main"]);
        folder.commit();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .current_dir(self.0.path())
            .args([
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                "-c",
                "core.autocrlf=false",
            ])
            .args(arguments)
            .output()
            .expect("git is there");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=x"]);
    }

    fn check(&self, arguments: &[&str]) -> Run {
        self.check_in(".", arguments)
    }

    fn check_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .arg("check")
            .args(arguments)
            .env("LC_ALL", "en_US.UTF-8")
            .current_dir(self.path(folder))
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self, arguments: &[&str]) -> Run {
        self.check(&[arguments, &["--output-format", "json"]].concat())
    }
}
