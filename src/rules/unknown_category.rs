//! R001: a table of a category that no `[[category]]` defines.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::listing::explained_by;
use super::proposal;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::register::model::Link;
use crate::scheme::Role;
use crate::syntax::Str;
use crate::text::nearest::{Near, Words};

/// R001 `unknown-category`.
pub(super) static UNKNOWN_CATEGORY: Definition = Definition {
    rule: Rule {
        code: "R001",
        name: "unknown-category",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "明细表的 category 写了没有 [[category]] 定义的细目代码，或者几个子体系都有、而 subsystem 没有写明是哪一个的代码。",
            en: "A table's `category` is a code that no [[category]] defines, or one that several subsystems have without `subsystem` saying which one is meant.",
        },
        why: Text {
            zh: "表靠细目归入体系：细目不存在，表中标准的类别、第四层代码和所属子体系都无法核对，统计也会漏掉它们。",
            en: "The category connects a table to the structure; without it, the class, layer 4 and subsystem of the table's standards cannot be checked, and statistics leave them out.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的细目代码，或写的是名称的那个细目的代码；表中标准的代码与之不符时不提供。其余请改成已定义的细目代码（注意写代码，不写名称），或补上该细目的 [[category]]。",
            en: "Unsafe: changes it to the closest code, or to the code of the category whose title it is, unless the codes in the table speak against it. Otherwise use the code of a defined category (its code, not its title), or define the category.",
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
    let names = Names::new(register);
    for table in register.tables() {
        let (Some(category), None, false) = (table.category, table.category_index, table.site.is_broken) else {
            continue;
        };
        let named = register.categories_with_code(&table.category().unwrap_or_default());
        match (named.first(), table.subsystem_link) {
            // That its subsystem is none is told there.
            (_, Link::Unknown | Link::Ambiguous) => {}
            (None, _) => sink.push(unknown(register, &names, table, category)),
            // Nor is it known which one is in the subsystem where that is defined twice, or one of them is in an unknown one.
            (Some(_), Link::To(subsystem)) if is_unclear(register, subsystem, named) => {}
            (Some(first), Link::To(subsystem)) => sink.push(elsewhere(register, table, subsystem, *first)),
            (Some(_), _) => sink.push(ambiguous(register, table, category, named)),
        }
    }
}

fn is_unclear(register: &Register, subsystem: usize, named: &[usize]) -> bool {
    let is_doubled = register
        .subsystem(subsystem)
        .is_none_or(|subsystem| subsystem.is_doubled || subsystem.is_code_doubled);
    let mut categories = named.iter().filter_map(|category| register.category(*category));
    is_doubled || categories.any(|category| !matches!(category.above, Link::To(_)))
}

/// The code is that of categories of several subsystems.
fn ambiguous(register: &Register, table: TableRef<'_>, category: Str, named: &[usize]) -> Diagnostic {
    let found = table.category().unwrap_or_default();
    let message = Message::attribute("unknown-category", "ambiguous").with("found", found);
    let diagnostic = Diagnostic::new(&UNKNOWN_CATEGORY.rule, table.place(category), message);
    let label = Message::attribute("unknown-category", "one-of");
    explained_by(
        diagnostic,
        named.len(),
        |index| definition(register, *named.get(index)?),
        &label,
    )
}

/// The subsystem that the table names has no category with the code; another has.
fn elsewhere(register: &Register, table: TableRef<'_>, subsystem: usize, other: usize) -> Diagnostic {
    let title = register.subsystem(subsystem).and_then(|subsystem| subsystem.title());
    let message = Message::attribute("unknown-category", "other-subsystem")
        .with("found", table.category().unwrap_or_default())
        .with("subsystem", title.unwrap_or_default());
    let place = table
        .subsystem
        .map_or_else(|| table.header(), |subsystem| table.place(subsystem));
    let diagnostic = Diagnostic::new(&UNKNOWN_CATEGORY.rule, place, message);
    let label = Message::attribute("unknown-category", "elsewhere").with("found", table.category().unwrap_or_default());
    match definition(register, other) {
        Some(place) => diagnostic.related(place, label),
        None => diagnostic,
    }
}

fn definition(register: &Register, category: usize) -> Option<Place> {
    let category = register.category(category)?;
    Some(category.place(category.code?))
}

fn unknown(register: &Register, names: &Names<'_>, table: TableRef<'_>, category: Str) -> Diagnostic {
    let found = table.category().unwrap_or_default();
    let place = table.site.place(category.span);
    let near = names.meant(table);
    let nearest = near.and_then(|near| register.category(near.place));
    let message = match nearest {
        Some(_) => Message::attribute("unknown-category", "nearest"),
        None => Message::new("unknown-category"),
    };
    let message = message.with("found", found);
    let Some((nearest, code)) = nearest.and_then(|nearest| Some((nearest, nearest.code?))) else {
        return Diagnostic::new(&UNKNOWN_CATEGORY.rule, place, message);
    };
    let nearest_code = nearest.code().unwrap_or_default();
    let message = message
        .with("nearest", nearest_code.clone())
        .with("title", nearest.title().unwrap_or_default());
    let label = Message::attribute("unknown-category", "definition");
    let diagnostic =
        Diagnostic::new(&UNKNOWN_CATEGORY.rule, place, message).related(nearest.site.place(code.span), label);
    let is_certain = match says(register, table, &nearest_code) {
        Said::It => true,
        Said::Nothing => near.is_some_and(|near| near.is_sole),
        Said::Another => false,
    };
    // A code that several categories have would still not say which is meant.
    match is_certain && register.categories_with_code(&nearest_code).len() == 1 {
        true => proposal::instead(diagnostic, table.segment_text(), &nearest_code),
        false => diagnostic,
    }
}

/// What the codes of a table say of its category.
enum Said {
    It,
    Another,
    Nothing,
}

/// Whether the codes of a table name a category.
fn says(register: &Register, table: TableRef<'_>, category: &str) -> Said {
    let mut said = Said::Nothing;
    for (_, entry) in register.entries_of(&table) {
        let Some(code) = entry.code() else {
            continue;
        };
        match entry.layers.value(&register.scheme, &code, Role::Category) {
            Some(named) if named == category => said = Said::It,
            Some(_) => return Said::Another,
            None => {}
        }
    }
    said
}

/// The names of the categories, for tables of unknown ones.
pub(super) struct Names<'r> {
    /// The first category with each title.
    titles: FxHashMap<Cow<'r, str>, Near>,
    codes: Words<'r>,
}

impl<'r> Names<'r> {
    pub(super) fn new(register: &'r Register) -> Self {
        let mut titles = FxHashMap::default();
        for (place, category) in register.categories().enumerate() {
            let title = category.title().unwrap_or_default();
            let near = Near { place, is_sole: true };
            titles
                .entry(title)
                .and_modify(|near: &mut Near| near.is_sole = false)
                .or_insert(near);
        }
        let categories = register.categories();
        Self {
            titles,
            codes: Words::new(categories.map(|category| category.code().unwrap_or_default())),
        }
    }

    /// The category that a table of an unknown one was to belong to, perhaps: the one whose title stands for
    /// its code, or the one whose code is nearest.
    pub(super) fn meant(&self, table: TableRef<'_>) -> Option<Near> {
        let found = table.category().unwrap_or_default();
        let titled = self.titles.get(&found).filter(|_| !found.is_empty());
        titled.copied().or_else(|| self.codes.near(&found))
    }
}
