//! T001: text that is not TOML.

use super::{Check, Definition, Example, FileContext, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Safety, Severity};
use crate::messages::{Argument, Message, Text};
use crate::syntax::{SyntaxError, SyntaxErrorKind};

/// T001 `toml-syntax`.
pub(super) static TOML_SYNTAX: Definition = Definition {
    rule: Rule {
        code: "T001",
        name: "toml-syntax",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    page: Page {
        what: Text {
            zh: "文件里有不合 TOML 语法的地方：漏了引号、括号、逗号，用了全角符号，写了不存在的日期等。一次列出全部错误，没有错误的表照常检查。",
            en: "Text that is not TOML: a quote, bracket or comma is missing, a full-width sign stands for its half-width one, a date does not exist. All errors of a file are told in one run, and the tables without one are checked as usual.",
        },
        why: Text {
            zh: "读不懂的一处会让整张表作废；程序读到的也就不是作者写下的内容。",
            en: "Where the text cannot be read, the whole table around it is lost, and a program reads something else than its author wrote.",
        },
        fix: Text {
            zh: "不安全修复：只把字符串以外的全角符号改为半角。其余照提示手改。",
            en: "Unsafe, for full-width signs outside strings only: writes the half-width ones. The others are repaired by hand, as the message says.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = 公安数据元
#        ^^^^^^^^^^ toml-syntax: 引号
status = "拟编"
level  = "行业标准
#        ^^^^^^^^^ toml-syntax: 引号
owner  = "公安部计算机与信息处理标委会"
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
    check: Check::File(check),
};

/// How much of the text at fault a message repeats, in characters.
const EXCERPT: usize = 40;

fn check(context: &FileContext<'_>, sink: &mut Sink) {
    let source = context.source;
    for (segment, content) in source.document.iter() {
        let text = source.document.text(&source.text, segment);
        for error in &content.errors {
            let place = Place {
                file: context.id,
                segment,
                span: error.span,
            };
            sink.push(finding(place, error, text));
        }
    }
}

fn finding(place: Place, error: &SyntaxError, text: &str) -> Diagnostic {
    let message = Message::attribute("toml-syntax", error.kind.name());
    match &error.kind {
        SyntaxErrorKind::FullWidth(form) => {
            let message = message
                .with("found", shown(&form.found))
                .with("repair", shown(&form.repair));
            let title = Message::attribute("toml-syntax", "fix").with("repair", shown(&form.repair));
            Diagnostic::new(&TOML_SYNTAX.rule, place, message).replace(
                Safety::Unsafe,
                title,
                place,
                form.repair.as_str(),
            )
        }
        SyntaxErrorKind::Other(reason) => {
            Diagnostic::new(&TOML_SYNTAX.rule, place, message.with("reason", reason.as_ref()))
        }
        _ => Diagnostic::new(
            &TOML_SYNTAX.rule,
            place,
            message.with("text", excerpt(error.span.of_text(text))),
        ),
    }
}

/// A blank by its name, anything else as it is.
fn shown(form: &str) -> Argument {
    let name = match form {
        " " => Text {
            zh: "空格",
            en: "a blank",
        },
        "\u{3000}" => Text {
            zh: "全角空格 U+3000",
            en: "the ideographic space U+3000",
        },
        "\u{A0}" => Text {
            zh: "不换行空格 U+00A0",
            en: "the no-break space U+00A0",
        },
        _ => return form.into(),
    };
    name.into()
}

fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
