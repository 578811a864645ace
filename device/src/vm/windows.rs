//! All windows, the gaps in them, and how windows come about.

use std::ops::ControlFlow;

use super::error::AllocError;
use super::host_map::{HostMap, MapSource};
use super::limits::AddressLimits;
use super::node::{HUGE_ALIGN, Room};
use super::options::VmOptions;
use super::placement::{Politeness, Surroundings};
use super::range::{VirtRange, align_down, align_up, normalise, subtract};
use super::request::AreaRequest;
use super::search::{Policy, find_area};
use super::tree::GapTree;
use super::window::{Window, WindowClass};
use crate::sys;
use crate::sys::mmap::{ClaimError, Errno};

/// Attempts to claim a place that another thread keeps taking.
const RACES: usize = 16;
/// Places tried when the process's map cannot be read.
const PROBES: usize = 4096;

/// Searches that a failed attempt to add a window counts for: what others map may change.
const CROWDED_SEARCHES: u32 = 64;

/// A range that had no place for a window of a length. Meanwhile space is used as tightly as possible.
#[derive(Default)]
struct Crowded {
    range: VirtRange,
    length: u64,
    /// Searches for which this still counts.
    searches: u32,
}

/// Windows and gaps. One per address space, behind a lock.
pub(super) struct Windows {
    granule: u64,
    first_window: u64,
    longest_window: u64,
    huge_pages: bool,
    pub(super) gaps: GapTree,
    /// In address order.
    pub(super) windows: Vec<Window>,
    /// Bytes in all windows.
    reserved: u64,
    /// Windows made so far, of either class.
    made: [u32; 2],
    /// The last attempt to add a window that failed.
    crowded: Crowded,
    /// How the process's map was last learnt.
    pub(super) map_source: Option<MapSource>,
}

/// An area wanted from the windows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Where; already cut to what the process can map.
    pub(super) limits: &'a AddressLimits,
    /// Bytes: a multiple of the granule.
    pub(super) length: u64,
    /// A power of two, at least the granule.
    pub(super) align: u64,
}

impl Wanted<'_> {
    /// The class of window that it should lie in.
    fn class(&self) -> WindowClass {
        if self.length >= HUGE_ALIGN {
            WindowClass::Big
        } else {
            WindowClass::Small
        }
    }
}

impl Windows {
    pub(super) fn new(options: &VmOptions) -> Self {
        Self {
            granule: options.granule,
            first_window: options.first_window,
            longest_window: options.longest_window,
            huge_pages: options.huge_pages,
            gaps: GapTree::new(),
            windows: Vec::new(),
            reserved: 0,
            made: [0; 2],
            crowded: Crowded::default(),
            map_source: None,
        }
    }

    /// Finds an area, takes it out of the gaps and commits it.
    pub(super) fn reserve(&mut self, wanted: &Wanted<'_>) -> Result<VirtRange, AllocError> {
        // Long areas start where a huge page can, if there is such a place.
        let preferred = match wanted.class() {
            WindowClass::Big => Wanted {
                align: wanted.align.max(HUGE_ALIGN),
                ..*wanted
            },
            WindowClass::Small => *wanted,
        };
        let area = match self.find(&preferred, wanted) {
            Some(area) => area,
            None if self.is_crowded(wanted) => self.find_anywhere(wanted).map_or_else(
                || {
                    self.extend(wanted)
                        .map_err(|failure| self.explain(wanted, failure))
                },
                Ok,
            )?,
            None => match self.grow(&preferred) {
                Ok(area) => area,
                // The other class's windows, and gaps across windows, before giving up.
                Err(error) => match self.find_anywhere(wanted) {
                    Some(area) => area,
                    None => self.extend(wanted).map_err(|_| error)?,
                },
            },
        };
        let taken = self.gaps.take(area);
        debug_assert!(taken, "{area} was found in a gap");
        if let Err(errno) = self.commit(area) {
            self.give_back(area);
            return Err(AllocError::Commit {
                length: wanted.length,
                errno,
            });
        }
        Ok(area)
    }

