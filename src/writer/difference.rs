//! From a register as it is to one as it should be: the edits, line by line.

use std::ops::Range;

use crate::register::Register;
use crate::text::difference::changed_lines;
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
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let length = |lines: Range<usize>| -> u32 {
        let lines = old.get(lines).unwrap_or_default();
        to_u32(lines.iter().map(|line| line.len()).sum())
    };
    let mut at = (0, 0);
    let edit = |(lines, by): (Range<usize>, Range<usize>)| {
        let start = at.1 + length(at.0..lines.start);
        let end = start + length(lines.clone());
        at = (lines.end, end);
        TextEdit {
            span: Span::new(start, end),
            text: new.get(by).unwrap_or_default().concat(),
        }
    };
    changed_lines(&old, &new).into_iter().map(edit).collect()
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
    fn of_many_lines_those_that_differ_are_touched() {
        let text = |change: &dyn Fn(usize) -> String| (0..50_000).map(change).collect::<String>();
        let before = text(&|line| format!("number = {line}\n[[entry]]\n"));
        // Every line of its own, so that nothing is the same but what is there a thousand times.
        let all = text(&|line| format!("number = x{line}\n[[entry]]\n"));
        let edits = of_texts(&before, &all);
        assert_eq!(edits.len(), 50_000);
        assert_eq!(apply(&before, &edits).as_deref(), Ok(all.as_str()));
        // One line in ten more, another one in ten less, and one at another place.
        let some = text(&|line| match line % 10 {
            3 => format!("number = {line}\n[[entry]]\nnew = 1\n"),
            7 => "[[entry]]\n".to_owned(),
            _ if line == 4_001 => "number = 15\n[[entry]]\n".to_owned(),
            _ if line == 15 => "[[entry]]\n".to_owned(),
            _ => format!("number = {line}\n[[entry]]\n"),
        });
        let edits = of_texts(&before, &some);
        assert!(edits.len() <= 10_003, "{}", edits.len());
        assert!(edits.iter().all(|edit| edit.span.len() < 60 && edit.text.len() < 60));
        assert_eq!(apply(&before, &edits).as_deref(), Ok(some.as_str()));
        // More lines in the place of all.
        let other = text(&|line| format!("a{line}\nb\nc\n"));
        assert_eq!(
            apply(&before, &of_texts(&before, &other)).as_deref(),
            Ok(other.as_str())
        );
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
