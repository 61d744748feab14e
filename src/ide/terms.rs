//! The words for status and level that a register and its scheme file define, with where they do. The register keeps of
//! them only what they mean.

use rustc_hash::FxHashSet;

use crate::fields::table_of_header;
use crate::keys::{TableKind, ValueType};
use crate::register::handle::StringAt;
use crate::register::model::Site;
use crate::register::{FileRole, Register};
use crate::syntax::{Kind as NodeKind, Node, Segment};
use crate::text::FileId;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 标准状态.
    Status,
    /// 标准级别.
    Level,
}

impl Kind {
    const fn table(self) -> TableKind {
        match self {
            Self::Status => TableKind::Status,
            Self::Level => TableKind::Level,
        }
    }
}

/// A word with its synonyms.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The word.
    pub name: Option<StringAt>,
    /// Its synonyms.
    pub also: Vec<StringAt>,
}

/// The words of a kind that a register and its scheme file define.
pub(super) fn of(register: &Register, kind: Kind) -> Vec<Term> {
    let mut terms = Vec::new();
    for (_, table, reader) in readers(register, kind) {
        match table {
            Some(table) if table == kind.table() => terms.push(reader.term(reader.segment.statements())),
            Some(TableKind::Root | TableKind::Scheme) => reader.inline(&mut terms),
            _ => {}
        }
    }
    terms
}

/// Where the items of statistics that a scheme file defines ask for one of these words.
pub(super) fn asked_for(register: &Register, kind: Kind, words: &FxHashSet<String>) -> Vec<StringAt> {
    let mut found = Vec::new();
    for (_, table, reader) in readers(register, kind).filter(|(role, ..)| *role == FileRole::Scheme) {
        let Reader { segment, text, .. } = reader;
        match table {
            Some(TableKind::StatisticItem) => reader.conditions(segment.statements(), &mut found),
            Some(TableKind::Scheme) => {
                let lists = segment
                    .statements()
                    .filter(|(_, node)| node.key.name(text) == "statistic");
                for (item, _) in lists.flat_map(|(list, _)| segment.children(list)) {
                    reader.conditions(segment.children(item), &mut found);
                }
            }
            _ => {}
        }
    }
    found.retain(|string| words.contains(string.content(register).as_ref()));
    found
}

/// The segments of all files, each with what its file is, the kind of table that it opens, and what reads it.
fn readers(register: &Register, kind: Kind) -> impl Iterator<Item = (FileRole, Option<TableKind>, Reader<'_>)> {
    let files = (0..).map(FileId).zip(&register.files);
    files.flat_map(move |(file, source)| {
        source.document.iter().map(move |(id, segment)| {
            let text = source.document.text(&source.text, id);
            let reader = Reader {
                kind,
                site: Site {
                    file,
                    segment: id,
                    ..Site::default()
                },
                segment,
                text,
            };
            (source.role, table_of_header(source.role.table(), segment, text), reader)
        })
    })
}

struct Reader<'a> {
    kind: Kind,
    site: Site,
    segment: &'a Segment,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn inline(&self, terms: &mut Vec<Term>) {
        let named = |(_, node): &(usize, &Node)| {
            let table = TableKind::Root.child(&node.key.name(self.text));
            table == Some(self.kind.table())
        };
        for (index, _) in self.segment.statements().filter(named) {
            for (index, node) in self.segment.children(index) {
                if node.kind == NodeKind::InlineTable {
                    terms.push(self.term(self.segment.children(index)));
                }
            }
        }
    }

    fn string(&self, node: &Node) -> Option<StringAt> {
        Some(StringAt::new(self.site, node.string(self.text)?))
    }

    /// The words of the kind that `where` among these nodes asks for.
    fn conditions(&self, nodes: impl Iterator<Item = (usize, &'a Node)>, found: &mut Vec<StringAt>) {
        let name = self.kind.table().path();
        for (conditions, node) in nodes {
            if node.key.name(self.text) != "where" {
                continue;
            }
            let asked = self.segment.children(conditions);
            for (index, node) in asked.filter(|(_, node)| node.key.name(self.text) == name) {
                found.extend(self.string(node));
                found.extend(self.segment.children(index).filter_map(|(_, node)| self.string(node)));
            }
        }
    }

    fn term(&self, nodes: impl Iterator<Item = (usize, &'a Node)>) -> Term {
        let mut term = Term {
            name: None,
            also: Vec::new(),
        };
        for (index, node) in nodes {
            let key = self.kind.table().key(&node.key.name(self.text));
            match key.map(|(_, key)| key.value) {
                Some(ValueType::StatusName | ValueType::LevelName) => term.name = self.string(node),
                Some(ValueType::StatusSynonyms | ValueType::LevelSynonyms) => {
                    let words = self.segment.children(index);
                    term.also.extend(words.filter_map(|(_, node)| self.string(node)));
                }
                _ => {}
            }
        }
        term
    }
}
