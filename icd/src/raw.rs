//! Reading and writing what the application's pointers point to: the only place that does.
//!
//! An entry point's arguments arrive as these types, made by `#[entry]`. Whether a pointer is NULL is checked here; memory that is
//! not there, or less of it than the application says, is noticed while it is copied and refuses the call. Everything is copied
//! out, so nothing here outlives the call. Misaligned pointers are read as they are.

mod lists;
mod text;

pub use lists::{SyncPoints, WaitList};

use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Handle, Object, Ref};
use crate::log;
use mirrorcl_device::fault;
use std::ffi::{c_char, c_void};
use std::mem::MaybeUninit;

/// An argument of an entry point and the C type that it is made of.
pub trait Argument: Sized {
    /// The type in the C signature.
    type Raw;

    /// Takes the argument over.
    ///
    /// # Safety
    /// `raw` is the argument of an OpenCL call that obeys the specification, for the duration of the call.
    unsafe fn from_raw(raw: Self::Raw) -> ClResult<Self>;

    /// As [`Argument::from_raw`], for a call's shortcut: only what is fast.
    ///
    /// # Safety
    /// As of [`Argument::from_raw`].
    unsafe fn from_raw_fast(raw: Self::Raw) -> Option<Self> {
        // SAFETY: the caller's promise.
        unsafe { Self::from_raw(raw) }.ok()
    }
}

macro_rules! plain_arguments {
    ($($ty:ty),*) => {$(
        impl Argument for $ty {
            type Raw = $ty;

            unsafe fn from_raw(raw: $ty) -> ClResult<$ty> {
                Ok(raw)
            }
        }
    )*};
}

plain_arguments!(i32, u32, u64, isize, usize, *mut c_void, *const c_void);

macro_rules! callback_arguments {
    ($($parameter:ident)*) => {
        impl<R, $($parameter),*> Argument for Option<unsafe extern "C" fn($($parameter),*) -> R> {
            type Raw = Self;

            unsafe fn from_raw(raw: Self) -> ClResult<Self> {
                Ok(raw)
            }
        }
    };
}

callback_arguments!(A);
callback_arguments!(A B);
callback_arguments!(A B C);
callback_arguments!(A B C D);

/// A handle that must be a living object of its type; anything else is refused with the type's error code.
impl<T: Object> Argument for Ref<T> {
    type Raw = *mut c_void;

    unsafe fn from_raw(raw: *mut c_void) -> ClResult<Self> {
        Ref::from_handle(raw)
    }
}

/// As [`Ref`], for calls that keep nothing of the object.
impl<T: Object> Argument for Borrowed<T> {
    type Raw = *mut c_void;

    unsafe fn from_raw(raw: *mut c_void) -> ClResult<Self> {
        // SAFETY: the object of a call must not be released by another thread during the call, by the specification.
        unsafe { Borrowed::from_handle(raw) }
    }

    #[inline]
    unsafe fn from_raw_fast(raw: *mut c_void) -> Option<Self> {
        // SAFETY: as above.
        unsafe { Borrowed::from_known_handle(raw) }
    }
}

/// For shortcuts, which may know it already.
impl<T: Object> Argument for Handle<T> {
    type Raw = *mut c_void;

    unsafe fn from_raw(raw: *mut c_void) -> ClResult<Self> {
        // SAFETY: as above.
        Ok(unsafe { Handle::new(raw) })
    }
}

/// Plain data that may be read from the application's memory bit by bit.
///
/// # Safety
/// Every bit pattern is a value of the type.
pub unsafe trait Plain: Copy + 'static {}

