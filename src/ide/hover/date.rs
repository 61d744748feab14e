//! The day that a standard takes effect.

use super::Asked;
use super::page::Page;
use crate::messages::Message;
use crate::syntax::{Date, date};

/// Explains a date: whether the standard is in force, and since when or in how many days.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Option<Page> {
    let context = asked.context;
    let effective = date(text)?;
    let mut page = Page::new(text, context.say(&Message::attribute("hover-date", "title")));
    let days = day_number(effective) - day_number(context.today);
    let attribute = match days {
        0 => "today",
        1.. => "coming",
        _ => "in-force",
    };
    let message = Message::attribute("hover-date", attribute).with("days", days.abs());
    page.line(context.say(&message));
    let phase = asked.entry().map(|entry| context.entry_phase(entry));
    if let Some(phase) = phase.filter(|phase| !phase.is_empty()) {
        page.line(context.say(&Message::attribute("hover-date", "phase").with("phase", phase)));
    }
    Some(page)
}

/// The number of a day, counted without gaps; the calendar repeats every 400 years.
fn day_number(date: Date) -> i64 {
    // Years begin in March here, so that the day that leap years have more is the last of the year.
    let (year, month, day) = (i64::from(date.year), i64::from(date.month), i64::from(date.day));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days_before_month = (153 * month + 2) / 5;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + days_before_month + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_without_gaps() {
        let number = |text: &str| day_number(date(text).unwrap());
        for (first, second, days) in [
            ("2026-01-01", "2026-12-31", 364),
            ("2024-02-28", "2024-03-01", 2),
            ("2026-02-28", "2026-03-01", 1),
            ("2000-02-29", "2000-03-01", 1),
            ("1900-02-28", "1900-03-01", 1),
            ("2011-12-01", "2026-06-01", 5296),
        ] {
            assert_eq!(number(second) - number(first), days, "{first} to {second}");
        }
    }
}
