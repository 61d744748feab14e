//! Code schemes as data: what the layers of a code are, which values they take, and the vocabulary that goes with it.
//!
//! The built-in scheme (seed §6, figure 3) is a TOML file beside this one; a register may bring its own. Nothing
//! outside this room knows a layer by its position or a value by its letter: rules ask for a [`Role`].

pub mod columns;
mod faults;
mod read;
mod written;

use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

pub use crate::keys::{Characters, Column, ColumnRole, ColumnType, Columns, MAX_WIDTH, NumberKinds, Phase, Role};
use crate::number::Grammar;
pub use faults::{Fault, FaultKind};
pub use read::read;

/// The id of the scheme that a register has unless it names another.
const DEFAULT_ID: &str = "GA/T 1136-2014";

const BUILT_IN: &str = include_str!("gat-1136-2014.scheme.toml");

/// One layer of a code (seed §6: 第一层 … 第八层).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The name, which statistics filters use: `class`.
    pub name: String,
    /// The name for people: 标准类别.
    pub title: String,
    /// How many characters stand before it in a code.
    pub start: usize,
    /// How many characters it has.
    pub width: usize,
    /// What they are.
    pub characters: Characters,
    /// Its values and their meaning, in the order of the file. Empty where the register says the values (business,
    /// category) or where any will do (sequence).
    pub values: Vec<(String, String)>,
    /// A range of further values, accepted without a meaning.
    pub open: Option<(u64, u64)>,
    /// What the layer is for.
    pub role: Option<Role>,
    /// The fixed separator that the layer is, if it is one.
    pub literal: Option<String>,
    /// For the ownership layer: the value that a number's prefix asks for, and `*` for any other prefix.
    pub prefixes: Vec<(String, String)>,
    /// For the nature layer: the value that a number's mark (`T`, `Z` or nothing) asks for.
    pub marks: Vec<(String, String)>,
    /// What the clause that defines the layer says, where the scheme quotes it.
    pub clause: Option<String>,
}

impl Layer {
    /// The meaning of a value, where the layer's table lists it.
    pub fn meaning(&self, value: &str) -> Option<&str> {
        let (_, meaning) = self.values.iter().find(|(listed, _)| listed == value)?;
        Some(meaning)
    }

    /// Whether the layer takes the value: it is listed, open, or the layer lists none.
    pub fn takes(&self, value: &str) -> bool {
        if let Some(literal) = &self.literal {
            return literal == value;
        }
        self.values.is_empty() || self.meaning(value).is_some() || self.is_open(value)
    }

    /// Whether the layer could have the value: it is as wide, its characters are such as the layer takes, and the layer
    /// takes it.
    pub fn fits(&self, value: &str) -> bool {
        let is_wide = value.chars().count() == self.width;
        is_wide && self.takes(value) && value.chars().all(|character| self.characters.take(character))
    }

    fn is_open(&self, value: &str) -> bool {
        let number = value.parse::<u64>();
        matches!((self.open, number), (Some((first, last)), Ok(number)) if first <= number && number <= last)
    }

    /// The value that a number with this prefix asks of the layer; nothing where the scheme does not say.
    pub fn value_of_prefix(&self, prefix: &str) -> Option<&str> {
        let of = |wanted: &str| self.prefixes.iter().find(|(prefix, _)| prefix == wanted);
        let (_, value) = of(prefix).or_else(|| of("*"))?;
        Some(value)
    }

    /// The value that a number with this nature mark asks of the layer; nothing where the scheme does not say.
    pub fn value_of_mark(&self, mark: &str) -> Option<&str> {
        let (_, value) = self.marks.iter().find(|(listed, _)| listed == mark)?;
        Some(value)
    }
}

/// A term of the status vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The term: 已颁.
    pub name: String,
    /// What it means.
    pub phase: Phase,
    /// Synonyms, which are read as the term.
    pub also: Vec<String>,
}

/// A term of the level vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The term: 行业标准.
    pub name: String,
    /// The value of the layer whose role is level.
    pub value: String,
    /// Other words for it, accepted and told.
    pub alias: Vec<String>,
    /// The kinds of number ([`crate::number::Kind`]) that are of this level.
    pub kinds: NumberKinds,
}

/// An item of `by = "level"` statistics, and what it asks of an entry's layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatisticItem {
    /// The item: 其他行业标准.
    pub item: String,
    /// Layer names and the values they must have.
    pub conditions: Vec<(String, String)>,
}

