//! “Add what is missing”: the keys that a table lacks, each at its place, and the tables without which others belong to none.
//!
//! Where there is but one right value it is written; else an empty string stands in its place, which the rule about the key
//! tells until something is written there, whatever the key takes.

mod scheme;

use std::borrow::Cow;

use super::{Action, ActionId, ActionKind, At, FileEdits, MOST, Offer, is_lone};
use crate::analysis::fixes::is_sound;
use crate::diagnostic::{Diagnostic, Place};
use crate::ide::target::{self, Item};
use crate::ide::wanted::{Wanted, level_of, next_number, next_table_id};
use crate::ide::{Context, Cursor};
use crate::keys::{ColumnRole, Form, Role, TableKind, ValueType};
use crate::messages::Message;
use crate::number;
use crate::register::Register;
use crate::register::counts::right_figures;
use crate::register::faults::FaultKind;
use crate::register::handle::{EntryRef, Handle, Sited, TableRef};
use crate::register::model::{EntryId, Site};
use crate::syntax::Kind;
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};
use crate::writer::entries::attached;
use crate::writer::keys::{Change, change_at};
use crate::writer::layout::{Layout, Pairs, Value, header};

/// The rules that ask for a column, each with the role of that.
const ASKING: [(&str, ColumnRole); 3] = [
    ("published-without-number", ColumnRole::Standard),
    ("published-without-date", ColumnRole::Effective),
    ("drafting-without-plan", ColumnRole::Plan),
];

const MISSING_KEY: &str = "missing-key";

/// The rule that tells what a scheme file lacks.
const SCHEME_PROBLEM: &str = "scheme-problem";

/// Offers it for each table at hand that lacks something, once.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let context = offer.context;
    let lacking = offer.touched.iter().filter_map(|(_, found)| lacking_at(context, found));
    let mut places: Vec<At> = lacking.take(MOST).collect();
    places.dedup();
    for at in places {
        let Some(lack) = Lack::find(context, at).filter(|lack| lack.can_be_added(context)) else {
            continue;
        };
        let title = match &lack.what {
            What::Table(kind) => Message::new("action-add-table").with("header", header(*kind)),
            What::Keys(_, keys) => {
                let names = keys.iter().map(|key| (*key).clone().into_owned());
                Message::new("action-add-keys").with("keys", names.collect::<Vec<_>>())
            }
        };
        let fixes = offer
            .in_file()
            .filter(|(_, found)| lack.is_told_by(context.register, found));
        let fixes = fixes.take(MOST).map(|(index, _)| index).collect();
        offer.push(Action {
            title: title.render(context.language),
            kind: ActionKind::QuickFix,
            is_preferred: false,
            fixes,
            id: ActionId::AddMissing(at),
        });
    }
}

/// Where the table stands that a finding says lacks something.
fn lacking_at(context: Context<'_>, found: &Diagnostic) -> Option<At> {
    let place = found.place;
    let at = |offset| At {
        file: place.file,
        offset,
    };
    let is_of_scheme = || found.rule.name == SCHEME_PROBLEM && is_lone(context.register, place.file);
    if found.rule.name == MISSING_KEY || is_of_scheme() {
        return Some(at(place.span.start));
    }
    ASKING.iter().find(|(rule, _)| *rule == found.rule.name)?;
    let cursor = Cursor {
        file: place.file,
        offset: place.span.start,
    };
    match target::at(context.register, cursor)?.item? {
        Item::Entry(id) => Some(super::at(context.register, &context.register.entry(id)?.site)),
        _ => None,
    }
}

/// The entry that opens at a site.
fn entry_of(register: &Register, site: Site) -> Option<(EntryId, EntryRef<'_>)> {
    let mut here = register.entries_in(site.file, site.segment..=site.segment);
    here.find(|(_, entry)| entry.site.header.start == site.header.start)
}

/// What a table lacks.
struct Lack<'r> {
    at: At,
    /// The status of the entry that it is, which asks for more.
    status: Option<Place>,
    what: What<'r>,
}

enum What<'r> {
    /// A table before this one.
    Table(TableKind),
    /// Keys of it, in their order.
    Keys(Owner, Vec<Cow<'r, str>>),
}

/// Whose keys they are.
#[derive(Clone, Copy)]
struct Owner {
    site: Site,
    kind: TableKind,
}

impl Owner {
    /// The place of a key in the order in which keys are written.
    fn rank(self, register: &Register, key: &str) -> usize {
        let column = register.columns.key(self.kind, key);
        column.map_or(usize::MAX, |(place, _)| place)
    }
}

