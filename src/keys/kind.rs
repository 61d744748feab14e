//! The kinds of table that there are in registers, schemes and settings.

/// A kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// A register file itself.
    Root,
    /// `[register]`.
    Register,
    /// `[[revision]]`.
    Revision,
    /// `[[subsystem]]`.
    Subsystem,
    /// `[[category]]`.
    Category,
    /// An element of `requires` that is no mere title.
    Required,
    /// `[[table]]`.
    Table,
    /// `[[table.entry]]`.
    Entry,
    /// `[[statistics]]`.
    Statistics,
    /// An element of `rows`.
    Row,
    /// An element of `columns`.
    StatisticsColumn,
    /// `where` of a row or a column.
    Conditions,
    /// `figures` of a row.
    Figures,
    /// A figure of these that is written in several.
    Figure,
    /// `[[status]]`, of a register or a scheme.
    Status,
    /// `[[level]]`, of a register or a scheme.
    Level,
    /// A scheme file itself.
    Scheme,
    /// `[scheme]`.
    SchemeHead,
    /// `[[layer]]`.
    Layer,
    /// `[[column]]`, of a register or a scheme.
    Column,
    /// `path` of a layer.
    LayerPath,
    /// `[[prefix]]`.
    Prefix,
    /// `[[plan]]`.
    PlanForm,
    /// `[[statistic]]`.
    StatisticItem,
    /// A settings file itself.
    Settings,
    /// `[format]`.
    Format,
    /// `[catalogue]` of settings.
    Catalogue,
}
