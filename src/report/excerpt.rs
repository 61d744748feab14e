//! What is shown of a file for one finding: the lines it speaks of, made visible and cut to a width, and where the
//! places of the file are in that.

use super::places::{Location, Source};
use super::visible::{cost, push};
use crate::diagnostic::Place;
use crate::text::Span;

/// How many columns of a line are shown.
const COLUMNS: usize = 160;

/// How many of them stand before the place that a line is cut around.
const COLUMNS_BEFORE: usize = 48;

/// A line of up to this many bytes is shown whole: it takes few more columns than [`COLUMNS`] at the worst.
const SHORT_LINE: usize = 200;

const CUT: char = '…';

/// The lines of one file that a finding speaks of.
#[derive(Debug)]
pub(super) struct Excerpt<'s, 'a> {
    source: &'s Source<'a>,
    /// What is shown, each line ended by `\n`.
    pub(super) text: String,
    lines: Vec<Line>,
}

/// A line of an excerpt.
#[derive(Debug)]
struct Line {
    /// Its number in the file, from 0.
    number: u32,
    /// What the excerpt has of it, without the line end.
    shown: std::ops::Range<usize>,
    /// The offset in the file and in the excerpt of each character, and of the end of what is shown.
    characters: Vec<(u32, usize)>,
}

/// A place of the file as the excerpt has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Where it is in the text of the excerpt.
    pub(super) range: std::ops::Range<usize>,
    /// Where it begins in the file.
    pub(super) location: Location,
}

impl<'s, 'a> Excerpt<'s, 'a> {
    /// The lines of some places of a file. A line is cut around the first of its places.
    pub(super) fn of(source: &'s Source<'a>, places: &[Place]) -> Self {
        let mut wanted: Vec<(u32, Span)> = Vec::new();
        for place in places {
            let line = source.lines.line(place.span.start);
            if wanted.iter().all(|(number, _)| *number != line) {
                wanted.push((line, place.span));
            }
        }
        wanted.sort_by_key(|(number, _)| *number);
        // Where two lines have one line between them, that one is drawn too.
        let between: Vec<_> = wanted
            .iter()
            .zip(wanted.iter().skip(1))
            .filter(|((one, _), (other, _))| other - one == 2)
            .map(|((one, _), _)| (one + 1, Span::empty(source.lines.start(source.text, one + 1))))
            .collect();
        wanted.extend(between);
        wanted.sort_by_key(|(number, _)| *number);
        let mut excerpt = Self {
            source,
            text: String::new(),
            lines: Vec::with_capacity(wanted.len()),
        };
        for (number, focus) in wanted {
            excerpt.add(number, focus);
        }
        excerpt
    }

    fn add(&mut self, number: u32, focus: Span) {
        let content = self.source.lines.content(self.source.text, number);
        let text = content.of_text(self.source.text);
        let window = window(text, focus.start.saturating_sub(content.start) as usize);
        let begin = self.text.len();
        if window.start > 0 {
            self.text.push(CUT);
        }
        let mut characters = Vec::new();
        for (offset, character) in text.get(window.clone()).unwrap_or_default().char_indices() {
            let offset = content.start + crate::text::to_u32(window.start + offset);
            characters.push((offset, self.text.len()));
            // The mark at the start of a file is no part of its text.
            if offset > 0 || character != '\u{feff}' {
                push(&mut self.text, character);
            }
        }
        characters.push((content.start + crate::text::to_u32(window.end), self.text.len()));
        if window.end < text.len() {
            self.text.push(CUT);
        }
        self.lines.push(Line {
            number,
            shown: begin..self.text.len(),
            characters,
        });
        self.text.push('\n');
    }

    /// A place of the file in the excerpt, cut off at the end of its first line; none where the line is not in it.
    pub(super) fn shown(&self, place: Place) -> Option<Shown> {
        let number = self.source.lines.line(place.span.start);
        let line = self.lines.iter().find(|line| line.number == number)?;
        let start = line.start(place.span.start);
        let end = line.end(place.span.end).max(start);
        Some(Shown {
            range: start..end,
            location: self.source.location(place.span.start),
        })
    }

    /// The number of the line, from 0, that an offset of the excerpt is in.
    pub(super) fn line_at(&self, offset: usize) -> Option<u32> {
        let after = self.lines.partition_point(|line| line.shown.start <= offset);
        let line = self.lines.get(after.checked_sub(1)?)?;
        Some(line.number)
    }

