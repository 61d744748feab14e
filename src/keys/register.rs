//! The keys of a register, in the order in which they are written; each on a line, as far as it goes.

use super::Key;
use super::ValueType::{
    Block, By, CategoryCode, CategoryRef, CategoryTitle, Code, Day, Existing, Expected, Groups, Item, LayerOf, Level,
    LevelName, LevelSynonyms, NotesRef, NumberKinds, Owner, Patterns, Phase, Ratio, RequiredStandards, SchemeRef,
    Standard, StandardTitle, Status, StatusName, StatusSynonyms, SubsystemCode, SubsystemName, SubsystemRef,
    SubsystemRefs, Table, TableId, TableRef, TableTitle, Tables, Text, TextList,
};
use super::{Role, TableKind};

#[rustfmt::skip]
pub(super) const ROOT: &[Key<'static>] = &[
    Key::new("register", Table(TableKind::Register), ["标准体系表", "register"], ["标准体系表本身", "the register itself"]),
    Key::new("revision", Tables(TableKind::Revision), ["修订记录", "Revisions"],
        ["修订记录，新的在前；只能写在根文件里", "what was changed when, newest first; only in the root file"]),
    Key::new("subsystem", Tables(TableKind::Subsystem), ["子体系", "subsystem"], SUBSYSTEM_HELP),
    Key::new("category", Tables(TableKind::Category), ["业务类型细目", "category"], CATEGORY_HELP),
    Key::new("table", Tables(TableKind::Table), ["标准明细表", "detail table"], TABLE_HELP),
    Key::new("statistics", Tables(TableKind::Statistics), ["标准统计表", "statistics"], ["标准统计表", "a statistics table"]),
    Key::new("status", Tables(TableKind::Status), ["标准状态用语", "status"], ["补充的标准状态用语", "an additional status"]),
    Key::new("level", Tables(TableKind::Level), ["标准级别用语", "level"], ["补充的标准级别用语", "an additional level"]),
    Key::new("column", Tables(TableKind::Column), ["条目的栏", "column"],
        ["补充或改写的栏，只能写在根文件里", "a column of the register's own, or a changed one; only in the root file"]),
];

const SUBSYSTEM_HELP: [&str; 2] = ["子体系", "a subsystem of the structure"];
const CATEGORY_HELP: [&str; 2] = ["业务类型细目", "a category: layer 4 of a code"];
const TABLE_HELP: [&str; 2] = ["标准明细表", "a detail table of standards"];

#[rustfmt::skip]
pub(super) const REGISTER: &[Key<'static>] = &[
    Key::new("title", Text, ["标准体系名称", "title"], ["标准体系的名称", "the title of the standards system"]).required(),
    Key::new("standard", Standard, ["本体系表标准号", "standard"],
        ["发布本体系表的标准号", "the number of the document that publishes the register"]),
    Key::new("code", Code, ["自身标准代码", "code"], ["该文件自身的标准代码", "that document's own code"]),
    Key::new("scheme", SchemeRef, ["编码方案", "scheme"],
        ["编码方案：内置方案的标识，或方案文件路径", "the code scheme: the id of a built-in scheme, or the path of a scheme file"])
        .default("\"GA/T 1136-2014\""),
    Key::new("domain", LayerOf(Role::Domain), ["专业领域", "domain"], ["专业领域，代码第二层应为此值", "the domain: layer 2 of every code must have this value"]),
    Key::new("business", LayerOf(Role::Business), ["业务领域", "business"], ["业务领域，代码第三层应为此值", "the business: layer 3 of every code must have this value"]),
    Key::new("include", Patterns, ["分册文件", "parts"], ["分册文件的路径模式，相对于本文件", "glob patterns of the parts, relative to this file"]),
    Key::new("version", Text, ["版本", "Version"], ["体系表的版本", "the version of the standards system table"]),
    Key::new("date", Day, ["发布日期", "Date"], ["体系表的发布日期", "the date of this version"]),
    Key::new("proposer", Text, ["提出单位", "Proposed by"], ["提出单位", "the body that proposed the document"]),
    Key::new("owner", Owner, ["归口单位", "Owner"], ["归口单位", "the body responsible for the document"]),
    Key::new("drafters", TextList, ["起草单位", "Drafted by"], ["起草单位", "the bodies that drafted the document"]),
    Key::new("notes", NotesRef, ["编制说明", "Notes"],
        ["编制说明：根文件所在文件夹里的 Markdown 文件", "the explanatory notes: a Markdown file in the folder of this file"]),
];

