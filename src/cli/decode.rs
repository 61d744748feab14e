//! `stdreg decode`: what each layer of a code means, and what is wrong with it.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::rule::padded;
use super::{Console, Failure, Outcome, Shape};
use crate::code::{Code, layer_text};
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::report::{Color, Style};
use crate::scheme::{Layer, Role, Scheme};
use crate::text::encoding;
use crate::text::nearest::nearest;

/// How many values of a layer are listed at the most, where a value is none of them.
const MAX_LISTED: usize = 6;

/// Which codes, by which scheme, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The codes.
    #[arg(value_name = "CODE", required = true, help = "cli-decode-codes")]
    codes: Vec<String>,
    /// The scheme's file.
    #[arg(long, value_name = "FILE", help = "cli-decode-scheme")]
    scheme: Option<PathBuf>,
    /// The form.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help = "cli-decode-output-format"
    )]
    output_format: Shape,
}

/// A code as it was read.
struct Decoded<'c> {
    code: &'c str,
    /// What is wrong with it as a whole.
    fault: Option<Message>,
    layers: Vec<DecodedLayer<'c>>,
}

/// A layer of a code.
struct DecodedLayer<'c> {
    layer: &'c Layer,
    /// What stands in its place, where that can be told.
    value: Option<&'c str>,
    /// What it means.
    meaning: Option<Meaning>,
    fault: Option<Message>,
}

enum Meaning {
    /// The scheme's own words.
    Listed(String),
    /// What can be said where the scheme does not list the values.
    Told(Message),
}

#[derive(Serialize)]
struct CodeObject<'c> {
    code: &'c str,
    scheme: &'c str,
    valid: bool,
    fault: Option<String>,
    layers: Vec<LayerObject<'c>>,
}

#[derive(Serialize)]
struct LayerObject<'c> {
    layer: usize,
    name: &'c str,
    title: &'c str,
    value: Option<&'c str>,
    meaning: Option<String>,
    fault: Option<String>,
}

impl Arguments {
    /// Writes what the codes mean.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let scheme = self.scheme(language)?;
        let decoded: Vec<Decoded<'_>> = self.codes.iter().map(|code| decode(code, &scheme)).collect();
        match self.output_format {
            Shape::Json => {
                let objects: Vec<_> = decoded.iter().map(|code| object(code, &scheme, language)).collect();
                serde_json::to_writer_pretty(&mut *console.out, &objects)?;
                writeln!(console.out)?;
            }
            Shape::Text => {
                for (index, code) in decoded.iter().enumerate() {
                    if index > 0 {
                        writeln!(console.out)?;
                    }
                    write(code, &scheme, language, console.color(), console.out)?;
                }
            }
        }
        let outcome = if decoded.iter().all(Decoded::is_valid) {
            Outcome::Clean
        } else {
            Outcome::Findings
        };
        Ok(outcome)
    }

    fn scheme(&self, language: Language) -> Result<Arc<Scheme>, Failure> {
        let Some(path) = &self.scheme else {
            return Ok(Scheme::built_in());
        };
        let bytes = fs::read(path).map_err(|error| Failure::file(path, &error))?;
        let text = encoding::decode(bytes).map_err(|_| {
            let error = io::Error::new(io::ErrorKind::InvalidData, "not UTF-8");
            Failure::file(path, &error)
        })?;
        // A faulty scheme is no basis for telling what a code means.
        match crate::scheme::read(&text) {
            (Some(scheme), faults) if faults.is_empty() => Ok(Arc::new(scheme)),
            (_, faults) => {
                let reasons: Vec<_> = faults
                    .iter()
                    .map(|fault| fault.kind.message().render(language))
                    .collect();
                let message = Message::attribute("cli-decode", "scheme")
                    .with("path", path.to_string_lossy())
                    .with("reasons", reasons);
                Err(Failure::told(message))
            }
        }
    }
}

impl Decoded<'_> {
    fn is_valid(&self) -> bool {
        self.fault.is_none() && self.layers.iter().all(|layer| layer.fault.is_none())
    }
}

fn decode<'c>(code: &'c str, scheme: &'c Scheme) -> Decoded<'c> {
    let parsed = Code::parse(scheme, code);
    let has_right_length = parsed.has_right_length(scheme);
    let layer = |(index, layer): (usize, &'c Layer)| {
        // In a code that is too short or too long only what is certainly in its place is told.
        let can_be_told = has_right_length || parsed.is_readable(index);
        let value = layer_text(layer, code).filter(|_| can_be_told);
        let fault = value.and_then(|value| fault(layer, value, parsed, index));
        DecodedLayer {
            layer,
            value,
            meaning: value
                .filter(|_| fault.is_none())
                .and_then(|value| meaning(layer, value)),
            fault,
        }
    };
    let layers: Vec<_> = scheme.layers.iter().enumerate().map(layer).collect();
    let is_lost = layers.iter().all(|layer| layer.value.is_none());
    let fault = (!has_right_length).then(|| {
        Message::attribute("cli-decode", if is_lost { "lost" } else { "length" })
            .with("length", parsed.length)
            .with("expected", scheme.width())
    });
    Decoded { code, fault, layers }
}

