//! Puts rows where they belong: below their caption, in their category, as an entry, a sub-heading, a figure. Every row below a
//! head is counted as exactly one of what [`Tally`](super::draft::Tally) has, and what cannot be placed is reported with its address.

use rustc_hash::{FxHashMap, FxHashSet};

use super::done::{Done, Watch};
use super::draft::{Draft, Entry, Field, Item, Path, Table};
use super::entry::{self, Made};
use super::figures;
use super::grid::{Filled, Grid, Row, RowKind};
use super::headings::{Conflict, Header, HeaderKind, Headings, Meaning};
use super::lines;
use super::outline;
use super::paths::{Carried, is_default_name, path_of_clauses, path_of_levels};
use super::state::{State, only_first_heading};
use super::values;
use crate::keys::ColumnRole;
use crate::messages::Message;
use crate::scheme::Scheme;

/// Places the rows of grids, one after the other.
pub(super) struct Placer<'a> {
    headings: &'a Headings,
    scheme: &'a Scheme,
    /// The row that the caller says the head is in.
    header_row: Option<u32>,
    pub(super) draft: Draft,
    /// How many heads were found.
    pub(super) headers: usize,
    /// The clauses that what follows stands below, from the outermost.
    clauses: Vec<(u8, String)>,
    /// The headings of which something was said.
    told: FxHashSet<String>,
    /// Tables by what they are known by.
    tables: FxHashMap<Known, usize>,
    /// The last table of each number, of any file.
    by_id: FxHashMap<String, usize>,
    /// The items of lists between tables, and how deep they are.
    pub(super) items: Vec<(u8, String)>,
    /// How many rows were placed.
    pub(super) done: Done<'a>,
}

/// What a table is known by, so that its rows come together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Known {
    Id(String, Option<String>),
    Title(String),
    Sheet(usize, Path),
}

impl<'a> Placer<'a> {
    pub(super) fn new(headings: &'a Headings, scheme: &'a Scheme, header_row: Option<u32>, watch: Watch<'a>) -> Self {
        Self {
            done: Done::new(watch),
            headings,
            scheme,
            header_row,
            draft: Draft::default(),
            headers: 0,
            clauses: Vec::new(),
            told: FxHashSet::default(),
            tables: FxHashMap::default(),
            by_id: FxHashMap::default(),
            items: Vec::new(),
        }
    }

    /// Clauses of one file name nothing in the next, and its tables may have the same numbers.
    pub(super) fn next_file(&mut self) {
        self.clauses.clear();
        self.tables.clear();
    }

    /// Places the rows of a grid.
    ///
    /// # Errors
    /// Where two columns of a head mean the same.
    pub(super) fn place(&mut self, grid: &Grid) -> Result<(), Conflict> {
        let mut state = State::new(grid, self.headers);
        let title = match grid.is_exact {
            true => grid.rows.first().map(|row| row.number),
            false => only_first_heading(grid),
        };
        let mut rest = grid.rows.as_slice();
        while let Some((row, after)) = rest.split_first() {
            let mut taken = 1;
            match row.kind {
                RowKind::Prose(level) => {
                    if Some(row.number) == title && self.draft.title.is_none() && self.headers == 0 {
                        let text = row.cells.first().map(|cell| grid.text(cell)).unwrap_or_default();
                        self.draft.title = match grid.is_exact {
                            true => Some(text),
                            false => lines::title(&text).or(Some(text)),
                        };
                    } else {
                        self.prose(&row.shown(), level, &mut state);
                    }
                }
                RowKind::Item(depth) => self.items.push((depth, row.shown())),
                RowKind::Break => state.is_after_table = true,
                RowKind::Cells if row.own().next().is_none() => state.is_figures_over = true,
                RowKind::Cells => match self.header(rest, &state)? {
                    Some(header) => {
                        taken = header.height;
                        self.begin(header, &mut state);
                    }
                    None => {
                        state.leave_other_table(row);
                        self.row(row, &mut state);
                    }
                },
            }
            rest = after.get(taken - 1..).unwrap_or_default();
            self.done.add(taken);
        }
        self.draft.reports.append(&mut state.above);
        self.leave_heading(&mut state);
        Ok(())
    }

    /// The head that begins in the first of some rows.
    fn header(&self, rows: &[Row], state: &State<'_>) -> Result<Option<Header>, Conflict> {
        let Some(row) = rows.first() else { return Ok(None) };
        if state.grid.is_exact && state.has_header {
            return Ok(None);
        }
        let is_forced = self.header_row == Some(row.number);
        if self.header_row.is_some_and(|forced| row.number < forced) || state.is_data(row, self.scheme) {
            return Ok(None);
        }
        self.headings.find(rows.get(..3).unwrap_or(rows), is_forced)
    }

