//! What segments read as, and which errors they have.

use super::*;

fn errors(text: &str) -> Vec<(&'static str, &str)> {
    let segment = read(text, &mut Scratch::default());
    segment
        .errors
        .iter()
        .map(|error| (error.kind.name(), error.span.of_text(text)))
        .collect()
}

#[test]
fn a_segment_is_a_header_and_flat_nodes() {
    let text = "[[table.entry]] # c\ncode = \"x\"\nwhere.level = 3\nlist = [\"a\", { b = 2011-12-01 }]\n";
    let segment = read(text, &mut Scratch::default());
    assert_eq!(segment.errors, []);
    let header = segment.header.as_ref().unwrap();
    assert_eq!(
        (header.kind, header.span.of_text(text)),
        (HeaderKind::Element, "[[table.entry]]")
    );
    let names: Vec<_> = header.keys.iter().map(|key| key.name(text)).collect();
    assert_eq!(names, ["table", "entry"]);
    let nodes: Vec<_> = segment
        .nodes
        .iter()
        .map(|node| (node.key.name(text).into_owned(), node.kind, node.end))
        .collect();
    let node = |name: &str, kind, end| (name.to_owned(), kind, end);
    let expected = [
        node("code", Kind::String(Quotes::Basic), 1),
        node("where", Kind::Dotted, 3),
        node("level", Kind::Integer, 3),
        node("list", Kind::Array, 7),
        node("", Kind::String(Quotes::Basic), 5),
        node("", Kind::InlineTable, 7),
        node("b", Kind::LocalDate, 7),
    ];
    assert_eq!(nodes, expected);
    assert_eq!(segment.nodes[3].span.of_text(text), "[\"a\", { b = 2011-12-01 }]");
    assert_eq!(segment.comments.len(), 1);
}

#[test]
fn every_statement_in_error_is_told_once() {
    let text = "[a]\nx = \"abc\ny = \nz\nw = [1, 2\nv = 9223372036854775808\nu = 2011-02-30\nok = 1\n";
    let expected = [
        ("unclosed-string", "\"abc"),
        ("missing-value", ""),
        ("missing-equals", "z"),
        ("unclosed-array", "["),
        ("invalid-number", "9223372036854775808"),
        ("invalid-date", "2011-02-30"),
    ];
    assert_eq!(errors(text), expected);
    let segment = read(text, &mut Scratch::default());
    let ok = segment.nodes.last().unwrap();
    assert_eq!((ok.key.name(text).as_ref(), ok.kind), ("ok", Kind::Integer));
}

#[test]
fn full_width_forms_are_named() {
    assert_eq!(errors("number ＝ 1\n"), [("full-width", "＝")]);
    assert_eq!(errors("title = “标准”\n"), [("full-width", "“标准”")]);
    assert_eq!(errors("title = \"标准”\n"), [("full-width", "”")]);
    assert_eq!(errors("title = 标准，体系\n"), [("unquoted-string", "标准，体系")]);
    assert_eq!(errors("day = 2011－12－01\n"), [("full-width", "－12－")]);
    assert_eq!(errors("［［a］］ # “\n"), [("full-width", "［［a］］")]);
    assert_eq!(errors("number = １２\n"), [("full-width", "１２")]);
    assert_eq!(errors("number\u{3000}= 1\n"), [("full-width", "\u{3000}")]);
    assert_eq!(errors("title = \"，\" x\n"), [("trailing", "x")]);
}

#[test]
fn every_element_in_error_is_told_once() {
    let text = "rows = [\n  { a = 标准, b = 09 },\n  { a = 1 b = 2, c = 3 },\n  { a = , b = 2 },\n  { a = “x” }，\n  \
                { a = \"x },\n  { a = 1\n  { a 1 },\n  { a = 1 },\n]\nok = 1\n";
    let expected = [
        ("unquoted-string", "标准"),
        ("leading-zero", "09"),
        ("missing-comma", ""),
        ("missing-value", ""),
        ("full-width", "“x”"),
        ("unclosed-string", "\"x },"),
        ("unclosed-inline-table", "{"),
        ("missing-equals", "a"),
    ];
    assert_eq!(errors(text), expected);
    let segment = read(text, &mut Scratch::default());
    assert_eq!(segment.nodes.last().map(|node| node.kind), Some(Kind::Integer));
}

