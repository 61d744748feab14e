//! Reads a settings file.

use std::num::NonZeroU32;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::places::Places;
use super::{Pattern, PerFileIgnores, Selector, Settings, SettingsError, SettingsFault};
use crate::diagnostic::Severity;
use crate::keys::{Pairs, TableKind, misfit};
use crate::messages::{Language, Message};
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::text::{Span, encoding};
use crate::workspace::faults::not_utf8;
use crate::workspace::files::{Files, Limit, ReadError};
use crate::workspace::links;
use crate::workspace::patterns::{PathPattern, PatternFault};
use crate::workspace::syntax::syntax_faults;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    lang: Option<Language>,
    select: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    extend_select: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    fail_on: Option<Severity>,
    max_findings: Option<NonZeroU32>,
    #[serde(default)]
    severity: Pairs<Severity>,
    #[serde(default)]
    per_file_ignores: Pairs<Vec<Spanned<String>>>,
    #[serde(default)]
    format: Format,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Format {
    align: Option<bool>,
}

/// The settings in a file, which is an absolute path.
pub(super) fn read(files: &Files, path: PathBuf) -> Result<Arc<Settings>, SettingsError> {
    let error = |reason| SettingsError {
        path: path.clone(),
        faults: vec![SettingsFault { position: None, reason }],
    };
    let says = |attribute| Message::attribute("settings-problem", attribute);
    // Whoever may write into a repository must not have other files of this machine quoted.
    if links::leads_out(files, &path, links::tree_of(&path)) {
        let reason = ReadError::Outside.message();
        return Err(error(Box::new(says("unreadable").with("reason", reason))));
    }
    let bytes = files
        .read(&path, Limit::Settings)
        .map_err(|problem| error(Box::new(says("unreadable").with("reason", problem.message()))))?;
    let text = encoding::decode(bytes).map_err(|problem| error(Box::new(not_utf8(problem))))?;
    let reader = Reader {
        text: &text,
        folder: path.parent().unwrap_or(&path),
        // The reader of TOML leaves the byte order mark out of its offsets.
        mark: text.len() - text.trim_start_matches('\u{feff}').len(),
    };
    let mut settings = reader.read().map_err(|faults| {
        let fault = |(span, reason)| SettingsFault {
            position: Some(position(&text, span)),
            reason,
        };
        let faults = faults.into_iter().map(fault).collect();
        SettingsError {
            path: path.clone(),
            faults,
        }
    })?;
    settings.text = text;
    settings.path = Some(path);
    Ok(Arc::new(settings))
}

fn position(text: &str, span: Span) -> (u32, u32) {
    let position = LineIndex::new(text).position(text, span.start, ColumnUnit::Utf32);
    (position.line + 1, position.column + 1)
}

/// Where something is wrong, and what.
type Fault = (Span, Box<Message>);

struct Reader<'t> {
    text: &'t str,
    /// Where the file stands.
    folder: &'t Path,
    /// How many bytes the byte order mark has: 3 or 0.
    mark: usize,
}

