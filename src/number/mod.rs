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
mod foreign;
mod grammar;
mod head;
mod international;
mod issuer;
mod key;
mod local;
mod marks;
mod parts;
pub mod plan;
mod plan_form;
mod prefix;
mod regions;
mod repair;
mod several;
#[cfg(test)]
mod spellings;
mod tail;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

pub use self::fault::Fault;
pub use self::grammar::{Grammar, MAX_PREFIX};
pub use self::key::Key;
pub use self::prefix::{Industry, industry, prefixes};
pub use self::several::is_several;
pub use crate::keys::NumberKind as Kind;
use crate::text::Span;

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
    /// In four digits. The two digits in use before 2000 are expanded: 93 is 1993.
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
    /// The prefix without the nature mark: `GA`, `DB31`, `T/CAS`, `Q/GDW`, `ISO/IEC TR`, `JJF(京)`. That of `DG/TJ08` is
    /// whole, and that of `DBJ/T 13-123` is `DBJ/T 13`.
    pub prefix: Span,
    /// The nature mark.
    pub mark: Mark,
    /// The main number: `24294`. That of ITU-T has its series (`X.509`), that of a firm the code of its subsystem
    /// (`JC101`), that of a military standard its revision (`9001C`); that of a foreign standard has all there is.
    pub number: Span,
    /// The parts, of one or more levels, without the sign before them: `3`, `2.2`, and for IEC `1-2`.
    pub parts: Span,
    /// What a range ends with, without the sign before it: `150.4` of `150.1~150.4`, `4` of `150.1~4`.
    pub last: Span,
    /// The year, unless there is none or it is malformed.
    pub year: Option<Year>,
    /// `（所有部分）` is there: the number stands for all parts together.
    pub all_parts: bool,
    /// An amendment or a later edition: `XG1-2012`, `(2018年版)`, `Amd 1:2024`.
    pub amendment: Span,
    /// Whether its mark, or having none, tells the nature (标准性质) of the standard.
    states_nature: bool,
}

impl Number {
    /// The prefix as it stands in the text that was parsed.
    pub fn prefix_text<'t>(&self, text: &'t str) -> &'t str {
        self.prefix.of_text(text)
    }

    /// Whether the prefix is the one given, whatever its case, width and blanks (rule L005 asks for `GA`).
    pub fn prefix_is(&self, text: &str, prefix: &str) -> bool {
        fold::name(self.prefix_text(text)).eq(fold::name(prefix))
    }

    /// Whether the number tells the nature of its standard, by its mark or by having none: national, industry and local
    /// ones do.
    const fn states_nature(&self) -> bool {
        self.states_nature
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

    /// The same whatever the year: equal for the editions of one standard, or of one part of it.
    pub fn undated_key(&self, text: &str) -> Key {
        Self { year: None, ..*self }.same_standard_key(text)
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

/// Reads a standard number (rules E007 and M001) by the grammar of a scheme. Takes any text, in time that grows with its
/// length alone, and allocates nothing where nothing is wrong.
pub fn parse(text: &str, grammar: &Grammar) -> Parsed {
    let mut cursor = cursor::Cursor::new(text);
    let read = read(&mut cursor, grammar);
    let mut noted = cursor.into_noted();
    if noted.is_empty() {
        return Parsed {
            number: read,
            faults: SmallVec::new(),
            canonical: None,
        };
    }
    let is_repairable = read.is_some() && noted.iter().all(|noted| noted.fault.is_repairable());
    let canonical = is_repairable.then(|| repair::spell(text, &mut noted));
    let mut faults = noted.into_iter().map(|noted| noted.fault).collect();
    fault::tidy(&mut faults);
    Parsed {
        number: read,
        faults,
        canonical,
    }
}

fn read(cursor: &mut cursor::Cursor<'_>, grammar: &Grammar) -> Option<Number> {
    let Some(head) = head::read(cursor, grammar) else {
        // A plan where a number should be is told as such, whatever else it looks like.
        if plan::is_plan(cursor.text(), grammar) {
            cursor.only(Fault::Plan(cursor.whole_span()));
        }
        return None;
    };
    let body = tail::read(cursor, &head)?;
    if head.is_deduced && !issuer::is_plausible(head.kind, &body) {
        // The slash was a guess, and nothing bears it out.
        cursor.only(Fault::UnknownPrefix(head.prefix));
        return None;
    }
    Some(Number {
        kind: head.kind,
        prefix: head.prefix,
        mark: head.mark,
        number: body.number,
        parts: body.parts,
        last: body.last,
        year: body.year,
        all_parts: body.all_parts,
        amendment: body.amendment,
        states_nature: head.states_nature,
    })
}
