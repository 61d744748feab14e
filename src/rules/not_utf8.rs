//! T007: a file that is not UTF-8.

use super::{Check, Definition, Example, FileContext, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::SourceFile;
use crate::text::{FileId, Span};

/// T007 `not-utf8`.
pub(super) static NOT_UTF8: Definition = Definition {
    rule: Rule {
        code: "T007",
        name: "not-utf8",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "文件不是 UTF-8 编码。能按 GB 18030（GBK）、Big5 或 UTF-16 读出时会说明。",
            en: "The file is not UTF-8. If it can be read as GB 18030 (which includes GBK), Big5 or UTF-16, the message says so.",
        },
        why: Text {
            zh: "TOML 规定使用 UTF-8；按别的编码读取，汉字就成了乱码。",
            en: "TOML is always UTF-8; in another encoding, Chinese characters turn into gibberish.",
        },
        fix: Text {
            zh: "用编辑器另存为 UTF-8，或执行 iconv -f GB18030 -t UTF-8 旧文件 > 新文件，其中 GB18030 换成提示中的编码。工具不改动无法读取的文件。",
            en: "Save the file as UTF-8 in an editor, or run iconv -f GB18030 -t UTF-8 OLD > NEW, with the reported encoding instead of GB18030. The tool does not change files that it cannot read.",
        },
        bad: Example::Register(
            r#"
#- register.gb18030.toml
[register]
#<| not-utf8: GB 18030
title = "示例标准体系"
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"
"#,
        ),
    },
    check: Check::File(check),
};

fn check(context: &FileContext<'_>, sink: &mut Sink) {
    sink.extend(finding(context.id, context.source));
}

/// What is to be said of a file that is not UTF-8; nothing of one that is.
pub(crate) fn finding(file: FileId, source: &SourceFile) -> Option<Diagnostic> {
    let problem = source.problem?;
    let message = match problem.reads_as {
        Some(encoding) => Message::attribute("not-utf8", "encoding")
            .with("encoding", encoding.name())
            .with("iconv", encoding.iconv())
            .with("path", source.path.as_str()),
        None => Message::new("not-utf8").with("byte", problem.valid_up_to + 1),
    };
    // The file has no text that a place could be in.
    let place = Place::in_file(file, Span::default());
    Some(Diagnostic::new(&NOT_UTF8.rule, place, message))
}
