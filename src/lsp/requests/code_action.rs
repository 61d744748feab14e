//! `textDocument/codeAction` and `codeAction/resolve`: what can be done is offered at once, and how, when it is chosen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    TextEdit, Url, WorkspaceEdit,
};

use super::workspace_edit::{to_be_confirmed, workspace_edit};
use super::{diagnostics, pasted};
use crate::ide::actions::{self, Action, ActionId, ActionKind};
use crate::lsp::client::Client;
use crate::lsp::snapshot::Snapshot;
use crate::text::{FileId, Span};

/// The kind of what repairs a whole file when it is saved.
const FIX_ALL: &str = "source.fixAll.stdreg";

/// The kind of what is about a whole file.
const SOURCE: &str = "source.stdreg";

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
    let edits = edits_of(snapshot, id).map(|edits| as_answer(snapshot, id, &action.title, edits));
    action.edit = Some(edits.unwrap_or_default());
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

const KINDS: [ActionKind; 4] = [
    ActionKind::QuickFix,
    ActionKind::RefactorRewrite,
    ActionKind::Source,
    ActionKind::SourceFixAll,
];

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::RefactorRewrite => CodeActionKind::REFACTOR_REWRITE,
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
        let edits = edits_of(snapshot, id).filter(|edits| edits.keys().all(is_open))?;
        offered.edit = Some(as_answer(snapshot, id, &offered.title, edits));
    }
    Some(offered)
}

/// The edits of an action as the client takes them: those of a guess to be confirmed.
fn as_answer(snapshot: &Snapshot, id: Id, title: &str, edits: BTreeMap<FileId, Vec<TextEdit>>) -> WorkspaceEdit {
    match id {
        Id::OfRegister(id) if actions::needs_a_look(snapshot.context(), id) => to_be_confirmed(snapshot, edits, title),
        _ => workspace_edit(snapshot, edits),
    }
}

fn edits_of(snapshot: &Snapshot, id: Id) -> Option<BTreeMap<FileId, Vec<TextEdit>>> {
    let edits = match id {
        Id::OfRegister(id) => actions::resolve(snapshot.context(), &snapshot.severities, id)?,
        Id::MakeEntries(file, span) => pasted::edits(snapshot, file, span)?,
    };
    edits
        .into_iter()
        .map(|(file, edits)| {
            // An action that cannot be done as a whole is none.
            if snapshot.is_excluded(file) {
                return None;
            }
            let columns = snapshot.columns(file)?;
            Some((file, edits.iter().map(|edit| columns.edit(edit)).collect()))
        })
        .collect()
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
            [ActionKind::QuickFix, ActionKind::RefactorRewrite]
        );
        assert_eq!(wanted(&["source.fixAll.eslint", "quick"]), []);
        assert_eq!(wanted(&[""]), KINDS);
        assert!(is_wanted(ActionKind::Source, None));
    }
}
