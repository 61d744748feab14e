//! JSON: a register as `stdreg export` writes it, or lists of objects, whose keys are the headings.
//!
//! What a register holds is read [as it is written](Grid::is_exact) there; what others wrote as a table is.

use serde_json::{Map, Value as Json};

use super::Problem;
use crate::exchange::import::grid::{Cell, Grid, MOST_CELLS, Row, RowKind, Value};
use crate::exchange::import::values::is_nothing;
use crate::keys::Columns;
use crate::text::foreign;

type Object = Map<String, Json>;

/// Reads a text.
pub(super) fn read(
    bytes: &[u8],
    encoding: Option<&str>,
    columns: &Columns,
) -> Result<(Vec<Grid>, foreign::Decoded), Problem> {
    let decoded = foreign::decode(bytes, encoding).map_err(|unknown| Problem::Encoding(unknown.0))?;
    let text = decoded.text.trim_start_matches('\u{FEFF}');
    let json: Json = serde_json::from_str(text).map_err(|error| Problem::Damaged(error.to_string()))?;
    let mut grids = Grids {
        grids: Vec::new(),
        room: MOST_CELLS,
        columns,
    };
    match &json {
        Json::Object(object) if is_register(object) => grids.register(object)?,
        json => grids.lists(json, None)?,
    }
    Ok((grids.grids, decoded))
}

/// Whether an object is a register: its tables are objects in a list, as are their entries.
fn is_register(object: &Object) -> bool {
    object.contains_key("register") && object.get("table").is_none_or(Json::is_array)
}

/// How values are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As they are written: they are those of a register.
    Exact,
    /// As what stands in the cells of a table.
    Tabled,
}

struct Grids<'c> {
    grids: Vec<Grid>,
    /// How many cells more there may be.
    room: usize,
    /// In whose order keys stand.
    columns: &'c Columns,
}

