//! The `talkoo` program: everything is in the library; this hands over what was typed.

fn main() -> std::process::ExitCode {
    talkoo::cli::run(std::env::args_os())
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
