//! A register under edit is, after every edit, what a fresh reading of its texts is: in its findings, and in itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/alike.rs"]
mod alike;
#[path = "common/cases.rs"]
mod cases;
mod common;

use std::sync::Arc;

use cases::cases;
use common::{Files, SEED, TODAY, load};
use proptest::prelude::*;
use stdreg::analysis::live::Live;
use stdreg::analysis::severities::Severities;
use stdreg::diagnostic::Diagnostic;
use stdreg::register::{FileRole, Register, SchemeChoice, SourceFile};
use stdreg::text::FileId;

/// A register that has every kind of table.
const EVERY_KIND: &str = r##"# stdreg: ignore[C004, E012]
[register]
title = "示范标准体系"
domain = "09"
business = "50"

[[status]]
name = "废止中"
phase = "published"
also = ["待废"]

[[level]]
name = "厂标"
value = "Q"
alias = ["企业标准"]

[[column]]
key = "priority"
title = "优先级"
type = "word"
words = ["急需", "一般"]

[[column]]
key = "tags"
title = "标签"
type = "strings"

[[subsystem]]
title = "基础"

[[category]]
code = "10"
title = "总则"
subsystem = "基础"
class = "1"
requires = ["术语"]

[[category]]
code = "21"
title = "接口"
subsystem = "基础"

[[table]]
id = "A.1"
title = "总则"
category = "10"
block = "001-010"

# stdreg: ignore[number-order]
[[table.entry]]
number = 1
code = "1095010P0013T"
standard = "GB/T 1.1-2020"
title = "术语"
status = "待废"
level = "厂标"
effective = 2020-10-01
owner = "全国标委会"
replaces = ["GB/T 1.1-2009"]

[[table.entry]]
number = 3 # stdreg: ignore[S004]
code = "1095010P0013T"
standard = "GB/T 1.1-2020"
title = "术语"
status = "在编"
plan = "2020-1"
priority = "急需"
tags = ["甲", "乙"]
owner = "公安部"

[[table]]
id = "A.2"
category = "21"
entry = [ { number = 1, code = "1095021P0003T", title = "（所有部分）" } ]

[[statistics]]
by = "类别"
rows = [ { item = "总则", expected = 1, existing = 1, ratio = "100%" } ]

[[statistics]]
by = "priority"
columns = [ { title = "甲", where = { tags = "甲" } }, { title = "部", where = { owner = ["公安部", ""] } } ]
rows = [
  { item = "急需", expected = 1, existing = 0, figures = { "甲" = 1, "部" = 1 } },
  { item = "合计", expected = 1, existing = 0, figures = { "甲" = 1, "部" = 1 } },
]

[[statistics]]
by = "owner"
rows = [ { item = "公安部", expected = 1, existing = 0 }, { item = "合计", expected = 2, existing = 1 } ]

[[statistics]]
by = "状态"

[[statistics.rows]]
item = "合计"
expected = 3

[[statistics.rows]]
item = "A.2"
[statistics.rows.where]
status = "在编"
"##;

/// Pieces of text that are likely to upset whoever keeps what was read before.
const SPITE: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    ",",
    "=",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "标准",
    "（",
    "\\",
    "x",
    "1",
    "［",
    "\n[[table.entry]]\n",
    "\n[[table.entry]]\nnumber = 1\ncode = \"1095010P0013T\"\ntitle = \"术语\"\n",
    "\n[[table]]\nid = \"A.1\"\n",
    "\n[table]\n",
    "\n[[table\n",
    "\n[[tabel.entry]]\n",
    "\n[[table.entries]]\n",
    "\n[register]\n",
    "\ndomain = \"08\"\n",
    "\n[[statistics]]\n",
    "\n[[statistics.rows]]\nitem = \"合计\"\nexpected = 9\n",
    "\n[statistics.rows.where]\nstatus = \"已颁\"\n",
    "\n[[status]]\nname = \"在编\"\nphase = \"published\"\n",
    "\n[[level]]\nname = \"国标\"\nvalue = \"X\"\n",
    "\n[[category]]\ncode = \"10\"\n",
    "\n[[subsystem]]\ntitle = \"基础\"\n",
    "\n# stdreg: ignore[",
    "\n# stdreg: ignore-file[C001, E]\n",
    " # stdreg: ignore[S004]\n",
    "\ncode = \"\"\n",
    "\nnumber = 0\n",
    "\nentry = []\n",
    "\nentry = [{ number = 2 }]\n",
    "\nrows = [",
    "\nwhere.status = \"在编\"\n",
    "\nstandard = \"GB/T 1-\"\n",
    "\nstatus = \"已颁\"\n",
    "\npriority = \"一般\"\n",
    "\nowner = \"公安部\"\n",
    "\ntags = [\"甲\"]\n",
    "\n[[column]]\nkey = \"owner\"\ntitle = \"主管\"\n",
    "\nby = \"priority\"\n",
    "\nblock = \"9-1\"\n",
    "\nreplaces = [\"GB/T 1.1-2020\"]\n",
    "\nentry.x = 1\n",
    "\ncategory = \"21\"\n",
    "\nblock = \"001-002\"\n",
    "\ncode = \"1095021P0023T\"\n",
    "<<<<<<< ours\n",
];

