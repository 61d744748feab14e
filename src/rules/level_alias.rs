//! E017: a level that is written by an alias.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::vocabulary::Usage;

/// E017 `level-alias`.
pub(super) static LEVEL_ALIAS: Definition = Definition {
    rule: Rule {
        code: "E017",
        name: "level-alias",
        severity: Severity::Info,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准级别用的是别称，如“通信行标”“密码行业”，词表中的词是“行业标准”。",
            en: "A level is written with an alias, such as 通信行标 or 密码行业, where the vocabulary has 行业标准.",
        },
        why: Text {
            zh: "别称照样能读，但同一级别几种写法，汇总和筛选时要逐一记住。",
            en: "Aliases are understood, but anyone who counts or filters by level has to remember each of them.",
        },
        fix: Text {
            zh: "不安全修复：改为词表中的词。别称有时还说明是哪个行业，改前请看这层意思是否要留在备注里。",
            en: "Unsafe: changes it to the term of the vocabulary. An alias may also say which industry it is; check whether to keep that in the remarks.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1013T"
standard  = "YD/T 3150-2016"
title     = "网络电子身份标识 eID 验证服务接口技术要求"
status    = "已颁"
level     = "通信行标"
#            ^^^^^^^^ level-alias: 行业标准
effective = 2016-10-01
owner     = "工信部"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1013T"
standard  = "YD/T 3150-2016"
title     = "网络电子身份标识 eID 验证服务接口技术要求"
status    = "已颁"
level     = "行业标准"
effective = 2016-10-01
owner     = "工信部"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let vocabulary = context.vocabulary();
    let Some(level) = context.entry.level else {
        return;
    };
    let found = context.string(level);
    let Some((term, Usage::Alias)) = vocabulary.level(&found) else {
        return;
    };
    let Some(term) = vocabulary.level_term(term) else {
        return;
    };
    let message = Message::new("level-alias")
        .with("found", found)
        .with("term", term.name.as_str());
    let place = context.place(level.span);
    let diagnostic = Diagnostic::new(&LEVEL_ALIAS.rule, place, message);
    sink.push(match context.written(level, &term.name) {
        Some(text) => {
            let title = Message::attribute("level-alias", "fix").with("term", term.name.as_str());
            diagnostic.replace(Applicability::Unsafe, title, place, text)
        }
        None => diagnostic,
    });
}
