//! An edited sheet comes back into the register that it was made of, or of which it tells: the edits, file by file, that
//! change what differs and nothing else. Comments, order and layout stay.
//!
//! - [`tables`]: which table of the sheet is which of the register, and where new entries go.
//! - [`view`]: what an import would read of an entry that was exported and not edited. What is equal to that is no change.
//! - [`added`]: tables, categories and subsystems that the register has not got.
//! - [`outline`]: the same of rows that list the structure; [`known`] is what both know of it.
//! - [`figures`]: rows of statistics.
//!
//! Which entry is which is told by [`matching`](crate::exchange::matching).

mod added;
mod figures;
mod known;
mod outline;
mod tables;
mod view;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use self::tables::Homes;
use self::view::Views;
use super::draft::{Draft, Entry, Field, Report, Tally};
use super::write::value_of;
use crate::diagnostic::Edit;
use crate::exchange::matching::{Fate, Known, Matching, Partner, match_entries};
use crate::keys::ColumnRole;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;
use crate::scheme::Scheme;
use crate::text::edit::{TextEdit, apply};
use crate::text::{FileId, to_u32};
use crate::writer::layout::Pairs;
use crate::writer::{entries, keys};

/// What a blank cell does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blank {
    /// It leaves the value.
    #[default]
    Keep,
    /// It takes the value away.
    Clear,
}

/// What becomes of entries that the file lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// They stay.
    #[default]
    Keep,
    /// They go.
    Delete,
}

/// What changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that the register has as well.
    pub matched: usize,
    /// Those of them that differ.
    pub changed: usize,
    /// New ones.
    pub added: usize,
    /// Those that went.
    pub removed: usize,
    /// Rows of statistics that differ or are new.
    pub figures: usize,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The files that change, with their texts afterwards.
    pub files: Vec<(FileId, String)>,
    /// What became of the rows.
    pub tally: Tally,
    /// What changed.
    pub changes: Changes,
    /// What could not be placed. None of it is written.
    pub reports: Vec<Report>,
    /// The entries that the file lacks in tables that it has, in words. Those that went are not among them.
    pub missing: Vec<String>,
    /// What was taken for what.
    pub notes: Vec<Message>,
}

/// Merges what was read into a register.
///
/// # Errors
/// Where two changes meet in one place of a text.
pub(super) fn merge(
    mut draft: Draft,
    register: &Register,
    scheme: &Scheme,
    blank: Blank,
    missing: Missing,
) -> Result<Merged, Box<Message>> {
    let mut merge = Merge {
        register,
        scheme,
        views: Views::new(register, scheme),
        edits: Vec::new(),
        reports: draft.reports().cloned().collect(),
        changes: Changes::default(),
        tally: draft.tally,
        notes: std::mem::take(&mut draft.notes),
        has_plans: true,
    };
    let lacking = merge.entries(&draft, blank, missing);
    merge.figures(&draft);
    Ok(Merged {
        files: texts(register, merge.edits)?,
        tally: merge.tally,
        changes: merge.changes,
        reports: merge.reports,
        missing: lacking,
        notes: merge.notes,
    })
}

struct Merge<'r> {
    register: &'r Register,
    scheme: &'r Scheme,
    views: Views<'r>,
    edits: Vec<Edit>,
    reports: Vec<Report>,
    changes: Changes,
    tally: Tally,
    notes: Vec<Message>,
    /// Whether plans have a column of their own in the file. In print they have not, and stand among the numbers.
    has_plans: bool,
}

/// An entry of the file, with its table there.
#[derive(Clone, Copy)]
struct Row<'d> {
    entry: &'d Entry,
    table: usize,
}

