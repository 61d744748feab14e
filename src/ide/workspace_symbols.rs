//! Workspace symbols: standards by code, number, plan or title, and tables, categories and subsystems by theirs.
//!
//! A query and what it is held against are both [folded](fold): without blanks, slashes and dashes, in small letters,
//! full-width forms as ASCII, so that `gbt542` and `ＧＢ／Ｔ 542` find `GB/T 542-2011`. Where nothing holds the query in one
//! piece, what holds its characters in their order is found. Folding fills one buffer over and over: an item that
//! does not match costs no allocation. A query of Latin letters that is in no text is held against the pinyin of titles.

use memchr::memmem::Finder;
use rayon::prelude::*;
use smallvec::SmallVec;

use super::Context;
use super::outline::{SymbolKind, joined};
use crate::diagnostic::Place;
use crate::register::Register;
use crate::register::handle::{EntryRef, Handle, Sited};
use crate::register::model::EntryId;
use crate::syntax::Str;
use crate::text::{latin, to_u32};

/// Something that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is called: `GA/T 542-2011 公安数据元编写规则`; with the code behind it where the code is what matched.
    pub name: String,
    /// What it is in: `A.4 数据元`; may be empty.
    pub container: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Its name in the text, relative to its file.
    pub place: Place,
    /// How well it matches; more is better.
    pub score: u32,
}

/// What matches a query, the best first and else in the order of the register, at most `limit`. A query of nothing
/// finds everything, subsystems, categories and tables first.
pub fn search(context: Context<'_>, query: &str, limit: usize) -> Vec<Found> {
    let register = context.register;
    let mut folded = Vec::new();
    fold(query, &mut folded);
    let query = Query {
        whole: Finder::new(&folded),
        characters: characters(&folded).collect(),
    };
    let mut hits = candidates(register, |text, buffer| {
        fold(text, buffer);
        query.score(buffer)
    });
    let is_whole = |hit: &Hit| hit.score > SCATTERED;
    if may_be_pinyin(&folded) && !hits.iter().any(is_whole) {
        let typed = String::from_utf8_lossy(&folded);
        hits.extend(candidates(register, |text, _| score_of_pinyin(text, &typed)));
    }
    if hits.iter().any(|hit| hit.score > SCATTERED) {
        hits.retain(|hit| hit.score > SCATTERED);
    }
    let order = |hit: &Hit| (std::cmp::Reverse(hit.score), hit.item);
    if hits.len() > limit && limit > 0 {
        hits.select_nth_unstable_by_key(limit - 1, order);
    }
    hits.truncate(limit);
    hits.sort_unstable_by_key(order);
    hits.iter().filter_map(|hit| found(register, *hit)).collect()
}

/// An item, by its place in the list of its kind. Ordered as equal matches are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Subsystem(usize),
    Category(usize),
    Table(usize),
    Entry(EntryId),
}

#[derive(Clone, Copy, Debug)]
struct Hit {
    score: u32,
    item: Item,
    /// Which of the item's fields matched.
    field: usize,
}

/// What an item can be found by.
type Fields = SmallVec<[Option<Str>; 4]>;

fn entry_fields(entry: EntryRef<'_>) -> Fields {
    SmallVec::from_buf([entry.standard, entry.title, entry.code, entry.plan])
}

/// The fields of entries that their names do not show.
const UNSHOWN: usize = 2;

/// How many entries are held against a query in one piece of work.
const AT_ONCE: usize = 2048;

/// The most that characters in their order are worth, without being in one piece.
const SCATTERED: u32 = 41;

/// What the pinyin of a text is worth at its beginning.
const PINYIN: u32 = 50;

/// What is looked for, folded.
struct Query<'q> {
    whole: Finder<'q>,
    characters: Vec<&'q [u8]>,
}

/// Whether a folded query may be what somebody types on a Latin keyboard for Chinese characters.
fn may_be_pinyin(query: &[u8]) -> bool {
    query.len() > 1 && query.iter().all(u8::is_ascii_lowercase)
}

/// How well the pinyin of a text, its initials or in full, holds what is typed; 0 where it does not.
fn score_of_pinyin(text: &str, typed: &str) -> u32 {
    let forms = latin::forms_of(text);
    let score = |form: &String| match form.find(typed) {
        Some(0) => PINYIN,
        Some(_) => PINYIN - 1,
        None => 0,
    };
    forms.iter().map(score).max().unwrap_or(0)
}

