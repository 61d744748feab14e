//! From what is to be offered to the item that an editor takes: the quotes, the text that it is found by, its place in
//! the list.

use rustc_hash::FxHashSet;

use super::spot::Spot;
use super::{Completion, CompletionKind, Options, Snippets};
use crate::diagnostic::Place;
use crate::ide::Context;
use crate::ide::latin;
use crate::ide::page::Page;
use crate::syntax::{Quoting, Typed};
use crate::text::Span;
use crate::writer::strings;

/// Something to be offered, before it is known how it is to be written where the cursor is.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What people see in the list.
    pub(super) label: String,
    /// What sort of thing it is.
    pub(super) kind: CompletionKind,
    /// What is said beside it.
    pub(super) detail: Option<String>,
    /// What is said about it at length.
    pub(super) documentation: Option<Page>,
    /// What else it is found by; the first word is what stands in the text.
    pub(super) found_by: Vec<String>,
    /// Whether it is the one to take.
    pub(super) is_preselected: bool,
}

impl Draft {
    /// A draft with nothing but a label.
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            kind,
            detail: None,
            documentation: None,
            found_by: Vec::new(),
            is_preselected: false,
        }
    }

    /// With what is said beside it; nothing where that is empty.
    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|detail| !detail.is_empty());
        self
    }

    /// With what is said about it at length.
    pub(super) fn documentation(mut self, documentation: Page) -> Self {
        self.documentation = Some(documentation).filter(|page| !page.is_empty());
        self
    }

    /// With another word that it is found by.
    pub(super) fn found_by(mut self, word: impl Into<String>) -> Self {
        self.found_by.push(word.into());
        self
    }

    /// As the one to take.
    pub(super) fn preselected(mut self) -> Self {
        self.is_preselected = true;
        self
    }
}

/// What is written besides, when an item is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Fill {
    /// Right behind it.
    pub(super) behind: String,
    /// In the place of other spans of the file.
    pub(super) elsewhere: Vec<(Span, String)>,
}

/// What was offered so far.
pub(super) struct Offers<'c> {
    /// What is looked at.
    pub(super) context: Context<'c>,
    /// Where.
    pub(super) spot: &'c Spot<'c>,
    options: Options,
    /// The files that may be named.
    pub(super) files: &'c dyn Fn() -> Vec<String>,
    items: Vec<Completion>,
    /// Whether the list may be another one when more is typed: it was cut, or it is a search. A list that is there as a whole is
    /// complete, and filtered by the editor; but see [`Offers::has_readings`].
    pub(super) is_incomplete: bool,
    /// Whether values are offered that are found by their readings too. Of these some editors see the beginning alone, so that the
    /// list is to be asked for again.
    pub(super) has_readings: bool,
}

impl<'c> Offers<'c> {
    /// No offers yet.
    pub(super) fn new(
        context: Context<'c>,
        spot: &'c Spot<'c>,
        options: Options,
        files: &'c dyn Fn() -> Vec<String>,
    ) -> Self {
        Self {
            context,
            spot,
            options,
            files,
            items: Vec::new(),
            is_incomplete: false,
            has_readings: false,
        }
    }

    /// The offers, in their order.
    pub(super) fn into_items(mut self) -> Vec<Completion> {
        // What is called as is typed, then what begins so: before what is found by its reading. Stable for the rest.
        let rank = |item: &Completion| {
            let typed = self.typed(item.place.span).trim_matches(['"', '\'']).to_lowercase();
            let label = item.label.to_lowercase();
            match label.strip_prefix(&typed) {
                Some("") => 0,
                Some(_) => 1,
                None => 2,
            }
        };
        let ranks: Vec<u8> = self.items.iter().map(rank).collect();
        let mut ranked: Vec<(u8, Completion)> = ranks.into_iter().zip(std::mem::take(&mut self.items)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        self.items = ranked.into_iter().map(|(_, item)| item).collect();
        let mut has_preselected = false;
        for (place, item) in self.items.iter_mut().enumerate() {
            item.sort = format!("{place:05}");
            // Of several the first is the one.
            item.is_preselected &= !has_preselected;
            has_preselected |= item.is_preselected;
        }
        self.items
    }

    /// Whether the client takes snippets.
    pub(super) fn takes_snippets(&self) -> bool {
        self.options.snippets == Snippets::Taken
    }

    /// What is typed of a span that an item replaces.
    pub(super) fn typed(&self, span: Span) -> &'c str {
        Span::new(span.start, self.spot.cursor).of_text(self.spot.text)
    }

