//! A code decoded for a person: the value of each layer, what it means and what is wrong with it, by a scheme alone or
//! in a register, which knows the meaning of further values.
//!
//! `stdreg decode` and the editor's hover show the same.

use std::borrow::Cow;

use super::Register;
use super::handle::CategoryRef;
use crate::code::{Code, layer_text};
use crate::messages::{Language, Message};
use crate::scheme::{Layer, Role, Scheme};
use crate::text::nearest::nearest;

/// How many values of a layer are listed at the most, where a value is none of them.
const MAX_LISTED: usize = 6;

/// A code as it was read.
#[derive(Clone, Debug)]
pub struct Decoded<'c> {
    /// The code.
    pub code: &'c str,
    /// What is wrong with it as a whole.
    pub fault: Option<Message>,
    /// Its layers, as many as the scheme has.
    pub layers: Vec<DecodedLayer<'c>>,
}

/// A layer of a code.
#[derive(Clone, Debug)]
pub struct DecodedLayer<'c> {
    /// The layer.
    pub layer: &'c Layer,
    /// Its place in the scheme.
    pub index: usize,
    /// What stands in its place, where that can be told.
    pub value: Option<&'c str>,
    /// What it means.
    pub meaning: Option<LayerMeaning>,
    /// What is wrong with it.
    pub fault: Option<Message>,
}

/// What a value means.
#[derive(Clone, Debug)]
pub enum LayerMeaning {
    /// The words of the scheme or of the register.
    Listed(String),
    /// What can be said where nobody lists the values.
    Told(Message),
}

impl LayerMeaning {
    /// The meaning in a language.
    pub fn render(&self, language: Language) -> String {
        match self {
            Self::Listed(text) => text.clone(),
            Self::Told(message) => message.render(language),
        }
    }
}

impl Decoded<'_> {
    /// Whether nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.fault.is_none() && self.layers.iter().all(|layer| layer.fault.is_none())
    }
}

/// Decodes a code by a scheme.
pub fn decode<'c>(code: &'c str, scheme: &'c Scheme) -> Decoded<'c> {
    let parsed = Code::parse(scheme, code);
    let has_right_length = parsed.has_right_length();
    let layer = |(index, layer): (usize, &'c Layer)| {
        let value = told_value(scheme, code, parsed, index);
        let fault = value.and_then(|value| fault(layer, value, parsed, index));
        DecodedLayer {
            layer,
            index,
            value,
            meaning: value
                .filter(|_| fault.is_none())
                .and_then(|value| meaning(layer, value)),
            fault,
        }
    };
    let layers: Vec<_> = scheme.layers.iter().enumerate().map(layer).collect();
    let is_lost = layers.iter().all(|layer| layer.value.is_none());
    let kind = match (scheme.width().has(parsed.length as usize), is_lost) {
        // As many characters as there may be, but not where the layers would have them.
        (true, _) => "undivided",
        (false, true) => "lost",
        (false, false) => "length",
    };
    let fault = (!has_right_length).then(|| {
        Message::attribute("code-decoded", kind)
            .with("length", parsed.length)
            .with("expected", scheme.width())
    });
    Decoded { code, fault, layers }
}

/// Decodes a code by the scheme of a register, with the meaning that the register itself gives to its business and its
/// categories.
pub fn decode_in<'c>(code: &'c str, register: &'c Register) -> Decoded<'c> {
    let mut decoded = decode(code, &register.scheme);
    let parsed = Code::parse(&register.scheme, code);
    for layer in &mut decoded.layers {
        let (Some(value), None) = (layer.value, &layer.fault) else {
            continue;
        };
        let own = match layer.layer.role {
            Some(Role::Category) => category_meaning(register, category_in(register, code, parsed, value)),
            Some(Role::Subsystem) => subsystem_meaning(register, value),
            Some(Role::Business) => business_meaning(register, value),
            _ => None,
        };
        layer.meaning = own.or(layer.meaning.take());
    }
    decoded
}

/// What stands in the place of a layer: in a code that is too short or too long only what is certainly in its place.
pub fn told_value<'c>(scheme: &Scheme, code: &'c str, parsed: Code, layer: usize) -> Option<&'c str> {
    let can_be_told = parsed.has_right_length() || parsed.is_readable(layer);
    layer_text(scheme, layer, code).filter(|_| can_be_told)
}

/// Likewise, unless it is none that the layer takes.
pub fn right_value<'c>(scheme: &Scheme, code: &'c str, parsed: Code, layer: usize) -> Option<&'c str> {
    let value = told_value(scheme, code, parsed, layer)?;
    fault(scheme.layers.get(layer)?, value, parsed, layer)
        .is_none()
        .then_some(value)
}

/// The category that a standard's code names; `value` is what it says in the layer of the category.
pub fn category_in<'r>(register: &'r Register, code: &str, parsed: Code, value: &str) -> Option<CategoryRef<'r>> {
    if register.scheme.subsystem_layers().is_empty() {
        return register.category_with_code(value);
    }
    register.category(register.category_in(parsed, code)?)
}

