//! Go to definition: from a name to what it names. On a code the layer under the cursor counts: the class is that of
//! the category, domain and business are those of `[register]`, the category is its own, and the rest is the entry.

use super::mentions::{self, Mention, Part};
use super::referent::{self, CodeReading, Naming, Referent, layer_index_at};
use super::target::{self, Item, Target, What};
use super::{Context, Cursor, extents};
use crate::diagnostic::Place;
use crate::keys::{TableKind, ValueType};
use crate::register::Register;
use crate::register::handle::{EntryRef, StringAt};
use crate::register::model::Site;
use crate::scheme::Role;

/// What a name leads to. All places are relative to their files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name under the cursor.
    pub origin: Place,
    /// What is defined, as a whole: a table with its header and its entries.
    pub whole: Place,
    /// The value that defines it.
    pub name: Place,
}

/// Where what the cursor is on is defined. More than one place where it is defined twice.
pub fn definition(context: Context<'_>, cursor: Cursor) -> Vec<Definition> {
    let register = context.register;
    let Some(target) = target::at(register, cursor) else {
        return Vec::new();
    };
    if let Some(found) = by_layer(register, &target) {
        return vec![found];
    }
    let Some(naming) = referent::of_target(register, &target, CodeReading::ByLayer) else {
        return Vec::new();
    };
    let origin = naming.written.place(register);
    let mentions = mentions::of(register, &naming.referent);
    let defining: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| mention.part == Part::Definition && mention.spelling == referent::Spelling::Name)
        .collect();
    let defining = match (defining.is_empty(), &naming.referent) {
        // A replaced edition is seldom listed; the one that replaces it, or another part, is what there is to see.
        (true, Referent::Standard { .. }) => other_entries(register, &naming, &mentions),
        _ => defining,
    };
    defining
        .into_iter()
        .map(|mention| Definition {
            origin,
            whole: whole(register, mention),
            name: mention.place(register),
        })
        .collect()
}

/// The entries of other parts or editions of a standard.
fn other_entries<'m>(register: &Register, naming: &Naming, mentions: &'m [Mention]) -> Vec<&'m Mention> {
    let is_entry_of = |mention: &Mention| {
        register.entries().any(|entry| {
            entry.site.file == mention.written.at.site().file
                && entry.site.segment == mention.written.at.site().segment
                && entry.standard == Some(mention.written.at.string())
        })
    };
    mentions
        .iter()
        .filter(|mention| mention.part == Part::Related && mention.written != naming.written)
        .filter(|mention| is_entry_of(mention))
        .collect()
}

/// The item that a defining string stands in.
fn whole(register: &Register, mention: &Mention) -> Place {
    let place = mention.place(register);
    let cursor = Cursor {
        file: place.file,
        offset: place.span.start,
    };
    let item = target::at(register, cursor).and_then(|target| target.item);
    let site = item.and_then(|item| site_of(register, item));
    match site {
        Some(site) => extents::item(register, site),
        None => extents::item(register, &segment_site(register, mention)),
    }
}

/// A site for the whole segment of a name, for what the register keeps no list of.
fn segment_site(register: &Register, mention: &Mention) -> Site {
    let site = *mention.written.at.site();
    let header = register
        .file(site.file)
        .and_then(|file| file.document.segment(site.segment))
        .and_then(|segment| segment.header.as_ref())
        .map_or(site.header, |header| header.span);
    Site { header, ..site }
}

/// Where an item stands.
pub(super) fn site_of(register: &Register, item: Item) -> Option<&Site> {
    match item {
        Item::Head => Some(&register.head().get().site),
        Item::Subsystem(index) => register.subsystem(index).map(|item| &item.get().site),
        Item::Category(index) => register.category(index).map(|item| &item.get().site),
        Item::Table(index) => register.table(index).map(|item| &item.get().site),
        Item::Entry(id) => register.entry(id).map(|item| &item.get().site),
        Item::Statistics(index) => register.statistics_at(index).map(|item| &item.get().site),
        Item::Row(statistics, row) => {
            let statistics = register.statistics_at(statistics)?;
            statistics.row(row).map(|row| &row.get().site)
        }
    }
}

/// What a layer of an entry's code goes by, where that is one key of the register.
fn by_layer(register: &Register, target: &Target<'_>) -> Option<Definition> {
    let (Some(Item::Entry(id)), What::Text(string)) = (target.item, target.what) else {
        return None;
    };
    if target.table != Some(TableKind::Entry) || target.key?.value != ValueType::Code {
        return None;
    }
    let entry = register.entry(id)?;
    let text = entry.text(string);
    let (layer, part) = layer_index_at(register, &text, target.offset_in_text()?)?;
    let header = rule_of_layer(register, entry, layer)?;
    Some(Definition {
        origin: register.absolute(target.place.with_span(string.part(part))),
        whole: extents::item(register, header.site()),
        name: register.absolute(header.place()),
    })
}

