//! Tables before and after each refactoring.

use crate::analysis::severities::Severities;
use crate::ide::actions::{ActionId, FileChange, actions, file_changes, resolve};
use crate::ide::fixture::Fixture;
use crate::syntax::Document;
use crate::text::Span;
use crate::text::edit::apply;

const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n";

/// What is offered at the cursor under ids that begin so.
fn offered(fixture: &Fixture, id: &str) -> Vec<ActionId> {
    let cursor = fixture.cursor();
    let offered = actions(fixture.context(), cursor.file, Span::empty(cursor.offset), &[]);
    let ids = offered.into_iter().map(|action| action.id);
    ids.filter(|offered| offered.to_text().starts_with(id)).collect()
}

/// The files after the action, and what comes and goes with it.
fn after(fixture: &Fixture, id: &str) -> (Vec<String>, Vec<FileChange>) {
    let ids = offered(fixture, id);
    let [id] = ids.as_slice() else {
        panic!("{id}: {ids:?}");
    };
    assert_eq!(ActionId::parse(&id.to_text()), Some(*id));
    let context = fixture.context();
    let edits = resolve(context, &[Severities::default()], *id).unwrap();
    let mut texts: Vec<String> = context.register.files.iter().map(|file| file.text.clone()).collect();
    for (file, edits) in edits {
        let text = texts.get_mut(file.0 as usize).unwrap();
        *text = apply(text, &edits).unwrap();
        let document = Document::parse(text);
        assert_eq!(document.count_errors(), 0, "{text}");
    }
    (texts, file_changes(context, *id))
}

/// The root after the action, without what stands before its tables.
fn root(text: &str, id: &str) -> String {
    let (texts, _) = after(&Fixture::new(&format!("{HEAD}{text}")), id);
    let root = texts.into_iter().next().unwrap();
    root.strip_prefix(HEAD).map(str::to_owned).unwrap_or(root)
}

const HEADERS: &str = r#"[[table]]
id       = "A.1"
title    = "表"
category = "21"

# 第一
[[table.entry]] # 一
number = 2
code   = "2095021P0023T"
replaces = [
  "GA 1-2000",
]

[[table.entry]]
number = 1
code   = "2095021P0013T"

# 附注
[[statistics]]
by = "level"
"#;

const BRACES: &str = r#"[[table]]
id       = "A.1"
title    = "表"
category = "21"
entry    = [
  # 第一
  { number = 2, code = "2095021P0023T", replaces = [
  "GA 1-2000",
] }, # 一
  { number = 1, code = "2095021P0013T" },
]

# 附注
[[statistics]]
by = "level"
"#;

#[test]
fn entries_take_the_other_form_with_their_comments() {
    let at_header = |text: &str| text.replacen("[[table]]", "[[ta$0ble]]", 1);
    assert_eq!(root(&at_header(HEADERS), "change-form"), BRACES);
    let aligned = HEADERS.replace("number = 2\ncode   =", "number   = 2\ncode     =");
    assert_eq!(root(&at_header(BRACES), "change-form"), aligned);
}

#[test]
fn a_key_behind_the_entries_stays_with_its_table() {
    let text = "[[ta$0ble]]\nid = \"A.1\"\nentry = [{ number = 1 }, { number = 2 }]\ncategory = \"21\"\n";
    let expected =
        "[[table]]\nid = \"A.1\"\ncategory = \"21\"\n\n[[table.entry]]\nnumber = 1\n\n[[table.entry]]\nnumber = 2\n";
    assert_eq!(root(text, "change-form"), expected);
}

