//! L005: layer 5 does not match the prefix of the standard number.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;
use crate::scheme::Role;

/// L005 `ownership-mismatch`.
pub(super) static OWNERSHIP_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L005",
        name: "ownership-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第五层（归属）与标准号的代号不符：按内置方案，GA 为 P，其余代号为 R。没有标准号的条目不作检查。",
            en: "Layer 5 of a code, the ownership, does not match the prefix of the standard number: in the built-in scheme, GA requires P and any other prefix requires R. Entries without a number are not checked.",
        },
        why: Text {
            zh: "归属区分本行业的标准和相关标准，统计表分别统计；写错就两头都不对。",
            en: "Ownership distinguishes the industry's own standards from related ones, and statistics count them separately; a wrong value makes both counts wrong.",
        },
        fix: Text {
            zh: "安全修复：按标准号改写这一位。",
            en: "Safe: changes the code to match the standard number.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1013T"
#                   ^ ownership-mismatch: layer 5 is R 相关标准, but the prefix GA requires P 公共安全行业专业标准
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let entry = context.entry;
    let (Some(standard), Some(number)) = (entry.standard, entry.parts) else {
        return;
    };
    let text = context.string(standard);
    let Some(value) = demands::ownership(context.scheme(), &text, &number) else {
        return;
    };
    let prefix = number.prefix_text(&text);
    let demand = Demand {
        role: Role::Ownership,
        value: value.into(),
        source: context.part(standard, number.prefix),
        applicability: Applicability::Safe,
    };
    let describe = |message: Message| message.with("prefix", prefix);
    sink.extend(layer_value::mismatch(
        context,
        &OWNERSHIP_MISMATCH.rule,
        &demand,
        describe,
    ));
}
