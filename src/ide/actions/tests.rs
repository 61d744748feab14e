//! What is offered, and what comes of it: registers before and after.

use super::*;
use crate::ide::fixture::Fixture;
use crate::syntax::Document;
use crate::text::edit::apply;

const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n[[category]]\ncode = \"22\"\ntitle = \"交换\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n";

fn entry(number: u32, code: &str) -> String {
    format!(
        "[[table.entry]]\nnumber = {number}\ncode = \"{code}\"\ntitle = \"标准{code}\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"公安部\"\n\n"
    )
}

fn offered(fixture: &Fixture) -> Vec<Action> {
    let cursor = fixture.cursor();
    actions(fixture.context(), cursor.file, Span::empty(cursor.offset), &[])
}

/// The first file after the action whose id begins so.
fn after(fixture: &Fixture, id: &str) -> String {
    let offered = offered(fixture);
    let titles: Vec<_> = offered.iter().map(|action| action.id.to_text()).collect();
    let action = offered.iter().find(|action| action.id.to_text().starts_with(id));
    let action = action.unwrap_or_else(|| panic!("{id} is not among {titles:?}"));
    assert_eq!(ActionId::parse(&action.id.to_text()), Some(action.id));
    let edits =
        resolve(fixture.context(), &[Severities::default()], action.id).unwrap_or_else(|| panic!("{id}: no edits"));
    let (file, edits) = edits.first().unwrap();
    let text = apply(fixture.context().text(*file), edits).unwrap();
    let errors: usize = Document::parse(&text)
        .segments
        .iter()
        .map(|segment| segment.errors.len())
        .sum();
    assert_eq!(errors, 0, "{text}");
    text
}

#[test]
fn a_table_is_numbered_anew() {
    let (one, two) = (entry(3, "2095021P0013T"), entry(7, "2095021P0023T"));
    let table = "[[ta$0ble]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let fixture = Fixture::new(&format!("{HEAD}{table}{one}{two}"));
    let table = table.replace("$0", "");
    let (one, two) = (entry(1, "2095021P0013T"), entry(2, "2095021P0023T"));
    assert_eq!(after(&fixture, "renumber"), format!("{HEAD}{table}{one}{two}"));
}

#[test]
fn an_entry_moves_to_the_table_that_its_code_names() {
    let first = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let second = "# 交换\n[[table]]\nid = \"A.2\"\ntitle = \"换\"\ncategory = \"22\"\n\n";
    let moved = entry(1, "2095021P0023T");
    let marked = moved.replace("code", "co$0de");
    let (own, stays) = (entry(1, "2095021P0013T"), entry(2, "2095022P0013T"));
    let fixture = Fixture::new(&format!("{HEAD}{first}{own}{second}# 附注\n{marked}{stays}"));
    let (moved, stays) = (entry(2, "2095021P0023T"), entry(1, "2095022P0013T"));
    assert_eq!(
        after(&fixture, "move"),
        format!("{HEAD}{first}{own}# 附注\n{moved}{second}{stays}")
    );
}

#[test]
fn statistics_are_written_from_the_counts() {
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let one = entry(1, "2095021P0013T");
    let rows = |figures: &str| {
        format!(
            "[[statistics]]\nby = \"level\" # 按级别\nrows = [\n  {{ item = \"公共安全行业标准\", {figures} }},\n  {{ item = \"共计\", {figures} }}, # 总\n]\n"
        )
    };
    let wrong = rows("expected = 5, existing = 2, ratio = \"9%\"").replace("# 按", "# $0按");
    let fixture = Fixture::new(&format!("{HEAD}{table}{one}{wrong}"));
    let right = rows("expected = 1, existing = 0, ratio = \"0%\"");
    assert_eq!(
        after(&fixture, "write-statistics"),
        format!("{HEAD}{table}{one}{right}")
    );
}

#[test]
fn missing_rows_stand_before_the_total() {
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let one = entry(1, "2095021P0013T");
    let text = format!(
        "{HEAD}{table}{one}[[statistics]]\nby = \"le$0vel\"\nrows = [\n  {{ item = \"国家标准\", expected = 0, existing = 0 }},\n  {{ item = \"共计\", expected = 1, existing = 0, ratio = \"0%\" }},\n]\n"
    );
    let after = after(&Fixture::new(&text), "add-rows");
    let row = "existing = 0 },\n  { item = \"公共安全行业标准\", expected = 1, existing = 0, ratio = \"0%\" },\n  { item = \"共计\"";
    assert!(after.contains(row), "{after}");
}

