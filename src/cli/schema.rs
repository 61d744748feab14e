//! `stdreg schema`: the JSON Schema of registers, settings or schemes.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Console, Failure, Outcome};
use crate::exchange::schema::{Draft, Subject, schema};

/// The schema of what, and in which draft.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What it describes.
    #[arg(value_name = "NAME", default_value = "register", help = "cli-schema-subject")]
    subject: Subject,
    /// The draft.
    #[arg(long, value_name = "DRAFT", default_value = "2020-12", help = "cli-schema-draft")]
    draft: Draft,
}

impl ValueEnum for Subject {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Draft {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Draft202012, Self::Draft7]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Draft202012 => PossibleValue::new("2020-12"),
            // As other programs spell it.
            Self::Draft7 => PossibleValue::new("7").aliases(["07", "draft-07", "draft7"]),
        })
    }
}

impl Arguments {
    /// Writes the schema.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        serde_json::to_writer_pretty(&mut *console.out, &schema(self.subject, self.draft, language))?;
        writeln!(console.out)?;
        Ok(Outcome::Clean)
    }
}
