//! L009: a subsystem layer is not the code of the category's subsystem, or of one above it.

use super::category_code::rewritten_subsystem;
use super::contradicted::{BelowCategories, Contradicted, Of, if_outvoted_by_none, written};
use super::layer_value::{self, Demand};
use super::{Check, Definition, EntryContext, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::scheme::Role;

/// L009 `subsystem-mismatch`.
pub(super) static SUBSYSTEM_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "L009",
        name: "subsystem-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::SafeOrUnsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "编码方案中作用为 subsystem 的层，不是本表所属细目的子体系的代码；有几层时，外层应是再往上各级子体系的代码。子体系之下过半的代码（至少三个）一致写成没有定义的代码时，只在该子体系的 code 处报告一次；细目之下过半的代码一致写成另一个子体系时，在该细目的 subsystem 处报告一次，代码处不再报告。",
            en: "A layer with the role `subsystem` is not the code of the subsystem of the table's category; if there are several such layers, the outer ones must be the codes of the subsystems above it. If more than half of the codes below a subsystem, and at least three, agree on a code that no subsystem has, this is reported once, at the subsystem's `code`; if those below a category agree on another subsystem, once at the category's `subsystem`, and not at the codes.",
        },
        why: Text {
            zh: "代码属于一个子体系，结构却属于另一个：按代码检索和按结构统计，结果就不一样。",
            en: "If the code and the structure disagree about the subsystem, searching by code and counting by structure give different results.",
        },
        fix: Text {
            zh: "安全修复：代码改写为子体系的代码；代码属于另一个已有的细目时不改，可能是条目放错了表。不安全修复：子体系的 code 改写为多数代码的写法，细目的 subsystem 改写为多数代码所指的子体系。",
            en: "Safe: changes the code to the subsystem's code, unless the code belongs to another existing category, because then the entry may be in the wrong table. Unsafe: changes the subsystem's `code` to the value of most codes, or the category's `subsystem` to the subsystem of most codes.",
        },
        bad: Example::Files(
            r#"
#- register.toml
[register]
title  = "车联网产业标准体系"
scheme = "./icv.scheme.toml"

[[subsystem]]
title = "基础"
code  = "1"

[[category]]
code      = "01"
title     = "术语和定义"
subsystem = "基础"

[[table]]
id       = "101"
title    = "术语和定义"
category = "01"

[[table.entry]]
number = 1
code   = "201-1"
#         ^ subsystem-mismatch: category 01 belongs to subsystem 1
title  = "道路车辆 先进驾驶辅助系统术语及定义"
status = "预研"
level  = "国家标准"
owner  = "全国汽车标准化技术委员会"
#- icv.scheme.toml
[scheme]
id    = "ICV"
title = "国家车联网产业标准体系建设指南"

[[layer]]
name  = "part"
title = "部分"
width = 1
chars = "digit"
role  = "subsystem"

[[layer]]
name  = "category"
title = "子类"
width = 2
chars = "digit"
role  = "category"

[[layer]]
literal = "-"

[[layer]]
name  = "sequence"
title = "顺序号"
width = "1-3"
chars = "digit"
role  = "sequence"

[[status]]
name  = "预研"
phase = "planned"

[[level]]
name  = "国家标准"
kinds = ["national"]
"#,
        ),
        good: Example::Files(
            r#"
#- register.toml
[register]
title  = "车联网产业标准体系"
scheme = "./icv.scheme.toml"

[[subsystem]]
title = "基础"
code  = "1"

[[category]]
code      = "01"
title     = "术语和定义"
subsystem = "基础"

[[table]]
id       = "101"
title    = "术语和定义"
category = "01"

[[table.entry]]
number = 1
code   = "101-1"
title  = "道路车辆 先进驾驶辅助系统术语及定义"
status = "预研"
level  = "国家标准"
owner  = "全国汽车标准化技术委员会"
#- icv.scheme.toml
[scheme]
id    = "ICV"
title = "国家车联网产业标准体系建设指南"

[[layer]]
name  = "part"
title = "部分"
width = 1
chars = "digit"
role  = "subsystem"

[[layer]]
name  = "category"
title = "子类"
width = 2
chars = "digit"
role  = "category"

[[layer]]
literal = "-"

[[layer]]
name  = "sequence"
title = "顺序号"
width = "1-3"
chars = "digit"
role  = "sequence"

[[status]]
name  = "预研"
phase = "planned"

[[level]]
name  = "国家标准"
kinds = ["national"]
"#,
        ),
    },
    check: Check::Layer {
        entry: check,
        headers: check_headers,
    },
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let layers = context.scheme().subsystem_layers();
    // It is that category which is meant, and most codes contradict neither it nor its table.
    let settled = context.settled_category();
    let Some((category, _)) = settled.filter(|(_, verdict)| verdict.code.is_none() && verdict.subsystem.is_none())
    else {
        return;
    };
    // A code that names a category of another code is told by L004, or C003.
    if layers.is_empty() || context.names_other() {
        return;
    }
    // One that names another of the same code may stand in the wrong table.
    let named = context.named_category().filter(|named| *named != category);
    let is_own_code = context
        .layer(Role::Category)
        .is_some_and(|found| Some(found.value) == category.code().as_deref());
    for layer in layers {
        let (Some((subsystem, code)), Some(found)) = (context.subsystem_of_layer(*layer), context.layer_at(*layer))
        else {
            continue;
        };
        if subsystem.is_code_doubled || context.is_subsystem_contradicted(*layer) || !found.layer.fits(&code) {
            continue;
        }
        let demand = Demand {
            role: Role::Subsystem,
            value: code,
            source: subsystem
                .code
                .map_or_else(|| subsystem.header(), |code| subsystem.place(code)),
            applicability: Applicability::Safe,
        };
        let describe = |message: Message| message.with("category", category.code().unwrap_or_default());
        let rule = &SUBSYSTEM_MISMATCH.rule;
        let Some(mut diagnostic) = layer_value::mismatch_of(&found, rule, &demand, describe) else {
            continue;
        };
        if named.is_some() || !is_own_code || !context.has_sound_code(category) {
            diagnostic.fix = None;
        }
        if let Some(place) = named.and_then(|named| Some(named.place(named.code?))) {
            diagnostic = diagnostic.related(place, Message::attribute(rule.name, "other"));
        }
        sink.push(if_outvoted_by_none(context, diagnostic));
    }
}

