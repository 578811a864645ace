//! From work-group functions to an ELF shared object without undefined symbols.

use crate::llvm::{self, Effort, Linkage, Machine, Module, Value, host_cpu, link_elf};
use mirrorcl_protocol::{KernelInfo, NOTE_NAME, NOTE_TYPE, ProgramInfo, Target};
use std::{
    ffi::CStr,
    fs::File,
    io::{self, Write},
    os::fd::AsRawFd,
};

/// What code generation calls beyond instructions, as an archive: members are linked when they are needed.
static RUNTIME: &[u8] = include_bytes!(env!("MIRRORCL_RUNTIME"));

/// The machine of a target: its CPU, or this process's.
///
/// # Errors
/// A line for the build log.
pub fn machine(target: &Target, effort: Effort) -> Result<Machine, String> {
    let (mut cpu, mut features) = (target.cpu.clone(), target.cpu_features.clone());
    if cpu.is_empty() {
        let host = host_cpu();
        cpu = host.0;
        if features.is_empty() {
            features = host.1;
        }
    }
    Machine::new(&cpu, &features, effort).map_err(|reason| format!("error: CPU '{cpu}': {reason}"))
}

/// Generates the code of `kernels`, all that the module has, as an object file. `note`: the program that its note describes.
///
/// # Errors
/// Lines for the build log: what can't be generated.
pub fn generate(
    machine: &Machine,
    module: &Module<'_>,
    kernels: &[&KernelInfo],
    note: Option<&ProgramInfo>,
) -> Result<Vec<u8>, String> {
    if let Some(info) = note {
        add_note(module, info)?;
    }
    for function in module.functions() {
        let exported = kernels
            .iter()
            .any(|kernel| kernel.symbol == function.name());
        if !exported && !function.is_declaration() {
            function.set_linkage(Linkage::LLVMInternalLinkage);
        }
    }
    let object = machine
        .emit(module, false)
        .map_err(|reason| format!("error: {reason}"))?;
    let errors: Vec<_> = module
        .context()
        .take_diagnostics()
        .into_iter()
        .filter(|diagnostic| diagnostic.is_error)
        .map(|diagnostic| format!("error: {}", diagnostic.text))
        .collect();
    if !errors.is_empty() {
        return Err(errors.join("\n"));
    }
    Ok(object)
}

/// An ELF note (name, type, contents) as a section of the object.
fn add_note(module: &Module<'_>, info: &ProgramInfo) -> Result<(), String> {
    let contents = postcard::to_stdvec(info).map_err(|reason| format!("error: note: {reason}"))?;
    let name = [NOTE_NAME.as_bytes(), &[0]].concat();
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| "error: note: too long");
    let mut note = Vec::new();
    for word in [size(&name)?, size(&contents)?, NOTE_TYPE] {
        note.extend(word.to_le_bytes());
    }
    for part in [name, contents] {
        note.extend(part);
        note.resize(note.len().next_multiple_of(4), 0);
    }
    let bytes = Value::bytes(module.context(), &note);
    let global = module.add_global("mirrorcl.note", bytes.ty(), 0);
    global.set_initializer(bytes);
    global.set_const(true);
    global.set_linkage(Linkage::LLVMInternalLinkage);
    // LLVM makes sections of this name prefix SHT_NOTE, which linkers keep and gather in PT_NOTE.
    global.set_section(&format!(".note.{NOTE_NAME}"));
    global.set_align(4);
    Ok(())
}

/// Links object files with lld. Nothing is written to disk, so a compiler that may write nowhere still works.
///
/// # Errors
/// Lines for the build log: symbols that are not defined.
pub fn link(objects: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| format!("error: {error}");
    let inputs: Vec<File> = objects
        .iter()
        .map(|object| memory_file(c"object", object))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    let runtime = memory_file(c"runtime", RUNTIME).map_err(failed)?;
    let paths: Vec<String> = inputs.iter().chain([&runtime]).map(path).collect();
    let mut arguments = vec![
        "-shared",
        "-z",
        "defs",
        "-z",
        "now",
        "-Bsymbolic",
        "--exclude-libs=ALL",
        "--gc-sections",
        "--hash-style=gnu",
        "--build-id=none",
        "--threads=1",
    ];
    arguments.extend(paths.iter().map(String::as_str));
    let elf = link_elf(&arguments).map_err(|log| undefined_symbols(&log))?;
    if elf.is_empty() {
        return Err("error: lld wrote nothing".into());
    }
    Ok(elf)
}

/// The path of an open file.
fn path(file: &impl AsRawFd) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// lld's words, without the names of files that only we know.
fn undefined_symbols(log: &str) -> String {
    let lines = log.lines().filter(|line| line.contains("error:"));
    lines
        .map(|line| line.trim_start_matches("ld.lld: "))
        .collect::<Vec<_>>()
        .join("\n")
}

fn memory_file(name: &CStr, contents: &[u8]) -> io::Result<File> {
    let mut file = llvm::memory_file(name)?;
    file.write_all(contents)?;
    Ok(file)
}
