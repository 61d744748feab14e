//! The register as one JSON object: the keys and values of its files as they are written, the parts merged into the root.
//!
//! Nothing is read out of it or added: what `stdreg schema` says of a register holds of it too.

use super::{Export, Part, Problem};
use crate::exchange::written::{Object, Value, of_file};

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut all = Object::default();
    for file in &export.register.files {
        if file.is_of_register() {
            merge(of_file(file), &mut all);
        }
    }
    all.pairs.retain(|(key, _)| is_wanted(export, key));
    if let (Some(ids), Some((_, Value::List(tables)))) =
        (&export.tables, all.pairs.iter_mut().find(|(key, _)| *key == TABLE))
    {
        tables.retain(|table| table.text("id").is_some_and(|id| ids.contains(id)));
    }
    // It writes to memory, and has nothing in it that cannot be a key.
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    Ok(bytes)
}

const TABLE: &str = "table";

fn is_wanted(export: &Export<'_>, key: &str) -> bool {
    match key {
        // What it is an export of.
        "register" | "revision" => true,
        TABLE => export.has(Part::Tables),
        "statistics" => export.has(Part::Statistics),
        _ => export.has(Part::Structure),
    }
}

/// Adds what a part has: its tables come behind those that are there.
fn merge<'t>(part: Object<'t>, all: &mut Object<'t>) {
    for (key, value) in part.pairs {
        let list = match value {
            Value::List(list) => list,
            value => {
                all.entry(key, || value);
                continue;
            }
        };
        if let Some(Value::List(known)) = all.entry(key, || Value::List(Vec::new())) {
            known.extend(list);
        }
    }
}