#[test]
fn what_would_lose_a_comment_or_is_not_read_keeps_its_form() {
    for entries in [
        "[[table.entry]]\nnumber = 1 # 序号\n",
        "[[table.entry]]\n# 序号\nnumber = 1\n",
        "[[table.entry]]\nnumber = 1\n[table.entry.more]\na = 1\n",
        "[[table.entry]]\nnumber = \n",
        "[[table.entry]]\na.b = 1\n",
        "",
    ] {
        let fixture = Fixture::new(&format!("{HEAD}[[ta$0ble]]\nid = \"A.1\"\n\n{entries}"));
        assert_eq!(offered(&fixture, "change-form"), [], "{entries}");
    }
    for list in [
        "[{ number = 1 },\n # 空\n]",
        "[{ number = 1,\n # 序号\n }]",
        "[{ number = 1 }] # 表",
    ] {
        let fixture = Fixture::new(&format!("{HEAD}[[ta$0ble]]\nid = \"A.1\"\nentry = {list}\n"));
        assert_eq!(offered(&fixture, "change-form"), [], "{list}");
    }
}

#[test]
fn entries_are_sorted_and_numbers_stay_where_they_are() {
    let sorted = HEADERS
        .replace(
            "# 第一\n[[table.entry]] # 一\nnumber = 2\ncode   = \"2095021P0023T\"\nreplaces = [\n  \"GA 1-2000\",\n]",
            "*",
        )
        .replace(
            "[[table.entry]]\nnumber = 1\ncode   = \"2095021P0013T\"",
            "[[table.entry]]\nnumber = 2\ncode   = \"2095021P0013T\"",
        );
    let (first, second) = (
        "# 第一\n[[table.entry]] # 一\nnumber = 1\ncode   = \"2095021P0023T\"\nreplaces = [\n  \"GA 1-2000\",\n]",
        "[[table.entry]]\nnumber = 2\ncode   = \"2095021P0013T\"",
    );
    let expected = sorted.replace(second, "+").replace('*', second).replace('+', first);
    let marked = HEADERS.replacen("[[table]]", "[[ta$0ble]]", 1);
    let ids = offered(&Fixture::new(&format!("{HEAD}{marked}")), "sort");
    assert_eq!(ids.len(), 2);
    assert_eq!(root(&marked, "sort 0 167 code"), expected);
    let by_number = root(&marked, "sort 0 167 number");
    let numbers: Vec<_> = by_number.lines().filter(|line| line.starts_with("number")).collect();
    assert_eq!(numbers, ["number = 1", "number = 2"]);
}

#[test]
fn entries_in_braces_are_sorted_below_their_sub_headings() {
    let row = |number: u32, sequence: &str, group: &str| {
        format!("  {{ number = {number}, code = \"2095021P{sequence}3T\", group = \"{group}\" }},\n")
    };
    let table = |header: &str, rows: [String; 4]| {
        format!(
            "{header}\nid = \"A.1\"\ncategory = \"21\"\ngroups = [\"乙\", \"甲\"]\nentry = [\n{}]\n",
            rows.concat()
        )
    };
    let rows = [
        row(1, "004", "甲"),
        row(2, "003", "乙"),
        row(3, "001", "甲"),
        row(4, "002", "乙"),
    ];
    let sorted = [
        row(1, "002", "乙"),
        row(2, "003", "乙"),
        row(3, "001", "甲"),
        row(4, "004", "甲"),
    ];
    assert_eq!(
        root(&table("[[ta$0ble]]", rows), "sort 0 167 code"),
        table("[[table]]", sorted)
    );
}

#[test]
fn a_table_in_order_is_not_sorted() {
    let text = HEADERS.replacen("[[table]]", "[[ta$0ble]]", 1);
    let text = text.replace("P0013T", "P0033T").replace("number = 1", "number = 3");
    assert_eq!(offered(&Fixture::new(&format!("{HEAD}{text}")), "sort"), []);
}

