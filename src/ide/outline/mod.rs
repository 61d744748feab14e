//! The outline of a file. Of a register: subsystem › category › table › entry, and `[register]` and the statistics beside them.
//!
//! The tree follows what things name: a table is below the category that it names, where both stand in one file. The
//! texts need not lie in each other so: subsystems, categories and tables mostly stand in three groups. The protocol
//! asks only that the selection lies in the range of its own symbol, and clients show nested symbols whatever their
//! ranges are (VS Code's outline does; its breadcrumbs go down by containment). So a symbol's range grows over those
//! below it only where nothing foreign stands between, and else stays its own text.

mod own;

use super::{Context, extents};
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, Handle, Sited, StatisticsRef, TableRef};
use crate::register::model::Site;
use crate::scheme::Phase;
use crate::syntax::Str;
use crate::text::FileId;

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// `[register]`.
    Register,
    /// `[[subsystem]]`.
    Subsystem,
    /// `[[category]]`.
    Category,
    /// `[[table]]`.
    Table,
    /// An entry of a table.
    Entry,
    /// `[[statistics]]`.
    Statistics,
    /// A table of a scheme or of settings.
    Definition,
    /// A key of settings.
    Key,
}

/// An item of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called: `A.4 数据元`. Never empty.
    pub name: String,
    /// What else is to be seen beside the name; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The whole item, relative to its file.
    pub range: Place,
    /// Its name in the text, within the range.
    pub selection: Place,
    /// Whether the standard is withdrawn.
    pub is_deprecated: bool,
    /// What is below it.
    pub children: Vec<Symbol>,
}

/// The outline of a file, in the order of its text.
pub fn outline(context: Context<'_>, file: FileId) -> Vec<Symbol> {
    if let Some(source) = context.file(file).filter(|source| !source.is_of_register()) {
        return own::outline(context, file, source);
    }
    let outline = Outline { context, file };
    let register = context.register;
    let mut roots = Vec::new();
    let head = register.head();
    if head.is_there && head.site.file == file {
        roots.push(outline.symbol(SymbolKind::Register, head, &[head.title], head.title));
    }
    roots.extend(outline.structure());
    for statistics in register.statistics().filter(|item| item.site.file == file) {
        roots.push(outline.statistics(statistics));
    }
    roots.sort_by_key(|symbol| symbol.selection);
    roots
}

#[derive(Clone, Copy)]
struct Outline<'a> {
    context: Context<'a>,
    file: FileId,
}

