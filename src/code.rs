//! A standard's code (标准代码, seed §6) into its layers by a scheme. Reading never fails: what cannot be read is a
//! fault, and the layers that can be read are still there.

use crate::scheme::{Layer, Role, Scheme};
use crate::text::{Span, to_u32};

/// The most layers of a scheme that a code's reading keeps track of.
const MAX_LAYERS: usize = 32;

/// What was read of a code: which layers have a value that the layer takes. The text itself stays where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// How many characters the code has.
    pub length: u32,
    /// Layers whose characters are there and are what the layer takes.
    readable: u32,
    /// Layers whose value is one the scheme lists (or that lists none).
    listed: u32,
}

impl Code {
    /// Reads a code.
    pub fn parse(scheme: &Scheme, text: &str) -> Self {
        let length = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        let mut code = Self {
            length: to_u32(length),
            readable: 0,
            listed: 0,
        };
        for (index, layer) in scheme.layers.iter().enumerate().take(MAX_LAYERS) {
            let value = layer_text(layer, text);
            if value.is_some_and(|value| is_well_formed(layer, value)) {
                code.readable |= 1 << index;
                if value.is_some_and(|value| layer.takes(value)) {
                    code.listed |= 1 << index;
                    continue;
                }
            }
            if length != scheme.width() {
                // The code ends too early, and what it has is in its place; or a character is missing or too many
                // somewhere before, and nothing can be trusted: to speak about layers would be to repeat one fault.
                if value.is_some() {
                    (code.readable, code.listed) = (0, 0);
                }
                break;
            }
        }
        code
    }

    /// Whether the code has as many characters as the scheme says.
    pub fn has_right_length(self, scheme: &Scheme) -> bool {
        self.length as usize == scheme.width()
    }

    /// Whether every layer has a value that its table lists. What the register has to say about the values (its
    /// business, its categories) is not asked.
    pub fn is_well_formed(self, scheme: &Scheme) -> bool {
        self.has_right_length(scheme) && self.listed.count_ones() as usize == scheme.layers.len().min(MAX_LAYERS)
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
        layer_text(scheme.layers.get(layer)?, text)
    }

    /// Layer 6 as a number, where it can be read.
    pub fn sequence(self, scheme: &Scheme, text: &str) -> Option<u32> {
        self.value(scheme, text, Role::Sequence)?.parse().ok()
    }
}

/// The span of a layer in a code's text, in bytes from the start of the code; cut off where the code is too short.
pub fn layer_span(layer: &Layer, text: &str) -> Span {
    let is_ascii = text.is_ascii();
    let byte_of = |character: usize| {
        if is_ascii {
            return character.min(text.len());
        }
        text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
    };
    Span::of(byte_of(layer.start)..byte_of(layer.start + layer.width))
}

/// What stands in the place of a layer, if the code is long enough to have it whole.
pub fn layer_text<'t>(layer: &Layer, text: &'t str) -> Option<&'t str> {
    let value = layer_span(layer, text).of_text(text);
    let is_whole = value.len() == layer.width || value.chars().count() == layer.width;
    (is_whole && !value.is_empty()).then_some(value)
}

fn is_well_formed(layer: &Layer, value: &str) -> bool {
    match &layer.literal {
        Some(literal) => literal == value,
        None => value.chars().all(|character| layer.characters.take(character)),
    }
}

/// A code, or a part of one, as a number that is equal for equal texts: what the index looks codes up by, without
/// keeping the text. Texts of up to 16 bytes are packed; a longer one is hashed into 128 bits.
pub fn key(text: &str) -> u128 {
    let bytes = text.as_bytes();
    if bytes.len() <= 16 {
        let packed = bytes.iter().fold(0u128, |key, byte| (key << 8) | u128::from(*byte));
        return packed;
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
    fn a_wrong_character_spoils_its_layer_alone() {
        let scheme = Scheme::built_in();
        let text = "2095０21P1013T";
        let code = Code::parse(&scheme, text);
        assert!(code.has_right_length(&scheme));
        assert_eq!(code.value(&scheme, text, Role::Business), None);
        assert_eq!(code.value(&scheme, text, Role::Level), Some("3"));
        assert_eq!(layer_span(&scheme.layers[2], text), Span::new(3, 7));
    }

    #[test]
    fn keys_tell_codes_apart() {
        assert_eq!(key(GOOD), key("2095021P1013T"));
        assert_ne!(key(GOOD), key("2095021P1023T"));
        assert_ne!(key("12345678901234567"), key("12345678901234568"));
        assert_ne!(key(""), key("0"));
    }
}
