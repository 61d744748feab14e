//! `workspace/willRenameFiles`: registers name their files where those will be.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde_json::json;
use tower_lsp::lsp_types::{
    FileOperationRegistrationOptions, RenameFilesParams, TextEdit, Url, WorkspaceEdit,
    WorkspaceFileOperationsServerCapabilities,
};

use super::workspace_edit::{FileEdits, of_snapshots};
use crate::ide::rename::follow;
use crate::lsp::client::path_of;
use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;
use crate::workspace::normalise;

/// What a client is asked to tell: files that registers may name, and folders.
pub(in crate::lsp) fn offered() -> WorkspaceFileOperationsServerCapabilities {
    let filters = json!({ "filters": [
        { "scheme": "file", "pattern": { "glob": "**/*.{toml,md}", "matches": "file" } },
        { "scheme": "file", "pattern": { "glob": "**", "matches": "folder" } },
    ] });
    WorkspaceFileOperationsServerCapabilities {
        will_rename: serde_json::from_value::<FileOperationRegistrationOptions>(filters).ok(),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

/// The edits of all registers that name what is renamed.
pub(in crate::lsp) fn will_rename(snapshots: &[Snapshot], params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let path = |uri: &str| path_of(&Url::parse(uri).ok()?);
    let renames = params.files.iter();
    let renames: Vec<(PathBuf, PathBuf)> = renames
        .filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)))
        .collect();
    let mut by_file: BTreeMap<PathBuf, FileEdits<'_>> = BTreeMap::new();
    for snapshot in snapshots {
        let root = FileId(0);
        let Some(view) = snapshot.view(root).filter(|_| !snapshot.is_excluded(root)) else {
            continue;
        };
        let (Some(old), Some(columns)) = (view.path.parent(), snapshot.columns(root)) else {
            continue;
        };
        let goes_to = goes(&renames, &view.path);
        let Some(new) = goes_to.parent() else {
            continue;
        };
        let moved = |relative: &str| relative_to(&goes(&renames, &normalise(&old.join(relative))), new);
        let edits: Vec<TextEdit> = follow(snapshot.context(), &moved)
            .into_iter()
            .map(|edit| columns.edit(edit))
            .collect();
        if !edits.is_empty() {
            by_file.insert(view.path.clone(), (snapshot, root, edits));
        }
    }
    (!by_file.is_empty()).then(|| of_snapshots(by_file.into_values().collect()))
}

/// Where a path will be: by its own rename, or that of the nearest folder above it.
fn goes(renames: &[(PathBuf, PathBuf)], path: &Path) -> PathBuf {
    let above = renames.iter().filter_map(|(old, new)| {
        let rest = path.strip_prefix(old).ok()?;
        let new = if rest.as_os_str().is_empty() {
            new.clone()
        } else {
            new.join(rest)
        };
        Some((old.components().count(), new))
    });
    above
        .max_by_key(|(depth, _)| *depth)
        .map_or_else(|| path.to_owned(), |(_, new)| new)
}

/// A path as it is named from a folder, with `/`; none where there is no way.
fn relative_to(path: &Path, folder: &Path) -> Option<String> {
    let (path, folder): (Vec<_>, Vec<_>) = (path.components().collect(), folder.components().collect());
    let common = path.iter().zip(&folder).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return None;
    }
    let up = folder.iter().skip(common).map(|_| "..".to_owned());
    let down = path.iter().skip(common).map(|component| match component {
        Component::Normal(name) => name.to_str().map(str::to_owned),
        _ => None,
    });
    let names: Option<Vec<String>> = up.map(Some).chain(down).collect();
    Some(names?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_a_folder_goes_with_it() {
        let renames = [
            (PathBuf::from("/r/tables"), PathBuf::from("/r/表")),
            (PathBuf::from("/r/tables/a.toml"), PathBuf::from("/r/b.toml")),
        ];
        let to = |path: &str| goes(&renames, Path::new(path));
        assert_eq!(to("/r/tables/c.toml"), Path::new("/r/表/c.toml"));
        assert_eq!(to("/r/tables/a.toml"), Path::new("/r/b.toml"));
        assert_eq!(to("/r/tables"), Path::new("/r/表"));
        assert_eq!(to("/r/tablesx"), Path::new("/r/tablesx"));
    }

    #[test]
    fn paths_are_named_from_a_folder() {
        let named = |path: &str, folder: &str| relative_to(Path::new(path), Path::new(folder));
        assert_eq!(named("/r/表/c.toml", "/r").as_deref(), Some("表/c.toml"));
        assert_eq!(named("/s/c.toml", "/r/a").as_deref(), Some("../../s/c.toml"));
    }
}
