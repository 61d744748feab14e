//! The workspace on real folders: which files make which register, and which settings hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

mod discovery;
mod loading;

use std::fs;
use std::path::PathBuf;

use stdreg::register::FileRole;
use stdreg::workspace::{
    Asked, Discovery, Excluded, Files, LoadError, Loaded, Names, SettingsFinder, Unowned, discover, load,
};

/// A folder with files in it.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = Self { folder };
        // Whatever lies above the temporary folder is no business of a test.
        fs::create_dir(project.path(".git")).unwrap();
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn names(&self) -> Names {
        Names::new(self.folder.path(), &[])
    }

    fn discover_with(&self, named: &[&str], excluded: Excluded) -> Discovery {
        let named: Vec<PathBuf> = named.iter().map(|name| self.path(name)).collect();
        let (files, finder) = (Files::default(), SettingsFinder::default());
        discover(&files, &finder, &named, excluded, Unowned::Checked)
    }

    fn discover(&self, named: &[&str]) -> Discovery {
        self.discover_with(named, Excluded::Checked)
    }

    fn discover_for_hook(&self, named: &[&str]) -> Discovery {
        let named: Vec<PathBuf> = named.iter().map(|name| self.path(name)).collect();
        let (files, finder) = (Files::default(), SettingsFinder::default());
        discover(&files, &finder, &named, Excluded::LeftOut, Unowned::LeftAlone)
    }

    /// What was found, as people write it: `root: file, file` where not all was asked for.
    fn found(&self, discovery: &Discovery) -> Vec<String> {
        let names = self.names();
        let requests = discovery.registers.iter();
        requests
            .map(|request| match &request.asked {
                Asked::All(_) => names.show(&request.root),
                Asked::Files(files) => {
                    let files: Vec<String> = files.iter().map(|file| names.show(file)).collect();
                    format!("{}: {}", names.show(&request.root), files.join(", "))
                }
            })
            .collect()
    }

    fn skipped(&self, discovery: &Discovery) -> Vec<String> {
        let skipped = discovery.skipped.iter();
        skipped.map(|skipped| self.names().show(&skipped.path)).collect()
    }

    fn try_load(&self, files: &Files, root: &str) -> Result<Loaded, LoadError> {
        load(files, &SettingsFinder::default(), &self.path(root), &self.names())
    }

    fn load(&self, root: &str) -> Loaded {
        self.try_load(&Files::default(), root).unwrap()
    }
}

/// The files of a register, as findings show them.
fn shown(loaded: &Loaded) -> Vec<(&str, FileRole)> {
    let files = loaded.register.files.iter();
    files.map(|file| (file.path.as_str(), file.role)).collect()
}

fn root(include: &str) -> String {
    format!("[register]\ntitle = \"标准体系\"\ninclude = {include}\n")
}

const ROOT: &str = "[register]\ntitle = \"标准体系\"\n";
const TABLE: &str = "[[table]]\nid = \"A.1\"\n";
