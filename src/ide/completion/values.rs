//! What a key may be set to, key by key.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::draft::{Draft, Offers};
use super::statistics::Figure;
use super::surroundings::commonest;
use super::{CompletionKind, catalogued, codes, layers, named, numbers, selectors, statistics};
use crate::ide::page::Page;
use crate::ide::wanted::next_number;
use crate::keys::{
    BY, CONDITIONS, Characters, ColumnRole, ColumnType, Form, LANGUAGES, NumberKind, NumberKinds, Phase, SEVERITIES,
    TableKind, ValueType,
};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::scheme::{Role, Scheme};
use crate::syntax::Str;
use crate::syntax::Typed;
use crate::text::latin::forms_of;

/// How many of the strings that entries have are offered, apart from those that hold what is typed.
const MAX_STRINGS: usize = 200;

/// Offers values at the place of a key's value.
pub(super) fn offer(offers: &mut Offers<'_>, key: &str, typed: Typed) {
    let scheme = &offers.context.register.scheme;
    match offers.spot.table {
        Some(TableKind::Conditions) => match CONDITIONS.iter().find(|known| known.name == key) {
            Some(known) => {
                of_type(offers, key, known.value, typed);
                // A value of the layer of this name is as good.
                if known.value == ValueType::Level
                    && let Some(layer) = scheme.layer_named(key).and_then(|index| scheme.layers.get(index))
                {
                    layers::offer_values(offers, typed, Some(layer));
                }
            }
            None => {
                let layer = scheme.layer_named(key).and_then(|index| scheme.layers.get(index));
                layers::offer_values(offers, typed, layer);
                of_column(offers, key, typed);
            }
        },
        Some(table) => {
            let columns = &offers.context.register.columns;
            if let Some((_, known)) = columns.key(table, key) {
                of_type(offers, key, known.value, typed);
            }
            if table == TableKind::Entry {
                words(offers, key, typed);
            }
        }
        None => match offers.spot.map.map(ValueType::form) {
            Some(Form::Map(ValueType::AnyOf)) => {
                let layer = scheme.layer_named(key).and_then(|index| scheme.layers.get(index));
                layers::offer_values(offers, typed, layer);
                of_column(offers, key, typed);
            }
            Some(Form::Map(value)) => of_type(offers, key, *value, typed),
            _ => {}
        },
    }
}

/// Offers values by what they mean.
fn of_type(offers: &mut Offers<'_>, key: &str, value: ValueType, typed: Typed) {
    match value {
        ValueType::Code => codes::offer(offers, typed),
        ValueType::Number => number(offers, typed),
        ValueType::Status => statuses(offers, typed),
        ValueType::Level => levels(offers, typed),
        ValueType::Date | ValueType::Day => today(offers, typed),
        ValueType::Owner => strings(offers, typed, |entry| entry.owner, Near::Anywhere),
        ValueType::Group => groups(offers, typed),
        ValueType::NotesRef => {
            notes(offers, typed);
            named::notes(offers, typed);
        }
        ValueType::Standard | ValueType::OtherStandard => {
            catalogued::offer(offers, key, typed);
            numbers::offer_prefixes(offers, typed);
        }
        ValueType::Standards | ValueType::OtherStandards => {
            numbers::offer_replaced(offers, typed);
            catalogued::offer(offers, key, typed);
        }
        ValueType::CategoryRef => categories(offers, typed),
        ValueType::SubsystemRef | ValueType::SubsystemRefs => subsystems(offers, typed),
        ValueType::TableRef => tables(offers, typed),
        ValueType::LayerOf(role) => layers::offer_values(offers, typed, offers.context.register.scheme.layer(role)),
        ValueType::NumberKinds => one_of(offers, typed, &NumberKinds::NAMES, "hover-kind"),
        ValueType::NumberKind => one_of(offers, typed, &NumberKind::NAMES, "hover-kind"),
        ValueType::SchemeRef => {
            schemes(offers, typed);
            named::schemes(offers, typed);
        }
        ValueType::Patterns => named::parts(offers, typed),
        ValueType::StandardTitle => named::required(offers, typed),
        ValueType::TableId => named::table_id(offers, typed),
        ValueType::CategoryCode => named::category_code(offers, typed),
        ValueType::Item => statistics::offer_items(offers, typed),
        ValueType::Expected => statistics::offer_figure(offers, Figure::Expected, typed),
        ValueType::Existing => statistics::offer_figure(offers, Figure::Existing, typed),
        ValueType::Ratio => statistics::offer_figure(offers, Figure::Ratio, typed),
        ValueType::By => {
            one_of(offers, typed, BY, "completion-by");
            columns_of_words(offers, typed);
        }
        ValueType::Phase | ValueType::Requirement => one_of(offers, typed, &Phase::NAMES, "hover-phase"),
        ValueType::ColumnType => one_of(offers, typed, &ColumnType::NAMES, "completion-column-type"),
        ValueType::ColumnRole => column_roles(offers, typed),
        // Those of the column, which are offered beside.
        ValueType::Word => {}
        // What an author makes up.
        ValueType::Text
        | ValueType::ColumnKey
        | ValueType::LayerName
        | ValueType::TextList
        | ValueType::Integer
        | ValueType::Plan
        | ValueType::RequiredStandards
        | ValueType::Groups
        | ValueType::Block
        | ValueType::SubsystemName
        | ValueType::SubsystemCode
        | ValueType::CategoryTitle
        | ValueType::TableTitle
        | ValueType::StatusName
        | ValueType::StatusSynonyms
        | ValueType::LevelName
        | ValueType::LevelSynonyms
        | ValueType::Texts
        | ValueType::AnyOf
        | ValueType::Conditions => {}
        // Tables are offered where they begin.
        ValueType::Table(_) | ValueType::Tables(_) => {}
        ValueType::Characters => one_of(offers, typed, &Characters::NAMES, "completion-characters"),
        ValueType::Role => one_of(offers, typed, &Role::NAMES, "completion-role"),
        ValueType::Language => one_of(offers, typed, LANGUAGES, "completion-language"),
        ValueType::Severity => one_of(offers, typed, SEVERITIES, "report-severity"),
        ValueType::Rules => selectors::offer(offers, typed),
        ValueType::Switch => switch(offers, typed),
        // Numbers, of which one is as good as another.
        ValueType::Width | ValueType::Depth | ValueType::FindingCount => {}
        // Tables of the author's own keys.
        ValueType::SeverityOfRules | ValueType::RulesOfPatterns => {}
    }
}

