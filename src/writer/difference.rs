//! From a register as it is to one as it should be: the edits, line by line.

use similar::{ChangeTag, DiffOp, TextDiff};

use crate::register::Register;
use crate::text::edit::TextEdit;
use crate::text::{FileId, Span, to_u32};

/// The edits that make the texts of a register those of another reading of it, for each file that differs.
pub fn between(before: &Register, after: &Register) -> Vec<(FileId, Vec<TextEdit>)> {
    let pairs = (0..).map(FileId).zip(before.files.iter().zip(&after.files));
    pairs
        .filter(|(_, (before, after))| before.text != after.text)
        .map(|(file, (before, after))| (file, of_texts(&before.text, &after.text)))
        .collect()
}

/// The edits that make one text of another: sorted, apart from each other, each of whole lines.
pub(super) fn of_texts(before: &str, after: &str) -> Vec<TextEdit> {
    let difference = TextDiff::from_lines(before, after);
    let mut at = 0;
    let mut edits = Vec::new();
    for operation in difference.ops() {
        let mut removed = 0;
        let mut text = String::new();
        for change in difference.iter_changes(operation) {
            match change.tag() {
                ChangeTag::Insert => text.push_str(change.value()),
                ChangeTag::Equal | ChangeTag::Delete => removed += to_u32(change.value().len()),
            }
        }
        if !matches!(operation, DiffOp::Equal { .. }) {
            let span = Span::new(at, at + removed);
            edits.push(TextEdit { span, text });
        }
        at += removed;
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::apply;

    #[test]
    fn only_lines_that_differ_are_touched() {
        let edits = of_texts("a\r\n标\nc\n", "a\r\n准\nc\nd");
        assert_eq!(edits.len(), 2);
        assert_eq!(edits[0].span, Span::new(3, 7));
    }

    #[test]
    fn applied_the_edits_give_the_other_text() {
        let texts = ["", "a\n", "a\nb\n", "b\na", "a\r\nb\nc\n\n", "标\n准\na\n"];
        for before in texts {
            for after in texts {
                let edits = of_texts(before, after);
                assert_eq!(apply(before, &edits).as_deref(), Ok(after));
            }
        }
    }
}
