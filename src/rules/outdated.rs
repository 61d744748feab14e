//! M003: an entry that disagrees with a catalogue of standards.

use std::borrow::Cow;

use super::entry_text::with_keys;
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::catalogue::{End, Row, Standing, Verdict};
use crate::diagnostic::{Applicability, Diagnostic, Edit, FixAvailability, Rule, Severity};
use crate::keys::{Certainty, ColumnRole};
use crate::messages::{Message, Text};
use crate::number::{self, Number};
use crate::scheme::Phase;
use crate::syntax::{Date, Str};
use crate::text::{Span, to_u32};
use crate::writer::layout::Value;
use crate::writer::strings::{quotes, string};

/// M003 `outdated`.
pub(super) static OUTDATED: Definition = Definition {
    rule: Rule {
        code: "M003",
        name: "outdated",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Catalogue,
    page: Page {
        what: Text {
            zh: "条目与 stdreg.toml 的 [catalogue] 所列标准目录不符：标准已废止、已被代替或有了新版，实施日期或名称不同，计划已成为标准。带年份的标准号对照该版；不带年份的对照现行最新版；“（所有部分）”只在各部分都已失效时才报告。没有目录时不检查；目录中没有的标准不报告。",
            en: "An entry disagrees with a catalogue named under `[catalogue]` in stdreg.toml: the standard is withdrawn, replaced or has a newer edition, its date or title differs, or its plan has become a standard. Numbers with a year are compared with that edition, numbers without a year with the latest edition in force; `（所有部分）` is reported only if every part is no longer valid. Without a catalogue nothing is checked, and standards that are not in the catalogue are not reported.",
        },
        why: Text {
            zh: "体系表会使用多年，其间标准不断修订、废止；照着失效的标准做，等于没有标准。",
            en: "A register is used for decades, during which standards are revised and withdrawn; following a withdrawn standard is as good as following none.",
        },
        fix: Text {
            zh: "不安全修复：写入目录中的标准号、实施日期、名称；换成新版时在 replaces 中记下旧标准号；计划成为标准时写入标准号、状态、日期。废止而无代替的，由人决定去留。目录也会有错、会过时：每个问题都写明目录的行、来源和截至日期。",
            en: "Unsafe: writes the number, date and title of the catalogue; for a newer edition, adds the old number to `replaces`; for a plan that has become a standard, writes the number, status and date. Standards that are withdrawn without a replacement are left to people to decide. Catalogues can also be wrong or outdated, so every finding names the row, its source and its as-of date.",
        },
        bad: Example::Files(
            r##"
#- register.toml
[register]
title    = "示例标准体系"
scheme   = "GA/T 1136-2014"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
block    = "101-199"

[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2005"
#            ^^^^^^^^^^^^^ outdated: GA/T 542-2011
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2005-12-01
owner     = "公安部计算机与信息处理标委会"
#- stdreg.toml
[catalogue]
files = ["catalogue.csv"]
#- catalogue.csv
number,title,status,effective,source,as_of
GA/T 542-2005,公安数据元编写规则,被代替,2005-12-01,示例,2026-01-01
GA/T 542-2011,公安数据元编写规则,现行,2011-12-01,示例,2026-01-01
"##,
        ),
        good: Example::Files(
            r##"
#- register.toml
[register]
title    = "示例标准体系"
scheme   = "GA/T 1136-2014"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
block    = "101-199"

[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
replaces  = ["GA/T 542-2005"]
#- stdreg.toml
[catalogue]
files = ["catalogue.csv"]
#- catalogue.csv
number,title,status,effective,source,as_of
GA/T 542-2005,公安数据元编写规则,被代替,2005-12-01,示例,2026-01-01
GA/T 542-2011,公安数据元编写规则,现行,2011-12-01,示例,2026-01-01
"##,
        ),
    },
    check: Check::Layer {
        entry: check,
        headers: check_catalogue,
    },
};

/// Tells once that rows of the catalogue cannot be used: what is not looked at is not found right.
fn check_catalogue(context: &RegisterContext<'_>, sink: &mut Sink) {
    let unusable = context
        .register
        .catalogue
        .as_deref()
        .and_then(|catalogue| catalogue.unusable());
    let Some((file, fault, count)) = unusable else { return };
    let message = Message::attribute("outdated", "catalogue")
        .with("file", file)
        .with("count", count)
        .with("line", fault.line)
        .with("reason", fault.kind.message());
    sink.push(Diagnostic::new(
        &OUTDATED.rule,
        context.register.head().header(),
        message,
    ));
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let entry = context.entry;
    match (context.phase(), entry.status) {
        // What the register itself calls void, and a status that nobody knows.
        (Some((_, Phase::Withdrawn)), _) | (None, Some(_)) => {}
        (Some((_, Phase::Planned | Phase::Drafting)), _) => sink.extend(become_standard(context)),
        _ => {
            let (Some(standard), Some(number)) = (entry.standard, entry.parts) else {
                return;
            };
            let written = context.string(standard);
            let entry = Listed {
                context,
                standard,
                number,
                written,
            };
            entry.judge(sink);
        }
    }
}

/// A standard that is listed as published.
struct Listed<'c, 'a> {
    context: &'c EntryContext<'a>,
    standard: Str,
    number: Number,
    written: Cow<'a, str>,
}

impl<'a> Listed<'_, 'a> {
    /// A finding at the number.
    fn finding(&self, attribute: &'static str, row: &Row) -> Diagnostic {
        let message = Message::attribute("outdated", attribute)
            .with("number", &*self.written)
            .with("row", row.told(self.context.today));
        Diagnostic::new(&OUTDATED.rule, self.context.place(self.standard.span), message)
    }

    fn judge(&self, sink: &mut Sink) {
        let Some(catalogue) = self.context.catalogue() else {
            return;
        };
        match catalogue.verdict(&self.number, &self.written, self.context.today) {
            Verdict::Unknown => {}
            Verdict::Holds(row) => self.details(&row, sink),
            Verdict::Ended(row, end) => sink.push(self.ended(&row, end)),
            Verdict::Newer(row) => sink.push(self.newer(&row)),
            Verdict::PartsEnded(row) => sink.push(self.finding("all-parts", &row)),
        }
    }

    /// It is no longer in force.
    fn ended(&self, row: &Row, end: End) -> Diagnostic {
        let by = row.replaced_by();
        if by.is_empty() {
            let attribute = match (end, row.withdrawn()) {
                (End::Replaced, _) => "replaced-by-something",
                (End::Withdrawn, Some(_)) => "withdrawn-on",
                (End::Withdrawn, None) => "withdrawn",
            };
            let mut finding = self.finding(attribute, row);
            if let Some(day) = row.withdrawn().filter(|_| attribute == "withdrawn-on") {
                finding.message = finding.message.with("day", day.to_string());
            }
            return finding;
        }
        let mut finding = self.finding("replaced", row);
        finding.message = finding.message.with("by", by);
        match self.successor(by) {
            Some(successor) => self.with_successor(finding, &successor),
            None => finding,
        }
    }

    /// The row of the one standard in force that a text names, if the entry may go by that instead: one of another kind or
    /// nature would be at odds with the rest of the entry.
    fn successor(&self, by: &str) -> Option<Row> {
        let number = number::parse(by, &self.context.scheme().grammar).number?;
        let is_same = number.kind == self.number.kind
            && number.mark == self.number.mark
            && number.prefix_is(by, self.number.prefix_text(&self.written));
        let row = self.context.catalogue()?.find(&number, by)?;
        (is_same && row.is_in_force(self.context.today)).then_some(row)
    }

    fn newer(&self, newer: &Row) -> Diagnostic {
        let mut finding = self.finding("newer", newer);
        finding.message = finding
            .message
            .with("newer", newer.canonical_number(&self.context.scheme().grammar));
        self.with_successor(finding, newer)
    }

    /// Has the entry go by another row: its number, date and title; the old number goes to `replaces`.
    fn with_successor(&self, finding: Diagnostic, row: &Row) -> Diagnostic {
        let context = self.context;
        let number = row.canonical_number(&self.context.scheme().grammar);
        let edits = || {
            let mut edits = vec![replaced(context, self.standard, &number)?];
            if let (Some(date), Some(day)) = (context.entry.effective, row.effective()) {
                edits.extend((date.value != day).then(|| dated(context, date.span, day)));
            }
            if let Some(title) = context
                .entry
                .title
                .filter(|title| differ(&context.string(*title), row.title()))
            {
                edits.push(replaced(context, title, row.title())?);
            }
            edits.extend(self.replacing());
            Some(edits)
        };
        match edits() {
            Some(edits) => {
                let title = Message::attribute("outdated", "fix-number").with("number", number.as_str());
                finding.fix(Applicability::Unsafe, title, edits)
            }
            None => finding,
        }
    }

    /// The old number as one that is replaced; none where it is that already, or entries have no such column.
    fn replacing(&self) -> Option<Edit> {
        let context = self.context;
        let name = context.columns().key_of(ColumnRole::Replaces);
        let replaces = &context.entry.replaces;
        if name.is_empty() || replaces.iter().any(|known| context.string(*known) == self.written) {
            return None;
        }
        let Some(first) = replaces.first() else {
            let is_there = context
                .entry
                .keys()
                .iter()
                .any(|node| node.key.name(context.text) == name);
            let value = Value::strings([self.written.as_ref()]);
            return with_keys(context.entry, &[(name, value)]).filter(|_| !is_there);
        };
        let quotes = quotes(context.text, first.span)?;
        let at = first.span.start.checked_sub(to_u32(quotes.len()))?;
        Some(Edit {
            place: context.place(Span::new(at, at)),
            text: format!("{}, ", string(&self.written)),
        })
    }

    /// Date and title of a standard that is in force.
    fn details(&self, row: &Row, sink: &mut Sink) {
        let context = self.context;
        let says = |attribute| {
            Message::attribute("outdated", attribute)
                .with("number", &*self.written)
                .with("row", row.told(context.today))
        };
        if let (Some(date), Some(day)) = (context.entry.effective, row.effective())
            && date.value != day
        {
            let message = says("date").with("expected", day.to_string());
            let title = Message::attribute("outdated", "fix-date").with("expected", day.to_string());
            let finding = Diagnostic::new(&OUTDATED.rule, context.place(date.span), message);
            sink.push(finding.fix(Applicability::Unsafe, title, vec![dated(context, date.span, day)]));
        }
        let title = context.entry.title;
        if let Some(title) = title.filter(|title| differ(&context.string(*title), row.title())) {
            let message = says("title").with("expected", row.title());
            let finding = Diagnostic::new(&OUTDATED.rule, context.place(title.span), message);
            sink.push(match replaced(context, title, row.title()) {
                Some(edit) => {
                    let title = Message::attribute("outdated", "fix-title").with("expected", row.title());
                    finding.fix(Applicability::Unsafe, title, vec![edit])
                }
                None => finding,
            });
        }
    }
}

/// A plan, or a draft that has its number already, of which the catalogue has the standard.
fn become_standard(context: &EntryContext<'_>) -> Option<Diagnostic> {
    let catalogue = context.catalogue()?;
    let entry = context.entry;
    let is_standard = |row: &Row| {
        let is_planned = row.standing() == Standing::Planned || row.number().is_empty();
        !is_planned && row.end(context.today).is_none()
    };
    let by_plan = entry
        .plan
        .and_then(|plan| Some((plan, catalogue.of_plan(&context.string(plan))?)));
    let by_number = || {
        let standard = entry.standard?;
        Some((standard, catalogue.find(&entry.parts?, &context.string(standard))?))
    };
    let (at, row) = by_plan.filter(|(_, row)| is_standard(row)).or_else(by_number)?;
    if !is_standard(&row) {
        return None;
    }
    let number = row.canonical_number(&context.scheme().grammar);
    let message = Message::attribute("outdated", "published")
        .with("plan", context.string(at))
        .with("number", number.as_str())
        .with("row", row.told(context.today));
    let finding = Diagnostic::new(&OUTDATED.rule, context.place(at.span), message);
    Some(match published(context, &row, &number) {
        Some(edits) => {
            let title = Message::attribute("outdated", "fix-published").with("number", number.as_str());
            finding.fix(Applicability::Unsafe, title, edits)
        }
        None => finding,
    })
}

/// The edits that make a published standard of an entry: number, status and date.
fn published(context: &EntryContext<'_>, row: &Row, number: &str) -> Option<Vec<Edit>> {
    let entry = context.entry;
    let columns = context.columns();
    let (status, _) = context.phase()?;
    // Where the columns are not known, nobody knows under which keys these belong.
    if columns.certainty != Certainty::Certain {
        return None;
    }
    let phase = match row.is_in_force(context.today) {
        true => Phase::Published,
        false => Phase::Upcoming,
    };
    let terms = &context.vocabulary().statuses;
    let of = |phase| terms.iter().find(|term| term.phase == phase);
    let term = of(phase).or_else(|| of(Phase::Published))?;
    let mut edits = vec![replaced(context, status, &term.name)?];
    let mut added = Vec::new();
    match entry.standard {
        Some(standard) if context.string(standard) == number => {}
        Some(standard) => edits.push(replaced(context, standard, number)?),
        None => added.push((columns.key_of(ColumnRole::Standard), Value::String(number.to_owned()))),
    }
    match (entry.effective, row.effective()) {
        (Some(date), Some(day)) => edits.push(dated(context, date.span, day)),
        (None, Some(day)) => added.push((columns.key_of(ColumnRole::Effective), Value::Date(day))),
        (_, None) => {}
    }
    let is_free = |name: &str| !name.is_empty() && entry.keys().iter().all(|node| node.key.name(context.text) != name);
    if !added.iter().all(|(name, _)| is_free(name)) {
        return None;
    }
    if !added.is_empty() {
        edits.push(with_keys(entry, &added)?);
    }
    Some(edits)
}

fn replaced(context: &EntryContext<'_>, string: Str, content: &str) -> Option<Edit> {
    Some(Edit {
        place: context.place(string.span),
        text: context.written(string, content)?,
    })
}

fn dated(context: &EntryContext<'_>, span: Span, day: Date) -> Edit {
    Edit {
        place: context.place(span),
        text: day.to_string(),
    }
}

/// Whether two titles are different ones: signs, blanks, width and case are a matter of form, in which catalogues differ.
/// Nothing differs from no title.
fn differ(title: &str, catalogued: &str) -> bool {
    let bare = |text: &str| {
        let letters = text.chars().map(|c| crate::text::tidy::half_width(c).unwrap_or(c));
        letters
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    !catalogued.is_empty() && title != catalogued && bare(title) != bare(catalogued)
}
