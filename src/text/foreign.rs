//! Text files of other programs, in whatever encoding these write: tables that are to become registers.
//!
//! A byte order mark says which it is. Else strict UTF-8 is tried, then UTF-16 (a NUL beside commas and line ends), then
//! what [`chardetng`] takes it for without being told a country (told `cn` it never finds Big5), then GB 18030, in which Excel on
//! a Chinese Windows writes CSV.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// A text, and what it was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding: `UTF-8`, `gb18030`, `Big5`.
    pub encoding: &'static str,
    /// How many characters could not be read; U+FFFD stands in their place.
    pub lost: usize,
}

/// There is no encoding of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEncoding(pub String);

/// Decodes a text in the encoding that it looks like, or in the one named, by any name that the web knows it by.
///
/// # Errors
/// Where the named encoding is none.
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, UnknownEncoding> {
    let encoding = match named {
        Some(name) => of_name(name).ok_or_else(|| UnknownEncoding(name.to_owned()))?,
        None => guess(bytes),
    };
    let (text, encoding, has_lost) = encoding.decode(bytes);
    let lost = match has_lost {
        true => text.chars().filter(|&character| character == '\u{FFFD}').count(),
        false => 0,
    };
    Ok(Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        lost,
    })
}

/// GB 18030 for each of its older forms, and spellings with a blank or a hyphen more or less.
fn of_name(name: &str) -> Option<&'static Encoding> {
    let name = name.trim();
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let labels = [Cow::from(name), bare.to_ascii_lowercase().into()];
    let encoding = match &*labels[1] {
        "gb18030" | "gbk" | "gb2312" => GB18030,
        "utf16" | "utf16le" => UTF_16LE,
        "utf16be" => UTF_16BE,
        _ => labels.iter().find_map(|label| Encoding::for_label(label.as_bytes()))?,
    };
    Some(encoding)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    match guessed.is_single_byte() || guessed == GBK || guessed.decode_without_bom_handling(bytes).1 {
        // Text of a table is Chinese; what looks like a Western encoding is a short one in GBK.
        true => GB18030,
        false => guessed,
    }
}

/// How many bytes look like separators at the most for each that has a NUL beside it: a character of Chinese may have such a byte,
/// but a file with many has lost a NUL to its text.
const MOST_BARE: usize = 4;

/// UTF-16 without a mark: separators and line ends, which are ASCII, have a NUL on one side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_separator = |byte: u8| matches!(byte, b',' | b'\t' | b';' | b'\n' | b'\r' | b'0'..=b'9');
    let (mut low_first, mut high_first) = (0_usize, 0_usize);
    let looked_at = bytes.get(..1 << 17).unwrap_or(bytes);
    for pair in looked_at.chunks_exact(2) {
        match pair {
            [low, 0] if is_separator(*low) => low_first += 1,
            [0, low] if is_separator(*low) => high_first += 1,
            _ => {}
        }
    }
    let encoding = match low_first.cmp(&high_first) {
        std::cmp::Ordering::Greater => UTF_16LE,
        std::cmp::Ordering::Less => UTF_16BE,
        std::cmp::Ordering::Equal => return None,
    };
    let separators = looked_at.iter().filter(|byte| is_separator(**byte)).count();
    if separators > MOST_BARE * low_first.max(high_first) {
        return None;
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .filter(|text| !text.contains('\0'))
        .map(|_| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "序号,标准代码,标准名称\r\n1,1095011R0012T,电子政务标准化指南\r\n";
    const TRADITIONAL: &str =
        "序號,標準代碼,標準名稱\r\n1,1095011R0012T,電子政務標準化指南\r\n2,1095011R0022T,資訊安全技術\r\n";

    #[test]
    fn what_programs_write_is_read_as_what_it_is() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let cases = [
            (SIMPLIFIED, SIMPLIFIED.as_bytes().to_vec(), "UTF-8"),
            (SIMPLIFIED, [b"\xEF\xBB\xBF", SIMPLIFIED.as_bytes()].concat(), "UTF-8"),
            (
                SIMPLIFIED,
                [b"\xFF\xFE".to_vec(), utf_16(SIMPLIFIED)].concat(),
                "UTF-16LE",
            ),
            (SIMPLIFIED, utf_16(SIMPLIFIED), "UTF-16LE"),
            (
                SIMPLIFIED,
                SIMPLIFIED.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                "UTF-16BE",
            ),
            // A NUL makes no UTF-16.
            (
                "序号,标准代码\n1,1095\0\n2,1096,\n",
                b"\xE5\xBA\x8F\xE5\x8F\xB7,\xE6\xA0\x87\xE5\x87\x86\xE4\xBB\xA3\xE7\xA0\x81\n1,1095\0\n2,1096,\n"
                    .to_vec(),
                "UTF-8",
            ),
            (SIMPLIFIED, GB18030.encode(SIMPLIFIED).0.into_owned(), "gb18030"),
            ("名称\n甲\n", GB18030.encode("名称\n甲\n").0.into_owned(), "gb18030"),
            (
                TRADITIONAL,
                encoding_rs::BIG5.encode(TRADITIONAL).0.into_owned(),
                "Big5",
            ),
        ];
        for (text, bytes, encoding) in cases {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(
                (decoded.text.as_str(), decoded.encoding, decoded.lost),
                (text, encoding, 0)
            );
        }
    }

    #[test]
    fn the_encoding_that_is_named_overrules() {
        let bytes = encoding_rs::BIG5.encode("名稱\n").0.into_owned();
        for name in ["big5", "Big5", "BIG-5"] {
            assert_eq!(decode(&bytes, Some(name)).unwrap().text, "名稱\n");
        }
        let gbk = GB18030.encode("名称").0.into_owned();
        for name in ["GBK", "GB 18030", "gb2312"] {
            assert_eq!(decode(&gbk, Some(name)).unwrap().text, "名称");
        }
        let unknown = decode(b"", Some("klingon"));
        assert_eq!(unknown, Err(UnknownEncoding("klingon".to_owned())));
        // What cannot be read is counted.
        assert_eq!(decode(b"\xFF\xFFa", Some("utf-8")).unwrap().lost, 2);
    }
}
