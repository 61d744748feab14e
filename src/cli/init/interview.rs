//! What is asked about a new register on a terminal: its title, its scheme, a table to import, or else its categories.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{NewFile, Template};
use crate::cli::asking::{Offers, Question, ask};
use crate::cli::decode::read_scheme;
use crate::cli::import::named;
use crate::cli::{Console, Failure};
use crate::keys::{Role, TableKind};
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::scheme::{self, Layer, Scheme};
use crate::writer::format::{Alignment, Style};
use crate::writer::layout::Value;
use crate::writer::register::{self, Statement, Table};

/// The examples whose scheme a new register may have.
const EXAMPLES: [Template; 4] = [Template::Enterprise, Template::Service, Template::Path, Template::Flat];

/// The ends of names of files that hold tables, as they are offered; any other may be named.
const TABLES: [&str; 6] = ["xlsx", "xls", "ods", "csv", "docx", "pdf"];

/// The end of the names of scheme files.
pub(super) const SCHEME_ENDING: &str = ".scheme.toml";

/// What was answered.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) title: Option<String>,
    pub(super) scheme: Chosen,
    /// The tables to import; the outline is then theirs.
    pub(super) tables: Vec<PathBuf>,
    domain: Option<String>,
    business: Option<String>,
    subsystems: Vec<Subsystem>,
    categories: Vec<Category>,
}

/// A scheme for the register.
pub(super) struct Chosen {
    pub(super) read: Arc<Scheme>,
    /// How the register names it, where it is no built-in one.
    pub(super) path: Option<String>,
    /// The file to write beside the register.
    pub(super) file: Option<NewFile>,
}

impl Default for Chosen {
    fn default() -> Self {
        Self {
            read: Scheme::built_in(),
            path: None,
            file: None,
        }
    }
}

struct Subsystem {
    title: String,
    code: Option<String>,
    parent: Option<String>,
}

struct Category {
    code: String,
    title: String,
    /// The title of its subsystem.
    subsystem: Option<String>,
    class: Option<String>,
}

impl Answers {
    /// The register: its outline, and a table for each category.
    pub(super) fn register(&self) -> String {
        let style = Style {
            alignment: Alignment::default(),
            columns: &self.scheme.read.columns,
            file: TableKind::Root,
        };
        let mut tables = vec![table(
            TableKind::Register,
            [
                ("title", self.title.as_deref()),
                ("scheme", self.scheme.path.as_deref()),
                ("domain", self.domain.as_deref()),
                ("business", self.business.as_deref()),
            ],
        )];
        tables.extend(self.subsystems.iter().map(|subsystem| {
            let statements = [
                ("title", Some(subsystem.title.as_str())),
                ("code", subsystem.code.as_deref()),
                ("parent", subsystem.parent.as_deref()),
            ];
            table(TableKind::Subsystem, statements)
        }));
        tables.extend(self.categories.iter().map(|category| {
            let statements = [
                ("code", Some(category.code.as_str())),
                ("title", Some(category.title.as_str())),
                ("subsystem", category.subsystem.as_deref()),
                ("class", category.class.as_deref()),
            ];
            table(TableKind::Category, statements)
        }));
        tables.extend(self.categories.iter().zip(1..).map(|(category, number)| {
            let (id, code) = (format!("A.{number}"), Some(category.code.as_str()));
            let is_same = |other: &&Category| other.code == category.code;
            let is_ambiguous = self.categories.iter().filter(is_same).nth(1).is_some();
            let subsystem = category.subsystem.as_deref().filter(|_| is_ambiguous);
            let title = Some(category.title.as_str());
            let statements = [
                ("id", Some(id.as_str())),
                ("title", title),
                ("category", code),
                ("subsystem", subsystem),
            ];
            table(TableKind::Table, statements)
        }));
        register::register(&tables, style, "\n")
    }
}

fn table<const N: usize>(kind: TableKind, statements: [(&str, Option<&str>); N]) -> Table {
    let given = statements.into_iter().filter_map(|(key, value)| {
        let value = Value::String(value?.to_owned());
        Some(Statement::new(key, value))
    });
    Table {
        above: String::new(),
        kind,
        statements: given.collect(),
    }
}

