//! Tables that the register has not got, with the categories and subsystems that they need.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Merge;
use crate::diagnostic::{Edit, Place};
use crate::exchange::import::draft::{Entry, Table};
use crate::exchange::import::structure::majority;
use crate::exchange::import::write::{statements_of, text};
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{Handle, Sited};
use crate::register::model::Site;
use crate::scheme::Role;
use crate::text::Span;
use crate::text::edit::line_ending_at;
use crate::writer::entries::end_of;
use crate::writer::format::{Alignment, Style};
use crate::writer::register::{Statement, Table as Written, register};

/// What is known of the structure: that of the register, and what was added to it.
#[derive(Default)]
struct Known {
    subsystems: FxHashSet<String>,
    /// The codes of categories by the titles of their subsystem and their own; none where two have it.
    categories: FxHashMap<(String, String), Option<String>>,
    /// How many categories have a code.
    codes: FxHashMap<String, usize>,
    ids: FxHashSet<String>,
}

impl Known {
    fn new(register: &Register) -> Self {
        let mut known = Self::default();
        let subsystems = register.subsystems().filter_map(|subsystem| subsystem.title());
        known.subsystems = subsystems.map(Into::into).collect();
        for category in register.categories() {
            let subsystem = register.subsystem_of(&category).and_then(|subsystem| subsystem.title());
            let subsystem = subsystem.or_else(|| category.subsystem()).unwrap_or_default();
            if let (Some(title), Some(code)) = (category.title(), category.code()) {
                known.add_category(subsystem.into(), title.into(), code.into());
            }
        }
        known.ids = register
            .tables()
            .filter_map(|table| table.id())
            .map(Into::into)
            .collect();
        known
    }

    fn add_category(&mut self, subsystem: String, title: String, code: String) {
        *self.codes.entry(code.clone()).or_default() += 1;
        let codes = self.categories.entry((subsystem, title));
        codes.and_modify(|known| *known = None).or_insert(Some(code));
    }
}

