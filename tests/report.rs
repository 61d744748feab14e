//! What a person sees: the outputs of hand-made findings against `tests/snapshots`, which a person reads side by side.
//! A missing snapshot is a failure; `UPDATE=1` writes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/cases.rs"]
mod cases;
mod golden;

use std::sync::Arc;

use cases::cases;
use golden::golden;
use stdreg::diagnostic::{Applicability, Diagnostic, Edit, FixAvailability, Place, Rule, Severity};
use stdreg::messages::{Language, Message};
use stdreg::register::{FileRole, SourceFile};
use stdreg::report::{self, Color, Finding, Format, Repeats, statistics};
use stdreg::scheme::Scheme;
use stdreg::text::{FileId, Span};
use unicode_width::UnicodeWidthStr;

static DUPLICATE: Rule = Rule {
    code: "S001",
    name: "duplicate-code",
    severity: Severity::Error,
    fix: FixAvailability::Unsafe,
};

static LENGTH: Rule = Rule {
    code: "C001",
    name: "code-length",
    severity: Severity::Warning,
    fix: FixAvailability::Safe,
};

/// Files with findings in them, found by the text that they are about.
struct Register {
    files: Arc<[Arc<SourceFile>]>,
}

impl Register {
    fn new(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| {
            Arc::new(SourceFile::new((*path).to_owned(), FileRole::Root, (*text).to_owned()))
        };
        Self {
            files: files.iter().map(file).collect(),
        }
    }

    /// The place of the `nth` time (from 0) that a file has a text.
    fn place(&self, file: u32, part: &str, nth: usize) -> Place {
        let text = &self.files[file as usize].text;
        let (start, _) = text.match_indices(part).nth(nth).expect("the text is in the file");
        Place::in_file(FileId(file), Span::of(start..start + part.len()))
    }

    fn finding(&self, diagnostic: Diagnostic) -> Finding {
        Finding {
            columns: Arc::new(Scheme::built_in().columns.clone()),
            diagnostic,
            files: Arc::clone(&self.files),
        }
    }
}

fn duplicate(place: Place, code: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE, place, Message::new("duplicate-code").with("code", code))
}

fn length(place: Place, code: &str) -> Diagnostic {
    let message = Message::new("code-length")
        .with("code", code)
        .with("length", code.chars().count())
        .with("expected", 13u32)
        .with("scheme", "GA/T 1136-2014");
    Diagnostic::new(&LENGTH, place, message)
}

fn first() -> Message {
    Message::attribute("duplicate-code", "first")
}

fn free(code: &str) -> Message {
    Message::attribute("duplicate-code", "fix").with("free", code)
}

