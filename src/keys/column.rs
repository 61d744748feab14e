//! The columns of detail tables: the keys of an entry, which are data. A scheme writes them as `[[column]]`, a register may
//! add its own; what the engine itself knows is the [role](ColumnRole) of one.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{ColumnRole, ColumnType, Form, Key, Need, Phase, ValueType};
use crate::messages::Bilingual;
use crate::text::nearest::nearest;

/// How many columns there may be, hidden ones too. Tables with more are no tables that people print, and what is told of
/// each entry would grow with them.
pub const MAX_COLUMNS: usize = 256;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The key that an entry sets.
    pub key: String,
    /// The heading in print.
    pub title: String,
    /// The same in English; the Chinese one where there is none.
    pub title_en: Option<String>,
    /// Other headings that mean it.
    pub also: Vec<String>,
    /// What the value means, for people.
    pub help: Option<String>,
    /// The same in English.
    pub help_en: Option<String>,
    /// The type of its values.
    pub column_type: ColumnType,
    /// The values that there are; empty where any will do.
    pub words: Words,
    /// Whether it must be there.
    pub need: Need,
    /// What the engine knows it as.
    pub role: Option<ColumnRole>,
    /// Whether the scheme takes it away.
    pub is_hidden: bool,
}

impl Column {
    /// A column of which nothing but its key and its role is known.
    pub fn new(key: &str, role: Option<ColumnRole>) -> Self {
        Self {
            key: key.to_owned(),
            title: key.to_owned(),
            title_en: None,
            also: Vec::new(),
            help: None,
            help_en: None,
            column_type: role.map_or(ColumnType::String, ColumnRole::column_type),
            words: Words::default(),
            need: Need::Never,
            role,
            is_hidden: false,
        }
    }

    /// What its values mean.
    pub(super) const fn value(&self) -> ValueType {
        match self.role {
            Some(role) => of_role(role),
            None => of_type(self.column_type),
        }
    }

    /// How its values are written.
    pub const fn form(&self) -> Form {
        self.value().form()
    }

    /// Whether a value may stand in it as far as its words go. Nothing stands for an entry that has no value in it.
    pub fn takes(&self, value: &str) -> bool {
        value.is_empty() || self.words.is_empty() || self.words.has(value)
    }

    /// Whether its values are numbers of standards, and no role says which.
    pub fn holds_standards(&self) -> bool {
        self.role.is_none() && matches!(self.column_type, ColumnType::Standard | ColumnType::Standards)
    }

    /// Whether its values are words, so that statistics may count by them: what is written again and again, not what tells
    /// one standard from another. Status and level have words of their own.
    pub fn is_of_words(&self) -> bool {
        !self.words.is_empty()
            || match self.role {
                None => matches!(self.column_type, ColumnType::String | ColumnType::Word),
                Some(role) => matches!(role, ColumnRole::Owner | ColumnRole::Group),
            }
    }

    /// The column as a key of an entry.
    pub fn as_key(&self) -> Key<'_> {
        let title = self.title.as_str();
        let title_en = self.title_en.as_deref().unwrap_or(title);
        let help = self.help.as_deref().unwrap_or(title);
        Key {
            name: &self.key,
            value: self.value(),
            need: self.need,
            default: None,
            example: "",
            heading: Bilingual {
                zh: title,
                en: title_en,
            },
            help: Bilingual {
                zh: help,
                en: self.help_en.as_deref().or(self.help.as_deref()).unwrap_or(title_en),
            },
        }
    }

    /// Whether a text is one of its headings, in either language.
    fn is_headed(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        is_meant(&self.title)
            || self.title_en.as_deref().is_some_and(&is_meant)
            || self.also.iter().any(|also| is_meant(also))
    }
}

/// What values of a role mean.
const fn of_role(role: ColumnRole) -> ValueType {
    match role {
        ColumnRole::Number => ValueType::Number,
        ColumnRole::Code => ValueType::Code,
        ColumnRole::Standard => ValueType::Standard,
        ColumnRole::Plan => ValueType::Plan,
        ColumnRole::Title => ValueType::StandardTitle,
        ColumnRole::Status => ValueType::Status,
        ColumnRole::Level => ValueType::Level,
        ColumnRole::Effective => ValueType::Date,
        ColumnRole::Owner => ValueType::Owner,
        ColumnRole::Group => ValueType::Group,
        ColumnRole::Replaces => ValueType::Standards,
        ColumnRole::Remarks => ValueType::Text,
    }
}

