"""Mutants as text: one of them in a file, or many behind a switch."""

import re

# What the switch is called in the sources, and the module with it.
MODULE = """
/// Which mutant the program is.
pub(crate) mod mutant {
    use std::io::Write;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, Ordering};

    static ASKED: [AtomicBool; %d] = [const { AtomicBool::new(false) }; %d];

    /// Whether it is this one. What was asked for is written down where a file is named for it.
    pub(crate) fn is(id: usize) -> bool {
        static WHICH: OnceLock<(Option<usize>, Option<std::ffi::OsString>)> = OnceLock::new();
        let (which, reached) = WHICH.get_or_init(|| {
            let which = std::env::var("STDREG_MUTANT").ok().and_then(|id| id.parse().ok());
            (which, std::env::var_os("STDREG_REACHED"))
        });
        if let Some(path) = reached
            && !ASKED[id].swap(true, Ordering::Relaxed)
            && let Ok(mut file) = std::fs::OpenOptions::new().append(true).create(true).open(path)
        {
            let _ = file.write_all(format!("{id}\\n").as_bytes());
        }
        *which == Some(id)
    }
}
"""


def place(starts, text, at):
    """Where a line and column of a text are in it."""
    return starts[at["line"] - 1] + at["column"] - 1


class Source:
    """A file, and where its mutants are."""

    def __init__(self, text):
        self.text = text
        self.starts = [0]
        for found in re.finditer("\n", text):
            self.starts.append(found.end())

    def span(self, span):
        """A span of `cargo mutants` as places in the text."""
        return place(self.starts, self.text, span["start"]), place(self.starts, self.text, span["end"])

    def alone(self, mutant):
        """The text with the mutant in it."""
        start, end = self.span(mutant["span"])
        return self.text[:start] + mutant["replacement"] + self.text[end:]

    def body(self, mutant):
        """Where the body of the mutant's function is, without its braces; none where it cannot hold a switch."""
        if not mutant["function"]:
            return None
        start, end = self.span(mutant["function"]["span"])
        name = re.search(r"\bfn\s+\w+", self.text[start:end])
        if not name or re.search(r"\bconst\b", self.text[start : start + name.start()]):
            return None
        # The branches would be of different types.
        if "impl " in mutant["function"]["return_type"]:
            return None
        brace = self.text.index("{", start + name.end())
        inner = self.span(mutant["span"])
        return (brace + 1, end - 1) if brace < inner[0] and inner[1] < end else None

    def switched(self, mutants):
        """The text with all of these mutants in it, and the lines that each of them has there."""
        bodies = {}
        for mutant in mutants:
            bodies.setdefault(self.body(mutant), []).append(mutant)
        text, lines, done = "", [], 0
        for (start, end), inside in sorted(bodies.items()):
            text += self.text[done:start]
            first = text.count("\n") + 1
            for mutant in inside:
                begun = text.count("\n") + 1
                left, right = self.span(mutant["span"])
                body = self.text[start:left] + mutant["replacement"] + self.text[right:end]
                text += f" if crate::mutant::is({mutant['id']}) {{\n{body}\n}} else "
                lines.append((begun, text.count("\n") + 1, [mutant]))
            text += "{" + self.text[start:end] + "}\n"
            # What is wrong with the function as a whole is put down to all of its mutants.
            lines.append((first, text.count("\n") + 1, inside))
            done = end
        return text + self.text[done:], lines

    def overlaps(self, mutant, others):
        """Whether its function is within that of another, or the other way round."""
        mine = self.body(mutant)
        spans = [self.body(other) for other in others]
        return any(mine != other and mine[0] < other[1] and other[0] < mine[1] for other in spans)
