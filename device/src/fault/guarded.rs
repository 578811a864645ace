//! Copying from and to addresses that may not be mapped: pointers that come from the application or from a kernel.

use std::arch::global_asm;

use super::handler::install_handler;
use super::vectors::{Vectors, vectors};
use crate::sys::cache::{has_fast_strings, level3_bytes};

// `rep movsb` keeps all of its state in registers, so after a fault `rcx` tells how much was not copied. A leaf
// without a frame: the handler only changes where to go on. The exact one; slow where the processor does not say otherwise.
global_asm!(
    ".text",
    ".p2align 4",
    ".globl mirrorcl_copy_bytes",
    ".hidden mirrorcl_copy_bytes",
    ".type mirrorcl_copy_bytes, @function",
    "mirrorcl_copy_bytes:",
    ".cfi_startproc",
    "mov rcx, rdx",
    "rep movsb",
    ".globl mirrorcl_copy_bytes_exit",
    ".hidden mirrorcl_copy_bytes_exit",
    "mirrorcl_copy_bytes_exit:",
    "mov rax, rcx",
    "ret",
    ".cfi_endproc",
    ".size mirrorcl_copy_bytes, . - mirrorcl_copy_bytes",
);

/// One value of 4 or 8 bytes: arguments, handles, results. `$name(destination, source)` returns 0, or 1 after a fault.
macro_rules! value_copy {
    ($name:literal, $register:literal) => {
        global_asm!(
            ".text",
            ".p2align 4",
            concat!(".globl ", $name),
            concat!(".hidden ", $name),
            concat!(".type ", $name, ", @function"),
            concat!($name, ":"),
            ".cfi_startproc",
            concat!("mov ", $register, ", [rsi]"),
            concat!("mov [rdi], ", $register),
            "xor eax, eax",
            "ret",
            concat!(".globl ", $name, "_exit"),
            concat!(".hidden ", $name, "_exit"),
            concat!($name, "_exit:"),
            "mov eax, 1",
            "ret",
            ".cfi_endproc",
            concat!(".size ", $name, ", . - ", $name),
        );
    };
}

value_copy!("mirrorcl_copy_value_4", "ecx");
value_copy!("mirrorcl_copy_value_8", "rcx");

