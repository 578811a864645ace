//! Link options of `libmirrorcl.so`.

fn main() {
    // Worker threads may be inside the driver when an application closes it: it stays mapped.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    println!("cargo:rustc-cdylib-link-arg=-Wl,--as-needed");
    println!("cargo:rerun-if-changed=build.rs");
}
