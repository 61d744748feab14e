//! What the formats in XML have in common.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::Finding;
use super::places::Sources;
use super::visible::message;
use crate::messages::Language;

/// A writer that has written the declaration.
pub(super) fn document(out: &mut dyn Write) -> io::Result<Writer<&mut dyn Write>> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(writer)
}

/// Text with nothing in it that XML cannot hold.
pub(super) fn text(text: &str) -> String {
    let is_refused = |character: char| matches!(character, '\u{FFFE}' | '\u{FFFF}');
    message(text).replace(is_refused, "\u{FFFD}")
}

/// The message of a finding.
pub(super) fn words(finding: &Finding, language: Language) -> String {
    text(&finding.diagnostic.message.render(language))
}

/// Findings, which are sorted, by their files.
pub(super) fn by_file<'a>(
    findings: &'a [Finding],
    sources: &Sources<'a>,
) -> impl Iterator<Item = (&'a str, &'a [Finding])> {
    let files = findings.chunk_by(|one, other| one.path() == other.path());
    files.filter_map(|of_file| {
        let first = of_file.first()?;
        Some((sources.path(first, first.diagnostic.place.file), of_file))
    })
}
