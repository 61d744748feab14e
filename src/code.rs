//! A standard's code (标准代码, seed §6) into its layers by a scheme. Reading never fails: what cannot be read is a
//! fault, and the layers that can be read are still there.

use smallvec::SmallVec;

use crate::scheme::{Layer, MAX_LAYERS, Role, Scheme};
use crate::text::{Span, to_u32};

/// What was read of a code: which layers have a value that the layer takes. The text itself stays where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// How many characters the code has.
    pub length: u32,
    /// Whether it can be divided into layers that are each as long as they may be.
    is_divided: bool,
    /// Whether each of its layers begins as many bytes from its start as characters, which are the same in all codes.
    is_in_bytes: bool,
    /// Layers whose characters are there and are what the layer takes.
    readable: u32,
    /// Layers whose value is one the scheme lists (or that lists none).
    listed: u32,
}

impl Code {
    /// Reads a code.
    pub fn parse(scheme: &Scheme, text: &str) -> Self {
        let is_ascii = text.is_ascii();
        let length = if is_ascii { text.len() } else { text.chars().count() };
        let has_right_length = scheme.width().has(length);
        let mut code = Self {
            length: to_u32(length),
            is_divided: has_right_length,
            is_in_bytes: is_ascii && scheme.is_of_fixed_width(),
            readable: 0,
            listed: 0,
        };
        if scheme.is_of_fixed_width() {
            code.read(scheme, |layer, _| match is_ascii {
                true => ascii_text(layer, text),
                false => fixed_text(layer, text),
            });
            if length > scheme.width().most {
                code.doubt_last(scheme);
            }
            return code;
        }
        let spans = divide(scheme, text);
        let value = |layer: &Layer, index: usize| {
            let value = spans.get(index).copied().flatten()?.of_text(text);
            layer.has_right_length(value).then_some(value)
        };
        code.is_divided &= (0..)
            .zip(&scheme.layers)
            .all(|(index, layer)| value(layer, index).is_some());
        code.read(scheme, value);
        code
    }

    /// Reads the layers. `value` gives what stands in the place of each, where the code has it whole.
    fn read<'t>(&mut self, scheme: &Scheme, value: impl Fn(&Layer, usize) -> Option<&'t str>) {
        for (index, layer) in scheme.layers.iter().enumerate().take(MAX_LAYERS) {
            let value = value(layer, index);
            if value.is_some_and(|value| layer.is_well_formed(value)) {
                self.readable |= 1 << index;
                if value.is_some_and(|value| layer.takes(value)) {
                    self.listed |= 1 << index;
                    continue;
                }
            }
            if !self.is_divided {
                // The code ends too early, and what it has is in its place; or a character is missing or too many
                // somewhere before, and nothing can be trusted: to speak about layers would be to repeat one fault.
                if value.is_some() {
                    (self.readable, self.listed) = (0, 0);
                }
                break;
            }
        }
    }

    /// Of a code that is too long the last layer may go on: a sequence of one digit is none where another digit follows. A value
    /// that the layer lists is one all the same.
    fn doubt_last(&mut self, scheme: &Scheme) {
        let last = scheme.layers.len().saturating_sub(1);
        let is_open = scheme.layers.last().is_some_and(|layer| layer.values.is_empty());
        if is_open && last < MAX_LAYERS {
            self.readable &= !(1 << last);
            self.listed &= !(1 << last);
        }
    }

    /// Whether the code has as many characters as the scheme says, and each layer of variable width too.
    pub const fn has_right_length(self) -> bool {
        self.is_divided
    }

    /// Whether every layer has a value that its table lists. What the register has to say about the values (its
    /// business, its categories) is not asked.
    pub fn is_well_formed(self, scheme: &Scheme) -> bool {
        self.is_divided && self.listed.count_ones() as usize == scheme.layers.len().min(MAX_LAYERS)
    }

    /// Whether the layer's characters are there and are such as it takes.
    pub const fn is_readable(self, layer: usize) -> bool {
        layer < MAX_LAYERS && self.readable & (1 << layer) != 0
    }

    /// Whether the layer's value is moreover one that its table lists.
    pub const fn is_listed(self, layer: usize) -> bool {
        layer < MAX_LAYERS && self.listed & (1 << layer) != 0
    }

    /// The value of the layer with a role, if it can be read and is one that the layer's table lists.
    pub fn value<'t>(self, scheme: &Scheme, text: &'t str, role: Role) -> Option<&'t str> {
        self.value_at(scheme, text, scheme.layer_of(role)?)
    }

    /// The value of a layer by its index, if it can be read and is one that the layer's table lists.
    pub fn value_at<'t>(self, scheme: &Scheme, text: &'t str, layer: usize) -> Option<&'t str> {
        if !self.is_listed(layer) {
            return None;
        }
        if self.is_in_bytes {
            return ascii_text(scheme.layers.get(layer)?, text);
        }
        layer_text(scheme, layer, text)
    }

    /// Layer 6 as a number, where it can be read.
    pub fn sequence(self, scheme: &Scheme, text: &str) -> Option<u32> {
        self.value(scheme, text, Role::Sequence)?.parse().ok()
    }
}

