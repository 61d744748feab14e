//! T008: a code scheme that is unknown, unreadable, or at odds with itself.

use super::proposal;
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::SchemeProblem;
use crate::scheme::{Fault, FaultKind, Scheme};
use crate::text::FileId;
use crate::text::nearest::nearest;

/// T008 `scheme-problem`.
pub(crate) static SCHEME_PROBLEM: Definition = Definition {
    rule: Rule {
        code: "T008",
        name: "scheme-problem",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "register.scheme 所指的编码方案不是内置方案，方案文件无法读取，或方案自相矛盾：取值的位数与层宽不符，名称或取值重复，作用不存在，[[column]] 有误等。体系表自己的 [[column]] 有误时，在原处逐个报告。",
            en: "The scheme named by `register.scheme` is not built in, its file cannot be read, or it contradicts itself: a value is not as wide as its layer, a name or value appears twice, a role does not exist, a [[column]] has errors. Errors in the register's own [[column]] are reported separately, where they are.",
        },
        why: Text {
            zh: "代码的每一层都按编码方案来读；方案有误，代码的对错就无法判断。方案改正之前，凡依方案判断的都不检查（代码、用语、标准号、统计数），也不提供任何修复；栏有误时，也不检查条目的键。",
            en: "Every layer of a code is read with the scheme; if the scheme is wrong, it is impossible to say whether codes are right. Until it is corrected, nothing that depends on it is checked (codes, terms, numbers, figures) and no fixes are offered; with an error in a column, the keys of entries are not checked either.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的内置方案标识；在方案文件中，改为最相近的键名或标准号种类。其余请改正方案的标识、路径或方案文件；各处错误在相关位置列出。",
            en: "Unsafe: changes the id to that of the closest built-in scheme and, in a scheme file, a key or a kind of number to the closest one. Otherwise correct the id, the path or the scheme file; its errors are listed as related locations.",
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
    for (place, fault) in &register.column_faults {
        sink.push(Diagnostic::new(&SCHEME_PROBLEM.rule, *place, fault.message()));
    }
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
    if let (SchemeProblem::Unknown, Some(asked)) = (problem, head.scheme())
        && let Some(nearest) = nearest(&asked, Scheme::ids().iter().copied())
    {
        diagnostic = proposal::instead(diagnostic, head.segment_text(), nearest);
    }
    if let SchemeProblem::Faulty { file, faults } = problem {
        for fault in faults {
            diagnostic = diagnostic.related(Place::in_file(*file, fault.span), fault.kind.message());
        }
    }
    sink.push(diagnostic);
}

/// The finding of a fault in a scheme file that is looked at by itself.
pub(crate) fn in_scheme_file(file: FileId, fault: &Fault) -> Diagnostic {
    let place = Place::in_file(file, fault.span);
    let diagnostic = Diagnostic::new(&SCHEME_PROBLEM.rule, place, fault.kind.message());
    match &fault.kind {
        FaultKind::UnknownKind {
            nearest: Some(nearest), ..
        } => proposal::string_instead(diagnostic, nearest),
        FaultKind::Misfit(misfit) => match misfit.renamed() {
            Some(name) => proposal::key_instead(diagnostic, name),
            None => diagnostic,
        },
        _ => diagnostic,
    }
}
