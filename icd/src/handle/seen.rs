//! A handle that was looked up before, known again by two comparisons.

use super::pool::Header;
use super::{Borrowed, Object, Ref};
use crate::log;
use mirrorcl_device::OwnWord;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A handle as the application gave it, not looked up.
pub struct Handle<T> {
    handle: *mut c_void,
    object: PhantomData<fn() -> T>,
}

impl<T: Object> Handle<T> {
    /// Takes over any value.
    ///
    /// # Safety
    /// As of [`Borrowed::from_handle`].
    #[inline(always)]
    pub unsafe fn new(handle: *mut c_void) -> Self {
        Self {
            handle,
            object: PhantomData,
        }
    }
}

/// The object that a thread, the owner of the cell, has last used for something, without a reference to it: its slot, and which of those
/// that lived there.
pub struct SeenCell<T> {
    slot: AtomicPtr<Header>,
    life: OwnWord,
    object: PhantomData<fn() -> T>,
}

/// What an empty cell leads to: its life is never the one that is compared with.
static NOBODY: Header = Header::new();

impl<T: Object> SeenCell<T> {
    /// A cell that knows no handle.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(T::REACHABLE) };
        Self {
            slot: AtomicPtr::new((&raw const NOBODY).cast_mut()),
            life: OwnWord::new(1),
            object: PhantomData,
        }
    }

    /// Keeps the object in mind, unless calls are logged, which go no short way. Only the owner does.
    pub fn set(&self, object: &Ref<T>) {
        if !log::enabled(log::Level::Trace) {
            self.life.set(life(object.slot));
            let slot = object.slot.as_ptr();
            self.slot.store(slot.cast(), Ordering::Relaxed);
        }
    }

    /// Knows no handle any more. Any thread may do this.
    pub fn clear(&self) {
        self.slot
            .store((&raw const NOBODY).cast_mut(), Ordering::Relaxed);
    }

    /// Whether it is the object that is in mind.
    #[must_use]
    pub fn is(&self, object: &Ref<T>) -> bool {
        self.slot.load(Ordering::Relaxed) == object.slot.as_ptr().cast()
            && self.life.get() == life(object.slot)
    }

    /// The object, if the handle is that of the one in mind, which lives.
    ///
    /// # Safety
    /// The calling thread is the cell's owner.
    #[inline(always)]
    pub unsafe fn borrow(&self, given: &Handle<T>) -> Option<Borrowed<T>> {
        let header = self.slot.load(Ordering::Relaxed);
        if header.cast() != given.handle {
            return None;
        }
        // SAFETY: never NULL.
        let slot = unsafe { NonNull::new_unchecked(header) };
        // SAFETY: the caller's promise.
        if life(slot) != unsafe { self.life.own() } {
            return None;
        }
        // The life that `set` saw is that of an object of T, whose slot begins with the header. Not counted, hence never dropped.
        let object = ManuallyDrop::new(Ref { slot: slot.cast() });
        Some(Borrowed { object })
    }
}

impl<T: Object> Default for SeenCell<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Which of the objects that live in a slot one after the other is there now.
#[inline(always)]
fn life<S>(slot: NonNull<S>) -> usize {
    // SAFETY: `NOBODY` or a slot, which begins with its header; slots are never given back.
    let header = unsafe { slot.cast::<Header>().as_ref() };
    header.life.load(Ordering::Acquire)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::Kind;
    use crate::impl_object;
    use std::ptr;

    struct Stone(u32);
    impl_object!(Stone, Kind::Kernel, reachable: true);

    /// What the cell says of the handle: the stone's number.
    fn seen(cell: &SeenCell<Stone>, handle: *mut c_void) -> Option<u32> {
        // SAFETY: this test holds a reference as long as it needs one.
        let handle = unsafe { Handle::new(handle) };
        // SAFETY: no other thread has the cell.
        unsafe { cell.borrow(&handle) }.map(|stone| stone.0)
    }

    #[test]
    fn knows_the_object_it_was_set_to_until_that_is_gone() {
        let cell = SeenCell::<Stone>::new();
        let (one, other) = (Ref::new(Stone(1)).unwrap(), Ref::new(Stone(2)).unwrap());
        assert_eq!(seen(&cell, one.handle()), None);
        cell.set(&one);
        assert_eq!(seen(&cell, one.handle()), Some(1));
        assert_eq!(seen(&cell, other.handle()), None);
        cell.set(&other);
        assert_eq!(seen(&cell, one.handle()), None);
        assert_eq!(seen(&cell, other.handle()), Some(2));
        cell.clear();
        assert_eq!(seen(&cell, other.handle()), None);
    }

    #[test]
    fn an_empty_cell_knows_no_handle_whatever_its_value() {
        let cell = SeenCell::<Stone>::new();
        for handle in [0, 1, (&raw const NOBODY).addr(), usize::MAX] {
            let handle = ptr::without_provenance_mut(handle);
            assert_eq!(seen(&cell, handle), None);
        }
    }

    #[test]
    fn a_later_object_in_the_same_slot_is_another() {
        let cell = SeenCell::<Stone>::new();
        let first = Ref::new(Stone(0)).unwrap();
        let handle = first.handle();
        cell.set(&first);
        drop(first);
        assert_eq!(seen(&cell, handle), None);
        let again = (1..20 * u32::try_from(Stone::QUARANTINE).unwrap()).find_map(|number| {
            let stone = Ref::new(Stone(number)).unwrap();
            (stone.handle() == handle).then_some(stone)
        });
        assert!(again.is_some(), "the slot is not used again");
        assert_eq!(seen(&cell, handle), None);
        cell.set(again.as_ref().unwrap());
        assert_eq!(seen(&cell, handle), Some(again.unwrap().0));
    }
}
