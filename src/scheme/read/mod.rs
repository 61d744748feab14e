//! Reads a scheme file and checks it against itself.

#[cfg(test)]
mod tests;

use rustc_hash::FxHashSet;

use super::columns::{self, Writer};
use super::written;
use super::{
    Characters, Columns, Fault, FaultKind, Layer, Level, MAX_LAYERS, NumberKinds, PathForm, Phase, Role, Scheme,
    StatisticItem, Status, Width,
};
use crate::fields::{self, Misfit, MisfitKind, Table, Text};
use crate::keys::{CONDITIONS, TableKind, ValueType};
use crate::number::plan::{Form as PlanForm, MAX_FORMS};
use crate::number::{Grammar, Kind, MAX_PREFIX};
use crate::syntax::Document;
use crate::text::Span;
use crate::text::nearest::nearest;

/// Reads a scheme from the text of its file. Gives the scheme as far as it makes sense, and every fault in the order of the
/// text; no scheme where the text is not TOML, has keys or values that do not fit, or lacks what a scheme must have.
pub fn read(text: &str) -> (Option<Scheme>, Vec<Fault>) {
    read_over(text, &Scheme::built_in().columns)
}

/// [`read`] for a text that has been read as TOML.
pub fn read_document(text: &str, document: &Document) -> (Option<Scheme>, Vec<Fault>) {
    let file = fields::read_document(text, document, TableKind::Scheme);
    read_file(file, &Scheme::built_in().columns)
}

/// [`read`] with the columns that the scheme has unless it says otherwise.
pub(super) fn read_over(text: &str, columns: &Columns) -> (Option<Scheme>, Vec<Fault>) {
    read_file(fields::read(text, TableKind::Scheme), columns)
}

fn read_file((file, misfits): (Table<'_>, Vec<Misfit>), columns: &Columns) -> (Option<Scheme>, Vec<Fault>) {
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
        // With a layer lost every code would be read wrong from there on: such a scheme is none.
        let is_whole = self.fits && layers.len() == tables.len() && self.can_be_told_apart(&layers, tables);
        let [id, title] = ["id", "title"].map(|name| of_head(name).unwrap_or_default());
        let mut scheme = Scheme::new(id, title, layers);
        scheme.clause = of_head("clause");
        scheme.statuses = statuses;
        scheme.levels = self.levels(is_whole.then_some(&scheme), file.tables("level"));
        scheme.grammar = self.grammar(file);
        let written: Vec<_> = file.tables("column").iter().map(written::column).collect();
        let (columns, faults) = columns::resolve(columns, &written, Writer::Scheme);
        scheme.columns = columns;
        faults.into_iter().for_each(|(span, kind)| self.fault(span, kind));
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
            for (name, values) in table.lists("where") {
                if let Some(scheme) = scheme {
                    self.condition(scheme, name, values);
                }
                conditions.push((name.owned(), values.iter().map(Text::owned).collect()));
            }
            let item = table.owned("item").unwrap_or_default();
            statistics.push(StatisticItem { item, conditions });
        }
        statistics
    }

    /// Holds a condition against what the scheme says. The subsystems, categories and tables are those of a register.
    fn condition(&mut self, scheme: &Scheme, name: &Text<'_>, values: &[Text<'_>]) {
        let layer = scheme
            .layer_named(&name.content)
            .and_then(|layer| scheme.layers.get(layer));
        let column = scheme.columns.find(&name.content).map(|(_, column)| column);
        let known = CONDITIONS.iter().find(|key| key.name == name.content);
        let known = known.map(|key| key.value);
        if layer.is_none() && column.is_none() && known.is_none() {
            self.fault(name.span, FaultKind::Undefined(name.owned()));
            return;
        }
        for value in values {
            let word = value.content.as_ref();
            let is_taken = layer.is_some_and(|layer| layer.takes(word))
                || match known {
                    Some(ValueType::Phase) => Phase::named(word).is_some(),
                    Some(ValueType::Status) => {
                        scheme.statuses.is_empty() || scheme.statuses.iter().any(|status| status.has(word))
                    }
                    Some(ValueType::Level) => {
                        scheme.levels.is_empty() || scheme.levels.iter().any(|level| level.has(word))
                    }
                    Some(_) => true,
                    None => column.is_some_and(|column| column.takes(word)),
                };
            if !is_taken {
                self.fault(value.span, FaultKind::Undefined(value.owned()));
            }
        }
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
