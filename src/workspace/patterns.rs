//! Patterns of settings: `exclude` and `per-file-ignores`, read as `.gitignore` reads its lines.

use globset::{ErrorKind, GlobBuilder, GlobMatcher};

use super::files::EntryKind;
use crate::messages::Message;

/// A glob pattern relative to the folder of the settings. Without a `/` in it (one at its end does not count) it
/// matches at any depth; with one it matches from the folder on; with one at its end it matches folders only.
#[derive(Clone, Debug)]
pub(super) struct PathPattern {
    matcher: GlobMatcher,
    /// Whether it matches folders only.
    folders: Option<EntryKind>,
}

impl PathPattern {
    pub(super) fn new(pattern: &str) -> Result<Self, globset::Error> {
        let (trimmed, folders) = match pattern.strip_suffix('/') {
            Some(trimmed) => (trimmed, Some(EntryKind::Folder)),
            None => (pattern, None),
        };
        let anchored = trimmed.strip_prefix("./").or_else(|| trimmed.strip_prefix('/'));
        let glob = match anchored {
            Some(from_here) => from_here.to_owned(),
            // As a line without a pattern.
            None if trimmed.is_empty() => String::new(),
            None if trimmed.contains('/') => trimmed.to_owned(),
            None => format!("**/{trimmed}"),
        };
        let matcher = glob_of(&glob)?;
        Ok(Self { matcher, folders })
    }

    /// Whether the entry itself matches; the path is relative to the folder of the settings.
    pub(super) fn matches(&self, relative: &str, kind: EntryKind) -> bool {
        self.folders.is_none_or(|folders| folders == kind) && self.matcher.is_match(relative)
    }

    /// Whether a file, or a folder that it lies in, matches.
    pub(super) fn covers(&self, relative: &str) -> bool {
        let mut folders = relative.match_indices('/').filter_map(|(at, _)| relative.get(..at));
        self.matches(relative, EntryKind::File) || folders.any(|folder| self.matches(folder, EntryKind::Folder))
    }
}

/// A glob in which only `**` crosses a `/`, the same on every system.
pub(super) fn glob_of(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    let glob = GlobBuilder::new(pattern)
        .literal_separator(true)
        .backslash_escape(true)
        .build()?;
    Ok(glob.compile_matcher())
}

/// Why a pattern is none, in words.
pub(super) fn reason(error: &globset::Error) -> Message {
    let says = |attribute| Message::attribute("pattern-fault", attribute);
    match error.kind() {
        ErrorKind::UnclosedClass => says("class"),
        ErrorKind::InvalidRange(from, to) => says("range").with("from", from.to_string()).with("to", to.to_string()),
        ErrorKind::UnopenedAlternates => says("unopened"),
        ErrorKind::UnclosedAlternates => says("unclosed"),
        ErrorKind::DanglingEscape => says("escape"),
        // The library's others are of the past, or of its own making.
        other => says("other").with("reason", other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::messages::Language;

    use super::*;

    #[test]
    fn patterns_are_read_as_gitignore_reads_them() {
        for (pattern, path, expected) in [
            ("vendor", "vendor/register.toml", true),
            ("vendor", "a/vendor/b/register.toml", true),
            ("vendor", "vendors/register.toml", false),
            ("vendor/", "a/vendor/register.toml", true),
            ("register.toml/", "register.toml", false),
            ("/vendor", "a/vendor/register.toml", false),
            ("./vendor", "vendor/register.toml", true),
            ("a/*", "a/b/register.toml", true),
            ("a/*.toml", "a/b/register.toml", false),
            ("a/**", "a/b/register.toml", true),
            ("*.register.toml", "a/公安.register.toml", true),
            ("b/c", "a/b/c/register.toml", false),
            ("", "register.toml", false),
            ("/", "a/register.toml", false),
        ] {
            let pattern_read = PathPattern::new(pattern).unwrap();
            assert_eq!(pattern_read.covers(path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told_why() {
        for (pattern, why) in [
            ("a[", "[ 没有对应的 ]"),
            ("[b-a]", "[b-a] 前大后小"),
            ("a}", "} 没有对应的 {"),
            ("{a", "{ 没有对应的 }"),
            ("a\\", "末尾的反斜线后面没有字符"),
        ] {
            let error = PathPattern::new(pattern).unwrap_err();
            assert_eq!(reason(&error).render(Language::Zh), why, "{pattern}");
        }
    }
}
