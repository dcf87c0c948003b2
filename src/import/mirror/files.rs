//! The files of a mirror that are no pages: pictures and downloads, what only made the old site look and move, and what
//! the program that saved it wrote for itself.

use super::below_host;
use super::is_html;
use crate::files;
use crate::import::imported::{File, Imported};
use crate::import::input::{Input, is_media};
use std::collections::HashSet;

const OF_THE_SITE: &str = "css js mjs map json xml woff woff2 ttf otf eot webmanifest";

/// Pictures and downloads. What only made the old site look and move is counted.
pub fn files(inputs: &[Input], imported: &mut Imported) {
    let of_httrack = of_httrack(inputs);
    let mut of_the_site = 0;
    for input in inputs.iter().filter(|input| !is_html(&input.path)) {
        let path = below_host(&input.path);
        // wget writes the query of an address into the name.
        let name = path.split(['?', '@']).next().unwrap_or_default();
        let ending = files::ending(name);
        let why = if is_of_a_program(&input.path, &of_httrack) {
            "the program that saved the site wrote it for itself"
        } else if OF_THE_SITE.split_whitespace().any(|own| own == ending) {
            of_the_site += 1;
            continue;
        } else if !is_media(name) {
            "it is neither a page nor a picture or download"
        } else if !crate::save::is_name(name) {
            "a name like this can't be written on every system"
        } else {
            imported.files.push(File {
                place: Some(input.place.clone()),
                path: format!("static/{name}"),
                addresses: vec![
                    input.path.clone(),
                    input.path.replace(path, name),
                    format!("/{path}"),
                ],
            });
            continue;
        };
        imported.leave_out("file", &input.path, why);
    }
    if of_the_site > 0 {
        let what = crate::diagnostics::text::counted(of_the_site, "file");
        imported.notes.push(format!("{what} for the looks of the old site were left out"));
    }
}

/// The folders that HTTrack made: they have its log and its cache in them.
fn of_httrack(inputs: &[Input]) -> HashSet<&str> {
    let marks = inputs.iter().filter_map(|input| {
        let folder = files::folder(&input.path);
        match files::file_name(&input.path) {
            "hts-log.txt" => Some(folder),
            _ if files::file_name(folder) == "hts-cache" => Some(files::folder(folder)),
            _ => None,
        }
    });
    marks.collect()
}

/// Whether a program that saves sites wrote a file. Its cookies let anybody in who has them.
fn is_of_a_program(path: &str, of_httrack: &HashSet<&str>) -> bool {
    let (folder, name) = (files::folder(path), files::file_name(path));
    let is_own = matches!(name, "backblue.gif" | "fade.gif" | "hts-log.txt" | "hts-err.txt");
    name == "cookies.txt"
        || path.split('/').any(|part| part == "hts-cache")
        || is_own && of_httrack.contains(folder)
}
