//! What a pattern means where it stands: in `include` of a root, or in `exclude` and `per-file-ignores` of settings. Every
//! pattern of the project is built here.

use std::path::Path;

use super::files::{EntryKind, with_slashes};
use super::glob::{Glob, GlobFault, MAX_LENGTH, MAX_NESTING};
use crate::messages::Message;

/// The most patterns of one list that are read: each path is held against each.
pub(super) const MAX_PATTERNS: usize = 1000;

/// Why a pattern cannot be gone by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PatternFault {
    /// It is no pattern.
    Malformed(GlobFault),
    /// It leaves the folder of the root.
    Outside,
    /// It can match nothing.
    Useless(Useless),
}

/// Why a pattern can match nothing (T009).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Useless {
    /// It names nothing.
    Empty,
    /// It begins with `!`, which takes nothing back here.
    Negated,
    /// It is an absolute path.
    Absolute,
    /// It has a `..` that leads nowhere.
    Dots,
    /// It parts folders as Windows does.
    Backslash,
    /// It is longer than what is read.
    Long,
    /// Its braces are nested deeper than what is read.
    Deep,
    /// It, and those after it, are more than are read.
    Many,
}

impl From<GlobFault> for PatternFault {
    fn from(fault: GlobFault) -> Self {
        match fault {
            GlobFault::Long => Self::Useless(Useless::Long),
            GlobFault::Deep => Self::Useless(Useless::Deep),
            fault => Self::Malformed(fault),
        }
    }
}

impl PatternFault {
    /// The fault in words.
    pub(super) fn message(self) -> Message {
        let says = |attribute| Message::attribute("pattern-fault", attribute);
        match self {
            Self::Malformed(GlobFault::Class) => says("class"),
            Self::Malformed(GlobFault::Range(from, to)) => {
                says("range").with("from", from.to_string()).with("to", to.to_string())
            }
            Self::Malformed(GlobFault::Unopened) => says("unopened"),
            Self::Malformed(GlobFault::Unclosed) => says("unclosed"),
            Self::Malformed(GlobFault::Escape) => says("escape"),
            Self::Malformed(GlobFault::Long) | Self::Useless(Useless::Long) => says("long").with("limit", MAX_LENGTH),
            Self::Malformed(GlobFault::Deep) | Self::Useless(Useless::Deep) => says("deep").with("limit", MAX_NESTING),
            Self::Outside | Self::Useless(Useless::Absolute) => says("absolute"),
            Self::Useless(Useless::Empty) => says("empty"),
            Self::Useless(Useless::Many) => says("many").with("limit", MAX_PATTERNS),
            Self::Useless(Useless::Negated) => says("negated"),
            Self::Useless(Useless::Dots) => says("dots"),
            Self::Useless(Useless::Backslash) => says("backslash"),
        }
    }
}

/// A pattern of settings: a glob relative to their folder, read as `.gitignore` reads its lines. Without a `/` in it (one
/// at its end does not count) it matches at any depth; with one it matches from the folder on; with one at its end it
/// matches folders only.
#[derive(Clone, Debug)]
pub(super) struct PathPattern {
    glob: Glob,
    /// Whether it matches folders only.
    folders: Option<EntryKind>,
}

impl PathPattern {
    /// The pattern, for settings in a folder.
    pub(super) fn new(pattern: &str, folder: &Path) -> Result<Self, PatternFault> {
        if pattern.starts_with('!') {
            return Err(PatternFault::Useless(Useless::Negated));
        }
        if is_absolute(pattern) || begins_with(pattern, folder) {
            return Err(PatternFault::Useless(Useless::Absolute));
        }
        if has_backslashes(pattern) {
            return Err(PatternFault::Useless(Useless::Backslash));
        }
        let (trimmed, folders) = match pattern.strip_suffix('/') {
            Some(trimmed) => (trimmed, Some(EntryKind::Folder)),
            None => (pattern, None),
        };
        if trimmed.split('/').any(|name| name == "..") {
            return Err(PatternFault::Useless(Useless::Dots));
        }
        let names: Vec<&str> = trimmed.split('/').filter(|name| !matches!(*name, "" | ".")).collect();
        let names = names.join("/");
        if names.trim().is_empty() {
            return Err(PatternFault::Useless(Useless::Empty));
        }
        let glob = if trimmed.contains('/') {
            Glob::new(&names)?
        } else {
            Glob::anywhere(&names)?
        };
        Ok(Self { glob, folders })
    }