/// A copy with vectors of `$width` bytes: `$name(destination, source, length, non_temporal_from)` returns 0, or
/// 1 after a fault. Leaves without frames too. The non-temporal loop keeps what is large out of the caches,
/// which would only be emptied by it.
macro_rules! vector_copy {
    ($name:literal, $v:literal, $width:literal, $align:literal) => {
        global_asm!(
            ".text",
            ".p2align 5",
            concat!(".globl ", $name),
            concat!(".hidden ", $name),
            concat!(".type ", $name, ", @function"),
            concat!($name, ":"),
            ".cfi_startproc",
            "cmp rdx, 64",
            "jae 20f",
            "cmp rdx, 16",
            "jb 12f",
            // 16 to 63 bytes: from both ends, which may meet.
            "movdqu xmm0, [rsi]",
            "movdqu xmm1, [rsi + rdx - 16]",
            "cmp rdx, 32",
            "jbe 11f",
            "movdqu xmm2, [rsi + 16]",
            "movdqu xmm3, [rsi + rdx - 32]",
            "movdqu [rdi + 16], xmm2",
            "movdqu [rdi + rdx - 32], xmm3",
            "11:",
            "movdqu [rdi], xmm0",
            "movdqu [rdi + rdx - 16], xmm1",
            "xor eax, eax",
            "ret",
            "12:",
            "cmp rdx, 8",
            "jb 13f",
            "mov rax, [rsi]",
            "mov rcx, [rsi + rdx - 8]",
            "mov [rdi], rax",
            "mov [rdi + rdx - 8], rcx",
            "xor eax, eax",
            "ret",
            "13:",
            "cmp rdx, 4",
            "jb 14f",
            "mov eax, [rsi]",
            "mov ecx, [rsi + rdx - 4]",
            "mov [rdi], eax",
            "mov [rdi + rdx - 4], ecx",
            "xor eax, eax",
            "ret",
            "14:",
            "test rdx, rdx",
            "jz 16f",
            "15:",
            "mov al, [rsi + rdx - 1]",
            "mov [rdi + rdx - 1], al",
            "dec rdx",
            "jnz 15b",
            "16:",
            "xor eax, eax",
            "ret",
            // 64 bytes and more. The last four vectors are written apart, so that the loops need not end exactly.
            "20:",
            concat!("cmp rdx, ", $width, " * 8"),
            "jae 22f",
            "vmovdqu ymm1, [rsi + rdx - 32]",
            "lea r8, [rdi + rdx - 32]",
            "21:",
            "vmovdqu ymm0, [rsi]",
            "vmovdqu [rdi], ymm0",
            "add rsi, 32",
            "add rdi, 32",
            "sub rdx, 32",
            "cmp rdx, 32",
            "ja 21b",
            "vmovdqu [r8], ymm1",
            "vzeroupper",
            "xor eax, eax",
            "ret",
            "22:",
            "lea r8, [rdi + rdx]",
            "lea r9, [rsi + rdx]",
            // Up to the next multiple of the vector's size, so that the stores are aligned.
            concat!("vmovdqu", $align, " ", $v, "0, [rsi]"),
            concat!("vmovdqu", $align, " [rdi], ", $v, "0"),
            "mov rax, rdi",
            "neg rax",
            concat!("and rax, ", $width, " - 1"),
            "add rdi, rax",
            "add rsi, rax",
            "sub rdx, rax",
            concat!("sub rdx, ", $width, " * 4"),
            "cmp rdx, rcx",
            "jae 24f",
            ".p2align 4",
            "23:",
            concat!("vmovdqu", $align, " ", $v, "0, [rsi]"),
            concat!("vmovdqu", $align, " ", $v, "1, [rsi + ", $width, "]"),
            concat!("vmovdqu", $align, " ", $v, "2, [rsi + ", $width, " * 2]"),
            concat!("vmovdqu", $align, " ", $v, "3, [rsi + ", $width, " * 3]"),
            concat!("vmovdqa", $align, " [rdi], ", $v, "0"),
            concat!("vmovdqa", $align, " [rdi + ", $width, "], ", $v, "1"),
            concat!("vmovdqa", $align, " [rdi + ", $width, " * 2], ", $v, "2"),
            concat!("vmovdqa", $align, " [rdi + ", $width, " * 3], ", $v, "3"),
            concat!("add rsi, ", $width, " * 4"),
            concat!("add rdi, ", $width, " * 4"),
            concat!("sub rdx, ", $width, " * 4"),
            "ja 23b",
            "jmp 25f",
            ".p2align 4",
            "24:",
            "prefetcht0 [rsi + 1024]",
            concat!("prefetcht0 [rsi + 1024 + ", $width, " * 2]"),
            concat!("vmovdqu", $align, " ", $v, "0, [rsi]"),
            concat!("vmovdqu", $align, " ", $v, "1, [rsi + ", $width, "]"),
            concat!("vmovdqu", $align, " ", $v, "2, [rsi + ", $width, " * 2]"),
            concat!("vmovdqu", $align, " ", $v, "3, [rsi + ", $width, " * 3]"),
            concat!("vmovntdq [rdi], ", $v, "0"),
            concat!("vmovntdq [rdi + ", $width, "], ", $v, "1"),
            concat!("vmovntdq [rdi + ", $width, " * 2], ", $v, "2"),
            concat!("vmovntdq [rdi + ", $width, " * 3], ", $v, "3"),
            concat!("add rsi, ", $width, " * 4"),
            concat!("add rdi, ", $width, " * 4"),
            concat!("sub rdx, ", $width, " * 4"),
            "ja 24b",
            "sfence",
            "25:",
            concat!("vmovdqu", $align, " ", $v, "0, [r9 - ", $width, " * 4]"),
            concat!("vmovdqu", $align, " ", $v, "1, [r9 - ", $width, " * 3]"),
            concat!("vmovdqu", $align, " ", $v, "2, [r9 - ", $width, " * 2]"),
            concat!("vmovdqu", $align, " ", $v, "3, [r9 - ", $width, "]"),
            concat!("vmovdqu", $align, " [r8 - ", $width, " * 4], ", $v, "0"),
            concat!("vmovdqu", $align, " [r8 - ", $width, " * 3], ", $v, "1"),
            concat!("vmovdqu", $align, " [r8 - ", $width, " * 2], ", $v, "2"),
            concat!("vmovdqu", $align, " [r8 - ", $width, "], ", $v, "3"),
            "vzeroupper",
            "xor eax, eax",
            "ret",
            concat!(".globl ", $name, "_exit"),
            concat!(".hidden ", $name, "_exit"),
            concat!($name, "_exit:"),
            "sfence",
            "vzeroupper",
            "mov eax, 1",
            "ret",
            ".cfi_endproc",
            concat!(".size ", $name, ", . - ", $name),
        );
    };
}

