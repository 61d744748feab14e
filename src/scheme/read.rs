//! Reads a scheme file and checks it against itself.

use rustc_hash::FxHashSet;

use super::{Characters, Fault, FaultKind, Layer, Level, MAX_LAYERS, PathForm, Phase, Role, Scheme, StatisticItem, Status, Width};
use crate::fields::{self, Misfit, MisfitKind, Table, Text};
use crate::keys::{TableKind, ValueType};
use crate::text::Span;

/// Reads a scheme from the text of its file. Gives the scheme as far as it makes sense, and every fault in the order of the
/// text; no scheme where the text is not TOML, has keys or values that do not fit, or lacks what a scheme must have.
pub fn read(text: &str) -> (Option<Scheme>, Vec<Fault>) {
    let (file, misfits) = fields::read(text, TableKind::Scheme);
    let fits = misfits.iter().all(|misfit| is_harmless(&misfit.kind));
    let of_misfit = |Misfit { span, kind }| Fault {
        span,
        kind: FaultKind::Misfit(kind),
    };
    let mut reader = Reader {
        faults: misfits.into_iter().map(of_misfit).collect(),
        fits,
    };
    let scheme = reader.scheme(&file);
    reader.faults.sort_by_key(|fault| fault.span);
    (scheme, reader.faults)
}

/// Whether a scheme with such a misfit is one all the same: a layer without its role is read as any other.
const fn is_harmless(misfit: &MisfitKind) -> bool {
    matches!(
        misfit,
        MisfitKind::WrongValue {
            expected: ValueType::Role,
            ..
        }
    )
}

struct Reader {
    faults: Vec<Fault>,
    /// Whether all misfits of the file are harmless.
    fits: bool,
}

impl Reader {
    fn scheme(&mut self, file: &Table<'_>) -> Option<Scheme> {
        let head = file.table("scheme");
        let of_head = |name| head.and_then(|head| head.owned(name));
        let tables = file.tables("layer");
        let layers = self.layers(tables);
        let statuses = self.statuses(file.tables("status"));
        // With a layer lost every code would be read wrong from there on: such a scheme is none.
        let is_whole = self.fits && layers.len() == tables.len() && self.can_be_told_apart(&layers, tables);
        let [id, title] = ["id", "title"].map(|name| of_head(name).unwrap_or_default());
        let mut scheme = Scheme::new(id, title, layers);
        scheme.clause = of_head("clause");
        scheme.statuses = statuses;
        scheme.levels = self.levels(is_whole.then_some(&scheme), file.tables("level"));
        scheme.statistics = self.statistics(is_whole.then_some(&scheme), file.tables("statistic"));
        is_whole.then_some(scheme)
    }

