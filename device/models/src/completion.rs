//! Commands that wait for each other, fail, are told of, and are let go of while they end.

use crate::life::{Dependent, Dependents, Life, Living, release};
use crate::signal::Signal;
use crate::{Written, explore};
use loom::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

/// As in OpenCL.
const QUEUED: i32 = 3;
const SUBMITTED: i32 = 2;
const RUNNING: i32 = 1;
const COMPLETE: i32 = 0;
const DEPENDENCY_FAILED: i32 = -14;
const FAILURE: i32 = -5;

/// A command or user event, as `object/event.rs` has it.
#[derive(Clone)]
struct Event(Arc<Inner>);

struct Inner {
    life: Life<Event>,
    signal: Signal,
    /// What the command writes.
    result: Written,
    runs: AtomicUsize,
    /// The callbacks that were posted: which, and with what status.
    posted: Mutex<Vec<(u32, i32)>>,
}

/// A command's work: it reads the results of these, writes its own and ends so.
struct Work {
    reads: Vec<Event>,
    status: i32,
}

impl Living for Event {
    type Work = Work;
    type Callback = u32;

    fn life(&self) -> &Life<Self> {
        &self.0.life
    }
}

impl Drop for Inner {
    /// `Event::finalize`.
    fn drop(&mut self) {
        for Dependent { event, fails_too } in self.life.abandon() {
            if event.life().unblock_after(DEPENDENCY_FAILED, fails_too) {
                event.start_parked();
            }
        }
    }
}

impl Event {
    fn new(status: i32) -> Self {
        Self(Arc::new(Inner {
            life: Life::new(status),
            signal: Signal::new(),
            result: Written::new(),
            runs: AtomicUsize::new(0),
            posted: Mutex::new(Vec::new()),
        }))
    }

    fn command() -> Self {
        Self::new(QUEUED)
    }

    fn user() -> Self {
        Self::new(SUBMITTED)
    }

    fn post(&self) -> impl FnMut(u32, i32) {
        |callback, status| self.0.posted.lock().unwrap().push((callback, status))
    }

    /// `Event::settle`.
    fn settle(&self, status: i32) -> Option<Dependents<Self>> {
        let dependents = self.0.life.end(status, self.post())?;
        self.0.signal.set();
        Some(dependents)
    }

    /// `complete::start_one`, of work that runs where it is found ready.
    fn start_one(&self, work: Work) -> Option<i32> {
        if self.0.life.has_failed_dependency() {
            return Some(DEPENDENCY_FAILED);
        }
        self.0.life.advance(SUBMITTED, self.post());
        self.0.life.advance(RUNNING, self.post());
        work.reads.iter().for_each(|read| read.0.result.check());
        self.0.result.write();
        self.0.runs.fetch_add(1, Ordering::Relaxed);
        Some(work.status)
    }

    /// `complete::finish`.
    fn finish(&self, status: i32) -> bool {
        let Some(dependents) = self.settle(status) else {
            return false;
        };
        release(status, dependents, Self::start_one, Self::settle);
        true
    }

    /// `complete::start_parked`.
    fn start_parked(&self) {
        if let Some(work) = self.0.life.take_work()
            && let Some(status) = self.start_one(work)
        {
            self.finish(status);
        }
    }

    /// `enqueue::enqueue_at`: `before` are events, and whether the command fails with them.
    fn enqueue(&self, before: &[(&Self, bool)], work: Work) {
        let mut is_blocked = false;
        for &(event, fails_too) in before {
            is_blocked |= event.0.life.add_dependent(Dependent {
                event: self.clone(),
                fails_too,
            });
        }
        if !is_blocked {
            if let Some(status) = self.start_one(work) {
                self.finish(status);
            }
            return;
        }
        self.0.life.park(work);
        if self.0.life.unblock() {
            self.start_parked();
        }
    }

    fn wait(&self) -> i32 {
        self.0.signal.wait();
        self.0.life.status()
    }

    fn runs(&self) -> usize {
        self.0.runs.load(Ordering::Relaxed)
    }

    /// What it would have done, had it been started.
    fn ends(&self, status: i32) {
        self.0.result.write();
        assert!(self.finish(status));
    }
}

fn reading(reads: &[&Event]) -> Work {
    Work {
        reads: reads.iter().map(|&event| event.clone()).collect(),
        status: COMPLETE,
    }
}

