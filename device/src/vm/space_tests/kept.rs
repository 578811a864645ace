//! What is kept of freed memory: its contents, within a budget, for a time, for its owner.

use super::*;

#[test]
fn freed_memory_is_filled_if_wanted() {
    for byte in [0, 0xfe] {
        let space = AddressSpace::new(VmOptions {
            fill: Fill::Byte(byte),
            ..VmOptions::default()
        });
        for length in [100, 4096, 300_000, 3 << 20, (3 << 20) + 5] {
            let base = allocate(&space, length, 128);
            bytes(base, length as usize).fill(0x55);
            space.free(base).unwrap();
            let again = allocate(&space, length, 128);
            assert_eq!(again, base, "the memory is kept for the next allocation");
            assert!(
                bytes(again, length as usize)
                    .iter()
                    .all(|&found| found == byte),
                "{length}"
            );
            space.free(again).unwrap();
        }
    }
}

#[test]
fn memory_beyond_the_budget_is_given_back() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(8 << 20),
        ..VmOptions::default()
    });
    let bases: Vec<_> = (0..64).map(|_| allocate(&space, 1 << 20, 128)).collect();
    for &base in &bases {
        bytes(base, 1 << 20).fill(1);
    }
    for base in bases {
        space.free(base).unwrap();
    }
    let allocator = space.allocator.get().unwrap();
    assert!(allocator.retained_bytes() <= 8 << 20);
    let unlimited = AddressSpace::new(VmOptions {
        retain: Some(0),
        ..VmOptions::default()
    });
    let base = allocate(&unlimited, 1 << 20, 128);
    unlimited.free(base).unwrap();
    assert_eq!(unlimited.allocator.get().unwrap().retained_bytes(), 0);
    unlimited.validate().unwrap();
}

/// Bytes of the process that are in memory, of a range.
fn resident(base: usize, length: usize) -> usize {
    let pages = length.div_ceil(4096);
    let mut present = vec![0u8; pages];
    // SAFETY: asks about mapped addresses; the vector has a byte for each page.
    let result = unsafe { libc::mincore(base as *mut libc::c_void, length, present.as_mut_ptr()) };
    assert_eq!(result, 0);
    present.iter().filter(|page| **page & 1 != 0).count() * 4096
}

/// Allocates, writes and frees one of each length, and returns what is kept then.
fn leave_behind(space: &AddressSpace, lengths: &[u64], owner: u64) -> Vec<(usize, usize)> {
    let allocate = |&length: &u64| {
        let base = space.allocate(&limits(), length, 128, AreaKind::SvmFine, owner);
        let (base, length) = (base.unwrap().as_ptr() as usize, length as usize);
        bytes(base, length).fill(1);
        (base, length)
    };
    let left: Vec<_> = lengths.iter().map(allocate).collect();
    left.iter().for_each(|&(base, _)| _ = space.free(base));
    left
}

const MIXED: [u64; 7] = [100, 5000, 30_000, 70_000, 1 << 20, 3 << 20, 20 << 20];

#[test]
fn what_nothing_asks_for_is_given_back_in_time() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(256 << 20),
        retain_seconds: 10,
        ..VmOptions::default()
    });
    let left = leave_behind(&space, &MIXED, 7);
    let allocator = space.existing().unwrap();
    let start = sys::clock::seconds() + 1;
    allocator.decay_at(start);
    assert!(allocator.retained_bytes() >= 24 << 20);
    for second in 1..=40 {
        allocator.decay_at(start + second);
    }
    assert_eq!(allocator.retained_bytes(), 0);
    for (base, length) in left {
        assert_eq!(resident(base & !4095, length), 0, "{length} bytes");
    }
    let map = space.report(None);
    assert_eq!(map.free_bytes(), map.reserved_bytes(), "{map}");
    space.validate().unwrap();
}

