//! Comments that silence findings: `# stdreg: ignore[rule]` and `# stdreg: ignore-file[rule]`.
//!
//! A suppression names what it silences; one that names nothing silences nothing. What silenced nothing is a finding
//! (X001), and so is a name that no rule has (X002); a rule that is switched off is neither.

use rustc_hash::{FxHashMap, FxHashSet};

use super::severities::Severities;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Place};
use crate::messages::Message;
use crate::register::SourceFile;
use crate::rules::{self, RuleId, RuleSet, UNKNOWN_RULE, UNUSED_SUPPRESSION};
use crate::syntax::{Document, Kind, Node, Segment};
use crate::text::lines::{line_start, next_line};
use crate::text::{FileId, Span, nearest, to_u32};

/// What a comment that speaks to stdreg begins with, after `#`.
const MARK: &str = "stdreg:";

/// What is to be said of a suppression that silenced nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unused {
    /// It is told.
    Told,
    /// Nothing: where something could not be read rules are silent that would speak otherwise, and what silences them is
    /// no less wanted.
    Doubtful,
}

/// Takes out what is silenced, and adds what is to be said about the suppressions themselves.
pub(super) fn apply<'f>(
    files: impl IntoIterator<Item = (FileId, &'f SourceFile)>,
    found: Vec<Diagnostic>,
    severities_of: impl Fn(FileId) -> Option<&'f Severities>,
    unused: Unused,
) -> Vec<Diagnostic> {
    let severities = Severities::default();
    let of_files = files.into_iter().map(|(file, source)| (file, source, of_file(source)));
    let of_files: Vec<_> = of_files.filter(|(.., suppressions)| !suppressions.is_empty()).collect();
    if of_files.is_empty() {
        return found;
    }
    // Each file's are held against its own findings: a register may have many parts.
    let mut found_in: FxHashMap<FileId, Vec<Diagnostic>> = FxHashMap::default();
    for diagnostic in found {
        found_in.entry(diagnostic.place.file).or_default().push(diagnostic);
    }
    let mut told = Vec::new();
    for (file, source, mut suppressions) in of_files {
        if let Some(found) = found_in.get_mut(&file) {
            silence(&mut suppressions, found);
        }
        let severities = severities_of(file).unwrap_or(&severities);
        if unused == Unused::Doubtful || source.document.faulty().next().is_some() {
            let names = suppressions.iter_mut().flat_map(|suppression| &mut suppression.names);
            names.for_each(|name| name.is_used = true);
        }
        for suppression in &suppressions {
            suppression.report(file, source, severities, &mut told);
        }
    }
    found_in.into_values().flatten().chain(told).collect()
}

/// Takes the findings of a file out that its suppressions silence, and marks all suppressions that do as used.
///
/// The findings of a rule that a name reaches stand next to each other in the order of the text; what one name silences
/// the others pass over. So neither many comments above one line nor many findings in one line are held against each
/// other one by one.
fn silence(suppressions: &mut [Suppression], found: &mut Vec<Diagnostic>) {
    let mut starts: Vec<(u32, RuleId)> = found
        .iter()
        .filter_map(|diagnostic| Some((diagnostic.place.span.start, rules::find(diagnostic.rule.code)?)))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut silenced: FxHashSet<(u32, RuleId)> = FxHashSet::default();
    // By rule, the places of the findings in the order of the text: those in reach of a name are next to each other.
    let mut by_rule: FxHashMap<RuleId, Vec<u32>> = FxHashMap::default();
    for (start, rule) in starts {
        by_rule.entry(rule).or_default().push(start);
    }
    // What is silenced by one name is passed over by the others: `next` leads to the first place that is not.
    let mut passed: FxHashMap<RuleId, Passed> = FxHashMap::default();
    for suppression in suppressions {
        let reach = suppression.reach;
        for name in &mut suppression.names {
            for rule in name.rules.iter() {
                let Some(starts) = by_rule.get(&rule) else {
                    continue;
                };
                let first = starts.partition_point(|start| *start < reach.start);
                let is_in_reach = |place: usize| starts.get(place).is_some_and(|start| *start < reach.end);
                if !is_in_reach(first) {
                    continue;
                }
                name.is_used = true;
                let passed = passed.entry(rule).or_insert_with(|| Passed::new(starts.len()));
                let mut place = passed.next(first);
                while is_in_reach(place) {
                    silenced.extend(starts.get(place).map(|start| (*start, rule)));
                    passed.pass(place);
                    place = passed.next(place);
                }
            }
        }
    }
    found.retain(|diagnostic| {
        let is_silenced = |rule| silenced.contains(&(diagnostic.place.span.start, rule));
        !rules::find(diagnostic.rule.code).is_some_and(is_silenced)
    });
}

