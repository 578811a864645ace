//! The system calls of the server. All `unsafe` of the server is here.

use std::fs;
use std::io::{self, PipeWriter};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;

/// Bytes of a page.
const PAGE: usize = 4096;

/// Turns a system call's result into an [`io::Result`].
fn check(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// Repeats a call for as long as signals interrupt it.
fn retry<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Takes over a descriptor that this process was started with, and closes those above it: whatever the
/// application forgot to mark close-on-exec.
pub(crate) fn take_inherited(descriptor: RawFd) -> io::Result<OwnedFd> {
    // SAFETY: F_SETFD takes no pointer and fails on a descriptor that is not open.
    check(unsafe { libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC) })?;
    let open = fs::read_dir("/proc/self/fd")
        .into_iter()
        .flatten()
        .flatten();
    let above: Vec<RawFd> = open
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|&other| other > descriptor)
        .collect();
    for other in above {
        // SAFETY: called first in `main`, when no Rust object owns a descriptor above the standard ones; the one of
        // the directory listing itself is closed already, which makes this call fail and do nothing.
        unsafe { libc::close(other) };
    }
    // SAFETY: open (checked above), and this function is its only user.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// Allows as many open descriptors as the system lets us.
pub(crate) fn raise_descriptor_limit() {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is valid for writes; the call has no other effect.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } == 0 {
        limit.rlim_cur = limit.rlim_max;
        // SAFETY: `limit` is valid for reads.
        unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) };
    }
}

/// Limits a resource of this process, as far as the hard limit allows. The hard limit stays, so that it can be undone.
pub(crate) fn limit(resource: libc::__rlimit_resource_t, value: u64) {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is valid for writes; the call has no other effect.
    if unsafe { libc::getrlimit(resource, &raw mut limit) } == 0 {
        limit.rlim_cur = value.min(limit.rlim_max);
        // SAFETY: `limit` is valid for reads.
        unsafe { libc::setrlimit(resource, &raw const limit) };
    }
}

/// Removes the limit on a resource that [`limit`] set.
pub(crate) fn unlimit(resource: libc::__rlimit_resource_t) {
    limit(resource, libc::RLIM_INFINITY);
}

/// The heap grows in few steps, and keeps what is freed: a worker ends with its request.
pub(crate) fn keep_heap() {
    let settings = [
        (libc::M_TOP_PAD, 4 << 20),
        (libc::M_TRIM_THRESHOLD, libc::c_int::MAX),
        // The most that glibc takes.
        (libc::M_MMAP_THRESHOLD, 32 << 20),
    ];
    for (setting, value) in settings {
        // SAFETY: takes no pointer.
        unsafe { libc::mallopt(setting, value) };
    }
}

/// Has the system provide the program's variables and so many bytes of the heap at once: fault by fault, a page costs several
/// times as much.
pub(crate) fn provide_memory(heap: usize) {
    unsafe extern "C" {
        /// The linker's: from here to `_end` are variables.
        static __data_start: u8;
        static _end: u8;
    }
    // SAFETY: only the addresses are taken; a block of the heap that `malloc` gave goes back to it.
    unsafe {
        provide((&raw const __data_start).addr(), (&raw const _end).addr());
        let block = libc::malloc(heap);
        if !block.is_null() {
            provide(block.addr(), block.addr() + heap);
            libc::free(block);
        }
    }
}

/// Has the system provide the pages that lie between two addresses.
fn provide(from: usize, to: usize) {
    let (from, to) = (from.next_multiple_of(PAGE), to / PAGE * PAGE);
    if from < to {
        // SAFETY: changes no contents, wherever it is. Systems that lack it refuse it.
        unsafe {
            libc::madvise(
                std::ptr::without_provenance_mut(from),
                to - from,
                libc::MADV_POPULATE_WRITE,
            )
        };
    }
}

/// Lets other processes go first.
pub(crate) fn give_way() {
    // SAFETY: takes no pointer.
    unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, 10) };
}

/// Waits until a descriptor is ready. `None` for the time: without end.
pub(crate) fn poll(descriptors: &mut [libc::pollfd], time: Option<Duration>) -> io::Result<usize> {
    let milliseconds = match time {
        Some(time) => i32::try_from(time.as_millis()).unwrap_or(i32::MAX),
        None => -1,
    };
    let count = libc::nfds_t::try_from(descriptors.len()).expect("a vector's length fits nfds_t");
    // SAFETY: the pointer and count describe `descriptors`.
    let ready = check(unsafe { libc::poll(descriptors.as_mut_ptr(), count, milliseconds) })?;
    Ok(usize::try_from(ready).expect("check() refuses negative results"))
}

