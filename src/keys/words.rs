//! The words that a key takes out of a fixed list, and what the list is of.

/// What a layer is for: the rules about layers and numbers go by roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 标准类别, fixed by the category of a table.
    Class,
    /// 专业领域, fixed by the register.
    Domain,
    /// 业务领域, fixed by the register.
    Business,
    /// 子体系: the code of a category's subsystem, or of one above it. The only role that several layers may have.
    Subsystem,
    /// 业务类型细目: the code of a category.
    Category,
    /// 归属: the industry's own standards or related ones.
    Ownership,
    /// 顺序码, counted from 1 in a category.
    Sequence,
    /// 标准级别.
    Level,
    /// 标准性质.
    Nature,
}

impl Role {
    /// How many roles there are.
    pub const COUNT: usize = 9;

    /// The words a scheme file uses for the roles, in the order in which layers with them stand, as a rule.
    pub const NAMES: [&'static str; Self::COUNT] = [
        "class",
        "domain",
        "business",
        "subsystem",
        "category",
        "ownership",
        "sequence",
        "level",
        "nature",
    ];

    /// The roles, in the same order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Class,
        Self::Domain,
        Self::Business,
        Self::Subsystem,
        Self::Category,
        Self::Ownership,
        Self::Sequence,
        Self::Level,
        Self::Nature,
    ];

    /// The role that a word of a scheme file means.
    pub fn named(word: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|name| *name == word)?;
        Self::ALL.get(place).copied()
    }

    /// The word a scheme file uses.
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// The characters that a layer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// `0` to `9`.
    Digit,
    /// `A` to `Z`.
    Upper,
    /// Either.
    Alnum,
}

impl Characters {
    /// The words a scheme file uses.
    pub const NAMES: [&'static str; 3] = ["digit", "upper", "alnum"];

    /// The characters that a word of a scheme file means.
    pub fn named(word: &str) -> Option<Self> {
        let mut all = [Self::Digit, Self::Upper, Self::Alnum].into_iter();
        all.find(|characters| characters.name() == word)
    }

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

    /// The word a scheme file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digit => "digit",
            Self::Upper => "upper",
            Self::Alnum => "alnum",
        }
    }
}

/// Where a standard is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// 拟编.
    Planned,
    /// 在编.
    Drafting,
    /// 已颁.
    Published,
    /// 即将实施: published, and not in force yet.
    Upcoming,
    /// 废止.
    Withdrawn,
}

impl Phase {
    /// The words a scheme file uses, in the order of a standard's life.
    pub const NAMES: [&'static str; 5] = ["planned", "drafting", "published", "upcoming", "withdrawn"];

    /// The phases, in the same order.
    pub const ALL: [Self; 5] = [
        Self::Planned,
        Self::Drafting,
        Self::Published,
        Self::Upcoming,
        Self::Withdrawn,
    ];

    /// Whether the standard has been published, be it in force or not: it has a number, and counts as existing.
    pub const fn is_published(self) -> bool {
        matches!(self, Self::Published | Self::Upcoming)
    }

    /// The phase that a word of a scheme file means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == word)
    }

    /// The word a scheme file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Drafting => "drafting",
            Self::Published => "published",
            Self::Upcoming => "upcoming",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Who issues a standard, as its number says (rule E008).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// 国家标准.
    National,
    /// 行业标准.
    Industry,
    /// 地方标准.
    Local,
    /// 团体标准.
    Group,
    /// 企业标准.
    Enterprise,
    /// 国际标准.
    International,
    /// 国外标准.
    Foreign,
}

impl NumberKind {
    /// How many kinds there are.
    pub const COUNT: usize = 7;

    /// The words a scheme file uses, in the order of the kinds.
    pub const NAMES: [&'static str; Self::COUNT] = [
        "national",
        "industry",
        "local",
        "group",
        "enterprise",
        "international",
        "foreign",
    ];

    /// The kinds, in the same order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::National,
        Self::Industry,
        Self::Local,
        Self::Group,
        Self::Enterprise,
        Self::International,
        Self::Foreign,
    ];

    /// The kind that a word of a scheme file means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The word used in scheme files, messages and output: `national`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Industry => "industry",
            Self::Local => "local",
            Self::Group => "group",
            Self::Enterprise => "enterprise",
            Self::International => "international",
            Self::Foreign => "foreign",
        }
    }
}

/// The kinds of number that a level has: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberKinds(u8);

impl NumberKinds {
    /// The word for numbers that are free text: those of laws and orders.
    pub const ANY: &'static str = "any";

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
