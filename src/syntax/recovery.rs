//! What keeps one error from hiding, or seeming to be, others: where statements start although a bracket is open, where
//! an inline table must end, and which errors are causes and not consequences.

use std::cell::Cell;

use rustc_hash::FxHashSet;
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::{ErrorSink, ParseError, Source};

use super::classify::{classify, line};
use super::error::{SyntaxError, SyntaxErrorKind};
use crate::text::lines::{line_end, line_start};
use crate::text::{Span, lines, to_u32};

/// The tokens of a segment with errors, mended so that an error stays where it is.
#[derive(Default)]
pub(super) struct Mended {
    /// The tokens, with closing braces put in where they are missing.
    tokens: Vec<Token>,
    /// Where runs start: each is read by itself.
    cuts: Vec<usize>,
    /// The opening braces that were closed, and where.
    closed: Vec<(Span, u32)>,
    /// The values, from their equals signs on, after which commas were put in.
    commas: Vec<Span>,
    /// The offsets of commas and line ends in brackets: after one of them the reader is back on its feet.
    separators: Vec<u32>,
}

impl Mended {
    /// Mends the tokens of a segment. A new run starts where a statement must start although a bracket is still open:
    /// `key =` at the start of a line, in an array, or in an inline table without a comma before it. An inline table
    /// ends before `]`, and before a line that starts with `{`, since no key does.
    pub(super) fn new(text: &str, tokens: &[Token]) -> Self {
        let mut mended = Self {
            tokens: Vec::with_capacity(tokens.len()),
            cuts: vec![0],
            ..Self::default()
        };
        let mut open: Vec<(TokenKind, Span)> = Vec::new();
        // The last equals sign in an inline table since its last comma, by its place among the mended tokens.
        let mut equals = None;
        let mut last = TokenKind::Newline;
        for (index, token) in tokens.iter().enumerate() {
            let at = to_u32(token.span().start());
            if !open.is_empty() && matches!(token.kind(), TokenKind::Comma | TokenKind::Newline) {
                mended.separators.push(at);
            }
            let after = tokens.get(index + 1..).unwrap_or_default();
            match token.kind() {
                kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                    equals = None;
                    open.push((kind, Span::new(at, at + 1)));
                }
                TokenKind::RightSquareBracket => {
                    mended.close_tables(&mut open, at, "}");
                    open.pop();
                }
                TokenKind::RightCurlyBracket => {
                    equals = None;
                    open.pop();
                }
                TokenKind::Newline => {
                    if !open.is_empty() && next_line(after) == Some(TokenKind::LeftCurlyBracket) {
                        mended.close_tables(&mut open, at, "},");
                    }
                    let may_go_on = match open.last() {
                        None => true,
                        Some((TokenKind::LeftCurlyBracket, _)) => {
                            matches!(last, TokenKind::Comma | TokenKind::LeftCurlyBracket)
                        }
                        Some(_) => false,
                    };
                    mended.tokens.push(*token);
                    if !may_go_on && starts_statement(text, after.iter().copied()) {
                        mended.cuts.push(mended.tokens.len());
                        open.clear();
                    }
                    continue;
                }
                TokenKind::Equals if matches!(open.last(), Some((TokenKind::LeftCurlyBracket, _))) => {
                    if let Some(equals) = equals {
                        mended.part(equals);
                    }
                    equals = Some(mended.tokens.len());
                }
                TokenKind::Comma => equals = None,
                TokenKind::Whitespace | TokenKind::Comment => {
                    mended.tokens.push(*token);
                    continue;
                }
                _ => {}
            }
            mended.tokens.push(*token);
            last = token.kind();
        }
        mended
    }

    /// Puts a comma between a value and the next key, `{ a = 1 b = 2 }`: the reader would not find back before the end
    /// of the table. `equals` is the sign of the first of them, and that of the second comes next.
    fn part(&mut self, equals: usize) {
        let is_blank = |token: &Token| matches!(token.kind(), TokenKind::Whitespace | TokenKind::Newline);
        let Some(between) = self.tokens.get(equals + 1..) else {
            return;
        };
        let key_end = between.len() - between.iter().rev().take_while(|token| is_blank(token)).count();
        let key_and_value = between.get(..key_end).unwrap_or_default();
        let key_length = key_and_value.iter().rev().take_while(|token| !is_blank(token)).count();
        let value = key_and_value.get(..key_end - key_length).unwrap_or_default();
        if let Some(last) = value.iter().rev().find(|token| !is_blank(token)) {
            let start = between.first().map_or(0, |token| token.span().start());
            self.commas.push(Span::of(start..last.span().end()));
            let place = equals + 1 + value.len();
            self.tokens.splice(place..place, Source::new(",").lex().take(1));
        }
    }

    /// Closes the inline tables that stand open in an array.
    fn close_tables(&mut self, open: &mut Vec<(TokenKind, Span)>, at: u32, closing: &str) {
        let is_in_array = open.iter().any(|(kind, _)| *kind == TokenKind::LeftSquareBracket);
        while is_in_array && matches!(open.last(), Some((TokenKind::LeftCurlyBracket, _))) {
            if let Some((_, brace)) = open.pop() {
                self.closed.push((brace, at));
                // Tokens are made by lexing alone; where these stand nobody asks.
                self.tokens.extend(Source::new(closing).lex().take(closing.len()));
            }
        }
    }

    /// Whether nothing was mended, and the tokens are to be read as they are.
    pub(super) fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }

    /// The runs to be read one by one.
    pub(super) fn runs(&self) -> impl Iterator<Item = &[Token]> {
        let ends = self.cuts.iter().copied().skip(1).chain([self.tokens.len()]);
        self.cuts
            .iter()
            .zip(ends)
            .map(|(&start, end)| self.tokens.get(start..end).unwrap_or_default())
    }
}

