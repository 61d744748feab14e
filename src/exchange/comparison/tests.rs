//! What is told of two small registers, kind by kind.

use std::fmt::Write as _;
use std::sync::Arc;

use super::entries::Kind;
use super::*;
use crate::keys::Phase;
use crate::register::{FileRole, SchemeChoice, SourceFile};

fn register(text: &str) -> Register {
    let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
    Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new())
}

fn kinds(old: &str, new: &str) -> Vec<(Kind, Option<Step>)> {
    let comparison = compare((&register(old), "old"), (&register(new), "new"));
    assert_eq!(
        comparison.same,
        comparison.entries.is_empty() && comparison.parts.is_empty() && comparison.statistics.is_empty()
    );
    comparison
        .entries
        .iter()
        .map(|change| (change.change, change.step))
        .collect()
}

const ENTRIES: &str = "[[table]]\nid = \"A.1\"\ntitle = \"甲表\"\nentry = [\n\
    { number = 1, code = \"2095021P1013T\", title = \"甲\", status = \"拟编\" },\n\
    { number = 2, code = \"2095021P1023T\", title = \"乙\", status = \"已颁\" },\n]\n\
    [[table]]\nid = \"A.2\"\ntitle = \"乙表\"\n";

#[test]
fn what_is_the_same_is_not_told() {
    assert_eq!(kinds(ENTRIES, ENTRIES), []);
    let other_form = ENTRIES
        .replace("number = 1, ", "number  =  0x1, ")
        .replace("entry = [", "entry = [ # new");
    assert_eq!(kinds(ENTRIES, &other_form), []);
    // Entries that are known by nothing are nobody's, and the same all the same.
    let nameless = "[[table]]\nid = \"A.1\"\n[[table.entry]]\nstatus = \"拟编\"\n[[table.entry]]\nstatus = \"在编\"\n";
    assert_eq!(kinds(nameless, nameless), []);
}

#[test]
fn a_table_put_in_leaves_those_behind_it_what_they_were() {
    let new = ENTRIES.replace("A.1", "A.3");
    let comparison = compare((&register(ENTRIES), "old"), (&register(&new), "new"));
    assert!(comparison.entries.is_empty());
    let [table] = comparison.parts.as_slice() else {
        panic!("{:?}", comparison.parts);
    };
    assert_eq!((table.kind, table.change), (part::Kind::Table, Change::Changed));
    assert_eq!(table.values[0].old.as_deref(), Some("A.1"));
}

#[test]
fn steps_of_the_life_of_a_standard() {
    use Phase::{Drafting, Planned, Published, Upcoming, Withdrawn};
    for (old, new, step) in [
        (Planned, Drafting, Some(Step::Forward)),
        (Drafting, Published, Some(Step::Forward)),
        (Drafting, Upcoming, Some(Step::Forward)),
        (Upcoming, Published, Some(Step::Forward)),
        (Published, Withdrawn, Some(Step::Forward)),
        (Planned, Published, Some(Step::Skip)),
        (Planned, Withdrawn, Some(Step::Skip)),
        (Published, Upcoming, Some(Step::Back)),
        (Withdrawn, Published, Some(Step::Back)),
        (Published, Published, None),
    ] {
        assert_eq!(Step::between(old, new), step, "{old:?} {new:?}");
    }
    assert_eq!(
        kinds(ENTRIES, &ENTRIES.replace("拟编", "已颁")),
        [(Kind::Status, Some(Step::Skip))]
    );
    // A word that nobody knows is no step.
    assert_eq!(
        kinds(ENTRIES, &ENTRIES.replace("拟编", "何时")),
        [(Kind::Changed, None)]
    );
}

#[test]
fn what_several_could_be_is_told_and_not_guessed() {
    let doubled = ENTRIES.replace("1023T\", title = \"乙\"", "1013T\", title = \"甲\"");
    let new = doubled.replace("\"甲\", status = \"已颁\"", "\"丙\", status = \"在编\"");
    let new = new.replace("\"甲\", status = \"拟编\"", "\"丁\", status = \"在编\"");
    assert_eq!(
        kinds(&doubled, &new),
        [
            (Kind::Doubtful, None),
            (Kind::Doubtful, None),
            (Kind::DoubtfulBefore, None),
            (Kind::DoubtfulBefore, None)
        ]
    );
}

#[test]
fn text_of_a_register_stays_text() {
    let new = ENTRIES.replace("\"乙\"", "\"<b>|\\n# x\"");
    let comparison = compare((&register(ENTRIES), "old"), (&register(&new), "new"));
    let html = comparison.render(Form::Html, Language::En);
    assert!(html.contains("&lt;b&gt;|") && !html.contains("<b>"), "{html}");
    let markdown = comparison.render(Form::Markdown, Language::En);
    assert!(markdown.contains("\\<b\\>\\|<br>\\# x"), "{markdown}");
}

#[test]
fn many_entries_of_one_name_are_compared_in_no_more_time() {
    let mut text = "[[table]]\nid = \"A.1\"\n".to_owned();
    for _ in 0..20_000 {
        let _ = write!(text, "[[table.entry]]\ncode = \"2095021P1013T\"\ntitle = \"甲\"\n");
    }
    let found = kinds(&text, &text.replace("甲", "乙"));
    assert_eq!(found.len(), 40_000);
}
