//! The protocols between threads of the device and of commands, in all interleavings.
//!
//! The tests include the sources of `mirrorcl-device` and `mirrorcl-icd` with loom's primitives in the place of the real ones (their
//! `sync.rs`), so that what is explored is what runs. Sleeping is modelled as the system has it: a thread sleeps only if the word still has the value that it saw.
#![cfg(test)]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each model uses a part of the sources that it includes"
)]

mod completion;
#[path = "../../src/exec/groups.rs"]
mod groups;
#[path = "../../../icd/src/queue/life.rs"]
mod life;
#[path = "../../src/exec/parking.rs"]
mod parking;
#[path = "../../src/exec/signal.rs"]
mod signal;
mod sync;

use groups::Groups;
use loom::cell::UnsafeCell;
use loom::model::Builder;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;
use parking::Parking;
use signal::Signal;

/// Explores a model; three preemptions find what there is to find, and end within seconds.
fn explore(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(model);
}

/// Memory that is written once before `publish` and read after it: loom fails the model if that is a race.
struct Written(UnsafeCell<u32>);

// SAFETY: loom checks the accesses.
unsafe impl Sync for Written {}

impl Written {
    fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn write(&self) {
        // SAFETY: loom checks that nobody else accesses it.
        self.0.with_mut(|value| unsafe { *value = 7 });
    }

    fn check(&self) {
        // SAFETY: as above.
        assert_eq!(self.0.with(|value| unsafe { *value }), 7);
    }
}

#[test]
fn all_that_wait_for_a_signal_wake_and_see_what_came_before() {
    explore(|| {
        let shared = Arc::new((Signal::new(), Written::new()));
        let waiters: Vec<_> = (0..2)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    shared.0.wait();
                    shared.1.check();
                })
            })
            .collect();
        shared.1.write();
        shared.0.set();
        waiters
            .into_iter()
            .for_each(|waiter| waiter.join().unwrap());
    });
}

#[test]
fn each_work_group_runs_once_and_one_thread_hears_of_the_end() {
    explore(|| {
        let shared = Arc::new((
            Groups::new(3),
            [0; 3].map(|_| Written::new()),
            AtomicUsize::new(0),
        ));
        let run = |shared: &(Groups, [Written; 3], AtomicUsize)| {
            while let Some(chunk) = shared.0.grab(|left| left.div_ceil(2)) {
                let count = chunk.end - chunk.start;
                chunk.for_each(|group| shared.1[group as usize].write());
                if shared.0.finish(count) {
                    // Sees what the others did.
                    shared.1.iter().for_each(Written::check);
                    shared.2.fetch_add(1, Ordering::Relaxed);
                }
            }
        };
        let other = Arc::clone(&shared);
        let thread = thread::spawn(move || run(&other));
        run(&shared);
        thread.join().unwrap();
        assert_eq!(shared.2.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_failure_skips_what_nobody_has_taken_and_the_end_is_heard_once() {
    explore(|| {
        let shared = Arc::new((Groups::new(3), AtomicUsize::new(0)));
        let run = |shared: &(Groups, AtomicUsize), fails: bool| {
            while let Some(chunk) = shared.0.grab(|_| 1) {
                let skipped = if fails { shared.0.skip() } else { 0 };
                if shared.0.finish(chunk.end - chunk.start + skipped) {
                    shared.1.fetch_add(1, Ordering::Relaxed);
                }
            }
        };
        let other = Arc::clone(&shared);
        let thread = thread::spawn(move || run(&other, true));
        run(&shared, false);
        thread.join().unwrap();
        assert_eq!(shared.1.load(Ordering::Relaxed), 1);
    });
}

/// A queue with its parking, as the executor has them.
struct Queue {
    parking: Parking,
    items: Mutex<u32>,
    done: AtomicUsize,
}

impl Queue {
    fn put(&self) {
        let mut items = self.items.lock().unwrap();
        *items += 1;
        self.parking.announce(true);
        drop(items);
        self.parking.wake(1, 1);
    }

    fn take(&self) -> bool {
        let mut items = self.items.lock().unwrap();
        let some = *items > 0;
        *items -= u32::from(some);
        self.parking.announce(*items > 0);
        some
    }

    /// A worker that ends after `count` pieces of work. It never ends, and loom tells, if it sleeps while there is some.
    fn work(&self, count: usize) {
        while self.done.load(Ordering::Relaxed) < count {
            while self.parking.has_ready() && self.take() {
                self.done.fetch_add(1, Ordering::Relaxed);
            }
            if self.done.load(Ordering::Relaxed) < count && !self.parking.spin(1) {
                self.parking.sleep();
            }
        }
    }
}

#[test]
fn a_worker_hears_of_all_work() {
    explore(|| {
        let queue = Arc::new(Queue {
            parking: Parking::new(),
            items: Mutex::new(0),
            done: AtomicUsize::new(0),
        });
        let other = Arc::clone(&queue);
        let worker = thread::spawn(move || other.work(2));
        queue.put();
        queue.put();
        worker.join().unwrap();
    });
}

#[test]
fn workers_end_when_they_are_told_to() {
    explore(|| {
        let parking = Arc::new(Parking::new());
        let other = Arc::clone(&parking);
        let worker = thread::spawn(move || {
            while !other.is_closed() {
                other.sleep();
            }
        });
        parking.close();
        worker.join().unwrap();
    });
}
