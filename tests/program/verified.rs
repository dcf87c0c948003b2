//! `build --verify` counts what `build` counts, and says of each file in which way it is not as it should be; `check`
//! reports where reports are read.

use crate::common::site::Site;
use std::fs;
use std::process::Output;

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn verify_counts_as_build_does_and_names_each_difference() {
    let mut site = Site { search: true, ..Site::new() };
    let (code, _, told) = said(&site.run(&["build", "--verify"]));
    assert_eq!(code, Some(1));
    assert!(told.contains("outputs are missing: run `talkoo build`"), "{told}");

    let (_, built, _) = said(&site.run(&["build"]));
    let number = built.split(" pages, ").nth(1).and_then(|rest| rest.split(' ').next());
    let number = number.expect("build says how many outputs there are").to_owned();
    let up_to_date = format!("all {number} outputs are up to date\n");
    assert_eq!(said(&site.run(&["build", "--verify"])), (Some(0), up_to_date, String::new()));

    let public = site.root.path().join("public");
    fs::remove_file(public.join("index.html")).expect("it was there");
    fs::write(public.join("404.html"), "edited").expect("it can be written");
    let mut files = site.files.clone();
    let page = files.keys().rfind(|path| path.starts_with("content/posts/post-"));
    let page = page.expect("there are posts").clone();
    files.remove(&page);
    site.change(files);
    let (code, listed, told) = said(&site.run(&["build", "--verify"]));
    assert_eq!(code, Some(1));
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines.contains(&"missing: index.html"), "{listed}");
    assert!(lines.contains(&"different: 404.html"), "{listed}");
    let number = |kind: &str| lines.iter().filter(|line| line.starts_with(kind)).count();
    let (missing, different, left) = (number("missing"), number("different"), number("left over"));
    assert!(left > 0, "{page} was published: {listed}");
    let counts = format!("{missing} missing, {different} different, {left} left over;");
    assert!(told.contains(&counts), "{told} {counts}");
}

#[test]
fn check_reports_on_standard_output() {
    let mut site = Site { search: true, ..Site::new() };
    let mut files = site.files.clone();
    files
        .insert("content/dead.md".to_owned(), b"+++\ntitle = \"D\"\n+++\n[x](nowhere.md)\n".into());
    site.change(files);
    let (code, report, told) = said(&site.run(&["check"]));
    assert_eq!((code, told.as_str()), (Some(1), ""));
    assert!(report.contains("error[dead-link]: `nowhere.md`"), "{report}");
    assert!(report.contains("\nchecked ") && report.contains(" 1 error"), "{report}");
}
