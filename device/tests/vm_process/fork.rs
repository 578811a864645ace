//! Processes that fork.

use super::*;

#[test]
fn forked_child_goes_on_and_leaves_its_parent_alone() {
    passes(
        |_| {},
        || {
            let kept = allocate_in(&limits(), 5 * MIB);
            let stop = std::sync::atomic::AtomicBool::new(false);
            std::thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                            for length in [64, 5000, 70_000, 3 * MIB] {
                                free(allocate_in(&limits(), length));
                            }
                        }
                    });
                }
                for _ in 0..50 {
                    // SAFETY: the child uses the space, whose locks fork has taken care of, and leaves by _exit.
                    let pid = unsafe { libc::fork() };
                    if pid == 0 {
                        let space = AddressSpace::global();
                        let found = space
                            .find(kept + 1000)
                            .is_some_and(|found| found.base == kept);
                        let freed = found && space.free(kept).is_ok();
                        let again =
                            [64, 5000, 70_000, 3 * MIB, 90 * MIB]
                                .into_iter()
                                .all(|length| {
                                    try_allocate(&limits(), length)
                                        .is_ok_and(|base| space.free(base).is_ok())
                                });
                        // SAFETY: ends the child.
                        unsafe { libc::_exit(if freed && again { 0 } else { 1 }) };
                    }
                    let mut status = 0;
                    // SAFETY: waits for the child forked above.
                    unsafe { libc::waitpid(pid, &raw mut status, 0) };
                    assert_eq!(status, 0);
                }
                stop.store(true, std::sync::atomic::Ordering::Relaxed);
            });
            assert_eq!(
                AddressSpace::global()
                    .find(kept)
                    .expect("the test needs it")
                    .base,
                kept
            );
            free(kept);
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
        },
    );
}