/// The span of a layer, by its index, in a code's text, in bytes from the start of the code; cut off where the code is too
/// short, and empty where nobody knows where the layer stands.
pub fn layer_span(scheme: &Scheme, layer: usize, text: &str) -> Span {
    if scheme.is_of_fixed_width() {
        return scheme
            .layers
            .get(layer)
            .map_or(Span::default(), |layer| fixed_span(layer, text));
    }
    divide(scheme, text).get(layer).copied().flatten().unwrap_or_default()
}

/// What stands in the place of a layer, by its index, if the code is long enough to have it whole.
pub fn layer_text<'t>(scheme: &Scheme, layer: usize, text: &'t str) -> Option<&'t str> {
    let (index, layer) = (layer, scheme.layers.get(layer)?);
    if scheme.is_of_fixed_width() {
        return fixed_text(layer, text);
    }
    let value = divide(scheme, text).get(index).copied().flatten()?.of_text(text);
    layer.has_right_length(value).then_some(value)
}

/// The span of a layer before which all layers are of fixed width, as it is itself.
fn fixed_span(layer: &Layer, text: &str) -> Span {
    let is_ascii = text.is_ascii();
    let byte_of = |character: usize| {
        if is_ascii {
            return character.min(text.len());
        }
        text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
    };
    Span::of(byte_of(layer.start)..byte_of(layer.start + layer.width.least))
}

/// The same of a code that is all ASCII.
fn ascii_text<'t>(layer: &Layer, text: &'t str) -> Option<&'t str> {
    let value = text.get(layer.start..layer.start + layer.width.least)?;
    (!value.is_empty()).then_some(value)
}

fn fixed_text<'t>(layer: &Layer, text: &'t str) -> Option<&'t str> {
    if text.is_ascii() {
        return ascii_text(layer, text);
    }
    let width = layer.width.least;
    let value = fixed_span(layer, text).of_text(text);
    let is_whole = value.len() == width || value.chars().count() == width;
    (is_whole && !value.is_empty()).then_some(value)
}

/// Where each layer stands, as far as that can be told.
type Spans = SmallVec<[Option<Span>; 8]>;

/// Divides a code of a scheme whose layers are not all of fixed width: from the left up to the path, the layers behind it
/// from the right, and the path is the rest. A layer of variable width goes up to the separator behind it, or to the end
/// of the code; behind the path, whose parts may have the same separator between them, up from the one before it.
fn divide(scheme: &Scheme, text: &str) -> Spans {
    let layers = scheme.layers.get(..MAX_LAYERS).unwrap_or(&scheme.layers);
    let mut spans = Spans::from_elem(None, layers.len());
    let (left, right) = layers.split_at(scheme.path_layer().unwrap_or(layers.len()).min(layers.len()));
    let mut start = 0;
    for (index, layer) in left.iter().enumerate() {
        let end = match layer.width.fixed() {
            Some(width) => after(text, start, width),
            None => match left.get(index + 1).or(right.first()) {
                Some(next) => {
                    let literal = next.literal.as_deref().unwrap_or_default();
                    let rest = text.get(start..).unwrap_or_default();
                    let Some(length) = rest.find(literal) else {
                        return spans;
                    };
                    start + length
                }
                None => text.len(),
            },
        };
        set(&mut spans, index, start..end);
        start = end;
    }
    let Some((path, behind)) = right.split_first() else {
        return spans;
    };
    let Some(end) = divide_behind(behind, (start, text), |index, span| {
        set(&mut spans, left.len() + 1 + index, span);
    }) else {
        return spans;
    };
    if path.path.is_some() {
        set(&mut spans, left.len(), start..end);
    }
    spans
}

