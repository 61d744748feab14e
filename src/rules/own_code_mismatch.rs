//! R006: the register's own code differs from that of the entry with its title.

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::index::{normal, title_key};

/// R006 `own-code-mismatch`.
pub(super) static OWN_CODE_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "R006",
        name: "own-code-mismatch",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "register.code（本体系表自身的代码）与明细表中同名标准的代码不同。",
            en: "The register's own code (`register.code`) differs from the code of the entry with the register's title.",
        },
        why: Text {
            zh: "体系表把自己也列为一项标准；同一文件有两个代码，引用时就无法确定以哪个为准。",
            en: "The register lists itself among its standards; if one document has two codes, it is unclear which one to cite.",
        },
        fix: Text {
            zh: "核对哪个代码正确，把另一处改成一致。工具不会替人选择。",
            en: "Check which of the two is right and correct the other. The tool does not choose for you.",
        },
        bad: Example::Register(
            r#"
[register]
title    = "示例标准体系"
code     = "1095011P0073T"
#           ^^^^^^^^^^^^^ own-code-mismatch: 1095011P0033T
domain   = "09"
business = "50"

[[subsystem]]
title = "基础标准"

[[category]]
code      = "11"
title     = "标准化指南"
subsystem = "基础标准"
class     = "1"

[[table]]
id       = "A.1"
title    = "标准化指南"
category = "11"
entry    = [
  { number = 1, code = "1095011P0033T", title = "示例标准体系", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
        good: Example::Register(
            r#"
[register]
title    = "示例标准体系"
code     = "1095011P0033T"
domain   = "09"
business = "50"

[[subsystem]]
title = "基础标准"

[[category]]
code      = "11"
title     = "标准化指南"
subsystem = "基础标准"
class     = "1"

[[table]]
id       = "A.1"
title    = "标准化指南"
category = "11"
entry    = [
  { number = 1, code = "1095011P0033T", title = "示例标准体系", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let head = register.head();
    let (Some(title), Some(code), false) = (head.title(), head.code, head.site.is_broken) else {
        return;
    };
    let title = normal(title);
    let own = head.text(code);
    let entries = register.index.titles.get(title_key(&title));
    let listed: Vec<_> = entries
        .iter()
        .filter_map(|id| register.entry(*id))
        .filter(|entry| normal(entry.title().unwrap_or_default()) == title)
        .collect();
    // Where the title is listed twice, one of them having the code is enough.
    if listed.iter().any(|entry| entry.code().unwrap_or_default() == own) {
        return;
    }
    let Some((entry, found)) = listed
        .iter()
        .find_map(|entry| Some((entry, entry.code?)).filter(|_| !entry.site.is_broken))
    else {
        return;
    };
    let other = entry.text(found);
    let message = Message::new("own-code-mismatch")
        .with("own", own)
        .with("listed", other.clone());
    let label = Message::attribute("own-code-mismatch", "entry").with("listed", other);
    sink.push(
        Diagnostic::new(&OWN_CODE_MISMATCH.rule, head.site.place(code.span), message)
            .related(entry.site.place(found.span), label),
    );
}
