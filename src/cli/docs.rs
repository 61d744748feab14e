//! `stdreg docs`: a page of the manual, which the program carries with it, or the list of them.

use unicode_width::UnicodeWidthStr;

use super::{Console, Failure, Outcome};
use crate::messages::{Bilingual, Language, Message};
use crate::report::Style;
use crate::text::nearest::nearest;

/// Which page.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The page's name.
    #[arg(value_name = "PAGE", help = "cli-docs-page")]
    page: Option<String>,
}

/// A page of the manual, as Markdown.
struct Page {
    name: &'static str,
    text: Bilingual<'static>,
}

macro_rules! pages {
    ($($name:literal)*) => {
        /// The pages, in the order in which they are read.
        const PAGES: &[Page] = &[$(Page {
            name: $name,
            text: Bilingual {
                zh: include_str!(concat!("../../docs/zh/", $name, ".md")),
                en: include_str!(concat!("../../docs/en/", $name, ".md")),
            },
        }),*];
    };
}

pages! {
    "start" "playground" "install" "editors" "format" "schemes" "rules" "fixes" "settings" "commands" "year" "import-export" "compare" "ci"
    "faq" "glossary" "how" "performance"
}

impl Arguments {
    /// Writes the page, or the names and titles of all.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let color = console.color();
        if let Some(name) = &self.page {
            let text = find(name)?.text.get(language);
            console.out.write_all(text.as_bytes())?;
            return Ok(Outcome::Clean);
        }
        let widest = PAGES.iter().map(|page| page.name.width()).max().unwrap_or_default();
        for page in PAGES {
            color.paint(Style::BOLD, page.name, console.out)?;
            let gap = widest - page.name.width() + 2;
            writeln!(console.out, "{:gap$}{}", "", page.title(language))?;
        }
        let more = Message::attribute("cli-docs-list", "more").render(language);
        writeln!(console.out, "\n{more}")?;
        Ok(Outcome::Clean)
    }
}

impl Page {
    /// The heading at its top.
    fn title(&self, language: Language) -> &'static str {
        let text = self.text.get(language);
        text.lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or(self.name)
    }
}

/// The page of a name, also as a link in a page writes it.
fn find(name: &str) -> Result<&'static Page, Failure> {
    let wanted = name.split_once('#').map_or(name, |(page, _)| page).to_lowercase();
    let wanted = wanted.strip_suffix(".md").unwrap_or(&wanted);
    if let Some(page) = PAGES.iter().find(|page| page.name == wanted) {
        return Ok(page);
    }
    let message = match nearest(wanted, PAGES.iter().map(|page| page.name)) {
        Some(nearest) => Message::attribute("cli-docs-list", "nearest").with("nearest", nearest),
        None => Message::attribute("cli-docs-list", "unknown"),
    };
    Err(Failure::told(message.with("name", name)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn all_pages_of_the_manual_are_carried() {
        for language in [Language::Zh, Language::En] {
            let folder = format!("{}/docs/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
            let mut files: Vec<String> = fs::read_dir(folder)
                .unwrap()
                .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".md")?.to_owned()))
                .filter(|name| name != "index")
                .collect();
            let mut pages: Vec<&str> = PAGES.iter().map(|page| page.name).collect();
            files.sort();
            pages.sort_unstable();
            assert_eq!(files, pages);
            assert!(PAGES.iter().all(|page| page.title(language) != page.name));
        }
    }

    #[test]
    fn a_page_is_found_as_a_link_names_it() {
        let found = |name| find(name).ok().map(|page| page.name);
        assert_eq!(found("fixes.md#ignore"), Some("fixes"));
        assert_eq!(found("Format"), Some("format"));
        assert_eq!(found("formta"), None);
    }
}