/// All items of a register that are worth something by one of their fields.
fn candidates(register: &Register, score: impl Fn(&str, &mut Vec<u8>) -> u32 + Sync) -> Vec<Hit> {
    let best = |text: &str, fields: &[Option<Str>], item: Item, buffer: &mut Vec<u8>| {
        let mut best: Option<Hit> = None;
        for (field, string) in fields.iter().enumerate() {
            let Some(string) = string else {
                continue;
            };
            let score = score(&string.get(text), buffer);
            if score > best.map_or(0, |best| best.score) {
                best = Some(Hit { score, item, field });
            }
        }
        best
    };
    let mut buffer = Vec::new();
    let mut hits = Vec::new();
    for (index, item) in register.subsystems().enumerate() {
        hits.extend(best(
            item.segment_text(),
            &[item.title],
            Item::Subsystem(index),
            &mut buffer,
        ));
    }
    for (index, item) in register.categories().enumerate() {
        let fields = [item.code, item.title];
        hits.extend(best(item.segment_text(), &fields, Item::Category(index), &mut buffer));
    }
    for (index, item) in register.tables().enumerate() {
        hits.extend(best(
            item.segment_text(),
            &[item.id, item.title],
            Item::Table(index),
            &mut buffer,
        ));
    }
    let of_entries = (0..register.entries().len())
        .into_par_iter()
        .with_min_len(AT_ONCE)
        .map_init(Vec::new, |buffer, index| {
            let id = EntryId(to_u32(index));
            let entry = register.entry(id)?;
            best(entry.segment_text(), &entry_fields(entry), Item::Entry(id), buffer)
        })
        .flatten_iter();
    hits.par_extend(of_entries);
    hits
}

impl Query<'_> {
    /// How well a folded field holds the query: as a whole, at its beginning, in one piece somewhere, or only its
    /// characters in their order; 0 where not even that.
    fn score(&self, field: &[u8]) -> u32 {
        match self.whole.find(field) {
            None => self.score_scattered(field),
            Some(0) if self.whole.needle().len() == field.len() => 100,
            Some(0) => 80,
            Some(_) => 60,
        }
    }

    /// The more of the field they are, the better.
    fn score_scattered(&self, field: &[u8]) -> u32 {
        let mut rest = field;
        for character in &self.characters {
            match after(character, rest) {
                Some(after) => rest = after,
                None => return 0,
            }
        }
        let share = self.whole.needle().len() * 40 / field.len().max(1);
        1 + u32::try_from(share).unwrap_or(0).min(SCATTERED - 1)
    }
}

/// What follows the first of a character, both in UTF-8. Its last byte is looked for, which tells Chinese characters
/// apart better than their first.
fn after<'t>(character: &[u8], text: &'t [u8]) -> Option<&'t [u8]> {
    let last = *character.last()?;
    for at in memchr::memchr_iter(last, text) {
        let (before, after) = text.split_at_checked(at + 1)?;
        if before.ends_with(character) {
            return Some(after);
        }
    }
    None
}

/// The bytes of UTF-8, a slice for each character.
fn characters(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_first = |byte: &u8| byte & 0xC0 != 0x80;
    bytes.chunk_by(move |_, next| !is_first(next))
}

/// Whether folding may change a byte: one that is, or that begins, a character which it knows. Looked up, since every
/// byte of a register is asked for: that halves the time of a search.
#[allow(clippy::indexing_slicing, reason = "worked out by the compiler, which would say so")]
const IS_FOLDED: [bool; 256] = {
    let mut is_folded = [false; 256];
    let mut byte = 0;
    while byte < is_folded.len() {
        is_folded[byte] = matches!(
            byte as u8,
            b'A'..=b'Z' | b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'-' | 0xC2 | 0xE2 | 0xE3 | 0xEF
        );
        byte += 1;
    }
    is_folded
};

