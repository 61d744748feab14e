//! `--since`.

use std::fs;
use std::process::Command;

use crate::{Folder, HEAD, entry};

#[test]
fn since_a_revision_only_what_it_does_not_have_counts() {
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
    assert!(run.err.contains("no git revision nonsense"), "{}", run.err);
    // What looks like an option is none.
    let run = folder.check(&["--since=--output=x"]);
    assert_eq!((run.code, folder.path("x").exists()), (2, false));
    let outside = Folder::new(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    let path = outside.path("register.toml");
    let run = folder.check(&["--since", "HEAD", path.to_str().unwrap()]);
    assert!(
        run.code == 2 && run.err.contains("are not in a git repository"),
        "{}",
        run.err
    );
    // Beside files that are in one, too.
    folder.write("register.toml", &format!("{HEAD}{}", entry(1, "1095021P0013T")));
    let run = folder.check(&["--since", "HEAD", ".", path.to_str().unwrap()]);
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
fn however_git_is_set_up_the_same_findings_are_new() {
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
        // As in a hook of another repository.
        .env("GIT_DIR", "/nowhere/.git")
        .env("GIT_INDEX_FILE", "/nowhere/index")
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
    folder.write("register.toml", &format!("# 注\n{bad}"));
    let run = folder.check(&["--since", "HEAD", "register.toml", "inner"]);
    assert!(
        run.code == 2 && run.err.contains("is not in the git repository"),
        "{}",
        run.err
    );
    let run = folder.check(&["--since", "HEAD", "inner"]);
    assert!(
        run.code == 2 && run.err.contains("there is no git revision HEAD"),
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
    assert!(run.code == 2 && run.err.contains("no common commit"), "{}", run.err);
}

const PART: &str = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";

/// A root with a total, and its table in a part of its own.
fn in_two_files() -> Folder {
    let (head, _) = HEAD.split_once("[[table]]").unwrap();
    let head = head.replace("[[subsystem]]", "include = [\"表/*.toml\"]\n\n[[subsystem]]");
    let statistics = "[[statistics]]\nby = \"level\"\nrows = [{ item = \"共计\", expected = 1, existing = 0 }]\n";
    let folder = Folder::new(&format!("{head}{statistics}"));
    folder.write("表/一.toml", &format!("{PART}{}", entry(1, "2095021P0013T")));
    folder.git(&["init", "--quiet", "--initial-branch=main"]);
    folder.commit();
    folder
}

/// The lines of the file that is wrong now did not change, and may not even be in a file that was named.
#[test]
fn what_a_change_does_elsewhere_is_told() {
    let folder = in_two_files();
    let new = |arguments: &[&str]| -> Vec<String> {
        let run = folder.json(&[&["--since", "HEAD", "--ignore", "N003"], arguments].concat());
        run.found().into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(new(&[]), [""; 0]);
    // A new entry of a part makes the total of the root wrong.
    let part = folder.read("表/一.toml");
    folder.write("表/一.toml", &format!("{part}{}", entry(2, "2095021P0023T")));
    assert_eq!(new(&[]), ["expected-mismatch"]);
    assert_eq!(new(&["--hook", "表/一.toml"]), ["expected-mismatch"]);
    assert_eq!(new(&["表/一.toml"]), [""; 0]);
    // So does a new part.
    folder.write("表/一.toml", &part);
    let other = format!("{}{}", PART.replace("A.1", "A.2"), entry(1, "2095021P0023T"));
    folder.write("表/二.toml", &other);
    assert_eq!(new(&["--hook", "表/二.toml"]), ["expected-mismatch"]);
    // A part that went, one of several or the only one.
    let root = folder.read("register.toml");
    folder.write("register.toml", &root.replace("expected = 1", "expected = 2"));
    assert_eq!(new(&[]), [""; 0]);
    folder.commit();
    fs::remove_file(folder.path("表/二.toml")).unwrap();
    assert_eq!(new(&[]), ["expected-mismatch"]);
    fs::remove_file(folder.path("表/一.toml")).unwrap();
    assert_eq!(
        new(&["--hook", "register.toml"]),
        ["include-problem", "unchecked-figure"]
    );
    folder.write("表/二.toml", &other);
    // A category that went: its table stands in a file that was not named.
    folder.write("表/一.toml", &part);
    let root = folder.read("register.toml");
    let (before, after) = root.split_once("[[category]]").unwrap();
    let (_, after) = after.split_once("[[statistics]]").unwrap();
    folder.write("register.toml", &format!("{before}[[statistics]]{after}"));
    let found = new(&["--hook", "register.toml"]);
    assert!(found.contains(&"unknown-category".to_owned()), "{found:?}");
    assert_eq!(found, new(&[]));
}

/// Rules that settings switched on, and a scheme that takes less, bring findings too.
#[test]
fn the_settings_of_then_hold_for_what_was_then() {
    let folder = Folder::repository(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    folder.write("stdreg.toml", "ignore = [\"L001\"]\n");
    folder.commit();
    folder.write("stdreg.toml", "");
    let found = folder.json(&["--since", "HEAD"]).found();
    assert_eq!(found, [("class-mismatch".to_owned(), 22)]);
    assert_eq!(
        folder.json(&["--since", "HEAD", "--hook", "stdreg.toml"]).found(),
        found
    );
    assert_eq!(folder.json(&["--since", "HEAD~1"]).found(), []);
}

#[test]
fn the_repository_is_that_of_what_is_checked() {
    let old = entry(1, "1095021P0013T");
    let folder = Folder::repository(&format!("{HEAD}{old}"));
    folder.write("register.toml", &format!("{HEAD}{old}{}", entry(2, "3095021P0023T")));
    let elsewhere = tempfile::tempdir().unwrap();
    let elsewhere = Folder(elsewhere);
    let root = folder.path("register.toml");
    let mut paths = vec![folder.path(""), root];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(""), elsewhere.path("link")).unwrap();
        paths.push(elsewhere.path("link"));
        paths.push(elsewhere.path("link/register.toml"));
    }
    for path in paths {
        let run = elsewhere.json(&["--since", "HEAD", path.to_str().unwrap()]);
        assert_eq!(
            run.found(),
            [("class-mismatch".to_owned(), 30)],
            "{path:?}: {}",
            run.err
        );
    }
}

/// Whoever checks what others wrote must not run what they name.
#[cfg(unix)]
#[test]
fn no_program_that_the_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::repository(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    folder.write(".gitattributes", "*.toml filter=evil diff=evil\n");
    folder.commit();
    folder.write("run.sh", "#!/bin/sh\ntouch \"$0.ran\"\ncat\n");
    let script = folder.path("run.sh");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "credential.helper",
    ] {
        folder.git(&["config", key, script]);
    }
    folder.write(
        "register.toml",
        &format!("{HEAD}{}{}", entry(1, "1095021P0013T"), entry(2, "3095021P0023T")),
    );
    for revision in ["HEAD", "HEAD..."] {
        let run = folder.json(&["--since", revision]);
        assert_eq!(run.found(), [("class-mismatch".to_owned(), 30)], "{}", run.err);
    }
    assert!(!folder.path("run.sh.ran").exists());
    // That it would be run otherwise shows that the test can fail.
    let status = Command::new("git")
        .args(["status", "--short"])
        .current_dir(folder.path("."))
        .output();
    assert!(status.is_ok() && folder.path("run.sh.ran").exists());
}

/// Renamed to something else, it is another register.
#[test]
fn another_file_in_the_place_of_one_is_new() {
    let folder = Folder::repository(&format!("{HEAD}{}", entry(1, "1095021P0013T")));
    fs::remove_file(folder.path("register.toml")).unwrap();
    let other: String = (1..30)
        .map(|number| entry(number, &format!("2095021P{number:03}3T")))
        .collect();
    let other = format!(
        "[register]\ntitle = \"别的\"\ndomain = \"09\"\nbusiness = \"50\"\n{HEAD}{other}{}",
        entry(30, "1095021P0013T")
    );
    folder.write("别.register.toml", &other);
    let found = folder.json(&["--since", "HEAD", "--select", "L001"]).found();
    assert_eq!(found.len(), 1);
}
