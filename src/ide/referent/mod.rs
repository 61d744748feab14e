//! What referent a name in the text stands for: the ground of definition, references, highlights and rename.
//!
//! A register names its things by strings. A category is named by its code in `[[category]]`, in a `[[table]]`, in
//! layer 4 of the codes and, by code or by title, in statistics; and so on for the others. A [`Referent`] is what is named,
//! a [`Written`] is where: a string, and the part of it that is the name.

mod conditions;
mod keys;

pub(super) use self::conditions::named_by_condition;
pub(super) use self::keys::named_by_key;
use super::Cursor;
use super::target::{self, Item, Target, What};
use crate::code::{Code, layer_span};
use crate::diagnostic::Place;
use crate::keys::{ColumnRole, TableKind, ValueType};
use crate::number::{self, Key as NumberKey};
use crate::register::Register;
use crate::register::counts::{RowMeaning, Test};
use crate::register::handle::StringAt;
use crate::register::index::normal;
use crate::register::model::Site;
use crate::scheme::Role;
use crate::syntax::Str;
use crate::text::{Span, to_u32};

/// Something that a register names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// A category.
    Category {
        /// Its code.
        code: String,
        /// Its place in the register, where its code is its own in its subsystem alone.
        index: Option<usize>,
    },
    /// A subsystem, by its title.
    Subsystem(String),
    /// A table, by its id.
    Table(String),
    /// The standard with a code.
    Code(String),
    /// The standard with a number.
    Standard {
        /// The number with its part and year.
        number: NumberKey,
        /// The number without them.
        base: NumberKey,
    },
    /// The standard with a title, which is in NFC.
    Title(String),
    /// A status, by its term.
    Status(String),
    /// A level, by its term.
    Level(String),
    /// A body in charge.
    Owner(String),
    /// A sub-heading inside a table.
    Group {
        /// The table, by its place in the register.
        table: usize,
        /// The sub-heading.
        name: String,
    },
    /// A column of entries, by its key.
    Column(String),
    /// A layer of codes, by its place in the scheme.
    Layer(usize),
}

/// By which of its names a referent is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// By what tells it from all others: its code, its id, its number.
    Name,
    /// By its title, where it has a code or an id as well.
    Title,
    /// By its code, where its title tells it from all others: a subsystem.
    Code,
    /// By its code, as a layer of the code of a standard.
    Layer,
    /// By the key of a table: a column in an entry, a column or a layer in a condition.
    Key,
    /// By what it is for: a layer.
    Role,
}

/// A string of the text, and the part of it that is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The string.
    pub at: StringAt,
    /// The name in it, in bytes of the content.
    pub part: Span,
}

impl Written {
    /// A string that is a name as a whole.
    pub(super) fn whole(register: &Register, string: StringAt) -> Self {
        let length = to_u32(string.content(register).len());
        Self {
            at: string,
            part: Span::new(0, length),
        }
    }

    /// Where the name stands, relative to the file; all of the content where that is not written letter by letter.
    pub(super) fn place(&self, register: &Register) -> Place {
        register.absolute(self.at.part(self.part))
    }

    /// The name.
    pub(super) fn name(&self, register: &Register) -> String {
        let content = self.at.content(register);
        self.part.of_text(&content).to_owned()
    }
}

/// What a name in the text stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Naming {
    /// The referent.
    pub referent: Referent,
    /// By which of its names.
    pub spelling: Spelling,
    /// Where the name stands.
    pub written: Written,
}

/// What a code stands for where the cursor is in the layer that names a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeReading {
    /// The category.
    ByLayer,
    /// The standard, as in every other layer.
    Whole,
}

/// What the string under the cursor names; none where it names nothing.
pub(super) fn at(register: &Register, cursor: Cursor, reading: CodeReading) -> Option<Naming> {
    let target = target::at(register, cursor)?;
    of_target(register, &target, reading)
}

