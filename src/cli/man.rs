//! `stdreg man`: manual pages, one for the program and one for each subcommand, in the language that is spoken.
//!
//! The pages are made from the arguments themselves. clap_mangen writes the parts; their headings, which it has in
//! English only, and the examples, whose lines it would fill, are written here.

use std::io::{self, Write};
use std::path::PathBuf;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Console, Failure, Outcome, help};
use crate::messages::{Language, Message};

/// Which page, and where to.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The subcommand; the program itself where there is none.
    #[arg(value_name = "COMMAND", help = "cli-man-command", conflicts_with = "out")]
    command: Option<String>,
    /// Where all pages are written.
    #[arg(long, value_name = "DIR", help = "cli-man-out")]
    out: Option<PathBuf>,
}

/// One page: what it is called, and its text.
struct Page {
    name: String,
    text: Vec<u8>,
}

impl Arguments {
    /// Writes the pages.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let mut root = help::command(language);
        root.build();
        if let Some(folder) = &self.out {
            crate::workspace::make_folder(folder).map_err(|error| Failure::file(folder, &error))?;
            for page in pages(&root, language)? {
                let path = folder.join(format!("{}.1", page.name));
                crate::workspace::write_output(&path, page.text.as_ref())
                    .map_err(|error| Failure::told(error.message()))?;
            }
            return Ok(Outcome::Clean);
        }
        let command = match &self.command {
            None => &root,
            Some(name) => root.find_subcommand(name).ok_or_else(|| {
                Failure::told(Message::attribute("man-failure", "unknown").with("name", name.as_str()))
            })?,
        };
        console.out.write_all(&page(command, language)?.text)?;
        Ok(Outcome::Clean)
    }
}

/// The pages of the program and of its subcommands.
fn pages(root: &clap::Command, language: Language) -> io::Result<Vec<Page>> {
    std::iter::once(root)
        .chain(root.get_subcommands())
        .map(|command| page(command, language))
        .collect()
}

/// The page of a command that is built.
fn page(command: &clap::Command, language: Language) -> io::Result<Page> {
    let heading = |attribute| Message::attribute("man-heading", attribute).render(language);
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let man = Man::new(command.clone().subcommand_value_name("COMMAND"));
    let mut text = Vec::new();
    // Readers of manual pages take this line, which must be the first, for the encoding.
    writeln!(text, "'\\\" -*- coding: utf-8 -*-")?;
    writeln!(text, ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '")?;
    // Written here, for clap_mangen leaves out a date that is empty, and what follows would stand in its place.
    let version = env!("CARGO_PKG_VERSION");
    writeln!(text, ".TH {name} 1 \"\" \"stdreg {version}\" \"{}\"", heading("manual"))?;
    // Chinese lines cannot be filled to the margin, and words of the command line are not to be hyphenated.
    writeln!(text, ".ad l\n.nh")?;
    let section = |out: &mut Vec<u8>, title: Option<&'static str>, render: &Render<'_>| {
        let mut part = Vec::new();
        render(&mut part)?;
        append(&part, title.map(heading).as_deref(), out)
    };
    section(&mut text, Some("name"), &|out| man.render_name_section(out))?;
    section(&mut text, Some("synopsis"), &|out| man.render_synopsis_section(out))?;
    section(&mut text, Some("description"), &|out| {
        man.render_description_section(out)
    })?;
    section(&mut text, None, &|out| man.render_options_section(out))?;
    if command.has_subcommands() {
        section(&mut text, Some("commands"), &|out| man.render_subcommands_section(out))?;
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for part in after.split("\n\n").filter(|part| !part.is_empty()) {
        // The first line is the heading that `--help` has.
        let lines = part.lines().skip(1).map(str::trim_start);
        if part.starts_with(&help::heading("settings", language)) {
            section(&mut text, Some("settings"), &|out| definitions(lines.clone(), out))?;
        } else {
            section(&mut text, Some("examples"), &|out| {
                lines_as_they_are(lines.clone(), out)
            })?;
        }
    }
    let exit = Message::attribute("man-text", "exit").render(language);
    section(&mut text, Some("exit"), &|out| lines_as_they_are(exit.lines(), out))?;
    Ok(Page {
        name: name.to_owned(),
        text,
    })
}

/// What writes a part of a page.
type Render<'a> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'a;

/// Appends a part to a page, under another heading where one is given, and without the definitions that the page
/// begins with.
fn append(part: &[u8], heading: Option<&str>, out: &mut Vec<u8>) -> io::Result<()> {
    for line in String::from_utf8_lossy(part).lines() {
        match heading {
            Some(heading) if line.starts_with(".SH ") => writeln!(out, ".SH \"{heading}\"")?,
            _ if line.starts_with(".ie ") || line.starts_with(".el ") => {}
            _ => writeln!(out, "{}", breakable(line))?,
        }
    }
    Ok(())
}

/// A line that may be broken after Chinese punctuation: programs that fill it look for blanks, which Chinese has not.
fn breakable(line: &str) -> String {
    const BREAK: &str = r"\:";
    let mut broken = String::with_capacity(line.len());
    for character in line.chars() {
        broken.push(character);
        if matches!(character, '，' | '、' | '。' | '；') {
            broken.push_str(BREAK);
        }
    }
    broken
}

/// Writes lines that are not filled, under a heading that is still to be named.
fn lines_as_they_are<'l>(lines: impl Iterator<Item = &'l str>, out: &mut dyn Write) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["-"]).control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.to_writer(out)
}

/// Writes lines such as `name  what it is`, each of which is filled by itself, under a heading that is still to be named.
fn definitions<'l>(lines: impl Iterator<Item = &'l str>, out: &mut dyn Write) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["-"]);
    for line in lines {
        let (name, meaning) = line.split_once("  ").unwrap_or((line, ""));
        roff.control("TP", []);
        roff.text([bold(name)]).text([roman(meaning.trim_start())]);
    }
    roff.to_writer(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_in_both_languages() {
        for (language, heading) in [(Language::Zh, "\n.SH 选项\n"), (Language::En, "\n.SH OPTIONS\n")] {
            let mut root = help::command(language);
            root.build();
            let pages = pages(&root, language).unwrap();
            assert_eq!(pages.len(), 1 + root.get_subcommands().count());
            for page in pages {
                let text = String::from_utf8(page.text).unwrap();
                assert!(text.starts_with("'\\\" -*- coding: utf-8 -*-\n"), "{text}");
                assert!(text.contains(heading), "{text}");
                assert_eq!(text.matches(".ie ").count(), 1, "{text}");
            }
        }
    }
}
