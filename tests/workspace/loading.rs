//! What belongs to a register, and which settings hold for it.

use stdreg::register::{FileRole, IncludeProblem, Notes, SchemeProblem};
use stdreg::text::encoding::Encoding;
use stdreg::workspace::{Excluded, Files, LoadError, SettingsFinder, Unowned, discover, roots_of};

use super::{Project, ROOT, TABLE, root, shown};

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
    ];
    assert_eq!(shown(&loaded), parts);
    let problems = &loaded.register.include_problems;
    assert_eq!(problems.len(), 4, "{problems:?}");
    assert_eq!(problems[0], IncludeProblem::Outside { pattern: 0 });
    assert_eq!(problems[1], IncludeProblem::Nothing { pattern: 2 });
    assert_eq!(problems[2], IncludeProblem::Outside { pattern: 3 });
    assert!(matches!(problems[3], IncludeProblem::Malformed { pattern: 4, .. }));
}

#[test]
fn patterns_that_begin_alike_each_find_their_own() {
    let patterns =
        r#"["tables/b*.toml", "tables/**/a.toml", "**/c.toml", "tables/x/*.toml", "tables/?.toml", "tables/y/*"]"#;
    let project = Project::new(&[("register.toml", &root(patterns))]);
    let names = [
        "tables/a.toml",
        "tables/b.toml",
        "tables/bb.toml",
        "tables/dd.toml",
        "tables/x/a.toml",
    ];
    let deeper = [
        "tables/x/c.toml",
        "tables/x/z/a.toml",
        "tables/x/z/b.toml",
        "tables/.y/a.toml",
        "c.toml",
    ];
    for name in names.iter().chain(&deeper) {
        project.write(name, TABLE);
    }
    let loaded = project.load("register.toml");
    let parts: Vec<&str> = shown(&loaded).into_iter().skip(1).map(|(path, _)| path).collect();
    let expected = [
        "c.toml",
        "tables/a.toml",
        "tables/b.toml",
        "tables/bb.toml",
        "tables/x/a.toml",
        "tables/x/c.toml",
        "tables/x/z/a.toml",
    ];
    assert_eq!(parts, expected);
    assert_eq!(
        loaded.register.include_problems,
        [IncludeProblem::Nothing { pattern: 5 }]
    );
}

#[test]
fn of_very_many_patterns_the_first_are_read() {
    let mut patterns: Vec<String> = (0..1_000).map(|place| format!("\"{place}/../*.toml\"")).collect();
    patterns.extend(["\"tables/*.toml\"", "\"nothing.toml\""].map(str::to_owned));
    let project = Project::new(&[
        ("register.toml", &root(&format!("[{}]", patterns.join(", ")))),
        ("other.toml", TABLE),
        ("tables/a.toml", TABLE),
    ]);
    let loaded = project.load("register.toml");
    assert_eq!(shown(&loaded).len(), 2);
    let problems = &loaded.register.include_problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(matches!(&problems[0], IncludeProblem::Useless { pattern: 1_000, .. }));
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
        IncludeProblem::Nothing { pattern: 2 },
    ];
    assert_eq!(problems, &expected);
    assert_eq!(
        roots_of(&Files::default(), &project.path("r/file.toml")),
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
        (
            loaded.paths.len(),
            loaded.settings.len(),
            loaded.register.tables().len()
        ),
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
    assert_eq!(problem.reads_as, Some(Encoding::Gb18030));
    assert_eq!(loaded.register.tables().len(), 1);
    assert_eq!(project.found(&project.discover(&["a.toml"])), ["register.toml: a.toml"]);
    project.write("register.toml", &gbk);
    assert!(project.load("register.toml").register.files[0].problem.is_some());
}

