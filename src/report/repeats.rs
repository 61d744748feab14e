//! Findings that have one cause: the same rule says the same of each, so that one of them and the places of the others tell all
//! that there is to know. Programs and `grep` get each of them; only [`full`](super::Format::Full) leaves them out.

use rustc_hash::FxHashMap;

use super::Finding;
use super::places::Sources;
use crate::messages::{Language, Message};

/// What is shown of findings with one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// The first of them, and how many others there are.
    Once,
    /// Each of them.
    Each,
}

/// So many are shown each, whatever they have in common: they are soon read.
const FEW: usize = 3;

/// How many of the others' places are named.
const PLACES: usize = 5;

/// A finding that is shown.
pub(super) struct Shown<'f> {
    pub(super) finding: &'f Finding,
    /// The message, rendered.
    pub(super) message: String,
    /// The findings that are not shown for it, in their order.
    pub(super) others: Vec<&'f Finding>,
}

impl Repeats {
    /// The findings that are shown, in their order, each with those that it stands for.
    pub(super) fn of(self, findings: &[Finding], language: Language) -> Vec<Shown<'_>> {
        let mut shown: Vec<Shown<'_>> = Vec::new();
        // By rule and message, the places in `shown`.
        let mut causes: FxHashMap<(&str, String), Vec<usize>> = FxHashMap::default();
        for finding in findings {
            let message = finding.diagnostic.message.render(language);
            if self == Self::Once {
                let cause = (finding.diagnostic.rule.code, message.clone());
                causes.entry(cause).or_default().push(shown.len());
            }
            shown.push(Shown {
                finding,
                message,
                others: Vec::new(),
            });
        }
        let mut is_left_out = vec![false; shown.len()];
        for places in causes.into_values().filter(|places| places.len() > FEW) {
            let Some((first, others)) = places.split_first() else {
                continue;
            };
            for other in others {
                if let Some(is_left_out) = is_left_out.get_mut(*other) {
                    *is_left_out = true;
                }
            }
            if let Some(first) = shown.get_mut(*first) {
                first.others = others.iter().filter_map(|other| findings.get(*other)).collect();
            }
        }
        let mut is_left_out = is_left_out.into_iter();
        shown.retain(|_| !is_left_out.next().unwrap_or_default());
        shown
    }
}

impl Shown<'_> {
    /// What there is to say of those that are not shown; nothing where there are none.
    pub(super) fn note(&self, sources: &Sources<'_>) -> Option<Message> {
        if self.others.is_empty() {
            return None;
        }
        let places = self.others.iter().take(PLACES).filter_map(|finding| {
            let place = finding.diagnostic.place;
            let source = sources.get(finding, place.file)?;
            let at = source.location(place.span.start);
            Some(format!("{}:{}:{}", source.path, at.line, at.column))
        });
        let attribute = match self.others.len() {
            ..=PLACES => "same",
            _ => "same-and-more",
        };
        let note = Message::attribute("report-note", attribute).with("count", self.others.len());
        Some(note.with("places", places.collect::<Vec<_>>()))
    }
}
