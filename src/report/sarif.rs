//! `sarif`: the Static Analysis Results Interchange Format, 2.1.0, for code scanning services.
//!
//! One run; its columns count Unicode code points. Paths are relative to `%SRCROOT%`, the root of the repository. The
//! fingerprint of a result is that of its [`identity`](super::identity), so that services know a finding again that only
//! moved. Services take 25,000 results at most: of more the gravest are given, and the run says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde::Serialize;

use super::Finding;
use super::Rendering;
use super::identity::Identity;
use super::places::{Range, Sources};
use crate::diagnostic::{Edit, Fix, Label, Place, Severity};
use crate::messages::{Language, Message};
use crate::rules;
use crate::workspace;

/// How many results services take.
const MOST: usize = 25_000;

/// What may stand in the path of a URI as it is.
const PATH: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The name of the folder that paths are relative to.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, BaseId>,
    invocations: [Invocation; 1],
    results: Vec<ResultObject<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleObject>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleObject {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct BaseId {
    description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Related {
    id: usize,
    message: Text,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'a> {
    description: Text,
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let identities = sources.identities(findings);
    let mut results: Vec<(&Finding, &Identity)> = findings.iter().zip(&identities).collect();
    let dropped = results.len().saturating_sub(MOST);
    if dropped > 0 {
        results.sort_by_key(|(finding, _)| Reverse(finding.diagnostic.severity));
        results.truncate(MOST);
    }
    let mut codes: Vec<&'static str> = results
        .iter()
        .map(|(finding, _)| finding.diagnostic.rule.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let results = results
        .into_iter()
        .map(|(finding, identity)| result(finding, identity, &codes, sources, language));
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "stdreg",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().filter_map(|code| rule(code, language)).collect(),
                },
            },
            language: match language {
                Language::Zh => "zh-CN",
                Language::En => "en-US",
            },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                BaseId {
                    description: message(&Message::attribute("format-sarif", "root"), language),
                },
            )]),
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications(dropped, language),
            }],
            results: results.collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn message(message: &Message, language: Language) -> Text {
    Text {
        text: message.render(language),
    }
}

fn notifications(dropped: usize, language: Language) -> Vec<Notification> {
    let told = Message::attribute("format-sarif", "dropped")
        .with("count", dropped)
        .with("most", MOST);
    let notification = || Notification {
        level: "warning",
        message: message(&told, language),
    };
    (dropped > 0).then(notification).into_iter().collect()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: &str, language: Language) -> Option<RuleObject> {
    let definition = rules::find(code)?.definition();
    let text = |text: crate::messages::Text| Text {
        text: text.get(language).to_owned(),
    };
    let what = definition.page.what.get(language);
    let sentence = what.split_inclusive(['。', '.']).next().unwrap_or(what);
    let help = format!(
        "{}\n\n{}",
        definition.page.why.get(language),
        definition.page.fix.get(language)
    );
    Some(RuleObject {
        id: definition.rule.code,
        name: definition.rule.name,
        short_description: Text {
            text: sentence.trim().to_owned(),
        },
        full_description: text(definition.page.what),
        help: Help {
            text: help,
            markdown: definition.markdown(language),
        },
        default_configuration: Configuration {
            level: level(definition.rule.severity),
        },
    })
}

fn result<'a>(
    finding: &'a Finding,
    identity: &Identity,
    codes: &[&'static str],
    sources: &Sources<'a>,
    language: Language,
) -> ResultObject<'a> {
    let diagnostic = &finding.diagnostic;
    let related = |(index, label): (usize, &Label)| Related {
        id: index + 1,
        message: message(&label.message, language),
        physical_location: location(finding, label.place, sources),
    };
    let fix = diagnostic.fix.as_deref();
    ResultObject {
        rule_id: diagnostic.rule.code,
        rule_index: codes.binary_search(&diagnostic.rule.code).unwrap_or_default(),
        level: level(diagnostic.severity),
        message: message(&diagnostic.message, language),
        locations: [Location {
            physical_location: location(finding, diagnostic.place, sources),
        }],
        related_locations: diagnostic.related.iter().enumerate().map(related).collect(),
        partial_fingerprints: BTreeMap::from([("stdregIdentity/v1", identity.fingerprint())]),
        fixes: fix
            .map(|fix| fix_object(finding, fix, sources, language))
            .into_iter()
            .collect(),
    }
}

fn location(finding: &Finding, place: Place, sources: &Sources<'_>) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(sources.path(finding, place.file)),
        region: region(finding, place, sources),
    }
}

fn region(finding: &Finding, place: Place, sources: &Sources<'_>) -> Region {
    let source = sources.get(finding, place.file);
    let Range { start, end } = source.map_or(Range::START, |source| source.range(place));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    let meant = workspace::named(path);
    let encoded = percent_encode(meant.as_os_str().as_encoded_bytes(), &PATH).to_string();
    // What is absolute is for the system to say: elsewhere than on Windows, `a:` begins a name like any other.
    if meant.is_absolute() {
        let scheme = match path {
            // A share of Windows begins with the name of the machine that has it.
            _ if path.starts_with("//") => "file:",
            _ if path.starts_with('/') => "file://",
            _ => "file:///",
        };
        return ArtifactLocation {
            uri: format!("{scheme}{encoded}"),
            uri_base_id: None,
        };
    }
    ArtifactLocation {
        uri: encoded,
        uri_base_id: Some(ROOT),
    }
}

fn fix_object<'a>(finding: &Finding, fix: &'a Fix, sources: &Sources<'_>, language: Language) -> FixObject<'a> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.place.file, edit.place.span.start, edit.place.span.end));
    let of_files = edits.chunk_by(|one, other| one.place.file == other.place.file);
    let change = |of_file: &[&'a Edit]| {
        let path = sources.get(finding, of_file.first()?.place.file)?.path;
        Some(ArtifactChange {
            artifact_location: artifact(path),
            replacements: of_file
                .iter()
                .map(|edit| Replacement {
                    deleted_region: region(finding, edit.place, sources),
                    inserted_content: Content { text: &edit.text },
                })
                .collect(),
        })
    };
    FixObject {
        description: message(&fix.title, language),
        artifact_changes: of_files.filter_map(change).collect(),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use std::path::Path;

    use super::*;

    #[test]
    fn paths_are_uris() {
        let uri = |path| artifact(path).uri;
        assert_eq!(uri("体系/a b%.toml"), "%E4%BD%93%E7%B3%BB/a%20b%25.toml");
        #[cfg(windows)]
        {
            assert_eq!(uri("C:/a.toml"), "file:///C%3A/a.toml");
            assert_eq!(uri("//server/share/a.toml"), "file://server/share/a.toml");
        }
        #[cfg(unix)]
        {
            assert_eq!(uri("/a/b.toml"), "file:///a/b.toml");
            // A name may well look like a drive.
            for path in ["a:b.register.toml", "C:/a.toml"] {
                assert_eq!(uri(path), path.replace(':', "%3A"));
                assert_eq!(artifact(path).uri_base_id, Some(ROOT));
            }
            // A byte that is no UTF-8 is the byte, and the sign for such bytes is the sign.
            let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(b"\xff\xef\xbf\xbd".to_vec());
            let shown = workspace::Names::new(Path::new("/x"), &[]).show(&Path::new("/x").join(name));
            assert_eq!(uri(&shown), "%FF%EF%BF%BD");
        }
        assert_eq!(artifact("../a.toml").uri_base_id, Some(ROOT));
    }
}
