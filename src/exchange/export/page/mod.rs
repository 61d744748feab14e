//! A page of one's own for a browser: all standards in one list to search, filter and sort, what is covered, the diagram,
//! the statistics, and on request what the rules find.
//!
//! It needs nothing beside it and may fetch nothing: its policy allows this style and this script, by their digests, and
//! nothing else. The script is given data and makes text of it, never markup, so that no title can do anything. Rows are
//! drawn as they come into view: a register of ten thousand standards would freeze the page.

mod coverage;
mod findings;

use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::rows;
use super::{Export, Part, Problem};
use crate::exchange::cells::Cell;
use crate::exchange::html::{self, diagram, escape};
use crate::keys::ColumnRole;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The most values that a column is filtered by.
const MOST_CHOICES: usize = 300;

/// What the script works on.
#[derive(Serialize)]
struct Data<'e> {
    columns: Vec<Column>,
    rows: Vec<Row<'e>>,
    /// The column whose cells are links to their rows.
    link: &'static str,
    words: Words,
}

#[derive(Serialize)]
struct Column {
    key: String,
    title: String,
    /// Whether its values are offered to choose from.
    filter: bool,
}

#[derive(Serialize)]
struct Row<'e> {
    /// What the row is called in the address.
    id: String,
    cells: Vec<std::borrow::Cow<'e, str>>,
    findings: Vec<String>,
}

#[derive(Serialize)]
struct Words {
    all: String,
    count: String,
    findings: String,
}

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut page = String::new();
    head(export, &mut page);
    body(export, &mut page);
    page.push_str("</body>\n</html>\n");
    Ok(page.into_bytes())
}

fn head(export: &Export<'_>, page: &mut String) {
    let (style, script) = (digest(STYLE), digest(SCRIPT));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; \
         form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        export.language.tag()
    );
    escape(&export.printed.title.text, page);
    let _ = write!(page, "</title>\n<style>{STYLE}</style>\n</head>\n<body>\n");
}

fn body(export: &Export<'_>, page: &mut String) {
    let printed = &export.printed;
    element("h1", "", &printed.title.text, page);
    let document = [printed.standard.as_str(), printed.code.as_str()].join("　");
    if !document.trim().is_empty() {
        element("p", "document", document.trim(), page);
    }
    page.push_str(&html::title_page(printed, export.language));
    if export.has(Part::Structure) {
        heading(export, "structure", page);
        page.push_str("<div class=\"structure\">\n");
        let untitled = export.word("print-untitled", "subsystem");
        diagram::write(printed, &|_| None, &untitled, "", page);
        page.push_str("</div>\n");
    }
    if export.has(Part::Statistics) {
        coverage::write(export, page);
        if !printed.statistics.is_empty() {
            heading(export, "statistics", page);
            page.push_str(&html::statistics(printed, export.language));
        }
    }
    if export.has(Part::Notes) {
        page.push_str(&html::explanation(printed, export.language));
    }
    if export.has(Part::Tables) {
        list(export, page);
    }
}

fn list(export: &Export<'_>, page: &mut String) {
    let word = |name| export.word("export-page", name);
    heading(export, "tables", page);
    page.push_str("<noscript><p>");
    escape(&word("script"), page);
    page.push_str("</p></noscript>\n<div class=\"tools\">\n<label class=\"search\">");
    escape(&word("search"), page);
    page.push_str("<input type=\"search\" id=\"q\"></label>\n<div id=\"filters\" class=\"tools\"></div>\n<button type=\"button\" id=\"clear\">");
    escape(&word("clear"), page);
    page.push_str("</button>\n<button type=\"button\" id=\"download\">");
    escape(&word("download"), page);
    page.push_str("</button>\n</div>\n<p id=\"count\" class=\"quiet\" role=\"status\"></p>\n<table class=\"list\"><thead><tr id=\"heads\"></tr></thead><tbody id=\"rows\"></tbody></table>\n<div id=\"end\" class=\"more\"></div>\n<script type=\"application/json\" id=\"data\">");
    // Nothing in it can end the element.
    let json = serde_json::to_string(&data(export)).unwrap_or_default();
    page.push_str(&json.replace('<', "\\u003c"));
    let _ = write!(page, "</script>\n<script>{SCRIPT}</script>\n");
}