impl<'r> Lack<'r> {
    fn find(context: Context<'r>, at: At) -> Option<Self> {
        let register = context.register;
        if is_lone(register, at.file) {
            return scheme::lack(register, at);
        }
        let is_here = |file, place| file == at.file && register.absolute(place).span.start == at.offset;
        let mut keys: Vec<Cow<'r, str>> = Vec::new();
        let mut kind = None;
        for fault in &register.faults {
            let FaultKind::MissingKey { name, table } = &fault.kind else {
                continue;
            };
            if !is_here(fault.place.file, fault.place) {
                continue;
            }
            if *table == TableKind::Root {
                let kind = TableKind::Root.child(name.split('.').next()?)?;
                return Some(Self {
                    at,
                    status: None,
                    what: What::Table(kind),
                });
            }
            kind = Some(*table);
            keys.push(Cow::Borrowed(name.as_ref()));
        }
        // A code by which layers name a subsystem, and what is asked of an entry by its status, are asked by rules.
        let mut of_rules = context.found.iter().filter(|found| found.place.file == at.file);
        if of_rules.any(|found| found.rule.name == MISSING_KEY && found.place.span.start == at.offset) && kind.is_none()
        {
            let mut subsystems = register.subsystems();
            subsystems.find(|subsystem| is_here(subsystem.site.file, subsystem.header()))?;
            kind = Some(TableKind::Subsystem);
            keys.push(Cow::Borrowed("code"));
        }
        let site = site_at(register, at)?;
        let status = entry_of(register, site).and_then(|(_, entry)| Some(entry.place(entry.status?)));
        let status = status.map(|status| register.absolute(status));
        for found in context.found.iter().filter(|found| Some(found.place) == status) {
            if let Some((_, role)) = ASKING.iter().find(|(rule, _)| *rule == found.rule.name) {
                kind = Some(TableKind::Entry);
                keys.push(Cow::Borrowed(register.columns.key_of(*role)));
            }
        }
        let owner = Owner { site, kind: kind? };
        keys.retain(|key| !key.is_empty());
        keys.sort_by_key(|key| owner.rank(register, key));
        keys.dedup();
        (!keys.is_empty()).then_some(Self {
            at,
            status,
            what: What::Keys(owner, keys),
        })
    }

    /// Whether a finding says that something of it is missing.
    fn is_told_by(&self, register: &Register, found: &Diagnostic) -> bool {
        let place = found.place;
        let is_here = place.file == self.at.file && place.span.start == self.at.offset;
        match found.rule.name {
            MISSING_KEY => return is_here,
            SCHEME_PROBLEM => return is_here && scheme::is_told(register, self, &found.message),
            _ => {}
        }
        Some(place) == self.status && ASKING.iter().any(|(rule, _)| *rule == found.rule.name)
    }

    /// Whether something can be added: other headers leave room for a new one, or the table has a header or braces.
    fn can_be_added(&self, context: Context<'_>) -> bool {
        match &self.what {
            What::Table(kind) => new_table(context, *kind, self.at).is_some(),
            What::Keys(owner, _) => is_open(context.register, *owner),
        }
    }

    fn edits(&self, context: Context<'_>) -> Option<Vec<TextEdit>> {
        let register = context.register;
        match &self.what {
            What::Table(kind) => Some(vec![new_table(context, *kind, self.at)?]),
            What::Keys(owner, keys) if is_open(register, *owner) => {
                let values = Values { context, owner: *owner };
                let changes: Vec<Change> = keys
                    .iter()
                    .map(|key| (key.clone().into_owned(), Some(values.of(key))))
                    .collect();
                let edits = change_at(register, &owner.site, &changes, |key| owner.rank(register, key)).into_iter();
                let edits = edits.map(|edit| TextEdit {
                    span: register.absolute(edit.place).span,
                    text: edit.text,
                });
                Some(edits.collect())
            }
            What::Keys(..) => None,
        }
    }
}

/// Whether a table is written so that keys can be added: with a header, or in braces.
fn is_open(register: &Register, owner: Owner) -> bool {
    let opened = register.text_at(owner.site.header());
    !owner.site.is_broken && opened.starts_with(['[', '{'])
}

/// The edits that add what the table at a place lacks.
pub(super) fn edits(context: Context<'_>, at: At) -> Option<FileEdits> {
    let edits = Lack::find(context, at)?.edits(context)?;
    Some(vec![(at.file, edits)])
}

