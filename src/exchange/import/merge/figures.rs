//! Rows of statistics: the figures of a row by what it counts.

use rustc_hash::FxHashMap;

use super::Merge;
use crate::exchange::import::draft::{Draft, Figures, FiguresRow, Report};
use crate::exchange::import::write::value_of_row;
use crate::messages::Message;
use crate::register::handle::{RowRef, StatisticsRef};
use crate::writer::keys::{self, Change};
use crate::writer::layout::Value;

/// The keys of a row in their order.
const ORDER: [&str; 6] = ["item", "expected", "existing", "ratio", "figures", "remarks"];
