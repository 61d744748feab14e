//! Lists as text: whatever is imported, no row is lost, and what comes of it is a register.

use stdreg::exchange::import::{self, Imported, Options, Source};
use stdreg::messages::Language;
use stdreg::scheme::Scheme;

#[path = "../../import/holds.rs"]
mod holds;

/// The endings of the names of lists that are text.
const ENDINGS: [&str; 6] = ["csv", "txt", "md", "html", "tsv", "json"];

/// The first byte of an input says what sort of list the rest is.
pub fn check(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*kind) % ENDINGS.len()];
    let name = format!("list.{ending}");
    let imported = import(name.clone(), bytes.to_vec());
    for column in (0..COLUMNS).take_while(|_| imported.is_some()) {
        if let Some(longer) = longer(ending, bytes, column) {
            let text = import(name.clone(), longer).expect("there is one row more").text;
            assert!(
                text.contains(CELL),
                "what the last row has in column {column} is lost: {text}"
            );
        }
    }
}

/// A list with one row more, which has one cell; nothing where it is not plain where that goes, or may be UTF-16, for which a row of
/// UTF-8 is none.
fn longer(ending: &str, bytes: &[u8], column: usize) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains(['"', '\'', '\0']))?;
    match ending {
        "csv" | "tsv" => {
            let count = |sign: char| text.matches(sign).count();
            let commonest = [';', '\t', ','].into_iter().max_by_key(|sign| count(*sign));
            let sign = commonest.filter(|_| ending == "csv").unwrap_or('\t');
            Some(format!("{text}\n{}{CELL}\n", sign.to_string().repeat(column)).into_bytes())
        }
        "html" => {
            let (start, end) = text.split_once("</table>")?;
            let is_plain =
                |tag: &str| TAGS.contains(&tag.trim_start_matches('/').split(['>', ' ']).next().unwrap_or_default());
            let is_alone = text.matches("<table").count() == 1 && !end.contains("</table>");
            let row = format!("<tr>{}<td>{CELL}</td></tr>", "<td></td>".repeat(column));
            let longer = || format!("{start}{row}</table>{end}").into_bytes();
            (is_alone && text.split('<').skip(1).all(is_plain)).then(longer)
        }
        _ => None,
    }
}

/// The elements that leave a table a table.
const TAGS: [&str; 9] = ["table", "tr", "td", "th", "thead", "tbody", "p", "br", "b"];

/// In how many columns it is tried that a row is not lost.
const COLUMNS: usize = 5;

/// A cell that no list has.
pub const CELL: &str = "甲乙丙丁戊己庚辛";

/// Imports a file, and holds what came of it to what must hold of every import. Gives nothing where it is refused.
pub fn import(name: String, bytes: Vec<u8>) -> Option<Imported> {
    let options = Options {
        scheme: Scheme::built_in(),
        scheme_path: None,
        title: None,
        map: Vec::new(),
        sheets: Vec::new(),
        max_unpacked: 1 << 20,
        header_row: None,
        encoding: None,
        language: Language::En,
    };
    match import::import(&[Source { name, bytes }], &options) {
        Ok(imported) => {
            let register = super::register(std::slice::from_ref(&imported.text));
            holds::hold(&imported, &register, &super::found(&register));
            for language in Language::ALL {
                imported.notes.iter().for_each(|note| drop(note.render(language)));
            }
            Some(imported)
        }
        Err(problem) => {
            assert!(!problem.render(Language::Zh).is_empty());
            None
        }
    }
}
