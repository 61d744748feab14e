//! What files are by their names.

use std::path::Path;

use super::settings::FILE_NAME;

/// Whether a file is the root of a register by its name: `register.toml` or `NAME.register.toml`.
pub fn is_root_name(path: &Path) -> bool {
    has_name(path, "register.toml")
}

/// Whether a file holds a scheme by its name: `NAME.scheme.toml`.
pub fn is_scheme_name(path: &Path) -> bool {
    !path.ends_with("scheme.toml") && has_name(path, "scheme.toml")
}

/// Whether a file holds settings by its name: `stdreg.toml`.
pub fn is_settings_name(path: &Path) -> bool {
    path.ends_with(FILE_NAME)
}

/// The endings of names of tables and documents that a register may be imported from, or that are to be saved as one of
/// those first.
const TABLES: [&str; 12] = [
    "xlsx", "xlsm", "xls", "xlsb", "ods", "et", "docx", "docm", "doc", "wps", "csv", "tsv",
];

/// Whether a file is a table or document of an office program by its name, whatever its case.
pub(super) fn is_table_name(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    TABLES.iter().any(|table| ending.eq_ignore_ascii_case(table))
}

fn has_name(path: &Path, wanted: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let before = name.strip_suffix(wanted);
    before.is_some_and(|before| before.is_empty() || (before.len() > 1 && before.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_by_their_endings() {
        for (name, is_table) in [
            ("a/明细表.XLSX", true),
            ("附录.docx", true),
            ("xlsx", false),
            ("a.toml", false),
        ] {
            assert_eq!(is_table_name(Path::new(name)), is_table, "{name}");
        }
    }

    #[test]
    fn roots_and_schemes_are_told_by_their_names() {
        for (name, root, scheme) in [
            ("a/register.toml", true, false),
            ("公安.register.toml", true, false),
            (".register.toml", false, false),
            ("myregister.toml", false, false),
            ("my.scheme.toml", false, true),
            ("scheme.toml", false, false),
        ] {
            let path = Path::new(name);
            assert_eq!((is_root_name(path), is_scheme_name(path)), (root, scheme), "{name}");
        }
    }
}
