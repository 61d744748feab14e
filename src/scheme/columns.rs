//! From the `[[column]]`s of a scheme or a register to its columns: over the built-in ones, or those of the scheme.

use rustc_hash::{FxHashMap, FxHashSet};

use super::FaultKind;
use crate::keys::{Certainty, Column, ColumnRole, ColumnType, Columns, MAX_COLUMNS, Need, Phase, Phases, Words};

/// A `[[column]]` as it is written. `P` is a place of its file.
#[derive(Clone, Debug)]
pub struct WrittenColumn<P> {
    /// The header.
    pub header: P,
    /// `key`.
    pub key: Option<(String, P)>,
    /// `title`.
    pub title: Option<String>,
    /// `title-en`.
    pub title_en: Option<String>,
    /// `also`.
    pub also: Option<Vec<String>>,
    /// `type`, where it is one.
    pub column_type: Option<(ColumnType, P)>,
    /// `words`: each with its place.
    pub words: Option<Vec<(String, P)>>,
    /// `required`, as far as it could be read.
    pub need: Option<Need>,
    /// `role`, where there is such a role.
    pub role: Option<(ColumnRole, P)>,
    /// `hidden`.
    pub is_hidden: Option<bool>,
    /// `help`.
    pub help: Option<String>,
    /// `help-en`.
    pub help_en: Option<String>,
    /// Whether something of it could not be read, which is told where it was read.
    pub is_misread: bool,
}

impl<P> WrittenColumn<P> {
    /// A column of which nothing is written.
    pub const fn new(header: P) -> Self {
        Self {
            header,
            key: None,
            title: None,
            title_en: None,
            also: None,
            column_type: None,
            words: None,
            need: None,
            role: None,
            is_hidden: None,
            help: None,
            help_en: None,
            is_misread: false,
        }
    }
}

/// The need that `required` says in phases.
pub fn need_in<'w>(phases: impl Iterator<Item = &'w str>) -> Need {
    Need::In(Phases::of(phases.filter_map(Phase::named)))
}

/// Who writes columns, which says where they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A scheme: what it writes stands as it is written, before the others.
    Scheme,
    /// A register: what it adds stands behind the others, but before the remarks.
    Register,
}

/// The columns that there are when some are written over others, and what is wrong with those.
pub fn resolve<P: Copy>(
    base: &Columns,
    written: &[WrittenColumn<P>],
    writer: Writer,
) -> (Columns, Vec<(P, FaultKind)>) {
    let mut resolution = Resolution::new(base);
    for column in written {
        if !resolution.add(column) {
            break;
        }
    }
    let is_misread = written.iter().any(|column| column.is_misread);
    let certainty = if is_misread || !resolution.faults.is_empty() {
        Certainty::Uncertain
    } else {
        base.certainty
    };
    (Columns::new(resolution.in_order(writer), certainty), resolution.faults)
}

/// Columns in the making.
struct Resolution<P> {
    /// Those before, then those that are new.
    list: Vec<Column>,
    /// How many there were before.
    base: usize,
    places: FxHashMap<String, usize>,
    /// Those that are written, in their order.
    written: Vec<usize>,
    written_keys: FxHashSet<String>,
    written_roles: FxHashSet<ColumnRole>,
    faults: Vec<(P, FaultKind)>,
}

impl<P: Copy> Resolution<P> {
    fn new(base: &Columns) -> Self {
        let list = base.all().to_vec();
        Self {
            base: list.len(),
            places: list.iter().map(|column| column.key.clone()).zip(0..).collect(),
            list,
            written: Vec::new(),
            written_keys: FxHashSet::default(),
            written_roles: FxHashSet::default(),
            faults: Vec::new(),
        }
    }

    /// Adds a column; says whether there is room for more.
    fn add(&mut self, written: &WrittenColumn<P>) -> bool {
        let Some((key, key_place)) = &written.key else {
            return true;
        };
        if key.is_empty() {
            self.fault(*key_place, FaultKind::EmptyKey);
            return true;
        }
        if !self.written_keys.insert(key.clone()) {
            self.fault(*key_place, FaultKind::Doubled(key.clone()));
            return true;
        }
        let role = written.role.filter(|(role, place)| {
            let is_first = self.written_roles.insert(*role);
            if !is_first {
                self.fault(*place, FaultKind::Doubled(role.name().to_owned()));
            }
            is_first
        });
        let role = role.map(|(role, _)| role);
        let Some(place) = self.place(key, role, written) else {
            return self.list.len() < MAX_COLUMNS;
        };
        self.written.push(place);
        self.apply(place, written);
        true
    }

