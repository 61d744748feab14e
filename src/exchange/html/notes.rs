//! The explanatory notes (编制说明), which are Markdown, as HTML in which nothing is fetched and nothing runs: markup of
//! their own is shown as text, of images the words, and links are those of the web alone.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

use super::escape;

/// Writes Markdown as HTML.
pub(in crate::exchange) fn write(markdown: &str, html: &mut String) {
    // What ends the elements that are open.
    let mut ends: Vec<&'static str> = Vec::new();
    let mut is_head = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(tag) => {
                is_head = matches!(tag, Tag::TableHead) || (is_head && matches!(tag, Tag::TableCell));
                ends.push(start(&tag, is_head, html));
            }
            Event::End(_) => {
                let end = ends.pop().unwrap_or_default();
                is_head &= end != HEAD_END;
                html.push_str(end);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape(&text, html),
            Event::Code(text) => {
                html.push_str("<code>");
                escape(&text, html);
                html.push_str("</code>");
            }
            Event::SoftBreak => html.push('\n'),
            Event::HardBreak => html.push_str("<br>\n"),
            Event::Rule => html.push_str("<hr>\n"),
            // What has to be asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
}

const HEAD_END: &str = "</tr></thead>\n<tbody>\n";

/// Opens an element, and gives what closes it.
fn start(tag: &Tag<'_>, is_head: bool, html: &mut String) -> &'static str {
    let (start, end) = match tag {
        Tag::Paragraph | Tag::HtmlBlock => ("<p>", "</p>\n"),
        // They stand below the heading of the notes.
        Tag::Heading { level, .. } => match level {
            HeadingLevel::H1 => ("<h3>", "</h3>\n"),
            HeadingLevel::H2 => ("<h4>", "</h4>\n"),
            HeadingLevel::H3 => ("<h5>", "</h5>\n"),
            _ => ("<h6>", "</h6>\n"),
        },
        Tag::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => ("<pre><code>", "</code></pre>\n"),
        Tag::List(Some(first)) => {
            html.push_str(&format!("<ol start=\"{first}\">\n"));
            return "</ol>\n";
        }
        Tag::List(None) => ("<ul>\n", "</ul>\n"),
        Tag::Item => ("<li>", "</li>\n"),
        Tag::Table(_) => ("<table>\n", "</tbody>\n</table>\n"),
        Tag::TableHead => ("<thead><tr>", HEAD_END),
        Tag::TableRow => ("<tr>", "</tr>\n"),
        Tag::TableCell if is_head => ("<th scope=\"col\">", "</th>"),
        Tag::TableCell => ("<td>", "</td>"),
        Tag::Emphasis => ("<em>", "</em>"),
        Tag::Strong => ("<strong>", "</strong>"),
        Tag::Strikethrough => ("<del>", "</del>"),
        Tag::Link { dest_url, .. } if is_of_web(dest_url) => {
            html.push_str("<a rel=\"noopener noreferrer\" href=\"");
            escape(dest_url, html);
            html.push_str("\">");
            return "</a>";
        }
        // The words of it, and of what has to be asked for.
        _ => ("", ""),
    };
    html.push_str(start);
    end
}

fn is_of_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

#[cfg(test)]
mod tests {
    fn of(markdown: &str) -> String {
        let mut html = String::new();
        super::write(markdown, &mut html);
        html
    }

    #[test]
    fn markdown_becomes_elements() {
        let text = "# 编制背景\n\n依据**意见**，见[平台](https://std.samr.gov.cn/?a=1&b=2)。\n\n1. 甲\n2. 乙\n\n| 表 | 数 |\n|---|---|\n| A.1 | 3 |\n";
        assert_eq!(
            of(text),
            "<h3>编制背景</h3>\n<p>依据<strong>意见</strong>，见<a rel=\"noopener noreferrer\" href=\"https://std.samr.gov.cn/?a=1&amp;b=2\">平台</a>。</p>\n\
             <ol start=\"1\">\n<li>甲</li>\n<li>乙</li>\n</ol>\n<table>\n<thead><tr><th scope=\"col\">表</th><th scope=\"col\">数</th></tr></thead>\n\
             <tbody>\n<tr><td>A.1</td><td>3</td></tr>\n</tbody>\n</table>\n"
        );
    }

    #[test]
    fn nothing_in_it_is_fetched_or_runs() {
        let text = "<script>alert(1)</script>\n\na <img src=x onerror=y> ![图](http://x.cn/a.png) [b](javascript:alert(1)) [c](file:///etc/passwd)\n\n```html\n<b>\n```\n";
        let html = of(text);
        for tag in ["<script", "<img", "<a ", "<b>", "href", "src=\"", "http"] {
            assert!(!html.contains(tag), "{tag}: {html}");
        }
        assert!(html.contains("&lt;script&gt;") && html.contains("图 b c"), "{html}");
    }
}
