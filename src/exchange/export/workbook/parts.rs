//! Which part of a workbook is which sheet.

use quick_xml::Reader;
use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use crate::exchange::import::read::package::Package;
use crate::exchange::import::read::xml::attribute;
use crate::messages::Message;

pub(super) const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// The parts of a workbook that are sheets.
pub(super) struct Book {
    parts: FxHashMap<String, String>,
    /// Days are counted from 1904.
    pub(super) is_1904: bool,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Box<Message>> {
        let names = package.names();
        let relations = text(package, RELATIONS)?;
        let mut targets = FxHashMap::default();
        elements(&relations, RELATIONS, |name, get| {
            if name == "Relationship"
                && let (Some(id), Some(target)) = (get("Id"), get("Target"))
            {
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("xl/{target}"),
                };
                targets.insert(id, target);
            }
        })?;
        let mut book = Self {
            parts: FxHashMap::default(),
            is_1904: false,
        };
        let workbook = text(package, BOOK)?;
        elements(&workbook, BOOK, |name, get| match name {
            "workbookPr" => book.is_1904 = get("date1904").is_some_and(|value| value == "1" || value == "true"),
            "sheet" => {
                let target = get("id").and_then(|id| targets.get(&id));
                if let (Some(name), Some(target)) = (get("name"), target) {
                    // As it is stored: some programs write backslashes, or another case.
                    let is_meant = |stored: &&String| stored.replace('\\', "/").eq_ignore_ascii_case(target);
                    let stored = names.iter().find(is_meant).unwrap_or(target);
                    book.parts.insert(name, stored.clone());
                }
            }
            _ => {}
        })?;
        Ok(book)
    }

    /// The part of a sheet.
    pub(super) fn part_of(&self, sheet: &str) -> Option<String> {
        self.parts.get(sheet).cloned()
    }
}

/// The tables of Excel on a sheet: their parts.
pub(super) fn tables(package: &mut Package<'_>, sheet: &str) -> Result<Vec<String>, Box<Message>> {
    let sheet = sheet.replace('\\', "/");
    let (folder, file) = sheet.rsplit_once('/').unwrap_or(("", &sheet));
    let name = format!("{folder}/_rels/{file}.rels");
    let names = package.names();
    if !names
        .iter()
        .any(|known| known.replace('\\', "/").eq_ignore_ascii_case(&name))
    {
        return Ok(Vec::new());
    }
    let mut tables = Vec::new();
    let relations = text(package, &name)?;
    elements(&relations, &name, |element, get| {
        let is_table = element == "Relationship" && get("Type").is_some_and(|kind| kind.ends_with("/table"));
        if let Some(target) = get("Target").filter(|_| is_table) {
            let whole = resolved(folder, &target);
            let is_meant = |known: &&String| known.replace('\\', "/").eq_ignore_ascii_case(&whole);
            tables.extend(names.iter().find(is_meant).cloned());
        }
    })?;
    Ok(tables)
}

/// A target of a relation of a part in a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A part as text.
pub(super) fn text(package: &mut Package<'_>, name: &str) -> Result<String, Box<Message>> {
    let part = package
        .part(&name.replace('\\', "/"))
        .map_err(|problem| Box::new(problem.message()))?;
    let part = part.ok_or_else(|| Box::new(damaged(name, "")))?;
    String::from_utf8(part).map_err(|error| Box::new(damaged(name, &error.to_string())))
}

/// What is said of a part that is not as it must be.
pub(super) fn damaged(part: &str, reason: &str) -> Message {
    let reason = format!("{part} {reason}");
    Message::attribute("import-problem", "damaged").with("reason", reason.trim())
}

fn elements(
    text: &str,
    part: &str,
    mut each: impl FnMut(&str, &dyn Fn(&str) -> Option<String>),
) -> Result<(), Box<Message>> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader
            .read_event()
            .map_err(|error| Box::new(damaged(part, &error.to_string())))?
        {
            Event::Eof => return Ok(()),
            Event::Start(element) | Event::Empty(element) => {
                each(element.local_name().as_ref(), &|name| attribute(&element, name));
            }
            _ => {}
        }
    }
}
