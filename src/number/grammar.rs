//! What a scheme adds to the grammar of numbers: prefixes of its own, and forms of plan numbers.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Kind;
use super::cursor::Cursor;
use super::fold::{self, Glyph};
use super::plan_form::Form;

/// How many characters a prefix of a scheme may have: as many are looked at in every number.
pub const MAX_PREFIX: usize = 24;

/// What a scheme adds to the grammar. The built-in scheme has no prefixes of its own: reading costs it nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grammar {
    prefixes: Vec<(String, Kind)>,
    /// By what is left of a prefix when every misspelling is set aside, its place.
    places: FxHashMap<Spelling, usize>,
    /// How many bytes the longest of them has.
    longest: usize,
    plans: Vec<Form>,
}

/// A prefix in ASCII where it can be, upper case, with one blank for several.
type Spelling = SmallVec<[u8; 32]>;

/// A prefix of the scheme that a number opens with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own<'g> {
    pub(super) spelling: &'g str,
    pub(super) kind: Kind,
    /// Where it ends, in bytes of the text.
    pub(super) end: u32,
    /// Whether its nature mark follows without a slash.
    pub(super) lacks_slash: bool,
}

impl Grammar {
    /// Adds a prefix. Says whether there is none yet that reads the same.
    pub fn add_prefix(&mut self, prefix: &str, kind: Kind) -> bool {
        let mut spelling = Spelling::new();
        for (c, glyph) in fold::glyphs(prefix.trim()) {
            add(&mut spelling, c, glyph);
        }
        self.longest = self.longest.max(spelling.len());
        let is_new = self.places.insert(spelling, self.prefixes.len()).is_none();
        self.prefixes.push((prefix.trim().to_owned(), kind));
        is_new
    }

    /// Adds a form of plan numbers.
    pub fn add_plan(&mut self, form: Form) {
        self.plans.push(form);
    }

    /// The prefixes, in the order of the scheme.
    pub fn prefixes(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.prefixes.iter().map(|(prefix, kind)| (prefix.as_str(), *kind))
    }

    /// The forms of plan numbers, in the order of the scheme.
    pub fn plans(&self) -> &[Form] {
        &self.plans
    }

    /// What a plan may look like: examples of the forms that hold in every scheme, then those of this one as it writes them.
    pub fn plan_forms(&self) -> Vec<String> {
        let common = ["20190123-T-469", "2019-0123T-QC"].map(str::to_owned);
        let of_scheme = self.plans.iter().map(|form| form.written().to_owned());
        common.into_iter().chain(of_scheme).collect()
    }

    /// The longest prefix of the scheme that the text opens with, from where the cursor stands.
    #[inline]
    pub(super) fn own(&self, cursor: &Cursor<'_>) -> Option<Own<'_>> {
        if self.prefixes.is_empty() {
            None
        } else {
            self.find(cursor)
        }
    }

    #[cold]
    fn find(&self, cursor: &Cursor<'_>) -> Option<Own<'_>> {
        let mut spelling = Spelling::new();
        let mut found = None;
        let mut characters = cursor.rest().chars();
        let mut end = cursor.at();
        while let Some(c) = characters.next() {
            let glyph = fold::of(c);
            end += u32::from(glyph.len);
            add(&mut spelling, c, glyph);
            if spelling.len() > self.longest {
                break;
            }
            let mut ahead = characters.clone();
            let (next, after) = (ahead.next(), ahead.next());
            let is_mark = next.is_some_and(|next| matches!(fold::of(next).ascii.to_ascii_uppercase(), b'T' | b'Z'));
            let lacks_slash = is_mark && !joins(after);
            if joins(next) && !lacks_slash {
                continue;
            }
            let place = self.places.get(&spelling);
            if let Some((prefix, kind)) = place.and_then(|place| self.prefixes.get(*place)) {
                found = Some(Own {
                    spelling: prefix,
                    kind: *kind,
                    end,
                    lacks_slash,
                });
            }
        }
        found
    }
}

/// Whether a character belongs to the same word as a letter before it.
fn joins(next: Option<char>) -> bool {
    next.is_some_and(|c| {
        let glyph = fold::of(c);
        glyph.is_letter() || (glyph.ascii == Glyph::OTHER && c.is_alphabetic())
    })
}

fn add(spelling: &mut Spelling, c: char, glyph: Glyph) {
    match glyph.ascii {
        b' ' if spelling.last().is_none_or(|last| *last == b' ') => {}
        Glyph::OTHER if glyph.form == fold::Form::Hidden => {}
        Glyph::OTHER => spelling.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        ascii => spelling.push(ascii.to_ascii_uppercase()),
    }
}
