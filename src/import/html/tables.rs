//! Tables. A table of data becomes one of Markdown, whose cells are lines; one that only places things on the page is taken
//! apart.

use super::shared::{Shared, block, on_one_line};
use super::tree;
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdownBuilder, Node};
use std::rc::Rc;

struct Row {
    cells: Vec<Rc<Node>>,
    is_head: bool,
}

pub fn handlers(builder: HtmlToMarkdownBuilder, notes: &Shared) -> HtmlToMarkdownBuilder {
    let notes = notes.clone();
    builder.add_handler(vec!["table"], move |h: &dyn Handlers, e: Element| {
        Some(HandlerResult::from(table(h, e.node, &notes)))
    })
}

fn table(handlers: &dyn Handlers, node: &Rc<Node>, notes: &Shared) -> String {
    let (rows, caption) = rows(node);
    let text = |cell: &Rc<Node>| handlers.walk_children(cell).content;
    let width = rows.iter().map(|row| row.cells.iter().map(span).sum()).max().unwrap_or(0_usize);
    let is_nested = tree::all(node).iter().skip(1).any(|inner| tree::name(inner) == "table");
    if width < 2 || is_nested {
        let cells = rows.iter().flat_map(|row| &row.cells);
        return cells.map(|cell| block(&text(cell))).collect();
    }
    if rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| tree::attribute(cell, "rowspan").is_some_and(|n| n != "1"))
    {
        notes.leave_out("cell over several rows", label(&rows));
    }
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, width, &text)).collect();
    if !rows.first().is_some_and(|row| row.is_head) {
        lines.insert(0, format!("|{}", "  |".repeat(width)));
    }
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    let table = block(&lines.join("\n"));
    match caption {
        Some(caption) => {
            format!("{}{table}", block(&format!("**{}**", on_one_line(&tree::text(&caption)))))
        }
        None => table,
    }
}

/// The rows, those of the head first, and the caption.
fn rows(table: &Rc<Node>) -> (Vec<Row>, Option<Rc<Node>>) {
    let (mut rows, mut caption) = (Vec::new(), None);
    let mut due: Vec<(Rc<Node>, bool)> = vec![(table.clone(), false)];
    while let Some((node, is_head)) = due.pop() {
        let is_head = is_head || tree::name(&node) == "thead";
        for child in node.children.borrow().iter().rev() {
            match tree::name(child) {
                "thead" | "tbody" | "tfoot" | "tr" => due.push((child.clone(), is_head)),
                "caption" => caption = Some(child.clone()),
                _ => {}
            }
        }
        if tree::name(&node) == "tr" {
            let is_cell = |child: &&Rc<Node>| matches!(tree::name(child), "td" | "th");
            let cells: Vec<Rc<Node>> =
                node.children.borrow().iter().filter(is_cell).cloned().collect();
            let is_head =
                is_head || (rows.is_empty() && cells.iter().all(|cell| tree::name(cell) == "th"));
            if !cells.is_empty() {
                rows.push(Row { cells, is_head });
            }
        }
    }
    rows.sort_by_key(|row| !row.is_head);
    (rows, caption)
}

fn span(cell: &Rc<Node>) -> usize {
    let span = tree::attribute(cell, "colspan").and_then(|n| n.parse().ok()).unwrap_or(1);
    std::cmp::Ord::clamp(span, 1, 50)
}

fn line(row: &Row, width: usize, text: &dyn Fn(&Rc<Node>) -> String) -> String {
    let mut line = String::from("|");
    let mut filled = 0;
    for cell in &row.cells {
        let text = on_one_line(&text(cell).replace("\n\n", " · ").replace("\n- ", " · "));
        let text = text.trim_matches(['·', ' ']).trim_start_matches("- ").replace('|', "\\|");
        line.push_str(&format!(" {text} |"));
        let span = span(cell).min(width - filled.min(width)).max(1);
        line.push_str(&"  |".repeat(span - 1));
        filled += span;
    }
    line.push_str(&"  |".repeat(width.saturating_sub(filled)));
    line
}

fn label(rows: &[Row]) -> String {
    let cells = rows.iter().take(1).flat_map(|row| &row.cells).map(tree::text);
    on_one_line(&cells.collect::<Vec<_>>().join(", ")).chars().take(60).collect()
}