/// Questions and answers.
pub(super) struct Interview<'i, 'c, 'o> {
    folder: &'i Path,
    console: &'c mut Console<'o>,
    language: Language,
    answers: Answers,
}

type Check<'a> = &'a dyn Fn(&str) -> Result<(), Box<Message>>;

impl<'i, 'c, 'o> Interview<'i, 'c, 'o> {
    /// About a register in a folder, of tables that were named already.
    pub(super) fn new(folder: &'i Path, tables: &[PathBuf], console: &'c mut Console<'o>) -> Self {
        let language = console.language(None);
        let answers = Answers {
            tables: tables.to_vec(),
            ..Answers::default()
        };
        Self {
            folder,
            console,
            language,
            answers,
        }
    }

    /// What is known without a question.
    pub(super) fn none(self) -> Answers {
        self.answers
    }

    /// Asks; none where there is no title, and nothing to take it from.
    pub(super) fn hold(mut self) -> Result<Option<Answers>, Failure> {
        let has_tables = !self.answers.tables.is_empty();
        let attribute = if has_tables { "title-of-table" } else { "title-or-none" };
        let title = self.ask("title", attribute, None, Offers::default(), &|_| Ok(()))?;
        if title.is_empty() && !has_tables {
            return Ok(None);
        }
        self.answers.title = Some(title).filter(|title| !title.is_empty());
        self.ask_scheme()?;
        if !has_tables {
            self.ask_table()?;
        }
        if self.answers.tables.is_empty() {
            self.answers.domain = self.ask_layer(Role::Domain, None, Need::Optional)?;
            self.answers.business = self.ask_layer(Role::Business, None, Need::Optional)?;
            while self.ask_category()? {}
        }
        Ok(Some(self.answers))
    }

    fn ask_scheme(&mut self) -> Result<(), Failure> {
        let ids = Scheme::ids();
        let built_in = ids.iter().map(|id| offer(id, &Scheme::built_in().title));
        let examples = EXAMPLES.iter().filter_map(|example| {
            let (name, text) = example.scheme()?;
            Some(offer(name, &scheme::read(text).0?.title))
        });
        let own = names_in(self.folder)
            .into_iter()
            .filter(|name| name.ends_with(SCHEME_ENDING));
        let offers: Vec<String> = built_in.chain(examples).chain(own).collect();
        let (folder, language) = (self.folder, self.language);
        let is_there = |answer: &str| chosen(first(answer), folder, language).map(drop);
        let default = ids.first().copied();
        let answer = self.ask("scheme", "scheme-help", default, Offers(offers), &is_there)?;
        self.answers.scheme = chosen(first(&answer), folder, language).map_err(Failure::Told)?;
        Ok(())
    }