#[test]
fn what_is_used_again_stays() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(256 << 20),
        retain_seconds: 10,
        ..VmOptions::default()
    });
    let used = [100, 70_000, 3 << 20];
    leave_behind(&space, &MIXED, 7);
    let allocator = space.existing().unwrap();
    let start = sys::clock::seconds() + 1;
    for second in 0..60 {
        // As the clock of the sweeps is ahead of the one that stamps what is retained, use it by hand.
        let bases: Vec<_> = used
            .iter()
            .map(|&length| allocate(&space, length, 128))
            .collect();
        allocator.decay_at(start + second);
        bases.iter().for_each(|&base| _ = space.free(base));
    }
    for length in [100, 70_000] {
        let base = allocate(&space, length, 128);
        assert_eq!(bytes(base, 1)[0], 1, "{length} bytes are still there");
        space.free(base).unwrap();
    }
    assert!(allocator.retained_bytes() < 4 << 20);
    space.validate().unwrap();
}

#[test]
fn a_bounded_part_is_given_back_per_second() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(400 << 20),
        retain_seconds: 5,
        ..VmOptions::default()
    });
    let bases: Vec<_> = (0..10).map(|_| allocate(&space, 24 << 20, 128)).collect();
    bases.iter().for_each(|&base| _ = space.free(base));
    let allocator = space.existing().unwrap();
    let mut before = allocator.retained_bytes();
    assert_eq!(before, 240 << 20);
    let start = sys::clock::seconds() + 20;
    for second in 0..4 {
        allocator.decay_at(start + second);
        // Once a second, however often it is tried.
        allocator.decay_at(start + second);
        let after = allocator.retained_bytes();
        assert!(
            before - after <= (64 + 24) << 20,
            "{} at once",
            before - after
        );
        before = after;
    }
    assert_eq!(before, 0);
}

#[test]
fn time_does_not_matter_if_that_is_wanted() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(256 << 20),
        retain_seconds: 0,
        ..VmOptions::default()
    });
    leave_behind(&space, &MIXED, 7);
    let allocator = space.existing().unwrap();
    let before = allocator.retained_bytes();
    allocator.decay_at(sys::clock::seconds() + 1000);
    assert_eq!(allocator.retained_bytes(), before);
}

#[test]
fn an_owner_who_goes_takes_what_it_left_behind() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(256 << 20),
        ..VmOptions::default()
    });
    let staying = space
        .allocate(&limits(), 5 << 20, 128, AreaKind::SvmFine, 1)
        .unwrap();
    leave_behind(&space, &[5 << 20, 1 << 20], 2);
    let left = leave_behind(&space, &MIXED, 1);
    let before = space.existing().unwrap().retained_bytes();
    // Slabs without objects, which belong to nobody, go at once.
    space.trim_owner(9);
    let after = space.existing().unwrap().retained_bytes();
    assert_eq!(before, after, "a stranger's going");
    assert!(space.trim_owner(1) >= 24 << 20);
    for (base, length) in left {
        // Small objects may share a slab's page with others.
        assert!(
            length < 4096 || resident(base & !4095, length) == 0,
            "{length} bytes"
        );
    }
    assert_eq!(
        space.existing().unwrap().retained_bytes(),
        5 << 20 | 1 << 20
    );
    assert_eq!(space.find(staying.as_ptr() as usize).unwrap().owner, 1);
    space.validate().unwrap();
}

#[test]
fn many_limits_share_the_budget() {
    let space = AddressSpace::new(VmOptions {
        retain: Some(16 << 20),
        ..VmOptions::default()
    });
    for extra in 0..40 {
        let limits = AddressLimits::new(4 * GIB, (1 << 40) - extra * 65536);
        for length in [70_000, 1 << 20, 2 << 20] {
            let base = space.allocate(&limits, length, 128, AreaKind::SvmCoarse, extra);
            space.free(base.unwrap().as_ptr() as usize).unwrap();
        }
    }
    let kept = space.existing().unwrap().retained_bytes();
    assert!(kept <= 16 << 20, "{kept} bytes");
}
