//! What is judged together: a register with its parts, or a scheme or settings file by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use rustc_hash::FxHashMap;
use tower_lsp::lsp_types::Url;

use super::documents::Documents;
use super::trouble::Trouble;
use crate::analysis::configure::{self, Overrides};
use crate::analysis::focus::focus;
use crate::analysis::limit;
use crate::analysis::live::Live;
use crate::analysis::lone::Lone;
use crate::analysis::severities::Severities;
use crate::diagnostic::Diagnostic;
use crate::lsp::snapshot::View;
use crate::messages::Language;
use crate::number::Grammar;
use crate::register::{FileRole, Register, SourceFile};
use crate::syntax::Date;
use crate::text::FileId;
use crate::text::edit::{Common, NewText};
use crate::text::encoding;
use crate::workspace::{
    Catalogues, Files, Limit, LoadError, Loaded, Names, SETTINGS_FILE_NAME, Settings, SettingsFinder, is_scheme_name,
    is_settings_name, parts_of,
};
use crate::writer::format::Alignment;

/// Reads a register from its files. It is a value so that a test can put one in its place that panics.
pub(in crate::lsp) type Load = fn(&Files, &SettingsFinder, &Path, &Names) -> Result<Loaded, LoadError>;

/// What judging depends on besides the texts.
pub(super) struct LoadContext<'a> {
    pub(super) documents: &'a Documents,
    pub(super) names: &'a Names,
    pub(super) overrides: &'a Overrides,
    pub(super) today: Date,
    pub(super) load: Load,
}

/// What is judged together, with its findings.
pub(super) struct OpenRegister {
    /// Which state this is, among all states of all registers.
    pub(super) generation: u64,
    subject: Subject,
    severities: Arc<[Severities]>,
    settings: Vec<Arc<Settings>>,
    views: Arc<[Arc<View>]>,
    files: FxHashMap<PathBuf, FileId>,
    /// Which of the files have another text by now, and what that has in common with the one that is judged, where that is
    /// known.
    stale: BTreeMap<PathBuf, Option<Common>>,
    /// How the files looked on disk, and the settings in force.
    stamps: Vec<(PathBuf, Option<Stamp>)>,
    /// The files of the catalogues that it is held against, whether they are there or not.
    catalogues: Vec<PathBuf>,
    /// Whether the settings exclude the root: a folder is checked without it, and so nothing is told of it here.
    is_excluded: bool,
    /// Whether the settings exclude a file, by its id: nothing is told of it either, and nothing changes it.
    excluded: Arc<[bool]>,
    /// The findings that are told.
    told: Arc<[Diagnostic]>,
    /// What is wrong with settings so that they cannot be used; a place only in a settings file judged by itself.
    pub(super) troubles: Vec<Trouble>,
}

enum Subject {
    Register(Box<Live>),
    Lone {
        register: Arc<Register>,
        lone: Lone,
        found: Arc<[Diagnostic]>,
    },
}

/// How a file looks from outside: when it was last written, and its size in bytes.
type Stamp = (Option<SystemTime>, u64);

/// What a register is made of besides its texts: what `include`, `scheme` and `notes` say.
type Composition = (Vec<String>, [Option<String>; 2]);

impl OpenRegister {
    /// Reads and judges what a root stands for.
    pub(super) fn load(root: &Path, around: &LoadContext<'_>) -> Result<Self, LoadError> {
        let files = around.documents.files_for(root);
        // Hovers and completion ask for it where no rule does.
        let finder = SettingsFinder::lenient().with_catalogues(Catalogues::of_environment(|_, _| true));
        let mut judged = if is_settings_name(root) {
            Self::settings(root, &files, &finder, around)?
        } else if is_scheme_name(root) {
            Self::scheme(root, &files, &finder, around)?
        } else {
            let loaded = (around.load)(&files, &finder, root, around.names)?;
            Self::register(loaded, &finder, around)
        };
        judged.is_excluded = finder
            .excluded_by(&files, root)
            .is_ok_and(|settings| settings.is_some());
        judged.views = judged.views_with(around.documents);
        let of_settings = judged
            .settings
            .first()
            .into_iter()
            .flat_map(|settings| settings.catalogue_files());
        judged.catalogues = of_settings.chain(finder.own_catalogues()).collect();
        judged.stamps = judged.look();
        judged.tell();
        Ok(judged)
    }

