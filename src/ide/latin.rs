//! What an item is filtered by.
//!
//! Editors filter what is offered by what is typed, on their own. Some take any subsequence (VS Code), some only a
//! beginning (Neovim as it is installed). So the forms are put one after the other, with those first that begin with
//! what is typed by now; and a list with such words is asked for again with each letter.

use crate::text::latin::forms_of;

/// The text that a word is filtered by, where `typed` is typed of it.
pub(super) fn filter(word: &str, typed: &str) -> String {
    let mut forms = vec![word.to_owned()];
    forms.extend(forms_of(word));
    let typed = typed.to_lowercase();
    // Stable, so that the word itself is first where that makes no difference.
    forms.sort_by_key(|form| !form.to_lowercase().starts_with(&typed));
    forms.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_comes_first() {
        assert!(filter("行业标准", "").starts_with("行业标准 "));
        assert!(filter("行业标准", "行业").starts_with("行业标准 "));
        assert!(filter("行业标准", "HY").starts_with("hybz "));
        assert!(filter("行业标准", "hangye").starts_with("hangyebiaozhun "));
    }
}
