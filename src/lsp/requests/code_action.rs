//! `textDocument/codeAction` and `codeAction/resolve`: what can be done is offered at once, and how, when it is chosen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    Command, ExecuteCommandOptions, ExecuteCommandParams, Range, TextEdit, Url, WorkspaceEdit,
};

use super::workspace_edit::{to_be_confirmed, with_files, workspace_edit};
use super::{diagnostics, pasted};
use crate::ide::actions::{self, Action, ActionId, ActionKind};
use crate::lsp::client::Client;
use crate::lsp::convert::Columns;
use crate::lsp::snapshot::Snapshot;
use crate::text::lines::LineIndex;
use crate::text::{FileId, Span};

/// The kind of what repairs a whole file when it is saved.
const FIX_ALL: &str = "source.fixAll.stdreg";

/// The kind of what is about a whole file.
const SOURCE: &str = "source.stdreg";

/// The command that has the client show a range of a document.
const REVEAL: &str = "stdreg.reveal";

/// How many bytes of text a register may have for all actions to be offered to a client that wants each with its edit at once. In a
/// larger one it is offered [few](MOST_AT_ONCE), of which none takes a check of the whole register, unless it asks for one of them
/// by its kind, as for what is repaired when a file is saved.
const LARGE: usize = 1 << 20;

/// How many actions such a client is offered in a large register.
const MOST_AT_ONCE: usize = 16;

/// What an action carries until it is chosen.
#[derive(Debug, Deserialize, Serialize)]
struct Data {
    /// The document that it was offered in.
    uri: Url,
    /// What it is.
    action: String,
    /// The state of the register that it was offered for. In another one its places may be of something else.
    generation: u64,
    /// Whether the client asks again by itself where the state is another by then; our commands do.
    #[serde(default, skip_serializing)]
    retries: bool,
}

/// What is offered to a client.
pub(in crate::lsp) fn offered(client: &Client) -> CodeActionProviderCapability {
    if !client.takes_actions() {
        return CodeActionProviderCapability::Simple(true);
    }
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::REFACTOR_REWRITE,
            CodeActionKind::REFACTOR_EXTRACT,
            CodeActionKind::REFACTOR_INLINE,
            CodeActionKind::new(SOURCE),
            CodeActionKind::new(FIX_ALL),
        ]),
        resolve_provider: Some(client.resolves_actions()),
        work_done_progress_options: Default::default(),
    })
}

/// The actions for a range. A client that takes nothing but commands gets none.
pub(in crate::lsp) fn actions(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let wanted: Vec<ActionKind> = KINDS
        .into_iter()
        .filter(|kind| is_wanted(*kind, params.context.only.as_deref()))
        .collect();
    let is_open_to_change = snapshot.client.takes_actions() && !snapshot.is_excluded(snapshot.file);
    if wanted.is_empty() || !is_open_to_change {
        return Vec::new();
    }
    let span = snapshot.span(params.range);
    let uri = &params.text_document.uri;
    let of_rows = wanted
        .contains(&ActionKind::RefactorRewrite)
        .then(|| pasted::offered(snapshot, span));
    let of_rows = of_rows.flatten().and_then(|action| {
        let id = Id::MakeEntries(snapshot.file, span);
        with_edit(snapshot, uri, action, id)
    });
    let mut actions = actions::actions(snapshot.context(), snapshot.file, span, &wanted);
    if !snapshot.client.resolves_actions() && is_large(snapshot) && wanted.contains(&ActionKind::QuickFix) {
        actions.retain(|action| !action.id.takes_check());
        actions.truncate(MOST_AT_ONCE);
    }
    // A file that comes or goes is nothing that every client can do, nor one that would be told too late that it is there.
    let makes_files = snapshot.client.makes_files() && snapshot.client.resolves_actions();
    let needs_files = |action: &Action| matches!(action.id, ActionId::Extract(_) | ActionId::Join(_));
    actions.retain(|action| makes_files || !needs_files(action));
    let actions = actions.into_iter().filter_map(|action| of(snapshot, uri, action));
    of_rows
        .into_iter()
        .chain(actions)
        .map(CodeActionOrCommand::CodeAction)
        .collect()
}

fn is_large(snapshot: &Snapshot) -> bool {
    let files = snapshot.register.files.iter();
    files.map(|source| source.text.len()).sum::<usize>() > LARGE
}

/// What an action is until it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Id {
    /// One about the register.
    OfRegister(ActionId),
    /// The one about rows that were pasted, in a span of a file.
    MakeEntries(FileId, Span),
}