vector_copy!("mirrorcl_copy_32", "ymm", "32", "");
vector_copy!("mirrorcl_copy_64", "zmm", "64", "64");

type VectorCopy = unsafe extern "C" fn(*mut u8, *const u8, usize, usize) -> usize;

unsafe extern "C" {
    /// Copies upwards; returns how many bytes were not copied because of a fault.
    fn mirrorcl_copy_bytes(destination: *mut u8, source: *const u8, length: usize) -> usize;
    fn mirrorcl_copy_32(to: *mut u8, from: *const u8, length: usize, non_temporal: usize) -> usize;
    fn mirrorcl_copy_64(to: *mut u8, from: *const u8, length: usize, non_temporal: usize) -> usize;
    fn mirrorcl_copy_value_4(to: *mut u8, from: *const u8) -> u32;
    fn mirrorcl_copy_value_8(to: *mut u8, from: *const u8) -> u32;
    // Not functions: where a faulted copy goes on.
    fn mirrorcl_copy_value_4_exit();
    fn mirrorcl_copy_value_8_exit();
    fn mirrorcl_copy_bytes_exit();
    fn mirrorcl_copy_32_exit();
    fn mirrorcl_copy_64_exit();
}

/// If `pc` is in a guarded copy, where to go on after a fault.
pub(super) fn exit_of(pc: usize) -> Option<usize> {
    let copies = [
        (
            mirrorcl_copy_bytes as *const (),
            mirrorcl_copy_bytes_exit as *const (),
        ),
        (
            mirrorcl_copy_32 as *const (),
            mirrorcl_copy_32_exit as *const (),
        ),
        (
            mirrorcl_copy_64 as *const (),
            mirrorcl_copy_64_exit as *const (),
        ),
        (
            mirrorcl_copy_value_4 as *const (),
            mirrorcl_copy_value_4_exit as *const (),
        ),
        (
            mirrorcl_copy_value_8 as *const (),
            mirrorcl_copy_value_8_exit as *const (),
        ),
    ];
    copies
        .into_iter()
        .chain(super::guarded_fill::exits())
        .map(|(start, exit)| (start as usize, exit as usize))
        .find(|&(start, exit)| (start..exit).contains(&pc))
        .map(|(_, exit)| exit)
}

/// The vector copy of this processor; `None` before AVX.
fn vector_copy() -> Option<VectorCopy> {
    match vectors()? {
        Vectors::Of32 => Some(mirrorcl_copy_32),
        Vectors::Of64 => Some(mirrorcl_copy_64),
    }
}

/// From how many bytes on copies bypass the caches: three quarters of the last level, as the C library has it.
fn non_temporal_from() -> usize {
    let cache = match usize::try_from(level3_bytes()) {
        Ok(0) | Err(_) => 8 << 20,
        Ok(bytes) => bytes,
    };
    (cache / 4 * 3).clamp(1 << 20, 32 << 20)
}

