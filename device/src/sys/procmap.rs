//! What is mapped where: the `PROCMAP_QUERY` ioctl (Linux 6.11) and the text of `/proc/self/maps`.
//!
//! Either answer may be stale by the time it is read: it says where to try, never what is safe.

use std::fs::File;
use std::os::fd::AsRawFd;

use crate::vm::range::VirtRange;

/// `struct procmap_query`.
#[repr(C)]
#[derive(Default)]
struct ProcmapQuery {
    size: u64,
    query_flags: u64,
    query_addr: u64,
    vma_start: u64,
    vma_end: u64,
    vma_flags: u64,
    vma_page_size: u64,
    vma_offset: u64,
    inode: u64,
    dev_major: u32,
    dev_minor: u32,
    vma_name_size: u32,
    build_id_size: u32,
    vma_name_addr: u64,
    build_id_addr: u64,
}

/// `_IOWR('f', 17, struct procmap_query)`.
const PROCMAP_QUERY: libc::c_ulong = (3 << 30)
    | ((size_of::<ProcmapQuery>() as libc::c_ulong) << 16)
    | ((b'f' as libc::c_ulong) << 8)
    | 17;
const COVERING_OR_NEXT_VMA: u64 = 0x10;

/// The mappings that intersect `range`, in address order; `None` if the kernel cannot be asked this way.
pub(crate) fn query(range: VirtRange) -> Option<Vec<VirtRange>> {
    let maps = File::open("/proc/self/maps").ok()?;
    let mut areas = Vec::new();
    let mut cursor = range.start;
    while cursor < range.end {
        let mut query = ProcmapQuery {
            size: size_of::<ProcmapQuery>() as u64,
            query_flags: COVERING_OR_NEXT_VMA,
            query_addr: cursor,
            ..ProcmapQuery::default()
        };
        // SAFETY: the structure has the size and layout that the request number names, and no buffers.
        let result = unsafe { libc::ioctl(maps.as_raw_fd(), PROCMAP_QUERY, &raw mut query) };
        if result != 0 {
            let none_above = std::io::Error::last_os_error().raw_os_error() == Some(libc::ENOENT);
            return none_above.then_some(areas);
        }
        if query.vma_start >= range.end {
            break;
        }
        areas.push(VirtRange::new(query.vma_start, query.vma_end));
        cursor = query.vma_end;
    }
    Some(areas)
}

/// The text of `/proc/self/maps`.
pub(crate) fn text() -> Option<String> {
    let bytes = std::fs::read("/proc/self/maps").ok()?;
    // File names need not be UTF-8; only their look in the report is lost.
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
