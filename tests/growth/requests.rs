//! What an editor asks for of a whole file grows with the file, and not faster; what it asks for at a place, and what is offered for a
//! selection however large, does not grow.

use allocation_counter::measure;
use stdreg::analysis::{self, Options};
use stdreg::ide::actions::{ActionId, actions, resolve};
use stdreg::ide::hints::{HintKinds, hints};
use stdreg::ide::{Context, Cursor, folding, lens, links, outline, references, tokens};
use stdreg::messages::Language;
use stdreg::text::{FileId, Span, to_u32};

use super::common::{Files, TODAY, load};
use super::shapes::{SHAPES, Shape};
use super::{MOST, SMALLEST, judge, on_one_thread};

const FILE: FileId = FileId(0);

/// A request: what it is called, and what answers it for a whole file.
type Request = (&'static str, fn(Context<'_>, Span));

const OF_FILES: &[Request] = &[
    ("the outline", |context, _| drop(outline::outline(context, FILE))),
    ("hints", |context, span| {
        drop(hints(context, FILE, span, HintKinds::default()));
    }),
    ("tokens", |context, _| drop(tokens::tokens(context, FILE, None))),
    ("links", |context, _| drop(links::links(context, FILE))),
    ("folds", |context, _| drop(folding::folds(context, FILE))),
    ("lenses", |context, _| drop(lens::lenses(context, FILE))),
    ("references of a status", |context, _| {
        let at = context.register.files[0].text.find("已颁").unwrap();
        let cursor = Cursor {
            file: FILE,
            offset: to_u32(at),
        };
        assert!(!references::references(context, cursor).is_empty());
    }),
    ("the fixes of a rule, chosen", |context, _| {
        let edits = resolve(context, &[], ActionId::FixRuleUnsafely("C002", FILE)).unwrap();
        assert!(!edits.is_empty());
    }),
];

/// What stays the same however large the file is.
const BOUNDED: &[Request] = &[("actions of the whole file", |context, span| {
    assert!(!actions(context, FILE, span, &[]).is_empty());
})];

fn shape(name: &str) -> &'static Shape {
    SHAPES.iter().find(|shape| shape.0 == name).unwrap()
}

/// What a request allocates for a register: how often, and how many bytes.
fn taken(files: &Files, request: fn(Context<'_>, Span)) -> (u64, u64) {
    let register = load(files);
    let options = Options {
        severities: &[],
        today: TODAY,
    };
    let found = analysis::check(&register, options);
    let context = Context {
        register: &register,
        found: &found,
        language: Language::Zh,
        today: TODAY,
    };
    let span = Span::of(0..register.files[0].text.len());
    let taken = measure(|| request(context, span));
    (taken.count_total, taken.bytes_total)
}

#[test]
fn an_answer_about_a_file_grows_with_it() {
    let _pool = on_one_thread();
    let shape = shape("characters of codes");
    let (mut counts, mut bytes) = (Vec::new(), Vec::new());
    for (name, request) in OF_FILES {
        taken(&shape.1(SMALLEST), *request);
        let of_sizes = [SMALLEST, 400, 800].map(|size| taken(&shape.1(size), *request));
        counts.push((*name, of_sizes.map(|(count, _)| count)));
        bytes.push((*name, of_sizes.map(|(_, bytes)| bytes)));
    }
    judge("allocations", MOST, counts);
    judge("bytes", MOST, bytes);
}

#[test]
fn what_is_offered_for_a_selection_does_not_grow() {
    let _pool = on_one_thread();
    let shape = shape("characters of codes");
    for (name, request) in BOUNDED {
        taken(&shape.1(SMALLEST), *request);
        let [one, ten] = [300, 3_000].map(|size| taken(&shape.1(size), *request));
        // The list of what is found in the selection, of a few words for each, is all that grows.
        assert!(ten.0 < one.0 + 20, "{name}: {} and {} allocations", one.0, ten.0);
        assert!(ten.1 < one.1 + 3_000 * 200, "{name}: {} and {} bytes", one.1, ten.1);
    }
}
