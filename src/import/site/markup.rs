//! Markup of Hugo, Jekyll, Zola and Quarto in a Markdown text: what has a form here becomes that, the rest stays as it is
//! and is listed. Code is left alone.

use crate::import::html::{markdown_picture, viewed};
use crate::import::site::attributes::attributes;
use crate::import::site::comments::without_comments;
use crate::import::site::{cites, inline, lists};

/// A text as Markdown of this program, and what has no form in it.
pub fn markdown(text: &str) -> (String, Vec<(&'static str, String)>) {
    let mut left_out = Vec::new();
    let text = &without_comments(text, &mut left_out);
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<String> = None;
    let mut boxes: Vec<Box> = Vec::new();
    let (mut is_html, mut in_list) = (false, false);
    let lines = text.lines();
    for line in lines {
        let start = line.trim_start();
        let marks: String = start.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        let is_fence = marks.len() >= 3;
        // Liquid's own fence.
        if fence.is_none() && start.starts_with("{% highlight") {
            let language =
                start.split_whitespace().nth(2).unwrap_or_default().trim_matches(['%', '}']);
            push(&mut out, &boxes, &format!("```{language}"));
            fence = Some("{%".to_owned());
            continue;
        }
        if fence.as_deref() == Some("{%") && start.starts_with("{% endhighlight") {
            push(&mut out, &boxes, "```");
            fence = None;
            continue;
        }
        match &fence {
            None if is_fence => fence = Some(marks.clone()),
            Some(open) if is_fence && marks.starts_with(&**open) && start.trim() == marks => {
                fence = None
            }
            _ => {}
        }
        if is_fence || fence.is_some() {
            push(&mut out, &boxes, &fenced(line));
            continue;
        }
        if let Some(end) = indented_box_end(&mut boxes, line) {
            out.push_str(end);
        }
        if let Some(made) = box_line(line, &mut boxes, &mut left_out) {
            if !made.is_empty() {
                out.push_str(&made);
                out.push('\n');
            }
            continue;
        }
        let line = match boxes.last() {
            Some(Box::Indented(indent)) => line.get(*indent..).unwrap_or(line.trim_start()),
            _ => line,
        };
        // Markdown inside of a block of HTML is none.
        is_html = match line.trim().is_empty() {
            true => false,
            false => is_html || inline::begins_block(line),
        };
        let mut made = String::with_capacity(line.len());
        outside_code(line, &mut |part| made.push_str(&shortcodes(part, &mut left_out)));
        if let Some(words) = attribute_line(&made) {
            left_out.push(("attributes", words.to_owned()));
            continue;
        }
        if !is_html && !in_code(line, &mut in_list) {
            made = lists::without(&inline::markdown(&made), &mut left_out);
        }
        let made = made.replace("<!--more-->", "").replace("<!-- more -->", "");
        push(&mut out, &boxes, &made);
    }
    (out, left_out)
}

/// A box of another program that is open.
enum Box {
    /// Up to a line of `:::`, a closing shortcode or `{% end … %}`; its lines are quoted if it is an alert.
    Closed { is_alert: bool },
    /// As long as lines are indented by this much.
    Indented(usize),
}

fn push(out: &mut String, boxes: &[Box], line: &str) {
    for open in boxes {
        if !matches!(open, Box::Closed { is_alert: false }) {
            out.push_str(if line.is_empty() { ">" } else { "> " });
        }
    }
    out.push_str(line.trim_end_matches(' '));
    if line.ends_with("  ") && !line.trim().is_empty() {
        out.push_str("  ");
    }
    out.push('\n');
}

/// Calls `part` for what is not code in a line, and copies the code.
fn outside_code(line: &str, part: &mut dyn FnMut(&str)) {
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let ticks = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let fence = &rest[at..at + ticks];
        let Some(end) = rest[at + ticks..].find(fence) else { break };
        part(&rest[..at]);
        let end = at + ticks + end + ticks;
        // Code has no shortcodes, so it passes as it is.
        part(&rest[at..end].replace("{{", "{\u{e00b}{").replace("{%", "{\u{e00b}%"));
        rest = &rest[end..];
    }
    part(rest);
}