    /// The place of the column that is written, made where it is new; none where it is none.
    fn place(&mut self, key: &str, role: Option<ColumnRole>, written: &WrittenColumn<P>) -> Option<usize> {
        let known = self.places.get(key).copied();
        let of_role = self
            .list
            .iter()
            .position(|column| role.is_some() && column.role == role);
        match (known, of_role) {
            (Some(known), None) if role.is_none() => Some(known),
            (Some(known), Some(of_role)) if known == of_role => Some(known),
            // The column with this role has another key from now on, and what had that key is no more.
            (_, Some(of_role)) => {
                if let Some(known) = known {
                    self.retire(known);
                }
                let old = self.list.get(of_role).map(|column| column.key.clone())?;
                self.places.remove(&old);
                self.places.insert(key.to_owned(), of_role);
                key.clone_into(&mut self.list.get_mut(of_role)?.key);
                Some(of_role)
            }
            _ if written.is_hidden == Some(true) => {
                if let Some((key, place)) = &written.key {
                    self.fault(*place, FaultKind::Undefined(key.clone()));
                }
                None
            }
            _ if self.list.len() >= MAX_COLUMNS => {
                self.fault(written.header, FaultKind::TooManyColumns);
                None
            }
            _ => {
                if let Some(known) = known {
                    self.retire(known);
                }
                if written.title.is_none() && !written.is_misread {
                    self.fault(written.header, FaultKind::Untitled(key.to_owned()));
                }
                self.list.push(Column::new(key, role));
                self.places.insert(key.to_owned(), self.list.len() - 1);
                Some(self.list.len() - 1)
            }
        }
    }

    /// Takes a column away whose key another one has now.
    fn retire(&mut self, place: usize) {
        if let Some(column) = self.list.get_mut(place) {
            column.is_hidden = true;
            column.role = None;
            column.key = String::new();
        }
    }

    fn apply(&mut self, place: usize, written: &WrittenColumn<P>) {
        let Some(column) = self.list.get_mut(place) else {
            return;
        };
        let mut faults = Vec::new();
        merge(column, written);
        if let Some((column_type, place)) = written.column_type {
            match column.role {
                Some(role) if !fits(role, column_type) => faults.push((place, type_of_role(role))),
                _ => column.column_type = column_type,
            }
        }
        let has_vocabulary = matches!(column.role, Some(ColumnRole::Status | ColumnRole::Level));
        let is_of_words = column.column_type == ColumnType::Word && !has_vocabulary;
        if let Some(words) = &written.words {
            column.words = Words::default();
            for (word, place) in words {
                if !column.words.add(word) {
                    faults.push((*place, FaultKind::Doubled(word.clone())));
                }
            }
            if !is_of_words && !written.is_misread {
                let place = words.first().map_or(written.header, |(_, place)| *place);
                faults.push((place, FaultKind::NeedlessWords(column.key.clone())));
                column.words = Words::default();
            }
        }
        if is_of_words && column.words.is_empty() && !written.is_misread {
            let place = written.column_type.map_or(written.header, |(_, place)| place);
            faults.push((place, FaultKind::NoWords(column.key.clone())));
        }
        if !is_of_words {
            column.words = Words::default();
        }
        self.faults.append(&mut faults);
    }

    fn in_order(&self, writer: Writer) -> Vec<Column> {
        let mut order: Vec<usize> = match writer {
            Writer::Scheme => {
                let is_written: FxHashSet<usize> = self.written.iter().copied().collect();
                let others = (0..self.list.len()).filter(|place| !is_written.contains(place));
                self.written.iter().copied().chain(others).collect()
            }
            Writer::Register => (0..self.base).collect(),
        };
        if writer == Writer::Register {
            let is_remarks = |place: &usize| {
                let role = self.list.get(*place).and_then(|column| column.role);
                role == Some(ColumnRole::Remarks)
            };
            let last = order.pop_if(|place| is_remarks(place));
            order.extend(self.base..self.list.len());
            order.extend(last);
        }
        let columns = order.into_iter().filter_map(|place| self.list.get(place));
        columns.filter(|column| !column.key.is_empty()).cloned().collect()
    }

    fn fault(&mut self, place: P, kind: FaultKind) {
        self.faults.push((place, kind));
    }
}

fn fits(role: ColumnRole, column_type: ColumnType) -> bool {
    column_type == role.column_type() || (column_type == ColumnType::Word && role.takes_words())
}

fn type_of_role(role: ColumnRole) -> FaultKind {
    let word = Some(ColumnType::Word).filter(|_| role.takes_words());
    let types = std::iter::once(role.column_type()).chain(word);
    FaultKind::TypeOfRole {
        role: role.name(),
        types: types.map(|column_type| column_type.name().to_owned()).collect(),
    }
}

