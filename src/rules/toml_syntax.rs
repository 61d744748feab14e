//! T001: text that is not TOML.

use super::listing::Many;
use super::{Check, Definition, Example, FileContext, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::syntax::{SyntaxError, SyntaxErrorKind};

/// T001 `toml-syntax`.
pub(super) static TOML_SYNTAX: Definition = Definition {
    rule: Rule {
        code: "T001",
        name: "toml-syntax",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
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

fn check(context: &FileContext<'_>, sink: &mut Sink) {
    let source = context.source;
    let mut many = Many::of_reading(&TOML_SYNTAX.rule);
    for (segment, content) in source.document.iter() {
        let text = source.document.text(&source.text, segment);
        for error in &content.errors {
            let place = Place {
                file: context.id,
                segment,
                span: error.span,
            };
            many.tell(sink, place, || finding(place, error, text));
        }
    }
    many.end(sink);
}

fn finding(place: Place, error: &SyntaxError, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&TOML_SYNTAX.rule, place, error.message(text));
    match &error.kind {
        SyntaxErrorKind::FullWidth(form) => {
            let title = Message::attribute("toml-syntax", "fix").with("repair", form.shown_repair());
            diagnostic.replace(Applicability::Unsafe, title, place, form.repair.as_str())
        }
        _ => diagnostic,
    }
}
