//! What must hold of every import, whatever was imported.

use stdreg::diagnostic::Diagnostic;
use stdreg::exchange::import::Imported;
use stdreg::keys::TableKind;
use stdreg::register::Register;
use stdreg::scheme::Scheme;
use stdreg::syntax::Document;
use stdreg::writer::format;

/// Holds an import to it, with the register that it gives and what is found in that.
pub fn hold(imported: &Imported, register: &Register, found: &[Diagnostic]) {
    let tally = imported.tally;
    let fates = tally.entries + tally.figures + tally.joined + tally.reported;
    assert_eq!(tally.rows, fates, "{tally:?}");
    assert_eq!(register.entries().len(), tally.entries, "{}", imported.text);
    assert_eq!(
        (register.tables().len(), register.categories().len()),
        (imported.tables, imported.categories)
    );
    let figures: usize = register.statistics().map(|statistics| statistics.rows().len()).sum();
    assert_eq!(figures, tally.figures);
    // Each row that is told has a report; so have cells, too.
    assert!(
        imported.reports.len() >= tally.reported,
        "{tally:?}: {:?}",
        imported.reports
    );
    // Nothing is lost of what could not be placed, and no row is told twice.
    let comments: Vec<&str> = imported
        .text
        .lines()
        .filter(|line| line.starts_with("# not imported, "))
        .collect();
    assert_eq!(comments.len(), imported.reports.len(), "{}", imported.text);
    for report in &imported.reports {
        let address = format!("# not imported, {}: ", report.address);
        let content: String = report
            .content
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let is_told = |line: &&&str| line.starts_with(address.trim_end()) && line.ends_with(content.trim_end());
        assert!(comments.iter().any(|line| is_told(&line)), "{address}{content}");
    }
    // It reads, and is in the form that `stdreg fmt` writes.
    for diagnostic in found {
        let name = diagnostic.rule.name;
        let is_of_reading = ["toml-syntax", "unknown-key", "wrong-type", "duplicate-key"].contains(&name);
        let is_of_trees = ["parent", "subsystem"].contains(&register.text_at(diagnostic.place));
        assert!(!is_of_reading || is_of_trees, "{name}: {}", imported.text);
    }
    let document = Document::parse(&imported.text);
    let formatted = format::format(
        &document,
        &imported.text,
        format::Style {
            alignment: format::Alignment::default(),
            columns: &Scheme::built_in().columns,
            file: TableKind::Root,
        },
    );
    assert_eq!(formatted.as_ref(), Ok(&imported.text));
}
