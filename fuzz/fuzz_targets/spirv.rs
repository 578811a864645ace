//! SPIR-V modules: any bytes are read or refused, within memory and time that fit their size.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mirrorcl_spirv::{Module, Specialization};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(module) = Module::parse(bytes) {
        let values: Vec<(u32, Vec<u8>)> = module
            .spec_constants()
            .into_iter()
            .map(|constant| (constant.id, constant.default))
            .collect();
        let _ = Specialization::new(&module, &values);
    }
});
