//! What paths are called where they are shown.

use std::path::{Component, Path, PathBuf};

use super::files::{located, normalise, with_slashes};

/// Gives a path the form that a user sees: as it was named or found, relative to the working directory, with `/`.
///
/// Below the working directory a path is shown relative to it. Elsewhere it follows the named path that is nearest to
/// it: absolute where that one was, else climbing out with `..`.
#[derive(Clone, Debug)]
pub struct Names {
    working_directory: PathBuf,
    /// The named paths outside the working directory.
    outside: Vec<Named>,
}

#[derive(Clone, Debug)]
struct Named {
    path: PathBuf,
    is_absolute: bool,
}

impl Names {
    /// The names that follow from the working directory, an absolute path, and the paths that a user named there.
    pub fn new(working_directory: &Path, named: &[PathBuf]) -> Self {
        let working_directory = normalise(working_directory);
        let outside = named
            .iter()
            .map(|path| Named {
                path: located(&working_directory.join(path)),
                is_absolute: path.is_absolute(),
            })
            .filter(|named| !named.path.starts_with(&working_directory))
            .collect();
        Self {
            working_directory,
            outside,
        }
    }

    /// The name of a path, which is absolute.
    pub fn show(&self, path: &Path) -> String {
        if let Ok(below) = path.strip_prefix(&self.working_directory) {
            let is_itself = below.as_os_str().is_empty();
            return if is_itself { ".".to_owned() } else { with_slashes(below) };
        }
        let nearest = self.outside.iter().max_by_key(|named| in_common(&named.path, path));
        match nearest {
            Some(named) if !named.is_absolute => with_slashes(&self.climbing(path)),
            _ => with_slashes(path),
        }
    }

    /// The path relative to the working directory, with `..`; itself where nothing leads there (another drive).
    fn climbing(&self, path: &Path) -> PathBuf {
        let shared = in_common(&self.working_directory, path);
        if shared == 0 {
            return path.to_owned();
        }
        let up = self.working_directory.components().skip(shared);
        let down = path.components().skip(shared);
        up.map(|_| Component::ParentDir).chain(down).collect()
    }
}

/// How many components two paths begin with together.
fn in_common(one: &Path, other: &Path) -> usize {
    one.components()
        .zip(other.components())
        .take_while(|(one, other)| one == other)
        .count()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn show(named: &str, path: &str) -> String {
        Names::new(Path::new("/home/x/project"), &[PathBuf::from(named)]).show(Path::new(path))
    }

    #[test]
    fn a_path_is_shown_as_it_was_named() {
        assert_eq!(show(".", "/home/x/project"), ".");
        assert_eq!(show("./a.toml", "/home/x/project/a.toml"), "a.toml");
        assert_eq!(show("/home/x/project", "/home/x/project/表/a.toml"), "表/a.toml");
        assert_eq!(
            show("../other", "/home/x/other/register.toml"),
            "../other/register.toml"
        );
        assert_eq!(
            show("/srv/other", "/srv/other/register.toml"),
            "/srv/other/register.toml"
        );
        assert_eq!(
            show("../o/tables/a.toml", "/home/x/o/register.toml"),
            "../o/register.toml"
        );
    }
}
