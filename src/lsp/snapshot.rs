//! What a request sees: one register as of one moment, which no later edit changes.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use tower_lsp::lsp_types::{Location, OptionalVersionedTextDocumentIdentifier, Position, Range, Url};

use super::client::Client;
use super::configuration::Configuration;
use super::convert::Columns;
use super::rule_pages::RulePages;
use crate::analysis::severities::Severities;
use crate::diagnostic::{Diagnostic, Place};
use crate::ide::{Context, Cursor};
use crate::messages::Language;
use crate::register::Register;
use crate::syntax::Date;
use crate::text::lines::LineIndex;
use crate::text::{FileId, Span};
use crate::writer::format::Alignment;

/// A file of the register as the client knows it.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// Its path.
    pub(super) path: PathBuf,
    /// What the client calls it; none for a path that has no URI.
    pub(super) uri: Option<Url>,
    /// The version of the text; none for a file that is not open.
    pub(super) version: Option<i32>,
    /// Its line starts, found when they are first asked for.
    pub(super) lines: Arc<OnceLock<LineIndex>>,
}

/// One register as of one moment, and the file of it that a request is about.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// The register; for a scheme or settings file one that holds nothing but that file.
    pub(super) register: Arc<Register>,
    /// Its findings.
    pub(super) found: Arc<[Diagnostic]>,
    /// Which state of it this is. Another state, another number.
    pub(super) generation: u64,
    /// The severities of the rules in its files.
    pub(super) severities: Arc<[Severities]>,
    /// Whether the settings exclude its files: what is excluded is changed by nobody but its author.
    pub(super) excluded: Arc<[bool]>,
    /// Whether the settings of the file ask for `=` under each other.
    pub(super) alignment: Alignment,
    /// Its files, by their ids.
    pub(super) views: Arc<[Arc<View>]>,
    /// The file that the request is about.
    pub(super) file: FileId,
    /// Who asks.
    pub(super) client: Arc<Client>,
    /// What they set.
    pub(super) configuration: Arc<Configuration>,
    /// Where the pages of the rules are.
    pub(super) pages: RulePages,
    /// The language of what people read.
    pub(super) language: Language,
    /// Today's date.
    pub(super) today: Date,
}

impl Snapshot {
    /// What a feature looks at.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            register: &self.register,
            found: &self.found,
            language: self.language,
            today: self.today,
        }
    }

    /// The cursor at a position of the request's file.
    pub(super) fn cursor(&self, position: Position) -> Cursor {
        Cursor {
            file: self.file,
            offset: self.columns(self.file).map_or(0, |columns| columns.offset(position)),
        }
    }

    /// The span of a range of the request's file.
    pub(super) fn span(&self, range: Range) -> Span {
        self.columns(self.file)
            .map_or_else(Span::default, |columns| columns.span(range))
    }

    /// The columns of a file; none for a file that is not there.
    pub(super) fn columns(&self, file: FileId) -> Option<Columns<'_>> {
        let text = self.register.file(file)?.text.as_str();
        let lines = &self.view(file)?.lines;
        Some(Columns {
            text,
            lines: lines.get_or_init(|| LineIndex::new(text)),
            unit: self.client.unit.0,
        })
    }

    /// Whether the settings exclude a file.
    pub(super) fn is_excluded(&self, file: FileId) -> bool {
        self.excluded.get(file.0 as usize).copied().unwrap_or_default()
    }

    /// A file as the client knows it.
    pub(super) fn view(&self, file: FileId) -> Option<&View> {
        self.views.get(file.0 as usize).map(Arc::as_ref)
    }

    /// The range of a place, in its own file.
    pub(super) fn range(&self, place: Place) -> Range {
        let place = self.register.absolute(place);
        self.columns(place.file)
            .map_or_else(Range::default, |columns| columns.range(place.span))
    }

    /// A place with its file.
    pub(super) fn location(&self, place: Place) -> Option<Location> {
        let view = self.view(place.file)?;
        Some(Location::new(view.uri.clone()?, self.range(place)))
    }

    /// A file with the version that an edit is for.
    pub(super) fn versioned(&self, file: FileId) -> Option<OptionalVersionedTextDocumentIdentifier> {
        let view = self.view(file)?;
        Some(OptionalVersionedTextDocumentIdentifier {
            uri: view.uri.clone()?,
            version: view.version,
        })
    }
}
