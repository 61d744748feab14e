//! The nearest of several words, for "did you mean".

/// The candidate that is nearest to a word, if one is near enough to be what was meant: two thirds of its characters
/// must be right, as in rustc's suggestions.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= length.max(candidate.chars().count()).max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word_and_nonsense_does_not() {
        assert_eq!(nearest("titel", ["code", "title"]), Some("title"));
        assert_eq!(nearest("已颁布", ["在编", "已颁"]), Some("已颁"));
        assert_eq!(nearest("xyz", ["code", "title"]), None);
    }
}