/// What the text of the action about rows begins with.
const MAKE_ENTRIES: &str = "make-entries";

impl Id {
    fn to_text(self) -> String {
        match self {
            Self::OfRegister(id) => id.to_text(),
            Self::MakeEntries(file, span) => format!("{MAKE_ENTRIES} {} {} {}", file.0, span.start, span.end),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let Some(rest) = text.strip_prefix(MAKE_ENTRIES) else {
            return ActionId::parse(text).map(Self::OfRegister);
        };
        let numbers: std::result::Result<Vec<u32>, _> = rest.split_whitespace().map(str::parse).collect();
        match numbers.ok()?.as_slice() {
            [file, start, end] if start <= end => Some(Self::MakeEntries(FileId(*file), Span::new(*start, *end))),
            _ => None,
        }
    }
}

/// An action with its edit.
///
/// # Errors
/// Where the register has changed since it was offered, or it is no action of this server.
pub(in crate::lsp) fn resolve(snapshot: &Snapshot, mut action: CodeAction) -> Result<CodeAction> {
    let data = data_of(&action)?;
    let id = Id::parse(&data.action).ok_or_else(|| Error::invalid_params("no action is called so"))?;
    if data.generation != snapshot.generation {
        return Err(Error::new(ErrorCode::ContentModified));
    }
    // In the state that it was offered for an action without an edit has nothing to do: the figures are right already.
    let answer = edits_of(snapshot, id).map(|edits| as_answer(snapshot, id, &action.title, edits));
    let (edit, command) = answer.unwrap_or_default();
    action.edit = Some(edit);
    action.command = command;
    Ok(action)
}

/// The document that an action was offered in, and whether the client asks again where that has changed since.
///
/// # Errors
/// Where it is no action of this server.
pub(in crate::lsp) fn asked_of(action: &CodeAction) -> Result<(Url, bool)> {
    data_of(action).map(|data| (data.uri, data.retries))
}

fn data_of(action: &CodeAction) -> Result<Data> {
    let data = action.data.clone().unwrap_or_default();
    serde_json::from_value(data).map_err(|error| Error::invalid_params(error.to_string()))
}

const KINDS: [ActionKind; 6] = [
    ActionKind::QuickFix,
    ActionKind::RefactorRewrite,
    ActionKind::RefactorExtract,
    ActionKind::RefactorInline,
    ActionKind::Source,
    ActionKind::SourceFixAll,
];

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::RefactorRewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::RefactorExtract => CodeActionKind::REFACTOR_EXTRACT,
        ActionKind::RefactorInline => CodeActionKind::REFACTOR_INLINE,
        ActionKind::Source => CodeActionKind::new(SOURCE),
        ActionKind::SourceFixAll => CodeActionKind::new(FIX_ALL),
    }
}

/// Whether a kind is among those asked for: itself, or one that it is a sort of.
fn is_wanted(one: ActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let one = kind(one);
    let is_sort_of = |asked: &CodeActionKind| {
        let rest = one.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| asked == &CodeActionKind::EMPTY || rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(is_sort_of))
}

fn of(snapshot: &Snapshot, uri: &Url, action: Action) -> Option<CodeAction> {
    let found = action.fixes.iter().filter_map(|place| snapshot.found.get(*place));
    let found: Vec<_> = found.map(|found| diagnostics::of(snapshot, found)).collect();
    let offered = CodeAction {
        title: action.title,
        kind: Some(kind(action.kind)),
        diagnostics: Some(found).filter(|found| !found.is_empty()),
        is_preferred: action.is_preferred.then_some(true),
        ..CodeAction::default()
    };
    with_edit(snapshot, uri, offered, Id::OfRegister(action.id))
}

/// An action with what it takes to do it: its edit, or what tells it when it is chosen.
fn with_edit(snapshot: &Snapshot, uri: &Url, mut offered: CodeAction, id: Id) -> Option<CodeAction> {
    if snapshot.client.resolves_actions() {
        let data = Data {
            uri: uri.clone(),
            action: id.to_text(),
            generation: snapshot.generation,
            retries: false,
        };
        offered.data = serde_json::to_value(data).ok();
    } else {
        // Until it is chosen, a file that is not open may become another, and no version tells.
        let is_open = |file: &FileId| snapshot.view(*file).is_some_and(|view| view.version.is_some());
        let edits = edits_of(snapshot, id).filter(|edits| edits.in_protocol.keys().all(is_open))?;
        let (edit, command) = as_answer(snapshot, id, &offered.title, edits);
        offered.edit = Some(edit);
        offered.command = command;
    }
    Some(offered)
}

