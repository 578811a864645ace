//! Guard mode.

use super::*;

pub(super) fn guarded() {
    assert!(AddressSpace::configure(VmOptions {
        guard: true,
        ..VmOptions::default()
    }));
}

#[test]
fn guard_mode_traps_reads_past_the_end() {
    faults(|| {
        guarded();
        let base = allocate_in(&limits(), 4 * 128);
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).add(4 * 128).read_volatile() };
    });
}

#[test]
fn guard_mode_traps_reads_before_the_start() {
    faults(|| {
        guarded();
        let base = allocate_in(&limits(), 100_000);
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).sub(4096).read_volatile() };
    });
}

#[test]
fn guard_mode_traps_use_after_free() {
    faults(|| {
        guarded();
        let base = allocate_in(&limits(), 100);
        free(base);
        assert_eq!(
            AddressSpace::global()
                .find_freed(base + 5)
                .expect("the test needs it")
                .base,
            base
        );
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).read_volatile() };
    });
}

#[test]
fn guard_mode_works_for_all_lengths() {
    passes(
        |_| {},
        || {
            guarded();
            for _ in 0..20 {
                work(&limits());
            }
            let mappings = window_mappings();
            eprintln!("{mappings:?} mappings, windows");
            AddressSpace::global().trim();
            work(&limits());
        },
    );
}
