//! `--baseline` and `--write-baseline`.

use crate::{Folder, HEAD, entry};

#[test]
fn what_a_baseline_knows_is_not_told_wherever_it_moves() {
    let (one, other) = (entry(1, "1095021P0013T"), entry(2, "3095021P0023T"));
    let folder = Folder::new(&format!("{HEAD}{one}{other}"));
    let run = folder.check(&["--write-baseline", "known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(
        run.err.contains("2 known findings written to known.json"),
        "{}",
        run.err
    );
    assert_eq!(
        folder.read("known.json"),
        "{\n  \"version\": 1,\n  \"findings\": [\n    {\"file\":\"register.toml\",\"rule\":\"L001\",\"subject\":\"table.entry(1095021P0013T).code\"},\n    {\"file\":\"register.toml\",\"rule\":\"L001\",\"subject\":\"table.entry(3095021P0023T).code\"}\n  ]\n}\n"
    );
    let run = folder.check(&["--baseline", "known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(
        run.err
            .contains("2 findings are not shown because they are already in the baseline (known.json)"),
        "{}",
        run.err
    );

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
        !run.err.contains("no longer exist") && run.err.contains("1 finding is not shown"),
        "{}",
        run.err
    );
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(
        run.err.contains("1 finding in known.json no longer exists"),
        "{}",
        run.err
    );
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
            run.code == 2 && run.err.contains("bad.json is not a baseline file"),
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
            run.code == 2 && run.err.contains(&format!("{file} exists but is not a baseline file")),
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
    assert!(!run.err.contains("no longer exist"), "{}", run.err);
    folder.check(&["--write-baseline", "known.json", "--ignore", "L001,X"]);
    assert_eq!(folder.read("known.json"), known);
    folder.write("stdreg.toml", "");
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(
        run.err.contains("1 finding in known.json no longer exists"),
        "{}",
        run.err
    );
    folder.check(&["--write-baseline", "known.json"]);
    assert!(!folder.read("known.json").contains("NONE"));
    folder.write("register.toml", &format!("{HEAD}{}", entry(1, "2095021P0013T")));
    folder.check(&["--write-baseline", "known.json"]);
    assert_eq!(
        folder.read("known.json"),
        "{\n  \"version\": 1,\n  \"findings\": []\n}\n"
    );
}

/// What is known of a file that is there no more would be known for ever.
#[test]
fn what_is_known_of_a_file_that_went_is_gone() {
    let (head, _) = HEAD.split_once("[[table]]").unwrap();
    let folder = Folder::new(&head.replace("[[subsystem]]", "include = [\"表/*.toml\"]\n[[subsystem]]"));
    let part = |id: &str, code: &str| {
        let table = format!("[[table]]\nid = \"{id}\"\ntitle = \"表\"\ncategory = \"21\"\n\n");
        format!("{table}{}", entry(1, code))
    };
    folder.write("表/一.toml", &part("A.1", "1095021P0013T"));
    folder.write("表/二.toml", &part("A.2", "3095021P0023T"));
    folder.write("other/register.toml", &format!("{HEAD}{}", entry(1, "2095021P0013T")));
    folder.check(&["--write-baseline", "known.json"]);
    // Deleted: also where only something else was looked at.
    let second = folder.read("表/二.toml");
    std::fs::remove_file(folder.path("表/二.toml")).unwrap();
    for path in [".", "other", "表/一.toml"] {
        let run = folder.check(&["--baseline", "known.json", path]);
        assert!(
            run.err.contains("1 finding in known.json no longer exists"),
            "{path}: {}",
            run.err
        );
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{path}");
    }
    // Renamed.
    folder.write("表/三.toml", &second);
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(
        run.code == 1 && run.err.contains("1 finding in known.json no longer exists"),
        "{}",
        run.err
    );
    // There, and no part any more.
    std::fs::remove_file(folder.path("表/三.toml")).unwrap();
    folder.write("表/二.toml", &second);
    let root = folder.read("register.toml").replace("表/*.toml", "表/一.toml");
    folder.write("register.toml", &root);
    let run = folder.check(&["--baseline", "known.json", "表/一.toml"]);
    assert!(!run.err.contains("no longer exist"), "{}", run.err);
    let run = folder.check(&["--baseline", "known.json"]);
    assert!(
        run.err.contains("1 finding in known.json no longer exists"),
        "{}",
        run.err
    );
    folder.check(&["--write-baseline", "known.json"]);
    assert!(!folder.read("known.json").contains("二.toml"));
}