/// The same for a target that is known already.
pub(super) fn of_target(register: &Register, target: &Target<'_>, reading: CodeReading) -> Option<Naming> {
    let string = match target.what {
        What::Text(string) => string,
        What::Key(key) => return keys::of_key(register, target, string_at(target, key)),
        _ => return None,
    };
    let string = string_at(target, string);
    let written = Written::whole(register, string);
    let text = string.content(register);
    if text.is_empty() {
        return None;
    }
    let owned = || text.clone().into_owned();
    let named = |referent| named(referent, Spelling::Name, written);
    // The key is none under `where`, whose keys are those of the scheme.
    if target.table == Some(TableKind::Conditions) {
        return conditions::at(register, target, written);
    }
    match target.key?.value {
        ValueType::Code => code(register, target, written, reading),
        ValueType::Standard | ValueType::Standards | ValueType::OtherStandard | ValueType::OtherStandards => {
            named(standard(&text, register)?)
        }
        ValueType::StandardTitle | ValueType::RequiredStandards => {
            named(Referent::Title(normal(text.clone()).into_owned()))
        }
        ValueType::SubsystemName | ValueType::SubsystemCode | ValueType::SubsystemRef | ValueType::SubsystemRefs => {
            in_subsystem(register, target, &text, written)
        }
        ValueType::CategoryCode | ValueType::CategoryRef => {
            let index = match target.item? {
                Item::Category(index) => Some(index),
                Item::Table(index) => register.table(index)?.category_index,
                _ => None,
            };
            named(category_of(register, owned(), index))
        }
        ValueType::TableId | ValueType::TableRef => named(Referent::Table(owned())),
        ValueType::CategoryTitle | ValueType::TableTitle => of_item(register, target, written),
        ValueType::Status | ValueType::StatusName | ValueType::StatusSynonyms => named(status(register, &text)?),
        ValueType::Level | ValueType::LevelName | ValueType::LevelSynonyms => named(level(register, &text)?),
        ValueType::Owner => named(Referent::Owner(owned())),
        ValueType::Item => in_item(register, target, written),
        ValueType::Group | ValueType::Groups => {
            let table = match target.item? {
                Item::Table(table) => table,
                Item::Entry(id) => register.entry(id)?.table as usize,
                _ => return None,
            };
            let name = owned();
            named(Referent::Group { table, name })
        }
        ValueType::ColumnKey => named(Referent::Column(owned())),
        ValueType::By => named(keys::counted_by(register, &text)?),
        ValueType::LayerName => named(keys::layer_at(register, string)?),
        ValueType::Role => keys::by_role(keys::layer_at(register, string)?, written),
        ValueType::LayerOf(role) => keys::by_role(keys::layer_of(register, role)?, written),
        // What stands for itself alone.
        ValueType::Text
        | ValueType::TextList
        | ValueType::Day
        | ValueType::Integer
        | ValueType::Word
        | ValueType::Number
        | ValueType::Plan
        | ValueType::Date
        | ValueType::Block
        | ValueType::NumberKind
        | ValueType::NumberKinds
        | ValueType::SchemeRef
        | ValueType::NotesRef
        | ValueType::Expected
        | ValueType::Existing
        | ValueType::Ratio
        | ValueType::Phase
        | ValueType::Patterns
        | ValueType::Table(_)
        | ValueType::Tables(_) => None,
        // Those of schemes and settings.
        ValueType::Width
        | ValueType::Depth
        | ValueType::FindingCount
        | ValueType::Characters
        | ValueType::ColumnType
        | ValueType::ColumnRole
        | ValueType::Requirement
        | ValueType::Texts
        | ValueType::AnyOf
        | ValueType::Conditions
        | ValueType::Switch
        | ValueType::Language
        | ValueType::Severity
        | ValueType::Rules
        | ValueType::SeverityOfRules
        | ValueType::RulesOfPatterns => None,
    }
}

