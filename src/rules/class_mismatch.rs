//! L001: layer 1 is not the class of the table's category.

use super::contradicted::{BelowCategories, Contradicted, Of, if_outvoted_by_none, written};
use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Role;

/// L001 `class-mismatch`.
pub(super) static CLASS_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L001",
        name: "class-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第一层（标准类别）不是本表所属细目的类别。细目之下过半的代码（至少三个）一致写成另一个类别时，只在该细目的 class 处报告一次，代码处不再报告。",
            en: "Layer 1 of a code, the class, is not the class of the table's category. If more than half of the codes below a category, and at least three, agree on another class, this is reported once, at the category's `class`, instead of at each code.",
        },
        why: Text {
            zh: "同一细目的标准同属一类；第一层写错，标准就被归到别的类别去了。",
            en: "All standards of a category have the same class; a wrong layer 1 assigns the standard to another class.",
        },
        fix: Text {
            zh: "安全修复：代码改写为细目的类别。不安全修复：细目的 class 改写为多数代码的类别。",
            en: "Safe: changes the code to the category's class. Unsafe: changes the category's `class` to the value of most codes.",
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
    check: Check::Layer {
        entry: check,
        headers: check_categories,
    },
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let Some(category) = context.category() else {
        return;
    };
    let Some(class) = category.class else {
        return;
    };
    let demand = Demand {
        role: Role::Class,
        value: category.class().unwrap_or_default(),
        source: category.place(class),
        applicability: Applicability::Safe,
    };
    let rule = &CLASS_MISMATCH.rule;
    let describe = |message: Message| message.with("category", category.code().unwrap_or_default());
    let Some(mut diagnostic) = layer_value::mismatch_with_header(context, rule, &demand, describe) else {
        return;
    };
    if !is_settled(context) {
        return;
    }
    if let Some(other) = context.other_category() {
        let class_of_other = other.class().unwrap_or_default();
        // A code that is right in itself, and of another category, stands in the wrong table: L004 tells it, and to
        // write this table's class into it would spoil it.
        if context
            .layer(Role::Class)
            .is_some_and(|found| found.value == class_of_other)
        {
            return;
        }
        // Which of the two classes it ought to be shows when the code and the table agree on a category.
        if class_of_other != demand.value {
            diagnostic.fix = None;
        }
    } else if context.names_other() {
        // Nor is anything known of one that is not defined: C003 tells it.
        return;
    }
    sink.push(if_outvoted_by_none(context, diagnostic));
}

/// Whether the class of the table's category is one that codes can be held against: it is that category which is meant,
/// and most of its codes do not contradict its code or class.
fn is_settled(context: &EntryContext<'_>) -> bool {
    context.settled_category().is_some_and(|(category, verdict)| {
        verdict.class.is_none() && verdict.code.is_none() && context.has_sound_code(category)
    })
}

fn check_categories(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let verdicts = &register.majorities.verdicts.categories;
    let at_fault = (0..).zip(verdicts).filter(|(_, verdict)| verdict.class.is_some());
    let below = BelowCategories::of(register, at_fault.map(|(index, _)| index));
    for (index, (category, verdict)) in register.categories().zip(verdicts).enumerate() {
        let layer = register.scheme.layer_of(Role::Class);
        let (Some(header), Some(majority), Some(layer)) = (category.class, verdict.class, layer) else {
            continue;
        };
        let contradicted = Contradicted {
            register,
            rule: &CLASS_MISMATCH.rule,
            variant: "header",
            layer,
            of: Of::Layer,
            header: category.at(header),
            majority,
        };
        let describe = |message: Message, _: &str| message.with("category", category.code().unwrap_or_default());
        sink.extend(contradicted.report(below.entries(index), describe, written));
    }
}
