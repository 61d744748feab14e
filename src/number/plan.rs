//! Plan numbers (计划号): what a standard is known by until it is published (rule E014).

pub use super::plan_form::{Form, MAX_FORM, MAX_FORMS};
use super::{Grammar, Mark, fold};
use crate::text::{Span, to_u32};

/// The first year that a plan may have.
const FIRST_YEAR: u16 = 1990;

/// A plan number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which programme it belongs to.
    pub programme: Programme,
    /// The digits of its year, in bytes of the text.
    pub year: Option<Span>,
    /// What the standard's nature will be, where the number says so: Q is [`Mark::None`].
    pub nature: Option<Mark>,
}

/// The programme that a plan belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Programme {
    /// The national one: eight digits, a nature and three digits, `20190123-T-469`.
    National,
    /// That of a ministry: `2019-0123T-QC`.
    Ministry,
    /// One of the scheme's own: `201650163` of the public security industry.
    Scheme,
}

/// Why a text is no plan number, with the bytes of the text that are at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanFault {
    /// It has none of the forms.
    Form(Span),
    /// It has one, but its year is not from 1990 to the next.
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

/// Reads a plan number: of the national programme, of a ministry, or of a form of the scheme. `today_year` is the current
/// year: the next one is the last that a plan may have.
pub fn parse_plan(text: &str, grammar: &Grammar, today_year: u16) -> Result<Plan, PlanFault> {
    let whole = Span::of(0..text.len());
    let plan = form(text, grammar).ok_or(PlanFault::Form(whole))?;
    let Some(span) = plan.year else {
        return Ok(plan);
    };
    let digits = span.of_text(text);
    let year = digits.parse::<u16>().ok().map(|year| match year {
        _ if digits.len() == 4 => year,
        90..=99 => 1900 + year,
        _ => 2000 + year,
    });
    match year {
        Some(year) if (FIRST_YEAR..=today_year.saturating_add(1)).contains(&year) => Ok(plan),
        _ => Err(PlanFault::Year(span)),
    }
}

/// Whether a text is a plan number, or would be one if its characters were in ASCII: what is told where a standard's number
/// should stand.
pub(super) fn is_plan(text: &str, grammar: &Grammar) -> bool {
    // Dashes, width and blanks are another matter.
    let folded: String = fold::glyphs(text.trim())
        .take(MAX_FORM + 1)
        .map(|(c, glyph)| {
            if glyph.ascii == fold::Glyph::OTHER {
                c
            } else {
                char::from(glyph.ascii)
            }
        })
        .collect();
    let plan = form(&folded, grammar);
    // Nine digits are a plan only where they open with a year.
    let is_year = |digits: &str| digits.len() < 4 || ("1990".."2100").contains(&digits);
    plan.is_some_and(|plan| plan.year.is_none_or(|year| is_year(year.of_text(&folded))))
}

fn form(text: &str, grammar: &Grammar) -> Option<Plan> {
    let common = national(text)
        .or_else(|| ministry(text))
        .map(|(programme, nature)| Plan {
            programme,
            year: Some(Span::new(0, 4)),
            nature,
        });
    let of_scheme = || {
        let year = grammar.plans().iter().find_map(|form| form.year_in(text))?;
        Some(Plan {
            programme: Programme::Scheme,
            year: Some(year).filter(|year| !year.is_empty()),
            nature: None,
        })
    };
    common.or_else(of_scheme)
}

/// `20190123-T-469`: eight digits, a nature, the number of a committee.
fn national(text: &str) -> Option<(Programme, Option<Mark>)> {
    let mut fields = text.split('-');
    let (opening, letter, closing) = (fields.next()?, fields.next()?, fields.next()?);
    let nature = nature(letter)?;
    let is_national = has_digits(opening, 8) && has_digits(closing, 3) && fields.next().is_none();
    is_national.then_some((Programme::National, Some(nature)))
}

