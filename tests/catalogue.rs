//! Catalogues of published standards: the seed's own, and `stdreg catalogue`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use std::path::Path;
use std::process::{Command, Output};

/// The 69 published standards of the seed, by its register.
const CATALOGUE: &str = include_str!("catalogue/seed.csv");
const REGISTER: &str = include_str!("registers/internet-plus/register.toml");

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command.args(["--lang", "en"]).args(arguments).current_dir(folder);
    // The user's folders are below the project, and nothing else is said of catalogues.
    for variable in ["HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"] {
        command.env(variable, folder.join("user"));
    }
    command.env_remove("STDREG_NO_CACHE").env_remove("STDREG_CATALOGUES");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn project(register: &str, catalogue: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("register.toml", register);
    write("seed.csv", catalogue);
    write("stdreg.toml", "[catalogue]\nfiles = [\"seed.csv\"]\n");
    folder
}

const CHECK: &[&str] = &[
    "check",
    "--select",
    "M003",
    "--fail-on",
    "warning",
    "--output-format",
    "concise",
];

#[test]
fn the_seeds_catalogue_has_its_69_standards_each_with_a_source_and_finds_nothing_in_its_register() {
    let rows: Vec<&str> = CATALOGUE.lines().skip(1).collect();
    assert_eq!(rows.len(), 69);
    assert!(rows.iter().all(|row| row.contains(",seed,")));
    let folder = project(REGISTER, CATALOGUE);
    let checked = run(folder.path(), &["catalogue", "check", "seed.csv"]);
    assert_eq!(
        (out(&checked).as_str(), checked.status.code()),
        ("seed.csv: 69 standards, no errors\n", Some(0))
    );
    let clean = run(folder.path(), CHECK);
    assert_eq!(
        (out(&clean).contains("M003"), clean.status.code()),
        (false, Some(0)),
        "{clean:?}"
    );
    // The register as it would be if each of these figures had been copied wrongly.
    let wrong = REGISTER.replace("effective = 2015-02-01", "effective = 2015-02-02");
    let count = REGISTER.matches("effective = 2015-02-01").count();
    assert!(count > 0);
    let told = run(project(&wrong, CATALOGUE).path(), CHECK);
    assert_eq!(
        (out(&told).matches("M003").count(), told.status.code()),
        (count, Some(1)),
        "{told:?}"
    );
}

#[test]
fn a_catalogue_is_built_out_of_registers_and_says_the_same_again() {
    let folder = project(REGISTER, CATALOGUE);
    let built = run(
        folder.path(),
        &["catalogue", "build", "register.toml", "--source", "seed"],
    );
    assert_eq!(built.status.code(), Some(0), "{built:?}");
    // Beside what is published it has the plans.
    let published: Vec<String> = out(&built)
        .lines()
        .filter(|row| !row.contains(",拟编,"))
        .map(str::to_owned)
        .collect();
    assert_eq!(published, CATALOGUE.lines().collect::<Vec<_>>());
    let replaced = REGISTER.replacen(
        "standard  = \"GB/T 30850（所有部分）\"\n",
        "standard  = \"GB/T 30850（所有部分）\"\nreplaces  = [\"GB/Z 9-2000\"]\n",
        1,
    );
    assert_ne!(replaced, REGISTER);
    let built = run(project(&replaced, CATALOGUE).path(), &["catalogue", "build", "."]);
    let row = "GB/Z 9-2000,,被代替,,,,GB/T 30850（所有部分）,register.toml,,,\n";
    assert!(out(&built).contains(row), "{built:?}");
}

#[test]
fn faults_of_a_catalogue_are_told_with_their_lines() {
    let folder = project(
        REGISTER,
        "number,status,effective\n\n\"GB 1-2020\n\",大概,\nGB 2-2020,现行,某日\n",
    );
    let told = run(folder.path(), &["catalogue", "check", "seed.csv"]);
    assert_eq!(told.status.code(), Some(1));
    let lines: Vec<String> = out(&told).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("seed.csv:3: unknown status “大概”"), "{lines:?}");
    assert!(
        lines[1].starts_with("seed.csv:5: effective: “某日” is not a date"),
        "{lines:?}"
    );
    assert_eq!(
        run(folder.path(), &["catalogue", "check", "none.csv"]).status.code(),
        Some(2)
    );
    // A check of the register says so too, once.
    let checked = run(folder.path(), CHECK);
    assert_eq!(
        out(&checked)
            .matches("2 errors in the catalogue seed.csv, the first in line 3")
            .count(),
        1,
        "{checked:?}"
    );
}