    fn begin(&mut self, header: Header, state: &mut State<'_>) {
        if state.header.as_ref().is_some_and(|current| current.is_same(&header)) {
            // The head of the next page.
            state.is_after_table = false;
            return;
        }
        self.headers += 1;
        (state.has_header, state.is_after_table) = (true, false);
        state.place = self.headers;
        state.is_figures_over = true;
        state.carried = Carried::default();
        (state.table, state.group) = (None, None);
        self.tell_columns(&header, state);
        state.header = Some(header);
    }

    /// Says what was taken for what, and what is not known.
    fn tell_columns(&mut self, header: &Header, state: &State<'_>) {
        if header.kind != HeaderKind::Detail {
            return;
        }
        for (place, column) in header.columns.iter().enumerate() {
            let is_told = matches!(column.meaning, Some(Meaning::Key(_)) if column.is_guess)
                || (column.meaning.is_none() && !column.title.is_empty());
            // Once for a heading, however many tables have it.
            if !is_told || !self.told.insert(column.title.clone()) {
                continue;
            }
            let address = state.grid.address(header.row, Some(place)).to_string();
            match &column.meaning {
                Some(Meaning::Key(key)) => self.draft.notes.push(
                    Message::attribute("import-note", "guess")
                        .with("address", address)
                        .with("heading", column.title.as_str())
                        .with("key", key.as_str()),
                ),
                _ => self.draft.notes.push(
                    Message::attribute("import-note", "unknown")
                        .with("address", address)
                        .with("heading", column.title.as_str()),
                ),
            }
        }
        let roles = [
            ColumnRole::Code,
            ColumnRole::Title,
            ColumnRole::Status,
            ColumnRole::Level,
        ];
        let columns = &self.scheme.columns;
        let is_asked = |role: &ColumnRole| *role != ColumnRole::Code || !self.scheme.layers.is_empty();
        let missing = roles.into_iter().filter(is_asked);
        let missing = missing.filter(|role| header.column_of(*role, columns).is_none());
        let missing: Vec<String> = missing
            .filter_map(|role| Some(columns.of_role(role)?.key.clone()))
            .collect();
        if !missing.is_empty() {
            self.draft
                .note(Message::attribute("import-note", "missing").with("keys", missing));
        }
    }

    /// A line that is no row of a table. Whether it is one of its own or a row with one cell, it may say the same things.
    fn prose(&mut self, line: &str, level: Option<u8>, state: &mut State<'_>) {
        if self.line(line, level, state) {
            return;
        }
        if self.headers == 0 {
            self.draft.preface.line(line);
        }
        if self.draft.code.is_none()
            && let Some((title, code)) = lines::code_of_document(line)
            && self.draft.title.as_deref() == Some(title)
        {
            self.draft.code = Some(code.to_owned());
        }
    }

    /// Takes a line for what it says. Whether it says something.
    fn line(&mut self, line: &str, level: Option<u8>, state: &mut State<'_>) -> bool {
        if let Some(caption) = lines::caption(line) {
            (state.table, state.group) = (None, None);
            state.is_figures_over = true;
            state.carried = Carried::default();
            let goes_on = caption.is_continued && caption.id.is_none();
            if !goes_on || state.caption.is_none() {
                state.caption = Some(caption);
            }
            self.draft.preface.end();
            return true;
        }
        if self.draft.title.is_none()
            && self.headers == 0
            && let Some(title) = lines::title(line)
        {
            self.draft.title = Some(title);
            return true;
        }
        if let Some(clause) = lines::clause(line, level) {
            self.clauses.retain(|(depth, _)| *depth < clause.depth);
            if self.headers == 0 {
                self.draft.preface.clause(&clause.title);
            }
            self.clauses.push((clause.depth, clause.title));
            (state.table, state.group, state.caption) = (None, None, None);
            return true;
        }
        if self.draft.standard.is_none()
            && self.headers == 0
            && let Some(standard) = lines::standard(line, &self.scheme.grammar)
        {
            self.draft.standard = Some(standard);
            return true;
        }
        false
    }

    fn row(&mut self, row: &Row, state: &mut State<'_>) {
        let Some(header) = state.header.take() else {
            return self.above_header(row, state);
        };
        match header.kind {
            HeaderKind::Figures => self.figures_row(row, &header, state),
            HeaderKind::Detail => self.detail_row(row, &header, state),
            HeaderKind::Structure => {
                if self.caption_below_outline(row, state) {
                    return;
                }
                let (said, mut reports) = outline::row(row, &header, state.grid);
                self.draft.outline.push(said);
                self.draft.reports.append(&mut reports);
            }
        }
        state.header = Some(header);
    }