    /// Returns an area, decommitted by the caller, to the gaps.
    pub(super) fn give_back(&mut self, area: VirtRange) {
        let inserted = self.gaps.insert(area);
        debug_assert_eq!(inserted, Ok(()), "an area is given back once");
        if let Some(at) = self
            .window_at(area.start)
            .filter(|&at| self.windows[at].single)
        {
            let window = self.windows.remove(at);
            self.reserved -= window.range.length();
            let whole = self.gaps.take(window.range);
            debug_assert!(whole, "a single window holds one area");
            // SAFETY: the window is ours, its only area was given back, so nothing refers to it.
            unsafe { sys::mmap::release(window.range) };
        }
    }

    /// Whether adding a window for this would fail, as it did lately.
    fn is_crowded(&mut self, wanted: &Wanted<'_>) -> bool {
        let crowded = &mut self.crowded;
        crowded.searches = crowded.searches.saturating_sub(1);
        crowded.searches > 0
            && wanted.length >= crowded.length
            && crowded.range.covers(&wanted.limits.range())
    }

    /// A place in the windows that exist.
    fn find(&self, preferred: &Wanted<'_>, wanted: &Wanted<'_>) -> Option<VirtRange> {
        match self.policy() {
            // Then the shortest of all gaps counts, whatever its window was meant for.
            Policy::BestFit => self
                .find_anywhere(preferred)
                .or_else(|| self.find_anywhere(wanted)),
            _ => self.find_in_windows(preferred),
        }
    }

    /// The extreme place in the highest window of the class that has one.
    fn find_in_windows(&self, wanted: &Wanted<'_>) -> Option<VirtRange> {
        let class = wanted.class();
        let windows = self
            .windows
            .iter()
            .rev()
            .filter(|window| window.class == class && !window.single);
        windows
            .map(|window| window.range)
            .find_map(|range| self.find_in(wanted, range))
    }

    /// Best fit leaves fewer unusable gaps, but looks at all that are long enough: it pays where space
    /// has run out.
    fn policy(&self) -> Policy {
        let nearly_full = self.gaps.free_bytes() < self.reserved / 4;
        if self.crowded.searches > 0 && nearly_full {
            Policy::BestFit
        } else {
            Policy::FirstFit
        }
    }

    fn find_anywhere(&self, wanted: &Wanted<'_>) -> Option<VirtRange> {
        self.find_in(wanted, wanted.limits.range())
    }

    fn find_in(&self, wanted: &Wanted<'_>, range: VirtRange) -> Option<VirtRange> {
        let range = range.intersect(&wanted.limits.range());
        let search = |part: VirtRange| {
            let request =
                AreaRequest::new(wanted.length, wanted.align, part.start, part.end).ok()?;
            find_area(&self.gaps, self.granule, &request, self.policy())
        };
        if wanted.limits.holes.is_empty() {
            return search(range);
        }
        subtract(range, &wanted.limits.holes)
            .into_iter()
            .rev()
            .find_map(search)
    }

    /// Commits an area, which may lie in several windows that touch.
    fn commit(&mut self, area: VirtRange) -> Result<(), Errno> {
        let first = self.window_at(area.start).expect("an area lies in windows");
        for window in &mut self.windows[first..] {
            let part = window.range.intersect(&area);
            if part.is_empty() {
                break;
            }
            window.commit_from(part.start)?;
        }
        Ok(())
    }

    /// Index of the window around `address`.
    fn window_at(&self, address: u64) -> Option<usize> {
        let at = self
            .windows
            .partition_point(|window| window.range.start <= address);
        at.checked_sub(1)
            .filter(|&at| self.windows[at].range.contains(address))
    }

