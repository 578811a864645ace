//! One conversion specification of a format: reading it, and printing one value by it.

use std::ffi::{c_char, c_int};

/// Wider or more precise is refused: nobody reads it, and the buffer would not hold it.
const WIDEST: usize = 64 << 10;

/// `%[flags][width][.precision][vector][length]conversion` (OpenCL C 3.0 §6.15.14.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Conversion {
    flags: Vec<u8>,
    width: Option<usize>,
    precision: Option<usize>,
    /// Number of elements after `v`.
    pub(super) vector: Option<u32>,
    length: Length,
    /// The letter.
    pub(super) letter: u8,
}

/// The length modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Length {
    #[default]
    None,
    /// `hh`
    Char,
    /// `h`
    Short,
    /// `hl`, of vectors only: 32-bit elements
    Int,
    /// `l`
    Long,
}

impl Conversion {
    /// Reads what follows a `%`; returns the rest of the format. `None` if it is no valid specification.
    pub(super) fn parse(mut text: &[u8]) -> Option<(Conversion, &[u8])> {
        let mut conversion = Conversion::default();
        while let Some((&flag @ (b'-' | b'+' | b' ' | b'#' | b'0'), rest)) = text.split_first() {
            if !conversion.flags.contains(&flag) {
                conversion.flags.push(flag);
            }
            text = rest;
        }
        (conversion.width, text) = number(text)?;
        if let Some(rest) = text.strip_prefix(b".") {
            let (precision, rest) = number(rest)?;
            // No digits mean zero.
            conversion.precision = Some(precision.unwrap_or(0));
            text = rest;
        }
        if let Some(rest) = text.strip_prefix(b"v") {
            let (elements, rest) = number(rest)?;
            let elements = elements.filter(|elements| [2, 3, 4, 8, 16].contains(elements))?;
            conversion.vector = u32::try_from(elements).ok();
            text = rest;
        }
        for (modifier, length) in [
            (&b"hh"[..], Length::Char),
            (b"hl", Length::Int),
            (b"h", Length::Short),
            (b"ll", Length::Long),
            (b"l", Length::Long),
        ] {
            if let Some(rest) = text.strip_prefix(modifier) {
                conversion.length = length;
                text = rest;
                break;
            }
        }
        let (&letter, rest) = text.split_first()?;
        conversion.letter = letter;
        b"diouxXfFeEgGaAcsp%"
            .contains(&letter)
            .then_some((conversion, rest))
    }

    /// The specification as the C library takes it.
    fn c_format(&self, modifier: &str) -> Vec<u8> {
        let mut format = vec![b'%'];
        format.extend_from_slice(&self.flags);
        if let Some(width) = self.width {
            format.extend_from_slice(width.to_string().as_bytes());
        }
        if let Some(precision) = self.precision {
            format.extend_from_slice(format!(".{precision}").as_bytes());
        }
        format.extend_from_slice(modifier.as_bytes());
        format.extend_from_slice(&[self.letter, 0]);
        format
    }

    /// Prints an integer of which `bits` are significant.
    pub(super) fn print_integer(&self, value: u64, bits: u32, out: &mut Vec<u8>) {
        let bits = match self.length {
            Length::Char => 8,
            Length::Short => 16,
            Length::Int => 32,
            Length::Long => bits,
            // Of vectors the elements tell; scalars are promoted to int.
            Length::None if self.vector.is_some() => bits,
            Length::None => 32,
        };
        let shift = 64 - bits.min(64);
        let format = self.c_format("l");
        if matches!(self.letter, b'd' | b'i') {
            let value = ((value << shift) as i64) >> shift;
            // SAFETY: the format takes one long.
            print(out, |buffer, size| unsafe {
                libc::snprintf(buffer, size, format.as_ptr().cast(), value)
            });
        } else {
            let value = (value << shift) >> shift;
            // SAFETY: the format takes one unsigned long.
            print(out, |buffer, size| unsafe {
                libc::snprintf(buffer, size, format.as_ptr().cast(), value)
            });
        }
    }

    /// Prints a floating-point number.
    pub(super) fn print_float(&self, value: f64, out: &mut Vec<u8>) {
        let format = self.c_format("");
        // SAFETY: the format takes one double.
        print(out, |buffer, size| unsafe {
            libc::snprintf(buffer, size, format.as_ptr().cast(), value)
        });
    }

    /// Prints a pointer's value.
    pub(super) fn print_pointer(&self, value: u64, out: &mut Vec<u8>) {
        let format = self.c_format("");
        // SAFETY: the format takes one pointer, which is not followed.
        print(out, |buffer, size| unsafe {
            libc::snprintf(buffer, size, format.as_ptr().cast(), value)
        });
    }

    /// Prints one character, a NUL too.
    pub(super) fn print_character(&self, value: u8, out: &mut Vec<u8>) {
        self.pad(&[value], out);
    }

    /// Prints a string.
    pub(super) fn print_string(&self, text: &[u8], out: &mut Vec<u8>) {
        let length = self
            .precision
            .map_or(text.len(), |precision| precision.min(text.len()));
        self.pad(&text[..length], out);
    }

    /// How many bytes of a string are asked for.
    pub(super) fn string_limit(&self) -> Option<usize> {
        self.precision
    }

    fn pad(&self, text: &[u8], out: &mut Vec<u8>) {
        let padding = self.width.unwrap_or(0).saturating_sub(text.len());
        let left = self.flags.contains(&b'-');
        if !left {
            out.extend(std::iter::repeat_n(b' ', padding));
        }
        out.extend_from_slice(text);
        if left {
            out.extend(std::iter::repeat_n(b' ', padding));
        }
    }
}

/// A decimal number, if there is one; `None` if it is too large.
fn number(text: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(digits);
    let mut value = None;
    for digit in digits {
        let next = value.unwrap_or(0) * 10 + usize::from(digit - b'0');
        if next > WIDEST {
            return None;
        }
        value = Some(next);
    }
    Some((value, rest))
}

/// Appends what `write`, which works as `snprintf` does, produces.
fn print(out: &mut Vec<u8>, write: impl Fn(*mut c_char, usize) -> c_int) {
    let mut small = [0u8; 128];
    let Ok(length) = usize::try_from(write(small.as_mut_ptr().cast(), small.len())) else {
        return;
    };
    if length < small.len() {
        out.extend_from_slice(&small[..length]);
        return;
    }
    // One more for the NUL.
    let mut large = vec![0u8; length + 1];
    write(large.as_mut_ptr().cast(), large.len());
    out.extend_from_slice(&large[..length]);
}