impl<'a> Outline<'a> {
    fn register(self) -> &'a Register {
        self.context.register
    }

    /// Subsystems, categories and tables: each below what it names, where that stands in this file.
    fn structure(self) -> Vec<Symbol> {
        let register = self.register();
        let is_here = |site: &Site| site.file == self.file;
        let mut roots = Vec::new();
        let mut of_subsystems: Vec<Option<Symbol>> = register
            .subsystems()
            .map(|item| {
                is_here(&item.site).then(|| {
                    self.symbol(
                        SymbolKind::Subsystem,
                        item,
                        &[item.code, item.title],
                        item.title.or(item.code),
                    )
                })
            })
            .collect();
        let mut of_categories: Vec<Option<Symbol>> = register
            .categories()
            .map(|item| {
                let names = [item.code, item.title];
                is_here(&item.site).then(|| self.symbol(SymbolKind::Category, item, &names, item.title.or(item.code)))
            })
            .collect();
        let mut starts: Vec<u32> = of_subsystems
            .iter()
            .chain(&of_categories)
            .flatten()
            .map(|symbol| symbol.range.span.start)
            .collect();
        for table in register.tables().filter(|table| is_here(&table.site)) {
            let symbol = self.table(table);
            starts.push(symbol.range.span.start);
            let above = table
                .category_index
                .and_then(|index| of_categories.get_mut(index)?.as_mut());
            put(symbol, above, &mut roots);
        }
        let statistics = register.statistics().map(|item| item.site);
        let others = statistics.chain(register.head().is_there.then_some(register.head().site));
        starts.extend(
            others
                .filter(|site| is_here(site))
                .map(|site| extents::item(register, &site).span.start),
        );
        starts.sort_unstable();
        for (symbol, category) in of_categories.into_iter().zip(register.categories()) {
            if let Some(mut symbol) = symbol {
                grow(&mut symbol, &starts);
                let above = category
                    .subsystem_index
                    .and_then(|index| of_subsystems.get_mut(index)?.as_mut());
                put(symbol, above, &mut roots);
            }
        }
        // Those below before those above, which are complete then.
        let depth = |index: &usize| register.upwards(*index).count();
        let mut order: Vec<usize> = (0..of_subsystems.len()).collect();
        order.sort_by_cached_key(|index| std::cmp::Reverse(depth(index)));
        for index in order {
            let Some(mut symbol) = of_subsystems.get_mut(index).and_then(Option::take) else {
                continue;
            };
            grow(&mut symbol, &starts);
            let above = register.subsystem(index).and_then(|subsystem| subsystem.above.target());
            let above = above.and_then(|above| of_subsystems.get_mut(above)?.as_mut());
            put(symbol, above, &mut roots);
        }
        roots
    }

    fn table(self, table: TableRef<'_>) -> Symbol {
        let register = self.register();
        let names = [table.id, table.title];
        let mut symbol = self.symbol(SymbolKind::Table, table, &names, table.title.or(table.id));
        let entries = register
            .entries_of(&table)
            .filter(|(_, entry)| entry.site.file == self.file);
        symbol.children = entries.map(|(_, entry)| self.entry(entry)).collect();
        symbol.detail = self.text(Message::new("outline-entries").with("count", symbol.children.len()));
        symbol
    }

    fn entry(self, entry: EntryRef<'_>) -> Symbol {
        let number = entry.standard.or(entry.plan);
        let mut symbol = self.symbol(SymbolKind::Entry, entry, &[number, entry.title], entry.title.or(number));
        symbol.detail = entry.code().unwrap_or_default().into_owned();
        let status = entry.status_term;
        symbol.is_deprecated = status
            .and_then(|term| self.register().vocabulary.status_term(term))
            .is_some_and(|status| status.phase == Phase::Withdrawn);
        symbol
    }

    fn statistics(self, statistics: StatisticsRef<'_>) -> Symbol {
        let mut symbol = self.symbol(SymbolKind::Statistics, statistics, &[], statistics.by);
        let by = statistics.by().unwrap_or_default();
        symbol.name = self.text(Message::new("outline-statistics").with("by", by));
        symbol.detail = self.text(Message::new("outline-rows").with("count", statistics.rows.len()));
        symbol
    }

    fn text(self, message: Message) -> String {
        message.render(self.context.language)
    }

    /// A symbol at a site, called by the strings that are there, and selected at one of them. An item without any is
    /// called as its header is.
    fn symbol<T: Sited>(
        self,
        kind: SymbolKind,
        item: Handle<'_, T>,
        names: &[Option<Str>],
        selection: Option<Str>,
    ) -> Symbol {
        let register = self.register();
        let range = extents::item(register, item.site());
        let selection = match selection {
            Some(string) => register.absolute(item.place(string)),
            None => register.absolute(item.header()),
        };
        let name = joined(item, names);
        Symbol {
            name: if name.is_empty() {
                header_name(kind).to_owned()
            } else {
                name
            },
            detail: String::new(),
            kind,
            range: range.with_span(range.span.cover(selection.span)),
            selection,
            is_deprecated: false,
            children: Vec::new(),
        }
    }
}

/// The strings that are there, with blanks between them.
pub(super) fn joined<T: Sited>(item: Handle<'_, T>, names: &[Option<Str>]) -> String {
    let mut joined = String::new();
    for name in names.iter().flatten() {
        let name = item.text(*name);
        let name = name.trim();
        if !joined.is_empty() && !name.is_empty() {
            joined.push(' ');
        }
        joined.push_str(name);
    }
    joined
}

const fn header_name(kind: SymbolKind) -> &'static str {
    match kind {
        SymbolKind::Register => "[register]",
        SymbolKind::Subsystem => "[[subsystem]]",
        SymbolKind::Category => "[[category]]",
        SymbolKind::Table => "[[table]]",
        SymbolKind::Entry => "[[table.entry]]",
        SymbolKind::Statistics => "[[statistics]]",
        SymbolKind::Definition | SymbolKind::Key => "",
    }
}

fn put(symbol: Symbol, above: Option<&mut Symbol>, roots: &mut Vec<Symbol>) {
    match above {
        Some(above) => above.children.push(symbol),
        None => roots.push(symbol),
    }
}

/// Lets the range reach over what is below, unless something else starts in between. `starts` are those of all
/// subsystems, categories, tables and statistics, sorted.
fn grow(symbol: &mut Symbol, starts: &[u32]) {
    let reach = symbol
        .children
        .iter()
        .fold(symbol.range.span, |span, child| span.cover(child.range.span));
    let first = starts.partition_point(|start| *start < reach.start);
    let after = starts.partition_point(|start| *start < reach.end);
    if after - first == size(symbol) {
        symbol.range = symbol.range.with_span(reach);
    }
}

