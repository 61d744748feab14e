//! What a new name may be: of the form that its referent asks for, and nobody else's.

use super::Refusal;
use crate::code::{self, Code};

use crate::ide::referent::{Naming, Referent, Spelling};
use crate::ide::terms;
use crate::messages::Message;
use crate::register::Register;
use crate::register::model::EntryId;
use crate::scheme::{Layer, Role};

/// The new name without blanks around it. A name of nothing, or one with control characters, will not do.
pub(super) fn tidy(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Box::new(Message::new("rename-empty")));
    }
    if name.chars().any(char::is_control) {
        return Err(Box::new(Message::new("rename-control")));
    }
    Ok(name)
}

/// Whether what is named may have the new name.
pub(super) fn check(register: &Register, naming: &Naming, new: &str) -> Result<(), Refusal> {
    match (&naming.referent, naming.spelling) {
        (Referent::Category { .. }, Spelling::Title) => category_title_is_free(register, new),
        (Referent::Category { index, .. }, _) => {
            category_fits(register, new)?;
            category_is_free(register, *index, new)
        }
        (Referent::Subsystem(title), Spelling::Code) => subsystem_code_is_free(register, title, new),
        (Referent::Subsystem(_), _) => subsystem_is_free(register, new),
        (Referent::Table(_), _) => table_is_free(register, new),
        (Referent::Code(_), _) => {
            let scheme = &register.scheme;
            if !Code::parse(scheme, new).is_well_formed(scheme) {
                return Err(Box::new(
                    Message::new("rename-code-malformed")
                        .with("code", new)
                        .with("scheme", scheme.id.as_str())
                        .with("expected", scheme.width()),
                ));
            }
            code_is_free(register, new, |_| true)
        }
        (Referent::Group { table, .. }, _) => group_is_free(register, *table, new),
        (Referent::Status(_), _) => word_is_free(register, new, terms::Kind::Status),
        (Referent::Level(_), _) => word_is_free(register, new, terms::Kind::Level),
        _ => Ok(()),
    }
}

/// Whether a code of a category is of the width and the characters that its layer takes.
fn category_fits(register: &Register, new: &str) -> Result<(), Refusal> {
    let scheme = &register.scheme;
    let Some(layer) = scheme.layer(Role::Category) else {
        return Ok(());
    };
    let message = |key| Message::new(key).with("code", new).with("layer", layer_name(layer));
    if !layer.has_right_length(new) {
        return Err(Box::new(message("rename-layer-width").with("expected", layer.width)));
    }
    if !layer.is_well_formed(new) {
        return Err(Box::new(
            message("rename-layer-characters").with("characters", layer.characters.name()),
        ));
    }
    if !layer.takes(new) {
        return Err(Box::new(
            message("rename-layer-value").with("scheme", scheme.id.as_str()),
        ));
    }
    Ok(())
}

fn layer_name(layer: &Layer) -> crate::messages::Argument {
    crate::messages::Argument::names(layer.title.clone(), layer.name.clone())
}

/// `own` is the category, where its code is its own in its subsystem alone.
fn category_is_free(register: &Register, own: Option<usize>, new: &str) -> Result<(), Refusal> {
    let own = own.and_then(|own| register.category(own));
    let all = register.categories();
    let mut all = all.filter(|category| own.is_none_or(|own| own.above == category.above));
    match all.find(|category| category.code().as_deref() == Some(new)) {
        Some(category) => Err(Box::new(
            Message::new("rename-category-taken")
                .with("code", new)
                .with("title", category.title().unwrap_or_default()),
        )),
        None => Ok(()),
    }
}

fn category_title_is_free(register: &Register, new: &str) -> Result<(), Refusal> {
    let mut all = register.categories();
    match all.find(|category| category.title().as_deref() == Some(new)) {
        Some(category) => Err(Box::new(
            Message::new("rename-category-title-taken")
                .with("title", new)
                .with("code", category.code().unwrap_or_default()),
        )),
        None => Ok(()),
    }
}

