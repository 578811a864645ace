//! Starts the compiler so that the application never notices.
//!
//! - It is the application's grandchild, and the child in between raises no SIGCHLD and is seen by no plain
//!   `wait` (its termination signal is 0); the system's first process inherits the compiler.
//! - The application may have many threads and gigabytes, so nothing is copied: both children share its memory
//!   (`CLONE_VM | CLONE_VFORK`) while the calling thread stands still, and do nothing but system calls.
//! - They do them themselves, past the C library's functions: a sanitizer in the application has those replaced, and
//!   takes what a child does to its descriptors and signal handlers for the application's own doing.
//! - The compiler gets default signal handlers, an empty signal mask, an empty environment, `/` as directory, the
//!   ordinary scheduling policy, a session of its own, and no descriptor but `/dev/null` and its socket.

use crate::sys::check;
use mirrorcl_protocol::control::DESCRIPTOR;
use std::ffi::{CString, c_char, c_int, c_long, c_void};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
use std::ptr;

const STACK: usize = 64 << 10;

unsafe extern "C" {
    /// glibc's `clone` by the name that ThreadSanitizer leaves alone: its own takes every clone for a fork.
    fn __clone(
        function: extern "C" fn(*mut c_void) -> c_int,
        stack: *mut c_void,
        flags: c_int,
        argument: *mut c_void,
        ...
    ) -> c_int;
}

/// A child's stack.
#[repr(C, align(16))]
struct Stack([u8; STACK]);

/// What the children need; made before they start, because they must not allocate.
struct Launch {
    executable: *const c_char,
    arguments: *const *const c_char,
    environment: *const *const c_char,
    socket: RawFd,
    stack: *mut c_void,
    /// The system call that failed, as `errno`; 0 for none.
    error: c_int,
}

/// Starts `executable` with `socket` as its control socket.
///
/// # Errors
/// Why it could not be started.
pub(crate) fn spawn(
    executable: &CString,
    arguments: &[CString],
    socket: BorrowedFd<'_>,
) -> io::Result<()> {
    let mut pointers = vec![executable.as_ptr()];
    pointers.extend(arguments.iter().map(|argument| argument.as_ptr()));
    pointers.push(ptr::null());
    let environment = [ptr::null()];
    let mut stacks: Box<[Stack; 2]> = stacks();
    let mut launch = Launch {
        executable: executable.as_ptr(),
        arguments: pointers.as_ptr(),
        environment: environment.as_ptr(),
        socket: socket.as_raw_fd(),
        stack: top(&mut stacks[1]),
        error: 0,
    };
    // The application's handlers must not run in a child that shares its memory.
    let mask = block_signals();
    // SAFETY: the stack and what `launch` points to stay until the children are done with our memory: CLONE_VFORK
    // holds this thread until then. `child` keeps to system calls.
    let result = check(unsafe {
        let flags = libc::CLONE_VM | libc::CLONE_VFORK;
        __clone(child, top(&mut stacks[0]), flags, (&raw mut launch).cast())
    });
    if let Ok(process) = result {
        // SAFETY: our own child; __WCLONE because its termination signal is not SIGCHLD.
        while unsafe { libc::waitpid(process, ptr::null_mut(), libc::__WCLONE) } < 0
            && io::Error::last_os_error().kind() == io::ErrorKind::Interrupted
        {}
    }
    // SAFETY: restores the mask of this thread; the pointer is valid.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const mask, ptr::null_mut()) };
    result?;
    if launch.error == 0 {
        Ok(())
    } else {
        Err(io::Error::from_raw_os_error(launch.error))
    }
}

/// Two stacks on the heap.
fn stacks() -> Box<[Stack; 2]> {
    let bytes = Box::<[Stack; 2]>::new_zeroed();
    // SAFETY: zeros are bytes.
    unsafe { bytes.assume_init() }
}

/// Where a stack begins: its end.
fn top(stack: &mut Stack) -> *mut c_void {
    stack.0.as_mut_ptr_range().end.cast()
}

