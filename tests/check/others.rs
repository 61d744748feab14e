//! Files that belong to no register, readers that go, and names that are no Unicode.

use std::fs;
use std::process::{Command, Stdio};

use crate::{Folder, PRELUDE, broken, entry, in_two_files};

/// The exit code says what was found, however much of it somebody read.
#[test]
fn a_reader_that_goes_does_not_change_the_exit_code() {
    let folder = Folder::new();
    // No class has most of them, so that each is a fault of its own, with a safe fix.
    let entries: String = (1..600).map(|number| entry(number, number % 3 + 1)).collect();
    // Not in its form either.
    let entries = entries.replace("number = ", "number=");
    folder.write("register.toml", format!("{PRELUDE}{entries}"));
    folder.write("good/register.toml", PRELUDE);
    let code = |arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(arguments)
            .current_dir(folder.path("."))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        child.wait().unwrap().code()
    };
    for arguments in [
        &["check"][..],
        &["check", "--output-format", "concise"],
        &["check", "--output-format", "json"],
        &["check", "--output-format", "sarif"],
        &["check", "--statistics"],
        &["check", "--diff"],
        &["fmt", "--check"],
        &["fmt", "--diff"],
        &["decode", "3095021P1013X"],
    ] {
        assert_eq!(code(arguments), Some(1), "{arguments:?}");
    }
    for arguments in [
        &["check", "good", "--ignore", "R004"][..],
        &["rule", "--all"],
        &["schema"],
        &["man", "check"],
    ] {
        assert_eq!(code(arguments), Some(0), "{arguments:?}");
    }
}

const SCHEME: &str = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\nrole = \"none\"\n";

/// Files of no register are no exception: severities, selection and suppressions are the same for all.
#[test]
fn settings_and_schemes_heed_what_is_said_about_rules() {
    let folder = Folder::new();
    folder
        .write("x.scheme.toml", SCHEME)
        .write("stdreg.toml", "ignore = [\"NONE\"]\n");
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = folder.findings(arguments).into_iter();
        found.map(|(file, name, ..)| format!("{file}: {name}")).collect()
    };
    let both = ["stdreg.toml: unknown-rule", "x.scheme.toml: scheme-problem"];
    let files = ["x.scheme.toml", "stdreg.toml"];
    let with = |options: &[&str]| codes(&[&files, options].concat());
    assert_eq!(with(&[]), both);
    assert_eq!(with(&["--ignore", "T008,X002"]), [""; 0]);
    assert_eq!(with(&["--select", "X"]), both[..1]);
    assert_eq!(with(&["--select", "C"]), [""; 0]);
    assert_eq!(folder.run(&["x.scheme.toml"]).code, 1);
    folder.write(
        "stdreg.toml",
        "ignore = [\"NONE\"] # stdreg: ignore[X002]\n[severity]\nT008 = \"info\"\n",
    );
    assert_eq!(with(&[]), both[1..]);
    assert_eq!(folder.run(&["x.scheme.toml"]).code, 0);
    folder.write("stdreg.toml", "[per-file-ignores]\n\"*.scheme.toml\" = [\"T\"]\n");
    assert_eq!(with(&[]), [""; 0]);
    // X002 is told by registers as well.
    folder.write("stdreg.toml", "ignore = [\"NONE\"]\nselect = [\"C\"]\n");
    folder.write("register.toml", PRELUDE);
    assert_eq!(codes(&["."]), [""; 0]);
    // All errors of syntax, in the language that is spoken.
    folder.write(
        "stdreg.toml",
        "ignore = \nfail-on = “error”\nlang = \"en\"\nlang = \"en\"\n",
    );
    let run = folder.run(&["stdreg.toml"]);
    assert_eq!(
        (run.code, run.err.matches("stdreg.toml:").count()),
        (2, 3),
        "{}",
        run.err
    );
    let run = folder.run(&["--lang", "zh", "x.scheme.toml"]);
    assert!(
        run.err.contains("缺少值") || !run.err.contains("there is"),
        "{}",
        run.err
    );
    fs::remove_file(folder.path("stdreg.toml")).unwrap();
    folder.write("x.scheme.toml", "[scheme]\nid = \ntitle = “x”\n");
    assert_eq!(folder.findings(&["x.scheme.toml"]).len(), 2);
}

