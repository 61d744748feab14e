//! C001: a code whose number of characters differs from the scheme.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Argument, Language, Message, Text};
use crate::scheme::Scheme;

/// C001 `code-length`.
pub(super) static CODE_LENGTH: Definition = Definition {
    rule: Rule {
        code: "C001",
        name: "code-length",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准代码的位数与编码方案规定的位数不同，或者无法按方案的分隔符和各层位数划分。",
            en: "A code does not have the number of characters that the scheme requires, or cannot be split at its separators into layers of the required widths.",
        },
        why: Text {
            zh: "代码按位划分为各层，少一位或多一位，其后各层就都读错了。位数不对的代码，只报告这一个问题。",
            en: "The layers of a code are identified by position: if a character is missing or superfluous, all following layers are misread.",
        },
        fix: Text {
            zh: "对照归口单位发布的代码改正。工具不会猜测错在哪一位。",
            en: "Correct the code from the document that issued it. The tool does not guess which character is wrong.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P101T"
#         ^^^^^^^^^^^^ code-length: 12 characters
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
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
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let scheme = context.scheme();
    let Some(code) = context.entry.code else {
        return;
    };
    if context.entry.layers.has_right_length() {
        return;
    }
    let layers = context.entry.layers;
    // As many characters as a code may have, but not where its layers would have them.
    let message = if scheme.width().has(layers.length as usize) {
        let [zh, en] = [Language::Zh, Language::En].map(|language| form(scheme, language));
        Message::attribute("code-length", "layers").with("form", Argument::names(zh, en))
    } else {
        Message::new("code-length")
    };
    let message = message
        .with("code", context.string(code))
        .with("length", layers.length)
        .with("expected", scheme.width())
        .with("scheme", scheme.id.as_str());
    sink.push(Diagnostic::new(&CODE_LENGTH.rule, context.place(code.span), message));
}

/// What codes of a scheme look like: `类别(3)-顺序号(1–3)`.
fn form(scheme: &Scheme, language: Language) -> String {
    let layers = scheme.layers.iter().map(|layer| match (&layer.literal, &layer.path) {
        (Some(literal), _) => literal.clone(),
        (None, path) => {
            let name = match language {
                Language::Zh if !layer.title.is_empty() => &layer.title,
                _ => &layer.name,
            };
            let part = path.as_ref().map_or(layer.width, |path| path.width);
            let depth = path.as_ref().map(|path| format!("×{}", path.depth));
            format!("{name}({part}{})", depth.unwrap_or_default())
        }
    });
    layers.collect()
}
