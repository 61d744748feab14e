//! The keys of `stdreg.toml`, in the order in which they are documented; each on a line, as far as it goes.

use super::ValueType::{
    FindingCount, Language, Patterns, Rules, RulesOfPatterns, Severity, SeverityOfRules, Switch, Table, TextList,
};
use super::{Key, TableKind};

#[rustfmt::skip]
pub(super) const SETTINGS: &[Key<'static>] = &[
    Key::new("lang", Language, ["消息语言", "language"],
        ["消息的语言；--lang 优先于它，未设置时按系统的区域设置",
         "the language of messages; --lang takes precedence; default: the system locale"])
        .example("\"zh\""),
    Key::new("select", Rules, ["所用规则", "rules"],
        ["只用这些规则：写代码、名称、一族的字母，或 ALL", "use only these rules: codes, names, a family letter, or ALL"])
        .default("[\"ALL\"]").example("[\"C\", \"L\", \"duplicate-code\"]"),
    Key::new("extend-select", Rules, ["另用规则", "additional rules"],
        ["在 select 之外再用这些规则", "use these rules in addition to select"]).default("[]").example("[\"E\"]"),
    Key::new("ignore", Rules, ["不用规则", "ignored rules"],
        ["不用这些规则", "do not use these rules"]).default("[]").example("[\"E015\", \"sequence-gap\"]"),
    Key::new("exclude", Patterns, ["排除路径", "excluded paths"],
        ["检查文件夹时不找这些路径，写法同 .gitignore（不用 !），相对于本文件；写明的文件仍检查，除非加 --force-exclude；这些文件从不改写",
         "paths to skip when a folder is checked, written as in .gitignore (without !), relative to this file; files named explicitly are still checked, unless --force-exclude is given; excluded files are never changed"])
        .default("[]").example("[\"drafts/\"]"),
    Key::new("fail-on", Severity, ["失败级别", "failing severity"],
        ["有达到这一级别的问题时退出码为 1；--fail-on 优先于它",
         "the lowest severity that leads to exit code 1; --fail-on takes precedence"])
        .default("\"error\"").example("\"warning\""),
    Key::new("max-findings", FindingCount, ["问题上限", "limit of findings"],
        ["一个文件最多列出多少个问题，其余只计数（X003）；未设置时命令行为 10000，编辑器为 1000",
         "the number of findings to show per file, the rest are only counted (X003); default: 10000 on the command line, 1000 in an editor"])
        .example("500"),
    Key::new("severity", SeverityOfRules, ["规则级别", "severities"],
        ["改变规则的级别；后写的优先", "changed severities of rules; later lines take precedence"])
        .default("{}").example("{ E011 = \"error\" }"),
    Key::new("per-file-ignores", RulesOfPatterns, ["各文件不用规则", "ignored rules of files"],
        ["在路径匹配的文件中不用这些规则；路径写法同 exclude",
         "rules not used in files with matching paths; paths are written as in exclude"])
        .default("{}").example("{ \"tables/old-*.toml\" = [\"E\"] }"),
    Key::new("catalogue", Table(TableKind::Catalogue), ["标准目录", "catalogue"],
        ["对照的标准目录（规则 M003）", "the catalogue of standards that registers are compared with (rule M003)"]).example("{ files = [\"catalogue.csv\"] }"),
    Key::new("format", Table(TableKind::Format), ["格式化", "formatting"],
        ["stdreg fmt 和编辑器里的格式化", "stdreg fmt and formatting in the editor"]).example("{ align = false }"),
];

#[rustfmt::skip]
pub(super) const CATALOGUE: &[Key<'static>] = &[
    Key::new("files", TextList, ["目录文件", "catalogue files"],
        ["目录文件，CSV、TOML 或 JSON，路径相对于本文件，不能离开其所在的仓库；栏为 number、title、status、issued、effective、withdrawn、replaced_by、source、as_of、plan、owner，也认中文栏名；stdreg catalogue check 检查目录文件",
         "catalogue files (CSV, TOML or JSON), by paths relative to this file and inside its repository; the columns are number, title, status, issued, effective, withdrawn, replaced_by, source, as_of, plan and owner, or the Chinese equivalents; run stdreg catalogue check to check them"])
        .default("[]").example("[\"catalogue.csv\"]"),
];

#[rustfmt::skip]
pub(super) const FORMAT: &[Key<'static>] = &[
    Key::new("align", Switch, ["对齐", "alignment"],
        ["上下对齐没有空行隔开的各行的“=”；false：“=”前只留一个空格",
         "align the `=` of consecutive lines without a blank line between them; false: one space before each ="]).default("true").example("false"),
];
