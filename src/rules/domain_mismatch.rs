//! L002: layer 2 is not the domain of the register.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;
use crate::scheme::Role;

/// L002 `domain-mismatch`.
pub(super) static DOMAIN_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L002",
        name: "domain-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    page: Page {
        what: Text {
            zh: "代码第二层（专业领域）与 register.domain 不同。",
            en: "Layer 2 of a code, the domain, is not the register's `domain`.",
        },
        why: Text {
            zh: "一个体系表只属于一个专业领域；某项标准的代码写成别的值，它就被编到别的体系里去了。",
            en: "A standards system is of one domain; a code with another one files its standard under another system.",
        },
        fix: Text {
            zh: "安全修复：改写为 register.domain 的值。若各条都报此项，多半是 register.domain 写错了。",
            en: "Safe: writes the register's `domain`. Where every entry is reported, it is rather `domain` that is wrong.",
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
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let head = &context.register.head;
    let Some(domain) = head.domain else {
        return;
    };
    let demand = Demand {
        role: Role::Domain,
        value: context.register.string(&head.site, domain),
        source: head.site.place(domain.span),
    };
    let rule = &DOMAIN_MISMATCH.rule;
    sink.extend(layer_value::mismatch(context, rule, &demand, |message| message));
}
