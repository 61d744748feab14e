//! S005: a sequence number that is lower than that of the previous entry.

use super::table_sequences::{self, Sequenced};
use super::{Check, Definition, Example, Needs, OfTables, Page, SequencesContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// S005 `sequence-order`.
pub(super) static SEQUENCE_ORDER: Definition = Definition {
    rule: Rule {
        code: "S005",
        name: "sequence-order",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "表中某项的顺序码小于它前一项的顺序码。",
            en: "The sequence number of an entry is lower than that of the previous entry in the table.",
        },
        why: Text {
            zh: "顺序码按表中先后编排；倒序多半是抄错了号，或条目放错了位置。",
            en: "Sequence numbers follow the order of the table; if one is lower, usually a digit was mistyped or the entry is in the wrong place.",
        },
        fix: Text {
            zh: "改正顺序码，或把条目移到应在的位置。工具无法判断是哪一种。",
            en: "Correct the sequence number, or move the entry to its proper place. The tool cannot tell which is right.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1023T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1013T"
#                 ^^^ sequence-order: 101
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

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Sequences(check),
};

fn check(context: &SequencesContext<'_>, found: &mut OfTables) {
    let register = context.register;
    for (place, table) in context.tables() {
        let mut previous: Option<Sequenced<'_>> = None;
        for sequenced in table_sequences::of(register, table) {
            let follows = previous.is_some_and(|previous| sequenced.value == previous.value.saturating_add(1));
            // What repeats a sequence of another table is told there, and says nothing about the order here.
            if !follows && table_sequences::is_repeated(register, &sequenced) {
                continue;
            }
            if let Some(previous) = previous.filter(|previous| sequenced.value < previous.value) {
                let message = Message::new("sequence-order")
                    .with("found", sequenced.layer.value)
                    .with("previous", previous.layer.value);
                let label = Message::attribute("sequence-order", "previous");
                let diagnostic = Diagnostic::new(&SEQUENCE_ORDER.rule, sequenced.layer.place(), message);
                found.push(place, diagnostic.related(previous.layer.place(), label));
            }
            previous = Some(sequenced);
        }
    }
}