fn said(offers: &Offers<'_>, key: &'static str, attribute: &'static str) -> String {
    Message::attribute(key, attribute).render(offers.context.language)
}

/// The columns by which statistics may count.
fn columns_of_words(offers: &mut Offers<'_>, typed: Typed) {
    let language = offers.context.language;
    let columns = offers.context.register.columns.iter();
    for (_, column) in columns.filter(|(_, column)| column.is_of_words()) {
        let heading = column.as_key().heading;
        let detail = Message::attribute("completion-by", "column").with("title", heading);
        let draft = Draft::new(CompletionKind::Value, column.key.as_str())
            .detail(detail.render(language))
            .found_by(heading.zh);
        offers.string(typed, &column.key, draft);
    }
}

/// What entries may have in a column, or do: for a condition that asks for it.
fn of_column(offers: &mut Offers<'_>, key: &str, typed: Typed) {
    let Some((place, column)) = offers.context.register.columns.find(key) else {
        return;
    };
    match column.role {
        Some(ColumnRole::Status) => statuses(offers, typed),
        Some(ColumnRole::Level) => levels(offers, typed),
        _ if !column.words.is_empty() => words(offers, key, typed),
        Some(ColumnRole::Owner) => strings(offers, typed, |entry| entry.owner, Near::Anywhere),
        Some(ColumnRole::Group) => strings(offers, typed, |entry| entry.group, Near::Anywhere),
        None => {
            let field = |entry: EntryRef<'_>| {
                let cell = entry.get().cells.iter().find(|cell| usize::from(cell.column) == place);
                cell.and_then(|cell| cell.value.strings().first().copied())
            };
            strings(offers, typed, field, Near::Anywhere);
        }
        Some(_) => {}
    }
}

/// The words that a column lists.
fn words(offers: &mut Offers<'_>, key: &str, typed: Typed) {
    let columns = &offers.context.register.columns;
    let Some((_, column)) = columns.find(key).filter(|(_, column)| !column.words.is_empty()) else {
        return;
    };
    let before = offers.typed(typed.span);
    offers.is_incomplete |= column.words.iter().nth(MAX_STRINGS).is_some();
    for (place, word) in column.words.iter().enumerate() {
        let is_typed = || !before.is_empty() && (word.contains(before) || is_begun_in_latin(word, before));
        if (place < MAX_STRINGS || is_typed()) && !offers.has(word) {
            let draft = Draft::new(CompletionKind::Value, word).detail(column.title.as_str());
            offers.string(typed, word, draft);
        }
    }
}

