//! What is seldom said: words of runs that no other test does.

use super::{Folder, REGISTER};

/// What a run in a folder says, wherever it says it.
fn said(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(arguments);
    run.out + &run.err
}

#[track_caller]
fn says(folder: &Folder, arguments: &[&str], expected: &[&str]) {
    let said = said(folder, arguments);
    for expected in expected {
        assert!(said.contains(expected), "{expected} is not in {said}");
    }
}

#[test]
fn a_category_is_named_by_what_is_its_own() {
    let folder = Folder::new();
    let other = "\n[[category]]\ncode = \"31\"\ntitle = \"标准化指南\"\nsubsystem = \"基础与保障标准\"\nclass = \"3\"\n\n[[table]]\nid = \"A.9\"\ntitle = \"管理\"\ncategory = \"31\"\n";
    let text = REGISTER.replacen("title    = \"标准化指南\"", "title    = \"总表\"", 1);
    assert_ne!(text, REGISTER);
    folder.write("register.toml", &format!("{text}{other}"));
    says(
        &folder,
        &["next", "标准化指南"],
        &["several categories are called \"标准化指南\""],
    );
}

#[test]
fn figures_of_a_register_that_is_not_read_whole_are_not_written() {
    let folder = Folder::new();
    folder.write("register.toml", &format!("{REGISTER}\n[[table.entry]\nnumber = 1\n"));
    says(
        &folder,
        &["stats", "--write"],
        &["parts of the register cannot be read, so the figures cannot be determined"],
    );
}

#[test]
fn what_git_has_not_merged_is_not_compared() {
    let folder = Folder::with_register();
    let mut command = folder.command(env!("CARGO_BIN_EXE_stdreg").as_ref(), &["diff", "register.toml"]);
    let run = super::came_to(command.env("GIT_DIFF_PATH_TOTAL", "1"));
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "register.toml has unresolved merge conflicts\n")
    );
}

#[test]
fn a_comparison_has_a_section_for_each_kind_of_change() {
    let folder = Folder::with_register();
    let entry = "[[table.entry]]\nnumber    = 1\ncode      = \"2070121P0013T\"";
    let (start, end) = (
        REGISTER.find(entry).unwrap(),
        REGISTER.rfind("[[table.entry]]").unwrap(),
    );
    let moved = REGISTER[start..end].replacen("number    = 1", "number    = 3", 1);
    let without = format!("{}{}", &REGISTER[..start], &REGISTER[end..]);
    let table = without.rfind("[[table]]").unwrap();
    let text = format!("{}{moved}{}", &without[..table], &without[table..]).replacen("number = 2\n", "number = 4\n", 1);
    folder.write("moved.toml", &text);
    says(
        &folder,
        &["diff", "register.toml", "moved.toml", "--output-format", "md"],
        &["Entries moved to another table", "Entries renumbered in their table"],
    );
    // One entry has become two, of which either may be it.
    let last = &REGISTER[end..];
    let last = &last[..last.find("\n\n").unwrap() + 1];
    let two = last.replace("0023T", "0033T") + "\n" + &last.replace("0023T", "0043T").replace("= 2", "= 3");
    folder.write("two.toml", &REGISTER.replacen(last, &two, 1));
    says(
        &folder,
        &["diff", "register.toml", "two.toml", "--output-format", "md"],
        &[
            "Entries with more than one possible predecessor",
            "Earlier entries with more than one possible successor",
            "Possible matches",
        ],
    );
}

#[test]
fn an_export_says_what_there_is_not() {
    let folder = Folder::with_register();
    says(
        &folder,
        &["export", "--format", "md", "--only", "notes"],
        &["there are no notes to export"],
    );
    says(
        &folder,
        &["export", "--format", "html"],
        &["Standards by effective year"],
    );
    let written = folder.run(&["export", "--format", "csv", "-o", "register.toml/list.csv"]);
    assert_eq!(
        (written.code, written.err.as_str()),
        (
            2,
            "error: register.toml/list.csv: cannot be written: a part of the path is not a folder\n"
        )
    );
}

