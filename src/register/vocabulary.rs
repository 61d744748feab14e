//! The words for status and level that a register may use: those of its scheme and those it adds.

use super::model::{Term, text_of};
use crate::scheme::{Level, Phase, Scheme, Status};

/// The words, in the order in which they are named in messages and offered for completion.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The terms for the status.
    pub statuses: Vec<Status>,
    /// The terms for the level.
    pub levels: Vec<Level>,
}

/// How a word stands to the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// It is the term.
    Term,
    /// It is a synonym or an alias of the term.
    Alias,
}

impl Vocabulary {
    /// The words of a scheme, and those that a register adds. A term that the register defines anew takes the place
    /// of the scheme's.
    pub fn new<'t>(
        scheme: &Scheme,
        statuses: impl Iterator<Item = (&'t Term, &'t str)>,
        levels: impl Iterator<Item = (&'t Term, &'t str)>,
    ) -> Self {
        let mut vocabulary = Self {
            statuses: scheme.statuses.clone(),
            levels: scheme.levels.clone(),
        };
        for (term, text) in statuses {
            vocabulary.add_status(term, text);
        }
        for (term, text) in levels {
            vocabulary.add_level(term, text);
        }
        vocabulary
    }

    fn add_status(&mut self, term: &Term, text: &str) {
        let phase = match text_of(term.meaning, text).as_ref() {
            "planned" => Phase::Planned,
            "drafting" => Phase::Drafting,
            "published" => Phase::Published,
            "withdrawn" => Phase::Withdrawn,
            _ => return,
        };
        let status = Status {
            name: text_of(term.name, text).into_owned(),
            phase,
            also: term.also.iter().map(|word| word.get(text).into_owned()).collect(),
        };
        self.statuses.retain(|other| other.name != status.name);
        self.statuses.push(status);
    }

    fn add_level(&mut self, term: &Term, text: &str) {
        let words = |words: &[crate::syntax::Str]| words.iter().map(|word| word.get(text).into_owned()).collect();
        let level = Level {
            name: text_of(term.name, text).into_owned(),
            value: text_of(term.meaning, text).into_owned(),
            alias: words(&term.also),
            kinds: words(&term.kinds),
        };
        if level.name.is_empty() || level.value.is_empty() {
            return;
        }
        self.levels.retain(|other| other.name != level.name);
        self.levels.push(level);
    }

    /// The place of the status that a word means, and whether it is the term itself.
    pub fn status(&self, word: &str) -> Option<(u16, Usage)> {
        let find = |test: &dyn Fn(&Status) -> bool| self.statuses.iter().position(test);
        find(&|status| status.name == word)
            .map(|index| (index, Usage::Term))
            .or_else(|| find(&|status| status.also.iter().any(|also| also == word)).map(|index| (index, Usage::Alias)))
            .and_then(|(index, usage)| Some((u16::try_from(index).ok()?, usage)))
    }

    /// The place of the level that a word means, and whether it is the term itself.
    pub fn level(&self, word: &str) -> Option<(u16, Usage)> {
        let find = |test: &dyn Fn(&Level) -> bool| self.levels.iter().position(test);
        find(&|level| level.name == word)
            .map(|index| (index, Usage::Term))
            .or_else(|| find(&|level| level.alias.iter().any(|alias| alias == word)).map(|index| (index, Usage::Alias)))
            .and_then(|(index, usage)| Some((u16::try_from(index).ok()?, usage)))
    }

    /// A status by its place.
    pub fn status_term(&self, place: u16) -> Option<&Status> {
        self.statuses.get(usize::from(place))
    }

    /// A level by its place.
    pub fn level_term(&self, place: u16) -> Option<&Level> {
        self.levels.get(usize::from(place))
    }
}
