//! E007: a `standard` that is not a standard number, or is not written like one.

use super::entry_text::renamed_key;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};
use crate::number::{self, Fault, Parsed};
use crate::syntax::Str;

/// E007 `malformed-number`.
pub(super) static MALFORMED_NUMBER: Definition = Definition {
    rule: Rule {
        code: "E007",
        name: "malformed-number",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准号（standard）不是标准号，或写法不符合 GB/T 22373-2021 的 6.2.3：代号、一个空格、顺序号、半字线、四位年份。级别的 kinds 含 any 时（法律法规等），标准号不作检查。编码方案可用 [[prefix]] 补充代号。",
            en: "The value of `standard` is not a standard number, or is not written as GB/T 22373-2021, 6.2.3 requires: prefix, one space, number, hyphen, four-digit year. If the kinds of a level include `any` (laws, orders), its numbers are not checked. A scheme can add prefixes with `[[prefix]]`.",
        },
        why: Text {
            zh: "标准号写法不一，检索、去重和核对都会落空；年份多一位少一位，指的就是另一项标准。",
            en: "Numbers written in different ways cannot be searched, deduplicated or compared; with one digit too many or too few in the year, it is a different standard.",
        },
        fix: Text {
            zh: "安全修复：只有横线、斜线、空格、大小写、全半角、形近字母、书名号有误时，改为规范写法。不安全修复：误填的计划号移到 plan。年份、代号有误时，请查原标准。",
            en: "Safe: if only dashes, slashes, spaces, case, width, look-alike letters or book title marks are wrong, changes the number to its standard form. Unsafe: moves a plan number to `plan`. For a wrong year or prefix, check the standard itself.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T50430-2017"
#            ^^^^^^^^^^^^^^ malformed-number: GB/T 50430-2017
title     = "工程建设施工企业质量管理规范"
status    = "已颁"
level     = "国家标准"
effective = 2018-01-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 50430-2017"
title     = "工程建设施工企业质量管理规范"
status    = "已颁"
level     = "国家标准"
effective = 2018-01-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    if !context.entry.number_is_faulty {
        return;
    }
    let Some(standard) = context.entry.standard else {
        return;
    };
    let text = context.string(standard);
    let grammar = &context.scheme().grammar;
    let parsed = number::parse(&text, grammar);
    sink.extend(match (&parsed.canonical, parsed.faults.first()) {
        (Some(canonical), _) => Some(misspelled(context, standard, &parsed, canonical)),
        (None, Some(Fault::Plan(_))) => Some(plan(context, standard, &text)),
        (None, _) if number::is_several(&text, grammar) => Some(several(context, standard, &text)),
        (None, _) => malformed(context, standard, &parsed),
    });
}

/// Whether the number of a plan stands where that of the standard should.
pub(super) fn is_plan(context: &EntryContext<'_>) -> bool {
    let standard = context.entry.standard.filter(|_| context.entry.number_is_faulty);
    standard.is_some_and(|standard| {
        let parsed = number::parse(&context.string(standard), &context.scheme().grammar);
        matches!(parsed.faults.first(), Some(Fault::Plan(_)))
    })
}

/// The number of a plan, which belongs under another key.
fn plan(context: &EntryContext<'_>, standard: Str, text: &str) -> Diagnostic {
    let place = context.place(standard.span);
    let message = Message::attribute("malformed-number", "plan").with("number", text);
    let diagnostic = Diagnostic::new(&MALFORMED_NUMBER.rule, place, message);
    // Where there is a plan already, a person says which of the two it is.
    let columns = context.columns();
    let [from, to] = [ColumnRole::Standard, ColumnRole::Plan].map(|role| columns.key_of(role));
    let is_free = context.entry.plan.is_none() && !to.is_empty();
    let edit = renamed_key(context.entry, from, to).filter(|_| is_free);
    match edit {
        Some(edit) => {
            let title = Message::attribute("malformed-number", "move");
            diagnostic.fix(Applicability::Unsafe, title, vec![edit])
        }
        None => diagnostic,
    }
}

/// Several numbers in one string.
fn several(context: &EntryContext<'_>, standard: Str, text: &str) -> Diagnostic {
    let message = Message::attribute("malformed-number", "several").with("number", text);
    Diagnostic::new(&MALFORMED_NUMBER.rule, context.place(standard.span), message)
}

/// A number in another form than the canonical one. One finding, however many slips there are.
fn misspelled(context: &EntryContext<'_>, standard: Str, parsed: &Parsed, canonical: &str) -> Diagnostic {
    let text = context.string(standard);
    let message = Message::attribute("malformed-number", "form")
        .with("number", &*text)
        .with("canonical", canonical)
        .with("reasons", reasons(&parsed.faults, &text));
    let place = context.place(standard.span);
    let diagnostic = Diagnostic::new(&MALFORMED_NUMBER.rule, place, message);
    match context.written(standard, canonical) {
        Some(written) => {
            let title = Message::attribute("malformed-number", "fix").with("canonical", canonical);
            diagnostic.replace(Applicability::Safe, title, place, written)
        }
        None => diagnostic,
    }
}

/// What is no number. The fault that makes it none stands first; what else is wrong will show when that is repaired.
fn malformed(context: &EntryContext<'_>, standard: Str, parsed: &Parsed) -> Option<Diagnostic> {
    let text = context.string(standard);
    let fault = parsed.faults.first()?;
    let message = Message::new("malformed-number")
        .with("number", &*text)
        .with("reason", reason(*fault, &text));
    let place = if fault.span().is_empty() {
        context.place(standard.span)
    } else {
        context.part(standard, fault.span())
    };
    Some(Diagnostic::new(&MALFORMED_NUMBER.rule, place, message))
}

/// The reasons, each once.
fn reasons(faults: &[Fault], text: &str) -> Message {
    let mut named: Vec<&str> = Vec::new();
    let mut reasons: Option<Message> = None;
    for fault in faults {
        if named.contains(&fault.name()) {
            continue;
        }
        named.push(fault.name());
        let reason = reason(*fault, text);
        reasons = Some(match reasons {
            Some(before) => Message::attribute("malformed-number", "and")
                .with("before", before)
                .with("reason", reason),
            None => reason,
        });
    }
    reasons.unwrap_or_else(|| Message::attribute("malformed-number", "trailing").with("part", text))
}

fn reason(fault: Fault, text: &str) -> Message {
    Message::attribute("malformed-number", fault.name()).with("part", fault.span().of_text(text))
}
