//! What is named and not defined yet, or stands in a file of its own: titles that the structure still wants, the next id and code, paths.

use rustc_hash::FxHashSet;

use super::CompletionKind;
use super::draft::{Draft, Offers};
use crate::ide::page::Page;
use crate::ide::wanted::{next_name, next_table_id};
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::handle::CategoryRef;
use crate::register::index::title_key;
use crate::scheme::Role;
use crate::syntax::Typed;
use crate::workspace::{includes, is_root_name, is_scheme_name, is_settings_name};

/// Offers the titles that the category of the table requires and no entry has, in their order.
pub(super) fn required(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let table = offers.spot.detail_table(register);
    let Some(table) = table.filter(|_| offers.spot.table == Some(TableKind::Entry)) else {
        return;
    };
    let Some(category) = register.category_of(&table) else {
        return;
    };
    let own = offers.spot.own_entry(register);
    let is_there = |title: &str| {
        let entries = register.index.titles.get(title_key(title)).iter();
        entries.into_iter().any(|id| Some(*id) != own)
    };
    let detail = Message::attribute("completion-value", "required").with("category", category.heading());
    let detail = detail.render(offers.context.language);
    for required in category.requires() {
        let Some(title) = required.title().filter(|title| !title.is_empty() && !is_there(title)) else {
            continue;
        };
        let is_here = required.table().is_none_or(|wanted| table.id() == Some(wanted));
        if is_here {
            let page = Page::new(title.as_ref(), detail.as_str());
            let draft = Draft::new(CompletionKind::Value, title.as_ref()).detail(detail.as_str());
            offers.string(typed, &title, draft.documentation(page));
        }
    }
}

/// Offers the id that follows those of the tables before this one.
pub(super) fn table_id(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let own = offers.spot.detail_table(register);
    let own =
        own.filter(|own| own.site.header.start == offers.spot.opened_at && own.site.segment == offers.spot.segment);
    if let Some(next) = next_table_id(register, own) {
        offer_next(offers, typed, &next);
    }
}

/// Offers the code that follows that of the category before this one, where the layer takes it.
pub(super) fn category_code(offers: &mut Offers<'_>, typed: Typed) {
    let register = offers.context.register;
    let here = (offers.spot.file, offers.spot.segment, offers.spot.opened_at);
    let is_before = |category: &CategoryRef<'_>| {
        let site = category.site;
        (site.file, site.segment, site.header.start) < here
    };
    let before = register
        .categories()
        .filter(is_before)
        .filter_map(CategoryRef::code)
        .next_back();
    let taken: FxHashSet<_> = register.categories().filter_map(CategoryRef::code).collect();
    let layer = register.scheme.layer(Role::Category);
    let fits = |name: &str| layer.is_none_or(|layer| layer.has_right_length(name) && layer.takes(name));
    let next = before.and_then(|last| next_name(&last, |name| taken.contains(name)));
    if let Some(next) = next.filter(|next| fits(next)) {
        offer_next(offers, typed, &next);
    }
}

fn offer_next(offers: &mut Offers<'_>, typed: Typed, next: &str) {
    let detail = said(offers, "completion-value", "following");
    let page = Page::new(next, detail.as_str());
    let draft = Draft::new(CompletionKind::Value, next)
        .detail(detail)
        .documentation(page);
    offers.string(typed, next, draft.preselected());
}

/// Offers the files that may be parts and are none yet, and the folders of several of them.
pub(super) fn parts(offers: &mut Offers<'_>, typed: Typed) {
    if offers.spot.table != Some(TableKind::Register) {
        return;
    }
    let register = offers.context.register;
    let patterns: Vec<String> = register
        .head()
        .include()
        .map(|(_, pattern)| pattern.into_owned())
        .collect();
    let is_new = |path: &String| {
        let name = std::path::Path::new(path);
        let has_office = is_settings_name(name) || is_scheme_name(name) || is_root_name(name);
        path.ends_with(".toml") && !has_office && !patterns.iter().any(|pattern| includes(pattern, path))
    };
    let mut paths = (offers.files)();
    paths.retain(is_new);
    let mut folders: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned()))
        .collect();
    folders.dedup();
    let folders = folders.into_iter().map(|folder| format!("{folder}/*.toml"));
    for pattern in folders.chain(paths.iter().map(|path| crate::ide::files::path_in_root(path))) {
        path(offers, typed, &pattern, "part");
    }
}

/// Offers the scheme files that there are.
pub(super) fn schemes(offers: &mut Offers<'_>, typed: Typed) {
    let mut paths = (offers.files)();
    paths.retain(|path| is_scheme_name(std::path::Path::new(path)));
    for file in paths {
        let written = format!("./{file}");
        if !offers.labels().contains(&written) {
            path(offers, typed, &written, "scheme");
        }
    }
}

/// Offers the Markdown files that there are.
pub(super) fn notes(offers: &mut Offers<'_>, typed: Typed) {
    let mut paths = (offers.files)();
    paths.retain(|path| path.ends_with(".md"));
    for file in paths {
        if !offers.labels().contains(&file) {
            path(offers, typed, &file, "notes");
        }
    }
}

fn said(offers: &Offers<'_>, key: &'static str, attribute: &'static str) -> String {
    Message::attribute(key, attribute).render(offers.context.language)
}

fn path(offers: &mut Offers<'_>, typed: Typed, path: &str, what: &'static str) {
    let detail = said(offers, "completion-file", what);
    let page = Page::new(path, detail.as_str());
    let draft = Draft::new(CompletionKind::Value, path)
        .detail(detail)
        .documentation(page);
    offers.string(typed, path, draft);
}
