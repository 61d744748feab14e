//! Which module uses which, read from the text of the sources, and the circles among them.
//!
//! A module and all that is below it are one thing to its neighbours; what a file deep in one module uses of a file deep
//! in another is an arrow between the two modules that stand side by side. A circle of such arrows is a fault: what two
//! neighbours need of each other belongs into a third, below both.
//!
//! Between a module and what is below it there are no arrows. A parent's file tells the story and calls its children;
//! what it declares itself is common ground on which its children stand. That is how Rust scopes names, and to forbid it
//! would move `Sink` and `Check` out of the one list of rules for the sake of a drawing. But a name that a parent only
//! passes on (`pub use settings::Settings`, or an import of its own) is the name of the child that declares it, and
//! counts as an arrow to that child.
//!
//! What is called as a method of a type of a third module is no import, and is not seen.

use std::collections::{BTreeMap, BTreeSet};

/// A module by its path from the root of the crate on.
type Path = Vec<String>;

/// The modules of a crate by their paths, each with its code.
pub struct Modules(pub BTreeMap<Path, String>);

/// What stands in the code of a module.
#[derive(Default)]
struct Names {
    /// What it imports, by the name that it has here.
    imports: Vec<(String, Path)>,
    /// What it names by a path on the spot.
    used: Vec<Path>,
}

impl Modules {
    /// The arrows that are in a circle, in words.
    pub fn circles(&self) -> Vec<String> {
        let names: BTreeMap<&Path, Names> = self.0.iter().map(|(path, code)| (path, names(code))).collect();
        let mut arrows: BTreeMap<(Path, Path), String> = BTreeMap::new();
        for (path, own) in &names {
            let imported = own.imports.iter().map(|(_, target)| target);
            for target in imported.chain(&own.used) {
                let Some(other) = self.declaring(&names, path, target, 0) else {
                    continue;
                };
                if let Some((from, to)) = neighbours(path, &other) {
                    let told = format!("{} uses {}", path.join("::"), target.join("::"));
                    arrows.entry((from, to)).or_insert(told);
                }
            }
        }
        // What nobody uses, or what uses nobody, is in no circle.
        loop {
            let froms: BTreeSet<Path> = arrows.keys().map(|(from, _)| from.clone()).collect();
            let tos: BTreeSet<Path> = arrows.keys().map(|(_, to)| to.clone()).collect();
            let before = arrows.len();
            arrows.retain(|(from, to), _| tos.contains(from) && froms.contains(to));
            if arrows.len() == before {
                return arrows.into_values().collect();
            }
        }
    }

    /// The module that declares what a path in a module leads to; none for what is of another crate.
    fn declaring(
        &self,
        names: &BTreeMap<&Path, Names>,
        from: &[String],
        target: &[String],
        hops: usize,
    ) -> Option<Path> {
        let full = self.full(from, target)?;
        let length = (1..=full.len())
            .rev()
            .find(|length| self.0.contains_key(&full[..*length]))?;
        let (module, rest) = full.split_at(length);
        let passed_on = rest.first().and_then(|name| {
            let imports = &names.get(&module.to_vec())?.imports;
            imports.iter().find(|(alias, _)| alias == name)
        });
        match passed_on {
            Some((_, target)) if hops < 8 => self.declaring(names, module, target, hops + 1),
            _ => Some(module.to_vec()),
        }
    }

    /// A path from the root of the crate on.
    fn full(&self, from: &[String], target: &[String]) -> Option<Path> {
        let ups = target.iter().take_while(|part| *part == "super").count();
        let below = |base: &[String], rest: &[String]| Some([base, rest].concat());
        match target.first()?.as_str() {
            "crate" => below(&[], &target[1..]),
            "self" => below(from, &target[1..]),
            "super" => below(&from[..from.len().checked_sub(ups)?], &target[ups..]),
            first => {
                let child = [from, &[first.to_owned()]].concat();
                self.0.contains_key(&child).then(|| [from, target].concat())
            }
        }
    }
}

