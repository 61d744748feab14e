//! What an editor can fold: tables with their entries, entries, values over several lines, runs of comments.

use super::{Context, extents};
use crate::diagnostic::Place;
use crate::register::SourceFile;
use crate::syntax::{Kind, Quotes, Segment};
use crate::text::{FileId, SegmentId, Span};

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A table or a value.
    Region,
    /// Comments.
    Comment,
}

/// A stretch of text over several lines. An editor that folds by lines keeps the first one in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the first character of the first line to the last of the last one, relative to the file.
    pub place: Place,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded in a file, in the order of the text; of two that start together the larger one alone.
pub fn folds(context: Context<'_>, file: FileId) -> Vec<Fold> {
    let Some(source) = context.file(file) else {
        return Vec::new();
    };
    let mut folds = Folds {
        source,
        file,
        found: Vec::new(),
    };
    for (id, segment) in source.document.iter() {
        if segment.header.is_some() {
            folds.add(extents::with_sub_tables(source, id), FoldKind::Region);
        }
        folds.values(id, segment);
        folds.comments(id, segment);
    }
    let mut found = folds.found;
    found.sort_by_key(|fold| (fold.place.span.start, std::cmp::Reverse(fold.place.span.end)));
    found.dedup_by_key(|fold| fold.place.span.start);
    found
}

struct Folds<'a> {
    source: &'a SourceFile,
    file: FileId,
    found: Vec<Fold>,
}

impl Folds<'_> {
    fn add(&mut self, span: Span, kind: FoldKind) {
        if span.of_text(&self.source.text).contains('\n') {
            let place = Place::in_file(self.file, span);
            self.found.push(Fold { place, kind });
        }
    }

    fn values(&mut self, id: SegmentId, segment: &Segment) {
        let start = self.source.document.start(id);
        for node in &segment.nodes {
            // Most values are strings on one line.
            let may_have_lines = match node.kind {
                Kind::Array | Kind::InlineTable => true,
                Kind::String(quotes) => matches!(quotes, Quotes::MlBasic | Quotes::MlLiteral),
                _ => false,
            };
            if may_have_lines {
                self.add(node.span.shift(start), FoldKind::Region);
            }
        }
    }

    /// Comments with a line each, with nothing but blanks between them and no blank line.
    fn comments(&mut self, id: SegmentId, segment: &Segment) {
        let start = self.source.document.start(id);
        let text = self.source.document.text(&self.source.text, id);
        let mut run: Option<Span> = None;
        for comment in &segment.comments {
            let before = Span::new(0, comment.start).of_text(text);
            let line = before.rsplit('\n').next().unwrap_or_default();
            if !line.trim().is_empty() {
                continue;
            }
            run = match run {
                Some(open) if follows(Span::new(open.end, comment.start).of_text(text)) => Some(open.cover(*comment)),
                other => {
                    self.add_run(other, start);
                    Some(*comment)
                }
            };
        }
        self.add_run(run, start);
    }

    fn add_run(&mut self, run: Option<Span>, start: u32) {
        if let Some(run) = run {
            self.add(run.shift(start), FoldKind::Comment);
        }
    }
}

/// Whether what is between two comments is the end of one line and the indent of the next.
fn follows(between: &str) -> bool {
    between.trim().is_empty() && between.matches('\n').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    fn folded(text: &str) -> Vec<(String, FoldKind)> {
        let fixture = Fixture::new(text);
        let folds = folds(fixture.context(), FileId(0));
        folds
            .iter()
            .map(|fold| (fixture.covered(fold.place).replace('\n', "/"), fold.kind))
            .collect()
    }

    #[test]
    fn a_table_folds_with_its_entries_and_each_entry_by_itself() {
        let text = "[register]\ntitle = \"x\"\n\n[[table]]\nid = \"A.1\"\n\n[[table.entry]]\nnumber = 1\n\n\
                    [[table.entry]]\nnumber = 2 # 注\n\n# 下一表\n[[table]]\nid = \"A.2\"\n";
        let found: Vec<String> = folded(text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(
            found,
            [
                "[register]/title = \"x\"",
                "[[table]]/id = \"A.1\"//[[table.entry]]/number = 1//[[table.entry]]/number = 2 # 注",
                "[[table.entry]]/number = 1",
                "[[table.entry]]/number = 2 # 注",
                "[[table]]/id = \"A.2\"",
            ]
        );
    }

    #[test]
    fn values_over_several_lines_fold() {
        let text = "[[statistics]]\nrows = [\n  { item = \"a\" },\n]\nby = \"level\"\n";
        assert_eq!(folded(text)[1].0, "[/  { item = \"a\" },/]");
        assert_eq!(folded("a = [1, 2]\n"), []);
    }

    #[test]
    fn comments_in_a_row_fold() {
        let text = "# 一\n# 二\r\n\n# 三\na = 1 # 四\n  # 五\n  # 六\n";
        let found: Vec<String> = folded(text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["# 一/# 二", "# 五/  # 六"]);
        assert!(folded(text).iter().all(|(_, kind)| *kind == FoldKind::Comment));
    }
}
