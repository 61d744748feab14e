//! What is written about stdreg is what stdreg does: the manual's tables of rules, settings and keys, and its transcripts, are
//! made from the code. `UPDATE=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use stdreg::diagnostic::{FixAvailability, Severity};
use stdreg::keys::{Key, Need, TableKind};
use stdreg::messages::Language;
use stdreg::rules;
use stdreg::scheme::Scheme;
use stdreg::workspace::{Files, SettingsFinder};

/// Holds what stands between `<!-- name -->` and `<!-- /name -->` in a page to what it must be.
fn hold(page: &str, name: &str, expected: &str) {
    // Tests run at once, and several sections are in one file.
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
        "{page}: UPDATE=1 cargo test --test docs writes it anew"
    );
}

/// A page of the manual, by its path from the root of the project.
fn page(language: Language, name: &str) -> String {
    format!("docs/{}/{name}.md", language.tag())
}

#[test]
fn the_manual_lists_the_rules() {
    for language in Language::ALL {
        let mut table = String::from(match language {
            Language::Zh => "| 代码 | 名称 | 级别 | 修复 | 查什么 |\n",
            Language::En => "| code | name | severity | fix | what it finds |\n",
        });
        table.push_str("|---|---|---|---|---|\n");
        for definition in rules::ALL {
            let rule = &definition.rule;
            let severity = match (rule.severity, language) {
                (severity, Language::En) => severity.to_string(),
                (Severity::Error, Language::Zh) => "错误".to_owned(),
                (Severity::Warning, Language::Zh) => "警告".to_owned(),
                (Severity::Info, Language::Zh) => "提示".to_owned(),
            };
            let fix = match (rule.fix, language) {
                (FixAvailability::None, _) => "",
                (FixAvailability::Safe, Language::En) => "safe",
                (FixAvailability::Unsafe, Language::En) => "unsafe",
                (FixAvailability::SafeOrUnsafe, Language::En) => "safe or unsafe",
                (FixAvailability::Safe, Language::Zh) => "安全",
                (FixAvailability::Unsafe, Language::Zh) => "不安全",
                (FixAvailability::SafeOrUnsafe, Language::Zh) => "安全或不安全",
            };
            let what = definition.page.what.get(language).replace('|', "\\|");
            writeln!(
                table,
                "| {} | `{}` | {severity} | {fix} | {what} |",
                rule.code, rule.name
            )
            .unwrap();
        }
        hold(&page(language, "rules"), "rules", &table);
    }
}

#[test]
fn the_manual_lists_the_settings() {
    for language in Language::ALL {
        let mut table = String::from(match language {
            Language::Zh => "| 键 | 取值 | 默认 | 作用 |\n",
            Language::En => "| key | takes | default | what it does |\n",
        });
        table.push_str("|---|---|---|---|\n");
        let mut row = |path: String, key: &Key| {
            let takes = key.value.word().render(language);
            let default = key.default.map(|default| format!("`{default}`")).unwrap_or_default();
            let help = key.help.get(language);
            writeln!(table, "| `{path}` | {takes} | {default} | {help} |").unwrap();
        };
        for key in TableKind::Settings.keys() {
            row(key.name.to_owned(), key);
            for child in key.children() {
                row(format!("{}.{}", key.name, child.name), child);
            }
        }
        hold(&page(language, "settings"), "settings", &table);
    }
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
        let of_registers = keys(&of_registers, language);
        hold(&page(language, "format"), &format!("keys {tag}"), &of_registers);
        let of_schemes = keys(&of_schemes, language);
        hold(&page(language, "schemes"), &format!("scheme-keys {tag}"), &of_schemes);
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

/// The commands of the page to start with, and of the chapter about a year, one after the other, with what they print.
#[cfg(unix)]
#[test]
fn what_the_manual_runs_is_as_it_is_told() {
    let binary = Path::new(env!("CARGO_BIN_EXE_stdreg")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let register = include_bytes!("registers/internet-plus/register.toml");
    let workbook = include_bytes!("../docs/files/list.xlsx");
    for (language, name, file, contents) in [
        (Language::Zh, "year", "register.toml", &register[..]),
        (Language::En, "year", "register.toml", &register[..]),
        (Language::Zh, "start", "明细表.xlsx", &workbook[..]),
        (Language::En, "start", "list.xlsx", &workbook[..]),
    ] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(page(language, name));
        let text = std::fs::read_to_string(&page).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(file), contents).unwrap();
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
        assert!(commands.get() >= 8, "{}", page.display());
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
    let mut pages: Vec<PathBuf> = [
        "README.md",
        "README.en.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CODE_OF_CONDUCT.md",
        "editors/README.md",
        "examples/README.md",
    ]
    .iter()
    .map(PathBuf::from)
    .collect();
    for folder in ["docs/zh", "docs/en", "docs/adr"] {
        let folder = PathBuf::from(folder);
        for file in std::fs::read_dir(root.join(&folder)).unwrap() {
            pages.push(folder.join(file.unwrap().file_name()));
        }
    }
    assert!(pages.len() > 20);
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    for page in pages {
        let text = std::fs::read_to_string(root.join(&page)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            let target = root.join(&page).parent().unwrap().join(file);
            assert!(target.exists(), "{}: {link}", page.display());
        }
    }
}

/// The tests that SECURITY.md names are there, and the extension declares what it says.
#[test]
fn what_the_threat_model_says_is_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let named: Vec<_> = text.split('`').filter(|word| word.starts_with("tests/")).collect();
    assert!(named.len() > 20);
    for name in named {
        assert!(root.join(name).exists(), "{name}");
    }
    let package = std::fs::read(root.join("editors/vscode/package.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&package).unwrap();
    let untrusted = &package["capabilities"]["untrustedWorkspaces"];
    assert_eq!(untrusted["supported"], "limited");
    let restricted = untrusted["restrictedConfigurations"].as_array().unwrap();
    assert!(restricted.iter().any(|setting| setting == "stdreg.path"));
}

/// Every page is there in both languages, and says where the other one is.
#[test]
fn every_page_is_there_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (language, other) in [("zh", "en"), ("en", "zh")] {
        for file in std::fs::read_dir(root.join(language)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let Some(stem) = name.strip_suffix(".md") else {
                continue;
            };
            let text = std::fs::read_to_string(root.join(language).join(&name)).unwrap();
            assert!(root.join(other).join(&name).exists(), "{other}/{name}");
            assert!(text.contains(&format!("](../{other}/{stem}.md)")), "{language}/{name}");
        }
    }
}

/// The example of settings is read, has every setting in it, and is the same in both languages.
#[test]
fn the_manual_shows_every_setting() {
    let texts = Language::ALL.map(|language| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page(language, "settings"));
        let text = std::fs::read_to_string(path).unwrap();
        let start = text.find("<!-- settings-example -->").unwrap();
        let block = text[start..].split("```").nth(1).unwrap();
        block.strip_prefix("toml\n").unwrap().to_owned()
    });
    let [text, other] = &texts;
    assert_eq!(text, other);
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

/// The first finding that the first command prints is shown.
#[test]
fn what_the_first_command_prints_is_shown() {
    for (language, readme) in [(Language::Zh, "README.md"), (Language::En, "README.en.md")] {
        let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .args(["check", "--lang", language.tag(), "--color", "never"])
            .arg("tests/registers/internet-plus")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        let findings = String::from_utf8(output.stdout).unwrap();
        let first: String = findings.lines().take(5).map(|line| format!("{line}\n")).collect();
        hold(readme, "transcript", &format!("```text\n{first}```\n"));
    }
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
