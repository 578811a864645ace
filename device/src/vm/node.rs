//! Nodes of the [gap tree](super::tree): sorted arrays of gaps, and of what is known of children.

use super::range::{VirtRange, align_up};

/// The alignment that the second maximum is about: the host's huge pages.
pub const HUGE_ALIGN: u64 = 2 << 20;

/// Entries per node.
pub(super) const FANOUT: usize = 32;

/// What a gap, or the best of several, offers to the two kinds of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Room {
    /// Length.
    pub(super) plain: u64,
    /// Length above the first multiple of [`HUGE_ALIGN`].
    pub(super) huge: u64,
}

impl Room {
    #[inline]
    pub(super) fn of(gap: VirtRange) -> Self {
        let huge = align_up(gap.start, HUGE_ALIGN).map_or(0, |start| gap.end.saturating_sub(start));
        Self {
            plain: gap.length(),
            huge,
        }
    }

    #[inline]
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            plain: self.plain.max(other.plain),
            huge: self.huge.max(other.huge),
        }
    }

    /// Whether either kind of room suffices for `need`.
    #[inline]
    pub(super) fn suffices(&self, need: &Room) -> bool {
        self.plain >= need.plain || self.huge >= need.huge
    }
}

/// What a parent knows of a child: its first gap and its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) key: u64,
    pub(super) room: Room,
}

/// Gaps in address order.
pub(super) struct Leaf {
    pub(super) len: u32,
    pub(super) starts: [u64; FANOUT],
    pub(super) ends: [u64; FANOUT],
}

impl Leaf {
    pub(super) const EMPTY: Self = Self {
        len: 0,
        starts: [0; FANOUT],
        ends: [0; FANOUT],
    };

    pub(super) fn starts(&self) -> &[u64] {
        &self.starts[..self.len as usize]
    }

    #[inline]
    pub(super) fn gap(&self, slot: usize) -> VirtRange {
        VirtRange {
            start: self.starts[slot],
            end: self.ends[slot],
        }
    }

    pub(super) fn summary(&self) -> Option<Summary> {
        let gaps = (0..self.len as usize).map(|slot| Room::of(self.gap(slot)));
        Some(Summary {
            key: *self.starts().first()?,
            room: gaps.reduce(Room::max)?,
        })
    }

    /// The summary, given the room.
    pub(super) fn key(&self, room: Room) -> Option<Summary> {
        Some(Summary {
            key: *self.starts().first()?,
            room,
        })
    }

    pub(super) fn insert(&mut self, slot: usize, gap: VirtRange) {
        let len = self.len as usize;
        self.starts.copy_within(slot..len, slot + 1);
        self.ends.copy_within(slot..len, slot + 1);
        (self.starts[slot], self.ends[slot]) = (gap.start, gap.end);
        self.len += 1;
    }

    pub(super) fn remove(&mut self, slot: usize) {
        let len = self.len as usize;
        self.starts.copy_within(slot + 1..len, slot);
        self.ends.copy_within(slot + 1..len, slot);
        self.len -= 1;
    }

    /// Moves the entries from `at` on to the end of `other`.
    pub(super) fn move_tail(&mut self, at: usize, other: &mut Self) {
        let (len, to) = (self.len as usize, other.len as usize);
        let moved = len - at;
        other.starts[to..to + moved].copy_from_slice(&self.starts[at..len]);
        other.ends[to..to + moved].copy_from_slice(&self.ends[at..len]);
        other.len += moved as u32;
        self.len = at as u32;
    }

    /// The highest gap that starts below `key` and has the room.
    pub(super) fn last_below(&self, key: u64, need: &Room) -> Option<VirtRange> {
        let slots = self.starts().partition_point(|&start| start < key);
        (0..slots)
            .rev()
            .map(|slot| self.gap(slot))
            .find(|&gap| Room::of(gap).suffices(need))
    }

    /// The lowest gap that starts at or above `key` and has the room.
    pub(super) fn first_from(&self, key: u64, need: &Room) -> Option<VirtRange> {
        let slot = self.starts().partition_point(|&start| start < key);
        let mut gaps = (slot..self.len as usize).map(|slot| self.gap(slot));
        gaps.find(|&gap| Room::of(gap).suffices(need))
    }
}

