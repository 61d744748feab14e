//! Table headers, with what belongs under them: offered where a header is begun, and on a line of its own behind the
//! last key of a table.

use super::draft::{Draft, Offers, Snippet};
use super::entries::{self, NewEntry};
use super::required::{required, required_keys};
use super::{CompletionKind, statistics};
use crate::fields::table_of_header;
use crate::keys::{Key, TableKind};
use crate::syntax::On;
use crate::text::edit::line_ending_at;
use crate::text::{FileId, Span};
use crate::writer::layout::{Layout, header};

/// The kinds of table of a register that have a header, in the order in which they are offered.
const OF_REGISTERS: &[TableKind] = &[
    TableKind::Entry,
    TableKind::Table,
    TableKind::Category,
    TableKind::Subsystem,
    TableKind::Statistics,
    TableKind::Register,
    TableKind::Status,
    TableKind::Level,
    TableKind::Column,
];

/// Those of a scheme.
const OF_SCHEMES: &[TableKind] = &[
    TableKind::Layer,
    TableKind::Column,
    TableKind::Status,
    TableKind::Level,
    TableKind::StatisticItem,
    TableKind::Prefix,
    TableKind::PlanForm,
    TableKind::SchemeHead,
];

/// Those of settings.
const OF_SETTINGS: &[TableKind] = &[TableKind::Format, TableKind::Catalogue];

/// Offers headers in the place of one that is begun.
pub(super) fn offer(offers: &mut Offers<'_>, header: Span) {
    let line = offers.spot.line_before(header.start);
    if !line.trim_matches([' ', '\t', '\u{feff}']).is_empty() {
        return;
    }
    // What follows the header belongs under the new one.
    let has_body = offers.spot.is_followed();
    for kind in offered(offers) {
        if has_body {
            let (draft, text) = draft(kind, offers);
            offers.text(header, text.clone(), &text, draft);
        } else {
            with_body(offers, header, kind, "");
        }
    }
}

/// Offers new tables on a line of their own, where `word` is typed of one.
pub(super) fn offer_new(offers: &mut Offers<'_>, word: Span) {
    let ending = line_ending_at(offers.spot.text, offers.spot.cursor);
    let lead = if needs_blank_line(offers, word) { ending } else { "" };
    for kind in offered(offers) {
        with_body(offers, word, kind, lead);
    }
}

/// Whether the line above is one with keys. A comment above belongs to what follows it.
fn needs_blank_line(offers: &Offers<'_>, word: Span) -> bool {
    let before = Span::new(0, word.start).of_text(offers.spot.text);
    let mut lines = before.rsplit('\n').skip(1);
    let above = lines.next().unwrap_or_default().trim();
    !above.is_empty() && !above.starts_with('#')
}

/// The kinds of table that may begin here.
fn offered(offers: &Offers<'_>) -> Vec<TableKind> {
    let register = offers.context.register;
    let has_table = offers.spot.detail_table(register).is_some();
    let may_begin = |kind: &TableKind| match kind {
        TableKind::Entry => has_table,
        TableKind::Register => !register.head().is_there && offers.spot.file == FileId(0),
        TableKind::SchemeHead | TableKind::Format | TableKind::Catalogue => !is_there(offers, *kind),
        _ => true,
    };
    let kinds = match offers.spot.root {
        TableKind::Scheme => OF_SCHEMES,
        TableKind::Settings => OF_SETTINGS,
        _ => OF_REGISTERS,
    };
    let mut kinds: Vec<TableKind> = kinds.iter().copied().filter(may_begin).collect();
    // Without it nothing else is a register.
    kinds.sort_by_key(|kind| *kind != TableKind::Register);
    kinds
}

/// Whether the file has a table that there is but one of.
fn is_there(offers: &Offers<'_>, kind: TableKind) -> bool {
    let Some(source) = offers.context.file(offers.spot.file) else {
        return false;
    };
    let mut segments = source.document.iter();
    segments.any(|(id, segment)| {
        let text = source.document.text(&source.text, id);
        // The header that is being typed is none yet.
        let is_typed = matches!(offers.spot.on, On::Header(_)) && id == offers.spot.segment;
        let has_header = segment.header.is_some() && !is_typed;
        let is_inline =
            || segment.header.is_none() && segment.statements().any(|(_, node)| node.key.name(text) == kind.path());
        (has_header && table_of_header(offers.spot.root, segment, text) == Some(kind)) || is_inline()
    })
}

/// A header as it is written, and what is said of it.
fn draft(kind: TableKind, offers: &Offers<'_>) -> (Draft, String) {
    let path = kind.path();
    let of_file = offers.spot.root.keys().iter();
    let key = of_file.clone().find(|key| key.table() == Some(kind));
    let key = key.or_else(|| kind.leading_key());
    let header = header(kind);
    let other = if header.starts_with("[[") {
        format!("[{path}]")
    } else {
        format!("[[{path}]]")
    };
    let last = path.rsplit('.').next().unwrap_or_default();
    let help = key.map_or("", |key| key.help.get(offers.context.language));
    let draft = Draft::new(CompletionKind::Header, header.as_str())
        .detail(help)
        .found_by(other)
        .found_by(last)
        .found_by(path);
    (draft, header)
}

/// Offers a header with what belongs under it.
fn with_body(offers: &mut Offers<'_>, span: Span, kind: TableKind, lead: &str) {
    let (mut draft, header) = draft(kind, offers);
    let register = offers.context.register;
    let mut snippet = Snippet::default();
    snippet.text(&format!("{lead}{header}"));
    match (kind, offers.spot.detail_table(register)) {
        (TableKind::Entry, Some(table)) => {
            let entry = NewEntry::new(offers, table);
            let found_by = std::mem::take(&mut draft.found_by);
            draft = entries::draft(offers, &header, &entry);
            draft.found_by = found_by;
            let columns = &register.columns;
            entry.write(columns, layout(offers, entries::keys(columns)), &mut snippet);
        }
        (TableKind::Statistics, _) => statistics::write_new(offers, &mut snippet),
        _ => {
            required(offers, kind, layout(offers, required_keys(offers, kind)), &mut snippet);
        }
    }
    offers.snippet(span, &snippet, &header, draft);
}

/// Offers an entry that is known on a line of its own, in the place of what is typed of it; its label is what it is found
/// by first.
pub(super) fn offer_entry(offers: &mut Offers<'_>, span: Span, (label, draft): (&str, Draft), entry: &NewEntry) {
    let columns = &offers.context.register.columns;
    let ending = line_ending_at(offers.spot.text, offers.spot.cursor);
    let lead = if needs_blank_line(offers, span) { ending } else { "" };
    let mut snippet = Snippet::default();
    snippet.text(&format!("{lead}{}", header(TableKind::Entry)));
    entry.write(columns, layout(offers, entries::keys(columns)), &mut snippet);
    offers.snippet(span, &snippet, label, draft);
}

/// A line for each key, as the file of the cursor has them.
fn layout<'k>(offers: &Offers<'_>, keys: impl Iterator<Item = Key<'k>>) -> Layout<'static> {
    Layout::around(offers.spot.text, offers.spot.cursor, keys.map(|key| key.name))
}
