//! Answers to `clGet*Info`, written straight into the application's buffer.
//!
//! A query must return [`Answered`], which only a writer's `write*` produces: a parameter without an answer does
//! not compile.

use crate::error::{ClError, ClResult};
use crate::raw::{In, Plain, store};
use crate::refuse_if;
use opencl_sys::{CL_FALSE, CL_INVALID_VALUE, CL_TRUE, cl_bool};
use std::ffi::c_void;

/// The parameters `param_value_size`, `param_value` and `param_value_size_ret` of a query.
#[derive(Debug)]
pub struct InfoWriter {
    size: usize,
    value: *mut u8,
    size_ret: *mut usize,
}

/// Proof that a query was answered.
#[derive(Debug)]
#[must_use]
pub struct Answered(());

impl InfoWriter {
    /// Bytes that there is room for; of a query for the size alone, any number.
    #[must_use]
    pub fn capacity(&self) -> usize {
        if self.value.is_null() {
            usize::MAX
        } else {
            self.size
        }
    }

    /// Takes the parameters over.
    ///
    /// # Safety
    /// `value` is NULL or has `size` writable bytes; `size_ret` is NULL or writable.
    #[must_use]
    pub unsafe fn new(size: usize, value: *mut c_void, size_ret: *mut usize) -> Self {
        Self {
            size,
            value: value.cast(),
            size_ret,
        }
    }

    /// Answers with a plain value.
    #[inline]
    pub fn write<T: Plain>(self, value: T) -> ClResult<Answered> {
        self.write_slice(&[value])
    }

    /// Answers with an array of plain values; an empty one has size 0.
    #[inline]
    pub fn write_slice<T: Plain>(self, values: &[T]) -> ClResult<Answered> {
        self.answer(values.as_ptr().cast(), size_of_val(values))
    }

    /// Answers with a text and its NUL.
    pub fn write_str(self, text: &str) -> ClResult<Answered> {
        self.write_text_bytes(text.as_bytes())
    }

    /// Answers with the bytes of a text, and a NUL after them.
    pub fn write_text_bytes(self, text: &[u8]) -> ClResult<Answered> {
        self.write_slice(&[text, &[0]].concat())
    }

    /// Answers with a `cl_bool`.
    pub fn write_bool(self, value: bool) -> ClResult<Answered> {
        self.write::<cl_bool>(if value { CL_TRUE } else { CL_FALSE })
    }

    /// Answers by copying each blob to the address that the application put at its place in `param_value`
    /// (`CL_PROGRAM_BINARIES`, spec §5.8.7); a NULL address is skipped.
    pub fn scatter(self, blobs: &[&[u8]]) -> ClResult<Answered> {
        // SAFETY: the table is input of this query; what is not there is noticed.
        let table = unsafe { In::new(self.value.cast::<*mut c_void>()) };
        let length = blobs.len() * size_of::<*mut u8>();
        self.check(length)?;
        for (blob, to) in blobs.iter().zip(table.to_vec(blobs.len())?) {
            if !to.is_null() {
                // SAFETY: a slice, and output of the size that CL_PROGRAM_BINARY_SIZES stated, by the specification.
                unsafe { store(to.cast(), blob.as_ptr(), blob.len()) };
            }
        }
        Ok(self.tell_size(length))
    }

    /// Refuses a parameter name that this query does not know.
    pub fn unknown(self, query: &str, name: u32) -> ClResult<Answered> {
        Err(ClError::value(format!(
            "{query} has no parameter {name:#x}"
        )))
    }

    /// "CL_INVALID_VALUE if size in bytes specified by param_value_size is < size of return type and param_value is not
    /// NULL."
    #[inline]
    fn check(&self, length: usize) -> ClResult<()> {
        refuse_if!(
            !self.value.is_null() && self.size < length,
            CL_INVALID_VALUE,
            "param_value_size {} is less than the answer's {length} bytes",
            self.size
        );
        Ok(())
    }

    #[inline]
    fn answer(self, bytes: *const u8, length: usize) -> ClResult<Answered> {
        self.check(length)?;
        if !self.value.is_null() {
            // SAFETY: the caller has `length` bytes, and there is room for them as far as the application says the truth.
            unsafe { store(self.value, bytes, length) };
        }
        Ok(self.tell_size(length))
    }

    #[inline]
    fn tell_size(self, length: usize) -> Answered {
        if !self.size_ret.is_null() {
            // SAFETY: a local value, and output of the application's.
            unsafe {
                store(
                    self.size_ret.cast(),
                    (&raw const length).cast(),
                    size_of::<usize>(),
                )
            };
        }
        Answered(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opencl_sys::CL_INVALID_VALUE;

    fn writer(buffer: &mut [u8], size_ret: &mut usize) -> InfoWriter {
        // SAFETY: local variables.
        unsafe { InfoWriter::new(buffer.len(), buffer.as_mut_ptr().cast(), size_ret) }
    }

    #[test]
    fn a_value_needs_its_size_and_a_larger_buffer_is_left_alone_behind_it() {
        let (mut buffer, mut size) = ([0xAA_u8; 8], 0);
        let _ = writer(&mut buffer, &mut size).write(7_u32).unwrap();
        assert_eq!((buffer, size), ([7, 0, 0, 0, 0xAA, 0xAA, 0xAA, 0xAA], 4));
        size = 99;
        let refused = writer(&mut buffer[..3], &mut size)
            .write(8_u32)
            .unwrap_err();
        assert_eq!((refused.code(), size, buffer[0]), (CL_INVALID_VALUE, 99, 7));
    }

    #[test]
    fn a_null_buffer_asks_for_the_size_alone() {
        let mut size = 0;
        // SAFETY: NULL and a local variable.
        let info = unsafe { InfoWriter::new(0, std::ptr::null_mut(), &raw mut size) };
        let _ = info.write_str("four").unwrap();
        assert_eq!(size, 5);
    }

    #[test]
    fn blobs_go_where_the_table_says() {
        let (mut first, mut size) = ([0_u8; 3], 0);
        let mut table = [first.as_mut_ptr(), std::ptr::null_mut()];
        let bytes = size_of_val(&table);
        // SAFETY: local variables.
        let info = unsafe { InfoWriter::new(bytes, table.as_mut_ptr().cast(), &raw mut size) };
        let _ = info.scatter(&[b"abc", b"de"]).unwrap();
        assert_eq!((first, size), (*b"abc", 16));
    }
}
