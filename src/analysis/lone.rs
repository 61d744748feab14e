//! Files that are checked by themselves and not as a part of a register: scheme files and settings files.
//!
//! What is found in them goes through the same last step as what is found in a register: severities, suppressions, order.

use std::sync::Arc;

use super::fixes::Round;
use super::severities::Severities;
use super::suppressions::Unused;
use super::{conclude, configure};
use crate::diagnostic::{Diagnostic, Fix};
use crate::register::{Register, SchemeChoice, SchemeProblem, SourceFile};
use crate::rules;
use crate::scheme::{self, Scheme};
use crate::text::FileId;
use crate::text::edit::{self, TextEdit};
use crate::workspace::Settings;

/// A file by itself, with what was found in it, whatever the severities of the rules.
#[derive(Clone, Debug)]
pub struct Lone {
    source: Arc<SourceFile>,
    /// What is known in the file: the scheme that it sets out, or what stands in for it.
    choice: SchemeChoice,
    found: Vec<Diagnostic>,
}

/// The file's id among those of its findings.
const FILE: FileId = FileId(0);

impl Lone {
    /// Checks a scheme file (T007, T008).
    pub fn scheme(source: Arc<SourceFile>) -> Self {
        if source.problem.is_some() {
            let found = rules::not_utf8(FILE, &source).into_iter().collect();
            let choice = SchemeChoice::built_in();
            return Self { source, choice, found };
        }
        // An editor has it read again at every key: once is enough.
        let (scheme, faults) = scheme::read_document(&source.text, &source.document);
        let mut found: Vec<Diagnostic> = faults.iter().map(|fault| rules::in_scheme_file(FILE, fault)).collect();
        keep_helpful(&source.text, faults.len(), &mut found);
        // What the built-in one says of codes is nothing to a file that could not be read.
        let choice = SchemeChoice {
            scheme: scheme.map_or_else(Scheme::built_in, Arc::new),
            problem: (!faults.is_empty()).then_some(SchemeProblem::Faulty { file: FILE, faults }),
        };
        Self { source, choice, found }
    }

    /// Checks a settings file that could be read (X002). `source` has its text.
    pub fn settings(settings: &Settings, source: Arc<SourceFile>) -> Self {
        let found = configure::findings(settings, FILE);
        let choice = SchemeChoice::built_in();
        Self { source, choice, found }
    }

    /// The findings at their severities, without those that are silenced, sorted.
    pub fn found(&self, severities: &Severities) -> Vec<Diagnostic> {
        let files = [(FILE, self.source.as_ref())];
        conclude(files, self.found.clone(), |_| Some(severities), Unused::Told)
    }

    /// The text of the file after a round of fixes of what was found in it; nothing where there are none.
    pub fn text_after(&self, round: &Round) -> Option<String> {
        edit::apply(&self.source.text, round.edits.get(&FILE)?).ok()
    }

    /// The register that is nothing but this file: what an editor looks at in it.
    pub fn register(&self) -> Register {
        Register::read(vec![Arc::clone(&self.source)], self.choice.clone(), Vec::new())
    }

    /// The file.
    pub fn source(&self) -> &Arc<SourceFile> {
        &self.source
    }
}

/// For how many faults of a scheme file there are fixes, at the most: each is tried.
const MOST_TRIED: usize = 16;

/// Takes away the fixes that would not leave the file with fewer faults: a key that it is to be renamed to may be there already.
fn keep_helpful(text: &str, faults: usize, found: &mut [Diagnostic]) {
    let mut tried = 0;
    for diagnostic in found {
        let Some(fix) = &diagnostic.fix else {
            continue;
        };
        tried += 1;
        let after = (tried <= MOST_TRIED).then(|| after(text, fix)).flatten();
        if after.is_none_or(|after| scheme::read(&after).1.len() >= faults) {
            diagnostic.fix = None;
        }
    }
}

