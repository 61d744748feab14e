//! What readers of XML share.

use quick_xml::events::{BytesRef, BytesStart};

/// An attribute by its name, whatever its prefix.
pub(in crate::exchange) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The character that a reference stands for. Entities that a file defines itself stand for nothing: they can be made to grow.
pub(in crate::exchange) fn character(reference: &BytesRef<'_>) -> Option<char> {
    let named = || quick_xml::escape::resolve_predefined_entity(reference)?.chars().next();
    reference.resolve_char_ref().ok().flatten().or_else(named)
}