/// The table that opens at an offset of a file, with a header or in braces.
fn site_at(register: &Register, at: At) -> Option<Site> {
    let document = &register.file(at.file)?.document;
    let id = document.segment_at(at.offset);
    let segment = document.segment(id)?;
    let offset = at.offset.checked_sub(document.start(id))?;
    let header = segment.header.as_ref().map(|header| header.span);
    let header = header.filter(|header| header.start == offset).or_else(|| {
        let first = segment.nodes.partition_point(|node| node.span.start < offset);
        let mut opened = segment.nodes.get(first..)?.iter();
        let brace = opened.find(|node| node.kind == Kind::InlineTable && node.span.start == offset);
        brace.map(|node| Span::new(node.span.start, node.span.start + 1))
    })?;
    Some(Site {
        file: at.file,
        segment: id,
        header,
        is_broken: !segment.errors.is_empty(),
    })
}

/// The header, with what belongs under it, of a table that must stand before others: `[register]` and `[scheme]` before
/// everything, and another before the first of its elements. Nothing where it would clash with other headers.
fn new_table(context: Context<'_>, kind: TableKind, at: At) -> Option<TextEdit> {
    let register = context.register;
    let source = register.file(at.file)?;
    let text = source.text.as_str();
    let first = match kind {
        TableKind::Register | TableKind::SchemeHead => source.document.headers().next().map(|header| header.start),
        // All that stand so belong to the first one that there will be.
        _ => {
            let of_file = register.faults.iter().filter(|fault| fault.place.file == at.file);
            let is_it = |kind_of: &FaultKind| match kind_of {
                FaultKind::MissingKey { name, table } => {
                    *table == TableKind::Root && TableKind::Root.child(name) == Some(kind)
                }
                _ => false,
            };
            let orphans = of_file.filter(|fault| is_it(&fault.kind));
            orphans.map(|fault| register.absolute(fault.place).span.start).min()
        }
    };
    let keys: Vec<&str> = kind
        .keys()
        .iter()
        .filter(|key| register.requires(kind, key) && key.table() != Some(TableKind::Row))
        .map(|key| key.name)
        .collect();
    let pairs: Pairs = keys
        .iter()
        .map(|key| {
            let value = match (kind, *key) {
                (TableKind::Table, "id") => next_table_id(register, None),
                (TableKind::Table, "category") => {
                    let orphans = register
                        .tables()
                        .find(|table| table.site.file == at.file && table.id.is_none());
                    orphans.and_then(|table| category_of_codes(register, table))
                }
                _ => None,
            };
            let value = value.map(Value::String);
            ((*key).to_owned().into(), value.unwrap_or_else(|| empty(kind, key)))
        })
        .collect();
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let (offset, is_alone) = match first {
        Some(first) => (attached(text, line_start(text, first)).max(to_u32(mark)), false),
        None => (to_u32(text.len()), true),
    };
    let ending = line_ending_at(text, offset);
    let layout = Layout::around(text, offset, keys.iter().copied());
    let table = format!("{}{}{ending}", header(kind), layout.table(&pairs));
    let lead = match text.get(..offset as usize)? {
        before if is_alone && !before.is_empty() && !before.ends_with(['\n', '\u{feff}']) => ending,
        _ => "",
    };
    let behind = if is_alone { "" } else { ending };
    let edit = TextEdit {
        span: Span::empty(offset),
        text: format!("{lead}{table}{behind}"),
    };
    let after = edit::apply(text, std::slice::from_ref(&edit)).ok()?;
    is_sound(source, &after).then_some(edit)
}

/// What stands in the place of a value that nobody knows.
fn empty(kind: TableKind, key: &str) -> Value {
    let form = kind.key(key).map(|(_, key)| key.value.form());
    match form {
        Some(Form::Strings | Form::Tables(_) | Form::StringsOrTables(_)) => Value::Array(Vec::new()),
        Some(Form::Table(_) | Form::Map(_)) => Value::Table(Vec::new()),
        _ => Value::String(String::new()),
    }
}

/// The values of the keys that a table lacks.
struct Values<'r> {
    context: Context<'r>,
    owner: Owner,
}

impl<'r> Values<'r> {
    fn of(&self, key: &str) -> Value {
        let known = match self.owner.kind {
            TableKind::Entry => self.of_entry(key),
            TableKind::Table => self.of_table(key),
            TableKind::Category => self.of_category(key),
            TableKind::Row => self.of_row(key),
            _ => None,
        };
        known.unwrap_or_else(|| match self.owner.kind {
            TableKind::Entry => self.empty_column(key),
            kind => empty(kind, key),
        })
    }

    fn empty_column(&self, key: &str) -> Value {
        let column = self.context.register.columns.key(TableKind::Entry, key);
        match column.map(|(_, column)| column.value.form()) {
            Some(Form::Strings) => Value::Array(Vec::new()),
            _ => Value::String(String::new()),
        }
    }

