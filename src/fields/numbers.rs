//! Numbers as they are written in strings: plain ones, and ranges.

/// A number as it is written in quotes, where nothing is lost by leaving them out.
pub(super) fn plain_number(content: &str) -> Option<i64> {
    let is_plain = content.bytes().all(|byte| byte.is_ascii_digit()) && !content.starts_with('0');
    content.parse().ok().filter(|_| is_plain)
}

/// The range that a block is: `101-199`.
pub(crate) fn block(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-')?;
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_number)
    };
    let range = (number(first)?, number(last)?);
    (range.0 <= range.1).then_some(range)
}
