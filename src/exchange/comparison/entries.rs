//! What changed of entries, which are matched as an import into a register matches them.

use std::borrow::Cow;
use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::parts::Tables;
use super::{EntryChange, Heading, ValueChange};
use crate::exchange::cells::of_column;
use crate::exchange::matching::{Fate, Known, Matching, Partner, match_entries};
use crate::keys::{Column, ColumnRole, Phase};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;

/// What is told of an entry, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Added,
    Removed,
    Replaced,
    Status,
    Recoded,
    Moved,
    Retitled,
    Changed,
    /// Entries of a table have other numbers (序号) there.
    Renumbered,
    /// It may be several of those of then.
    Doubtful,
    /// Entries of now may be this one.
    DoubtfulBefore,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Replaced => "replaced",
            Self::Status => "status",
            Self::Recoded => "recoded",
            Self::Moved => "moved",
            Self::Retitled => "retitled",
            Self::Changed => "changed",
            Self::Renumbered => "renumbered",
            Self::Doubtful => "doubtful",
            Self::DoubtfulBefore => "doubtful-before",
        }
    }
}

/// How the status of an entry went on in the life of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// To what comes next.
    Forward,
    /// Over what comes next.
    Skip,
    /// To what it was before.
    Back,
}

impl Step {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Skip => "skip",
            Self::Back => "back",
        }
    }

    /// The step from one phase to another; none where there is none.
    pub(super) fn between(old: Phase, new: Phase) -> Option<Self> {
        // What is published may be in force at once, or come into force first.
        let rank = |phase| match phase {
            Phase::Planned => (0, 0),
            Phase::Drafting => (1, 0),
            Phase::Upcoming => (2, 0),
            Phase::Published => (2, 1),
            Phase::Withdrawn => (3, 0),
        };
        let (from, to) = (rank(old), rank(new));
        match from.cmp(&to) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self::Back),
            std::cmp::Ordering::Less if to.0 - from.0 > 1 => Some(Self::Skip),
            std::cmp::Ordering::Less => Some(Self::Forward),
        }
    }
}

/// What an entry is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Named {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<String>,
    pub(super) table: String,
}

impl Named {
    fn new(register: &Register, entry: EntryRef<'_>) -> Self {
        let owned = |text: Option<Cow<'_, str>>| text.map(Into::into);
        Self {
            code: owned(entry.code()),
            number: owned(entry.standard().or_else(|| entry.plan())),
            title: owned(entry.title()),
            status: owned(entry.status()),
            table: table_of(register, entry),
        }
    }
}

fn table_of(register: &Register, entry: EntryRef<'_>) -> String {
    register
        .table_of(&entry)
        .map_or_else(String::new, |table| table.heading())
}

/// What there is to compare.
struct Pair<'r> {
    old: &'r Register,
    new: &'r Register,
    /// The tables of the new register by those of the old.
    tables: &'r Tables,
    columns: Vec<SharedColumn<'r>>,
    changes: Vec<EntryChange>,
    renumbered: FxHashMap<u32, usize>,
}

/// A column of either register or both.
struct SharedColumn<'r> {
    column: &'r Column,
    role: Option<ColumnRole>,
    old: Option<usize>,
    new: Option<usize>,
}

/// Compares the entries. `tables` says which table of the new register each of the old is.
pub(super) fn compare(old: &Register, new: &Register, tables: &Tables) -> Vec<EntryChange> {
    let mut pair = Pair::new(old, new, tables);
    pair.all();
    pair.finish()
}

/// An entry that is followed from one register to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// One of the old register.
    Before(EntryId),
    /// One of the new register.
    Now(EntryId),
}

/// Tells what became of one entry; and which it is in the other register, where that is known.
pub(super) fn follow(
    old: &Register,
    new: &Register,
    tables: &Tables,
    entry: Followed,
) -> (Vec<EntryChange>, Option<EntryId>) {
    let mut pair = Pair::new(old, new, tables);
    let other = pair.one(entry);
    // That others came before it in its table is nothing about it.
    pair.renumbered.clear();
    (pair.finish(), other)
}

