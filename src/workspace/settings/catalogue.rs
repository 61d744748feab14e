//! Reads the catalogues that settings name.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::{Lenience, Selector, Settings, SettingsError, SettingsFault, SettingsFinder};
use crate::catalogue::{Builder, Catalogue};
use crate::messages::Message;
use crate::number::Grammar;
use crate::text::foreign;
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::workspace::entry::Limit;
use crate::workspace::files::{Files, normalise};
use crate::workspace::links;

/// The catalogues of a settings file, as they were read for registers whose numbers have a grammar.
#[derive(Debug)]
pub(super) struct Read {
    settings: PathBuf,
    grammar: Grammar,
    found: Result<Arc<Catalogue>, SettingsError>,
}

impl SettingsFinder {
    /// The catalogue of all files that settings name; none where they name none. It is read once, however many registers
    /// are held against it.
    ///
    /// # Errors
    /// Where a file cannot be read or has no rows of numbers. Faults of single rows are noted in the catalogue.
    pub fn catalogue(
        &self,
        files: &Files,
        settings: &Settings,
        grammar: &Grammar,
    ) -> Result<Option<Arc<Catalogue>>, SettingsError> {
        let Some(path) = settings.path.as_deref().filter(|_| !settings.catalogue.is_empty()) else {
            return Ok(None);
        };
        // Held while it is read: whoever wants the same one waits, and does not read it again.
        let mut catalogues = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner);
        let known = catalogues
            .iter()
            .find(|read| read.settings == path && read.grammar == *grammar);
        let found = match known {
            Some(read) => read.found.clone(),
            None => {
                let found = read(files, path, settings, grammar);
                catalogues.push(Read {
                    settings: path.to_owned(),
                    grammar: grammar.clone(),
                    found: found.clone(),
                });
                found
            }
        };
        match (self.lenience, found) {
            (_, Ok(catalogue)) => Ok(Some(catalogue)),
            (Lenience::None, Err(error)) => Err(error),
            (Lenience::BuiltIn, Err(_)) => Ok(None),
        }
    }

    /// Why catalogues could not be read.
    pub(super) fn errors_of_catalogues(&self) -> Vec<SettingsError> {
        let catalogues = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner);
        catalogues.iter().filter_map(|read| read.found.clone().err()).collect()
    }
}

impl Settings {
    /// The files of the catalogue, whether they are there or not: a catalogue is another one when they change.
    pub fn catalogue_files(&self) -> impl Iterator<Item = PathBuf> {
        let folder = self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        self.catalogue.iter().map(|named| normalise(&folder.join(&named.name)))
    }
}

fn read(files: &Files, path: &Path, settings: &Settings, grammar: &Grammar) -> Result<Arc<Catalogue>, SettingsError> {
    let mut builder = Builder::new(grammar);
    let mut faults = Vec::new();
    for named in &settings.catalogue {
        if let Err(reason) = add(&mut builder, files, path, named) {
            let position = LineIndex::new(&settings.text).position(&settings.text, named.span.start, ColumnUnit::Utf32);
            let message = Message::attribute("settings-problem", "catalogue")
                .with("catalogue", named.name.as_str())
                .with("reason", *reason);
            faults.push(SettingsFault {
                position: Some((position.line + 1, position.column + 1)),
                reason: Box::new(message),
            });
        }
    }
    if faults.is_empty() {
        return Ok(Arc::new(builder.finish()));
    }
    let path = path.to_owned();
    Err(SettingsError { path, faults })
}

/// Adds the rows of a file, by its path as the settings in `path` name it.
fn add(builder: &mut Builder, files: &Files, path: &Path, named: &Selector) -> Result<(), Box<Message>> {
    let folder = path.parent().unwrap_or(path);
    let tree = links::tree_of(path);
    let file = normalise(&folder.join(&named.name));
    // Whoever may write into a repository must not have other files of this machine quoted.
    if Path::new(&named.name).has_root() || !file.starts_with(tree) || links::leads_out(files, &file, tree) {
        return Err(Box::new(Message::attribute("catalogue-fault", "outside")));
    }
    let bytes = files
        .read(&file, Limit::Register)
        .map_err(|error| Box::new(error.message()))?;
    let text = match foreign::decode(&bytes, None) {
        Ok(decoded) if decoded.lost == 0 => decoded.text,
        _ => return Err(Box::new(Message::attribute("catalogue-fault", "encoding"))),
    };
    drop(bytes);
    builder.add(&named.name, &text);
    let faults = builder.take_faults();
    if let Some(fault) = faults.iter().find(|fault| fault.kind.is_of_all()) {
        let message = Message::attribute("catalogue-fault", "line").with("line", fault.line);
        return Err(Box::new(message.with("reason", fault.kind.message())));
    }
    builder.pass_over(&faults);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(finder: &SettingsFinder, settings: &str, catalogue: &[u8]) -> Result<Option<Arc<Catalogue>>, String> {
        let mut files = Files::default();
        files.overlay(Path::new("/project/stdreg.toml"), settings.as_bytes());
        files.overlay(Path::new("/project/a/b.csv"), catalogue);
        let settings = finder.find(&files, Path::new("/project/register.toml")).unwrap();
        let found = finder.catalogue(&files, &settings, &Grammar::default());
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn a_catalogue_is_read_beside_its_settings_and_what_is_wrong_is_told_at_its_name() {
        let strict = |settings: &str, catalogue: &[u8]| found(&SettingsFinder::default(), settings, catalogue);
        let settings = "[catalogue]\nfiles = [\"a/b.csv\"]\n";
        let text = "number\nGB 1-2020\nnone\n";
        let read = strict(settings, text.as_bytes()).unwrap().unwrap();
        assert_eq!(
            (read.len(), read.unusable().map(|(_, fault, count)| (fault.line, count))),
            (1, Some((3, 1)))
        );
        let chinese = encoding_rs::GB18030
            .encode("标准号,标准名称\nGB 1-2020,安全要求与试验方法的总则\n")
            .0;
        assert_eq!(
            strict(settings, &chinese)
                .unwrap()
                .unwrap()
                .rows()
                .next()
                .unwrap()
                .title(),
            "安全要求与试验方法的总则"
        );
        assert!(strict("lang = \"zh\"\n", b"").unwrap().is_none());
        for (settings, catalogue, expected) in [
            (settings, "", "line 1: there is no column for numbers"),
            ("[catalogue]\nfiles = [\"none.csv\"]\n", text, "no such file or folder"),
            ("[catalogue]\nfiles = [\"../b.csv\"]\n", text, "must stay inside"),
            (
                "[catalogue]\nfiles = [\"/project/a/b.csv\"]\n",
                text,
                "must stay inside",
            ),
        ] {
            let error = strict(settings, catalogue.as_bytes()).unwrap_err();
            assert!(
                error.starts_with("/project/stdreg.toml:2:11: ") && error.contains(expected),
                "{error}"
            );
            let lenient = SettingsFinder::lenient();
            assert!(found(&lenient, settings, catalogue.as_bytes()).unwrap().is_none());
            assert_eq!(lenient.errors().len(), 1);
        }
    }
}
