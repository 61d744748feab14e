//! Reads the catalogues that registers are held against: those that settings name, and the user's own.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::{env, fmt, fs};

use super::{Lenience, Selector, Settings, SettingsError, SettingsFault, SettingsFinder};
use crate::catalogue::{Anew, Builder, Catalogue};
use crate::messages::Message;
use crate::number::{Grammar, Key};
use crate::text::foreign;
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::workspace::cache::cache_folder;
use crate::workspace::entry::Limit;
use crate::workspace::files::{Files, absolute, normalise};
use crate::workspace::index::{Kept, LEAST_KEPT, Look, Shelf};
use crate::workspace::links;

/// The environment variable with the user's own catalogues, as `PATH` has its folders: they need not lie in a repository,
/// for nobody but the user says where they are.
pub const CATALOGUES_VARIABLE: &str = "STDREG_CATALOGUES";

/// The environment variable that, set to anything, has catalogues read anew by each run.
const NO_CACHE_VARIABLE: &str = "STDREG_NO_CACHE";

/// Whether registers with these settings and files are held against catalogues.
type IsWanted = Box<dyn Fn(&[Arc<Settings>], &[PathBuf]) -> bool + Send + Sync>;

/// Which catalogues a finder reads, and how.
pub struct Catalogues {
    is_wanted: IsWanted,
    /// Where large ones are kept.
    shelf: Option<Shelf>,
    own: Vec<PathBuf>,
}

impl fmt::Debug for Catalogues {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Catalogues");
        debug
            .field("shelf", &self.shelf)
            .field("own", &self.own)
            .finish_non_exhaustive()
    }
}

impl Catalogues {
    /// As the environment has it, for registers of which `is_wanted` holds.
    pub fn of_environment(is_wanted: impl Fn(&[Arc<Settings>], &[PathBuf]) -> bool + Send + Sync + 'static) -> Self {
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
        let cache = cache_folder().filter(|_| variable(NO_CACHE_VARIABLE).is_none());
        // Not taken apart where it is not set: WebAssembly has no such lists.
        let own = variable(CATALOGUES_VARIABLE);
        Self {
            is_wanted: Box::new(is_wanted),
            shelf: cache.map(|cache| Shelf::new(&cache)),
            own: own
                .iter()
                .flat_map(env::split_paths)
                .filter(|path| !path.as_os_str().is_empty())
                .collect(),
        }
    }

    /// The same, with nothing looked for or kept in the cache.
    #[must_use]
    pub fn without_cache(self) -> Self {
        Self { shelf: None, ..self }
    }
}

/// The catalogues of a settings file, as they were read for registers whose numbers have a grammar.
#[derive(Debug)]
pub(super) struct Read {
    settings: Option<PathBuf>,
    grammar: Grammar,
    found: Result<Arc<Catalogue>, SettingsError>,
}

impl SettingsFinder {
    /// The same finder, which also reads catalogues for the registers that are held against them.
    #[must_use]
    pub fn with_catalogues(self, catalogues: Catalogues) -> Self {
        Self {
            reads: Some(catalogues),
            ..self
        }
    }

    /// Whether a register with these settings and files is held against catalogues.
    pub(in crate::workspace) fn wants_catalogue(&self, settings: &[Arc<Settings>], paths: &[PathBuf]) -> bool {
        self.reads
            .as_ref()
            .is_some_and(|reads| (reads.is_wanted)(settings, paths))
    }

    /// The user's own catalogues, absolute.
    pub fn own_catalogues(&self) -> impl Iterator<Item = PathBuf> {
        let own = self.reads.iter().flat_map(|reads| &reads.own);
        own.map(|path| absolute(path))
    }

