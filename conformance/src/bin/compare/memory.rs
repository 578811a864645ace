//! How fast the C library copies and fills: the best of one thread and of as many as the machine has processors.

use crate::metric::per_call;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Nanoseconds per memcpy of so many bytes.
pub(crate) fn copy(size: usize) -> f64 {
    let source = vec![1_u8; size];
    let mut target = vec![0_u8; size];
    let (from, to) = (source.as_ptr().expose_provenance(), exposed(&mut target));
    best(size, &|first, length| {
        let to = std::ptr::with_exposed_provenance_mut::<u8>(to + first);
        let from = std::ptr::with_exposed_provenance::<u8>(from + first);
        // SAFETY: both vectors have `size` bytes, and threads copy different ones.
        unsafe { std::ptr::copy_nonoverlapping(from, to, length) };
    })
}

/// Nanoseconds per memset of so many bytes.
pub(crate) fn fill(size: usize) -> f64 {
    let mut target = vec![1_u8; size];
    let to = exposed(&mut target);
    best(size, &|first, length| {
        let to = std::ptr::with_exposed_provenance_mut::<u8>(to + first);
        // SAFETY: the vector has `size` bytes, and threads write different ones.
        unsafe { std::ptr::write_bytes(to, 7, length) };
    })
}

fn exposed(memory: &mut [u8]) -> usize {
    memory.as_mut_ptr().expose_provenance()
}

/// The time of `work` on all `size` bytes, given as a first one and a number: on one thread, or on all, whichever is less.
fn best(size: usize, work: &(dyn Fn(usize, usize) + Sync)) -> f64 {
    let alone = per_call(|| work(0, size));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = size.div_ceil(threads).next_multiple_of(64);
    let part = |number: usize| {
        let first = (number * share).min(size);
        work(first, share.min(size - first));
    };
    let (run, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut together = f64::INFINITY;
    std::thread::scope(|scope| {
        for number in 1..threads {
            let (run, done, part) = (&run, &done, &part);
            scope.spawn(move || {
                let mut last = 0;
                while last != END {
                    last = spin_until_changed(run, last);
                    if last != END {
                        part(number);
                        done.fetch_add(1, Ordering::AcqRel);
                    }
                }
            });
        }
        together = per_call(|| {
            done.store(1, Ordering::Relaxed);
            run.fetch_add(1, Ordering::Release);
            part(0);
            while done.load(Ordering::Acquire) != threads {
                std::hint::spin_loop();
            }
        });
        run.store(END, Ordering::Release);
    });
    alone.min(together)
}

/// What ends the threads.
const END: usize = usize::MAX;

fn spin_until_changed(value: &AtomicUsize, last: usize) -> usize {
    loop {
        let now = value.load(Ordering::Acquire);
        if now != last {
            return now;
        }
        std::hint::spin_loop();
    }
}