    fn register(loaded: Loaded, finder: &SettingsFinder, around: &LoadContext<'_>) -> Self {
        let severities = configure::of_files(&loaded.settings, &loaded.paths, around.overrides);
        let shared_levels = severities.as_slice().into();
        let excluded = (0..).map(FileId).zip(&loaded.paths);
        let excluded = excluded.map(|(file, _)| loaded.is_excluded(file)).collect();
        let views = views_of(loaded.paths);
        Self {
            generation: 0,
            severities: shared_levels,
            files: files_of(&views),
            subject: Subject::Register(Box::new(Live::new(loaded.register, severities, around.today))),
            settings: loaded.settings,
            views,
            stale: BTreeMap::new(),
            stamps: Vec::new(),
            catalogues: Vec::new(),
            is_excluded: false,
            excluded,
            told: Arc::default(),
            troubles: finder
                .errors()
                .iter()
                .flat_map(|error| Trouble::all(error, ""))
                .collect(),
        }
    }

    fn scheme(
        path: &Path,
        files: &Files,
        finder: &SettingsFinder,
        around: &LoadContext<'_>,
    ) -> Result<Self, LoadError> {
        let name = around.names.show(path);
        let source = match encoding::decode(files.read(path, Limit::Settings)?) {
            Ok(text) => SourceFile::new(name, FileRole::Scheme, text),
            Err(problem) => SourceFile::unreadable(name, FileRole::Scheme, problem),
        };
        let settings = finder.find(files, path)?;
        let lone = Lone::scheme(Arc::new(source));
        Ok(Self::lone(path, lone, settings, Vec::new(), around))
    }

    fn settings(
        path: &Path,
        files: &Files,
        finder: &SettingsFinder,
        around: &LoadContext<'_>,
    ) -> Result<Self, LoadError> {
        let text = encoding::decode(files.read(path, Limit::Settings)?).unwrap_or_default();
        let settings = finder.find(files, path)?;
        // Read for what is wrong with it: a lenient finder keeps that with the other errors.
        finder.catalogue(files, &settings, &Grammar::default())?;
        let errors = finder.errors();
        let troubles = errors.iter().flat_map(|error| Trouble::all(error, &text)).collect();
        let source = SourceFile::new(around.names.show(path), FileRole::Settings, text);
        let lone = Lone::settings(&settings, Arc::new(source));
        Ok(Self::lone(path, lone, settings, troubles, around))
    }

    fn lone(
        path: &Path,
        lone: Lone,
        settings: Arc<Settings>,
        troubles: Vec<Trouble>,
        around: &LoadContext<'_>,
    ) -> Self {
        let views = views_of(vec![path.to_owned()]);
        let severities = configure::severities(&settings, around.overrides, path);
        Self {
            generation: 0,
            files: files_of(&views),
            subject: Subject::Lone {
                register: Arc::new(lone.register()),
                found: lone.found(&severities).into(),
                lone,
            },
            severities: Arc::from([severities]),
            settings: vec![settings],
            views,
            stale: BTreeMap::new(),
            stamps: Vec::new(),
            catalogues: Vec::new(),
            is_excluded: false,
            excluded: Arc::default(),
            told: Arc::default(),
            troubles,
        }
    }

    /// The register as it is now.
    pub(super) fn subject(&self) -> &Arc<Register> {
        match &self.subject {
            Subject::Register(live) => live.register(),
            Subject::Lone { register, .. } => register,
        }
    }

    /// Its findings, those of files left out that the settings exclude: what a run over the folder tells.
    pub(super) fn found(&self) -> &Arc<[Diagnostic]> {
        &self.told
    }

    /// Whether the settings exclude a file, by its id.
    pub(super) fn excluded(&self) -> Arc<[bool]> {
        Arc::clone(&self.excluded)
    }

    fn tell(&mut self) {
        let found = match &self.subject {
            Subject::Register(live) => live.found(),
            Subject::Lone { found, .. } => found,
        };
        let is_told = |file: FileId| self.excluded.get(file.0 as usize) != Some(&true);
        self.told = if self.is_excluded {
            Arc::default()
        } else if self.excluded.contains(&true) {
            focus(found.to_vec(), |_, file| is_told(file)).into()
        } else {
            Arc::clone(found)
        };
    }