// SAFETY: integers and raw pointers have no invalid bit patterns, nor have C structs of them.
unsafe impl Plain for u8 {}
// SAFETY: as above.
unsafe impl Plain for i8 {}
// SAFETY: as above.
unsafe impl Plain for u32 {}
// SAFETY: as above.
unsafe impl Plain for i32 {}
// SAFETY: as above.
unsafe impl Plain for u64 {}
// SAFETY: as above.
unsafe impl Plain for usize {}
// SAFETY: as above.
unsafe impl Plain for isize {}
// SAFETY: as above.
unsafe impl Plain for *mut c_void {}
// SAFETY: as above.
unsafe impl Plain for *const c_void {}
// SAFETY: as above (`c_char` is `u8` or `i8`).
unsafe impl Plain for *const c_char {}
// SAFETY: as above.
unsafe impl Plain for *const u8 {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_buffer_region {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_image_format {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_name_version {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_mutable_dispatch_config_khr {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_mutable_dispatch_arg_khr {}
// SAFETY: as above.
unsafe impl Plain for opencl_sys::cl_mutable_dispatch_exec_info_khr {}
// SAFETY: as above.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}

/// Copies bytes from the application into memory of the driver's; false if some are not accessible.
///
/// # Safety
/// `to` has `length` bytes that may be written.
#[inline]
#[must_use]
unsafe fn fetch(to: *mut u8, from: *const u8, length: usize) -> bool {
    // SAFETY: as required of the caller; what `from` leads to need not be there.
    unsafe { fault::copy(to, from, length) }.is_ok()
}

/// Copies bytes of the driver's into memory of the application; tells the log if that is not there.
///
/// # Safety
/// `from` has `length` bytes, and `to` is memory that the application gave for output, as far as it is there.
#[inline]
pub(crate) unsafe fn store(to: *mut u8, from: *const u8, length: usize) {
    // SAFETY: as required of the caller.
    if unsafe { fault::copy(to, from, length) }.is_err() {
        log!(
            Warn,
            "output at {to:p} is lost: {length} bytes are not all there"
        );
    }
}

#[cold]
fn unreadable<T>(pointer: *const T) -> ClError {
    ClError::value(format!(
        "the memory at {pointer:p} is not readable, or ends too early"
    ))
}

/// A pointer to input, perhaps NULL.
#[derive(Debug)]
#[repr(transparent)]
pub struct In<T>(*const T);

impl<T> Clone for In<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for In<T> {}

impl<T> Argument for In<T> {
    type Raw = *const T;

    unsafe fn from_raw(raw: *const T) -> ClResult<Self> {
        Ok(Self(raw))
    }
}

impl<T> In<T> {
    /// Input that the driver itself vouches for.
    ///
    /// # Safety
    /// As for an argument of an entry point: valid for what will be read through it, as long as it is used.
    #[must_use]
    pub unsafe fn new(pointer: *const T) -> Self {
        Self(pointer)
    }

    /// No input.
    #[must_use]
    pub fn null() -> Self {
        Self(std::ptr::null())
    }

    /// A pointer that stands in a structure read through this one, hence under the same promise of the application's.
    #[must_use]
    pub fn member<U>(self, pointer: *const U) -> In<U> {
        In(pointer)
    }

    /// Whether the application passed NULL.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// The address, for messages and for calls that keep it as a number.
    #[must_use]
    pub fn address(self) -> usize {
        self.0.addr()
    }
}

impl<T: Plain> In<T> {
    /// The value; nothing if the pointer is NULL or leads nowhere.
    #[inline]
    #[must_use]
    pub fn read(self) -> Option<T> {
        if self.is_null() {
            return None;
        }
        let mut value = MaybeUninit::<T>::uninit();
        // SAFETY: a local variable.
        if !unsafe { fetch(value.as_mut_ptr().cast(), self.0.cast(), size_of::<T>()) } {
            log!(Warn, "{}", unreadable(self.0));
            return None;
        }
        // SAFETY: all of it was written, and any bit pattern is a value.
        Some(unsafe { value.assume_init() })
    }

    /// Copies `count` values; NULL gives none. The caller checks whether NULL and `count` agree, for
    /// the error differs by call.
    pub fn to_vec(self, count: usize) -> ClResult<Vec<T>> {
        let mut values = Vec::new();
        if self.is_null() || count == 0 {
            return Ok(values);
        }
        values
            .try_reserve_exact(count)
            .map_err(|_| ClError::host_memory())?;
        // SAFETY: room was reserved, which also bounds the byte count; bytes are copied, so alignment does not matter.
        let complete = unsafe {
            fetch(
                values.as_mut_ptr().cast(),
                self.0.cast(),
                count * size_of::<T>(),
            )
        };
        if !complete {
            return Err(unreadable(self.0));
        }
        // SAFETY: all of them were written, and any bit pattern is a value.
        unsafe { values.set_len(count) };
        Ok(values)
    }

    /// The three values of an `origin`, `region` or work-size argument, unless NULL.
    #[must_use]
    pub fn triple(self) -> Option<[T; 3]> {
        In::<[T; 3]>(self.0.cast()).read()
    }

