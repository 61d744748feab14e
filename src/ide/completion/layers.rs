//! The values of one layer, with their meaning: of the layer that the cursor is in, inside a code, or where a key takes
//! a layer's value.

use super::CompletionKind;
use super::draft::{Draft, Offers};
use crate::code;
use crate::ide::wanted::Wanted;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::SubsystemRef;
use crate::scheme::{Layer, Role};
use crate::syntax::Typed;

/// A value of a layer.
struct Value {
    value: String,
    meaning: String,
    /// Whether it is the one that the register asks for.
    is_due: bool,
}

/// Inside a code: the values of the layer under the cursor, each in the place of what the code has there.
pub(super) fn offer(offers: &mut Offers<'_>, typed: Typed, wanted: Option<Wanted<'_>>) {
    let register = offers.context.register;
    let before = offers.typed(typed.span);
    let content = typed.span.of_text(offers.spot.text);
    if content.is_empty() && wanted.is_some() {
        return;
    }
    let Some((number, layer)) = layer_at(register, before, content) else {
        return;
    };
    let Some(around) = Around::new(register, number, layer, before, content) else {
        return;
    };
    for value in values(register, (number, layer), wanted) {
        if !around.is_replaced && !value.value.starts_with(&around.typed) {
            continue;
        }
        let code = format!("{}{}{}", around.before, value.value, around.after);
        // What is offered as a whole code is said there.
        if code == content || (!around.is_replaced && offers.has(&code)) {
            continue;
        }
        let title = Message::new("completion-layer")
            .with("layer", layer.title_or_name())
            .with("number", number + 1)
            .render(offers.context.language);
        let mut draft = Draft::new(CompletionKind::Layer, label(&value)).detail(title);
        if around.is_replaced {
            // The layer has a value already: that is no reason to hide the others.
            draft = draft.found_by(format!("{before}{}", value.value));
        }
        offers.string(typed, &code, draft);
    }
}

/// The values of a layer at the place of a key that takes one.
pub(super) fn offer_values(offers: &mut Offers<'_>, typed: Typed, layer: Option<&Layer>) {
    let register = offers.context.register;
    let Some(layer) = layer.filter(|_| !register.scheme_is_stand_in()) else {
        return;
    };
    let Some(number) = register.scheme.layers.iter().position(|known| known == layer) else {
        return;
    };
    for value in values(register, (number, layer), None) {
        let draft = Draft::new(CompletionKind::Value, label(&value))
            .detail(layer.title_or_name())
            .found_by(value.meaning.clone());
        offers.string(typed, &value.value, draft);
    }
}

fn label(value: &Value) -> String {
    format!("{} {}", value.value, value.meaning).trim_end().to_owned()
}

/// The layer that the cursor is in or before, with its place in the scheme; behind a code's end the last one.
fn layer_at<'r>(register: &'r Register, before: &str, content: &str) -> Option<(usize, &'r Layer)> {
    let scheme = &register.scheme;
    if !scheme.is_of_fixed_width() {
        let (index, _) = code::layer_in_writing(scheme, before)?;
        return Some((index, scheme.layers.get(index)?));
    }
    let at = before.chars().count();
    let layers = || {
        let layers = scheme.layers.iter().enumerate();
        layers.filter(|(_, layer)| layer.literal.is_none())
    };
    if Some(at) == scheme.width().fixed() && content.len() == before.len() {
        return layers().next_back();
    }
    layers().find(|(_, layer)| at < layer.start + layer.width.least)
}

/// What stays of a code when a layer of it is exchanged.
struct Around {
    before: String,
    after: String,
    /// What is typed of the layer.
    typed: String,
    /// Whether the layer has a whole value already.
    is_replaced: bool,
}