    /// Whether the entry itself matches; the path is relative to the folder of the settings.
    pub(super) fn matches(&self, relative: &str, kind: EntryKind) -> bool {
        self.folders.is_none_or(|folders| folders == kind) && self.glob.is_match(relative)
    }

    /// Whether a file, or a folder that it lies in, matches.
    pub(super) fn covers(&self, relative: &str) -> bool {
        let mut folders = relative.match_indices('/').filter_map(|(at, _)| relative.get(..at));
        self.matches(relative, EntryKind::File) || folders.any(|folder| self.matches(folder, EntryKind::Folder))
    }
}

/// A pattern of `include`: its text without `.`, `..` and doubled `/`, and the glob.
pub(super) fn of_include(pattern: &str) -> Result<(String, Glob), PatternFault> {
    if pattern.starts_with('!') {
        return Err(PatternFault::Useless(Useless::Negated));
    }
    if pattern.starts_with(['/', '\\']) || is_absolute(pattern) {
        return Err(PatternFault::Outside);
    }
    // Before it is taken apart: a pattern of a megabyte is not worth the work.
    Glob::new(pattern)?;
    if has_backslashes(pattern) {
        return Err(PatternFault::Useless(Useless::Backslash));
    }
    let mut names: Vec<&str> = Vec::new();
    for name in pattern.split('/') {
        match name {
            "" | "." => {}
            ".." => match names.pop() {
                None => return Err(PatternFault::Outside),
                // What it would take back is not one name.
                Some(before) if before.contains(['*', '?', '[', ']', '{', '}', '\\']) => {
                    return Err(PatternFault::Useless(Useless::Dots));
                }
                Some(_) => {}
            },
            _ => names.push(name),
        }
    }
    let text = names.join("/");
    if text.trim().is_empty() {
        return Err(PatternFault::Useless(Useless::Empty));
    }
    let glob = Glob::new(&text)?;
    Ok((text, glob))
}

/// Whether a pattern says where it is in the whole file system: by a drive, a share, or the home folder. A `/` at its
/// start is the caller's to judge.
fn is_absolute(pattern: &str) -> bool {
    let has_drive = pattern.as_bytes().get(1) == Some(&b':')
        && pattern.starts_with(|first: char| first.is_ascii_alphabetic())
        && matches!(pattern.as_bytes().get(2), None | Some(b'/' | b'\\'));
    has_drive || pattern.starts_with("\\\\") || pattern.starts_with("~/")
}

/// Whether a `\` stands between names. It takes the meaning from the sign after it, and a letter or digit has none.
fn has_backslashes(pattern: &str) -> bool {
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.next().is_some_and(char::is_alphanumeric) {
            return true;
        }
    }
    false
}

