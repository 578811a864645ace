//! Frames: a 16-byte header (magic, protocol version, length), then a postcard message.

use crate::PROTOCOL_VERSION;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{self, Read, Write};

const MAGIC: u32 = 0x6c63_726d; // "mrcl"

/// Longest message accepted, in bytes.
pub const MAX_LENGTH: u64 = 1 << 30;

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The connection broke (or the other process died).
    #[error("connection: {0}")]
    Io(#[from] io::Error),
    /// The other side is not a mirrorcl of this version.
    #[error("not a frame of protocol version {PROTOCOL_VERSION}")]
    Foreign,
    /// The message is longer than [`MAX_LENGTH`].
    #[error("message of {0} bytes is too long")]
    TooLong(u64),
    /// The message could not be decoded.
    #[error("malformed message: {0}")]
    Malformed(#[from] postcard::Error),
}

/// Writes one message.
///
/// # Errors
/// The writer's, and [`FrameError::TooLong`].
pub fn write<T: Serialize>(writer: &mut impl Write, message: &T) -> Result<(), FrameError> {
    let body = postcard::to_stdvec(message)?;
    let length = body.len() as u64;
    if length > MAX_LENGTH {
        return Err(FrameError::TooLong(length));
    }
    let mut header = [0; 16];
    header[..4].copy_from_slice(&MAGIC.to_le_bytes());
    header[4..8].copy_from_slice(&PROTOCOL_VERSION.to_le_bytes());
    header[8..].copy_from_slice(&length.to_le_bytes());
    writer.write_all(&header)?;
    writer.write_all(&body)?;
    writer.flush()?;
    Ok(())
}

/// Reads one message.
///
/// # Errors
/// The reader's, [`FrameError::Foreign`], [`FrameError::TooLong`] and [`FrameError::Malformed`].
pub fn read<T: DeserializeOwned>(reader: &mut impl Read) -> Result<T, FrameError> {
    let mut header = [0; 16];
    reader.read_exact(&mut header)?;
    let (id, length) = header.split_at(8);
    if id != [MAGIC.to_le_bytes(), PROTOCOL_VERSION.to_le_bytes()].concat() {
        return Err(FrameError::Foreign);
    }
    let length = length
        .iter()
        .rev()
        .fold(0, |value, &byte| value << 8 | u64::from(byte));
    if length > MAX_LENGTH {
        return Err(FrameError::TooLong(length));
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok(postcard::from_bytes(&body)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Outcome, Reply};

    #[test]
    fn a_message_comes_back_as_it_was_sent() {
        let reply = Reply {
            outcome: Outcome::Failure,
            log: "1:2: error".into(),
        };
        let mut bytes = Vec::new();
        write(&mut bytes, &reply).unwrap();
        assert_eq!(read::<Reply>(&mut bytes.as_slice()).unwrap(), reply);
    }

    #[test]
    fn foreign_truncated_and_oversized_frames_are_refused() {
        let mut bytes = Vec::new();
        write(
            &mut bytes,
            &Reply {
                outcome: Outcome::InvalidOptions,
                log: "x".repeat(100),
            },
        )
        .unwrap();
        let truncated = &bytes[..50];
        assert!(matches!(
            read::<Reply>(&mut &truncated[..]),
            Err(FrameError::Malformed(_))
        ));
        assert!(matches!(
            read::<Reply>(&mut &bytes[..7]),
            Err(FrameError::Io(_))
        ));
        let mut foreign = bytes.clone();
        foreign[5] ^= 1;
        assert!(matches!(
            read::<Reply>(&mut foreign.as_slice()),
            Err(FrameError::Foreign)
        ));
        let mut long = bytes;
        long[15] = 1;
        assert!(matches!(
            read::<Reply>(&mut long.as_slice()),
            Err(FrameError::TooLong(_))
        ));
    }
}
