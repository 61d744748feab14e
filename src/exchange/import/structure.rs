//! The structure of what was read: subsystems and categories by clauses, columns and captions; codes, classes, domain, business
//! and blocks by the codes of the standards. What neither says is made up as far as a register must have it, and told.

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use super::codes::majority;
use super::codes::{Codes, most};
use super::draft::{Draft, Item, OutlineRow, Path, Table, Titled};
use crate::code::Code;
use crate::keys::ColumnRole;
use crate::messages::Message;
use crate::scheme::{Role, Scheme};

/// The structure, as the register has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structure {
    pub(super) domain: Option<String>,
    pub(super) business: Option<String>,
    pub(super) subsystems: Vec<Subsystem>,
    pub(super) categories: Vec<Category>,
    /// What is known of each table, in the order of the draft.
    pub(super) tables: Vec<Placed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subsystem {
    pub(super) title: String,
    pub(super) code: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) scope: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) code: String,
    pub(super) title: String,
    /// Empty for none.
    pub(super) subsystem: String,
    pub(super) class: Option<String>,
    pub(super) scope: Option<String>,
}

/// What is there already, found without looking at all of it.
#[derive(Default)]
struct Known {
    subsystems: FxHashMap<String, usize>,
    /// Categories by their subsystem, the titles between, and their own.
    by_title: FxHashMap<(String, Vec<String>, String), usize>,
    /// Those that the file does not name, by their subsystem and code.
    unnamed: FxHashMap<(String, String), usize>,
    /// All of them, likewise.
    by_code: FxHashMap<(String, String), usize>,
}

impl Known {
    /// The category of a table: that of its name, or where one of the two has none, that of its code.
    fn category(&self, subsystem: &str, table: &Table, code: Option<&str>) -> Option<usize> {
        let by_code = |categories: &FxHashMap<(String, String), usize>| {
            categories.get(&(subsystem.to_owned(), code?.to_owned())).copied()
        };
        match title_key(subsystem, &table.path) {
            Some(key) => self.by_title.get(&key).copied().or_else(|| by_code(&self.unnamed)),
            None => by_code(&self.by_code),
        }
    }

    fn add_category(&mut self, subsystem: &str, table: &Table, code: &str, category: usize) {
        let key = (subsystem.to_owned(), code.to_owned());
        match title_key(subsystem, &table.path) {
            Some(title) => {
                self.by_title.entry(title).or_insert(category);
            }
            None if !code.is_empty() => {
                self.unnamed.entry(key.clone()).or_insert(category);
            }
            None => {}
        }
        if !code.is_empty() {
            self.by_code.entry(key).or_insert(category);
        }
    }
}

fn title_key(subsystem: &str, path: &Path) -> Option<(String, Vec<String>, String)> {
    Some((subsystem.to_owned(), path.between.clone(), path.category.clone()?))
}

/// What is known of a table beside what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) category: usize,
    pub(super) block: Option<String>,
    /// Its sub-headings, from the top.
    pub(super) groups: Vec<String>,
}

