//! The content of cells as values: what means nothing, whole numbers, days in the ways in which tables write them.

use super::grid::{Cell, Value};
use crate::register::counts::TOTALS;
use crate::syntax::{self, Date};
use crate::text::tidy::half_width;

/// Whether a text says that there is nothing: blank, or dashes and slashes alone.
pub(in crate::exchange) fn is_nothing(text: &str) -> bool {
    let is_dash = |c: char| {
        matches!(
            c,
            '-' | '/' | '\\' | '／' | '\u{FF0D}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}'
        )
    };
    text.chars().all(|c| c.is_whitespace() || is_dash(c))
}

/// A whole number: `3`, `3.0`, `3.`, `3、`.
pub(in crate::exchange) fn integer(cell: &Cell) -> Option<i64> {
    match &cell.value {
        Value::Number(number) => whole(*number),
        Value::Text(_) => {
            let text = narrow(&cell.shown());
            let text = text.trim_end_matches(['.', '、', ')']);
            let text = text.strip_suffix(".0").unwrap_or(text);
            text.parse().ok()
        }
        _ => None,
    }
}

/// A number that is a whole one.
fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "held to be whole and small")]
    (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
}

/// A day: a date, a day number of a spreadsheet, `2015.2.1`, `2015/2/1`, `2015年2月1日`, `20150201`, each with a time behind it
/// or without, and milliseconds since 1970 that are a midnight.
pub(in crate::exchange) fn date(cell: &Cell) -> Option<Date> {
    match &cell.value {
        Value::Date(date) => Some(*date),
        Value::Number(number) => of_number(whole(*number)?),
        Value::Text(_) => of_text(&narrow(&cell.shown())),
        _ => None,
    }
}

fn of_text(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() > 4 {
        return of_number(text.parse().ok()?);
    }
    // Midnight in China is in the afternoon before in Greenwich, and 43 seconds more for who reckons by the sun of Shanghai.
    let is_eve = text
        .split_once('T')
        .is_some_and(|(_, time)| time.ends_with('Z') && (time.starts_with("15:59") || time.starts_with("16:00")));
    // A time of day, with what parts it from the day.
    let day = text
        .split(['T', ' '])
        .next()
        .filter(|day| day.len() > 7)
        .unwrap_or(text);
    let day: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    let day = day.strip_suffix('日').unwrap_or(&day);
    let mut parts = day.split(['-', '.', '/', '年', '月']);
    let mut part = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    let is_whole = parts.next().is_none() && year > 999;
    let (year, month, day) = (year.into(), month.into(), day.into());
    let day_itself = on(year, month, day).filter(|_| is_whole)?;
    match is_eve {
        false => Some(day_itself),
        true => on(year, month, day + 1)
            .or_else(|| on(year, month + 1, 1))
            .or_else(|| on(year + 1, 1, 1)),
    }
}

/// A day by a number: its eight digits, its number in a spreadsheet that counts from 1900, or milliseconds since 1970.
fn of_number(number: i64) -> Option<Date> {
    const FIRST_OF_1970: i64 = 25_569;
    const DAY: i64 = 86_400_000;
    match number {
        // From 1927 to 2119: smaller ones could be anything.
        10_000..=80_000 => since_1970(number - FIRST_OF_1970),
        19_000_101..=21_991_231 => on(number / 10_000, number / 100 % 100, number % 100),
        100_000_000_000..=9_999_999_999_999 => {
            // Midnight in Greenwich or in China; any other time is no day.
            let china = number + 8 * 3_600_000;
            let midnight = [number, china].into_iter().find(|time| time % DAY == 0)?;
            since_1970(midnight / DAY)
        }
        _ => None,
    }
}

/// The day that is so many days after the first of 1970.
pub(in crate::exchange) fn since_1970(days: i64) -> Option<Date> {
    // What is no day of a year with four digits is none: a number may be any.
    (-720_000..=2_940_000).contains(&days).then_some(())?;
    // Years that begin in March, so that a leap day is the last one; 400 of them have 146,097 days.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    on(year, month, day)
}