#[test]
fn an_open_buffer_lies_over_the_disk() {
    let project = Project::new(&[("register.toml", ROOT)]);
    let mut files = Files::default();
    files.overlay(&project.path("register.toml"), root("[\"tables/*.toml\"]").into_bytes());
    files.overlay(&project.path("tables/new.toml"), TABLE.as_bytes());
    files.overlay(&project.path("sub/register.toml"), ROOT.as_bytes());
    assert_eq!(
        roots_of(&files, &project.path("tables/new.toml")),
        [project.path("register.toml")]
    );
    let loaded = project.try_load(&files, "register.toml").unwrap();
    assert_eq!(loaded.register.tables().len(), 1);
    let discovery = discover(
        &files,
        &SettingsFinder::default(),
        &[project.path(".")],
        Excluded::Checked,
        Unowned::Checked,
    );
    assert_eq!(project.found(&discovery), ["register.toml", "sub/register.toml"]);
}

#[test]
fn a_scheme_is_an_id_or_a_file() {
    let with = |scheme: &str| format!("[register]\ntitle = \"T\"\nscheme = \"{scheme}\"\n");
    let built_in = include_str!("../../src/scheme/gat-1136-2014.scheme.toml");
    let project = Project::new(&[
        ("a/id.register.toml", &with("GA/T 1136-2014")),
        ("a/unknown.register.toml", &with("GB/T 1")),
        ("a/own.register.toml", &with("../my.scheme.toml")),
        ("a/missing.register.toml", &with("./none.scheme.toml")),
        ("a/outside.register.toml", &with("../../x.scheme.toml")),
        ("a/faulty.register.toml", &with("bad.scheme.toml")),
        ("my.scheme.toml", &built_in.replacen("\"GA/T 1136-2014\"", "\"own\"", 1)),
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
        .map(|settings| settings.select.as_ref().unwrap()[0].name.as_str())
        .collect();
    assert_eq!(selected, ["C", "L", "C"]);
    let ignored = |file: usize| loaded.settings[file].ignored_in(&loaded.paths[file]).len();
    assert_eq!((ignored(0), ignored(1), ignored(2)), (0, 0, 1));
    let same = SettingsFinder::default()
        .find(&Files::default(), &project.path("a/t.toml"))
        .unwrap();
    assert_eq!(same.path, Some(project.path("a/stdreg.toml")));
}

#[test]
fn settings_that_cannot_be_read_are_told() {
    let project = Project::new(&[
        ("register.toml", &root("[\"a/*.toml\"]")),
        ("a/1.toml", TABLE),
        ("a/2.toml", TABLE),
        ("a/stdreg.toml", "lang = 1\n"),
    ]);
    let Err(LoadError::Settings(error)) = project.try_load(&Files::default(), "register.toml") else {
        panic!("the settings are no settings");
    };
    assert_eq!(
        (error.path, error.faults[0].position),
        (project.path("a/stdreg.toml"), Some((1, 8)))
    );
}

#[test]
fn notes_are_read_from_the_folder_of_the_root() {
    let root = |path: &str| format!("[register]\ntitle = \"x\"\nnotes = \"{path}\"\n");
    let project = Project::new(&[
        ("a/register.toml", &root("说明.md")),
        ("a/说明.md", "编制背景"),
        ("secret.md", "x"),
    ]);
    let notes = || project.load("a/register.toml").register.notes;
    assert_eq!(notes(), Some(Notes::Read("编制背景".into())));
    for path in ["../secret.md", "/etc/hostname", "./../secret.md"] {
        project.write("a/register.toml", root(path));
        assert_eq!(notes(), Some(Notes::Outside), "{path}");
    }
    for path in ["没有.md", ""] {
        project.write("a/register.toml", root(path));
        assert!(matches!(notes(), Some(Notes::Unreadable(_))), "{path}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.md", project.path("a/link.md")).unwrap();
        project.write("a/register.toml", root("link.md"));
        assert_eq!(notes(), Some(Notes::Outside));
    }
    project.write("a/register.toml", "[register]\ntitle = \"x\"\n");
    assert_eq!(notes(), None);
}