fn render(format: Format, findings: &[Finding], language: Language, color: Color) -> String {
    let mut out = Vec::new();
    let paths = report::Paths::default();
    report::render(format, findings, &paths, Repeats::Once, (language, color), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn full(findings: &[Finding]) -> String {
    render(Format::Full, findings, Language::Zh, Color::Never)
}

/// Two entries of one code, and a short one, under wide characters.
fn wide() -> Vec<Finding> {
    let register = Register::new(&[(
        "register.toml",
        "[[table.entry]]\ncode = \"2095021P1013T\"\n\n[[table.entry]]\n{ title = \"“公安数据元”编写规则\", code = \"2095021P1013T\" }\ncode = \"２０９５\" # 全角\n",
    )]);
    let code = "2095021P1013T";
    let second = register.place(0, code, 1);
    vec![
        register.finding(
            duplicate(second, code)
                .twin(register.place(0, code, 0), first())
                .replace(Applicability::Unsafe, free("2095021P1023T"), second, "2095021P1023T"),
        ),
        register.finding(length(register.place(0, "２０９５", 0), "２０９５").replace(
            Applicability::Safe,
            free("2095"),
            register.place(0, "２０９５", 0),
            "2095",
        )),
    ]
}

fn in_two_files() -> Vec<Finding> {
    let register = Register::new(&[
        (
            "register.toml",
            "[register]\r\ntitle = \"体系\"\r\ncode = \"1095011P0073T\"\r\n",
        ),
        (
            "tables/数据.toml",
            "# 数据\r\n\r\n\t[[table.entry]]\r\n\tcode\t= \"1095011P0073T\"\r\n",
        ),
    ]);
    let code = "1095011P0073T";
    let second = register.place(1, code, 0);
    vec![register.finding(duplicate(second, code).twin(register.place(0, code, 0), first()))]
}

#[test]
fn findings_with_one_cause_are_shown_once_by_full_alone() {
    let register = Register::new(&[("a.toml", "x = 1\nx = 2\nx = 3\nx = 4\nx = 5\ny = 1\n")]);
    let at = |nth| register.finding(duplicate(register.place(0, "x", nth), "x"));
    let other = register.finding(duplicate(register.place(0, "y", 0), "y"));
    let few: Vec<Finding> = (0..3).map(at).chain([other.clone()]).collect();
    assert_eq!(full(&few).matches("S001").count(), 4);
    assert!(!full(&few).contains("--all"));
    let many: Vec<Finding> = (0..5).map(at).chain([other]).collect();
    let shown = full(&many);
    assert_eq!(shown.matches("S001").count(), 2, "{shown}");
    let places = "a.toml:2:1、a.toml:3:1、a.toml:4:1、a.toml:5:1（用 --all 逐个列出）";
    assert!(shown.contains(&format!("另有 4 处问题原因相同：{places}")), "{shown}");
    let concise = render(Format::Concise, &many, Language::Zh, Color::Never);
    assert_eq!(concise.lines().count(), 6, "{concise}");
}

#[test]
fn wide_characters() {
    golden("wide.zh.txt", &full(&wide()));
    golden(
        "wide.en.txt",
        &render(Format::Full, &wide(), Language::En, Color::Never),
    );
    golden(
        "wide.color.txt",
        &render(Format::Full, &wide(), Language::En, Color::Always).replace('\x1b', "␛"),
    );
    golden(
        "wide.concise.txt",
        &render(Format::Concise, &wide(), Language::Zh, Color::Never),
    );
    golden(
        "wide.json.txt",
        &render(Format::Json, &wide(), Language::En, Color::Never),
    );
    golden(
        "wide.json-lines.txt",
        &render(Format::JsonLines, &wide(), Language::Zh, Color::Never),
    );
}

#[test]
fn forms_for_services() {
    for format in Format::ALL.into_iter().skip(4) {
        let mut findings = wide();
        findings.extend(in_two_files());
        let mut shown = render(format, &findings, Language::Zh, Color::Never);
        if format == Format::Sarif {
            // The page of a rule is not what this is about.
            let mut log: serde_json::Value = serde_json::from_str(&shown).unwrap();
            for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
                let help = rule["help"].as_object_mut().unwrap();
                assert!(help["markdown"].as_str().unwrap().starts_with("# "));
                help.insert("markdown".to_owned(), "…".into());
            }
            shown = serde_json::to_string_pretty(&log).unwrap() + "\n";
            shown = shown.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        }
        if format == Format::Github {
            let word = shown
                .lines()
                .next()
                .unwrap()
                .trim_start_matches("::stop-commands::")
                .to_owned();
            shown = shown.replace(&word, "stdreg-RANDOM");
        }
        golden(&format!("services.{format}.txt"), &shown);
    }
}

/// What each of the forms says of one place, counted by hand: line 5, characters 34 to 47, and 54 bytes before it.
#[test]
fn columns_are_counted_as_each_service_counts() {
    let value = |format| -> serde_json::Value {
        serde_json::from_str(&render(format, &wide(), Language::En, Color::Never)).unwrap()
    };
    let region = &value(Format::Sarif)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let expected = serde_json::json!({ "startLine": 5, "startColumn": 34, "endLine": 5, "endColumn": 47 });
    assert_eq!(region, &expected);
    let range = &value(Format::Rdjson)["diagnostics"][0]["location"]["range"];
    let expected = serde_json::json!({ "start": { "line": 5, "column": 56 }, "end": { "line": 5, "column": 69 } });
    assert_eq!(range, &expected);
    let positions = &value(Format::Gitlab)[0]["location"]["positions"];
    let expected = serde_json::json!({ "begin": { "line": 5, "column": 34 }, "end": { "line": 5, "column": 47 } });
    assert_eq!(positions, &expected);
}

#[test]
fn annotations_begin_with_the_gravest_and_say_what_is_not_shown() {
    let register = Register::new(&[("a.toml", &"x\n".repeat(40))]);
    let mut findings = Vec::new();
    for nth in 0..12 {
        findings.push(register.finding(length(register.place(0, "x", nth), "x")));
        findings.push(register.finding(duplicate(register.place(0, "x", nth), "x")));
    }
    let shown = render(Format::Github, &findings, Language::En, Color::Never);
    let commands: Vec<&str> = shown.lines().filter(|line| line.starts_with("::")).collect();
    let pause = commands[0].strip_prefix("::stop-commands::").unwrap();
    assert_eq!(commands[1], format!("::{pause}::"));
    assert!(
        commands[2..14]
            .iter()
            .all(|line| line.starts_with("::error file=a.toml,line="))
    );
    assert!(commands[14..].iter().all(|line| line.starts_with("::warning ")));
    assert_eq!(commands.len(), 26);
    assert!(
        shown.contains("\n2 more errors are not shown as annotations; see above\n"),
        "{shown}"
    );
    assert!(shown.ends_with("2 more warnings are not shown as annotations; see above\n"));
}

/// A register is anyone's file: what it says must not become a command of the service that shows it.
#[test]
fn no_command_can_be_smuggled_in() {
    let text = "::error::x%0A\n::set-output name=a::b";
    let register = Register::new(&[("a,b:c.toml", text)]);
    let findings = [register.finding(length(register.place(0, text, 0), text))];
    let shown = render(Format::Github, &findings, Language::En, Color::Never);
    let (_, commands) = shown.split_once("\n::stdreg-").unwrap();
    let command = commands.lines().nth(1).unwrap();
    assert!(command.starts_with("::warning file=a%2Cb%3Ac.toml,line=1,endLine=2,title=C001 code-length::"));
    assert!(command.contains("::error::x%250A ::set-output"), "{command}");
    assert_eq!(commands.lines().count(), 2);
}

/// The word that turns commands on again follows from nothing that is in the register.
#[test]
fn the_word_that_turns_commands_on_again_is_another_each_time() {
    let word = || {
        let shown = render(Format::Github, &wide(), Language::En, Color::Never);
        shown.lines().next().unwrap().to_owned()
    };
    let words: std::collections::BTreeSet<String> = (0..20).map(|_| word()).collect();
    assert_eq!(words.len(), 20, "{words:?}");
}

/// Names of files are anyone's as well.
#[test]
fn a_name_of_a_file_harms_in_no_form() {
    let name = "a\n::error::x\u{1b}[31m\u{202e}\u{9b}.toml";
    let register = Register::new(&[(name, "x\n")]);
    let related = register.place(0, "x", 0);
    let findings = [register.finding(length(related, "x").related(related, first()))];
    for format in Format::ALL {
        for color in [Color::Never, Color::Always] {
            let shown = render(format, &findings, Language::En, color);
            assert!(
                !shown.lines().any(|line| line.starts_with("::error::")),
                "{format}: {shown}"
            );
            let written = if format.is_for_people() || format == Format::Markdown {
                assert!(!shown.contains(['\u{202e}', '\u{9b}']), "{format}: {shown:?}");
                assert!(
                    color == Color::Always || !shown.contains('\u{1b}'),
                    "{format}: {shown:?}"
                );
                assert!(!shown.contains("error::x\u{1b}"), "{format}: {shown:?}");
                assert!(
                    shown.contains("<U+202E>") || format == Format::Markdown,
                    "{format}: {shown}"
                );
                continue;
            } else {
                shown
            };
            // Forms for programs escape by their own means, and say the name as it is.
            assert!(!written.contains('\u{1b}'), "{format}: {written:?}");
            let value = |text: &str| -> serde_json::Value { serde_json::from_str(text).unwrap() };
            match format {
                Format::Json => assert_eq!(value(&written)[0]["file"], name),
                Format::JsonLines => {
                    assert_eq!(written.lines().count(), 1);
                    assert_eq!(value(&written)["file"], name);
                }
                Format::Gitlab => assert_eq!(value(&written)[0]["location"]["path"], name),
                Format::Rdjson => assert_eq!(value(&written)["diagnostics"][0]["location"]["path"], name),
                Format::Sarif => {
                    let place = &value(&written)["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
                    let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                    assert!(uri.is_ascii() && !uri.contains(['\n', ':']), "{uri}");
                    let decoded = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
                    assert_eq!(decoded, name);
                }
                // XML has no way to write a control character.
                Format::Junit | Format::Checkstyle => assert!(!written.contains(['\u{202e}', '\u{9b}']), "{written}"),
                _ => panic!("{format} is not looked at"),
            }
        }
    }
}

#[test]
fn of_too_many_the_gravest_are_in_sarif() {
    let register = Register::new(&[("a.toml", "x\n")]);
    let place = register.place(0, "x", 0);
    let mut findings: Vec<Finding> = (0..25_000).map(|_| register.finding(length(place, "x"))).collect();
    findings.push(register.finding(duplicate(place, "x")));
    let shown = render(Format::Sarif, &findings, Language::En, Color::Never);
    let log: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    assert_eq!(run["results"][0]["ruleId"], "S001");
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(told.as_str().unwrap().ends_with("1 is left out"), "{told}");
}

#[test]
fn tabs_crlf_and_a_related_place_in_another_file() {
    golden("two-files.txt", &full(&in_two_files()));
    golden(
        "two-files.json.txt",
        &render(Format::Json, &in_two_files(), Language::En, Color::Never),
    );
}

#[test]
fn a_long_line_and_control_characters() {
    let text = format!(
        "entry = [ {{ title = \"{}\", code = \"12\" }}, {{ title = \"{}\" }} ]\ntitle = \"\u{1b}]0;\u{7}标\u{202e}题\u{200b}\"\r",
        "公安数据元".repeat(60),
        "编写规则".repeat(20_000)
    );
    let register = Register::new(&[("长\u{1b}.toml", &text)]);
    let raw = "\u{1b}]0;\u{7}标\u{202e}题\u{200b}";
    let findings = [
        register
            .finding(length(register.place(0, "12", 0), "12").related(register.place(0, "编写规则", 19_999), first())),
        register.finding(length(register.place(0, raw, 0), raw)),
        register.finding(length(register.place(0, "\u{200b}", 0), &"\u{200b}标".repeat(100_000))),
    ];
    let shown = full(&findings);
    assert!(shown.len() < 8_000, "{} bytes", shown.len());
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}', '\r']));
    golden("long.txt", &shown);
}

#[test]
fn several_labels_on_one_line_and_many_on_many() {
    let numbers: Vec<String> = (1..=1000).map(|number| format!("{number:04}")).collect();
    let one_line = format!("rows = [{}]\n", numbers[..8].join(", "));
    let register = Register::new(&[("a.toml", &one_line), ("b.toml", &numbers.join("\n"))]);
    let mut several = length(register.place(0, "0003", 0), "0003");
    for number in [&numbers[0], &numbers[4], &numbers[6]] {
        several = several.related(register.place(0, number, 0), first());
    }
    let mut many = length(register.place(1, "0001", 0), "0001");
    for number in &numbers[1..] {
        many = many.related(register.place(1, number, 0), first());
    }
    let shown = full(&[register.finding(several), register.finding(many)]);
    assert!(shown.lines().count() < 50);
    golden("labels.txt", &shown);
}

#[test]
fn files_without_text_and_places_at_their_end() {
    let register = Register::new(&[("empty.toml", ""), ("end.toml", "[register\n标")]);
    let at = |file, offset| Place::in_file(FileId(file), Span::empty(offset));
    let findings = [
        register.finding(length(at(0, 0), "")),
        register.finding(length(at(1, 9), "[register")),
        register.finding(length(at(1, 13), "标")),
        register.finding(length(at(1, 4000), "标")),
        register.finding(length(at(7, 0), "no such file")),
    ];
    golden("ends.txt", &full(&findings));
    golden(
        "ends.json.txt",
        &render(Format::Json, &findings, Language::En, Color::Never),
    );
}

/// The carets stand under the text at fault as a terminal lays it out.
#[test]
fn carets_are_aligned() {
    let mut checked = 0;
    for (findings, faults) in [
        (wide(), ["2095021P1013T", "２０９５"]),
        (in_two_files(), ["1095011P0073T"; 2]),
    ] {
        let shown = full(&findings);
        let lines: Vec<&str> = shown.lines().collect();
        for (source, carets) in lines.iter().zip(&lines[1..]) {
            let Some(start) = carets.find('^') else { continue };
            let fault = faults.iter().find(|fault| source.contains(**fault)).unwrap();
            let marks = carets.matches('^').count();
            assert_eq!(marks, fault.width(), "{source}\n{carets}");
            let before = source.rfind(fault).unwrap();
            assert_eq!(carets[..start].width(), source[..before].width(), "{source}\n{carets}");
            checked += 1;
        }
    }
    assert_eq!(checked, 3);
}

#[test]
fn no_findings_are_an_empty_array_and_nothing_else() {
    let of = |format| render(format, &[], Language::Zh, Color::Never);
    assert_eq!(Format::ALL.map(of)[..4], ["", "", "[]\n", ""]);
    assert_eq!(of(Format::Github), "");
    assert_eq!(of(Format::Gitlab), "[]\n");
}

#[test]
fn json_is_json_and_counts_from_one_in_scalar_values() {
    let json = render(Format::Json, &wide(), Language::En, Color::Never);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let range = &value[0]["range"];
    assert_eq!(
        (&range["start"]["line"], &range["start"]["column"]),
        (&5.into(), &34.into())
    );
    assert_eq!(value[0]["related"][0]["range"]["start"]["line"], 2);
    assert_eq!(value[1]["fix"]["safety"], "safe");
}

#[test]
fn an_edit_in_another_file_names_it() {
    let register = Register::new(&[("a.toml", "a = 1\n"), ("b.toml", "b = 2\n")]);
    let edit = Edit {
        place: register.place(1, "2", 0),
        text: "3".to_owned(),
    };
    let finding = length(register.place(0, "1", 0), "1").fix(Applicability::Safe, free("3"), vec![edit]);
    let json = render(Format::Json, &[register.finding(finding)], Language::En, Color::Never);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value[0]["fix"]["edits"][0]["file"], "b.toml");
}

