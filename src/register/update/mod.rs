//! Brings a register up to date with the text of one of its files.
//!
//! Most edits change an entry, and leave its table and the file around it as they are: then the entry is read again and
//! put in its place. After any other edit the register is put together again, from what the segments that did not
//! change hold, and from the others as they are read anew. Either way it is what [`Register::read`] makes of its files.

mod context;
mod counting;

use std::ops::Range;
use std::sync::Arc;

use self::context::Context;
use super::assembly::{self, is_other_head};
use super::completeness::{self, Completeness, has_lost_header};
use super::counts::{self, Counts, InColumn, Tallies};
use super::faults::Fault;
use super::index::Keys;
use super::majority::{Shift, Votes};
use super::model::{Entry, EntryId, Site};
use super::read::{self, Item, Reading, may_open};
use super::reuse::{Origin, in_segments, is_alone};
use super::{OldText, Register, SourceFile};
use crate::keys::Certainty;
use crate::syntax::{Change, Document};
use crate::text::edit::NewText;
use crate::text::{FileId, SegmentId, to_u32};

/// What an edit did to a register.
#[derive(Clone, Debug)]
pub struct Update {
    /// The file.
    pub file: FileId,
    /// Its text before.
    pub before: OldText,
    /// Which of its segments took the place of which.
    pub segments: Change,
    /// The entries that were in the segments that are no more, by their places before the edit.
    old_entries: Range<usize>,
    /// The entries that are in the segments that are new, by their places now. Both ranges begin with the same place.
    new_entries: Range<usize>,
    /// Whether what an entry is held against is still the same.
    pub context_change: ContextChange,
    /// The entries that have changed, or whose table has, by their places now; what is said of others may still stand,
    /// as far as `surroundings` says so.
    pub again: Vec<usize>,
    /// Whether the codes are what they were, where they were.
    pub codes: Codes,
    /// The entries that have a sequence which an entry had before the edit, or got by it.
    sequences: Vec<EntryId>,
}

/// Whether an edit had to do with codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Nothing changed but entries, and in none of them the code, its place, or whether the entry parsed.
    Same,
    /// Something else changed, or may have.
    Other,
}

impl Update {
    /// The id that an entry has now; none for one that is no more, or was read anew.
    pub fn moved(&self, entry: EntryId) -> Option<EntryId> {
        shifted(entry.0 as usize, &self.old_entries, &self.new_entries).map(|place| EntryId(to_u32(place)))
    }

    /// The tables that an entry was put into, taken out of or changed in, by their places, in their order.
    pub fn tables(&self, register: &Register) -> Vec<usize> {
        let Range { start, end } = self.new_entries;
        let first = register.tables.partition_point(|table| table.entries.end < start);
        let following = register.tables.iter().enumerate().skip(first);
        let touched = following.take_while(|(_, table)| table.entries.start <= end);
        let of_entries = self.again.iter().filter_map(|place| register.entries.get(*place));
        let of_entries = of_entries.map(|entry| entry.table as usize);
        in_order(touched.map(|(place, _)| place).chain(of_entries))
    }

    /// The tables of entries with a sequence that is used by more entries, or by fewer, than before.
    pub fn tables_of_sequences(&self, register: &Register) -> Vec<usize> {
        let entries = self.sequences.iter().filter_map(|id| register.entry(*id));
        in_order(entries.map(|entry| entry.table as usize))
    }
}

fn in_order(tables: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut tables: Vec<usize> = tables.collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Where a place is when one range took the place of another; none for a place in it.
fn shifted(place: usize, old: &Range<usize>, new: &Range<usize>) -> Option<usize> {
    if place < old.start {
        Some(place)
    } else if place < old.end {
        None
    } else {
        Some(place - old.end + new.end)
    }
}

/// What entries are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextChange {
    /// It is what it was, though it may have moved on.
    Same,
    /// The head, the scheme, the words, the subsystems and categories are what they were; tables changed, or whether all
    /// of the register was read.
    Beyond,
    /// Something else changed, or may have.
    Other,
}

