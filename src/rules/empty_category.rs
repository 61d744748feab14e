//! R004: a category without one entry.

use rustc_hash::FxHashSet;

use super::unknown_category::meant;
use super::{Check, Definition, Example, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::model::{Category, Table};

/// R004 `empty-category`.
pub(super) static EMPTY_CATEGORY: Definition = Definition {
    rule: Rule {
        code: "R004",
        name: "empty-category",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    page: Page {
        what: Text {
            zh: "细目之下一项标准也没有：没有明细表，或明细表是空的。",
            en: "A category without one standard: it has no table, or its tables are empty.",
        },
        why: Text {
            zh: "结构图列了它，明细表却没有内容：多半是漏了表，或表的 category 写错了。",
            en: "The structure has it and the tables do not: most often a table is missing, or names another category.",
        },
        fix: Text {
            zh: "补上该细目的明细表和标准；若体系不再需要它，删去这个 [[category]]。",
            en: "Add the category's table and its standards; if the system no longer needs it, remove the [[category]].",
        },
        bad: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
#            ^^ empty-category: category 21
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
entry    = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    // A table that did not parse may hold entries, and a table without a category may be anyone's, as one of an unknown
    // category may while not all of them are known.
    let are_known = register.majorities.verdicts.are_categories_known;
    let is_nobodys = |table: &Table| table.category.is_none() || !are_known && table.category_index.is_none();
    let is_unsure = |table: &Table| table.site.is_broken || is_nobodys(table);
    if register.completeness == Completeness::Partial || register.tables.iter().any(is_unsure) {
        return;
    }
    let filled: FxHashSet<usize> = register
        .tables
        .iter()
        .filter(|table| !table.entries.is_empty())
        .filter_map(|table| table.category_index)
        .collect();
    let mut defined = FxHashSet::default();
    for (index, category) in register.categories.iter().enumerate() {
        let Some(code) = category.code else {
            continue;
        };
        let name = register.string(&category.site, code);
        // Tables belong to the first of two categories with one code; that there are two is told.
        let is_first = defined.insert(name.clone());
        if !is_first || category.site.is_broken || filled.contains(&index) || is_missed(register, category) {
            continue;
        }
        let message = Message::new("empty-category")
            .with("code", name)
            .with("title", register.optional(&category.site, category.title));
        let tables = register
            .tables
            .iter()
            .filter(|table| table.category_index == Some(index));
        let place = category.site.place(code.span);
        let diagnostic = Diagnostic::new(&EMPTY_CATEGORY.rule, place, message);
        sink.push(tables.fold(diagnostic, |diagnostic, table| {
            diagnostic.related(table.site.header(), Message::attribute("empty-category", "table"))
        }));
    }
}

/// Whether a table that names an unknown category, or one that most of its codes contradict, was to belong to this one:
/// that is told already.
fn is_missed(register: &Register, category: &Category) -> bool {
    let code = register.optional(&category.site, category.code);
    let verdicts = &register.majorities.verdicts.tables;
    if verdicts.iter().flatten().any(|majority| majority.is(&code)) {
        return true;
    }
    register
        .tables
        .iter()
        .filter(|table| table.category_index.is_none() && !table.entries.is_empty())
        .filter_map(|table| meant(register, table))
        .any(|other| std::ptr::eq(other, category))
}
