//! The system calls of the client, apart from those that start the compiler ([`crate::process`]).

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Turns a system call's result into an [`io::Result`].
pub(crate) fn check(result: libc::c_int) -> io::Result<libc::c_int> {
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

/// Makes a pair of connected sockets, close-on-exec.
pub(crate) fn socket_pair(kind: libc::c_int) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut pair: [RawFd; 2] = [-1; 2];
    // SAFETY: `pair` has room for the two descriptors.
    check(unsafe {
        libc::socketpair(
            libc::AF_UNIX,
            kind | libc::SOCK_CLOEXEC,
            0,
            pair.as_mut_ptr(),
        )
    })?;
    // SAFETY: just made, and owned by nobody else.
    Ok(unsafe { (OwnedFd::from_raw_fd(pair[0]), OwnedFd::from_raw_fd(pair[1])) })
}

/// Waits until a descriptor is ready for `events`, is hung up or the time is over. Returns what it is; 0 if time is.
pub(crate) fn poll(
    descriptor: BorrowedFd<'_>,
    events: libc::c_short,
    time: Duration,
) -> io::Result<libc::c_short> {
    let milliseconds = i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX);
    let mut entry = libc::pollfd {
        fd: descriptor.as_raw_fd(),
        events,
        revents: 0,
    };
    // SAFETY: one entry, valid for reads and writes.
    check(unsafe { libc::poll(&raw mut entry, 1, milliseconds) })?;
    Ok(entry.revents)
}

/// Whether the other side of a socket is open, and stays so for the given time.
pub(crate) fn is_connected(socket: BorrowedFd<'_>, time: Duration) -> bool {
    retry(|| poll(socket, libc::POLLRDHUP, time)).is_ok_and(|events| events == 0)
}

/// Sends without SIGPIPE and without waiting.
pub(crate) fn send(socket: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<usize> {
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
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
}

/// Receives without waiting.
pub(crate) fn receive(socket: BorrowedFd<'_>, bytes: &mut [u8]) -> io::Result<usize> {
    let (pointer, length) = (bytes.as_mut_ptr().cast(), bytes.len());
    // SAFETY: the pointer and length describe `bytes`.
    let received = unsafe { libc::recv(socket.as_raw_fd(), pointer, length, libc::MSG_DONTWAIT) };
    usize::try_from(received).map_err(|_| io::Error::last_os_error())
}

/// Sends a packet of one byte that carries a descriptor.
pub(crate) fn send_descriptor(socket: BorrowedFd<'_>, sent: BorrowedFd<'_>) -> io::Result<()> {
    let mut byte = [0_u8; 1];
    let mut part = libc::iovec {
        iov_base: byte.as_mut_ptr().cast(),
        iov_len: byte.len(),
    };
    // u64 elements give the alignment that control messages need.
    let mut ancillary = [0_u64; 4];
    const DESCRIPTOR: u32 = size_of::<RawFd>() as u32;
    // SAFETY: an all-zero msghdr is valid.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &raw mut part;
    message.msg_iovlen = 1;
    message.msg_control = ancillary.as_mut_ptr().cast();
    // SAFETY: CMSG_SPACE computes.
    message.msg_controllen = unsafe { libc::CMSG_SPACE(DESCRIPTOR) } as _;
    // SAFETY: the buffer has room for a header and one descriptor (16 + 4 bytes, rounded up, of 32).
    unsafe {
        let header = libc::CMSG_FIRSTHDR(&raw const message);
        (*header).cmsg_level = libc::SOL_SOCKET;
        (*header).cmsg_type = libc::SCM_RIGHTS;
        (*header).cmsg_len = libc::CMSG_LEN(DESCRIPTOR) as _;
        libc::CMSG_DATA(header)
            .cast::<RawFd>()
            .write_unaligned(sent.as_raw_fd());
    }
    retry(|| {
        // SAFETY: the message describes `byte` and `ancillary`, which outlive the call.
        let result =
            unsafe { libc::sendmsg(socket.as_raw_fd(), &raw const message, libc::MSG_NOSIGNAL) };
        if result < 0 {
            Err(io::Error::last_os_error())
        } else {
            Ok(())
        }
    })
}

/// A word that the kernel gave this process at its start.
pub(crate) fn auxiliary(entry: libc::c_ulong) -> u64 {
    // SAFETY: takes no pointer; unknown entries give 0.
    unsafe { libc::getauxval(entry) }
}

/// Whether this process has rights that its caller lacks: then the environment is not to be trusted.
pub(crate) fn is_privileged() -> bool {
    auxiliary(libc::AT_SECURE) != 0
}

/// The effective user.
pub(crate) fn user() -> u32 {
    // SAFETY: always succeeds.
    unsafe { libc::geteuid() }
}

/// Whether the file system of a directory refuses to map code from its files.
pub(crate) fn is_noexec(directory: &Path) -> bool {
    let Ok(path) = std::ffi::CString::new(directory.as_os_str().as_bytes()) else {
        return true;
    };
    // SAFETY: an all-zero statvfs is valid.
    let mut status: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: the path is NUL-terminated and `status` is valid for writes.
    let result = unsafe { libc::statvfs(path.as_ptr(), &raw mut status) };
    result != 0 || status.f_flag & libc::ST_NOEXEC != 0
}

/// The largest file that this process may write; a longer one would raise SIGXFSZ.
pub(crate) fn file_size_limit() -> u64 {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is valid for writes.
    unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &raw mut limit) };
    limit.rlim_cur
}

/// The file that this code was loaded from: the driver's library.
pub(crate) fn own_file() -> Option<PathBuf> {
    // SAFETY: an all-zero Dl_info is valid.
    let mut info: libc::Dl_info = unsafe { std::mem::zeroed() };
    let address: *const libc::c_void = (own_file as fn() -> Option<PathBuf> as *const ()).cast();
    // SAFETY: any address may be asked for; `info` is valid for writes.
    if unsafe { libc::dladdr(address, &raw mut info) } == 0 || info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: dladdr gave a NUL-terminated name that lives as long as the library.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    // The name may be relative to the directory at load time; a program's own is what it was called by.
    let path = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    path.canonicalize()
        .or_else(|_| std::env::current_exe())
        .ok()
}
