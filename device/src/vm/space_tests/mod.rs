//! The whole space: what callers are promised. Against a model in `model`, by several threads in `threads`, what is
//! kept of freed memory in `kept`.

mod kept;
mod model;
mod threads;

use super::super::options::Fill;

use super::*;

const GIB: u64 = 1 << 30;

fn limits() -> AddressLimits {
    AddressLimits::new(4 * GIB, 64 << 40)
}

fn allocate(space: &AddressSpace, length: u64, align: u64) -> usize {
    let base = space.allocate(&limits(), length, align, AreaKind::SvmFine, 7);
    base.unwrap().as_ptr() as usize
}

fn bytes<'a>(base: usize, length: usize) -> &'a mut [u8] {
    // SAFETY: the tests pass live allocations that they own.
    unsafe { std::slice::from_raw_parts_mut(base as *mut u8, length) }
}

/// Writes a mark at both ends of an allocation.
fn mark(base: usize, length: usize) {
    bytes(base, length)[0] = base as u8;
    bytes(base, length)[length - 1] = (base >> 8) as u8;
}

fn is_marked(base: usize, length: usize) -> bool {
    let bytes = bytes(base, length);
    (length == 1 || bytes[0] == base as u8) && bytes[length - 1] == (base >> 8) as u8
}

#[test]
fn allocations_lie_in_the_limits_and_can_be_written() {
    let space = AddressSpace::new(VmOptions::default());
    assert_eq!(space.find(0x1234), None);
    for (length, align) in [
        (1, 1),
        (64, 128),
        (4096, 4096),
        (100_000, 128),
        (5 << 20, 2 << 20),
    ] {
        let base = allocate(&space, length, align);
        assert!((base as u64).is_multiple_of(align));
        let range = VirtRange::new(base as u64, base as u64 + length);
        assert!(limits().covers(&range), "{range}");
        let length = length as usize;
        bytes(base, length).fill(0xa5);
        let expected = Allocation {
            base,
            length,
            kind: AreaKind::SvmFine,
            owner: 7,
        };
        for inside in [base, base + length / 2, base + length - 1] {
            assert_eq!(space.find(inside), Some(expected));
        }
        assert_eq!(space.find(base + length), None);
    }
    space.validate().unwrap();
}

#[test]
fn free_takes_bases_of_live_allocations_only() {
    let space = AddressSpace::new(VmOptions::default());
    assert_eq!(space.free(0x1000), Err(FreeError::NotAllocated(0x1000)));
    for length in [100, 5000, 100_000, 3 << 20] {
        let base = allocate(&space, length, 128);
        let inside = FreeError::NotTheBase {
            address: base + 1,
            base,
        };
        assert_eq!(space.free(base + 1), Err(inside));
        assert_eq!(
            space.free(base + length as usize),
            Err(FreeError::NotAllocated(base + length as usize))
        );
        assert_eq!(space.find_freed(base), None);
        let freed = space.free(base).unwrap();
        assert_eq!(freed.length as u64, length);
        assert_eq!(
            space.free(base),
            Err(FreeError::NotAllocated(base)),
            "{length} bytes, twice"
        );
        assert_eq!(space.find(base), None);
        assert_eq!(space.find_freed(base + 50), Some(freed));
    }
    assert!(space.trim() > 0);
    space.validate().unwrap();
    let map = space.report(None);
    assert_eq!(
        map.free_bytes(),
        map.reserved_bytes(),
        "all is given back: {map}"
    );
}

#[test]
fn an_allocation_longer_than_a_leaf_of_the_table_is_found_everywhere() {
    let space = AddressSpace::new(VmOptions::default());
    let length = 11 * GIB as usize;
    let base = allocate(&space, length as u64, 128);
    let small = allocate(&space, 64, 64);
    for at in (0..length).step_by(GIB as usize / 2 + 4096) {
        assert_eq!(space.find(base + at).unwrap().base, base);
    }
    let inside = base + length - 1;
    assert_eq!(
        space.free(inside),
        Err(FreeError::NotTheBase {
            address: inside,
            base
        })
    );
    space.free(base).unwrap();
    assert_eq!(space.find(inside), None);
    assert_eq!(space.find(small).unwrap().base, small);
    space.validate().unwrap();
}

#[test]
fn senseless_requests_are_refused_with_a_reason() {
    let space = AddressSpace::new(VmOptions::default());
    let allocate = |limits: &AddressLimits, length, align| {
        space
            .allocate(limits, length, align, AreaKind::Buffer, 1)
            .unwrap_err()
    };
    assert_eq!(allocate(&limits(), 0, 1), AllocError::ZeroLength);
    assert_eq!(allocate(&limits(), 1, 3), AllocError::Alignment(3));
    assert!(matches!(
        allocate(&limits(), 1 << 60, 1),
        AllocError::TooLong { .. }
    ));
    assert!(matches!(
        allocate(&limits(), u64::MAX, 1),
        AllocError::TooLong { .. }
    ));
    let nowhere = AddressLimits::new(1 << 60, 1 << 61);
    assert!(matches!(
        allocate(&nowhere, 1, 1),
        AllocError::TooLong { length: 1, .. }
    ));
    let small = AddressLimits::new(4 * GIB, 5 * GIB);
    let error = allocate(&small, GIB, 8 * GIB);
    assert!(error.to_string().contains("0x100000000"), "{error}");
}

