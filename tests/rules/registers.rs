//! The registers in `tests/registers` that have a scheme of their own: each is clean, and each of its broken variants has
//! what is marked in it. `broken.txt` beside a register says what is replaced in it by what.

use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use crate::case::Case;
use crate::run;

/// A trial for each register, and one for each of its variants.
pub fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers");
    let folders = std::fs::read_dir(root).expect("tests/registers is there");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().flat_map(of_folder).collect()
}

fn of_folder(folder: PathBuf) -> Vec<Trial> {
    let Ok(broken) = std::fs::read_to_string(folder.join("broken.txt")) else {
        return Vec::new();
    };
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let register = std::fs::read_to_string(folder.join("register.toml")).unwrap();
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let scheme = files
        .into_iter()
        .find(|path| path.to_string_lossy().ends_with(".scheme.toml"));
    let scheme = scheme.expect("the register has a scheme");
    let scheme_name = scheme.file_name().unwrap().to_string_lossy().into_owned();
    let scheme = std::fs::read_to_string(scheme).unwrap();
    let case = move |register: &str| {
        let text = format!("#- register.toml\n{register}#- {scheme_name}\n{scheme}");
        let case = Case::parse(&text)?;
        run::run(&case).map(|_| ())
    };
    let whole = (register.clone(), case.clone());
    let mut trials = vec![Trial::test(format!("{name}::clean"), move || {
        let (register, case) = whole;
        case(&register).map_err(Failed::from)
    })];
    let variants: Vec<&str> = broken.split("\n## ").skip(1).collect();
    assert!(!variants.is_empty(), "{name}: no variants");
    for variant in variants {
        let (title, edits) = variant.split_once('\n').expect("a variant has a title");
        let changed = changed(&register, edits).unwrap_or_else(|told| panic!("{name}: {title}: {told}"));
        let case = case.clone();
        trials.push(Trial::test(format!("{name}::{title}"), move || {
            case(&changed).map_err(Failed::from)
        }));
    }
    trials
}

/// The register with each piece of text replaced that stands between `<<<` and `===`, and stands in it once.
fn changed(register: &str, edits: &str) -> Result<String, String> {
    let mut text = register.to_owned();
    for edit in edits.split("<<<\n").skip(1) {
        let (old, rest) = edit.split_once("\n===\n").ok_or("no `===`")?;
        let (new, _) = rest.split_once("\n>>>").ok_or("no `>>>`")?;
        if text.matches(old).count() != 1 {
            return Err(format!("stands not once: {old}"));
        }
        text = text.replace(old, new);
    }
    Ok(text)
}
