//! Entries by an expression: `status=在编 and owner~信息 and effective<2015`.
//!
//! The text is cut into [`token`]s, [`parse`] makes an expression of them, and [`subject`] finds out what the names in it
//! mean in the register at hand. What `=` says is what `where` of statistics says, by the same code: a synonym is the
//! status, a subsystem has what is below it. An entry of which what is asked cannot be read is not among the found, and is
//! counted, so that somebody can say so.
//!
//! The grammar is read by hand: three operators and a list in brackets are less than a grammar for a library would be, and
//! every fault has its place and its own words.

mod ask;
mod parse;
mod subject;
mod token;

use std::ops::Range;

use self::ask::Atom;
use self::parse::Expression;
use crate::messages::Message;
use crate::register::Register;
use crate::register::counts::{Answer, Conditions};
use crate::register::model::EntryId;

/// What is wrong with an expression.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Where, in bytes of the expression.
    pub span: Range<usize>,
    /// What.
    pub message: Box<Message>,
    /// What was meant, perhaps.
    pub nearest: Option<String>,
}

impl Fault {
    fn new(attribute: &'static str, span: Range<usize>) -> Self {
        Self::with(Message::attribute("query-fault", attribute), span)
    }

    fn with(message: Message, span: Range<usize>) -> Self {
        Self {
            span,
            message: Box::new(message),
            nearest: None,
        }
    }
}

/// A value that no entry has in a column where any value may stand.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The name of the column, as it was given.
    pub name: String,
    /// The value.
    pub value: String,
    /// The value that was meant, perhaps.
    pub nearest: Option<String>,
}

/// The entries that an expression finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries, in the order of the register.
    pub entries: Vec<EntryId>,
    /// How many others there are of which it cannot be read whether they are among these.
    pub unclear: usize,
}

/// An expression with the register that it is about.
pub struct Query<'r> {
    register: &'r Register,
    conditions: Conditions<'r>,
    expression: Expression,
    atoms: Vec<Atom>,
    /// Values that no entry has.
    pub hints: Vec<Hint>,
}

impl<'r> Query<'r> {
    /// Reads an expression. One without anything in it is about all entries.
    ///
    /// # Errors
    /// Where it cannot be read, or has a name in it that is that of nothing.
    pub fn read(register: &'r Register, text: &str) -> Result<Self, Fault> {
        let mut query = Self {
            register,
            conditions: Conditions::new(register),
            expression: Expression::All(Vec::new()),
            atoms: Vec::new(),
            hints: Vec::new(),
        };
        let tokens = token::tokens(text)?;
        let (atoms, conditions, hints) = (&mut query.atoms, &query.conditions, &mut query.hints);
        let mut make = |comparison: &parse::Comparison<'_>| {
            atoms.push(subject::atom(register, conditions, comparison, hints)?);
            Ok(atoms.len() - 1)
        };
        query.expression = parse::expression(&tokens, text.len(), &mut make)?;
        Ok(query)
    }

    /// The entries that it finds.
    pub fn entries(&self) -> Found {
        let mut found = Found::default();
        for (index, table) in self.register.tables().enumerate() {
            let of_table = self
                .atoms
                .iter()
                .map(|atom| atom.ask_table(self.register, &self.conditions, index));
            let of_table: Vec<Option<Answer>> = of_table.collect();
            for (id, entry) in self.register.entries_of(&table) {
                let ask = |place: usize| {
                    let known = of_table.get(place).copied().flatten();
                    known.unwrap_or_else(|| {
                        let atom = self.atoms.get(place);
                        atom.map_or(Answer::No, |atom| atom.ask(self.register, &self.conditions, entry))
                    })
                };
                match self.expression.answer(&ask) {
                    Answer::Yes => found.entries.push(id),
                    Answer::Maybe => found.unclear += 1,
                    Answer::No => {}
                }
            }
        }
        found
    }
}
