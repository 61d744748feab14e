//! What the columns of a table are, by their headings: in any order, over one row or two, with synonyms and units.
//!
//! The words are data, in `headings.toml` beside this file. What the caller maps overrules them.

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use toml_edit::{Array, DocumentMut, Table};

use crate::exchange::import::grid::{Cell, Row, Value};
use crate::keys::{ColumnRole, Columns};
use crate::text::tidy::half_width;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A key of entries.
    Key(String),
    /// The number of the standard or of its plan: each value says which.
    StandardOrPlan,
    /// The year of the standard's number, where it has a column of its own.
    Year,
    /// A level of the structure, its title or the path to it.
    Structure(Level),
    /// The number of the table that the row belongs to.
    Table,
    /// That table's title.
    TableTitle,
    /// Nothing that is to be imported: the caller says so.
    Ignored,
}

/// Which level of the structure a column names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The outermost.
    Subsystem,
    /// One between.
    Between,
    /// The innermost.
    Category,
}

/// What a column of a statistics table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// What the table counts by.
    By,
    /// What the row counts.
    Item,
    /// 应有数.
    Expected,
    /// 现有数.
    Existing,
    /// 现有数/应有数.
    Ratio,
    /// 备注.
    Remarks,
}

/// How sure it is that a heading means what it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// It means something else in some tables.
    Maybe,
    /// It is one of the words for it.
    Known,
    /// The caller says so.
    Told,
}

/// A name that `--map` cannot map to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(pub String);

/// Two columns of one header that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key that both claim.
    pub key: String,
    /// The two columns, from 0, with their headings.
    pub columns: [(usize, String); 2],
    /// The row of the header.
    pub row: u32,
}

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows it has.
    pub height: usize,
    /// The row that it begins in.
    pub row: u32,
    /// What it is the head of.
    pub kind: HeaderKind,
}

/// What a head is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    /// A detail table.
    Detail,
    /// A statistics table.
    Figures,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading as it stands; empty for none.
    pub title: String,
    /// What it holds, where that is known.
    pub meaning: Option<Meaning>,
    /// What it holds in a statistics table.
    pub figure: Option<Figure>,
    /// The meaning is that of a heading which is something else in other tables.
    pub is_guess: bool,
}

/// The headings that are known.
pub struct Headings {
    detail: FxHashMap<String, (Meaning, Certainty)>,
    figures: FxHashMap<String, Figure>,
}

impl Headings {
    /// The known headings, those of the columns of the register, and those that the caller maps to keys: `-` is for what is
    /// not to be imported.
    ///
    /// # Errors
    /// Where something is mapped to what is no key.
    pub fn new(map: &[(String, String)], register: &Columns) -> Result<Self, UnknownKey> {
        let mut headings = Self {
            detail: FxHashMap::default(),
            figures: FxHashMap::default(),
        };
        for column in columns() {
            let words = |key: &str| -> Vec<&str> {
                let array = column.get(key).and_then(|item| item.as_array());
                array
                    .map(Array::iter)
                    .into_iter()
                    .flatten()
                    .filter_map(|word| word.as_str())
                    .collect()
            };
            let text = |key: &str| column.get(key).and_then(|item| item.as_str()).unwrap_or_default();
            let key = text("key");
            let known = [vec![text("title")], words("also")].concat();
            let figure = figure(key);
            for word in &known {
                if let Some(figure) = figure {
                    headings.figures.insert(bare(word), figure);
                }
            }
            let Some(meaning) = meaning(key, register) else {
                continue;
            };
            let with = |certainty| move |word| (word, certainty);
            let known = known.into_iter().map(with(Certainty::Known));
            for (word, certainty) in known.chain(words("maybe").into_iter().map(with(Certainty::Maybe))) {
                headings.detail.insert(bare(word), (meaning.clone(), certainty));
            }
        }
        for (_, column) in register.iter() {
            for word in [&column.key, &column.title].into_iter().chain(&column.also) {
                let meaning = (Meaning::Key(column.key.clone()), Certainty::Known);
                headings.detail.entry(bare(word)).or_insert(meaning);
            }
        }
        for (heading, key) in map {
            let meaning = meaning(key, register).ok_or_else(|| UnknownKey(key.clone()))?;
            headings.detail.insert(bare(heading), (meaning, Certainty::Told));
        }
        Ok(headings)
    }

