//! `textDocument/codeLens`.

use tower_lsp::lsp_types::{CodeLens, Command};

use crate::ide::lens;
use crate::lsp::configuration::Switch;
use crate::lsp::snapshot::Snapshot;

/// The lenses of the file, unless they are turned off.
pub(in crate::lsp) fn answer(snapshot: &Snapshot) -> Option<Vec<CodeLens>> {
    if snapshot.configuration.lenses == Switch::Off {
        return None;
    }
    let lenses = lens::lenses(snapshot.context(), snapshot.file);
    let of = |lens: lens::Lens| CodeLens {
        range: snapshot.range(lens.place),
        // A lens only tells: an empty command shows its title, and nothing happens on a click.
        command: Some(Command {
            title: lens.title,
            command: String::new(),
            arguments: None,
        }),
        data: None,
    };
    Some(lenses.into_iter().map(of).collect())
}
