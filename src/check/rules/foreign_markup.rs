//! Markup of another program that readers would see.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Anomaly, Markup};
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("foreign_markup.md"));

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(terms)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for anomaly in texts(page).flat_map(|text| &text.anomalies).chain(&page.anomalies) {
        found.extend(judge(&page.path, anomaly));
    }
}

fn terms(model: &Model, found: &mut Vec<Diagnostic>) {
    for file in &model.term_files {
        found.extend(file.anomalies.iter().filter_map(|anomaly| judge(&file.path, anomaly)));
    }
}

fn judge(path: &Arc<str>, (anomaly, spot): &(Anomaly, Spot)) -> Option<Diagnostic> {
    let Anomaly::Foreign(markup) = anomaly else { return None };
    let (what, help) = said(markup);
    let message = format!("{what} printed as typed");
    Some(RULE.at(path, spot.span.clone(), message).help(help))
}

/// What it is, and what to write instead.
fn said(markup: &Markup) -> (String, String) {
    let (what, help) = match markup {
        Markup::Reference(label) => {
            return (
                format!("nothing says where `{label}` leads, so this is"),
                format!(
                    "write the address here, `[words](page.md)`, or in a line below: `[{label}]: page.md`"
                ),
            );
        }
        Markup::Cite(keys) => {
            let keys: Vec<String> = keys.split(',').map(|key| format!("@{}", key.trim())).collect();
            return (
                "citations of other programs are".to_owned(),
                format!("write `[{}]`", keys.join("; ")),
            );
        }
        Markup::Entities(letters) => {
            let what = "codes of HTML mean nothing in a plain text: this is".to_owned();
            let help = match &letters[..] {
                [letter] => format!("write the letter itself: `{letter}`"),
                _ => format!("write the letters themselves: `{}`", letters.join("`, `")),
            };
            return (what, help);
        }
        Markup::InValue => (
            "Markdown means nothing in a plain text: this is",
            "take the signs away, or say it in the text of the page",
        ),
        Markup::NoHeading => (
            "signs without a space behind them make no heading: this is",
            "write a space behind them: `## Words`",
        ),
        Markup::Remark => (
            "a remark between `%%` is for those who write, and here it is",
            "remove it, or write `<!-- … -->`, which nobody sees",
        ),
        Markup::Highlight => ("highlighting is", "write `**words**`, or take the signs away"),
        Markup::Callout => (
            "boxes in this form are",
            "write `> [!NOTE]` alone on its line (or TIP, IMPORTANT, WARNING, CAUTION), and the words below it",
        ),
        Markup::Shortcode => (
            "shortcodes and tags of other programs are",
            "write what it stands for: a picture as `![…](file.png)`, a link to a page as `[…](page.md)`",
        ),
        Markup::Attributes { has_alt: true } => (
            "attributes in braces are",
            "write the words of `fig-alt` or `alt` between the square brackets of the picture, `![words](file.png)`, and remove the braces",
        ),
        Markup::Attributes { .. } => (
            "attributes in braces are",
            "remove them; only a heading can have its own address: `## Words {#words}`",
        ),
        Markup::Formula => {
            ("formulas are", "write it in words, as code between backticks, or as a picture")
        }
        Markup::Contents => ("this is", "remove it: the theme lists the contents of a long page"),
        Markup::Box => (
            "boxes in this form are",
            "write the box as a quotation: `> [!NOTE]`, and its text in lines that begin with `>`",
        ),
        Markup::GridTable => (
            "a table drawn with `+` is",
            "write its head as `| a | b |`, below it `|---|---|`, and each row on a line of its own",
        ),
    };
    (what.to_owned(), help.to_owned())
}
