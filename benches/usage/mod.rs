//! What the system accounts of the processes that a benchmark started.

/// CPU seconds of all finished children, and the peak memory (KiB) of the largest.
#[expect(unsafe_code, reason = "the standard library does not tell the CPU time of children")]
pub fn children() -> (f64, i64) {
    // SAFETY: `getrusage` fills the struct that it is given, and that is all it does.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<libc::rusage>();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss)
}
