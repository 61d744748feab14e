//! The structure of a register: which subsystem stands below which, which category in which subsystem, which table in which
//! category; and the categories by their codes, which are their own in their subsystem alone where codes name that too.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::Register;
use super::belonging::Belonging;
use super::handle::{SubsystemRef, TableRef};
use super::model::{Link, Table};
use crate::code::{self, Code};
use crate::scheme::{Role, Scheme};

/// How deep the tree of subsystems may be: no more than what prints and screens have room for, and so that what is worked
/// out for each subsystem and those above it does not grow with the square of their number.
pub const MAX_DEPTH: usize = 64;

/// Places in a list of the register.
type Places = SmallVec<[usize; 1]>;

/// What is named by what.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    /// The first subsystem with each title, as [`code::key`].
    titles: FxHashMap<u128, usize>,
    /// The subsystems with each code.
    codes: FxHashMap<u128, Places>,
    /// The categories with each code.
    categories: FxHashMap<u128, Places>,
    /// The first category with each code in each subsystem.
    of_subsystems: FxHashMap<(u128, Link), usize>,
    /// The codes that categories of several subsystems have.
    shared: FxHashSet<u128>,
    /// The first category with each [`identity`].
    identities: FxHashMap<u128, usize>,
    /// For each subsystem the span, in the order of the tree, of itself and all below it.
    extents: Vec<(u32, u32)>,
}

impl Structure {
    /// The subsystem with a title, or else with a code.
    fn subsystem(&self, name: &str) -> Link {
        let key = code::key(name);
        if let Some(index) = self.titles.get(&key) {
            return Link::To(*index);
        }
        only(self.codes.get(&key))
    }
}

fn only(places: Option<&Places>) -> Link {
    match places.map(SmallVec::as_slice) {
        None | Some([]) => Link::Unknown,
        Some([index]) => Link::To(*index),
        Some(_) => Link::Ambiguous,
    }
}

/// What a category is known by in codes: the values of the layers that name its subsystems, and of the one that names
/// itself.
fn identity<'v>(above: impl Iterator<Item = &'v str>, category: &str) -> u128 {
    let mut text = SmallVec::<[u8; 24]>::new();
    for value in above {
        text.extend_from_slice(value.as_bytes());
        text.push(b'.');
    }
    text.extend_from_slice(category.as_bytes());
    code::key_of(&text)
}

impl Register {
    /// Finds what every name of the structure leads to.
    pub(super) fn link(&mut self) {
        let scheme = std::sync::Arc::clone(&self.scheme);
        let mut structure = Structure::default();
        self.name_subsystems(&mut structure);
        let parents = (0..self.subsystems.len()).map(|index| self.parent(&structure, index));
        let mut parents: Vec<Link> = parents.collect();
        let order = Tree::cut(&mut parents);
        structure.extents = order.extents;
        let guided: Vec<Vec<Link>> = self
            .subsystems
            .iter()
            .map(|subsystem| {
                let names = self.of(subsystem);
                names.guides().map(|(_, name)| structure.subsystem(&name)).collect()
            })
            .collect();
        for ((subsystem, above), guided) in self.subsystems.iter_mut().zip(parents).zip(guided) {
            subsystem.above = above;
            subsystem.guided = guided;
        }
        self.tell_doubled_codes();
        let above = self.categories.iter().map(|category| {
            let category = self.of(category);
            match category.subsystem() {
                Some(name) => structure.subsystem(&name),
                None => match category.code().as_deref().and_then(|path| parent_path(&scheme, path)) {
                    Some(parent) => only(structure.codes.get(&code::key(parent))),
                    None => Link::Absent,
                },
            }
        });
        let above: Vec<Link> = above.collect();
        for (category, above) in self.categories.iter_mut().zip(above) {
            category.above = above;
            category.subsystem_index = above.target();
            category.is_doubled = false;
        }
        self.name_categories(&mut structure);
        let of_tables: Vec<_> = self
            .tables
            .iter()
            .map(|table| self.category_named(&structure, table))
            .collect();
        for (table, (link, category, is_ambiguous)) in self.tables.iter_mut().zip(of_tables) {
            table.subsystem_link = link;
            table.category_index = category;
            table.is_ambiguous = is_ambiguous;
        }
        self.structure = structure;
        self.belonging = Belonging::new(&self.subsystems, &self.categories, &self.tables);
    }

    fn name_subsystems(&mut self, structure: &mut Structure) {
        let mut doubled = Vec::new();
        for (index, subsystem) in self.subsystems.iter().enumerate() {
            let subsystem = self.of(subsystem);
            if let Some(title) = subsystem.title() {
                let first = *structure.titles.entry(code::key(&title)).or_insert(index);
                if first != index {
                    doubled.extend([first, index]);
                }
            }
            if let Some(code) = subsystem.code() {
                structure.codes.entry(code::key(&code)).or_default().push(index);
            }
        }
        for index in doubled {
            if let Some(subsystem) = self.subsystems.get_mut(index) {
                subsystem.is_doubled = true;
            }
        }
    }

