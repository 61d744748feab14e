//! E018: a sub-heading that its table does not list.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::listing::first_few;
use super::{Check, Definition, Example, Needs, Page, Sink, TableContext};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::handle::{EntryRef, TableRef};
use crate::syntax::Str;
use crate::text::nearest::Words;
use crate::text::tidy::tidy;
use crate::writer::strings::{between, quotes};

/// E018 `unknown-group`.
pub(super) static UNKNOWN_GROUP: Definition = Definition {
    rule: Rule {
        code: "E018",
        name: "unknown-group",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "表用 groups 列了小标题，条目的小标题（group）却不在其中。没有写 groups 的表不检查。",
            en: "The `group` of an entry is not one of the sub-headings that the table lists in `groups`. Tables without `groups` are not checked.",
        },
        why: Text {
            zh: "同一个小标题写法不一，印出来就成了两个。",
            en: "A sub-heading written in two ways is printed as two sub-headings.",
        },
        fix: Text {
            zh: "不安全修复：改为 groups 中最相近的一个。确有新的小标题时，在 groups 中补上。",
            en: "Unsafe: changes it to the closest of `groups`. Add new sub-headings to `groups`.",
        },
        bad: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "24"
title     = "管理保障"
subsystem = "服务保障标准"
class     = "3"

[[table]]
id       = "A.13"
title    = "信息安全管理"
category = "24"
groups   = ["网络安全规范", "系统安全规范"]

[[table.entry]]
number = 1
code   = "3095024P0013T"
title  = "网络安全接入要求"
status = "拟编"
level  = "行业标准"
owner  = "公安部"
group  = "网络安全规定"
#         ^^^^^^^^^^^^ unknown-group: 网络安全规范
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "24"
title     = "管理保障"
subsystem = "服务保障标准"
class     = "3"

[[table]]
id       = "A.13"
title    = "信息安全管理"
category = "24"
groups   = ["网络安全规范", "系统安全规范"]

[[table.entry]]
number = 1
code   = "3095024P0013T"
title  = "网络安全接入要求"
status = "拟编"
level  = "行业标准"
owner  = "公安部"
group  = "网络安全规范"
"#,
        ),
    },
    check: Check::Table(check),
};

/// How many sub-headings are named.
const NAMED: usize = 24;

fn check(context: &TableContext<'_>, sink: &mut Sink) {
    let table = context.table;
    let Some(known) = Known::of(table) else {
        return;
    };
    let words = Words::new(table.groups().map(|(_, group)| group));
    for (_, entry) in context.entries().filter(|(_, entry)| !entry.site.is_broken) {
        if let Some(group) = entry.group.filter(|group| !known.has(&entry.text(*group))) {
            sink.push(unknown(table, &words, entry, group));
        }
    }
}

/// The sub-headings that a table lists.
pub(super) struct Known<'r>(FxHashSet<Cow<'r, str>>);

impl<'r> Known<'r> {
    /// None of a table that lists none: there an entry may have any.
    pub(super) fn of(table: TableRef<'r>) -> Option<Self> {
        let is_asked = !table.site.is_broken && !table.groups.is_empty();
        is_asked.then(|| Self(table.groups().map(|(_, group)| tidied(group)).collect()))
    }

    /// Whether a sub-heading is one of them. How it is written is told by E012.
    pub(super) fn has(&self, group: &str) -> bool {
        self.0.contains(group) || self.0.contains(&tidied(group.into()))
    }
}

/// A sub-heading as it would be written without fault.
pub(super) fn tidied(group: Cow<'_, str>) -> Cow<'_, str> {
    match tidy(&group) {
        Some(tidied) => Cow::Owned(tidied.text),
        None => group,
    }
}

fn unknown(table: TableRef<'_>, words: &Words<'_>, entry: EntryRef<'_>, group: Str) -> Diagnostic {
    let found = entry.text(group);
    let place = entry.place(group);
    let about = |message: Message| {
        let known = first_few(table.groups().map(|(_, group)| group.into_owned()), NAMED);
        message
            .with("found", found.clone())
            .with("table", table.name())
            .with("known", known)
    };
    let nearest = words.nearest(&found);
    let listed = nearest.and_then(|place| table.groups.get(place));
    let (Some(nearest), Some(listed)) = (nearest.and_then(|place| words.word(place)), listed) else {
        return Diagnostic::new(&UNKNOWN_GROUP.rule, place, about(Message::new("unknown-group")));
    };
    let message = about(Message::attribute("unknown-group", "nearest")).with("nearest", nearest);
    let label = Message::attribute("unknown-group", "listed");
    let diagnostic = Diagnostic::new(&UNKNOWN_GROUP.rule, place, message).related(table.place(*listed), label);
    // A string of several lines is not written anew.
    let quotes = quotes(entry.segment_text(), group.span).filter(|quotes| quotes.len() == 1);
    match quotes.and_then(|quotes| between(quotes, nearest)) {
        Some(text) => {
            let title = Message::attribute("unknown-group", "fix").with("nearest", nearest);
            diagnostic.replace(Applicability::Unsafe, title, place, text)
        }
        None => diagnostic,
    }
}
