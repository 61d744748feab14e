//! The canonical spelling of a number whose faults are all of form (GB/T 22373-2021, 6.2.3): the text with the repair of
//! each fault, and nothing else changed.

use std::cmp::Reverse;

use smallvec::SmallVec;

use super::fault::{Noted, Repair};
use super::fold;
use crate::text::Span;

/// The text with its faults repaired.
pub(super) fn spell(text: &str, noted: &mut SmallVec<[Noted; 1]>) -> String {
    // What is put in stands before what is taken out at the same place, and a longer stretch before those within it.
    noted.sort_by_key(|noted| {
        let span = noted.fault.span();
        (span.start, !span.is_empty(), Reverse(span.end))
    });
    let mut out = String::with_capacity(text.len() + 4);
    let mut due = noted.iter().peekable();
    let mut ends = Ends::default();
    for (at, c) in text.char_indices() {
        let at = crate::text::to_u32(at);
        while let Some(noted) = due.next_if(|noted| noted.fault.span().start <= at) {
            ends.begin(noted, &mut out);
        }
        if at < ends.replaced {
            continue;
        }
        let glyph = fold::of(c);
        let c = if at < ends.folded { char::from(glyph.ascii) } else { c };
        out.push(if at < ends.upper { c.to_ascii_uppercase() } else { c });
    }
    for noted in due {
        ends.begin(noted, &mut out);
    }
    out
}

/// Up to where each sort of repair goes that has begun.
#[derive(Default)]
struct Ends {
    replaced: u32,
    folded: u32,
    upper: u32,
}

impl Ends {
    fn begin(&mut self, noted: &Noted, out: &mut String) {
        let Span { start, end } = noted.fault.span();
        match noted.repair {
            Repair::None => {}
            Repair::Fold => self.folded = self.folded.max(end),
            Repair::Upper => self.upper = self.upper.max(end),
            // What lies in a stretch that is replaced is repaired with it.
            Repair::Drop | Repair::With(_) if start < self.replaced => self.replaced = self.replaced.max(end),
            Repair::Drop => self.replaced = self.replaced.max(end),
            Repair::With(with) => {
                out.push_str(with);
                self.replaced = self.replaced.max(end);
            }
        }
    }
}