/// What the next line starts with, blank lines and comments left out.
fn next_line(tokens: &[Token]) -> Option<TokenKind> {
    let is_blank = |kind: &TokenKind| matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment);
    // Nobody leaves more blank lines than this, and each line end looks ahead anew.
    let ahead = tokens.iter().take(256);
    ahead.map(Token::kind).find(|kind| !is_blank(kind))
}

/// Whether the tokens start with a key and `=`.
pub(super) fn starts_statement(text: &str, tokens: impl Iterator<Item = Token>) -> bool {
    let mut tokens = tokens.skip_while(|token| token.kind() == TokenKind::Whitespace);
    let is_key = |token: &Token| {
        let raw = text.get(token.span().start()..token.span().end()).unwrap_or_default();
        match token.kind() {
            TokenKind::BasicString | TokenKind::LiteralString => true,
            TokenKind::Atom => raw.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()),
            _ => false,
        }
    };
    tokens.next().filter(is_key).is_some()
        && tokens
            .find(|token| !matches!(token.kind(), TokenKind::Whitespace | TokenKind::Dot | TokenKind::Atom))
            .is_some_and(|token| token.kind() == TokenKind::Equals)
}

/// Collects errors: of those that follow each other without a comma or line end between them, and of those in one
/// statement outside brackets, the first is the cause and the others are not told.
pub(super) struct Errors<'t> {
    text: &'t str,
    tokens: &'t [Token],
    mended: &'t Mended,
    statement: &'t Cell<u32>,
    errors: Vec<(u32, SyntaxError)>,
    /// How far the errors of the statement at hand reach, in order: what starts there is a consequence.
    reaches: Vec<Span>,
    /// How many bytes of lines may still be looked at.
    budget: usize,
}

/// How many bytes of lines the errors of a segment may look at. An error looks at its whole line: a line of a hundred
/// thousand braces would take hours, and says after a few hundred errors nothing new.
const BUDGET: usize = 32 << 20;

impl<'t> Errors<'t> {
    /// For a segment's text, and its tokens before they were mended. `statement` is the number of the statement that is being read.
    pub(super) fn new(text: &'t str, tokens: &'t [Token], mended: &'t Mended, statement: &'t Cell<u32>) -> Self {
        Self {
            text,
            tokens,
            mended,
            statement,
            errors: Vec::new(),
            reaches: Vec::new(),
            budget: BUDGET,
        }
    }

    /// The errors, in the order of the text.
    pub(super) fn finish(self) -> Vec<SyntaxError> {
        let mut errors: Vec<SyntaxError> = self.errors.into_iter().map(|(_, error)| error).collect();
        errors.sort_by_key(|error| error.span);
        // What is wrong within is the cause: a quote that was not closed took the brace along.
        let is_told = |within: Span| {
            let next = errors.partition_point(|error| error.span.start < within.start);
            errors.get(next).is_some_and(|error| error.span.start <= within.end)
        };
        let mended = self.mended;
        let closed = mended
            .closed
            .iter()
            .filter(|(brace, end)| !is_told(Span::new(brace.start, *end)))
            .map(|&(span, _)| SyntaxError {
                span,
                kind: SyntaxErrorKind::UnclosedInlineTable,
            });
        let commas = mended
            .commas
            .iter()
            .filter(|value| !is_told(**value))
            .map(|value| SyntaxError {
                span: Span::empty(value.end),
                kind: SyntaxErrorKind::MissingComma,
            });
        let missing: Vec<SyntaxError> = closed.chain(commas).collect();
        errors.extend(missing);
        errors.sort_by_key(|error| error.span);
        errors.dedup();
        without_continuations(self.text, errors)
    }

    /// Whether an error is about a token that was put in: that it was missing is told by itself. Such a token stands nowhere, and
    /// seems to be at the start: within a character, where no closing bracket is, or behind a value that cannot be there.
    fn is_of_token_put_in(&self, at: u32, error: &SyntaxError) -> bool {
        if self.mended.closed.is_empty() && self.mended.commas.is_empty() {
            return false;
        }
        let Some(text) = self.text.get(error.span.range()) else {
            return true;
        };
        match error.kind {
            SyntaxErrorKind::Unopened => !text.starts_with(['}', ']']),
            SyntaxErrorKind::Trailing => at == 0,
            _ => false,
        }
    }

