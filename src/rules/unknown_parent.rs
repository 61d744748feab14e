//! R007: a parent or guided subsystem that is not defined, or a structure that is inconsistent.

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::handle::{CategoryRef, SubsystemRef};
use crate::register::model::Link;
use crate::register::structure::{MAX_DEPTH, parent_path};
use crate::text::nearest::Words;

/// R007 `unknown-parent`.
pub(super) static UNKNOWN_PARENT: Definition = Definition {
    rule: Rule {
        code: "R007",
        name: "unknown-parent",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "子体系的 parent 或 guides 写了没有定义的子体系；各级上级绕成了圈，或者级数过多；细目代码是路径，而路径去掉末级不是任何子体系的代码，或者与细目的 subsystem 不符；代码中子体系有几层，而细目之上没有这么多级。",
            en: "The `parent` or `guides` of a subsystem is not defined; parents form a circle or are too deep; a category's code is a path, and the path without its last part is not the code of a subsystem, or not that of the category's `subsystem`; or codes have more subsystem layers than there are subsystems above a category.",
        },
        why: Text {
            zh: "结构图断了：接不上的部分无法画出，按子体系的统计也不会把它计入上级。",
            en: "The structure has a gap: disconnected parts cannot be drawn, and statistics do not include them in the subsystems above.",
        },
        fix: Text {
            zh: "改成已定义的子体系的名称或代码，或补上该子体系；绕成圈时，去掉其中一个 parent。",
            en: "Use the title or code of a defined subsystem, or define it; if parents form a circle, remove one `parent`.",
        },
        bad: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[subsystem]]
