//! What can be wrong with a text as TOML, as data.
//!
//! The kinds are those that a person tells apart; [`super::classify`] sorts into them what the reader's core says.

use std::borrow::Cow;

use super::value::is_datetime;
use crate::messages::{Argument, Message, Text};
use crate::text::Span;

/// How much of the text at fault a message repeats, in characters.
const EXCERPT: usize = 40;

/// One syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is at fault, in bytes of the segment.
    pub span: Span,
    /// Why.
    pub kind: SyntaxErrorKind,
}

/// A full-width character outside strings, and what TOML takes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullWidth {
    /// The character as it stands.
    pub found: String,
    /// What to write.
    pub repair: String,
}

/// The kinds of syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// A full-width form stands where TOML takes only its half-width one.
    FullWidth(FullWidth),
    /// A key without `=` and a value.
    MissingEquals,
    /// A key and `=` without a value.
    MissingValue,
    /// A key, its `=` and its value that do not stand in one line, in an inline table.
    BrokenPair,
    /// No key where one is needed.
    MissingKey,
    /// A key with characters that a bare key does not take.
    InvalidKey,
    /// A string without its closing quotes.
    UnclosedString,
    /// A string with a character that it does not take.
    InvalidString,
    /// A backslash before what is no escape.
    InvalidEscape,
    /// Text without quotes.
    UnquotedString,
    /// `[` without `]`.
    UnclosedArray,
    /// `{` without `}`.
    UnclosedInlineTable,
    /// A header without its closing brackets.
    UnclosedHeader,
    /// No comma between two elements.
    MissingComma,
    /// A comma too many.
    ExtraComma,
    /// A bracket or brace that was never opened.
    Unopened,
    /// Something after the end of a statement.
    Trailing,
    /// A number that is none, or that 64 bits do not hold.
    InvalidNumber,
    /// A number that begins with 0.
    LeadingZero,
    /// A date or time that does not exist.
    InvalidDate,
    /// A value that is none.
    InvalidValue,
    /// A colon between a key and its value.
    Colon,
    /// A comment as other languages write it.
    SlashComment,
    /// A line that a merge left behind.
    ConflictMarker,
    /// A carriage return without a newline.
    LoneCarriageReturn,
    /// A control character in a comment.
    InvalidComment,
    /// Arrays or inline tables nested too deep.
    TooDeep,
    /// More in one table than is read.
    TooLarge,
    /// What the reader's core says, in its own words.
    Other(Cow<'static, str>),
}

impl SyntaxError {
    /// The error in words. `text` is that of the segment.
    pub fn message(&self, text: &str) -> Message {
        let message = Message::attribute("toml-syntax", self.kind.name());
        match &self.kind {
            SyntaxErrorKind::FullWidth(form) if form.found.starts_with(['“', '”']) => {
                Message::attribute("toml-syntax", "quotes").with("repair", form.repair.as_str())
            }
            SyntaxErrorKind::InvalidDate => {
                let written = self.span.of_text(text);
                match date_meant(written) {
                    Some(date) => Message::attribute("toml-syntax", "date-form")
                        .with("text", excerpt(written))
                        .with("repair", date),
                    None => message.with("text", excerpt(written)),
                }
            }
            SyntaxErrorKind::FullWidth(form) => message
                .with("found", shown(&form.found))
                .with("repair", form.shown_repair()),
            SyntaxErrorKind::Other(reason) => message.with("reason", reason.as_ref()),
            _ => message.with("text", excerpt(self.span.of_text(text))),
        }
    }
}

impl FullWidth {
    /// The half-width form, as messages show it.
    pub fn shown_repair(&self) -> Argument {
        shown(&self.repair)
    }
}

impl SyntaxErrorKind {
    /// The word that the message selects on.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::FullWidth(_) => "full-width",
            Self::MissingEquals => "missing-equals",
            Self::MissingValue => "missing-value",
            Self::BrokenPair => "broken-pair",
            Self::MissingKey => "missing-key",
            Self::InvalidKey => "invalid-key",
            Self::UnclosedString => "unclosed-string",
            Self::InvalidString => "invalid-string",
            Self::InvalidEscape => "invalid-escape",
            Self::UnquotedString => "unquoted-string",
            Self::UnclosedArray => "unclosed-array",
            Self::UnclosedInlineTable => "unclosed-inline-table",
            Self::UnclosedHeader => "unclosed-header",
            Self::MissingComma => "missing-comma",
            Self::ExtraComma => "extra-comma",
            Self::Unopened => "unopened",
            Self::Trailing => "trailing",
            Self::InvalidNumber => "invalid-number",
            Self::LeadingZero => "leading-zero",
            Self::InvalidDate => "invalid-date",
            Self::InvalidValue => "invalid-value",
            Self::Colon => "colon",
            Self::SlashComment => "slash-comment",
            Self::ConflictMarker => "conflict",
            Self::LoneCarriageReturn => "lone-carriage-return",
            Self::InvalidComment => "invalid-comment",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::Other(_) => "other",
        }
    }
}

/// The date that a text in another form means, as TOML has it: `2016-03-01` for `2016.3.1` and `2016年3月1日`; none where
/// there is no such day.
fn date_meant(text: &str) -> Option<String> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['.', '/', '-', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_part =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = parts.next().is_none() && year.len() == 4 && is_part(year, 4) && is_part(month, 2) && is_part(day, 2);
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    (is_date && is_datetime(&date)).then_some(date)
}

/// A blank by its name, anything else as it is.
fn shown(form: &str) -> Argument {
    let name = match form {
        " " => Text {
            zh: "空格",
            en: "a blank",
        },
        "\u{3000}" => Text {
            zh: "全角空格 U+3000",
            en: "the ideographic space U+3000",
        },
        "\u{A0}" => Text {
            zh: "不换行空格 U+00A0",
            en: "the no-break space U+00A0",
        },
        _ => return form.into(),
    };
    name.into()
}

fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_another_form_is_told_as_it_should_be() {
        for (text, date) in [
            ("2016.03.01", Some("2016-03-01")),
            ("2016/3/1", Some("2016-03-01")),
            ("2016年12月1日", Some("2016-12-01")),
            ("2016-3-1", Some("2016-03-01")),
            ("2016-02-30", None),
            ("2016.03", None),
            ("16.03.01", None),
            ("2016.03.01.1", None),
            ("2016..01", None),
        ] {
            assert_eq!(date_meant(text).as_deref(), date, "{text}");
        }
    }
}
