//! What day it is, which rules about dates go by.

use crate::syntax::Date;

/// Today's date on this machine.
pub fn today() -> Date {
    let date = jiff::ZonedDateTime::now().date();
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    Date {
        year: u16::try_from(date.year()).unwrap_or(0),
        month: part(date.month()),
        day: part(date.day()),
    }
}
