//! Reads statistics tables: their columns, their rows, and what these ask for.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{Item, Reader};
use crate::fields::{Present, Value};
use crate::keys::{BY, Certainty, ColumnRole, TableKind};
use crate::register::model::{ColumnFigure, Condition, Row, Site, Statistics, StatisticsColumn};
use crate::syntax::{Kind, Node, Str};
use crate::text::Span;

impl<'a> Reader<'a> {
    pub(super) fn statistics(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut statistics = Statistics {
            site,
            ..Statistics::default()
        };
        let mut columns = SmallVec::new();
        let mut rows = SmallVec::new();
        let mut present = Present::default();
        self.fields
            .read(TableKind::Statistics, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("id", Value::Str(value)) => statistics.id = Some(value),
                    ("title", Value::Str(value)) => statistics.title = Some(value),
                    ("by", Value::Str(value)) => statistics.by = Some(value),
                    ("columns", Value::Tables(tables)) => columns = tables,
                    ("rows", Value::Tables(tables)) => rows = tables,
                    _ => {}
                }
            });
        statistics.by = statistics.by.filter(|by| self.is_counted_by(*by));
        // The rows may still follow under headers of their own.
        if let Some((place, _)) = TableKind::Statistics.key("rows") {
            statistics.missing_rows = !present.has(place);
            present.add(place);
        }
        self.fields.tell_missing(TableKind::Statistics, site.header, &present);
        self.items.push(Item::Statistics(statistics));
        self.inline_tables(TableKind::StatisticsColumn, site, &columns);
        self.inline_tables(TableKind::Row, site, &rows);
    }

    /// Whether statistics may count by this; told where they may not.
    fn is_counted_by(&mut self, by: Str) -> bool {
        let name = by.get(self.fields.text);
        let columns = self.meaning.columns;
        let is_of_words = || match columns.find(&name) {
            Some((_, column)) => {
                column.is_of_words()
                    || column.role == Some(ColumnRole::Status)
                    || column.role == Some(ColumnRole::Level)
            }
            // Where nobody knows the columns, it may be one.
            None => columns.certainty == Certainty::Uncertain,
        };
        let is_known = BY.contains(&name.as_ref()) || is_of_words();
        if let (false, Some((_, key))) = (is_known, TableKind::Statistics.key("by")) {
            self.fields.wrong_word(key, by, BY);
        }
        is_known
    }

    pub(super) fn statistics_column(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut column = StatisticsColumn {
            site,
            ..StatisticsColumn::default()
        };
        let mut conditions = SmallVec::<[usize; 2]>::new();
        let mut present = Present::default();
        self.fields
            .read(TableKind::StatisticsColumn, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("title", Value::Str(value)) => column.title = Some(value),
                    ("where", Value::Table(index)) => conditions.push(index),
                    _ => {}
                }
            });
        column.conditions = self.conditions_of(site, &conditions);
        // It may follow under a header of its own.
        if let Some((place, _)) = TableKind::StatisticsColumn.key("where") {
            column.lacks_conditions = present.is_missing(place);
            present.add(place);
        }
        self.fields
            .tell_missing(TableKind::StatisticsColumn, site.header, &present);
        self.items.push(Item::StatisticsColumn(column));
    }

    pub(super) fn row(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut row = Row { site, ..Row::default() };
        let mut conditions = SmallVec::<[usize; 2]>::new();
        let mut figures = SmallVec::<[usize; 2]>::new();
        let mut present = Present::default();
        self.fields
            .read(TableKind::Row, nodes, &mut present, |name, value| match (name, value) {
                ("item", Value::Str(value)) => row.item = Some(value),
                ("expected", Value::Integer(value)) => row.expected = Some(value),
                ("existing", Value::Integer(value)) => row.existing = Some(value),
                ("ratio", Value::Str(value)) => row.ratio = Some(value),
                ("where", Value::Table(index)) => conditions.push(index),
                ("figures", Value::Table(index)) => figures.push(index),
                ("remarks", Value::Str(value)) => row.remarks = Some(value),
                _ => {}
            });
        row.conditions = self.conditions_of(site, &conditions);
        let segment = self.fields.segment;
        let nodes = figures.iter().flat_map(|index| segment.children(*index));
        row.figures = self.figures(site, nodes);
        let lacks = |name: &&'static str| {
            let key = TableKind::Row.key(name);
            key.is_some_and(|(place, _)| present.is_missing(place))
        };
        row.lacking = ["expected", "existing"].into_iter().filter(lacks).collect();
        self.fields.tell_missing(TableKind::Row, site.header, &present);
        self.items.push(Item::Row(Box::new(row)));
    }

    /// The conditions of the values of `where`, which may be several statements; none where there are none of these.
    fn conditions_of(&mut self, site: Site, tables: &[usize]) -> Option<Vec<Condition>> {
        let segment = self.fields.segment;
        let nodes = tables.iter().flat_map(|index| segment.children(*index));
        (!tables.is_empty()).then(|| self.conditions(site, nodes))
    }

    fn conditions(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) -> Vec<Condition> {
        let text = self.fields.text;
        let mut conditions = Vec::new();
        for (index, node) in nodes {
            let name = node.key.name(text).into_owned();
            let (values, is_read) = self.fields.condition(&name, index, node);
            conditions.push(Condition {
                site,
                key: node.key,
                name,
                values,
                is_read,
            });
        }
        conditions
    }

    /// `[statistics.rows.where]` or `[statistics.columns.where]`.
    pub(super) fn headed_conditions(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let conditions = self.conditions(site, nodes);
        let header = self.fields.segment.header.as_ref();
        let is_of_column = header.is_some_and(|header| {
            let mut names = header.keys.iter().map(|key| key.name(self.fields.text));
            names.any(|name| name == "columns")
        });
        self.items.push(if is_of_column {
            Item::ColumnConditions(conditions)
        } else {
            Item::Conditions(conditions)
        });
    }

    /// The figures of a row in the further columns: numbers, or tables of them.
    pub(super) fn figures(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) -> Vec<ColumnFigure> {
        let text = self.fields.text;
        let mut figures: Vec<ColumnFigure> = Vec::new();
        // Dotted keys add up: `figures.A.expected = 1` and `figures.A.existing = 1` are of one column.
        let mut dotted: FxHashMap<String, usize> = FxHashMap::default();
        for (index, node) in nodes {
            let name = node.key.name(text).into_owned();
            let figure = self.figure(site, node.key.span, name, index, node);
            if node.kind == Kind::Dotted {
                if let Some(earlier) = dotted.get(&figure.name).and_then(|place| figures.get_mut(*place)) {
                    earlier.expected = earlier.expected.or(figure.expected);
                    earlier.existing = earlier.existing.or(figure.existing);
                    earlier.ratio = earlier.ratio.or(figure.ratio);
                    continue;
                }
                dotted.insert(figure.name.clone(), figures.len());
            }
            figures.push(figure);
        }
        figures
    }

    fn figure(&mut self, site: Site, key: Span, name: String, index: usize, node: &Node) -> ColumnFigure {
        let segment = self.fields.segment;
        match node.kind {
            Kind::InlineTable | Kind::Dotted => self.full_figure(site, key, name, segment.children(index)),
            _ => ColumnFigure {
                expected: self.fields.figure(&name, node),
                site,
                key,
                name,
                ..ColumnFigure::default()
            },
        }
    }

    /// A figure that is written as `{ expected, existing, ratio }`.
    fn full_figure(
        &mut self,
        site: Site,
        key: Span,
        name: String,
        nodes: impl Iterator<Item = (usize, &'a Node)>,
    ) -> ColumnFigure {
        let mut figure = ColumnFigure {
            site,
            key,
            name,
            ..ColumnFigure::default()
        };
        let mut present = Present::default();
        self.fields.read(TableKind::Figure, nodes, &mut present, |name, value| {
            match (name, value) {
                ("expected", Value::Integer(value)) => figure.expected = Some(value),
                ("existing", Value::Integer(value)) => figure.existing = Some(value),
                ("ratio", Value::Str(value)) => figure.ratio = Some(value),
                _ => {}
            }
        });
        figure
    }

    /// `[statistics.rows.figures.NAME]`.
    pub(super) fn headed_figure(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let last = self
            .fields
            .segment
            .header
            .as_ref()
            .and_then(|header| header.keys.last());
        let Some(key) = last else {
            return;
        };
        let name = key.name(self.fields.text).into_owned();
        let figure = self.full_figure(site, key.span, name, nodes);
        self.items.push(Item::Figures(vec![figure]));
    }
}
