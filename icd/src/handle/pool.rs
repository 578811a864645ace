//! Slots for objects of one type, carved from chunks and used again after a rest.

use super::chunk::{CHUNK_BYTES, chunk_kind, new_chunk};
use super::{Object, invalid};
use crate::error::{ClError, ClResult};
use crate::log;
use crate::sys::thread_number;
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the ICD loader reads of an object, and the counts. The first two words are laid down by `cl_khr_icd`.
#[repr(C)]
pub(super) struct Header {
    pub(super) dispatch: AtomicPtr<c_void>,
    pub(super) dispatch_data: AtomicPtr<c_void>,
    /// References of the API and of the driver. 0: the slot holds no object.
    pub(super) owners: AtomicU32,
    pub(super) api_references: AtomicU32,
    /// One more whenever an object begins or ends: which of the objects that lived here it is.
    pub(super) life: AtomicUsize,
    /// The next slot in the queue of freed ones; under the shard's lock.
    next_free: AtomicPtr<c_void>,
}

#[repr(C)]
pub(super) struct Slot<T> {
    pub(super) header: Header,
    pub(super) value: UnsafeCell<MaybeUninit<T>>,
}

/// The slots of one type.
pub struct Pool<T> {
    /// Threads are spread over them, so that those that make and release objects at the same time do not meet.
    shards: [Shard<T>; SHARDS],
    /// Some of the slots, first come, first kept: what is found here is a slot without further questions.
    known: [AtomicPtr<Slot<T>>; KNOWN],
}

const KNOWN: usize = 64;

const SHARDS: usize = 8;

#[repr(align(128))]
struct Shard<T>(Mutex<PoolState<T>>);

impl<T> Shard<T> {
    const fn new() -> Self {
        Self(Mutex::new(PoolState {
            chunk: None,
            carved: 0,
            oldest: None,
            newest: None,
            freed: 0,
        }))
    }

    fn lock(&self) -> MutexGuard<'_, PoolState<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct PoolState<T> {
    /// The chunk being carved, and how many of its slots are taken.
    chunk: Option<NonNull<Slot<T>>>,
    carved: usize,
    /// Freed slots, oldest first.
    oldest: Option<NonNull<Slot<T>>>,
    newest: Option<NonNull<Slot<T>>>,
    freed: usize,
}

// SAFETY: the pointers lead to slots, which only the holder of the lock and the owners of objects touch.
unsafe impl<T: Send> Send for PoolState<T> {}

impl<T: Object> Pool<T> {
    pub(super) const SLOTS: usize = CHUNK_BYTES / size_of::<Slot<T>>();

