//! `talkoo dossier`: writes some pages as one HTML file for paper.

use super::build::source_folder;
use super::open::open;
use super::output::{Exit, fail, report, say};
use crate::build::Failure;
use crate::cache::Cache;
use crate::dossier::{Trouble, dossier, is_dossier};
use crate::options::Options;
use std::fs;
use std::path::Path;

pub fn run(root: &Path, pages: &[String], out: &Path) -> Exit {
    if let Some(inside) = source_folder(root, out) {
        return fail(format!(
            "{} is inside {inside}/, which is no place for outputs; choose another file with --out",
            out.display()
        ));
    }
    if out.is_file() && fs::read(out).is_ok_and(|bytes| !is_dossier(&bytes)) {
        let out = out.display();
        return fail(format!("{out} is there and no dossier; choose another file with --out"));
    }
    let options = Options { memo: true, ..Options::default() };
    let site = match open(root, options, &Cache::of(root)) {
        Ok(site) => site,
        Err(error) => return fail(error),
    };
    let html = match dossier(&site, pages) {
        Ok(html) => html,
        Err(Trouble::NoPage(address)) => return fail(format!("there is no page {address}")),
        Err(Trouble::NotTaken(url)) => {
            return fail(format!(
                "{url} can't be taken along; give its collection `compare` in site.toml"
            ));
        }
        Err(Trouble::Failed(Failure::Content(found))) => {
            report(&found, &site.snapshot.sources);
            return Exit::Problems;
        }
        Err(Trouble::Failed(Failure::World(error))) => return fail(error),
    };
    match fs::write(out, html) {
        Ok(()) => {
            say(format!("the dossier is in {}", out.display()));
            Exit::Clean
        }
        Err(error) => fail(format!("{} could not be written: {error}", out.display())),
    }
}
