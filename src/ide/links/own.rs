//! The links of settings: from what names a rule to its page, from a catalogue to its file.

use super::{Link, LinkTarget};
use crate::diagnostic::Place;
use crate::fields::{map_of_header, table_of_header};
use crate::ide::Context;
use crate::keys::{TableKind, ValueType};
use crate::messages::Message;
use crate::register::SourceFile;
use crate::rules;
use crate::syntax::{Node, Segment};
use crate::text::{FileId, Span};

/// The links of a file that is no text of a register, in the order of its text.
pub(super) fn links(context: Context<'_>, file: FileId, source: &SourceFile) -> Vec<Link> {
    let mut links = Vec::new();
    for (id, segment) in source.document.iter() {
        let mut own = Own {
            context,
            file,
            text: source.document.text(&source.text, id),
            start: source.document.start(id),
            segment,
            found: &mut links,
        };
        let table = table_of_header(source.role.table(), segment, own.text);
        // `[severity]` opens a table from rules to severities.
        let map = || map_of_header(source.role.table(), segment, own.text);
        match (table, table.is_none().then(map).flatten()) {
            (Some(table), _) => own.table(table),
            (None, Some(value)) => own.pairs(value, segment.statements()),
            (None, None) => {}
        }
    }
    links
}

struct Own<'a, 'l> {
    context: Context<'a>,
    file: FileId,
    /// The text of the segment, and where it starts in bytes of the file.
    text: &'a str,
    start: u32,
    segment: &'a Segment,
    found: &'l mut Vec<Link>,
}

impl<'a> Own<'a, '_> {
    fn table(&mut self, table: TableKind) {
        let segment = self.segment;
        for (index, node) in segment.statements() {
            let Some((_, key)) = table.key(&node.key.name(self.text)) else {
                continue;
            };
            match key.value {
                ValueType::Rules => self.rules(index),
                ValueType::SeverityOfRules | ValueType::RulesOfPatterns => {
                    self.pairs(key.value, segment.children(index));
                }
                _ if table == TableKind::Catalogue && key.value == ValueType::TextList => self.files(index),
                _ => {}
            }
        }
    }

    /// The pairs of a table whose keys or values name rules.
    fn pairs(&mut self, value: ValueType, pairs: impl Iterator<Item = (usize, &'a Node)>) {
        for (index, node) in pairs {
            match value {
                ValueType::SeverityOfRules => self.rule(&node.key.name(self.text), node.key.span),
                ValueType::RulesOfPatterns => self.rules(index),
                _ => {}
            }
        }
    }

    fn rules(&mut self, array: usize) {
        for (_, node) in self.segment.children(array) {
            if let Some(string) = node.string(self.text) {
                self.rule(&string.get(self.text), string.span);
            }
        }
    }

    /// A link from what names one rule; what names several has no page of its own.
    fn rule(&mut self, name: &str, span: Span) {
        let Some(rule) = rules::find(name) else { return };
        let rule = &rule.definition().rule;
        let tooltip = Message::new("link-rule")
            .with("code", rule.code)
            .with("name", rule.name);
        self.add(span, LinkTarget::Rule(rule.code), &tooltip);
    }

    fn files(&mut self, array: usize) {
        for (_, node) in self.segment.children(array) {
            let Some(string) = node.string(self.text) else {
                continue;
            };
            let path = string.get(self.text).into_owned();
            let tooltip = Message::new("link-file").with("path", path.as_str());
            self.add(string.span, LinkTarget::File(path), &tooltip);
        }
    }

    fn add(&mut self, span: Span, target: LinkTarget, tooltip: &Message) {
        self.found.push(Link {
            place: Place::in_file(self.file, span.shift(self.start)),
            target,
            tooltip: tooltip.render(self.context.language),
        });
    }
}
