//! Watches the built page, so that the next build of the program embeds it. It never runs npm: building the program
//! must work on a machine without Node.

fn main() {
    println!("cargo::rerun-if-changed=dist");
    println!("cargo::rerun-if-changed=placeholder.html");
}
