//! Runs one case and holds it to all that must hold for every case.

use std::fmt::Write as _;

use stdreg::analysis::fixes;
use stdreg::diagnostic::{Applicability, Diagnostic, Relation, Severity};
use stdreg::messages::{Language, Message};
use stdreg::register::Register;
use stdreg::syntax::Date;
use stdreg::text::edit;
use stdreg::text::lines::LineIndex;

use crate::case::{Case, Marker, columns};
use crate::common::{Files, check, essence, load};
use crate::{right, written};

/// What a case came to, besides its findings.
pub struct Outcome {
    /// The text after the safe fixes, where there are any.
    pub safe: Option<Files>,
    /// The text after all fixes, where there are unsafe ones.
    pub unsafe_: Option<Files>,
}

/// Runs a case, in memory and by the program itself. Errors say what did not hold.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let outcome = in_memory(case)?;
    written::compare(&case.files)?;
    Ok(outcome)
}

/// Runs a case in memory.
pub fn in_memory(case: &Case) -> Result<Outcome, String> {
    let register = load(&case.files);
    let found = case.found(&register);
    compare_findings(case, &register, &found)?;
    for diagnostic in &found {
        check_diagnostic(&register, diagnostic)?;
    }
    check_variation(case, &found, "with CRLF line ends", |text| {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    })?;
    check_variation(case, &found, "after a line of Chinese text", |text| {
        let bom = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        format!("{}# “注释”：标准体系表𠀀\n{}", &text[..bom], &text[bom..])
    })?;
    let offers = |applicability| {
        found
            .iter()
            .filter_map(|d| d.fix.as_deref())
            .any(|fix| fix.applicability == applicability)
    };
    let safe = fix(case, Applicability::Safe)?;
    let unsafe_ = fix(case, Applicability::Unsafe)?;
    Ok(Outcome {
        safe: offers(Applicability::Safe).then_some(safe),
        unsafe_: offers(Applicability::Unsafe).then_some(unsafe_),
    })
}

impl Outcome {
    /// Compares the repaired texts with those of the case.
    pub fn compare_fixes(&self, case: &Case) -> Result<(), String> {
        compare_files("safe", self.safe.as_ref(), case.safe.as_ref())?;
        compare_files("unsafe", self.unsafe_.as_ref(), case.unsafe_.as_ref())
    }
}

fn compare_files(section: &str, found: Option<&Files>, expected: Option<&Files>) -> Result<(), String> {
    match (found, expected) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(format!(
            "there are fixes, and no section `#= {section}` says what they lead to"
        )),
        (None, Some(_)) => Err(format!("a section `#= {section}`, and no fixes")),
        (Some(found), Some(expected)) if found == expected => Ok(()),
        (Some(found), Some(expected)) => {
            let mut message = format!("`#= {section}` differs\n");
            for ((path, found), (_, expected)) in found.iter().zip(expected) {
                write!(message, "--- {path} expected\n{expected}\n--- {path} found\n{found}\n").unwrap();
            }
            Err(message)
        }
    }
}

fn as_marker(register: &Register, diagnostic: &Diagnostic) -> Marker {
    let place = diagnostic.place;
    let text = &register.file(place.file).expect("a finding is in a file").text;
    let lines = LineIndex::new(text);
    let line = lines.line(place.span.start);
    let content = lines.content(text, line);
    let at = |offset: u32| (offset.min(content.end) - content.start) as usize;
    let of_related = diagnostic.related.iter().map(|label| &label.message);
    let said: Vec<String> = std::iter::once(&diagnostic.message)
        .chain(of_related)
        .flat_map(|message| [Language::Zh, Language::En].map(|language| message.render(language)))
        .collect();
    Marker {
        file: place.file.0 as usize,
        line: line as usize,
        columns: columns(content.of_text(text), at(place.span.start), at(place.span.end)),
        rule: diagnostic.rule.name.to_owned(),
        message: said.join(" / "),
    }
}

fn compare_findings(case: &Case, register: &Register, found: &[Diagnostic]) -> Result<(), String> {
    let mut found: Vec<Marker> = found.iter().map(|diagnostic| as_marker(register, diagnostic)).collect();
    found.sort();
    let is_met = |expected: &Marker, found: &Marker| {
        (expected.file, expected.line, expected.columns, &expected.rule)
            == (found.file, found.line, found.columns, &found.rule)
            && expected.message.split(" // ").all(|part| found.message.contains(part))
    };
    let mut missing: Vec<&Marker> = case.expected.iter().collect();
    let mut surplus = Vec::new();
    for finding in &found {
        match missing.iter().position(|expected| is_met(expected, finding)) {
            Some(place) => {
                missing.remove(place);
            }
            None => surplus.push(finding),
        }
    }
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    let mut message = String::new();
    for (title, markers) in [("expected and not found", missing), ("found and not expected", surplus)] {
        for marker in markers {
            let (path, text) = &case.files[marker.file];
            let line = text.lines().nth(marker.line).unwrap_or("");
            writeln!(
                message,
                "{title}: {path}:{}: {} at columns {:?}\n    {line}\n    {}",
                marker.line + 1,
                marker.rule,
                marker.columns,
                marker.message
            )
            .unwrap();
        }
    }
    Err(message)
}

