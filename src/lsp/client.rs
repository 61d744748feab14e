//! Who the client is: what it can do, what it speaks, where its workspace is.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionClientCapabilities, CompletionItemCapability, DiagnosticTag, InitializeParams,
    MarkupKind, PublishDiagnosticsClientCapabilities, ResourceOperationKind, Url,
};

use super::convert;
use crate::messages::Language;
use crate::text::lines::ColumnUnit;
use crate::workspace::absolute;

/// The client, as `initialize` tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    /// What it says that it can do.
    pub(super) capabilities: ClientCapabilities,
    /// The unit of columns.
    pub(super) unit: Unit,
    /// The language of its locale; none where it names no locale.
    pub(super) language: Option<Language>,
    /// The folders of its workspace.
    pub(super) folders: Vec<PathBuf>,
    /// Whether it wants to hear when pulled findings are out of date: `lsp-types` looks for it under a wrong name.
    pub(super) refreshes_diagnostics: bool,
}

/// [`ColumnUnit`] with the protocol's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit(pub(super) ColumnUnit);

impl Default for Unit {
    fn default() -> Self {
        Self(ColumnUnit::Utf16)
    }
}

impl Client {
    /// Reads what `initialize` says; `raw` is the same as it came, for what the types leave out.
    pub(super) fn new(params: &InitializeParams, raw: Option<&Value>) -> Self {
        let capabilities = params.capabilities.clone();
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let refreshes = raw.and_then(|raw| raw.pointer("/capabilities/workspace/diagnostics/refreshSupport"));
        Self {
            unit: Unit(convert::unit(encodings)),
            language: params.locale.as_deref().map(Language::of_locale),
            folders: folders(params),
            refreshes_diagnostics: refreshes.and_then(Value::as_bool).unwrap_or_default(),
            capabilities,
        }
    }

    /// Whether it asks for findings itself. Then none are pushed: shown twice is worse than late.
    pub(super) fn pulls(&self) -> bool {
        let text_document = self.capabilities.text_document.as_ref();
        text_document.is_some_and(|text_document| text_document.diagnostic.is_some())
    }

    fn publishing(&self) -> Option<&PublishDiagnosticsClientCapabilities> {
        self.capabilities.text_document.as_ref()?.publish_diagnostics.as_ref()
    }

    /// Whether it shows related places. One that pulls and does not say is taken to.
    pub(super) fn shows_related(&self) -> bool {
        self.publishing()
            .map_or(self.pulls(), |publishing| publishing.related_information == Some(true))
    }

    /// Whether it follows the link of a rule.
    pub(super) fn shows_links(&self) -> bool {
        self.publishing().map_or(self.pulls(), |publishing| {
            publishing.code_description_support == Some(true)
        })
    }

