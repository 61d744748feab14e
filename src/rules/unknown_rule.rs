//! X002: an ignore comment or a setting that names no rule. Found by the analysis, which reads both.

use super::{Check, Definition, Example, Needs, Page};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;

/// X002 `unknown-rule`.
pub(crate) static UNKNOWN_RULE: Definition = Definition {
    rule: Rule {
        code: "X002",
        name: "unknown-rule",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "忽略注释或 stdreg.toml 中的名称不是任何规则的代码、名称或族。",
            en: "A name in an ignore comment or in stdreg.toml is not the code, name or family of any rule.",
        },
        why: Text {
            zh: "写错的名称不起作用，作者却以为它在起作用。",
            en: "A misspelt name has no effect, while the author believes it does.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的规则名。",
            en: "Unsafe: changes it to the closest name.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P101T" # stdreg: ignore[code-lenght]
#                                        ^^^^^^^^^^^ unknown-rule: code-length
#         ^^^^^^^^^^^^ code-length
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
