//! What the columns of a catalogue are headed, and the keys of one in TOML or JSON: in one place for all three.

use serde::{Deserialize, Serialize};

use super::words::folded;
use crate::text::nearest::nearest;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// 标准号.
    Number,
    /// 标准名称.
    Title,
    /// 状态.
    Status,
    /// 发布日期.
    Issued,
    /// 实施日期.
    Effective,
    /// 废止日期.
    Withdrawn,
    /// 被何标准代替.
    ReplacedBy,
    /// Where the row is from.
    Source,
    /// When it was so.
    AsOf,
    /// 计划号.
    Plan,
    /// 归口单位.
    Owner,
}

/// The fields with their keys, which are the headings that are written, and other headings for the same. 代替标准号 is none
/// of them: in most tables it is what a standard replaces, and not what replaces it.
#[rustfmt::skip]
const WORDS: &[(Field, &str, &[&str])] = &[
    (Field::Number, "number", &["standard", "标准号", "标准编号", "编号", "标准代号"]),
    (Field::Title, "title", &["name", "标准名称", "中文名称", "标准中文名称", "名称", "标准题名"]),
    (Field::Status, "status", &["状态", "标准状态", "标准有效状态"]),
    (Field::Issued, "issued", &["published", "发布日期", "发布时间", "颁布日期"]),
    (Field::Effective, "effective", &["实施日期", "实施时间", "施行日期", "生效日期"]),
    (Field::Withdrawn, "withdrawn", &["废止日期", "废止时间", "作废日期", "失效日期"]),
    (Field::ReplacedBy, "replaced_by", &["replaced-by", "被代替", "被…代替", "被...代替", "被何标准代替", "被以下标准代替", "被替代标准", "被代替标准", "被代替标准号", "被代替标准编号", "替代标准", "代替者"]),
    (Field::Source, "source", &["来源", "数据来源", "出处"]),
    (Field::AsOf, "as_of", &["as-of", "截至日期", "截止日期", "数据日期", "查询日期", "更新日期"]),
    (Field::Plan, "plan", &["计划号", "计划编号", "标准计划号", "项目编号", "计划项目编号"]),
    (Field::Owner, "owner", &["归口单位", "技术归口单位", "归口部门", "归口", "提出单位", "主管部门"]),
];

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = WORDS.len();

    /// The keys of all, in the order in which columns are written.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, key, _)| *key)
    }

    /// All of them, in the same order.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|(field, ..)| *field)
    }

    /// The key, which is the heading too.
    pub fn key(self) -> &'static str {
        WORDS.get(self as usize).map_or("", |(_, key, _)| key)
    }

    /// The field that a heading names.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let folded_heading = folded(heading);
        let is_meant = |word: &str| folded(word) == folded_heading;
        let words = WORDS.iter();
        let mut found = words.filter(|(_, key, also)| is_meant(key) || also.iter().any(|word| is_meant(word)));
        found.next().map(|(field, ..)| *field)
    }

    /// The key that a heading which names none is most likely meant to be.
    pub(super) fn nearest(heading: &str) -> Option<&'static str> {
        let all = WORDS
            .iter()
            .flat_map(|(_, key, also)| also.iter().copied().chain([*key]));
        nearest(heading, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_the_order_of_their_numbers_and_no_word_means_two() {
        let mut seen = std::collections::HashSet::new();
        for (place, (field, key, also)) in WORDS.iter().enumerate() {
            assert_eq!(*field as usize, place);
            for word in also.iter().chain([key]) {
                assert!(seen.insert(folded(word)), "{word}");
                assert_eq!(Field::of_heading(word), Some(*field));
            }
        }
        assert_eq!(Field::of_heading(" 标准 名称 "), Some(Field::Title));
        assert_eq!(Field::of_heading("代替标准号"), None);
        assert_eq!(Field::nearest("effectve"), Some("effective"));
    }
}
