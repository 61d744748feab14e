//! X001: a suppression that silenced nothing. Found by the analysis, which alone knows what was silenced.

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
            zh: "抑制注释没有抑制任何结果，或没有写明抑制哪条规则。",
            en: "A suppression that silenced nothing, or that does not say which rule it silences.",
        },
        why: Text {
            zh: "问题改好之后，注释留在原处会掩盖以后出现的同类问题。停用的规则不算在内。",
            en: "Left behind when its cause is gone, it hides the next fault of the kind. A rule that is switched off does not count.",
        },
        fix: Text {
            zh: "安全修复：删去注释，或删去其中无用的规则名。",
            en: "Safe: removes the comment, or the name that is of no use from its list.",
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