impl Reader<'_> {
    fn read(&self) -> Result<Settings, Vec<Fault>> {
        let text = self.text.get(self.mark..).unwrap_or_default();
        let file: File = toml_edit::de::from_str(text).map_err(|error| self.faults(text, &error))?;
        Ok(Settings {
            path: None,
            text: String::new(),
            language: file.lang,
            select: file.select.map(|selectors| self.selectors(selectors)),
            extend_select: self.selectors(file.extend_select),
            ignore: self.selectors(file.ignore),
            fail_on: file.fail_on,
            max_findings: file.max_findings.map(NonZeroU32::get),
            align: file.format.align,
            severity: file
                .severity
                .0
                .into_iter()
                .map(|(selector, severity)| (self.selector(selector), severity))
                .collect(),
            exclude: file
                .exclude
                .into_iter()
                .map(|pattern| self.pattern(pattern))
                .collect::<Result<_, _>>()
                .map_err(|fault| vec![fault])?,
            per_file_ignores: file
                .per_file_ignores
                .0
                .into_iter()
                .map(|(pattern, selectors)| {
                    Ok(PerFileIgnores {
                        pattern: self.pattern(pattern)?,
                        selectors: self.selectors(selectors),
                    })
                })
                .collect::<Result<_, _>>()
                .map_err(|fault| vec![fault])?,
            places: Places::read(text, self.mark),
        })
    }

    fn selectors(&self, selectors: Vec<Spanned<String>>) -> Vec<Selector> {
        selectors.into_iter().map(|selector| self.selector(selector)).collect()
    }

    fn selector(&self, selector: Spanned<String>) -> Selector {
        let span = self.inside_quotes(self.span(selector.span()));
        Selector {
            name: selector.into_inner(),
            span,
        }
    }

    fn pattern(&self, pattern: Spanned<String>) -> Result<Pattern, Fault> {
        let matcher = match PathPattern::new(pattern.get_ref(), self.folder) {
            Ok(matcher) => Ok(matcher),
            Err(fault @ PatternFault::Malformed(_)) => {
                let message = Message::attribute("settings-problem", "pattern")
                    .with("pattern", pattern.get_ref().as_str())
                    .with("reason", fault.message());
                return Err((self.span(pattern.span()), Box::new(message)));
            }
            Err(fault) => Err(Box::new(fault.message())),
        };
        let written = self.selector(pattern);
        Ok(Pattern { matcher, written })
    }

    /// What is wrong, in words that exist in both languages; in those of serde where nothing is found.
    fn faults(&self, text: &str, error: &toml_edit::de::Error) -> Vec<Fault> {
        let of_syntax = syntax_faults(self.text);
        if !of_syntax.is_empty() {
            return of_syntax;
        }
        let of_keys = || {
            let (place, misfit) = misfit(text, TableKind::Settings)?;
            Some((self.span(place), Box::new(misfit.message())))
        };
        vec![of_keys().unwrap_or_else(|| {
            let message = Message::attribute("toml-syntax", "other").with("reason", error.message());
            (self.span(error.span().unwrap_or_default()), Box::new(message))
        })]
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::of(range.start + self.mark..range.end + self.mark)
    }

    /// A span without the quotes around what it covers: a bare key has none, a string of several lines three.
    fn inside_quotes(&self, span: Span) -> Span {
        let raw = span.of_text(self.text);
        let quotes = ["\"\"\"", "'''", "\"", "'"];
        let width = quotes
            .into_iter()
            .find(|quote| raw.len() >= 2 * quote.len() && raw.starts_with(quote) && raw.ends_with(quote))
            .map_or(0, |quote| crate::text::to_u32(quote.len()));
        Span::new(span.start + width, span.end - width)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::SettingsFinder;
    use super::*;
    use crate::keys::{Key, keys_that_serde_reads};

    fn read_text(text: &str) -> Result<Arc<Settings>, String> {
        let mut files = Files::default();
        files.overlay(Path::new("/project/stdreg.toml"), text.as_bytes());
        let found = SettingsFinder::default().find(&files, Path::new("/project/tables/a.toml"));
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn every_key_is_read_and_selectors_know_where_they_stand() {
        let text = "\u{feff}lang = \"en\"\nselect = [\"L\"]\nextend-select = ['C001']\nignore = [\"\"\"X\"\"\"]\n\
            exclude = [\"vendor\"]\nfail-on = \"warning\"\n[severity]\nE017 = \"warning\"\n\"title-space\" = \"info\"\n\
            [per-file-ignores]\n\"tables/*\" = [\"E\"]\n\"other/*\" = [\"S\"]\n";
        let settings = read_text(text).unwrap();
        assert_eq!(
            (settings.language, settings.fail_on),
            (Some(Language::En), Some(Severity::Warning))
        );
        let words: Vec<&str> = settings.selectors().map(|selector| selector.name.as_str()).collect();
        assert_eq!(words, ["L", "C001", "X", "E017", "title-space", "E", "S"]);
        for selector in settings.selectors() {
            assert_eq!(selector.span.of_text(&settings.text), selector.name);
        }
        let ignored = settings.ignored_in(Path::new("/project/tables/a.toml"));
        assert_eq!(ignored[0].name, "E");
        assert_eq!(ignored.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_says_where_and_what_to_do() {
        let error = |text: &str| read_text(text).map(|_| ()).unwrap_err();
        for (text, expected) in [
            (
                "# 设置\nextend-selct = []\n",
                "2:1: there is no key extend-selct; is it extend-select?",
            ),
            ("align = true\n", "1:1: there is no key align; is it format.align?"),
            (
                "[format]\nalgin = true\n",
                "2:1: there is no key format.algin; is it format.align?",
            ),
            (
                "# 设置\n exclude = [\"标准\", \"a[\"]\n",
                "2:19: a[ is not a path pattern: [ has no ]; \
                put […] around a character that is meant as it is",
            ),
            ("lang = \"fr\"", "1:8: the value of lang must be: one of \"zh\", \"en\""),
            (
                "\u{feff}ignore = [\"E\", 1]",
                "1:17: the value of ignore must be: array of rules",
            ),
            (
                "[severity]\nE011 = \"off\"",
                "2:8: the value of severity.E011 must be: one of \"error\", \"warning\", \"info\"",
            ),
            (
                "[format]\nignore = []",
                "2:1: there is no key format.ignore; is it ignore?",
            ),
            ("format = true", "1:10: the value of format must be: table"),
            ("lang = ", "1:8: there is no value after ="),
            (
                "lang = \nselect = [\"E\"]\nselect = []\n",
                "1:8: there is no value after =\n/project/stdreg.toml:3:1: key select is set already in this table, and TOML \
                allows it once",
            ),
            (
                "lang = \"zh\"\nlang = \"en\"",
                "2:1: key lang is set already in this table, and TOML allows it once",
            ),
            (
                "[format]\n[format]\n",
                "2:2: format is defined already, and TOML allows a table once",
            ),
        ] {
            assert_eq!(error(text), format!("/project/stdreg.toml:{expected}"), "{text}");
        }
    }

    /// What serde says, in English and in words of Rust, is never what is told.
    #[test]
    fn every_wrong_value_is_told_in_words_of_ours() {
        let values = [
            "1",
            "1.5",
            "true",
            "2011-12-01",
            "\"x\"",
            "[]",
            "[1]",
            "{}",
            "{ a = 1 }",
        ];
        let mut wrong = 0;
        for key in TableKind::Settings.keys() {
            let children = key.children().iter();
            let paths = children.map(|child| format!("{}.{}", key.name, child.name));
            for path in paths.chain([key.name.to_owned()]) {
                for value in values {
                    if let Err(error) = read_text(&format!("{path} = {value}\n")) {
                        let is_ours = ["the value of ", "there is no key "]
                            .iter()
                            .any(|words| error.contains(words));
                        assert!(is_ours, "{path} = {value}: {error}");
                        wrong += 1;
                    }
                }
            }
        }
        assert!(wrong > 60, "{wrong}");
    }

    /// serde names the keys that it knows when it meets one that it does not: they are those of the table, in its order.
    #[test]
    fn the_table_has_the_keys_that_are_read() {
        let read = |text: &str| {
            let message = toml_edit::de::from_str::<File>(text).map(|_| ()).unwrap_err();
            keys_that_serde_reads(message.message()).join(" ")
        };
        let table = |keys: &[Key]| keys.iter().map(|key| key.name).collect::<Vec<_>>().join(" ");
        assert_eq!(read("no-such-key = 1"), table(TableKind::Settings.keys()));
        for key in TableKind::Settings
            .keys()
            .iter()
            .filter(|key| !key.children().is_empty())
        {
            assert_eq!(read(&format!("[{}]\nno-such-key = 1", key.name)), table(key.children()));
        }
    }

    /// Examples and defaults are read, and say something: the example is never what holds anyway.
    #[test]
    fn examples_and_defaults_are_read() {
        for key in TableKind::Settings.keys() {
            read_text(&format!("{} = {}\n", key.name, key.example)).unwrap();
            for child in key.children() {
                read_text(&format!("{}.{} = {}\n", key.name, child.name, child.example)).unwrap();
            }
            if let Some(default) = key.default {
                read_text(&format!("{} = {default}\n", key.name)).unwrap();
                assert_ne!(default, key.example);
            }
        }
    }

    #[test]
    fn keys_know_where_they_stand() {
        let settings =
            read_text("\u{feff}# 设置\nlang = \"zh\"\nformat.align = true\n[severity]\nE017 = \"info\"\n").unwrap();
        let line = |path: &[&str]| settings.place(path).map(|span| settings.line(span));
        assert_eq!(line(&["lang"]), Some(2));
        assert_eq!(line(&["format", "align"]), Some(3));
        assert_eq!(line(&["severity"]), Some(4));
        assert_eq!(line(&["severity", "E017"]), Some(5));
        assert_eq!(line(&["select"]), None);
        assert_eq!(settings.place(&["lang"]).unwrap().of_text(&settings.text), "lang");
    }
}
