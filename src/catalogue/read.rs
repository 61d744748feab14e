//! The forms of a catalogue: CSV (also TSV), TOML with one array of tables, JSON with one array of objects.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::Value;
use toml_edit::{Document, Item, TableLike};

use super::build::{Builder, Values};
use super::fault::FaultKind;
use super::headings::Field;
use crate::text::to_u32;

impl Builder {
    /// Adds the rows of a text. `file` is what it is called where a row is named; its ending tells the form.
    pub fn add(&mut self, file: &str, text: &str) {
        self.files.push(file.to_owned());
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        self.line = 1;
        let ending = file.rsplit('.').next().map(str::to_ascii_lowercase).unwrap_or_default();
        match ending.as_str() {
            "json" => self.json(text),
            "toml" => self.toml(text),
            "tsv" => self.delimited(text, b'\t'),
            _ => {
                let head = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
                let is_tabs = head.contains('\t') && !head.contains(',');
                self.delimited(text, if is_tabs { b'\t' } else { b',' });
            }
        }
    }

    /// Lines that begin with `#` are comments; the first other one has the headings.
    fn delimited(&mut self, text: &str, delimiter: u8) {
        let mut options = csv::ReaderBuilder::new();
        let options = options.has_headers(false).flexible(true).comment(Some(b'#'));
        let mut reader = options.delimiter(delimiter).from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut columns: Option<Vec<Option<Field>>> = None;
        let mut lines = Lines::new(text);
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => {
                    self.line = lines.at(usize::try_from(reader.position().byte()).unwrap_or_default());
                    return self.fault(FaultKind::Form("CSV".into()));
                }
            }
            // The reader stood before the blank lines and comments that it passed over.
            let stood = record.position().map_or(0, csv::Position::byte);
            let line = lines.at(record_start(text, usize::try_from(stood).unwrap_or_default()));
            let Some(columns) = &columns else {
                self.line = line;
                let Some(found) = self.columns(record.iter()) else {
                    return;
                };
                columns = Some(found);
                continue;
            };
            let mut values: Values<'_> = [None; Field::COUNT];
            for (value, field) in record.iter().zip(columns) {
                if let Some(slot) = field.and_then(|field| values.get_mut(field as usize)) {
                    *slot = Some(value);
                }
            }
            self.row(line, &values);
        }
        if columns.is_none() {
            self.fault(FaultKind::NoNumbers);
        }
    }

    /// What the columns hold; none where that is not enough, or twice the same.
    fn columns<'t>(&mut self, headings: impl Iterator<Item = &'t str>) -> Option<Vec<Option<Field>>> {
        let mut columns: Vec<Option<Field>> = Vec::new();
        for heading in headings {
            let field = self.field(heading);
            if let Some(field) = field.filter(|field| columns.contains(&Some(*field))) {
                self.fault(FaultKind::Twice(field, heading.to_owned()));
                return None;
            }
            columns.push(field);
        }
        let is_known = columns.contains(&Some(Field::Number)) || columns.contains(&Some(Field::Plan));
        if !is_known {
            self.fault(FaultKind::NoNumbers);
        }
        is_known.then_some(columns)
    }

    /// What a heading or key names. Others are passed over; one that looks like a slip is told.
    fn field(&mut self, heading: &str) -> Option<Field> {
        let field = Field::of_heading(heading);
        if let (None, Some(nearest)) = (field, Field::nearest(heading.trim())) {
            self.fault(FaultKind::Column(heading.trim().to_owned(), nearest.into()));
        }
        field
    }

    fn toml(&mut self, text: &str) {
        let mut lines = Lines::new(text);
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => {
                self.line = lines.at(error.span().map_or(0, |span| span.start));
                return self.fault(FaultKind::Form("TOML".into()));
            }
        };
        let mut known = Known::default();
        let mut has_rows = false;
        for (_, item) in document.iter() {
            match item {
                Item::ArrayOfTables(tables) => {
                    has_rows = true;
                    for table in tables {
                        let line = lines.at(table.span().map_or(0, |span| span.start));
                        self.toml_row(line, table, &mut known);
                    }
                }
                Item::Value(toml_edit::Value::Array(array)) => {
                    let mut tables = array.iter().filter_map(toml_edit::Value::as_inline_table).peekable();
                    has_rows |= tables.peek().is_some();
                    for table in tables {
                        let line = lines.at(table.span().map_or(0, |span| span.start));
                        self.toml_row(line, table, &mut known);
                    }
                }
                _ => {}
            }
        }
        if !has_rows {
            self.fault(FaultKind::NoRows);
        }
    }

    fn toml_row(&mut self, line: u32, table: &dyn TableLike, known: &mut Known) {
        let pairs = table.iter().map(|(key, item)| {
            let value = match item.as_value() {
                Some(toml_edit::Value::String(text)) => text.value().clone(),
                Some(value) => value.to_string().trim().to_owned(),
                None => String::new(),
            };
            (key, Cow::Owned(value))
        });
        self.pairs(line, pairs, known);
    }

    fn json(&mut self, text: &str) {
        let mut lines = Lines::new(text);
        let open = text.len() - text.trim_start().len();
        let Some(mut at) = text
            .get(open..)
            .and_then(|rest| rest.strip_prefix('['))
            .map(|_| open + 1)
        else {
            return self.fault(FaultKind::NoRows);
        };
        let mut known = Known::default();
        // One object after the other: nobody needs all of them at once, and each knows where it stands.
        loop {
            let rest = text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Map<String, Value>>();
            if rest.starts_with(']') && known.fields.is_empty() {
                return self.after(text, at + 1, &mut lines);
            }
            let line = lines.at(at);
            let Some(Ok(object)) = values.next() else {
                self.line = line;
                return self.fault(FaultKind::Form("JSON".into()));
            };
            at += values.byte_offset();
            let pairs = object.iter().map(|(key, value)| {
                let value = match value {
                    Value::String(text) => Cow::Borrowed(text.as_str()),
                    Value::Null => Cow::Borrowed(""),
                    other => Cow::Owned(other.to_string()),
                };
                (key.as_str(), value)
            });
            self.pairs(line, pairs, &mut known);
            let rest = text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start().len();
            match rest.trim_start().chars().next() {
                Some(',') => at += 1,
                Some(']') => return self.after(text, at + 1, &mut lines),
                _ => {
                    self.line = lines.at(at);
                    return self.fault(FaultKind::Form("JSON".into()));
                }
            }
        }
    }

    /// Nothing stands behind the array.
    fn after(&mut self, text: &str, at: usize, lines: &mut Lines<'_>) {
        if !text.get(at..).unwrap_or_default().trim().is_empty() {
            self.line = lines.at(at);
            self.fault(FaultKind::Form("JSON".into()));
        }
    }

    /// Adds a row that has its keys with it.
    fn pairs<'t>(&mut self, line: u32, pairs: impl Iterator<Item = (&'t str, Cow<'t, str>)>, known: &mut Known) {
        self.line = line;
        let mut owned: [Cow<'t, str>; Field::COUNT] = Default::default();
        for (key, value) in pairs {
            let field = match known.fields.get(key) {
                Some(field) => *field,
                None => {
                    let field = self.field(key);
                    known.fields.insert(key.to_owned(), field);
                    field
                }
            };
            if let Some(slot) = field.and_then(|field| owned.get_mut(field as usize)) {
                *slot = value;
            }
        }
        let values: Values<'_> = owned.each_ref().map(|value| Some(value.as_ref()));
        self.row(line, &values);
    }
}

/// The keys that were come upon, each with what it names.
#[derive(Default)]
struct Known {
    fields: FxHashMap<String, Option<Field>>,
}

/// The lines of offsets that are asked for in their order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    fn at(&mut self, offset: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.at..offset).unwrap_or_default();
        self.line += to_u32(passed.iter().filter(|byte| **byte == b'\n').count());
        self.at = offset.max(self.at);
        self.line
    }
}

/// Where the record begins that is the next one from an offset on.
fn record_start(text: &str, offset: usize) -> usize {
    let mut at = offset;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match rest.bytes().next() {
            Some(b'\r' | b'\n') => at += 1,
            Some(b'#') => at += rest.find('\n').unwrap_or(rest.len()),
            _ => return at,
        }
    }
}
