//! Reads a scheme file and checks it against itself.

use rustc_hash::FxHashSet;

use super::columns::{self, Writer};
use super::written;
use super::{
    Characters, Columns, Fault, FaultKind, Layer, Level, NumberKinds, Phase, Role, Scheme, StatisticItem, Status,
};
use crate::fields::{self, Misfit, MisfitKind, Table, Text};
use crate::keys::{TableKind, ValueType};
use crate::number::plan::{Form as PlanForm, MAX_FORMS};
use crate::number::{Grammar, Kind, MAX_PREFIX};
use crate::text::Span;
use crate::text::nearest::nearest;

/// Reads a scheme from the text of its file. Gives the scheme as far as it makes sense, and every fault in the order of the
/// text; no scheme where the text is not TOML, has keys or values that do not fit, or lacks what a scheme must have.
pub fn read(text: &str) -> (Option<Scheme>, Vec<Fault>) {
    read_over(text, &Scheme::built_in().columns)
}

/// [`read`] with the columns that the scheme has unless it says otherwise.
pub(super) fn read_over(text: &str, columns: &Columns) -> (Option<Scheme>, Vec<Fault>) {
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
    let scheme = reader.scheme(&file, columns);
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
    fn scheme(&mut self, file: &Table<'_>, columns: &Columns) -> Option<Scheme> {
        let head = file.table("scheme");
        let of_head = |name| head.and_then(|head| head.owned(name));
        let tables = file.tables("layer");
        let layers = self.layers(tables);
        let statuses = self.statuses(file.tables("status"));
        if tables.is_empty() && self.fits {
            let id = head.and_then(|head| head.text("id"));
            self.fault(id.map_or(file.span, |id| id.span), FaultKind::Empty);
        }
        // With a layer lost every code would be read wrong from there on: such a scheme is none.
        let is_whole = self.fits && !layers.is_empty() && layers.len() == tables.len();
        let [id, title] = ["id", "title"].map(|name| of_head(name).unwrap_or_default());
        let mut scheme = Scheme::new(id, title, layers);
        scheme.clause = of_head("clause");
        scheme.statuses = statuses;
        scheme.levels = self.levels(is_whole.then_some(&scheme), file.tables("level"));
        scheme.grammar = self.grammar(file);
        scheme.statistics = self.statistics(is_whole.then_some(&scheme), file.tables("statistic"));
        let written: Vec<_> = file.tables("column").iter().map(written::column).collect();
        let (columns, faults) = columns::resolve(columns, &written, Writer::Scheme);
        scheme.columns = columns;
        faults.into_iter().for_each(|(span, kind)| self.fault(span, kind));
        is_whole.then_some(scheme)
    }

    fn layers(&mut self, tables: &[Table<'_>]) -> Vec<Layer> {
        let mut layers: Vec<Layer> = Vec::with_capacity(tables.len());
        let mut names = FxHashSet::default();
        let mut roles = FxHashSet::default();
        let mut start = 0;
        for table in tables {
            self.once(&mut names, table.text("name"));
            self.once(&mut roles, table.text("role"));
            if let Some(layer) = self.layer(table, start) {
                start += layer.width;
                layers.push(layer);
            }
        }
        layers
    }

    fn layer(&mut self, table: &Table<'_>, start: usize) -> Option<Layer> {
        let mut layer = Layer {
            name: table.owned("name").unwrap_or_default(),
            title: table.owned("title").unwrap_or_default(),
            start,
            width: 0,
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
            layer.width = literal.chars().count();
            return Some(layer);
        }
        let width = table.integer("width");
        let Some(width) = width.and_then(|width| usize::try_from(width.value).ok()) else {
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
        let kind = if value.content.chars().count() != layer.width {
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
            let (Some(name), Some(value)) = (name, table.text("value")) else {
                continue;
            };
            if layer.is_some_and(|layer| !layer.takes(&value.content)) {
                self.fault(value.span, FaultKind::Undefined(value.owned()));
            }
            levels.push(Level {
                name: name.owned(),
                value: value.owned(),
                alias: alias.iter().map(Text::owned).collect(),
                kinds: self.kinds(table.texts("kinds")),
            });
        }
        levels
    }

    fn kinds(&mut self, words: &[Text<'_>]) -> NumberKinds {
        let mut kinds = NumberKinds::default();
        for word in words {
            if !kinds.add(&word.content) {
                self.unknown_kind(word, &NumberKinds::NAMES);
            }
        }
        kinds
    }

    fn unknown_kind(&mut self, word: &Text<'_>, known: &'static [&'static str]) {
        let kind = FaultKind::UnknownKind {
            word: word.owned(),
            nearest: nearest(&word.content, known.iter().copied()),
            known,
        };
        self.fault(word.span, kind);
    }

    /// The prefixes and the forms of plan numbers.
    fn grammar(&mut self, file: &Table<'_>) -> Grammar {
        let mut grammar = Grammar::default();
        for table in file.tables("prefix") {
            let kind = table.text("kind").and_then(|word| {
                let kind = Kind::named(&word.content);
                if kind.is_none() {
                    self.unknown_kind(word, &Kind::NAMES);
                }
                kind
            });
            let Some(prefix) = table.text("prefix") else {
                continue;
            };
            let content = prefix.content.trim();
            let opens_a_number = content.starts_with(char::is_alphanumeric);
            if !opens_a_number || content.chars().count() > MAX_PREFIX {
                self.fault(prefix.span, FaultKind::BadPrefix(prefix.owned()));
            } else if let Some(kind) = kind
                && !grammar.add_prefix(content, kind)
            {
                self.fault(prefix.span, FaultKind::Doubled(prefix.owned()));
            }
        }
        let mut forms = FxHashSet::default();
        for table in file.tables("plan") {
            let Some(form) = table.text("form") else { continue };
            self.once(&mut forms, Some(form));
            match PlanForm::parse(&form.content) {
                None => self.fault(form.span, FaultKind::BadForm(form.owned())),
                Some(_) if grammar.plans().len() == MAX_FORMS => {
                    self.fault(form.span, FaultKind::TooManyForms);
                    break;
                }
                Some(form) => grammar.add_plan(form),
            }
        }
        grammar
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
                width: 1,
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

    /// Each key of the table, left out of a scheme that has all of them, is told as missing or makes another scheme.
    #[test]
    fn every_key_of_the_table_is_read() {
        let headers = |key: &Key| match key.value.form() {
            Form::Table(_) => format!("[{}]\n", key.name),
            _ => format!("[[{}]]\n", key.name),
        };
        let text = |left_out: &str| -> String {
            let table = |key: &Key| {
                let line = |child: &Key| format!("{} = {}\n", child.name, child.example);
                let is_in =
                    |child: &&Key| child.name != "literal" && format!("{}.{}", key.name, child.name) != left_out;
                headers(key) + &key.children().iter().filter(is_in).map(line).collect::<String>()
            };
            TableKind::Scheme.keys().iter().map(table).collect()
        };
        let whole = text("");
        let (scheme, of_whole) = read(&whole);
        for key in TableKind::Scheme.keys() {
            for child in key.children().iter().filter(|child| child.name != "literal") {
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
            ("[[layer]]", "the scheme has no layer, or this layer has no width"),
            ("65", "the value of layer.width must be: whole number from 1 to 64"),
            (
                "\"lower\"",
                "the value of layer.chars must be: one of \"digit\", \"upper\", \"alnum\"",
            ),
            ("[[status]]", "the required key status.phase is missing"),
            ("\"x\"", "x stands twice"),
            (
                "\"over\"",
                "the value of status.phase must be: one of \"planned\", \"drafting\", \"published\", \"upcoming\", \"withdrawn\"",
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
        let missing = FaultKind::Misfit(MisfitKind::MissingKey("layer".to_owned()));
        assert_eq!(kinds("[scheme]\nid='a'\ntitle='b'\n"), [missing]);
        assert_eq!(
            kinds("layer = []\nscheme = { id='a', title='b' }\n"),
            [FaultKind::Empty]
        );
    }
}
