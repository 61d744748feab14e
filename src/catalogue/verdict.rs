//! What catalogues have to say about a number that somebody goes by.

use super::Catalogue;
use super::row::{End, Row};
use crate::number::Number;
use crate::syntax::Date;

/// What catalogues say about a number on a day.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Nothing.
    Unknown,
    /// Its row, which is no reason not to go by it.
    Holds(Row),
    /// Its row, which says that it is over.
    Ended(Row, End),
    /// The row of a newer edition in force.
    Newer(Row),
    /// All parts are meant, which have no row together, and all are over: the row of the last one.
    PartsEnded(Row),
}

impl Verdict {
    /// The row that it goes by.
    pub const fn row(&self) -> Option<&Row> {
        match self {
            Self::Unknown => None,
            Self::Holds(row) | Self::Ended(row, _) | Self::Newer(row) | Self::PartsEnded(row) => Some(row),
        }
    }
}

impl Catalogue {
    /// What is to be said about a number: of one with its year about the edition that it names, of one without about the
    /// latest in force. `text` is what it was read of.
    pub fn verdict(&self, number: &Number, text: &str, today: Date) -> Verdict {
        match number.all_parts {
            true => self.of_all_parts(number, text, today),
            false => self.of_one(number, text, today),
        }
    }

    /// `（所有部分）`: what its own row says, or that every part is over.
    fn of_all_parts(&self, number: &Number, text: &str, today: Date) -> Verdict {
        match self.find(number, text) {
            Some(row) => of_row(row, today),
            None => match self.last_part(number, text) {
                Some(row) if row.end(today).is_some() => Verdict::PartsEnded(row),
                _ => Verdict::Unknown,
            },
        }
    }

    /// One standard, or one part.
    fn of_one(&self, number: &Number, text: &str, today: Date) -> Verdict {
        let mut editions = self.editions(number, text);
        let of_year = |row: &Row| row.year();
        let in_force = editions.iter().filter(|row| row.is_in_force(today));
        let latest = in_force.max_by_key(|row| of_year(row)).cloned();
        let Some(year) = number.year.map(|year| year.value) else {
            return match latest {
                Some(latest) => Verdict::Holds(latest),
                None => match editions.into_iter().max_by_key(of_year) {
                    Some(last) if last.end(today).is_some() => of_row(last, today),
                    _ => Verdict::Unknown,
                },
            };
        };
        let own = editions.iter().position(|row| row.year() == Some(year));
        let own = own.map(|place| editions.swap_remove(place));
        let newer = latest.filter(|row| row.year() > Some(year));
        match (own, newer) {
            (Some(own), Some(newer)) => match own.end(today) {
                // What it names in its place goes before what is merely newer.
                Some(end) if !own.replaced_by().is_empty() => Verdict::Ended(own, end),
                _ => Verdict::Newer(newer),
            },
            (Some(own), None) => of_row(own, today),
            (None, Some(newer)) => Verdict::Newer(newer),
            (None, None) => Verdict::Unknown,
        }
    }
}

fn of_row(row: Row, today: Date) -> Verdict {
    match row.end(today) {
        Some(end) => Verdict::Ended(row, end),
        None => Verdict::Holds(row),
    }
}
