//! What makes a finding the same finding tomorrow: its rule, its file and what it is about; never a line, and never the
//! words of its message.
//!
//! What it is about is the way from the top of the file to the place at fault, in which every table and element is named
//! by what tells it from its like (the code of an entry, the id of a table, the item of a row) and not by its number. So
//! nothing changes when lines come and go above it, entries change places or the language is another; and where the code
//! of an entry is itself at fault, another code is another finding. Findings that have all of it in common are counted
//! through in their order.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use super::Finding;
use crate::diagnostic::{Place, Relation};
use crate::keys::{ColumnRole, Columns, TableKind};
use crate::register::SourceFile;
use crate::syntax::{Kind, Node, Part};

/// The keys that tell a table from its like, the best first; of an entry the columns with these roles.
const NAMES: [(&str, Option<ColumnRole>); 9] = [
    ("code", Some(ColumnRole::Code)),
    ("id", None),
    ("by", None),
    ("item", None),
    ("name", None),
    ("key", None),
    ("title", Some(ColumnRole::Title)),
    ("", Some(ColumnRole::Standard)),
    ("", Some(ColumnRole::Plan)),
];

/// What makes a finding the same finding tomorrow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// What the file is called.
    pub file: String,
    /// The rule's code.
    pub rule: &'static str,
    /// What the finding is about: `table.entry(2095021P1013T).effective`.
    pub subject: String,
    /// Which of those that have all of the above in common, from 0.
    ordinal: u32,
}

impl Identity {
    /// The identities of findings, which are sorted, in their order. `name` gives what a file is called.
    pub fn of(findings: &[Finding], name: impl Fn(&Arc<SourceFile>) -> String) -> Vec<Self> {
        let mut names: FxHashMap<usize, String> = FxHashMap::default();
        let mut ordinals: FxHashMap<(String, &'static str, String), u32> = FxHashMap::default();
        let mut identity = |finding: &Finding| {
            let (place, rule) = (place(finding), finding.diagnostic.rule.code);
            let file = finding.file(place.file).map_or_else(String::new, |file| {
                let known = names.entry(Arc::as_ptr(file).addr());
                known.or_insert_with(|| name(file)).clone()
            });
            let subject = subject(finding, place);
            let next = ordinals.entry((file.clone(), rule, subject.clone())).or_insert(0);
            let ordinal = *next;
            *next += 1;
            Self {
                file,
                rule,
                subject,
                ordinal,
            }
        };
        findings.iter().map(&mut identity).collect()
    }

    /// Thirty-two hexadecimal digits that stand for the identity: the first half of the SHA-256 of its text. They are the
    /// same on every system and in every version that names subjects alike.
    pub(super) fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.to_string().as_bytes());
        let mut text = String::with_capacity(32);
        for byte in digest.iter().take(16) {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

/// The parts with a tab between them, which none of them has.
impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            rule,
            subject,
            ordinal,
        } = self;
        write!(formatter, "{file}\t{rule}\t{subject}\t{ordinal}")
    }
}

/// The place that a finding is known by. One that concerns two places may be shown at either, as their files are asked for:
/// it is known by the later.
fn place(finding: &Finding) -> Place {
    let diagnostic = &finding.diagnostic;
    let labels = diagnostic.related.iter();
    let twins = labels.filter(|label| label.relation == Relation::Twin);
    let places = twins.map(|label| label.place);
    places.fold(diagnostic.place, |one, other| {
        std::cmp::max_by_key(one, other, |place| (place.file.0, place.span.start))
    })
}

fn subject(finding: &Finding, place: Place) -> String {
    let Some(file) = finding.file(place.file) else {
        return String::new();
    };
    let subject = if file.is_of_register() {
        of_register(file, &finding.columns, place.span.start)
    } else {
        // The text of settings and schemes is not read as a register's: what is at fault names itself.
        place.span.of_text(&file.text).to_owned()
    };
    subject.replace(char::is_control, " ")
}

fn of_register(file: &SourceFile, columns: &Columns, offset: u32) -> String {
    let located = file.document.locate(offset);
    let Some(segment) = file.document.segment(located.segment) else {
        return String::new();
    };
    let text = file.document.text(&file.text, located.segment);
    let mut subject = String::new();
    if let Some(header) = &segment.header {
        let keys: Vec<_> = header.keys.iter().map(|key| key.name(text)).collect();
        subject.push_str(&keys.join("."));
        // Of `[register]` there is but one, and its code may change.
        if segment.is_element() {
            push_name(segment.statements(), text, columns, &mut subject);
        }
    }
    for (index, node) in located
        .path
        .iter()
        .filter_map(|index| Some((*index, segment.nodes.get(*index)?)))
    {
        if !node.key.span.is_empty() {
            subject.push('.');
            subject.push_str(&node.key.name(text));
        } else if node.kind == Kind::InlineTable {
            push_name(segment.children(index), text, columns, &mut subject);
        } else {
            push_quoted(&value(node, text), &mut subject);
        }
    }
    if let Part::Comment(comment) = located.part {
        push_quoted(comment.of_text(text).trim(), &mut subject);
    }
    subject
}

/// Adds the name of a table, from what it holds.
fn push_name<'s>(nodes: impl Iterator<Item = (usize, &'s Node)>, text: &str, columns: &Columns, subject: &mut String) {
    let is_entry = subject.starts_with(TableKind::Table.path()) && subject.ends_with(".entry");
    let is_it = |name: &str, (key, role): &(&str, Option<ColumnRole>)| match role {
        Some(role) if is_entry => columns.key_of(*role) == name,
        _ => !is_entry && *key == name,
    };
    let mut best: Option<(usize, &Node)> = None;
    for (_, node) in nodes {
        let name = node.key.name(text);
        let rank = NAMES.iter().position(|known| !name.is_empty() && is_it(&name, known));
        if let Some(rank) = rank.filter(|rank| best.is_none_or(|(least, _)| *rank < least)) {
            best = Some((rank, node));
        }
    }
    if let Some((_, node)) = best {
        push_quoted(&value(node, text), subject);
    }
}

