//! S002: two different codes of a category with the same sequence number.

use super::repeated_sequence::{self, Repeats};
use super::{Check, Definition, Example, LayerValue, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::sequences;
use crate::scheme::Role;

/// S002 `duplicate-sequence`.
pub(super) static DUPLICATE_SEQUENCE: Definition = Definition {
    rule: Rule {
        code: "S002",
        name: "duplicate-sequence",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "两个不同的代码，前四层（类别、专业领域、业务领域、细目）相同，顺序码也相同。",
            en: "Two different codes with the same class, domain, business and category have the same sequence number.",
        },
        why: Text {
            zh: "顺序码在一个细目内逐项编排，不因归属、级别、性质不同而另起；两项标准用同一个顺序码，一旦级别或性质改变，代码就完全相同了。",
            en: "Sequence numbers are assigned within a category, regardless of ownership, level and nature; as soon as one of these changes, two standards with the same number end up with the same code.",
        },
        fix: Text {
            zh: "不安全修复：后一处改用本表顺序码范围内、前后两条之间最小的空号。请核对哪一项才应改号；在编辑器中两处都可以改。其间没有空号，或两处代码前几层与所在的表不符时，不提供修复。",
            en: "Unsafe: changes the later entry to the lowest free sequence number of its table between its neighbours. Check which of the two should change; in an editor either can. There is no fix if no number is free there, or if the first layers of one of the codes do not match its table.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1013Q"
#                 ^^^ duplicate-sequence: 101
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
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1023Q"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Codes(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for repeated in repeated_sequence::all(register) {
        let (entry, first) = (repeated.entry, repeated.first);
        let (Some(code), Some(first_code), Repeats::Sequence) = (entry.code, first.code, repeated.repeats) else {
            continue;
        };
        let found = LayerValue::of(register, entry, Role::Sequence);
        // A code with escapes has no layer in the text that could be pointed at.
        let place = found.map_or_else(|| entry.site.place(code.span), |found| found.place());
        let sequence = sequences::sequence_of(register, &entry).unwrap_or_default();
        let message = Message::new("duplicate-sequence")
            .with("sequence", sequences::written(&register.scheme, sequence))
            .with("code", entry.code().unwrap_or_default())
            .with("first", first.text(first_code));
        let first_place = LayerValue::of(register, first, Role::Sequence)
            .map_or_else(|| first.site.place(first_code.span), |found| found.place());
        let diagnostic = Diagnostic::new(&DUPLICATE_SEQUENCE.rule, place, message)
            .twin(first_place, Message::attribute("duplicate-sequence", "first"));
        sink.push(repeated.with_fix(register, diagnostic));
    }
}
