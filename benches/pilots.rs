//! Measures builds of a generated repository of N pilots (4 kB of Markdown, seven terms, three claims with
//! notes, five links, a block of code in every tenth) as whole processes. CPU time is the figure to quote.
//! Run it with `cargo bench --bench pilots -- 10000`. The search index, which takes 5 ms a page, is left out.
//! `--out DIR` sets the output folder.
//!
//! Builds: cold (no cache, no output), unchanged, and after one edit.

mod corpus;
mod usage;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};
use usage::children;

fn main() -> io::Result<()> {
    let pages = env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let root = corpus::pilots(pages)?;
    let out = env::args().skip_while(|arg| arg != "--out").nth(1);
    let out = out.map_or_else(|| root.join("public"), PathBuf::from);
    let _ = fs::remove_dir_all(root.join(".cache"));
    let _ = fs::remove_dir_all(&out);
    println!("{pages} pilots in {}", root.display());
    measure("cold, with highlighting", &root, &out)?;
    let _ = fs::remove_dir_all(&out);
    measure("cold, code remembered", &root, &out)?;
    // The stamps of files written a moment ago are not trusted.
    std::thread::sleep(std::time::Duration::from_secs(3));
    measure("again, nothing changed", &root, &out)?;
    let page = root.join("content/pilots/pilot-00007.md");
    let text = fs::read_to_string(&page)?;
    fs::write(&page, format!("{text}\nOne more sentence.\n"))?;
    measure("after an edit of one body", &root, &out)?;
    fs::write(&page, text)
}

/// Runs a build and prints its user and system time and peak memory.
fn measure(name: &str, root: &Path, out: &Path) -> io::Result<()> {
    let before = children();
    let output = Command::new(env!("CARGO_BIN_EXE_talkoo"))
        .args(["build", "--timings", "--no-search", "--root"])
        .arg(root)
        .arg("--out")
        .arg(out)
        .output()?;
    let after = children();
    println!("\n{name}: {:.2} CPU s, peak {} MiB so far", after.0 - before.0, after.1 / 1024);
    print!("{}", String::from_utf8_lossy(&output.stdout));
    eprint!(
        "{}",
        String::from_utf8_lossy(&output.stderr).lines().take(20).collect::<Vec<_>>().join("\n")
    );
    Ok(())
}
