//! “Ignore here”: a comment that silences a finding, and “ignore in this file”.
//!
//! There are several places where such a comment can stand. They are tried from the nearest on, and the first one is
//! taken that really silences the finding and is itself of use; a check of the register says so.

use super::{Action, ActionId, ActionKind, FileEdits, Offer};
use crate::analysis::fixes::with_texts;
use crate::analysis::suppressions::silences;
use crate::analysis::{Options, check};
use crate::diagnostic::Diagnostic;
use crate::ide::Context;
use crate::messages::Message;
use crate::register::{Register, SourceFile};
use crate::rules;
use crate::syntax::Document;
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::lines::{self, line_end, next_line};
use crate::text::{FileId, Span, to_u32};

/// The rules that are not to be silenced: about the comments themselves, which say what is wrong with them in vain if
/// another comment hides it, and about what is no text or no TOML, which hides other findings.
const NEVER: &[&str] = &["X001", "X002", "X003", "T001", "T007"];

/// With more findings than these at hand, nobody looks through a list for the one to silence where it stands.
const MOST: usize = 16;

/// Offers both for each finding at hand; of many the second, for each rule.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let mut rules: Vec<&'static str> = Vec::new();
    for (index, found) in offer.touched.clone() {
        let rule = found.rule;
        let is_first = !rules.contains(&rule.code);
        if NEVER.contains(&rule.code) || (offer.touched.len() > MOST && !is_first) {
            continue;
        }
        if is_first {
            rules.push(rule.code);
        }
        let here = ActionId::Ignore(rule.code, offer.file, found.place.span);
        let is_possible = offer.touched.len() <= MOST && can_stand_near(offer.context.register, found);
        let here = is_possible.then_some(("here", here));
        let in_file = ("file", ActionId::IgnoreInFile(rule.code, offer.file));
        for (attribute, id) in here.into_iter().chain([in_file]) {
            let title = Message::attribute("action-ignore", attribute)
                .with("rule", rule.name)
                .render(offer.context.language);
            offer.push(Action {
                title,
                kind: ActionKind::QuickFix,
                is_preferred: false,
                fixes: vec![index],
                id,
            });
        }
    }
}

/// The edit that silences the finding of a rule at a span.
pub(super) fn here(
    context: Context<'_>,
    options: Options<'_>,
    rule: &str,
    file: FileId,
    span: Span,
) -> Option<FileEdits> {
    if NEVER.contains(&rule) {
        return None;
    }
    let is_meant = |found: &&Diagnostic| {
        found.rule.code == rule && found.place.file == file && found.place.span.start == span.start
    };
    let found = context.found.iter().find(is_meant)?;
    let source = context.register.file(file)?;
    let wanted = context.found.iter().filter(is_meant).count();
    let places = places(source, found.rule.name, span.start);
    try_each(context, options, file, places, |after| {
        count(after, rule, file) + wanted <= count(context.found, rule, file)
    })
}

/// The edit that silences a rule in a file.
pub(super) fn in_file(context: Context<'_>, options: Options<'_>, rule: &str, file: FileId) -> Option<FileEdits> {
    let source = context.register.file(file)?;
    if NEVER.contains(&rule) || count(context.found, rule, file) == 0 {
        return None;
    }
    let definition = rules::find(rule)?.definition();
    let places = of_file(source, definition.rule.name);
    try_each(context, options, file, places, |after| count(after, rule, file) == 0)
}

/// Whether there is a place from which a comment silences a finding. There is none for what stands on a comment, or in
/// the middle of a text of several lines that does not begin its line.
fn can_stand_near(register: &Register, found: &Diagnostic) -> bool {
    let offset = found.place.span.start;
    let (Some(source), Some(rule)) = (register.file(found.place.file), rules::find(found.rule.code)) else {
        return false;
    };
    // What a comment silences is seen in the segment that the finding is in, and the comments above it.
    let document = &source.document;
    let id = document.segment_at(offset);
    let start = document.start(id);
    let length = document.segment(id).map_or(0, |segment| segment.length);
    let mut from = start;
    for span in above(&source.text, &comments(source), line_start(&source.text, start)) {
        from = line_start(&source.text, span.start);
    }
    let near = Span::new(from, start + length).of_text(&source.text);
    places(source, found.rule.name, offset).into_iter().any(|edit| {
        let (Some(begins), Some(ends)) = (edit.span.start.checked_sub(from), edit.span.end.checked_sub(from)) else {
            return false;
        };
        // A line is put before what begins at its place, anything else behind what ends there.
        let is_line = edit.text.ends_with('\n');
        let is_before = edit.span.start < offset || (is_line && edit.span.start == offset);
        let grown = if is_before { to_u32(edit.text.len()) } else { 0 };
        let edit = TextEdit {
            span: Span::new(begins, ends),
            text: edit.text,
        };
        let text = edit::apply(near, std::slice::from_ref(&edit));
        text.is_ok_and(|text| silences(&text, &Document::parse(&text), rule, offset - from + grown))
    })
}

fn count(found: &[Diagnostic], rule: &str, file: FileId) -> usize {
    let is_meant = |found: &&Diagnostic| found.rule.code == rule && found.place.file == file;
    found.iter().filter(is_meant).count()
}

/// The first edit after which the register is as wanted, with no new finding about suppressions.
fn try_each(
    context: Context<'_>,
    options: Options<'_>,
    file: FileId,
    places: Vec<TextEdit>,
    is_silenced: impl Fn(&[Diagnostic]) -> bool,
) -> Option<FileEdits> {
    let about_comments = |found: &[Diagnostic]| count(found, "X001", file) + count(found, "X002", file);
    places.into_iter().find_map(|edit| {
        let text = edit::apply(context.text(file), std::slice::from_ref(&edit)).ok()?;
        let after: Register = with_texts(context.register, vec![(file, text)]);
        let found = check(&after, options);
        let is_good = is_silenced(&found)
            && about_comments(&found) <= about_comments(context.found)
            && found.len() < context.found.len();
        is_good.then(|| vec![(file, vec![edit])])
    })
}

