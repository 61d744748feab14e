//! The words for status and level that a register defines itself, with where it does. The register keeps of them only
//! what they mean.

use crate::fields::table_of_header;
use crate::keys::{TableKind, ValueType};
use crate::register::Register;
use crate::register::handle::StringAt;
use crate::register::model::Site;
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

/// The words of a kind that a register defines.
pub(super) fn of(register: &Register, kind: Kind) -> Vec<Term> {
    let mut terms = Vec::new();
    for (file, source) in (0..).map(FileId).zip(&register.files) {
        if !source.is_of_register() {
            continue;
        }
        for (id, segment) in source.document.iter() {
            let site = Site {
                file,
                segment: id,
                ..Site::default()
            };
            let text = source.document.text(&source.text, id);
            let reader = Reader {
                kind,
                site,
                segment,
                text,
            };
            match table_of_header(segment, text) {
                Some(table) if table == kind.table() => terms.push(reader.term(segment.statements())),
                Some(TableKind::Root) => reader.inline(&mut terms),
                _ => {}
            }
        }
    }
    terms
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
