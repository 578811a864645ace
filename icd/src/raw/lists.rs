//! Wait lists: a count and a pointer.

use super::In;
use crate::error::ClResult;
use std::ffi::c_void;

/// The parameters `num_events_in_wait_list` and `event_wait_list` of an enqueuing call.
#[derive(Debug, Clone, Copy)]
pub struct WaitList {
    count: u32,
    events: In<*mut c_void>,
}

impl WaitList {
    /// Takes the parameters over.
    ///
    /// # Safety
    /// `events` is NULL or has `count` handles.
    #[must_use]
    pub unsafe fn new(count: u32, events: *const *mut c_void) -> Self {
        Self {
            count,
            events: In(events),
        }
    }

    /// Whether both parameters say that there are no events.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        // In one comparison.
        self.count as usize | self.events.address() == 0
    }

    /// The handles, and whether the list is NULL.
    pub fn handles(self) -> ClResult<(Vec<*mut c_void>, bool)> {
        Ok((
            self.events.to_vec(self.count as usize)?,
            self.events.is_null(),
        ))
    }

    /// The count as given.
    #[must_use]
    pub fn count(self) -> u32 {
        self.count
    }
}

/// The parameters `num_sync_points_in_wait_list` and `sync_point_wait_list` of the calls that record a command.
#[derive(Debug, Clone, Copy)]
pub struct SyncPoints {
    count: u32,
    points: In<u32>,
}

impl SyncPoints {
    /// Takes the parameters over.
    ///
    /// # Safety
    /// `points` is NULL or has `count` numbers.
    #[must_use]
    pub unsafe fn new(count: u32, points: *const u32) -> Self {
        Self {
            count,
            points: In(points),
        }
    }

    /// The numbers, or `None` if exactly one of the two parameters says that there are none.
    pub fn numbers(self) -> ClResult<Option<Vec<u32>>> {
        if self.points.is_null() != (self.count == 0) {
            return Ok(None);
        }
        self.points.to_vec(self.count as usize).map(Some)
    }
}
