//! Faster code for kernels that run for long.
//!
//! A build is waited for, so it makes drafts, for any local size. A kernel that has run for a while is compiled again, with all passes and code for full vectors
//! apart; one with barriers for its local size alone: its loops over work-items have constant bounds then, and what lives across
//! barriers has fixed places. That happens in the background; a launch takes the code that is there and never waits.

use super::program_executable::Executable;
use super::program_specialise;
use crate::config::{self, Specialise};
use mirrorcl_device::exec::{Grid, KernelCode};
use mirrorcl_protocol::KernelInfo;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Local sizes that a kernel may have code of its own for.
const SIZES: usize = 4;

/// Cycles that a kernel has run, on all processors, before it is worth compiling again: some milliseconds.
const WORTH: u64 = 10_000_000;

/// A kernel's better code, for certain local sizes or any.
#[derive(Debug, Default)]
pub struct Specialisations {
    slots: [Slot; SIZES],
}

/// What is known of a local size.
#[derive(Debug, Default)]
struct Slot {
    /// The size; 0 while the slot is free.
    size: AtomicU64,
    /// Cycles that launches with it took, as far as they could be foreseen.
    spent: AtomicU64,
    asked: AtomicBool,
    /// The answer: nothing if it could not be made.
    code: OnceLock<Option<Arc<KernelCode>>>,
}

impl Specialisations {
    /// The code for a launch of the kernel at `index`: `generic` or better.
    pub fn choose(
        &self,
        executable: &Arc<Executable>,
        index: usize,
        generic: &Arc<KernelCode>,
        grid: &Grid,
    ) -> Arc<KernelCode> {
        let specialised = self.find(executable, index, generic, grid);
        Arc::clone(specialised.unwrap_or(generic))
    }

    fn find(
        &self,
        executable: &Arc<Executable>,
        index: usize,
        generic: &KernelCode,
        grid: &Grid,
    ) -> Option<&Arc<KernelCode>> {
        let local_size = wanted(&executable.info().kernels[index], grid)?;
        let place = self.place(local_size.map_or(Some(ANY_SIZE), packed)?)?;
        let slot = &self.slots[place];
        if let Some(answer) = slot.code.get() {
            return answer.as_ref();
        }
        let mode = config::get().specialise;
        let due = match mode {
            Specialise::Never => false,
            Specialise::First => true,
            Specialise::Background => slot.is_worth(generic, grid),
        };
        if due && !slot.asked.swap(true, Ordering::Relaxed) {
            program_specialise::ask(executable, index, place, local_size, mode);
        }
        slot.code.get()?.as_ref()
    }

    /// Takes the answer for a place.
    pub fn set(&self, place: usize, code: Option<Arc<KernelCode>>) {
        // It was asked for once.
        let _ = self.slots[place].code.set(code);
    }

    /// The slot of a size, a free one if it has none.
    fn place(&self, size: u64) -> Option<usize> {
        self.slots.iter().position(|slot| {
            let known = slot.size.load(Ordering::Relaxed);
            known == size
                || known == 0
                    && match slot.size.compare_exchange(
                        0,
                        size,
                        Ordering::Relaxed,
                        Ordering::Relaxed,
                    ) {
                        Ok(_) => true,
                        Err(other) => other == size,
                    }
        })
    }
}

impl Slot {
    /// Whether the launches so far, this one among them, are reason enough.
    fn is_worth(&self, generic: &KernelCode, grid: &Grid) -> bool {
        let cycles = generic.predict_cycles(grid.total_items());
        // Counts lost between threads come with the next launch.
        let spent = self.spent.load(Ordering::Relaxed).saturating_add(cycles);
        self.spent.store(spent, Ordering::Relaxed);
        spent >= WORTH
    }
}

/// What better code for a launch would be for: its local size, any (`None` inside), or nothing. With the local size known kernels with
/// barriers take 0.4 to 1.0 of the time, others as long as before: those are compiled again only if their first code is a draft.
fn wanted(kernel: &KernelInfo, grid: &Grid) -> Option<Option<[u64; 3]>> {
    if kernel.has_barrier && grid.is_uniform() {
        return Some(Some(grid.local_size()));
    }
    kernel.is_draft.then_some(None)
}

/// Stands for any local size.
const ANY_SIZE: u64 = u64::MAX;

/// A local size as a number other than 0 and [`ANY_SIZE`].
fn packed(size: [u64; 3]) -> Option<u64> {
    const BITS: u32 = 21;
    let fits = size.iter().all(|&part| part > 0 && part >> BITS == 0);
    fits.then(|| size.iter().rev().fold(0, |all, &part| all << BITS | part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_apart() {
        let sizes = [[256, 1, 1], [1, 256, 1], [1, 1, 256], [16, 16, 1]];
        let all: std::collections::HashSet<_> = sizes.map(packed).into();
        assert_eq!(all.len(), sizes.len());
        assert!(!all.contains(&None) && !all.contains(&Some(0)));
        assert_eq!(packed([1 << 21, 1, 1]), None);
    }

    #[test]
    fn each_size_has_its_place_while_there_are_any() {
        let known = Specialisations::default();
        for size in 1..=SIZES as u64 {
            assert_eq!(known.place(size), Some(size as usize - 1));
        }
        assert_eq!(known.place(2), Some(1));
        assert_eq!(known.place(99), None);
    }
}
