//! Standard numbers (标准号), parsed into their parts, and plan numbers ([`plan`]).
//!
//! Canonical form (GB/T 22373-2021, 6.2.3): prefix, one blank, number, hyphen, four-digit year, that is
//! `PREFIX[/NATURE] NUMBER[.PART…][-YEAR]`, with `（所有部分）` in the year's place for all parts together. Parsing never
//! fails: it gives what could be read and what is wrong with it, each with its span in bytes of the text given. A
//! number that is malformed in its form only is read all the same, and comes with its canonical spelling.

mod body;
mod cursor;
mod fault;
mod fold;
mod head;
mod key;
pub mod plan;
mod prefix;
mod repair;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

pub use self::fault::Fault;
pub use self::key::Key;
pub use self::prefix::{Industry, industry, prefixes};
use crate::text::Span;

/// Who issues a standard (rule E008).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 国家标准.
    National,
    /// 行业标准.
    Industry,
    /// 地方标准.
    Local,
    /// 团体标准.
    Group,
    /// 企业标准.
    Enterprise,
    /// 国际标准.
    International,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::National,
        Self::Industry,
        Self::Local,
        Self::Group,
        Self::Enterprise,
        Self::International,
    ];

    /// The word used in messages and output: `national`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Industry => "industry",
            Self::Local => "local",
            Self::Group => "group",
            Self::Enterprise => "enterprise",
            Self::International => "international",
        }
    }

    /// Whether a number of this kind tells the nature (标准性质) of its standard, by its mark or by having none.
    const fn states_nature(self) -> bool {
        match self {
            Self::National | Self::Industry | Self::Local => true,
            Self::Group | Self::Enterprise | Self::International => false,
        }
    }
}

/// The nature mark behind the prefix (seed §6, layer 8). GBZ is a prefix of its own, that of occupational health, and
/// has none; the Z of GB/Z is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// No mark: mandatory, where the kind states a nature at all.
    None,
    /// `/T`: recommended.
    T,
    /// `/Z`: a technical guide.
    Z,
}

impl Mark {
    /// The letter behind the slash: `T`, `Z`, or nothing.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::None => "",
            Self::T => "T",
            Self::Z => "Z",
        }
    }

    /// The mark that an ASCII letter of either case is.
    const fn of_letter(letter: u8) -> Option<Self> {
        match letter {
            b'T' | b't' => Some(Self::T),
            b'Z' | b'z' => Some(Self::Z),
            _ => None,
        }
    }
}

/// The year of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Year {
    /// In four digits. The two digits in use before 1996 are expanded: 93 is 1993.
    pub value: u16,
    /// The digits as they stand, in bytes.
    pub span: Span,
}

/// A standard number. Every span is in bytes of the text that was parsed, which may spell it wrongly; where a part is
/// absent its span is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Who issues the standard.
    pub kind: Kind,
    /// The prefix without the nature mark: `GA`, `DB31`, `T/CAS`, `Q/GDW`, `ISO/IEC TR`. That of `DG/TJ08` is whole.
    pub prefix: Span,
    /// The nature mark.
    pub mark: Mark,
    /// The main number: `24294`. That of ITU-T has its series (`X.509`), that of a military standard its revision
    /// (`9001C`).
    pub number: Span,
    /// The parts, of one or more levels, without the sign before them: `3`, `2.2`, and for IEC `1-2`.
    pub parts: Span,
    /// The year, unless there is none or it is malformed.
    pub year: Option<Year>,
    /// `（所有部分）` is there: the number stands for all parts together.
    pub all_parts: bool,
    /// An amendment or a later edition: `XG1-2012`, `(2018年版)`, `Amd 1:2024`.
    pub amendment: Span,
}

impl Number {
    /// The prefix as it stands in the text that was parsed.
    pub fn prefix_text<'t>(&self, text: &'t str) -> &'t str {
        self.prefix.of_text(text)
    }

    /// Whether the prefix is the one given, whatever its case, width and blanks (rule L005 asks for `GA`).
    pub fn prefix_is(&self, text: &str, prefix: &str) -> bool {
        fold::spelling(self.prefix_text(text)).eq(fold::spelling(prefix))
    }

    /// Whether the number tells the nature of its standard; see [`Kind::states_nature`].
    const fn states_nature(&self) -> bool {
        self.kind.states_nature()
    }

    /// The mark, where the number tells the nature of its standard (rule L007): `/T` is T, `/Z` is Z, none is Q.
    pub const fn nature(&self) -> Option<Mark> {
        if self.states_nature() { Some(self.mark) } else { None }
    }

    /// Equal for two numbers of one prefix, mark, main number, parts, year and amendment that both stand for all
    /// parts, or both do not (rule E010).
    pub fn same_standard_key(&self, text: &str) -> Key {
        key::whole(self, text)
    }

    /// The same without parts, year and `（所有部分）`: equal for a part and for all parts together (rule E011).
    pub fn base_key(&self, text: &str) -> Key {
        key::base(self, text)
    }
}

/// What was read, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The number. There is none where the prefix, the nature mark or the digits of the main number cannot be read;
    /// then a fault says so.
    pub number: Option<Number>,
    /// What is wrong: first what cannot be repaired, then what can, each in the order of the text.
    pub faults: SmallVec<[Fault; 1]>,
    /// The canonical spelling, where a change of form alone leads to it. `None` where nothing is wrong, and where
    /// something is that cannot be repaired.
    pub canonical: Option<String>,
}

impl Parsed {
    /// Whether nothing is wrong.
    pub fn is_well_formed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Reads a standard number (rules E007 and M001). Takes any text, and allocates nothing where nothing is wrong.
pub fn parse(text: &str) -> Parsed {
    let mut cursor = cursor::Cursor::new(text);
    let read = head::read(&mut cursor).and_then(|head| Some((head, body::read(&mut cursor, &head)?)));
    let mut faults = cursor.into_faults();
    fault::tidy(&mut faults);
    let is_repairable = !faults.is_empty() && faults.iter().all(|fault| fault.is_repairable());
    Parsed {
        number: read.as_ref().map(|(head, body)| number(head, body)),
        canonical: read
            .as_ref()
            .filter(|_| is_repairable)
            .map(|(head, body)| repair::spell(text, head, body)),
        faults,
    }
}

fn number(head: &head::Head, body: &body::Body) -> Number {
    Number {
        kind: head.kind,
        prefix: head.prefix,
        mark: head.mark,
        number: body.number,
        parts: body.parts,
        year: body.year,
        all_parts: body.all_parts,
        amendment: body.amendment,
    }
}