impl Register {
    /// Replaces the text of a root or part. Nothing happens, and nothing is given, where there is no such file, and
    /// where the text is the one that it has.
    pub fn set_text(&mut self, file: FileId, text: NewText<'_>) -> Option<Update> {
        let source = self.file(file)?;
        if !source.is_of_register() {
            return None;
        }
        // What could not be read before has a text now, and nothing of it is known.
        if source.problem.is_some() {
            return self.set_file(file, text.as_str().to_owned());
        }
        let common = text.common_with(&source.text);
        let reread = source.document.reread_between(&source.text, text.as_str(), common);
        let segments = reread.change.clone();
        if segments == Change::NONE {
            return None;
        }
        let old_range = in_segments(&self.entries, file, &segments.old);
        let old_entries = self.entries.get(old_range.clone()).unwrap_or_default();
        let old: Vec<Previous> = old_entries.iter().map(|entry| Previous::new(self, entry)).collect();
        let had_words = self.may_hold_words(file, segments.old.clone());
        let had_redefinitions = !source.document.redefinitions.is_empty();
        let was_in_place =
            segments.is_in_place() && !had_redefinitions && self.holds_entries_alone(file, &segments.old);

        let counted = if was_in_place {
            self.counts.of_entries(self, old_range.clone())
        } else {
            None
        };

        let before = self.put(file, (text, common), |document, text| document.apply(reread, text))?;
        let has_redefinitions = self
            .file(file)
            .is_none_or(|source| !source.document.redefinitions.is_empty());
        if was_in_place
            && !has_redefinitions
            && let Some(replaced) =
                self.replace_entries(file, segments.new.clone(), &old_range, (&old, counted.as_ref()))
        {
            return Some(Update {
                file,
                before,
                segments,
                new_entries: old_range.clone(),
                again: old_range.clone().chain(replaced.again).collect(),
                old_entries: old_range,
                context_change: replaced.context_change,
                codes: replaced.codes,
                sequences: replaced.sequences,
            });
        }
        if had_words || self.may_hold_words(file, segments.new.clone()) {
            return Some(self.put_together_anew(file, before, segments));
        }
        let context = Context::new(self);
        let count = self.entries.len();
        self.assemble(Some((file, &segments)));
        let new_range = in_segments(&self.entries, file, &segments.new);
        let is_rest_same = !had_redefinitions
            && !has_redefinitions
            && new_range.start == old_range.start
            && count - old_range.len() == self.entries.len() - new_range.len();
        let mut sequences = Vec::new();
        if is_rest_same {
            sequences = self.reindex(&old_range, &new_range, &old);
            self.count_votes();
        } else {
            self.index_all();
        }
        self.finish();
        let mut update = Update {
            file,
            before,
            segments,
            old_entries: old_range,
            new_entries: new_range,
            context_change: ContextChange::Other,
            again: Vec::new(),
            codes: Codes::Other,
            sequences,
        };
        if is_rest_same {
            context.compare(self, &mut update);
        }
        Some(update)
    }

    /// Reads a file anew, and everything with it.
    fn set_file(&mut self, file: FileId, text: String) -> Option<Update> {
        let count = |register: &Self| register.file(file).map_or(0, |source| source.document.segments.len());
        let old = count(self);
        let place = self.files.get_mut(file.0 as usize)?;
        let new = Arc::new(SourceFile::new(place.path.clone(), place.role, text));
        let before = OldText::File(std::mem::replace(place, new));
        let new = count(self);
        let segments = Change {
            old: 0..old,
            new: 0..new,
        };
        Some(self.put_together_anew(file, before, segments))
    }

    /// Reads all segments, from the words on.
    fn put_together_anew(&mut self, file: FileId, before: OldText, segments: Change) -> Update {
        let old_entries = 0..self.entries.len();
        let certainty = match self.scheme_problem {
            Some(_) => Certainty::Uncertain,
            None => Certainty::Certain,
        };
        let terms = assembly::terms(&self.files, &self.scheme, certainty);
        self.vocabulary = terms.vocabulary;
        self.columns = terms.columns;
        self.column_faults = terms.faults;
        self.assemble(None);
        self.index_all();
        self.finish();
        Update {
            file,
            before,
            segments,
            old_entries,
            new_entries: 0..self.entries.len(),
            context_change: ContextChange::Other,
            again: Vec::new(),
            codes: Codes::Other,
            sequences: Vec::new(),
        }
    }

