//! What a scheme asks of the headers of its registers.

use crate::fields::Asked;
use crate::keys::{Role, TableKind};
use crate::scheme::Scheme;

/// What a scheme asks of the headers of its registers.
pub(super) fn asked(scheme: &Scheme) -> Asked {
    let mut asked = Asked::default();
    let of_layers = [
        (TableKind::Register, "domain", Role::Domain),
        (TableKind::Register, "business", Role::Business),
        (TableKind::Category, "class", Role::Class),
    ];
    for (table, key, role) in of_layers {
        if scheme.layer_of(role).is_none() {
            asked.unasked.push((table, key));
        } else if role == Role::Class {
            asked.required.push((table, key));
        }
    }
    if scheme.category_path().is_none() {
        asked.required.push((TableKind::Category, "subsystem"));
    }
    if scheme.layer_of(Role::Level).is_some() {
        asked.required.push((TableKind::Level, "value"));
    }
    asked
}
