//! The files below a folder, as far as somebody who names one would look.

use std::path::Path;

use super::files::{Files, NameKind, relative_to};

/// How many folders down is looked.
const DEEPEST: usize = 4;

/// How many names are looked at.
const MOST: usize = 4000;

/// Folders of other programs, which may be very large.
const NOT_ENTERED: [&str; 2] = ["node_modules", "target"];

/// The paths of files below a folder, relative to it, with `/`, in their order. What is hidden is left out, as is what lies very
/// deep or behind symbolic links.
pub fn near(folder: &Path) -> Vec<String> {
    let files = Files::default();
    let mut found = Vec::new();
    let mut left = MOST;
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((here, depth)) = folders.pop() {
        let mut names = files.names(&here);
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (path, kind) in names.into_iter().take(left) {
            left = left.saturating_sub(1);
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(".");
            match kind {
                _ if name.starts_with('.') || NOT_ENTERED.contains(&name) => {}
                NameKind::Folder if depth < DEEPEST => folders.push((path, depth + 1)),
                NameKind::File => found.extend(relative_to(&path, folder)),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_paths_but_for_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["表/甲.toml", "a.toml", ".git/b.toml", "target/c.toml"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(near(folder.path()), ["a.toml", "表/甲.toml"]);
        assert!(near(&folder.path().join("none")).is_empty());
    }
}
