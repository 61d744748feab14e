//! The open documents: their texts as the client has them, by the edits that it sends.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::lsp::client::path_of;
use crate::lsp::convert::in_text;
use crate::text::edit::Common;
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::text::pieces::Pieces;
use crate::text::to_u32;
use crate::workspace::{Files, Overlaid, SettingsFinder};

/// A text that is open in the editor.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What the client calls it.
    pub(super) uri: Url,
    /// The language that the client takes it for.
    pub(super) language_id: String,
    /// The version of the text, as the client counts.
    pub(super) version: i32,
    /// The text. Whoever looks at files shares it for as long.
    pub(super) text: Arc<String>,
    /// Of settings whose text cannot be used and is not saved: the last text that could.
    usable: Option<Arc<String>>,
    /// Its line starts.
    pub(super) lines: LineIndex,
}

impl Document {
    /// Applies changes in their order: each range is one of the text after the change before. Gives what the text has in common with
    /// the one before, where that is known.
    pub(super) fn change(
        &mut self,
        version: i32,
        mut changes: Vec<TextDocumentContentChangeEvent>,
        unit: ColumnUnit,
    ) -> Option<Common> {
        self.version = version;
        let is_whole = |change: &TextDocumentContentChangeEvent| change.range.is_none();
        let behind = changes.iter().rposition(is_whole).map_or(0, |whole| whole + 1);
        let edits = changes.split_off(behind);
        let whole = changes.pop();
        let is_known = whole.is_none();
        if let Some(whole) = whole {
            self.text = whole.text.into();
            self.lines = LineIndex::new(&self.text);
        }
        let mut left = Common::all(self.text.len());
        let mut pieces = Pieces::new(&self.text, &self.lines, unit);
        for TextDocumentContentChangeEvent { range, text, .. } in edits {
            let range = range.unwrap_or_default();
            left = left.and_then(pieces.replace(in_text(range.start), in_text(range.end), &text));
        }
        if let Some(edit) = pieces.into_edit() {
            Arc::make_mut(&mut self.text).replace_range(edit.span.range(), &edit.text);
            self.lines.replace(&self.text, edit.span, to_u32(edit.text.len()));
        }
        is_known.then_some(left)
    }
}

/// The open documents by their paths.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    /// A document was opened. Opened again, its text is the new one. Gives its path, where it has one.
    pub(super) fn open(&mut self, uri: Url, language_id: String, version: i32, text: String) -> Option<PathBuf> {
        let path = path_of(&uri)?;
        let lines = LineIndex::new(&text);
        let document = Document {
            uri,
            language_id,
            version,
            text: text.into(),
            usable: None,
            lines,
        };
        self.0.insert(path.clone(), document);
        Some(path)
    }

    /// A document was closed.
    pub(super) fn close(&mut self, path: &Path) -> Option<Document> {
        self.0.remove(path)
    }

    /// A document.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    /// A document to change.
    pub(super) fn get_mut(&mut self, path: &Path) -> Option<&mut Document> {
        self.0.get_mut(path)
    }

    /// Applies changes to settings. While their text cannot be used, other files go by the last text that could: what is
    /// half typed is not meant.
    pub(super) fn change_settings(&mut self, path: &Path, change: impl FnOnce(&mut Document)) {
        let Some(document) = self.0.get_mut(path) else {
            return;
        };
        let before = document.usable.take().unwrap_or_else(|| Arc::clone(&document.text));
        change(document);
        if !is_usable(path, &document.text) && is_usable(path, &before) {
            document.usable = Some(before);
        }
    }

    /// A document was saved: settings are meant as they are. True where other files went by an earlier text.
    pub(super) fn saved(&mut self, path: &Path) -> bool {
        let document = self.0.get_mut(path);
        document.is_some_and(|document| document.usable.take().is_some())
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.0.iter()
    }

    /// The file system with the documents laid over it.
    pub(super) fn files(&self) -> Files {
        let mut files = Files::default();
        for (path, document) in &self.0 {
            let text = document.usable.as_ref().unwrap_or(&document.text);
            files.overlay(path, Overlaid::Text(Arc::clone(text)));
        }
        files
    }

    /// The same with the text of one document as it is, be it usable or not: what is judged is what stands there.
    pub(super) fn files_for(&self, path: &Path) -> Files {
        let mut files = self.files();
        if let Some(document) = self.0.get(path) {
            files.overlay(path, Overlaid::Text(Arc::clone(&document.text)));
        }
        files
    }
}

/// Whether a text can be used as settings.
fn is_usable(path: &Path, text: &str) -> bool {
    let mut files = Files::default();
    files.overlay(path, text.as_bytes());
    let finder = SettingsFinder::default();
    match finder.find(&files, path) {
        Ok(_) => true,
        // What is wrong with settings above is not the fault of these.
        Err(error) => error.path != path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::lsp_types::{Position, Range};

    fn change(range: Option<(u32, u32, u32, u32)>, text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent {
            range: range.map(|(line, column, end_line, end_column)| {
                Range::new(Position::new(line, column), Position::new(end_line, end_column))
            }),
            range_length: None,
            text: text.to_owned(),
        }
    }

    fn changed(text: &str, changes: Vec<TextDocumentContentChangeEvent>) -> String {
        let mut documents = Documents::default();
        let uri = Url::parse("file:///r/register.toml").unwrap();
        let path = documents.open(uri, "toml".to_owned(), 1, text.to_owned()).unwrap();
        let document = documents.get_mut(&path).unwrap();
        document.change(2, changes, ColumnUnit::Utf16);
        assert_eq!(document.lines, LineIndex::new(&document.text));
        document.text.to_string()
    }

    #[test]
    fn changes_build_on_each_other() {
        let changes = vec![change(Some((0, 1, 0, 2)), "𠀀"), change(Some((0, 3, 0, 3)), "!")];
        assert_eq!(changed("标准\r\nx", changes), "标𠀀!\r\nx");
        assert_eq!(
            changed("old", vec![change(None, "新"), change(Some((0, 1, 0, 1)), "的")]),
            "新的"
        );
    }

    #[test]
    fn positions_outside_the_text_change_its_end() {
        assert_eq!(changed("a\n", vec![change(Some((9, 9, 12, 0)), "b")]), "a\nb");
        assert_eq!(changed("ab\nc", vec![change(Some((0, 99, 1, 0)), "")]), "abc");
        // The start of the range is behind its end: nothing is replaced.
        assert_eq!(changed("ab", vec![change(Some((0, 2, 0, 0)), "c")]), "abc");
        // Inside a surrogate pair: before the character.
        assert_eq!(changed("𠀀", vec![change(Some((0, 1, 0, 1)), "c")]), "c𠀀");
    }
}