/// Divides what stands behind a path, from the right. Gives where it begins; nothing where that cannot be told.
fn divide_behind(
    layers: &[Layer],
    (start, text): (usize, &str),
    mut set: impl FnMut(usize, std::ops::Range<usize>),
) -> Option<usize> {
    let mut end = text.len();
    let mut last = layers.len();
    while last > 0 {
        // What stands between two separators is placed together, with the one before it: only its last layer can be of
        // variable width.
        let before = layers.get(..last)?;
        let literal = before.iter().rposition(|layer| layer.literal.is_some());
        let first = literal.unwrap_or(0);
        let group = before.get(first..)?;
        let widths: Option<usize> = group.iter().map(|layer| layer.width.fixed()).sum();
        let mut place = match widths {
            Some(width) => before_end(text, start, end, width)?,
            None => {
                let literal = group.first()?.literal.as_deref()?;
                start + text.get(start..end)?.rfind(literal)?
            }
        };
        let group_start = place;
        for (index, layer) in (first..).zip(group) {
            let layer_end = match layer.width.fixed() {
                Some(width) => after(text, place, width).min(end),
                None => end,
            };
            set(index, place..layer_end);
            place = layer_end;
        }
        end = group_start;
        last = first;
    }
    Some(end)
}

fn set(spans: &mut Spans, index: usize, span: std::ops::Range<usize>) {
    if let Some(slot) = spans.get_mut(index) {
        *slot = Some(Span::of(span));
    }
}

/// Where so many characters end that begin at a place; the end of the text where there are fewer.
fn after(text: &str, start: usize, characters: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .nth(characters)
        .map_or(text.len(), |(byte, _)| start + byte)
}

/// Where so many characters begin that end at a place; nothing where there are fewer from the start on.
fn before_end(text: &str, start: usize, end: usize, characters: usize) -> Option<usize> {
    let Some(skipped) = characters.checked_sub(1) else {
        return Some(end);
    };
    let rest = text.get(start..end)?;
    rest.char_indices().nth_back(skipped).map(|(byte, _)| start + byte)
}

/// The layer that is being written where a code is written up to here, and where it begins, in bytes; behind a whole code
/// its last one. A separator that stands there is left to the layer behind it.
pub fn layer_in_writing(scheme: &Scheme, written: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    let mut last = None;
    for (index, layer) in scheme.layers.iter().enumerate() {
        let rest = written.get(start..)?;
        if let Some(literal) = &layer.literal {
            start += if rest.starts_with(literal.as_str()) {
                literal.len()
            } else {
                rest.len()
            };
            continue;
        }
        last = Some((index, start));
        let literal = || scheme.layers.get(index + 1)?.literal.as_deref();
        let length = match (layer.width.fixed(), &layer.path) {
            (Some(width), None) => (rest.chars().count() >= width).then(|| after(rest, 0, width)),
            (_, None) => literal().and_then(|literal| rest.find(literal)),
            // Where its own separator stands behind it too, only what follows shows where it ends.
            (_, Some(path)) => literal()
                .filter(|literal| *literal != path.separator)
                .and_then(|literal| rest.find(literal)),
        };
        start += length.unwrap_or(rest.len());
        if length.is_none() {
            break;
        }
    }
    last
}

/// A code, or a part of one, as a number that is equal for equal texts: what the index looks codes up by, without
/// keeping the text. Texts of up to 16 bytes are packed; a longer one is hashed into 128 bits.
pub fn key(text: &str) -> u128 {
    key_of(text.as_bytes())
}

