//! Sessions at the command line: `commands/*.md` are run as they stand there, and double as documentation. The
//! folder `<name>.in` is where a session begins, `<name>.out` what must be there at its end.
//! `TRYCMD=overwrite cargo test --test commands` writes down what is; read the difference before you commit it.

#[test]
fn sessions_go_as_written() {
    trycmd::TestCases::new().case("tests/commands/*.md");
}
