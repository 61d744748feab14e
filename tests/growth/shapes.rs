//! Registers of any size, each of one shape: many of one thing, most of them many of one fault. What stdreg does with
//! one must grow with it, and not with its square.

use std::fmt::Write as _;

use crate::common::Files;

/// A shape: what it is called, and the register of a size.
pub type Shape = (&'static str, fn(usize) -> Files);

/// The head, a subsystem and a category.
const HEAD: &str = r#"[register]
title = "示例标准体系"
domain = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"

"#;

/// A table of the category, which entries follow.
const TABLE: &str = "[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n\n";

/// All shapes.
pub const SHAPES: &[Shape] = &[
    // Entries, and what may be wrong with them.
    ("entries without a fault", |n| entries(n, |i| entry(i, &good(i)))),
    ("entries in braces", |n| {
        one(format!("{HEAD}{}entry = [\n{}]\n", TABLE, braces(n, "\n")))
    }),
    ("entries in braces in one line", |n| {
        one(format!("{HEAD}{}entry = [{}]\n", TABLE, braces(n, " ")))
    }),
    ("one code", |n| {
        entries(n, |i| entry(i, &[("code", "\"2095021P1013T\"".to_owned())]))
    }),
    ("one sequence", |n| {
        entries(n, |i| {
            entry(i, &[("code", quoted("2095021", ["P", "R"][i % 2], "1013T"))])
        })
    }),
    ("one number of the table", |n| {
        entries(n, |i| entry(i, &[("number", "1".to_owned())]))
    }),
    ("numbers from the last to the first", |n| {
        entries(n, |i| entry(i, &[("number", (n - i).to_string())]))
    }),
    ("sequences from the last to the first", |n| {
        entries(n, |i| entry(i, &[("code", code(999 - i % 999))]))
    }),
    ("sequences with gaps", |n| {
        entries(n, |i| entry(i, &[("code", code(i * 7 % 999 + 1))]))
    }),
    ("codes too short", |n| {
        entries(n, |i| entry(i, &[("code", quoted("209502", "", ""))]))
    }),
    ("characters of codes", |n| {
        entries(n, |i| entry(i, &[("code", quoted("2O9502l", "P", "ＯOI3T"))]))
    }),
    ("values of layers", |n| {
        entries(n, |i| entry(i, &[("code", quoted("9775021", "X", "0009Y"))]))
    }),
    ("another domain", |n| {
        entries(n, |i| entry(i, &[("code", code(i % 999 + 1).replace("2095", "2085"))]))
    }),
    ("another category", |n| {
        entries(n, |i| entry(i, &[("code", code(i % 999 + 1).replace("5021", "5022"))]))
    }),
    ("ownership, level and nature of the code", |n| {
        entries(n, |i| {
            entry(i, &[("code", code(i % 999 + 1).replace('P', "R").replace("3T", "2Q"))])
        })
    }),
    ("unknown statuses", |n| {
        entries(n, |i| entry(i, &[("status", format!("\"已頒{i}\""))]))
    }),
    ("unknown levels", |n| {
        entries(n, |i| entry(i, &[("level", format!("\"行业标淮{i}\""))]))
    }),
    ("words of one's own, unknown statuses", |n| {
        words("status", "phase = \"drafting\"", n)
    }),
    ("words of one's own, unknown levels", |n| {
        words("level", "value = \"3\"", n)
    }),
    ("one word with many synonyms", |n| {
        let also = list(n, |i| format!("\"状态{i}\""));
        let text = format!("{HEAD}[[status]]\nname = \"研制\"\nphase = \"drafting\"\nalso = [{also}]\n\n{TABLE}");
        one(text + &many(n, |i| entry(i, &[("status", format!("\"状态{i}\""))])))
    }),
    ("published without number and date", |n| {
        entries(n, |i| {
            entry(i, &[("standard", String::new()), ("effective", String::new())])
        })
    }),
    ("drafts with a date and no plan", |n| {
        entries(n, |i| entry(i, &[("status", "\"在编\"".to_owned())]))
    }),
    ("numbers that are none", |n| {
        entries(n, |i| entry(i, &[("standard", format!("\"GAT{i}—二〇一一\""))]))
    }),
    ("numbers to repair", |n| {
        entries(n, |i| entry(i, &[("standard", format!("\"GA／T　{i}—2011\""))]))
    }),
    ("numbers of another level", |n| {
        entries(n, |i| entry(i, &[("standard", format!("\"GB {i}-2011\""))]))
    }),
    ("one number of a standard", |n| {
        entries(n, |i| entry(i, &[("standard", "\"GA/T 542-2011\"".to_owned())]))
    }),
    ("parts beside their whole", |n| {
        let number = |i: usize| match i {
            0 => "\"GA/T 542（所有部分）\"".to_owned(),
            _ => format!("\"GA/T 542.{i}-2011\""),
        };
        entries(n, |i| entry(i, &[("standard", number(i))]))
    }),
    ("dates long before", |n| {
        entries(n, |i| entry(i, &[("effective", "1999-01-01".to_owned())]))
    }),
    ("dates to come", |n| {
        entries(n, |i| {
            entry(
                i,
                &[
                    ("effective", "2027-01-01".to_owned()),
                    ("standard", format!("\"GA/T {i}-2026\"")),
                ],
            )
        })
    }),
    ("untidy titles", |n| {
        entries(n, |i| {
            entry(i, &[("title", format!("\" 第 {i} 部分　:ＡＢ, 规范  \""))])
        })
    }),
    ("one title", |n| {
        entries(n, |i| {
            entry(
                i,
                &[("title", "\"公安数据元\"".to_owned()), ("standard", String::new())],
            )
        })
    }),
    ("plans that are none", |n| {
        entries(n, |i| entry(i, &[("plan", format!("\"{i}x\""))]))
    }),
    ("owners all different", |n| {
        entries(n, |i| {
            entry(i, &[("owner", format!("\"公安部第{i}标准化技术委员会\""))])
        })
    }),
    ("owners and their abbreviations", |n| {
        let name = |i: usize| ["标委会", "标准化技术委员会"][i % 2];
        entries(n, |i| {
            entry(i, &[("owner", format!("\"公安部第{}{}\"", i / 2, name(i)))])
        })
    }),
    ("aliases of levels", |n| {
        entries(n, |i| entry(i, &[("level", "\"通信行标\"".to_owned())]))
    }),
    ("groups that are split", |n| {
        entries(n, |i| entry(i, &[("group", format!("\"组{}\"", i % 3))]))
    }),
    ("groups all different", |n| {
        entries(n, |i| entry(i, &[("group", format!("\"组{i}\""))]))
    }),
    // Replacements.
    ("many entries that replace one number", |n| {
        let replaces = |i: usize| ("replaces", "[\"GA/T 0-2011\"]".to_owned(), i);
        entries(n, |i| {
            entry(
                i,
                &[
                    (replaces(i).0, replaces(i).1),
                    ("standard", format!("\"GA/T {i}-2011\"")),
                ],
            )
        })
    }),
    ("many entries of one number, which many replace", |n| {
        let number = |i: usize| if i.is_multiple_of(2) { 7 } else { i + 100 };
        let replaces = |i: usize| if i.is_multiple_of(2) { "[]" } else { "[\"GA/T 7-2011\"]" };
        entries(n, |i| {
            entry(
                i,
                &[
                    ("replaces", replaces(i).to_owned()),
                    ("standard", format!("\"GA/T {}-2011\"", number(i))),
                ],
            )
        })
    }),
    ("one entry that replaces many numbers", |n| {
        let replaces = list(n, |i| format!("\"GA/T {i}-2011\""));
        let number = ("standard", "\"GA/T 9000000-2011\"".to_owned());
        let first = entry(0, &[number, ("replaces", format!("[{replaces}]"))]);
        one(format!("{HEAD}{TABLE}{first}") + &many(n, |i| entry(i + 1, &[("standard", format!("\"GA/T {i}-2011\""))])))
    }),
    ("replacements that are no numbers", |n| {
        entries(n, |i| entry(i, &[("replaces", format!("[\"见{i}\"]"))]))
    }),
    // The structure.
    ("categories, and entries of unknown ones", |n| {
        let text = HEAD.to_owned() + &many(n, |i| category(&format!("{i:04}"), "服务保障标准", "")) + TABLE;
        one(text + &many(n, |i| entry(i, &[("code", code(i % 999 + 1).replace("5021", "50ZZ"))])))
    }),
    ("tables", |n| {
        one(HEAD.to_owned() + &many(n, |i| table(i, "21", "") + &entry(0, &good(i))))
    }),
    ("tables without entries", |n| {
        one(HEAD.to_owned() + &many(n, |i| table(i, "21", "")))
    }),
    ("tables of unknown categories", |n| {
        one(HEAD.to_owned() + &many(n, |i| table(i, &format!("X{i}"), "")))
    }),
    ("categories, and tables of unknown ones", |n| {
        let text = HEAD.to_owned() + &many(n, |i| category(&i.to_string(), "服务保障标准", ""));
        one(text + &many(n, |i| table(i, &format!("{i}X"), "") + &entry(0, &good(i))))
    }),
    ("categories of unknown subsystems", |n| {
        let subsystems = many(n, |i| format!("[[subsystem]]\ntitle = \"标准{i}\"\n\n"));
        one(HEAD.to_owned() + &subsystems + &many(n, |i| category(&i.to_string(), &format!("标准{i}X"), "")))
    }),
    ("subsystems below each other", |n| {
        one(HEAD.to_owned()
            + &many(n, |i| {
                let parent = i
                    .checked_sub(1)
                    .map_or_else(|| "服务保障标准".to_owned(), |i| format!("标准{i}"));
                format!("[[subsystem]]\ntitle = \"标准{i}\"\nparent = \"{parent}\"\n\n")
            }))
    }),
    ("subsystems of one title", |n| {
        one(HEAD.to_owned() + &"[[subsystem]]\ntitle = \"标准\"\n\n".repeat(n))
    }),
    ("categories of one code", |n| {
        one(HEAD.to_owned() + &category("33", "服务保障标准", "").repeat(n))
    }),
    ("categories of one title", |n| {
        one(HEAD.to_owned()
            + &many(n, |i| {
                category(&i.to_string(), "服务保障标准", "").replace("细目", "同名")
            }))
    }),
    ("tables of one id", |n| {
        one(HEAD.to_owned() + &table(0, "21", "").repeat(n))
    }),
    ("categories without entries, each with tables", |n| {
        let of_category = |i: usize| {
            // All of them of one width, so that all are told alike.
            let code = (10_000 + i).to_string();
            category(&code, "服务保障标准", "") + &table(i, &code, "")
        };
        one(HEAD.to_owned() + &many(n, of_category))
    }),
    ("one category without entries, with many tables", |n| {
        one(HEAD.to_owned() + &category("33", "服务保障标准", "") + &many(n, |i| table(i, "33", "")))
    }),
    ("titles that are required and missing", |n| {
        let requires = list(n, |i| format!("\"数据元规范{i}\""));
        let head = HEAD.replace("class = \"2\"\n", &format!("class = \"2\"\nrequires = [{requires}]\n"));
        one(head + TABLE + &many(n, |i| entry(i, &[("title", format!("\"数据元规范第{i}部\""))])))
    }),
    ("titles that are required and stand elsewhere", |n| {
        let requires = list(n, |i| format!("\"数据元规范\", \"规范{i}\""));
        let other = category("33", "服务保障标准", &format!("requires = [{requires}]\n"));
        one(HEAD.to_owned() + &other + TABLE + &many(n, |i| entry(i, &[("title", "\"数据元规范\"".to_owned())])))
    }),
    ("categories that require something", |n| {
        let of_category = |i: usize| {
            category(
                &(10_000 + i).to_string(),
                "服务保障标准",
                &format!("requires = [\"标题{i}\"]\n"),
            )
        };
        one(HEAD.to_owned() + &many(n, of_category) + TABLE + &many(n, |i| entry(i, &good(i))))
    }),
    ("standards that are required in a table and missing", |n| {
        let requires = list(n, |i| format!("{{ title = \"数据元规范{i}\", table = \"A.4\" }}"));
        let head = HEAD.replace("class = \"2\"\n", &format!("class = \"2\"\nrequires = [{requires}]\n"));
        one(head + TABLE + &many(n, |i| entry(i, &[("title", format!("\"数据元规范第{i}部\""))])))
    }),
    (
        "headers of required standards, each in a table that there is not",
        |n| {
            let required = |i: usize| format!("[[category.requires]]\ntitle = \"标题{i}\"\ntable = \"B.{i}\"\n");
            one(HEAD.to_owned() + &many(n, required) + TABLE + &many(n, |i| entry(i, &good(i))))
        },
    ),
    ("sub-headings that the table does not list", |n| {
        let groups = list(n, |i| format!("\"小标题第{i}册\""));
        let table = TABLE.replace(
            "category = \"21\"\n",
            &format!("category = \"21\"\ngroups = [{groups}]\n"),
        );
        one(HEAD.to_owned() + &table + &many(n, |i| entry(i, &[("group", format!("\"小标题第{i}部\""))])))
    }),
    ("sub-headings that are split", |n| {
        entries(n, |i| entry(i, &[("group", format!("\"小标题{}\"", i % 2))]))
    }),
    ("revisions", |n| {
        one(HEAD.to_owned() + &many(n, |i| format!("[[revision]]\nversion = \"{i}\"\nsummary = \"改\"\n")))
    }),
    ("one block of many tables", |n| {
        one(HEAD.to_owned() + &many(n, |i| table(i, "21", "block = \"001-999\"\n")))
    }),
    ("blocks within each other", |n| {
        one(HEAD.to_owned()
            + &many(n, |i| {
                table(
                    i,
                    "21",
                    &format!("block = \"{:03}-{:03}\"\n", i % 400 + 1, 999 - i % 400),
                )
            }))
    }),
    ("the standard's own title", |n| {
        let head = HEAD.replace("domain", "code = \"1095011P0073T\"\ndomain");
        one(head + TABLE + &many(n, |i| entry(i, &[("title", "\"示例标准体系\"".to_owned())])))
    }),
    // Statistics.
    ("statistics tables", |n| {
        let text = HEAD.to_owned() + TABLE + &many(n, |i| entry(i, &good(i)));
        one(text
            + &many(n, |_| {
                statistics("level", "  { item = \"行业标准\", expected = 1, existing = 1 },\n")
            }))
    }),
    ("statistics tables of unknown items", |n| {
        let rows = |i: usize| format!("  {{ item = \"标准{i}\", expected = 1, existing = 1 }},\n");
        let subsystems = many(n, |i| format!("[[subsystem]]\ntitle = \"子{i}标准\"\n\n"));
        one(HEAD.to_owned() + &subsystems + &many(n, |i| statistics("subsystem", &rows(i))))
    }),
    ("rows by unknown levels", |n| {
        rows("level", n, |i| format!("行业标淮{i}"))
    }),
    ("rows by unknown levels, with levels of one's own", |n| {
        let levels = many(n, |i| format!("[[level]]\nname = \"第{i}级\"\nvalue = \"3\"\n\n"));
        let row = |i: usize| format!("  {{ item = \"第{i}x级\", expected = 1, existing = 1 }},\n");
        one(levels + HEAD + &statistics("level", &many(n, row)))
    }),
    ("rows by level, each twice", |n| {
        rows("level", n, |_| "行业标准".to_owned())
    }),
    ("totals", |n| rows("level", n, |_| "共计".to_owned())),
    ("totals and rows in turn", |n| {
        rows("level", n, |i| ["国家标准", "共计"][i % 2].to_owned())
    }),
    ("rows by table", |n| {
        let row = |i: usize| format!("  {{ item = \"A.{i}\", expected = 9, existing = 9, ratio = \"9%\" }},\n");
        let tables = many(n, |i| table(i, "21", "") + &entry(0, &good(i)));
        one(HEAD.to_owned() + &tables + &statistics("table", &many(n, row)))
    }),
    ("rows by table, of tables with one title", |n| {
        let row = "  { item = \"表\", expected = 0, existing = 0 },\n";
        let tables = many(n, |i| table(i, "21", "").replace(&format!("明细表{i}"), "表"));
        one(HEAD.to_owned() + &tables + &statistics("table", &row.repeat(n)))
    }),
    ("rows by category", |n| {
        let row = |i: usize| format!("  {{ item = \"细目{i}\", expected = 9, existing = 9 }},\n");
        let text = many(n, |i| {
            category(&i.to_string(), "服务保障标准", "") + &table(i, &i.to_string(), "")
        });
        one(HEAD.to_owned() + &text + &statistics("category", &many(n, row)))
    }),
    ("rows by subsystem", |n| {
        let row = |i: usize| format!("  {{ item = \"标准{i}\", expected = 9, existing = 9 }},\n");
        let of_subsystem = |i: usize| {
            let title = format!("标准{i}");
            format!("[[subsystem]]\ntitle = \"{title}\"\n\n") + &category(&i.to_string(), &title, "")
        };
        one(HEAD.to_owned() + &many(n, of_subsystem) + &statistics("subsystem", &many(n, row)))
    }),
    ("rows with conditions, and entries", |n| {
        let row = |i: usize| {
            let value = format!("{:03}", i % 999 + 1);
            format!("  {{ item = \"行{i}\", expected = 9, existing = 9, where = {{ sequence = \"{value}\" }} }},\n")
        };
        let text = HEAD.to_owned() + TABLE + &many(n, |i| entry(i, &good(i)));
        one(text + &statistics("level", &many(n, row)))
    }),
    ("rows with conditions on tables", |n| {
        let row = |i: usize| {
            format!(
                "  {{ item = \"行{i}\", expected = 9, existing = 9, where = {{ table = \"A.{i}\", status = \"已颁\" }} }},\n"
            )
        };
        let tables = many(n, |i| table(i, "21", "") + &entry(0, &good(i)));
        one(HEAD.to_owned() + &tables + &statistics("level", &many(n, row)))
    }),
    ("a row with many conditions", |n| {
        let all = list(n, |i| format!("status{i} = \"已颁\""));
        let row = format!("  {{ item = \"行\", expected = 9, existing = 9, where = {{ {all} }} }},\n");
        one(HEAD.to_owned() + TABLE + &entry(0, &good(0)) + &statistics("level", &row))
    }),
    ("rows by a column of many words, with columns of a matrix", |n| {
        let words = list(n, |i| format!("\"词{i}\""));
        let column = format!("[[column]]\nkey = \"topic\"\ntitle = \"主题\"\ntype = \"word\"\nwords = [{words}]\n\n");
        let topic = |i: usize| format!("topic = \"词{}\"\n\n", i * 7 % n);
        let entries = many(n, |i| entry(i, &good(i)).trim_end().to_owned() + "\n" + &topic(i));
        let columns = list(100, |i| {
            format!("{{ title = \"列{i}\", where = {{ topic = [\"词{i}\", \"\"] }} }}")
        });
        let row = |i: usize| {
            let column = i % 100;
            format!("  {{ item = \"词{i}\", expected = 9, existing = 9, figures = {{ \"列{column}\" = 9 }} }},\n")
        };
        let statistics = format!(
            "[[statistics]]\nby = \"topic\"\ncolumns = [{columns}]\nrows = [\n{}]\n\n",
            many(n, row)
        );
        one(HEAD.to_owned() + &column + TABLE + &entries + &statistics)
    }),
    ("rows by what entries have in a column, and by what none has", |n| {
        let owned = |i: usize| entry(i, &[("owner", format!("\"第{i}局\""))]);
        let row = |i: usize| {
            let word = ["局", "昷"][i % 2];
            format!("  {{ item = \"第{i}{word}\", expected = 9, existing = 9 }},\n")
        };
        one(HEAD.to_owned() + TABLE + &many(n, owned) + &statistics("owner", &many(n, row)))
    }),
    ("rows that no statistics stand before", |n| {
        one(HEAD.to_owned() + &"[[statistics.rows]]\nitem = \"国家标准\"\nexpected = 1\nexisting = 1\n\n".repeat(n))
    }),
    // Suppressions.
    ("suppressions that are used", |n| {
        entries(n, |i| {
            format!(
                "# stdreg: ignore[E002]\n{}",
                entry(i, &[("level", "\"无\"".to_owned())])
            )
        })
    }),
    ("suppressions that are not used", |n| {
        entries(n, |i| {
            format!(
                "# stdreg: ignore[E001]\n{}",
                entry(i, &[("level", "\"无\"".to_owned())])
            )
        })
    }),
    ("suppressions behind values", |n| {
        entries(n, |i| {
            entry(i, &[("level", "\"无\" # stdreg: ignore[E002]".to_owned())])
        })
    }),
    ("suppressions of a line", |n| {
        one("# stdreg: ignore[E001]\n".repeat(n) + HEAD)
    }),
    ("suppressions of an entry with many findings", |n| {
        let entries = format!("entry = [{}]\n", braces(n, " ").replace("行业标准", "无"));
        one(format!(
            "{HEAD}{TABLE}{}{entries}",
            "# stdreg: ignore[E002]\n".repeat(n)
        ))
    }),
    ("suppressions of the file that are not used", |n| {
        one("# stdreg: ignore-file[E001]\n".repeat(n) + HEAD)
    }),
    ("suppressions of the file, and findings", |n| {
        let text = "# stdreg: ignore-file[E002]\n".repeat(n) + HEAD + TABLE;
        one(text + &many(n, |i| entry(i, &[("level", "\"无\"".to_owned())])))
    }),
    ("one suppression with many names", |n| {
        let names = list(n, |i| ["E001", "E002", "level-mismatch"][i % 3].to_owned());
        let text = format!("# stdreg: ignore-file[{names}]\n{HEAD}{TABLE}");
        one(text + &many(n, |i| entry(i, &[("level", "\"无\"".to_owned())])))
    }),
    ("suppressions of unknown rules", |n| {
        one(many(n, |i| format!("# stdreg: ignore[E00{i}x]\n")) + HEAD)
    }),
    ("suppressions without a name", |n| {
        one("# stdreg: ignore\n# stdreg: ignor[E001]\n".repeat(n) + HEAD)
    }),
    // TOML and the format's keys.
    ("heads", |n| one(HEAD.repeat(n))),
    ("a table defined again", |n| {
        one(HEAD.to_owned() + &"[notes]\nx = 1\n\n".repeat(n))
    }),
    ("a table of its own for each", |n| {
        one(HEAD.to_owned() + &many(n, |i| format!("[notes{i}]\nx = 1\n\n")))
    }),
    ("a key set again", |n| {
        one(HEAD.to_owned() + TABLE + &"title = \"数据元\"\n".repeat(n))
    }),
    ("a key set again, lines that are no TOML in between", |n| {
        one(HEAD.to_owned() + TABLE + &"title = \"数据元\"\nx\n".repeat(n))
    }),
    ("unknown keys", |n| {
        one(HEAD.to_owned() + TABLE + &many(n, |i| format!("titel{i} = \"数据元\"\n")))
    }),
    ("keys with dots", |n| {
        one(HEAD.to_owned() + TABLE + &many(n, |i| format!("a.b.c{i} = 1\n")))
    }),
    ("one key with many dots", |n| {
        one(format!("{HEAD}{TABLE}a{} = 1\n", ".a".repeat(n)))
    }),
    ("one header with many dots", |n| {
        one(format!("{HEAD}[a{}]\n", ".a".repeat(n)))
    }),
    ("keys of the root and headers", |n| {
        let keys = many(n, |i| format!("key{i} = 1\n"));
        one(keys + HEAD + &many(n, |i| format!("[other{i}]\n\n")))
    }),
    ("suppressions inside braces", |n| {
        let entries = braces(n, "\n")
            .replace("{ number", "# stdreg: ignore[E002]\n{ number")
            .replace("行业标准", "无");
        one(format!("{HEAD}{TABLE}entry = [\n{entries}]\n"))
    }),
    ("headers with dots", |n| {
        one(HEAD.to_owned() + &many(n, |i| format!("[a.b{i}.c]\n\n")))
    }),
    ("values of the wrong type", |n| {
        entries(n, |i| {
            entry(
                i,
                &[
                    ("number", format!("\"{i}\"")),
                    ("effective", "\"2011年12月1日\"".to_owned()),
                ],
            )
        })
    }),
    ("entries without keys", |n| {
        entries(n, |_| "[[table.entry]]\n".to_owned())
    }),
    ("entries of no table", |n| {
        one(HEAD.to_owned() + &many(n, |i| entry(i, &good(i))))
    }),
    ("lines that are no TOML", |n| {
        one(HEAD.to_owned() + TABLE + &"title = = \"数据元\n".repeat(n))
    }),
    ("entries with a line that is no TOML", |n| {
        entries(n, |i| entry(i, &[("level", "行业标准".to_owned())]))
    }),
    ("headers that are none", |n| {
        one(HEAD.to_owned() + &many(n, |i| format!("[[table\nid = \"A.{i}\"\n\n{}", entry(0, &good(i)))))
    }),
    ("headers in full-width brackets, and one that is none", |n| {
        one(HEAD.to_owned() + &"［［notes］］\nx = 1\n\n".repeat(n) + "[notes]\n")
    }),
    ("brackets that are not closed", |n| {
        one(format!("{HEAD}{TABLE}groups = {}\n", "[".repeat(n)))
    }),
    ("quotes that are not closed", |n| {
        one(HEAD.to_owned() + TABLE + &"remarks = \"\"\"\n".repeat(2 * n + 1))
    }),
    ("full-width quotes", |n| {
        entries(n, |i| entry(i, &[("title", "“公安数据元”".to_owned())]))
    }),
    ("a list of many values", |n| {
        let list = list(n, |i| format!("\"组{i}\""));
        one(format!(
            "{}{TABLE}groups = [{list}]\n",
            HEAD.replace("domain", &format!("drafters = [{list}]\ndomain"))
        ))
    }),
    ("a long string", |n| {
        entries(1, |i| entry(i, &[("title", format!("\"{}\"", "数据".repeat(8 * n)))]))
    }),
    ("a long untidy string", |n| {
        entries(1, |i| entry(i, &[("title", format!("\"{}\"", "数 ,据　Ａ".repeat(n)))]))
    }),
    ("a long number", |n| {
        entries(1, |i| {
            entry(i, &[("standard", format!("\"GA/T {}—2011\"", "1.".repeat(n)))])
        })
    }),
    ("a long code", |n| {
        entries(1, |i| entry(i, &[("code", quoted("2", &"O".repeat(n), ""))]))
    }),
    ("a long word", |n| {
        entries(1, |i| entry(i, &[("status", format!("\"{}\"", "已颁".repeat(n)))]))
    }),
    ("comments", |n| one(format!("{HEAD}{}", "# 说明\n".repeat(n)))),
    ("blank lines", |n| one(format!("{HEAD}{}", "\n".repeat(8 * n)))),
    ("patterns that match nothing", |n| {
        let include = list(n, |i| format!("\"parts{i}/*.toml\""));
        one(HEAD.replace("domain", &format!("include = [{include}]\ndomain")))
    }),
    ("parts", |n| {
        let mut files = one(HEAD.replace("domain", "include = [\"*.toml\"]\ndomain"));
        files.extend((0..n).map(|i| (format!("part{i}.toml"), table(i, "21", "") + &entry(0, &good(i)))));
        files
    }),
    ("parts with suppressions and findings", |n| {
        let mut files = one(HEAD.replace("domain", "include = [\"*.toml\"]\ndomain"));
        let wrong = || entry(0, &[("level", "\"无\"".to_owned())]);
        let part = |i| table(i, "21", "") + "# stdreg: ignore[E002]\n" + &wrong();
        files.extend((0..n).map(|i| (format!("part{i}.toml"), part(i))));
        files
    }),
    ("parts with heads", |n| {
        let mut files = one(HEAD.replace("domain", "include = [\"*.toml\"]\ndomain"));
        files.extend((0..n).map(|i| (format!("part{i}.toml"), HEAD.to_owned())));
        files
    }),
    // Its scheme.
    ("faults of many layers", |n| {
        scheme(&many(4 * n, |i| {
            format!("[[layer]]\nwidht = {i}\nvalues = {{ a{i} = 1 }}\n")
        }))
    }),
    ("faults of one layer", |n| {
        let keys = many(n, |i| format!("key{i} = 1\nvalues.a{i} = {i}\nmarks.'a{i}' = \"x\"\n"));
        scheme(&format!("[[layer]]\nwidth = 1\n{keys}"))
    }),
    ("more layers than a code is read in", |n| {
        scheme(&many(4 * n, |i| format!("[[layer]]\nname = \"层{i}\"\nwidth = 1\n")))
    }),
    ("more columns than are read", |n| {
        scheme(&many(8 * n, |i| {
            format!("[[column]]\nkey = \"栏{i}\"\ntitle = \"栏{i}\"\n")
        }))
    }),
    ("words of a column, and others", |n| {
        let words = list(n, |i| format!("\"甲{i}\""));
        let column = format!("[[column]]\nkey = \"nature\"\ntitle = \"性质\"\ntype = \"word\"\nwords = [{words}]\n");
        let mut files = scheme(&column);
        files[0].1 += "[[table]]\nid = \"A\"\ntitle = \"表\"\ncategory = \"甲\"\n\n";
        files[0].1 += &many(n, |i| format!("[[table.entry]]\nnumber = 1\nnature = \"乙{i}\"\n"));
        files
    }),
    ("words, prefixes and plans of the scheme", |n| {
        scheme(&many(n, |i| {
            let words = format!("[[status]]\nname = \"状{i}\"\nphase = \"planned\"\n[[level]]\nname = \"级{i}\"\n");
            let forms = format!("[[prefix]]\nprefix = \"X{i}\"\nkind = \"local\"\n[[plan]]\nform = \"'计{i}'NN\"\n");
            words + &forms
        }))
    }),
];

fn scheme(layers: &str) -> Files {
    let scheme = format!("[scheme]\nid = \"X\"\ntitle = \"x\"\n{layers}");
    let mut files = one("[register]\ntitle = \"示例\"\nscheme = \"./own.scheme.toml\"\n".to_owned());
    files.push(("own.scheme.toml".to_owned(), scheme));
    files
}

fn one(text: String) -> Files {
    vec![("register.toml".to_owned(), text)]
}

fn many(n: usize, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect()
}

fn list(n: usize, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect::<Vec<_>>().join(", ")
}

/// A register of one table with many entries.
fn entries(n: usize, each: impl Fn(usize) -> String) -> Files {
    one(format!("{HEAD}{TABLE}") + &many(n, each))
}

fn quoted(before: &str, middle: &str, after: &str) -> String {
    format!("\"{before}{middle}{after}\"")
}

fn code(sequence: usize) -> String {
    format!("\"2095021P{sequence:03}3T\"")
}

/// What is right in an entry, whatever its place.
fn good(i: usize) -> Vec<(&'static str, String)> {
    vec![("code", code(i % 999 + 1))]
}

/// An entry without a fault but for what is said; a value that is empty leaves its key out.
fn entry(i: usize, other: &[(&str, String)]) -> String {
    let own = [
        ("number", (i + 1).to_string()),
        ("code", code(i % 999 + 1)),
        ("standard", format!("\"GA/T {}-2011\"", i + 1)),
        ("title", format!("\"公安数据元第{i}册\"")),
        ("status", "\"已颁\"".to_owned()),
        ("level", "\"行业标准\"".to_owned()),
        ("effective", "2011-12-01".to_owned()),
        ("owner", "\"公安部\"".to_owned()),
    ];
    let mut text = "[[table.entry]]\n".to_owned();
    let said = |key: &str| {
        other
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.clone())
    };
    let keys = own
        .iter()
        .map(|(key, value)| (*key, said(key).unwrap_or_else(|| value.clone())));
    let more = other.iter().filter(|(key, _)| own.iter().all(|(name, _)| name != key));
    for (key, value) in keys.chain(more.map(|(key, value)| (*key, value.clone()))) {
        if !value.is_empty() {
            let _ = writeln!(text, "{key} = {value}");
        }
    }
    text + "\n"
}

