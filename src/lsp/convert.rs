//! From the engine's terms to the protocol's and back. No other file of this room counts columns.

use tower_lsp::lsp_types::{DiagnosticSeverity, Position, PositionEncodingKind, Range};

use crate::diagnostic::Severity;
use crate::text::lines::{self, ColumnUnit, LineIndex};
use crate::text::{Span, edit};

/// The unit of columns to speak: that of the encodings a client offers which it lists first and which is known here.
/// Other servers on the same buffer choose so too, and an editor that mixes units warns.
pub(super) fn unit(offered: Option<&[PositionEncodingKind]>) -> ColumnUnit {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(ColumnUnit::Utf8),
        "utf-16" => Some(ColumnUnit::Utf16),
        "utf-32" => Some(ColumnUnit::Utf32),
        _ => None,
    };
    offered
        .into_iter()
        .flatten()
        .find_map(known)
        .unwrap_or(ColumnUnit::Utf16)
}

/// The protocol's word for a unit.
pub(super) fn encoding(unit: ColumnUnit) -> PositionEncodingKind {
    match unit {
        ColumnUnit::Utf8 => PositionEncodingKind::UTF8,
        ColumnUnit::Utf16 => PositionEncodingKind::UTF16,
        ColumnUnit::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// A position as the engine writes it.
pub(super) const fn in_text(position: Position) -> lines::Position {
    lines::Position {
        line: position.line,
        column: position.character,
    }
}

/// A text with its line starts and the unit of its columns: all that a position depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns<'a> {
    /// The text of the file.
    pub(super) text: &'a str,
    /// Its line starts.
    pub(super) lines: &'a LineIndex,
    /// The unit that the client speaks.
    pub(super) unit: ColumnUnit,
}

impl Columns<'_> {
    /// The position of an offset in bytes of the file.
    pub(super) fn position(self, offset: u32) -> Position {
        let position = self.lines.position(self.text, offset, self.unit);
        Position::new(position.line, position.column)
    }

    /// The range of a span in bytes of the file.
    pub(super) fn range(self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The offset of a position, moved to the nearest one that there is: past the end of a line means its end, inside a
    /// character its start, below the text its end.
    pub(super) fn offset(self, position: Position) -> u32 {
        self.lines.offset(self.text, in_text(position), self.unit)
    }

    /// The span of a range. One whose end is before its start is taken for the empty one at its start.
    pub(super) fn span(self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// An edit of the text.
    pub(super) fn edit(self, edit: edit::TextEdit) -> tower_lsp::lsp_types::TextEdit {
        tower_lsp::lsp_types::TextEdit::new(self.range(edit.span), edit.text)
    }
}

/// The positions of offsets that rise, most of them within a line: each is counted from the one before it.
#[derive(Debug)]
pub(super) struct Rising<'a> {
    columns: Columns<'a>,
    /// The last offset, where it is, and where the next line starts.
    offset: u32,
    position: Position,
    next_line: u32,
}

impl<'a> Rising<'a> {
    /// No offset has been asked for yet.
    pub(super) fn new(columns: Columns<'a>) -> Self {
        Self {
            columns,
            offset: 0,
            position: Position::default(),
            next_line: 0,
        }
    }

    /// The position of an offset in bytes of the file. One that does not rise is as right, and takes longer.
    pub(super) fn position(&mut self, offset: u32) -> Position {
        let Columns { text, lines, unit } = self.columns;
        if self.offset <= offset && offset < self.next_line {
            let between = Span::new(self.offset, offset).of_text(text);
            self.position.character += unit.length(between);
        } else {
            self.position = self.columns.position(offset);
            self.next_line = lines.start(text, self.position.line + 1);
        }
        self.offset = offset;
        self.position
    }
}

/// How grave a finding is, in the protocol's words.
pub(super) const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_that_the_client_lists_first_is_spoken() {
        let kinds =
            |names: &[&'static str]| -> Vec<_> { names.iter().map(|name| PositionEncodingKind::new(name)).collect() };
        assert_eq!(unit(Some(&kinds(&["utf-32", "utf-8", "utf-16"]))), ColumnUnit::Utf32);
        assert_eq!(unit(Some(&kinds(&["utf-7", "utf-8"]))), ColumnUnit::Utf8);
        assert_eq!(unit(Some(&kinds(&["utf-7"]))), ColumnUnit::Utf16);
        assert_eq!(unit(None), ColumnUnit::Utf16);
    }

    #[test]
    fn positions_are_right_in_every_unit() {
        let text = "a\t标准\r\n𠀀b\n";
        let lines = LineIndex::new(text);
        for (unit, column) in [(ColumnUnit::Utf8, 4), (ColumnUnit::Utf16, 2), (ColumnUnit::Utf32, 1)] {
            let columns = Columns {
                text,
                lines: &lines,
                unit,
            };
            let at = crate::text::to_u32(text.find('b').unwrap());
            assert_eq!(columns.position(at), Position::new(1, column));
            for (first, _) in text.char_indices() {
                for (second, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let mut rising = Rising::new(columns);
                    for offset in [first, second].map(crate::text::to_u32) {
                        assert_eq!(rising.position(offset), columns.position(offset), "{first} {second}");
                    }
                }
            }
            assert_eq!(columns.offset(Position::new(1, column)), at);
            assert_eq!(
                columns.offset(Position::new(u32::MAX, u32::MAX)),
                crate::text::to_u32(text.len())
            );
            assert_eq!(
                columns.span(Range::new(Position::new(1, 0), Position::new(0, 0))).len(),
                0
            );
        }
    }
}