/// Places in a list of which some are passed over, each once.
struct Passed(Vec<usize>);

impl Passed {
    fn new(length: usize) -> Self {
        Self((0..=length).collect())
    }

    fn pass(&mut self, place: usize) {
        if let Some(next) = self.0.get_mut(place) {
            *next = place + 1;
        }
    }

    /// The first place from one on that is not passed over.
    fn next(&mut self, from: usize) -> usize {
        let mut found = from;
        while let Some(next) = self.0.get(found).copied().filter(|next| *next != found) {
            found = next;
        }
        // Whoever comes this way again takes one step.
        let mut place = from;
        while let Some(step) = self.0.get_mut(place).filter(|step| **step != place) {
            place = std::mem::replace(step, found);
        }
        found
    }
}

/// A comment that speaks to stdreg. Spans are in bytes of the file.
struct Suppression {
    /// The comment.
    comment: Span,
    /// Where it silences: what begins in it. What begins at the very end of the text is in its last line.
    reach: Span,
    /// What it silences.
    names: Vec<Name>,
    /// What is wrong with it as a whole.
    fault: Option<Fault>,
}

struct Name {
    span: Span,
    rules: RuleSet,
    is_used: bool,
}

enum Fault {
    /// `ignore` without a list.
    Bare(Span),
    /// `ignore` with a list that does not end.
    Unclosed(Span),
    /// Neither `ignore` nor `ignore-file`.
    UnknownDirective(Span),
}

impl Suppression {
    fn report(&self, file: FileId, source: &SourceFile, severities: &Severities, found: &mut Vec<Diagnostic>) {
        let text = source.text.as_str();
        match &self.fault {
            Some(Fault::Bare(span)) => {
                let message = Message::attribute(UNUSED_SUPPRESSION.rule.name, "bare");
                let diagnostic = Diagnostic::new(&UNUSED_SUPPRESSION.rule, Place::in_file(file, *span), message);
                push(found, severities, self.removing_all(diagnostic, file, text));
            }
            // The author meant to silence something: to take that away repairs nothing.
            Some(Fault::Unclosed(span)) => {
                let message = Message::attribute(UNUSED_SUPPRESSION.rule.name, "unclosed");
                let place = Place::in_file(file, *span);
                push(
                    found,
                    severities,
                    Diagnostic::new(&UNUSED_SUPPRESSION.rule, place, message),
                );
            }
            Some(Fault::UnknownDirective(span)) => {
                let word = span.of_text(text);
                let near = nearest::nearest(word, ["ignore", "ignore-file"]);
                push(found, severities, unknown(file, *span, word, near, "directive"));
            }
            None => {}
        }
        let is_unused = |name: &Name| {
            let is_on = |rule: RuleId| severities.of(rule).is_some();
            !name.is_used && !name.rules.is_empty() && name.rules.iter().any(is_on)
        };
        let all_are_unused = self.names.iter().all(is_unused);
        for (index, name) in self.names.iter().enumerate() {
            let word = name.span.of_text(text);
            if name.rules.is_empty() {
                push(
                    found,
                    severities,
                    unknown(file, name.span, word, rules::nearest(word), "name"),
                );
            } else if is_unused(name) {
                let message = Message::new(UNUSED_SUPPRESSION.rule.name).with("name", word);
                let diagnostic = Diagnostic::new(&UNUSED_SUPPRESSION.rule, Place::in_file(file, name.span), message);
                let diagnostic = if all_are_unused {
                    self.removing_all(diagnostic, file, text)
                } else {
                    self.removing(diagnostic, index, file)
                };
                push(found, severities, diagnostic);
            }
        }
    }

    /// With a fix that takes the comment away: its whole line where it has one of its own.
    fn removing_all(&self, diagnostic: Diagnostic, file: FileId, text: &str) -> Diagnostic {
        let indent = Span::new(line_start(text, self.comment.start), self.comment.start).of_text(text);
        let has_own_line = indent.trim_matches(['\u{feff}', ' ', '\t']).is_empty();
        let blanks = indent.len() - indent.trim_end_matches([' ', '\t']).len();
        let start = self.comment.start - to_u32(blanks);
        let after = text.get(self.comment.end as usize..).unwrap_or_default();
        let ending = if after.starts_with("\r\n") {
            2
        } else {
            u32::from(after.starts_with('\n'))
        };
        let end = self.comment.end + if has_own_line { ending } else { 0 };
        removal(diagnostic, file, Span::new(start, end))
    }

