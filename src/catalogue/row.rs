//! A row of a catalogue: what it says, and how it is kept.

use super::Standing;
use super::headings::Field;
use super::store::{Bytes, Damaged, checksum};
use crate::messages::Message;
use crate::number::{self, Grammar};
use crate::syntax::Date;
use crate::text::to_u32;

/// The texts of a row, in the order in which they are kept.
pub(super) const TEXTS: [Field; 6] = [
    Field::Number,
    Field::Title,
    Field::ReplacedBy,
    Field::Plan,
    Field::Source,
    Field::Owner,
];

/// What is kept before the texts: how long the rest is, and its checksum.
pub(super) const FRAME: usize = 8;

/// A row, to be asked for what it says.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) facts: Facts,
    /// The texts, one after the other.
    pub(super) text: String,
    /// Where each of them ends.
    pub(super) ends: [u32; TEXTS.len()],
    /// The file, as it is shown.
    pub(super) file: Box<str>,
}

/// What a row says besides its texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) file: u16,
    pub(super) line: u32,
    pub(super) standing: Standing,
    /// That of the number; 0 for none.
    pub(super) year: u16,
    pub(super) effective: Option<Date>,
    pub(super) withdrawn: Option<Date>,
    pub(super) issued: Option<Date>,
    pub(super) as_of: Option<Date>,
}

/// How long something is in force. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Until {
    /// It is no longer.
    Past,
    Day(Date),
    /// Nothing is known of an end.
    Ever,
}

/// Why a standard is no longer in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was withdrawn.
    Withdrawn,
    /// Another standard, or another edition, is in its place.
    Replaced,
}

/// Whether another row for the same number follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    Follow,
    Last,
}

impl Facts {
    /// How long it is in force, where it is replaced by something or by nothing.
    pub(super) fn until(&self, replaced_by: &str) -> Until {
        let is_replaced = || self.standing == Standing::Unknown && !replaced_by.is_empty();
        match (self.standing, self.withdrawn) {
            (_, Some(day)) => Until::Day(day),
            (Standing::Withdrawn | Standing::Replaced, None) => Until::Past,
            _ if is_replaced() => Until::Past,
            _ => Until::Ever,
        }
    }

    /// Writes a row with its texts.
    pub(super) fn write<'t>(&self, more: More, mut texts: impl Iterator<Item = &'t str>, to: &mut Vec<u8>) {
        let frame = to.len();
        to.extend([0; FRAME]);
        to.push(u8::from(more == More::Follow));
        to.push(self.standing as u8);
        to.extend(self.year.to_le_bytes());
        to.extend(self.file.to_le_bytes());
        to.extend(self.line.to_le_bytes());
        for day in [self.effective, self.withdrawn, self.issued, self.as_of] {
            let packed = day.map_or(0, |day| {
                u32::from(day.year) << 16 | u32::from(day.month) << 8 | u32::from(day.day)
            });
            to.extend(packed.to_le_bytes());
        }
        let lengths = to.len();
        to.extend([0; 4 * TEXTS.len()]);
        let start = to.len();
        for place in 0.. {
            let (Some(text), true) = (texts.next(), place < TEXTS.len()) else {
                break;
            };
            to.extend(text.as_bytes());
            let end = to_u32(to.len() - start).to_le_bytes();
            if let Some(slot) = to.get_mut(lengths + 4 * place..lengths + 4 * place + 4) {
                slot.copy_from_slice(&end);
            }
        }
        let body = to.get(frame + FRAME..).unwrap_or_default();
        let head = [to_u32(body.len()), checksum(body)].map(u32::to_le_bytes).concat();
        if let Some(slot) = to.get_mut(frame..frame + FRAME) {
            slot.copy_from_slice(&head);
        }
    }
}