fn named(referent: Referent, spelling: Spelling, written: Written) -> Option<Naming> {
    Some(Naming {
        referent,
        spelling,
        written,
    })
}

/// A string in the segment that a target is in. Its site stands for no table: only its places are of use.
fn string_at(target: &Target<'_>, string: Str) -> StringAt {
    let site = Site {
        file: target.place.file,
        segment: target.place.segment,
        ..Site::default()
    };
    StringAt::new(site, string)
}

fn code(register: &Register, target: &Target<'_>, written: Written, reading: CodeReading) -> Option<Naming> {
    let text = written.at.content(register);
    let in_category = (reading == CodeReading::ByLayer)
        .then(|| layer_at(register, &text, target.offset_in_text()?))
        .flatten()
        .filter(|(role, _)| *role == Role::Category);
    if let Some((_, part)) = in_category {
        let category = part.of_text(&text).to_owned();
        let index = register.category_in(Code::parse(&register.scheme, &text), &text);
        return named(
            category_of(register, category, index),
            Spelling::Layer,
            Written { part, ..written },
        );
    }
    named(Referent::Code(text.into_owned()), Spelling::Name, written)
}

/// The layer of a code that an offset in bytes of the code is in: its role, and its span in the code. None for a layer
/// without a role, and for a code of another length than the scheme's, whose layers cannot be told.
pub(super) fn layer_at(register: &Register, code: &str, offset: u32) -> Option<(Role, Span)> {
    let (index, span) = layer_index_at(register, code, offset)?;
    Some((register.scheme.layers.get(index)?.role?, span))
}

/// The same, with the layer by its place in the scheme.
pub(super) fn layer_index_at(register: &Register, code: &str, offset: u32) -> Option<(usize, Span)> {
    let scheme = &register.scheme;
    if !Code::parse(scheme, code).has_right_length() {
        return None;
    }
    let mut found = None;
    for (index, layer) in scheme.layers.iter().enumerate() {
        let span = layer_span(scheme, index, code);
        // A cursor between two layers is in the later one, as the editor shows it before a character; at the end of
        // the code it is in the last.
        if span.touches(offset) {
            found = layer.role.map(|_| (index, span));
        }
    }
    found
}

/// What a standard's number stands for; none for one that cannot be read.
pub(super) fn standard(text: &str, register: &Register) -> Option<Referent> {
    let number = number::parse(text, &register.scheme.grammar).number?;
    Some(Referent::Standard {
        number: number.same_standard_key(text),
        base: number.base_key(text),
    })
}

fn status(register: &Register, word: &str) -> Option<Referent> {
    let (term, _) = register.vocabulary.status(word)?;
    let status = register.vocabulary.status_term(term)?;
    Some(Referent::Status(status.name.clone()))
}

fn level(register: &Register, word: &str) -> Option<Referent> {
    let (term, _) = register.vocabulary.level(word)?;
    let level = register.vocabulary.level_term(term)?;
    Some(Referent::Level(level.name.clone()))
}

/// A title of a category or a table: it stands for what has it, where that has a code or an id to be told by.
fn of_item(register: &Register, target: &Target<'_>, written: Written) -> Option<Naming> {
    let referent = match target.item? {
        Item::Category(index) => category(register, index)?,
        Item::Table(index) => table(register, index)?,
        _ => return None,
    };
    named(referent, Spelling::Title, written)
}

fn category(register: &Register, index: usize) -> Option<Referent> {
    let code = register.category(index)?.code()?.into_owned();
    Some(category_of(register, code, Some(index)))
}

/// A category by its code; its place tells it where codes name the subsystem too.
fn category_of(register: &Register, code: String, index: Option<usize>) -> Referent {
    let is_by_subsystem = !register.scheme.subsystem_layers().is_empty();
    Referent::Category {
        code,
        index: index.filter(|_| is_by_subsystem),
    }
}

