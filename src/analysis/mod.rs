//! A register in, findings out: which rules run where, at which severity, and what suppressions silence.
//!
//! Entry rules see one entry, table rules one table, and so on, so that an editor can re-run what an edit touched; the
//! batch runs all of them, in parallel, and always gives the same findings in the same order. What leaves this room
//! has its severity decided and its places relative to their files.

pub mod configure;
pub mod example;
pub mod fixes;
pub mod focus;
pub mod limit;
pub mod live;
pub mod lone;
mod page;
pub mod severities;
pub mod suppressions;

use std::cell::Cell;

use rayon::prelude::*;

use self::severities::Severities;
use self::suppressions::Unused;
use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::register::model::EntryId;
use crate::register::{Register, SourceFile};
use crate::rules::{
    self, Check, Definition, EntryContext, FileContext, OfTables, RegisterContext, RuleId, SequencesContext, Sink,
    StatisticsContext, TableContext,
};
use crate::syntax::Date;
use crate::text::{FileId, to_u32};

/// What an analysis depends on besides the register.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The severity of each rule, for each file of the register, by its place in [`Register::files`].
    pub severities: &'a [Severities],
    /// Today's date.
    pub today: Date,
}

impl<'a> Options<'a> {
    fn severities(&self, file: FileId) -> Option<&'a Severities> {
        self.severities.get(file.0 as usize).or(self.severities.first())
    }

    /// Whether a rule is on in any file, so that it must run at all.
    fn runs(&self, rule: RuleId) -> bool {
        self.severities.is_empty() || self.severities.iter().any(|severities| severities.of(rule).is_some())
    }
}

/// All findings of a register, sorted by file and position.
pub fn check(register: &Register, options: Options<'_>) -> Vec<Diagnostic> {
    let of_entries = || {
        let all = (0..register.entries().len()).into_par_iter();
        run_on_entries(register, options, all, |looked, found| found.extend(looked.found))
    };
    let (mut found, ((of_tables, of_sequences), of_others)) = rayon::join(of_entries, || {
        rayon::join(
            || run_on_all_tables(register, options),
            || run_on_others(register, options, |_| true),
        )
    });
    let of_tables = of_tables.found.into_iter().chain(of_sequences.found);
    found.extend(of_tables.map(|(_, diagnostic)| diagnostic));
    found.extend(of_others);
    finish(register, found, options)
}

/// Findings of a register as they leave this room: in places of their files, and concluded.
fn finish(register: &Register, mut found: Vec<Diagnostic>, options: Options<'_>) -> Vec<Diagnostic> {
    for diagnostic in &mut found {
        make_absolute(register, diagnostic);
    }
    // What rules compare with is at fault: those that are silent for it would use their suppressions.
    let is_doubtful = |diagnostic: &Diagnostic| rules::find(diagnostic.rule.code).is_some_and(rules::silences_others);
    let unused = if register.is_countable() && !found.iter().any(is_doubtful) {
        Unused::Told
    } else {
        Unused::Doubtful
    };
    let mut found = conclude(register_files(register), found, |file| options.severities(file), unused);
    if !register.goes_by_scheme() {
        // What codes and words mean is not known, so that nothing may be written but what scheme it is.
        let of_scheme = |diagnostic: &Diagnostic| std::ptr::eq(diagnostic.rule, &rules::SCHEME_PROBLEM.rule);
        for diagnostic in found.iter_mut().filter(|diagnostic| !of_scheme(diagnostic)) {
            diagnostic.fix = None;
        }
    }
    found
}

/// The last step, the same for every finding, be its file one of a register or not: severities, without those that are
/// silenced in the files, sorted. Where a file has no severities, each rule's own holds.
fn conclude<'f>(
    files: impl IntoIterator<Item = (FileId, &'f SourceFile)>,
    mut found: Vec<Diagnostic>,
    severities: impl Fn(FileId) -> Option<&'f Severities>,
    unused: Unused,
) -> Vec<Diagnostic> {
    found.retain_mut(|diagnostic| {
        let severity = match severities(diagnostic.place.file) {
            Some(severities) => rules::find(diagnostic.rule.code).and_then(|rule| severities.of(rule)),
            None => Some(diagnostic.rule.severity),
        };
        diagnostic.severity = severity.unwrap_or(diagnostic.severity);
        severity.is_some()
    });
    let mut found = suppressions::apply(files, found, severities, unused);
    found.sort_by(|one, other| order(one).cmp(&order(other)));
    found
}

/// Findings are sorted by place, and by rule where several stand at one.
fn order(diagnostic: &Diagnostic) -> (Place, &'static str) {
    (diagnostic.place, diagnostic.rule.code)
}

