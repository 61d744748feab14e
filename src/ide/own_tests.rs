//! What an editor is told in schemes and settings: hover, outline, folds, links, definition, references and rename.

use super::fixture::Fixture;
use super::{definition, folding, hover, links, outline, references, rename};
use crate::register::FileRole;
use crate::text::FileId;
use crate::text::edit::{TextEdit, apply};

fn hovered(role: FileRole, marked: &str) -> String {
    let fixture = Fixture::of_own(role, marked);
    let hover = hover::hover(fixture.context(), fixture.cursor());
    hover.map_or_else(String::new, |hover| hover.plain)
}

const SCHEME: &str = "[scheme]\nid = \"x\"\ntitle = \"某方案\"\n\n[[layer]]\nname = \"level\"\ntitle = \"级别\"\nwidth = 1\n\
    chars = \"digit\"\nrole = \"level\"\n\n[[status]]\nname = \"试行\"\nphase = \"published\"\nalso = [\"试用\"]\n\n\
    [[status]]\nname = \"拟编\"\nphase = \"planned\"\n\n[[status]]\nname = \"在编\"\nphase = \"drafting\"\n\n\
    [[status]]\nname = \"废止\"\nphase = \"withdrawn\"\n\n[[level]]\nname = \"企业标准\"\nvalue = \"1\"\nkinds = [\"enterprise\"]\n\n\
    [[statistic]]\nitem = \"在用\"\nwhere = { status = [\"试行\"] }\n";

const REGISTER: &str = "[register]\ntitle = \"x\"\nscheme = \"own.scheme.toml\"\n[[category]]\ncode = \"1\"\ntitle = \"甲\"\n\
    [[table]]\nid = \"A.1\"\ntitle = \"甲\"\ncategory = \"1\"\n[[table.entry]]\nnumber = 1\ntitle = \"甲\"\nstatus = \"试行\"\n";

#[test]
fn keys_words_and_rules_are_explained() {
    let text = hovered(FileRole::Settings, "fail$0-on = \"warning\"\n");
    assert!(text.contains("default") && text.contains("\"error\""), "{text}");
    let text = hovered(FileRole::Settings, "ignore = [\"E0$011\"]\n");
    assert!(text.starts_with("E011 "), "{text}");
    let text = hovered(FileRole::Settings, "[severity]\nE0$011 = \"error\"\n");
    assert!(text.starts_with("E011 "), "{text}");
    let text = hovered(FileRole::Scheme, &SCHEME.replace("\"digit\"", "\"dig$0it\""));
    assert!(text.contains("0 to 9"), "{text}");
    let text = hovered(FileRole::Scheme, &SCHEME.replace("[[layer]]", "[[lay$0er]]"));
    assert!(text.contains("[[layer]]"), "{text}");
}

#[test]
fn tables_and_keys_are_outlined_and_folded() {
    let fixture = Fixture::of_own(FileRole::Scheme, SCHEME);
    let symbols = outline::outline(fixture.context(), FileId(0));
    let names: Vec<&str> = symbols.iter().map(|symbol| symbol.name.as_str()).collect();
    assert_eq!(
        names,
        ["某方案", "级别", "试行", "拟编", "在编", "废止", "企业标准", "在用"]
    );
    assert_eq!(folding::folds(fixture.context(), FileId(0)).len(), 8);
    let fixture = Fixture::of_own(FileRole::Settings, "lang = \"zh\"\n[format]\nalign = true\n");
    let symbols = outline::outline(fixture.context(), FileId(0));
    let names: Vec<&str> = symbols.iter().map(|symbol| symbol.name.as_str()).collect();
    assert_eq!(names, ["lang", "[format]"]);
    assert_eq!(symbols.last().map(|symbol| symbol.children.len()), Some(1));
}

#[test]
fn rules_lead_to_their_pages_and_catalogues_to_their_files() {
    let text = "ignore = [\"E011\", \"C\"]\nseverity = { sequence-gap = \"error\" }\n[per-file-ignores]\n\"a\" = [\"C001\"]\n\
        [catalogue]\nfiles = [\"c.csv\"]\n";
    let fixture = Fixture::of_own(FileRole::Settings, text);
    let found = links::links(fixture.context(), FileId(0));
    let covered: Vec<&str> = found.iter().map(|link| fixture.covered(link.place)).collect();
    assert_eq!(covered, ["E011", "sequence-gap", "C001", "c.csv"]);
    assert_eq!(found[0].target, links::LinkTarget::Rule("E011"));
    assert_eq!(found[3].target, links::LinkTarget::File("c.csv".to_owned()));
}

#[test]
fn a_word_of_an_entry_leads_to_the_scheme_file() {
    let fixture = Fixture::with_scheme_file(SCHEME, &REGISTER.replace("status = \"试行\"", "status = \"试$0行\""));
    let found = definition::definition(fixture.context(), fixture.cursor());
    let names: Vec<(u32, &str)> = found
        .iter()
        .map(|found| (found.name.file.0, fixture.covered(found.name)))
        .collect();
    // Its synonym says too what it is.
    assert_eq!(names, [(1, "试行"), (1, "试用")]);
}

#[test]
fn references_in_a_scheme_are_those_of_its_register() {
    let fixture = Fixture::with_scheme_file(&SCHEME.replace("name = \"试行\"", "name = \"试$0行\""), REGISTER);
    let found = references::references(fixture.context(), fixture.cursor());
    let places: Vec<(u32, &str)> = found
        .iter()
        .map(|found| (found.place.file.0, fixture.covered(found.place)))
        .collect();
    assert_eq!(places, [(0, "试行"), (1, "试行"), (1, "试用"), (1, "试行")]);
}

#[test]
fn a_word_of_a_scheme_is_renamed_in_the_scheme_and_the_register() {
    let fixture = Fixture::with_scheme_file(SCHEME, &REGISTER.replace("status = \"试行\"", "status = \"试$0行\""));
    let context = fixture.context();
    let edits = rename::rename(context, fixture.cursor(), "试用期").unwrap();
    let after = |file: u32| {
        let of_file = edits.iter().filter(|(place, _)| place.file == FileId(file));
        let edits = of_file.map(|(place, text)| TextEdit {
            span: place.span,
            text: text.clone(),
        });
        apply(context.text(FileId(file)), &edits.collect::<Vec<_>>()).unwrap()
    };
    assert_eq!(after(0), REGISTER.replace("试行", "试用期"));
    assert_eq!(after(1), SCHEME.replace("试行", "试用期"));
}
