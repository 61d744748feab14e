//! `stdreg check`: everything that is wrong with the registers named, exactly where.

mod baseline;
mod judge;
mod outputs;
mod repair;
mod run;
mod shown;
mod since;
#[cfg_attr(target_family = "wasm", path = "../wasm/watch.rs")]
mod watch;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;

use self::baseline::{Baseline, Coverage};
use self::judge::{Beyond, Judge, Sort};
use self::outputs::{Output, OutputParser, Outputs, Shown};
use self::repair::Written;
pub(super) use self::run::nothing;
use self::run::{Problem, Run, problems_of, problems_of_settings, threads};
use self::since::Since;
use super::failure::{MOST_JOBS, range_of_jobs};
use super::input::Input;
use super::progress::Progress;
use super::rule;
use super::{Console, Failure, Outcome};
use crate::analysis::configure::{self, Cache, Overrides};
use crate::diagnostic::Applicability;
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};
use crate::report::summary::Summary;
use crate::report::visible::visible;
use crate::report::{self, Color, Format, Paths};
use crate::workspace::{self, Discovery, EntryKind, Excluded, Limit, Names, SettingsFinder, Unowned};

/// What to check, by which rules, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; the current folder where there is none. `-` is standard input.
    #[arg(value_name = "PATH", help = "cli-check-paths")]
    pub(super) paths: Vec<PathBuf>,
    /// Only these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',', help = "cli-check-select")]
    pub(super) select: Vec<String>,
    /// These rules too.
    #[arg(long, value_name = "RULES", value_delimiter = ',', help = "cli-check-extend-select")]
    pub(super) extend_select: Vec<String>,
    /// Not these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',', help = "cli-check-ignore")]
    pub(super) ignore: Vec<String>,
    /// The forms of the findings, and the files that they go to.
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full", value_parser = OutputParser, help = "cli-check-output-format")]
    output_format: Vec<Output>,
    /// The file of the one form that names none.
    #[arg(long, value_name = "FILE", help = "cli-check-output-file")]
    output_file: Option<PathBuf>,
    /// From which severity on a finding makes the run fail.
    #[arg(long, value_name = "SEVERITY", value_parser = severities(), help = "cli-check-fail-on")]
    pub(super) fail_on: Option<Severity>,
    /// Counts in place of findings.
    #[arg(long, help = "cli-check-statistics")]
    pub(super) statistics: bool,
    /// Each finding, also those with one cause and those beyond the limit of a file.
    #[arg(long, help = "cli-check-all")]
    all: bool,
    /// What the text on standard input is to be taken for.
    #[arg(long, value_name = "FILE", help = "cli-check-stdin-filename")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Findings and nothing else.
    #[arg(short, long, help = "cli-check-quiet")]
    pub(super) quiet: bool,
    /// How many threads.
    #[arg(short, long, value_name = "N", help = "cli-check-jobs")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Apply the safe fixes.
    #[arg(long, help = "cli-check-fix")]
    fix: bool,
    /// Apply the unsafe ones too.
    #[arg(long, help = "cli-check-unsafe-fixes")]
    unsafe_fixes: bool,
    /// Show what fixes would change.
    #[arg(long, help = "cli-check-diff")]
    diff: bool,
    /// Only findings that are not in this file.
    #[arg(long, value_name = "FILE", help = "cli-check-baseline")]
    baseline: Option<PathBuf>,
    /// Write the findings to this file, as known ones.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "diff", "statistics", "output_format", "output_file"], help = "cli-check-write-baseline")]
    write_baseline: Option<PathBuf>,
    /// Only findings that a revision of git does not have.
    #[arg(long, value_name = "REV", help = "cli-check-since")]
    since: Option<String>,
    /// Check again after each change.
    #[arg(long, conflicts_with_all = ["write_baseline", "stdin_filename"], help = "cli-check-watch")]
    watch: bool,
    /// Leave out what the settings exclude, even where it is named.
    #[arg(long, help = "cli-check-force-exclude")]
    pub(super) force_exclude: bool,
    /// A named folder may hold no register.
    #[arg(long, help = "cli-check-allow-none")]
    allow_none: bool,
    /// Keep nothing of catalogues in the user's cache, and look for nothing there.
    #[arg(long, help = "cli-check-no-cache")]
    no_cache: bool,
    /// The files named are those of a commit.
    #[arg(long, help = "cli-check-hook")]
    hook: bool,
}

/// What is done about fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// They are only told.
    Tell,
    /// They are applied.
    Apply(Applicability),
    /// What they would change is shown; nothing is written.
    Show(Applicability),
}

