//! Tells Cargo to build the crate anew when a file is added to the language folders: they are embedded, and what is embedded
//! is known to Cargo only file by file.

fn main() {
    println!("cargo::rerun-if-changed=lang");
}
