//! The level of each rule, decided once: by the rule, then the settings, then the command line.

use crate::diagnostic::Severity;
use crate::rules::{self, RuleId, RuleSet};

/// The level of every rule in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels(Vec<Option<Severity>>);

impl Default for Levels {
    /// Every rule at its own level.
    fn default() -> Self {
        Self(
            rules::ALL
                .iter()
                .map(|definition| Some(definition.rule.severity))
                .collect(),
        )
    }
}

impl Levels {
    /// The level of a rule; none where it is off.
    pub fn of(&self, rule: RuleId) -> Option<Severity> {
        self.0.get(rule.place()).copied().flatten()
    }

    /// Turns everything off but what the selectors name. Selectors that name nothing do nothing; who reads them says so.
    pub fn select<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) {
        let own = Self::default();
        self.0.fill(None);
        self.extend_select_from(&own, selectors);
    }

    /// Turns on what the selectors name.
    pub fn extend_select<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) {
        self.extend_select_from(&Self::default(), selectors);
    }

    fn extend_select_from<'s>(&mut self, own: &Self, selectors: impl IntoIterator<Item = &'s str>) {
        for rule in named(selectors) {
            if let Some(level) = self.0.get_mut(rule.place()).filter(|level| level.is_none()) {
                *level = own.of(rule);
            }
        }
    }

    /// Turns off what the selectors name.
    pub fn ignore<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) {
        for rule in named(selectors) {
            if let Some(level) = self.0.get_mut(rule.place()) {
                *level = None;
            }
        }
    }

    /// Gives what the selector names another level, where it is on.
    pub fn set(&mut self, selector: &str, severity: Severity) {
        for rule in rules::select(selector).iter() {
            if let Some(Some(level)) = self.0.get_mut(rule.place()) {
                *level = severity;
            }
        }
    }
}

fn named<'s>(selectors: impl IntoIterator<Item = &'s str>) -> impl Iterator<Item = RuleId> {
    let sets = selectors.into_iter().map(rules::select);
    sets.flat_map(RuleSet::iter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(levels: &Levels, name: &str) -> Option<Severity> {
        levels.of(rules::find(name).unwrap())
    }

    #[test]
    fn selectors_apply_in_the_order_in_which_they_are_given() {
        let mut levels = Levels::default();
        levels.select(["L", "S001"]);
        assert_eq!(level(&levels, "code-length"), None);
        levels.extend_select(["C"]);
        levels.ignore(["class-mismatch"]);
        levels.set("C001", Severity::Warning);
        levels.set("L001", Severity::Warning);
        assert_eq!(level(&levels, "code-length"), Some(Severity::Warning));
        assert_eq!(level(&levels, "class-mismatch"), None);
        assert_eq!(level(&levels, "duplicate-code"), Some(Severity::Error));
    }
}
