//! What entries and tables are held against, before an edit and after it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{ContextChange, Update, shifted};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::majority::{Majority, Verdicts, is_same};
use crate::register::model::Site;

/// What entries are held against, by where it stands: a segment that did not change holds what it held.
pub(super) struct Context {
    /// The head, the subsystems and the categories.
    sites: [Vec<Site>; 3],
    has_head: bool,
    /// The tables, with their entries and what their codes say of them.
    tables: Vec<(Site, Range<usize>, Option<Majority>)>,
    verdicts: Verdicts,
    completeness: Completeness,
}

impl Context {
    pub(super) fn new(register: &Register) -> Self {
        let verdicts = &register.majorities.verdicts;
        let tables = register.tables.iter().zip(&verdicts.tables);
        Self {
            sites: [
                vec![register.head.site],
                register.subsystems.iter().map(|subsystem| subsystem.site).collect(),
                register.categories.iter().map(|category| category.site).collect(),
            ],
            has_head: register.head.is_there,
            tables: tables
                .map(|(table, verdict)| (table.site, table.entries.clone(), *verdict))
                .collect(),
            verdicts: verdicts.clone(),
            completeness: register.completeness,
        }
    }

    /// Says of an update how what was there before it differs from what is there now. The entries outside of the
    /// segments that it changed must be those that were there.
    pub(super) fn compare(&self, register: &Register, update: &mut Update) {
        let moved = |site: &Site| {
            if site.file != update.file {
                return Some(*site);
            }
            let segment = update.segments.moved(site.segment)?;
            Some(Site { segment, ..*site })
        };
        let now = Self::new(register);
        let mut sites = self.sites.iter().zip(&now.sites);
        let are_same = |(old, new): (&Vec<Site>, &Vec<Site>)| {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| moved(old) == Some(*new))
        };
        if self.has_head != now.has_head || !sites.all(are_same) || !now.verdicts.is_head_same(&self.verdicts) {
            return;
        }
        let key = |site: &Site| (site.file, site.segment, site.header, site.is_broken);
        let old_tables: FxHashMap<_, (&Range<usize>, Option<Majority>)> = self
            .tables
            .iter()
            .filter_map(|(site, entries, verdict)| Some((key(&moved(site)?), (entries, *verdict))))
            .collect();
        let mut are_tables_same = self.tables.len() == now.tables.len();
        for (site, entries, verdict) in &now.tables {
            let was = old_tables.get(&key(site)).copied();
            are_tables_same &= was.is_some();
            let was = was
                .filter(|(_, was)| is_same(*was, *verdict))
                .map(|(entries, _)| entries);
            let was_here = |place: usize| {
                let origin = shifted(place, &update.new_entries, &update.old_entries);
                was.zip(origin).is_some_and(|(was, origin)| was.contains(&origin))
            };
            update.again.extend(entries.clone().filter(|place| !was_here(*place)));
        }
        update.context_change = if are_tables_same && self.completeness == now.completeness {
            ContextChange::Same
        } else {
            ContextChange::Beyond
        };
    }
}
