//! A table in a part of its own, and a part back in the root.

use super::{Layout, blank_lines};
use crate::ide::actions::{ActionId, At, FileEdits, find};
use crate::ide::files::{path_in_root, relative_to_root};
use crate::keys::TableKind;
use crate::register::handle::TableRef;
use crate::register::{FileRole, Register};
use crate::syntax::Kind;
use crate::text::edit::{TextEdit, line_ending_at};
use crate::text::{FileId, Span, to_u32};
use crate::workspace::{includes, is_root_name, is_scheme_name, is_settings_name};
use crate::writer::keys::{Change, change};
use crate::writer::layout::Value;

/// Where tables are put that have no pattern to go by.
const FOLDER: &str = "tables/";

/// A file that comes or goes with the edits of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// It comes: its path relative to the folder of the root, with `/`, and its text.
    Create(String, String),
    /// It goes.
    Delete(FileId),
}

/// The path of the part that a table would be; none where it cannot be taken out of its file, or would leave nothing there. What a
/// register that is not wholly read includes is not known.
pub(super) fn path_of_new(register: &Register, table: TableRef<'_>) -> Option<String> {
    let layout = Layout::of(register, table)?;
    let is_alone = layout.file.role == FileRole::Part
        && register
            .tables()
            .filter(|other| other.site.file == table.site.file)
            .count()
            == 1;
    if is_alone || !can_include(register) {
        return None;
    }
    let name = file_name(&table.id().filter(|id| !id.is_empty()).or_else(|| table.title())?);
    let patterns: Vec<String> = register
        .head()
        .include()
        .map(|(_, pattern)| pattern.into_owned())
        .collect();
    let by_pattern = patterns.iter().filter_map(|pattern| {
        let (folder, last) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let (before, after) = last.split_once('*')?;
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{before}{name}{after}");
        includes(pattern, &path).then_some(path)
    });
    let default = std::iter::once(format!("{FOLDER}{name}.toml"));
    let has_office = |path: &String| {
        let path = std::path::Path::new(path);
        is_settings_name(path) || is_scheme_name(path) || is_root_name(path)
    };
    let is_taken = |path: &String| register.files.iter().any(|file| file.path.ends_with(path.as_str()));
    by_pattern
        .chain(default)
        .find(|path| !is_taken(path) && !has_office(path))
}

/// A name as that of a file: what some system has a meaning for is a hyphen.
fn file_name(name: &str) -> String {
    let safe = |character: char| match character {
        '.' | '-' | '_' => character,
        character if character.is_alphanumeric() => character,
        _ => '-',
    };
    let name: String = name.trim().chars().take(60).map(safe).collect();
    name.trim_matches('.').to_owned()
}

/// Whether `include` can be written: `[register]` has a header and is read, and what it includes is known.
fn can_include(register: &Register) -> bool {
    let head = register.head();
    let text = head.segment_text();
    let node = head
        .statements()
        .into_iter()
        .find(|(_, node)| node.key.name(text) == "include");
    let is_read = node.is_none_or(|(place, node)| {
        let elements = head.segment().map_or(0, |segment| segment.children(place).count());
        node.kind == Kind::Array && elements == head.include.len()
    });
    let are_files_read = register.files.iter().all(|file| file.problem.is_none());
    let is_headed = head.is_there && !head.site.is_broken && !head.is_inline();
    is_headed && is_read && are_files_read && register.include_problems.is_empty()
}

/// The edit of the root that sets `include`.
fn include(register: &Register, patterns: Vec<String>) -> Vec<TextEdit> {
    let value = (!patterns.is_empty()).then(|| Value::strings(patterns));
    let changes: [Change; 1] = [("include".to_owned(), value)];
    let rank = |key: &str| TableKind::Register.key(key).map_or(usize::MAX, |(place, _)| place);
    let edits = change(register.head(), &changes, rank).into_iter();
    let edits = edits.map(|edit| TextEdit {
        span: register.absolute(edit.place).span,
        text: edit.text,
    });
    edits.collect()
}

fn patterns(register: &Register) -> Vec<String> {
    register
        .head()
        .include()
        .map(|(_, pattern)| pattern.into_owned())
        .collect()
}