/// What is written of a column takes the place of what was.
fn merge<P>(column: &mut Column, written: &WrittenColumn<P>) {
    if let Some(title) = &written.title {
        column.title.clone_from(title);
    }
    if let Some(also) = &written.also {
        column.also.clone_from(also);
    }
    let texts = [
        (&mut column.title_en, &written.title_en),
        (&mut column.help, &written.help),
        (&mut column.help_en, &written.help_en),
    ];
    for (text, written) in texts {
        if written.is_some() {
            text.clone_from(written);
        }
    }
    column.need = written.need.unwrap_or(column.need);
    column.is_hidden = written.is_hidden.unwrap_or(column.is_hidden);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::TableKind;
    use crate::scheme::{Scheme, read};

    const HEAD: &str = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n";

    fn columns(text: &str) -> Columns {
        let (scheme, faults) = read(&format!("{HEAD}{text}"));
        assert_eq!(faults, []);
        scheme.unwrap().columns
    }

    fn keys(columns: &Columns) -> Vec<&str> {
        columns.iter().map(|(_, column)| column.key.as_str()).collect()
    }

    #[test]
    fn the_built_in_columns_are_the_roles_in_their_order() {
        let built_in = Scheme::built_in();
        assert_eq!(keys(&built_in.columns), ColumnRole::NAMES);
        for role in ColumnRole::ALL {
            assert_eq!(built_in.columns.key_of(role), role.name());
            assert_eq!(ColumnRole::named(role.name()), Some(role));
        }
    }

    #[test]
    fn the_nearest_column_is_what_was_meant() {
        let columns = &Scheme::built_in().columns;
        let nearest = |name| columns.nearest_key(TableKind::Entry, name).map(|(_, key)| key.name);
        for (name, meant) in [
            ("titel", Some("title")),
            ("TITLE", Some("title")),
            ("归口单位", Some("owner")),
            ("归口组织", Some("owner")),
            ("标准号", Some("standard")),
            ("名称", Some("title")),
            ("name", None),
        ] {
            assert_eq!(nearest(name), meant, "{name}");
        }
    }

    #[test]
    fn written_columns_come_first_and_what_is_not_written_stays_as_it_was() {
        let columns = columns(
            "[[column]]\nkey = \"issued\"\ntitle = \"发布日期\"\ntype = \"date\"\n[[column]]\nkey = \"code\"\ntitle = \"体系编号\"\n[[column]]\nkey = \"plan\"\nhidden = true\n",
        );
        assert_eq!(keys(&columns)[..5], ["issued", "code", "number", "standard", "title"]);
        assert_eq!(keys(&columns).last(), Some(&"remarks"));
        let code = columns.of_role(ColumnRole::Code).unwrap();
        assert_eq!((code.title.as_str(), code.need), ("体系编号", Need::Always));
        assert!(columns.is_hidden("plan") && columns.of_role(ColumnRole::Plan).is_none());
        assert!(columns.find("plan").is_none() && !columns.is_hidden("issued"));
    }

    #[test]
    fn a_role_on_another_key_replaces_the_one_before() {
        let columns = columns("[[column]]\nkey = \"名称\"\nrole = \"title\"\n");
        let title = columns.of_role(ColumnRole::Title).unwrap();
        assert_eq!(
            (title.key.as_str(), title.title.as_str(), title.need),
            ("名称", "标准名称", Need::Always)
        );
        assert_eq!(columns.find("title"), None);
        assert_eq!(keys(&columns).len(), ColumnRole::COUNT);
        // A key that another role had goes to this one.
        let columns = self::columns("[[column]]\nkey = \"code\"\nrole = \"standard\"\n");
        assert_eq!(columns.key_of(ColumnRole::Standard), "code");
        assert_eq!(columns.of_role(ColumnRole::Code), None);
    }

    #[test]
    fn a_register_adds_before_the_remarks() {
        let base = Scheme::built_in();
        let written = |key: &str, title: Option<&str>| WrittenColumn {
            key: Some((key.to_owned(), ())),
            title: title.map(str::to_owned),
            need: Some(Need::Never),
            ..WrittenColumn::new(())
        };
        let own = [written("issued", Some("发布日期")), written("owner", None)];
        let (columns, faults) = resolve(&base.columns, &own, Writer::Register);
        assert_eq!(faults, []);
        let keys = keys(&columns);
        assert_eq!(keys[keys.len() - 3..], ["replaces", "issued", "remarks"]);
        assert_eq!(columns.of_role(ColumnRole::Owner).unwrap().need, Need::Never);
    }

    /// Columns without end are one fault, and those that are read are few enough.
    #[test]
    fn there_is_an_end_to_columns() {
        let many: String = (0..100_000)
            .map(|number| format!("[[column]]\nkey = \"c{number}\"\ntitle = \"t\"\n"))
            .collect();
        let (scheme, faults) = read(&format!("{HEAD}{many}"));
        assert!(matches!(
            faults[..],
            [super::super::Fault {
                kind: FaultKind::TooManyColumns,
                ..
            }]
        ));
        assert_eq!(scheme.unwrap().columns.all().len(), MAX_COLUMNS);
        let doubled = "[[column]]\nkey = \"c\"\ntitle = \"t\"\n".repeat(20_000);
        assert_eq!(read(&format!("{HEAD}{doubled}")).1.len(), 19_999);
        let words = (0..100_000)
            .map(|number| format!("\"{number}\""))
            .collect::<Vec<_>>()
            .join(",");
        let text = format!("{HEAD}[[column]]\nkey = \"c\"\ntitle = \"t\"\ntype = \"word\"\nwords = [{words}]\n");
        assert_eq!(read(&text).1, []);
    }
}