/// Makes out the structure. Tables of which nothing is said but the codes of their standards are split by these.
pub(super) fn structure(draft: &mut Draft, scheme: &Scheme, title: &str) -> Structure {
    add_listed_tables(draft);
    split_by_codes(draft, scheme);
    let codes: Vec<Codes<'_>> = draft.tables.iter().map(|table| Codes::of(table, scheme)).collect();
    let mut structure = Structure {
        domain: most(codes.iter(), scheme, Role::Domain),
        business: most(codes.iter(), scheme, Role::Business),
        ..Structure::default()
    };
    let mut notes = Vec::new();
    let mut by_table = Vec::new();
    let mut known = Known::default();
    let listed = structure.add_outline(&draft.outline, &mut known);
    let of_list = structure.categories.len();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); of_list];
    for (place, table) in draft.tables.iter().enumerate() {
        let of_outline = table.id.as_deref().and_then(|id| listed.get(id)).copied();
        let category = of_outline.unwrap_or_else(|| {
            // In a path of numbers, what a category stands below is said by its code.
            let subsystem = structure.subsystem_of(&table.path, &mut known).or_else(|| {
                let is_told = scheme.category_path().is_some() && table.path.category.is_some();
                is_told.then(String::new)
            });
            let subsystem = subsystem.unwrap_or_else(|| {
                if notes.is_empty() {
                    notes.push(Message::attribute("import-note", "no-subsystem").with("title", title));
                }
                structure.add_subsystem(Titled::of_title(title.to_owned()), None, &mut known)
            });
            let code = most(codes.get(place).into_iter(), scheme, Role::Category);
            known.category(&subsystem, table, code.as_deref()).unwrap_or_else(|| {
                let code = code.unwrap_or_default();
                let named = table.path.category.as_ref().or(table.title.as_ref());
                let meaning = scheme.layer(Role::Category).and_then(|layer| layer.meaning(&code));
                let above = table.path.subsystem.as_deref();
                let name = named.map(String::as_str).or(meaning).or(above);
                let name = name.unwrap_or(if code.is_empty() { title } else { &code });
                let category = structure.categories.len();
                known.add_category(&subsystem, table, &code, category);
                structure.categories.push(Category {
                    title: name.to_owned(),
                    code,
                    subsystem,
                    class: None,
                    scope: None,
                });
                members.push(Vec::new());
                category
            })
        });
        if let Some(members) = members.get_mut(category) {
            members.push(place);
        }
        by_table.push(category);
    }
    structure.finish_subsystems(&codes, scheme, &members);
    let has_made_up = structure.finish_categories(&codes, scheme, &members, of_list);
    if has_made_up {
        notes.push(Message::attribute("import-note", "category-codes"));
    }
    structure.place_tables(draft, &codes, scheme, (&by_table, &members));
    let mut scopes = draft.preface.scopes();
    for subsystem in &mut structure.subsystems {
        subsystem.scope = scopes.remove(&subsystem.title);
    }
    for category in &mut structure.categories {
        category.scope = scopes.remove(&category.title);
    }
    notes.into_iter().for_each(|note| draft.note(note));
    structure
}

/// Adds the tables that a list of the structure has and that have no rows.
fn add_listed_tables(draft: &mut Draft) {
    let mut known: FxHashSet<String> = draft.tables.iter().filter_map(|table| table.id.clone()).collect();
    let listed = draft.outline.iter().filter_map(|row| row.table.as_ref());
    for Titled { code, title } in listed {
        if let Some(id) = code.as_ref().filter(|id| known.insert((*id).clone())) {
            draft.tables.push(Table {
                id: Some(id.clone()),
                title: title.clone(),
                ..Table::default()
            });
        }
    }
}

impl Structure {
    /// Adds what lists say. Gives the categories of tables by their numbers.
    fn add_outline(&mut self, outline: &[OutlineRow], known: &mut Known) -> FxHashMap<String, usize> {
        let mut by_table = FxHashMap::default();
        let mut categories: FxHashMap<(String, Titled), usize> = FxHashMap::default();
        for row in outline {
            let mut innermost = None;
            for subsystem in row.subsystems.iter().filter(|subsystem| subsystem.title.is_some()) {
                innermost = Some(self.add_subsystem(subsystem.clone(), innermost, known));
            }
            let Some(category) = &row.category else { continue };
            let subsystem = innermost.unwrap_or_default();
            let place = *categories
                .entry((subsystem.clone(), category.clone()))
                .or_insert_with(|| {
                    let Titled { code, title } = category.clone();
                    let code = code.unwrap_or_default();
                    let title = title.unwrap_or_else(|| code.clone());
                    let path = Path {
                        subsystem: Some(subsystem.clone()),
                        category: Some(title.clone()),
                        between: Vec::new(),
                    };
                    let table = Table {
                        path,
                        ..Table::default()
                    };
                    known.add_category(&subsystem, &table, &code, self.categories.len());
                    self.categories.push(Category {
                        code,
                        title,
                        subsystem,
                        class: None,
                        scope: None,
                    });
                    self.categories.len() - 1
                });
            if let Some(id) = row.table.as_ref().and_then(|table| table.code.clone()) {
                by_table.entry(id).or_insert(place);
            }
        }
        by_table
    }

