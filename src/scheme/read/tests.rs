//! What is read of scheme files, and what is told of faulty ones.

use super::*;
use crate::keys::{Form, Key};
use crate::messages::Language;

fn kinds(text: &str) -> Vec<FaultKind> {
    read(text).1.into_iter().map(|fault| fault.kind).collect()
}

#[test]
fn a_scheme_at_odds_with_itself_is_told_so() {
    let text = r#"
[scheme]
id = "X"
title = "X"
[[layer]]
name = "a"
width = 1
chars = "digit"
values = { 10 = "ten", x = "letter", 1 = "one" }
role = "klass"
[[layer]]
literal = "-"
[[layer]]
name = "a"
width = 2
chars = "upper"
open = "9-1"
[[status]]
name = "已颁"
phase = "published"
also = ["已颁"]
[[statistic]]
item = "all"
where = { nowhere = "1" }
"#;
    let found = kinds(text);
    let expected = [
        FaultKind::Width {
            layer: "a".into(),
            value: "10".into(),
            width: Width::of(1),
        },
        FaultKind::Characters {
            layer: "a".into(),
            value: "x".into(),
        },
        FaultKind::Misfit(MisfitKind::WrongValue {
            key: "layer.role".into(),
            expected: ValueType::Role,
        }),
        FaultKind::Doubled("a".into()),
        FaultKind::BadRange("9-1".into()),
        FaultKind::Doubled("已颁".into()),
        FaultKind::Undefined("nowhere".into()),
    ];
    assert_eq!(found, expected);
    assert_eq!(read(text).0.map(|scheme| scheme.width()), Some(Width::of(4)));
}

#[test]
fn a_prefix_opens_a_number_and_has_an_end() {
    let of = |prefix: &str| {
        kinds(&format!(
            "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[prefix]]\nprefix = \"{prefix}\"\nkind = \"local\"\n"
        ))
    };
    let longest = "X".repeat(MAX_PREFIX);
    for prefix in ["XF", longest.as_str()] {
        assert_eq!(of(prefix), []);
    }
    for prefix in ["/XF", format!("{longest}X").as_str()] {
        assert_eq!(of(prefix), [FaultKind::BadPrefix(prefix.into())]);
    }
}

#[test]
fn a_scheme_may_quote_the_clauses_it_is_from() {
    let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\nclause = \"5.2\"\n[[layer]]\nname = \"a\"\nwidth = 1\nclause = \"a letter\"\n";
    let (scheme, faults) = read(text);
    let scheme = scheme.unwrap();
    assert_eq!((scheme.clause.as_deref(), faults.len()), (Some("5.2"), 0));
    assert_eq!(scheme.layers[0].clause.as_deref(), Some("a letter"));
    assert_eq!(
        Scheme::built_in().layers[5]
            .clause
            .as_deref()
            .map(|clause| clause.contains("第六层")),
        Some(true)
    );
}

/// Each key of the table, left out of a scheme that has all of them, is told as missing or makes another scheme.
#[test]
fn every_key_of_the_table_is_read() {
    let headers = |key: &Key| match key.value.form() {
        Form::Table(_) => format!("[{}]\n", key.name),
        _ => format!("[[{}]]\n", key.name),
    };
    // With these a layer is something else.
    let is_other_way = |child: &Key| ["literal", "path"].contains(&child.name);
    let text = |left_out: &str| -> String {
        let table = |key: &Key| {
            let line = |child: &Key| format!("{} = {}\n", child.name, child.example);
            let is_in = |child: &&Key| !is_other_way(child) && format!("{}.{}", key.name, child.name) != left_out;
            headers(key) + &key.children().iter().filter(is_in).map(line).collect::<String>()
        };
        TableKind::Scheme.keys().iter().map(table).collect()
    };
    let whole = text("");
    let (scheme, of_whole) = read(&whole);
    for key in TableKind::Scheme.keys() {
        for child in key.children().iter().filter(|child| !is_other_way(child)) {
            let path = format!("{}.{}", key.name, child.name);
            let (other, faults) = read(&text(&path));
            let is_missing = |fault: &Fault| fault.kind == FaultKind::Misfit(MisfitKind::MissingKey(path.clone()));
            assert_eq!(faults.iter().any(is_missing), child.is_required(), "{path}: {faults:?}");
            assert_ne!((&scheme, of_whole.len()), (&other, faults.len()), "{path}");
        }
    }
}

