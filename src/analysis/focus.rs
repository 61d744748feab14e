//! Findings of the files that were asked for, of a register that is always judged whole.

use crate::diagnostic::{Diagnostic, Label, Relation};
use crate::messages::Message;
use crate::text::FileId;

/// Keeps the findings of the files that were asked for, which may differ from finding to finding. A finding of two
/// places stands at the later one; where only the file of the earlier one was asked for, it stands there and names the
/// later, and leaves its repair, which would change the other file, to who asks for that.
pub fn focus(found: Vec<Diagnostic>, is_asked: impl Fn(&Diagnostic, FileId) -> bool) -> Vec<Diagnostic> {
    found
        .into_iter()
        .filter_map(|diagnostic| focus_one(diagnostic, &is_asked))
        .collect()
}

fn focus_one(mut diagnostic: Diagnostic, is_asked: &impl Fn(&Diagnostic, FileId) -> bool) -> Option<Diagnostic> {
    if is_asked(&diagnostic, diagnostic.place.file) {
        return Some(diagnostic);
    }
    let twin = diagnostic
        .related
        .iter()
        .position(|label| label.relation == Relation::Twin && is_asked(&diagnostic, label.place.file))?;
    let twin = diagnostic.related.get_mut(twin)?;
    let later = Label {
        place: diagnostic.place,
        message: Message::new("other-place"),
        relation: Relation::Twin,
    };
    let earlier = std::mem::replace(twin, later);
    diagnostic.place = earlier.place;
    diagnostic.fix = None;
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::rules;
    use crate::text::Span;

    fn at(file: u32) -> Place {
        Place::in_file(FileId(file), Span::new(file, file + 1))
    }

    #[test]
    fn a_finding_of_two_places_follows_the_file_that_is_asked_for() {
        let rule = &rules::ALL[0].rule;
        let twin = Diagnostic::new(rule, at(2), Message::new("x")).twin(at(1), Message::new("first"));
        let plain = Diagnostic::new(rule, at(2), Message::new("x")).related(at(1), Message::new("why"));
        let found = vec![twin.clone(), plain.clone()];
        assert_eq!(focus(found.clone(), |_, file| file == FileId(2)), found);
        assert_eq!(focus(found.clone(), |_, file| file == FileId(0)), []);
        let [moved] = focus(found, |_, file| file == FileId(1)).try_into().unwrap();
        assert_eq!((moved.place, moved.related[0].place), (at(1), at(2)));
        assert_eq!(moved.fix, None);
    }
}
