//! Renames applied to whole registers: what changes, what is refused, and that no rule finds more afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::analysis::live::Live;
use crate::analysis::severities::Severities;
use crate::ide::fixture::Fixture;
use crate::messages::Language;
use crate::register::{FileRole, SchemeChoice, SourceFile};
use crate::syntax::Date;
use crate::text::edit::{TextEdit, apply};
use crate::text::{FileId, to_u32};

const REGISTER: &str = r#"[register]
title = "示例标准体系"
code = "2095021P1013T"
domain = "09"
business = "50"
include = ["part.toml"]
[[status]]
name = "试行"
phase = "published"
also = ["试用"]
[[subsystem]]
title = "服务保障标准"
[[subsystem]]
title = "服务提供标准"
[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"
[[category]]
code = "33"
title = 'x'
subsystem = "\u670D务提供标准"
class = "3"
[[statistics]]
by = "category"
rows = [
  { item = "21", expected = 1, existing = 1, ratio = "100%" },
  { item = "x", expected = 1, existing = 1, ratio = "100%" },
]
[[statistics]]
by = "subsystem"
rows = [
  { item = "服务保障标准子体系", expected = 1, existing = 1, ratio = "100%" },
  { item = "丙", where = { subsystem = "服务提供标准" }, expected = 1, existing = 1, ratio = "100%" },
]
[[statistics]]
by = "table"
rows = [
  { item = "A.4", expected = 1, existing = 1, ratio = "100%" },
  { item = "丁", where = { table = "A.5", status = "试用" }, expected = 1, existing = 1, ratio = "100%" },
]
#- part.toml
[[table]]
id = "A.4"
title = "数据元"
category = "21"
[[table.entry]]
number = 1
code = "2095021P1013T"
standard = "GA/T 542-2011"
title = "示例标准体系"
status = "已颁"
level = "行业标准"
effective = 2011-12-01
owner = "公安部"
[[table]]
id = 'A.5'
title = "服务"
category = "33"
[[table.entry]]
number = 1
code = "3095033P0013T"
standard = "GA/T 543-2012"
title = "服务规范"
status = "试用"
level = "行业标准"
effective = 2012-12-01
owner = "公安部"
"#;

const DAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

/// The texts of the files after a rename at the cursor, or what is said against it.
fn renamed(marked: &str, name: &str) -> Result<(Vec<String>, usize), String> {
    let fixture = Fixture::new(marked);
    let context = fixture.context();
    let edits = rename(context, fixture.cursor(), name).map_err(|message| message.render(Language::En))?;
    let texts: Vec<String> = context.register.files.iter().map(|file| file.text.clone()).collect();
    Ok((applied(&texts, &edits), edits.len()))
}

fn applied(texts: &[String], edits: &[(Place, String)]) -> Vec<String> {
    let text_of = |(index, text): (usize, &String)| {
        let of_file = edits.iter().filter(|(place, _)| place.file == FileId(to_u32(index)));
        let edits: Vec<TextEdit> = of_file
            .map(|(place, text)| TextEdit {
                span: place.span,
                text: text.clone(),
            })
            .collect();
        apply(text, &edits).unwrap()
    };
    texts.iter().enumerate().map(text_of).collect()
}

/// How many findings there are of each rule.
fn findings(texts: &[String]) -> BTreeMap<&'static str, usize> {
    let file = |(index, text): (usize, &String)| {
        let role = if index == 0 { FileRole::Root } else { FileRole::Part };
        Arc::new(SourceFile::new(format!("{index}.toml"), role, text.clone()))
    };
    let files = texts.iter().enumerate().map(file).collect();
    let register = Register::read(files, SchemeChoice::built_in(), Vec::new());
    let live = Live::new(register, vec![Severities::default(); texts.len()], DAY);
    let mut counts = BTreeMap::new();
    for found in live.found().iter() {
        *counts.entry(found.rule.name).or_default() += 1;
    }
    counts
}

fn marked(from: &str, to: &str) -> String {
    let text = REGISTER.replacen(from, to, 1);
    assert_ne!(text, REGISTER, "{from} is not in the register");
    text
}

fn plain_texts() -> Vec<String> {
    renamed(&marked("category = \"21", "category = \"2$01"), "21")
        .unwrap()
        .0
}