    fn above_header(&mut self, row: &Row, state: &mut State<'_>) {
        let mut own = row.own();
        if let (Some((_, only)), None) = (own.next(), own.next())
            && self.line(&only.shown(), None, state)
        {
            return;
        }
        self.draft.tally.rows += 1;
        self.draft.tally.reported += 1;
        let attribute = if state.has_header { "between" } else { "above-header" };
        state.above.push(state.report_row(row, attribute));
    }

    fn figures_row(&mut self, row: &Row, header: &Header, state: &mut State<'_>) {
        let mut own = row.own();
        if let (Some((_, only)), None) = (own.next(), own.next())
            && self.line(&only.shown(), None, state)
        {
            return;
        }
        self.draft.tally.rows += 1;
        let columns = &self.scheme.columns;
        let by = figures::by_of_row(row, header, columns);
        let is_other = self.draft.statistics.last().is_none_or(|last| last.by != by);
        let is_new = state.is_figures_over || is_other;
        let new = is_new.then(|| figures::begin(header, self.headings));
        let table = new.as_ref().or(self.draft.statistics.last());
        let made = table.and_then(|table| figures::row(row, header, table, state.grid, columns));
        let Some(made) = made else {
            self.draft.tally.reported += 1;
            let report = state.report_row(row, "figures");
            self.draft.reports.push(report);
            return;
        };
        self.draft.tally.figures += 1;
        if let Some(mut new) = new {
            // What stands below one caption in several blocks is one table in print: the caption is that of the first.
            let caption = state.caption.take();
            (new.id, new.title) = caption.map_or((None, None), |caption| (caption.id, caption.whole));
            let [id, title] = figures::caption_of_row(row, header);
            (new.id, new.title) = (id.or(new.id), title.or(new.title));
            new.by = by;
            self.draft.statistics.push(new);
        }
        state.is_figures_over = values::is_total(&made.item);
        if let Some(last) = self.draft.statistics.last_mut() {
            last.rows.push(made);
        }
    }

    /// Whether a row below a list of the structure is the caption of what comes next. Its other rows say where tables belong, and
    /// are none of their rows.
    fn caption_below_outline(&mut self, row: &Row, state: &mut State<'_>) -> bool {
        let text = row.only_text().filter(|text| lines::caption(text).is_some());
        text.is_some_and(|text| self.line(&text, None, state))
    }

    /// A sub-heading that no entry stands below is in no entry: it is reported.
    fn leave_heading(&mut self, state: &mut State<'_>) {
        let Some(report) = state.heading.take() else { return };
        self.draft.tally.rows += 1;
        self.draft.tally.reported += 1;
        match state.table.and_then(|table| self.draft.tables.get_mut(table)) {
            Some(table) => table.items.push(Item::Report(report)),
            None => self.draft.reports.push(report),
        }
    }

    fn detail_row(&mut self, row: &Row, header: &Header, state: &mut State<'_>) {
        if state.group.is_none() {
            self.leave_heading(state);
        }
        if !state.grid.is_exact
            && let Some(text) = row.only_text()
        {
            match self.one_cell(&text, row, header, state) {
                OneCell::Said => return,
                OneCell::Entry => {}
                OneCell::Nothing(attribute) => {
                    self.draft.tally.rows += 1;
                    return self.report(row, attribute, header, state);
                }
            }
        }
        self.draft.tally.rows += 1;
        let first = row.own().next().filter(|_| !state.grid.is_exact);
        if first.is_some_and(|(_, first)| values::is_sum(&first.shown())) {
            return self.report(row, "total", header, state);
        }
        match entry::make(row, header, state.grid, self.scheme) {
            Made::Entry(mut entry) => {
                let key = self.scheme.columns.key_of(ColumnRole::Group);
                if let Some(group) = state.group.as_ref().filter(|_| !entry.has(key)) {
                    entry.fields.push((key.to_owned(), Field::Text(group.clone())));
                    entry.is_below_heading = true;
                }
                state.heading = None;
                self.draft.tally.entries += 1;
                if entry.is_from_title {
                    let first = self.draft.from_titles.take();
                    let (count, first) = first.unwrap_or_else(|| (0, entry.address.clone()));
                    self.draft.from_titles = Some((count + 1, first));
                }
                self.put(Item::Entry(entry), row, header, state);
            }
            Made::Continuation(parts) => match self.last_entry(state) {
                Some(last) => {
                    entry::join(last, parts);
                    self.draft.tally.joined += 1;
                }
                None => self.report(row, "no-key", header, state),
            },
            Made::Nothing(attribute) => self.report(row, attribute, header, state),
        }
    }

