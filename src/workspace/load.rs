//! Reads a register: its root, the parts that the root includes, its scheme, and the settings of each file.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{Files, normalise, shown};
use super::include::Include;
use super::settings::{Settings, SettingsError, SettingsFinder};
use crate::register::model::Head;
use crate::register::{FileRole, IncludeProblem, Register, SchemeChoice, SchemeProblem, SourceFile};
use crate::scheme::{self, Scheme};
use crate::text::{FileId, encoding, to_u32};

/// A register with what surrounds it.
#[derive(Debug)]
pub struct Loaded {
    /// The register.
    pub register: Register,
    /// Where its files are, by [`FileId`].
    pub paths: Vec<PathBuf>,
    /// The settings of its files, by [`FileId`].
    pub settings: Vec<Arc<Settings>>,
}

/// Why a register could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its root cannot be read.
    #[error("{0}")]
    Root(#[from] io::Error),
    /// Settings cannot be used.
    #[error("{0}")]
    Settings(#[from] SettingsError),
}

/// Reads the register of a root. `current` is the folder that the paths of findings are relative to.
pub fn load(files: &Files, finder: &SettingsFinder, root: &Path, current: &Path) -> Result<Loaded, LoadError> {
    let source = read(files, root, FileRole::Root, current)?;
    let head = source.head();
    let folder = root.parent().unwrap_or(Path::new(""));
    let patterns = head.as_ref().map(|head| patterns(&source, head)).unwrap_or_default();
    let mut include = Include::new(folder, &patterns);
    let parts = include.parts(files, root);
    let mut problems = include.problems;
    let mut paths = vec![root.to_path_buf()];
    let read_parts: Vec<_> = parts
        .par_iter()
        .map(|(path, _)| read(files, path, FileRole::Part, current))
        .collect();
    let choice = head.as_ref().and_then(|head| Some((head.scheme?, head)));
    let asked = choice.map(|(scheme, head)| {
        let text = source.document.text(&source.text, head.site.segment);
        scheme.get(text).into_owned()
    });
    let mut sources = vec![Arc::new(source)];
    for ((path, pattern), part) in parts.into_iter().zip(read_parts) {
        match part {
            Ok(part) => {
                sources.push(Arc::new(part));
                paths.push(path);
            }
            Err(error) => problems.push(IncludeProblem::Unreadable {
                pattern,
                path: shown(&path, current),
                reason: error.to_string(),
            }),
        }
    }
    let mut settings = Vec::with_capacity(paths.len());
    for path in &paths {
        settings.push(finder.find(files, path)?);
    }
    let choice = match asked {
        Some(asked) => choose_scheme(files, folder, &asked, current, &mut sources, &mut paths),
        None => SchemeChoice::built_in(),
    };
    Ok(Loaded {
        register: Register::read(sources, choice, problems),
        paths,
        settings,
    })
}

/// The texts of `include`.
pub(super) fn patterns(source: &SourceFile, head: &Head) -> Vec<String> {
    let text = source.document.text(&source.text, head.site.segment);
    head.include
        .iter()
        .map(|pattern| pattern.get(text).into_owned())
        .collect()
}

fn read(files: &Files, path: &Path, role: FileRole, current: &Path) -> io::Result<SourceFile> {
    let name = shown(path, current);
    Ok(match encoding::decode(files.read(path)?) {
        Ok(text) => SourceFile::register(name, role, text),
        Err(problem) => SourceFile::unreadable(name, role, problem),
    })
}

/// The scheme that a register asks for: a built-in one by its id, or a file of its own, relative to the root.
fn choose_scheme(
    files: &Files,
    folder: &Path,
    asked: &str,
    current: &Path,
    sources: &mut Vec<Arc<SourceFile>>,
    paths: &mut Vec<PathBuf>,
) -> SchemeChoice {
    let with = |problem| SchemeChoice {
        scheme: Scheme::built_in(),
        problem: Some(problem),
    };
    if let Some(scheme) = Scheme::by_id(asked) {
        return SchemeChoice { scheme, problem: None };
    }
    if !asked.ends_with(".toml") {
        return with(SchemeProblem::Unknown);
    }
    let relative = normalise(Path::new(asked));
    if relative
        .components()
        .any(|component| !matches!(component, Component::Normal(_) | Component::ParentDir))
    {
        return with(SchemeProblem::Unreadable("it is no relative path".to_owned()));
    }
    let path = folder.join(relative);
    let text = match files.read(&path).map(encoding::decode) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return with(SchemeProblem::Unreadable("it is not UTF-8".to_owned())),
        Err(error) => return with(SchemeProblem::Unreadable(error.to_string())),
    };
    let (scheme, faults) = scheme::read(&text);
    let file = FileId(to_u32(sources.len()));
    sources.push(Arc::new(SourceFile::beside(
        shown(&path, current),
        FileRole::Scheme,
        text,
    )));
    paths.push(path);
    SchemeChoice {
        scheme: scheme.map_or_else(Scheme::built_in, Arc::new),
        problem: (!faults.is_empty()).then_some(SchemeProblem::Faulty { file, faults }),
    }
}