/// The roles of columns, each with the heading of the built-in column that has it.
fn column_roles(offers: &mut Offers<'_>, typed: Typed) {
    let built_in = Scheme::built_in();
    for role in ColumnRole::ALL {
        let heading = built_in.columns.of_role(role).map(|column| column.as_key().heading);
        let heading = heading.map_or("", |heading| heading.get(offers.context.language));
        let draft = Draft::new(CompletionKind::Value, role.name())
            .detail(heading)
            .found_by(heading);
        offers.string(typed, role.name(), draft);
    }
}

fn number(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let Some(table) = offers.spot.detail_table(register).filter(|_| typed.span.is_empty()) else {
        return;
    };
    let next = next_number(register, table, offers.spot.own_entry(register)).to_string();
    let detail = said(offers, "completion-value", "next");
    let draft = Draft::new(CompletionKind::Value, next.as_str())
        .detail(detail)
        .preselected();
    offers.bare(typed, &next, draft);
}

fn today(offers: &mut Offers<'_>, typed: Typed) {
    if typed.span.is_empty() {
        let today = offers.context.today.to_string();
        let detail = said(offers, "completion-value", "today");
        let draft = Draft::new(CompletionKind::Value, today.as_str()).detail(detail);
        offers.bare(typed, &today, draft);
    }
}

/// How many entries have each of the words of a vocabulary, by their places there.
fn in_use(register: &Register, term: impl Fn(EntryRef<'_>) -> Option<u16>) -> FxHashMap<u16, usize> {
    let mut used = FxHashMap::default();
    for place in register.entries().filter_map(term) {
        *used.entry(place).or_default() += 1;
    }
    used
}

/// The statuses, those that most entries have first.
fn statuses(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let used = in_use(register, |entry| entry.status_term);
    let mut statuses: Vec<_> = (0_u16..).zip(&register.vocabulary.statuses).collect();
    statuses.sort_by_key(|(place, _)| Reverse(used.get(place).copied()));
    for (_, status) in statuses {
        let mut draft = Draft::new(CompletionKind::Value, status.name.as_str()).detail(said(
            offers,
            "hover-phase",
            status.phase.name(),
        ));
        let mut page = Page::new(status.name.as_str(), said(offers, "hover-phase", status.phase.name()));
        if !status.also.is_empty() {
            let also = Message::attribute("hover-term", "also").with("list", status.also.clone());
            page.item(also.render(offers.context.language));
        }
        draft = draft.documentation(page);
        draft.found_by.extend(status.also.iter().cloned());
        offers.string(typed, &status.name, draft);
    }
}

/// The levels, those that the entry's number may have first.
fn levels(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let grammar = &register.scheme.grammar;
    let number = offers.spot.of_role(register, ColumnRole::Standard);
    let number = number.map(|text| crate::number::parse(text, grammar));
    let kind = number.and_then(|number| Some(number.number?.kind));
    let is_due = |level: &crate::scheme::Level| kind.is_some_and(|kind| level.kinds.has(kind));
    let used = in_use(register, |entry| entry.level_term);
    let mut levels: Vec<_> = (0_u16..).zip(&register.vocabulary.levels).collect();
    levels.sort_by_key(|(place, level)| (!is_due(level), Reverse(used.get(place).copied())));
    let layer = register.scheme.layer(Role::Level);
    for (_, level) in levels {
        let meaning = layer.and_then(|layer| layer.meaning(&level.value)).unwrap_or_default();
        let title = layer.map(crate::scheme::Layer::title_or_name).unwrap_or_default();
        let detail = format!("{title} {} {meaning}", level.value);
        let mut draft = Draft::new(CompletionKind::Value, level.name.as_str()).detail(detail.trim());
        let mut page = Page::new(level.name.as_str(), detail.trim());
        if !level.alias.is_empty() {
            let aliases = Message::attribute("hover-term", "aliases").with("list", level.alias.clone());
            page.item(aliases.render(offers.context.language));
        }
        draft = draft.documentation(page);
        draft.found_by.extend(level.alias.iter().cloned());
        draft.is_preselected = is_due(level);
        offers.string(typed, &level.name, draft);
    }
}

/// The sub-headings of the table in their order, then those that entries have.
fn groups(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    if let Some(table) = offers.spot.detail_table(register) {
        let detail = Message::attribute("completion-value", "group").with("table", table.name());
        let detail = detail.render(offers.context.language);
        for (_, group) in table.groups().take(MAX_STRINGS) {
            let draft = Draft::new(CompletionKind::Value, group.as_ref()).detail(detail.as_str());
            offers.string(typed, &group, draft);
        }
    }
    strings(offers, typed, |entry| entry.group, Near::Table);
}

/// What such a file is called: which there are is not known here.
fn notes(offers: &mut Offers<'_>, typed: Typed) {
    let name = "编制说明.md";
    offers.string(typed, name, Draft::new(CompletionKind::Value, name));
}

/// Which strings come first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    /// The commonest in the register.
    Anywhere,
    /// The commonest in the table.
    Table,
}