/// The rules that are to run: those that are on, and have what they need.
fn definitions(register: &Register, options: Options<'_>) -> Vec<&'static Definition> {
    RuleId::all()
        .filter(|rule| options.runs(*rule))
        .map(RuleId::definition)
        .filter(|definition| definition.needs.are_met_by(register))
        .collect()
}

/// An entry that rules looked at.
#[derive(Debug)]
struct Looked {
    entry: EntryId,
    /// What was found.
    found: Sink,
    /// Whether it rests on more than the entry and what every entry is held against.
    is_beyond: bool,
}

/// Runs the rules about single entries over some of them, and gives what `take` makes of it, in their order.
fn run_on_entries<T: Send>(
    register: &Register,
    options: Options<'_>,
    entries: impl IndexedParallelIterator<Item = usize>,
    take: impl Fn(Looked, &mut Vec<T>) + Sync,
) -> Vec<T> {
    let definitions = definitions(register, options);
    let checks: Vec<_> = definitions
        .iter()
        .filter_map(|definition| definition.check.of_entry())
        .collect();
    let parts: Vec<Vec<T>> = entries
        .with_min_len(256)
        .fold(Vec::new, |mut taken, index| {
            let id = EntryId(to_u32(index));
            let beyond = Cell::new(false);
            let mut found = Sink::new();
            if let Some(context) = EntryContext::new(register, id, options.today, &beyond) {
                for check in &checks {
                    check(&context, &mut found);
                }
            }
            let is_beyond = beyond.get();
            take(
                Looked {
                    entry: id,
                    found,
                    is_beyond,
                },
                &mut taken,
            );
            taken
        })
        .collect();
    parts.into_iter().flatten().collect()
}

/// Runs the rules about single tables, and those about sequences, over all tables.
fn run_on_all_tables(register: &Register, options: Options<'_>) -> (OfTables, OfTables) {
    let all: Vec<usize> = (0..register.tables().len()).collect();
    rayon::join(
        || run_on_tables(register, options, &all),
        || run_on_sequences(register, options, &all),
    )
}

/// Runs the rules about single tables over some of them, by their places.
fn run_on_tables(register: &Register, options: Options<'_>, tables: &[usize]) -> OfTables {
    let definitions = definitions(register, options);
    let run = |definition: &&Definition| {
        let mut of_tables = OfTables::default();
        if let Check::Table(check) = definition.check {
            for place in tables {
                let mut sink = Sink::new();
                if let Some(context) = TableContext::new(register, *place) {
                    check(&context, &mut sink);
                }
                of_tables
                    .found
                    .extend(sink.into_iter().map(|diagnostic| (*place, diagnostic)));
            }
        }
        of_tables
    };
    definitions
        .par_iter()
        .map(run)
        .reduce(OfTables::default, OfTables::with)
}

/// Runs the rules about sequences over some tables, by their places.
fn run_on_sequences(register: &Register, options: Options<'_>, tables: &[usize]) -> OfTables {
    let context = SequencesContext::new(register, tables);
    let run = |definition: &&Definition| {
        let mut of_tables = OfTables::default();
        if let Check::Sequences(check) = definition.check {
            check(&context, &mut of_tables);
        }
        of_tables
    };
    let definitions = definitions(register, options);
    definitions
        .par_iter()
        .map(run)
        .reduce(OfTables::default, OfTables::with)
}

/// Runs the other rules, or some of them.
fn run_on_others(register: &Register, options: Options<'_>, is_meant: impl Fn(&Check) -> bool + Sync) -> Sink {
    let context = RegisterContext {
        register,
        today: options.today,
    };
    let of_others: Vec<Sink> = definitions(register, options)
        .par_iter()
        .filter(|definition| is_meant(&definition.check))
        .map(|definition| {
            let mut sink = Sink::new();
            run_wider(&definition.check, context, &mut sink);
            sink
        })
        .collect();
    of_others.into_iter().flatten().collect()
}

/// Runs a rule over each of its scopes, unless that is an entry.
fn run_wider(check: &Check, context: RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    match check {
        Check::Entry(_) | Check::Table(_) | Check::Sequences(_) | Check::Analysis => {}
        Check::Register(check) | Check::Codes(check) | Check::Layer { headers: check, .. } => check(&context, sink),
        Check::File(check) => {
            for (id, source) in register_files(register) {
                check(&FileContext { register, id, source }, sink);
            }
        }
        Check::Statistics(check) => {
            let all = register.statistics().enumerate();
            for (index, statistics) in all.filter(|(_, statistics)| !statistics.site.is_broken) {
                let context = StatisticsContext {
                    register,
                    statistics,
                    index,
                };
                check(&context, sink);
            }
        }
    }
}

/// The files that hold the register's text.
fn register_files(register: &Register) -> impl Iterator<Item = (FileId, &SourceFile)> {
    (0..)
        .map(FileId)
        .zip(register.files.iter().map(AsRef::as_ref))
        .filter(|(_, source)| source.is_of_register())
}

fn make_absolute(register: &Register, diagnostic: &mut Diagnostic) {
    diagnostic.place = first_line(register, register.absolute(diagnostic.place));
    for label in &mut diagnostic.related {
        label.place = first_line(register, register.absolute(label.place));
    }
    for place in &mut diagnostic.elsewhere {
        *place = first_line(register, register.absolute(*place));
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