/// What values of a type mean that have no role.
const fn of_type(column_type: ColumnType) -> ValueType {
    match column_type {
        ColumnType::String => ValueType::Text,
        ColumnType::Strings => ValueType::TextList,
        ColumnType::Integer => ValueType::Integer,
        ColumnType::Date => ValueType::Day,
        ColumnType::Standard => ValueType::OtherStandard,
        ColumnType::Standards => ValueType::OtherStandards,
        ColumnType::Word => ValueType::Word,
    }
}

/// The words of a column, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    list: Vec<String>,
    /// Every entry asks, and there may be many.
    set: FxHashSet<String>,
}

impl Words {
    /// Adds a word, and says whether it is new.
    pub fn add(&mut self, word: &str) -> bool {
        let is_new = self.set.insert(word.to_owned());
        if is_new {
            self.list.push(word.to_owned());
        }
        is_new
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// The words, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.list.iter().map(String::as_str)
    }
}

/// Whether it is known which columns there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// It is.
    #[default]
    Certain,
    /// What says so could not be read, or is at fault: nothing can be said about the keys of entries.
    Uncertain,
}

/// The columns of a register or a scheme, in the order of print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    list: Vec<Column>,
    /// The keys of the list, close together: each key of each entry is looked up.
    keys: Vec<Box<str>>,
    /// The places by their keys, where there are too many to look at one after the other.
    places: FxHashMap<Box<str>, usize>,
    roles: [Option<u16>; ColumnRole::COUNT],
    /// Those that must always be there.
    required: SmallVec<[u16; 8]>,
    /// Those that must be there in some phases, but for those of which rules of their own speak.
    needed_in_phases: SmallVec<[u16; 2]>,
    /// Those of a role whose values are held to words.
    worded: SmallVec<[u16; 2]>,
    /// Whether these are the columns.
    pub certainty: Certainty,
}

/// Up to so many columns are looked at one after the other.
const FEW: usize = 24;

impl Columns {
    /// Columns, in the order of print, of which no two have the same key or the same role.
    pub fn new(list: Vec<Column>, certainty: Certainty) -> Self {
        let keys: Vec<Box<str>> = list.iter().map(|column| column.key.as_str().into()).collect();
        let mut columns = Self {
            places: if keys.len() > FEW {
                keys.iter().cloned().zip(0..).collect()
            } else {
                FxHashMap::default()
            },
            keys,
            certainty,
            ..Self::default()
        };
        for (place, column) in (0..).zip(&list).filter(|(_, column)| !column.is_hidden) {
            if let Some(slot) = column.role.and_then(|role| columns.roles.get_mut(role as usize)) {
                *slot = Some(place);
            }
            let has_own_rule = matches!(
                column.role,
                Some(ColumnRole::Standard | ColumnRole::Plan | ColumnRole::Effective)
            );
            match column.need {
                Need::Always => columns.required.push(place),
                Need::In(_) if !has_own_rule => columns.needed_in_phases.push(place),
                Need::In(_) | Need::Never => {}
            }
            if column.role.is_some() && !column.words.is_empty() {
                columns.worded.push(place);
            }
        }
        columns.list = list;
        columns
    }

    /// All columns in the order of print, hidden ones too.
    pub fn all(&self) -> &[Column] {
        &self.list
    }

