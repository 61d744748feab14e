//! N006: a row of a statistics table whose scope is unknown, or that repeats another row.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::figures::counted;
use super::proposal;
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Argument, Message, Text};
use crate::register::Register;
use crate::register::counts::{CountedStatistics, NameKind, RowMeaning, UnknownName};
use crate::register::handle::{RowRef, StatisticsColumnRef};
use crate::text::nearest::Words;

/// N006 `unknown-row`.
pub(super) static UNKNOWN_ROW: Definition = Definition {
    rule: Rule {
        code: "N006",
        name: "unknown-row",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "统计行的 item（或 where 里的值）不是体系中有定义的统计项，或者同一张统计表里列了两次；figures 中的列名不在 columns 之内，或者两列同名。",
            en: "The `item` of a row, or a value in its `where`, is not defined; or the item appears twice in one table; or `figures` names a column that the table does not have, or has twice.",
        },
        why: Text {
            zh: "无法确定这一行统计什么，它的数也就无法核对；统计项列了两次，合计会重复计入。",
            en: "Neither the tool nor a reader can tell what the row counts, so its figures cannot be checked; an item that appears twice is counted twice in the total.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的名称，本表已有这一行或这一列时不提供。其余请改成有定义的统计项：按级别统计用编码方案规定的统计项，按子体系、细目、表统计用其名称、代码或表号；也可以用 where 说明本行统计哪些条目。重复的行删去一行。",
            en: "Unsafe: changes it to the closest name, unless the table has that row or column already. Otherwise use a defined item: by level, an item of the scheme; by subsystem, category or table, its title, code or id; or add `where` to say what the row counts. If two rows have the same item, delete one.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021R1012T", title = "公安数据元编写规则", standard = "GB/T 7408-2005", status = "已颁", level = "国家标准", effective = 2005-10-01, owner = "公安部" },
  { number = 2, code = "2095021P1023T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[statistics]]
by   = "level"
rows = [
  { item = "国家标淮", expected = 1, existing = 1, ratio = "100%" },
#           ^^^^^^^^ unknown-row: did you mean “国家标准”
  { item = "公共安全行业标准", expected = 1, existing = 0, ratio = "0%" },
  { item = "共计", expected = 2, existing = 1, ratio = "50%" },
]
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021R1012T", title = "公安数据元编写规则", standard = "GB/T 7408-2005", status = "已颁", level = "国家标准", effective = 2005-10-01, owner = "公安部" },
  { number = 2, code = "2095021P1023T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[statistics]]
by   = "level"
rows = [
  { item = "国家标准", expected = 1, existing = 1, ratio = "100%" },
  { item = "公共安全行业标准", expected = 1, existing = 0, ratio = "0%" },
  { item = "共计", expected = 2, existing = 1, ratio = "50%" },
]
"#,
        ),
    },
    check: Check::Statistics(check),
};

fn check(context: &StatisticsContext<'_>, sink: &mut Sink) {
    // Where tables are lost, so may be what the row names.
    let Some(counted) = counted(context).filter(|_| context.register.is_countable()) else {
        return;
    };
    columns(context, counted, sink);
    let mut items: Option<FxHashSet<Cow<'_, str>>> = None;
    for (row, counted) in context.statistics.rows().zip(&counted.rows) {
        if row.site.is_broken {
            continue;
        }
        if let RowMeaning::Unknown(name) = &counted.meaning {
            let items = items.get_or_insert_with(|| context.statistics.rows().filter_map(RowRef::item).collect());
            // A second row of one name is one too many.
            let is_item = row.item.is_some_and(|item| row.site.place(item.span) == name.place);
            let is_taken = |nearest: &str| is_item && items.contains(nearest);
            sink.push(unknown(context.register, name, is_taken));
        }
        let first = counted.repeats.and_then(|first| context.statistics.row(first));
        if let (Some(item), Some(first)) = (row.item, first) {
            let message = Message::attribute("unknown-row", "twice").with("item", row.item().unwrap_or_default());
            let first = first
                .item
                .map_or_else(|| first.site.header(), |item| first.site.place(item.span));
            sink.push(
                Diagnostic::new(&UNKNOWN_ROW.rule, row.site.place(item.span), message)
                    .twin(first, Message::attribute("unknown-row", "first")),
            );
        }
    }
}

