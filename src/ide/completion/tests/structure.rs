//! Keys, headers, new entries, suppressions.

use super::*;

#[test]
fn missing_keys_are_offered_the_required_ones_first() {
    let case = Case::after_table("[[table.entry]]\nnumber = 3\ntitle = \"x\"\n$0\n");
    assert_eq!(
        case.of(CompletionKind::Key),
        [
            "code",
            "status",
            "level",
            "owner",
            "standard",
            "plan",
            "effective",
            "group",
            "replaces",
            "remarks"
        ]
    );
    assert_eq!(
        case.item("code").detail.as_deref(),
        Some("the structured code · required")
    );
    assert_eq!(case.line_with("effective"), "effective = \"\"\n");
    assert_eq!(case.line_with("replaces"), "replaces = [\"\"]\n");
    assert!(is_kept(case.item("owner"), "gkdw"));
}

#[test]
fn snippets_have_places_for_the_values() {
    let case = Case::snippets(&format!("{HEAD}{TABLE}[[table.entry]]\n$0\n"));
    assert_eq!(case.item("number").text, "number = ${1:3}");
    assert_eq!(case.item("code").text, "code = \"${1}\"");
    assert_eq!(case.item("effective").text, "effective = ${1:\"\"}");
    let case = Case::snippets("[[statistics]]\nb$0");
    assert_eq!(
        case.item("by").text,
        "by = \"${1|level,subsystem,category,table,status|}\""
    );
}

#[test]
fn a_key_with_its_equals_sign_is_replaced_alone() {
    let case = Case::after_table("[[table.entry]]\nco$0d = \"x\"\n");
    assert_eq!(case.line_with("code"), "code = \"x\"\n");
    assert_eq!(case.of(CompletionKind::Header), [""; 0]);
    let case = Case::after_table("[[table.entry]]\nco$0\ntitle = \"x\"\n");
    assert_eq!(case.line_with("code"), "code = \"\"\ntitle = \"x\"\n");
    assert!(!case.labels().contains(&"title"));
}

#[test]
fn a_new_entry_has_its_number_code_and_date() {
    let expected = "[[table.entry]]\nnumber = 3\ncode = \"2095021P1033T\"\nstandard = \"\"\ntitle = \"\"\nstatus = \"已颁\"\nlevel = \"行业标准\"\neffective = \"\"\nowner = \"公安部标委会\"";
    for typed in ["$0", "entry$0", "ent$0", "[[$0", "[[ta$0", "[[table.$0]]", "[$0]"] {
        let case = Case::after_table(&format!("{typed}\n"));
        assert_eq!(case.line_with("[[table.entry]]"), format!("{expected}\n"), "{typed}");
        let typed = typed.split("$0").next().unwrap();
        let filter = &case.item("[[table.entry]]").filter;
        assert!(filter.starts_with(typed), "{filter} for {typed}");
    }
    let case = Case::snippets(&format!("{HEAD}{TABLE}$0"));
    let text = &case.item("[[table.entry]]").text;
    assert!(
        text.contains("number = ${1:3}\ncode = \"${8:2095021P1033T}\"\n"),
        "{text}"
    );
    assert!(
        text.contains("status = \"${4|已颁,即将实施,在编,拟编,废止|}\""),
        "{text}"
    );
}

#[test]
fn a_new_entry_keeps_its_distance_and_the_files_alignment() {
    let case = Case::after_table("[[table.entry]]\nnumber   = 3\n$0");
    let text = case.line_with("[[table.entry]]");
    assert!(
        text.starts_with("\n[[table.entry]]\nnumber    = 4\ncode      = \""),
        "{text}"
    );
    // Keys that follow would become the new entry's.
    let case = Case::after_table("[[table.entry]]\nnumber = 3\n$0\ntitle = \"x\"\n");
    assert!(!case.labels().contains(&"[[table.entry]]"));
    let case = Case::after_table("[[ta$0\ntitle = \"x\"\n");
    assert_eq!(case.line_with("[[table.entry]]"), "[[table.entry]]\ntitle = \"x\"\n");
}

