//! What is different from the tokens that a client has. Of these nothing is kept but how many there are in each segment of the text,
//! and what it was: a segment whose text is the same has the same tokens, so that a difference costs what differs, and a look
//! at the text.

use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use tower_lsp::lsp_types::{
    SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensResult, Url,
};

use super::written;
use crate::ide::tokens::{self, Token};
use crate::lsp::snapshot::Snapshot;
use crate::scheme::Scheme;
use crate::text::{SegmentId, Span, to_u32};

/// How many numbers a token is in the protocol.
const NUMBERS: u32 = 5;

/// The tokens that clients were given last, by document: what a difference is to.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Given(Mutex<FxHashMap<Url, Tokens>>);

/// The tokens of a document.
#[derive(Debug)]
struct Tokens {
    /// What the client calls them.
    id: String,
    /// The scheme that the codes were read by.
    scheme: Arc<Scheme>,
    segments: Vec<OfSegment>,
}

/// The tokens of a segment of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OfSegment {
    /// Of what they follow from: the text, and how many entries there are in it.
    hash: u64,
    count: u32,
}

impl Given {
    /// All tokens of the file.
    pub(in crate::lsp) fn full(&self, snapshot: &Snapshot, uri: &Url) -> SemanticTokensResult {
        SemanticTokensResult::Tokens(self.anew(snapshot, uri, hashes(snapshot)))
    }

    /// What is different from the tokens with an id; all tokens where these are no longer known.
    pub(in crate::lsp) fn delta(
        &self,
        snapshot: &Snapshot,
        uri: &Url,
        previous: &str,
    ) -> SemanticTokensFullDeltaResult {
        let hashes = hashes(snapshot);
        let known = self.take(uri);
        let is_basis = |known: &Tokens| known.id == previous && Arc::ptr_eq(&known.scheme, &snapshot.register.scheme);
        match known.filter(is_basis) {
            Some(known) => SemanticTokensFullDeltaResult::TokensDelta(self.follow(snapshot, uri, known, &hashes)),
            None => SemanticTokensFullDeltaResult::Tokens(self.anew(snapshot, uri, hashes)),
        }
    }

    /// Forgets a document that was closed.
    pub(in crate::lsp) fn forget(&self, uri: &Url) {
        self.take(uri);
    }

    fn anew(&self, snapshot: &Snapshot, uri: &Url, hashes: Vec<u64>) -> SemanticTokens {
        let tokens = tokens::tokens(snapshot.context(), snapshot.file, None);
        let counts = counts(snapshot, &tokens, 0..hashes.len());
        let segments = hashes.into_iter().zip(counts);
        let segments: Vec<OfSegment> = segments.map(|(hash, count)| OfSegment { hash, count }).collect();
        SemanticTokens {
            result_id: Some(self.keep(snapshot, uri, segments)),
            data: written(snapshot, &tokens),
        }
    }

    /// The difference to tokens that are known, which are kept as they are now.
    fn follow(&self, snapshot: &Snapshot, uri: &Url, known: Tokens, hashes: &[u64]) -> SemanticTokensDelta {
        let mut segments = known.segments;
        let (old, new) = differing(&segments, hashes);
        let edit = (!old.is_empty() || !new.is_empty()).then(|| {
            // The first token behind them is told by its distance from the one before it.
            let behind = segments.iter().skip(old.end).position(|segment| segment.count > 0);
            let behind = behind.map_or(0, |place| place + 1);
            let (old, new) = (old.start..old.end + behind, new.start..new.end + behind);
            let before = segments.iter().take(old.start);
            let before_it = before.clone().rposition(|segment| segment.count > 0);
            let tokens = of_segments(snapshot, before_it.unwrap_or(new.start)..new.end);
            let own = tokens.partition_point(|token| token.place.span.start < start(snapshot, new.start));
            let number = |segments: &[OfSegment]| NUMBERS * segments.iter().map(|segment| segment.count).sum::<u32>();
            let mut data = written(snapshot, &tokens);
            let edit = SemanticTokensEdit {
                start: NUMBERS * before.map(|segment| segment.count).sum::<u32>(),
                delete_count: number(segments.get(old.clone()).unwrap_or_default()),
                data: Some(data.split_off(own.min(data.len()))),
            };
            let own = tokens.get(own..).unwrap_or_default();
            let of = hashes
                .get(new.clone())
                .unwrap_or_default()
                .iter()
                .zip(counts(snapshot, own, new));
            segments.splice(old, of.map(|(hash, count)| OfSegment { hash: *hash, count }));
            edit
        });
        SemanticTokensDelta {
            result_id: Some(self.keep(snapshot, uri, segments)),
            edits: edit.into_iter().collect(),
        }
    }

