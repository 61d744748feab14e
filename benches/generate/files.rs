//! Where registers are written to.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::model::{self, Register};
use crate::register_text;

/// The folder of the parts, beside the root.
const PARTS_FOLDER: &str = "tables";

/// What the names of parts start with, so that those of an earlier run can be told from files of others.
const PART_STEM: &str = "part-";

/// Writes a register to standard output.
pub(crate) fn to_standard_output(register: &Register) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    register_text::whole(&mut out, register)?;
    out.flush()
}

/// Writes a register into one file.
pub(crate) fn one(register: &Register, path: &Path) -> io::Result<()> {
    with_scheme(register, path)?;
    file(path, |out| register_text::whole(out, register))
}

/// Writes a register into a root and parts.
pub(crate) fn parts(register: &Register, parts: usize, path: &Path) -> io::Result<()> {
    let tables = register.tables.len();
    if !(1..=tables).contains(&parts) {
        return Err(io::Error::other(format!("{tables} tables cannot make {parts} files")));
    }
    with_scheme(register, path)?;
    let folder = path.with_file_name(PARTS_FOLDER);
    remove_parts(&folder)?;
    let include = format!("{PARTS_FOLDER}/*.toml");
    file(path, |out| register_text::root(out, register, &include))?;
    for part in 0..parts {
        let range = part * tables / parts..(part + 1) * tables / parts;
        let name = format!("{PART_STEM}{:04}.toml", part + 1);
        file(&folder.join(name), |out| {
            register_text::tables(out, register.form, register.tables.get(range).unwrap_or_default())
        })?;
    }
    Ok(())
}

/// Writes many small registers.
pub(crate) fn folder(registers: usize, folder: &Path) -> io::Result<()> {
    for number in 1..=registers {
        let path = folder.join(format!("{number:04}")).join("register.toml");
        one(&model::small(number), &path)?;
    }
    Ok(())
}

fn with_scheme(register: &Register, path: &Path) -> io::Result<()> {
    match register.form.file_name() {
        Some(name) => file(&path.with_file_name(name), |out| {
            out.write_all(register.form.scheme().as_bytes())
        }),
        None => Ok(()),
    }
}

/// Removes the parts of an earlier run: the root would include those that this one does not write again.
fn remove_parts(folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for item in fs::read_dir(folder)? {
        let path: PathBuf = item?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        if name.is_some_and(|name| name.starts_with(PART_STEM) && name.ends_with(".toml")) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Writes a file and the folders above it.
fn file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let mut out = BufWriter::new(File::create(path).map_err(at)?);
    write(&mut out).and_then(|()| out.flush()).map_err(at)
}