#[test]
fn headers_are_those_that_may_begin() {
    let case = Case::after_table("[[$0");
    assert_eq!(
        case.labels(),
        [
            "[[table.entry]]",
            "[[table]]",
            "[[category]]",
            "[[subsystem]]",
            "[[statistics]]",
            "[[status]]",
            "[[level]]",
            "[[column]]"
        ]
    );
    assert_eq!(
        case.line_with("[[category]]"),
        "[[category]]\ncode = \"\"\ntitle = \"\"\nsubsystem = \"\"\nclass = \"\""
    );
    let case = Case::plain("$0");
    assert_eq!(case.line_with("[register]"), "[register]\ntitle = \"\"");
    assert!(!case.labels().contains(&"[[table.entry]]"));
    let case = Case::plain("[re$0");
    assert_eq!(case.line_with("[register]"), "[register]\ntitle = \"\"");
    assert!(case.item("[register]").filter.starts_with("[register]"));
}

#[test]
fn new_statistics_have_the_true_counts() {
    let case = Case::after_table("[[stat$0");
    assert_eq!(
        case.line_with("[[statistics]]"),
        "[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"国际标准\", expected = 0, existing = 0 },\n  { item = \"国家标准\", expected = 1, existing = 1, ratio = \"100%\" },\n  { item = \"其他行业标准\", expected = 0, existing = 0 },\n  { item = \"公共安全行业标准\", expected = 1, existing = 1, ratio = \"100%\" },\n  { item = \"共计\", expected = 2, existing = 2, ratio = \"100%\" },\n]"
    );
    for typed in [
        "[[$0",
        "[[$0]]",
        "[$0",
        "[[$0\n\n[[statistics]]\nby = \"category\"\nrows = []\n",
    ] {
        let text = Case::after_table(typed).text_with("[[statistics]]");
        assert!(
            text.contains("国家标准\", expected = 1") || text.contains("[[statistics]]\n\n"),
            "{typed}: {text}"
        );
    }
    let case = Case::after_table("[[statistics]]\nby = \"level\"\nrows = []\n\n$0");
    assert!(case.line_with("[[statistics]]").contains("by = \"subsystem\""));
}

#[test]
fn a_new_entry_in_braces_is_offered_in_the_array() {
    let text = format!("{HEAD}[[table]]\nid = \"A\"\ncategory = \"21\"\nentry = [$0]\n");
    assert_eq!(
        Case::plain(&text).line_with("{ entry }"),
        "entry = [{ number = 1, code = \"2095021P0011Q\", standard = \"\", title = \"\", status = \"已颁\", level = \"国际标准\", effective = \"\", owner = \"\" }]\n"
    );
}

#[test]
fn suppressions_name_directives_and_rules() {
    let case = Case::after_table("# stdreg:$0");
    assert_eq!(case.labels(), ["ignore", "ignore-file"]);
    assert_eq!(case.line_with("ignore"), "# stdreg: ignore[]");
    assert_eq!(
        Case::after_table("# stdreg: ig$0").line_with("ignore-file"),
        "# stdreg: ignore-file[]"
    );
    assert_eq!(
        Case::after_table("#stdreg: ig$0no[x]").line_with("ignore"),
        "#stdreg: ignore[x]"
    );
    let case = Case::after_table("# stdreg: ignore[$0");
    assert_eq!(case.line_with("code-length"), "# stdreg: ignore[code-length]");
    assert_eq!(case.items.len(), crate::rules::ALL.len());
    assert!(is_kept(case.item("code-length"), "C001"));
    let case = Case::after_table("code = \"x\" # stdreg: ignore-file[code-length, dup$0]\n");
    assert_eq!(
        case.line_with("duplicate-code"),
        "code = \"x\" # stdreg: ignore-file[code-length, duplicate-code]\n"
    );
    assert!(!case.labels().contains(&"code-length"));
    assert_eq!(Case::after_table("# stdreg: ignore[code-length]$0").labels(), [""; 0]);
    // What is found below is what one wants to silence.
    let text = "# stdreg: ignore[$0]\n[[table.entry]]\nnumber = 3\ncode = \"2095021P1013T\"\n";
    let case = Case::after_table(text);
    let found = ["missing-key", "duplicate-code"];
    assert!(found.contains(&case.labels()[0]), "{:?}", &case.labels()[..4]);
}

