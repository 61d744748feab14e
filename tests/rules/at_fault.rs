//! One fault, one finding, and no fix for another thing: what rules compare with is taken away, spoilt or doubled in every
//! case, and neither a fix nor a finding may take what was right for wrong.
//!
//! What a register means is not known to a test. So what is *right* is what nothing was said against while the case was
//! whole: no finding stands at the value there, nor at one that safe fixes went on to. One more fault, at a header or in
//! the scheme, makes nothing of that wrong. What is *told of the fault* is a finding of one of the rules that are named
//! with the way to spoil a case below; every other finding must be one that the whole case has at the same value. A fault
//! that was told may be told by another rule once the header is gone (that a code names another category, by L004, or one
//! that there is not, by C003), but there is one.

use std::collections::BTreeSet;
use std::ops::Range;

use similar::{DiffOp, TextDiff};
use stdreg::analysis::fixes;
use stdreg::diagnostic::{Applicability, Diagnostic, Place};
use stdreg::messages::Message;
use stdreg::register::Register;
use stdreg::syntax::{Date, HeaderKind, Segment};
use stdreg::text::edit;

use crate::case::Case;
use crate::common::{Files, bytes, check, essence, load};
use crate::right;

/// A scheme for the cases that go by the built-in one, to be spoilt.
const BUILT_IN: &str = include_str!("../../src/scheme/gat-1136-2014.scheme.toml");

/// How many headers of a kind are spoilt in a case, one after the other.
const MOST: usize = 2;

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
    let whole = Whole::new(&case.files, case.today());
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
        for operation in TextDiff::from_lines(before, after).ops() {
            if !matches!(operation, DiffOp::Equal { .. }) {
                let old = operation.old_range();
                lines.extend((old.start..old.end.max(old.start + 1)).map(|line| (file, line)));
            }
        }
    }
    lines
}

/// A line, and which of the whole case it is or repeats.
type Line = (Option<usize>, String);

/// A case with one more fault.
struct Spoilt {
    name: String,
    /// The files that are left, each with its place in the whole case.
    files: Vec<(usize, String, Vec<Line>)>,
    /// The rules that tell the fault, and what follows from it.
    telling: &'static [&'static str],
    /// Whether nothing may be mended at all.
    is_without_scheme: bool,
}

impl Spoilt {
    fn new(whole: &Whole, name: String, telling: &'static [&'static str]) -> Self {
        let files = whole.files.iter().enumerate().map(|(place, (path, text))| {
            let lines = text.split_inclusive('\n').enumerate();
            let lines = lines.map(|(line, text)| (Some(line), text.to_owned()));
            (place, path.clone(), lines.collect())
        });
        Self {
            name,
            files: files.collect(),
            telling,
            is_without_scheme: false,
        }
    }

    fn lines(&mut self, file: usize) -> &mut Vec<Line> {
        &mut self.files[file].2
    }

    fn texts(&self) -> Files {
        let text = |lines: &Vec<Line>| lines.iter().map(|(_, text)| text.as_str()).collect();
        self.files
            .iter()
            .map(|(_, path, lines)| (path.clone(), text(lines)))
            .collect()
    }

    fn shown(&self) -> String {
        let files = self.texts();
        files.iter().map(|(path, text)| format!("#- {path}\n{text}")).collect()
    }

    /// Where something stands in the whole case; nothing where it is new.
    fn origin(&self, at: &At) -> Option<At> {
        let (file, _, lines) = &self.files[at.file];
        let line = lines.get(at.line).and_then(|(line, _)| *line)?;
        Some(At {
            file: *file,
            line,
            columns: at.columns.clone(),
        })
    }

    fn hold(&self, whole: &Whole, today: Date) -> Result<(), String> {
        let files = self.texts();
        let register = load(&files);
        let found = check(&register, today);
        let of_whole = |at: &At| self.origin(at).is_some_and(|origin| whole.is_wrong(&origin));
        for diagnostic in &found {
            let is_told = self.telling.contains(&diagnostic.rule.name);
            let was_told = of_whole(&At::of(&files, diagnostic.place)) || whole.has_told(&register, diagnostic);
            if !is_told && !was_told {
                let told = essence(&register, diagnostic);
                let line = At::of(&files, diagnostic.place).line + 1;
                return Err(format!("line {line}: a second finding of the fault: {told}"));
            }
        }
        if self.is_without_scheme {
            // Where the head cannot be read, nobody knows which scheme is asked for.
            if register.head().scheme.is_none() {
                return Ok(());
            }
            let mended = found.iter().find(|diagnostic| diagnostic.fix.is_some());
            return match mended {
                Some(mended) => Err(format!("a fix without a scheme: {}", essence(&register, mended))),
                None if found.iter().any(|found| found.rule.name == "scheme-problem") => Ok(()),
                None => Err("the fault of the scheme is not told".to_owned()),
            };
        }
        let beside = self.hold_fixes(&register, &found, &files, whole)?;
        let after = changed(&files, &fixed(&files, today));
        for (file, line) in after {
            let (whole_file, _, lines) = &self.files[file];
            let origin = lines.get(line).and_then(|(line, _)| *line);
            let is_wrong = origin.is_some_and(|line| whole.is_wrong_line((*whole_file, line)));
            if !is_wrong && !beside.contains(&(file, line)) {
                let text = lines.get(line).map_or("", |(_, text)| text);
                return Err(format!("safe fixes change what was right: {text}"));
            }
        }
        Ok(())
    }

    /// The first round of fixes touches no value that was right, but those that follow one that was not: gives their lines.
    fn hold_fixes(
        &self,
        register: &Register,
        found: &[Diagnostic],
        files: &Files,
        whole: &Whole,
    ) -> Result<BTreeSet<(usize, usize)>, String> {
        let mut beside = BTreeSet::new();
        let round = fixes::round(found, Applicability::Safe, |_| true);
        for (file, edits) in &round.edits {
            let source = register.file(*file).unwrap();
            let values = right::values(&source.text, &source.document);
            for edit in edits {
                for value in values.iter().filter(|value| right::touches(value.span, edit.span)) {
                    let at = At::new(files, file.0 as usize, value.span.range());
                    if right::is_beside(found, *file, edit, value) {
                        beside.insert((at.file, at.line));
                    } else if !self.origin(&at).is_some_and(|origin| whole.is_wrong(&origin)) {
                        let text = value.span.of_text(&source.text);
                        return Err(format!("a safe fix changes what was right: {text}"));
                    }
                }
            }
        }
        Ok(beside)
    }
}

