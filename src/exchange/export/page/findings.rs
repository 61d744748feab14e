//! Which finding is of which entry.

use crate::exchange::export::{Export, rows};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::text::{FileId, SegmentId};

/// Where an entry begins.
type Start = (FileId, SegmentId, u32);

/// The findings of each entry that is wanted, in words, in the order of [`rows::entries`].
pub(super) fn by_entry(export: &Export<'_>) -> Vec<Vec<String>> {
    let register = export.register;
    let entries: Vec<EntryRef<'_>> = rows::tables(export)
        .flat_map(|table| register.entries_of(&table).map(|(_, entry)| entry))
        .collect();
    let mut findings = vec![Vec::new(); entries.len()];
    if export.findings.is_empty() {
        return findings;
    }
    let mut starts: Vec<(Start, usize)> = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| (start(register, entry), place))
        .collect();
    starts.sort_unstable();
    for finding in export.findings {
        let place = register.absolute(finding.place);
        let Some(file) = register.file(place.file) else {
            continue;
        };
        let offset = place.span.start;
        let segment = file.document.segment_at(offset);
        // The last entry that begins before it, if it is in the same segment: one that stands under a header of its own has
        // the segment for itself.
        let after = starts.partition_point(|(start, _)| *start <= (place.file, segment, offset));
        let last = after.checked_sub(1).and_then(|before| starts.get(before));
        if let Some(((file, of_entry, _), entry)) = last
            && (*file, *of_entry) == (place.file, segment)
            && let Some(of_entry) = findings.get_mut(*entry)
        {
            let words = finding.message.render(export.language);
            of_entry.push(format!("{} {words}", finding.rule.code));
        }
    }
    findings
}

fn start(register: &Register, entry: &EntryRef<'_>) -> Start {
    let place = entry.header();
    (place.file, place.segment, register.absolute(place).span.start)
}
