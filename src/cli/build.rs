//! `talkoo build`.

use super::Exit;
use super::output::{fail, report, say, tell};
use crate::cache;
use crate::diagnostics::{Severity, has_errors};
use crate::pipeline::{Repository, Wish};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub struct Wishes {
    pub drafts: bool,
    pub strict: bool,
    pub timings: bool,
    pub search: bool,
}

pub fn run(root: &Path, out: &Path, wishes: &Wishes) -> Exit {
    let start = Instant::now();
    let folder = root.join(out);
    if let Some(inside) = ["content", "static", "themes"]
        .into_iter()
        .find(|name| is_inside(&folder, &root.join(name)))
    {
        return fail(format!(
            "{} lies in {inside}/, and what is written there would be read again",
            folder.display()
        ));
    }
    let wish =
        Wish { drafts: wishes.drafts, strict: wishes.strict, colours: true, search: wishes.search };
    let remembered = cache::load(root);
    let repository = match Repository::open(root, wish, &remembered) {
        Ok(repository) => repository,
        Err(error) => return fail(error),
    };
    if has_errors(&repository.found) {
        report(&repository.found, &repository.sources);
        tell("nothing was written: mend the errors first");
        return Exit::Problems;
    }
    let rendering = Instant::now();
    let bar = Bar::new(repository.plan.outputs.len());
    let published = repository.publish(&folder, &|done| bar.tick(done));
    bar.finish();
    let written = match published {
        Ok(Ok(written)) => written,
        Ok(Err(problems)) => {
            report(&problems, &repository.sources);
            tell("nothing was written: mend the errors first");
            return Exit::Problems;
        }
        Err(error) => return fail(format!("the site could not be written: {error}")),
    };
    // A cache that can't be written costs time, not correctness.
    if let Err(error) = cache::store(root, &remembered, &repository.model.code) {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
    let shown: Vec<_> =
        repository.found.iter().filter(|d| d.severity != Severity::Hint).cloned().collect();
    report(&shown, &repository.sources);
    if wishes.timings {
        let render = ("render and write", rendering.elapsed());
        repository.timings.0.iter().chain([&render]).for_each(say_stage);
    }
    say(format!(
        "{} pages, {} outputs: {} written, {} unchanged, {} removed, in {}",
        repository.model.pages.len(),
        repository.plan.outputs.len(),
        written.written,
        written.unchanged,
        written.removed,
        in_words(start.elapsed()),
    ));
    say(format!("the site is in {}", folder.display()));
    // The program ends here, and the system takes back all memory at once, faster than piece by piece.
    std::mem::forget(repository);
    Exit::Clean
}

fn say_stage((name, time): &(&'static str, Duration)) {
    say(format!("{:>10.1} ms  {name}", time.as_secs_f64() * 1000.0));
}

fn in_words(time: Duration) -> String {
    match time.as_millis() {
        ms @ 0..1000 => format!("{ms} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// Whether `path` is `folder` or below it, as far as both are there.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let resolved = |path: &Path| -> Option<PathBuf> {
        path.ancestors().find_map(|known| {
            let rest = path.strip_prefix(known).ok()?;
            let known = if known.as_os_str().is_empty() { Path::new(".") } else { known };
            Some(known.canonicalize().ok()?.join(rest))
        })
    };
    match (resolved(path), resolved(folder)) {
        (Some(path), Some(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// A progress bar that shows itself on a terminal when the work takes over a second.
struct Bar {
    bar: ProgressBar,
    start: Instant,
}

impl Bar {
    fn new(outputs: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(outputs as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} outputs") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now() }
    }

    fn tick(&self, done: usize) {
        if self.bar.is_hidden()
            && self.start.elapsed() > Duration::from_secs(1)
            && std::io::stderr().is_terminal()
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done as u64);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