/// The case with its scheme lost: a path that leads nowhere, a file that is no TOML, one that is at odds with itself.
fn schemes(whole: &Whole) -> Vec<Spoilt> {
    let is_scheme = |(path, _): &&(String, String)| path.ends_with(".scheme.toml");
    let scheme = whole.files.iter().find(is_scheme).map_or(BUILT_IN, |(_, text)| text);
    let spoilt = |name: &str, scheme: Option<String>| {
        let mut spoilt = Spoilt::new(whole, name.to_owned(), &["scheme-problem"]);
        spoilt.is_without_scheme = true;
        spoilt.files.retain(|(_, path, _)| !path.ends_with(".scheme.toml"));
        // Files behind the scheme keep their places.
        let lines = spoilt.lines(0);
        let key = |(_, line): &Line| line.split('=').next().is_some_and(|key| key.trim() == "scheme");
        let named = (None, "scheme = \"./spoilt.scheme.toml\"\n".to_owned());
        match lines.iter().position(|(_, line)| line.trim() == "[register]") {
            Some(head) => {
                let end = lines.iter().skip(head + 1).position(|(_, line)| line.starts_with('['));
                let end = end.map_or(lines.len(), |end| head + 1 + end);
                match lines[head..end].iter().position(key) {
                    Some(own) => lines[head + own] = named,
                    None => lines.insert(head + 1, named),
                }
            }
            None => return None,
        }
        if let Some(text) = scheme {
            let lines = text.split_inclusive('\n').map(|line| (None, line.to_owned()));
            let place = whole.files.len();
            spoilt
                .files
                .push((place, "spoilt.scheme.toml".to_owned(), lines.collect()));
        }
        Some(spoilt)
    };
    let spoilt = [
        spoilt("the scheme is nowhere", None),
        spoilt("the scheme is no TOML", Some(format!("{scheme}\n[[layer]\n"))),
        spoilt(
            "the scheme is at odds",
            Some(format!("{scheme}\n[[plan]]\nform = \"'\"\n")),
        ),
    ];
    spoilt.into_iter().flatten().collect()
}

/// The case with headers doubled and dropped.
fn headers(whole: &Whole) -> Vec<Spoilt> {
    let mut all = Vec::new();
    for way in &WAYS {
        for (file, lines) in tables(whole, way.table).into_iter().take(MOST) {
            let mut spoilt = Spoilt::new(whole, format!("[[{}]] {}", way.table, way.name), way.telling);
            let file = File { whole, place: file };
            if (way.spoil)(file, spoilt.lines(file.place), lines).is_some() {
                all.push(spoilt);
            }
        }
    }
    all
}

/// A way to spoil a header.
struct Way {
    table: &'static str,
    name: &'static str,
    /// The rules that tell it. That figures are not checked, and why, is said where they stand.
    telling: &'static [&'static str],
    /// Spoils the lines of a header, given those of its file. Nothing where the way is not one for it.
    spoil: fn(File<'_>, &mut Vec<Line>, Range<usize>) -> Option<()>,
}