/// How many subsystems, categories and tables a symbol comes to.
fn size(symbol: &Symbol) -> usize {
    let below = symbol.children.iter().filter(|child| child.kind != SymbolKind::Entry);
    1 + below.map(size).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;
    use crate::messages::Language;

    const STRUCTURE: &str = "[register]\ntitle = \"示例\"\n[[subsystem]]\ntitle = \"保障\"\n\
        [[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"保障\"\n";
    const TABLE: &str = "[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n\n\
        [[table.entry]]\ncode = \"2095021P1013T\"\nstandard = \"GA/T 542-2011\"\ntitle = \"规则\"\nstatus = \"废止\"\n\n\
        # 下一项\n[[table.entry]]\nplan = \"201650163\"\ntitle = \"指南\" # 注\n\n\n";
    const STATISTICS: &str = "[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"合计\" },\n]\n";

    fn lines(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
        for symbol in symbols {
            lines.push(format!("{}{} | {}", "  ".repeat(depth), symbol.name, symbol.detail));
            lines_of_children(symbol, depth, lines);
        }
    }

    fn lines_of_children(symbol: &Symbol, depth: usize, of: &mut Vec<String>) {
        assert!(symbol.range.span.contains(symbol.selection.span));
        lines(&symbol.children, depth + 1, of);
    }

    fn shown(text: &str, file: u32) -> Vec<String> {
        let fixture = Fixture::new(text);
        let mut shown = Vec::new();
        lines(&outline(fixture.in_language(Language::Zh), FileId(file)), 0, &mut shown);
        shown
    }

    #[test]
    fn the_tree_follows_what_things_name() {
        let text = format!("{STRUCTURE}{TABLE}{STATISTICS}");
        assert_eq!(
            shown(&text, 0),
            [
                "示例 | ",
                "保障 | ",
                "  21 数据资源 | ",
                "    A.4 数据元 | 2 项",
                "      GA/T 542-2011 规则 | 2095021P1013T",
                "      201650163 指南 | ",
                "统计表：按标准级别 | 1 行",
            ]
        );
    }

    #[test]
    fn what_stands_in_another_file_is_not_above() {
        let text = format!("{STRUCTURE}#- part.toml\n{TABLE}");
        assert_eq!(shown(&text, 1)[0], "A.4 数据元 | 2 项");
        assert_eq!(shown(&text, 0).len(), 3);
    }

    #[test]
    fn ranges_end_with_the_last_line_of_the_item() {
        let fixture = Fixture::new(&format!("{STRUCTURE}{TABLE}{STATISTICS}"));
        let symbols = outline(fixture.context(), FileId(0));
        let subsystem = &symbols[1];
        let table = &subsystem.children[0].children[0];
        assert!(fixture.covered(subsystem.range).starts_with("[[subsystem]]"));
        assert!(fixture.covered(subsystem.range).ends_with("title = \"指南\" # 注"));
        assert!(fixture.covered(table.range).ends_with("title = \"指南\" # 注"));
        assert!(fixture.covered(table.children[0].range).ends_with("status = \"废止\""));
        assert!(table.children[0].is_deprecated && !table.children[1].is_deprecated);
        assert_eq!(fixture.covered(table.selection), "数据元");
        assert!(fixture.covered(symbols[2].range).ends_with(']'));
    }

    #[test]
    fn a_range_does_not_reach_over_what_is_not_below() {
        let text = format!("{STRUCTURE}[[subsystem]]\ntitle = \"提供\"\n{TABLE}");
        let fixture = Fixture::new(&text);
        let symbols = outline(fixture.context(), FileId(0));
        assert!(fixture.covered(symbols[1].range).ends_with("title = \"保障\""));
        assert_eq!(symbols[1].children[0].children.len(), 1);
    }

    #[test]
    fn inline_entries_reach_from_brace_to_brace() {
        let fixture = Fixture::new("[[table]]\nid = \"A.1\"\nentry = [{ title = \"a\" }, { title = \"b\" }]\n");
        let symbols = outline(fixture.context(), FileId(0));
        let ranges = symbols[0].children.iter().map(|child| fixture.covered(child.range));
        assert_eq!(ranges.collect::<Vec<_>>(), ["{ title = \"a\" }", "{ title = \"b\" }"]);
    }

    #[test]
    fn a_great_many_inline_entries_cost_no_more_than_they_are() {
        let entries = "{ title = \"a\", status = \"已颁\" }, ".repeat(20_000);
        let fixture = Fixture::new(&format!("[[table]]\nentry = [{entries}]\n"));
        let symbols = outline(fixture.context(), FileId(0));
        assert_eq!(symbols[0].children.len(), 20_000);
        let last = symbols[0].children.last().unwrap();
        assert_eq!(fixture.covered(last.range), "{ title = \"a\", status = \"已颁\" }");
    }

    #[test]
    fn nameless_items_are_called_as_their_headers() {
        assert_eq!(
            shown("[register]\n[[table]]\n[[table.entry]]\n", 0),
            ["[register] | ", "[[table]] | 1 项", "  [[table.entry]] | "]
        );
    }
}
