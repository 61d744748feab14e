//! `include`: which files are the parts of a register.
//!
//! The patterns never leave the root's folder, neither by their letters nor through a symbolic link. As in a shell, a
//! wildcard does not match hidden names. Files that have another office (the root, settings, schemes) are no parts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files::{EntryKind, Files, NameKind, relative_to};
use super::glob::Glob;
use super::offices::{is_scheme_name, is_settings_name};
use super::patterns::{PatternFault, of_include};
use crate::register::{Head, IncludeProblem, SourceFile};

/// The patterns of a root, ready to match.
#[derive(Debug, Default)]
pub struct Include {
    root: PathBuf,
    folder: PathBuf,
    patterns: Vec<Pattern>,
    /// What is wrong with patterns by themselves.
    problems: Vec<IncludeProblem>,
}

#[derive(Debug)]
struct Pattern {
    /// Its place in `include`.
    index: usize,
    /// The pattern without `.` and `..`.
    text: String,
    glob: Glob,
}

/// The parts of a register and what is wrong with its patterns.
#[derive(Debug, Default)]
pub struct Parts {
    /// The parts in the order of their paths, each with the first pattern that matches it, by its place in `include`.
    pub paths: Vec<(PathBuf, usize)>,
    /// What is wrong with the patterns.
    pub problems: Vec<IncludeProblem>,
}

impl Include {
    /// The patterns of a root, which stands at an absolute path.
    pub fn of(root: &Path, source: &SourceFile) -> Self {
        Self::new(root, source, source.head().as_ref())
    }

    /// The same, for whoever has read what `[register]` says.
    pub(super) fn new(root: &Path, source: &SourceFile, head: Option<&Head>) -> Self {
        let mut include = Self {
            root: root.to_owned(),
            folder: root.parent().unwrap_or(root).to_owned(),
            ..Self::default()
        };
        let Some(head) = head else {
            return include;
        };
        let text = source.document.text(&source.text, head.site.segment);
        for (index, pattern) in head.include.iter().enumerate() {
            include.add(index, &pattern.get(text));
        }
        include
    }

    fn add(&mut self, index: usize, written: &str) {
        let pattern = index;
        match of_include(written) {
            Ok((text, glob)) => self.patterns.push(Pattern { index, text, glob }),
            Err(PatternFault::Outside) => self.problems.push(IncludeProblem::Outside { pattern }),
            Err(fault) => {
                let reason = Box::new(fault.message());
                self.problems.push(match fault {
                    PatternFault::Useless(_) => IncludeProblem::Useless { pattern, reason },
                    _ => IncludeProblem::Malformed { pattern, reason },
                });
            }
        }
    }

    /// Whether the file at an absolute path is a part.
    pub fn matches(&self, files: &Files, path: &Path) -> bool {
        self.patterns.iter().any(|pattern| self.is_match(pattern, path))
            && (files.resolve(path).is_none() || self.holds(files, path))
    }

    fn is_match(&self, pattern: &Pattern, path: &Path) -> bool {
        let has_other_office = path == self.root || is_settings_name(path) || is_scheme_name(path);
        !has_other_office
            && relative_to(path, &self.folder)
                .is_some_and(|relative| pattern.sees(&relative) && pattern.glob.is_match(&relative))
    }

    /// Whether a path, symbolic links resolved, lies in the root's folder.
    fn holds(&self, files: &Files, path: &Path) -> bool {
        match (files.resolve(path), files.resolve(&self.folder)) {
            (Some(path), Some(folder)) => path.starts_with(folder),
            _ => false,
        }
    }

    /// Finds the parts.
    pub fn parts(self, files: &Files) -> Parts {
        let mut found = BTreeMap::new();
        let mut problems = Vec::new();
        for pattern in &self.patterns {
            let mut walk = Walk::default();
            self.walk(files, pattern, &mut walk);
            if walk.leaves {
                problems.push(IncludeProblem::Outside { pattern: pattern.index });
            } else if walk.found.is_empty() {
                problems.push(IncludeProblem::Nothing { pattern: pattern.index });
            }
            for path in walk.found {
                found.entry(path).or_insert(pattern.index);
            }
        }
        let paths = self.without_twins(files, found);
        problems.extend(self.problems);
        problems.sort_by_key(IncludeProblem::pattern);
        Parts { paths, problems }
    }

