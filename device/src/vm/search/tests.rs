use proptest::prelude::*;

use super::super::naive::NaiveGaps;
use super::*;

const UNIT: u64 = 0x1_0000;
const SPACE: VirtRange = VirtRange {
    start: 0x4000_0000,
    end: 0x6000_0000,
};

#[derive(Debug, Clone)]
enum Op {
    Find {
        length: u64,
        align: u32,
        offset: u64,
        gap: u64,
        limits: (u64, u64),
        up: bool,
        policy: Policy,
    },
    Free(prop::sample::Index),
    TakeAt(u64, u64),
}

fn policies() -> impl Strategy<Value = Policy> {
    prop_oneof![
        Just(Policy::FirstFit),
        Just(Policy::Kernel),
        Just(Policy::BestFit)
    ]
}

fn ops() -> impl Strategy<Value = Op> {
    let units = SPACE.length() / UNIT;
    let length = prop_oneof![1..64u64, 1..1024u64, Just(32u64)];
    let limits = prop_oneof![Just((0, units)), (0..units, 0..units)];
    let find = (
        length,
        0..12u32,
        any::<u64>(),
        0..3u64,
        limits,
        any::<bool>(),
        policies(),
    )
        .prop_map(
            |(length, align, offset, gap, limits, up, policy)| Op::Find {
                length: length * UNIT,
                align,
                offset: if offset % 4 == 0 { offset } else { 0 },
                gap: gap / 2 * UNIT,
                limits,
                up,
                policy,
            },
        );
    prop_oneof![
        4 => find,
        3 => any::<prop::sample::Index>().prop_map(Op::Free),
        1 => (0..units, 1..64u64).prop_map(|(at, length)| Op::TakeAt(at, length)),
    ]
}

/// One operation on the tree and on the naive model; the answers must be equal.
fn step(tree: &mut GapTree, naive: &mut NaiveGaps, live: &mut Vec<VirtRange>, op: &Op) {
    match *op {
        Op::Find {
            length,
            align,
            offset,
            gap,
            limits,
            up,
            policy,
        } => {
            let (low, high) = (limits.0.min(limits.1), limits.0.max(limits.1));
            let (low, high) = (SPACE.start + low * UNIT, SPACE.start + high * UNIT);
            let Ok(request) = AreaRequest::new(length, UNIT << align, low, high) else {
                return;
            };
            let request = request
                .with_align_offset(offset)
                .with_start_gap(gap)
                .with_direction(if up {
                    Direction::BottomUp
                } else {
                    Direction::TopDown
                });
            let found = find_area(tree, UNIT, &request, policy);
            let expected = match policy {
                Policy::Kernel => naive.kernel(&request, UNIT),
                _ => naive.first_fit(&request),
            };
            assert_eq!(
                found.is_some(),
                expected.is_some(),
                "{request:?} {policy:?}"
            );
            let Some(area) = found else { return };
            assert!(request.limits().covers(&area));
            assert_eq!(area.start % request.align(), request.align_offset());
            let granular = request.align() == UNIT || request.align() == HUGE_ALIGN;
            let simple = granular && request.align_offset() == 0;
            match policy {
                Policy::Kernel => assert_eq!(found, expected),
                Policy::FirstFit if simple && gap == 0 => assert_eq!(found, expected),
                Policy::FirstFit => {}
                Policy::BestFit => {
                    let gap = naive.0.iter().find(|gap| gap.covers(&area)).unwrap();
                    let length = gap.intersect(&request.limits()).length();
                    assert_eq!(Some(length), naive.best_fit(&request));
                }
            }
            assert!(tree.take(area) && naive.take(area));
            live.push(area);
        }
        Op::Free(which) => {
            if live.is_empty() {
                return;
            }
            let area = live.swap_remove(which.index(live.len()));
            assert_eq!(tree.insert(area), Ok(()));
            assert!(naive.insert(area));
            assert!(tree.insert(area).is_err(), "freed twice");
        }
        Op::TakeAt(at, length) => {
            let area = VirtRange::new(SPACE.start + at * UNIT, SPACE.start + (at + length) * UNIT);
            let taken = tree.take(area);
            assert_eq!(taken, naive.take(area));
            if taken {
                live.push(area);
            }
        }
    }
}

fn check(tree: &GapTree, naive: &NaiveGaps) {
    tree.validate().unwrap();
    assert_eq!(tree.iter().collect::<Vec<_>>(), naive.0);
    assert_eq!(tree.len(), naive.0.len());
    assert_eq!(
        tree.free_bytes(),
        naive.0.iter().map(VirtRange::length).sum::<u64>()
    );
    assert_eq!(
        tree.longest_gap(),
        naive.0.iter().map(VirtRange::length).max().unwrap_or(0)
    );
}

