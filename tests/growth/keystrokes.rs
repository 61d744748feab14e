//! What a keystroke takes does not grow with the register: the text is edited where it is, and nothing is looked at, or
//! copied, that the edit left alone.

use std::fmt::Write as _;

use allocation_counter::measure;
use stdreg::analysis::live::Live;
use stdreg::text::edit::{Common, NewText};
use stdreg::text::{FileId, Span, to_u32};

use super::common::{TODAY, load_one};
use super::on_one_thread;

const FILE: FileId = FileId(0);

/// Edits of an entry: what is typed in the place of what.
const EDITS: &[(&str, &str)] = &[
    ("title     = \"被编辑的", "title     = \"被编辑了的"),
    ("code      = \"1095009P001", "code      = \"1095009P00"),
    ("code      = \"1095009P001", "code      = \"1095009P009"),
    ("standard  = \"GA/T 70001", "standard  = \"GA/T 70002"),
    ("status    = \"已颁\" # ‸", "status    = \"已\" # ‸"),
    ("number    = 1 # ‸", "number    = 12 # ‸"),
    ("owner     = \"公安部\" # ‸", "owner     = \"公安\" # ‸"),
];

/// A register of ten tables with many entries, and one with three, of which the first is edited.
fn register(entries: usize) -> String {
    let mut text =
        "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"基础\"\n\n"
            .to_owned();
    for category in 9..20 {
        let count = if category == 9 { 3 } else { entries / 10 };
        let _ = write!(
            text,
            "[[category]]\ncode = \"{category:02}\"\ntitle = \"细目{category}\"\nsubsystem = \"基础\"\nclass = \"1\"\n\n\
             [[table]]\nid = \"A.{category}\"\ntitle = \"表{category}\"\ncategory = \"{category:02}\"\n\n"
        );
        for number in 1..=count {
            let is_edited = category == 9 && number == 1;
            let (mark, title) = if is_edited {
                (" # ‸", "被编辑的")
            } else {
                ("", "标准")
            };
            let _ = write!(
                text,
                "[[table.entry]]\nnumber    = {number}{mark}\ncode      = \"10950{category:02}P{number:03}3T\"\n\
                 standard  = \"GA/T {category}{number:03}-2011\"\ntitle     = \"{title}{category}.{number}\"\n\
                 status    = \"已颁\"{mark}\nlevel     = \"行业标准\"\neffective = 2011-12-01\n\
                 owner     = \"公安部\"{mark}\nreplaces  = [\"GA/T {category}{number:03}-2001\"]\n\n"
            );
        }
    }
    text.replace("GA/T 9001-2011", "GA/T 70001-2011")
}

/// The same with statistics that count what the edits change. Codes that are not edited have an escape, so that to read one
/// allocates: to count all entries again would be seen.
fn with_statistics(entries: usize) -> String {
    let text = register(entries).replace("code      = \"1", "code      = \"\\u0031");
    let text = text.replacen("code      = \"\\u0031", "code      = \"1", 1);
    let existing = text.matches("code      =").count();
    text + &format!(
        "[[statistics]]\nby = \"level\"\nrows = [{{ item = \"公共安全行业标准\", expected = {existing}, existing = {existing} }}]\n\n\
         [[statistics]]\nby = \"status\"\nrows = [{{ item = \"已颁\", expected = {existing}, existing = {existing}, where = {{ ownership = \"P\" }} }}]\n"
    )
}

/// What a keystroke and its taking back allocate, once there is room for them: how often, and how many bytes.
fn taken(live: &mut Live, text: &str, (from, to): (&str, &str)) -> (u64, u64) {
    let start = text.find(from).unwrap();
    let edited = text.replacen(from, to, 1);
    let mut type_and_take_back = || {
        for (old, new, length) in [(text, &*edited, from.len()), (&*edited, text, to.len())] {
            let span = Span::of(start..start + length);
            let known = Common::around(span, old.len());
            live.set_text(FILE, NewText::Edited(new, known)).unwrap();
        }
    };
    type_and_take_back();
    let taken = measure(type_and_take_back);
    (taken.count_total, taken.bytes_total)
}

#[test]
fn a_keystroke_costs_what_it_changes() {
    holds_for([register(300), register(9000)]);
}

#[test]
fn a_keystroke_costs_what_it_changes_where_statistics_count_it() {
    holds_for([with_statistics(300), with_statistics(9000)]);
}

fn holds_for(texts: [String; 2]) {
    let _pool = on_one_thread();
    let mut registers = texts.each_ref().map(|text| {
        let live = Live::new(load_one(text), Vec::new(), TODAY);
        assert!(live.found().is_empty(), "{:?}", live.found());
        live
    });
    assert!(to_u32(texts[1].len()) > 25 * to_u32(texts[0].len()));
    for edit in EDITS {
        let [small, large] = [0, 1].map(|place| taken(&mut registers[place], &texts[place], *edit));
        println!("{small:?} {large:?} {edit:?}");
        assert!(
            large.0 <= small.0 + small.0 / 10 + 8,
            "{edit:?}: {small:?} and {large:?} allocations"
        );
        assert!(
            large.1 <= small.1 + small.1 / 10 + 1024,
            "{edit:?}: {small:?} and {large:?} bytes"
        );
    }
}
