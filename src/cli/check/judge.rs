//! Judges one register: its findings, and what its fixes come to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Repair;
use super::shown::Most;
use crate::analysis::configure::{self, Cache, Overrides};
use crate::analysis::fixes::{self, Round};
use crate::analysis::focus::focus;
use crate::analysis::lone::Lone;
use crate::analysis::{self, Options};
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::keys::Columns;
use crate::messages::Language;
use crate::register::{FileRole, SourceFile};
use crate::report::Finding;
use crate::rules;
use crate::scheme::Scheme;
use crate::syntax::Date;
use crate::text::{FileId, encoding};
use crate::workspace::{
    self, Files, Limit, LoadError, Loaded, Names, Reach, RegisterRequest, Settings, SettingsFinder,
};

/// What judging depends on besides the register.
pub(super) struct Judge<'a> {
    pub(super) files: &'a Files,
    pub(super) finder: &'a SettingsFinder,
    pub(super) names: &'a Names,
    pub(super) overrides: &'a Overrides,
    pub(super) today: Date,
    pub(super) repair: Repair,
    pub(super) beyond: Beyond,
}

/// Which findings are shown of the files in a register that are not asked for, unless the settings exclude them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// None.
    Nothing,
    /// Those on statistics: who changes an entry in one file changes what is to be counted in another.
    Figures,
    /// All: they are narrowed to those that a change has brought, wherever it has.
    Everything,
}

/// A file that is looked at by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A scheme.
    Scheme,
    /// Settings.
    Settings,
}

/// What came of a register.
#[derive(Default)]
pub(super) struct CheckedRegister {
    pub(super) findings: Vec<Finding>,
    /// The files that were asked for, as findings show them.
    pub(super) files: Vec<String>,
    /// The files, as findings show them, of which all findings are there.
    pub(super) covered: Vec<String>,
    /// The files that were read.
    pub(super) read: Vec<PathBuf>,
    /// The files that fixes change.
    pub(super) changes: Vec<Change>,
    /// How many fixes that took.
    pub(super) fixed: usize,
    /// The files, as findings show them, that fixes would change if the settings did not exclude them.
    pub(super) left: Vec<String>,
    /// How many findings are shown of the files that were asked for, as findings show them.
    pub(super) limits: Vec<(String, Most)>,
    /// How many findings there were before them.
    pub(super) found_before: usize,
    pub(super) language: Option<Language>,
    pub(super) fail_on: Option<Severity>,
}

/// How fixes change a file.
pub(super) struct Change {
    pub(super) path: PathBuf,
    /// The path as findings show it.
    pub(super) name: String,
    pub(super) before: String,
    pub(super) after: String,
}

