//! Markup of another program that readers would see.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Anomaly, Markup};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("foreign_markup.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        let Anomaly::Foreign(markup) = anomaly else { continue };
        let (what, help) = said(markup);
        let message = format!("{what} printed as typed");
        found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
    }
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
        Markup::Shortcode => (
            "shortcodes and tags of other programs are",
            "write what it stands for: a picture as `![…](file.png)`, a link to a page as `[…](page.md)`",
        ),
        Markup::Attributes => (
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
