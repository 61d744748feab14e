//! A register under edit: after each edit it is what a fresh reading gives, and an editor may ask anything about any place.

use std::sync::Arc;

use stdreg::analysis::live::Live;
use stdreg::analysis::severities::Severities;
use stdreg::diagnostic::Diagnostic;
use stdreg::ide::actions::ActionId;
use stdreg::ide::completion::{Options, Snippets, complete};
use stdreg::ide::hints::HintKinds;
use stdreg::ide::{
    Context, Cursor, actions, definition, folding, highlights, hints, hover, lens, links, outline, references, rename,
    selection, tokens, workspace_symbols,
};
use stdreg::messages::Language;
use stdreg::query::Query;
use stdreg::register::Register;
use stdreg::text::edit::{self, Common, NewText};
use stdreg::text::{FileId, Span};

#[path = "../../common/alike.rs"]
mod alike;

/// An input is up to three texts, then the byte 0xFE, then edits of them: the first byte of each says which text.
pub fn check(data: &[u8]) {
    let place = data.iter().position(|byte| *byte == 0xFE).unwrap_or(data.len());
    let (texts, script) = (&data[..place], data.get(place + 1..).unwrap_or_default());
    let mut texts = super::texts(texts);
    texts.truncate(3);
    let mut live = read(&texts);
    ask(&live, FileId(0), texts[0].len() / 2);
    let parts = super::parts(script).take(12).filter(|part| !part.is_empty());
    for (turn, part) in parts.enumerate() {
        let file = usize::from(part[0]) % texts.len();
        let new = super::edited(&texts[file], &part[1..]);
        let (offset, rest) = edit::common(&texts[file], &new);
        let length = texts[file].len();
        // An editor knows of some of what is left that it is.
        let known = Common::around(Span::of(offset / 2..length - rest / 2), length);
        texts[file].clone_from(&new);
        let id = FileId(u32::try_from(file).unwrap());
        if turn % 2 == 0 {
            live.set_text(id, new);
        } else {
            live.set_text(id, NewText::Edited(&new, known));
        }
        assert_same(&live, &texts);
        ask(&live, id, offset);
    }
}

fn read(texts: &[String]) -> Live {
    let severities = vec![Severities::default(); texts.len()];
    Live::new(super::register(texts), severities, super::TODAY)
}

/// Holds a register under edit to one that is read anew.
pub fn assert_same(live: &Live, texts: &[String]) {
    let scheme = Arc::clone(&live.register().scheme);
    let fresh = read(texts);
    // The caller reads a register anew when it names another scheme.
    if fresh.register().scheme.id != scheme.id {
        return;
    }
    let essence = |found: &[Diagnostic]| found.iter().map(|found| format!("{found:?}")).collect::<Vec<_>>();
    if live.found() != fresh.found() {
        assert_eq!(essence(live.found()), essence(fresh.found()), "{texts:?}");
    }
    alike::assert_same(live.register(), fresh.register());
}

/// Asks all that an editor may ask about a place.
fn ask(live: &Live, file: FileId, offset: usize) {
    let register = live.register();
    let text = &register.file(file).expect("it is there").text;
    let offset = u32::try_from(text.floor_char_boundary(offset)).unwrap();
    for language in Language::ALL {
        let context = Context {
            register,
            found: live.found(),
            language,
            today: super::TODAY,
        };
        let cursor = Cursor { file, offset };
        let span = Span::new(
            offset,
            offset.saturating_add(40).min(u32::try_from(text.len()).unwrap()),
        );
        for snippets in [Snippets::Taken, Snippets::Refused] {
            complete(context, cursor, Options { snippets });
        }
        hover::hover(context, cursor);
        definition::definition(context, cursor);
        references::references(context, cursor);
        highlights::highlights(context, cursor);
        selection::selections(context, cursor);
        if let Ok(Some(_)) = rename::prepare(context, cursor)
            && let Ok(edits) = rename::rename(context, cursor, "新“名”")
        {
            for (place, _) in edits {
                let text = &register.file(place.file).expect("it is there").text;
                assert!(text.get(place.span.range()).is_some(), "{place:?}");
            }
        }
        folding::folds(context, file);
        lens::lenses(context, file);
        links::links(context, file);
        outline::outline(context, file);
        tokens::tokens(context, file, Some(span));
        hints::hints(context, file, span, HintKinds::default());
        workspace_symbols::search(context, "术", 10);
        let resolved = actions::actions(context, file, span, &[]);
        for action in resolved.into_iter().take(12) {
            let again = ActionId::parse(&action.id.to_text());
            assert_eq!(again, Some(action.id));
            applies(register, context, action.id);
        }
    }
    let line = text[offset as usize..].lines().next().unwrap_or_default();
    if let Ok(query) = Query::read(register, line) {
        query.entries();
    }
}

/// Holds that the edits of an action can be made.
fn applies(register: &Register, context: Context<'_>, id: ActionId) {
    let severities = vec![Severities::default(); register.files.len()];
    for (file, edits) in actions::resolve(context, &severities, id).unwrap_or_default() {
        let text = &register.file(file).expect("it is there").text;
        let after = edit::apply(text, &edits);
        assert!(after.is_ok(), "{id:?}: {after:?}");
    }
}
