//! A rule's page in Markdown, for whatever shows such text: editors, and what reads SARIF.

use super::example;
use crate::messages::{Language, Message};
use crate::rules::{Definition, Example, FAMILIES};

impl Definition {
    /// The page in Markdown: what `stdreg rule` says.
    pub fn markdown(&self, language: Language) -> String {
        let Self { rule, page, .. } = self;
        let word = |attribute| Message::attribute("cli-rule", attribute).render(language);
        let family = FAMILIES.iter().find(|(letter, _)| rule.code.starts_with(*letter));
        let family = family.map_or("", |(_, title)| title.get(language));
        let severity = Message::attribute("report-severity", rule.severity.name()).render(language);
        let fix = Message::attribute("cli-rule-fix", rule.fix.name()).render(language);
        let example = |example: Example| format!("```toml\n{}```", example::shown(example, language));
        [
            format!("# {} {}", rule.code, rule.name),
            format!("{family} · {severity} · {fix}"),
            page.what.get(language).to_owned(),
            format!("## {}", word("why")),
            page.why.get(language).to_owned(),
            format!("## {}", word("bad")),
            example(page.bad),
            format!("## {}", word("good")),
            example(page.good),
            format!("## {}", word("repair")),
            format!("{}\n", page.fix.get(language)),
        ]
        .join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_rule_has_a_page_in_both_languages() {
        for definition in rules::ALL {
            for language in Language::ALL {
                let page = definition.markdown(language);
                assert!(page.starts_with(&format!("# {} ", definition.rule.code)));
                assert_eq!(page.matches("```").count(), 4, "{page}");
            }
        }
    }
}
