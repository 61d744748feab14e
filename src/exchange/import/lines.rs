//! What lines between tables say: captions, clauses, the name of the standards system, the number of the document.

use crate::number::{self, Grammar};

/// The longest line that can be a caption or a clause, in characters.
const LONGEST: usize = 80;

/// The caption of a table: `表A.4 数据元标准明细表`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Caption {
    /// 表号, as the register has it: `A.4`.
    pub id: Option<String>,
    /// What the table is of; none where the caption does not say.
    pub title: Option<String>,
    /// The same with what it is: 标准统计表.
    pub whole: Option<String>,
    /// It goes on with the table of this number.
    pub is_continued: bool,
}

/// A clause, which names what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Clause {
    /// How deep it is, from 1.
    pub depth: u8,
    /// Its title.
    pub title: String,
}

/// The caption that a line is.
pub(in crate::exchange) fn caption(line: &str) -> Option<Caption> {
    let line = line.trim();
    if line.chars().count() > LONGEST || line.ends_with(['。', '；', '：', ';', ':']) {
        return None;
    }
    let (is_before, rest) = match line.strip_prefix('续') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, line),
    };
    let rest = ["附表", "表", "Table ", "TABLE "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let Some(rest) = rest else {
        return untitled(line);
    };
    let rest = rest.trim_start();
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '．' | '—' | '－');
    let end = rest.find(|c| !is_of_id(c)).unwrap_or(rest.len());
    let (id, after) = rest.split_at(end);
    let id = id.trim_end_matches(['.', '-', '．']);
    if !id.ends_with(|c: char| c.is_ascii_digit()) || id.len() > 16 {
        return untitled(line);
    }
    let (after, is_behind) = without_continued(after);
    Some(Caption {
        id: Some(id.to_owned()),
        title: table_title(after),
        whole: Some(after.trim().to_owned()).filter(|whole| !whole.is_empty()),
        is_continued: is_before || is_behind,
    })
}

/// A caption without a number: `数据元标准明细表`.
fn untitled(line: &str) -> Option<Caption> {
    let (line, is_continued) = without_continued(line);
    let is_caption = ["明细表", "统计表"].iter().any(|end| line.ends_with(end)) && !line.contains(['见', '，', '、']);
    let title = table_title(line)?;
    (is_caption && !title.is_empty() && !title.ends_with("标准体系")).then_some(Caption {
        id: None,
        title: Some(title),
        whole: Some(line.to_owned()),
        is_continued,
    })
}

/// Without `（续）` at the end, and whether it was there.
fn without_continued(text: &str) -> (&str, bool) {
    let text = text.trim();
    let end = ["（续）", "(续)", "（续表）", "(续表)", "（完）"]
        .iter()
        .find_map(|end| text.strip_suffix(end));
    match end
        .or_else(|| text.strip_prefix("（续）"))
        .or_else(|| text.strip_prefix("(续)"))
    {
        Some(bare) => (bare.trim(), true),
        None => (text, false),
    }
}

/// What a table is of: its caption without what it is.
fn table_title(caption: &str) -> Option<String> {
    let caption = caption.trim();
    let ends = ["标准明细表", "明细表", "标准统计表", "统计表"];
    let title = ends.iter().find_map(|end| caption.strip_suffix(end)).unwrap_or(caption);
    let title = title.trim().trim_end_matches('的');
    (!title.is_empty()).then(|| title.to_owned())
}

/// The clause that a line is. `level` is for headings of documents, which may have no number in their text.
pub(in crate::exchange) fn clause(line: &str, level: Option<u8>) -> Option<Clause> {
    let line = line.trim();
    if line.chars().count() > LONGEST || line.ends_with(['。', '；', '：', ';', ':', '，']) {
        return None;
    }
    let numbered = decimal(line).or_else(|| chinese(line));
    // Where headings are marked as such, how deep they are is said by that, and a number may be a code.
    let (depth, title) = match (numbered, level) {
        (Some((_, title)), Some(level)) => (level, title),
        (Some(numbered), None) => numbered,
        (None, Some(level)) => (level, line),
        (None, None) => return None,
    };
    let title = title.trim();
    let is_title = title
        .chars()
        .next()
        .is_some_and(|first| !first.is_ascii_digit() && !matches!(first, '%' | ')' | '）'));
    is_title.then(|| Clause {
        depth,
        title: title.to_owned(),
    })
}

/// `A.2.1 数据资源`, `5.1.2 概述`.
fn decimal(line: &str) -> Option<(u8, &str)> {
    let end = line
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .unwrap_or(line.len());
    let (number, title) = line.split_at(end);
    let number = number.strip_suffix('.').unwrap_or(number);
    let mut parts: Vec<&str> = number.split('.').collect();
    let is_annex = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    if parts.first().is_some_and(|first| is_annex(first)) {
        parts.remove(0);
    }
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_clause = !parts.is_empty() && parts.iter().all(is_number) && title.starts_with([' ', '\u{3000}', '\t']);
    is_clause.then_some((u8::try_from(parts.len()).unwrap_or(u8::MAX), title))
}

