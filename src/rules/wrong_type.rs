//! T004: a value of the wrong type for its key.

use rustc_hash::FxHashMap;

use super::brackets::Brackets;
use super::listing::{Many, first_few, others};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::keys::Form;
use crate::messages::{Argument, Message, Text};
use crate::register::Register;
use crate::register::faults::FaultKind;
use crate::syntax::Kind;
use crate::text::FileId;

/// T004 `wrong-type`.
pub(super) static WRONG_TYPE: Definition = Definition {
    rule: Rule {
        code: "T004",
        name: "wrong-type",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "值的类型与键要求的不同，如序号写成字符串、日期加了引号、[category] 少一层方括号；或不是该键允许的词。",
            en: "A value does not have the type that its key requires, such as a number or date in quotes, or [category] with only one pair of brackets; or it is not one of the words that the key allows.",
        },
        why: Text {
            zh: "类型不对的值不能比较，也不能统计；别的程序读到时多半会直接报错。",
            en: "A value of the wrong type can be neither compared nor counted, and other programs will probably reject it.",
        },
        fix: Text {
            zh: "安全修复：内容不变、只差写法时改写，如加上或去掉引号。其余请手工改正。",
            en: "Safe, only if the value stays the same: adds or removes quotes. Correct everything else by hand.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = "1"
#           ^^^ wrong-type: 整数
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = "2011-12-01"
#           ^^^^^^^^^^^^ wrong-type: date
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let mut many = Many::of_reading(&WRONG_TYPE.rule);
    let mut brackets: FxHashMap<FileId, Brackets> = FxHashMap::default();
    for fault in &context.register.faults {
        if let FaultKind::WrongType {
            name,
            expected,
            found,
            repair,
        } = &fault.kind
        {
            many.tell(sink, fault.place, || {
                let expected = match (*expected, name.as_ref()) {
                    // A column whose values are words will do as well.
                    (Form::OneOf(words), "by") => (*expected, counted_by(context.register, words).into()),
                    _ => (*expected, type_name(*expected)),
                };
                let message = message(context.register, fault.place, expected, *found).with("key", name.as_ref());
                let diagnostic = Diagnostic::new(&WRONG_TYPE.rule, fault.place, message);
                match repair
                    .as_ref()
                    .filter(|repair| is_possible(context.register, &mut brackets, fault.place, repair))
                {
                    Some(repair) => {
                        let title = Message::attribute("wrong-type", "fix").with("repair", repair.as_str());
                        diagnostic.replace(Applicability::Safe, title, fault.place, repair.as_str())
                    }
                    None => diagnostic,
                }
            });
        }
        if let FaultKind::WrongElements { count } = fault.kind {
            sink.push(others(&WRONG_TYPE.rule, fault.place, count));
        }
    }
    many.end(sink);
}

/// Whether a repair leaves TOML: another pair of brackets does not where other headers forbid it.
fn is_possible(register: &Register, brackets: &mut FxHashMap<FileId, Brackets>, place: Place, repair: &str) -> bool {
    let Some(source) = register
        .file(place.file)
        .filter(|_| register.text_at(place).starts_with('['))
    else {
        return true;
    };
    let brackets = brackets.entry(place.file).or_insert_with(|| Brackets::of(source));
    match repair.starts_with("[[") {
        true => brackets.may_be_double(place.segment),
        false => brackets.may_be_single(place.segment),
    }
}

fn message(register: &Register, place: Place, (expected, name): (Form, Argument), found: Kind) -> Message {
    // A string where a string may stand, but not this one: its type is not what is wrong.
    let is_other_word = matches!(expected, Form::OneOf(_) | Form::Block) && matches!(found, Kind::String(_));
    let message = if is_other_word {
        Message::attribute("wrong-type", "word").with("value", register.text_at(place))
    } else {
        Message::new("wrong-type").with("found", kind_name(found))
    };
    message.with("expected", name)
}

/// How many columns are named of those that statistics may count by.
const NAMED: usize = 24;

/// What statistics of a register may count by.
fn counted_by(register: &Register, words: &[&str]) -> Message {
    let columns = register.columns.iter().filter(|(_, column)| column.is_of_words());
    let columns = columns.map(|(_, column)| column.key.clone());
    let words = words.iter().map(|&word| word.to_owned()).chain(columns);
    Message::attribute("wrong-type", "one-of").with("words", first_few(words, NAMED))
}

fn type_name(expected: Form) -> Argument {
    let name = match expected {
        Form::String => Text {
            zh: "字符串",
            en: "a string",
        },
        Form::Integer | Form::Count(_) | Form::CountOrRange(_) => Text {
            zh: "整数（不加引号）",
            en: "an integer, without quotes",
        },
        Form::Requirement => Text {
            zh: "true、false 或所处阶段的数组，如 [\"published\"]",
            en: "true, false, or an array of phases such as [\"published\"]",
        },
        Form::Date => Text {
            zh: "日期（如 2011-12-01，不加引号）",
            en: "a date such as 2011-12-01, without quotes",
        },
        Form::Strings => Text {
            zh: "字符串数组",
            en: "an array of strings",
        },
        Form::StringOrStrings => Text {
            zh: "字符串或字符串数组",
            en: "a string, or an array of strings",
        },
        Form::StringsOrTables(_) => Text {
            zh: "字符串或表（如 { title = \"…\", table = \"A.7\" }）的数组",
            en: "an array of strings or tables such as { title = \"…\", table = \"A.7\" }",
        },
        Form::Block => Text {
            zh: "前小后大的顺序码范围，如 101-199",
            en: "a range of sequences, the smaller first, such as 101-199",
        },
        Form::Boolean => Text {
            zh: "true 或 false",
            en: "true or false",
        },
        Form::Table(_) | Form::Map(_) => Text {
            zh: "一张表（表头写作 [名称]）",
            en: "a table, with a header like [name]",
        },
        Form::Tables(_) => Text {
            zh: "表的数组（表头写作 [[名称]]）",
            en: "an array of tables, with headers like [[name]]",
        },
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            return Message::attribute("wrong-type", "one-of").with("words", words).into();
        }
    };
    name.into()
}

const fn kind_name(found: Kind) -> Text {
    match found {
        Kind::String(_) => Text {
            zh: "字符串",
            en: "a string",
        },
        Kind::Integer => Text {
            zh: "整数",
            en: "an integer",
        },
        Kind::Float => Text {
            zh: "小数",
            en: "a number with a fraction",
        },
        Kind::Boolean => Text {
            zh: "布尔值",
            en: "a boolean",
        },
        Kind::LocalDate => Text {
            zh: "日期",
            en: "a date",
        },
        Kind::DateTime => Text {
            zh: "时间",
            en: "a time",
        },
        Kind::Array => Text {
            zh: "数组",
            en: "an array",
        },
        Kind::InlineTable | Kind::Dotted => Text {
            zh: "一张表",
            en: "a table",
        },
        Kind::Invalid => Text {
            zh: "读不出的值",
            en: "no value",
        },
    }
}
