//! Texts that are damaged at random.

use proptest::prelude::*;

/// Pieces of text that are likely to upset a reader of registers.
pub const SPITE: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "=",
    ".",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "\0",
    "\u{1b}",
    "\u{3000}",
    "＝",
    "“",
    "”",
    "𠀀",
    "标准",
    "\\",
    "\\u",
    "\\U00110000",
    "1e9999",
    "-",
    "0x",
    "_",
    "2011-02-30",
    "9223372036854775808",
    "entry",
    "[[table.entry]]\n",
    "[table]\n",
    "[register]\n",
    "[[statistics]]\n",
    "# stdreg: ignore[",
    "# stdreg: ignore-file[C001, E]\n",
    "code = \"\"\n",
    "number = 0\n",
    "rows = [",
    "where.",
    "standard = \"GB/T 1-\"\n",
    "block = \"9-1\"\n",
    "GBT 1—2020",
    "（所有部分）",
    "\u{200b}",
    "\u{202e}",
];

/// A text with pieces cut out, doubled and put in.
pub fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let step = (
        any::<prop::sample::Index>(),
        0usize..40,
        prop::sample::select(SPITE),
        0u8..4,
    );
    prop::collection::vec(step, 1..12).prop_map(move |steps| {
        let mut text = text.to_owned();
        for (place, length, piece, kind) in steps {
            if text.is_empty() {
                break;
            }
            let start = text.floor_char_boundary(place.index(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            match kind {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, piece),
                2 => text.replace_range(start..end, piece),
                _ => {
                    let copy = text[start..end].to_owned();
                    text.insert_str(start, &copy);
                }
            }
        }
        text
    })
}
