//! Columns and layers, whose names are keys elsewhere: definition, references, highlights and rename, in the register and in
//! its scheme file.

use super::fixture::Fixture;
use super::{definition, highlights, references, rename};
use crate::messages::Language;
use crate::register::FileRole;
use crate::text::edit::{TextEdit, apply};
use crate::text::{FileId, to_u32};

const SCHEME: &str = r#"[scheme]
id = "x"
title = "某方案"

[[layer]]
name = "domain"
width = 1
values = { 1 = "甲", 2 = "乙" }
role = "domain"

[[layer]]
name = "level"
width = 1
values = { 1 = "企业" }
role = "level"

[[status]]
name = "现行"
phase = "published"

[[level]]
name = "企业标准"
value = "1"
kinds = ["enterprise"]

[[column]]
key = "topic"
title = "主题"

[[column]]
key = "名称"
role = "title"

[[column]]
key = "owner"
title = "主管"

[[statistic]]
item = "一"
where = { domain = "1", "topic" = ["甲"] }

[[statistic]]
item = "二"

[statistic.where]
topic = "乙"
level = "企业标准"

[[statistic]]
item = "三"
where.level = "1"
where.domain = "2"
"#;

const REGISTER: &str = r#"[register]
title = "x"
scheme = "own.scheme.toml"
domain = "1"
[[column]]
key = "issued"
title = "发布日期"
type = "date"
[[column]]
key = "topic"
title = "主题词"
[[statistics]]
by = "topic"
rows = [{ item = "甲", where = { topic = "甲", domain = "1" } }, { item = "topic" }]
columns = [{ title = "乙", where = { "topic" = "乙", level = ["1"] } }]
[[statistics]]
by = "level"
[[statistics.rows]]
item = "丙"
[statistics.rows.where]
'topic' = "甲"
#- part.toml
[[table]]
id = "A.1"
title = "topic"
entry = [{ 名称 = "x", "topic" = "甲" }, { number = 2, topic = "乙", issued = 2020-01-01 }]
[[table]]
id = "A.2"
title = "x"
[[table.entry]]
number = 3
topic = "domain"
owner = "公安部"
"#;

/// The register with its scheme file, and the cursor where `$0` is in one of them.
fn fixture(from: &str, to: &str) -> Fixture {
    let register = REGISTER.replace("{ 名称", "{ \"名称\"");
    match register.replacen(from, to, 1) {
        marked if marked != register => Fixture::with_scheme_file(SCHEME, &marked),
        _ => {
            let scheme = SCHEME.replacen(from, to, 1);
            assert_ne!(scheme, SCHEME, "{from} is nowhere");
            Fixture::with_scheme_file(&scheme, &register)
        }
    }
}

/// What is found at a cursor: the file and the line of each place, `=` before a definition.
fn found(from: &str, to: &str) -> Vec<String> {
    let fixture = fixture(from, to);
    let found = references::references(fixture.context(), fixture.cursor());
    let shown = |reference: &references::Reference| {
        let text = fixture.context().text(reference.place.file);
        let before = text.get(..reference.place.span.start as usize).unwrap();
        let sign = if reference.is_definition() { "=" } else { "" };
        let line = before.matches('\n').count() + 1;
        format!(
            "{sign}{}:{line} {}",
            reference.place.file.0,
            fixture.covered(reference.place)
        )
    };
    found.iter().map(shown).collect()
}

/// The files after a rename at the cursor.
fn renamed(fixture: &Fixture, name: &str) -> Result<Vec<String>, String> {
    let context = fixture.context();
    let edits = rename::rename(context, fixture.cursor(), name).map_err(|message| message.render(Language::En))?;
    let after = |index: usize| {
        let file = FileId(to_u32(index));
        let edits = edits.iter().filter(|(place, _)| place.file == file);
        let edits = edits.map(|(place, text)| TextEdit {
            span: place.span,
            text: text.clone(),
        });
        apply(context.text(file), &edits.collect::<Vec<_>>()).unwrap()
    };
    Ok((0..context.register.files.len()).map(after).collect())
}

