//! What makes two numbers the same, whatever form they are written in (rules E010 and E011).

use super::{Kind, Number, fold};

/// The identity of a number. Two numbers have the same key if they name the same thing: if they are spelled alike once
/// case, width, blanks and leading zeros are set aside. It is a hash of 128 bits, small enough to be kept for every
/// entry; two different numbers share one by accident only, once in more entries than there will ever be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u128);

impl Key {
    /// Where FNV-1a of 128 bits starts.
    const START: Self = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);

    /// What it multiplies by.
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    /// Between two fields, so that what is in the one never passes for a piece of the other.
    const NEXT_FIELD: u8 = 0;

    /// The identity of any other text, letter by letter.
    pub fn of_text(text: &str) -> Self {
        Self::START.bytes(text.bytes())
    }

    /// The hash.
    pub const fn bits(self) -> u128 {
        self.0
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u128::from(byte)).wrapping_mul(Self::PRIME))
    }

    fn bytes(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        bytes.into_iter().fold(self, Self::byte)
    }

    /// A run of letters and digits after the other, without the leading zeros of each, whatever sign is between them.
    fn runs(self, text: &str) -> Self {
        let runs = text
            .split(|c| {
                let glyph = fold::of(c);
                !glyph.is_alphanumeric() && glyph.form != fold::Form::Hidden
            })
            .filter(|run| fold::spelling(run).next().is_some());
        runs.fold(self, |key, run| {
            key.bytes(fold::spelling(run).skip_while(|digit| *digit == b'0'))
                .byte(b'.')
        })
    }
}

/// Prefix, nature mark and main number.
pub(super) fn base(number: &Number, text: &str) -> Key {
    let prefix = number.prefix_text(text);
    let main = number.number.of_text(text);
    // The code that a firm has for its subsystem may stand joined to its own code or apart.
    let (series, main) = match number.kind {
        Kind::Enterprise => {
            let letters = |c: char| !fold::of(c).is_digit();
            main.split_at(main.find(|c| !letters(c)).unwrap_or(main.len()))
        }
        _ => ("", main),
    };
    Key::START
        .byte(number.kind as u8)
        .bytes(named(number.kind, prefix))
        .bytes(fold::name(series))
        .byte(Key::NEXT_FIELD)
        .bytes(number.mark.letter().bytes())
        .byte(Key::NEXT_FIELD)
        .runs(main)
}

/// The letters and digits of a prefix, without what may be left out of it: `IETF RFC 2119` is `RFC 2119`, `IEEE Std 802.3`
/// is `IEEE 802.3`, and the mark that stands within `DBJ/T 13` is told by the mark.
fn named(kind: Kind, prefix: &str) -> impl Iterator<Item = u8> {
    let left_out = |word: &[u8]| fold::name(prefix).take(word.len()).eq(word.iter().copied());
    let (first, last) = match kind {
        Kind::International if left_out(b"IETF") => (0, 4),
        Kind::Foreign if left_out(b"IEEESTD") => (4, 7),
        Kind::Local if left_out(b"DBJT") || left_out(b"DBJZ") => (3, 4),
        _ => (0, 0),
    };
    let places = 0usize..;
    let kept = move |place: &usize| !(first..last).contains(place);
    fold::name(prefix)
        .zip(places)
        .filter_map(move |(byte, place)| kept(&place).then_some(byte))
}

/// The same with parts, year, whether all parts are meant, and the amendment, which is a document of its own. That a
/// standard is identical to an international one is no part of what it is.
pub(super) fn whole(number: &Number, text: &str) -> Key {
    let year = number.year.map_or(0, |year| year.value);
    let key = base(number, text)
        .byte(Key::NEXT_FIELD)
        .runs(number.parts.of_text(text))
        .byte(Key::NEXT_FIELD)
        .bytes(year.to_be_bytes())
        .byte(u8::from(number.year.is_some()))
        .byte(u8::from(number.all_parts))
        .runs(number.amendment.of_text(text));
    let last = last_of_range(number, text);
    if last.is_empty() {
        return key;
    }
    key.byte(Key::NEXT_FIELD).runs(last)
}

