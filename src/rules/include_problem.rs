//! T006: a problem with a pattern of `include`, with a part, or with the notes.

use super::listing::{Many, quoted};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::{IncludeProblem, Notes};

/// T006 `include-problem`.
pub(super) static INCLUDE_PROBLEM: Definition = Definition {
    rule: Rule {
        code: "T006",
        name: "include-problem",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "include 里的模式没有匹配到文件、写法有误，或指到根文件所在文件夹之外；匹配的文件无法读取；或分册自己又有 [register]、[[revision]]。notes 所指的文件不在根文件所在文件夹之内，或无法读取时，也报告。",
            en: "A pattern in `include` matches no file, is malformed, or points outside the folder of the root file; a matching file cannot be read; or a part has its own [register] or [[revision]]. Also: the file named by `notes` is outside that folder or cannot be read.",
        },
        why: Text {
            zh: "重号和统计是对根文件与全部分册一起核对的，少一个分册，结论就不可靠；一个体系表只能有一个 [register]。",
            en: "Duplicates and statistics are checked across the root file and all parts; if a part is missing, the results are unreliable. And a register can have only one [register].",
        },
        fix: Text {
            zh: "改正模式（相对于根文件，用 / 分隔，* 匹配一层、** 匹配多层），或删去分册里的 [register]；[[revision]] 移到根文件里。编制说明放在根文件旁，notes 写它的文件名。",
            en: "Correct the pattern (relative to the root file, with /; * matches within a folder, ** across folders), or delete the [register] of the part; move [[revision]] to the root file. Put the notes into the folder of the root file and set `notes` to their file name.",
        },
        bad: Example::Register(
            r#"
[register]
title   = "示例标准体系"
include = ["tables/*.toml"]
#           ^^^^^^^^^^^^^ include-problem: tables/*.toml
"#,
        ),
        good: Example::Register(
            r#"
#- register.toml
[register]
title   = "示例标准体系"
include = ["tables/*.toml"]
#- tables/a4.toml
[[statistics]]
by   = "level"
rows = []
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let mut list = Many::in_list(&INCLUDE_PROBLEM.rule);
    for problem in &register.include_problems {
        let Some((pattern, message)) = describe(problem) else {
            continue;
        };
        let include = head.include.get(pattern).copied();
        let place = include.map_or(head.header(), |include| head.place(include));
        list.tell(sink, place, || {
            let written = include.map(|include| head.text(include)).unwrap_or_default();
            let message = match problem {
                // Who parts folders as Windows does is told, whether a name or a wildcard follows.
                IncludeProblem::Nothing { .. } if written.contains('\\') => {
                    Message::attribute("include-problem", "backslash")
                }
                _ => message,
            };
            let message = message.with("pattern", written);
            Diagnostic::new(&INCLUDE_PROBLEM.rule, place, message)
        });
    }
    list.end(sink);
    for extra in register.extra_heads() {
        let message = Message::attribute("include-problem", "head");
        let diagnostic = Diagnostic::new(&INCLUDE_PROBLEM.rule, extra.site.header(), message);
        sink.push(if head.is_there {
            diagnostic.related(head.site.header(), Message::attribute("include-problem", "root"))
        } else {
            diagnostic
        });
    }
    let mut list = Many::of_reading(&INCLUDE_PROBLEM.rule);
    let of_parts = register
        .revisions()
        .filter(|revision| revision.site.file != head.site.file);
    for revision in of_parts.filter(|_| head.is_there) {
        let place = revision.header();
        list.tell(sink, place, || {
            Diagnostic::new(
                &INCLUDE_PROBLEM.rule,
                place,
                Message::attribute("include-problem", "revision"),
            )
        });
    }
    list.end(sink);
    let message = match &register.notes {
        Some(Notes::Outside) => Message::attribute("include-problem", "notes-outside"),
        Some(Notes::Unreadable(reason)) => {
            Message::attribute("include-problem", "notes").with("reason", Message::clone(reason))
        }
        Some(Notes::Read(_)) | None => return,
    };
    if let Some(notes) = head.notes {
        let message = message.with("path", quoted(&head.text(notes)));
        sink.push(Diagnostic::new(&INCLUDE_PROBLEM.rule, head.place(notes), message));
    }
}

/// The place of the pattern in `include`, and what is wrong with it; none for what is T009's to tell.
fn describe(problem: &IncludeProblem) -> Option<(usize, Message)> {
    let says = |variant| Message::attribute("include-problem", variant);
    Some(match problem {
        IncludeProblem::Useless { .. } => return None,
        IncludeProblem::Malformed { pattern, reason } => {
            (*pattern, says("malformed").with("reason", Message::clone(reason)))
        }
        IncludeProblem::Outside { pattern } => (*pattern, says("outside")),
        IncludeProblem::Nothing { pattern } => (*pattern, says("nothing")),
        IncludeProblem::Unreadable { pattern, path, reason } => {
            let message = says("unreadable").with("path", path.as_str());
            (*pattern, message.with("reason", Message::clone(reason)))
        }
    })
}
