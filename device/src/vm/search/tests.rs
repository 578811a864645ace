use proptest::prelude::*;

use super::super::fuzzing::{Run, UNIT};
use super::*;

/// Pieces that are freed in any order.
const PIECES: u64 = if cfg!(miri) { 70 } else { 300 };

/// Up to `most` bytes.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), most / 2..most)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 2 } else { 48 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn search_and_tree_agree_with_the_naive_model(ops in bytes(if cfg!(miri) { 400 } else { 1200 })) {
        Run::operations(&ops, true);
    }

    #[test]
    #[cfg_attr(miri, ignore = "slow")]
    fn search_and_tree_agree_over_many_gaps(ops in bytes(25_000)) {
        Run::operations(&ops, false);
    }

    #[test]
    fn freeing_in_any_order_gives_one_gap(order in Just((0..PIECES).collect::<Vec<_>>()).prop_shuffle()) {
        let mut tree = GapTree::new();
        for at in &order {
            tree.insert(VirtRange::new(at * UNIT, (at + 1) * UNIT)).unwrap();
            if !cfg!(miri) || at % 16 == 0 {
                tree.validate().unwrap();
            }
        }
        prop_assert_eq!(tree.iter().collect::<Vec<_>>(), [VirtRange::new(0, PIECES * UNIT)]);
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
