//! Inlay hints: what a code means, the true count behind a wrong figure, and what replaces an outdated standard.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::page::Page;
use super::tally::phase;
use super::{Context, visible, words};
use crate::catalogue::{End, Verdict};
use crate::code::{self, Code};
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::counts::CountedStatistics;
use crate::register::decode::{decode_in, right_value};
use crate::register::handle::{EntryRef, StatisticsRef, StringAt};
use crate::register::model::Site;
use crate::scheme::{Layer, Phase, Role};
use crate::text::{FileId, Span};

/// Which hints are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKinds {
    /// The meaning of a code.
    pub code_meaning: bool,
    /// The true count behind a wrong figure of the statistics.
    pub true_count: bool,
    /// What replaces a standard that catalogues have as outdated.
    pub outdated: bool,
    /// Their tooltips, which take longer to work out than the hints and are seldom looked at.
    pub tooltips: bool,
}

impl Default for HintKinds {
    fn default() -> Self {
        Self {
            code_meaning: true,
            true_count: true,
            outdated: true,
            tooltips: true,
        }
    }
}

/// Text shown behind a value, which is not part of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where: an empty span at the end of the value, relative to its file.
    pub place: Place,
    /// The text, which stands a blank away from the value.
    pub label: String,
    /// More of it, as plain text; none where tooltips are not wanted.
    pub tooltip: Option<String>,
}

/// The hints of a span of a file, in bytes of the file, in the order of the text.
pub fn hints(context: Context<'_>, file: FileId, span: Span, kinds: HintKinds) -> Vec<Hint> {
    let register = context.register;
    let mut hints = Vec::new();
    if kinds.code_meaning && !register.scheme_is_stand_in() {
        let mut meanings = Meanings {
            context,
            kinds,
            labels: FxHashMap::default(),
        };
        let head = register.head();
        if head.site.file == file {
            hints.extend(meanings.of(head.maybe_at(head.code)));
        }
        let entries = visible::entries(register, file, span);
        hints.extend(entries.filter_map(|entry| meanings.of(entry.maybe_at(entry.code))));
    }
    if kinds.true_count && register.is_countable() {
        for (statistics, counted) in register.statistics().zip(&register.counts.0) {
            true_counts(context, file, statistics, counted, &mut hints);
        }
    }
    if kinds.outdated && register.catalogue.is_some() && register.goes_by_scheme() {
        let entries = visible::entries(register, file, span);
        hints.extend(entries.filter_map(|entry| outdated(context, entry, kinds)));
    }
    hints.retain(|hint| hint.place.file == file && span.touches(hint.place.span.start));
    hints.sort_by_key(|hint| hint.place.span);
    hints
}

/// What codes mean, in a few words.
struct Meanings<'a> {
    context: Context<'a>,
    kinds: HintKinds,
    /// By the values that they tell, as [`code::key_of`]: the codes of a table mean the same, but for their sequences.
    labels: FxHashMap<u128, String>,
}

impl Meanings<'_> {
    /// The hint behind a code.
    fn of(&mut self, code: Option<StringAt>) -> Option<Hint> {
        let register = self.context.register;
        let code = code?;
        let content = code.content(register);
        let parsed = Code::parse(&register.scheme, &content);
        if !parsed.has_right_length() {
            return None;
        }
        let label = self.label(&content, parsed);
        (!label.is_empty()).then(|| Hint {
            place: behind(self.context, code),
            label,
            tooltip: self.kinds.tooltips.then(|| meaning_of_layers(self.context, &content)),
        })
    }

    /// The words of the layers that are not the same all over the register.
    fn label(&mut self, code: &str, parsed: Code) -> String {
        let register = self.context.register;
        let layers = register.scheme.layers.iter().enumerate();
        let layers = layers.filter(|(_, layer)| is_telling(layer));
        let values = layers.map(|(index, layer)| (layer, right_value(&register.scheme, code, parsed, index)));
        let values: SmallVec<[(&Layer, Option<&str>); 8]> = values.collect();
        let mut key = SmallVec::<[u8; 32]>::new();
        for (_, value) in &values {
            key.extend_from_slice(value.unwrap_or_default().as_bytes());
            key.push(b'.');
        }
        let in_words = || {
            let words = values
                .iter()
                .filter_map(|(layer, value)| words::short(register, code, layer, (*value)?));
            words.collect::<Vec<_>>().join("·")
        };
        self.labels.entry(code::key_of(&key)).or_insert_with(in_words).clone()
    }
}

