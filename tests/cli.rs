//! The binary as a person or a script runs it: what it writes where, and its exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod golden;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use golden::golden;

/// What a run came to.
struct Run {
    out: String,
    err: String,
    code: i32,
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for variable in [
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "LANGUAGE",
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "en_GB.UTF-8");
    command
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder, arguments).output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("the output is UTF-8"),
        code: output.status.code().expect("the run has an exit code"),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

#[test]
fn help_is_in_both_languages() {
    for language in ["zh", "en"] {
        let help = run(&["--help", "--lang", language]);
        assert_eq!((help.code, help.err.as_str()), (0, ""));
        golden(&format!("help.{language}.txt"), &help.out);
        let check = run(&["--lang", language, "check", "-h"]);
        golden(&format!("help-check.{language}.txt"), &check.out);
        let config = run(&["--lang", language, "config", "-h"]);
        golden(&format!("help-config.{language}.txt"), &config.out);
    }
    let nothing = run(&[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.contains("Usage: stdreg"));
    let version = run(&["-V"]);
    assert_eq!(version.out, format!("stdreg {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn bad_arguments_are_told_in_both_languages() {
    let wrong: &[&[&str]] = &[
        &["chekc"],
        &["check", "--outptu-format"],
        &["check", "--output-format", "xml"],
        &["check", "--fail-on"],
        &["check", "-j", "0"],
        &["decode"],
        &["rule", "--all", "C001"],
        &["--lang", "fr"],
    ];
    let mut text = String::new();
    for arguments in wrong {
        for language in ["zh_CN.UTF-8", "C"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
            let output = command(folder, arguments).env("LC_ALL", language).output().unwrap();
            assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
            let told = String::from_utf8(output.stderr).unwrap();
            text.push_str(&format!("$ stdreg {}\n{told}\n", arguments.join(" ")));
        }
    }
    golden("bad-arguments.txt", &text);
}

#[test]
fn a_rule_has_its_page() {
    for language in ["zh", "en"] {
        let page = run(&["rule", "duplicate-code", "--lang", language]);
        assert_eq!((page.code, page.err.as_str()), (0, ""));
        golden(&format!("rule.{language}.txt"), &page.out);
        assert_eq!(run(&["rule", "s001", "--lang", language]).out, page.out);
    }
    let unknown = run(&["rule", "code-lenght"]);
    assert_eq!(
        unknown.err,
        "error: there is no rule code-lenght; did you mean code-length?\n"
    );
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    let colored = run(&["rule", "C001", "--color", "always"]);
    assert!(colored.out.starts_with("\u{1b}["));
}

#[test]
fn the_environment_says_whether_there_is_colour() {
    let is_colored = |variables: &[(&str, &str)], arguments: &[&str]| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = command(folder, arguments);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    let rule = &["rule", "C001"][..];
    for (variables, expected) in [
        (&[][..], false),
        (&[("FORCE_COLOR", "1")], true),
        (&[("FORCE_COLOR", "3")], true),
        (&[("FORCE_COLOR", "true")], true),
        (&[("FORCE_COLOR", "")], false),
        (&[("FORCE_COLOR", "0")], false),
        (&[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
        (&[("FORCE_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")], true),
    ] {
        assert_eq!(is_colored(variables, rule), expected, "{variables:?}");
    }
    assert!(is_colored(&[("FORCE_COLOR", "1")], &["--help"]));
    assert!(!is_colored(
        &[("FORCE_COLOR", "1")],
        &["rule", "C001", "--color", "never"]
    ));
}

#[test]
fn rules_are_listed_by_family() {
    let list = run(&["rule"]).out;
    for definition in stdreg::rules::ALL {
        let is_its_line = |line: &&str| line.split_whitespace().next() == Some(definition.rule.code);
        let line = list.lines().find(is_its_line).unwrap();
        assert!(line.contains(definition.rule.name) && line.contains(definition.page.what.en));
    }
    let family = run(&["rule", "E"]).out;
    assert!(family.starts_with("E entries\n") && !family.contains("C001"));
    // Columns are as wide as what they hold, so that the family alone is laid out in its own way.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(&list).contains(&words(&family)));
}

#[test]
fn rules_are_listed_for_programs() {
    let all = run(&["rule", "--all", "--output-format", "json"]).out;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    let rules = all.as_array().unwrap();
    assert_eq!(rules.len(), stdreg::rules::ALL.len());
    for (object, definition) in rules.iter().zip(stdreg::rules::ALL) {
        assert_eq!(object["code"], definition.rule.code);
        assert_eq!(object["severity"], definition.rule.severity.name());
        assert_eq!(object["fix"], definition.rule.fix.name());
        let finding = format!("# ↑ {}: ", definition.rule.code);
        assert!(object["bad"].as_str().unwrap().contains(&finding));
    }
    let one = run(&["rule", "C001", "--output-format", "json"]).out;
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&one).unwrap()["name"],
        "code-length"
    );
    let pages = run(&["rule", "--all"]).out;
    assert_eq!(pages.matches("\nWhy\n").count(), rules.len());
}

#[test]
fn a_code_is_decoded() {
    let codes = [
        "2095021P1013T",
        "209502P1013T",
        "2095021P101",
        "2O97721X0009T",
        "209\u{1b}021P1013T",
    ];
    for language in ["zh", "en"] {
        let decoded = run(&[&["decode", "--lang", language], &codes[..]].concat());
        assert_eq!((decoded.code, decoded.err.as_str()), (1, ""));
        golden(&format!("decode.{language}.txt"), &decoded.out);
    }
    let good = run(&["decode", "2095021P1013T", "--output-format", "json"]);
    assert_eq!(good.code, 0);
    let value: serde_json::Value = serde_json::from_str(&good.out).unwrap();
    assert_eq!(value[0]["valid"], true);
    assert_eq!(value[0]["layers"][3]["value"], "21");
}

#[test]
fn a_code_is_decoded_by_another_scheme() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let scheme = "[scheme]\nid = \"X\"\ntitle = \"Example\"\n\n[[layer]]\nname = \"kind\"\ntitle = \"Kind\"\nwidth = 2\nchars = \"upper\"\nvalues = { AB = \"first\", CD = \"second\" }\n\n[[layer]]\nliteral = \"-\"\n\n[[layer]]\nname = \"sequence\"\ntitle = \"Number\"\nwidth = 2\nchars = \"digit\"\nrole = \"sequence\"\n";
    write("my.scheme.toml", scheme);
    let decoded = run_in(
        folder.path(),
        &["decode", "AB-12", "EF+00", "--scheme", "my.scheme.toml"],
    );
    golden("decode-scheme.txt", &decoded.out);
    // A built-in one is named by its id, as in a register.
    let by_id = run(&["decode", "2095034P0023T", "--scheme", "GA/T 1136-2014"]);
    assert_eq!((by_id.code, by_id.err.as_str()), (0, ""));
    assert_eq!(by_id.out, run(&["decode", "2095034P0023T"]).out);
    write("bad.scheme.toml", "[scheme]\n");
    let bad = run_in(folder.path(), &["decode", "AB-12", "--scheme", "bad.scheme.toml"]);
    assert_eq!((bad.code, bad.out.as_str()), (2, ""));
    assert!(bad.err.starts_with("error: bad.scheme.toml cannot be used as a scheme"));
    let missing = run_in(folder.path(), &["decode", "AB-12", "--scheme", "none.toml"]);
    assert!(missing.code == 2 && missing.err.starts_with("error: none.toml: "));
}

#[test]
fn a_register_is_begun_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let begun = run_in(folder.path(), &["init", "体系/一"]);
    assert_eq!((begun.code, begun.err.as_str()), (0, ""));
    assert_eq!(begun.out, "wrote 体系/一/register.toml\nnext: stdreg check 体系/一\n");
    let path = folder.path().join("体系/一/register.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("[register]"));
    std::fs::write(&path, "mine").unwrap();
    let again = run_in(folder.path(), &["init", "体系/一"]);
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    assert!(again.err.contains("体系/一/register.toml already exists"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    let here = run_in(folder.path(), &["init", "--template", "internet-plus"]);
    assert_eq!(here.out, "wrote register.toml\nnext: stdreg check .\n");
    let seed = include_str!("registers/internet-plus/register.toml");
    assert_eq!(
        std::fs::read_to_string(folder.path().join("register.toml")).unwrap(),
        seed
    );
    let half = run_in(folder.path(), &["init", "--template", "path"]);
    assert_eq!(half.code, 2);
    assert!(
        !folder.path().join("path.scheme.toml").exists(),
        "all files are written or none"
    );
    let blocked = run_in(folder.path(), &["init", "register.toml"]);
    assert!(blocked.code == 2 && blocked.err.starts_with("error: register.toml: "));
}

/// The examples are clean, and `init` writes each.
#[test]
fn examples_are_clean_and_can_be_begun_with() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = run_in(root, &["check", "--fail-on", "info", "examples"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let mut names: Vec<_> = std::fs::read_dir(root.join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    names.sort();
    assert_eq!(names.len(), 4);
    for example in names {
        let name = example.file_name().unwrap().to_str().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let begun = run_in(folder.path(), &["init", "--template", name]);
        assert_eq!((begun.code, begun.err.as_str()), (0, ""), "{name}");
        for file in std::fs::read_dir(&example).unwrap() {
            let path = file.unwrap().path();
            let written = folder.path().join(path.file_name().unwrap());
            assert_eq!(
                std::fs::read(&written).unwrap(),
                std::fs::read(&path).unwrap(),
                "{name}"
            );
        }
    }
    let readme = std::fs::read_to_string(root.join("examples/README.md")).unwrap();
    assert_eq!(readme.matches("](").count(), 4);
}

/// A scheme file to begin with is clean, and a register can name it.
#[test]
fn a_scheme_is_begun_and_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let begun = run_in(folder.path(), &["init", "--scheme"]);
    assert_eq!((begun.code, begun.err.as_str()), (0, ""));
    assert!(begun.out.contains("scheme = \"./my.scheme.toml\""), "{}", begun.out);
    let run = run_in(folder.path(), &["check", "--fail-on", "info", "my.scheme.toml"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let decoded = run_in(folder.path(), &["decode", "JC101-01", "--scheme", "my.scheme.toml"]);
    assert_eq!(decoded.code, 0, "{}{}", decoded.out, decoded.err);
    let again = run_in(folder.path(), &["init", "--scheme"]);
    assert!(again.code == 2 && again.err.contains("my.scheme.toml already exists"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut child = command(folder, &["rule", "--all", "--output-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

/// An empty folder.
fn scratch(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A project with settings in two folders, and a part that both `exclude` and `per-file-ignores` speak of.
fn project_with_settings(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    std::fs::create_dir_all(folder.join("tables")).unwrap();
    std::fs::create_dir_all(folder.join("inner")).unwrap();
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).unwrap();
    write(
        "stdreg.toml",
        "# 设置\nlang = \"zh\"\nignore = [\"E015\"]\nexclude = [\"drafts/\", \"tables/old-*\"]\n\n[severity]\nE011 = \"error\"\n\n\
        [per-file-ignores]\n\"tables/old-*.toml\" = [\"S\"]\n\n[format]\nalign = true\n",
    );
    write(
        "register.toml",
        "[register]\ntitle = \"x\"\ninclude = [\"tables/*.toml\"]\n",
    );
    write("tables/old-a.toml", "");
    write("inner/stdreg.toml", "select = [\"C\"]\n");
    write("inner/broken.toml", "");
    folder
}

#[test]
fn config_says_what_is_in_force_and_where_it_comes_from() {
    let folder = project_with_settings("config");
    for language in ["zh", "en"] {
        let mut text = String::new();
        for path in [".", "tables/old-a.toml", "register.toml", "inner"] {
            let told = run_in(&folder, &["config", path, "--lang", language]);
            assert_eq!((told.code, told.err.as_str()), (0, ""));
            text.push_str(&format!("$ stdreg config {path}\n{}\n", told.out));
        }
        golden(&format!("config.{language}.txt"), &text);
    }
    // Without --lang the settings choose the language, and where they do not, the environment.
    assert!(run_in(&folder, &["config"]).out.contains("stdreg.toml:2"));
    assert!(
        run_in(&folder, &["config", "inner"])
            .out
            .contains("environment variable LC_ALL")
    );
    golden(
        "config.json.txt",
        &run_in(&folder, &["config", "tables/old-a.toml", "--output-format", "json"]).out,
    );
    let all = run_in(&folder, &["config", "--rules", "--output-format", "json"]).out;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["rules"].as_array().unwrap().len(), stdreg::rules::ALL.len());
}

/// A run speaks one language and has one exit code: for a part they are those of the settings of its root, as `check` has
/// them, whatever lies beside the part.
#[test]
fn config_and_check_agree_on_what_a_run_has_one_of() {
    let folder = scratch("config-of-run");
    std::fs::create_dir(folder.join("parts")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write(
        "register.toml",
        "[register]\ntitle = \"x\"\ninclude = [\"parts/a.toml\"]\n",
    );
    write(
        "parts/a.toml",
        "[[table]]\nid = \"A\"\ntitle = \"A\"\ncategory = \"21\"\nblok = \"1-2\"\n",
    );
    write("stdreg.toml", "lang = \"zh\"\nfail-on = \"error\"\nselect = [\"T\"]\n");
    write(
        "parts/stdreg.toml",
        "select = [\"T\"]\nlang = \"en\"\nfail-on = \"warning\"\n",
    );
    let check = run_in(&folder, &["check", "parts/a.toml", "--output-format", "concise"]);
    assert_eq!(
        (check.code, check.out.contains("没有键 blok")),
        (0, true),
        "{}",
        check.out
    );
    let told = run_in(&folder, &["config", "parts/a.toml"]).out;
    for (key, value) in [("lang", "\"zh\""), ("fail-on", "\"error\""), ("select", "[\"T\"]")] {
        let line = told
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{key} ")))
            .unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let source = match key {
            "lang" => "stdreg.toml:1",
            "fail-on" => "stdreg.toml:2",
            _ => "parts/stdreg.toml:1",
        };
        assert_eq!(words, [key, value, source], "{told}");
    }
}

/// Settings that cannot be read are told in the language of the run, and never passed over: no other settings hold.
#[cfg(unix)]
#[test]
fn a_link_to_settings_that_leads_nowhere_is_told() {
    let folder = scratch("config-lost-link");
    std::fs::write(folder.join("register.toml"), "[register]\ntitle = \"x\"\n").unwrap();
    std::os::unix::fs::symlink("nowhere.toml", folder.join("stdreg.toml")).unwrap();
    for command in ["check", "fmt", "config"] {
        let told = run_in(&folder, &[command, "--lang", "zh"]);
        assert_eq!(told.code, 2, "{command}");
        assert!(
            told.err.contains("设置无法使用：stdreg.toml：无法读取"),
            "{command}: {}",
            told.err
        );
    }
}

/// What `config` says of `exclude` is what `check` does.
#[test]
fn config_and_check_agree_on_what_is_excluded() {
    let folder = project_with_settings("config-excluded");
    let excluded = |path: &str| {
        let told = run_in(&folder, &["config", path, "--output-format", "json"]).out;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        !told["excluded"].is_null()
    };
    for (path, expected) in [("tables/old-a.toml", true), ("register.toml", false)] {
        assert_eq!(excluded(path), expected, "{path}");
        let check = run_in(&folder, &["check", "--force-exclude", path]);
        assert_eq!(check.err.contains("exclude"), expected, "{}", check.err);
    }
}

#[test]
fn config_explains_settings_and_says_what_it_cannot_do() {
    for language in ["zh", "en"] {
        golden(
            &format!("config-explain.{language}.txt"),
            &run(&["config", "--explain", "--lang", language]).out,
        );
    }
    let one = run(&["config", "--explain", "format"]);
    assert!(one.out.starts_with("format\n") && one.out.contains("\nformat.align\n"));
    let json = run(&["config", "--explain", "fail-on", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json[0]["default"], "error");
    let unknown = run(&["config", "--explain", "fail-onn"]);
    assert_eq!(
        (unknown.code, unknown.err.as_str()),
        (2, "error: there is no setting fail-onn; did you mean fail-on?\n")
    );
    let unknown = run(&["config", "--explain", "algin"]);
    assert!(unknown.err.contains("did you mean format.align?"), "{}", unknown.err);
    assert_eq!(run(&["config", "no-such-file.toml"]).code, 2);
    let folder = project_with_settings("config-broken");
    std::fs::write(folder.join("inner/stdreg.toml"), "format.algin = true\n").unwrap();
    let broken = run_in(&folder, &["config", "inner/broken.toml"]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.err.contains(": inner/stdreg.toml:1:8: ") && broken.err.contains("did you mean format.align?"),
        "{}",
        broken.err
    );
}

/// A part stands for its register; what nobody knows is not described.
#[test]
fn a_register_has_a_schema_with_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let column = "[[column]]\nkey = \"issued\"\ntitle = \"发布日期\"\ntype = \"date\"\nrequired = true\n";
    write(
        "register.toml",
        &format!("[register]\ntitle = \"x\"\ninclude = [\"a.toml\"]\n{column}"),
    );
    write("a.toml", "[[table]]\nid = \"A\"\n");
    for asked in ["register.toml", "a.toml", "."] {
        let run = run_in(folder.path(), &["schema", "--for", asked, "--lang", "zh"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let schema: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let entry = &schema["properties"]["table"]["items"]["properties"]["entry"]["items"];
        assert_eq!(entry["properties"]["issued"]["format"], "date");
        assert_eq!(entry["properties"]["issued"]["description"], "发布日期");
        assert!(entry["required"].as_array().unwrap().contains(&"issued".into()));
    }
    write(
        "register.toml",
        &format!("[register]\ntitle = \"x\"\n{column}role = \"day\"\n"),
    );
    let run = run_in(folder.path(), &["schema", "--for", "register.toml"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("T008"), "{}", run.err);
}

#[test]
fn the_schema_is_in_the_language_and_the_draft_asked_for() {
    let schema = |arguments: &[&str]| {
        let told = run(arguments);
        assert_eq!((told.code, told.err.as_str()), (0, ""));
        serde_json::from_str::<serde_json::Value>(&told.out).unwrap()
    };
    let register = schema(&["schema", "--lang", "zh"]);
    assert_eq!(register["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(register["properties"]["table"]["description"], "标准明细表");
    let settings = schema(&["schema", "settings", "--draft", "7"]);
    assert_eq!(settings["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(settings["properties"]["fail-on"]["default"], "error");
    assert_eq!(schema(&["schema", "scheme"])["required"][0], "scheme");
    assert_eq!(run(&["schema", "nothing"]).code, 2);
}
