//! `stdreg decode`: what each layer of a code means, and what is wrong with it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::rule::padded;
use super::{Console, Failure, Outcome, TextOrJson};
use crate::messages::{Language, Message};
use crate::register::decode::{Decoded, DecodedLayer, decode};
use crate::report::visible::visible;
use crate::report::{Color, Style};
use crate::scheme::{self, Layer, Scheme};
use crate::text::encoding;
use crate::workspace::{self, Limit};

/// Which codes, by which scheme, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The codes.
    #[arg(value_name = "CODE", required = true, help = "cli-decode-codes")]
    codes: Vec<String>,
    /// The scheme: a built-in one by its id, or a file.
    #[arg(long, value_name = "SCHEME", help = "cli-decode-scheme")]
    scheme: Option<PathBuf>,
    /// The form.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help = "cli-decode-output-format"
    )]
    output_format: TextOrJson,
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
            TextOrJson::Json => {
                let objects: Vec<_> = decoded.iter().map(|code| object(code, &scheme, language)).collect();
                serde_json::to_writer_pretty(&mut *console.out, &objects)?;
                writeln!(console.out)?;
            }
            TextOrJson::Text => {
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
        if let Some(scheme) = path.to_str().and_then(Scheme::by_id) {
            return Ok(scheme);
        }
        read_scheme(path, language)
    }
}

/// The scheme of a file. A faulty one is no basis for anything.
pub(super) fn read_scheme(path: &Path, language: Language) -> Result<Arc<Scheme>, Failure> {
    let bytes = workspace::read(path, Limit::Settings).map_err(|error| Failure::unread(path, &error))?;
    let text = encoding::decode(bytes).map_err(|_| {
        let error = io::Error::new(io::ErrorKind::InvalidData, "not UTF-8");
        Failure::file(path, &error)
    })?;
    match scheme::read(&text) {
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
