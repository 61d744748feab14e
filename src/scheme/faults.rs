//! What can be wrong with a scheme file (T008), as data.

use super::{MAX_LAYERS, Width};
use crate::fields::MisfitKind;
use crate::keys::MAX_COLUMNS;
use crate::messages::Message;
use crate::number::MAX_PREFIX;
use crate::number::plan::{MAX_FORM, MAX_FORMS};
use crate::text::Span;

/// One fault of a scheme file.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where in the scheme file, in bytes.
    pub span: Span,
    /// What.
    pub kind: FaultKind,
}

/// The ways in which a scheme can be unreadable or at odds with itself.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// What is no TOML, or a key or value that is not one of a scheme.
    Misfit(MisfitKind),
    /// A value that has not as many characters as its layer.
    Width {
        /// The layer's name.
        layer: String,
        /// The value.
        value: String,
        /// The layer's width, in characters.
        width: Width,
    },
    /// A value with a character that its layer does not take.
    Characters {
        /// The layer's name.
        layer: String,
        /// The value.
        value: String,
    },
    /// A name, word or role that stands twice.
    Doubled(String),
    /// An `open` that is no range `first-last`.
    BadRange(String),
    /// A layer without width.
    Empty,
    /// A `[[column]]` whose key is empty.
    EmptyKey,
    /// A new column without a title.
    Untitled(String),
    /// Words for a column whose type is another.
    NeedlessWords(String),
    /// A column of words without any.
    NoWords(String),
    /// A role whose column has values of another type.
    TypeOfRole {
        /// The role.
        role: &'static str,
        /// The types that it takes.
        types: Vec<String>,
    },
    /// More columns than are read.
    TooManyColumns,
    /// A column in a part of a register.
    ColumnOfPart,
    /// A layer of variable width with neither a separator nor the end of the code behind it.
    Unbounded(String),
    /// A layer of variable width behind a path, with no separator between.
    BehindPath(String),
    /// A second layer that is a path.
    SecondPath,
    /// A key beside `path`, which says the same.
    BesidePath(&'static str),
    /// A path with another role than that of the category.
    RoleOfPath,
    /// A separator of a path that its parts could hold.
    Separator(String),
    /// More layers than a code is read in.
    TooManyLayers,
    /// A kind of number that there is not.
    UnknownKind {
        /// The word.
        word: String,
        /// The kind that was probably meant.
        nearest: Option<&'static str>,
        /// The kinds that there are.
        known: &'static [&'static str],
    },
    /// A prefix that no number can open with, or that is too long.
    BadPrefix(String),
    /// What is no form of plan numbers.
    BadForm(String),
    /// More forms of plan numbers than are tried.
    TooManyForms,
    /// A value or layer that something else in the scheme speaks of, and that no layer has.
    Undefined(String),
}

impl FaultKind {
    /// The fault in words.
    pub fn message(&self) -> Message {
        match self {
            Self::Misfit(misfit) => misfit.message(),
            Self::Width { layer, value, width } => Message::attribute("scheme-problem", "width")
                .with("layer", layer.as_str())
                .with("value", value.as_str())
                .with("width", *width),
            Self::Characters { layer, value } => Message::attribute("scheme-problem", "characters")
                .with("layer", layer.as_str())
                .with("value", value.as_str()),
            Self::Doubled(name) => Message::attribute("scheme-problem", "doubled").with("name", name.as_str()),
            Self::BadRange(range) => Message::attribute("scheme-problem", "range").with("range", range.as_str()),
            Self::Empty => Message::attribute("scheme-problem", "empty"),
            Self::EmptyKey => Message::attribute("scheme-problem", "empty-key"),
            Self::Untitled(key) => Message::attribute("scheme-problem", "untitled").with("key", key.as_str()),
            Self::NeedlessWords(key) => {
                Message::attribute("scheme-problem", "needless-words").with("key", key.as_str())
            }
            Self::NoWords(key) => Message::attribute("scheme-problem", "no-words").with("key", key.as_str()),
            Self::TypeOfRole { role, types } => Message::attribute("scheme-problem", "type-of-role")
                .with("role", *role)
                .with("types", types.clone()),
            Self::TooManyColumns => Message::attribute("scheme-problem", "too-many-columns").with("most", MAX_COLUMNS),
            Self::ColumnOfPart => Message::attribute("scheme-problem", "column-of-part"),
            Self::Unbounded(layer) => Message::attribute("scheme-problem", "unbounded").with("layer", layer.as_str()),
            Self::BehindPath(layer) => {
                Message::attribute("scheme-problem", "behind-path").with("layer", layer.as_str())
            }
            Self::SecondPath => Message::attribute("scheme-problem", "second-path"),
            Self::BesidePath(key) => Message::attribute("scheme-problem", "beside-path").with("key", *key),
            Self::RoleOfPath => Message::attribute("scheme-problem", "role-of-path"),
            Self::Separator(separator) => {
                Message::attribute("scheme-problem", "separator").with("separator", separator.as_str())
            }
            Self::TooManyLayers => Message::attribute("scheme-problem", "too-many-layers").with("most", MAX_LAYERS),
            Self::UnknownKind {
                word,
                nearest: Some(nearest),
                ..
            } => Message::attribute("scheme-problem", "nearest-kind")
                .with("word", word.as_str())
                .with("nearest", *nearest),
            Self::UnknownKind { word, known, .. } => Message::attribute("scheme-problem", "kind")
                .with("word", word.as_str())
                .with("known", known.iter().map(|&kind| kind.to_owned()).collect::<Vec<_>>()),
            Self::BadPrefix(prefix) => Message::attribute("scheme-problem", "prefix")
                .with("prefix", prefix.as_str())
                .with("longest", MAX_PREFIX),
            Self::BadForm(form) => Message::attribute("scheme-problem", "form")
                .with("form", form.as_str())
                .with("longest", MAX_FORM),
            Self::TooManyForms => Message::attribute("scheme-problem", "forms").with("most", MAX_FORMS),
            Self::Undefined(name) => Message::attribute("scheme-problem", "undefined").with("name", name.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::messages::Language;

    #[test]
    fn what_does_not_fit_is_told_in_words() {
        let head = "[scheme]\nid = \"X\"\ntitle = \"x\"\n";
        for (text, expected) in [
            (
                format!("{head}[[layer]]\nwidth = \"1\""),
                "the value of layer.width must be: whole number from 1 to 64, or a range of them",
            ),
            (
                format!("layer = [{{ width = 1, name = 1 }}]\n{head}"),
                "the value of layer.name must be: string",
            ),
            (
                format!("{head}[[layer]]\nwidth = 1\nvalues = {{ 1 = 2 }}"),
                "the value of layer.values.1 must be: string",
            ),
            (
                format!("{head}[[layer]]\nwidht = 1"),
                "there is no key layer.widht; did you mean layer.width?",
            ),
            (
                format!("{head}[[layer]]\nwidth = 1\n[[status]]\nname = \"x\""),
                "the required key status.phase is missing",
            ),
            ("[[layer]]\nwidth = 1".to_owned(), "the required key scheme is missing"),
        ] {
            let (_, faults) = read(&text);
            let told = faults[0].kind.message().render(Language::En);
            assert!(faults.len() == 1 && told.starts_with(expected), "{text}: {told}");
        }
    }
}