/// Whether no other sub-heading of the table has a name: two of one name would be one.
fn group_is_free(register: &Register, table: usize, new: &str) -> Result<(), Refusal> {
    let Some(table) = register.table(table) else {
        return Ok(());
    };
    let mut of_entries = register.entries_of(&table);
    let is_taken = table.groups().any(|(_, group)| group == new)
        || of_entries.any(|(_, entry)| entry.group().is_some_and(|group| group == new));
    if is_taken {
        let message = Message::new("rename-group-taken").with("title", new);
        return Err(Box::new(message.with("table", table.name())));
    }
    Ok(())
}

fn subsystem_is_free(register: &Register, new: &str) -> Result<(), Refusal> {
    let mut all = register.subsystems();
    match all.find(|subsystem| subsystem.title().as_deref() == Some(new)) {
        Some(_) => Err(Box::new(Message::new("rename-subsystem-taken").with("title", new))),
        None => Ok(()),
    }
}

/// Whether a code fits the layers that name the subsystem, and no other below the same one has it. What categories have
/// in their paths is no name that could be renamed with it.
fn subsystem_code_is_free(register: &Register, title: &str, new: &str) -> Result<(), Refusal> {
    let Some(own) = register.subsystem_named(title).target() else {
        return Ok(());
    };
    let scheme = &register.scheme;
    let is_in_paths = scheme.category_path().is_some() && !register.belonging.categories_of_subsystem(own).is_empty();
    if is_in_paths && scheme.subsystem_layers().is_empty() {
        return Err(Box::new(Message::new("rename-subsystem-path").with("title", title)));
    }
    let layers = register.subsystems_with_layers().into_iter();
    let mut layers = layers.filter(|(subsystem, _)| *subsystem == own);
    if let Some(layer) = layers.next().and_then(|(_, layer)| scheme.layers.get(layer))
        && !layer.fits(new)
    {
        let message = Message::new("rename-layer-value").with("code", new);
        let message = message
            .with("layer", layer_name(layer))
            .with("scheme", scheme.id.as_str());
        return Err(Box::new(message));
    }
    let above = register.subsystem(own).map(|subsystem| subsystem.above);
    let mut others = register.subsystems().filter(|other| Some(other.above) == above);
    match others.find(|other| other.code().as_deref() == Some(new)) {
        Some(_) => Err(Box::new(Message::new("rename-subsystem-taken").with("title", new))),
        None => Ok(()),
    }
}

fn table_is_free(register: &Register, new: &str) -> Result<(), Refusal> {
    let mut all = register.tables();
    match all.find(|table| table.id().as_deref() == Some(new)) {
        Some(table) => Err(Box::new(
            Message::new("rename-table-taken")
                .with("id", new)
                .with("title", table.title().unwrap_or_default()),
        )),
        None => Ok(()),
    }
}

/// Whether no entry has a code, of those that are asked about.
pub(super) fn code_is_free(register: &Register, code: &str, counts: impl Fn(EntryId) -> bool) -> Result<(), Refusal> {
    let mut holders = register.index.codes.get(code::key(code)).iter();
    match holders.find(|id| counts(**id)).and_then(|id| register.entry(*id)) {
        Some(entry) => Err(Box::new(
            Message::new("rename-code-taken")
                .with("code", code)
                .with("title", entry.title().unwrap_or_default()),
        )),
        None => Ok(()),
    }
}

/// Whether a word is not in use. One that an item of the scheme's statistics has would be counted as that.
fn word_is_free(register: &Register, new: &str, kind: terms::Kind) -> Result<(), Refusal> {
    let is_known = match kind {
        terms::Kind::Status => register.vocabulary.status(new).is_some(),
        terms::Kind::Level => register.vocabulary.level(new).is_some(),
    };
    let is_item = register.scheme.statistics.iter().any(|item| item.item == new);
    if is_known || is_item {
        return Err(Box::new(Message::new("rename-word-taken").with("word", new)));
    }
    Ok(())
}
