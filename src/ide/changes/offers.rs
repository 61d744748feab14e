//! What somebody who adds an entry is asked, and what may be answered: what the editor completes at that place.

use std::sync::Arc;

use super::{Changing, Refusal, next, values};
use crate::ide::completion::{self, CompletionKind};
use crate::ide::{Context, Cursor};
use crate::keys::{ColumnRole, Need, Phases};
use crate::messages::Language;
use crate::register::Register;
use crate::text::FileId;
use crate::writer::layout::Value;

/// A column that an entry may be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub heading: String,
    /// What its values are.
    pub help: String,
    /// Whether an entry with what is given by now must have it.
    pub is_needed: bool,
}

impl Changing {
    /// The columns that `pairs` leave open, in their order; the number, which is the next one, is not asked for.
    ///
    /// # Errors
    /// Where a pair is of no column, or its value none of the column's type.
    pub fn open_columns(&self, pairs: &[String], language: Language) -> Result<Vec<Asked>, Refusal> {
        let register = self.register();
        let given = values::changes(register, pairs)?;
        let phase = phase(register, &given);
        let columns = register.columns.iter().map(|(_, column)| column);
        let open = columns.filter(|column| {
            column.role != Some(ColumnRole::Number) && given.iter().all(|(key, _)| *key != column.key)
        });
        let asked = open.map(|column| {
            let key = column.as_key();
            // The code is the next one where none is given.
            let is_told = column.role == Some(ColumnRole::Code);
            Asked {
                key: column.key.clone(),
                heading: key.heading.get(language).to_owned(),
                help: key.help.get(language).to_owned(),
                is_needed: !is_told
                    && match column.need {
                        Need::Always => true,
                        Need::In(phases) => phase.is_some_and(|phase| Phases::has(phases, phase)),
                        Need::Never => false,
                    },
            }
        });
        Ok(asked.collect())
    }

    /// Whether a pair is one of a column and a value of its type.
    ///
    /// # Errors
    /// Where it is not.
    pub fn check_pair(&self, pair: &str) -> Result<(), Refusal> {
        values::changes(self.register(), &[pair.to_owned()]).map(drop)
    }

    /// The next free code of a table, where there is one.
    pub fn next_code(&self, table: usize) -> Option<String> {
        let register = self.register();
        let is_coded = register.scheme.layers.iter().any(|layer| layer.literal.is_none());
        let table = register.table(table).filter(|_| is_coded)?;
        next(register, table, None, 1).ok()?.into_iter().next()
    }

    /// What the editor offers for a column of an entry at the end of a table, which has some values already. Nothing is changed.
    ///
    /// # Errors
    /// As [`Changing::add`].
    pub fn offers(
        &mut self,
        table: usize,
        pairs: &[String],
        key: &str,
        language: Language,
    ) -> Result<Vec<String>, Refusal> {
        let before = Arc::clone(self.live.register());
        let given = values::changes(&before, pairs)?;
        let mut values: Vec<(String, Value)> = given
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect();
        values.push((key.to_owned(), Value::String(String::new())));
        self.insert(table, values)?;
        let cursor = cursor(self.register(), table, key);
        let offers = cursor.map(|cursor| {
            let context = Context {
                language,
                ..self.context()
            };
            let found = completion::complete(context, cursor, completion::Options::default());
            let whole = found
                .items
                .into_iter()
                .filter(|item| item.kind != CompletionKind::Layer);
            whole.map(|item| item.label).collect::<Vec<_>>()
        });
        let files = (0..).map(FileId).zip(&before.files);
        let changed: Vec<_> = files
            .filter(|(file, source)| {
                let now = self.register().file(*file);
                now.is_some_and(|now| now.text != source.text)
            })
            .map(|(file, source)| (file, source.text.clone()))
            .collect();
        for (file, text) in changed {
            self.live.set_text(file, text);
        }
        Ok(offers.unwrap_or_default())
    }
}

fn phase(register: &Register, given: &[(String, Option<Value>)]) -> Option<crate::scheme::Phase> {
    let key = register.columns.key_of(ColumnRole::Status);
    let (_, value) = given.iter().find(|(own, _)| own == key)?;
    let Some(Value::String(word)) = value else {
        return None;
    };
    let (term, _) = register.vocabulary.status(word)?;
    Some(register.vocabulary.status_term(term)?.phase)
}

/// The place between the quotes of a value of the last entry of a table.
fn cursor(register: &Register, table: usize, key: &str) -> Option<Cursor> {
    let table = register.table(table)?;
    let (_, entry) = register.entries_of(&table).last()?;
    let text = entry.segment_text();
    let node = entry.keys().into_iter().find(|node| {
        let written = node.key.span.of_text(text);
        written.trim_matches(['"', '\'']) == key
    })?;
    let place = register.absolute(entry.place(node.string(text)?));
    Some(Cursor {
        file: place.file,
        offset: place.span.start,
    })
}