    fn take(&self, uri: &Url) -> Option<Tokens> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(uri)
    }

    /// Keeps the tokens of a document, and gives their id.
    fn keep(&self, snapshot: &Snapshot, uri: &Url, segments: Vec<OfSegment>) -> String {
        let mut hasher = FxHasher::default();
        for segment in &segments {
            (segment.hash, segment.count).hash(&mut hasher);
        }
        let id = format!("{:016x}", hasher.finish());
        let tokens = Tokens {
            id: id.clone(),
            scheme: Arc::clone(&snapshot.register.scheme),
            segments,
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(uri.clone(), tokens);
        id
    }
}

/// For each segment of the snapshot's file a hash of what its tokens follow from.
fn hashes(snapshot: &Snapshot) -> Vec<u64> {
    let (register, file) = (&snapshot.register, snapshot.file);
    let Some(source) = register.file(file) else {
        return Vec::new();
    };
    let document = &source.document;
    let mut entries = vec![0_u32; document.segments.len()];
    for (_, entry) in register.entries_in(file, SegmentId(0)..=SegmentId(u32::MAX)) {
        if let Some(count) = entries.get_mut(entry.site.segment.0 as usize) {
            *count += 1;
        }
    }
    let of = |(place, entries): (usize, u32)| {
        let mut hasher = FxHasher::default();
        hasher.write(document.text(&source.text, SegmentId(to_u32(place))).as_bytes());
        entries.hash(&mut hasher);
        hasher.finish()
    };
    entries.into_par_iter().enumerate().map(of).collect()
}

/// The segments between those that both begin with and those that both end with: the old ones, and the new ones.
fn differing(old: &[OfSegment], new: &[u64]) -> (Range<usize>, Range<usize>) {
    let is_same = |(old, new): &(&OfSegment, &u64)| old.hash == **new;
    let start = old.iter().zip(new).take_while(is_same).count();
    let (old_rest, new_rest) = (
        old.get(start..).unwrap_or_default(),
        new.get(start..).unwrap_or_default(),
    );
    let end = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(is_same)
        .count();
    (start..old.len() - end, start..new.len() - end)
}

/// The tokens of some segments of the snapshot's file.
fn of_segments(snapshot: &Snapshot, segments: Range<usize>) -> Vec<Token> {
    let span = Span::new(start(snapshot, segments.start), start(snapshot, segments.end));
    tokens::tokens(snapshot.context(), snapshot.file, Some(span))
}

/// How many of the tokens are in each of some segments.
fn counts(snapshot: &Snapshot, tokens: &[Token], segments: Range<usize>) -> Vec<u32> {
    let mut rest = tokens;
    let count = |segment: usize| {
        let end = start(snapshot, segment + 1);
        let count = rest.iter().take_while(|token| token.place.span.start < end).count();
        rest = rest.get(count..).unwrap_or_default();
        to_u32(count)
    };
    segments.map(count).collect()
}

