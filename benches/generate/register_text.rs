//! A register as TOML, with the keys of an entry aligned. None of the words needs escaping.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, Write};

use crate::form::{self, Form};
use crate::model::{BUSINESS, Category, DOMAIN, Entry, Phase, Register, Table};
use crate::statistics::{self, Row, Statistics};

/// Writes a register into one file.
pub(crate) fn whole(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    head(out, register, None)?;
    tables(out, register.form, &register.tables)?;
    all_statistics(out, register)
}

/// Writes the root of a register whose tables stand in the parts that the pattern finds.
pub(crate) fn root(out: &mut dyn Write, register: &Register, include: &str) -> io::Result<()> {
    head(out, register, Some(include))?;
    all_statistics(out, register)
}

/// Writes tables, such as make a part.
pub(crate) fn tables(out: &mut dyn Write, form: Form, tables: &[Table]) -> io::Result<()> {
    tables.iter().try_for_each(|one| table(out, form, one))
}

fn head(out: &mut dyn Write, register: &Register, include: Option<&str>) -> io::Result<()> {
    writeln!(out, "[register]")?;
    text(out, "title", 8, &register.title)?;
    if let Some(scheme) = register.form.file_name() {
        text(out, "scheme", 8, format_args!("./{scheme}"))?;
    }
    if register.form != Form::Paths {
        text(out, "domain", 8, DOMAIN)?;
        text(out, "business", 8, BUSINESS)?;
    }
    if let Some(pattern) = include {
        bare(out, "include", 8, list(&[pattern]))?;
    }
    if register.form == Form::Paths {
        nodes(out, register)?;
    } else {
        for subsystem in &register.subsystems {
            writeln!(out, "\n[[subsystem]]")?;
            text(out, "title", 5, subsystem.title)?;
        }
    }
    let form = register.form;
    register.categories.iter().try_for_each(|one| category(out, form, one))
}

/// The subsystems of a register whose codes are paths: what stands above its categories, each once.
fn nodes(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    let mut nodes = BTreeSet::new();
    for category in &register.categories {
        let mut node = form::parent(&category.code);
        while let Some(path) = node {
            nodes.insert(path);
            node = form::parent(path);
        }
    }
    for node in nodes {
        writeln!(out, "\n[[subsystem]]")?;
        text(out, "code", 6, node)?;
        text(out, "title", 6, format_args!("第 {node} 部分"))?;
        if let Some(parent) = form::parent(node) {
            text(out, "parent", 6, parent)?;
        }
    }
    Ok(())
}

fn category(out: &mut dyn Write, form: Form, category: &Category) -> io::Result<()> {
    writeln!(out, "\n[[category]]")?;
    text(out, "code", 9, &category.code)?;
    text(out, "title", 9, &category.title)?;
    if form != Form::Paths {
        text(out, "subsystem", 9, category.subsystem.title)?;
        text(out, "class", 9, category.subsystem.class)?;
    }
    if !category.requires.is_empty() {
        bare(out, "requires", 9, list(&category.requires))?;
    }
    Ok(())
}

fn table(out: &mut dyn Write, form: Form, table: &Table) -> io::Result<()> {
    let (first, last) = table.block;
    writeln!(out, "\n[[table]]")?;
    text(out, "id", 8, &table.id)?;
    text(out, "title", 8, table.title)?;
    text(out, "category", 8, &table.category)?;
    text(out, "block", 8, format_args!("{first:03}-{last:03}"))?;
    (1..)
        .zip(&table.entries)
        .try_for_each(|(number, one)| entry(out, form, number, one))
}

fn entry(out: &mut dyn Write, form: Form, number: usize, entry: &Entry) -> io::Result<()> {
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
    if form == Form::Columns {
        more(out, number)?;
    }
    Ok(())
}

/// The columns that only this form has: something in each, and another thing in the next entry.
fn more(out: &mut dyn Write, number: usize) -> io::Result<()> {
    const WIDTH: usize = 9;
    let pick = |words: &[&'static str]| words.get(number % words.len()).copied().unwrap_or_default();
    bare(out, "issued", WIDTH, format_args!("{}-06-30", 2000 + number % 20))?;
    text(out, "priority", WIDTH, pick(&["急需", "一般"]))?;
    text(out, "kind", WIDTH, pick(&["基础", "产品", "方法", "管理"]))?;
    bare(out, "due", WIDTH, 2026 + number % 5)?;
    bare(out, "drafters", WIDTH, list(&["公安部第一研究所", "公安部第三研究所"]))?;
    text(out, "ics", WIDTH, pick(&["35.240.99", "13.310", "35.020"]))?;
    text(out, "ccs", WIDTH, pick(&["A 90", "L 67"]))?;
    text(out, "adopted", WIDTH, format_args!("ISO {}:2015", 9000 + number))?;
    text(out, "degree", WIDTH, pick(&["IDT", "MOD", "NEQ"]))?;
    text(out, "link", WIDTH, format_args!("https://example.invalid/{number}"))?;
    text(out, "secret", WIDTH, pick(&["公开", "内部"]))?;
    text(out, "former", WIDTH, format_args!("旧 {number}"))
}

fn all_statistics(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    if register.form == Form::Paths {
        return statistics(out, &statistics::by_plain_level(register));
    }
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
