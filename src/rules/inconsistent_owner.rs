//! E015: an owner that is written differently elsewhere.

use super::proposal;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};
use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;
use crate::text::spelling::Spellings;
use crate::text::tidy::tidy;

/// E015 `inconsistent-owner`.
pub(super) static INCONSISTENT_OWNER: Definition = Definition {
    rule: Rule {
        code: "E015",
        name: "inconsistent-owner",
        severity: Severity::Info,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "归口单位是另一处所写单位的简称（标委会、标准化技术委员会），或与之只差一个字。",
            en: "An owner is the abbreviation of another one (标委会, 标准化技术委员会), or differs from it by one character.",
        },
        why: Text {
            zh: "同一单位有两种写法，按归口单位查找和汇总时就成了两个单位。",
            en: "If one body is written in two ways, it becomes two when entries are searched or counted by owner.",
        },
        fix: Text {
            zh: "不安全修复：改为较常用的写法。确是两个单位的，不必修改。只差数字、方位或地名的不报告。",
            en: "Unsafe: changes it to the more common form. If they are different bodies, leave them as they are. Names that differ only in a number, a direction or a place are not reported.",
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
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 3
code   = "2095021P1033T"
title  = "公安数据元目录"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标准化技术委员会"
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ inconsistent-owner: 公安部计算机与信息处理标委会
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

[[table.entry]]
number = 3
code   = "2095021P1033T"
title  = "公安数据元目录"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

/// What committees are called for short, and in full.
const ABBREVIATION: (&str, &str) = ("标委会", "标准化技术委员会");

/// With more owners than this the column holds something else than the names of bodies, and nothing is compared.
const MOST_OWNERS: usize = 10_000;

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    if register.index.owners.count() > MOST_OWNERS {
        return;
    }
    let forms = forms(register);
    let repair = if are_counted(register) {
        Repair::Tell
    } else {
        Repair::Propose
    };
    let mut known: FxHashMap<String, &Form<'_>> = FxHashMap::default();
    let mut spellings = Spellings::default();
    for form in &forms {
        let (short, long) = ABBREVIATION;
        let full = form.name.replace(short, long);
        if let Some(better) = known.get(&full) {
            report(register, (form, better), ("abbreviation", repair), sink);
        } else if let Some(better) = spellings.near(&full).and_then(|full| known.get(full)) {
            report(register, (form, better), ("misspelling", repair), sink);
        } else {
            spellings.add(&full);
            known.insert(full, form);
        }
    }
}

/// Whether the better form is proposed as a fix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repair {
    Propose,
    Tell,
}

fn report(
    register: &Register,
    (form, better): (&Form<'_>, &Form<'_>),
    (how, repair): (&'static str, Repair),
    sink: &mut Sink,
) {
    let place = |entry: EntryRef<'_>| Some(entry.site.place(entry.owner?.span));
    let Some(first) = better.entries(register).into_iter().find_map(place) else {
        return;
    };
    // A column may list its owners.
    let mut owners = register.columns.worded();
    let owners = owners.find(|column| column.role == Some(ColumnRole::Owner));
    let may_be_written = repair == Repair::Propose && owners.is_none_or(|owners| owners.words.has(&better.name));
    let is_intact = |entry: &EntryRef<'_>| !entry.site.is_broken;
    for entry in form.entries(register).into_iter().filter(is_intact) {
        let Some(place) = place(entry) else {
            continue;
        };
        let message = Message::new("inconsistent-owner")
            .with("found", form.name.as_str())
            .with("better", better.name.as_str())
            .with("uses", better.count())
            .with("how", how);
        let label = Message::attribute("inconsistent-owner", "better");
        let diagnostic = Diagnostic::new(&INCONSISTENT_OWNER.rule, place, message).related(first, label);
        sink.push(match may_be_written {
            true => proposal::instead(diagnostic, entry.segment_text(), &better.name),
            false => diagnostic,
        });
    }
}

/// Whether a row or column of statistics counts by owner: it would name nobody, or another, once an owner is written in another
/// way.
fn are_counted(register: &Register) -> bool {
    let key = register.columns.key_of(ColumnRole::Owner);
    register.statistics().any(|statistics| {
        statistics.by.is_some_and(|by| statistics.text(by) == key)
            || statistics.conditions().any(|condition| condition.name == key)
    })
}

/// A way in which owners are written, with the entries that have it.
struct Form<'r> {
    name: String,
    /// By how exactly it is written. There may be very many, which only a finding asks for one by one.
    entries: Vec<&'r [EntryId]>,
}

impl Form<'_> {
    fn count(&self) -> usize {
        self.entries.iter().map(|entries| entries.len()).sum()
    }

    fn first(&self) -> Option<EntryId> {
        self.entries.iter().filter_map(|entries| entries.first()).min().copied()
    }

    /// The entries in the order of the register.
    fn entries<'a>(&self, register: &'a Register) -> Vec<EntryRef<'a>> {
        let mut ids = self.entries.concat();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| register.entry(id)).collect()
    }
}

/// The owners, the commonest first, and the earlier of two that are as common. Owners that differ in their blanks and
/// the like are one: that is another rule's finding.
fn forms(register: &Register) -> Vec<Form<'_>> {
    let mut forms: FxHashMap<String, Vec<&[EntryId]>> = FxHashMap::default();
    for (_, entries) in register.index.owners.iter() {
        let first = entries.first().and_then(|id| register.entry(*id));
        let Some(owner) = first.and_then(|entry| entry.owner()) else {
            continue;
        };
        let name = tidy(&owner).map_or_else(|| owner.into_owned(), |tidied| tidied.text);
        forms.entry(name).or_default().push(entries);
    }
    let mut forms: Vec<Form<'_>> = forms
        .into_iter()
        .map(|(name, entries)| Form { name, entries })
        .collect();
    forms.sort_by_cached_key(|form| (Reverse(form.count()), form.first()));
    forms
}
