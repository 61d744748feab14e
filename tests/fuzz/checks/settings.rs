//! Schemes and settings: any text is read, what is wrong in it is told at its place, and no fix makes it worse.

use std::path::Path;
use std::sync::Arc;

use stdreg::analysis::fixes;
use stdreg::analysis::lone::Lone;
use stdreg::analysis::severities::Severities;
use stdreg::code::Code;
use stdreg::diagnostic::{Applicability, Severity};
use stdreg::messages::Language;
use stdreg::number;
use stdreg::register::{FileRole, SourceFile};
use stdreg::scheme;
use stdreg::syntax::Document;
use stdreg::workspace::{Files, Names, SettingsFinder};

/// Reads the first part of an input as a scheme and as settings, and the second by that scheme.
pub fn check(data: &[u8]) {
    let texts = super::texts(data);
    let text = texts.first().map_or("", String::as_str);
    let read_by_it = texts.get(1).map_or("", String::as_str);
    of_scheme(text, read_by_it);
    of_settings(text);
}

fn of_scheme(text: &str, read_by_it: &str) {
    let (scheme, faults) = scheme::read(text);
    assert!(scheme.is_some() || !faults.is_empty(), "{text:?}");
    for fault in &faults {
        assert!(text.get(fault.span.range()).is_some(), "{text:?}: {fault:?}");
        Language::ALL
            .iter()
            .for_each(|language| drop(fault.kind.message().render(*language)));
    }
    if let Some(scheme) = &scheme {
        number::parse(read_by_it, &scheme.grammar);
        let code = Code::parse(scheme, read_by_it);
        for layer in 0..scheme.layers.len() + 1 {
            code.value_at(scheme, read_by_it, layer);
        }
    }
    let source = |text: &str| {
        Arc::new(SourceFile::new(
            "x.scheme.toml".to_owned(),
            FileRole::Scheme,
            text.to_owned(),
        ))
    };
    does_not_get_worse(Lone::scheme(source(text)), |text| Lone::scheme(source(text)));
}

fn of_settings(text: &str) {
    let folder = Path::new("/a folder that is not there");
    let path = folder.join("stdreg.toml");
    let read = |text: &str| {
        let mut files = Files::default();
        files.overlay(&path, text.as_bytes());
        let finder = SettingsFinder::default();
        let settings = finder.find(&files, &path);
        if settings.is_ok() {
            for name in ["register.toml", "表/甲.toml", "a/b/c.scheme.toml"] {
                let _ = finder.excluded_by(&files, &folder.join(name));
            }
        }
        settings
    };
    let settings = match read(text) {
        Ok(settings) => settings,
        Err(error) => {
            let told = error.messages(&Names::new(folder, &[]));
            assert!(!told.is_empty(), "{text:?}");
            return;
        }
    };
    for selector in settings.selectors().chain(settings.exclude()) {
        assert!(text.get(selector.span.range()).is_some(), "{text:?}: {selector:?}");
    }
    let source = |text: &str| {
        Arc::new(SourceFile::new(
            "stdreg.toml".to_owned(),
            FileRole::Settings,
            text.to_owned(),
        ))
    };
    let lone = Lone::settings(&settings, source(text));
    does_not_get_worse(lone, |text| {
        let settings = read(text).expect("a fix leaves settings that can be read");
        Lone::settings(&settings, source(text))
    });
}

/// Does the fixes of a file, round by round, and holds that they end and that errors do not become more.
fn does_not_get_worse(mut lone: Lone, read: impl Fn(&str) -> Lone) {
    let severities = Severities::default();
    let found = |lone: &Lone| {
        let found = lone.found(&severities);
        for diagnostic in &found {
            let span = diagnostic.place.span;
            assert!(lone.source().text.get(span.range()).is_some(), "{diagnostic:?}");
        }
        found
    };
    let count = |lone: &Lone| {
        found(lone)
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count()
    };
    // Where syntax is at fault a table may come to light that lacks all that the broken one did.
    let is_intact = Document::parse(&lone.source().text).count_errors() == 0;
    let mut all = found(&lone).len();
    let before = (lone.source().text.clone(), count(&lone));
    for _ in 0..fixes::MAX_ROUNDS {
        let round = fixes::round(&found(&lone), Applicability::Unsafe, |_| true);
        let Some(text) = lone.text_after(&round) else {
            let after = (lone.source().text.clone(), count(&lone));
            assert!(
                !is_intact || after.1 <= before.1,
                "fixes turn {before:?} into {after:?}"
            );
            return;
        };
        lone = read(&text);
        let left = found(&lone).len();
        assert!(
            !is_intact || left < all,
            "fixes turn {before:?} into {text:?}, where as much is found"
        );
        all = left;
    }
    panic!("fixes do not come to an end: {}", before.0);
}
