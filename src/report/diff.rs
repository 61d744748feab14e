//! `--diff`: what the fixes would change, as a unified diff that `patch` and `git apply` take.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Duration;

use similar::udiff::UnifiedHunkHeader;
use similar::{DiffOp, DiffableStr, TextDiff};

use super::Color;
use super::style::Style;
use super::visible::visible;
use crate::text::edit::common;
use crate::text::is_hidden;

/// How long the smallest diff is looked for, before a larger one will do.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// The hunks of two texts. Only what lies between their first and last difference is taken apart into lines: most of a
/// large file is as it was.
fn hunks(before: &str, after: &str) -> String {
    let (prefix, suffix) = common(before, after);
    let start = context_before(before, prefix);
    let behind = before.len() - context_after(before, before.len() - suffix);
    let part = |text| str::get(text, start..text.len() - behind).unwrap_or_default();
    let skipped = lines_in(before.get(..start).unwrap_or_default());
    let diff = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(part(before), part(after));
    let mut text = String::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let (Some(first), Some(last)) = (hunk.ops().first(), hunk.ops().last()) else {
            continue;
        };
        let (old, new) = (first.old_range().start, first.new_range().start);
        let whole = DiffOp::Replace {
            old_index: skipped + old,
            old_len: last.old_range().end - old,
            new_index: skipped + new,
            new_len: last.new_range().end - new,
        };
        let hunk = hunk.to_string();
        let lines = hunk.split_once('\n').map_or("", |(_, lines)| lines);
        let _ = write!(text, "{}\n{lines}", UnifiedHunkHeader::new(&[whole]));
    }
    text
}

/// How many lines there are in a text that ends with a line, as `similar` counts them: a lone `\r` ends one too.
fn lines_in(text: &str) -> usize {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => text.tokenize_lines().len(),
        None => memchr::memchr_iter(b'\n', text.as_bytes()).count(),
    }
}

/// Where the lines start that are shown before what stands at an offset.
fn context_before(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let mut ends = memchr::memrchr_iter(b'\n', before);
    ends.nth(CONTEXT).map_or(0, |end| end + 1)
}

/// Where the lines end that are shown after what ends at an offset.
fn context_after(text: &str, offset: usize) -> usize {
    let after = text.as_bytes().get(offset..).unwrap_or_default();
    let mut ends = memchr::memchr_iter(b'\n', after);
    ends.nth(CONTEXT).map_or(text.len(), |end| offset + end + 1)
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
    fn what_is_left_out_does_not_show() {
        let lines =
            |ending: &str, last: &str| (1..=20).map(|line| format!("{line}{ending}")).collect::<String>() + last;
        for text in [
            lines("\n", ""),
            lines("\r\n", ""),
            lines("\r", ""),
            lines("\n", "标准"),
            lines("\r\n", "\n\n"),
        ] {
            for (old, new) in [
                ("1", "x"),
                ("10", "x\ny"),
                ("20", "标"),
                ("标准", "标"),
                ("9", ""),
                ("5", "5\r\n5"),
            ] {
                let after = text.replacen(old, new, 1);
                let whole = TextDiff::from_lines(text.as_str(), after.as_str());
                let whole = whole.unified_diff().context_radius(CONTEXT).to_string();
                assert_eq!(hunks(&text, &after), whole, "{text:?} {old:?} {new:?}");
            }
        }
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
