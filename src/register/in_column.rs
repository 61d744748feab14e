//! What an entry has in a column, whatever its role.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::handle::EntryRef;
use super::model::CellValue;
use crate::keys::ColumnRole;

impl<'r> EntryRef<'r> {
    /// The values that it has in a column, by the column's place, as they are written: of a column of lists several, of any
    /// other one at the most.
    pub fn in_column(self, place: usize) -> SmallVec<[Cow<'r, str>; 1]> {
        let entry = self.get();
        let role = self.register.columns.get(place).map(|column| column.role);
        let string = match role {
            None => None,
            Some(None) => {
                let mut cells = entry.cells.iter();
                let cell = cells.find(|cell| usize::from(cell.column) == place && cell.value != CellValue::Unread);
                return match cell.map(|cell| &cell.value) {
                    Some(CellValue::Integer(number)) => smallvec![number.value.to_string().into()],
                    Some(CellValue::Date(date)) => smallvec![date.value.to_string().into()],
                    Some(value) => value.strings().iter().map(|string| self.text(*string)).collect(),
                    None => SmallVec::new(),
                };
            }
            Some(Some(ColumnRole::Number)) => {
                let number = entry.number.map(|number| number.value.to_string().into());
                return number.into_iter().collect();
            }
            Some(Some(ColumnRole::Effective)) => {
                let date = entry.effective.map(|date| date.value.to_string().into());
                return date.into_iter().collect();
            }
            Some(Some(ColumnRole::Replaces)) => {
                return entry.replaces.iter().map(|string| self.text(*string)).collect();
            }
            Some(Some(ColumnRole::Code)) => entry.code,
            Some(Some(ColumnRole::Standard)) => entry.standard,
            Some(Some(ColumnRole::Plan)) => entry.plan,
            Some(Some(ColumnRole::Title)) => entry.title,
            Some(Some(ColumnRole::Status)) => entry.status,
            Some(Some(ColumnRole::Level)) => entry.level,
            Some(Some(ColumnRole::Owner)) => entry.owner,
            Some(Some(ColumnRole::Group)) => entry.group,
            Some(Some(ColumnRole::Remarks)) => entry.remarks,
        };
        string.into_iter().map(|string| self.text(string)).collect()
    }
}