/// The edits that take a table out of its file, and have the root include it where it does not.
pub(in crate::ide::actions) fn extract(register: &Register, wanted: At) -> Option<FileEdits> {
    let (_, table) = find(register, register.tables(), wanted)?;
    let path = path_of_new(register, table)?;
    let layout = Layout::of(register, table)?;
    let text = layout.file.text.as_str();
    let whole = layout.whole()?;
    let end = blank_lines(text, whole.end);
    // At the end of a file the blank lines above go.
    let start = match text.get(..whole.start as usize)? {
        before if end as usize == text.len() => {
            let kept = before.trim_end();
            crate::text::lines::next_line(text, to_u32(kept.len())).min(whole.start)
        }
        _ => whole.start,
    };
    let removal = TextEdit {
        span: Span::new(start, end),
        text: String::new(),
    };
    let patterns = patterns(register);
    let is_included = patterns.iter().any(|pattern| includes(pattern, &path));
    let mut of_root = Vec::new();
    if !is_included {
        let escaped = path_in_root(&path);
        of_root = include(register, patterns.into_iter().chain([escaped]).collect());
    }
    if table.site.file == FileId(0) {
        of_root.push(removal);
        of_root.sort();
        return Some(vec![(FileId(0), of_root)]);
    }
    let edits = vec![(FileId(0), of_root), (table.site.file, vec![removal])];
    Some(edits.into_iter().filter(|(_, edits)| !edits.is_empty()).collect())
}

/// Whether a file is a part that can stand at the end of the root as it is.
pub(super) fn can_be_joined(register: &Register, file: FileId) -> bool {
    let Some(source) = register.file(file).filter(|source| source.role == FileRole::Part) else {
        return false;
    };
    let mut segments = source.document.iter().map(|(_, segment)| segment);
    let is_whole = segments.all(|segment| {
        let is_head = segment.header.is_some() || segment.statements().next().is_none();
        is_head && segment.count_errors() == 0
    });
    let is_register = register.extra_heads().any(|head| head.site.file == file);
    is_whole && !is_register && can_include(register)
}

/// The edits that put the text of a part at the end of the root, which does not include it any more.
pub(in crate::ide::actions) fn join(register: &Register, file: FileId) -> Option<FileEdits> {
    if !can_be_joined(register, file) {
        return None;
    }
    let root = register.file(FileId(0))?;
    let part = register.file(file)?;
    let own = relative_to_root(register, file)?;
    let others: Vec<String> = (1..)
        .map(FileId)
        .take(register.files.len().saturating_sub(1))
        .filter(|other| *other != file && register.file(*other).is_some_and(|other| other.role == FileRole::Part))
        .filter_map(|other| relative_to_root(register, other))
        .collect();
    // A pattern that matches nothing else would be a fault.
    let all = patterns(register);
    let is_kept = |pattern: &&String| !includes(pattern, &own) || others.iter().any(|other| includes(pattern, other));
    let kept: Vec<String> = all.iter().filter(is_kept).cloned().collect();
    let mut edits = match kept.len() == all.len() {
        true => Vec::new(),
        false => include(register, kept),
    };
    let text = root.text.as_str();
    let end = to_u32(text.len());
    let ending = line_ending_at(text, end);
    let own = part.text.trim_start_matches('\u{feff}').trim_end();
    let own = own.replace("\r\n", "\n").replace('\n', ending);
    let lead = if text.ends_with('\n') {
        ending.to_owned()
    } else {
        ending.repeat(2)
    };
    edits.push(TextEdit {
        span: Span::empty(end),
        text: format!("{lead}{own}{ending}"),
    });
    edits.sort();
    Some(vec![(FileId(0), edits)])
}

/// The files that come or go with an action.
pub(in crate::ide::actions) fn file_changes(register: &Register, id: ActionId) -> Vec<FileChange> {
    match id {
        ActionId::Extract(at) => created(register, at).into_iter().collect(),
        ActionId::Join(file) => vec![FileChange::Delete(file)],
        _ => Vec::new(),
    }
}

fn created(register: &Register, wanted: At) -> Option<FileChange> {
    let (_, table) = find(register, register.tables(), wanted)?;
    let path = path_of_new(register, table)?;
    let layout = Layout::of(register, table)?;
    let text = layout.file.text.as_str();
    let whole = layout.whole()?;
    let ending = line_ending_at(text, whole.start);
    Some(FileChange::Create(path, format!("{}{ending}", whole.of_text(text))))
}
