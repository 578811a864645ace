//! Faster code for kernels that run for long.
//!
//! A build is waited for, so it makes drafts, for any local size and any arguments. A kernel that has run for a while is compiled
//! again, with all passes and code for full vectors apart; one with barriers for its local size alone: its loops over work-items
//! have constant bounds then, and what lives across barriers has fixed places. Arguments that end loops, divide or decide
//! branches, and that had one value in all launches, are constants in it; launches with other values have code for any arguments, or for
//! values of their own. All that happens in the background; a launch takes the code that is there and never waits.

use super::fixed_args::{Field, Offer, Variant};
use super::program_executable::Executable;
use super::program_specialise::{self, Wish};
use crate::config::{self, Specialise};
use mirrorcl_device::exec::{Grid, KernelCode};
use mirrorcl_protocol::KernelInfo;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Local sizes that a kernel may have code of its own for.
const SIZES: usize = 4;

/// Sets of values that it may have code of its own for, with each of these sizes.
const VARIANTS: usize = 2;

/// Cycles that a kernel has run, on all processors, before it is worth compiling again: some milliseconds.
const WORTH: u64 = 10_000_000;

/// A kernel's better code, for certain local sizes or any, and certain arguments or any.
#[derive(Debug)]
pub struct Specialisations {
    has_barrier: bool,
    is_draft: bool,
    /// The arguments by which its code would be another.
    fields: Box<[Field]>,
    slots: [Slot; SIZES],
}

/// What is known of a local size.
#[derive(Debug, Default)]
struct Slot {
    /// The size; 0 while the slot is free.
    size: AtomicU64,
    /// Cycles that launches took for which no better code has been asked for, as far as they could be foreseen.
    spent: AtomicU64,
    asked: AtomicBool,
    /// The code for any arguments: nothing if it could not be made.
    code: OnceLock<Option<Arc<KernelCode>>>,
    /// Code for certain arguments; none if no argument is worth it.
    variants: Box<[Variant]>,
}

/// Where a piece of better code belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    slot: usize,
    /// Which variant of the slot; nothing for any arguments.
    variant: Option<usize>,
}

impl Specialisations {
    /// Those of a kernel that has not run yet.
    #[must_use]
    pub fn new(kernel: &KernelInfo) -> Self {
        let fields = Field::all(kernel);
        let variants = if fields.is_empty() { 0 } else { VARIANTS };
        Self {
            has_barrier: kernel.has_barrier,
            is_draft: kernel.is_draft,
            fields,
            slots: std::array::from_fn(|_| Slot {
                variants: (0..variants).map(|_| Variant::default()).collect(),
                ..Slot::default()
            }),
        }
    }

    /// The code for a launch of the kernel at `index` with these arguments: `generic` or better. What is chosen for one launch is good for
    /// others only if they have the same local size and the same argument block.
    pub fn choose(
        &self,
        executable: &Arc<Executable>,
        index: usize,
        generic: &Arc<KernelCode>,
        grid: &Grid,
        args: &[u8],
    ) -> Arc<KernelCode> {
        let specialised = self.find(executable, index, generic, grid, args);
        Arc::clone(specialised.unwrap_or(generic))
    }

    fn find(
        &self,
        executable: &Arc<Executable>,
        index: usize,
        generic: &KernelCode,
        grid: &Grid,
        args: &[u8],
    ) -> Option<&Arc<KernelCode>> {
        let local_size = self.wanted(grid)?;
        let number = self.place(local_size.map_or(Some(ANY_SIZE), packed)?)?;
        let slot = &self.slots[number];
        let mut watching = None;
        for (place, variant) in slot.variants.iter().enumerate() {
            match variant.offer(args) {
                Offer::Code(code) => return Some(code),
                Offer::Promise => return slot.any_args(),
                Offer::Never => break,
                Offer::Other => {}
                Offer::Watching => {
                    watching = Some((place, variant));
                    break;
                }
            }
        }
        // Without a barrier, code that is no draft can't be better for all arguments.
        let has_all = slot.code.get().is_some() || !self.has_barrier && !self.is_draft;
        if has_all && watching.is_none() {
            return slot.any_args();
        }
        let mode = config::get().specialise;
        let is_due = match mode {
            Specialise::Never => return None,
            Specialise::First => true,
            Specialise::Background => slot.is_worth(generic, grid),
        };
        let ask = |place, values| {
            let wish = Wish { local_size, values };
            program_specialise::ask(executable, index, place, wish, mode);
        };
        if let Some((place, variant)) = watching {
            let is_enough = variant.watch(&self.fields, args) || mode == Specialise::First;
            if is_due && is_enough {
                if let Some(values) = variant.decide(&self.fields) {
                    slot.spent.store(0, Ordering::Relaxed);
                    let place = Place {
                        slot: number,
                        variant: Some(place),
                    };
                    ask(place, Some(values.clone()));
                }
                match variant.offer(args) {
                    Offer::Code(code) => return Some(code),
                    Offer::Never | Offer::Other => {}
                    Offer::Promise | Offer::Watching => return slot.any_args(),
                }
            }
        }
        if is_due && !has_all && !slot.asked.swap(true, Ordering::Relaxed) {
            ask(
                Place {
                    slot: number,
                    variant: None,
                },
                None,
            );
        }
        slot.any_args()
    }

    /// Takes the answer for a place.
    pub(super) fn set(&self, place: Place, code: Option<Arc<KernelCode>>) {
        let slot = &self.slots[place.slot];
        match place.variant {
            Some(variant) => slot.variants[variant].set(code),
            // It was asked for once.
            None => {
                let _ = slot.code.set(code);
            }
        }
    }

    /// What better code for a launch would be for: its local size, any (`None` inside), or nothing. With the local size known kernels with
    /// barriers take 0.4 to 1.0 of the time, others as long as before: those are compiled again only if their first code is a draft, or
    /// for the sake of arguments.
    fn wanted(&self, grid: &Grid) -> Option<Option<[u64; 3]>> {
        if self.has_barrier && grid.is_uniform() {
            return Some(Some(grid.local_size()));
        }
        (self.is_draft || !self.fields.is_empty()).then_some(None)
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

    /// The better code for any arguments.
    fn any_args(&self) -> Option<&Arc<KernelCode>> {
        self.code.get()?.as_ref()
    }
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
        let known = Specialisations::new(&KernelInfo::default());
        for size in 1..=SIZES as u64 {
            assert_eq!(known.place(size), Some(size as usize - 1));
        }
        assert_eq!(known.place(2), Some(1));
        assert_eq!(known.place(99), None);
    }
}
