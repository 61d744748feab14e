//! L004: layer 4 is not the category of the table that lists the entry.

use super::category_code::Mentions;
use super::contradicted::{BelowCategories, Contradicted, Of, written};
use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::handle::{CategoryRef, TableRef};
use crate::scheme::Role;

/// L004 `category-mismatch`.
pub(super) static CATEGORY_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L004",
        name: "category-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第四层（业务类型细目）是另一个细目的代码，而不是本表所属的细目。表中过半的代码（至少三个）一致属于另一个细目时，只在该表的 category 处报告一次，代码处不再报告；细目之下过半的代码一致写成没有定义的细目时，在该细目的 code 处报告一次。",
            en: "Layer 4 of a code is not the category of the table that contains the entry. If more than half of a table's codes, and at least three, agree on another category, this is reported once, at the table's `category`, instead of at each code; if more than half of the codes below a category agree on a value that is not defined, it is reported once, at the category's `code`.",
        },
        why: Text {
            zh: "代码属于一个细目，表却属于另一个：要么代码写错，要么条目放错了表，按细目统计时都会算错。",
            en: "If the code and the table disagree about the category, either the code is wrong or the entry is in the wrong table, and counts by category will be wrong.",
        },
        fix: Text {
            zh: "不安全修复：代码改写为本表的细目；多数代码与表不符时，改写表的 category，或者细目的 code 及引用它的各处。请先核对是代码错了，还是条目应移到别的表。",
            en: "Unsafe: changes the code to the table's category; if most codes disagree, changes the table's `category`, or the category's `code` and everything that refers to it. First check whether the entry belongs in another table.",
        },
        bad: Example::Register(
            r#"
[register]
title    = "示例标准体系"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[category]]
code      = "22"
title     = "交换共享"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.6"
title    = "数据采集"
category = "21"

[[table.entry]]
number = 1
code   = "2095022P2013T"
#              ^^ category-mismatch: layer 4 is 22 (交换共享), but table A.6 belongs to category 21
title  = "数据采集规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table]]
id       = "A.7"
title    = "交换体系"
category = "22"

[[table.entry]]
number = 1
code   = "2095022P1023T"
title  = "跨网络数据交互规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Register(
            r#"
[register]
title    = "示例标准体系"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[category]]
code      = "22"
title     = "交换共享"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.6"
title    = "数据采集"
category = "21"

[[table.entry]]
number = 1
code   = "2095021P2013T"
title  = "数据采集规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table]]
id       = "A.7"
title    = "交换体系"
category = "22"

[[table.entry]]
number = 1
code   = "2095022P1023T"
title  = "跨网络数据交互规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Layer {
        entry: check,
        headers: check_headers,
    },
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let table = context.table;
    let (Some(other), Some(category)) = (context.other_category(), table.category) else {
        return;
    };
    if other.is_doubled || !is_settled(context) {
        return;
    }
    let demand = Demand {
        role: Role::Category,
        value: table.category().unwrap_or_default(),
        source: table.place(category),
        applicability: Applicability::Unsafe,
    };
    let describe = |message: Message| {
        message
            .with("table", table.id().unwrap_or_default())
            .with("title", other.title().unwrap_or_default())
    };
    let rule = &CATEGORY_MISMATCH.rule;
    let Some(diagnostic) = layer_value::mismatch_with_header(context, rule, &demand, describe) else {
        return;
    };
    let code = other.code().unwrap_or_default();
    let place = other.code.map_or_else(|| other.header(), |code| other.place(code));
    let label = Message::attribute(rule.name, "other")
        .with("code", code)
        .with("title", other.title().unwrap_or_default());
    let diagnostic = diagnostic.related(place, label);
    sink.push(match home(context, other) {
        Some(home) => {
            let label = Message::attribute(rule.name, "home").with("table", home.id().unwrap_or_default());
            diagnostic.related(home.header(), label)
        }
        None => diagnostic,
    });
}

