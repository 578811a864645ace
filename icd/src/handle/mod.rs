//! Handles: what the application holds, and how it becomes an object again.
//!
//! A handle is the address of a [`Header`] in a *slot* of its type's [`Pool`]. Slots are carved from chunks that are never given
//! back and never change their type, and a table knows all chunks. Therefore any value at all can be passed as a handle:
//! an address outside the chunks, of another type's chunk, between slots, of a slot never used or of one freed since is
//! recognised without touching foreign memory, and the loader, which reads the dispatch pointer of a handle before the
//! driver sees it, finds a valid one in freed slots too. A freed slot rests in a queue behind `T::QUARANTINE` others
//! before it is used again.
//!
//! Two counts belong to an object: `owners` (the API's references and the driver's own, [`Ref`]) decides how long it lives,
//! `api_references` is what `clRetain*`, `clRelease*` and `CL_*_REFERENCE_COUNT` speak of.

mod chunk;
mod pool;
mod seen;

pub use pool::Pool;
pub use seen::{Handle, SeenCell};

use crate::dispatch;
use crate::error::{ClError, ClResult, out_of_resources};
use opencl_sys as cl;
use opencl_sys::cl_int;
use pool::{Slot, find_known, find_slot};
use std::ffi::c_void;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The object types of OpenCL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are OpenCL's")]
pub enum Kind {
    Platform = 1,
    Device,
    Context,
    CommandQueue,
    Mem,
    Sampler,
    Program,
    Kernel,
    Event,
    CommandBuffer,
    MutableCommand,
}

impl Kind {
    /// The error of a handle that is not such an object.
    #[must_use]
    pub fn invalid(self) -> cl_int {
        match self {
            Kind::Platform => cl::CL_INVALID_PLATFORM,
            Kind::Device => cl::CL_INVALID_DEVICE,
            Kind::Context => cl::CL_INVALID_CONTEXT,
            Kind::CommandQueue => cl::CL_INVALID_COMMAND_QUEUE,
            Kind::Mem => cl::CL_INVALID_MEM_OBJECT,
            Kind::Sampler => cl::CL_INVALID_SAMPLER,
            Kind::Program => cl::CL_INVALID_PROGRAM,
            Kind::Kernel => cl::CL_INVALID_KERNEL,
            Kind::Event => cl::CL_INVALID_EVENT,
            Kind::CommandBuffer => cl::CL_INVALID_COMMAND_BUFFER_KHR,
            Kind::MutableCommand => cl::CL_INVALID_MUTABLE_COMMAND_KHR,
        }
    }
}

/// A type whose values the application holds handles of. Implemented with [`impl_object!`](crate::impl_object!).
pub trait Object: Send + Sync + Sized + 'static {
    /// Its OpenCL type.
    const KIND: Kind;

    /// Whether queries of other objects hand out this object's handle (a queue's context, an event's queue). Such a
    /// handle stays good for as long as the object lives; any other is refused once the application has released it.
    const REACHABLE: bool;

    /// How many freed slots lie in between before a slot is used again.
    const QUARANTINE: usize = 256;

    /// Where its objects live.
    fn pool() -> &'static Pool<Self>;

    /// Called when the last owner is gone, before the value is dropped: destructor callbacks, which are told the
    /// handle although it is not valid any more.
    fn finalize(&mut self, _handle: *mut c_void) {}
}

/// Makes a type an [`Object`]: `impl_object!(Context, Kind::Context, reachable: true)`, perhaps with
/// `, finalize: |context, handle| …`.
#[macro_export]
macro_rules! impl_object {
    ($ty:ty, $kind:expr, reachable: $reachable:expr $(, finalize: $finalize:expr)?) => {
        impl $crate::handle::Object for $ty {
            const KIND: $crate::handle::Kind = $kind;
            const REACHABLE: bool = $reachable;

            fn pool() -> &'static $crate::handle::Pool<$ty> {
                static POOL: $crate::handle::Pool<$ty> = $crate::handle::Pool::new();
                &POOL
            }

            $(fn finalize(&mut self, handle: *mut ::std::ffi::c_void) {
                let finalize: fn(&mut $ty, *mut ::std::ffi::c_void) = $finalize;
                finalize(self, handle);
            })?
        }
    };
}

/// The `dispatch_data` word of new objects (`clIcdSetPlatformDispatchDataKHR`).
static DISPATCH_DATA: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());

