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
    raw.parse::<Datetime>()
        .is_ok_and(|value| value.date.is_some() && value.time.is_none() && value.offset.is_none())
}

/// The value of a TOML integer in any of its forms; nothing where 64 bits do not hold it.
pub fn integer(raw: &str) -> Option<i64> {
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