    /// What the parent of a subsystem leads to: the key, or else the path that its code is.
    fn parent(&self, structure: &Structure, index: usize) -> Link {
        let Some(subsystem) = self.subsystems.get(index).map(|subsystem| self.of(subsystem)) else {
            return Link::Absent;
        };
        if let Some(parent) = subsystem.parent() {
            return structure.subsystem(&parent);
        }
        let code = subsystem.code();
        let parent = code.as_deref().and_then(|code| parent_path(&self.scheme, code));
        match parent.map(|parent| only(structure.codes.get(&code::key(parent)))) {
            Some(Link::To(parent)) if parent != index => Link::To(parent),
            _ => Link::Absent,
        }
    }

    fn tell_doubled_codes(&mut self) {
        let mut first: FxHashMap<(Link, u128), usize> = FxHashMap::default();
        let mut doubled = Vec::new();
        for (index, subsystem) in self.subsystems.iter().enumerate() {
            if let Some(code) = self.of(subsystem).code() {
                let first = *first.entry((subsystem.above, code::key(&code))).or_insert(index);
                if first != index {
                    doubled.extend([first, index]);
                }
            }
        }
        for index in doubled {
            if let Some(subsystem) = self.subsystems.get_mut(index) {
                subsystem.is_code_doubled = true;
            }
        }
    }

    fn name_categories(&mut self, structure: &mut Structure) {
        let is_by_subsystem = self.tells_categories_by_subsystem();
        let mut first: FxHashMap<(Link, u128), usize> = FxHashMap::default();
        let mut doubled = Vec::new();
        for (index, category) in self.categories.iter().enumerate() {
            let Some(code) = self.of(category).code() else {
                continue;
            };
            let key = code::key(&code);
            let named = structure.categories.entry(key).or_default();
            let earlier = named.first().and_then(|first| self.categories.get(*first));
            if earlier.is_some_and(|earlier| earlier.above != category.above) {
                structure.shared.insert(key);
            }
            named.push(index);
            structure.of_subsystems.entry((key, category.above)).or_insert(index);
            if let Some(identity) = self.identity_of(index) {
                structure.identities.entry(identity).or_insert(index);
            }
            let above = if is_by_subsystem { category.above } else { Link::Absent };
            let first = *first.entry((above, key)).or_insert(index);
            if first != index {
                doubled.extend([first, index]);
            }
        }
        for index in doubled {
            if let Some(category) = self.categories.get_mut(index) {
                category.is_doubled = true;
            }
        }
    }

    /// What a table's subsystem leads to, its category, and whether several may be meant.
    fn category_named(&self, structure: &Structure, table: &Table) -> (Link, Option<usize>, bool) {
        let table = self.of(table);
        let link = table
            .subsystem()
            .map_or(Link::Absent, |name| structure.subsystem(&name));
        let Some(key) = table.category().map(|code| code::key(&code)) else {
            return (link, None, false);
        };
        if let Link::To(_) = link {
            return (link, structure.of_subsystems.get(&(key, link)).copied(), false);
        }
        // Where codes do not name the subsystem, two categories of one code are one too many, which is told.
        if self.tells_categories_by_subsystem() && (link != Link::Absent || structure.shared.contains(&key)) {
            return (link, None, true);
        }
        let first = structure.categories.get(&key).and_then(|named| named.first());
        (link, first.copied(), false)
    }

    /// The subsystems that layers name above a category, the outermost first: as many as the scheme has such layers.
    /// Nothing where the tree is shallower.
    pub fn named_subsystems(&self, category: usize) -> Option<SmallVec<[usize; 2]>> {
        let layers = self.scheme.subsystem_layers().len();
        let mut named = SmallVec::new();
        if layers == 0 {
            return Some(named);
        }
        let category = self.categories.get(category)?;
        let mut next = category.subsystem_index;
        // A path is relative to the layers before it: what they name is above its first part.
        let path = self.scheme.category_path();
        let code = self.of(category).code();
        let parts = path
            .zip(code.as_deref())
            .map_or(1, |(path, code)| path.parts(code).count());
        for _ in 1..parts {
            next = self.subsystems.get(next?)?.above.target();
        }
        while named.len() < layers {
            let index = next?;
            named.push(index);
            next = self.subsystems.get(index)?.above.target();
        }
        named.reverse();
        Some(named)
    }

