//! Measures `talkoo import wordpress` of a generated export of N items (posts with pictures, tables, lists, terms and
//! custom fields, 5 kB of HTML each) as a whole process. CPU time is the figure to quote.
//! Run it with `cargo bench --bench import -- 10000`.

mod usage;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};
use usage::children;

fn main() -> io::Result<()> {
    let items = env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let bytes = export(&folder.join("export.xml"), items)?;
    println!("{items} items, {} MB, in {}", bytes >> 20, folder.display());
    for name in ["new repository", "again, nothing changed"] {
        let before = children();
        let output = Command::new(env!("CARGO_BIN_EXE_talkoo"))
            .args(["import", "wordpress", "export.xml", "--into", "new"])
            .current_dir(&folder)
            .output()?;
        let after = children();
        let (seconds, peak) = (after.0 - before.0, after.1 / 1024);
        println!("\n{name}: {seconds:.2} CPU s, peak {peak} MiB so far");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.lines().take(4).for_each(|line| println!("  {line}"));
    }
    Ok(())
}

/// Writes an export. Returns its length.
fn export(path: &Path, items: usize) -> io::Result<u64> {
    let mut file = io::BufWriter::new(fs::File::create(path)?);
    writeln!(file, "<rss><channel><title>Old site</title><link>https://old.example.org</link>")?;
    for n in 0..200 {
        let parent = if n % 10 == 0 { String::new() } else { format!("c{}", n / 10 * 10) };
        writeln!(
            file,
            "<wp:category><wp:category_nicename>c{n}</wp:category_nicename><wp:category_parent>{parent}\
            </wp:category_parent><wp:cat_name>Category {n}</wp:cat_name></wp:category>"
        )?;
    }
    for n in 0..items {
        file.write_all(item(n, items).as_bytes())?;
    }
    writeln!(file, "</channel></rss>")?;
    file.flush()?;
    Ok(fs::metadata(path)?.len())
}

fn item(n: usize, items: usize) -> String {
    let mut html = String::new();
    for paragraph in 0..12 {
        let other = (n * 7 + paragraph) % items;
        let _ = write!(
            html,
            "<!-- wp:paragraph -->\n<p>Neighbours of number {n} met for the {paragraph}th time &#8211; and <strong>cooked \
            together</strong>, as <a href=\"https://old.example.org/post-{other}/\">those of {other}</a> had done before \
            them. Nobody was paid, everybody ate, and the municipality lent its kitchen for the evening.</p>\n\
            <!-- /wp:paragraph -->\n"
        );
    }
    let _ = write!(
        html,
        "<h2>What it took</h2><ul><li>A kitchen</li><li>Time<ul><li>two evenings</li></ul></li></ul>\
        <table><tr><th>Year</th><th>People</th></tr><tr><td>2019</td><td>{n}</td></tr></table>\
        <figure><img src=\"https://old.example.org/wp-content/uploads/2021/04/p{n}-300x200.jpg\" alt=\"Soup\">\
        <figcaption>The soup</figcaption></figure>"
    );
    format!(
        "<item><title>Post &amp; number {n}</title><link>https://old.example.org/post-{n}/</link>\
        <dc:creator>mari</dc:creator><content:encoded><![CDATA[{html}]]></content:encoded><wp:post_id>{n}</wp:post_id>\
        <wp:post_date>2021-04-05 10:00:00</wp:post_date><wp:post_name>post-{n}</wp:post_name>\
        <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
        <category domain=\"category\" nicename=\"c{}\">x</category>\
        <category domain=\"post_tag\" nicename=\"t{}\">Tag {}</category>\
        <wp:postmeta><wp:meta_key>place</wp:meta_key><wp:meta_value>Village {}</wp:meta_value></wp:postmeta></item>\n",
        n % 200,
        n % 3_000,
        n % 3_000,
        n % 500
    )
}
