//! Code actions, over the cases of all rules and the seed's register: what a comment silences is gone, and nothing else
//! changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

#[allow(dead_code, reason = "the runner of the cases uses what is not used here")]
#[path = "rules/case.rs"]
mod case;
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use case::Case;
use common::{Files, SEED, TODAY, check, essence, load};
use stdreg::analysis::severities::Severities;
use stdreg::diagnostic::Diagnostic;
use stdreg::ide::Context;
use stdreg::ide::actions::{Action, ActionId, ActionKind, FileChange, FileEdits, actions, file_changes, resolve};
use stdreg::messages::Language;
use stdreg::register::Register;
use stdreg::rules;
use stdreg::syntax::{Date, Document};
use stdreg::text::{FileId, Span, edit};

/// The rules that no comment silences: about the comments themselves, and about what is no text or no TOML.
const NEVER: [&str; 5] = ["X001", "X002", "X003", "T001", "T007"];

fn cases() -> Vec<(String, Case)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = std::fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = folders
        .filter(|path| path.is_dir())
        .flat_map(|path| std::fs::read_dir(path).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let case = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path
            .components()
            .rev()
            .take(2)
            .map(|part| part.as_os_str().to_string_lossy());
        let name: Vec<_> = name.collect();
        (format!("{}/{}", name[1], name[0]), Case::parse(&text).unwrap())
    };
    paths.into_iter().map(case).collect()
}

/// A register under an editor's eyes.
struct Desk {
    files: Files,
    register: Register,
    found: Vec<Diagnostic>,
    today: Date,
}

impl Desk {
    fn new(files: Files, today: Date) -> Self {
        let register = load(&files);
        let found = check(&register, today);
        Self {
            files,
            register,
            found,
            today,
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            register: &self.register,
            found: &self.found,
            language: Language::En,
            today: self.today,
        }
    }

    fn offered(&self, found: &Diagnostic) -> Vec<Action> {
        actions(
            self.context(),
            found.place.file,
            found.place.span,
            &[ActionKind::QuickFix],
        )
    }

    fn refactorings(&self, file: FileId, span: Span) -> Vec<Action> {
        let kinds = [
            ActionKind::RefactorRewrite,
            ActionKind::RefactorExtract,
            ActionKind::RefactorInline,
        ];
        let mut actions = actions(self.context(), file, Span::empty(span.start), &kinds);
        let of_table = |action: &Action| {
            !matches!(
                action.id,
                ActionId::WriteStatistics(_)
                    | ActionId::AddRows(_)
                    | ActionId::NewStatistics(_)
                    | ActionId::Renumber(_)
            )
        };
        actions.retain(of_table);
        actions
    }

    fn resolve(&self, id: ActionId) -> Option<FileEdits> {
        assert_eq!(ActionId::parse(&id.to_text()), Some(id));
        let severities = vec![Severities::default(); self.files.len()];
        resolve(self.context(), &severities, id)
    }

    /// The register with the edits made.
    fn after(&self, edits: &FileEdits) -> Self {
        let mut files = self.files.clone();
        for (file, edits) in edits {
            let text = &mut files[file.0 as usize].1;
            *text = edit::apply(text, edits).unwrap();
        }
        Self::new(files, self.today)
    }

    fn essences(&self, found: impl Fn(&Diagnostic) -> bool) -> Vec<String> {
        let found = self.found.iter().filter(|diagnostic| found(diagnostic));
        found.map(|diagnostic| essence(&self.register, diagnostic)).collect()
    }

    fn syntax_errors(&self) -> usize {
        let documents = self.files.iter().map(|(_, text)| Document::parse(text));
        let errors = documents.map(|document| {
            let of_segments = document
                .segments
                .iter()
                .map(|segment| segment.errors.len() + segment.doubled.len());
            of_segments.sum::<usize>() + document.redefinitions.len()
        });
        errors.sum()
    }

    /// Whether a finding stands on a comment: no other speaks for that line.
    fn has_no_place_for_a_comment(&self, found: &Diagnostic) -> bool {
        let text = &self.files[found.place.file.0 as usize].1;
        text[found.place.span.start as usize..].starts_with('#')
    }

