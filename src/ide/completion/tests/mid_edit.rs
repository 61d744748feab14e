//! Documents that do not parse.

use super::*;
use crate::syntax::Document;

const ENTRY: &str = "[[table.entry]]\nstandard = \"GA/T 9-2020\"\n";
const CODE: &str = "2095021P1033T";

fn after_entry(text: &str) -> Case {
    Case::after_table(&format!("{ENTRY}{text}"))
}

#[test]
fn a_value_that_is_not_begun_gets_its_quotes() {
    for text in ["code = $0", "code = $0\ntitle = \"x\"\n", "code = $0 # 注释"] {
        let after = text.split_once("$0").unwrap().1;
        assert_eq!(after_entry(text).line_with(CODE), format!("code = \"{CODE}\"{after}"));
    }
    assert_eq!(after_entry("code =$0").line_with(CODE), format!("code = \"{CODE}\""));
}

#[test]
fn an_open_quote_is_closed_and_what_follows_is_kept() {
    for text in ["code = \"$0", "code = \"2095$0", "code = \"2095$021P"] {
        assert_eq!(after_entry(text).line_with(CODE), format!("code = \"{CODE}\""));
    }
    let text = "code = \"2095$0\ntitle = \"x\"\n\n[[table.entry]]\nnumber = 4\n";
    let expected = format!("code = \"{CODE}\"\ntitle = \"x\"\n\n[[table.entry]]\nnumber = 4\n");
    assert_eq!(after_entry(text).line_with(CODE), expected);
    assert_eq!(
        after_entry("code = \"20$0 # 注释").line_with(CODE),
        format!("code = \"{CODE}\" # 注释")
    );
    assert_eq!(after_entry("code = '20$0").line_with(CODE), format!("code = '{CODE}'"));
}

#[test]
fn a_value_is_replaced_as_a_whole() {
    let case = after_entry("code = \"20$095021X\" # 注释\n");
    assert_eq!(case.line_with(CODE), format!("code = \"{CODE}\" # 注释\n"));
    assert!(is_kept(case.item(CODE), "20"));
    assert_eq!(after_entry("status = 在$0编").line_with("已颁"), "status = \"已颁\"");
}

#[test]
fn tables_in_braces_are_read_to_the_cursor() {
    let text = |rest: &str| format!("{HEAD}[[table]]\nid = \"A\"\ncategory = \"21\"\nentry = [\n  {rest}");
    let first = "2095021P0013T";
    for (text_, after) in [
        ("{ standard = \"GA/T 9-2020\", code = \"$0", ""),
        ("{ standard = \"GA/T 9-2020\", code = \"$0 },\n]\n", " },\n]\n"),
        ("{ standard = \"GA/T 9-2020\", code = $0 },\n]\n", " },\n]\n"),
        (
            "{ code = \"$0, standard = \"GA/T 9-2020\" },\n]\n",
            ", standard = \"GA/T 9-2020\" },\n]\n",
        ),
        (
            "{ standard = \"GA/T 9-2020\", code = \"$0\n  { number = 2 },\n]\n",
            "\n  { number = 2 },\n]\n",
        ),
    ] {
        let case = Case::plain(&text(text_));
        assert!(
            case.line_with(first).ends_with(&format!("code = \"{first}\"{after}")),
            "{text_}"
        );
    }
    let case = Case::plain(&text("{ number = 1, co$0"));
    assert_eq!(case.line_with("code"), "  { number = 1, code = \"\"");
    assert!(!case.labels().contains(&"number"));
    let case = Case::plain(&text("{ number = 1 }, { $0 }]\n"));
    assert_eq!(case.line_with("number"), "  { number = 1 }, { number = 2 }]\n");
}

#[test]
fn deeper_braces_are_read_too() {
    let text = "[[statistics]]\nby = \"level\"\nrows = [{ item = \"x\", where = { status = \"$0";
    assert!(Case::plain(text).labels().contains(&"已颁"));
    let text = "[[statistics]]\nby = \"level\"\nrows = [{ item = \"x\", where = { le$0 } }]\n";
    assert_eq!(
        Case::plain(text).line_with("level"),
        "rows = [{ item = \"x\", where = { level = \"\" } }]\n"
    );
    let text = "[[statistics]]\nrows = [{ where.level = \"$0\" }]\n";
    assert!(Case::plain(text).labels().contains(&"2 国家标准"));
}

