//! What names a range that ends with a list grows with it: filters, rules for what may be typed, formats by condition, tables of
//! Excel, and names such as that of the print area.

use std::borrow::Cow;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::import::grid::letters;
use crate::exchange::import::read::xml::attribute;

/// A list that has become longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grown {
    /// How many columns it has, from the first of the sheet on.
    pub(super) width: usize,
    /// Its last row as it was.
    pub(super) last: u32,
    /// Its last row now.
    pub(super) end: u32,
}

/// The elements of a sheet and of a table that name ranges, with the attributes that do.
const NAMING: [(&str, &str); 8] = [
    ("autoFilter", "ref"),
    ("sortState", "ref"),
    ("sortCondition", "ref"),
    ("table", "ref"),
    ("dataValidation", "sqref"),
    ("conditionalFormatting", "sqref"),
    ("ignoredError", "sqref"),
    ("protectedRange", "sqref"),
];

/// A sheet, or a table of Excel on it, with its ranges as long as the lists. None where nothing changes.
pub(super) fn of_part(text: &str, lists: &[Grown]) -> Result<Option<String>, quick_xml::Error> {
    rewritten(text, "sqref", lists, |ranges, _| several(ranges, ' ', lists))
}

/// The workbook itself: its names, which say the sheet. `lists` are those of a sheet by its name.
pub(super) fn of_book(text: &str, sheet: &str, lists: &[Grown]) -> Result<Option<String>, quick_xml::Error> {
    rewritten(text, "definedName", &[], |name, _| {
        let mut is_changed = false;
        let mut parts = Vec::new();
        for part in outside_quotes(name) {
            let grown = part.rsplit_once('!').and_then(|(of, range)| {
                let of = of.trim_start_matches('=');
                let unquoted = of.strip_prefix('\'').and_then(|of| of.strip_suffix('\''));
                let of_sheet = unquoted.map_or(Cow::Borrowed(of), |of| of.replace("''", "'").into());
                let range = (of_sheet == sheet).then(|| one(range, lists))??;
                part.rsplit_once('!').map(|(before, _)| format!("{before}!{range}"))
            });
            is_changed |= grown.is_some();
            parts.push(grown.unwrap_or_else(|| part.to_owned()));
        }
        is_changed.then(|| parts.join(","))
    })
}

/// The row of totals that a table of Excel ends with.
pub(super) fn totals_row(text: &str) -> Result<Option<u32>, quick_xml::Error> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event()? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "table" => {
                let has_totals = attribute(&element, "totalsRowCount").is_some_and(|count| count != "0");
                let range = attribute(&element, "ref").filter(|_| has_totals);
                let last = range.as_deref().and_then(|range| range.rsplit(':').next());
                return Ok(last.and_then(corner).map(|(_, row)| row));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// A part in which the attributes that name ranges, and the text of an element, are changed.
fn rewritten(
    text: &str,
    of_text: &str,
    lists: &[Grown],
    change: impl Fn(&str, &str) -> Option<String>,
) -> Result<Option<String>, quick_xml::Error> {
    let mut reader = Reader::from_str(text);
    let (mut new, mut copied) = (String::new(), 0);
    // Where the content of the element begins whose text may change.
    let mut content: Option<usize> = None;
    loop {
        let before = position(&reader);
        let event = reader.read_event()?;
        let after = position(&reader);
        let mut put = |from: usize, to: usize, content: &str| {
            new.push_str(text.get(copied..from).unwrap_or_default());
            new.push_str(content);
            copied = to;
        };
        match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                if matches!(event, Event::Start(_)) && element.local_name().as_ref() == of_text {
                    content = Some(after);
                }
                if let Some((name, ranges)) = named(element)
                    && let Some(grown) = several(&ranges, ' ', lists)
                    && let Some(tag) = text.get(before..after)
                    && let Some(tag) = with_attribute(tag, name, &grown)
                {
                    put(before, after, &tag);
                }
            }
            Event::End(element) if element.local_name().as_ref() == of_text => {
                let start = content.take();
                let inside = start.and_then(|start| Some((start, text.get(start..before)?)));
                if let Some((start, raw)) = inside
                    && let Ok(unescaped) = quick_xml::escape::unescape(raw)
                    && let Some(changed) = change(&unescaped, raw)
                {
                    put(start, before, &quick_xml::escape::partial_escape(changed.as_str()));
                }
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Ok(None);
    }
    new.push_str(text.get(copied..).unwrap_or_default());
    Ok(Some(new))
}

/// The attribute of an element that names ranges, and the ranges.
fn named(element: &BytesStart<'_>) -> Option<(&'static str, String)> {
    let local = element.local_name();
    let (_, name) = NAMING.iter().find(|(known, _)| *known == local.as_ref())?;
    Some((name, attribute(element, name)?))
}

/// A tag with another value of an attribute.
fn with_attribute(tag: &str, name: &str, value: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = from + tag.get(from..)?.find(name)?;
        let is_whole = tag.get(..at)?.ends_with(|c: char| c.is_ascii_whitespace());
        let behind = tag.get(at + name.len()..)?;
        let rest = behind.trim_start();
        if let (true, Some(rest)) = (is_whole, rest.strip_prefix('=')) {
            let rest = rest.trim_start();
            let quote = rest.chars().next()?;
            let inside = rest.get(1..)?;
            let end = inside.find(quote)?;
            let start = tag.len() - inside.len();
            return Some(format!("{}{value}{}", tag.get(..start)?, tag.get(start + end..)?));
        }
        from = at + name.len();
    }
}