#[test]
fn a_table_is_split_with_its_block_and_its_sub_headings() {
    let entry = |number: u32, sequence: &str, group: &str| {
        format!("\n[[table.entry]]\nnumber = {number}\ncode = \"2095021P{sequence}3T\"\ngroup = \"{group}\"\n")
    };
    let (one, two, three) = (entry(1, "101", "甲"), entry(2, "103", "乙"), entry(3, "104", "乙"));
    let head = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n";
    let groups = "groups = [\"甲\", \"乙\"]\n";
    let marked = format!(
        "{head}block = \"101-199\"\n{groups}{one}\n# 乙{}{three}",
        two.replace("[[table.entry]]", "[[table.en$0try]]")
    );
    let new = "[[table]]\nid = \"A.2\"\ntitle = \"表\"\ncategory = \"21\"\nblock = \"102-199\"\ngroups = [\"乙\"]\n\n";
    let (two, three) = (entry(1, "103", "乙"), entry(2, "104", "乙"));
    let expected = format!("{head}block = \"101-101\"\n{groups}{one}\n{new}# 乙{two}{three}");
    assert_eq!(root(&marked, "split"), expected);
}

#[test]
fn the_first_entry_and_entries_in_braces_split_no_table() {
    let first = "[[table]]\nid = \"A.1\"\n[[table.en$0try]]\nnumber = 1\n[[table.entry]]\nnumber = 2\n";
    assert_eq!(offered(&Fixture::new(&format!("{HEAD}{first}")), "split"), []);
    let braces = "[[table]]\nid = \"A.1\"\nentry = [{ number = 1 }, { num$0ber = 2 }]\n";
    assert_eq!(offered(&Fixture::new(&format!("{HEAD}{braces}")), "split"), []);
}

const TABLE: &str = "# 表\n[[table]]\nid = \"A/1\"\ncategory = \"21\"\n\n[[table.entry]]\nnumber = 1\n";

#[test]
fn a_table_goes_into_a_part_that_the_root_includes() {
    let marked = TABLE.replacen("[[table]]", "[[ta$0ble]]", 1);
    let statistics = "\n[[statistics]]\nby = \"level\"\n";
    let (texts, files) = after(&Fixture::new(&format!("{HEAD}{marked}{statistics}")), "extract");
    let include = "business = \"50\"\ninclude = [\"tables/A-1.toml\"]\n";
    let expected = HEAD.replacen("business = \"50\"\n", include, 1);
    assert_eq!(texts, [format!("{expected}{}", statistics.trim_start())]);
    assert_eq!(
        files,
        [FileChange::Create("tables/A-1.toml".to_owned(), TABLE.to_owned())]
    );
}

#[test]
fn a_pattern_that_takes_the_part_says_where_it_goes() {
    let marked = TABLE.replacen("[[table]]", "[[ta$0ble]]", 1);
    let head = HEAD.replacen("domain", "include = [\"细目/表-*.toml\"]\ndomain", 1);
    let (texts, files) = after(&Fixture::new(&format!("{head}{marked}")), "extract");
    assert_eq!(texts, [head.trim_end().to_owned() + "\n"]);
    assert_eq!(
        files,
        [FileChange::Create("细目/表-A-1.toml".to_owned(), TABLE.to_owned())]
    );
}

#[test]
fn a_part_goes_back_into_the_root() {
    let head = HEAD.replacen("domain", "include = [\"a.toml\", \"b*.toml\"]\ndomain", 1);
    let marked = TABLE.replacen("[[table]]", "[[ta$0ble]]", 1);
    let other = "[[table]]\nid = \"B.1\"\n";
    let text = format!("{head}#- a.toml\n{marked}#- b.toml\n{other}");
    let (texts, files) = after(&Fixture::new(&text), "join");
    let expected = head.replacen("\"a.toml\", ", "", 1);
    assert_eq!(texts.first().unwrap(), &format!("{expected}\n{TABLE}"));
    assert!(matches!(files.as_slice(), [FileChange::Delete(file)] if file.0 == 1));
}

#[test]
fn the_last_table_of_a_part_and_a_part_with_keys_of_its_own_stay() {
    let head = HEAD.replacen("domain", "include = [\"a.toml\"]\ndomain", 1);
    let marked = TABLE.replacen("[[table]]", "[[ta$0ble]]", 1);
    assert_eq!(
        offered(&Fixture::new(&format!("{head}#- a.toml\n{marked}")), "extract"),
        []
    );
    let text = format!("{head}#- a.toml\nx = 1\n{marked}");
    assert_eq!(offered(&Fixture::new(&text), "join"), []);
}
