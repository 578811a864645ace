//! Where a faulting address lies, in terms of what the application allocated.

use std::fmt;

use crate::vm::{AddressSpace, Allocation};

/// How far behind an allocation an address is still told to be behind it.
const NEAR: usize = 1 << 20;
const PAGE: usize = 4096;

/// An address relative to the allocation that it probably was meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Inside a live allocation, so it was the kind of access that was refused.
    Inside(Allocation, usize),
    /// Inside memory that was freed.
    Freed(Allocation, usize),
    /// So many bytes behind the end of a live allocation.
    Behind(Allocation, usize),
}

impl Place {
    /// The place of `address` in the process's address space, if it is at or near an allocation.
    pub(crate) fn of(address: usize) -> Option<Place> {
        let space = AddressSpace::global();
        if let Some(found) = space.find(address) {
            return Some(Place::Inside(found, address - found.base));
        }
        if let Some(found) = space.find_freed(address) {
            return Some(Place::Freed(found, address - found.base));
        }
        // Only pages without memory fault, so an allocation that is overrun ends in one of the pages below.
        let page = address & !(PAGE - 1);
        let below = (0..NEAR / PAGE).filter_map(|pages| page.checked_sub(1 + pages * PAGE));
        let last_byte = |found: &Allocation| found.base + found.length;
        below
            .filter_map(|inside| {
                // The allocation may end anywhere in the page.
                space
                    .find(inside)
                    .or_else(|| space.find(inside & !(PAGE - 1)))
            })
            .next()
            .map(|found| Place::Behind(found, address - last_byte(&found)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Place::Inside(found, distance)
        | Place::Freed(found, distance)
        | Place::Behind(found, distance)) = self;
        let (name, length, base) = (found.kind.name(), found.length, found.base);
        match self {
            Place::Inside(..) => write!(f, "byte {distance} of")?,
            Place::Freed(..) => write!(f, "byte {distance} of the freed")?,
            Place::Behind(..) => write!(f, "{distance} bytes behind the end of")?,
        }
        write!(f, " {name} allocation of {length} bytes at {base:#x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::{AddressLimits, AreaKind};

    #[test]
    fn addresses_are_told_relative_to_allocations() {
        let limits = AddressLimits::new(1 << 32, 1 << 46);
        let space = AddressSpace::global();
        let length = 3 << 20;
        let start = space
            .allocate(&limits, length, 4096, AreaKind::SvmCoarse, 1)
            .unwrap();
        let start = start.as_ptr().addr();
        let inside = Place::of(start + 100).unwrap();
        assert!(matches!(inside, Place::Inside(found, 100) if found.base == start));
        assert_eq!(
            inside.to_string(),
            format!("byte 100 of svm-coarse allocation of 3145728 bytes at {start:#x}")
        );
        let end = start + length as usize;
        if space.find(end + 8192).is_none() {
            let behind = Place::of(end + 8192).unwrap();
            assert!(matches!(behind, Place::Behind(_, 8192)), "{behind}");
        }
        assert_eq!(Place::of(16), None);
        space.free(start).unwrap();
    }
}
