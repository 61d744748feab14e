//! What a run reads: the files, and where it stands.

use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::syntax::Date;
use crate::workspace::{self, Files, Limit, Names};

/// The files of a run, and where it stands.
pub(super) struct Input {
    pub(super) files: Files,
    pub(super) paths: Vec<PathBuf>,
    pub(super) names: Names,
    /// The path that standard input is taken for.
    pub(super) standard_input: Option<PathBuf>,
    pub(super) today: Date,
}

impl Input {
    /// The input that the paths of a command line mean: the current folder where there is none, and standard input,
    /// under the name given or that of a root, for `-`.
    pub(super) fn new(paths: &[PathBuf], stdin_filename: Option<&Path>) -> Result<Self, Failure> {
        let current = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), &error))?;
        let names = |paths: &[PathBuf]| Names::new(&current, paths);
        let mut input = Self {
            files: Files::default(),
            paths: paths.to_vec(),
            names: names(&[]),
            standard_input: None,
            today: workspace::today(),
        };
        if input.paths.is_empty() {
            input.paths.push(PathBuf::from("."));
        }
        if let Some(place) = input.paths.iter().position(|path| path.as_os_str() == "-") {
            let name = stdin_filename.map_or_else(|| PathBuf::from("register.toml"), Path::to_owned);
            input.read_standard_input(&name)?;
            if let Some(path) = input.paths.get_mut(place) {
                *path = name;
            }
        }
        input.names = names(&input.paths);
        Ok(input)
    }

    fn read_standard_input(&mut self, name: &Path) -> Result<(), Failure> {
        let bytes = workspace::read_to_end(io::stdin().lock(), Limit::Register);
        let bytes = bytes.map_err(|error| Failure::unread(Path::new("-"), &error))?;
        self.files.overlay(name, bytes);
        self.standard_input = Some(workspace::absolute(name));
        Ok(())
    }
}
