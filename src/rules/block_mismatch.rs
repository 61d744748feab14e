//! L008: layer 6 lies outside the table's block.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Role;

/// L008 `block-mismatch`.
pub(super) static BLOCK_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L008",
        name: "block-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码第六层（顺序码）不在本表的顺序码范围（block）之内。",
            en: "Layer 6 of a code, the sequence number, is outside the table's `block`.",
        },
        why: Text {
            zh: "同一细目的几张表各用一段顺序码，互不干扰；用了其他表的顺序码，早晚会重号。",
            en: "Each table of a category has its own range of sequence numbers, so that tables do not use the same number; a number from outside the range will sooner or later be used twice.",
        },
        fix: Text {
            zh: "改用本表范围内的空号，或把条目移到该顺序码所属的表，或改正 block。--fix 不会替人选择；编辑器可以代为改用空号，或移动条目。",
            en: "Use a free number in the block, move the entry to the table that the number belongs to, or correct `block`. --fix does not choose for you; an editor can write a free number, or move the entry.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P2013T"
#                 ^^^ block-mismatch: 101-199
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
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
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let table = context.table;
    let (Some(block), Some((first, last)), Some(found)) =
        (table.block, table.block_range, context.layer(Role::Sequence))
    else {
        return;
    };
    let Ok(sequence) = found.value.parse::<u32>() else {
        return;
    };
    // Zero is no sequence at all, and a code of another category is counted there: other rules' findings. So is a table
    // without a category, which may be another's.
    let is_judged = sequence != 0 && table.category.is_some() && !context.names_other();
    if !is_judged || (first <= sequence && sequence <= last) {
        return;
    }
    let table_id = table.id().unwrap_or_default();
    let message = Message::new("block-mismatch")
        .with("layer", found.number())
        .with("found", found.value)
        .with("table", table_id.clone())
        .with("block", table.block().unwrap_or_default());
    let label = Message::attribute("block-mismatch", "source").with("table", table_id);
    sink.push(Diagnostic::new(&BLOCK_MISMATCH.rule, found.place(), message).related(table.place(block), label));
}