    /// With a fix that takes one name off the list, and the comma next to it.
    fn removing(&self, diagnostic: Diagnostic, index: usize, file: FileId) -> Diagnostic {
        let Some(name) = self.names.get(index) else {
            return diagnostic;
        };
        let next = self.names.get(index + 1);
        let previous = index.checked_sub(1).and_then(|previous| self.names.get(previous));
        let span = match (next, previous) {
            (Some(next), _) => Span::new(name.span.start, next.span.start),
            (None, Some(previous)) => Span::new(previous.span.end, name.span.end),
            (None, None) => name.span,
        };
        removal(diagnostic, file, span)
    }
}

fn removal(diagnostic: Diagnostic, file: FileId, span: Span) -> Diagnostic {
    let title = Message::attribute(UNUSED_SUPPRESSION.rule.name, "fix");
    let edit = Edit {
        place: Place::in_file(file, span),
        text: String::new(),
    };
    diagnostic.fix(Applicability::Safe, title, vec![edit])
}

pub(super) fn unknown(file: FileId, span: Span, word: &str, near: Option<&str>, attribute: &'static str) -> Diagnostic {
    let name = UNKNOWN_RULE.rule.name;
    let place = Place::in_file(file, span);
    let message = Message::attribute(name, attribute)
        .with("name", word)
        .with("nearest", near.unwrap_or("none"));
    let diagnostic = Diagnostic::new(&UNKNOWN_RULE.rule, place, message);
    match near {
        Some(near) => diagnostic.replace(
            Applicability::Unsafe,
            Message::attribute(name, "fix").with("nearest", near),
            place,
            near,
        ),
        None => diagnostic,
    }
}

/// Adds a finding about suppressions, at its severity, unless its rule is off.
fn push(found: &mut Vec<Diagnostic>, severities: &Severities, mut diagnostic: Diagnostic) {
    let severity = rules::find(diagnostic.rule.code).and_then(|rule| severities.of(rule));
    if let Some(severity) = severity {
        diagnostic.severity = severity;
        found.push(diagnostic);
    }
}

/// What a suppression names at a byte offset of a file: where the name stands in the file, and the rules,
/// none for a name that no rule has. Nothing where the offset is in no such name.
pub fn named_at(source: &SourceFile, offset: u32) -> Option<(Span, RuleSet)> {
    let document = &source.document;
    let id = document.segment_at(offset);
    let start = document.start(id);
    let comments = document.segment(id)?.comments.iter();
    let comment = comments
        .map(|comment| comment.shift(start))
        .find(|comment| comment.touches(offset))?;
    let names = read_comment(&source.text, document, comment, &mut Below::default())?.names;
    let name = names.into_iter().find(|name| name.span.touches(offset))?;
    Some((name.span, name.rules))
}

/// Whether a comment of a text silences the findings of a rule that begin at a byte offset.
pub fn silences(text: &str, document: &Document, rule: RuleId, offset: u32) -> bool {
    let names_it = |suppression: &Suppression| suppression.names.iter().any(|name| name.rules.contains(rule));
    let mut all = read(text, document).into_iter();
    all.any(|suppression| suppression.reach.range().contains(&(offset as usize)) && names_it(&suppression))
}

/// The suppressions of a file. The text of settings and schemes is not kept as TOML: few of them have any.
fn of_file(source: &SourceFile) -> Vec<Suppression> {
    if source.is_of_register() {
        read(&source.text, &source.document)
    } else if source.text.contains(MARK) {
        read(&source.text, &Document::parse(&source.text))
    } else {
        Vec::new()
    }
}

/// The suppressions of a text.
fn read(text: &str, document: &Document) -> Vec<Suppression> {
    let mut comments = Vec::new();
    for (id, segment) in document.commented() {
        let start = document.start(id);
        for comment in &segment.comments {
            let comment = comment.shift(start);
            comments.push(comment);
        }
    }
    // From the last to the first: of comments that stand above each other each reaches what the one below it reaches.
    let mut below = Below::default();
    let read = |comment: Span| read_comment(text, document, comment, &mut below);
    let mut suppressions: Vec<Suppression> = comments.into_iter().rev().filter_map(read).collect();
    suppressions.reverse();
    suppressions
}

/// What suppressions reach that have a line of their own, by the start of that line.
type Below = FxHashMap<u32, Span>;

