//! Plan numbers (计划号): what a standard is known by until it is published (rule E014).

use super::Mark;
use crate::text::Span;

/// The first year that a plan may open with.
const FIRST_YEAR: u16 = 1990;

/// A plan number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which programme it belongs to.
    pub kind: PlanKind,
    /// The year that it opens with.
    pub year: u16,
    /// What the standard's nature will be, where the number says so: Q is [`Mark::None`].
    pub nature: Option<Mark>,
}

/// The programme that a plan belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanKind {
    /// That of the public security industry: nine digits, `201650163`.
    PublicSecurity,
    /// The national one: eight digits, a nature and three digits, `20190123-T-469`.
    National,
}

/// Why a text is no plan number, with the bytes of the text that are at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanFault {
    /// It has neither form.
    Form(Span),
    /// It has one, but opens with no year from 1990 to the next.
    Year(Span),
}

impl PlanFault {
    /// What is at fault, in bytes of the text that was parsed.
    pub const fn span(self) -> Span {
        match self {
            Self::Form(span) | Self::Year(span) => span,
        }
    }
}

/// Reads a plan number. `today_year` is the current year: the next one is the last that a plan may open with.
pub fn parse_plan(text: &str, today_year: u16) -> Result<Plan, PlanFault> {
    let whole = Span::of(0..text.len());
    let (kind, nature) = form(text).ok_or(PlanFault::Form(whole))?;
    let opening = Span::new(0, 4);
    match opening.of_text(text).parse::<u16>() {
        Ok(year) if (FIRST_YEAR..=today_year.saturating_add(1)).contains(&year) => Ok(Plan { kind, year, nature }),
        _ => Err(PlanFault::Year(opening)),
    }
}

/// The form, and the nature that it states.
fn form(text: &str) -> Option<(PlanKind, Option<Mark>)> {
    if has_digits(text, 9) {
        return Some((PlanKind::PublicSecurity, None));
    }
    let mut fields = text.split('-');
    let (opening, letter, closing) = (fields.next()?, fields.next()?, fields.next()?);
    let nature = match letter {
        "Q" => Mark::None,
        "T" => Mark::T,
        "Z" => Mark::Z,
        _ => return None,
    };
    let is_national = has_digits(opening, 8) && has_digits(closing, 3) && fields.next().is_none();
    is_national.then_some((PlanKind::National, Some(nature)))
}

fn has_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: u16 = 2024;

    #[test]
    fn plans_of_both_programmes_are_read() {
        let plan = |kind, year, nature| Ok(Plan { kind, year, nature });
        for (text, expected) in [
            ("201650163", plan(PlanKind::PublicSecurity, 2016, None)),
            ("199000001", plan(PlanKind::PublicSecurity, 1990, None)),
            ("202500001", plan(PlanKind::PublicSecurity, 2025, None)),
            ("20190123-T-469", plan(PlanKind::National, 2019, Some(Mark::T))),
            ("20190123-Q-469", plan(PlanKind::National, 2019, Some(Mark::None))),
            ("20190123-Z-469", plan(PlanKind::National, 2019, Some(Mark::Z))),
        ] {
            assert_eq!(parse_plan(text, TODAY), expected, "{text}");
        }
    }

    #[test]
    fn a_year_out_of_range_is_told_from_a_wrong_form() {
        for text in ["198900001", "202600001", "000000000", "20260123-T-469"] {
            assert_eq!(parse_plan(text, TODAY), Err(PlanFault::Year(Span::new(0, 4))), "{text}");
        }
        for text in [
            "",
            "20165016",
            "2016501633",
            " 201650163",
            "２０１６５０１６３",
            "20190123-T",
            "20190123-X-469",
            "20190123-t-469",
            "20190123-T-46",
            "20190123-T-469-",
            "20190123—T—469",
            "2019012-T-469",
            "GA/T 1-2020",
            "年版",
        ] {
            assert_eq!(
                parse_plan(text, TODAY),
                Err(PlanFault::Form(Span::of(0..text.len()))),
                "{text}"
            );
        }
    }
}