/// What a range ends with, without the main number where it is that of the beginning: `4` of `150.1~150.4`.
fn last_of_range<'t>(number: &Number, text: &'t str) -> &'t str {
    let last = number.last.of_text(text);
    let is_main = |main: &str| fold::spelling(main).eq(fold::spelling(number.number.of_text(text)));
    match last.split_once(['.', '．']) {
        Some((main, parts)) if is_main(main) && !number.parts.is_empty() => parts,
        _ => last,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grammar, parse};
    use super::*;

    fn keys(text: &str) -> (Key, Key) {
        let number = parse(text, &Grammar::default()).number.unwrap();
        (number.same_standard_key(text), number.base_key(text))
    }

    #[test]
    fn one_number_has_one_key_however_it_is_written() {
        for [one, other] in [
            ["GB/T 1.1-2020", "ｇｂｔ　1. 1——２０２０"],
            ["GB/T 4208-93", "GB/T 4208-1993"],
            ["GM/T 0021-2012", "GM/T 21-2012"],
            ["GB/T 543（所有部分）", "GB/T 543 (所有部分)"],
            ["DG/TJ08-56-2019", "dgtj 08-56-2019"],
            ["ISO/IEC TR 1234:2010", "ISO/IEC/TR 1234-2010"],
            ["IETF RFC 2119", "RFC 2119"],
            ["IEEE Std 802.3-2018", "IEEE 802.3-2018"],
            ["GB/T 150.1~150.4-2011", "GB/T 150.1～4-2011"],
            ["GB/T 19001-2016/ISO 9001:2015", "GB/T 19001-2016"],
            ["DBJ/T 13-123-2019", "DBJ13/T 123-2019"],
            ["Q/370000 ABC 001-2020", "Q/370000ABC 001-2020"],
            ["DG/TJ 08-56-2019", "DG/TJ08-56-2019"],
        ] {
            assert_eq!(keys(one), keys(other), "{one} {other}");
        }
    }

    #[test]
    fn different_numbers_have_different_keys() {
        let texts = [
            "GB 123-2020",
            "GB/T 123-2020",
            "GB/Z 123-2020",
            "GBZ 123-2020",
            "GA 123-2020",
            "GB 1.23-2020",
            "GB 12.3-2020",
            "GB 123.2-2020",
            "GB 123.2.2-2020",
            "GB 123.20-2020",
            "GB 123",
            "GB 123（所有部分）",
            "GB 123-2021",
            "GB 123.2020",
            "GB 123-2020/XG1-2022",
            "GB 123-2020/XG2-2023",
            "GB 0-2020",
            "DB31 6-2010",
            "DB 31-2010",
            "DB 316-2010",
            "T/GB 123-2020",
            "Q/GB 123-2020",
            "GB 123.1~3-2020",
            "GB 123.1~4-2020",
            "JJF(京) 23-2018",
            "JJF(津) 23-2018",
            "JJF 23-2018",
            "DBJ13/T 123-2020",
            "DBJ/T 15-123-2020",
            "DBJ 13-123-2020",
            "IEEE 123-2020",
            "EN 123:2020",
            "JTG D60-2015",
            "JTG F60-2015",
            "JTG/T F60-2015",
        ];
        let distinct: std::collections::HashSet<_> = texts.iter().map(|text| keys(text).0).collect();
        assert_eq!(distinct.len(), texts.len());
    }

    #[test]
    fn a_part_shares_its_base_with_all_parts() {
        let base = |text| keys(text).1;
        assert_eq!(base("GB/Z 24294.3-2017"), base("GB/Z 24294（所有部分）"));
        assert_ne!(base("GB/T 24294.3-2017"), base("GB/Z 24294（所有部分）"));
        assert_ne!(base("GB/Z 2429.3-2017"), base("GB/Z 24294（所有部分）"));
    }
}
