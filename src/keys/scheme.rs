//! The keys of a scheme file, in the order in which they are written. Its words for status and level are written as those
//! of a register. Each key is on a line, as far as it goes.

use super::ValueType::{
    Characters, ColumnRole, ColumnType, Conditions, Depth, NumberKind, Requirement, Role, Switch, Table, Tables, Text,
    TextList, Texts, Width,
};
use super::{Key, TableKind};

#[rustfmt::skip]
pub(super) const SCHEME: &[Key<'static>] = &[
    Key::new("scheme", Table(TableKind::SchemeHead), ["编码方案", "scheme"], ["编码方案本身", "the scheme itself"]).required(),
    Key::new("layer", Tables(TableKind::Layer), ["层", "layer"],
        ["代码的一层；各层按其在代码中的先后排列；一层也没有的方案没有代码", "a layer of the code; layers stand in the order of the code; a scheme without layers has no codes"]),
    Key::new("status", Tables(TableKind::Status), ["标准状态用语", "status"], ["一个标准状态用语", "a word for the status of a standard"]),
    Key::new("level", Tables(TableKind::Level), ["标准级别用语", "level"], ["一个标准级别用语", "a word for the level of a standard"]),
    Key::new("prefix", Tables(TableKind::Prefix), ["标准代号", "prefix"],
        ["内置语法不认识、或另作解释的标准代号", "a prefix of numbers that is not known, or known otherwise"]),
    Key::new("plan", Tables(TableKind::PlanForm), ["计划号形式", "form of plan numbers"],
        ["计划号的一种形式；国家标准和各部门计划的形式不必写出", "a form of plan numbers, beside those of national plans and of ministries"]),
    Key::new("column", Tables(TableKind::Column), ["条目的栏", "column"],
        ["条目的一栏，按打印的次序排列；内置方案已有的栏不必重写", "a column of the entries, in the order of print; those of the built-in scheme need not be written again"]),
    Key::new("statistic", Tables(TableKind::StatisticItem), ["统计项", "item of statistics"],
        ["不只是一个取值的统计项", "an item of statistics that is not simply a value"]),
];

#[rustfmt::skip]
pub(super) const HEAD: &[Key<'static>] = &[
    Key::new("id", Text, ["标识", "id"], ["方案的标识", "the id of the scheme"]).required().example("\"GA/T 1136-2014\""),
    Key::new("title", Text, ["文件名称", "title"],
        ["规定本编码的文件的名称", "the title of the document that sets the code out"])
        .required().example("\"公共安全行业标准体系表编制规则\""),
    Key::new("clause", Text, ["条款", "clause"], ["规定本编码的条款", "the clause that sets the code out"]).example("\"第7章\""),
];

#[rustfmt::skip]
pub(super) const LAYER: &[Key<'static>] = &[
    Key::new("literal", Text, ["分隔符", "separator"],
        ["固定的分隔符；写了它，其余键都不用写", "a fixed separator; with it no other key is needed"]).example("\"-\""),
    Key::new("name", Text, ["标识", "name"], ["层的标识，统计条件用它", "the name, which conditions of statistics use"])
        .example("\"class\""),
    Key::new("title", Text, ["层名称", "title"], ["层的名称", "the name for people"]).example("\"标准类别\""),
    Key::new("width", Width, ["字符数", "width"],
        ["字符数，或其范围，如 \"1-3\"：其后须是分隔符或代码末尾", "how many characters the layer has, or a range such as \"1-3\": then a separator or the end of the code follows"])
        .example("1"),
    Key::new("path", Table(TableKind::LayerPath), ["层级路径", "path"],
        ["与体系结构同深的编号，如 1.2.1；写了它，width 和 chars 不写", "numbering as deep as the structure, such as 1.2.1; with it neither `width` nor `chars` is written"]),
    Key::new("chars", Characters, ["所用字符", "characters"],
        ["所用字符：digit 数字，upper 大写字母，alnum 二者皆可", "its characters: digits, upper-case letters, or both"])
        .default("\"alnum\"").example("\"digit\""),
    Key::new("values", Texts, ["取值", "values"],
        ["取值及其含义；不写则由体系表规定，或任意", "its values and their meaning; without them the register says them, or any will do"])
        .example("{ 1 = \"基础标准\", 2 = \"技术标准\" }"),
    Key::new("open", Text, ["开放取值", "open values"],
        ["没有列出含义也可使用的取值范围", "a range of values that are accepted without a meaning"]).example("\"10-98\""),
    Key::new("role", Role, ["作用", "role"], 
        ["层的作用，规则据此检查；subsystem 可用于几层，外层在前", "what the layer is for: the rules go by it; several layers may be \"subsystem\", the outermost first"])
        .example("\"class\""),
    Key::new("prefixes", Texts, ["前缀对应值", "values of prefixes"],
        ["标准号前缀所要求的取值，“*”为其余各种", "the value that the prefix of a standard's number asks for; `*` is any other prefix"])
        .example("{ GA = \"P\", \"*\" = \"R\" }"),
    Key::new("marks", Texts, ["性质标记对应值", "values of marks"],
        ["标准号中的性质标记（T、Z 或没有）所要求的取值", "the value that the mark in a number (T, Z or none) asks for"])
        .example("{ T = \"T\", Z = \"Z\", \"\" = \"Q\" }"),
    Key::new("clause", Text, ["条文", "clause"],
        ["规定本层的条文", "what the clause says of the layer"]).example("\"第一层：用1位阿拉伯数字表示标准类别\""),
];

