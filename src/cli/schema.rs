//! `stdreg schema`: the JSON Schema of registers, settings or schemes.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::input::Input;
use super::{Console, Failure, Outcome};
use crate::exchange::schema::{Basis, Draft, Subject, schema};
use crate::keys::Certainty;
use crate::messages::Message;
use crate::scheme::Scheme;
use crate::workspace::{self, Excluded, LoadError, Loaded, SettingsFinder, Unowned};

/// The schema of what, and in which draft.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What it describes.
    #[arg(value_name = "NAME", default_value = "register", help = "cli-schema-subject")]
    subject: Subject,
    /// The draft.
    #[arg(long, value_name = "DRAFT", default_value = "2020-12", help = "cli-schema-draft")]
    draft: Draft,
    /// The register whose columns, words and codes it describes.
    #[arg(long = "for", value_name = "FILE", help = "cli-schema-for")]
    register: Option<PathBuf>,
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
        let built_in = Scheme::built_in();
        let loaded = self.register.as_deref().map(load).transpose()?;
        let basis = match &loaded {
            Some(loaded) => Basis::of_register(&loaded.register, language),
            None => Basis::of_scheme(&built_in, language),
        };
        serde_json::to_writer_pretty(&mut *console.out, &schema(self.subject, self.draft, basis))?;
        writeln!(console.out)?;
        Ok(Outcome::Clean)
    }
}

/// The register that a file is, or is a part of.
fn load(path: &Path) -> Result<Loaded, Failure> {
    let input = Input::new(&[path.to_owned()], None)?;
    let finder = SettingsFinder::default();
    let paths = &input.paths;
    let discovery = workspace::discover(&input.files, &finder, paths, Excluded::Checked, Unowned::Checked);
    if let Some(problem) = discovery.problems.first() {
        return Err(about(path, problem.error.message()));
    }
    let Some(request) = discovery.registers.first() else {
        return Err(about(path, Message::attribute("check-nothing", "named")));
    };
    let loaded = workspace::load(&input.files, &finder, &request.root, &input.names);
    let loaded = loaded.map_err(|error| match error {
        LoadError::Root(error) => about(path, error.message()),
        LoadError::Settings(error) => {
            let reason = error.messages(&input.names).into_iter().next();
            about(
                path,
                reason.unwrap_or_else(|| Message::attribute("check-nothing", "named")),
            )
        }
    })?;
    // What is not known cannot be described.
    match loaded.register.columns.certainty {
        Certainty::Certain => Ok(loaded),
        Certainty::Uncertain => Err(about(path, Message::new("cli-schema-uncertain"))),
    }
}

fn about(path: &Path, reason: Message) -> Failure {
    let message = Message::attribute("cli-failure", "file");
    Failure::told(message.with("path", path.to_string_lossy()).with("reason", reason))
}
