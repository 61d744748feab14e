//! Which headers may be written in the other brackets, `[category]` as `[[category]]` or the reverse, without a clash with the
//! headers around them.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::register::SourceFile;
use crate::text::SegmentId;

/// The headers of a file that must stay in the brackets that they have.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// Those of a table that headers before them name on their way to another: it is no array any more.
    named_before: FxHashSet<SegmentId>,
    /// Those of which there are several for one table, which only an array may have.
    several: FxHashSet<SegmentId>,
}

/// What is known of a name in a table while headers are read.
#[derive(Default)]
struct Known {
    /// What tells the table that the last header opened from others of the same name.
    opened: usize,
    /// The first header that is its own.
    first: Option<SegmentId>,
    /// Whether a header of a table in it came before one of its own.
    is_named_before: bool,
}

impl Brackets {
    /// Reads the headers of a file, each once.
    pub(super) fn of(source: &SourceFile) -> Self {
        let mut brackets = Self::default();
        let mut known: FxHashMap<(usize, Cow<'_, str>), Known> = FxHashMap::default();
        let mut opened = 0;
        for (id, segment) in source.document.iter() {
            let Some((last, above)) = segment.header.as_ref().and_then(|header| header.keys.split_last()) else {
                continue;
            };
            let text = source.document.text(&source.text, id);
            let mut table = 0;
            for key in above {
                let known = known.entry((table, key.name(text))).or_default();
                if known.opened == 0 {
                    opened += 1;
                    known.opened = opened;
                    known.is_named_before = true;
                }
                table = known.opened;
            }
            let known = known.entry((table, last.name(text))).or_default();
            if known.is_named_before {
                brackets.named_before.insert(id);
            }
            match known.first {
                Some(first) => brackets.several.extend([first, id]),
                None => known.first = Some(id),
            }
            opened += 1;
            known.opened = opened;
        }
        brackets
    }

    /// Whether a header in single brackets may have double ones.
    pub(super) fn may_be_double(&self, id: SegmentId) -> bool {
        !self.named_before.contains(&id)
    }

    /// Whether a header in double brackets may have single ones.
    pub(super) fn may_be_single(&self, id: SegmentId) -> bool {
        !self.several.contains(&id)
    }
}
