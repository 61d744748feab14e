//! X001: an ignore comment that ignores nothing. Found by the analysis, which alone knows what was ignored.

use super::{Check, Definition, Example, Needs, Page};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;

/// X001 `unused-suppression`.
pub(crate) static UNUSED_SUPPRESSION: Definition = Definition {
    rule: Rule {
        code: "X001",
        name: "unused-suppression",
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "忽略注释没有忽略任何问题，或没有写明忽略哪条规则。",
            en: "An ignore comment does not ignore any finding, or does not name a rule.",
        },
        why: Text {
            zh: "问题改好之后，注释留在原处会掩盖以后出现的同类问题。停用的规则不算在内。",
            en: "If the comment stays after the problem is solved, it will hide the next problem of the same kind. Rules that are turned off do not count.",
        },
        fix: Text {
            zh: "安全修复：删去注释，或删去其中无用的规则名。",
            en: "Safe: removes the comment, or the unused names from its list.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T" # stdreg: ignore[code-length]
#                                         ^^^^^^^^^^^ unused-suppression: code-length
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
code   = "2095021P101T" # stdreg: ignore[code-length]
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Analysis,
};