impl Judge<'_> {
    /// Checks a register, and applies fixes to the files that are asked for, in memory; none to `locked` ones. Where fixes
    /// are only shown, what was found before them is told.
    pub(super) fn register(
        &self,
        request: &RegisterRequest,
        locked: &BTreeSet<PathBuf>,
    ) -> Result<CheckedRegister, LoadError> {
        let mut loaded = workspace::load(self.files, self.finder, &request.root, self.names)?;
        let mut judged = CheckedRegister::default();
        let mut found = self.check(&loaded, request);
        judged.found_before = found.len();
        if let Repair::Apply(applicability) | Repair::Show(applicability) = self.repair {
            let is_open = |loaded: &Loaded, file: FileId| {
                let is_locked = loaded
                    .paths
                    .get(file.0 as usize)
                    .is_none_or(|path| locked.contains(path));
                !is_locked && may_edit(loaded, request, file)
            };
            let mut files = self.files.clone();
            let mut count = 0;
            let before = (loaded, found);
            let fixed = fixes::rounds(&before, |(loaded, found)| {
                let round = fixes::round(found, applicability, |file| is_open(loaded, file));
                if apply(&mut files, loaded, &round).is_none() {
                    return Ok::<_, LoadError>(None);
                }
                count += round.count;
                let after = workspace::load(&files, self.finder, &request.root, self.names)?;
                let found = self.check(&after, request);
                Ok(Some((after, found)))
            })?;
            let (last, found_last) = fixed.as_ref().unwrap_or(&before);
            judged.left = left(last, found_last, request, applicability);
            (loaded, found) = before;
            if let Some((after, found_after)) = fixed {
                judged.changes = changes(&loaded.register.files, &after);
                if let Repair::Apply(_) = self.repair {
                    judged.fixed = count;
                    (loaded, found) = (after, found_after);
                }
            }
        }
        let settings = loaded.settings.first();
        judged.language = settings.and_then(|settings| settings.language);
        judged.fail_on = settings.and_then(|settings| settings.fail_on);
        judged.files = self.shown_files(&loaded, request, SourceFile::is_of_register);
        let of_settings = || loaded.settings.iter().filter_map(|settings| settings.path.clone());
        judged.covered = self.shown_files(&loaded, request, |_| true);
        judged.covered.extend(of_settings().map(|path| self.names.show(&path)));
        let catalogues = settings.into_iter().flat_map(|settings| settings.catalogue_files());
        judged.read = loaded
            .paths
            .iter()
            .cloned()
            .chain(of_settings())
            .chain(catalogues)
            .collect();
        judged.limits = self.limits(&loaded);
        judged.findings = self.findings_of_settings(&loaded.settings);
        judged
            .findings
            .extend(findings(found, loaded.register.files, loaded.register.columns));
        Ok(judged)
    }

    fn check(&self, loaded: &Loaded, request: &RegisterRequest) -> Vec<Diagnostic> {
        let severities = configure::of_files(&loaded.settings, &loaded.paths, self.overrides);
        let options = Options {
            severities: &severities,
            today: self.today,
        };
        let found = analysis::check(&loaded.register, options);
        focus(found, |diagnostic, file| {
            request.asks_for(loaded, file) || (self.looks_beyond(request, diagnostic) && !loaded.is_excluded(file))
        })
    }

    /// How many findings of each file are shown.
    fn limits(&self, loaded: &Loaded) -> Vec<(String, Most)> {
        let files = loaded.settings.iter().zip(&loaded.paths).zip(&loaded.register.files);
        let limit = |((settings, path), file): ((&Arc<Settings>, &PathBuf), &Arc<SourceFile>)| {
            let severities = configure::severities(settings, self.overrides, path);
            (file.path.clone(), Most::new(settings.max_findings, &severities))
        };
        files.map(limit).collect()
    }

    /// Whether a finding is shown although its file is not asked for.
    fn looks_beyond(&self, request: &RegisterRequest, diagnostic: &Diagnostic) -> bool {
        match self.beyond {
            Beyond::Nothing => request.reach == Reach::Register,
            Beyond::Figures => request.reach == Reach::Register || diagnostic.rule.code.starts_with(rules::STATISTICS),
            Beyond::Everything => true,
        }
    }

    /// The files of a register whose findings are all shown, of those that are meant.
    fn shown_files(
        &self,
        loaded: &Loaded,
        request: &RegisterRequest,
        is_meant: impl Fn(&SourceFile) -> bool,
    ) -> Vec<String> {
        let files = (0..).map(FileId).zip(&loaded.register.files);
        let is_shown = |file: FileId| {
            let is_beyond = self.beyond == Beyond::Everything || request.reach == Reach::Register;
            request.asks_for(loaded, file) || (is_beyond && !loaded.is_excluded(file))
        };
        let shown = files.filter(|(id, file)| is_meant(file) && is_shown(*id));
        shown.map(|(_, file)| file.path.clone()).collect()
    }

    /// What is to be said about the settings files in force.
    fn findings_of_settings(&self, in_force: &[Arc<Settings>]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen: Vec<&Path> = Vec::new();
        for settings in in_force {
            let Some(path) = settings.path.as_deref().filter(|path| !seen.contains(path)) else {
                continue;
            };
            seen.push(path);
            let source = SourceFile::new(self.names.show(path), FileRole::Settings, settings.text.clone());
            let lone = Lone::settings(settings, Arc::new(source));
            findings.extend(self.findings_of_lone(&lone, settings, path));
        }
        findings
    }

    fn findings_of_lone(&self, lone: &Lone, settings: &Settings, path: &Path) -> Vec<Finding> {
        let severities = configure::severities(settings, self.overrides, path);
        findings(
            lone.found(&severities),
            vec![Arc::clone(lone.source())],
            Scheme::built_in().columns.clone(),
        )
    }

    /// Reads a file by itself.
    fn read_lone(&self, sort: Sort, path: &Path, files: &Files, settings: &Settings) -> Result<Lone, LoadError> {
        let name = self.names.show(path);
        let text = encoding::decode(files.read(path, Limit::Settings)?);
        Ok(match (sort, text) {
            (Sort::Settings, text) => {
                let source = SourceFile::new(name, FileRole::Settings, text.unwrap_or_default());
                Lone::settings(settings, Arc::new(source))
            }
            (Sort::Scheme, Ok(text)) => Lone::scheme(Arc::new(SourceFile::new(name, FileRole::Scheme, text))),
            (Sort::Scheme, Err(problem)) => {
                Lone::scheme(Arc::new(SourceFile::unreadable(name, FileRole::Scheme, problem)))
            }
        })
    }

    /// Checks a file that is no part of a register, and applies fixes to it, in memory. What settings say of it is as it was
    /// before the fixes, even where it is they that are repaired.
    pub(super) fn lone(&self, sort: Sort, path: &Path) -> Result<CheckedRegister, LoadError> {
        let settings = self.finder.find(self.files, path)?;
        let severities = configure::severities(&settings, self.overrides, path);
        let lone = self.read_lone(sort, path, self.files, &settings)?;
        let found = lone.found(&severities);
        let mut judged = CheckedRegister {
            found_before: found.len(),
            ..CheckedRegister::default()
        };
        let before = (lone, found);
        let mut last = None;
        if let Repair::Apply(applicability) | Repair::Show(applicability) = self.repair {
            let is_excluded = self.finder.excluded_by(self.files, path)?.is_some();
            let mut files = self.files.clone();
            let mut count = 0;
            last = fixes::rounds(&before, |(lone, found)| {
                let round = fixes::round(found, applicability, |_| true);
                if round.count > 0 && is_excluded {
                    judged.left = vec![self.names.show(path)];
                    return Ok::<_, LoadError>(None);
                }
                let Some(text) = lone.text_after(&round) else {
                    return Ok(None);
                };
                count += round.count;
                files.overlay(path, text.into_bytes());
                // Settings are looked at as they are by now.
                let finder = configure::judging(self.overrides, Cache::Used);
                let settings = finder.find(&files, path)?;
                let lone = self.read_lone(sort, path, &files, &settings)?;
                let found = lone.found(&severities);
                Ok(Some((lone, found)))
            })?;
            if let Some((after, _)) = &last {
                judged.changes = vec![Change {
                    path: path.to_owned(),
                    name: self.names.show(path),
                    before: before.0.source().text.clone(),
                    after: after.source().text.clone(),
                }];
                judged.fixed = count;
            }
        }
        let (lone, found) = match (self.repair, last) {
            (Repair::Apply(_), Some(after)) => after,
            _ => {
                judged.fixed = 0;
                before
            }
        };
        let columns = Scheme::built_in().columns.clone();
        judged.findings = findings(found, vec![Arc::clone(lone.source())], columns);
        judged.files = vec![self.names.show(path)];
        judged.covered = vec![self.names.show(path)];
        judged.read = vec![path.to_owned()];
        judged.language = settings.language;
        judged.fail_on = settings.fail_on;
        Ok(judged)
    }
}

