//! Signal masks and alternate stacks.

use std::mem::MaybeUninit;
use std::ptr;

/// The signals by which the processor reports a fault of the running thread.
pub(crate) const FAULTS: [libc::c_int; 4] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL];

fn empty_set() -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: initialises the set; it can't fail.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        set.assume_init()
    }
}

/// Blocks all signals but the faults while `start` runs: threads that it starts inherit that and so never run
/// the application's handlers.
pub(crate) fn with_signals_blocked<T>(start: impl FnOnce() -> T) -> T {
    let mut all = MaybeUninit::uninit();
    let mut before = empty_set();
    // SAFETY: valid sets; the mask of this thread is put back below.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        let mut all = all.assume_init();
        for signal in FAULTS {
            libc::sigdelset(&raw mut all, signal);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
    }
    let result = start();
    // SAFETY: `before` was filled above.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, ptr::null_mut()) };
    result
}

/// Whether this thread blocks one of the faults: it then can't run kernels, as a fault would end the process.
pub(crate) fn faults_are_blocked() -> bool {
    let mut mask = empty_set();
    // SAFETY: asks for the mask without changing it.
    let status = unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, ptr::null(), &raw mut mask) };
    // SAFETY: the mask is a valid set.
    status != 0
        || FAULTS
            .iter()
            .any(|&signal| unsafe { libc::sigismember(&raw const mask, signal) } != 0)
}

/// A stack for signal handlers on this thread, so that they can run when the stack in use is exhausted.
#[derive(Debug)]
pub(crate) struct AlternateStack {
    /// `None`: the application has given this thread one already.
    own: Option<*mut libc::c_void>,
}

/// Enough for our handler and the application's, with the largest register file.
const ALTERNATE_SIZE: usize = 64 << 10;

impl AlternateStack {
    /// Gives this thread one, unless it has one; `None` if the system does not give the memory.
    pub(crate) fn install() -> Option<AlternateStack> {
        let mut present = MaybeUninit::<libc::stack_t>::uninit();
        // SAFETY: asks for the current stack.
        let present = unsafe {
            if libc::sigaltstack(ptr::null(), present.as_mut_ptr()) != 0 {
                return None;
            }
            present.assume_init()
        };
        if present.ss_flags & libc::SS_DISABLE == 0 {
            return Some(AlternateStack { own: None });
        }
        // SAFETY: a new mapping, then given to the system as this thread's signal stack.
        unsafe {
            let base = libc::mmap(
                ptr::null_mut(),
                ALTERNATE_SIZE,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            );
            if base == libc::MAP_FAILED {
                return None;
            }
            let stack = libc::stack_t {
                ss_sp: base,
                ss_flags: 0,
                ss_size: ALTERNATE_SIZE,
            };
            if libc::sigaltstack(&raw const stack, ptr::null_mut()) != 0 {
                libc::munmap(base, ALTERNATE_SIZE);
                return None;
            }
            Some(AlternateStack { own: Some(base) })
        }
    }
}

impl Drop for AlternateStack {
    fn drop(&mut self) {
        let Some(base) = self.own else { return };
        let mut present = MaybeUninit::<libc::stack_t>::uninit();
        // SAFETY: takes the stack away from this thread, if it still is the one in use, before it is unmapped.
        unsafe {
            if libc::sigaltstack(ptr::null(), present.as_mut_ptr()) == 0
                && present.assume_init().ss_sp == base
            {
                let mut none: libc::stack_t = std::mem::zeroed();
                none.ss_flags = libc::SS_DISABLE;
                libc::sigaltstack(&raw const none, ptr::null_mut());
            }
            libc::munmap(base, ALTERNATE_SIZE);
        }
    }
}
