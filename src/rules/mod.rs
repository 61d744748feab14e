//! The rules, a file each, and the one list of them.
//!
//! **What is a rule?** Something that can be wrong with a register whoever reads it, said once, at the value at fault.
//! One fault gives one finding: where a value is wrong in one way, no second rule repeats it.
//!
//! **How to add one.** Write `NAME.rs` beside this file: a static [`Definition`] with the rule's code, name, severity,
//! fix availability, what it needs to speak, and page, and a plain function for the scope it looks at. Add it to [`ALL`]. Add its message, under
//! its name, to the two files of its family in `src/messages`. Put cases into `tests/fixtures/NAME/`. Nothing else: the
//! page's examples are tested, the manual's table and `stdreg rule` are made from the list.
//!
//! A rule reports data to a [`Sink`]. It does not print, choose levels or look at settings; it knows neither terminals
//! nor editors; and it hard-codes nothing that a scheme can say.

mod brackets;
mod category_code;
mod conditions;
mod context;
mod contradicted;
mod entry_text;
mod figure_mismatch;
mod figures;
mod layer_value;
mod listing;
mod proposal;
mod repeated_sequence;
mod set;
mod table_numbers;
mod table_sequences;

mod block_mismatch;
mod block_overlap;
mod business_mismatch;
mod category_mismatch;
mod class_mismatch;
mod code_character;
mod code_layer_value;
mod code_length;
mod domain_mismatch;
mod drafting_without_plan;
mod duplicate_code;
mod duplicate_definition;
mod duplicate_key;
mod duplicate_number;
mod duplicate_sequence;
mod duplicate_standard;
mod duplicate_title;
mod empty_category;
mod existing_mismatch;
mod expected_mismatch;
mod future_date;
mod header_value;
mod implausible_date;
mod include_problem;
mod inconsistent_owner;
mod level_alias;
mod level_mismatch;
mod malformed_number;
mod malformed_plan;
mod missing_key;
mod missing_required;
mod missing_row;
mod nature_mismatch;
mod not_utf8;
mod number_level_mismatch;
mod number_order;
mod outdated;
mod own_code_mismatch;
mod ownership_mismatch;
mod part_covered;
mod published_without_date;
mod published_without_number;
mod ratio_mismatch;
mod replaced_still_published;
mod scheme_problem;
mod sequence_gap;
mod sequence_order;
mod sequence_zero;
mod split_group;
mod subsystem_mismatch;
mod toml_syntax;
mod too_many_findings;
mod total_mismatch;
mod unchecked_figure;
mod unknown_category;
mod unknown_group;
mod unknown_key;
mod unknown_level;
mod unknown_parent;
mod unknown_replacement;
mod unknown_row;
mod unknown_rule;
mod unknown_status;
mod unknown_subsystem;
mod unknown_word;
mod unpublished_with_date;
mod untidy_text;
mod unused_suppression;
mod useless_pattern;
mod wrong_type;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use context::{
    EntryContext, FileContext, LayerValue, OfTables, RegisterContext, SequencesContext, StatisticsContext, TableContext,
};
pub use set::{RuleId, RuleSet};

pub(crate) use conditions::in_words as condition_in_words;
pub(crate) use not_utf8::finding as not_utf8;
pub(crate) use scheme_problem::{SCHEME_PROBLEM, in_scheme_file};
pub(crate) use too_many_findings::TOO_MANY_FINDINGS;
pub(crate) use unknown_rule::UNKNOWN_RULE;
pub(crate) use unused_suppression::UNUSED_SUPPRESSION;
pub(crate) use useless_pattern::{USELESS_PATTERN, message as useless_pattern_message};

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::messages::Text;
use crate::register::Register;