    /// Offers a string at the place of a value.
    pub(super) fn string(&mut self, typed: Typed, content: &str, draft: Draft) {
        if let Some(text) = self.quoted(typed, content) {
            self.push(typed.span, text, Written::Plain, content, draft);
        }
    }

    /// Offers a string at the place of a value, with what is written besides.
    pub(super) fn string_with(&mut self, typed: Typed, content: &str, draft: Draft, fill: Fill) {
        if let Some(text) = self.quoted(typed, content) {
            self.push(typed.span, text + &fill.behind, Written::Plain, content, draft);
            if let Some(item) = self.items.last_mut() {
                item.elsewhere = fill.elsewhere;
            }
        }
    }

    /// Offers the beginning of a string, behind which the author goes on.
    pub(super) fn beginning(&mut self, typed: Typed, content: &str, draft: Draft) {
        let is_closed = matches!(typed.quotes, Quoting::Closed(_));
        let lead = match typed.quotes {
            Quoting::Absent => format!("{}\"", self.lead(typed.span)),
            _ => String::new(),
        };
        let end = match typed.quotes {
            Quoting::Open('\'') => "'",
            _ => "\"",
        };
        if is_closed {
            self.push(typed.span, content.to_owned(), Written::Plain, content, draft);
        } else if self.takes_snippets() {
            let text = format!("{}$0{end}", escaped(&format!("{lead}{content}")));
            self.push(typed.span, text, Written::Snippet, content, draft);
        } else {
            self.push(typed.span, format!("{lead}{content}"), Written::Plain, content, draft);
        }
    }

    /// Offers a value without quotes.
    pub(super) fn bare(&mut self, typed: Typed, value: &str, draft: Draft) {
        if typed.quotes == Quoting::Absent {
            let text = format!("{}{value}", self.lead(typed.span));
            self.push(typed.span, text, Written::Plain, value, draft);
        }
    }

    /// Offers a text in the place of a span; what it is filtered by begins with `word`.
    pub(super) fn text(&mut self, span: Span, text: String, word: &str, draft: Draft) {
        self.push(span, text, Written::Plain, word, draft);
    }

    /// Offers a snippet in the place of a span; a client that takes none gets the plain text.
    pub(super) fn snippet(&mut self, span: Span, snippet: &Snippet, word: &str, draft: Draft) {
        if self.takes_snippets() {
            self.push(span, snippet.snippet(), Written::Snippet, word, draft);
        } else {
            self.push(span, snippet.plain(), Written::Plain, word, draft);
        }
    }

    /// Whether a text is offered already.
    pub(super) fn has(&self, text: &str) -> bool {
        self.items.iter().any(|item| item.text == text)
    }

    /// What people see of what is offered by now.
    pub(super) fn labels(&self) -> FxHashSet<String> {
        self.items.iter().map(|item| item.label.clone()).collect()
    }

