//! fork: the child gets a copy of the space that no other thread was changing at that moment.
//!
//! Windows, contents and bookkeeping are private memory, so parent and child each go on with their own.

use std::cell::{Cell, UnsafeCell};
use std::sync::{MutexGuard, Once};

use super::allocator::{Allocator, lock};
use super::arena::Shard;
use super::guard::Quarantine;
use super::retained::Retained;
use super::slab::SlabClass;
use super::space::AddressSpace;
use super::windows::Windows;

/// All locks of the space, in the order in which they are taken.
struct Held {
    _creation: MutexGuard<'static, ()>,
    _shards: Vec<MutexGuard<'static, Shard>>,
    _classes: Vec<MutexGuard<'static, SlabClass>>,
    _retained: MutexGuard<'static, Retained>,
    _quarantine: MutexGuard<'static, Quarantine>,
    _windows: MutexGuard<'static, Windows>,
}

/// What the thread that forks holds from before until after.
struct Slot(UnsafeCell<Option<Held>>);

// SAFETY: only a thread that holds all the locks looks inside.
unsafe impl Sync for Slot {}

static SLOT: Slot = Slot(UnsafeCell::new(None));

thread_local! {
    /// Whether this thread filled the slot: it may find the space's first allocation made in between.
    static HOLDS: Cell<bool> = const { Cell::new(false) };
}

/// Makes fork wait until nobody changes the process's space. Called before the space's first allocation.
pub(super) fn register() {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // SAFETY: the handlers are functions for ever; a refusal (no memory) leaves fork as it was.
        unsafe { libc::pthread_atfork(Some(prepare), Some(resume), Some(resume)) };
    });
}

extern "C" fn prepare() {
    let Some(allocator) = AddressSpace::global().existing() else {
        return;
    };
    let held = hold(allocator);
    // SAFETY: this thread holds all locks, so no other is between `prepare` and `resume`.
    unsafe { *SLOT.0.get() = Some(held) };
    HOLDS.set(true);
}

fn hold(allocator: &'static Allocator) -> Held {
    let creation = lock(&allocator.creation);
    let arenas = || allocator.arenas();
    Held {
        _creation: creation,
        _shards: arenas()
            .flat_map(|arena| arena.shards())
            .map(lock)
            .collect(),
        _classes: arenas()
            .flat_map(|arena| &arena.classes)
            .map(lock)
            .collect(),
        _retained: lock(&allocator.retained),
        _quarantine: lock(&allocator.quarantine),
        _windows: lock(&allocator.windows),
    }
}

extern "C" fn resume() {
    if HOLDS.replace(false) {
        // SAFETY: this thread (in the child: its only copy) holds all locks since `prepare`.
        let held = unsafe { (*SLOT.0.get()).take() };
        drop(held);
    }
}
