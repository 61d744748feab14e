//! How much there is, revision by revision: as a table, as data, and as a plot.

use serde::Serialize;

use super::json::FiguresObject;
use super::plot::{self, Moment, Plot, Series};
use super::{label, name, word};
use crate::exchange::cells::Cell;
use crate::exchange::comparison::chronicle::Revision;
use crate::exchange::export::markdown::{of_cell, plain};
use crate::exchange::export::{CsvReader, List, csv};
use crate::exchange::html::{escape, page_of};
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::counts::{Figures, GroupBy, TooManyColumns, grouped};

/// A form of statistics over revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One list, a line for each figure.
    Csv,
    /// One object.
    Json,
    /// A table in Markdown.
    Markdown,
    /// A page with the plot and the table.
    Html,
    /// The plot.
    Svg,
}

/// How much there was after a revision.
#[derive(Clone, Debug)]
pub struct Point {
    revision: Revision,
    /// When, in seconds since 1970.
    seconds: i64,
    total: Figures,
    /// By what is counted by: each group with what it comes to.
    groups: Vec<(String, Figures)>,
}

impl Point {
    /// Counts the entries of a register as it was after a revision, of so many seconds since 1970.
    ///
    /// # Errors
    /// Where there would be too many columns.
    pub fn new(
        revision: Revision,
        seconds: i64,
        register: &Register,
        by: Option<&GroupBy>,
        language: Language,
    ) -> Result<Self, TooManyColumns> {
        let counted = grouped(register, by.unwrap_or(&GroupBy::Table), None)?;
        let rows = counted.rows.iter().filter(|_| by.is_some());
        let groups = rows.map(|row| (label(&row.group, "none", language), row.figures));
        Ok(Self {
            revision,
            seconds,
            total: counted.total.figures,
            groups: groups.collect(),
        })
    }
}

/// How much there was, revision by revision.
#[derive(Clone, Debug)]
pub struct History {
    /// The title of the register.
    title: String,
    /// Its root.
    file: String,
    /// What is counted by, as it is named.
    by: Option<String>,
    /// What stands over the table.
    caption: String,
    /// The oldest first.
    points: Vec<Point>,
    /// The groups of all points, those of the newest first.
    groups: Vec<String>,
}

#[derive(Serialize)]
struct HistoryObject<'h> {
    file: &'h str,
    title: &'h str,
    by: Option<&'h str>,
    revisions: Vec<PointObject<'h>>,
}

#[derive(Serialize)]
struct PointObject<'h> {
    #[serde(flatten)]
    revision: &'h Revision,
    total: FiguresObject,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<RowObject<'h>>,
}

#[derive(Serialize)]
struct RowObject<'h> {
    item: &'h str,
    #[serde(flatten)]
    figures: FiguresObject,
}

impl History {
    /// Of the newest register, under a path, and what was counted of it, the newest first.
    ///
    /// # Errors
    /// Where there would be more columns than a table may have.
    pub fn new(
        register: &Register,
        file: String,
        by: Option<&GroupBy>,
        mut points: Vec<Point>,
        language: Language,
    ) -> Result<Self, TooManyColumns> {
        let mut groups: Vec<String> = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for (group, _) in points.iter().flat_map(|point| &point.groups) {
            if seen.insert(group) {
                groups.push(group.clone());
            }
        }
        if groups.len() > crate::register::counts::MOST_COLUMNS {
            return Err(TooManyColumns(groups.len()));
        }
        points.reverse();
        let heading = by.map(|by| super::heading(register, by, language));
        let caption = match heading {
            None => Message::attribute("stats-history", "coverage"),
            Some(by) => Message::attribute("stats-history", "by").with("by", by),
        };
        Ok(Self {
            title: register.head().title().unwrap_or_default().into_owned(),
            file,
            by: by.map(|by| name(register, by)),
            caption: caption.render(language),
            points,
            groups,
        })
    }

    /// The title of the register, and where its root is.
    pub fn names(&self) -> (&str, &str) {
        (&self.title, &self.file)
    }

    /// As a table for people: what stands over it, the heads, and the rows, of which the oldest revision is the first.
    pub fn table(&self, language: Language) -> (&str, Vec<String>, Vec<Vec<String>>) {
        let figure = |name| Message::attribute("print-figure", name).render(language);
        let mut heads: Vec<String> = ["day", "revision"].map(|name| column(name, language)).into();
        heads.extend(["expected", "existing", "ratio"].map(figure));
        heads.extend(self.groups.iter().cloned());
        let rows = self.points.iter().map(|point| {
            let mut row = vec![point.revision.day().to_owned(), point.revision.short().to_owned()];
            row.extend([point.total.expected, point.total.existing].map(|count| count.to_string()));
            row.push(point.total.ratio().unwrap_or_default());
            row.extend(self.of_groups(point).map(|figures| match figures {
                Some(figures) if figures.expected > 0 => format!("{} / {}", figures.expected, figures.existing),
                _ => String::new(),
            }));
            row
        });
        (&self.caption, heads, rows.collect())
    }