/// A subsystem where its title or its code may stand.
fn in_subsystem(register: &Register, target: &Target, text: &str, written: Written) -> Option<Naming> {
    let is_code = target.key.is_some_and(|key| key.value == ValueType::SubsystemCode);
    let index = match target.item {
        Some(Item::Subsystem(index)) if is_code => Some(index),
        _ => register.subsystem_named(text).target(),
    };
    let title = index.and_then(|index| register.subsystem(index)?.title());
    match title {
        Some(title) if is_code || title != text => {
            named(Referent::Subsystem(title.into_owned()), Spelling::Code, written)
        }
        // One that is not defined has the name all the same; a code of a subsystem without a title tells nobody which.
        _ if is_code => None,
        _ => named(Referent::Subsystem(text.to_owned()), Spelling::Name, written),
    }
}

fn table(register: &Register, index: usize) -> Option<Referent> {
    let table = register.table(index)?;
    Some(Referent::Table(table.id()?.into_owned()))
}

fn subsystem(register: &Register, index: usize) -> Option<Referent> {
    let subsystem = register.subsystem(index)?;
    Some(Referent::Subsystem(subsystem.title()?.into_owned()))
}

fn in_item(register: &Register, target: &Target<'_>, written: Written) -> Option<Naming> {
    let Some(Item::Row(statistics, row)) = target.item else {
        return None;
    };
    item(register, statistics, row, written)
}

/// What the item of a row of statistics names.
pub(super) fn item(register: &Register, statistics: usize, row: usize, written: Written) -> Option<Naming> {
    let content = written.at.content(register);
    let counted = register.counts.0.get(statistics)?.rows.get(row)?;
    let row = register.statistics_at(statistics)?.row(row)?;
    let tests = match &counted.meaning {
        // With a `where` it is a mere label.
        RowMeaning::Entries(tests) if row.conditions.is_none() => tests,
        _ => return None,
    };
    match tests.as_slice() {
        [Test::Subsystem(index)] => suffixed(register, subsystem(register, *index)?, written),
        [Test::Category(index)] => titled(register, category(register, *index)?, written),
        [Test::Table(index)] => titled(register, table(register, *index)?, written),
        // An item of the scheme's statistics may be called as a level is; it is the word all the same.
        [Test::Layer { .. } | Test::Level(_)] => {
            let is_level = register.vocabulary.levels.iter().any(|level| level.name == content);
            let referent = Referent::Level(content.into_owned());
            named(referent, Spelling::Name, written).filter(|_| is_level)
        }
        [Test::Column { column, .. }] => {
            let column = register.columns.get(usize::from(*column))?;
            let is_owner = column.role == Some(ColumnRole::Owner);
            named(Referent::Owner(content.into_owned()), Spelling::Name, written).filter(|_| is_owner)
        }
        _ => None,
    }
}

/// A name of a category or a table where either its code or its title may stand.
fn titled(register: &Register, referent: Referent, written: Written) -> Option<Naming> {
    let content = written.at.content(register);
    let is_name =
        matches!(&referent, Referent::Category { code: name, .. } | Referent::Table(name) if *name == content);
    let spelling = if is_name { Spelling::Name } else { Spelling::Title };
    named(referent, spelling, written)
}

/// A subsystem where its title may be followed by 子体系: the name is what comes before it.
fn suffixed(register: &Register, referent: Referent, written: Written) -> Option<Naming> {
    let content = written.at.content(register);
    let Referent::Subsystem(title) = &referent else {
        return None;
    };
    let is_title = normal(content.clone()).starts_with(normal(title.as_str().into()).as_ref());
    if !is_title {
        return named(referent, Spelling::Code, written);
    }
    let length = if content.starts_with(title.as_str()) {
        to_u32(title.len())
    } else {
        written.part.end
    };
    let part = Span::new(0, length);
    named(referent, Spelling::Name, Written { part, ..written })
}