/// Children in address order.
pub(super) struct Inner {
    pub(super) len: u32,
    pub(super) children: [u32; FANOUT],
    pub(super) keys: [u64; FANOUT],
    plain: [u64; FANOUT],
    huge: [u64; FANOUT],
}

impl Inner {
    pub(super) const EMPTY: Self = Self {
        len: 0,
        children: [0; FANOUT],
        keys: [0; FANOUT],
        plain: [0; FANOUT],
        huge: [0; FANOUT],
    };

    pub(super) fn keys(&self) -> &[u64] {
        &self.keys[..self.len as usize]
    }

    #[inline]
    pub(super) fn room(&self, slot: usize) -> Room {
        Room {
            plain: self.plain[slot],
            huge: self.huge[slot],
        }
    }

    pub(super) fn summary(&self) -> Option<Summary> {
        let rooms = (0..self.len as usize).map(|slot| self.room(slot));
        Some(Summary {
            key: *self.keys().first()?,
            room: rooms.reduce(Room::max)?,
        })
    }

    /// The summary, given the room.
    pub(super) fn key(&self, room: Room) -> Option<Summary> {
        Some(Summary {
            key: *self.keys().first()?,
            room,
        })
    }

    /// Whether that changed anything.
    pub(super) fn set_summary(&mut self, slot: usize, summary: Summary) -> bool {
        let changed = self.keys[slot] != summary.key || self.room(slot) != summary.room;
        self.keys[slot] = summary.key;
        self.plain[slot] = summary.room.plain;
        self.huge[slot] = summary.room.huge;
        changed
    }

    pub(super) fn insert(&mut self, slot: usize, child: u32, summary: Summary) {
        let len = self.len as usize;
        self.children.copy_within(slot..len, slot + 1);
        self.keys.copy_within(slot..len, slot + 1);
        self.plain.copy_within(slot..len, slot + 1);
        self.huge.copy_within(slot..len, slot + 1);
        self.children[slot] = child;
        self.set_summary(slot, summary);
        self.len += 1;
    }

    pub(super) fn remove(&mut self, slot: usize) {
        let len = self.len as usize;
        self.children.copy_within(slot + 1..len, slot);
        self.keys.copy_within(slot + 1..len, slot);
        self.plain.copy_within(slot + 1..len, slot);
        self.huge.copy_within(slot + 1..len, slot);
        self.len -= 1;
    }

    /// Moves the children from `at` on to the end of `other`.
    pub(super) fn move_tail(&mut self, at: usize, other: &mut Self) {
        let (len, to) = (self.len as usize, other.len as usize);
        let moved = len - at;
        other.children[to..to + moved].copy_from_slice(&self.children[at..len]);
        other.keys[to..to + moved].copy_from_slice(&self.keys[at..len]);
        other.plain[to..to + moved].copy_from_slice(&self.plain[at..len]);
        other.huge[to..to + moved].copy_from_slice(&self.huge[at..len]);
        other.len += moved as u32;
        self.len = at as u32;
    }
}

/// Two elements at once.
pub(super) fn two_mut<T>(nodes: &mut [T], first: usize, second: usize) -> (&mut T, &mut T) {
    let both = nodes.get_disjoint_mut([first, second]);
    let [first, second] = both.expect("two different nodes of the tree");
    (first, second)
}

/// Puts `node` where one was given up, or at the end.
pub(super) fn place<T>(nodes: &mut Vec<T>, unused: &mut Vec<u32>, node: T) -> u32 {
    if let Some(index) = unused.pop() {
        nodes[index as usize] = node;
        return index;
    }
    let index = u32::try_from(nodes.len()).expect("fewer than 2^32 nodes");
    if nodes.len() == nodes.capacity() {
        // An eighth more: doubling would leave up to half of the memory unused.
        nodes.reserve_exact(nodes.len() / 8 + 1);
    }
    nodes.push(node);
    index
}
