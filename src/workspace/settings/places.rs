//! Where the keys of a settings file stand, for whoever says where a setting comes from.

use toml_edit::{Document, Item, TableLike};

use crate::text::Span;

/// The keys of a settings file by their paths, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<(Vec<String>, Span)>);

impl Places {
    /// The places of the keys of a text without its byte order mark, which has `mark` bytes. None where it is not TOML.
    pub(super) fn read(text: &str, mark: usize) -> Self {
        let mut places = Vec::new();
        if let Ok(document) = Document::parse(text) {
            collect(document.as_table(), mark, &mut Vec::new(), &mut places);
        }
        Self(places)
    }

    pub(super) fn of(&self, path: &[&str]) -> Option<Span> {
        let (_, span) = self.0.iter().find(|(known, _)| known == path)?;
        Some(*span)
    }
}

fn collect(table: &dyn TableLike, mark: usize, path: &mut Vec<String>, places: &mut Vec<(Vec<String>, Span)>) {
    for (name, item) in table.iter() {
        path.push(name.to_owned());
        let key = table.key(name).and_then(toml_edit::Key::span);
        if let Some(range) = key {
            places.push((path.clone(), Span::of(range.start + mark..range.end + mark)));
        }
        if let Some(inner) = Item::as_table_like(item) {
            collect(inner, mark, path, places);
        }
        path.pop();
    }
}
