//! L002: layer 2 is not the domain of the register.

use super::contradicted::{Contradicted, Of, written};
use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::Text;
use crate::scheme::Role;

/// L002 `domain-mismatch`.
pub(super) static DOMAIN_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L002",
        name: "domain-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第二层（专业领域）与 register.domain 不同。全体系过半的代码（至少三个）一致写成另一个值时，只在 register.domain 处报告一次，代码处不再报告。",
            en: "Layer 2 of a code, the domain, differs from the register's `domain`. If more than half of the codes, and at least three, agree on another value, this is reported once, at `domain`, instead of at each code.",
        },
        why: Text {
            zh: "一个体系表只属于一个专业领域；代码写成别的值，这项标准就编到别的体系里去了。",
            en: "A standards system belongs to one domain; a code with another value assigns its standard to another system.",
        },
        fix: Text {
            zh: "安全修复：代码改写为 register.domain 的值。不安全修复：register.domain 改写为多数代码的值。",
            en: "Safe: changes the code to the register's `domain`. Unsafe: changes `domain` to the value of most codes.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2045021P1013T"
#          ^^ domain-mismatch: the register's domain is 09
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
    let Some(domain) = head.domain.filter(|_| context.verdict_on_head(Role::Domain).is_none()) else {
        return;
    };
    let demand = Demand {
        role: Role::Domain,
        value: head.domain().unwrap_or_default(),
        source: head.place(domain),
        applicability: Applicability::Safe,
    };
    let rule = &DOMAIN_MISMATCH.rule;
    sink.extend(layer_value::mismatch_with_header(context, rule, &demand, |message| {
        message
    }));
}

fn check_head(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let layer = register.scheme.layer_of(Role::Domain);
    let (Some(header), Some(majority), Some(layer)) = (head.domain, register.majorities.verdicts.domain, layer) else {
        return;
    };
    let contradicted = Contradicted {
        register,
        rule: &DOMAIN_MISMATCH.rule,
        variant: "header",
        layer,
        of: Of::Layer,
        header: head.at(header),
        majority,
    };
    sink.extend(contradicted.report(register.entries(), |message, _| message, written));
}
