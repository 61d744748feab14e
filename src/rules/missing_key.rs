//! T003: a required key that is missing.

use super::listing::Many;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::{Columns, TableKind};
use crate::messages::{Bilingual, Message, Text};
use crate::register::faults::FaultKind;

/// T003 `missing-key`.
pub(super) static MISSING_KEY: Definition = Definition {
    rule: Rule {
        code: "T003",
        name: "missing-key",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "缺少必需的键，或本阶段必填的栏；根文件没有 [register]；[[table.entry]] 之前没有 [[table]]。每缺一键报一条，位置是表头或行内表的左花括号。",
            en: "A required key is missing, or a column that is required in the phase of the standard; a root file has no [register]; or a [[table.entry]] comes before any [[table]]. Each missing key is reported separately, at the header or at the opening brace of an inline table.",
        },
        why: Text {
            zh: "缺少必需的键，条目就不完整，与它有关的核对和统计都无法进行。",
            en: "An entry without its required keys is incomplete, and checks and statistics that depend on them are impossible.",
        },
        fix: Text {
            zh: "补上该键。--fix 不会替作者编造内容；编辑器可以代为添加，只有一种可能的值一并写好，其余留空待填。",
            en: "Add the key. --fix does not invent values; an editor can add the key, with its value where only one is possible, and otherwise with an empty one to fill in.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
#^^^^^^^^^^^^^^ missing-key: owner
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let mut many = Many::of_reading(&MISSING_KEY.rule);
    for fault in &context.register.faults {
        if let FaultKind::MissingKey { name, table } = &fault.kind {
            many.tell(sink, fault.place, || {
                let message = message(&context.register.columns, name, *table);
                Diagnostic::new(&MISSING_KEY.rule, fault.place, message)
            });
        }
    }
    // A subsystem that layers of the codes name has a code to be named by.
    let register = context.register;
    for (index, _) in register.subsystems_with_layers() {
        let subsystem = register.subsystem(index);
        if let Some(subsystem) = subsystem.filter(|subsystem| subsystem.code.is_none() && !subsystem.site.is_broken) {
            let place = subsystem.site.header();
            many.tell(sink, place, || {
                Diagnostic::new(
                    &MISSING_KEY.rule,
                    place,
                    message(&context.register.columns, "code", TableKind::Subsystem),
                )
            });
        }
    }
    many.end(sink);
}

fn message(columns: &Columns, name: &str, table: TableKind) -> Message {
    let message = match table {
        TableKind::Root if name == TableKind::Register.path() => Message::attribute("missing-key", "register"),
        // A part of a table that was never opened.
        TableKind::Root => Message::attribute("missing-key", "orphan"),
        _ => Message::new("missing-key"),
    };
    let help = columns.key(table, name);
    let help = help.map_or(Bilingual { zh: name, en: name }, |(_, key)| key.help);
    message
        .with("key", name)
        .with("table", table.title())
        .with("help", help)
}