/// The kind of alert that a word of another program means.
fn alert(word: &str) -> Option<&'static str> {
    Some(match word.trim().trim_start_matches('.').to_ascii_lowercase().as_str() {
        "note" | "info" | "callout-note" | "abstract" | "summary" | "question" | "quote"
        | "example" => "NOTE",
        "tip" | "hint" | "success" | "callout-tip" | "check" => "TIP",
        "important" | "callout-important" => "IMPORTANT",
        "warning" | "callout-warning" | "attention" | "alert" => "WARNING",
        "caution" | "danger" | "error" | "callout-caution" | "failure" | "bug" => "CAUTION",
        _ => return None,
    })
}

/// A line that opens or closes a box. `None` if it is none.
fn box_line(
    line: &str,
    boxes: &mut Vec<Box>,
    left_out: &mut Vec<(&'static str, String)>,
) -> Option<String> {
    let start = line.trim();
    if boxes.len() == 8 && !matches!(start, ":::" | "::::") && !start.starts_with("{{") {
        return None;
    }
    if let Some(rest) = start.strip_prefix(":::") {
        let words = rest.trim_start_matches(':').trim().trim_matches(['{', '}']);
        if words.is_empty() {
            boxes.pop();
            return Some(String::new());
        }
        let kind = words.split_whitespace().find_map(alert);
        boxes.push(Box::Closed { is_alert: kind.is_some() });
        return Some(match kind {
            Some(kind) => {
                let title = attributes(words).get("title").cloned();
                format!(
                    "> [!{kind}]{}",
                    title.map(|title| format!("\n> **{title}**\n>")).unwrap_or_default()
                )
            }
            None => {
                left_out.push(("box", format!("::: {words}")));
                String::new()
            }
        });
    }
    if let Some(rest) = start.strip_prefix("!!! ").or_else(|| start.strip_prefix("??? ")) {
        let (word, title) = rest.split_once(' ').unwrap_or((rest, ""));
        let kind = alert(word)?;
        boxes.push(Box::Indented(line.len() - line.trim_start().len() + 4));
        let title = title.trim_matches('"');
        return Some(match title {
            "" => format!("> [!{kind}]"),
            title => format!("> [!{kind}]\n> **{title}**\n>"),
        });
    }
    hugo_box(start, boxes)
}

/// `{{% notice note %}}`, `{{< callout type="warning" >}}`, and what closes them.
fn hugo_box(line: &str, boxes: &mut Vec<Box>) -> Option<String> {
    let inner = line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"))?;
    let inner = inner.trim_matches(['<', '>', '%']).trim();
    const BOXES: [&str; 7] = ["notice", "callout", "admonition", "alert", "hint", "note", "tip"];
    if let Some(name) = inner.strip_prefix('/') {
        let is_box = BOXES.contains(&name.trim()) && !boxes.is_empty();
        return is_box.then(|| {
            boxes.pop();
            String::new()
        });
    }
    let name = inner.split_whitespace().next()?;
    if boxes.len() == 8
        || !BOXES.contains(&name)
        || line.matches("{{").count() > 1
        || inner.ends_with('/')
    {
        return None;
    }
    let values = attributes(inner);
    let named = ["type", "kind", "style", "color", "icon"].iter().find_map(|key| values.get(*key));
    let plain = inner.split_whitespace().nth(1).map(|word| word.trim_matches('"'));
    let kind = named
        .map(String::as_str)
        .or(plain)
        .and_then(alert)
        .or_else(|| alert(name))
        .unwrap_or("NOTE");
    boxes.push(Box::Closed { is_alert: true });
    Some(format!("> [!{kind}]"))
}

/// Ends boxes whose lines are indented at the first line that is not.
fn indented_box_end(boxes: &mut Vec<Box>, line: &str) -> Option<&'static str> {
    let Some(Box::Indented(indent)) = boxes.last() else { return None };
    let own = line.len() - line.trim_start().len();
    if line.trim().is_empty() || own >= *indent {
        return None;
    }
    boxes.pop();
    Some("\n")
}

