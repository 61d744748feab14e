//! What the forms hold, whatever a register says.

mod parts;

use super::*;
use crate::ide::fixture::Fixture;

const TEXT: &str = "[register]\ntitle = \"甲\"\ninclude = [\"a.toml\"]\n[[subsystem]]\ntitle = \"基础\"\n[[subsystem]]\ntitle = \"空的\"\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"基础\"\n[[category]]\ncode = \"22\"\ntitle = \"无表\"\nsubsystem = \"基础\"\n#- a.toml\n[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n[[table.entry]]\nnumber = 1\ncode = \"0095021P1013T\"\nplan = \"201650163\"\ntitle = \"=1+1,\\\"x\\\"\"\neffective = 2011-12-01\ngroup = \"综合\"\nreplaces = [\"GA/T 5-1999\", \"GA/T 6-1999\"]\nremarks = \"一\\n二\"\n[[table]]\nid = \"A.5\"\ncategory = \"99\"\n[[table.entry]]\nnumber = \"x\"\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"共计\", expected = 1, where = { level = [\"1\", \"2\"] } }]\n";

fn request(format: Format) -> Request {
    Request {
        format,
        parts: Vec::new(),
        tables: Vec::new(),
        csv_reader: CsvReader::Program,
        template: None,
        sheets: Sheets::default(),
        findings: Vec::new(),
        language: Language::Zh,
    }
}