    /// The first `count` (at most 3) values of a work-size argument, the others being `rest`; unless NULL.
    #[must_use]
    pub fn up_to_three(self, count: usize, rest: T) -> Option<[T; 3]> {
        if self.is_null() {
            return None;
        }
        let mut values = [rest; 3];
        let bytes = count.min(3) * size_of::<T>();
        // SAFETY: a local array of three.
        let complete = unsafe { fetch(values.as_mut_ptr().cast(), self.0.cast(), bytes) };
        if !complete {
            log!(Warn, "{}", unreadable(self.0));
        }
        complete.then_some(values)
    }
}

impl<T: Plain + PartialEq + Default> In<T> {
    /// A list of (key, value) pairs ended by a zero key, as it stands in memory, the final zero included. NULL gives
    /// an empty list. A list that does not end within `LIMIT` pairs is refused.
    pub fn properties(self) -> ClResult<Vec<T>> {
        const LIMIT: usize = 1024;
        let mut list = Vec::new();
        if self.is_null() {
            return Ok(list);
        }
        for pair in 0..LIMIT {
            let at = |index: usize| In(self.0.wrapping_add(index)).read();
            let key = at(2 * pair).ok_or_else(|| unreadable(self.0))?;
            list.push(key);
            if key == T::default() {
                return Ok(list);
            }
            list.push(at(2 * pair + 1).ok_or_else(|| unreadable(self.0))?);
        }
        Err(ClError::value("the property list has no end"))
    }

    /// As [`In::properties`], of a list whose pairs `check` has to accept: reading ends at the first that it refuses.
    pub fn checked_properties(self, check: impl Fn(T, T) -> ClResult<()>) -> ClResult<Vec<T>> {
        let mut list = Vec::new();
        if self.is_null() {
            return Ok(list);
        }
        loop {
            let at = |index: usize| In(self.0.wrapping_add(index)).read();
            let key = at(list.len()).ok_or_else(|| unreadable(self.0))?;
            if key == T::default() {
                list.push(key);
                return Ok(list);
            }
            // "… or if the same property name is specified more than once": which also ends lists that do not end.
            let again = list.chunks_exact(2).any(|pair| pair[0] == key);
            let value = at(list.len() + 1).filter(|_| !again);
            let value = value.ok_or_else(|| ClError::value("a property stands twice"))?;
            check(key, value)?;
            list.extend([key, value]);
        }
    }

    /// Values up to the first zero, which is left out; NULL gives none. For lists of single values
    /// (device partition properties), of at most `limit` values.
    pub fn until_zero(self, limit: usize) -> ClResult<Vec<T>> {
        let mut list = Vec::new();
        if self.is_null() {
            return Ok(list);
        }
        for index in 0..limit {
            let at = In(self.0.wrapping_add(index));
            let value = at.read().ok_or_else(|| unreadable(self.0))?;
            if value == T::default() {
                return Ok(list);
            }
            list.push(value);
        }
        Err(ClError::value("the list has no end"))
    }
}

impl In<c_void> {
    /// Copies `length` bytes (a kernel argument); NULL gives none.
    pub fn to_bytes(self, length: usize) -> ClResult<Vec<u8>> {
        In(self.0.cast::<u8>()).to_vec(length)
    }

    /// Copies as many bytes as `to` has; NULL leaves it alone.
    #[inline]
    pub fn copy_to(self, to: &mut [u8]) -> ClResult<()> {
        // SAFETY: `to` is the driver's own memory.
        if !self.is_null() && !unsafe { fetch(to.as_mut_ptr(), self.0.cast(), to.len()) } {
            return Err(unreadable(self.0));
        }
        Ok(())
    }