/// What each layer of a code means, in a line each.
fn meaning_of_layers(context: Context<'_>, code: &str) -> String {
    let decoded = decode_in(code, context.register);
    let lines = decoded.layers.iter().filter_map(|layer| {
        let meaning = layer.meaning.as_ref()?.render(context.language);
        Some(format!("{} {} {meaning}", layer.value?, layer.layer.title))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// That a standard is withdrawn, or what is in its place, behind the number of an entry that lists it as published.
fn outdated(context: Context<'_>, entry: EntryRef<'_>, kinds: HintKinds) -> Option<Hint> {
    let register = context.register;
    let is_listed = match (phase(register, entry), entry.status) {
        (Some(Phase::Published | Phase::Upcoming), _) | (None, None) => true,
        (Some(_), _) | (None, Some(_)) => false,
    };
    let standard = entry.maybe_at(entry.standard).filter(|_| is_listed)?;
    let content = standard.content(register);
    let verdict = context.verdict(&entry.parts?, &content);
    let says = |attribute| Message::attribute("hint-outdated", attribute);
    let label = match &verdict {
        Verdict::Unknown | Verdict::Holds(_) => return None,
        Verdict::Newer(row) => says("by").with("by", row.canonical_number(&register.scheme.grammar)),
        Verdict::Ended(row, _) if !row.replaced_by().is_empty() => says("by").with("by", row.replaced_by()),
        Verdict::Ended(_, End::Replaced) => says("replaced"),
        Verdict::Ended(_, End::Withdrawn) | Verdict::PartsEnded(_) => says("withdrawn"),
    };
    let tooltip = || {
        let mut page = Page::default();
        if let Some(row) = verdict.row() {
            context.add_row(row, &mut page);
        }
        page.plain()
    };
    Some(Hint {
        place: behind(context, standard),
        label: label.render(context.language),
        tooltip: kinds.tooltips.then(tooltip),
    })
}

/// Whether a layer says something about the one standard, and nothing that it has in common with its whole register or
/// that only numbers it.
const fn is_telling(layer: &Layer) -> bool {
    !matches!(
        layer.role,
        Some(Role::Domain | Role::Business | Role::Ownership | Role::Sequence)
    )
}

/// The true counts behind the figures of a statistics table that are wrong.
fn true_counts(
    context: Context<'_>,
    file: FileId,
    statistics: StatisticsRef<'_>,
    counted: &CountedStatistics,
    hints: &mut Vec<Hint>,
) {
    let totals = counted.rows.iter().filter(|row| row.meaning.is_total()).count();
    for (row, counted) in statistics.rows().zip(&counted.rows) {
        // One of several totals is that of the rows above it, and not of all entries.
        let is_told = !counted.meaning.is_total() || totals == 1;
        let is_whole = !row.site.is_broken && counted.repeats.is_none();
        for (figure, cell) in row.figures().zip(&counted.cells) {
            let Some(counted) = cell.counted.filter(|_| is_told && is_whole && figure.site.file == file) else {
                continue;
            };
            let pairs = [
                ("expected", figure.expected, counted.expected),
                ("existing", figure.existing, counted.existing),
            ];
            for (key, written, count) in pairs {
                if let (Some(written), Some(count)) = (written, count.exact())
                    && written.value != count
                {
                    hints.push(true_count(context, &figure.site, key, written.span, count));
                }
            }
        }
        let Some(figures) = counted.counted.filter(|_| is_told && is_whole && row.site.file == file) else {
            continue;
        };
        let pairs = [
            ("expected", row.expected, figures.expected),
            ("existing", row.existing, figures.existing),
        ];
        for (key, figure, count) in pairs {
            let (Some(figure), Some(count)) = (figure, count.exact()) else {
                continue;
            };
            if figure.value != count {
                hints.push(true_count(context, &row.site, key, figure.span, count));
            }
        }
    }
}

fn true_count(context: Context<'_>, site: &Site, key: &'static str, span: Span, count: i64) -> Hint {
    let say = |attribute| {
        Message::attribute("hint-count", attribute)
            .with("count", count)
            .render(context.language)
    };
    let place = site.place(Span::empty(span.end));
    Hint {
        place: context.register.absolute(place),
        label: say("label"),
        tooltip: Some(say(key)),
    }
}

/// The place behind a string and its closing quotes.
fn behind(context: Context<'_>, string: StringAt) -> Place {
    let text = string.segment_text(context.register);
    let content = string.string().span;
    let rest = text.get(content.end as usize..).unwrap_or_default();
    let quotes = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.len() - rest.trim_start_matches(quote).len(),
        _ => 0,
    };
    let end = content.end + crate::text::to_u32(quotes);
    context.register.absolute(string.site().place(Span::empty(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;
    use crate::messages::Language;

    const HEAD: &str = "[register]\ntitle = \"x\"\nbusiness = \"50\"\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nclass = \"2\"\n[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n";

    /// The file's text with its hints in braces where they stand.
    fn hinted(text: &str, kinds: HintKinds) -> String {
        let fixture = Fixture::new(text);
        let context = fixture.in_language(Language::Zh);
        let whole = Span::of(0..context.text(FileId(0)).len());
        let mut hinted = context.text(FileId(0)).to_owned();
        for hint in hints(context, FileId(0), whole, kinds).iter().rev() {
            hinted.insert_str(hint.place.span.start as usize, &format!("{{{}}}", hint.label));
        }
        hinted.split_off(HEAD.len())
    }

    #[test]
    fn a_code_is_followed_by_its_meaning() {
        let text = |code: &str| {
            hinted(
                &format!("{HEAD}[[table.entry]]\r\ncode = {code}\r\n"),
                HintKinds::default(),
            )
        };
        let expected = |code: &str, hint: &str| format!("[[table.entry]]\r\ncode = {code}{hint}\r\n");
        let hint = "{技术标准·数据资源·行业标准·推荐性}";
        for code in [
            "\"2095021P1013T\"",
            "'2095021P1013T'",
            "\"\"\"2095021P1013T\"\"\"",
            "\"\\u0032095021P1013T\"",
        ] {
            assert_eq!(text(code), expected(code, hint));
        }
        assert_eq!(text("\"20950\""), expected("\"20950\"", ""));
        assert_eq!(
            text("\"7095099P1013T\""),
            expected("\"7095099P1013T\"", "{行业标准·推荐性}")
        );
        assert_eq!(text("\""), expected("\"", ""));
    }

    const ROWS: &str = "[[table.entry]]\ncode = \"2095021P1013T\"\nstatus = \"已颁\"\n[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"国家标准\", expected = 0, existing = 0 },\n  { item = \"公共安全行业标准\", expected = 3, existing = 1 },\n  { item = \"共计\", expected = 1, existing = 0x0 },\n]\n";

    #[test]
    fn a_wrong_figure_is_followed_by_the_true_count() {
        let counts = HintKinds {
            code_meaning: false,
            ..HintKinds::default()
        };
        let hinted = hinted(&format!("{HEAD}{ROWS}"), counts);
        assert!(
            hinted.contains("公共安全行业标准\", expected = 3{= 1}, existing = 1 }"),
            "{hinted}"
        );
        assert!(
            hinted.contains("共计\", expected = 1, existing = 0x0{= 1} }"),
            "{hinted}"
        );
        assert_eq!(hinted.matches('{').count(), 3 + 2);
    }

    #[test]
    fn a_count_that_is_not_certain_is_no_hint() {
        let text = format!("{HEAD}{ROWS}").replace("2095021P1013T", "2095021P101");
        assert!(!hinted(&text, HintKinds::default()).contains("3{="));
    }

    #[test]
    fn hints_are_given_for_the_asked_span_alone() {
        let fixture = Fixture::new(&format!("{HEAD}{ROWS}"));
        let text = fixture.context().text(FileId(0)).to_owned();
        let at = |needle: &str| Span::of(text.find(needle).unwrap()..text.find(needle).unwrap() + 20);
        let of = |span| hints(fixture.context(), FileId(0), span, HintKinds::default()).len();
        assert_eq!(
            [
                of(at("code = \"2095")),
                of(at("[[statistics]]")),
                of(at("expected = 3"))
            ],
            [0, 0, 1]
        );
        assert_eq!(of(Span::of(0..text.len())), 3);
        assert_eq!(
            hints(fixture.context(), FileId(5), at("code"), HintKinds::default()),
            []
        );
    }

    #[test]
    fn a_scheme_of_another_house_is_followed() {
        let fixture = Fixture::with_scheme(
            "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"kind\"\nwidth = 2\nvalues = { AB = \"甲类\" }\n[[layer]]\nliteral = \"-\"\n[[layer]]\nname = \"no\"\nwidth = 2\nrole = \"sequence\"\n",
            "[[table]]\nentry = [{ code = \"AB-07\" }, { code = \"XX-07\" }]\n",
        );
        let whole = Span::new(0, 1000);
        let hints = hints(fixture.context(), FileId(0), whole, HintKinds::default());
        assert_eq!(
            hints.iter().map(|hint| hint.label.as_str()).collect::<Vec<_>>(),
            ["甲类"]
        );
    }

    #[test]
    fn what_is_outdated_is_followed_by_what_replaces_it() {
        let catalogue = "number,status,effective,replaced_by\nGB 1-2010,被代替,,GB 1-2020\nGB 1-2020,现行,,\nGB 2-2010,废止,,\nGB 3-2010,被代替,,\n\
            GB 4-2010,现行,,\nGB 4-2027,即将实施,2027-01-01,\nGB 5-2020,现行,,\nGB 6.1-2020,废止,,\n";
        let hinted = |number: &str, status: &str, kinds: HintKinds| {
            let text = format!("{HEAD}[[table.entry]]\nstandard = \"{number}\"\nstatus = \"{status}\"\n");
            let fixture = Fixture::with_catalogue(catalogue, &text);
            let context = fixture.in_language(Language::Zh);
            let hints = hints(context, FileId(0), Span::of(0..text.len()), kinds);
            for hint in &hints {
                let before = text.get(..hint.place.span.start as usize).unwrap();
                assert!(before.ends_with(&format!("{number}\"")));
                assert!(hint.tooltip.as_ref().unwrap().contains("a.csv:"), "{hint:?}");
            }
            hints.into_iter().map(|hint| hint.label).collect::<Vec<_>>()
        };
        for (number, expected) in [
            ("GB 1-2010", Some("→ GB 1-2020")),
            ("GB 2-2010", Some("已废止")),
            ("GB 3-2010", Some("已被代替")),
            ("GB 5-2010", Some("→ GB 5-2020")),
            ("GB 6（所有部分）", Some("已废止")),
            ("GB 1-2020", None),
            ("GB 1", None),
            ("GB 4-2010", None),
            ("GB 9-2010", None),
        ] {
            let expected: Vec<&str> = expected.into_iter().collect();
            assert_eq!(hinted(number, "已颁", HintKinds::default()), expected, "{number}");
        }
        // The register itself has it as void; or nobody wants to know.
        assert!(hinted("GB 2-2010", "废止", HintKinds::default()).is_empty());
        assert!(hinted("GB 2-2010", "在编", HintKinds::default()).is_empty());
        let off = HintKinds {
            outdated: false,
            ..HintKinds::default()
        };
        assert!(hinted("GB 2-2010", "已颁", off).is_empty());
    }
}
