//! A register in, findings out: which rules run where, at which level, and what suppressions silence.
//!
//! Entry rules see one entry, table rules one table, and so on, so that an editor can re-run what an edit touched; the
//! batch runs all of them, in parallel, and always gives the same findings in the same order. What leaves this room
//! has its level decided and its places relative to their files.

pub mod configure;
pub mod fixes;
pub mod focus;
pub mod levels;
pub mod live;
pub mod lone;
pub mod suppressions;

use std::ops::Range;

use rayon::prelude::*;

use self::levels::Levels;
use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::register::model::{Entry, EntryId};
use crate::register::{FileRole, Register, SourceFile};
use crate::rules::{
    self, Check, Definition, EntryContext, FileContext, RegisterContext, Sink, StatisticsContext, TableContext,
};
use crate::syntax::Date;
use crate::text::{FileId, to_u32};

/// What an analysis depends on besides the register.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The level of each rule, for each file of the register, by its place in [`Register::files`].
    pub levels: &'a [Levels],
    /// Today's date.
    pub today: Date,
}

impl Options<'_> {
    fn levels(&self, file: FileId) -> Option<&Levels> {
        self.levels.get(file.0 as usize).or(self.levels.first())
    }

    /// Whether a rule is on in any file, so that it must run at all.
    fn runs(&self, rule: usize) -> bool {
        self.levels.is_empty() || self.levels.iter().any(|levels| levels.of(rule).is_some())
    }
}

/// All findings of a register, sorted by file and position.
pub fn check(register: &Register, options: Options<'_>) -> Vec<Diagnostic> {
    let (mut found, of_others) = rayon::join(
        || run_on_entries(register, options, 0..register.entries.len(), |_, diagnostic| diagnostic),
        || run_on_others(register, options),
    );
    found.extend(of_others);
    finish(register, found, options)
}

/// Findings as they leave this room: at their levels, in places of their files, without those that are silenced,
/// sorted.
fn finish(register: &Register, mut found: Vec<Diagnostic>, options: Options<'_>) -> Vec<Diagnostic> {
    found.retain_mut(|diagnostic| {
        let rule = rules::find(diagnostic.rule.code).map_or(usize::MAX, |(rule, _)| rule);
        let level = match options.levels(diagnostic.place.file) {
            Some(levels) => levels.of(rule),
            None => Some(diagnostic.rule.severity),
        };
        diagnostic.severity = level.unwrap_or(diagnostic.severity);
        level.is_some()
    });
    for diagnostic in &mut found {
        make_absolute(register, diagnostic);
    }
    let mut found = suppressions::apply(register, found, options);
    found.sort_by(|one, other| order(one).cmp(&order(other)));
    found
}

/// Findings are sorted by place, and by rule where several stand at one.
fn order(diagnostic: &Diagnostic) -> (Place, &'static str) {
    (diagnostic.place, diagnostic.rule.code)
}

/// The rules that are to run.
fn definitions(options: Options<'_>) -> Vec<&'static Definition> {
    (0..)
        .zip(rules::ALL)
        .filter(|(rule, _)| options.runs(*rule))
        .map(|(_, definition)| *definition)
        .collect()
}

/// Runs the rules about single entries over some of them, and gives what `wrap` makes of the findings, in the order of
/// the entries.
fn run_on_entries<T: Send>(
    register: &Register,
    options: Options<'_>,
    entries: Range<usize>,
    wrap: impl Fn(EntryId, Diagnostic) -> T + Sync,
) -> Vec<T> {
    let context = RegisterContext {
        register,
        today: options.today,
    };
    let checks: Vec<_> = definitions(options)
        .into_iter()
        .filter_map(|definition| match definition.check {
            Check::Entry(check) => Some(check),
            _ => None,
        })
        .collect();
    let first = entries.start;
    let of_entries: Vec<Vec<T>> = register
        .entries
        .get(entries)
        .unwrap_or_default()
        .par_iter()
        .enumerate()
        .with_min_len(256)
        .fold(Vec::new, |mut found, (index, entry)| {
            let id = EntryId(to_u32(first + index));
            let mut sink = Sink::new();
            if let Some(context) = entry_context(context, id, entry) {
                for check in &checks {
                    check(&context, &mut sink);
                }
            }
            found.extend(sink.into_iter().map(|diagnostic| wrap(id, diagnostic)));
            found
        })
        .collect();
    of_entries.into_iter().flatten().collect()
}

/// Runs the other rules.
fn run_on_others(register: &Register, options: Options<'_>) -> Sink {
    let context = RegisterContext {
        register,
        today: options.today,
    };
    let of_others: Vec<Sink> = definitions(options)
        .par_iter()
        .map(|definition| {
            let mut sink = Sink::new();
            run_wider(&definition.check, context, &mut sink);
            sink
        })
        .collect();
    of_others.into_iter().flatten().collect()
}

/// An entry with what entry rules need of its surroundings; none for one that did not parse.
fn entry_context<'a>(context: RegisterContext<'a>, id: EntryId, entry: &'a Entry) -> Option<EntryContext<'a>> {
    let RegisterContext { register, today } = context;
    if entry.site.is_broken {
        return None;
    }
    Some(EntryContext {
        register,
        id,
        entry,
        table: register.table_of(entry)?,
        text: register.text(&entry.site),
        today,
    })
}

/// Runs a rule over each of its scopes, unless that is an entry.
fn run_wider(check: &Check, context: RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    match check {
        Check::Entry(_) | Check::Analysis => {}
        Check::Register(check) => check(&context, sink),
        Check::File(check) => {
            for (id, source) in register_files(register) {
                check(&FileContext { register, id, source }, sink);
            }
        }
        Check::Table(check) => {
            for table in register.tables.iter().filter(|table| !table.site.is_broken) {
                let text = register.text(&table.site);
                check(&TableContext { register, table, text }, sink);
            }
        }
        Check::Statistics(check) => {
            for statistics in register
                .statistics
                .iter()
                .filter(|statistics| !statistics.site.is_broken)
            {
                check(&StatisticsContext { register, statistics }, sink);
            }
        }
    }
}

/// The files that hold the register's text.
fn register_files(register: &Register) -> impl Iterator<Item = (FileId, &SourceFile)> {
    (0..)
        .map(FileId)
        .zip(register.files.iter().map(AsRef::as_ref))
        .filter(|(_, source)| matches!(source.role, FileRole::Root | FileRole::Part))
}

fn make_absolute(register: &Register, diagnostic: &mut Diagnostic) {
    diagnostic.place = first_line(register, register.absolute(diagnostic.place));
    for label in &mut diagnostic.related {
        label.place = first_line(register, register.absolute(label.place));
    }
    if let Some(Fix { edits, .. }) = diagnostic.fix.as_deref_mut() {
        for edit in edits.iter_mut() {
            edit.place = register.absolute(edit.place);
        }
        edits.sort_by_key(|edit| edit.place);
    }
}

/// The part of a place that is in its first line: a value in `"""…"""` would underline half a screen.
fn first_line(register: &Register, mut place: Place) -> Place {
    let length = register.text_at(place).find(['\n', '\r']);
    if let Some(length) = length {
        place.span.end = place.span.start + to_u32(length);
    }
    place
}
