//! What the driver and the compiler process say to each other.
//!
//! A connection is one end of a `SOCK_STREAM` socket pair. The driver writes a [`Request`], the compiler
//! answers with one [`Reply`]; each is a frame of [`frame`]. How connections come about is said in [`control`].
//!
//! The compiler is a pure function of the request: no environment, no clock and, unless the program may
//! include files ([`CompileRequest::directory`]), no file takes part, so a request's bytes are also its cache key.

mod program;
mod request;

pub mod control;
pub mod frame;

pub use program::*;
pub use request::*;

/// Version of the messages; a compiler of another version is refused.
pub const PROTOCOL_VERSION: u32 = 5;
