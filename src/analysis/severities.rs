//! The severity of each rule, decided once: by the rule, then the settings, then the command line.

use crate::diagnostic::Severity;
use crate::rules::{self, RuleId, RuleSet};

/// The severity of every rule in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severities(Vec<Option<Severity>>);

impl Default for Severities {
    /// Every rule at its own severity.
    fn default() -> Self {
        Self(
            rules::ALL
                .iter()
                .map(|definition| Some(definition.rule.severity))
                .collect(),
        )
    }
}

impl Severities {
    /// The severity of a rule; none where it is off.
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
    pub(super) fn extend_select<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) {
        self.extend_select_from(&Self::default(), selectors);
    }

    fn extend_select_from<'s>(&mut self, own: &Self, selectors: impl IntoIterator<Item = &'s str>) {
        for rule in named(selectors) {
            if let Some(severity) = self.0.get_mut(rule.place()).filter(|severity| severity.is_none()) {
                *severity = own.of(rule);
            }
        }
    }

    /// Turns off what the selectors name.
    pub fn ignore<'s>(&mut self, selectors: impl IntoIterator<Item = &'s str>) {
        for rule in named(selectors) {
            if let Some(severity) = self.0.get_mut(rule.place()) {
                *severity = None;
            }
        }
    }

    /// Turns off what is not wanted, which is asked of each rule that is on, with its severity.
    pub fn retain(&mut self, is_wanted: impl Fn(RuleId, Severity) -> bool) {
        for rule in RuleId::all() {
            if let Some(severity) = self.0.get_mut(rule.place()) {
                *severity = severity.filter(|severity| is_wanted(rule, *severity));
            }
        }
    }

    /// Gives what the selector names another severity, where it is on.
    pub(super) fn set(&mut self, selector: &str, severity: Severity) {
        for rule in rules::select(selector).iter() {
            if let Some(Some(own)) = self.0.get_mut(rule.place()) {
                *own = severity;
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

    fn severity(severities: &Severities, name: &str) -> Option<Severity> {
        severities.of(rules::find(name).unwrap())
    }

    #[test]
    fn selectors_apply_in_the_order_in_which_they_are_given() {
        let mut severities = Severities::default();
        severities.select(["L", "S001"]);
        assert_eq!(severity(&severities, "code-length"), None);
        severities.extend_select(["C"]);
        severities.ignore(["class-mismatch"]);
        severities.set("C001", Severity::Warning);
        severities.set("L001", Severity::Warning);
        assert_eq!(severity(&severities, "code-length"), Some(Severity::Warning));
        assert_eq!(severity(&severities, "class-mismatch"), None);
        assert_eq!(severity(&severities, "duplicate-code"), Some(Severity::Error));
        severities.retain(|rule, severity| severity == Severity::Error && rule.definition().rule.name != "code-length");
        assert_eq!(severity(&severities, "duplicate-code"), Some(Severity::Error));
        assert_eq!(severity(&severities, "code-length"), None);
    }
}
