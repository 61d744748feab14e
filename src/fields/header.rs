//! What the header of a segment opens.

use crate::keys::{Form, TableKind, ValueType};
use crate::syntax::Segment;

/// The kind of table that the header of a segment opens, in a file that is the kind of table `file` as a whole.
pub fn table_of_header(file: TableKind, segment: &Segment, text: &str) -> Option<TableKind> {
    let mut table = file;
    for key in segment.header.iter().flat_map(|header| &header.keys) {
        table = table.child(&key.name(text))?;
    }
    Some(table)
}

/// What the table means that the header of a segment opens, where its keys are the author's: `[severity]`.
pub fn map_of_header(file: TableKind, segment: &Segment, text: &str) -> Option<ValueType> {
    let (last, above) = segment.header.as_ref()?.keys.split_last()?;
    let table = above.iter().try_fold(file, |table, key| table.child(&key.name(text)))?;
    let value = table.key(&last.name(text))?.1.value;
    matches!(value.form(), Form::Map(_)).then_some(value)
}
