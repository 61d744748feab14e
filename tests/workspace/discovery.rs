//! Which registers paths mean.

use std::fs;
use std::path::PathBuf;

use stdreg::register::FileRole;
use stdreg::workspace::{Excluded, Names, Reach, ReadError};

use super::{Project, ROOT, TABLE, root, shown};

#[test]
fn a_folder_means_every_root_below_it() {
    let project = Project::new(&[
        ("register.toml", ROOT),
        ("b/公安.register.toml", ROOT),
        ("b/a.register.toml", ROOT),
        ("b/tables/a.toml", TABLE),
        ("c/register.toml/nothing.toml", TABLE),
        (".hidden/register.toml", ROOT),
        ("build/register.toml", ROOT),
        (".gitignore", "build\n"),
        ("nested/.git/HEAD", ""),
        ("nested/build/register.toml", ROOT),
    ]);
    let all = [
        "b/a.register.toml",
        "b/公安.register.toml",
        "nested/build/register.toml",
        "register.toml",
    ];
    assert_eq!(project.found(&project.discover(&["."])), all);
    assert_eq!(project.found(&project.discover(&[".", "b", "./b/../b"])), all);
    assert_eq!(project.found(&project.discover(&["c"])), [""; 0]);
    assert_eq!(project.found(&project.discover(&["build"])), ["build/register.toml"]);
    assert!(project.discover(&["."]).problems.is_empty());
}

