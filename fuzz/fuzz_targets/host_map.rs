//! The reader of the process's map: any text gives ranges that are not inverted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mirrorcl_device::vm::parse_maps;

fuzz_target!(|text: &str| {
    for line in parse_maps(text) {
        assert!(line.range.start < line.range.end);
        assert!(text.contains(line.name) && text.contains(line.access));
    }
});