/// What came of checking once.
struct Pass {
    outcome: Outcome,
    /// The folders of the registers.
    folders: Vec<PathBuf>,
    /// The files that were read.
    read: BTreeSet<PathBuf>,
}

impl Arguments {
    /// What is done about fixes: `--unsafe-fixes` means `--fix` as well, and `--diff` writes nothing whatever else is
    /// said.
    pub(super) fn repair(&self) -> Repair {
        let applicability = if self.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        if self.diff {
            Repair::Show(applicability)
        } else if self.fix || self.unsafe_fixes {
            Repair::Apply(applicability)
        } else {
            Repair::Tell
        }
    }

    /// Whether every selector names a rule.
    pub(super) fn check_selectors(&self) -> Result<(), Failure> {
        let selectors = [&self.select, &self.extend_select, &self.ignore].into_iter().flatten();
        match selectors
            .into_iter()
            .find(|selector| crate::rules::select(selector).is_empty())
        {
            Some(unknown) => Err(rule::unknown(unknown)),
            None => Ok(()),
        }
    }

    /// Checks.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        self.check_selectors()?;
        if self.jobs.is_some_and(|jobs| jobs.get() > MOST_JOBS) {
            return Err(Failure::told(range_of_jobs()));
        }
        let shown = if self.statistics {
            Shown::Numbers
        } else {
            Shown::Findings
        };
        let outputs = Outputs::new(&self.output_format, self.output_file.as_deref(), shown)?;
        if self.diff && outputs.to_files().next().is_some() {
            return Err(Failure::told(Message::attribute("output-fault", "diff")));
        }
        if self.watch {
            watch::run(self, &outputs, console)
        } else {
            Ok(self.pass(&outputs, console)?.outcome)
        }
    }

    /// Checks once.
    fn pass(&self, outputs: &Outputs, console: &mut Console<'_>) -> Result<Pass, Failure> {
        let pool = threads(self.jobs)?;
        let input = Input::new(&self.paths, self.stdin_filename.as_deref())?;
        let overrides = self.overrides();
        // Where one of them cannot be had, that is told before a file is repaired.
        let baseline = self.baseline.as_deref().map(Baseline::read).transpose()?;
        let before = self.write_baseline.as_deref().map(Baseline::before).transpose()?;
        let finder = configure::judging(&overrides, self.cache());
        let discovery = self.discover(&input, &finder);
        let since = self
            .since
            .as_deref()
            .map(|revision| Since::new(revision, &input, &discovery));
        let since = since.transpose()?;
        let mut run = pool.install(|| self.judge(&input, &finder, &discovery, self.repair()));
        run.read.extend(self.baseline.as_deref().map(workspace::absolute));
        if let (Repair::Apply(_), Some(path)) = (self.repair(), &input.standard_input) {
            run.has_fixed_input = true;
            let text = run.fixed_input.take().map(String::into_bytes);
            let text = text.or_else(|| input.files.read(path, Limit::Register).ok());
            console.out.write_all(&text.unwrap_or_default())?;
        }
        let folders = self.searched(&input, &run);
        let scope = Coverage {
            files: &run.covered,
            folders: &folders,
            overrides: &overrides,
        };
        let outcome = if let Some((before, path)) = before.zip(self.write_baseline.as_deref()) {
            self.write_baseline(path, &before, &run, scope, console)?
        } else {
            if let Some(baseline) = baseline {
                run.told = baseline.narrow(&mut run.findings, scope);
            }
            if let Some(since) = since {
                let before = pool.install(|| self.judge_before(&since, &input, &discovery));
                since.narrow(&mut run.findings, &before.findings)?;
            }
            self.tell(&mut run, outputs, console)?
        };
        let Run { folders, read, .. } = run;
        Ok(Pass { outcome, folders, read })
    }

    /// What is said about rules.
    fn overrides(&self) -> Overrides {
        Overrides {
            select: self.select.clone(),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
        }
    }

    const fn cache(&self) -> Cache {
        match self.no_cache {
            true => Cache::Unused,
            false => Cache::Used,
        }
    }

    /// Finds the registers.
    fn discover(&self, input: &Input, finder: &SettingsFinder) -> Discovery {
        let excluded = if self.force_exclude {
            Excluded::LeftOut
        } else {
            Excluded::Checked
        };
        let unowned = if self.hook {
            Unowned::LeftAlone
        } else {
            Unowned::Checked
        };
        workspace::discover(&input.files, finder, &input.paths, excluded, unowned)
    }

    /// Judges the registers as they were in a revision.
    fn judge_before(&self, since: &Since, input: &Input, now: &Discovery) -> Run {
        let input = since.input(input);
        let finder = configure::judging(&self.overrides(), self.cache());
        let discovery = workspace::discover_before(&input.files, &finder, &input.paths, now);
        self.judge(&input, &finder, &discovery, Repair::Tell)
    }

    /// The named folders, absolute, of which the run has all findings: none where something could not be looked at.
    fn searched(&self, input: &Input, run: &Run) -> Vec<PathBuf> {
        let folders = input.paths.iter().filter(|_| run.problems.is_empty());
        folders
            .filter(|path| matches!(input.files.kind(path), Ok(EntryKind::Folder)))
            .map(|path| workspace::absolute(path))
            .collect()
    }

    /// Judges the registers, side by side; then writes what is repaired, one register after the other.
    fn judge(&self, input: &Input, finder: &SettingsFinder, discovery: &Discovery, repair: Repair) -> Run {
        let judge = Judge {
            files: &input.files,
            finder,
            names: &input.names,
            overrides: &self.overrides(),
            today: input.today,
            repair,
            beyond: match (self.hook, &self.since) {
                (true, None) => Beyond::Figures,
                (true, Some(_)) => Beyond::Everything,
                (false, _) => Beyond::Nothing,
            },
        };
        // One register alone is done before anybody could look.
        let progress = if self.quiet || discovery.registers.len() < 2 {
            Progress::hidden()
        } else {
            Progress::on_stderr(discovery.registers.len())
        };
        let of_registers: Vec<_> = discovery
            .registers
            .par_iter()
            .map(|request| {
                let judged = judge.register(request, &BTreeSet::new());
                progress.advance();
                judged
            })
            .collect();
        let mut written = Written::default();
        let of_registers = of_registers
            .into_iter()
            .zip(&discovery.registers)
            .map(|(judged, request)| {
                let judged = match repair {
                    Repair::Apply(_) => judged
                        .and_then(|judged| written.register(&judge, request, judged, input.standard_input.as_ref())),
                    Repair::Tell | Repair::Show(_) => judged,
                };
                judged.map_err(|error| problems_of(&request.root, error, input))
            });
        let of_registers: Vec<_> = of_registers.collect();
        let problems = |path: &Path| {
            let path = path.to_owned();
            move |error| problems_of(&path, error, input)
        };
        let mut lone = |path: &Path, sort| {
            let judged = written.lone(&judge, sort, path, input.standard_input.as_ref());
            judged.map_err(problems(path))
        };
        let of_schemes = discovery.schemes.iter();
        let of_schemes: Vec<_> = of_schemes.map(|path| lone(path, Sort::Scheme)).collect();
        let of_settings = discovery.settings.iter();
        let of_settings: Vec<_> = of_settings.map(|path| lone(path, Sort::Settings)).collect();
        let mut run = Run::default();
        run.fixed_input = written.standard_input;
        run.problems
            .extend(discovery.problems.iter().map(|problem| Problem::Path {
                path: problem.path.to_string_lossy().into_owned(),
                reason: Box::new(problem.error.message()),
            }));
        if !self.paths.is_empty() && !self.allow_none && !self.hook {
            run.problems.extend(discovery.empty.iter().map(|path| Problem::Path {
                path: path.to_string_lossy().into_owned(),
                reason: Box::new(Message::attribute("check-nothing", "named")),
            }));
        }
        let settings_errors = discovery.settings_errors.iter();
        run.problems
            .extend(settings_errors.flat_map(|error| problems_of_settings(error, input)));
        let folder = |request: &workspace::RegisterRequest| request.root.parent().map(Path::to_owned);
        run.folders = discovery.registers.iter().filter_map(folder).collect();
        run.excluded = discovery.skipped.len();
        run.unowned = discovery.unowned;
        for judged in of_registers.into_iter().chain(of_schemes).chain(of_settings) {
            match judged {
                Ok(judged) => run.add(judged),
                Err(problems) => run.add_problems(problems),
            }
        }
        run.problems.extend(written.problems);
        report::sort(&mut run.findings);
        run
    }

    /// Writes what came of it, findings to standard output and all else to standard error.
    fn tell(&self, run: &mut Run, outputs: &Outputs, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(run.language);
        let color = console.color();
        if let Repair::Show(_) = self.repair() {
            for change in &run.changes {
                report::diff::write(&change.name, &change.before, &change.after, color, console.out)?;
            }
        } else {
            // Whoever reads standard output may have seen enough; what goes to files must come all the same.
            for (format, path) in outputs.to_files() {
                self.write_file(format, path, run, language)?;
            }
            let out: &mut dyn Write = if run.has_fixed_input { console.err } else { console.out };
            if let Some(format) = outputs.to_standard_output() {
                self.render(format, run, language, color, out)?;
            }
        }
        console.out.flush()?;
        self.close(run, outputs, language, console);
        let has_failed = match self.repair() {
            Repair::Show(_) => !run.changes.is_empty(),
            _ => run.has_failed(self.fail_on),
        };
        Ok(match (run.problems.is_empty(), has_failed) {
            (false, _) => Outcome::Incomplete,
            (true, true) => Outcome::Findings,
            (true, false) => Outcome::Clean,
        })
    }

    /// Writes the findings to a file, which must not be one that they are from.
    fn write_file(&self, format: Format, path: &Path, run: &mut Run, language: Language) -> io::Result<()> {
        if run.has_read(path) {
            run.problems.push(Problem::Source(path.to_string_lossy().into_owned()));
            return Ok(());
        }
        let mut content = Vec::new();
        self.render(format, run, language, Color::Never, &mut content)?;
        if let Err(error) = workspace::write_output(path, &content) {
            run.problems.push(Problem::Write(Box::new(error.message())));
        }
        Ok(())
    }

    /// Takes what was found for known.
    fn write_baseline(
        &self,
        path: &Path,
        before: &Baseline,
        run: &Run,
        scope: Coverage<'_>,
        console: &mut Console<'_>,
    ) -> Result<Outcome, Failure> {
        let language = console.language(run.language);
        for problem in &run.problems {
            console.tell(&problem.message(), language);
        }
        // What could not be checked would be missing from the baseline.
        if !run.problems.is_empty() {
            return Ok(Outcome::Incomplete);
        }
        before
            .write(path, &run.findings, scope)
            .map_err(|error| Failure::told(error.message()))?;
        if !self.quiet {
            let written = Message::new("baseline-written")
                .with("count", run.findings.len())
                .with("path", path.to_string_lossy());
            let _ = writeln!(console.err, "{}", visible(&written.render(language)));
        }
        Ok(Outcome::Clean)
    }

    /// Writes the findings, or how many there are, in one form.
    fn render(
        &self,
        format: Format,
        run: &Run,
        language: Language,
        color: Color,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if self.statistics {
            return report::statistics::render(format, &run.findings, language, color, out);
        }
        let (shown, repeats) = shown::shown(&run.findings, &run.limits, self.all);
        let here = std::env::current_dir()?;
        let paths = match workspace::repository_of(&here.join("below")) {
            Some(root) if root != here && format.is_from_root() => {
                let names = Names::new(root, &[]);
                let name = |shown: &str| names.show(&workspace::absolute(&workspace::named(shown)));
                Paths::renamed(&shown, name)
            }
            _ => Paths::default(),
        };
        report::render(format, &shown, &paths, repeats, (language, color), out)
    }

    /// What is said at the end, on standard error: what could not be done, and for people a summary.
    fn close(&self, run: &Run, outputs: &Outputs, language: Language, console: &mut Console<'_>) {
        for problem in &run.problems {
            console.tell(&problem.message(), language);
        }
        for path in &run.left {
            let message = Message::attribute("write-fault", "excluded").with("path", path.as_str());
            console.tell(&message, language);
        }
        let is_empty = run.files.is_empty() && run.problems.is_empty();
        let line = if is_empty {
            nothing(run.excluded, run.unowned).render(language)
        } else if run.files.is_empty() || self.quiet || !outputs.is_for_people() || self.statistics {
            return;
        } else {
            let mut summary = Summary::of(&run.findings, run.files.len());
            summary.fixed = run.fixed;
            let text = self.with_known(summary.text(language), run, language);
            let is_all_shown = outputs.to_standard_output() == Some(Format::Full)
                && !matches!(self.repair(), Repair::Show(_))
                && !self.paths.iter().any(|path| path.as_os_str() == "-");
            match report::causes::text(&run.findings, &self.paths, language) {
                Some(causes) if is_all_shown => format!("{text}\n{causes}"),
                _ => text,
            }
        };
        // That nobody reads it is no failure.
        let _ = writeln!(console.err, "{line}");
    }

    /// The closing lines, with what the baseline has to say.
    fn with_known(&self, mut text: String, run: &Run, language: Language) -> String {
        let path = self.baseline.as_deref().unwrap_or(Path::new("")).to_string_lossy();
        for (attribute, count) in [("known", run.told.known), ("gone", run.told.gone)] {
            if count > 0 {
                let message = Message::attribute("baseline-told", attribute).with("count", count);
                text.push('\n');
                text.push_str(&visible(&message.with("path", path.as_ref()).render(language)));
            }
        }
        text
    }
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
    PossibleValuesParser::new(ALL.map(Severity::name)).map(|name| {
        let of_name = |severity: &Severity| severity.name() == name;
        ALL.into_iter().find(of_name).unwrap_or(Severity::Error)
    })
}
