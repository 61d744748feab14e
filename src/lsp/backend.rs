//! tower-lsp's trait. Each handler sends an event before its first `.await`: up to there, and no further, messages are
//! handled in the order in which they came. Nothing is decided here.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams, CompletionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentRangeFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint,
    InlayHintParams, Location, PrepareRenameResponse, ReferenceParams, RenameFilesParams, RenameParams, SelectionRange,
    SelectionRangeParams, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, SymbolInformation,
    TextDocumentPositionParams, TextEdit, Url, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    WorkspaceEdit, WorkspaceSymbolParams,
};
use tower_lsp::{LanguageServer, async_trait};

use super::capabilities::capabilities;
use super::client::Client;
use super::requests;
use super::requests::inlay_hints::Documents;
use super::requests::preview::{self, Preview};
use super::requests::semantic_tokens::Given;
use super::snapshot::Snapshot;
use super::state::{Event, Purpose};
use super::transport::{Introduction, Slot, Written};
use crate::messages::Message;

/// The server as tower-lsp sees it.
pub(super) struct Backend {
    events: Sender<Event>,
    introduction: Introduction,
    tokens: Arc<Given>,
    hinted: Documents,
}

impl Backend {
    /// A server whose state takes events from `events`. `introduction` is what the transport keeps of `initialize`.
    pub(super) fn new(events: Sender<Event>, introduction: Introduction) -> Self {
        Self {
            events,
            introduction,
            tokens: Arc::default(),
            hinted: Documents::default(),
        }
    }

    fn send(&self, event: Event) {
        if self.events.send(event).is_err() {
            tracing::error!("the state's thread is gone");
        }
    }

    /// Answers a request about a document by a job on a snapshot, beside everything else; with the default where the
    /// document is of no register. A job that panics is an error of its request alone, and one that nobody waits for
    /// any more is not begun.
    async fn ask<T, J>(&self, uri: &Url, job: J) -> Result<T>
    where
        T: Default + Send + 'static,
        J: FnOnce(&Snapshot) -> Result<T> + Send + 'static,
    {
        self.ask_for(Purpose::Look, uri, job).await
    }

    /// Likewise, for more than a look: what is to be edited is read again before.
    async fn ask_for<T, J>(&self, purpose: Purpose, uri: &Url, job: J) -> Result<T>
    where
        T: Default + Send + 'static,
        J: FnOnce(&Snapshot) -> Result<T> + Send + 'static,
    {
        let of = move |snapshot: Option<Snapshot>| snapshot.map_or_else(|| Ok(T::default()), |snapshot| job(&snapshot));
        let uri = uri.clone();
        self.wait(move |answer| Event::Ask(uri, purpose, answer), of).await
    }

    /// Likewise, what may be large: it is written beside the state, and no tree is made of it.
    async fn ask_for_much<T, J>(&self, purpose: Purpose, uri: &Url, job: J) -> Result<T>
    where
        T: Default + DeserializeOwned + Send + 'static,
        J: FnOnce(&Snapshot) -> Result<Written> + Send + 'static,
    {
        let slot = Slot::current();
        let job = move |snapshot: &Snapshot| put(slot.as_ref(), job(snapshot)?);
        self.ask_for(purpose, uri, job).await
    }

    /// Answers a request about names in a document that several registers may share, likewise: the job gets a snapshot of
    /// each.
    async fn ask_shared<T, J>(&self, purpose: Purpose, uri: &Url, job: J) -> Result<T>
    where
        T: Default + Send + 'static,
        J: FnOnce(&[Snapshot]) -> Result<T> + Send + 'static,
    {
        let of = move |snapshots: Vec<Snapshot>| match snapshots.as_slice() {
            [] => Ok(T::default()),
            snapshots => job(snapshots),
        };
        let uri = uri.clone();
        self.wait(move |answer| Event::AskShared(uri, purpose, answer), of)
            .await
    }

