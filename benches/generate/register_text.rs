//! A register as TOML, with the keys of an entry aligned. None of the words needs escaping.

use std::fmt::Display;
use std::io::{self, Write};

use crate::model::{BUSINESS, Category, DOMAIN, Entry, Phase, Register, Table};
use crate::statistics::{self, Row, Statistics};

/// Writes a register into one file.
pub(crate) fn whole(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    head(out, register, None)?;
    tables(out, &register.tables)?;
    all_statistics(out, register)
}

/// Writes the root of a register whose tables stand in the parts that the pattern finds.
pub(crate) fn root(out: &mut dyn Write, register: &Register, include: &str) -> io::Result<()> {
    head(out, register, Some(include))?;
    all_statistics(out, register)
}

/// Writes tables, such as make a part.
pub(crate) fn tables(out: &mut dyn Write, tables: &[Table]) -> io::Result<()> {
    tables.iter().try_for_each(|one| table(out, one))
}

fn head(out: &mut dyn Write, register: &Register, include: Option<&str>) -> io::Result<()> {
    writeln!(out, "[register]")?;
    text(out, "title", 8, &register.title)?;
    if let Some(scheme) = register.scheme {
        text(out, "scheme", 8, scheme)?;
    }
    text(out, "domain", 8, DOMAIN)?;
    text(out, "business", 8, BUSINESS)?;
    if let Some(pattern) = include {
        bare(out, "include", 8, list(&[pattern]))?;
    }
    for subsystem in &register.subsystems {
        writeln!(out, "\n[[subsystem]]")?;
        text(out, "title", 5, subsystem.title)?;
    }
    register.categories.iter().try_for_each(|one| category(out, one))
}

fn category(out: &mut dyn Write, category: &Category) -> io::Result<()> {
    writeln!(out, "\n[[category]]")?;
    text(out, "code", 9, &category.code)?;
    text(out, "title", 9, &category.title)?;
    text(out, "subsystem", 9, category.subsystem.title)?;
    text(out, "class", 9, category.subsystem.class)?;
    if !category.requires.is_empty() {
        bare(out, "requires", 9, list(&category.requires))?;
    }
    Ok(())
}

fn table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let (first, last) = table.block;
    writeln!(out, "\n[[table]]")?;
    text(out, "id", 8, &table.id)?;
    text(out, "title", 8, table.title)?;
    text(out, "category", 8, &table.category)?;
    text(out, "block", 8, format_args!("{first:03}-{last:03}"))?;
    (1..)
        .zip(&table.entries)
        .try_for_each(|(number, one)| entry(out, number, one))
}

fn entry(out: &mut dyn Write, number: usize, entry: &Entry) -> io::Result<()> {
    const WIDTH: usize = 9;
    writeln!(out, "\n[[table.entry]]")?;
    bare(out, "number", WIDTH, number)?;
    text(out, "code", WIDTH, &entry.code)?;
    let issue = match &entry.phase {
        Phase::Published(issue) | Phase::Withdrawn(issue) => Some(issue),
        Phase::Drafting { .. } | Phase::Planned => None,
    };
    if let Some(issue) = issue {
        text(out, "standard", WIDTH, &issue.number)?;
    }
    if let Phase::Drafting { plan } = &entry.phase {
        text(out, "plan", WIDTH, plan)?;
    }
    text(out, "title", WIDTH, &entry.title)?;
    text(out, "status", WIDTH, entry.phase.name())?;
    text(out, "level", WIDTH, entry.level.name())?;
    if let Some(issue) = issue {
        bare(out, "effective", WIDTH, &issue.effective)?;
    }
    text(out, "owner", WIDTH, entry.owner)?;
    if let Some(replaced) = issue.and_then(|issue| issue.replaces.as_ref()) {
        bare(out, "replaces", WIDTH, list(&[replaced]))?;
    }
    Ok(())
}

fn all_statistics(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    statistics(out, &statistics::by_level(register))?;
    statistics(out, &statistics::by_subsystem(register))
}

fn statistics(out: &mut dyn Write, statistics: &Statistics) -> io::Result<()> {
    writeln!(out, "\n[[statistics]]")?;
    text(out, "by", 4, statistics.by)?;
    writeln!(out, "rows = [")?;
    statistics.rows.iter().try_for_each(|one| row(out, one))?;
    writeln!(out, "]")
}

fn row(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    let Row {
        item,
        expected,
        existing,
    } = row;
    write!(
        out,
        "  {{ item = \"{item}\", expected = {expected}, existing = {existing}"
    )?;
    if let Some(ratio) = row.ratio() {
        write!(out, ", ratio = \"{ratio}\"")?;
    }
    writeln!(out, " }},")
}

/// A key with a string, its `=` in the column that the width says.
fn text(out: &mut dyn Write, key: &str, width: usize, value: impl Display) -> io::Result<()> {
    writeln!(out, "{key:width$} = \"{value}\"")
}

/// A key with any other value.
fn bare(out: &mut dyn Write, key: &str, width: usize, value: impl Display) -> io::Result<()> {
    writeln!(out, "{key:width$} = {value}")
}

fn list(items: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("\"{}\"", item.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}
