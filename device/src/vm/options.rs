//! What can be set about the address space, once, before its first use.

use super::range::align_down;
use crate::sys;

/// What happens to the contents of freed memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fill {
    /// Nothing: the next allocation may find them.
    #[default]
    Keep,
    /// They are overwritten with this byte.
    Byte(u8),
}

/// Settings of the [address space](super::AddressSpace).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VmOptions {
    /// Areas start and end at multiples of this power of two, at least a page.
    pub granule: u64,
    /// Bytes of the first window; each further one is twice as long.
    pub first_window: u64,
    /// Bytes of the longest window, unless one allocation needs more.
    pub longest_window: u64,
    /// Bytes of freed memory that are kept for the next allocation; `None`: a sixteenth of the memory
    /// that the machine, or the process's control group, has, at most 512 MiB.
    pub retain: Option<u64>,
    /// Seconds after which kept memory that nothing asked for is given back, by later allocations and frees;
    /// 0: never.
    pub retain_seconds: u32,
    /// What happens to the contents of freed memory.
    pub fill: Fill,
    /// Fences every allocation with inaccessible pages and lets every access after free trap.
    pub guard: bool,
    /// With `guard`: bytes of freed areas whose addresses are not used again yet.
    pub quarantine: u64,
    /// Asks for huge pages under large allocations.
    pub huge_pages: bool,
    /// Number of caches that threads are spread over; 0: by the number of processors.
    pub shards: usize,
}

impl Default for VmOptions {
    fn default() -> Self {
        Self {
            granule: 64 << 10,
            first_window: 1 << 30,
            longest_window: 64 << 30,
            retain: None,
            retain_seconds: 10,
            fill: Fill::Keep,
            guard: false,
            quarantine: 1 << 30,
            huge_pages: true,
            shards: 0,
        }
    }
}

impl VmOptions {
    /// The nearest settings that make sense on this host.
    pub(super) fn sanitised(mut self) -> Self {
        let page = sys::mmap::page_size();
        self.granule = self.granule.clamp(page, 1 << 30).next_power_of_two();
        self.first_window = align_down(self.first_window, self.granule).max(self.granule);
        self.longest_window = self.longest_window.max(self.first_window);
        self
    }

    /// Bytes of freed memory that may be kept.
    pub(super) fn retained_bytes(&self) -> u64 {
        self.retain
            .unwrap_or_else(|| (sys::process::usable_memory() / 16).min(512 << 20))
    }
}
