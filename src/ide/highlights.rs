//! Document highlights: the same referent wherever this file names it.

use super::mentions::{self, Part};
use super::referent::{self, CodeReading};
use super::target::{self, Target, What};
use super::{Context, Cursor};
use crate::diagnostic::Place;
use crate::keys::TableKind;

/// What a highlighted place does with the referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It names it.
    Read,
    /// It says what it is.
    Write,
}

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The name, relative to the file.
    pub place: Place,
    /// What it does.
    pub access: Access,
}

/// The places of the cursor's file that name what it is on, in the order of the text. Other parts and editions of a
/// standard are not the same referent, and are left out.
pub fn highlights(context: Context<'_>, cursor: Cursor) -> Vec<Highlight> {
    let register = context.register;
    // Every entry has its keys: a text where every line lights up shows nothing.
    let is_key_of_entry =
        |target: &Target<'_>| matches!(target.what, What::Key(_)) && target.table == Some(TableKind::Entry);
    let target = target::at(register, cursor).filter(|target| !is_key_of_entry(target));
    let naming = target.and_then(|target| referent::of_target(register, &target, CodeReading::ByLayer));
    let Some(naming) = naming else {
        return Vec::new();
    };
    let here = mentions::of(register, &naming.referent)
        .into_iter()
        .filter(|mention| mention.written.at.site().file == cursor.file && mention.part != Part::Related);
    here.map(|mention| Highlight {
        place: mention.place(register),
        access: match mention.part {
            Part::Definition => Access::Write,
            Part::Use | Part::Related => Access::Read,
        },
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    #[test]
    fn a_definition_is_written_and_a_use_is_read() {
        let text = "[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\n[[table]]\nid = \"A.4\"\ncategory = \"2$01\"\n\
                    #- part.toml\n[[table]]\nid = \"A.5\"\ncategory = \"21\"\n";
        let fixture = Fixture::new(text);
        let found = highlights(fixture.context(), fixture.cursor());
        let shown: Vec<_> = found
            .iter()
            .map(|highlight| (fixture.covered(highlight.place), highlight.access))
            .collect();
        assert_eq!(
            shown,
            [("21", Access::Write), ("数据资源", Access::Write), ("21", Access::Read)]
        );
    }
}
