//! Where the findings go and in which forms: `--output-format FORMAT[=FILE]`, as often as one likes, and `--output-file`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::Failure;
use crate::messages::Message;
use crate::report::{Format, statistics};
use crate::workspace;

/// A form, and the file that it goes to; standard output where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let parts = value.to_str().and_then(|text| text.split_once('='));
        // A format with nothing behind its `=` is no format.
        let parts = parts.filter(|(_, file)| !file.is_empty());
        let name = parts.map_or(value, |(name, _)| OsStr::new(name));
        let name = names().parse_ref(command, argument, name)?;
        Ok(Output {
            format: name.parse().unwrap_or_default(),
            file: parts.map(|(_, file)| PathBuf::from(file)),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = Format::ALL.map(|format| PossibleValue::new(format.name()));
        Some(Box::new(names.into_iter()))
    }
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
}

/// The outputs of a run: at most one goes to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outputs(Vec<Output>);

/// What is shown of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Each of them.
    Findings,
    /// How many there are of each rule: `--statistics`.
    Numbers,
}

impl Outputs {
    /// The outputs that the options mean.
    ///
    /// # Errors
    /// Where two go to standard output or to one file, where it is not plain which one `file` is for, and where a form has no place for
    /// numbers.
    pub(super) fn new(formats: &[Output], file: Option<&Path>, shown: Shown) -> Result<Self, Failure> {
        let fault = |attribute| Message::attribute("output-fault", attribute);
        let mut outputs = formats.to_vec();
        if shown == Shown::Numbers
            && let Some(output) = outputs
                .iter()
                .find(|output| !statistics::FORMATS.contains(&output.format))
        {
            let names: Vec<String> = statistics::FORMATS.iter().map(ToString::to_string).collect();
            let message = fault("statistics").with("name", output.format.name());
            return Err(Failure::told(message.with("names", names)));
        }
        let mut to_standard_output = outputs.iter_mut().filter(|output| output.file.is_none());
        match (to_standard_output.next(), to_standard_output.next(), file) {
            (Some(output), None, Some(file)) => output.file = Some(file.to_owned()),
            (_, _, Some(_)) => return Err(Failure::told(fault("which"))),
            (Some(one), Some(other), None) => {
                let message = fault("two").with("one", one.format.name());
                return Err(Failure::told(message.with("other", other.format.name())));
            }
            (_, None, None) | (None, _, None) => {}
        }
        let mut files: Vec<PathBuf> = outputs
            .iter()
            .filter_map(|output| output.file.as_deref())
            .map(workspace::absolute)
            .collect();
        files.sort();
        if let Some((twice, _)) = files.iter().zip(files.iter().skip(1)).find(|(one, other)| one == other) {
            let message = fault("same").with("path", twice.to_string_lossy());
            return Err(Failure::told(message));
        }
        Ok(Self(outputs))
    }

    /// The form that goes to standard output.
    pub(super) fn to_standard_output(&self) -> Option<Format> {
        let mut outputs = self.0.iter();
        outputs.find(|output| output.file.is_none()).map(|output| output.format)
    }

    /// The forms that go to files, each with its file.
    pub(super) fn to_files(&self) -> impl Iterator<Item = (Format, &Path)> {
        let outputs = self.0.iter();
        outputs.filter_map(|output| Some((output.format, output.file.as_deref()?)))
    }

    /// Whether a person reads along, so that a closing line is welcome.
    pub(super) fn is_for_people(&self) -> bool {
        self.to_standard_output().is_none_or(Format::is_for_people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(format: Format, file: Option<&str>) -> Output {
        Output {
            format,
            file: file.map(PathBuf::from),
        }
    }

    fn parsed(value: &str) -> Option<Output> {
        let command = clap::Command::new("x");
        OutputParser.parse_ref(&command, None, OsStr::new(value)).ok()
    }

    #[test]
    fn a_format_may_name_its_file() {
        assert_eq!(parsed("full"), Some(output(Format::Full, None)));
        assert_eq!(
            parsed("sarif=a=b.sarif"),
            Some(output(Format::Sarif, Some("a=b.sarif")))
        );
        assert_eq!(parsed("sarif="), None);
        assert_eq!(parsed("nothing=x"), None);
    }

    #[test]
    fn one_at_most_goes_to_standard_output() {
        let (full, json) = (output(Format::Full, None), output(Format::Json, None));
        let sarif = output(Format::Sarif, Some("a.sarif"));
        let new = |outputs: &[&Output], file: Option<&str>| {
            let outputs: Vec<Output> = outputs.iter().map(|output| (*output).clone()).collect();
            Outputs::new(&outputs, file.map(Path::new), Shown::Findings).ok()
        };
        assert!(new(&[&full, &json], None).is_none());
        assert!(new(&[&sarif], Some("b")).is_none());
        assert!(new(&[&full, &sarif], Some("./x/../a.sarif")).is_none());
        assert!(new(&[&full, &json], Some("b")).is_none());
        let both = new(&[&full, &sarif], None).unwrap();
        assert_eq!(both.to_standard_output(), Some(Format::Full));
        assert_eq!(
            both.to_files().collect::<Vec<_>>(),
            [(Format::Sarif, Path::new("a.sarif"))]
        );
        let files = new(&[&full, &sarif], Some("b")).unwrap();
        assert_eq!((files.to_standard_output(), files.to_files().count()), (None, 2));
        assert!(files.is_for_people());
    }

    #[test]
    fn numbers_have_no_place_in_every_form() {
        let outputs = [output(Format::Full, None), output(Format::Sarif, Some("a"))];
        assert!(Outputs::new(&outputs, None, Shown::Numbers).is_err());
        assert!(Outputs::new(&outputs[..1], None, Shown::Numbers).is_ok());
    }
}