/// Tells of an entry that it came with its register.
pub(super) fn came(register: &Register, entry: EntryId) -> Vec<EntryChange> {
    let entry = register.entry(entry).into_iter();
    entry
        .map(|entry| plain(Kind::Added, Named::new(register, entry)))
        .collect()
}

/// The columns of both, those of the new one first.
fn columns<'r>(old: &'r Register, new: &'r Register) -> Vec<SharedColumn<'r>> {
    let place = |register: &'r Register, column: &Column| match column.role {
        Some(role) => {
            let found = register.columns.iter().find(|(_, other)| other.role == Some(role));
            found.map(|(place, _)| place)
        }
        None => register
            .columns
            .iter()
            .find(|(_, other)| other.key == column.key)
            .map(|(place, _)| place),
    };
    let shared = new.columns.iter().map(|(at, column)| SharedColumn {
        column,
        role: column.role,
        old: place(old, column),
        new: Some(at),
    });
    let gone = old.columns.iter().filter(|(_, column)| place(new, column).is_none());
    let gone = gone.map(|(at, column)| SharedColumn {
        column,
        role: column.role,
        old: Some(at),
        new: None,
    });
    shared.chain(gone).collect()
}

const fn plain(change: Kind, entry: Named) -> EntryChange {
    EntryChange {
        change,
        entry,
        value: None,
        step: None,
        count: None,
        candidates: Vec::new(),
    }
}

fn known<'r>(register: &'r Register, table: impl Fn(u32) -> Option<u32> + 'r) -> Vec<Known> {
    let entries = register.entries();
    entries
        .map(|entry| {
            let texts = [entry.code(), entry.standard(), entry.plan(), entry.title()];
            let texts = texts.each_ref().map(Option::as_deref);
            let texts = texts.map(|text| text.filter(|text| !text.trim().is_empty()));
            Known::new(table(entry.table), texts, &register.scheme.grammar)
        })
        .collect()
}

impl<'r> Pair<'r> {
    fn new(old: &'r Register, new: &'r Register, tables: &'r Tables) -> Self {
        Self {
            old,
            new,
            tables,
            columns: columns(old, new),
            changes: Vec::new(),
            renumbered: FxHashMap::default(),
        }
    }

    /// All that was told, kind by kind.
    fn finish(mut self) -> Vec<EntryChange> {
        let mut renumbered: Vec<_> = self.renumbered.drain().collect();
        renumbered.sort_unstable();
        for (table, count) in renumbered {
            let table = self.new.table(table as usize);
            let table = table.map_or_else(String::new, |table| table.heading());
            let entry = Named {
                table,
                ..Named::default()
            };
            let mut change = plain(Kind::Renumbered, entry);
            change.count = Some(count);
            self.changes.push(change);
        }
        // Within a kind they stay in the order of the register.
        self.changes.sort_by_key(|change| change.change);
        self.changes
    }

    /// Which entry is which, and what those of the old register are known by.
    fn matched(&self) -> (Vec<Known>, Matching) {
        let (old, new, tables) = (self.old, self.new, self.tables);
        // A table that went has a number that none of the new ones has.
        let gone = new.tables().len();
        let number = move |table: u32| {
            let place = tables.get(table as usize).copied().flatten();
            u32::try_from(place.unwrap_or(gone + table as usize)).ok()
        };
        let (before, after) = rayon::join(|| known(old, number), || known(new, Some));
        let mut matching = match_entries(&before, &after);
        nameless(&before, &after, &mut matching);
        (before, matching)
    }

