//! C004: a sequence number that is all zeros.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::code;
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Role;

/// C004 `sequence-zero`.
pub(super) static SEQUENCE_ZERO: Definition = Definition {
    rule: Rule {
        code: "C004",
        name: "sequence-zero",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码的顺序码为 000。",
            en: "The sequence number of a code is 000.",
        },
        why: Text {
            zh: "顺序码从 001 开始；000 多半是没有填写的占位。",
            en: "Sequence numbers start at 001; zeros are most likely a placeholder that was never filled in.",
        },
        fix: Text {
            zh: "改为本表的下一个顺序码；编辑器可以代为改写。",
            en: "Use the next sequence number of the table; an editor can write it.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P0003T"
#                 ^^^ sequence-zero: 000
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
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
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let scheme = context.scheme();
    let (Some(code), Some(index)) = (context.entry.code, scheme.layer_of(Role::Sequence)) else {
        return;
    };
    let Some(layer) = scheme.layers.get(index) else {
        return;
    };
    let text = context.string(code);
    let Some(value) = context.entry.layers.value(scheme, &text, Role::Sequence) else {
        return;
    };
    if value.bytes().any(|byte| byte != b'0') {
        return;
    }
    let message = Message::new("sequence-zero")
        .with("found", value)
        .with("first", format!("{:0>width$}", 1, width = layer.width.least));
    let place = context.part(code, code::layer_span(scheme, index, &text));
    sink.push(Diagnostic::new(&SEQUENCE_ZERO.rule, place, message));
}