fn check_headers(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let Some(innermost) = register.scheme.subsystem_layers().last() else {
        return;
    };
    let verdicts = &register.majorities.verdicts;
    let rule = &SUBSYSTEM_MISMATCH.rule;
    let of_categories = (0..).zip(&verdicts.categories);
    let of_categories = of_categories.filter(|(_, verdict)| verdict.subsystem.is_some());
    let at_fault = register.subsystems_with_layers().into_iter();
    let at_fault = at_fault.filter(|(index, _)| verdicts.subsystems.get(*index).is_some_and(Option::is_some));
    let mut below_subsystems: Vec<(usize, usize, Vec<usize>)> =
        at_fault.map(|(index, layer)| (index, layer, Vec::new())).collect();
    for category in 0..register.categories().len() {
        let named = register
            .named_subsystems(category)
            .filter(|_| !below_subsystems.is_empty());
        for index in named.into_iter().flatten() {
            // They are in their order.
            if let Ok(place) = below_subsystems.binary_search_by_key(&index, |(index, ..)| *index)
                && let Some((.., categories)) = below_subsystems.get_mut(place)
            {
                categories.push(category);
            }
        }
    }
    let asked = below_subsystems
        .iter()
        .flat_map(|(_, _, categories)| categories.iter().copied());
    let below = BelowCategories::of(register, of_categories.map(|(index, _)| index).chain(asked));
    for (index, layer, categories) in &below_subsystems {
        let verdict = verdicts.subsystems.get(*index).copied().flatten();
        let (Some(subsystem), Some(majority)) = (register.subsystem(*index), verdict) else {
            continue;
        };
        let Some(header) = subsystem.code else { continue };
        let contradicted = Contradicted {
            register,
            rule,
            variant: "header",
            layer: *layer,
            of: Of::Layer,
            header: subsystem.at(header),
            majority,
        };
        let title = subsystem.title().unwrap_or_default();
        let describe = |message: Message, _: &str| message.with("title", title.as_ref());
        let edits = |_, value: &str| rewritten_subsystem(register, *index, value);
        sink.extend(contradicted.report(below.entries_of_all(categories), describe, edits));
    }
    for (index, (category, verdict)) in register.categories().zip(&verdicts.categories).enumerate() {
        let (Some(header), Some(majority)) = (category.subsystem, verdict.subsystem) else {
            continue;
        };
        let contradicted = Contradicted {
            register,
            rule,
            variant: "category",
            layer: *innermost,
            of: Of::Layer,
            header: category.at(header),
            majority,
        };
        let code = category.code().unwrap_or_default();
        let describe = |message: Message, _: &str| message.with("category", code.as_ref());
        let edits = |place, value: &str| match other_subsystem(register, index, value) {
            Some(title) => written(place, &title),
            None => Vec::new(),
        };
        sink.extend(contradicted.report(below.entries(index), describe, edits));
    }
}

/// The title of the subsystem that has a code and stands where that of a category does, if it is the only one and has no
/// category of the same code.
fn other_subsystem(register: &Register, category: usize, code: &str) -> Option<String> {
    let own = register.category(category)?;
    let other = register.subsystem_named(code).target()?;
    let subsystem = register.subsystem(other)?;
    let is_beside = subsystem.above == register.subsystem_of(&own)?.above;
    let is_named_by_code = subsystem.code().as_deref() == Some(code);
    let is_taken = register.category_in_subsystem(&own.code()?, other).is_some();
    let title = subsystem.title()?;
    (is_beside && is_named_by_code && !is_taken && !subsystem.is_doubled).then(|| title.into_owned())
}
