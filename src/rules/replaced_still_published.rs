//! M002: an entry that another entry replaces is still published.

use rustc_hash::FxHashMap;

use super::listing::explained_by;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::number::Key;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::index::replaced_by;
use crate::register::model::EntryId;
use crate::syntax::Str;

/// M002 `replaced-still-published`.
pub(super) static REPLACED_STILL_PUBLISHED: Definition = Definition {
    rule: Rule {
        code: "M002",
        name: "replaced-still-published",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "一项标准已被另一项已发布的标准代替（见其 replaces），却仍写作已发布。",
            en: "A standard is replaced by another published entry (see its `replaces`), but is itself still published.",
        },
        why: Text {
            zh: "新标准发布，旧标准即行废止；旧标准仍列为有效，读者会照着旧的做，现有数也多算一项。",
            en: "When the new standard is published, the old one is no longer valid; if it is still listed as in force, it misleads readers and is counted as existing.",
        },
        fix: Text {
            zh: "把旧标准的状态改为废止，或从明细表中删去；若代替关系写错了，改正新标准的 replaces。",
            en: "Change the status of the old standard to withdrawn, or delete its entry; if it is not replaced after all, correct `replaces`.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", standard = "GA/T 542-2011", title = "公安数据元编写规则", status = "已颁", level = "行业标准", effective = 2011-12-01, owner = "公安部", replaces = ["GA/T 542-2005"] },
  { number = 2, code = "2095021P1023T", standard = "GA/T 542-2005", title = "公安数据元编制规则", status = "已颁", level = "行业标准", effective = 2005-12-01, owner = "公安部" },
#                                                   ^^^^^^^^^^^^^ replaced-still-published: GA/T 542-2011
]
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", standard = "GA/T 542-2011", title = "公安数据元编写规则", status = "已颁", level = "行业标准", effective = 2011-12-01, owner = "公安部", replaces = ["GA/T 542-2005"] },
  { number = 2, code = "2095021P1023T", standard = "GA/T 542-2005", title = "公安数据元编制规则", status = "废止", level = "行业标准", effective = 2005-12-01, owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let mut numbers: FxHashMap<EntryId, FxHashMap<Key, Str>> = FxHashMap::default();
    let mut replaced: Vec<(&[EntryId], Vec<Replacement<'_>>)> = Vec::new();
    for (key, entries, replacing) in register.index.replaced() {
        let replacing = replacing.iter().filter_map(|id| Some((*id, register.entry(*id)?)));
        // What a plan or a draft is to replace stays in force until then.
        let published = replacing.filter(|(_, entry)| is_published(register, *entry));
        let replacements = published.filter_map(|(id, entry)| {
            let numbers = numbers.entry(id).or_insert_with(|| replaced_by(register, &entry));
            let number = *numbers.get(&key)?;
            Some(Replacement { id, entry, number })
        });
        replaced.push((entries, replacements.collect()));
    }
    // In the order of the register, whatever the order of those that replace them.
    let mut found: Vec<(EntryId, &[Replacement<'_>])> = Vec::new();
    for (entries, replacements) in &replaced {
        found.extend(entries.iter().map(|id| (*id, replacements.as_slice())));
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    for (id, replacements) in found {
        sink.extend(report(register, id, replacements));
    }
}

/// An entry, and the number that it replaces.
#[derive(Clone, Copy)]
struct Replacement<'a> {
    id: EntryId,
    entry: EntryRef<'a>,
    number: Str,
}

fn is_published(register: &Register, entry: EntryRef<'_>) -> bool {
    let status = entry.status_term.and_then(|term| register.vocabulary.status_term(term));
    status.is_some_and(|status| status.phase.is_published())
}

fn report(register: &Register, id: EntryId, replacements: &[Replacement<'_>]) -> Option<Diagnostic> {
    let entry = register
        .entry(id)
        .filter(|entry| !entry.site.is_broken && is_published(register, *entry))?;
    let standard = entry.standard?;
    // What replaces itself is replaced by others all the same. Replacements are in the order of their entries.
    let (before, own_and_after) = replacements.split_at(replacements.partition_point(|other| other.id < id));
    let is_own = own_and_after.first().is_some_and(|other| other.id == id);
    let after = own_and_after.get(usize::from(is_own)..).unwrap_or_default();
    let first = before.first().or(after.first())?.entry;
    let message = Message::new("replaced-still-published")
        .with("number", entry.standard().unwrap_or_default())
        .with("status", entry.status().unwrap_or_default())
        .with("by", first.standard().or_else(|| first.title()).unwrap_or_default());
    let place = entry.site.place(standard.span);
    let diagnostic = Diagnostic::new(&REPLACED_STILL_PUBLISHED.rule, place, message);
    let label = Message::attribute("replaced-still-published", "replaces");
    let count = before.len() + after.len();
    let place_of = |index: usize| {
        let replacement = before.get(index).or(after.get(index.saturating_sub(before.len())));
        replacement.map(|other| other.entry.site.place(other.number.span))
    };
    Some(explained_by(diagnostic, count, place_of, &label))
}