#[test]
fn a_command_runs_once_after_both_that_end_while_it_is_enqueued() {
    explore(|| {
        let (first, second, last) = (Event::command(), Event::command(), Event::command());
        let threads = [&first, &second].map(|event| {
            let event = event.clone();
            thread::spawn(move || event.ends(COMPLETE))
        });
        last.enqueue(
            &[(&first, true), (&second, false)],
            reading(&[&first, &second]),
        );
        assert_eq!(last.wait(), COMPLETE);
        last.0.result.check();
        assert_eq!(last.runs(), 1);
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
}

#[test]
fn a_failure_in_the_wait_list_is_passed_on_and_one_before_in_the_queue_is_not() {
    explore(|| {
        let (failing, skipped, next) = (Event::command(), Event::command(), Event::command());
        let other = failing.clone();
        let thread = thread::spawn(move || other.ends(FAILURE));
        skipped.enqueue(&[(&failing, true)], reading(&[&failing]));
        // Behind the other in a queue, and not in its wait list.
        next.enqueue(&[(&skipped, false)], reading(&[]));
        assert_eq!(skipped.wait(), DEPENDENCY_FAILED);
        assert_eq!(skipped.runs(), 0);
        assert_eq!(next.wait(), COMPLETE);
        assert_eq!(next.runs(), 1);
        thread.join().unwrap();
    });
}

#[test]
fn a_user_event_is_set_once_and_its_dependents_end_as_the_first_says() {
    explore(|| {
        let (user, last) = (Event::user(), Event::command());
        let (sets, status) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicI32::new(9)));
        let threads = [COMPLETE, FAILURE].map(|value| {
            let (user, sets, status) = (user.clone(), Arc::clone(&sets), Arc::clone(&status));
            thread::spawn(move || {
                if user.finish(value) {
                    sets.fetch_add(1, Ordering::Relaxed);
                    status.store(value, Ordering::Relaxed);
                }
            })
        });
        last.enqueue(&[(&user, true)], reading(&[]));
        let found = last.wait();
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
        assert_eq!(sets.load(Ordering::Relaxed), 1);
        let failed = status.load(Ordering::Relaxed) == FAILURE;
        assert_eq!(found == DEPENDENCY_FAILED, failed);
        assert_eq!(last.runs(), usize::from(!failed));
    });
}

#[test]
fn a_user_event_that_goes_away_unset_fails_what_waits_for_it() {
    explore(|| {
        let (user, last) = (Event::user(), Event::command());
        let other = user.clone();
        let thread = thread::spawn(move || drop(other));
        last.enqueue(&[(&user, true)], reading(&[]));
        drop(user);
        assert_eq!(last.wait(), DEPENDENCY_FAILED);
        assert_eq!(last.runs(), 0);
        thread.join().unwrap();
    });
}

#[test]
fn callbacks_are_posted_once_each_for_all_states_whenever_they_are_set() {
    explore(|| {
        let event = Event::command();
        let other = event.clone();
        let thread = thread::spawn(move || {
            other.0.life.advance(SUBMITTED, other.post());
            other.0.life.advance(RUNNING, other.post());
            other.ends(COMPLETE);
        });
        for status in [RUNNING, COMPLETE] {
            event
                .0
                .life
                .set_callback(status, status.unsigned_abs(), event.post());
        }
        thread.join().unwrap();
        let mut posted = event.0.posted.lock().unwrap().clone();
        posted.sort_unstable();
        assert_eq!(posted, [(0, COMPLETE), (1, RUNNING)]);
    });
}

#[test]
fn a_callback_of_a_state_does_not_wait_for_the_next() {
    explore(|| {
        let event = Event::command();
        let other = event.clone();
        let thread = thread::spawn(move || other.0.life.advance(RUNNING, other.post()));
        event.0.life.set_callback(RUNNING, 1, event.post());
        thread.join().unwrap();
        assert_eq!(*event.0.posted.lock().unwrap(), [(1, RUNNING)]);
    });
}

#[test]
fn callbacks_of_states_that_a_failure_left_out_get_the_failure() {
    explore(|| {
        let event = Event::user();
        let other = event.clone();
        let thread = thread::spawn(move || other.finish(FAILURE));
        event.0.life.set_callback(COMPLETE, 0, event.post());
        assert!(thread.join().unwrap());
        assert_eq!(*event.0.posted.lock().unwrap(), [(0, FAILURE)]);
    });
}

#[test]
fn who_waits_may_let_go_of_the_event_and_the_queue_while_it_ends() {
    explore(|| {
        let (event, last) = (Event::command(), Event::command());
        last.enqueue(&[(&event, true)], reading(&[&event]));
        let thread = thread::spawn(move || event.ends(COMPLETE));
        assert_eq!(last.wait(), COMPLETE);
        last.0.result.check();
        // The last reference may be the application's or the ending thread's; loom finds leaks and uses after the end.
        drop(last);
        thread.join().unwrap();
    });
}
