//! Catalogues of published standards, which registers are held against (rule M003): which numbers there are, whether they
//! are in force, what replaces them, from when on, and who says so as of when.
//!
//! [`Builder`] takes texts in, as CSV, TOML or JSON ([`read`](mod@read)); [`Catalogue`] is what lookups go by. A row is found
//! by its number, whatever form that is written in, or by the plan that it came of; and, for completion, by what is typed
//! of its number or title ([`search`]).
//!
//! A catalogue is bytes in a form of its own ([`image`]), which are looked up in where they are: in memory, or in a
//! [`Store`] that reads pieces of them, for a large catalogue is not to be read as a whole whenever a few rows are asked
//! for. Nothing here touches files.

mod build;
mod fault;
mod headings;
mod image;
mod read;
mod row;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod verdict;
mod words;

use std::fmt;
use std::sync::OnceLock;

pub use self::build::Builder;
pub use self::fault::{Fault, FaultKind};
pub use self::headings::Field;
use self::image::{About, Image};
pub use self::row::{End, Row};
use self::search::Searched;
use self::store::Damaged;
pub use self::store::Store;
pub use self::verdict::Verdict;
pub use self::words::Standing;
use crate::number::Number;

/// Makes the catalogue anew, as [`Builder::finish`] does, where the bytes that were kept turn out not to be those that were
/// written. None where that cannot be done any more.
pub type Anew = Box<dyn Fn() -> Option<Catalogue> + Send + Sync>;

/// The rows of one or more catalogues.
pub struct Catalogue {
    image: Image,
    anew: Option<Anew>,
    /// What stands in for the image since that was found to be damaged.
    instead: OnceLock<Option<Box<Catalogue>>>,
    /// What is searched, where the image has nothing to search in.
    searched: OnceLock<Vec<u8>>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Catalogue")
            .field("head", &self.image.head)
            .finish_non_exhaustive()
    }
}

/// Rows that were found by what is typed.
#[derive(Debug, Default)]
pub struct Found {
    /// The rows, each with why it was found: its number, or its title from the part on that was meant.
    pub rows: Vec<(Row, String)>,
    /// Whether there may be more.
    pub has_more: bool,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::of(Image::default(), None)
    }
}

impl Catalogue {
    /// A catalogue that was just made.
    fn in_memory(image: Vec<u8>) -> Self {
        let image = Image::open(Box::new(image), "").unwrap_or_default();
        Self::of(image, None)
    }

    /// A catalogue whose bytes ([`Builder::finish_to_keep`]) were kept somewhere. None where they were made of something
    /// else than `origin`, by another version, or are damaged; what turns out to be damaged later is made `anew`.
    pub fn kept(store: Box<dyn Store>, origin: &str, anew: Anew) -> Option<Self> {
        let image = Image::open(store, origin)?;
        Some(Self::of(image, Some(anew)))
    }

    const fn of(image: Image, anew: Option<Anew>) -> Self {
        Self {
            image,
            anew,
            instead: OnceLock::new(),
            searched: OnceLock::new(),
        }
    }

    /// What is looked up in.
    fn current(&self) -> &Self {
        match self.instead.get() {
            Some(Some(instead)) => instead,
            _ => self,
        }
    }

    /// Looks something up, if need be in a catalogue made anew.
    fn look<T: Default>(&self, lookup: impl Fn(&Self) -> Result<T, Damaged>) -> T {
        lookup(self.current()).unwrap_or_else(|Damaged| {
            let made = || self.anew.as_ref().and_then(|anew| anew()).map(Box::new);
            let instead = self.instead.get_or_init(made);
            let found = instead.as_deref().and_then(|instead| lookup(instead).ok());
            found.unwrap_or_default()
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        usize::try_from(self.current().image.head.rows).unwrap_or(usize::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is wrong with rows and values: the first fault, in which file, and how many there are in all.
    pub fn unusable(&self) -> Option<(&str, &Fault, usize)> {
        let (file, fault, count) = self.current().image.head.unusable.as_ref()?;
        Some((file, fault, *count))
    }

    /// All rows, in the order of their files; the editions of a standard stand together.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.current().image.all_rows().map(|(_, row)| row)
    }

    /// The rows of a number with any year, or with none: its editions. `text` is what the number was read of.
    pub fn editions(&self, number: &Number, text: &str) -> Vec<Row> {
        let key = number.undated_key(text);
        self.look(|catalogue| catalogue.image.rows(About::Number, key))
    }

    /// The row of a number as it stands: with its year where it has one, and without one where it has none.
    pub fn find(&self, number: &Number, text: &str) -> Option<Row> {
        let year = number.year.map_or(0, |year| year.value);
        let mut editions = self.editions(number, text).into_iter();
        editions.find(|row| row.facts.year == year)
    }

    /// The row of the standard that a plan became, or of the plan itself.
    pub fn of_plan(&self, plan: &str) -> Option<Row> {
        if !self.current().image.head.has_plans {
            return None;
        }
        let key = image::plan_key(plan);
        self.look(|catalogue| catalogue.image.rows(About::Plan, key)).pop()
    }

    /// The row that is in force longest among the parts of a standard, whichever edition they are of: where that one is not
    /// in force, none is.
    pub fn last_part(&self, number: &Number, text: &str) -> Option<Row> {
        let key = number.base_key(text);
        self.look(|catalogue| catalogue.image.rows(About::Parts, key)).pop()
    }

    /// The rows that somebody may mean who has typed this much of a number, a title, a part of a title, or the initials of
    /// its pinyin: at most so many.
    pub fn search(&self, text: &str, most: usize) -> Found {
        let Some(typed) = search::typed(text) else {
            return Found {
                rows: Vec::new(),
                has_more: !self.is_empty(),
            };
        };
        self.look(|catalogue| {
            let section = catalogue.search_section();
            let (places, has_more) = Searched::open(section)?.find(&typed, most)?;
            let mut rows = Vec::with_capacity(places.len());
            for at in places {
                let (row, ..) = catalogue.image.row_at(at)?;
                let by = search::found_by(&row, &typed).map(str::to_owned);
                rows.extend(by.map(|by| (row, by)));
            }
            Ok(Found { rows, has_more })
        })
    }

    fn search_section(&self) -> (&dyn Store, u64, u64) {
        self.image.search_section().unwrap_or_else(|| {
            let section = self.searched.get_or_init(|| search::section(self.image.all_rows()));
            (section, 0, section.len() as u64)
        })
    }
}