#[test]
fn findings_are_sorted_and_doubles_dropped() {
    let register = Register::new(&[("b.toml", "12 34"), ("a.toml", "56")]);
    let again = Register::new(&[("a.toml", "56")]);
    let mut findings = vec![
        register.finding(length(register.place(0, "34", 0), "34")),
        register.finding(length(register.place(1, "56", 0), "56")),
        register.finding(duplicate(register.place(0, "12", 0), "12")),
        register.finding(length(register.place(0, "12", 0), "12")),
        again.finding(length(again.place(0, "56", 0), "56")),
        register.finding(length(register.place(0, "12", 0), "a")),
    ];
    let shown = |findings: &mut Vec<Finding>| {
        report::sort(findings);
        render(Format::Concise, findings, Language::En, Color::Never)
    };
    let forward = shown(&mut findings);
    assert_eq!(findings.len(), 5);
    findings.reverse();
    assert_eq!(shown(&mut findings), forward);
    golden("sorted.txt", &forward);
}

proptest::proptest! {
    #![proptest_config(cases(256))]

    /// Whatever a file holds and wherever a place is, each format has something harmless to show, and not much of it.
    #[test]
    fn anything_can_be_shown(
        text in "[a標“é\u{301}\u{1b}\u{200d}\u{feff}\t\n\r\\x00 ]{0,600}",
        places in proptest::collection::vec((0u32..1300, 0u32..40), 1..12),
    ) {
        let register = Register::new(&[("a.toml", &text), ("b.toml", "标准\n")]);
        let mut places = places.iter().enumerate().map(|(index, (start, length))| {
            let file = u32::from(index % 4 == 3);
            let at = |offset: u32| {
                let text = &register.files[file as usize].text;
                u32::try_from(text.floor_char_boundary(offset as usize)).unwrap()
            };
            Place::in_file(FileId(file), Span::new(at(*start), at(start + length)))
        });
        let mut diagnostic = length(places.next().unwrap(), &text);
        for place in places {
            diagnostic = diagnostic.related(place, first());
        }
        let findings = [register.finding(diagnostic)];
        for format in Format::ALL {
            let shown = render(format, &findings, Language::Zh, Color::Never);
            proptest::prop_assert!(shown.len() < 40_000 && shown.ends_with('\n'));
            if format.is_for_people() {
                let is_harmful = shown.contains(['\u{1b}', '\u{200d}', '\u{feff}', '\r', '\0']);
                proptest::prop_assert!(!is_harmful);
            }
        }
    }
}

/// Findings on one enormous line take time by their number, not by the length of the line.
#[test]
fn a_file_of_one_line_is_no_burden() {
    let text = "标准,".repeat(300_000);
    let register = Register::new(&[("a.toml", &text)]);
    let at = |index: u32| Place::in_file(FileId(0), Span::new(index * 700, index * 700 + 6));
    let findings: Vec<Finding> = (0..2_000)
        .map(|index| register.finding(length(at(index), "标准").related(at(index / 2), first())))
        .collect();
    let started = std::time::Instant::now();
    for format in Format::ALL {
        render(format, &findings, Language::En, Color::Never);
    }
    // Counted through anew for each finding this would be billions of characters.
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn statistics_count_by_rule() {
    let mut out = Vec::new();
    let findings: Vec<Finding> = wide().into_iter().chain(in_two_files()).collect();
    statistics::render(Format::Full, &findings, Language::Zh, Color::Never, &mut out).unwrap();
    statistics::render(Format::Json, &findings, Language::Zh, Color::Never, &mut out).unwrap();
    golden("statistics.txt", &String::from_utf8(out).unwrap());
}
