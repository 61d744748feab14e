//! `stdreg fmt`: register files in one form.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::check::nothing;
use super::input::Input;
use super::{Console, Failure, Outcome};
use crate::messages::{Language, Message};
use crate::register::SourceFile;
use crate::report;
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::text::{FileId, Span};
use crate::workspace::{self, Excluded, Loaded, RegisterRequest, SettingsError, SettingsFinder, Unowned};
use crate::writer::format::{self, Alignment, Refusal, Style};

/// What to format, and what to do about it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; the current folder where there is none. `-` is standard input.
    #[arg(value_name = "PATH", help = "cli-fmt-paths")]
    paths: Vec<PathBuf>,
    /// Say which files are not in their form, and write nothing.
    #[arg(long, help = "cli-fmt-check")]
    check: bool,
    /// Show what would change, and write nothing.
    #[arg(long, help = "cli-fmt-diff")]
    diff: bool,
    /// What the text on standard input is to be taken for.
    #[arg(long, value_name = "FILE", help = "cli-check-stdin-filename")]
    stdin_filename: Option<PathBuf>,
    /// No summary.
    #[arg(short, long, help = "cli-fmt-quiet")]
    quiet: bool,
    /// Leave out what the settings exclude, even where it is named.
    #[arg(long, help = "cli-check-force-exclude")]
    force_exclude: bool,
    /// A named folder may hold no register.
    #[arg(long, help = "cli-check-allow-none")]
    allow_none: bool,
    /// The files named are those of a commit.
    #[arg(long, help = "cli-fmt-hook")]
    hook: bool,
}

/// What came of a file.
struct Formatted {
    name: String,
    /// Whether the settings exclude it.
    is_excluded: bool,
    /// Whether it has tables with syntax errors, which are as they were.
    is_broken: bool,
    before: String,
    after: String,
}

/// What came of all.
#[derive(Default)]
struct Run {
    /// By path, as a part may be in several registers.
    files: BTreeMap<PathBuf, Formatted>,
    problems: Vec<Message>,
    /// How many files could not be written.
    failed: usize,
    excluded: usize,
    unowned: usize,
    language: Option<Language>,
}

impl Arguments {
    /// Formats.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let input = Input::new(&self.paths, self.stdin_filename.as_deref())?;
        let mut run = self.format(&input);
        let language = console.language(run.language);
        let changed = run.files.values().filter(|file| file.before != file.after).count();
        self.tell(&input, &mut run, console)?;
        console.out.flush()?;
        for problem in &run.problems {
            console.tell(problem, language);
        }
        if let Some(summary) = self.summary(&run, changed).filter(|_| !self.quiet) {
            // That nobody reads it is no failure.
            let _ = writeln!(console.err, "{}", summary.render(language));
        }
        Ok(match (run.problems.is_empty(), self.is_trial() && changed > 0) {
            (false, _) => Outcome::Incomplete,
            (true, true) => Outcome::Findings,
            (true, false) => Outcome::Clean,
        })
    }

    /// Whether nothing is to be written.
    fn is_trial(&self) -> bool {
        self.check || self.diff
    }

    /// Formats in memory every file that is asked for.
    fn format(&self, input: &Input) -> Run {
        let finder = SettingsFinder::default();
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
        let discovery = workspace::discover(&input.files, &finder, &input.paths, excluded, unowned);
        let mut run = Run {
            excluded: discovery.skipped.len(),
            unowned: discovery.unowned,
            ..Run::default()
        };
        for problem in &discovery.problems {
            run.problems
                .push(file_problem(&problem.path.to_string_lossy(), problem.error.message()));
        }
        if !self.paths.is_empty() && !self.allow_none && !self.hook {
            for path in &discovery.empty {
                let reason = Message::attribute("check-nothing", "named");
                run.problems.push(file_problem(&path.to_string_lossy(), reason));
            }
        }
        for error in &discovery.settings_errors {
            run.add_settings_error(error, input);
        }
        let requests = discovery.registers.iter();
        for request in requests.filter(|request| !request.asked.is_nothing()) {
            match workspace::load(&input.files, &finder, &request.root, &input.names) {
                Ok(loaded) => run.add(&loaded, request),
                Err(workspace::LoadError::Root(error)) => {
                    run.add_problem(file_problem(&input.names.show(&request.root), error.message()));
                }
                Err(workspace::LoadError::Settings(error)) => run.add_settings_error(&error, input),
            }
        }
        run
    }

    /// Writes the files, or what is to be said of them.
    fn tell(&self, input: &Input, run: &mut Run, console: &mut Console<'_>) -> io::Result<()> {
        let color = console.color();
        // What is left as it is must come out again all the same: an editor puts it in place of its text.
        if let Some(path) = &input.standard_input
            && !self.is_trial()
            && run.files.get(path).is_none_or(|file| file.is_excluded)
            && let Ok(text) = input.files.read(path, workspace::Limit::Register)
        {
            console.out.write_all(&text)?;
        }
        for (path, file) in &run.files {
            let is_changed = file.before != file.after;
            if self.diff {
                report::diff::write(&file.name, &file.before, &file.after, color, console.out)?;
            } else if self.check {
                if is_changed {
                    writeln!(console.out, "{}", report::visible::visible(&file.name))?;
                }
            } else if file.is_excluded {
                if is_changed {
                    let problem = Message::attribute("write-fault", "excluded");
                    run.problems.push(problem.with("path", file.name.as_str()));
                }
            } else if input.standard_input.as_ref() == Some(path) {
                console.out.write_all(file.after.as_bytes())?;
            } else if is_changed
                && let Err(error) = workspace::write(path, file.before.as_bytes(), file.after.as_bytes())
            {
                run.problems.push(error.message());
                run.failed += 1;
            }
        }
        Ok(())
    }

    /// What came of all; nothing where what could not be done has been told and nothing else is to be said.
    fn summary(&self, run: &Run, changed: usize) -> Option<Message> {
        let is_same = |file: &&Formatted| file.before == file.after && !file.is_broken;
        let same = run.files.values().filter(is_same).count();
        let attribute = match (run.files.len(), run.problems.is_empty(), self.is_trial()) {
            (0, true, _) => return Some(nothing(run.excluded, run.unowned)),
            (_, false, _) if changed + same == 0 => return None,
            (_, _, true) => "trial",
            (_, _, false) if run.failed > 0 => "failed",
            (_, _, false) => "done",
        };
        let message = Message::attribute("fmt-summary", attribute)
            .with("changed", changed - run.failed)
            .with("same", same);
        Some(match run.failed {
            0 => message,
            failed => message.with("failed", failed),
        })
    }
}

