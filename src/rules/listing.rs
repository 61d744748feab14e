//! Names and places in findings, where there may be many: the first few, or the first and the last few, and how many
//! there are. A finding that named all of what it is about would make a file with many findings cost the square of its
//! size. Likewise the findings of one list: an element may take two bytes, and a finding a kilobyte.

use super::Sink;
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::fields::MOST_IN_LIST;
use crate::messages::Message;

/// How many related places a finding names at each end, where there are more than twice as many.
const AT_EACH_END: usize = 4;

/// How much of what may be of any length is quoted, in characters: all of it would fill the screen.
const QUOTED: usize = 60;

/// A pattern or key, of which one that is too long is cut.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}

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

/// The most faults of reading of one kind, in a file or in a register, that are told one by one. Those of a register that
/// people wrote are fewer; a file may be made of nothing else.
const MOST_OF_READING: usize = 100_000;

/// What a rule finds of one kind in one place, a list or a file: each of the first is told, and how many others there are at
/// the first of those.
pub(super) struct Many {
    rule: &'static Rule,
    most: usize,
    told: usize,
    others: Option<(Place, usize)>,
}

impl Many {
    /// The elements of one list.
    pub(super) const fn in_list(rule: &'static Rule) -> Self {
        Self::of(rule, MOST_IN_LIST)
    }

    /// What is at fault in reading a file, or a register.
    pub(super) const fn of_reading(rule: &'static Rule) -> Self {
        Self::of(rule, MOST_OF_READING)
    }

    const fn of(rule: &'static Rule, most: usize) -> Self {
        Self {
            rule,
            most,
            told: 0,
            others: None,
        }
    }

    /// Tells, or counts, one.
    pub(super) fn tell(&mut self, sink: &mut Sink, place: Place, finding: impl FnOnce() -> Diagnostic) {
        if self.told < self.most {
            self.told += 1;
            sink.push(finding());
        } else {
            self.others.get_or_insert((place, 0)).1 += 1;
        }
    }

    /// Tells how many were counted.
    pub(super) fn end(self, sink: &mut Sink) {
        if let Some((place, count)) = self.others {
            sink.push(others(self.rule, place, count));
        }
    }
}

/// That there are more of a kind, from a place on.
pub(super) fn others(rule: &'static Rule, place: Place, count: usize) -> Diagnostic {
    Diagnostic::new(rule, place, Message::new("others-like-it").with("count", count))
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
    fn of_a_long_list_the_first_are_told_and_the_others_counted() {
        let rule = &ALL[0].rule;
        let found = |count: u32| {
            let mut list = Many::in_list(rule);
            let mut sink = Sink::new();
            for index in 0..count {
                let place = Place::in_file(FileId(0), Span::new(index, index + 1));
                list.tell(&mut sink, place, || Diagnostic::new(rule, place, Message::new("x")));
            }
            list.end(&mut sink);
            sink
        };
        assert_eq!(found(0), []);
        assert_eq!(found(100).len(), 100);
        let last = found(350).remove(100);
        assert_eq!(last.place.span.start, 100);
        assert_eq!(last.message, Message::new("others-like-it").with("count", 250usize));
        assert_eq!(found(350).len(), 101);
    }

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(quoted(&"键".repeat(60)), "键".repeat(60));
        assert_eq!(quoted(&"键".repeat(61)), "键".repeat(60) + "…");
    }

    #[test]
    fn of_many_names_the_first_are_named() {
        let names = |count: usize| first_few((0..count).map(|index| index.to_string()), 2);
        assert_eq!(names(2), ["0", "1"]);
        assert_eq!(names(3), ["0", "1", "…"]);
    }
}