/// Entries as inline tables.
fn braces(n: usize, between: &str) -> String {
    many(n, |i| {
        format!(
            "{{ number = {}, code = {}, title = \"数据元第{i}册\", status = \"拟编\", level = \"行业标准\", owner = \"公安部\" }},{between}",
            i + 1,
            code(i % 999 + 1)
        )
    })
}

fn table(i: usize, category: &str, more: &str) -> String {
    format!("[[table]]\nid = \"A.{i}\"\ntitle = \"明细表{i}\"\ncategory = \"{category}\"\n{more}\n")
}

fn category(code: &str, subsystem: &str, more: &str) -> String {
    format!(
        "[[category]]\ncode = \"{code}\"\ntitle = \"细目{code}\"\nsubsystem = \"{subsystem}\"\nclass = \"2\"\n{more}\n"
    )
}

fn statistics(by: &str, rows: &str) -> String {
    format!("[[statistics]]\nby = \"{by}\"\nrows = [\n{rows}]\n\n")
}

/// Statistics with many rows over a few entries.
fn rows(by: &str, n: usize, item: impl Fn(usize) -> String) -> Files {
    let row = |i: usize| {
        format!(
            "  {{ item = \"{}\", expected = 9, existing = 9, ratio = \"9%\" }},\n",
            item(i)
        )
    };
    one(HEAD.to_owned() + TABLE + &many(3, |i| entry(i, &good(i))) + &statistics(by, &many(n, row)))
}

/// Many words of one's own, and as many entries with others.
fn words(kind: &str, more: &str, n: usize) -> Files {
    let words = many(n, |i| format!("[[{kind}]]\nname = \"用语{i}\"\n{more}\n\n"));
    let key = if kind == "status" { "status" } else { "level" };
    let entries = many(n, |i| entry(i, &[(key, format!("\"用语{i}x\""))]));
    one(words + HEAD + TABLE + &entries)
}
