//! The patterns of `include`: which files they match, and which of them may not be.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::files::{Files, normalise};
use crate::register::IncludeProblem;

/// A pattern that can be used.
struct Pattern {
    /// Its place in `include`.
    place: usize,
    matcher: GlobMatcher,
    /// The folder, relative to the root's, below which all that it matches lies.
    base: PathBuf,
}

/// The patterns of a register's `include`.
pub(super) struct Include {
    folder: PathBuf,
    patterns: Vec<Pattern>,
    /// Patterns that cannot be used.
    pub(super) problems: Vec<IncludeProblem>,
}

impl Include {
    /// Reads the patterns of a root in `folder`.
    pub(super) fn new(folder: &Path, texts: &[String]) -> Self {
        let mut include = Self {
            folder: normalise(folder),
            patterns: Vec::new(),
            problems: Vec::new(),
        };
        for (place, text) in texts.iter().enumerate() {
            match pattern(place, text) {
                Ok(pattern) => include.patterns.push(pattern),
                Err(problem) => include.problems.push(problem),
            }
        }
        include
    }

    /// Whether a file is a part.
    pub(super) fn matches(&self, path: &Path) -> bool {
        let path = normalise(path);
        let relative = path.strip_prefix(&self.folder).ok();
        relative.is_some_and(|relative| self.patterns.iter().any(|pattern| pattern.matcher.is_match(relative)))
    }

    /// The parts on disk and among the open texts, each with the place of the pattern that matches it first, in the
    /// order of their paths. A pattern that matches nothing is a problem.
    pub(super) fn parts(&mut self, files: &Files, root: &Path) -> Vec<(PathBuf, usize)> {
        let root = normalise(root);
        let mut parts: Vec<(PathBuf, usize)> = Vec::new();
        for pattern in &self.patterns {
            let mut found: Vec<PathBuf> = self.below(files, &pattern.base);
            found.retain(|path| {
                let relative = path.strip_prefix(&self.folder).ok();
                *path != root && relative.is_some_and(|relative| pattern.matcher.is_match(relative))
            });
            if found.is_empty() {
                self.problems.push(IncludeProblem::Nothing { pattern: pattern.place });
            }
            parts.extend(found.into_iter().map(|path| (path, pattern.place)));
        }
        parts.sort();
        parts.dedup_by(|later, earlier| later.0 == earlier.0);
        parts
    }

    /// The files below a folder. Links to folders are not followed, so that none leads out or round in a circle.
    fn below(&self, files: &Files, base: &Path) -> Vec<PathBuf> {
        let start = self.folder.join(base);
        let mut found: Vec<PathBuf> = files
            .overlaid()
            .filter(|(path, _)| path.starts_with(&start))
            .map(|(path, _)| path.to_path_buf())
            .collect();
        let mut open = vec![start];
        while let Some(folder) = open.pop() {
            let folder = if folder.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                folder
            };
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = normalise(&entry.path());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(path),
                    Ok(_) if files.is_file(&path) => found.push(path),
                    _ => {}
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

fn pattern(place: usize, text: &str) -> Result<Pattern, IncludeProblem> {
    let path = Path::new(text);
    let climbs = path
        .components()
        .any(|component| !matches!(component, Component::Normal(_) | Component::CurDir));
    if climbs || text.contains('\\') || text.is_empty() {
        return Err(IncludeProblem::Outside { pattern: place });
    }
    let normal = normalise(path);
    let glob = GlobBuilder::new(&normal.to_string_lossy())
        .literal_separator(true)
        .build();
    let glob = glob.map_err(|error| IncludeProblem::Malformed {
        pattern: place,
        reason: error.kind().to_string(),
    })?;
    let is_plain = |component: &Component<'_>| !component.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let plain: PathBuf = normal.components().take_while(is_plain).collect();
    // A pattern without any wildcard names a file, whose folder is searched.
    let base = if plain == normal {
        plain.parent().map(Path::to_path_buf).unwrap_or_default()
    } else {
        plain
    };
    Ok(Pattern {
        place,
        matcher: glob.compile_matcher(),
        base,
    })
}
