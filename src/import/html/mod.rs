//! HTML to Markdown. `htmd` walks the tree and knows the plain elements; the handlers here are for what it has no or other
//! Markdown for: figures, tables, definition lists, footnotes, code, what is embedded. What Markdown can't say is listed.

mod blocks;
mod inline;
mod prepare;
mod shared;
mod tables;
pub mod tree;

pub use blocks::{called, viewed};
pub use inline::{destination, markdown_picture, original};

use htmd::options::{BrStyle, BulletListMarker, HrStyle, Options};
use htmd::{HtmlToMarkdown, Node};
use shared::{Shared, on_one_line};
use std::rc::Rc;

/// A converter, which can be used for many texts.
pub struct Html {
    converter: HtmlToMarkdown,
    notes: Shared,
}

/// A text as Markdown.
#[derive(Debug, Default, PartialEq)]
pub struct Converted {
    pub markdown: String,
    /// What could not be said: its kind and what it was.
    pub left_out: Vec<(&'static str, String)>,
}

impl Html {
    pub fn new() -> Self {
        let notes = Shared::default();
        let options = Options {
            hr_style: HrStyle::Dashes,
            br_style: BrStyle::Backslash,
            bullet_list_marker: BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        };
        let builder = HtmlToMarkdown::builder().options(options).scripting_enabled(false);
        let builder =
            builder.skip_tags(vec!["script", "style", "template", "head", "link", "meta", "svg"]);
        let builder =
            tables::handlers(inline::handlers(blocks::handlers(builder, &notes), &notes), &notes);
        Self { converter: builder.build(), notes }
    }

    pub fn markdown(&self, html: &str) -> Converted {
        let (tree, cut) = tree::parse_listed(html);
        let mut converted = self.of_tree(&tree);
        converted.left_out.extend(cut.into_iter().map(|text| ("deep markup", text)));
        converted
    }

