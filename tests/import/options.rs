//! What the caller says overrules what would be found out, and what cannot be done says what to do.

use super::stdreg;

#[test]
fn each_option_does_what_it_says_or_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("map.csv", "编号,题目,主管部门,页数\nGB/T 1-2020,甲,工信部,3\n");
    write("head.csv", "标准编号,标准名称\n标准号,标准名称\nGB/T 1-2020,甲\n");
    let gbk = encoding_rs::GB18030.encode("标准编号,标准名称\nGB/T 1-2020,镕\n").0;
    std::fs::write(folder.join("gbk.csv"), gbk).unwrap();
    std::fs::copy(super::folder().join("columns.xlsx"), folder.join("columns.xlsx")).unwrap();
    for (arguments, expected) in [
        // The same key by its name, by its heading; a column that is not wanted.
        (
            &[
                "map.csv",
                "--map",
                "题目=title",
                "--map",
                "页数=-",
                "--map",
                "主管部门=remarks",
            ][..],
            "remarks  = \"工信部\"",
        ),
        (&["head.csv", "--header-row", "2"], "title    = \"甲\""),
        (&["gbk.csv", "--encoding", "gbk"], "title    = \"镕\""),
        (&["columns.xlsx", "--sheet", "草稿"], "title    = \"戊\""),
        (
            &["map.csv", "--map", "题目=title", "--scheme", "GA/T 1136-2014"],
            "title    = \"甲\"",
        ),
    ] {
        let run = stdreg(folder, &[&["import"], arguments].concat());
        assert!(
            run.code < 2 && run.out.contains(expected),
            "{arguments:?}: {}{}",
            run.out,
            run.err
        );
    }
    for (arguments, expected) in [
        (&["map.csv", "--map", "题目"][..], "HEADING=KEY"),
        (
            &["map.csv", "--map", "题目=titel"],
            "titel in --map is not a key of entries; available: number, code, standard",
        ),
        (
            &["map.csv", "--map", "题目=title", "--map", "页数=title"],
            "--map \"页数=-\"",
        ),
        (&["head.csv", "--header-row", "0"], "--header-row <N> cannot be 0"),
        (&["head.csv", "--header-row", "9"], "--header-row"),
        (&["gbk.csv", "--encoding", "klingon"], "no encoding called klingon"),
        (&["columns.xlsx", "--sheet", "正文"], "sheets: 明细, 草稿"),
        (&["map.csv", "--scheme", "none.scheme.toml"], "none.scheme.toml"),
    ] {
        let run = stdreg(folder, &[&["import", "-o", "out.toml"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
        assert!(!folder.join("out.toml").exists());
    }
}
