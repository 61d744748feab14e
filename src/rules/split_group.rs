//! S008: entries of one sub-heading that are not together.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::unknown_group::{Known, tidied};
use super::{Check, Definition, Example, Needs, Page, Sink, TableContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::keys::{Certainty, ColumnRole, Columns};
use crate::messages::{Message, Text};
use crate::register::handle::EntryRef;

/// S008 `split-group`.
pub(super) static SPLIT_GROUP: Definition = Definition {
    rule: Rule {
        code: "S008",
        name: "split-group",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "同一小标题（group）的条目在表中没有排在一起，中间隔着其他条目。",
            en: "Entries with the same `group` are not together in their table: there are other entries between them.",
        },
        why: Text {
            zh: "表内按小标题分组印制，隔开的条目会使同一个小标题印两次。",
            en: "Tables are printed by sub-heading; if other entries come in between, the same sub-heading is printed twice.",
        },
        fix: Text {
            zh: "把这些条目移到一起（编辑器中可上移、下移条目），或改正小标题。",
            en: "Move the entries together (editors can move entries up and down), or correct the sub-heading.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
group  = "数据元"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安信息代码"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
group  = "代码"

[[table.entry]]
number = 3
code   = "2095021P1033T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
group  = "数据元"
#         ^^^^^^ split-group: 数据元
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
group  = "数据元"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
group  = "数据元"

[[table.entry]]
number = 3
code   = "2095021P1033T"
title  = "公安信息代码"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
group  = "代码"
"#,
        ),
    },
    check: Check::Table(check),
};

fn check(context: &TableContext<'_>, sink: &mut Sink) {
    let columns = context.columns();
    let has_groups = context.entries().any(|(_, entry)| entry.group.is_some());
    if !has_groups || columns.certainty == Certainty::Uncertain {
        return;
    }
    let known = Known::of(context.table);
    let mut first: FxHashMap<Cow<'_, str>, Place> = FxHashMap::default();
    let mut current: Option<Cow<'_, str>> = None;
    for (_, entry) in context.entries() {
        let Some(group) = entry.group else {
            // One whose sub-heading could not be read may be of the same.
            if !is_unread(columns, entry) {
                current = None;
            }
            continue;
        };
        let found = tidied(entry.text(group));
        // What is no sub-heading of the table is told as such.
        if current.as_deref() == Some(&*found) || known.as_ref().is_some_and(|known| !known.has(&found)) {
            continue;
        }
        let place = entry.place(group);
        match first.get(&found) {
            Some(first) => {
                let message = Message::new("split-group").with("group", found.as_ref());
                let label = Message::attribute("split-group", "first");
                sink.push(Diagnostic::new(&SPLIT_GROUP.rule, place, message).related(*first, label));
            }
            None => {
                first.insert(found.clone(), place);
            }
        }
        current = Some(found);
    }
}

/// Whether an entry without a sub-heading may have one all the same.
fn is_unread(columns: &Columns, entry: EntryRef<'_>) -> bool {
    let key = columns.key_of(ColumnRole::Group);
    let text = entry.segment_text();
    entry.site.is_broken || entry.keys().iter().any(|node| node.key.name(text) == key)
}