    /// The severities of the rules in its files, by their ids.
    pub(super) fn severities(&self) -> &Arc<[Severities]> {
        &self.severities
    }

    /// The findings to be told of a file, in the order of the text.
    pub(super) fn found_in(&self, file: FileId) -> &[Diagnostic] {
        found_in(self.found(), file)
    }

    /// Its files as the client knows them, by their ids.
    pub(super) fn shared_views(&self) -> Arc<[Arc<View>]> {
        Arc::clone(&self.views)
    }

    /// Its files with their paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = (FileId, &Path)> {
        (0..).map(FileId).zip(self.views.iter().map(|view| view.path.as_path()))
    }

    /// A file by its path.
    pub(super) fn file_at(&self, path: &Path) -> Option<FileId> {
        self.files.get(path).copied()
    }

    /// Where the settings of a file have `=` stand.
    pub(super) fn alignment(&self, file: FileId) -> Alignment {
        let settings = self.settings.get(file.0 as usize);
        Alignment::of_settings(settings.and_then(|settings| settings.align))
    }

    /// How many findings of a file are shown.
    pub(super) fn most_shown(&self, file: FileId) -> usize {
        let settings = self.settings.get(file.0 as usize);
        let most = settings.and_then(|settings| settings.max_findings);
        most.map_or(limit::IN_EDITOR, |most| most as usize)
    }

    /// The language that its settings ask for.
    pub(super) fn language(&self) -> Option<Language> {
        self.settings.first()?.language
    }

    /// How many bytes of text it holds.
    pub(super) fn size(&self) -> usize {
        self.subject().files.iter().map(|file| file.text.len()).sum()
    }

    /// Notes that a file has another text, and what that has in common with the one before, where that is known.
    pub(super) fn touch(&mut self, path: &Path, left: Option<Common>) {
        self.stale
            .entry(path.to_owned())
            .and_modify(|before| *before = before.zip(left).map(|(before, left)| before.and_then(left)))
            .or_insert(left);
    }

    /// Takes over the texts that changed. False where that is not enough: what the register is made of has changed, so
    /// that it must be loaded anew.
    #[must_use]
    pub(super) fn refresh(&mut self, documents: &Documents) -> bool {
        let stale = std::mem::take(&mut self.stale);
        let files: Vec<Option<FileId>> = stale.keys().map(|path| self.file_at(path)).collect();
        let Subject::Register(live) = &mut self.subject else {
            return stale.is_empty();
        };
        let before = composition(live.register());
        let mut views = self.views.to_vec();
        for ((path, left), file) in stale.iter().zip(files) {
            let (Some(file), Some(document)) = (file, documents.get(path)) else {
                return false;
            };
            let is_text = live
                .register()
                .file(file)
                .is_some_and(|source| source.is_of_register() && source.problem.is_none());
            if !is_text {
                return false;
            }
            match left {
                Some(left) => live.set_text(file, NewText::Edited(&document.text, *left)),
                None => live.set_text(file, document.text.to_string()),
            };
            let lines = OnceLock::from(document.lines.clone());
            if let Some(view) = views.get_mut(file.0 as usize) {
                *view = Arc::new(View {
                    uri: Some(document.uri.clone()),
                    version: Some(document.version),
                    lines: Arc::new(lines),
                    ..View::clone(view)
                });
            }
        }
        self.views = views.into();
        let is_enough = composition(live.register()) == before;
        self.tell();
        is_enough
    }

    /// Judges again with other settings of the client, or on another day.
    pub(super) fn judge_again(&mut self, overrides: &Overrides, today: Date) {
        let paths: Vec<PathBuf> = self.views.iter().map(|view| view.path.clone()).collect();
        let severities = configure::of_files(&self.settings, &paths, overrides);
        self.severities = severities.as_slice().into();
        match &mut self.subject {
            Subject::Register(live) => live.set_options(severities, today),
            Subject::Lone { lone, found, .. } => {
                *found = severities
                    .first()
                    .map_or_else(Arc::default, |severities| lone.found(severities).into());
            }
        }
        self.tell();
    }

    fn views_with(&self, documents: &Documents) -> Arc<[Arc<View>]> {
        let view = |view: &Arc<View>| {
            let document = documents.get(&view.path);
            let uri = document.map(|document| document.uri.clone());
            Arc::new(View {
                uri: uri.or_else(|| view.uri.clone()),
                version: document.map(|document| document.version),
                ..View::clone(view)
            })
        };
        self.views.iter().map(view).collect()
    }

    /// Whether a file that is not open, or settings in force, look otherwise on disk than when they were read.
    pub(super) fn is_outdated(&self, documents: &Documents) -> bool {
        let now = self.look();
        let is_closed = |path: &Path| documents.get(path).is_none();
        now.iter()
            .zip(&self.stamps)
            .any(|((path, now), (_, before))| now != before && is_closed(path))
    }

    /// Whether what the client is about to edit is not what was read. The files that are not open are read again, for one
    /// may well be another at the same time and of the same size, and `include` is followed again.
    pub(super) fn is_other_on_disk(&self, documents: &Documents) -> bool {
        if self.is_outdated(documents) {
            return true;
        }
        let Subject::Register(live) = &self.subject else {
            return false;
        };
        let sources = &live.register().files;
        let files = documents.files();
        let is_other = |path: &Path, source: &SourceFile| match files.read(path, Limit::Register).map(encoding::decode)
        {
            Ok(Ok(text)) => source.problem.is_some() || text != source.text,
            Ok(Err(problem)) => source.problem != Some(problem),
            Err(_) => true,
        };
        let mut closed = self
            .paths()
            .zip(sources)
            .filter(|((_, path), _)| documents.get(path).is_none());
        if closed.any(|((_, path), source)| is_other(path, source)) {
            return true;
        }
        let parts = self
            .paths()
            .zip(sources)
            .filter(|(_, source)| source.role == FileRole::Part)
            .map(|((_, path), _)| path);
        match (self.views.first(), sources.first()) {
            (Some(view), Some(root)) => !parts.eq(parts_of(&files, &view.path, root)),
            _ => false,
        }
    }

    /// The files of the catalogues that it is held against, whether they are there or not.
    pub(super) fn catalogues(&self) -> &[PathBuf] {
        &self.catalogues
    }

    /// The file that `notes` names, whether it is there or not.
    fn notes(&self) -> Option<PathBuf> {
        let Subject::Register(live) = &self.subject else {
            return None;
        };
        let folder = self.views.first()?.path.parent()?;
        Some(folder.join(&*live.register().head().notes()?))
    }

    /// How its files, and every settings file that could hold for its root, look on disk.
    fn look(&self) -> Vec<(PathBuf, Option<Stamp>)> {
        let files = self.views.iter().map(|view| view.path.clone());
        let root = self.views.first().map(|view| view.path.clone()).unwrap_or_default();
        let settings = root.ancestors().skip(1).map(|folder| folder.join(SETTINGS_FILE_NAME));
        files
            .chain(settings)
            .chain(self.notes())
            .chain(self.catalogues.iter().cloned())
            .map(|path| {
                let stamp = std::fs::metadata(&path).ok();
                let stamp = stamp.map(|metadata| (metadata.modified().ok(), metadata.len()));
                (path, stamp)
            })
            .collect()
    }
}

/// The findings of one file among those of its register, which are sorted by file.
fn found_in(found: &[Diagnostic], file: FileId) -> &[Diagnostic] {
    let start = found.partition_point(|diagnostic| diagnostic.place.file < file);
    let end = found.partition_point(|diagnostic| diagnostic.place.file <= file);
    found.get(start..end).unwrap_or_default()
}

fn files_of(views: &[Arc<View>]) -> FxHashMap<PathBuf, FileId> {
    let paths = views.iter().map(|view| view.path.clone());
    paths.zip((0..).map(FileId)).collect()
}

fn views_of(paths: Vec<PathBuf>) -> Arc<[Arc<View>]> {
    let view = |path: PathBuf| {
        Arc::new(View {
            uri: Url::from_file_path(&path).ok(),
            path,
            version: None,
            lines: Arc::default(),
        })
    };
    paths.into_iter().map(view).collect()
}

fn composition(register: &Register) -> Composition {
    let head = register.head();
    let string = |string| head.text(string).into_owned();
    (
        head.include.iter().copied().map(string).collect(),
        [head.scheme, head.notes].map(|path| path.map(string)),
    )
}