#[rustfmt::skip]
pub(super) const REVISION: &[Key<'static>] = &[
    Key::new("version", Text, ["版本", "Version"], ["修订后的版本", "the version after the revision"]),
    Key::new("date", Day, ["日期", "Date"], ["修订日期", "the date of the revision"]),
    Key::new("summary", Text, ["修订内容", "Summary"], ["修订内容", "what was changed"]),
];

#[rustfmt::skip]
pub(super) const SUBSYSTEM: &[Key<'static>] = &[
    Key::new("title", SubsystemName, ["子体系名称", "title"], ["子体系名称", "the title of the subsystem"]).required(),
    Key::new("code", SubsystemCode, ["子体系代码", "code"],
        ["子体系代码；标准代码中有子体系一层或细目代码为路径时需要", "the code of the subsystem; needed if codes have a subsystem layer or the category's code is a path"]),
    Key::new("parent", SubsystemRef, ["上级子体系", "parent"],
        ["上级子体系的名称或代码", "the title or code of the parent subsystem"]),
    Key::new("scope", Text, ["范围说明", "scope"], ["所含内容的说明", "what it covers"]),
    Key::new("guides", SubsystemRefs, ["所指导的子体系", "guides"],
        ["所指导的子体系，结构图中画作虚线", "the subsystems that it guides, drawn as dashed lines in the structure diagram"]),
];

#[rustfmt::skip]
pub(super) const CATEGORY: &[Key<'static>] = &[
    Key::new("code", CategoryCode, ["细目代码", "code"], ["细目代码，代码第四层应为此值", "the code of the category: layer 4 of its codes must have this value"]).required(),
    Key::new("title", CategoryTitle, ["细目名称", "title"], ["细目名称", "the title of the category"]).required(),
    Key::new("subsystem", SubsystemRef, ["所属子体系", "subsystem"],
        ["所属子体系的名称或代码；细目代码为路径时可以不写", "the title or code of its subsystem; optional if the code is a path"]),
    Key::new("class", LayerOf(Role::Class), ["标准类别", "class"], ["标准类别，代码第一层应为此值；方案有这一层时必须有", "the class: layer 1 of its codes must have this value; required if the scheme has such a layer"]),
    Key::new("scope", Text, ["范围说明", "scope"], ["所含内容的说明", "what it covers"]),
    Key::new("requires", RequiredStandards, ["应有标准", "required standards"],
        ["体系结构要求本细目应有的标准名称；须在某个表里的写作 { title = \"…\", table = \"A.7\" }", "titles of standards that the structure requires here; write { title = \"…\", table = \"A.7\" } to require a certain table"]),
];

#[rustfmt::skip]
pub(super) const REQUIRED: &[Key<'static>] = &[
    Key::new("title", StandardTitle, ["标准名称", "title"], ["应有标准的名称", "the title of the standard"]).required(),
    Key::new("table", TableRef, ["所在表", "table"], ["应在的表的表号", "the id of the table that must list it"]),
];

#[rustfmt::skip]
pub(super) const TABLE: &[Key<'static>] = &[
    Key::new("id", TableId, ["表号", "id"], ["表号，如 A.4", "the number of the table, such as A.4"]).required(),
    Key::new("title", TableTitle, ["表的名称", "title"], ["表的名称", "the title of the table"]).required(),
    Key::new("category", CategoryRef, ["所属细目", "category"], ["所属细目的代码", "the code of its category"]).required(),
    Key::new("subsystem", SubsystemRef, ["所属子体系", "subsystem"],
        ["细目所在的子体系；只在几个子体系有同一细目代码时写", "the subsystem of its category; only needed if several subsystems have a category with this code"]),
    Key::new("block", Block, ["顺序码范围", "block"],
        ["本表顺序码的范围，如 101-199", "the range of sequence numbers reserved for this table, such as 101-199"]),
    Key::new("groups", Groups, ["小标题", "groups"], ["表内小标题，按先后次序", "the sub-headings of the table, in order"]),
    Key::new("entry", Tables(TableKind::Entry), ["标准", "standard"], ["表中的一项标准", "a standard of the table"]),
];

const STATUS_HELP: [&str; 2] = ["标准状态", "the status of the standard"];

#[rustfmt::skip]
pub(super) const STATISTICS: &[Key<'static>] = &[
    Key::new("id", Text, ["表号", "id"], ["表号，如 B.1", "the number of the table, such as B.1"]),
    Key::new("title", Text, ["表的名称", "title"], ["表的名称", "the title of the table"]),
    Key::new("by", By, ["统计依据", "by"], ["统计依据：level、subsystem、category、table、status，或取值为词语的栏", "what to count by: level, subsystem, category, table, status, or any column whose values are words"]).required(),
    Key::new("columns", Tables(TableKind::StatisticsColumn), ["统计列", "columns"],
        ["再细分的各列：每列统计本行条目中满足其 where 的条目", "additional columns: each counts the entries of the row that match its where"]),
    Key::new("rows", Tables(TableKind::Row), ["统计行", "rows"], ["统计行", "the rows"]).required(),
];

