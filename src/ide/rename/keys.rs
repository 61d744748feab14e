//! Columns and layers: their names are keys of entries and of conditions, which the new one must not make another key or
//! two of one name.

use super::{Refusal, edit, unreadable};
use crate::diagnostic::Place;
use crate::ide::declared::{self, Condition};
use crate::ide::mentions::{self, Mention, Part};
use crate::ide::referent::{Naming, Referent, Spelling, named_by_key};
use crate::keys::{BY, CONDITIONS, Certainty, ColumnRole, TableKind, ValueType};
use crate::messages::Message;
use crate::register::handle::StringAt;
use crate::register::{FileRole, Register};
use crate::scheme::Role;
use crate::text::{Span, to_u32};
use crate::writer::strings;

/// The name of a column or a layer, if it can be renamed.
pub(super) fn subject(register: &Register, naming: Naming) -> Result<Option<Naming>, Refusal> {
    if naming.spelling == Spelling::Role {
        return Ok(None);
    }
    let is_known = register.goes_by_scheme() && register.columns.certainty == Certainty::Certain;
    if !is_known {
        return Err(Box::new(Message::new("rename-scheme-faulty")));
    }
    match &naming.referent {
        Referent::Column(key) => keeps_its_role(register, key)?,
        _ => is_in_a_file(register, &naming)?,
    }
    Ok(Some(naming))
}

/// Whether a column is the same one under another key: a built-in one is known by its key alone, unless its role is written.
fn keeps_its_role(register: &Register, key: &str) -> Result<(), Refusal> {
    let Some(role) = ColumnRole::named(key) else {
        return Ok(());
    };
    // Where another column has the role, this one is of the author's making.
    let column = register.columns.find(key);
    if column.is_some_and(|(_, column)| column.role != Some(role)) {
        return Ok(());
    }
    let has_key = |string: Option<StringAt>| string.is_some_and(|string| string.content(register) == key);
    let mut written = declared::tables(register, TableKind::Column);
    written.retain(|table| table.role != FileRole::Part && has_key(table.string(ValueType::ColumnKey)));
    // What a register writes over a column of its scheme file goes by that.
    let of_scheme = written.iter().find(|table| table.role == FileRole::Scheme);
    let writes_role = of_scheme
        .or(written.first())
        .is_some_and(|table| table.string(ValueType::ColumnRole).is_some());
    if writes_role {
        return Ok(());
    }
    let message = Message::new("rename-built-in-column").with("key", key);
    Err(Box::new(message.with("role", role.name())))
}

/// Whether a layer is that of a scheme file, and not of a built-in scheme.
fn is_in_a_file(register: &Register, naming: &Naming) -> Result<(), Refusal> {
    let mentions = mentions::of(register, &naming.referent);
    if mentions.iter().any(|mention| mention.part == Part::Definition) {
        return Ok(());
    }
    let message = Message::new("rename-scheme-layer").with("name", naming.written.name(register));
    Err(Box::new(message.with("scheme", register.scheme.id.as_str())))
}