/// All rules, by family and number: the order of every list.
pub static ALL: &[&Definition] = &[
    &toml_syntax::TOML_SYNTAX,
    &unknown_key::UNKNOWN_KEY,
    &missing_key::MISSING_KEY,
    &wrong_type::WRONG_TYPE,
    &duplicate_key::DUPLICATE_KEY,
    &include_problem::INCLUDE_PROBLEM,
    &not_utf8::NOT_UTF8,
    &scheme_problem::SCHEME_PROBLEM,
    &useless_pattern::USELESS_PATTERN,
    &code_length::CODE_LENGTH,
    &code_character::CODE_CHARACTER,
    &code_layer_value::CODE_LAYER_VALUE,
    &sequence_zero::SEQUENCE_ZERO,
    &header_value::HEADER_VALUE,
    &class_mismatch::CLASS_MISMATCH,
    &domain_mismatch::DOMAIN_MISMATCH,
    &business_mismatch::BUSINESS_MISMATCH,
    &category_mismatch::CATEGORY_MISMATCH,
    &ownership_mismatch::OWNERSHIP_MISMATCH,
    &level_mismatch::LEVEL_MISMATCH,
    &nature_mismatch::NATURE_MISMATCH,
    &block_mismatch::BLOCK_MISMATCH,
    &subsystem_mismatch::SUBSYSTEM_MISMATCH,
    &duplicate_code::DUPLICATE_CODE,
    &duplicate_sequence::DUPLICATE_SEQUENCE,
    &duplicate_number::DUPLICATE_NUMBER,
    &number_order::NUMBER_ORDER,
    &sequence_order::SEQUENCE_ORDER,
    &sequence_gap::SEQUENCE_GAP,
    &block_overlap::BLOCK_OVERLAP,
    &split_group::SPLIT_GROUP,
    &unknown_status::UNKNOWN_STATUS,
    &unknown_level::UNKNOWN_LEVEL,
    &published_without_number::PUBLISHED_WITHOUT_NUMBER,
    &published_without_date::PUBLISHED_WITHOUT_DATE,
    &unpublished_with_date::UNPUBLISHED_WITH_DATE,
    &drafting_without_plan::DRAFTING_WITHOUT_PLAN,
    &malformed_number::MALFORMED_NUMBER,
    &number_level_mismatch::NUMBER_LEVEL_MISMATCH,
    &implausible_date::IMPLAUSIBLE_DATE,
    &duplicate_standard::DUPLICATE_STANDARD,
    &part_covered::PART_COVERED,
    &untidy_text::UNTIDY_TEXT,
    &duplicate_title::DUPLICATE_TITLE,
    &malformed_plan::MALFORMED_PLAN,
    &inconsistent_owner::INCONSISTENT_OWNER,
    &future_date::FUTURE_DATE,
    &level_alias::LEVEL_ALIAS,
    &unknown_group::UNKNOWN_GROUP,
    &unknown_word::UNKNOWN_WORD,
    &unknown_category::UNKNOWN_CATEGORY,
    &unknown_subsystem::UNKNOWN_SUBSYSTEM,
    &duplicate_definition::DUPLICATE_DEFINITION,
    &empty_category::EMPTY_CATEGORY,
    &missing_required::MISSING_REQUIRED,
    &own_code_mismatch::OWN_CODE_MISMATCH,
    &unknown_parent::UNKNOWN_PARENT,
    &expected_mismatch::EXPECTED_MISMATCH,
    &existing_mismatch::EXISTING_MISMATCH,
    &ratio_mismatch::RATIO_MISMATCH,
    &total_mismatch::TOTAL_MISMATCH,
    &missing_row::MISSING_ROW,
    &unknown_row::UNKNOWN_ROW,
    &figure_mismatch::FIGURE_MISMATCH,
    &unchecked_figure::UNCHECKED_FIGURE,
    &unknown_replacement::UNKNOWN_REPLACEMENT,
    &replaced_still_published::REPLACED_STILL_PUBLISHED,
    &outdated::OUTDATED,
    &unused_suppression::UNUSED_SUPPRESSION,
    &unknown_rule::UNKNOWN_RULE,
    &too_many_findings::TOO_MANY_FINDINGS,
];

