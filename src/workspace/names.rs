//! What paths are called where they are shown.

use std::fmt::Write as _;
#[cfg(unix)]
use std::os::unix::ffi::OsStringExt as _;
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
            return if is_itself { ".".to_owned() } else { shown(below) };
        }
        let nearest = self.outside.iter().max_by_key(|named| in_common(&named.path, path));
        match nearest {
            Some(named) if !named.is_absolute => shown(&self.climbing(path)),
            _ => shown(path),
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

/// The sign for what is not Unicode. In a shown path two digits follow it, a byte of the name.
const SIGN: char = '\u{FFFD}';

/// A path in words, with `/`. Each byte that is not Unicode is written as `�` and two hexadecimal digits, and a `�` that
/// a name really has as its three bytes in that form: different paths are never shown alike.
fn shown(path: &Path) -> String {
    let text = with_slashes(path);
    if !text.contains(SIGN) {
        return text;
    }
    let mut text = String::with_capacity(text.len());
    let push_byte = |text: &mut String, byte: u8| {
        let _ = write!(text, "{SIGN}{byte:02X}");
    };
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                SIGN => SIGN
                    .encode_utf8(&mut [0; 4])
                    .bytes()
                    .for_each(|byte| push_byte(&mut text, byte)),
                std::path::MAIN_SEPARATOR => text.push('/'),
                _ => text.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| push_byte(&mut text, *byte));
    }
    text
}

/// The path that [`Names::show`] shows so. Where names are not bytes, one that is no Unicode stays as it is shown.
pub fn named(shown: &str) -> PathBuf {
    #[cfg(unix)]
    if shown.contains(SIGN) {
        return std::ffi::OsString::from_vec(bytes(shown)).into();
    }
    PathBuf::from(shown)
}

/// The bytes of a path that is shown so.
#[cfg(unix)]
fn bytes(shown: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once(SIGN) {
        bytes.extend(before.bytes());
        let digits = after.split_at_checked(2);
        let byte = digits.and_then(|(digits, rest)| Some((u8::from_str_radix(digits, 16).ok()?, rest)));
        rest = match byte {
            Some((byte, rest)) => {
                bytes.push(byte);
                rest
            }
            None => {
                bytes.extend(SIGN.encode_utf8(&mut [0; 4]).bytes());
                after
            }
        };
    }
    bytes.extend(rest.bytes());
    bytes
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

    /// Two names that differ in bytes that are no Unicode, or in the sign for such bytes, are two names.
    #[test]
    fn no_two_paths_are_shown_alike() {
        let names: [&[u8]; 6] = [
            b"\xff.toml",
            b"\xfe.toml",
            b"\xff\xfe.toml",
            "\u{fffd}.toml".as_bytes(),
            "\u{fffd}FF.toml".as_bytes(),
            b"\xefBFBD.toml",
        ];
        let path = |name: &[u8]| PathBuf::from(std::ffi::OsString::from_vec(name.to_vec()));
        let all: Vec<String> = names.iter().map(|name| shown(&path(name))).collect();
        assert_eq!(
            all.iter().collect::<std::collections::BTreeSet<_>>().len(),
            names.len(),
            "{all:?}"
        );
        assert_eq!(all[0], "\u{fffd}FF.toml");
        for (name, shown) in names.iter().zip(&all) {
            assert_eq!(named(shown), path(name), "{shown}");
        }
        assert_eq!(named("a�"), Path::new("a�"));
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