/// A scheme, checked as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The id that registers name it by.
    pub id: String,
    /// The document that it is from.
    pub title: String,
    /// The clause of the document that sets the code out, where the scheme names it: 第7章.
    pub clause: Option<String>,
    /// The layers, in the order of the code.
    pub layers: Vec<Layer>,
    /// The status vocabulary.
    pub statuses: Vec<Status>,
    /// The level vocabulary.
    pub levels: Vec<Level>,
    /// The columns of detail tables, those of the built-in scheme that it leaves as they are among them.
    pub columns: Columns,
    /// The items of `by = "level"` statistics.
    pub statistics: Vec<StatisticItem>,
    /// What the scheme adds to the grammar of numbers: its prefixes, and its forms of plan numbers.
    pub grammar: Grammar,
    width: usize,
    roles: [Option<usize>; Role::COUNT],
}

impl Scheme {
    fn new(id: String, title: String, layers: Vec<Layer>) -> Self {
        let width = layers.iter().map(|layer| layer.width).sum();
        let mut roles = [None; Role::COUNT];
        for (index, layer) in layers.iter().enumerate() {
            if let Some(slot) = layer.role.and_then(|role| roles.get_mut(role as usize)) {
                slot.get_or_insert(index);
            }
        }
        Self {
            id,
            title,
            clause: None,
            layers,
            statuses: Vec::new(),
            levels: Vec::new(),
            columns: Columns::default(),
            statistics: Vec::new(),
            grammar: Grammar::default(),
            width,
            roles,
        }
    }

    /// The built-in scheme, GA/T 1136-2014.
    pub fn built_in() -> Arc<Self> {
        static SCHEME: OnceLock<Arc<Scheme>> = OnceLock::new();
        Arc::clone(SCHEME.get_or_init(|| {
            let (scheme, _) = read::read_over(BUILT_IN, &Columns::default());
            Arc::new(scheme.unwrap_or_else(|| Self::new(DEFAULT_ID.to_owned(), String::new(), Vec::new())))
        }))
    }

    /// A built-in scheme by its id.
    pub fn by_id(id: &str) -> Option<Arc<Self>> {
        (id == DEFAULT_ID).then(Self::built_in)
    }

    /// The ids of the built-in schemes.
    pub fn ids() -> SmallVec<[&'static str; 1]> {
        SmallVec::from_slice(&[DEFAULT_ID])
    }

    /// How many characters a code has.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The index of the layer with a role.
    pub fn layer_of(&self, role: Role) -> Option<usize> {
        self.roles.get(role as usize).copied().flatten()
    }

    /// The layer with a role.
    pub fn layer(&self, role: Role) -> Option<&Layer> {
        self.layers.get(self.layer_of(role)?)
    }

    /// The index of the layer with a name.
    pub fn layer_named(&self, name: &str) -> Option<usize> {
        self.layers
            .iter()
            .position(|layer| layer.literal.is_none() && layer.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::TableKind;
    use crate::syntax::{AT_ONCE, Document};

    #[test]
    fn the_scheme_of_a_register_that_names_none_is_the_built_in_one() {
        let (_, key) = TableKind::Register.key("scheme").unwrap();
        assert_eq!(key.default, Some(format!("\"{DEFAULT_ID}\"").as_str()));
    }

    #[test]
    fn the_built_in_scheme_is_faultless_and_as_the_seed_says() {
        let (scheme, faults) = read::read_over(BUILT_IN, &Columns::default());
        assert_eq!(faults, []);
        // So few segments are read by the thread that asks: one that waits for the scheme may be of the same pool.
        assert!(Document::parse(BUILT_IN).segments.len() <= AT_ONCE);
        let scheme = scheme.unwrap();
        assert_eq!((scheme.width(), scheme.layers.len()), (13, 8));
        for (index, name) in Role::NAMES.iter().enumerate() {
            assert_eq!(scheme.layers[index].name, *name);
            assert_eq!(scheme.roles[index], Some(index));
        }
        let domain = scheme.layer(Role::Domain).unwrap();
        assert!(domain.takes("09") && domain.takes("10") && domain.takes("99") && !domain.takes("9"));
        assert_eq!(scheme.layers[4].value_of_prefix("GA"), Some("P"));
        assert_eq!(scheme.layers[4].value_of_prefix("YD"), Some("R"));
        assert_eq!(scheme.layers[7].value_of_mark(""), Some("Q"));
    }
}