/// The edits of an action as the client takes them: those of a guess to be confirmed.
fn as_answer(snapshot: &Snapshot, id: Id, title: &str, edits: Edits) -> (WorkspaceEdit, Option<Command>) {
    let context = snapshot.context();
    let Id::OfRegister(id) = id else {
        return (workspace_edit(snapshot, edits.in_protocol), None);
    };
    if actions::needs_a_look(context, id) {
        return (to_be_confirmed(snapshot, edits.in_protocol, title), None);
    }
    let files = actions::file_changes(context, id);
    let command = revealing(snapshot, id, title, &edits.in_text);
    if files.is_empty() {
        return (workspace_edit(snapshot, edits.in_protocol), command);
    }
    (with_files(snapshot, edits.in_protocol, files), command)
}

/// The command that puts the cursor where the author is to go on, once the edits are made: an answer of ours can only be an edit.
fn revealing(snapshot: &Snapshot, id: ActionId, title: &str, edits: &actions::FileEdits) -> Option<Command> {
    if !snapshot.client.shows_documents() {
        return None;
    }
    let (file, text, span) = actions::to_fill(snapshot.context(), id, edits)?;
    let uri = snapshot.view(file)?.uri.clone()?;
    let columns = Columns {
        text: &text,
        lines: &LineIndex::new(&text),
        unit: snapshot.client.unit.0,
    };
    let arguments = vec![json!(uri), json!(columns.range(span))];
    Some(Command::new(title.to_owned(), REVEAL.to_owned(), Some(arguments)))
}

/// The commands that a client may ask for: the one that actions come with.
pub(in crate::lsp) fn commands(client: &Client) -> Option<ExecuteCommandOptions> {
    client.shows_documents().then(|| ExecuteCommandOptions {
        commands: vec![REVEAL.to_owned()],
        work_done_progress_options: Default::default(),
    })
}

/// What that command is to show.
///
/// # Errors
/// Where it is another command, or of other arguments.
pub(in crate::lsp) fn revealed(params: ExecuteCommandParams) -> Result<(Url, Range)> {
    if params.command != REVEAL {
        return Err(Error::invalid_params("no command is called so"));
    }
    let arguments = serde_json::Value::Array(params.arguments);
    serde_json::from_value(arguments).map_err(|error| Error::invalid_params(error.to_string()))
}

/// The edits of an action, as the engine counts and as the protocol does.
struct Edits {
    in_text: actions::FileEdits,
    in_protocol: BTreeMap<FileId, Vec<TextEdit>>,
}

fn edits_of(snapshot: &Snapshot, id: Id) -> Option<Edits> {
    let in_text = match id {
        Id::OfRegister(id) => actions::resolve(snapshot.context(), &snapshot.severities, id)?,
        Id::MakeEntries(file, span) => pasted::edits(snapshot, file, span)?,
    };
    let in_protocol = in_text.iter().map(|(file, edits)| {
        // An action that cannot be done as a whole is none.
        if snapshot.is_excluded(*file) {
            return None;
        }
        let columns = snapshot.columns(*file)?;
        Some((*file, edits.iter().map(|edit| columns.edit(edit.clone())).collect()))
    });
    Some(Edits {
        in_protocol: in_protocol.collect::<Option<_>>()?,
        in_text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_asked_for_stands_for_its_sorts() {
        let only = |names: &[&'static str]| -> Vec<CodeActionKind> {
            names.iter().map(|name| CodeActionKind::new(name)).collect()
        };
        let wanted = |names: &[&'static str]| -> Vec<ActionKind> {
            let only = only(names);
            KINDS.into_iter().filter(|kind| is_wanted(*kind, Some(&only))).collect()
        };
        assert_eq!(wanted(&["source.fixAll"]), [ActionKind::SourceFixAll]);
        assert_eq!(wanted(&["source"]), [ActionKind::Source, ActionKind::SourceFixAll]);
        assert_eq!(
            wanted(&["refactor", "quickfix"]),
            [
                ActionKind::QuickFix,
                ActionKind::RefactorRewrite,
                ActionKind::RefactorExtract,
                ActionKind::RefactorInline
            ]
        );
        assert_eq!(wanted(&["source.fixAll.eslint", "quick"]), []);
        assert_eq!(wanted(&[""]), KINDS);
        assert!(is_wanted(ActionKind::Source, None));
    }
}
