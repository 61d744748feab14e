//! Standard numbers: the prefixes that one begins with, and the numbers that the register has.

use rustc_hash::FxHashMap;

use super::CompletionKind;
use super::draft::{Draft, Offers};
use crate::messages::Message;
use crate::number::{Kind, prefixes};
use crate::syntax::Typed;

/// How many numbers of the register are offered, apart from those that begin with what is typed.
const MAX_NUMBERS: usize = 300;

/// Offers the prefixes of numbers: those that the register uses first, the commonest foremost; each before itself with a mark, so
/// that whoever types no more finds it first.
pub(super) fn offer_prefixes(offers: &mut Offers<'_>, typed: Typed) {
    // Behind the prefix the author knows better.
    if offers
        .typed(typed.span)
        .contains(|c: char| c.is_whitespace() || c.is_ascii_digit())
    {
        return;
    }
    let used = with_their_own(used(offers));
    for head in &used {
        let meaning = meaning(head, offers);
        prefix(offers, typed, head, meaning);
    }
    let grammar = &offers.context.register.scheme.grammar;
    let widened = |(prefix, kind, meaning)| -> (&str, Kind, &str) { (prefix, kind, meaning) };
    let of_scheme = grammar.prefixes().map(|(prefix, kind)| (prefix, kind, ""));
    // What the scheme says of a prefix goes before what everybody knows of it.
    let known = prefixes()
        .map(widened)
        .filter(|(known, ..)| grammar.prefixes().all(|(prefix, _)| prefix != *known));
    for (spelling, kind, meaning) in of_scheme.chain(known) {
        if used.iter().all(|head| head != spelling) {
            prefix(offers, typed, spelling, Some((kind, meaning)));
        }
    }
}

fn prefix(offers: &mut Offers<'_>, typed: Typed, head: &str, meaning: Option<(Kind, &str)>) {
    let mut draft = Draft::new(CompletionKind::Number, head);
    if let Some((kind, meaning)) = meaning {
        let kind = Message::attribute("hover-kind", kind.name()).render(offers.context.language);
        draft = if meaning.is_empty() {
            draft.detail(kind)
        } else {
            draft.detail(format!("{meaning} · {kind}")).found_by(meaning)
        };
    }
    let is_region_due = |meaning: &str| !meaning.is_empty();
    let begins_more = head.ends_with('/') || matches!(meaning, Some((Kind::Local, meaning)) if is_region_due(meaning));
    let content = if begins_more {
        head.to_owned()
    } else {
        format!("{head} ")
    };
    offers.beginning(typed, &content, draft);
}

/// What a prefix with or without a nature mark means.
fn meaning(head: &str, offers: &Offers<'_>) -> Option<(Kind, &'static str)> {
    let find = |wanted: &str| {
        let mut of_scheme = offers.context.register.scheme.grammar.prefixes();
        if let Some((_, kind)) = of_scheme.find(|(spelling, _)| *spelling == wanted) {
            return Some((kind, ""));
        }
        let mut all = prefixes();
        all.find(|(spelling, kind, _)| *spelling == wanted && *kind != Kind::Local)
            .map(|(_, kind, meaning)| (kind, meaning))
    };
    find(head).or_else(|| find(head.split('/').next()?))
}

/// The prefixes with their marks that entries of the register have, the commonest first.
fn used(offers: &Offers<'_>) -> Vec<(String, usize)> {
    let register = offers.context.register;
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for (place, entry) in register.entries().enumerate() {
        let (Some(standard), Some(number), false) = (entry.standard, entry.parts, entry.number_is_faulty) else {
            continue;
        };
        let text = entry.text(standard);
        let Some(head) = text.get(..number.number.start as usize).map(str::trim_end) else {
            continue;
        };
        match counts.get_mut(head) {
            Some(count) => count.0 += 1,
            None => {
                counts.insert(head.to_owned(), (1, place));
            }
        }
    }
    let mut used: Vec<_> = counts.into_iter().collect();
    used.sort_unstable_by_key(|(_, (count, place))| (std::cmp::Reverse(*count), *place));
    used.into_iter().map(|(head, (count, _))| (head, count)).collect()
}

/// Prefixes in the same order, each kind of them together: `GB` before `GB/T` and `GB/Z`, even where the register has no such number,
/// and `T/` before `T/CAS`.
fn with_their_own(used: Vec<(String, usize)>) -> Vec<String> {
    let own = |head: &str| match head.split_once('/') {
        Some((before @ ("T" | "Q"), _)) => format!("{before}/"),
        Some((before, _)) => before.to_owned(),
        None => head.to_owned(),
    };
    let is_known = |head: &str| prefixes().any(|(known, ..)| known == head);
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for (head, count) in &used {
        *counts.entry(own(head)).or_default() += count;
    }
    let mut heads: Vec<(usize, String, String)> = Vec::new();
    for (head, _) in &used {
        let kind = own(head);
        let count = counts.get(&kind).copied().unwrap_or_default();
        let is_first = heads.iter().all(|(_, other, _)| *other != kind);
        if is_first && kind != *head && (is_known(&kind) || kind.ends_with('/')) {
            heads.push((count, kind.clone(), kind.clone()));
        }
        heads.push((count, kind, head.clone()));
    }
    // By the commonest kind, and within it what is no more than the kind first; the others stay as they are.
    let first: FxHashMap<String, usize> = heads
        .iter()
        .enumerate()
        .rev()
        .map(|(place, (_, kind, _))| (kind.clone(), place))
        .collect();
    heads.sort_by_cached_key(|(count, kind, head)| (std::cmp::Reverse(*count), first.get(kind).copied(), head != kind));
    heads.into_iter().map(|(.., head)| head).collect()
}

/// Offers what an entry may replace: the numbers of the register, then prefixes.
pub(super) fn offer_replaced(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let own = offers.spot.own_entry(register);
    let before = offers.typed(typed.span).to_lowercase();
    let mut offered = 0;
    for (id, entry) in register.entries_with_ids() {
        let Some(standard) = entry.standard.filter(|_| Some(id) != own) else {
            continue;
        };
        let number = entry.text(standard);
        let is_typed = || !before.is_empty() && number.to_lowercase().contains(&before);
        if number.is_empty() || (offered >= MAX_NUMBERS && !is_typed()) {
            offers.is_incomplete |= offered >= MAX_NUMBERS;
            continue;
        }
        offered += 1;
        let title = entry.title().unwrap_or_default();
        let draft = Draft::new(CompletionKind::Number, number.as_ref()).detail(title);
        offers.string(typed, &number, draft);
    }
    offer_prefixes(offers, typed);
}
