//! Findings that are known, so that only new ones are told: those of a baseline, or those of an older revision.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::Finding;
use crate::report::identity::Identity;

/// What findings are known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Key {
    /// What the file is called.
    pub(super) file: String,
    pub(super) rule: String,
    pub(super) subject: String,
}

/// Findings that are known, each with how many there are of its kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(BTreeMap<Key, u32>);

impl Known {
    /// Findings, which are sorted. `name` gives what a file is called, from its path as findings show it.
    pub(super) fn of(findings: &[Finding], name: impl Fn(&str) -> String) -> Self {
        let mut known = Self::default();
        for key in keys(findings, name) {
            known.add(key, 1);
        }
        known
    }

    pub(super) fn add(&mut self, key: Key, count: u32) {
        let known = self.0.entry(key).or_insert(0);
        *known = known.saturating_add(count);
    }

    /// Sees to it that at least so many are known.
    pub(super) fn keep(&mut self, key: Key, count: u32) {
        let known = self.0.entry(key).or_insert(0);
        *known = (*known).max(count);
    }

    /// What is known, sorted, with how often.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, u32)> {
        self.0.iter().map(|(key, count)| (key, *count))
    }

    /// Takes what is known out of the findings, which are sorted. Gives what was known and not found.
    pub(super) fn take_out_of(mut self, findings: &mut Vec<Finding>, name: impl Fn(&str) -> String) -> Self {
        let mut keys = keys(findings, name).into_iter();
        findings.retain(|_| {
            let known = keys.next().and_then(|key| self.0.get_mut(&key));
            match known.filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        });
        self.0.retain(|_, count| *count > 0);
        self
    }
}

fn keys(findings: &[Finding], name: impl Fn(&str) -> String) -> Vec<Key> {
    let identities = Identity::of(findings, |file| name(&file.path)).into_iter();
    let key = |identity: Identity| Key {
        file: identity.file,
        rule: identity.rule.to_owned(),
        subject: identity.subject,
    };
    identities.map(key).collect()
}