/// The same for a text that is put together of pieces.
pub fn key_of(bytes: &[u8]) -> u128 {
    if bytes.len() <= 16 {
        return packed(0, bytes);
    }
    // Two passes of a multiplicative hash with different constants: equal keys for different codes are as good as
    // impossible, and a register with codes this long is rare to begin with.
    let pass = |factor: u64, seed: u64| {
        bytes.iter().fold(seed, |hash, byte| {
            (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(factor)
        })
    };
    let high = pass(0x517c_c1b7_2722_0a95, 1) | (1 << 63);
    (u128::from(high) << 64) | u128::from(pass(0x9e37_79b9_7f4a_7c15, 7))
}

/// The key of a text of which that of its beginning is known. It is equal for equal pairs of the two, and need not be what [`key`]
/// gives for the whole.
pub fn longer_key(beginning: u128, rest: &str) -> u128 {
    let length = (u128::BITS - beginning.leading_zeros()).div_ceil(8) as usize;
    if length + rest.len() <= 16 {
        return packed(beginning, rest.as_bytes());
    }
    let mut bytes = SmallVec::<[u8; 32]>::new();
    bytes.extend_from_slice(&beginning.to_be_bytes());
    bytes.extend_from_slice(rest.as_bytes());
    key_of(&bytes)
}

fn packed(beginning: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(beginning, |key, byte| (key << 8) | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "2095021P1013T";

    #[test]
    fn a_good_code_has_all_its_layers() {
        let scheme = Scheme::built_in();
        let code = Code::parse(&scheme, GOOD);
        assert!(code.is_well_formed(&scheme));
        let value = |role| code.value(&scheme, GOOD, role);
        assert_eq!(value(Role::Class), Some("2"));
        assert_eq!(value(Role::Domain), Some("09"));
        assert_eq!(value(Role::Category), Some("21"));
        assert_eq!(value(Role::Nature), Some("T"));
        assert_eq!(code.sequence(&scheme, GOOD), Some(101));
    }

    #[test]
    fn a_code_that_is_too_short_is_read_as_far_as_it_fits() {
        let scheme = Scheme::built_in();
        let short = "2095021P101";
        let code = Code::parse(&scheme, short);
        assert_eq!(code.sequence(&scheme, short), Some(101));
        assert_eq!(code.value(&scheme, short, Role::Level), None);
        let shifted = "205021P1013T";
        let code = Code::parse(&scheme, shifted);
        assert_eq!(code.value(&scheme, shifted, Role::Domain), None);
        let long = "2095021P1013TT";
        let code = Code::parse(&scheme, long);
        assert!(!code.is_well_formed(&scheme));
        assert_eq!(code.value(&scheme, long, Role::Nature), Some("T"));
    }

    #[test]
    fn a_sequence_at_the_end_that_goes_on_is_none() {
        let scheme = scheme(
            "layer = [{ name = 'category', width = 3, chars = 'digit' }, { literal = '-' }, { name = 'sequence', width = 1, \
             chars = 'digit', role = 'sequence' }]\n",
        );
        let read = |text| Code::parse(&scheme, text).sequence(&scheme, text);
        assert_eq!((read("101-1"), read("101-10")), (Some(1), None));
        assert_eq!(
            Code::parse(&scheme, "101-10").value_at(&scheme, "101-10", 0),
            Some("101")
        );
    }

    #[test]
    fn a_wrong_character_spoils_its_layer_alone() {
        let scheme = Scheme::built_in();
        let text = "2095０21P1013T";
        let code = Code::parse(&scheme, text);
        assert!(code.has_right_length());
        assert_eq!(code.value(&scheme, text, Role::Business), None);
        assert_eq!(code.value(&scheme, text, Role::Level), Some("3"));
        assert_eq!(layer_span(&scheme, 2, text), Span::new(3, 7));
    }

    fn scheme(layers: &str) -> Scheme {
        let (scheme, faults) = crate::scheme::read(&format!("{layers}[scheme]\nid = \"x\"\ntitle = \"x\"\n"));
        assert_eq!(faults, []);
        scheme.unwrap()
    }

    /// What stands in the place of each layer, where the code can be divided.
    fn divided<'t>(scheme: &Scheme, text: &'t str) -> Option<Vec<&'t str>> {
        let code = Code::parse(scheme, text);
        let layers = 0..scheme.layers.len();
        let values = layers
            .map(|layer| code.value_at(scheme, text, layer).unwrap_or("?"))
            .collect();
        code.has_right_length().then_some(values)
    }

    #[test]
    fn a_layer_of_variable_width_goes_up_to_the_separator_or_the_end() {
        let scheme = scheme(
            "layer = [{ name = 'part', width = '1-2', chars = 'digit' }, { literal = '-' }, { name = 'class', width = 1, \
             chars = 'upper' }, { name = 'sequence', width = '1-3', chars = 'digit' }]\n",
        );
        assert_eq!(divided(&scheme, "12-A7"), Some(vec!["12", "-", "A", "7"]));
        assert_eq!(divided(&scheme, "1-A123"), Some(vec!["1", "-", "A", "123"]));
        assert_eq!(divided(&scheme, "1-A12٣"), Some(vec!["1", "-", "A", "?"]));
        for wrong in ["", "1", "1A123", "123-A1", "-A123", "1-A", "1-A1234", "1--A1", "公-"] {
            let told = divided(&scheme, wrong);
            assert!(told.is_none_or(|values| values.contains(&"?")), "{wrong}");
        }
        assert_eq!(divided(&scheme, "1-A1234"), None);
        assert_eq!(divided(&scheme, "123-A1"), None);
        assert_eq!(Code::parse(&scheme, "12-").value_at(&scheme, "12-", 0), Some("12"));
    }

    #[test]
    fn a_path_is_what_the_layers_around_it_leave() {
        let scheme = scheme(
            "layer = [{ name = 'system', width = 2, chars = 'upper' }, { literal = '.' }, { name = 'category', role = 'category', \
             path = { separator = '.', width = '1-2', depth = '1-3' } }, { literal = '.' }, { name = 'sequence', width = 2, \
             chars = 'digit' }]\n",
        );
        assert_eq!(divided(&scheme, "JS.2.1.03"), Some(vec!["JS", ".", "2.1", ".", "03"]));
        assert_eq!(divided(&scheme, "JS.2.03"), Some(vec!["JS", ".", "2", ".", "03"]));
        for wrong in ["JS.03", "JS.2.1.3.4.03", "JS.2.123.03", "JS.2..03", "JS"] {
            assert_eq!(divided(&scheme, wrong), None, "{wrong}");
        }
        let open = scheme_of_open_path();
        assert_eq!(divided(&open, "1.2.3-07"), Some(vec!["1.2.3", "-", "07"]));
        assert_eq!(divided(&open, "2-1"), Some(vec!["2", "-", "1"]));
        assert_eq!(divided(&open, "2-"), None);
        assert_eq!(divided(&open, "2.1"), None);
        assert_eq!(layer_span(&open, 2, "1.2-345"), Span::new(4, 7));
    }

    fn scheme_of_open_path() -> Scheme {
        scheme(
            "layer = [{ name = 'category', role = 'category', path = { separator = '.', width = 1, depth = '1-3' } }, \
             { literal = '-' }, { name = 'sequence', width = '1-3', chars = 'digit' }]\n",
        )
    }

    #[test]
    fn keys_tell_codes_apart() {
        assert_eq!(key(GOOD), key("2095021P1013T"));
        assert_ne!(key(GOOD), key("2095021P1023T"));
        assert_ne!(key("12345678901234567"), key("12345678901234568"));
        assert_ne!(key(""), key("0"));
        let long = "2.09.50.一二三四.";
        for (beginning, other) in [("2.09.50.21.", "2.09.50.22."), (long, "2.09.50.一二三五."), ("", "1")] {
            let known = |text: &str, rest: &str| longer_key(key(text), rest);
            assert_eq!(known(beginning, "013"), known(beginning, "013"));
            assert_ne!(known(beginning, "013"), known(beginning, "014"));
            assert_ne!(known(beginning, "013"), known(other, "013"));
        }
    }
}
