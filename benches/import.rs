//! What it costs to import a large workbook, beside what calamine needs to read its cells and nothing else.
//!
//! ```text
//! cargo bench --bench import -- --make /tmp/list.xlsx --rows 100000
//! cargo bench --bench import -- --file /tmp/list.xlsx --runs 5
//! ```
//!
//! The first writes a list of standards in the columns of the built-in scheme; the second prints the median of both, run in
//! turn.

use std::env;
use std::fs;
use std::hint::black_box;
use std::io::{self, Cursor, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use calamine::{Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use stdreg::exchange::import::{self, MAX_UNPACKED, Options, Source};
use stdreg::messages::Language;
use stdreg::scheme::Scheme;

const USAGE: &str = "\
usage: import --make FILE [--rows N]    writes a workbook of N standards (default: 100,000)
       import --file FILE [--runs N]    the median of N runs of each way (default: 5)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let option = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).map(String::as_str)
    };
    let number = |name: &str, otherwise: usize| {
        let given = option(name).map_or(Some(otherwise), |number| number.parse().ok());
        given
            .filter(|number| *number > 0)
            .ok_or_else(|| format!("{name} needs a number"))
    };
    let outcome = match (option("--make"), option("--file")) {
        (Some(file), None) => number("--rows", 100_000).and_then(|rows| make(file, rows)),
        (None, Some(file)) => number("--runs", 5).and_then(|runs| measure(file, runs)),
        _ => print(USAGE),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Where even standard error is closed, the exit code is all that is left to say it with.
            let _ = writeln!(io::stderr(), "import: {message}");
            ExitCode::from(2)
        }
    }
}

fn make(file: &str, rows: usize) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    let heads = [
        "序号",
        "标准代码",
        "标准(计划)号",
        "标准名称",
        "标准状态",
        "标准级别",
        "实施日期",
        "归口单位",
        "备注",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).map_err(|error| said(&error))?;
    }
    for row in 1..=u32::try_from(rows).map_err(|error| said(&error))? {
        let (category, sequence) = (11 + row / 900 % 80, row % 900 + 1);
        let date = ExcelDateTime::from_serial_datetime(39_000 + row % 5000).map_err(|error| said(&error))?;
        let cells = [
            (1, format!("1095{category:03}R{sequence:03}2T")),
            (2, format!("GB/T {}-{}", 20_000 + row, 2000 + row % 24)),
            (3, format!("信息技术 第{row}部分：业务数据元")),
            (4, "已颁".to_owned()),
            (5, "国家标准".to_owned()),
            (7, "公安部计算机与信息处理标委会".to_owned()),
            (8, "-".to_owned()),
        ];
        sheet.write(row, 0, row).map_err(|error| said(&error))?;
        sheet
            .write_with_format(row, 6, &date, &day)
            .map_err(|error| said(&error))?;
        for (column, text) in cells {
            sheet.write(row, column, text).map_err(|error| said(&error))?;
        }
    }
    book.save(file).map_err(|error| said(&error))
}

fn measure(file: &str, runs: usize) -> Result<(), String> {
    let bytes = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let (mut alone, mut whole) = (Vec::new(), Vec::new());
    // One more run than is counted: the first one finds cold caches.
    for run in 0..=runs {
        let (range, of_range) = timed(|| range(&bytes))?;
        let (entries, of_import) = timed(|| imported(file, &bytes))?;
        if run == 0 {
            print(&format!("{file}: {range} cells, {entries} entries, {runs} runs\n\n"))?;
        } else {
            alone.push(of_range);
            whole.push(of_import);
        }
    }
    let [alone, whole] = [alone, whole].map(median);
    print("| way | median, ms | times |\n|---|---:|---:|\n")?;
    print(&format!("| calamine: `worksheet_range` | {:.0} | 1 |\n", alone * 1e3))?;
    print(&format!(
        "| `exchange::import` | {:.0} | {:.2} |\n",
        whole * 1e3,
        whole / alone
    ))
}

fn timed<T>(work: impl FnOnce() -> Result<T, String>) -> Result<(T, Duration), String> {
    let start = Instant::now();
    let result = work()?;
    Ok((result, start.elapsed()))
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}

fn range(bytes: &[u8]) -> Result<usize, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let range = book.worksheet_range_at(0).ok_or("no sheet")?;
    let range = range.map_err(|error| error.to_string())?;
    Ok(black_box(&range).used_cells().count())
}

fn imported(file: &str, bytes: &[u8]) -> Result<usize, String> {
    let source = Source {
        name: file.to_owned(),
        bytes: bytes.to_vec(),
    };
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
    let imported = import::import(&[source], &options).map_err(|error| error.render(Language::En))?;
    Ok(black_box(&imported).tally.entries)
}

fn print(text: &str) -> Result<(), String> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}