    /// An empty pool.
    #[must_use]
    #[allow(
        clippy::new_without_default,
        reason = "a pool is a static of its type, made by impl_object!"
    )]
    pub const fn new() -> Self {
        const { assert!(size_of::<Slot<T>>() <= CHUNK_BYTES / 8) };
        const { assert!(align_of::<Slot<T>>() <= 4096) };
        Self {
            shards: [const { Shard::new() }; SHARDS],
            known: [const { AtomicPtr::new(std::ptr::null_mut()) }; KNOWN],
        }
    }

    fn known(&self, slot: NonNull<Slot<T>>) -> &AtomicPtr<Slot<T>> {
        // Slots are larger than 64 bytes.
        &self.known[slot.as_ptr().addr() / 64 % KNOWN]
    }

    /// This thread's.
    fn shard(&self) -> &Shard<T> {
        &self.shards[thread_number() % SHARDS]
    }

    pub(super) fn take(&self) -> ClResult<NonNull<Slot<T>>> {
        let mut state = self.shard().lock();
        if state.freed > T::QUARANTINE
            && let Some(slot) = state.oldest
        {
            // SAFETY: slots are never given back, so the header of a freed one can be read.
            let next = unsafe { slot.as_ref() }
                .header
                .next_free
                .load(Ordering::Relaxed);
            state.oldest = NonNull::new(next.cast());
            state.freed -= 1;
            return Ok(slot);
        }
        if state.chunk.is_none() || state.carved == Self::SLOTS {
            state.chunk = Some(new_chunk(T::KIND).ok_or_else(ClError::host_memory)?.cast());
            state.carved = 0;
        }
        let chunk = state.chunk.expect("made above");
        // SAFETY: `carved < SLOTS`, so the slot lies in the chunk.
        let slot = unsafe { chunk.add(state.carved) };
        state.carved += 1;
        Ok(slot)
    }

    pub(super) fn give_back(&self, slot: NonNull<Slot<T>>) {
        let mut state = self.shard().lock();
        // SAFETY: slots are never given back to the system.
        let header = unsafe { &slot.as_ref().header };
        header
            .next_free
            .store(std::ptr::null_mut(), Ordering::Relaxed);
        match state.newest.filter(|_| state.freed > 0) {
            // SAFETY: as above.
            Some(newest) => unsafe { newest.as_ref() }
                .header
                .next_free
                .store(slot.as_ptr().cast(), Ordering::Relaxed),
            None => state.oldest = Some(slot),
        }
        state.newest = Some(slot);
        state.freed += 1;
    }
}

impl Header {
    /// Of a slot without an object.
    pub(super) const fn new() -> Self {
        Self {
            dispatch: AtomicPtr::new(std::ptr::null_mut()),
            dispatch_data: AtomicPtr::new(std::ptr::null_mut()),
            owners: AtomicU32::new(0),
            api_references: AtomicU32::new(0),
            life: AtomicUsize::new(0),
            next_free: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    /// An object begins or ends; only its one owner says so.
    pub(super) fn next_life(&self) {
        let life = self.life.load(Ordering::Relaxed).wrapping_add(1);
        self.life.store(life, Ordering::Release);
    }
}

/// The slot that a handle is the address of; a slot of type `T`, used or not.
#[inline]
pub(super) fn find_slot<T: Object>(handle: *mut c_void) -> ClResult<NonNull<Slot<T>>> {
    match find_known(handle) {
        Some(slot) => Ok(slot),
        None => find_any(handle),
    }
}

/// As [`find_slot`], if it is one of those that are found fast.
#[inline]
pub(super) fn find_known<T: Object>(handle: *mut c_void) -> Option<NonNull<Slot<T>>> {
    let slot = NonNull::new(handle.cast::<Slot<T>>())?;
    let known = T::pool().known(slot).load(Ordering::Relaxed);
    (known == slot.as_ptr()).then_some(slot)
}

fn find_any<T: Object>(handle: *mut c_void) -> ClResult<NonNull<Slot<T>>> {
    let address = handle.addr();
    let Some(slot) = NonNull::new(handle.cast::<Slot<T>>()) else {
        return Err(invalid::<T>(handle, "is NULL"));
    };
    let base = address & !(CHUNK_BYTES - 1);
    match chunk_kind(base) {
        Some(kind) if kind == T::KIND as u8 => {}
        Some(_) => return Err(invalid::<T>(handle, "is an object of another type")),
        None => return Err(invalid::<T>(handle, "is not an object of this driver")),
    }
    // A chunk of T's kind has nothing but slots of T at multiples of their size.
    let offset = address - base;
    let last = (Pool::<T>::SLOTS - 1) * size_of::<Slot<T>>();
    if offset > last || !offset.is_multiple_of(size_of::<Slot<T>>()) {
        return Err(invalid::<T>(handle, "is not an object of this driver"));
    }
    let known = T::pool().known(slot);
    // A call that is logged goes no short way.
    if known.load(Ordering::Relaxed).is_null() && !log::enabled(log::Level::Trace) {
        known.store(slot.as_ptr(), Ordering::Relaxed);
    }
    Ok(slot)
}
