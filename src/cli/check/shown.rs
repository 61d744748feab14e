//! Which of the findings are shown: of a file with very many the gravest, and how many there are besides (X003).

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::analysis::limit::{self, limit};
use crate::analysis::severities::Severities;
use crate::diagnostic::Severity;
use crate::report::{self, Finding, Repeats};
use crate::rules;

/// How many findings of a file are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    most: usize,
    /// The level of what is said of the others; where that is off, all are shown.
    severity: Option<Severity>,
}

impl Most {
    /// The limit that a file's settings set.
    pub(super) fn new(max_findings: Option<u32>, severities: &Severities) -> Self {
        let most = max_findings.map_or(limit::ON_COMMAND_LINE, |most| most as usize);
        let rule = rules::find(rules::TOO_MANY_FINDINGS.rule.code);
        Self {
            most,
            severity: rule.and_then(|rule| severities.of(rule)),
        }
    }
}

/// Which of some findings, which are sorted, are shown, and what of those with one cause: all of them where `all` is asked for.
pub(super) fn shown<'f>(
    findings: &'f [Finding],
    limits: &FxHashMap<String, Most>,
    all: bool,
) -> (Cow<'f, [Finding]>, Repeats) {
    match all {
        true => (Cow::Borrowed(findings), Repeats::Each),
        false => (within(findings, limits), Repeats::Once),
    }
}

/// Those within the limits of their files, as sorted as they are.
fn within<'f>(findings: &'f [Finding], limits: &FxHashMap<String, Most>) -> Cow<'f, [Finding]> {
    let usual = Most::new(None, &Severities::default());
    let of_files = findings.chunk_by(|one, other| one.path() == other.path());
    let limited = of_files.map(|found| {
        let path = found.first().map_or("", Finding::path);
        (found, limits.get(path).copied().unwrap_or(usual))
    });
    let is_cut = |(found, limit): &(&[Finding], Most)| found.len() > limit.most && limit.severity.is_some();
    if !limited.clone().any(|of_file| is_cut(&of_file)) {
        return Cow::Borrowed(findings);
    }
    let mut shown = Vec::new();
    for (found, of_file) in limited {
        if !is_cut(&(found, of_file)) {
            shown.extend_from_slice(found);
            continue;
        }
        let all = found.iter().collect();
        let (kept, told) = limit(all, of_file.most, of_file.severity, |finding: &&Finding| {
            &finding.diagnostic
        });
        shown.extend(kept.into_iter().cloned());
        // A part may be of two registers, which number their files each in its own way.
        let first = told.as_ref().and_then(|told| {
            let mut found = found.iter();
            found.find(|finding| finding.diagnostic.place == told.place)
        });
        let like_first = first.zip(told).map(|(first, diagnostic)| Finding {
            diagnostic,
            ..first.clone()
        });
        shown.extend(like_first);
    }
    report::sort(&mut shown);
    Cow::Owned(shown)
}
