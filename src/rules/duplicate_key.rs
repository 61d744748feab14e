//! T005: a key that is set twice in one table.

use super::listing::Many;
use super::{Check, Definition, Example, FileContext, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::syntax::Doubled;
use crate::text::Span;
use crate::text::lines::line_start;

/// T005 `duplicate-key`.
pub(super) static DUPLICATE_KEY: Definition = Definition {
    rule: Rule {
        code: "T005",
        name: "duplicate-key",
        severity: Severity::Error,
        fix: FixAvailability::None,
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
            zh: "留下正确的一处，删去另一处。要再加一项时，表头写双方括号，如 [[category]]。",
            en: "Keep the right one and delete the other. To add another item, write its header with double brackets, such as [[category]].",
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
    for (segment, content) in document.iter() {
        let text = document.text(&context.source.text, segment);
        let spans = content.errors.iter().map(|error| error.span);
        let lost: Vec<Span> = spans.filter(|span| may_be_header(line_at(text, span.start))).collect();
        let lost_header = |doubled: &&Doubled| {
            let between = Span::new(doubled.first.end, doubled.key.start);
            let next = lost.partition_point(|span| span.start < between.start);
            lost.get(next).is_some_and(|span| between.contains(*span))
        };
        // After a header that did not parse, the key is most likely that of another table.
        for doubled in content.doubled.iter().filter(|doubled| !lost_header(doubled)) {
            let place = |span| Place {
                file: context.id,
                segment,
                span,
            };
            let (key, first) = (place(doubled.key), place(doubled.first));
            many.tell(sink, key, || finding(context, key, first));
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