    fn ask_table(&mut self) -> Result<(), Failure> {
        let is_table = |name: &String| {
            let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| TABLES.iter().any(|table| table.eq_ignore_ascii_case(ending)))
        };
        let offers = names_in(Path::new(".")).into_iter().filter(is_table).collect();
        let is_there = |answer: &str| match answer {
            "" => Ok(()),
            path if Path::new(path).is_file() => Ok(()),
            path => Err(Box::new(fault("no-file").with("path", path))),
        };
        let path = self.ask("table", "table-help", None, Offers(offers), &is_there)?;
        self.answers
            .tables
            .extend(Some(path).filter(|path| !path.is_empty()).map(PathBuf::from));
        Ok(())
    }

    /// Asks for the value of a layer of the codes, where the scheme has it.
    fn ask_layer(&mut self, role: Role, default: Option<&str>, need: Need) -> Result<Option<String>, Failure> {
        let scheme = Arc::clone(&self.answers.scheme.read);
        let Some(layer) = scheme.layer(role) else {
            return Ok(None);
        };
        let values = layer
            .values
            .iter()
            .map(|(value, meaning)| offer(value, meaning))
            .collect();
        let is_right = |answer: &str| match (answer, need) {
            ("", Need::Optional) => Ok(()),
            _ => fits(layer, first(answer)),
        };
        let message = asked("named").with("layer", layer.title_or_name());
        let message = visible(&message.render(self.language)).into_owned();
        let help = match need {
            Need::Optional => "layer-or-none",
            Need::Required => "layer",
        };
        let answer = self.ask_as(&message, help, default, Offers(values), &is_right)?;
        Ok(Some(first(&answer).to_owned()).filter(|value| !value.is_empty()))
    }

    /// Asks for a category with all that it needs. Gives whether there was one.
    fn ask_category(&mut self) -> Result<bool, Failure> {
        let scheme = Arc::clone(&self.answers.scheme.read);
        let layer = scheme.layer(Role::Category);
        let known: Vec<String> = self.answers.categories.iter().map(|known| known.code.clone()).collect();
        // Where codes name the subsystem, each numbers its categories.
        let is_new = |code: &str| !scheme.subsystem_layers().is_empty() || !known.iter().any(|known| known == code);
        let is_right = |answer: &str| match answer.split_once(char::is_whitespace) {
            _ if answer.is_empty() => Ok(()),
            None => Err(Box::new(fault("category"))),
            Some((code, _)) if !is_new(code) => Err(Box::new(fault("known").with("code", code))),
            Some((code, _)) => layer.map_or(Ok(()), |layer| fits(layer, code)),
        };
        let answer = self.ask("category", "category-help", None, Offers::default(), &is_right)?;
        let Some((code, title)) = answer.split_once(char::is_whitespace) else {
            return Ok(false);
        };
        let before = self.answers.categories.last();
        let class_before = before.and_then(|category| category.class.clone());
        let class = self.ask_layer(Role::Class, class_before.as_deref(), Need::Required)?;
        let subsystem = self.ask_subsystem(&scheme)?;
        let subsystem = self.ask_above(code, &scheme, subsystem)?;
        self.answers.categories.push(Category {
            code: code.to_owned(),
            title: title.trim().to_owned(),
            subsystem,
            class,
        });
        Ok(true)
    }

    /// Asks for the subsystem of a category; gives its title.
    fn ask_subsystem(&mut self, scheme: &Scheme) -> Result<Option<String>, Failure> {
        let layers = scheme.subsystem_layers();
        let layer = layers.first().and_then(|index| scheme.layers.get(*index));
        // Where the path of the category says it, nobody is asked.
        if layer.is_none() && scheme.category_path().is_some() {
            return Ok(None);
        }
        let outermost = self.answers.subsystems.iter().filter(|known| known.parent.is_none());
        let known: Vec<String> = outermost.map(|known| known.title.clone()).collect();
        let default = self.answers.subsystems.last().map(|last| last.title.clone());
        let default = default.filter(|title| known.contains(title));
        let answer = self.ask(
            "subsystem",
            "subsystem-help",
            default.as_deref(),
            Offers(known),
            &|_| Ok(()),
        )?;
        if answer.is_empty() {
            return Ok(None);
        }
        if !self.answers.subsystems.iter().any(|known| known.title == answer) {
            let code = self.ask_layer(Role::Subsystem, None, Need::Required)?;
            self.answers.subsystems.push(Subsystem {
                title: answer.clone(),
                code,
                parent: None,
            });
        }
        Ok(Some(answer))
    }

    /// Asks for the titles of what stands above a category whose code is a path, as far as they are not known; gives the nearest.
    fn ask_above(&mut self, code: &str, scheme: &Scheme, subsystem: Option<String>) -> Result<Option<String>, Failure> {
        let Some(form) = scheme.category_path() else {
            return Ok(subsystem);
        };
        let mut above = Vec::new();
        let mut rest = code;
        while let Some(parent) = form.parent(rest) {
            above.push(parent);
            rest = parent;
        }
        let mut nearest = subsystem;
        for code in above.into_iter().rev() {
            let is_it = |known: &&Subsystem| known.code.as_deref() == Some(code) && known.parent == nearest;
            if let Some(known) = self.answers.subsystems.iter().find(is_it) {
                nearest = Some(known.title.clone());
                continue;
            }
            let known: Vec<String> = self
                .answers
                .subsystems
                .iter()
                .map(|known| known.title.clone())
                .collect();
            let is_right = |answer: &str| match answer {
                "" => Err(Box::new(fault("empty"))),
                title if known.iter().any(|known| known == title) => Err(Box::new(fault("known").with("code", title))),
                _ => Ok(()),
            };
            let message = visible(&asked("above").with("code", code).render(self.language)).into_owned();
            let title = self.ask_as(&message, "layer", None, Offers::default(), &is_right)?;
            self.answers.subsystems.push(Subsystem {
                title: title.clone(),
                code: Some(code.to_owned()),
                parent: nearest,
            });
            nearest = Some(title);
        }
        Ok(nearest)
    }

    fn ask(
        &mut self,
        attribute: &'static str,
        help: &'static str,
        default: Option<&str>,
        offers: Offers,
        is_right: Check<'_>,
    ) -> Result<String, Failure> {
        let message = asked(attribute).render(self.language);
        self.ask_as(&message, help, default, offers, is_right)
    }

    fn ask_as(
        &mut self,
        message: &str,
        help: &'static str,
        default: Option<&str>,
        offers: Offers,
        is_right: Check<'_>,
    ) -> Result<String, Failure> {
        let help = asked(help).render(self.language);
        let question = Question {
            message,
            help: Some(&help),
            default,
            offers,
        };
        let answer = ask(&question, |answer| is_right(answer.trim()), self.language, self.console)?;
        Ok(answer.trim().to_owned())
    }
}

