//! The signal handler: contains the kernels' faults and passes all others on.
//!
//! It asks in this order: is the program counter in the guarded copy? In registered kernel code, or did kernel
//! code jump to an address without code? Is this thread in kernel code at all? Whatever is not ours goes to the
//! handler that was there before.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicPtr, Ordering};

use libc::{c_int, c_void, siginfo_t, ucontext_t};

use super::activation::{self, Activation};
use super::{guarded, stack_registry, trampoline, watchdog};
use crate::code::registry;
use crate::sys::signal::FAULTS;

/// The handlers that were there before ours, in the order of [`FAULTS`]; leaked, as a fault may be passed on at
/// any time.
static PREVIOUS: [AtomicPtr<libc::sigaction>; 4] = [const { AtomicPtr::new(ptr::null_mut()) }; 4];

/// Installs the handler, once per process; called before the first launch.
#[inline]
pub(crate) fn install_handler() {
    static ONCE: Once = Once::new();
    if !ONCE.is_completed() {
        install_by(&ONCE);
    }
}

#[cold]
fn install_by(once: &Once) {
    once.call_once(|| {
        for (signal, previous) in FAULTS.into_iter().zip(&PREVIOUS) {
            install(signal, previous);
        }
    });
}

fn install(signal: c_int, previous: &AtomicPtr<libc::sigaction>) {
    let mut before = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: asks for the current action.
    if unsafe { libc::sigaction(signal, ptr::null(), before.as_mut_ptr()) } != 0 {
        return;
    }
    // SAFETY: filled by the successful call.
    let before = unsafe { before.assume_init() };
    // Before ours is in place: a fault of another thread may come at once.
    previous.store(Box::into_raw(Box::new(before)), Ordering::Release);
    // SAFETY: all-zero is a valid action; the handler has the type that SA_SIGINFO asks for. Its mask is that of
    // the handler before, which it may have to stand in for.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handle as *const () as usize;
        action.sa_flags =
            libc::SA_SIGINFO | libc::SA_ONSTACK | (before.sa_flags & libc::SA_NODEFER);
        action.sa_mask = before.sa_mask;
        libc::sigaction(signal, &raw const action, ptr::null_mut());
    }
}

unsafe extern "C" fn handle(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the system passes valid records, which nobody else uses meanwhile.
    let (fault, machine) = unsafe { (&*info, &mut *context.cast::<ucontext_t>()) };
    // Sent by a process or thread (si_code <= 0): not a fault, but perhaps our watchdog's.
    let is_ours = match fault.si_code {
        ..=0 => signal == watchdog::SIGNAL && watchdog::is_expected() && cancel(machine),
        _ => contain(signal, fault, machine),
    };
    if is_ours {
        return;
    }
    // SAFETY: the arguments are those of this signal.
    unsafe { pass_on(signal, info, context) };
}

/// Resumes outside of the code that faulted; false if the fault is none of ours.
fn contain(signal: c_int, fault: &siginfo_t, machine: &mut ucontext_t) -> bool {
    let registers = &mut machine.uc_mcontext.gregs;
    let pc = registers[libc::REG_RIP as usize] as usize;
    if let Some(exit) = guarded::exit_of(pc) {
        registers[libc::REG_RIP as usize] = exit as i64;
        return true;
    }
    let sp = registers[libc::REG_RSP as usize] as usize;
    // SAFETY: these signals fill the address.
    let address = unsafe { fault.si_addr() } as usize;
    let Some(activation) = activation_of(pc, sp, address) else {
        return false;
    };
    // SAFETY: the activation belongs to this thread, which is in the kernel and so does not use it.
    let activation = unsafe { &mut *activation };
    if !activation.entered {
        return false;
    }
    activation.signal = signal;
    activation.code = fault.si_code;
    activation.address = address;
    activation.pc = pc;
    activation.sp = sp;
    activation.error = registers[libc::REG_ERR as usize] as u64;
    resume(activation, registers);
    true
}

/// The watchdog wants this thread out of the kernel that it is in. If it is not in its code just now, the watchdog
/// will ask again. Always ours.
fn cancel(machine: &mut ucontext_t) -> bool {
    let registers = &mut machine.uc_mcontext.gregs;
    let pc = registers[libc::REG_RIP as usize] as usize;
    let activation = activation::current();
    // The thread has run kernels, or the watchdog would not know it: its thread-local storage exists.
    if !registry::contains(pc) || activation.is_null() {
        return true;
    }
    // SAFETY: the activation belongs to this thread, which is in the kernel and so does not use it.
    let activation = unsafe { &mut *activation };
    let wanted = activation.cancelled.load(Ordering::Acquire);
    if activation.entered && wanted != 0 && wanted == activation.running.load(Ordering::Acquire) {
        activation.signal = activation::CANCELLED;
        activation.pc = pc;
        resume(activation, registers);
    }
    true
}

/// Goes on at the trampoline's exit for faults.
fn resume(activation: &Activation, registers: &mut [i64; 23]) {
    registers[libc::REG_RIP as usize] = trampoline::fault_exit() as i64;
    registers[libc::REG_RSP as usize] = activation.resume_sp as i64;
    // Direction, trap and alignment-check flags as the calling convention has them.
    registers[libc::REG_EFL as usize] &= !((1 << 10) | (1 << 8) | (1 << 18));
}

/// The activation of this thread, if kernel code faulted.
fn activation_of(pc: usize, sp: usize, address: usize) -> Option<*mut Activation> {
    if registry::contains(pc) {
        // This thread is in a kernel, so its thread-local storage exists.
        let activation = activation::current();
        return (!activation.is_null()).then_some(activation);
    }
    // A jump into the void from a kernel stack: the return address was overwritten. No thread-local storage is
    // touched for other threads: its first use may allocate.
    if pc == address {
        stack_registry::activation_at(sp)
    } else {
        None
    }
}

/// Does what would have happened without our handler.
///
/// # Safety
/// The arguments are those that the system passed to the handler.
unsafe fn pass_on(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    let slot = FAULTS.iter().position(|&fault| fault == signal);
    let previous = slot.map_or(ptr::null_mut(), |slot| {
        PREVIOUS[slot].load(Ordering::Acquire)
    });
    // SAFETY: records are leaked, so a non-null one is valid.
    let Some(previous) = (unsafe { previous.as_ref() }) else {
        return restore_default(signal);
    };
    // SAFETY: the system passes a valid record.
    let is_fault = unsafe { (*info).si_code } > 0;
    match previous.sa_sigaction {
        // A fault can't be ignored: the system ends the process then, too.
        libc::SIG_IGN if !is_fault => {}
        libc::SIG_IGN | libc::SIG_DFL => {
            restore_default(signal);
            if !is_fault {
                // SAFETY: sends it again, to be delivered when the handler returns. A fault comes back by itself.
                unsafe { libc::raise(signal) };
            }
        }
        handler if previous.sa_flags & libc::SA_SIGINFO != 0 => {
            // SAFETY: a handler registered with SA_SIGINFO has this type.
            unsafe {
                let handler: extern "C" fn(c_int, *mut siginfo_t, *mut c_void) =
                    std::mem::transmute(handler);
                handler(signal, info, context);
            }
        }
        handler => {
            // SAFETY: a handler registered without SA_SIGINFO has this type.
            unsafe {
                let handler: extern "C" fn(c_int) = std::mem::transmute(handler);
                handler(signal);
            }
        }
    }
}

fn restore_default(signal: c_int) {
    // SAFETY: all-zero is the default action.
    unsafe {
        let action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, &raw const action, ptr::null_mut());
    }
}