/// Sets the loader's own word, of objects to come and of `objects` that exist.
pub fn set_dispatch_data<'a, T: Object>(
    data: *mut c_void,
    objects: impl Iterator<Item = &'a Ref<T>>,
) {
    DISPATCH_DATA.store(data, Ordering::Release);
    for object in objects {
        object
            .slot()
            .header
            .dispatch_data
            .store(data, Ordering::Release);
    }
}

/// A reference to an object that keeps it alive, as `Arc` does. Equality is identity.
pub struct Ref<T: Object> {
    slot: NonNull<Slot<T>>,
}

// SAFETY: a Ref is a counted shared reference to a `T: Send + Sync`; the counts are atomic.
unsafe impl<T: Object> Send for Ref<T> {}
// SAFETY: as above.
unsafe impl<T: Object> Sync for Ref<T> {}

impl<T: Object> Ref<T> {
    /// Makes an object, owned by the returned reference alone; the API does not know it yet.
    pub fn new(value: T) -> ClResult<Self> {
        let slot = T::pool().take()?;
        // SAFETY: the pool handed the slot to us alone, so the value may be written.
        unsafe { (*slot.as_ref().value.get()).write(value) };
        let this = Self { slot };
        let header = &this.slot().header;
        header.dispatch.store(dispatch::table(), Ordering::Relaxed);
        header
            .dispatch_data
            .store(DISPATCH_DATA.load(Ordering::Acquire), Ordering::Relaxed);
        header.api_references.store(0, Ordering::Relaxed);
        header.next_life();
        // Publishes the value to those who find the slot by its handle.
        header.owners.store(1, Ordering::Release);
        Ok(this)
    }

    fn slot(&self) -> &Slot<T> {
        // SAFETY: slots are never given back; the value is protected by the owner count.
        unsafe { self.slot.as_ref() }
    }

    /// The handle, without any change of counts: for queries and comparisons.
    #[must_use]
    pub fn handle(&self) -> *mut c_void {
        self.slot.as_ptr().cast()
    }

    /// Hands the reference to the application.
    #[must_use]
    pub fn into_handle(self) -> *mut c_void {
        let this = ManuallyDrop::new(self);
        this.slot()
            .header
            .api_references
            .fetch_add(1, Ordering::Relaxed);
        this.handle()
    }

    /// The object of a handle. Refuses with the type's error code whatever is not a living object of this type.
    pub fn from_handle(handle: *mut c_void) -> ClResult<Self> {
        let this = Self::find(handle)?;
        if !T::REACHABLE && this.api_references() == 0 {
            return Err(invalid::<T>(handle, "was released"));
        }
        Ok(this)
    }

    fn find(handle: *mut c_void) -> ClResult<Self> {
        let slot = find_slot(handle)?;
        // SAFETY: a slot of T, and slots are never given back.
        let header = unsafe { &slot.as_ref().header };
        // An object that has no owner left is being dropped or gone, and must not come back.
        let alive = header
            .owners
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, |owners| {
                (owners != 0 && owners < u32::MAX / 2).then(|| owners + 1)
            });
        match alive {
            Ok(_) => Ok(Self { slot }),
            Err(0) => Err(invalid::<T>(handle, "was released")),
            Err(_) => Err(out_of_resources("too many references to one object")),
        }
    }

    /// The API's reference count.
    #[must_use]
    pub fn api_references(&self) -> u32 {
        self.slot().header.api_references.load(Ordering::Relaxed)
    }

    /// `clRetain*`.
    pub fn retain(&self) -> ClResult<()> {
        // A clone that the API owns: it is counted, then forgotten.
        let _ = self.clone().into_handle();
        Ok(())
    }

    /// `clRelease*`: gives up one of the API's references. Refuses if there is none left.
    pub fn release(&self) -> ClResult<()> {
        let released = self.slot().header.api_references.fetch_update(
            Ordering::AcqRel,
            Ordering::Relaxed,
            |count| count.checked_sub(1),
        );
        if released.is_err() {
            return Err(invalid::<T>(
                self.handle(),
                "was released as often as retained",
            ));
        }
        // The owner count that the reference had; `self` still holds another.
        drop(Self { slot: self.slot });
        Ok(())
    }
}

/// An object for the length of one call of the application, which has a reference to it and does not give that up meanwhile: the least
/// that OpenCL asks of it. Costs no counting; what is kept beyond the call needs a [`Ref`].
pub struct Borrowed<T: Object> {
    object: ManuallyDrop<Ref<T>>,
}

impl<T: Object> Borrowed<T> {
    /// As [`Ref::from_handle`].
    ///
    /// # Safety
    /// While this exists, the application has a reference to the object, if the handle is one's.
    #[inline]
    pub unsafe fn from_handle(handle: *mut c_void) -> ClResult<Self> {
        Self::living(find_slot(handle)?).ok_or_else(|| invalid::<T>(handle, "was released"))
    }

