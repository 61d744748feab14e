//! What a hover or the documentation of a completion says, block by block, and its two forms: Markdown, and plain text for
//! editors that show no other.
//!
//! Blocks hold text as people read it, much of it out of a register, which is anyone's file. It is escaped here and
//! nowhere else, so that no title closes a table, opens a link or runs a command.

use std::fmt::Write as _;

use crate::text::is_hidden;

/// How many characters of a text are shown: a value may be as long as it likes.
const SHOWN: usize = 300;

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// Whether it is what the cursor is on.
    pub(super) is_at_cursor: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// What the page is about, and what it is.
    Title(String, String),
    Line(String),
    /// A line of a list.
    Item(String),
    Quote(String),
    Table(Vec<String>, Vec<Row>),
}

/// What is said of something at length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    blocks: Vec<Block>,
}

impl Page {
    /// A page about something: its name, in bold, and what it is.
    pub(super) fn new(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            blocks: vec![Block::Title(name.into(), what.into())],
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds a paragraph.
    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(text.into()));
    }

    /// Adds a line of a list.
    pub(super) fn item(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Item(text.into()));
    }

    /// Adds a quotation.
    pub(super) fn quote(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Quote(text.into()));
    }

    /// Adds a table.
    pub(super) fn table(&mut self, head: Vec<String>, rows: Vec<Row>) {
        self.blocks.push(Block::Table(head, rows));
    }

    /// The page as Markdown (CommonMark with tables).
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, |text, block| match block {
            Block::Title(name, what) => strong(text, name, what),
            Block::Line(line) => text.push_str(&at_line_start(&escaped(line))),
            Block::Item(line) => {
                let _ = write!(text, "- {}", at_line_start(&escaped(line)));
            }
            Block::Quote(line) => {
                let _ = write!(text, "> {}", at_line_start(&escaped(line)));
            }
            Block::Table(head, rows) => markdown_table(text, head, rows),
        });
        text
    }

    /// The page as plain text.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, |text, block| match block {
            Block::Title(name, what) => text.push_str(format!("{} {}", shown(name), shown(what)).trim()),
            Block::Line(line) => text.push_str(&shown(line)),
            Block::Item(line) => {
                let _ = write!(text, "- {}", shown(line));
            }
            Block::Quote(line) => {
                let _ = write!(text, "  {}", shown(line));
            }
            Block::Table(_, rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let separator = if index > 0 { "\n" } else { "" };
                    let mark = if row.is_at_cursor { "> " } else { "  " };
                    let cells: Vec<String> = row.cells.iter().map(|cell| shown(cell)).collect();
                    let _ = write!(text, "{separator}{mark}{}", cells.join("  ").trim_end());
                }
            }
        });
        text
    }

    /// Writes the blocks, a blank line between two that are not lines of one list.
    fn write(&self, text: &mut String, block: impl Fn(&mut String, &Block)) {
        let mut last: Option<&Block> = None;
        for next in &self.blocks {
            match (last, next) {
                (None, _) => {}
                (Some(Block::Item(_)), Block::Item(_)) => text.push('\n'),
                _ => text.push_str("\n\n"),
            }
            block(text, next);
            last = Some(next);
        }
    }
}

fn strong(text: &mut String, name: &str, what: &str) {
    let (name, what) = (escaped(name), escaped(what));
    if !name.is_empty() {
        let _ = write!(text, "**{name}**");
    }
    if !what.is_empty() {
        // What follows bold text directly may keep it from ending where it does.
        text.push_str(if name.is_empty() { "" } else { " " });
        text.push_str(&what);
    }
}

fn markdown_table(text: &mut String, head: &[String], rows: &[Row]) {
    let line = |text: &mut String, cells: &mut dyn Iterator<Item = String>| {
        text.push('|');
        for cell in cells {
            let _ = write!(text, " {cell} |");
        }
    };
    line(text, &mut head.iter().map(|cell| escaped(cell)));
    text.push('\n');
    line(text, &mut head.iter().map(|_| "---".to_owned()));
    for row in rows {
        text.push('\n');
        let cell = |cell: &String| match escaped(cell) {
            cell if row.is_at_cursor && !cell.is_empty() => format!("**{cell}**"),
            cell => cell,
        };
        line(text, &mut row.cells.iter().map(cell));
    }
}

/// A text on one line, cut where it grows past all measure, without what would move the cursor, turn the writing
/// direction or hide.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (count, character) in text.trim().chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        match character {
            _ if character.is_whitespace() => shown.push(' '),
            _ if is_hidden(character) => shown.push('\u{fffd}'),
            _ => shown.push(character),
        }
    }
    shown
}

/// A text for the inside of a line of Markdown.
fn escaped(text: &str) -> String {
    let shown = shown(text);
    let mut escaped = String::with_capacity(shown.len());
    for (index, character) in shown.char_indices() {
        let is_special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '@' | '{' | '}' => true,
            // An address becomes a link on its own: `https://…`, `www.…`.
            ':' => shown.get(index + 1..).is_some_and(|after| after.starts_with('/')),
            '.' => shown.get(..index).is_some_and(|before| {
                let start = before.len().saturating_sub("www".len());
                before.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
            }),
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// An escaped text at the start of a line, where further characters open something: a heading, a list, a rule.
fn at_line_start(escaped: &str) -> String {
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = escaped.split_at_checked(digits).unwrap_or(("", escaped));
    let opens = match rest.chars().next() {
        Some('#' | '-' | '+' | '=') => digits == 0,
        Some('.' | ')') => digits > 0,
        _ => false,
    };
    if opens {
        format!("{number}\\{rest}")
    } else {
        escaped.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_cannot_break_out_of_its_text() {
        let cases = [
            ("a|b", r"a\|b"),
            ("[x](command:evil)", r"\[x\](command:evil)"),
            ("<script>", r"\<script\>"),
            ("**`b`**", r"\*\*\`b\`\*\*"),
            ("&lt;b", r"\&lt;b"),
            ("see https://a.b", r"see https\://a.b"),
            ("WWW.a.b", r"WWW\.a.b"),
            ("a@b.cn", r"a\@b.cn"),
            ("one\r\ntwo\tthree", "one  two three"),
            ("\u{202e}x\u{1b}[0m", "\u{fffd}x\u{fffd}\\[0m"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn nothing_opens_a_block_at_the_start_of_a_line() {
        let mut page = Page::new("# x", "y\n# z");
        page.line("# heading");
        page.item("1. one");
        page.line("---");
        page.quote("> a");
        assert_eq!(
            page.markdown(),
            "**# x** y # z\n\n\\# heading\n\n- 1\\. one\n\n\\---\n\n> \\> a"
        );
    }

    #[test]
    fn tables_have_a_row_a_line() {
        let mut page = Page::new("t", "");
        let row = |cells: [&str; 2], is_at_cursor| Row {
            cells: cells.map(str::to_owned).to_vec(),
            is_at_cursor,
        };
        page.table(
            vec!["a".to_owned(), "b".to_owned()],
            vec![row(["1|2", "x\ny"], false), row(["“粗”体", ""], true)],
        );
        assert_eq!(
            page.markdown(),
            "**t**\n\n| a | b |\n| --- | --- |\n| 1\\|2 | x y |\n| **“粗”体** |  |"
        );
        assert_eq!(page.plain(), "t\n\n  1|2  x y\n> “粗”体");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(escaped(&"标".repeat(1000)).chars().count(), SHOWN + 1);
    }
}
