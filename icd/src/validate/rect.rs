//! Rectangular regions of buffers and host memory (`clEnqueue{Read,Write,Copy}BufferRect`). Pure arithmetic.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use opencl_sys as cl;

/// A region of memory of which the pitches are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// Offset of the first byte.
    pub start: usize,
    /// Bytes per row, rows per slice, slices; none is zero.
    pub region: [usize; 3],
    /// Bytes from one row to the next.
    pub row_pitch: usize,
    /// Bytes from one slice to the next.
    pub slice_pitch: usize,
}

impl Rect {
    /// The region with `origin` (bytes, rows, slices); a pitch of zero means that rows or slices lie without gaps.
    /// `side` names it in messages.
    pub fn new(
        side: &str,
        origin: [usize; 3],
        region: [usize; 3],
        row_pitch: usize,
        slice_pitch: usize,
    ) -> ClResult<Self> {
        // "CL_INVALID_VALUE if any region array element is zero".
        refuse_if!(
            region.contains(&0),
            cl::CL_INVALID_VALUE,
            "region {region:?} is empty"
        );
        // "… if row_pitch is not equal to zero and is less than region[0]".
        refuse_if!(
            row_pitch != 0 && row_pitch < region[0],
            cl::CL_INVALID_VALUE,
            "{side} row pitch {row_pitch} is less than the row's {} bytes",
            region[0]
        );
        let row_pitch = if row_pitch == 0 { region[0] } else { row_pitch };
        let slice = region[1]
            .checked_mul(row_pitch)
            .ok_or_else(|| too_large(side))?;
        // "… if slice_pitch is not equal to zero and is less than region[1] times row_pitch", "… and is not a
        // multiple of row_pitch".
        refuse_if!(
            slice_pitch != 0 && (slice_pitch < slice || !slice_pitch.is_multiple_of(row_pitch)),
            cl::CL_INVALID_VALUE,
            "{side} slice pitch {slice_pitch} is less than {slice} or no multiple of the row pitch {row_pitch}"
        );
        let slice_pitch = if slice_pitch == 0 { slice } else { slice_pitch };
        let start = origin[1]
            .checked_mul(row_pitch)
            .and_then(|rows| origin[2].checked_mul(slice_pitch)?.checked_add(rows))
            .and_then(|lines| lines.checked_add(origin[0]))
            .ok_or_else(|| too_large(side))?;
        let rect = Self {
            start,
            region,
            row_pitch,
            slice_pitch,
        };
        rect.checked_end().ok_or_else(|| too_large(side))?;
        Ok(rect)
    }

    fn checked_end(&self) -> Option<usize> {
        let slices = (self.region[2] - 1).checked_mul(self.slice_pitch)?;
        let rows = (self.region[1] - 1).checked_mul(self.row_pitch)?;
        self.start
            .checked_add(slices)?
            .checked_add(rows)?
            .checked_add(self.region[0])
    }

    /// Offset behind the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        self.checked_end().expect("checked when it was made")
    }

    /// Whether it lies within a buffer of `size` bytes.
    pub fn check_within(&self, side: &str, size: usize) -> ClResult<()> {
        // "CL_INVALID_VALUE if the region specified by … is out of bounds".
        refuse_if!(
            self.end() > size,
            cl::CL_INVALID_VALUE,
            "the {side} region ends at {}, the buffer at {size}",
            self.end()
        );
        Ok(())
    }

    /// The same region in memory that starts `offset` bytes before.
    #[must_use]
    pub fn shifted(&self, offset: usize) -> Self {
        Self {
            start: self.start + offset,
            ..*self
        }
    }

    /// Bytes of the region, of which there may be more than memory has: rows may lie in one another.
    #[must_use]
    pub fn size(&self) -> usize {
        let [row, rows, slices] = self.region;
        row.saturating_mul(rows).saturating_mul(slices)
    }

    /// The pieces without gaps that the region and that of `other`, which has the same size, consist of.
    #[must_use]
    pub fn pieces(self, other: Self) -> Pieces {
        let [row, rows, slices] = self.region;
        let rows_join = self.row_pitch == row && other.row_pitch == row;
        let slices_join =
            rows_join && self.slice_pitch == row * rows && other.slice_pitch == row * rows;
        let (length, rows) = match (slices_join, rows_join) {
            (true, _) => (row * rows * slices, 1),
            (false, true) => (row * rows, 1),
            (false, false) => (row, rows),
        };
        Pieces {
            rects: [self, other],
            length,
            rows,
        }
    }

    /// Whether two regions of one buffer with the same shape and pitches have a byte in common ("Checking for
    /// Memory Copy Overlap", appendix of the specification; exact also where the gaps of one hold the rows of
    /// the other).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        if self.end() <= other.start || other.end() <= self.start {
            return false;
        }
        let distance = self.start.abs_diff(other.start);
        let [row, rows, slices] = self.region;
        // The regions share a byte if some shift by whole rows and slices, as far as both have them, brings the
        // first bytes of two rows closer than a row's length.
        let meets = |rest: usize, pitch: usize, count: usize| {
            let steps = rest / pitch;
            [steps, steps + 1]
                .into_iter()
                .filter(move |&steps| steps < count)
                .map(move |steps| rest.abs_diff(steps * pitch))
        };
        if slices == 1 {
            return meets(distance, self.row_pitch, rows).any(|rest| rest < row);
        }
        // Rows of neighbouring slices interleave in both directions, so the row difference may be negative.
        let steps = distance / self.slice_pitch;
        [steps, steps + 1]
            .into_iter()
            .filter(|&steps| steps < slices)
            .any(|steps| {
                let rest = distance.abs_diff(steps * self.slice_pitch);
                meets(rest, self.row_pitch, rows).any(|rest| rest < row)
            })
    }
}