#[test]
fn a_new_statistics_table_has_all_rows() {
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let one = entry(1, "2095021P0013T");
    let text = format!("{}{table}{}", HEAD.replacen("title", "ti$0tle", 1), one.trim_end());
    let after = after(&Fixture::new(&text), "new-statistics subsystem");
    let rows = "\n\n[[statistics]]\nby = \"subsystem\"\nrows = [\n  { item = \"服务\", expected = 1, existing = 0, ratio = \"0%\" },\n  { item = \"共计\", expected = 1, existing = 0, ratio = \"0%\" },\n]\n";
    assert!(after.ends_with(rows), "{after}");
}

#[test]
fn a_new_statistics_table_is_written_as_its_file_is() {
    let table = "[[table]]\nid       = \"A.1\"\ntitle    = \"表\"\ncategory = \"21\"\n";
    let head = HEAD.replacen("title", "ti$0tle", 1).replace("\"服务\"", "'服\"务'");
    let text = format!("{head}{table}").replace('\n', "\r\n");
    let after = after(&Fixture::new(&text), "new-statistics subsystem");
    let rows = "\n\n[[statistics]]\nby   = \"subsystem\"\nrows = [\n  { item = \"服\\\"务\", expected = 0, existing = 0 },\n  { item = \"共计\", expected = 0, existing = 0 },\n]\n";
    assert!(after.ends_with(&rows.replace('\n', "\r\n")), "{after}");
}

#[test]
fn an_ignored_finding_is_gone_and_the_comment_is_of_use() {
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let wrong = entry(1, "2095021P001");
    let marked = wrong.replace("P001\"", "P0$001\"");
    let fixture = Fixture::new(&format!("{HEAD}{table}{marked}"));
    let after = after(&fixture, "ignore C");
    assert!(after.contains("P001\" # stdreg: ignore["), "{after}");
}

#[test]
fn an_id_gone_stale_finds_nothing() {
    let fixture = Fixture::new(&format!("{HEAD}$0"));
    for id in [
        "renumber 0 3",
        "move 0 1 0 2",
        "write-statistics 0 5",
        "add-rows 9 9",
        "fix C001 0 1 2",
        "ignore C001 0 1 2",
    ] {
        let id = ActionId::parse(id).unwrap();
        assert_eq!(resolve(fixture.context(), &[], id), None);
    }
}

#[test]
fn statistics_are_offered_to_be_written_where_that_changes_something() {
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";
    let one = entry(1, "2095021P0013T");
    // A row, and whether there is something to write; a table without any ratio does not want one.
    let cases = [
        ("expected = 1, existing = 0, ratio = \"0%\"", false),
        ("expected = 1, existing = 1, ratio = \"0%\"", true),
        ("expected = 2, existing = 0, ratio = \"0%\"", true),
        ("expected = 1, existing = 0, ratio = \"1%\"", true),
        ("expected = 1, existing = 0", false),
    ];
    let with = |first: &str, second: &str| {
        let statistics = format!(
            "[[stat$0istics]]\nby = \"level\"\nrows = [\n  {{ item = \"公共安全行业标准\", {first} }},\n  {{ item = \"国家标准\", {second} }},\n]\n"
        );
        Fixture::new(&format!("{HEAD}{table}{one}{statistics}"))
    };
    let is_offered = |fixture: &Fixture| {
        let mut offered = offered(fixture).into_iter();
        offered.find(|action| matches!(action.id, ActionId::WriteStatistics(_)))
    };
    for (row, is_stale) in cases {
        let fixture = with(row, "expected = 0, existing = 0");
        let offered = is_offered(&fixture);
        assert_eq!(offered.is_some(), is_stale, "{row}");
        if let Some(action) = offered {
            assert!(
                resolve(fixture.context(), &[Severities::default()], action.id).is_some(),
                "{row}"
            );
        }
    }
    let of_nothing = with(
        "expected = 1, existing = 0, ratio = \"0%\"",
        "expected = 0, existing = 0, ratio = \"0%\"",
    );
    assert!(is_offered(&of_nothing).is_some());
}
