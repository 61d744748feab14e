//! `include`: which files are the parts of a register.
//!
//! The patterns never leave the root's folder, neither by their letters nor through a symbolic link. As in a shell, a
//! wildcard does not match hidden names. Files that have another office (the root, settings, schemes) are no parts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files::{EntryKind, Files, NameKind, relative_to};
use super::glob::Glob;
use super::offices::{is_scheme_name, is_settings_name};
use super::patterns::{MAX_PATTERNS, PatternFault, Useless, of_include};
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

/// Whether a pattern of `include` takes a file, by its path relative to the folder of the root.
pub fn includes(pattern: &str, relative: &str) -> bool {
    of_include(pattern).is_ok_and(|(text, glob)| Pattern { index: 0, text, glob }.matches(relative))
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
        for (index, pattern) in head.include.iter().enumerate().take(MAX_PATTERNS) {
            include.add(index, &pattern.get(text));
        }
        if head.include.len() > MAX_PATTERNS {
            let reason = Box::new(PatternFault::Useless(Useless::Many).message());
            let pattern = MAX_PATTERNS;
            include.problems.push(IncludeProblem::Useless { pattern, reason });
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
    pub(super) fn matches(&self, files: &Files, path: &Path) -> bool {
        self.relative(path)
            .is_some_and(|relative| self.patterns.iter().any(|pattern| pattern.matches(&relative)))
            && (files.resolve(path).is_none() || self.holds(files, path))
    }

    /// The path of what may be a part, relative to the folder of the root. None for what has another office.
    fn relative(&self, path: &Path) -> Option<String> {
        let has_other_office = path == self.root || is_settings_name(path) || is_scheme_name(path);
        relative_to(path, &self.folder).filter(|_| !has_other_office)
    }

    /// Whether a path, symbolic links resolved, lies in the root's folder.
    fn holds(&self, files: &Files, path: &Path) -> bool {
        match (files.resolve(path), files.resolve(&self.folder)) {
            (Some(path), Some(folder)) => path.starts_with(folder),
            _ => false,
        }
    }

    /// Finds the parts. Each folder is walked once for all patterns that begin there.
    pub fn parts(self, files: &Files) -> Parts {
        let mut walk = Walk {
            include: &self,
            files,
            found: BTreeMap::new(),
            matched: vec![false; self.patterns.len()],
            leave: vec![false; self.patterns.len()],
        };
        let every: Vec<usize> = (0..self.patterns.len()).collect();
        for path in files.overlaid_below(&self.folder) {
            let matching = walk.matching(path, &every);
            walk.take(path.to_owned(), matching);
        }
        let mut by_base: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, pattern) in self.patterns.iter().enumerate() {
            by_base.entry(pattern.base()).or_default().push(place);
        }
        for (base, places) in by_base {
            walk.begin(base, &places);
        }
        let Walk {
            found, matched, leave, ..
        } = walk;
        let mut problems = Vec::new();
        for ((pattern, leaves), matched) in self.patterns.iter().zip(leave).zip(matched) {
            if leaves {
                problems.push(IncludeProblem::Outside { pattern: pattern.index });
            } else if !matched {
                problems.push(IncludeProblem::Nothing { pattern: pattern.index });
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
}

/// What the walks for the patterns have come upon. Patterns are known by their places among those that can be followed.
struct Walk<'w> {
    include: &'w Include,
    files: &'w Files,
    /// The parts, each with the first pattern that matches it, by its place in `include`.
    found: BTreeMap<PathBuf, usize>,
    /// Whether a pattern matched something.
    matched: Vec<bool>,
    /// Whether a symbolic link led out of the root's folder.
    leave: Vec<bool>,
}

impl Walk<'_> {
    /// Walks for the patterns that begin with the same names.
    fn begin(&mut self, base: &str, places: &[usize]) {
        let Include { folder, .. } = self.include;
        let path = folder.join(base);
        if path != *folder && self.files.resolve(&path).is_some() && !self.include.holds(self.files, &path) {
            for place in places {
                set(&mut self.leave, *place);
            }
        } else if matches!(self.files.kind(&path), Ok(EntryKind::Folder)) {
            let levels = |place: &usize| Some((*place, self.include.patterns.get(*place)?.levels()));
            let walking: Vec<(usize, usize)> = places.iter().filter_map(levels).collect();
            self.folder(&path, &walking);
        } else if let Some(kind) = self.files.name_kind(&path) {
            self.name(path, kind, places);
        }
    }

    /// Walks what is below a folder, for each pattern some levels down. Folders behind symbolic links are not entered, so
    /// that a walk ends.
    fn folder(&mut self, folder: &Path, walking: &[(usize, usize)]) {
        let here: Vec<(usize, usize)> = walking.iter().copied().filter(|(_, levels)| *levels > 0).collect();
        if here.is_empty() {
            return;
        }
        let places: Vec<usize> = here.iter().map(|(place, _)| *place).collect();
        for (path, kind) in self.files.names(folder) {
            if kind != NameKind::Folder {
                self.name(path, kind, &places);
            } else if let Some(relative) = relative_to(&path, &self.include.folder) {
                let patterns = &self.include.patterns;
                let sees = |place: usize| patterns.get(place).is_some_and(|pattern| pattern.sees(&relative));
                let below = here.iter().filter(|(place, _)| sees(*place));
                let below: Vec<(usize, usize)> = below.map(|(place, levels)| (*place, levels - 1)).collect();
                self.folder(&path, &below);
            }
        }
    }

    /// Takes what is not a folder, if a pattern matches it. What is no file either, or cannot be read, is told by whoever
    /// reads it; a symbolic link to nowhere is nothing.
    fn name(&mut self, path: PathBuf, kind: NameKind, places: &[usize]) {
        let matching = self.matching(&path, places);
        if matching.is_empty() {
            return;
        }
        let is_folder = || matches!(self.files.kind(&path), Ok(EntryKind::Folder));
        if kind != NameKind::Link || (!is_folder() && self.include.holds(self.files, &path)) {
            self.take(path, matching);
        } else if self.files.resolve(&path).is_some() && !self.include.holds(self.files, &path) {
            for place in matching {
                set(&mut self.leave, place);
            }
        }
    }

    /// Those of some patterns that match a path.
    fn matching(&self, path: &Path, places: &[usize]) -> Vec<usize> {
        let Some(relative) = self.include.relative(path) else {
            return Vec::new();
        };
        let patterns = &self.include.patterns;
        let matches = |place: &usize| patterns.get(*place).is_some_and(|pattern| pattern.matches(&relative));
        places.iter().copied().filter(matches).collect()
    }

    fn take(&mut self, path: PathBuf, matching: Vec<usize>) {
        let indexes = matching.iter().filter_map(|place| self.include.patterns.get(*place));
        let Some(first) = indexes.map(|pattern| pattern.index).min() else {
            return;
        };
        for place in matching {
            set(&mut self.matched, place);
        }
        let by = self.found.entry(path).or_insert(first);
        *by = first.min(*by);
    }
}

fn set(flags: &mut [bool], place: usize) {
    if let Some(flag) = flags.get_mut(place) {
        *flag = true;
    }
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

    /// Whether a path, relative to the folder of the root, matches.
    fn matches(&self, relative: &str) -> bool {
        self.sees(relative) && self.glob.is_match(relative)
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
