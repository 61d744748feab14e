//! Registers for the tests of this room: the text with `$0` where the cursor is.

use std::sync::Arc;

use super::{Context, Cursor};
use crate::analysis::live::Live;
use crate::analysis::severities::Severities;
use crate::catalogue::{Builder, Catalogue};
use crate::diagnostic::Place;
use crate::messages::Language;
use crate::number::Grammar;
use crate::register::{FileRole, Register, SchemeChoice, SchemeProblem, SourceFile};
use crate::syntax::Date;
use crate::text::{FileId, to_u32};

/// A register in memory, checked, with a cursor in it.
pub(crate) struct Fixture {
    live: Live,
    cursor: Option<Cursor>,
}

impl Fixture {
    /// Reads a register. A line `#- NAME` starts a file; the first is the root and needs none. `$0` is the cursor.
    pub(crate) fn new(marked: &str) -> Self {
        Self::by(SchemeChoice::built_in(), marked)
    }

    /// Reads a register that goes by the scheme of a file with this text.
    pub(crate) fn with_scheme(scheme: &str, marked: &str) -> Self {
        let (scheme, faults) = crate::scheme::read(scheme);
        assert_eq!(faults, []);
        let scheme = Arc::new(scheme.unwrap());
        Self::by(SchemeChoice { scheme, problem: None }, marked)
    }

    /// Reads a register whose scheme cannot be used.
    pub(crate) fn without_scheme(marked: &str) -> Self {
        let problem = Some(SchemeProblem::Unknown);
        let SchemeChoice { scheme, .. } = SchemeChoice::built_in();
        Self::by(SchemeChoice { scheme, problem }, marked)
    }

    /// Reads a scheme file or settings by itself.
    pub(crate) fn of_own(role: FileRole, marked: &str) -> Self {
        let mut choice = SchemeChoice::built_in();
        if role == FileRole::Scheme {
            let (scheme, faults) = crate::scheme::read(&marked.replace("$0", ""));
            choice.scheme = scheme.map_or(choice.scheme, Arc::new);
            let file = FileId(0);
            choice.problem = (!faults.is_empty()).then_some(SchemeProblem::Faulty { file, faults });
        }
        Self::of_files(None, choice, marked, |_| role)
    }

    /// Reads a register, the last file of which is the scheme that it goes by.
    pub(crate) fn with_scheme_file(scheme: &str, marked: &str) -> Self {
        let (read, faults) = crate::scheme::read(&scheme.replace("$0", ""));
        assert_eq!(faults, []);
        let choice = SchemeChoice {
            scheme: Arc::new(read.unwrap()),
            problem: None,
        };
        let marked = format!("{marked}#- own.scheme.toml\n{scheme}");
        let last = marked.matches("\n#- ").count();
        Self::of_files(None, choice, &marked, move |index| match index {
            0 => FileRole::Root,
            index if index == last => FileRole::Scheme,
            _ => FileRole::Part,
        })
    }

    /// Reads a register that is held against a catalogue: CSV.
    pub(crate) fn with_catalogue(catalogue: &str, marked: &str) -> Self {
        let mut builder = Builder::new(&Grammar::default());
        builder.add("a.csv", catalogue);
        assert_eq!(builder.take_faults(), []);
        Self::held_against(Some(Arc::new(builder.finish())), SchemeChoice::built_in(), marked)
    }

    fn by(scheme: SchemeChoice, marked: &str) -> Self {
        Self::held_against(None, scheme, marked)
    }

    fn held_against(catalogue: Option<Arc<Catalogue>>, scheme: SchemeChoice, marked: &str) -> Self {
        Self::of_files(catalogue, scheme, marked, |index| match index {
            0 => FileRole::Root,
            _ => FileRole::Part,
        })
    }

    fn of_files(
        catalogue: Option<Arc<Catalogue>>,
        scheme: SchemeChoice,
        marked: &str,
        role: impl Fn(usize) -> FileRole,
    ) -> Self {
        let mut texts: Vec<(String, String)> = vec![("register.toml".to_owned(), String::new())];
        for line in marked.split_inclusive('\n') {
            match line.strip_prefix("#- ") {
                Some(name) if texts.len() == 1 && texts[0].1.is_empty() => texts[0].0 = name.trim().to_owned(),
                Some(name) => texts.push((name.trim().to_owned(), String::new())),
                None => texts.last_mut().unwrap().1.push_str(line),
            }
        }
        let mut cursor = None;
        let mut files = Vec::new();
        for (index, (name, mut text)) in texts.into_iter().enumerate() {
            if let Some(offset) = text.find("$0") {
                text.replace_range(offset..offset + 2, "");
                cursor = Some(Cursor {
                    file: FileId(to_u32(index)),
                    offset: to_u32(offset),
                });
            }
            files.push(Arc::new(SourceFile::new(name, role(index), text)));
        }
        let mut register = Register::read(files, scheme, Vec::new());
        register.catalogue = catalogue;
        let today = Date {
            year: 2026,
            month: 6,
            day: 1,
        };
        Self {
            live: Live::new(register, vec![Severities::default()], today),
            cursor,
        }
    }

    /// What a feature looks at, in English.
    pub(crate) fn context(&self) -> Context<'_> {
        self.in_language(Language::En)
    }

    /// What a feature looks at, in a language.
    pub(crate) fn in_language(&self, language: Language) -> Context<'_> {
        Context {
            register: self.live.register(),
            found: self.live.found(),
            language,
            today: Date {
                year: 2026,
                month: 6,
                day: 1,
            },
        }
    }

    /// Where the cursor is.
    pub(crate) fn cursor(&self) -> Cursor {
        self.cursor.expect("the text has no $0")
    }

    /// The text that a place covers, which must be relative to its file or to a segment of it.
    pub(crate) fn covered(&self, place: Place) -> &str {
        self.live.register().text_at(place)
    }
}