#[test]
fn a_catalogue_that_cannot_be_used_is_told_where_the_settings_name_it() {
    let folder = project(REGISTER, "title\n");
    let told = |folder: &Path| {
        let output = run(folder, CHECK);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        told(folder.path()).contains(
            "stdreg.toml:2:11: the catalogue seed.csv cannot be used: line 1: there is no column for numbers"
        )
    );
    std::fs::remove_file(folder.path().join("seed.csv")).unwrap();
    assert!(told(folder.path()).contains("stdreg.toml:2:11: the catalogue seed.csv cannot be used"));
}

/// A catalogue that is large enough to be kept: the seed's, and as many others.
fn large(first: &str) -> String {
    let mut text = format!("number,title,status,replaced_by\n{first}\n");
    for number in 1..12_000 {
        text.push_str(&format!(
            "GB/T {}-2020,信息安全技术 云计算服务安全能力要求,现行,\n",
            900_000 + number
        ));
    }
    assert!(text.len() > 512 << 10);
    text
}

/// The first row of a large catalogue: a standard of the seed, and that it is void.
const VOID: &str = "GB/T 25647-2010,电子政务术语,废止,";

/// Writes a catalogue as if that had been some time ago: what was written just now is not kept.
fn write_old(folder: &Path, text: &str, seconds: u64) {
    let path = folder.join("seed.csv");
    std::fs::write(&path, text).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
    file.set_modified(then).unwrap();
}

/// The files that are kept of catalogues, with what is in them.
fn kept(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut folders = vec![folder.join("user")];
    let mut kept = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => kept.push((path.clone(), std::fs::read(path).unwrap())),
            }
        }
    }
    kept
}

fn is_void(output: &Output) -> bool {
    assert!(output.stderr.is_empty(), "{output:?}");
    out(output).contains("is withdrawn")
}

#[test]
fn a_large_catalogue_is_kept_and_read_anew_when_it_changes() {
    let folder = project(REGISTER, "");
    let folder = folder.path();
    let check = |arguments: &[&str]| run(folder, &[CHECK, &["-q"], arguments].concat());
    write_old(folder, &large(VOID), 60);
    let without = check(&["--no-cache"]);
    assert!(is_void(&without) && kept(folder).is_empty(), "{without:?}");
    let first = check(&[]);
    assert_eq!(out(&first), out(&without));
    let before = kept(folder);
    assert_eq!(before.len(), 1, "{before:?}");
    // Whatever is asked for, the one that is kept says the same, and is left as it is.
    assert_eq!(out(&check(&[])), out(&without));
    assert_eq!(kept(folder), before);
    write_old(folder, &large("GB/T 25647-2010,电子政务术语,现行,"), 50);
    assert!(!is_void(&check(&[])));
    let after = kept(folder);
    assert!(after.len() == 1 && after != before && after[0].0 == before[0].0);
    // What was written just now may be written once more in the same tick of the clock.
    write_old(folder, &large(VOID), 0);
    assert!(is_void(&check(&[])));
    assert_eq!(kept(folder), after);
    let mut environment = command(folder, CHECK);
    let told = environment.args(["-q"]).env("STDREG_NO_CACHE", "1").output().unwrap();
    assert!(is_void(&told));
    assert_eq!(kept(folder), after);
}

