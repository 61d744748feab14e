//! One term for a thing in all that is said, in either language: `docs/glossary.toml` has the terms, with words that are not
//! used for them. The glossaries of the manual are made from it (`UPDATE=1` writes them), and all texts are held to it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use stdreg::analysis::example;
use stdreg::keys::TableKind;
use stdreg::messages::Language;
use stdreg::rules;

/// A term, or a phrase, with the words that are not used for it.
struct Term {
    zh: String,
    en: String,
    about: [String; 2],
    is_phrase: bool,
    /// In Chinese and in English: what is not written, and phrases in which it is right.
    not: [Vec<String>; 2],
    but: [Vec<String>; 2],
}

/// A text that is shown to people: where it is from, and what it says.
type Said = (String, String);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn glossary() -> Vec<Term> {
    let document: toml_edit::DocumentMut = read("docs/glossary.toml").parse().unwrap();
    let list = |table: &toml_edit::Table, key: &str| -> Vec<String> {
        let items = table.get(key).and_then(|item| item.as_array());
        let items = items
            .into_iter()
            .flatten()
            .map(|item| item.as_str().unwrap().to_owned());
        items.collect()
    };
    let text = |table: &toml_edit::Table, key: &str| table[key].as_str().unwrap().to_owned();
    let mut terms = Vec::new();
    for kind in ["term", "phrase"] {
        for table in document[kind].as_array_of_tables().unwrap() {
            let is_phrase = kind == "phrase";
            let [zh, en] = match is_phrase {
                true => list(table, "write").try_into().unwrap(),
                false => [text(table, "zh"), text(table, "en")],
            };
            let about = match is_phrase {
                true => [String::new(), String::new()],
                false => list(table, "about").try_into().unwrap(),
            };
            terms.push(Term {
                zh,
                en,
                about,
                is_phrase,
                not: ["not_zh", "not_en"].map(|key| list(table, key)),
                but: ["but_zh", "but_en"].map(|key| list(table, key)),
            });
        }
    }
    terms
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The values of the message files, line by line, without keys, comments and the commands of examples.
fn messages(language: Language) -> Vec<Said> {
    let mut said = Vec::new();
    let folder = root().join("src/messages").join(language.tag());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let is_key = |name: &str| {
                name.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
            };
            let value = match line.trim().split_once(" =") {
                _ if line.starts_with('#') => continue,
                Some((name, value)) if is_key(name) => value,
                _ => line,
            };
            let name = path.file_name().unwrap().to_string_lossy();
            said.push((format!("{}/{name}:{}", language.tag(), number + 1), value.to_owned()));
        }
    }
    said
}

/// What rule pages say, their examples left out.
fn pages(language: Language) -> Vec<Said> {
    let mut said = Vec::new();
    for definition in rules::ALL {
        let page = &definition.page;
        for (part, text) in [("what", page.what), ("why", page.why), ("fix", page.fix)] {
            said.push((
                format!("{}.{part}", definition.rule.name),
                text.get(language).to_owned(),
            ));
        }
    }
    for (letter, title) in rules::FAMILIES {
        said.push((format!("family {letter}"), title.get(language).to_owned()));
    }
    said
}

/// What hover and the tables of the manual say of keys.
fn keys(language: Language) -> Vec<Said> {
    let kinds = TableKind::OF_REGISTERS.into_iter().chain([
        TableKind::Scheme,
        TableKind::SchemeHead,
        TableKind::Layer,
        TableKind::LayerPath,
        TableKind::Prefix,
        TableKind::PlanForm,
        TableKind::StatisticItem,
        TableKind::Settings,
        TableKind::Format,
        TableKind::Catalogue,
    ]);
    let keys = kinds.flat_map(|kind| kind.keys().iter().map(move |key| (kind, key)));
    keys.flat_map(|(kind, key)| {
        let name = format!("{}.{}", kind.path(), key.name);
        [
            (format!("{name} heading"), key.heading.get(language).to_owned()),
            (format!("{name} help"), key.help.get(language).to_owned()),
        ]
    })
    .collect()
}