/// Sends a few bytes without waiting and without SIGPIPE.
pub(crate) fn send(socket: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<()> {
    let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
    let sent = retry(|| {
        // SAFETY: the pointer and length describe `bytes`.
        let sent = unsafe {
            libc::send(
                socket.as_raw_fd(),
                bytes.as_ptr().cast(),
                bytes.len(),
                flags,
            )
        };
        usize::try_from(sent).map_err(|_| io::Error::last_os_error())
    })?;
    if sent == bytes.len() {
        Ok(())
    } else {
        Err(io::ErrorKind::WriteZero.into())
    }
}

/// What the control socket had.
pub(crate) enum Received {
    /// A connection.
    Connection(OwnedFd),
    /// A packet without one: the descriptor could not be passed.
    Nothing,
    /// The driver closed its end (or this process shut it down).
    Closed,
}

/// Takes one packet from the control socket.
pub(crate) fn receive(control: BorrowedFd<'_>) -> io::Result<Received> {
    let mut byte = [0_u8; 1];
    let mut part = libc::iovec {
        iov_base: byte.as_mut_ptr().cast(),
        iov_len: byte.len(),
    };
    // u64 elements give the alignment that control messages need.
    let mut ancillary = [0_u64; 4];
    // SAFETY: an all-zero msghdr is valid.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &raw mut part;
    message.msg_iovlen = 1;
    message.msg_control = ancillary.as_mut_ptr().cast();
    message.msg_controllen = size_of_val(&ancillary);
    let length = retry(|| {
        // SAFETY: the message describes `byte` and `ancillary`, which outlive the call.
        let length = unsafe {
            libc::recvmsg(
                control.as_raw_fd(),
                &raw mut message,
                libc::MSG_CMSG_CLOEXEC,
            )
        };
        usize::try_from(length).map_err(|_| io::Error::last_os_error())
    })?;
    if length == 0 {
        return Ok(Received::Closed);
    }
    // SAFETY: the kernel filled `message`, and `ancillary` is alive.
    let header = unsafe { libc::CMSG_FIRSTHDR(&raw const message) };
    if header.is_null() {
        return Ok(Received::Nothing);
    }
    // SAFETY: not null, so it points to a complete header inside `ancillary`.
    let kind = unsafe { ((*header).cmsg_level, (*header).cmsg_type) };
    if kind != (libc::SOL_SOCKET, libc::SCM_RIGHTS) {
        return Ok(Received::Nothing);
    }
    // SAFETY: a SCM_RIGHTS message has at least one descriptor, installed for us by this call and owned by nobody else.
    // The buffer has room for two; the driver sends one.
    let connection = unsafe {
        let descriptor = libc::CMSG_DATA(header).cast::<RawFd>().read_unaligned();
        OwnedFd::from_raw_fd(descriptor)
    };
    Ok(Received::Connection(connection))
}

/// Refuses further packets; those that were sent before can still be received.
pub(crate) fn shutdown_reading(control: BorrowedFd<'_>) {
    // SAFETY: takes no pointer.
    unsafe { libc::shutdown(control.as_raw_fd(), libc::SHUT_RD) };
}

/// Forks. `None` in the child.
///
/// The server has one thread, so the child may do anything that a process may.
pub(crate) fn fork() -> io::Result<Option<libc::pid_t>> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child lacks.
    let process = check(unsafe { libc::fork() })?;
    Ok((process != 0).then_some(process))
}

/// Ends this process at once, without destructors and exit handlers.
pub(crate) fn exit(code: i32) -> ! {
    // SAFETY: takes no pointer.
    unsafe { libc::_exit(code) }
}

/// Ends a worker.
pub(crate) fn kill(worker: libc::pid_t) {
    // SAFETY: takes no pointer; the worker has not been waited for, so the id is still its own.
    unsafe { libc::kill(worker, libc::SIGKILL) };
}

/// Waits for a worker's end.
pub(crate) fn wait(worker: libc::pid_t) -> io::Result<ExitStatus> {
    let mut status = 0;
    retry(|| {
        // SAFETY: `status` is valid for writes.
        check(unsafe { libc::waitpid(worker, &raw mut status, 0) })
    })?;
    Ok(ExitStatus::from_raw(status))
}

/// Ends this process when its parent, the server, ends.
pub(crate) fn die_with(server: libc::pid_t) {
    // SAFETY: takes no pointer.
    unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
    // SAFETY: takes no pointer.
    if unsafe { libc::getppid() } != server {
        exit(1); // it ended before the request above
    }
}

/// Makes a pipe the standard error output.
pub(crate) fn redirect_stderr(pipe: &PipeWriter) -> io::Result<()> {
    // SAFETY: takes no pointer; whoever writes to stderr goes through its number.
    check(unsafe { libc::dup2(pipe.as_raw_fd(), libc::STDERR_FILENO) }).map(drop)
}

/// Name of a signal.
pub(crate) fn signal_name(signal: i32) -> String {
    // SAFETY: strsignal accepts any number; the result is NUL-terminated and used before the next call
    // (the server has one thread).
    let text = unsafe {
        let text = libc::strsignal(signal);
        (!text.is_null()).then(|| {
            std::ffi::CStr::from_ptr(text)
                .to_string_lossy()
                .into_owned()
        })
    };
    text.unwrap_or_else(|| signal.to_string())
}
