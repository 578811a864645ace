//! The work-groups of an NDRange: counting them and cutting them into rows. Pure arithmetic.

/// The index space of a launch (OpenCL C 3.0 §6.15.1, OpenCL API §3.2.1). The local size need not divide the
/// global size: the last work-group of a dimension is smaller then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    work_dim: u32,
    global_offset: [u64; 3],
    global_size: [u64; 3],
    local_size: [u64; 3],
    num_groups: [u64; 3],
    total: u64,
}

/// Why sizes make no [`Grid`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// `work_dim` is not 1, 2 or 3.
    #[error("{0} dimensions: 1 to 3 are possible")]
    Dimensions(u32),
    /// A local size is zero.
    #[error("local size 0 in dimension {0}")]
    LocalSize(usize),
    /// The number of work-groups or the last global id does not fit in 64 bits.
    #[error("the NDRange has more than 2^64 work-groups or ids")]
    TooLarge,
}

/// Work-groups of one size that follow each other in dimension 0: one call of a work-group function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Id of the first group.
    pub group_id: [u64; 3],
    /// Size of each group.
    pub local_size: [u64; 3],
    /// How many groups.
    pub count: u64,
}

impl Grid {
    /// An index space; the unused dimensions are ignored. A global size of 0 makes a grid without groups.
    pub fn new(
        work_dim: u32,
        global_offset: [u64; 3],
        global_size: [u64; 3],
        local_size: [u64; 3],
    ) -> Result<Grid, GridError> {
        if !(1..=3).contains(&work_dim) {
            return Err(GridError::Dimensions(work_dim));
        }
        let used = work_dim as usize;
        let mut grid = Grid {
            work_dim,
            global_offset: [0; 3],
            global_size: [1; 3],
            local_size: [1; 3],
            num_groups: [1; 3],
            total: 1,
        };
        for dimension in 0..used {
            let local = local_size[dimension];
            if local == 0 {
                return Err(GridError::LocalSize(dimension));
            }
            let (offset, global) = (global_offset[dimension], global_size[dimension]);
            offset.checked_add(global).ok_or(GridError::TooLarge)?;
            grid.global_offset[dimension] = offset;
            grid.global_size[dimension] = global;
            grid.local_size[dimension] = local;
            grid.num_groups[dimension] = global.div_ceil(local);
        }
        if grid.num_groups.contains(&0) {
            grid.total = 0;
        } else {
            let [x, y, z] = grid.num_groups;
            let total = x.checked_mul(y).and_then(|xy| xy.checked_mul(z));
            grid.total = total.ok_or(GridError::TooLarge)?;
        }
        Ok(grid)
    }

    /// `get_work_dim`.
    pub fn work_dim(&self) -> u32 {
        self.work_dim
    }

    /// `get_global_offset`.
    pub fn global_offset(&self) -> [u64; 3] {
        self.global_offset
    }

    /// `get_global_size`.
    pub fn global_size(&self) -> [u64; 3] {
        self.global_size
    }

    /// `get_enqueued_local_size`.
    pub fn local_size(&self) -> [u64; 3] {
        self.local_size
    }

    /// `get_num_groups`.
    pub fn num_groups(&self) -> [u64; 3] {
        self.num_groups
    }

    /// Number of work-groups.
    pub fn group_count(&self) -> u64 {
        self.total
    }

    /// Whether all work-groups have the same size.
    pub fn is_uniform(&self) -> bool {
        (0..3).all(|dimension| {
            let whole = self.num_groups[dimension].wrapping_mul(self.local_size[dimension]);
            whole == self.global_size[dimension]
        })
    }

    /// Number of work-items, or the largest number if there are more.
    pub fn total_items(&self) -> u64 {
        self.global_size
            .iter()
            .fold(1, |all, &size| all.saturating_mul(size))
    }

    /// Work-items in the largest work-group; `None` when more than 64 bits can tell.
    pub fn items_per_group(&self) -> Option<u64> {
        let mut items: u64 = 1;
        for dimension in 0..3 {
            let largest = self.local_size[dimension].min(self.global_size[dimension].max(1));
            items = items.checked_mul(largest)?;
        }
        Some(items)
    }

    /// Size of group `id` in `dimension`.
    fn group_size(&self, dimension: usize, id: u64) -> u64 {
        let (global, local) = (self.global_size[dimension], self.local_size[dimension]);
        local.min(global - id * local)
    }

    /// The rows that make up the groups `first..end`, counted with dimension 0 fastest.
    pub fn rows(&self, first: u64, end: u64) -> Rows<'_> {
        let end = end.min(self.total);
        let [width, height, _] = self.num_groups;
        let (group_id, left) = if first < end {
            let line = first / width;
            ([first % width, line % height, line / height], end - first)
        } else {
            ([0; 3], 0)
        };
        Rows {
            grid: self,
            group_id,
            left,
        }
    }
}