fn refused(from: &str, to: &str, name: &str) -> String {
    renamed(&fixture(from, to), name).unwrap_err()
}

#[test]
fn a_column_is_named_by_its_definitions_and_by_keys() {
    let all = [
        "=0:10 topic",
        "0:13 topic",
        "0:14 topic",
        "0:15 topic",
        "0:21 topic",
        "1:4 topic",
        "1:4 topic",
        "1:10 topic",
        "=2:27 topic",
        "2:40 topic",
        "2:46 topic",
    ];
    for (from, to) in [
        ("topic = \"乙\", issued", "to$0pic = \"乙\", issued"),
        ("by = \"topic", "by = \"$0topic"),
        ("'topic' = \"甲\"", "'topic$0' = \"甲\""),
        (
            "key = \"topic\"\ntitle = \"主题词",
            "key = \"t$0opic\"\ntitle = \"主题词",
        ),
        (
            "key = \"topic\"\ntitle = \"主题\"",
            "key = \"t$0opic\"\ntitle = \"主题\"",
        ),
        ("topic = \"乙\"\nlevel", "$0topic = \"乙\"\nlevel"),
    ] {
        assert_eq!(found(from, to), all, "{to}");
    }
    // Of the register alone, and built in.
    assert_eq!(found("issued = 2020", "is$0sued = 2020"), ["=0:6 issued", "1:4 issued"]);
    assert_eq!(found("number = 2", "num$0ber = 2"), ["1:4 number", "1:9 number"]);
    // What is no name of it.
    assert_eq!(found("topic = \"domain", "topic = \"$0domain"), [""; 0]);
    assert_eq!(found("item = \"topic", "item = \"$0topic"), [""; 0]);
}

#[test]
fn a_layer_is_named_by_conditions_and_by_the_values_of_its_role() {
    let all = ["0:4 1", "0:14 domain", "=2:6 domain", "2:40 domain", "2:52 domain"];
    for (from, to) in [
        ("domain = \"1\"\n[[column", "domain = \"$01\"\n[[column"),
        ("domain = \"1\" } }, ", "dom$0ain = \"1\" } }, "),
        ("name = \"domain", "name = \"$0domain"),
        ("role = \"domain", "role = \"$0domain"),
        ("where.domain", "where.do$0main"),
    ] {
        assert_eq!(found(from, to), all, "{to}");
    }
    // The word for a level is the format's, and no name of the layer.
    let all = ["0:15 level", "=2:12 level", "2:23 1", "2:51 level"];
    assert_eq!(found("level = [", "lev$0el = ["), all);
    assert_eq!(found("level = \"企业", "lev$0el = \"企业"), [""; 0]);
}

#[test]
fn keys_lead_to_the_tables_that_set_them_out() {
    let at = |from: &str, to: &str| {
        let fixture = fixture(from, to);
        let found = definition::definition(fixture.context(), fixture.cursor());
        let shown = |found: &definition::Definition| {
            let whole = fixture.covered(found.whole).lines().next().unwrap().to_owned();
            (found.name.file.0, fixture.covered(found.name).to_owned(), whole)
        };
        found.iter().map(shown).collect::<Vec<_>>()
    };
    let of = |file, name: &str, whole: &str| (file, name.to_owned(), whole.to_owned());
    let both = [of(0, "topic", "[[column]]"), of(2, "topic", "[[column]]")];
    assert_eq!(at("topic = \"domain", "top$0ic = \"domain"), both);
    assert_eq!(at("by = \"topic", "by = \"$0topic"), both);
    let layer = [of(2, "domain", "[[layer]]")];
    assert_eq!(at("domain = \"1\"\n[[column", "domain = \"$01\"\n[[column"), layer);
    assert_eq!(at("domain = \"1\" } }, ", "dom$0ain = \"1\" } }, "), layer);
    assert_eq!(at("number = 3", "num$0ber = 3"), []);
}

