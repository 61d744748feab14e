//! All places of a register that name a referent, and which of them define it.

mod keys;
#[cfg(test)]
mod tests;

use super::referent::{self, Naming, Referent, Spelling, Written};
use super::terms;
use crate::code::{Code, layer_span};
use crate::diagnostic::Place;
use crate::keys::Column;
use crate::register::Register;
use crate::register::handle::{CategoryRef, EntryRef, StringAt};
use crate::register::index::{number_key, title_key};
use crate::register::model::Link;
use crate::scheme::Role;

/// What a place is to the referent that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It says what the referent is.
    Definition,
    /// It names it.
    Use,
    /// It names something that belongs to it: another part or edition of a standard.
    Related,
}

/// A place that names a referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The string, and the name in it.
    pub written: Written,
    /// By which of its names.
    pub spelling: Spelling,
    /// What it is to the referent.
    pub part: Part,
}

impl Mention {
    /// Where the name stands, relative to the file.
    pub(super) fn place(&self, register: &Register) -> Place {
        self.written.place(register)
    }
}

/// All places that name a referent, in the order of the files and of their text.
pub(super) fn of(register: &Register, referent: &Referent) -> Vec<Mention> {
    let mut search = Search {
        register,
        referent,
        found: Vec::new(),
    };
    match referent {
        Referent::Category { code, index } => search.category(code, *index),
        Referent::Subsystem(title) => search.subsystem(title),
        Referent::Table(id) => search.table(id),
        Referent::Code(code) => search.code(code),
        Referent::Standard { .. } => search.standard(),
        Referent::Title(title) => search.title(title),
        Referent::Status(term) => search.status(term),
        Referent::Level(term) => search.level(term),
        Referent::Owner(owner) => search.owner(owner),
        Referent::Group { table, name } => search.group(*table, name),
        Referent::Column(key) => search.column(key),
        Referent::Layer(index) => search.layer_of_scheme(*index),
    }
    let mut found = search.found;
    found.sort_by_cached_key(|mention| mention.place(register));
    found.dedup_by_key(|mention| mention.place(register));
    found
}

struct Search<'a> {
    register: &'a Register,
    referent: &'a Referent,
    found: Vec<Mention>,
}

impl<'a> Search<'a> {
    fn add(&mut self, string: StringAt, part: Part) {
        self.add_as(string, part, Spelling::Name);
    }

    fn add_as(&mut self, string: StringAt, part: Part, spelling: Spelling) {
        let written = Written::whole(self.register, string);
        self.found.push(Mention {
            written,
            spelling,
            part,
        });
    }

    /// A string, where it is there and has this content.
    fn add_if(&mut self, string: Option<StringAt>, content: &str, part: Part) {
        if let Some(string) = string
            && string.content(self.register) == content
        {
            self.add(string, part);
        }
    }

    fn add_naming(&mut self, naming: Option<Naming>) {
        if let Some(naming) = naming.filter(|naming| naming.referent == *self.referent) {
            self.found.push(Mention {
                written: naming.written,
                spelling: naming.spelling,
                part: Part::Use,
            });
        }
    }

    fn category(&mut self, code: &str, index: Option<usize>) {
        let register = self.register;
        let is_meant = |found: Option<usize>| index.is_none() || found == index;
        for (place, category) in register.categories().enumerate() {
            if !is_meant(Some(place)) {
                continue;
            }
            self.add_if(category.maybe_at(category.code), code, Part::Definition);
            if let Some(title) = category.title
                && category.code().unwrap_or_default() == code
            {
                self.add_as(category.at(title), Part::Definition, Spelling::Title);
            }
        }
        for table in register.tables().filter(|table| is_meant(table.category_index)) {
            self.add_if(table.maybe_at(table.category), code, Part::Use);
        }
        let codes = register.entries().map(|entry| entry.maybe_at(entry.code));
        for string in codes.chain([register.head().maybe_at(register.head().code)]) {
            self.layer(string, code, index);
        }
        self.statistics();
    }

    /// The layer of a code that names a category.
    fn layer(&mut self, string: Option<StringAt>, category: &str, index: Option<usize>) {
        let scheme = &self.register.scheme;
        let (Some(string), Some(layer)) = (string, scheme.layer_of(Role::Category)) else {
            return;
        };
        let text = string.content(self.register);
        let part = layer_span(scheme, layer, &text);
        let code = Code::parse(scheme, &text);
        let is_meant = || index.is_none() || self.register.category_in(code, &text) == index;
        if part.of_text(&text) == category && code.has_right_length() && is_meant() {
            self.found.push(Mention {
                written: Written { at: string, part },
                spelling: Spelling::Layer,
                part: Part::Use,
            });
        }
    }

