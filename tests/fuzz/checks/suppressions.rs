//! Comments that silence findings: they silence what they say that they do, and nothing else. Where a comment may silence and what it
//! names is read here once more, line by line.

use stdreg::analysis::suppressions::{named_at, silences};
use stdreg::diagnostic::Diagnostic;
use stdreg::register::{Register, SourceFile};
use stdreg::rules;

/// Checks an input as a register with its comments, and with comments that say nothing.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let defused = text.replace("stdreg", "s_dreg");
    let (with, without) = (super::register(&[text]), super::register(&[defused]));
    let (silenced, all) = (super::found(&with), super::found(&without));
    let source = &with.files[0];
    for offset in (0..source.text.len()).step_by(7) {
        let offset = u32::try_from(source.text.floor_char_boundary(offset)).unwrap();
        if let Some((span, _)) = named_at(source, offset) {
            assert!(source.text.get(span.range()).is_some());
        }
    }
    let is_silent = |found: &Diagnostic| {
        let rule = rules::find(found.rule.code).expect("it is a rule");
        silences(&source.text, &source.document, rule, found.place.span.start)
    };
    let comments = comments(source);
    let is_about_comments = |found: &&Diagnostic| found.rule.code.starts_with('X');
    for found in silenced.iter().filter(|found| !is_about_comments(found)) {
        assert!(!is_silent(found), "{found:?} is told and silenced");
        let must_be_silent = comments.iter().any(|comment| comment.must_silence(&source.text, found));
        assert!(
            !must_be_silent,
            "{found:?} is told though a comment says that it is not to be"
        );
        assert!(
            all.iter().any(|other| same(found, other)),
            "{found:?} comes of a comment"
        );
    }
    for found in all.iter().filter(|found| !is_about_comments(found)) {
        let is_told = silenced.iter().any(|other| same(found, other));
        assert!(is_told || is_silent(found), "{found:?} is lost");
        let may_be_silent = comments.iter().any(|comment| comment.may_silence(&source.text, found));
        assert!(
            is_told || may_be_silent,
            "{found:?} is silent, and no comment says that it is to be"
        );
    }
    hold(&with, &silenced);
}

/// A comment as it is read by hand.
struct Comment<'t> {
    names: Vec<&'t str>,
    reach: Reach,
}

/// Where a comment silences, in lines.
enum Reach {
    /// Everywhere.
    File,
    /// In its own line, where something stands before it.
    Own(usize),
    /// In what the line below it stands for: that line, and at most all to the end of its segment, which is the last line.
    Below(usize, usize),
}

impl Comment<'_> {
    fn names(&self, found: &Diagnostic) -> bool {
        let (code, name) = (found.rule.code, found.rule.name);
        let mut names = self.names.iter();
        names.any(|said| [code, name, "ALL", &code[..1]].contains(said))
    }

    fn must_silence(&self, text: &str, found: &Diagnostic) -> bool {
        let line = line_of(text, found.place.span.start as usize);
        let is_there = match self.reach {
            Reach::File => true,
            Reach::Own(own) => line == own,
            Reach::Below(first, _) => line == first,
        };
        is_there && self.names(found)
    }

    fn may_silence(&self, text: &str, found: &Diagnostic) -> bool {
        let line = line_of(text, found.place.span.start as usize);
        let is_there = match self.reach {
            Reach::File => true,
            Reach::Own(own) => line == own,
            Reach::Below(first, last) => (first..=last).contains(&line),
        };
        is_there && self.names(found)
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// The comments of a file that silence something.
fn comments(source: &SourceFile) -> Vec<Comment<'_>> {
    let text = source.text.as_str();
    let lines: Vec<&str> = text.split('\n').collect();
    let mut comments = Vec::new();
    for (id, segment) in source.document.iter() {
        let start = source.document.start(id);
        for span in segment.comments.iter().map(|comment| comment.shift(start)) {
            // One more `#` makes a comment of a comment.
            let said = span.of_text(text).strip_prefix('#').unwrap_or_default();
            let said = said.trim_start_matches([' ', '\t']);
            let Some(said) = said.strip_prefix("stdreg:") else {
                continue;
            };
            let Some((word, list)) = said.split_once('[') else {
                continue;
            };
            let Some((list, _)) = list.split_once(']') else {
                continue;
            };
            let own = line_of(text, span.start as usize);
            let before = &text[..span.start as usize];
            let before = before.rsplit('\n').next().unwrap_or_default();
            let reach = match word.trim_matches([' ', '\t']) {
                "ignore-file" => Reach::File,
                "ignore" if !before.trim_matches(['\u{feff}', ' ', '\t']).is_empty() => Reach::Own(own),
                "ignore" => below(source, &lines, own),
                _ => continue,
            };
            comments.push(Comment {
                names: list
                    .split([',', '，', '、'])
                    .map(|name| name.trim_matches([' ', '\t']))
                    .collect(),
                reach,
            });
        }
    }
    comments
}

/// What a comment in a line of its own reaches.
fn below(source: &SourceFile, lines: &[&str], own: usize) -> Reach {
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let first = (own + 1..lines.len())
        .find(|line| !is_comment(lines[*line]))
        .unwrap_or(lines.len());
    // A blank line may stand before a header, a list or a table.
    let is_blank = lines.get(first).is_some_and(|line| line.trim().is_empty());
    let opening = first + usize::from(is_blank && first + 1 < lines.len());
    let opens = lines
        .get(opening)
        .is_some_and(|line| ["[", "{", "\"\"\"", "'''"].iter().any(|sign| line.contains(sign)));
    if !opens {
        return Reach::Below(first, first);
    }
    let blanks = lines[opening].len() - lines[opening].trim_start().len();
    let offset = lines[..opening].iter().map(|line| line.len() + 1).sum::<usize>() + blanks;
    let id = source.document.segment_at(u32::try_from(offset).unwrap());
    let end = source.document.start(id) + source.document.segment(id).map_or(0, |segment| segment.length);
    // A segment ends where the next begins, at the start of a line.
    let last = line_of(&source.text, (end as usize).max(offset + 1) - 1);
    Reach::Below(first, last)
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.rule.code == other.rule.code && one.place.span == other.place.span
}

fn hold(register: &Register, found: &[Diagnostic]) {
    super::registers::hold(register, found);
}
