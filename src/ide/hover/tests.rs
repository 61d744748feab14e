//! Hovers over a small register, as an editor shows them.

use super::*;
use crate::ide::fixture::Fixture;
use crate::messages::Language;
use crate::text::{FileId, to_u32};

const HEAD: &str = r#"[register]
title = "“互联网+公安政务服务”标准体系"
domain = "09"
business = "50"
[[subsystem]]
title = "服务保障标准"
[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"
[[table]]
id = "A.4"
title = "数据元"
category = "21"
block = "101-199"
[[table.entry]]
number = 1
code = "2095021P1013T"
standard = "GA/T 542-2011"
title = "公安数据元编写规则"
status = "已颁"
level = "行业标准"
effective = 2011-12-01
owner = "公安部"
"#;

/// The hover in the register above with something put behind it.
fn hovered(marked: &str) -> (String, String) {
    let fixture = Fixture::new(&format!("{HEAD}{marked}"));
    let hover = hover(fixture.in_language(Language::Zh), fixture.cursor()).expect("there is a hover");
    (fixture.covered(hover.place).to_owned(), hover.markdown)
}

/// The hover in the register above at the place where a marker stands in a piece of it.
fn inside(marked: &str) -> String {
    let fixture = Fixture::new(&HEAD.replacen(&marked.replace("$0", ""), marked, 1));
    hover(fixture.in_language(Language::Zh), fixture.cursor())
        .expect("there is a hover")
        .markdown
}

fn nothing(marked: &str) {
    let fixture = Fixture::new(&format!("{HEAD}{marked}"));
    assert_eq!(hover(fixture.context(), fixture.cursor()), None, "{marked}");
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_code_is_decoded_with_the_layer_under_the_cursor_in_bold() {
    let text = inside("code = \"20950$021P1013T\"");
    let expected = "**2095021P1013T** 标准代码

| 层 | 名称 | 取值 | 含义 |
| --- | --- | --- | --- |
| 1 | 标准类别 | 2 | 技术标准 |
| 2 | 专业领域 | 09 | 社会公共安全应用基础 |
| 3 | 业务领域 | 50 | “互联网+公安政务服务”标准体系 |
| **4** | **业务类型细目** | **21** | **数据资源 · 服务保障标准** |
| 5 | 归属 | P | 公共安全行业专业标准 |
| 6 | 顺序码 | 101 | 第 101 号 |
| 7 | 标准级别 | 3 | 行业标准或指导性技术文件 |
| 8 | 标准性质 | T | 推荐性 |

> 第四层：用2位阿拉伯数字表示业务类型细目

依据：GA/T 1136-2014《公共安全行业标准体系表编制规则》第7章（“互联网+公安政务服务”标准体系第6章）";
    assert_eq!(text, expected);
}

#[test]
fn a_wrong_code_says_what_is_wrong() {
    let (place, text) = hovered("[[table.entry]]\ncode = \"309$05021P102XT\"\n");
    assert_eq!(place, "3095021P102XT");
    has(
        &text,
        &[
            "| 1 | 标准类别 | 3 | 管理标准 ⚠ L001 class-mismatch |",
            "⚠ X 不是数字 0–9",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\ncode = \"2$0095\"\n");
    has(
        &text,
        &[
            "⚠ 共 4 位，应为 13 位",
            "| **2** | **专业领域** | **09** | **社会公共安全应用基础** |",
            "| 3 | 业务领域 | – |  |",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\ncode = \"标准$0\"\n");
    has(&text, &["无法划分各层"]);
    assert!(!text.contains('|'), "{text}");
    nothing("[[table.entry]]\ncode = \"$0\"\n");
}

#[test]
fn a_number_is_split_into_its_parts() {
    let text = inside("standard = \"$0GA/T 542-2011\"");
    has(
        &text,
        &[
            "**GA/T 542-2011** 标准号",
            "| **代号** | **GA** | **公共安全（行业标准）** |",
            "| 性质 | /T | 推荐性 |",
            "| 编号 | 542 |  |",
            "| 年份 | 2011 |  |",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\nreplaces = [\"GA/T542.2—$02011\", \"x\"]\n");
    has(
        &text,
        &[
            "规范写法：GA/T 542.2-2011",
            "| 部分 | 2 |",
            "⚠ 编号与年份之间应用一个半字线",
            "没有列入",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\nreplaces = [\"x\", \"GA/T 542-2$0011\"]\n");
    has(
        &text,
        &["本体系表中有此标准：A.4 第 1 项《公安数据元编写规则》（已颁）"],
    );
    let (_, text) = hovered("[[table.entry]]\nstandard = \"DL 50$028-93\"\n");
    has(
        &text,
        &["电力（行业标准）", "| 年份 | 93 | 1993 |", "| 性质 |  | 强制性 |"],
    );
    let (_, text) = hovered("[[table.entry]]\nstandard = \"X$0X\"\n");
    has(&text, &["无法读出标准号的组成", "⚠"]);
}

#[test]
fn a_plan_is_split_into_its_parts() {
    let (_, text) = hovered("[[table.entry]]\nplan = \"2019$00123-T-469\"\n");
    has(
        &text,
        &[
            "国家标准制修订计划",
            "| 年份 | 2019 |",
            "| 编号 | 0123 |",
            "| 性质 | T | 推荐性 |",
            "| 归口代号 | 469 |",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\nplan = \"2016$050163\"\n");
    has(&text, &["方案规定的计划", "| 编号 | 50163 |"]);
    let (_, text) = hovered("[[table.entry]]\nplan = \"$0none\"\n");
    has(&text, &["⚠"]);
}

#[test]
fn words_say_what_they_mean_and_how_often_they_are_used() {
    has(
        &inside("status = \"已$0颁\""),
        &[
            "**已颁** 标准状态",
            "已经发布",
            "同义用语：现行、现行有效、有效、已发布、已实施",
            "有 1 项",
        ],
    );
    let (_, text) = hovered("[[table.entry]]\nstatus = \"现行$0\"\n");
    has(&text, &["即“已颁”", "有 2 项"]);
    let (_, text) = hovered("[[table.entry]]\nstatus = \"好$0\"\n");
    has(&text, &["可用的有：已颁、即将实施、在编、拟编、废止"]);
    has(
        &inside("level = \"行$0业标准\""),
        &[
            "代码第 7 层（标准级别）为 3",
            "别称：行标、通信行标、密码行业",
            "有 1 项",
        ],
    );
    let (_, text) = hovered("[[status]]\nname = \"试行\"\nphase = \"pub$0lished\"\n");
    has(&text, &["**published** 已经发布"]);
}

#[test]
fn the_structure_is_explained() {
    has(
        &inside("category = \"2$01\""),
        &[
            "**21 数据资源** 业务类型细目",
            "所属子体系：服务保障标准",
            "标准类别：2 技术标准",
            "明细表：A.4",
            "共 1 项标准，已颁 1 项",
        ],
    );
    has(
        &inside("subsystem = \"服务$0保障标准\""),
        &["子体系", "细目：21 数据资源"],
    );
    has(
        &inside("class = \"$02\""),
        &["**2** 代码第 1 层，标准类别", "技术标准", "共 1 项"],
    );
    has(&inside("domain = \"0$09\""), &["社会公共安全应用基础"]);
    has(
        &hovered("[[level]]\nname = \"通信行标\"\nvalue = \"$03\"\n").1,
        &["行业标准"],
    );
    has(&inside("title = \"数据$0元\""), &["**A.4 数据元** 标准明细表"]);
    has(&inside("business = \"5$00\""), &["“互联网+公安政务服务”标准体系"]);
    has(
        &inside("owner = \"公$0安部\""),
        &["**公安部** 归口单位", "共 1 项", "明细表：A.4"],
    );
    has(
        &inside("block = \"101-$0199\""),
        &["从 101 到 199，共 99 个", "本表已用 1 个", "可用 98 个：102–199"],
    );
    has(&inside("effective = 2011-$012-01"), &["已实施 5296 天"]);
    let (_, text) = hovered("[[table]]\ncategory = \"7$07\"\n");
    has(&text, &["体系表中没有这一细目"]);
    let (_, text) = hovered("[[table]]\nblock = \"x$0\"\n");
    has(&text, &["无法读取范围"]);
}

#[test]
fn headers_and_keys_are_explained() {
    has(
        &inside("[[ta$0ble]]\nid"),
        &[
            "**A.4 数据元** 标准明细表",
            "细目 21 数据资源，子体系“服务保障标准”",
            "顺序码范围：101-199",
            "共 1 项",
        ],
    );
    has(
        &inside("[[table.ent$0ry]]"),
        &[
            "**公安数据元编写规则** 表中的一项标准",
            "标准代码：2095021P1013T",
            "标准状态：已颁",
        ],
    );
    has(
        &inside("[[cate$0gory]]"),
        &["**21 数据资源** 业务类型细目", "明细表：A.4"],
    );
    has(&inside("[regi$0ster]"), &["标准体系表本身", "共 1 项"]);
    has(
        &inside("ow$0ner ="),
        &["**owner** 归口单位", "必填，字符串，属于 \\[\\[table.entry\\]\\]"],
    );
    let (_, text) = hovered("[[sta$0tus]]\n");
    has(&text, &["补充的标准状态用语"]);
    nothing("[[no$0thing]]\n");
    nothing("[[table.entry]]\nnoth$0ing = 1\n");
    nothing("\n$0\n");
}

const ROWS: &str = "[[table.entry]]\ncode = \"2095021P1023T\"\nstatus = \"在编\"\n[[statistics]]\nby = \"level\"\nrows = [ { item = \"公共安全行业标准\", expected = 3, existing = 1, ratio = \"33%\" } ]\n";

#[test]
fn a_figure_says_how_it_was_counted() {
    let (place, text) = hovered(&ROWS.replace("= 3", "= $03"));
    assert_eq!(place, "3");
    let expected = "**3** “公共安全行业标准”的应有数

本行统计的条目：代码第 5 层（归属）为 P（公共安全行业专业标准）；代码第 7 层（标准级别）为 3（行业标准或指导性技术文件）

- 应有数（本行统计的条目）：2，本行为 3
- 现有数（其中状态为“已颁”的）：1
- 比率 = 现有数 ÷ 应有数 = 1 ÷ 2 = 50%，四舍五入到一位小数，本行为 33%

| 表号 | 表名 | 应有 | 现有 |
| --- | --- | --- | --- |
| A.4 | 数据元 | 2 | 1 |";
    assert_eq!(text, expected);
    let (_, text) = hovered(&ROWS.replace("公共安全行", "$0公共安全行").replace("1023T", "102"));
    has(&text, &["应有数（本行统计的条目）：1–2", "统计数只能给出范围"]);
    let (_, text) = hovered(&ROWS.replace("公共安全行业标准", "没有$0的"));
    has(&text, &["没有“没有的”"]);
}

#[test]
fn a_rule_in_a_suppression_is_its_page_in_short() {
    let (place, text) = hovered("# stdreg: ignore[code-length, class-mis$0match]\n[[table.entry]]\n");
    assert_eq!(place, "class-mismatch");
    has(&text, &["**L001 class-mismatch** 错误"]);
    let (place, text) = hovered("# stdreg: ignore-file[L0$001]\n");
    assert_eq!(place, "L001");
    has(&text, &["**L001 class-mismatch** 错误"]);
    let (_, text) = hovered("# stdreg: ignore[$0L]\n");
    has(&text, &["**L** 代码各层", "- L001 class-mismatch"]);
    nothing("# stdreg: ignore[nothi$0ng]\n");
    nothing("# stdreg: igno$0re[L001]\n");
    nothing("# a re$0mark\n");
}

#[test]
fn what_a_register_holds_stays_text() {
    let bad = "a|b `c` [d](command:e) <img src=x> **f** https://g.h";
    let escaped = r"a\|b \`c\` \[d\](command:e) \<img src=x\> \*\*f\*\* https\://g.h";
    let (_, text) = hovered(&format!("[[table.entry]]\nowner = \"$0{bad}\"\n"));
    has(&text, &[&format!("**{escaped}** 归口单位")]);
    let (_, text) = hovered(&format!(
        "[[table.ent$0ry]]\ntitle = \"{bad}\\n# x\"\ncode = \"{bad}\"\n"
    ));
    has(&text, &[&format!("**{escaped} # x**"), &format!("标准代码：{escaped}")]);
}

#[test]
fn english_is_spoken_too() {
    let fixture = Fixture::new(&HEAD.replacen("code = \"2095021P", "code = \"209$05021P", 1));
    let hover = hover(fixture.context(), fixture.cursor()).unwrap();
    has(
        &hover.markdown,
        &[
            "| layer | name | value | meaning |",
            "number 101",
            "according to GA/T 1136-2014",
        ],
    );
    has(&hover.plain, &["> 3  业务领域  50", "  2  专业领域  09"]);
    assert!(!hover.plain.contains("**"));
}

/// Hovers at every boundary between characters.
fn sweep(text: &str, limit: usize) {
    let fixture = Fixture::new(text);
    let context = fixture.context();
    let text = context.text(FileId(0)).to_owned();
    let offsets = (0..=text.len().min(limit)).filter(|offset| text.is_char_boundary(*offset));
    let mut found = 0;
    for offset in offsets {
        let cursor = Cursor {
            file: FileId(0),
            offset: to_u32(offset),
        };
        let Some(hover) = hover(context, cursor) else {
            continue;
        };
        found += 1;
        let span = hover.place.span;
        assert!(span.touches(cursor.offset), "{span:?} at {offset}");
        assert!(text.get(span.range()).is_some(), "{span:?} at {offset}");
        assert!(!hover.markdown.is_empty() && !hover.plain.is_empty());
    }
    assert!(found > 50, "{found}");
}

#[test]
fn no_place_of_a_register_is_too_much() {
    let seed = include_str!("../../../tests/registers/internet-plus/register.toml");
    sweep(seed, 6000);
    let (head, tables) = seed.split_once("[[table]]").unwrap();
    sweep(&format!("[[table]]{tables}"), 2000);
    let (_, statistics) = seed.split_once("[[statistics]]").unwrap();
    sweep(&format!("[[statistics]]{statistics}\n{head}[[table]]{tables}"), 800);
    let broken = format!("{HEAD}{ROWS}").replace("\"\n", "\n").replace('\n', "\r\n");
    sweep(&broken, 6000);
}

#[test]
fn a_scheme_of_another_house_is_followed() {
    let fixture = Fixture::with_scheme(
        "[scheme]\nid = \"甲|乙\"\ntitle = \"企业\"\n[[layer]]\nname = \"kind\"\nwidth = 2\nchars = \"upper\"\nvalues = { AB = \"甲|类\" }\n[[layer]]\nliteral = \"-\"\n[[layer]]\nname = \"no\"\ntitle = \"流水号\"\nwidth = 2\nchars = \"digit\"\nrole = \"sequence\"\n",
        "[[table]]\n[[table.entry]]\ncode = \"AB+0$07\"\n",
    );
    let hover = hover(fixture.in_language(Language::Zh), fixture.cursor()).unwrap();
    let expected = r"**AB+07** 标准代码

| 层 | 名称 | 取值 | 含义 |
| --- | --- | --- | --- |
| 1 | kind | AB | 甲\|类 |
| 2 |  | + | ⚠ 此处应为 - |
| **3** | **流水号** | **07** | **第 7 号** |

依据：甲\|乙《企业》";
    assert_eq!(hover.markdown, expected);
}

#[test]
fn domains_left_open_are_said_to_be() {
    let fixture = Fixture::new("[register]\ndomain = \"1$02\"\n");
    let hover = hover(fixture.in_language(Language::Zh), fixture.cursor()).unwrap();
    has(&hover.markdown, &["留待以后定义", "> 第二层"]);
}

#[test]
fn a_column_of_the_scheme_is_explained() {
    let scheme = "[scheme]\nid = \"own\"\ntitle = \"own\"\n[[layer]]\nname = \"a\"\nwidth = 3\n[[column]]\nkey = \"adoption\"\n\
        title = \"采标程度\"\ntitle-en = \"Adoption\"\ntype = \"word\"\nwords = [\"等同\", \"修改\"]\nrequired = [\"published\"]\nhelp = \"采用国际标准的程度\"\n";
    let shown = |marked: &str| {
        let text = format!("[[table]]\n[[table.entry]]\n{marked}\n");
        let fixture = Fixture::with_scheme(scheme, &text);
        let hover = hover(fixture.in_language(Language::Zh), fixture.cursor()).expect("there is a hover");
        hover.plain
    };
    has(
        &shown("adop$0tion = \"等同\""),
        &["采用国际标准的程度", "栏名“采标程度”", "已经发布", "等同", "修改"],
    );
    has(&shown("adoption = \"等$0同\""), &["采标程度", "1"]);
    has(&shown("adoption = \"等$0价\""), &["采标程度", "等同", "修改"]);
}

#[test]
fn a_figure_in_a_column_tells_what_the_row_and_the_column_count() {
    let matrix = |figures: &str| {
        format!(
            "[[statistics]]\nby = \"table\"\ncolumns = [{{ title = \"行标\", where = {{ level = [\"2\", \"行业标准\"], phase = \"published\" }} }}]\nrows = [{{ item = \"A.4\", figures = {{ {figures} }} }}]\n"
        )
    };
    let (covered, page) = hovered(&matrix("\"行标\" = $07"));
    assert_eq!(covered, "7");
    for part in [
        "“A.4”在“行标”列的数",
        "在表“A.4 数据元”中",
        "2（国家标准）或代码第 7 层（标准级别）为 3",
        "已经发布",
        "1",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let (_, page) = hovered(&matrix("\"国$0标\" = 7"));
    assert!(page.contains("本表没有这一列"), "{page}");
    let (_, page) = hovered(&matrix("\"行标\" = { expected = 1, existing = $03 }"));
    assert!(page.contains("“行标”列的数"), "{page}");
}

#[test]
fn a_row_by_a_column_tells_what_it_counts() {
    let rows = |row: &str| {
        format!(
            "[[column]]\nkey = \"priority\"\ntitle = \"优先级\"\ntype = \"word\"\nwords = [\"急需\", \"一般\"]\n[[statistics]]\nby = \"priority\"\nrows = [{{ {row} }}]\n"
        )
    };
    for (row, parts) in [
        ("item = \"急$0需\", expected = 7", ["“优先级”为“急需”", "急需"]),
        ("item = \"合计\", expected = $07", ["“优先级”一栏有值", "7"]),
        (
            "item = \"x\", expected = $07, where = { priority = \"\" }",
            ["“优先级”一栏没有值", "7"],
        ),
        ("item = \"x\", where = { prio$0rity = \"急需\" }", ["优先级", "一般"]),
    ] {
        let (_, page) = hovered(&rows(row));
        for part in parts {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }
}

#[test]
fn what_is_seldom_in_a_register_is_explained_too() {
    let (_, text) = hovered("[[table.entry]]\nstandard = \"GB/T 1-20$020/XG1-2022\"\n");
    has(&text, &["修改单或版次"]);
    let (_, text) = hovered("[[table.entry]]\nstandard = \"Q/A$0BC 001-2020\"\n");
    has(&text, &["企业标准"]);
    // More free ranges than are named.
    let entries: String = (0..12)
        .map(|place| format!("[[table.entry]]\ncode = \"2095021P{}3T\"\n", 103 + 2 * place))
        .collect();
    let fixture = Fixture::new(&format!(
        "{}{entries}",
        HEAD.replacen("block = \"101", "block = \"1$001", 1)
    ));
    let block = hover(fixture.in_language(Language::Zh), fixture.cursor()).unwrap();
    has(&block.markdown, &["可用", "等"]);
    let (_, text) = hovered(
        &ROWS
            .replace("= 3", "= $03")
            .replace("[[table.entry]]", "[[table.entry]\n[[table.entry]]"),
    );
    has(&text, &["体系表没有全部读出"]);
    let row = "{ item = \"公共安全行业标准\", expected = 1 }";
    let (_, text) = hovered(&format!(
        "[[statistics]]\nby = \"level\"\nrows = [ {row}, {} ]\n",
        row.replace("= 1", "= $01")
    ));
    has(&text, &["行统计的相同"]);
    let fixture = Fixture::without_scheme(&HEAD.replacen("code = \"209502", "code = \"20$09502", 1));
    let code = hover(fixture.in_language(Language::Zh), fixture.cursor()).unwrap();
    has(&code.markdown, &["编码方案无法使用，以下按内置方案解读"]);
}
