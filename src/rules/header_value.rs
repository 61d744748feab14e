//! C005: a value that determines a layer of the codes is not possible for that layer.

use super::category_code::{Mentions, rewritten_subsystem};
use super::code_character::narrow;
use super::code_layer_value::listed_near;
use super::contradicted::written;
use super::layer_value::{characters, layer_name};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, Diagnostic, Edit, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::handle::StringAt;
use crate::scheme::{Layer, Role};

/// C005 `header-value`.
pub(super) static HEADER_VALUE: Definition = Definition {
    rule: Rule {
        code: "C005",
        name: "header-value",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "register.domain、register.business、细目的 class 或 code、子体系的 code 不是对应的代码层能有的值：位数不对、用了该层不能用的字符，或者不在取值表里。",
            en: "The register's `domain` or `business`, a category's `class` or `code`, or the `code` of a subsystem is not a possible value of its code layer: it has the wrong width, contains characters that the layer does not allow, or is not in the layer's list of values.",
        },
        why: Text {
            zh: "代码各层要与这里的值一致；这里写错，代码就无法核对，所以在改正之前，与它有关的规则都不作判断。",
            en: "Codes are compared with this value. While it is wrong, there is nothing to compare them with, so the rules that depend on it report nothing.",
        },
        fix: Text {
            zh: "安全修复：全角改为半角；细目的 code 连同引用它的表和统计行一起改。其余照提示改正。",
            en: "Safe: changes full-width to half-width, for a category's code together with the tables and statistics that refer to it. Correct everything else as the message says.",
        },
        bad: Example::Register(
            r#"
[register]
title    = "示例标准体系"
domain   = "9"
#           ^ header-value: domain is “9”
business = "５０"
#           ^^^^ header-value: 半角

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "4"
#            ^ header-value: 3 管理标准

[[table]]
id       = "A.4"
title    = "数据元"
category = "21"

[[table.entry]]
number = 1
code   = "2095021P0013T"
title  = "公安数据元"
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

[[table.entry]]
number = 1
code   = "2095021P0013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

/// A header that fixes a layer.
struct Header<'a> {
    register: &'a Register,
    key: &'static str,
    /// The layer, by its place in the scheme; none where the scheme has none such.
    layer: Option<usize>,
    value: Option<StringAt>,
}

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let header_of_layer = |key, layer, value| Header {
        register,
        key,
        layer,
        value,
    };
    let header = |key, role, value| header_of_layer(key, register.scheme.layer_of(role), value);
    let head = register.head();
    let of_head = [
        header("domain", Role::Domain, head.maybe_at(head.domain)),
        header("business", Role::Business, head.maybe_at(head.business)),
    ];
    sink.extend(of_head.iter().filter_map(|header| header.report(written)));
    for (index, layer) in register.subsystems_with_layers() {
        if let Some(subsystem) = register.subsystem(index) {
            let code = header_of_layer("code", Some(layer), subsystem.maybe_at(subsystem.code));
            sink.extend(code.report(|_, repaired: &str| rewritten_subsystem(register, index, repaired)));
        }
    }
    let categories = || (0..).zip(register.categories());
    let at_fault = categories().filter(|(_, category)| !register.has_sound_code(category));
    let mentions = Mentions::of(register, at_fault.map(|(index, _)| index));
    for (index, category) in categories() {
        let code = header("code", Role::Category, category.maybe_at(category.code));
        let class = header("class", Role::Class, category.maybe_at(category.class));
        let edits = |_, repaired: &str| {
            // Two categories of one code would be worse.
            if register.category_with_code(repaired).is_some() {
                return Vec::new();
            }
            mentions.rewritten(index, repaired)
        };
        sink.extend(code.report(edits));
        sink.extend(class.report(written));
    }
}

impl Header<'_> {
    /// The finding where the value is none of the layer. `edits` makes of the header's place and a repaired value what
    /// the repair changes.
    fn report(&self, edits: impl FnOnce(Place, &str) -> Vec<Edit>) -> Option<Diagnostic> {
        let scheme = &self.register.scheme;
        let index = self.layer?;
        let layer = scheme.layers.get(index)?;
        let string = self.value.filter(|value| !value.site().is_broken)?;
        let value = string.content(self.register);
        if layer.fits(&value) {
            return None;
        }
        let message = fault(layer, &value)
            .with("key", self.key)
            .with("found", value.as_ref())
            .with("layer", index + 1)
            .with("name", layer_name(layer));
        let place = string.place();
        let diagnostic = Diagnostic::new(&HEADER_VALUE.rule, place, message);
        let repaired: String = value.chars().map(narrow).collect();
        let edits = if layer.fits(&repaired) {
            edits(place, &repaired)
        } else {
            Vec::new()
        };
        if edits.is_empty() {
            return Some(diagnostic);
        }
        let title = Message::attribute("header-value", "fix").with("value", repaired);
        Some(diagnostic.fix(Applicability::Safe, title, edits))
    }
}

/// What is wrong with a value, in the order in which codes are judged: its width, its characters, the value.
fn fault(layer: &Layer, value: &str) -> Message {
    let length = value.chars().count();
    if !layer.has_right_length(value) {
        return Message::attribute("header-value", "width")
            .with("length", length)
            .with("expected", layer.width);
    }
    let strays: String = value
        .chars()
        .filter(|character| !layer.characters.take(*character) && !is_separator(layer, *character))
        .collect();
    if !strays.is_empty() {
        let is_wide = strays.chars().all(|character| character != narrow(character));
        let variant = if is_wide { "wide" } else { "character" };
        return Message::attribute("header-value", variant)
            .with("expected", characters(layer.characters))
            .with("strays", strays);
    }
    Message::attribute("header-value", "value").with("listed", listed_near(layer, value))
}

/// Whether a character stands between the parts of the layer's paths.
fn is_separator(layer: &Layer, character: char) -> bool {
    let separator = layer.path.as_ref().map(|path| path.separator.as_str());
    separator.is_some_and(|separator| separator.contains(character))
}
