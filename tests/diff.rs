//! `stdreg diff`, as it is run: on files, on revisions of git, and by git itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const SEED: &str = include_str!("registers/internet-plus/register.toml");

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What is told of entries: the kind, the code and what was and is.
    fn entries(&self) -> Vec<String> {
        let json: Value = serde_json::from_str(&self.out).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let entry = |change: &Value| {
            let parts = [
                &change["change"],
                &change["entry"]["code"],
                &change["old"],
                &change["new"],
                &change["step"],
            ];
            parts.map(text).join(" ")
        };
        json["entries"].as_array().unwrap().iter().map(entry).collect()
    }

    fn parts(&self) -> Vec<String> {
        let json: Value = serde_json::from_str(&self.out).unwrap();
        let part = |part: &Value| {
            ["kind", "change", "name"]
                .map(|key| part[key].as_str().unwrap().to_owned())
                .join(" ")
        };
        json["parts"].as_array().unwrap().iter().map(part).collect()
    }
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command.arg("diff").args(arguments).current_dir(folder);
    if !arguments.contains(&"--lang") {
        command.args(["--lang", "zh"]);
    }
    Run::of(command)
}

fn git(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new("git");
    let author = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "-c",
        "commit.gpgsign=false",
    ];
    command.args(author).args(arguments).current_dir(folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_PAGER", "cat");
    Run::of(command)
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

/// The seed's register with a change of each kind.
fn edited() -> String {
    let one = "[[table.entry]]\nnumber = 2\ncode   = \"1095011P0023T\"\nplan   = \"201650163\"\n\
        title  = \"“互联网+公安政务服务”标准化工作指南\"\nstatus = \"在编\"\nlevel  = \"行业标准\"\nowner  = \"公安部社会公共安全应用基础标委会\"\n\n";
    let new = "[[table.entry]]\nnumber = 2\ncode = \"1095011P0983T\"\nstandard = \"GA/T 9999-2026\"\ntitle = \"新标准\"\n\
        status = \"已颁\"\nlevel = \"行业标准\"\neffective = 2026-01-01\nowner = \"公安部\"\nreplaces = [\"201650163\"]\n\n";
    replaced(
        SEED,
        &[
            (one, new),
            ("1095011R0012T", "1095011R0992T"),
            ("电子政务标准化指南", "政务标准化指南"),
            ("status = \"在编\"", "status = \"废止\""),
            ("title     = \"术语\"", "title     = \"名词术语\""),
        ],
    )
}

fn states() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.toml"), SEED).unwrap();
    fs::write(folder.path().join("new.toml"), edited()).unwrap();
    folder
}

