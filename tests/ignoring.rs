//! “Ignore here” and “ignore in this file” silence what they are offered for, and nothing else: tried on the findings of
//! every case of every rule, and on those of the seed's register.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[allow(dead_code, missing_docs, reason = "the runner of the cases uses the rest")]
#[path = "rules/case.rs"]
mod case;
mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{Files, SEED, load};
use stdreg::analysis::levels::Levels;
use stdreg::analysis::{self, Options};
use stdreg::diagnostic::Diagnostic;
use stdreg::ide::Context;
use stdreg::ide::actions::{ActionId, ActionKind, actions, resolve};
use stdreg::messages::Language;
use stdreg::syntax::Date;
use stdreg::text::edit::apply;

/// What no comment can silence: a text that is none, and comments themselves.
const NEVER: [&str; 4] = ["T001", "T007", "X001", "X002"];

fn check(files: &Files, today: Date) -> (stdreg::register::Register, Vec<Diagnostic>) {
    let register = load(files);
    let levels = [Levels::default()];
    let options = Options { levels: &levels, today };
    let found = analysis::check(&register, options);
    (register, found)
}

/// What findings are compared by: their places move when a line is put in.
fn essence(found: &[Diagnostic]) -> Vec<(u32, &'static str)> {
    let mut essence: Vec<_> = found
        .iter()
        .map(|found| (found.place.file.0, found.rule.code))
        .collect();
    essence.sort_unstable();
    essence
}

/// Ignores one finding of each rule, and holds what is found afterwards to what was found before. Gives the rules that
/// were silenced, and what went wrong.
fn ignore_each(name: &str, files: &Files, today: Date) -> (BTreeSet<&'static str>, Vec<String>) {
    let (register, found) = check(files, today);
    let context = Context {
        register: &register,
        found: &found,
        language: Language::En,
        today,
    };
    let levels = [Levels::default()];
    let mut silenced = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for one in &found {
        if !seen.insert(one.rule.code) {
            continue;
        }
        let offered = actions(context, one.place.file, one.place.span, &[ActionKind::QuickFix]);
        let of_rule = |id: &ActionId| match *id {
            ActionId::Ignore(rule, ..) | ActionId::IgnoreInFile(rule, _) => rule == one.rule.code,
            _ => false,
        };
        let ids: Vec<ActionId> = offered.iter().map(|action| action.id).filter(of_rule).collect();
        if NEVER.contains(&one.rule.code) {
            if !ids.is_empty() {
                wrong.push(format!("{name}: {} cannot be silenced", one.rule.code));
            }
            continue;
        }
        for id in ids {
            let Some(edits) = resolve(context, &levels, id) else {
                wrong.push(format!("{name}: {id:?} comes to nothing"));
                continue;
            };
            let mut after = files.clone();
            for (file, edits) in edits {
                let text = &mut after[file.0 as usize].1;
                *text = apply(&register.file(file).unwrap().text, &edits).unwrap();
            }
            let (_, left) = check(&after, today);
            let (before, left) = (essence(&found), essence(&left));
            let mut expected = before.clone();
            let key = (one.place.file.0, one.rule.code);
            match id {
                // Several findings of the rule may stand where the comment reaches.
                ActionId::Ignore(..) => {
                    let count = |all: &[(u32, &str)]| all.iter().filter(|other| **other == key).count();
                    if count(&left) >= count(&before) {
                        wrong.push(format!("{name}: {id:?} silences nothing"));
                    }
                    expected.retain(|other| *other != key);
                    let others: Vec<_> = left.iter().copied().filter(|other| *other != key).collect();
                    if others != expected {
                        wrong.push(format!("{name}: {id:?} leaves {others:?} of {expected:?}"));
                    }
                }
                _ => {
                    expected.retain(|other| *other != key);
                    if left != expected {
                        wrong.push(format!("{name}: {id:?} leaves {left:?} of {expected:?}"));
                    }
                }
            }
            silenced.insert(one.rule.code);
        }
    }
    (silenced, wrong)
}

#[test]
fn every_finding_of_every_case_can_be_ignored() {
    let mut silenced = BTreeSet::new();
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for rule in std::fs::read_dir(folder).unwrap() {
        let rule = rule.unwrap().path();
        if !rule.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&rule).unwrap() {
            let file = file.unwrap().path();
            let case = case::Case::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let (rules, faults) = ignore_each(&file.display().to_string(), &case.files, case.today());
            silenced.extend(rules);
            wrong.extend(faults);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let never: Vec<&str> = stdreg::rules::ALL
        .iter()
        .map(|definition| definition.rule.code)
        .filter(|code| !silenced.contains(code) && !NEVER.contains(code))
        .collect();
    assert_eq!(never, Vec::<&str>::new(), "rules that no case has silenced");
}

#[test]
fn the_findings_of_the_seed_can_be_ignored() {
    let files = vec![("register.toml".to_owned(), SEED.to_owned())];
    let (silenced, wrong) = ignore_each("seed", &files, common::TODAY);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(silenced.len() >= 6, "{silenced:?}");
}
