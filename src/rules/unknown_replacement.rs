//! M001: an element of `replaces` that is not a standard number.

use super::listing::Many;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::number;

/// M001 `unknown-replacement`.
pub(super) static UNKNOWN_REPLACEMENT: Definition = Definition {
    rule: Rule {
        code: "M001",
        name: "unknown-replacement",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "replaces（代替的标准）里有一项不是规范的标准号，或一项里写了几个标准号。",
            en: "An element of `replaces` is not a properly written standard number, or contains several.",
        },
        why: Text {
            zh: "代替关系靠标准号来识别：没有标准号，就找不到被代替的标准，也发现不了旧标准仍列在体系中。",
            en: "Replaced standards are identified by their number: without it, the old standard cannot be found, even if it is still listed.",
        },
        fix: Text {
            zh: "写被代替标准的标准号，如 GA/T 542-2005，一项一个；写不出标准号的说明放到 remarks。",
            en: "Write the number of the replaced standard, such as GA/T 542-2005, one per element; put other notes into remarks.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", standard = "GA/T 542-2011", title = "公安数据元编写规则", status = "已颁", level = "行业标准", effective = 2011-12-01, owner = "公安部", replaces = ["公安数据元旧版"] },
#                                                                                                                                                                                             ^^^^^^^^^^^^^^ unknown-replacement: 公安数据元旧版
]
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021P1013T", standard = "GA/T 542-2011", title = "公安数据元编写规则", status = "已颁", level = "行业标准", effective = 2011-12-01, owner = "公安部", replaces = ["GA/T 542-2005"] },
]
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let mut list = Many::in_list(&UNKNOWN_REPLACEMENT.rule);
    for replaced in &context.entry.replaces {
        let text = context.string(*replaced);
        let grammar = &context.scheme().grammar;
        let parsed = number::parse(&text, grammar);
        if parsed.is_well_formed() {
            continue;
        }
        let message = match parsed.canonical {
            Some(canonical) if !number::is_several(&text, grammar) => {
                Message::attribute("unknown-replacement", "form").with("canonical", canonical)
            }
            _ if number::is_several(&text, grammar) => Message::attribute("unknown-replacement", "several"),
            _ => Message::new("unknown-replacement"),
        };
        let place = context.place(replaced.span);
        list.tell(sink, place, || {
            Diagnostic::new(&UNKNOWN_REPLACEMENT.rule, place, message.with("found", text))
        });
    }
    list.end(sink);
}