/// Folds a text into the buffer, which is emptied first. The result is UTF-8 where the text is.
fn fold(text: &str, buffer: &mut Vec<u8>) {
    buffer.clear();
    let mut rest = text.as_bytes();
    loop {
        let plain = rest
            .iter()
            .position(|byte| IS_FOLDED.get(usize::from(*byte)) == Some(&true))
            .unwrap_or(rest.len());
        let (run, folded) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        buffer.extend_from_slice(run);
        rest = match folded {
            [] => return,
            [b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'-', rest @ ..] => rest,
            // U+3000, the blank; U+00A0; U+2010 to U+2015, the dashes; U+2212, the minus.
            [0xE3, 0x80, 0x80, rest @ ..]
            | [0xC2, 0xA0, rest @ ..]
            | [0xE2, 0x80, 0x90..=0x95, rest @ ..]
            | [0xE2, 0x88, 0x92, rest @ ..] => rest,
            // U+FF01 to U+FF3F and U+FF40 to U+FF5E: the full-width forms of ! to ~.
            [0xEF, 0xBC, low @ 0x81..=0xBF, rest @ ..] => {
                push_ascii(low - 0x60, buffer);
                rest
            }
            [0xEF, 0xBD, low @ 0x80..=0x9E, rest @ ..] => {
                push_ascii(low - 0x20, buffer);
                rest
            }
            [byte, rest @ ..] => {
                buffer.push(byte.to_ascii_lowercase());
                rest
            }
        };
    }
}

fn push_ascii(byte: u8, buffer: &mut Vec<u8>) {
    if !matches!(byte, b'/' | b'-') {
        buffer.push(byte.to_ascii_lowercase());
    }
}

fn found(register: &Register, hit: Hit) -> Option<Found> {
    match hit.item {
        Item::Subsystem(index) => {
            let item = register.subsystem(index)?;
            of_item(
                item,
                &[item.title],
                String::new(),
                SymbolKind::Subsystem,
                (register, hit),
            )
        }
        Item::Category(index) => {
            let item = register.category(index)?;
            let container = item.subsystem().unwrap_or_default().into_owned();
            of_item(
                item,
                &[item.code, item.title],
                container,
                SymbolKind::Category,
                (register, hit),
            )
        }
        Item::Table(index) => {
            let item = register.table(index)?;
            let category = register.category_of(&item);
            let container = category.map(|category| joined(category, &[category.code, category.title]));
            let names = [item.id, item.title];
            of_item(
                item,
                &names,
                container.unwrap_or_default(),
                SymbolKind::Table,
                (register, hit),
            )
        }
        Item::Entry(id) => {
            let entry = register.entry(id)?;
            let table = register.table_of(&entry);
            let container = table.map(|table| joined(table, &[table.id, table.title]));
            let number = entry.standard.or(entry.plan);
            let names = [number, entry.title.or(entry.code)];
            let mut found = of_item(
                entry,
                &names,
                container.unwrap_or_default(),
                SymbolKind::Entry,
                (register, hit),
            )?;
            // Editors hold the query against the name once more, and drop what does not show it.
            let matched = *entry_fields(entry).get(hit.field)?;
            if hit.field >= UNSHOWN && !names.contains(&matched) {
                let matched = matched.map(|matched| entry.text(matched)).unwrap_or_default();
                found.name = format!("{} ({matched})", found.name);
            }
            Some(found)
        }
    }
}