/// Renames, and holds that no rule finds more than before.
fn clean(from: &str, to: &str, name: &str) -> (Vec<String>, usize) {
    let (texts, count) = renamed(&marked(from, to), name).unwrap();
    assert_eq!(findings(&plain_texts()), findings(&texts));
    assert_ne!(count, 0);
    (texts, count)
}

#[test]
fn a_category_code_changes_in_every_place_that_names_it() {
    let (texts, count) = clean("category = \"21", "category = \"2$01", "24");
    // [[category]], the table, the item, the entry's code, and the register's own code, which is that of the entry.
    assert_eq!(count, 5);
    assert!(texts[0].contains("code = \"24\"") && texts[0].contains("item = \"24\""));
    assert!(texts[0].contains("code = \"2095024P1013T\"") && texts[1].contains("code = \"2095024P1013T\""));
    assert!(texts[1].contains("category = \"24\""));
    assert!(texts[1].contains("\"3095033P0013T\""));
}

#[test]
fn a_category_that_statistics_name_by_its_title_keeps_that_name() {
    let (texts, count) = clean("code = \"33", "code = \"3$03", "34");
    assert_eq!(count, 3);
    assert!(texts[0].contains("item = \"x\"") && texts[1].contains("\"3095034P0013T\""));
}

#[test]
fn a_title_is_written_as_its_quotes_ask() {
    let (texts, _) = clean("title = 'x'", "title = '$0x'", "“标准”的'引'用");
    assert!(texts[0].contains("title = \"“标准”的'引'用\""));
    assert!(texts[0].contains("item = \"“标准”的'引'用\""));
    let (texts, _) = clean("title = 'x'", "title = '$0x'", r#"a"b\c"#);
    assert!(texts[0].contains(r#"title = 'a"b\c'"#));
    assert!(texts[0].contains(r#"item = "a\"b\\c""#));
    // Three quotes take no more than one does.
    let (texts, _) = clean("title = 'x'", "title = \"\"\"$0x\"\"\"", r#"a"b\c"#);
    assert!(texts[0].contains(r#"title = "a\"b\\c""#));
}

#[test]
fn a_subsystem_keeps_what_follows_its_title() {
    let (texts, count) = clean("title = \"服务保障标准", "title = \"服务$0保障标准", "支撑标准");
    assert_eq!(count, 3);
    assert!(texts[0].contains("item = \"支撑标准子体系\""));
    // A name that is written with escapes is written anew as a whole.
    let (texts, count) = clean("title = \"服务提供标准", "title = \"服$0务提供标准", "业务标准");
    assert_eq!(count, 3);
    assert!(texts[0].contains("subsystem = \"业务标准\"") && texts[0].contains("where = { subsystem = \"业务标准\" }"));
}

#[test]
fn a_table_id_changes_in_statistics_too() {
    let (texts, count) = clean("item = \"A.4", "item = \"A$0.4", "B.1");
    assert_eq!(count, 2);
    assert!(texts[1].contains("id = \"B.1\""));
    let (texts, _) = clean("id = 'A.5", "id = 'A$0.5", "B.'1");
    assert!(texts[1].contains("id = \"B.'1\"") && texts[0].contains("table = \"B.'1\""));
}

#[test]
fn a_sub_heading_changes_in_its_table_alone() {
    let table = |id: &str, entry: &str| {
        format!(
            "[[table]]\nid = \"{id}\"\ngroups = [\"综合\", \"其他\"]\n[[table.entry]]\ngroup = \"{entry}\"\n[[table.entry]]\ngroup = \"综合\"\n"
        )
    };
    let text = format!(
        "[register]\ntitle = \"x\"\n{}{}",
        table("A.1", "综$0合"),
        table("A.2", "综合")
    );
    let (texts, count) = renamed(&text, "总则").unwrap();
    assert_eq!(count, 3);
    assert_eq!(
        (texts[0].matches("总则").count(), texts[0].matches("综合").count()),
        (3, 3)
    );
    assert_eq!(
        renamed(&text, "其他").unwrap_err(),
        "table A.1 already has a sub-heading \"其他\""
    );
    let (texts, _) = renamed(
        "[[category]]\nrequires = [{ title = \"甲\", table = \"A.1\" }]\n[[table]]\nid = \"A.$01\"\n",
        "A.2",
    )
    .unwrap();
    assert!(texts[0].contains("table = \"A.2\" }") && texts[0].contains("id = \"A.2\""));
}

#[test]
fn a_code_changes_with_the_registers_own() {
    let (texts, count) = clean(
        "code = \"2095021P1013T\"\nst",
        "code = \"20950$021P1013T\"\nst",
        "2095021P1023T",
    );
    assert_eq!(count, 2);
    assert!(texts[0].contains("code = \"2095021P1023T\""));
    let (_, count) = clean("code = \"2095021P", "code = \"$02095021P", "2095021P1023T");
    assert_eq!(count, 2);
}

#[test]
fn of_two_entries_with_one_code_only_the_one_at_hand_changes() {
    let twice = marked("3095033P0013T", "2095021P1013T").replacen("id = 'A.5'", "id = 'A.6'", 1);
    let at = twice.rfind("2095021P1013T").unwrap();
    let (first, second) = twice.split_at(at);
    let (texts, count) = renamed(&format!("{first}$0{second}"), "3095033P0023T").unwrap();
    assert_eq!(count, 1);
    assert!(texts[1].ends_with(&second.replacen("2095021P1013T", "3095033P0023T", 1)));
}

#[test]
fn own_words_change_where_the_very_word_is_used() {
    let (texts, count) = clean("also = [\"试", "also = [\"$0试", "暂行");
    assert_eq!(count, 3);
    assert!(texts[0].contains("name = \"试行\"") && texts[1].contains("status = \"暂行\""));
}

#[test]
fn what_a_rename_would_change_is_told_beforehand() {
    let at = |from: &str, to: &str| {
        let fixture = Fixture::new(&marked(from, to));
        let found = prepare(fixture.context(), fixture.cursor()).map_err(|message| message.render(Language::Zh))?;
        if let Some(found) = &found {
            assert_eq!(fixture.covered(found.place), found.placeholder);
        }
        Ok::<_, String>(found.map(|found| found.placeholder))
    };
    assert_eq!(at("标准子体系", "标准$0子体系"), Ok(Some("服务保障标准".to_owned())));
    assert_eq!(at("code = \"21", "code = \"21$0"), Ok(Some("21".to_owned())));
    assert_eq!(
        at("3095033P0013T", "309503$03P0013T"),
        Ok(Some("3095033P0013T".to_owned()))
    );
    assert_eq!(at("GA/T 542", "GA$0/T 542"), Ok(None));
    assert_eq!(at("expected = 1", "expected = 1$0"), Ok(None));
    let refused = at("\"已颁", "\"$0已颁").unwrap_err();
    assert!(refused.contains("“已颁”是编码方案 GA/T 1136-2014 的用语"), "{refused}");
}

#[test]
fn a_name_that_will_not_do_is_refused_with_the_reason() {
    let refused = |from: &str, to: &str, name: &str| renamed(&marked(from, to), name).unwrap_err();
    let category = |name| refused("code = \"21", "code = \"2$01", name);
    assert_eq!(category(" "), "the new name must not be empty");
    assert_eq!(category("33"), "the code \"33\" already belongs to the category \"x\"");
    assert!(category("211").contains("must have 2 characters"));
    assert!(category("2A").contains("it allows only digits"));
    let subsystem = |name| refused("title = \"服务保障", "title = \"$0服务保障", name);
    assert!(subsystem("服务提供标准").contains("already"));
    assert!(subsystem("a\nb").contains("control characters"));
    assert!(refused("id = \"A.4", "id = \"$0A.4", "A.5").contains("the table \"服务\""));
    let code = |name| refused("3095033P0013T", "$03095033P0013T", name);
    assert!(code("3095033P0013X").contains("not a code of the scheme GA/T 1136-2014"));
    assert!(code("2095021P1013T").contains("\"示例标准体系\""));
    assert!(refused("title = 'x'", "title = '$0x'", "数据资源").contains("(code 21)"));
    assert!(refused("name = \"试", "name = \"$0试", "废止").contains("already in use"));
}

#[test]
fn a_string_that_is_not_closed_is_left_alone() {
    let text = "[[category]]\ncode = \"2$01\"\n[[table]]\nid = \"A.4\"\ncategory = \"21\n";
    let fixture = Fixture::new(text);
    match rename(fixture.context(), fixture.cursor(), "22") {
        Err(message) => assert!(message.render(Language::En).contains("register.toml")),
        // The reader may have found no string there at all; then there is nothing to change.
        Ok(edits) => assert_eq!(edits.len(), 1),
    }
}

#[test]
fn the_seeds_register_has_no_new_findings_after_renames() {
    let seed = include_str!("../../../tests/registers/internet-plus/register.toml");
    let before = findings(&[seed.to_owned()]);
    let renames = [
        ("code      = \"21\"", "29", 3),
        ("title = \"服务保障标准\"", "支撑标准", 3),
        ("= \"A.4\"", "B.4", 1),
        ("code      = \"11\"", "19", 3),
        ("\"1095011P0073T\"", "1095011P0083T", 1),
    ];
    for (place, name, least) in renames {
        let at = seed.find(place).unwrap() + place.find('"').unwrap() + 1;
        let (head, tail) = seed.split_at(at);
        let fixture = Fixture::new(&format!("{head}$0{tail}"));
        let edits = rename(fixture.context(), fixture.cursor(), name).unwrap_or_else(|message| {
            panic!("{}", message.render(Language::En));
        });
        assert!(edits.len() >= least, "{place}: {} edits", edits.len());
        let after = findings(&applied(&[seed.to_owned()], &edits));
        let new: Vec<_> = after
            .iter()
            .filter(|(rule, count)| **count > before.get(*rule).copied().unwrap_or_default())
            .collect();
        assert!(new.is_empty(), "{place}: {new:?}");
    }
}

#[test]
fn a_body_in_charge_is_renamed_wherever_it_is_named() {
    let text = "[register]\ntitle = \"x\"\nowner = \"公安部\"\n[[table]]\nid = \"A.1\"\nentry = [{ owner = \"公$0安部\" }, { owner = '公安部' }, { owner = \"公安部一所\" }]\n[[statistics]]\nby = \"owner\"\nrows = [{ item = \"公安部\" }]\n";
    let fixture = Fixture::new(text);
    let edits = rename(fixture.context(), fixture.cursor(), "国家数据局").unwrap();
    let after = applied(&[text.replace("$0", "")], &edits);
    assert_eq!(after.concat().matches("国家数据局").count(), 4);
    assert!(after.concat().contains("公安部一所"));
}

/// The root after files went elsewhere: from, and to.
fn followed(text: &str, renames: &[(&str, &str)]) -> String {
    let fixture = Fixture::new(&format!("{text}$0"));
    let moved = |path: &str| {
        let goes = renames.iter().find_map(|(from, to)| {
            let rest = path.strip_prefix(from)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
        });
        Some(goes.unwrap_or_else(|| path.to_owned()))
    };
    let edits = super::follow(fixture.context(), &moved);
    let text = fixture.context().text(crate::text::FileId(0)).to_owned();
    crate::text::edit::apply(&text, &edits).unwrap()
}

#[test]
fn what_names_files_follows_them() {
    let root = |include: &str, scheme: &str| {
        format!("[register]\ntitle = \"x\"\nscheme = '{scheme}'\ninclude = {include}\nnotes = \"编制说明.md\"\n")
    };
    let before = root("[\"表/*.toml\", 'a.toml'] # 部分", "./my.scheme.toml");
    let parts = "#- 表/b.toml\n[[table]]\nid = \"A.1\"\n#- a.toml\n[[table]]\nid = \"A.2\"\n";
    let text = format!("{before}{parts}");
    assert_eq!(followed(&text, &[]), before);
    assert_eq!(
        followed(&text, &[("表", "细目"), ("a.toml", "总/a.toml")]),
        root("[\"细目/*.toml\", '总/a.toml'] # 部分", "./my.scheme.toml")
    );
    assert_eq!(
        followed(
            &text,
            &[("my.scheme.toml", "../my.scheme.toml"), ("编制说明.md", "说明/编制.md")]
        ),
        before.replace("./my", "../my").replace("编制说明.md", "说明/编制.md")
    );
    // Within the pattern's reach nothing is to be said; beyond it the part is named by itself.
    assert_eq!(followed(&text, &[("表/b.toml", "表/c.toml")]), before);
    assert_eq!(
        followed(&text, &[("表/b.toml", "c.toml")]),
        root("[\"a.toml\", \"c.toml\"] # 部分", "./my.scheme.toml")
    );
}
