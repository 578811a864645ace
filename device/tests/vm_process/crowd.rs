//! Processes in which others map much, and one that allocates much.

use super::*;

#[test]
fn crowded_range_is_used_up_to_its_last_hole() {
    passes(
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 8 * GIB);
            // Nine tenths are taken, in 40 pieces.
            for piece in 0..40 {
                let start = 4 * GIB + piece * (GIB / 10);
                assert!(plug(
                    VirtRange::new(start, start + GIB * 9 / 100).shrunk_to(4096)
                ));
            }
            work_with(&range, &[1, 64, 4096, 40_000, MIB, 3 * MIB, 9 * MIB]);
            let mut bases = Vec::new();
            while let Ok(base) = try_allocate(&range, 2 * MIB) {
                bases.push(base);
            }
            // 40 holes of about 10.2 MiB, less a granule on each side: four or five each.
            assert!(bases.len() >= 160, "{} allocations", bases.len());
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
            let error = try_allocate(&range, 64 * MIB).unwrap_err();
            assert!(matches!(error, AllocError::NoRoom { .. }), "{error:?}");
            bases.into_iter().for_each(free);
            work_with(&range, &[1, 64, 4096, 40_000, MIB, 3 * MIB, 9 * MIB]);
        },
    );
}

#[test]
fn sixty_thousand_foreign_mappings_are_no_obstacle() {
    passes(
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 16 * GIB);
            for at in 0..60_000 {
                let start = 4 * GIB + at * 0x3_0000;
                assert!(plug(VirtRange::new(start, start + 0x1000)));
            }
            work(&range);
        },
    );
}

#[test]
fn threads_that_map_meanwhile_lose_nothing() {
    passes(
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 4 * GIB + 512 * MIB);
            let done = std::sync::atomic::AtomicBool::new(false);
            std::thread::scope(|scope| {
                for seed in 1..=3u64 {
                    let done = &done;
                    scope.spawn(move || {
                        let mut at = seed;
                        while !done.load(std::sync::atomic::Ordering::Relaxed) {
                            at = at
                                .wrapping_mul(6_364_136_223_846_793_005)
                                .wrapping_add(seed);
                            let start = 4 * GIB + (at >> 40) % (512 * MIB) / 4096 * 4096;
                            let mine = VirtRange::new(start, start + 16 * 4096);
                            if plug(mine) {
                                unmap(mine);
                            }
                        }
                    });
                }
                let mut refused = 0;
                for _ in 0..300 {
                    match try_allocate(&range, 4 * MIB) {
                        Ok(base) => {
                            free(base);
                            AddressSpace::global().trim();
                        }
                        Err(AllocError::Raced { .. } | AllocError::NoRoom { .. }) => refused += 1,
                        Err(error) => panic!("{error}"),
                    }
                }
                done.store(true, std::sync::atomic::Ordering::Relaxed);
                assert!(refused < 300);
            });
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
            work(&range);
        },
    );
}

#[test]
fn a_million_allocations_are_few_mappings() {
    passes(
        |_| {},
        || {
            let lengths = [64, 100, 200, 500, 64, 1000, 128, 300, 70_000, 64];
            let mut bases: Vec<usize> = Vec::new();
            for at in 0..1_000_000 {
                bases.push(
                    try_allocate(&limits(), lengths[at % lengths.len()])
                        .expect("the test needs it"),
                );
            }
            let (mappings, windows) = window_mappings();
            assert!(
                mappings <= 2 * windows,
                "{mappings} mappings in {windows} windows"
            );
            for base in bases.iter().step_by(3) {
                free(*base);
            }
            let (mappings, windows) = window_mappings();
            assert!(
                mappings <= 2 * windows,
                "{mappings} mappings in {windows} windows"
            );
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
        },
    );
}
