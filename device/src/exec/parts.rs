//! Work of the driver's own on all of a device's threads: copying what is large.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use mirrorcl_abi::WorkGroupContext;

use super::args::ArgBlock;
use super::dispatch::{Completion, Dispatch, KernelCode, Launch};
use super::executor::{Executor, Work};
use super::grid::Grid;
use super::signal::Signal;
use crate::fault::Fault;

/// A part of the work; must not panic.
type Body<'a> = &'a (dyn Fn(u64) + Sync);

static CODE: LazyLock<Arc<KernelCode>> = LazyLock::new(|| {
    // SAFETY: the function keeps to the contract; whether it faults is up to the bodies, which don't.
    Arc::new(unsafe { KernelCode::from_function(run_parts, "parts", 0) })
});

unsafe extern "C" fn run_parts(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the argument is the address of a body that lives until the dispatch is complete.
    let (first, body) = unsafe {
        let context = &*context;
        (
            context.group_id[0],
            **context.args.cast::<*const Body<'_>>(),
        )
    };
    (first..first + count).for_each(body);
}

struct Done(Signal);

impl Completion for Done {
    fn completed(&self, _: Result<(), Fault>) {
        self.0.set();
    }
}

impl Executor {
    /// Calls `body` with each number below `parts`, on the device's threads and this one; returns when all have
    /// been done. False if they could not be. `body` does not panic, wait or call the application.
    pub fn for_each_part(&self, parts: u64, body: &(dyn Fn(u64) + Sync)) -> bool {
        /// Numbers that no queue has.
        static NEXT_SOURCE: AtomicU64 = AtomicU64::new(1 << 63);
        let source = NEXT_SOURCE.fetch_add(1, Ordering::Relaxed);
        let Ok(grid) = Grid::new(1, [0; 3], [parts, 1, 1], [1, 1, 1]) else {
            return false;
        };
        let address = (&raw const body).expose_provenance() as u64;
        let done = Arc::new(Done(Signal::new()));
        let dispatch = Dispatch {
            launch: Arc::new(Launch {
                code: Arc::clone(&CODE),
                args: ArgBlock::new(&address.to_ne_bytes()),
                grid,
                local_bytes: 0,
                program_data: 0,
            }),
            completion: Box::new(Arc::clone(&done)),
        };
        self.submit_and_help(source.into(), Work::Dispatch(dispatch), &done.0);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::{ExecutorConfig, Start};

    #[test]
    fn every_part_is_done_once_also_from_within_the_device() {
        let config = ExecutorConfig {
            compute_units: 3,
            processors: Vec::new(),
            name: "test".to_owned(),
        };
        let executor = Executor::new(config);
        let check = |executor: &Executor| {
            for parts in [0, 1, 2, 7, 1000] {
                let done: Vec<_> = (0..parts).map(|_| AtomicU64::new(0)).collect();
                let body = |part: u64| {
                    done[part as usize].fetch_add(1, Ordering::Relaxed);
                };
                assert!(executor.for_each_part(parts, &body));
                assert!(done.iter().all(|count| count.load(Ordering::Relaxed) == 1));
            }
        };
        check(&executor);
        for _ in 0..20 {
            let (inner, signal) = (Arc::clone(&executor), Arc::new(Signal::new()));
            let set = Arc::clone(&signal);
            let call = move || {
                check(&inner);
                set.set();
            };
            executor.submit(1, Work::Call(Box::new(call)), Start::Now);
            signal.wait();
        }
    }
}
