//! Files of registers as they were read: of several states of a folder, those that did not change are read once.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::entry::Limit;
use super::files::{Files, ReadError};
use crate::register::{FileRole, SourceFile};

/// The files that were read, as long as somebody holds them. Files on disk may change at any time, and are none of them.
#[derive(Debug, Default)]
pub struct Sources(Mutex<FxHashMap<Key, Arc<SourceFile>>>);

/// By what the contents are read, and what the file is called.
type Key = (String, String);

impl Sources {
    /// A root or part, be it read now or before.
    pub(super) fn read(
        &self,
        files: &Files,
        path: &Path,
        role: FileRole,
        shown: String,
    ) -> Result<Arc<SourceFile>, ReadError> {
        let key = files.object(path).map(|object| (object, shown.clone()));
        if let Some(known) = key.as_ref().and_then(|key| self.get(key, role)) {
            return Ok(known);
        }
        let source = Arc::new(source(files, path, role, shown)?);
        Ok(self.keep(key, source))
    }

    /// The file of a scheme, of which the text is at hand.
    pub(super) fn scheme(&self, files: &Files, path: &Path, shown: String, text: String) -> Arc<SourceFile> {
        let key = files.object(path).map(|object| (object, shown.clone()));
        if let Some(known) = key.as_ref().and_then(|key| self.get(key, FileRole::Scheme)) {
            return known;
        }
        self.keep(key, Arc::new(SourceFile::new(shown, FileRole::Scheme, text)))
    }

    /// Forgets those that nobody else holds.
    pub fn forget_unused(&self) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, source| Arc::strong_count(source) > 1);
    }

    fn get(&self, key: &Key, role: FileRole) -> Option<Arc<SourceFile>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|source| source.role == role).cloned()
    }

    fn keep(&self, key: Option<Key>, source: Arc<SourceFile>) -> Arc<SourceFile> {
        if let Some(key) = key {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(key, Arc::clone(&source));
        }
        source
    }
}

/// A file with what it says in `[register]` and no more. One that is not UTF-8 says nothing.
pub(super) fn head_of(files: &Files, path: &Path) -> Result<SourceFile, ReadError> {
    let text = files.read_text(path, Limit::Register)?.unwrap_or_default();
    Ok(SourceFile::of_head(&text))
}

/// A root or part: read, and parsed where it is UTF-8.
pub(super) fn source(files: &Files, path: &Path, role: FileRole, shown: String) -> Result<SourceFile, ReadError> {
    Ok(match files.read_text(path, Limit::Register)? {
        Ok(text) => SourceFile::new(shown, role, text),
        Err(problem) => SourceFile::unreadable(shown, role, problem),
    })
}