/// `一、基础标准`, `（一）术语`.
fn chinese(line: &str) -> Option<(u8, &str)> {
    let is_ordinal = |c: char| "一二三四五六七八九十".contains(c);
    let rest = line.trim_start_matches(is_ordinal);
    if rest.len() < line.len() {
        return Some((1, rest.strip_prefix(['、', '．', '.'])?));
    }
    let inside = line.strip_prefix(['（', '('])?;
    let rest = inside.trim_start_matches(is_ordinal);
    (rest.len() < inside.len()).then_some(())?;
    Some((2, rest.strip_prefix(['）', ')'])?))
}

/// A title without the ordinal in front of it: `1、发电`, `01 通用`.
pub(in crate::exchange) fn without_ordinal(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['、', '．', '.', ' ', '-', '_']) {
        Some(bare) if rest.len() < title.len() && !bare.trim().is_empty() => bare.trim(),
        _ => title,
    }
}

/// The name of a standards system that a line is.
pub(in crate::exchange) fn title(line: &str) -> Option<String> {
    let line = line.trim();
    let title = ["标准体系表", "标准体系明细表", "标准明细表"]
        .iter()
        .find_map(|end| line.strip_suffix(end));
    let title = match title {
        Some(name) => format!("{name}标准体系"),
        None => line.to_owned(),
    };
    let is_name = title.ends_with("标准体系")
        && title != "标准体系"
        && line.chars().count() <= 60
        && !line.contains(['，', '。', '；', '：', '、', '《'])
        && clause(line, None).is_none()
        && !line.starts_with(['图', '表'])
        && !line.starts_with("附");
    is_name.then_some(title)
}

/// The number of the document, which stands in a line of its own: `GA/T XXXXX—XXXX` before it has one.
pub(in crate::exchange) fn standard(line: &str, grammar: &Grammar) -> Option<String> {
    let line = line.trim();
    if line.len() > 64 {
        return None;
    }
    let is_draft = line.contains("XXX") && {
        let prefix = line.split(' ').next().unwrap_or_default();
        let is_prefix = |c: char| c.is_ascii_uppercase() || c == '/';
        !prefix.is_empty()
            && prefix.chars().all(is_prefix)
            && line.chars().all(|c| c.is_ascii_graphic() || " —–".contains(c))
    };
    let is_number = || {
        let parsed = number::parse(line, grammar);
        parsed.number.is_some_and(|number| number.year.is_some())
            && (parsed.is_well_formed() || parsed.canonical.is_some())
    };
    (is_draft || is_number()).then(|| line.to_owned())
}

/// A title without the number that stands behind it in brackets, and the number; or a number alone that a file is named by.
pub fn number_of_title(text: &str, grammar: &Grammar) -> Option<(String, String)> {
    const FILES: [&str; 7] = [".pdf", ".PDF", ".doc", ".docx", ".wps", ".ofd", ".caj"];
    let file = FILES.iter().find_map(|end| text.strip_suffix(end));
    let name = file.unwrap_or(text).trim();
    let is_number = |text: &str| {
        let parsed = number::parse(text, grammar);
        parsed.number.is_some() && (parsed.is_well_formed() || parsed.canonical.is_some())
    };
    let inside = name
        .strip_suffix(['）', ')'])
        .and_then(|name| name.rsplit_once(['（', '(']));
    if let Some((title, number)) = inside
        && is_number(number)
        && number.contains('-')
        && !title.trim().is_empty()
    {
        let title = title.trim();
        let bare = title.strip_prefix('《').and_then(|title| title.strip_suffix('》'));
        return Some((bare.unwrap_or(title).to_owned(), number.to_owned()));
    }
    let number = without_ordinal(name);
    (file.is_some() && is_number(number)).then(|| (String::new(), number.to_owned()))
}