/// Files that say all in one language, or in both at once.
fn files(language: Language) -> Vec<Said> {
    let both = [
        "src/cli/init/starter.toml",
        "src/cli/init/starter.scheme.toml",
        "editors/vscode/media/install.md",
    ];
    let of_language = match language {
        Language::Zh => [
            "editors/vscode/package.nls.zh-cn.json",
            "editors/vscode/l10n/bundle.l10n.zh-cn.json",
        ]
        .as_slice(),
        Language::En => ["editors/vscode/package.nls.json"].as_slice(),
    };
    let paths = both.iter().chain(of_language);
    let lines = paths.flat_map(|path| {
        let text = read(path);
        let lines: Vec<Said> = text
            .lines()
            .enumerate()
            // The keys of the editor's texts are their English.
            .map(|(number, line)| {
                let said = line.split_once("\": \"").map_or(line, |(_, said)| said);
                (format!("{path}:{}", number + 1), said.to_owned())
            })
            .collect();
        lines
    });
    lines.collect()
}

/// The prose of the manual and of the README, without code. The glossary lists what is not to be written.
fn manual(language: Language) -> Vec<Said> {
    let readme = match language {
        Language::Zh => "README.md",
        Language::En => "README.en.md",
    };
    let folder = format!("docs/{}", language.tag());
    let pages = fs::read_dir(root().join(&folder)).unwrap();
    let mut paths: Vec<String> = pages
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()))
        .filter(|path| !path.ends_with("/glossary.md"))
        .chain([readme.to_owned()])
        .collect();
    paths.sort();
    let mut said = Vec::new();
    for path in paths {
        let mut is_code = false;
        for (number, line) in read(&path).lines().enumerate() {
            let is_fence = line.trim_start().starts_with("```");
            is_code ^= is_fence;
            if is_code || is_fence {
                continue;
            }
            // Between two backticks stands code, between parentheses after brackets an address.
            let prose: Vec<&str> = line.split('`').step_by(2).collect();
            let prose = prose.join("…");
            let without_addresses: Vec<&str> = prose
                .split("](")
                .enumerate()
                .map(|(place, part)| match place {
                    0 => part,
                    _ => part.split_once(')').map_or("", |(_, rest)| rest),
                })
                .collect();
            said.push((format!("{path}:{}", number + 1), without_addresses.join("]")));
        }
    }
    said
}

/// The texts of the editor's program, which are their own keys in its translations.
fn of_editor() -> Vec<Said> {
    let path = "editors/vscode/l10n/bundle.l10n.zh-cn.json";
    let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read(path)).unwrap();
    texts.keys().map(|text| (path.to_owned(), text.clone())).collect()
}

fn all(language: Language) -> Vec<Said> {
    let mut said = [
        messages(language),
        pages(language),
        keys(language),
        files(language),
        manual(language),
    ]
    .concat();
    if language == Language::En {
        said.extend(of_editor());
    }
    said
}

/// Whether a word is in a text, in English as whole words.
fn has(language: Language, text: &str, word: &str) -> bool {
    match language {
        Language::Zh => text.contains(word),
        Language::En => {
            let (text, word) = (text.to_lowercase(), word.to_lowercase());
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            text.match_indices(&word).any(|(start, word)| {
                let (before, after) = (&text[..start], &text[start + word.len()..]);
                !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
            })
        }
    }
}

fn without(text: &str, phrases: &[String]) -> String {
    phrases.iter().fold(text.to_lowercase(), |text, phrase| {
        text.replace(&phrase.to_lowercase(), "…")
    })
}

