//! Code schemes as data: what the layers of a code are, which values they take, and the vocabulary that goes with it.
//!
//! The built-in scheme (seed §6, figure 3) is a TOML file beside this one; a register may bring its own. Nothing
//! outside this room knows a layer by its position or a value by its letter: rules ask for a [`Role`].

pub mod columns;
mod faults;
mod layer;
mod read;
mod written;

use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

pub use crate::keys::{Characters, Column, ColumnRole, ColumnType, Columns, MAX_WIDTH, NumberKinds, Phase, Role};
use crate::number::Grammar;
pub use faults::{Fault, FaultKind};
pub use layer::{Layer, PathForm, Width};
pub use read::{read, read_document};

/// The id of the scheme that a register has unless it names another.
const DEFAULT_ID: &str = "GA/T 1136-2014";

const BUILT_IN: &str = include_str!("gat-1136-2014.scheme.toml");

/// The most layers of a scheme that a code is read in.
pub const MAX_LAYERS: usize = 32;

/// What a sequence is counted in.
const COUNTED_IN: [Role; 5] = [
    Role::Class,
    Role::Domain,
    Role::Business,
    Role::Subsystem,
    Role::Category,
];

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

impl Status {
    /// Whether a word is the term or a synonym of it.
    fn has(&self, word: &str) -> bool {
        self.name == word || self.also.iter().any(|also| also == word)
    }
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

impl Level {
    /// Whether a word is the term or an alias of it.
    fn has(&self, word: &str) -> bool {
        self.name == word || self.alias.iter().any(|alias| alias == word)
    }
}

/// An item of statistics that is not simply a value, and what it asks of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatisticItem {
    /// The item: 其他行业标准.
    pub item: String,
    /// Names as in `where` of a row, and the values of which there must be one.
    pub conditions: Vec<(String, Vec<String>)>,
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
    /// The items of statistics that are not simply a value.
    pub statistics: Vec<StatisticItem>,
    /// What the scheme adds to the grammar of numbers: its prefixes, and its forms of plan numbers.
    pub grammar: Grammar,
    width: Width,
    roles: [Option<usize>; Role::COUNT],
    subsystem_layers: SmallVec<[usize; 2]>,
    counted_in: SmallVec<[usize; 6]>,
    path: Option<usize>,
}

impl Scheme {
    fn new(id: String, title: String, layers: Vec<Layer>) -> Self {
        let width = layers.iter().fold(Width::ZERO, |width, layer| width.plus(layer.width));
        let mut roles = [None; Role::COUNT];
        for (index, layer) in layers.iter().enumerate() {
            if let Some(slot) = layer.role.and_then(|role| roles.get_mut(role as usize)) {
                slot.get_or_insert(index);
            }
        }
        let with = |role: Role| {
            let all = layers.iter().enumerate();
            all.filter(move |(_, layer)| layer.role == Some(role))
                .map(|(index, _)| index)
        };
        let subsystem_layers = with(Role::Subsystem).collect();
        let counted_in = COUNTED_IN.into_iter().flat_map(with).collect();
        let path = layers.iter().position(|layer| layer.path.is_some());
        Self {
            id,
            title,
            clause: None,
            statuses: Vec::new(),
            levels: Vec::new(),
            columns: Columns::default(),
            statistics: Vec::new(),
            grammar: Grammar::default(),
            width,
            roles,
            subsystem_layers,
            counted_in,
            path,
            layers,
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
    pub const fn width(&self) -> Width {
        self.width
    }

    /// Whether every layer always has the same place in a code.
    pub const fn is_of_fixed_width(&self) -> bool {
        self.width.least == self.width.most && self.path.is_none()
    }

    /// The indices of the layers that name subsystems, the outermost first.
    pub fn subsystem_layers(&self) -> &[usize] {
        &self.subsystem_layers
    }

    /// The indices of the layers that a sequence is counted in, as far as the scheme has them: those of the class, the
    /// domain, the business, the subsystems and the category.
    pub fn counted_in(&self) -> &[usize] {
        &self.counted_in
    }

    /// The index of the layer that is a path.
    pub const fn path_layer(&self) -> Option<usize> {
        self.path
    }

    /// How the paths of the layer are written that names categories, where it has paths.
    pub fn category_path(&self) -> Option<&PathForm> {
        self.layer(Role::Category)?.path.as_ref()
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
        assert_eq!((scheme.width(), scheme.layers.len()), (Width::of(13), 8));
        // It has no layer for subsystems.
        let names = Role::NAMES.iter().filter(|name| **name != Role::Subsystem.name());
        for (index, name) in names.enumerate() {
            assert_eq!(scheme.layers[index].name, *name);
            assert_eq!(scheme.layer_of(Role::named(name).unwrap()), Some(index));
        }
        let domain = scheme.layer(Role::Domain).unwrap();
        assert!(domain.takes("09") && domain.takes("10") && domain.takes("99") && !domain.takes("9"));
        assert_eq!(scheme.layers[4].value_of_prefix("GA"), Some("P"));
        assert_eq!(scheme.layers[4].value_of_prefix("YD"), Some("R"));
        assert_eq!(scheme.layers[7].value_of_mark(""), Some("Q"));
    }
}
