//! The workspace on real folders: which files make which register, and which settings hold.

use std::fs;
use std::path::{Path, PathBuf};

use stdreg::register::{FileRole, IncludeProblem, SchemeProblem};
use stdreg::workspace::discover::{Asked, Discovery, ExcludedFiles, discover};
use stdreg::workspace::load::{Loaded, load};
use stdreg::workspace::roots::roots_of;
use stdreg::workspace::settings::settings_for;
use stdreg::workspace::{Files, Names, ReadError};

/// A folder with files in it.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = Self { folder };
        // Whatever lies above the temporary folder is no business of a test.
        fs::create_dir(project.path(".git")).unwrap();
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn files(&self) -> Files {
        Files::new(self.folder.path())
    }

    fn discover_with(&self, named: &[&str], excluded: ExcludedFiles) -> Discovery {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        discover(&self.files(), &named, excluded)
    }

    fn discover(&self, named: &[&str]) -> Discovery {
        self.discover_with(named, ExcludedFiles::Check)
    }

    fn load(&self, root: &str) -> Loaded {
        let files = self.files();
        let names = Names::new(&files, &[]);
        load(&files, Path::new(root), &|path| names.show(path)).unwrap()
    }
}

/// What was found, as people write it: `root: file, file` where not all was asked for.
fn found(discovery: &Discovery) -> Vec<String> {
    let show = |path: &Path| discovery.names.show(path);
    let requests = discovery.registers.iter();
    requests
        .map(|request| match &request.asked {
            Asked::All => show(&request.root),
            Asked::Files(files) => {
                let files: Vec<String> = files.iter().map(|file| show(file)).collect();
                format!("{}: {}", show(&request.root), files.join(", "))
            }
        })
        .collect()
}

fn skipped(discovery: &Discovery) -> Vec<String> {
    let skipped = discovery.skipped.iter();
    skipped.map(|skipped| discovery.names.show(&skipped.path)).collect()
}

fn shown(loaded: &Loaded) -> Vec<(&str, FileRole)> {
    let files = loaded.register.files.iter();
    files.map(|file| (file.path.as_str(), file.role)).collect()
}

fn root(include: &str) -> String {
    format!("[register]\ntitle = \"标准体系\"\ninclude = {include}\n")
}

const ROOT: &str = "[register]\ntitle = \"标准体系\"\n";
const TABLE: &str = "[[table]]\nid = \"A.1\"\n";

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
    assert_eq!(found(&project.discover(&[])), all);
    assert_eq!(found(&project.discover(&[".", "b", "./b/../b"])), all);
    assert_eq!(found(&project.discover(&["c"])), [""; 0]);
    assert_eq!(found(&project.discover(&["build"])), ["build/register.toml"]);
    assert!(project.discover(&[]).problems.is_empty());
}

#[test]
fn gitignore_holds_without_a_repository_and_above_the_named_folder() {
    let project = Project::new(&[(".gitignore", "/sub/build/\n"), ("sub/build/register.toml", ROOT)]);
    assert_eq!(found(&project.discover(&["sub"])), [""; 0]);
    fs::remove_dir(project.path(".git")).unwrap();
    assert_eq!(found(&project.discover(&[])), [""; 0]);
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
    assert_eq!(found(&project.discover(&["."])), ["a/register.toml"]);
    assert_eq!(found(&project.discover(&["other"])), ["other/register.toml"]);
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
        found(&project.discover(&["tables/a.toml"])),
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
    assert_eq!(found(&project.discover(&several)), expected);
    assert_eq!(
        found(&project.discover(&["tables/b/.e.toml"])),
        ["tables/b/.e.toml: tables/b/.e.toml"]
    );
    let all = project.discover(&["tables/a.toml", "."]);
    assert_eq!(found(&all), ["register.toml", "tables/b/register.toml"]);
    let others = project.discover(&["my.scheme.toml", "stdreg.toml"]);
    assert_eq!(
        (others.schemes.len(), others.settings.len(), others.registers.len()),
        (1, 1, 0)
    );
}