/// A hook is given what changed, and all of a register rests on its settings and its scheme.
#[test]
fn settings_and_schemes_stand_for_the_registers_that_use_them() {
    let folder = Folder::new();
    fs::create_dir(folder.path(".git")).unwrap();
    let names = |arguments: &[&str]| -> Vec<String> {
        let found = folder
            .findings(&[&["--hook", "--select", "L001,T008"], arguments].concat())
            .into_iter();
        found.map(|(file, name, ..)| format!("{file}: {name}")).collect()
    };
    folder.write("register.toml", broken()).write("stdreg.toml", "");
    folder.write("sub/register.toml", broken()).write("sub/stdreg.toml", "");
    let (root, below) = ("register.toml: class-mismatch", "sub/register.toml: class-mismatch");
    assert_eq!(names(&["stdreg.toml"]), [root]);
    assert_eq!(names(&["sub/stdreg.toml"]), [below]);
    let before = folder.read("register.toml");
    folder.run(&["--hook", "--fix", "stdreg.toml"]);
    assert_eq!(folder.read("register.toml"), before, "only what is named is repaired");
    folder.write("stdreg.toml", "exclude = [\"/register.toml\"]\n");
    assert_eq!(names(&["stdreg.toml"]), [""; 0]);
    // Settings of a folder in which there is only a part.
    let parts = in_two_files();
    parts.write("tables/stdreg.toml", "");
    let found = parts.findings(&["--hook", "--select", "L001", "tables/stdreg.toml"]);
    assert_eq!(found.len(), parts.findings(&["--select", "L001"]).len());
    assert!(!found.is_empty());
    // A scheme, from wherever in the repository.
    folder.write("schemes/x.scheme.toml", SCHEME);
    let register = |scheme: &str| format!("[register]\ntitle = \"x\"\nscheme = \"{scheme}\"\n");
    folder.write("sub/register.toml", register("../schemes/x.scheme.toml"));
    assert_eq!(
        names(&["schemes/x.scheme.toml"]),
        [
            "schemes/x.scheme.toml: scheme-problem",
            "sub/register.toml: scheme-problem"
        ]
    );
    folder.write("sub/register.toml", register("GA/T 1136-2014"));
    assert_eq!(
        names(&["schemes/x.scheme.toml"]),
        ["schemes/x.scheme.toml: scheme-problem"]
    );
}

/// Names that differ only in bytes that are no Unicode are two names.
#[cfg(target_os = "linux")]
#[test]
fn files_whose_names_are_no_unicode_are_told_apart() {
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::new();
    for name in [b"\xff.register.toml", b"\xfe.register.toml"] {
        let path = folder.path(".").join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, broken()).unwrap();
    }
    folder.write("a:b.register.toml", broken());
    let found = folder.findings(&["."]);
    let files: Vec<&str> = found.iter().map(|(file, ..)| file.as_str()).collect();
    assert_eq!(
        files,
        [
            "a:b.register.toml",
            "\u{fffd}FE.register.toml",
            "\u{fffd}FF.register.toml"
        ]
    );
    let sarif = folder.run(&["--output-format", "sarif"]).out;
    for uri in [
        "\"a%3Ab.register.toml\"",
        "\"%FE.register.toml\"",
        "\"%FF.register.toml\"",
    ] {
        assert!(sarif.contains(uri), "{uri}: {sarif}");
    }
    folder.run(&["--write-baseline", "known.json"]);
    let run = folder.run(&["--baseline", "known.json"]);
    assert!(
        run.code == 0 && run.err.contains("3 findings are not shown"),
        "{}",
        run.err
    );
}

