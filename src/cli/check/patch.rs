//! The lines that a patch of git without context changes, as they are counted afterwards.

/// Lines that differ, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The first; where there is none, the line that what is gone stood below.
    first: u32,
    /// How many there are; none where lines only went.
    count: u32,
}

impl Range {
    /// Whether lines from `first` to `last` are among them, or have lost some that stood between them.
    pub(super) const fn touches(self, first: u32, last: u32) -> bool {
        self.cuts(first, last.saturating_sub(1)) || self.overlaps(first, last)
    }

    /// Whether a table from `first` to `last` has changed: likewise, and where it lost its last lines.
    pub(super) const fn touches_table(self, first: u32, last: u32) -> bool {
        self.cuts(first, last) || self.overlaps(first, last)
    }

    /// Whether lines went that stood below one from `first` to `last`.
    const fn cuts(self, first: u32, last: u32) -> bool {
        self.count == 0 && first <= self.first && self.first <= last
    }

    const fn overlaps(self, first: u32, last: u32) -> bool {
        if self.count == 0 {
            false
        } else {
            first < self.first.saturating_add(self.count) && self.first <= last
        }
    }
}

/// Reads a patch made with `--unified=0`: the path of each file that is still there, with its lines.
pub(super) fn changed_lines(patch: &str) -> Vec<(String, Vec<Range>)> {
    let mut files: Vec<(String, Vec<Range>)> = Vec::new();
    let mut is_there = false;
    // The lines of a hunk are what they are, even where they look like a header.
    let mut left: u32 = 0;
    for line in patch.split('\n') {
        if left > 0 && line.starts_with(['+', '-']) {
            left -= 1;
        } else if let Some(path) = line.strip_prefix("+++ ") {
            let path = unquoted(path.trim_end_matches(['\t', '\r']));
            is_there = path.starts_with("b/");
            if let Some(path) = path.strip_prefix("b/") {
                files.push((path.to_owned(), Vec::new()));
            }
        } else if let Some((gone, range)) = line.strip_prefix("@@ ").and_then(hunk) {
            left = gone.saturating_add(range.count);
            if let Some((_, ranges)) = files.last_mut().filter(|_| is_there) {
                ranges.push(range);
            }
        }
    }
    files
}

/// How many lines went, and those that came: `-3,2 +3,4 @@`.
fn hunk(text: &str) -> Option<(u32, Range)> {
    let mut words = text.split(' ');
    let (_, gone) = numbers(words.next()?.strip_prefix('-')?)?;
    let (first, count) = numbers(words.next()?.strip_prefix('+')?)?;
    Some((gone, Range { first, count }))
}

fn numbers(text: &str) -> Option<(u32, u32)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// A path as git writes it: in quotes, with the escapes of C, where it has signs that need them.
fn unquoted(path: &str) -> String {
    let Some(quoted) = path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) else {
        return path.to_owned();
    };
    let mut bytes = Vec::with_capacity(quoted.len());
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                // Git always writes three; a fourth digit is one of the name.
                for _ in 0..2 {
                    if let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) {
                        value = value * 8 + u32::from(digit - b'0');
                    }
                }
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b'a') => bytes.push(7),
            Some(b'b') => bytes.push(8),
            Some(b'v') => bytes.push(11),
            Some(b'f') => bytes.push(12),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn range(first: u32, count: u32) -> Range {
        Range { first, count }
    }

    #[test]
    fn files_and_their_lines() {
        let patch = "diff --git a/a.toml b/a.toml\nindex 1..2 100644\n--- a/a.toml\n+++ b/a.toml\n@@ -3 +3,2 @@ [register]\n-old\n+new\n+more\n@@ -9,2 +10,0 @@\n-one\n-two\ndiff --git a/gone b/gone\ndeleted file mode 100644\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\ndiff --git a/体 系.toml b/体 系.toml\nnew file mode 100644\n--- /dev/null\n+++ b/体 系.toml\t\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n";
        assert_eq!(
            changed_lines(patch),
            [
                ("a.toml".to_owned(), vec![range(3, 2), range(10, 0)]),
                ("体 系.toml".to_owned(), vec![range(1, 1)]),
            ]
        );
    }

    #[test]
    fn a_changed_line_that_looks_like_a_header_is_none() {
        let patch = "--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n--- a/x\n+++ b/y\n+@@ -1 +7 @@\n@@ -9 +9 @@\n-a\n+b\n";
        assert_eq!(changed_lines(patch), [("a".to_owned(), vec![range(1, 2), range(9, 1)])]);
    }

    #[test]
    fn quoted_paths() {
        assert_eq!(unquoted(r#""b/a\"b\\\344\275\223\t.toml""#), "b/a\"b\\体\t.toml");
        assert_eq!(unquoted(r#""b/\0012\333""#).as_bytes()[2..4], [1, b'2']);
        assert_eq!(unquoted("b/a b"), "b/a b");
    }

    #[test]
    fn lines_that_went_are_missed_between_their_neighbours() {
        assert!(range(10, 0).touches(3, 11) && range(10, 0).touches(10, 11));
        assert!(!range(10, 0).touches(11, 20) && !range(10, 0).touches(3, 10));
        assert!(range(10, 0).touches_table(3, 10) && !range(10, 0).touches_table(3, 9));
        assert!(range(3, 2).touches(4, 4) && range(3, 2).touches(1, 3));
        assert!(!range(3, 2).touches(5, 9) && !range(3, 2).touches(1, 2));
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_read(patch in "((\\+\\+\\+ |@@ |-|\\+|\"|\\\\|[0-9,]{1,3}|b/|x| )*\n)*") {
            changed_lines(&patch);
        }
    }
}
