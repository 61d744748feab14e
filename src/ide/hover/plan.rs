//! A plan's number, split into its parts.

use super::Asked;
use super::page::{Page, Row};
use crate::messages::Message;
use crate::number::plan::{PlanFault, Programme, parse_plan};
use crate::scheme::Role;

/// Explains a plan number.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Page {
    let context = asked.context;
    let say = |attribute| Message::attribute("hover-plan", attribute).render(context.language);
    let mut page = Page::new(text, say("title"));
    let grammar = &context.register.scheme.grammar;
    let plan = match parse_plan(text, grammar, context.today.year) {
        Ok(plan) => plan,
        Err(fault) => {
            let message = match fault {
                PlanFault::Form(_) => Message::new("malformed-plan").with("forms", grammar.plan_forms()),
                PlanFault::Year(year) => Message::attribute("malformed-plan", "year")
                    .with("year", year.of_text(text))
                    .with("last", u32::from(context.today.year) + 1),
            };
            page.line(format!("⚠ {}", context.say(&message.with("plan", text))));
            return page;
        }
    };
    let row = |part: &'static str, written: &str, meaning: String| Row {
        cells: vec![say(part), written.to_owned(), meaning],
        is_at_cursor: false,
    };
    let programme = match plan.programme {
        Programme::National => "national",
        Programme::Ministry => "ministry",
        Programme::Scheme => "scheme",
    };
    let year = plan.year.map_or("", |year| year.of_text(text));
    let mut rows = vec![row("programme", "", say(programme)), row("year", year, String::new())];
    // The national plan and those of ministries open with the year, and say the nature behind the number.
    let rest = match (plan.programme, plan.year) {
        (Programme::Scheme, Some(year)) if year.start > 0 => "",
        _ => text.get(year.len()..).unwrap_or(""),
    };
    let mut fields = rest.split(['-', 'Q', 'T', 'Z']).filter(|field| !field.is_empty());
    if !rest.is_empty() {
        let number = if plan.programme == Programme::Scheme {
            rest
        } else {
            fields.next().unwrap_or_default()
        };
        rows.push(row("number", number, String::new()));
    }
    if let Some(nature) = plan.nature {
        let scheme = &context.register.scheme;
        let meaning = scheme.layer(Role::Nature).and_then(|layer| {
            let value = layer.value_of_mark(nature.letter())?;
            layer.meaning(value)
        });
        let meaning = meaning.unwrap_or_default().to_owned();
        let letter = if nature.letter().is_empty() {
            "Q"
        } else {
            nature.letter()
        };
        rows.push(row("nature", letter, meaning));
        let body = rest.rsplit('-').next().unwrap_or_default();
        rows.push(row("committee", body, String::new()));
    }
    page.table(["part", "written", "meaning"].map(say).to_vec(), rows);
    let catalogue = context.register.catalogue.as_deref();
    if let Some(row) = catalogue.and_then(|catalogue| catalogue.of_plan(text)) {
        context.add_row(&row, &mut page);
    }
    page
}
