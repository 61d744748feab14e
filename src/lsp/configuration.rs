//! What the user set in the editor, beside `stdreg.toml`: the section `stdreg` of the client's settings, or the
//! `initializationOptions`. Every option may be missing or null.

use serde_json::Value;

use crate::analysis::configure::Overrides;
use crate::messages::Language;
use crate::rules;

/// The section of the client's settings.
pub(super) const SECTION: &str = "stdreg";

/// The user's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Configuration {
    /// `language`: `zh` or `en`; none, or `auto`, leaves it to `stdreg.toml` and the client's locale.
    pub(super) language: Option<Language>,
    /// `select`: only these rules.
    pub(super) select: Vec<String>,
    /// `extendSelect`: these rules too.
    pub(super) extend_select: Vec<String>,
    /// `ignore`: not these rules.
    pub(super) ignore: Vec<String>,
    /// `diagnostics.scope`: whose findings are told.
    pub(super) scope: DiagnosticScope,
    /// `inlayHints.codeMeaning`.
    pub(super) hints_of_codes: Switch,
    /// `inlayHints.trueCount`.
    pub(super) hints_of_counts: Switch,
    /// `inlayHints.outdated`.
    pub(super) hints_of_outdated: Switch,
    /// `codeLens.enable`.
    pub(super) lenses: Switch,
}

/// Whose findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DiagnosticScope {
    /// Those of every register in the workspace.
    #[default]
    Workspace,
    /// Those of the registers that have a file open, in the files that are open.
    OpenFiles,
}

/// A feature that can be turned off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Switch {
    /// It is on.
    #[default]
    On,
    /// It is off.
    Off,
}

impl Configuration {
    /// Reads the settings: the section itself, or an object that holds it. Gives what makes no sense, too, as the path
    /// of the option; the option is left at its default then.
    pub(super) fn read(value: &Value) -> (Self, Vec<&'static str>) {
        let section = value.get(SECTION).unwrap_or(value);
        let mut reader = Reader {
            section,
            wrong: Vec::new(),
        };
        let configuration = Self {
            language: reader.one_of(
                "/language",
                &[("auto", None), ("zh", Some(Language::Zh)), ("en", Some(Language::En))],
            ),
            select: reader.strings("/select"),
            extend_select: reader.strings("/extendSelect"),
            ignore: reader.strings("/ignore"),
            scope: reader.one_of(
                "/diagnostics/scope",
                &[
                    ("workspace", DiagnosticScope::Workspace),
                    ("openFiles", DiagnosticScope::OpenFiles),
                ],
            ),
            hints_of_codes: reader.switch("/inlayHints/codeMeaning"),
            hints_of_counts: reader.switch("/inlayHints/trueCount"),
            hints_of_outdated: reader.switch("/inlayHints/outdated"),
            lenses: reader.switch("/codeLens/enable"),
        };
        (configuration, reader.wrong)
    }

    /// The names in them that no rule has, with the option that each stands in.
    pub(super) fn unknown_rules(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let options = [
            ("select", self.select.as_slice()),
            ("extendSelect", &self.extend_select),
            ("ignore", &self.ignore),
        ];
        let named = options
            .into_iter()
            .flat_map(|(option, names)| names.iter().map(move |name| (option, name.as_str())));
        named.filter(|(_, name)| rules::select(name).is_empty())
    }

    /// What the settings say about rules.
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            select: self.select.clone(),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
        }
    }
}

struct Reader<'v> {
    section: &'v Value,
    wrong: Vec<&'static str>,
}

impl Reader<'_> {
    fn value(&self, pointer: &str) -> Option<&Value> {
        self.section.pointer(pointer).filter(|value| !value.is_null())
    }

    fn one_of<T: Copy + Default>(&mut self, pointer: &'static str, words: &[(&str, T)]) -> T {
        let Some(value) = self.value(pointer) else {
            return T::default();
        };
        let known = words.iter().find(|(word, _)| value.as_str() == Some(word));
        match known {
            Some((_, meaning)) => *meaning,
            None => {
                self.wrong.push(pointer);
                T::default()
            }
        }
    }

    fn switch(&mut self, pointer: &'static str) -> Switch {
        match self.value(pointer).map(Value::as_bool) {
            None | Some(Some(true)) => Switch::On,
            Some(Some(false)) => Switch::Off,
            Some(None) => {
                self.wrong.push(pointer);
                Switch::On
            }
        }
    }

    fn strings(&mut self, pointer: &'static str) -> Vec<String> {
        let Some(value) = self.value(pointer) else {
            return Vec::new();
        };
        let strings: Option<Vec<String>> = value
            .as_array()
            .and_then(|values| values.iter().map(|value| value.as_str().map(str::to_owned)).collect());
        strings.unwrap_or_else(|| {
            self.wrong.push(pointer);
            Vec::new()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_option_may_be_missing_or_null() {
        for value in [
            json!(null),
            json!({}),
            json!({ "stdreg": null }),
            json!({ "language": null, "inlayHints": null }),
        ] {
            assert_eq!(
                Configuration::read(&value),
                (Configuration::default(), Vec::new()),
                "{value}"
            );
        }
    }

    #[test]
    fn options_are_read_with_and_without_their_section() {
        let section = json!({ "language": "en", "ignore": ["S", "L001"], "inlayHints": { "codeMeaning": false } });
        let (configuration, wrong) = Configuration::read(&section);
        assert_eq!(
            Configuration::read(&json!({ "stdreg": section })),
            (configuration.clone(), vec![])
        );
        assert_eq!((configuration.language, wrong), (Some(Language::En), vec![]));
        assert_eq!(
            (configuration.hints_of_codes, configuration.hints_of_counts),
            (Switch::Off, Switch::On)
        );
        assert_eq!(configuration.overrides().ignore, ["S", "L001"]);
    }

    #[test]
    fn names_that_no_rule_has_are_known() {
        let section = json!({ "select": ["C", "ALL"], "extendSelect": ["Q"], "ignore": ["code-lenght", "C001"] });
        let (configuration, wrong) = Configuration::read(&section);
        let unknown: Vec<_> = configuration.unknown_rules().collect();
        assert_eq!(unknown, [("extendSelect", "Q"), ("ignore", "code-lenght")]);
        assert_eq!(wrong, Vec::<&str>::new());
    }

    #[test]
    fn what_makes_no_sense_is_told_and_left_at_its_default() {
        let (configuration, wrong) =
            Configuration::read(&json!({ "language": "fr", "select": "C", "codeLens": { "enable": 1 } }));
        assert_eq!(configuration, Configuration::default());
        assert_eq!(wrong, ["/language", "/select", "/codeLens/enable"]);
    }
}
