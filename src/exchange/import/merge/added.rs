//! Tables that the register has not got, with the categories and subsystems that they need.

use rustc_hash::FxHashMap;

use super::Merge;
use super::known::{Filled, Known, New, written};
use crate::diagnostic::{Edit, Place};
use crate::exchange::import::draft::{Draft, Entry, Report, Table};
use crate::exchange::import::structure::majority;
use crate::exchange::import::write::{statements_of, text};
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::handle::{Handle, Sited};
use crate::register::model::Site;
use crate::scheme::Role;
use crate::text::Span;
use crate::text::edit::line_ending_at;
use crate::writer::entries::end_of;
use crate::writer::format::{Alignment, Style};
use crate::writer::register::{Table as Written, register};

impl Merge<'_> {
    /// Adds tables with their new entries at the end of the tables that there are, and what lists of the structure name besides.
    pub(super) fn add_tables(&mut self, draft: &Draft, tables: &[(&Table, Vec<&Entry>)]) {
        if tables.is_empty() && draft.outline.is_empty() {
            return;
        }
        let mut known = Known::new(self.register);
        let all = Filled::new(draft.tables.iter());
        let with_entries = Filled::new(tables.iter().map(|(table, _)| *table));
        let mut parts = self.outline(&draft.outline, &all, &with_entries, &mut known);
        let mut added = 0;
        for (table, entries) in tables {
            match self.new_table(table, entries, &mut known) {
                Ok(written) => {
                    parts.push(written);
                    added += entries.len();
                }
                Err(attribute) => {
                    for entry in entries {
                        self.refuse(entry, Message::attribute("import-reason", attribute));
                    }
                }
            }
        }
        // As the list of the structure has them; what it does not name comes behind.
        let order: FxHashMap<&str, usize> = draft
            .outline
            .iter()
            .filter_map(|row| row.table.as_ref()?.code.as_deref())
            .zip(0..)
            .collect();
        let [mut subsystems, mut categories] = [const { Vec::new() }; 2];
        for part in &mut parts {
            subsystems.append(&mut part.subsystems);
            categories.extend(part.category.take());
        }
        parts.sort_by_key(|part| {
            let place = part.id.as_deref().and_then(|id| order.get(id));
            place.copied().unwrap_or(usize::MAX)
        });
        let new: Vec<Written> = parts.into_iter().flat_map(|part| part.table).collect();
        if subsystems.is_empty() && categories.is_empty() && new.is_empty() {
            return;
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
            Some(edits) => {
                self.edits.extend(edits);
                self.changes.added += added;
                self.notes.push(note);
            }
            None => {
                for address in draft.outline.iter().filter_map(|row| row.address.as_ref()).take(1) {
                    self.reports.push(Report {
                        address: address.clone(),
                        reason: Message::attribute("import-reason", "braces"),
                        content: String::new(),
                    });
                }
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
        let names = [&table.id, &table.title].into_iter().flatten();
        let (of_outline, titled) = names.filter_map(|name| known.homes.get(name)).next().cloned().unzip();
        let code = match (of_outline.or_else(by_title), code) {
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
        let id = table.id.clone().unwrap_or_else(|| known.free_id());
        let title = table.title.as_ref().or(titled.as_ref());
        let title = title.or(path.category.as_ref()).unwrap_or(&code);
        known.add_table(&id, title);
        let is_ambiguous = known.is_ambiguous(&code);
        let statements = [
            Some(text("id", &id)),
            Some(text("title", title)),
            Some(text("category", &code)),
            innermost
                .filter(|_| is_ambiguous)
                .map(|subsystem| text("subsystem", subsystem)),
        ];
        new.id = Some(id);
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

fn site_of<T: Sited>(item: Handle<'_, T>) -> Site {
    *item.get().site()
}
