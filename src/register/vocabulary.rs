//! The words for status and level that a register may use: those of its scheme and those it adds.

use rustc_hash::FxHashMap;

use super::model::{Term, text_of};
use crate::diagnostic::Place;
use crate::scheme::{Level, NumberKinds, Phase, Scheme, Status};
use crate::syntax::Str;

/// The words, in the order in which they are named in messages and offered for completion.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The terms for the status.
    pub statuses: Vec<Status>,
    /// The terms for the level.
    pub levels: Vec<Level>,
    /// What each word means: a register may add many, and every entry asks.
    status_words: Words,
    level_words: Words,
    /// Where the register adds a status, or a level, that could not be read: any word that is not known may be meant.
    pub unread_status: Option<Place>,
    /// The same for a level.
    pub unread_level: Option<Place>,
}

/// Words with the places of their terms.
type Words = FxHashMap<String, (u16, Usage)>;

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
    pub(super) fn new<'t>(
        scheme: &Scheme,
        statuses: impl Iterator<Item = (&'t Term, &'t str)>,
        levels: impl Iterator<Item = (&'t Term, &'t str)>,
    ) -> Self {
        let (mut unread_status, mut unread_level) = (None, None);
        let own_statuses = statuses.filter_map(|(term, text)| {
            let status = status(term, text);
            note_unread(&mut unread_status, status.as_ref(), term);
            status
        });
        let own_levels = levels.filter_map(|(term, text)| {
            let level = level(term, text);
            note_unread(&mut unread_level, level.as_ref(), term);
            level
        });
        let statuses = last_of_each(&scheme.statuses, own_statuses, |status| &status.name);
        let levels = last_of_each(&scheme.levels, own_levels, |level| &level.name);
        Self {
            status_words: words(statuses.iter().map(|status| (&status.name, &status.also))),
            level_words: words(levels.iter().map(|level| (&level.name, &level.alias))),
            statuses,
            levels,
            unread_status,
            unread_level,
        }
    }

    /// The place of the status that a word means, and whether it is the term itself.
    pub fn status(&self, word: &str) -> Option<(u16, Usage)> {
        self.status_words.get(word).copied()
    }

    /// The place of the level that a word means, and whether it is the term itself.
    pub fn level(&self, word: &str) -> Option<(u16, Usage)> {
        self.level_words.get(word).copied()
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

fn note_unread<T>(unread: &mut Option<Place>, read: Option<&T>, term: &Term) {
    if read.is_none() {
        unread.get_or_insert(term.site.header());
    }
}

fn status(term: &Term, text: &str) -> Option<Status> {
    Some(Status {
        name: text_of(term.name, text).into_owned(),
        phase: Phase::named(&text_of(term.meaning, text))?,
        also: written(&term.also, text),
    })
}

fn level(term: &Term, text: &str) -> Option<Level> {
    let level = Level {
        name: text_of(term.name, text).into_owned(),
        value: text_of(term.meaning, text).into_owned(),
        alias: written(&term.also, text),
        kinds: NumberKinds::of_words(written(&term.kinds, text).iter().map(String::as_str)),
    };
    (!level.name.is_empty()).then_some(level)
}

fn written(words: &[Str], text: &str) -> Vec<String> {
    words.iter().map(|word| word.get(text).into_owned()).collect()
}

/// The terms of a scheme and those that a register adds, in this order; of several with one name the last.
fn last_of_each<T: Clone>(scheme: &[T], own: impl Iterator<Item = T>, name: impl Fn(&T) -> &String) -> Vec<T> {
    let all: Vec<T> = scheme.iter().cloned().chain(own).collect();
    let last: FxHashMap<String, usize> = all.iter().map(|term| name(term).clone()).zip(0..).collect();
    let is_last = |(place, term): &(usize, T)| last.get(name(term)) == Some(place);
    (0..).zip(all).filter(is_last).map(|(_, term)| term).collect()
}

/// What words mean: the name of a term goes before the synonym of another, and an earlier term before a later.
fn words<'t>(terms: impl Iterator<Item = (&'t String, &'t Vec<String>)> + Clone) -> Words {
    let mut words = Words::default();
    let places = || (0..=u16::MAX).zip(terms.clone());
    for (place, (name, _)) in places() {
        words.entry(name.clone()).or_insert((place, Usage::Term));
    }
    for (place, (_, synonyms)) in places() {
        for synonym in synonyms {
            words.entry(synonym.clone()).or_insert((place, Usage::Alias));
        }
    }
    words
}
