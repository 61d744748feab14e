//! `junit`: the report of JUnit: a suite for each file, a test for each finding. Errors and warnings are failures; an info,
//! which says that nothing is wrong, is a test that was left out. Where there are no findings, one test has passed, for a
//! report without tests is taken for a run that did not happen.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::Finding;
use super::Rendering;
use super::places::{Range, Sources};
use super::xml;
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};

/// The attributes that count what is below an element; the last, what was left out, is not one of the root's.
type Numbers = [(&'static str, String); 4];

/// What all of a report's elements are made with.
struct Report<'a> {
    sources: &'a Sources<'a>,
    language: Language,
}

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let report = Report { sources, language };
    let mut writer = xml::document(out)?;
    let root = writer.create_element("testsuites").with_attribute(("name", "stdreg"));
    root.with_attributes(borrowed(&numbers(findings)).take(3))
        .write_inner_content(|writer| {
            if findings.is_empty() {
                report.passed(writer)?;
            }
            for (path, of_file) in xml::by_file(findings, sources) {
                report.suite(path, of_file, writer)?;
            }
            Ok(())
        })?;
    writeln!(out)
}

fn numbers(findings: &[Finding]) -> Numbers {
    let is_info = |finding: &&Finding| finding.diagnostic.severity == Severity::Info;
    let skipped = findings.iter().filter(is_info).count();
    [
        ("tests", findings.len().max(1).to_string()),
        ("failures", (findings.len() - skipped).to_string()),
        ("errors", 0.to_string()),
        ("skipped", skipped.to_string()),
    ]
}

fn borrowed(numbers: &Numbers) -> impl Iterator<Item = (&str, &str)> {
    numbers.iter().map(|(name, value)| (*name, value.as_str()))
}

impl Report<'_> {
    fn passed(&self, writer: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let suite = writer.create_element("testsuite").with_attribute(("name", "stdreg"));
        suite
            .with_attributes(borrowed(&numbers(&[])))
            .write_inner_content(|writer| {
                let name = Message::new("format-no-findings").render(self.language);
                let test = writer.create_element("testcase");
                test.with_attributes([("name", name.as_str()), ("classname", "stdreg")])
                    .write_empty()?;
                Ok(())
            })?;
        Ok(())
    }

    fn suite(&self, path: &str, of_file: &[Finding], writer: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let path = xml::text(path);
        let suite = writer
            .create_element("testsuite")
            .with_attribute(("name", path.as_str()));
        suite
            .with_attributes(borrowed(&numbers(of_file)))
            .write_inner_content(|writer| of_file.iter().try_for_each(|finding| self.test(&path, finding, writer)))?;
        Ok(())
    }

    fn test(&self, path: &str, finding: &Finding, writer: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let diagnostic = &finding.diagnostic;
        let source = self.sources.get(finding, diagnostic.place.file);
        let Range { start, .. } = source.map_or(Range::START, |source| source.range(diagnostic.place));
        let rule = format!("{} {}", diagnostic.rule.code, diagnostic.rule.name);
        let at = format!("{}:{}", start.line, start.column);
        let words = xml::words(finding, self.language);
        let name = format!("{rule} {at}");
        let test = writer.create_element("testcase");
        test.with_attributes([("name", name.as_str()), ("classname", path)])
            .write_inner_content(|writer| {
                let message = ("message", words.as_str());
                if diagnostic.severity == Severity::Info {
                    writer.create_element("skipped").with_attribute(message).write_empty()?;
                } else {
                    let text = format!("{path}:{at}: {rule}: {words}");
                    let failure = writer.create_element("failure").with_attribute(message);
                    failure
                        .with_attribute(("type", diagnostic.severity.name()))
                        .write_text_content(BytesText::new(&text))?;
                }
                Ok(())
            })?;
        Ok(())
    }
}
