//! L006: layer 7 is not what `level` says.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;
use crate::scheme::{Level, Role};

/// L006 `level-mismatch`.
pub(super) static LEVEL_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L006",
        name: "level-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第七层（标准级别）与条目的 level 不同。标准号与代码一致、只有 level 不同时，由 number-level-mismatch 报告。",
            en: "Layer 7 of a code, the level, differs from the entry's `level`. If the standard number agrees with the code and only `level` differs, number-level-mismatch reports it instead.",
        },
        why: Text {
            zh: "级别写在代码里，也写在表里，统计按级别计数；两处不同，必有一处错。",
            en: "The level is written both in the code and in the table, and statistics count by it; if they differ, one of them is wrong.",
        },
        fix: Text {
            zh: "不安全修复：按 level 改写代码这一位。请核对错的是代码还是 level。",
            en: "Unsafe: changes the code to match `level`. Check which of the two is wrong.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1012T"
#                    ^ level-mismatch: 第 7 层是 2 国家标准，而标准级别“行业标准”应为 3 行业标准或指导性技术文件
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
    let entry = context.entry;
    let Some(level) = entry.level else {
        return;
    };
    let term = entry.level_term.and_then(|term| context.vocabulary().level_term(term));
    let (Some(term), Some(found)) = (term, context.layer(Role::Level)) else {
        return;
    };
    if is_the_levels_fault(context, term, found.value) {
        return;
    }
    let demand = Demand {
        role: Role::Level,
        value: term.value.as_str().into(),
        source: context.place(level.span),
        applicability: Applicability::Unsafe,
    };
    let describe = |message: Message| message.with("level", context.string(level));
    sink.extend(layer_value::mismatch(context, &LEVEL_MISMATCH.rule, &demand, describe));
}

/// Whether the number's kind agrees with the code, and not with `level`: then `level` is wrong, which is told of the
/// number (E008), and the code is right.
fn is_the_levels_fault(context: &EntryContext<'_>, term: &Level, found: &str) -> bool {
    let Some(number) = context.entry.parts else {
        return false;
    };
    let kind = number.kind;
    let mut levels = demands::levels_of_kind(context.vocabulary(), kind);
    demands::contradicts(term, kind) && levels.any(|level| level.value == found)
}
