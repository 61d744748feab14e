//! `--diff`: what the fixes would change, as a unified diff that `patch` and `git apply` take.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Duration;

use similar::TextDiff;

use super::Color;
use super::style::Style;
use super::visible::visible;
use crate::text::is_hidden;

/// How long the smallest diff is looked for, before a larger one will do.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes how a file changes; nothing where it does not.
pub fn write(path: &str, before: &str, after: &str, color: Color, out: &mut dyn Write) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    let path = path.strip_prefix("./").unwrap_or(path).trim_start_matches('/');
    let mut unified = diff.unified_diff();
    unified
        .context_radius(3)
        .header(&quoted(&format!("a/{path}")), &quoted(&format!("b/{path}")));
    match color {
        Color::Never => unified.to_writer(out),
        Color::Always => write_colored(&unified.to_string(), out),
    }
}

/// A path as `git` writes one that may not stand in a line as it is, and as `git apply` and `patch` read it: in quotes, each
/// byte of what must not be shown raw by its octal number.
fn quoted(path: &str) -> String {
    if !path.chars().any(|character| is_hidden(character) || character == '\t') {
        return path.to_owned();
    }
    let mut quoted = "\"".to_owned();
    for character in path.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\t' => quoted.push_str("\\t"),
            _ if is_hidden(character) => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// In colour the diff is for a terminal and no longer for `patch`, so that it must be harmless instead of exact.
fn write_colored(diff: &str, out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in diff.split_terminator('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        let style = match line.as_bytes() {
            _ if number < 2 => Style::BOLD,
            [b'+', ..] => Style::GREEN,
            [b'-', ..] => Style::RED,
            [b'@', ..] => Style::CYAN,
            _ => {
                writeln!(out, "{}", visible(line))?;
                continue;
            }
        };
        Color::Always.paint(style, &visible(line), out)?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str, color: Color) -> String {
        let mut out = Vec::new();
        write("tables/a.toml", before, after, color, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_plain_diff_is_exact() {
        assert_eq!(diff("a\n", "a\n", Color::Never), "");
        assert_eq!(
            diff("标准\r\nb\r\nc", "标\r\nb\r\nc", Color::Never),
            "--- a/tables/a.toml\n+++ b/tables/a.toml\n@@ -1,3 +1,3 @@\n-标准\r\n+标\r\n b\r\n c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn a_name_that_would_harm_is_quoted_as_git_quotes_it() {
        assert_eq!(quoted("a/表 1.toml"), "a/表 1.toml");
        assert_eq!(
            quoted("a/\u{1b}[0m\n\u{202e}\"表.toml"),
            r#""a/\033[0m\012\342\200\256\"表.toml""#
        );
    }

    #[test]
    fn a_coloured_diff_is_harmless() {
        let shown = diff("a\n", "\u{1b}]0;x\n", Color::Always);
        assert!(shown.contains("\x1b[32m+<U+001B>]0;x\x1b[0m\n"), "{shown:?}");
    }
}