fn subsystem_meaning(register: &Register, value: &str) -> Option<LayerMeaning> {
    let title = register.subsystem_with_code(value)?.title()?;
    Some(LayerMeaning::Listed(title.into_owned()))
}

fn category_meaning(register: &Register, category: Option<CategoryRef<'_>>) -> Option<LayerMeaning> {
    let Some(category) = category else {
        return Some(LayerMeaning::Told(Message::attribute("code-decoded", "no-category")));
    };
    let title = category.title().unwrap_or_default();
    let named = register.subsystem_of(&category).and_then(|subsystem| subsystem.title());
    let subsystem = named.or_else(|| category.subsystem()).unwrap_or_default();
    let words: Vec<Cow<'_, str>> = [title, subsystem].into_iter().filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| LayerMeaning::Listed(words.join(" · ")))
}

fn business_meaning(register: &Register, value: &str) -> Option<LayerMeaning> {
    let head = register.head();
    let business = head.business()?;
    if business != value {
        let message = Message::attribute("code-decoded", "other-business").with("business", business);
        return Some(LayerMeaning::Told(message));
    }
    let title = head.title().unwrap_or_default();
    (!title.is_empty()).then(|| LayerMeaning::Listed(title.into_owned()))
}

fn fault(layer: &Layer, value: &str, code: Code, index: usize) -> Option<Message> {
    if let Some(literal) = layer.literal.as_deref().filter(|literal| *literal != value) {
        return Some(Message::attribute("code-decoded", "literal").with("literal", literal));
    }
    if !code.is_readable(index) {
        let wrong: String = value
            .chars()
            .filter(|character| !layer.characters.take(*character))
            .collect();
        let characters = Message::attribute("code-decoded", layer.characters.name());
        let message = Message::attribute("code-decoded", "character")
            .with("wrong", wrong)
            .with("characters", characters);
        return Some(message);
    }
    if !code.is_listed(index) {
        let values = layer.values.iter().map(|(value, _)| value.as_str());
        let near: Vec<String> = match nearest(value, values.clone()).filter(|_| layer.values.len() > MAX_LISTED) {
            Some(nearest) => vec![nearest.to_owned()],
            None => values.take(MAX_LISTED).map(str::to_owned).collect(),
        };
        return Some(Message::attribute("code-decoded", "value").with("near", near));
    }
    let is_zero = layer.role == Some(Role::Sequence) && value.bytes().all(|digit| digit == b'0');
    is_zero.then(|| Message::attribute("code-decoded", "zero"))
}

fn meaning(layer: &Layer, value: &str) -> Option<LayerMeaning> {
    if let Some(meaning) = layer.meaning(value) {
        return Some(LayerMeaning::Listed(meaning.to_owned()));
    }
    let told = |message| Some(LayerMeaning::Told(message));
    match (layer.role, layer.open) {
        (_, Some(_)) => told(Message::attribute("code-decoded", "open")),
        (Some(Role::Sequence), _) => {
            let number = value.trim_start_matches('0');
            told(Message::attribute("code-decoded", "sequence").with("number", number))
        }
        (Some(Role::Business), _) => told(Message::attribute("code-decoded", "business")),
        (Some(Role::Category), _) => told(Message::attribute("code-decoded", "category")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};

    const GOOD: &str = "2095021P1013T";

    fn meanings(decoded: &Decoded<'_>) -> Vec<String> {
        let meaning = |layer: &DecodedLayer<'_>| match (&layer.fault, &layer.meaning) {
            (Some(fault), _) => format!("! {}", fault.render(Language::En)),
            (None, Some(meaning)) => meaning.render(Language::En),
            (None, None) => String::new(),
        };
        decoded.layers.iter().map(meaning).collect()
    }

    fn register(text: &str) -> Register {
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
        Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new())
    }

    #[test]
    fn a_scheme_knows_its_own_values() {
        let scheme = Scheme::built_in();
        let decoded = decode(GOOD, &scheme);
        assert!(decoded.is_valid());
        assert_eq!(meanings(&decoded)[3], "defined by a [[category]] of the register");
        assert_eq!(meanings(&decoded)[5], "number 101");
    }

    #[test]
    fn a_register_knows_its_business_and_categories() {
        let text = "[register]\ntitle = \"体系\"\nbusiness = \"50\"\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"服务保障标准\"\n";
        let register = register(text);
        let told = meanings(&decode_in(GOOD, &register));
        assert_eq!(
            (told[2].as_str(), told[3].as_str()),
            ("体系", "数据资源 · 服务保障标准")
        );
        let told = meanings(&decode_in("2095134P1013T", &register));
        assert_eq!(told[2], "another business: the business of this register is 50");
        assert_eq!(told[3], "the register defines no such category");
    }

    #[test]
    fn what_a_malformed_code_has_in_its_place_is_told() {
        let scheme = Scheme::built_in();
        let decoded = decode("20950", &scheme);
        let values: Vec<_> = decoded.layers.iter().map(|layer| layer.value).collect();
        assert_eq!(values[..4], [Some("2"), Some("09"), Some("50"), None]);
        assert!(decoded.fault.is_some());
        assert!(meanings(&decode("4095021P0003T", &scheme))[0].starts_with("! there is no such value"));
    }
}
