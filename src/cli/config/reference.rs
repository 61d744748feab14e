//! What the settings are: the reference of `stdreg.toml`, from its table of keys.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::cli::{Console, Failure, Outcome, TextOrJson};
use crate::keys::{Key, TableKind};
use crate::messages::{Language, Message};
use crate::report::{Color, Style};
use crate::text::nearest::nearest;

#[derive(Serialize)]
struct KeyObject {
    key: String,
    r#type: String,
    default: Option<Value>,
    example: &'static str,
    description: &'static str,
}

/// Writes what the setting with this path is; what all are where it is empty.
pub(super) fn explain(path: &str, shape: TextOrJson, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let language = console.language(None);
    let all = all();
    let is_asked = |known: &str| {
        path.is_empty() || known == path || known.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
    };
    let asked: Vec<_> = all.iter().filter(|(known, _)| is_asked(known)).collect();
    if asked.is_empty() {
        let named = |name: &str| {
            all.iter()
                .find(|(known, _)| known == name || known.ends_with(&format!(".{name}")))
        };
        let names = all.iter().map(|(known, _)| known.rsplit('.').next().unwrap_or(known));
        let nearest = nearest(path, all.iter().map(|(known, _)| known.as_str()).chain(names));
        let message = match nearest.and_then(named).map(|(known, _)| known.as_str()) {
            Some(nearest) => Message::attribute("config-key", "nearest").with("nearest", nearest),
            None => Message::attribute("config-key", "unknown"),
        };
        return Err(Failure::told(message.with("key", path)));
    }
    match shape {
        TextOrJson::Json => {
            let objects: Vec<_> = asked.iter().map(|(path, key)| object(path, key, language)).collect();
            serde_json::to_writer_pretty(&mut *console.out, &objects)?;
            writeln!(console.out)?;
        }
        TextOrJson::Text => {
            let color = console.color();
            for (index, (path, key)) in asked.iter().enumerate() {
                if index > 0 {
                    writeln!(console.out)?;
                }
                page(path, key, language, color, console.out)?;
            }
        }
    }
    Ok(Outcome::Clean)
}

/// All settings with their paths, a table before its keys.
fn all() -> Vec<(String, &'static Key<'static>)> {
    let with_children = |key: &'static Key| {
        let children = key.children().iter();
        let children = children.map(|child| (format!("{}.{}", key.name, child.name), child));
        std::iter::once((key.name.to_owned(), key)).chain(children)
    };
    TableKind::Settings.keys().iter().flat_map(with_children).collect()
}

fn object(path: &str, key: &Key<'static>, language: Language) -> KeyObject {
    KeyObject {
        key: path.to_owned(),
        r#type: key.value.word().render(language),
        default: key.default.and_then(|text| serde_json::from_str(text).ok()),
        example: key.example,
        description: key.help.get(language),
    }
}

fn page(path: &str, key: &Key<'static>, language: Language, color: Color, out: &mut dyn Write) -> io::Result<()> {
    let line = |attribute, value: String| {
        let message = Message::attribute("config-key", attribute).with("value", value);
        message.render(language)
    };
    color.paint(Style::BOLD, path, out)?;
    writeln!(out)?;
    writeln!(out, "  {}", key.help.get(language))?;
    writeln!(out, "  {}", line("type", key.value.word().render(language)))?;
    if let Some(default) = key.default {
        writeln!(out, "  {}", line("default", default.to_owned()))?;
    }
    writeln!(out, "  {}", line("example", format!("{path} = {}", key.example)))
}
