//! The findings of a file as a client gets them: what is published, and what pulls are answered with.

use tower_lsp::lsp_types::{Diagnostic, Url};

/// The findings of a file as it is now.
#[derive(Debug, Default)]
pub(in crate::lsp) struct FileFindings {
    /// What the client calls the file.
    pub(in crate::lsp) uri: Option<Url>,
    /// The version of its text; none where it is not open.
    pub(in crate::lsp) version: Option<i32>,
    /// What was found.
    pub(in crate::lsp) diagnostics: Vec<Diagnostic>,
}