    /// What the layers above a category, and its own, must be, as one key; nothing where that is not known.
    fn identity_of(&self, category: usize) -> Option<u128> {
        let code = self.of(self.categories.get(category)?).code()?;
        let named = self.named_subsystems(category)?;
        let codes: Option<SmallVec<[_; 2]>> = named
            .iter()
            .map(|index| self.of(self.subsystems.get(*index)?).code())
            .collect();
        Some(identity(codes?.iter().map(AsRef::as_ref), &code))
    }

    /// What a code says its category is, as one key: the same as that of the category itself.
    pub(crate) fn identity_in(&self, layers: Code, text: &str) -> Option<u128> {
        let scheme = &self.scheme;
        let category = layers.value(scheme, text, Role::Category)?;
        if scheme.subsystem_layers().is_empty() {
            return Some(code::key(category));
        }
        let above: Option<SmallVec<[_; 2]>> = scheme
            .subsystem_layers()
            .iter()
            .map(|layer| layers.value_at(scheme, text, *layer))
            .collect();
        Some(identity(above?.into_iter(), category))
    }

    /// What the codes of a table say their category is, where they are right.
    pub(super) fn identity_of_table(&self, table: &Table) -> Option<u128> {
        match table.category_index {
            Some(category) => self.identity_of(category),
            None if self.scheme.subsystem_layers().is_empty() => Some(code::key(&self.of(table).category()?)),
            None => None,
        }
    }

    /// The first category with an identity.
    pub(super) fn category_with_identity(&self, identity: u128) -> Option<usize> {
        self.structure.identities.get(&identity).copied()
    }

    /// The category that a code names, by its place.
    pub fn category_in(&self, layers: Code, text: &str) -> Option<usize> {
        self.category_with_identity(self.identity_in(layers, text)?)
    }

    /// The categories with a code, by their places.
    pub fn categories_with_code(&self, code: &str) -> &[usize] {
        self.structure
            .categories
            .get(&code::key(code))
            .map_or(&[], SmallVec::as_slice)
    }

    /// The first category with a code in a subsystem, by its place.
    pub fn category_in_subsystem(&self, code: &str, subsystem: usize) -> Option<usize> {
        let key = (code::key(code), Link::To(subsystem));
        self.structure.of_subsystems.get(&key).copied()
    }

    /// Whether some category has a code, as [`code::key`].
    pub(super) fn is_category_code(&self, key: u128) -> bool {
        self.structure.categories.contains_key(&key)
    }

    /// Whether some subsystem has a code, as [`code::key`].
    pub(super) fn is_subsystem_code(&self, key: u128) -> bool {
        self.structure.codes.contains_key(&key)
    }

    /// The first subsystem with a code.
    pub fn subsystem_with_code(&self, code: &str) -> Option<SubsystemRef<'_>> {
        self.subsystem(*self.structure.codes.get(&code::key(code))?.first()?)
    }

    /// The subsystem that a name, its title or else its code, leads to.
    pub fn subsystem_named(&self, name: &str) -> Link {
        self.structure.subsystem(name)
    }

    /// Whether a subsystem is another one or below it, by their places.
    pub(super) fn is_within(&self, subsystem: usize, other: usize) -> bool {
        let extents = &self.structure.extents;
        match (extents.get(subsystem), extents.get(other)) {
            (Some((own, _)), Some((start, end))) => start <= own && own < end,
            _ => false,
        }
    }

    /// A subsystem and those above it, by their places, from itself outwards.
    pub fn upwards(&self, subsystem: usize) -> impl Iterator<Item = usize> {
        let above = |index: &usize| self.subsystems.get(*index)?.above.target();
        std::iter::successors(Some(subsystem), above)
    }

    /// Whether it is known of a subsystem all that it is below.
    pub fn has_whole_way_up(&self, subsystem: usize) -> bool {
        self.upwards(subsystem).all(|index| {
            let above = self.subsystems.get(index).map(|subsystem| subsystem.above);
            matches!(above, Some(Link::Absent | Link::To(_)))
        })
    }

    /// The value that a layer naming a subsystem must have in the codes of a category.
    pub fn subsystem_code(&self, category: usize, layer: usize) -> Option<(usize, std::borrow::Cow<'_, str>)> {
        let place = self
            .scheme
            .subsystem_layers()
            .iter()
            .position(|named| *named == layer)?;
        let index = *self.named_subsystems(category)?.get(place)?;
        Some((index, self.of(self.subsystems.get(index)?).code()?))
    }

    /// What the register says a layer must be in the codes of a table.
    pub fn said_of_layer<'r>(&'r self, table: TableRef<'r>, layer: usize) -> Option<std::borrow::Cow<'r, str>> {
        let category = || self.category_of(&table);
        match self.scheme.layers.get(layer)?.role? {
            Role::Class => category()?.class(),
            Role::Domain => self.head().domain(),
            Role::Business => self.head().business(),
            Role::Subsystem => Some(self.subsystem_code(table.category_index?, layer)?.1),
            Role::Category => table.category(),
            Role::Ownership | Role::Sequence | Role::Level | Role::Nature => None,
        }
    }

    /// The subsystems that layers of the code name, each with the first such layer, in their order.
    pub fn subsystems_with_layers(&self) -> Vec<(usize, usize)> {
        let layers = self.scheme.subsystem_layers();
        let mut named = FxHashMap::default();
        if !layers.is_empty() {
            for category in 0..self.categories.len() {
                let subsystems = self.named_subsystems(category).into_iter().flatten();
                for (subsystem, layer) in subsystems.zip(layers) {
                    named.entry(subsystem).or_insert(*layer);
                }
            }
        }
        let mut named: Vec<_> = named.into_iter().collect();
        named.sort_unstable();
        named
    }
}