    /// As [`Borrowed::from_handle`], if that is fast.
    ///
    /// # Safety
    /// As of [`Borrowed::from_handle`].
    #[inline(always)]
    pub unsafe fn from_known_handle(handle: *mut c_void) -> Option<Self> {
        Self::living(find_known(handle)?)
    }

    #[inline]
    fn living(slot: NonNull<Slot<T>>) -> Option<Self> {
        // SAFETY: a slot of T, and slots are never given back.
        let header = unsafe { &slot.as_ref().header };
        let alive = header.owners.load(Ordering::Acquire) != 0
            && (T::REACHABLE || header.api_references.load(Ordering::Relaxed) != 0);
        // Not counted, hence never dropped.
        let object = ManuallyDrop::new(Ref { slot });
        alive.then_some(Self { object })
    }
}

impl<T: Object> Deref for Borrowed<T> {
    type Target = Ref<T>;

    #[inline]
    fn deref(&self) -> &Ref<T> {
        &self.object
    }
}

#[cold]
fn invalid<T: Object>(handle: *mut c_void, why: &str) -> ClError {
    ClError::new(T::KIND.invalid(), format!("{:?} {handle:?} {why}", T::KIND))
}

impl<T: Object> Clone for Ref<T> {
    fn clone(&self) -> Self {
        let owners = self.slot().header.owners.fetch_add(1, Ordering::Relaxed);
        // As in Arc: a count near overflow means that references were leaked in a loop.
        assert!(owners < u32::MAX / 2, "too many references to one object");
        Self { slot: self.slot }
    }
}

impl<T: Object> Drop for Ref<T> {
    fn drop(&mut self) {
        if self.slot().header.owners.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        // What the other owners did before they went: theirs are the decrements that ours follows. (A fence would do as well, but
        // ThreadSanitizer does not know fences.)
        self.slot().header.owners.load(Ordering::Acquire);
        self.slot().header.next_life();
        // SAFETY: the last owner is gone and none can come, so the value is ours alone.
        let value = unsafe { &mut *self.slot().value.get() };
        // SAFETY: it was written when the object was made, and is dropped here only, once.
        unsafe {
            value.assume_init_mut().finalize(self.handle());
            value.assume_init_drop();
        }
        T::pool().give_back(self.slot);
    }
}

impl<T: Object> Deref for Ref<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the value was written before the owner count became positive and stays until it is 0.
        unsafe { (*self.slot().value.get()).assume_init_ref() }
    }
}

impl<T: Object> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

impl<T: Object> Eq for Ref<T> {}

impl<T: Object> std::hash::Hash for Ref<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.slot.hash(state);
    }
}

impl<T: Object> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({:p})", T::KIND, self.slot)
    }
}

