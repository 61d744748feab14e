//! What is said where the file system fails: in both languages what people meet, all else in the system's own words.

use std::io;

use super::entry::ReadError;
use super::write::WriteError;
use crate::messages::Message;
use crate::text::encoding::NotUtf8;

/// What the system says, in words.
pub fn system(error: &io::Error) -> Message {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>()) {
        return error.message();
    }
    let says = |attribute| Message::attribute("file-fault", attribute);
    match error.kind() {
        io::ErrorKind::NotFound => says("missing"),
        io::ErrorKind::IsADirectory => says("folder"),
        io::ErrorKind::NotADirectory => says("no-folder"),
        io::ErrorKind::AlreadyExists => says("there"),
        io::ErrorKind::PermissionDenied => says("denied"),
        io::ErrorKind::ReadOnlyFilesystem => says("read-only"),
        io::ErrorKind::StorageFull => says("full"),
        io::ErrorKind::QuotaExceeded => says("quota"),
        io::ErrorKind::InvalidFilename => says("name"),
        _ => says("system").with("reason", error.to_string()),
    }
}

/// That a file is not UTF-8, in words.
pub(super) fn not_utf8(problem: NotUtf8) -> Message {
    match problem.reads_as {
        Some(encoding) => Message::attribute("file-fault", "encoding").with("encoding", encoding.name()),
        None => Message::attribute("file-fault", "not-utf8"),
    }
}

impl ReadError {
    /// The error in words.
    pub fn message(&self) -> Message {
        let says = |attribute| Message::attribute("file-fault", attribute);
        match self {
            Self::Missing => says("missing"),
            Self::Folder => says("folder"),
            Self::Special => says("special"),
            Self::Outside => says("link"),
            Self::Table(path) => says("table").with("path", path.to_string_lossy()),
            Self::TooLarge(limit) => {
                let attribute = if limit.may_be_raised() {
                    "large-raisable"
                } else {
                    "large"
                };
                says(attribute).with("limit", limit.mebibytes().to_string())
            }
            Self::System(error) => system(error),
        }
    }
}

impl WriteError {
    /// The error in words, with its file.
    pub fn message(&self) -> Message {
        let says = |attribute| Message::attribute("write-fault", attribute);
        let (path, message) = match self {
            Self::Unreadable { path, error } => (path, says("unreadable").with("reason", error.message())),
            Self::Changed { path } => (path, says("changed")),
            Self::Protected { path } => (path, says("protected")),
            Self::Linked { path } => (path, says("linked")),
            Self::Owner { path } => (path, says("owner")),
            Self::Attribute { path, name } => (path, says("attribute").with("name", name.as_str())),
            Self::System { path, error } => (path, says("system").with("reason", system(error))),
        };
        message.with("path", path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::messages::Language;

    #[test]
    fn what_people_meet_is_said_in_their_language() {
        let folder = tempfile::tempdir().unwrap();
        let error = fs::read(folder.path().join("none")).unwrap_err();
        assert_eq!(system(&error).render(Language::Zh), "没有这个文件或文件夹");
        let error = fs::read(folder.path()).unwrap_err();
        assert_eq!(system(&error).render(Language::En), "this is a folder, not a file");
        let wrapped = io::Error::from(ReadError::Special);
        assert_eq!(system(&wrapped).render(Language::Zh), "不是普通文件");
    }

    #[test]
    fn all_else_is_in_the_words_of_the_system() {
        let error = io::Error::other("what nobody foresees");
        assert_eq!(system(&error).render(Language::Zh), "what nobody foresees");
    }

    #[test]
    fn what_is_not_written_is_named() {
        let error = WriteError::Protected {
            path: PathBuf::from("a.toml"),
        };
        assert_eq!(error.message().render(Language::Zh), "a.toml：只读，没有写入");
    }
}
