//! What is launched.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mirrorcl_abi::WorkGroupFn;

use super::args::ArgBlock;
use super::grid::Grid;
use crate::code::{LoadError, Program};
use crate::fault::Fault;

/// A kernel that can be launched; keeps its program loaded.
#[derive(Debug)]
pub struct KernelCode {
    entry: WorkGroupFn,
    program: Option<Arc<Program>>,
    name: String,
    scratch_per_item: u64,
    may_wait: bool,
    /// Cycles per work-item times 256, learnt from earlier launches; 0 as long as there was none.
    item_cost: AtomicU64,
}

impl KernelCode {
    /// The kernel called `name`, whose work-group function is `symbol` in `program`.
    pub fn new(
        program: &Arc<Program>,
        symbol: &str,
        name: &str,
        scratch_per_item: u64,
    ) -> Result<KernelCode, LoadError> {
        Ok(KernelCode {
            entry: program.entry(symbol)?,
            program: Some(Arc::clone(program)),
            name: name.to_owned(),
            scratch_per_item,
            may_wait: false,
            item_cost: AtomicU64::new(0),
        })
    }

    /// A kernel that is part of this process: built-in kernels, tests.
    ///
    /// # Safety
    /// `entry` keeps to the contract of [`WorkGroupFn`]. It must not fault: only compiled programs' faults are contained.
    pub unsafe fn from_function(
        entry: WorkGroupFn,
        name: &str,
        scratch_per_item: u64,
    ) -> KernelCode {
        KernelCode {
            entry,
            program: None,
            name: name.to_owned(),
            scratch_per_item,
            may_wait: false,
            item_cost: AtomicU64::new(0),
        }
    }

    /// Says whether its work-groups may wait for each other.
    #[must_use]
    pub fn waiting(mut self, may_wait: bool) -> KernelCode {
        self.may_wait = may_wait;
        self
    }

    pub(super) fn may_wait(&self) -> bool {
        self.may_wait
    }

    /// The kernel's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn entry(&self) -> WorkGroupFn {
        self.entry
    }

    pub(super) fn program(&self) -> Option<&Program> {
        self.program.as_deref()
    }

    pub(super) fn scratch_per_item(&self) -> u64 {
        self.scratch_per_item
    }

    /// How long `items` work-items should last on one thread, in cycles; 0: not known.
    pub fn predict_cycles(&self, items: u64) -> u64 {
        match self.item_cost.load(Ordering::Relaxed) {
            0 => 0,
            cost => (cost.saturating_mul(items) >> 8).max(1),
        }
    }

    /// Learns from a chunk of `items` work-items that lasted `cycles`.
    pub(super) fn learn(&self, items: u64, cycles: u64) {
        let measured = cycles.saturating_mul(256) / items.max(1);
        let known = self.item_cost.load(Ordering::Relaxed);
        // Rises fast, so that a kernel that became expensive is spread, though not all the way at once: the
        // thread may just have been preempted. Falls slowly.
        let cost = match known {
            0 => measured,
            _ if measured >= known => measured.min(known.saturating_mul(4)),
            _ => known - (known - measured) / 8,
        };
        // Small changes are not worth taking the cache line from the other threads.
        if measured.abs_diff(known) > known / 4 {
            self.item_cost.store(cost.max(1), Ordering::Relaxed);
        }
    }
}

/// Hears of a dispatch's life; called on the thread that happens to run it, which must not be held up.
pub trait Completion: Send + Sync {
    /// The first work-group is about to run.
    fn started(&self) {}

    /// All work-groups have run, or the dispatch has failed and none runs any more. Called once.
    fn completed(&self, result: Result<(), Fault>);
}

impl<C: Completion + ?Sized> Completion for Arc<C> {
    fn started(&self) {
        (**self).started();
    }

    fn completed(&self, result: Result<(), Fault>) {
        (**self).completed(result);
    }
}

/// A kernel with its arguments and its index space. Whoever launches it once or often shares it.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The kernel.
    pub code: Arc<KernelCode>,
    /// Its arguments.
    pub args: ArgBlock,
    /// Its index space.
    pub grid: Grid,
    /// Local memory, static and of arguments, in bytes.
    pub local_bytes: u64,
    /// Address of this device's program-scope variables.
    pub program_data: usize,
}

/// One execution of a launch.
pub struct Dispatch {
    /// What is launched.
    pub launch: Arc<Launch>,
    /// Who hears of start and end.
    pub completion: Box<dyn Completion>,
}
