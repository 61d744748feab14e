//! C003: a value of a layer that the scheme does not list.

use std::borrow::Cow;

use super::layer_value::layer_name;
use super::proposal;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::code;
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;
use crate::register::handle::CategoryRef;
use crate::scheme::{Layer, Role};

/// C003 `code-layer-value`.
pub(super) static CODE_LAYER_VALUE: Definition = Definition {
    rule: Rule {
        code: "C003",
        name: "code-layer-value",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码某一层的取值不在该层的取值表里；业务类型细目一层的取值表就是本体系表的 [[category]]。业务领域、顺序码没有取值表，不作检查。",
            en: "A layer of a code has a value that is not listed for it; for the category layer, the list is the [[category]] tables of the register. Layers without a list of values, such as the sequence number, are not checked.",
        },
        why: Text {
            zh: "没有定义的取值没有含义：从代码看不出标准属于哪一类。",
            en: "A value that is not defined has no meaning: the code does not show what the standard belongs to.",
        },
        fix: Text {
            zh: "不安全修复：改为体系表、细目或本条目其他内容要求的取值，没有要求的，改为唯一最相近的取值。其余请改为提示中列出的可用取值；确为新细目时，先补 [[category]]。",
            en: "Unsafe: writes the value that the register, the category or the rest of the entry requires; if nothing does, the closest value, if only one is closest. Otherwise use one of the values listed in the message; if the category is new, define it first.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1018T"
#                    ^ code-layer-value: 3 行业标准
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

/// How many values a message lists: all of a short table, else the nearest.
const LISTED: usize = 6;

/// How many categories a value is compared with, at the most.
const COMPARED: usize = 128;

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let scheme = context.scheme();
    let Some(code) = context.entry.code else {
        return;
    };
    let layers = context.entry.layers;
    let text = context.string(code);
    let category = scheme.layer_of(Role::Category);
    for (index, layer) in scheme.layers.iter().enumerate() {
        let is_listed = layers.is_listed(index);
        // Most values are listed, and only categories are moreover to be defined.
        if !layers.is_readable(index) || is_listed && category != Some(index) {
            continue;
        }
        let Some(value) = code::layer_text(scheme, index, &text) else {
            continue;
        };
        let listed = if !is_listed {
            // What is wrong with the header is told there.
            if header_of(context, index, layer).is_some_and(|header| header == value) {
                continue;
            }
            listed_near(layer, value)
        } else if is_undefined(context, value) {
            nearest(value, of_register(context))
        } else {
            continue;
        };
        // Without any category there is no table to be missing from.
        if listed.is_empty() {
            continue;
        }
        let message = Message::new("code-layer-value")
            .with("layer", index + 1)
            .with("name", layer_name(layer))
            .with("value", value)
            .with("listed", listed);
        let place = context.part(code, code::layer_span(scheme, index, &text));
        let diagnostic = Diagnostic::new(&CODE_LAYER_VALUE.rule, place, message);
        let meant = demanded(context, index, layer).or_else(|| {
            let known = if is_listed {
                of_register(context)
            } else {
                of_scheme(layer)
            };
            sole_nearest(value, known, layer)
        });
        // Where a code is written with escapes, nobody knows where its layers stand.
        let is_plain = matches!(text, Cow::Borrowed(_));
        sink.push(match meant.filter(|_| is_plain) {
            Some(meant) => proposal::part_instead(diagnostic, &meant),
            None => diagnostic,
        });
    }
}

/// What the layer must be, by the rest of the register or of the entry, where that is a value that it takes.
fn demanded<'a>(context: &EntryContext<'a>, index: usize, layer: &Layer) -> Option<Cow<'a, str>> {
    let entry = context.entry;
    let of_entry = || -> Option<Cow<'a, str>> {
        let number = entry.parts?;
        let text = context.string(entry.standard?);
        match layer.role? {
            Role::Ownership => demands::ownership(context.scheme(), &text, &number).map(Cow::Borrowed),
            Role::Nature => demands::nature(context.scheme(), &number).map(Cow::Borrowed),
            _ => None,
        }
    };
    let of_level = || {
        let term = context.vocabulary().level_term(entry.level_term?)?;
        let is_at_odds = |kind| demands::are_at_odds(context.vocabulary(), term, kind);
        let is_certain = layer.role == Some(Role::Level) && !entry.parts.is_some_and(|number| is_at_odds(number.kind));
        is_certain.then_some(Cow::Borrowed(term.value.as_str()))
    };
    let value = header_of(context, index, layer).or_else(of_entry).or_else(of_level)?;
    let is_defined = layer.role != Some(Role::Category)
        || context
            .category_with_code(&value)
            .is_some_and(|category| context.has_sound_code(category));
    (layer.takes(&value) && is_defined).then_some(value)
}