fn rule_of_layer(register: &Register, entry: EntryRef<'_>, layer: usize) -> Option<StringAt> {
    let head = register.head();
    match register.scheme.layers.get(layer)?.role? {
        Role::Subsystem => {
            let category = register.table_of(&entry)?.category_index?;
            let (index, _) = register.subsystem_code(category, layer)?;
            let subsystem = register.subsystem(index)?;
            Some(subsystem.at(subsystem.code?))
        }
        Role::Class => {
            let table = register.table_of(&entry)?;
            let category = register.category_of(&table)?;
            Some(category.at(category.class?))
        }
        Role::Domain => Some(head.at(head.domain?)),
        Role::Business => Some(head.at(head.business?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    const REGISTER: &str = r#"[register]
title = "x"
code = "1095011P0073T"
domain = "09"
business = "50"
[[subsystem]]
title = "服务保障标准"
[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"
requires = ["公安数据元"]
[[statistics]]
by = "subsystem"
rows = [{ item = "服务保障标准子体系", expected = 1, existing = 1 }]
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
replaces = ["GA/T 542-2005"]
"#;

    fn defined(register: &str, marked: (&str, &str)) -> Vec<String> {
        let text = register.replacen(marked.0, marked.1, 1);
        assert_ne!(text, register);
        let fixture = Fixture::new(&text);
        let found = definition(fixture.context(), fixture.cursor());
        found
            .iter()
            .map(|found| fixture.covered(found.name).to_owned())
            .collect()
    }

    #[test]
    fn names_lead_to_what_they_name() {
        let of = |from, to| defined(REGISTER, (from, to));
        assert_eq!(of("category = \"21", "category = \"2$01"), ["21"]);
        assert_eq!(of("subsystem = \"服务", "subsystem = \"服$0务"), ["服务保障标准"]);
        assert_eq!(of("item = \"服", "item = \"$0服"), ["服务保障标准"]);
        assert_eq!(of("requires = [\"公", "requires = [\"公$0"), ["公安数据元"]);
    }

    #[test]
    fn sub_headings_and_tables_of_required_standards_lead_to_their_table() {
        let register = REGISTER
            .replace("[\"公安数据元\"]", "[{ title = \"公安数据元\", table = \"A.4\" }]")
            .replace("category = \"21\"", "category = \"21\"\ngroups = [\"综合\"]")
            .replace("number = 1", "number = 1\ngroup = \"综合\"");
        assert_eq!(defined(&register, ("table = \"A", "table = \"$0A")), ["A.4"]);
        assert_eq!(defined(&register, ("title = \"公", "title = \"$0公")), ["公安数据元"]);
        assert_eq!(defined(&register, ("group = \"综", "group = \"$0综")), ["综合"]);
    }

    #[test]
    fn each_layer_of_a_code_leads_to_what_it_goes_by() {
        let of = |code| defined(REGISTER, ("\"2095021P1013T", code));
        assert_eq!(of("\"$02095021P1013T"), ["2"]);
        assert_eq!(of("\"20$095021P1013T"), ["09"]);
        assert_eq!(of("\"2095$0021P1013T"), ["50"].map(|_| "50"));
        assert_eq!(of("\"2095021P1$0013T"), ["2095021P1013T"]);
        assert_eq!(of("\"209502$01P1013T"), ["21"]);
    }

    #[test]
    fn a_replaced_edition_leads_to_the_one_that_is_listed() {
        let of = |from, to| defined(REGISTER, (from, to));
        assert_eq!(of("GA/T 542-2005", "GA/T 542$0-2005"), ["GA/T 542-2011"]);
        let both = REGISTER.replace("replaces =", "remarks =");
        assert_eq!(defined(&both, ("remarks = [\"GA", "remarks = [\"$0GA")), [""; 0]);
    }

    #[test]
    fn what_is_defined_is_told_as_a_whole() {
        let fixture = Fixture::new(&REGISTER.replace("category = \"21", "category = \"2$01"));
        let found = definition(fixture.context(), fixture.cursor());
        assert!(fixture.covered(found[0].whole).starts_with("[[category]]"));
        assert!(fixture.covered(found[0].whole).ends_with("requires = [\"公安数据元\"]"));
        assert_eq!(fixture.covered(found[0].origin), "21");
    }
}
