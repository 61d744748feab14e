//! L003: layer 3 is not the business of the register.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;
use crate::scheme::Role;

/// L003 `business-mismatch`.
pub(super) static BUSINESS_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L003",
        name: "business-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    page: Page {
        what: Text {
            zh: "代码第三层（业务领域）与 register.business 不同。",
            en: "Layer 3 of a code, the business, is not the register's `business`.",
        },
        why: Text {
            zh: "一个体系表只属于一个业务领域；某项标准的代码写成别的值，它就被编到别的体系里去了。",
            en: "A standards system is of one business; a code with another one files its standard under another system.",
        },
        fix: Text {
            zh: "安全修复：改写为 register.business 的值。若各条都报此项，多半是 register.business 写错了。",
            en: "Safe: writes the register's `business`. Where every entry is reported, it is rather `business` that is wrong.",
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
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let head = &context.register.head;
    let Some(business) = head.business else {
        return;
    };
    let demand = Demand {
        role: Role::Business,
        value: context.register.string(&head.site, business),
        source: head.site.place(business.span),
    };
    let rule = &BUSINESS_MISMATCH.rule;
    sink.extend(layer_value::mismatch(context, rule, &demand, |message| message));
}
