//! What is known of values: by the built-in scheme, and by the list of rules. It is offered, and any other is accepted: a
//! register may have a scheme and words of its own.

use super::{Basis, Json, Object, Word, closed_words, open_words, string};
use crate::keys::Column;
use crate::messages::{Language, Message};
use crate::rules::{self, FAMILIES};
use crate::scheme::{Layer, Role, Scheme, Width};

/// The schema of a code scheme's id.
pub(super) fn schemes(help: &str) -> Object {
    let ids = Scheme::ids();
    let ids = ids
        .iter()
        .filter_map(|id| Some(((*id).to_owned(), Scheme::by_id(id)?.title.clone())));
    open_words(ids, help)
}

fn synonym(name: &str, language: Language) -> String {
    let message = Message::attribute("schema-word", "synonym").with("name", name);
    message.render(language)
}

/// The schema of a status.
pub(super) fn statuses(help: &str, basis: Basis<'_>) -> Object {
    let language = basis.language;
    let phase = |name| Message::attribute("hover-phase", name).render(language);
    let terms = basis.statuses.iter();
    let terms = terms.map(|status| (status.name.clone(), phase(status.phase.name())));
    let synonyms = basis.statuses.iter().flat_map(|status| {
        let also = status.also.iter();
        also.map(|word| (word.clone(), synonym(&status.name, language)))
    });
    open_words(terms.chain(synonyms), help)
}

/// The schema of a level.
pub(super) fn levels(help: &str, basis: Basis<'_>) -> Object {
    let language = basis.language;
    let layer = basis.scheme.layer(Role::Level);
    let meaning = |value: &str| {
        let meaning = layer.and_then(|layer| layer.meaning(value));
        meaning.unwrap_or_default().to_owned()
    };
    let terms = basis.levels.iter();
    let terms = terms.map(|level| (level.name.clone(), meaning(&level.value)));
    let aliases = basis.levels.iter().flat_map(|level| {
        let alias = level.alias.iter();
        alias.map(|word| (word.clone(), synonym(&level.name, language)))
    });
    open_words(terms.chain(aliases), help)
}

/// The schema of a word of a column.
pub(super) fn words(column: &Column, help: &str) -> Object {
    open_words(column.words.iter().map(|word| (word.to_owned(), String::new())), help)
}

/// The schema of a kind of standard numbers.
pub(super) fn number_kinds(kinds: &[&str]) -> Object {
    closed_words(kinds.iter().map(|&kind| kind.to_owned()).collect())
}

/// The schema of an item of statistics.
pub(super) fn items(help: &str, basis: Basis<'_>) -> Object {
    let items = basis
        .scheme
        .statistics
        .iter()
        .map(|item| (item.item.clone(), String::new()));
    open_words(items, help)
}

/// The schema of a value of the layer with a role.
pub(super) fn layer_values(role: Role, help: &str, basis: Basis<'_>) -> Object {
    basis
        .scheme
        .layer(role)
        .map_or_else(string, |layer| values(layer, help))
}

/// The schema of a value of a layer: those that the scheme lists are offered, and any other is accepted.
pub(super) fn values(layer: &Layer, help: &str) -> Object {
    if layer.values.is_empty() {
        return string();
    }
    open_words(layer.values.iter().cloned(), help)
}

/// The schema of a code: the form of the scheme's codes is shown, and any other is accepted, for a register may have a scheme
/// of its own, and whether a code is right is for rules to say.
pub(super) fn codes(help: &str, basis: Basis<'_>) -> Object {
    let (scheme, language) = (basis.scheme, basis.language);
    let mut form = string();
    let pattern: String = scheme.layers.iter().map(pattern).collect();
    form.set("pattern", format!("^{pattern}$"));
    let layers = scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let layers: Vec<String> = layers
        .map(|layer| format!("{} ({})", layer.title, layer.width))
        .collect();
    let description = Message::attribute("schema-word", "code")
        .with("scheme", scheme.id.as_str())
        .with("layers", layers);
    form.set("description", description.render(language));
    let mut any = string();
    any.set("description", help);
    let mut schema = Object::default();
    schema.set("anyOf", Json::List(vec![form.into(), any.into()]));
    schema
}

/// The pattern of a layer, in the subset of regular expressions that all readers of schemas know.
fn pattern(layer: &Layer) -> String {
    if let Some(literal) = &layer.literal {
        return literal.chars().map(escaped).collect();
    }
    if layer.values.is_empty() || layer.open.is_some() {
        let repeated = |width: Width| match width.fixed() {
            Some(count) => format!("{{{count}}}"),
            None => format!("{{{},{}}}", width.least, width.most),
        };
        let Some(path) = &layer.path else {
            return format!("[{}]{}", layer.characters.ranges(), repeated(layer.width));
        };
        let part = format!("[{}]{}", path.characters.ranges(), repeated(path.width));
        let separator: String = path.separator.chars().map(escaped).collect();
        let further = Width {
            least: path.depth.least.saturating_sub(1),
            most: path.depth.most.saturating_sub(1),
        };
        return format!("{part}({separator}{part}){}", repeated(further));
    }
    let values: Vec<&str> = layer.values.iter().map(|(value, _)| value.as_str()).collect();
    format!("({})", values.join("|"))
}

fn escaped(character: char) -> String {
    let is_plain = character.is_alphanumeric() || matches!(character, '-' | ' ' | '_' | '/');
    if is_plain {
        character.to_string()
    } else {
        format!("\\{character}")
    }
}

/// All that names rules, and what it means: codes and names, families, `ALL`. A name that is none is told by X002, which is
/// no matter of keys and types.
pub(super) fn selectors(language: Language) -> impl Iterator<Item = Word> {
    let all = Message::attribute("schema-word", "all").render(language);
    let families = FAMILIES
        .iter()
        .map(move |(letter, title)| (letter.to_string(), title.get(language).to_owned()));
    let codes = rules::ALL.iter().map(move |definition| {
        let meaning = format!("{}: {}", definition.rule.name, definition.page.what.get(language));
        (definition.rule.code.to_owned(), meaning)
    });
    let names = rules::ALL.iter().map(move |definition| {
        let meaning = format!("{}: {}", definition.rule.code, definition.page.what.get(language));
        (definition.rule.name.to_owned(), meaning)
    });
    let first = std::iter::once(("ALL".to_owned(), all));
    first.chain(families).chain(codes).chain(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_codes_is_that_of_the_layers() {
        let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\nvalues = { A = \"a\", B = \"b\" }\n\
            [[layer]]\nliteral = \".\"\n[[layer]]\nname = \"b\"\nwidth = 2\nchars = \"digit\"\nvalues = { 00 = \"c\" }\nopen = \"10-20\"\n";
        let (scheme, faults) = crate::scheme::read(text);
        assert_eq!(faults, []);
        let pattern: String = scheme.unwrap().layers.iter().map(pattern).collect();
        assert_eq!(pattern, "(A|B)\\.[0-9]{2}");
    }
}