    fn subsystem(&mut self, title: &str) {
        let register = self.register;
        let is_it = |link: Link| {
            let found = link.target().and_then(|index| register.subsystem(index));
            found.is_some_and(|found| found.title().as_deref() == Some(title))
        };
        for (index, subsystem) in register.subsystems().enumerate() {
            self.add_if(subsystem.maybe_at(subsystem.title), title, Part::Definition);
            if let Some(code) = subsystem.code.filter(|_| is_it(Link::To(index))) {
                self.add_as(subsystem.at(code), Part::Definition, Spelling::Code);
                self.layers_of_subsystem(index);
            }
            self.subsystem_name(subsystem.maybe_at(subsystem.parent), title, is_it(subsystem.above));
            for ((name, _), link) in subsystem.guides().zip(&subsystem.guided) {
                self.subsystem_name(Some(subsystem.at(name)), title, is_it(*link));
            }
        }
        for category in register.categories() {
            self.subsystem_name(category.maybe_at(category.subsystem), title, is_it(category.above));
        }
        for table in register.tables() {
            self.subsystem_name(table.maybe_at(table.subsystem), title, is_it(table.subsystem_link));
        }
        self.statistics();
    }

    /// A name of the subsystem: its title, defined or not, or its code.
    fn subsystem_name(&mut self, string: Option<StringAt>, title: &str, is_it: bool) {
        let Some(string) = string else { return };
        if string.content(self.register) == title {
            self.add(string, Part::Use);
        } else if is_it {
            self.add_as(string, Part::Use, Spelling::Code);
        }
    }

    /// The layers that name a subsystem, in the codes of the tables that are below it.
    fn layers_of_subsystem(&mut self, subsystem: usize) {
        let register = self.register;
        for table in register.tables() {
            let named = table
                .category_index
                .and_then(|category| register.named_subsystems(category));
            let named = named.into_iter().flatten().zip(register.scheme.subsystem_layers());
            for (_, layer) in named.filter(|(index, _)| *index == subsystem) {
                for (_, entry) in register.entries_of(&table) {
                    self.layer_of_subsystem(entry, subsystem, *layer);
                }
            }
        }
    }

    fn layer_of_subsystem(&mut self, entry: EntryRef<'_>, subsystem: usize, layer: usize) {
        let register = self.register;
        let own = register.subsystem(subsystem).and_then(|found| found.code());
        let Some(string) = entry.maybe_at(entry.code) else {
            return;
        };
        let text = string.content(register);
        let part = layer_span(&register.scheme, layer, &text);
        if entry.layers.has_right_length() && Some(part.of_text(&text)) == own.as_deref() {
            self.found.push(Mention {
                written: Written { at: string, part },
                spelling: Spelling::Layer,
                part: Part::Use,
            });
        }
    }

    fn table(&mut self, id: &str) {
        let register = self.register;
        for table in register.tables() {
            self.add_if(table.maybe_at(table.id), id, Part::Definition);
            if let Some(title) = table.title
                && table.id().unwrap_or_default() == id
            {
                self.add_as(table.at(title), Part::Definition, Spelling::Title);
            }
        }
        for required in register.categories().flat_map(CategoryRef::requires) {
            self.add_if(required.maybe_at(required.table), id, Part::Use);
        }
        self.statistics();
    }

    /// The items of statistics, and the values of their conditions.
    fn statistics(&mut self) {
        let register = self.register;
        for (index, statistics) in register.statistics().enumerate() {
            for (row_index, row) in statistics.rows().enumerate() {
                if let Some(item) = row.item {
                    let written = Written::whole(register, row.at(item));
                    self.add_naming(referent::item(register, index, row_index, written));
                }
            }
            for condition in statistics.conditions() {
                for value in &condition.values {
                    let written = Written::whole(register, condition.at(*value));
                    self.add_naming(referent::named_by_condition(register, &condition.name, written));
                }
            }
        }
    }

    fn code(&mut self, code: &str) {
        let register = self.register;
        for id in register.index.codes.get(crate::code::key(code)) {
            if let Some(entry) = register.entry(*id) {
                self.add_if(entry.maybe_at(entry.code), code, Part::Definition);
            }
        }
        self.add_if(register.head().maybe_at(register.head().code), code, Part::Use);
    }