/// Whether an empty answer will do.
#[derive(Clone, Copy)]
enum Need {
    Optional,
    Required,
}

fn asked(attribute: &'static str) -> Message {
    Message::attribute("init-ask", attribute)
}

fn fault(attribute: &'static str) -> Message {
    Message::attribute("init-fault", attribute)
}

/// Something that may be answered, with what it means.
fn offer(value: &str, meaning: &str) -> String {
    format!("{value}  {meaning}")
}

/// What was answered, without what it means.
fn first(answer: &str) -> &str {
    answer.split("  ").next().unwrap_or_default().trim()
}

fn fits(layer: &Layer, value: &str) -> Result<(), Box<Message>> {
    match layer.has_right_length(value) && layer.takes(value) && layer.is_well_formed(value) {
        true => Ok(()),
        false => Err(Box::new(
            fault("layer").with("layer", layer.title_or_name()).with("value", value),
        )),
    }
}

/// The names of the files in a folder, sorted; of one that cannot be read, none.
fn names_in(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The scheme that an answer names: a built-in one, that of an example, or a file.
fn chosen(answer: &str, folder: &Path, language: Language) -> Result<Chosen, Box<Message>> {
    if let Some(read) = Scheme::by_id(answer) {
        return Ok(Chosen {
            read,
            ..Chosen::default()
        });
    }
    let mut examples = EXAMPLES.iter().filter_map(|example| example.scheme());
    let is_named = |name: &str| name == answer || name.strip_suffix(SCHEME_ENDING) == Some(answer);
    if let Some(file) = examples.find(|(name, _)| is_named(name))
        && let (Some(read), _) = scheme::read(file.1)
    {
        return Ok(Chosen {
            read: Arc::new(read),
            path: Some(format!("./{}", file.0)),
            file: Some(file),
        });
    }
    // A file is offered by its name in the folder, and may be named from where one stands.
    let in_folder = folder.join(answer);
    let path = if in_folder.is_file() {
        in_folder
    } else {
        PathBuf::from(answer)
    };
    let read = read_scheme(&path, language).map_err(|failure| match failure {
        Failure::Told(reason) => reason,
        Failure::Output(error) => Box::new(fault("scheme").with("reason", error.to_string())),
    })?;
    Ok(Chosen {
        read,
        path: Some(named(&path, folder)),
        file: None,
    })
}