#[test]
fn words_are_those_of_the_table() {
    assert_eq!(Role::NAMES.map(Role::named), Role::ALL.map(Some));
    assert_eq!(Phase::NAMES.map(Phase::named), Phase::ALL.map(Some));
    for name in Characters::NAMES {
        assert_eq!(Characters::named(name).map(Characters::name), Some(name));
    }
}

/// What is wrong with one table hides nothing of another, and follows from nothing told already.
#[test]
fn all_faults_are_told_at_once() {
    let text = "[scheme]\nid = 1\nclause = \n[[layer]]\nwidht = 1\n[[layer]]\nname = \"b\"\n[[layer]]\nwidth = 65\n\
        chars = \"lower\"\nvalues = { a = \"x\" }\n[[status]]\nname = \"x\"\n[[status]]\nname = \"x\"\nphase = \"over\"\n\
        [[level]]\nname = \"x\"\nvalue = 3\n[statistic]\nitem = \"x\"\n";
    let (scheme, faults) = read(text);
    let told = |fault: &Fault| (fault.span.of_text(text), fault.kind.message().render(Language::En));
    let expected = [
        ("", "the value after = is missing"),
        ("widht", "there is no key layer.widht; did you mean layer.width?"),
        ("[[layer]]", "this layer has no width"),
        (
            "65",
            "the value of layer.width must be: whole number from 1 to 64, or a range of them such as \"1-3\"",
        ),
        (
            "\"lower\"",
            "the value of layer.chars must be: one of \"digit\", \"upper\", \"alnum\"",
        ),
        ("[[status]]", "the required key status.phase is missing"),
        ("\"x\"", "x appears twice"),
        (
            "\"over\"",
            "the value of status.phase must be: one of \"planned\", \"drafting\", \"published\", \"upcoming\", \"withdrawn\"",
        ),
        ("3", "the value of level.value must be: string"),
        ("[statistic]", "the value of statistic must be: array of tables"),
    ];
    let found: Vec<_> = faults.iter().map(told).collect();
    let found: Vec<_> = found.iter().map(|(place, told)| (*place, told.as_str())).collect();
    assert_eq!((found.as_slice(), scheme), (expected.as_slice(), None));
}

/// Tables may be written under headers of their own, in braces, and in dotted keys.
#[test]
fn every_way_to_write_a_table_is_read() {
    let head = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n";
    let ways = [
        format!("{head}values = {{ 1 = \"one\", \"2\" = \"two\" }}\n"),
        format!("{head}values.1 = \"one\"\nvalues.'2' = \"two\"\n"),
        format!("{head}[layer.values]\n1 = \"one\"\n2 = \"\\u0074wo\"\n"),
        "scheme.id = \"X\"\nscheme.title = \"x\"\nlayer = [{ name = \"a\", width = 1, values = { 1 = \"one\", 2 = \"two\" } }]\n"
            .to_owned(),
    ];
    for text in &ways {
        let (scheme, faults) = read(text);
        assert_eq!(faults, [], "{text}");
        let values = [("1", "one"), ("2", "two")].map(|(value, meaning)| (value.to_owned(), meaning.to_owned()));
        assert_eq!(scheme.unwrap().layers[0].values, values, "{text}");
    }
}

#[test]
fn what_is_no_scheme_gives_one_fault() {
    assert!(matches!(
        kinds("[scheme")[..],
        [FaultKind::Misfit(MisfitKind::Syntax(_))]
    ));
    let missing = FaultKind::Misfit(MisfitKind::MissingKey("scheme".to_owned()));
    assert_eq!(kinds("[[layer]]\nname='a'\nwidth=1\n"), [missing]);
}

#[test]
fn a_scheme_without_layers_has_no_codes() {
    for text in [
        "[scheme]\nid='a'\ntitle='b'\n",
        "layer = []\nscheme = { id='a', title='b' }\n",
    ] {
        let (scheme, faults) = read(text);
        assert_eq!(
            (scheme.map(|scheme| !scheme.layers.is_empty()), faults),
            (Some(false), vec![])
        );
    }
}

