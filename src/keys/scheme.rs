//! The one table of the keys of a scheme file: what each takes, an example, and what it means in both languages.
//!
//! It feeds the JSON Schema of scheme files.

use super::{Characters, Key, MAX_WIDTH, Phase, Role, Shape};
use crate::messages::Text;

/// The keys of a scheme file, in the order in which they are written.
pub const KEYS: &[Key] = &[
    required("scheme", Shape::Table(HEAD), "", "编码方案本身", "the scheme itself"),
    required(
        "layer",
        Shape::Tables(LAYER),
        "",
        "代码的一层；各层按其在代码中的先后排列",
        "a layer of the code; layers stand in the order of the code",
    ),
    optional(
        "status",
        Shape::Tables(STATUS),
        "",
        "一个标准状态用语",
        "a word for the status of a standard",
    ),
    optional(
        "level",
        Shape::Tables(LEVEL),
        "",
        "一个标准级别用语",
        "a word for the level of a standard",
    ),
    optional(
        "statistic",
        Shape::Tables(STATISTIC),
        "",
        "按级别统计的一个统计项",
        "an item of the statistics by level",
    ),
];

const HEAD: &[Key] = &[
    required(
        "id",
        Shape::String,
        "\"GA/T 1136-2014\"",
        "方案的标识",
        "the id of the scheme",
    ),
    required(
        "title",
        Shape::String,
        "\"公共安全行业标准体系表编制规则\"",
        "规定本编码的文件的名称",
        "the title of the document that sets the code out",
    ),
    optional(
        "clause",
        Shape::String,
        "\"第7章\"",
        "规定本编码的条款",
        "the clause that sets the code out",
    ),
];

const LAYER: &[Key] = &[
    optional(
        "literal",
        Shape::String,
        "\"-\"",
        "固定的分隔符；写了它，其余键都不用写",
        "a fixed separator; with it no other key is needed",
    ),
    optional(
        "name",
        Shape::String,
        "\"class\"",
        "层的标识，统计条件用它",
        "the name, which conditions of statistics use",
    ),
    optional(
        "title",
        Shape::String,
        "\"标准类别\"",
        "层的名称",
        "the name for people",
    ),
    optional(
        "width",
        Shape::Integer(MAX_WIDTH),
        "1",
        "字符数",
        "how many characters the layer has",
    ),
    Key {
        default: Some("\"alnum\""),
        ..optional(
            "chars",
            Shape::OneOf(&Characters::NAMES),
            "\"digit\"",
            "所用字符：digit 数字，upper 大写字母，alnum 二者皆可",
            "its characters: digits, upper-case letters, or both",
        )
    },
    optional(
        "values",
        Shape::Map,
        "{ 1 = \"基础标准\", 2 = \"技术标准\" }",
        "取值及其含义；不写则由体系表规定，或任意",
        "its values and their meaning; without them the register says them, or any will do",
    ),
    optional(
        "open",
        Shape::String,
        "\"10-98\"",
        "没有列出含义也可使用的取值范围",
        "a range of values that are accepted without a meaning",
    ),
    optional(
        "role",
        Shape::OneOf(&Role::NAMES),
        "\"class\"",
        "层的作用，规则据此检查",
        "what the layer is for: the rules go by it",
    ),
    optional(
        "prefixes",
        Shape::Map,
        "{ GA = \"P\", \"*\" = \"R\" }",
        "标准号前缀所要求的取值，“*”为其余各种",
        "the value that the prefix of a standard's number asks for; `*` is any other prefix",
    ),
    optional(
        "marks",
        Shape::Map,
        "{ T = \"T\", Z = \"Z\", \"\" = \"Q\" }",
        "标准号中的性质标记（T、Z 或没有）所要求的取值",
        "the value that the mark in a number (T, Z or none) asks for",
    ),
    optional(
        "clause",
        Shape::String,
        "\"第一层：用1位阿拉伯数字表示标准类别\"",
        "规定本层的条文",
        "what the clause says of the layer",
    ),
];

const STATUS: &[Key] = &[
    required("name", Shape::String, "\"已颁\"", "状态用语", "the word"),
    required(
        "phase",
        Shape::OneOf(&Phase::NAMES),
        "\"published\"",
        "所处阶段",
        "what it means",
    ),
    optional("also", Shape::Strings, "[\"现行\"]", "同义用语", "synonyms"),
];

const LEVEL: &[Key] = &[
    required("name", Shape::String, "\"行业标准\"", "级别用语", "the word"),
    required(
        "value",
        Shape::String,
        "\"3\"",
        "标准级别层的取值",
        "the value of the layer whose role is level",
    ),
    optional("alias", Shape::Strings, "[\"通信行标\"]", "别名", "other words for it"),
    optional(
        "kinds",
        Shape::Strings,
        "[\"industry\"]",
        "属于本级别的标准号种类",
        "the kinds of number that are of this level",
    ),
];

const STATISTIC: &[Key] = &[
    required("item", Shape::String, "\"其他行业标准\"", "统计项", "the item"),
    required(
        "where",
        Shape::Map,
        "{ level = \"3\", ownership = \"R\" }",
        "所计条目的条件：层的标识和取值",
        "what the counted entries have in common: names of layers and their values",
    ),
];

const fn required(name: &'static str, shape: Shape, example: &'static str, zh: &'static str, en: &'static str) -> Key {
    Key {
        required: true,
        ..optional(name, shape, example, zh, en)
    }
}

const fn optional(name: &'static str, shape: Shape, example: &'static str, zh: &'static str, en: &'static str) -> Key {
    Key {
        name,
        shape,
        required: false,
        default: None,
        example,
        help: Text { zh, en },
    }
}
