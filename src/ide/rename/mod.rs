//! Rename: a category's code or title, a subsystem, a table's id or one of its sub-headings, a standard's code, the body in
//! charge, a word for status or level, a column or a layer, in every place of every file that names it.
//!
//! When files are renamed, [`follow`] has the root name them where they will be.
//!
//! What is renamed is found as [references](super::references) are; what a new name may be is in [`names`]. Either all
//! places can be changed or none is.

mod files;
mod keys;
mod names;
#[cfg(test)]
mod tests;

pub use self::files::follow;

use rustc_hash::FxHashSet;

use super::referent::{self, CodeReading, Naming, Referent, Spelling, Written};
use super::target::{self, Item};
use super::{Context, Cursor, mentions, terms};
use crate::code::layer_span;
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;
use crate::scheme::Role;
use crate::text::{Span, to_u32};
use crate::writer::strings;

/// What would be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// The name under the cursor, relative to its file.
    pub place: Place,
    /// The name as it is now.
    pub placeholder: String,
}

/// Why something cannot be renamed, or not so.
pub type Refusal = Box<Message>;

/// What a rename at the cursor would change; none where there is nothing to rename, and a reason where what there is
/// cannot be renamed here.
pub fn prepare(context: Context<'_>, cursor: Cursor) -> Result<Option<Renaming>, Refusal> {
    let register = context.register;
    Ok(subject(register, cursor)?.map(|naming| Renaming {
        place: naming.written.place(register),
        placeholder: naming.written.name(register),
    }))
}

/// The edits that give what the cursor is on another name: what is replaced, relative to its file, and by what, in the
/// order of the files and their text. Empty where there is nothing to rename or the name is as it was; a reason where
/// the new name will not do.
pub fn rename(context: Context<'_>, cursor: Cursor, new_name: &str) -> Result<Vec<(Place, String)>, Refusal> {
    let register = context.register;
    let Some(naming) = subject(register, cursor)? else {
        return Ok(Vec::new());
    };
    let name = names::tidy(new_name)?;
    if name == naming.written.name(register) {
        return Ok(Vec::new());
    }
    if matches!(naming.referent, Referent::Column(_) | Referent::Layer(_)) {
        return keys::edits(register, &naming, name);
    }
    names::check(register, &naming, name)?;
    let places = match naming.referent {
        Referent::Category { ref code, index } if naming.spelling == Spelling::Name => {
            of_category(register, (code, index), name)?
        }
        Referent::Subsystem(_) if naming.spelling == Spelling::Code => of_subsystem_code(register, &naming),
        Referent::Code(ref code) => of_code(register, cursor, &naming, code),
        _ => of_words(register, &naming),
    };
    let mut edits = places
        .iter()
        .map(|written| edit(register, written, name).ok_or_else(|| unreadable(register, written)))
        .collect::<Result<Vec<_>, Refusal>>()?;
    edits.sort();
    edits.dedup();
    Ok(edits)
}

/// The edit that puts a name in the place of another. Where the string stands letter by letter and its quotes take the
/// name as it is, only the part that changes is replaced; else the string is written anew in double quotes. None for one
/// that is not closed.
fn edit(register: &Register, written: &Written, name: &str) -> Option<(Place, String)> {
    let content = written.at.string().span;
    let quotes = strings::quotes(written.at.segment_text(register), content)?;
    if written.at.string().is_plain() && strings::between(quotes, name).as_deref() == Some(name) {
        return Some((register.absolute(written.at.part(written.part)), name.to_owned()));
    }
    let old = written.at.content(register);
    let before = old.get(..written.part.start as usize)?;
    let after = old.get(written.part.end as usize..)?;
    let width = to_u32(quotes.len());
    let place = written
        .at
        .site()
        .place(Span::new(content.start - width, content.end + width));
    Some((
        register.absolute(place),
        strings::string(&format!("{before}{name}{after}")),
    ))
}

fn unreadable(register: &Register, written: &Written) -> Refusal {
    let file = register.file(written.at.site().file);
    Box::new(Message::new("rename-unreadable").with("file", file.map_or("", |file| file.path.as_str())))
}

/// The name under the cursor, if it can be renamed.
fn subject(register: &Register, cursor: Cursor) -> Result<Option<Naming>, Refusal> {
    let Some(naming) = referent::at(register, cursor, CodeReading::Whole) else {
        return Ok(None);
    };
    let kind = match (&naming.referent, naming.spelling) {
        (
            Referent::Category { .. }
            | Referent::Subsystem(_)
            | Referent::Code(_)
            | Referent::Group { .. }
            | Referent::Owner(_),
            _,
        )
        | (Referent::Table(_), Spelling::Name) => {
            return Ok(Some(naming));
        }
        (Referent::Column(_) | Referent::Layer(_), _) => return keys::subject(register, naming),
        (Referent::Status(_), _) => terms::Kind::Status,
        (Referent::Level(_), _) => terms::Kind::Level,
        _ => return Ok(None),
    };
    let word = naming.written.name(register);
    let is_own = terms::of(register, kind).iter().any(|term| {
        let mut words = term.name.iter().chain(&term.also);
        words.any(|own| own.content(register) == word)
    });
    if is_own {
        return Ok(Some(naming));
    }
    let refusal = Message::new("rename-scheme-word")
        .with("word", word)
        .with("scheme", register.scheme.id.as_str());
    Err(Box::new(refusal))
}