/// A cursor on a key of an entry would have every entry light up.
#[test]
fn definitions_are_highlighted_with_what_they_name_and_keys_of_entries_are_not() {
    let count = |from: &str, to: &str| {
        let fixture = fixture(from, to);
        highlights::highlights(fixture.context(), fixture.cursor()).len()
    };
    assert_eq!(
        count(
            "key = \"topic\"\ntitle = \"主题词",
            "key = \"t$0opic\"\ntitle = \"主题词"
        ),
        5
    );
    assert_eq!(count("topic = \"乙\", issued", "to$0pic = \"乙\", issued"), 0);
    assert_eq!(count("where.domain", "where.do$0main"), 3);
}

#[test]
fn a_column_is_renamed_in_the_scheme_and_in_all_that_names_it() {
    let is_key = |text: String| {
        let keys = [
            ("\"topic\" =", "subject ="),
            ("'topic' =", "subject ="),
            ("topic =", "subject ="),
        ];
        let strings = [
            ("key = \"topic\"", "key = \"subject\""),
            ("by = \"topic\"", "by = \"subject\""),
        ];
        let all = keys.into_iter().chain(strings);
        all.fold(text, |text, (from, to)| text.replace(from, to))
    };
    let register = REGISTER.replace("{ 名称", "{ \"名称\"");
    let (root, part) = register.split_once("#- part.toml\n").unwrap();
    let expected = [root, part, SCHEME].map(|text| is_key(text.to_owned()));
    for (from, to) in [
        ("topic = \"乙\", issued", "to$0pic = \"乙\", issued"),
        (
            "key = \"topic\"\ntitle = \"主题\"",
            "key = \"t$0opic\"\ntitle = \"主题\"",
        ),
        ("topic = \"乙\"\nlevel", "$0topic = \"乙\"\nlevel"),
    ] {
        assert_eq!(renamed(&fixture(from, to), "subject").unwrap(), expected, "{to}");
    }
    // A key in quotes is as good as one without, and needs none afterwards.
    let texts = renamed(&fixture("\"名称\"", "\"名$0称\""), "name").unwrap();
    assert!(texts[1].contains("{ name = \"x\"") && texts[2].contains("key = \"name\"\nrole"));
    // Back to the key that the role has in the built-in scheme.
    let texts = renamed(&fixture("key = \"名称", "key = \"$0名称"), "title").unwrap();
    assert!(texts[1].contains("{ title = \"x\"") && texts[2].contains("key = \"title\"\nrole"));
}

#[test]
fn a_layer_is_renamed_where_conditions_name_it_and_not_where_words_of_the_format_do() {
    let texts = renamed(&fixture("where.level", "where.le$0vel"), "grade").unwrap();
    assert!(texts[0].contains("\"topic\" = \"乙\", grade = [\"1\"]"));
    assert!(texts[2].contains("name = \"grade\"") && texts[2].contains("where.grade = \"1\""));
    assert!(texts[2].contains("level = \"企业标准\"") && texts[2].contains("role = \"level\""));
    assert_eq!(texts.concat().matches("grade").count(), 3);
    // What names it by its role is not changed, and is no name to change.
    let texts = renamed(&fixture("name = \"domain", "name = \"$0domain"), "field").unwrap();
    assert!(texts[0].contains("\ndomain = \"1\"") && texts[0].contains("field = \"1\" } }, "));
    for (from, to) in [
        ("role = \"domain", "role = \"$0domain"),
        ("domain = \"1\"\n[[", "domain = \"$01\"\n[["),
    ] {
        let fixture = fixture(from, to);
        assert_eq!(rename::prepare(fixture.context(), fixture.cursor()), Ok(None));
    }
}

#[test]
fn a_scheme_file_by_itself_is_renamed_within() {
    let marked = SCHEME.replacen("key = \"topic", "key = \"$0topic", 1);
    let texts = renamed(&Fixture::of_own(FileRole::Scheme, &marked), "subject").unwrap();
    assert_eq!((texts.len(), texts[0].matches("subject").count()), (1, 3));
}