    /// What the excerpt has of a line.
    pub(super) fn line(&self, number: u32) -> Option<std::ops::Range<usize>> {
        let line = self.lines.iter().find(|line| line.number == number)?;
        Some(line.shown.clone())
    }
}

impl Line {
    /// Where what begins at an offset of the file begins in the excerpt: what is cut off begins at the cut.
    fn start(&self, offset: u32) -> usize {
        match self.characters.first() {
            Some((first, _)) if offset < *first => self.shown.start,
            _ => self.at(offset),
        }
    }

    /// Where what ends at an offset of the file ends in the excerpt: what is cut off ends after the cut.
    fn end(&self, offset: u32) -> usize {
        match self.characters.last() {
            Some((last, _)) if offset > *last => self.shown.end,
            _ => self.at(offset),
        }
    }

    fn at(&self, offset: u32) -> usize {
        let before = self.characters.partition_point(|(start, _)| *start < offset);
        let found = self.characters.get(before).or(self.characters.last());
        found.map_or(self.shown.start, |(_, shown)| *shown)
    }
}

/// The part of a line that is shown, around an offset. Looks only as far as it shows.
fn window(line: &str, focus: usize) -> std::ops::Range<usize> {
    if line.len() <= SHORT_LINE {
        return 0..line.len();
    }
    let (before, after) = line.split_at(line.floor_char_boundary(focus));
    let (taken_before, columns_before) = take(before.chars().rev(), COLUMNS_BEFORE);
    let start = before.len() - taken_before;
    let (taken_after, _) = take(after.chars(), COLUMNS - columns_before);
    start..before.len() + taken_after
}

/// How many bytes of some characters fit into so many columns, and how many columns they take.
fn take(characters: impl Iterator<Item = char>, columns: usize) -> (usize, usize) {
    let (mut bytes, mut taken) = (0, 0);
    for character in characters {
        let cost = cost(character);
        if taken + cost > columns {
            break;
        }
        taken += cost;
        bytes += character.len_utf8();
    }
    (bytes, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{FileRole, SourceFile};
    use crate::text::FileId;

    fn place(text: &str, part: &str) -> Place {
        let start = text.find(part).unwrap();
        Place::in_file(FileId(0), Span::of(start..start + part.len()))
    }

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.toml".to_owned(), FileRole::Root, text.to_owned())
    }

    fn text_at<'e>(excerpt: &'e Excerpt<'_, '_>, place: Place) -> &'e str {
        excerpt.text.get(excerpt.shown(place).unwrap().range).unwrap()
    }

    #[test]
    fn places_are_found_again_in_what_is_shown() {
        let text = "\u{feff}a = 1\r\nb = \"标\u{1b}准\"\rc = 3\nd = 4\n";
        let file = file(text);
        let source = Source::new(&file.path, &file);
        let places = [place(text, "标\u{1b}准"), place(text, "4"), place(text, "a")];
        let excerpt = Excerpt::of(&source, &places);
        assert_eq!(excerpt.text, "a = 1\nb = \"标<U+001B>准\"\nc = 3\nd = 4\n");
        let [escaped, four, first] = places;
        assert_eq!(text_at(&excerpt, escaped), "标<U+001B>准");
        assert_eq!(text_at(&excerpt, four), "4");
        assert_eq!(text_at(&excerpt, first), "a");
        let location = Location { line: 2, column: 6 };
        assert_eq!(excerpt.shown(escaped).unwrap().location, location);
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let text = format!("title = \"{}X{}\"", "标".repeat(100_000), "准".repeat(100_000));
        let file = file(&text);
        let source = Source::new(&file.path, &file);
        let at = place(&text, "X");
        let excerpt = Excerpt::of(&source, &[at]);
        assert_eq!(text_at(&excerpt, at), "X");
        assert!(excerpt.text.starts_with("…标") && excerpt.text.ends_with("准…\n"));
        assert!(excerpt.text.chars().count() < COLUMNS);
        // What lies outside is pointed at where it was cut off.
        assert_eq!(text_at(&excerpt, place(&text, "title")), "…");
        let end = Place::in_file(FileId(0), Span::new(source.text.len() as u32 - 1, u32::MAX));
        assert_eq!(text_at(&excerpt, end), "…");
    }

    #[test]
    fn a_place_of_several_lines_ends_with_its_first() {
        let text = "a = \"\"\"\n标准\n\"\"\"\n";
        let file = file(text);
        let source = Source::new(&file.path, &file);
        let whole = place(text, "\"\"\"\n标准\n\"\"\"");
        assert_eq!(text_at(&Excerpt::of(&source, &[whole]), whole), "\"\"\"");
    }
}
