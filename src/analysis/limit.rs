//! How many findings of a file are shown. A file with a hundred thousand findings has one thing wrong with it, and nobody
//! reads them one by one; to send them all to an editor at each key, or to a terminal, helps nobody and costs memory.
//!
//! Only what is shown is cut. What is counted, what is repaired, what a baseline knows and what makes a run fail are all
//! findings.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::Message;
use crate::rules::TOO_MANY_FINDINGS;

/// How many findings of a file an editor shows, where the settings do not say.
pub const IN_EDITOR: usize = 1_000;

/// How many findings of a file the command line shows, where the settings do not say.
pub const ON_COMMAND_LINE: usize = 10_000;

/// How many rules are named with what was left out of them.
const NAMED: usize = 8;

/// The findings of one file that are shown, of many the gravest, in their order; and what is to be said of the others, at
/// the first of them (X003). `severity` is the severity of that: nothing is said where the rule is off.
pub fn limit<T>(
    found: Vec<T>,
    most: usize,
    severity: Option<Severity>,
    diagnostic: impl Fn(&T) -> &Diagnostic,
) -> (Vec<T>, Option<Diagnostic>) {
    if found.len() <= most {
        return (found, None);
    }
    let mut room = most;
    let mut rooms = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let of_severity = found.iter().filter(|found| diagnostic(found).severity == severity);
        let taken = of_severity.count().min(room);
        room -= taken;
        (severity, taken)
    });
    let mut left_out: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut first = None;
    let mut shown = Vec::with_capacity(most);
    for found in found {
        let about = diagnostic(&found);
        let mut rooms = rooms.iter_mut();
        match rooms.find(|(severity, room)| *severity == about.severity && *room > 0) {
            Some((_, room)) => {
                *room -= 1;
                shown.push(found);
            }
            None => {
                *left_out.entry(about.rule.code).or_default() += 1;
                first.get_or_insert(about.place);
            }
        }
    }
    let told = severity.zip(first).map(|(severity, place)| {
        let message = Message::new(TOO_MANY_FINDINGS.rule.name)
            .with("shown", shown.len())
            .with("count", left_out.values().sum::<usize>())
            .with("which", by_rule(left_out));
        Diagnostic {
            severity,
            ..Diagnostic::new(&TOO_MANY_FINDINGS.rule, place, message)
        }
    });
    (shown, told)
}

/// The rules with what was left out of them, those with the most first.
fn by_rule(left_out: BTreeMap<&'static str, usize>) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = left_out.into_iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let is_long = counts.len() > NAMED;
    let counts = counts.into_iter().take(NAMED);
    let mut names: Vec<String> = counts.map(|(code, count)| format!("{code} × {count}")).collect();
    if is_long {
        names.push("…".to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::messages::Language;
    use crate::rules;
    use crate::text::{FileId, Span};

    fn found(severities: &[Severity]) -> Vec<Diagnostic> {
        let of = |(index, severity): (u32, &Severity)| {
            let place = Place::in_file(FileId(0), Span::new(index, index + 1));
            Diagnostic {
                severity: *severity,
                ..Diagnostic::new(&rules::ALL[0].rule, place, Message::new("x"))
            }
        };
        (0..).zip(severities).map(of).collect()
    }

    fn starts(shown: &[Diagnostic]) -> Vec<u32> {
        shown.iter().map(|found| found.place.span.start).collect()
    }

    #[test]
    fn of_many_the_gravest_are_shown_and_the_others_counted() {
        use Severity::{Error, Info, Warning};
        let all = found(&[Info, Error, Warning, Error, Warning, Info]);
        let cut = |most, severity| limit(all.clone(), most, severity, |found| found);
        let (shown, told) = cut(3, Some(Info));
        assert_eq!(starts(&shown), [1, 2, 3]);
        let told = told.unwrap();
        assert_eq!((told.place.span.start, told.severity), (0, Info));
        let text = told.message.render(Language::En);
        assert!(text.contains("T001 × 3"), "{text}");
        assert_eq!(cut(6, Some(Info)).0.len(), 6);
        assert_eq!(cut(6, Some(Info)).1, None);
        assert_eq!(starts(&cut(1, None).0), [1]);
        assert_eq!(cut(1, None).1, None);
    }
}
