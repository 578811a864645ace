//! The workload of the area-search benches, and what is compared: areas of 64 KiB to 16 MiB (log-uniform),
//! aligned to 2 MiB from 2 MiB up, in a churned space.

use mirrorcl_device::vm::VirtRange;
use mirrorcl_device::vm::request::AreaRequest;
use mirrorcl_device::vm::search::{Policy, find_area};
use mirrorcl_device::vm::tree::GapTree;
use vm_allocator::{AddressAllocator, AllocPolicy, RangeInclusive};

/// Areas start and end at multiples of this.
pub(crate) const UNIT: u64 = 64 << 10;
const HUGE: u64 = 2 << 20;
const BASE: u64 = 1 << 40;

/// A xorshift generator: the same numbers in every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A length, log-uniform from 64 KiB to 16 MiB, and its alignment.
    pub(crate) fn length(&mut self) -> (u64, u64) {
        let fraction = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let bytes = (65536.0 * 256f64.powf(fraction)) as u64;
        let length = bytes.next_multiple_of(UNIT);
        (length, if length >= HUGE { HUGE } else { UNIT })
    }
}

/// Something that hands out areas of a range.
pub(crate) trait Areas {
    /// The peer's name.
    const NAME: &'static str;
    /// Areas of `bytes` bytes of address space.
    fn new(bytes: u64) -> Self;
    /// An area, if there is one.
    fn take(&mut self, length: u64, align: u64) -> Option<u64>;
    /// Gives an area back.
    fn give(&mut self, start: u64, length: u64);
}

/// Ours.
pub(crate) struct Ours {
    /// The gaps.
    pub(crate) tree: GapTree,
    range: VirtRange,
    /// How an area is chosen.
    pub(crate) policy: Policy,
}

impl Areas for Ours {
    const NAME: &'static str = "mirrorcl";

    fn new(bytes: u64) -> Self {
        let range = VirtRange::new(BASE, BASE + bytes);
        let mut tree = GapTree::new();
        tree.insert(range).expect("the tree is empty");
        Self {
            tree,
            range,
            policy: Policy::FirstFit,
        }
    }

    fn take(&mut self, length: u64, align: u64) -> Option<u64> {
        let request = AreaRequest::new(length, align, self.range.start, self.range.end).ok()?;
        let area = find_area(&self.tree, UNIT, &request, self.policy)?;
        assert!(self.tree.take(area));
        Some(area.start)
    }

    fn give(&mut self, start: u64, length: u64) {
        self.tree
            .insert(VirtRange::new(start, start + length))
            .expect("the area is ours");
    }
}

/// rust-vmm's allocator.
pub(crate) struct VmAllocator(AddressAllocator);

impl Areas for VmAllocator {
    const NAME: &'static str = "vm-allocator";

    fn new(bytes: u64) -> Self {
        Self(AddressAllocator::new(BASE, bytes).expect("a valid range"))
    }

    fn take(&mut self, length: u64, align: u64) -> Option<u64> {
        Some(
            self.0
                .allocate(length, align, AllocPolicy::LastMatch)
                .ok()?
                .start(),
        )
    }

    fn give(&mut self, start: u64, length: u64) {
        let range = RangeInclusive::new(start, start + length - 1).expect("a valid range");
        self.0.free(&range).expect("the area is allocated");
    }
}

/// The kernel, which chooses addresses by its own rule and aligns to 2 MiB by itself.
pub(crate) struct Kernel;

impl Areas for Kernel {
    const NAME: &'static str = "mmap+munmap";

    fn new(_bytes: u64) -> Self {
        Self
    }

    fn take(&mut self, length: u64, _align: u64) -> Option<u64> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // Neighbours of different access do not merge, as buffers of different kinds would not.
        let access = if (length / UNIT).is_multiple_of(2) {
            libc::PROT_NONE
        } else {
            libc::PROT_READ
        };
        // SAFETY: a new mapping at an address of the kernel's choice.
        let start =
            unsafe { libc::mmap(std::ptr::null_mut(), length as usize, access, flags, -1, 0) };
        (start != libc::MAP_FAILED).then_some(start as u64)
    }

    fn give(&mut self, start: u64, length: u64) {
        // SAFETY: mapped by `take`, and nothing refers to it.
        unsafe { libc::munmap(start as *mut libc::c_void, length as usize) };
    }
}

/// A peer with `live` areas after churn.
pub(crate) struct Churned<P: Areas> {
    /// The peer.
    pub(crate) peer: P,
    /// What is allocated: start, length.
    pub(crate) live: Vec<(u64, u64)>,
    /// The source of choices.
    pub(crate) numbers: Numbers,
}

impl<P: Areas> Churned<P> {
    /// Fills a space of 1.6 times what `live` areas need, then frees and allocates half of them at random.
    pub(crate) fn new(live: usize) -> Self {
        // The mean of the log-uniform lengths is about 2.9 MiB.
        let bytes = (live as u64 * (29 << 20) / 10 * 8 / 5).next_multiple_of(HUGE);
        let mut churned = Self {
            peer: P::new(bytes),
            live: Vec::new(),
            numbers: Numbers(0x9e37_79b9_7f4a_7c15),
        };
        for _ in 0..live {
            churned.allocate();
        }
        for _ in 0..live / 2 + 1000 {
            churned.pair();
        }
        churned
    }

    /// Allocates one area; whether there was room.
    pub(crate) fn allocate(&mut self) -> bool {
        let (length, align) = self.numbers.length();
        let start = self.peer.take(length, align);
        self.live.extend(start.map(|start| (start, length)));
        start.is_some()
    }

    /// Frees a random area.
    pub(crate) fn free(&mut self) {
        let victim = self.numbers.below(self.live.len() as u64) as usize;
        let (start, length) = self.live.swap_remove(victim);
        self.peer.give(start, length);
    }

    /// Frees a random area and allocates another.
    pub(crate) fn pair(&mut self) {
        self.free();
        self.allocate();
    }
}
