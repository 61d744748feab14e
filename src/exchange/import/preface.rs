//! What a document says in prose before its tables: who proposed it, whose it is, who drafted it; and under the clauses of the
//! structure, what each subsystem and category covers.
//!
//! Lines of a text are as long as the page is wide: a line goes on with the one before unless that ended a sentence, or it
//! begins an item.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::register::counts::SUBSYSTEM_SUFFIX;

/// What is said in prose.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Preface {
    /// 提出单位.
    pub proposer: Option<String>,
    /// 归口单位.
    pub owner: Option<String>,
    /// 起草单位.
    pub drafters: Vec<String>,
    /// The sentence that is being read, of which the end is still to come.
    open: Option<String>,
    /// What stands under each clause, by its title, the first of that title.
    clauses: Vec<(String, String)>,
    /// What items say under clauses.
    items: Vec<(String, String)>,
    /// Whether a clause has begun whose text is read.
    is_in_clause: bool,
}

/// How long the text under a clause may be, in bytes. What is longer is no scope.
const LONGEST: usize = 1 << 14;

/// What opens an item.
const ITEMS: [&str; 3] = ["——", "•", "·"];

/// What ends the text under a clause: what belongs to a figure.
const FIGURES: [&str; 2] = ["注", "图"];

impl Preface {
    /// A clause begins.
    pub(super) fn clause(&mut self, title: &str) {
        self.clauses.push((title.to_owned(), String::new()));
        self.is_in_clause = true;
        self.open = None;
    }

    /// What follows stands below no clause: a table.
    pub(super) fn end(&mut self) {
        self.is_in_clause = false;
    }

    /// A line of prose.
    pub(super) fn line(&mut self, line: &str) {
        let line = line.trim();
        self.is_in_clause &= !FIGURES.iter().any(|figure| line.starts_with(figure));
        if self.is_in_clause {
            if let Some((_, text)) = self.clauses.last_mut().filter(|(_, text)| text.len() < LONGEST) {
                let is_new =
                    text.ends_with(['。', '；', '：', ';', ':']) || ITEMS.iter().any(|item| line.starts_with(item));
                if is_new && !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            }
            return;
        }
        let sentence = self.open.take().unwrap_or_default() + line;
        if sentence.len() < LONGEST && !sentence.ends_with('。') {
            let is_begun = ["本标准", "本文件", "本体系"]
                .iter()
                .any(|start| sentence.starts_with(start));
            self.open = is_begun.then_some(sentence);
            return;
        }
        self.sentence(sentence.trim_end_matches('。'));
    }

    fn sentence(&mut self, sentence: &str) {
        if let Some((_, drafters)) = sentence
            .split_once("起草单位：")
            .or_else(|| sentence.split_once("起草单位:"))
            && self.drafters.is_empty()
        {
            let drafters = drafters.split(['、', '，', '；']).map(str::trim);
            self.drafters = drafters
                .filter(|drafter| !drafter.is_empty())
                .map(str::to_owned)
                .collect();
        }
        let Some((_, body)) = sentence.split_once('由') else {
            return;
        };
        let body_of = |end: &str| Some(body.strip_suffix(end)?.trim().to_owned());
        let both = body_of("提出并归口");
        let proposer = both.clone().or_else(|| body_of("提出"));
        let owner = both.or_else(|| body_of("归口"));
        self.proposer = self.proposer.take().or(proposer);
        self.owner = self.owner.take().or(owner);
    }

    /// What subsystems and categories cover, by their titles: what stands under the first clause of the title, or else in an
    /// item of that title.
    pub(super) fn scopes(&mut self) -> FxHashMap<String, String> {
        let mut scopes: FxHashMap<String, String> = FxHashMap::default();
        for (title, text) in std::mem::take(&mut self.clauses) {
            for item in text.lines().filter_map(|line| line.strip_prefix("——")) {
                if let Some((title, text)) = item.split_once(['：', ':']) {
                    let text = text.trim().trim_end_matches(['；', '。']);
                    self.items.push((title.trim().to_owned(), text.to_owned()));
                }
            }
            let title = title
                .strip_suffix(SUBSYSTEM_SUFFIX)
                .map_or(title.clone(), str::to_owned);
            if is_scope(&text)
                && let Entry::Vacant(scope) = scopes.entry(title)
            {
                scope.insert(text);
            }
        }
        for (title, text) in std::mem::take(&mut self.items) {
            if is_scope(&text) {
                scopes.entry(title).or_insert(text);
            }
        }
        scopes
    }
}

/// Whether a text says what something covers, and not in which table that stands.
fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.len() < LONGEST && !text.contains("见表") && !text.contains("见附录")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_off_the_preface() {
        let mut preface = Preface::default();
        for line in [
            "本标准按照GB/T 1.1—2009给出的规则起草。",
            "本文件由全国信标委提出并归口。",
            "本标准主要起草单位：甲公司、四川省公",
            "安厅。",
            "本标准主要起草人：张三。",
        ] {
            preface.line(line);
        }
        assert_eq!(preface.proposer.as_deref(), Some("全国信标委"));
        assert_eq!(preface.owner, preface.proposer);
        assert_eq!(preface.drafters, ["甲公司", "四川省公安厅"]);
    }

    #[test]
    fn scopes_stand_under_clauses_and_in_items() {
        let mut preface = Preface::default();
        preface.clause("服务保障标准子体系");
        preface.line("为工作的开展提供技术手段和保障措");
        preface.line("施。");
        preface.line("注1：虚线表示指导关系。");
        preface.line("图1 逻辑关系图");
        preface.clause("服务保障标准子体系");
        preface.line("包括但不限于：");
        preface.line("——术语：对常用术语进行定");
        preface.line("义；");
        preface.clause("数据元");
        preface.line("数据元标准明细见表A.4。");
        let scopes = preface.scopes();
        let mut scopes: Vec<_> = scopes
            .iter()
            .map(|(title, text)| (title.as_str(), text.as_str()))
            .collect();
        scopes.sort_unstable();
        assert_eq!(
            scopes,
            [
                ("服务保障标准", "为工作的开展提供技术手段和保障措施。"),
                ("术语", "对常用术语进行定义"),
            ]
        );
    }
}
