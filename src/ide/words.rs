//! The values of a code's layers in few words, for where a line must do: inlay hints and lists.

use crate::register::Register;
use crate::register::decode::category;
use crate::scheme::{Layer, Role};

/// What a layer's value is called: a category by its title, a level by the word that entries use for it, all else by what
/// the scheme lists. None where nobody lists the value.
pub(super) fn short(register: &Register, layer: &Layer, value: &str) -> Option<String> {
    match layer.role {
        Some(Role::Category) => {
            let category = category(register, value)?;
            Some(category.title()?.into_owned())
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