#[test]
fn a_pair_of_an_inline_table_stands_in_one_line() {
    let text = "rows = [\n  { a\n = 1, b = # c\n  2 },\n  { a.b =\n [\n1\n], c\n\n= { d = 1,\n e = 2 } },\n]\nok = 1\n";
    let expected = [
        ("broken-pair", "a"),
        ("broken-pair", "b ="),
        ("broken-pair", "b ="),
        ("broken-pair", "c"),
    ];
    assert_eq!(errors(text), expected);
    // Where a value is missing that is the cause.
    assert_eq!(errors("a = { b =\n }\n"), [("missing-value", "")]);
}

#[test]
fn braces_that_are_put_in_are_not_told() {
    let told = errors("\u{feff}[{{\n=]");
    assert_eq!(told, [("missing-key", ""), ("missing-key", "")]);
}

#[test]
fn consequences_are_not_told() {
    assert_eq!(
        errors("title = \"标准\n体系\"\nok = 1\n"),
        [("unclosed-string", "\"标准")]
    );
    assert_eq!(
        errors("a = [ { b = 1\n  c = 2 },\n ]\n"),
        [("unclosed-inline-table", "{")]
    );
    let merged = "<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b\n";
    assert_eq!(errors(merged).len(), 3);
    assert_eq!(read(merged, &mut Scratch::default()).doubled, []);
    assert_eq!(read("x = 1\nx = 00\n", &mut Scratch::default()).doubled, []);
}

#[test]
fn strings_say_what_is_wrong_in_them() {
    let text = "a = \"x\\qy\"\nb = \"\\u12\"\nc = 'a\u{7}'\nd = \"x\\\"\n";
    let expected = [
        ("invalid-escape", "\\q"),
        ("invalid-escape", "\\u"),
        ("invalid-string", "\u{7}"),
        ("unclosed-string", "\"x\\\""),
    ];
    assert_eq!(errors(text), expected);
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("a = {}\n", "[".repeat(100_000));
    assert!(!read(&deep, &mut Scratch::default()).errors.is_empty());
    let deep = format!("a = {}{}\n", "[".repeat(60), "]".repeat(60));
    assert!(read(&deep, &mut Scratch::default()).errors.is_empty());
}

#[test]
fn a_string_that_was_not_closed_has_all_of_its_content() {
    for text in ["a = \"\"\"数据\n资源\"", "a = '''数据''"] {
        let segment = read(text, &mut Scratch::default());
        let string = segment.nodes[0].string(text).unwrap();
        assert!(string.span.of_text(text).starts_with("数据"), "{text}");
    }
}

#[test]
fn what_is_too_large_is_told_once_and_left_out() {
    let text = "[[t]]\na = 1\na = 2\nbig = [1, 2, 3]\nb = \nb = 3\n";
    let read = |most| {
        let segment = read_within(text, most, &mut Scratch::default());
        let keys: Vec<_> = segment
            .statements()
            .map(|(_, node)| node.key.name(text).into_owned())
            .collect();
        let errors = segment.errors.iter();
        let errors: Vec<_> = errors
            .map(|error| (error.kind.name(), error.span.of_text(text)))
            .collect();
        assert_eq!(segment.length as usize, text.len());
        (segment.header.is_some(), keys.concat(), errors, segment.doubled.len())
    };
    assert_eq!(read(25), (true, "aa".to_owned(), vec![("too-large", "big")], 1));
    assert_eq!(read(2), (false, String::new(), vec![("too-large", "[")], 0));
}