#[test]
fn a_part_looks_for_its_root_in_its_own_repository() {
    let project = Project::new(&[
        ("register.toml", &root("[\"**/*.toml\"]")),
        ("nested/.git", "gitdir: elsewhere\n"),
        ("nested/a.toml", TABLE),
    ]);
    assert_eq!(
        found(&project.discover(&["nested/a.toml"])),
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
    assert_eq!(found(&discovery), expected);
    assert_eq!(project.load("a.register.toml").register.tables.len(), 2);
}

#[test]
fn include_tells_what_is_wrong_with_it() {
    let patterns = r#"["../x.toml", "tables/*.toml", "nothing/*.toml", "/etc/*.toml", "a[", "./other.toml", "*.toml"]"#;
    let project = Project::new(&[
        ("register.toml", &root(patterns)),
        ("tables/b.toml", TABLE),
        ("tables/a.toml", TABLE),
        ("other.toml", TABLE),
        ("stdreg.toml", ""),
        ("my.scheme.toml", ""),
    ]);
    let loaded = project.load("register.toml");
    let parts = [
        ("register.toml", FileRole::Root),
        ("other.toml", FileRole::Part),
        ("tables/a.toml", FileRole::Part),
        ("tables/b.toml", FileRole::Part),
        ("stdreg.toml", FileRole::Settings),
    ];
    assert_eq!(shown(&loaded), parts);
    let problems = &loaded.register.include_problems;
    assert_eq!(problems.len(), 4, "{problems:?}");
    assert_eq!(problems[0], IncludeProblem::Outside { pattern: 0 });
    assert_eq!(problems[1], IncludeProblem::Nothing { pattern: 2 });
    assert_eq!(problems[2], IncludeProblem::Outside { pattern: 3 });
    assert!(matches!(problems[3], IncludeProblem::Malformed { pattern: 4, .. }));
}

#[cfg(unix)]
#[test]
fn include_does_not_leave_the_folder_through_a_link() {
    use std::os::unix::fs::symlink;
    let patterns = r#"["file.toml", "folder/*.toml", "gone.toml"]"#;
    let project = Project::new(&[("r/register.toml", &root(patterns)), ("outside/a.toml", TABLE)]);
    symlink("../outside/a.toml", project.path("r/file.toml")).unwrap();
    symlink("../outside", project.path("r/folder")).unwrap();
    symlink("nowhere", project.path("r/gone.toml")).unwrap();
    let loaded = project.load("r/register.toml");
    assert_eq!(shown(&loaded), [("r/register.toml", FileRole::Root)]);
    let problems = &loaded.register.include_problems;
    let expected = [
        IncludeProblem::Outside { pattern: 0 },
        IncludeProblem::Outside { pattern: 1 },
        IncludeProblem::Unreadable {
            pattern: 2,
            path: "r/gone.toml".to_owned(),
            reason: "no such file or directory".to_owned(),
        },
    ];
    assert_eq!(problems, &expected);
    assert_eq!(
        roots_of(&project.files(), Path::new("r/file.toml")),
        [project.path("r/file.toml")]
    );
}

#[test]
fn many_parts_are_read_in_the_order_of_their_paths() {
    let project = Project::new(&[("register.toml", &root("[\"tables/*.toml\"]"))]);
    for table in 0..300 {
        project.write(
            &format!("tables/{table:03}.toml"),
            format!("[[table]]\nid = \"A.{table}\"\n"),
        );
    }
    let loaded = project.load("register.toml");
    assert_eq!(
        (loaded.paths.len(), loaded.settings.len(), loaded.register.tables.len()),
        (301, 301, 300)
    );
    assert!(loaded.register.include_problems.is_empty());
    let sorted = loaded.paths[1..].is_sorted();
    assert!(sorted && loaded.paths[300] == project.path("tables/299.toml"));
    assert!(
        loaded
            .file_at(&project.path("tables/007.toml"))
            .is_some_and(|file| file.0 == 8)
    );
}

#[test]
fn a_gbk_part_is_told_and_the_rest_is_read() {
    let project = Project::new(&[("register.toml", &root("[\"*.toml\"]")), ("b.toml", TABLE)]);
    let (gbk, _, _) = encoding_rs::GBK.encode("[[table]]\ntitle = \"数据元\"\n");
    project.write("a.toml", &gbk);
    let loaded = project.load("register.toml");
    let problem = loaded.register.files[1].problem.unwrap();
    assert!(problem.reads_as_gb18030);
    assert_eq!(loaded.register.tables.len(), 1);
    assert_eq!(found(&project.discover(&["a.toml"])), ["register.toml: a.toml"]);
    project.write("register.toml", &gbk);
    assert!(project.load("register.toml").register.files[0].problem.is_some());
}

#[test]
fn an_open_buffer_lies_over_the_disk() {
    let project = Project::new(&[("register.toml", ROOT)]);
    let mut files = project.files();
    files.overlay(Path::new("register.toml"), root("[\"tables/*.toml\"]").into_bytes());
    files.overlay(Path::new("tables/new.toml"), TABLE.as_bytes());
    files.overlay(Path::new("sub/register.toml"), ROOT.as_bytes());
    assert_eq!(
        roots_of(&files, Path::new("tables/new.toml")),
        [project.path("register.toml")]
    );
    let loaded = load(&files, Path::new("register.toml"), &|path| path.display().to_string()).unwrap();
    assert_eq!(loaded.register.tables.len(), 1);
    let discovery = discover(&files, &[], ExcludedFiles::Check);
    assert_eq!(found(&discovery), ["register.toml", "sub/register.toml"]);
}

#[test]
fn a_scheme_is_an_id_or_a_file() {
    let with = |scheme: &str| format!("[register]\ntitle = \"T\"\nscheme = \"{scheme}\"\n");
    let built_in = include_str!("../src/scheme/gat-1136-2014.scheme.toml");
    let project = Project::new(&[
        ("a/id.register.toml", &with("GA/T 1136-2014")),
        ("a/unknown.register.toml", &with("GB/T 1")),
        ("a/own.register.toml", &with("../my.scheme.toml")),
        ("a/missing.register.toml", &with("./none.scheme.toml")),
        ("a/outside.register.toml", &with("../../x.scheme.toml")),
        ("a/faulty.register.toml", &with("bad.scheme.toml")),
        (
            "my.scheme.toml",
            &built_in.replace("id    = \"GA/T 1136-2014\"", "id = \"own\""),
        ),
        ("a/bad.scheme.toml", "[scheme"),
    ]);
    let problem = |name: &str| project.load(&format!("a/{name}.register.toml")).register.scheme_problem;
    assert_eq!(problem("id"), None);
    assert_eq!(problem("unknown"), Some(SchemeProblem::Unknown));
    assert!(matches!(problem("missing"), Some(SchemeProblem::Unreadable(_))));
    assert!(matches!(problem("outside"), Some(SchemeProblem::Unreadable(_))));
    let own = project.load("a/own.register.toml");
    assert_eq!(
        (own.register.scheme.id.as_str(), own.register.scheme_problem.is_none()),
        ("own", true)
    );
    assert_eq!(shown(&own)[1], ("my.scheme.toml", FileRole::Scheme));
    let faulty = project.load("a/faulty.register.toml").register;
    let Some(SchemeProblem::Faulty { file, faults }) = &faulty.scheme_problem else {
        panic!("{:?}", faulty.scheme_problem);
    };
    assert!(faulty.file(*file).is_some_and(|file| file.role == FileRole::Scheme) && !faults.is_empty());
}

#[test]
fn the_nearest_settings_win() {
    let project = Project::new(&[
        (
            "stdreg.toml",
            "select = [\"C\"]\n[per-file-ignores]\n\"b/*.toml\" = [\"E\"]\n",
        ),
        ("register.toml", &root("[\"*/*.toml\"]")),
        ("a/t.toml", TABLE),
        ("a/stdreg.toml", "select = [\"L\", \"nonsense\"]\n"),
        ("b/t.toml", TABLE),
    ]);
    let loaded = project.load("register.toml");
    let selected: Vec<&str> = loaded
        .settings
        .iter()
        .map(|settings| settings.select.as_ref().unwrap()[0].text.as_str())
        .collect();
    assert_eq!(selected, ["C", "L", "C", "C", "L"]);
    let settings = shown(&loaded)[3..].to_vec();
    assert_eq!(
        settings,
        [
            ("stdreg.toml", FileRole::Settings),
            ("a/stdreg.toml", FileRole::Settings)
        ]
    );
    let ignored = |file: usize| loaded.settings[file].ignores_for(&loaded.paths[file]).count();
    assert_eq!((ignored(0), ignored(1), ignored(2)), (0, 0, 1));
    let same = settings_for(&project.files(), Path::new("a/t.toml")).unwrap();
    assert_eq!(same.path, Some(project.path("a/stdreg.toml")));
}

#[test]
fn settings_that_cannot_be_read_are_told_once_and_hide_nothing() {
    let project = Project::new(&[
        ("register.toml", &root("[\"a/*.toml\"]")),
        ("a/1.toml", TABLE),
        ("a/2.toml", TABLE),
        ("a/stdreg.toml", "lang = 1\n"),
    ]);
    let loaded = project.load("register.toml");
    assert_eq!((loaded.settings_errors.len(), loaded.settings.len()), (1, 3));
    assert_eq!(loaded.settings_errors[0].position, Some((1, 8)));
    assert_eq!(loaded.register.tables.len(), 2);
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
    let discovery = project.discover(&[]);
    assert_eq!(found(&discovery), ["a/old/register.toml", "register.toml"]);
    assert_eq!(skipped(&discovery), ["a/vendor", "old/register.toml"]);
    assert_eq!(discovery.skipped[0].settings, project.path("stdreg.toml"));
    let below = project.discover(&["a/vendor/x"]);
    assert_eq!(
        (found(&below), skipped(&below)),
        (vec![], vec!["a/vendor/x".to_owned()])
    );
    let named = ["a/vendor/x/register.toml", "old/register.toml", "t/part.toml"];
    let all = [
        "a/vendor/x/register.toml: a/vendor/x/register.toml",
        "old/register.toml: old/register.toml",
    ];
    let checked = project.discover(&named);
    assert_eq!(found(&checked)[..2], all);
    assert_eq!((found(&checked).len(), checked.skipped.len()), (3, 0));
    let forced = project.discover_with(&named, ExcludedFiles::Skip);
    assert_eq!((found(&forced), skipped(&forced).len()), (vec![], 3));
}

#[test]
fn exclude_does_not_look_above_its_own_folder() {
    let project = Project::new(&[
        ("build/project/stdreg.toml", "exclude = [\"build\", \"project\"]\n"),
        ("build/project/register.toml", ROOT),
    ]);
    let files = Files::new(project.path("build/project"));
    let discovery = discover(&files, &[], ExcludedFiles::Check);
    assert_eq!(found(&discovery), ["register.toml"]);
}

#[test]
fn names_outside_the_working_directory_are_as_they_were_named() {
    let project = Project::new(&[("here/x", ""), ("there/register.toml", ROOT)]);
    let files = Files::new(project.path("here"));
    let show = |named: PathBuf| {
        let discovery = discover(&files, &[named], ExcludedFiles::Check);
        discovery.names.show(&discovery.registers[0].root)
    };
    assert_eq!(show(PathBuf::from("../there")), "../there/register.toml");
    let absolute = project.path("there/register.toml");
    assert_eq!(show(project.path("there")), absolute.to_str().unwrap());
}