#[rustfmt::skip]
pub(super) const COLUMN: &[Key<'static>] = &[
    Key::new("key", Text, ["键", "key"], ["条目中所写的键；写已有的键即改写该栏", "the key that entries set; a known one changes that column"])
        .required().example("\"issued\""),
    Key::new("title", Text, ["栏名", "title"], ["打印的栏名；新的栏必须写", "the heading in print; a new column must have one"]).example("\"发布日期\""),
    Key::new("title-en", Text, ["英文栏名", "title-en"], ["英文栏名；不写则同栏名", "the heading in English; without it the title"])
        .example("\"Issued\""),
    Key::new("also", TextList, ["其他栏名", "other headings"], ["导入时视为该栏的其他栏名", "other headings that an import takes for it"])
        .example("[\"发布时间\"]"),
    Key::new("type", ColumnType, ["值的类型", "type"],
        ["值的类型：string 文字，strings 多项文字，integer 整数，date 日期，standard 标准号，standards 多个标准号，word 所列用语之一",
         "what its values are: text, texts, a whole number, a date, the number of a standard, several, or one of the words"])
        .default("\"string\"").example("\"date\""),
    Key::new("words", TextList, ["用语", "words"], ["可用的值；type 为 word 时必须写", "the values that there are, where the type is word"])
        .example("[\"IDT\", \"MOD\", \"NEQ\"]"),
    Key::new("required", Requirement, ["是否必填", "required"],
        ["是否必填：true、false，或标准处于哪些阶段时必填", "whether it must be there: true, false, or the phases in which it must"])
        .default("false").example("[\"published\"]"),
    Key::new("role", ColumnRole, ["作用", "role"],
        ["栏的作用，规则据此检查；写在别的键上，即由该键代替内置的键", "what the column is for: the rules go by it; on another key than the built-in one it replaces that key"])
        .example("\"owner\""),
    Key::new("hidden", Switch, ["不用", "hidden"], ["true：不用内置的这一栏", "true takes a built-in column away"]).default("false").example("true"),
    Key::new("help", Text, ["说明", "help"], ["栏的说明，悬停和补全时显示", "what the column means, for hover and completion"])
        .example("\"批准发布的日期\""),
    Key::new("help-en", Text, ["英文说明", "help-en"], ["栏的英文说明", "the same in English"]).example("\"the day it was issued\""),
];

#[rustfmt::skip]
pub(super) const PATH: &[Key<'static>] = &[
    Key::new("separator", Text, ["路径分隔符", "separator"], ["各级之间的分隔符", "what stands between the parts"]).required().example("\".\""),
    Key::new("chars", Characters, ["所用字符", "characters"], ["各级所用字符", "the characters of a part"])
        .default("\"digit\"").example("\"upper\""),
    Key::new("width", Width, ["每级字符数", "width of a part"],
        ["每级的字符数，或其范围", "how many characters a part has, or a range"]).required().example("\"1-2\""),
    Key::new("depth", Depth, ["级数", "depth"], ["级数，或其范围", "how many parts there are, or a range"]).required().example("\"1-4\""),
];

#[rustfmt::skip]
pub(super) const PREFIX: &[Key<'static>] = &[
    Key::new("prefix", Text, ["代号", "prefix"],
        ["标准代号，可带 /T、/Z", "the prefix; /T and /Z may follow it"]).required().example("\"XF\""),
    Key::new("kind", NumberKind, ["种类", "kind"],
        ["标准号的种类：national 国家，industry 行业，local 地方，group 团体，enterprise 企业，international 国际，foreign 国外",
            "the kind of number: national, industry, local, group, enterprise, international, foreign"])
        .required().example("\"industry\""),
];

#[rustfmt::skip]
pub(super) const PLAN: &[Key<'static>] = &[
    Key::new("form", Text, ["形式", "form"],
        ["计划号的形式：Y 年份的一位，N 一位数字，A 一位大写字母，其余照写；要照写的字母放在单引号内",
            "the form: Y a digit of a year, N a digit, A a capital letter, the rest as it stands, as do letters in single quotes"])
        .required().example("\"YYYYNNNNN\""),
];

#[rustfmt::skip]
pub(super) const STATISTIC: &[Key<'static>] = &[
    Key::new("item", Text, ["统计项", "item"], ["统计项", "the item"]).required().example("\"其他行业标准\""),
    Key::new("where", Conditions, ["统计条件", "conditions"],
        ["所计条目的条件，同统计行的 where；数组表示其中任一", "what the counted entries have in common, as in the where of a row; an array means any of"])
        .required().example("{ level = \"3\", ownership = \"R\" }"),
];