#[test]
fn nothing_is_reserved_before_the_first_allocation() {
    let space = AddressSpace::new(VmOptions::default());
    assert!(space.report(None).windows.is_empty());
    assert_eq!(space.trim(), 0);
    let _ = space.allocate(&limits(), 0, 1, AreaKind::Buffer, 1);
    assert!(space.allocator.get().is_none());
}

#[test]
fn a_tight_range_is_used_to_the_last_granule_and_again() {
    let space = AddressSpace::new(VmOptions {
        granule: 64 << 10,
        ..VmOptions::default()
    });
    // Far from anything that the process maps by itself.
    let range = AddressLimits::new(0x2345_0000_0000, 0x2345_0400_0000);
    for _ in 0..2 {
        let mut bases = Vec::new();
        let error = loop {
            match space.allocate(&range, 1 << 20, 128, AreaKind::SvmCoarse, 1) {
                Ok(base) => bases.push(base.as_ptr() as usize),
                Err(error) => break error,
            }
        };
        assert_eq!(bases.len(), 64, "{error}");
        assert!(matches!(error, AllocError::NoRoom { .. }), "{error:?}");
        let small = space.allocate(&range, 64, 64, AreaKind::SvmCoarse, 1);
        assert!(
            matches!(
                small,
                Err(AllocError::NoRoom {
                    longest: 0,
                    free: 0,
                    ..
                })
            ),
            "{small:?}"
        );
        space.validate().unwrap();
        for base in bases {
            space.free(base).unwrap();
        }
        // What is kept in pieces of 1 MiB must not stand in the way of the whole.
        let whole = space
            .allocate(&range, 64 << 20, 128, AreaKind::SvmCoarse, 1)
            .unwrap();
        space.free(whole.as_ptr() as usize).unwrap();
    }
}

#[test]
fn limits_of_different_devices_are_each_respected() {
    let space = AddressSpace::new(VmOptions::default());
    let mut holed = AddressLimits::new(4 * GIB, 8 * GIB);
    holed.holes.push(VirtRange::new(6 * GIB, 8 * GIB));
    let mut coarse = AddressLimits::new(4 * GIB, 1 << 40);
    coarse.granule = 2 << 20;
    let all = [
        limits(),
        AddressLimits::new(4 * GIB, 1 << 36),
        holed,
        coarse,
    ];
    for length in [1, 4096, 70_000, 3 << 20, 200 << 20] {
        for limits in &all {
            let base = space
                .allocate(limits, length, 128, AreaKind::SvmCoarse, 1)
                .unwrap();
            let base = base.as_ptr() as u64;
            assert!(
                limits.covers(&VirtRange::new(base, base + length)),
                "{base:#x} in {limits:?}"
            );
        }
    }
    space.validate().unwrap();
    let narrow = space.report(Some(&all[1]));
    assert!(
        narrow
            .windows
            .iter()
            .all(|(window, _)| window.end <= 1 << 36)
    );
    assert!(narrow.areas.len() >= 10 && narrow.areas.len() < space.report(None).areas.len());
}

#[test]
fn more_limits_than_arenas_still_work() {
    let space = AddressSpace::new(VmOptions::default());
    for extra in 0..300 {
        let limits = AddressLimits::new(4 * GIB, (1 << 40) - extra * 65536);
        let base = space
            .allocate(&limits, 100, 128, AreaKind::SvmCoarse, extra)
            .unwrap();
        assert!((base.as_ptr() as u64) < limits.high);
        if extra % 2 == 0 {
            space.free(base.as_ptr() as usize).unwrap();
        }
    }
    space.validate().unwrap();
}

#[test]
fn free_if_frees_what_its_caller_accepts() {
    let space = AddressSpace::new(VmOptions::default());
    for length in [100, 100_000] {
        let base = allocate(&space, length, 128);
        let refused = space.free_if(base, |found| found.owner == 8);
        assert_eq!(refused, Err(FreeError::NotWanted(base)));
        let inside = space.free_if(base + 1, |_| unreachable!("no base"));
        assert!(matches!(inside, Err(FreeError::NotTheBase { .. })));
        let freed = space.free_if(base, |found| found.owner == 7).unwrap();
        assert_eq!((freed.base, freed.length as u64), (base, length));
    }
}

#[test]
fn an_answer_holds_until_the_allocation_is_freed() {
    let space = AddressSpace::new(VmOptions::default());
    for length in [1, 100, 5000, 100_000, 3 << 20] {
        let mut stamps = Vec::new();
        for _ in 0..4 {
            let base = allocate(&space, length, 128);
            let inside = base + length as usize - 1;
            let (allocation, validity) = space.find_valid(inside).unwrap();
            assert_eq!(Some(allocation), space.find(inside));
            assert!(validity.holds());
            assert!(!stamps.contains(&(base, validity.stamp())));
            stamps.push((base, validity.stamp()));
            space.free(base).unwrap();
            assert!(!validity.holds() && space.find_valid(inside).is_none());
        }
    }
    space.trim();
    space.validate().unwrap();
}
