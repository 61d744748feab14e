//! An edited list that comes back into its register: twice the rows, and a hundred times as many, take no more than so many
//! times the work.

use std::fmt::Write as _;

use allocation_counter::measure;
use stdreg::exchange::import::{Blank, MAX_UNPACKED, Missing, Options, Source, import_into};
use stdreg::messages::Language;
use stdreg::scheme::Scheme;

use super::common::{Files, load};
use super::{MOST, judge, on_one_thread};

/// What is done with a list: what is called so, and the list of a size.
type Case = (&'static str, fn(usize) -> String);

const CASES: &[Case] = &[
    ("nothing is edited", |n| list(n, |_| Row::Same)),
    ("every cell of a column is edited", |n| list(n, |_| Row::Edited)),
    ("every other row is new", |n| {
        list(n, |i| if i % 2 == 0 { Row::Same } else { Row::New })
    }),
    ("every other row is gone", |n| {
        list(n, |i| if i % 2 == 0 { Row::Same } else { Row::Gone })
    }),
    ("rows that all could be any", |n| {
        (0..n).fold(HEAD.to_owned(), |text, _| text + "A.1,,GA/T 1-2020,同\n")
    }),
    ("tables that the register has not got", |n| {
        (0..n).fold(
            "子体系,细目代码,细目,表号,表的名称\n".to_owned(),
            |mut text, i| {
                let _ = writeln!(text, "甲{i},{},乙{i},B.{i},丙{i}", i % 90 + 10);
                text
            },
        )
    }),
];

const HEAD: &str = "表号,序号,标准号,标准名称\n";

enum Row {
    Same,
    Edited,
    New,
    Gone,
}

fn list(n: usize, each: impl Fn(usize) -> Row) -> String {
    let mut text = HEAD.to_owned();
    for i in 0..n {
        let table = i / 100;
        let _ = match each(i) {
            Row::Same => writeln!(text, "A.{table},{i},GA/T {i}-2011,第{i}册"),
            Row::Edited => writeln!(text, "A.{table},{i},GA/T {i}-2011,第{i}卷"),
            Row::New => writeln!(text, "A.{table},{i},GB/T {i}-2020,新{i}"),
            Row::Gone => Ok(()),
        };
    }
    text
}

/// A register of so many standards, a hundred in a table.
fn register(n: usize) -> Files {
    let mut text = "[register]\ntitle = \"甲\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"乙\"\n\n[[category]]\ncode = \"21\"\ntitle = \"丙\"\nsubsystem = \"乙\"\nclass = \"2\"\n".to_owned();
    for i in 0..n {
        if i % 100 == 0 {
            let _ = write!(
                text,
                "\n[[table]]\nid = \"A.{}\"\ntitle = \"表{i}\"\ncategory = \"21\"\n",
                i / 100
            );
        }
        let _ = write!(
            text,
            "\n[[table.entry]]\nnumber = {i}\nstandard = \"GA/T {i}-2011\"\ntitle = \"第{i}册\"\n"
        );
    }
    vec![("register.toml".to_owned(), text)]
}

/// How many allocations an import takes, and how many bytes.
fn taken(case: &Case, size: usize) -> [u64; 2] {
    let register = load(&register(size));
    let sources = [Source {
        name: "list.csv".to_owned(),
        bytes: case.1(size).into_bytes(),
    }];
    let options = Options {
        scheme: Scheme::built_in(),
        scheme_path: None,
        title: None,
        map: Vec::new(),
        sheets: Vec::new(),
        max_unpacked: MAX_UNPACKED,
        header_row: None,
        encoding: None,
        language: Language::En,
    };
    let taken = measure(|| {
        import_into(&sources, &options, &register, Blank::Keep, Missing::Delete, &|_, _| {}).unwrap();
    });
    [taken.count_total, taken.bytes_total]
}

#[test]
fn an_import_into_a_register_grows_with_the_list() {
    let _pool = on_one_thread();
    taken(&CASES[0], 1);
    let of_case = |case: &Case| (case.0, [1, 1_000, 2_000].map(|size| taken(case, size)));
    let counted: Vec<_> = CASES.iter().map(of_case).collect();
    for (place, what) in ["allocations", "bytes"].into_iter().enumerate() {
        let of_what = counted
            .iter()
            .map(|(name, taken)| (*name, taken.map(|taken| taken[place])));
        judge(what, MOST, of_what);
    }
}

/// What twice does not show is seen a hundred times.
#[test]
fn an_import_of_a_hundred_times_as_much_takes_a_hundred_times_as_long() {
    let _pool = on_one_thread();
    let mixed: Case = ("all at once", |n| {
        list(n, |i| match i % 8 {
            0 => Row::Edited,
            1 => Row::New,
            2 => Row::Gone,
            _ => Row::Same,
        })
    });
    let [few, many] = [1_000, 100_000].map(|size| taken(&mixed, size));
    for (place, what) in ["allocations", "bytes"].into_iter().enumerate() {
        println!("{what}: {} for 1,000 rows, {} for 100,000", few[place], many[place]);
        assert!(many[place] < few[place] * 150, "{what}: {few:?} {many:?}");
    }
}
