//! What pages say at the keys of a field, in the forms in which they say it: a field may be a text on one page and a table on
//! another, but the CMS knows one form. And what the CMS would lose of a page where the form is another.

use super::yaml::Node;
use toml::Value;

/// What stands at a key of tables.
pub fn inside<'v>(tables: &[&'v Value], key: &str) -> Vec<&'v Value> {
    tables.iter().filter_map(|table| table.get(key)).collect()
}

/// The entries of lists; other values as they are.
pub fn entries<'v>(values: &[&'v Value]) -> Vec<&'v Value> {
    let of = |value: &&'v Value| match value {
        Value::Array(entries) => entries.iter().collect(),
        other => vec![*other],
    };
    values.iter().flat_map(of).collect()
}

/// Whether all values are days; not years or months.
pub fn are_days(values: &[&Value]) -> bool {
    let is_day = |value: &&Value| match value {
        Value::Datetime(_) => true,
        Value::String(text) => text.len() == 10,
        _ => false,
    };
    values.iter().all(is_day)
}

/// The keys of a page at which the CMS would lose something when it saves the page, each with the reason.
pub fn losses(page: &Value, fields: &[Node]) -> Vec<String> {
    let mut losses = Vec::new();
    dotted(page, "", &mut losses);
    in_table(page, fields, "", &mut losses);
    losses
}

/// The CMS takes keys apart at their dots.
fn dotted(value: &Value, path: &str, losses: &mut Vec<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                match key.contains('.') {
                    true => losses
                        .push(format!("`{}`: the CMS takes it apart at the dot", join(path, key))),
                    false => dotted(value, &join(path, key), losses),
                }
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| dotted(entry, path, losses)),
        _ => {}
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn in_table(table: &Value, fields: &[Node], path: &str, losses: &mut Vec<String>) {
    for field in fields {
        let Some(name) = field.at("name").and_then(Node::text) else { continue };
        if let Some(value) = table.get(name) {
            in_field(value, field, &join(path, name), losses);
        }
    }
}

fn in_field(value: &Value, field: &Node, path: &str, losses: &mut Vec<String>) {
    let widget = field.at("widget").and_then(Node::text);
    let inner = field.at("fields").and_then(Node::list);
    let is_list = widget == Some("list") || field.at("multiple").is_some();
    let (is, wanted) = match (value, inner) {
        (Value::Array(entries), Some(fields)) if is_list => {
            for table in entries.iter().filter(|entry| entry.is_table()) {
                in_table(table, fields, path, losses);
            }
            if entries.iter().all(Value::is_table) {
                return;
            }
            ("a text in a list", "a table")
        }
        (Value::Array(entries), None) if is_list => match entries.iter().any(Value::is_table) {
            true => ("a table in a list", "a text"),
            false => return,
        },
        (Value::Array(entries), _) if entries.len() > 1 || inner.is_some() => ("a list", "one"),
        (Value::Table(_), Some(fields)) if !is_list => {
            return in_table(value, fields, path, losses);
        }
        (Value::Table(_), _) => ("a table", if is_list { "a list" } else { "a text" }),
        (Value::Array(_), _) | (_, None) => return,
        (_, Some(_)) => ("a text", "a table"),
    };
    losses.push(format!("`{path}`: it is {is}, where the CMS has {wanted}"));
}
