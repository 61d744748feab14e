//! What git has to say of a repository, asked so that nothing runs that the repository asks for.
//!
//! A repository may be anybody's, and its configuration and attributes may name programs: filters, external comparisons,
//! a monitor of the file system, a helper of a remote. So nothing is asked that looks at the working tree; the objects are
//! read as they are stored, and none is fetched.

mod history;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

pub(super) use self::history::{History, Revision, Since, Stay, Step};
use crate::cli::Failure;
use crate::messages::Message;
use crate::workspace::{self, Contents, Files, Kept, Limit, ReadError, Snapshot};

/// The variables by which a repository other than that of the folder can be meant: a hook of another one sets them.
const ELSEWHERE: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
];

/// The mode of a symbolic link in a tree.
const LINK: &[u8] = b"120000";

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(["--no-pager", "--literal-pathspecs"])
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        // Objects that a partial clone lacks are fetched by programs that the repository names.
        .args(["-c", "protocol.allow=never"])
        .env("GIT_NO_LAZY_FETCH", "1")
        // Asking must change nothing, not even what git keeps to be faster.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0");
    for name in ELSEWHERE {
        command.env_remove(name);
    }
    command
}

fn fault(reason: impl Into<crate::messages::Argument>) -> Failure {
    Failure::told(Message::attribute("since-fault", "git").with("reason", reason))
}

/// The files of the repository with this folder as they were in a revision. `REV...OTHER` is the commit at which `OTHER`, or
/// else what is checked out, left `REV`.
///
/// # Errors
/// Where there is no git, no repository or no such revision.
pub(super) fn snapshot(root: &Path, revision: &str) -> Result<Files, Failure> {
    ask(root, ["rev-parse", "--git-dir"])?;
    let is_shallow = || name(root, ["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said == "true");
    let fault = |attribute| {
        let attribute = if is_shallow() { "shallow" } else { attribute };
        Failure::told(Message::attribute("since-fault", attribute).with("revision", revision))
    };
    let commit = |named: &str| {
        let object = |object: &str| {
            let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", object];
            name(root, verify).map_err(|_| fault("revision"))
        };
        object(&format!("{}^{{commit}}", object(named)?))
    };
    let commit = match revision.split_once("...") {
        None => commit(revision)?,
        Some((one, other)) => {
            let other = if other.is_empty() { "HEAD" } else { other };
            let [one, other] = [commit(one)?, commit(other)?];
            name(root, ["merge-base", &one, &other]).map_err(|_| fault("unrelated"))?
        }
    };
    let objects = Objects::new(root).map_err(|error| not_there(&error))?;
    let entries = files(root, &commit, &objects)?;
    Ok(Files::at(Snapshot::new(root, entries, objects)))
}

/// What git answers.
///
/// # Errors
/// Where there is no git, and where it refuses.
fn ask<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Vec<u8>, Failure> {
    let output = command(folder).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| not_there(&error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        // A message is a line.
        let said: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        return Err(fault(said.join("; ")));
    }
    Ok(output.stdout)
}

/// A name that git answers with: a line.
///
/// # Errors
/// As [`ask`].
fn name<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<String, Failure> {
    let answer = ask(folder, arguments)?;
    Ok(String::from_utf8_lossy(&answer).trim_end().to_owned())
}

/// Why git could not be started.
fn not_there(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::told(Message::attribute("since-fault", "no-git")),
        _ => fault(workspace::system_message(error)),
    }
}

/// The files of a commit, by their paths in the repository.
///
/// # Errors
/// As [`ask`].
fn files(folder: &Path, commit: &str, objects: &Objects) -> Result<BTreeMap<PathBuf, Kept>, Failure> {
    let list = ask(folder, ["ls-tree", "-r", "-z", "--full-tree", commit])?;
    let mut files = BTreeMap::new();
    for line in list.split(|byte| *byte == 0) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else {
            continue;
        };
        let (head, path) = (
            line.get(..tab).unwrap_or_default(),
            line.get(tab + 1..).unwrap_or_default(),
        );
        let mut words = head.split(|byte| *byte == b' ');
        let (Some(mode), Some(b"blob"), Some(object)) = (words.next(), words.next(), words.next()) else {
            // Another repository inside of this one.
            continue;
        };
        let object = String::from_utf8_lossy(object).into_owned();
        files.insert(path_of(path), objects.kept(mode, object));
    }
    Ok(files)
}

fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(OsStr::new(String::from_utf8_lossy(bytes).as_ref()))
    }
}

/// The objects of a repository.
#[derive(Debug)]
struct Objects(Mutex<Reader>);

#[derive(Debug)]
struct Reader {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Objects {
    fn new(folder: &Path) -> io::Result<Self> {
        let mut child = command(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self(Mutex::new(Reader {
            child,
            input: Some(input),
            output: BufReader::new(output),
        })))
    }
}

impl Objects {
    /// What there is of a name whose mode and object a tree says.
    fn kept(&self, mode: &[u8], object: String) -> Kept {
        if mode == LINK {
            let target = self.read(&object).unwrap_or_default();
            Kept::Link(path_of(&target))
        } else {
            Kept::File(object)
        }
    }
}

impl Contents for Objects {
    fn read(&self, object: &str) -> Result<Vec<u8>, ReadError> {
        let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        reader.read(object)
    }
}

impl Reader {
    fn read(&mut self, object: &str) -> Result<Vec<u8>, ReadError> {
        let input = self.input.as_mut().ok_or(ReadError::Missing)?;
        writeln!(input, "{object}")?;
        input.flush()?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        // `OBJECT blob SIZE`, or `OBJECT missing`.
        let size = head.split_whitespace().nth(2).and_then(|size| size.parse::<u64>().ok());
        let bytes = size.ok_or(ReadError::Missing)?;
        if bytes > Limit::Register.bytes() {
            // What follows is not read, so that nothing more can be asked.
            self.input = None;
            return Err(ReadError::TooLarge(Limit::Register));
        }
        let mut content = vec![0; usize::try_from(bytes).unwrap_or_default()];
        self.output.read_exact(&mut content)?;
        self.output.read_exact(&mut [0])?;
        Ok(content)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // It ends where it is asked nothing more; it must not be left behind if it does not.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
