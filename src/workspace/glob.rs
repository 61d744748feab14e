//! Glob patterns: the one place where they are read and matched, for `include` as for settings.
//!
//! A pattern is compiled to steps that are followed side by side, so that matching takes as long as the path times the
//! pattern, whatever either says. Patterns come from files that nobody vetted: their length and the nesting of their
//! braces are limited, and no pattern makes the reader panic or recurse further than that.
//!
//! Characters are those of Unicode: `?` and `[…]` stand for one Chinese character as for one letter. Only `**` crosses a
//! `/`.

/// The longest pattern that is read, in characters.
pub(super) const MAX_LENGTH: usize = 1000;

/// How deep `{…}` may be nested.
pub(super) const MAX_NESTING: usize = 10;

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GlobFault {
    /// A `[` without its `]`.
    Class,
    /// A range that runs backwards.
    Range(char, char),
    /// A `}` without its `{`.
    Unopened,
    /// A `{` without its `}`.
    Unclosed,
    /// Nothing after the last backslash.
    Escape,
    /// It is longer than [`MAX_LENGTH`].
    Long,
    /// Its braces are nested deeper than [`MAX_NESTING`].
    Deep,
}

/// A pattern, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Glob {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    /// This character.
    Char(char),
    /// Any character of a name.
    OfName,
    /// Any character.
    Any,
    /// A character of a name that is in one of the ranges, or in none of them.
    Class {
        is_negated: bool,
        ranges: Vec<(char, char)>,
    },
    /// Both ways.
    Fork(usize, usize),
    /// On from there.
    Jump(usize),
    /// No way on.
    Nowhere,
    /// The end of the pattern.
    End,
}

impl Glob {
    /// A pattern that matches from the first name on.
    pub(super) fn new(pattern: &str) -> Result<Self, GlobFault> {
        Self::after("", pattern)
    }

    /// A pattern that matches in any folder.
    pub(super) fn anywhere(pattern: &str) -> Result<Self, GlobFault> {
        Self::after("**/", pattern)
    }

    fn after(start: &str, pattern: &str) -> Result<Self, GlobFault> {
        if pattern.chars().nth(MAX_LENGTH).is_some() {
            return Err(GlobFault::Long);
        }
        let mut reader = Reader {
            rest: start.chars().chain(pattern.chars()).collect(),
            at: 0,
            steps: Vec::new(),
        };
        reader.sequence(0)?;
        reader.steps.push(Step::End);
        Ok(Self { steps: reader.steps })
    }

    /// Whether a path matches as a whole.
    pub(super) fn is_match(&self, path: &str) -> bool {
        let mut ways = Ways::new(&self.steps);
        ways.follow(0);
        for char in path.chars() {
            if ways.current.is_empty() {
                return false;
            }
            ways.step(char);
        }
        ways.current
            .iter()
            .any(|&at| matches!(self.steps.get(at), Some(Step::End)))
    }
}

/// Where in a pattern the characters of a path have led so far.
struct Ways<'g> {
    steps: &'g [Step],
    current: Vec<usize>,
    /// For each step, the character, from 1, at which it was last come by.
    seen: Vec<usize>,
    now: usize,
    stack: Vec<usize>,
}

impl<'g> Ways<'g> {
    fn new(steps: &'g [Step]) -> Self {
        Self {
            steps,
            current: Vec::new(),
            seen: vec![0; steps.len()],
            now: 1,
            stack: Vec::new(),
        }
    }

    fn step(&mut self, char: char) {
        self.now += 1;
        for at in std::mem::take(&mut self.current) {
            if self.steps.get(at).is_some_and(|step| step.takes(char)) {
                self.follow(at + 1);
            }
        }
    }

    /// Goes on to every step that takes a character, and to the end.
    fn follow(&mut self, start: usize) {
        self.stack.push(start);
        while let Some(at) = self.stack.pop() {
            match self.seen.get_mut(at) {
                Some(seen) if *seen != self.now => *seen = self.now,
                _ => continue,
            }
            match self.steps.get(at) {
                Some(Step::Fork(one, other)) => self.stack.extend([*one, *other]),
                Some(Step::Jump(to)) => self.stack.push(*to),
                Some(Step::Nowhere) | None => {}
                Some(_) => self.current.push(at),
            }
        }
    }
}