    /// What does not hold of a comment that silences a finding.
    fn silenced(&self, found: &Diagnostic, is_for_file: bool) -> Result<(), String> {
        let rule = found.rule.code;
        let (file, span) = (found.place.file, found.place.span);
        let wanted = if is_for_file {
            ActionId::IgnoreInFile(rule, file)
        } else {
            ActionId::Ignore(rule, file, span)
        };
        let is_offered = self.offered(found).iter().any(|action| action.id == wanted);
        if NEVER.contains(&rule) {
            let edits = self.resolve(wanted);
            return match (is_offered, edits) {
                (false, None) => Ok(()),
                (_, edits) => Err(format!("offered: {is_offered}, {edits:?}")),
            };
        }
        if !is_offered {
            // There is always a place for a comment that holds for the file.
            let edits = self.resolve(wanted);
            let is_right = !is_for_file && edits.is_none() && self.has_no_place_for_a_comment(found);
            return is_right
                .then_some(())
                .ok_or_else(|| format!("is not offered: {edits:?}"));
        }
        let edits = self.resolve(wanted).ok_or("offered, and nothing comes of it")?;
        let after = self.after(&edits);
        let is_of_rule = |other: &Diagnostic| other.rule.code == rule && other.place.file == file;
        let others = |desk: &Self| desk.essences(|other| !is_of_rule(other));
        if others(self) != others(&after) {
            return Err(format!(
                "other findings: {:#?}\nthen {:#?}",
                others(self),
                others(&after)
            ));
        }
        let is_meant = |other: &Diagnostic| is_of_rule(other) && (is_for_file || other.place.span == span);
        let mut left = self.essences(|other| is_of_rule(other) && !is_meant(other));
        let remaining = after.essences(is_of_rule);
        for remaining in &remaining {
            match left.iter().position(|other| other == remaining) {
                Some(place) => drop(left.remove(place)),
                None => return Err(format!("is still there: {remaining}\n{edits:?}")),
            }
        }
        if after.syntax_errors() > self.syntax_errors() {
            return Err(format!("leaves what is no TOML: {edits:?}"));
        }
        Ok(())
    }
}

/// What does not hold of a repair that is offered: it changes the text, and its findings are gone.
fn repaired(desk: &Desk, action: &Action) -> Result<(), String> {
    let edits = desk.resolve(action.id).ok_or("nothing comes of it")?;
    let after = desk.after(&edits);
    if after.files == desk.files {
        return Err("the text stays as it is".to_owned());
    }
    if after.syntax_errors() > desk.syntax_errors() {
        return Err(format!("leaves what is no TOML: {edits:?}"));
    }
    let mut left = after.essences(|_| true);
    let ended: Vec<&Diagnostic> = action.fixes.iter().map(|index| &desk.found[*index]).collect();
    let stay = desk
        .found
        .iter()
        .filter(|found| !ended.iter().any(|ended| std::ptr::eq(*ended, *found)));
    for found in stay {
        let essence = essence(&desk.register, found);
        left.iter()
            .position(|other| *other == essence)
            .map(|place| left.remove(place));
    }
    for found in ended {
        // Where many places change, what was told of one may now be told of none.
        if !matches!(
            action.id,
            ActionId::Fix(..) | ActionId::TakeFree(_) | ActionId::AddMissing(_)
        ) {
            let essence = essence(&desk.register, found);
            if left.contains(&essence) {
                return Err(format!("is still there: {essence}"));
            }
            continue;
        }
        // Its rule says nothing of what stands there now.
        let before = |edit: &&edit::TextEdit| edit.span.end <= found.place.span.start;
        let in_file = edits.iter().find(|(file, _)| *file == found.place.file);
        let in_file = in_file.map_or(&[][..], |(_, edits)| edits);
        let removed = in_file
            .iter()
            .any(|edit| edit.text.is_empty() && edit.span.contains(found.place.span));
        let grown: i64 = in_file
            .iter()
            .filter(before)
            .map(|edit| edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start))
            .sum();
        let start = i64::from(found.place.span.start) + grown;
        let is_again = |other: &&Diagnostic| {
            other.rule == found.rule
                && other.place.file == found.place.file
                && i64::from(other.place.span.start) == start
        };
        if let Some(other) = after.found.iter().find(is_again).filter(|_| !removed) {
            return Err(format!("becomes {:?}", other.message));
        }
    }
    Ok(())
}