#[test]
fn what_changed_in_the_seeds_register_is_told_and_nothing_else() {
    let folder = states();
    let run = diff(folder.path(), &["old.toml", "new.toml", "--output-format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let expected = [
        "added 1095011P0983T - - -",
        "removed 1095011P0023T - - -",
        "replaced 1095011P0983T 201650163 GA/T 9999-2026 -",
        "status 1095011P0033T 在编 废止 skip",
        "recoded 1095011R0992T 1095011R0012T 1095011R0992T -",
        "retitled 1095011R0992T 电子政务标准化指南 政务标准化指南 -",
    ];
    assert_eq!(run.entries(), expected);
    assert_eq!(run.parts(), ["category changed 12 名词术语"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let all = &json["statistics"][0];
    let of = |name: &str| ["expected", "existing"].map(|figure| all[name][figure].as_i64().unwrap());
    assert_eq!((of("old"), of("new")), ([102, 69], [101, 70]));
    assert_eq!(json["statistics"].as_array().unwrap().len(), 2);
    assert_eq!(json["statistics"][1]["level"], "行业标准");
}

#[test]
fn the_forms_for_people() {
    let folder = states();
    let run = diff(folder.path(), &["old.toml", "new.toml"]);
    assert_eq!(run.code, 1);
    for line in [
        "从 old.toml 到 new.toml 的变化",
        "新增的标准 (1)",
        "  A.1 标准化指南  1095011P0983T  GA/T 9999-2026  新标准  已颁",
        "  A.1 标准化指南  1095011P0033T  201778107  “互联网+公安政务服务”标准体系  在编 → 废止  （！）跳过阶段",
        "  业务类型细目  12 名词术语  细目名称  术语 → 名词术语",
        "  共计  应有数  102 → 101",
    ] {
        assert!(run.out.lines().any(|known| known == line), "{line}\n{}", run.out);
    }
    let run = diff(
        folder.path(),
        &["old.toml", "new.toml", "--output-format", "md", "--lang", "en"],
    );
    assert!(run.out.starts_with("# Revision notes: “互联网"), "{}", run.out);
    assert!(
        run.out
            .contains("\n| Table | Code | Standard or plan | Title | Before | Now | Step |\n| --- |")
    );
    let run = diff(folder.path(), &["old.toml", "new.toml", "--output-format", "html"]);
    assert!(
        run.out.starts_with("<!DOCTYPE html>") && run.out.contains("<h2>状态变化</h2>"),
        "{}",
        run.out
    );
}

#[test]
fn exit_codes() {
    let folder = states();
    let code = |arguments: &[&str]| diff(folder.path(), arguments).code;
    let same = diff(folder.path(), &["old.toml", "old.toml"]);
    assert_eq!((same.code, same.out.as_str(), same.err.as_str()), (0, "", ""));
    assert!(
        diff(folder.path(), &["old.toml", "old.toml", "--output-format", "md"])
            .out
            .contains("没有变化。")
    );
    assert_eq!(code(&["old.toml", "new.toml", "--fail-on-step", "skip"]), 1);
    assert_eq!(code(&["old.toml", "new.toml", "--fail-on-step", "back"]), 0);
    assert_eq!(code(&["new.toml", "old.toml", "--fail-on-step", "back,skip"]), 1);
    assert_eq!(code(&["old.toml", "new.toml", "--fail-on-step", "forward"]), 2);
    assert_eq!(code(&["-", "-"]), 2);
    assert_eq!(code(&["old.toml", "new.toml", "old.toml"]), 2);
    let alone = diff(folder.path(), &["old.toml"]);
    assert!(
        alone.code == 2 && alone.err.contains("请指定与什么比较"),
        "{}",
        alone.err
    );
    let missing = diff(folder.path(), &["old.toml", "none.toml"]);
    assert!(
        missing.code == 2 && missing.err.contains("none.toml"),
        "{}",
        missing.err
    );
    let outside = diff(folder.path(), &["HEAD:old.toml", "old.toml"]);
    assert!(outside.code == 2 && outside.err.contains("git 仓库"), "{}", outside.err);
    // What cannot be read is said; the rest is compared.
    fs::write(
        folder.path().join("new.toml"),
        replaced(SEED, &[("status = \"在编\"", "status = ")]),
    )
    .unwrap();
    let unread = diff(folder.path(), &["old.toml", "new.toml"]);
    assert!(
        unread.code == 2 && unread.err.contains("new.toml 有无法读取的部分"),
        "{}",
        unread.err
    );
}

/// A register by another scheme, whose entries have no codes and a column of their own.
#[test]
fn columns_of_another_scheme() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/flat");
    for side in ["old", "new"] {
        let to = folder.path().join(side);
        fs::create_dir(&to).unwrap();
        for file in ["register.toml", "flat.scheme.toml"] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
    }
    let of = |arguments: &[&str]| diff(folder.path(), &[&["old", "new"], arguments].concat());
    assert_eq!(of(&[]).code, 0);
    let path = folder.path().join("new/register.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        replaced(&text, &[("nature    = \"推荐性\"", "nature    = \"强制性\"")]),
    )
    .unwrap();
    let run = of(&["--output-format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    assert_eq!(run.entries(), ["changed - 推荐性 强制性 -"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["entries"][0]["key"], "nature");
    // A row of the statistics as it is written, and what the rows come to.
    fs::write(
        &path,
        replaced(&text, &[("expected = 2, existing = 2", "expected = 3, existing = 2")]),
    )
    .unwrap();
    let run = of(&["--lang", "en"]);
    assert!(
        run.out.contains("Expected  2 → 3\n") && !run.out.contains("Entries"),
        "{}",
        run.out
    );
}

/// Words, columns and layers, wherever they are set out, and the text of the notes.
#[test]
fn words_layers_columns_and_notes() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/flat");
    for side in ["old", "new"] {
        let to = folder.path().join(side);
        fs::create_dir(&to).unwrap();
        for file in ["register.toml", "flat.scheme.toml"] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
        let path = to.join("register.toml");
        let text = fs::read_to_string(&path).unwrap();
        let with_notes = replaced(&text, &[("[register]\n", "[register]\nnotes = \"notes.md\"\n")]);
        fs::write(
            path,
            with_notes + "\n[[status]]\nname = \"征求意见\"\nphase = \"drafting\"\n",
        )
        .unwrap();
        fs::write(to.join("notes.md"), "# 编制说明\n\n一、背景\n\n二、过程\n").unwrap();
    }
    let parts = || {
        let run = diff(folder.path(), &["old", "new", "--output-format", "json"]);
        let json: Value = serde_json::from_str(&run.out).unwrap();
        let told = json["parts"].as_array().unwrap().iter().map(|part| {
            let values = part["values"].as_array().cloned().unwrap_or_default();
            let values = values
                .iter()
                .map(|value| format!("{}:{}→{}", value["key"], value["old"], value["new"]));
            let values = values.collect::<Vec<_>>().join(" ").replace('"', "");
            let text = |key: &str| part[key].as_str().unwrap();
            format!("{} {} {} {values}", text("kind"), text("change"), text("name"))
        });
        (run.code, told.collect::<Vec<_>>())
    };
    assert_eq!(parts(), (0, Vec::new()));
    fs::write(
        folder.path().join("new/notes.md"),
        "# 编制说明\n\n二、过程\n一、背景与目的\n",
    )
    .unwrap();
    let change = |file: &str, pairs: &[(&str, &str)]| {
        let path = folder.path().join("new").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, replaced(&text, pairs)).unwrap();
    };
    change(
        "register.toml",
        &[("phase = \"drafting\"", "phase = \"planned\"\nalso = [\"征询\"]")],
    );
    let (code, told) = parts();
    assert_eq!(code, 1);
    assert_eq!(
        told,
        [
            "notes changed notes.md notes:一、背景→null notes:null→一、背景与目的",
            "status changed 征求意见 phase:drafting→planned also:null→征询",
        ]
    );
    let zh = diff(folder.path(), &["old", "new"]);
    assert!(
        zh.out.contains("  状态用语  征求意见  所处阶段  drafting → planned\n"),
        "{}",
        zh.out
    );
    // The scheme's file keeps its name.
    let scheme = fs::read_to_string(folder.path().join("new/flat.scheme.toml")).unwrap();
    let column = "\n[[column]]\nkey = \"extra\"\ntitle = \"备考\"\n";
    fs::write(folder.path().join("new/flat.scheme.toml"), scheme + column).unwrap();
    let (_, told) = parts();
    assert!(told.contains(&"column added 备考 ".to_owned()), "{told:?}");
    let seed = tempfile::tempdir().unwrap();
    fs::write(seed.path().join("old.toml"), SEED).unwrap();
    let level = "\n[[level]]\nname = \"公安行标\"\nvalue = \"3\"\n";
    fs::write(seed.path().join("new.toml"), SEED.to_owned() + level).unwrap();
    let run = diff(seed.path(), &["old.toml", "new.toml", "--output-format", "json"]);
    assert!(
        run.parts().contains(&"level added 公安行标".to_owned()),
        "{:?}",
        run.parts()
    );
}

fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    let commit = |text: &str, tag: &str| {
        fs::write(path.join("register.toml"), text).unwrap();
        git(path, &["add", "--all"]);
        assert_eq!(git(path, &["commit", "--quiet", "-m", tag]).code, 0);
        git(path, &["tag", tag]);
    };
    commit(SEED, "v1");
    commit(&edited(), "v2");
    folder
}

#[test]
fn revisions_of_git() {
    let folder = repository();
    let path = folder.path();
    let expected = diff(states().path(), &["old.toml", "new.toml", "--output-format", "json"]).entries();
    assert_eq!(expected.len(), 6);
    fs::create_dir(path.join("below")).unwrap();
    for (place, arguments) in [
        (".", &["v1", "v2"][..]),
        (".", &["v1..v2"]),
        (".", &["v1.."]),
        (".", &["v1...v2"]),
        (".", &["v1..v2:register.toml"]),
        (".", &["v1:register.toml", "register.toml"]),
        (".", &["v1:register.toml"]),
        (".", &["v1"]),
        ("below", &["v1:register.toml", "v2:register.toml"]),
        ("below", &["v1:../register.toml", "../register.toml"]),
        ("below", &["HEAD~1..HEAD:register.toml"]),
    ] {
        let run = diff(&path.join(place), &[arguments, &["--output-format", "json"]].concat());
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{arguments:?}");
        assert_eq!(run.entries(), expected, "{arguments:?}");
    }
    assert_eq!(diff(path, &["HEAD"]).code, 0);
    for arguments in [
        &["v9", "v1"][..],
        &["v1:none.toml", "v2"],
        &["--", "--upload-pack=x", "v1"],
    ] {
        let run = diff(path, arguments);
        assert!(run.code == 2 && !run.err.is_empty(), "{arguments:?} {}", run.out);
    }
}

