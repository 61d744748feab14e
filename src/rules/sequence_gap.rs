//! S006: sequence numbers that a table skips.

use super::table_sequences::{self, Sequenced};
use super::{Check, Definition, Example, Needs, OfTables, Page, SequencesContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::register::sequences::{self, SequenceScope, Sequences, TableScope};
use crate::scheme::Scheme;

/// S006 `sequence-gap`.
pub(super) static SEQUENCE_GAP: Definition = Definition {
    rule: Rule {
        code: "S006",
        name: "sequence-gap",
        severity: Severity::Info,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "表中的顺序码跳过了还没有使用的号。",
            en: "The sequence numbers of a table skip numbers that are not used elsewhere.",
        },
        why: Text {
            zh: "这不是错误：号可以留着备用，也可能是删去条目后留下的。列出空号，是为了新编条目时知道有哪些可用。",
            en: "This is not an error: numbers may be reserved, or left over from a deleted entry. They are listed so that new entries can use them.",
        },
        fix: Text {
            zh: "不必修改。新条目可用这些号；不想看到此提示，可以关闭本规则。",
            en: "Nothing needs to be done. New entries can use these numbers; to hide these findings, turn the rule off.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1053T"
#                 ^^^ sequence-gap: 102–104
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
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Sequences(check),
};

/// The most ranges of free sequences that a message names.
const MOST_RANGES: usize = 8;

/// Two numbers of a table with none of the table's between them.
struct Gap<'a> {
    /// The table, by its place.
    table: usize,
    low: Sequenced<'a>,
    high: Sequenced<'a>,
    scope: SequenceScope,
}

impl Gap<'_> {
    /// How many entries there may have a sequence that is wrong or cannot be read: it may be what is missing.
    fn unclear(&self) -> u64 {
        self.low.unclear_before.abs_diff(self.high.unclear_before) as u64
    }
}

fn check(context: &SequencesContext<'_>, found: &mut OfTables) {
    let register = context.register;
    let mut gaps = Vec::new();
    for (place, table) in context.tables() {
        add_gaps(register, (place, table), &mut gaps);
    }
    gaps.retain(|gap| u64::from(gap.high.value - gap.low.value - 1) > gap.unclear());
    for gap in &gaps {
        found.looked_beyond(gap.table);
    }
    let wanted = gaps.iter().map(|gap| gap.scope).collect();
    let used = Sequences::collect(register, &wanted);
    for gap in gaps {
        let between = (gap.low.value.saturating_add(1), gap.high.value.saturating_sub(1));
        let free = used.free(gap.scope, between);
        let count = free
            .iter()
            .map(|(first, last)| u64::from(last - first) + 1)
            .sum::<u64>();
        if count <= gap.unclear() {
            continue;
        }
        let message = Message::new("sequence-gap")
            .with("low", gap.low.layer.value)
            .with("high", gap.high.layer.value)
            .with("free", as_list(&register.scheme, &free));
        let label = Message::attribute("sequence-gap", "low");
        let diagnostic = Diagnostic::new(&SEQUENCE_GAP.rule, gap.high.layer.place(), message);
        found.push(gap.table, diagnostic.related(gap.low.layer.place(), label));
    }
}

/// Gaps are looked for among the numbers in ascending order, so that a free number is named once however the table is
/// ordered. That it is not in order is told elsewhere.
fn add_gaps<'a>(register: &'a Register, (place, table): (usize, TableRef<'a>), gaps: &mut Vec<Gap<'a>>) {
    let mut numbers = table_sequences::of(register, table);
    numbers.sort_by_key(|found| found.value);
    let table_scope = TableScope::new(register, table);
    let mut low: Option<Sequenced<'_>> = None;
    for high in numbers {
        let distance = low.map(|low| high.value - low.value);
        if distance != Some(1) && table_sequences::is_repeated(register, &high) {
            continue;
        }
        if let Some(low) = low.filter(|_| distance > Some(1))
            && let Some(scope) = table_scope.of_entry(&high.entry)
        {
            gaps.push(Gap {
                table: place,
                low,
                high,
                scope,
            });
        }
        low = Some(high);
    }
}

/// The ranges for a message, of which very many help nobody.
fn as_list(scheme: &Scheme, ranges: &[(u32, u32)]) -> Vec<String> {
    let ranges_shown = ranges.iter().take(MOST_RANGES);
    let mut list: Vec<_> = ranges_shown
        .map(|range| sequences::written_range(scheme, *range))
        .collect();
    if ranges.len() > MOST_RANGES {
        list.push("…".to_owned());
    }
    list
}