impl Grids<'_> {
    /// A grid for each table, which says in columns of its own where it belongs.
    fn register(&mut self, register: &Object) -> Result<(), Problem> {
        let structure = Structure {
            subsystems: objects(register, "subsystem"),
            categories: objects(register, "category"),
        };
        let mut title = register
            .get("register")
            .and_then(|head| text(head.as_object()?, "title"));
        for (place, table) in (1..).zip(objects(register, "table")) {
            let mut before: Vec<(&str, Cell)> = Vec::new();
            for (word, key) in [("表号", "id"), ("表的名称", "title")] {
                before.push((word, Cell::text(text(table, key).unwrap_or_default())));
            }
            before.extend(structure.path(table));
            let name = text(table, "id").map_or_else(|| format!("table[{place}]"), ToOwned::to_owned);
            let entries = objects(table, "entry");
            self.list(&entries, &before, Some(name), Reading::Exact, title.take())?;
        }
        for (place, statistics) in (1..).zip(objects(register, "statistics")) {
            let name = text(statistics, "id").map_or_else(|| format!("statistics[{place}]"), ToOwned::to_owned);
            let before = [("by", Cell::text(text(statistics, "by").unwrap_or_default()))];
            self.statistics(&objects(statistics, "rows"), &before, name, title.take())?;
        }
        Ok(())
    }

    /// The rows of a statistics table, what they say in further columns below the titles of these. What a row counts is no
    /// figure.
    fn statistics(
        &mut self,
        rows: &[&Object],
        before: &[(&str, Cell)],
        name: String,
        title: Option<&str>,
    ) -> Result<(), Problem> {
        // The columns, each with its title and the key of its figure: 应有数 stands below the title alone.
        let mut further: Vec<(&str, &str)> = Vec::new();
        let mut known = rustc_hash::FxHashSet::default();
        let figures = rows.iter().filter_map(|row| row.get("figures")?.as_object()).flatten();
        for (title, figure) in figures {
            for key in ["expected", "existing", "ratio"] {
                let is_there = key == "expected" || figure.get(key).is_some();
                if is_there && known.insert((title.as_str(), key)) {
                    further.push((title, key));
                }
            }
        }
        let own = ["item", "expected", "existing", "ratio", "remarks"];
        self.take(before.len() + own.len() + further.len(), rows.len() + 1)?;
        let mut grid = Grid {
            sheet: Some(name),
            is_exact: true,
            ..Grid::default()
        };
        grid.rows.extend(title.map(title_row));
        let words = before.iter().map(|(word, _)| *word).chain(own);
        let heads = words
            .map(ToOwned::to_owned)
            .chain(further.iter().map(|(title, key)| match *key {
                "expected" => (*title).to_owned(),
                key => format!("{title} {key}"),
            }));
        grid.rows.push(Row::of_texts(0, heads));
        for (number, row) in (1..).zip(rows) {
            let before = before.iter().map(|(_, cell)| cell.clone());
            let own = own.iter().map(|key| row.get(*key).map_or_else(Cell::default, exact));
            let further = further.iter().map(|(title, key)| {
                let figure = row.get("figures").and_then(|figures| figures.get(*title));
                match (figure, *key) {
                    (Some(Json::Object(figure)), key) => figure.get(key).map_or_else(Cell::default, exact),
                    (Some(number), "expected") => exact(number),
                    _ => Cell::default(),
                }
            });
            grid.rows.push(Row {
                number,
                cells: before.chain(own).chain(further).collect(),
                ..Row::default()
            });
        }
        self.grids.push(grid);
        Ok(())
    }

    /// Takes room for cells.
    fn take(&mut self, width: usize, height: usize) -> Result<(), Problem> {
        let cells = width.checked_mul(height).and_then(|cells| self.room.checked_sub(cells));
        self.room = cells.ok_or(Problem::TooLarge)?;
        Ok(())
    }

    /// A grid for each list of objects, at any depth of objects.
    fn lists(&mut self, json: &Json, name: Option<String>) -> Result<(), Problem> {
        match json {
            Json::Array(elements) => {
                let rows: Vec<&Object> = elements.iter().filter_map(Json::as_object).collect();
                self.list(&rows, &[], name, Reading::Tabled, None)
            }
            Json::Object(object) => object.iter().try_for_each(|(key, json)| {
                let name = name
                    .as_ref()
                    .map_or_else(|| key.clone(), |name| format!("{name}.{key}"));
                self.lists(json, Some(name))
            }),
            _ => Ok(()),
        }
    }

    /// Objects as rows, below a head of all of their keys. What stands before them is the same in each.
    fn list(
        &mut self,
        objects: &[&Object],
        before: &[(&str, Cell)],
        name: Option<String>,
        reading: Reading,
        title: Option<&str>,
    ) -> Result<(), Problem> {
        let mut keys: Vec<&str> = Vec::new();
        let mut known = rustc_hash::FxHashSet::default();
        for key in objects.iter().flat_map(|object| object.keys()) {
            if known.insert(key.as_str()) {
                keys.push(key);
            }
        }
        keys.sort_by_key(|key| self.columns.place(key, 0).unwrap_or(usize::MAX));
        if keys.is_empty() {
            return Ok(());
        }
        let width = before.len() + keys.len();
        self.take(width, objects.len() + 1)?;
        let mut grid = Grid {
            sheet: name,
            is_exact: reading == Reading::Exact,
            ..Grid::default()
        };
        grid.rows.extend(title.map(title_row));
        grid.rows.push(Row::of_texts(
            0,
            before.iter().map(|(word, _)| *word).chain(keys.iter().copied()),
        ));
        for (number, object) in (1..).zip(objects) {
            let before = before.iter().map(|(_, cell)| cell.clone());
            let own = keys.iter().map(|key| match (object.get(*key), reading) {
                (None, _) => Cell::default(),
                (Some(json), Reading::Exact) => exact(json),
                (Some(json), Reading::Tabled) => cell(json),
            });
            grid.rows.push(Row {
                number,
                cells: before.chain(own).collect(),
                ..Row::default()
            });
        }
        self.grids.push(grid);
        Ok(())
    }
}

/// What tells where a table belongs.
struct Structure<'j> {
    subsystems: Vec<&'j Object>,
    categories: Vec<&'j Object>,
}

impl Structure<'_> {
    /// The titles from the outermost subsystem down to the category of a table, with the words for their levels.
    fn path(&self, table: &Object) -> Vec<(&'static str, Cell)> {
        let subsystem = text(table, "subsystem");
        let wanted = text(table, "category");
        let is_wanted = |category: &&&Object| {
            let own = text(category, "subsystem");
            text(category, "code") == wanted && subsystem.is_none_or(|subsystem| own == Some(subsystem))
        };
        let category = self.categories.iter().find(is_wanted);
        let mut titles = Vec::new();
        let mut above = category.and_then(|category| text(category, "subsystem"));
        // No longer than there are subsystems: they may lead in a circle.
        for _ in 0..self.subsystems.len().min(DEEPEST) {
            let is_above = |subsystem: &&&Object| ["title", "code"].iter().any(|key| text(subsystem, key) == above);
            let Some(subsystem) = above.and_then(|_| self.subsystems.iter().find(is_above)) else {
                break;
            };
            titles.extend(text(subsystem, "title"));
            above = text(subsystem, "parent");
        }
        let words = ["子体系"].into_iter().chain(std::iter::repeat("二级"));
        let levels = words.zip(titles.into_iter().rev());
        let category = category
            .and_then(|category| text(category, "title"))
            .map(|title| ("细目", title));
        levels
            .chain(category)
            .map(|(word, title)| (word, Cell::text(title)))
            .collect()
    }
}

