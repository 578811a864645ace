//! Slabs: areas cut into objects of one size, with all bookkeeping outside, where kernels cannot write.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};

use super::area::{Allocation, AreaKind};
use super::size_class::{SLAB_OBJECTS, SizeClass};
use super::validity::Validity;

/// Bits of the fixed-point reciprocal of an object's size.
const RECIPROCAL_BITS: u32 = 40;

/// A record's word: length (lower half), kind, whether the object is live, generation.
const KIND_SHIFT: u32 = 32;
const LIVE: u64 = 1 << 40;
const GENERATION: u64 = 1 << 41;

/// What is known of one object. The generation counts allocations and frees, so that a stale word
/// never equals a new one.
struct ObjectRecord {
    word: AtomicU64,
    owner: AtomicU64,
}

/// A slab. It is never given back to the heap while its space exists (its class uses it again for
/// another area), so a look-up may follow a stale pointer to it.
pub(super) struct Slab {
    pub(super) class: SizeClass,
    /// Number in its class.
    pub(super) index: u32,
    /// Number of the arena that owns it.
    pub(super) arena: u16,
    /// Where its objects are now.
    start: AtomicU64,
    size: u64,
    reciprocal: u64,
    /// Bytes of its area.
    area_bytes: u64,
    records: Box<[ObjectRecord]>,
}

/// An object that its holder may use or keep for later: nobody else has it.
#[derive(Clone, Copy)]
pub(super) struct Object {
    slab: NonNull<Slab>,
    index: u32,
}

// SAFETY: slabs are shared, with atomics for what changes, and outlive the arenas that hold objects.
unsafe impl Send for Object {}

impl Object {
    #[inline]
    pub(super) fn slab(&self) -> &Slab {
        // SAFETY: the object came from this slab, which lives as long as its space.
        unsafe { self.slab.as_ref() }
    }

    pub(super) fn index(&self) -> usize {
        self.index as usize
    }

    /// Its first address.
    #[inline]
    pub(super) fn address(&self) -> u64 {
        let slab = self.slab();
        slab.start.load(Ordering::Relaxed) + u64::from(self.index) * slab.size
    }

    /// Makes it an allocation and returns its address.
    #[inline]
    pub(super) fn publish(self, length: u64, kind: AreaKind, owner: u64) -> u64 {
        let address = self.address();
        let record = &self.slab().records[self.index as usize];
        let generation = record.word.load(Ordering::Relaxed) & !(GENERATION - 1);
        record.owner.store(owner, Ordering::Release);
        let word = generation.wrapping_add(GENERATION) | LIVE | u64::from(kind as u8) << KIND_SHIFT;
        record.word.store(word | length, Ordering::Release);
        address
    }
}

/// A live object that a look-up has found.
pub(super) struct FoundObject<'a> {
    pub(super) allocation: Allocation,
    slab: &'a Slab,
    index: u32,
    word: u64,
}

impl<'a> FoundObject<'a> {
    /// For how long what was found holds.
    pub(super) fn validity(&self) -> Validity<'a> {
        Validity::new(&self.slab.records[self.index as usize].word, self.word)
    }

    /// Ends the allocation's life; nothing if another caller was faster. The caller owns the object then.
    #[inline]
    pub(super) fn retire(&self) -> Option<Object> {
        let idle = (self.word & !(GENERATION - 1)).wrapping_add(GENERATION);
        let idle = idle | (self.word & (LIVE - 1));
        let word = &self.slab.records[self.index as usize].word;
        word.compare_exchange(self.word, idle, Ordering::AcqRel, Ordering::Relaxed)
            .ok()?;
        Some(Object {
            slab: NonNull::from(self.slab),
            index: self.index,
        })
    }
}

impl Slab {
    pub(super) fn new(class: SizeClass, index: u32, arena: u16, granule: u64) -> Self {
        let empty = || ObjectRecord {
            word: AtomicU64::new(0),
            owner: AtomicU64::new(0),
        };
        Self {
            class,
            index,
            arena,
            start: AtomicU64::new(0),
            size: class.size(),
            reciprocal: (1u64 << RECIPROCAL_BITS).div_ceil(class.size()),
            area_bytes: class.slab_bytes(granule),
            records: (0..class.slab_objects(granule)).map(|_| empty()).collect(),
        }
    }

    pub(super) fn objects(&self) -> usize {
        self.records.len()
    }

    /// Bytes of its area.
    pub(super) fn area_bytes(&self) -> u64 {
        self.area_bytes
    }

