//! Tokens as an expression: `or` binds less than `and`, and that less than `not`.

use std::ops::Range;

use super::Fault;
use super::token::{Kind, Operator, Token};
use crate::register::counts::Answer;

/// How deep brackets and `not` may stand in each other.
const MOST_DEPTH: u32 = 64;

/// An expression; its conditions are places in a list.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Atom(usize),
}

impl Expression {
    fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Whether it holds, by what its conditions say.
    pub(super) fn answer(&self, ask: &impl Fn(usize) -> Answer) -> Answer {
        match self {
            Self::Atom(place) => ask(*place),
            Self::Not(inner) => match inner.answer(ask) {
                Answer::Yes => Answer::No,
                Answer::Maybe => Answer::Maybe,
                Answer::No => Answer::Yes,
            },
            Self::All(all) => {
                let mut least = Answer::Yes;
                for one in all {
                    least = least.min(one.answer(ask));
                    if least == Answer::No {
                        break;
                    }
                }
                least
            }
            Self::Any(any) => {
                let mut most = Answer::No;
                for one in any {
                    most = most.max(one.answer(ask));
                    if most == Answer::Yes {
                        break;
                    }
                }
                most
            }
        }
    }
}

/// A word of the expression with where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
}

/// A name, a value, and how they are compared.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'t> {
    pub(super) name: Word<'t>,
    /// One of those that are no negation.
    pub(super) operator: Operator,
    pub(super) value: Word<'t>,
    /// Where the operator stands.
    pub(super) sign: Range<usize>,
}

/// What makes a condition of a comparison, and gives its place.
pub(super) type Make<'m> = &'m mut dyn FnMut(&Comparison<'_>) -> Result<usize, Fault>;

/// The expression that the tokens are; `end` is where the text ends.
pub(super) fn expression(tokens: &[Token], end: usize, make: Make<'_>) -> Result<Expression, Fault> {
    if tokens.is_empty() {
        return Ok(Expression::All(Vec::new()));
    }
    let mut parser = Parser {
        tokens: tokens.iter().peekable(),
        end,
        depth: 0,
        make,
    };
    let expression = parser.any()?;
    match parser.tokens.next() {
        None => Ok(expression),
        Some(Token {
            kind: Kind::Close,
            span,
        }) => Err(Fault::new("unopened", span.clone())),
        Some(token) => Err(Fault::new("joint", token.span.clone())),
    }
}

struct Parser<'t, 'm> {
    tokens: std::iter::Peekable<std::slice::Iter<'t, Token>>,
    end: usize,
    depth: u32,
    make: Make<'m>,
}

impl<'t> Parser<'t, '_> {
    fn takes(&mut self, kind: &Kind) -> Option<&'t Token> {
        self.tokens.next_if(|token| token.kind == *kind)
    }

    /// A fault where the next token stands, or at the end.
    fn fault(&mut self, attribute: &'static str) -> Fault {
        let end = self.end;
        let span = self.tokens.peek().map_or(end..end, |token| token.span.clone());
        Fault::new(attribute, span)
    }

    fn any(&mut self) -> Result<Expression, Fault> {
        let mut any = vec![self.all()?];
        while self.takes(&Kind::Or).is_some() {
            any.push(self.all()?);
        }
        Ok(one_of(any, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, Fault> {
        let mut all = vec![self.not()?];
        while self.takes(&Kind::And).is_some() {
            all.push(self.not()?);
        }
        Ok(one_of(all, Expression::All))
    }

    fn not(&mut self) -> Result<Expression, Fault> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(self.fault("deep"));
        }
        let expression = if self.takes(&Kind::Not).is_some() {
            self.not()?.negated()
        } else if let Some(open) = self.takes(&Kind::Open) {
            let inner = self.any()?;
            if self.takes(&Kind::Close).is_none() {
                return Err(match self.tokens.peek() {
                    None => Fault::new("unclosed", open.span.clone()),
                    Some(_) => self.fault("joint"),
                });
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn word(&mut self, missing: &'static str) -> Result<Word<'t>, Fault> {
        match self.tokens.peek() {
            Some(Token {
                kind: Kind::Word(text),
                span,
            }) => {
                self.tokens.next();
                Ok(Word {
                    text,
                    span: span.clone(),
                })
            }
            _ => Err(self.fault(missing)),
        }
    }

    fn comparison(&mut self) -> Result<Expression, Fault> {
        let name = self.word("name")?;
        let is_negated = self.takes(&Kind::Not).is_some();
        if let Some(list) = self.takes(&Kind::In) {
            let any = self.list(&name, &list.span)?;
            return Ok(if is_negated { any.negated() } else { any });
        }
        let (operator, sign) = match self.tokens.peek() {
            Some(Token {
                kind: Kind::Operator(operator),
                span,
            }) if !is_negated => (*operator, span.clone()),
            _ => return Err(self.fault("operator")),
        };
        self.tokens.next();
        let value = self.word("value")?;
        let (operator, is_negated) = match operator {
            Operator::Unequal => (Operator::Equal, true),
            Operator::Lacks => (Operator::Contains, true),
            operator => (operator, false),
        };
        let place = (self.make)(&Comparison {
            name,
            operator,
            value,
            sign,
        })?;
        let atom = Expression::Atom(place);
        Ok(if is_negated { atom.negated() } else { atom })
    }

    /// The values of `in`.
    fn list(&mut self, name: &Word<'t>, sign: &Range<usize>) -> Result<Expression, Fault> {
        let Some(open) = self.takes(&Kind::Open) else {
            return Err(self.fault("list"));
        };
        let mut any = Vec::new();
        loop {
            let value = self.word("value")?;
            let place = (self.make)(&Comparison {
                name: name.clone(),
                operator: Operator::Equal,
                value,
                sign: sign.clone(),
            })?;
            any.push(Expression::Atom(place));
            if self.takes(&Kind::Close).is_some() {
                return Ok(one_of(any, Expression::Any));
            }
            if self.takes(&Kind::Comma).is_none() {
                return Err(match self.tokens.peek() {
                    None => Fault::new("unclosed", open.span.clone()),
                    Some(_) => self.fault("comma"),
                });
            }
        }
    }
}

fn one_of(mut several: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match (several.pop(), several.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            several.extend(last);
            join(several)
        }
    }
}
