//! What narrows findings down: `--baseline` and `--since`, with the real binary in real folders and repositories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

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

#[test]
fn what_a_baseline_knows_is_not_told_wherever_it_moves() {
    let (one, other) = (entry(1, "1095021P0013T"), entry(2, "3095021P0023T"));
    let folder = Folder::new(&format!("{HEAD}{one}{other}"));
    let run = folder.check(&["--write-baseline", "known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("2 findings written to known.json"), "{}", run.err);
    assert_eq!(
        folder.read("known.json"),
        "{\n  \"version\": 1,\n  \"findings\": [\n    {\"file\":\"register.toml\",\"rule\":\"L001\",\"subject\":\"table.entry(1095021P0013T).code\"},\n    {\"file\":\"register.toml\",\"rule\":\"L001\",\"subject\":\"table.entry(3095021P0023T).code\"}\n  ]\n}\n"
    );
    let run = folder.check(&["--baseline", "known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("2 more are known (known.json)"), "{}", run.err);

    // Lines above, another order, another language; then a new one.
    let (one, other) = (entry(2, "1095021P0013T"), entry(1, "3095021P0023T"));
    let moved = format!("# 说明\n\n{HEAD}{other}{one}");
    folder.write("register.toml", &moved);
    let run = folder.json(&["--baseline", "known.json", "--lang", "zh", "--select", "L001"]);
    assert_eq!((run.code, run.found().len()), (0, 0), "{}", run.out);
    folder.write("register.toml", &format!("{moved}{}", entry(3, "3095021P0033T")));
    let run = folder.json(&["--baseline", "known.json", "--select", "L"]);
    let line = moved.lines().count() as u64 + 3;
    assert_eq!((run.code, run.found()), (1, vec![("class-mismatch".to_owned(), line)]));
}

#[test]
fn what_is_known_once_is_known_once() {
    let twice = "titel = 1\n";
    let folder = Folder::new(&format!("{HEAD}[[table.entry]]\n{twice}"));
    folder.check(&["--write-baseline", "known.json", "--select", "unknown-key"]);
    folder.write(
        "register.toml",
        &format!("{HEAD}[[table.entry]]\n{twice}[[table.entry]]\n{twice}"),
    );
    let run = folder.json(&["--baseline", "known.json", "--select", "unknown-key"]);
    assert_eq!(run.found(), [("unknown-key".to_owned(), 23)]);
}

#[test]
fn what_is_gone_is_said_and_a_baseline_written_anew_forgets_it() {
    let folder = Folder::new(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    folder.write("other/register.toml", &format!("{HEAD}{}", entry(1, "3095021P0013T")));
    folder.check(&["--write-baseline", "known.json"]);
    folder.write("register.toml", &format!("{HEAD}{}", entry(1, "2095021P0013T")));
    // Only of the files that are checked it is known that a finding is gone.
    let run = folder.check(&["--baseline", "known.json", "other"]);
    assert!(
        !run.err.contains("gone") && run.err.contains("1 more is known"),
        "{}",
        run.err
    );
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(run.err.contains("1 in known.json is gone"), "{}", run.err);
    // Written for one file, it keeps what it knows of the others.
    folder.check(&["--write-baseline", "known.json", "register.toml"]);
    let known = folder.read("known.json");
    assert!(
        known.contains("other/register.toml") && !known.contains("1095021P0013T"),
        "{known}"
    );
    // From another folder, and by an absolute path, the files are the same ones.
    let run = folder.check_in("other", &["--baseline", "../known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let absolute = folder.path("other/register.toml");
    let run = folder.check(&["--baseline", "known.json", absolute.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
}

#[test]
fn a_file_that_is_no_baseline_is_told_and_stays() {
    let folder = Folder::new(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    let run = folder.check(&["--baseline", "none.json"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--write-baseline none.json"), "{}", run.err);
    for text in ["", "[]", "{\"version\": 9, \"findings\": []}", "{\"version\": 1}"] {
        folder.write("bad.json", text);
        let run = folder.check(&["--baseline", "bad.json"]);
        assert!(
            run.code == 2 && run.err.contains("bad.json is no baseline"),
            "{text}: {}",
            run.err
        );
        assert_eq!(folder.read("bad.json"), text);
    }
    // Nor is what somebody else wrote written over: a register above all.
    let register = folder.read("register.toml");
    for (file, text) in [
        ("register.toml", register.as_str()),
        ("bad.json", "[]"),
        ("bad.json", "{\"version\": 9, \"findings\": []}"),
    ] {
        folder.write(file, text);
        let run = folder.check(&["--fix", "--write-baseline", file]);
        assert!(
            run.code == 2 && run.err.contains(&format!("{file} is there and is no baseline")),
            "{}",
            run.err
        );
        assert_eq!(
            (folder.read(file).as_str(), folder.read("register.toml")),
            (text, register.clone())
        );
    }
    folder.write("bad.json", "\n");
    assert_eq!(folder.check(&["--write-baseline", "bad.json"]).code, 0);
    assert!(folder.read("bad.json").contains("L001"));
    // What an editor may have made of it is one.
    folder.write(
        "bad.json",
        &format!("\u{FEFF}{}", folder.read("bad.json").replace('\n', "\r\n")),
    );
    assert_eq!(folder.check(&["--baseline", "bad.json"]).code, 0);
    let huge = "{\"file\":\"register.toml\",\"rule\":\"L001\",\"subject\":\"x\",\"count\":4294967295}";
    folder.write("bad.json", &format!("{{\"version\":1,\"findings\":[{huge},{huge}]}}"));
    assert_eq!(folder.check(&["--baseline", "bad.json"]).code, 1);
    // Where a file could not be checked, its findings would be missing: nothing is written.
    let run = folder.check(&["--write-baseline", "new.json", "nowhere.toml", "register.toml"]);
    assert_eq!((run.code, folder.path("new.json").exists()), (2, false));
}

/// A hook names the files that changed, and the baseline is of all.
#[test]
fn what_is_known_of_two_files_is_known_by_either() {
    let (head, table) = HEAD.split_once("[[table]]").unwrap();
    let folder = Folder::new(&head.replace("[[subsystem]]", "include = [\"表/*.toml\"]\n[[subsystem]]"));
    let part = |id| format!("[[table]]{}{}", table.replace("A.1", id), entry(1, "2095021P0013T"));
    folder.write("表/一.toml", &part("A.1"));
    folder.write("表/二.toml", &part("A.2"));
    folder.check(&["--write-baseline", "known.json"]);
    let known = folder.read("known.json");
    assert!(known.contains("S001"), "{known}");
    for file in ["表/一.toml", "表/二.toml"] {
        let run = folder.json(&["--baseline", "known.json", file]);
        assert_eq!((run.code, run.found()), (0, vec![]), "{file}: {}", run.err);
        folder.check(&["--write-baseline", "known.json", file]);
        assert_eq!(folder.read("known.json"), known, "{file}");
    }
    #[cfg(unix)]
    {
        let other = tempfile::tempdir().unwrap();
        let link = other.path().join("link");
        std::os::unix::fs::symlink(folder.path("."), &link).unwrap();
        let baseline = link.join("known.json");
        for arguments in [
            ["--baseline", "known.json", link.to_str().unwrap()],
            ["--baseline", baseline.to_str().unwrap(), "."],
        ] {
            let run = folder.check(&arguments);
            assert_eq!((run.code, run.out.as_str()), (0, ""), "{arguments:?}: {}", run.err);
        }
    }
}

#[test]
fn what_a_run_did_not_look_at_stays_known_as_it_was() {
    let folder = Folder::new(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    folder.write("stdreg.toml", "ignore = [\"NONE\"]\n");
    for _ in 0..3 {
        folder.check(&["--write-baseline", "known.json"]);
        // What is found in settings is not counted up.
        let known = folder.read("known.json");
        assert!(known.contains("\"NONE\"}") && known.contains("L001"), "{known}");
    }
    let known = folder.read("known.json");
    // Rules that are left out find nothing, and nothing of theirs is gone.
    let run = folder.check(&["--baseline", "known.json", "--select", "N"]);
    assert!(!run.err.contains("gone"), "{}", run.err);
    folder.check(&["--write-baseline", "known.json", "--ignore", "L001,X"]);
    assert_eq!(folder.read("known.json"), known);
    folder.write("stdreg.toml", "");
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(run.err.contains("1 in known.json is gone"), "{}", run.err);
    folder.check(&["--write-baseline", "known.json"]);
    assert!(!folder.read("known.json").contains("NONE"));
    folder.write("register.toml", &format!("{HEAD}{}", entry(1, "2095021P0013T")));
    folder.check(&["--write-baseline", "known.json"]);
    assert_eq!(
        folder.read("known.json"),
        "{\n  \"version\": 1,\n  \"findings\": []\n}\n"
    );
}

#[test]
fn since_a_revision_only_changed_lines_count() {
    let old = entry(1, "1095021P0013T");
    let folder = Folder::repository(&format!("{HEAD}{old}"));
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), []);
    let text = format!("{HEAD}{old}{}", entry(2, "3095021P0023T"));
    folder.write("register.toml", &text);
    let new = ("class-mismatch".to_owned(), 30);
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), std::slice::from_ref(&new));
    folder.git(&["add", "--all"]);
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), std::slice::from_ref(&new));
    folder.commit();
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), []);
    let run = folder.json(&["--since", "HEAD~1"]);
    assert_eq!((run.code, run.found()), (1, vec![new.clone()]));
    assert_eq!(folder.json(&[]).found().len(), 2);
    // What is not known to git at all is new altogether; a name as it comes.
    folder.write("体 系/a \"b\".register.toml", &text);
    assert_eq!(folder.json(&["--since", "HEAD"]).found().len(), 2);
    folder.commit();
    folder.write(
        "体 系/a \"b\".register.toml",
        &text.replace("3095021P0023T", "1095021P0023T"),
    );
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), [new]);
}

#[test]
fn the_point_where_a_branch_left_is_a_revision() {
    let old = entry(1, "1095021P0013T");
    let folder = Folder::repository(&format!("{HEAD}{old}"));
    folder.git(&["checkout", "--quiet", "-b", "branch"]);
    let text = format!("{HEAD}{old}{}", entry(2, "3095021P0023T"));
    folder.write("register.toml", &text);
    folder.commit();
    folder.git(&["checkout", "--quiet", "main"]);
    folder.write("register.toml", &format!("{HEAD}{}", old.replace("拟编", "已颁")));
    folder.commit();
    folder.git(&["checkout", "--quiet", "branch"]);
    let of = |revision| folder.json(&["--since", revision, "--select", "L,E"]).found().len();
    assert_eq!(of("main..."), 1);
    assert_eq!(of("main"), 1);
    let run = folder.check_in(".", &["--since", "main...", "--select", "L"]);
    assert!(run.code == 1 && run.out.contains("3095021P0023T"), "{}", run.err);
}

#[test]
fn a_key_that_went_and_a_twin_that_came_count() {
    let (one, other) = (entry(1, "2095021P0013T"), entry(2, "2095021P0023T"));
    let folder = Folder::repository(&format!("{HEAD}{one}{other}"));
    // The finding is at the header, which did not change.
    folder.write(
        "register.toml",
        &format!("{HEAD}{one}{}", other.replace("owner = \"公安部\"\n", "")),
    );
    assert_eq!(
        folder.json(&["--since", "HEAD"]).found(),
        [("missing-key".to_owned(), 28)]
    );
    // The new entry is the first of the two, and the finding stands at the second.
    let twin = entry(1, "2095021P0023T");
    folder.write("register.toml", &format!("{HEAD}{twin}{other}"));
    let found = folder.json(&["--since", "HEAD", "--select", "duplicate-code"]).found();
    assert_eq!(found, [("duplicate-code".to_owned(), 30)]);
}

#[test]
fn crlf_and_a_repository_above_the_folder() {
    let old = format!("{HEAD}{}", entry(1, "1095021P0013T")).replace('\n', "\r\n");
    let folder = Folder::repository("");
    folder.write("深/register.toml", &old);
    folder.commit();
    let text = old.clone() + &entry(2, "3095021P0023T").replace('\n', "\r\n");
    folder.write("深/register.toml", &text);
    let run = folder.check_in("深", &["--since", "HEAD", "--output-format", "json"]);
    assert_eq!(run.found(), [("class-mismatch".to_owned(), 30)]);
}

#[test]
fn without_a_revision_or_repository_nothing_is_checked() {
    let folder = Folder::repository(HEAD);
    let run = folder.check(&["--since", "nonsense"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no revision nonsense"), "{}", run.err);
    // What looks like an option is none.
    let run = folder.check(&["--since=--output=x"]);
    assert_eq!((run.code, folder.path("x").exists()), (2, false));
    let outside = Folder::new(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    let path = outside.path("register.toml");
    let run = folder.check(&["--since", "HEAD", path.to_str().unwrap()]);
    assert!(
        run.code == 2 && run.err.contains("is not in the git repository"),
        "{}",
        run.err
    );
    let run = outside.check(&["--since", "HEAD"]);
    assert!(run.code == 2 && run.err.contains("git"), "{}", run.err);
}

/// What users have in their configurations, their environment and their attributes changes nothing.
#[test]
fn however_git_is_set_up_the_same_lines_differ() {
    let folder = Folder::repository(&format!(
        "{HEAD}{}{}",
        entry(1, "1095021P0013T"),
        entry(2, "2095021P0023T")
    ));
    folder.write(".gitattributes", "*.toml -diff\n");
    for (key, value) in [
        ("diff.interHunkContext", "40"),
        ("diff.context", "9"),
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("color.ui", "always"),
    ] {
        folder.git(&["config", key, value]);
    }
    let text = folder.read("register.toml");
    let text = text.replace("title = \"表\"", "title = \"新表\"");
    folder.write("register.toml", &text.replace("2095021P0023T", "3095021P0023T"));
    let new = ("class-mismatch".to_owned(), 30);
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), std::slice::from_ref(&new));
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["check", "--since", "HEAD", "--output-format", "concise"])
        .env("GIT_DIFF_OPTS", "--unified=40")
        .current_dir(folder.path("."))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn no_change_hides_in_a_file_that_git_does_not_follow() {
    let bad = format!("{HEAD}{}", entry(1, "1095021P0013T"));
    let folder = Folder::repository(&bad);
    // Ignored, yet named.
    folder.write(".gitignore", "own.toml\n");
    folder.write("own.toml", &bad);
    assert_eq!(folder.json(&["--since", "HEAD", "own.toml"]).found().len(), 1);
    // No line of it can be told where it cannot be read.
    let text = folder.read("register.toml") + "# ";
    let mut bytes = text.into_bytes();
    bytes.extend(b"\xb1\xea\n");
    fs::write(folder.path("register.toml"), bytes).unwrap();
    let found = folder.json(&["--since", "HEAD", "register.toml"]).found();
    assert_eq!(found, [("not-utf8".to_owned(), 1)]);
    folder.git(&["checkout", "--quiet", "register.toml"]);
    // Another repository inside has revisions of its own.
    folder.write("inner/register.toml", &bad);
    folder.git(&["init", "--quiet", "inner"]);
    let run = folder.check(&["--since", "HEAD", "inner"]);
    assert!(
        run.code == 2 && run.err.contains("inner/register.toml is not in"),
        "{}",
        run.err
    );
    // A text on standard input is not what git sees.
    let run = folder.check(&["--since", "HEAD", "-"]);
    assert!(run.code == 2 && run.err.contains("standard input"), "{}", run.err);
}

#[test]
fn a_file_under_another_name_is_not_new() {
    let folder = Folder::repository(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    folder.git(&["mv", "register.toml", "新.register.toml"]);
    assert_eq!(folder.json(&["--since", "HEAD"]).found(), []);
    let text = folder.read("新.register.toml") + &entry(2, "3095021P0023T");
    folder.write("新.register.toml", &text);
    assert_eq!(
        folder.json(&["--since", "HEAD"]).found(),
        [("class-mismatch".to_owned(), 30)]
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("新.register.toml", folder.path("link.toml")).unwrap();
        let found = folder.json(&["--since", "HEAD", "link.toml"]).found();
        assert_eq!(found, [("class-mismatch".to_owned(), 30)]);
    }
}

/// A repair that takes lines away must not have findings looked for where they stood before.
#[test]
fn lines_are_those_after_the_repairs() {
    let first = entry(1, "2095021P0013T").replace("owner", "effective = 2020-01-01\nowner");
    let folder = Folder::repository(&format!("{HEAD}{first}{}", entry(2, "2095021P0023T")));
    let text = folder.read("register.toml").replace("2095021P0023T", "209502XP0023T");
    folder.write("register.toml", &text);
    let run = folder.json(&["--since", "HEAD", "--unsafe-fixes", "--select", "E005,C"]);
    assert!(!folder.read("register.toml").contains("effective"), "{}", run.err);
    assert_eq!(run.found(), [("code-character".to_owned(), 30)], "{}", run.err);
}

#[test]
fn what_a_revision_is_and_what_a_clone_lacks() {
    let bad = format!("{HEAD}{}", entry(1, "1095021P0013T"));
    let folder = Folder::repository(&bad);
    assert_eq!(folder.check(&["--since", ":/x"]).code, 0);
    folder.write("register.toml", &format!("# 二\n{bad}"));
    folder.commit();
    let url = format!("file://{}", folder.path(".").display());
    folder.git(&["clone", "--quiet", "--depth=1", &url, "clone"]);
    let run = folder.check_in("clone", &["--since", "HEAD~1"]);
    assert!(run.code == 2 && run.err.contains("shallow clone"), "{}", run.err);
    folder.git(&["checkout", "--quiet", "--orphan", "other"]);
    folder.commit();
    let run = folder.check(&["--since", "main..."]);
    assert!(run.code == 2 && run.err.contains("no commit in common"), "{}", run.err);
}