#[test]
fn a_name_that_is_taken_or_will_not_do_is_refused() {
    let column = |name| refused("by = \"topic", "by = \"$0topic", name);
    for taken in ["issued", "owner", "number", "名称", "domain"] {
        assert!(
            column(taken).contains(if taken == "名称" { "cannot be used" } else { "already" }),
            "{taken}"
        );
    }
    for name in ["a b", "主题", "a.b"] {
        assert!(column(name).contains("cannot be used as a key"), "{name}");
    }
    // The format's, be they in use or not: `title` has another key here.
    for name in ["phase", "table", "category", "title"] {
        assert!(column(name).contains("fixed meaning"), "{name}: {}", column(name));
    }
    let layer = |name| refused("name = \"domain", "name = \"$0domain", name);
    assert!(layer("topic").contains("already") && layer("level").contains("already"));
    assert!(layer("subsystem").contains("fixed meaning") && layer("a b").contains("cannot be used"));
}

#[test]
fn what_would_be_another_column_or_nobody_knows_is_refused() {
    // Its key is all that the built-in column is known by: here it is written over, and there it is not.
    for (from, to) in [("key = \"owner", "key = \"$0owner"), ("number = 2", "num$0ber = 2")] {
        assert!(refused(from, to, "other").contains("built-in column"), "{to}");
    }
    let text = "[register]\ntitle = \"x\"\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"x\", where = { owner$0ship = \"R\" } }]\n";
    assert!(
        renamed(&Fixture::new(text), "other")
            .unwrap_err()
            .contains("built-in scheme")
    );
    // With its role written it is the same under any key.
    let text = "[register]\ntitle = \"x\"\n[[column]]\nkey = \"own$0er\"\nrole = \"owner\"\n[[table]]\nid = \"A.1\"\nentry = [{ owner = \"甲\" }]\n";
    assert_eq!(
        renamed(&Fixture::new(text), "body")
            .unwrap()
            .concat()
            .matches("body")
            .count(),
        2
    );
    // A table that has a key of the new name already.
    let beside = |from: &str, to: &str| refused(from, to, "other");
    let entry = beside("topic = \"domain\"", "to$0pic = \"domain\"\nother = 1");
    assert!(
        entry.contains("part.toml") && entry.contains("already has a key"),
        "{entry}"
    );
    let condition = beside("{ topic = \"甲\", ", "{ to$0pic = \"甲\", other = \"1\", ");
    assert!(condition.contains("register.toml"), "{condition}");
    // The scheme or the columns are at fault.
    let faulty = "[register]\ntitle = \"x\"\n[[column]]\nkey = \"a\"\n[[column]]\nkey = \"b$0\"\ntitle = \"b\"\n";
    assert!(renamed(&Fixture::new(faulty), "c").unwrap_err().contains("errors"));
}

#[test]
fn a_name_of_a_layer_and_a_column_goes_by_the_values() {
    let scheme = SCHEME.replace(
        "key = \"topic\"\ntitle = \"主题\"",
        "key = \"topic\"\ntitle = \"主题\"\ntype = \"word\"\nwords = [\"甲\", \"乙\"]",
    ) + "[[layer]]\nname = \"topic\"\nwidth = 1\nvalues = { 7 = \"七\" }\n";
    let root = "[register]\ntitle = \"x\"\nscheme = \"own.scheme.toml\"\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"甲\", where = { topic = \"甲\" } }, { item = \"乙\", where = { to$0pic = \"7\" } }]\n";
    let texts = renamed(&Fixture::with_scheme_file(&scheme, root), "seven").unwrap();
    assert_eq!(texts.concat().matches("seven").count(), 2);
    assert!(texts[0].contains("where = { topic = \"甲\" }") && texts[0].contains("where = { seven = \"7\" }"));
    let both = root.replace("\"7\"", "[\"7\", \"甲\"]");
    let refused = renamed(&Fixture::with_scheme_file(&scheme, &both), "seven").unwrap_err();
    assert!(refused.contains("stands for both"), "{refused}");
}
