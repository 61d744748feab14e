//! Reads a settings file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Pattern, PerFileIgnores, Selector, Settings, SettingsError, SettingsFault};
use crate::diagnostic::Severity;
use crate::fields::{self, Text};
use crate::keys::TableKind;
use crate::messages::{Language, Message};
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::text::{Span, encoding};
use crate::workspace::entry::Limit;
use crate::workspace::faults::not_utf8;
use crate::workspace::files::{Files, ReadError};
use crate::workspace::links;
use crate::workspace::patterns::{MAX_PATTERNS, PathPattern, PatternFault, Useless};

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
    let mut reader = Reader {
        folder: path.parent().unwrap_or(&path),
        faults: Vec::new(),
    };
    let mut settings = reader.read(&text);
    if !reader.faults.is_empty() {
        reader.faults.sort_by_key(|(span, _)| *span);
        let lines = LineIndex::new(&text);
        let position = |span: Span| {
            let position = lines.position(&text, span.start, ColumnUnit::Utf32);
            (position.line + 1, position.column + 1)
        };
        let fault = |(span, reason)| SettingsFault {
            position: Some(position(span)),
            reason,
        };
        let faults = reader.faults.into_iter().map(fault).collect();
        return Err(SettingsError { path, faults });
    }
    settings.text = text;
    settings.path = Some(path);
    Ok(Arc::new(settings))
}

struct Reader<'p> {
    /// Where the file stands.
    folder: &'p Path,
    /// Where something is wrong, and what.
    faults: Vec<(Span, Box<Message>)>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) -> Settings {
        let (file, misfits) = fields::read(text, TableKind::Settings);
        let misfits = misfits.into_iter();
        self.faults
            .extend(misfits.map(|misfit| (misfit.span, Box::new(misfit.kind.message()))));
        let selectors = |name: &str| file.texts(name).iter().map(selector).collect();
        let severity = |word: &Text<'_>| Severity::named(&word.content);
        Settings {
            path: None,
            text: String::new(),
            language: file.text("lang").and_then(|tag| Language::of_tag(&tag.content)),
            select: file.has("select").then(|| selectors("select")),
            extend_select: selectors("extend-select"),
            ignore: selectors("ignore"),
            fail_on: file.text("fail-on").and_then(severity),
            max_findings: file
                .integer("max-findings")
                .and_then(|count| u32::try_from(count.value).ok()),
            catalogue: file
                .table("catalogue")
                .map(|catalogue| catalogue.texts("files").iter().map(selector).collect())
                .unwrap_or_default(),
            align: file.table("format").and_then(|format| format.boolean("align")),
            severity: file
                .pairs("severity")
                .filter_map(|(word, value)| Some((selector(word), severity(value)?)))
                .collect(),
            exclude: (file.texts("exclude").iter().enumerate())
                .take(MAX_PATTERNS + 1)
                .filter_map(|(place, pattern)| self.pattern(place, pattern))
                .collect(),
            per_file_ignores: file
                .lists("per-file-ignores")
                .enumerate()
                .take(MAX_PATTERNS + 1)
                .filter_map(|(place, (pattern, words))| {
                    Some(PerFileIgnores {
                        pattern: self.pattern(place, pattern)?,
                        selectors: words.iter().map(selector).collect(),
                    })
                })
                .collect(),
        }
    }

    /// A pattern, by its place in its list. The first one too many stands for all of those.
    fn pattern(&mut self, place: usize, pattern: &Text<'_>) -> Option<Pattern> {
        let read = if place < MAX_PATTERNS {
            PathPattern::new(&pattern.content, self.folder)
        } else {
            Err(PatternFault::Useless(Useless::Many))
        };
        let matcher = match read {
            Ok(matcher) => Ok(matcher),
            Err(fault @ PatternFault::Malformed(_)) => {
                let message = Message::attribute("settings-problem", "pattern")
                    .with("pattern", pattern.content.as_ref())
                    .with("reason", fault.message());
                self.faults.push((pattern.span, Box::new(message)));
                return None;
            }
            Err(fault) => Err(Box::new(fault.message())),
        };
        let written = selector(pattern);
        Some(Pattern { matcher, written })
    }
}

fn selector(text: &Text<'_>) -> Selector {
    Selector {
        name: text.owned(),
        span: text.inner,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::SettingsFinder;
    use super::*;

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
                "2:1: there is no key extend-selct; did you mean extend-select?",
            ),
            (
                "align = true\n",
                "1:1: there is no key align; did you mean format.align?",
            ),
            (
                "[format]\nalgin = true\n",
                "2:1: there is no key format.algin; did you mean format.align?",
            ),
            (
                "# 设置\n exclude = [\"标准\", \"a[\"]\n",
                "2:19: a[ is not a path pattern: [ has no matching ]; \
                put […] around a character to match it literally",
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
                "2:1: there is no key format.ignore; did you mean ignore?",
            ),
            ("format = true", "1:10: the value of format must be: table"),
            ("lang = ", "1:8: the value after = is missing"),
            (
                "lang = \nselect = [\"E\"]\nselect = []\n",
                "1:8: the value after = is missing\n/project/stdreg.toml:3:1: key select is already set in this table; TOML \
                does not allow duplicates",
            ),
            (
                "lang = \"zh\"\nlang = \"en\"",
                "2:1: key lang is already set in this table; TOML does not allow duplicates",
            ),
            (
                "\u{feff}lang = \"fr\"\nexclude = [\"a[\", 1]\n[format]\nalgin = true\nalign = \"yes\"\n[severity\n",
                "1:9: the value of lang must be: one of \"zh\", \"en\"\n\
                /project/stdreg.toml:2:12: a[ is not a path pattern: [ has no matching ]; put […] around a character to match it literally\n\
                /project/stdreg.toml:2:18: the value of exclude must be: array of path patterns\n\
                /project/stdreg.toml:4:1: there is no key format.algin; did you mean format.align?\n\
                /project/stdreg.toml:5:9: the value of format.align must be: true or false\n\
                /project/stdreg.toml:6:1: the brackets of the header do not match",
            ),
            (
                "[format]\n[format]\n",
                "2:2: format is already defined; TOML does not allow a table to be defined twice",
            ),
        ] {
            assert_eq!(error(text), format!("/project/stdreg.toml:{expected}"), "{text}");
        }
    }

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
