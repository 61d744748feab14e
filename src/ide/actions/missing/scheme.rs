//! What a scheme file lacks, which is looked at by itself: keys of its tables, and `[scheme]`.

use std::borrow::Cow;

use super::{At, Lack, Owner, What, site_at};
use crate::fields::MisfitKind;
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::{Register, SchemeProblem};
use crate::scheme::FaultKind;
use crate::syntax::{Kind, Node};

/// A key that is missing: its table, and its name; no name where the table itself is missing.
struct Missing<'r> {
    kind: TableKind,
    key: Option<&'r str>,
    told: Message,
}

/// What is missing where a table opens.
fn missing_at(register: &Register, at: At) -> Vec<Missing<'_>> {
    let Some(SchemeProblem::Faulty { file, faults }) = &register.scheme_problem else {
        return Vec::new();
    };
    let here = faults
        .iter()
        .filter(|fault| *file == at.file && fault.span.start == at.offset);
    let missing = here.filter_map(|fault| {
        let (kind, key) = match &fault.kind {
            FaultKind::Misfit(MisfitKind::MissingKey(path)) => match path.rsplit_once('.') {
                Some((table, key)) => (table_of(table)?, Some(key)),
                None => (table_of(path)?, None),
            },
            FaultKind::Untitled(_) => (TableKind::Column, Some("title")),
            _ => return None,
        };
        let told = fault.kind.message();
        Some(Missing { kind, key, told })
    });
    missing.collect()
}

fn table_of(path: &str) -> Option<TableKind> {
    path.split('.')
        .try_fold(TableKind::Scheme, |table, key| table.child(key))
}

/// What the table that opens at a place lacks.
pub(super) fn lack(register: &Register, at: At) -> Option<Lack<'_>> {
    let missing = missing_at(register, at);
    let lack = |what| Lack { at, status: None, what };
    if let Some(table) = missing.iter().find(|missing| missing.key.is_none()) {
        return Some(lack(What::Table(table.kind)));
    }
    let owner = Owner {
        site: site_at(register, at).or_else(|| site_at(register, brace_behind(register, at)?))?,
        kind: missing.first()?.kind,
    };
    let mut keys: Vec<Cow<'_, str>> = missing
        .iter()
        .filter_map(|missing| missing.key.map(Cow::Borrowed))
        .collect();
    keys.sort_by_key(|key| owner.rank(register, key));
    keys.dedup();
    Some(lack(What::Keys(owner, keys)))
}

/// The brace of a table in braces whose key stands at a place.
fn brace_behind(register: &Register, at: At) -> Option<At> {
    let document = &register.file(at.file)?.document;
    let id = document.segment_at(at.offset);
    let start = document.start(id);
    let is_here = |node: &&Node| node.key.span.start + start == at.offset && node.kind == Kind::InlineTable;
    let node = document.segment(id)?.nodes.iter().find(is_here)?;
    Some(At {
        offset: node.span.start + start,
        ..at
    })
}