impl Merge<'_> {
    /// Adds tables with their new entries at the end of the tables that there are.
    pub(super) fn add_tables(&mut self, tables: &[(&Table, Vec<&Entry>)]) {
        if tables.is_empty() {
            return;
        }
        let mut known = Known::new(self.register);
        let [mut subsystems, mut categories, mut new] = [const { Vec::new() }; 3];
        let mut added = 0;
        for (table, entries) in tables {
            match self.new_table(table, entries, &mut known) {
                Ok(written) => {
                    subsystems.extend(written.subsystems);
                    categories.extend(written.category);
                    new.extend(written.table);
                    added += entries.len();
                }
                Err(attribute) => {
                    for entry in entries {
                        self.refuse(entry, Message::attribute("import-reason", attribute));
                    }
                }
            }
        }
        let count = |kind: TableKind| new.iter().filter(|table: &&Written| table.kind == kind).count();
        let note = Message::attribute("import-note", "added")
            .with("subsystems", subsystems.len())
            .with("categories", categories.len())
            .with("tables", count(TableKind::Table));
        let register = self.register;
        let head = || site_of(register.head());
        let subsystem = register.subsystems().next_back().map(site_of);
        let category = register.categories().next_back().map(site_of);
        let table = register.tables().next_back();
        let entry = table.and_then(|table| register.entries_at(table.entries.clone()).next_back());
        let last = entry
            .filter(|entry| !entry.is_inline())
            .map(site_of)
            .or_else(|| table.map(site_of));
        let places = [
            (&subsystems, subsystem.unwrap_or_else(head)),
            (&categories, category.or(subsystem).unwrap_or_else(head)),
            (&new, last.or(category).or(subsystem).unwrap_or_else(head)),
        ];
        let edits: Option<Vec<Edit>> = places
            .into_iter()
            .filter(|(tables, _)| !tables.is_empty())
            .map(|(tables, site)| self.behind(site, tables))
            .collect();
        match edits {
            Some(edits) if added > 0 => {
                self.edits.extend(edits);
                self.changes.added += added;
                self.notes.push(note);
            }
            Some(_) => {}
            None => {
                for entry in tables.iter().flat_map(|(_, entries)| entries) {
                    self.refuse(entry, Message::attribute("import-reason", "braces"));
                }
            }
        }
    }

    /// Tables behind the one of a site; none where that is in braces.
    fn behind(&self, site: Site, tables: &[Written]) -> Option<Edit> {
        let file = self.register.file(site.file)?;
        let at = end_of(file, site)?;
        let ending = line_ending_at(&file.text, at);
        let style = Style {
            alignment: Alignment::default(),
            columns: &self.scheme.columns,
            file: TableKind::Root,
        };
        let text = register(tables, style, ending);
        Some(Edit {
            place: Place::in_file(site.file, Span::empty(at)),
            text: format!("{ending}{ending}{}", text.trim_end()),
        })
    }

    fn new_table(&self, table: &Table, entries: &[&Entry], known: &mut Known) -> Result<New, &'static str> {
        let scheme = self.scheme;
        let of_codes = |role| majority(std::iter::once(table), scheme, role);
        let path = &table.path;
        let innermost = path.between.last().or(path.subsystem.as_ref());
        let code = of_codes(Role::Category);
        let named = path.category.as_ref().or(table.title.as_ref());
        let mut new = New::default();
        let by_title = || {
            let key = (innermost?.clone(), named?.clone());
            known.categories.get(&key)?.clone()
        };
        let code = match (by_title(), code) {
            (Some(code), _) => code,
            (None, Some(code)) if known.codes.contains_key(&code) => code,
            (None, Some(code)) => {
                let (Some(title), Some(subsystem)) = (named, innermost) else {
                    return Err("no-place");
                };
                let mut above = None;
                for title in path.subsystem.iter().chain(&path.between) {
                    if known.subsystems.insert(title.clone()) {
                        let parent = above.map(|above: &String| text("parent", above));
                        new.subsystems
                            .push(written(TableKind::Subsystem, [Some(text("title", title)), parent]));
                    }
                    above = Some(title);
                }
                let class = scheme.layer(Role::Class).and_then(|_| of_codes(Role::Class));
                let statements = [
                    Some(text("code", &code)),
                    Some(text("title", title)),
                    Some(text("subsystem", subsystem)),
                    class.map(|class| text("class", &class)),
                ];
                new.category = Some(written(TableKind::Category, statements));
                known.add_category(subsystem.clone(), title.clone(), code.clone());
                code
            }
            (None, None) => return Err("no-place"),
        };
        let id = table.id.clone().unwrap_or_else(|| free_id(known));
        known.ids.insert(id.clone());
        let title = table.title.as_ref().or(path.category.as_ref()).unwrap_or(&code);
        let is_ambiguous = known.codes.get(&code).is_some_and(|count| *count > 1);
        let statements = [
            Some(text("id", &id)),
            Some(text("title", title)),
            Some(text("category", &code)),
            innermost
                .filter(|_| is_ambiguous)
                .map(|subsystem| text("subsystem", subsystem)),
        ];
        new.table.push(written(TableKind::Table, statements));
        let key = scheme.columns.key_of(crate::keys::ColumnRole::Number);
        let has_numbers = key.is_empty() || entries.iter().any(|entry| entry.is_exact || entry.has(key));
        for (number, entry) in (1..).zip(entries) {
            let statements = statements_of(entry, (!has_numbers).then_some((key, number)));
            new.table.push(Written {
                above: String::new(),
                kind: TableKind::Entry,
                statements,
            });
        }
        Ok(new)
    }
}

/// What a new table brings with it.
#[derive(Default)]
struct New {
    subsystems: Vec<Written>,
    category: Option<Written>,
    /// The table with its entries.
    table: Vec<Written>,
}

fn written<const N: usize>(kind: TableKind, statements: [Option<Statement>; N]) -> Written {
    Written {
        above: String::new(),
        kind,
        statements: statements.into_iter().flatten().collect(),
    }
}

fn site_of<T: Sited>(item: Handle<'_, T>) -> Site {
    *item.get().site()
}

/// The first number of a table that is free: one behind those that there are.
fn free_id(known: &Known) -> String {
    let mut free = (known.ids.len() + 1..).map(|number| format!("A.{number}"));
    free.find(|id| !known.ids.contains(id)).unwrap_or_default()
}
