//! Rows of catalogues: a number with what belongs to it, or a whole new entry.
//!
//! A catalogue may have a million rows. Those are offered whose number, title or part of a title begins with what is typed,
//! or the pinyin of it; the list is asked for again with each letter, and the catalogue looks it up where it is.

use super::CompletionKind;
use super::draft::{Draft, Fill, Offers};
use super::entries::Template;
use super::headers;
use crate::catalogue::{Found, Row, Standing};
use crate::ide::page::Page;
use crate::keys::{ColumnRole, TableKind};
use crate::syntax::{Quoting, Typed};
use crate::text::edit::line_ending_at;
use crate::text::{Span, to_u32};
use crate::writer::layout::{Layout, Value};
use crate::writer::strings;

/// How many rows are offered at the most.
const MOST: usize = 60;

/// How many new entries are offered at the most: each has a code of its own.
const MOST_ENTRIES: usize = 12;

/// How many characters somebody types before whole entries are offered: of keys the first letters are typed in the same
/// place.
const LEAST_TYPED: usize = 2;

/// The rows that are meant by what is typed: those in force first.
fn found(offers: &mut Offers<'_>, typed: &str, most: usize) -> Vec<(Row, String)> {
    let Some(catalogue) = offers.context.register.catalogue.as_deref() else {
        return Vec::new();
    };
    let Found { mut rows, has_more } = catalogue.search(typed, most);
    // With one letter more it is another search; what begins with nothing that there is will find nothing.
    offers.is_incomplete |= has_more || !rows.is_empty() || typed.is_empty();
    rows.retain(|(row, _)| !row.number().is_empty() && row.standing() != Standing::Planned);
    let today = offers.context.today;
    rows.sort_by_key(|(row, _)| !row.is_in_force(today));
    rows
}

/// An item for a row.
fn draft(offers: &Offers<'_>, kind: CompletionKind, label: String, row: &Row, by: &str) -> Draft {
    let context = offers.context;
    let standing = context.standing(row.standing());
    let detail = match (row.title(), standing.as_str()) {
        (title, "") => title.to_owned(),
        ("", standing) => standing.to_owned(),
        (title, standing) => format!("{title} · {standing}"),
    };
    let mut page = Page::new(row.canonical_number(&context.register.scheme.grammar), row.title());
    context.add_row(row, &mut page);
    Draft::new(kind, label)
        .detail(detail)
        .documentation(page)
        .found_by(by)
        .found_by(row.title())
}

/// Offers numbers at the place of one. In an entry that is about the standard, what is not there yet of its title, date
/// and owner comes with it.
pub(super) fn offer(offers: &mut Offers<'_>, key: &str, typed: Typed) {
    let columns = &offers.context.register.columns;
    let is_own = offers.spot.table == Some(TableKind::Entry) && key == columns.key_of(ColumnRole::Standard);
    let before = offers.typed(typed.span);
    for (row, by) in found(offers, before, MOST) {
        let number = row.canonical_number(&offers.context.register.scheme.grammar);
        let draft = draft(offers, CompletionKind::Number, number.clone(), &row, &by);
        match is_own {
            true => {
                let fill = fill(offers, typed, &row);
                offers.string_with(typed, &number, draft, fill);
            }
            false => offers.string(typed, &number, draft),
        }
    }
}

/// What a row knows of an entry besides its number.
fn known(offers: &Offers<'_>, row: &Row) -> Vec<(String, Value)> {
    let columns = &offers.context.register.columns;
    let text = |role, text: &str| (columns.key_of(role).to_owned(), Value::String(text.to_owned()));
    let mut known = vec![text(ColumnRole::Title, row.title())];
    known.extend(
        row.effective()
            .map(|day| (columns.key_of(ColumnRole::Effective).to_owned(), Value::Date(day))),
    );
    known.push(text(ColumnRole::Owner, row.owner()));
    known.retain(|(key, value)| !key.is_empty() && *value != Value::String(String::new()));
    known
}

