//! Findings of the files that were asked for, of a register that is always judged whole.

use crate::diagnostic::{Diagnostic, Label, Place, Relation};
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
    let later = Label {
        place: diagnostic.place,
        message: Message::new("other-place"),
        relation: Relation::Twin,
    };
    let is_here = |place: &Place| is_asked(&diagnostic, place.file);
    let twin = (diagnostic.related.iter()).position(|label| label.relation == Relation::Twin && is_here(&label.place));
    let elsewhere = diagnostic.elsewhere.iter().copied().find(is_here);
    if let Some(twin) = twin.and_then(|twin| diagnostic.related.get_mut(twin)) {
        diagnostic.place = std::mem::replace(twin, later).place;
    } else {
        diagnostic.place = elsewhere?;
        diagnostic.related = vec![later];
    }
    diagnostic.fix = None;
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn a_finding_of_many_files_follows_each_of_them() {
        let rule = &rules::ALL[0].rule;
        let mut many = Diagnostic::new(rule, at(0), Message::new("x")).twin(at(1), Message::new("first"));
        many.elsewhere = [at(2), at(3)].into();
        for file in [2, 3] {
            let [moved] = focus(vec![many.clone()], |_, asked| asked == FileId(file))
                .try_into()
                .unwrap();
            assert_eq!((moved.place, moved.related[0].place), (at(file), at(0)));
        }
        assert_eq!(focus(vec![many], |_, file| file == FileId(4)), []);
    }
}