    fn push(&mut self, span: Span, text: String, written: Written, word: &str, draft: Draft) {
        let typed = self.typed(span);
        // What is left out of the filter, and yet typed, would hide the item: a full-width quote, say.
        let odd = typed.len() - typed.trim_start_matches(['“', '”', '‘', '’', '「']).len();
        let (odd, bare) = typed.split_at_checked(odd).unwrap_or(("", typed));
        let mut forms = vec![latin::filter(word, bare)];
        forms.extend(draft.found_by.iter().map(|other| latin::filter(other, bare)));
        let mut words = std::iter::once(word).chain(draft.found_by.iter().map(String::as_str));
        self.has_readings |= draft.kind == CompletionKind::Value && words.any(|word| !word.is_ascii());
        let begun = bare.to_lowercase();
        forms.sort_by_key(|form| !form.to_lowercase().starts_with(&begun));
        // Some editors tell capitals from small letters, and would find a reading and not the word itself.
        if let Some(first) = forms.first_mut()
            && first
                .get(..bare.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(bare))
        {
            first.replace_range(..bare.len(), bare);
        }
        let detail = draft.detail.as_deref().unwrap_or_default();
        let documentation = draft
            .documentation
            .unwrap_or_else(|| Page::new(draft.label.as_str(), detail));
        self.items.push(Completion {
            label: draft.label,
            kind: draft.kind,
            detail: draft.detail,
            documentation: Some(documentation),
            place: Place::in_file(self.spot.file, span),
            text,
            elsewhere: Vec::new(),
            filter: format!("{odd}{}", forms.join(" ")),
            sort: String::new(),
            is_snippet: written == Written::Snippet,
            is_preselected: draft.is_preselected,
        });
    }

    /// The blank between an equals sign and a value that is typed right behind it.
    fn lead(&self, span: Span) -> &'static str {
        let before = Span::new(0, span.start).of_text(self.spot.text);
        if before.ends_with('=') { " " } else { "" }
    }

    fn quoted(&self, typed: Typed, content: &str) -> Option<String> {
        let inside = |quote: char| strings::between(&quote.to_string(), content);
        match typed.quotes {
            Quoting::Absent => Some(format!("{}{}", self.lead(typed.span), strings::string(content))),
            Quoting::Open(quote) => Some(format!("{}{quote}", inside(quote)?)),
            Quoting::Closed(quote) => inside(quote),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Plain,
    Snippet,
}

/// A text with places to fill in.
#[derive(Clone, Debug, Default)]
pub(super) struct Snippet {
    parts: Vec<Part>,
    stops: u32,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    /// A place with what stands there at first.
    Stop(u32, String),
    /// The place that is filled in after all others.
    Last(String),
    /// A place with what it may be.
    Choice(u32, Vec<String>),
}

impl Snippet {
    /// Adds text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.parts.push(Part::Text(text.to_owned()));
        self
    }

    /// Adds a place to fill in, with what stands there at first.
    pub(super) fn stop(&mut self, text: &str) -> &mut Self {
        self.stops += 1;
        self.parts.push(Part::Stop(self.stops, text.to_owned()));
        self
    }

    /// Adds the place to fill in after all others, with what stands there at first.
    pub(super) fn last_stop(&mut self, text: &str) -> &mut Self {
        self.parts.push(Part::Last(text.to_owned()));
        self
    }

    /// Adds a place to fill in with one of some words, the first one at first.
    pub(super) fn choice(&mut self, words: &[String]) -> &mut Self {
        self.stops += 1;
        self.parts.push(Part::Choice(self.stops, words.to_vec()));
        self
    }

    /// In the protocol's grammar of snippets.
    fn snippet(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => escaped(text),
            Part::Last(text) if text.is_empty() => format!("${{{}}}", self.stops + 1),
            Part::Last(text) => format!("${{{}:{}}}", self.stops + 1, escaped(text)),
            Part::Stop(number, text) if text.is_empty() => format!("${{{number}}}"),
            Part::Stop(number, text) => format!("${{{number}:{}}}", escaped(text)),
            Part::Choice(number, words) => {
                let words: Vec<String> = words.iter().map(|word| escaped_choice(word)).collect();
                format!("${{{number}|{}|}}", words.join(","))
            }
        };
        self.parts.iter().map(part).collect()
    }

    /// As text, with what stands in its places at first.
    fn plain(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) | Part::Stop(_, text) | Part::Last(text) => text.clone(),
            Part::Choice(_, words) => words.first().cloned().unwrap_or_default(),
        };
        self.parts.iter().map(part).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

fn escaped_choice(text: &str) -> String {
    // In a choice nothing else is special.
    text.replace('\\', "\\\\").replace(',', "\\,").replace('|', "\\|")
}