#[test]
fn a_part_knows_the_whole_register() {
    let part = "#- tables/b.toml\n[[table]]\nid = \"B\"\ncategory = \"21\"\n[[table.entry]]\nstandard = \"GA/T 7-2020\"\ncode = \"$0";
    let case = Case::after_table(part);
    // Sequences are counted over all files; 101 and 102 are used by the root, outside any block of this table.
    assert_eq!(case.of(CompletionKind::Code), ["2095021P0013T"]);
    let case = Case::after_table(&part.replace("category = \"21\"", "category = \"21\"\nblock = \"101-110\""));
    assert_eq!(case.of(CompletionKind::Code), ["2095021P1033T"]);
    // A part that opens no table has none to add an entry to.
    assert!(!Case::after_table("#- b.toml\n$0").labels().contains(&"[[table.entry]]"));
}

#[test]
fn a_layer_whose_name_is_no_bare_key_is_offered_in_quotes() {
    let scheme = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a b\"\ntitle = \"甲\"\nwidth = 1\nchars = \"digit\"\n";
    for (typed, written) in [("a$0", "\"a b\" = \"\""), ("a$0 = \"1\"", "\"a b\" = \"1\"")] {
        let text = format!("[[statistics]]\nrows = [{{ item = \"x\", where = {{ {typed} }} }}]\n");
        let case = Case::new(Fixture::with_scheme(scheme, &text), Snippets::Refused);
        assert!(case.text_with("a b").contains(&format!("where = {{ {written} }}")));
    }
}

/// A scheme with columns of its own, one of them hidden and one with another key for its role.
const OWN: &str = "[scheme]\nid = \"own\"\ntitle = \"own\"\n[[layer]]\nname = \"sequence\"\nrole = \"sequence\"\nchars = \"digit\"\nwidth = 3\n\
    [[status]]\nname = \"现行\"\nphase = \"published\"\n[[column]]\nkey = \"名称\"\nrole = \"title\"\n[[column]]\nkey = \"adoption\"\n\
    title = \"采标程度\"\nalso = [\"采用程度\"]\ntype = \"word\"\nwords = [\"等同\", \"修改\"]\nrequired = [\"published\"]\nhelp = \"采用国际标准的程度\"\n\
    [[column]]\nkey = \"owner\"\nhidden = true\n";

#[test]
fn keys_are_the_columns_of_the_scheme() {
    let text = "[[table]]\nid = \"A\"\n[[table.entry]]\n$0\n";
    let case = Case::new(Fixture::with_scheme(OWN, text), Snippets::Refused);
    let keys = case.of(CompletionKind::Key);
    assert!(keys.contains(&"名称") && keys.contains(&"adoption") && keys.contains(&"status"));
    // There is no word for a level, and the owner is hidden.
    assert!(
        !keys.contains(&"title") && !keys.contains(&"level") && !keys.contains(&"owner"),
        "{keys:?}"
    );
    assert!(case.line_with("名称").starts_with("\"名称\" = \"\""));
    let adoption = case.item("adoption");
    assert!(adoption.detail.as_deref().unwrap().starts_with("采用国际标准的程度"));
    for typed in ["cbcd", "caibiao", "cycd", "采标"] {
        assert!(is_kept(adoption, typed), "{typed}: {}", adoption.filter);
    }
    let entry = case.text_with("[[table.entry]]");
    assert!(entry.contains("\"名称\"") && entry.contains("adoption"), "{entry}");
}

#[test]
fn values_of_a_column_are_its_words() {
    let text = "[[table]]\nid = \"A\"\n[[table.entry]]\nadoption = \"$0\"\n";
    let case = Case::new(Fixture::with_scheme(OWN, text), Snippets::Refused);
    assert_eq!(case.labels(), ["等同", "修改"]);
    assert!(is_kept(case.item("等同"), "dt"));
    assert!(case.line_with("修改").starts_with("adoption = \"修改\""));
}
