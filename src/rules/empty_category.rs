//! R004: a category without one entry.

use rustc_hash::FxHashSet;

use super::listing::explained_by;
use super::unknown_category::Names;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::handle::{CategoryRef, TableRef};
use crate::register::model::Link;

/// R004 `empty-category`.
pub(super) static EMPTY_CATEGORY: Definition = Definition {
    rule: Rule {
        code: "R004",
        name: "empty-category",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "细目之下一项标准也没有：没有明细表，或明细表是空的。",
            en: "A category contains no standards: it has no table, or its tables are empty.",
        },
        why: Text {
            zh: "体系结构中的细目应至少有一项标准；没有时，多半是漏了明细表，或表的 category 写错了。",
            en: "Every category of the structure should contain at least one standard; if not, usually a table is missing or refers to another category.",
        },
        fix: Text {
            zh: "补上该细目的明细表和标准；若体系不再需要它，删去这个 [[category]]。",
            en: "Add a table with standards to the category; if the system no longer needs it, delete the [[category]].",
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
    // category may while not all of them are known; of one whose category is defined twice nobody knows what its codes say.
    let are_known = register.majorities.verdicts.are_categories_known;
    let is_nobodys = |table: TableRef<'_>| {
        let category = register.category_of(&table);
        let is_doubled = category.is_some_and(|category| category.is_doubled);
        table.category.is_none() || table.is_ambiguous || is_doubled || !are_known && category.is_none()
    };
    let is_unsure = |table: TableRef<'_>| table.site.is_broken || is_nobodys(table);
    if register.completeness == Completeness::Partial || register.tables().any(is_unsure) {
        return;
    }
    let filled: FxHashSet<usize> = register
        .tables()
        .filter(|table| !table.entries.is_empty())
        .filter_map(|table| table.category_index)
        .collect();
    let Some(missed) = missed(register, &filled) else {
        return;
    };
    let is_by_subsystem = register.tells_categories_by_subsystem();
    let within = |category: &CategoryRef<'_>| if is_by_subsystem { category.above } else { Link::Absent };
    let mut defined = FxHashSet::default();
    for (index, category) in register.categories().enumerate() {
        let Some(code) = category.code else {
            continue;
        };
        let name = category.code().unwrap_or_default();
        // Tables belong to the first of two categories with one code; that there are two is told.
        let is_first = !category.is_doubled || defined.insert((within(&category), name.clone()));
        if !is_first || category.site.is_broken || filled.contains(&index) || missed.contains(&index) {
            continue;
        }
        let message = Message::new("empty-category")
            .with("code", name)
            .with("title", category.title().unwrap_or_default());
        let tables: Vec<Place> = register
            .belonging
            .tables_of_category(register, index)
            .map(|table| table.site.header())
            .collect();
        let diagnostic = Diagnostic::new(&EMPTY_CATEGORY.rule, category.site.place(code.span), message);
        let label = Message::attribute("empty-category", "table");
        let place = |index: usize| tables.get(index).copied();
        sink.push(explained_by(diagnostic, tables.len(), place, &label));
    }
}

/// The categories, by their places, that tables of unknown categories, or of ones that most of their codes contradict, were
/// to belong to: that is told already. Nothing where nobody knows which empty one a table was to belong to.
fn missed(register: &Register, filled: &FxHashSet<usize>) -> Option<FxHashSet<usize>> {
    let verdicts = register.majorities.verdicts.tables.iter().flatten();
    let mut missed: FxHashSet<usize> = verdicts
        .filter_map(|majority| register.category_of_majority(majority))
        .collect();
    let names = Names::new(register);
    let tables = register.tables();
    for table in tables.filter(|table| table.category_index.is_none() && !table.entries.is_empty()) {
        let meant = names.meant(table).map(|near| near.place);
        missed.insert(meant.filter(|meant| !filled.contains(meant))?);
    }
    Some(missed)
}
