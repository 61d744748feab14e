//! A catalogue of published standards, as CSV, out of the registers that list them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::catalogue::{Field, Standing};
use crate::number::{self, Key};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::scheme::Phase;
use crate::syntax::Date;

/// Standards out of registers, each once: by the first entry that lists it.
#[derive(Debug, Default)]
pub struct Collection {
    rows: Vec<Row>,
    places: FxHashMap<Key, usize>,
}

#[derive(Debug)]
struct Row {
    number: String,
    title: String,
    standing: Standing,
    effective: Option<Date>,
    replaced_by: String,
    source: String,
    as_of: Option<Date>,
    plan: String,
    owner: String,
}

impl Collection {
    /// Whether no register was added that lists a standard or a plan.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds what a register lists: published standards, what they replace, and plans. What no number can be read of is no
    /// standard that anybody could look up, and entries without a known status say nothing.
    pub fn add(&mut self, register: &Register, source: &str) {
        // A register without a date of its own says nothing of when it was right.
        let as_of = register.head().date.map(|date| date.value);
        for entry in register.entries() {
            self.entry(register, entry, source, as_of);
        }
    }

    fn entry(&mut self, register: &Register, entry: EntryRef<'_>, source: &str, as_of: Option<Date>) {
        let term = entry.status_term.and_then(|term| register.vocabulary.status_term(term));
        let standing = match (term.map(|term| term.phase), entry.status) {
            (Some(Phase::Published), _) | (None, None) => Standing::InForce,
            (Some(Phase::Upcoming), _) => Standing::Upcoming,
            (Some(Phase::Withdrawn), _) => Standing::Withdrawn,
            (Some(Phase::Planned | Phase::Drafting), _) => Standing::Planned,
            (None, Some(_)) => return,
        };
        let text = |value: Option<Cow<'_, str>>| value.map(Cow::into_owned).unwrap_or_default();
        let row = Row {
            number: String::new(),
            title: text(entry.title()),
            standing,
            effective: entry.effective.map(|date| date.value),
            replaced_by: String::new(),
            source: source.to_owned(),
            as_of,
            plan: text(entry.plan()),
            owner: text(entry.owner()),
        };
        let Some((key, number)) = entry.standard().and_then(|written| identity(register, &written)) else {
            if standing == Standing::Planned && !row.plan.is_empty() {
                self.rows.push(row);
            }
            return;
        };
        // What a plan or a draft is to replace stays in force until then.
        if standing != Standing::Planned {
            for replaced in &entry.replaces {
                self.replaced(register, &entry.text(*replaced), &number, source, as_of);
            }
        }
        match self.places.get(&key).and_then(|place| self.rows.get_mut(*place)) {
            // It is known as what another one replaces.
            Some(known) if known.title.is_empty() && known.standing == Standing::Replaced => {
                known.title = row.title;
                known.effective = row.effective;
                known.owner = row.owner;
            }
            Some(_) => {}
            None => self.push(key, Row { number, ..row }),
        }
    }

    /// Notes that a standard is replaced by another.
    fn replaced(&mut self, register: &Register, written: &str, by: &str, source: &str, as_of: Option<Date>) {
        let Some((key, number)) = identity(register, written) else {
            return;
        };
        match self.places.get(&key).and_then(|place| self.rows.get_mut(*place)) {
            Some(known) => {
                known.standing = Standing::Replaced;
                if known.replaced_by.is_empty() {
                    by.clone_into(&mut known.replaced_by);
                }
            }
            None => self.push(
                key,
                Row {
                    number,
                    title: String::new(),
                    standing: Standing::Replaced,
                    effective: None,
                    replaced_by: by.to_owned(),
                    source: source.to_owned(),
                    as_of,
                    plan: String::new(),
                    owner: String::new(),
                },
            ),
        }
    }

    fn push(&mut self, key: Key, row: Row) {
        self.places.insert(key, self.rows.len());
        self.rows.push(row);
    }

    /// The catalogue.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        // Written to memory, which takes everything.
        let _ = writer.write_record(Field::keys());
        for row in &self.rows {
            let record = Field::all().map(|field| match field {
                Field::Number => row.number.clone(),
                Field::Title => row.title.clone(),
                Field::Status => row.standing.word().to_owned(),
                Field::Effective => day(row.effective),
                Field::ReplacedBy => row.replaced_by.clone(),
                Field::Source => row.source.clone(),
                Field::AsOf => day(row.as_of),
                Field::Plan => row.plan.clone(),
                Field::Owner => row.owner.clone(),
                // A register has no column for them.
                Field::Issued | Field::Withdrawn => String::new(),
            });
            let _ = writer.write_record(record);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// What makes a number the same as another, and its canonical form.
fn identity(register: &Register, written: &str) -> Option<(Key, String)> {
    let parsed = number::parse(written, &register.scheme.grammar);
    let key = parsed.number?.same_standard_key(written);
    Some((key, parsed.canonical.unwrap_or_else(|| written.to_owned())))
}