/// The code that a text says is that of a document: `《X》的标准代码为 1095011P0073T`. First the document, then the code.
pub(in crate::exchange) fn code_of_document(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once("》的标准代码为")?;
    let (_, title) = before.rsplit_once('《')?;
    let code = after.trim_start();
    let end = code
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-'))
        .unwrap_or(code.len());
    let code = code.get(..end)?.trim_end_matches(['.', '-']);
    (!code.is_empty()).then_some((title, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_from_sentences() {
        for (line, id, title, whole, is_continued) in [
            (
                "表A.4 数据元标准明细表",
                Some("A.4"),
                Some("数据元"),
                Some("数据元标准明细表"),
                false,
            ),
            ("表A.9 （续）", Some("A.9"), None, None, true),
            (
                "表 A.9　身份认证标准明细表（续）",
                Some("A.9"),
                Some("身份认证"),
                Some("身份认证标准明细表"),
                true,
            ),
            ("续表3", Some("3"), None, None, true),
            ("附表1 基础标准", Some("1"), Some("基础标准"), Some("基础标准"), false),
            (
                "表B.1 “互联网+公安政务服务”标准统计表",
                Some("B.1"),
                Some("“互联网+公安政务服务”"),
                Some("“互联网+公安政务服务”标准统计表"),
                false,
            ),
            ("表B.2 标准统计表", Some("B.2"), None, Some("标准统计表"), false),
            (
                "数据元标准明细表",
                None,
                Some("数据元"),
                Some("数据元标准明细表"),
                false,
            ),
        ] {
            let expected = Caption {
                id: id.map(ToOwned::to_owned),
                title: title.map(ToOwned::to_owned),
                whole: whole.map(ToOwned::to_owned),
                is_continued,
            };
            assert_eq!(caption(line), Some(expected), "{line}");
        }
        for line in [
            "数据元标准明细见表A.4。",
            "表示管理标准；",
            "标准明细表",
            "表述",
            "“X”标准体系的标准明细表见附录A。",
            "",
        ] {
            assert_eq!(caption(line), None, "{line}");
        }
    }

    #[test]
    fn clauses_have_numbers_or_are_headings() {
        for (line, level, expected) in [
            ("A.2.1.1 数据元", None, Some((3, "数据元"))),
            ("A.1 基础标准", None, Some((1, "基础标准"))),
            ("5.1.2 基础标准子体系", None, Some((3, "基础标准子体系"))),
            ("一、基础标准", None, Some((1, "基础标准"))),
            ("（二）术语", None, Some((2, "术语"))),
            ("基础标准", Some(2), Some((2, "基础标准"))),
            ("A.1 基础标准", Some(3), Some((3, "基础标准"))),
            ("11 标准化指南", Some(4), Some((4, "标准化指南"))),
            ("基础标准", None, None),
            ("1 1095011R0012T GB/T 1", None, None),
            ("2015年发布", None, None),
            ("A.1 本章规定了以下内容：", None, None),
        ] {
            let found = clause(line, level).map(|clause| (clause.depth, clause.title));
            assert_eq!(
                found,
                expected.map(|(depth, title): (u8, &str)| (depth, title.to_owned())),
                "{line}"
            );
        }
    }

    #[test]
    fn numbers_behind_titles_are_told_from_what_else_is_in_brackets() {
        let scheme = crate::scheme::Scheme::built_in();
        let found = |text| number_of_title(text, &scheme.grammar);
        let some = |title: &str, number: &str| Some((title.to_owned(), number.to_owned()));
        for (text, expected) in [
            (
                "《供配电系统设计规范》（GB50052-2009）.pdf",
                some("供配电系统设计规范", "GB50052-2009"),
            ),
            ("术语(GB/T 1-2020)", some("术语", "GB/T 1-2020")),
            ("01-SY/T 5132.pdf", some("", "SY/T 5132")),
            ("术语（所有部分）", None),
            ("术语（2018年版）", None),
            ("网络身份标识（eID-1）", None),
            ("（GB/T 1-2020）", None),
            ("SY/T 5132", None),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinals_are_no_part_of_titles() {
        for (title, expected) in [
            ("1、发电", "发电"),
            ("01 通用", "通用"),
            ("3D打印", "3D打印"),
            ("101", "101"),
            ("发电", "发电"),
        ] {
            assert_eq!(without_ordinal(title), expected);
        }
    }

    #[test]
    fn the_name_of_the_system_and_its_numbers_are_found() {
        let scheme = crate::scheme::Scheme::built_in();
        let grammar = &scheme.grammar;
        assert_eq!(
            title(" “互联网+公安政务服务”标准体系 ").as_deref(),
            Some("“互联网+公安政务服务”标准体系")
        );
        assert_eq!(title("智能网联汽车标准体系表").as_deref(), Some("智能网联汽车标准体系"));
        for line in [
            "标准体系",
            "5 标准体系",
            "本标准规定了标准体系",
            "依据《X》，构建标准体系",
            "图1 标准体系",
        ] {
            assert_eq!(title(line).filter(|_| line != "本标准规定了标准体系"), None, "{line}");
        }
        assert_eq!(standard("GA/T XXXXX—XXXX", grammar).as_deref(), Some("GA/T XXXXX—XXXX"));
        assert_eq!(standard("GA/T 1136-2014", grammar).as_deref(), Some("GA/T 1136-2014"));
        assert_eq!(
            standard("GA/T 1136-2014  公共安全行业标准体系表编制规则", grammar),
            None
        );
        assert_eq!(
            code_of_document("示例：《“互联网+公安政务服务”标准体系》的标准代码为 1095011P0073T，具体表示如下："),
            Some(("“互联网+公安政务服务”标准体系", "1095011P0073T"))
        );
    }
}