/// Blocks all signals of this thread and returns those that were blocked before.
fn block_signals() -> libc::sigset_t {
    // SAFETY: zeros are a valid set, and both calls get valid pointers.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before = all;
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
        before
    }
}

/// The child: starts the grandchild and ends.
extern "C" fn child(launch: *mut c_void) -> c_int {
    let launch = launch.cast::<Launch>();
    // SAFETY: `launch` is the one in `spawn`, which waits; the stack is unused so far.
    unsafe {
        let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD;
        if __clone(grandchild, (*launch).stack, flags, launch.cast()) < 0 {
            (*launch).error = *libc::__errno_location();
        }
        end(0)
    }
}

/// The grandchild: becomes the compiler.
extern "C" fn grandchild(launch: *mut c_void) -> c_int {
    let launch = launch.cast::<Launch>();
    // SAFETY: `launch` is the one in `spawn`, which waits.
    unsafe {
        if prepare((*launch).socket) {
            libc::syscall(
                libc::SYS_execve,
                (*launch).executable,
                (*launch).arguments,
                (*launch).environment,
            );
        }
        (*launch).error = *libc::__errno_location();
        end(127)
    }
}

/// Ends a child.
fn end(status: c_int) -> ! {
    loop {
        // SAFETY: ends this process, which shares its memory but nothing else.
        unsafe { libc::syscall(libc::SYS_exit_group, status) };
    }
}

/// Bytes of the kernel's signal set.
const SIGNAL_SET: usize = 8;

/// Makes this process what the compiler expects. False, with `errno`, if it can't be.
fn prepare(socket: RawFd) -> bool {
    let nothing = ptr::null::<c_void>();
    // SAFETY: system calls whose pointers are to local, initialised values. Without CLONE_FILES, CLONE_SIGHAND and
    // CLONE_FS descriptors, handlers and directory are this process's own.
    unsafe {
        // The kernel's `struct sigaction`: SIG_DFL, no flags, no restorer, an empty mask.
        let default = [0u64; 4];
        for signal in 1..=64 {
            // Fails for SIGKILL and SIGSTOP.
            libc::syscall(
                libc::SYS_rt_sigaction,
                signal,
                &raw const default,
                nothing,
                SIGNAL_SET,
            );
        }
        libc::syscall(libc::SYS_setsid);
        let ordinary: libc::sched_param = std::mem::zeroed();
        libc::syscall(
            libc::SYS_sched_setscheduler,
            0,
            libc::SCHED_OTHER,
            &raw const ordinary,
        );
        libc::syscall(
            libc::SYS_prctl,
            libc::PR_SET_NO_NEW_PRIVS,
            1usize,
            0usize,
            0usize,
            0usize,
        );
        // Away from the standard numbers first: the application may have closed those.
        let socket = libc::syscall(libc::SYS_fcntl, socket, libc::F_DUPFD, DESCRIPTOR + 1);
        let path = c"/dev/null".as_ptr();
        let null = libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path, libc::O_RDWR);
        if socket < 0 || null < 0 {
            return false;
        }
        for standard in 0..DESCRIPTOR {
            if null != c_long::from(standard) {
                libc::syscall(libc::SYS_dup3, null, standard, 0);
            }
        }
        if libc::syscall(libc::SYS_dup3, socket, DESCRIPTOR, 0) < 0
            || libc::syscall(libc::SYS_chdir, c"/".as_ptr()) < 0
        {
            return false;
        }
        // Where the kernel lacks this call, the compiler closes them.
        libc::syscall(libc::SYS_close_range, DESCRIPTOR + 1, c_int::MAX, 0);
        let none = 0u64;
        let set = libc::SIG_SETMASK;
        libc::syscall(
            libc::SYS_rt_sigprocmask,
            set,
            &raw const none,
            nothing,
            SIGNAL_SET,
        );
        true
    }
}
