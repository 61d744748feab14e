//! Long scripts of edits of one register: after each it is what a fresh reading gives, however many came before.

use std::fs;

use stdreg::analysis::live::Live;
use stdreg::analysis::severities::Severities;
use stdreg::text::edit::{Common, NewText};
use stdreg::text::{FileId, Span};

use crate::case::Case;
use crate::checks::{self, edits};
use crate::mutation::SPITE;
use crate::random::Random;
use crate::{root, sorted, texts};

/// How many edits a script has.
const LENGTH: usize = 150;

/// Of how many cases of rules one is played.
const EVERY: usize = 31;

/// What an author writes, beside what upsets a reader: Chinese, characters beyond the first plane, both line ends, whole entries.
const WRITTEN: &[&str] = &[
    "标准",
    "𠀀𠮷",
    "é\u{301}",
    "\r\n",
    "\n",
    "\u{feff}",
    "\r\n[[table.entry]]\r\ncode = \"1095010P0013T\"\r\ntitle = \"𠮷野\"\r\n",
    "\n[[table.entry]]\nnumber = 1\ntitle = \"术语\"\nstatus = \"已颁\"\n",
    "\n[[category]]\ncode = \"10\"\ntitle = \"总则\"\n",
    "\n[[statistics]]\nby = \"category\"\nrows = [{ item = \"合计\", expected = 9 }]\n",
    "# stdreg: ignore[E, S004] 注\n",
    "1",
    "\"",
    " ",
];

/// Plays a script over the files of a register. Every tenth edit takes back the nine before, as an author does.
fn play(mut files: Vec<String>, seed: u64) {
    let mut random = Random(seed);
    let severities = vec![Severities::default(); files.len()];
    let mut live = Live::new(checks::register(&files), severities, checks::TODAY);
    let mut kept = files.clone();
    for turn in 0..LENGTH {
        let file = random.below(files.len());
        let text = &files[file];
        let start = text.floor_char_boundary(random.below(text.len() + 1));
        let gone = if random.below(3) == 0 { random.below(80) } else { 0 };
        let end = text.floor_char_boundary((start + gone).min(text.len()));
        let pieces = if random.below(2) == 0 { WRITTEN } else { SPITE };
        let piece = if random.below(4) == 0 {
            ""
        } else {
            pieces[random.below(pieces.len())]
        };
        let gone = start..end.max(start);
        let mut new = text.clone();
        new.replace_range(gone.clone(), piece);
        // An editor tells what it replaces, or the whole text.
        let known = Common::around(Span::of(gone), text.len());
        files[file] = new;
        let id = FileId(u32::try_from(file).unwrap());
        if turn % 2 == 0 {
            live.set_text(id, files[file].clone());
        } else {
            live.set_text(id, NewText::Edited(&files[file], known));
        }
        edits::assert_same(&live, &files);
        if turn % 10 == 9 {
            for (file, text) in kept.iter().enumerate() {
                live.set_text(FileId(u32::try_from(file).unwrap()), text.clone());
            }
            files.clone_from(&kept);
            edits::assert_same(&live, &files);
        } else if turn % 25 == 0 {
            kept.clone_from(&files);
        }
    }
}

/// The registers that are short enough to be read so often.
fn short() -> impl Iterator<Item = (u64, &'static str)> {
    (1..).zip(texts().iter().map(String::as_str).filter(|text| text.len() < 6_000))
}

#[test]
fn of_one_file() {
    for (seed, text) in short() {
        play(vec![text.to_owned()], seed);
    }
}

#[test]
fn of_windows_files_with_a_byte_order_mark() {
    for (seed, text) in short() {
        play(vec![format!("\u{feff}{}", text.replace('\n', "\r\n"))], seed + 100);
    }
}

#[test]
fn of_several_files_of_every_sort() {
    for (seed, text) in short() {
        let cuts: Vec<usize> = text.match_indices("\n[[").map(|(place, _)| place + 1).collect();
        let (first, second) = (cuts[cuts.len() / 3], cuts[2 * cuts.len() / 3]);
        let files = [&text[..first], &text[first..second], &text[second..], "# 𠀀\n"];
        let mut files = files.map(str::to_owned);
        files[1] = files[1].replace('\n', "\r\n");
        files[2].insert(0, '\u{feff}');
        play(files.to_vec(), seed + 200);
    }
}

/// What is found in a register is kept where an edit leaves it alone: registers in which nothing is found show none of that.
#[test]
fn of_registers_with_findings() {
    let cases = sorted(&root().join("tests/fixtures"));
    let cases = cases.iter().flat_map(|folder| sorted(folder)).step_by(EVERY);
    for (seed, path) in (300..).zip(cases) {
        let case = Case::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let is_of_register =
            |name: &str| !name.contains(".scheme.") && name != "stdreg.toml" && name.ends_with(".toml");
        let files = case.files.into_iter().filter(|(name, _)| is_of_register(name));
        let files: Vec<String> = files.map(|(_, text)| text).collect();
        if !files.is_empty() && files.iter().all(|text| text.len() < 6_000) {
            play(files, seed);
        }
    }
}