/// Where a segment starts, in bytes of the file; the end of the file for one behind the last.
fn start(snapshot: &Snapshot, segment: usize) -> u32 {
    let Some(source) = snapshot.register.file(snapshot.file) else {
        return 0;
    };
    let end = || to_u32(source.text.len());
    source.document.starts.get(segment).copied().unwrap_or_else(end)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::lsp_types::SemanticToken;

    use super::*;
    use crate::lsp::requests::fixture;

    fn snapshot(text: &str) -> Snapshot {
        fixture::snapshot(&[("register.toml", text)], json!({}), json!({}))
    }

    fn uri() -> Url {
        Url::parse(&fixture::uri("register.toml")).unwrap()
    }

    fn all(given: &Given, snapshot: &Snapshot) -> SemanticTokens {
        let SemanticTokensResult::Tokens(tokens) = given.full(snapshot, &uri()) else {
            panic!("all tokens are one list");
        };
        tokens
    }

    /// What a client makes of an edit.
    fn applied(mut tokens: Vec<SemanticToken>, edits: &[SemanticTokensEdit]) -> Vec<SemanticToken> {
        for edit in edits {
            let (start, count) = (edit.start / NUMBERS, edit.delete_count / NUMBERS);
            tokens.splice(
                start as usize..(start + count) as usize,
                edit.data.clone().unwrap_or_default(),
            );
        }
        tokens
    }

    fn delta(given: &Given, snapshot: &Snapshot, previous: &str) -> SemanticTokensDelta {
        let SemanticTokensFullDeltaResult::TokensDelta(delta) = given.delta(snapshot, &uri(), previous) else {
            panic!("the tokens before are known");
        };
        delta
    }

    const ENTRY: &str = "[[table.entry]]\ncode = \"2095021P1013T\"\n";
    const OTHER: &str = "[[table.entry]]\n# 注\ncode = \"2095021P10\"\ntitle = \"甲\"\n";
    const LATE: &str = "[[table.entry]]\n\n\n\ncode = \"1095021P1013T\"\n";

    #[test]
    fn a_difference_makes_the_new_tokens_of_the_old() {
        let head = "[register]\ntitle = \"x\"\ncode = \"2095021P1013T\"\n";
        let inline = "[[table]]\nentry = [{ code = \"2095021P1013T\" }, { code = \"2095021P1023T\" }]\n";
        let list = |pieces: &[&str]| pieces.concat();
        let texts = [
            String::new(),
            list(&[head]),
            list(&[head, "[[table]]\n", ENTRY]),
            list(&[head, "[[table]]\n", ENTRY, ENTRY, ENTRY]),
            list(&[head, "[[table]]\n", ENTRY, OTHER, ENTRY]),
            list(&[head, "[[table]]\n", ENTRY, LATE, OTHER, ENTRY]),
            list(&["[[table]]\n", OTHER, LATE, "[[table]]\n", ENTRY]),
            list(&["[[tabel]]\n", OTHER, LATE, "[[table]]\n", ENTRY]),
            list(&[
                "# 注\n",
                head,
                inline,
                "[[table]]\nid = \"A.1\"\n",
                ENTRY,
                "[[statistics]]\n",
            ]),
            list(&[head, "[[table]]\n", ENTRY, "[[table.entry]]\ntitle = \"x\"\n", ENTRY]),
        ];
        for before in &texts {
            for after in &texts {
                let given = Given::default();
                let old = all(&given, &snapshot(before));
                let after_it = snapshot(after);
                let delta = delta(&given, &after_it, &old.result_id.unwrap());
                let expected = all(&Given::default(), &after_it);
                assert_eq!(applied(old.data, &delta.edits), expected.data, "{before}\n→\n{after}");
                assert_eq!(delta.result_id, expected.result_id);
                assert!(before != after || delta.edits.is_empty());
            }
        }
    }

    #[test]
    fn what_did_not_change_is_not_sent() {
        let text = ["[[table]]\n", &ENTRY.repeat(9)].concat();
        let given = Given::default();
        let old = all(&given, &snapshot(&text));
        let (start, end) = text.rsplit_once("2095").unwrap();
        let delta = delta(
            &given,
            &snapshot(&[start, "3095", end].concat()),
            &old.result_id.unwrap(),
        );
        let edit = &delta.edits[0];
        assert_eq!((edit.start, edit.delete_count), (8 * 8 * NUMBERS, 8 * NUMBERS));
        assert_eq!(edit.data.as_ref().unwrap().len(), 8);
    }

    #[test]
    fn all_tokens_are_given_where_those_before_are_not_known() {
        let given = Given::default();
        let snapshot = snapshot(&["[[table]]\n", ENTRY].concat());
        let old = all(&given, &snapshot).result_id.unwrap();
        let is_whole = |given: &Given, id: &str| {
            matches!(
                given.delta(&snapshot, &uri(), id),
                SemanticTokensFullDeltaResult::Tokens(_)
            )
        };
        assert!(is_whole(&given, "another"));
        assert!(!is_whole(&given, &old));
        given.forget(&uri());
        assert!(is_whole(&given, &old));
    }
}