/// The modules side by side that an arrow between two modules is one of; none where one of the two is below the other.
fn neighbours(from: &[String], to: &[String]) -> Option<(Path, Path)> {
    let common = from.iter().zip(to).take_while(|(from, to)| from == to).count();
    (common < from.len() && common < to.len()).then(|| (from[..=common].to_vec(), to[..=common].to_vec()))
}

/// The words of a code, and the signs that paths and imports are made of.
fn words(code: &str) -> Vec<&str> {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if is_of_word(first) {
            rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

fn names(code: &str) -> Names {
    let words = words(code);
    let mut names = Names::default();
    let mut at = 0;
    while at < words.len() {
        let starts_item = at
            .checked_sub(1)
            .is_none_or(|before| [";", "{", "}", ")", "]", "pub"].contains(&words[before]));
        if words[at] == "use" && starts_item && words.get(at + 1) != Some(&"<") {
            at = tree(&words, at + 1, &[], &mut names.imports);
        } else if words.get(at + 1) == Some(&"::") && words[at].starts_with(|c: char| c.is_alphabetic()) {
            let mut path = vec![words[at].to_owned()];
            at += 1;
            while words.get(at) == Some(&"::") && words.get(at + 1).is_some_and(|word| *word != "<") {
                path.push(words[at + 1].to_owned());
                at += 2;
            }
            names.used.push(path);
        } else {
            at += 1;
        }
    }
    names
}

/// Reads an import, or one of those in the braces of another, and returns where it ends.
fn tree(words: &[&str], mut at: usize, before: &[String], imports: &mut Vec<(String, Path)>) -> usize {
    let start = at;
    let mut path = before.to_vec();
    while let Some(word) = words.get(at) {
        match *word {
            "::" => at += 1,
            "{" => {
                at += 1;
                loop {
                    at = tree(words, at, &path, imports);
                    if words.get(at) != Some(&",") {
                        return at + 1;
                    }
                    at += 1;
                }
            }
            "as" => {
                imports.push((words[at + 1].to_owned(), path));
                return at + 2;
            }
            "self" if !before.is_empty() => at += 1,
            "," | "}" | ";" => break,
            part => {
                path.push(part.to_owned());
                at += 1;
            }
        }
    }
    // Behind the last comma of a list there may be nothing.
    let is_there = at > start;
    if let Some(name) = path.last().filter(|_| is_there).cloned() {
        imports.push((name, path));
    }
    at
}

#[test]
fn circles_are_found() {
    let modules = |files: &[(&str, &str)]| {
        let path = |path: &str| path.split("::").map(str::to_owned).collect();
        Modules(
            files
                .iter()
                .map(|(name, code)| (path(name), (*code).to_owned()))
                .collect(),
        )
    };
    let room =
        |parent, a, b| modules(&[("room", parent), ("room::a", a), ("room::b", b), ("room::b::c", "")]).circles();
    // Two files that import each other, by whatever way of naming.
    let circle = ["room::a uses super::b::B", "room::b uses super::a::A"];
    assert_eq!(room("", "use super::b::B;", "use super::a::A;"), circle);
    assert_eq!(
        room("", "fn f() -> super::b::B {}", "use super::{a::{self, A}, x::Y};").len(),
        2
    );
    assert_eq!(
        room("", "use crate::room::b::c::C as D;", "use crate::room::a;").len(),
        2
    );
    // What a parent passes on is its child's, what it declares is nobody's.
    assert_eq!(
        room("pub use self::b::B;", "use super::B;", "use super::a::A;").len(),
        2
    );
    assert_eq!(
        room("struct S; use b::B;", "use super::S;", "use super::a::A;"),
        [""; 0]
    );
    // One way only.
    assert_eq!(room("", "use super::b::B;", "use self::c::C; use std::a::A;"), [""; 0]);
}