    /// What a row with one cell is.
    fn one_cell(&mut self, text: &str, row: &Row, header: &Header, state: &mut State<'_>) -> OneCell {
        if self.line(text, None, state) {
            return OneCell::Said;
        }
        let column = row.own().next().map_or(0, |(column, _)| column);
        let is_merged = row.cells.iter().any(|cell| cell.filled == Filled::Across);
        let is_note = ["注", "说明", "制表", "审核", "填表", "编制"]
            .iter()
            .any(|word| text.starts_with(word));
        if is_note && text.contains([':', '：', '1']) {
            return OneCell::Nothing("note");
        }
        if values::is_sum(text) {
            return OneCell::Nothing("total");
        }
        let is_number = row
            .own()
            .next()
            .is_some_and(|(_, cell)| values::integer(cell).is_some());
        let is_first = row.cells.iter().take(column).all(super::grid::Cell::is_empty) && column == 0;
        let columns = &self.scheme.columns;
        match (is_merged || is_first || row.cells.len() == 1, is_number) {
            (_, true) => OneCell::Nothing("no-key"),
            (true, false) if header.column_of(ColumnRole::Title, columns) != Some(column) || is_merged => {
                if columns.of_role(ColumnRole::Group).is_none() {
                    return OneCell::Nothing("group");
                }
                self.leave_heading(state);
                // A line of a text may be prose, which is no row.
                let is_row = state.grid.has_columns;
                state.heading = is_row.then(|| state.report_row(row, "heading"));
                state.group = Some(text.to_owned());
                OneCell::Said
            }
            _ => OneCell::Entry,
        }
    }

    fn report(&mut self, row: &Row, attribute: &'static str, header: &Header, state: &mut State<'_>) {
        self.draft.tally.reported += 1;
        let report = state.report_row(row, attribute);
        match state.table {
            Some(_) => self.put(Item::Report(report), row, header, state),
            None => self.draft.reports.push(report),
        }
    }

    /// The entry that was placed last, if it is in the table that is being read.
    fn last_entry(&mut self, state: &State<'_>) -> Option<&mut Entry> {
        match self.draft.tables.get_mut(state.table?)?.items.last_mut()? {
            Item::Entry(entry) => Some(entry),
            Item::Report(_) => None,
        }
    }

    fn put(&mut self, item: Item, row: &Row, header: &Header, state: &mut State<'_>) {
        let table = match item {
            Item::Entry(_) => self.table_of(row, header, state),
            Item::Report(_) => state.table.unwrap_or_default(),
        };
        if let Some(table) = self.draft.tables.get_mut(table) {
            table.items.push(item);
        }
    }

    /// The table that a row belongs to, which is made where there is none yet.
    fn table_of(&mut self, row: &Row, header: &Header, state: &mut State<'_>) -> usize {
        let levels = state.carried.levels(row, header);
        let own = state.carried.table(row, header);
        if let (Some(table), None, None) = (state.table, &levels, &own) {
            return table;
        }
        let (own_id, own_title) = own.unwrap_or_default();
        let of_columns = levels.map(|levels| path_of_levels(&levels));
        let (path, title) = match &of_columns {
            Some(path) => (path.clone(), None),
            None => path_of_clauses(&self.clauses),
        };
        let caption = state.caption.as_ref();
        let id = caption
            .and_then(|caption| caption.id.clone())
            .filter(|_| of_columns.is_none());
        let id = own_id.or(id);
        let of_id = id.clone();
        let known = match &id {
            Some(id) => Known::Id(id.clone(), caption.and_then(|caption| caption.title.clone())),
            None if own_title.is_some() => Known::Title(own_title.clone().unwrap_or_default()),
            _ => Known::Sheet(state.place, path.clone()),
        };
        // Of a table that goes on, the number alone is said.
        let continued = caption.filter(|caption| caption.is_continued).and(id.as_ref());
        let continued = continued.and_then(|id| self.by_id.get(id)).copied();
        let place = continued.unwrap_or_else(|| {
            *self.tables.entry(known).or_insert_with(|| {
                let sheet = state.grid.sheet.as_deref().filter(|sheet| !is_default_name(sheet));
                let title = own_title.or(title);
                let title = title.or_else(|| caption.and_then(|caption| caption.title.clone()));
                let title = title.or_else(|| of_columns.is_none().then(|| sheet.map(ToOwned::to_owned)).flatten());
                self.draft.tables.push(Table {
                    id,
                    title,
                    path,
                    items: Vec::new(),
                });
                self.draft.tables.len() - 1
            })
        });
        self.by_id.extend(of_id.map(|id| (id, place)));
        state.table = Some(place);
        place
    }
}

/// What a row with one cell is.
enum OneCell {
    /// A line that was taken for what it says, or a sub-heading.
    Said,
    /// An entry of which nothing more is known.
    Entry,
    /// Nothing that has a place, and why.
    Nothing(&'static str),
}
