//! Selection ranges: from a layer of a code outwards to the string, the pair, the table, its parent and the file.

use super::referent::layer_at;
use super::target::{self, What};
use super::{Context, Cursor, extents};
use crate::diagnostic::Place;
use crate::keys::ValueType;
use crate::register::SourceFile;
use crate::syntax::{Located, Part};
use crate::text::{Span, to_u32};

/// The stretches of text around a cursor, the smallest first, each within the next; relative to the file. The last one
/// is the file.
pub fn selections(context: Context<'_>, cursor: Cursor) -> Vec<Place> {
    let Some(source) = context.file(cursor.file) else {
        return Vec::new();
    };
    let located = source.document.locate(cursor.offset);
    let start = source.document.start(located.segment);
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(layer(context, cursor));
    spans.extend(in_segment(source, &located).into_iter().map(|span| span.shift(start)));
    let mut above = Some(located.segment);
    while let Some(id) = above {
        spans.push(extents::segment(source, id));
        spans.push(extents::with_sub_tables(source, id));
        above = extents::parent(source, id);
    }
    spans.push(Span::new(0, to_u32(source.text.len())));
    let mut chain: Vec<Place> = Vec::new();
    let offset = cursor.offset.min(to_u32(source.text.len()));
    for span in spans.into_iter().filter(|span| span.touches(offset)) {
        let grows = chain
            .last()
            .is_none_or(|last| span != last.span && span.contains(last.span));
        if grows {
            chain.push(Place::in_file(cursor.file, span));
        }
    }
    chain
}

/// The layer of a code that the cursor is in.
fn layer(context: Context<'_>, cursor: Cursor) -> Option<Span> {
    let register = context.register;
    let target = target::at(register, cursor)?;
    let What::Text(string) = target.what else {
        return None;
    };
    if target.key?.value != ValueType::Code {
        return None;
    }
    let offset = target.offset_in_text()?;
    let code = register.text_at(target.place);
    let (_, part) = layer_at(register, code, offset)?;
    Some(register.absolute(target.place.with_span(string.part(part))).span)
}

/// What is around the cursor within its segment, the smallest first.
fn in_segment(source: &SourceFile, located: &Located) -> Vec<Span> {
    let mut spans = Vec::new();
    let Some(segment) = source.document.segment(located.segment) else {
        return spans;
    };
    let text = source.document.text(&source.text, located.segment);
    match located.part {
        Part::Comment(span) => spans.push(span),
        Part::Header(key) => {
            let header = segment.header.as_ref();
            spans.extend(key.and_then(|key| Some(header?.keys.get(key)?.span)));
            spans.extend(header.map(|header| header.span));
        }
        Part::Key | Part::Value | Part::Blank => {}
    }
    for (depth, index) in located.path.iter().rev().enumerate() {
        let Some(node) = segment.nodes.get(*index) else {
            continue;
        };
        if depth == 0 && located.part == Part::Key {
            spans.push(node.key.span);
        } else {
            spans.extend(node.string(text).map(|string| string.span));
            spans.push(node.span);
        }
        if !node.key.span.is_empty() {
            spans.push(node.key.span.cover(node.span));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    fn chain(marked: &str) -> Vec<String> {
        let fixture = Fixture::new(marked);
        let found = selections(fixture.context(), fixture.cursor());
        found
            .iter()
            .map(|place| fixture.covered(*place).replace('\n', "/"))
            .collect()
    }

    #[test]
    fn a_code_grows_from_its_layer_to_the_file() {
        let text = "[[table]]\nid = \"A.4\"\n[[table.entry]]\ncode = \"209502$01P1013T\"\n";
        assert_eq!(
            chain(text),
            [
                "21",
                "2095021P1013T",
                "\"2095021P1013T\"",
                "code = \"2095021P1013T\"",
                "[[table.entry]]/code = \"2095021P1013T\"",
                "[[table]]/id = \"A.4\"/[[table.entry]]/code = \"2095021P1013T\"",
                "[[table]]/id = \"A.4\"/[[table.entry]]/code = \"2095021P1013T\"/",
            ]
        );
    }

    #[test]
    fn an_inline_table_is_a_step() {
        let found = chain("[[statistics]]\nrows = [{ item = \"a$0\" }]\n");
        assert_eq!(
            found[..6],
            [
                "a",
                "\"a\"",
                "item = \"a\"",
                "{ item = \"a\" }",
                "[{ item = \"a\" }]",
                "rows = [{ item = \"a\" }]"
            ]
        );
    }

    #[test]
    fn keys_headers_and_comments_are_steps() {
        assert_eq!(chain("[[tab$0le.entry]]\n")[..2], ["table", "[[table.entry]]"]);
        assert_eq!(chain("co$0de = 1 # 注\n")[..2], ["code", "code = 1"]);
        assert_eq!(chain("code = 1 # 注$0\n")[0], "# 注");
        assert_eq!(chain("$0"), [""]);
    }
}
