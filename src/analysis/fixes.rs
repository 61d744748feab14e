//! Fixes to a fixed point: applied, checked again, applied again, until nothing is left to do.

use std::convert::Infallible;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Options, check};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::register::{Register, SchemeChoice, SourceFile};
use crate::syntax::Document;
use crate::text::edit::{self, TextEdit, in_conflict};
use crate::text::{FileId, Span};

/// How often fixes are applied and the register is checked again, at the most. Each round does at least one fix, and
/// fixes that wait for another are rare; a register that needs more rounds has fixes that undo each other.
pub const MAX_ROUNDS: usize = 100;

/// The edits of one round, for each file in the order of the text and free of conflicts, and how many fixes they are.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// The edits by file.
    pub edits: FxHashMap<FileId, Vec<TextEdit>>,
    /// How many fixes go into them.
    pub count: usize,
}

/// Chooses the fixes that can be applied together: in the order of the findings, each with all of its edits or not at
/// all. A fix that several findings share (a table renumbered) counts once. `may_edit` says which files may be changed.
pub fn round(found: &[Diagnostic], applicability: Applicability, may_edit: impl Fn(FileId) -> bool) -> Round {
    let mut round = Round::default();
    let mut taken: Vec<&Fix> = Vec::new();
    let mut spans: FxHashMap<FileId, Vec<Span>> = FxHashMap::default();
    for diagnostic in found {
        let Some(fix) = diagnostic.fix.as_deref() else {
            continue;
        };
        let is_wanted = fix.applicability <= applicability && fix.edits.iter().all(|edit| may_edit(edit.place.file));
        if !is_wanted || is_taken(&taken, fix) || is_in_the_way(&spans, fix) {
            continue;
        }
        for edit in &fix.edits {
            insert(spans.entry(edit.place.file).or_default(), edit.place.span);
            round.edits.entry(edit.place.file).or_default().push(TextEdit {
                span: edit.place.span,
                text: edit.text.clone(),
            });
        }
        round.count += 1;
        taken.push(fix);
    }
    for edits in round.edits.values_mut() {
        edits.sort();
    }
    round
}

/// The texts that the edits of a round make of their files. Nothing where there is no fix, or a file would be left with more
/// syntax errors than it has, which would be a fault of stdreg: then none of the files is to change. What a repair of a header
/// would break, in which headers that are far from each other may clash, keeps no other fix from being made.
pub fn texts_after(register: &Register, round: &Round) -> Option<Vec<(FileId, String)>> {
    let after = round.edits.iter().map(|(file, edits)| {
        let source = register.file(*file)?;
        Some((*file, text_after(source, edits)?))
    });
    let mut texts = after.collect::<Option<Vec<_>>>()?;
    texts.retain(|(file, text)| register.file(*file).is_some_and(|source| source.text != *text));
    (!texts.is_empty()).then_some(texts)
}

/// How many repairs of headers are tried one by one where all of them together break a file.
const MOST_TRIED: usize = 32;

/// The text of a file after as many of the edits as leave it whole.
fn text_after(source: &SourceFile, edits: &[TextEdit]) -> Option<String> {
    let sound = |edits: &[TextEdit]| {
        let text = edit::apply(&source.text, edits).ok()?;
        is_sound(source, &text).then_some(text)
    };
    if let Some(text) = sound(edits) {
        return Some(text);
    }
    let headers: Vec<Span> = source.document.headers().collect();
    let is_of_header =
        |edit: &TextEdit| last_before(&headers, edit.span.start).is_some_and(|header| header.contains(edit.span));
    let (of_headers, mut made): (Vec<TextEdit>, Vec<TextEdit>) = edits.iter().cloned().partition(is_of_header);
    let mut text = sound(&made)?;
    for edit in of_headers.into_iter().take(MOST_TRIED) {
        let place = made.partition_point(|other| *other < edit);
        made.insert(place, edit);
        match sound(&made) {
            Some(next) => text = next,
            None => drop(made.remove(place)),
        }
    }
    Some(text)
}

/// Whether a text has no more syntax errors than that of a file. Only what differs is read, as far as that tells.
pub fn is_sound(source: &SourceFile, text: &str) -> bool {
    let document = &source.document;
    let adds_errors = document.reread(&source.text, text).adds_errors(document);
    !adds_errors.unwrap_or_else(|| Document::parse(text).count_errors() > document.count_errors())
}

