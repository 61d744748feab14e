//! What the text goes into: a document of the user's own, all parts of which stay but for the text itself, or the one that is
//! built in.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use super::Style;
use super::page::{A4, Page, position};
use crate::exchange::export::package::PackageWriter;
use crate::exchange::export::{Export, Format, Problem};
use crate::exchange::html::escape;
use crate::exchange::import::MAX_UNPACKED;
use crate::exchange::import::read::package::Package;
use crate::exchange::import::read::xml::attribute;
use crate::messages::Message;

/// The namespace of the elements that are written. That of the strict variant is another.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const TEMPLATE: &str = "wordprocessingml.template.main+xml";
const DOCUMENT: &str = "wordprocessingml.document.main+xml";

/// A document without its text.
pub(super) struct Template<'t> {
    source: Source<'t>,
    /// The name of the part that the text is in, and what stands in it before and after.
    name: String,
    before: String,
    after: String,
    pub(super) page: Page,
    /// The styles of paragraphs that the document has, by their names in lower case.
    styles: FxHashMap<String, String>,
}

enum Source<'t> {
    /// Parts with their names.
    BuiltIn(Vec<(&'static str, String)>),
    /// Those of a file; and what its parts are, where that must be said anew.
    File { bytes: &'t [u8], types: Option<String> },
}

/// A document that is being written.
pub(super) struct File<'t> {
    package: PackageWriter,
    after: &'t str,
}

impl File<'_> {
    pub(super) fn write(&mut self, text: &str) -> Result<(), Problem> {
        self.package.write(text)
    }

    pub(super) fn end(mut self) -> Result<Vec<u8>, Problem> {
        self.package.write(self.after)?;
        self.package.end()
    }
}

impl<'t> Template<'t> {
    /// The document that is built in.
    pub(super) fn built_in(export: &Export<'_>) -> Self {
        let mut standard = String::new();
        escape(&export.printed.standard, &mut standard);
        let mut title = String::new();
        escape(&export.printed.title.text, &mut title);
        let parts = [
            (CONTENT_TYPES, include_str!("parts/content-types.xml").to_owned()),
            ("_rels/.rels", include_str!("parts/package.rels").to_owned()),
            (
                "docProps/core.xml",
                include_str!("parts/core.xml").replace("{title}", &title),
            ),
            (
                "word/_rels/document.xml.rels",
                include_str!("parts/document.rels").to_owned(),
            ),
            ("word/styles.xml", STYLES.to_owned()),
            (
                "word/header1.xml",
                include_str!("parts/header.xml").replace("{standard}", &standard),
            ),
            ("word/footer1.xml", include_str!("parts/footer.xml").to_owned()),
        ];
        let section = format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>{A4}</w:sectPr>"
        );
        Self {
            source: Source::BuiltIn(parts.into()),
            name: "word/document.xml".to_owned(),
            before: format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>\n"
            ),
            after: "</w:body></w:document>\n".to_owned(),
            page: Page::new(section).unwrap_or_default(),
            styles: styles(STYLES).unwrap_or_default(),
        }
    }

    /// A document of the user's own.
    pub(super) fn read(bytes: &'t [u8]) -> Result<Self, Problem> {
        let package = Package::open(bytes, MAX_UNPACKED);
        let mut package = package.map_err(|problem| unusable(problem.message()))?;
        let names = package.names();
        let is_text = |name: &&String| {
            let name = name.replace('\\', "/").to_ascii_lowercase();
            name == "word/document.xml" || name == "word/document2.xml"
        };
        let name = names.iter().find(is_text).ok_or_else(|| fault("no-document"))?.clone();
        let mut part = |name: &str| -> Result<String, Problem> {
            let bytes = package
                .part(&name.replace('\\', "/"))
                .map_err(|problem| unusable(problem.message()))?;
            String::from_utf8(bytes.unwrap_or_default()).map_err(|error| damaged(name, &error))
        };
        let types = part(CONTENT_TYPES)?;
        if types.contains("macroEnabled") {
            return Err(fault("macros"));
        }
        let document = part(&name)?;
        let styles = styles(&part("word/styles.xml")?).map_err(|error| damaged("word/styles.xml", &error))?;
        let found = Found::of(&document).map_err(|error| damaged(&name, &error))?;
        let found = found.ok_or_else(|| fault("strict"))?;
        let section = document.get(found.section).unwrap_or_default();
        let section = match section.is_empty() {
            true => format!("<w:sectPr>{A4}</w:sectPr>"),
            false => section.to_owned(),
        };
        Ok(Self {
            source: Source::File {
                bytes,
                types: types.contains(TEMPLATE).then(|| types.replace(TEMPLATE, DOCUMENT)),
            },
            before: document.get(..found.body.start).unwrap_or_default().to_owned(),
            after: document.get(found.body.end..).unwrap_or_default().to_owned(),
            page: Page::new(section).map_err(|error| damaged(&name, &error))?,
            name,
            styles,
        })
    }

    /// Begins a document like this one.
    pub(super) fn begin(&self) -> Result<File<'_>, Problem> {
        let mut package = PackageWriter::new(Format::Docx);
        match &self.source {
            Source::BuiltIn(parts) => {
                for (name, text) in parts {
                    package.part(name, text)?;
                }
            }
            Source::File { bytes, types: None } => package.copy(bytes, &[&self.name])?,
            Source::File {
                bytes,
                types: Some(types),
            } => {
                package.part(CONTENT_TYPES, types)?;
                package.copy(bytes, &[&self.name, CONTENT_TYPES])?;
            }
        }
        package.begin(&self.name)?;
        package.write(&self.before)?;
        Ok(File {
            package,
            after: &self.after,
        })
    }

    /// Writes the properties of a paragraph; gives those of its text. Headings of a document may be numbered by themselves: the
    /// numbers of clauses and tables are part of the text here.
    pub(super) fn looks(&self, style: Style, out: &mut String) -> &'static str {
        let name = match style {
            Style::Title => "title".to_owned(),
            Style::Heading(level) => format!("heading {level}"),
            Style::Caption => "caption".to_owned(),
            Style::Body | Style::Centred => String::new(),
        };
        let known = self.styles.get(&name);
        let is_unknown = known.is_none();
        out.push_str("<w:pPr>");
        if let Some(id) = known {
            out.push_str("<w:pStyle w:val=\"");
            escape(id, out);
            out.push_str("\"/>");
        }
        match style {
            Style::Heading(level) => {
                out.push_str("<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/>");
                if level == 1 {
                    out.push_str("<w:jc w:val=\"center\"/>");
                }
                out.push_str(match level {
                    1 => "<w:outlineLvl w:val=\"0\"/>",
                    2 => "<w:outlineLvl w:val=\"1\"/>",
                    3 => "<w:outlineLvl w:val=\"2\"/>",
                    _ => "<w:outlineLvl w:val=\"3\"/>",
                });
            }
            // A caption stays with its table.
            Style::Caption => out.push_str("<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>"),
            Style::Title | Style::Centred => out.push_str("<w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>"),
            Style::Body => {}
        }
        out.push_str("</w:pPr>");
        match style {
            Style::Title if is_unknown => "<w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr>",
            Style::Heading(_) | Style::Caption if is_unknown => "<w:rPr><w:b/></w:rPr>",
            _ => "",
        }
    }
}

