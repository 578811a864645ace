//! From an address to the area that holds it, read without locks.
//!
//! The address space is cut into granules; a **leaf** describes 2^16 of them. It marks the granules where
//! areas start in a bitmap with two summary levels, so that the start of the area around an address is
//! found with a few bit scans however long the area is, and it has one **record** per granule, valid where
//! an area starts. Leaves take memory only where they are touched and are never given back: a reader,
//! which may be a signal handler, can follow any pointer at any time.
//!
//! ```text
//!   address ─► root ─► branch ─► leaf ─► bitmap: last start at or below the granule
//!              4096 leaves each           └► records[start] ─► area, slab, or «continued»
//! ```
//!
//! # Who writes what
//! - Bits and [`Table::insert`], [`Table::remove`]: under the lock of the gap tree.
//! - A record: whoever owns the area. [`Table::retire`] decides with one compare-and-swap who of several
//!   callers that free the same allocation owns it from then on.
//! - Readers check a record's sequence number before and after ([`Record::read`]).

use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering, fence};

use super::area::AreaKind;
use super::range::VirtRange;
use super::validity::Validity;
use crate::sys;
use crate::sys::mmap::Errno;

/// Granules per leaf. Fewer under Miri, which looks at every field whenever a reference is made.
const LEAF_GRANULES: usize = if cfg!(miri) { 1 << 8 } else { 1 << 16 };
const LEAF_BITS: u32 = LEAF_GRANULES.trailing_zeros();
/// Leaves per branch.
const BRANCH_LEAVES: usize = if cfg!(miri) { 1 << 6 } else { 1 << 12 };
const WORDS: usize = LEAF_GRANULES / 64;
const SUMMARIES: usize = WORDS.div_ceil(64);

/// What starts at a granule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum State {
    /// Nothing, or nothing that is in use: a freed area kept for the next allocation.
    Idle = 0,
    /// An allocation.
    Live = 1,
    /// A slab; the payload points to it.
    Slab = 2,
    /// The part in this leaf of an area that starts in an earlier one; the payload is where.
    Continued = 3,
}

/// What a record says of the area that starts at its granule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) state: State,
    pub(super) kind: AreaKind,
    /// Number of the arena that keeps the area when it is freed.
    pub(super) arena: u16,
    /// Bytes from the granule's start to the allocation's base.
    pub(super) offset: u32,
    /// Granules that the area takes.
    pub(super) granules: u32,
    /// Bytes asked for.
    pub(super) length: u64,
    /// The owner; or what the state says.
    pub(super) payload: u64,
}

impl Entry {
    pub(super) const IDLE: Self = Self {
        state: State::Idle,
        kind: AreaKind::Buffer,
        arena: 0,
        offset: 0,
        granules: 0,
        length: 0,
        payload: 0,
    };
}

/// The sequence number is odd while the record changes.
const CHANGING: u64 = 1 << 32;

struct Record {
    /// Sequence number (upper half), arena (16 bits), kind (second byte), state (lowest byte).
    word: AtomicU64,
    /// Granules (upper half) and offset.
    extent: AtomicU64,
    length: AtomicU64,
    payload: AtomicU64,
}

impl Record {
    /// The entry, and the word that it was read under.
    #[inline]
    fn read(&self) -> (Entry, u64) {
        loop {
            let word = self.word.load(Ordering::Acquire);
            let extent = self.extent.load(Ordering::Relaxed);
            let length = self.length.load(Ordering::Relaxed);
            let payload = self.payload.load(Ordering::Relaxed);
            fence(Ordering::Acquire);
            if word & CHANGING != 0 {
                // The area is not in use: its writer has not published it. Do not wait for the writer,
                // who may be the thread that a signal handler interrupted.
                return (Entry::IDLE, word);
            }
            if self.word.load(Ordering::Relaxed) == word {
                let state = match word as u8 {
                    1 => State::Live,
                    2 => State::Slab,
                    3 => State::Continued,
                    _ => State::Idle,
                };
                let kind = AreaKind::from_number((word >> 8) as u8);
                let (offset, granules) = (extent as u32, (extent >> 32) as u32);
                return (
                    Entry {
                        state,
                        kind,
                        arena: (word >> 16) as u16,
                        offset,
                        granules,
                        length,
                        payload,
                    },
                    word,
                );
            }
        }
    }

    fn write(&self, entry: &Entry) {
        let sequence = (self.word.load(Ordering::Relaxed) & !u64::from(u32::MAX)) | CHANGING;
        self.word.store(sequence, Ordering::Relaxed);
        fence(Ordering::Release);
        let extent = u64::from(entry.granules) << 32 | u64::from(entry.offset);
        self.extent.store(extent, Ordering::Relaxed);
        self.length.store(entry.length, Ordering::Relaxed);
        self.payload.store(entry.payload, Ordering::Relaxed);
        let tag = u64::from(entry.arena) << 16
            | u64::from(entry.kind as u8) << 8
            | u64::from(entry.state as u8);
        self.word
            .store(sequence.wrapping_add(CHANGING) | tag, Ordering::Release);
    }
}

