//! X003: more findings in a file than are shown.

use super::{Check, Definition, Example, Needs, Page};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;

/// X003 `too-many-findings`.
pub(crate) static TOO_MANY_FINDINGS: Definition = Definition {
    rule: Rule {
        code: "X003",
        name: "too-many-findings",
        severity: Severity::Info,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "一个文件的问题多于可列出的数目：其余的只计数。可列出的数目由 stdreg.toml 的 max-findings 规定，未设置时命令行为 10000，编辑器为 1000。",
            en: "A file has more findings than are shown; the rest are only counted. The limit is set by max-findings in stdreg.toml; by default it is 10000 on the command line and 1000 in an editor.",
        },
        why: Text {
            zh: "成千上万个问题多半出于同一个原因，没有人逐个看；先列严重的。退出码、--statistics、--fix 和基线仍以全部问题为准。在命令行停用本规则，则全部列出。",
            en: "Thousands of findings usually have one cause, and nobody reads them one by one; the most severe are shown. The exit code, --statistics, --fix and baselines always use all findings. If this rule is turned off, the command line shows all.",
        },
        fix: Text {
            zh: "先改正列出的问题，或用 --fix 修复；要看其余的，用 --statistics、--select，或增大 max-findings。",
            en: "Correct the findings shown, or use --fix; to see the rest, use --statistics or --select, or increase max-findings.",
        },
        bad: Example::Entries(
            r#"
# stdreg.toml: max-findings = 1
[[table.entry]]
number = 1
code   = "2095021P101T"
#         ^^^^^^^^^^^^ code-length
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P102T"
#         ^^^^^^^^^^^^ too-many-findings: C001 × 1
title  = "公安信息代码"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
# stdreg.toml: max-findings = 1
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
    check: Check::Analysis,
};
