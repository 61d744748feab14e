//! The structure diagram for Mermaid, which the pages of GitHub, GitLab and many editors draw from a block of Markdown.

use std::fmt::Write as _;

use super::{Export, Problem};
use crate::exchange::tree;

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut text = String::from("flowchart LR\n");
    let tree = tree::tree(&export.printed, &export.word("print-untitled", "subsystem"));
    for (place, node) in tree.nodes.iter().enumerate() {
        let _ = writeln!(text, "  n{place}[\"{}\"]", escaped(&node.text));
        if let Some(above) = node.above {
            let _ = writeln!(text, "  n{above} --- n{place}");
        }
    }
    for (guide, guided) in &tree.guides {
        let _ = writeln!(text, "  n{guide} -.-> n{guided}");
    }
    Ok(text.into_bytes())
}

/// Text in a box. Only letters, digits, blanks and what is beyond ASCII stand as they are: the rest may be Markdown, HTML or
/// syntax of Mermaid, which has entities by number (`#35;`) for it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            _ if character.is_control() => escaped.push(' '),
            ' ' => escaped.push(' '),
            _ if character.is_ascii() && !character.is_ascii_alphanumeric() => {
                let _ = write!(escaped, "#{};", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    match escaped.trim() {
        // An empty box is a syntax error.
        "" => "#160;".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}
