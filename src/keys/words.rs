//! The words that a key takes out of a fixed list, and what the list is of.

/// Makes an enum of a list of words: each variant with the word that files use for it.
macro_rules! named {
    ($(#[$attribute:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// How many there are.
            pub const COUNT: usize = [$($word),*].len();

            /// The words that files use.
            pub const NAMES: [&'static str; Self::COUNT] = [$($word),*];

            /// All of them, in the same order.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$variant),*];

            /// What a word of a file means.
            pub fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The word that files, messages and output use.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}
pub(super) use named;

named! {
    /// What a layer is for: the rules about layers and numbers go by roles.
    Role {
        /// 标准类别, fixed by the category of a table.
        Class = "class",
        /// 专业领域, fixed by the register.
        Domain = "domain",
        /// 业务领域, fixed by the register.
        Business = "business",
        /// 子体系: the code of a category's subsystem, or of one above it. The only role that several layers may have.
        Subsystem = "subsystem",
        /// 业务类型细目: the code of a category.
        Category = "category",
        /// 归属: the industry's own standards or related ones.
        Ownership = "ownership",
        /// 顺序码, counted from 1 in a category.
        Sequence = "sequence",
        /// 标准级别.
        Level = "level",
        /// 标准性质.
        Nature = "nature",
    }
}

named! {
    /// The characters that a layer takes.
    Characters {
        /// `0` to `9`.
        Digit = "digit",
        /// `A` to `Z`.
        Upper = "upper",
        /// Either.
        Alnum = "alnum",
    }
}

impl Characters {
    /// Whether the layer takes this character.
    pub const fn take(self, character: char) -> bool {
        match self {
            Self::Digit => character.is_ascii_digit(),
            Self::Upper => character.is_ascii_uppercase(),
            Self::Alnum => character.is_ascii_digit() || character.is_ascii_uppercase(),
        }
    }

    /// The characters as the inside of a class of a regular expression: `0-9A-Z`.
    pub const fn ranges(self) -> &'static str {
        match self {
            Self::Digit => "0-9",
            Self::Upper => "A-Z",
            Self::Alnum => "0-9A-Z",
        }
    }
}

named! {
    /// Where a standard is in its life.
    Phase {
        /// 拟编.
        Planned = "planned",
        /// 在编.
        Drafting = "drafting",
        /// 已颁.
        Published = "published",
        /// 即将实施: published, and not in force yet.
        Upcoming = "upcoming",
        /// 废止.
        Withdrawn = "withdrawn",
    }
}

impl Phase {
    /// Whether the standard has been published, be it in force or not: it has a number, and counts as existing.
    pub const fn is_published(self) -> bool {
        matches!(self, Self::Published | Self::Upcoming)
    }
}

named! {
    /// Who issues a standard, as its number says (rule E008).
    NumberKind {
        /// 国家标准.
        National = "national",
        /// 行业标准.
        Industry = "industry",
        /// 地方标准.
        Local = "local",
        /// 团体标准.
        Group = "group",
        /// 企业标准.
        Enterprise = "enterprise",
        /// 国际标准.
        International = "international",
        /// 国外标准.
        Foreign = "foreign",
    }
}

/// The kinds of number that a level has: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberKinds(u8);

impl NumberKinds {
    /// The word for numbers that are free text: those of laws and orders.
    pub(super) const ANY: &'static str = "any";

    /// The words a level may list.
    pub const NAMES: [&'static str; NumberKind::COUNT + 1] = [
        "national",
        "industry",
        "local",
        "group",
        "enterprise",
        "international",
        "foreign",
        Self::ANY,
    ];

    /// The bit of [`Self::ANY`].
    const ANY_BIT: u8 = 1 << NumberKind::COUNT;

    /// Adds what a word means, and says whether it means anything.
    pub fn add(&mut self, word: &str) -> bool {
        let place = Self::NAMES.iter().position(|name| *name == word);
        self.0 |= place.map_or(0, |place| 1 << place);
        place.is_some()
    }

    /// The set of what words mean; those that mean nothing are left out.
    pub fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut kinds = Self::default();
        for word in words {
            kinds.add(word);
        }
        kinds
    }

    /// Whether the level says nothing about numbers.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the number of such a document is free text.
    pub const fn is_any(self) -> bool {
        self.0 & Self::ANY_BIT != 0
    }

    /// Whether numbers of a kind are listed.
    pub const fn has(self, kind: NumberKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}

/// How many characters a layer may have. Wider layers belong to no code that people write, and would only cost memory.
pub const MAX_WIDTH: u32 = 64;

/// How many parts a path in a code may have. No structure that people keep is deeper.
pub const MAX_DEPTH: u32 = 16;

/// What statistics may be `by`.
pub const BY: &[&str] = &["level", "subsystem", "category", "table", "status"];

/// The severities, as settings name them.
pub const SEVERITIES: &[&str] = &["error", "warning", "info"];

/// The languages, as settings name them.
pub const LANGUAGES: &[&str] = &["zh", "en"];
