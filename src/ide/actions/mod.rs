//! What can be done about what stands at a place: repairs, comments that silence, statistics, numbers, moves.
//!
//! What is offered is found by a glance at the findings and the tables, for an editor asks at every move of the
//! cursor. The edits are worked out when an action is chosen, from the register as it is by then.

pub mod id;
mod ignoring;
mod missing;
mod moving;
mod numbering;
mod refactor;
mod renumbering;
mod repairs;
mod statistics;
#[cfg(test)]
mod tests;

pub use id::{ActionId, At, By, SortBy};
pub use refactor::FileChange;

use super::target::{self, Item, What};
use super::{Context, Cursor};
use crate::analysis::Options;
use crate::analysis::severities::Severities;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Place};
use crate::messages::Message;
use crate::register::handle::{EntryRef, Handle, Sited, TableRef};
use crate::register::model::Site;
use crate::register::{Register, SourceFile};
use crate::text::edit::{self, TextEdit};
use crate::text::{FileId, Span, to_u32};

/// The edits of files: each file once, its edits absolute, sorted and free of conflicts.
pub type FileEdits = Vec<(FileId, Vec<TextEdit>)>;

/// What sort of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// It does away with a finding.
    QuickFix,
    /// It writes something anew.
    RefactorRewrite,
    /// It takes something out into a file of its own.
    RefactorExtract,
    /// It puts something back where it belongs.
    RefactorInline,
    /// It is about the whole file.
    Source,
    /// It repairs the whole file.
    SourceFixAll,
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, for people.
    pub title: String,
    /// What sort it is.
    pub kind: ActionKind,
    /// Whether it is what one would do first.
    pub is_preferred: bool,
    /// The findings that it does away with, by their places in [`Context::found`]; of very many the first.
    pub fixes: Vec<usize>,
    /// What [`resolve`] takes.
    pub id: ActionId,
}

/// The actions of some kinds (all, where none is named) for a span, in bytes, of a file.
pub fn actions(context: Context<'_>, file: FileId, span: Span, wanted: &[ActionKind]) -> Vec<Action> {
    if !is_editable(context.register, file) {
        return Vec::new();
    }
    let mut offer = Offer::new(context, file, span, wanted);
    if is_lone(context.register, file) {
        if offer.wants(ActionKind::QuickFix) {
            repairs::offer(&mut offer);
            missing::offer(&mut offer);
        }
        return offer.actions;
    }
    if offer.wants(ActionKind::QuickFix) {
        repairs::offer(&mut offer);
        missing::offer(&mut offer);
        numbering::offer(&mut offer);
        moving::offer(&mut offer);
    }
    if offer.wants(ActionKind::RefactorRewrite) || offer.wants(ActionKind::Source) {
        statistics::offer(&mut offer);
        renumbering::offer(&mut offer);
    }
    refactor::offer(&mut offer);
    if offer.wants(ActionKind::SourceFixAll) {
        repairs::offer_all(&mut offer);
    }
    if offer.wants(ActionKind::QuickFix) {
        ignoring::offer(&mut offer);
    }
    offer.actions
}

