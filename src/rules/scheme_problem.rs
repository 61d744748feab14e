//! T008: a code scheme that is unknown, unreadable, or at odds with itself.

use super::{Check, Definition, Example, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::SchemeProblem;
use crate::scheme::Scheme;

/// T008 `scheme-problem`.
pub(super) static SCHEME_PROBLEM: Definition = Definition {
    rule: Rule {
        code: "T008",
        name: "scheme-problem",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    page: Page {
        what: Text {
            zh: "register.scheme 所指的编码方案不是内置方案，方案文件读不出来，或方案自相矛盾：值的位数与层宽不符，名称或值重复，角色不存在等。",
            en: "The scheme that register.scheme names is not built in, its file cannot be read, or it is at odds with itself: a value that is not as wide as its layer, a name or value twice, a role that there is not.",
        },
        why: Text {
            zh: "代码的每一层都按方案来读；方案有误，代码的对错就无从判断。没有可用的方案时，不检查代码各层。",
            en: "Every layer of a code is read by the scheme; where that is wrong, nobody can tell right codes from wrong ones. Without a scheme that can be used, codes are not checked.",
        },
        fix: Text {
            zh: "改正方案的标识、路径或方案文件；各处错误在相关位置列出。",
            en: "Correct the id, the path, or the file itself; each of its faults is listed as a related place.",
        },
        bad: Example::Register(
            r#"
[register]
title  = "示例标准体系"
scheme = "GA/T 1136-2041"
#         ^^^^^^^^^^^^^^ scheme-problem: GA/T 1136-2014
"#,
        ),
        good: Example::Register(
            r#"
[register]
title  = "示例标准体系"
scheme = "GA/T 1136-2014"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let Some(problem) = &register.scheme_problem else {
        return;
    };
    let place = head
        .scheme
        .map_or(head.site.header(), |scheme| head.site.place(scheme.span));
    let says = |variant| Message::attribute("scheme-problem", variant);
    let message = match problem {
        SchemeProblem::Unknown => {
            let known: Vec<String> = Scheme::ids().iter().map(|&id| id.to_owned()).collect();
            says("unknown").with("known", known)
        }
        SchemeProblem::Unreadable(reason) => says("file").with("reason", Message::clone(reason)),
        SchemeProblem::Faulty { faults, .. } => Message::new("scheme-problem").with("count", faults.len()),
    };
    let message = message.with("scheme", head.scheme().unwrap_or_default());
    let mut diagnostic = Diagnostic::new(&SCHEME_PROBLEM.rule, place, message);
    if let SchemeProblem::Faulty { file, faults } = problem {
        for fault in faults {
            diagnostic = diagnostic.related(Place::in_file(*file, fault.span), fault.kind.message());
        }
    }
    sink.push(diagnostic);
}
