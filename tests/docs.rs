//! What is written about stdreg is what stdreg does: the README's table of rules and its transcript are made from the
//! code. `UPDATE=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use stdreg::diagnostic::FixAvailability;
use stdreg::keys::{Key, Need, TableKind};
use stdreg::messages::Language;
use stdreg::rules;
use stdreg::scheme::Scheme;
use stdreg::workspace::{Files, SettingsFinder};

/// Holds what stands between `<!-- name -->` and `<!-- /name -->` in the README to what it must be.
fn hold(name: &str, expected: &str) {
    hold_in("README.md", name, expected);
}

/// Likewise, in another page.
fn hold_in(page: &str, name: &str, expected: &str) {
    // Tests run at once, and the sections are in one file.
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the page has the section") + open.len();
    let end = text[start..].find(&close).expect("the section ends") + start;
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{}{expected}{}", &text[..start], &text[end..])).unwrap();
        return;
    }
    assert_eq!(
        &text[start..end],
        expected,
        "UPDATE=1 cargo test --test docs writes it anew"
    );
}

#[test]
fn the_readme_lists_the_rules() {
    let mut table = String::from("| code | name | severity | fix | what it finds |\n|---|---|---|---|---|\n");
    for definition in rules::ALL {
        let rule = &definition.rule;
        let fix = match rule.fix {
            FixAvailability::None => "",
            FixAvailability::Safe => "safe",
            FixAvailability::Unsafe => "unsafe",
            FixAvailability::SafeOrUnsafe => "safe or unsafe",
        };
        let what = definition.page.what.get(Language::En).replace('|', "\\|");
        writeln!(
            table,
            "| {} | `{}` | {} | {fix} | {what} |",
            rule.code, rule.name, rule.severity
        )
        .unwrap();
    }
    hold("rules", &table);
}

#[test]
fn the_readme_lists_the_settings() {
    let mut table = String::from("| key | takes | default | what it does | 说明 |\n|---|---|---|---|---|\n");
    let mut row = |path: String, key: &Key| {
        let takes = key.value.word().render(Language::En);
        let default = key.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let (en, zh) = (key.help.en, key.help.zh);
        writeln!(table, "| `{path}` | {takes} | {default} | {en} | {zh} |").unwrap();
    };
    for key in TableKind::Settings.keys() {
        row(key.name.to_owned(), key);
        for child in key.children() {
            row(format!("{}.{}", key.name, child.name), child);
        }
    }
    hold("settings", &table);
}

/// The tables of keys of the pages about registers and schemes.
#[test]
fn the_manual_lists_the_keys() {
    use TableKind::{Category, Entry, Level, Register, Required, Revision, Row, Statistics, Status, Subsystem, Table};
    use TableKind::{Column, Layer, LayerPath, PlanForm, Prefix, SchemeHead, StatisticItem, StatisticsColumn};
    let of_registers = [
        StatisticsColumn,
        Register,
        Revision,
        Subsystem,
        Category,
        Required,
        Table,
        Entry,
        Statistics,
        Row,
        Status,
        Level,
    ];
    let of_schemes = [
        SchemeHead,
        Layer,
        LayerPath,
        Status,
        Level,
        Prefix,
        PlanForm,
        Column,
        StatisticItem,
    ];
    for language in Language::ALL {
        let tag = language.tag();
        hold_in(
            &format!("docs/{tag}/format.md"),
            &format!("keys {tag}"),
            &keys(&of_registers, language),
        );
        hold_in(
            &format!("docs/{tag}/schemes.md"),
            &format!("scheme-keys {tag}"),
            &keys(&of_schemes, language),
        );
    }
}

/// A table of keys for each kind of table.
fn keys(kinds: &[TableKind], language: Language) -> String {
    let columns = &Scheme::built_in().columns;
    let mut text = String::new();
    for kind in kinds {
        let head = match language {
            Language::Zh => "| 键 | 名称 | 取值 | 必填 | 说明 |",
            Language::En => "| key | name | takes | required | what it is |",
        };
        write!(text, "\n`{}`\n\n{head}\n|---|---|---|---|---|\n", kind.path()).unwrap();
        for key in columns.keys(*kind) {
            let (heading, help) = (key.heading.get(language), key.help.get(language));
            let takes = key.value.word().render(language);
            let need = match (key.need, language) {
                (Need::Always, Language::Zh) => "是".to_owned(),
                (Need::Always, Language::En) => "yes".to_owned(),
                (Need::In(phases), _) => phases.iter().map(|phase| phase.name()).collect::<Vec<_>>().join(", "),
                (Need::Never, _) => String::new(),
            };
            writeln!(text, "| `{}` | {heading} | {takes} | {need} | {help} |", key.name).unwrap();
        }
    }
    text.push('\n');
    text
}

