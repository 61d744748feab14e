//! No text makes completion fail, and no edit leaves its line.

use std::sync::Arc;
use std::time::Instant;

use super::*;
use crate::messages::Language;
use crate::register::{FileRole, Register, SchemeChoice, SourceFile};
use crate::syntax::Date;
use crate::text::{FileId, to_u32};

fn register(text: &str) -> Register {
    let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
    Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new())
}

fn offered(register: &Register, offset: u32, snippets: Snippets) -> Completions {
    let context = Context {
        register,
        found: &[],
        language: Language::Zh,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let cursor = Cursor {
        file: FileId(0),
        offset,
    };
    complete(context, cursor, Options { snippets })
}

/// Asks at every boundary of a text from an offset on, and checks what is offered.
fn everywhere(text: &str, start: usize) -> usize {
    let register = register(text);
    let offsets = start..=text.len();
    let mut count = 0;
    for offset in offsets.filter(|offset| text.is_char_boundary(*offset)) {
        let items = offered(&register, to_u32(offset), Snippets::Taken).items;
        for item in &items {
            check_in(text, to_u32(offset), item);
        }
        count += items.len();
    }
    count
}

#[test]
fn every_place_of_the_seed_is_safe() {
    let seed = include_str!("../../../../tests/registers/internet-plus/register.toml");
    // The opening, and the first entries under the structure.
    let tables = seed.find("[[table]]").unwrap();
    let opening = seed.find("[[category]]").unwrap();
    let text = format!("{}{}", seed.get(..opening).unwrap(), seed.get(tables..).unwrap());
    let end = (0..=4000).rev().find(|end| text.is_char_boundary(*end)).unwrap();
    assert!(everywhere(text.get(..end).unwrap(), 0) > 1000);
}

#[test]
fn every_place_of_a_spiteful_text_is_safe() {
    let pieces = [
        "",
        "=",
        "[",
        "[[",
        "]]",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "code = \"",
        "entry = [{ ",
        ".",
        ",",
        "#",
        "# stdreg: ignore[",
        "a.b.c = {",
        "\u{feff}",
        "\u{3000}",
        "“已颁”",
        "＝",
        "\\",
        "𠀀",
        "\r",
        "\0",
        "[[table.entry",
        "rows = [{ where = { level = \"",
        "code = \"20\\u4E",
        "\"code\" = \"20",
    ];
    let base = "[[table]]\nid = \"A\"\n[[table.entry]]\n";
    for (place, first) in pieces.into_iter().enumerate() {
        // Each piece meets a few others, and over all of them each sort meets each.
        for second in pieces.into_iter().skip(place % 7).step_by(7) {
            let text = format!("{base}{first}{second}\r\n{second} {first}\n[[table.entry]]\ncode = \"x\"\n");
            everywhere(&text, base.len());
        }
    }
}

#[test]
fn offsets_outside_or_inside_a_character_are_taken_for_the_nearest() {
    let register = register("[[table.entry]]\nstatus = \"已\"\n");
    for offset in [0, 27, 28, 1000, u32::MAX] {
        offered(&register, offset, Snippets::Refused);
    }
}

#[test]
fn a_large_register_is_no_trouble() {
    let mut text = String::from(HEAD);
    for table in 0..100 {
        text.push_str(&format!(
            "[[table]]\nid = \"A.{table}\"\ntitle = \"表\"\ncategory = \"21\"\n\n"
        ));
        for entry in 0..100 {
            let sequence = (table * 100 + entry) % 990 + 1;
            text.push_str(&format!("[[table.entry]]\nnumber = {entry}\ncode = \"2095021P{sequence:03}3T\"\nstandard = \"GA/T {table}{entry}-2011\"\nstatus = \"已颁\"\nlevel = \"行业标准\"\nowner = \"标委会{}\"\n\n", entry * table % 701));
        }
    }
    let places = [
        "code = \"",
        "owner = \"",
        "standard = \"",
        "replaces = [\"",
        "[[",
        "",
        "number = ",
        "status = \"",
    ];
    for place in places {
        let text = format!("{text}[[table.entry]]\n{place}");
        let register = register(&text);
        let start = Instant::now();
        let items = offered(&register, to_u32(text.len()), Snippets::Taken).items;
        let took = start.elapsed();
        println!("{place:12} {:5} items {took:?}", items.len());
        assert!(!items.is_empty(), "{place}");
        // Far more than it takes, for machines that are busy.
        assert!(took.as_millis() < 2000, "{place}: {took:?}");
    }
}
