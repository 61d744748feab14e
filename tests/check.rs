//! `stdreg check` as its users run it: files and folders on disk, exit codes, what goes to which stream.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "check/causes.rs"]
mod causes;
#[path = "check/others.rs"]
mod others;
#[cfg(unix)]
#[path = "common/output.rs"]
mod output;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[cfg(unix)]
use output::output;
use serde_json::Value;

const PRELUDE: &str = include_str!("fixtures/prelude.toml");

/// An entry with its class as given; 2 is right.
fn entry(number: u32, class: u32) -> String {
    format!(
        "\n[[table.entry]]\nnumber = {number}\ncode   = \"{class}095021P{:03}3T\"\ntitle  = \"标准{number}\"\n\
         status = \"拟编\"\nlevel  = \"行业标准\"\nowner  = \"公安部\"\n",
        100 + number
    )
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A folder with registers, and stdreg run in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .arg("check")
            .args(["--lang", "en"])
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().expect("stdreg ends by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The findings as JSON: file, rule, line and column of the start.
    fn findings(&self, arguments: &[&str]) -> Vec<(String, String, u64, u64)> {
        let run = self.run(&[arguments, &["--output-format", "json"]].concat());
        let findings: Vec<Value> =
            serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let of = |finding: &Value| {
            let start = &finding["range"]["start"];
            let number = |key: &str| start[key].as_u64().unwrap();
            (
                text(&finding["file"]),
                text(&finding["name"]),
                number("line"),
                number("column"),
            )
        };
        findings.iter().map(of).collect()
    }
}

fn broken() -> String {
    format!("{PRELUDE}{}{}", entry(1, 2), entry(2, 3))
}

/// A register in two files: the part has a wrong class.
fn in_two_files() -> Folder {
    let folder = Folder::new();
    let (head, table) = PRELUDE.split_once("[[table]]").unwrap();
    let head = head.replacen(
        "business = \"50\"",
        "business = \"50\"\ninclude  = [\"tables/*.toml\"]",
        1,
    );
    folder.write("register.toml", head);
    folder.write(
        "tables/a.toml",
        format!("[[table]]{table}{}{}", entry(1, 2), entry(2, 3)),
    );
    folder
}

#[test]
fn exit_codes_say_how_it_went() {
    let folder = Folder::new();
    let nothing = folder.run(&[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""));
    assert!(nothing.err.contains("no register was found"), "{}", nothing.err);
    folder.write("a/register.toml", broken());
    assert_eq!(folder.run(&["a"]).code, 1);
    assert_eq!(folder.run(&["a", "--ignore", "L001"]).code, 0);
    let missing = folder.run(&["a", "not-there"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.err.contains("not-there") && missing.out.contains("L001"),
        "the other path is still checked"
    );
    assert_eq!(folder.run(&["a", "--select", "no-such-rule"]).code, 2);
    assert_eq!(folder.run(&["a", "--no-such-flag"]).code, 2);
    folder.write("a/register.toml", broken().replace("公安部", "公安部 "));
    assert_eq!(folder.run(&["a", "--select", "E012"]).code, 0);
    assert_eq!(folder.run(&["a", "--select", "E012", "--fail-on", "warning"]).code, 1);
}

#[test]
fn a_part_alone_is_judged_in_its_register() {
    let folder = in_two_files();
    let expected = vec![("tables/a.toml".to_owned(), "class-mismatch".to_owned(), 17, 11)];
    assert_eq!(folder.findings(&["tables/a.toml"]), expected);
    assert_eq!(folder.findings(&["."]), expected);
    assert_eq!(folder.findings(&["register.toml"]), []);
    fs::create_dir(folder.path("tables/.git")).unwrap();
    let names: Vec<_> = folder
        .findings(&["tables/a.toml"])
        .into_iter()
        .map(|(_, name, ..)| name)
        .collect();
    assert!(
        names.contains(&"missing-key".to_owned()),
        "a repository ends the way up: {names:?}"
    );
}

#[test]
fn a_finding_of_two_places_stands_where_it_was_asked_for() {
    let folder = in_two_files();
    let table = folder
        .read("tables/a.toml")
        .replace("A.4", "A.5")
        .replace("101-199", "201-299");
    folder.write("tables/b.toml", table.replace("309", "209"));
    let of = |file: &str| {
        let mut found = folder.findings(&[file, "--select", "S001"]);
        found.dedup();
        found.into_iter().map(|(file, ..)| file).collect::<Vec<_>>()
    };
    assert_eq!(of("tables/b.toml"), ["tables/b.toml"]);
    assert_eq!(of("tables/a.toml"), ["tables/a.toml"]);
    assert_eq!(of("."), ["tables/b.toml"]);
}

#[test]
fn a_header_that_codes_of_several_files_contradict_is_told_to_whoever_asks_for_one() {
    let folder = in_two_files();
    folder.write(
        "register.toml",
        folder.read("register.toml").replace("\"50\"", "\"05\""),
    );
    let table = format!(
        "[[table]]\nid = \"A.5\"\ntitle = \"代码\"\ncategory = \"21\"\n{}",
        entry(3, 2)
    );
    folder.write("tables/b.toml", table);
    let of = |file: &str| folder.findings(&[file, "--select", "L003"]);
    let at = |file: &str, line, column| vec![(file.to_owned(), "business-mismatch".to_owned(), line, column)];
    assert_eq!(of("."), at("register.toml", 5, 13));
    assert_eq!(of("register.toml"), of("."));
    assert_eq!(of("tables/a.toml"), at("tables/a.toml", 9, 14));
    assert_eq!(of("tables/b.toml"), at("tables/b.toml", 8, 14));
    let before = folder.read("tables/a.toml");
    folder.run(&[".", "--fix"]);
    assert_eq!(before.replace("3095021", "2095021"), folder.read("tables/a.toml"));
    assert!(folder.read("register.toml").contains("\"05\""));
    assert_eq!(folder.run(&[".", "--unsafe-fixes"]).code, 0);
    assert!(folder.read("register.toml").contains("business = \"50\""));
}

#[test]
fn fixes_are_written_and_diffs_are_not() {
    let folder = Folder::new();
    folder.write("register.toml", broken());
    let diff = folder.run(&["--diff"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out
            .contains("-code   = \"3095021P1023T\"\n+code   = \"2095021P1023T\"\n"),
        "{}",
        diff.out
    );
    assert_eq!(folder.read("register.toml"), broken());
    let fixed = folder.run(&["--fix"]);
    assert_eq!((fixed.code, fixed.out.as_str()), (0, ""));
    assert_eq!(folder.read("register.toml"), broken().replace("309", "209"));
    assert_eq!(folder.run(&["--diff"]).out, "");
    let names: Vec<_> = fs::read_dir(folder.0.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["register.toml"], "nothing is left behind");
}

#[test]
fn fixes_keep_line_ends_and_a_byte_order_mark() {
    let folder = Folder::new();
    let text = format!("\u{feff}{}", broken().replace('\n', "\r\n"));
    folder.write("register.toml", &text);
    assert_eq!(folder.run(&["--fix"]).code, 0);
    assert_eq!(folder.read("register.toml"), text.replace("309", "209"));
}

#[test]
fn only_the_files_asked_for_are_fixed() {
    let folder = in_two_files();
    let before = folder.read("tables/a.toml");
    folder.run(&["register.toml", "--fix"]);
    assert_eq!(folder.read("tables/a.toml"), before);
    folder.run(&["tables/a.toml", "--fix"]);
    assert_eq!(folder.read("tables/a.toml"), before.replace("309", "209"));
}

#[test]
fn standard_input_is_taken_for_a_file() {
    let folder = in_two_files();
    let text = folder.read("tables/a.toml");
    let run = folder.run_with(
        &["-", "--stdin-filename", "tables/a.toml", "--output-format", "concise"],
        text.as_bytes(),
    );
    assert!(run.out.starts_with("tables/a.toml:17:11: error[L001]"), "{}", run.out);
    let unsaved = text.replace("309", "409");
    let run = folder.run_with(&["-", "--stdin-filename", "tables/a.toml", "--fix"], unsaved.as_bytes());
    assert_eq!(folder.read("tables/a.toml"), text, "the file itself is left alone");
    assert!(
        run.out.starts_with("[[table]]"),
        "the repaired text goes to standard output: {}",
        run.out
    );
    let clean = text.replace("309", "209");
    let run = folder.run_with(&["-", "--stdin-filename", "tables/a.toml", "--fix"], clean.as_bytes());
    assert_eq!((run.code, run.out), (0, clean));
}

#[test]
fn json_has_the_form_of_the_contract() {
    let folder = in_two_files();
    let run = folder.run(&["--output-format", "json"]);
    let findings: Value = serde_json::from_str(&run.out).unwrap();
    let finding = &findings[0];
    assert_eq!(finding["rule"], "L001");
    assert_eq!(finding["severity"], "error");
    assert_eq!(
        finding["range"],
        serde_json::json!({"start": {"line": 17, "column": 11}, "end": {"line": 17, "column": 12}})
    );
    assert_eq!(finding["related"][0]["file"], "register.toml");
    assert_eq!(finding["fix"]["safety"], "safe");
    assert_eq!(finding["fix"]["edits"][0]["text"], "2");
    assert_eq!(finding["fix"]["edits"][0]["range"], finding["range"]);
    folder.write("tables/a.toml", folder.read("tables/a.toml").replace("309", "209"));
    assert_eq!(folder.run(&["--output-format", "json"]).out.trim(), "[]");
}

#[test]
fn bad_input_is_told_and_the_rest_goes_on() {
    let folder = Folder::new();
    let (gbk, _, _) = encoding_rs::GBK.encode("[register]\ntitle = \"标准体系\"\n");
    folder.write("gbk/register.toml", &gbk);
    folder.write("empty/register.toml", "");
    folder.write("deep/register.toml", format!("a = {}", "[".repeat(100_000)));
    folder.write("good/register.toml", broken());
    fs::create_dir_all(folder.path("folder/register.toml")).unwrap();
    let found = folder.findings(&["."]);
    let names = |prefix: &str| -> Vec<&str> {
        found
            .iter()
            .filter(|(file, ..)| file.starts_with(prefix))
            .map(|(_, name, ..)| name.as_str())
            .collect()
    };
    assert_eq!(names("gbk"), ["not-utf8"]);
    assert_eq!(names("empty"), ["missing-key"]);
    assert!(names("deep").contains(&"toml-syntax"));
    assert_eq!(names("good"), ["class-mismatch"]);
    let named = folder.run(&["folder/register.toml"]);
    assert_eq!(named.code, 2, "a folder is looked into: {}", named.err);
    assert!(named.err.contains("this contains no register"), "{}", named.err);
    let gbk = folder.run(&["gbk", "--output-format", "concise"]);
    assert!(gbk.out.contains("GB 18030"), "{}", gbk.out);
}

#[cfg(unix)]
#[test]
fn links_lead_neither_out_nor_round_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = in_two_files();
    symlink(folder.path("tables"), folder.path("tables/again")).unwrap();
    symlink(folder.path("nowhere"), folder.path("tables/gone.toml")).unwrap();
    symlink(folder.path("."), folder.path("loop")).unwrap();
    assert_eq!(folder.findings(&["."]).len(), 1);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::net::UnixListener;
    let folder = Folder::new();
    folder.write("good/register.toml", broken());
    let _socket = UnixListener::bind(folder.path("socket.toml")).unwrap();
    let run = folder.run(&["socket.toml", "good"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("socket.toml") && run.out.contains("L001"),
        "{}",
        run.err
    );
}

#[test]
fn include_stays_in_its_folder_and_matches_something() {
    let folder = Folder::new();
    let with = |include: &str| {
        PRELUDE.replacen(
            "business = \"50\"",
            &format!("business = \"50\"\ninclude = {include}"),
            1,
        )
    };
    folder.write("outside.toml", "");
    folder.write(
        "a/register.toml",
        format!("{}{}", with("[\"../*.toml\", \"tables/*.toml\", \"[\"]"), entry(1, 2)),
    );
    let found = folder.findings(&["a"]);
    let lines: Vec<_> = found.iter().map(|(_, name, line, _)| (name.as_str(), *line)).collect();
    assert_eq!(lines, [("include-problem", 6); 3]);
}

#[test]
fn settings_are_the_nearest_upward() {
    let folder = Folder::new();
    folder.write(
        "stdreg.toml",
        "ignore = [\"L001\", \"L0O1\"]\n[severity]\nE012 = \"error\"\n",
    );
    folder.write("a/register.toml", broken());
    folder.write("b/register.toml", broken());
    folder.write("b/stdreg.toml", "fail-on = \"error\"\n");
    let found: Vec<_> = folder
        .findings(&["."])
        .into_iter()
        .map(|(file, name, ..)| (file, name))
        .collect();
    let expected = [("b/register.toml", "class-mismatch"), ("stdreg.toml", "unknown-rule")];
    assert_eq!(found, expected.map(|(file, name)| (file.to_owned(), name.to_owned())));
    folder.write("b/stdreg.toml", "unknown = 1\n");
    let run = folder.run(&["."]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("stdreg.toml:1:1") && run.out.contains("unknown-rule"),
        "{}",
        run.err
    );
}

#[test]
fn findings_have_the_severity_that_the_settings_of_their_file_say() {
    let folder = Folder::new();
    folder.write("stdreg.toml", "[severity]\nL001 = \"info\"\n");
    folder.write("a/register.toml", broken());
    folder.write("b/register.toml", broken());
    folder.write("b/stdreg.toml", "[severity]\nL001 = \"error\"\n");
    let severities = |arguments: &[&str]| -> Vec<String> {
        let run = folder.run(&[arguments, &["--output-format", "json"]].concat());
        let findings: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        let severity = |finding: &Value| finding["severity"].as_str().unwrap().to_owned();
        findings.iter().map(severity).collect()
    };
    assert_eq!(severities(&["."]), ["info", "error"]);
    assert_eq!(folder.run(&["a"]).code, 0, "what is only told fails no run");
    assert_eq!(folder.run(&["b"]).code, 1);
}

#[test]
fn excluded_files_are_left_out() {
    let folder = Folder::new();
    folder.write(
        "stdreg.toml",
        "exclude = [\"drafts/\"]\n[per-file-ignores]\n\"old/*\" = [\"L\"]\n",
    );
    folder.write("drafts/x/register.toml", broken());
    folder.write("old/register.toml", broken());
    assert_eq!(folder.findings(&["."]), []);
    assert_eq!(folder.findings(&["drafts/x/register.toml"]).len(), 1);
    let run = folder.run(&["drafts/x/register.toml", "--force-exclude"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("exclude"), "{}", run.err);
    folder.write(".gitignore", "ignored/\n");
    folder.write("ignored/register.toml", broken());
    assert_eq!(folder.findings(&["."]), []);
}

#[test]
fn a_hook_leaves_strangers_alone_and_looks_at_the_statistics_of_the_register() {
    let folder = in_two_files();
    folder.write("Cargo.toml", "[package]\nname = \"x\"\n");
    assert!(!folder.findings(&["Cargo.toml"]).is_empty());
    let run = folder.run(&["--hook", "Cargo.toml"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("the file named belongs to no register"), "{}", run.err);
    let statistics = "\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"共计\", expected = 1, existing = 0 }]\n";
    let root = folder.read("register.toml") + statistics;
    folder.write("register.toml", root);
    let names = |arguments: &[&str]| -> Vec<(String, String)> {
        let findings = folder.findings(arguments).into_iter();
        findings.map(|(file, name, ..)| (file, name)).collect()
    };
    let finding = |file: &str, name: &str| (file.to_owned(), name.to_owned());
    let of_part = finding("tables/a.toml", "class-mismatch");
    assert_eq!(names(&["tables/a.toml"]), std::slice::from_ref(&of_part));
    let of_statistics = finding("register.toml", "expected-mismatch");
    assert_eq!(
        names(&["--hook", "tables/a.toml", "--ignore", "ratio-mismatch"]),
        [of_statistics, of_part.clone()]
    );
    folder.write("stdreg.toml", "exclude = [\"/register.toml\"]\n");
    assert_eq!(names(&["--hook", "tables/a.toml"]), [of_part]);
    folder.write("stdreg.toml", "");
    let before = folder.read("register.toml");
    assert_eq!(folder.run(&["--hook", "--fix", "tables/a.toml"]).code, 1);
    assert_eq!(folder.read("register.toml"), before, "only what is named is repaired");
    assert!(!folder.read("tables/a.toml").contains("\"3095"));
}

#[test]
fn a_folder_of_many_registers_gives_the_same_with_any_number_of_threads() {
    let folder = Folder::new();
    for index in 0..120 {
        folder.write(&format!("r{index:03}/register.toml"), broken());
    }
    let one = folder.run(&["-j", "1", "--output-format", "concise"]);
    assert_eq!(one.out.lines().count(), 120);
    for jobs in ["2", "5"] {
        assert_eq!(folder.run(&["-j", jobs, "--output-format", "concise"]).out, one.out);
    }
    let statistics = folder.run(&["--statistics"]);
    assert!(statistics.out.starts_with("120  L001"), "{}", statistics.out);
}

#[test]
fn a_register_brings_its_own_scheme() {
    let folder = Folder::new();
    let scheme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scheme/gat-1136-2014.scheme.toml")).unwrap();
    folder.write(
        "own.scheme.toml",
        scheme.replace(
            "1 = \"基础标准\", 2 = \"技术标准\", 3 = \"管理标准\"",
            "2 = \"技术标准\"",
        ),
    );
    let text = broken().replace("GA/T 1136-2014", "./own.scheme.toml");
    folder.write("register.toml", &text);
    let names = |folder: &Folder| -> Vec<String> {
        folder
            .findings(&["register.toml"])
            .into_iter()
            .map(|(_, name, ..)| name)
            .collect()
    };
    assert_eq!(names(&folder), ["code-layer-value"]);
    folder.write(
        "own.scheme.toml",
        scheme.replace(
            "width  = 1\nchars  = \"digit\"\nvalues = { 1 = \"基础",
            "width  = 2\nchars  = \"digit\"\nvalues = { 1 = \"基础",
        ),
    );
    assert!(names(&folder).contains(&"scheme-problem".to_owned()));
    assert_eq!(folder.run(&["own.scheme.toml"]).code, 1);
    folder.write("register.toml", text.replace("own.scheme", "no.scheme"));
    assert!(names(&folder).contains(&"scheme-problem".to_owned()));
}

/// What is shown is cut, and told; what is counted, and what makes the run fail, is not.
#[test]
fn of_very_many_findings_the_gravest_are_shown_and_all_are_counted() {
    let folder = Folder::new();
    let entries: String = (1..=5).map(|number| entry(number, 1) + "group = \" 甲\"\n").collect();
    folder.write("register.toml", format!("{PRELUDE}{entries}"));
    folder.write("stdreg.toml", "max-findings = 2\n");
    let shown = folder.run(&["--output-format", "json", "--select", "X003,L001,E012"]);
    let findings: Vec<Value> = serde_json::from_str(&shown.out).unwrap();
    let rules: Vec<&str> = findings
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules.len(), 3, "{rules:?}");
    assert_eq!(rules.iter().filter(|rule| **rule == "X003").count(), 1, "{rules:?}");
    assert_eq!(shown.code, 1);
    let all = folder.run(&["--output-format", "json", "--select", "L001,E012"]);
    let all: Vec<Value> = serde_json::from_str(&all.out).unwrap();
    assert!(all.len() > 5, "without X003 all are shown");
    let counted = folder.run(&["--statistics", "--select", "X003,L001,E012"]);
    assert!(
        counted.out.contains("E012") && !counted.out.contains("X003"),
        "{}",
        counted.out
    );
    folder.run(&["--fix", "--select", "X003,E012"]);
    let left = folder.run(&["--statistics", "--select", "X003,E012"]);
    assert_eq!(left.code, 0, "all of them are repaired: {}", left.out);
}

/// What could not be written is as it was, and so is what is said of it, in every form.
#[test]
fn what_is_not_written_stays_a_finding() {
    let folder = in_two_files();
    let part = folder.path("tables/a.toml");
    let before = folder.read("tables/a.toml");
    let mut permissions = fs::metadata(&part).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&part, permissions).unwrap();
    let run = folder.run(&["--fix"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("error[L001]"), "{}", run.out);
    assert!(
        run.err.contains(": write-protected; nothing was written"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("1 error in 2 files") && !run.err.contains("fixed: "),
        "{}",
        run.err
    );
    for format in ["concise", "json", "sarif", "github", "junit"] {
        let run = folder.run(&["--fix", "--output-format", format]);
        assert!(run.out.contains("L001"), "{format}: {}", run.out);
    }
    assert_eq!(folder.read("tables/a.toml"), before);
}

#[test]
fn what_is_only_shown_is_not_counted_as_fixed() {
    let folder = Folder::new();
    folder.write("register.toml", broken());
    let run = folder.run(&["--diff"]);
    assert!(run.err.starts_with("1 error in 1 file\n1 can be fixed"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn what_would_be_lost_by_a_fix_is_told_and_kept() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let folder = Folder::new();
    folder.write("register.toml", broken());
    fs::hard_link(folder.path("register.toml"), folder.path("other")).unwrap();
    let run = folder.run(&["--fix"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has other names (hard links)"), "{}", run.err);
    assert_eq!(folder.read("register.toml"), broken());
    fs::remove_file(folder.path("other")).unwrap();
    // Only the superuser can stage the rest: another user, who may write the folder and the file.
    let own = fs::metadata(folder.path("register.toml")).unwrap();
    if own.uid() != 0 {
        return;
    }
    let mode = |name: &str, mode| fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    mode("", 0o777);
    mode("register.toml", 0o666);
    fs::copy(env!("CARGO_BIN_EXE_stdreg"), folder.path("stdreg")).unwrap();
    mode("stdreg", 0o755);
    let mut command = Command::new(folder.path("stdreg"));
    command
        .args(["check", "--fix", "--lang", "en", "register.toml"])
        .current_dir(folder.0.path())
        .uid(65534)
        .gid(65534);
    let output = output(&mut command);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("belongs to another user or group"), "{err}");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(folder.read("register.toml"), broken());
    // The superuser keeps the owner.
    std::os::unix::fs::chown(folder.path("register.toml"), Some(65534), Some(65534)).unwrap();
    assert_eq!(folder.run(&["--fix"]).code, 0);
    let fixed = fs::metadata(folder.path("register.toml")).unwrap();
    assert_eq!((fixed.uid(), fixed.gid(), fixed.mode() & 0o777), (65534, 65534, 0o666));
    assert_ne!(folder.read("register.toml"), broken());
}

#[test]
fn nothing_is_without_a_limit() {
    let folder = Folder::new();
    folder.write("register.toml", broken());
    let run = folder.run(&["-j", "100000"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: --jobs must be between 1 and 1024\n")
    );
    let large = fs::File::create(folder.path("large.register.toml")).unwrap();
    large.set_len((256 << 20) + 1).unwrap();
    let run = folder.run(&["large.register.toml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the file is larger than the limit of 256 MiB"),
        "{}",
        run.err
    );
    fs::remove_file(folder.path("large.register.toml")).unwrap();
    fs::File::create(folder.path("stdreg.toml"))
        .unwrap()
        .set_len((16 << 20) + 1)
        .unwrap();
    let run = folder.run(&[]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the file is larger than the limit of 16 MiB"),
        "{}",
        run.err
    );
    fs::remove_file(folder.path("stdreg.toml")).unwrap();
    #[cfg(unix)]
    {
        let run = folder.run(&["--baseline", "/dev/zero"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("not a regular file"), "{}", run.err);
    }
}
