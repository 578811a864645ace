//! `cargo run -p mirrorcl-spirv --example check FILE...`: says whether each module is accepted, or why not.

fn main() {
    let mut refused = false;
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{path}: {error}");
                refused = true;
                continue;
            }
        };
        match mirrorcl_spirv::Module::parse(&bytes) {
            Ok(module) => {
                let kernels: Vec<&str> = module.kernels().map(|kernel| kernel.name).collect();
                println!("{path}: kernels {}", kernels.join(" "));
            }
            Err(error) => {
                println!("{path}: {error}");
                refused = true;
            }
        }
    }
    std::process::exit(i32::from(refused));
}