/// Findings of one register, or of a file by itself, with their files.
fn findings(found: Vec<Diagnostic>, files: Vec<Arc<SourceFile>>, columns: Columns) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let files: Arc<[Arc<SourceFile>]> = files.into();
    let columns = Arc::new(columns);
    let finding = |diagnostic| Finding {
        columns: Arc::clone(&columns),
        diagnostic,
        files: Arc::clone(&files),
    };
    found.into_iter().map(finding).collect()
}

/// Whether fixes may change a file: it is text of the register, asked for, and not excluded by the settings.
fn may_edit(loaded: &Loaded, request: &RegisterRequest, file: FileId) -> bool {
    is_own(loaded, request, file) && !loaded.is_excluded(file)
}

fn is_own(loaded: &Loaded, request: &RegisterRequest, file: FileId) -> bool {
    let source = loaded.register.file(file);
    source.is_some_and(|source| source.is_of_register()) && request.asks_for(loaded, file)
}

/// The files that fixes would change if the settings did not exclude them: those that were named all the same.
fn left(loaded: &Loaded, found: &[Diagnostic], request: &RegisterRequest, applicability: Applicability) -> Vec<String> {
    let round = fixes::round(found, applicability, |file| is_own(loaded, request, file));
    let files = round.edits.keys().filter(|file| loaded.is_excluded(**file));
    files
        .filter_map(|file| Some(loaded.register.file(*file)?.path.clone()))
        .collect()
}

/// Applies one round of fixes. Nothing where nothing is left to do, or where the fixes would leave what is no TOML, which
/// would be a fault of stdreg: then the files stay as they are.
fn apply(files: &mut Files, loaded: &Loaded, round: &Round) -> Option<()> {
    for (file, text) in fixes::texts_after(&loaded.register, round)? {
        files.overlay(loaded.paths.get(file.0 as usize)?, text.into_bytes());
    }
    Some(())
}

/// The files that differ between two readings of one register, which has the same files in both.
fn changes(before: &[Arc<SourceFile>], after: &Loaded) -> Vec<Change> {
    let pairs = before.iter().zip(&after.register.files).zip(&after.paths);
    pairs
        .filter(|((before, after), _)| before.text != after.text)
        .map(|((before, after), path)| Change {
            path: path.clone(),
            name: after.path.clone(),
            before: before.text.clone(),
            after: after.text.clone(),
        })
        .collect()
}
