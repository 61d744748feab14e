//! A file of a register with its text.

use std::sync::Arc;

use super::model::Head;
use super::read::{self, Item, Reading, may_open};
use super::vocabulary::Vocabulary;
use crate::fields::Asked;
use crate::keys::TableKind;
use crate::scheme::Scheme;
use crate::syntax::{self, Document};
use crate::text::FileId;
use crate::text::encoding::NotUtf8;

/// The key whose table is the head of a register.
const HEAD: &str = "register";

/// What a file is to a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// It holds `[register]`.
    Root,
    /// The root includes it.
    Part,
    /// It holds the register's scheme. It is no text of the register, only a place to point at.
    Scheme,
    /// It holds settings. Likewise.
    Settings,
}

impl FileRole {
    /// Whether the file's text is text of the register, and not only a place to point at.
    pub(super) const fn is_of_register(self) -> bool {
        matches!(self, Self::Root | Self::Part)
    }

    /// The kind of table that a file of this role is as a whole: what its keys and headers are looked up in.
    pub const fn table(self) -> TableKind {
        match self {
            Self::Root | Self::Part => TableKind::Root,
            Self::Scheme => TableKind::Scheme,
            Self::Settings => TableKind::Settings,
        }
    }
}

/// A file of a register with its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as it was named or found, with `/`: what findings show.
    pub path: String,
    /// What the file is.
    pub role: FileRole,
    /// The text; empty where there is a problem.
    pub text: String,
    /// The text as TOML.
    pub document: Document,
    /// Why there is no text.
    pub problem: Option<NotUtf8>,
}

impl SourceFile {
    /// Whether its text is text of the register, and not only a place to point at.
    pub fn is_of_register(&self) -> bool {
        self.role.is_of_register()
    }

    /// A file with its text, read as TOML.
    pub fn new(path: String, role: FileRole, text: String) -> Self {
        let document = Document::parse(&text);
        Self {
            path,
            role,
            text,
            document,
            problem: None,
        }
    }

    /// A file with what its text says of [`Self::head`] and no more, for whoever asks for nothing else: the rest is not read.
    pub fn of_head(text: &str) -> Self {
        Self::new(String::new(), FileRole::Root, syntax::about(text, HEAD))
    }

    /// A file that is not UTF-8.
    pub fn unreadable(path: String, role: FileRole, problem: NotUtf8) -> Self {
        Self {
            path,
            role,
            text: String::new(),
            document: Document::parse(""),
            problem: Some(problem),
        }
    }

    /// What `[register]` of this file says, for whoever must know it before the register can be read: the workspace.
    pub fn head(&self) -> Option<Head> {
        let scheme = Scheme::built_in();
        let vocabulary = Vocabulary::default();
        let meaning = Reading {
            scheme: &scheme,
            vocabulary: &vocabulary,
            columns: &scheme.columns,
            asked: Asked::NOTHING,
        };
        let mut items = self.document.iter().flat_map(|(id, segment)| {
            let text = self.document.text(&self.text, id);
            if may_open(segment, text, &[HEAD]) {
                read::read(FileId(0), id, segment, text, meaning).items
            } else {
                Default::default()
            }
        });
        items.find_map(|item| match item {
            Item::Head(head) => Some(*head),
            _ => None,
        })
    }
}

/// A text that another took the place of.
#[derive(Clone, Debug)]
pub enum OldText {
    /// Of a file that nobody else holds.
    Text(String),
    /// Somebody else holds the file as it was.
    File(Arc<SourceFile>),
    /// The text was edited where it is.
    Edited,
}

impl OldText {
    /// The text, where it is still there.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::File(source) => Some(source.text.clone()),
            Self::Edited => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the head of a file says, as far as the workspace asks.
    fn said(source: &SourceFile) -> Option<Vec<String>> {
        let head = source.head()?;
        let text = source.document.text(&source.text, head.site.segment);
        let values = head.scheme.iter().chain(&head.notes).chain(&head.include);
        Some(values.map(|value| value.get(text).into_owned()).collect())
    }

    #[test]
    fn the_rest_of_a_file_changes_nothing_of_its_head() {
        let head = "[register]\nscheme = \"a.scheme.toml\"\ninclude = [\"b.toml\"]\n";
        let others = "[[table]]\nid = \"register\"\n[[table.entry]]\ntitle = '''\n[register]\n'''\n";
        for text in [
            head.to_owned(),
            others.to_owned() + head + others,
            others.to_owned() + &head.replace("register", "\"\\u0072egister\""),
            head.replace('\n', "\r\n") + others,
            "register.scheme = \"c.scheme.toml\"\n".to_owned() + others,
            "register = { include = [\"d.toml\"] }\n".to_owned() + others,
            others.to_owned() + "[ 'register' ] # 标准体系\nnotes = \"e.md\"\n",
            others.to_owned() + "[[category]]\ncode = '''\n" + head,
            others.to_owned() + head + "[register]\nscheme = \"f.scheme.toml\"\n",
            others.to_owned() + "[register.more]\nscheme = \"g.scheme.toml\"\n" + head,
        ] {
            let whole = SourceFile::new(String::new(), FileRole::Root, text.clone());
            assert_eq!(said(&SourceFile::of_head(&text)), said(&whole), "{text}");
            assert_eq!(said(&whole).is_some(), text != others, "{text}");
        }
        assert!(SourceFile::of_head(&(others.repeat(9) + head)).text.len() < head.len() + 9);
    }
}