fn run(ops: &[Op]) {
    let (mut tree, mut naive, mut live) = (GapTree::new(), NaiveGaps::default(), Vec::new());
    tree.insert(SPACE).unwrap();
    naive.insert(SPACE);
    for op in ops {
        step(&mut tree, &mut naive, &mut live, op);
        if cfg!(miri) || ops.len() < 200 {
            check(&tree, &naive);
        }
    }
    check(&tree, &naive);
    for area in live {
        tree.insert(area).unwrap();
    }
    tree.validate().unwrap();
    assert_eq!(
        tree.iter().collect::<Vec<_>>(),
        [SPACE],
        "all freed is one gap again"
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 4 } else { 48 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn search_and_tree_agree_with_the_naive_model(ops in prop::collection::vec(ops(), 1..120)) {
        run(&ops);
    }

    #[test]
    #[cfg_attr(miri, ignore = "slow")]
    fn search_and_tree_agree_over_many_gaps(ops in prop::collection::vec(ops(), 1500..2500)) {
        run(&ops);
    }

    #[test]
    fn freeing_in_any_order_gives_one_gap(order in Just((0..300u64).collect::<Vec<_>>()).prop_shuffle()) {
        let mut tree = GapTree::new();
        for at in &order {
            tree.insert(VirtRange::new(at * UNIT, (at + 1) * UNIT)).unwrap();
            if !cfg!(miri) || at % 16 == 0 {
                tree.validate().unwrap();
            }
        }
        prop_assert_eq!(tree.iter().collect::<Vec<_>>(), [VirtRange::new(0, 300 * UNIT)]);
    }
}

#[test]
fn first_fit_finds_the_exactly_fitting_gap_that_the_kernel_misses() {
    let mut tree = GapTree::new();
    tree.insert(VirtRange::new(0x20_0000, 0x40_0000)).unwrap();
    let request = AreaRequest::new(0x20_0000, 0x20_0000, 0, 0x100_0000).unwrap();
    assert_eq!(find_area(&tree, 0x1000, &request, Policy::Kernel), None);
    let found = find_area(&tree, 0x1000, &request, Policy::FirstFit);
    assert_eq!(found, Some(VirtRange::new(0x20_0000, 0x40_0000)));
}

#[test]
fn second_pass_finds_an_aligned_gap_shorter_than_the_padded_length() {
    let mut tree = GapTree::new();
    tree.insert(VirtRange::new(0x9_0000, 0xb_0000)).unwrap();
    tree.insert(VirtRange::new(0x4_0000, 0x6_0000)).unwrap();
    tree.insert(VirtRange::new(0x1_0000, 0x3_0000)).unwrap();
    let request = AreaRequest::new(0x2_0000, 0x4_0000, 0, 0x100_0000).unwrap();
    let found = find_area(&tree, UNIT, &request, Policy::FirstFit);
    assert_eq!(found, Some(VirtRange::new(0x4_0000, 0x6_0000)));
}

#[test]
fn narrow_limits_equal_a_space_with_the_rest_plugged() {
    let mut whole = GapTree::new();
    whole.insert(VirtRange::new(0, 0x100_0000)).unwrap();
    whole.take(VirtRange::new(0x48_0000, 0x50_0000));
    let mut plugged = GapTree::new();
    plugged
        .insert(VirtRange::new(0x41_0000, 0x48_0000))
        .unwrap();
    plugged
        .insert(VirtRange::new(0x50_0000, 0x57_0000))
        .unwrap();
    for align in [0x1_0000, 0x2_0000, 0x4_0000, 0x8_0000, 0x20_0000] {
        for length in [0x1_0000, 0x3_0000, 0x7_0000, 0x8_0000] {
            let narrow = AreaRequest::new(length, align, 0x41_0000, 0x57_0000).unwrap();
            let wide = AreaRequest::new(length, align, 0, 0x100_0000).unwrap();
            for direction in [Direction::TopDown, Direction::BottomUp] {
                assert_eq!(
                    find_area(
                        &whole,
                        UNIT,
                        &narrow.with_direction(direction),
                        Policy::FirstFit
                    ),
                    find_area(
                        &plugged,
                        UNIT,
                        &wide.with_direction(direction),
                        Policy::FirstFit
                    ),
                );
            }
        }
    }
}

#[test]
fn an_empty_tree_has_no_area() {
    let tree = GapTree::new();
    let request = AreaRequest::new(1, 1, 0, u64::MAX).unwrap();
    for policy in [Policy::FirstFit, Policy::Kernel, Policy::BestFit] {
        assert_eq!(find_area(&tree, 1, &request, policy), None);
    }
}