/// A file of the whole case.
#[derive(Clone, Copy)]
struct File<'a> {
    whole: &'a Whole,
    place: usize,
}

const WAYS: [Way; 7] = [
    Way {
        table: "category",
        name: "stands twice",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: twice,
    },
    Way {
        table: "category",
        name: "stands twice, in another subsystem",
        telling: &[
            "duplicate-definition",
            "unknown-category",
            // The copy is one more category, of which this is true.
            "empty-category",
            "unknown-parent",
            "unchecked-figure",
        ],
        spoil: |file, lines, range| {
            let mut copy = lines[range.clone()].to_vec();
            let own = value(&copy, "subsystem")?;
            // Some have categories, and may have more.
            let register = &file.whole.register;
            // A path says itself what it stands below.
            if register.scheme.layers.iter().any(|layer| layer.path.is_some()) {
                return None;
            }
            let own = register.subsystem_named(&own);
            let others = register.categories().map(|category| category.above);
            let other = others.filter(|above| *above != own).find_map(|above| above.target())?;
            set(&mut copy, "subsystem", &register.subsystem(other)?.title()?);
            insert(lines, range.end, copy)
        },
    },
    Way {
        table: "category",
        name: "stands twice, of another class",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: |_, lines, range| {
            let mut copy = lines[range.clone()].to_vec();
            // Of the classes of the built-in scheme.
            let other = match value(&copy, "class")?.as_str() {
                "1" => "2",
                "2" | "3" => "1",
                _ => return None,
            };
            set(&mut copy, "class", other);
            insert(lines, range.end, copy)
        },
    },
    Way {
        table: "category",
        name: "is gone",
        // Codes in other tables may name it.
        telling: &["unknown-category", "code-layer-value", "unchecked-figure"],
        spoil: gone,
    },
    Way {
        table: "subsystem",
        name: "stands twice",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: twice,
    },
    Way {
        table: "subsystem",
        name: "is gone",
        telling: &["unknown-subsystem", "unknown-parent", "unchecked-figure"],
        spoil: gone,
    },
    Way {
        table: "table",
        name: "has no category",
        telling: &["missing-key"],
        spoil: |_, lines, range| {
            let key = lines[range.clone()].iter().position(|line| is_key(line, "category"))?;
            lines.remove(range.start + key);
            Some(())
        },
    },
];

fn twice(_: File<'_>, lines: &mut Vec<Line>, range: Range<usize>) -> Option<()> {
    let copy = lines[range.clone()].to_vec();
    insert(lines, range.end, copy)
}

fn gone(file: File<'_>, lines: &mut Vec<Line>, range: Range<usize>) -> Option<()> {
    // Without what is wrong there is less wrong, or something else.
    file.whole.is_right(file.place, &range).then(|| {
        lines.drain(range);
    })
}

fn insert(lines: &mut Vec<Line>, place: usize, copy: Vec<Line>) -> Option<()> {
    lines.splice(place..place, copy);
    Some(())
}

fn is_key((_, line): &Line, key: &str) -> bool {
    line.split('=').next().is_some_and(|name| name.trim() == key)
}

/// The string of a key that has a line of its own.
fn value(lines: &[Line], key: &str) -> Option<String> {
    let (_, line) = lines.iter().find(|line| is_key(line, key))?;
    Some(line.split('"').nth(1)?.to_owned())
}

fn set(lines: &mut [Line], key: &str, value: &str) {
    if let Some((_, line)) = lines.iter_mut().find(|line| is_key(line, key)) {
        *line = format!("{key} = \"{value}\"\n");
    }
}

/// The tables of a name that have headers of their own, by file and lines.
fn tables(whole: &Whole, name: &str) -> Vec<(usize, Range<usize>)> {
    let mut tables = Vec::new();
    for (file, (path, _)) in whole.files.iter().enumerate().filter(|(_, (path, _))| {
        ![".scheme.toml", ".csv", "stdreg.toml"]
            .iter()
            .any(|end| path.ends_with(end))
    }) {
        let source = whole.register.files.iter().find(|source| source.path == *path).unwrap();
        let (text, document) = (&source.text, &source.document);
        let line_of = |offset: u32| text[..offset as usize].matches('\n').count();
        let is_meant = |segment: &Segment, text: &str| {
            let header = segment.header.as_ref();
            header.is_some_and(|header| {
                header.kind == HeaderKind::Element && header.keys.len() == 1 && header.keys[0].name(text) == name
            })
        };
        for (id, segment) in document.iter() {
            if is_meant(segment, document.text(text, id)) && segment.errors.is_empty() {
                let start = document.start(id);
                let end = start + segment.length;
                let is_last_line = end as usize == text.len() && !text.ends_with('\n');
                tables.push((file, line_of(start)..line_of(end) + usize::from(is_last_line)));
            }
        }
    }
    tables
}
