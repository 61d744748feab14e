//! What the rules repair: a finding's own fix, all fixes of a rule, all safe fixes of a file.

use super::{Action, ActionId, ActionKind, FileEdits, MOST, Offer, is_editable, is_lone};
use crate::analysis::fixes::{round, to_fixed_point};
use crate::analysis::{Options, fixes};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::ide::Context;
use crate::messages::Message;
use crate::text::{FileId, Span};
use crate::writer::difference;

/// Offers the fix of each finding at hand, up to a limit, and the fixes of its rule where there are more.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let context = offer.context;
    let mut rules: Vec<&'static str> = Vec::new();
    for (place, (index, found)) in offer.touched.clone().into_iter().enumerate() {
        let Some(fix) = found.fix.as_deref() else {
            continue;
        };
        if place < MOST {
            let title = fix.title.render(context.language);
            let title = match fix.applicability {
                Applicability::Safe => title,
                Applicability::Unsafe => Message::new("action-unsafe")
                    .with("title", title)
                    .render(context.language),
            };
            offer.push(Action {
                title,
                kind: ActionKind::QuickFix,
                is_preferred: fix.applicability == Applicability::Safe,
                fixes: vec![index],
                id: ActionId::Fix(found.rule.code, offer.file, found.place.span),
            });
        }
        // All fixes of a rule are found by looking again, and a file by itself is no register to be looked at.
        if !is_lone(context.register, offer.file) && !rules.contains(&found.rule.code) {
            rules.push(found.rule.code);
            offer_rule(offer, found.rule.code, fix.applicability);
        }
    }
}

fn offer_rule(offer: &mut Offer<'_>, rule: &'static str, applicability: Applicability) {
    let is_of_rule = |found: &Diagnostic| {
        let fix = found.fix.as_deref();
        found.rule.code == rule && fix.is_some_and(|fix| fix.applicability <= applicability)
    };
    let count = offer.in_file().filter(|(_, found)| is_of_rule(found)).count();
    if count < 2 {
        return;
    }
    let message = match applicability {
        Applicability::Safe => Message::new("action-fix-rule"),
        Applicability::Unsafe => Message::attribute("action-fix-rule", "unsafe"),
    };
    let name = crate::rules::find(rule).map_or(rule, |rule| rule.definition().rule.name);
    let title = message
        .with("rule", name)
        .with("count", count)
        .render(offer.context.language);
    let id = match applicability {
        Applicability::Safe => ActionId::FixRule(rule, offer.file),
        Applicability::Unsafe => ActionId::FixRuleUnsafely(rule, offer.file),
    };
    offer.push(Action {
        title,
        kind: ActionKind::QuickFix,
        is_preferred: false,
        fixes: offer.about(is_of_rule),
        id,
    });
}

/// Offers all safe fixes of the file.
pub(super) fn offer_all(offer: &mut Offer<'_>) {
    let is_safe = |found: &Diagnostic| {
        found
            .fix
            .as_deref()
            .is_some_and(|fix| fix.applicability == Applicability::Safe)
    };
    if !offer.in_file().any(|(_, found)| is_safe(found)) {
        return;
    }
    offer.push(Action {
        title: Message::new("action-fix-file").render(offer.context.language),
        kind: ActionKind::SourceFixAll,
        is_preferred: false,
        fixes: Vec::new(),
        id: ActionId::FixFile(offer.file),
    });
}

/// The finding of a rule at a span of a file that has a fix.
fn fixable<'a>(context: Context<'a>, rule: &str, file: FileId, span: Span) -> Option<&'a Diagnostic> {
    let mut found = context.found.iter();
    found.find(|found| {
        found.rule.code == rule && found.place.file == file && found.place.span == span && found.fix.is_some()
    })
}

/// Whether the fix of a finding is one that a person should look at.
pub(super) fn is_unsafe(context: Context<'_>, rule: &str, file: FileId, span: Span) -> bool {
    let fix = fixable(context, rule, file, span).and_then(|found| found.fix.as_deref());
    fix.is_some_and(|fix| fix.applicability == Applicability::Unsafe)
}

/// The edits of the fix of a finding.
pub(super) fn one(context: Context<'_>, rule: &str, file: FileId, span: Span) -> Option<FileEdits> {
    let found = fixable(context, rule, file, span)?;
    let round = round(std::slice::from_ref(found), Applicability::Unsafe, |file| {
        is_editable(context.register, file)
    });
    fixes::texts_after(context.register, &round)?;
    let mut edits: FileEdits = round.edits.into_iter().collect();
    edits.sort_by_key(|(file, _)| *file);
    (!edits.is_empty()).then_some(edits)
}

/// The edits of all fixes of a rule in a file, which may reach into other files.
pub(super) fn rule(
    context: Context<'_>,
    options: Options<'_>,
    rule: &str,
    file: FileId,
    applicability: Applicability,
) -> Option<FileEdits> {
    let register = context.register;
    let is_wanted = |found: &Diagnostic| found.rule.code == rule && found.place.file == file;
    let after = to_fixed_point(register, options, applicability, is_wanted, |file| {
        is_editable(register, file)
    })?;
    Some(difference::between(register, &after))
}

/// The edits of all safe fixes that stay within a file, as `stdreg check --fix` of that file makes them.
pub(super) fn file(context: Context<'_>, options: Options<'_>, file: FileId) -> Option<FileEdits> {
    let may_edit = |other: FileId| other == file && is_editable(context.register, file);
    let after = to_fixed_point(context.register, options, Applicability::Safe, |_| true, may_edit)?;
    Some(difference::between(context.register, &after))
}
