//! The files of a register by their paths as it says them: relative to the folder of its root, with `/`.

use crate::register::Register;
use crate::text::FileId;

/// The path of a file relative to the folder of the root; none for one that is not below it.
pub(super) fn relative_to_root(register: &Register, file: FileId) -> Option<String> {
    let root = &register.file(FileId(0))?.path;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = &register.file(file)?.path;
    let rest = path.strip_prefix(folder)?;
    let rest = match folder {
        "" => rest,
        _ => rest.strip_prefix('/')?,
    };
    Some(rest.to_owned())
}

/// A path as a pattern that means it and nothing else.
pub fn path_in_root(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for character in path.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '{' | '}' | '\\' | '!') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}