/// Where in the name of a file or folder a step stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamePart {
    Start,
    Further,
}

impl Step {
    fn takes(&self, char: char) -> bool {
        match self {
            Self::Char(wanted) => *wanted == char,
            Self::OfName => char != '/',
            Self::Any => true,
            Self::Class { is_negated, ranges } => {
                let is_in = ranges.iter().any(|(first, last)| (*first..=*last).contains(&char));
                char != '/' && is_in != *is_negated
            }
            Self::Fork(..) | Self::Jump(_) | Self::Nowhere | Self::End => false,
        }
    }
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    steps: Vec<Step>,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn eat(&mut self, char: char) -> bool {
        let is_next = self.peek() == Some(char);
        self.at += usize::from(is_next);
        is_next
    }

    /// What stands up to the end of the pattern, or to the `,` or `}` of the braces around it, which are left.
    fn sequence(&mut self, depth: usize) -> Result<(), GlobFault> {
        let mut part = NamePart::Start;
        while let Some(char) = self.peek() {
            if depth > 0 && matches!(char, ',' | '}') {
                return Ok(());
            }
            self.at += 1;
            match char {
                '}' => return Err(GlobFault::Unopened),
                '{' => self.alternates(depth + 1)?,
                '[' => self.class()?,
                '?' => self.steps.push(Step::OfName),
                '*' => self.stars(part, depth),
                '\\' => {
                    let char = self.next().ok_or(GlobFault::Escape)?;
                    self.steps.push(Step::Char(char));
                }
                char => self.steps.push(Step::Char(char)),
            }
            let last = self.at.checked_sub(1).and_then(|last| self.rest.get(last));
            part = if last == Some(&'/') {
                NamePart::Start
            } else {
                NamePart::Further
            };
        }
        Ok(())
    }

    /// What follows a `*`. Two that stand for whole names cross `/`: `**/` any folders or none, `**` at the end all that
    /// is below.
    fn stars(&mut self, part: NamePart, depth: usize) {
        let crosses = self.eat('*') && part == NamePart::Start;
        let is_at_end = match self.peek() {
            None => true,
            Some(char) => depth > 0 && matches!(char, ',' | '}'),
        };
        if crosses && is_at_end {
            self.repeat(Step::Any);
        } else if crosses && self.eat('/') {
            let fork = self.place();
            self.repeat(Step::Any);
            self.steps.push(Step::Char('/'));
            self.set(fork, Step::Fork(fork + 1, self.steps.len()));
        } else {
            self.repeat(Step::OfName);
        }
    }

    /// A step any number of times.
    fn repeat(&mut self, step: Step) {
        let fork = self.place();
        self.steps.push(step);
        self.steps.push(Step::Jump(fork));
        self.set(fork, Step::Fork(fork + 1, self.steps.len()));
    }

    fn alternates(&mut self, depth: usize) -> Result<(), GlobFault> {
        if depth > MAX_NESTING {
            return Err(GlobFault::Deep);
        }
        let mut ends = Vec::new();
        loop {
            let fork = self.place();
            self.sequence(depth)?;
            ends.push(self.place());
            self.set(fork, Step::Fork(fork + 1, self.steps.len()));
            match self.next() {
                Some(',') => {}
                Some(_) => break,
                None => return Err(GlobFault::Unclosed),
            }
        }
        self.steps.push(Step::Nowhere);
        for end in ends {
            self.set(end, Step::Jump(self.steps.len()));
        }
        Ok(())
    }

    fn class(&mut self) -> Result<(), GlobFault> {
        let is_negated = self.eat('!') || self.eat('^');
        let mut ranges = Vec::new();
        let mut is_first = true;
        loop {
            let first = match self.next().ok_or(GlobFault::Class)? {
                ']' if !is_first => break,
                '\\' => self.next().ok_or(GlobFault::Class)?,
                char => char,
            };
            is_first = false;
            let is_range = self.peek() == Some('-') && self.rest.get(self.at + 1).is_some_and(|&next| next != ']');
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.at += 1;
            let last = match self.next().ok_or(GlobFault::Class)? {
                '\\' => self.next().ok_or(GlobFault::Class)?,
                char => char,
            };
            if first > last {
                return Err(GlobFault::Range(first, last));
            }
            ranges.push((first, last));
        }
        self.steps.push(Step::Class { is_negated, ranges });
        Ok(())
    }

