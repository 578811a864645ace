//! What a kernel did wrong, and how the device contains it.

mod activation;
mod guarded;
mod guarded_fill;
mod handler;
mod place;
mod stack;
mod stack_registry;
mod trampoline;
mod vectors;
mod watchdog;

use std::fmt;

pub(crate) use activation::{KernelStack, Trap, cancelled_resume_sp, is_cancelled};
pub use guarded::{Inaccessible, copy, copy_part, read_c_string};
pub use guarded_fill::{FILL_BLOCK, fill};
pub(crate) use handler::install_handler;
pub use place::Place;
pub use watchdog::set_kernel_limit;
pub(crate) use watchdog::{end_dispatch, start_of_dispatch, start_of_waiting_dispatch};

/// Why a dispatch failed. Everything else that the device runs goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What happened.
    pub kind: FaultKind,
    /// The address that was accessed, where the processor tells it.
    pub address: Option<usize>,
    /// Where that is, if it is at or near an allocation.
    pub place: Option<Box<Place>>,
    /// Offset of the faulting instruction in the program's ELF image.
    pub pc_offset: Option<u64>,
    /// `get_group_id` of the work-group that faulted.
    pub group_id: [u64; 3],
    /// Name of the kernel.
    pub kernel: String,
}

/// The kinds of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Read from an address where nothing is mapped, or that may not be read.
    Read,
    /// Write to an address where nothing is mapped, or that may not be written.
    Write,
    /// Jump to an address that holds no code.
    Execute,
    /// Access to an address that the processor has no number for, or a vector access that is not aligned; it
    /// does not tell which.
    Protection,
    /// The work-item's private memory does not fit on the worker's stack.
    StackOverflow,
    /// Access to mapped memory that has nothing behind it (a truncated file).
    Bus,
    /// Access that is not aligned as the instruction needs it.
    Misaligned,
    /// An instruction that the processor does not have, or a trap.
    IllegalInstruction,
    /// An arithmetic trap.
    Arithmetic,
    /// The dispatch ran longer than [`set_kernel_limit`] allows.
    Timeout,
    /// The device could not provide the memory that the launch needs.
    Resources,
}

impl FaultKind {
    fn text(self) -> &'static str {
        match self {
            FaultKind::Read => "invalid read",
            FaultKind::Write => "invalid write",
            FaultKind::Execute => "jump to an address without code",
            FaultKind::Protection => "access to a non-canonical or misaligned address",
            FaultKind::StackOverflow => "private memory exhausted (stack overflow)",
            FaultKind::Bus => "access to memory with nothing behind it",
            FaultKind::Misaligned => "misaligned access",
            FaultKind::IllegalInstruction => "illegal instruction",
            FaultKind::Arithmetic => "arithmetic trap",
            FaultKind::Timeout => "ended, as it ran longer than the limit",
            FaultKind::Resources => "out of local, private or scratch memory",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kernel {}: {}", self.kernel, self.kind.text())?;
        if let Some(address) = self.address {
            write!(f, " at {address:#x}")?;
        }
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        let [x, y, z] = self.group_id;
        write!(f, ", work-group ({x}, {y}, {z})")?;
        if let Some(offset) = self.pc_offset {
            write!(f, ", code offset {offset:#x}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}