/// Absurd schemes are told at once, each fault at its place.
#[test]
fn codes_that_could_not_be_divided_are_told() {
    let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\n\
        [[layer]]\nname = \"a\"\nwidth = \"1-3\"\n\
        [[layer]]\nname = \"b\"\npath = { separator = \".\", width = 1, depth = \"1-4\" }\nchars = \"digit\"\n\
        [[layer]]\nname = \"c\"\nwidth = \"1-2\"\nrole = \"sequence\"\n\
        [[layer]]\nliteral = \"-\"\n\
        [[layer]]\nname = \"d\"\nrole = \"class\"\npath = { separator = \"2\", width = 1, depth = 3 }\n\
        [[layer]]\nliteral = \"\"\n\
        [[layer]]\nname = \"e\"\npath = { separator = \"/\", width = \"1-64\", depth = 16 }\nrole = \"class\"\n";
    let told = |text: &str| -> Vec<(String, FaultKind)> {
        let faults = read(text).1.into_iter();
        faults
            .map(|fault| (fault.span.of_text(text).to_owned(), fault.kind))
            .collect()
    };
    let all = told(text);
    let places: Vec<&str> = all.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["\"digit\"", "\"class\"", "\"2\"", "\"\"", "\"class\"", "\"class\""]
    );
    let doubled = FaultKind::Doubled("class".to_owned());
    let own = [
        FaultKind::BesidePath("chars"),
        FaultKind::RoleOfPath,
        FaultKind::Separator("2".to_owned()),
    ];
    assert!(own.iter().all(|kind| all.iter().any(|(_, found)| found == kind)));
    assert!(all.iter().any(|(_, found)| *found == doubled));
    // Where each layer is one, it is told where they do not go together.
    let whole = text
        .replace("separator = \"2\"", "separator = \"/\"")
        .replace("literal = \"\"", "literal = \"/\"");
    let unbounded = [
        ("\"1-3\"".to_owned(), FaultKind::Unbounded("a".to_owned())),
        ("path".to_owned(), FaultKind::SecondPath),
        ("\"1-2\"".to_owned(), FaultKind::BehindPath("c".to_owned())),
    ];
    let found = told(&whole);
    assert!(unbounded.iter().all(|fault| found.contains(fault)), "{found:?}");
    assert_eq!(read(&whole).0, None);
    for absurd in [
        "0",
        "1000000000",
        "\"0-3\"",
        "\"3-1\"",
        "\"1-1000000000\"",
        "\"\"",
        "[]",
    ] {
        let text = format!("[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\nwidth = {absurd}\n");
        assert!(matches!(told(&text)[..], [(_, FaultKind::Misfit(_))]), "{absurd}");
        let text = format!(
            "[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\npath = {{ separator='.', width=1, depth = {absurd} }}\n"
        );
        assert!(matches!(told(&text)[..], [(_, FaultKind::Misfit(_))]), "{absurd}");
    }
    let deep = "[scheme]\nid='a'\ntitle='b'\n[[layer]]\nname='a'\npath = { separator='.', width=1, depth = 10000 }\n";
    assert!(matches!(told(deep)[..], [(ref place, FaultKind::Misfit(_))] if place == "10000"));
    let many = "[[layer]]\nname='a'\nwidth=1\n".repeat(40);
    let many = told(&format!("[scheme]\nid='a'\ntitle='b'\n{many}"));
    assert!(many.iter().any(|(_, kind)| *kind == FaultKind::TooManyLayers));
}

/// What the items of statistics ask for is held against what the scheme has; what a register defines is not.
#[test]
fn items_of_statistics_ask_for_what_there_is() {
    let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\nvalues = { 1 = \"x\" }\n[[status]]\nname = \"现行\"\nphase = \"published\"\n[[level]]\nname = \"行业标准\"\nvalue = \"3\"\nalias = [\"行标\"]\n[[column]]\nkey = \"priority\"\ntitle = \"优先级\"\ntype = \"word\"\nwords = [\"急需\"]\n";
    let faults = |conditions: &str| {
        let text = format!("{text}[[statistic]]\nitem = \"x\"\nwhere = {{ {conditions} }}\n");
        let (_, faults) = read(&text);
        let told = faults.into_iter().map(|fault| fault.span.of_text(&text).to_owned());
        told.collect::<Vec<String>>()
    };
    for right in [
        "a = \"1\", priority = [\"急需\", \"\"], phase = [\"planned\", \"drafting\"]",
        "level = [\"行业标准\", \"行标\"]",
        "status = \"现行\", subsystem = \"任意\", category = \"任意\", table = [\"任意\"], owner = \"任意\"",
    ] {
        assert_eq!(faults(right), [""; 0], "{right}");
    }
    assert_eq!(faults("priority = \"急须\", a = [\"1\", \"2\"]"), ["\"急须\"", "\"2\""]);
    assert_eq!(
        faults("phase = \"draft\", status = \"在编\", b = \"1\""),
        ["\"draft\"", "\"在编\"", "b"]
    );
    assert_eq!(faults("priority = 1"), ["1"]);
    assert_eq!(faults("level = [\"行标\", \"国标\"]"), ["\"国标\""]);
}