#[test]
fn one_term_is_used_for_a_thing() {
    let mut wrong = String::new();
    for (index, language) in [Language::Zh, Language::En].into_iter().enumerate() {
        let said = all(language);
        assert!(said.len() > 1500, "{} texts in {}", said.len(), language.tag());
        for term in glossary() {
            for (place, text) in &said {
                let rest = without(text, &term.but[index]);
                for word in term.not[index].iter().filter(|word| has(language, &rest, word)) {
                    let better = [&term.zh, &term.en][index];
                    writeln!(wrong, "{place}: “{word}”, write “{better}”: {text}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn chinese_takes_chinese_punctuation() {
    let mut wrong = String::new();
    for (place, text) in all(Language::Zh)
        .into_iter()
        .filter(|(place, _)| !place.contains("starter"))
    {
        let characters: Vec<char> = text.chars().collect();
        let is_half_width = |pair: &[char]| {
            is_han(pair[0]) && matches!(pair[1], ',' | ':' | ';' | '?' | '!' | '(') || pair[0] == ')' && is_han(pair[1])
        };
        // Key and value of an example of the command line stand next to each other.
        if characters.windows(2).any(is_half_width) {
            writeln!(wrong, "{place}: {text}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn questions_end_as_questions() {
    let mut wrong = String::new();
    for (place, text) in all(Language::Zh) {
        if (text.contains("是否为") || text.contains("是否应为")) && !text.contains('？') {
            writeln!(wrong, "{place}: {text}").unwrap();
        }
    }
    for (place, text) in all(Language::En) {
        if text.to_lowercase().contains("did you mean") && !text.contains('?') {
            writeln!(wrong, "{place}: {text}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The findings in the examples of rule pages are in the language of the page, and so is all else: no test's notation, and
/// no sentence in the other language.
#[test]
fn a_page_is_in_one_language() {
    for definition in rules::ALL {
        let name = definition.rule.name;
        for example in [definition.page.bad, definition.page.good] {
            for language in Language::ALL {
                let text = example::shown(example, language);
                for comment in text.lines().filter_map(|line| line.strip_prefix("# ↑ ")) {
                    let is_chinese = comment.get(4..).is_some_and(|rest| rest.starts_with('：'));
                    assert_eq!(is_chinese, language == Language::Zh, "{name}: {comment}");
                    let words: Vec<&str> = comment.split_whitespace().collect();
                    let is_word = |word: &&str| {
                        word.trim_end_matches([',', ';', '.'])
                            .bytes()
                            .all(|b| b.is_ascii_lowercase())
                    };
                    let english = words.windows(2).any(|words| words.iter().all(is_word));
                    assert_eq!(english, language == Language::En, "{name}: {comment}");
                }
            }
        }
        for (part, text) in [
            ("what", definition.page.what),
            ("why", definition.page.why),
            ("fix", definition.page.fix),
        ] {
            let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
            assert!(han(text.zh) * 4 > text.zh.chars().count(), "{name}.{part}: {}", text.zh);
            assert!(han(text.en) * 6 < text.en.chars().count(), "{name}.{part}: {}", text.en);
        }
    }
}

/// The glossary of the manual in a language.
fn page(language: Language) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let words = |words: &[String]| cell(&words.join(if language == Language::Zh { "、" } else { ", " }));
    let mut text = match language {
        Language::Zh => "# 用语\n\n[English](../en/glossary.md)\n\n本手册、消息和规则说明对每一事物只用一个词。本页由 `docs/glossary.toml` 生成。\n\n| 中文 | 英文 | 含义 | 不用 |\n|---|---|---|---|\n",
        Language::En => "# Glossary\n\n[中文](../zh/glossary.md)\n\nThis manual, all messages and rule pages use one term for each thing. This page is made from `docs/glossary.toml`.\n\n| English | Chinese | meaning | not |\n|---|---|---|---|\n",
    }
    .to_owned();
    let index = usize::from(language == Language::En);
    for term in glossary().iter().filter(|term| !term.is_phrase) {
        let (first, second) = match language {
            Language::Zh => (&term.zh, &term.en),
            Language::En => (&term.en, &term.zh),
        };
        let (about, not) = (cell(&term.about[index]), words(&term.not[index]));
        writeln!(text, "| {first} | {second} | {about} | {not} |").unwrap();
    }
    text.push_str(match language {
        Language::Zh => "\n## 说法\n\n| 写 | 不写 |\n|---|---|\n",
        Language::En => "\n## Phrases\n\n| write | not |\n|---|---|\n",
    });
    for term in glossary()
        .iter()
        .filter(|term| term.is_phrase && !term.not[index].is_empty())
    {
        let write = cell([&term.zh, &term.en][index]);
        writeln!(text, "| {write} | {} |", words(&term.not[index])).unwrap();
    }
    text
}

#[test]
fn the_manual_has_the_glossary() {
    for language in Language::ALL {
        let path = root().join("docs").join(language.tag()).join("glossary.md");
        let page = page(language);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &page).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            written,
            page,
            "UPDATE=1 cargo test --test glossary writes {}",
            path.display()
        );
    }
}
