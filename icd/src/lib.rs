//! `libmirrorcl.so`: the OpenCL driver.
//!
//! A call goes through the layers in this order, each knowing only those after it:
//!
//! | layer | does |
//! |---|---|
//! | [`loader`], [`dispatch`] | how an ICD loader finds the entry points |
//! | [`entry`], [`raw`], [`info`], [`handle`], [`callback`] | the boundary to C: the only places with raw pointers |
//! | [`api`] | one function per entry point: parse, check, act |
//! | [`validate`] | pure checks, each citing the clause that it implements |
//! | [`object`] | what the handles stand for |
//! | [`queue`] | commands, their order and their execution |
//!
//! # Threads
//! Every object may be used from any thread. No lock is held while the application is called. No thread is
//! started, no memory reserved and no file read when the library is loaded.

pub mod api;
pub mod callback;
pub mod config;
pub mod dispatch;
pub mod entry;
pub mod error;
pub mod handle;
mod header;
pub mod info;
pub mod loader;
pub mod log;
pub mod object;
pub mod queue;
pub mod raw;
pub mod sys;
pub mod validate;
pub mod version;
