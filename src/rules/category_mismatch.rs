//! L004: layer 4 is not the category of the table that the entry stands in.

use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::model::{Category, Table};
use crate::scheme::Role;

/// L004 `category-mismatch`.
pub(super) static CATEGORY_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L004",
        name: "category-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    page: Page {
        what: Text {
            zh: "代码第四层（业务类型细目）是另一个细目的代码，不是本表所属的细目。",
            en: "Layer 4 of a code names another category than that of the table in which the entry stands.",
        },
        why: Text {
            zh: "代码说它属于一个细目，表却属于另一个：要么代码写错，要么条目放错了表，按细目统计时都会算错。",
            en: "The code says one category and the table another: the code is wrong or the entry stands in the wrong table, and counts by category come out wrong.",
        },
        fix: Text {
            zh: "不安全修复：改写为本表的细目。请先核对是代码错了，还是条目该移到别的表。",
            en: "Unsafe: writes the table's category. Look first whether the entry belongs into another table.",
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
#              ^^ category-mismatch: table A.6 belongs to 21
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
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let EntryContext {
        register, table, entry, ..
    } = *context;
    let (Some(other), Some(category)) = (layer_value::other_category(register, table, entry), table.category) else {
        return;
    };
    let demand = Demand {
        role: Role::Category,
        value: register.string(&table.site, category),
        source: table.site.place(category.span),
    };
    let describe = |message: Message| {
        message
            .with("table", register.optional(&table.site, table.id))
            .with("title", register.optional(&other.site, other.title))
    };
    let rule = &CATEGORY_MISMATCH.rule;
    let Some(diagnostic) = layer_value::mismatch(context, rule, &demand, describe) else {
        return;
    };
    let code = register.optional(&other.site, other.code);
    let place = other
        .code
        .map_or_else(|| other.site.header(), |code| other.site.place(code.span));
    let label = Message::attribute(rule.name, "other")
        .with("code", code)
        .with("title", register.optional(&other.site, other.title));
    let diagnostic = diagnostic.related(place, label);
    sink.push(match home(context, other) {
        Some(home) => {
            let label = Message::attribute(rule.name, "home").with("table", register.optional(&home.site, home.id));
            diagnostic.related(home.site.header(), label)
        }
        None => diagnostic,
    });
}

/// The table that an entry with such a code would stand in: of the category's tables the one whose block has its
/// sequence, or else the first.
fn home<'a>(context: &EntryContext<'a>, category: &Category) -> Option<&'a Table> {
    let register = context.beyond();
    let sequence = context.layer(Role::Sequence).and_then(|found| found.value.parse().ok());
    let mut tables = register.tables.iter().filter(|table| {
        let own = register.category_of(table);
        own.is_some_and(|own| std::ptr::eq(own, category))
    });
    let has_sequence = |table: &&Table| match (table.block_range, sequence) {
        (Some((first, last)), Some(sequence)) => first <= sequence && sequence <= last,
        _ => false,
    };
    let first = tables.clone().next();
    tables.find(has_sequence).or(first)
}