    /// Answers a request about the workspace, likewise.
    async fn ask_all<T, J>(&self, purpose: Purpose, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: FnOnce(Vec<Snapshot>) -> Result<T> + Send + 'static,
    {
        self.wait(move |answer| Event::AskAll(purpose, answer), job).await
    }

    /// `stdreg/preview`.
    pub(super) async fn preview(&self, params: preview::Params) -> Result<Option<Preview>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |snapshot| Ok(preview::preview(snapshot, &params)))
            .await
    }

    /// Sends an event that wants an answer, before anything is waited for, and waits for the answer.
    async fn wait<S, T, J>(&self, event: impl FnOnce(Box<dyn FnOnce(S) + Send>) -> Event, job: J) -> Result<T>
    where
        S: 'static,
        T: Send + 'static,
        J: FnOnce(S) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.send(event(Box::new(move |seen| {
            if answer.is_closed() {
                return;
            }
            let result = catch_unwind(AssertUnwindSafe(|| job(seen)));
            let _ = answer.send(result.unwrap_or_else(|_| Err(Error::internal_error())));
        })));
        answered.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }
}

/// Puts an answer where it is sent from, and gives what is left for tower-lsp to write.
fn put<T: Default + DeserializeOwned>(slot: Option<&Slot>, answer: Written) -> Result<T> {
    let Some(slot) = slot else {
        return answer.read();
    };
    slot.put(answer);
    Ok(T::default())
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Stop);
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Client::new(&params, Some(&self.introduction.params()));
        let capabilities = capabilities(&client);
        let options = params.initialization_options.unwrap_or(Value::Null);
        self.send(Event::Initialize(Box::new(client), options));
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "stdreg".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Open(
            document.uri,
            document.language_id,
            document.version,
            document.text,
        ));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Change(document.uri, document.version, params.content_changes));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.send(Event::Save(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tokens.forget(&params.text_document.uri);
        self.send(Event::Close(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.send(Event::Watched(
            params.changes.into_iter().map(|change| change.uri).collect(),
        ));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let uris = |folders: Vec<tower_lsp::lsp_types::WorkspaceFolder>| {
            folders.into_iter().map(|folder| folder.uri).collect()
        };
        self.send(Event::Folders(uris(params.event.added), uris(params.event.removed)));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.send(Event::Configure(params.settings));
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let position = at.position;
        let job = move |snapshot: &Snapshot| {
            let list = requests::completion::complete(snapshot, position);
            Ok(Some(CompletionResponse::List(list)))
        };
        self.ask(&at.text_document.uri, job).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        let job = move |snapshot: &Snapshot| Written::of(&requests::code_action::actions(snapshot, &params));
        self.ask_for_much(Purpose::Offer, &uri, job).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let (uri, is_asked_again) = requests::code_action::asked_of(&action)?;
        let title = action.title.clone();
        let job = move |snapshot: &Snapshot| requests::code_action::resolve(snapshot, action).map(Some);
        let resolved = self.ask_for(Purpose::Edit, &uri, job).await;
        let resolved = resolved.and_then(|resolved| resolved.ok_or_else(|| Error::new(ErrorCode::ContentModified)));
        // Editors drop this error in silence, and whoever chose the action would wait for it.
        if !is_asked_again
            && resolved
                .as_ref()
                .is_err_and(|error| error.code == ErrorCode::ContentModified)
        {
            let message = Message::attribute("server-notice", "outdated").with("title", title);
            self.send(Event::Tell(Box::new(message)));
        }
        resolved
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let uri = params.text_document.uri;
        self.ask_for_much(Purpose::Look, &uri, |snapshot| {
            match requests::formatting::whole(snapshot) {
                Some(edits) => Written::list(edits),
                None => Written::of(&()),
            }
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (uri, range) = (params.text_document.uri, params.range);
        self.ask(&uri, move |snapshot| Ok(requests::formatting::range(snapshot, range)))
            .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        self.wait(
            move |answer| Event::Pull(uri, answer),
            move |found| {
                Ok(requests::diagnostics::document_report(
                    found,
                    params.previous_result_id.as_deref(),
                ))
            },
        )
        .await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let job = move |found| Ok(requests::diagnostics::workspace_report(found, &params));
        self.wait(Event::PullAll, job).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let uri = params.text_document_position_params.text_document.uri.clone();
        self.ask(&uri, move |snapshot| Ok(requests::hover::answer(snapshot, &params)))
            .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = params.text_document.uri.clone();
        let number = self.hinted.number(&uri);
        self.ask_for_much(Purpose::Look, &uri, move |snapshot| {
            Written::list(requests::inlay_hints::answer(snapshot, &params, number))
        })
        .await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let Some(uri) = self.hinted.of(&hint) else {
            return Ok(hint);
        };
        let given = hint.clone();
        let job = move |snapshot: &Snapshot| Ok(Some(requests::inlay_hints::resolve(snapshot, given)));
        Ok(self.ask(&uri, job).await?.unwrap_or(hint))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        self.ask_for_much(Purpose::Look, &uri, |snapshot| {
            Written::of(&requests::code_lenses::answer(snapshot))
        })
        .await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let (uri, tokens) = (params.text_document.uri, Arc::clone(&self.tokens));
        let of = uri.clone();
        self.ask_for_much(Purpose::Look, &uri, move |snapshot| {
            Written::of(&tokens.full(snapshot, &of))
        })
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (uri, tokens) = (params.text_document.uri, Arc::clone(&self.tokens));
        let of = uri.clone();
        let job = move |snapshot: &Snapshot| Written::of(&tokens.delta(snapshot, &of, &params.previous_result_id));
        self.ask_for_much(Purpose::Look, &uri, job).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let uri = params.text_document.uri;
        let job = move |snapshot: &Snapshot| Written::of(&requests::semantic_tokens::range(snapshot, params.range));
        self.ask_for_much(Purpose::Look, &uri, job).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let job = |snapshot: &Snapshot| requests::document_symbol::document_symbols(snapshot);
        self.ask_for_much(Purpose::Look, &params.text_document.uri, job).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let job = move |snapshots: Vec<Snapshot>| {
            let found = requests::workspace_symbol::workspace_symbols(&snapshots, &params.query);
            Ok(Some(found))
        };
        self.ask_all(Purpose::Look, job).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let job = move |snapshots: Vec<Snapshot>| Ok(requests::file_rename::will_rename(&snapshots, &params));
        self.ask_all(Purpose::Edit, job).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let (uri, range) = requests::code_action::revealed(params)?;
        self.send(Event::Reveal(uri, range));
        Ok(None)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let job = move |snapshot: &Snapshot| Ok(requests::definition::definition(snapshot, at.position));
        self.ask(&at.text_document.uri, job).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let wanted = params.context;
        let slot = Slot::current();
        let job = move |snapshots: &[Snapshot]| {
            let found = requests::references::references(snapshots, at.position, wanted);
            put(slot.as_ref(), Written::of(&found)?)
        };
        self.ask_shared(Purpose::Look, &at.text_document.uri, job).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let job = move |snapshot: &Snapshot| Written::of(&requests::references::highlights(snapshot, at.position));
        self.ask_for_much(Purpose::Look, &at.text_document.uri, job).await
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let job = move |snapshot: &Snapshot| requests::rename::prepare(snapshot, at.position);
        self.ask(&at.text_document.uri, job).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let job = move |snapshots: &[Snapshot]| requests::rename::rename(snapshots, at.position, &params.new_name);
        self.ask_shared(Purpose::Edit, &at.text_document.uri, job).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let job = |snapshot: &Snapshot| Written::of(&requests::ranges::folding_ranges(snapshot));
        self.ask_for_much(Purpose::Look, &params.text_document.uri, job).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let job = move |snapshot: &Snapshot| Ok(requests::ranges::selection_ranges(snapshot, &params.positions));
        self.ask(&params.text_document.uri, job).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let job = |snapshot: &Snapshot| Written::list(requests::document_link::document_links(snapshot));
        self.ask_for_much(Purpose::Look, &params.text_document.uri, job).await
    }
}
