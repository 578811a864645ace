use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

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

/// Claims a range as foreign code would.
fn plug(range: VirtRange) -> bool {
    sys::mmap::claim(range).is_ok()
}

/// Allocates and frees in a crowded range; every refusal must be justified by brute force.
fn refusals_are_justified(low: u64, plugs: &[(u64, u64)], steps: &[(u64, u32, u64)]) {
    const GRANULE: u64 = 64 << 10;
    let range = AddressLimits::new(low, low + (48 << 20));
    let plugs: Vec<VirtRange> = plugs
        .iter()
        .map(|&(at, pages)| VirtRange::new(low + at * 4096, low + (at + pages) * 4096))
        .filter(|&range| plug(range))
        .collect();
    let space = AddressSpace::new(VmOptions {
        granule: GRANULE,
        ..VmOptions::default()
    });
    let mut live: Vec<VirtRange> = Vec::new();
    for &(length, align, victim) in steps {
        // Longer than what slabs serve: each allocation is an area of its own.
        let (length, align) = (length.max(40_000), 1 << align);
        match space.allocate(&range, length, align, AreaKind::SvmFine, 1) {
            Ok(base) => {
                let start = base.as_ptr() as u64;
                live.push(VirtRange::new(
                    start,
                    start + length.next_multiple_of(GRANULE),
                ));
            }
            Err(_) => {
                let taken = plugs.iter().map(|plug| plug.widened(GRANULE));
                let taken = super::super::range::normalise(taken.chain(live.clone()).collect());
                for gap in super::super::range::subtract(range.range(), &taken) {
                    let gap = gap.shrunk_to(GRANULE);
                    let start = gap.start.next_multiple_of(GRANULE.max(align));
                    let fits = start + length.next_multiple_of(GRANULE) <= gap.end;
                    assert!(!fits, "{length} bytes aligned to {align} fit {gap}");
                }
                if live.is_empty() {
                    continue;
                }
                let victim = live.swap_remove(victim as usize % live.len());
                space.free(victim.start as usize).unwrap();
            }
        }
    }
    space.validate().unwrap();
    drop(space);
    for plug in plugs {
        // SAFETY: claimed above.
        unsafe { sys::mmap::release(plug) };
    }
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

#[derive(Debug, Clone)]
enum Op {
    Allocate {
        length: u64,
        align: u32,
        owner: u64,
        tight: bool,
    },
    Free(prop::sample::Index),
    FreeInside(prop::sample::Index, prop::sample::Index),
    Trim,
}

fn ops() -> impl Strategy<Value = Op> {
    let length = prop_oneof![
        4 => 1..40_000u64,
        2 => 1..600_000u64,
        1 => 1..9_000_000u64,
        1 => Just(2u64 << 20),
    ];
    prop_oneof![
        8 => (length, 0..23u32, any::<u64>(), any::<bool>())
            .prop_map(|(length, align, owner, tight)| Op::Allocate { length, align, owner, tight }),
        6 => any::<prop::sample::Index>().prop_map(Op::Free),
        1 => (any::<prop::sample::Index>(), any::<prop::sample::Index>())
            .prop_map(|(which, at)| Op::FreeInside(which, at)),
        1 => Just(Op::Trim),
    ]
}

fn options() -> impl Strategy<Value = VmOptions> {
    let fill = prop_oneof![
        Just(Fill::Keep),
        Just(Fill::Byte(0)),
        Just(Fill::Byte(0xcd))
    ];
    let retain = prop_oneof![Just(None), Just(Some(0)), Just(Some(1 << 20))];
    (fill, retain, any::<bool>(), 12..18u32).prop_map(|(fill, retain, guard, granule)| VmOptions {
        fill,
        retain,
        guard,
        quarantine: 16 << 20,
        granule: 1 << granule,
        first_window: 64 << 20,
        ..VmOptions::default()
    })
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

fn run_against_model(options: VmOptions, ops: Vec<Op>) {
    let tight = AddressLimits::new(0x2300_0000_0000, 0x2300_0800_0000);
    let space = AddressSpace::new(options);
    let mut model: BTreeMap<usize, Allocation> = BTreeMap::new();
    let nth = |model: &BTreeMap<usize, Allocation>, which: prop::sample::Index| {
        (!model.is_empty()).then(|| *model.values().nth(which.index(model.len())).unwrap())
    };
    for op in ops {
        match op {
            Op::Allocate {
                length,
                align,
                owner,
                tight: in_tight,
            } => {
                let limits = if in_tight { tight.clone() } else { limits() };
                let (kind, align) = (AreaKind::Usm, 1 << align);
                let Ok(base) = space.allocate(&limits, length, align, kind, owner) else {
                    assert!(in_tight, "the wide limits have room");
                    continue;
                };
                let (base, length) = (base.as_ptr() as usize, length as usize);
                assert!((base as u64).is_multiple_of(align));
                assert!(limits.covers(&VirtRange::new(base as u64, (base + length) as u64)));
                let below = model.range(..base + length).next_back();
                assert!(below.is_none_or(|(_, other)| other.base + other.length <= base));
                mark(base, length);
                model.insert(
                    base,
                    Allocation {
                        base,
                        length,
                        kind,
                        owner,
                    },
                );
            }
            Op::Free(which) => {
                let Some(allocation) = nth(&model, which) else {
                    continue;
                };
                assert!(
                    is_marked(allocation.base, allocation.length),
                    "{allocation:?}"
                );
                assert_eq!(space.free(allocation.base), Ok(allocation));
                assert!(space.free(allocation.base).is_err(), "twice");
                model.remove(&allocation.base);
            }
            Op::FreeInside(which, at) => {
                let Some(Allocation { base, length, .. }) = nth(&model, which) else {
                    continue;
                };
                let address = base + at.index(length);
                assert_eq!(space.find(address).map(|found| found.base), Some(base));
                if address != base {
                    assert_eq!(
                        space.free(address),
                        Err(FreeError::NotTheBase { address, base })
                    );
                }
            }
            Op::Trim => _ = space.trim(),
        }
    }
    space.validate().unwrap();
    let listed = space.report(None).areas;
    assert_eq!(listed, model.values().copied().collect::<Vec<_>>());
    for allocation in model.into_values() {
        assert!(is_marked(allocation.base, allocation.length));
        space.free(allocation.base).unwrap();
    }
    space.trim();
    space.validate().unwrap();
    let map = space.report(None);
    assert_eq!(map.free_bytes(), map.reserved_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_feasible_request_is_refused(
        plugs in prop::collection::vec((0..12_000u64, 1..300u64), 0..8),
        steps in prop::collection::vec((1..6_000_000u64, 0..24u32, any::<u64>()), 10..150),
    ) {
        refusals_are_justified(0x2700_0000_0000, &plugs, &steps);
    }

    #[test]
    fn behaves_as_the_model(options in options(), ops in prop::collection::vec(ops(), 1..400)) {
        run_against_model(options, ops);
    }
}

/// One allocation's life, in tickets of one counter: live for certain between them.
struct Life {
    born: u64,
    died: u64,
    range: VirtRange,
}

/// Allocates and frees at random and records what was live when.
fn live_a_life(space: &AddressSpace, tickets: &AtomicU64, seed: u64, steps: usize) -> Vec<Life> {
    let ticket = || tickets.fetch_add(1, Ordering::SeqCst);
    let mut state = seed;
    let mut random = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let mut live: Vec<(u64, Allocation)> = Vec::new();
    let mut lives = Vec::new();
    for _ in 0..steps {
        if live.len() < 30 || random(2) == 0 {
            let bits = random(17);
            let length = 1 + random(64 << bits);
            let base = space
                .allocate(&limits(), length, 64, AreaKind::SvmFine, seed)
                .unwrap();
            let base = base.as_ptr() as usize;
            mark(base, length as usize);
            let allocation = space.find(base).unwrap();
            assert_eq!((allocation.base, allocation.length as u64), (base, length));
            assert_eq!(allocation.owner, seed);
            live.push((ticket(), allocation));
        } else {
            let at = random(live.len() as u64) as usize;
            let (born, allocation) = live.swap_remove(at);
            let inside = allocation.base + random(allocation.length as u64) as usize;
            assert_eq!(space.find(inside), Some(allocation));
            assert!(is_marked(allocation.base, allocation.length));
            let range = VirtRange::new(
                allocation.base as u64,
                (allocation.base + allocation.length) as u64,
            );
            lives.push(Life {
                born,
                died: ticket(),
                range,
            });
            assert_eq!(space.free(allocation.base), Ok(allocation));
        }
    }
    for (born, allocation) in live {
        let end = allocation.base + allocation.length;
        let range = VirtRange::new(allocation.base as u64, end as u64);
        lives.push(Life {
            born,
            died: ticket(),
            range,
        });
        space.free(allocation.base).unwrap();
    }
    lives
}

#[test]
fn concurrent_allocations_never_overlap() {
    for guard in [false, true] {
        let options = VmOptions {
            guard,
            retain: Some(4 << 20),
            quarantine: 4 << 20,
            ..VmOptions::default()
        };
        let space = AddressSpace::new(options);
        let tickets = AtomicU64::new(0);
        let steps = if guard { 500 } else { 8000 };
        let mut lives: Vec<Life> = std::thread::scope(|scope| {
            let worker = |seed| {
                scope.spawn({
                    let (space, tickets) = (&space, &tickets);
                    move || live_a_life(space, tickets, seed, steps)
                })
            };
            let workers: Vec<_> = (1..=6).map(worker).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap())
                .collect()
        });
        space.validate().unwrap();
        // Replay: at every birth, nothing that is surely live then may overlap.
        lives.sort_by_key(|life| life.born);
        let mut live: BTreeMap<u64, &Life> = BTreeMap::new();
        let mut deaths: BTreeMap<u64, u64> = BTreeMap::new();
        for life in &lives {
            while let Some((&died, &start)) =
                deaths.first_key_value().filter(|(at, _)| **at < life.born)
            {
                deaths.remove(&died);
                live.remove(&start);
            }
            let below = live.range(..life.range.end).next_back();
            assert!(below.is_none_or(|(_, other)| other.range.end <= life.range.start));
            live.insert(life.range.start, life);
            deaths.insert(life.died, life.range.start);
        }
        space.trim();
        let map = space.report(None);
        assert_eq!(map.free_bytes(), map.reserved_bytes());
        space.validate().unwrap();
    }
}

#[test]
fn racing_frees_of_one_allocation_succeed_once() {
    let space = AddressSpace::new(VmOptions::default());
    for length in [64, 5000, 1 << 20] {
        for _ in 0..200 {
            let base = allocate(&space, length, 64);
            let freed: usize = std::thread::scope(|scope| {
                let workers: Vec<_> = (0..3)
                    .map(|_| scope.spawn(|| usize::from(space.free(base).is_ok())))
                    .collect();
                workers
                    .into_iter()
                    .map(|worker| worker.join().unwrap())
                    .sum()
            });
            assert_eq!(freed, 1);
        }
    }
    space.validate().unwrap();
}