/// An address could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the memory is accessible for the first {copied} bytes only")]
pub struct Inaccessible {
    /// How many bytes were copied before that.
    pub copied: usize,
}

/// Copies `length` bytes, any of which may be inaccessible. The ranges do not overlap, unless they are the same.
///
/// # Safety
/// What is accessible in the destination may be overwritten, and nobody else uses it meanwhile.
#[inline]
pub unsafe fn copy(
    destination: *mut u8,
    source: *const u8,
    length: usize,
) -> Result<(), Inaccessible> {
    install_handler();
    let faulted = match length {
        // SAFETY: faults are contained by the handler; the rest is the caller's promise.
        4 => unsafe { mirrorcl_copy_value_4(destination, source) },
        // SAFETY: as above.
        8 => unsafe { mirrorcl_copy_value_8(destination, source) },
        _ => 1,
    };
    if faulted == 0 {
        return Ok(());
    }
    // SAFETY: the caller's promise.
    unsafe { copy_part(destination, source, length, length) }
}

/// As [`copy`], of a part of something that is `whole` bytes large: whether it bypasses the caches depends on that.
///
/// # Safety
/// As [`copy`].
pub unsafe fn copy_part(
    destination: *mut u8,
    source: *const u8,
    length: usize,
    whole: usize,
) -> Result<(), Inaccessible> {
    install_handler();
    let is_past_caches = whole >= non_temporal_from();
    if length >= STRING_FROM && !is_past_caches && has_fast_strings() {
        // SAFETY: the caller's promise.
        return unsafe { copy_string(destination, source, length) };
    }
    if let Some(copy) = vector_copy() {
        let non_temporal = if is_past_caches { 0 } else { usize::MAX };
        // SAFETY: faults are contained by the handler; the rest is the caller's promise.
        if unsafe { copy(destination, source, length, non_temporal) } == 0 {
            return Ok(());
        }
    }
    // SAFETY: as above.
    unsafe { copy_bytes(destination, source, length) }
}

/// From how many bytes on fast string operations are faster than vectors: where the copy leaves the first cache. Measured: 24 KiB 0.65 to
/// 0.9 of the time, 32 KiB to 1 MiB 0.93 to 0.97.
const STRING_FROM: usize = 24 << 10;

/// Copies by string operations, which want the destination aligned.
///
/// # Safety
/// As [`copy`].
unsafe fn copy_string(
    destination: *mut u8,
    source: *const u8,
    length: usize,
) -> Result<(), Inaccessible> {
    let head = destination.addr().wrapping_neg() % 64;
    if head > 0 {
        // SAFETY: the caller's promise; the head is shorter than the whole.
        unsafe { copy(destination, source, head) }?;
    }
    let (to, from) = (destination.wrapping_add(head), source.wrapping_add(head));
    // SAFETY: as above.
    unsafe { copy_bytes(to, from, length - head) }.map_err(|error| Inaccessible {
        copied: head + error.copied,
    })
}

