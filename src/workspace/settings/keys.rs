//! The one table of the keys of `stdreg.toml`: what each takes, what holds without it, an example, and what it means in
//! both languages.
//!
//! It feeds what is said of a misspelt key, `stdreg config`, the README and the JSON Schema.

use crate::messages::Text;
use crate::shape::{Key, Shape};

/// The severities, as settings name them.
const SEVERITIES: &[&str] = &["error", "warning", "info"];

/// The keys of a settings file, in the order in which they are documented.
pub const KEYS: &[Key] = &[
    Key {
        name: "lang",
        shape: Shape::OneOf(&["zh", "en"]),
        required: false,
        default: None,
        example: "\"zh\"",
        help: Text {
            zh: "消息的语言；--lang 优先于它，没有写则按系统的区域设置",
            en: "the language of messages; --lang goes before it, without it the system's locale decides",
        },
    },
    Key {
        name: "select",
        shape: Shape::Rules,
        required: false,
        default: Some("[\"ALL\"]"),
        example: "[\"C\", \"L\", \"duplicate-code\"]",
        help: Text {
            zh: "只用这些规则：写代码、名称、一族的字母，或 ALL",
            en: "nothing but these rules: codes, names, a family's letter, or ALL",
        },
    },
    Key {
        name: "extend-select",
        shape: Shape::Rules,
        required: false,
        default: Some("[]"),
        example: "[\"E\"]",
        help: Text {
            zh: "在 select 之外再用这些规则",
            en: "these rules beside those of select",
        },
    },
    Key {
        name: "ignore",
        shape: Shape::Rules,
        required: false,
        default: Some("[]"),
        example: "[\"E015\", \"sequence-gap\"]",
        help: Text {
            zh: "不用这些规则",
            en: "not these rules",
        },
    },
    Key {
        name: "exclude",
        shape: Shape::Patterns,
        required: false,
        default: Some("[]"),
        example: "[\"drafts/\"]",
        help: Text {
            zh: "检查文件夹时不找这些路径，写法同 .gitignore（不用 !），相对于本文件；点名的文件仍检查，除非加 --force-exclude；这些文件从不改写",
            en: "paths that are not found when a folder is checked, written as in .gitignore (without !), relative to this file; a file that \
                is named is checked all the same, except with --force-exclude; none of them is ever written",
        },
    },
    Key {
        name: "fail-on",
        shape: Shape::OneOf(SEVERITIES),
        required: false,
        default: Some("\"error\""),
        example: "\"warning\"",
        help: Text {
            zh: "从这一级别起，有发现即以退出码 1 结束；--fail-on 优先于它",
            en: "the lowest severity that makes a run end with exit code 1; --fail-on goes before it",
        },
    },
    Key {
        name: "severity",
        shape: Shape::OfRules(SEVERITIES),
        required: false,
        default: Some("{}"),
        example: "{ E011 = \"error\" }",
        help: Text {
            zh: "改变规则的级别；后写的优先",
            en: "other severities for rules; a later line goes before an earlier one",
        },
    },
    Key {
        name: "per-file-ignores",
        shape: Shape::RulesOfPatterns,
        required: false,
        default: Some("{}"),
        example: "{ \"tables/old-*.toml\" = [\"E\"] }",
        help: Text {
            zh: "在路径匹配的文件中不用这些规则；路径写法同 exclude",
            en: "rules that are off in the files whose path matches; paths are written as in exclude",
        },
    },
    Key {
        name: "format",
        shape: Shape::Table(FORMAT),
        required: false,
        default: None,
        example: "{ align = true }",
        help: Text {
            zh: "stdreg fmt 和编辑器里的格式化",
            en: "stdreg fmt, and formatting in the editor",
        },
    },
];

const FORMAT: &[Key] = &[Key {
    name: "align",
    shape: Shape::Boolean,
    required: false,
    default: Some("false"),
    example: "true",
    help: Text {
        zh: "上下对齐没有空行隔开的各行的“=”",
        en: "`=` under each other, in lines that no blank line parts",
    },
}];
