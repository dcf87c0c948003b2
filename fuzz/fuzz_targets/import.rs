#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| talkoo::fuzz::import(bytes));