const STYLES: &str = include_str!("parts/styles.xml");

/// Where the text of a document stands.
struct Found {
    /// What is inside of `body`.
    body: Range<usize>,
    /// The properties of its last section; nothing where it has none.
    section: Range<usize>,
}

impl Found {
    /// Nothing where the elements are not those that are written here.
    fn of(document: &str) -> Result<Option<Self>, quick_xml::Error> {
        let mut reader = Reader::from_str(document);
        let (mut depth, mut body, mut section) = (0_usize, None, 0..0);
        loop {
            let before = position(&reader);
            match reader.read_event()? {
                Event::Start(element) => {
                    match (depth, element.name().as_ref()) {
                        (0, "w:document") => {
                            let w = element.try_get_attribute("xmlns:w").ok().flatten();
                            let r = element.try_get_attribute("xmlns:r").ok().flatten();
                            if w.is_none_or(|w| w.value != W) || r.is_some_and(|r| r.value != R) {
                                return Ok(None);
                            }
                        }
                        (0, _) => return Ok(None),
                        (1, "w:body") if body.is_none() => body = Some(position(&reader)),
                        (2, "w:sectPr") => section = before..before,
                        _ => {}
                    }
                    depth += 1;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    match (depth, element.name().as_ref()) {
                        (2, "w:sectPr") => section.end = position(&reader),
                        (1, "w:body") => {
                            let start = body.unwrap_or(before);
                            return Ok(Some(Self {
                                body: start..before,
                                section,
                            }));
                        }
                        _ => {}
                    }
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

/// The styles of paragraphs, by their names in lower case: the ids are in another language in each language of Word.
fn styles(text: &str) -> Result<FxHashMap<String, String>, quick_xml::Error> {
    let mut reader = Reader::from_str(text);
    let mut styles = FxHashMap::default();
    let mut id = None;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(styles),
            Event::Start(element) if element.local_name().as_ref() == "style" => {
                let is_paragraph = attribute(&element, "type").is_some_and(|kind| kind == "paragraph");
                id = attribute(&element, "styleId").filter(|_| is_paragraph);
            }
            Event::Empty(element) if element.local_name().as_ref() == "name" => {
                if let (Some(name), Some(id)) = (attribute(&element, "val"), id.take()) {
                    styles.insert(name.to_lowercase(), id);
                }
            }
            _ => {}
        }
    }
}

fn unusable(reason: Message) -> Problem {
    let reason = Box::new(reason);
    Problem::Template { reason }
}

fn fault(attribute: &'static str) -> Problem {
    unusable(Message::attribute("export-template", attribute))
}

fn damaged(part: &str, error: &dyn std::fmt::Display) -> Problem {
    let reason = format!("{part}: {error}");
    unusable(Message::attribute("import-problem", "damaged").with("reason", reason))
}