struct Leaf {
    starts: [AtomicU64; WORDS],
    /// Bit `n`: word `n` is not zero.
    summary: [AtomicU64; SUMMARIES],
    /// Bit `n`: summary `n` is not zero.
    apex: AtomicU64,
    records: [Record; LEAF_GRANULES],
}

impl Leaf {
    fn mark(&self, granule: usize) {
        let (word, summary) = (granule / 64, granule / 4096);
        self.starts[word].fetch_or(1 << (granule % 64), Ordering::Release);
        self.summary[summary].fetch_or(1 << (word % 64), Ordering::Release);
        self.apex.fetch_or(1 << summary, Ordering::Release);
    }

    fn unmark(&self, granule: usize) {
        let (word, summary) = (granule / 64, granule / 4096);
        let bit = 1 << (granule % 64);
        if self.starts[word].fetch_and(!bit, Ordering::Relaxed) & !bit != 0 {
            return;
        }
        let bit = 1 << (word % 64);
        if self.summary[summary].fetch_and(!bit, Ordering::Relaxed) & !bit == 0 {
            self.apex.fetch_and(!(1 << summary), Ordering::Relaxed);
        }
    }

    /// The last granule at or below `granule` where an area starts.
    ///
    /// While an area is live, no area starts inside it and its own bits stay set, so for the granules
    /// of a live area the answer is its start, whatever other threads do elsewhere.
    #[inline]
    fn start_at_or_below(&self, granule: usize) -> Option<usize> {
        let word = granule / 64;
        let bits = self.starts[word].load(Ordering::Acquire) & (u64::MAX >> (63 - granule % 64));
        if bits != 0 {
            return Some(word * 64 + highest(bits));
        }
        let summary = word / 64;
        let below = self.summary[summary].load(Ordering::Acquire) & ((1 << (word % 64)) - 1);
        let word = if below != 0 {
            summary * 64 + highest(below)
        } else {
            let below = self.apex.load(Ordering::Acquire) & ((1 << summary) - 1);
            if below == 0 {
                return None;
            }
            let summary = highest(below);
            let words = self.summary[summary].load(Ordering::Acquire);
            // Zero only if the last area there has just gone.
            summary * 64 + words.checked_ilog2()? as usize
        };
        let bits = self.starts[word].load(Ordering::Acquire);
        Some(word * 64 + bits.checked_ilog2()? as usize)
    }
}

#[inline]
fn highest(bits: u64) -> usize {
    63 - bits.leading_zeros() as usize
}

/// Pointers to leaves.
type Branch = [AtomicPtr<Leaf>; BRANCH_LEAVES];

/// The table; see the module.
pub(super) struct Table {
    /// A granule is `1 << shift` bytes.
    shift: u32,
    root: Box<[AtomicPtr<Branch>]>,
}

/// What a look-up finds: where the area starts, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: u64,
    pub(super) entry: Entry,
    word: u64,
}

impl Table {
    /// A table for addresses below `high` in granules of a power of two.
    pub(super) fn new(high: u64, granule: u64) -> Self {
        let shift = granule.trailing_zeros();
        let leaves = (high >> (shift + LEAF_BITS)) as usize + 1;
        let branches = leaves.div_ceil(BRANCH_LEAVES);
        Self {
            shift,
            root: (0..branches).map(|_| AtomicPtr::default()).collect(),
        }
    }

    #[inline]
    fn branch(&self, index: usize) -> Option<&Branch> {
        let branch = self
            .root
            .get(index / BRANCH_LEAVES)?
            .load(Ordering::Acquire);
        // SAFETY: null, or a branch that was published and is never given back.
        unsafe { branch.as_ref() }
    }

    #[inline]
    fn leaf(&self, index: usize) -> Option<&Leaf> {
        let leaf = self.branch(index)?[index % BRANCH_LEAVES].load(Ordering::Acquire);
        // SAFETY: null, or a leaf that was published and is never given back; all its bits are atomics.
        unsafe { leaf.as_ref() }
    }

    /// The leaf, made if need be. The caller holds the tree's lock, so nobody else makes it.
    fn leaf_or_new(&self, index: usize) -> Result<&Leaf, Errno> {
        let too_high = Errno(libc::ENOMEM);
        if self.branch(index).is_none() {
            let new = sys::mmap::map_metadata(size_of::<Branch>())?;
            let slot = self.root.get(index / BRANCH_LEAVES).ok_or(too_high)?;
            slot.store(new.cast().as_ptr(), Ordering::Release);
        }
        let branch = self.branch(index).ok_or(too_high)?;
        if self.leaf(index).is_none() {
            let new = sys::mmap::map_metadata(size_of::<Leaf>())?;
            branch[index % BRANCH_LEAVES].store(new.cast().as_ptr(), Ordering::Release);
        }
        self.leaf(index).ok_or(too_high)
    }

