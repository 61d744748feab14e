//! What the columns of a table are, by their headings: in any order, over one row or two, with synonyms and units.
//!
//! The [`words`] are data.

#[cfg(test)]
mod tests;
mod words;

pub(in crate::exchange) use self::words::Condition;
use self::words::{Certainty, Words};
use crate::exchange::import::grid::{Cell, Row, Value};
use crate::exchange::import::values::{self, is_total};
use crate::keys::{ColumnRole, Columns};
use crate::scheme::Scheme;
use crate::text::tidy::half_width;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Meaning {
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
    /// The title of the subsystem that this one stands below, in a list of the structure.
    Parent,
    /// The code of the subsystem, likewise.
    SubsystemCode,
    /// The code of the category, likewise.
    CategoryCode,
    /// How many entries a table has, which is counted and not imported.
    Count,
    /// Nothing that is to be imported: the caller says so.
    Ignored,
}

/// Which level of the structure a column names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::exchange) enum Level {
    /// The outermost.
    Subsystem,
    /// One between.
    Between,
    /// The innermost.
    Category,
}

/// What a column of a statistics table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Figure {
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

/// A name that `--map` cannot map to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct UnknownKey(pub String);

/// Two columns of one header that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Conflict {
    /// The key that both claim.
    pub key: String,
    /// The two columns, from 0, with their headings.
    pub columns: [(usize, String); 2],
    /// The row of the header.
    pub row: u32,
}

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Header {
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
pub(in crate::exchange) enum HeaderKind {
    /// A detail table.
    Detail,
    /// A statistics table.
    Figures,
    /// A list of the structure: subsystems, categories and tables, and no standards.
    Structure,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Column {
    /// Its heading as it stands; empty for none.
    pub title: String,
    /// What it holds, where that is known.
    pub meaning: Option<Meaning>,
    /// What it holds in a statistics table.
    pub figure: Option<Figure>,
    /// The further column of a statistics table that its figure belongs to; none for those of the whole row.
    pub further: Option<String>,
    /// The meaning is that of a heading which is something else in other tables.
    pub is_guess: bool,
}

/// The headings that are known.
pub(in crate::exchange) struct Headings {
    words: Words,
    /// The keys of what an entry is known by.
    naming: Vec<String>,
}

/// The roles of the columns that an entry is known by; one of these must be there.
pub(in crate::exchange::import) const NAMING: [ColumnRole; 4] = [
    ColumnRole::Code,
    ColumnRole::Standard,
    ColumnRole::Plan,
    ColumnRole::Title,
];

impl Headings {
    /// The known headings, and those that the caller maps to keys: `-` is for what is not to be imported.
    ///
    /// # Errors
    /// Where something is mapped to what is no key.
    pub fn new(map: &[(String, String)], scheme: &Scheme) -> Result<Self, UnknownKey> {
        let naming = NAMING.into_iter().filter_map(|role| scheme.columns.of_role(role));
        Ok(Self {
            words: Words::new(map, scheme)?,
            naming: naming.map(|column| column.key.clone()).collect(),
        })
    }

    /// Further columns of statistics as well, known by their titles alone: the register in which they stand says what they count.
    pub fn with_counted(mut self, titles: impl Iterator<Item = String>) -> Self {
        titles.for_each(|title| self.words.add_counted(&title));
        self
    }

    /// What a further column of statistics counts, by its heading.
    pub fn condition(&self, heading: &str) -> Option<&Condition> {
        self.words.condition(heading)
    }

    /// The head that begins in the first of some rows, if one does. `is_forced` is for a row of which the caller says that it is
    /// one: then a single heading is enough.
    ///
    /// # Errors
    /// Where two columns mean the same.
    pub fn find(&self, rows: &[Row], is_forced: bool) -> Result<Option<Header>, Conflict> {
        let Some(first) = rows.first() else { return Ok(None) };
        let single = self.read(first.number, levels(&[first]), rows.get(1..).unwrap_or_default())?;
        let double = match rows {
            [first, second, below @ ..] if is_text(first) && is_text(second) && second.own().count() > 1 => {
                let header = self.read(first.number, levels(&[first, second]), below)?;
                Some(Header { height: 2, ..header })
            }
            _ => None,
        };
        let below = match rows {
            [_, second, rest @ ..] if double.is_some() => Some(self.read(second.number, levels(&[second]), rest)?),
            _ => None,
        };
        let below = below.map_or(0, |header| header.known());
        let best = match double {
            Some(double) if double.known() > single.known().max(below) => double,
            _ => single,
        };
        Ok(Some(best).filter(|header| is_forced || self.is_enough(header)))
    }

    /// Reads a head from the texts of its columns, from the top. What stands below shows whether it could be one of figures.
    fn read(&self, row: u32, levels: Vec<Vec<String>>, below: &[Row]) -> Result<Header, Conflict> {
        let mut columns: Vec<Column> = Vec::with_capacity(levels.len());
        let mut claims: Vec<(Meaning, Certainty, usize)> = Vec::new();
        let mut conflict = None;
        for (place, texts) in levels.iter().enumerate() {
            let above = place.checked_sub(1).and_then(|before| levels.get(before));
            let is_first_below = above.and_then(|above| above.first()) != texts.first();
            let mut column = Column {
                title: texts.join(" "),
                meaning: None,
                figure: spellings(texts, true).iter().find_map(|word| self.words.figure(word)),
                further: None,
                is_guess: false,
            };
            let found = spellings(texts, is_first_below)
                .iter()
                .find_map(|word| self.words.meaning(word));
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
                        conflict.get_or_insert(Conflict {
                            key: name(&meaning),
                            columns: [first, (place, column.title.clone())],
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
        let mut header = Header {
            kind: HeaderKind::Detail,
            columns,
            height: 1,
            row,
        };
        self.find_kind(&mut header, &levels, below);
        let is_list = header.kind == HeaderKind::Detail && header.columns.iter().any(|column| self.is_naming(column));
        match conflict.filter(|_| is_list) {
            Some(conflict) => Err(conflict),
            None => Ok(header),
        }
    }

    /// Finds out what a head is the head of. One with both figures is of statistics, and so is one whose columns are what
    /// entries are counted by, above figures.
    fn find_kind(&self, header: &mut Header, levels: &[Vec<String>], below: &[Row]) {
        let has_names = header.columns.iter().any(|column| self.is_naming(column));
        if !has_names {
            self.find_further(header, levels, below);
        }
        let has = |figure| header.columns.iter().any(|column| column.figure == Some(figure));
        let has_further = header.columns.iter().any(|column| column.further.is_some());
        if has_further || (has(Figure::Expected) && has(Figure::Existing)) {
            header.kind = HeaderKind::Figures;
            // What is counted is in the columns before the figures that are nothing else.
            if !has(Figure::Item)
                && let Some(column) = header.columns.iter_mut().find(|column| column.figure.is_none())
            {
                column.figure = Some(Figure::Item);
            }
            return;
        }
        let is_of_structure = |column: &Column| {
            matches!(
                column.meaning,
                Some(Meaning::Structure(_) | Meaning::CategoryCode | Meaning::Table | Meaning::TableTitle)
            )
        };
        if !has_names && header.columns.iter().filter(|column| is_of_structure(column)).count() > 1 {
            header.kind = HeaderKind::Structure;
        }
    }

    /// Finds the further columns of a head of figures: those with a figure below a heading that others have as well, and those that
    /// are headed by words which entries are counted by.
    fn find_further(&self, header: &mut Header, levels: &[Vec<String>], below: &[Row]) {
        let is_figure =
            |column: &Column| matches!(column.figure, Some(Figure::Expected | Figure::Existing | Figure::Ratio));
        let top = |texts: &Vec<String>| match texts.as_slice() {
            [top, _, ..] => Some(top.clone()).filter(|top| !is_total(top)),
            _ => None,
        };
        let expected = header
            .columns
            .iter()
            .filter(|column| column.figure == Some(Figure::Expected));
        if expected.count() > 1 {
            for (column, texts) in header.columns.iter_mut().zip(levels) {
                column.further = top(texts).filter(|_| is_figure(column));
            }
            return;
        }
        let has_figures = |place: usize| {
            let mut cells = below.iter().filter_map(|row| row.cells.get(place));
            cells.any(|cell| values::integer(cell).is_some())
        };
        // A column of one list for several tables may be empty in the first rows.
        let has = |figure| header.columns.iter().any(|column| column.figure == Some(figure));
        let is_sure = has(Figure::Expected) && has(Figure::Existing);
        for column in &mut header.columns {
            // What a list calls the figures of a column behind the first: 国家标准 现有数（个）.
            if let Some((title, figure)) = column.title.rsplit_once(' ')
                && column.figure.is_none()
                && self.words.condition(title).is_some()
                && let Some(figure) = self.words.figure(&bare(figure))
            {
                (column.figure, column.further) = (Some(figure), Some(title.to_owned()));
            }
        }
        let is_counted = |(place, column): &(usize, &Column)| {
            column.figure.is_none() && self.words.condition(&column.title).is_some() && (is_sure || has_figures(*place))
        };
        let columns = header.columns.iter().enumerate();
        let counted: Vec<usize> = columns.filter(is_counted).map(|(place, _)| place).collect();
        let total = header
            .columns
            .iter()
            .position(|column| is_total(&column.title) || column.figure == Some(Figure::Expected));
        // A single word could be anything.
        if counted.is_empty() || (!is_sure && counted.len() + usize::from(total.is_some()) < 2) {
            return;
        }
        let mut last_item = usize::MAX;
        for (place, column) in header.columns.iter_mut().enumerate() {
            if counted.contains(&place) {
                last_item = last_item.min(place);
                column.figure = Some(Figure::Expected);
                column.further = Some(column.title.clone());
            } else if Some(place) == total && !is_sure {
                column.figure = Some(Figure::Expected);
            }
        }
        // A level of the structure a column: the innermost that is there is what the row counts.
        for column in header.columns.iter_mut().take(last_item) {
            let is_of_list = matches!(column.meaning, Some(Meaning::Table | Meaning::TableTitle));
            if column.figure.is_none() && !is_sure && !is_of_list {
                column.figure = Some(Figure::Item);
            }
        }
    }

    /// Whether it is a head at all: what an entry is known by has a column, and something beside it.
    fn is_enough(&self, header: &Header) -> bool {
        header.kind != HeaderKind::Detail
            || (header.known() > 1 && header.columns.iter().any(|column| self.is_naming(column)))
    }

    /// Whether an entry is known by what stands in a column.
    fn is_naming(&self, column: &Column) -> bool {
        match &column.meaning {
            Some(Meaning::Key(key)) => self.naming.contains(key),
            Some(Meaning::StandardOrPlan) => true,
            _ => false,
        }
    }
}

impl Header {
    /// The head of a list that has a column for each of some keys.
    pub fn of_keys<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let column = |key: &str| Column {
            title: key.to_owned(),
            meaning: Some(Meaning::Key(key.to_owned())),
            figure: None,
            further: None,
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
        let is_known = |column: &&Column| match self.kind {
            HeaderKind::Figures => column.figure.is_some(),
            HeaderKind::Detail | HeaderKind::Structure => column.meaning.is_some(),
        };
        self.columns.iter().filter(is_known).count()
    }

    /// Whether another head has the same columns: that of the next page.
    pub fn is_same(&self, other: &Self) -> bool {
        let titles = |header: &Self| -> Vec<String> {
            let titles = header.columns.iter().map(|column| bare(&column.title));
            titles.filter(|title| !title.is_empty()).collect()
        };
        self.kind == other.kind && titles(self) == titles(other)
    }

    /// The column of a role.
    pub fn column_of(&self, role: ColumnRole, columns: &Columns) -> Option<usize> {
        let key = columns.key_of(role);
        self.columns.iter().position(|column| match &column.meaning {
            Some(Meaning::Key(name)) => name == key,
            Some(Meaning::StandardOrPlan) => role == ColumnRole::Standard,
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

fn name(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Key(key) => key.clone(),
        Meaning::StandardOrPlan => "standard".to_owned(),
        Meaning::Year => "year".to_owned(),
        Meaning::Table => "table".to_owned(),
        Meaning::TableTitle => "table-title".to_owned(),
        Meaning::Parent => "parent".to_owned(),
        Meaning::SubsystemCode => "subsystem-code".to_owned(),
        Meaning::CategoryCode => "category-code".to_owned(),
        Meaning::Count => "entries".to_owned(),
        Meaning::Structure(_) | Meaning::Ignored => String::new(),
    }
}
