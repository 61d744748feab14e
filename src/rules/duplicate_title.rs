//! E013: two entries with the same title and no different number to distinguish them.

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::number;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::index::normal;
use crate::register::model::EntryId;

/// E013 `duplicate-title`.
pub(super) static DUPLICATE_TITLE: Definition = Definition {
    rule: Rule {
        code: "E013",
        name: "duplicate-title",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "两条标准名称相同，又没有不同的标准号或计划号可以区分。",
            en: "Two entries have the same title, and no different standard or plan number to distinguish them.",
        },
        why: Text {
            zh: "多半是同一项标准列了两次；确是两项的，读者也分不清。",
            en: "Usually the same standard was listed twice; if they are different, readers cannot tell which is which.",
        },
        fix: Text {
            zh: "删去多余的一条，或补全名称（如分部分的名称）、标准号。标准号相同的由 duplicate-standard 报告。",
            en: "Delete the superfluous entry, or complete the title (such as the name of the part) or the number. Entries with the same number are reported by duplicate-standard.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "身份认证应用规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "身份认证应用规范"
#         ^^^^^^^^^^^^^^^^ duplicate-title: 身份认证应用规范
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
title  = "身份认证应用规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "身份认证定级规范"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for (_, group) in register.index.titles.shared() {
        // What is looked for is an earlier entry; looking at all of them each time would be quadratic.
        let mut seen = FxHashMap::default();
        for &id in group {
            let Some(titled) = Titled::new(register, id) else {
                continue;
            };
            if let Some(first) = titled.first_alike(&seen).and_then(|first| register.entry(first)) {
                sink.extend(report(&titled, first));
            }
            titled.remember(&mut seen);
        }
    }
}

fn report(titled: &Titled<'_>, first: EntryRef<'_>) -> Option<Diagnostic> {
    let entry = titled.entry;
    let place = entry.place(entry.title?);
    let message = Message::new("duplicate-title").with("title", entry.title().unwrap_or_default());
    let first = first.site.place(first.title?.span);
    let label = Message::attribute("duplicate-title", "first");
    (!entry.site.is_broken).then(|| Diagnostic::new(&DUPLICATE_TITLE.rule, place, message).twin(first, label))
}

/// An entry with what tells it from others of its title.
struct Titled<'a> {
    id: EntryId,
    entry: EntryRef<'a>,
    title: Cow<'a, str>,
    standard: Identity<'a>,
    plan: Identity<'a>,
}

/// A number as far as it tells entries apart.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Identity<'a> {
    /// There is none: it tells the entry from no other.
    Absent,
    /// A standard number that was read.
    Number(number::Key),
    /// A number that could not be read, or a plan.
    Text(Cow<'a, str>),
    /// Whatever it is: where entries are looked up that only the rest is asked of.
    Any,
}

/// The first entry with a title, a standard and a plan.
type Seen<'a> = FxHashMap<(Cow<'a, str>, Identity<'a>, Identity<'a>), EntryId>;

impl<'a> Titled<'a> {
    fn new(register: &'a Register, id: EntryId) -> Option<Self> {
        let entry = register.entry(id)?;
        let text = |field: Option<_>| field.map(|field| entry.text(field));
        let identity = |text: Option<Cow<'a, str>>| text.map_or(Identity::Absent, Identity::Text);
        let standard = text(entry.standard);
        let number = entry.parts.zip(standard.as_deref());
        Some(Self {
            id,
            entry,
            title: normal(text(entry.title)?),
            standard: match number {
                Some((number, text)) => Identity::Number(number.same_standard_key(text)),
                None => identity(standard),
            },
            plan: identity(text(entry.plan)),
        })
    }

    fn remember(&self, seen: &mut Seen<'a>) {
        for standard in [&self.standard, &Identity::Any] {
            for plan in [&self.plan, &Identity::Any] {
                let key = (self.title.clone(), standard.clone(), plan.clone());
                seen.entry(key).or_insert(self.id);
            }
        }
    }

    /// The first entry that neither the standard nor the plan tells this one from.
    fn first_alike(&self, seen: &Seen<'a>) -> Option<EntryId> {
        let plans = self.plan.alike();
        let keys = self
            .standard
            .alike()
            .into_iter()
            .flat_map(|standard| plans.clone().map(|plan| (self.title.clone(), standard.clone(), plan)));
        keys.filter_map(|key| seen.get(&key).copied()).min()
    }
}

impl Identity<'_> {
    /// What an identity may be so that it does not tell its entry from this one. Two of one standard number are another
    /// rule's finding, and not alike here.
    fn alike(&self) -> [Self; 2] {
        match self {
            Self::Absent | Self::Any => [Self::Any, Self::Any],
            Self::Number(_) => [Self::Absent, Self::Absent],
            Self::Text(_) => [self.clone(), Self::Absent],
        }
    }
}
