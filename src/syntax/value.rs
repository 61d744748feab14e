//! Scalars as numbers and dates.

use std::fmt;

use toml_edit::Datetime;

/// A calendar day, ordered as days are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// As TOML writes it.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The day that a TOML local date (or the date part of any TOML date) names.
pub fn date(raw: &str) -> Option<Date> {
    if let Some(day) = plain_day(raw) {
        return Some(day);
    }
    let date = raw.parse::<Datetime>().ok()?.date?;
    Some(Date {
        year: date.year,
        month: date.month,
        day: date.day,
    })
}

/// Whether a TOML date or time is one: months have as many days as they have, hours go to 23.
pub(super) fn is_datetime(raw: &str) -> bool {
    raw.parse::<Datetime>().is_ok()
}

/// Whether a TOML date or time is a date and nothing else.
pub(super) fn is_local_date(raw: &str) -> bool {
    plain_day(raw).is_some() || is_date_alone(raw)
}

fn is_date_alone(raw: &str) -> bool {
    raw.parse::<Datetime>()
        .is_ok_and(|value| value.date.is_some() && value.time.is_none() && value.offset.is_none())
}

/// A day of the form 2011-12-01 that every month has, so that there is nothing to look up: as nearly all are.
fn plain_day(raw: &str) -> Option<Date> {
    let &[
        thousands,
        hundreds,
        tens,
        ones,
        b'-',
        month,
        of_month,
        b'-',
        day,
        of_day,
    ] = raw.as_bytes()
    else {
        return None;
    };
    let mut are_digits = true;
    let mut digit = |byte: u8| {
        are_digits &= byte.is_ascii_digit();
        byte.wrapping_sub(b'0')
    };
    let [thousands, hundreds, tens, ones] = [thousands, hundreds, tens, ones].map(|byte| u16::from(digit(byte)));
    let [month, of_month, day, of_day] = [month, of_month, day, of_day].map(digit);
    if !are_digits {
        return None;
    }
    let date = Date {
        year: thousands * 1000 + hundreds * 100 + tens * 10 + ones,
        month: month * 10 + of_month,
        day: day * 10 + of_day,
    };
    ((1..=12).contains(&date.month) && (1..=28).contains(&date.day)).then_some(date)
}

/// The value of a TOML integer in any of its forms; nothing where 64 bits do not hold it.
pub fn integer(raw: &str) -> Option<i64> {
    // As nearly all are written.
    if raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return raw.parse().ok();
    }
    let raw = raw.replace('_', "");
    let radix = |prefix: &str, radix: u32| {
        raw.strip_prefix(prefix)
            .map(|digits| i64::from_str_radix(digits, radix).ok())
    };
    radix("0x", 16)
        .or_else(|| radix("0o", 8))
        .or_else(|| radix("0b", 2))
        .unwrap_or_else(|| raw.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_every_form() {
        let values = ["1_000", "+7", "-7", "0x1F", "0o17", "0b11"].map(integer);
        assert_eq!(values, [1000, 7, -7, 31, 15, 3].map(Some));
        assert_eq!(integer("9223372036854775808"), None);
    }

    /// Every day that has two digits for each, and some texts beside.
    #[test]
    fn plain_days_are_read_as_all_are() {
        let days = ["2011", "0000", "1900", "2000", "2012", "9999"]
            .into_iter()
            .flat_map(|year| {
                (0..100).flat_map(move |month| (0..100).map(move |day| format!("{year}-{month:02}-{day:02}")))
            });
        let others = [
            "",
            "2011-1-01",
            "2011-12-01T10:00:00",
            "20a1-12-01",
            "2011-:2-01",
            "2011/12/01",
            "２011-1-1",
        ];
        for text in days.chain(others.map(str::to_owned)) {
            let parsed = text.parse::<Datetime>().ok().and_then(|value| value.date);
            let parsed = parsed.map(|day| (day.year, day.month, day.day));
            assert_eq!(date(&text).map(|day| (day.year, day.month, day.day)), parsed, "{text}");
            assert_eq!(is_local_date(&text), is_date_alone(&text), "{text}");
        }
    }

    #[test]
    fn dates_are_days_that_exist() {
        assert!(is_local_date("2011-12-01") && !is_local_date("2011-12-01T10:00:00"));
        assert!(!is_datetime("2011-02-30"));
        assert_eq!(
            date("2011-12-01"),
            Some(Date {
                year: 2011,
                month: 12,
                day: 1
            })
        );
    }
}
