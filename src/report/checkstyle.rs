//! `checkstyle`: the report of Checkstyle, which many services and editors read.

use std::io::{self, Write};

use super::Rendering;
use super::places::Range;
use super::xml;

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let mut writer = xml::document(out)?;
    let root = writer.create_element("checkstyle").with_attribute(("version", "4.3"));
    root.write_inner_content(|writer| {
        for (path, of_file) in xml::by_file(findings, sources) {
            let file = writer.create_element("file");
            let path = xml::text(path);
            file.with_attribute(("name", path.as_str()))
                .write_inner_content(|writer| {
                    for finding in of_file {
                        let diagnostic = &finding.diagnostic;
                        let source = sources.get(finding, diagnostic.place.file);
                        let start = source
                            .map_or(Range::START, |source| source.range(diagnostic.place))
                            .start;
                        let element = writer.create_element("error").with_attributes([
                            ("line", start.line.to_string().as_str()),
                            ("column", start.column.to_string().as_str()),
                            ("severity", diagnostic.severity.name()),
                            ("message", xml::words(finding, language).as_str()),
                            ("source", format!("stdreg.{}", diagnostic.rule.name).as_str()),
                        ]);
                        element.write_empty()?;
                    }
                    Ok(())
                })?;
        }
        Ok(())
    })?;
    writeln!(out)
}
