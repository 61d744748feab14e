//! What is said at the end of very many findings.

use super::{Folder, PRELUDE};

/// A register with so many findings of each of three rules.
fn with(levels: u32, titles: u32, dates: u32) -> String {
    let mut text = PRELUDE.to_owned();
    for number in 1..=levels.max(titles).max(dates) {
        let level = if number <= levels {
            "行业杠杠"
        } else {
            "行业标准"
        };
        let title = if number <= titles {
            format!("标准 {number} ")
        } else {
            format!("标准{number}")
        };
        let title = title.replacen(' ', "", 1);
        let date = if number <= dates {
            "effective = 2015-01-01\n"
        } else {
            ""
        };
        text.push_str(&format!(
            "\n[[table.entry]]\nnumber = {number}\ncode = \"2095021P{:03}3T\"\ntitle = \"{title}\"\nstatus = \"拟编\"\n\
             level = \"{level}\"\nowner = \"公安部\"\n{date}",
            100 + number
        ));
    }
    text
}

#[test]
fn a_run_with_hundreds_of_findings_ends_with_the_three_commonest_rules() {
    let folder = Folder::new();
    folder.write("我的 表/register.toml", with(90, 80, 70));
    let run = folder.run(&["我的 表"]);
    assert_eq!(run.code, 1);
    let causes = run.err.split_once("most of it comes from these:\n").unwrap().1;
    let expected = [
        "  90  E002  unknown-level: explained by stdreg rule unknown-level, hidden by stdreg check --ignore E002 \"我的 表\"",
        "  80  E012  untidy-text: repaired by stdreg check --select E012 --fix \"我的 表\"",
        "  70  E005  unpublished-with-date: what could be changed is shown by stdreg check --select E005 --unsafe-fixes --diff \"我的 表\"",
    ];
    assert_eq!(causes.lines().collect::<Vec<_>>(), expected);
    // The commands do what is said of them.
    let hidden = folder.run(&["--ignore", "E002", "我的 表"]);
    assert!(
        !hidden.out.contains("E002") && !hidden.err.contains("most of it"),
        "{}",
        hidden.err
    );
    let shown = folder.run(&["--select", "E005", "--unsafe-fixes", "--diff", "我的 表"]);
    assert!(shown.out.matches("-effective").count() == 70, "{}", shown.err);
    let fixed = folder.run(&["--select", "E012", "--fix", "我的 表"]);
    assert!(fixed.err.contains("fixed: 80"), "{}", fixed.err);
    assert_eq!(folder.run(&["我的 表", "--select", "E012"]).code, 0);
}

#[test]
fn fewer_findings_and_other_outputs_end_as_ever() {
    let folder = Folder::new();
    folder.write("register.toml", with(99, 99, 1));
    assert!(!folder.run(&[]).err.contains("most of it"));
    folder.write("register.toml", with(99, 99, 2));
    let causes = |arguments: &[&str]| folder.run(arguments).err.contains("most of it");
    assert!(causes(&[]));
    for arguments in [
        &["--quiet"][..],
        &["--statistics"],
        &["--output-format", "concise"],
        &["--output-format", "json"],
        &["--output-format", "full=out.txt"],
        &["--diff"],
    ] {
        assert!(!causes(arguments), "{arguments:?}");
    }
}