/// A register whose codes name subsystems and are of variable width.
const ICV: &str = include_str!("registers/icv/register.toml");
const ICV_SCHEME: &str = include_str!("registers/icv/icv.scheme.toml");

thread_local! {
    /// Whether the registers of this test go by that scheme.
    static OWN_SCHEME: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

fn fresh(files: &[(String, String)]) -> Live {
    let sources = (0..).zip(files).map(|(index, (path, text))| {
        let role = if index == 0 { FileRole::Root } else { FileRole::Part };
        Arc::new(SourceFile::new(path.clone(), role, text.clone()))
    });
    let choice = if OWN_SCHEME.get() {
        let (scheme, faults) = stdreg::scheme::read(ICV_SCHEME);
        assert_eq!(faults, []);
        SchemeChoice {
            scheme: Arc::new(scheme.unwrap()),
            problem: None,
        }
    } else {
        SchemeChoice::built_in()
    };
    let register = Register::read(sources.collect(), choice, Vec::new());
    Live::new(register, vec![Severities::default()], TODAY)
}

fn one(text: &str) -> Files {
    vec![("register.toml".to_owned(), text.to_owned())]
}

/// A register in a root and three parts.
fn several() -> Files {
    let cuts: Vec<usize> = ["\n[[table]]\n", "\n[[statistics]]\n"]
        .iter()
        .filter_map(|header| EVERY_KIND.find(header))
        .collect();
    vec![
        ("a.toml".to_owned(), EVERY_KIND[..cuts[0]].to_owned()),
        ("b.toml".to_owned(), EVERY_KIND[cuts[0]..cuts[1]].to_owned()),
        ("c.toml".to_owned(), EVERY_KIND[cuts[1]..].to_owned()),
        ("d.toml".to_owned(), EVERY_KIND[cuts[0]..cuts[1]].replace("A.", "B.")),
    ]
}

fn assert_same(live: &Live, files: &[(String, String)]) {
    let fresh = fresh(files);
    assert_eq!(live.found(), fresh.found());
    alike::assert_same(live.register(), fresh.register());
}

/// An edit: which file, where in it, how much of it goes, which piece comes, and which way.
type Edit = (prop::sample::Index, prop::sample::Index, usize, &'static str, u8);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0usize..60,
        prop::sample::select(SPITE),
        0u8..7,
    );
    prop::collection::vec(edit, 1..10)
}

/// The text after an edit.
fn edited(text: &str, (_, place, length, piece, kind): &Edit) -> String {
    let start = text.floor_char_boundary(place.index(text.len() + 1));
    let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
    let next_line = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let mut new = text.to_owned();
    match kind {
        0 => new.replace_range(start..end, ""),
        1 | 2 => new.insert_str(start, piece),
        3 => new.replace_range(start..end, piece),
        // Pieces at the ends of lines make sense more often.
        4 => new.insert_str(next_line, piece),
        5 => new.insert_str(start, &text[start..end]),
        _ => {
            let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            new.replace_range(line_start..next_line, "");
        }
    }
    new
}