fn push_quoted(name: &str, subject: &mut String) {
    subject.push('(');
    subject.push_str(name);
    subject.push(')');
}

fn value(node: &Node, text: &str) -> String {
    match node.string(text) {
        Some(string) => string.get(text).into_owned(),
        None => node.span.of_text(text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
    use crate::messages::Message;
    use crate::register::FileRole;
    use crate::scheme::{self, Scheme};
    use crate::text::{FileId, Span};

    static RULE: Rule = Rule {
        code: "C001",
        name: "code-length",
        severity: Severity::Error,
        fix: FixAvailability::None,
    };

    /// The identities of findings at each `$` of a text.
    fn identities(role: FileRole, marked: &str) -> Vec<Identity> {
        identities_with(Scheme::built_in().columns.clone(), role, marked)
    }

    fn identities_with(columns: Columns, role: FileRole, marked: &str) -> Vec<Identity> {
        let text = marked.replace('$', "");
        let places = marked.match_indices('$').enumerate();
        let places: Vec<u32> = places.map(|(before, (offset, _))| (offset - before) as u32).collect();
        let file = match role {
            FileRole::Settings => SourceFile::new("a.toml".to_owned(), role, text),
            _ => SourceFile::new("a.toml".to_owned(), role, text),
        };
        let files: Arc<[_]> = Arc::from([Arc::new(file)]);
        let columns = Arc::new(columns);
        let finding = |offset: u32| Finding {
            diagnostic: Diagnostic::new(
                &RULE,
                Place::in_file(FileId(0), Span::new(offset, offset + 1)),
                Message::new("code-length"),
            ),
            columns: Arc::clone(&columns),
            files: Arc::clone(&files),
        };
        Identity::of(&places.into_iter().map(finding).collect::<Vec<_>>(), |file| {
            file.path.clone()
        })
    }

    fn subjects(marked: &str) -> Vec<String> {
        identities(FileRole::Root, marked)
            .into_iter()
            .map(|identity| identity.subject)
            .collect()
    }

    #[test]
    fn what_a_finding_is_about_is_named_by_codes_and_keys() {
        let text = "[register]\ncode = \"$1\"\n[[table]]\nid = \"A.1\"\ntit$le = \"x\"\n[[$table.entry]]\nnumber = 1\ncode = \"2095\"\nstatus = \"$x\"\n[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"共计\", expected = $1 },\n]\n[[category]]\nrequires = [\"$甲\"]\n# stdreg: ign$ore\n";
        assert_eq!(
            subjects(text),
            [
                "register.code",
                "table(A.1).title",
                "table.entry(2095)",
                "table.entry(2095).status",
                "statistics(level).rows(共计).expected",
                "category.requires(甲)",
                "category(# stdreg: ignore)",
            ]
        );
    }

    #[test]
    fn entries_are_named_by_the_columns_with_the_roles() {
        let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n\
            [[column]]\nkey = \"代码\"\nrole = \"code\"\n";
        let columns = scheme::read(scheme).0.unwrap().columns;
        let text = "[[table.entry]]\n\"代码\" = \"7\"\ntitle = \"$x\"\n[[table]]\nid = \"A\"\nentry = [{ \"代码\" = \"8\", code = \"$9\" }]\n";
        let found = identities_with(columns, FileRole::Root, text);
        let subjects: Vec<&str> = found.iter().map(|identity| identity.subject.as_str()).collect();
        assert_eq!(subjects, ["table.entry(7).title", "table(A).entry(8).code"]);
    }

    #[test]
    fn lines_above_and_the_order_of_entries_change_nothing() {
        let entry = |code: &str| format!("[[table.entry]]\ncode = \"{code}\"\nstatus = \"$x\"\n");
        let mut one = identities(FileRole::Root, &format!("{}{}", entry("A"), entry("B")));
        let mut other = identities(FileRole::Root, &format!("# 新\n\n{}\n{}", entry("B"), entry("A")));
        one.sort();
        other.sort();
        assert_eq!(one, other);
    }

    #[test]
    fn those_that_have_all_in_common_are_counted_through() {
        let twice = "[[table.entry]]\nstatus = \"$x\"\n".repeat(2);
        let found = identities(FileRole::Root, &twice);
        assert_eq!((found[0].ordinal, found[1].ordinal), (0, 1));
        assert_ne!(found[0].fingerprint(), found[1].fingerprint());
        assert_eq!(found[1].to_string(), "a.toml\tC001\ttable.entry.status\t1");
    }

    /// A fingerprint is kept by other systems: one that changes makes every finding a new one there.
    #[test]
    fn a_fingerprint_stays_what_it_is() {
        let [found] = &identities(FileRole::Root, "[[table]]\nid = \"$A.1\"\n")[..] else {
            panic!("one");
        };
        assert_eq!(found.to_string(), "a.toml\tC001\ttable(A.1).id\t0");
        assert_eq!(found.fingerprint(), "72c10f95a5b16b050d600dfb6b638890");
    }

    #[test]
    fn of_settings_it_is_the_word_at_fault() {
        let found = identities(FileRole::Settings, "ignore = [\"$C\"]\n");
        assert_eq!(found[0].subject, "C");
    }
}