/// The register with other texts in some of its roots and parts. What else it depends on stays as it is.
pub fn with_texts(register: &Register, texts: Vec<(FileId, String)>) -> Register {
    let mut files = register.files.clone();
    for (file, text) in texts {
        if let Some(place) = files.get_mut(file.0 as usize)
            && place.is_of_register()
        {
            *place = Arc::new(SourceFile::new(place.path.clone(), place.role, text));
        }
    }
    let scheme = SchemeChoice {
        scheme: Arc::clone(&register.scheme),
        problem: register.scheme_problem.clone(),
    };
    let mut with_texts = Register::read(files, scheme, register.include_problems.clone());
    with_texts.notes.clone_from(&register.notes);
    with_texts.catalogue.clone_from(&register.catalogue);
    with_texts
}

/// The register after the fixes of the findings that `is_wanted` takes, applied in memory until none is left. Nothing
/// where there is none to apply.
pub fn to_fixed_point(
    register: &Register,
    options: Options<'_>,
    applicability: Applicability,
    is_wanted: impl Fn(&Diagnostic) -> bool,
    may_edit: impl Fn(FileId) -> bool,
) -> Option<Register> {
    let fixed: Result<_, Infallible> = rounds(register, |register| {
        let mut found = check(register, options);
        found.retain(&is_wanted);
        let texts = texts_after(register, &round(&found, applicability, &may_edit));
        Ok(texts.map(|texts| with_texts(register, texts)))
    });
    fixed.unwrap_or_default()
}

/// Does rounds of fixes until `round` finds nothing to do, or fails. Gives what the last one left, nothing where the first
/// found nothing to do.
pub fn rounds<S, E>(first: &S, mut round: impl FnMut(&S) -> Result<Option<S>, E>) -> Result<Option<S>, E> {
    let mut last = None;
    for _ in 0..MAX_ROUNDS {
        let Some(next) = round(last.as_ref().unwrap_or(first))? else {
            break;
        };
        last = Some(next);
    }
    Ok(last)
}

fn is_taken(taken: &[&Fix], fix: &Fix) -> bool {
    // Findings that share a fix follow each other closely; looking back at all fixes would be quadratic.
    taken.iter().rev().take(32).any(|other| other.edits == fix.edits)
}

fn is_in_the_way(spans: &FxHashMap<FileId, Vec<Span>>, fix: &Fix) -> bool {
    fix.edits.iter().any(|edit| {
        let taken = spans.get(&edit.place.file).map_or(&[][..], Vec::as_slice);
        let span = edit.place.span;
        // Spans taken are free of conflicts, so that only the last one before can reach this far.
        last_before(taken, span.end).is_some_and(|other| in_conflict(other, span))
    })
}

/// The last of some spans, which are in the order of the text, that starts at an offset or before it.
fn last_before(spans: &[Span], offset: u32) -> Option<Span> {
    let after = spans.partition_point(|span| span.start <= offset);
    spans.get(..after)?.last().copied()
}

fn insert(spans: &mut Vec<Span>, span: Span) {
    let place = spans.partition_point(|other| other.start <= span.start);
    spans.insert(place, span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::FileRole;

    /// The text after one edit, where it may be made.
    fn after(written: &str, instead: &str) -> Option<String> {
        let text = "[register]\ntitle = \"甲\"\n";
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
        let register = Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new());
        let start = text.find(written).unwrap();
        let edit = TextEdit {
            span: Span::of(start..start + written.len()),
            text: instead.to_owned(),
        };
        let mut round = Round::default();
        round.edits.insert(FileId(0), vec![edit]);
        let texts = texts_after(&register, &round)?;
        texts.into_iter().next().map(|(_, text)| text)
    }

    #[test]
    fn a_fix_that_would_break_the_syntax_is_not_made() {
        assert_eq!(after("甲", "乙").as_deref(), Some("[register]\ntitle = \"乙\"\n"));
        assert_eq!(after("\"甲\"", "\"乙"), None);
        assert_eq!(after("[register]", "[register"), None);
        // The same table a second time.
        assert_eq!(after("title = \"甲\"\n", "[register]\n"), None);
    }
}
