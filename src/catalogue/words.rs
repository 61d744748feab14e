//! The words of catalogues.

use crate::text::tidy::half_width;

/// What a catalogue says of the status of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Unknown,
    /// 现行.
    InForce,
    /// 即将实施: published, and not in force yet.
    Upcoming,
    /// 废止.
    Withdrawn,
    /// 被代替.
    Replaced,
    /// 制定中: there is a plan, and no standard yet.
    Planned,
}

/// The words for each; the first is the one that is written.
#[rustfmt::skip]
const WORDS: &[(Standing, &[&str])] = &[
    (Standing::InForce, &["现行", "现行有效", "有效", "在用", "已颁", "已颁布", "已发布", "发布", "已实施", "实施", "in force", "in-force", "current", "active", "valid", "published"]),
    (Standing::Upcoming, &["即将实施", "尚未实施", "未实施", "upcoming"]),
    (Standing::Withdrawn, &["废止", "已废止", "作废", "已作废", "失效", "withdrawn", "cancelled", "abolished"]),
    (Standing::Replaced, &["被代替", "已被代替", "被替代", "代替", "replaced", "superseded"]),
    (Standing::Planned, &["拟编", "在编", "拟制定", "制定中", "修订中", "正在起草", "起草", "正在征求意见", "征求意见", "正在审查", "审查", "正在批准", "批准", "已立项", "立项", "planned", "drafting", "draft"]),
];

impl Standing {
    /// What a word means; none where that is not known. No word says nothing.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        if word.chars().all(|c| matches!(c, '-' | '/' | '—' | '－')) {
            return Some(Self::Unknown);
        }
        let exact = WORDS.iter().find(|(_, words)| words.contains(&word));
        let found = exact.or_else(|| {
            let word = folded(word);
            WORDS
                .iter()
                .find(|(_, words)| words.iter().any(|known| folded(known) == word))
        });
        found.map(|(standing, _)| *standing)
    }

    /// The status by the number that it has among all.
    pub(super) fn of_number(number: u8) -> Option<Self> {
        use Standing::{InForce, Planned, Replaced, Unknown, Upcoming, Withdrawn};
        let all = [Unknown, InForce, Upcoming, Withdrawn, Replaced, Planned];
        all.into_iter().find(|standing| *standing as u8 == number)
    }

    /// The word that is written for it.
    pub fn word(self) -> &'static str {
        let found = WORDS.iter().find(|(standing, _)| *standing == self);
        found.and_then(|(_, words)| words.first()).copied().unwrap_or("")
    }
}

/// A text without blanks, in half-width lower case: what makes two words, or two plan numbers, the same.
pub(super) fn folded(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_whitespace());
    visible
        .map(|c| half_width(c).unwrap_or(c))
        .flat_map(char::to_lowercase)
        .collect()
}
