//! Semantic tokens: the layers of codes, each in a colour of its own. Nothing else is coloured: the editor's own
//! grammar does that.

use super::{Context, visible};
use crate::code::{Code, layer_span};
use crate::diagnostic::Place;
use crate::register::decode::told_value;
use crate::register::handle::StringAt;
use crate::scheme::{Layer, Role};
use crate::text::{FileId, Span};

/// The types of the tokens, by names that editors' themes know: the legend that a [`Token::kind`] is an index into.
/// Layers that stand side by side in the built-in scheme differ in most themes.
pub const KINDS: &[&str] = &[
    "keyword",
    "variable",
    "type",
    "function",
    "macro",
    "number",
    "enumMember",
    "modifier",
    "property",
    "operator",
];

/// A layer of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, relative to its file; on one line.
    pub place: Place,
    /// Its type, by its place in [`KINDS`].
    pub kind: u32,
}

/// The layers of the codes of a file, in the order of the text, or of the codes in a span of it, in bytes of the file.
/// A code in escapes has none, and of a code that is too short or too long what is certainly in its place.
pub fn tokens(context: Context<'_>, file: FileId, span: Option<Span>) -> Vec<Token> {
    let register = context.register;
    let mut tokens = Vec::new();
    if register.scheme_is_stand_in() {
        return tokens;
    }
    let span = span.unwrap_or_else(|| visible::whole(register, file));
    let head = register.head();
    if head.site.file == file {
        code(context, head.maybe_at(head.code), None, span, &mut tokens);
    }
    for entry in visible::entries(register, file, span) {
        code(
            context,
            entry.maybe_at(entry.code),
            Some(entry.layers),
            span,
            &mut tokens,
        );
    }
    // Parts and inline tables stand where they stand: the head may come last.
    tokens.sort_unstable_by_key(|token| token.place.span);
    tokens
}

/// Adds the layers of a code; `read` is what the register has read of it, if it has.
fn code(context: Context<'_>, string: Option<StringAt>, read: Option<Code>, asked: Span, tokens: &mut Vec<Token>) {
    let register = context.register;
    let scheme = &register.scheme;
    let Some(string) = string.filter(|string| string.string().is_plain()) else {
        return;
    };
    let whole = register.absolute(string.place());
    if whole.span.end < asked.start || asked.end < whole.span.start {
        return;
    }
    let text = string.string().span.of_text(string.segment_text(register));
    if text.contains(['\n', '\r']) {
        return;
    }
    let parsed = read.unwrap_or_else(|| Code::parse(scheme, text));
    for (index, layer) in scheme.layers.iter().enumerate() {
        if told_value(scheme, text, parsed, index).is_some() {
            let span = layer_span(scheme, index, text).shift(whole.span.start);
            tokens.push(Token {
                place: whole.with_span(span),
                kind: kind(layer),
            });
        }
    }
}

const fn kind(layer: &Layer) -> u32 {
    match layer.role {
        // As a rule a scheme has one of the two.
        Some(Role::Class | Role::Subsystem) => 0,
        Some(Role::Domain) => 1,
        Some(Role::Business) => 2,
        Some(Role::Category) => 3,
        Some(Role::Ownership) => 4,
        Some(Role::Sequence) => 5,
        Some(Role::Level) => 6,
        Some(Role::Nature) => 7,
        None if layer.literal.is_none() => 8,
        None => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    fn shown(text: &str) -> Vec<String> {
        let fixture = Fixture::new(text);
        let tokens = tokens(fixture.context(), FileId(0), None);
        let token = |token: &Token| format!("{} {}", fixture.covered(token.place), KINDS[token.kind as usize]);
        tokens.iter().map(token).collect()
    }

    const GOOD: [&str; 8] = [
        "2 keyword",
        "09 variable",
        "50 type",
        "21 function",
        "P macro",
        "101 number",
        "3 enumMember",
        "T modifier",
    ];

    #[test]
    fn the_layers_of_codes_are_told_apart_and_nothing_else() {
        let text = "[[table]]\r\nid = \"A.4\" # 注\r\n[[table.entry]]\r\ntitle = \"标准\"\r\ncode = '2095021P1013T'\r\n[register]\r\ncode = \"2095021P1013T\"\r\n";
        assert_eq!(shown(text), [GOOD, GOOD].concat());
    }

    #[test]
    fn a_malformed_code_has_what_is_in_its_place() {
        let of = |code: &str| shown(&format!("[[table]]\n[[table.entry]]\ncode = {code}\n"));
        assert_eq!(of("\"20950\""), ["2 keyword", "09 variable", "50 type"]);
        assert_eq!(of("\"20９5021P1013T\"")[1], "0９ variable");
        assert_eq!(of("\"\\u0032095021P1013T\""), [""; 0]);
        assert_eq!(of("\"\"\"2095021P1013T\"\"\""), [""; 0]);
        assert_eq!(of("\"标准\""), [""; 0]);
        assert_eq!(of("\"2095021P10"), GOOD[..5]);
    }

    #[test]
    fn only_what_is_asked_for_is_given() {
        let mut text = "[[table]]\n".to_owned();
        for _ in 0..50 {
            text.push_str("[[table.entry]]\ncode = \"2095021P1013T\"\n");
        }
        let fixture = Fixture::new(&text);
        let of = |span| tokens(fixture.context(), FileId(0), span).len();
        assert_eq!(of(None), 50 * 8);
        let second = text.match_indices("2095").nth(1).unwrap().0;
        assert_eq!(of(Some(Span::of(second..second + 1))), 8);
        assert_eq!(of(Some(Span::new(0, 3))), 0);
        assert_eq!(tokens(fixture.context(), FileId(9), None), []);
    }

    #[test]
    fn separators_and_plain_layers_are_layers_too() {
        let fixture = Fixture::with_scheme(
            "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"kind\"\nwidth = 2\n[[layer]]\nliteral = \"-\"\n[[layer]]\nname = \"no\"\nwidth = 2\nrole = \"sequence\"\n",
            "[[table]]\nentry = [{ code = \"AB-07\" }, { code = \"A\" }]\n",
        );
        let tokens = tokens(fixture.context(), FileId(0), None);
        let tokens = tokens
            .iter()
            .map(|token| (fixture.covered(token.place), KINDS[token.kind as usize]));
        let expected = [("AB", "property"), ("-", "operator"), ("07", "number")];
        assert_eq!(tokens.collect::<Vec<_>>(), expected);
    }
}
