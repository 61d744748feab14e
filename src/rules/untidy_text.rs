//! E012: stray spaces, full-width forms and punctuation in a title, owner, group or remark.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::syntax::Str;
use crate::text::Span;
use crate::text::tidy::{Tidied, Untidy, tidy};

/// E012 `untidy-text`.
pub(super) static UNTIDY_TEXT: Definition = Definition {
    rule: Rule {
        code: "E012",
        name: "untidy-text",
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "标准名称、归口单位、小标题、备注中有多余的空格、全角空格、全角字母数字、夹在汉字间的半角标点、“第 1 部分”中的空格，或看不见的字符。",
            en: "A title, owner, group or remark contains superfluous or full-width spaces, full-width letters or digits, half-width punctuation between Chinese characters, spaces as in `第 1 部分`, or invisible characters.",
        },
        why: Text {
            zh: "同一名称写法不一，检索和比对就找不到；看不见的字符尤其难查。中文标点、“+”和词间的单个空格不算。",
            en: "A name written in two ways is not found when searching or comparing; invisible characters are especially hard to find. Chinese punctuation, `+` and single spaces between words are fine.",
        },
        fix: Text {
            zh: "安全修复：改为规范写法，一处文字一次改好。多行字符串请手工改。",
            en: "Safe: changes the whole text to its tidy form. Multi-line strings must be changed by hand.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 34078.1-2017"
title     = "总体规范 第1部分：术语和定义"
status    = "已颁"
level     = "国家标准"
effective = 2017-11-01
owner     = "工信部(通信)"
#                  ^^^^^^ untidy-text: 工信部（通信）
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012T"
standard  = "GB/T 34078.1-2017"
title     = "总体规范 第1部分：术语和定义"
status    = "已颁"
level     = "国家标准"
effective = 2017-11-01
owner     = "工信部（通信）"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let entry = context.entry;
    for string in [entry.title, entry.owner, entry.group].into_iter().flatten() {
        if let Some(tidied) = tidy(&context.string(string)) {
            sink.push(report(context, string, &tidied));
        }
    }
    if let Some(remarks) = entry.remarks {
        check_remarks(context, remarks, sink);
    }
}

/// Remarks may have several lines. Each is looked at by itself, without the blanks that indent it.
fn check_remarks(context: &EntryContext<'_>, remarks: Str, sink: &mut Sink) {
    let text = context.string(remarks);
    let lines = || text.lines().map(str::trim_ascii);
    let tidied = if text.contains('\n') {
        lines().find_map(tidy)
    } else {
        tidy(&text)
    };
    sink.extend(tidied.map(|tidied| report(context, remarks, &tidied)));
}

fn report(context: &EntryContext<'_>, string: Str, tidied: &Tidied) -> Diagnostic {
    let message = Message::new("untidy-text")
        .with("ways", ways(&tidied.ways))
        .with("tidy", tidied.text.as_str());
    let place = place(context, string, tidied);
    let diagnostic = Diagnostic::new(&UNTIDY_TEXT.rule, place, message);
    let title = Message::attribute("untidy-text", "fix").with("tidy", tidied.text.as_str());
    if string.is_plain() {
        let changed = context.part(string, tidied.span);
        return diagnostic.replace(Applicability::Safe, title, changed, tidied.replacement.as_str());
    }
    match context.written(string, &tidied.text) {
        Some(text) => diagnostic.replace(Applicability::Safe, title, context.place(string.span), text),
        None => diagnostic,
    }
}

/// The piece that changes; the whole string where that would show nothing.
fn place(context: &EntryContext<'_>, string: Str, tidied: &Tidied) -> Place {
    if string.is_plain() && *tidied.ways != [Untidy::Invisible] {
        return context.part(string, tidied.span);
    }
    // A string of several lines is shown by the first that is not empty.
    let content = string.span.of_text(context.text);
    let start = content.len() - content.trim_start_matches(['\r', '\n']).len();
    let line = content.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    context.place(Span::of(start..start + line.len()).shift(string.span.start))
}

/// What is untidy, as one message.
fn ways(ways: &[Untidy]) -> Message {
    let named = |way: &Untidy| Message::attribute("untidy-text", way.name());
    let mut messages = ways.iter().map(named);
    let first = messages.next().unwrap_or_else(|| named(&Untidy::Spaces));
    messages.fold(first, |before, way| {
        Message::attribute("untidy-text", "and")
            .with("before", before)
            .with("way", way)
    })
}