    /// Whether a separator stands between two offsets.
    fn are_apart(&self, first: u32, last: u32) -> bool {
        let next = self.mended.separators.partition_point(|&separator| separator < first);
        self.mended
            .separators
            .get(next)
            .is_some_and(|&separator| separator < last)
    }

    /// The first separator from an offset on, or the offset itself.
    fn separator_after(&self, offset: u32) -> u32 {
        let separators = &self.mended.separators;
        let next = separators.partition_point(|&separator| separator < offset);
        separators.get(next).copied().unwrap_or(offset)
    }

    /// The end of the last token before an offset that is no blank.
    fn end_before(&self, offset: u32) -> u32 {
        let is_blank = |kind| matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment);
        let count = self
            .tokens
            .partition_point(|token| token.span().start() < offset as usize);
        let before = self.tokens.get(..count).unwrap_or_default();
        let last = before.iter().rev().find(|token| !is_blank(token.kind()));
        last.map_or(offset, |token| to_u32(token.span().end()))
    }
}

impl ErrorSink for Errors<'_> {
    fn report_error(&mut self, error: ParseError) {
        let statement = self.statement.get();
        if self.errors.last().is_none_or(|(last, _)| *last != statement) {
            self.reaches.clear();
        }
        let at = error
            .unexpected()
            .or(error.context())
            .map_or(0, |span| to_u32(span.start()));
        // What follows an error without a separator is its consequence: not worth a look, and there may be a lot of it.
        let last = self.reaches.last();
        let follows = last.is_some_and(|last| at >= last.end && !self.are_apart(last.end, at));
        if follows || self.budget == 0 {
            return;
        }
        self.budget = self.budget.saturating_sub(line(self.text, at).len() as usize);
        let error = if error.description().starts_with("missing comma") {
            // The comma is missing after what stands before, be it in the line above.
            let end = self.end_before(at) as usize;
            error.with_unexpected(toml_parser::Span::new_unchecked(end, end))
        } else {
            error
        };
        let error = classify(self.text, &error);
        if self.is_of_token_put_in(at, &error) {
            return;
        }
        let start = error.span.start;
        let reach = match error.kind {
            // A comma too many does not bring the reader back on its feet.
            SyntaxErrorKind::ExtraComma => Span::new(start, at + 1),
            // Where a comma stands for the value, the next key is taken for it, up to the next comma.
            SyntaxErrorKind::MissingValue if at > start => Span::new(start, self.separator_after(at + 1) + 1),
            _ => Span::empty(start),
        };
        let place = self.reaches.partition_point(|reach| reach.start <= start);
        let before = place.checked_sub(1).and_then(|before| self.reaches.get(before));
        let after = self.reaches.get(place);
        let is_cause = before.is_none_or(|before| self.are_apart(before.end, start))
            && after.is_none_or(|after| self.are_apart(start, after.start));
        if is_cause {
            self.reaches.insert(place, reach);
            self.errors.push((statement, error));
        }
    }
}

/// Leaves out what a string without an end made of the lines after it (`title = "标准` and `体系"` are one error), and
/// the closing brackets of what was cut apart because it seemed to have none.
fn without_continuations(text: &str, errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    let mut kept: Vec<SyntaxError> = Vec::with_capacity(errors.len());
    // The start of the line that would go on with such a string.
    let mut continued = None;
    let mut has_unclosed = false;
    for error in errors {
        let start = line_start(text, error.span.start);
        let line = Span::new(start, line_end(text, start)).of_text(text);
        let quotes = line.matches('"').count();
        let is_content = quotes > 0 || !line.is_ascii();
        let goes_on = continued == Some(start) && is_content && !line.contains(['=', '#', '[']);
        let is_closing = matches!(error.kind, SyntaxErrorKind::Unopened | SyntaxErrorKind::Trailing)
            && error
                .span
                .of_text(text)
                .chars()
                .all(|c| matches!(c, '}' | ']' | ',' | ' '));
        if is_closing && has_unclosed {
            continue;
        }
        has_unclosed |= matches!(
            error.kind,
            SyntaxErrorKind::UnclosedArray | SyntaxErrorKind::UnclosedInlineTable
        );
        if goes_on || error.kind == SyntaxErrorKind::UnclosedString {
            // The second half of its quotes ends it.
            let is_over = goes_on && quotes % 2 == 1;
            continued = Some(lines::next_line(text, start)).filter(|_| !is_over);
        }
        if !goes_on {
            kept.push(error);
        }
    }
    kept
}

/// The starts of the lines that have an error: what they set is not what was meant.
pub(super) fn lines_in_error(text: &str, errors: &[SyntaxError]) -> FxHashSet<u32> {
    errors.iter().map(|error| line_start(text, error.span.start)).collect()
}
