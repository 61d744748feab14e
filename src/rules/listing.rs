//! Names and places in findings, where there may be many: the first few, or the first and the last few, and how many
//! there are. A finding that named all of what it is about would make a file with many findings cost the square of its
//! size.

use crate::diagnostic::{Diagnostic, Place};
use crate::messages::Message;

/// How many related places a finding names at each end, where there are more than twice as many.
const AT_EACH_END: usize = 4;

/// The first few of several names, and a sign that there are more.
pub(super) fn first_few(names: impl IntoIterator<Item = String>, most: usize) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().take(most + 1).collect();
    if names.len() > most {
        names.truncate(most);
        names.push("…".to_owned());
    }
    names
}

/// Adds places that explain a finding, by their numbers from 0 on: all of a few; of many the first and the last few, and
/// at the first of the others how many are left out.
pub(super) fn explained_by(
    mut diagnostic: Diagnostic,
    count: usize,
    place: impl Fn(usize) -> Option<Place>,
    message: &Message,
) -> Diagnostic {
    // One that is left out would take as much room as to say so.
    let is_short = count <= 2 * AT_EACH_END + 1;
    let first = if is_short { count } else { AT_EACH_END };
    let last = if is_short { count } else { count - AT_EACH_END };
    for place in (0..first).filter_map(&place) {
        diagnostic = diagnostic.related(place, message.clone());
    }
    if let Some(place) = place(first).filter(|_| !is_short) {
        diagnostic = diagnostic.related(place, Message::new("places-left-out").with("count", last - first));
    }
    for place in (last..count).filter_map(&place) {
        diagnostic = diagnostic.related(place, message.clone());
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ALL;
    use crate::text::{FileId, Span};

    #[test]
    fn of_many_places_the_first_and_the_last_are_named() {
        let place = |index: u32| Place::in_file(FileId(0), Span::new(index, index + 1));
        let named = |count: u32| {
            let diagnostic = Diagnostic::new(&ALL[0].rule, place(0), Message::new("x"));
            let places: Vec<Place> = (0..count).map(place).collect();
            let at = |index: usize| places.get(index).copied();
            let related = explained_by(diagnostic, places.len(), at, &Message::new("why")).related;
            related.iter().map(|label| label.place.span.start).collect::<Vec<_>>()
        };
        assert_eq!(named(0), [0; 0]);
        assert_eq!(named(9), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(named(100), [0, 1, 2, 3, 4, 96, 97, 98, 99]);
    }

    #[test]
    fn of_many_names_the_first_are_named() {
        let names = |count: usize| first_few((0..count).map(|index| index.to_string()), 2);
        assert_eq!(names(2), ["0", "1"]);
        assert_eq!(names(3), ["0", "1", "…"]);
    }
}
