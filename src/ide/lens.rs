//! Code lenses: a line over each table that says how much it holds and what comes next.

use rayon::prelude::*;

use super::Context;
use super::next_code::{Guess, NextCode, NextCodes};
use super::tally::{Tally, published_word};
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::text::FileId;

/// A line over a table's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The header, relative to its file.
    pub place: Place,
    /// What it says: `44 项 · 已颁 31 · 下一个代码 2095021P1023T`.
    pub title: String,
    /// The table, by its place in [`crate::register::Register::tables`].
    pub table: usize,
    /// How many entries it has.
    pub tally: Tally,
    /// The next free code of the table.
    pub next: Option<NextCode>,
}

/// How many lenses one thread works out at least.
const AT_ONCE: usize = 16;

/// The lenses of a file, in the order of the text.
pub fn lenses(context: Context<'_>, file: FileId) -> Vec<Lens> {
    let register = context.register;
    let tables = register.tables().enumerate();
    let tables: Vec<_> = tables.filter(|(_, table)| table.site.file == file).collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let codes = NextCodes::new(context.register, Guess::Commonest);
    let word = published_word(&context);
    tables
        .into_par_iter()
        .with_min_len(AT_ONCE)
        .map(|(index, table)| {
            let tally = Tally::of_tables(register, std::iter::once(table));
            let next = codes.of(table);
            Lens {
                place: register.absolute(table.site.header()),
                title: title(context, tally, &word, next.as_ref()),
                table: index,
                tally,
                next,
            }
        })
        .collect()
}

fn title(context: Context<'_>, tally: Tally, word: &str, next: Option<&NextCode>) -> String {
    let message = |attribute| Message::attribute("lens-table", attribute);
    let mut parts = vec![
        message("entries").with("entries", tally.entries),
        message("published")
            .with("word", word)
            .with("published", tally.published),
    ];
    match next {
        Some(NextCode::Free(code)) => parts.push(message("next").with("code", code.as_str())),
        Some(NextCode::Full) => parts.push(message("full")),
        None => {}
    }
    let parts: Vec<String> = parts.iter().map(|part| part.render(context.language)).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;
    use crate::messages::Language;

    const TEXT: &str = "[register]\r\ntitle = \"x\"\r\ndomain = \"09\"\r\nbusiness = \"50\"\r\ninclude = [\"a.toml\"]\r\n[[category]]\r\ncode = \"21\"\r\ntitle = \"数据资源\"\r\nclass = \"2\"\r\n[[table]]\r\nid = \"A.4\"\r\ntitle = \"数据元\"\r\ncategory = \"21\"\r\nblock = \"101-199\"\r\n[[table.entry]]\r\nnumber = 1\r\ncode = \"2095021P1013T\"\r\nstatus = \"已颁\"\r\n[[table.entry]]\r\nnumber = 2\r\ncode = \"2095021P1023T\"\r\nstatus = \"在编\"\r\n#- a.toml\n\n[[table]]\nid = \"A.5\"\ncategory = \"21\"\n";

    #[test]
    fn a_table_says_how_much_it_holds_and_what_comes_next() {
        let fixture = Fixture::new(TEXT);
        let of = |language, file| lenses(fixture.in_language(language), FileId(file));
        let titles = |language, file| {
            of(language, file)
                .into_iter()
                .map(|lens| lens.title)
                .collect::<Vec<_>>()
        };
        assert_eq!(titles(Language::Zh, 0), ["2 项 · 已颁 1 · 下一个代码 2095021P1033T"]);
        assert_eq!(
            titles(Language::En, 0),
            ["2 entries · 已颁 1 · next code 2095021P1033T"]
        );
        assert_eq!(titles(Language::Zh, 1), ["0 项 · 已颁 0 · 下一个代码 2095021P0013T"]);
        let lens = of(Language::En, 1).remove(0);
        assert_eq!((fixture.covered(lens.place), lens.table), ("[[table]]", 1));
        assert!(of(Language::En, 7).is_empty());
    }

    #[test]
    fn broken_tables_have_a_lens_too() {
        let fixture = Fixture::new("[[table]]\nid = \n[[table.entry]]\ncode = \"2\n");
        let lenses = lenses(fixture.context(), FileId(0));
        assert_eq!(lenses[0].title, "1 entry · 已颁 0");
    }
}
