//! Codes: those that an entry may have next, each with what it says.

use super::draft::{Draft, Offers};
use super::{CompletionKind, layers};
use crate::code::Code;
use crate::ide::next_code::fixed;
use crate::ide::page::Page;
use crate::ide::wanted::Wanted;
use crate::ide::words;
use crate::keys::{ColumnRole, TableKind};
use crate::register::Register;
use crate::register::decode::decode_in;
use crate::register::handle::TableRef;
use crate::scheme::Role;
use crate::syntax::Typed;

/// Offers codes at the place of an entry's code, or of the register's own.
pub(super) fn offer(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let spot = offers.spot;
    if register.scheme_is_stand_in() {
        return;
    }
    let table = spot
        .detail_table(register)
        .filter(|_| spot.table == Some(TableKind::Entry));
    let own = spot.own_entry(register);
    let wanted = table.map(|table| Wanted {
        table,
        place: own.unwrap_or_else(|| spot.place_in(register, table)),
        own,
        standard: spot.of_role(register, ColumnRole::Standard),
        level: spot.of_role(register, ColumnRole::Level),
    });
    if let Some(wanted) = wanted {
        let codes = wanted.codes(register);
        let telling = telling_layers(register, wanted.table, &codes);
        for (place, code) in codes.iter().enumerate() {
            let draft = Draft::new(CompletionKind::Code, code.as_str())
                .detail(in_short(register, code, &telling))
                .documentation(explained(offers, code));
            let draft = if place == 0 { draft.preselected() } else { draft };
            offers.string(typed, code, draft);
        }
    }
    layers::offer(offers, typed, wanted);
}

/// The layers that tell codes from each other that are offered together; of one that is offered alone, those that the
/// register leaves open.
fn telling_layers(register: &Register, table: TableRef<'_>, codes: &[String]) -> Vec<usize> {
    let scheme = &register.scheme;
    let differ = |index: usize| {
        let mut values = codes
            .iter()
            .map(|code| Code::parse(scheme, code).value_at(scheme, code, index));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let layers = scheme.layers.iter().enumerate();
    let open =
        layers.filter(|(index, layer)| fixed(register, table, *index).is_none() && layer.role != Some(Role::Sequence));
    let open = open.map(|(index, _)| index);
    open.filter(|index| codes.len() == 1 || differ(*index)).collect()
}

/// Some layers of a code in few words, `公共安全行业专业标准·行业标准·推荐性`: editors have one line for a code and what is
/// said beside it, and cut the code short where that is long.
fn in_short(register: &Register, code: &str, layers: &[usize]) -> String {
    let decoded = decode_in(code, register);
    let layers = layers.iter().filter_map(|index| decoded.layers.get(*index));
    let words = layers.filter_map(|layer| words::short(register, code, layer.layer, layer.value?));
    words.collect::<Vec<_>>().join("·")
}

/// A code in words, layer by layer: `技术标准 · … · 101 · 行业标准 · 推荐性`.
pub(super) fn told(offers: &Offers<'_>, code: &str) -> String {
    let context = offers.context;
    let decoded = decode_in(code, context.register);
    let layers = decoded.layers.iter().filter(|layer| layer.layer.literal.is_none());
    let word = |layer: &crate::register::decode::DecodedLayer<'_>| match (&layer.meaning, layer.layer.role) {
        (Some(meaning), role) if role != Some(Role::Sequence) => meaning.render(context.language),
        _ => layer.value.unwrap_or_default().to_owned(),
    };
    layers.map(word).collect::<Vec<_>>().join(" · ")
}

/// A code layer by layer.
fn explained(offers: &Offers<'_>, code: &str) -> Page {
    let context = offers.context;
    let decoded = decode_in(code, context.register);
    let layers = decoded.layers.iter().filter(|layer| layer.layer.literal.is_none());
    let mut page = Page::default();
    for layer in layers {
        let meaning = layer.meaning.as_ref().map(|meaning| meaning.render(context.language));
        let value = layer.value.unwrap_or_default();
        page.item(format!(
            "{} {value} {}",
            layer.layer.title_or_name(),
            meaning.unwrap_or_default()
        ));
    }
    page
}
