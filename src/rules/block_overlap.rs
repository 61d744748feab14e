//! S007: blocks of two tables of one category that overlap.

use std::borrow::Cow;
use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::register::sequences;
use crate::syntax::Str;

/// S007 `block-overlap`.
pub(super) static BLOCK_OVERLAP: Definition = Definition {
    rule: Rule {
        code: "S007",
        name: "block-overlap",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "同一细目的两张表，顺序码范围（block）有重叠。",
            en: "The `block`s of two tables of the same category overlap.",
        },
        why: Text {
            zh: "划分范围是为了让各表自行编号而不重号；范围重叠，迟早两张表会给出同一个号。",
            en: "Blocks let each table number its entries independently; where they overlap, two tables will sooner or later use the same number.",
        },
        fix: Text {
            zh: "改正其中一个 block。请先看两张表实际用到哪些顺序码。",
            en: "Correct one of the blocks. First check which numbers the tables actually use.",
        },
        bad: Example::Register(
            r#"
[register]
title    = "示例标准体系"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
block    = "101-199"

[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table]]
id       = "A.5"
title    = "信息分类与编码"
category = "21"
block    = "150-299"
#           ^^^^^^^ block-overlap: 150–199

[[table.entry]]
number = 1
code   = "2095021P2013T"
title  = "公安信息代码"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Register(
            r#"
[register]
title    = "示例标准体系"
domain   = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
block    = "101-199"

[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table]]
id       = "A.5"
title    = "信息分类与编码"
category = "21"
block    = "201-299"

[[table.entry]]
number = 1
code   = "2095021P2013T"
title  = "公安信息代码"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

/// How many blocks before it a block is held against, those that reach farthest. Every block that overlaps any is told
/// all the same; and a thousand equal blocks give some thousand findings, not half a million.
const MOST_OPEN: usize = 8;

/// A block, and the table that has it.
#[derive(Clone, Copy)]
struct Block<'a> {
    first: u32,
    last: u32,
    /// The place among the register's tables.
    index: usize,
    table: TableRef<'a>,
    text: Str,
}

/// What blocks are set aside in.
#[derive(PartialEq, Eq, Hash)]
enum Owner<'a> {
    /// A category, by its place.
    Category(usize),
    /// One that is not defined, by its code.
    Unknown(Cow<'a, str>),
}

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let mut by_category: FxHashMap<Owner<'_>, Vec<Block<'_>>> = FxHashMap::default();
    for (index, table) in register.tables().enumerate() {
        let category = table.category();
        let (Some(category), Some(text), Some((first, last))) = (category, table.block, table.block_range) else {
            continue;
        };
        let owner = match table.category_index {
            Some(index) => Owner::Category(index),
            // Whose it is nobody knows, and so it is held against nothing.
            None if table.is_ambiguous => continue,
            None => Owner::Unknown(category),
        };
        by_category.entry(owner).or_default().push(Block {
            first,
            last,
            index,
            table,
            text,
        });
    }
    let mut overlaps: Vec<_> = by_category.into_values().flat_map(overlaps).collect();
    overlaps.sort_by_key(|(earlier, later)| (later.index, earlier.index));
    for (earlier, later) in overlaps {
        if !later.table.site.is_broken {
            sink.push(finding(register, &earlier, &later));
        }
    }
}

/// The pairs of blocks that overlap, the table that stands first in the register first. In ascending order each block
/// is held against those before it that reach as far.
fn overlaps(mut blocks: Vec<Block<'_>>) -> Vec<(Block<'_>, Block<'_>)> {
    blocks.sort_by_key(|block| (block.first, block.index));
    let mut overlaps = Vec::new();
    let mut open: Vec<Block<'_>> = Vec::new();
    for block in blocks {
        open.retain(|other| block.first <= other.last);
        for other in &open {
            let in_order = other.index < block.index;
            overlaps.push(if in_order { (*other, block) } else { (block, *other) });
        }
        open.push(block);
        if open.len() > MOST_OPEN {
            open.sort_by_key(|other| (Reverse(other.last), other.index));
            open.truncate(MOST_OPEN);
        }
    }
    overlaps
}

fn finding(register: &Register, earlier: &Block<'_>, later: &Block<'_>) -> Diagnostic {
    let [earlier_table, later_table] = [earlier, later].map(|block| block.table);
    let shared = (earlier.first.max(later.first), earlier.last.min(later.last));
    let message = Message::new("block-overlap")
        .with("table", later_table.id().unwrap_or_default())
        .with("block", later_table.text(later.text))
        .with("other", earlier_table.id().unwrap_or_default())
        .with("other-block", earlier_table.text(earlier.text))
        .with("shared", sequences::written_range(&register.scheme, shared));
    let label = Message::attribute("block-overlap", "other").with("other", earlier_table.id().unwrap_or_default());
    Diagnostic::new(&BLOCK_OVERLAP.rule, later.table.site.place(later.text.span), message)
        .twin(earlier.table.site.place(earlier.text.span), label)
}