#[rustfmt::skip]
pub(super) const STATISTICS_COLUMN: &[Key<'static>] = &[
    Key::new("title", Text, ["列名", "title"], ["列名，figures 中用作键", "the title of the column, used as the key in figures"]).required(),
    Key::new("where", Table(TableKind::Conditions), ["统计条件", "conditions"], ["本列统计条目的条件", "which entries the column counts"]).required(),
];

#[rustfmt::skip]
pub(super) const FIGURE: &[Key<'static>] = &[
    Key::new("expected", Expected, ["应有数", "Expected"], ["应有数", "the number of entries"]),
    Key::new("existing", Existing, ["现有数", "Existing"], ["现有数", "the number of published entries"]),
    Key::new("ratio", Ratio, ["现有数/应有数", "Existing/expected"], ["现有数/应有数", "existing / expected, in percent"]),
];

#[rustfmt::skip]
pub(super) const ROW: &[Key<'static>] = &[
    Key::new("item", Item, ["统计项", "Item"], ["统计项", "what the row counts"]).required(),
    Key::new("expected", Expected, ["应有数", "Expected"],
        ["应有数；本表有 columns 时可以不写", "the number of entries; optional if the table has columns"]),
    Key::new("existing", Existing, ["现有数", "Existing"],
        ["现有数；本表有 columns 时可以不写", "the number of published entries; optional if the table has columns"]),
    Key::new("ratio", Ratio, ["现有数/应有数", "Existing/expected"], ["现有数/应有数", "existing / expected, in percent"]),
    Key::new("figures", Table(TableKind::Figures), ["各列的数", "figures"],
        ["各列的数：列名 = 数，或 { expected, existing, ratio }", "the figures of the columns: a number, or { expected, existing, ratio }"]),
    Key::new("where", Table(TableKind::Conditions), ["统计条件", "conditions"], ["本行统计条目的条件", "which entries the row counts"]),
    Key::new("remarks", Text, ["备注", "Remarks"], ["备注", "remarks"]),
];

/// What `where` may ask for besides the layers of the scheme. A layer of the same name goes by what is said here.
#[rustfmt::skip]
pub const CONDITIONS: &[Key<'static>] = &[
    Key::new("status", Status, ["标准状态", "status"], STATUS_HELP),
    Key::new("phase", Phase, ["所处阶段", "phase"], ["标准所处的阶段，与用语无关", "the phase of the standard, regardless of the term used"]),
    Key::new("level", Level, ["标准级别", "level"], ["标准级别", "the level of the standard: national, industry …"]),
    Key::new("subsystem", SubsystemRef, ["子体系", "subsystem"], SUBSYSTEM_HELP),
    Key::new("category", CategoryRef, ["业务类型细目", "category"], CATEGORY_HELP),
    Key::new("table", TableRef, ["标准明细表", "detail table"], TABLE_HELP),
];

#[rustfmt::skip]
pub(super) const STATUS: &[Key<'static>] = &[
    Key::new("name", StatusName, ["状态用语", "term"], ["状态用语", "the term"]).required().example("\"已颁\""),
    Key::new("phase", Phase, ["所处阶段", "phase"], ["所处阶段", "the phase it stands for"]).required().example("\"published\""),
    Key::new("also", StatusSynonyms, ["同义用语", "synonyms"], ["同义用语", "synonyms"]).example("[\"现行\"]"),
];

#[rustfmt::skip]
pub(super) const LEVEL: &[Key<'static>] = &[
    Key::new("name", LevelName, ["级别用语", "term"], ["级别用语", "the term"]).required().example("\"行业标准\""),
    Key::new("value", LayerOf(Role::Level), ["级别层取值", "value"],
        ["标准级别层的取值；方案有级别层时必须有", "the value of the level layer; required if the scheme has one"]).example("\"3\""),
    Key::new("alias", LevelSynonyms, ["别称", "aliases"], ["别称", "aliases"]).example("[\"通信行标\"]"),
    Key::new("kinds", NumberKinds, ["标准号种类", "kinds of number"],
        ["属于本级别的标准号种类", "the kinds of standard numbers that belong to this level"]).example("[\"industry\"]"),
];
