//! The structure diagram for Graphviz: `dot -Tpdf`.

use std::fmt::Write as _;

use super::{Export, Problem};
use crate::exchange::tree::{self, Level};

const HEAD: &str = "digraph {
  graph [rankdir=LR, charset=\"UTF-8\"]
  node [shape=box, fontname=\"Noto Sans CJK SC, Microsoft YaHei, sans-serif\", fontsize=11]
  edge [arrowhead=none]
";

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut text = String::from(HEAD);
    let tree = tree::tree(&export.printed, &export.word("print-untitled", "subsystem"));
    for (place, node) in tree.nodes.iter().enumerate() {
        let style = match node.level {
            Level::Register | Level::Subsystem => ", penwidth=2",
            Level::Category | Level::Table => "",
        };
        let _ = writeln!(text, "  n{place} [label={}{style}]", quoted(&node.text));
        if let Some(above) = node.above {
            let _ = writeln!(text, "  n{above} -> n{place}");
        }
    }
    for (guide, guided) in &tree.guides {
        let _ = writeln!(
            text,
            "  n{guide} -> n{guided} [style=dashed, arrowhead=normal, constraint=false]"
        );
    }
    text.push_str("}\n");
    Ok(text.into_bytes())
}

/// A string in quotes. In a label a backslash begins an escape (`\N` is the name of the node) and `&` an entity.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            _ if character.is_control() => quoted.push(' '),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
