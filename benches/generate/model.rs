//! The registers themselves: structure, tables and entries, before any of it is text.

use crate::form::{self, Form};
use crate::random::Random;
use crate::titles;
use crate::vocabulary::{
    self, FIRST_NUMBERS, Family, Level, Ownership, PLANNED_NATIONAL, PLANNED_POLICE, SUBSYSTEMS, Subsystem, TABLES,
};

/// The most entries of a large register: what its 900 categories hold when each has as few and as small tables as
/// chance may give it.
pub(crate) const MOST_ENTRIES: usize = 300_000;

/// Layer 2 of all codes.
pub(crate) const DOMAIN: &str = "09";

/// Layer 3 of all codes.
pub(crate) const BUSINESS: &str = "50";

/// A register.
pub(crate) struct Register {
    pub(crate) title: String,
    pub(crate) form: Form,
    pub(crate) subsystems: Vec<Subsystem>,
    pub(crate) categories: Vec<Category>,
    pub(crate) tables: Vec<Table>,
}

/// A category.
pub(crate) struct Category {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) subsystem: Subsystem,
    /// Titles of entries that it has.
    pub(crate) requires: Vec<String>,
}

/// A table.
pub(crate) struct Table {
    pub(crate) id: String,
    pub(crate) title: &'static str,
    pub(crate) category: String,
    pub(crate) subsystem: Subsystem,
    /// The first and last sequence set aside for it.
    pub(crate) block: (u32, u32),
    pub(crate) entries: Vec<Entry>,
}

/// An entry. Its 序号 is its place in the table.
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) phase: Phase,
    pub(crate) level: Level,
    pub(crate) ownership: Ownership,
    pub(crate) owner: &'static str,
}

/// How far a standard is, and what it has by then.
pub(crate) enum Phase {
    Published(Issue),
    Withdrawn(Issue),
    Drafting { plan: String },
    Planned,
}

impl Phase {
    /// The word in `status`.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Published(_) => "已颁",
            Self::Withdrawn(_) => "废止",
            Self::Drafting { .. } => "在编",
            Self::Planned => "拟编",
        }
    }
}

/// What publication gives a standard.
pub(crate) struct Issue {
    pub(crate) number: String,
    pub(crate) effective: String,
    pub(crate) replaces: Option<String>,
}

/// A register with so many entries.
pub(crate) fn large(entries: usize, form: Form) -> Register {
    let shape = Shape {
        form,
        first_category: 100,
        tables: (2, 4),
        table_size: (180, 199),
        block: 200,
    };
    Builder::new(&shape, 1).register("公共安全标准体系（基准测试）".to_owned(), entries)
}

/// One of many registers with about ten entries, under the built-in scheme.
pub(crate) fn small(number: usize) -> Register {
    let shape = Shape {
        form: Form::BuiltIn,
        first_category: 11,
        tables: (1, 2),
        table_size: (2, 5),
        block: 100,
    };
    let mut builder = Builder::new(&shape, number as u64 + 2);
    let entries = builder.random.between(8, 12);
    builder.register(format!("公共安全标准体系（基准测试 {number}）"), entries as usize)
}

/// The measures of a register.
struct Shape {
    form: Form,
    first_category: usize,
    /// The least and the most tables of a category.
    tables: (u32, u32),
    /// The least and the most entries of a table.
    table_size: (u32, u32),
    /// How many sequences one table's block is away from the next.
    block: u32,
}

/// Deals out what may be given once in a register: titles, numbers, plans, codes.
struct Builder<'s> {
    shape: &'s Shape,
    random: Random,
    tables: Vec<Table>,
    next_title: usize,
    next_plan: u32,
    last_numbers: [u32; FIRST_NUMBERS.len()],
}