fn strings(offers: &mut Offers<'_>, typed: Typed, field: impl Fn(EntryRef<'_>) -> Option<Str>, near: Near) {
    let register = offers.context.register;
    let table = offers.spot.detail_table(register).filter(|_| near == Near::Table);
    let strings = commonest(register, offers.spot.own_entry(register), table, field);
    let before = offers.typed(typed.span);
    offers.is_incomplete |= strings.len() > MAX_STRINGS;
    let offered = offers.labels();
    for (place, (string, count)) in strings.iter().enumerate() {
        // What is far down the list is there for those who type it.
        let is_typed = || !before.is_empty() && (string.contains(before) || is_begun_in_latin(string, before));
        if place >= MAX_STRINGS && !is_typed() {
            continue;
        }
        if offered.contains(string.as_ref()) {
            continue;
        }
        let detail = Message::new("completion-count").with("count", *count);
        let draft = Draft::new(CompletionKind::Value, string.as_ref()).detail(detail.render(offers.context.language));
        offers.string(typed, string, draft);
    }
}

fn is_begun_in_latin(string: &str, before: &str) -> bool {
    let before = before.to_lowercase();
    before.is_ascii() && forms_of(string).iter().any(|form| form.starts_with(&before))
}

fn categories(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    for category in register.categories() {
        let code = category.code().unwrap_or_default();
        let title = category.title().unwrap_or_default();
        let subsystem = category.subsystem().unwrap_or_default();
        let label = format!("{code} {title}");
        let draft = Draft::new(CompletionKind::Value, label.trim_end())
            .detail(subsystem)
            .found_by(title);
        defined(offers, typed, &code, draft);
    }
}

fn subsystems(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    for subsystem in register.subsystems() {
        let title = subsystem.title().unwrap_or_default();
        let mut draft = Draft::new(CompletionKind::Value, title.as_ref());
        // One that has a code is known by that too.
        if let Some(code) = subsystem.code() {
            draft = draft.detail(code.clone()).found_by(format!("{title} {code}"));
        }
        defined(offers, typed, &title, draft);
    }
}

fn tables(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    for table in register.tables() {
        let id = table.id().unwrap_or_default();
        let title = table.title().unwrap_or_default();
        let label = format!("{id} {title}");
        let draft = Draft::new(CompletionKind::Value, label.trim_end()).found_by(title);
        defined(offers, typed, &id, draft);
    }
}

/// Offers what something is called, unless it has no name or its name is offered already.
fn defined(offers: &mut Offers<'_>, typed: Typed, name: &str, draft: Draft) {
    if !name.is_empty() {
        offers.string(typed, name, draft);
    }
}

fn switch(offers: &mut Offers<'_>, typed: Typed) {
    for value in ["true", "false"] {
        offers.bare(typed, value, Draft::new(CompletionKind::Value, value));
    }
}

fn schemes(offers: &mut Offers<'_>, typed: Typed) {
    for id in Scheme::ids() {
        let title = Scheme::by_id(id).map(|scheme| scheme.title.clone()).unwrap_or_default();
        offers.string(typed, id, Draft::new(CompletionKind::Value, id).detail(title));
    }
    // The register's own scheme file, when another id is typed in its place.
    let register = offers.context.register;
    let own = register.head().scheme().unwrap_or_default();
    if !own.is_empty() && !Scheme::ids().contains(&own.as_ref()) && own != offers.typed(typed.span) {
        let title = register.scheme.title.clone();
        offers.string(
            typed,
            &own,
            Draft::new(CompletionKind::Value, own.as_ref()).detail(title),
        );
    }
}

fn one_of(offers: &mut Offers<'_>, typed: Typed, words: &[&'static str], message: &'static str) {
    for word in words {
        let detail = said(offers, message, word);
        offers.string(typed, word, Draft::new(CompletionKind::Value, *word).detail(detail));
    }
}