    /// The number itself, and the numbers that differ from it by part and year only.
    fn standard(&mut self) {
        let register = self.register;
        for entry in register.entries() {
            if let (Some(standard), Some(parts)) = (entry.standard, entry.parts) {
                let part = self.part_of_number(entry, || parts.base_key(&entry.standard().unwrap_or_default()));
                if let Some(part) = part {
                    self.add(entry.at(standard), part);
                }
            }
            for replaced in &entry.replaces {
                self.number(entry.at(*replaced));
            }
            for cell in &entry.cells {
                let column = register.columns.get(usize::from(cell.column));
                if column.is_some_and(Column::holds_standards) {
                    let numbers = cell.value.strings().iter();
                    numbers.for_each(|number| self.number(entry.at(*number)));
                }
            }
        }
        if let Some(standard) = register.head().standard {
            self.number(register.head().at(standard));
        }
    }

    fn part_of_number(&self, entry: EntryRef<'_>, base_of: impl FnOnce() -> crate::number::Key) -> Option<Part> {
        let Referent::Standard { number, base } = self.referent else {
            return None;
        };
        if number_key(self.register, &entry) == Some(*number) {
            return Some(Part::Definition);
        }
        (base_of() == *base).then_some(Part::Related)
    }

    fn number(&mut self, string: StringAt) {
        let text = string.content(self.register);
        let (
            Some(Referent::Standard { number, base }),
            Referent::Standard {
                number: wanted,
                base: of_wanted,
            },
        ) = (referent::standard(&text, self.register), self.referent)
        else {
            return;
        };
        if number == *wanted {
            self.add(string, Part::Use);
        } else if base == *of_wanted {
            self.add(string, Part::Related);
        }
    }

    fn title(&mut self, title: &str) {
        let register = self.register;
        for id in register.index.titles.get(title_key(title)) {
            if let Some(entry) = register.entry(*id)
                && let Some(string) = entry.title
            {
                self.add(entry.at(string), Part::Definition);
            }
        }
        let key = title_key(title);
        for category in register.categories() {
            for required in category.requires() {
                if let Some(string) = required.title
                    && title_key(&required.text(string)) == key
                {
                    self.add(required.at(string), Part::Use);
                }
            }
        }
    }

    fn status(&mut self, term: &str) {
        let register = self.register;
        self.terms(terms::Kind::Status, term);
        let index = register.vocabulary.status(term).map(|(index, _)| index);
        let uses = register.entries().filter(|entry| entry.status_term == index);
        for entry in uses.filter(|_| index.is_some()) {
            if let Some(status) = entry.status {
                self.add(entry.at(status), Part::Use);
            }
        }
        self.statistics();
    }

    fn level(&mut self, term: &str) {
        let register = self.register;
        self.terms(terms::Kind::Level, term);
        let index = register.vocabulary.level(term).map(|(index, _)| index);
        let uses = register.entries().filter(|entry| entry.level_term == index);
        for entry in uses.filter(|_| index.is_some()) {
            if let Some(level) = entry.level {
                self.add(entry.at(level), Part::Use);
            }
        }
        self.statistics();
    }

    fn terms(&mut self, kind: terms::Kind, name: &str) {
        for term in terms::of(self.register, kind) {
            let is_it = term.name.is_some_and(|string| string.content(self.register) == name);
            if !is_it {
                continue;
            }
            let words = || term.name.iter().chain(&term.also);
            let called = words().map(|word| word.content(self.register).into_owned()).collect();
            for word in words() {
                self.add(*word, Part::Definition);
            }
            for asked in terms::asked_for(self.register, kind, &called) {
                self.add(asked, Part::Use);
            }
        }
    }

    fn owner(&mut self, owner: &str) {
        let register = self.register;
        for id in register.index.owners.get(title_key(owner)) {
            if let Some(entry) = register.entry(*id) {
                self.add_if(entry.maybe_at(entry.owner), owner, Part::Use);
            }
        }
        self.statistics();
        let head = register.head();
        self.add_if(head.maybe_at(head.owner), owner, Part::Use);
    }

    /// A sub-heading of a table, where its groups list it, and in the entries below it.
    fn group(&mut self, table: usize, name: &str) {
        let register = self.register;
        let Some(table) = register.table(table) else { return };
        for group in &table.groups {
            self.add_if(Some(table.at(*group)), name, Part::Definition);
        }
        for (_, entry) in register.entries_of(&table) {
            self.add_if(entry.maybe_at(entry.group), name, Part::Use);
        }
    }
}