    /// As many bytes as asked for; of NULL zeros.
    #[inline]
    pub fn bytes<const N: usize>(self) -> ClResult<[u8; N]> {
        let mut bytes = [0; N];
        self.copy_to(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads the memory as a value of `T` (a handle passed as kernel argument, for instance), unless NULL.
    #[inline]
    #[must_use]
    pub fn read_as<T: Plain>(self) -> Option<T> {
        In(self.0.cast::<T>()).read()
    }

    /// Reads the memory as a handle and looks the object up, for this call alone; nothing for NULL, be it the pointer or the handle.
    #[inline]
    pub fn borrow<T: Object>(self) -> ClResult<Option<Borrowed<T>>> {
        match self.read_as::<*mut c_void>() {
            // SAFETY: as for a handle that is an argument itself.
            Some(handle) if !handle.is_null() => unsafe { Borrowed::from_handle(handle) }.map(Some),
            _ => Ok(None),
        }
    }

    /// As [`In::borrow`], of a handle of a living object that is recognised fast.
    #[inline(always)]
    pub fn borrow_fast<T: Object>(self) -> Option<Borrowed<T>> {
        let handle = self.read_as::<*mut c_void>()?;
        // SAFETY: as in `borrow`.
        unsafe { Borrowed::from_known_handle(handle) }
    }

    /// Reads the memory as an array of `T`.
    pub fn to_vec_of<T: Plain>(self, count: usize) -> ClResult<Vec<T>> {
        In(self.0.cast::<T>()).to_vec(count)
    }
}

/// A pointer to input that the C signature declares without `const`: arrays of pointers.
#[derive(Debug, Clone, Copy)]
#[repr(transparent)]
pub struct InMut<T>(*mut T);

impl<T> Argument for InMut<T> {
    type Raw = *mut T;

    unsafe fn from_raw(raw: *mut T) -> ClResult<Self> {
        Ok(Self(raw))
    }
}

impl<T> InMut<T> {
    /// The input that it is.
    #[must_use]
    pub fn read_only(self) -> In<T> {
        In(self.0)
    }
}

/// A pointer to output, perhaps NULL.
#[derive(Debug)]
#[repr(transparent)]
pub struct Out<T>(*mut T);

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Out<T> {}

impl<T> Argument for Out<T> {
    type Raw = *mut T;

    unsafe fn from_raw(raw: *mut T) -> ClResult<Self> {
        Ok(Self(raw))
    }
}

impl<T> Out<T> {
    /// The memory as input: for arrays that C declares without `const` although they are only read.
    #[must_use]
    pub fn as_input(self) -> In<T> {
        In(self.0)
    }

    /// Output that the driver itself vouches for.
    ///
    /// # Safety
    /// As for an argument of an entry point: NULL, or writable as long as it is used.
    #[must_use]
    pub unsafe fn new(pointer: *mut T) -> Self {
        Self(pointer)
    }

    /// Whether the application does not want this output.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }
}

impl<T: Plain> Out<T> {
    /// Writes the value, unless NULL.
    pub fn write(self, value: T) {
        self.write_at(0, value);
    }

    /// Writes the value at `index` of an array whose length the application stated, unless NULL.
    pub fn write_at(self, index: usize, value: T) {
        if !self.is_null() {
            let to = self.0.wrapping_add(index);
            // SAFETY: a local value, and output memory within the length that the application stated.
            unsafe { store(to.cast(), (&raw const value).cast(), size_of::<T>()) };
        }
    }
}

impl Out<*mut c_void> {
    /// Hands an event (or another object) over through an output argument; if the application does not want it,
    /// the reference ends here.
    pub fn hand_over<T: Object>(self, object: Ref<T>) {
        if !self.is_null() {
            self.write(object.into_handle());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input<T>(values: &[T]) -> In<T> {
        In(values.as_ptr())
    }

    #[test]
    fn null_reads_as_nothing() {
        let null = In::<u32>(std::ptr::null());
        assert!(null.is_null() && null.read().is_none() && null.triple().is_none());
        assert!(null.to_vec(7).unwrap().is_empty());
        assert!(null.properties().unwrap().is_empty());
        assert!(In::<c_char>(std::ptr::null()).text().is_none());
        Out::<u32>(std::ptr::null_mut()).write(1);
    }

    #[test]
    fn property_lists_keep_their_end_and_need_one() {
        assert_eq!(
            input(&[1_u64, 2, 3, 4, 0]).properties().unwrap(),
            [1, 2, 3, 4, 0]
        );
        assert_eq!(input(&[0_u64]).properties().unwrap(), [0]);
        assert!(input(&[1_u64; 2048]).properties().is_err());
        assert_eq!(input(&[5_isize, 6, 0]).until_zero(8).unwrap(), [5, 6]);
    }

    #[test]
    fn misaligned_input_is_read_as_it_is() {
        let bytes = [0_u8, 1, 0, 0, 0, 2, 0, 0, 0];
        let odd = In::<u32>(bytes[1..].as_ptr().cast());
        assert_eq!(odd.to_vec(2).unwrap(), [1, 2]);
        assert_eq!(odd.read(), Some(1));
        assert_eq!(odd.up_to_three(2, 9), Some([1, 2, 9]));
    }

    #[test]
    fn memory_that_is_not_there_is_an_error_or_nothing() {
        let nowhere = In::<u64>(std::ptr::without_provenance(0x10));
        assert_eq!(nowhere.read(), None);
        assert!(nowhere.to_vec(3).is_err() && nowhere.properties().is_err());
        assert!(nowhere.until_zero(3).is_err() && nowhere.up_to_three(2, 0).is_none());
        assert!(In::<c_char>(nowhere.0.cast()).text().is_none());
        let mut bytes = [0; 4];
        assert!(In::<c_void>(nowhere.0.cast()).copy_to(&mut bytes).is_err());
        Out::<u64>(std::ptr::without_provenance_mut(0x10)).write(1);
        // Less than is said: the list runs into the end of the address space.
        assert!(input(&[1_u8]).to_vec(1 << 40).is_err());
    }

    #[test]
    fn an_absurd_count_is_an_error_and_not_an_abort() {
        assert!(input(&[0_u64]).to_vec(usize::MAX / 2).is_err());
    }
}
