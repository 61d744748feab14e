//! T001: text that is not valid TOML.

use super::listing::Many;
use super::{Check, Definition, Example, FileContext, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::keys::{Columns, TableKind};
use crate::messages::{Message, Text};
use crate::register::SourceFile;
use crate::syntax::{Document, FullWidth, Header, SyntaxError, SyntaxErrorKind};
use crate::text::edit::{self, TextEdit};

/// T001 `toml-syntax`.
pub(super) static TOML_SYNTAX: Definition = Definition {
    rule: Rule {
        code: "T001",
        name: "toml-syntax",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "文件里有不合 TOML 语法的地方：缺少引号、括号、逗号，用了全角符号，写了不存在的日期等。一次列出全部错误，没有错误的表照常检查。",
            en: "The file contains invalid TOML: a missing quote, bracket or comma, a full-width symbol instead of a half-width one, a date that does not exist. All errors of a file are reported in one run, and tables without errors are checked as usual.",
        },
        why: Text {
            zh: "一处无法读取，整张表就作废；程序读到的也就不是作者写下的内容。",
            en: "If a line cannot be read, the whole table around it is lost, and programs read something other than the author wrote.",
        },
        fix: Text {
            zh: "不安全修复：只把字符串以外的全角符号改为半角。其余照提示手改。",
            en: "Unsafe, only for full-width symbols outside strings: changes them to half-width. Correct everything else by hand, as the message says.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = 公安数据元
#        ^^^^^^^^^^ toml-syntax: 引号
status = "拟编"
level  = "行业标准
#        ^^^^^^^^^ toml-syntax: 引号
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
    check: Check::File(check),
};

fn check(context: &FileContext<'_>, sink: &mut Sink) {
    let source = context.source;
    let mut many = Many::of_reading(&TOML_SYNTAX.rule);
    let mut repairs = repairs(source).into_iter().peekable();
    for (segment, content) in source.document.faulty() {
        let text = source.document.text(&source.text, segment);
        for error in &content.errors {
            let repair = repairs.next_if(|repair| std::ptr::eq(repair.error, error));
            let place = Place {
                file: context.id,
                segment,
                span: error.span,
            };
            many.tell(sink, place, || {
                let table = content.header.as_ref().and_then(|header| table_of(header, text));
                let meant = meant(&context.register.columns, table, error, text);
                finding(place, error, text, meant, repair)
            });
        }
    }
    many.end(sink);
}

/// How many repairs of a table are tried one by one, where all together do not help.
const MOST_TRIED: usize = 16;

/// What is proposed for an error.
#[derive(Clone, Copy)]
struct Repair<'e> {
    error: &'e SyntaxError,
    form: &'e FullWidth,
    /// Where the segment of the error starts.
    start: u32,
}

impl Repair<'_> {
    fn is_of_header(&self) -> bool {
        self.form.repair.starts_with('[')
    }
}

/// The repairs of a file that leave no more errors in it than there are, in the order of the text. Each is a guess at what was meant,
/// and it may have been something else: a full-width brace in a number would end the entry, and a header may stand elsewhere already.
fn repairs(source: &SourceFile) -> Vec<Repair<'_>> {
    let document = &source.document;
    let mut repairs = Vec::new();
    for (id, content) in document.faulty() {
        let start = document.start(id);
        let forms = content.errors.iter().filter_map(|error| match &error.kind {
            SyntaxErrorKind::FullWidth(form) => Some(Repair { error, form, start }),
            _ => None,
        });
        let all: Vec<Repair<'_>> = forms.collect();
        let text = document.text(&source.text, id);
        let helps = |repairs: &[Repair<'_>]| helps(text, repairs, start, content.count_errors());
        if all.is_empty() || helps(&all) {
            repairs.extend(all);
            continue;
        }
        let mut helpful = Vec::new();
        for repair in all.into_iter().take(MOST_TRIED) {
            helpful.push(repair);
            if !helps(&helpful) {
                helpful.pop();
            }
        }
        repairs.extend(helpful);
    }
    if repairs.iter().any(Repair::is_of_header) {
        let errors = document.count_errors();
        if !helps(&source.text, &repairs, 0, errors) {
            repairs.retain(|repair| !repair.is_of_header());
        }
    }
    repairs
}

/// Whether repairs leave no more errors in a text, which starts somewhere in the file, than it has.
fn helps(text: &str, repairs: &[Repair<'_>], start: u32, errors: usize) -> bool {
    let edit = |repair: &Repair<'_>| TextEdit {
        span: repair.error.span.shift(repair.start - start),
        text: repair.form.repair.clone(),
    };
    let mut edits: Vec<TextEdit> = repairs.iter().map(edit).collect();
    edits.dedup();
    edit::apply(text, &edits).is_ok_and(|after| Document::parse(&after).count_errors() <= errors)
}

/// The table that a header opens, by its last key.
fn table_of(header: &Header, text: &str) -> Option<TableKind> {
    header.keys.iter().try_fold(TableKind::Root, |table, key| {
        let span = key.span.of_text(text);
        table.child(span.trim_matches(['"', '\'']))
    })
}

/// The key that a heading in Chinese, which TOML takes no bare key of, stands for: `remarks` for 备注.
fn meant(columns: &Columns, table: Option<TableKind>, error: &SyntaxError, text: &str) -> Option<String> {
    let written = error.span.of_text(text);
    if error.kind != SyntaxErrorKind::InvalidKey || written.is_ascii() {
        return None;
    }
    // An entry in braces stands in its table.
    let kinds = [table.unwrap_or(TableKind::Root), TableKind::Entry].into_iter();
    let (_, key) = kinds.filter_map(|kind| columns.nearest_key(kind, written)).next()?;
    Some(key.name.to_owned())
}

fn finding(
    place: Place,
    error: &SyntaxError,
    text: &str,
    meant: Option<String>,
    repair: Option<Repair<'_>>,
) -> Diagnostic {
    let message = error.message(text);
    let message = match meant {
        Some(key) => Message::attribute("toml-syntax", "heading-key")
            .with("text", error.span.of_text(text))
            .with("key", key),
        None => message,
    };
    let diagnostic = Diagnostic::new(&TOML_SYNTAX.rule, place, message);
    match repair {
        Some(Repair { form, .. }) => {
            let title = Message::attribute("toml-syntax", "fix").with("repair", form.shown_repair());
            diagnostic.replace(Applicability::Unsafe, title, place, form.repair.as_str())
        }
        None => diagnostic,
    }
}
