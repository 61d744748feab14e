//! What conditions ask for: those of a row, of a further column, and of the items of a scheme.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::Test;
use super::known::NameKind;
use super::meaning::{Reader, RowMeaning, TOLD, Unclear, definition_test};
use super::named::{is_of_layer, word_of};
use crate::diagnostic::Place;
use crate::keys::Certainty;
use crate::register::model::Condition;
use crate::scheme::Phase;

/// What a condition asks for.
struct Asked<'c> {
    name: &'c str,
    /// The values, of which one will do, with their places.
    values: SmallVec<[(Cow<'c, str>, Place); 1]>,
}

impl Reader<'_, '_> {
    /// What an item of the scheme's that is not simply a value asks for; nothing where there is no such item.
    pub(super) fn statistic(&self, item: &str, place: Place) -> Option<RowMeaning> {
        let statistics = &self.register.scheme.statistics;
        let statistic = statistics.iter().find(|statistic| statistic.item == item)?;
        let asked: Vec<Asked<'_>> = statistic
            .conditions
            .iter()
            .map(|(name, values)| Asked {
                name,
                values: values
                    .iter()
                    .map(|value| (Cow::Borrowed(value.as_str()), place))
                    .collect(),
            })
            .collect();
        Some(match self.asked(&asked) {
            // The register has no such column.
            RowMeaning::Unclear(Unclear::Told) => RowMeaning::Unclear(Unclear::NoWords),
            meaning => meaning,
        })
    }

    pub(super) fn conditions(&self, conditions: &[Condition]) -> RowMeaning {
        let is_read = |condition: &Condition| condition.is_read && !condition.site.is_broken;
        if !conditions.iter().all(is_read) {
            return TOLD;
        }
        let asked = conditions.iter().map(|condition| Asked {
            name: &condition.name,
            values: (self.register.of(condition).values())
                .map(|(value, text)| (text, condition.site.place(value.span)))
                .collect(),
        });
        self.asked(&asked.collect::<Vec<_>>())
    }

    fn asked(&self, conditions: &[Asked<'_>]) -> RowMeaning {
        let mut tests = Vec::with_capacity(conditions.len());
        for condition in conditions {
            let within = self.subsystem_of(conditions).filter(|_| condition.name == "category");
            let mut alternatives = Vec::with_capacity(condition.values.len());
            for (value, place) in &condition.values {
                match self.condition(condition.name, value, *place, within) {
                    Ok(test) => alternatives.push(test),
                    Err(meaning) => return meaning,
                }
            }
            tests.push(Test::any(alternatives));
        }
        if tests.iter().any(|test| matches!(test, Test::Any(_))) && !self.known.has_room_for_array() {
            return RowMeaning::Unclear(Unclear::TooManyArrays);
        }
        self.entries(tests)
    }

    /// The words of the format come before the names of layers: the category of an entry is that of its table, also
    /// where its code says another or cannot be read.
    pub(super) fn condition(
        &self,
        name: &str,
        value: &str,
        place: Place,
        within: Option<usize>,
    ) -> Result<Test, RowMeaning> {
        let kind = match word_of(self.register, name) {
            "status" => return self.status(value, place),
            "phase" => {
                let phase = Phase::named(value).map(Test::Phase);
                return phase.ok_or_else(|| self.unknown(NameKind::Phase, value, place));
            }
            // A value of the layer, or a word of the column.
            "level" => {
                let layer = self.layer("level", value, place);
                let vocabulary = &self.register.vocabulary;
                return match (layer, vocabulary.level(value)) {
                    (Ok(test), _) => Ok(test),
                    (Err(_), Some((term, _))) => Ok(self.level_test(term)),
                    (Err(unknown @ RowMeaning::Unknown(_)), None) => Err(unknown),
                    (Err(_), None) if vocabulary.levels.is_empty() => Err(RowMeaning::Unclear(Unclear::NoWords)),
                    (Err(_), None) => Err(self.unknown(NameKind::LevelWord, value, place)),
                };
            }
            "subsystem" => NameKind::Subsystem,
            "category" => NameKind::Category,
            "table" => NameKind::Table,
            _ => return self.layer_or_column(name, value, place),
        };
        let found = self.definitions(&kind, value);
        let of_subsystem = within.and_then(|within| self.register.category_in_subsystem(value, within));
        if let Some(only) = of_subsystem.filter(|_| found.len() > 1) {
            return Ok(definition_test(&kind, only));
        }
        if let Some(unclear) = self.ambiguous(&kind, value, found) {
            return Err(unclear);
        }
        match found.first() {
            Some(index) => Ok(definition_test(&kind, *index)),
            None => Err(self.unknown(kind, value, place)),
        }
    }

    /// The subsystem that is asked for beside a category: it tells which of several of one code is meant.
    fn subsystem_of(&self, conditions: &[Asked<'_>]) -> Option<usize> {
        let condition = conditions.iter().find(|condition| condition.name == "subsystem")?;
        let [(name, _)] = condition.values.as_slice() else {
            return None;
        };
        match self.definitions(&NameKind::Subsystem, name) {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// A value of the layer of a name, or of the column.
    pub(super) fn layer_or_column(&self, name: &str, value: &str, place: Place) -> Result<Test, RowMeaning> {
        let scheme = &self.register.scheme;
        let layer = scheme.layer_named(name).and_then(|layer| scheme.layers.get(layer));
        let Some(column) = self.column(name) else {
            let are_unknown = layer.is_none() && self.register.columns.certainty == Certainty::Uncertain;
            return match are_unknown {
                true => Err(RowMeaning::Unclear(Unclear::Columns)),
                false => self.layer(name, value, place),
            };
        };
        let both = layer.zip(self.register.columns.get(usize::from(column)));
        if both.is_some_and(|(layer, column)| is_of_layer(layer, column, value)) {
            self.layer(name, value, place)
        } else {
            self.column_test(column, value, place)
        }
    }

    /// The test for a value of a column: one of its words, or what some entry has there.
    fn column_test(&self, place_of_column: u16, value: &str, place: Place) -> Result<Test, RowMeaning> {
        let index = usize::from(place_of_column);
        self.known.ask(place_of_column);
        let columns = &self.register.columns;
        if columns.certainty == Certainty::Uncertain {
            return Err(RowMeaning::Unclear(Unclear::Columns));
        }
        let test = || Test::Column {
            column: place_of_column,
            value: value.to_owned(),
        };
        let words = columns
            .get(index)
            .map(|column| &column.words)
            .filter(|words| !words.is_empty());
        if let Some(words) = words {
            let is_known = value.is_empty() || words.has(value);
            return is_known
                .then(test)
                .ok_or_else(|| self.unknown(NameKind::Word(index), value, place));
        }
        let values = self.known.values(place_of_column);
        match values.unread {
            _ if value.is_empty() || values.has(value) => Ok(test()),
            Some(unread) => Err(RowMeaning::Unclear(Unclear::Nameless(unread))),
            None if values.is_empty() => Err(RowMeaning::Unclear(Unclear::NoWords)),
            None => Err(self.unknown(NameKind::Value(index), value, place)),
        }
    }

    fn layer(&self, name: &str, value: &str, place: Place) -> Result<Test, RowMeaning> {
        let scheme = &self.register.scheme;
        let index = scheme.layer_named(name).ok_or(TOLD)?;
        match scheme.layers.get(index) {
            Some(layer) if !layer.takes(value) => Err(self.unknown(NameKind::Layer(index), value, place)),
            _ => Ok(Test::Layer {
                layer: index,
                value: value.to_owned(),
            }),
        }
    }
}
