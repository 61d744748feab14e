//! R005: a standard that the structure requires in a category is not listed there.

use std::borrow::Cow;
use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::listing::Many;
use super::proposal;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::handle::{CategoryRef, EntryRef, RequiredRef, TableRef};
use crate::register::index::{normal, title_key};
use crate::syntax::Str;
use crate::text::nearest::Words;

/// R005 `missing-required`.
pub(super) static MISSING_REQUIRED: Definition = Definition {
    rule: Rule {
        code: "R005",
        name: "missing-required",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "细目的 requires 列出的标准，该细目的明细表中没有一项叫这个名称；写明 table 的，只在那个表里找。",
            en: "A title in the `requires` list of a category is the title of no entry in the category's tables; if `table` is given, only that table is searched.",
        },
        why: Text {
            zh: "体系结构要求的标准都应在明细表中；缺少一项，不是漏列，就是两处名称不一致。",
            en: "Every standard that the structure requires should be in the tables; if it is not, it was forgotten or has a different title there.",
        },
        fix: Text {
            zh: "不安全修复：requires 中的名称改为最相近的条目名称。请先核对哪一处的名称有误；确是漏列的，在该细目的明细表中补上这项标准，或把两处名称改成一致。提示会给出最相近的名称。",
            en: "Unsafe: changes the title in `requires` to that of the entry whose title is closest. First check which of the two is wrong. If the standard was left out, add it to a table of the category, or make the two titles the same. The message shows the closest title.",
        },
        bad: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务提供标准"

[[category]]
code      = "31"
title     = "政务服务事项"
subsystem = "服务提供标准"
class     = "3"
requires  = ["政务服务事项管理规范"]
#             ^^^^^^^^^^^^^^^^^^^^ missing-required: the closest is “政务服务事项办理规范”

[[table]]
id       = "A.15"
title    = "政务服务事项"
category = "31"
entry    = [
  { number = 1, code = "3095031P0013T", title = "政务服务事项办理规范", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务提供标准"

[[category]]
code      = "31"
title     = "政务服务事项"
subsystem = "服务提供标准"
class     = "3"
requires  = ["政务服务事项办理规范"]

[[table]]
id       = "A.15"
title    = "政务服务事项"
category = "31"
entry    = [
  { number = 1, code = "3095031P0013T", title = "政务服务事项办理规范", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    // A table whose category is unknown may be one of this category.
    let is_unsure = register.completeness == Completeness::Partial
        || (0..register.tables().len()).any(|table| register.settled_category(table).is_none());
    if is_unsure {
        return;
    }
    let mut homes = Homes::new(register);
    let mut tables: FxHashMap<Cow<'_, str>, Option<usize>> = FxHashMap::default();
    for (index, table) in register.tables().enumerate() {
        if let Some(id) = table.id() {
            tables
                .entry(id)
                .and_modify(|table| *table = None)
                .or_insert(Some(index));
        }
    }
    for (index, category) in register.categories().enumerate() {
        if category.requires.is_empty() || category.site.is_broken {
            continue;
        }
        // Nobody asks for them where all that is wanted is there.
        let titles = LazyCell::new(|| Titles::new(register, index));
        let texts = LazyCell::new(|| {
            let texts = titles.entries.iter();
            Words::new(texts.map(|(entry, title)| entry.text(*title)))
        });
        let mut list = Many::in_list(&MISSING_REQUIRED.rule);
        for required in category.requires() {
            let Some(title) = required.title.filter(|_| !required.site.is_broken) else {
                continue;
            };
            let homes = homes.of(&required.text(title));
            let Some(id) = required.table else {
                if !homes.categories.contains(&index) && titles.are_all_read {
                    let place = required.place(title);
                    list.tell(sink, place, || {
                        report(&titles, &texts, homes, category, (required, title))
                    });
                }
                continue;
            };
            let found = tables.get(&required.text(id)).copied();
            // Which of several is meant nobody knows.
            if found == Some(None) {
                continue;
            }
            let found = found.flatten();
            let of_category = found.filter(|table| register.settled_category(*table) == Some(index));
            match of_category {
                Some(table) if homes.tables.contains(&table) => {}
                _ if !titles.are_all_read => {}
                Some(_) => {
                    let place = required.place(title);
                    let report = || report(&titles, &texts, homes, category, (required, title));
                    list.tell(sink, place, report);
                }
                None => {
                    let place = required.place(id);
                    let other = found.and_then(|table| register.table(table));
                    list.tell(sink, place, || no_such_table(category, required, other));
                }
            }
        }
        list.end(sink);
    }
}

/// The entries of a category that have titles.
struct Titles<'a> {
    register: &'a Register,
    entries: Vec<(EntryRef<'a>, Str)>,
    /// Whether it is known what the category has: a title that could not be read may be the one that is wanted.
    are_all_read: bool,
}

impl<'a> Titles<'a> {
    fn new(register: &'a Register, category: usize) -> Self {
        let mut titles = Self {
            register,
            entries: Vec::new(),
            are_all_read: true,
        };
        for table in register.belonging.tables_of_category(register, category) {
            titles.are_all_read &= !table.site.is_broken;
            for (_, entry) in register.entries_of(&table) {
                match entry.title {
                    Some(title) => titles.entries.push((entry, title)),
                    None => titles.are_all_read = false,
                }
            }
        }
        titles
    }
}

/// The entries with one title.
#[derive(Default)]
struct OfTitle<'a> {
    /// The categories, by their places, that have one.
    categories: FxHashSet<usize>,
    /// The tables, likewise.
    tables: FxHashSet<usize>,
    /// The first one in the register, with its category.
    first: Option<(EntryRef<'a>, usize)>,
}

/// Where titles stand, found once for each that is asked for.
struct Homes<'a> {
    register: &'a Register,
    known: FxHashMap<String, OfTitle<'a>>,
    /// That of a title that no entry has: there may be many, and they need not be kept.
    none: OfTitle<'a>,
}

impl<'a> Homes<'a> {
    fn new(register: &'a Register) -> Self {
        Self {
            register,
            known: FxHashMap::default(),
            none: OfTitle::default(),
        }
    }

    fn of(&mut self, title: &str) -> &OfTitle<'a> {
        let register = self.register;
        let title = normal(title.into());
        let ids = register.index.titles.get(title_key(&title));
        if ids.is_empty() {
            return &self.none;
        }
        self.known.entry(title.into_owned()).or_insert_with_key(|title| {
            let mut homes = OfTitle::default();
            for entry in ids.iter().filter_map(|id| register.entry(*id)) {
                let category = register.table_of(&entry).and_then(|table| table.category_index);
                if let Some(category) = category
                    && normal(entry.title().unwrap_or_default()) == *title
                {
                    homes.categories.insert(category);
                    homes.tables.insert(entry.table as usize);
                    homes.first.get_or_insert((entry, category));
                }
            }
            homes
        })
    }
}

fn report(
    titles: &Titles<'_>,
    texts: &Words<'_>,
    homes: &OfTitle<'_>,
    category: CategoryRef<'_>,
    (required, title): (RequiredRef<'_>, Str),
) -> Diagnostic {
    let register = titles.register;
    let found = required.text(title);
    let place = required.place(title);
    let table = required.table();
    let about = |message: Message| {
        message
            .with("title", found.clone())
            .with("category", category.code().unwrap_or_default())
            .with("table", table.clone().unwrap_or_default())
    };
    // Where the table matters, another word for each is said.
    let says = |of_category, of_table| {
        Message::attribute("missing-required", if table.is_some() { of_table } else { of_category })
    };
    if table.is_some()
        && let Some((entry, _)) = homes.first
        && let (Some(title), Some(other)) = (entry.title, register.table_of(&entry))
    {
        let message = about(Message::attribute("missing-required", "other-table")).with("other", other.name());
        let label = Message::attribute("missing-required", "entry");
        return Diagnostic::new(&MISSING_REQUIRED.rule, place, message).related(entry.place(title), label);
    }
    let elsewhere = homes.first.and_then(|(entry, other)| {
        let other = register.category(other)?;
        Some((entry.site.place(entry.title?.span), other.code().unwrap_or_default()))
    });
    if let Some((entry, other)) = elsewhere {
        let message = about(Message::attribute("missing-required", "elsewhere")).with("other", other);
        let label = Message::attribute("missing-required", "entry");
        return Diagnostic::new(&MISSING_REQUIRED.rule, place, message).related(entry, label);
    }
    let near = texts.near(&found);
    let nearest = near.map(|near| near.place);
    let entry = nearest.and_then(|place| titles.entries.get(place));
    let entry = entry.map(|(entry, title)| entry.site.place(title.span));
    let (Some(nearest), Some(entry)) = (nearest.and_then(|place| texts.word(place)), entry) else {
        return Diagnostic::new(&MISSING_REQUIRED.rule, place, about(says("in-category", "in-table")));
    };
    let message = about(says("nearest", "nearest-in-table")).with("nearest", nearest);
    let label = Message::attribute("missing-required", "entry");
    let diagnostic = Diagnostic::new(&MISSING_REQUIRED.rule, place, message).related(entry, label);
    // In another table than the one that is asked for, its title would not be missed any less.
    match near.is_some_and(|near| near.is_sole) && table.is_none() {
        true => proposal::instead(diagnostic, required.segment_text(), nearest),
        false => diagnostic,
    }
}

/// A standard that is required in a table that there is not, or in one of another category.
fn no_such_table(category: CategoryRef<'_>, required: RequiredRef<'_>, other: Option<TableRef<'_>>) -> Diagnostic {
    let place = required.table.map_or(required.header(), |table| required.place(table));
    let attribute = if other.is_some() { "foreign-table" } else { "no-table" };
    let message = Message::attribute("missing-required", attribute)
        .with("table", required.table().unwrap_or_default())
        .with("title", required.title().unwrap_or_default())
        .with("category", category.code().unwrap_or_default());
    let diagnostic = Diagnostic::new(&MISSING_REQUIRED.rule, place, message);
    match other.and_then(|table| table.maybe_at(table.category)) {
        Some(named) => diagnostic.related(named.place(), Message::attribute("missing-required", "category")),
        None => diagnostic,
    }
}
