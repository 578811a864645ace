//! Texts, and lists of texts and of byte strings.

use super::{In, unreadable};
use crate::error::ClResult;
use crate::log;
use mirrorcl_device::fault;
use std::ffi::c_char;

/// Texts end here if they have no NUL before.
const LONGEST_TEXT: usize = 1 << 30;

impl In<c_char> {
    /// The text up to its NUL; `None` for NULL. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(self) -> Option<String> {
        let lossy = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
        };
        self.bytes().map(lossy)
    }

    /// The bytes up to the NUL; `None` for NULL, and for text that is not there or has no end.
    #[must_use]
    pub fn bytes(self) -> Option<Vec<u8>> {
        if self.is_null() {
            return None;
        }
        let text = fault::read_c_string(self.0.cast(), LONGEST_TEXT).ok();
        if text.is_none() {
            log!(Warn, "{}", unreadable(self.0));
        }
        text
    }
}

impl In<*const c_char> {
    /// The strings of `clCreateProgramWithSource`: `count` pointers, each with a length or, where `lengths` is NULL or
    /// the length is 0, NUL-terminated. `None` in the list where a pointer is NULL.
    pub fn strings(self, count: usize, lengths: In<usize>) -> ClResult<Vec<Option<Vec<u8>>>> {
        let pointers = self.to_vec(count)?;
        let lengths = lengths.to_vec(count)?;
        let string = |(index, &pointer): (usize, &*const c_char)| match lengths.get(index) {
            Some(&length) if length > 0 && !pointer.is_null() => {
                In(pointer.cast::<u8>()).to_vec(length).map(Some)
            }
            _ => Ok(In(pointer).bytes()),
        };
        pointers.iter().enumerate().map(string).collect()
    }
}

impl In<*const u8> {
    /// The byte strings of `clCreateProgramWithBinary`: `count` pointers with their lengths.
    /// `None` in the list where a pointer is NULL or a length 0.
    pub fn blobs(self, count: usize, lengths: In<usize>) -> ClResult<Vec<Option<Vec<u8>>>> {
        let pointers = self.to_vec(count)?;
        let lengths = lengths.to_vec(count)?;
        pointers
            .iter()
            .zip(lengths)
            .map(|(&pointer, length)| match (pointer.is_null(), length) {
                (true, _) | (_, 0) => Ok(None),
                (false, length) => In(pointer).to_vec(length).map(Some),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_at_their_length_or_their_nul() {
        let first = c"abc";
        let second = c"defgh";
        let pointers = [first.as_ptr(), second.as_ptr(), std::ptr::null()];
        let strings = In(pointers.as_ptr())
            .strings(3, In([0, 2, 4].as_ptr()))
            .unwrap();
        assert_eq!(strings, [Some(b"abc".to_vec()), Some(b"de".to_vec()), None]);
        let strings = In(pointers.as_ptr())
            .strings(2, In(std::ptr::null()))
            .unwrap();
        assert_eq!(strings[1].as_deref(), Some(&b"defgh"[..]));
    }
}