fn of(text: &str, request: &Request) -> Result<String, Problem> {
    let fixture = Fixture::new(text);
    export(fixture.context().register, request).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn a_list_has_every_column_and_says_where_each_standard_belongs() {
    let text = of(TEXT, &request(Format::Csv)).unwrap();
    assert_eq!(
        text,
        "子体系,细目,表号,表的名称,序号,标准代码,标准号,计划号,标准名称,标准状态,标准级别,实施日期,归口单位,表内小标题,代替的标准,备注\r\n\
         基础,数据,A.4,数据元,1,0095021P1013T,,201650163,\"=1+1,\"\"x\"\"\",,,2011-12-01,,综合,GA/T 5-1999、GA/T 6-1999,\"一\n二\"\r\n\
         ,99,A.5,,,,,,,,,,,,,\r\n"
    );
}

#[test]
fn a_spreadsheet_takes_no_text_of_a_list_for_a_formula() {
    let text = "[[table]]\nid = \"A.1\"\n[[table.entry]]\nnumber = -1\ntitle = \"-x\"\n";
    let request = Request {
        csv_reader: CsvReader::Spreadsheet,
        ..request(Format::Csv)
    };
    let text = of(text, &request).unwrap();
    // A number is one.
    assert!(
        text.starts_with("\u{FEFF}子体系,") && text.contains("\r\n,,A.1,,-1,,,,'-x,"),
        "{text}"
    );
}

#[test]
fn the_other_lists_are_asked_for_one_at_a_time() {
    let of_part = |part| {
        let parts = vec![part];
        of(
            TEXT,
            &Request {
                parts,
                ..request(Format::Csv)
            },
        )
        .unwrap()
    };
    assert_eq!(
        of_part(Part::Structure),
        "上级子体系,子体系代码,子体系,细目代码,细目,表号,表的名称,标准数\r\n,,基础,21,数据,A.4,数据元,1\r\n,,基础,22,无表,,,\r\n,,空的,,,,,\r\n,,,,,A.5,,1\r\n"
    );
    assert_eq!(
        of_part(Part::Statistics),
        "统计依据,统计项,应有数（个）,现有数（个）,现有数/应有数（%）\r\nlevel,共计,1,,\r\n"
    );
    let parts = Part::ALL.to_vec();
    let two = of(
        TEXT,
        &Request {
            parts,
            ..request(Format::Csv)
        },
    );
    assert_eq!(two, Err(Problem::OnePart { format: Format::Csv }));
}

fn json(text: &str, request: &Request) -> serde_json::Value {
    serde_json::from_str(&of(text, request).unwrap()).unwrap()
}

#[test]
fn json_is_the_register_under_its_own_keys() {
    let json = json(TEXT, &request(Format::Json));
    assert_eq!(json["register"]["title"], "甲");
    assert_eq!(json["category"][1]["title"], "无表");
    assert_eq!(json["table"][0]["entry"][0]["effective"], "2011-12-01");
    assert_eq!(json["table"][0]["entry"][0]["replaces"][1], "GA/T 6-1999");
    // What is of the wrong type, or belongs nowhere, is there all the same.
    assert_eq!(json["table"][1]["entry"][0]["number"], "x");
    assert_eq!(json["statistics"][0]["rows"][0]["where"]["level"][1], "2");
}

#[test]
fn json_takes_toml_in_all_its_ways() {
    let text = "a.b.c = 1\na.b.d = 0x1F\na.e = [1.5, inf, true, 1979-05-27T07:32:00Z]\n[register]\ntitle = '''\n二'''\ntitle = \"again\"\nx = 99999999999999999999\n[table.y.z]\n\"\" = {}\n[[table.y.l]]\n[[table.y.l]]\nk = { m.n = 1, m.o = 2 }\n[table.y.l.under]\nv = 1\n";
    let json = json(text, &request(Format::Json));
    assert_eq!(
        json["a"].to_string(),
        "{\"b\":{\"c\":1,\"d\":31},\"e\":[1.5,\"inf\",true,\"1979-05-27T07:32:00Z\"]}"
    );
    assert_eq!(json["register"].to_string(), "{\"title\":\"二\",\"x\":null}");
    assert_eq!(
        json["table"].to_string(),
        "{\"y\":{\"l\":[{},{\"k\":{\"m\":{\"n\":1,\"o\":2}},\"under\":{\"v\":1}}],\"z\":{\"\":{}}}}"
    );
}

#[test]
fn json_of_many_keys_and_of_deep_tables_is_no_feat() {
    let keys: String = (0..20_000).map(|key| format!("k{key} = {key}\n")).collect();
    let json = json(&format!("[register]\n{keys}k7 = 1\n"), &request(Format::Json));
    let register = json["register"].as_object().unwrap();
    assert_eq!((register.len(), &register["k7"]), (20_000, &serde_json::Value::from(7)));
    let deep = ["a"; 2_000].join(".");
    let nested = format!(
        "x = {}{}\n{deep} = 1\n[{deep}]\ny = 1\n[register]\ntitle = \"甲\"\n",
        "[".repeat(500),
        "]".repeat(500)
    );
    assert_eq!(self::json(&nested, &request(Format::Json))["register"]["title"], "甲");
}

#[test]
fn tables_are_wanted_by_their_ids() {
    let tables = vec!["A.4".to_owned()];
    let of_a4 = |format, parts: &[Part]| {
        let (tables, parts) = (tables.clone(), parts.to_vec());
        of(
            TEXT,
            &Request {
                tables,
                parts,
                ..request(format)
            },
        )
        .unwrap()
    };
    assert_eq!(of_a4(Format::Csv, &[]).lines().count(), 3);
    let json: serde_json::Value = serde_json::from_str(&of_a4(Format::Json, &[])).unwrap();
    assert_eq!(json["table"].as_array().unwrap().len(), 1);
    assert!(json.get("category").is_none() && json.get("statistics").is_none());
    let structure = of_a4(Format::Csv, &[Part::Structure]);
    assert_eq!(structure.lines().count(), 2, "{structure}");
    assert!(of_a4(Format::Mermaid, &[]).contains("A#46;4") && !of_a4(Format::Mermaid, &[]).contains("A#46;5"));
    let unknown = Request {
        tables: vec!["A.9".to_owned()],
        ..request(Format::Csv)
    };
    let known = vec!["A.4".to_owned(), "A.5".to_owned()];
    assert_eq!(
        of(TEXT, &unknown),
        Err(Problem::Table {
            id: "A.9".to_owned(),
            known
        })
    );
}

#[test]
fn diagrams_have_the_structure_alone() {
    for format in [Format::Svg, Format::Dot, Format::Mermaid] {
        let parts = vec![Part::Structure, Part::Tables];
        let problem = of(
            TEXT,
            &Request {
                parts,
                ..request(format)
            },
        );
        assert_eq!(
            problem,
            Err(Problem::Part {
                format,
                part: Part::Tables
            })
        );
    }
    assert_eq!(
        of(TEXT, &request(Format::Mermaid)).unwrap(),
        "flowchart LR\n  n0[\"甲\"]\n  n1[\"基础\"]\n  n0 --- n1\n  n2[\"21 数据\"]\n  n1 --- n2\n  n3[\"A#46;4 数据元\"]\n  n2 --- n3\n  \
         n4[\"22 无表\"]\n  n1 --- n4\n  n5[\"空的\"]\n  n0 --- n5\n  n6[\"未归入子体系\"]\n  n0 --- n6\n  n7[\"A#46;5\"]\n  n6 --- n7\n"
    );
    let dot = of(TEXT, &request(Format::Dot)).unwrap();
    assert!(dot.contains("  n3 [label=\"A.4 数据元\"]\n  n2 -> n3\n"), "{dot}");
}

#[test]
fn subsystems_are_a_tree_and_guide_each_other() {
    let text = "[register]\ntitle = \"甲\"\n[[subsystem]]\ntitle = \"保障\"\ncode = \"2\"\nguides = [\"提供\"]\n[[subsystem]]\ntitle = \"安全\"\n\
        parent = \"保障\"\nscope = \"范围\"\n[[category]]\ncode = \"1\"\ntitle = \"密码\"\nsubsystem = \"安全\"\n[[subsystem]]\ntitle = \"提供\"\n\
        [[table]]\nid = \"A.1\"\ncategory = \"1\"\n";
    assert_eq!(
        of(text, &request(Format::Mermaid)).unwrap(),
        "flowchart LR\n  n0[\"甲\"]\n  n1[\"2 保障\"]\n  n0 --- n1\n  n2[\"安全\"]\n  n1 --- n2\n  n3[\"1 密码\"]\n  n2 --- n3\n  \
         n4[\"A#46;1\"]\n  n3 --- n4\n  n5[\"提供\"]\n  n0 --- n5\n  n1 -.-> n5\n"
    );
    assert!(
        of(text, &request(Format::Dot))
            .unwrap()
            .contains("  n1 -> n5 [style=dashed")
    );
    assert!(of(text, &request(Format::Svg)).unwrap().contains("stroke-dasharray"));
    let markdown = of(text, &request(Format::Markdown)).unwrap();
    assert!(
        markdown.contains("- 2 保障\n  - 安全\n    - 1 密码\n      - A.1\n- 提供\n"),
        "{markdown}"
    );
    assert!(
        markdown.contains("### 2 保障\n\n#### 安全\n\n范围\n\n##### 1 密码\n"),
        "{markdown}"
    );
    let parts = vec![Part::Structure];
    let list = of(
        text,
        &Request {
            parts,
            ..request(Format::Csv)
        },
    )
    .unwrap();
    assert!(
        list.ends_with("\r\n,2,保障,,,,,\r\n保障,,安全,1,密码,A.1,,0\r\n,,提供,,,,,\r\n"),
        "{list}"
    );
    let tables = vec!["A.1".to_owned()];
    let of_a1 = of(
        text,
        &Request {
            tables,
            ..request(Format::Mermaid)
        },
    )
    .unwrap();
    assert!(of_a1.contains("n2[\"安全\"]") && !of_a1.contains("提供"), "{of_a1}");
}

#[test]
fn what_a_register_says_stays_text_in_a_diagram() {
    let hostile = "[register]\ntitle = \"a\\\"]; <script>&amp;\\\\N click n0 href \\u0000\\u001b\\uFFFE\"\n";
    let mermaid = of(hostile, &request(Format::Mermaid)).unwrap();
    assert_eq!(
        mermaid,
        "flowchart LR\n  n0[\"a#34;#93;#59; #60;script#62;#38;amp#59;#92;N click n0 href   \u{FFFE}\"]\n"
    );
    let dot = of(hostile, &request(Format::Dot)).unwrap();
    assert!(
        dot.contains("[label=\"a\\\"]; <script>&amp;amp;\\\\N click n0 href   \u{FFFE}\", penwidth=2]"),
        "{dot}"
    );
    let svg = of(hostile, &request(Format::Svg)).unwrap();
    assert!(svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" color=\"#1b1b1b\" font-family="));
    assert!(!svg.contains("<script") && !svg.contains('\u{FFFE}') && !svg.contains('\u{1b}'));
}

