//! Filling memory that may not be there, past the caches if it is much.

use std::arch::global_asm;

use super::guarded::{Inaccessible, copy};
use super::install_handler;
use super::vectors::{Vectors, vectors};
use crate::sys::cache::{has_fast_strings, large_for_caches};

/// Bytes of a pattern repeated as often as they take: what is filled consists of such blocks.
pub const FILL_BLOCK: usize = 128;

// Arguments: destination, aligned to a block; the block; bytes, a multiple of a block's, not 0; whether to bypass the caches. Returns 0, or 1
// after a fault.
macro_rules! vector_fill {
    ($name:literal, $v:literal, $width:literal, $align:literal, [$($number:literal)*]) => {
        global_asm!(
            ".text",
            ".p2align 5",
            concat!(".globl ", $name),
            concat!(".hidden ", $name),
            concat!(".type ", $name, ", @function"),
            concat!($name, ":"),
            ".cfi_startproc",
            $(concat!("vmovdqu", $align, " ", $v, $number, ", [rsi + ", $width, " * ", $number, "]"),)*
            "add rdx, rdi",
            "test rcx, rcx",
            "jnz 31f",
            ".p2align 4",
            "30:",
            $(concat!("vmovdqa", $align, " [rdi + ", $width, " * ", $number, "], ", $v, $number),)*
            "add rdi, 128",
            "cmp rdi, rdx",
            "jb 30b",
            "vzeroupper",
            "xor eax, eax",
            "ret",
            ".p2align 4",
            "31:",
            $(concat!("vmovntdq [rdi + ", $width, " * ", $number, "], ", $v, $number),)*
            "add rdi, 128",
            "cmp rdi, rdx",
            "jb 31b",
            "sfence",
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

vector_fill!("mirrorcl_fill_32", "ymm", "32", "", ["0" "1" "2" "3"]);
vector_fill!("mirrorcl_fill_64", "zmm", "64", "64", ["0" "1"]);

// The same for a block that repeats its first 8 bytes, by string operations; never past the caches.
global_asm!(
    ".text",
    ".p2align 4",
    ".globl mirrorcl_fill_string",
    ".hidden mirrorcl_fill_string",
    ".type mirrorcl_fill_string, @function",
    "mirrorcl_fill_string:",
    ".cfi_startproc",
    "mov rax, [rsi]",
    "mov rcx, rdx",
    "shr rcx, 3",
    "rep stosq",
    "xor eax, eax",
    "ret",
    ".globl mirrorcl_fill_string_exit",
    ".hidden mirrorcl_fill_string_exit",
    "mirrorcl_fill_string_exit:",
    "mov eax, 1",
    "ret",
    ".cfi_endproc",
    ".size mirrorcl_fill_string, . - mirrorcl_fill_string",
);

type VectorFill = unsafe extern "C" fn(*mut u8, *const u8, usize, usize) -> usize;

unsafe extern "C" {
    fn mirrorcl_fill_32(to: *mut u8, block: *const u8, length: usize, past: usize) -> usize;
    fn mirrorcl_fill_64(to: *mut u8, block: *const u8, length: usize, past: usize) -> usize;
    fn mirrorcl_fill_string(to: *mut u8, block: *const u8, length: usize, past: usize) -> usize;
    // Not functions: where a faulted fill goes on.
    fn mirrorcl_fill_32_exit();
    fn mirrorcl_fill_64_exit();
    fn mirrorcl_fill_string_exit();
}

/// The fills, and where each goes on after a fault.
pub(super) fn exits() -> [(*const (), *const ()); 3] {
    [
        (
            mirrorcl_fill_32 as *const (),
            mirrorcl_fill_32_exit as *const (),
        ),
        (
            mirrorcl_fill_64 as *const (),
            mirrorcl_fill_64_exit as *const (),
        ),
        (
            mirrorcl_fill_string as *const (),
            mirrorcl_fill_string_exit as *const (),
        ),
    ]
}

/// From how many bytes on fast string operations are faster than vectors: they own whole lines without having read them. Measured: 64 KiB
/// to 1 MiB 0.99 of the time, 2 MiB 0.94.
const STRING_FROM: usize = 64 << 10;

/// The fastest fill of this processor for so many bytes; `None` before AVX.
fn fastest(block: &[u8; FILL_BLOCK], length: usize, past_caches: bool) -> Option<VectorFill> {
    let words = block.as_chunks::<8>().0;
    let repeats = || words.iter().all(|word| *word == words[0]);
    if length >= STRING_FROM && !past_caches && has_fast_strings() && repeats() {
        return Some(mirrorcl_fill_string);
    }
    match vectors()? {
        Vectors::Of32 => Some(mirrorcl_fill_32),
        Vectors::Of64 => Some(mirrorcl_fill_64),
    }
}

/// From how many bytes on fills bypass the caches.
fn past_caches_from() -> usize {
    let large = large_for_caches().unwrap_or(32 << 20);
    usize::try_from(large).unwrap_or(usize::MAX).max(1 << 20)
}

/// Fills `length` bytes, any of which may be inaccessible, with a block repeated from the first on; they are a part of something that is
/// `whole` bytes large: whether they bypass the caches depends on that.
///
/// # Safety
/// What is accessible may be overwritten, and nobody else uses it meanwhile.
pub unsafe fn fill(
    to: *mut u8,
    block: &[u8; FILL_BLOCK],
    length: usize,
    whole: usize,
) -> Result<(), Inaccessible> {
    install_handler();
    let head = (to.addr().wrapping_neg() % FILL_BLOCK).min(length);
    let mut turned = [0; FILL_BLOCK];
    let mut block = block;
    if head > 0 {
        // SAFETY: the caller's promise; the head is shorter than a block.
        unsafe { copy(to, block.as_ptr(), head) }?;
        // What a block that is aligned begins with.
        turned.copy_from_slice(block);
        turned.rotate_left(head);
        block = &turned;
    }
    let mut done = head;
    let middle = (length - head) / FILL_BLOCK * FILL_BLOCK;
    let past_caches = whole >= past_caches_from();
    if middle > 0
        && let Some(fill) = fastest(block, middle, past_caches)
    {
        let past = usize::from(past_caches);
        // SAFETY: the caller's promise; faults are contained by the handler. The destination is aligned.
        if unsafe { fill(to.wrapping_add(head), block.as_ptr(), middle, past) } == 0 {
            done += middle;
        }
    }
    // The tail; without vectors, or to find out where a fault is, all of it.
    while done < length {
        let part = FILL_BLOCK.min(length - done);
        // SAFETY: as above.
        unsafe { copy(to.wrapping_add(done), block.as_ptr(), part) }.map_err(|error| {
            Inaccessible {
                copied: done + error.copied,
            }
        })?;
        done += part;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::guarded::tests::pages_before_nothing;

    #[test]
    fn every_length_and_alignment_fills_exactly_the_bytes() {
        let block: [u8; FILL_BLOCK] = std::array::from_fn(|n| n as u8 + 1);
        let alike: [u8; FILL_BLOCK] = std::array::from_fn(|n| (n % 8) as u8 + 1);
        let most = STRING_FROM + 1000;
        for (whole, block) in [(0, block), (usize::MAX, block), (0, alike)] {
            for length in (0..300).chain([511, 512, 1000, 4096, most]) {
                for offset in [0, 1, 64, 127] {
                    let mut target = vec![0xEE_u8; length + 500];
                    let start = 128 + offset;
                    // SAFETY: the range lies in the vector.
                    let done =
                        unsafe { fill(target.as_mut_ptr().add(start), &block, length, whole) };
                    assert_eq!(done, Ok(()));
                    let filled = target[start..start + length].iter();
                    assert!(
                        filled
                            .zip(block.iter().cycle())
                            .all(|(found, expected)| found == expected)
                    );
                    let outside = target[..start].iter().chain(&target[start + length..]);
                    assert!(outside.into_iter().all(|&byte| byte == 0xEE));
                }
            }
        }
    }

    #[test]
    fn a_fill_stops_at_what_is_not_there() {
        let pages = pages_before_nothing(1);
        for (start, whole, length) in [
            (4096 - 1000, 0, 2000),
            (4096 - 1024, usize::MAX, 2000),
            (4090, 0, 2000),
            (1001, 0, STRING_FROM + 200),
        ] {
            // SAFETY: the first page is ours.
            let done = unsafe { fill(pages.add(start), &[7; FILL_BLOCK], length, whole) };
            let copied = 4096 - start;
            assert_eq!(done, Err(Inaccessible { copied }));
            // SAFETY: as above.
            let written = unsafe { std::slice::from_raw_parts(pages.add(start), copied) };
            assert!(written.iter().all(|&byte| byte == 7));
        }
    }
}
