//! Bytes into text: UTF-8 or a clear word on what the bytes look like instead.

/// Why bytes are not text of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// How many bytes at the start are valid UTF-8.
    pub valid_up_to: usize,
    /// Whether the whole reads as GB 18030 (and so as GBK), the usual encoding of older Chinese files.
    pub reads_as_gb18030: bool,
}

/// The bytes as text, a byte order mark included: spans count it, so that they fit the file.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    String::from_utf8(bytes).map_err(|error| NotUtf8 {
        valid_up_to: error.utf8_error().valid_up_to(),
        reads_as_gb18030: reads_as_gb18030(error.as_bytes()),
    })
}

/// Any even number of high bytes reads as GB 18030, so what it decodes to must also look like Chinese text: no
/// control or private-use characters, and some Han.
fn reads_as_gb18030(bytes: &[u8]) -> bool {
    let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) else {
        return false;
    };
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let is_odd =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || ('\u{E000}'..='\u{F8FF}').contains(&c);
    text.chars().any(is_han) && !text.chars().any(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gbk_file_is_recognised() {
        let (bytes, _, _) = encoding_rs::GBK.encode("title = \"标准体系\"\n");
        let error = decode(bytes.into_owned()).unwrap_err();
        assert_eq!(
            error,
            NotUtf8 {
                valid_up_to: 9,
                reads_as_gb18030: true
            }
        );
    }

    #[test]
    fn other_bytes_are_only_not_utf8() {
        assert_eq!(
            decode(vec![b'a', 0xFF, 0xFE, 0x00]).map_err(|e| e.reads_as_gb18030),
            Err(false)
        );
        assert_eq!(decode("标准".into()).as_deref(), Ok("标准"));
    }
}