/// Whether codes can be held against the category of the table: one category is meant, and most codes
/// contradict neither its code nor the table.
fn is_settled(context: &EntryContext<'_>) -> bool {
    let settled = context.settled_category();
    settled.is_some_and(|(_, verdict)| verdict.code.is_none())
}

fn check_headers(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let verdicts = &register.majorities.verdicts;
    let Some(layer) = register.scheme.layer_of(Role::Category) else {
        return;
    };
    let contradicted = |header, majority, (of, variant)| Contradicted {
        register,
        rule: &CATEGORY_MISMATCH.rule,
        variant,
        layer,
        of,
        header,
        majority,
    };
    let at_fault = || {
        let verdicts = (0..).zip(&verdicts.categories);
        verdicts
            .filter(|(_, verdict)| verdict.code.is_some())
            .map(|(index, _)| index)
    };
    let below = BelowCategories::of(register, at_fault());
    let mentions = Mentions::of(register, at_fault());
    for (index, (category, verdict)) in register.categories().zip(&verdicts.categories).enumerate() {
        let (Some(code), Some(majority)) = (category.code, verdict.code) else {
            continue;
        };
        let contradicted = contradicted(category.at(code), majority, (Of::Layer, "definition"));
        let describe = |message: Message, _: &str| message.with("title", category.title().unwrap_or_default());
        let edits = |_, value: &str| mentions.rewritten(index, value);
        sink.extend(contradicted.report(below.entries(index), describe, edits));
    }
    for (table, verdict) in register.tables().zip(&verdicts.tables) {
        let (Some(category), Some(majority)) = (table.category, *verdict) else {
            continue;
        };
        let other = register.category_of_majority(&majority);
        let other = other.and_then(|other| register.category(other));
        // Which one it is nobody knows where it is defined twice (R003).
        if other.is_some_and(|other| other.is_doubled) {
            continue;
        }
        let describe = |message: Message, _: &str| {
            let title = other.map(|other| other.title().unwrap_or_default());
            message
                .with("table", table.id().unwrap_or_default())
                .with("title", title.unwrap_or_default())
        };
        let is_defined = register.has_category(majority);
        let variant = if is_defined { "header" } else { "undefined" };
        let contradicted = contradicted(table.at(category), majority, (Of::Category, variant));
        let edits = |header, value: &str| {
            // To write what nobody defined would move the fault.
            let Some(other) = other.filter(|_| is_defined) else {
                return Vec::new();
            };
            let mut edits = written(header, value);
            if register.categories_with_code(value).len() == 1 {
                return edits;
            }
            // Its code alone does not say which it is.
            let is_same_subsystem = register.category_of(&table).map(|own| own.above) == Some(other.above);
            let title = register.subsystem_of(&other).and_then(|subsystem| subsystem.title());
            match (table.subsystem, title) {
                _ if is_same_subsystem || register.scheme.subsystem_layers().is_empty() => edits,
                (Some(subsystem), Some(title)) => {
                    edits.extend(written(table.place(subsystem), &title));
                    edits
                }
                _ => Vec::new(),
            }
        };
        let below = register.entries_of(&table).map(|(_, entry)| entry);
        sink.extend(contradicted.report(below, describe, edits));
    }
}

/// The table that an entry with such a code would stand in: of the category's tables the one whose block has its
/// sequence, or else the first.
fn home<'a>(context: &EntryContext<'a>, category: CategoryRef<'a>) -> Option<TableRef<'a>> {
    let register = context.beyond();
    let sequence = context.layer(Role::Sequence).and_then(|found| found.value.parse().ok());
    let mut tables = register.tables().filter(|table| {
        let own = register.category_of(table);
        own == Some(category)
    });
    let has_sequence = |table: &TableRef<'_>| match (table.block_range, sequence) {
        (Some((first, last)), Some(sequence)) => first <= sequence && sequence <= last,
        _ => false,
    };
    let first = tables.clone().next();
    let home = tables.find(has_sequence).or(first)?;
    Some(home)
}
