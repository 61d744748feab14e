//! A row of a table in a text that has no borders: its cells are found by those that are known by their form.

use crate::code::Code;
use crate::exchange::import::entry::is_plan;
use crate::exchange::import::grid::{Cell, joined};
use crate::exchange::import::values;
use crate::keys::ColumnRole;
use crate::number;
use crate::scheme::Scheme;

/// What a column holds, as far as its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::import) enum Kind {
    /// 序号.
    Number,
    /// A code of the scheme.
    Code,
    /// The number of a standard or plan.
    Standard,
    /// A word for the status.
    Status,
    /// A word for the level.
    Level,
    /// A day.
    Date,
    /// Any text.
    Free,
}

impl Kind {
    /// What a column of a role holds.
    pub(in crate::exchange::import) const fn of_role(role: Option<ColumnRole>) -> Self {
        match role {
            Some(ColumnRole::Number) => Self::Number,
            Some(ColumnRole::Code) => Self::Code,
            Some(ColumnRole::Standard | ColumnRole::Plan) => Self::Standard,
            Some(ColumnRole::Status) => Self::Status,
            Some(ColumnRole::Level) => Self::Level,
            Some(ColumnRole::Effective) => Self::Date,
            _ => Self::Free,
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// Whether its last cell is there, so that nothing need follow.
    pub(super) is_whole: bool,
    /// The text of the cell before it: the last that may be wrapped.
    pub(super) last: String,
    /// How many characters its first line has, where that cell has several.
    pub(super) wrapped_at: usize,
}

/// The words and codes by which cells are known.
struct Words<'s> {
    scheme: &'s Scheme,
}

/// Whether a row begins with a line: with a number, and what follows in its second column.
pub(super) fn is_start(line: &str, kinds: &[Kind], scheme: &Scheme) -> bool {
    let mut tokens = line.split_whitespace();
    let words = Words { scheme };
    let is_first = |kind: Kind, token: Option<&str>| match (kind, token) {
        (Kind::Number, Some(token)) => token.len() < 6 && token.bytes().all(|byte| byte.is_ascii_digit()),
        (Kind::Code, Some(token)) => words.is_code(token),
        (Kind::Standard, Some(token)) => {
            let rest = line.get(line.find(token).unwrap_or_default()..).unwrap_or_default();
            words.standard(rest).is_some_and(|(cell, _)| !cell.is_empty())
        }
        _ => false,
    };
    match kinds {
        [Kind::Number, second @ (Kind::Code | Kind::Standard), ..] => {
            is_first(Kind::Number, tokens.next()) && is_first(*second, tokens.next())
        }
        [Kind::Number, ..] => is_first(Kind::Number, tokens.next()) && tokens.next().is_some(),
        [first @ (Kind::Code | Kind::Standard), ..] => is_first(*first, tokens.next()),
        _ => false,
    }
}

/// Takes a row apart. None where the cells that are known by their form are not all there.
pub(super) fn read(text: &str, kinds: &[Kind], scheme: &Scheme) -> Option<Record> {
    let words = Words { scheme };
    let cells = words
        .cells(text, kinds, Strictness::Known)
        .or_else(|| words.cells(text, kinds, Strictness::Any))?;
    let mut cells: Vec<String> = cells;
    let trailing = kinds.iter().rev().take_while(|kind| **kind == Kind::Free).count();
    let mut record = Record {
        is_whole: cells.last().is_some_and(|cell| !cell.is_empty()),
        last: String::new(),
        wrapped_at: 0,
        cells: Vec::new(),
    };
    if let Some(place) = kinds.len().checked_sub(trailing.max(1))
        && let Some(first) = cells.get_mut(place)
    {
        let mut lines: Vec<&str> = Vec::new();
        for line in first.lines().map(str::trim) {
            // A dash behind the text is the cell after it.
            let (bare, has_dash) = match line.strip_suffix('-') {
                Some(bare) if bare.is_empty() || bare.ends_with(char::is_whitespace) => (bare.trim(), true),
                _ => (line, false),
            };
            record.is_whole |= has_dash && trailing > 1;
            if !bare.is_empty() || (has_dash && trailing < 2) {
                lines.push(if bare.is_empty() { line } else { bare });
            }
        }
        if lines.len() > 1 {
            record.wrapped_at = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        }
        let whole = joined(&lines.join("\n"));
        record.last.clone_from(&whole);
        *first = whole;
    }
    record.cells = cells.iter().map(|cell| joined(cell)).collect();
    Some(record)
}

/// What a cell holds, as far as its form tells.
pub(in crate::exchange::import) fn kind_of(cell: &str, scheme: &Scheme) -> Kind {
    let words = Words { scheme };
    let is_digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_standard = || words.standard(cell).is_some_and(|(_, behind)| behind.trim().is_empty());
    if is_digits && cell.len() < 6 {
        Kind::Number
    } else if Code::parse(scheme, cell).is_well_formed(scheme) {
        Kind::Code
    } else if words.is_status(cell) {
        Kind::Status
    } else if words.is_level(cell) {
        Kind::Level
    } else if values::date(&Cell::text(cell)).is_some() {
        Kind::Date
    } else if is_standard() {
        Kind::Standard
    } else if words.is_code(cell) {
        Kind::Code
    } else {
        Kind::Free
    }
}

/// A row of figures: what it counts, whole numbers, a share.
pub(super) fn figures(line: &str, width: usize) -> Option<Vec<String>> {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let is_figure = |token: &&&str| {
        let digits = token.strip_suffix('%').unwrap_or(token);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let first = tokens.iter().position(|token| is_figure(&token))?;
    let (item, figures) = tokens.split_at(first);
    if item.is_empty() || figures.iter().take_while(is_figure).count() < 2 {
        return None;
    }
    let mut cells = vec![item.join(" ")];
    let kept = width.saturating_sub(2).min(figures.len());
    let (figures, remarks) = figures.split_at(kept);
    cells.extend(figures.iter().map(|figure| (*figure).to_owned()));
    if !remarks.is_empty() {
        cells.push(remarks.join(" "));
    }
    Some(cells)
}

/// Which words a cell of words may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// Those of the scheme.
    Known,
    /// Any, but for the status, without which nothing shows where the title ends.
    Any,
}

impl Words<'_> {
    fn cells(&self, text: &str, kinds: &[Kind], strictness: Strictness) -> Option<Vec<String>> {
        let mut cells = Vec::with_capacity(kinds.len());
        let mut rest = text;
        let mut kinds = kinds;
        while let Some((kind, after)) = kinds.split_first() {
            rest = rest.trim_start();
            if *kind == Kind::Free {
                let run = after.iter().take_while(|kind| **kind != Kind::Free).count();
                let (run, _) = after.split_at(run);
                if run.is_empty() && !after.is_empty() && after.iter().any(|kind| *kind != Kind::Free) {
                    // Two texts beside each other with more behind them: nothing shows where the first ends.
                    cells.push(String::new());
                } else if run.is_empty() {
                    cells.push(rest.to_owned());
                    rest = "";
                } else {
                    let end = self.end_of_free(rest, run, strictness)?;
                    let (cell, behind) = rest.split_at(end);
                    cells.push(cell.trim().to_owned());
                    rest = behind;
                }
            } else {
                let (cell, behind) = self.cell(rest, *kind, strictness)?;
                cells.push(cell.to_owned());
                rest = behind;
            }
            kinds = after;
        }
        rest.trim().is_empty().then_some(cells)
    }