impl Around {
    fn new(register: &Register, number: usize, layer: &Layer, before: &str, content: &str) -> Option<Self> {
        if !register.scheme.is_of_fixed_width() {
            return Self::of_variable_width(register, number, before, content);
        }
        let characters: Vec<char> = content.chars().collect();
        let slice = |from: usize, to: usize| -> String {
            let to = to.min(characters.len());
            characters.get(from.min(to)..to).unwrap_or_default().iter().collect()
        };
        let end = layer.start + layer.width.least;
        let mut around = Self {
            before: slice(0, layer.start),
            after: slice(end, characters.len()),
            typed: before.chars().skip(layer.start).collect(),
            is_replaced: characters.len() >= end,
        };
        // Separators before the layer that are not typed yet.
        for separator in register.scheme.layers.get(..number)? {
            let length = around.before.chars().count();
            if length < separator.start + separator.width.least {
                let literal = separator.literal.as_ref()?;
                around
                    .before
                    .extend(literal.chars().skip(length - separator.start.min(length)));
            }
        }
        Some(around)
    }

    fn of_variable_width(register: &Register, number: usize, before: &str, content: &str) -> Option<Self> {
        let scheme = &register.scheme;
        let (_, start) = code::layer_in_writing(scheme, before)?;
        let own = code::layer_span(scheme, number, content);
        // Of a code that is whole it is known where its layers end.
        let is_replaced = own.start as usize == start && !own.is_empty() && own.end as usize >= before.len();
        let end = if is_replaced { own.end as usize } else { before.len() };
        let mut around = Self {
            before: content.get(..start)?.to_owned(),
            after: content.get(end..)?.to_owned(),
            typed: before.get(start..)?.to_owned(),
            is_replaced,
        };
        let separator = number.checked_sub(1).and_then(|index| scheme.layers.get(index));
        if let Some(literal) = separator.and_then(|separator| separator.literal.as_deref())
            && !around.before.ends_with(literal)
        {
            around.before.push_str(literal);
        }
        Some(around)
    }
}

/// The values of a layer: what the register asks for first, then what the register or the scheme lists.
fn values(register: &Register, (number, layer): (usize, &Layer), wanted: Option<Wanted<'_>>) -> Vec<Value> {
    let mut values: Vec<Value> = match layer.role {
        Some(Role::Category) => {
            let categories = register.categories().map(|category| Value {
                value: category.code().unwrap_or_default().into_owned(),
                meaning: category.title().unwrap_or_default().into_owned(),
                is_due: false,
            });
            categories.collect()
        }
        Some(Role::Subsystem) if layer.values.is_empty() => {
            let named = register.subsystems_with_layers().into_iter();
            let named = named.filter(|(_, layer)| *layer == number);
            let subsystems = named.filter_map(|(index, _)| register.subsystem(index));
            let value = |subsystem: SubsystemRef<'_>| Value {
                value: subsystem.code().unwrap_or_default().into_owned(),
                meaning: subsystem.title().unwrap_or_default().into_owned(),
                is_due: false,
            };
            subsystems.map(value).collect()
        }
        Some(Role::Sequence) => {
            let next = wanted.and_then(|wanted| wanted.sequence(register));
            let next = next.map(|value| Value {
                value,
                meaning: String::new(),
                is_due: true,
            });
            next.into_iter().collect()
        }
        _ => {
            let listed = layer.values.iter().map(|(value, meaning)| Value {
                value: value.clone(),
                meaning: meaning.clone(),
                is_due: false,
            });
            listed.collect()
        }
    };
    let head = || match layer.role? {
        Role::Domain => register.head().domain(),
        Role::Business => register.head().business(),
        _ => None,
    };
    let due = match wanted.map(|wanted| wanted.table) {
        Some(table) => crate::ide::next_code::fixed(register, table, number).map(std::borrow::Cow::into_owned),
        None => head().map(std::borrow::Cow::into_owned),
    };
    if let Some(due) = due {
        match values.iter_mut().find(|value| value.value == due) {
            Some(value) => value.is_due = true,
            None => values.push(Value {
                value: due,
                meaning: String::new(),
                is_due: true,
            }),
        }
    }
    values.retain(|value| layer.has_right_length(&value.value));
    values.sort_by_key(|value| !value.is_due);
    values
}
