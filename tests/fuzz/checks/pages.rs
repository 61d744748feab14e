//! A register whose texts are anyone's, as a page: what they say is text, and no tag or attribute is theirs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use stdreg::exchange::export::{CsvReader, Format, Request, Sheets, export};
use stdreg::messages::Language;
use stdreg::register::{Notes, Register};

/// The parts of an input are the texts of a register, in this order; a last one is used for all that are left.
pub fn check(data: &[u8]) {
    let texts = super::texts(data);
    let text = |place: usize| texts.get(place).or(texts.last()).map_or("", String::as_str);
    let hostile = register(&text);
    // The same register, with letters where there is more than blanks.
    let plain: Vec<String> = (0..TEXTS).map(|place| plain(text(place))).collect();
    let harmless = register(&|place| plain[place].as_str());
    for language in Language::ALL {
        let (hostile, harmless) = (page(&hostile, language), page(&harmless, language));
        let (of_hostile, of_harmless) = (structure(&hostile), structure(&harmless));
        let other = of_hostile.difference(&of_harmless);
        let other = other
            .filter(|part| !OF_NOTES.contains(&part.as_str()))
            .collect::<Vec<_>>();
        assert!(other.is_empty(), "{other:?} come of {texts:?}");
    }
    for format in [
        Format::Svg,
        Format::Markdown,
        Format::Json,
        Format::Csv,
        Format::Dot,
        Format::Mermaid,
    ] {
        let bytes = bytes(&hostile, format, Language::Zh);
        assert!(std::str::from_utf8(&bytes).is_ok(), "{}", format.name());
    }
    let svg = bytes(&hostile, Format::Svg, Language::En);
    let text = std::str::from_utf8(&svg).expect("it is text");
    assert!(
        structure(text)
            .iter()
            .all(|part| !part.contains("script") && !part.contains(" on"))
    );
}

/// How many texts a register has.
const TEXTS: usize = 11;

/// What Markdown makes of the last text, the notes; links lead into the web alone.
const OF_NOTES: &[&str] = &[
    "element h3",
    "element h4",
    "element h5",
    "element h6",
    "element p",
    "element br",
    "element hr",
    "element blockquote",
    "element pre",
    "element code",
    "element ol",
    "element ul",
    "element li",
    "element table",
    "element thead",
    "element tbody",
    "element tr",
    "element th",
    "element td",
    "element em",
    "element strong",
    "element del",
    "element a",
    "attribute start",
    "attribute scope",
    "attribute rel",
    "attribute href",
    "href to http",
    "href to https",
];

/// As many letters as a text has characters, so that what is cut for its length is cut alike.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { 'x' })
        .collect()
}

fn register<'t>(text: &dyn Fn(usize) -> &'t str) -> Register {
    let quoted = |place: usize| {
        let mut quoted = String::from("\"");
        for c in text(place).chars() {
            let _ = write!(quoted, "\\U{:08X}", u32::from(c));
        }
        quoted + "\""
    };
    let [title, code, standard, subsystem, category, table] = [0, 1, 2, 3, 4, 5].map(quoted);
    let [entry, owner, remarks, item] = [6, 7, 8, 9].map(quoted);
    let mut register = super::register(&[format!(
        "[register]\ntitle = {title}\ncode = {code}\nstandard = {standard}\ndomain = \"09\"\nbusiness = \"50\"\n\
         [[subsystem]]\ntitle = {subsystem}\n[[category]]\ncode = \"10\"\ntitle = {category}\nsubsystem = {subsystem}\n\
         [[table]]\nid = {table}\ntitle = {category}\ncategory = \"10\"\n\
         [[table.entry]]\nnumber = 1\ncode = {code}\nstandard = {standard}\ntitle = {entry}\nowner = {owner}\n\
         status = {item}\nremarks = {remarks}\nreplaces = [{standard}]\n\
         [[statistics]]\nby = \"category\"\nrows = [{{ item = {item}, expected = 1, remarks = {remarks} }}]\n"
    )]);
    register.notes = Some(Notes::Read(text(10).into()));
    register
}

fn bytes(register: &Register, format: Format, language: Language) -> Vec<u8> {
    let request = Request {
        format,
        parts: Vec::new(),
        tables: Vec::new(),
        csv_reader: CsvReader::Spreadsheet,
        sheets: Sheets::Tables,
        template: None,
        findings: super::found(register),
        language,
    };
    export(register, &request).unwrap_or_else(|problem| panic!("{problem}"))
}

fn page(register: &Register, language: Language) -> String {
    String::from_utf8(bytes(register, Format::Html, language)).expect("a page is text")
}

/// The elements of a page with the names of their attributes, and the schemes of its links.
fn structure(page: &str) -> BTreeSet<String> {
    let parsed = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut found = BTreeSet::new();
    walk(&parsed.document, &mut found);
    found
}

fn walk(node: &Handle, found: &mut BTreeSet<String>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            for attribute in attrs.borrow().iter() {
                let name = &*attribute.name.local;
                found.insert(format!("attribute {name}"));
                if ["href", "src", "action"].contains(&name) {
                    let scheme = attribute
                        .value
                        .split(['#', ':'])
                        .next()
                        .unwrap_or_default()
                        .to_ascii_lowercase();
                    found.insert(format!("{name} to {scheme}"));
                }
            }
            found.insert(format!("element {}", &*name.local));
        }
        NodeData::Comment { .. } => drop(found.insert("comment".to_owned())),
        NodeData::ProcessingInstruction { .. } => drop(found.insert("instruction".to_owned())),
        NodeData::Document | NodeData::Doctype { .. } | NodeData::Text { .. } => {}
    }
    node.children.borrow().iter().for_each(|child| walk(child, found));
}
