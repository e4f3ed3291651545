//! Makes Cargo rebuild when a query is added or changed: files are embedded by folder, not by name.

fn main() {
    println!("cargo::rerun-if-changed=sparql");
}
