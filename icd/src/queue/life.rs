//! The life of a command between threads: what it waits for, what waits for it, who hears of its end. `device/models` explores this very
//! code; events add the rest (`object/event.rs`).

use super::sync::{AtomicBool, AtomicI32, AtomicU32, Mutex, MutexGuard, Ordering};
use std::mem;
use std::sync::PoisonError;

/// `CL_COMPLETE`; what is less is a failure, what is more a state before.
const COMPLETE: i32 = 0;

/// Something with a life: a reference to an event.
pub trait Living: Sized {
    /// What a command does.
    type Work;
    /// What is told of its states.
    type Callback: Copy;
    /// Its life.
    fn life(&self) -> &Life<Self>;
}

/// The life of an `E`.
pub struct Life<E: Living> {
    status: AtomicI32,
    /// Dependencies that are not over, and one for the enqueuing call itself.
    blockers: AtomicU32,
    dependency_failed: AtomicBool,
    has_callbacks: AtomicBool,
    links: Mutex<Links<E>>,
}

/// What a command holds and who waits for it, as long as it is not over.
struct Links<E: Living> {
    work: Option<E::Work>,
    dependents: Dependents<E>,
    callbacks: Vec<(i32, E::Callback)>,
}

/// The commands that wait for one: mostly one, the next of its queue, which costs no allocation.
pub struct Dependents<E> {
    first: Option<Dependent<E>>,
    others: Vec<Dependent<E>>,
}

/// A command that waits for another.
pub struct Dependent<E> {
    /// The waiting command.
    pub event: E,
    /// Whether it fails if the other does: so for wait lists, not for the order of a queue.
    pub fails_too: bool,
}

impl<E> Default for Dependents<E> {
    fn default() -> Self {
        Self {
            first: None,
            others: Vec::new(),
        }
    }
}

impl<E> Dependents<E> {
    fn push(&mut self, dependent: Dependent<E>) {
        match &self.first {
            None => self.first = Some(dependent),
            Some(_) => self.others.push(dependent),
        }
    }
}

impl<E> IntoIterator for Dependents<E> {
    type Item = Dependent<E>;
    type IntoIter =
        std::iter::Chain<std::option::IntoIter<Dependent<E>>, std::vec::IntoIter<Dependent<E>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.others)
    }
}