/// A fence whose language Quarto or R Markdown writes in braces: ```` ```{python} ````.
fn fenced(line: &str) -> String {
    match line.split_once('{') {
        Some((fence, rest))
            if fence.trim().len() >= 3 && fence.trim().chars().all(|c| c == '`') =>
        {
            let language = rest.trim_end_matches('}').trim().trim_start_matches('.');
            let language = language.split([' ', ',', '}']).next().unwrap_or_default();
            format!("{fence}{language}")
        }
        _ => line.to_owned(),
    }
}

/// Whether a line is code by its indentation, which it is not in a list. `in_list` says whether the lines above are one.
fn in_code(line: &str, in_list: &mut bool) -> bool {
    let start = line.trim_start();
    let is_indented = line.starts_with("    ") || line.starts_with('\t');
    let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = ["- ", "* ", "+ "].iter().any(|mark| start.starts_with(mark))
        || number.len() < start.len() && (number.starts_with(". ") || number.starts_with(") "));
    let goes_on = *in_list && (start.is_empty() || line.starts_with([' ', '\t']));
    *in_list = goes_on || is_item && !is_indented;
    is_indented && !*in_list
}

/// A line with attributes alone: `{: .lead}`, `{width=50%}`.
fn attribute_line(line: &str) -> Option<&str> {
    let line = line.trim();
    let is_kramdown = line.starts_with("{:") && !line.starts_with("{::");
    let is_whole = line.starts_with('{') && line.find('}') == Some(line.len() - 1);
    (line.ends_with('}') && is_kramdown || is_whole && lists::is_list(line)).then_some(line)
}

/// Shortcodes and tags within a line.
fn shortcodes(text: &str, left_out: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{']) {
        let found = &rest[at..];
        let ends = [("{{", "}}"), ("{%", "%}")];
        let Some((open, close)) = ends.into_iter().find(|(open, _)| found.starts_with(open)) else {
            out.push_str(&rest[..at + 1]);
            rest = &rest[at + 1..];
            continue;
        };
        let Some(end) = found[open.len()..].find(close) else { break };
        let end = open.len() + end;
        out.push_str(&rest[..at]);
        let whole = &found[..end + close.len()];
        let inner = found[open.len()..end].trim_matches(['<', '>', '%', '-']).trim();
        match made(inner, open == "{%") {
            Some(made) => out.push_str(&made),
            None => {
                let is_end = inner.starts_with('/') || inner.starts_with("end");
                if !is_end {
                    left_out.push(("shortcode", whole.to_owned()));
                }
                out.push_str(whole);
            }
        }
        rest = &found[end + close.len()..];
    }
    out.push_str(rest);
    out.replace('\u{e00b}', "")
}

