use super::*;
use crate::queue::tests::queue;
use mirrorcl_device::vm::{AddressLimits, AreaKind};
use std::sync::Barrier;
use std::thread;

const OWNER: u64 = u64::MAX - 7;

/// The queue that the tests map with.
static QUEUE: LazyLock<Ref<Queue>> = LazyLock::new(|| queue(0));

fn allocate(length: u64) -> usize {
    let limits = AddressLimits::new(4 << 30, 64 << 40);
    let space = AddressSpace::global();
    let base = space.allocate(&limits, length, 128, AreaKind::SvmCoarse, OWNER);
    base.unwrap().as_ptr().addr()
}

fn free(base: usize) {
    forget(base, || true);
    AddressSpace::global().free(base).unwrap();
}

fn map_any(pointer: usize) {
    if !map_again(&QUEUE, pointer, 1) {
        map(&QUEUE, pointer);
    }
}

fn unmap_any(pointer: usize) -> bool {
    unmap_again(&QUEUE, pointer) || unmap(pointer).is_ok()
}

#[test]
fn pointers_count_apart_and_a_freed_allocation_takes_its_own_with_it() {
    // Addresses that are no allocations: each is one of its own.
    let (one, other) = (0x1_0000_0001, 0x1_0000_0002);
    map_any(one);
    map_any(one);
    map_any(other);
    forget(other, || false);
    assert!(unmap_any(one) && unmap_any(one));
    assert!(!unmap_any(one));
    forget(other, || true);
    assert!(!unmap_any(other));
}

#[test]
fn several_pointers_into_one_allocation() {
    let base = allocate(1 << 20);
    for offset in [2, 1, 3, 2, 4096 * 16 + 2] {
        map_any(base + offset);
    }
    assert!(!unmap_any(base + 4));
    for offset in [1, 2, 4096 * 16 + 2, 3, 2] {
        assert!(unmap_any(base + offset), "{offset}");
    }
    for offset in [1, 2, 3, 4096 * 16 + 2] {
        assert!(!unmap_any(base + offset), "{offset}");
    }
    free(base);
}

#[test]
fn the_fast_way_is_for_what_this_thread_has_mapped_with_that_queue() {
    let base = allocate(4096);
    assert!(!map_again(&QUEUE, base, 4096) && !unmap_again(&QUEUE, base));
    map_any(base);
    assert!(map_again(&QUEUE, base, 4096));
    assert!(!map_again(&QUEUE, base, 4097) && !map_again(&QUEUE, base, 0));
    assert!(!map_again(&queue(0), base, 4096) && !map_again(&QUEUE, base + 1, 1));
    assert!(unmap_again(&QUEUE, base) && unmap_again(&QUEUE, base) && !unmap_again(&QUEUE, base));
    assert!(unmap(base).is_err());
    free(base);
}

#[test]
fn a_new_allocation_at_the_address_of_a_freed_one_is_not_mapped() {
    for length in [64, 4096, 1 << 20] {
        let first = allocate(length);
        map_any(first);
        map_any(first);
        free(first);
        assert!(!map_again(&QUEUE, first, 1) && !unmap_again(&QUEUE, first));
        let second = allocate(length);
        assert!(!unmap_any(second), "{length}");
        map_any(second);
        assert!(unmap_any(second) && !unmap_any(second));
        free(second);
    }
}

#[test]
fn one_thread_unmaps_what_another_has_mapped() {
    let base = allocate(4096);
    let on_another =
        |body: &(dyn Fn() + Sync)| thread::scope(|scope| scope.spawn(body).join().unwrap());
    for _ in 0..3 {
        map_any(base);
        map_any(base);
        on_another(&|| assert!(unmap_any(base) && unmap_any(base) && !unmap_any(base)));
        assert!(!unmap_any(base));
        on_another(&|| map_any(base));
        map_any(base);
        assert!(unmap_any(base) && unmap_any(base) && !unmap_any(base));
    }
    free(base);
}

#[test]
fn threads_that_map_and_unmap_at_once_lose_nothing() {
    let bases: Vec<usize> = (0..40).map(|_| allocate(4096)).collect();
    let barrier = Barrier::new(4);
    thread::scope(|scope| {
        for thread in 0..4 {
            let (bases, barrier) = (&bases, &barrier);
            scope.spawn(move || {
                barrier.wait();
                for round in 0..500 {
                    for step in 0..bases.len() {
                        map_any(bases[(step + 7 * thread + round) % bases.len()]);
                    }
                    for step in 0..bases.len() {
                        assert!(unmap_any(bases[(step + 11 * thread + round) % bases.len()]));
                    }
                }
            });
        }
    });
    for base in bases {
        assert!(!unmap_any(base));
        free(base);
    }
}