/// Plays a script of edits, each of which is undone or not, and compares after each step.
fn play(mut files: Files, script: &[Edit]) {
    let mut live = fresh(&files);
    let mut held = Vec::new();
    for (turn, edit) in script.iter().enumerate() {
        let file = edit.0.index(files.len());
        let before = files[file].1.clone();
        let found = Arc::clone(live.found());
        let is_held = edit.4 % 2 == 0;
        if is_held {
            held.push((Arc::clone(live.register()), files.clone()));
        }
        files[file].1 = edited(&before, edit);
        let id = FileId(u32::try_from(file).unwrap());
        live.set_text(id, files[file].1.clone());
        assert_same(&live, &files);
        if turn % 3 == 2 {
            files[file].1.clone_from(&before);
            live.set_text(id, before);
            assert_eq!(*live.found(), found);
        }
    }
    // Who held a register has it as it was.
    for (register, files) in held {
        let live = Live::new(Register::clone(&register), vec![Severities::default()], TODAY);
        assert_same(&live, &files);
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn edits_of_the_seed_give_what_a_fresh_reading_gives(script in edits()) {
        play(one(SEED), &script);
    }

    #[test]
    fn edits_of_every_kind_of_table_give_what_a_fresh_reading_gives(script in edits()) {
        play(one(EVERY_KIND), &script);
    }

    #[test]
    fn edits_of_a_register_with_a_tree_give_what_a_fresh_reading_gives(script in edits()) {
        OWN_SCHEME.set(true);
        play(one(ICV), &script);
        OWN_SCHEME.set(false);
    }

    #[test]
    fn edits_of_windows_texts_give_what_a_fresh_reading_gives(script in edits()) {
        play(one(&EVERY_KIND.replace('\n', "\r\n")), &script);
    }

    #[test]
    fn edits_of_several_files_give_what_a_fresh_reading_gives(script in edits()) {
        play(several(), &script);
    }

    #[test]
    fn spiteful_pieces_alone_give_what_a_fresh_reading_gives(
        pieces in prop::collection::vec(prop::sample::select(SPITE), 0..20),
        script in edits(),
    ) {
        play(one(&pieces.concat()), &script);
    }
}

/// A register in which one digit more or less decides what most codes say of its headers.
const CLOSE_CALL: &str = r#"[register]
title = "示范标准体系"
domain = "01"
business = "10"

[[subsystem]]
title = "基础"

[[category]]
code = "10"
title = "总则"
subsystem = "基础"
class = "1"

[[category]]
code = "11"
title = "接口"
subsystem = "基础"
class = "2"

[[table]]
id = "A.1"
category = "10"
entry = [{ code = "1011010P0013T" }, { code = "1011010P0023T" }]

[[table]]
id = "A.2"
category = "10"

[[table.entry]]
code = "1001010P0013T"

[[table.entry]]
code = "1011010P0023T"

[[table.entry]]
code = "2001011P0033T"

[[table.entry]]
code = "2001011P0043T"

[[table]]
id = "A.3"
category = "11"

[[table.entry]]
code = "2011011P0053T"

[[table.entry]]
code = "1011111P0063T"

[[table.entry]]
code = "1001112P0073T"

[[statistics]]
by = "category"
rows = [{ item = "10", expected = 6 }, { item = "11", expected = 3 }]
"#;

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn a_verdict_on_a_header_reaches_every_code_below(
        script in prop::collection::vec((any::<prop::sample::Index>(), 0u8..3), 1..60),
    ) {
        let digits: Vec<usize> = CLOSE_CALL.match_indices("= \"").flat_map(|(quote, _)| {
            let start = quote + "= \"".len();
            let digits = CLOSE_CALL[start..].bytes().take_while(u8::is_ascii_digit).count();
            start..start + digits.min(7)
        }).collect();
        let mut files = one(CLOSE_CALL);
        let mut live = fresh(&files);
        for (place, digit) in script {
            let place = digits[place.index(digits.len())];
            files[0].1.replace_range(place..=place, &digit.to_string());
            live.set_text(FileId(0), files[0].1.clone());
            assert_same(&live, &files);
        }
    }
}

