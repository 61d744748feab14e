//! What the key of a condition names: a word of the format, a layer of the code, or a column of entries.

use crate::keys::{BY, CONDITIONS, Column, ColumnRole};
use crate::register::Register;
use crate::scheme::Layer;

/// A layer or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A layer, by its place in the scheme.
    Layer(usize),
    /// A column, by its place in the register.
    Column(usize),
}

/// The layer or the column that the key of a condition names where it asks for a value; none for a word of the format. A
/// name that both have is that of the one that takes the value.
pub fn named_by_condition(register: &Register, key: &str, value: &str) -> Option<Named> {
    let scheme = &register.scheme;
    let index = scheme.layer_named(key).filter(|_| !key.is_empty());
    let layer = index.and_then(|index| scheme.layers.get(index));
    if CONDITIONS.iter().any(|known| known.name == key) {
        // The layer of this name takes its values before the words for levels.
        let is_of_layer = key == "level" && layer.is_some_and(|layer| layer.takes(value));
        return index.filter(|_| is_of_layer).map(Named::Layer);
    }
    let column = register.columns.find(key);
    match (index.zip(layer), column) {
        (None, None) => None,
        (Some((index, _)), None) => Some(Named::Layer(index)),
        (None, Some((place, _))) => Some(Named::Column(place)),
        (Some((index, layer)), Some((place, column))) => {
            let is_of_layer = word_of_column(column).is_none() && is_of_layer(layer, column, value);
            Some(if is_of_layer {
                Named::Layer(index)
            } else {
                Named::Column(place)
            })
        }
    }
}

/// Of a layer and a column of one name, whether a value is the layer's: what the column lists goes before what the layer does
/// not.
pub(super) fn is_of_layer(layer: &Layer, column: &Column, value: &str) -> bool {
    layer.takes(value) && (layer.meaning(value).is_some() || !column.words.has(value))
}

/// The word of the format for a name: a scheme may call the columns of status and level otherwise.
pub fn word_of<'n>(register: &Register, name: &'n str) -> &'n str {
    if BY.contains(&name) {
        return name;
    }
    let column = register.columns.find(name);
    column.and_then(|(_, column)| word_of_column(column)).unwrap_or(name)
}

const fn word_of_column(column: &Column) -> Option<&'static str> {
    match column.role {
        Some(ColumnRole::Status) => Some("status"),
        Some(ColumnRole::Level) => Some("level"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};
    use crate::scheme;

    /// A register by a scheme with these layers and columns.
    fn register(tables: &str) -> Register {
        let head = "[scheme]\nid = \"x\"\ntitle = \"x\"\n";
        let level = "[[layer]]\nname = \"level\"\nwidth = 1\nvalues = { 1 = \"甲\" }\nrole = \"level\"\n";
        let (scheme, faults) = scheme::read(&format!("{head}{level}{tables}"));
        assert_eq!(faults, []);
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, "[register]\n".to_owned());
        let choice = SchemeChoice {
            scheme: Arc::new(scheme.unwrap()),
            problem: None,
        };
        Register::read(vec![Arc::new(file)], choice, Vec::new())
    }

    #[test]
    fn a_name_is_that_of_what_takes_the_value() {
        let layer = "[[layer]]\nname = \"kind\"\nwidth = 1\nvalues = { 1 = \"甲\" }\n";
        let column = "[[column]]\nkey = \"kind\"\ntitle = \"类\"\ntype = \"word\"\nwords = [\"1\", \"2\"]\n";
        let of = |register: &Register, key, value| named_by_condition(register, key, value);
        let both = register(&format!("{layer}{column}"));
        assert_eq!(of(&both, "kind", "1"), Some(Named::Layer(1)));
        assert!(matches!(of(&both, "kind", "2"), Some(Named::Column(_))));
        assert_eq!(of(&register(layer), "kind", "2"), Some(Named::Layer(1)));
        assert!(matches!(of(&register(column), "kind", "1"), Some(Named::Column(_))));
        assert_eq!(of(&both, "kin", "1"), None);
    }

    #[test]
    fn words_of_the_format_name_neither_but_for_the_values_of_the_layer_of_levels() {
        let register = register(
            "[[column]]\nkey = \"rank\"\nrole = \"level\"\n[[layer]]\nname = \"rank\"\nwidth = 1\n\
             [[level]]\nname = \"国家标准\"\nvalue = \"1\"\n",
        );
        let of = |key, value| named_by_condition(&register, key, value);
        assert_eq!(of("level", "1"), Some(Named::Layer(0)));
        assert_eq!(of("level", "国家标准"), None);
        assert_eq!(of("phase", "planned"), None);
        assert!(matches!(of("rank", "1"), Some(Named::Column(_))));
        assert_eq!(
            (word_of(&register, "rank"), word_of(&register, "owner")),
            ("level", "owner")
        );
    }
}