#[test]
fn a_register_without_anything_is_a_file_all_the_same() {
    for format in Format::ALL {
        match export(Fixture::new("").context().register, &request(format)) {
            Ok(bytes) => assert!(!bytes.is_empty()),
            Err(problem) => assert!(!cfg!(feature = "office") && problem == Problem::LeftOut { format }),
        }
    }
    assert_eq!(
        of("", &request(Format::Mermaid)).unwrap(),
        "flowchart LR\n  n0[\"#160;\"]\n"
    );
}

#[test]
fn a_page_holds_titles_as_data_and_allows_its_own_script_alone() {
    let text = TEXT.replace("title = \"甲\"", "title = \"甲</title><script>x</script>\"");
    let text = text.replace("=1+1", "</script><script>alert(1)</script><!--");
    let page = of(&text, &request(Format::Html)).unwrap();
    // Its data and its script.
    assert_eq!(
        (page.matches("<script").count(), page.matches("</script>").count()),
        (2, 2)
    );
    assert!(!page.contains("<!--") && !page.contains(" style=") && !page.contains("http-equiv=\"refresh"));
    assert!(page.contains("default-src 'none'; style-src 'sha256-") && !page.contains("unsafe-inline"));
    let data = page
        .split_once("id=\"data\">")
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    // Columns in which nothing stands are left out.
    let keys: Vec<&str> = data["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "subsystem",
            "category",
            "table",
            "table-title",
            "number",
            "code",
            "plan",
            "title",
            "effective",
            "group",
            "replaces",
            "remarks"
        ]
    );
    assert_eq!(data["rows"][0]["id"], "0095021P1013T");
    assert_eq!(
        data["rows"][0]["cells"][7],
        "</script><script>alert(1)</script><!--,\"x\""
    );
    assert_eq!(data["rows"][1]["cells"][1], "99");
    assert!(page.contains("<h2>标准体系结构图</h2>") && page.contains("<caption>按标准级别统计</caption>"));
}