#[test]
fn settings_that_are_not_there_are_said_to_be_none() {
    let folder = Folder::with_register();
    says(&folder, &["config"], &["settings: no file, built-in defaults"]);
}

#[test]
fn a_catalogue_without_rows_and_one_with_a_number_twice() {
    let folder = Folder::new();
    folder.write("none.toml", "title = \"x\"\n");
    let none = "there is no array of tables such as [[standard]] (TOML)";
    says(&folder, &["catalogue", "check", "none.toml"], &[none]);
    let row = "[[standard]]\nnumber = \"GB/T 1-2020\"\ntitle = \"a\"\n";
    folder.write("twice.toml", &format!("{row}\n{row}"));
    says(
        &folder,
        &["catalogue", "check", "twice.toml"],
        &["twice.toml:5: this number already has a row, in line 1"],
    );
}

#[test]
fn a_scheme_says_what_of_it_is_too_much() {
    let folder = Folder::new();
    let head = "[scheme]\nid = \"own\"\ntitle = \"own\"\n";
    let sequence = "[[layer]]\nname = \"no\"\nwidth = 3\nrole = \"sequence\"\n";
    let path = "[[layer]]\nname = \"place\"\nrole = \"level\"\nwidth = 3\npath = { separator = \".\" }\n";
    folder.write("path.scheme.toml", &format!("{head}{path}{sequence}"));
    says(
        &folder,
        &["check", "path.scheme.toml"],
        &[
            "width must not be combined with path",
            "a path layer can only have the role category",
        ],
    );
    let layers = "[[layer]]\nwidth = 1\n".repeat(40);
    folder.write("layers.scheme.toml", &format!("{head}{layers}"));
    says(
        &folder,
        &["check", "layers.scheme.toml"],
        &["too many layers: a scheme can have at most"],
    );
    let columns: String = (0..300)
        .map(|column| format!("[[column]]\nkey = \"k{column}\"\ntitle = \"栏 {column}\"\ntype = \"string\"\n"))
        .collect();
    folder.write("columns.scheme.toml", &format!("{head}{sequence}{columns}"));
    says(
        &folder,
        &["check", "columns.scheme.toml"],
        &["too many columns: at most"],
    );
}

#[test]
fn of_very_many_notes_of_an_import_the_first_are_told() {
    let folder = Folder::new();
    let unknown: String = (1..=30).map(|column| format!(",栏目{column}")).collect();
    let cells = ",x".repeat(30);
    folder.write(
        "list.csv",
        &format!("序号,标准号,标准名称{unknown}\n1,GA/T 1-2020,甲{cells}\n"),
    );
    says(&folder, &["import", "list.csv", "-o", "new.toml"], &[" more notes"]);
}

#[test]
fn where_a_scheme_has_no_column_for_replaced_numbers_none_is_written() {
    let folder = Folder::new();
    folder.write(
        "own.scheme.toml",
        "[scheme]\nid = \"own\"\ntitle = \"own\"\n\n[[layer]]\nname = \"no\"\nwidth = 3\nrole = \"sequence\"\n\n[[status]]\nname = \"已颁\"\nphase = \"published\"\n\n[[status]]\nname = \"废止\"\nphase = \"withdrawn\"\n\n[[column]]\nkey = \"replaces\"\nhidden = true\n",
    );
    let entry = |number: usize| {
        format!(
            "[[table.entry]]\nnumber = {number}\ncode = \"00{number}\"\nstandard = \"GB/T {number}-2020\"\ntitle = \"标准 {number}\"\nstatus = \"已颁\"\nlevel = \"国家标准\"\neffective = 2021-01-01\nowner = \"甲\"\n\n"
        )
    };
    let head =
        "[register]\ntitle = \"甲\"\nscheme = \"./own.scheme.toml\"\n\n[[table]]\nid = \"1\"\ntitle = \"表\"\n\n";
    folder.write("register.toml", &format!("{head}{}{}", entry(1), entry(2)));
    says(
        &folder,
        &["replace", "001", "002"],
        &["the scheme has no status column, or no column for replaced standards"],
    );
}