impl Merge<'_> {
    /// Changes, adds and takes away entries. Gives those that the file lacks and that stay.
    fn entries(&mut self, draft: &Draft, blank: Blank, missing: Missing) -> Vec<String> {
        let rows: Vec<Row<'_>> = (0..)
            .zip(&draft.tables)
            .flat_map(|(table, of)| of.entries().map(move |entry| Row { entry, table }))
            .collect();
        self.set_plans_apart(&rows);
        let mut homes = Homes::named(self.register, draft);
        let is_exact = rows.iter().all(|row| row.entry.is_exact);
        let known = |entry| self.known(entry, is_exact);
        let old: Vec<Known> = self.register.entries().map(known).collect();
        let mut matching = match_entries(&old, &self.known_rows(&rows, &homes));
        // Where all that is known of a table stands in one of the register, it is that one.
        if homes.infer(self.register, rows.iter().map(|row| row.table).zip(&matching.new)) {
            matching = match_entries(&old, &self.known_rows(&rows, &homes));
        }
        let mut new: Vec<(Row<'_>, Option<usize>, Option<EntryId>)> = Vec::new();
        // The entry of the register that stands before the next new one of its table.
        let mut before: FxHashMap<usize, EntryId> = FxHashMap::default();
        // The last group of its table.
        let mut groups: FxHashMap<u32, String> = FxHashMap::default();
        for (row, partner) in rows.iter().zip(&matching.new) {
            match partner {
                Partner::One(place) => {
                    let id = EntryId(to_u32(*place));
                    if let Some(entry) = self.register.entry(id) {
                        let group = groups.get(&entry.table).map(String::as_str);
                        self.change(entry, row.entry, blank, group);
                        groups.extend(entry.group().map(|group| (entry.table, group.into_owned())));
                        before.insert(entry.table as usize, id);
                        self.told_elsewhere(entry, row, &homes);
                    }
                }
                Partner::None => {
                    let home = homes.of_new(row, self.register, self.scheme);
                    let behind = home.and_then(|home| before.get(&home).copied());
                    new.push((*row, home, behind));
                }
                Partner::Several(places) => {
                    let named = places
                        .iter()
                        .filter_map(|place| self.register.entry(EntryId(to_u32(*place))));
                    let named = named.map(|entry| name_of(self.register, entry)).collect::<Vec<_>>();
                    self.refuse(
                        row.entry,
                        Message::attribute("import-reason", "several").with("entries", named),
                    );
                }
            }
        }
        self.add(draft, &new, &matching, missing);
        self.missing(&matching, &old, &homes, missing)
    }

    fn set_plans_apart(&mut self, rows: &[Row<'_>]) {
        let columns = &self.scheme.columns;
        let [standard, plan] = [ColumnRole::Standard, ColumnRole::Plan].map(|role| columns.key_of(role));
        self.has_plans = rows.iter().any(|Row { entry, .. }| {
            let has_both = entry.has(standard) && entry.has(plan);
            has_both || entry.blank.iter().any(|blank| blank == plan)
        });
    }

    /// What an entry of the register is known by. `is_exact` is for rows that are read as a register has them.
    fn known(&self, entry: EntryRef<'_>, is_exact: bool) -> Known {
        let fields = match is_exact {
            true => self.views.exact(entry),
            false => self.views.of(entry),
        };
        self.known_by(Some(entry.table), &fields)
    }

    fn known_rows(&self, rows: &[Row<'_>], homes: &Homes) -> Vec<Known> {
        let known = |row: &Row<'_>| self.known_by(homes.of(row.table).map(to_u32), row.entry);
        rows.iter().map(known).collect()
    }

    fn known_by(&self, table: Option<u32>, entry: &Entry) -> Known {
        let roles = [
            ColumnRole::Code,
            ColumnRole::Standard,
            ColumnRole::Plan,
            ColumnRole::Title,
        ];
        let columns = &self.scheme.columns;
        let [code, standard, plan, title] = roles.map(|role| entry.text(columns.key_of(role)));
        let texts = match self.has_plans {
            true => [code, standard, plan, title],
            false => [code, standard.or(plan), None, title],
        };
        Known::new(table, texts, &self.scheme.grammar)
    }

    /// Writes the cells that differ.
    fn change(&mut self, entry: EntryRef<'_>, row: &Entry, blank: Blank, group: Option<&str>) {
        self.changes.matched += 1;
        let changes = self.views.difference(entry, row, blank, group);
        if changes.is_empty() {
            return;
        }
        self.changes.changed += 1;
        let columns = &self.scheme.columns;
        let rank = |key: &str| columns.place(key, 0).unwrap_or(usize::MAX);
        self.edits.extend(keys::change(entry, &changes, rank));
    }

    /// Says that an entry stands in another table than the file has it in.
    fn told_elsewhere(&mut self, entry: EntryRef<'_>, row: &Row<'_>, homes: &Homes) {
        let Some(home) = homes.of_name(row.table).filter(|home| *home != entry.table as usize) else {
            return;
        };
        let name = |table: usize| {
            self.register
                .table(table)
                .map(|table| table.heading())
                .unwrap_or_default()
        };
        let reason = Message::attribute("import-reason", "elsewhere")
            .with("table", name(entry.table as usize))
            .with("other", name(home));
        self.report(row.entry, reason);
    }

    /// Puts new entries into their tables, each behind the one that it is behind in the file.
    fn add(
        &mut self,
        draft: &Draft,
        new: &[(Row<'_>, Option<usize>, Option<EntryId>)],
        matching: &Matching,
        missing: Missing,
    ) {
        let mut places: BTreeMap<(usize, Option<EntryId>), Vec<&Entry>> = BTreeMap::new();
        let mut without: BTreeMap<usize, Vec<&Entry>> = BTreeMap::new();
        let mut has_partner: FxHashMap<usize, bool> = FxHashMap::default();
        for (place, fate) in matching.old.iter().enumerate() {
            if let (Fate::Found(_), Some(entry)) = (fate, self.register.entry(EntryId(to_u32(place)))) {
                has_partner.insert(entry.table as usize, true);
            }
        }
        for (row, home, behind) in new {
            let Some(home) = home else {
                without.entry(row.table).or_default().push(row.entry);
                continue;
            };
            // A file that has nothing else of the table adds to its end.
            let last = || self.register.table(*home)?.entries.clone().next_back();
            let behind = match has_partner.contains_key(home) {
                true => *behind,
                // Behind what goes nothing can stand.
                false if missing == Missing::Delete => None,
                false => last().map(|last| EntryId(to_u32(last))),
            };
            places.entry((*home, behind)).or_default().push(row.entry);
        }
        for ((home, behind), entries) in places {
            let texts = self.new_entries(home, behind, &entries);
            let edit = self.register.table(home).and_then(|table| {
                let behind = behind.and_then(|id| self.register.entry(id));
                entries::insertion(self.register, table, behind, &texts)
            });
            match edit {
                Some(edit) => {
                    self.edits.push(edit);
                    self.changes.added += entries.len();
                }
                None => entries
                    .iter()
                    .for_each(|entry| self.refuse(entry, Message::attribute("import-reason", "braces"))),
            }
        }
        let without: Vec<_> = without
            .into_iter()
            .filter_map(|(table, entries)| Some((draft.tables.get(table)?, entries)))
            .collect();
        self.add_tables(draft, &without);
    }

    /// The keys of new entries. At the end of a table that counts its entries they go on with its numbers.
    fn new_entries(&self, home: usize, behind: Option<EntryId>, entries: &[&Entry]) -> Vec<Pairs> {
        let columns = &self.scheme.columns;
        let key = columns.key_of(ColumnRole::Number);
        let range = self
            .register
            .table(home)
            .map(|table| table.entries.clone())
            .unwrap_or_default();
        let last = range.clone().next_back().map(|last| EntryId(to_u32(last)));
        let mut number = match last {
            None => Some(0),
            Some(last) if Some(last) == behind => {
                let entry = self.register.entry(last);
                entry.and_then(|entry| entry.number).map(|number| number.value)
            }
            Some(_) => None,
        }
        .filter(|_| !key.is_empty());
        let mut all = Vec::new();
        for entry in entries {
            number = number.map(|number| number.saturating_add(1));
            let mut fields = entry.fields.clone();
            if let Some(number) = number.filter(|_| !entry.has(key)) {
                fields.push((key.to_owned(), Field::Integer(number)));
            }
            fields.sort_by_key(|(key, _)| columns.place(key, 0));
            all.push(
                fields
                    .iter()
                    .map(|(key, field)| (key.clone().into(), value_of(field)))
                    .collect(),
            );
        }
        all
    }

    /// Takes away, or tells, what the file lacks of the tables that it has.
    fn missing(&mut self, matching: &Matching, old: &[Known], homes: &Homes, missing: Missing) -> Vec<String> {
        let mut is_covered = vec![false; self.register.tables().len()];
        let mut cover = |table: usize| {
            is_covered
                .get_mut(table)
                .into_iter()
                .for_each(|covered| *covered = true)
        };
        homes.all().for_each(&mut cover);
        for (entry, fate) in self.register.entries().zip(&matching.old) {
            if *fate != Fate::Missing {
                cover(entry.table as usize);
            }
        }
        let mut lacking: BTreeMap<usize, Vec<EntryId>> = BTreeMap::new();
        for (((id, entry), fate), known) in self.register.entries_with_ids().zip(&matching.old).zip(old) {
            let table = entry.table as usize;
            // What is known by nothing is in no sheet that could be read.
            if *fate == Fate::Missing && !known.is_nameless() && is_covered.get(table) == Some(&true) {
                lacking.entry(table).or_default().push(id);
            }
        }
        let others = is_covered.iter().filter(|covered| !**covered).count();
        if others > 0 && others < is_covered.len() {
            self.notes
                .push(Message::attribute("import-note", "other-tables").with("count", others));
        }
        if missing == Missing::Keep {
            let ids = lacking.into_values().flatten();
            let entries = ids.filter_map(|id| self.register.entry(id));
            return entries.map(|entry| name_of(self.register, entry)).collect();
        }
        for (table, ids) in lacking {
            let Some(table) = self.register.table(table) else {
                continue;
            };
            self.changes.removed += ids.len();
            let is_gone = |id: EntryId| ids.binary_search(&id).is_ok();
            self.edits.extend(entries::removals(self.register, table, is_gone));
        }
        Vec::new()
    }

    /// Tells of an entry that was not placed.
    fn refuse(&mut self, entry: &Entry, reason: Message) {
        self.tally.entries -= 1;
        self.tally.reported += 1;
        self.report(entry, reason);
    }

    fn report(&mut self, entry: &Entry, reason: Message) {
        let texts = entry.fields.iter().map(|(_, field)| field.shown());
        self.reports.push(Report {
            address: entry.address.clone(),
            reason,
            content: texts.collect::<Vec<_>>().join(" | "),
        });
    }
}

/// An entry in words: its table, its number there, and what it is known by.
fn name_of(register: &Register, entry: EntryRef<'_>) -> String {
    let table = register.table_of(&entry).map(|table| table.name().into_owned());
    let number = entry.number.map(|number| number.value.to_string());
    let known = entry.code().or_else(|| entry.standard()).or_else(|| entry.plan());
    let parts = [table, number, known.map(Into::into), entry.title().map(Into::into)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The texts of the files that change.
fn texts(register: &Register, edits: Vec<Edit>) -> Result<Vec<(FileId, String)>, Box<Message>> {
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for edit in edits {
        let place = register.absolute(edit.place);
        let edit = TextEdit {
            span: place.span,
            text: edit.text,
        };
        by_file.entry(place.file).or_default().push(edit);
    }
    let mut texts = Vec::new();
    for (id, mut edits) in by_file {
        let Some(file) = register.file(id) else { continue };
        // What is put in at one place stays in the order in which it came.
        edits.sort_by_key(|edit| edit.span);
        let text = apply(&file.text, &edits)
            .map_err(|_| Box::new(Message::attribute("import-problem", "meeting").with("path", file.path.as_str())))?;
        if text != file.text {
            texts.push((id, text));
        }
    }
    Ok(texts)
}
