//! A case with one more fault, and what it is held to; the ways to lose its scheme.

use std::collections::BTreeSet;

use stdreg::analysis::fixes;
use stdreg::diagnostic::{Applicability, Diagnostic};
use stdreg::register::Register;
use stdreg::syntax::Date;

use super::{At, BUILT_IN, Whole, changed, fixed};
use crate::common::{Files, check, essence, load};
use crate::right;

/// A line, and which of the whole case it is or repeats.
pub(super) type Line = (Option<usize>, String);

/// A case with one more fault.
pub(super) struct Spoilt {
    pub(super) name: String,
    /// The files that are left, each with its place in the whole case.
    files: Vec<(usize, String, Vec<Line>)>,
    /// The rules that tell the fault, and what follows from it.
    telling: &'static [&'static str],
    /// Whether nothing may be mended at all.
    is_without_scheme: bool,
}

impl Spoilt {
    pub(super) fn new(whole: &Whole, name: String, telling: &'static [&'static str]) -> Self {
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

    pub(super) fn lines(&mut self, file: usize) -> &mut Vec<Line> {
        &mut self.files[file].2
    }

    fn texts(&self) -> Files {
        let text = |lines: &Vec<Line>| lines.iter().map(|(_, text)| text.as_str()).collect();
        self.files
            .iter()
            .map(|(_, path, lines)| (path.clone(), text(lines)))
            .collect()
    }

    pub(super) fn shown(&self) -> String {
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

    pub(super) fn hold(&self, whole: &Whole, today: Date) -> Result<(), String> {
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
pub(super) fn schemes(whole: &Whole) -> Vec<Spoilt> {
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
