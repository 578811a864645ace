//! The space against a model over all options, and refusals against brute force.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::super::range::{normalise, subtract};
use super::*;

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
                let taken = normalise(taken.chain(live.clone()).collect());
                for gap in subtract(range.range(), &taken) {
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
    /// Owners go.
    TrimOwner(u64),
    /// Seconds pass.
    Wait(u32),
}

fn ops() -> impl Strategy<Value = Op> {
    let length = prop_oneof![
        4 => 1..40_000u64,
        2 => 1..600_000u64,
        1 => 1..9_000_000u64,
        1 => Just(2u64 << 20),
    ];
    prop_oneof![
        8 => (length, 0..23u32, 0..4u64, any::<bool>())
            .prop_map(|(length, align, owner, tight)| Op::Allocate { length, align, owner, tight }),
        6 => any::<prop::sample::Index>().prop_map(Op::Free),
        1 => (any::<prop::sample::Index>(), any::<prop::sample::Index>())
            .prop_map(|(which, at)| Op::FreeInside(which, at)),
        1 => Just(Op::Trim),
        1 => (0..4u64).prop_map(Op::TrimOwner),
        1 => (1..8u32).prop_map(Op::Wait),
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

fn run_against_model(options: VmOptions, ops: Vec<Op>) {
    let tight = AddressLimits::new(0x2300_0000_0000, 0x2300_0800_0000);
    let space = AddressSpace::new(options);
    let mut model: BTreeMap<usize, Allocation> = BTreeMap::new();
    // Ahead of the clock that allocations and frees read.
    let mut now = sys::clock::seconds() + 100;
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
            Op::TrimOwner(owner) => _ = space.trim_owner(owner),
            Op::Wait(seconds) => {
                now += seconds;
                if let Some(allocator) = space.existing() {
                    allocator.decay_at(now);
                }
            }
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