#[test]
fn markdown_is_the_page() {
    let text = of(TEXT, &request(Format::Markdown)).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "# 甲",
            "## 标准体系结构图",
            "- 基础",
            "  - 21 数据",
            "    - A.4 数据元",
            "  - 22 无表",
            "- 空的",
            "- 未归入子体系",
            "  - 未归入细目",
            "    - A.5",
            "## 标准明细表",
            "### 基础",
            "#### 21 数据",
            "**表A.4　数据元标准明细表**",
            "| 序号 | 标准代码 | 标准（计划）号 | 标准名称 | 标准状态 | 标准级别 | 实施日期 | 归口单位 | 备注 |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            "| **综合** |  |  |  |  |  |  |  |  |",
            "| 1 | 0095021P1013T | 201650163 | =1+1,\"x\" | - | - | 2011-12-01 | - | 一<br>二；代替 GA/T 5-1999、GA/T 6-1999 |",
            "#### 22 无表",
            "### 空的",
            "### 未归入子体系",
            "#### 未归入细目",
            "**表A.5　标准明细表**",
            "| 序号 | 标准代码 | 标准（计划）号 | 标准名称 | 标准状态 | 标准级别 | 实施日期 | 归口单位 | 备注 |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            "| - | - | - | - | - | - | - | - | - |",
            "## 标准统计表",
            "**按标准级别统计**",
            "| 统计项 | 应有数（个） | 现有数（个） | 现有数/应有数（%） |",
            "| --- | --- | --- | --- |",
            "| 共计 | 1 | - | - |",
        ]
    );
    let parts = vec![Part::Statistics];
    let request = Request {
        parts,
        ..request(Format::Markdown)
    };
    let text = of(TEXT, &request).unwrap();
    assert!(text.starts_with("# 甲\n\n## 标准统计表\n") && !text.contains("A.4"));
}

#[test]
fn what_a_register_says_stays_text_in_markdown() {
    let of_title = |title: &str| {
        let text = format!("[register]\ntitle = \"{title}\"\n");
        let text = of(&text, &request(Format::Markdown)).unwrap();
        text.strip_prefix("# ").unwrap().trim_end().to_owned()
    };
    for (title, written) in [
        ("<img src=x onerror=y>", "\\<img src=x onerror=y\\>"),
        (
            "a|b`c`*d*_e_[f](g)$h$&amp;",
            "a\\|b\\`c\\`\\*d\\*\\_e\\_\\[f\\](g)\\$h\\$\\&amp;",
        ),
        ("https://x www.x a@b", "https\\://x www\\.x a\\@b"),
        ("1. x", "1\\. x"),
        ("- x - y", "\\- x - y"),
        ("GA/T 1136-2014", "GA/T 1136-2014"),
        ("a\\n# b\\u0000", "a&#10;\\# b"),
    ] {
        assert_eq!(of_title(title), written);
    }
}

#[cfg(feature = "office")]
#[test]
fn the_names_of_sheets_are_names_and_differ() {
    let long = "很长的".repeat(20);
    let ids = [
        "A/1",
        "a_1",
        "'x'",
        "",
        "History",
        &long,
        &long,
        "😀".repeat(20).as_str(),
    ]
    .map(str::to_owned);
    let text: String = ids.iter().map(|id| format!("[[table]]\nid = \"{id}\"\n")).collect();
    let bytes = export(Fixture::new(&text).context().register, &request(Format::Xlsx)).unwrap();
    assert!(bytes.starts_with(b"PK"));
}

#[cfg(feature = "office")]
#[test]
fn what_a_cell_cannot_hold_is_told() {
    let text = format!(
        "[[table]]\nid = \"A.1\"\n[[table.entry]]\ntitle = \"{}\"\n",
        "长".repeat(40_000)
    );
    let problem = export(Fixture::new(&text).context().register, &request(Format::Xlsx));
    assert_eq!(problem, Err(Problem::TooLarge { format: Format::Xlsx }));
}

#[test]
fn a_form_that_was_left_out_is_said_to_be() {
    let problem = Problem::LeftOut { format: Format::Xlsx };
    assert_eq!(
        problem.message().render(Language::En),
        "this stdreg was built without xlsx (the cargo feature office)"
    );
}
