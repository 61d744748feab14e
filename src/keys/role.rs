//! The words of a `[[column]]`: what a column is for, and what its values are.

use super::words::named;

named! {
    /// What the engine knows a column as: the rules about entries go by roles.
    ColumnRole {
        /// 序号.
        Number = "number",
        /// 标准代码.
        Code = "code",
        /// 标准号.
        Standard = "standard",
        /// 计划号.
        Plan = "plan",
        /// 标准名称.
        Title = "title",
        /// 标准状态.
        Status = "status",
        /// 标准级别.
        Level = "level",
        /// 实施日期.
        Effective = "effective",
        /// 归口单位.
        Owner = "owner",
        /// A sub-heading inside a table.
        Group = "group",
        /// 代替的标准.
        Replaces = "replaces",
        /// 备注.
        Remarks = "remarks",
    }
}

impl ColumnRole {
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

named! {
    /// The type of a column's values.
    ColumnType {
        /// Text.
        String = "string",
        /// Several texts.
        Strings = "strings",
        /// A whole number.
        Integer = "integer",
        /// A day.
        Date = "date",
        /// The number of a standard.
        Standard = "standard",
        /// Numbers of standards.
        Standards = "standards",
        /// One of the column's words.
        Word = "word",
    }
}