/// Whether a pattern writes out the path of the folder that it is relative to.
fn begins_with(pattern: &str, folder: &Path) -> bool {
    let folder = with_slashes(folder);
    let below = pattern.strip_prefix(folder.trim_end_matches('/'));
    let has_name = folder.trim_matches('/').contains(|char| char != '/');
    has_name && below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use crate::messages::Language;

    use super::*;

    fn pattern(text: &str) -> Result<PathPattern, PatternFault> {
        PathPattern::new(text, Path::new("/home/x/project"))
    }

    #[test]
    fn patterns_are_read_as_gitignore_reads_them() {
        for (text, path, expected) in [
            ("vendor", "vendor/register.toml", true),
            ("vendor", "a/vendor/b/register.toml", true),
            ("vendor", "vendors/register.toml", false),
            ("vendor/", "a/vendor/register.toml", true),
            ("register.toml/", "register.toml", false),
            ("/vendor", "a/vendor/register.toml", false),
            ("./vendor", "vendor/register.toml", true),
            ("./vendor", "a/vendor/register.toml", false),
            ("a//b/./*.toml", "a/b/c.toml", true),
            ("a/*", "a/b/register.toml", true),
            ("a/*.toml", "a/b/register.toml", false),
            ("a/**", "a/b/register.toml", true),
            ("*.register.toml", "a/公安.register.toml", true),
            ("第?章", "a/第一章/register.toml", true),
            ("b/c", "a/b/c/register.toml", false),
            ("\\!x", "!x/register.toml", true),
        ] {
            assert_eq!(pattern(text).unwrap().covers(path), expected, "{text} {path}");
        }
    }

    #[test]
    fn what_can_match_nothing_is_told() {
        for (text, why) in [
            ("", Useless::Empty),
            (" ", Useless::Empty),
            ("/", Useless::Empty),
            ("./", Useless::Empty),
            ("!vendor", Useless::Negated),
            ("../vendor", Useless::Dots),
            ("a/../vendor/", Useless::Dots),
            ("..", Useless::Dots),
            ("C:/vendor", Useless::Absolute),
            ("c:\\vendor", Useless::Absolute),
            ("\\\\server\\vendor", Useless::Absolute),
            ("~/vendor", Useless::Absolute),
            ("a\\vendor", Useless::Backslash),
            ("表\\旧", Useless::Backslash),
            ("/home/x/project/vendor/", Useless::Absolute),
            ("/home/x/project", Useless::Absolute),
        ] {
            assert_eq!(pattern(text).unwrap_err(), PatternFault::Useless(why), "{text}");
        }
        assert!(pattern("/home/x/projects").is_ok());
        assert!(PathPattern::new("/vendor", Path::new("/")).is_ok());
    }

    #[test]
    fn a_pattern_of_include_never_leaves_the_folder() {
        let outside = Err(PatternFault::Outside);
        let useless = |why| Err(PatternFault::Useless(why));
        for (pattern, expected) in [
            ("./tables//*.toml", Ok("tables/*.toml")),
            ("a/../b.toml", Ok("b.toml")),
            ("../b.toml", outside),
            ("a/../../b.toml", outside),
            ("/etc/*.toml", outside),
            ("C:/x.toml", outside),
            ("\\\\server\\x.toml", outside),
            ("{a/../b,c}.toml", useless(Useless::Dots)),
            ("**/../b.toml", useless(Useless::Dots)),
            ("", useless(Useless::Empty)),
            ("a/..", useless(Useless::Empty)),
            ("!b.toml", useless(Useless::Negated)),
            ("tables\\b.toml", useless(Useless::Backslash)),
            ("a\\\\b[\\-x].toml", Ok("a\\\\b[\\-x].toml")),
        ] {
            let read = of_include(pattern).map(|(text, _)| text);
            assert_eq!(read, expected.map(str::to_owned), "{pattern}");
        }
        let unclosed = |depth: usize| "{a,".repeat(depth);
        let useless = |why| PatternFault::Useless(why);
        assert_eq!(of_include(&unclosed(14_500)).unwrap_err(), useless(Useless::Long));
        assert_eq!(of_include(&unclosed(125)).unwrap_err(), useless(Useless::Deep));
        assert_eq!(pattern(&unclosed(125)).unwrap_err(), useless(Useless::Deep));
    }

    #[test]
    fn what_is_no_pattern_is_told_why() {
        for (text, why) in [
            ("a[", "[ 没有对应的 ]"),
            ("[b-a]", "[b-a] 前大后小"),
            ("a}", "} 没有对应的 {"),
            ("{a", "{ 没有对应的 }"),
            ("a\\", "末尾的反斜线后面没有字符"),
        ] {
            let fault = pattern(text).unwrap_err();
            assert!(matches!(fault, PatternFault::Malformed(_)), "{text}");
            assert_eq!(fault.message().render(Language::Zh), why, "{text}");
        }
    }
}
