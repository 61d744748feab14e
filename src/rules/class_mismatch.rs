//! L001: layer 1 is not the class of the table's category.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Role;

/// L001 `class-mismatch`.
pub(super) static CLASS_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L001",
        name: "class-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    page: Page {
        what: Text {
            zh: "代码第一层（标准类别）不是本表所属细目的类别。",
            en: "Layer 1 of a code, the class, is not the class of the category that the table belongs to.",
        },
        why: Text {
            zh: "同一细目的标准同属一类；第一层写错，标准就被归到别的类别去了。",
            en: "The standards of a category are of one class; a wrong layer 1 files the standard under another.",
        },
        fix: Text {
            zh: "安全修复：改写为细目的类别。",
            en: "Safe: writes the category's class.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "3095021P1013T"
#         ^ class-mismatch: category 21 is of class 2
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
    let EntryContext {
        register, table, entry, ..
    } = *context;
    let Some(category) = context.category() else {
        return;
    };
    let (Some(class), Some(found)) = (category.class, context.layer(Role::Class)) else {
        return;
    };
    // A code that is right in itself, and of another category, stands in the wrong table: L004 tells it, and to write
    // this table's class into it would spoil it.
    let other = layer_value::other_category(register, table, entry);
    if other.is_some_and(|other| register.optional(&other.site, other.class) == found.value) {
        return;
    }
    let demand = Demand {
        role: Role::Class,
        value: register.string(&category.site, class),
        source: category.site.place(class.span),
    };
    let describe = |message: Message| message.with("category", register.optional(&category.site, category.code));
    sink.extend(layer_value::mismatch(context, &CLASS_MISMATCH.rule, &demand, describe));
}