#[test]
fn every_repair_that_is_offered_changes_the_text_and_ends_its_findings() {
    let mut problems = String::new();
    let mut repaired_rules = BTreeSet::new();
    for (name, case) in cases() {
        let desk = Desk::new(case.files.clone(), case.today());
        for found in &desk.found {
            for action in desk.offered(found) {
                if matches!(action.id, ActionId::Ignore(..) | ActionId::IgnoreInFile(..)) {
                    continue;
                }
                match repaired(&desk, &action) {
                    Ok(()) => repaired_rules.extend(action.fixes.iter().map(|index| desk.found[*index].rule.code)),
                    Err(problem) => {
                        let rule = found.rule.name;
                        writeln!(
                            problems,
                            "{name}: {rule}: {} ({:?}): {problem}",
                            action.title, action.id
                        )
                        .unwrap();
                    }
                }
            }
        }
    }
    report(&problems);
    // What a message proposes is among them.
    for rule in PROPOSING {
        assert!(repaired_rules.contains(rule), "{rule}: {repaired_rules:?}");
    }
}

/// The rules whose messages say what was meant, or for which a free sequence is found.
const PROPOSING: [&str; 21] = [
    "T003", "E003", "E004", "E006", "T005", "C003", "C004", "L008", "S001", "S002", "E001", "E002", "E008", "E015",
    "E018", "E019", "R001", "R002", "R005", "N006", "X002",
];

/// The findings without their places: the rules, and what they say where the text that they quote stays as it is.
fn told(desk: &Desk, is_quoted: bool) -> Vec<String> {
    // Which of two tables comes first is another matter in other files.
    let goes_by_order = |found: &&Diagnostic| found.rule.code.starts_with(['S', 'N']);
    let message = |found: &Diagnostic| match is_quoted {
        true => format!("{} {}", found.rule.code, found.message.render(Language::En)),
        false => found.rule.code.to_owned(),
    };
    let found = desk.found.iter().filter(|found| is_quoted || !goes_by_order(found));
    let mut told: Vec<String> = found.map(message).collect();
    told.sort();
    told
}

/// What does not hold of a refactoring: it changes the text, what it leaves is TOML, and a register says the same in another form
/// or in other files.
fn refactored(desk: &Desk, action: &Action) -> Result<(), String> {
    let edits = desk.resolve(action.id).ok_or("nothing comes of it")?;
    let mut after = desk.after(&edits);
    let mut files = after.files.clone();
    for change in file_changes(desk.context(), action.id) {
        match change {
            FileChange::Create(path, text) => files.push((path, text)),
            FileChange::Delete(file) => drop(files.remove(file.0 as usize)),
        }
    }
    if files != after.files {
        after = Desk::new(files, desk.today);
    }
    if after.files == desk.files {
        return Err("the text stays as it is".to_owned());
    }
    if after.syntax_errors() > desk.syntax_errors() {
        return Err(format!("leaves what is no TOML: {edits:?}"));
    }
    let is_same = match action.id {
        ActionId::ChangeForm(_) => told(desk, true) == told(&after, true),
        ActionId::Extract(_) | ActionId::Join(_) => told(desk, false) == told(&after, false),
        // What one wants to be told of another order, or of a second table, may be new.
        _ => true,
    };
    if !is_same {
        return Err(format!("{:#?}\nthen {:#?}", told(desk, true), told(&after, true)));
    }
    if matches!(action.id, ActionId::ChangeForm(_)) {
        let at = after.register.tables().map(|table| table.site).collect::<Vec<_>>();
        let back = at.iter().filter_map(|site| {
            let header = after.register.absolute(site.header());
            after
                .refactorings(header.file, header.span)
                .into_iter()
                .find(|other| matches!(other.id, ActionId::ChangeForm(_)))
        });
        return (back.count() > 0)
            .then_some(())
            .ok_or_else(|| "there is no way back".to_owned());
    }
    Ok(())
}

#[test]
fn every_refactoring_changes_how_things_are_written_and_not_what_is_said() {
    let mut problems = String::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let registers = registers();
    for (name, files, today) in cases()
        .into_iter()
        .map(|(name, case)| (name, case.files.clone(), case.today()))
        .chain(registers)
    {
        let desk = Desk::new(files, today);
        let tables = desk
            .register
            .tables()
            .map(|table| desk.register.absolute(table.header()));
        let entries = desk
            .register
            .entries()
            .take(8)
            .map(|entry| desk.register.absolute(entry.header()));
        for place in tables.chain(entries).collect::<BTreeSet<_>>() {
            for action in desk.refactorings(place.file, place.span) {
                let kind = action.id.to_text().split(' ').next().unwrap().to_owned();
                *kinds.entry(kind).or_default() += 1;
                if let Err(problem) = refactored(&desk, &action) {
                    writeln!(problems, "{name}: {} ({:?}): {problem}", action.title, action.id).unwrap();
                }
            }
        }
    }
    report(&problems);
    for kind in ["change-form", "sort", "split", "extract", "join"] {
        assert!(kinds.contains_key(kind), "{kind}: {kinds:?}");
    }
}