    /// The figures of each group in a point.
    fn of_groups<'p>(&'p self, point: &'p Point) -> impl Iterator<Item = Option<Figures>> + 'p {
        let of_point: rustc_hash::FxHashMap<&str, Figures> = point
            .groups
            .iter()
            .map(|(name, figures)| (name.as_str(), *figures))
            .collect();
        self.groups.iter().map(move |name| of_point.get(name.as_str()).copied())
    }

    /// What is counted, of each point.
    pub fn totals(&self) -> impl Iterator<Item = Figures> + Clone {
        self.points.iter().map(|point| point.total)
    }

    /// As a file.
    pub fn write(&self, format: Format, language: Language) -> Vec<u8> {
        match format {
            Format::Csv => self.csv(language).into_bytes(),
            Format::Json => self.json(),
            Format::Markdown => self.markdown(language).into_bytes(),
            Format::Html => self.html(language).into_bytes(),
            Format::Svg => plot::image(&self.plot(language)).into_bytes(),
        }
    }

    /// What should be there and what is; or of each group, what should be there.
    fn plot(&self, language: Language) -> Plot<'_> {
        let figure = |name| Message::attribute("print-figure", name).render(language);
        let mut series: Vec<Series> = self
            .groups
            .iter()
            .map(|name| Series {
                name: name.clone(),
                values: Vec::with_capacity(self.points.len()),
            })
            .collect();
        for point in &self.points {
            for (line, figures) in series.iter_mut().zip(self.of_groups(point)) {
                line.values.push(figures.unwrap_or_default().expected);
            }
        }
        if series.is_empty() {
            let line = |name, value: fn(Figures) -> i64| Series {
                name: figure(name),
                values: self.totals().map(value).collect(),
            };
            series.push(line("expected", |figures| figures.expected));
            series.push(line("existing", |figures| figures.existing));
        }
        Plot {
            title: format!("{}  {}", self.title, self.caption),
            moments: self
                .points
                .iter()
                .map(|point| Moment {
                    seconds: point.seconds,
                    day: point.revision.day(),
                    name: point.revision.short(),
                })
                .collect(),
            series,
        }
    }

    fn csv(&self, language: Language) -> String {
        let mut head: Vec<String> = ["date", "revision"].map(|name| column(name, language)).into();
        head.push(Message::attribute("export-column", "by").render(language));
        let figure = |name| Message::attribute("print-figure", name).render(language);
        head.extend(["item", "expected", "existing", "ratio"].map(figure));
        let mut rows = Vec::new();
        for point in &self.points {
            let mut push = |item: String, figures: Figures| {
                rows.push(vec![
                    Cell::text(point.revision.date.as_str()),
                    Cell::text(point.revision.revision.as_str()),
                    Cell::text(self.by.as_deref().unwrap_or_default()),
                    Cell::text(item),
                    Cell::Integer(figures.expected),
                    Cell::Integer(figures.existing),
                    Cell::text(figures.ratio().unwrap_or_default()),
                ]);
            };
            for (name, figures) in &point.groups {
                push(name.clone(), *figures);
            }
            push(word("total", language), point.total);
        }
        csv::list(&List { head, rows }, CsvReader::Program)
    }

    fn json(&self) -> Vec<u8> {
        let revisions = self.points.iter().map(|point| PointObject {
            revision: &point.revision,
            total: point.total.into(),
            rows: point
                .groups
                .iter()
                .map(|(item, figures)| RowObject {
                    item,
                    figures: (*figures).into(),
                })
                .collect(),
        });
        let object = HistoryObject {
            file: &self.file,
            title: &self.title,
            by: self.by.as_deref(),
            revisions: revisions.collect(),
        };
        // It writes to memory, and has nothing in it that cannot be a key.
        let mut bytes = serde_json::to_vec_pretty(&object).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    fn markdown(&self, language: Language) -> String {
        let (caption, heads, rows) = self.table(language);
        let mut text = format!("# {}\n\n## {}\n\n", plain(&self.title), plain(caption));
        let mut push = |cells: Vec<String>| text.push_str(&format!("| {} |\n", cells.join(" | ")));
        push(heads.iter().map(|cell| plain(cell)).collect());
        push(vec!["---".to_owned(); heads.len()]);
        for row in &rows {
            push(row.iter().map(|cell| of_cell(cell)).collect());
        }
        text
    }

    fn html(&self, language: Language) -> String {
        let (caption, heads, rows) = self.table(language);
        let mut body = String::new();
        let element = |tag: &str, text: &str, body: &mut String| {
            body.push_str(&format!("<{tag}>"));
            escape(text, body);
            body.push_str(&format!("</{tag}>"));
        };
        element("h1", &self.title, &mut body);
        element("h2", caption, &mut body);
        body.push('\n');
        plot::write(&self.plot(language), "", &mut body);
        body.push_str("<table>\n<thead><tr>");
        heads.iter().for_each(|cell| element("th", cell, &mut body));
        body.push_str("</tr></thead>\n<tbody>\n");
        for row in &rows {
            body.push_str("<tr>");
            row.iter().for_each(|cell| element("td", cell, &mut body));
            body.push_str("</tr>\n");
        }
        body.push_str("</tbody>\n</table>\n");
        page_of(&self.title, &body, language)
    }
}

fn column(name: &'static str, language: Language) -> String {
    Message::attribute("stats-history", name).render(language)
}
