//! T009: a pattern that can never match. The analysis finds those of settings, which are no part of a register.

use super::listing::{Many, quoted};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::IncludeProblem;

/// T009 `useless-pattern`.
pub(crate) static USELESS_PATTERN: Definition = Definition {
    rule: Rule {
        code: "T009",
        name: "useless-pattern",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "include 或 stdreg.toml 的 exclude、per-file-ignores 中的模式不可能匹配任何文件：为空、以 ! 开头、是绝对路径、含有 ..、用 \\ 分隔文件夹，或者过长、花括号嵌套过深、排在一千个模式之后。include 中指到根文件所在文件夹之外的模式由 T006 报告。",
            en: "A pattern of include, or of exclude or per-file-ignores in stdreg.toml, can never match a file: it is empty, starts with !, is an absolute path, contains .., separates folders with \\, is too long, is nested too deep, or comes after a thousand other patterns. Patterns of include that point outside the folder of the root file are reported by T006.",
        },
        why: Text {
            zh: "这样的模式不起作用，作者却以为它在起作用：以为已排除的文件会被检查和改写，以为已包括的分册没有检查。",
            en: "The pattern has no effect, while the author believes it does: files meant to be excluded are checked and changed, and parts meant to be included are not checked.",
        },
        fix: Text {
            zh: "写成相对于所在文件夹的路径模式，或删去；要匹配开头的 !，写作 \\!。",
            en: "Write a pattern relative to the folder of the file, or remove it; to match a name that starts with !, write \\!.",
        },
        bad: Example::Register(
            r#"
[register]
title   = "示例标准体系"
include = ["!drafts/*.toml"]
#           ^^^^^^^^^^^^^^ useless-pattern: !
"#,
        ),
        good: Example::Register(
            r#"
[register]
title   = "示例标准体系"
include = []
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let mut list = Many::in_list(&USELESS_PATTERN.rule);
    for problem in &register.include_problems {
        let IncludeProblem::Useless { pattern, reason } = problem else {
            continue;
        };
        let include = head.include.get(*pattern).copied();
        let place = include.map_or(head.header(), |include| head.place(include));
        list.tell(sink, place, || {
            let message = message(&include.map(|include| head.text(include)).unwrap_or_default(), reason);
            Diagnostic::new(&USELESS_PATTERN.rule, place, message)
        });
    }
    list.end(sink);
}

/// That a pattern can match nothing, and why.
pub(crate) fn message(pattern: &str, reason: &Message) -> Message {
    Message::new("useless-pattern")
        .with("pattern", quoted(pattern))
        .with("reason", reason.clone())
}
