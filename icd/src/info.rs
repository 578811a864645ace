//! Answers to `clGet*Info`, written straight into the application's buffer.
//!
//! A query must return [`Answered`], which only a writer's `write*` produces: a parameter without an answer does
//! not compile.

use crate::error::{ClError, ClResult};
use crate::raw::Plain;
use opencl_sys::{CL_FALSE, CL_TRUE, cl_bool};
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
    pub fn write<T: Plain>(self, value: T) -> ClResult<Answered> {
        self.write_slice(&[value])
    }

    /// Answers with an array of plain values; an empty one has size 0.
    pub fn write_slice<T: Plain>(self, values: &[T]) -> ClResult<Answered> {
        // SAFETY: a slice is as many readable bytes as it is long.
        self.answer(size_of_val(values), |to| unsafe {
            values
                .as_ptr()
                .cast::<u8>()
                .copy_to_nonoverlapping(to, size_of_val(values));
        })
    }

    /// Answers with a text and its NUL.
    pub fn write_str(self, text: &str) -> ClResult<Answered> {
        self.write_text_bytes(text.as_bytes())
    }

    /// Answers with the bytes of a text, and a NUL after them.
    pub fn write_text_bytes(self, text: &[u8]) -> ClResult<Answered> {
        // SAFETY: `answer` checked that there is room for the text and its NUL.
        self.answer(text.len() + 1, |to| unsafe {
            text.as_ptr().copy_to_nonoverlapping(to, text.len());
            to.add(text.len()).write(0);
        })
    }

    /// Answers with a `cl_bool`.
    pub fn write_bool(self, value: bool) -> ClResult<Answered> {
        self.write::<cl_bool>(if value { CL_TRUE } else { CL_FALSE })
    }

    /// Answers by copying each blob to the address that the application put at its place in `param_value`
    /// (`CL_PROGRAM_BINARIES`, spec §5.8.7); a NULL address is skipped.
    pub fn scatter(self, blobs: &[&[u8]]) -> ClResult<Answered> {
        self.answer(blobs.len() * size_of::<*mut u8>(), |table| {
            for (index, blob) in blobs.iter().enumerate() {
                // SAFETY: `answer` checked that the table has one pointer per blob; each that is not NULL leads to
                // memory of the size that CL_PROGRAM_BINARY_SIZES stated, by the specification.
                unsafe {
                    let to = table.cast::<*mut u8>().add(index).read_unaligned();
                    if !to.is_null() {
                        blob.as_ptr().copy_to_nonoverlapping(to, blob.len());
                    }
                }
            }
        })
    }

    /// Refuses a parameter name that this query does not know.
    pub fn unknown(self, query: &str, name: u32) -> ClResult<Answered> {
        Err(ClError::value(format!(
            "{query} has no parameter {name:#x}"
        )))
    }

    fn answer(self, length: usize, write: impl FnOnce(*mut u8)) -> ClResult<Answered> {
        if !self.value.is_null() {
            // "CL_INVALID_VALUE if size in bytes specified by param_value_size is < size of return type and
            // param_value is not NULL."
            if self.size < length {
                return Err(ClError::value(format!(
                    "param_value_size {} is less than the answer's {length} bytes",
                    self.size
                )));
            }
            write(self.value);
        }
        if !self.size_ret.is_null() {
            // SAFETY: not NULL, hence writable by the contract of `new`.
            unsafe { self.size_ret.write_unaligned(length) };
        }
        Ok(Answered(()))
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