#[test]
fn gitignore_holds_without_a_repository_and_above_the_named_folder() {
    let project = Project::new(&[(".gitignore", "/sub/build/\n"), ("sub/build/register.toml", ROOT)]);
    assert_eq!(project.found(&project.discover(&["sub"])), [""; 0]);
    fs::remove_dir(project.path(".git")).unwrap();
    assert_eq!(project.found(&project.discover(&["."])), [""; 0]);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed_and_may_go_round() {
    use std::os::unix::fs::symlink;
    let project = Project::new(&[("a/register.toml", &root("[\"**/*.toml\"]")), ("a/t/1.toml", TABLE)]);
    symlink("..", project.path("a/round")).unwrap();
    symlink("a", project.path("other")).unwrap();
    symlink("1.toml", project.path("a/t/2.toml")).unwrap();
    symlink("../register.toml", project.path("a/t/3.toml")).unwrap();
    symlink("nowhere", project.path("dangling.toml")).unwrap();
    assert_eq!(project.found(&project.discover(&["."])), ["a/register.toml"]);
    assert_eq!(project.found(&project.discover(&["other"])), ["other/register.toml"]);
    let loaded = project.load("a/register.toml");
    assert_eq!(
        shown(&loaded),
        [("a/register.toml", FileRole::Root), ("a/t/1.toml", FileRole::Part)]
    );
    let problems = project.discover(&["dangling.toml", "nothing", "a/t/1.toml/x"]).problems;
    assert_eq!(problems.len(), 3);
    assert!(
        problems
            .iter()
            .all(|problem| matches!(problem.error, ReadError::Missing))
    );
}

#[cfg(unix)]
#[test]
fn a_dot_dot_behind_a_link_goes_where_the_system_goes() {
    let project = Project::new(&[
        ("real/deep/x", ""),
        ("real/register.toml", ROOT),
        ("register.toml", ROOT),
    ]);
    std::os::unix::fs::symlink("real/deep", project.path("link")).unwrap();
    let discovery = project.discover(&["link/../register.toml"]);
    let meant = fs::canonicalize(project.path("real/register.toml")).unwrap();
    assert_eq!(discovery.registers[0].root, meant);
}

#[test]
fn a_part_finds_its_root() {
    let project = Project::new(&[
        ("register.toml", &root("[\"tables/**/*.toml\"]")),
        ("tables/a.toml", TABLE),
        ("tables/b/c.toml", TABLE),
        ("tables/b/register.toml", &root("[\"d.toml\"]")),
        ("tables/b/d.toml", TABLE),
        ("tables/b/.e.toml", TABLE),
        ("alone.toml", ROOT),
        ("my.scheme.toml", ""),
        ("stdreg.toml", ""),
    ]);
    assert_eq!(
        project.found(&project.discover(&["tables/a.toml"])),
        ["register.toml: tables/a.toml"]
    );
    let several = [
        "tables/a.toml",
        "register.toml",
        "tables/b/c.toml",
        "tables/b/d.toml",
        "alone.toml",
    ];
    let expected = [
        "alone.toml: alone.toml",
        "register.toml: register.toml, tables/a.toml, tables/b/c.toml",
        "tables/b/register.toml: tables/b/d.toml",
    ];
    assert_eq!(project.found(&project.discover(&several)), expected);
    assert_eq!(
        project.found(&project.discover(&["tables/b/.e.toml"])),
        ["tables/b/.e.toml: tables/b/.e.toml"]
    );
    let all = project.discover(&["tables/a.toml", "."]);
    assert_eq!(project.found(&all), ["register.toml", "tables/b/register.toml"]);
    let others = project.discover(&["my.scheme.toml", "stdreg.toml"]);
    assert_eq!((others.schemes.len(), others.settings.len()), (1, 1));
    // They stand for the registers that use them, of which no file is asked for.
    assert_eq!(project.found(&others), ["register.toml: ", "tables/b/register.toml: "]);
    assert!(others.registers.iter().all(|request| request.reach == Reach::Register));
}

#[test]
fn a_hook_leaves_files_of_no_register_alone() {
    let project = Project::new(&[
        ("register.toml", &root("[\"tables/*.toml\"]")),
        ("tables/a.toml", TABLE),
        ("Cargo.toml", "[package]\nname = \"x\"\n"),
        ("tables/not/a.toml", TABLE),
        ("alone.toml", ROOT),
        ("my.scheme.toml", ""),
        ("stdreg.toml", ""),
    ]);
    let named = [
        "Cargo.toml",
        "alone.toml",
        "my.scheme.toml",
        "stdreg.toml",
        "tables/a.toml",
        "tables/not/a.toml",
    ];
    let discovery = project.discover_for_hook(&named);
    assert_eq!(
        project.found(&discovery),
        ["alone.toml: alone.toml", "register.toml: tables/a.toml"]
    );
    assert_eq!(
        (discovery.schemes.len(), discovery.settings.len(), discovery.unowned),
        (1, 1, 2)
    );
    assert_eq!(project.discover(&named).registers.len(), 4);
}

#[test]
fn a_part_looks_for_its_root_in_its_own_repository() {
    let project = Project::new(&[
        ("register.toml", &root("[\"**/*.toml\"]")),
        ("nested/.git", "gitdir: elsewhere\n"),
        ("nested/a.toml", TABLE),
    ]);
    assert_eq!(
        project.found(&project.discover(&["nested/a.toml"])),
        ["nested/a.toml: nested/a.toml"]
    );
}

#[test]
fn two_roots_in_a_folder_share_a_part() {
    let project = Project::new(&[
        ("a.register.toml", &root("[\"tables/*.toml\"]")),
        ("b.register.toml", &root("[\"tables/1.toml\"]")),
        ("tables/1.toml", TABLE),
        ("tables/2.toml", TABLE),
    ]);
    let discovery = project.discover(&["tables/2.toml", "tables/1.toml"]);
    let expected = [
        "a.register.toml: tables/1.toml, tables/2.toml",
        "b.register.toml: tables/1.toml",
    ];
    assert_eq!(project.found(&discovery), expected);
    assert_eq!(project.load("a.register.toml").register.tables().len(), 2);
}

#[test]
fn exclude_leaves_out_what_is_found_and_what_is_named_only_on_demand() {
    let project = Project::new(&[
        (
            "stdreg.toml",
            "exclude = [\"vendor\", \"/old/*.toml\", \"part.toml\"]\n",
        ),
        ("register.toml", &root("[\"t/*.toml\"]")),
        ("t/part.toml", TABLE),
        ("old/register.toml", ROOT),
        ("a/vendor/x/register.toml", ROOT),
        ("a/vendor/x/stdreg.toml", ""),
        ("a/old/register.toml", ROOT),
    ]);
    let discovery = project.discover(&["."]);
    assert_eq!(project.found(&discovery), ["a/old/register.toml", "register.toml"]);
    assert_eq!(
        project.skipped(&discovery),
        ["a/vendor/x/register.toml", "old/register.toml"]
    );
    assert!(
        discovery
            .skipped
            .iter()
            .all(|skipped| skipped.settings == project.path("stdreg.toml"))
    );
    let below = project.discover(&["a/vendor/x"]);
    assert_eq!((below.registers.len(), below.skipped.len()), (0, 1));
    let named = ["a/vendor/x/register.toml", "old/register.toml", "t/part.toml"];
    let all = [
        "a/vendor/x/register.toml: a/vendor/x/register.toml",
        "old/register.toml: old/register.toml",
    ];
    let checked = project.discover(&named);
    assert_eq!(project.found(&checked)[..2], all);
    assert_eq!((project.found(&checked).len(), checked.skipped.len()), (3, 0));
    let forced = project.discover_with(&named, Excluded::LeftOut);
    assert_eq!((project.found(&forced), project.skipped(&forced).len()), (vec![], 3));
}

#[test]
fn exclude_does_not_look_above_its_own_folder() {
    let project = Project::new(&[
        ("build/project/stdreg.toml", "exclude = [\"build\", \"project\"]\n"),
        ("build/project/register.toml", ROOT),
    ]);
    assert_eq!(
        project.found(&project.discover(&["build/project"])),
        ["build/project/register.toml"]
    );
}

#[test]
fn names_outside_the_working_directory_are_as_they_were_named() {
    let project = Project::new(&[("here/x", ""), ("there/register.toml", ROOT)]);
    let show = |named: PathBuf| {
        let names = Names::new(&project.path("here"), &[named]);
        names.show(&project.path("there/register.toml"))
    };
    assert_eq!(show(PathBuf::from("../there")), "../there/register.toml");
    let absolute = project.path("there/register.toml");
    assert_eq!(show(project.path("there")), absolute.to_str().unwrap());
}