fn after(text: &str, fix: &Fix) -> Option<String> {
    let edits = fix.edits.iter().map(|edit| TextEdit {
        span: edit.place.span,
        text: edit.text.clone(),
    });
    edit::apply(text, &edits.collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::messages::Language;
    use crate::register::FileRole;

    const SCHEME: &str = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\nrole = \"none\"\n";

    fn scheme(text: &str, severities: &Severities) -> Vec<(&'static str, Severity, u32)> {
        let source = SourceFile::new("x.scheme.toml".to_owned(), FileRole::Scheme, text.to_owned());
        let found = Lone::scheme(Arc::new(source)).found(severities).into_iter();
        let of = |found: Diagnostic| (found.rule.code, found.severity, found.place.span.start);
        found.map(of).collect()
    }

    #[test]
    fn severities_and_suppressions_are_those_of_every_file() {
        let mut severities = Severities::default();
        assert_eq!(scheme(SCHEME, &severities).len(), 1);
        severities.set("T008", Severity::Info);
        assert_eq!(scheme(SCHEME, &severities)[0].1, Severity::Info);
        let silenced = SCHEME.replace("\"none\"", "\"none\" # stdreg: ignore[T008]");
        assert_eq!(scheme(&silenced, &severities), []);
        let useless = format!("{}# stdreg: ignore[T008]\n", SCHEME.replace("none", "class"));
        assert_eq!(scheme(&useless, &severities)[0].0, "X001");
        severities.ignore(["T008"]);
        assert_eq!(scheme(SCHEME, &severities), []);
    }

    #[test]
    fn what_was_meant_is_proposed_where_it_helps() {
        let fixes = |text: &str| -> Vec<Option<String>> {
            let source = SourceFile::new("x.scheme.toml".to_owned(), FileRole::Scheme, text.to_owned());
            let found = Lone::scheme(Arc::new(source)).found(&Severities::default());
            found.iter().map(|found| after(text, found.fix.as_deref()?)).collect()
        };
        let level = "[[level]]\nname = \"国家标准\"\nvalue = \"2\"\nkinds = [\"nationl\"]\n";
        let layer = "[[layer]]\nname = \"level\"\nwidth = 1\nrole = \"level\"\nvalues = { 2 = \"x\" }\n";
        let head = "[scheme]\nid = \"x\"\ntitle = \"x\"\n";
        let text = format!("{head}{layer}{level}");
        assert_eq!(fixes(&text), [Some(text.replace("nationl", "national"))]);
        let misspelt = text.replace("nationl", "national").replace("width", "widht");
        assert!(
            fixes(&misspelt).contains(&Some(misspelt.replace("widht", "width"))),
            "{:?}",
            fixes(&misspelt)
        );
        // The key is there already.
        let doubled = text
            .replace("nationl", "national")
            .replace("width = 1", "width = 1\nwidht = 2");
        assert_eq!(fixes(&doubled), [None]);
    }

    #[test]
    fn what_the_file_sets_out_is_known_in_it() {
        let register = |text: &str| {
            let source = SourceFile::new("x.scheme.toml".to_owned(), FileRole::Scheme, text.to_owned());
            Lone::scheme(Arc::new(source)).register()
        };
        let read = register(&SCHEME.replace("\"none\"", "\"class\""));
        assert_eq!((read.scheme.id.as_str(), read.goes_by_scheme()), ("x", true));
        // One that is none is not taken for the built-in one.
        assert!(register("[scheme]\nid = \"x\"\n").scheme_is_stand_in());
    }

    #[test]
    fn every_error_of_syntax_is_told_in_both_languages() {
        let text = "[scheme]\nid = \ntitle = “x”\n[[layer]]\nwidth = 1\nwidth = 2\n";
        let source = SourceFile::new("x.scheme.toml".to_owned(), FileRole::Scheme, text.to_owned());
        let found = Lone::scheme(Arc::new(source)).found(&Severities::default());
        let lines: Vec<usize> = found
            .iter()
            .map(|found| {
                crate::text::Span::new(0, found.place.span.start)
                    .of_text(text)
                    .matches('\n')
                    .count()
                    + 1
            })
            .collect();
        assert_eq!(lines, [2, 3, 6], "{found:?}");
        for found in &found {
            assert_ne!(found.message.render(Language::Zh), found.message.render(Language::En));
        }
    }
}
