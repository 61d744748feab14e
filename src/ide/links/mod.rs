//! Links: from the number of a standard to the page that the national platform has for it, from a path to its file.
//! Nothing is fetched here or anywhere: a link is opened by whoever reads it.

mod own;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Context, visible};
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::number::plan::{Programme, parse_plan};
use crate::number::{self, Kind};
use crate::register::Notes;
use crate::register::handle::StringAt;
use crate::text::FileId;

/// 全国标准信息公共服务平台, by number. Its search covers national, industry and local standards and national plans,
/// and a number in full has one hit.
const PLATFORM: &str = "https://std.samr.gov.cn/search/std?q=";

/// What is escaped in the query of a link: all but what RFC 3986 leaves unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a page.
    Page(String),
    /// To a file, by its path relative to the folder of the register's root, with `/`.
    File(String),
    /// To the page of a rule, by its code.
    Rule(&'static str),
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked, relative to its file.
    pub place: Place,
    /// Where it leads.
    pub target: LinkTarget,
    /// What it does, in the context's language.
    pub tooltip: String,
}

/// The links of a file, in the order of its text.
pub fn links(context: Context<'_>, file: FileId) -> Vec<Link> {
    if let Some(source) = context.file(file).filter(|source| !source.is_of_register()) {
        return own::links(context, file, source);
    }
    let tooltip = Message::new("link-platform").with("number", ANY);
    let tooltip = tooltip.render(context.language);
    let mut links = Links {
        context,
        file,
        platform: tooltip.split_once(ANY).unwrap_or((&tooltip, "")),
        found: Vec::new(),
    };
    let register = context.register;
    let head = register.head();
    if head.site.file == file {
        links.number(head.maybe_at(head.standard));
        for path in head.scheme.iter().chain(&head.include) {
            links.path(head.at(*path));
        }
        if let (Some(notes), Some(Notes::Read(_))) = (head.notes, &register.notes) {
            links.file(head.at(notes));
        }
    }
    for entry in visible::entries(register, file, visible::whole(register, file)) {
        links.number(entry.maybe_at(entry.standard));
        links.plan(entry.maybe_at(entry.plan));
        for replaced in &entry.replaces {
            links.number(Some(entry.at(*replaced)));
        }
    }
    let mut found = links.found;
    found.sort_by_key(|link| link.place);
    found
}

/// Stands for a number in a tooltip.
const ANY: &str = "\u{fffc}";

struct Links<'a> {
    context: Context<'a>,
    file: FileId,
    /// The tooltip of a page, before and after its number: it is the same for a hundred thousand links.
    platform: (&'a str, &'a str),
    found: Vec<Link>,
}