/// The edits of an action, worked out from the register as it is; none where it no longer applies. `severities` are those of
/// the register's files, as for [`crate::analysis::check`].
pub fn resolve(context: Context<'_>, severities: &[Severities], id: ActionId) -> Option<FileEdits> {
    let options = Options {
        severities,
        today: context.today,
    };
    let edits = match id {
        ActionId::Fix(rule, file, span) => repairs::one(context, rule, file, span),
        ActionId::FixRule(rule, file) => repairs::rule(context, options, rule, file, Applicability::Safe),
        ActionId::FixRuleUnsafely(rule, file) => repairs::rule(context, options, rule, file, Applicability::Unsafe),
        ActionId::FixFile(file) => repairs::file(context, options, file),
        ActionId::Ignore(rule, file, span) => ignoring::here(context, options, rule, file, span),
        ActionId::IgnoreInFile(rule, file) => ignoring::in_file(context, options, rule, file),
        ActionId::WriteStatistics(at) => statistics::write(context.register, options, at),
        ActionId::AddRows(at) => statistics::add_rows(context.register, at),
        ActionId::NewStatistics(by) => statistics::new_table(context.register, by),
        ActionId::AddMissing(at) => missing::edits(context, at),
        ActionId::TakeFree(at) => numbering::edits(context.register, at),
        ActionId::Renumber(at) => renumbering::edits(context.register, at),
        ActionId::ChangeForm(at) => refactor::change_form(context.register, at),
        ActionId::Sort(at, by) => refactor::sort(context.register, at, by),
        ActionId::Split(at) => refactor::split(context.register, at),
        ActionId::Extract(at) => refactor::extract(context.register, at),
        ActionId::Join(file) => refactor::join(context.register, file),
        ActionId::Move(entry, table) => moving::edits(context.register, entry, table, Vec::new()),
    };
    edits.filter(|edits| edits.iter().any(|(_, edits)| !edits.is_empty()))
}

/// The files that come or go with the edits of an action.
pub fn file_changes(context: Context<'_>, id: ActionId) -> Vec<FileChange> {
    refactor::file_changes(context.register, id)
}

/// What an author is to write when the edits of an action are made: the file, and the span in its text with them.
pub fn to_fill(context: Context<'_>, id: ActionId, edits: &FileEdits) -> Option<(FileId, String, Span)> {
    let begins = match id {
        ActionId::AddMissing(_) => "= \"\"",
        ActionId::Split(_) => "title",
        _ => return None,
    };
    let (file, edits) = edits.first()?;
    let text = edit::apply(context.text(*file), edits).ok()?;
    let mut grown = 0_i64;
    for edit in edits {
        let start = i64::from(edit.span.start) + grown;
        if let Some(place) = edit.text.find(begins) {
            let from = edit.text.get(place..)?;
            let open = place + from.find('"')? + 1;
            let close = open + edit.text.get(open..)?.find('"')?;
            let offset = |at: usize| u32::try_from(start).ok()?.checked_add(to_u32(at));
            return Some((*file, text, Span::new(offset(open)?, offset(close)?)));
        }
        grown += i64::from(to_u32(edit.text.len())) - i64::from(edit.span.len());
    }
    None
}

/// Whether an action makes edits that a person should look at: those of unsafe fixes.
pub fn needs_a_look(context: Context<'_>, id: ActionId) -> bool {
    match id {
        ActionId::Fix(rule, file, span) => repairs::is_unsafe(context, rule, file, span),
        ActionId::FixRuleUnsafely(..) | ActionId::TakeFree(_) => true,
        _ => false,
    }
}

/// The edits of the numbers of a table that are out of order; none where they are as they should be.
pub(super) fn renumber(register: &Register, table: TableRef<'_>) -> Option<FileEdits> {
    renumbering::edits(register, at(register, &table.site))
}

/// The edits that move an entry, as it is written, to the end of another table; none where it cannot be taken out of its own.
/// `others` are made in the same step, in places relative to their files: those in the entry, in the text that moves.
pub(super) fn move_entry(
    register: &Register,
    entry: EntryRef<'_>,
    table: TableRef<'_>,
    others: Vec<(Place, String)>,
) -> Option<FileEdits> {
    moving::edits(register, at(register, &entry.site), at(register, &table.site), others)
}

/// The edits that set the figures of all statistics tables, as far as they are known.
pub(super) fn figures(register: &Register) -> Vec<Edit> {
    let tables = register.statistics().zip(&register.counts.0);
    tables
        .flat_map(|(table, counted)| statistics::figures(table, counted))
        .collect()
}

/// How many findings of a span are offered their own actions, the first in the text. Nobody looks through a longer list; what a rule
/// repairs, and a file as a whole, is offered whatever there is. So an answer has a limit, whatever is selected.
const MOST: usize = 32;