/// Ranges that stand side by side, as long as the lists; none where that changes none.
fn several(ranges: &str, between: char, lists: &[Grown]) -> Option<String> {
    let parts: Vec<&str> = ranges.split(between).collect();
    let grown: Vec<Option<String>> = parts.iter().map(|range| one(range, lists)).collect();
    if grown.iter().all(Option::is_none) {
        return None;
    }
    let all = parts.iter().zip(grown);
    let all: Vec<String> = all
        .map(|(range, grown)| grown.unwrap_or_else(|| (*range).to_owned()))
        .collect();
    Some(all.join(&between.to_string()))
}

/// A range that ends with a list, as long as that is now.
fn one(range: &str, lists: &[Grown]) -> Option<String> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((left, top), (right, bottom)) = (corner(first)?, corner(last)?);
    // More than one: a list may have grown to where another began to.
    let mut end = bottom;
    for list in lists {
        if left < list.width && top <= list.last && (list.last..list.end).contains(&end) {
            end = list.end;
        }
    }
    if end == bottom {
        return None;
    }
    let is_fixed = last.trim_start_matches('$').contains('$');
    let mut grown = format!("{first}:");
    if last.starts_with('$') {
        grown.push('$');
    }
    let _ = write!(grown, "{}{}{end}", letters(right), if is_fixed { "$" } else { "" });
    Some(grown)
}

/// The column from 0 and the row from 1 of a cell: `$C$7`.
fn corner(cell: &str) -> Option<(usize, u32)> {
    let cell = cell.strip_prefix('$').unwrap_or(cell);
    let end = cell.find(|c: char| !c.is_ascii_alphabetic())?;
    let (column, row) = cell.split_at(end);
    if !(1..=3).contains(&column.len()) {
        return None;
    }
    let number = column.bytes().fold(0_usize, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A' + 1)
    });
    let row = row.strip_prefix('$').unwrap_or(row);
    let is_row = row.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.checked_sub(1)?, row.parse().ok().filter(|_| is_row)?))
}

/// The parts of a text between commas that are not in quotes.
fn outside_quotes(text: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '\'';
        c == ',' && !is_quoted
    };
    text.split(is_end).collect()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: Grown = Grown {
        width: 3,
        last: 5,
        end: 9,
    };

    #[test]
    fn a_range_that_ends_with_the_list_grows_with_it() {
        for (range, expected) in [
            ("A2:C5", Some("A2:C9")),
            ("$A$2:$C$5", Some("$A$2:$C$9")),
            ("B5", Some("B5:B9")),
            ("A2:Z7", Some("A2:Z9")),
            ("A2:C4", None),
            ("A2:C9", None),
            ("A2:C20", None),
            ("A6:C7", None),
            ("D2:E5", None),
            ("A:C", None),
            ("2:5", None),
            ("", None),
            ("A99999999999", None),
            ("ABCD5", None),
        ] {
            assert_eq!(one(range, &[LIST]).as_deref(), expected, "{range}");
        }
    }

    #[test]
    fn the_ranges_of_a_sheet_and_of_a_table_are_those_of_the_list() {
        let sheet = "<x:worksheet><x:autoFilter ref = 'A2:C5'/><x:dataValidation type=\"list\" sqref=\"A3:A5 Z1 B3:B5\"><x:formula1>\"A3:A5\"</x:formula1></x:dataValidation>\
            <x14:cf><xm:f>A3:A5</xm:f><xm:sqref>C3:C5</xm:sqref></x14:cf><mergeCell ref=\"A5:C5\"/></x:worksheet>";
        let grown = "<x:worksheet><x:autoFilter ref = 'A2:C9'/><x:dataValidation type=\"list\" sqref=\"A3:A9 Z1 B3:B9\"><x:formula1>\"A3:A5\"</x:formula1></x:dataValidation>\
            <x14:cf><xm:f>A3:A5</xm:f><xm:sqref>C3:C9</xm:sqref></x14:cf><mergeCell ref=\"A5:C5\"/></x:worksheet>";
        assert_eq!(of_part(sheet, &[LIST]).unwrap().as_deref(), Some(grown));
        assert_eq!(of_part(grown, &[LIST]).unwrap(), None);
        let table = "<table totalsRowCount=\"1\" xref=\"A2:C5\" ref=\"A2:C5\"><autoFilter ref=\"A2:C5\"/></table>";
        assert_eq!(totals_row(table).unwrap(), Some(5));
        assert_eq!(totals_row("<table ref=\"A2:C5\"/>").unwrap(), None);
        assert_eq!(
            of_part(table, &[LIST]).unwrap().unwrap(),
            "<table totalsRowCount=\"1\" xref=\"A2:C5\" ref=\"A2:C9\"><autoFilter ref=\"A2:C9\"/></table>"
        );
    }

    #[test]
    fn names_grow_where_they_are_of_the_sheet() {
        let book = "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">'A.1 &lt;甲, 乙''s'!$A$1:$C$5,'A.1 &lt;甲, 乙''s'!$E$1:$F$5</definedName>\
            <definedName name=\"x\">清单!$A$1:$C$5</definedName><definedName name=\"y\">1+1</definedName>";
        let grown = of_book(book, "A.1 <甲, 乙's", &[LIST]).unwrap().unwrap();
        assert_eq!(grown, book.replacen("$A$1:$C$5", "$A$1:$C$9", 1));
        assert!(
            of_book(book, "清单", &[LIST])
                .unwrap()
                .unwrap()
                .contains("清单!$A$1:$C$9")
        );
        assert_eq!(of_book(book, "别的", &[LIST]).unwrap(), None);
    }
}
