//! L007: layer 8 does not match the standard number.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;
use crate::scheme::Role;

/// L007 `nature-mismatch`.
pub(super) static NATURE_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L007",
        name: "nature-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第八层（标准性质）与标准号不符：按内置方案，/T 为 T，/Z 为 Z，二者皆无为 Q。没有标准号，或标准号不表示性质的（团体、企业、国际标准），不作检查。",
            en: "Layer 8 of a code, the nature, does not match the standard number: in the built-in scheme, /T requires T, /Z requires Z, and neither requires Q. Entries without a number, and numbers that do not show the nature (group, enterprise and international standards), are not checked.",
        },
        why: Text {
            zh: "强制性标准必须执行，推荐性标准自愿采用；这一位写错，读代码的人会弄错标准的效力。",
            en: "Mandatory standards must be followed, recommended ones are voluntary; a wrong character misleads readers about which it is.",
        },
        fix: Text {
            zh: "安全修复：按标准号改写这一位。",
            en: "Safe: changes the code to match the standard number.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013Q"
#                        ^ nature-mismatch: layer 8 is Q 强制性, but the standard number GA/T 542-2011 requires T 推荐性
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
    let Some(value) = demands::nature(context.scheme(), &number) else {
        return;
    };
    let demand = Demand {
        role: Role::Nature,
        value: value.into(),
        source: context.place(standard.span),
        applicability: Applicability::Safe,
    };
    let describe = |message: Message| message.with("standard", context.string(standard));
    sink.extend(layer_value::mismatch(context, &NATURE_MISMATCH.rule, &demand, describe));
}