    fn layers(&mut self, tables: &[Table<'_>]) -> Vec<Layer> {
        let mut layers: Vec<Layer> = Vec::with_capacity(tables.len());
        let mut names = FxHashSet::default();
        let mut roles = FxHashSet::default();
        let mut start = 0;
        for table in tables {
            self.once(&mut names, table.text("name"));
            // Several layers may name the subsystems above a category.
            let is_repeatable = |role: &&Text<'_>| role.content == Role::Subsystem.name();
            self.once(&mut roles, table.text("role").filter(|role| !is_repeatable(role)));
            if let Some(layer) = self.layer(table, start) {
                start += layer.width.least;
                layers.push(layer);
            }
        }
        layers
    }

    /// Whether each code has one division into the layers: tells those that would leave it open where they end.
    fn can_be_told_apart(&mut self, layers: &[Layer], tables: &[Table<'_>]) -> bool {
        let before = self.faults.len();
        if let Some(table) = tables.get(MAX_LAYERS) {
            self.fault(table.span, FaultKind::TooManyLayers);
        }
        let mut path = None;
        for (index, (layer, table)) in layers.iter().zip(tables).enumerate() {
            let next = layers.get(index + 1);
            if layer.path.is_some() {
                if path.is_some() {
                    self.fault(place_of(table, "path"), FaultKind::SecondPath);
                }
                path.get_or_insert(index);
                continue;
            }
            let is_bounded = next.is_none_or(|next| next.literal.is_some());
            if layer.width.fixed().is_none() && !is_bounded {
                self.fault(place_of(table, "width"), FaultKind::Unbounded(layer.name.clone()));
            }
        }
        let behind = path.and_then(|path| Some(layers.get(path + 1..)?.iter().zip(tables.get(path + 1..)?)));
        let mut behind = behind.into_iter().flatten();
        let is_variable = |(layer, _): &(&Layer, &Table<'_>)| layer.width.fixed().is_none();
        if let Some((layer, table)) = behind
            .by_ref()
            .take_while(|(layer, _)| layer.literal.is_none())
            .find(is_variable)
        {
            self.fault(place_of(table, "width"), FaultKind::BehindPath(layer.name.clone()));
        }
        self.faults.len() == before
    }

    fn layer(&mut self, table: &Table<'_>, start: usize) -> Option<Layer> {
        let mut layer = Layer {
            name: table.owned("name").unwrap_or_default(),
            title: table.owned("title").unwrap_or_default(),
            start,
            width: Width::ZERO,
            path: None,
            characters: Characters::Alnum,
            values: Vec::new(),
            open: None,
            role: table.text("role").and_then(|role| Role::named(&role.content)),
            literal: table.owned("literal"),
            prefixes: Vec::new(),
            marks: Vec::new(),
            clause: table.owned("clause"),
        };
        if let Some(literal) = &layer.literal {
            layer.width = Width::of(literal.chars().count());
            if literal.is_empty() {
                self.fault(place_of(table, "literal"), FaultKind::Empty);
                return None;
            }
            return Some(layer);
        }
        if let Some(path) = table.table("path") {
            return self.path(layer, table, path);
        }
        if table.is_misread("path") {
            return None;
        }
        let Some(width) = count_or_range(table, "width") else {
            if !table.is_misread("width") && !table.is_misread("literal") {
                self.fault(table.span, FaultKind::Empty);
            }
            return None;
        };
        layer.width = width;
        let chars = table.text("chars");
        layer.characters = chars
            .and_then(|chars| Characters::named(&chars.content))
            .unwrap_or(Characters::Alnum);
        layer.open = table.text("open").and_then(|open| self.range(open));
        // Without its characters nobody knows what the layer takes.
        if table.is_misread("chars") {
            return Some(layer);
        }
        for (value, meaning) in table.pairs("values") {
            if self.fits(&layer, value) {
                layer.values.push((value.owned(), meaning.owned()));
            }
        }
        layer.prefixes = self.answers(&layer, table.pairs("prefixes"));
        layer.marks = self.answers(&layer, table.pairs("marks"));
        Some(layer)
    }

    /// A layer whose values are paths.
    fn path(&mut self, mut layer: Layer, table: &Table<'_>, path: &Table<'_>) -> Option<Layer> {
        for key in ["width", "chars", "values", "open", "prefixes", "marks"] {
            if table.has(key) {
                self.fault(place_of(table, key), FaultKind::BesidePath(key));
            }
        }
        if layer.role.is_some_and(|role| role != Role::Category) {
            self.fault(place_of(table, "role"), FaultKind::RoleOfPath);
        }
        let chars = path.text("chars");
        let characters = chars.map_or(Some(Characters::Digit), |chars| Characters::named(&chars.content))?;
        let separator = path.text("separator")?;
        let form = PathForm {
            separator: separator.owned(),
            characters,
            width: count_or_range(path, "width")?,
            depth: count_or_range(path, "depth")?,
        };
        let is_apart = |character: char| !characters.take(character);
        if form.separator.is_empty() || !form.separator.chars().all(is_apart) {
            self.fault(separator.span, FaultKind::Separator(separator.owned()));
            return None;
        }
        layer.width = form.whole();
        layer.characters = characters;
        layer.path = Some(form);
        Some(layer)
    }

    fn range(&mut self, open: &Text<'_>) -> Option<(u64, u64)> {
        let range = open
            .content
            .split_once('-')
            .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)))
            .filter(|(first, last)| first <= last);
        if range.is_none() {
            self.fault(open.span, FaultKind::BadRange(open.owned()));
        }
        range
    }

    fn fits(&mut self, layer: &Layer, value: &Text<'_>) -> bool {
        let kind = if !layer.width.has(value.content.chars().count()) {
            FaultKind::Width {
                layer: layer.name.clone(),
                value: value.owned(),
                width: layer.width,
            }
        } else if !value.content.chars().all(|c| layer.characters.take(c)) {
            FaultKind::Characters {
                layer: layer.name.clone(),
                value: value.owned(),
            }
        } else {
            return true;
        };
        self.fault(value.span, kind);
        false
    }

