//! R002: a category of a subsystem that no `[[subsystem]]` defines.

use super::proposal;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::handle::StringAt;
use crate::register::model::Link;
use crate::text::nearest::Words;

/// R002 `unknown-subsystem`.
pub(super) static UNKNOWN_SUBSYSTEM: Definition = Definition {
    rule: Rule {
        code: "R002",
        name: "unknown-subsystem",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "细目或表的 subsystem 写了没有 [[subsystem]] 定义的子体系名称或代码，或者几个子体系都有的代码。",
            en: "The `subsystem` of a category or table is a title or code that no [[subsystem]] has, or a code that several have.",
        },
        why: Text {
            zh: "子体系不存在，细目就不在结构图中，按子体系的统计也会漏掉它的标准。",
            en: "Without its subsystem, the category has no place in the structure, and statistics by subsystem leave its standards out.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的子体系名称。没有相近的，改成已定义的子体系名称或代码（一字不差），或补上该子体系的 [[subsystem]]。",
            en: "Unsafe: changes it to the closest title. Otherwise use the exact title or code of a defined subsystem, or define the subsystem.",
        },
        bad: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障"
#            ^^^^^^^^ unknown-subsystem: did you mean “服务保障标准”
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
entry    = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
entry    = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    // A subsystem whose title could not be read may be the one that is meant.
    let is_unsure = register.completeness == Completeness::Partial
        || register.subsystems().any(|subsystem| subsystem.title.is_none());
    if is_unsure {
        return;
    }
    let titles = register.subsystems();
    let titles = Words::new(titles.map(|subsystem| subsystem.title().unwrap_or_default()));
    let of_categories = register.categories();
    let of_categories = of_categories.map(|category| (category.maybe_at(category.subsystem), category.above));
    let of_tables = register.tables();
    let of_tables = of_tables.map(|table| (table.maybe_at(table.subsystem), table.subsystem_link));
    for (title, link) in of_categories.chain(of_tables) {
        let Some(title) = title.filter(|title| !title.site().is_broken) else {
            continue;
        };
        match link {
            Link::Unknown => sink.push(unknown(register, &titles, title)),
            Link::Ambiguous => {
                let found = title.content(register);
                if register.is_doubled_code(&found) {
                    continue;
                }
                let message = Message::attribute("unknown-subsystem", "ambiguous").with("found", found);
                sink.push(Diagnostic::new(&UNKNOWN_SUBSYSTEM.rule, title.place(), message));
            }
            _ => {}
        }
    }
}

fn unknown(register: &Register, titles: &Words<'_>, title: StringAt) -> Diagnostic {
    let found = title.content(register);
    let place = title.place();
    let near = titles.near(&found);
    let nearest = near.map(|near| near.place);
    let subsystem = nearest.and_then(|place| register.subsystem(place));
    let is_certain = near.is_some_and(|near| near.is_sole) && subsystem.is_some_and(|subsystem| !subsystem.is_doubled);
    let definition = subsystem.and_then(|subsystem| Some(subsystem.site.place(subsystem.title?.span)));
    let nearest = nearest.and_then(|place| titles.word(place));
    let (Some(nearest), Some(definition)) = (nearest, definition) else {
        let message = Message::new("unknown-subsystem").with("found", found);
        return Diagnostic::new(&UNKNOWN_SUBSYSTEM.rule, place, message);
    };
    let message = Message::attribute("unknown-subsystem", "nearest")
        .with("nearest", nearest)
        .with("found", found);
    let label = Message::attribute("unknown-subsystem", "definition");
    let diagnostic = Diagnostic::new(&UNKNOWN_SUBSYSTEM.rule, place, message).related(definition, label);
    match is_certain {
        true => proposal::instead(diagnostic, title.segment_text(register), nearest),
        false => diagnostic,
    }
}
