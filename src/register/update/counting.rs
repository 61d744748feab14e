//! What statistics come to after an edit that left all but some entries as they are.

use std::ops::Range;

use crate::register::Register;
use crate::register::counts::Tallies;

impl Register {
    /// Counts some entries in the place of what they added to the counts before. Gives whether that could be done.
    pub(super) fn count_again(&mut self, entries: &Range<usize>, before: Option<&Tallies>) -> bool {
        let now = self.counts.of_entries(self, entries.clone());
        match (before, now) {
            (Some(before), Some(now)) => self.counts.replace(before, &now),
            // There is nothing to be counted.
            (None, None) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};
    use crate::text::FileId;
    use crate::text::edit::NewText;

    fn read(text: &str) -> Register {
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
        Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new())
    }

    /// A register with an entry for each code, status and level, and statistics that leave some of them out.
    fn text(entries: &[(&str, &str, &str)]) -> String {
        let mut text = "[register]\ntitle = \"x\"\n[[subsystem]]\ntitle = \"甲\"\n[[category]]\ncode = \"21\"\ntitle = \"乙\"\nsubsystem = \"甲\"\n"
            .to_owned();
        for (place, (code, status, level)) in entries.iter().enumerate() {
            if place % 4 == 0 {
                text.push_str("[[table]]\nid = \"A.1\"\ncategory = \"21\"\n");
            }
            text.push_str(&format!(
                "[[table.entry]]\ncode = \"{code}\"\nstatus = \"{status}\"\nlevel = \"{level}\"\n"
            ));
        }
        text + "[[statistics]]\nby = \"level\"\ncolumns = [{ title = \"推荐\", where = { nature = \"T\" } }]\n\
                rows = [{ item = \"国家标准\", expected = 1, 推荐 = { expected = 1 } }, { item = \"合计\", expected = 2 }]\n\
                [[statistics]]\nby = \"status\"\nrows = [{ item = \"已颁\" }, { item = \"废止\" }]\n\
                [[statistics]]\nby = \"subsystem\"\nrows = [{ item = \"甲\" }, { item = \"乙\", where = { ownership = \"P\" } }]\n"
    }

    #[test]
    fn the_counts_after_an_edit_are_those_of_the_new_text() {
        let kinds = [
            ("2095021P1012T", "已颁", "国家标准"),
            ("2095021P1023T", "在编", "行业标准"),
            ("2095021R1032Q", "废止", "国家标准"),
            ("2095021", "在编", "国家标准"),
            ("2095021P1053T", "?", "?"),
            ("2095021P1063T", "在编", "国际标准"),
        ];
        // Few that are left out, and more than are kept by name.
        for length in [1, 3, 5, 40] {
            let mut entries: Vec<_> = (0..length).map(|place| kinds[place * 5 % kinds.len()]).collect();
            let mut register = read(&text(&entries));
            let mut place = 0;
            for turn in 0..80 {
                place = (place * 7 + turn) % length;
                entries[place] = kinds[(turn * 5 + place) % kinds.len()];
                let new = text(&entries);
                register.set_text(FileId(0), NewText::from(new.clone()));
                let (counts, expected) = (&register.counts.0, &read(&new).counts.0);
                assert_eq!(format!("{counts:?}"), format!("{expected:?}"), "{new}");
            }
        }
    }
}
