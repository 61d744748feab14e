//! The words of a `[[column]]`: what a column is for, and what its values are.

/// What the engine knows a column as: the rules about entries go by roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnRole {
    /// 序号.
    Number,
    /// 标准代码.
    Code,
    /// 标准号.
    Standard,
    /// 计划号.
    Plan,
    /// 标准名称.
    Title,
    /// 标准状态.
    Status,
    /// 标准级别.
    Level,
    /// 实施日期.
    Effective,
    /// 归口单位.
    Owner,
    /// A sub-heading inside a table.
    Group,
    /// 代替的标准.
    Replaces,
    /// 备注.
    Remarks,
}

impl ColumnRole {
    /// How many roles there are.
    pub const COUNT: usize = 12;

    /// The words a scheme file uses for the roles, in the order of the built-in columns.
    pub const NAMES: [&'static str; Self::COUNT] = [
        "number",
        "code",
        "standard",
        "plan",
        "title",
        "status",
        "level",
        "effective",
        "owner",
        "group",
        "replaces",
        "remarks",
    ];

    /// The roles, in the same order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Number,
        Self::Code,
        Self::Standard,
        Self::Plan,
        Self::Title,
        Self::Status,
        Self::Level,
        Self::Effective,
        Self::Owner,
        Self::Group,
        Self::Replaces,
        Self::Remarks,
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

    /// The type of its values. Where that is a string, a list of words may be set for it.
    pub const fn column_type(self) -> ColumnType {
        match self {
            Self::Number => ColumnType::Integer,
            Self::Standard => ColumnType::Standard,
            Self::Effective => ColumnType::Date,
            Self::Replaces => ColumnType::Standards,
            Self::Status | Self::Level => ColumnType::Word,
            Self::Code | Self::Plan | Self::Title | Self::Owner | Self::Group | Self::Remarks => ColumnType::String,
        }
    }

    /// Whether its values may be held to a list of words besides. Those for status and level have tables of their own.
    pub const fn takes_words(self) -> bool {
        matches!(self, Self::Title | Self::Owner | Self::Group | Self::Remarks)
    }
}

/// The type of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// Text.
    String,
    /// Several texts.
    Strings,
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// The number of a standard.
    Standard,
    /// Numbers of standards.
    Standards,
    /// One of the column's words.
    Word,
}

impl ColumnType {
    /// The words a scheme file uses.
    pub const NAMES: [&'static str; 7] = ["string", "strings", "integer", "date", "standard", "standards", "word"];

    const ALL: [Self; 7] = [
        Self::String,
        Self::Strings,
        Self::Integer,
        Self::Date,
        Self::Standard,
        Self::Standards,
        Self::Word,
    ];

    /// The type that a word of a scheme file means.
    pub fn named(word: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|name| *name == word)?;
        Self::ALL.get(place).copied()
    }

    /// The word a scheme file uses.
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }
}