    /// Gives a file its new text, and its document what goes with that. A file that somebody else holds stays as it is.
    fn put(
        &mut self,
        file: FileId,
        (text, common): (NewText<'_>, (usize, usize)),
        apply: impl FnOnce(&mut Document, &str),
    ) -> Option<OldText> {
        let place = self.files.get_mut(file.0 as usize)?;
        if let Some(source) = Arc::get_mut(place) {
            let before = text.put(&mut source.text, common);
            apply(&mut source.document, &source.text);
            return Some(before.map_or(OldText::Edited, OldText::Text));
        }
        let mut document = place.document.clone();
        let text = match text {
            NewText::Whole(text) => text,
            NewText::Edited(text, _) => text.to_owned(),
        };
        apply(&mut document, &text);
        let new = Arc::new(SourceFile {
            path: place.path.clone(),
            role: place.role,
            text,
            document,
            problem: None,
        });
        Some(OldText::File(std::mem::replace(place, new)))
    }

    /// Whether segments may hold words for status or level.
    fn may_hold_words(&self, file: FileId, segments: Range<usize>) -> bool {
        let Some(source) = self.file(file) else {
            return true;
        };
        segments.into_iter().any(|place| {
            let id = SegmentId(to_u32(place));
            let text = source.document.text(&source.text, id);
            let segment = source.document.segment(id);
            segment.is_none_or(|segment| may_open(segment, text, &assembly::TERMS))
        })
    }

    /// Whether each of some segments holds an entry and nothing else, and nothing that stands elsewhere was made up
    /// for it.
    fn holds_entries_alone(&self, file: FileId, segments: &Range<usize>) -> bool {
        let Some(source) = self.file(file) else {
            return false;
        };
        let range = in_segments(&self.entries, file, segments);
        let entries = self.entries.get(range).unwrap_or_default();
        entries.len() == segments.len()
            && entries.iter().zip(segments.clone()).all(|(entry, place)| {
                let id = SegmentId(to_u32(place));
                let segment = source.document.segment(id);
                let text = source.document.text(&source.text, id);
                let is_made_up = |site: &Site| (site.file, site.segment) == (file, id);
                entry.site.segment == id
                    && segment.is_some_and(|segment| is_alone(entry, segment) && !has_lost_header(id, segment, text))
                    && self.table_of(entry).is_some_and(|table| !is_made_up(&table.site))
            })
    }

    /// Reads again the entries of segments that hold nothing else, and puts them in the place of those before. Nothing
    /// happens where they hold something else now.
    fn replace_entries(
        &mut self,
        file: FileId,
        segments: Range<usize>,
        range: &Range<usize>,
        (old, counted): (&[Previous], Option<&Tallies>),
    ) -> Option<Replaced> {
        let turn_range = self.turns_in(file, &segments);
        let read = self.read_entries(file, segments.clone())?;
        let old_faults = self.faults.get(turn_range.clone()).unwrap_or_default();
        let new_faults = read.iter().flat_map(|read| &read.faults);
        // These have to do with what the file as a whole is taken for.
        let is_wider = |fault: &Fault| fault.is_about_root() || is_other_head(file, fault);
        if old_faults.iter().chain(new_faults).any(is_wider) {
            return None;
        }
        let mut origins: Vec<Origin> = Vec::new();
        let mut faults = Vec::new();
        let mut is_count_same = true;
        let mut is_asked_same = true;
        let mut are_votes_same = true;
        let mut codes = Codes::Same;
        let mut sequences = Vec::new();
        for ((place, read), old) in range.clone().zip(read).zip(old) {
            origins.extend(read.faults.iter().map(|_| (file, read.entry.site.segment)));
            faults.extend(read.faults);
            let new = Previous::new(self, &read.entry);
            let entry = self.entries.get_mut(place)?;
            is_count_same &= entry.status_term == read.entry.status_term
                && entry.level_term == read.entry.level_term
                && (&old.code, old.level) == (&new.code, new.level);
            is_asked_same &= old.asked == new.asked;
            if (&entry.site, entry.code, &old.code) != (&read.entry.site, read.entry.code, &new.code) {
                codes = Codes::Other;
            }
            let table = entry.table;
            *entry = Entry { table, ..read.entry };
            self.index.replace(EntryId(to_u32(place)), &old.keys, &new.keys);
            if old.keys.sequence != new.keys.sequence {
                sequences.extend([old.keys.sequence, new.keys.sequence].into_iter().flatten());
            }
            self.recount(EntryId(to_u32(place)), &old.votes, &new.votes);
            are_votes_same &= old.votes == new.votes;
        }
        let has_faults = !turn_range.is_empty() || !faults.is_empty();
        self.origins.splice(turn_range.clone(), origins);
        self.faults.splice(turn_range, faults);
        let before = self.completeness;
        // What was lost may be found, and a key may be set twice.
        if has_faults || before == Completeness::Partial || self.has_doubled(file, &segments) {
            self.completeness = completeness::of(self);
        }
        let mut replaced = Replaced {
            context_change: ContextChange::Same,
            codes,
            again: Vec::new(),
            sequences: self.sharing(sequences),
        };
        if self.completeness != before {
            replaced.context_change = ContextChange::Beyond;
        }
        let are_headers_same =
            (are_votes_same && self.completeness == before) || self.judge_headers_again(&mut replaced);
        // What is in the columns that are asked for may be what is asked.
        if !is_asked_same || !are_headers_same || !is_count_same && !self.count_again(range, counted) {
            self.counts = Counts::new(self);
        }
        Some(replaced)
    }

    /// Works out anew what the codes say of the headers, and notes whose findings that may change. Gives whether it is
    /// what it was.
    fn judge_headers_again(&mut self, replaced: &mut Replaced) -> bool {
        let before = std::mem::take(&mut self.majorities.verdicts);
        self.judge_headers();
        let tables = match self.majorities.verdicts.shift_from(&before) {
            Shift::Tables(tables) if tables.is_empty() => return true,
            Shift::Tables(tables) => tables,
            Shift::Wider => {
                replaced.context_change = ContextChange::Other;
                Vec::new()
            }
        };
        let tables = tables.into_iter().filter_map(|table| self.tables.get(table));
        replaced.again.extend(tables.flat_map(|table| table.entries.clone()));
        replaced.codes = Codes::Other;
        false
    }

    /// Whether a key is set twice in one of some segments.
    fn has_doubled(&self, file: FileId, segments: &Range<usize>) -> bool {
        let all = self.file(file).map(|source| &source.document.segments);
        let segments = all.and_then(|all| all.get(segments.clone())).unwrap_or_default();
        segments.iter().any(|segment| !segment.doubled.is_empty())
    }

    /// The faults that were found at the origins of segments.
    fn turns_in(&self, file: FileId, segments: &Range<usize>) -> Range<usize> {
        let before = |end: usize| {
            let end = (file, SegmentId(to_u32(end)));
            self.origins.partition_point(|turn| *turn < end)
        };
        before(segments.start)..before(segments.end)
    }

    /// Reads segments that hold an entry each, and nothing else.
    fn read_entries(&self, file: FileId, segments: Range<usize>) -> Option<Vec<ReadEntry>> {
        let source = self.file(file)?;
        let meaning = Reading {
            scheme: &self.scheme,
            vocabulary: &self.vocabulary,
            columns: &self.columns,
            asked: &self.asked,
        };
        let read = |place: usize| {
            let id = SegmentId(to_u32(place));
            let segment = source.document.segment(id)?;
            let text = source.document.text(&source.text, id);
            let fragment = read::read(file, id, segment, text, meaning);
            let mut items = fragment.items.into_iter();
            match (items.next(), items.next()) {
                (Some(Item::Entry(entry)), None)
                    if is_alone(&entry, segment) && !has_lost_header(id, segment, text) =>
                {
                    Some(ReadEntry {
                        entry: *entry,
                        faults: fragment.faults,
                    })
                }
                _ => None,
            }
        };
        segments.into_iter().map(read).collect()
    }

    /// The entries that have one of some sequences.
    fn sharing(&self, mut sequences: Vec<u128>) -> Vec<EntryId> {
        sequences.sort_unstable();
        sequences.dedup();
        let of_sequence = |key| self.index.sequences.get(key).iter().copied();
        sequences.into_iter().flat_map(of_sequence).collect()
    }

    /// Brings the index up to date where entries took the place of others. Gives the entries that have a sequence which
    /// either have.
    fn reindex(&mut self, old: &Range<usize>, new: &Range<usize>, were: &[Previous]) -> Vec<EntryId> {
        let ids = EntryId(to_u32(old.start))..EntryId(to_u32(old.end));
        for was in were {
            self.index.remove(&was.keys, &ids);
        }
        if old.end != new.end {
            self.index.move_ids(EntryId(to_u32(old.end)), EntryId(to_u32(new.end)));
        }
        let entries = self.entries.get(new.clone()).unwrap_or_default();
        let keys: Vec<Keys> = entries.iter().map(|entry| Keys::of(self, entry)).collect();
        for (place, keys) in new.clone().zip(&keys) {
            self.index.replace(EntryId(to_u32(place)), &Keys::default(), keys);
        }
        let were = were.iter().map(|was| &was.keys);
        self.sharing(were.chain(&keys).filter_map(|keys| keys.sequence).collect())
    }
}

/// What became of a register whose entries took the place of others.
struct Replaced {
    context_change: ContextChange,
    codes: Codes,
    /// The entries of tables that the codes say something else of now.
    again: Vec<usize>,
    /// The entries that have a sequence which an entry had or has.
    sequences: Vec<EntryId>,
}

/// What an entry was before an edit, as far as others look at it.
struct Previous {
    keys: Keys,
    votes: Votes,
    code: Option<String>,
    /// What it has in the columns that statistics ask for.
    asked: Vec<InColumn<'static>>,
    /// Its level, as far as statistics know it.
    level: Option<u16>,
}

impl Previous {
    fn new(register: &Register, entry: &Entry) -> Self {
        Self {
            keys: Keys::of(register, entry),
            votes: Votes::of(register, entry),
            code: entry.code.map(|code| register.of(entry).text(code).into_owned()),
            asked: register.counts.asked_of(register, entry),
            level: counts::level_of(register, entry),
        }
    }
}

/// An entry with what is at fault in its segment.
struct ReadEntry {
    entry: Entry,
    faults: Vec<Fault>,
}