    /// The subsystem that a path leads to, made where it is not there yet.
    fn subsystem_of(&mut self, path: &Path, known: &mut Known) -> Option<String> {
        let mut innermost = None;
        for title in path.subsystem.iter().chain(&path.between) {
            innermost = Some(self.add_subsystem(Titled::of_title(title.clone()), innermost, known));
        }
        innermost.filter(|_| path.subsystem.is_some())
    }

    fn add_subsystem(&mut self, subsystem: Titled, parent: Option<String>, known: &mut Known) -> String {
        let title = subsystem.title.unwrap_or_default();
        let place = *known.subsystems.entry(title.clone()).or_insert_with(|| {
            self.subsystems.push(Subsystem {
                title: title.clone(),
                code: None,
                parent: None,
                scope: None,
            });
            self.subsystems.len() - 1
        });
        if let Some(known) = self.subsystems.get_mut(place) {
            known.code = known.code.take().or(subsystem.code);
            known.parent = known.parent.take().or(parent.filter(|parent| *parent != title));
        }
        title
    }

    /// Codes of the subsystems by all their standards, where these have one.
    fn finish_subsystems(&mut self, codes: &[Codes<'_>], scheme: &Scheme, members: &[Vec<usize>]) {
        if scheme.subsystem_layers().len() != 1 {
            return;
        }
        let mut tables: FxHashMap<&str, Vec<&Codes<'_>>> = FxHashMap::default();
        for (category, members) in self.categories.iter().zip(members) {
            let of_category = members.iter().filter_map(|place| codes.get(*place));
            tables.entry(&category.subsystem).or_default().extend(of_category);
        }
        for subsystem in &mut self.subsystems {
            if let Some(tables) = tables
                .remove(subsystem.title.as_str())
                .filter(|_| subsystem.code.is_none())
            {
                subsystem.code = most(tables.into_iter(), scheme, Role::Subsystem);
            }
        }
    }

    /// Codes and classes of the categories by all their standards. Whether a code had to be made up.
    /// `of_list` is how many of them a list names, with their codes.
    fn finish_categories(
        &mut self,
        codes: &[Codes<'_>],
        scheme: &Scheme,
        members: &[Vec<usize>],
        of_list: usize,
    ) -> bool {
        let has_class = scheme.layer(Role::Class).is_some();
        for (place, (category, members)) in self.categories.iter_mut().zip(members).enumerate() {
            let codes = || members.iter().filter_map(|place| codes.get(*place));
            let is_listed = place < of_list && !category.code.is_empty();
            if let Some(code) = most(codes(), scheme, Role::Category).filter(|_| !is_listed) {
                category.code = code;
            }
            category.class = most(codes(), scheme, Role::Class).filter(|_| has_class);
        }
        let width = scheme
            .layer(Role::Category)
            .map_or(2, |layer| layer.width.most.clamp(1, 9));
        let mut used: FxHashSet<String> = self.categories.iter().map(|category| category.code.clone()).collect();
        let mut free = (1_u32..).map(|number| format!("{number:0width$}"));
        let mut has_made_up = false;
        for category in self.categories.iter_mut().filter(|category| category.code.is_empty()) {
            has_made_up = true;
            if let Some(code) = free.find(|code| !used.contains(code)) {
                used.insert(code.clone());
                category.code = code;
            }
        }
        has_made_up
    }

    fn place_tables(
        &mut self,
        draft: &Draft,
        codes: &[Codes<'_>],
        scheme: &Scheme,
        (by_table, members): (&[usize], &[Vec<usize>]),
    ) {
        let ids = draft.tables.iter().filter_map(|table| table.id.as_deref());
        let used: FxHashSet<&str> = ids.collect();
        let mut free = (1_u32..)
            .map(|number| format!("A.{number}"))
            .filter(|id| !used.contains(id.as_str()));
        let ranges: Vec<Option<(u32, u32)>> = codes.iter().map(|codes| codes.hundreds(scheme)).collect();
        let mut is_shared = vec![false; ranges.len()];
        for members in members {
            mark_overlapping(members, &ranges, &mut is_shared);
        }
        for (place, (table, &category)) in draft.tables.iter().zip(by_table).enumerate() {
            let own = ranges.get(place).copied().flatten();
            let own = own.filter(|_| is_shared.get(place) == Some(&false));
            let block = own.map(|(first, last)| format!("{first:03}-{last:03}"));
            let title_of_category = self.categories.get(category).map(|category| category.title.clone());
            self.tables.push(Placed {
                id: table.id.clone().or_else(|| free.next()).unwrap_or_default(),
                title: table.title.clone().or(title_of_category).unwrap_or_default(),
                category,
                block,
                groups: groups(table),
            });
        }
    }
}

/// The sub-headings of a table, from the top.
fn groups(table: &Table) -> Vec<String> {
    let mut known = FxHashSet::default();
    let groups = table.entries().filter_map(|entry| entry.text("group"));
    groups.filter(|group| known.insert(*group)).map(str::to_owned).collect()
}

/// Marks the tables of a category whose blocks reach into each other: theirs are not set apart.
fn mark_overlapping(members: &[usize], ranges: &[Option<(u32, u32)>], is_shared: &mut [bool]) {
    let range = |place: &usize| Some((ranges.get(*place).copied().flatten()?, *place));
    let mut sorted: Vec<((u32, u32), usize)> = members.iter().filter_map(range).collect();
    sorted.sort_unstable();
    let mut furthest: Option<(u32, usize)> = None;
    for ((first, last), place) in sorted {
        if let Some((end, other)) = furthest
            && first <= end
        {
            for place in [place, other] {
                is_shared.get_mut(place).into_iter().for_each(|shared| *shared = true);
            }
        }
        if furthest.is_none_or(|(end, _)| end < last) {
            furthest = Some((last, place));
        }
    }
}

/// Makes several tables of each of which nothing is known but that the codes in it name several categories.
fn split_by_codes(draft: &mut Draft, scheme: &Scheme) {
    let key = scheme.columns.key_of(ColumnRole::Code);
    // The same category may be there in several subsystems.
    let belonging = |item: &Item| -> Option<(Option<String>, String)> {
        let Item::Entry(entry) = item else { return None };
        let code = entry.text(key)?;
        let parsed = Code::parse(scheme, code);
        let category = parsed.value(scheme, code, Role::Category)?;
        let subsystem = parsed.value(scheme, code, Role::Subsystem);
        Some((subsystem.map(ToOwned::to_owned), category.to_owned()))
    };
    let tables = std::mem::take(&mut draft.tables);
    for table in tables {
        if table.path != Path::default() || table.id.is_some() {
            draft.tables.push(table);
            continue;
        }
        // The groups by their codes, and the group of each item.
        let mut groups: Vec<(Option<String>, String)> = Vec::new();
        let mut known: FxHashMap<(Option<String>, String), usize> = FxHashMap::default();
        let mut of_item = |item: &Item| -> Option<usize> {
            let place = belonging(item)?;
            if groups.last() == Some(&place) {
                return groups.len().checked_sub(1);
            }
            Some(*known.entry(place).or_insert_with_key(|place| {
                groups.push(place.clone());
                groups.len() - 1
            }))
        };
        let of_items: Vec<Option<usize>> = table.items.iter().map(&mut of_item).collect();
        if groups.len() < 2 {
            draft.tables.push(table);
            continue;
        }
        let first = draft.tables.len();
        let mut places: Vec<Option<usize>> = vec![None; groups.len()];
        let mut current = first;
        for (item, group) in table.items.into_iter().zip(of_items) {
            if let Some((place, (subsystem, _))) = group.and_then(|group| places.get_mut(group).zip(groups.get(group)))
            {
                current = *place.get_or_insert_with(|| {
                    draft.tables.push(Table {
                        path: path_of_code(subsystem.as_deref(), scheme),
                        ..Table::default()
                    });
                    draft.tables.len() - 1
                });
            } else if draft.tables.len() == first {
                draft.tables.push(Table::default());
            }
            if let Some(table) = draft.tables.get_mut(current) {
                table.items.push(item);
            }
        }
        draft.note(Message::attribute("import-note", "split").with("count", draft.tables.len() - first));
    }
}

/// Where a table belongs by the subsystem in its codes, as far as the scheme says what that is.
fn path_of_code(subsystem: Option<&str>, scheme: &Scheme) -> Path {
    let meaning = subsystem.and_then(|code| scheme.layer(Role::Subsystem)?.meaning(code));
    Path {
        subsystem: meaning.or(subsystem).map(ToOwned::to_owned),
        ..Path::default()
    }
}