    /// The columns in the order of print with their places.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Column)> + Clone {
        self.list.iter().enumerate().filter(|(_, column)| !column.is_hidden)
    }

    /// A column by its place.
    pub fn get(&self, place: usize) -> Option<&Column> {
        self.list.get(place)
    }

    /// The place of a key, hidden columns too. `next` is where it probably is: entries follow the order of columns.
    pub fn place(&self, key: &str, next: usize) -> Option<usize> {
        let is_it = |place: usize| self.keys.get(place).is_some_and(|known| **known == *key);
        if is_it(next) {
            return Some(next);
        }
        if is_it(next + 1) {
            return Some(next + 1);
        }
        if self.keys.len() <= FEW {
            self.keys.iter().position(|known| **known == *key)
        } else {
            self.places.get(key).copied()
        }
    }

    /// The columns without some roles.
    #[must_use]
    pub fn without(self, roles: &[ColumnRole]) -> Self {
        if !roles.iter().any(|role| self.of_role(*role).is_some()) {
            return self;
        }
        let mut list = self.list;
        for column in &mut list {
            column.is_hidden |= column.role.is_some_and(|role| roles.contains(&role));
        }
        Self::new(list, self.certainty)
    }

    /// The column with a key, with its place; none for a hidden one.
    pub fn find(&self, key: &str) -> Option<(usize, &Column)> {
        let place = self.place(key, 0)?;
        Some((place, self.list.get(place)?)).filter(|(_, column)| !column.is_hidden)
    }

    /// Whether the key is one that was taken away.
    pub fn is_hidden(&self, key: &str) -> bool {
        let place = self.place(key, 0);
        place
            .and_then(|place| self.list.get(place))
            .is_some_and(|column| column.is_hidden)
    }

    /// The column of a role.
    pub fn of_role(&self, role: ColumnRole) -> Option<&Column> {
        let place = (*self.roles.get(role as usize)?)?;
        self.list.get(usize::from(place))
    }

    /// The key of a role; empty where there is no such column.
    pub fn key_of(&self, role: ColumnRole) -> &str {
        self.of_role(role).map_or("", |column| &column.key)
    }

    /// The columns that must always be there, by their places.
    pub fn required(&self) -> impl Iterator<Item = usize> {
        self.required.iter().map(|place| usize::from(*place))
    }

    /// The columns that must be there in some phases, by their places, but for those of which rules of their own speak.
    pub fn needed_in_phases(&self) -> impl Iterator<Item = usize> {
        self.needed_in_phases.iter().map(|place| usize::from(*place))
    }

    /// The columns of a role whose values are held to words.
    pub fn worded(&self) -> impl Iterator<Item = &Column> {
        self.worded
            .iter()
            .filter_map(|place| self.list.get(usize::from(*place)))
    }

    /// Whether an entry in a phase must have a column, where its absence is told by a rule of its own.
    pub fn is_needed_in(&self, role: ColumnRole, phase: Phase) -> bool {
        let need = self.of_role(role).map(|column| column.need);
        matches!(need, Some(Need::In(phases)) if phases.has(phase))
    }

    /// The column whose key is most like a name.
    pub fn nearest(&self, name: &str) -> Option<(usize, &Column)> {
        let keys = self.iter().map(|(_, column)| column.key.as_str());
        self.find(nearest(name, keys)?)
    }

    /// The column with a heading, or the only one with a heading that ends so: 名称 for 标准名称. A role that has another key
    /// here is also known by its built-in one.
    pub fn headed(&self, name: &str) -> Option<(usize, &Column)> {
        let role = ColumnRole::named(name);
        if role.is_some()
            && let Some(of_role) = self.iter().find(|(_, column)| column.role == role)
        {
            return Some(of_role);
        }
        let mut exact = self
            .iter()
            .filter(|(_, column)| column.is_headed(|heading| heading == name));
        let mut ending = self.iter().filter(|(_, column)| column.title.ends_with(name));
        let only = ending.next().filter(|_| ending.next().is_none());
        exact.next().or(only)
    }
}

/// Some phases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Phases(u8);

impl Phases {
    /// The set of some phases.
    pub fn of(phases: impl IntoIterator<Item = Phase>) -> Self {
        Self(phases.into_iter().fold(0, |set, phase| set | 1 << phase as u8))
    }

    /// The phases, in the order of a standard's life.
    pub fn iter(self) -> impl Iterator<Item = Phase> {
        Phase::ALL.into_iter().filter(move |phase| self.has(*phase))
    }

    /// Whether a phase is in it.
    pub const fn has(self, phase: Phase) -> bool {
        self.0 & (1 << phase as u8) != 0
    }
}
