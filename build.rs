//! Gives the program a fingerprint of its own source. What an earlier Talkoo remembered or wrote is only
//! trusted by the very same one: a version number alone would not tell two builds of a developer apart.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("Cargo.toml")];
    for folder in ["src", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
        walk(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut hash = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    for file in files.iter().filter(|file| file.is_file()) {
        hash.add(file.to_string_lossy().replace('\\', "/").as_bytes());
        hash.add(&fs::read(file)?);
    }
    // The same source with other parts left out renders other things.
    let mut features: Vec<String> = env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CARGO_FEATURE_"))
        .collect();
    features.sort();
    features.iter().for_each(|feature| hash.add(feature.as_bytes()));
    println!("cargo::rustc-env=TALKOO_SOURCE={:032x}", hash.0);
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// FNV-1a, 128 bits: ten lines, and nobody is going to attack a developer's own build.
struct Fnv(u128);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u128::from(*byte))
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