    /// The head that begins in the first of some rows, if one does. `is_forced` is for a row of which the caller says that it is
    /// one: then a single heading is enough.
    ///
    /// # Errors
    /// Where two columns mean the same.
    pub fn find(&self, rows: &[Row], is_forced: bool) -> Result<Option<Header>, Conflict> {
        let Some(first) = rows.first() else { return Ok(None) };
        let single = self.read(first.number, levels(&[first]), 1)?;
        let count = |header: &Option<Header>| header.as_ref().map_or(0, Header::known);
        let double = match rows {
            [first, second, ..] if is_text(first) && is_text(second) && second.own().count() > 1 => {
                self.read(first.number, levels(&[first, second]), 2)?
            }
            _ => None,
        };
        let below = match rows {
            [_, second, ..] if double.is_some() => self.read(second.number, levels(&[second]), 1)?,
            _ => None,
        };
        let best = match count(&double) > count(&single).max(count(&below)) {
            true => double,
            false => single,
        };
        Ok(best.filter(|header| is_forced || header.is_enough()))
    }

    /// Reads a head from the texts of its columns, from the top.
    fn read(&self, row: u32, levels: Vec<Vec<String>>, height: usize) -> Result<Option<Header>, Conflict> {
        let mut columns: Vec<Column> = Vec::with_capacity(levels.len());
        let mut claims: Vec<(Meaning, Certainty, usize)> = Vec::new();
        for (place, texts) in levels.iter().enumerate() {
            let above = place.checked_sub(1).and_then(|before| levels.get(before));
            let is_first_below = above.and_then(|above| above.first()) != texts.first();
            let mut column = Column {
                title: texts.join(" "),
                meaning: None,
                figure: spellings(texts, true).iter().find_map(|word| self.figure(word)),
                is_guess: false,
            };
            let found = spellings(texts, is_first_below)
                .iter()
                .find_map(|word| self.meaning(word));
            if let Some((meaning, certainty)) = found {
                let claimed = claims
                    .iter_mut()
                    .find(|(other, ..)| *other == meaning && is_single(&meaning));
                match claimed {
                    Some((_, other, _)) if *other > certainty => {}
                    Some((_, other, at)) if *other < certainty => {
                        if let Some(column) = columns.get_mut(*at) {
                            (column.meaning, column.is_guess) = (None, false);
                        }
                        (*other, *at) = (certainty, place);
                        column.meaning = Some(meaning);
                    }
                    Some((_, Certainty::Maybe, _)) => {}
                    Some((_, _, at)) => {
                        let title = |place: usize| columns.get(place).map(|column| column.title.clone());
                        let first = (*at, title(*at).unwrap_or_default());
                        return Err(Conflict {
                            key: name(&meaning),
                            columns: [first, (place, column.title)],
                            row,
                        });
                    }
                    None => {
                        claims.push((meaning.clone(), certainty, place));
                        column.is_guess = certainty == Certainty::Maybe;
                        column.meaning = Some(meaning);
                    }
                }
            }
            columns.push(column);
        }
        let header = Header {
            kind: HeaderKind::Detail,
            columns,
            height,
            row,
        };
        Ok(Some(header.of_its_kind()))
    }

    fn meaning(&self, word: &str) -> Option<(Meaning, Certainty)> {
        without_unit(word).find_map(|word| self.detail.get(&word)).cloned()
    }

    fn figure(&self, word: &str) -> Option<Figure> {
        without_unit(word).find_map(|word| self.figures.get(&word)).copied()
    }
}

impl Header {
    /// The head of a list that has a column for each of some keys.
    pub fn of_keys<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let column = |key: &str| Column {
            title: key.to_owned(),
            meaning: Some(Meaning::Key(key.to_owned())),
            figure: None,
            is_guess: false,
        };
        Self {
            columns: keys.map(column).collect(),
            height: 1,
            row: 0,
            kind: HeaderKind::Detail,
        }
    }

    /// How many columns are known.
    fn known(&self) -> usize {
        match self.kind {
            HeaderKind::Detail => self.columns.iter().filter(|column| column.meaning.is_some()).count(),
            HeaderKind::Figures => self.columns.iter().filter(|column| column.figure.is_some()).count(),
        }
    }

    /// Whether it is a head at all: what an entry is known by has a column, and something beside it.
    fn is_enough(&self) -> bool {
        let is_naming = |column: &Column| match &column.meaning {
            Some(Meaning::Key(key)) => matches!(key.as_str(), "title" | "standard" | "code"),
            Some(Meaning::StandardOrPlan) => true,
            _ => false,
        };
        self.kind == HeaderKind::Figures || (self.known() > 1 && self.columns.iter().any(is_naming))
    }

    /// A head with both figures is one of statistics; what it counts is in the first column that is nothing else.
    fn of_its_kind(mut self) -> Self {
        let has = |figure| self.columns.iter().any(|column| column.figure == Some(figure));
        if !has(Figure::Expected) || !has(Figure::Existing) {
            return self;
        }
        if !has(Figure::Item)
            && let Some(column) = self.columns.iter_mut().find(|column| column.figure.is_none())
        {
            column.figure = Some(Figure::Item);
        }
        self.kind = HeaderKind::Figures;
        self
    }

    /// Whether another head has the same columns: that of the next page.
    pub fn is_same(&self, other: &Self) -> bool {
        let titles = |header: &Self| -> Vec<String> {
            let titles = header.columns.iter().map(|column| bare(&column.title));
            titles.filter(|title| !title.is_empty()).collect()
        };
        self.kind == other.kind && titles(self) == titles(other)
    }

    /// The column of a key.
    pub fn column_of(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| match &column.meaning {
            Some(Meaning::Key(name)) => name == key,
            Some(Meaning::StandardOrPlan) => key == "standard",
            _ => false,
        })
    }
}

