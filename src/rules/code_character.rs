//! C002: a character of a code that its layer does not allow.

use super::layer_value::characters;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::code;
use crate::diagnostic::{Applicability, Diagnostic, Edit, FixAvailability, Rule, Severity};
use crate::messages::{Argument, Message, Text};
use crate::scheme::{Characters, Layer, Scheme};
use crate::text::Span;
use crate::text::tidy::half_width;

/// C002 `code-character`.
pub(super) static CODE_CHARACTER: Definition = Definition {
    rule: Rule {
        code: "C002",
        name: "code-character",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "代码里有所在层不用的字符：全角字母数字、小写字母、把 0 写成 O、把 1 写成 I 或 l 等。位数不对的代码由 C001 报告。",
            en: "A code contains a character that its layer does not allow, such as a full-width or lower-case letter, O instead of 0, or I or l instead of 1. Codes of the wrong length are reported by C001.",
        },
        why: Text {
            zh: "看上去相同的字符，对计算机来说是不同的代码，检索、排序和查重都会出错。",
            en: "Characters that look alike are different to a computer: searching, sorting and finding duplicates all fail.",
        },
        fix: Text {
            zh: "安全修复：全角改为半角、小写改为大写、各种横线改为分隔符，改后该层的取值须符合编码方案。不安全修复：在用数字的层里，O 改为 0，I、l 改为 1。",
            en: "Safe: changes full-width to half-width, lower case to upper case, and dashes to the separator, provided that the result is a value of the layer. Unsafe: changes O to 0, and I and l to 1, in layers of digits.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "２０95021p1O13T"
#         ^^^^^^^^^^ code-character: 全角
#                    ^ code-character: O
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let scheme = context.scheme();
    let layers = context.entry.layers;
    let Some(code) = context.entry.code else {
        return;
    };
    let all_are_readable = (0..scheme.layers.len()).all(|layer| layers.is_readable(layer));
    if all_are_readable || !layers.has_right_length() {
        return;
    }
    let text = context.string(code);
    let mut groups = [
        Group::of(None),
        Group::of(Some(Applicability::Safe)),
        Group::of(Some(Applicability::Unsafe)),
    ];
    for (index, layer) in scheme.layers.iter().enumerate() {
        if layers.is_readable(index) {
            continue;
        }
        let strays = strays(layer, code::layer_span(scheme, index, &text), &text);
        let applicability = repair_applicability((scheme, index), &text, &strays).filter(|_| code.is_plain());
        if let Some(group) = groups.iter_mut().find(|group| group.applicability == applicability) {
            group.items.push(item(index, layer, &strays));
            group.strays.extend(strays);
        }
    }
    for group in groups {
        let spans = group.strays.iter().map(|stray| stray.span);
        let Some(span) = spans.reduce(Span::cover) else {
            continue;
        };
        let message = Message::new("code-character").with("items", group.items);
        let mut diagnostic = Diagnostic::new(&CODE_CHARACTER.rule, context.part(code, span), message);
        if let Some(applicability) = group.applicability {
            let edit = |stray: &Stray| {
                let (text, _) = stray.repair?;
                let place = context.part(code, stray.span);
                Some(Edit {
                    place,
                    text: text.to_string(),
                })
            };
            let repaired: String = repaired(&text, &group.strays);
            let title = Message::attribute("code-character", "fix").with("code", repaired);
            diagnostic = diagnostic.fix(
                applicability,
                title,
                merged(group.strays.iter().filter_map(edit).collect()),
            );
        }
        sink.push(diagnostic);
    }
}

/// The layers of a code whose characters are repaired in one way: one cause, one finding.
struct Group {
    applicability: Option<Applicability>,
    items: Vec<Message>,
    strays: Vec<Stray>,
}

impl Group {
    const fn of(applicability: Option<Applicability>) -> Self {
        Self {
            applicability,
            items: Vec::new(),
            strays: Vec::new(),
        }
    }
}

/// A character that its layer does not take.
struct Stray {
    character: char,
    /// Where it stands, in bytes of the code.
    span: Span,
    /// What it stands for, and how sure that is.
    repair: Option<(char, Applicability)>,
}

fn strays(layer: &Layer, whole: Span, text: &str) -> Vec<Stray> {
    let separator_of_path = layer.path.as_ref().map(|path| path.separator.as_str());
    let mut wanted = layer.literal.iter().flat_map(|literal| literal.chars());
    let mut strays = Vec::new();
    for (offset, character) in whole.of_text(text).char_indices() {
        let (is_taken, repair) = match wanted.next() {
            Some(wanted) => (character == wanted, separator(character, wanted)),
            None => {
                let is_taken = layer.characters.take(character)
                    || separator_of_path.is_some_and(|separator| separator.contains(character));
                (is_taken, repair(layer.characters, character))
            }
        };
        if !is_taken {
            let start = whole.start as usize + offset;
            let span = Span::of(start..start + character.len_utf8());
            strays.push(Stray {
                character,
                span,
                repair,
            });
        }
    }
    strays
}

/// How sure the repair of a layer is: as sure as its least sure character, if every one has a repair and the layer
/// takes what it then says.
fn repair_applicability((scheme, index): (&Scheme, usize), text: &str, strays: &[Stray]) -> Option<Applicability> {
    let applicabilities: Option<Vec<Applicability>> = strays.iter().map(|stray| Some(stray.repair?.1)).collect();
    let applicability = applicabilities?.into_iter().max()?;
    let repaired = repaired(text, strays);
    let layer = scheme.layers.get(index)?;
    code::layer_text(scheme, index, &repaired)
        .is_some_and(|value| layer.takes(value))
        .then_some(applicability)
}

fn repaired(text: &str, strays: &[Stray]) -> String {
    let repair = |(offset, character): (usize, char)| {
        let stray = strays.iter().find(|stray| stray.span.start as usize == offset);
        stray
            .and_then(|stray| stray.repair)
            .map_or(character, |(repair, _)| repair)
    };
    text.char_indices().map(repair).collect()
}

/// What a character stands for in a layer. The mapping is explicit: to normalise would change more than was mistyped.
fn repair(characters: Characters, character: char) -> Option<(char, Applicability)> {
    let narrow = narrow(character);
    if characters.take(narrow) {
        return Some((narrow, Applicability::Safe));
    }
    let digit = match narrow {
        'O' | 'o' => Some('0'),
        'I' | 'l' => Some('1'),
        _ => None,
    };
    if let Some(digit) = digit.filter(|&digit| characters.take(digit)) {
        return Some((digit, Applicability::Unsafe));
    }
    let upper = narrow.to_ascii_uppercase();
    characters.take(upper).then_some((upper, Applicability::Safe))
}

/// What a character stands for where a fixed separator should be.
fn separator(character: char, wanted: char) -> Option<(char, Applicability)> {
    let is_meant = fold(character) == fold(wanted);
    is_meant.then_some((wanted, Applicability::Safe))
}

/// The same for forms of one character: full-width or not, upper or lower case, any dash.
fn fold(character: char) -> char {
    match narrow(character) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        narrow => narrow.to_ascii_uppercase(),
    }
}

/// The half-width form of a character; itself where it has none.
pub(super) fn narrow(character: char) -> char {
    half_width(character).unwrap_or(character)
}

/// Edits that touch are one edit: two at one place have no order.
fn merged(edits: Vec<Edit>) -> Vec<Edit> {
    let mut merged: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match merged.last_mut() {
            Some(last) if last.place.span.end == edit.place.span.start => {
                last.place.span.end = edit.place.span.end;
                last.text.push_str(&edit.text);
            }
            _ => merged.push(edit),
        }
    }
    merged
}

fn item(index: usize, layer: &Layer, strays: &[Stray]) -> Message {
    let found: String = strays.iter().map(|stray| stray.character).collect();
    let is_wide = strays.iter().any(|stray| stray.character != narrow(stray.character));
    let variant = if is_wide { "wide" } else { "item" };
    let expected: Argument = match (&layer.literal, layer.characters) {
        (Some(literal), _) => literal.as_str().into(),
        (None, taken) => characters(taken).into(),
    };
    Message::attribute("code-character", variant)
        .with("layer", index + 1)
        .with("expected", expected)
        .with("found", found)
}
