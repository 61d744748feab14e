//! What is offered in schemes and settings.

use super::*;
use crate::register::FileRole;

fn settings(text: &str) -> Case {
    Case::new(Fixture::of_own(FileRole::Settings, text), Snippets::Refused)
}

fn scheme(text: &str) -> Case {
    Case::new(Fixture::of_own(FileRole::Scheme, text), Snippets::Refused)
}

/// The opening of a scheme.
const SCHEME: &str = "[scheme]\nid = \"x\"\ntitle = \"x\"\n\n[[layer]]\nname = \"class\"\ntitle = \"类别\"\nwidth = 1\nrole = \"class\"\n\n";

#[test]
fn settings_are_offered_their_keys_and_tables_but_those_that_are_there() {
    let case = settings("lang = \"zh\"\n$0");
    let keys = case.of(CompletionKind::Key);
    assert!(keys.contains(&"ignore") && keys.contains(&"severity"), "{keys:?}");
    assert!(!keys.contains(&"lang"), "{keys:?}");
    assert_eq!(case.of(CompletionKind::Header), ["[format]", "[catalogue]"]);
    assert_eq!(case.line_with("fail-on"), "fail-on = \"error\"");
    let case = settings("[format]\nalign = true\n\n$0");
    assert_eq!(case.of(CompletionKind::Header), ["[catalogue]"]);
    let case = settings("[format]\n$0");
    assert_eq!(case.of(CompletionKind::Key), ["align"]);
}

#[test]
fn rules_are_offered_by_code_and_family_and_not_twice() {
    let case = settings("ignore = [\"C001\", \"$0\"]\n");
    let labels = case.labels();
    for label in ["C002", "E011", "ALL", "C"] {
        assert!(labels.contains(&label), "{label} in {labels:?}");
    }
    assert_eq!(case.text_with("E011"), "ignore = [\"C001\", \"E011\"]\n");
    let item = case.item("E011");
    assert!(is_kept(item, "upcoming") || is_kept(item, "E011"), "{item:?}");
    assert!(item.documentation.is_some());
    let case = settings("severity = { $0 }\n");
    assert!(case.labels().contains(&"E011"));
    let case = settings("[severity]\nE0$0\n");
    assert!(case.line_with("E011").starts_with("E011 = \""));
}

#[test]
fn words_of_settings_are_offered_with_what_they_mean() {
    assert_eq!(settings("lang = \"$0\"\n").labels(), ["zh", "en"]);
    let severities = settings("severity = { E011 = \"$0\" }\n");
    assert_eq!(severities.labels(), crate::keys::SEVERITIES);
    assert_eq!(settings("[format]\nalign = $0\n").labels(), ["true", "false"]);
    assert!(
        settings("[per-file-ignores]\n\"a.toml\" = [\"$0\"]\n")
            .labels()
            .contains(&"C001")
    );
}

#[test]
fn schemes_are_offered_their_tables_and_keys() {
    let case = scheme(&format!("{SCHEME}$0"));
    let headers = case.of(CompletionKind::Header);
    assert!(
        headers.contains(&"[[layer]]") && headers.contains(&"[[column]]"),
        "{headers:?}"
    );
    assert!(
        !headers.contains(&"[scheme]") && !headers.contains(&"[[table]]"),
        "{headers:?}"
    );
    assert!(scheme("$0").of(CompletionKind::Header).contains(&"[scheme]"));
    let case = scheme(&format!("{SCHEME}[[layer]]\n$0"));
    let keys = case.of(CompletionKind::Key);
    assert!(keys.contains(&"width") && keys.contains(&"role"), "{keys:?}");
    assert_eq!(case.line_with("width"), "width = 1");
    let case = scheme(&format!("{SCHEME}[[column]]\nkey = \"issued\"\ntype = \"$0\"\n"));
    assert!(case.labels().contains(&"date"));
}

#[test]
fn words_of_schemes_are_offered_with_what_they_mean() {
    let case = scheme(&format!("{SCHEME}[[layer]]\nname = \"a\"\nrole = \"$0\"\n"));
    assert_eq!(case.labels(), crate::keys::Role::NAMES);
    assert!(case.items.iter().all(|item| item.detail.is_some()));
    let case = scheme(&format!("{SCHEME}[[layer]]\nname = \"a\"\nchars = \"$0\"\n"));
    assert_eq!(case.labels(), ["digit", "upper", "alnum"]);
    let case = scheme(&format!("{SCHEME}[[statistic]]\nitem = \"甲\"\nwhere = {{ $0 }}\n"));
    assert!(case.labels().contains(&"class"), "{:?}", case.labels());
}

#[test]
fn a_new_layer_has_what_layers_have() {
    let text = scheme(&format!("{SCHEME}$0")).text_with("[[layer]]");
    assert!(text.contains("[[layer]]\nname"), "{text}");
    assert!(crate::scheme::read(&text).1.len() < 6, "{text}");
}