/// Iterator over the [`Row`]s of a range of groups.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    grid: &'a Grid,
    group_id: [u64; 3],
    left: u64,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    #[inline]
    fn next(&mut self) -> Option<Row> {
        if self.left == 0 {
            return None;
        }
        let grid = self.grid;
        let group_id = self.group_id;
        let [x, y, z] = group_id;
        let local_size = [
            grid.group_size(0, x),
            grid.group_size(1, y),
            grid.group_size(2, z),
        ];
        // The last group of the line is a row of its own when it is smaller.
        let whole = grid.global_size[0] / grid.local_size[0];
        let count = if x < whole {
            (whole - x).min(self.left)
        } else {
            1
        };
        self.left -= count;
        self.group_id[0] += count;
        if self.group_id[0] == grid.num_groups[0] {
            self.group_id[0] = 0;
            self.group_id[1] += 1;
            if self.group_id[1] == grid.num_groups[1] {
                self.group_id[1] = 0;
                self.group_id[2] += 1;
            }
        }
        Some(Row {
            group_id,
            local_size,
            count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unused_dimensions_are_ignored() {
        let grid = Grid::new(1, [3, 9, 9], [10, 0, 0], [4, 0, 0]).unwrap();
        assert_eq!(grid.num_groups(), [3, 1, 1]);
        assert_eq!(grid.global_offset(), [3, 0, 0]);
        let rows: Vec<_> = grid.rows(0, 3).collect();
        assert_eq!(
            rows,
            [
                Row {
                    group_id: [0, 0, 0],
                    local_size: [4, 1, 1],
                    count: 2
                },
                Row {
                    group_id: [2, 0, 0],
                    local_size: [2, 1, 1],
                    count: 1
                },
            ]
        );
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        let big = u64::MAX;
        assert_eq!(
            Grid::new(0, [0; 3], [1; 3], [1; 3]),
            Err(GridError::Dimensions(0))
        );
        assert_eq!(
            Grid::new(4, [0; 3], [1; 3], [1; 3]),
            Err(GridError::Dimensions(4))
        );
        assert_eq!(
            Grid::new(2, [0; 3], [1; 3], [1, 0, 1]),
            Err(GridError::LocalSize(1))
        );
        assert_eq!(
            Grid::new(1, [1; 3], [big; 3], [1; 3]),
            Err(GridError::TooLarge)
        );
        assert_eq!(
            Grid::new(2, [0; 3], [big, 2, 1], [1; 3]),
            Err(GridError::TooLarge)
        );
        let huge = Grid::new(2, [0; 3], [big, 2, 1], [1 << 32, 1, 1]).unwrap();
        assert_eq!(huge.group_count(), 1 << 33);
        assert_eq!(huge.rows((1 << 33) - 1, 1 << 33).count(), 1);
    }

    #[test]
    fn an_empty_grid_has_no_rows() {
        let grid = Grid::new(3, [0; 3], [4, 0, 4], [2; 3]).unwrap();
        assert_eq!(grid.group_count(), 0);
        assert_eq!(grid.rows(0, 10).count(), 0);
    }

    proptest! {
        #[test]
        fn chunks_cover_each_work_item_once(
            work_dim in 1u32..=3,
            global in [1u64..20, 1u64..12, 1u64..8],
            local in [1u64..9, 1u64..9, 1u64..9],
            cut in 1u64..40,
        ) {
            let grid = Grid::new(work_dim, [0; 3], global, local).unwrap();
            let size = grid.global_size();
            let mut seen = vec![0u8; size.iter().product::<u64>() as usize];
            let mut first = 0;
            while first < grid.group_count() {
                let end = first + cut.min(grid.group_count() - first);
                let mut groups = 0;
                for row in grid.rows(first, end) {
                    groups += row.count;
                    for n in 0..row.count {
                        mark(&mut seen, &grid, [row.group_id[0] + n, row.group_id[1], row.group_id[2]], row.local_size);
                    }
                }
                prop_assert_eq!(groups, end - first);
                first = end;
            }
            prop_assert!(seen.iter().all(|&count| count == 1));
            let largest = grid.items_per_group().unwrap();
            prop_assert!(grid.rows(0, u64::MAX).all(|row| row.local_size.iter().product::<u64>() <= largest));
        }
    }

    fn mark(seen: &mut [u8], grid: &Grid, group: [u64; 3], size: [u64; 3]) {
        let global = grid.global_size();
        let base: Vec<u64> = (0..3).map(|d| group[d] * grid.local_size()[d]).collect();
        for z in base[2]..base[2] + size[2] {
            for y in base[1]..base[1] + size[1] {
                for x in base[0]..base[0] + size[0] {
                    seen[((z * global[1] + y) * global[0] + x) as usize] += 1;
                }
            }
        }
    }
}
