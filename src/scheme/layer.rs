//! One layer of a code: which characters and values it takes, and how many.

use std::fmt;

use crate::keys::{Characters, Role};
use crate::messages::Argument;

/// How many characters, or parts, there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// At least.
    pub least: usize,
    /// At most.
    pub most: usize,
}

impl Width {
    /// None.
    pub(super) const ZERO: Self = Self::of(0);

    /// So many.
    pub(super) const fn of(count: usize) -> Self {
        Self {
            least: count,
            most: count,
        }
    }

    /// How many there are, where it is always as many.
    pub const fn fixed(self) -> Option<usize> {
        if self.least == self.most {
            Some(self.least)
        } else {
            None
        }
    }

    /// Whether there may be so many.
    pub const fn has(self, count: usize) -> bool {
        self.least <= count && count <= self.most
    }

    /// The width of two layers together.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            least: self.least + other.least,
            most: self.most + other.most,
        }
    }
}

/// `3`, `1–3`.
impl fmt::Display for Width {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fixed() {
            Some(count) => write!(formatter, "{count}"),
            None => write!(formatter, "{}–{}", self.least, self.most),
        }
    }
}

/// A number where there is one, so that a language can go by it.
impl From<Width> for Argument {
    fn from(width: Width) -> Self {
        match width.fixed() {
            Some(count) => count.into(),
            None => width.to_string().into(),
        }
    }
}

/// How paths are written: numbering as deep as the structure, such as `1.2.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathForm {
    /// What stands between the parts.
    pub separator: String,
    /// The characters of a part.
    pub characters: Characters,
    /// How many characters a part has.
    pub width: Width,
    /// How many parts there are.
    pub depth: Width,
}

impl PathForm {
    /// The parts of a path, the outermost first.
    pub fn parts<'v>(&self, path: &'v str) -> impl Iterator<Item = &'v str> {
        path.split(self.separator.as_str())
    }

    /// What stands above a path; nothing above one of one part.
    pub fn parent<'v>(&self, path: &'v str) -> Option<&'v str> {
        path.rsplit_once(self.separator.as_str()).map(|(parent, _)| parent)
    }

    /// Whether a path has as many parts as it may have, each as long as it may be.
    pub(super) fn has_right_lengths(&self, path: &str) -> bool {
        self.depth.has(self.parts(path).count()) && self.has_right_parts(path)
    }

    fn has_right_parts(&self, path: &str) -> bool {
        self.parts(path).all(|part| self.width.has(part.chars().count()))
    }

    /// How many characters whole paths have.
    pub(super) fn whole(&self) -> Width {
        let separator = self.separator.chars().count();
        let of = |parts: usize, part: usize| parts * part + parts.saturating_sub(1) * separator;
        Width {
            least: of(self.depth.least, self.width.least),
            most: of(self.depth.most, self.width.most),
        }
    }
}

/// One layer of a code (seed §6: 第一层 … 第八层).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The name, which statistics filters use: `class`.
    pub name: String,
    /// The name for people: 标准类别.
    pub title: String,
    /// How many characters stand before it in a code, where all layers before it are of fixed width.
    pub start: usize,
    /// How many characters it has.
    pub width: Width,
    /// How its values are divided, where they are paths.
    pub path: Option<PathForm>,
    /// What they are.
    pub characters: Characters,
    /// Its values and their meaning, in the order of the file. Empty where the register says the values (business,
    /// category) or where any will do (sequence).
    pub values: Vec<(String, String)>,
    /// A range of further values, accepted without a meaning.
    pub open: Option<(u64, u64)>,
    /// What the layer is for.
    pub role: Option<Role>,
    /// The fixed separator that the layer is, if it is one.
    pub literal: Option<String>,
    /// For the ownership layer: the value that a number's prefix asks for, and `*` for any other prefix.
    pub prefixes: Vec<(String, String)>,
    /// For the nature layer: the value that a number's mark (`T`, `Z` or nothing) asks for.
    pub marks: Vec<(String, String)>,
    /// What the clause that defines the layer says, where the scheme quotes it.
    pub clause: Option<String>,
}

impl Layer {
    /// The name for people, where it has one, else the name.
    pub fn title_or_name(&self) -> &str {
        if self.title.is_empty() { &self.name } else { &self.title }
    }

    /// The meaning of a value, where the layer's table lists it.
    pub fn meaning(&self, value: &str) -> Option<&str> {
        let (_, meaning) = self.values.iter().find(|(listed, _)| listed == value)?;
        Some(meaning)
    }

    /// Whether the layer takes the value: it is listed, open, or the layer lists none.
    pub fn takes(&self, value: &str) -> bool {
        if let Some(literal) = &self.literal {
            return literal == value;
        }
        self.values.is_empty() || self.meaning(value).is_some() || self.is_open(value)
    }

    /// Whether the layer could have the value: it is as wide, its characters are such as the layer takes, and the layer
    /// takes it.
    pub fn fits(&self, value: &str) -> bool {
        self.width.has(value.chars().count()) && self.takes(value) && self.is_well_formed(value)
    }

    /// Whether a value has the right number of characters, or of parts with the right number of characters.
    pub fn has_right_length(&self, value: &str) -> bool {
        match &self.path {
            Some(path) => path.has_right_lengths(value),
            None => self.width.has(value.chars().count()),
        }
    }

    /// Whether a value is made of characters that the layer takes: a separator is itself, the parts of a path are
    /// apart.
    pub fn is_well_formed(&self, value: &str) -> bool {
        let takes = |value: &str| value.chars().all(|character| self.characters.take(character));
        match (&self.literal, &self.path) {
            (Some(literal), _) => literal == value,
            (None, Some(path)) => path.has_right_lengths(value) && path.parts(value).all(takes),
            (None, None) => takes(value),
        }
    }

    fn is_open(&self, value: &str) -> bool {
        let number = value.parse::<u64>();
        matches!((self.open, number), (Some((first, last)), Ok(number)) if first <= number && number <= last)
    }

    /// The value that a number with this prefix asks of the layer; nothing where the scheme does not say.
    pub fn value_of_prefix(&self, prefix: &str) -> Option<&str> {
        let of = |wanted: &str| self.prefixes.iter().find(|(prefix, _)| prefix == wanted);
        let (_, value) = of(prefix).or_else(|| of("*"))?;
        Some(value)
    }

    /// The value that a number with this nature mark asks of the layer; nothing where the scheme does not say.
    pub fn value_of_mark(&self, mark: &str) -> Option<&str> {
        let (_, value) = self.marks.iter().find(|(listed, _)| listed == mark)?;
        Some(value)
    }
}
