//! N003: ratio is not existing / expected.

use std::borrow::Cow;

use super::entry_text::without_key;
use super::figures::{Figure, Slot, Verdict, counted, judge};
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{Applicability, Diagnostic, Edit, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::counts::{percent, right_figures, right_in_column};
use crate::register::model::Spanned;

/// N003 `ratio-mismatch`.
pub(super) static RATIO_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "N003",
        name: "ratio-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "比率（ratio）不是现有数除以应有数。算法：百分数四舍五入到一位小数，末尾的 .0 不写，加 %；应有数为 0 时没有比率。",
            en: "The `ratio` of a row is not existing / expected, in percent, rounded half up to one decimal, without a trailing .0, with a % sign. If expected is 0, there must be no ratio.",
        },
        why: Text {
            zh: "比率由前两个数算出；对不上，读者就无法确定该信哪个。",
            en: "The ratio is calculated from the two figures; if it does not match, readers cannot tell which to trust.",
        },
        fix: Text {
            zh: "安全修复：改为算出的比率；应有数为 0 时删去 ratio。两个数本身无法核对时不修复。",
            en: "Safe: changes it to the calculated ratio; if expected is 0, removes the key. There is no fix if the figures themselves could not be checked.",
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
  { item = "国家标准", expected = 1, existing = 1, ratio = "100%" },
  { item = "公共安全行业标准", expected = 1, existing = 0, ratio = "0.0%" },
#                                                                   ^^^^ ratio-mismatch: 0%
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
    let Some(counted) = counted(context) else {
        return;
    };
    let is_silent = |slot| {
        judge(context, slot)
            .into_iter()
            .map(|verdict| verdict == Verdict::Silent)
    };
    let silent = is_silent(Slot::of_rows(Figure::Expected)).zip(is_silent(Slot::of_rows(Figure::Existing)));
    let right = right_figures(&context.statistics, counted);
    for ((row, right), silent) in context.statistics.rows().zip(right).zip(silent) {
        if let Some(ratio) = row.ratio.filter(|_| !row.site.is_broken) {
            let ratio = Ratio {
                expected: row.expected,
                existing: row.existing,
                found: row.text(ratio),
                place: row.place(ratio),
                removal: without_key(row, "ratio"),
            };
            judge_ratio(context, ratio, silent, right, sink);
        }
    }
    for (index, column) in counted.columns.iter().enumerate() {
        let figures = column.cells.iter().filter_map(|(row, cell)| {
            let figure = context.statistics.row(*row)?.figure(*cell)?;
            Some((*row, figure, figure.ratio.filter(|_| !figure.site.is_broken)?))
        });
        let figures: Vec<_> = figures.collect();
        if figures.is_empty() {
            continue;
        }
        let right = right_in_column(&context.statistics, counted, index);
        let silent = Slot::of_column(index).map(|slot| is_silent(slot).collect::<Vec<_>>());
        for (row, figure, ratio) in figures {
            let ratio = Ratio {
                expected: figure.expected,
                existing: figure.existing,
                found: figure.text(ratio),
                place: figure.place(ratio),
                removal: None,
            };
            let right = right.get(row).copied().flatten();
            let silent = silent.each_ref().map(|silent| silent.get(row) == Some(&true));
            judge_ratio(context, ratio, silent.into(), right, sink);
        }
    }
}

/// A ratio with the figures beside it.
struct Ratio<'a> {
    expected: Option<Spanned<i64>>,
    existing: Option<Spanned<i64>>,
    found: Cow<'a, str>,
    place: Place,
    /// The edits that take it away; none where that cannot be done.
    removal: Option<Vec<Edit>>,
}

/// Judges a ratio. One of wrong figures is looked at again once they are right.
fn judge_ratio(
    context: &StatisticsContext<'_>,
    ratio: Ratio<'_>,
    silent: (bool, bool),
    right: Option<(i64, i64)>,
    sink: &mut Sink,
) {
    if silent != (true, true) {
        return;
    }
    // Where nobody knows whether the figures are right, the ratio may be, and they are wrong.
    let may_write = context.register.is_countable() && right.is_some();
    sink.extend(check_ratio(ratio).map(|diagnostic| Diagnostic {
        fix: diagnostic.fix.filter(|_| may_write),
        ..diagnostic
    }));
}

fn check_ratio(ratio: Ratio<'_>) -> Option<Diagnostic> {
    let (expected, existing) = (ratio.expected?.value, ratio.existing?.value);
    let Ratio {
        found, place, removal, ..
    } = ratio;
    if expected == 0 {
        let message = Message::attribute("ratio-mismatch", "none").with("found", found);
        let diagnostic = Diagnostic::new(&RATIO_MISMATCH.rule, place, message);
        return Some(match removal {
            Some(edits) => diagnostic.fix(
                Applicability::Safe,
                Message::attribute("ratio-mismatch", "remove"),
                edits,
            ),
            None => diagnostic,
        });
    }
    let right = percent(existing, expected)?;
    if found == right {
        return None;
    }
    let message = Message::new("ratio-mismatch")
        .with("found", found)
        .with("existing", existing)
        .with("expected", expected)
        .with("ratio", right.clone());
    let title = Message::attribute("ratio-mismatch", "fix").with("ratio", right.clone());
    Some(Diagnostic::new(&RATIO_MISMATCH.rule, place, message).replace(Applicability::Safe, title, place, right))
}