/// The registers of other systems, each with all its files.
fn registers() -> Vec<(String, Files, Date)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let read = |folder: PathBuf| {
        let text = std::fs::read_to_string(folder.join("register.toml")).ok()?;
        let mut files = vec![("register.toml".to_owned(), text)];
        let mut others: Vec<PathBuf> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        others.extend(
            std::fs::read_dir(folder.join("tables"))
                .into_iter()
                .flatten()
                .map(|entry| entry.unwrap().path()),
        );
        others.sort();
        for path in others {
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            if name.ends_with(".toml") && name != "register.toml" && name != "stdreg.toml" {
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
        Some((folder.file_name().unwrap().to_string_lossy().into_owned(), files, TODAY))
    };
    folders.into_iter().filter_map(read).collect()
}

#[test]
fn nothing_is_offered_where_no_comment_can_stand() {
    let head = "[register]\ntitle = \"体系\"\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n[[subsystem]]\ntitle = \"服务\"\n";
    let table = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n";
    let entries = "entry = [{ number = 1 }, { number = 2, remarks = \"\"\"a\n\nb\u{3000} \nc\"\"\", owner = 3 }]\n";
    let desk = Desk::new(
        vec![("register.toml".to_owned(), format!("{head}{table}{entries}"))],
        TODAY,
    );
    for found in &desk.found {
        for action in desk.offered(found) {
            assert!(desk.resolve(action.id).is_some(), "{found:?}: {action:?}");
        }
    }
}

fn report(problems: &str) {
    assert!(problems.is_empty(), "{problems}");
}

/// Each finding of each case can be silenced, when the texts are written in some way.
fn all_can_be_ignored(vary: impl Fn(&str) -> String) {
    let mut problems = String::new();
    let mut seen = BTreeSet::new();
    for (name, case) in cases() {
        let files = case.files.iter().map(|(path, text)| (path.clone(), vary(text)));
        let desk = Desk::new(files.collect(), case.today());
        for found in &desk.found {
            seen.insert(found.rule.code);
            for is_for_file in [false, true] {
                if let Err(problem) = desk.silenced(found, is_for_file) {
                    let rule = found.rule.name;
                    writeln!(
                        problems,
                        "{name}: {rule} (file: {is_for_file}) at {:?}: {problem}",
                        found.place
                    )
                    .unwrap();
                }
            }
        }
    }
    let codes = rules::ALL.iter().map(|definition| definition.rule.code);
    // X003 is told of what is shown, and no file holds it.
    let all: BTreeSet<_> = codes.filter(|code| *code != "X003").collect();
    assert_eq!(seen, all, "every rule has a finding in the cases");
    report(&problems);
}

#[test]
fn what_is_ignored_is_gone_and_nothing_else_changes() {
    all_can_be_ignored(str::to_owned);
}

#[test]
fn so_it_is_with_other_line_ends_behind_a_byte_order_mark() {
    all_can_be_ignored(|text| {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        format!("\u{feff}{}", text.replace('\n', "\r\n"))
    });
}

#[test]
fn so_it_is_without_a_last_line_end_and_below_comments() {
    all_can_be_ignored(|text| {
        let (mark, text) = match text.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", text),
        };
        format!("{mark}# 标准体系表\n# stdreg: off\n{}", text.trim_end())
    });
}

#[test]
fn what_is_ignored_in_the_seeds_register_is_gone() {
    let desk = Desk::new(vec![("register.toml".to_owned(), SEED.to_owned())], TODAY);
    let mut seen = BTreeSet::new();
    let mut problems = String::new();
    for found in desk.found.iter().filter(|found| seen.insert(found.rule.code)) {
        for is_for_file in [false, true] {
            if let Err(problem) = desk.silenced(found, is_for_file) {
                let rule = found.rule.name;
                writeln!(problems, "{rule} (file: {is_for_file}) at {:?}: {problem}", found.place).unwrap();
            }
        }
    }
    assert!(!seen.is_empty());
    report(&problems);
}