/// An element of a list takes two bytes, and a finding a kilobyte: of a long list the first elements are told, and how many
/// others there are. The same for what is at fault in reading a file that is made of nothing else.
#[test]
fn of_a_long_list_the_first_are_told_and_the_others_counted() {
    let folder = Folder::new();
    let list = |count: usize, element: &dyn Fn(usize) -> String| {
        let elements: Vec<String> = (0..count).map(element).collect();
        format!("[{}]", elements.join(", "))
    };
    let title = |index| format!("\"标准{index}\"");
    let or_one = |index| if index % 2 == 0 { title(index) } else { "1".to_owned() };
    let pattern = |index| {
        if index % 2 == 0 {
            format!("\"{index}.toml\"")
        } else {
            "\"!\"".to_owned()
        }
    };
    let head = format!("business = \"50\"\ninclude = {}\n", list(350, &pattern));
    let category = format!("class     = \"2\"\nrequires = {}\n", list(350, &title));
    let text = format!("{PRELUDE}{}replaces = {}\n", entry(1, 2), list(350, &or_one));
    let text = text.replacen("business = \"50\"\n", &head, 1);
    let text = text.replacen("class     = \"2\"\n", &category, 1);
    folder.write("register.toml", &text);
    let run = folder.run(&["--output-format", "concise", "--select", "T004,T006,T009,R005,M001"]);
    for (rule, others) in [("T004", 75), ("T006", 75), ("T009", 75), ("M001", 75)] {
        let of_rule: Vec<&str> = run.out.lines().filter(|line| line.contains(rule)).collect();
        assert_eq!(of_rule.len(), 101, "{rule}: {}", run.out);
        assert!(
            of_rule[100].contains(&format!("{others} more with the same kind of problem from here on")),
            "{}",
            of_rule[100]
        );
    }
    // What is not included may be what is asked for: only then is it said to be missing.
    folder.write("register.toml", text.replace("include = ", "#"));
    let run = folder.run(&["--output-format", "concise", "--select", "R005"]);
    assert_eq!(run.out.lines().count(), 101, "{}", run.out);
    // One of them is there.
    assert!(
        run.out.contains("249 more with the same kind of problem from here on"),
        "{}",
        run.out
    );
    folder.write("register.toml", format!("{PRELUDE}{}", "x\n".repeat(100_003)));
    let run = folder.run(&["--statistics", "--select", "T001"]);
    assert!(run.out.contains("100001"), "{}", run.out);
}

#[test]
fn what_is_meant_in_a_scheme_or_in_settings_is_written() {
    let folder = Folder::new();
    let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n\n[[layer]]\nname = \"a\"\nwidth = 1\nrole = \"level\"\n\n\
        [[level]]\nname = \"国家标准\"\nvalue = \"2\"\nkinds = [\"nationl\"]\n";
    let settings = "ignore = [\"code-lenght\"]\n";
    folder.write("x.scheme.toml", scheme).write("stdreg.toml", settings);
    let files = ["x.scheme.toml", "stdreg.toml"];
    // A guess is left alone unless it is asked for, and shown before it is written.
    let run = folder.run(&[&["--fix"][..], &files].concat());
    assert!(
        run.code == 1 && folder.read("x.scheme.toml") == scheme,
        "{} {}",
        run.out,
        run.err
    );
    let run = folder.run(&[&["--diff", "--unsafe-fixes"][..], &files].concat());
    assert!(
        run.out.contains("+kinds = [\"national\"]") && run.out.contains("+ignore = [\"code-length\"]"),
        "{}",
        run.out
    );
    assert_eq!(
        (folder.read("x.scheme.toml"), folder.read("stdreg.toml")),
        (scheme.to_owned(), settings.to_owned())
    );
    let run = folder.run(&[&["--fix", "--unsafe-fixes"][..], &files].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(folder.read("x.scheme.toml"), scheme.replace("nationl", "national"));
    assert_eq!(folder.read("stdreg.toml"), settings.replace("lenght", "length"));
    // What the settings exclude stays as it is.
    folder
        .write("x.scheme.toml", scheme)
        .write("stdreg.toml", "exclude = [\"*.scheme.toml\"]\n");
    folder.run(&["--fix", "--unsafe-fixes", "x.scheme.toml"]);
    assert_eq!(folder.read("x.scheme.toml"), scheme);
}

/// Today is the day of the time zone that the system or `TZ` names; 25 hours lie between these two, so that they never have the same.
#[test]
fn today_is_that_of_the_time_zone() {
    if cfg!(unix) && !std::path::Path::new("/usr/share/zoneinfo/Pacific/Niue").exists() {
        eprintln!("skipped: this system knows no time zones");
        return;
    }
    let folder = Folder::new();
    let published = "status = \"已颁\"\nstandard = \"GA/T 542\"\neffective = 9999-12-31";
    let text = format!("{PRELUDE}{}", entry(1, 2).replace("status = \"拟编\"", published));
    folder.write("register.toml", text);
    let today = |zone: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command.args(["check", "--lang", "en", "--select", "future-date"]);
        let output = command.current_dir(folder.path("")).env("TZ", zone).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        let (_, rest) = told.split_once("is after today (").unwrap_or_else(|| panic!("{told}"));
        rest[..10].to_owned()
    };
    assert!(today("Pacific/Kiritimati") > today("Pacific/Niue"));
}