    /// Makes a window that holds the area, and finds the area in it.
    fn grow(&mut self, wanted: &Wanted<'_>) -> Result<VirtRange, AllocError> {
        let class = wanted.class();
        let needed = wanted.length;
        let mut length = self.next_length(wanted, needed);
        loop {
            let single = length == needed && length < self.first_window;
            match self.claim(wanted, length) {
                Ok(range) => {
                    self.add(Window::new(range, class, single, self.huge_pages));
                    self.made[class as usize] += 1;
                    self.crowded = Crowded::default();
                    let found = self.find_in(wanted, range);
                    return found.ok_or_else(|| self.no_room(wanted, 0));
                }
                // Locked memory counts as soon as it is reserved: take no more of it than is asked for.
                Err(ClaimFailure::Refused(Errno(libc::EAGAIN))) if length > needed => {
                    length = needed;
                }
                Err(ClaimFailure::NoPlace(longest)) if length > needed && longest >= needed => {
                    length = align_down(longest.min(length / 2), self.granule).max(needed);
                }
                // The kernel may refuse to reserve so much, and others may map faster than we do.
                Err(ClaimFailure::Refused(_) | ClaimFailure::Raced) if length > needed => {
                    length = align_down(length / 2, self.granule).max(needed);
                }
                Err(failure) => {
                    let range = wanted.limits.range();
                    self.crowded = Crowded {
                        range,
                        length: needed,
                        searches: CROWDED_SEARCHES,
                    };
                    return Err(self.explain(wanted, failure));
                }
            }
        }
    }

    /// The last resort: an area of unmapped addresses and of gaps in windows beside them. What is missing
    /// becomes windows. With the search of all gaps, this finds an area whenever there is one.
    fn extend(&mut self, wanted: &Wanted<'_>) -> Result<VirtRange, ClaimFailure> {
        let (limits, range) = (wanted.limits, wanted.limits.range());
        let request = AreaRequest::new(wanted.length, wanted.align, range.start, range.end)
            .map_err(|_| ClaimFailure::NoPlace(0))?;
        for _ in 0..RACES {
            let surroundings = self.surroundings(limits);
            let mut free: Vec<VirtRange> = Vec::new();
            for place in surroundings.gaps(limits, Politeness::Least).iter() {
                let below = self.gaps.gap_below(place.start);
                let above = self.gaps.gap_below(place.end + 1);
                for gap in [below, above].into_iter().flatten() {
                    free.extend(subtract(gap.intersect(&range), &limits.holes));
                }
                free.push(place);
            }
            let mut tree = GapTree::new();
            for part in normalise(free) {
                tree.insert(part).expect("the parts were joined");
            }
            let found = find_area(&tree, self.granule, &request, Policy::BestFit);
            let area = found.ok_or(ClaimFailure::NoPlace(tree.longest_gap()))?;
            let missing = subtract(area, &surroundings.windows);
            let single = missing == [area];
            let mut claimed = 0;
            for &part in &missing {
                match sys::mmap::claim(part) {
                    Ok(()) => {}
                    Err(ClaimError::Occupied) => break,
                    Err(ClaimError::Refused(errno)) => return Err(ClaimFailure::Refused(errno)),
                }
                self.add(Window::new(part, wanted.class(), single, self.huge_pages));
                claimed += 1;
            }
            if claimed == missing.len() {
                return Ok(area);
            }
        }
        Err(ClaimFailure::Raced)
    }

    /// The length that the next window should have.
    fn next_length(&self, wanted: &Wanted<'_>, needed: u64) -> u64 {
        let made = self.made[wanted.class() as usize].min(32);
        let doubled = self
            .first_window
            .saturating_mul(1 << made)
            .min(self.longest_window);
        let mut length = doubled.max(needed.saturating_mul(4).min(self.longest_window));
        length = length.min(wanted.limits.range().length() / 4);
        if let Some(mappable) = sys::process::mappable_bytes() {
            length = length.min(mappable / 4);
        }
        align_down(length, HUGE_ALIGN.max(self.granule)).max(needed)
    }

    fn add(&mut self, window: Window) {
        let range = window.range;
        let at = self
            .windows
            .partition_point(|other| other.range.start < range.start);
        self.windows.insert(at, window);
        self.reserved += range.length();
        let inserted = self.gaps.insert(range);
        debug_assert_eq!(inserted, Ok(()), "windows do not overlap");
    }