/// The texts of each column of the head, from the top, each once.
fn levels(rows: &[&Row]) -> Vec<Vec<String>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut levels = Vec::with_capacity(width);
    for column in 0..width {
        let mut texts: Vec<String> = Vec::new();
        for cell in rows.iter().filter_map(|row| row.cells.get(column)) {
            let text = match &cell.value {
                // Lines are kept: the two names of a diagonal head stand on two.
                Value::Text(text) => text.trim().to_owned(),
                _ => cell.shown(),
            };
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        levels.push(texts);
    }
    levels
}

/// Whether a row could be of a head: nothing in it is a number or a date.
fn is_text(row: &Row) -> bool {
    let is_text = |cell: &Cell| matches!(cell.value, Value::Text(_) | Value::Empty);
    let shown = |cell: &Cell| cell.shown().chars().any(char::is_alphabetic) || cell.is_empty();
    row.cells.iter().all(|cell| is_text(cell) && shown(cell))
}

/// What the heading of a column may be called, the whole first. What stands above several columns names the first of them
/// alone.
fn spellings(texts: &[String], is_first_below: bool) -> Vec<String> {
    let mut spellings = Vec::new();
    match texts {
        [one] => {
            spellings.push(bare(one));
            // A diagonal head has two names.
            if one.contains('\n') {
                spellings.extend(one.lines().map(bare));
            }
        }
        [top, .., bottom] => {
            let (top, bottom) = (bare(top), bare(bottom));
            spellings.extend([format!("{top}{bottom}"), format!("{bottom}{top}"), bottom]);
            if is_first_below {
                spellings.push(top);
            }
        }
        [] => {}
    }
    spellings
}

/// A heading as it is compared: narrow, in lower case, without blanks and marks.
fn bare(heading: &str) -> String {
    let narrow = heading.chars().map(|c| half_width(c).unwrap_or(c));
    let kept = narrow.filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '、' | '\u{FEFF}'));
    kept.flat_map(char::to_lowercase).collect()
}

/// A heading, and without what stands in brackets at its end.
fn without_unit(word: &str) -> impl Iterator<Item = String> {
    let unit = word.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
    [Some(word), unit.map(|(bare, _)| bare)]
        .into_iter()
        .flatten()
        .map(ToOwned::to_owned)
}

/// Whether only one column may hold it.
fn is_single(meaning: &Meaning) -> bool {
    !matches!(meaning, Meaning::Structure(_) | Meaning::Ignored)
}

/// What a key of the words, or one that the caller maps to, means: a column by its key, or by its role.
fn meaning(key: &str, register: &Columns) -> Option<Meaning> {
    Some(match key {
        "-" => Meaning::Ignored,
        "table" => Meaning::Table,
        "table-title" => Meaning::TableTitle,
        "standard-or-plan" => Meaning::StandardOrPlan,
        "year" => Meaning::Year,
        "subsystem" => Meaning::Structure(Level::Subsystem),
        "level-of-structure" => Meaning::Structure(Level::Between),
        "category" => Meaning::Structure(Level::Category),
        key => {
            let of_role = || register.of_role(ColumnRole::named(key)?);
            let column = register.find(key).map(|(_, column)| column).or_else(of_role)?;
            Meaning::Key(column.key.clone())
        }
    })
}

fn name(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Key(key) => key.clone(),
        Meaning::StandardOrPlan => "standard".to_owned(),
        Meaning::Year => "year".to_owned(),
        Meaning::Table => "table".to_owned(),
        Meaning::TableTitle => "table-title".to_owned(),
        Meaning::Structure(_) | Meaning::Ignored => String::new(),
    }
}

fn figure(key: &str) -> Option<Figure> {
    Some(match key {
        "by" => Figure::By,
        "item" => Figure::Item,
        "expected" => Figure::Expected,
        "existing" => Figure::Existing,
        "ratio" => Figure::Ratio,
        "remarks" => Figure::Remarks,
        _ => return None,
    })
}

fn columns() -> impl Iterator<Item = &'static Table> {
    static FILE: OnceLock<DocumentMut> = OnceLock::new();
    let file = FILE.get_or_init(|| include_str!("headings.toml").parse().unwrap_or_default());
    let columns = file.get("column").and_then(|item| item.as_array_of_tables());
    columns.into_iter().flatten()
}
