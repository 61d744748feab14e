//! The keys of a scheme file, in the order in which they are written. Its words for status and level are written as those
//! of a register. Each key is on a line, as far as it goes.

use super::ValueType::{
    Characters, ColumnKey, ColumnRole, ColumnType, Conditions, Depth, LayerName, NumberKind, Requirement, Role, Switch,
    Table, Tables, Text, TextList, Texts, Width,
};
use super::{Key, TableKind};

#[rustfmt::skip]
pub(super) const SCHEME: &[Key<'static>] = &[
    Key::new("scheme", Table(TableKind::SchemeHead), ["编码方案", "scheme"], ["编码方案本身", "the scheme itself"]).required(),
    Key::new("layer", Tables(TableKind::Layer), ["层", "layer"],
        ["代码的一层；各层按其在代码中的先后排列；一层也没有的方案没有代码", "a layer of the code, in the order of the code; a scheme without layers has no codes"]),
    Key::new("status", Tables(TableKind::Status), ["标准状态用语", "status"], ["一个标准状态用语", "a term for the status of a standard"]),
    Key::new("level", Tables(TableKind::Level), ["标准级别用语", "level"], ["一个标准级别用语", "a term for the level of a standard"]),
    Key::new("prefix", Tables(TableKind::Prefix), ["标准代号", "prefix"],
        ["内置语法没有、或另作解释的标准代号", "a prefix of standard numbers that is not built in, or has another meaning"]),
    Key::new("plan", Tables(TableKind::PlanForm), ["计划号形式", "form of plan numbers"],
        ["计划号的一种形式；国家标准和各部门计划的形式不必写出", "a form of plan numbers, in addition to those of national and ministry plans"]),
    Key::new("column", Tables(TableKind::Column), ["条目的栏", "column"],
        ["条目的一栏，按打印的次序排列；内置方案已有的栏不必重写", "a column of entries, in print order; columns of the built-in scheme need not be repeated"]),
    Key::new("statistic", Tables(TableKind::StatisticItem), ["统计项", "item of statistics"],
        ["不只是一个取值的统计项", "an item of statistics that is not simply a value of a layer or column"]),
];

#[rustfmt::skip]
pub(super) const HEAD: &[Key<'static>] = &[
    Key::new("id", Text, ["标识", "id"], ["方案的标识", "the id of the scheme"]).required().example("\"GA/T 1136-2014\""),
    Key::new("title", Text, ["文件名称", "title"],
        ["规定本编码的文件的名称", "the title of the document that defines the code"])
        .required().example("\"公共安全行业标准体系表编制规则\""),
    Key::new("clause", Text, ["条款", "clause"], ["规定本编码的条款", "the clause that defines the code"]).example("\"第7章\""),
];

#[rustfmt::skip]
pub(super) const LAYER: &[Key<'static>] = &[
    Key::new("literal", Text, ["分隔符", "separator"],
        ["固定的分隔符；写了它，其余键都不用写", "a fixed separator; no other key is needed with it"]).example("\"-\""),
    Key::new("name", LayerName, ["标识", "name"], ["层的标识，统计条件用它", "the name, used in conditions of statistics"])
        .example("\"class\""),
    Key::new("title", Text, ["层名称", "title"], ["层的名称", "the title shown to people"]).example("\"标准类别\""),
    Key::new("width", Width, ["字符数", "width"],
        ["字符数，或其范围，如 \"1-3\"：其后须是分隔符或代码末尾", "the number of characters, or a range such as \"1-3\", which must be followed by a separator or the end of the code"])
        .example("1"),
    Key::new("path", Table(TableKind::LayerPath), ["层级路径", "path"],
        ["与体系结构同深的编号，如 1.2.1；写了它，width 和 chars 不写", "numbering as deep as the structure, such as 1.2.1; `width` and `chars` are not used with it"]),
    Key::new("chars", Characters, ["所用字符", "characters"],
        ["所用字符：digit 数字，upper 大写字母，alnum 二者皆可", "its characters: digit, upper (upper-case letters), or alnum (both)"])
        .default("\"alnum\"").example("\"digit\""),
    Key::new("values", Texts, ["取值", "values"],
        ["取值及其含义；不写则由体系表规定，或任意", "its values and their meaning; without it, the register defines them, or any value is allowed"])
        .example("{ 1 = \"基础标准\", 2 = \"技术标准\" }"),
    Key::new("open", Text, ["开放取值", "open values"],
        ["没有列出含义也可使用的取值范围", "a range of values that are allowed without a meaning"]).example("\"10-98\""),
    Key::new("role", Role, ["作用", "role"], 
        ["层的作用，规则据此检查；subsystem 可用于几层，外层在前", "the purpose of the layer, used by the rules; several layers may be \"subsystem\", the outermost first"])
        .example("\"class\""),
    Key::new("prefixes", Texts, ["代号对应值", "values of prefixes"],
        ["标准号的代号所要求的取值，“*”为其余各种", "the value required by the prefix of the standard number; `*` is any other prefix"])
        .example("{ GA = \"P\", \"*\" = \"R\" }"),
    Key::new("marks", Texts, ["性质标记对应值", "values of marks"],
        ["标准号中的性质标记（T、Z 或没有）所要求的取值", "the value required by the mark in the standard number (T, Z or none)"])
        .example("{ T = \"T\", Z = \"Z\", \"\" = \"Q\" }"),
    Key::new("clause", Text, ["条文", "clause"],
        ["规定本层的条文", "what the clause says about the layer"]).example("\"第一层：用1位阿拉伯数字表示标准类别\""),
];

