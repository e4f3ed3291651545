//! Leaves the names of functions out of the program: they are an eighth of it, and only its makers could read them. Told to the
//! linker and not by the profile, which would have `RocksDB` compiled anew.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--strip-all");
    }
}