    /// The parts without symbolic links to the root or to files that are parts by themselves: all of their tables would
    /// be doubled.
    fn without_twins(&self, files: &Files, found: BTreeMap<PathBuf, usize>) -> Vec<(PathBuf, usize)> {
        let mut links: Vec<PathBuf> = found.keys().filter(|path| files.is_link(path)).cloned().collect();
        if !links.is_empty() {
            let real: Vec<PathBuf> = found
                .keys()
                .filter(|path| !links.contains(path))
                .chain([&self.root])
                .filter_map(|path| files.resolve(path))
                .collect();
            links.retain(|link| files.resolve(link).is_some_and(|target| real.contains(&target)));
        }
        found.into_iter().filter(|(path, _)| !links.contains(path)).collect()
    }

    fn walk(&self, files: &Files, pattern: &Pattern, walk: &mut Walk) {
        let base = self.folder.join(pattern.base());
        let overlaid = files.overlaid_below(&self.folder);
        walk.found
            .extend(overlaid.filter(|path| self.is_match(pattern, path)).map(Path::to_owned));
        if base != self.folder && files.resolve(&base).is_some() && !self.holds(files, &base) {
            walk.leaves = true;
        } else if matches!(files.kind(&base), Ok(EntryKind::Folder)) {
            self.walk_folder(files, pattern, &base, pattern.levels(), walk);
        } else if let Some(kind) = files.name_kind(&base) {
            self.found(files, pattern, base, kind, walk);
        }
    }

    /// Walks what is below a folder, some levels down. Folders behind symbolic links are not entered, so that a walk
    /// ends.
    fn walk_folder(&self, files: &Files, pattern: &Pattern, folder: &Path, levels: usize, walk: &mut Walk) {
        if levels == 0 {
            return;
        }
        for (path, kind) in files.names(folder) {
            if kind != NameKind::Folder {
                self.found(files, pattern, path, kind, walk);
            } else if relative_to(&path, &self.folder).is_some_and(|relative| pattern.sees(&relative)) {
                self.walk_folder(files, pattern, &path, levels - 1, walk);
            }
        }
    }

    /// Takes what is not a folder, if it matches. What is no file either, or cannot be read, is told by whoever reads
    /// it; a symbolic link to nowhere is nothing.
    fn found(&self, files: &Files, pattern: &Pattern, path: PathBuf, kind: NameKind, walk: &mut Walk) {
        if !self.is_match(pattern, &path) {
            return;
        }
        let is_folder = || matches!(files.kind(&path), Ok(EntryKind::Folder));
        if kind != NameKind::Link || (!is_folder() && self.holds(files, &path)) {
            walk.found.push(path);
        } else if files.resolve(&path).is_some() && !self.holds(files, &path) {
            walk.leaves = true;
        }
    }
}

/// What the walk for a pattern has come upon.
#[derive(Default)]
struct Walk {
    found: Vec<PathBuf>,
    /// Whether a symbolic link led out of the root's folder.
    leaves: bool,
}

impl Pattern {
    /// The names at its start that have no wildcard: where the walk begins.
    fn base(&self) -> &str {
        let wildcard = self.text.find(['*', '?', '[', '{', '\\']);
        match wildcard {
            Some(at) => self
                .text
                .get(..at)
                .and_then(|before| before.rsplit_once('/'))
                .map_or("", |(base, _)| base),
            None => &self.text,
        }
    }

    /// How many levels below its base a match can lie.
    fn levels(&self) -> usize {
        if self.text.contains("**") {
            return usize::MAX;
        }
        let separators = |text: &str| text.matches('/').count();
        let base = self.base();
        separators(&self.text) - separators(base) + usize::from(base.is_empty())
    }

    /// Whether a path may match at all: it has no hidden name, unless the pattern writes one.
    fn sees(&self, relative: &str) -> bool {
        let has_hidden = |path: &str| path.split('/').any(|name| name.starts_with('.'));
        has_hidden(&self.text) || !has_hidden(relative)
    }
}

impl IncludeProblem {
    /// The pattern that it is about, by its place in `include`.
    const fn pattern(&self) -> usize {
        match self {
            Self::Malformed { pattern, .. }
            | Self::Useless { pattern, .. }
            | Self::Outside { pattern }
            | Self::Nothing { pattern }
            | Self::Unreadable { pattern, .. } => *pattern,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_no_further_than_the_pattern() {
        for (text, base, levels) in [
            ("tables/*.toml", "tables", 1),
            ("*.toml", "", 1),
            ("a/b.toml", "a/b.toml", 0),
            ("a/**/b.toml", "a", usize::MAX),
            ("{a/b,c}.toml", "", 2),
        ] {
            let (text, glob) = of_include(text).unwrap();
            let pattern = Pattern { index: 0, text, glob };
            assert_eq!((pattern.base(), pattern.levels()), (base, levels), "{}", pattern.text);
        }
    }
}
