//! The closing line for people: how much was found, in how many files, and what can be repaired.

use super::Finding;
use crate::diagnostic::{Applicability, Severity};
use crate::messages::{Language, Message};

/// A run in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are infos.
    pub infos: usize,
    /// Findings with a safe fix.
    pub safe: usize,
    /// Findings with an unsafe fix.
    pub unsafe_: usize,
    /// Files that were checked.
    pub files: usize,
    /// Fixes that were applied before.
    pub fixed: usize,
}

impl Summary {
    /// Counts the findings of a run over so many files.
    pub fn of(findings: &[Finding], files: usize) -> Self {
        let mut summary = Self {
            files,
            ..Self::default()
        };
        for Finding { diagnostic, .. } in findings {
            match diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
            match diagnostic.fix.as_deref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => summary.safe += 1,
                Some(Applicability::Unsafe) => summary.unsafe_ += 1,
                None => {}
            }
        }
        summary
    }

    /// The line, or two where something can be repaired, without a line end.
    pub fn text(&self, language: Language) -> String {
        let mut parts = Vec::new();
        for (attribute, count) in [("error", self.errors), ("warning", self.warnings), ("info", self.infos)] {
            if count > 0 {
                parts.push(counted("summary-count", attribute, count).render(language));
            }
        }
        let files = counted("summary-count", "file", self.files);
        let mut text = if parts.is_empty() {
            Message::new("summary-clean").with("files", files).render(language)
        } else {
            Message::new("summary-found")
                .with("counts", parts)
                .with("files", files)
                .render(language)
        };
        let fixed = (self.fixed > 0).then(|| counted("summary-count", "fixed", self.fixed));
        for line in fixed.into_iter().chain(self.repairs()) {
            text.push('\n');
            text.push_str(&line.render(language));
        }
        text
    }

    fn repairs(&self) -> Option<Message> {
        let message = match (self.safe, self.unsafe_) {
            (0, 0) => return None,
            (_, 0) => Message::attribute("summary-repairs", "safe"),
            (0, _) => Message::attribute("summary-repairs", "unsafe"),
            _ => Message::attribute("summary-repairs", "both"),
        };
        let message = if self.safe > 0 {
            message.with("safe", self.safe)
        } else {
            message
        };
        Some(if self.unsafe_ > 0 {
            message.with("unsafe", self.unsafe_)
        } else {
            message
        })
    }
}

/// A count with its noun.
fn counted(key: &'static str, attribute: &'static str, count: usize) -> Message {
    Message::attribute(key, attribute).with("count", count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_what_there_is() {
        let summary = Summary {
            errors: 1,
            warnings: 8,
            safe: 4,
            unsafe_: 11,
            files: 2,
            ..Summary::default()
        };
        assert_eq!(
            summary.text(Language::En),
            "1 error, 8 warnings in 2 files\n4 can be fixed with --fix, 11 more with --unsafe-fixes"
        );
        assert_eq!(
            summary.text(Language::Zh),
            "2 个文件中有 1 个错误、8 个警告\n其中 4 处可用 --fix 修复，另有 11 处可用 --unsafe-fixes 修复"
        );
        let clean = Summary {
            files: 1,
            fixed: 3,
            ..Summary::default()
        };
        assert_eq!(clean.text(Language::En), "nothing found in 1 file\nfixed: 3");
        assert_eq!(clean.text(Language::Zh), "检查了 1 个文件，没有发现问题\n已修复 3 处");
    }
}