#[rustfmt::skip]
pub(super) const COLUMN: &[Key<'static>] = &[
    Key::new("key", ColumnKey, ["键", "key"], ["条目中所写的键；写已有的键即改写该栏", "the key used in entries; an existing key changes that column"])
        .required().example("\"issued\""),
    Key::new("title", Text, ["栏名", "title"], ["打印的栏名；新的栏必须写", "the printed heading; required for a new column"]).example("\"发布日期\""),
    Key::new("title-en", Text, ["英文栏名", "title-en"], ["英文栏名；不写则同栏名", "the heading in English; default: the title"])
        .example("\"Issued\""),
    Key::new("also", TextList, ["其他栏名", "other headings"], ["导入时视为该栏的其他栏名", "other headings that imports recognise for this column"])
        .example("[\"发布时间\"]"),
    Key::new("type", ColumnType, ["值的类型", "type"],
        ["值的类型：string 文字，strings 多项文字，integer 整数，date 日期，standard 标准号，standards 多个标准号，word 所列用语之一",
         "the type of its values: string, strings, integer, date, standard (a standard number), standards (several), or word (one of the words)"])
        .default("\"string\"").example("\"date\""),
    Key::new("words", TextList, ["用语", "words"], ["可用的值；type 为 word 时必须写", "the allowed values; required if the type is word"])
        .example("[\"IDT\", \"MOD\", \"NEQ\"]"),
    Key::new("required", Requirement, ["是否必填", "required"],
        ["是否必填：true、false，或标准处于哪些阶段时必填", "whether it is required: true, false, or the phases in which it is"])
        .default("false").example("[\"published\"]"),
    Key::new("role", ColumnRole, ["作用", "role"],
        ["栏的作用，规则据此检查；写在别的键上，即由该键代替内置的键", "the purpose of the column, used by the rules; on a key other than the built-in one, it replaces that key"])
        .example("\"owner\""),
    Key::new("hidden", Switch, ["不用", "hidden"], ["true：不用内置的这一栏", "true removes a built-in column"]).default("false").example("true"),
    Key::new("help", Text, ["说明", "help"], ["栏的说明，悬停和补全时显示", "the meaning of the column, shown by hover and completion"])
        .example("\"批准发布的日期\""),
    Key::new("help-en", Text, ["英文说明", "help-en"], ["栏的英文说明", "the same in English"]).example("\"the day it was issued\""),
];

#[rustfmt::skip]
pub(super) const PATH: &[Key<'static>] = &[
    Key::new("separator", Text, ["路径分隔符", "separator"], ["各级之间的分隔符", "the separator between the parts"]).required().example("\".\""),
    Key::new("chars", Characters, ["所用字符", "characters"], ["各级所用字符", "the characters of a part"])
        .default("\"digit\"").example("\"upper\""),
    Key::new("width", Width, ["每级字符数", "width of a part"],
        ["每级的字符数，或其范围", "the number of characters of a part, or a range"]).required().example("\"1-2\""),
    Key::new("depth", Depth, ["级数", "depth"], ["级数，或其范围", "the number of parts, or a range"]).required().example("\"1-4\""),
];

#[rustfmt::skip]
pub(super) const PREFIX: &[Key<'static>] = &[
    Key::new("prefix", Text, ["代号", "prefix"],
        ["标准代号，可带 /T、/Z", "the prefix, which may be followed by /T or /Z"]).required().example("\"XF\""),
    Key::new("kind", NumberKind, ["种类", "kind"],
        ["标准号的种类：national 国家，industry 行业，local 地方，group 团体，enterprise 企业，international 国际，foreign 国外",
            "the kind of number: national, industry, local, group, enterprise, international, foreign"])
        .required().example("\"industry\""),
];

#[rustfmt::skip]
pub(super) const PLAN: &[Key<'static>] = &[
    Key::new("form", Text, ["形式", "form"],
        ["计划号的形式：Y 年份的一位，N 一位数字，A 一位大写字母，其余照写；要照写的字母放在单引号内",
            "the form: Y for a digit of the year, N for a digit, A for a capital letter; everything else is literal, as are letters in single quotes"])
        .required().example("\"YYYYNNNNN\""),
];

#[rustfmt::skip]
pub(super) const STATISTIC: &[Key<'static>] = &[
    Key::new("item", Text, ["统计项", "item"], ["统计项", "the item"]).required().example("\"其他行业标准\""),
    Key::new("where", Conditions, ["统计条件", "conditions"],
        ["统计条目的条件，同统计行的 where；数组表示其中任一", "which entries are counted, as in the where of a row; an array means any of its values"])
        .required().example("{ level = \"3\", ownership = \"R\" }"),
];