/// `2019-0123T-QC`: the year, a number with the nature behind it, the industry. Mandatory standards may have no letter.
fn ministry(text: &str) -> Option<(Programme, Option<Mark>)> {
    let mut fields = text.split('-');
    let (year, number, industry) = (fields.next()?, fields.next()?, fields.next()?);
    let (digits, letter) = number.split_at_checked(4)?;
    let nature = if letter.is_empty() { Mark::None } else { nature(letter)? };
    let is_industry = industry.len() == 2 && industry.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_ministry = has_digits(year, 4) && has_digits(digits, 4) && is_industry && fields.next().is_none();
    is_ministry.then_some((Programme::Ministry, Some(nature)))
}

fn nature(letter: &str) -> Option<Mark> {
    match letter {
        "Q" => Some(Mark::None),
        "T" => Some(Mark::T),
        "Z" => Some(Mark::Z),
        _ => None,
    }
}

fn has_digits(text: &str, count: u32) -> bool {
    to_u32(text.len()) == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: u16 = 2024;

    fn grammar() -> Grammar {
        let mut grammar = Grammar::default();
        for form in ["YYYYNNNNN", "'建标'YYYY-NN", "'NA'YYNNA", "AA NNN"] {
            grammar.add_plan(Form::parse(form).unwrap());
        }
        grammar
    }

    #[test]
    fn plans_of_every_programme_are_read() {
        let plan = |programme, year: (u32, u32), nature| {
            Ok(Plan {
                programme,
                year: Some(Span::new(year.0, year.1)).filter(|year| !year.is_empty()),
                nature,
            })
        };
        for (text, expected) in [
            ("201650163", plan(Programme::Scheme, (0, 4), None)),
            ("199000001", plan(Programme::Scheme, (0, 4), None)),
            ("202500001", plan(Programme::Scheme, (0, 4), None)),
            ("建标2019-01", plan(Programme::Scheme, (6, 10), None)),
            ("NA1901X", plan(Programme::Scheme, (2, 4), None)),
            ("BJ 123", plan(Programme::Scheme, (0, 0), None)),
            ("20190123-T-469", plan(Programme::National, (0, 4), Some(Mark::T))),
            ("20190123-Q-469", plan(Programme::National, (0, 4), Some(Mark::None))),
            ("20190123-Z-469", plan(Programme::National, (0, 4), Some(Mark::Z))),
            ("2019-0123T-QC", plan(Programme::Ministry, (0, 4), Some(Mark::T))),
            ("2021-1573-YD", plan(Programme::Ministry, (0, 4), Some(Mark::None))),
        ] {
            assert_eq!(parse_plan(text, &grammar(), TODAY), expected, "{text}");
        }
    }

    #[test]
    fn the_form_of_another_scheme_is_none() {
        let none = Grammar::default();
        let whole = |text: &str| Err(PlanFault::Form(Span::of(0..text.len())));
        assert_eq!(parse_plan("201650163", &none, TODAY), whole("201650163"));
        assert!(parse_plan("20190123-T-469", &none, TODAY).is_ok());
    }

    #[test]
    fn a_year_out_of_range_is_told_from_a_wrong_form() {
        for (text, year) in [
            ("198900001", (0, 4)),
            ("202600001", (0, 4)),
            ("000000000", (0, 4)),
            ("20260123-T-469", (0, 4)),
            ("2026-0123T-QC", (0, 4)),
            ("建标1989-01", (6, 10)),
            ("NA8901X", (2, 4)),
        ] {
            let fault = Err(PlanFault::Year(Span::new(year.0, year.1)));
            assert_eq!(parse_plan(text, &grammar(), TODAY), fault, "{text}");
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
            "2019-0123X-QC",
            "2019-0123T-QC1",
            "2019-123T-QC",
            "建标2019-1",
            "GA/T 1-2020",
            "年版",
        ] {
            let fault = Err(PlanFault::Form(Span::of(0..text.len())));
            assert_eq!(parse_plan(text, &grammar(), TODAY), fault, "{text}");
        }
    }
}
