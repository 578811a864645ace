//! The driver's side of the compiler: finds, starts and talks to `mirrorcl-compiler`, and keeps what it
//! returned in a cache on disk.
//!
//! ```text
//! Client::run(request) ── key ──► cache ── hit ──────────────────────────────► Answer
//!                                   └─ miss ─► server (started at need) ─► worker ─► seal ─► cache ─► Answer
//! ```
//!
//! # Invariants
//! - Nothing is started, opened or created before the first request.
//! - The application never sees the compiler: not in `wait`, not as SIGCHLD, not as an open descriptor after exec.
//! - A compiler that crashes, hangs, grows or talks nonsense is a failed build with a log ([`Answer`]); only
//!   a compiler that cannot be started is an error ([`Unavailable`]).
//! - What comes from the cache or from a program binary passed a checksum over every byte of it.
//! - No thread is created. A lock that a forked child might find taken is never taken by that child.

mod artifact;
mod build_id;
mod cache;
mod client;
mod cpu;
mod locate;
mod note;
mod per_process;
mod process;
mod seal;
mod server;
mod slots;
mod sys;

pub use artifact::Artifact;
pub use client::{Answer, CacheConfig, Client, Config, Refusal, Unavailable, is_reproducible};
pub use note::{NoteError, read as read_note};
pub use seal::{Kind, SealError};
pub use server::StartError;
