//! One fault, one finding, and no fix for another thing: what rules compare with is taken away, spoilt or doubled in every
//! case, and neither a fix nor a finding may take what was right for wrong.
//!
//! What a register means is not known to a test. So what is *right* is what nothing was said against while the case was
//! whole: no finding stands at the value there, nor at one that safe fixes went on to. One more fault, at a header or in
//! the scheme, makes nothing of that wrong. What is *told of the fault* is a finding of one of the rules that are named
//! with the way to spoil a case below; every other finding must be one that the whole case has at the same value. A fault
//! that was told may be told by another rule once the header is gone (that a code names another category, by L004, or one
//! that there is not, by C003), but there is one.

mod spoilt;
mod ways;

use std::collections::BTreeSet;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use stdreg::analysis::fixes;
use stdreg::diagnostic::{Applicability, Diagnostic, Place};
use stdreg::messages::Message;
use stdreg::register::Register;
use stdreg::syntax::Date;
use stdreg::text::edit;

use self::spoilt::schemes;
use self::ways::headers;
use crate::case::Case;
use crate::common::{Files, bytes, check, essence, load};

/// A scheme for the cases that go by the built-in one, to be spoilt.
const BUILT_IN: &str = include_str!("../../../src/scheme/gat-1136-2014.scheme.toml");

/// Spoils a case in every way, and holds what comes of it to what is right. Cases about bytes and line ends are left as they
/// are, and so are those whose scheme is at fault already.
pub fn hold(case: &Case) -> Result<(), String> {
    let is_text = |(path, text): &(String, String)| {
        let is_plain = !text.contains('\r') && !text.starts_with('\u{feff}');
        is_plain && bytes(path, text) == text.as_bytes()
    };
    if !case.files.iter().all(is_text) {
        return Ok(());
    }
    // What `notes` names is no file of a register.
    let files = case.files.iter().filter(|(path, _)| !path.ends_with(".md")).cloned();
    let whole = Whole::new(&files.collect(), case.today());
    if whole.register.scheme_problem.is_some() {
        return Ok(());
    }
    for spoilt in schemes(&whole).into_iter().chain(headers(&whole)) {
        let held = spoilt.hold(&whole, case.today());
        held.map_err(|told| format!("{}: {told}\n{}", spoilt.name, spoilt.shown()))?;
    }
    Ok(())
}

/// Where something stands: the file and the line, by their places, and bytes of the line.
#[derive(Clone, Debug, PartialEq)]
struct At {
    file: usize,
    line: usize,
    columns: Range<usize>,
}

impl At {
    fn new(files: &Files, file: usize, span: Range<usize>) -> Self {
        let before = &files[file].1[..span.start];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            file,
            line: before.matches('\n').count(),
            columns: span.start - start..span.end - start,
        }
    }

    fn of(files: &Files, place: Place) -> Self {
        Self::new(files, place.file.0 as usize, place.span.range())
    }

    fn touches(&self, other: &Self) -> bool {
        let (one, two) = (&self.columns, &other.columns);
        (self.file, self.line) == (other.file, other.line) && one.start <= two.end && two.start <= one.end
    }
}

/// A case as it is.
struct Whole {
    files: Files,
    register: Register,
    /// Where something is found, or changed by safe fixes: what stands there is not right.
    wrong: Vec<At>,
    /// Where findings point besides.
    pointed_at: Vec<At>,
    /// What is said without a place, and the texts that it is said of.
    told: BTreeSet<String>,
    /// The rules that tell at a header what most codes say, or that statistics are at odds.
    of_headers: BTreeSet<&'static str>,
    /// The lines that safe fixes change in the end.
    changed: BTreeSet<(usize, usize)>,
}

impl Whole {
    fn new(files: &Files, today: Date) -> Self {
        let register = load(files);
        let found = check(&register, today);
        let places = found.iter().flat_map(|found| {
            let edits = found.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place);
            edits.chain([found.place])
        });
        let wrong = places.map(|place| At::of(files, place)).collect();
        let related = found.iter().flat_map(|found| &found.related);
        let said_of = |found: &Diagnostic| [essence(&register, found), register.text_at(found.place).to_owned()];
        let is_of_header = |found: &&Diagnostic| {
            let mut related = found.related.iter();
            related.any(|label| label.message == Message::new("contradicting-code"))
        };
        let of_headers = found.iter().filter(is_of_header).map(|found| found.rule.name);
        // What is wrong with one figure is told at another where its row cannot be counted.
        let figures = [
            "expected-mismatch",
            "existing-mismatch",
            "figure-mismatch",
            "total-mismatch",
        ];
        let are_at_odds = found.iter().any(|found| figures.contains(&found.rule.name));
        // That a header is not what most codes name is told at the codes where they are not most of them any more.
        let is_of_category = |rule: &&str| *rule == "category-mismatch";
        let of_codes = found
            .iter()
            .filter(is_of_header)
            .map(|found| found.rule.name)
            .find(is_of_category);
        let of_headers = of_headers.chain(of_codes.map(|_| "code-layer-value"));
        let of_headers = of_headers.chain(["total-mismatch", "ratio-mismatch"].into_iter().filter(|_| are_at_odds));
        Self {
            wrong,
            pointed_at: related.map(|label| At::of(files, label.place)).collect(),
            told: found.iter().flat_map(said_of).filter(|said| !said.is_empty()).collect(),
            of_headers: of_headers.collect(),
            changed: changed(files, &fixed(files, today)),
            files: files.clone(),
            register,
        }
    }

    fn is_wrong(&self, at: &At) -> bool {
        self.wrong.iter().any(|wrong| wrong.touches(at))
    }

    /// Whether a finding was there in another way: at the value, with the same words, of the same text, or at the header.
    fn has_told(&self, register: &Register, found: &Diagnostic) -> bool {
        let said = [essence(register, found), register.text_at(found.place).to_owned()];
        said.iter().any(|said| self.told.contains(said)) || self.of_headers.contains(found.rule.name)
    }

    /// Whether nothing was said of some lines.
    fn is_right(&self, file: usize, lines: &Range<usize>) -> bool {
        let mut all = self.wrong.iter().chain(&self.pointed_at);
        all.all(|at| at.file != file || !lines.contains(&at.line))
    }

    fn is_wrong_line(&self, line: (usize, usize)) -> bool {
        self.changed.contains(&line) || self.wrong.iter().any(|wrong| (wrong.file, wrong.line) == line)
    }
}

/// The files after the safe fixes.
fn fixed(files: &Files, today: Date) -> Files {
    let mut files = files.clone();
    for _ in 0..fixes::MAX_ROUNDS {
        let round = fixes::round(&check(&load(&files), today), Applicability::Safe, |_| true);
        if round.count == 0 {
            break;
        }
        for (file, edits) in round.edits {
            let text = &mut files[file.0 as usize].1;
            *text = edit::apply(text, &edits).unwrap();
        }
    }
    files
}

/// The lines that differ, by file and place in the first of the two.
fn changed(before: &Files, after: &Files) -> BTreeSet<(usize, usize)> {
    let mut lines = BTreeSet::new();
    for (file, ((_, before), (_, after))) in before.iter().zip(after).enumerate() {
        if before == after {
            continue;
        }
        let input = InternedInput::new(before.as_str(), after);
        for hunk in Diff::compute(Algorithm::Myers, &input).hunks() {
            let (start, end) = (hunk.before.start as usize, hunk.before.end as usize);
            lines.extend((start..end.max(start + 1)).map(|line| (file, line)));
        }
    }
    lines
}
