//! E002: a level that is not in the vocabulary.

use super::listing::first_few;
use super::proposal;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::demands;
use crate::scheme::{Level, Role};
use crate::text::nearest::all_nearest;

/// E002 `unknown-level`.
pub(super) static UNKNOWN_LEVEL: Definition = Definition {
    rule: Rule {
        code: "E002",
        name: "unknown-level",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "标准级别不是词表中的词，也不是某个词的别称。",
            en: "A level is not in the vocabulary, not even as an alias.",
        },
        why: Text {
            zh: "代码的级别层和按级别的统计都以级别为准；词表中没有的级别无法核对。",
            en: "The level layer of the code and the statistics by level depend on it; an unknown level cannot be checked.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的词，标准号或代码的级别层与之不符时不提供。其余请从词表中选用。本体系另有级别时，在体系表（或自己的编码方案）中补充：写 [[level]]，其下写 name = \"军用标准\"、value = \"2\"（级别层的取值）。",
            en: "Unsafe: changes it to the closest term, unless the standard number or the level layer of the code speaks against it. Otherwise use a term of the vocabulary. If your system has a level of its own, add it to the register (or to your scheme): [[level]] with name = \"军用标准\" and value = \"2\", the value of the level layer.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标淮"
#         ^^^^^^^^ unknown-level: 行业标准
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
    check: Check::Entry(check),
};

/// How many words of the vocabulary are named.
const NAMED: usize = 24;

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let vocabulary = context.vocabulary();
    // A level that could not be read may be the one that is meant.
    let is_unsure = vocabulary.levels.is_empty() || vocabulary.unread_level.is_some();
    let is_known = context.entry.level_term.is_some() || is_unsure;
    let Some(level) = context.entry.level.filter(|_| !is_known) else {
        return;
    };
    let found = context.string(level);
    let words = vocabulary
        .levels
        .iter()
        .flat_map(|level| std::iter::once(&level.name).chain(&level.alias));
    let nearest = all_nearest(&found, words.map(String::as_str));
    let nearest = nearest.iter().filter_map(|word| vocabulary.level(word));
    let mut terms: Vec<_> = nearest.map(|(term, _)| term).collect();
    terms.dedup();
    let nearest = terms.first().and_then(|term| vocabulary.level_term(*term));
    let message = match nearest {
        Some(level) => Message::attribute("unknown-level", "nearest").with("nearest", level.name.as_str()),
        None => Message::new("unknown-level"),
    };
    let known = first_few(vocabulary.levels.iter().map(|level| level.name.clone()), NAMED);
    let message = message.with("found", found).with("known", known);
    let diagnostic = Diagnostic::new(&UNKNOWN_LEVEL.rule, context.place(level.span), message);
    sink.push(
        match nearest.filter(|nearest| terms.len() == 1 && suits(context, nearest)) {
            Some(nearest) => proposal::instead(diagnostic, context.text, &nearest.name),
            None => diagnostic,
        },
    );
}

/// Whether an entry may be of a level, by its number and its code. Where not, a word that is like its level is most likely not
/// the one that was meant.
fn suits(context: &EntryContext<'_>, level: &Level) -> bool {
    let is_at_odds = |kind| demands::are_at_odds(context.vocabulary(), level, kind);
    let is_of_code = context
        .layer(Role::Level)
        .is_none_or(|found| level.value.is_empty() || found.value == level.value);
    is_of_code && !context.entry.parts.is_some_and(|number| is_at_odds(number.kind))
}