#[test]
fn a_cache_that_is_damaged_or_cannot_be_written_is_no_error() {
    let folder = project(REGISTER, "");
    let folder = folder.path();
    let check = || run(folder, &[CHECK, &["-q"]].concat());
    write_old(folder, &large(VOID), 60);
    let expected = out(&check());
    assert!(expected.contains("is withdrawn"));
    let (path, bytes) = kept(folder).pop().unwrap();
    // From the head to the last rows; what is searched by typing comes after them.
    for place in [0, 16, 20, 60, bytes.len() / 20, bytes.len() / 3, bytes.len() / 2] {
        let mut damaged = bytes.clone();
        let end = bytes.len().min(place + bytes.len() / 3);
        damaged[place..end].fill(0xA5);
        std::fs::write(&path, damaged).unwrap();
        assert_eq!(out(&check()), expected, "{place}");
    }
    for length in [0, 1, 30, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..length]).unwrap();
        assert_eq!(out(&check()), expected, "{length}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "it is made anew");
    }
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    assert_eq!(out(&check()), expected);
    std::fs::remove_dir_all(folder.join("user")).unwrap();
    std::fs::write(folder.join("user"), "").unwrap();
    assert_eq!(out(&check()), expected);
}

#[test]
fn several_runs_at_once_keep_one_catalogue() {
    let folder = project(REGISTER, "");
    let folder = folder.path();
    write_old(folder, &large(VOID), 60);
    let start = |_| {
        let mut command = command(folder, &[CHECK, &["-q"]].concat());
        command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    let runs: Vec<_> = (0..4).map(start).collect();
    for run in runs {
        assert!(is_void(&run.wait_with_output().unwrap()));
    }
    assert_eq!(kept(folder).len(), 1);
}

#[test]
fn a_catalogue_is_read_by_who_judges_by_it_alone_and_small_ones_are_not_kept() {
    let folder = project(REGISTER, CATALOGUE);
    let folder = folder.path();
    assert_eq!(run(folder, CHECK).status.code(), Some(0));
    assert!(kept(folder).is_empty());
    // Of one that nobody could use:
    std::fs::write(folder.join("seed.csv"), "title\n").unwrap();
    for arguments in [
        &["check", "--ignore", "M003"][..],
        &["check", "--select", "S"],
        &["stats", "register.toml"],
        &["query", "status=已颁", "register.toml"],
        &["fmt", "--check"],
        &["export", "register.toml", "--format", "csv"],
        &["schema"],
        &["config"],
    ] {
        let output = run(folder, arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !told.contains("seed.csv") && output.status.code() != Some(2),
            "{arguments:?}: {output:?}"
        );
    }
    assert_eq!(run(folder, CHECK).status.code(), Some(2));
}

#[test]
fn catalogues_outside_the_repository_are_the_users_own_to_name() {
    let firm = tempfile::tempdir().unwrap();
    let path = firm.path().join("catalogue.csv");
    std::fs::write(&path, format!("number,title,status,replaced_by\n{VOID}\n")).unwrap();
    let folder = project(REGISTER, CATALOGUE);
    let settings = |name: &Path| {
        let text = format!("[catalogue]\nfiles = [{:?}]\n", name.to_string_lossy());
        std::fs::write(folder.path().join("stdreg.toml"), text).unwrap();
    };
    for name in [path.as_path(), Path::new("../catalogue.csv")] {
        settings(name);
        let refused = run(folder.path(), CHECK);
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(
            refused.status.code() == Some(2)
                && told.contains("must stay inside its repository")
                && told.contains("STDREG_CATALOGUES"),
            "{told}"
        );
    }
    std::fs::remove_file(folder.path().join("stdreg.toml")).unwrap();
    let with = |value: &std::ffi::OsStr| {
        command(folder.path(), CHECK)
            .env("STDREG_CATALOGUES", value)
            .output()
            .unwrap()
    };
    let told = with(path.as_os_str());
    assert!(
        out(&told).contains("is withdrawn") && out(&told).contains(&format!("{}:2", path.display())),
        "{told:?}"
    );
    // Beside those that the settings name; of two rows for a number the first holds where neither says how old it is.
    settings(Path::new("seed.csv"));
    let both = std::env::join_paths([&path, &firm.path().join("none.csv")]).unwrap();
    let told = with(&both);
    let error = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.status.code() == Some(2)
            && error.contains("STDREG_CATALOGUES: the catalogue")
            && error.contains("none.csv"),
        "{error}"
    );
    assert_eq!(with("".as_ref()).status.code(), Some(0));
}
