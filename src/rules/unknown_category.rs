//! R001: a table of a category that no `[[category]]` defines.

use super::{Check, Definition, Example, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::model::{Category, Table};
use crate::syntax::Str;
use crate::text::nearest::nearest;

/// R001 `unknown-category`.
pub(super) static UNKNOWN_CATEGORY: Definition = Definition {
    rule: Rule {
        code: "R001",
        name: "unknown-category",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    page: Page {
        what: Text {
            zh: "明细表的 category 写了一个没有 [[category]] 定义的细目代码。",
            en: "A table's category is a code that no [[category]] defines.",
        },
        why: Text {
            zh: "表靠细目归入体系：细目不存在，表中标准的类别、第四层代码和所属子体系都无从核对，统计也会漏掉它们。",
            en: "The category is what ties a table to the structure: without it nothing says the class, layer 4 and the subsystem of the table's standards, and statistics miss them.",
        },
        fix: Text {
            zh: "改成已定义的细目代码（注意写代码，不写名称），或补上该细目的 [[category]]。",
            en: "Write the code of a category that is defined (its code, not its title), or define the category.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[table]]
id       = "A.5"
title    = "信息分类与编码"
category = "12"
#           ^^ unknown-category: did you mean 21
block    = "001-099"
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[table]]
id       = "A.5"
title    = "信息分类与编码"
category = "21"
block    = "001-099"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    // A category whose code is at fault, or could not be read, may be the one that is meant.
    if !register.majorities.verdicts.are_categories_known {
        return;
    }
    for table in &register.tables {
        if let (Some(category), None, false) = (table.category, table.category_index, table.site.is_broken) {
            sink.push(unknown(register, table, category));
        }
    }
}

fn unknown(register: &Register, table: &Table, category: Str) -> Diagnostic {
    let found = register.string(&table.site, category);
    let place = table.site.place(category.span);
    let nearest = meant(register, table);
    let message = match nearest {
        Some(_) => Message::attribute("unknown-category", "nearest"),
        None => Message::new("unknown-category"),
    };
    let message = message.with("found", found);
    let Some((nearest, code)) = nearest.and_then(|nearest| Some((nearest, nearest.code?))) else {
        return Diagnostic::new(&UNKNOWN_CATEGORY.rule, place, message);
    };
    let message = message
        .with("nearest", register.string(&nearest.site, code))
        .with("title", register.optional(&nearest.site, nearest.title));
    let label = Message::attribute("unknown-category", "definition");
    Diagnostic::new(&UNKNOWN_CATEGORY.rule, place, message).related(nearest.site.place(code.span), label)
}

/// The category that a table of an unknown one was to belong to, perhaps: the one whose title stands for its code, or
/// the one whose code is nearest.
pub(super) fn meant<'a>(register: &'a Register, table: &Table) -> Option<&'a Category> {
    let found = register.optional(&table.site, table.category);
    let titled = |category: &&Category| register.optional(&category.site, category.title) == found;
    if let Some(category) = register.categories.iter().find(titled).filter(|_| !found.is_empty()) {
        return Some(category);
    }
    let codes: Vec<_> = register
        .categories
        .iter()
        .map(|category| register.optional(&category.site, category.code))
        .collect();
    let nearest = nearest(&found, codes.iter().map(AsRef::as_ref))?;
    let place = codes.iter().position(|code| code == nearest)?;
    register.categories.get(place)
}