/// The edits that give a column or a layer another name.
pub(super) fn edits(register: &Register, naming: &Naming, new: &str) -> Result<Vec<(Place, String)>, Refusal> {
    is_free(register, &naming.referent, new)?;
    is_of_one_meaning(register, naming)?;
    stands_alone(register, naming, new)?;
    let mut edits = mentions::of(register, &naming.referent)
        .iter()
        .filter_map(|mention| match mention.spelling {
            Spelling::Key => Some(Ok((place_of_key(register, mention), new.to_owned()))),
            Spelling::Name => {
                let written = &mention.written;
                Some(edit(register, written, new).ok_or_else(|| unreadable(register, written)))
            }
            Spelling::Title | Spelling::Code | Spelling::Layer | Spelling::Role => None,
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    edits.sort();
    edits.dedup();
    Ok(edits)
}

/// Where a key stands, with its quotes: the new one needs none.
fn place_of_key(register: &Register, mention: &Mention) -> Place {
    let key = mention.written.at;
    let content = key.string().span;
    let quotes = strings::quotes(key.segment_text(register), content);
    let width = quotes.map_or(0, |quotes| to_u32(quotes.len()));
    let span = Span::new(content.start - width, content.end + width);
    register.absolute(key.site().place(span))
}

/// Whether nothing has the name: no column, no layer, no word of the format.
fn is_free(register: &Register, referent: &Referent, new: &str) -> Result<(), Refusal> {
    let refused = |key| Err(Box::new(Message::new(key).with("key", new)));
    if strings::key(new) != new {
        return refused("rename-key-bare");
    }
    let scheme = &register.scheme;
    let own_role = match referent {
        Referent::Column(key) => register.columns.find(key).and_then(|(_, column)| column.role),
        _ => None,
    };
    // The word of the format for the very column, or for the values of the very layer, means the same.
    let is_own_word = match referent {
        Referent::Layer(index) => new == "level" && scheme.layer_of(Role::Level) == Some(*index),
        _ => {
            let has_word = matches!(own_role, Some(ColumnRole::Status | ColumnRole::Level));
            has_word && own_role.is_some_and(|role| role.name() == new)
        }
    };
    let is_column = matches!(referent, Referent::Column(_));
    let has_column = register.columns.all().iter().any(|column| column.key == new);
    let has_layer = scheme.layer_named(new).is_some();
    // That word is no column for a layer, and no layer for a column.
    let is_taken = match (is_own_word, is_column) {
        (false, _) => has_column || has_layer,
        (true, true) => has_column,
        (true, false) => has_layer,
    };
    if is_taken {
        return refused("rename-key-taken");
    }
    let is_of_format = CONDITIONS.iter().any(|key| key.name == new) || BY.contains(&new);
    let is_built_in = is_column && ColumnRole::named(new).is_some_and(|role| own_role != Some(role));
    if (is_of_format && !is_own_word) || is_built_in {
        return refused("rename-key-of-format");
    }
    Ok(())
}

/// Whether each key that would be changed names what is renamed, and nothing else beside: a layer and a column may have one
/// name.
fn is_of_one_meaning(register: &Register, naming: &Naming) -> Result<(), Refusal> {
    let name = naming.written.name(register);
    let names_both = |condition: &Condition| {
        let named = named_by_key(register, condition);
        named.len() > 1 && named.contains(&naming.referent)
    };
    let is_counted_by = || {
        let is_column = matches!(naming.referent, Referent::Column(_));
        let mut all = register.statistics();
        is_column && all.any(|statistics| statistics.by().as_deref() == Some(&name))
    };
    let has_layer = register.scheme.layer_named(&name).is_some();
    let mut conditions = declared::conditions(register).into_iter().flatten();
    if conditions.any(|condition| names_both(&condition)) || (has_layer && is_counted_by()) {
        return Err(Box::new(Message::new("rename-key-shared").with("key", name)));
    }
    Ok(())
}

/// Whether no table that has the key has one of the new name as well, which would be two of one name.
fn stands_alone(register: &Register, naming: &Naming, new: &str) -> Result<(), Refusal> {
    let refused = |key: StringAt| {
        let file = register.file(key.site().file);
        let message = Message::new("rename-key-beside").with("key", new);
        Err(Box::new(
            message.with("file", file.map_or("", |file| file.path.as_str())),
        ))
    };
    for conditions in declared::conditions(register) {
        let is_named = |condition: &&Condition| named_by_key(register, condition).contains(&naming.referent);
        let is_beside = conditions.iter().any(|condition| condition.name == new);
        if let Some(condition) = conditions.iter().find(is_named).filter(|_| is_beside) {
            return refused(condition.key);
        }
    }
    let Referent::Column(key) = &naming.referent else {
        return Ok(());
    };
    for entry in register.entries() {
        let text = entry.segment_text();
        let keys = entry.keys();
        let of_name = |name: &str| keys.iter().find(|node| node.key.name(text) == *name);
        if let Some(node) = of_name(key).filter(|_| of_name(new).is_some()) {
            return refused(entry.at(node.key.string(text)));
        }
    }
    Ok(())
}
