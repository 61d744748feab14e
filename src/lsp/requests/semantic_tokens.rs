//! `textDocument/semanticTokens`: whole, by range, and as the difference to what the client has.

use std::hash::{Hash as _, Hasher as _};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};
use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit,
    SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensRangeResult, SemanticTokensResult, Url, WorkDoneProgressOptions,
};

use crate::ide::tokens;
use crate::lsp::convert::Rising;
use crate::lsp::snapshot::Snapshot;
use crate::text::Span;

/// How many numbers a token is in the protocol.
const NUMBERS: usize = 5;

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

/// The tokens that clients were given last, by document: what a difference is to.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Given(Mutex<FxHashMap<Url, SemanticTokens>>);

impl Given {
    /// All tokens of the file.
    pub(in crate::lsp) fn full(&self, snapshot: &Snapshot, uri: &Url) -> SemanticTokensResult {
        let tokens = full(snapshot);
        self.keep(uri, tokens.clone());
        SemanticTokensResult::Tokens(tokens)
    }

    /// What is different from the tokens with an id; all tokens where these are no longer known.
    pub(in crate::lsp) fn delta(
        &self,
        snapshot: &Snapshot,
        uri: &Url,
        previous: &str,
    ) -> SemanticTokensFullDeltaResult {
        let tokens = full(snapshot);
        let before = self.keep(uri, tokens.clone());
        match before.filter(|before| before.result_id.as_deref() == Some(previous)) {
            Some(before) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                edits: difference(&before.data, &tokens.data).into_iter().collect(),
                result_id: tokens.result_id,
            }),
            None => SemanticTokensFullDeltaResult::Tokens(tokens),
        }
    }

    /// Forgets a document that was closed.
    pub(in crate::lsp) fn forget(&self, uri: &Url) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
    }

    fn keep(&self, uri: &Url, tokens: SemanticTokens) -> Option<SemanticTokens> {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.insert(uri.clone(), tokens)
    }
}

/// The tokens of a range of the file.
pub(in crate::lsp) fn range(snapshot: &Snapshot, range: Range) -> SemanticTokensRangeResult {
    SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data: of_span(snapshot, Some(snapshot.span(range))),
    })
}

fn full(snapshot: &Snapshot) -> SemanticTokens {
    let data = of_span(snapshot, None);
    let mut hasher = FxHasher::default();
    for token in &data {
        [token.delta_line, token.delta_start, token.length, token.token_type].hash(&mut hasher);
    }
    SemanticTokens {
        result_id: Some(format!("{:016x}", hasher.finish())),
        data,
    }
}

fn of_span(snapshot: &Snapshot, span: Option<Span>) -> Vec<SemanticToken> {
    let Some(columns) = snapshot.columns(snapshot.file) else {
        return Vec::new();
    };
    let mut rising = Rising::new(columns);
    let tokens = tokens::tokens(snapshot.context(), snapshot.file, span);
    written(tokens.iter().map(|token| {
        let span = token.place.span;
        let range = Range::new(rising.position(span.start), rising.position(span.end));
        (range, token.kind)
    }))
}

/// Tokens as the protocol has them: each by its distance from the one before it.
fn written(tokens: impl Iterator<Item = (Range, u32)>) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    let mut written = Vec::new();
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

/// The one edit that makes the new tokens of the old ones: what is between the tokens that both begin with and those
/// that both end with. None where they are equal.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let common = |pairs: &mut dyn Iterator<Item = (&SemanticToken, &SemanticToken)>| {
        pairs.take_while(|(before, after)| before == after).count()
    };
    let start = common(&mut before.iter().zip(after));
    let (before, after) = (before.get(start..)?, after.get(start..)?);
    let end = common(&mut before.iter().rev().zip(after.iter().rev()));
    let removed = before.len() - end;
    let inserted = after.get(..after.len() - end)?;
    let number = |tokens: usize| crate::text::to_u32(tokens * NUMBERS);
    (removed > 0 || !inserted.is_empty()).then(|| SemanticTokensEdit {
        start: number(start),
        delete_count: number(removed),
        data: Some(inserted.to_vec()),
    })
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
        written(places.iter().map(range))
    }

    #[test]
    fn tokens_are_told_by_their_distance() {
        let written: Vec<_> = tokens(&[(0, 3), (0, 5), (4, 1)])
            .iter()
            .map(|token| (token.delta_line, token.delta_start, token.length))
            .collect();
        assert_eq!(written, [(0, 3, 2), (0, 2, 2), (4, 1, 2)]);
    }

    /// What a client makes of an edit.
    fn applied(before: &[SemanticToken], edit: Option<SemanticTokensEdit>) -> Vec<SemanticToken> {
        let mut tokens = before.to_vec();
        if let Some(edit) = edit {
            let (start, count) = (edit.start as usize / NUMBERS, edit.delete_count as usize / NUMBERS);
            tokens.splice(start..start + count, edit.data.unwrap_or_default());
        }
        tokens
    }

    #[test]
    fn a_difference_makes_the_new_tokens_of_the_old() {
        let lists = [
            tokens(&[]),
            tokens(&[(0, 3)]),
            tokens(&[(0, 3), (0, 5), (4, 1)]),
            tokens(&[(0, 3), (1, 5), (4, 1)]),
            tokens(&[(0, 3), (0, 5), (2, 0), (4, 1)]),
            tokens(&[(0, 3), (0, 3), (0, 3)]),
        ];
        for before in &lists {
            for after in &lists {
                let edit = difference(before, after);
                assert_eq!(edit.is_none(), before == after);
                assert_eq!(&applied(before, edit), after);
            }
        }
    }

    #[test]
    fn what_did_not_change_is_not_sent() {
        let before = tokens(&[(0, 3), (1, 5), (2, 1), (3, 1)]);
        let after = tokens(&[(0, 3), (1, 6), (2, 1), (3, 1)]);
        let edit = difference(&before, &after).unwrap();
        assert_eq!((edit.start, edit.delete_count, edit.data.unwrap().len()), (5, 5, 1));
    }
}