    /// A place for a step that is not known yet.
    fn place(&mut self) -> usize {
        self.steps.push(Step::Nowhere);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_match(pattern: &str, path: &str) -> bool {
        Glob::new(pattern).unwrap().is_match(path)
    }

    #[test]
    fn patterns_match_whole_paths() {
        for (pattern, path, expected) in [
            ("a.toml", "a.toml", true),
            ("a.toml", "axtoml", false),
            ("a.toml", "b/a.toml", false),
            ("*.toml", "公安.toml", true),
            ("*.toml", "a/b.toml", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("第?章.toml", "第一章.toml", true),
            ("?.toml", "/.toml", false),
            ("[一二]-[!三].toml", "二-四.toml", true),
            ("[一二]-[^三].toml", "二-三.toml", false),
            ("[a-c]", "b", true),
            ("[a-]", "-", true),
            ("[]x]", "]", true),
            ("a[!b]c", "a/c", false),
            ("{a,b/*}.toml", "b/c.toml", true),
            ("{a,b}.toml", "c.toml", false),
            ("x{,s}", "x", true),
            ("{a,{b,c{d,e}}}f", "cef", true),
            ("a,b", "a,b", true),
            ("**/*.toml", "a.toml", true),
            ("**/*.toml", "x/y/a.toml", true),
            ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true),
            ("a/**/b", "a/xb", false),
            ("a/**", "a/x/y", true),
            ("a/**", "a", false),
            ("**", "x/y", true),
            ("a**b", "a/b", false),
            ("a/{**/b,c}", "a/x/b", true),
            ("\\*.toml", "*.toml", true),
            ("\\*.toml", "a.toml", false),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(is_match(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for (pattern, fault) in [
            ("a[", GlobFault::Class),
            ("[]", GlobFault::Class),
            ("[b-a]", GlobFault::Range('b', 'a')),
            ("a}", GlobFault::Unopened),
            ("{a", GlobFault::Unclosed),
            ("a\\", GlobFault::Escape),
        ] {
            assert_eq!(Glob::new(pattern).unwrap_err(), fault, "{pattern}");
        }
    }

    #[test]
    fn length_and_nesting_have_a_limit() {
        let nested = |depth: usize| format!("{}x{}", "{a,".repeat(depth), "}".repeat(depth));
        assert!(is_match(&nested(MAX_NESTING), "x"));
        for depth in [MAX_NESTING + 1, 125, 14_500, 300_000] {
            let fault = Glob::new(&nested(depth)).unwrap_err();
            assert!(matches!(fault, GlobFault::Deep | GlobFault::Long), "{depth}");
        }
        assert_eq!(Glob::new(&"{a,".repeat(125)).unwrap_err(), GlobFault::Deep);
        assert!(Glob::new(&"字".repeat(MAX_LENGTH)).is_ok());
        assert_eq!(Glob::new(&"字".repeat(MAX_LENGTH + 1)).unwrap_err(), GlobFault::Long);
        assert_eq!(Glob::new(&"*".repeat(1 << 20)).unwrap_err(), GlobFault::Long);
    }

    /// Each step is come by once for each character of the path, which the count holds, not a clock.
    #[test]
    fn matching_takes_as_long_as_the_path_times_the_pattern() {
        for pattern in ["*a".repeat(400) + "b", "**/".repeat(300) + "x", "{a,*}".repeat(190)] {
            let glob = Glob::new(&pattern).unwrap();
            let mut ways = Ways::new(&glob.steps);
            ways.follow(0);
            for char in "a/aaa".chars().cycle().take(2000) {
                ways.step(char);
                assert!(ways.current.len() <= glob.steps.len());
            }
            assert!(!glob.is_match(&"a/aaa/".repeat(300)), "{pattern}");
        }
    }
}