impl<'s> Builder<'s> {
    fn new(shape: &'s Shape, seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self {
            shape,
            next_title: random.below(titles::COUNT as u32) as usize,
            next_plan: 0,
            last_numbers: FIRST_NUMBERS,
            tables: Vec::new(),
            random,
        }
    }

    fn register(mut self, title: String, entries: usize) -> Register {
        let mut categories = Vec::new();
        let mut left = entries;
        while left > 0 {
            categories.push(self.category(categories.len(), &mut left));
        }
        Register {
            title,
            form: self.shape.form,
            // The first categories are dealt out one to a subsystem, so these are the subsystems that have any.
            subsystems: categories
                .iter()
                .take(SUBSYSTEMS.len())
                .map(|category| category.subsystem)
                .collect(),
            categories,
            tables: self.tables,
        }
    }

    /// Makes a category and its tables, with as many of the entries that are left as they hold.
    fn category(&mut self, index: usize, left: &mut usize) -> Category {
        let [first, ..] = SUBSYSTEMS;
        let code = (self.shape.first_category + index).to_string();
        let mut category = Category {
            code: match self.shape.form {
                Form::Paths => form::path(&code),
                _ => code,
            },
            title: titles::of_category(index),
            subsystem: SUBSYSTEMS.get(index % SUBSYSTEMS.len()).copied().unwrap_or(first),
            requires: Vec::new(),
        };
        let (fewest, most) = self.shape.tables;
        let count = self.random.between(fewest, most);
        for (place, title) in (0..count).zip(TABLES) {
            if *left == 0 {
                break;
            }
            let table = self.table(&category, place, title, *left);
            *left -= table.entries.len();
            category.requires.extend(first_planned(&table.entries));
            self.tables.push(table);
        }
        category
    }

    fn table(&mut self, category: &Category, place: u32, title: &'static str, most: usize) -> Table {
        let (smallest, largest) = self.shape.table_size;
        let size = self
            .random
            .between(smallest, largest)
            .min(u32::try_from(most).unwrap_or(u32::MAX));
        let first = place * self.shape.block + 1;
        Table {
            id: format!("A.{}", self.tables.len() + 1),
            title,
            category: category.code.clone(),
            subsystem: category.subsystem,
            block: (first, first + self.shape.block - 2),
            entries: (first..first + size)
                .map(|sequence| self.entry(category, sequence))
                .collect(),
        }
    }

    fn entry(&mut self, category: &Category, sequence: u32) -> Entry {
        let (family, phase) = self.phase();
        let title = self.title(&phase);
        let class = category.subsystem.class;
        let (ownership, level) = (family.ownership.letter(), family.level.digit());
        let (category, nature) = (&category.code, family.nature);
        Entry {
            code: match self.shape.form {
                Form::Paths => format!("{category}-{sequence:03}"),
                _ => format!("{class}{DOMAIN}{BUSINESS}{category}{ownership}{sequence:03}{level}{nature}"),
            },
            title,
            phase,
            level: family.level,
            ownership: family.ownership,
            owner: self.random.pick(family.owners).unwrap_or_default(),
        }
    }

    /// Much as in the seed's register, nearly two standards in three are published and most of the others planned.
    fn phase(&mut self) -> (&'static Family, Phase) {
        let percentile = self.random.below(100);
        if percentile < 64 {
            let family = vocabulary::published(self.random.below(100));
            let issue = self.issue(family);
            return (
                family,
                if percentile < 62 {
                    Phase::Published(issue)
                } else {
                    Phase::Withdrawn(issue)
                },
            );
        }
        let family = if self.random.percent(80) {
            PLANNED_POLICE
        } else {
            PLANNED_NATIONAL
        };
        (
            family,
            if percentile < 72 {
                self.drafting(family)
            } else {
                Phase::Planned
            },
        )
    }

    fn issue(&mut self, family: &Family) -> Issue {
        let stem = self.stem(family);
        let year = self.random.between(2000, 2023);
        if self.random.percent(3) {
            return Issue {
                number: format!("{stem}（所有部分）"),
                effective: self.date(year),
                replaces: None,
            };
        }
        // Years of four digits came in 1996: a predecessor is never older than that.
        let older = self.random.between(4, 9);
        let has_predecessor = family.level != Level::International && year >= 2006 && self.random.percent(10);
        Issue {
            number: format!("{stem}{}{year}", family.joint),
            effective: self.date(year),
            replaces: has_predecessor.then(|| format!("{stem}-{}", year - older)),
        }
    }

    /// A number without its year. No two entries share it, so that no number is given twice and no part stands beside
    /// all parts together.
    fn stem(&mut self, family: &Family) -> String {
        let step = self.random.between(1, 2);
        let mut number = 0;
        if let Some(last) = self.last_numbers.get_mut(family.series) {
            *last += step;
            number = *last;
        }
        format!("{} {number}", family.prefix)
    }

    /// A date in the number's year or in the next, which most standards come into force in.
    fn date(&mut self, year: u32) -> String {
        let year = year + self.random.below(2);
        let month = self.random.between(1, 12);
        let day = if self.random.percent(75) {
            1
        } else {
            self.random.between(1, 28)
        };
        format!("{year}-{month:02}-{day:02}")
    }

    /// A plan of the industry has nine digits that open with a year; a national one says the nature as well.
    fn drafting(&mut self, family: &Family) -> Phase {
        let (year, serial) = (2015 + self.next_plan % 10, self.next_plan / 10 + 1);
        self.next_plan += 1;
        let plan = match family.level {
            Level::Industry => format!("{year}{:05}", 10_000 + serial),
            _ => format!("{year}{serial:04}-{}-469", family.nature),
        };
        Phase::Drafting { plan }
    }

    fn title(&mut self, phase: &Phase) -> String {
        let title = titles::of_standard(self.next_title);
        self.next_title += 1;
        if !matches!(phase, Phase::Published(_)) || !self.random.percent(3) {
            return title;
        }
        let number = self.random.between(1, 6);
        let part = self.random.pick(&titles::PARTS).unwrap_or_default();
        format!("{title} 第{number}部分：{part}")
    }
}

/// The title of the first planned entry, as the structure of the seed's register requires some that are planned.
fn first_planned(entries: &[Entry]) -> Option<String> {
    let planned = entries.iter().find(|entry| matches!(entry.phase, Phase::Planned))?;
    Some(planned.title.clone())
}