    /// Where a text ends: before the first place at which all of a run of cells can be read.
    fn end_of_free(&self, text: &str, run: &[Kind], strictness: Strictness) -> Option<usize> {
        let mut starts = text.char_indices().filter(|(at, c)| {
            let before = text.get(..*at).and_then(|before| before.chars().next_back());
            !c.is_whitespace() && before.is_none_or(char::is_whitespace)
        });
        let fits = |at: usize| {
            let mut rest = text.get(at..)?;
            let mut has_sure = false;
            for kind in run {
                let (cell, behind) = self.cell(rest.trim_start(), *kind, strictness)?;
                has_sure |= !cell.is_empty() && cell != "-";
                rest = behind;
            }
            has_sure.then_some(())
        };
        starts.find(|(at, _)| fits(*at).is_some()).map(|(at, _)| at)
    }

    /// A cell that is known by its form at the start of a text, and what is behind it. A dash, or nothing, where it may be missing.
    fn cell<'t>(&self, text: &'t str, kind: Kind, strictness: Strictness) -> Option<(&'t str, &'t str)> {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (token, behind) = text.split_at(end);
        if values::is_nothing(token) && kind != Kind::Number && kind != Kind::Code {
            // A dash is the cell, unless the text is at its end.
            return Some((token, behind));
        }
        match kind {
            Kind::Number => token
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some((token, behind)),
            Kind::Code => self.is_code(token).then_some((token, behind)),
            Kind::Standard => Some(self.standard(text).unwrap_or(("", text))),
            Kind::Status => self.is_status(token).then_some((token, behind)),
            Kind::Level => {
                let is_level = self.is_level(token) || (strictness == Strictness::Any && !token.is_empty());
                is_level.then_some((token, behind))
            }
            Kind::Date => match values::date(&Cell::text(token)) {
                Some(_) => Some((token, behind)),
                None => Some(("", text)),
            },
            Kind::Free => Some((token, behind)),
        }
    }

    /// The number of a standard or plan at the start of a text: the longest that is one, by its blanks.
    fn standard<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let mut ends: Vec<usize> = Vec::new();
        let mut at = 0;
        for token in text.split_whitespace().take(5) {
            let start = at + text.get(at..)?.find(token)?;
            // A number is not wrapped over lines that have other cells between.
            if text.get(at..start)?.contains('\n') && !ends.is_empty() {
                break;
            }
            at = start + token.len();
            ends.push(at);
        }
        let grammar = &self.scheme.grammar;
        let is_number = |candidate: &str| {
            let parsed = number::parse(candidate, grammar);
            parsed.is_well_formed() && parsed.number.is_some()
        };
        let is_repairable = |candidate: &str| number::parse(candidate, grammar).canonical.is_some();
        let is_plan = |candidate: &str| is_plan(candidate, grammar);
        let longest =
            |is: &dyn Fn(&str) -> bool| ends.iter().rev().copied().find(|end| text.get(..*end).is_some_and(is));
        let end = longest(&is_number)
            .or_else(|| longest(&is_plan))
            .or_else(|| longest(&is_repairable))?;
        Some(text.split_at(end))
    }

    fn is_code(&self, token: &str) -> bool {
        let code = Code::parse(self.scheme, token);
        let (width, length) = (self.scheme.width(), token.chars().count());
        let is_near = (width.least..=width.most + 2).contains(&(length + 1));
        let is_plain = token.is_ascii() && token.bytes().any(|byte| byte.is_ascii_digit());
        code.is_well_formed(self.scheme) || (is_near && is_plain && width.least > 4)
    }

    fn is_status(&self, token: &str) -> bool {
        let statuses = self.scheme.statuses.iter();
        statuses
            .flat_map(|status| std::iter::once(&status.name).chain(&status.also))
            .any(|word| word == token)
    }

    fn is_level(&self, token: &str) -> bool {
        let levels = self.scheme.levels.iter();
        levels
            .flat_map(|level| std::iter::once(&level.name).chain(&level.alias))
            .any(|word| word == token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: [Kind; 9] = [
        Kind::Number,
        Kind::Code,
        Kind::Standard,
        Kind::Free,
        Kind::Status,
        Kind::Level,
        Kind::Date,
        Kind::Free,
        Kind::Free,
    ];

    fn cells(text: &str) -> Option<String> {
        read(text, &SEED, &Scheme::built_in()).map(|record| record.cells.join("|"))
    }

    #[test]
    fn cells_are_found_by_those_that_are_known_by_their_form() {
        for (text, expected) in [
            (
                "1 1095011R0012T GB/T 30850（所有部分） 电子政务标准化指南 已颁 国家标准 2015-02-01 SAC/TC 28 -",
                "1|1095011R0012T|GB/T 30850（所有部分）|电子政务标准化指南|已颁|国家标准|2015-02-01|SAC/TC 28|",
            ),
            (
                "2 1095011P0023T 201650163 “互联网+公安政务服务”标准化工作指南 在编 行业标准 -\n公安部社会公共安全\n应用基础标委会\n-",
                "2|1095011P0023T|201650163|“互联网+公安政务服务”标准化工作指南|在编|行业标准|-|公安部社会公共安全应用基础标委会|",
            ),
            (
                "1 2095023R1012Z GB/Z 24294.3-2017\n信息安全技术 第3部分：\n身份认证与授权管理\n已颁 国家标准 2017-12-01 SAC/TC 260 -",
                "1|2095023R1012Z|GB/Z 24294.3-2017|信息安全技术 第3部分：身份认证与授权管理|已颁|国家标准|2017-12-01|SAC/TC 260|",
            ),
            (
                "4 3095031P0043T  政务服务事项实施清单 拟编 行业标准\n公安部计算机与信息\n处理标委会",
                "4|3095031P0043T||政务服务事项实施清单|拟编|行业标准||公安部计算机与信息处理标委会|",
            ),
            (
                "2 2095021P1023T GA/T 543（所有部分） 公安数据元 已颁 行业标准 2011-12-01 公安部计算机与信息 -\n处理标委会",
                "2|2095021P1023T|GA/T 543（所有部分）|公安数据元|已颁|行业标准|2011-12-01|公安部计算机与信息处理标委会|",
            ),
            // A level that the scheme does not know is left for the linter.
            (
                "1 1095011R0012T GB/T 1-2020 甲 已颁 国标级 2020-01-01 SAC/TC 28 -",
                "1|1095011R0012T|GB/T 1-2020|甲|已颁|国标级|2020-01-01|SAC/TC 28|",
            ),
        ] {
            assert_eq!(cells(text).as_deref(), Some(expected));
        }
        assert_eq!(cells("1 1095011R0012T GB/T 1-2020 甲 2020-01-01"), None);
    }

    #[test]
    fn a_row_begins_with_its_number_and_code() {
        let scheme = Scheme::built_in();
        assert!(is_start("1 1095011R0012T GB/T 1-2020 甲", &SEED, &scheme));
        assert!(is_start("1 1095011R001T GB/T 1-2020 甲", &SEED, &scheme));
        for line in ["网络安全规范", "处理标委会", "1 范围", "2015-02-01 SAC/TC 28", ""] {
            assert!(!is_start(line, &SEED, &scheme), "{line}");
        }
    }

    #[test]
    fn figures_are_whole_numbers_behind_a_word() {
        let row = |line| figures(line, 5).map(|cells| cells.join("|"));
        assert_eq!(row("国家标准 47 47 100%").as_deref(), Some("国家标准|47|47|100%"));
        assert_eq!(row("其他 标准 1 0 0% 无").as_deref(), Some("其他 标准|1|0|0%|无"));
        assert_eq!(row("统计项"), None);
        assert_eq!(row("47 47"), None);
    }
}