fn of_item<T: Sited>(
    item: Handle<'_, T>,
    names: &[Option<Str>],
    container: String,
    kind: SymbolKind,
    (register, hit): (&Register, Hit),
) -> Option<Found> {
    let name = joined(item, names);
    let selected = names.iter().rev().flatten().next()?;
    (!name.is_empty()).then(|| Found {
        name,
        container,
        kind,
        place: register.absolute(item.place(*selected)),
        score: hit.score,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    const REGISTER: &str = "[[subsystem]]\ntitle = \"服务保障标准\"\n\
        [[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"服务保障标准\"\n\
        [[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n\
        [[table.entry]]\ncode = \"2095021P1013T\"\nstandard = \"GA/T 542-2011\"\ntitle = \"公安数据元编写规则\"\n\
        [[table.entry]]\ncode = \"2095021R1022T\"\nstandard = \"GB/T 542-2009\"\ntitle = \"规则\"\n\
        [[table.entry]]\ncode = \"2095021R1032T\"\nstandard = \"GB/T 5423-2009\"\ntitle = \"Data ＸＭＬ\"\n\
        [[table.entry]]\nplan = \"201650163\"\ncode = \"2095021R1042T\"\n";

    fn names(query: &str, limit: usize) -> Vec<String> {
        let fixture = Fixture::new(REGISTER);
        let found = search(fixture.context(), query, limit);
        found.into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn numbers_are_found_in_any_spelling() {
        for query in ["GBT 542-2009", "gb/t542—2009", "ＧＢ／Ｔ　５４２－２００９"] {
            assert_eq!(names(query, 9), ["GB/T 542-2009 规则"], "{query}");
        }
        assert_eq!(
            names("GBT 542", 9),
            ["GB/T 542-2009 规则", "GB/T 5423-2009 Data ＸＭＬ"]
        );
    }

    #[test]
    fn titles_are_found_by_any_piece_of_them() {
        assert_eq!(
            names("数据", 9),
            ["21 数据资源", "A.4 数据元", "GA/T 542-2011 公安数据元编写规则"]
        );
        assert_eq!(names("xml", 9), ["GB/T 5423-2009 Data ＸＭＬ"]);
    }

    #[test]
    fn titles_are_found_by_their_pinyin_where_no_text_holds_what_is_typed() {
        assert_eq!(names("sjzy", 9), ["21 数据资源"]);
        assert_eq!(names("bianxieguize", 9), ["GA/T 542-2011 公安数据元编写规则"]);
        assert_eq!(
            names("gz", 9),
            ["GB/T 542-2009 规则", "GA/T 542-2011 公安数据元编写规则"]
        );
        // What a text holds in one piece comes alone.
        assert_eq!(names("data", 9), ["GB/T 5423-2009 Data ＸＭＬ"]);
    }

    #[test]
    fn a_code_or_plan_is_shown_where_it_matched() {
        assert_eq!(
            names("2095021p", 9),
            ["GA/T 542-2011 公安数据元编写规则 (2095021P1013T)"]
        );
        assert_eq!(names("201650163", 9), ["201650163 2095021R1042T"]);
    }

    #[test]
    fn the_whole_comes_before_the_beginning_and_the_limit_keeps_the_best() {
        assert_eq!(
            names("规则", 9),
            ["GB/T 542-2009 规则", "GA/T 542-2011 公安数据元编写规则"]
        );
        assert_eq!(names("规则", 1), ["GB/T 542-2009 规则"]);
        assert_eq!(names("规则", 0), [""; 0]);
    }

    #[test]
    fn scattered_characters_are_the_last_resort() {
        assert_eq!(names("公安规则", 9), ["GA/T 542-2011 公安数据元编写规则"]);
        assert_eq!(names("则规", 9), [""; 0]);
    }

    #[test]
    fn nothing_asked_finds_everything_from_the_top() {
        let all = names("", 3);
        assert_eq!(all, ["服务保障标准", "21 数据资源", "A.4 数据元"]);
        assert_eq!(names(" ", 99).len(), 7);
    }

    #[test]
    fn what_is_found_has_its_container_and_place() {
        let fixture = Fixture::new(REGISTER);
        let found = search(fixture.context(), "GA/T 542", 1);
        assert_eq!(found[0].container, "A.4 数据元");
        assert_eq!(fixture.covered(found[0].place), "公安数据元编写规则");
        assert_eq!(found[0].kind, SymbolKind::Entry);
    }

    /// Time is measured only where nobody else runs: `cargo test --release --lib -- --ignored searched_in_an_instant`.
    #[test]
    #[ignore = "a measurement"]
    fn a_hundred_thousand_entries_are_searched_in_an_instant() {
        let mut text = String::from("[[table]]\nid = \"A.1\"\n");
        for number in 0..100_000 {
            text.push_str(&format!(
                "[[table.entry]]\ncode = \"20950{number:07}T\"\nstandard = \"GB/T {number}-2011\"\n\
                 title = \"公安政务服务数据元素第{number}部分：编写规则与要求\"\n"
            ));
        }
        let fixture = Fixture::new(&text);
        for (query, count) in [
            ("第99999部分", 1),
            ("GBT 99999", 1),
            ("公安", 100),
            ("公政第99999部", 1),
            ("无", 0),
        ] {
            let start = std::time::Instant::now();
            assert_eq!(search(fixture.context(), query, 100).len(), count);
            let taken = start.elapsed();
            assert!(taken.as_millis() <= 50, "{query}: {taken:?}");
        }
    }
}
