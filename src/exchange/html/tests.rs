//! What the pages hold.

use super::*;
use crate::ide::fixture::Fixture;
use crate::text::FileId;

const TEXT: &str = "[register]\ntitle = \"甲 <b>\"\nstandard = \"GA/T 1-2020\"\ninclude = [\"a.toml\"]\n[[subsystem]]\ntitle = \"基础\"\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"基础\"\n#- a.toml\n[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n[[table.entry]]\nnumber = 1\ncode = \"2095021P1013T\"\ntitle = \"a & \\\"b\\\"\\u0007\"\ngroup = \"综合\"\nreplaces = [\"GA/T 5-1999\"]\nremarks = \"注\"\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"共计\", expected = 1 }]\n";

/// The fragment with lines found in the text, the root being the file at hand.
fn of(text: &str, language: Language) -> String {
    let fixture = Fixture::new(text);
    let register = fixture.context().register;
    let anchors = |place: Place| {
        let place = register.absolute(place);
        let text = &register.file(place.file)?.text;
        let before = text.get(..place.span.start as usize)?;
        Some(Anchor {
            line: u32::try_from(before.matches('\n').count()).ok()?,
            uri: (place.file != FileId(0)).then(|| format!("file:///{}\"", place.file.0)),
        })
    };
    fragment(&Printed::new(register), &anchors, language)
}

#[test]
fn each_place_has_its_line_and_its_file() {
    let html = of(TEXT, Language::Zh);
    assert!(html.starts_with("<h1 data-line=\"0\">甲 &lt;b&gt;</h1>\n<p class=\"document\">GA/T 1-2020</p>\n"));
    assert!(html.contains("<h4 data-line=\"6\">21　数据</h4>"));
    assert!(html.contains("<caption data-line=\"0\" data-uri=\"file:///1&quot;\">表A.4　数据元标准明细表</caption>"));
    assert!(html.contains("<tr data-line=\"4\" data-uri=\"file:///1&quot;\"><td class=\"number\">1</td>"));
    // The root, the subsystem, the category, the table.
    assert_eq!(html.matches("<g pointer-events=\"all\" data-line=").count(), 4);
}

#[test]
fn what_a_register_says_is_text_and_nothing_else() {
    let html = of(TEXT, Language::Zh);
    assert!(html.contains("<td class=\"title\">a &amp; &quot;b&quot;\u{fffd}</td>"));
    assert!(!html.contains("<b>") && !html.contains("style=") && !html.contains("<script"));
}

#[test]
fn a_cell_that_is_not_there_is_a_dash() {
    let html = of(TEXT, Language::Zh);
    assert!(html.contains("<td class=\"owner\">-</td><td class=\"remarks\">注；代替 GA/T 5-1999</td>"));
    assert!(html.contains("<td class=\"figure\">1</td><td class=\"figure\">-</td><td class=\"figure\">-</td>"));
    assert!(html.contains("<tr class=\"group\"><th colspan=\"9\" scope=\"rowgroup\">综合</th></tr>"));
}

#[test]
fn headings_are_in_the_language_of_the_reader() {
    assert!(of(TEXT, Language::Zh).contains("<h2>标准体系结构图</h2>"));
    let english = of(TEXT, Language::En);
    assert!(english.contains("<h2>Structure</h2>") && english.contains("<th scope=\"col\">Effective</th>"));
    assert!(english.contains("<td class=\"remarks\">注; replaces GA/T 5-1999</td>"));
}

#[test]
fn a_register_without_anything_is_a_page_without_anything() {
    assert_eq!(of("", Language::Zh), "<h1></h1>\n");
}

#[test]
fn what_is_too_much_is_cut_and_said() {
    let entries = "[[table.entry]]\nnumber = 1\n".repeat(MOST_ENTRIES + 1);
    let html = of(&format!("[[table]]\nid = \"A.1\"\n{entries}"), Language::En);
    assert_eq!(html.matches("<td class=\"number\">").count(), MOST_ENTRIES);
    assert!(
        html.contains("<p class=\"notice\">20001 entries in all; the first 20000 are shown</p>"),
        "{}",
        html.get(..300).unwrap()
    );
}

#[test]
fn a_page_is_whole() {
    let fixture = Fixture::new(TEXT);
    let page = page(&Printed::new(fixture.context().register), Language::Zh);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh\">"));
    assert!(page.contains("<title>甲 &lt;b&gt;</title>") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains("data-line"));
}

#[test]
fn what_guides_what_is_drawn_dashed() {
    let text = "[[subsystem]]\ntitle = \"保障\"\ncode = \"2\"\nscope = \"保障 <b> 服务\"\nguides = [\"提供\", \"没有\"]\n[[subsystem]]\ntitle = \"提供\"\n[[subsystem]]\ntitle = \"安全\"\nparent = \"保障\"\n";
    let html = of(text, Language::Zh);
    assert_eq!(html.matches("stroke-dasharray=").count(), 1);
    assert!(html.contains("<h3 data-line=\"0\">2　保障</h3>\n<p class=\"scope\">保障 &lt;b&gt; 服务</p>"));
    assert!(html.contains("<h4 data-line=\"7\">安全</h4>"));
    assert!(!of(&text.replace("guides", "# guides"), Language::Zh).contains("stroke-dasharray"));
}

#[test]
fn the_title_page_says_who_made_it_and_what_was_changed() {
    let text = "[register]\ntitle = \"甲\"\nversion = \"2019\"\ndate = 2019-11-01\nproposer = \"<i>提出\"\ndrafters = [\"一局\", \"二局\"]\n[[revision]]\nversion = \"2019\"\nsummary = \"首次发布\"\n[[subsystem]]\ntitle = \"基础\"\nscope = \"\"\"\n一；\n二。\"\"\"\n#- a.toml\n[[revision]]\nsummary = \"分册的\"\n";
    let html = of(text, Language::Zh);
    let page = "<dl class=\"title-page\">\n<dt>版本</dt>\n<dd>2019</dd>\n<dt>发布日期</dt>\n<dd>2019-11-01</dd>\n<dt>提出单位</dt>\n<dd>&lt;i&gt;提出</dd>\n<dt>起草单位</dt>\n<dd>一局</dd>\n<dd>二局</dd>\n</dl>\n<h2>修订记录</h2>\n";
    assert!(html.contains(page), "{html}");
    assert!(
        html.contains("<tr data-line=\"6\"><td>2019</td><td>-</td><td>首次发布</td></tr>"),
        "{html}"
    );
    assert!(html.contains("<p class=\"scope\">一；\n二。</p>") && !html.contains("分册的"));
}
