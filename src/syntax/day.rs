//! Days in the ways in which tables write them.

use super::{Date, date};
use crate::text::tidy::half_width;

/// A day as people write it: `2015-02-01`, `2015.2.1`, `2015/2/1`, `2015年2月1日`, `20150201`, in full-width characters too, each
/// with a time behind it or without, the day number of a spreadsheet, and milliseconds since 1970 that are a midnight.
pub fn written_day(text: &str) -> Option<Date> {
    let text: String = text.chars().map(|c| half_width(c).unwrap_or(c)).collect();
    let text = text.trim().trim_end_matches('.');
    if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() > 4 {
        return day_of_number(text.parse().ok()?);
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
pub fn day_of_number(number: i64) -> Option<Date> {
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
pub fn since_1970(days: i64) -> Option<Date> {
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
    date(&format!("{year:04}-{month:02}-{day:02}"))
}

impl Date {
    /// How many days it is after the first of 1970.
    pub fn days_since_1970(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for days in (-700_000..2_900_000).step_by(997).chain(0..1_500) {
            assert_eq!(since_1970(days).unwrap().days_since_1970(), days);
        }
    }

    #[test]
    fn a_day_is_read_however_it_is_written() {
        for text in [
            "2015-02-01",
            "2015.2.1",
            "2015/02/01",
            "２０１５年２月１日",
            "20150201",
            "2015-02-01 00:00:00",
        ] {
            assert_eq!(
                written_day(text).map(|day| day.to_string()).as_deref(),
                Some("2015-02-01"),
                "{text}"
            );
        }
        for text in ["", "2015", "2015-13-01", "现行"] {
            assert_eq!(written_day(text), None, "{text}");
        }
    }
}