    /// The catalogue of all files that settings, and the user, name; none where nobody names one. It is read once, however
    /// many registers are held against it.
    ///
    /// # Errors
    /// Where a file cannot be read or has no rows of numbers. Faults of single rows are noted in the catalogue.
    pub fn catalogue(
        &self,
        files: &Files,
        settings: &Settings,
        grammar: &Grammar,
    ) -> Result<Option<Arc<Catalogue>>, SettingsError> {
        let own = self.reads.as_ref().map_or(&[][..], |reads| &reads.own);
        if settings.catalogue.is_empty() && own.is_empty() {
            return Ok(None);
        }
        let path = settings.path.as_ref().filter(|_| !settings.catalogue.is_empty());
        // Held while it is read: whoever wants the same one waits, and does not read it again.
        let mut catalogues = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner);
        let known = catalogues
            .iter()
            .find(|read| read.settings.as_ref() == path && read.grammar == *grammar);
        let found = match known {
            Some(read) => read.found.clone(),
            None => {
                let shelf = self.reads.as_ref().and_then(|reads| reads.shelf.as_ref());
                let found = sources(files, settings, own).and_then(|sources| found(files, sources, grammar, shelf));
                catalogues.push(Read {
                    settings: path.cloned(),
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

/// A file of a catalogue.
#[derive(Clone, Debug)]
struct Source {
    /// As whoever named it calls it.
    name: String,
    /// Absolute.
    path: PathBuf,
    /// Who named it: what is wrong with it is told there.
    namer: Namer,
}

/// Who named a catalogue.
#[derive(Clone, Debug)]
enum Namer {
    /// A settings file, in a line and column from 1.
    Settings(PathBuf, (u32, u32)),
    User,
}

impl Source {
    /// That it cannot be used.
    fn error(&self, reason: Message) -> (PathBuf, SettingsFault) {
        let message = Message::attribute("settings-problem", "catalogue")
            .with("catalogue", self.name.as_str())
            .with("reason", reason);
        let (path, position) = match &self.namer {
            Namer::Settings(path, position) => (path.clone(), Some(*position)),
            Namer::User => (PathBuf::from(CATALOGUES_VARIABLE), None),
        };
        let reason = Box::new(message);
        (path, SettingsFault { position, reason })
    }
}

/// All errors of one place together; those of the settings go first.
fn error(errors: Vec<(PathBuf, SettingsFault)>) -> Option<SettingsError> {
    let path = errors.first()?.0.clone();
    let of_path = errors.into_iter().filter(|(other, _)| *other == path);
    let faults = of_path.map(|(_, fault)| fault).collect();
    Some(SettingsError { path, faults })
}

/// The files that settings and the user name.
fn sources(files: &Files, settings: &Settings, own: &[PathBuf]) -> Result<Vec<Source>, SettingsError> {
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    if let Some(path) = &settings.path {
        let lines = LineIndex::new(&settings.text);
        for named in &settings.catalogue {
            let source = named_by_settings(path, named, &settings.text, &lines);
            match may_be_read(files, path, &source) {
                true => sources.push(source),
                false => errors.push(source.error(Message::attribute("catalogue-fault", "outside"))),
            }
        }
    }
    sources.extend(own.iter().map(|path| Source {
        name: path.to_string_lossy().into_owned(),
        path: absolute(path),
        namer: Namer::User,
    }));
    error(errors).map_or(Ok(sources), Err)
}

fn named_by_settings(path: &Path, named: &Selector, text: &str, lines: &LineIndex) -> Source {
    let position = lines.position(text, named.span.start, ColumnUnit::Utf32);
    Source {
        name: named.name.clone(),
        path: normalise(&path.parent().unwrap_or(path).join(&named.name)),
        namer: Namer::Settings(path.to_owned(), (position.line + 1, position.column + 1)),
    }
}

/// Whether settings may have a file read. Whoever may write into a repository must not have other files of this machine
/// quoted.
fn may_be_read(files: &Files, settings: &Path, source: &Source) -> bool {
    let tree = links::tree_of(settings);
    let is_relative = !Path::new(&source.name).has_root();
    is_relative && source.path.starts_with(tree) && !links::leads_out(files, &source.path, tree)
}

/// The catalogue of some files: as it was kept, or else read, and kept where that is worth it.
fn found(
    files: &Files,
    sources: Vec<Source>,
    grammar: &Grammar,
    shelf: Option<&Shelf>,
) -> Result<Arc<Catalogue>, SettingsError> {
    let looks = looks(files, &sources);
    let size: u64 = looks.iter().flatten().map(|look| look.size).sum();
    let (Some(looks), Some(shelf)) = (looks.filter(|_| size >= LEAST_KEPT), shelf) else {
        return built(files, &sources, grammar).map(|builder| Arc::new(builder.finish()));
    };
    let place = shelf.place(&name(&sources, grammar));
    let origin: String = looks.iter().map(|look| look.letters() + "\n").collect();
    let open = |sources: Vec<Source>| {
        let kept = Kept::open(&place)?;
        Catalogue::kept(Box::new(kept), &origin, anew(sources, grammar, &place))
    };
    if let Some(catalogue) = open(sources.clone()) {
        return Ok(Arc::new(catalogue));
    }
    let builder = built(files, &sources, grammar)?;
    let is_settled = looks.iter().all(Look::is_settled);
    if !is_settled || self::looks(files, &sources).as_ref() != Some(&looks) {
        return Ok(Arc::new(builder.finish()));
    }
    let bytes = builder.finish_to_keep(&origin);
    match shelf.keep(&place, &bytes) {
        Ok(()) => {
            if let Some(catalogue) = open(sources) {
                return Ok(Arc::new(catalogue));
            }
        }
        Err(error) => tracing::info!("the catalogue is read anew each time: {}: {error}", place.display()),
    }
    let catalogue = Catalogue::kept(Box::new(bytes), &origin, Box::new(|| None));
    Ok(Arc::new(catalogue.unwrap_or_default()))
}

/// How the files look; none where one of them is not as it is on disk, or not there.
fn looks(files: &Files, sources: &[Source]) -> Option<Vec<Look>> {
    let look = |source: &Source| Look::at(&files.on_disk(&source.path)?);
    sources.iter().map(look).collect()
}

/// What tells these catalogues, read by this version for such numbers, from all others.
fn name(sources: &[Source], grammar: &Grammar) -> String {
    let sources = sources.iter().map(|source| (&source.name, source.path.as_os_str()));
    let sources: Vec<_> = sources.collect();
    let prefixes: Vec<_> = grammar.prefixes().collect();
    let version = env!("CARGO_PKG_VERSION");
    let key = Key::of_text(&format!("{version} {sources:?} {prefixes:?}"));
    format!("{:032x}", key.bits())
}

/// Makes the catalogue anew where the one that was kept is damaged.
fn anew(sources: Vec<Source>, grammar: &Grammar, place: &Path) -> Anew {
    let (grammar, place) = (grammar.clone(), place.to_owned());
    Box::new(move || {
        tracing::info!(
            "the catalogue that was kept is damaged, and read anew: {}",
            place.display()
        );
        let _ = fs::remove_file(&place);
        let builder = built(&Files::default(), &sources, &grammar).ok()?;
        Some(builder.finish())
    })
}

/// Reads the files.
fn built(files: &Files, sources: &[Source], grammar: &Grammar) -> Result<Builder, SettingsError> {
    let mut builder = Builder::new(grammar);
    let mut errors = Vec::new();
    for source in sources {
        if let Err(reason) = add(&mut builder, files, source) {
            errors.push(source.error(*reason));
        }
    }
    error(errors).map_or(Ok(builder), Err)
}

/// Adds the rows of a file.
fn add(builder: &mut Builder, files: &Files, source: &Source) -> Result<(), Box<Message>> {
    let bytes = files
        .read(&source.path, Limit::Register)
        .map_err(|error| Box::new(error.message()))?;
    let text = match str::from_utf8(&bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => match foreign::decode(&bytes, None) {
            Ok(decoded) if decoded.lost == 0 => Cow::Owned(decoded.text),
            _ => return Err(Box::new(Message::attribute("catalogue-fault", "encoding"))),
        },
    };
    builder.add(&source.name, &text);
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
