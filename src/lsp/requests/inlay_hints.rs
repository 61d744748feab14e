//! `textDocument/inlayHint` and `inlayHint/resolve`: a client that can ask for the tooltip of the one hint that somebody points at is
//! not given those of all others.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tower_lsp::lsp_types::{
    InlayHint, InlayHintLabel, InlayHintOptions, InlayHintParams, InlayHintServerCapabilities, InlayHintTooltip, OneOf,
    Url,
};

use crate::ide::hints::{self, Hint, HintKinds};
use crate::lsp::client::Client;
use crate::lsp::configuration::Switch;
use crate::lsp::snapshot::Snapshot;
use crate::text::Span;

/// What is offered to a client.
pub(in crate::lsp) fn offered(client: &Client) -> OneOf<bool, InlayHintServerCapabilities> {
    if !client.resolves_tooltips() {
        return OneOf::Left(true);
    }
    OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
        resolve_provider: Some(true),
        work_done_progress_options: Default::default(),
    }))
}

/// The documents that hints were given of. A hint says by a number which of them it is in: to have the URI in each would make most
/// of an answer.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Documents(Mutex<Vec<Url>>);

impl Documents {
    /// The number of a document, the same each time.
    pub(in crate::lsp) fn number(&self, uri: &Url) -> usize {
        let mut documents = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = documents.iter().position(|document| document == uri);
        known.unwrap_or_else(|| {
            documents.push(uri.clone());
            documents.len() - 1
        })
    }

    /// The document that a hint is in; none where its tooltip needs no asking for.
    pub(in crate::lsp) fn of(&self, hint: &InlayHint) -> Option<Url> {
        let number = usize::try_from(hint.data.as_ref()?.as_u64()?).ok()?;
        let documents = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        documents.get(number).cloned()
    }
}

/// The hints of a range, of the kinds that are turned on. `document` is the number of the document.
pub(in crate::lsp) fn answer(
    snapshot: &Snapshot,
    params: &InlayHintParams,
    document: usize,
) -> impl Iterator<Item = InlayHint> {
    let kinds = HintKinds {
        tooltips: !snapshot.client.resolves_tooltips(),
        ..kinds(snapshot)
    };
    let hints = hints::hints(snapshot.context(), snapshot.file, snapshot.span(params.range), kinds);
    hints.into_iter().map(move |hint| of(snapshot, hint, document))
}

/// A hint with its tooltip. One that is not there any more stays as it is.
pub(in crate::lsp) fn resolve(snapshot: &Snapshot, mut hint: InlayHint) -> InlayHint {
    let place = Span::empty(snapshot.cursor(hint.position).offset);
    let InlayHintLabel::String(label) = &hint.label else {
        return hint;
    };
    let here = hints::hints(snapshot.context(), snapshot.file, place, kinds(snapshot));
    let same = here.into_iter().find(|here| here.label == *label);
    hint.tooltip = same.and_then(|same| same.tooltip).map(InlayHintTooltip::String);
    hint
}

/// The kinds that are turned on, with their tooltips.
fn kinds(snapshot: &Snapshot) -> HintKinds {
    let configuration = &snapshot.configuration;
    HintKinds {
        code_meaning: configuration.hints_of_codes == Switch::On,
        true_count: configuration.hints_of_counts == Switch::On,
        outdated: configuration.hints_of_outdated == Switch::On,
        tooltips: true,
    }
}

fn of(snapshot: &Snapshot, hint: Hint, document: usize) -> InlayHint {
    InlayHint {
        position: snapshot.range(hint.place).start,
        label: InlayHintLabel::String(hint.label),
        // The protocol's kinds are for types and parameters of programs.
        kind: None,
        text_edits: None,
        data: hint.tooltip.is_none().then(|| Value::from(document)),
        tooltip: hint.tooltip.map(InlayHintTooltip::String),
        padding_left: Some(true),
        padding_right: None,
    }
}
