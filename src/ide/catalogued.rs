//! What catalogues of published standards say, in the words of an editor.

use super::Context;
use super::page::Page;
use crate::catalogue::{Row, Standing, Verdict};
use crate::messages::Message;
use crate::number::Number;

impl Context<'_> {
    /// What catalogues say about a number; nothing where the register is held against none. `text` is what it was read of.
    pub(super) fn verdict(self, number: &Number, text: &str) -> Verdict {
        let catalogue = self.register.catalogue.as_deref();
        catalogue.map_or(Verdict::Unknown, |catalogue| {
            catalogue.verdict(number, text, self.today)
        })
    }

    /// The word for what a catalogue says of the status of a standard; empty where it says nothing.
    pub(super) fn standing(self, standing: Standing) -> String {
        let attribute = match standing {
            Standing::Unknown => return String::new(),
            Standing::InForce => "in-force",
            Standing::Upcoming => "upcoming",
            Standing::Withdrawn => "withdrawn",
            Standing::Replaced => "replaced",
            Standing::Planned => "planned",
        };
        Message::attribute("catalogue-standing", attribute).render(self.language)
    }

    /// Adds a row of a catalogue to a page: what it is called, then what it says.
    pub(super) fn add_row(self, row: &Row, page: &mut Page) {
        let say = |message: Message| message.render(self.language);
        let says = |attribute| Message::attribute("catalogue-row", attribute);
        let name = match (row.number(), row.title()) {
            ("", title) => title.to_owned(),
            (_, "") => row.canonical_number(&self.register.scheme.grammar),
            (_, title) => format!("{} {title}", row.canonical_number(&self.register.scheme.grammar)),
        };
        let standing = self.standing(row.standing());
        let what = match standing.as_str() {
            "" => says("row"),
            standing => says("row-standing").with("standing", standing),
        };
        page.item(say(what.with("name", name)));
        let days = [
            ("issued", row.issued()),
            ("effective", row.effective()),
            ("withdrawn", row.withdrawn()),
        ];
        for (attribute, day) in days {
            if let Some(day) = day {
                page.item(say(says(attribute).with("day", day.to_string())));
            }
        }
        for (attribute, text) in [
            ("replaced-by", row.replaced_by()),
            ("owner", row.owner()),
            ("plan", row.plan()),
        ] {
            if !text.is_empty() {
                page.item(say(says(attribute).with("text", text)));
            }
        }
        page.item(say(says("from").with("row", row.told(self.today))));
    }
}