    /// Takes its objects from the area at `start` from now on. No object is in use.
    pub(super) fn move_to(&self, start: u64) {
        self.start.store(start, Ordering::Relaxed);
    }

    pub(super) fn start(&self) -> u64 {
        self.start.load(Ordering::Relaxed)
    }

    pub(super) fn object(&self, index: usize) -> Object {
        debug_assert!(index < self.records.len());
        Object {
            slab: NonNull::from(self),
            index: index as u32,
        }
    }

    /// The object around the address `offset` bytes into the slab, live or not.
    #[inline]
    fn index_of(&self, offset: u64) -> Option<u32> {
        // Exact: offset * size < 2^40 for every offset inside the objects.
        let inside = offset < self.size * self.records.len() as u64;
        inside.then(|| ((offset * self.reciprocal) >> RECIPROCAL_BITS) as u32)
    }

    /// The allocation around the address `offset` bytes into the slab, which starts at `start`.
    #[inline]
    pub(super) fn find(&self, start: u64, offset: u64) -> Option<FoundObject<'_>> {
        self.read(start, offset)
            .filter(|found| found.word & LIVE != 0)
    }

    /// Like [`Self::find`], of the last allocation that was there and is freed.
    pub(super) fn find_freed(&self, start: u64, offset: u64) -> Option<Allocation> {
        let found = self.read(start, offset)?;
        (found.word & LIVE == 0 && found.allocation.length > 0).then_some(found.allocation)
    }

    #[inline]
    fn read(&self, start: u64, offset: u64) -> Option<FoundObject<'_>> {
        let index = self.index_of(offset)?;
        let record = &self.records[index as usize];
        let (word, owner) = loop {
            let word = record.word.load(Ordering::Acquire);
            let owner = record.owner.load(Ordering::Acquire);
            if record.word.load(Ordering::Relaxed) == word {
                break (word, owner);
            }
        };
        let allocation = Allocation {
            base: (start + u64::from(index) * self.size) as usize,
            length: word as u32 as usize,
            kind: AreaKind::from_number((word >> KIND_SHIFT) as u8),
            owner,
        };
        Some(FoundObject {
            allocation,
            slab: self,
            index,
            word,
        })
    }

    /// Calls `visit` for the live objects.
    pub(super) fn for_each(&self, start: u64, visit: &mut dyn FnMut(Allocation)) {
        for index in 0..self.records.len() as u64 {
            if let Some(found) = self.find(start, index * self.size) {
                visit(found.allocation);
            }
        }
    }
}

/// Which objects of a slab are in no shard and in no allocation. Changed under the class's lock.
#[derive(Clone)]
struct FreeObjects {
    bits: [u64; SLAB_OBJECTS / 64],
    count: u32,
    /// Whether the slab has an area.
    placed: bool,
    /// Where it stands in the list of slabs with free objects.
    listed: Option<u32>,
}

/// All slabs of a class in one arena.
#[derive(Default)]
pub(super) struct SlabClass {
    #[expect(
        clippy::vec_box,
        reason = "objects point to slabs, which must not move"
    )]
    slabs: Vec<Box<Slab>>,
    free: Vec<FreeObjects>,
    /// Slabs with free objects; the last is used first.
    partial: Vec<u32>,
    /// Slabs without an area.
    unplaced: Vec<u32>,
    /// Slabs with all objects free.
    whole: u32,
    /// The fewest that there were since the last sweep.
    idle: u32,
}

impl SlabClass {
    /// Moves up to `count` free objects to `objects`.
    pub(super) fn take(&mut self, count: usize, objects: &mut Vec<Object>) {
        let mut wanted = count;
        while wanted > 0 {
            let Some(&index) = self.partial.last() else {
                return;
            };
            let slab = &self.slabs[index as usize];
            let free = &mut self.free[index as usize];
            if free.count as usize == slab.objects() {
                self.whole -= 1;
                self.idle = self.idle.min(self.whole);
            }
            for (word, bits) in free.bits.iter_mut().enumerate() {
                while *bits != 0 && wanted > 0 {
                    let bit = bits.trailing_zeros() as usize;
                    *bits &= *bits - 1;
                    free.count -= 1;
                    wanted -= 1;
                    objects.push(slab.object(word * 64 + bit));
                }
            }
            if free.count == 0 {
                free.listed = None;
                self.partial.pop();
            }
        }
    }