title  = "安全标准"
parent = "服务保障"
#         ^^^^^^^^ unknown-parent: did you mean “服务保障标准”

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "安全标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
entry    = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
        good: Example::Register(
            r#"
[register]
title = "示例标准体系"

[[subsystem]]
title = "服务保障标准"

[[subsystem]]
title  = "安全标准"
parent = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "安全标准"
class     = "2"

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"
entry    = [
  { number = 1, code = "2095021P1013T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    // A subsystem whose title could not be read may be the one that is meant.
    let is_unsure = register.completeness == Completeness::Partial
        || register.subsystems().any(|subsystem| subsystem.title.is_none());
    let titles = register.subsystems();
    let titles = Words::new(titles.map(|subsystem| subsystem.title().unwrap_or_default()));
    for subsystem in register.subsystems().filter(|subsystem| !subsystem.site.is_broken) {
        sink.extend(
            above(register, &titles, subsystem)
                .filter(|(is_of_names, _)| !is_unsure || !is_of_names)
                .map(|(_, found)| found),
        );
        if !is_unsure {
            sink.extend(guides(register, &titles, subsystem));
        }
    }
    if is_unsure || !register.goes_by_scheme() {
        return;
    }
    for (index, category) in register.categories().enumerate() {
        if !category.site.is_broken && register.has_sound_code(&category) {
            sink.extend(of_category(register, index, category));
        }
    }
}

/// What is wrong with the parent of a subsystem, and whether another name could mend it.
fn above(register: &Register, titles: &Words<'_>, subsystem: SubsystemRef<'_>) -> Option<(bool, Diagnostic)> {
    let names = subsystem;
    let finding = |message: Message| {
        let place = subsystem
            .parent
            .or(subsystem.code)
            .map_or_else(|| names.header(), |name| names.place(name));
        let message = message.with("title", names.title().unwrap_or_default());
        Diagnostic::new(&UNKNOWN_PARENT.rule, place, message)
    };
    let message = |attribute| Message::attribute("unknown-parent", attribute);
    match subsystem.above {
        Link::Absent | Link::To(_) => None,
        Link::Unknown => {
            let parent = subsystem.parent?;
            let names_of = ["", "nearest"];
            let place = names.place(parent);
            Some((true, unknown(register, titles, (&names.text(parent), place), names_of)))
        }
        Link::Ambiguous => {
            let found = names.parent().unwrap_or_default();
            let is_told = register.is_doubled_code(&found);
            (!is_told).then(|| (true, finding(message("ambiguous").with("found", found))))
        }
        Link::Circle => Some((false, finding(message("circle")))),
        Link::TooDeep => {
            let message = message("deep").with("depth", MAX_DEPTH).with("most", MAX_DEPTH);
            Some((false, finding(message)))
        }
    }
}

fn guides(register: &Register, titles: &Words<'_>, subsystem: SubsystemRef<'_>) -> Vec<Diagnostic> {
    let names = subsystem;
    let guided = names.guides().zip(&subsystem.get().guided);
    guided
        .filter_map(|((name, text), link)| match link {
            Link::Unknown => {
                let messages = ["guides", "guides-nearest"];
                Some(unknown(register, titles, (&text, names.place(name)), messages))
            }
            Link::Ambiguous if !register.is_doubled_code(&text) => {
                let message = Message::attribute("unknown-parent", "ambiguous").with("found", text);
                Some(Diagnostic::new(&UNKNOWN_PARENT.rule, names.place(name), message))
            }
            _ => None,
        })
        .collect()
}

/// A name that no subsystem has. `messages` are what is said where none is like it, and where one is.
fn unknown(
    register: &Register,
    titles: &Words<'_>,
    (found, place): (&str, Place),
    [alone, like]: [&'static str; 2],
) -> Diagnostic {
    let attribute = |attribute: &'static str| match attribute {
        "" => Message::new("unknown-parent"),
        _ => Message::attribute("unknown-parent", attribute),
    };
    let nearest = titles.nearest(found);
    let definition = nearest.and_then(|place| register.subsystem(place));
    let definition = definition.and_then(|subsystem| Some(subsystem.place(subsystem.title?)));
    let (Some(nearest), Some(definition)) = (nearest.and_then(|place| titles.word(place)), definition) else {
        return Diagnostic::new(&UNKNOWN_PARENT.rule, place, attribute(alone).with("found", found));
    };
    let message = attribute(like).with("nearest", nearest).with("found", found);
    let label = Message::attribute("unknown-parent", "definition");
    Diagnostic::new(&UNKNOWN_PARENT.rule, place, message).related(definition, label)
}

/// What is wrong with what stands above a category.
fn of_category(register: &Register, index: usize, category: CategoryRef<'_>) -> Option<Diagnostic> {
    let names = category;
    let code = names.code()?;
    let message = |attribute| Message::attribute("unknown-parent", attribute).with("code", code.as_ref());
    let at = |place: Place, message: Message| Some(Diagnostic::new(&UNKNOWN_PARENT.rule, place, message));
    let parent = parent_path(&register.scheme, &code);
    let of_code = names.place(category.code?);
    if let Some(parent) = parent {
        let message = |attribute| message(attribute).with("parent", parent);
        match (category.subsystem, category.above) {
            (None, Link::Unknown) => return at(of_code, message("path")),
            (None, Link::Ambiguous) if register.is_doubled_code(parent) => return None,
            (None, Link::Ambiguous) => return at(of_code, message("path-ambiguous")),
            (Some(written), Link::To(subsystem)) => {
                let subsystem = register.subsystem(subsystem)?;
                let own = subsystem.code().unwrap_or_default();
                if own != parent {
                    let message = message("path-mismatch")
                        .with("found", names.text(written))
                        .with("own", own);
                    return at(names.place(written), message);
                }
            }
            _ => {}
        }
    }
    let is_known =
        category.subsystem_index.is_some() || (category.subsystem.is_none() && category.above == Link::Absent);
    // What is wrong further up is told there.
    let is_told = category
        .subsystem_index
        .is_some_and(|subsystem| !register.has_whole_way_up(subsystem));
    if is_known && !is_told && register.named_subsystems(index).is_none() {
        let place = category.subsystem.map_or(of_code, |subsystem| names.place(subsystem));
        let layers = register.scheme.subsystem_layers().len();
        return at(place, message("shallow").with("layers", layers));
    }
    None
}