/// The objects of a list of handles, in order; the first that is none refuses the list.
pub fn objects_of<T: Object>(handles: &[*mut c_void]) -> ClResult<Vec<Ref<T>>> {
    handles
        .iter()
        .map(|&handle| Ref::from_handle(handle))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    struct Fruit(Arc<()>);
    impl_object!(Fruit, Kind::Sampler, reachable: false);

    struct Stone;
    impl_object!(Stone, Kind::Kernel, reachable: true);

    fn fruit() -> (Ref<Fruit>, Arc<()>) {
        let alive = Arc::new(());
        (Ref::new(Fruit(Arc::clone(&alive))).unwrap(), alive)
    }

    fn code<T: Object>(handle: *mut c_void) -> cl_int {
        Ref::<T>::from_handle(handle).unwrap_err().code()
    }

    #[test]
    fn the_loader_finds_the_dispatch_table_in_the_first_word_even_after_release() {
        let handle = fruit().0.into_handle();
        // SAFETY: what the loader does.
        let first_word = |handle: *mut c_void| unsafe { handle.cast::<*mut c_void>().read() };
        assert_eq!(first_word(handle), dispatch::table());
        Ref::<Fruit>::from_handle(handle)
            .unwrap()
            .release()
            .unwrap();
        assert_eq!(first_word(handle), dispatch::table());
    }

    #[test]
    fn what_is_not_an_object_of_the_type_is_refused() {
        let (object, _alive) = fruit();
        let handle = object.into_handle();
        assert!(Ref::<Fruit>::from_handle(handle).is_ok());
        assert_eq!(code::<Stone>(handle), cl::CL_INVALID_KERNEL);
        assert_eq!(code::<Fruit>(std::ptr::null_mut()), cl::CL_INVALID_SAMPLER);
        assert_eq!(
            code::<Fruit>(std::ptr::without_provenance_mut(0x1234)),
            cl::CL_INVALID_SAMPLER
        );
        assert_eq!(
            code::<Fruit>((&raw const handle).cast_mut().cast()),
            cl::CL_INVALID_SAMPLER
        );
        assert_eq!(
            code::<Fruit>(handle.wrapping_byte_add(8)),
            cl::CL_INVALID_SAMPLER
        );
        // A slot that was never used.
        let far = handle.wrapping_byte_add(size_of::<Slot<Fruit>>() * (Pool::<Fruit>::SLOTS / 2));
        assert_eq!(code::<Fruit>(far), cl::CL_INVALID_SAMPLER);
    }

    #[test]
    fn borrowing_refuses_what_looking_up_refuses() {
        // SAFETY: this test holds a reference as long as it needs one.
        let borrow = |handle| unsafe { Borrowed::<Fruit>::from_handle(handle) };
        let (object, alive) = fruit();
        let handle = object.into_handle();
        assert_eq!(borrow(handle).unwrap().api_references(), 1);
        assert_eq!(Arc::strong_count(&borrow(handle).unwrap().0), 2);
        assert!(borrow(std::ptr::null_mut()).is_err());
        assert!(borrow(handle.wrapping_byte_add(8)).is_err());
        Ref::<Fruit>::from_handle(handle)
            .unwrap()
            .release()
            .unwrap();
        assert_eq!(Arc::strong_count(&alive), 1);
        assert!(borrow(handle).is_err());
    }

    #[test]
    fn a_released_object_is_gone_and_stays_recognisable() {
        let (object, alive) = fruit();
        let handle = object.into_handle();
        let object = Ref::<Fruit>::from_handle(handle).unwrap();
        object.retain().unwrap();
        assert_eq!(object.api_references(), 2);
        object.release().unwrap();
        object.release().unwrap();
        assert_eq!(object.release().unwrap_err().code(), cl::CL_INVALID_SAMPLER);
        // Kept alive by the driver, but not for the application.
        assert_eq!(code::<Fruit>(handle), cl::CL_INVALID_SAMPLER);
        assert_eq!(Arc::strong_count(&alive), 2);
        drop(object);
        assert_eq!(Arc::strong_count(&alive), 1);
        for _ in 0..Fruit::QUARANTINE / 2 {
            let other = fruit().0;
            assert_ne!(other.handle(), handle);
            assert_eq!(code::<Fruit>(handle), cl::CL_INVALID_SAMPLER);
        }
    }

    #[test]
    fn a_reachable_object_lives_as_long_as_something_refers_to_it() {
        let inner = Ref::new(Stone).unwrap();
        let handle = inner.clone().into_handle();
        inner.release().unwrap();
        let again = Ref::<Stone>::from_handle(handle).unwrap();
        again.retain().unwrap();
        assert_eq!(again.api_references(), 1);
        again.release().unwrap();
        drop((inner, again));
        assert_eq!(code::<Stone>(handle), cl::CL_INVALID_KERNEL);
    }

    #[test]
    fn slots_are_used_again_after_quarantine_and_every_value_is_dropped() {
        let alive = Arc::new(());
        let mut seen = std::collections::HashSet::new();
        for _ in 0..20 * Fruit::QUARANTINE {
            let handle = Ref::new(Fruit(Arc::clone(&alive))).unwrap().into_handle();
            seen.insert(handle.addr());
            Ref::<Fruit>::from_handle(handle)
                .unwrap()
                .release()
                .unwrap();
        }
        assert!(seen.len() < 10 * Fruit::QUARANTINE, "{} slots", seen.len());
        assert_eq!(Arc::strong_count(&alive), 1);
    }

    #[test]
    fn racing_lookups_and_releases_never_see_a_dead_object() {
        for _ in 0..200 {
            let (object, alive) = fruit();
            let handle = object.into_handle().expose_provenance();
            let look = move || {
                let handle = std::ptr::with_exposed_provenance_mut(handle);
                while let Ok(object) = Ref::<Fruit>::from_handle(handle) {
                    assert!(Arc::strong_count(&object.0) >= 2);
                }
            };
            let threads = [std::thread::spawn(look), std::thread::spawn(look)];
            let object =
                Ref::<Fruit>::from_handle(std::ptr::with_exposed_provenance_mut(handle)).unwrap();
            object.release().unwrap();
            drop(object);
            for thread in threads {
                thread.join().unwrap();
            }
            assert_eq!(Arc::strong_count(&alive), 1);
        }
    }
}
