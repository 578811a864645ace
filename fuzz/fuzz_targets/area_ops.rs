//! The gap tree and all search policies against the naive model.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mirrorcl_device::vm::fuzzing::Run;

fuzz_target!(|operations: &[u8]| Run::operations(operations, true));
