//! The settings in force for a file, each with where it comes from, as data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::standing_for;
use crate::analysis::configure::{self, Overrides};
use crate::analysis::severities::Severities;
use crate::cli::input::Input;
use crate::cli::language::Origin;
use crate::diagnostic::Severity;
use crate::keys::{Key, TableKind};
use crate::messages::Language;
use crate::rules::RuleId;
use crate::text::Span;
use crate::workspace::{
    EntryKind, Exclusion, Selector, Settings, SettingsError, SettingsFinder, is_scheme_name, roots_of,
};

/// What was found for a file.
pub(super) struct InForce {
    asked: PathBuf,
    /// The file that is judged: what is asked, or what stands for a folder.
    file: PathBuf,
    settings: Arc<Settings>,
    /// The roots of the registers that the file belongs to.
    roots: Vec<PathBuf>,
    /// The settings of these roots, which decide on what a run has one of; those of the file where it has no root.
    of_run: Vec<Arc<Settings>>,
    exclusion: Option<Exclusion>,
}

/// Which rules are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Those at another severity than their own.
    Differing,
    All,
}

/// The settings in force, as they are told.
#[derive(Serialize)]
pub(super) struct Report {
    /// The file or folder asked for.
    pub(super) file: String,
    /// The roots of the registers that the file belongs to; none for a folder, settings and schemes.
    pub(super) roots: Vec<String>,
    /// The settings file in force, if there is one.
    pub(super) settings: Option<String>,
    /// The files that were looked for, the nearest first.
    pub(super) looked_for: Vec<String>,
    /// What leaves the file out where a folder is checked.
    pub(super) excluded: Option<Excluded>,
    /// Every setting.
    pub(super) values: Vec<Setting>,
    /// The rules at another level than their own, or all.
    pub(super) rules: Vec<RuleSeverity>,
    #[serde(skip)]
    pub(super) listed: Listed,
}

#[derive(Serialize)]
pub(super) struct Excluded {
    pub(super) pattern: String,
    pub(super) source: Source,
}

