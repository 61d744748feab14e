//! A plan's number, split into its parts.

use super::Asked;
use super::page::{Page, Row};
use crate::messages::Message;
use crate::number::plan::{PlanFault, PlanKind, parse_plan};
use crate::scheme::Role;

/// Explains a plan number.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Page {
    let context = asked.context;
    let say = |attribute| Message::attribute("hover-plan", attribute).render(context.language);
    let mut page = Page::new(text, say("title"));
    let plan = match parse_plan(text, context.today.year) {
        Ok(plan) => plan,
        Err(fault) => {
            let message = match fault {
                PlanFault::Form(_) => Message::new("malformed-plan"),
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
    let (year, rest) = text.split_at_checked(4).unwrap_or((text, ""));
    let programme = match plan.kind {
        PlanKind::PublicSecurity => "public-security",
        PlanKind::National => "national",
    };
    let mut rows = vec![row("programme", "", say(programme)), row("year", year, String::new())];
    let mut fields = rest.split('-');
    rows.push(row("number", fields.next().unwrap_or_default(), String::new()));
    if let Some(nature) = plan.nature {
        let scheme = &context.register.scheme;
        let meaning = scheme.layer(Role::Nature).and_then(|layer| {
            let value = layer.value_of_mark(nature.letter())?;
            layer.meaning(value)
        });
        let meaning = meaning.unwrap_or_default().to_owned();
        rows.push(row("nature", fields.next().unwrap_or_default(), meaning));
        rows.push(row("committee", fields.next().unwrap_or_default(), String::new()));
    }
    page.table(["part", "written", "meaning"].map(say).to_vec(), rows);
    page
}