fn fault(layer: &Layer, value: &str, code: Code, index: usize) -> Option<Message> {
    if let Some(literal) = layer.literal.as_deref().filter(|literal| *literal != value) {
        return Some(Message::attribute("cli-decode", "literal").with("literal", literal));
    }
    if !code.is_readable(index) {
        let wrong: String = value
            .chars()
            .filter(|character| !layer.characters.take(*character))
            .collect();
        let characters = Message::attribute("cli-decode", layer.characters.name());
        let message = Message::attribute("cli-decode", "character")
            .with("wrong", wrong)
            .with("characters", characters);
        return Some(message);
    }
    if !code.is_listed(index) {
        let values = layer.values.iter().map(|(value, _)| value.as_str());
        let near: Vec<String> = match nearest(value, values.clone()).filter(|_| layer.values.len() > MAX_LISTED) {
            Some(nearest) => vec![nearest.to_owned()],
            None => values.take(MAX_LISTED).map(str::to_owned).collect(),
        };
        return Some(Message::attribute("cli-decode", "value").with("near", near));
    }
    let is_zero = layer.role == Some(Role::Sequence) && value.bytes().all(|digit| digit == b'0');
    is_zero.then(|| Message::attribute("cli-decode", "zero"))
}

fn meaning(layer: &Layer, value: &str) -> Option<Meaning> {
    if let Some(meaning) = layer.meaning(value) {
        return Some(Meaning::Listed(meaning.to_owned()));
    }
    let told = |message| Some(Meaning::Told(message));
    match (layer.role, layer.open) {
        (_, Some(_)) => told(Message::attribute("cli-decode", "open")),
        (Some(Role::Sequence), _) => {
            let number = value.trim_start_matches('0');
            told(Message::attribute("cli-decode", "sequence").with("number", number))
        }
        (Some(Role::Business), _) => told(Message::attribute("cli-decode", "business")),
        (Some(Role::Category), _) => told(Message::attribute("cli-decode", "category")),
        _ => None,
    }
}

impl Meaning {
    fn render(&self, language: Language) -> String {
        match self {
            Self::Listed(text) => text.clone(),
            Self::Told(message) => message.render(language),
        }
    }
}

fn object<'c>(decoded: &Decoded<'c>, scheme: &'c Scheme, language: Language) -> CodeObject<'c> {
    let layer = |(number, decoded): (usize, &DecodedLayer<'c>)| LayerObject {
        layer: number,
        name: &decoded.layer.name,
        title: &decoded.layer.title,
        value: decoded.value,
        meaning: decoded.meaning.as_ref().map(|meaning| meaning.render(language)),
        fault: decoded.fault.as_ref().map(|fault| fault.render(language)),
    };
    CodeObject {
        code: decoded.code,
        scheme: &scheme.id,
        valid: decoded.is_valid(),
        fault: decoded.fault.as_ref().map(|fault| fault.render(language)),
        layers: (1..).zip(&decoded.layers).map(layer).collect(),
    }
}

fn write(
    decoded: &Decoded<'_>,
    scheme: &Scheme,
    language: Language,
    color: Color,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = |of: fn(&Layer) -> &str| {
        let widths = scheme.layers.iter().map(|layer| of(layer).width());
        widths.max().unwrap_or_default()
    };
    let (name_width, title_width) = (width(|layer| &layer.name), width(|layer| &layer.title));
    let shown = |value: Option<&str>| visible(value.unwrap_or("–")).into_owned();
    let values = decoded.layers.iter().map(|layer| shown(layer.value).width());
    let value_width = values.max().unwrap_or_default();
    color.paint(Style::BOLD, &visible(decoded.code), out)?;
    writeln!(out, "  {} {}", visible(&scheme.id), visible(&scheme.title))?;
    let is_nothing_told = decoded.layers.iter().all(|layer| layer.value.is_none());
    for (number, decoded) in (1..).zip(&decoded.layers).filter(|_| !is_nothing_told) {
        let name = padded(&visible(&decoded.layer.name), name_width);
        let title = padded(&visible(&decoded.layer.title), title_width);
        let value = padded(&shown(decoded.value), value_width);
        let line = format!("{number:>3}  {name}  {title}  {value}");
        match (&decoded.fault, &decoded.meaning) {
            (Some(fault), _) => {
                write!(out, "{line}  ")?;
                color.paint(Style::RED, &visible(&fault.render(language)), out)?;
                writeln!(out)?;
            }
            (None, Some(meaning)) => writeln!(out, "{line}  {}", visible(&meaning.render(language)))?,
            (None, None) => writeln!(out, "{}", line.trim_end())?,
        }
    }
    if let Some(fault) = &decoded.fault {
        color.paint(Style::RED, &format!("  {}", fault.render(language)), out)?;
        writeln!(out)?;
    }
    Ok(())
}