#[derive(Serialize)]
pub(super) struct Setting {
    /// The key with its table: `format.align`.
    pub(super) key: String,
    pub(super) value: Value,
    pub(super) source: Source,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Source {
    /// It is what holds anyway.
    Default,
    /// A settings file, and the line from 1.
    File { file: String, line: u32 },
    /// The command line.
    CommandLine,
    /// A variable of the environment.
    Environment { variable: &'static str },
    /// The system's locale.
    System,
}

#[derive(Serialize)]
pub(super) struct RuleSeverity {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// The rule's own severity.
    pub(super) default: Severity,
    /// The severity in force; none where it is off.
    #[serde(rename = "level")]
    pub(super) severity: Option<Severity>,
    pub(super) source: Source,
}

impl InForce {
    /// Finds the settings of a file or folder, which is absolute.
    pub(super) fn find(
        input: &Input,
        finder: &SettingsFinder,
        asked: &Path,
        kind: EntryKind,
    ) -> Result<Self, SettingsError> {
        let file = standing_for(asked, kind);
        let settings = finder.find(&input.files, &file)?;
        let belongs =
            kind == EntryKind::File && !is_scheme_name(&file) && settings.path.as_deref() != Some(file.as_path());
        let roots = if belongs {
            roots_of(&input.files, &file)
        } else {
            Vec::new()
        };
        let of_roots = roots.iter().map(|root| finder.find(&input.files, root));
        let mut of_run = of_roots.collect::<Result<Vec<_>, _>>()?;
        if of_run.is_empty() {
            of_run.push(Arc::clone(&settings));
        }
        Ok(Self {
            settings,
            roots,
            of_run,
            exclusion: finder.excluded_by(&input.files, &file)?,
            asked: asked.to_owned(),
            file,
        })
    }

    /// The language that the settings ask for.
    pub(super) fn language(&self) -> Option<Language> {
        self.of_run.iter().find_map(|settings| settings.language)
    }

    /// The settings that decide on a key: for what a run has one of, those that `check` goes by.
    fn deciding_on(&self, key: &str) -> &Settings {
        let of_run = self.of_run.iter();
        let decides = match key {
            "lang" => of_run.clone().find(|settings| settings.language.is_some()),
            "fail-on" => of_run
                .clone()
                .filter(|settings| settings.fail_on.is_some())
                .min_by_key(|settings| settings.fail_on),
            _ => return &self.settings,
        };
        decides.or(self.of_run.first()).unwrap_or(&self.settings)
    }

    pub(super) fn report(&self, input: &Input, language: (Language, Origin), listed: Listed) -> Report {
        let show = |path: &Path| input.names.show(path);
        let from = |settings: &Settings, span: Span| Source::File {
            file: settings.path.as_deref().map(show).unwrap_or_default(),
            line: settings.line(span),
        };
        let here = |span| from(&self.settings, span);
        let settings = self.settings.path.as_deref();
        let mut looked_for = Vec::new();
        for candidate in SettingsFinder::candidates(&self.file) {
            looked_for.push(show(&candidate));
            if Some(candidate.as_path()) == settings {
                break;
            }
        }
        Report {
            file: show(&self.asked),
            roots: self.roots.iter().map(|root| show(root)).collect(),
            settings: settings.map(show),
            looked_for,
            excluded: self.exclusion.as_ref().map(|exclusion| Excluded {
                pattern: exclusion.pattern.name.clone(),
                source: from(&exclusion.settings, exclusion.pattern.span),
            }),
            values: values(&|key| self.deciding_on(key), language, &from),
            rules: self.rules(listed, &here),
            listed,
        }
    }

    fn rules(&self, listed: Listed, here: &dyn Fn(Span) -> Source) -> Vec<RuleSeverity> {
        let severities = configure::severities(&self.settings, &Overrides::default(), &self.file);
        let own = Severities::default();
        let line = |id: RuleId| {
            let decided = configure::decided_by(&self.settings, &self.file, id);
            let rule = &id.definition().rule;
            RuleSeverity {
                code: rule.code,
                name: rule.name,
                default: rule.severity,
                severity: severities.of(id),
                source: decided.map_or(Source::Default, here),
            }
        };
        let wanted = |id: &RuleId| listed == Listed::All || severities.of(*id) != own.of(*id);
        RuleId::all().filter(wanted).map(line).collect()
    }
}

/// Every setting, in the order of the table of keys; a table with keys of the author's choice has a line for each.
fn values<'s>(
    deciding_on: &dyn Fn(&str) -> &'s Settings,
    (language, origin): (Language, Origin),
    from: &dyn Fn(&Settings, Span) -> Source,
) -> Vec<Setting> {
    let mut values = Vec::new();
    for key in TableKind::Settings.keys() {
        for (child, path) in paths(key) {
            let settings = deciding_on(&path);
            let of_file: Vec<Setting> = said(settings, &path)
                .into_iter()
                .map(|(key, value, span)| Setting {
                    key,
                    value,
                    source: from(settings, span),
                })
                .collect();
            match origin_of(&path, origin) {
                Some(source) => values.push(Setting {
                    key: path,
                    value: Value::from(language.tag()),
                    source,
                }),
                None if of_file.is_empty() => values.push(Setting {
                    key: path,
                    value: child
                        .default
                        .and_then(|text| serde_json::from_str(text).ok())
                        .unwrap_or_default(),
                    source: Source::Default,
                }),
                None => values.extend(of_file),
            }
        }
    }
    values
}

/// The keys that have a value: a key itself, or those of the table that it takes. With their paths.
fn paths(key: &'static Key<'static>) -> Vec<(&'static Key<'static>, String)> {
    if key.children().is_empty() {
        return vec![(key, key.name.to_owned())];
    }
    let children = key.children().iter();
    children
        .map(|child| (child, format!("{}.{}", key.name, child.name)))
        .collect()
}

/// Where the language comes from, unless the settings file says it.
fn origin_of(path: &str, origin: Origin) -> Option<Source> {
    match origin {
        _ if path != "lang" => None,
        Origin::Settings => None,
        Origin::Flag => Some(Source::CommandLine),
        Origin::Variable(variable) => Some(Source::Environment { variable }),
        Origin::System => Some(Source::System),
    }
}

/// What the settings file says for a key: nothing, one value, or one for each key of a table.
fn said(settings: &Settings, path: &str) -> Vec<(String, Value, Span)> {
    let list = |words: &[Selector]| Value::from(words.iter().map(|word| word.name.clone()).collect::<Vec<_>>());
    let quoted = |word: &Selector| {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !word.name.is_empty() && word.name.chars().all(is_bare) {
            format!("{path}.{}", word.name)
        } else {
            format!("{path}.{}", Value::from(word.name.as_str()))
        }
    };
    let value = match path {
        "severity" => {
            let pairs = settings.severity.iter();
            let line =
                |(word, severity): &(Selector, Severity)| (quoted(word), Value::from(severity.name()), word.span);
            return pairs.map(line).collect();
        }
        "per-file-ignores" => {
            let pairs = settings.per_file_ignores();
            return pairs
                .map(|(word, words)| (quoted(word), list(words), word.span))
                .collect();
        }
        "lang" => settings.language.map(|language| Value::from(language.tag())),
        "select" => settings.select.as_deref().map(list),
        "extend-select" => Some(list(&settings.extend_select)),
        "ignore" => Some(list(&settings.ignore)),
        "exclude" => Some(list(&settings.exclude().cloned().collect::<Vec<_>>())),
        "fail-on" => settings.fail_on.map(|severity| Value::from(severity.name())),
        "max-findings" => settings.max_findings.map(Value::from),
        "catalogue.files" => Some(list(&settings.catalogue)),
        "format.align" => settings.align.map(Value::from),
        _ => None,
    };
    let keys: Vec<&str> = path.split('.').collect();
    let found = value.zip(settings.place(&keys));
    found
        .into_iter()
        .map(|(value, span)| (path.to_owned(), value, span))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Files;

    fn settings(text: &str) -> Arc<Settings> {
        let mut files = Files::default();
        files.overlay(Path::new("/project/stdreg.toml"), text.as_bytes());
        SettingsFinder::default()
            .find(&files, Path::new("/project/a.toml"))
            .unwrap()
    }

    fn told(settings: &Settings, origin: Origin) -> Vec<(String, String, u32)> {
        let from = |settings: &Settings, span| Source::File {
            file: String::new(),
            line: settings.line(span),
        };
        let line = |setting: Setting| {
            let line = match setting.source {
                Source::File { line, .. } => line,
                _ => 0,
            };
            (setting.key, setting.value.to_string(), line)
        };
        values(&|_| settings, (Language::En, origin), &from)
            .into_iter()
            .map(line)
            .collect()
    }

    /// Every key that is documented is told with what the file says, in the line in which it says it; and with its default
    /// where there is no file. A key that is added to the table fails here until it is told.
    #[test]
    fn every_key_is_told() {
        let keys: Vec<_> = TableKind::Settings.keys().iter().flat_map(paths).collect();
        let lines = keys.iter().map(|(key, path)| format!("{path} = {}\n", key.example));
        let (text, count) = (lines.collect::<String>(), keys.len());
        let lines = told(&settings(&text), Origin::Settings);
        assert_eq!(lines.len(), count, "{lines:?}");
        for (line, (key, _, place)) in (1..).zip(&lines) {
            assert_eq!(*place, line, "{key}");
        }
        for (key, value, line) in told(&Settings::built_in(), Origin::System) {
            let default = keys.iter().find(|(_, path)| *path == key).unwrap().0.default;
            // What holds where nothing is said depends on who asks.
            let default = default.or(Some("null"));
            let expected = if key == "lang" { Some("\"en\"") } else { default };
            assert_eq!((Some(value.as_str()), line), (expected, 0), "{key}");
        }
    }

    #[test]
    fn tables_are_told_key_by_key() {
        let settings =
            settings("[severity]\nE011 = \"error\"\n\n[per-file-ignores]\n\"tables/*.toml\" = [\"E\", \"S\"]\n");
        let lines = told(&settings, Origin::Flag);
        let has = |key: &str, value: &str, line| lines.contains(&(key.to_owned(), value.to_owned(), line));
        assert!(has("severity.E011", "\"error\"", 2), "{lines:?}");
        assert!(
            has("per-file-ignores.\"tables/*.toml\"", "[\"E\",\"S\"]", 5),
            "{lines:?}"
        );
        assert!(has("select", "[\"ALL\"]", 0));
    }
}