    /// Takes a free object back. If that leaves a slab unused beside another one that is, it gives the slab
    /// up and returns it: the caller gives its area back.
    pub(super) fn put(&mut self, object: Object) -> Option<&Slab> {
        let index = object.slab().index as usize;
        let free = &mut self.free[index];
        let bit = 1 << (object.index() % 64);
        debug_assert_eq!(
            free.bits[object.index() / 64] & bit,
            0,
            "an object comes back once"
        );
        free.bits[object.index() / 64] |= bit;
        free.count += 1;
        if free.listed.is_none() {
            free.listed = Some(self.partial.len() as u32);
            self.partial.push(index as u32);
        }
        if (free.count as usize) < self.slabs[index].objects() {
            return None;
        }
        self.whole += 1;
        (self.whole > 1).then(|| self.unplace(index))
    }

    /// Gives up a slab without objects in use, if there is one.
    pub(super) fn give_up(&mut self) -> Option<&Slab> {
        if self.whole == 0 {
            return None;
        }
        let whole = |&index: &usize| {
            self.free[index].placed
                && self.free[index].count as usize == self.slabs[index].objects()
        };
        let index = (0..self.slabs.len()).find(whole)?;
        Some(self.unplace(index))
    }

    /// Gives up a slab that was without objects in use since the last sweep; nothing when there is none left, and
    /// the next sweep begins.
    pub(super) fn sweep(&mut self) -> Option<&Slab> {
        if self.idle == 0 {
            self.idle = self.whole;
            return None;
        }
        self.idle -= 1;
        self.give_up()
    }

    fn unplace(&mut self, index: usize) -> &Slab {
        self.whole -= 1;
        self.idle = self.idle.min(self.whole);
        self.free[index].placed = false;
        if let Some(at) = self.free[index].listed.take() {
            self.partial.swap_remove(at as usize);
            if let Some(&moved) = self.partial.get(at as usize) {
                self.free[moved as usize].listed = Some(at);
            }
        }
        self.unplaced.push(index as u32);
        &self.slabs[index]
    }

    /// A slab for a new area; [`Self::place`] puts it to use. Until then it is the one that is named again.
    pub(super) fn unplaced(&mut self, class: SizeClass, arena: u16, granule: u64) -> &Slab {
        let index = match self.unplaced.last() {
            Some(&index) => index as usize,
            None => {
                let index = self.slabs.len() as u32;
                self.slabs
                    .push(Box::new(Slab::new(class, index, arena, granule)));
                let bits = [0; SLAB_OBJECTS / 64];
                self.free.push(FreeObjects {
                    bits,
                    count: 0,
                    placed: false,
                    listed: None,
                });
                self.unplaced.push(index);
                index as usize
            }
        };
        &self.slabs[index]
    }

    /// Puts the slab that [`Self::unplaced`] named to use at `start`.
    pub(super) fn place(&mut self, start: u64) {
        let Some(index) = self.unplaced.pop() else {
            return;
        };
        let slab = &self.slabs[index as usize];
        slab.move_to(start);
        let free = &mut self.free[index as usize];
        free.bits = [0; SLAB_OBJECTS / 64];
        for object in 0..slab.objects() {
            free.bits[object / 64] |= 1 << (object % 64);
        }
        free.count = slab.objects() as u32;
        (free.placed, free.listed) = (true, Some(self.partial.len() as u32));
        self.whole += 1;
        self.partial.push(index);
    }

    /// Checks the class's invariants.
    pub(super) fn validate(&self) -> Result<(), String> {
        let mut whole = 0;
        for (index, (slab, free)) in self.slabs.iter().zip(&self.free).enumerate() {
            let bits: u32 = free.bits.iter().map(|bits| bits.count_ones()).sum();
            let listed = self
                .partial
                .iter()
                .position(|&listed| listed as usize == index);
            let unplaced = self.unplaced.contains(&(index as u32));
            if free.placed == unplaced || free.listed.map(|at| at as usize) != listed {
                return Err(format!("slab {index} is in the wrong lists"));
            }
            if free.placed && (bits != free.count || (bits > 0) != listed.is_some()) {
                return Err(format!(
                    "slab {index}: {bits} objects free, {} counted",
                    free.count
                ));
            }
            if slab.index as usize != index {
                return Err(format!("slab {index} is numbered {}", slab.index));
            }
            whole += u32::from(free.placed && bits as usize == slab.objects());
        }
        match whole == self.whole {
            true => Ok(()),
            false => Err(format!("{whole} slabs unused, {} counted", self.whole)),
        }
    }
}

#[cfg(test)]
#[path = "slab_tests.rs"]
mod tests;
