//! The memory of all handles: chunks that are never given back, and a table that knows them.

use super::Kind;
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Size and alignment of a chunk.
pub(super) const CHUNK_BYTES: usize = 1 << 16;
const CHUNK_TABLE: usize = 1 << 16;

/// All chunks of all types: an open-addressing hash table of chunk addresses with the kind in the low bits.
/// Entries are only ever added.
static CHUNKS: [AtomicUsize; CHUNK_TABLE] = [const { AtomicUsize::new(0) }; CHUNK_TABLE];
static CHUNK_COUNT: AtomicUsize = AtomicUsize::new(0);

#[inline]
fn chunk_hash(base: usize) -> usize {
    // Multiplicative hashing by 2^64 over the golden ratio; the high bits are the good ones.
    (base >> CHUNK_BYTES.trailing_zeros()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        >> (usize::BITS - CHUNK_TABLE.trailing_zeros())
}

/// The kind of the chunk at `base`, if there is one.
#[inline]
pub(super) fn chunk_kind(base: usize) -> Option<u8> {
    let mut index = chunk_hash(base);
    loop {
        let entry = CHUNKS[index].load(Ordering::Acquire);
        if entry == 0 {
            return None;
        }
        if entry & !(CHUNK_BYTES - 1) == base {
            return u8::try_from(entry & (CHUNK_BYTES - 1)).ok();
        }
        index = (index + 1) % CHUNK_TABLE;
    }
}

/// Adds a chunk; false if the table is (nearly) full.
fn add_chunk(base: usize, kind: Kind) -> bool {
    if CHUNK_COUNT.fetch_add(1, Ordering::Relaxed) >= CHUNK_TABLE / 2 {
        CHUNK_COUNT.fetch_sub(1, Ordering::Relaxed);
        return false;
    }
    let mut index = chunk_hash(base);
    while CHUNKS[index]
        .compare_exchange(0, base | kind as usize, Ordering::AcqRel, Ordering::Relaxed)
        .is_err()
    {
        index = (index + 1) % CHUNK_TABLE;
    }
    true
}

/// A new chunk, zeroed; nothing if there is no memory, or if the table is full.
pub(super) fn new_chunk(kind: Kind) -> Option<NonNull<u8>> {
    let layout = Layout::from_size_align(CHUNK_BYTES, CHUNK_BYTES).expect("constants");
    // SAFETY: the layout is not empty.
    let chunk = NonNull::new(unsafe { alloc_zeroed(layout) })?;
    if !add_chunk(chunk.as_ptr().addr(), kind) {
        // SAFETY: just allocated with this layout, and known to no one.
        unsafe { dealloc(chunk.as_ptr(), layout) };
        return None;
    }
    Some(chunk)
}