#[test]
fn arrays_of_strings_are_read_to_the_cursor() {
    assert_eq!(
        after_entry("replaces = [\"$0").line_with("GB/T 1-2020"),
        "replaces = [\"GB/T 1-2020\""
    );
    assert_eq!(
        after_entry("replaces = [\"GB 7-2000\", $0]\ntitle = \"x\"\n").line_with("GB/T 1-2020"),
        "replaces = [\"GB 7-2000\", \"GB/T 1-2020\"]\ntitle = \"x\"\n"
    );
    assert_eq!(
        after_entry("replaces = [\n  \"$0, \"GB 7-2000\"]\n").line_with("GB/T 1-2020"),
        "  \"GB/T 1-2020\", \"GB 7-2000\"]\n"
    );
    // What is open does not swallow the statements that follow.
    let case = after_entry("replaces = [\"GB 7-2000\"\nsta$0");
    assert_eq!(case.line_with("status"), "status = \"\"");
    let case = after_entry("replaces = [\n  \"GB 7-2000\nstatus = \"$0\"\n");
    assert_eq!(case.line_with("在编"), "status = \"在编\"\n");
}

#[test]
fn broken_neighbours_do_not_matter() {
    let broken = "[[table.entry]]\nnumber = \ncode = \"20\ntitle = \"\"\"x\n\n";
    let after = "\n\n[[table.entry]]\ncode = = [[ {\n";
    let text = format!("{HEAD}{TABLE}{broken}{ENTRY}code = \"$0{after}");
    assert_eq!(Case::plain(&text).line_with(CODE), format!("code = \"{CODE}\"{after}"));
}

#[test]
fn crlf_is_kept_and_chinese_before_the_cursor_is_no_trouble() {
    let text =
        format!("{HEAD}{TABLE}{ENTRY}title = \"标准𠀀\"\ncode = \"$0\nlevel = \"行业标准\"\n").replace('\n', "\r\n");
    let case = Case::plain(&text);
    assert_eq!(
        case.line_with(CODE),
        format!("code = \"{CODE}\"\r\nlevel = \"行业标准\"\r\n")
    );
    let case = Case::plain(&format!("{HEAD}{TABLE}$0\n").replace('\n', "\r\n"));
    let text = case.line_with("[[table.entry]]");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let text = format!("{HEAD}[[table]]\nid = \"A\"\nentry = [{{ title = \"标准，𠀀\", status = \"$0\" }}]");
    assert!(Case::plain(&text).line_with("已颁").ends_with("status = \"已颁\" }]"));
}

#[test]
fn elsewhere_nothing_is_offered() {
    for text in [
        "number = 1$02\n",
        "effective = 2020-$001-01\n",
        "title = \"标$0准\"\n",
        "title = \"$0",
        "remarks = \"x$0\"\n",
        "code = \"x\" $0\n",
        "code $0\n",
        "# 注释 $0\n",
        "code = \"x\" # std$0\n",
        "title = \"\"\"\n$0\n\"\"\"\n",
        "unknown = \"$0\"\n",
    ] {
        assert_eq!(after_entry(text).labels(), [""; 0], "{text}");
    }
}

#[test]
fn where_a_value_stands_behind_the_cursor_no_second_one_is_written() {
    let entry = |line: &str| format!("{HEAD}{TABLE}[[table.entry]]\n{line}\n");
    for line in [
        "title = $0",
        "title =$0",
        "status =$0 \"x\"",
        "status = $0\"x\"",
        "status = $0 \"x\" # 注",
        "number =$0 1",
        "effective =$0 2011-12-01",
        "code =$0 \"2095021P1013T\"",
        "standard = $0 'x'",
        "replaces =$0 [\"GA 1-2000\"]",
    ] {
        for case in [Case::plain(&entry(line)), Case::snippets(&entry(line))] {
            for item in &case.items {
                let after = case.text_with(&item.label);
                let errors: usize = Document::parse(&after)
                    .segments
                    .iter()
                    .map(|segment| segment.errors.len())
                    .sum();
                assert_eq!(errors, 0, "{line}: {}: {after}", item.label);
            }
        }
    }
}