/// What is written beside a number: into strings that are empty, and below it for keys that are missing. What is there
/// stays.
fn fill(offers: &Offers<'_>, typed: Typed, row: &Row) -> Fill {
    let spot = offers.spot;
    let mut fill = Fill::default();
    let mut missing = Vec::new();
    for (key, value) in known(offers, row) {
        match spot.written.iter().find(|written| written.name == key) {
            None => missing.push((key, value)),
            Some(written) if written.string == Some("") => {
                let Value::String(content) = value else { continue };
                fill.elsewhere.extend(inside(offers, written.key.end, &content));
            }
            Some(_) => {}
        }
    }
    // In braces a key more may stand anywhere, and on this line the number is being written.
    if missing.is_empty() || spot.is_inline {
        return fill;
    }
    let names = spot.written.iter().map(|written| written.name);
    let names = names.chain(missing.iter().map(|(key, _)| key.as_str()));
    let ending = line_ending_at(spot.text, spot.cursor);
    let layout = Layout::around(spot.text, spot.cursor, names);
    let lines: String = missing
        .iter()
        .map(|(key, value)| layout.key(1, key) + &value.text(ending))
        .collect();
    let rest = spot.text.get(typed.span.end as usize..).unwrap_or_default();
    let place = |offset: usize| Span::empty(typed.span.end + to_u32(offset));
    match (rest.find('\n'), typed.quotes) {
        // Not at the end of the line, which may be where the number ends: two edits must not touch.
        (Some(newline), _) => {
            let lines = lines.strip_prefix(ending).unwrap_or(&lines);
            fill.elsewhere.push((place(newline + 1), format!("{lines}{ending}")));
        }
        (None, Quoting::Closed(_)) => fill.elsewhere.push((place(rest.len()), lines)),
        (None, _) => fill.behind = lines,
    }
    fill
}

/// Writes a content between the quotes of an empty string, which stands behind a key.
fn inside(offers: &Offers<'_>, key_end: u32, content: &str) -> Option<(Span, String)> {
    let rest = offers.spot.text.get(key_end as usize..)?;
    let value = rest
        .trim_start_matches([' ', '\t', '"', '\''])
        .strip_prefix('=')?
        .trim_start_matches([' ', '\t']);
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let is_single = !value.starts_with(&quote.to_string().repeat(3));
    let at = key_end as usize + rest.len() - value.len() + 1;
    let content = strings::between(&quote.to_string(), content).filter(|_| is_single)?;
    Some((Span::empty(to_u32(at)), content))
}

/// Offers whole entries on a line of their own, where a number or a title is begun in the place of a key.
pub(super) fn offer_entries(offers: &mut Offers<'_>) {
    let spot = offers.spot;
    let line = spot.line_before(spot.cursor);
    let before = line.trim_start_matches([' ', '\t', '\u{feff}']);
    let rest = spot.text.get(spot.cursor as usize..).unwrap_or_default();
    let is_alone = rest.lines().next().is_none_or(|rest| rest.trim().is_empty());
    let is_begun = before.chars().count() >= LEAST_TYPED && !before.contains(['=', '#', '[', '{', '"', '\'']);
    let register = offers.context.register;
    let Some(table) = spot.detail_table(register) else {
        return;
    };
    if !is_alone || spot.is_inline || spot.is_followed() || register.catalogue.is_none() {
        return;
    }
    if !is_begun {
        offers.is_incomplete = true;
        return;
    }
    let span = Span::new(spot.cursor - to_u32(before.len()), spot.cursor);
    let mut template = Template::new(table);
    for (row, by) in found(offers, before, MOST_ENTRIES) {
        let number = row.canonical_number(&register.scheme.grammar);
        let draft = draft(offers, CompletionKind::Entry, number.clone(), &row, &by);
        let entry = template.entry(offers, &row, &number);
        headers::offer_entry(offers, span, (&number, draft), &entry);
    }
}
