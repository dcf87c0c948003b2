//! The build. `run` is the whole build with the cache, `publish` makes and writes what changed, `make` makes a
//! single output, `verify` makes everything and compares, and `explain` explains why an output is rendered.

mod explain;
mod find;
mod make;
mod publish;
mod record;
mod run;
mod verify;

pub use explain::{Explanation, Input, Since, State, explain};
pub use find::{at_address, no_such_address, of_file};
pub use make::{Failure, make, render};
#[cfg(test)]
pub use publish::{Built, build};
pub use record::{carried, record, try_to_render};
pub use run::{Outcome, last_of_same_inputs, run};
pub use verify::{Difference, Verified, verify};
