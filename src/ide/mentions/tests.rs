//! Names in text of every sort.

use crate::diagnostic::Place;
use crate::ide::fixture::Fixture;
use crate::ide::{definition, folding, highlights, links, outline, references, rename, selection, workspace_symbols};
use crate::text::FileId;

const REGISTER: &str = r#"[register]
title = "示例"
code = "2095021P1013T"
standard = "GA/T 542-2011"
include = ["a.toml"]
[[status]]
name = "试行"
phase = "published"
[[subsystem]]
title = "服务\u4FDD障"
[[category]]
code = '21'
title = """数据
资源"""
subsystem = "服务保障"
requires = ["规则", '''指南''']
[[table]]
id = "A.4"
category = "21"
entry = [{ number = 1, code = "2095021P1013T", title = "规则" }, { code = "20950２1P1013T" }]
[[table.entry]] # 注
code = "2095021P1023T"
standard = "GA／T 542—2011"
replaces = ["GA/T 542-2005", ""]
status = "试行"
# 一
# 二
[[statistics]]
by = "category"
rows = [{ item = "21" }, { item = "数据资源", where = { category = "21", table = "A.4" } }]
[[statistics]]
by = "subsystem"
[[statistics.rows]]
item = "服务保障子体系"
[statistics.rows.where]
subsystem = "服务保障子体系"
"#;

/// Every place lies in its file, on boundaries of characters, whatever piece of the text is there.
#[test]
fn text_in_mid_edit_is_taken_as_it_is() {
    let boundaries: Vec<usize> = REGISTER.char_indices().map(|(at, _)| at).collect();
    for (turn, end) in boundaries.iter().enumerate() {
        // What follows is lost, or only a character is.
        let (before, after) = REGISTER.split_at(*end);
        let after: String = after.chars().skip(1).collect();
        let text = if turn % 2 == 0 {
            format!("{before}$0")
        } else {
            format!("{before}$0{after}")
        };
        let fixture = Fixture::new(&text);
        let (context, cursor) = (fixture.context(), fixture.cursor());
        let mut places: Vec<Place> = Vec::new();
        let defined = definition::definition(context, cursor);
        places.extend(defined.iter().flat_map(|found| [found.origin, found.whole, found.name]));
        places.extend(references::references(context, cursor).iter().map(|found| found.place));
        places.extend(highlights::highlights(context, cursor).iter().map(|found| found.place));
        places.extend(selection::selections(context, cursor));
        places.extend(folding::folds(context, FileId(0)).iter().map(|fold| fold.place));
        places.extend(links::links(context, FileId(0)).iter().map(|link| link.place));
        places.extend(outline::outline(context, FileId(0)).iter().map(|symbol| symbol.range));
        places.extend(
            workspace_symbols::search(context, "规", 9)
                .iter()
                .map(|found| found.place),
        );
        for name in ["22", "新 \"名\"", "2095021P1993T"] {
            let edits = rename::rename(context, cursor, name).unwrap_or_default();
            assert!(
                edits
                    .windows(2)
                    .all(|pair| matches!(pair, [one, other] if one.0.span.end <= other.0.span.start)),
                "{text}"
            );
            places.extend(edits.iter().map(|edit| edit.0));
        }
        let whole = context.text(FileId(0));
        for place in places {
            assert!(whole.get(place.span.range()).is_some(), "{place:?} in {text}");
        }
    }
}

#[test]
fn an_owner_is_mentioned_in_statistics_too() {
    let statistics = "[[statistics]]\nby = \"owner\"\nrows = [{ item = \"公安部\" }, { item = \"x\", where = { owner = [\"公安部\"] } }]\n";
    let entry = "[[table]]\nid = \"A.1\"\n[[table.entry]]\ntitle = \"甲\"\nowner = \"公安部\"\n";
    let fixture = Fixture::new(&format!("[register]\ntitle = \"x$0\"\n{entry}{statistics}"));
    let found = super::of(fixture.context().register, &super::Referent::Owner("公安部".to_owned()));
    assert_eq!(found.len(), 3);
}