/// What must hold for every finding.
fn check_diagnostic(register: &Register, diagnostic: &Diagnostic) -> Result<(), String> {
    let name = diagnostic.rule.name;
    let places = [diagnostic.place]
        .into_iter()
        .chain(diagnostic.related.iter().map(|label| label.place));
    for place in places {
        let text = &register.file(place.file).expect("a place is in a file").text;
        let content = text
            .get(place.span.range())
            .ok_or(format!("{name}: {:?} is off the characters", place.span))?;
        if content.contains('\n') {
            return Err(format!("{name}: a finding covers more than one line: {content:?}"));
        }
    }
    // However many entries say it, there is one place for each of the other files.
    let twins = diagnostic
        .related
        .iter()
        .filter(|label| label.relation == Relation::Twin);
    let others = twins.map(|label| &label.place).chain(&diagnostic.elsewhere);
    let files: Vec<_> = others.map(|place| place.file).collect();
    if !diagnostic.elsewhere.is_empty() && files.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(format!("{name}: stands twice in a file: {files:?}"));
    }
    let fix = diagnostic.fix.as_deref();
    let messages = [&diagnostic.message]
        .into_iter()
        .chain(diagnostic.related.iter().map(|label| &label.message));
    for message in messages.chain(fix.map(|fix| &fix.title)) {
        check_message(message)?;
    }
    match fix {
        Some(fix) if !diagnostic.rule.fix.admits(fix.applicability) => {
            Err(format!("{name}: has a fix that its rule does not declare"))
        }
        Some(fix) if fix.edits.is_empty() => Err(format!("{name}: has a fix without edits")),
        _ => Ok(()),
    }
}

fn check_message(message: &Message) -> Result<(), String> {
    for language in Language::ALL {
        let text = message.render(language);
        if text.is_empty() || text.starts_with('[') && text.ends_with(']') || text.contains("{$") {
            return Err(format!(
                "no message, or an argument is missing: {message:?} is {text:?} in {}",
                language.tag()
            ));
        }
    }
    Ok(())
}

/// The same case in another guise has the same findings: the same rules, messages and texts, in the same order.
fn check_variation(case: &Case, found: &[Diagnostic], name: &str, vary: impl Fn(&str) -> String) -> Result<(), String> {
    let register = load(&case.files);
    let essences = |register: &Register, found: &[Diagnostic]| -> Vec<String> {
        found.iter().map(|diagnostic| essence(register, diagnostic)).collect()
    };
    let files: Files = case
        .files
        .iter()
        .map(|(path, text)| match path.ends_with(".csv") {
            // Findings name its lines.
            true => (path.clone(), text.clone()),
            false => (path.clone(), vary(text)),
        })
        .collect();
    let varied = load(&files);
    let varied_found = case.found(&varied);
    let (expected, varied) = (essences(&register, found), essences(&varied, &varied_found));
    // Lone line ends, and faults at the start of a file, move with the text that is put before them.
    let is_about_line_ends = case.directives.iter().any(|directive| directive == "line-ends");
    if expected == varied || is_about_line_ends {
        Ok(())
    } else {
        Err(format!(
            "{name} the findings differ\nbefore: {expected:#?}\nafter: {varied:#?}"
        ))
    }
}

/// The files after the fixes. They converge, leave TOML, and add no error; safe ones change no value that was right.
fn fix(case: &Case, applicability: Applicability) -> Result<Files, String> {
    let mut files = case.files.clone();
    let errors_before = count_errors(&load(&files), case.today());
    for _ in 0..fixes::MAX_ROUNDS {
        let register = load(&files);
        let found = check(&register, case.today());
        let round = fixes::round(&found, applicability, |_| true);
        if round.count == 0 {
            let errors = count_errors(&register, case.today());
            if errors > errors_before {
                return Err(format!("fixes turn {errors_before} errors into {errors}\n{files:#?}"));
            }
            right::adds_up(&load(&case.files), &register, &found)?;
            return Ok(files);
        }
        if applicability == Applicability::Safe {
            right::check(&register, &found, &round)?;
        }
        for (file, edits) in round.edits {
            let text = &mut files[file.0 as usize].1;
            let before = syntax_errors(text);
            *text = edit::apply(text, &edits).map_err(|error| error.to_string())?;
            if syntax_errors(text) > before {
                return Err(format!("a fix leaves what is no TOML\n{text}"));
            }
        }
    }
    Err("fixes do not come to an end".to_owned())
}

fn syntax_errors(text: &str) -> usize {
    let document = stdreg::syntax::Document::parse(text);
    let errors: usize = document
        .segments
        .iter()
        .map(|segment| segment.errors.len() + segment.doubled.len())
        .sum();
    errors + document.redefinitions.len()
}

fn count_errors(register: &Register, today: Date) -> usize {
    let found = check(register, today);
    found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count()
}
