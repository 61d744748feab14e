//! The set-up of the pages: that of the template's last section, upright as it is and turned where a table needs it.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    /// As the document has it.
    AsItIs,
    /// Turned, so that it is wider than high.
    Landscape,
}

/// A `sectPr` as it stands in a document.
#[derive(Default)]
pub(super) struct Page {
    raw: String,
    /// Where it says how large the page is, and where with what number it begins.
    size: Option<Range<usize>>,
    numbers: Option<Range<usize>>,
    /// In twentieths of a point.
    paper: (usize, usize),
    margins: (usize, usize),
}

/// A4 with the margins of GB/T 1.1, in twentieths of a point.
pub(super) const A4: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1418\" w:header=\"1418\" w:footer=\"1134\" w:gutter=\"0\"/>";

/// The least that pages have room for, whatever a document says.
const LEAST: usize = 2_000;

impl Page {
    /// Reads a `sectPr`.
    pub(super) fn new(raw: String) -> Result<Self, quick_xml::Error> {
        let mut page = Self {
            raw: String::new(),
            size: None,
            numbers: None,
            paper: (11_906, 16_838),
            margins: (2_552, 2_552),
        };
        let mut reader = Reader::from_str(&raw);
        loop {
            let before = position(&reader);
            match reader.read_event()? {
                Event::Eof => break,
                Event::Empty(element) => {
                    let range = before..position(&reader);
                    let number = |name| number(&element, name);
                    match element.name().as_ref() {
                        "w:pgSz" => {
                            page.size = Some(range);
                            page.paper = (
                                number("w:w").unwrap_or(page.paper.0),
                                number("w:h").unwrap_or(page.paper.1),
                            );
                        }
                        "w:pgMar" => {
                            let sides = |one, other| number(one).unwrap_or(0) + number(other).unwrap_or(0);
                            page.margins = (sides("w:left", "w:right"), sides("w:top", "w:bottom"));
                        }
                        "w:pgNumType" => page.numbers = Some(range),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        page.raw = raw;
        Ok(page)
    }

    /// How a page lies that is as wide as can be.
    pub(super) fn widest(&self) -> Orientation {
        match self.size.is_some() && self.paper.0 < self.paper.1 {
            true => Orientation::Landscape,
            false => Orientation::AsItIs,
        }
    }

    /// How wide the text is.
    pub(super) fn width(&self, orientation: Orientation) -> usize {
        let paper = match orientation {
            Orientation::AsItIs => self.paper.0,
            Orientation::Landscape => self.paper.1,
        };
        paper.saturating_sub(self.margins.0).max(LEAST)
    }

    /// How high the text is.
    pub(super) fn height(&self, orientation: Orientation) -> usize {
        let paper = match orientation {
            Orientation::AsItIs => self.paper.1,
            Orientation::Landscape => self.paper.0,
        };
        paper.saturating_sub(self.margins.1).max(LEAST)
    }

    /// Writes the properties of a section, the so many-th from 0. Only the first one says with what number its pages begin: the
    /// others go on.
    pub(super) fn section(&self, place: usize, orientation: Orientation, out: &mut String) {
        let (width, height) = self.paper;
        let turned = format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>");
        let size = self.size.clone().filter(|_| orientation == Orientation::Landscape);
        let numbers = self.numbers.clone().filter(|_| place > 0);
        let mut replaced: Vec<(Range<usize>, &str)> = Vec::new();
        replaced.extend(size.map(|range| (range, turned.as_str())));
        replaced.extend(numbers.map(|range| (range, "")));
        replaced.sort_by_key(|(range, _)| range.start);
        let mut rest = 0;
        for (range, text) in replaced {
            out.push_str(self.raw.get(rest..range.start).unwrap_or_default());
            out.push_str(text);
            rest = range.end;
        }
        out.push_str(self.raw.get(rest..).unwrap_or_default());
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    let value = element.try_get_attribute(name).ok()??;
    // Nothing is larger than Word's largest page, which is 22 inches.
    value.value.parse::<usize>().ok().map(|value| value.min(31_680))
}

pub(super) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
