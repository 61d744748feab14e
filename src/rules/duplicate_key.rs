//! T005: a key that is set twice in one table.

use super::listing::Many;
use super::{Check, Definition, Example, FileContext, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::fields::table_of_header;
use crate::keys::TableKind;
use crate::messages::{Message, Text};
use crate::syntax::{Document, Doubled, Segment};
use crate::text::Span;
use crate::text::lines::{line_start, next_line};

/// T005 `duplicate-key`.
pub(super) static DUPLICATE_KEY: Definition = Definition {
    rule: Rule {
        code: "T005",
        name: "duplicate-key",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "同一个键在一张表里写了两次，或同一张表定义了两次（如 [register] 出现两处）。",
            en: "A key is set twice in the same table, or a table is defined twice, such as a second [register].",
        },
        why: Text {
            zh: "TOML 不允许重复；有的程序取前一个，有的取后一个，有的干脆不读。",
            en: "TOML does not allow it: some programs use the first value, some the last, and some do not read the file at all.",
        },
        fix: Text {
            zh: "不安全修复：删去后一处，它须是本表唯一重复的键，独占一行且没有注释。请先核对哪一处正确；留下正确的一处，删去另一处。要再加一项时，表头写双方括号，如 [[category]]。",
            en: "Unsafe: removes the later one, if it is the only key that is set twice in its table and has a line of its own without a comment. First check which of the two is right; keep that one and delete the other. To add another item, write its header with double brackets, such as [[category]].",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
title  = "公安数据元目录"
#^^^^ duplicate-key: title
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::File(check),
};

fn check(context: &FileContext<'_>, sink: &mut Sink) {
    let document = &context.source.document;
    let mut many = Many::of_reading(&DUPLICATE_KEY.rule);
    for (segment, content) in document.faulty() {
        let text = document.text(&context.source.text, segment);
        let spans = content.errors.iter().map(|error| error.span);
        let lost: Vec<Span> = spans.filter(|span| may_be_header(line_at(text, span.start))).collect();
        let lost_header = |doubled: &&Doubled| {
            let between = Span::new(doubled.first.end, doubled.key.start);
            let next = lost.partition_point(|span| span.start < between.start);
            lost.get(next).is_some_and(|span| between.contains(*span))
        };
        let values: Vec<Span> = match content.doubled.is_empty() {
            true => Vec::new(),
            false => content.statements().map(|(_, node)| node.span).collect(),
        };
        // Of several that stand twice, the header between them may be lost: they are those of another table.
        let is_sound = content.doubled.len() == 1 && has_own_keys(context, content, text);
        // After a header that did not parse, the key is most likely that of another table.
        for doubled in content.doubled.iter().filter(|doubled| !lost_header(doubled)) {
            let place = |span| Place {
                file: context.id,
                segment,
                span,
            };
            let (key, first) = (place(doubled.key), place(doubled.first));
            many.tell(sink, key, || {
                let finding = finding(context, key, first);
                if is_sound {
                    without(finding, text, &values)
                } else {
                    finding
                }
            });
        }
    }
    for redefinition in &document.redefinitions {
        let place = |segment, span| Place {
            file: context.id,
            segment,
            span,
        };
        let key = place(redefinition.segment, redefinition.key);
        let first = place(redefinition.first_segment, redefinition.first);
        many.tell(sink, key, || finding(context, key, first));
    }
    many.end(sink);
}

/// Adds the fix that takes the later key away, where it stands with its value on a line of its own. A line with a
/// comment is left to its author.
fn without(diagnostic: Diagnostic, text: &str, values: &[Span]) -> Diagnostic {
    let place = diagnostic.place;
    let (start, end) = (line_start(text, place.span.start), next_line(text, place.span.end));
    let line = Span::new(start, end).of_text(text);
    let document = Document::parse(line);
    let Some(segment) = document.segments.first().filter(|_| document.segments.len() == 1) else {
        return diagnostic;
    };
    let is_sound = segment.errors.is_empty() && segment.doubled.is_empty() && segment.header.is_none();
    let mut statements = segment.statements();
    let is_alone = statements.next().is_some() && statements.next().is_none();
    // In braces a key may have a line of its own too, with a comma behind it, which is no statement.
    if !(is_sound && is_alone && segment.comments.is_empty()) || is_inside(values, place.span) {
        return diagnostic;
    }
    let title = Message::attribute("duplicate-key", "fix");
    diagnostic.replace(Applicability::Unsafe, title, place.with_span(Span::new(start, end)), "")
}

/// Whether a table has no key but those of its kind. Where it has others, the header between them may be lost, and the later key
/// is that of another table.
fn has_own_keys(context: &FileContext<'_>, content: &Segment, text: &str) -> bool {
    let Some(table) = table_of_header(TableKind::Root, content, text) else {
        return false;
    };
    let columns = &context.register.columns;
    let mut statements = content.statements();
    statements.all(|(_, node)| columns.key(table, &node.key.name(text)).is_some())
}

/// Whether a key stands inside one of the values of a segment, which are in the order of the text.
fn is_inside(values: &[Span], key: Span) -> bool {
    let after = values.partition_point(|value| value.start <= key.start);
    let before = values.get(..after).and_then(<[Span]>::last);
    before.is_some_and(|value| key.start < value.end)
}

/// The line of a text that an offset is in.
fn line_at(text: &str, offset: u32) -> &str {
    let rest = text.get(line_start(text, offset) as usize..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

/// Whether a line that did not parse looks like a header: brackets, half-width or not, and nothing that is set.
fn may_be_header(line: &str) -> bool {
    let line = line.trim();
    let is_in_brackets = line.starts_with(['[', '［', '【']) || line.ends_with([']', '］', '】']);
    is_in_brackets && !line.contains(['=', '＝'])
}

fn finding(context: &FileContext<'_>, key: Place, first: Place) -> Diagnostic {
    let name = context.register.text_at(key);
    // A header covers more than its key, so that a place in one tells a table from a key.
    let is_table = context
        .source
        .document
        .segment(key.segment)
        .and_then(|segment| segment.header.as_ref())
        .is_some_and(|header| header.span.contains(key.span));
    let message = if is_table {
        Message::attribute("duplicate-key", "table")
    } else {
        Message::new("duplicate-key")
    };
    Diagnostic::new(&DUPLICATE_KEY.rule, key, message.with("key", name))
        .related(first, Message::attribute("duplicate-key", "first"))
}
