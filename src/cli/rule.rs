//! `stdreg rule`: a rule's page, or the list of them.

use std::io::{self, Write};

use clap::ArgGroup;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Console, Failure, Outcome, TextOrJson};
use crate::analysis::example;
use crate::diagnostic::{FixAvailability, Severity};
use crate::messages::{Language, Message};
use crate::report::{Color, Style};
use crate::rules::{self, Definition, FAMILIES, RuleId};

/// Which rules, and how.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("which").args(["name", "all"]))]
pub(super) struct Arguments {
    /// A rule's code or name, or a family's letter.
    #[arg(value_name = "NAME", help = "cli-rule-name")]
    name: Option<String>,
    /// The pages of all.
    #[arg(long, help = "cli-rule-all")]
    all: bool,
    /// The form.
    #[arg(long, value_name = "FORMAT", default_value = "text", help = "cli-rule-output-format")]
    output_format: TextOrJson,
}

#[derive(Serialize)]
struct RuleObject {
    code: &'static str,
    name: &'static str,
    family: &'static str,
    severity: Severity,
    fix: &'static str,
    what: &'static str,
    why: &'static str,
    repair: &'static str,
    bad: String,
    good: String,
}

impl Arguments {
    /// Writes the page, the pages, or the list.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let color = console.color();
        let chosen = match &self.name {
            Some(name) => find(name)?,
            None => rules::ALL.to_vec(),
        };
        match (self.output_format, chosen.as_slice()) {
            (TextOrJson::Json, [definition]) if !self.all => write_json(&object(definition, language), console.out)?,
            (TextOrJson::Json, _) => {
                let objects: Vec<_> = chosen.iter().map(|definition| object(definition, language)).collect();
                write_json(&objects, console.out)?;
            }
            (TextOrJson::Text, [definition]) if !self.all => write_page(definition, language, color, console.out)?,
            (TextOrJson::Text, _) if self.all => {
                for (index, definition) in chosen.iter().enumerate() {
                    if index > 0 {
                        writeln!(console.out)?;
                    }
                    write_page(definition, language, color, console.out)?;
                }
            }
            (TextOrJson::Text, _) => write_list(&chosen, language, color, console.out)?,
        }
        Ok(Outcome::Clean)
    }
}

/// What a name on the command line means: a rule, in whatever case, or a family.
fn find(name: &str) -> Result<Vec<&'static Definition>, Failure> {
    let spellings = [name.to_owned(), name.to_uppercase(), name.to_lowercase()];
    let selected = spellings
        .iter()
        .map(|spelling| rules::select(spelling))
        .find(|selected| !selected.is_empty());
    let selected = selected.ok_or_else(|| unknown(name))?;
    Ok(selected.iter().map(RuleId::definition).collect())
}

/// A name that no rule has.
pub(super) fn unknown(name: &str) -> Failure {
    Failure::told(match rules::nearest(name) {
        Some(nearest) => Message::attribute("cli-rule", "nearest")
            .with("name", name)
            .with("nearest", nearest),
        None => Message::attribute("cli-rule", "unknown").with("name", name),
    })
}

fn write_json<T: Serialize>(value: &T, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}

fn object(definition: &Definition, language: Language) -> RuleObject {
    let Definition { rule, page, .. } = definition;
    RuleObject {
        code: rule.code,
        name: rule.name,
        family: family(rule.code, language),
        severity: rule.severity,
        fix: rule.fix.name(),
        what: page.what.get(language),
        why: page.why.get(language),
        repair: page.fix.get(language),
        bad: example::shown(page.bad, language),
        good: example::shown(page.good, language),
    }
}

fn family(code: &str, language: Language) -> &'static str {
    let family = FAMILIES.iter().find(|(letter, _)| code.starts_with(*letter));
    family.map_or("", |(_, title)| title.get(language))
}

fn severity(severity: Severity, language: Language) -> String {
    Message::attribute("report-severity", severity.name()).render(language)
}

fn fixes(availability: FixAvailability, language: Language) -> String {
    Message::attribute("cli-rule-fix", availability.name()).render(language)
}

fn write_page(definition: &Definition, language: Language, color: Color, out: &mut dyn Write) -> io::Result<()> {
    let Definition { rule, page, .. } = definition;
    let text = |attribute| Message::attribute("cli-rule", attribute).render(language);
    color.paint(Style::of(rule.severity), rule.code, out)?;
    write!(out, " ")?;
    color.paint(Style::BOLD, rule.name, out)?;
    let facts = [
        family(rule.code, language).to_owned(),
        severity(rule.severity, language),
        fixes(rule.fix, language),
    ];
    writeln!(out, "  {}", facts.join(" · "))?;
    writeln!(out, "\n{}", page.what.get(language))?;
    writeln!(out)?;
    color.paint(Style::BOLD, &text("why"), out)?;
    writeln!(out, "\n{}", page.why.get(language))?;
    for (title, shown) in [("bad", page.bad), ("good", page.good)] {
        writeln!(out)?;
        color.paint(Style::BOLD, &text(title), out)?;
        writeln!(out, "\n")?;
        for line in example::shown(shown, language).lines() {
            let line = format!("    {line}");
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    writeln!(out)?;
    color.paint(Style::BOLD, &text("repair"), out)?;
    writeln!(out, "\n{}", page.fix.get(language))
}

/// One line of the list.
struct Line {
    definition: &'static Definition,
    severity: String,
    fix: String,
}

fn write_list(chosen: &[&'static Definition], language: Language, color: Color, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line> = chosen
        .iter()
        .map(|definition| Line {
            definition,
            severity: severity(definition.rule.severity, language),
            fix: fixes(definition.rule.fix, language),
        })
        .collect();
    let widest = |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).width()).max().unwrap_or_default();
    let name_width = widest(|line| line.definition.rule.name);
    let severity_width = widest(|line| &line.severity);
    let fix_width = widest(|line| &line.fix);
    let mut separator = "";
    for (letter, title) in FAMILIES {
        let mut of_family = lines
            .iter()
            .filter(|line| line.definition.rule.code.starts_with(*letter))
            .peekable();
        if of_family.peek().is_none() {
            continue;
        }
        out.write_all(separator.as_bytes())?;
        color.paint(Style::BOLD, &format!("{letter} {}", title.get(language)), out)?;
        writeln!(out)?;
        for Line {
            definition,
            severity,
            fix,
        } in of_family
        {
            write!(out, "  ")?;
            color.paint(Style::of(definition.rule.severity), definition.rule.code, out)?;
            let name = padded(definition.rule.name, name_width);
            let (severity, fix) = (padded(severity, severity_width), padded(fix, fix_width));
            let what = definition.page.what.get(language);
            writeln!(out, "  {name}  {severity}  {fix}  {what}")?;
        }
        separator = "\n";
    }
    Ok(())
}

/// A text followed by blanks up to a width, as a terminal counts it.
pub(super) fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}