    /// The item of a list that stands here.
    fn own<T: Sited + 'r>(&self, mut items: impl Iterator<Item = Handle<'r, T>>) -> Option<Handle<'r, T>> {
        items.find(|item| *item.site() == self.owner.site)
    }

    fn of_entry(&self, key: &str) -> Option<Value> {
        let register = self.context.register;
        let (id, entry) = entry_of(register, self.owner.site)?;
        let table = register.table_of(&entry)?;
        let value = register.columns.key(TableKind::Entry, key)?.1.value;
        Some(match value {
            ValueType::Number => Value::Integer(next_number(register, table, Some(id))),
            ValueType::Code => Value::String(self.code(table, id, entry)?),
            ValueType::Level => Value::String(self.level(entry)?),
            ValueType::Date if register.columns.key_of(ColumnRole::Effective) == key => {
                let number = entry.standard()?;
                let parsed = number::parse(&number, &register.scheme.grammar).number?;
                let row = register.catalogue.as_deref()?.find(&parsed, &number)?;
                Value::Date(row.effective()?)
            }
            _ => return None,
        })
    }

    /// The next free code, where the number and the level leave but one.
    fn code(&self, table: TableRef<'_>, id: EntryId, entry: EntryRef<'_>) -> Option<String> {
        let register = self.context.register;
        if !register.goes_by_scheme() {
            return None;
        }
        let (standard, level) = (entry.standard(), entry.level());
        let wanted = Wanted {
            table,
            place: id,
            own: Some(id),
            standard: standard.as_deref(),
            level: level.as_deref(),
        };
        match wanted.codes(register).as_slice() {
            [code] => Some(code.clone()),
            _ => None,
        }
    }

    /// The level that the code says, or else the only one that has standards with such a number.
    fn level(&self, entry: EntryRef<'_>) -> Option<String> {
        let register = self.context.register;
        if !register.goes_by_scheme() {
            return None;
        }
        let of_code = entry.code().map(|code| level_of(register, &code));
        if let Some(level) = of_code.filter(|level| !level.is_empty()) {
            return Some(level);
        }
        let kind = number::parse(&entry.standard()?, &register.scheme.grammar).number?.kind;
        let levels = register.vocabulary.levels.iter();
        let mut due = levels.filter(|level| level.kinds.has(kind));
        let only = due.next()?;
        due.next().is_none().then(|| only.name.clone())
    }

    fn of_table(&self, key: &str) -> Option<Value> {
        let register = self.context.register;
        let table = self.own(register.tables())?;
        match key {
            "id" => next_table_id(register, Some(table)).map(Value::String),
            "category" => category_of_codes(register, table).map(Value::String),
            _ => None,
        }
    }

    fn of_category(&self, key: &str) -> Option<Value> {
        let register = self.context.register;
        let category = self.own(register.categories())?;
        match key {
            "subsystem" => {
                let mut subsystems = register.subsystems();
                let only = subsystems.next().filter(|_| subsystems.len() == 0)?;
                Some(Value::String(only.title()?.into_owned()))
            }
            "class" => {
                let code = category.code()?;
                let tables = register.tables();
                let of_category = tables.filter(|table| table.category().as_ref() == Some(&code));
                let entries = of_category.flat_map(|table| register.entries_of(&table));
                only_value(register, entries.map(|(_, entry)| entry), Role::Class).map(Value::String)
            }
            _ => None,
        }
    }

    fn of_row(&self, key: &str) -> Option<Value> {
        let register = self.context.register;
        let (index, row) = register.statistics().enumerate().find_map(|(index, statistics)| {
            let row = statistics.rows().position(|row| *row.site() == self.owner.site)?;
            Some((index, row))
        })?;
        let (statistics, counted) = (register.statistics_at(index)?, register.counts.0.get(index)?);
        let (expected, existing) = (*right_figures(&statistics, counted).get(row)?)?;
        match key {
            "expected" => Some(Value::Integer(expected)),
            "existing" => Some(Value::Integer(existing)),
            _ => None,
        }
    }
}

/// The category that all codes of a table name, if there is one with that code.
fn category_of_codes(register: &Register, table: TableRef<'_>) -> Option<String> {
    let entries = register.entries_of(&table).map(|(_, entry)| entry);
    let code = only_value(register, entries, Role::Category)?;
    register.category_with_code(&code).map(|_| code)
}

/// The value that all codes of some entries have in the layer of a role.
fn only_value<'r>(register: &'r Register, entries: impl Iterator<Item = EntryRef<'r>>, role: Role) -> Option<String> {
    if !register.goes_by_scheme() {
        return None;
    }
    let value = |entry: EntryRef<'r>| {
        let code = entry.code()?;
        let value = entry.layers.value(&register.scheme, &code, role)?;
        Some(value.to_owned())
    };
    let mut values = entries.filter_map(value);
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}
