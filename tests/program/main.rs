//! Tests that run the program and look at what it writes, serves and says. They are one program outside of the crate,
//! since only such a one is told where the binary is; nothing here uses the library.

#[path = "../common/mod.rs"]
mod common;

mod built;
mod cms;
mod damaged;
mod deploy;
mod dossier;
mod exported;
mod folders;
mod handbook;
mod history;
mod imported;
mod incremental;
#[cfg(unix)]
mod links;
mod live;
mod refusals;
mod rename;
mod rename_folders;
mod rename_terms;
mod verified;
mod watch;
mod watched;
mod ways;
