//! E009: an effective date that is implausible for the year of the standard.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::number::{Mark, Number};
use crate::scheme::Phase;

/// E009 `implausible-date`.
pub(super) static IMPLAUSIBLE_DATE: Definition = Definition {
    rule: Rule {
        code: "E009",
        name: "implausible-date",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "实施日期早于标准号的年份，或比它晚两年以上；强制性标准为五年以上。",
            en: "The effective date is before the year of the standard number, or at least two years after it; for mandatory standards, at least five years.",
        },
        why: Text {
            zh: "标准号的年份是批准发布的年份，一般当年或次年实施，强制性标准的过渡期长些（GB 18352.6-2016 于 2020 年实施）；差得远的，多半是日期抄错，或年份写错。",
            en: "The year in a standard number is the year of its approval. A standard normally takes effect in that year or the next, a mandatory one within a few years (GB 18352.6-2016 in 2020); a greater distance usually means that the date or the year was copied wrongly.",
        },
        fix: Text {
            zh: "对照标准封面改正日期或标准号。确属推迟实施的，用 # stdreg: ignore[implausible-date] 说明。",
            en: "Correct the date or the number from the cover of the standard. If it really took effect that late, add # stdreg: ignore[implausible-date].",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 20270-2006"
title     = "信息安全技术 网络基础安全技术要求"
status    = "已颁"
level     = "国家标准"
effective = 2016-12-01
#           ^^^^^^^^^^ implausible-date: 2006
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 20270-2006"
title     = "信息安全技术 网络基础安全技术要求"
status    = "已颁"
level     = "国家标准"
effective = 2006-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

/// How many calendar years after that of its number a standard may take effect.
const YEARS: u16 = 1;

/// The same for a mandatory standard, which leaves time to those who must follow it.
const MANDATORY_YEARS: u16 = 4;

fn years(number: &Number) -> u16 {
    if number.nature() == Some(Mark::None) {
        MANDATORY_YEARS
    } else {
        YEARS
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (Some(date), Some(standard)) = (context.entry.effective, context.entry.standard) else {
        return;
    };
    let text = context.string(standard);
    let Some(implausible) = judge(context, &text) else {
        return;
    };
    let message = match implausible {
        Implausible::Early { year } => Message::new("implausible-date").with("year", u32::from(year)),
        Implausible::Late { year } => {
            let is_mandatory = context.entry.parts.as_ref().map(years) == Some(MANDATORY_YEARS);
            let attribute = if is_mandatory { "late-mandatory" } else { "late" };
            Message::attribute("implausible-date", attribute)
                .with("year", u32::from(year))
                .with("later", u32::from(date.value.year - year))
                .with("most", u32::from(MANDATORY_YEARS))
        }
    };
    let message = message.with("date", date.value.to_string()).with("number", &*text);
    let year = context.entry.parts.and_then(|number| number.year);
    let place = year.map_or(context.place(standard.span), |year| context.part(standard, year.span));
    let label = Message::attribute("implausible-date", "number");
    sink.push(Diagnostic::new(&IMPLAUSIBLE_DATE.rule, context.place(date.span), message).related(place, label));
}

/// Why a date cannot be that of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Implausible {
    /// It lies before the number's year.
    Early { year: u16 },
    /// It lies too long after the number's year, or that of the amendment.
    Late { year: u16 },
}

/// Whether the entry's date is one that this rule finds fault with.
pub(super) fn is_implausible(context: &EntryContext<'_>) -> bool {
    let standard = context.entry.standard;
    standard.is_some_and(|standard| judge(context, &context.string(standard)).is_some())
}

/// Nothing is said where the number stands for parts of several years, and where a date should not be there at all.
fn judge(context: &EntryContext<'_>, standard: &str) -> Option<Implausible> {
    let number = context.entry.parts.filter(|number| !number.all_parts)?;
    let date = context.entry.effective?.value;
    let first = number.year?.value;
    let last = first.max(amended(&number, standard));
    if matches!(context.phase(), Some((_, Phase::Drafting | Phase::Planned))) {
        None
    } else if date.year < first {
        Some(Implausible::Early { year: first })
    } else if date.year > last.saturating_add(years(&number)) {
        Some(Implausible::Late { year: last })
    } else {
        None
    }
}

/// The year of the amendment or edition (`XG1-2012`, `2018年版`), or 0.
fn amended(number: &Number, standard: &str) -> u16 {
    let amendment = number.amendment.of_text(standard);
    amendment
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .max()
        .unwrap_or(0)
}