fn data<'e>(export: &'e Export<'_>) -> Data<'e> {
    let columns = rows::columns(export.register, export.language);
    let list = rows::entries(export, &columns);
    let keys = rows::BELONGING.into_iter().map(|key| (key, key != "table-title"));
    let keys = keys.chain(columns.iter().map(|column| {
        // The script and the style know columns by their roles.
        let key = column.role.map_or(column.key.as_str(), |role| role.name());
        // What few words stand in is chosen from, whatever it is: only what names a standard is looked for instead.
        (
            key,
            !column.words.is_empty() || matches!(column.role, None | Some(ColumnRole::Group | ColumnRole::Owner)),
        )
    }));
    // A column in which nothing stands tells nobody anything.
    let is_used: Vec<bool> = (0..list.head.len())
        .map(|place| {
            list.rows
                .iter()
                .any(|row| !matches!(row.get(place), None | Some(Cell::Empty)))
        })
        .collect();
    let is_used = |place: usize| is_used.get(place).copied().unwrap_or_default();
    let heads = keys.zip(&list.head).enumerate().filter(|(place, _)| is_used(*place));
    let has_few = |place: usize| {
        let mut values = FxHashSet::default();
        let cells = list.rows.iter().filter_map(|row| row.get(place));
        cells.map(Cell::shown).for_each(|cell| {
            if values.len() <= MOST_CHOICES {
                values.insert(cell);
            }
        });
        values.len() <= MOST_CHOICES
    };
    let heads = heads.map(|(place, ((key, filter), title))| Column {
        key: key.to_owned(),
        title: title.clone(),
        filter: filter && has_few(place),
    });
    let heads: Vec<Column> = heads.collect();
    let place_of_code = rows::BELONGING.len()
        + columns
            .iter()
            .position(|column| column.role == Some(ColumnRole::Code))
            .unwrap_or_default();
    let mut findings = findings::by_entry(export);
    let mut ids = FxHashSet::default();
    let rows = list.rows.into_iter().enumerate().map(|(number, row)| {
        let code = row.get(place_of_code).map(|cell| cell.shown().into_owned());
        let id = match code.filter(|code| !code.is_empty() && ids.insert(code.clone())) {
            Some(code) => code,
            None => format!("-{}", number + 1),
        };
        let cells = row.into_iter().enumerate().filter(|(place, _)| is_used(*place));
        Row {
            id,
            cells: cells.map(|(_, cell)| cell.into_shown()).collect(),
            findings: findings.get_mut(number).map(std::mem::take).unwrap_or_default(),
        }
    });
    let rows = rows.collect();
    let word = |name| export.word("export-page", name);
    let has_codes = heads.iter().any(|column| column.key == "code");
    Data {
        columns: heads,
        rows,
        link: if has_codes { "code" } else { "title" },
        words: Words {
            all: word("all"),
            count: word("count"),
            findings: word("findings"),
        },
    }
}

fn heading(export: &Export<'_>, name: &'static str, page: &mut String) {
    element("h2", "", &export.word("print-heading", name), page);
}

fn element(tag: &str, class: &str, text: &str, page: &mut String) {
    match class {
        "" => {
            let _ = write!(page, "<{tag}>");
        }
        class => {
            let _ = write!(page, "<{tag} class=\"{class}\">");
        }
    }
    escape(text, page);
    let _ = writeln!(page, "</{tag}>");
}

/// The SHA-256 of a text in Base64, as a policy names what it allows.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut digest = String::new();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, place| {
            bits << 8 | usize::from(three.get(place).copied().unwrap_or(0))
        });
        for place in 0..4 {
            let digit = DIGITS
                .get(bits >> (18 - 6 * place) & 63)
                .copied()
                .filter(|_| place <= three.len());
            digest.push(digit.map_or('=', char::from));
        }
    }
    digest
}
