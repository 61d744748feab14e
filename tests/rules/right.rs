//! Safe fixes change no value that was right: what `tests/fixtures/README.md` says of that, held for every edit.

use stdreg::analysis::fixes::Round;
use stdreg::diagnostic::Diagnostic;
use stdreg::register::Register;
use stdreg::register::counts::Figure;
use stdreg::register::model::Statistics;
use stdreg::syntax::{Document, Kind, Node};
use stdreg::text::edit::TextEdit;
use stdreg::text::{FileId, Span};

/// The values that a fix of a rule may change besides the one that its finding stands at, by rule and key. A table is
/// numbered anew as a whole, or its numbers would be wrong in another way; and what names a category by its code, spelt as
/// it was, follows the code.
const BESIDE: &[(&str, &str)] = &[
    ("duplicate-number", "number"),
    ("number-order", "number"),
    ("header-value", "category"),
    ("header-value", "item"),
];

/// Holds a round of safe fixes to it.
pub fn check(register: &Register, found: &[Diagnostic], round: &Round) -> Result<(), String> {
    for (file, edits) in &round.edits {
        let source = register.file(*file).expect("an edit is in a file");
        let values = values(&source.text, &source.document);
        for edit in edits {
            let mut owners = found
                .iter()
                .filter(|diagnostic| has_edit(diagnostic, *file, edit))
                .peekable();
            let names: Vec<_> = owners.clone().map(|diagnostic| diagnostic.rule.name).collect();
            if owners.peek().is_none() {
                return Err(format!("an edit is that of no finding: {edit:?}"));
            }
            let touched = values.iter().filter(|value| touches(value.span, edit.span));
            for value in touched {
                let is_at_fault = |diagnostic: &Diagnostic| {
                    diagnostic.place.file == *file && touches(value.span, diagnostic.place.span)
                };
                if !owners.clone().any(is_at_fault) && !is_beside(found, *file, edit, value) {
                    let text = value.span.of_text(&source.text);
                    return Err(format!("a safe fix of {names:?} changes what has no finding: {text}"));
                }
            }
        }
    }
    Ok(())
}

/// Statistics whose figures fixes have set add up: no total is told not to be the sum of its rows, where it or one of them was set.
pub fn adds_up(before: &Register, after: &Register, found: &[Diagnostic]) -> Result<(), String> {
    for (before, table) in before.statistics().zip(after.statistics()) {
        for figure in Figure::ALL {
            let figures = |statistics: &Statistics| -> Vec<_> {
                let figures = statistics.rows.iter().map(|row| figure.of(row));
                figures.map(|figure| figure.map(|figure| figure.value)).collect()
            };
            let (old, new) = (figures(&before), figures(&table));
            if old == new {
                continue;
            }
            // Rows that were added make it unknown which was which.
            let is_set = |row: usize| old.len() != new.len() || old[row] != new[row];
            let rows = table.rows.iter().enumerate().filter(|(row, _)| is_set(*row));
            let set: Vec<_> = rows
                .filter_map(|(_, row)| Some(after.absolute(row.site.place(figure.of(row)?.span))))
                .collect();
            let wrong = found
                .iter()
                .filter(|found| found.rule.name == "total-mismatch")
                .find(|found| {
                    let of_rows = found.related.iter().map(|related| related.place);
                    of_rows.chain([found.place]).any(|place| set.contains(&place))
                });
            if let Some(wrong) = wrong {
                return Err(format!(
                    "fixes leave statistics that do not add up: {}",
                    after.text_at(wrong.place)
                ));
            }
        }
    }
    Ok(())
}

/// Whether an edit is one that a fix may make beside the value that its finding stands at.
pub fn is_beside(found: &[Diagnostic], file: FileId, edit: &TextEdit, value: &Value) -> bool {
    let mut owners = found.iter().filter(|diagnostic| has_edit(diagnostic, file, edit));
    owners.any(|owner| BESIDE.contains(&(owner.rule.name, &value.key)))
}

fn has_edit(diagnostic: &Diagnostic, file: FileId, edit: &TextEdit) -> bool {
    let edits = diagnostic
        .fix
        .as_deref()
        .map(|fix| fix.edits.as_slice())
        .unwrap_or_default();
    edits
        .iter()
        .any(|other| (other.place.file, other.place.span, &other.text) == (file, edit.span, &edit.text))
}

/// Whether two spans have a character in common, or an empty one lies inside the other.
pub fn touches(one: Span, other: Span) -> bool {
    if one.start == one.end || other.start == other.end {
        return one.start <= other.end && other.start <= one.end;
    }
    one.start < other.end && other.start < one.end
}

/// A key with its value.
pub struct Value {
    key: String,
    pub span: Span,
}

/// The keys of a file with their values, in bytes of the file: the innermost, and lists of strings as one.
pub fn values(text: &str, document: &Document) -> Vec<Value> {
    let mut values = Vec::new();
    for (id, segment) in document.iter() {
        let start = document.start(id);
        let segment_text = document.text(text, id);
        let nodes = segment.nodes.iter().enumerate();
        let has_tables = |index: usize, node: &Node| {
            let inner = segment.nodes.get(index + 1..node.end as usize).unwrap_or_default();
            inner.iter().any(|node| !node.key.span.is_empty())
        };
        for (index, node) in nodes {
            let is_inner = !matches!(node.kind, Kind::InlineTable | Kind::Dotted) && !has_tables(index, node);
            if is_inner && !node.key.span.is_empty() {
                values.push(Value {
                    key: node.key.name(segment_text).into_owned(),
                    span: Span::new(node.key.span.start, node.span.end).shift(start),
                });
            }
        }
    }
    values
}