    fn split(&self, address: u64) -> (usize, usize) {
        let granule = (address >> self.shift) as usize;
        (granule >> LEAF_BITS, granule % LEAF_GRANULES)
    }

    fn record(&self, start: u64) -> Option<&Record> {
        let (leaf, granule) = self.split(start);
        Some(&self.leaf(leaf)?.records[granule])
    }

    /// Makes `area` known. The caller holds the tree's lock and owns the area.
    pub(super) fn insert(&self, area: VirtRange, entry: &Entry) -> Result<(), Errno> {
        let (first, granule) = self.split(area.start);
        let (last, _) = self.split(area.end - 1);
        for index in first..=last {
            self.leaf_or_new(index)?;
        }
        for index in first + 1..=last {
            let leaf = self.leaf_or_new(index)?;
            let continued = Entry {
                state: State::Continued,
                payload: area.start,
                ..Entry::IDLE
            };
            leaf.records[0].write(&continued);
            leaf.mark(0);
        }
        let leaf = self.leaf_or_new(first)?;
        leaf.records[granule].write(entry);
        leaf.mark(granule);
        Ok(())
    }

    /// Forgets `area`. The caller holds the tree's lock and owns the area.
    pub(super) fn remove(&self, area: VirtRange) {
        let (first, granule) = self.split(area.start);
        let (last, _) = self.split(area.end - 1);
        for index in first..=last {
            let granule = if index == first { granule } else { 0 };
            if let Some(leaf) = self.leaf(index) {
                leaf.unmark(granule);
                leaf.records[granule].write(&Entry::IDLE);
            }
        }
    }

    /// Says anew what the known area at `start` is. The caller owns the area.
    pub(super) fn update(&self, start: u64, entry: &Entry) {
        if let Some(record) = self.record(start) {
            record.write(entry);
        }
    }

    /// Ends the life of the allocation that was found; false if another caller was faster.
    /// The caller owns the area from then on.
    pub(super) fn retire(&self, found: &Found) -> bool {
        let idle = (found.word & !u64::from(u8::MAX)).wrapping_add(2 * CHANGING);
        self.record(found.start).is_some_and(|record| {
            let exchange =
                record
                    .word
                    .compare_exchange(found.word, idle, Ordering::AcqRel, Ordering::Relaxed);
            exchange.is_ok()
        })
    }

    /// Whether the record is as it was when it was found.
    #[inline]
    pub(super) fn is_current(&self, found: &Found) -> bool {
        let record = self.record(found.start);
        record.is_some_and(|record| record.word.load(Ordering::Acquire) == found.word)
    }

    /// For how long what was found holds.
    pub(super) fn validity(&self, found: &Found) -> Option<Validity<'_>> {
        let record = self.record(found.start)?;
        Some(Validity::new(&record.word, found.word))
    }

    /// The area around `address`, which may also be one that is not in use.
    #[inline]
    pub(super) fn find(&self, address: u64) -> Option<Found> {
        let (index, granule) = self.split(address);
        let leaf = self.leaf(index)?;
        // Most addresses asked about lie in the first granule of their area: then its record is enough.
        let mut start = granule;
        let (mut entry, mut word) = leaf.records[granule].read();
        if entry.state == State::Idle {
            start = leaf.start_at_or_below(granule)?;
            (entry, word) = leaf.records[start].read();
        }
        if entry.state == State::Continued {
            let start = entry.payload;
            let (entry, word) = self.record(start)?.read();
            return Some(Found { start, entry, word });
        }
        let start = ((index << LEAF_BITS | start) as u64) << self.shift;
        Some(Found { start, entry, word })
    }

    /// Calls `visit` for all areas in address order. What changes meanwhile may or may not be seen.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(Found)) {
        let branches = self.root.iter().enumerate();
        let made = branches.filter(|(_, branch)| !branch.load(Ordering::Acquire).is_null());
        let indices = made.flat_map(|(at, _)| at * BRANCH_LEAVES..(at + 1) * BRANCH_LEAVES);
        for index in indices {
            let Some(leaf) = self.leaf(index) else {
                continue;
            };
            for (word, bits) in leaf.starts.iter().enumerate() {
                let mut bits = bits.load(Ordering::Acquire);
                while bits != 0 {
                    let granule = word * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    let (entry, word) = leaf.records[granule].read();
                    if entry.state != State::Continued {
                        let start = ((index << LEAF_BITS | granule) as u64) << self.shift;
                        visit(Found { start, entry, word });
                    }
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
