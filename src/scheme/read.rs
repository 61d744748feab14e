//! Reads a scheme file and checks it against itself.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_spanned::Spanned;

use super::{Characters, Fault, FaultKind, Layer, Level, MAX_WIDTH, Phase, Role, Scheme, StatisticItem, Status};
use crate::keys::{Pairs, TableKind, misfit};
use crate::text::Span;

/// Reads a scheme from the text of its file. Gives the scheme as far as it makes sense, and every fault; no scheme
/// where the text is not TOML or lacks what a scheme must have.
pub fn read(text: &str) -> (Option<Scheme>, Vec<Fault>) {
    match toml_edit::de::from_str::<File>(text) {
        Ok(file) => {
            let mut reader = Reader::default();
            let scheme = reader.scheme(file);
            (scheme, reader.faults)
        }
        Err(error) => {
            let (place, kind) = match misfit(text, TableKind::Scheme) {
                Some((place, misfit)) => (Some(place), FaultKind::Misfit(misfit)),
                None => (error.span(), FaultKind::Unreadable(error.message().to_owned())),
            };
            let span = place.map_or(Span::default(), Span::of);
            (None, vec![Fault { span, kind }])
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scheme: Head,
    #[serde(default)]
    layer: Vec<Spanned<LayerTable>>,
    #[serde(default)]
    status: Vec<StatusTable>,
    #[serde(default)]
    level: Vec<LevelTable>,
    #[serde(default)]
    statistic: Vec<StatisticTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: Spanned<String>,
    title: String,
    clause: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayerTable {
    literal: Option<String>,
    name: Option<Spanned<String>>,
    title: Option<String>,
    width: Option<Spanned<usize>>,
    chars: Option<Characters>,
    #[serde(default)]
    values: Pairs<String>,
    open: Option<Spanned<String>>,
    role: Option<Spanned<String>>,
    #[serde(default)]
    prefixes: Pairs<Spanned<String>>,
    #[serde(default)]
    marks: Pairs<Spanned<String>>,
    clause: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusTable {
    name: Spanned<String>,
    phase: Phase,
    #[serde(default)]
    also: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelTable {
    name: Spanned<String>,
    value: Spanned<String>,
    #[serde(default)]
    alias: Vec<Spanned<String>>,
    #[serde(default)]
    kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatisticTable {
    item: Spanned<String>,
    #[serde(rename = "where")]
    conditions: Pairs<String>,
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn scheme(&mut self, file: File) -> Option<Scheme> {
        let head_span = Span::of(file.scheme.id.span());
        let count = file.layer.len();
        let layers = self.layers(file.layer);
        if count == 0 {
            self.fault(head_span, FaultKind::Empty);
        }
        // With a layer lost every code would be read wrong from there on: such a scheme is none.
        if layers.is_empty() || layers.len() < count {
            return None;
        }
        let mut scheme = Scheme::new(file.scheme.id.into_inner(), file.scheme.title, layers);
        scheme.clause = file.scheme.clause;
        scheme.statuses = self.statuses(file.status);
        scheme.levels = self.levels(&scheme, file.level);
        scheme.statistics = self.statistics(&scheme, file.statistic);
        Some(scheme)
    }

    fn layers(&mut self, tables: Vec<Spanned<LayerTable>>) -> Vec<Layer> {
        let mut layers: Vec<Layer> = Vec::with_capacity(tables.len());
        let mut names = FxHashSet::default();
        let mut roles = FxHashSet::default();
        let mut start = 0;
        for spanned in tables {
            let span = Span::of(spanned.span());
            let table = spanned.into_inner();
            if let Some(name) = &table.name {
                self.once(&mut names, name);
            }
            if let Some(role) = &table.role {
                self.once(&mut roles, role);
            }
            if let Some(layer) = self.layer(table, span, start) {
                start += layer.width;
                layers.push(layer);
            }
        }
        layers
    }

    fn layer(&mut self, table: LayerTable, span: Span, start: usize) -> Option<Layer> {
        if let Some(literal) = table.literal {
            return Some(literal_layer(literal, start));
        }
        let width = table.width.as_ref().map_or(0, |width| *width.get_ref());
        if !(1..=MAX_WIDTH as usize).contains(&width) {
            self.fault(
                table.width.map_or(span, |width| Span::of(width.span())),
                FaultKind::Empty,
            );
            return None;
        }
        let mut layer = Layer {
            name: table.name.map(Spanned::into_inner).unwrap_or_default(),
            title: table.title.unwrap_or_default(),
            start,
            width,
            characters: table.chars.unwrap_or(Characters::Alnum),
            values: Vec::new(),
            open: None,
            role: None,
            literal: None,
            prefixes: Vec::new(),
            marks: Vec::new(),
            clause: table.clause,
        };
        layer.role = table.role.and_then(|role| self.role(&role));
        layer.open = table.open.and_then(|open| self.range(&open));
        for (value, meaning) in table.values.0 {
            if self.fits(&layer, &value) {
                layer.values.push((value.into_inner(), meaning));
            }
        }
        layer.prefixes = self.answers(&layer, table.prefixes);
        layer.marks = self.answers(&layer, table.marks);
        Some(layer)
    }

    fn role(&mut self, role: &Spanned<String>) -> Option<Role> {
        let known: Result<Role, serde::de::value::Error> =
            Role::deserialize(serde::de::value::StrDeserializer::new(role.get_ref()));
        if known.is_err() {
            self.fault(Span::of(role.span()), FaultKind::UnknownRole(role.get_ref().clone()));
        }
        known.ok()
    }

    fn range(&mut self, open: &Spanned<String>) -> Option<(u64, u64)> {
        let range = open
            .get_ref()
            .split_once('-')
            .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)))
            .filter(|(first, last)| first <= last);
        if range.is_none() {
            self.fault(Span::of(open.span()), FaultKind::BadRange(open.get_ref().clone()));
        }
        range
    }

    fn fits(&mut self, layer: &Layer, value: &Spanned<String>) -> bool {
        let kind = if value.get_ref().chars().count() != layer.width {
            FaultKind::Width {
                layer: layer.name.clone(),
                value: value.get_ref().clone(),
                width: layer.width,
            }
        } else if !value.get_ref().chars().all(|c| layer.characters.take(c)) {
            FaultKind::Characters {
                layer: layer.name.clone(),
                value: value.get_ref().clone(),
            }
        } else {
            return true;
        };
        self.fault(Span::of(value.span()), kind);
        false
    }

    /// What prefixes or marks of a number say about a layer: values that the layer must take.
    fn answers(&mut self, layer: &Layer, pairs: Pairs<Spanned<String>>) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        for (key, value) in pairs.0 {
            if layer.takes(value.get_ref()) {
                answers.push((key.into_inner(), value.into_inner()));
            } else {
                self.fault(Span::of(value.span()), FaultKind::Undefined(value.into_inner()));
            }
        }
        answers
    }

    fn statuses(&mut self, tables: Vec<StatusTable>) -> Vec<Status> {
        let mut words = FxHashSet::default();
        let mut statuses = Vec::new();
        for table in tables {
            self.once(&mut words, &table.name);
            for synonym in &table.also {
                self.once(&mut words, synonym);
            }
            statuses.push(Status {
                name: table.name.into_inner(),
                phase: table.phase,
                also: table.also.into_iter().map(Spanned::into_inner).collect(),
            });
        }
        statuses
    }

    fn levels(&mut self, scheme: &Scheme, tables: Vec<LevelTable>) -> Vec<Level> {
        let mut words = FxHashSet::default();
        let mut levels = Vec::new();
        for table in tables {
            self.once(&mut words, &table.name);
            for alias in &table.alias {
                self.once(&mut words, alias);
            }
            let takes = |layer: &Layer| layer.takes(table.value.get_ref());
            if !scheme.layer(Role::Level).is_none_or(takes) {
                let value = table.value.get_ref().clone();
                self.fault(Span::of(table.value.span()), FaultKind::Undefined(value));
            }
            levels.push(Level {
                name: table.name.into_inner(),
                value: table.value.into_inner(),
                alias: table.alias.into_iter().map(Spanned::into_inner).collect(),
                kinds: table.kinds,
            });
        }
        levels
    }

    fn statistics(&mut self, scheme: &Scheme, tables: Vec<StatisticTable>) -> Vec<StatisticItem> {
        let mut items = FxHashSet::default();
        let mut statistics = Vec::new();
        for table in tables {
            self.once(&mut items, &table.item);
            let mut conditions = Vec::new();
            for (name, value) in table.conditions.0 {
                if scheme.layer_named(name.get_ref()).is_none() {
                    self.fault(Span::of(name.span()), FaultKind::Undefined(name.get_ref().clone()));
                }
                conditions.push((name.into_inner(), value));
            }
            statistics.push(StatisticItem {
                item: table.item.into_inner(),
                conditions,
            });
        }
        statistics
    }

    fn once(&mut self, seen: &mut FxHashSet<String>, word: &Spanned<String>) {
        if !seen.insert(word.get_ref().clone()) {
            self.fault(Span::of(word.span()), FaultKind::Doubled(word.get_ref().clone()));
        }
    }

    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }
}

fn literal_layer(literal: String, start: usize) -> Layer {
    Layer {
        name: String::new(),
        title: String::new(),
        start,
        width: literal.chars().count(),
        characters: Characters::Alnum,
        values: Vec::new(),
        open: None,
        role: None,
        literal: Some(literal),
        prefixes: Vec::new(),
        marks: Vec::new(),
        clause: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Form, Key, keys_that_serde_reads};

    fn kinds(text: &str) -> Vec<FaultKind> {
        read(text).1.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn a_scheme_at_odds_with_itself_is_told_so() {
        let text = r#"
[scheme]
id = "X"
title = "X"
[[layer]]
name = "a"
width = 1
chars = "digit"
values = { 10 = "ten", x = "letter", 1 = "one" }
role = "klass"
[[layer]]
literal = "-"
[[layer]]
name = "a"
width = 2
chars = "upper"
open = "9-1"
[[status]]
name = "已颁"
phase = "published"
also = ["已颁"]
[[statistic]]
item = "all"
where = { nowhere = "1" }
"#;
        let found = kinds(text);
        let expected = [
            FaultKind::UnknownRole("klass".into()),
            FaultKind::Width {
                layer: "a".into(),
                value: "10".into(),
                width: 1,
            },
            FaultKind::Characters {
                layer: "a".into(),
                value: "x".into(),
            },
            FaultKind::Doubled("a".into()),
            FaultKind::BadRange("9-1".into()),
            FaultKind::Doubled("已颁".into()),
            FaultKind::Undefined("nowhere".into()),
        ];
        assert_eq!(found, expected);
        assert_eq!(read(text).0.map(|scheme| scheme.width()), Some(4));
    }

    #[test]
    fn a_scheme_may_quote_the_clauses_it_is_from() {
        let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\nclause = \"5.2\"\n[[layer]]\nname = \"a\"\nwidth = 1\nclause = \"a letter\"\n";
        let (scheme, faults) = read(text);
        let scheme = scheme.unwrap();
        assert_eq!((scheme.clause.as_deref(), faults.len()), (Some("5.2"), 0));
        assert_eq!(scheme.layers[0].clause.as_deref(), Some("a letter"));
        assert_eq!(
            Scheme::built_in().layers[5]
                .clause
                .as_deref()
                .map(|clause| clause.contains("第六层")),
            Some(true)
        );
    }

    /// serde names the keys that it knows when it meets one that it does not, and the first that it misses: they are those
    /// of the table of keys.
    #[test]
    fn the_table_has_the_keys_that_are_read() {
        let message = |text: &str| {
            let error = toml_edit::de::from_str::<File>(text).map(|_| ()).unwrap_err();
            error.message().to_owned()
        };
        let names = |keys: &[Key]| keys.iter().map(|key| key.name).collect::<Vec<_>>().join(" ");
        assert_eq!(
            keys_that_serde_reads(&message("no-such-key = 1")).join(" "),
            names(TableKind::Scheme.keys())
        );
        for key in TableKind::Scheme.keys() {
            let header = match key.value.form() {
                Form::Table(_) => format!("[{}]", key.name),
                _ => format!("[[{}]]", key.name),
            };
            let unknown = message(&format!("{header}\nno-such-key = 1"));
            assert_eq!(keys_that_serde_reads(&unknown).join(" "), names(key.children()));
            for (without, child) in key.children().iter().enumerate() {
                let others = key.children().iter().enumerate().filter(|(index, _)| *index != without);
                let lines: Vec<_> = others
                    .map(|(_, child)| format!("{} = {}", child.name, child.example))
                    .collect();
                let text = format!("{header}\n{}\n", lines.join("\n"));
                let error = toml_edit::de::from_str::<File>(&text).map(|_| ());
                let is_missed = error.is_err_and(|error| error.message() == format!("missing field `{}`", child.name));
                assert_eq!(is_missed, child.is_required(), "{}.{}", key.name, child.name);
            }
        }
    }

    #[test]
    fn the_words_of_the_table_are_those_that_are_read() {
        for name in Characters::NAMES {
            let read = Characters::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name));
            assert_eq!(read.unwrap().name(), name);
        }
        for name in Phase::NAMES {
            let read = Phase::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name));
            assert_eq!(read.unwrap().name(), name);
        }
    }

    #[test]
    fn what_is_no_scheme_gives_one_fault() {
        assert!(matches!(kinds("[scheme")[..], [FaultKind::Unreadable(_)]));
        assert!(matches!(kinds("[scheme]\nid='a'\ntitle='b'\n")[..], [FaultKind::Empty]));
    }
}
