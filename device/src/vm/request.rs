//! What is asked of an area search: the fields of the kernel's `struct vm_unmapped_area_info`.

use super::range::{VirtRange, align_down};

/// Which end of the limits the search starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Highest address first: the kernel's default layout.
    #[default]
    TopDown,
    /// Lowest address first: the kernel's legacy layout.
    BottomUp,
}

/// A request for an unmapped area. [`AreaRequest::new`] checks it; the search trusts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaRequest {
    length: u64,
    align: u64,
    align_offset: u64,
    limits: VirtRange,
    start_gap: u64,
    direction: Direction,
}

/// Why a request is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The length is zero.
    #[error("the length is zero")]
    ZeroLength,
    /// The alignment is not a power of two.
    #[error("the alignment {0} is not a power of two")]
    Alignment(u64),
    /// `low_limit` is not below `high_limit`, or less than `length` lies between them.
    #[error("the limits [{low_limit:#x}, {high_limit:#x}) cannot hold {length} bytes")]
    Limits {
        /// The limit asked for.
        low_limit: u64,
        /// The limit asked for.
        high_limit: u64,
        /// The length asked for.
        length: u64,
    },
}

impl AreaRequest {
    /// `length` bytes at a multiple of `align` in `[low_limit, high_limit)`, top-down.
    pub fn new(
        length: u64,
        align: u64,
        low_limit: u64,
        high_limit: u64,
    ) -> Result<Self, RequestError> {
        if length == 0 {
            return Err(RequestError::ZeroLength);
        }
        if !align.is_power_of_two() {
            return Err(RequestError::Alignment(align));
        }
        if high_limit <= low_limit || high_limit - low_limit < length {
            return Err(RequestError::Limits {
                low_limit,
                high_limit,
                length,
            });
        }
        Ok(Self {
            length,
            align,
            align_offset: 0,
            limits: VirtRange::new(low_limit, high_limit),
            start_gap: 0,
            direction: Direction::TopDown,
        })
    }

    /// Asks for addresses with `address % align == offset % align`.
    #[must_use]
    pub fn with_align_offset(mut self, offset: u64) -> Self {
        self.align_offset = offset & (self.align - 1);
        self
    }

    /// Asks for `start_gap` unmapped bytes below the area, inside the same gap.
    #[must_use]
    pub fn with_start_gap(mut self, start_gap: u64) -> Self {
        self.start_gap = start_gap;
        self
    }

    /// Searches from `direction`.
    #[must_use]
    pub fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Bytes wanted.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The alignment, a power of two.
    pub fn align(&self) -> u64 {
        self.align
    }

    /// The remainder of the address modulo [`Self::align`].
    pub fn align_offset(&self) -> u64 {
        self.align_offset
    }

    /// `[low_limit, high_limit)`.
    pub fn limits(&self) -> VirtRange {
        self.limits
    }

    /// Unmapped bytes wanted below the area.
    pub fn start_gap(&self) -> u64 {
        self.start_gap
    }

    /// Where the search starts.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Where the area goes in `gap`, which is cut to the limits first: as near to the search's start as
    /// alignment allows. Exact: nothing if and only if no address of the gap does.
    pub fn place_in(&self, gap: VirtRange) -> Option<VirtRange> {
        let gap = gap.intersect(&self.limits);
        let lowest = gap.start.checked_add(self.start_gap)?;
        let highest = gap.end.checked_sub(self.length)?;
        if highest < lowest {
            return None;
        }
        let start = match self.direction {
            Direction::TopDown => self.aligned_at_or_below(highest)?,
            Direction::BottomUp => self.aligned_at_or_above(lowest)?,
        };
        let fits = lowest <= start && start <= highest;
        fits.then(|| VirtRange {
            start,
            end: start + self.length,
        })
    }

    fn aligned_at_or_below(&self, address: u64) -> Option<u64> {
        let base = address.checked_sub(self.align_offset)?;
        Some(align_down(base, self.align) + self.align_offset)
    }

    fn aligned_at_or_above(&self, address: u64) -> Option<u64> {
        address.checked_add(self.align_offset.wrapping_sub(address) & (self.align - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(length: u64, align: u64) -> AreaRequest {
        AreaRequest::new(length, align, 0x1000, 0x10_0000).unwrap()
    }

    #[test]
    fn senseless_requests_are_refused() {
        assert_eq!(AreaRequest::new(0, 1, 0, 10), Err(RequestError::ZeroLength));
        assert_eq!(
            AreaRequest::new(1, 3, 0, 10),
            Err(RequestError::Alignment(3))
        );
        assert_eq!(
            AreaRequest::new(1, 0, 0, 10),
            Err(RequestError::Alignment(0))
        );
        assert!(matches!(
            AreaRequest::new(11, 1, 0, 10),
            Err(RequestError::Limits { .. })
        ));
        assert!(matches!(
            AreaRequest::new(1, 1, 10, 10),
            Err(RequestError::Limits { .. })
        ));
        assert!(matches!(
            AreaRequest::new(u64::MAX, 1, 1, u64::MAX),
            Err(RequestError::Limits { .. })
        ));
    }

    #[test]
    fn place_takes_the_end_that_the_direction_names() {
        let gap = VirtRange::new(0x1800, 0x9800);
        let top = request(0x1000, 0x1000).place_in(gap).unwrap();
        assert_eq!(top.start, 0x8000);
        let bottom = request(0x1000, 0x1000).with_direction(Direction::BottomUp);
        assert_eq!(bottom.place_in(gap).unwrap().start, 0x2000);
    }

    #[test]
    fn place_honours_offset_gap_and_limits() {
        let gap = VirtRange::new(0, 0x20_0000);
        let offset = request(0x100, 0x1000).with_align_offset(0x1234);
        assert_eq!(offset.place_in(gap).unwrap().start, 0xff234);
        let low = offset.with_direction(Direction::BottomUp);
        assert_eq!(low.place_in(gap).unwrap().start, 0x1234);
        let guarded = request(0x1000, 0x1000).with_start_gap(0x2000);
        assert_eq!(
            guarded
                .place_in(VirtRange::new(0x4000, 0x7000))
                .unwrap()
                .start,
            0x6000
        );
        assert_eq!(guarded.place_in(VirtRange::new(0x4000, 0x6fff)), None);
    }

    #[test]
    fn exactly_fitting_aligned_gap_is_found() {
        let huge = AreaRequest::new(0x20_0000, 0x20_0000, 0, 0x100_0000).unwrap();
        let gap = VirtRange::new(0x40_0000, 0x60_0000);
        assert_eq!(huge.place_in(gap), Some(gap));
    }
}