#[test]
fn entries_that_come_and_go_decide_what_most_codes_say() {
    let entry = |code: &str| format!("\n[[table.entry]]\ncode = \"{code}\"\n");
    let place = CLOSE_CALL.rfind("\n[[statistics]]").unwrap();
    let told = |live: &Live| {
        let is_of_domain = |found: &&Diagnostic| found.rule.name == "domain-mismatch";
        live.found().iter().filter(is_of_domain).count()
    };
    let mut live = fresh(&one(CLOSE_CALL));
    // Four of nine codes have the domain 00, which is no majority.
    assert_eq!(told(&live), 4);
    let more = [entry("2001011P0083T"), entry("2001011P0093T"), entry("2001011P0103T")].concat();
    let text = [&CLOSE_CALL[..place], &more, &CLOSE_CALL[place..]].concat();
    for _ in 0..2 {
        live.set_text(FileId(0), text.clone());
        assert_same(&live, &one(&text));
        // Seven of twelve are one, and it is told once.
        assert_eq!(told(&live), 1);
        live.set_text(FileId(0), CLOSE_CALL.to_owned());
        assert_same(&live, &one(CLOSE_CALL));
    }
}

#[test]
fn a_register_that_is_typed_is_right_after_every_key() {
    let mut files = one("");
    let mut live = fresh(&files);
    for key in EVERY_KIND.chars() {
        files[0].1.push(key);
        live.set_text(FileId(0), files[0].1.clone());
        assert_same(&live, &files);
    }
    while files[0].1.pop().is_some() {
        live.set_text(FileId(0), files[0].1.clone());
        // Once forth with all there is to compare, once back with what is seen.
        assert_eq!(live.found(), fresh(&files).found());
    }
}

#[test]
fn an_entry_that_is_typed_into_the_middle_is_right_after_every_key() {
    let entry = "\n[[table.entry]]\nnumber = 2\ncode = \"1095010P0023T\"\ntitle = \"词汇\"\nstatus = \"已颁\"\n";
    let place = EVERY_KIND.rfind("\n[[table.entry]]").unwrap();
    let mut files = one(EVERY_KIND);
    let mut live = fresh(&files);
    for end in (0..=entry.len()).filter(|end| entry.is_char_boundary(*end)) {
        files[0].1 = [&EVERY_KIND[..place], &entry[..end], &EVERY_KIND[place..]].concat();
        live.set_text(FileId(0), files[0].1.clone());
        assert_same(&live, &files);
    }
}

#[test]
fn every_line_may_go_and_come_back() {
    let lines: Vec<&str> = EVERY_KIND.split_inclusive('\n').collect();
    let mut live = fresh(&one(EVERY_KIND));
    let found = Arc::clone(live.found());
    for gone in 0..lines.len() {
        let without = [&lines[..gone], &lines[gone + 1..]].concat().concat();
        live.set_text(FileId(0), without.clone());
        assert_same(&live, &one(&without));
        live.set_text(FileId(0), EVERY_KIND.to_owned());
        assert_eq!(*live.found(), found);
    }
}

/// Tables of one category, whose sequences repeat each other, fill each other's gaps and are in no order.
fn tables_of_one_category(sequences: &[&[u32]]) -> String {
    let mut text = "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n\n".to_owned();
    text += "[[subsystem]]\ntitle = \"基础\"\n\n[[category]]\ncode = \"10\"\ntitle = \"总则\"\nsubsystem = \"基础\"\nclass = \"1\"\n\n";
    for (place, sequences) in sequences.iter().enumerate() {
        text += &format!("[[table]]\nid = \"A.{place}\"\ntitle = \"表{place}\"\ncategory = \"10\"\n\n");
        for (number, sequence) in (1..).zip(*sequences) {
            text += &format!("[[table.entry]]\nnumber = {number}\ncode = \"1095010P{sequence:03}3T\"\n");
            text += &format!(
                "title = \"标准{place}.{number}\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"公安部\"\n\n"
            );
        }
    }
    text
}

