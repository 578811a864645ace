//! A thread's stay inside kernel code: entering, and being thrown out by a fault.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

use mirrorcl_abi::{WorkGroupContext, WorkGroupFn};

use super::stack::Stack;
use super::trampoline::enter_kernel;
use super::{FaultKind, stack_registry};
use crate::sys::ranges::Registration;
use crate::sys::signal::AlternateStack;

/// What the trampoline and the fault handler share. The trampoline knows the offsets of the first two fields.
#[repr(C)]
#[derive(Debug)]
pub(super) struct Activation {
    /// Stack pointer of the trampoline, while the kernel runs on its own stack.
    pub(super) resume_sp: usize,
    /// Where the kernel's stack starts.
    pub(super) stack_top: usize,
    /// Whether the thread is in kernel code now.
    pub(super) entered: bool,
    /// What the handler saw.
    pub(super) signal: libc::c_int,
    pub(super) code: libc::c_int,
    pub(super) address: usize,
    pub(super) pc: usize,
    pub(super) sp: usize,
    /// The processor's page-fault error code.
    pub(super) error: u64,
    /// The thread, for the watchdog.
    pub(super) thread: libc::pid_t,
    /// When the dispatch started that the thread is in (monotonic nanoseconds; 0: in none), and the one that is
    /// to be ended.
    pub(super) running: AtomicU64,
    pub(super) cancelled: AtomicU64,
}

thread_local! {
    /// The activation of this thread. Constant and without destructor, so that the fault handler may read it.
    static CURRENT: Cell<*mut Activation> = const { Cell::new(ptr::null_mut()) };
}

/// The activation of this thread, null if it has none. Safe in the handler of a thread that has run kernels.
pub(super) fn current() -> *mut Activation {
    CURRENT.get()
}

/// Why a kernel was thrown out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trap {
    pub(crate) kind: FaultKind,
    pub(crate) address: Option<usize>,
    pub(crate) pc: usize,
}

/// What a thread runs kernels on: their stack, and one for the fault handler.
#[derive(Debug)]
pub(crate) struct KernelStack {
    // First: before what it names goes away.
    _registration: Registration,
    stack: Stack,
    activation: Box<Activation>,
    _alternate: AlternateStack,
}

impl KernelStack {
    /// Prepares this thread; `None` if the system does not give the memory. Stays with the thread that called this.
    pub(crate) fn new() -> Option<KernelStack> {
        let alternate = AlternateStack::install()?;
        let stack = Stack::new()?;
        let mut activation = Box::new(Activation {
            resume_sp: 0,
            stack_top: stack.high(),
            entered: false,
            signal: 0,
            code: 0,
            address: 0,
            pc: 0,
            sp: 0,
            error: 0,
            // SAFETY: asks for a number.
            thread: unsafe { libc::gettid() },
            running: AtomicU64::new(0),
            cancelled: AtomicU64::new(0),
        });
        let registration = stack_registry::register(stack.range(), &raw mut *activation);
        Some(KernelStack {
            _registration: registration,
            stack,
            activation,
            _alternate: alternate,
        })
    }

    /// Lowest address of the stack and the address above its end.
    pub(crate) fn bounds(&self) -> [u64; 2] {
        [self.stack.low() as u64, self.stack.high() as u64]
    }

    /// Runs a work-group function, until it returns or faults. `started`: when its dispatch did, for the watchdog; 0 if there is
    /// none.
    ///
    /// # Safety
    /// `entry` keeps to the contract of [`WorkGroupFn`] and is code that the registry knows, or never faults.
    pub(crate) unsafe fn enter(
        &mut self,
        entry: WorkGroupFn,
        context: &mut WorkGroupContext,
        count: u64,
        started: u64,
    ) -> Result<(), Trap> {
        if started != 0 {
            self.activation.running.store(started, Ordering::Release);
        }
        let activation = &raw mut *self.activation;
        let outer = CURRENT.replace(activation);
        // SAFETY: the activation is this thread's and names a stack of its own; the rest is the caller's promise.
        let faulted = unsafe {
            (*activation).entered = true;
            let faulted = enter_kernel(activation, entry, context, count);
            (*activation).entered = false;
            faulted
        };
        CURRENT.set(outer);
        if started != 0 {
            self.activation.running.store(0, Ordering::Release);
        }
        if faulted == 0 {
            Ok(())
        } else {
            Err(self.trap())
        }
    }

    fn trap(&self) -> Trap {
        let seen = &*self.activation;
        let (kind, address) = classify(seen, &self.stack);
        Trap {
            kind,
            address,
            pc: seen.pc,
        }
    }
}

/// Whether the watchdog wants this thread out of the kernel that it is in. For functions that kernels call.
pub(crate) fn is_cancelled() -> bool {
    // SAFETY: what is current is alive.
    let Some(activation) = (unsafe { current().as_ref() }) else {
        return false;
    };
    let wanted = activation.cancelled.load(Ordering::Acquire);
    wanted != 0 && wanted == activation.running.load(Ordering::Acquire)
}

/// The trampoline's stack pointer, for leaving the kernel by `mirrorcl_kernel_fault` because [`is_cancelled`].
pub(crate) extern "C" fn cancelled_resume_sp() -> usize {
    let activation = current();
    // SAFETY: a function that the kernel called has an activation, its thread's own.
    unsafe {
        (*activation).signal = CANCELLED;
        (*activation).pc = 0;
        (*activation).resume_sp
    }
}

/// What the processor meant.
fn classify(seen: &Activation, stack: &Stack) -> (FaultKind, Option<usize>) {
    /// Bits of the page-fault error code.
    const WRITE: u64 = 1 << 1;
    const FETCH: u64 = 1 << 4;
    match seen.signal {
        CANCELLED => (FaultKind::Timeout, None),
        libc::SIGFPE => (FaultKind::Arithmetic, None),
        libc::SIGILL => (FaultKind::IllegalInstruction, None),
        libc::SIGBUS if seen.code == libc::BUS_ADRALN => (FaultKind::Misaligned, None),
        libc::SIGBUS => (FaultKind::Bus, Some(seen.address)),
        // A general protection fault: the processor does not tell the address. Either it is none, or an aligned
        // access was not.
        _ if seen.code == SI_KERNEL => (FaultKind::Protection, None),
        _ if stack.guards(seen.address) => (FaultKind::StackOverflow, Some(seen.address)),
        _ if seen.error & FETCH != 0 => (FaultKind::Execute, Some(seen.address)),
        _ if seen.error & WRITE != 0 => (FaultKind::Write, Some(seen.address)),
        _ => (FaultKind::Read, Some(seen.address)),
    }
}

/// In the place of a signal: the watchdog ended the kernel.
pub(super) const CANCELLED: libc::c_int = 0;

/// `si_code` of a fault without address.
pub(super) const SI_KERNEL: libc::c_int = 0x80;
