//! Where the figures of a statistics table stand: 应有数 and 现有数, of the rows themselves and of their further columns.

use super::{Count, Counted, CountedStatistics};
use crate::fields::Spanned;
use crate::register::model::{ColumnFigure, Row, Site, Statistics};

/// One of the two figures of a row or of what it says in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// 应有数.
    Expected,
    /// 现有数.
    Existing,
}

impl Figure {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Expected, Self::Existing];

    /// What the row says.
    pub const fn of(self, row: &Row) -> Option<Spanned<i64>> {
        match self {
            Self::Expected => row.expected,
            Self::Existing => row.existing,
        }
    }

    /// What a row says in a column.
    pub(in crate::register) const fn of_column(self, figure: &ColumnFigure) -> Option<Spanned<i64>> {
        match self {
            Self::Expected => figure.expected,
            Self::Existing => figure.existing,
        }
    }

    /// What it should say.
    pub(in crate::register) const fn counted(self, counted: Counted) -> Count {
        match self {
            Self::Expected => counted.expected,
            Self::Existing => counted.existing,
        }
    }

    /// The key, which is also the word that messages select on.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Existing => "existing",
        }
    }
}

/// One figure of each row of a table: these are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The further column, by its place; none for the figures of the rows themselves.
    pub column: Option<usize>,
    /// Which of the two.
    pub figure: Figure,
}

/// What a row says and should say at one place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// Where it stands.
    pub site: Site,
    /// What is written; nothing where that is not whole.
    pub written: Option<Spanned<i64>>,
    /// What it counts; nothing where that is not known.
    pub count: Option<Count>,
}

impl Slot {
    /// The figures of the rows themselves.
    pub const fn of_rows(figure: Figure) -> Self {
        Self { column: None, figure }
    }

    /// Both figures of a column.
    pub fn of_column(column: usize) -> [Self; 2] {
        Figure::ALL.map(|figure| Self {
            column: Some(column),
            figure,
        })
    }

    /// All figures that a table may have; columns in which no row says anything are left out.
    pub fn all(counted: &CountedStatistics) -> Vec<Self> {
        let columns = counted.columns.iter().enumerate();
        let columns = columns.filter(|(_, column)| !column.cells.is_empty());
        let of_columns = columns.flat_map(|(index, _)| Self::of_column(index));
        Figure::ALL.map(Self::of_rows).into_iter().chain(of_columns).collect()
    }

    /// What each row says here.
    pub fn said(self, statistics: &Statistics, counted: &CountedStatistics) -> Vec<Said> {
        let whole = |site: &Site, written: Option<Spanned<i64>>| written.filter(|_| !site.is_broken);
        let Some(column) = self.column else {
            let rows = statistics.rows.iter().zip(&counted.rows);
            let said = rows.map(|(row, counted)| Said {
                site: row.site,
                written: whole(&row.site, self.figure.of(row)),
                count: counted.counted.map(|counted| self.figure.counted(counted)),
            });
            return said.collect();
        };
        let mut said = vec![Said::default(); statistics.rows.len()];
        let cells = counted.columns.get(column).map(|column| column.cells.as_slice());
        for (row, cell) in cells.into_iter().flatten() {
            let found = (|| {
                let figure = statistics.rows.get(*row)?.figures.get(*cell)?;
                let counted = counted.rows.get(*row)?.cells.get(*cell)?;
                Some((figure, counted.counted?))
            })();
            if let (Some((figure, counted)), Some(slot)) = (found, said.get_mut(*row)) {
                *slot = Said {
                    site: figure.site,
                    written: whole(&figure.site, self.figure.of_column(figure)),
                    count: Some(self.figure.counted(counted)),
                };
            }
        }
        said
    }
}
