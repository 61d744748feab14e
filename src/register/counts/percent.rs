//! The ratio of a row.

/// `existing` / `expected` in percent, rounded half up to one decimal, a trailing `.0` dropped. In whole numbers: there
/// is no number of entries for which this is off by a rounding of the machine's. Nothing for what is no share.
pub fn percent(existing: i64, expected: i64) -> Option<String> {
    if existing < 0 || expected <= 0 {
        return None;
    }
    let (existing, expected) = (i128::from(existing), i128::from(expected));
    let tenths = (existing * 2000 + expected) / (expected * 2);
    Some(match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole}%"),
        (whole, tenth) => format!("{whole}.{tenth}%"),
    })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn ratios_are_rounded_half_up_to_one_decimal() {
        for (existing, expected, ratio) in [
            (69, 102, "67.6%"),
            (63, 79, "79.7%"),
            (3, 8, "37.5%"),
            (11, 44, "25%"),
            (0, 5, "0%"),
            (1, 2000, "0.1%"),
            (1, 2001, "0%"),
            (1999, 2000, "100%"),
            (1, 16, "6.3%"),
            (3, 2, "150%"),
            (i64::MAX, 1, "922337203685477580700%"),
        ] {
            assert_eq!(percent(existing, expected).as_deref(), Some(ratio));
        }
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(-1, 2), None);
    }
}
