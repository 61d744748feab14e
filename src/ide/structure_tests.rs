//! What an editor is told of a register whose codes name the subsystem and whose subsystems are a tree.

use super::completion::{Options, complete};
use super::fixture::Fixture;
use super::{definition, hover, outline, references, rename};
use crate::text::FileId;

const SCHEME: &str = r#"[scheme]
id = "ICV"
title = "x"
[[layer]]
name = "part"
title = "部分"
width = 1
chars = "digit"
role = "subsystem"
[[layer]]
name = "category"
title = "子类"
width = 2
chars = "digit"
role = "category"
[[layer]]
literal = "-"
[[layer]]
name = "sequence"
title = "顺序号"
width = "1-3"
chars = "digit"
role = "sequence"
[[status]]
name = "预研"
phase = "planned"
[[level]]
name = "国标"
kinds = ["national"]
"#;

const REGISTER: &str = r#"[register]
title = "示例"
[[subsystem]]
title = "全部"
[[subsystem]]
title = "基础"
code = "1"
parent = "全部"
guides = ["2"]
[[subsystem]]
title = "通用"
code = "2"
parent = "全部"
[[category]]
code = "01"
title = "术语"
subsystem = "基础"
[[category]]
code = "01"
title = "评价"
subsystem = "2"
[[table]]
id = "101"
title = "术语"
category = "01"
subsystem = "基础"
[[table.entry]]
number = 1
code = "101-1"
title = "甲"
[[table]]
id = "201"
title = "评价"
category = "01"
subsystem = "2"
[[table.entry]]
number = 1
code = "201-9"
title = "乙"
"#;

fn fixture(from: &str, to: &str) -> Fixture {
    assert_eq!(REGISTER.matches(from).count(), 1, "{from}");
    Fixture::with_scheme(SCHEME, &REGISTER.replace(from, to))
}

/// What a rename at the cursor changes: the text before and after.
fn renamed((from, to): (&str, &str), name: &str) -> Result<Vec<(String, String)>, String> {
    let fixture = fixture(from, to);
    let edits = rename::rename(fixture.context(), fixture.cursor(), name);
    let edits = edits.map_err(|refusal| refusal.render(crate::messages::Language::En))?;
    let before = |place| fixture.covered(place).to_owned();
    Ok(edits.into_iter().map(|(place, text)| (before(place), text)).collect())
}

#[test]
fn a_category_is_renamed_in_its_subsystem_alone() {
    let at = (
        "id = \"201\"\ntitle = \"评价\"\ncategory = \"01\"",
        "id = \"201\"\ntitle = \"评价\"\ncategory = \"$001\"",
    );
    let edits = renamed(at, "03").unwrap();
    let one = |from: &str| (from.to_owned(), "03".to_owned());
    assert_eq!(edits, [one("01"), one("01"), one("01")]);
    let taken = (
        "id = \"201\"\ntitle = \"评价\"\ncategory = \"01\"",
        "[[category]]\ncode = \"02\"\ntitle = \"别\"\nsubsystem = \"1\"\n[[table]]\nid = \"201\"\ntitle = \"评价\"\ncategory = \"$001\"",
    );
    // Another subsystem may have it.
    assert_eq!(renamed(taken, "02").map(|edits| edits.len()), Ok(3));
}

#[test]
fn a_code_of_a_subsystem_is_renamed_in_the_codes_below_it() {
    let edits = renamed(("code = \"2\"", "code = \"$02\""), "4").unwrap();
    let all: Vec<&str> = edits.iter().map(|(before, _)| before.as_str()).collect();
    // `guides`, its own, the category's, the table's, the code's.
    assert_eq!(all, ["2", "2", "2", "2", "2"]);
    assert!(edits.iter().all(|(_, after)| after == "4"));
    assert!(renamed(("code = \"2\"", "code = \"$02\""), "1").is_err());
    assert!(renamed(("code = \"2\"", "code = \"$02\""), "44").is_err());
    let titles = renamed(("title = \"通用\"", "title = \"通$0用\""), "通用规范").unwrap();
    assert_eq!(titles, [("通用".to_owned(), "通用规范".to_owned())]);
}

#[test]
fn a_layer_leads_to_the_subsystem_and_a_code_to_the_category() {
    let defined = |to: &str| {
        let fixture = fixture("code = \"201-9\"", to);
        let found = definition::definition(fixture.context(), fixture.cursor());
        let found: Vec<_> = found
            .iter()
            .map(|found| {
                fixture
                    .covered(found.whole)
                    .lines()
                    .take(3)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        found
    };
    assert_eq!(
        defined("code = \"$0201-9\""),
        ["[[subsystem]] title = \"通用\" code = \"2\""]
    );
    assert_eq!(
        defined("code = \"20$01-9\""),
        ["[[category]] code = \"01\" title = \"评价\""]
    );
    let fixture = fixture("guides = [\"2\"]", "guides = [\"$02\"]");
    let uses = references::references(fixture.context(), fixture.cursor());
    // Its title, `guides`, the category, the table, the layer.
    assert_eq!(uses.len(), 5);
    let hover = hover::hover(fixture.context(), fixture.cursor()).unwrap();
    let page = format!("{hover:?}");
    assert!(page.contains("2 通用") && page.contains("全部"), "{page}");
}

#[test]
fn the_outline_is_the_tree() {
    let fixture = Fixture::with_scheme(SCHEME, REGISTER);
    let roots = outline::outline(fixture.context(), FileId(0));
    let all = roots.iter().find(|symbol| symbol.name == "全部").unwrap();
    let below: Vec<&str> = all.children.iter().map(|symbol| symbol.name.as_str()).collect();
    assert_eq!(below, ["1 基础", "2 通用"]);
    assert_eq!(all.children[1].children[0].children[0].name, "201 评价");
    assert_eq!(roots.len(), 2);
}

#[test]
fn codes_and_subsystems_are_offered() {
    let offered = |from: &str, to: &str| {
        let fixture = fixture(from, to);
        let items = complete(fixture.context(), fixture.cursor(), Options::default()).items;
        items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    // The one behind the last of the table of its own subsystem, in no more digits than it needs.
    assert_eq!(
        offered(
            "code = \"201-9\"\n",
            "code = \"201-9\"\n[[table.entry]]\ncode = \"$0\"\n"
        )[0],
        "201-10"
    );
    let parents = offered("code = \"2\"\nparent = \"全部\"", "code = \"2\"\nparent = \"$0\"");
    assert!(parents.contains(&"基础".to_owned()), "{parents:?}");
    let guided = offered("guides = [\"2\"]", "guides = [\"$0\"]");
    assert!(guided.contains(&"通用".to_owned()), "{guided:?}");
}
