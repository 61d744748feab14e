//! Texts held against files in `tests/snapshots`, which a person reads. A missing file is a failure; `UPDATE=1` writes
//! them.

use std::path::Path;

/// Fails where the text is not that of the snapshot.
#[track_caller]
pub fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    assert!(text == expected, "{name} differs:\n{text}\ninstead of\n{expected}");
}
