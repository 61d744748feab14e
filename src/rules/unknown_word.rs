//! E019: a value that a column of words does not allow.

use super::listing::first_few;
use super::proposal;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::{Certainty, Column, ColumnRole};
use crate::messages::{Message, Text};
use crate::syntax::Str;
use crate::text::nearest::all_nearest;

/// E019 `unknown-word`.
pub(super) static UNKNOWN_WORD: Definition = Definition {
    rule: Rule {
        code: "E019",
        name: "unknown-word",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "某栏的值只能取 words 所列的用语，这里写的不在其中。栏由编码方案或体系表的 [[column]] 规定。",
            en: "The value of a column of words is not one of the listed `words`. Columns are defined by [[column]] in the scheme or the register.",
        },
        why: Text {
            zh: "同一意思写法不一，就无法按这一栏统计和筛选。",
            en: "If the same thing is written in different ways, entries cannot be counted or filtered by the column.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的用语。其余从所列用语中选用；确有新的用语，在 [[column]] 的 words 中补上。",
            en: "Unsafe: changes it to the closest word. Otherwise use one of the listed words; add new words to `words` of the [[column]].",
        },
        bad: Example::Entries(
            r#"
[[column]]
key   = "adoption"
title = "采标程度"
type  = "word"
words = ["IDT", "MOD", "NEQ"]

[[table.entry]]
number   = 1
code     = "2095021P1013T"
title    = "公安数据元"
status   = "拟编"
level    = "行业标准"
owner    = "公安部计算机与信息处理标委会"
adoption = "MDO"
#           ^^^ unknown-word: MOD
"#,
        ),
        good: Example::Entries(
            r#"
[[column]]
key   = "adoption"
title = "采标程度"
type  = "word"
words = ["IDT", "MOD", "NEQ"]

[[table.entry]]
number   = 1
code     = "2095021P1013T"
title    = "公安数据元"
status   = "拟编"
level    = "行业标准"
owner    = "公安部计算机与信息处理标委会"
adoption = "MOD"
"#,
        ),
    },
    check: Check::Entry(check),
};

/// How many words are named.
const NAMED: usize = 24;

/// Among how many words the nearest is looked for.
const COMPARED: usize = 1000;

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let columns = context.columns();
    if columns.certainty == Certainty::Uncertain {
        return;
    }
    let entry = context.entry.get();
    for cell in &entry.cells {
        if let Some(column) = columns.get(usize::from(cell.column)) {
            cell.value
                .strings()
                .iter()
                .for_each(|word| judge(context, column, *word, sink));
        }
    }
    for column in columns.worded() {
        let word = match column.role {
            Some(ColumnRole::Title) => entry.title,
            Some(ColumnRole::Owner) => entry.owner,
            Some(ColumnRole::Group) => entry.group,
            Some(ColumnRole::Remarks) => entry.remarks,
            _ => None,
        };
        if let Some(word) = word {
            judge(context, column, word, sink);
        }
    }
}

fn judge(context: &EntryContext<'_>, column: &Column, word: Str, sink: &mut Sink) {
    let found = context.string(word);
    if column.words.is_empty() || column.words.has(&found) {
        return;
    }
    let nearest = all_nearest(&found, column.words.iter().take(COMPARED));
    let message = match nearest.first() {
        Some(nearest) => Message::attribute("unknown-word", "nearest").with("nearest", *nearest),
        None => Message::new("unknown-word"),
    };
    let known = first_few(column.words.iter().map(str::to_owned), NAMED);
    let message = message
        .with("title", column.as_key().heading)
        .with("found", found)
        .with("known", known);
    let diagnostic = Diagnostic::new(&UNKNOWN_WORD.rule, context.place(word.span), message);
    sink.push(match nearest.as_slice() {
        [only] => proposal::instead(diagnostic, context.text, only),
        _ => diagnostic,
    });
}