/// What a rule reports to.
pub type Sink = Vec<Diagnostic>;

/// A rule: what it is called, what its page says, and what it does.
#[derive(Debug)]
pub struct Definition {
    /// Code, name, severity, fix availability.
    pub rule: Rule,
    /// What it is silent without.
    pub needs: Needs,
    /// The page that `stdreg rule` shows.
    pub page: Page,
    /// The check.
    pub check: Check,
}

/// What a rule holds a register against besides its own text. Where that is at fault itself, its fault is told once and the
/// rule is silent: what it would say follows from there, and may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it speaks whatever is known. Where a part of it goes by the scheme, it asks [`Register::goes_by_scheme`].
    Nothing,
    /// The scheme: what a code means, which words there are, how numbers are written, where entries belong.
    Scheme,
    /// The scheme, and a catalogue: settings that name none ask for nothing.
    Catalogue,
}

impl Needs {
    /// Whether a register has it.
    pub fn are_met_by(self, register: &Register) -> bool {
        match self {
            Self::Nothing => true,
            Self::Scheme => register.goes_by_scheme(),
            Self::Catalogue => register.catalogue.is_some() && register.goes_by_scheme(),
        }
    }
}

/// What a rule looks at, and the function that looks. Entry and table rules see their scope alone, so that an edit
/// re-runs them where it changed something; they are not called for a scope that has syntax errors. An entry rule goes
/// by its entry, the entry's table, and the head, scheme, words and categories of the register, which is all that its
/// context shows; for a look at anything else it asks [`EntryContext::beyond`], and at other entries it does not look.
/// What most codes say of the head, a category or its table ([`crate::register::majority`]) it may ask: an edit that
/// changes a verdict has the entries below looked at again.
#[derive(Debug)]
pub enum Check {
    /// One root or part, as text and TOML.
    File(fn(&FileContext<'_>, &mut Sink)),
    /// One entry.
    Entry(fn(&EntryContext<'_>, &mut Sink)),
    /// One entry, and the headers that fix a layer of its code: what is looked at as by [`Check::Entry`], and what as by
    /// [`Check::Codes`].
    Layer {
        /// Of an entry: its code against the header, unless most codes contradict that.
        entry: fn(&EntryContext<'_>, &mut Sink),
        /// Of the headers: those that most codes contradict.
        headers: fn(&RegisterContext<'_>, &mut Sink),
    },
    /// One detail table with its entries.
    Table(fn(&TableContext<'_>, &mut Sink)),
    /// The sequences of tables, each with who else has them; a table whose rules looked further, at what others use, is
    /// looked at again when a code changes anywhere.
    Sequences(fn(&SequencesContext<'_>, &mut OfTables)),
    /// One statistics table.
    Statistics(fn(&StatisticsContext<'_>, &mut Sink)),
    /// The codes of the whole register: of an entry nothing but its code and whether it parsed, of the rest everything.
    Codes(fn(&RegisterContext<'_>, &mut Sink)),
    /// The whole register.
    Register(fn(&RegisterContext<'_>, &mut Sink)),
    /// What the analysis itself finds out: whether suppressions and settings name rules, and silence anything; and whether
    /// there are more findings than are shown.
    Analysis,
}

impl Check {
    /// The check of an entry by itself.
    pub const fn of_entry(&self) -> Option<fn(&EntryContext<'_>, &mut Sink)> {
        match self {
            Self::Entry(check) | Self::Layer { entry: check, .. } => Some(*check),
            _ => None,
        }
    }

    /// Whether it has a look at the codes of the whole register, and at nothing else of the entries.
    pub const fn is_of_codes(&self) -> bool {
        matches!(self, Self::Codes(_) | Self::Layer { .. })
    }
}

/// A rule's page. Its examples are its first tests.
#[derive(Debug)]
pub struct Page {
    /// What the rule finds, in a sentence or two.
    pub what: Text,
    /// Why that is bad.
    pub why: Text,
    /// What its fix does and how safe it is, or how to repair by hand.
    pub fix: Text,
    /// A register with the fault, findings marked as in `tests/fixtures`.
    pub bad: Example,
    /// The same without the fault.
    pub good: Example,
}

/// A piece of a register.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// What follows `tests/fixtures/prelude.toml`, which opens a register with one table.
    Entries(&'static str),
    /// A whole register.
    Register(&'static str),
    /// Several files, each behind a line `#- NAME`: a register with its scheme.
    Files(&'static str),
}

impl Example {
    /// The text, with its markers.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Entries(text) | Self::Register(text) | Self::Files(text) => text,
        }
    }
}

/// The family of the rules on statistics. What they find in one file may come from an entry in another.
pub const STATISTICS: char = 'N';

/// The families, by the letter that their codes begin with.
pub const FAMILIES: &[(char, Text)] = &[
    (
        'T',
        Text {
            zh: "文件与键",
            en: "files and keys",
        },
    ),
    (
        'C',
        Text {
            zh: "代码",
            en: "codes",
        },
    ),
    (
        'L',
        Text {
            zh: "代码各层",
            en: "layers of a code",
        },
    ),
    (
        'S',
        Text {
            zh: "顺序",
            en: "sequences",
        },
    ),
    (
        'E',
        Text {
            zh: "条目",
            en: "entries",
        },
    ),
    (
        'R',
        Text {
            zh: "体系结构",
            en: "structure",
        },
    ),
    (
        STATISTICS,
        Text {
            zh: "统计",
            en: "statistics",
        },
    ),
    (
        'M',
        Text {
            zh: "引用",
            en: "references",
        },
    ),
    (
        'X',
        Text {
            zh: "忽略注释",
            en: "ignore comments",
        },
    ),
];

/// A rule by its code or name.
pub fn find(code_or_name: &str) -> Option<RuleId> {
    static BY_NAME: OnceLock<FxHashMap<&'static str, RuleId>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let names = |id: RuleId| {
            let rule = &id.definition().rule;
            [(rule.code, id), (rule.name, id)]
        };
        RuleId::all().flat_map(names).collect()
    });
    by_name.get(code_or_name).copied()
}

/// Whether what a rule finds is a fault of what other rules compare with, which are silent then.
pub(crate) fn silences_others(rule: RuleId) -> bool {
    let rule = &rule.definition().rule;
    let is_of_headers = rule.code.starts_with(['T', 'R']) && rule.severity == Severity::Error;
    is_of_headers || rule.code == header_value::HEADER_VALUE.rule.code
}

/// What a selector names: a code, a name, a family's letter, or `ALL`. Empty where it names nothing.
pub fn select(selector: &str) -> RuleSet {
    if let Some(rule) = find(selector) {
        return RuleSet::only(rule);
    }
    let is_meant =
        |rule: &RuleId| selector == "ALL" || (selector.len() == 1 && rule.definition().rule.code.starts_with(selector));
    RuleId::all().filter(is_meant).collect()
}

/// The name or code nearest to one that names no rule.
pub fn nearest(selector: &str) -> Option<&'static str> {
    let names = ALL
        .iter()
        .flat_map(|definition| [definition.rule.name, definition.rule.code]);
    crate::text::nearest::nearest(selector, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_has_no_rule_twice() {
        let family = |code: &str| {
            FAMILIES
                .iter()
                .position(|(letter, _)| code.starts_with(*letter))
                .unwrap()
        };
        let order: Vec<_> = ALL
            .iter()
            .map(|definition| (family(definition.rule.code), definition.rule.code))
            .collect();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(order, sorted);
        let mut names: Vec<_> = ALL.iter().map(|definition| definition.rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn selectors_name_rules_and_families() {
        assert_eq!(select("C001"), select("code-length"));
        assert_eq!(select("ALL").iter().count(), ALL.len());
        assert!(!select("L").is_empty() && select("Q").is_empty());
        assert_eq!(nearest("code-lenght"), Some("code-length"));
    }
}
