//! The form of everything that outlives its build: cache entries and program binaries.
//!
//! ```text
//! payload (ELF shared object or bitcode) │ label (postcard) │ footer
//! footer: payload length u64 │ label length u64 │ format u32 │ magic [u8; 12] │ checksum [u8; 32]
//! ```
//! The payload comes first, so that a cache entry can be loaded in place. The checksum (BLAKE3) covers all
//! bytes before it.

use serde::{Deserialize, Serialize};

const MAGIC: [u8; 12] = *b"mirrorcl\r\n\x1a\0";
const FORMAT: u32 = 1;
const CHECKSUM: usize = blake3::OUT_LEN;
const FOOTER: usize = 8 + 8 + 4 + MAGIC.len() + CHECKSUM;

/// A 256-bit identity.
pub(crate) type Id = [u8; 32];

/// What a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A compiled object: CL_PROGRAM_BINARY_TYPE_COMPILED_OBJECT.
    Object,
    /// A library: CL_PROGRAM_BINARY_TYPE_LIBRARY.
    Library,
    /// An executable: CL_PROGRAM_BINARY_TYPE_EXECUTABLE.
    Executable,
}

/// What is known of a payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    /// The request that it answers.
    pub(crate) key: Id,
    /// The compiler that made it.
    pub(crate) build: Id,
    /// The processor that it was made for.
    pub(crate) cpu: Id,
    pub(crate) kind: Kind,
    /// The options that it was built with.
    pub(crate) options: String,
    /// The log of that build.
    pub(crate) log: String,
}

/// Why bytes are not what mirrorcl sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// No mirrorcl wrote them, or their end is missing.
    #[error("not a mirrorcl binary, or truncated")]
    Foreign,
    /// Another version of the format.
    #[error("mirrorcl binary of format {0}; this driver reads format {FORMAT}")]
    Format(u32),
    /// Not all bytes are as they were written.
    #[error("damaged: the checksum does not match")]
    Damaged,
    /// Made by another build of the compiler.
    #[error("made by another build of the mirrorcl compiler")]
    OtherBuild,
    /// Made for another processor.
    #[error("made for another processor")]
    OtherCpu,
    /// The payload is not what the compiler makes.
    #[error("not an executable program: {0}")]
    Note(#[from] crate::NoteError),
}

/// Seals a payload.
pub(crate) fn seal(payload: &[u8], label: &Label) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(payload.len() + 512 + label.log.len());
    bytes.extend_from_slice(payload);
    bytes = postcard::to_extend(label, bytes).expect("a label has nothing that postcard lacks");
    let label_length = bytes.len() - payload.len();
    bytes.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&(label_length as u64).to_le_bytes());
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&MAGIC);
    let checksum = blake3::hash(&bytes);
    bytes.extend_from_slice(checksum.as_bytes());
    bytes
}

/// Opens what [`seal`] made: the payload's length and the label.
///
/// # Errors
/// The bytes are not exactly what `seal` returned: [`SealError::Foreign`], [`SealError::Format`] or
/// [`SealError::Damaged`].
pub(crate) fn open(bytes: &[u8]) -> Result<(usize, Label), SealError> {
    let (body, footer) = bytes
        .split_last_chunk::<FOOTER>()
        .ok_or(SealError::Foreign)?;
    let (lengths, rest) = footer.split_at(16);
    let (format, rest) = rest.split_at(4);
    let (magic, checksum) = rest.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(SealError::Foreign);
    }
    let format = u32::from_le_bytes(format.try_into().expect("split at 4"));
    if format != FORMAT {
        return Err(SealError::Format(format));
    }
    if *blake3::hash(&bytes[..bytes.len() - CHECKSUM]).as_bytes() != checksum {
        return Err(SealError::Damaged);
    }
    let length = |at: usize| {
        let bytes = lengths[at..at + 8].try_into().expect("eight bytes");
        usize::try_from(u64::from_le_bytes(bytes)).map_err(|_| SealError::Damaged)
    };
    let (payload, label) = (length(0)?, length(8)?);
    if payload.checked_add(label) != Some(body.len()) {
        return Err(SealError::Damaged);
    }
    let label = postcard::from_bytes(&body[payload..]).map_err(|_| SealError::Damaged)?;
    Ok((payload, label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label() -> Label {
        Label {
            key: [1; 32],
            build: [2; 32],
            cpu: [3; 32],
            kind: Kind::Library,
            options: "-cl-std=CL3.0".into(),
            log: "1:1: warning".into(),
        }
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens(payload: Vec<u8>, log: String) {
            let label = Label { log, ..label() };
            let sealed = seal(&payload, &label);
            prop_assert_eq!(open(&sealed), Ok((payload.len(), label)));
            prop_assert_eq!(&sealed[..payload.len()], payload.as_slice());
        }

        #[test]
        fn a_flipped_bit_is_found(payload: Vec<u8>, at: prop::sample::Index, bit in 0..8_u32) {
            let mut sealed = seal(&payload, &label());
            let at = at.index(sealed.len());
            sealed[at] ^= 1_u8 << bit;
            prop_assert!(open(&sealed).is_err());
        }

        #[test]
        fn a_part_does_not_open(payload: Vec<u8>, from: prop::sample::Index, to: prop::sample::Index) {
            let sealed = seal(&payload, &label());
            let (from, to) = (from.index(sealed.len()), to.index(sealed.len()));
            if from <= to {
                prop_assert!(open(&sealed[from..to]).is_err());
            }
        }

        #[test]
        fn surplus_does_not_open(payload: Vec<u8>, before: Vec<u8>, after: Vec<u8>) {
            prop_assume!(!before.is_empty() || !after.is_empty());
            prop_assert!(open(&[before, seal(&payload, &label()), after].concat()).is_err());
        }

        #[test]
        fn anything_else_does_not_open(bytes: Vec<u8>) {
            prop_assert!(open(&bytes).is_err());
        }
    }

    #[test]
    fn the_reason_tells_foreign_from_damaged() {
        let sealed = seal(b"payload", &label());
        assert_eq!(open(b""), Err(SealError::Foreign));
        assert_eq!(open(&sealed[..sealed.len() - 1]), Err(SealError::Foreign));
        let mut damaged = sealed;
        damaged[0] ^= 1;
        assert_eq!(open(&damaged), Err(SealError::Damaged));
    }
}