/// Where a comment for an offset may stand, the best place first.
fn places(source: &SourceFile, rule: &str, offset: u32) -> Vec<TextEdit> {
    let text = source.text.as_str();
    let document = &source.document;
    let id = document.segment_at(offset);
    let start = document.start(id);
    let Some(segment) = document.segment(id) else {
        return Vec::new();
    };
    let line = line_start(text, offset);
    let header = segment.header.as_ref().map(|header| header.span.shift(start));
    // The statement, and the outermost element of an array, that the offset is in.
    let mut heads: Vec<u32> = segment
        .nodes
        .iter()
        .map(|node| {
            if node.key.span.is_empty() {
                node.span
            } else {
                node.key.span.cover(node.span)
            }
        })
        .filter(|span| span.shift(start).touches(offset))
        .map(|span| line_start(text, span.start + start))
        .collect();
    heads.reverse();
    heads.insert(0, line);
    heads.dedup();
    let mut places = Vec::new();
    let comments = comments(source);
    // Comments that speak to stdreg already are added to: that of the line, then those above it.
    let end = line_end(text, offset);
    places.extend(
        comments
            .iter()
            .filter(|span| span.end == end && line <= span.start)
            .filter_map(|span| extended(text, *span, "ignore", rule)),
    );
    for head in &heads {
        places.extend(
            above(text, &comments, *head)
                .into_iter()
                .filter_map(|span| extended(text, span, "ignore", rule)),
        );
    }
    let is_header = header.is_some_and(|header| header.touches(offset));
    if is_header {
        places.push(line_above(text, line, rule, "ignore"));
    }
    let has_comment = comments.iter().any(|span| line <= span.start && span.end == end);
    if !has_comment {
        places.push(TextEdit {
            span: Span::empty(end),
            text: format!(" # stdreg: ignore[{rule}]"),
        });
    }
    places.extend(heads.iter().map(|head| line_above(text, *head, rule, "ignore")));
    if let Some(header) = header {
        places.push(line_above(text, line_start(text, header.start), rule, "ignore"));
    }
    places
}

/// Where a comment for a file may stand: in one that there is already, or at the top.
fn of_file(source: &SourceFile, rule: &str) -> Vec<TextEdit> {
    let text = source.text.as_str();
    let comments = comments(source);
    let mut places: Vec<_> = comments
        .iter()
        .filter_map(|span| extended(text, *span, "ignore-file", rule))
        .collect();
    let mut top = line_start(text, 0);
    while text.get(top as usize..).is_some_and(|rest| rest.starts_with('#')) {
        let next = next_line(text, top);
        if next == top || next == to_u32(text.len()) {
            break;
        }
        top = next;
    }
    places.push(line_above(text, top, rule, "ignore-file"));
    places
}

/// The comments of a file, in bytes of the file.
fn comments(source: &SourceFile) -> Vec<Span> {
    let of_segments = source.document.commented().flat_map(|(id, segment)| {
        let start = source.document.start(id);
        segment.comments.iter().map(move |comment| comment.shift(start))
    });
    of_segments.collect()
}

/// The comments with lines of their own directly above a line.
fn above(text: &str, comments: &[Span], line: u32) -> Vec<Span> {
    let mut found = Vec::new();
    let mut line = line;
    while line > 0 {
        let previous = line_start(text, line - 1);
        let end = line_end(text, previous);
        let indent = Span::new(previous, end).of_text(text);
        let blanks = indent.len() - indent.trim_start_matches([' ', '\t']).len();
        let own = Span::new(previous + to_u32(blanks), end);
        if previous >= line || !comments.contains(&own) {
            break;
        }
        found.push(own);
        line = previous;
    }
    found
}

/// The edit that adds a rule to the list of a comment.
fn extended(text: &str, comment: Span, word: &str, rule: &str) -> Option<TextEdit> {
    let content = comment.of_text(text);
    let rest = content.strip_prefix('#')?.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix("stdreg:")?.trim_start_matches([' ', '\t']);
    let list = rest
        .strip_prefix(word)?
        .trim_start_matches([' ', '\t'])
        .strip_prefix('[')?;
    let names = list.split_once(']')?.0;
    let kept = names.trim_end_matches([' ', '\t']);
    let start = comment.end - to_u32(list.len()) + to_u32(kept.len());
    let separator = if kept.trim().is_empty() || kept.ends_with(',') {
        ""
    } else {
        ", "
    };
    let text = format!("{separator}{rule}");
    Some(TextEdit {
        span: Span::empty(start),
        text,
    })
}

/// The edit that puts a comment on a line of its own above a line, indented as that is.
fn line_above(text: &str, line: u32, rule: &str, word: &str) -> TextEdit {
    let content = Span::new(line, line_end(text, line)).of_text(text);
    let blanks = content.len() - content.trim_start_matches([' ', '\t']).len();
    let indent = content.get(..blanks).unwrap_or_default();
    let ending = line_ending_at(text, line);
    TextEdit {
        span: Span::empty(line),
        text: format!("{indent}# stdreg: {word}[{rule}]{ending}"),
    }
}

/// The start of the line of an offset, behind a byte order mark.
fn line_start(text: &str, offset: u32) -> u32 {
    match lines::line_start(text, offset) {
        0 if text.starts_with('\u{feff}') => 3,
        start => start,
    }
}