impl Row {
    /// Reads the body of a row, which is what follows its frame.
    pub(super) fn read(body: &[u8], files: &[String]) -> Result<(Self, More), Damaged> {
        let mut bytes = Bytes(body);
        let more = match bytes.u8()? {
            0 => More::Last,
            _ => More::Follow,
        };
        let standing = Standing::of_number(bytes.u8()?).ok_or(Damaged)?;
        let (year, file, line) = (bytes.u16()?, bytes.u16()?, bytes.u32()?);
        let mut day = || -> Result<Option<Date>, Damaged> {
            let [day, month, low, high] = bytes.u32()?.to_le_bytes();
            let year = u16::from_le_bytes([low, high]);
            Ok((month != 0).then_some(Date { year, month, day }))
        };
        let [effective, withdrawn, issued, as_of] = [day()?, day()?, day()?, day()?];
        let mut ends = [0; TEXTS.len()];
        for end in &mut ends {
            *end = bytes.u32()?;
        }
        let row = Self {
            facts: Facts {
                file,
                line,
                standing,
                year,
                effective,
                withdrawn,
                issued,
                as_of,
            },
            text: str::from_utf8(bytes.0).map_err(|_| Damaged)?.to_owned(),
            ends,
            file: files.get(usize::from(file)).map_or("", String::as_str).into(),
        };
        Ok((row, more))
    }

    fn text(&self, field: usize) -> &str {
        let start = field.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(field).copied().unwrap_or_default();
        let start = start.copied().unwrap_or_default();
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The number, as the catalogue writes it.
    pub fn number(&self) -> &str {
        self.text(0)
    }

    /// The number in its canonical form, where that can be told.
    pub fn canonical_number(&self, grammar: &Grammar) -> String {
        let canonical = number::parse(self.number(), grammar).canonical;
        canonical.unwrap_or_else(|| self.number().to_owned())
    }

    /// The title; empty where the catalogue has none.
    pub fn title(&self) -> &str {
        self.text(1)
    }

    /// What replaces it, as the catalogue writes it: one number, or several.
    pub fn replaced_by(&self) -> &str {
        self.text(2)
    }

    /// The plan that it came of.
    pub fn plan(&self) -> &str {
        self.text(3)
    }

    /// Who says so.
    pub fn source(&self) -> &str {
        self.text(4)
    }

    /// Who is in charge of it; empty where the catalogue does not say.
    pub fn owner(&self) -> &str {
        self.text(5)
    }

    /// The year of the number.
    pub const fn year(&self) -> Option<u16> {
        match self.facts.year {
            0 => None,
            year => Some(year),
        }
    }

    /// What the catalogue says of its status.
    pub const fn standing(&self) -> Standing {
        self.facts.standing
    }

    /// When it was published.
    pub const fn issued(&self) -> Option<Date> {
        self.facts.issued
    }

    /// From when on it is in force.
    pub const fn effective(&self) -> Option<Date> {
        self.facts.effective
    }

    /// From when on it is no longer.
    pub const fn withdrawn(&self) -> Option<Date> {
        self.facts.withdrawn
    }

    /// When the catalogue had it from there.
    pub const fn as_of(&self) -> Option<Date> {
        self.facts.as_of
    }

    /// The file of the catalogue, as it is shown.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line that the row begins in, from 1.
    pub const fn line(&self) -> u32 {
        self.facts.line
    }

    /// Why it is no longer in force on a day; none where it is, or was not yet.
    pub fn end(&self, today: Date) -> Option<End> {
        let is_over = match self.facts.until(self.replaced_by()) {
            Until::Past => true,
            Until::Day(day) => day <= today,
            Until::Ever => false,
        };
        is_over.then(
            || match self.replaced_by().is_empty() && self.facts.standing != Standing::Replaced {
                true => End::Withdrawn,
                false => End::Replaced,
            },
        )
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, today: Date) -> bool {
        let has_begun = match (self.facts.effective, self.facts.standing) {
            (Some(day), standing) => day <= today && standing != Standing::Planned,
            (None, standing) => !matches!(standing, Standing::Planned | Standing::Upcoming),
        };
        has_begun && self.end(today).is_none()
    }

    /// Which row it is, who says so, and how old that is, in words.
    pub fn told(&self, today: Date) -> Message {
        let says = |attribute| {
            Message::attribute("outdated", attribute)
                .with("file", self.file())
                .with("line", self.line())
        };
        match (self.source(), self.as_of()) {
            ("", None) => says("row"),
            (source, None) => says("row-from").with("source", source),
            (source, Some(as_of)) => {
                let age = (today.days_since_1970() - as_of.days_since_1970()).max(0);
                let message = match source {
                    "" => says("row-dated"),
                    source => says("row-from-dated").with("source", source),
                };
                message
                    .with("as-of", as_of.to_string())
                    .with("days", usize::try_from(age).unwrap_or_default())
            }
        }
    }
}