impl<E: Living> Life<E> {
    /// Begins in `status`, with one blocker, which the enqueuing call takes away.
    #[inline]
    pub fn new(status: i32) -> Self {
        Self {
            status: AtomicI32::new(status),
            blockers: AtomicU32::new(1),
            dependency_failed: AtomicBool::new(false),
            has_callbacks: AtomicBool::new(false),
            links: Mutex::new(Links {
                work: None,
                dependents: Dependents::default(),
                callbacks: Vec::new(),
            }),
        }
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, Links<E>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who reads that the command is over sees what it wrote.
    #[inline]
    pub fn status(&self) -> i32 {
        self.status.load(Ordering::SeqCst)
    }

    /// Whether it is complete or failed.
    #[inline]
    pub fn is_over(&self) -> bool {
        self.status() <= COMPLETE
    }

    /// Whether an event of its wait list failed.
    #[inline]
    pub fn has_failed_dependency(&self) -> bool {
        self.dependency_failed.load(Ordering::Acquire)
    }

    /// Makes `dependent` wait for this; false if this is over.
    #[inline]
    pub fn add_dependent(&self, dependent: Dependent<E>) -> bool {
        let mut links = self.lock();
        let status = self.status();
        let other = dependent.event.life();
        if status > COMPLETE {
            other.blockers.fetch_add(1, Ordering::Relaxed);
            links.dependents.push(dependent);
            return true;
        }
        if status < COMPLETE && dependent.fails_too {
            other.dependency_failed.store(true, Ordering::Release);
        }
        false
    }

    /// One blocker less; true for who took the last away, and has to start the command.
    #[must_use]
    #[inline]
    pub fn unblock(&self) -> bool {
        self.blockers.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// As [`Life::unblock`], of a dependency that ended with `status`.
    #[must_use]
    #[inline]
    pub fn unblock_after(&self, status: i32, fails_too: bool) -> bool {
        if status < COMPLETE && fails_too {
            self.dependency_failed.store(true, Ordering::Release);
        }
        self.unblock()
    }

    /// Keeps the command's work for who finds it ready; only before the enqueuing call takes its blocker away.
    #[inline]
    pub fn park(&self, work: E::Work) {
        self.lock().work = Some(work);
    }

    /// The command's work, for who starts it.
    #[must_use]
    #[inline]
    pub fn take_work(&self) -> Option<E::Work> {
        self.lock().work.take()
    }

    /// As [`Life::advance`], as long as nobody else can have set a callback.
    #[inline]
    pub fn advance_unseen(&self, status: i32) {
        self.status.store(status, Ordering::Release);
    }

    /// Goes on to `status`, which is not the end. `post` gets the callbacks that are due, and which status they are told.
    #[inline]
    pub fn advance(&self, status: i32, post: impl FnMut(E::Callback, i32)) {
        // In one order with `set_callback`: either it sees the new status, or we see its callback.
        self.status.store(status, Ordering::SeqCst);
        if self.has_callbacks.load(Ordering::SeqCst) {
            self.call_back(&mut self.lock(), status, post);
        }
    }

    /// Ends it and returns what waited for it. Nothing if it is over already (a user event set twice).
    #[inline]
    pub fn end(&self, status: i32, post: impl FnMut(E::Callback, i32)) -> Option<Dependents<E>> {
        let mut links = self.lock();
        if self.is_over() {
            return None;
        }
        let work = links.work.take();
        // `set_callback` has the same lock.
        self.status.store(status, Ordering::Release);
        self.call_back(&mut links, status, post);
        let dependents = mem::take(&mut links.dependents);
        drop(links);
        // What a command that never ran had captured is dropped without a lock held: it may be objects.
        drop(work);
        Some(dependents)
    }

    /// Has `callback` called for `status`. One that has been reached already counts as reached now.
    pub fn set_callback(
        &self,
        status: i32,
        callback: E::Callback,
        post: impl FnMut(E::Callback, i32),
    ) {
        let mut links = self.lock();
        links.callbacks.push((status, callback));
        self.has_callbacks.store(true, Ordering::SeqCst);
        let reached = self.status();
        self.call_back(&mut links, reached, post);
    }

    /// Posts the callbacks for states up to `reached`.
    #[inline]
    fn call_back(
        &self,
        links: &mut Links<E>,
        reached: i32,
        mut post: impl FnMut(E::Callback, i32),
    ) {
        if links.callbacks.is_empty() {
            return;
        }
        links.callbacks.retain(|&(wanted, callback)| {
            if wanted < reached {
                return true;
            }
            // "event_command_status … if the command terminated abnormally, a negative value".
            post(callback, if reached < 0 { reached } else { wanted });
            false
        });
        self.has_callbacks
            .store(!links.callbacks.is_empty(), Ordering::SeqCst);
    }

    /// What waits for a thing that nobody can end any more.
    pub fn abandon(&mut self) -> Dependents<E> {
        let links = self.links.get_mut().unwrap_or_else(PoisonError::into_inner);
        mem::take(&mut links.dependents)
    }
}

/// Goes on from a command that ended with `status`: starts those that waited for it and for nothing else. `start` returns the status of
/// one that is over at once, which `settle` then ends.
#[inline]
pub fn release<E: Living>(
    status: i32,
    dependents: Dependents<E>,
    mut start: impl FnMut(&E, E::Work) -> Option<i32>,
    settle: impl Fn(&E, i32) -> Option<Dependents<E>>,
) {
    // A loop with a list of its own: chains of trivial commands may be long.
    let mut over = Some((status, dependents));
    let mut others = Vec::new();
    while let Some((status, dependents)) = over.take().or_else(|| others.pop()) {
        for Dependent { event, fails_too } in dependents {
            if !event.life().unblock_after(status, fails_too) {
                continue;
            }
            // Its queue was flushed, or its dependency waited for, perhaps before it was ready.
            let Some(work) = event.life().take_work() else {
                continue;
            };
            if let Some(status) = start(&event, work) {
                others.extend(settle(&event, status).map(|dependents| (status, dependents)));
            }
        }
    }
}
