//! What the server says that it can do.

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeLensOptions, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, RenameOptions, SaveOptions,
    SelectionRangeProviderCapability, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::client::Client;
use super::convert;
use super::requests::{code_action, completion, diagnostics, file_rename, inlay_hints, semantic_tokens};

/// What is offered to a client.
pub(super) fn capabilities(client: &Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some(diagnostics::SOURCE.to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    // Registered for each register instead.
    let is_offered_for_all = !client.registers_documents();
    ServerCapabilities {
        position_encoding: Some(convert::encoding(client.unit.0)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        diagnostic_provider: client
            .pulls()
            .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(completion::offered(client)),
        code_action_provider: Some(code_action::offered(client)),
        execute_command_provider: code_action::commands(client),
        document_formatting_provider: is_offered_for_all.then_some(OneOf::Left(true)),
        document_range_formatting_provider: is_offered_for_all.then_some(OneOf::Left(true)),
        inlay_hint_provider: Some(inlay_hints::offered(client)),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        semantic_tokens_provider: Some(semantic_tokens::options().into()),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: is_offered_for_all.then(|| rename(client)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        // Requests of our own are told here, so that a client need not try.
        experimental: Some(json!({ "stdregPreview": true })),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: Default::default(),
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: Some(file_rename::offered()),
        }),
        ..ServerCapabilities::default()
    }
}

/// Rename, with what it would change told beforehand where the client asks for that: options may be given to no other.
fn rename(client: &Client) -> OneOf<bool, RenameOptions> {
    let text_document = client.capabilities.text_document.as_ref();
    let offered = text_document.and_then(|text_document| text_document.rename.as_ref());
    if offered.is_some_and(|offered| offered.prepare_support == Some(true)) {
        return OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        });
    }
    OneOf::Left(true)
}