/// What stands above a path in the structure; nothing above one of one part, and where codes have no paths.
pub fn parent_path<'c>(scheme: &Scheme, path: &'c str) -> Option<&'c str> {
    scheme.category_path()?.parent(path)
}

/// The order of the subsystems: each before those below it.
struct Tree {
    extents: Vec<(u32, u32)>,
}

impl Tree {
    /// Puts subsystems in order by what each is below, and takes away what makes no tree: circles, and what is too deep.
    fn cut(parents: &mut [Link]) -> Self {
        Self::cut_circles(parents);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
        let mut roots = Vec::new();
        for (index, parent) in parents.iter().enumerate() {
            match parent.target().and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push(index),
                None => roots.push(index),
            }
        }
        let mut extents = vec![(0, 0); parents.len()];
        let mut next = 0;
        // A subsystem is looked at twice: before and after those below it.
        let mut open: Vec<(usize, usize, bool)> = roots.iter().rev().map(|root| (*root, 1, false)).collect();
        let mut later = Vec::new();
        while let Some((index, depth, is_done)) = open.pop().or_else(|| Some((later.pop()?, 1, false))) {
            let Some(extent) = extents.get_mut(index) else {
                continue;
            };
            if is_done {
                extent.1 = next;
                continue;
            }
            extent.0 = next;
            next += 1;
            open.push((index, depth, true));
            let below = children.get(index).into_iter().flatten().rev();
            if depth < MAX_DEPTH {
                open.extend(below.map(|child| (*child, depth + 1, false)));
                continue;
            }
            for child in below {
                if let Some(parent) = parents.get_mut(*child) {
                    *parent = Link::TooDeep;
                }
                // It is a root of its own, behind all others.
                later.push(*child);
            }
        }
        Self { extents }
    }

    fn cut_circles(parents: &mut [Link]) {
        /// How far a subsystem was looked at: not yet, on the way that is gone now, or to its end.
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum Seen {
            Not,
            Now(usize),
            Done,
        }
        let mut seen = vec![Seen::Not; parents.len()];
        for start in 0..parents.len() {
            let mut way = Vec::new();
            let mut next = Some(start);
            while let Some(index) = next {
                match seen.get_mut(index) {
                    Some(state @ Seen::Not) => *state = Seen::Now(way.len()),
                    Some(Seen::Now(from)) => {
                        for member in way.get(*from..).unwrap_or_default() {
                            if let Some(parent) = parents.get_mut(*member) {
                                *parent = Link::Circle;
                            }
                        }
                        break;
                    }
                    Some(Seen::Done) | None => break,
                }
                way.push(index);
                next = parents.get(index).copied().and_then(Link::target);
            }
            for index in way {
                if let Some(state) = seen.get_mut(index) {
                    *state = Seen::Done;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_and_what_is_too_deep_are_cut() {
        let to = Link::To;
        let mut parents = [Link::Absent, to(0), to(3), to(4), to(2), to(4), to(6), to(1)];
        let tree = Tree::cut(&mut parents);
        let circle = Link::Circle;
        assert_eq!(
            parents,
            [Link::Absent, to(0), circle, circle, circle, to(4), circle, to(1)]
        );
        assert_eq!(
            (tree.extents[0], tree.extents[1], tree.extents[7]),
            ((0, 3), (1, 3), (2, 3))
        );
        let mut deep: Vec<Link> = (0..200_usize)
            .map(|index| index.checked_sub(1).map_or(Link::Absent, to))
            .collect();
        Tree::cut(&mut deep);
        let cut: Vec<usize> = (0..200).filter(|index| deep[*index] == Link::TooDeep).collect();
        assert_eq!(cut, [64, 128, 192]);
    }
}