fn on(year: i64, month: i64, day: i64) -> Option<Date> {
    syntax::date(&format!("{year:04}-{month:02}-{day:02}"))
}

/// A share in percent, as it is written: of a number, what a percent format shows.
pub(in crate::exchange) fn ratio(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Number(number) => {
            let percent = if *number <= 1.0 { number * 100.0 } else { *number };
            let rounded = (percent * 10.0).round() / 10.0;
            Some(format!("{rounded}%"))
        }
        _ => Some(cell.shown()).filter(|text| !is_nothing(text)),
    }
}

/// Whether what is counted is the sum of all above it.
pub fn is_total(item: &str) -> bool {
    // What is said behind it is how many: 合计：4项.
    let item = item.split(['：', ':']).next().unwrap_or(item);
    let bare: String = item.chars().filter(|c| !c.is_whitespace()).collect();
    TOTALS.contains(&bare.as_str())
}

/// Whether a row of a list is one of sums, of all of it or of a part.
pub fn is_sum(first: &str) -> bool {
    is_total(first) || first.starts_with("小计")
}

/// The texts of a cell that has several.
pub(in crate::exchange) fn list(text: &str) -> Vec<String> {
    let parts = text.split(['，', ',', '、', '；', ';', '\n']).map(str::trim);
    parts.filter(|part| !is_nothing(part)).map(ToOwned::to_owned).collect()
}

/// With ASCII in the place of full-width forms: what is read as a number or a day has no width.
fn narrow(text: &str) -> String {
    text.chars().map(|c| half_width(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(cell: Cell) -> Option<String> {
        date(&cell).map(|date| date.to_string())
    }

    #[test]
    fn days_are_read_in_all_their_forms() {
        for text in [
            "2015-02-01",
            "2015.2.1",
            "2015/2/1",
            "2015年2月1日",
            "2015 年 2 月 1 日",
            "20150201",
            "2015-02-01T00:00:00",
            "2015-02-01 00:00:00",
            "2015-01-31T16:00:00.000Z",
            "2015-01-31T15:59:17.000Z",
            "２０１５．２．１",
            "42036",
            "1422748800000",
            "1422720000000",
        ] {
            assert_eq!(day(Cell::text(text)).as_deref(), Some("2015-02-01"), "{text}");
        }
        assert_eq!(day(Cell::of(Value::Number(42_036.0))).as_deref(), Some("2015-02-01"));
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (18_262, "2020-01-01"),
        ] {
            assert_eq!(since_1970(days).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2015",
            "2015-02",
            "2015年2月",
            "2015-02-30",
            "待定",
            "1422748800001",
            "15.2.1",
            "2015-02-01-01",
            "3",
        ] {
            assert_eq!(day(Cell::text(text)), None, "{text}");
        }
        assert_eq!(day(Cell::of(Value::Number(42_036.5))), None);
    }

    #[test]
    fn nothing_is_written_in_many_ways() {
        for text in ["", " ", "-", "—", "——", "/", "－", "\u{3000}", "- -"] {
            assert!(is_nothing(text), "{text:?}");
        }
        assert!(!is_nothing("无") && !is_nothing("A-"));
    }

    #[test]
    fn numbers_of_rows_are_whole() {
        for text in ["3", "3.0", "3.", "3、", "３"] {
            assert_eq!(integer(&Cell::text(text)), Some(3), "{text}");
        }
        assert_eq!(integer(&Cell::of(Value::Number(3.0))), Some(3));
        assert_eq!(integer(&Cell::text("3.1")).or(integer(&Cell::text("三"))), None);
    }

    #[test]
    fn shares_are_written_in_percent() {
        for (number, expected) in [(0.676, "67.6%"), (1.0, "100%"), (67.6, "67.6%"), (0.0, "0%")] {
            assert_eq!(ratio(&Cell::of(Value::Number(number))).unwrap(), expected);
        }
        assert_eq!(ratio(&Cell::text("37.5%")).unwrap(), "37.5%");
        assert_eq!(ratio(&Cell::text("-")), None);
    }
}