/// How many subsystems may stand below each other.
const DEEPEST: usize = 32;

fn objects<'j>(object: &'j Object, key: &str) -> Vec<&'j Object> {
    let list = object.get(key).and_then(Json::as_array);
    list.into_iter().flatten().filter_map(Json::as_object).collect()
}

fn text<'j>(object: &'j Object, key: &str) -> Option<&'j str> {
    object.get(key)?.as_str()
}

/// The title of a register above its first table.
fn title_row(title: &str) -> Row {
    Row {
        kind: RowKind::Prose(Some(1)),
        cells: vec![Cell::of(Value::Text(title.to_owned()))],
        ..Row::default()
    }
}

/// A value of a register.
pub(in crate::exchange::import) fn exact(json: &Json) -> Cell {
    match json {
        Json::String(text) => Cell::of(Value::Text(text.clone())),
        Json::Array(elements) => {
            let texts = elements.iter().map(|element| match element {
                Json::String(text) => text.clone(),
                other => cell(other).shown(),
            });
            Cell::of(Value::Texts(texts.collect()))
        }
        other => cell(other),
    }
}

/// A value of a table that others wrote.
fn cell(json: &Json) -> Cell {
    match json {
        Json::Null => Cell::default(),
        Json::Bool(is_on) => Cell::of(Value::Bool(*is_on)),
        Json::Number(number) => Cell::text(number.to_string()),
        Json::String(text) => Cell::text(text.as_str()),
        Json::Array(elements) => {
            let texts = elements.iter().map(|element| cell(element).shown());
            let texts: Vec<String> = texts.filter(|text| !is_nothing(text)).collect();
            match texts.is_empty() {
                true => Cell::default(),
                false => Cell::of(Value::Texts(texts)),
            }
        }
        Json::Object(_) => Cell::text(json.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Scheme;

    fn rows(text: &str) -> Vec<String> {
        let (grids, _) = read(text.as_bytes(), None, &Scheme::built_in().columns).unwrap();
        let rows = grids
            .iter()
            .flat_map(|grid| grid.rows.iter().map(move |row| (grid, row)));
        rows.map(|(grid, row)| format!("{}: {}", grid.address(row.number, None), row.shown()))
            .collect()
    }

    #[test]
    fn objects_are_rows_and_their_keys_the_head() {
        let text = r#"[{"code": "001", "title": "甲"}, {"title": "乙", "replaces": ["A", "B"], "number": 2}]"#;
        let rows = rows(text);
        assert_eq!(rows[0], "0: number | code | title | replaces");
        assert_eq!(rows[1..], ["1: 001 | 甲", "2: 2 | 乙 | A、B"]);
    }

    #[test]
    fn a_register_says_where_its_tables_belong() {
        let text = r#"{"register": {"title": "体系"}, "subsystem": [{"title": "内", "parent": "外"}, {"title": "外"}],
            "category": [{"code": "21", "title": "细", "subsystem": "内"}],
            "table": [{"id": "A.1", "title": "表", "category": "21", "entry": [{"title": "甲"}]}]}"#;
        assert_eq!(
            rows(text),
            [
                "A.1!0: 体系",
                "A.1!0: 表号 | 表的名称 | 子体系 | 二级 | 细目 | title",
                "A.1!1: A.1 | 表 | 外 | 内 | 细 | 甲"
            ]
        );
        let circle = text.replace(r#"{"title": "外"}"#, r#"{"title": "外", "parent": "内"}"#);
        assert_eq!(rows(&circle).len(), 3);
    }

    #[test]
    fn what_is_no_json_is_told() {
        assert!(matches!(
            read(b"[1, 2", None, &Columns::default()),
            Err(Problem::Damaged(_))
        ));
        assert!(rows("[1, 2]").is_empty() && rows("3").is_empty());
        let deep = "[".repeat(100_000);
        assert!(matches!(
            read(deep.as_bytes(), None, &Columns::default()),
            Err(Problem::Damaged(_))
        ));
    }
}
