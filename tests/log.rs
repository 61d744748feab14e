//! `stdreg log` and `stdreg stats --history`: a register over the revisions of a repository.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const SEED: &str = include_str!("registers/internet-plus/register.toml");

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    /// For each revision what it says of itself, and what is told of entries.
    fn told(&self) -> Vec<String> {
        let json = self.json();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let change = |change: &Value| {
            let parts = [
                &change["change"],
                &change["entry"]["code"],
                &change["old"],
                &change["new"],
            ];
            format!("  {}", parts.map(text).join(" "))
        };
        let revisions = json.as_array().unwrap().iter();
        revisions
            .flat_map(|revision| {
                let head = format!("{} {}", text(&revision["summary"]), text(&revision["event"]));
                let changes = revision["changes"]["entries"].as_array().cloned().unwrap_or_default();
                [head]
                    .into_iter()
                    .chain(changes.iter().map(change).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

fn stdreg(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command.args(arguments).current_dir(folder);
    if !arguments.contains(&"--lang") {
        command.args(["--lang", "en"]);
    }
    Run::of(command)
}

fn log(folder: &Path, arguments: &[&str]) -> Run {
    stdreg(folder, &[&["log"], arguments].concat())
}

/// A repository, in which a day goes by from commit to commit.
struct Repository {
    folder: TempDir,
    day: u32,
}

impl Repository {
    fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
            day: 0,
        };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new("git");
        let date = format!("2026-01-{:02}T12:00:00+08:00", self.day.max(1));
        command
            .args([
                "-c",
                "user.name=甲乙",
                "-c",
                "user.email=a@b",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date);
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
        run
    }

    fn commit(&mut self, summary: &str) {
        self.day += 1;
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", summary]);
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

const WITHDRAWN: (&str, &str) = ("status = \"在编\"", "status = \"废止\"");
const RECODED: (&str, &str) = ("1095011R0012T", "1095011R0992T");
const RECODED_AGAIN: (&str, &str) = ("1095011R0992T", "1095011R0982T");
const RETITLED: (&str, &str) = ("电子政务标准化指南", "政务标准化指南");

/// The seed's register: it comes, an entry gets another title, another one is withdrawn, the first gets other codes; in between
/// something happens that is nothing about it.
fn seed() -> Repository {
    let mut repository = Repository::new();
    repository.write("README", "x");
    repository.commit("before");
    repository.write("register.toml", SEED);
    repository.commit("come");
    repository.write("register.toml", &replaced(SEED, &[RETITLED]));
    repository.commit("retitle");
    repository.write("README", "y");
    repository.commit("elsewhere");
    repository.write("register.toml", &(replaced(SEED, &[RETITLED]) + "\n# a comment\n"));
    repository.commit("comment");
    repository.write("register.toml", &replaced(SEED, &[RETITLED, RECODED]));
    repository.commit("recode");
    repository.write("register.toml", &replaced(SEED, &[RETITLED, RECODED, WITHDRAWN]));
    repository.commit("withdraw");
    repository.write(
        "register.toml",
        &replaced(SEED, &[RETITLED, RECODED, WITHDRAWN, RECODED_AGAIN]),
    );
    repository.commit("recode again");
    repository
}

#[test]
fn the_seeds_register_revision_by_revision() {
    let repository = seed();
    let run = log(repository.path(), &["--output-format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = [
        "recode again changed",
        "  recoded 1095011R0982T 1095011R0992T 1095011R0982T",
        "withdraw changed",
        "  status 1095011P0023T 在编 废止",
        "recode changed",
        "  recoded 1095011R0992T 1095011R0012T 1095011R0992T",
        "retitle changed",
        "  retitled 1095011R0012T 电子政务标准化指南 政务标准化指南",
        "come began",
    ];
    assert_eq!(run.told(), expected);
    let json = run.json();
    assert_eq!(json[0]["author"], "甲乙");
    assert_eq!(json[0]["date"], "2026-01-08T12:00:00+08:00");
    assert_eq!(json[0]["revision"].as_str().unwrap().len(), 40);
    assert_eq!(json[4]["entries"], 102);
    // What is not committed is no revision; the path may be that of a folder above or of the file.
    repository.write("register.toml", SEED);
    fs::create_dir(repository.path().join("below")).unwrap();
    for (place, path) in [(".", "register.toml"), ("below", ".."), (".", ".")] {
        let run = log(
            &repository.path().join(place),
            &["--register", path, "--output-format", "json"],
        );
        assert_eq!(run.told(), expected, "{path} {}", run.err);
    }
}

#[test]
fn one_entry_is_followed_through_its_codes() {
    let repository = seed();
    let expected = [
        "recode again changed",
        "  recoded 1095011R0982T 1095011R0992T 1095011R0982T",
        "recode changed",
        "  recoded 1095011R0992T 1095011R0012T 1095011R0992T",
        "retitle changed",
        "  retitled 1095011R0012T 电子政务标准化指南 政务标准化指南",
        "come changed",
        "  added 1095011R0012T - -",
    ];
    let run = log(repository.path(), &["1095011R0982T", "--output-format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.told(), expected);
    // By a code of then it is told up to where it had it, and what it is called now.
    let run = log(repository.path(), &["1095011R0012T", "--output-format", "json"]);
    assert_eq!(run.told(), expected[2..], "{}", run.err);
    assert!(
        run.code == 0 && run.err.contains("stdreg log 1095011R0992T"),
        "{}",
        run.err
    );
    let run = log(repository.path(), &["1095011P0023T", "--lang", "zh"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 7, "{}", run.out);
    assert!(
        lines[0].starts_with("2026-01-07  ") && lines[0].ends_with("  甲乙  withdraw"),
        "{}",
        lines[0]
    );
    assert_eq!(lines[1], "  状态变化 (1)");
    assert!(
        lines[2].contains("1095011P0023T") && lines[2].contains("在编 → 废止"),
        "{}",
        lines[2]
    );
    let none = log(repository.path(), &["1095011R0972T"]);
    assert!(
        none.code == 2 && none.out.is_empty() && none.err.contains("no entry in these revisions"),
        "{}",
        none.err
    );
}

#[test]
fn an_entry_that_went_and_one_that_is_replaced() {
    let entry = |code: &str, number: &str, more: &str| {
        format!(
            "[[table.entry]]\ncode = \"{code}\"\nstandard = \"{number}\"\ntitle = \"题 {number}\"\nstatus = \"已颁\"\n{more}\n"
        )
    };
    let head = "[register]\ntitle = \"体系\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"表\"\n\n";
    let old = entry("2095021P1013T", "GA/T 1-2010", "");
    let other = entry("2095021P1023T", "GA/T 2-2010", "");
    let new = entry("2095021P1033T", "GA/T 1-2026", "replaces = [\"GA/T 1-2010\"]\n");
    let mut repository = Repository::new();
    for (summary, text) in [
        ("begin", format!("{head}{old}")),
        ("other", format!("{head}{old}{other}")),
        ("replace", format!("{head}{old}{other}{new}")),
        ("remove", format!("{head}{other}{new}")),
    ] {
        repository.write("register.toml", &text);
        repository.commit(summary);
    }
    let run = log(repository.path(), &["2095021P1013T", "--output-format", "json"]);
    assert_eq!(
        run.told(),
        [
            "remove changed",
            "  removed 2095021P1013T - -",
            "replace changed",
            "  replaced 2095021P1033T GA/T 1-2010 GA/T 1-2026",
            "begin changed",
            "  added 2095021P1013T - -",
        ],
        "{}",
        run.err
    );
    // An entry of which nothing is told in what is asked for is no fault.
    let run = log(
        repository.path(),
        &["2095021P1023T", "-n", "0", "--output-format", "json"],
    );
    assert_eq!((run.code, run.out.as_str()), (0, "[]\n"));
    // By the number of its standard.
    let run = log(repository.path(), &["GA/T 2-2010", "--output-format", "json"]);
    assert_eq!(run.told(), ["other changed", "  added 2095021P1023T - -"]);
}

/// A register of several files by another scheme, which are given other names; the folder too.
#[test]
fn files_that_are_given_other_names() {
    let mut repository = Repository::new();
    let text = fs::read_to_string("examples/flat/register.toml").unwrap();
    let scheme = fs::read_to_string("examples/flat/flat.scheme.toml").unwrap();
    let (head, tables) = text.split_at(text.find("[[table]]").unwrap());
    let including = replaced(head, &[("[register]\n", "[register]\ninclude = [\"parts/*.toml\"]\n")]);
    repository.write("city/register.toml", &including);
    repository.write("city/flat.scheme.toml", &scheme);
    repository.write("city/parts/a.toml", tables);
    repository.commit("begin");
    repository.git(&["mv", "city/parts/a.toml", "city/parts/b.toml"]);
    repository.commit("part renamed");
    repository.git(&["mv", "city", "town"]);
    repository.commit("folder renamed");
    repository.write(
        "town/parts/b.toml",
        &replaced(tables, &[("nature    = \"推荐性\"", "nature    = \"强制性\"")]),
    );
    repository.commit("nature");
    repository.write(
        "town/flat.scheme.toml",
        &replaced(&scheme, &[("title = \"", "title = \"新")]),
    );
    repository.commit("scheme");
    let run = log(repository.path(), &["--output-format", "json"]);
    let told = run.told();
    let heads: Vec<&String> = told.iter().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads.last().unwrap().as_str(), "begin began", "{told:?} {}", run.err);
    assert!(heads.iter().any(|head| *head == "nature changed"), "{told:?}");
    assert!(!heads.iter().any(|head| head.contains("renamed")), "{told:?}");
    assert!(told.contains(&"  changed - 推荐性 强制性".to_owned()), "{told:?}");
    let title = tables.split("title").nth(2).unwrap().split('"').nth(1).unwrap();
    let run = log(repository.path(), &[title, "--output-format", "json"]);
    assert!(
        run.told().last().unwrap().starts_with("  added"),
        "{:?}{}",
        run.told(),
        run.err
    );
    let run = stdreg(
        repository.path(),
        &["stats", "--history", "--by", "nature", "--output-format", "json"],
    );
    let json = run.json();
    let last = json["revisions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(json["by"], "nature");
    assert!(last["rows"].as_array().unwrap().len() >= 2, "{last}");
}

#[test]
fn a_merge_tells_what_it_brought() {
    let mut repository = Repository::new();
    repository.write("register.toml", SEED);
    repository.commit("begin");
    repository.git(&["switch", "--quiet", "-c", "branch"]);
    repository.write("register.toml", &replaced(SEED, &[RETITLED]));
    repository.commit("one");
    repository.write("register.toml", &replaced(SEED, &[RETITLED, WITHDRAWN]));
    repository.commit("two");
    repository.git(&["switch", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "branch"]);
    let told = log(repository.path(), &["--output-format", "json"]).told();
    assert_eq!(
        told,
        [
            "merge changed",
            "  status 1095011P0023T 在编 废止",
            "  retitled 1095011R0012T 电子政务标准化指南 政务标准化指南",
            "begin began"
        ]
    );
}

#[test]
fn how_much_is_told() {
    let repository = seed();
    let path = repository.path();
    let told = |arguments: &[&str]| {
        let run = log(path, &[arguments, &["--output-format", "json"]].concat());
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
        let all = run.told();
        all.into_iter()
            .filter(|line| !line.starts_with(' '))
            .collect::<Vec<_>>()
    };
    let all = told(&[]);
    assert_eq!(told(&["-n", "2"]), all[..2]);
    assert_eq!(told(&["--max-count", "1"]), all[..1]);
    assert_eq!(told(&["--since", "HEAD~1"]), all[..1]);
    assert_eq!(told(&["--since", "2026-01-07"]), all[..2]);
    assert_eq!(told(&["--since", "2026-01"]), all);
    assert_eq!(told(&["--since", "2027"]), [""; 0]);
    for (arguments, expected) in [
        (&["--since", "v9"][..], "there is no revision v9"),
        (&["--since", "--output=x"], ""),
        (&["--register", "none.toml"], "none.toml"),
    ] {
        let run = log(path, arguments);
        assert!(run.code == 2 && run.err.contains(expected), "{arguments:?} {}", run.err);
    }
    assert!(!path.join("x").exists());
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("register.toml"), SEED).unwrap();
    let run = log(outside.path(), &[]);
    assert!(
        run.code == 2 && run.err.contains("is in no git repository"),
        "{}",
        run.err
    );
    let empty = Repository::new();
    empty.write("register.toml", SEED);
    let run = log(empty.path(), &[]);
    assert!(run.code == 2 && run.err.contains("no commits"), "{}", run.err);
}

#[test]
fn a_shallow_clone_says_that_it_is_cut() {
    let repository = seed();
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repository.path().display());
    repository.git(&["clone", "--quiet", "--depth", "3", &url, clone.path().to_str().unwrap()]);
    let run = log(clone.path(), &["--output-format", "json"]);
    assert_eq!(
        run.told(),
        [
            "recode again changed",
            "  recoded 1095011R0982T 1095011R0992T 1095011R0982T",
            "withdraw changed",
            "  status 1095011P0023T 在编 废止",
        ]
    );
    assert!(run.code == 0 && run.err.contains("shallow"), "{}", run.err);
}

#[test]
fn a_revision_that_cannot_be_read_is_said() {
    let mut repository = Repository::new();
    repository.write("register.toml", SEED);
    repository.commit("begin");
    repository.write("register.toml", &replaced(SEED, &[("status = \"在编\"", "status = ")]));
    repository.commit("broken");
    repository.write("register.toml", SEED);
    repository.commit("mended");
    let run = log(repository.path(), &[]);
    assert!(run.code == 0 && run.err.contains("cannot be read"), "{}", run.err);
    let run = stdreg(repository.path(), &["stats", "--history", "--output-format", "csv"]);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
    assert!(run.code == 0 && run.err.contains("which is left out"), "{}", run.err);
}

#[test]
fn a_register_that_is_taken_away_ends() {
    let mut repository = Repository::new();
    repository.write("register.toml", SEED);
    repository.commit("begin");
    fs::remove_file(repository.path().join("register.toml")).unwrap();
    repository.commit("end");
    repository.write("register.toml", SEED);
    repository.commit("again");
    let run = log(repository.path(), &[]);
    assert!(run.out.contains("The register ends."), "{}{}", run.out, run.err);
}

/// What a repository says in its settings changes nothing, and runs nothing.
#[test]
fn settings_of_the_repository_change_nothing() {
    let repository = seed();
    let expected = log(repository.path(), &["--output-format", "json"]).told();
    for (key, value) in [
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("diff.external", "false"),
        ("diff.noprefix", "true"),
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("core.fsmonitor", "./x"),
        ("gpg.program", "./x"),
        ("i18n.logOutputEncoding", "GBK"),
    ] {
        repository.git(&["config", key, value]);
    }
    let run = log(repository.path(), &["--output-format", "json"]);
    assert_eq!(run.told(), expected, "{}", run.err);
}

#[test]
fn the_forms_for_people() {
    let repository = seed();
    let md = log(repository.path(), &["--output-format", "md"]);
    assert!(
        md.out
            .starts_with("# History: “互联网+公安政务服务”标准体系\n\n## 2026-01-08 "),
        "{}",
        md.out
    );
    assert!(md.out.contains("\n### Changes of status\n\n| Table |"), "{}", md.out);
    assert!(
        md.out.ends_with("\nThe register begins with 102 entries.\n"),
        "{}",
        md.out
    );
    let html = log(repository.path(), &["--output-format", "html"]);
    assert!(
        html.out.starts_with("<!DOCTYPE html>") && html.out.contains("<h3>Changes of status</h3>"),
        "{}",
        html.out
    );
    // What a commit says of itself goes to no terminal as it is, and into no page.
    repository.write("register.toml", SEED);
    let mut repository = repository;
    repository.commit("<b>\u{1b}[31m|x");
    let text = log(repository.path(), &["-n", "1"]);
    assert!(!text.out.contains('\u{1b}') && text.out.contains("<b>"), "{}", text.out);
    let html = log(repository.path(), &["-n", "1", "--output-format", "html"]);
    assert!(!html.out.contains("<b>"), "{}", html.out);
}

#[test]
fn coverage_over_the_revisions() {
    let repository = seed();
    let path = repository.path();
    let run = stdreg(path, &["stats", "--history"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[2], "Coverage over the revisions");
    assert_eq!(lines.len(), 10, "{}", run.out);
    let first: Vec<&str> = lines[4].split_whitespace().collect();
    assert_eq!((first[0], &first[2..]), ("2026-01-02", &["102", "69", "67.6%"][..]));
    let last: Vec<&str> = lines[9].split_whitespace().collect();
    assert_eq!((last[0], &last[2..]), ("2026-01-08", &["101", "69", "68.3%"][..]));
    let run = stdreg(
        path,
        &[
            "stats",
            "--history",
            "--by",
            "status",
            "-n",
            "2",
            "--output-format",
            "json",
        ],
    );
    let json = run.json();
    let revisions = json["revisions"].as_array().unwrap();
    assert_eq!(revisions.len(), 2);
    assert_eq!(revisions[1]["summary"], "recode again");
    let rows = revisions[1]["rows"].as_array().unwrap();
    let of = |item: &str| rows.iter().find(|row| row["item"] == item).unwrap()["expected"].clone();
    assert_eq!((of("已颁"), of("在编"), of("废止")), (69.into(), 2.into(), 1.into()));
    let csv = stdreg(
        path,
        &["stats", "--history", "--by", "status", "--output-format", "csv"],
    );
    assert!(csv.out.lines().count() > 30, "{}", csv.out);
    let md = stdreg(path, &["stats", "--history", "--output-format", "md"]);
    assert!(
        md.out
            .contains("\n## Coverage over the revisions\n\n| Date | Revision |"),
        "{}",
        md.out
    );
    for (by, lines) in [(&[][..], 2), (&["--by", "status"], 5)] {
        let svg = stdreg(path, &[&["stats", "--history", "--output-format", "svg"], by].concat());
        assert!(
            svg.out.starts_with("<?xml") && svg.out.ends_with("</svg>\n"),
            "{}",
            svg.out
        );
        assert_eq!(svg.out.matches("class=\"series\"").count(), lines, "{}", svg.out);
        assert_eq!(svg.out.matches("<circle").count(), lines * 6, "{}", svg.out);
    }
    let html = stdreg(path, &["stats", "--history", "--output-format", "html"]);
    assert!(
        html.out.contains("<svg ") && html.out.contains("<td>68.3%</td>"),
        "{}",
        html.out
    );
    for arguments in [
        &["stats", "--output-format", "svg"][..],
        &["stats", "--history", "--across", "level", "--by", "status"],
        &["stats", "--history", "--check"],
        &["stats", "-n", "2"],
        &["stats", "--history", "--by", "none"],
        &["stats", "--history", "register.toml", "register.toml"],
    ] {
        let run = stdreg(path, arguments);
        assert!(run.code == 2 && !run.err.is_empty(), "{arguments:?} {}", run.out);
    }
}
