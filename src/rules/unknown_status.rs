//! E001: a status that is not in the vocabulary, or is there as a synonym.

use super::listing::first_few;
use super::proposal;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::{ColumnRole, Phase};
use crate::messages::{Message, Text};
use crate::register::vocabulary::Usage;
use crate::syntax::Str;
use crate::text::nearest::all_nearest;

/// E001 `unknown-status`.
pub(super) static UNKNOWN_STATUS: Definition = Definition {
    rule: Rule {
        code: "E001",
        name: "unknown-status",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准状态不是词表中的词，或是某个词的同义用语。",
            en: "A status is not in the vocabulary, or is a synonym of another term.",
        },
        why: Text {
            zh: "统计和其他规则都按状态区分已颁、在编、拟编、废止；状态不在词表中的条目不计入现有数，写法不一也无法汇总。",
            en: "Statistics and other rules use the status to distinguish published, drafted, planned and withdrawn standards; an entry with an unknown status is not counted as existing, and inconsistent terms cannot be summarised.",
        },
        fix: Text {
            zh: "安全修复：把同义用语改为规定的词。不安全修复：改为最相近的词，条目的其他内容与之不符时不提供。其余请从词表中选用。本体系另有状态时，在体系表（或自己的编码方案）中补充：写 [[status]]，其下写 name = \"报批\"、phase = \"drafting\"（所处阶段）。",
            en: "Safe: changes a synonym to its term. Unsafe: changes a misspelling to the closest term, unless the rest of the entry speaks against it. Otherwise use a term of the vocabulary. If your system has a status of its own, add it to the register (or to your scheme): [[status]] with name = \"报批\" and phase = \"drafting\".",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁布"
#            ^^^^^^ unknown-status: 已颁
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

/// How many words of the vocabulary are named.
const NAMED: usize = 24;

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let vocabulary = context.vocabulary();
    let Some(status) = context.entry.status.filter(|_| !vocabulary.statuses.is_empty()) else {
        return;
    };
    match vocabulary.status(&context.string(status)) {
        Some((_, Usage::Term)) => {}
        Some((term, Usage::Alias)) => {
            if let Some(term) = vocabulary.status_term(term) {
                sink.push(synonym(context, status, &term.name));
            }
        }
        // A status that could not be read may be the one that is meant.
        None if vocabulary.unread_status.is_some() => {}
        None => sink.push(unknown(context, status)),
    }
}

fn synonym(context: &EntryContext<'_>, status: Str, term: &str) -> Diagnostic {
    let message = Message::attribute("unknown-status", "synonym")
        .with("found", context.string(status))
        .with("term", term);
    let place = context.place(status.span);
    let diagnostic = Diagnostic::new(&UNKNOWN_STATUS.rule, place, message);
    match context.written(status, term) {
        Some(text) => {
            let title = Message::attribute("unknown-status", "fix").with("term", term);
            diagnostic.replace(Applicability::Safe, title, place, text)
        }
        None => diagnostic,
    }
}

fn unknown(context: &EntryContext<'_>, status: Str) -> Diagnostic {
    let vocabulary = context.vocabulary();
    let found = context.string(status);
    let words = vocabulary
        .statuses
        .iter()
        .flat_map(|status| std::iter::once(&status.name).chain(&status.also));
    let nearest = all_nearest(&found, words.map(String::as_str));
    let nearest = nearest.iter().filter_map(|word| vocabulary.status(word));
    let mut terms: Vec<_> = nearest.map(|(term, _)| term).collect();
    terms.dedup();
    let nearest = terms.first().and_then(|term| vocabulary.status_term(*term));
    let message = match nearest {
        Some(status) => Message::attribute("unknown-status", "nearest").with("nearest", status.name.as_str()),
        None => Message::new("unknown-status"),
    };
    let known = first_few(vocabulary.statuses.iter().map(|status| status.name.clone()), NAMED);
    let message = message.with("found", found).with("known", known);
    let diagnostic = Diagnostic::new(&UNKNOWN_STATUS.rule, context.place(status.span), message);
    match nearest.filter(|nearest| terms.len() == 1 && suits(context, nearest.phase)) {
        Some(nearest) => proposal::instead(diagnostic, context.text, &nearest.name),
        None => diagnostic,
    }
}

/// Whether an entry may be in a phase, by what it has and has not. Where not, a word that is like its status is most likely
/// not the one that was meant, and the entry would be wrong in another way.
fn suits(context: &EntryContext<'_>, phase: Phase) -> bool {
    let is_without_date = matches!(phase, Phase::Drafting | Phase::Planned);
    let lacks = |role| context.lacks_in(role, phase);
    !(lacks(ColumnRole::Standard)
        || lacks(ColumnRole::Effective)
        || is_without_date && context.entry.effective.is_some())
}
