//! What entries are counted by anew, and what that comes to: what `[[statistics]]` would say if a register had them for it.

use std::cmp::Reverse;

use super::items::items;
use super::percent;
use crate::keys::{ColumnRole, ColumnType};
use crate::register::Register;
use crate::scheme::Layer;

/// What entries are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The subsystem, as a tree.
    Subsystem,
    /// The category.
    Category,
    /// The table.
    Table,
    /// The year of the number.
    Year,
    /// The year of a date, by its column.
    YearOf(u16),
    /// The value of a layer of the code, by its place in the scheme.
    Layer(usize),
    /// The level, the status, or the values of a column: what statistics count `by`.
    Items(String),
}

impl GroupBy {
    /// The names that are no columns.
    pub const NAMES: [&'static str; 7] = [
        "level",
        "subsystem",
        "category",
        "table",
        "status",
        "year",
        "effective-year",
    ];

    /// What a name means in a register: one of [`Self::NAMES`], the key of a column, the name of a layer, or the heading or
    /// title of one; nothing where the register has nothing of the kind.
    pub fn named(register: &Register, name: &str) -> Option<Self> {
        let columns = &register.columns;
        match name {
            "subsystem" => return Some(Self::Subsystem),
            "category" => return Some(Self::Category),
            "table" => return Some(Self::Table),
            "level" | "status" if !items(register, name).is_empty() => return Some(Self::Items(name.to_owned())),
            _ => {}
        }
        let layers = &register.scheme.layers;
        let layer = register.scheme.layer_named(name).or_else(|| {
            let titled = |layer: &Layer| layer.literal.is_none() && layer.title == name;
            layers.iter().position(titled)
        });
        let layer = layer.map(Self::Layer);
        // As in `where`: a key before a layer, and that before a heading.
        let found = columns.find(name).or_else(|| match register.scheme.layer_named(name) {
            Some(_) => None,
            None => columns.headed(name),
        });
        match (name, found) {
            ("year", None) if layer.is_none() => columns.of_role(ColumnRole::Standard).map(|_| Self::Year),
            ("effective-year", None) if layer.is_none() => {
                let (place, _) = columns
                    .iter()
                    .find(|(_, column)| column.role == Some(ColumnRole::Effective))?;
                u16::try_from(place).ok().map(Self::YearOf)
            }
            (_, Some((place, column))) => match (column.role, column.column_type) {
                (Some(ColumnRole::Effective), _) | (None, ColumnType::Date) => {
                    u16::try_from(place).ok().map(Self::YearOf)
                }
                (Some(ColumnRole::Level | ColumnRole::Status), _) => Some(Self::Items(column.key.clone())),
                _ if column.is_of_words() => Some(Self::Items(column.key.clone())),
                _ => layer,
            },
            (_, None) => layer,
        }
    }

    /// What a register is looked at by first, as far as it has it.
    pub fn overview(register: &Register) -> Vec<Self> {
        let all = ["level", "subsystem", "status"].into_iter();
        let has = |by: &Self| *by != Self::Subsystem || register.subsystems().len() > 0;
        all.filter_map(|name| Self::named(register, name)).filter(has).collect()
    }
}

/// How many entries there should be, and are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
}

impl Figures {
    pub(super) fn add(&mut self, is_published: bool) {
        self.expected += 1;
        self.existing += i64::from(is_published);
    }

    /// Adds those of another register.
    pub fn add_all(&mut self, other: Self) {
        self.expected += other.expected;
        self.existing += other.existing;
    }

    /// 现有数/应有数.
    pub fn ratio(self) -> Option<String> {
        percent(self.existing, self.expected)
    }
}

/// What entries have in common that are counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Group {
    /// What they have; nothing where that is nothing, or nothing that is counted by.
    pub item: Option<String>,
    /// The code of the subsystem or category, the id of the table.
    pub code: Option<String>,
    /// Below how many others it stands.
    pub depth: usize,
    /// Whether those that are withdrawn count too.
    pub(super) with_withdrawn: bool,
}

impl Group {
    pub(super) fn of(item: &str) -> Self {
        Self {
            item: Some(item.to_owned()),
            ..Self::default()
        }
    }

    pub(super) fn defined(title: Option<impl Into<String>>, code: Option<impl Into<String>>, depth: usize) -> Self {
        let (title, code) = (title.map(Into::into), code.map(Into::into));
        Self {
            item: title.or_else(|| code.clone()),
            code,
            depth,
            with_withdrawn: false,
        }
    }
}

/// A group with its figures.
#[derive(Clone, Debug, Default)]
pub struct GroupedRow {
    /// What it is.
    pub group: Group,
    /// What it comes to.
    pub figures: Figures,
    /// What of that is in each of the columns.
    pub cells: Vec<Figures>,
}

/// Entries counted by something, and perhaps across something else.
#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// What they are counted across.
    pub columns: Vec<Group>,
    /// The groups, in the order of what they are of.
    pub rows: Vec<GroupedRow>,
    /// All entries.
    pub total: GroupedRow,
    /// How many entries are in no row, or not in their column, as it cannot be read where they count.
    pub unclear: u32,
    /// The order of the rows.
    pub order: Order,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of the register or the scheme.
    #[default]
    Given,
    /// By what they have in common, as years are.
    Item,
    /// Those with the most entries first.
    Size,
}

impl Grouped {
    /// Brings the rows in their order. What is in no other row is in the last.
    pub fn sort(&mut self) {
        match self.order {
            Order::Given => self.rows.sort_by_key(|row| row.group.item.is_none()),
            Order::Item => {
                let key = |row: &GroupedRow| (row.group.item.is_none(), row.group.item.clone());
                self.rows.sort_by_cached_key(key);
            }
            Order::Size => {
                let key = |row: &GroupedRow| (row.group.item.is_none(), Reverse(row.figures.expected));
                self.rows.sort_by_key(key);
            }
        }
    }
}

/// Why entries cannot be counted across something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyColumns(
    /// How many there would be.
    pub usize,
);