#[test]
fn git_runs_it_as_external_diff() {
    let folder = repository();
    let path = folder.path();
    let command = format!("'{}' diff --lang zh", env!("CARGO_BIN_EXE_stdreg"));
    fs::write(path.join(".gitattributes"), "*.toml diff=stdreg\n").unwrap();
    git(path, &["config", "diff.stdreg.command", &command]);
    let run = git(path, &["diff", "v1", "v2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("从 a/register.toml 到 b/register.toml 的变化") && run.out.contains("在编 → 废止"),
        "{}",
        run.out
    );
    // A part is compared as a part of its register.
    let head = "[register]\ntitle = \"体系\"\ninclude = [\"parts/*.toml\"]\n";
    let part = "[[table]]\nid = \"A.1\"\ntitle = \"表\"\n[[table.entry]]\ncode = \"2095021P1013T\"\ntitle = \"甲\"\nstatus = \"拟编\"\n";
    fs::create_dir(path.join("parts")).unwrap();
    fs::write(path.join("register.toml"), head).unwrap();
    fs::write(path.join("parts/a.toml"), part).unwrap();
    git(path, &["add", "--all"]);
    git(path, &["commit", "--quiet", "-m", "parts"]);
    fs::write(path.join("parts/a.toml"), part.replace("拟编", "在编")).unwrap();
    let run = git(path, &["diff"]);
    assert!(
        run.code == 0 && run.out.contains("甲  拟编 → 在编\n"),
        "{}{}",
        run.out,
        run.err
    );
    // A new name, and a file that is gone.
    git(path, &["mv", "parts/a.toml", "parts/b.toml"]);
    let run = git(path, &["diff", "-M", "HEAD"]);
    assert!(
        run.code == 0 && run.out.contains("从 a/parts/a.toml 到 b/parts/b.toml"),
        "{}{}",
        run.out,
        run.err
    );
    git(path, &["rm", "--quiet", "-f", "parts/b.toml"]);
    let run = git(path, &["diff", "HEAD"]);
    assert!(
        run.code == 0 && run.out.contains("删除的标准 (1)"),
        "{}{}",
        run.out,
        run.err
    );
}

#[test]
fn an_export_is_a_textconv_of_git() {
    let folder = repository();
    let path = folder.path();
    let command = format!("'{}' export --lang zh --format md", env!("CARGO_BIN_EXE_stdreg"));
    fs::write(path.join(".gitattributes"), "register.toml diff=stdreg\n").unwrap();
    git(path, &["config", "diff.stdreg.textconv", &command]);
    let run = git(path, &["diff", "-U0", "v1", "v2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("\n+| 2 | 1095011P0983T | GA/T 9999-2026 | 新标准 |"),
        "{}",
        run.out
    );
}
