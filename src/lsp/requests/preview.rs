//! `stdreg/preview`, a request of our own: the printed form of the register that a document belongs to.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::TextDocumentIdentifier;

use crate::diagnostic::Place;
use crate::exchange::html::{self, Anchor};
use crate::exchange::printed::Printed;
use crate::lsp::snapshot::Snapshot;

/// The method's name.
pub(in crate::lsp) const METHOD: &str = "stdreg/preview";

/// What is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct Params {
    /// A file of the register.
    pub(in crate::lsp) text_document: TextDocumentIdentifier,
    /// In which form.
    #[serde(default)]
    form: Form,
}

/// What the HTML is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    /// What stands in the body of a page that the client has: `data-line` and `data-uri` say where it comes from.
    #[default]
    Fragment,
    /// A page that needs nothing beside it, for a browser.
    Page,
}

/// The printed form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::lsp) struct Preview {
    /// HTML without scripts and inline styles.
    html: String,
    /// The register's title.
    title: String,
}

/// The preview; none for a file that is of no register, as a scheme or settings.
pub(in crate::lsp) fn preview(snapshot: &Snapshot, params: &Params) -> Option<Preview> {
    let register = &snapshot.register;
    if !register.file(snapshot.file)?.is_of_register() {
        return None;
    }
    let printed = Printed::new(register);
    let anchors = |place: Place| {
        let place = register.absolute(place);
        let view = snapshot.view(place.file)?;
        let line = snapshot.range(place).start.line;
        if place.file == snapshot.file {
            return Some(Anchor { line, uri: None });
        }
        let uri = Some(view.uri.as_ref()?.to_string());
        Some(Anchor { line, uri })
    };
    let html = match params.form {
        Form::Fragment => html::fragment(&printed, &anchors, snapshot.language),
        Form::Page => html::page(&printed, snapshot.language),
    };
    Some(Preview {
        html,
        title: printed.title.text,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture;
    use crate::text::FileId;

    fn asked(form: &str) -> Params {
        serde_json::from_value(json!({ "textDocument": { "uri": fixture::uri("register.toml") }, "form": form }))
            .unwrap()
    }

    fn of_two_files() -> Snapshot {
        let root = "[register]\ntitle = \"体系\"\ninclude = [\"*.toml\"]\n";
        let part = "\n[[table]]\nid = \"A.1\"\n[[table.entry]]\ntitle = \"x\"\n";
        fixture::snapshot(&[("register.toml", root), ("分 表.toml", part)], json!({}), json!({}))
    }

    #[test]
    fn lines_count_from_0_and_other_files_are_named() {
        let mut snapshot = of_two_files();
        let shown = preview(&snapshot, &asked("fragment")).unwrap();
        assert_eq!(shown.title, "体系");
        assert!(shown.html.contains("<h1 data-line=\"0\">体系</h1>"));
        let part = format!(
            r#"data-line="3" data-uri="{}""#,
            fixture::uri("%E5%88%86%20%E8%A1%A8.toml")
        );
        assert!(shown.html.contains(&part), "{}", shown.html);
        snapshot.file = FileId(1);
        let shown = preview(&snapshot, &asked("fragment")).unwrap();
        let heading = format!(
            r#"<h1 data-line="0" data-uri="{}">体系</h1>"#,
            fixture::uri("register.toml")
        );
        assert!(shown.html.contains(&heading), "{}", shown.html);
        assert!(shown.html.contains("<tr data-line=\"3\"><td"));
    }

    #[test]
    fn the_form_is_a_fragment_unless_a_page_is_asked_for() {
        let snapshot = of_two_files();
        let plain =
            serde_json::from_value(json!({ "textDocument": { "uri": fixture::uri("register.toml") } })).unwrap();
        assert_eq!(preview(&snapshot, &plain), preview(&snapshot, &asked("fragment")));
        let page = preview(&snapshot, &asked("page")).unwrap();
        assert!(page.html.starts_with("<!DOCTYPE html>"));
    }
}