/// The places where a referent is called by the very word under the cursor: statistics may name a category by its title, and
/// a status has synonyms.
fn of_words(register: &Register, naming: &Naming) -> Vec<Written> {
    let word = naming.written.name(register);
    mentions::of(register, &naming.referent)
        .into_iter()
        .filter(|mention| mention.spelling == naming.spelling && mention.written.name(register) == word)
        .map(|mention| mention.written)
        .collect()
}

/// The places that name a category by its code, and the layer of the codes in its tables. A code in another category's
/// table that has this category in its layer is at fault already, and stays so.
fn of_category(register: &Register, (code, index): (&str, Option<usize>), new: &str) -> Result<Vec<Written>, Refusal> {
    let tables = register.tables();
    let tables = tables.filter(|table| index.is_none() || table.category_index == index);
    let tables = tables.filter(|table| table.category().unwrap_or_default() == code);
    let mut in_tables = FxHashSet::default();
    let mut changed = FxHashSet::default();
    for (id, entry) in tables.flat_map(|table| register.entries_of(&table)) {
        let Some(string) = entry.code else {
            continue;
        };
        in_tables.insert(entry.site.place(string.span));
        changed.insert(entry.text(string));
        check_code(register, id, entry, code, new)?;
    }
    let head = register.head();
    if let Some(string) = head.code
        && changed.contains(&head.text(string))
    {
        // The register lists itself: its own code is that of the entry.
        in_tables.insert(head.site.place(string.span));
    }
    let referent = Referent::Category {
        code: code.to_owned(),
        index,
    };
    let mentions = mentions::of(register, &referent);
    let named = mentions.into_iter().filter(|mention| match mention.spelling {
        Spelling::Name => true,
        Spelling::Layer => in_tables.contains(&mention.written.at.place()),
        Spelling::Title | Spelling::Code | Spelling::Key | Spelling::Role => false,
    });
    Ok(named.map(|mention| mention.written).collect())
}

/// The places that name a subsystem by its code, and the layer of the codes below it.
fn of_subsystem_code(register: &Register, naming: &Naming) -> Vec<Written> {
    let mentions = mentions::of(register, &naming.referent).into_iter();
    let by_code = mentions.filter(|mention| matches!(mention.spelling, Spelling::Code | Spelling::Layer));
    by_code.map(|mention| mention.written).collect()
}

/// Whether the code of an entry would become that of another one.
fn check_code(register: &Register, id: EntryId, entry: EntryRef<'_>, category: &str, new: &str) -> Result<(), Refusal> {
    let code = entry.code().unwrap_or_default();
    let scheme = &register.scheme;
    let Some(layer) = scheme.layer_of(Role::Category) else {
        return Ok(());
    };
    let part = layer_span(scheme, layer, &code);
    if part.of_text(&code) != category {
        return Ok(());
    }
    let mut renamed = code.into_owned();
    renamed.replace_range(part.range(), new);
    names::code_is_free(register, &renamed, |other| other != id)
}

/// A code is renamed where the cursor is: two entries with one code are at fault, and to tell them apart is what the
/// author is about. The register's own code goes with that of the entry which lists the register.
fn of_code(register: &Register, cursor: Cursor, naming: &Naming, code: &str) -> Vec<Written> {
    let head = register.head();
    let mut places = vec![naming.written];
    let holders: Vec<EntryRef<'_>> = register
        .index
        .codes
        .get(crate::code::key(code))
        .iter()
        .filter_map(|id| register.entry(*id))
        .filter(|entry| entry.code().unwrap_or_default() == code)
        .collect();
    let lists_register = |entry: EntryRef<'_>| {
        let title = entry.title().unwrap_or_default();
        holders.len() == 1 || (!title.is_empty() && title == head.title().unwrap_or_default())
    };
    let whole = |string| Written::whole(register, string);
    match target::at(register, cursor).and_then(|target| target.item) {
        Some(Item::Entry(id)) => {
            let goes_along = register.entry(id).is_some_and(lists_register);
            let own = head.code.filter(|_| goes_along);
            places.extend(own.filter(|own| head.text(*own) == code).map(|own| whole(head.at(own))));
        }
        _ => {
            let entries = holders.iter().copied().filter(|entry| lists_register(*entry));
            places.extend(entries.filter_map(|entry| Some(whole(entry.at(entry.code?)))));
        }
    }
    places
}
