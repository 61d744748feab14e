//! What names files in a register follows them when they go elsewhere: the patterns of `include`, the scheme, the notes.

use super::super::files::{path_in_root, relative_to_root};
use crate::ide::Context;
use crate::keys::TableKind;
use crate::register::handle::{HeadRef, StringAt};
use crate::register::{FileRole, Register};
use crate::scheme::Scheme;
use crate::text::edit::TextEdit;
use crate::text::{FileId, Span, to_u32};
use crate::workspace::includes;
use crate::writer::keys::change;
use crate::writer::layout::Value;
use crate::writer::strings;

/// The edits of the root that name its files where they will be. `moved` says of a path below the folder of the root where that
/// will be, relative to where the root will be: the same where neither goes elsewhere.
pub fn follow(context: Context<'_>, moved: &dyn Fn(&str) -> Option<String>) -> Vec<TextEdit> {
    let register = context.register;
    let head = register.head();
    if !head.is_there || head.site.is_broken {
        return Vec::new();
    }
    let mut edits = includes_of(register, head, moved);
    let is_file = |scheme: &StringAt| !Scheme::ids().contains(&scheme.content(register).as_ref());
    let scheme = head.maybe_at(head.scheme).filter(is_file);
    for path in scheme.into_iter().chain(head.maybe_at(head.notes)) {
        let old = path.content(register).into_owned();
        let (lead, bare) = match old.strip_prefix("./") {
            Some(bare) => ("./", bare),
            None => ("", old.as_str()),
        };
        if let Some(new) = moved(bare).filter(|new| new != bare) {
            let lead = if new.starts_with("../") { "" } else { lead };
            edits.extend(exchanged(register, path, &format!("{lead}{new}")));
        }
    }
    edits.sort();
    edits
}

/// The edits of `include`: patterns whose files or folders go elsewhere name them there; a part that no pattern takes there is
/// named by itself.
fn includes_of(register: &Register, head: HeadRef<'_>, moved: &dyn Fn(&str) -> Option<String>) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut patterns = Vec::new();
    for (string, old) in head.include() {
        let new = pattern(&old, moved).unwrap_or_else(|| old.clone().into_owned());
        if new != old {
            edits.extend(exchanged(register, head.at(string), &new));
        }
        patterns.push(new);
    }
    let files = (1..).map(FileId).take(register.files.len().saturating_sub(1));
    let parts = files.filter(|file| register.file(*file).is_some_and(|file| file.role == FileRole::Part));
    let paths: Vec<String> = parts.filter_map(|file| relative_to_root(register, file)).collect();
    let mut left: Vec<String> = Vec::new();
    for old in &paths {
        // One that leaves the folder of the root cannot be a part any more.
        let new = moved(old).filter(|new| new != old && !new.starts_with("../"));
        left.extend(new.filter(|new| !patterns.iter().any(|pattern| includes(pattern, new))));
    }
    if left.is_empty() {
        return edits;
    }
    // A pattern that takes nothing but what goes elsewhere would be a fault.
    let takes = |pattern: &str, at: &dyn Fn(&str) -> Option<String>| {
        let mut places = paths.iter().filter_map(|path| at(path));
        places.any(|place| includes(pattern, &place))
    };
    let stays = |path: &str| Some(path.to_owned());
    patterns.retain(|pattern| takes(pattern, moved) || !takes(pattern, &stays));
    patterns.extend(left.iter().map(|path| path_in_root(path)));
    let rank = |key: &str| TableKind::Register.key(key).map_or(usize::MAX, |(place, _)| place);
    let new = [("include".to_owned(), Some(Value::strings(patterns)))];
    let edits = change(head, &new, rank).into_iter().map(|edit| TextEdit {
        span: register.absolute(edit.place).span,
        text: edit.text,
    });
    edits.collect()
}

/// A pattern as it is to be: what stands before its first wildcard is a path.
fn pattern(old: &str, moved: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let (lead, bare) = match old.strip_prefix("./") {
        Some(bare) => ("./", bare),
        None => ("", old),
    };
    let is_plain = |name: &str| !name.contains(['*', '?', '[', ']', '{', '}', '\\']);
    let names: Vec<&str> = bare.split('/').collect();
    let plain = names.iter().take_while(|name| is_plain(name)).count();
    let (path, rest) = names.split_at_checked(plain)?;
    let path = path.join("/");
    if path.is_empty() {
        return None;
    }
    let new = moved(&path).filter(|new| *new != path && !new.starts_with("../"))?;
    let rest: String = rest.iter().map(|name| format!("/{name}")).collect();
    Some(format!("{lead}{new}{rest}"))
}

/// The edit that puts another content into a string, which keeps its quotes where they take it.
fn exchanged(register: &Register, string: StringAt, content: &str) -> Option<TextEdit> {
    let span = string.string().span;
    let quotes = strings::quotes(string.segment_text(register), span)?;
    let (span, text) = match strings::between(quotes, content) {
        Some(between) => (span, between),
        None => {
            let width = to_u32(quotes.len());
            (
                Span::new(span.start.checked_sub(width)?, span.end + width),
                strings::string(content),
            )
        }
    };
    Some(TextEdit {
        span: register.absolute(string.site().place(span)).span,
        text,
    })
}