/// Whether a finding says what a lack is of: another may be told at the same header.
pub(super) fn is_told(register: &Register, lack: &Lack<'_>, told: &Message) -> bool {
    let is_meant = |missing: &Missing<'_>| missing.key.is_none() == matches!(lack.what, What::Table(_));
    let missing = missing_at(register, lack.at);
    missing.iter().any(|missing| missing.told == *told && is_meant(missing))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::analysis::lone::Lone;
    use crate::analysis::severities::Severities;
    use crate::ide::Context;
    use crate::ide::actions::{Action, ActionId, actions, resolve, to_fill};
    use crate::messages::Language;
    use crate::register::{FileRole, SourceFile};
    use crate::syntax::Date;
    use crate::text::edit::apply;
    use crate::text::{FileId, Span, to_u32};

    /// The text after what is offered at `$0` has been added, with `$0` where the author goes on; and the findings of which the
    /// action says that it does away with them.
    fn added(marked: &str) -> Option<(String, Vec<String>)> {
        let offset = to_u32(marked.find("$0").unwrap());
        let text = marked.replacen("$0", "", 1);
        let lone = |text: &str| {
            let source = SourceFile::new("x.scheme.toml".to_owned(), FileRole::Scheme, text.to_owned());
            Lone::scheme(Arc::new(source))
        };
        let checked = lone(&text);
        let (register, found) = (checked.register(), checked.found(&Severities::default()));
        let context = Context {
            register: &register,
            found: &found,
            language: Language::En,
            today: Date {
                year: 2026,
                month: 6,
                day: 1,
            },
        };
        let offered = actions(context, FileId(0), Span::empty(offset), &[]);
        let is_it = |action: &Action| matches!(action.id, ActionId::AddMissing(_));
        let action = offered.into_iter().find(is_it)?;
        let edits = resolve(context, &[Severities::default()], action.id).unwrap();
        let told = |index: &usize| found[*index].message.render(Language::En);
        let told: Vec<String> = action.fixes.iter().map(told).collect();
        let after = apply(&text, &edits[0].1).unwrap();
        let left = lone(&after).found(&Severities::default()).into_iter();
        let left: Vec<String> = left.map(|found| found.message.render(Language::En)).collect();
        assert!(told.iter().all(|told| !left.contains(told)), "{after}: {left:?}");
        let (_, filled, span) = to_fill(context, action.id, &edits).unwrap();
        assert_eq!(filled, after);
        let mut filled = filled;
        filled.insert_str(span.start as usize, "$0");
        Some((filled, told))
    }

    #[test]
    fn keys_that_a_table_lacks_are_added_in_their_order() {
        let head = "[scheme]\nid = \"x\"\ntitle = \"x\"\n\n";
        let (text, told) = added(&format!("{head}[[sta$0tus]]\nalso = [\"甲\"] # 注\n")).unwrap();
        assert_eq!(
            text,
            format!("{head}[[status]]\nname = \"$0\"\nphase = \"\"\nalso = [\"甲\"] # 注\n")
        );
        assert_eq!(told.len(), 2);
        let (text, _) = added(&format!("column = [$0{{ key = \"topic\" }}]\n{head}")).unwrap();
        assert_eq!(
            text,
            format!("column = [{{ key = \"topic\", title = \"$0\" }}]\n{head}")
        );
        let (text, _) = added(&format!(
            "{head}[[layer]]\nname = \"a\"\npa$0th = {{ separator = \".\", width = 1 }}\n"
        ))
        .unwrap();
        assert!(
            text.ends_with("path = { separator = \".\", width = 1, depth = \"$0\" }\n"),
            "{text}"
        );
        let nested = format!("{head}[[layer]]\nname = \"a\"\n[layer.pa$0th]\nseparator = \".\"\n");
        let (text, told) = added(&nested).unwrap();
        let expected = nested.replace("$0", "") + "width     = \"$0\"\ndepth     = \"\"\n";
        assert_eq!((text, told.len()), (expected, 2));
    }

    #[test]
    fn the_head_is_written_before_the_other_tables() {
        let (text, told) = added("$0# 层\n[[layer]]\nname = \"a\"\nwidth = 1\n").unwrap();
        let expected = "[scheme]\nid = \"$0\"\ntitle = \"\"\n\n# 层\n[[layer]]\nname = \"a\"\nwidth = 1\n";
        assert_eq!((text.as_str(), told.len()), (expected, 1));
    }

    #[test]
    fn what_is_at_fault_otherwise_gets_nothing() {
        let head = "[scheme]\nid = \"x\"\ntitle = \"x\"\n";
        for table in [
            "[[lay$0er]]\nname = \"a\"\n",
            "[[sta$0tus]]\nname = \nphase = \"planned\"\n",
        ] {
            assert_eq!(added(&format!("{head}{table}")), None, "{table}");
        }
    }
}
