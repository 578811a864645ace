//! The tools beside LLVM itself: clang's front end and lld.

use super::{
    Context, Module,
    context::{c_string, with_log},
    shim,
};
use std::{
    ffi::CStr,
    fs::File,
    io,
    os::fd::FromRawFd,
    sync::{Mutex, PoisonError},
};

/// An empty file in memory, which lld can open by the path `/proc/self/fd/N`.
///
/// # Errors
/// The system's.
pub fn memory_file(name: &CStr) -> io::Result<File> {
    // SAFETY: a C string; the descriptor that comes back is ours alone.
    unsafe {
        let descriptor = libc::memfd_create(name.as_ptr(), libc::MFD_CLOEXEC);
        if descriptor < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(File::from_raw_fd(descriptor))
    }
}

/// What clang compiles: the arguments of `cc1`, and the files that it may see.
#[derive(Debug, Clone, Copy)]
pub struct ClangInput<'a> {
    /// The arguments; the last one names the main file.
    pub arguments: &'a [&'a str],
    /// Path and text of each file.
    pub files: &'a [(&'a str, &'a str)],
    /// Whether the real files can be included as well.
    pub real_files: bool,
}

/// Compiles a translation unit. Returns the module, unless there were errors, and the log.
pub fn compile<'c>(context: &'c Context, input: ClangInput<'_>) -> (Option<Module<'c>>, String) {
    let arguments: Vec<_> = input
        .arguments
        .iter()
        .map(|argument| c_string(argument))
        .collect();
    let pointers: Vec<_> = arguments.iter().map(|argument| argument.as_ptr()).collect();
    let files: Vec<_> = input
        .files
        .iter()
        .map(|(path, text)| shim::File {
            path: shim::Bytes::new(path.as_bytes()),
            text: shim::Bytes::new(text.as_bytes()),
        })
        .collect();
    // SAFETY: pointers and lengths are those of live slices; the sink is `append`'s.
    let (raw, log) = with_log(|write, sink| unsafe {
        shim::mirrorcl_clang(
            context.raw,
            pointers.as_ptr(),
            pointers.len(),
            files.as_ptr(),
            files.len(),
            input.real_files,
            write,
            sink,
        )
    });
    ((!raw.is_null()).then_some(Module { raw, context }), log)
}

/// Runs lld's ELF driver, which has state of its own: one at a time. Returns the file's bytes; the log is the error.
///
/// # Errors
/// What lld reports.
pub fn link_elf(arguments: &[&str]) -> Result<Vec<u8>, String> {
    static LLD: Mutex<()> = Mutex::new(());
    let _guard = LLD.lock().unwrap_or_else(PoisonError::into_inner);
    let arguments: Vec<_> = ["ld.lld", "-o", "/dev/null"]
        .iter()
        .chain(arguments)
        .map(|argument| c_string(argument))
        .collect();
    let pointers: Vec<_> = arguments.iter().map(|argument| argument.as_ptr()).collect();
    let mut output: Vec<u8> = Vec::new();
    let to = (&raw mut output).cast();
    // SAFETY: pointers and lengths are those of live slices; the sinks are `append`'s, and nothing else uses them now.
    let (done, log) = with_log(|write, sink| unsafe {
        shim::mirrorcl_lld(
            pointers.as_ptr(),
            pointers.len(),
            write,
            sink,
            shim::append,
            to,
        )
    });
    if done { Ok(output) } else { Err(log) }
}
