//! What commands other than `check` make of a register: statistics of all kinds, entries by an expression, what changed from one
//! state to another, and what became of one entry.

use allocation_counter::measure;
use stdreg::exchange::comparison::chronicle::{Chronicle, Event, Revision};
use stdreg::exchange::comparison::{Followed, Form, compare, follow};
use stdreg::exchange::stats::Counting;
use stdreg::exchange::stats::history::{Format, History, Point};
use stdreg::messages::Language;
use stdreg::query::Query;
use stdreg::register::counts::GroupBy;
use stdreg::register::model::EntryId;

use super::common::{Files, load};
use super::{MOST, SMALLEST, judge, on_one_thread, shapes};

/// The register a year later: other titles, words, numbers and codes, and one entry less.
fn later(files: &Files) -> Files {
    let files = files.iter().map(|(path, text)| {
        let text = text
            .replace("已颁", "废止")
            .replace("数据", "资料")
            .replace("2095021P", "2095021R");
        let cut = text.rfind("[[table.entry]]").unwrap_or(text.len());
        (path.clone(), text[..cut].to_owned())
    });
    files.collect()
}

fn work(files: &Files, later: &Files) {
    let (old, new) = (load(files), load(later));
    let language = Language::Zh;
    let revision = Revision {
        revision: "0123456789".to_owned(),
        date: "2026-01-01T00:00:00Z".to_owned(),
        author: "甲".to_owned(),
        summary: "改".to_owned(),
    };
    for (old, new) in [(&old, &new), (&old, &old)] {
        let comparison = compare((old, "old"), (new, "new"));
        let _ = comparison.render(Form::Markdown, language);
        for form in [Form::Text, Form::Json] {
            let mut chronicle = Chronicle::new(form, language, "体系");
            let _ = chronicle.add(&revision, &Event::Changed(Box::new(comparison.clone())));
        }
        if old.entries().len() > 0 && new.entries().len() > 0 {
            let _ = follow((old, "old"), (new, "new"), Followed::Now(EntryId(0)));
            let _ = follow((old, "old"), (new, "new"), Followed::Before(EntryId(0)));
        }
    }
    let layers = old.scheme.layers.iter().map(|layer| layer.name.as_str());
    for name in GroupBy::NAMES.into_iter().chain(layers).chain(["owner"]) {
        let Some(by) = GroupBy::named(&old, name) else { continue };
        let across = GroupBy::named(&old, "status");
        let _ = Counting::new(&old, &by, None, language);
        let _ = Counting::new(&old, &by, across.as_ref(), language);
        let point = |register| Point::new(revision.clone(), 0, register, Some(&by), language);
        if let (Ok(one), Ok(other)) = (point(&old), point(&new))
            && let Ok(history) = History::new(&old, String::new(), Some(&by), vec![one, other], language)
        {
            let _ = history.write(Format::Svg, language);
            let _ = history.write(Format::Csv, language);
        }
    }
    for expression in [
        "status=已颁 and title~数据 or not effective<2015",
        "sequence<100 and subsystem=服务保障标准",
    ] {
        if let Ok(query) = Query::read(&old, expression) {
            let _ = query.entries();
        }
    }
}

#[test]
fn allocations_of_commands_grow_with_the_input() {
    let _pool = on_one_thread();
    let least = super::shapes::SHAPES[0].1(SMALLEST);
    work(&least, &later(&least));
    let mut bytes = Vec::new();
    let mut counts = Vec::new();
    for (name, shape) in shapes() {
        let taken = [SMALLEST, 200, 400].map(|size| {
            let files = shape(size);
            let later = later(&files);
            measure(|| work(&files, &later))
        });
        counts.push((*name, taken.map(|taken| taken.count_total)));
        bytes.push((*name, taken.map(|taken| taken.bytes_total)));
    }
    judge("allocations of commands", MOST, counts);
    judge("bytes of commands", MOST, bytes);
}