    /// What prefixes or marks of a number say about a layer: values that the layer must take.
    fn answers<'s, 't: 's>(
        &mut self,
        layer: &Layer,
        pairs: impl Iterator<Item = (&'s Text<'t>, &'s Text<'t>)>,
    ) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        for (key, value) in pairs {
            if layer.takes(&value.content) {
                answers.push((key.owned(), value.owned()));
            } else {
                self.fault(value.span, FaultKind::Undefined(value.owned()));
            }
        }
        answers
    }

    fn statuses(&mut self, tables: &[Table<'_>]) -> Vec<Status> {
        let mut words = FxHashSet::default();
        let mut statuses = Vec::new();
        for table in tables {
            let (name, also) = (table.text("name"), table.texts("also"));
            name.into_iter()
                .chain(also)
                .for_each(|word| self.once(&mut words, Some(word)));
            let phase = table.text("phase").and_then(|phase| Phase::named(&phase.content));
            if let (Some(name), Some(phase)) = (name, phase) {
                statuses.push(Status {
                    name: name.owned(),
                    phase,
                    also: also.iter().map(Text::owned).collect(),
                });
            }
        }
        statuses
    }

    /// `scheme` is what values are held against, where it is whole.
    fn levels(&mut self, scheme: Option<&Scheme>, tables: &[Table<'_>]) -> Vec<Level> {
        let layer = scheme.and_then(|scheme| scheme.layer(Role::Level));
        let mut words = FxHashSet::default();
        let mut levels = Vec::new();
        for table in tables {
            let (name, alias) = (table.text("name"), table.texts("alias"));
            name.into_iter()
                .chain(alias)
                .for_each(|word| self.once(&mut words, Some(word)));
            let Some(name) = name else {
                continue;
            };
            let value = table.text("value");
            if value.is_none() && layer.is_some() && !table.is_misread("value") {
                let missing = MisfitKind::MissingKey("level.value".to_owned());
                self.fault(table.span, FaultKind::Misfit(missing));
            }
            if let Some(value) = value
                && layer.is_some_and(|layer| !layer.takes(&value.content))
            {
                self.fault(value.span, FaultKind::Undefined(value.owned()));
            }
            levels.push(Level {
                name: name.owned(),
                value: table.owned("value").unwrap_or_default(),
                alias: alias.iter().map(Text::owned).collect(),
                kinds: table.texts("kinds").iter().map(Text::owned).collect(),
            });
        }
        levels
    }

    /// `scheme` is what conditions are held against, where it is whole.
    fn statistics(&mut self, scheme: Option<&Scheme>, tables: &[Table<'_>]) -> Vec<StatisticItem> {
        let mut items = FxHashSet::default();
        let mut statistics = Vec::new();
        for table in tables {
            self.once(&mut items, table.text("item"));
            let mut conditions = Vec::new();
            for (name, value) in table.pairs("where") {
                if scheme.is_some_and(|scheme| scheme.layer_named(&name.content).is_none()) {
                    self.fault(name.span, FaultKind::Undefined(name.owned()));
                }
                conditions.push((name.owned(), value.owned()));
            }
            let item = table.owned("item").unwrap_or_default();
            statistics.push(StatisticItem { item, conditions });
        }
        statistics
    }

    fn once(&mut self, seen: &mut FxHashSet<String>, word: Option<&Text<'_>>) {
        if let Some(word) = word.filter(|word| !seen.insert(word.owned())) {
            self.fault(word.span, FaultKind::Doubled(word.owned()));
        }
    }

    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }
}

/// Where a key of a table has its value, for what is wrong with that.
fn place_of(table: &Table<'_>, key: &str) -> Span {
    table.span_of(key).unwrap_or(table.span)
}

/// A whole number, or a range of them.
fn count_or_range(table: &Table<'_>, key: &str) -> Option<Width> {
    if let Some(count) = table.integer(key) {
        return usize::try_from(count.value).ok().map(Width::of);
    }
    let (least, most) = fields::block(&table.text(key)?.content)?;
    let [least, most] = [least, most].map(|bound| usize::try_from(bound).ok());
    Some(Width {
        least: least?,
        most: most?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Form, Key};
    use crate::messages::Language;

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
            FaultKind::Width {
                layer: "a".into(),
                value: "10".into(),
                width: Width::of(1),
            },
            FaultKind::Characters {
                layer: "a".into(),
                value: "x".into(),
            },
            FaultKind::Misfit(MisfitKind::WrongValue {
                key: "layer.role".into(),
                expected: ValueType::Role,
            }),
            FaultKind::Doubled("a".into()),
            FaultKind::BadRange("9-1".into()),
            FaultKind::Doubled("已颁".into()),
            FaultKind::Undefined("nowhere".into()),
        ];
        assert_eq!(found, expected);
        assert_eq!(read(text).0.map(|scheme| scheme.width()), Some(Width::of(4)));
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

    /// Each key of the table, left out of a scheme that has all of them, is told as missing or makes another scheme.
    #[test]
    fn every_key_of_the_table_is_read() {
        let headers = |key: &Key| match key.value.form() {
            Form::Table(_) => format!("[{}]\n", key.name),
            _ => format!("[[{}]]\n", key.name),
        };
        // With these a layer is something else.
        let is_other_way = |child: &Key| ["literal", "path"].contains(&child.name);
        let text = |left_out: &str| -> String {
            let table = |key: &Key| {
                let line = |child: &Key| format!("{} = {}\n", child.name, child.example);
                let is_in = |child: &&Key| !is_other_way(child) && format!("{}.{}", key.name, child.name) != left_out;
                headers(key) + &key.children().iter().filter(is_in).map(line).collect::<String>()
            };
            TableKind::Scheme.keys().iter().map(table).collect()
        };
        let whole = text("");
        let (scheme, of_whole) = read(&whole);
        for key in TableKind::Scheme.keys() {
            for child in key.children().iter().filter(|child| !is_other_way(child)) {
                let path = format!("{}.{}", key.name, child.name);
                let (other, faults) = read(&text(&path));
                let is_missing = |fault: &Fault| fault.kind == FaultKind::Misfit(MisfitKind::MissingKey(path.clone()));
                assert_eq!(faults.iter().any(is_missing), child.is_required(), "{path}: {faults:?}");
                assert_ne!((&scheme, of_whole.len()), (&other, faults.len()), "{path}");
            }
        }
    }

    #[test]
    fn words_are_those_of_the_table() {
        assert_eq!(Role::NAMES.map(Role::named), Role::ALL.map(Some));
        assert_eq!(Phase::NAMES.map(Phase::named), Phase::ALL.map(Some));
        for name in Characters::NAMES {
            assert_eq!(Characters::named(name).map(Characters::name), Some(name));
        }
    }

    /// What is wrong with one table hides nothing of another, and follows from nothing told already.
    #[test]
    fn all_faults_are_told_at_once() {
        let text = "[scheme]\nid = 1\nclause = \n[[layer]]\nwidht = 1\n[[layer]]\nname = \"b\"\n[[layer]]\nwidth = 65\n\
            chars = \"lower\"\nvalues = { a = \"x\" }\n[[status]]\nname = \"x\"\n[[status]]\nname = \"x\"\nphase = \"over\"\n\
            [[level]]\nname = \"x\"\nvalue = 3\n[statistic]\nitem = \"x\"\n";
        let (scheme, faults) = read(text);
        let told = |fault: &Fault| (fault.span.of_text(text), fault.kind.message().render(Language::En));
        let expected = [
            ("", "there is no value after ="),
            ("widht", "there is no key layer.widht; is it layer.width?"),
            ("[[layer]]", "this layer has no width"),
            (
                "65",
                "the value of layer.width must be: whole number from 1 to 64, or a range of them such as \"1-3\"",
            ),
            (
                "\"lower\"",
                "the value of layer.chars must be: one of \"digit\", \"upper\", \"alnum\"",
            ),
            ("[[status]]", "the required key status.phase is missing"),
            ("\"x\"", "x stands twice"),
            (
                "\"over\"",
                "the value of status.phase must be: one of \"planned\", \"drafting\", \"published\", \"withdrawn\"",
            ),
            ("3", "the value of level.value must be: string"),
            ("[statistic]", "the value of statistic must be: array of tables"),
        ];
        let found: Vec<_> = faults.iter().map(told).collect();
        let found: Vec<_> = found.iter().map(|(place, told)| (*place, told.as_str())).collect();
        assert_eq!((found.as_slice(), scheme), (expected.as_slice(), None));
    }

    /// Tables may be written under headers of their own, in braces, and in dotted keys.
    #[test]
    fn every_way_to_write_a_table_is_read() {
        let head = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n";
        let ways = [
            format!("{head}values = {{ 1 = \"one\", \"2\" = \"two\" }}\n"),
            format!("{head}values.1 = \"one\"\nvalues.'2' = \"two\"\n"),
            format!("{head}[layer.values]\n1 = \"one\"\n2 = \"\\u0074wo\"\n"),
            "scheme.id = \"X\"\nscheme.title = \"x\"\nlayer = [{ name = \"a\", width = 1, values = { 1 = \"one\", 2 = \"two\" } }]\n"
                .to_owned(),
        ];
        for text in &ways {
            let (scheme, faults) = read(text);
            assert_eq!(faults, [], "{text}");
            let values = [("1", "one"), ("2", "two")].map(|(value, meaning)| (value.to_owned(), meaning.to_owned()));
            assert_eq!(scheme.unwrap().layers[0].values, values, "{text}");
        }
    }

    #[test]
    fn what_is_no_scheme_gives_one_fault() {
        assert!(matches!(
            kinds("[scheme")[..],
            [FaultKind::Misfit(MisfitKind::Syntax(_))]
        ));
        let missing = FaultKind::Misfit(MisfitKind::MissingKey("scheme".to_owned()));
        assert_eq!(kinds("[[layer]]\nname='a'\nwidth=1\n"), [missing]);
    }

    #[test]
    fn a_scheme_without_layers_has_no_codes() {
        for text in [
            "[scheme]\nid='a'\ntitle='b'\n",
            "layer = []\nscheme = { id='a', title='b' }\n",
        ] {
            let (scheme, faults) = read(text);
            assert_eq!((scheme.map(|scheme| scheme.has_codes()), faults), (Some(false), vec![]));
        }
    }

    /// Absurd schemes are told at once, each fault at its place.
    #[test]
    fn codes_that_could_not_be_divided_are_told() {
        let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\n\
            [[layer]]\nname = \"a\"\nwidth = \"1-3\"\n\
            [[layer]]\nname = \"b\"\npath = { separator = \".\", width = 1, depth = \"1-4\" }\nchars = \"digit\"\n\
            [[layer]]\nname = \"c\"\nwidth = \"1-2\"\nrole = \"sequence\"\n\
            [[layer]]\nliteral = \"-\"\n\
            [[layer]]\nname = \"d\"\nrole = \"class\"\npath = { separator = \"2\", width = 1, depth = 3 }\n\
            [[layer]]\nliteral = \"\"\n\
            [[layer]]\nname = \"e\"\npath = { separator = \"/\", width = \"1-64\", depth = 16 }\nrole = \"class\"\n";
        let told = |text: &str| -> Vec<(String, FaultKind)> {
            let faults = read(text).1.into_iter();
            faults
                .map(|fault| (fault.span.of_text(text).to_owned(), fault.kind))
                .collect()
        };
        let all = told(text);
        let places: Vec<&str> = all.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(
            places,
            ["\"digit\"", "\"class\"", "\"2\"", "\"\"", "\"class\"", "\"class\""]
        );
        let doubled = FaultKind::Doubled("class".to_owned());
        let own = [
            FaultKind::BesidePath("chars"),
            FaultKind::RoleOfPath,
            FaultKind::Separator("2".to_owned()),
        ];
        assert!(own.iter().all(|kind| all.iter().any(|(_, found)| found == kind)));
        assert!(all.iter().any(|(_, found)| *found == doubled));
        // Where each layer is one, it is told where they do not go together.
        let whole = text
            .replace("separator = \"2\"", "separator = \"/\"")
            .replace("literal = \"\"", "literal = \"/\"");
        let unbounded = [
            ("\"1-3\"".to_owned(), FaultKind::Unbounded("a".to_owned())),
            ("path".to_owned(), FaultKind::SecondPath),
            ("\"1-2\"".to_owned(), FaultKind::BehindPath("c".to_owned())),
        ];
        let found = told(&whole);
        assert!(unbounded.iter().all(|fault| found.contains(fault)), "{found:?}");
        assert_eq!(read(&whole).0, None);
        for absurd in [
            "0",
            "1000000000",
            "\"0-3\"",
            "\"3-1\"",
            "\"1-1000000000\"",
            "\"\"",
            "[]",
        ] {
            let text = format!("[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\nwidth = {absurd}\n");
            assert!(matches!(told(&text)[..], [(_, FaultKind::Misfit(_))]), "{absurd}");
            let text = format!(
                "[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\npath = {{ separator='.', width=1, depth = {absurd} }}\n"
            );
            assert!(matches!(told(&text)[..], [(_, FaultKind::Misfit(_))]), "{absurd}");
        }
        let deep =
            "[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\npath = { separator='.', width=1, depth = 10000 }\n";
        assert!(matches!(told(deep)[..], [(ref place, FaultKind::Misfit(_))] if place == "10000"));
        let many = "[[layer]]\nname='a'\nwidth=1\n".repeat(40);
        let many = told(&format!("[scheme]\nid='a'\ntitle='b'\n{many}"));
        assert!(many.iter().any(|(_, kind)| *kind == FaultKind::TooManyLayers));
    }
}