    fn one(&mut self, entry: Followed) -> Option<EntryId> {
        let (old, new) = (self.old, self.new);
        let (before, matching) = self.matched();
        let id = |place: usize| u32::try_from(place).ok().map(EntryId);
        let (was, is) = match entry {
            Followed::Now(now) => match matching.new.get(now.0 as usize)? {
                Partner::One(place) => (id(*place)?, now),
                partner => {
                    self.without_partner(new.entry(now)?, partner);
                    return None;
                }
            },
            Followed::Before(was) => match matching.old.get(was.0 as usize)? {
                Fate::Found(place) => (was, id(*place)?),
                fate => {
                    self.went(old.entry(was)?, *fate);
                    return None;
                }
            },
        };
        let (was_entry, is_entry) = (old.entry(was)?, new.entry(is)?);
        self.entry(was_entry, is_entry, before.get(was.0 as usize)?.table);
        self.replaced_by_others(is_entry);
        Some(match entry {
            Followed::Now(_) => was,
            Followed::Before(_) => is,
        })
    }

    /// Tells of those that replace an entry and did not before.
    fn replaced_by_others(&mut self, entry: EntryRef<'r>) {
        let names = [entry.standard(), entry.plan()];
        let is_it = |(_, name): &(_, Cow<'_, str>)| names.iter().flatten().any(|own| own == name);
        if self
            .old
            .entries()
            .any(|other| other.replaces().any(|name| is_it(&name)))
        {
            return;
        }
        for other in self.new.entries() {
            if let Some((_, name)) = other.replaces().find(is_it) {
                self.push(Kind::Replaced, other, replacement(other, name));
            }
        }
    }

    fn without_partner(&mut self, entry: EntryRef<'r>, partner: &Partner) {
        match partner {
            Partner::One(_) => {}
            Partner::None => {
                self.changes.push(plain(Kind::Added, Named::new(self.new, entry)));
                self.replaced(None, entry);
            }
            Partner::Several(candidates) => {
                let mut change = plain(Kind::Doubtful, Named::new(self.new, entry));
                let candidates = candidates.iter().filter_map(|place| u32::try_from(*place).ok());
                let candidates = candidates.filter_map(|place| self.old.entry(EntryId(place)));
                change.candidates = candidates.map(|candidate| Named::new(self.old, candidate)).collect();
                self.changes.push(change);
            }
        }
    }

    fn went(&mut self, entry: EntryRef<'r>, fate: Fate) {
        let kind = match fate {
            Fate::Found(_) => return,
            Fate::InDoubt => Kind::DoubtfulBefore,
            Fate::Missing => Kind::Removed,
        };
        self.changes.push(plain(kind, Named::new(self.old, entry)));
    }

    fn all(&mut self) {
        let (old, new) = (self.old, self.new);
        let (before, matching) = self.matched();
        for (entry, partner) in new.entries().zip(&matching.new) {
            let Partner::One(place) = partner else {
                self.without_partner(entry, partner);
                continue;
            };
            let was = u32::try_from(*place).ok().and_then(|place| old.entry(EntryId(place)));
            if let (Some(was), Some(known)) = (was, before.get(*place)) {
                self.entry(was, entry, known.table);
            }
        }
        for (entry, fate) in old.entries().zip(&matching.old) {
            self.went(entry, *fate);
        }
    }

    /// Tells what changed of an entry; `table` is where it stood, counted as in the new register.
    fn entry(&mut self, old: EntryRef<'_>, new: EntryRef<'_>, table: Option<u32>) {
        if table != Some(new.table) {
            let value = ValueChange {
                key: "table".to_owned(),
                heading: Heading::default(),
                old: Some(table_of(self.old, old)),
                new: Some(table_of(self.new, new)),
            };
            self.push(Kind::Moved, new, value);
        }
        // What is written in the same letters under a header of its own is the same.
        let is_same_text = !new.is_inline() && !old.is_inline() && old.segment_text() == new.segment_text();
        if is_same_text && self.columns.iter().all(|column| column.old == column.new) {
            return;
        }
        for index in 0..self.columns.len() {
            let Some(column) = self.columns.get(index) else { break };
            let (role, heading) = (column.role, column.column);
            let cell = |entry, place: Option<usize>| place.map(|place| of_column(entry, role, place).into_shown());
            let [was, is] = [cell(old, column.old), cell(new, column.new)].map(Option::unwrap_or_default);
            if was == is {
                continue;
            }
            let present = |text: Cow<'_, str>| Some(text.into_owned()).filter(|text| !text.is_empty());
            let value = ValueChange {
                key: heading.key.clone(),
                heading: Heading::new(heading.as_key().heading),
                old: present(was),
                new: present(is),
            };
            match role {
                Some(ColumnRole::Number) => {
                    if table == Some(new.table) {
                        *self.renumbered.entry(new.table).or_default() += 1;
                    }
                }
                Some(ColumnRole::Code) => self.push(Kind::Recoded, new, value),
                Some(ColumnRole::Title) => self.push(Kind::Retitled, new, value),
                Some(ColumnRole::Status) => self.status(old, new, value),
                Some(ColumnRole::Replaces) => {
                    self.replaced(Some(old), new);
                    // What it replaces no longer is told as it is written.
                    let kept: FxHashSet<_> = new.replaces().map(|(_, name)| name).collect();
                    if old.replaces().any(|(_, name)| !kept.contains(&name)) {
                        self.push(Kind::Changed, new, value);
                    }
                }
                _ => self.push(Kind::Changed, new, value),
            }
        }
    }

    fn push(&mut self, kind: Kind, entry: EntryRef<'_>, value: ValueChange) {
        let mut change = plain(kind, Named::new(self.new, entry));
        change.value = Some(value);
        self.changes.push(change);
    }

    fn status(&mut self, old: EntryRef<'_>, new: EntryRef<'_>, value: ValueChange) {
        let phase = |register: &Register, term: Option<u16>| Some(register.vocabulary.status_term(term?)?.phase);
        let phases = phase(self.old, old.status_term).zip(phase(self.new, new.status_term));
        match phases.and_then(|(old, new)| Step::between(old, new)) {
            Some(step) => {
                self.push(Kind::Status, new, value);
                if let Some(change) = self.changes.last_mut() {
                    change.step = Some(step);
                }
            }
            // Another word for the same, or one that nobody knows.
            None => self.push(Kind::Changed, new, value),
        }
    }

    /// Tells what an entry replaces that it did not replace before.
    fn replaced(&mut self, old: Option<EntryRef<'_>>, new: EntryRef<'_>) {
        let before: FxHashSet<_> = old
            .into_iter()
            .flat_map(|old| old.replaces().map(|(_, name)| name))
            .collect();
        let names: Vec<_> = new.replaces().map(|(_, name)| name).collect();
        for name in names.into_iter().filter(|name| !before.contains(name)) {
            self.push(Kind::Replaced, new, replacement(new, name));
        }
    }
}

/// That an entry replaces a standard.
fn replacement(entry: EntryRef<'_>, replaced: Cow<'_, str>) -> ValueChange {
    let number = entry.standard().or_else(|| entry.plan()).or_else(|| entry.code());
    ValueChange {
        key: "replaces".to_owned(),
        heading: Heading::default(),
        old: Some(replaced.into_owned()),
        new: number.map(Into::into),
    }
}

/// Those that are known by nothing are taken for each other table by table, one after the other.
fn nameless(old: &[Known], new: &[Known], matching: &mut Matching) {
    let mut waiting: FxHashMap<Option<u32>, VecDeque<usize>> = FxHashMap::default();
    for (place, known) in old.iter().enumerate().filter(|(_, known)| known.is_nameless()) {
        waiting.entry(known.table).or_default().push_back(place);
    }
    for (place, known) in new.iter().enumerate().filter(|(_, known)| known.is_nameless()) {
        let Some(found) = waiting.get_mut(&known.table).and_then(VecDeque::pop_front) else {
            continue;
        };
        if let (Some(partner), Some(fate)) = (matching.new.get_mut(place), matching.old.get_mut(found)) {
            (*partner, *fate) = (Partner::One(found), Fate::Found(place));
        }
    }
}
