//! Half-open ranges of virtual addresses and the alignment arithmetic on them.

use std::fmt;

/// Addresses `[start, end)`. Addresses are `u64` throughout the address-space code: the host is 64-bit,
/// and a device's limits are data, not pointers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct VirtRange {
    /// First address inside.
    pub start: u64,
    /// First address above.
    pub end: u64,
}

impl VirtRange {
    /// The range `[start, end)`; an inverted pair gives the empty range at `start`.
    pub const fn new(start: u64, end: u64) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// The range of `length` bytes from `start`, or nothing if it would pass the end of the address space.
    pub const fn with_length(start: u64, length: u64) -> Option<Self> {
        match start.checked_add(length) {
            Some(end) => Some(Self { start, end }),
            None => None,
        }
    }

    /// Bytes in the range.
    pub const fn length(&self) -> u64 {
        self.end - self.start
    }

    /// Whether the range holds no address.
    pub const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `address` is inside.
    pub const fn contains(&self, address: u64) -> bool {
        self.start <= address && address < self.end
    }

    /// Whether all of `other` is inside.
    pub const fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the ranges share an address.
    pub const fn intersects(&self, other: &Self) -> bool {
        !self.intersect(other).is_empty()
    }

    /// The addresses in both; empty if there are none.
    pub const fn intersect(&self, other: &Self) -> Self {
        let start = if self.start > other.start {
            self.start
        } else {
            other.start
        };
        let end = if self.end < other.end {
            self.end
        } else {
            other.end
        };
        Self::new(start, end)
    }

    /// The range widened by `margin` on both sides, saturating.
    pub const fn widened(&self, margin: u64) -> Self {
        Self {
            start: self.start.saturating_sub(margin),
            end: self.end.saturating_add(margin),
        }
    }

    /// The largest range with bounds that are multiples of `align` inside this one.
    pub const fn shrunk_to(&self, align: u64) -> Self {
        match align_up(self.start, align) {
            Some(start) => Self::new(start, align_down(self.end, align)),
            None => Self::new(self.start, self.start),
        }
    }
}

impl fmt::Debug for VirtRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for VirtRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:#x}, {:#x})", self.start, self.end)
    }
}

/// `value` rounded down to a multiple of `align`, a power of two.
pub const fn align_down(value: u64, align: u64) -> u64 {
    value & !(align - 1)
}

/// `value` rounded up to a multiple of `align`, a power of two; nothing on overflow.
pub const fn align_up(value: u64, align: u64) -> Option<u64> {
    match value.checked_add(align - 1) {
        Some(sum) => Some(align_down(sum, align)),
        None => None,
    }
}

/// Ranges in address order with overlapping and touching ones joined; empty ones dropped.
pub fn normalise(mut ranges: Vec<VirtRange>) -> Vec<VirtRange> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable();
    let mut joined: Vec<VirtRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// What `range` leaves over when `areas` (normalised) are taken out of it.
pub fn subtract(range: VirtRange, areas: &[VirtRange]) -> Vec<VirtRange> {
    let mut rest = Vec::new();
    let mut cursor = range.start;
    for area in areas {
        if area.start >= range.end {
            break;
        }
        if area.start > cursor {
            rest.push(VirtRange::new(cursor, area.start));
        }
        cursor = cursor.max(area.end);
    }
    if cursor < range.end {
        rest.push(VirtRange::new(cursor, range.end));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignment_at_the_end_of_the_address_space_is_refused() {
        assert_eq!(align_up(u64::MAX, 4096), None);
        assert_eq!(align_up(0x1001, 0x1000), Some(0x2000));
        assert_eq!(align_down(0x1fff, 0x1000), 0x1000);
        assert!(
            VirtRange::new(u64::MAX - 1, u64::MAX)
                .shrunk_to(4096)
                .is_empty()
        );
    }

    #[test]
    fn intersection_of_disjoint_ranges_is_empty() {
        let low = VirtRange::new(0, 10);
        let high = VirtRange::new(20, 30);
        assert!(low.intersect(&high).is_empty());
        assert!(!low.intersects(&high));
        assert!(low.intersects(&VirtRange::new(9, 20)));
        assert!(!low.intersects(&VirtRange::new(10, 20)));
    }

    #[test]
    fn normalise_joins_and_subtract_leaves_the_gaps() {
        let areas = normalise(vec![
            VirtRange::new(30, 40),
            VirtRange::new(10, 20),
            VirtRange::new(20, 25),
            VirtRange::new(35, 36),
            VirtRange::new(7, 7),
        ]);
        assert_eq!(areas, [VirtRange::new(10, 25), VirtRange::new(30, 40)]);
        let gaps = subtract(VirtRange::new(15, 50), &areas);
        assert_eq!(gaps, [VirtRange::new(25, 30), VirtRange::new(40, 50)]);
        assert_eq!(
            subtract(VirtRange::new(0, 5), &areas),
            [VirtRange::new(0, 5)]
        );
        assert!(subtract(VirtRange::new(11, 20), &areas).is_empty());
    }
}
