//! E008: a number whose prefix is of another level than the entry says.

use super::proposal;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;

/// E008 `number-level-mismatch`.
pub(super) static NUMBER_LEVEL_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "E008",
        name: "number-level-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准号的代号属于另一级别：GB 是国家标准，写的却是行业标准。",
            en: "The prefix of a standard number belongs to another level than `level` says: GB is national, but the entry says industry.",
        },
        why: Text {
            zh: "标准号和级别总有一个是错的，按级别统计的数和代码的级别层也会随之出错。",
            en: "Either the number or the level is wrong, and so are the statistics by level and the level layer of the code.",
        },
        fix: Text {
            zh: "不安全修复：改为标准号所属的级别。请先对照标准封面，看级别和标准号哪个有误，并核对代码的级别层。",
            en: "Unsafe: writes the level that the number belongs to. First look at the cover of the standard whether the level or the number is wrong, and check the level layer of the code.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1013T"
standard  = "GB/T 25647-2010"
title     = "电子政务术语"
status    = "已颁"
level     = "行业标准"
#            ^^^^^^^^ number-level-mismatch: 国家标准
effective = 2011-04-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 25647-2010"
title     = "电子政务术语"
status    = "已颁"
level     = "国家标准"
effective = 2011-04-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (Some(number), Some(standard), Some(level)) =
        (context.entry.parts, context.entry.standard, context.entry.level)
    else {
        return;
    };
    let vocabulary = context.vocabulary();
    let Some(term) = context.entry.level_term.and_then(|term| vocabulary.level_term(term)) else {
        return;
    };
    let kind = number.kind.name();
    // A level that lists no kinds says nothing about numbers.
    if !demands::are_at_odds(vocabulary, term, number.kind) {
        return;
    }
    let expected: Vec<String> = demands::levels_of_kind(vocabulary, number.kind)
        .map(|level| level.name.clone())
        .collect();
    let only = match expected.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let message = Message::new("number-level-mismatch")
        .with("number", context.string(standard))
        .with("kind", kind)
        .with("expected", expected)
        .with("found", context.string(level));
    let label = Message::attribute("number-level-mismatch", "number");
    let diagnostic = Diagnostic::new(&NUMBER_LEVEL_MISMATCH.rule, context.place(level.span), message)
        .related(context.part(standard, number.prefix), label);
    sink.push(match only {
        Some(level) => proposal::instead(diagnostic, context.text, &level),
        None => diagnostic,
    });
}
