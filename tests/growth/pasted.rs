//! Rows that were pasted into a table, and the entries that are made of them.

use allocation_counter::measure;
use stdreg::exchange::import::pasted::{Form, Pasted};
use stdreg::messages::Language;
use stdreg::text::{FileId, Span};
use stdreg::writer::format::Alignment;

use super::common::load_one;
use super::{MOST, SMALLEST, judge, on_one_thread};

const TABLE: &str = "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n\n";

/// What is pasted: its name, a head, and each row of so many.
type Shape = (&'static str, &'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("rows without a head", "", row),
    (
        "rows with a head",
        "序号\t标准代码\t标准号\t标准名称\t标准状态\t标准级别\n",
        row,
    ),
    ("rows with cells of several lines", "", |i| {
        row(i).replace(&format!("数据元第{i}册"), &format!("\"数据元\n第{i}册\""))
    }),
    (
        "rows that go on with the one above",
        "标准号\t标准名称\t备注\n",
        |i| {
            let number = if i.is_multiple_of(2) {
                String::new()
            } else {
                format!("GB/T {i}-2020")
            };
            format!("{number}\t\t{i}\n")
        },
    ),
    ("sub-headings", "标准号\t标准名称\n", |i| {
        format!("第{i}组\t\nGB/T {i}-2020\t数据\n")
    }),
    ("cells beyond the head", "标准号\t标准名称\n", |i| {
        format!("GB/T {i}-2020\t数据\t{i}\t{i}\n")
    }),
    ("rows of which nothing is known", "标准号\t标准名称\n", |i| {
        format!("\t\t{i}\nGB/T {i}-2020\t数据\n")
    }),
];

fn row(i: usize) -> String {
    format!(
        "{i}\t2095021P{:03}3T\tGB/T {i}-2020\t数据元第{i}册\t已颁\t国家标准\n",
        i % 999 + 1
    )
}

/// How many allocations, and bytes of them, it takes to find the rows and make entries of them.
fn taken((name, head, row): &Shape, size: usize) -> [u64; 2] {
    let rows: String = (1..=size).map(row).collect();
    let text = format!("{TABLE}{head}{rows}");
    let cursor = Span::empty(u32::try_from(TABLE.len()).unwrap());
    let register = load_one(&text);
    let form = Form {
        alignment: Alignment::Columns,
        language: Language::Zh,
    };
    let mut edits = None;
    let taken = measure(|| {
        edits = Pasted::find(&register, FileId(0), cursor).and_then(|pasted| pasted.edits(&register, form));
    });
    let edits = edits.unwrap_or_else(|| panic!("{name}: nothing is offered"));
    assert!(
        edits
            .iter()
            .any(|edit| edit.text.matches("[[table.entry]]").count() * 2 >= size),
        "{name}"
    );
    [taken.count_total, taken.bytes_total]
}

#[test]
fn pasted_rows_grow_with_their_number() {
    let _pool = on_one_thread();
    // What is read once and kept is not to be counted for the first shape.
    let _ = taken(&SHAPES[0], SMALLEST);
    let mut counts = Vec::new();
    let mut bytes = Vec::new();
    for shape in SHAPES {
        let taken = [SMALLEST, 200, 400].map(|size| taken(shape, size));
        counts.push((shape.0, taken.map(|[count, _]| count)));
        bytes.push((shape.0, taken.map(|[_, bytes]| bytes)));
    }
    judge("allocations", MOST, counts);
    judge("bytes", MOST, bytes);
}
