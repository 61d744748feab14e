//! `--diff`: what the fixes would change, as a unified diff that `patch` and `git apply` take.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use super::Color;
use super::style::Style;
use super::visible::visible;
use crate::text::difference::changed_lines;
use crate::text::is_hidden;

/// How many lines of what stays are shown around what changes.
const CONTEXT: usize = 3;

/// Writes how a file changes; nothing where it does not.
pub fn write(path: &str, before: &str, after: &str, color: Color, out: &mut dyn Write) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let path = path.strip_prefix("./").unwrap_or(path).trim_start_matches('/');
    let (old, new) = (quoted(&format!("a/{path}")), quoted(&format!("b/{path}")));
    let diff = format!("--- {old}\n+++ {new}\n{}", hunks(before, after));
    match color {
        Color::Never => out.write_all(diff.as_bytes()),
        Color::Always => write_colored(&diff, out),
    }
}

/// The hunks of two texts.
fn hunks(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let changes = changed_lines(&old, &new);
    let mut text = String::new();
    for hunk in changes.chunk_by(|(one, _), (next, _)| next.start - one.end <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            continue;
        };
        let leading = first.0.start.min(CONTEXT);
        let trailing = (old.len() - last.0.end).min(CONTEXT);
        let mut at = first.0.start - leading;
        let removed = range(at..last.0.end + trailing);
        let added = range(first.1.start - leading..last.1.end + trailing);
        let _ = writeln!(text, "@@ -{removed} +{added} @@");
        for (lines, by) in hunk {
            write_lines(' ', old.get(at..lines.start), &mut text);
            write_lines('-', old.get(lines.clone()), &mut text);
            write_lines('+', new.get(by.clone()), &mut text);
            at = lines.end;
        }
        write_lines(' ', old.get(at..at + trailing), &mut text);
    }
    text
}

/// Lines as the head of a hunk names them: no lines by the line before them, one without how many there are.
fn range(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.end),
        length => format!("{},{length}", lines.start + 1),
    }
}

fn write_lines(sign: char, lines: Option<&[&str]>, text: &mut String) {
    for line in lines.unwrap_or_default() {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
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
    fn hunks_are_those_of_git() {
        let numbered = |count: usize| (1..=count).map(|line| format!("{line}\n")).collect::<String>();
        assert_eq!(hunks("", "a\nb\n"), "@@ -0,0 +1,2 @@\n+a\n+b\n");
        assert_eq!(hunks("a\n", ""), "@@ -1 +0,0 @@\n-a\n");
        assert_eq!(
            hunks("a\nb", "a\nb\n"),
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"
        );
        // A lone CR ends no line, for `git apply` neither.
        assert_eq!(hunks("a\rb\nc\n", "a\rb\nd\n"), "@@ -1,2 +1,2 @@\n a\rb\n-c\n+d\n");
        let text = numbered(40);
        let after = text.replacen("\n10\n", "\n标\n", 1).replacen("\n30\n", "\n", 1);
        assert_eq!(
            hunks(&text, &after),
            "@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+标\n 11\n 12\n 13\n@@ -27,7 +27,6 @@\n 27\n 28\n 29\n-30\n 31\n 32\n 33\n"
        );
        let after = text.replacen("\n10\n", "\n标\n", 1).replacen("\n16\n", "\n", 1);
        assert_eq!(hunks(&text, &after).matches("@@ -").count(), 1, "six lines apart");
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