impl Run {
    /// Adds the files of a register that are asked for.
    fn add(&mut self, loaded: &Loaded, request: &RegisterRequest) {
        let settings = loaded.settings.first();
        self.language = self.language.or(settings.and_then(|settings| settings.language));
        let files = (0..).map(FileId).zip(&loaded.register.files).zip(&loaded.paths);
        for ((file, source), path) in files {
            let is_text = source.is_of_register();
            if is_text && request.asks_for(loaded, file) && !self.files.contains_key(path) {
                let settings = loaded.settings.get(file.0 as usize);
                let align = settings.and_then(|settings| settings.align);
                let style = Style {
                    alignment: Alignment::of_settings(align),
                    columns: &loaded.register.columns,
                    file: source.role.table(),
                };
                self.add_file(path.clone(), source, style);
                if let Some(formatted) = self.files.get_mut(path) {
                    formatted.is_excluded = loaded.is_excluded(file);
                }
            }
        }
    }

    fn add_file(&mut self, path: PathBuf, source: &SourceFile, style: Style<'_>) {
        let name = source.path.clone();
        if source.problem.is_some() {
            self.add_problem(Message::attribute("fmt-problem", "encoding").with("path", name));
            return;
        }
        match format::format(&source.document, &source.text, style) {
            Ok(after) => {
                let error = format::first_error(&source.document);
                if let Some(span) = error {
                    self.add_problem(syntax_problem(source, span));
                }
                let before = source.text.clone();
                let formatted = Formatted {
                    name,
                    is_excluded: false,
                    is_broken: error.is_some(),
                    before,
                    after,
                };
                self.files.insert(path, formatted);
            }
            Err(Refusal) => {
                self.add_problem(Message::attribute("fmt-problem", "meaning").with("path", name));
            }
        }
    }

    fn add_settings_error(&mut self, error: &SettingsError, input: &Input) {
        for message in error.messages(&input.names) {
            self.add_problem(message);
        }
    }

    fn add_problem(&mut self, problem: Message) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

fn syntax_problem(source: &SourceFile, span: Span) -> Message {
    let position = LineIndex::new(&source.text).position(&source.text, span.start, ColumnUnit::Utf32);
    let place = format!("{}:{}:{}", source.path, position.line + 1, position.column + 1);
    Message::attribute("fmt-problem", "syntax").with("place", place)
}

fn file_problem(path: &str, reason: Message) -> Message {
    Message::attribute("cli-failure", "file")
        .with("path", path)
        .with("reason", reason)
}