impl Links<'_> {
    fn add(&mut self, string: StringAt, target: LinkTarget, tooltip: String) {
        let place = self.context.register.absolute(string.place());
        debug_assert_eq!(place.file, self.file);
        self.found.push(Link { place, target, tooltip });
    }

    fn page(&mut self, string: StringAt, number: &str) {
        let url = format!("{PLATFORM}{}", utf8_percent_encode(number, ESCAPED));
        let (before, after) = &self.platform;
        let tooltip = format!("{before}{number}{after}");
        self.add(string, LinkTarget::Page(url), tooltip);
    }

    /// A number of a kind that the platform has. One that is misspelt in its form leads where its canonical form does.
    fn number(&mut self, string: Option<StringAt>) {
        let Some(string) = string else {
            return;
        };
        let text = string.content(self.context.register);
        let grammar = &self.context.register.scheme.grammar;
        let parsed = number::parse(&text, grammar);
        let (spelling, read) = match parsed.canonical {
            Some(canonical) => {
                let read = number::parse(&canonical, grammar).number;
                (Cow::Owned(canonical), read)
            }
            None if parsed.faults.is_empty() => (text, parsed.number),
            None => return,
        };
        let Some(number) = read else {
            return;
        };
        if !matches!(number.kind, Kind::National | Kind::Industry | Kind::Local) {
            return;
        }
        // The platform lists parts one by one: without the words for all of them the search finds them.
        let asked = if number.all_parts {
            spelling.get(..number.number.end as usize).unwrap_or(&spelling)
        } else {
            &spelling
        };
        self.page(string, asked);
    }

    /// A plan of a national standard; those of the ministry are not there.
    fn plan(&mut self, string: Option<StringAt>) {
        let Some(string) = string else {
            return;
        };
        let text = string.content(self.context.register);
        let grammar = &self.context.register.scheme.grammar;
        let plan = parse_plan(&text, grammar, self.context.today.year);
        if plan.is_ok_and(|plan| plan.programme == Programme::National) {
            self.page(string, &text);
        }
    }

    /// A path without wildcards. A scheme's id is none.
    fn path(&mut self, string: StringAt) {
        let path = string.content(self.context.register);
        let is_pattern = path.contains(['*', '?', '[', '{']);
        if !is_pattern && path.ends_with(".toml") {
            self.file(string);
        }
    }

    fn file(&mut self, string: StringAt) {
        let path = string.content(self.context.register);
        let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
        let tooltip = Message::new("link-file").with("path", path.as_str());
        self.add(string, LinkTarget::File(path), tooltip.render(self.context.language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;
    use crate::messages::Language;

    fn targets(text: &str) -> Vec<(String, LinkTarget)> {
        let fixture = Fixture::new(text);
        let links = links(fixture.in_language(Language::Zh), FileId(0));
        links
            .into_iter()
            .map(|link| (fixture.covered(link.place).to_owned(), link.target))
            .collect()
    }

    fn page(query: &str) -> LinkTarget {
        LinkTarget::Page(format!("https://std.samr.gov.cn/search/std?q={query}"))
    }

    #[test]
    fn numbers_lead_to_the_platform() {
        let text = "[register]\nstandard = \"GA/T 1136-2014\"\n[[table]]\n[[table.entry]]\n\
                    standard = \"GB/T 1.1-2020\"\nplan = \"20190123-T-469\"\nreplaces = [\"DB31/T 100—2009\", \"GB/T 543（所有部分）\"]\n";
        assert_eq!(
            targets(text),
            [
                ("GA/T 1136-2014".to_owned(), page("GA%2FT%201136-2014")),
                ("GB/T 1.1-2020".to_owned(), page("GB%2FT%201.1-2020")),
                ("20190123-T-469".to_owned(), page("20190123-T-469")),
                ("DB31/T 100—2009".to_owned(), page("DB31%2FT%20100-2009")),
                ("GB/T 543（所有部分）".to_owned(), page("GB%2FT%20543")),
            ]
        );
    }

    #[test]
    fn what_the_platform_does_not_have_is_no_link() {
        let text = "[register]\nstandard = \"GA/T XXXXX—XXXX\"\n[[table]]\n[[table.entry]]\n\
                    standard = \"ISO/IEC 27001:2022\"\nplan = \"201650163\"\nreplaces = [\"Q/GDW 1-2018\", \"甲\"]\n";
        assert_eq!(targets(text), []);
    }

    #[test]
    fn paths_lead_to_files() {
        let text = "[register]\nscheme = \"./my.scheme.toml\"\ninclude = [\"tables/*.toml\", \"tables/a.toml\"]\n";
        let file = |path: &str| LinkTarget::File(path.to_owned());
        assert_eq!(
            targets(text),
            [
                ("./my.scheme.toml".to_owned(), file("my.scheme.toml")),
                ("tables/a.toml".to_owned(), file("tables/a.toml")),
            ]
        );
    }

    #[test]
    fn notes_that_are_there_are_a_link() {
        let fixture = Fixture::new("[register]\nnotes = \"./说明/编制.md\"\n");
        let mut register = fixture.context().register.clone();
        let targets = |register: &crate::register::Register| -> Vec<LinkTarget> {
            let context = Context {
                register,
                ..fixture.in_language(Language::Zh)
            };
            links(context, FileId(0)).into_iter().map(|link| link.target).collect()
        };
        assert_eq!(targets(&register), []);
        register.notes = Some(Notes::Read("".into()));
        assert_eq!(targets(&register), [LinkTarget::File("说明/编制.md".to_owned())]);
    }

    #[test]
    fn a_link_says_what_it_does() {
        let fixture = Fixture::new("[register]\nstandard = \"GB/T 1.1-2020\"\n");
        let found = links(fixture.in_language(Language::Zh), FileId(0));
        assert_eq!(found[0].tooltip, "在全国标准信息公共服务平台查询 GB/T 1.1-2020");
    }
}
