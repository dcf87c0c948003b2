//! What formatting keeps, and that a formatted text stays as it is.

use super::order::Order;
use super::{document, formatted, forms, says_the_same, write};
use proptest::prelude::*;

/// Tables at `x`, `y` and `enablers.y` stand in braces, and `themes` and `z` are lists.
fn order() -> Order {
    let list = || {
        let mut order = Order::default();
        order.is_list = true;
        order
    };
    let braces = |mut inner: Order| {
        inner.is_in_braces = true;
        inner
    };
    let enablers = Order::default().with("y", braces(Order::default().with("z", list())));
    Order::of(&["title", "summary"])
        .with("themes", list())
        .with("x", braces(Order::default().with("z", braces(Order::default()))))
        .with("y", braces(Order::default()))
        .with("enablers", enablers)
}

fn check(before: &str, after: &str) {
    let order = order();
    assert_eq!(formatted(before, &order), after);
    assert_eq!(formatted(after, &order), after, "a second time");
}

#[test]
fn keys_come_in_order_with_their_comments() {
    check(
        "# About all of it.\n\n# known by others\nthemes=['a',\"b\"]   # two\n\n\nother = 1\ntitle = 'T'\n\n",
        "# About all of it.\n\ntitle = \"T\"\n# known by others\nthemes = [\"a\", \"b\"]  # two\n\nother = 1\n",
    );
}

#[test]
fn tables_come_in_order_and_keep_what_is_commented_out_in_them() {
    check(
        "title = \"T\"\n[[other]]\na = 1\n# b = 2\n\n# what helps\n[[enablers]]\n\nterm = \"x\"\n[enablers.more]\nz = 1",
        "title = \"T\"\n\n# what helps\n[[enablers]]\nterm = \"x\"\n\n[enablers.more]\nz = 1\n\n[[other]]\na = 1\n# b = 2\n",
    );
}

#[test]
fn texts_have_the_marks_that_need_no_escapes() {
    check("a = \"say \\\"yes\\\"\"\nb = 'it''\n", "a = \"say \\\"yes\\\"\"\nb = 'it''\n");
    check(
        "a = \"say \\\"yes\\\"\"\nb = 'c:\\d'\nc = \"it's \\\"so\\\"\"\nd = \"x\\u00a0y\"\n",
        "a = 'say \"yes\"'\nb = 'c:\\d'\nc = \"it's \\\"so\\\"\"\nd = \"x\\u00a0y\"\n",
    );
}

#[test]
fn lists_stay_on_a_line_if_they_fit() {
    let long = format!("\"{}\"", "x".repeat(70));
    check(
        &format!(
            "themes = [{long}, {long}]\nother = [\n  1,\n  2\n]\nlast = [ # first\n 1, # one\n# end\n]\n"
        ),
        &format!(
            "themes = [\n  {long},\n  {long},\n]\nother = [1, 2]\nlast = [\n  # first\n  1,  # one\n  # end\n]\n"
        ),
    );
}

#[test]
fn short_tables_stand_in_braces_and_lists_of_one_in_brackets() {
    check("themes = 'a'\n\n[y]\nb = 1\n", "themes = [\"a\"]\ny = { b = 1 }\n");
    check(
        "[[x]]\na = 1\n\n[x.z]\nb = 2\n\n[[x]]\na = 3\n\n[[enablers]]\nt = 1\n[enablers.y]\nz = 'c'\n",
        "x = [\n  { z = { b = 2 }, a = 1 },\n  { a = 3 },\n]\n\n[[enablers]]\ny = { z = [\"c\"] }\nt = 1\n",
    );
    for kept in [
        "title = \"T\"\n\n[y]\n# said\nb = 1\n",
        "[[x]]\na = 1\n\n[[x]]  # said\na = 2\n",
        "[x]\na = 1\n\n[x.z]\n# said\nb = 2\n",
    ] {
        check(kept, kept);
    }
}

#[test]
fn several_tables_have_a_line_each() {
    check("a = [{ x = 1 }, {x=2}]\n", "a = [\n  { x = 1 },\n  { x = 2 },\n]\n");
    check("a = [\n  {x=2}\n]\n", "a = [{ x = 2 }]\n");
}

#[test]
fn what_is_written_over_lines_and_line_ends_stay() {
    check("a = \"\"\"\none\n  two\"\"\"\n", "a = \"\"\"\none\n  two\"\"\"\n");
    check("b=1\r\ntitle='x'\r\n", "title = \"x\"\r\nb = 1\r\n");
    check("t = {b=1, # one\n a=2}\n", "t = {b=1, # one\n a=2}\n");
    check("t = {b=[1,\n2],\n a=2}\n", "t = { b = [1, 2], a = 2 }\n");
    check("# only a comment", "# only a comment\n");
    check("", "");
}

/// A line or two of a document, sound or not.
fn piece() -> impl Strategy<Value = String> {
    let key =
        prop::sample::select(vec!["title", "summary", "themes", "x", "'y'", "a.b", "\"c d\""]);
    let value = prop::sample::select(vec![
        "1",
        "2018-10-05",
        "'a'",
        "\"b \\\" c\"",
        "'''\nlong\n'''",
        "[]",
        "[1, # one\n 2\n]",
        "[[1], ['b'], ]",
        "{ title = 1, a = 'x' }",
        "[{ z = 1 }, { title = 2, # c\n z = 3 }]",
        "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"]",
    ]);
    let comment = prop::sample::select(vec!["", "", "  # said", "#said"]);
    let pair = (key, 0..40u32, value, comment).prop_map(|(key, n, value, comment)| {
        match key.starts_with(['\'', '"']) {
            true => format!("{key} = {value}{comment}\n"),
            false => format!("{key}{n}={value} {comment}\n"),
        }
    });
    let known =
        prop::sample::select(vec!["title = 't'\n", "themes = ['a']\n"]).prop_map(str::to_owned);
    let head = prop::sample::select(vec![
        "[[enablers]]\n",
        "[[x]] # said\n",
        "[[x]]\n",
        "[x.z]\n",
        "[y]\n",
        "[other]\n",
        "[enablers.y]\n",
        "[[enablers.y]]\n",
    ]);
    let line =
        prop::sample::select(vec!["\n", "\n\n", "# one\n", "# one\n# two\n", "  # three\n\n"]);
    prop_oneof![4 => pair, 1 => known, 1 => head.prop_map(str::to_owned), 3 => line.prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn a_formatted_text_stays_as_it_is(pieces in prop::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        let order = order();
        let once = formatted(&text, &order);
        prop_assert_eq!(formatted(&once, &order), once.clone());
        // A sound text is never left alone.
        if toml::from_str::<toml::Table>(&text).is_ok() {
            let document = document::read(&text);
            let is_same = document.is_some_and(|mut one| {
                forms::settle(&mut one, &order);
                says_the_same(&text, &write::write(one, &order), &order)
            });
            prop_assert!(is_same);
            prop_assert!(!once.contains("\n\n\n"), "{once}");
        }
    }
}
