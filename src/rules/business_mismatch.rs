//! L003: layer 3 is not the business of the register.

use super::contradicted::{Contradicted, Of, written};
use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::Text;
use crate::scheme::Role;

/// L003 `business-mismatch`.
pub(super) static BUSINESS_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L003",
        name: "business-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第三层（业务领域）与 register.business 不同。全体系过半的代码（至少三个）一致写成另一个值时，只在 register.business 处报告一次，代码处不再报告。",
            en: "Layer 3 of a code, the business, differs from the register's `business`. If more than half of the codes, and at least three, agree on another value, this is reported once, at `business`, instead of at each code.",
        },
        why: Text {
            zh: "一个体系表只属于一个业务领域；代码写成别的值，这项标准就编到别的体系里去了。",
            en: "A standards system belongs to one business; a code with another value assigns its standard to another system.",
        },
        fix: Text {
            zh: "安全修复：代码改写为 register.business 的值。不安全修复：register.business 改写为多数代码的值。",
            en: "Safe: changes the code to the register's `business`. Unsafe: changes `business` to the value of most codes.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095121P1013T"
#            ^^ business-mismatch: the register's business is 50
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
    check: Check::Layer {
        entry: check,
        headers: check_head,
    },
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let head = context.head();
    let Some(business) = head
        .business
        .filter(|_| context.verdict_on_head(Role::Business).is_none())
    else {
        return;
    };
    let demand = Demand {
        role: Role::Business,
        value: head.business().unwrap_or_default(),
        source: head.place(business),
        applicability: Applicability::Safe,
    };
    let rule = &BUSINESS_MISMATCH.rule;
    sink.extend(layer_value::mismatch_with_header(context, rule, &demand, |message| {
        message
    }));
}

fn check_head(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let layer = register.scheme.layer_of(Role::Business);
    let (Some(header), Some(majority), Some(layer)) = (head.business, register.majorities.verdicts.business, layer)
    else {
        return;
    };
    let contradicted = Contradicted {
        register,
        rule: &BUSINESS_MISMATCH.rule,
        variant: "header",
        layer,
        of: Of::Layer,
        header: head.at(header),
        majority,
    };
    sink.extend(contradicted.report(register.entries(), |message, _| message, written));
}
