//! `textDocument/inlayHint`.

use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use crate::ide::hints::{self, Hint, HintKinds};
use crate::lsp::configuration::Switch;
use crate::lsp::snapshot::Snapshot;

/// The hints of a range, of the kinds that are turned on.
pub(in crate::lsp) fn answer(snapshot: &Snapshot, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let configuration = &snapshot.configuration;
    let kinds = HintKinds {
        code_meaning: configuration.hints_of_codes == Switch::On,
        true_count: configuration.hints_of_counts == Switch::On,
        outdated: configuration.hints_of_outdated == Switch::On,
    };
    let span = snapshot.span(params.range);
    let hints = hints::hints(snapshot.context(), snapshot.file, span, kinds);
    Some(hints.into_iter().map(|hint| of(snapshot, hint)).collect())
}

fn of(snapshot: &Snapshot, hint: Hint) -> InlayHint {
    InlayHint {
        position: snapshot.range(hint.place).start,
        label: InlayHintLabel::String(hint.label),
        // The protocol's kinds are for types and parameters of programs.
        kind: None,
        text_edits: None,
        tooltip: hint.tooltip.map(InlayHintTooltip::String),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
