//! L001: layer 1 is not the class of the table's category.

use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Safety, Severity};
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
    let (Some(found), Some(category)) = (context.layer(Role::Class), context.category()) else {
        return;
    };
    let Some(class) = category.class else {
        return;
    };
    let expected = context.register.string(&category.site, class);
    if found.value == expected {
        return;
    }
    let code = context.register.optional(&category.site, category.code);
    let message = Message::new("class-mismatch")
        .with("layer", found.number())
        .with("found", found.value)
        .with("expected", expected.clone())
        .with("category", code.clone());
    let related = Message::attribute("class-mismatch", "category").with("category", code);
    let title = Message::attribute("class-mismatch", "fix").with("expected", expected.clone());
    sink.push(
        Diagnostic::new(&CLASS_MISMATCH.rule, found.place, message)
            .related(category.site.place(class.span), related)
            .replace(Safety::Safe, title, found.place, expected),
    );
}
