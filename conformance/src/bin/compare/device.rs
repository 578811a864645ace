//! Runs a case through the loader: checks its results, times it, and checks them again: by then drivers may have compiled it anew.

use crate::case::{Arg, Case, Check};
use crate::data::Data;
use crate::metric::per_call;
use mirrorcl_conformance::cl::{Buffer, Kernel, Svm};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::CL_MEM_READ_WRITE;

/// An argument's memory, kept for as long as the kernel uses it.
enum Memory {
    Buffer(Buffer),
    Svm(Svm<u8>),
    None,
}

/// Nanoseconds per run of the case.
pub(crate) fn time(case: &Case) -> f64 {
    let lab = Lab::new();
    let kernel = lab.context.build(case.source).kernel("k");
    let memory: Vec<Memory> = case
        .args
        .iter()
        .enumerate()
        .map(|(index, arg)| set(&lab, &kernel, index as u32, arg))
        .collect();
    lab.run(&kernel, &case.global, &case.local);
    for (arg, check) in &case.checks {
        verify(&lab, case, *arg, check, &memory[*arg]);
    }
    let time = per_call(|| lab.run(&kernel, &case.global, &case.local));
    for (arg, memory) in case.args.iter().zip(&memory) {
        reset(&lab, arg, memory);
    }
    lab.run(&kernel, &case.global, &case.local);
    for (arg, check) in &case.checks {
        verify(&lab, case, *arg, check, &memory[*arg]);
    }
    time
}

/// Gives an argument's memory the contents that it began with.
fn reset(lab: &Lab, arg: &Arg, memory: &Memory) {
    match (arg, memory) {
        (Arg::Buffer(data), Memory::Buffer(buffer)) => lab.queue.write(buffer, &data.bytes),
        (Arg::Svm(data), Memory::Svm(svm)) => write(lab, svm, &data.bytes),
        (Arg::Chain(next), Memory::Svm(svm)) => write(lab, svm, &links(next, svm)),
        _ => {}
    }
}

fn set(lab: &Lab, kernel: &Kernel, index: u32, arg: &Arg) -> Memory {
    match arg {
        Arg::Buffer(data) => {
            let buffer = lab.buffer(&data.bytes);
            kernel.arg_buffer(index, &buffer);
            Memory::Buffer(buffer)
        }
        Arg::Svm(data) => {
            let svm = lab.context.svm(CL_MEM_READ_WRITE, data.bytes.len());
            write(lab, &svm, &data.bytes);
            kernel.arg_svm(index, &svm);
            Memory::Svm(svm)
        }
        Arg::Chain(next) => {
            let svm: Svm<u8> = lab.context.svm(CL_MEM_READ_WRITE, next.len() * 16);
            write(lab, &svm, &links(next, &svm));
            kernel.arg_svm(index, &svm);
            Memory::Svm(svm)
        }
        Arg::Value(data) => {
            kernel.arg_bytes(index, &data.bytes);
            Memory::None
        }
        Arg::Local(size) => {
            kernel.arg_local(index, *size);
            Memory::None
        }
    }
}

/// The bytes of a chain.
fn links(next: &[u32], svm: &Svm<u8>) -> Vec<u8> {
    let base = svm.as_ptr().addr() as u64;
    let links = next.iter().enumerate();
    let links: Vec<[u64; 2]> = links
        .map(|(index, &next)| [base + u64::from(next) * 16, index as u64])
        .collect();
    Data::of(&links).bytes
}

fn write(lab: &Lab, svm: &Svm<u8>, bytes: &[u8]) {
    lab.queue.map(svm);
    for (index, &byte) in bytes.iter().enumerate() {
        svm.set(index, byte);
    }
    lab.queue.unmap(svm);
}

fn verify(lab: &Lab, case: &Case, arg: usize, check: &Check, memory: &Memory) {
    let (Arg::Buffer(data) | Arg::Svm(data)) = &case.args[arg] else {
        panic!("argument {arg} has no contents to check");
    };
    let bytes = match memory {
        Memory::Buffer(buffer) => lab.queue.read::<u8>(buffer, data.bytes.len()),
        Memory::Svm(svm) => {
            lab.queue.map(svm);
            let bytes = svm.to_vec();
            lab.queue.unmap(svm);
            bytes
        }
        Memory::None => Vec::new(),
    };
    if let Err(reason) = check.judge(&data.like(bytes)) {
        panic!("wrong result in argument {arg}: {reason}");
    }
}
