//! One condition of an expression, and whether an entry meets it.

use std::borrow::Cow;
use std::cmp::Ordering;

use smallvec::{SmallVec, smallvec};

use crate::register::Register;
use crate::register::counts::{Answer, Conditions, Test};
use crate::register::handle::{EntryRef, TableRef};
use crate::scheme::Phase;

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    /// What `where` of statistics asks.
    Test(Test),
    /// Something about the values that an entry has.
    Values(Subject, Comparison),
}

/// What of an entry is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// What it has in a column, by its place.
    Column(u16),
    /// A layer of its code, by its place.
    Layer(usize),
    /// The year of its number.
    Year,
    /// Where it is in its life.
    Phase,
    /// The titles and codes of its subsystem and of those above.
    Subsystem,
    /// The title and code of its category.
    Category,
    /// The id and title of its table.
    Table,
    /// The file that it stands in.
    File,
}

/// What is asked of the values: it is enough that one of them is so.
#[derive(Clone, Debug)]
pub(super) enum Comparison {
    /// It is this; with nothing, there are none.
    Equal(String),
    /// It begins so, as a date does with its year.
    Begins(String),
    /// It ends so, as a path does with a name.
    Ends(String),
    /// This is in it, whatever the case of letters; it is in small ones.
    Contains(String),
    /// It stands so to this: numbers as numbers, else as text; of a text that is longer, as a day is than a year, the
    /// beginning counts.
    Order(String, &'static [Ordering]),
}

impl Atom {
    /// Whether the entries of a table meet it, where that is the same for all.
    pub(super) fn ask_table(&self, register: &Register, conditions: &Conditions<'_>, index: usize) -> Option<Answer> {
        match self {
            Self::Test(test) => conditions.ask_table(index, test),
            Self::Values(subject, comparison) => {
                let values = of_table(register, *subject, register.table(index)?)?;
                Some(Answer::from(comparison.holds(&values)))
            }
        }
    }

    /// Whether an entry meets it.
    pub(super) fn ask<'r>(&self, register: &'r Register, conditions: &Conditions<'r>, entry: EntryRef<'r>) -> Answer {
        match self {
            Self::Test(test) => conditions.ask(&entry, test),
            Self::Values(subject, comparison) => match of_entry(register, conditions, *subject, entry) {
                Some(values) => Answer::from(comparison.holds(&values)),
                None => Answer::Maybe,
            },
        }
    }
}

impl Comparison {
    fn holds(&self, values: &[Cow<'_, str>]) -> bool {
        let mut values = values.iter();
        match self {
            Self::Equal(wanted) if wanted.is_empty() => values.next().is_none(),
            Self::Equal(wanted) => values.any(|value| value == wanted),
            Self::Begins(wanted) => values.any(|value| value.starts_with(wanted)),
            Self::Ends(wanted) => values.any(|value| {
                let before = value.strip_suffix(wanted.as_str());
                before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
            }),
            Self::Contains(wanted) => values.any(|value| value.to_lowercase().contains(wanted)),
            Self::Order(bound, orders) => values.any(|value| orders.contains(&order(value, bound))),
        }
    }
}

fn order(value: &str, bound: &str) -> Ordering {
    match (value.parse::<i64>(), bound.parse::<i64>()) {
        (Ok(value), Ok(bound)) => value.cmp(&bound),
        _ => value.get(..bound.len()).unwrap_or(value).cmp(bound),
    }
}

type Values<'r> = SmallVec<[Cow<'r, str>; 1]>;

/// What is looked at where it is that of a table; nothing where each entry has its own.
fn of_table<'r>(register: &'r Register, subject: Subject, table: TableRef<'r>) -> Option<Values<'r>> {
    let category = register.category_of(&table);
    let mut values: Values<'r> = match subject {
        Subject::Subsystem => {
            let own = category.and_then(|category| category.subsystem_index);
            let all = own.into_iter().flat_map(|own| register.upwards(own));
            let all = all.filter_map(|index| register.subsystem(index));
            all.flat_map(|subsystem| [subsystem.title(), subsystem.code()])
                .flatten()
                .collect()
        }
        Subject::Category => {
            let names = category.map(|category| [category.title(), category.code()]);
            names.into_iter().flatten().flatten().collect()
        }
        Subject::Table => [table.id(), table.title()].into_iter().flatten().collect(),
        Subject::File => register
            .file(table.site.file)
            .map(|file| file.path.as_str().into())
            .into_iter()
            .collect(),
        Subject::Column(_) | Subject::Layer(_) | Subject::Year | Subject::Phase => return None,
    };
    values.retain(|value| !value.is_empty());
    Some(values)
}

/// The values that an entry has; nothing where they cannot be read.
fn of_entry<'r>(
    register: &'r Register,
    conditions: &Conditions<'r>,
    subject: Subject,
    entry: EntryRef<'r>,
) -> Option<Values<'r>> {
    Some(match subject {
        Subject::Column(column) => return conditions.values(entry.get(), column),
        Subject::Layer(layer) => smallvec![conditions.layer(&entry, layer)?.into()],
        Subject::Year => {
            let year = entry.parts.as_ref().and_then(|number| number.year);
            year.map(|year| year.value.to_string().into()).into_iter().collect()
        }
        Subject::Phase => {
            let term = register.vocabulary.status_term(entry.status_term?)?;
            smallvec![Phase::name(term.phase).into()]
        }
        Subject::Subsystem | Subject::Category | Subject::Table | Subject::File => SmallVec::new(),
    })
}