/// What is being put together for a span.
struct Offer<'a> {
    context: Context<'a>,
    file: FileId,
    /// The cursor, or the start of the selection.
    span_start: u32,
    /// What the cursor, or the start of the selection, is on.
    item: Option<Item>,
    /// Whether that is a header: who rests elsewhere has no eye for the table as a whole, which may be large.
    is_on_header: bool,
    /// The findings that touch the span, with their places among all.
    touched: Vec<(usize, &'a Diagnostic)>,
    wanted: &'a [ActionKind],
    actions: Vec<Action>,
}

impl<'a> Offer<'a> {
    fn new(context: Context<'a>, file: FileId, span: Span, wanted: &'a [ActionKind]) -> Self {
        let cursor = Cursor {
            file,
            offset: span.start,
        };
        let target = target::at(context.register, cursor);
        let mut offer = Self {
            context,
            file,
            span_start: span.start,
            is_on_header: target.as_ref().is_some_and(|target| target.what == What::Header),
            item: target.and_then(|target| target.item),
            touched: Vec::new(),
            wanted,
            actions: Vec::new(),
        };
        let touches = |found: &Diagnostic| found.place.span.start <= span.end && span.start <= found.place.span.end;
        offer.touched = offer.in_file().filter(|(_, found)| touches(found)).collect();
        offer
    }

    /// The findings of the file with their places among all, which are sorted by file.
    fn in_file(&self) -> impl Iterator<Item = (usize, &'a Diagnostic)> + use<'a> {
        let found = self.context.found;
        let start = found.partition_point(|found| found.place.file < self.file);
        let end = found.partition_point(|found| found.place.file <= self.file);
        (start..).zip(found.get(start..end).unwrap_or_default())
    }

    /// The findings of the span that something is about, as [`Action::fixes`] has them: the first of them.
    fn about(&self, is_meant: impl Fn(&Diagnostic) -> bool) -> Vec<usize> {
        let meant = self.touched.iter().filter(|(_, found)| is_meant(found));
        meant.take(MOST).map(|(index, _)| *index).collect()
    }

    fn wants(&self, kind: ActionKind) -> bool {
        self.wanted.is_empty() || self.wanted.contains(&kind)
    }

    /// Adds an action, once. There are never many: each finding that has its own, each rule and each table come to a few.
    fn push(&mut self, action: Action) {
        if self.wants(action.kind) && !self.actions.iter().any(|other| other.id == action.id) {
            self.actions.push(action);
        }
    }

    /// Adds an action that does away with no finding.
    fn push_refactoring(&mut self, title: Message, kind: ActionKind, id: ActionId) {
        self.push(Action {
            title: title.render(self.context.language),
            kind,
            is_preferred: false,
            fixes: Vec::new(),
            id,
        });
    }
}

/// Whether a file is a text of the register, and no scheme beside it; or one that is looked at by itself.
fn is_editable(register: &Register, file: FileId) -> bool {
    let source = register.file(file).filter(|source| source.problem.is_none());
    source.is_some_and(SourceFile::is_of_register) || source.is_some() && is_lone(register, file)
}

/// Whether a file is a scheme or settings, looked at by itself: there is no register then.
fn is_lone(register: &Register, file: FileId) -> bool {
    let first = register.files.first();
    file == FileId(0) && first.is_some_and(|first| !first.is_of_register())
}

/// Where a site is, as ids say it.
fn at(register: &Register, site: &Site) -> At {
    let header = register.absolute(site.header());
    At {
        file: header.file,
        offset: header.span.start,
    }
}

/// The place in a list of what stands where an id says.
fn find<'r, T: Sited + 'r>(
    register: &Register,
    tables: impl Iterator<Item = Handle<'r, T>>,
    wanted: At,
) -> Option<(usize, Handle<'r, T>)> {
    let is_wanted = |site: &Site| site.file == wanted.file && at(register, site) == wanted;
    tables.enumerate().find(|(_, table)| is_wanted(table.site()))
}