fn read_comment(text: &str, document: &Document, comment: Span, below: &mut Below) -> Option<Suppression> {
    let rest = skip_blanks(text, Span::new(comment.start + 1, comment.end));
    let rest = Span::new(
        rest.start + to_u32(MARK.len()),
        rest.end.max(rest.start + to_u32(MARK.len())),
    );
    let mark = Span::new(rest.start - to_u32(MARK.len()), rest.start);
    if mark.of_text(text) != MARK {
        return None;
    }
    let rest = skip_blanks(text, rest);
    let content = rest.of_text(text);
    let word_length = content
        .find(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .unwrap_or(content.len());
    let word = Span::new(rest.start, rest.start + to_u32(word_length));
    let mut suppression = Suppression {
        comment,
        reach: Span::default(),
        names: Vec::new(),
        fault: None,
    };
    match word.of_text(text) {
        "ignore" => suppression.reach = reach(text, document, comment, below),
        "ignore-file" => suppression.reach = Span::new(0, to_u32(text.len())),
        _ => {
            let whole_word = content.split_whitespace().next().map_or(0, str::len);
            let length = if word_length > 0 { word_length } else { whole_word };
            let span = Span::new(rest.start, rest.start + to_u32(length));
            suppression.fault = Some(Fault::UnknownDirective(span));
            return Some(suppression);
        }
    }
    if suppression.reach.end as usize == text.len() {
        suppression.reach.end += 1;
    }
    let list = skip_blanks(text, Span::new(word.end, rest.end));
    let is_unclosed = list.of_text(text).starts_with('[') && !list.of_text(text).contains(']');
    suppression.names = names(text, list);
    if is_unclosed {
        suppression.fault = Some(Fault::Unclosed(word.cover(list)));
    } else if suppression.names.is_empty() {
        suppression.fault = Some(Fault::Bare(word));
    }
    Some(suppression)
}

/// The names of a list in brackets, which `rest` begins with.
fn names(text: &str, rest: Span) -> Vec<Name> {
    let content = rest.of_text(text);
    let Some(list) = content.strip_prefix('[').and_then(|list| list.split_once(']')) else {
        return Vec::new();
    };
    let mut start = rest.start + 1;
    let mut names = Vec::new();
    // Whoever writes Chinese writes its commas too.
    for item in list.0.split_inclusive([',', '，', '、']) {
        let separated = item;
        let item = separated.trim_end_matches([',', '，', '、']);
        let span = skip_blanks(text, Span::new(start, start + to_u32(item.len())));
        let word = span.of_text(text).trim_end();
        if !word.is_empty() {
            names.push(Name {
                span: Span::new(span.start, span.start + to_u32(word.len())),
                rules: rules::select(word),
                is_used: false,
            });
        }
        start += to_u32(separated.len());
    }
    names
}

fn skip_blanks(text: &str, span: Span) -> Span {
    let content = span.of_text(text);
    let blanks = content.len() - content.trim_start_matches([' ', '\t']).len();
    Span::new(span.start + to_u32(blanks), span.end)
}

/// Where a comment silences: its own line if something stands before it there; else the first line below it that is
/// no comment, which may be parted from it by a blank line. A line with a header stands for all that is under the header, a
/// line that opens an inline table or an array of plain values for all of it.
fn reach(text: &str, document: &Document, comment: Span, below: &mut Below) -> Span {
    let line = line_start(text, comment.start);
    let own_line = Span::new(line, comment.start).of_text(text);
    if !own_line.trim_matches(['\u{feff}', ' ', '\t']).is_empty() {
        return Span::new(line, next_line(text, line));
    }
    let mut start = next_line(text, line);
    let reach = loop {
        if let Some(reach) = below.get(&start) {
            break *reach;
        }
        let next = Span::new(start, next_line(text, start));
        let content = next.of_text(text);
        if content.is_empty() {
            break Span::empty(to_u32(text.len()));
        }
        if !content.trim_start().starts_with('#') {
            break statement(text, document, next);
        }
        start = next.end;
    };
    below.insert(line, reach);
    reach
}

/// What a line stands for.
fn statement(text: &str, document: &Document, line: Span) -> Span {
    // Of a blank line this is the start of the next one.
    let content = line.of_text(text);
    let first = line.start + to_u32(content.len() - content.trim_start().len());
    let id = document.segment_at(first);
    let (Some(segment), start) = (document.segment(id), document.start(id)) else {
        return line;
    };
    let header = segment.header.as_ref().map(|header| header.span.shift(start).start);
    if header == Some(first) {
        return Span::new(start, start + segment.length);
    }
    // Nodes stand in the order of the text.
    let node_start = |node: &Node| {
        let key_or_value = if node.key.span.is_empty() {
            node.span
        } else {
            node.key.span
        };
        key_or_value.start + start
    };
    let index = segment.nodes.partition_point(|node| node_start(node) < first);
    let value = segment.nodes.get(index).filter(|node| node_start(node) == first);
    match value {
        Some(node) if stands_whole(segment, index) => line.cover(node.span.shift(start)),
        _ => line,
    }
}

/// Whether a comment above a value speaks of all of it: not of a list of tables, each of which may have its own.
fn stands_whole(segment: &Segment, index: usize) -> bool {
    segment
        .children(index)
        .all(|(_, child)| child.kind != Kind::InlineTable)
}
