//! Tells Cargo that the program contains the catalogue: a changed file means a new program.

fn main() {
    println!("cargo::rerun-if-changed=../../catalogue");
}
