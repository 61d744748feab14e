//! New things take their place: what is offered goes by what stands before and behind it.

use super::*;

#[test]
fn an_entry_between_two_has_the_number_and_the_code_that_fit_there() {
    let (first, second) = TABLE.split_at(TABLE.rfind("[[table.entry]]").unwrap());
    let second = second.replace("P1", "R1").replace("R1022T", "R1092T");
    let case = Case::plain(&format!("{HEAD}{first}$0\n\n{second}"));
    let text = case.text_with("[[table.entry]]");
    let new = text.get(HEAD.len() + first.len()..).unwrap();
    assert!(
        new.starts_with("[[table.entry]]\nnumber = 2\ncode = \"2095021P1023T\"\n"),
        "{new}"
    );
    // At the end it follows the last one, and fills no gap that would break the order.
    let case = Case::plain(&format!("{HEAD}{first}{second}$0"));
    let new = case.text_with("[[table.entry]]");
    assert!(new.contains("number = 3\ncode = \"2095021P1103T\"\n"), "{new}");
}

#[test]
fn the_code_is_filled_in_last_and_the_date_by_the_author() {
    let case = Case::snippets(&format!("{HEAD}{TABLE}$0"));
    let text = &case.item("[[table.entry]]").text;
    let stop = |line: &str| -> u32 {
        let line = text.lines().find(|found| found.starts_with(line)).unwrap();
        let from = line.find("${").unwrap() + 2;
        let digits: String = line
            .get(from..)
            .unwrap()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().unwrap()
    };
    let stops: Vec<u32> = text
        .lines()
        .filter(|line| line.contains("${"))
        .map(|line| {
            let from = line.find("${").unwrap() + 2;
            line.get(from..)
                .unwrap()
                .chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
                .parse()
                .unwrap()
        })
        .collect();
    assert_eq!(stops.iter().max(), Some(&stop("code")), "{text}");
    assert!(text.contains("effective = ${"), "{text}");
    assert!(text.contains(":\"\"}"), "{text}");
    // An empty string is no date: T004 tells it.
    let plain = Case::plain(&format!("{HEAD}{TABLE}$0"));
    assert!(plain.text_with("[[table.entry]]").contains("effective = \"\"\n"));
}

#[test]
fn an_empty_root_begins_with_the_register() {
    let first = |text: &str| {
        Case::plain(text)
            .of(CompletionKind::Header)
            .first()
            .map(|label| (*label).to_owned())
    };
    assert_eq!(first("$0").as_deref(), Some("[register]"));
    assert_eq!(first("[$0").as_deref(), Some("[register]"));
    assert_eq!(
        first("[register]\ntitle = \"x\"\n#- part.toml\n$0").as_deref(),
        Some("[[table]]")
    );
}

#[test]
fn titles_that_the_structure_still_wants_are_offered() {
    let head = HEAD.replace("class = \"2\"\n", "class = \"2\"\nrequires = [\"甲\", \"乙\", { title = \"丙\", table = \"A.9\" }, { title = \"丁\", table = \"A.4\" }]\n");
    let case = Case::plain(&format!("{head}{TABLE}[[table.entry]]\ntitle = \"$0\"\n"));
    assert_eq!(case.labels(), ["乙", "丁"]);
    // The entry's own title is not there yet while it is written.
    let case = Case::plain(&format!("{head}{TABLE}[[table.entry]]\ntitle = \"乙$0\"\n"));
    assert!(case.labels().contains(&"乙"));
}

#[test]
fn ids_and_codes_go_on_from_the_ones_before() {
    let case = Case::plain(&format!("{HEAD}{TABLE}[[table]]\nid = \"$0\"\n"));
    assert_eq!(case.labels(), ["A.5"]);
    let case = Case::plain(&format!("{HEAD}[[table]]\nid = \"$0\"\n[[table]]\nid = \"A.2\"\n"));
    assert_eq!(case.labels(), [""; 0]);
    let case = Case::plain(&format!(
        "{HEAD}[[category]]\ncode = \"$0\"\n[[category]]\ncode = \"22\"\n"
    ));
    assert_eq!(case.labels(), ["23"]);
    let last = HEAD.replace("\"21\"", "\"99\"");
    assert_eq!(
        Case::plain(&format!("{last}[[category]]\ncode = \"$0\"\n")).labels(),
        [""; 0]
    );
}

#[test]
fn files_that_may_be_named_are_offered_where_a_path_may_stand() {
    let files = || -> Vec<String> {
        [
            "a.toml",
            "own.scheme.toml",
            "stdreg.toml",
            "tables/b.toml",
            "tables/c.toml",
            "说明.md",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let labels = |text: &str| -> Vec<String> {
        let fixture = Fixture::new(text);
        let found = complete_among(fixture.context(), fixture.cursor(), Options::default(), &files);
        found.items.into_iter().map(|item| item.label).collect()
    };
    assert_eq!(
        labels("[register]\ninclude = [\"$0\"]\n"),
        ["tables/*.toml", "a.toml", "tables/b.toml", "tables/c.toml"]
    );
    assert_eq!(
        labels("[register]\ninclude = [\"tables/*.toml\", \"$0\"]\n"),
        ["a.toml"]
    );
    assert!(labels("[register]\nscheme = \"$0\"\n").contains(&"./own.scheme.toml".to_owned()));
    assert!(labels("[register]\nnotes = \"$0\"\n").contains(&"说明.md".to_owned()));
}

#[test]
fn lists_that_are_there_as_a_whole_are_complete() {
    let is_incomplete =
        |fixture: &Fixture| complete(fixture.context(), fixture.cursor(), Options::default()).is_incomplete;
    let of = |line: &str| is_incomplete(&Fixture::new(&format!("{HEAD}{TABLE}[[table.entry]]\n{line}\n")));
    for line in [
        "$0",
        "standard = \"$0\"",
        "standard = \"ga$0\"",
        "code = \"$0\"",
        "number = $0",
    ] {
        assert!(!of(line), "{line}");
    }
    assert!(!is_incomplete(&Fixture::new("[register]\nscheme = \"$0\"\n")));
    // Words are found by their pinyin, of which an editor that filters by beginnings sees none but with the list asked for again.
    assert!(of("status = \"$0\""));
    // A catalogue is searched.
    let catalogue = "标准号,标准名称,状态\nGB/T 1-2020,甲,现行\n";
    let text = format!("{HEAD}{TABLE}[[table.entry]]\nstandard = \"$0\"\n");
    assert!(is_incomplete(&Fixture::with_catalogue(catalogue, &text)));
}

#[test]
fn a_prefix_comes_before_itself_with_a_mark() {
    let case = Case::plain(&format!("{HEAD}{TABLE}[[table.entry]]\nstandard = \"$0\"\n"));
    let labels = case.labels();
    assert_eq!(labels.get(..4), Some(&["GA", "GA/T", "GB", "GB/T"][..]));
}
