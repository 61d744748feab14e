//! Registers of every scheme there is: what is exported comes back, whatever the columns are called and wherever their roles are.

use std::path::Path;

use super::stdreg;

/// Registers and their schemes.
const REGISTERS: &[(&str, &str)] = &[
    ("examples/enterprise", "enterprise"),
    ("examples/flat", "flat"),
    ("examples/path", "path"),
    ("examples/service", "service"),
    ("tests/registers/icv", "icv"),
    ("tests/registers/svc", "svc"),
];

/// A part of a register as a list.
fn list(folder: &Path, register: &str, part: &str) -> String {
    let run = stdreg(folder, &["export", register, "--format", "csv", "--only", part]);
    assert_eq!(run.code, 0, "{register}: {}", run.err);
    run.out
}

#[test]
fn what_is_exported_comes_back() {
    for (place, (path, name)) in REGISTERS.iter().enumerate() {
        // Headings are the same in all of them.
        let languages = if place < 2 { &["zh", "en"][..] } else { &["zh"] };
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let scheme = format!("{name}.scheme.toml");
        for file in ["register.toml", scheme.as_str()] {
            std::fs::copy(source.join(file), folder.join(file)).unwrap();
        }
        let expected = ["tables", "structure", "statistics"].map(|part| list(folder, "register.toml", part));
        for (form, options, parts) in [
            ("csv", &[][..], &["tables"][..]),
            ("xlsx", &[], &["tables", "structure", "statistics"]),
            ("xlsx", &["--sheets", "one"], &["tables", "structure", "statistics"]),
            ("md", &[], &["structure"]),
        ] {
            for language in languages {
                let (file, back) = (format!("list.{form}"), "back.toml");
                let export = [
                    &[
                        "export",
                        "register.toml",
                        "--format",
                        form,
                        "-o",
                        &file,
                        "--lang",
                        language,
                    ],
                    options,
                ]
                .concat();
                let run = stdreg(folder, &export);
                assert_eq!(run.code, 0, "{name} {form}: {}", run.err);
                let import = ["import", &file, "--scheme", &scheme, "-o", back, "--force"];
                let run = stdreg(folder, &import);
                let what = format!("{name} {form} {options:?} {language}: {}", run.err);
                assert_eq!(run.code, 0, "{what}");
                std::fs::remove_file(folder.join(&file)).unwrap();
                for (part, expected) in ["tables", "structure", "statistics"].iter().zip(&expected) {
                    if parts.contains(part) {
                        assert_eq!(&list(folder, back, part), expected, "{what}");
                    }
                }
            }
        }
    }
}

/// Every role may be on another key than its own, and every key another role's.
#[test]
fn rows_are_placed_by_the_roles_of_columns() {
    let scheme = "[scheme]\nid = \"X\"\ntitle = \"x\"\n\
        [[layer]]\nname = \"category\"\ntitle = \"c\"\nwidth = 2\nchars = \"digit\"\nrole = \"category\"\n\
        [[layer]]\nname = \"sequence\"\ntitle = \"s\"\nwidth = 3\nchars = \"digit\"\nrole = \"sequence\"\n\
        [[column]]\nkey = \"nr\"\nrole = \"number\"\n\
        [[column]]\nkey = \"title\"\nrole = \"code\"\ntitle = \"体系编码\"\n\
        [[column]]\nkey = \"code\"\nrole = \"title\"\ntitle = \"标准名称\"\n\
        [[column]]\nkey = \"no\"\nrole = \"standard\"\ntitle = \"标准号\"\n\
        [[column]]\nkey = \"project\"\nrole = \"plan\"\n\
        [[column]]\nkey = \"section\"\nrole = \"group\"\n\
        [[column]]\nkey = \"年份\"\ntitle = \"年份\"\ntype = \"integer\"\n";
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("x.scheme.toml"), scheme).unwrap();
    let list = "序号,体系编码,标准(计划)号,标准名称,年份\n术语,,,,\n1,10001,GB/T 1-2020,甲,2020\n2,10002,201650163,乙,\n3,11001,GB/T 3,丙,2021\n";
    std::fs::write(folder.join("a.csv"), list).unwrap();
    let run = stdreg(folder, &["import", "a.csv", "--scheme", "x.scheme.toml"]);
    let lines: Vec<&str> = run.out.lines().filter(|line| !line.is_empty()).collect();
    let entries = lines.split(|line| *line == "[[table.entry]]").skip(1);
    let entries: Vec<String> = entries
        .map(|entry| {
            let lines = entry.iter().take_while(|line| !line.starts_with('['));
            lines.map(|line| line.replace(' ', "")).collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(
        entries,
        [
            "nr=1 title=\"10001\" code=\"甲\" no=\"GB/T1-2020\" section=\"术语\" \"年份\"=2020",
            "nr=2 title=\"10002\" code=\"乙\" no=\"201650163\" section=\"术语\"",
            // The scheme has no forms of plan numbers. A column of its own is no other column, whatever it is known for elsewhere.
            "nr=3 title=\"11001\" code=\"丙\" no=\"GB/T3\" section=\"术语\" \"年份\"=2021",
        ],
        "{}{}",
        run.out,
        run.err
    );
    // By the codes there are two categories.
    assert!(run.err.contains("2 categories"), "{}", run.err);
    // Without the column a sub-heading is told.
    let scheme = scheme.replace("key = \"section\"\nrole = \"group\"", "key = \"group\"\nhidden = true");
    std::fs::write(folder.join("x.scheme.toml"), scheme).unwrap();
    let run = stdreg(folder, &["import", "a.csv", "--scheme", "x.scheme.toml"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("2: sub-heading"), "{}", run.err);
}
