//! R003: a subsystem, category or table that is defined twice.

use std::collections::hash_map::Entry as Slot;

use rustc_hash::FxHashMap;

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::handle::StringAt;
use crate::register::index::normal;
use crate::register::model::Link;

/// R003 `duplicate-definition`.
pub(super) static DUPLICATE_DEFINITION: Definition = Definition {
    rule: Rule {
        code: "R003",
        name: "duplicate-definition",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "同一子体系名称、细目代码或表号定义了两次；代码中有子体系一层时，同一子体系之内细目代码不能相同，同一上级之下子体系代码不能相同。",
            en: "A subsystem's title, a category's code or a table's id is defined twice. If codes have a layer for subsystems, categories within one subsystem must have different codes, and so must subsystems with the same parent.",
        },
        why: Text {
            zh: "别处都靠它们来引用：定义两次，就无法确定指的是哪一个；工具使用第一个。",
            en: "Everything else refers to them by these names; if a name is defined twice, it is unclear which one is meant. The tool uses the first.",
        },
        fix: Text {
            zh: "若确是两个，给后一个另起代码、表号或名称；若是同一个，合并后删去后一处。",
            en: "If they are different, give the later one a code, id or title of its own; if they are the same, merge them.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[table]]
id       = "A.4"
#           ^^^ duplicate-definition: table A.4
title    = "信息分类与编码"
category = "21"
block    = "001-099"
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[table]]
id       = "A.5"
title    = "信息分类与编码"
category = "21"
block    = "001-099"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let subsystems = register.subsystems().map(|found| found.maybe_at(found.title));
    let codes = register.subsystems();
    let codes = codes.map(|found| {
        (
            // Of a subsystem that is there twice as a whole its title tells it.
            found.maybe_at(found.code.filter(|_| found.is_code_doubled && !found.is_doubled)),
            found.above,
        )
    });
    // Where codes name the subsystem, a category is told by both.
    let is_by_subsystem = register.tells_categories_by_subsystem();
    let categories = register.categories().map(|found| {
        let above = if is_by_subsystem { found.above } else { Link::Absent };
        (found.maybe_at(found.code), above)
    });
    let tables = register.tables().map(|found| found.maybe_at(found.id));
    let anywhere = |name| (name, Link::Absent);
    report(register, "subsystem", subsystems.map(anywhere), sink);
    report(register, "subsystem-code", codes, sink);
    report(register, "category", categories, sink);
    report(register, "table", tables.map(anywhere), sink);
}

/// Definitions with their names, each told by its name in what it belongs to.
fn report(
    register: &Register,
    kind: &'static str,
    definitions: impl Iterator<Item = (Option<StringAt>, Link)>,
    sink: &mut Sink,
) {
    let mut first: FxHashMap<(Link, String), Place> = FxHashMap::default();
    for (name, within) in definitions.filter_map(|(name, within)| Some((name?, within))) {
        let place = name.place();
        match first.entry((within, normal(name.content(register)).into_owned())) {
            Slot::Vacant(slot) => {
                slot.insert(place);
            }
            Slot::Occupied(first) if !name.site().is_broken => {
                let message = Message::attribute("duplicate-definition", kind).with("name", first.key().1.as_str());
                sink.push(
                    Diagnostic::new(&DUPLICATE_DEFINITION.rule, place, message)
                        .twin(*first.get(), Message::attribute("duplicate-definition", "first")),
                );
            }
            Slot::Occupied(_) => {}
        }
    }
}