/// The value that is most like the one at hand, where no other is as like and most of it is the same.
fn sole_nearest<'a>(value: &str, known: Vec<Listed<'a>>, layer: &Layer) -> Option<Cow<'a, str>> {
    let is_only = known.len() == 1 && layer.open.is_none();
    let distance = |(other, _): &Listed<'_>| strsim::damerau_levenshtein(value, other);
    let least = known.iter().map(distance).min()?;
    let is_alike = is_only || 2 * least <= value.chars().count();
    let mut nearest = known.into_iter().filter(|value| distance(value) == least);
    let (first, _) = nearest.next()?;
    let is_sole = nearest.all(|(other, _)| other == first);
    (is_alike && is_sole && layer.takes(&first)).then_some(first)
}

/// The values of the layer's own table that are most like a value that it does not list.
pub(super) fn listed_near(layer: &Layer, value: &str) -> Vec<String> {
    let mut listed = nearest(value, of_scheme(layer));
    listed.extend(layer.open.map(|range| open_range(layer, range)));
    listed
}

/// What the header says that fixes a layer.
fn header_of<'a>(context: &EntryContext<'a>, index: usize, layer: &Layer) -> Option<Cow<'a, str>> {
    match layer.role? {
        Role::Subsystem => Some(context.subsystem_of_layer(index)?.1),
        Role::Class => context.category()?.class(),
        Role::Domain => context.head().domain(),
        Role::Business => context.head().business(),
        Role::Category => context.category()?.code(),
        _ => None,
    }
}

/// A value with its meaning.
type Listed<'a> = (Cow<'a, str>, Cow<'a, str>);

fn of_scheme(layer: &Layer) -> Vec<Listed<'_>> {
    let values = layer
        .values
        .iter()
        .map(|(value, meaning)| (Cow::Borrowed(value.as_str()), Cow::Borrowed(meaning.as_str())));
    values.collect()
}

/// The categories that a code may name: where codes name the subsystem, those of it.
fn of_register<'a>(context: &EntryContext<'a>) -> Vec<Listed<'a>> {
    let beside = names_its_own_subsystem(context)
        .then(|| context.categories_beside())
        .flatten();
    match beside {
        Some(categories) => listed(categories),
        None => listed(context.categories()),
    }
}

fn listed<'a>(categories: impl Iterator<Item = CategoryRef<'a>>) -> Vec<Listed<'a>> {
    let categories = categories.take(COMPARED);
    categories
        .filter_map(|category| Some((category.code()?, category.title().unwrap_or_default())))
        .collect()
}

/// Whether a value is the code of no category, and nothing else is wrong that tells it already: the category of the table
/// itself (R001), or a header that most codes contradict, with this value (L004).
fn is_undefined(context: &EntryContext<'_>, value: &str) -> bool {
    let EntryContext { table, entry, .. } = *context;
    if is_defined(context, value) {
        return false;
    }
    let verdicts = &context.beyond().majorities.verdicts;
    let of_table = verdicts.tables.get(entry.table as usize).copied().flatten();
    let of_category = table
        .category_index
        .and_then(|category| verdicts.categories.get(category)?.code);
    let is_told = of_table
        .into_iter()
        .chain(of_category)
        .any(|majority| majority.is(value));
    let is_of_table = table.category().unwrap_or_default() == value;
    // Nor is it known which is meant where the table's own category is doubled (R003).
    let is_doubled = context.category().is_some_and(|category| category.is_doubled);
    verdicts.are_categories_known && !is_told && !is_doubled && !is_of_table
}

/// Whether a category has the code; where codes name the subsystem, one of the subsystem that the code names. Of a code
/// that names another subsystem than it should, that is told.
fn is_defined(context: &EntryContext<'_>, value: &str) -> bool {
    if names_its_own_subsystem(context) {
        return context.named_category().is_some();
    }
    context.category_with_code(value).is_some()
}

/// Whether the code names subsystems, and they are those of its table.
fn names_its_own_subsystem(context: &EntryContext<'_>) -> bool {
    let layers = context.scheme().subsystem_layers();
    let names = |layer: &usize| {
        let named = context.subsystem_of_layer(*layer).zip(context.layer_at(*layer));
        named.is_some_and(|((_, code), found)| code == found.value)
    };
    !layers.is_empty() && layers.iter().all(names)
}

/// The values that are most like the one at hand, in the order of their table.
fn nearest(value: &str, mut listed: Vec<Listed<'_>>) -> Vec<String> {
    if listed.len() > LISTED {
        let distance = |(other, _): &Listed<'_>| strsim::damerau_levenshtein(value, other);
        let least = listed.iter().map(distance).min().unwrap_or_default();
        listed.retain(|value| distance(value) == least);
        listed.truncate(LISTED);
    }
    let shown = |(value, meaning): Listed<'_>| format!("{value} {meaning}").trim_end().to_owned();
    let mut shown: Vec<String> = listed.into_iter().map(shown).collect();
    shown.dedup();
    shown
}

/// Values that the layer takes without a meaning.
fn open_range(layer: &Layer, (first, last): (u64, u64)) -> String {
    let width = layer.width.least;
    format!("{first:0>width$}-{last:0>width$}")
}
