//! The pages of the rules as files, so that a finding can link to its own: without a network, in the user's language, and
//! always those of the very version that found it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::messages::Language;
use crate::rules;
use crate::workspace::{self, Limit};

/// Where the pages are. Empty where they cannot be kept: findings have no link then.
#[derive(Clone, Debug, Default)]
pub(super) struct RulePages {
    folder: Option<Arc<Path>>,
}

impl RulePages {
    /// Writes the pages into the user's cache, if they are not there yet.
    pub(super) fn keep() -> Self {
        let folder = workspace::cache_folder().map(|cache| cache.join(env!("CARGO_PKG_VERSION")).join("rules"));
        let written = folder.filter(|folder| match write_all(folder) {
            Ok(()) => true,
            Err(error) => {
                tracing::info!("findings have no links: {}: {error}", folder.display());
                false
            }
        });
        Self {
            folder: written.map(Arc::from),
        }
    }

    /// The page of a rule, by its code.
    pub(super) fn of(&self, code: &str, language: Language) -> Option<Url> {
        Url::from_file_path(path_in(self.folder.as_deref()?, code, language)).ok()
    }
}

fn path_in(folder: &Path, code: &str, language: Language) -> PathBuf {
    folder.join(language.tag()).join(format!("{code}.md"))
}

fn write_all(folder: &Path) -> std::io::Result<()> {
    for language in Language::ALL {
        fs::create_dir_all(folder.join(language.tag()))?;
        for definition in rules::ALL {
            let path = path_in(folder, definition.rule.code, language);
            let page = definition.markdown(language);
            // A development build has the same version as the one before; its pages may not.
            let is_same = workspace::read(&path, Limit::Settings).is_ok_and(|kept| kept == page.as_bytes());
            if !is_same {
                // What is no file is not written to: a pipe would wait for its reader.
                if path.exists() && !path.is_file() {
                    return Err(std::io::ErrorKind::AlreadyExists.into());
                }
                workspace::write_output(&path, page.as_bytes()).map_err(std::io::Error::other)?;
            }
        }
    }
    Ok(())
}