fn too_large(side: &str) -> ClError {
    ClError::value(format!("the {side} region exceeds the address space"))
}

/// Two regions as pieces of equal length without gaps.
#[derive(Debug, Clone, Copy)]
pub struct Pieces {
    rects: [Rect; 2],
    length: usize,
    rows: usize,
}

impl Pieces {
    /// Bytes of each piece.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// The bytes `first..end` of all pieces' as runs without gaps: their places in both regions, and their length.
    pub fn runs(
        &self,
        first: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, usize, usize)> + use<> {
        let pieces = *self;
        let (piece, mut inside) = (first / self.length, first % self.length);
        let (mut y, mut z) = (piece % self.rows, piece / self.rows);
        let mut left = end.saturating_sub(first);
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let at = |rect: &Rect| rect.start + z * rect.slice_pitch + y * rect.row_pitch + inside;
            let length = (pieces.length - inside).min(left);
            let run = (at(&pieces.rects[0]), at(&pieces.rects[1]), length);
            left -= length;
            inside = 0;
            y += 1;
            if y == pieces.rows {
                (y, z) = (0, z + 1);
            }
            Some(run)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn pitches_and_bounds_are_checked() {
        let make = |region, row, slice| Rect::new("test", [0; 3], region, row, slice);
        assert!(make([4, 0, 1], 0, 0).is_err());
        assert!(make([4, 2, 1], 3, 0).is_err());
        assert!(make([4, 2, 2], 5, 9).is_err());
        assert!(
            make([4, 2, 2], 5, 12).is_err(),
            "not a multiple of the row pitch"
        );
        assert_eq!(make([4, 2, 2], 5, 15).unwrap().end(), 15 + 5 + 4);
        assert_eq!(make([4, 2, 2], 0, 0).unwrap().end(), 16);
        assert!(make([usize::MAX, 2, 1], 0, 0).is_err());
        assert!(Rect::new("test", [usize::MAX, 1, 1], [1, 1, 1], 8, 8).is_err());
        let rect = Rect::new("test", [1, 2, 3], [4, 5, 6], 10, 100).unwrap();
        assert_eq!((rect.start, rect.end()), (321, 321 + 500 + 40 + 4));
        assert!(rect.check_within("test", 865).is_ok());
        assert!(rect.check_within("test", 864).is_err());
    }

    fn bytes(rect: &Rect) -> HashSet<usize> {
        let pieces = rect.pieces(*rect);
        pieces
            .runs(0, rect.size())
            .flat_map(|(at, _, length)| at..at + length)
            .collect()
    }

    proptest! {
        #[test]
        fn pieces_cover_the_region_and_overlap_is_exact(
            region in [1usize..6, 1usize..4, 1usize..4],
            gap in 0usize..6,
            slice_gap in 0usize..3,
            origins in [0usize..8, 0usize..8],
            rows in [0usize..4, 0usize..4],
            slices in [0usize..3, 0usize..3],
            cut in 1usize..12,
        ) {
            let row_pitch = region[0] + gap;
            let slice_pitch = row_pitch * (region[1] + slice_gap);
            let rects = [0, 1].map(|n| {
                Rect::new("test", [origins[n], rows[n], slices[n]], region, row_pitch, slice_pitch).unwrap()
            });
            let sets = [bytes(&rects[0]), bytes(&rects[1])];
            prop_assert_eq!(sets[0].len(), region.iter().product::<usize>());
            prop_assert_eq!(sets[0].iter().max().unwrap() + 1, rects[0].end());
            prop_assert_eq!(rects[0].overlaps(&rects[1]), !sets[0].is_disjoint(&sets[1]));
            let dense = Rect::new("test", [0; 3], region, 0, 0).unwrap();
            let mut next = 0;
            let pieces = rects[0].pieces(dense);
            for (_, at, length) in pieces.runs(0, rects[0].size()) {
                prop_assert_eq!(at, next);
                next += length;
            }
            prop_assert_eq!(next, dense.end());
            // In parts it is the same.
            let whole: Vec<_> = pieces.runs(0, next).flat_map(|(at, _, length)| at..at + length).collect();
            let parts = (0..next).step_by(cut).flat_map(|first| pieces.runs(first, next.min(first + cut)));
            let parts: Vec<_> = parts.flat_map(|(at, _, length)| at..at + length).collect();
            prop_assert_eq!(whole, parts);
        }
    }
}
