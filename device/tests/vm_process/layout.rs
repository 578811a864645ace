//! Processes laid out in other ways than usual, and ranges of all widths.

use mirrorcl_device::vm::MapSource;

use super::*;

#[test]
fn unlimited_stack_is_no_obstacle() {
    let unlimited = |command: &mut Command| {
        before_exec(command, || {
            let all = libc::rlimit {
                rlim_cur: libc::RLIM_INFINITY,
                rlim_max: libc::RLIM_INFINITY,
            };
            // SAFETY: the structure outlives the call. A refusal leaves an ordinary test.
            unsafe { libc::setrlimit(libc::RLIMIT_STACK, &raw const all) };
            Ok(())
        });
    };
    passes(unlimited, || {
        work(&limits());
        work(&AddressLimits::probe_host());
    });
}

fn personality(flags: i32) -> impl FnOnce(&mut Command) {
    move |command| {
        before_exec(command, move || {
            // SAFETY: changes this child's layout at its exec.
            unsafe { libc::personality(flags as libc::c_ulong) };
            Ok(())
        });
    }
}

#[test]
fn fixed_layout_is_no_obstacle() {
    passes(personality(libc::ADDR_NO_RANDOMIZE), || {
        work(&limits());
        work(&AddressLimits::new(MIB, 4 * GIB));
    });
}

#[test]
fn legacy_layout_is_no_obstacle() {
    passes(personality(libc::ADDR_COMPAT_LAYOUT), || {
        work(&limits());
        work(&AddressLimits::probe_host());
    });
}

#[test]
fn ranges_of_all_widths_serve() {
    passes(
        |_| {},
        || {
            for bits in [32, 33, 34, 36, 40, 46] {
                work(&AddressLimits::new(
                    if bits == 32 { MIB } else { 4 * GIB },
                    1 << bits,
                ));
            }
            work(&AddressLimits::new(0x1000_0000, 0xffff_ffff));
            work(&AddressLimits::probe_host());
            // Beyond what the process can map there is nothing, and nothing breaks.
            work(&AddressLimits::new(0, u64::MAX));
        },
    );
}

#[test]
fn process_without_proc_is_probed() {
    let hide = |command: &mut Command| {
        before_exec(command, || {
            let nothing = std::ptr::null();
            // SAFETY: system calls with static strings, on this child's own copy of the mounts. If one is
            // refused, the case below says that it could not be tried.
            unsafe {
                if libc::unshare(libc::CLONE_NEWNS) == 0 {
                    let private = libc::MS_REC | libc::MS_PRIVATE;
                    libc::mount(nothing, c"/".as_ptr(), nothing, private, nothing.cast());
                    let tmpfs = c"tmpfs".as_ptr();
                    libc::mount(tmpfs, c"/proc".as_ptr(), tmpfs, 0, nothing.cast());
                }
            }
            Ok(())
        });
    };
    passes(hide, || {
        if std::fs::exists("/proc/self/maps").unwrap_or(true) {
            eprintln!("/proc cannot be hidden here");
            return;
        }
        let range = AddressLimits::new(4 * GIB, 8 * GIB);
        // Most of the range is taken, with a hole in the middle.
        assert!(plug(VirtRange::new(4 * GIB, 6 * GIB)));
        assert!(plug(VirtRange::new(6 * GIB + 64 * MIB, 8 * GIB)));
        work(&range);
        work(&limits());
        let report = AddressSpace::global().report(None);
        assert_eq!(report.map_source, Some(MapSource::Unknown));
    });
}

/// Plugs what a sanitizer takes; then windows are elsewhere, and a range that is all shadow is refused.
fn respects(shadow: VirtRange, others: &[AddressLimits]) {
    if !plug(shadow) {
        eprintln!("something else is mapped there");
        return;
    }
    work(&limits());
    others.iter().for_each(work);
    let windows = AddressSpace::global().report(None).windows;
    let outside = |window: &VirtRange| !window.intersects(&shadow);
    assert!(windows.iter().all(|(window, _)| outside(window)));
    let refused = try_allocate(&AddressLimits::new(shadow.start, shadow.end), 64);
    assert!(
        matches!(refused, Err(AllocError::NoRoom { .. })),
        "{refused:?}"
    );
}

#[test]
fn shadow_of_address_sanitizer_is_respected() {
    passes(
        |_| {},
        || {
            let below = AddressLimits::new(GIB / 4, 4 * GIB);
            respects(VirtRange::new(0x7fff_7000, 0x1000_7fff_8000), &[below]);
        },
    );
}

#[test]
fn shadow_of_thread_sanitizer_is_respected() {
    passes(
        |_| {},
        || {
            // From the end of the low application memory to the start of the middle one.
            let shadow = VirtRange::new(0x200_0000_0000, 0x5500_0000_0000);
            let widths = [36, 39, 41];
            let others = widths.map(|bits| AddressLimits::new(4 * GIB, 1 << bits));
            respects(shadow, &others);
        },
    );
}

#[test]
fn windows_leave_stack_and_heap_room_to_grow() {
    passes(
        |_| {},
        || {
            let host = AddressLimits::probe_host();
            work(&host);
            allocate_in(&host, 8 * GIB);
            let text = std::fs::read_to_string("/proc/self/maps").expect("the test needs it");
            for line in parse_maps(&text) {
                let keep_out = match line.name {
                    "[stack]" => VirtRange::new(line.range.end - 129 * MIB, line.range.end),
                    "[heap]" => VirtRange::new(line.range.start, line.range.end + GIB / 2),
                    _ => continue,
                };
                for (window, _) in AddressSpace::global().report(None).windows {
                    assert!(!window.intersects(&keep_out), "{window} near {}", line.name);
                }
            }
        },
    );
}

#[test]
fn windows_leave_low_mappings_room() {
    passes(
        |_| {},
        || {
            let limits = AddressLimits::new(MIB, 16 * GIB);
            allocate_in(&limits, 4 * GIB);
            // Where `MAP_32BIT` looks (mmap(2)).
            let low = VirtRange::new(GIB, 2 * GIB);
            for (window, _) in AddressSpace::global().report(None).windows {
                assert!(!window.intersects(&low), "{window}");
            }
            // SAFETY: new memory at a place of the kernel's choice; the child ends soon.
            let place = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    usize::try_from(GIB / 2).expect("64 bits"),
                    libc::PROT_NONE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_32BIT,
                    -1,
                    0,
                )
            };
            assert_ne!(place, libc::MAP_FAILED);
        },
    );
}