    /// Claims addresses for a window of `length` bytes that starts where the area may.
    fn claim(&mut self, wanted: &Wanted<'_>, length: u64) -> Result<VirtRange, ClaimFailure> {
        let (limits, align) = (wanted.limits, wanted.align);
        let mut suspects: Vec<VirtRange> = Vec::new();
        let mut tries = RACES;
        let mut attempt = 0;
        while attempt < tries {
            attempt += 1;
            let mut surroundings = self.surroundings(limits);
            if self.map_source == Some(MapSource::Unknown) {
                tries = PROBES;
            }
            surroundings.foreign.extend(&suspects);
            let found = Politeness::ALL
                .into_iter()
                .find_map(|politeness| surroundings.place(limits, length, align, politeness));
            let Some(range) = found else {
                return Err(ClaimFailure::NoPlace(
                    self.longest_place(limits, &surroundings),
                ));
            };
            match sys::mmap::claim(range) {
                Ok(()) => return Ok(range),
                Err(ClaimError::Refused(errno)) => return Err(ClaimFailure::Refused(errno)),
                // A stale map says nothing of where in the range the other mapping is. If there is no
                // map at all, step down from the top of what was tried.
                Err(ClaimError::Occupied) if self.map_source == Some(MapSource::Unknown) => {
                    let step = align_up(length / 4, self.granule).unwrap_or(self.granule);
                    suspects.push(VirtRange::new(range.end - step.min(length), range.end));
                }
                Err(ClaimError::Occupied) => {}
            }
        }
        Err(ClaimFailure::Raced)
    }

    fn surroundings(&mut self, limits: &AddressLimits) -> Surroundings {
        let map = HostMap::read(limits.range().widened(1 << 30));
        self.map_source = Some(map.source);
        let in_stack = sys::process::address_in_main_stack();
        let stack = map
            .areas
            .iter()
            .find(|area| area.contains(in_stack))
            .copied();
        Surroundings {
            foreign: map.areas,
            windows: self.windows.iter().map(|window| window.range).collect(),
            stack: stack.or(VirtRange::with_length(in_stack, 1)),
            stack_limit: sys::process::stack_limit(),
            heap_end: sys::process::heap_end(),
        }
    }

    fn longest_place(&self, limits: &AddressLimits, surroundings: &Surroundings) -> u64 {
        surroundings.gaps(limits, Politeness::Least).longest_gap()
    }

    fn explain(&self, wanted: &Wanted<'_>, failure: ClaimFailure) -> AllocError {
        let (length, range) = (wanted.length, wanted.limits.range());
        match failure {
            ClaimFailure::NoPlace(longest) => self.no_room(wanted, longest),
            ClaimFailure::Raced => AllocError::Raced { length, range },
            ClaimFailure::Refused(errno) => AllocError::Reserve { length, errno },
        }
    }

    fn no_room(&self, wanted: &Wanted<'_>, longest_place: u64) -> AllocError {
        let range = wanted.limits.range();
        let inside = |part: VirtRange| part.intersect(&range).length();
        let (mut longest, mut free) = (longest_place, 0);
        self.gaps.visit(range, &Room::default(), &mut |gap| {
            longest = longest.max(inside(gap));
            free += inside(gap);
            ControlFlow::Continue(())
        });
        AllocError::NoRoom {
            length: wanted.length,
            align: wanted.align,
            range,
            longest,
            reserved: self.windows.iter().map(|window| inside(window.range)).sum(),
            free,
        }
    }

    /// Whether space is short: then nothing should be kept from the gaps.
    pub(super) fn is_tight(&self) -> bool {
        self.policy() == Policy::BestFit
    }

    /// Checks the invariants.
    pub(super) fn validate(&self) -> Result<(), String> {
        self.gaps.validate()?;
        for pair in self.windows.windows(2) {
            if pair[0].range.end > pair[1].range.start {
                return Err(format!(
                    "windows {} and {} overlap",
                    pair[0].range, pair[1].range
                ));
            }
        }
        let ranges = self.windows.iter().map(|window| window.range).collect();
        let windows = normalise(ranges);
        for gap in self.gaps.iter() {
            if !windows.iter().any(|window| window.covers(&gap)) {
                return Err(format!("the gap {gap} lies in no window"));
            }
        }
        Ok(())
    }
}

/// Why no window was claimed.
enum ClaimFailure {
    /// The range has no stretch long enough; the longest that it has.
    NoPlace(u64),
    Raced,
    Refused(Errno),
}
