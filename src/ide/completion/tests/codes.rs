//! Codes: the next free ones, and the layer under the cursor.

use super::*;

fn codes(text: &str) -> Vec<String> {
    let case = Case::after_table(text);
    case.of(CompletionKind::Code).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_number_says_all_that_the_register_does_not() {
    let text = "[[table.entry]]\nnumber = 3\nstandard = \"GA/T 9-2020\"\ncode = \"$0";
    assert_eq!(codes(text), ["2095021P1033T"]);
    let text = "[[table.entry]]\ncode = \"$0\nstandard = \"GB 9-2020\"\nlevel = \"国家标准\"\n";
    assert_eq!(codes(text), ["2095021R1032Q"]);
    let text = "[[table.entry]]\ncode = \"$0\"\nstandard = \"GB/Z 9-2020\"\n";
    assert_eq!(codes(text), ["2095021R1032Z"]);
}

#[test]
fn what_is_open_gives_a_code_each_the_commonest_first() {
    // One P3T and one R2T are in the table; the others follow in the scheme's order.
    let codes = codes("[[table.entry]]\ncode = \"$0");
    assert_eq!(codes[..2], ["2095021P1033T", "2095021R1032T"]);
    assert_eq!(codes.len(), 2 * 3 * 3);
}

#[test]
fn the_level_alone_leaves_ownership_and_nature_open() {
    let codes = codes("[[table.entry]]\ncode = \"$0\"\nlevel = \"国家标准\"\n");
    assert_eq!(codes.len(), 2 * 3);
    assert_eq!(codes[0], "2095021R1032T");
    assert!(codes.iter().all(|code| code.as_bytes()[11] == b'2'));
}

#[test]
fn a_code_tells_how_it_is_made() {
    let case = Case::after_table("[[table.entry]]\nstandard = \"GA/T 9-2020\"\ncode = \"$0");
    let item = case.item("2095021P1033T");
    assert_eq!(item.detail.as_deref(), Some("公共安全行业专业标准·行业标准·推荐性"));
    let documentation = item.documentation.as_ref().unwrap().markdown();
    assert!(documentation.contains("21 数据资源"), "{documentation}");
    assert!(item.is_preselected);
    assert_eq!(item.filter, item.label);
    assert_eq!(case.line_with("2095021P1033T"), "code = \"2095021P1033T\"");
}

#[test]
fn a_title_is_text_in_documentation_and_no_markdown() {
    let head = HEAD.replace("数据资源", "![x](http://a.b/c)`*\u{202e}");
    let case = Case::plain(&format!(
        "{head}{TABLE}[[table.entry]]\nstandard = \"GA/T 9-2020\"\ncode = \"$0"
    ));
    let entries = Case::plain(&format!("{head}{TABLE}$0"));
    let documented = case.items.iter().chain(&entries.items);
    let pages: Vec<_> = documented.filter_map(|item| item.documentation.as_ref()).collect();
    let with_title = |text: &String| text.contains("a.b/c");
    let texts: Vec<String> = pages.iter().map(|page| page.markdown()).filter(with_title).collect();
    assert!(
        texts.iter().any(|text| text.starts_with("**")),
        "no whole entry: {texts:?}"
    );
    assert!(texts.iter().any(|text| text.starts_with("- ")), "no code: {texts:?}");
    for text in texts {
        assert!(text.contains(r"!\[x\](http\://a.b/c)\`\*�"), "{text}");
    }
    let plain = pages.iter().map(|page| page.plain());
    for text in plain.filter(with_title) {
        assert!(text.contains("![x](http://a.b/c)`*�"), "{text}");
    }
}

#[test]
fn codes_that_are_offered_together_tell_what_parts_them() {
    let case = Case::after_table("[[table.entry]]\ncode = \"$0\"\nlevel = \"国家标准\"\n");
    assert_eq!(case.item("2095021R1032T").detail.as_deref(), Some("相关标准·推荐性"));
}

#[test]
fn the_entrys_own_code_is_free_for_it() {
    let text = format!("{HEAD}{TABLE}").replace("2095021R1022T", "2095021R$01022T");
    let case = Case::plain(&text);
    assert_eq!(case.of(CompletionKind::Code), ["2095021R1022T"]);
}

#[test]
fn a_full_block_offers_nothing() {
    let text = format!("{HEAD}{TABLE}[[table.entry]]\ncode = \"$0").replace("101-199", "101-102");
    assert_eq!(Case::plain(&text).labels(), [""; 0]);
}

#[test]
fn a_table_says_its_own_class_and_category() {
    let other = "[[category]]\ncode = \"34\"\ntitle = \"服务\"\nclass = \"3\"\n[[table]]\ncategory = \"34\"\n[[table.entry]]\nstandard = \"GA/T 1-2020\"\ncode = \"$0\"\n";
    assert_eq!(codes(other), ["3095034P0013T"]);
}

#[test]
fn inside_a_code_the_values_of_the_layer_are_offered() {
    let text = format!("{HEAD}{TABLE}").replace("2095021R1022T", "2095021$0R1022T");
    let case = Case::plain(&text);
    assert_eq!(case.of(CompletionKind::Layer), ["P 公共安全行业专业标准"]);
    let item = case.item("P 公共安全行业专业标准");
    assert_eq!(item.detail.as_deref(), Some("归属 (layer 5)"));
    assert_eq!(item.text, "2095021P1022T");
    assert!(is_kept(item, "2095021"));
    // In the middle of a layer that has its value, the others are not hidden.
    let text = format!("{HEAD}{TABLE}").replace("2095021R1022T", "20$095021R1022T");
    let case = Case::plain(&text);
    let item = case.item("99 其他");
    assert_eq!(item.text, "2995021R1022T");
    assert!(item.filter.starts_with("20"), "{}", item.filter);
}

#[test]
fn a_code_can_be_built_layer_by_layer() {
    let case = Case::after_table("[[table.entry]]\ncode = \"2$0");
    assert_eq!(case.of(CompletionKind::Layer)[0], "09 社会公共安全应用基础");
    assert_eq!(case.item("00 通用").text, "200\"");
    let case = Case::after_table("[[table.entry]]\ncode = \"2095021P$0\"");
    assert_eq!(case.of(CompletionKind::Layer), ["103"]);
    let case = Case::after_table("[[table.entry]]\ncode = \"2095021P1033T$0\"");
    assert!(case.of(CompletionKind::Layer).contains(&"Q 强制性"));
    let case = Case::after_table("[[table.entry]]\ncode = \"20$0\"");
    let layers = case.of(CompletionKind::Layer);
    assert!(layers.contains(&"01 安防") && !layers.contains(&"99 其他"));
}

#[test]
fn separators_are_put_in() {
    let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"kind\"\ntitle = \"类\"\nwidth = 1\nchars = \"upper\"\nvalues = { A = \"甲\", B = \"乙\" }\n[[layer]]\nliteral = \"-\"\n[[layer]]\nname = \"sequence\"\ntitle = \"号\"\nwidth = 2\nchars = \"digit\"\nrole = \"sequence\"\n";
    let text = |code: &str| {
        format!("[[table]]\nid = \"1\"\n[[table.entry]]\ncode = \"A-01\"\n[[table.entry]]\ncode = \"{code}")
    };
    let case = Case::new(Fixture::with_scheme(scheme, &text("$0")), Snippets::Refused);
    assert_eq!(case.of(CompletionKind::Code), ["A-02"]);
    let case = Case::new(Fixture::with_scheme(scheme, &text("B$0")), Snippets::Refused);
    assert_eq!(case.item("02").text, "B-02\"");
}