    /// The Markdown of a tree, which is changed on the way.
    pub fn of_tree(&self, tree: &Rc<Node>) -> Converted {
        *self.notes.get() = prepare::prepare(tree);
        let markdown = prepare::finish(&self.converter.tree_to_markdown(tree));
        let mut left_out = std::mem::take(&mut self.notes.get().left_out);
        left_out.dedup();
        Converted { markdown, left_out }
    }
}

/// The text of HTML without any markup: titles, excerpts.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return on_one_line(html);
    }
    on_one_line(&tree::text(&tree::parse(html)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        Html::new().markdown(html).markdown
    }

    #[test]
    fn plain_elements_are_markdown() {
        for (html, due) in [
            ("<p>A <b>bold </b>word &amp; <i>one</i></p>", "A **bold** word & *one*\n"),
            (
                "<p>See @key, a@b.example, [x] and 2*3</p>",
                "See \\@key, a@b.example, \\[x\\] and 2\\*3\n",
            ),
            ("<h3><strong>Head</strong></h3>", "### Head\n"),
            ("<h1>A</h1><h2>B</h2>", "## A\n\n### B\n"),
            ("<ul><li>One<ul><li>Two</li></ul></li></ul>", "- One\n  - Two\n"),
            ("<p>m<sup>2</sup>, 1<sup>st</sup></p>", "m², 1st\n"),
            ("<p>a&nbsp;b&nbsp;</p><p>&nbsp;</p>", "a b\n"),
            ("<p>«&nbsp;oui&nbsp;!&nbsp;»</p>", "«\u{a0}oui\u{a0}!\u{a0}»\n"),
            ("<p>one<br>two</p>", "one\\\ntwo\n"),
            ("<pre><code class=\"language-js\">a &lt; `b`</code></pre>", "```js\na < `b`\n```\n"),
            ("<p>use <code>a`b</code></p>", "use ``a`b``\n"),
            ("<p>x</p>\n<!-- c --># no heading", "x\n\n\\# no heading\n"),
            ("<p>x</p>\n2. no list", "x\n\n2\\. no list\n"),
        ] {
            assert_eq!(markdown(html), due, "{html}");
        }
    }

    #[test]
    fn pictures_keep_their_captions_and_originals() {
        for (html, due) in [
            (
                "<figure><img src=\"a.png\" alt=\"A\"><figcaption>The <b>map</b></figcaption></figure>",
                "![A](a.png)\n\nThe **map**\n",
            ),
            (
                "<figure><img src=\"a.png\" alt=\"A\"><figcaption>The map</figcaption></figure>",
                "![A](a.png \"The map\")\n",
            ),
            ("<a href=\"x/a.jpg\"><img src=\"x/a-300x200.jpg\" alt=\"\"></a>", "![](x/a.jpg)\n"),
            ("<img src=\"data:image/gif;base64,AA\" data-src=\"real.jpg\">", "![](real.jpg)\n"),
            ("<img width=\"1\" height=\"1\" src=\"https://count.example/p.gif\">", ""),
        ] {
            assert_eq!(markdown(html), due, "{html}");
        }
    }

    #[test]
    fn tables_of_data_stay_and_tables_of_layout_go() {
        let data = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>1|2</td><td><p>x</p><p>y</p></td></tr></table>";
        assert_eq!(markdown(data), "| A | B |\n| --- | --- |\n| 1\\|2 | x · y |\n");
        let spanned = "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>";
        assert_eq!(markdown(spanned), "|  |  |\n| --- | --- |\n| a |  |\n| b | c |\n");
        let layout = "<table><tr><td><p>One</p><h2>Two</h2></td></tr></table>";
        assert_eq!(markdown(layout), "One\n\n## Two\n");
    }

    #[test]
    fn what_markdown_cannot_say_is_listed() {
        let html = "<form action=\"/go\"><input name=\"q\"></form><iframe src=\"//player.vimeo.com/video/5\"></iframe>\
            <p>x<sup>note</sup> <a href=\"javascript:go()\">go</a></p><script>alert(1)</script>\
            <img src=\"data:image/png;base64,AA\" alt=\"Map\"><svg><text>Plan</text></svg>";
        let Converted { markdown, left_out } = Html::new().markdown(html);
        assert_eq!(markdown, "[Video on vimeo.com](https://vimeo.com/5)\n\nxnote go\n");
        let kinds: Vec<&str> = left_out.iter().map(|left| left.0).collect();
        let due = [
            "script",
            "drawing",
            "form",
            "embed",
            "raised or lowered text",
            "script link",
            "picture without an address",
        ];
        assert_eq!(kinds, due);
    }

    #[test]
    fn schemes_are_read_as_browsers_read_them() {
        for address in [
            "java\tscript:go()",
            "java&Tab;script:go()",
            " \u{1}JavaScript&colon;go()",
            "java\nscript\r:go()",
            "vb\tscript:go()",
            "da\tta:text/html,x",
            "javascript:x.png",
        ] {
            for html in [
                format!("<a href=\"{address}\">go</a>"),
                format!("<a href=\"{address}\"><img src=\"{address}\"></a>"),
                format!("<iframe src=\"{address}\">go</iframe>"),
                format!("<img src=\"{address}\" data-src=\"{address}\">"),
            ] {
                let Converted { markdown, left_out } = Html::new().markdown(&html);
                assert!(!markdown.contains("]("), "{html}: {markdown}");
                assert!(!left_out.is_empty(), "{html} is left out without a word");
            }
        }
    }

    #[test]
    fn deep_trees_end() {
        let deep = format!("{}x{}", "<div><b>".repeat(200_000), "</b></div>".repeat(200_000));
        assert!(markdown(&deep).contains('x'));
    }

    #[test]
    fn definitions_and_footnotes_have_their_own_markdown() {
        let html = "<dl><dt>A</dt><dd>one</dd><dt>B</dt><dd>two</dd></dl>";
        assert_eq!(markdown(html), "A\n: one\n\nB\n: two\n");
        let html = "<p>Word<sup><a href=\"#fn1\">1</a></sup>.</p><ol><li id=\"fn1\">Note <a href=\"#ref1\">↩</a></li></ol>";
        assert_eq!(markdown(html), "Word[^1].\n\n[^1]: Note\n");
    }
}