    /// Whether it greys out what is unnecessary.
    pub(super) fn shows_unnecessary(&self) -> bool {
        let tags = self.publishing().and_then(|publishing| publishing.tag_support.as_ref());
        tags.is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::UNNECESSARY))
    }

    /// Whether files on disk can be watched through it.
    pub(super) fn watches_files(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        watching.is_some_and(|watching| watching.dynamic_registration == Some(true))
    }

    /// Whether it wants formatting and rename to be registered for the documents of registers one by one, and not offered
    /// for whatever it opens: VS Code asks its user where two extensions format one file. It says so itself, beside the
    /// protocol, for not every client that takes such a registration keeps it to the document that it names.
    pub(super) fn registers_documents(&self) -> bool {
        let experimental = self.capabilities.experimental.as_ref();
        experimental.is_some_and(|experimental| experimental["stdregDocumentRegistration"] == true)
    }

    /// Whether it can be asked for its settings.
    pub(super) fn answers_configuration(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        workspace.is_some_and(|workspace| workspace.configuration == Some(true))
    }

    /// Whether changes of its settings must be registered for.
    pub(super) fn registers_configuration(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        let change = workspace.and_then(|workspace| workspace.did_change_configuration.as_ref());
        change.is_some_and(|change| change.dynamic_registration == Some(true))
    }

    /// Whether it shows progress that the server begins.
    pub(super) fn shows_progress(&self) -> bool {
        let window = self.capabilities.window.as_ref();
        window.is_some_and(|window| window.work_done_progress == Some(true))
    }

    /// What else it may be asked to fetch anew, by method, when a register changed under it.
    pub(super) fn refreshes(&self) -> Vec<Refresh> {
        let workspace = self.capabilities.workspace.as_ref();
        let hints = workspace.and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support);
        let lenses = workspace.and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support);
        let asked = [
            (hints == Some(true), Refresh::InlayHints),
            (lenses == Some(true), Refresh::CodeLenses),
            (self.pulls() && self.refreshes_diagnostics, Refresh::Diagnostics),
        ];
        asked
            .into_iter()
            .filter(|(is_asked, _)| *is_asked)
            .map(|(_, refresh)| refresh)
            .collect()
    }

    /// Whether it takes code actions, and not commands alone.
    pub(super) fn takes_actions(&self) -> bool {
        self.code_action()
            .is_some_and(|code_action| code_action.code_action_literal_support.is_some())
    }

    /// Whether it asks for the edit of an action when that is chosen.
    pub(super) fn resolves_actions(&self) -> bool {
        let resolve = self
            .code_action()
            .and_then(|code_action| code_action.resolve_support.as_ref());
        let has_data = self
            .code_action()
            .is_some_and(|code_action| code_action.data_support == Some(true));
        has_data && resolve.is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit"))
    }

    /// Whether it asks for the tooltip of an inlay hint when somebody points at it.
    pub(super) fn resolves_tooltips(&self) -> bool {
        let text_document = self.capabilities.text_document.as_ref();
        let hints = text_document.and_then(|text_document| text_document.inlay_hint.as_ref());
        let resolve = hints.and_then(|hints| hints.resolve_support.as_ref());
        resolve.is_some_and(|resolve| resolve.properties.iter().any(|property| property == "tooltip"))
    }

    fn code_action(&self) -> Option<&CodeActionClientCapabilities> {
        self.capabilities.text_document.as_ref()?.code_action.as_ref()
    }

    /// What it says of items of completion.
    pub(super) fn completion_item(&self) -> Option<&CompletionItemCapability> {
        let text_document = self.capabilities.text_document.as_ref()?;
        text_document.completion.as_ref()?.completion_item.as_ref()
    }

    /// Whether completed text may have places to fill in.
    pub(super) fn takes_snippets(&self) -> bool {
        self.completion_item()
            .is_some_and(|item| item.snippet_support == Some(true))
    }

    /// Whether hovers may be Markdown.
    pub(super) fn reads_markdown_hovers(&self) -> bool {
        let hover = self
            .capabilities
            .text_document
            .as_ref()
            .and_then(|all| all.hover.as_ref());
        let formats = hover.and_then(|hover| hover.content_format.as_ref());
        formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown))
    }

    /// Whether an edit may name the versions of the documents that it is for.
    pub(super) fn takes_document_changes(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        edit.is_some_and(|edit| edit.document_changes == Some(true))
    }

    /// Whether an edit may make files and delete them.
    pub(super) fn makes_files(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        let makes = |kind| operations.is_some_and(|operations| operations.contains(&kind));
        self.takes_document_changes() && makes(ResourceOperationKind::Create) && makes(ResourceOperationKind::Delete)
    }

    /// Whether it shows a place of a document when it is asked to.
    pub(super) fn shows_documents(&self) -> bool {
        let window = self.capabilities.window.as_ref();
        let showing = window.and_then(|window| window.show_document.as_ref());
        showing.is_some_and(|showing| showing.support)
    }

    /// Whether it can ask a person about edits before it makes them.
    pub(super) fn asks_before_changes(&self) -> bool {
        let workspace = self.capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        edit.is_some_and(|edit| edit.change_annotation_support.is_some())
    }
}

/// What a client can be asked to fetch anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refresh {
    /// Findings that it pulled.
    Diagnostics,
    /// Inlay hints.
    InlayHints,
    /// Code lenses.
    CodeLenses,
}

/// The folders of the workspace; where a client knows only one root, that.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let of_workspace = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let mut folders: Vec<PathBuf> = of_workspace.filter_map(path_of).collect();
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(path_of));
    }
    #[allow(deprecated, reason = "older clients say nothing else")]
    if folders.is_empty() {
        folders.extend(params.root_path.as_ref().map(PathBuf::from));
    }
    folders
}

/// The path of a document or folder. One that is not saved yet has a path that no file can have, so that it is a
/// register by itself. Documents of other kinds (the old side of a comparison, a page) have none: they are not looked at.
pub(super) fn path_of(uri: &Url) -> Option<PathBuf> {
    match uri.scheme() {
        "file" => uri.to_file_path().ok().map(|path| absolute(&path)),
        // On Windows on a drive, as all paths are.
        "untitled" => Some(absolute(Path::new(&format!("/{uri}")))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_that_the_author_sees() {
        let path = |uri: &str| path_of(&Url::parse(uri).unwrap());
        let drive = if cfg!(windows) { "C:" } else { "" };
        let expected = |path: &str| Some(PathBuf::from(format!("{drive}{path}")));
        // VS Code writes `c%3A`, others `C:`.
        let drives = if cfg!(windows) { &["/C:", "/c%3A"][..] } else { &[""] };
        for drive in drives {
            assert_eq!(
                path(&format!("file://{drive}/a/%E6%A0%87%E5%87%86/register.toml")),
                expected("/a/标准/register.toml")
            );
            assert_eq!(
                path(&format!("file://{drive}/a/标准 [1]/register.toml")),
                expected("/a/标准 [1]/register.toml")
            );
        }
        assert_eq!(path("git:/a/register.toml"), None);
        assert!(path("untitled:Untitled-1").is_some());
    }

    #[test]
    fn refresh_support_is_read_where_the_protocol_has_it() {
        let raw = serde_json::json!({ "capabilities": { "workspace": { "diagnostics": { "refreshSupport": true } } } });
        let client = Client::new(&InitializeParams::default(), Some(&raw));
        assert!(client.refreshes_diagnostics);
        assert!(!Client::new(&InitializeParams::default(), None).refreshes_diagnostics);
    }
}
