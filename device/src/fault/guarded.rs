//! Copying from and to addresses that may not be mapped: pointers that come from the application or from a kernel.

use std::arch::global_asm;

use super::handler::install_handler;

// `rep movsb` keeps all of its state in registers, so after a fault `rcx` tells how much was not copied. A leaf without
// a frame: the handler only changes where to go on.
global_asm!(
    ".text",
    ".p2align 4",
    ".globl mirrorcl_guarded_copy",
    ".hidden mirrorcl_guarded_copy",
    ".type mirrorcl_guarded_copy, @function",
    "mirrorcl_guarded_copy:",
    ".cfi_startproc",
    "mov rcx, rdx",
    "rep movsb",
    ".globl mirrorcl_guarded_copy_exit",
    ".hidden mirrorcl_guarded_copy_exit",
    "mirrorcl_guarded_copy_exit:",
    "mov rax, rcx",
    "ret",
    ".cfi_endproc",
    ".size mirrorcl_guarded_copy, . - mirrorcl_guarded_copy",
);

unsafe extern "C" {
    /// Copies upwards; returns how many bytes were not copied because of a fault.
    #[link_name = "mirrorcl_guarded_copy"]
    fn guarded_copy(destination: *mut u8, source: *const u8, length: usize) -> usize;
    /// Not a function: where a faulted copy goes on.
    fn mirrorcl_guarded_copy_exit();
}

/// If `pc` is in the guarded copy, where to go on after a fault.
pub(super) fn exit_of(pc: usize) -> Option<usize> {
    let (start, exit) = (
        guarded_copy as *const () as usize,
        mirrorcl_guarded_copy_exit as *const () as usize,
    );
    (start..exit).contains(&pc).then_some(exit)
}

/// An address could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the memory is accessible for the first {copied} bytes only")]
pub struct Inaccessible {
    /// How many bytes were copied before that.
    pub copied: usize,
}

/// Copies `length` bytes, any of which may be inaccessible. The ranges do not overlap, or the destination is below.
///
/// # Safety
/// What is accessible in the destination may be overwritten, and nobody else uses it meanwhile.
pub unsafe fn copy(
    destination: *mut u8,
    source: *const u8,
    length: usize,
) -> Result<(), Inaccessible> {
    install_handler();
    // SAFETY: faults are contained by the handler; the rest is the caller's promise.
    match unsafe { guarded_copy(destination, source, length) } {
        0 => Ok(()),
        left => Err(Inaccessible {
            copied: length - left,
        }),
    }
}

/// Reads up to `limit` bytes until a NUL, which is left out.
pub fn read_c_string(address: *const u8, limit: usize) -> Result<Vec<u8>, Inaccessible> {
    let mut text = Vec::new();
    let mut piece = [0u8; 256];
    while text.len() < limit {
        let at = address.wrapping_add(text.len());
        // Pieces end at multiples of their size, so that none reaches into a page that the string does not.
        let length = (piece.len() - at.addr() % piece.len()).min(limit - text.len());
        // SAFETY: the destination is a local array.
        unsafe { copy(piece.as_mut_ptr(), at, length) }
            .map_err(|_| Inaccessible { copied: text.len() })?;
        let read = &piece[..length];
        if let Some(end) = read.iter().position(|&byte| byte == 0) {
            text.extend_from_slice(&read[..end]);
            return Ok(text);
        }
        text.extend_from_slice(read);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_what_is_there_and_stops_at_what_is_not() {
        // SAFETY: two fresh pages, the second made inaccessible.
        let pages: *mut u8 = unsafe {
            let pages = libc::mmap(
                std::ptr::null_mut(),
                8192,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            );
            assert_ne!(pages, libc::MAP_FAILED);
            libc::mprotect(pages.byte_add(4096), 4096, libc::PROT_NONE);
            pages.cast()
        };
        let mut buffer = [7u8; 64];
        // SAFETY: the source is 16 bytes before the end of the accessible page; the buffer is ours.
        unsafe {
            let edge = pages.add(4096 - 16);
            edge.write_bytes(3, 16);
            assert_eq!(copy(buffer.as_mut_ptr(), edge, 16), Ok(()));
            let short = copy(buffer.as_mut_ptr(), edge, 20);
            assert_eq!(short, Err(Inaccessible { copied: 16 }));
            assert_eq!(
                copy(edge, buffer.as_ptr(), 64),
                Err(Inaccessible { copied: 16 })
            );
            assert_eq!(
                copy(buffer.as_mut_ptr(), std::ptr::null(), 1),
                Err(Inaccessible { copied: 0 })
            );
            assert_eq!(read_c_string(edge, 100), Err(Inaccessible { copied: 16 }));
            edge.add(15).write(0);
            assert_eq!(read_c_string(edge, 100), Ok(vec![3; 15]));
            assert_eq!(read_c_string(edge, 4), Ok(vec![3; 4]));
        }
    }
}
