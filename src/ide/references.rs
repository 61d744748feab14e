//! Find references: every place of the register that names what the cursor is on.

use super::mentions::{self, Part};
use super::referent::{self, CodeReading};
use super::{Context, Cursor};
use crate::diagnostic::Place;

/// A place that names the referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name, relative to its file.
    pub place: Place,
    /// What the place is to the referent.
    pub part: Part,
}

impl Reference {
    /// Whether the place says what the referent is: what an editor may ask to leave out.
    pub fn is_definition(&self) -> bool {
        self.part == Part::Definition
    }
}

/// The places that name what the cursor is on, in all files of the register, in their order. For the number of a
/// standard also the other parts and editions of it.
pub fn references(context: Context<'_>, cursor: Cursor) -> Vec<Reference> {
    let register = context.register;
    let Some(naming) = referent::at(register, cursor, CodeReading::ByLayer) else {
        return Vec::new();
    };
    // The title of a category is no name of its own where its code is what everybody writes.
    mentions::of(register, &naming.referent)
        .into_iter()
        .filter(|mention| mention.part != Part::Definition || mention.spelling == referent::Spelling::Name)
        .map(|mention| Reference {
            place: mention.place(register),
            part: mention.part,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    /// The references with the lines they stand in, `=` before a definition.
    fn found(marked: &str) -> Vec<String> {
        let fixture = Fixture::new(marked);
        let found = references(fixture.context(), fixture.cursor());
        let shown = |reference: &Reference| {
            let sign = if reference.is_definition() { "=" } else { "" };
            format!("{sign}{}", fixture.covered(reference.place))
        };
        found.iter().map(shown).collect()
    }

    const REGISTER: &str = r#"[register]
title = "x"
code = "2095021P1013T"
standard = "GA/T 542-2011"
[[status]]
name = "试行"
phase = "published"
also = ["试用"]
[[subsystem]]
title = "服务保障标准"
[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"
requires = ["公安数据元"]
[[statistics]]
by = "category"
rows = [
  { item = "21" }, { item = "数据资源" },
  { item = "甲", where = { category = "数据资源" } }, { item = "乙", where = { table = "A.4", status = "试行" } },
]
[[statistics]]
by = "subsystem"
rows = [{ item = "服务保障标准子体系" }, { item = "丙", where = { subsystem = "服务保障标准" } }]
[[statistics]]
by = "table"
rows = [{ item = "A.4" }, { item = "数据元" }]
#- part.toml
[[table]]
id = "A.4"
title = "数据元"
category = "21"
[[table.entry]]
number = 1
code = "2095021P1013T"
standard = "GA/T 542-2011"
title = "公安数据元"
status = "试用"
owner = "公安部"
[[table.entry]]
number = 2
code = "2095021P1023T"
standard = "GA/T 542.2-2012"
title = "公安数据元 第2部分"
status = "试行"
replaces = ["GA/T 542-2005", "GAT 542—2011"]
owner = "公安部"
"#;

    fn of(from: &str, to: &str) -> Vec<String> {
        let text = REGISTER.replacen(from, to, 1);
        assert_ne!(text, REGISTER);
        found(&text)
    }

    #[test]
    fn a_category_is_named_by_tables_codes_and_statistics() {
        let places = ["21", "=21", "21", "数据资源", "数据资源", "21", "21", "21"];
        assert_eq!(of("category = \"21", "category = \"2$01"), places);
        assert_eq!(of("code = \"21", "code = \"$021"), places);
        assert_eq!(of("2095021P1023T", "209502$01P1023T"), places);
        assert_eq!(of("title = \"数据资源", "title = \"数$0据资源"), places);
    }

    #[test]
    fn a_subsystem_is_named_by_categories_and_statistics() {
        let places = ["=服务保障标准", "服务保障标准", "服务保障标准", "服务保障标准"];
        assert_eq!(of("标准子体系", "标准$0子体系"), places);
        assert_eq!(of("subsystem = \"服", "subsystem = \"$0服"), places);
    }

    #[test]
    fn a_table_is_named_by_statistics() {
        assert_eq!(of("id = \"A.4", "id = \"A$0.4"), ["A.4", "A.4", "数据元", "=A.4"]);
    }

    #[test]
    fn a_code_is_that_of_an_entry_and_of_the_register() {
        assert_eq!(
            of("code = \"2095021P1013T", "code = \"2095021P1$0013T"),
            ["2095021P1013T", "=2095021P1013T"]
        );
    }

    #[test]
    fn a_number_is_found_in_any_spelling_with_its_other_parts_and_editions() {
        assert_eq!(
            of("standard = \"GA", "standard = \"$0GA"),
            [
                "GA/T 542-2011",
                "=GA/T 542-2011",
                "GA/T 542.2-2012",
                "GA/T 542-2005",
                "GAT 542—2011"
            ]
        );
    }

    #[test]
    fn words_and_owners_are_found_where_they_are_used() {
        assert_eq!(
            of("name = \"试", "name = \"$0试"),
            ["=试行", "=试用", "试行", "试用", "试行"]
        );
        assert_eq!(of("owner = \"公", "owner = \"$0公"), ["公安部", "公安部"]);
        assert_eq!(of("[\"公安数据元", "[\"公$0安数据元"), ["公安数据元", "=公安数据元"]);
    }

    #[test]
    fn where_nothing_is_named_nothing_is_found() {
        assert_eq!(of("[[subsystem]]", "[[sub$0system]]"), [""; 0]);
        assert_eq!(of("title = \"x", "title = \"$0x"), [""; 0]);
    }
}
