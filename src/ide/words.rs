//! The values of a code's layers in few words, for where a line must do: inlay hints and lists.

use crate::code::Code;
use crate::register::Register;
use crate::register::decode::category_in;
use crate::scheme::{Layer, Role};

/// What the value of a layer of a code is called: a category and a subsystem by its title, a level by the word that entries use for it, all else by what
/// the scheme lists. None where nobody lists the value.
pub(super) fn short(register: &Register, code: &str, layer: &Layer, value: &str) -> Option<String> {
    match layer.role {
        Some(Role::Category) => {
            let category = category_in(register, code, Code::parse(&register.scheme, code), value)?;
            Some(category.title()?.into_owned())
        }
        Some(Role::Subsystem) => {
            let subsystem = register
                .subsystem_with_code(value)
                .and_then(|subsystem| subsystem.title());
            let meaning = || layer.meaning(value).map(str::to_owned);
            subsystem.map(|title| title.into_owned()).or_else(meaning)
        }
        Some(Role::Level) => {
            let mut levels = register.vocabulary.levels.iter();
            let named = levels
                .find(|level| level.value == value)
                .map(|level| level.name.as_str());
            named.or_else(|| layer.meaning(value)).map(str::to_owned)
        }
        _ => layer.meaning(value).map(str::to_owned),
    }
}
