//! What is offered where, told by the text with `$0` for the cursor and by the text after an item is taken.

use super::*;
use crate::ide::fixture::Fixture;
use crate::text::edit::{TextEdit, apply, in_conflict};

mod catalogued;
mod codes;
mod mid_edit;
mod own;
mod places;
mod robust;
mod structure;
mod values;

/// The opening of a register with a category, ready for tables.
pub(super) const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"服务保障标准\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"服务保障标准\"\nclass = \"2\"\n\n";

/// A table with two entries.
pub(super) const TABLE: &str = "[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\nblock = \"101-199\"\n\n[[table.entry]]\nnumber = 1\ncode = \"2095021P1013T\"\nstandard = \"GA/T 542-2011\"\ntitle = \"公安数据元编写规则\"\nstatus = \"已颁\"\nlevel = \"行业标准\"\neffective = 2011-12-01\nowner = \"公安部标委会\"\n\n[[table.entry]]\nnumber = 2\ncode = \"2095021R1022T\"\nstandard = \"GB/T 1-2020\"\ntitle = \"甲\"\nstatus = \"已颁\"\nlevel = \"国家标准\"\neffective = 2020-12-01\nowner = \"公安部标委会\"\n\n";

/// A document with a cursor, and what is offered there.
pub(super) struct Case {
    fixture: Fixture,
    pub(super) items: Vec<Completion>,
}

impl Case {
    /// For a client without snippets.
    pub(super) fn plain(text: &str) -> Self {
        Self::new(Fixture::new(text), Snippets::Refused)
    }

    /// For a client with snippets.
    pub(super) fn snippets(text: &str) -> Self {
        Self::new(Fixture::new(text), Snippets::Taken)
    }

    pub(super) fn new(fixture: Fixture, snippets: Snippets) -> Self {
        let items = complete(fixture.context(), fixture.cursor(), Options { snippets }).items;
        for item in &items {
            check(&fixture, item);
        }
        Self { fixture, items }
    }

    /// At the end of a register with a table of two entries.
    pub(super) fn after_table(text: &str) -> Self {
        Self::plain(&format!("{HEAD}{TABLE}{text}"))
    }

    pub(super) fn labels(&self) -> Vec<&str> {
        self.items.iter().map(|item| item.label.as_str()).collect()
    }

    pub(super) fn of(&self, kind: CompletionKind) -> Vec<&str> {
        let items = self.items.iter().filter(|item| item.kind == kind);
        items.map(|item| item.label.as_str()).collect()
    }

    pub(super) fn item(&self, label: &str) -> &Completion {
        let item = self.items.iter().find(|item| item.label == label);
        item.unwrap_or_else(|| panic!("no {label} in {:?}", self.labels()))
    }

    /// The whole text when an item is taken.
    pub(super) fn text_with(&self, label: &str) -> String {
        let item = self.item(label);
        let text = self.fixture.context().text(item.place.file);
        let edit = TextEdit {
            span: item.place.span,
            text: item.text.clone(),
        };
        let elsewhere = item.elsewhere.iter().map(|(span, text)| TextEdit {
            span: *span,
            text: text.clone(),
        });
        // Edits that touch are refused, as editors do.
        let mut edits: Vec<_> = elsewhere.chain([edit]).collect();
        edits.sort();
        for pair in edits.windows(2) {
            assert!(!in_conflict(pair[0].span, pair[1].span), "{pair:?}");
        }
        apply(text, &edits).unwrap()
    }

    /// The end of the text when an item is taken, from the last line break of the text before the cursor on.
    pub(super) fn line_with(&self, label: &str) -> String {
        let cursor = self.fixture.cursor();
        let before = self
            .fixture
            .context()
            .text(cursor.file)
            .get(..cursor.offset as usize)
            .unwrap();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.text_with(label).get(start..).unwrap().to_owned()
    }
}

/// What holds for every item.
pub(super) fn check(fixture: &Fixture, item: &Completion) {
    let cursor = fixture.cursor();
    let text = fixture.context().text(cursor.file);
    check_in(text, cursor.offset, item);
    assert_eq!(item.place.file, cursor.file);
}

pub(super) fn check_in(text: &str, cursor: u32, item: &Completion) {
    let span = item.place.span;
    assert!(span.touches(cursor), "{item:?} at {cursor}");
    let covered = text
        .get(span.range())
        .unwrap_or_else(|| panic!("{item:?} cuts a character"));
    assert!(!covered.contains('\n'), "{item:?} leaves its line");
    assert!(!item.label.is_empty() && !item.filter.is_empty() && !item.sort.is_empty());
    assert!(item.documentation.is_some(), "{item:?} says nothing of itself");
}

/// Whether an editor that takes any subsequence keeps an item for what is typed, beginning at a word's start.
pub(super) fn is_kept(item: &Completion, typed: &str) -> bool {
    let mut letters = item.filter.chars().flat_map(char::to_lowercase);
    typed
        .chars()
        .flat_map(char::to_lowercase)
        .all(|wanted| letters.any(|letter| letter == wanted))
}