/// Columns that count nothing known or have the title of another, and figures of columns that there are not.
fn columns(context: &StatisticsContext<'_>, counted: &CountedStatistics, sink: &mut Sink) {
    let columns = || context.statistics.columns();
    for (column, counted) in columns()
        .zip(&counted.columns)
        .filter(|(column, _)| !column.site.is_broken)
    {
        if let RowMeaning::Unknown(name) = &counted.meaning {
            sink.push(unknown(context.register, name, |_| false));
        }
        let first = counted.repeats.and_then(|first| context.statistics.column(first));
        if let (Some(title), Some(first)) = (column.get().title, first) {
            let message = Message::attribute("unknown-row", "column-twice").with("name", column.text(title));
            let first = first
                .get()
                .title
                .map_or_else(|| first.header(), |title| first.place(title));
            sink.push(
                Diagnostic::new(&UNKNOWN_ROW.rule, column.place(title), message)
                    .twin(first, Message::attribute("unknown-row", "first")),
            );
        }
    }
    let mut titles: Option<Words<'_>> = None;
    for (row, counted) in context.statistics.rows().zip(&counted.rows) {
        let figures = row.figures().zip(&counted.cells);
        for (figure, _) in figures.filter(|(figure, cell)| cell.column.is_none() && !figure.site.is_broken) {
            let titles = titles.get_or_insert_with(|| {
                Words::new(columns().filter_map(StatisticsColumnRef::title).collect::<Vec<_>>())
            });
            let near = titles.near(&figure.name);
            let nearest = near.and_then(|near| titles.word(near.place));
            let attribute = if nearest.is_some() {
                "nearest-column"
            } else {
                "no-column"
            };
            let message = Message::attribute("unknown-row", attribute)
                .with("name", figure.name.as_str())
                .with("nearest", nearest.unwrap_or_default());
            let diagnostic = Diagnostic::new(&UNKNOWN_ROW.rule, figure.site.place(figure.key), message);
            let is_sole = near.is_some_and(|near| near.is_sole);
            let is_free = |nearest: &&str| !row.figures().any(|other| other.name == **nearest);
            sink.push(match nearest.filter(|nearest| is_sole && is_free(nearest)) {
                Some(nearest) => proposal::key_instead(diagnostic, nearest),
                None => diagnostic,
            });
        }
    }
}

/// What nothing is called so. `is_taken` says of a name whether it must not stand there either.
fn unknown(register: &Register, name: &UnknownName, is_taken: impl Fn(&str) -> bool) -> Diagnostic {
    let message = match name.nearest {
        Some(_) => Message::attribute("unknown-row", "nearest"),
        None => Message::new("unknown-row"),
    };
    let layer: Argument = match name.kind {
        NameKind::Layer(index) => (register.scheme.layers.get(index))
            .map_or("", |layer| &layer.name)
            .into(),
        NameKind::Word(index) | NameKind::Value(index) => {
            let column = register.columns.get(index);
            column.map_or_else(|| "".into(), |column| column.as_key().heading.into())
        }
        _ => "".into(),
    };
    let message = message
        .with("name", name.name.as_str())
        .with("kind", name.kind.name())
        .with("layer", layer)
        .with("nearest", name.nearest.clone().unwrap_or_default());
    let diagnostic = Diagnostic::new(&UNKNOWN_ROW.rule, name.place, message);
    let nearest = name.nearest.as_deref();
    match nearest.filter(|nearest| name.is_sole && !is_taken(nearest)) {
        Some(nearest) => proposal::instead(diagnostic, register.text_around(name.place), nearest),
        None => diagnostic,
    }
}