/// Copies upwards byte by byte, as the processor has it.
///
/// # Safety
/// As [`copy`].
unsafe fn copy_bytes(
    destination: *mut u8,
    source: *const u8,
    length: usize,
) -> Result<(), Inaccessible> {
    // SAFETY: faults are contained by the handler; the rest is the caller's promise.
    match unsafe { mirrorcl_copy_bytes(destination, source, length) } {
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
pub(super) mod tests {
    use super::*;
    use std::arch::is_x86_feature_detected;

    /// So many fresh pages, with one behind them that can't be accessed; they are left behind.
    pub(in crate::fault) fn pages_before_nothing(count: usize) -> *mut u8 {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let (bytes, whole) = (count * 4096, (count + 1) * 4096);
        // SAFETY: the pages are fresh.
        unsafe {
            let pages = libc::mmap(std::ptr::null_mut(), whole, access, flags, -1, 0);
            assert_ne!(pages, libc::MAP_FAILED);
            libc::mprotect(pages.byte_add(bytes), 4096, libc::PROT_NONE);
            pages.cast()
        }
    }

    #[test]
    fn long_copies_are_exact_and_stop_at_what_is_not_there() {
        const PAGES: usize = 16;
        let pages = pages_before_nothing(PAGES);
        let source: Vec<u8> = (0..PAGES * 4096).map(|n| (n * 7 + n / 256) as u8).collect();
        for (offset, length) in [(0, 24 << 10), (1, 30_001), (63, 40_000), (64, 65_400)] {
            // SAFETY: the range lies in the pages.
            let found = unsafe {
                pages.write_bytes(0xEE, PAGES * 4096);
                let copied = copy(pages.add(offset), source.as_ptr().add(3), length);
                assert_eq!(copied, Ok(()));
                std::slice::from_raw_parts(pages, PAGES * 4096)
            };
            assert!(found[offset..offset + length] == source[3..3 + length]);
            let outside = found[..offset].iter().chain(&found[offset + length..]);
            assert!(outside.into_iter().all(|&byte| byte == 0xEE));
        }
        let room = PAGES * 4096 - 5;
        // SAFETY: what is behind the pages can't be accessed.
        let copied = unsafe { copy(pages.add(5), source.as_ptr(), room + 1) };
        assert_eq!(copied, Err(Inaccessible { copied: room }));
    }

    #[test]
    fn copies_what_is_there_and_stops_at_what_is_not() {
        let pages = pages_before_nothing(1);
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

    #[test]
    fn single_values_are_copied_and_their_faults_contained() {
        let (mut word, mut half) = (0_u64, 0_u32);
        let nowhere = std::ptr::without_provenance::<u8>(0x10);
        let (to_word, to_half) = ((&raw mut word).cast(), (&raw mut half).cast());
        // SAFETY: local variables, and an address where nothing is.
        unsafe {
            assert_eq!(copy(to_word, (&raw const NUMBER).cast(), 8), Ok(()));
            assert_eq!(copy(to_half, (&raw const NUMBER).cast(), 4), Ok(()));
            let failed = Err(Inaccessible { copied: 0 });
            assert_eq!(copy(to_word, nowhere, 8), failed);
            assert_eq!(copy(to_half, nowhere, 4), failed);
            assert_eq!(copy(nowhere.cast_mut(), to_word, 8), failed);
        }
        assert_eq!((word, half), (NUMBER, NUMBER as u32));
    }

    static NUMBER: u64 = 0x0123_4567_89AB_CDEF;

    #[test]
    fn every_length_and_alignment_copies_exactly_the_bytes() {
        let source: Vec<u8> = (0..5000u32).map(|n| (n * 7 + n / 256) as u8).collect();
        let mut copies: Vec<(&str, VectorCopy)> = Vec::new();
        if is_x86_feature_detected!("avx") {
            copies.push(("32", mirrorcl_copy_32));
        }
        if is_x86_feature_detected!("avx512f") {
            copies.push(("64", mirrorcl_copy_64));
        }
        for (name, copy) in copies {
            for non_temporal in [usize::MAX, 600] {
                for length in (0..300).chain([511, 512, 513, 1023, 1024, 1500, 4096, 4800]) {
                    for offset in [0, 1, 31, 63] {
                        let mut target = vec![0xEEu8; 5000];
                        // SAFETY: both ranges lie in the vectors.
                        let failed = unsafe {
                            copy(
                                target.as_mut_ptr().add(64 + offset),
                                source.as_ptr().add(offset * 2 % 67),
                                length,
                                non_temporal,
                            )
                        };
                        assert_eq!(failed, 0);
                        let start = 64 + offset;
                        let expected = &source[offset * 2 % 67..][..length];
                        assert_eq!(&target[start..start + length], expected, "{name} {length}");
                        let outside = target[..start].iter().chain(&target[start + length..]);
                        assert!(
                            outside.into_iter().all(|&byte| byte == 0xEE),
                            "{name} {length}"
                        );
                    }
                }
            }
        }
    }
}