/// The examples of the manual are registers and schemes without faults.
#[test]
fn the_examples_of_the_manual_are_clean() {
    for page in [
        "docs/en/format.md",
        "docs/zh/format.md",
        "docs/en/schemes.md",
        "docs/zh/schemes.md",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = std::fs::read_to_string(&path).unwrap();
        let (_, rest) = text.split_once("<!-- example").expect("the page has an example");
        let example = rest.split("```").nth(1).unwrap().strip_prefix("toml\n").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let name = if rest.starts_with(" scheme") {
            "svc.scheme.toml"
        } else {
            "register.toml"
        };
        std::fs::write(folder.path().join(name), example).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(["check", "--output-format", "concise", "--fail-on", "info", name])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{page}: {shown}");
    }
}

/// The commands of the chapter about a year, one after the other on one register, with what they print.
#[cfg(unix)]
#[test]
fn the_year_with_a_register_is_as_it_is_told() {
    let binary = Path::new(env!("CARGO_BIN_EXE_stdreg")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    for language in Language::ALL {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{}/year.md", language.tag()));
        let text = std::fs::read_to_string(&page).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let register = include_str!("registers/internet-plus/register.toml");
        std::fs::write(folder.path().join("register.toml"), register).unwrap();
        let commands = std::cell::Cell::new(0);
        let run = |command: &str| {
            // A week goes by from command to command.
            commands.set(commands.get() + 1);
            let week = commands.get();
            let date = format!("2026-{:02}-{:02}T09:00:00+08:00", week / 4 + 1, week % 4 * 7 + 1);
            let output = Command::new("sh")
                .args(["-c", &format!("exec 2>&1; {command}")])
                .current_dir(folder.path())
                .env("PATH", &path)
                .env(
                    "LC_ALL",
                    if language == Language::Zh {
                        "zh_CN.UTF-8"
                    } else {
                        "en_GB.UTF-8"
                    },
                )
                .env("NO_COLOR", "1")
                .env("GIT_CONFIG_GLOBAL", "/dev/null")
                .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Li")))
                .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "li@example.org")))
                .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_DATE"), date.as_str())))
                .output()
                .unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let mut expected = String::new();
        for (place, part) in text.split("```").enumerate() {
            if place > 0 {
                expected.push_str("```");
            }
            let Some(block) = part.strip_prefix("console\n").filter(|_| place % 2 == 1) else {
                expected.push_str(part);
                continue;
            };
            expected.push_str("console\n");
            for line in block.lines().filter(|line| line.starts_with("$ ")) {
                expected.push_str(&format!("{line}\n{}", run(&line[2..])));
            }
        }
        assert!(commands.get() > 25);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&page, &expected).unwrap();
        } else {
            assert_eq!(text, expected, "UPDATE=1 cargo test --test docs writes it anew");
        }
    }
}

/// Links between the pages, and to files of the project, lead somewhere.
#[test]
fn links_of_the_manual_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/en/format.md",
        "docs/zh/format.md",
        "docs/en/schemes.md",
        "docs/zh/schemes.md",
        "docs/en/year.md",
        "docs/zh/year.md",
    ];
    for page in pages {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            let target = root.join(page).parent().unwrap().join(file);
            assert!(target.exists(), "{page}: {link}");
        }
    }
}

/// The example of the README is read, and has every setting in it.
#[test]
fn the_readme_shows_every_setting() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let start = readme.find("<!-- settings-example -->").unwrap();
    let text = readme[start..]
        .split("```")
        .nth(1)
        .unwrap()
        .strip_prefix("toml\n")
        .unwrap();
    let mut files = Files::default();
    files.overlay(Path::new("/project/stdreg.toml"), text.as_bytes());
    let settings = SettingsFinder::default()
        .find(&files, Path::new("/project/a.toml"))
        .unwrap();
    for key in TableKind::Settings.keys() {
        assert!(settings.place(&[key.name]).is_some(), "{}", key.name);
        for child in key.children() {
            assert!(settings.place(&[key.name, child.name]).is_some(), "{}", child.name);
        }
    }
    let unknown: Vec<_> = settings
        .selectors()
        .filter(|selector| rules::select(&selector.name).is_empty())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn settings_say_something_in_both_languages() {
    for key in TableKind::Settings.keys().iter().chain(TableKind::Scheme.keys()) {
        for key in std::iter::once(key).chain(key.children()) {
            let is_chinese = key.help.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(is_chinese && !key.help.en.is_empty(), "{}", key.name);
        }
    }
}

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args([
            "check",
            "--lang",
            "zh",
            "--color",
            "never",
            "--ignore",
            "E012,E017",
            "tests/registers/internet-plus",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let findings = String::from_utf8(output.stdout).unwrap();
    hold("transcript", &format!("```text\n{}\n```\n", findings.trim_end()));
}

#[test]
fn every_page_says_something_in_both_languages() {
    for definition in rules::ALL {
        let page = &definition.page;
        for text in [page.what, page.why, page.fix] {
            for language in Language::ALL {
                assert!(!text.get(language).trim().is_empty(), "{}", definition.rule.name);
            }
            let is_chinese = text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(is_chinese, "{}: {}", definition.rule.name, text.zh);
        }
    }
}
