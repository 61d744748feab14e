//! What the program writes is what it had in memory: the case in a folder, repaired and checked by the program itself.

use std::path::Path;
use std::process::Command;

use crate::common::{Files, bytes};

/// Writes the files of a case to a folder, and beside them once more where the settings exclude them. After
/// `check --fix` a second run finds what the first one ended with, nothing is left to fix, and what is excluded is byte
/// for byte the same.
pub fn compare(files: &Files) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (case, kept) = (folder.path().join("case"), folder.path().join("kept"));
    write(&case, files)?;
    write(&kept, files)?;
    std::fs::write(folder.path().join("stdreg.toml"), "exclude = [\"kept/\"]\n").map_err(|error| error.to_string())?;
    // Roots that are not called as roots are found where they are named.
    let root = format!("case/{}", files[0].0);
    let run = |arguments: &[&str]| check(folder.path(), &[arguments, &[".", &root]].concat());
    let in_memory = run(&["--fix"])?;
    let after = read(&case, files)?;
    let again = run(&[])?;
    if in_memory != again {
        return Err(format!(
            "the run that wrote ended with\n{in_memory}\nand the next one finds\n{again}"
        ));
    }
    run(&["--fix"])?;
    if read(&case, files)? != after {
        return Err("a second run with --fix writes again".to_owned());
    }
    is_kept(&kept, files)?;
    // The parts alone excluded: their root is not, and is judged with them.
    let has_settings = files.iter().any(|(path, _)| path == "stdreg.toml");
    if files.len() > 1 && !has_settings {
        let partly = folder.path().join("partly");
        write(&partly, files)?;
        let parts: Vec<_> = files[1..].iter().map(|(path, _)| format!("\"{path}\"")).collect();
        let settings = format!("exclude = [{}]\n", parts.join(", "));
        std::fs::write(partly.join("stdreg.toml"), settings).map_err(|error| error.to_string())?;
        check(&partly, &["--fix", "--unsafe-fixes", ".", &files[0].0])?;
        is_kept(&partly, &files[1..].to_vec())?;
    }
    Ok(())
}

/// Whether files in a folder are what they were, byte for byte.
fn is_kept(folder: &Path, files: &Files) -> Result<(), String> {
    for ((path, text), now) in files.iter().zip(read(folder, files)?) {
        if bytes(path, text) != now {
            return Err(format!("{path} is excluded, and was written"));
        }
    }
    Ok(())
}

fn check(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["check", "--output-format", "json", "--quiet", "-j", "1", "--allow-none"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(format!("the program ends with {:?}: {told}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

fn write(folder: &Path, files: &Files) -> Result<(), String> {
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
        std::fs::write(&path, bytes(&path.to_string_lossy(), text)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn read(folder: &Path, files: &Files) -> Result<Vec<Vec<u8>>, String> {
    let read = |(path, _): &(String, String)| std::fs::read(folder.join(path)).map_err(|error| error.to_string());
    files.iter().map(read).collect()
}