#[test]
fn a_sequence_that_comes_or_goes_is_told_in_every_table() {
    let tables: [&[u32]; 5] = [&[1, 2, 3], &[5, 6, 4], &[7, 8, 2], &[12, 20], &[16]];
    let text = tables_of_one_category(&tables);
    let mut live = fresh(&one(&text));
    let rules: Vec<&str> = live.found().iter().map(|found| found.rule.code).collect();
    assert!(
        ["S001", "S005", "S006"].iter().all(|rule| rules.contains(rule)),
        "{rules:?}"
    );
    for (table, sequences) in tables.iter().enumerate() {
        for entry in 0..sequences.len() {
            for sequence in [0, 1, 2, 4, 6, 8, 10, 13, 16, 21] {
                let mut changed = tables.map(<[u32]>::to_vec);
                changed[table][entry] = sequence;
                let changed: Vec<&[u32]> = changed.iter().map(Vec::as_slice).collect();
                let text = tables_of_one_category(&changed);
                // As it is typed: without a digit, then with the new ones.
                let broken = text.replacen("P0", "P", table + 1);
                for text in [&broken, &text] {
                    live.set_text(FileId(0), text.clone());
                    assert_same(&live, &one(text));
                }
            }
        }
    }
    // The numbers of a table are its own.
    for place in text
        .match_indices("number = ")
        .map(|(place, found)| place + found.len())
    {
        let mut other = text.clone();
        other.insert(place, '2');
        for text in [&text, &other] {
            live.set_text(FileId(0), text.clone());
            assert_same(&live, &one(text));
        }
    }
    // An entry that goes, and one that comes.
    let mut fewer = tables;
    fewer[0] = &[1, 3];
    let mut more = tables;
    more[3] = &[12, 14, 20];
    for tables in [fewer, tables, more, tables] {
        let text = tables_of_one_category(&tables);
        live.set_text(FileId(0), text.clone());
        assert_same(&live, &one(&text));
    }
}

#[test]
fn edits_at_the_borders_of_segments_are_right() {
    let borders: Vec<usize> = EVERY_KIND.match_indices("[[").map(|(place, _)| place).collect();
    let mut places = vec![0, EVERY_KIND.len()];
    places.extend(
        borders
            .iter()
            .flat_map(|place| [place - 1, *place, place + 1, place + 2]),
    );
    let mut live = fresh(&one(EVERY_KIND));
    for place in places.into_iter().filter(|place| EVERY_KIND.is_char_boundary(*place)) {
        for piece in [
            "x",
            "\n",
            "#",
            "[",
            "]",
            "\"",
            "\"\"\"",
            "[[table.entry]]\n",
            "[[table]]\n",
            "标",
        ] {
            let mut text = EVERY_KIND.to_owned();
            text.insert_str(place, piece);
            live.set_text(FileId(0), text.clone());
            assert_same(&live, &one(&text));
        }
    }
}

#[test]
fn one_text_may_take_the_place_of_another() {
    let mut live = fresh(&one(SEED));
    for text in [EVERY_KIND, "", SEED, "[[table.entry]]", "\"\"\"", SEED] {
        live.set_text(FileId(0), text.to_owned());
        assert_same(&live, &one(text));
    }
}

#[test]
fn a_text_that_is_the_same_changes_nothing() {
    let mut live = fresh(&one(SEED));
    let (register, found): (Arc<Register>, Arc<[Diagnostic]>) = (live.register().clone(), live.found().clone());
    live.set_text(FileId(0), SEED.to_owned());
    live.set_text(FileId(7), EVERY_KIND.to_owned());
    assert!(Arc::ptr_eq(&register, live.register()) && Arc::ptr_eq(&found, live.found()));
}

#[test]
fn what_is_beside_a_register_stays() {
    let files: Files = vec![
        ("register.toml".to_owned(), EVERY_KIND.to_owned()),
        ("part.bytes.toml".to_owned(), "[[table]]\n".to_owned()),
    ];
    let mut live = Live::new(load(&files), vec![Severities::default()], TODAY);
    let text = EVERY_KIND.replacen("术语", "词汇", 1);
    live.set_text(FileId(0), text.clone());
    let changed = vec![("register.toml".to_owned(), text), files[1].clone()];
    let anew = Live::new(load(&changed), vec![Severities::default()], TODAY);
    assert_eq!(live.found(), anew.found());
    alike::assert_alike(&live.register().include_problems, &anew.register().include_problems);
}

#[test]
fn levels_and_the_day_may_change_between_edits() {
    let mut live = fresh(&one(EVERY_KIND));
    let mut severities = Severities::default();
    severities.ignore(["E", "S"]);
    live.set_options(vec![severities.clone()], TODAY);
    let text = EVERY_KIND.replace("1095010P0013T", "1095010P00");
    live.set_text(FileId(0), text.clone());
    let anew = Live::new(common::load_one(&text), vec![severities], TODAY);
    assert_eq!(live.found(), anew.found());
    live.set_options(vec![Severities::default()], TODAY);
    assert_same(&live, &one(&text));
}

#[test]
fn a_register_under_edit_may_go_from_thread_to_thread() {
    const fn is_send<T: Send>() {}
    is_send::<Live>();
}
