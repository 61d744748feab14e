//! Bytes into text: UTF-8 or a clear word on what the bytes look like instead.

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};

/// Why bytes are not text of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// How many bytes at the start are valid UTF-8.
    pub valid_up_to: usize,
    /// What the whole reads as; none where that cannot be told.
    pub reads_as: Option<Encoding>,
}

/// An encoding that files of Chinese text are found in besides UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// GB 18030, and so GBK and GB 2312: older files of the mainland.
    Gb18030,
    /// Big5: older files of Hong Kong, Macau and Taiwan.
    Big5,
    /// UTF-16 with a byte order mark: what Windows calls Unicode.
    Utf16,
    /// UTF-16 without one, the low byte first.
    Utf16Le,
    /// UTF-16 without one, the high byte first.
    Utf16Be,
}

impl Encoding {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gb18030 => "GB 18030/GBK",
            Self::Big5 => "Big5",
            Self::Utf16 => "UTF-16",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
        }
    }

    /// What `iconv` calls it.
    pub const fn iconv(self) -> &'static str {
        match self {
            Self::Gb18030 => "GB18030",
            Self::Big5 => "BIG5",
            Self::Utf16 => "UTF-16",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }
}

/// The bytes as text, a byte order mark included: spans count it, so that they fit the file.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    // Before all else, for TOML of ASCII alone in UTF-16 without a mark is UTF-8 as well, with a NUL behind each letter.
    refuse_utf_16(&bytes)?;
    String::from_utf8(bytes).map_err(|error| NotUtf8 {
        valid_up_to: error.utf8_error().valid_up_to(),
        reads_as: chinese(error.as_bytes()),
    })
}

/// The same for bytes that are known to be UTF-8.
pub fn of_text(text: String) -> Result<String, NotUtf8> {
    refuse_utf_16(text.as_bytes()).map(|()| text)
}

fn refuse_utf_16(bytes: &[u8]) -> Result<(), NotUtf8> {
    match utf_16(bytes) {
        None => Ok(()),
        reads_as => Err(NotUtf8 {
            valid_up_to: 0,
            reads_as,
        }),
    }
}

/// A text in GB 18030, as an older program would have saved it: for examples of files that are not UTF-8.
pub fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// Which UTF-16 it is, if any. Without a mark the first character tells: TOML opens with one of ASCII.
fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let (encoding, reads_as) = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some(Encoding::Utf16),
        [1..=0x7F, 0, ..] => (UTF_16LE, Encoding::Utf16Le),
        [0, 1..=0x7F, ..] => (UTF_16BE, Encoding::Utf16Be),
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!text.contains('\0')).then_some(reads_as)
}

/// Whether it is GB 18030 or Big5, if either. Much of what is one reads as the other too, but not as what people write:
/// both begin with the characters in common use, and the one that has more of these is it. There are more files in
/// GB 18030.
fn chinese(bytes: &[u8]) -> Option<Encoding> {
    let gb18030 = common(bytes, GB18030, 0xA1..=0xD7, |trail| trail >= 0xA1);
    let big5 = common(bytes, BIG5, 0xA1..=0xC6, |_| true);
    match (gb18030, big5) {
        (None, None) => None,
        (Some(gb18030), Some(big5)) if big5 > gb18030 => Some(Encoding::Big5),
        (None, Some(_)) => Some(Encoding::Big5),
        (Some(_), _) => Some(Encoding::Gb18030),
    }
}

/// How many characters are common ones, their first byte in a range and their second as it says; none where the bytes
/// are no text in an encoding. Any even number of high bytes may read as one, so the text must also look like Chinese: no
/// control or private-use characters, and some Han.
fn common(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    leads: std::ops::RangeInclusive<u8>,
    is_trail: impl Fn(u8) -> bool,
) -> Option<usize> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let is_odd =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || ('\u{E000}'..='\u{F8FF}').contains(&c);
    if !text.chars().any(is_han) || text.chars().any(is_odd) {
        return None;
    }
    let mut found = 0;
    let mut rest = bytes;
    while let [lead, after @ ..] = rest {
        rest = match after {
            _ if lead.is_ascii() => after,
            // Four bytes of GB 18030: none of the common characters.
            [b'0'..=b'9', _, _, after @ ..] => after,
            [trail, after @ ..] => {
                found += usize::from(leads.contains(lead) && is_trail(*trail));
                after
            }
            [] => after,
        };
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles as registers have them, in the characters of the mainland and in those of Big5.
    const TITLES: [(&str, &str); 6] = [
        ("标准体系", "標準體系"),
        ("公安数据元编写规则", "公安數據元編寫規則"),
        (
            "信息安全技术 网络安全等级保护基本要求（所有部分）",
            "資訊安全技術 網路安全等級保護基本要求（所有部分）",
        ),
        ("服务保障标准子体系，第1部分：总则", "服務保障標準子體系，第1部分：總則"),
        ("已颁", "已頒"),
        ("全国信息安全标准化技术委员会", "全國資訊安全標準化技術委員會"),
    ];

    fn told(bytes: &[u8]) -> Option<Encoding> {
        decode(bytes.to_vec()).unwrap_err().reads_as
    }

    #[test]
    fn chinese_encodings_are_told_apart_by_a_title_alone() {
        for (simplified, traditional) in TITLES {
            let register = |title: &str| format!("# {title}\ntitle = \"{title}\"\n");
            let text = register(simplified);
            let (gbk, _, is_lost) = GB18030.encode(&text);
            assert!(!is_lost);
            assert_eq!(told(&gbk), Some(Encoding::Gb18030), "{simplified}");
            let text = register(traditional);
            let (big5, _, is_lost) = BIG5.encode(&text);
            assert!(!is_lost);
            assert_eq!(told(&big5), Some(Encoding::Big5), "{traditional}");
            // GBK has the characters of Big5, further back.
            let (gbk, ..) = encoding_rs::GBK.encode(&text);
            assert_eq!(told(&gbk), Some(Encoding::Gb18030), "{traditional} in GBK");
        }
    }

    #[test]
    fn a_gbk_file_is_recognised() {
        let (bytes, _, _) = encoding_rs::GBK.encode("title = \"标准体系\"\n");
        let error = decode(bytes.into_owned()).unwrap_err();
        assert_eq!(
            error,
            NotUtf8 {
                valid_up_to: 9,
                reads_as: Some(Encoding::Gb18030)
            }
        );
    }

    #[test]
    fn utf_16_is_recognised_with_and_without_a_mark_of_ascii_and_of_chinese() {
        for text in ["[register]\n", "title = \"标准体系𠀀\"\n"] {
            let units = || text.encode_utf16();
            let le: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
            let be: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
            assert_eq!(told(&le), Some(Encoding::Utf16Le));
            assert_eq!(told(&be), Some(Encoding::Utf16Be));
            assert_eq!(told(&[&[0xFF, 0xFE], le.as_slice()].concat()), Some(Encoding::Utf16));
            assert_eq!(told(&[&[0xFE, 0xFF], be.as_slice()].concat()), Some(Encoding::Utf16));
        }
    }

    #[test]
    fn other_bytes_are_only_not_utf8() {
        assert_eq!(told(&[b'a', 0xFF, 0xFE, 0x00]), None);
        assert_eq!(told(b"title = \"caf\xE9\"\n"), None);
        for text in ["标准", "\u{feff}[register]", "", "a", "a\0b", "\0"] {
            assert_eq!(decode(text.into()).as_deref(), Ok(text));
        }
    }
}
