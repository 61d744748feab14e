//! `textDocument/semanticTokens`: whole, by range, and as the difference to what the client has.

mod given;

use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensRangeResult, WorkDoneProgressOptions,
};

pub(in crate::lsp) use self::given::Given;

use crate::ide::tokens::{self, Token};
use crate::lsp::convert::Rising;
use crate::lsp::snapshot::Snapshot;

/// What the server says that it can do.
pub(in crate::lsp) fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        work_done_progress_options: WorkDoneProgressOptions::default(),
        legend: SemanticTokensLegend {
            token_types: tokens::KINDS.iter().map(|kind| SemanticTokenType::new(kind)).collect(),
            token_modifiers: Vec::new(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
    }
}

/// The tokens of a range of the file.
pub(in crate::lsp) fn range(snapshot: &Snapshot, range: Range) -> SemanticTokensRangeResult {
    SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data: written(
            snapshot,
            &tokens::tokens(snapshot.context(), snapshot.file, Some(snapshot.span(range))),
        ),
    })
}

/// Tokens of the snapshot's file, in the order of the text, as the protocol has them.
fn written(snapshot: &Snapshot, tokens: &[Token]) -> Vec<SemanticToken> {
    let Some(columns) = snapshot.columns(snapshot.file) else {
        return Vec::new();
    };
    let mut rising = Rising::new(columns);
    by_distance(tokens.iter().map(|token| {
        let span = token.place.span;
        let range = Range::new(rising.position(span.start), rising.position(span.end));
        (range, token.kind)
    }))
}

/// Each token by its distance from the one before it.
fn by_distance(tokens: impl Iterator<Item = (Range, u32)>) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    let mut written = Vec::with_capacity(tokens.size_hint().0);
    for (range, kind) in tokens {
        let start = range.start;
        // What is not behind the last one cannot be written; tokens come in order, so there is no such one.
        let (Some(delta_line), length) = (
            start.line.checked_sub(line),
            range.end.character.saturating_sub(start.character),
        ) else {
            continue;
        };
        let delta_start = if delta_line == 0 {
            start.character.saturating_sub(column)
        } else {
            start.character
        };
        (line, column) = (start.line, start.character);
        written.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: kind,
            token_modifiers_bitset: 0,
        });
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::lsp_types::Position;

    fn tokens(places: &[(u32, u32)]) -> Vec<SemanticToken> {
        let range = |(line, column): &(u32, u32)| {
            let start = Position::new(*line, *column);
            (Range::new(start, Position::new(*line, column + 2)), 1)
        };
        by_distance(places.iter().map(range))
    }

    #[test]
    fn tokens_are_told_by_their_distance() {
        let written: Vec<_> = tokens(&[(0, 3), (0, 5), (4, 1)])
            .iter()
            .map(|token| (token.delta_line, token.delta_start, token.length))
            .collect();
        assert_eq!(written, [(0, 3, 2), (0, 2, 2), (4, 1, 2)]);
    }
}
