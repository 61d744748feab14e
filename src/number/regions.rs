//! The regions (行政区划) whose standards open with their digits, after GB/T 2260: provinces by two digits, cities by four.
//! Of the six digits of a county the first four are looked at: counties come and go every year.

/// A province, and the runs of digits behind its own that cities have or had since local standards are numbered by them.
struct Province {
    code: u32,
    cities: &'static [(u32, u32)],
}

const fn province(code: u32, cities: &'static [(u32, u32)]) -> Province {
    Province { code, cities }
}

const PROVINCES: [Province; 34] = [
    province(11, &[(0, 2)]),
    province(12, &[(0, 2)]),
    province(13, &[(0, 11), (31, 31), (90, 90)]),
    province(14, &[(0, 11), (22, 24)]),
    province(15, &[(0, 9), (21, 29)]),
    province(21, &[(0, 14)]),
    province(22, &[(0, 8), (24, 24)]),
    province(23, &[(0, 12), (27, 27)]),
    province(31, &[(0, 2)]),
    province(32, &[(0, 13)]),
    province(33, &[(0, 11)]),
    province(34, &[(0, 18)]),
    province(35, &[(0, 9)]),
    province(36, &[(0, 11)]),
    province(37, &[(0, 17)]),
    province(41, &[(0, 17), (90, 90)]),
    province(42, &[(0, 3), (5, 13), (28, 28), (90, 90)]),
    province(43, &[(0, 13), (31, 31)]),
    province(44, &[(0, 9), (12, 20), (51, 53)]),
    province(45, &[(0, 14), (21, 28)]),
    province(46, &[(0, 4), (90, 90)]),
    province(50, &[(0, 3)]),
    province(51, &[(0, 1), (3, 11), (13, 20), (32, 34)]),
    province(52, &[(0, 6), (22, 24), (26, 27)]),
    province(53, &[(0, 1), (3, 9), (23, 23), (25, 26), (28, 29), (31, 31), (33, 34)]),
    province(54, &[(0, 6), (21, 26)]),
    province(61, &[(0, 10)]),
    province(62, &[(0, 12), (29, 30)]),
    province(63, &[(0, 2), (21, 23), (25, 28)]),
    province(64, &[(0, 5)]),
    province(65, &[(0, 5), (21, 23), (27, 32), (40, 40), (42, 43), (90, 90)]),
    province(71, &[(0, 99)]),
    province(81, &[(0, 99)]),
    province(82, &[(0, 99)]),
];

/// The last of the numbers that engineering standards gave provinces before they took those of GB/T 2260: 13 is Fujian,
/// 15 is Guangdong.
const LAST_ENGINEERING: u32 = 31;

fn find(code: u32) -> Option<&'static Province> {
    let place = PROVINCES.binary_search_by_key(&code, |province| province.code).ok()?;
    PROVINCES.get(place)
}

/// Whether there is a region with so many digits, which are worth so much.
pub(super) fn is_region(count: u32, value: u32) -> bool {
    let (province, city) = match count {
        2 => return find(value).is_some(),
        4 => (value / 100, value % 100),
        6 => (value / 10_000, value / 100 % 100),
        _ => return false,
    };
    let is_listed = |province: &Province| {
        province
            .cities
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&city))
    };
    find(province).is_some_and(is_listed)
}

/// Whether engineering standards have these two digits for a region.
pub(super) fn is_engineering_region(value: u32) -> bool {
    (1..=LAST_ENGINEERING).contains(&value) || find(value).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_cities_and_counties_are_told_from_what_is_none() {
        for (count, value) in [
            (2, 11),
            (2, 65),
            (4, 1331),
            (4, 4403),
            (6, 440_300),
            (6, 341_822),
            (4, 5001),
        ] {
            assert!(is_region(count, value), "{value}");
        }
        for (count, value) in [
            (2, 0),
            (2, 10),
            (2, 99),
            (4, 1399),
            (4, 9901),
            (4, 4204),
            (6, 449_900),
            (3, 110),
        ] {
            assert!(!is_region(count, value), "{value}");
        }
        assert!(PROVINCES.is_sorted_by_key(|province| province.code));
        assert!(is_engineering_region(8) && is_engineering_region(61) && !is_engineering_region(99));
    }
}
