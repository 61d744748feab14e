//! `textDocument/completion`.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionOptions,
    CompletionOptionsCompletionItem, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind,
    Position, TextEdit,
};

use crate::ide::completion::{self, Completion, CompletionKind, Options, Snippets};
use crate::lsp::client::Client;
use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;
use crate::workspace::near;

/// What is offered to a client. Besides letters, what opens a value or a header asks for completions, and what a number has
/// behind its prefix: coc.nvim takes it for the end of a word.
pub(in crate::lsp) fn offered(client: &Client) -> CompletionOptions {
    let triggers = ["\"", "'", "[", "=", "{", ",", ".", "/"];
    let has_details = client
        .completion_item()
        .is_some_and(|item| item.label_details_support == Some(true));
    CompletionOptions {
        trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
        resolve_provider: Some(false),
        completion_item: has_details.then_some(CompletionOptionsCompletionItem {
            label_details_support: Some(true),
        }),
        ..CompletionOptions::default()
    }
}

/// What may be written at a position.
pub(in crate::lsp) fn complete(snapshot: &Snapshot, position: Position) -> CompletionList {
    let options = Options {
        snippets: match snapshot.client.takes_snippets() {
            true => Snippets::Taken,
            false => Snippets::Refused,
        },
    };
    let files = || {
        let folder = snapshot.view(FileId(0)).and_then(|view| view.path.parent());
        folder.map(near).unwrap_or_default()
    };
    let found = completion::complete_among(snapshot.context(), snapshot.cursor(position), options, &files);
    CompletionList {
        is_incomplete: found.is_incomplete,
        items: found
            .items
            .into_iter()
            .map(|completion| item(snapshot, completion))
            .collect(),
    }
}

fn item(snapshot: &Snapshot, completion: Completion) -> CompletionItem {
    let is_snippet = completion.is_snippet;
    // A snippet is expanded by the client, which writes its own line endings: Neovim would show the others, Helix double
    // them.
    let text = if is_snippet {
        completion.text.replace("\r\n", "\n")
    } else {
        completion.text
    };
    let edit = TextEdit::new(snapshot.range(completion.place), text);
    let support = snapshot.client.completion_item();
    let has_details = support.is_some_and(|item| item.label_details_support == Some(true));
    let reads_markdown = support
        .and_then(|item| item.documentation_format.as_ref())
        .is_some_and(|formats| formats.contains(&MarkupKind::Markdown));
    let documentation = completion.documentation.map(|page| {
        if reads_markdown {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value: page.markdown(),
            })
        } else {
            Documentation::String(page.plain())
        }
    });
    let (detail, label_details) = match completion.detail {
        Some(detail) if has_details => (
            None,
            Some(CompletionItemLabelDetails {
                detail: None,
                description: Some(detail),
            }),
        ),
        detail => (detail, None),
    };
    let place = completion.place;
    let elsewhere = completion.elsewhere.into_iter();
    let elsewhere = elsewhere.map(|(span, text)| TextEdit::new(snapshot.range(place.with_span(span)), text));
    let elsewhere: Vec<TextEdit> = elsewhere.collect();
    let format = is_snippet.then_some(InsertTextFormat::SNIPPET);
    CompletionItem {
        label: completion.label,
        label_details,
        kind: Some(kind(completion.kind, format)),
        detail,
        documentation,
        preselect: completion.is_preselected.then_some(true),
        sort_text: Some(completion.sort),
        filter_text: Some(completion.filter),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        additional_text_edits: Some(elsewhere).filter(|edits| !edits.is_empty()),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind, format: Option<InsertTextFormat>) -> CompletionItemKind {
    match kind {
        CompletionKind::Key => CompletionItemKind::PROPERTY,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Code => CompletionItemKind::CONSTANT,
        CompletionKind::Layer => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Number => CompletionItemKind::REFERENCE,
        CompletionKind::Header => CompletionItemKind::CLASS,
        CompletionKind::Entry if format == Some(InsertTextFormat::SNIPPET) => CompletionItemKind::SNIPPET,
        CompletionKind::Entry => CompletionItemKind::STRUCT,
        CompletionKind::Rule => CompletionItemKind::EVENT,
        CompletionKind::Directive => CompletionItemKind::KEYWORD,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    /// What is offered at the end of a table in a file with CRLF, to a client that says this of its items.
    fn entry(item: &serde_json::Value) -> CompletionItem {
        let text = "[[table]]\r\nid = \"A\"\r\n\r\n";
        let capabilities = json!({ "completion": { "completionItem": item } });
        let snapshot = snapshot(&[("register.toml", text)], capabilities, json!({}));
        let list = complete(&snapshot, Position::new(3, 0));
        let mut items = list.items.into_iter();
        items.find(|item| item.label == "[[table.entry]]").unwrap()
    }

    fn text(item: &CompletionItem) -> &str {
        match &item.text_edit {
            Some(CompletionTextEdit::Edit(edit)) => &edit.new_text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_text_has_the_line_endings_of_the_file_and_a_snippet_those_of_the_protocol() {
        let plain = entry(&json!({}));
        assert!(text(&plain).contains("[[table.entry]]\r\nnumber = 1\r\n"), "{plain:?}");
        assert_eq!(plain.insert_text_format, None);
        let snippet = entry(&json!({ "snippetSupport": true }));
        assert!(
            text(&snippet).contains("[[table.entry]]\nnumber = ${1:1}\n"),
            "{snippet:?}"
        );
        assert_eq!(snippet.insert_text_format, Some(InsertTextFormat::SNIPPET));
    }
}
