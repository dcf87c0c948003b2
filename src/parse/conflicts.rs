//! The marks that git leaves in a file when two people changed the same lines.

use crate::diagnostics::rules::MERGE_CONFLICT;
use crate::diagnostics::{Diagnostic, Span};
use crate::sources::{Kind, Source};
use memchr::memmem;

const OURS: &[u8] = b"<<<<<<< ";
const THEIRS: &[u8] = b">>>>>>> ";

/// The conflicts in a file, whatever its kind.
pub fn conflicts(source: &Source) -> Vec<Diagnostic> {
    let (bytes, mut found, mut done) = (&*source.bytes, Vec::new(), 0);
    for start in lines(bytes, OURS) {
        let end = lines(&bytes[start..], THEIRS).next().map(|end| line_at(bytes, start + end));
        done = end.as_ref().map_or(done, |end| end.end);
        let message = "git left two versions of the same lines here";
        found.push(problem(source, line_at(bytes, start), message, end));
    }
    // Only part of the marks was deleted.
    let rest = lines(&bytes[done..], THEIRS).map(|start| done + start);
    let rest = rest.filter(|start| memmem::find(&bytes[..*start], b"\n=======").is_some());
    let message = "git left the end of one of two versions here";
    found.extend(rest.map(|start| problem(source, line_at(bytes, start), message, None)));
    found
}

fn problem(source: &Source, at: Span, message: &str, end: Option<Span>) -> Diagnostic {
    let help = "keep what is right of both versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`";
    // The lines of other files are not shown.
    if matches!(source.kind, Kind::Attachment | Kind::Static) {
        let line = source.bytes[..at.start].iter().filter(|b| **b == b'\n').count() + 1;
        let message = format!("{message}, in line {line}");
        return MERGE_CONFLICT.at(&source.path, 0..0, message).help(help);
    }
    let problem = MERGE_CONFLICT.at(&source.path, at, message).help(help);
    match end {
        Some(end) => problem.related(&source.path, end, "this is the end of the second version"),
        None => problem,
    }
}

/// Where lines begin with a mark.
fn lines<'b>(bytes: &'b [u8], mark: &'static [u8]) -> impl Iterator<Item = usize> + 'b {
    let starts = memmem::find_iter(bytes, mark);
    starts.filter(move |at| at.checked_sub(1).is_none_or(|before| bytes[before] == b'\n'))
}

fn line_at(bytes: &[u8], start: usize) -> Span {
    let length = bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r'));
    start..length.map_or(bytes.len(), |length| start + length)
}