/// What a shortcode or tag means. `None` if that is not known.
fn made(inner: &str, is_tag: bool) -> Option<String> {
    let name: String =
        inner.chars().take_while(|c| c.is_alphanumeric() || "_-.".contains(*c)).collect();
    let values = attributes(inner[name.len()..].trim().trim_matches(['(', ')']));
    let value = |key: &str| values.get(key).cloned();
    let first = || {
        let word = inner[name.len()..].trim().trim_matches(['(', ')', '/']).trim();
        let word = word.split(" | ").next().unwrap_or_default().trim();
        Some(word.trim_matches(['"', '\'', '`']).to_owned()).filter(|word| !word.is_empty())
    };
    // Addresses that were made when the site was built start at its root.
    let is_base = matches!(
        &*name,
        "site.baseurl" | "site.url" | "base_url" | "config.base_url" | "site.BaseURL"
    );
    if is_base && !is_tag {
        return Some(String::new());
    }
    if inner.contains("relative_url") || inner.contains("absolute_url") {
        let address = inner.split('|').next()?.trim().trim_matches(['"', '\'']);
        return Some(address.to_owned()).filter(|address| !address.contains(' '));
    }
    let link = |address: String| format!("<{}>", viewed(&address));
    Some(match (&*name, is_tag) {
        ("ref" | "relref", false) => value("path").or_else(first)?,
        ("link" | "post_url", true) => {
            let path = first()?;
            if name == "post_url" { format!("_posts/{path}") } else { path }
        }
        ("figure" | "img" | "image" | "imgproc", false) => {
            let src = value("src")
                .or_else(|| value("link"))
                .or_else(|| first().filter(|_| values.is_empty()))?;
            let caption = value("caption").or_else(|| value("title"));
            markdown_picture(&src, &value("alt").unwrap_or_default(), caption.as_deref())
        }
        ("youtube", false) => {
            link(format!("https://www.youtube.com/watch?v={}", value("id").or_else(first)?))
        }
        ("vimeo", false) => link(format!("https://vimeo.com/{}", value("id").or_else(first)?)),
        ("video", false) => link(value("src").or_else(first).filter(|src| src.contains("//"))?),
        ("raw" | "endraw", true) => String::new(),
        ("cite", true) => cites::citation(inner)?,
        // The works that a page cites are listed below it.
        ("bibliography", true) if inner.contains("--cited") => String::new(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_of(text: &str) -> String {
        markdown(text).0
    }

    #[test]
    fn shortcodes_become_markdown() {
        assert_eq!(made_of("[A]({{< ref \"a.md#x\" >}})"), "[A](a.md#x)\n");
        assert_eq!(made_of("[A]({{< relref path=\"b.md\" >}})"), "[A](b.md)\n");
        assert_eq!(
            made_of("[A]({% link _posts/2020-01-01-a.md %})"),
            "[A](_posts/2020-01-01-a.md)\n"
        );
        assert_eq!(
            made_of("[A]({{ site.baseurl }}/a/) ![x]({{ \"/x.png\" | relative_url }})"),
            "[A](/a/) ![x](/x.png)\n"
        );
        assert_eq!(
            made_of("{{< figure src=\"a.png\" alt=\"Map\" caption=\"The map\" >}}"),
            "![Map](a.png \"The map\")\n"
        );
        assert_eq!(made_of("{{< youtube abc >}}"), "<https://www.youtube.com/watch?v=abc>\n");
        assert_eq!(made_of("`{{< figure >}}` stays"), "`{{< figure >}}` stays\n");
        let code = "Code:\n\n    <b>a</b>\n\n- one\n\n    <b>b</b>\n\nEnd\n";
        assert_eq!(made_of(code), code.replace("<b>b</b>", "**b**"));
        let (text, left) = markdown("{{< chart \"x\" >}}");
        assert_eq!(
            (text.as_str(), left),
            ("{{< chart \"x\" >}}\n", vec![("shortcode", "{{< chart \"x\" >}}".to_owned())])
        );
    }

    #[test]
    fn boxes_become_alerts() {
        assert_eq!(
            made_of("::: {.callout-note}\nOne\n\nTwo\n:::\nEnd"),
            "> [!NOTE]\n> One\n>\n> Two\nEnd\n"
        );
        assert_eq!(
            made_of("!!! warning \"Mind\"\n    One\nEnd"),
            "> [!WARNING]\n> **Mind**\n>\n> One\n\nEnd\n"
        );
        assert_eq!(made_of("{{% notice tip %}}\nOne\n{{% /notice %}}"), "> [!TIP]\n> One\n");
        assert_eq!(made_of("Lead\n{: .lead}\n"), "Lead\n");
    }
}
