//! The kernel as the judge of the search: in a child process everything outside of `[lo, hi)` is plugged, so
//! that `mmap(NULL)` must choose inside, by `unmapped_area_topdown()` with exactly these limits. The model,
//! a gap tree searched by [`Policy::Kernel`], must predict every address and every refusal.
//!
//! Needs a kernel that has the fixes of early 2023 (6.4) and, for multiples of 2 MiB, the rule of 6.13.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr::NonNull;

use mirrorcl_device::vm::request::{AreaRequest, Direction};
use mirrorcl_device::vm::search::{Policy, find_area};
use mirrorcl_device::vm::tree::GapTree;
use mirrorcl_device::vm::{AddressLimits, VirtRange, parse_maps};

const PAGE: u64 = 4096;
const HUGE: u64 = 2 << 20;
const GIB: u64 = 1 << 30;
/// `stack_guard_gap`, in bytes.
const STACK_GUARD: u64 = 256 * PAGE;
const LEGACY: &str = "MIRRORCL_TEST_ORACLE_LEGACY";

/// Operations per case. `cargo test --release` runs the long form.
const OPERATIONS: usize = if cfg!(debug_assertions) {
    40_000
} else {
    1_000_000
};
/// Operations that the child gets at once: the model predicts what it will answer.
const BATCH: usize = 2048;
/// Areas live at most: half of what the kernel allows in a process.
const LIVE: usize = 25_000;

/// A system call for the child, and what it answered.
#[repr(C)]
#[derive(Clone, Copy)]
struct Call {
    address: u64,
    length: u64,
    flags: i32,
    fd: i32,
    answer: u64,
}

const UNMAP: i32 = -1;
const REFUSED: u64 = u64::MAX;

/// The child that executes calls: it shares the list with us, and a byte through a pipe says «go» or «done».
struct Executor {
    calls: NonNull<[Call; BATCH]>,
    pid: i32,
    go: i32,
    done: i32,
    huge_fd: i32,
}

impl Executor {
    fn start() -> Self {
        let (mut go, mut done) = ([0; 2], [0; 2]);
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let length = size_of::<[Call; BATCH]>();
        // SAFETY: new pipes, a new mapping and a new file; the child runs `execute`, which makes system calls
        // only and never returns, so the fork of one thread out of several is harmless.
        unsafe {
            assert_eq!(libc::pipe(go.as_mut_ptr()), 0);
            assert_eq!(libc::pipe(done.as_mut_ptr()), 0);
            let calls = libc::mmap(std::ptr::null_mut(), length, access, flags, -1, 0);
            assert_ne!(calls, libc::MAP_FAILED);
            let calls: NonNull<[Call; BATCH]> = NonNull::new(calls.cast()).expect("mapped");
            let huge_fd = libc::memfd_create(c"oracle".as_ptr(), libc::MFD_HUGETLB);
            let pid = libc::fork();
            if pid == 0 {
                libc::close(go[1]);
                execute(calls, go[0], done[1]);
            }
            libc::close(go[0]);
            libc::close(done[1]);
            Self {
                calls,
                pid,
                go: go[1],
                done: done[0],
                huge_fd,
            }
        }
    }

    /// Has the calls executed in order and returns the answers.
    fn run(&mut self, calls: &[Call]) -> Vec<u64> {
        let mut answers = Vec::with_capacity(calls.len());
        for batch in calls.chunks(BATCH - 1) {
            let count = batch.len() as u32;
            let mut byte = 0u8;
            // SAFETY: the child touches the list only between «go» and «done».
            unsafe {
                let list = self.calls.as_mut();
                list[..batch.len()].copy_from_slice(batch);
                assert_eq!(libc::write(self.go, (&raw const count).cast(), 4), 4);
                assert_eq!(libc::read(self.done, (&raw mut byte).cast(), 1), 1);
                answers.extend(
                    self.calls.as_ref()[..batch.len()]
                        .iter()
                        .map(|call| call.answer),
                );
            }
        }
        answers
    }

    fn map(&self) -> Vec<VirtRange> {
        let text =
            std::fs::read_to_string(format!("/proc/{}/maps", self.pid)).expect("the child's map");
        parse_maps(&text).map(|line| line.range).collect()
    }

    /// Plugs what is free outside of `window` and in between what is mapped already.
    fn plug_outside(&mut self, window: VirtRange) {
        let host = AddressLimits::probe_host();
        let mut calls = Vec::new();
        let mut cursor = host.low;
        let mapped = self.map();
        assert!(
            !mapped.iter().any(|area| area.intersects(&window)),
            "the window is free"
        );
        let end = VirtRange::new(host.high, host.high);
        for area in mapped
            .into_iter()
            .chain([end])
            .filter(|area| area.start <= host.high)
        {
            for part in [
                VirtRange::new(cursor, area.start.min(window.start)),
                VirtRange::new(cursor.max(window.end), area.start),
            ] {
                if !part.is_empty() {
                    calls.push(fixed(part, 0));
                }
            }
            cursor = cursor.max(area.end);
        }
        // What lies below the host's lower bound is left to itself: only the kernel's own minimum is there.
        let low = VirtRange::new(1 << 16, host.low);
        calls.push(fixed(low, 0));
        let answers = self.run(&calls);
        assert!(
            answers[..calls.len() - 1]
                .iter()
                .all(|&answer| answer != REFUSED)
        );
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        // SAFETY: the child is ours, and waited for. It is killed: children of other tests may have inherited the other end of «go»,
        // so that closing it here may end nothing.
        unsafe {
            libc::close(self.go);
            libc::close(self.done);
            libc::close(self.huge_fd);
            libc::kill(self.pid, libc::SIGKILL);
            libc::waitpid(self.pid, std::ptr::null_mut(), 0);
            libc::munmap(self.calls.as_ptr().cast(), size_of::<[Call; BATCH]>());
        }
    }
}

/// The child's life. Makes system calls only.
///
/// # Safety
/// `calls` is the shared list.
unsafe fn execute(calls: NonNull<[Call; BATCH]>, go: i32, done: i32) -> ! {
    loop {
        let mut count = 0u32;
        // SAFETY: the list is the child's between «go» and «done»; what the child maps or unmaps is what the
        // parent names: nothing that it runs on.
        unsafe {
            if libc::read(go, (&raw mut count).cast(), 4) != 4 {
                libc::_exit(0);
            }
            let list: *mut Call = calls.as_ptr().cast();
            for at in 0..count as usize {
                let call = &mut *list.add(at);
                let address = call.address as *mut libc::c_void;
                let length = call.length as usize;
                call.answer = if call.flags == UNMAP {
                    libc::munmap(address, length) as u64
                } else {
                    let access = if call.flags & libc::MAP_GROWSDOWN != 0 {
                        libc::PROT_READ | libc::PROT_WRITE
                    } else {
                        libc::PROT_NONE
                    };
                    libc::mmap(address, length, access, call.flags, call.fd, 0) as u64
                };
            }
            libc::write(done, (&raw const count).cast(), 1);
        }
    }
}

fn anonymous(length: u64) -> Call {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    Call {
        address: 0,
        length,
        flags,
        fd: -1,
        answer: 0,
    }
}

fn fixed(range: VirtRange, more: i32) -> Call {
    let flags = libc::MAP_FIXED_NOREPLACE | more;
    let call = anonymous(range.length());
    Call {
        address: range.start,
        flags: call.flags | flags,
        ..call
    }
}

fn unmap(range: VirtRange) -> Call {
    Call {
        address: range.start,
        length: range.length(),
        flags: UNMAP,
        fd: -1,
        answer: 0,
    }
}

/// What the kernel is expected to do.
struct Model {
    gaps: GapTree,
    window: VirtRange,
    direction: Direction,
    live: Vec<VirtRange>,
    state: u64,
}

impl Model {
    fn new(window: VirtRange, direction: Direction, seed: u64) -> Self {
        let mut gaps = GapTree::new();
        gaps.insert(window).expect("the tree is empty");
        Self {
            gaps,
            window,
            direction,
            live: Vec::new(),
            state: seed,
        }
    }

    fn random(&mut self, bound: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % bound
    }

    fn search(&self, length: u64, align: u64) -> Option<VirtRange> {
        let request = AreaRequest::new(length, align, self.window.start, self.window.end).ok()?;
        let request = request.with_direction(self.direction);
        find_area(&self.gaps, PAGE, &request, Policy::Kernel)
    }

    /// Where anonymous memory goes: multiples of 2 MiB are searched with 2 MiB more, and then aligned.
    fn anonymous(&self, length: u64) -> Option<VirtRange> {
        if length.is_multiple_of(HUGE)
            && let Some(padded) = self.search(length + HUGE, PAGE)
        {
            let offset = padded.start.wrapping_neg() & (HUGE - 1);
            let start = match (self.direction, offset) {
                (Direction::TopDown, 0) => padded.start + HUGE,
                _ => padded.start + offset,
            };
            return VirtRange::with_length(start, length);
        }
        self.search(length, PAGE)
    }

    fn length(&mut self) -> u64 {
        match self.random(8) {
            0 => HUGE * (1 + self.random(8)),
            1 => PAGE,
            2 => PAGE * (1 + self.random(4096)),
            _ => {
                let bits = 1 + self.random(9);
                PAGE * (1 + self.random(1 << bits))
            }
        }
    }

    /// The next call and its expected answer.
    fn step(&mut self, huge_fd: Option<i32>) -> (Call, u64) {
        let crowded = self.live.len() >= LIVE;
        // Filling and emptying take turns, so that both ends of the range are reached.
        let filling = self.random(64) < 40;
        if self.live.is_empty() || (filling && !crowded) {
            let length = self.length();
            let (call, area) = match huge_fd {
                Some(fd) if length.is_multiple_of(HUGE) => {
                    let flags = libc::MAP_SHARED | libc::MAP_NORESERVE;
                    let call = Call {
                        address: 0,
                        length,
                        flags,
                        fd,
                        answer: 0,
                    };
                    (call, self.search(length, HUGE))
                }
                _ => (anonymous(length), self.anonymous(length)),
            };
            if let Some(area) = area {
                assert!(self.gaps.take(area));
                self.live.push(area);
            }
            return (call, area.map_or(REFUSED, |area| area.start));
        }
        let victim = self.random(self.live.len() as u64) as usize;
        let area = self.live.swap_remove(victim);
        // Huge pages are unmapped as a whole.
        let pages = area.length() / PAGE;
        let part = if huge_fd.is_none() && pages > 2 && self.random(4) == 0 {
            let first = self.random(pages - 1);
            let count = 1 + self.random(pages - first);
            VirtRange::new(
                area.start + first * PAGE,
                area.start + (first + count) * PAGE,
            )
        } else {
            area
        };
        self.gaps.insert(part).expect("the part is live");
        let rest = [
            VirtRange::new(area.start, part.start),
            VirtRange::new(part.end, area.end),
        ];
        self.live
            .extend(rest.into_iter().filter(|rest| !rest.is_empty()));
        (unmap(part), 0)
    }
}

/// Places where the stack of another thread might be: the kernel keeps a distance below them.
fn place_stacks(executor: &mut Executor, model: &mut Model) {
    for at in 1..9 {
        let start = model.window.start + model.window.length() / 10 * at / HUGE * HUGE;
        let stack = VirtRange::new(start, start + 16 * PAGE);
        let more = libc::MAP_GROWSDOWN | libc::MAP_STACK;
        assert_eq!(executor.run(&[fixed(stack, more)]), [stack.start]);
        assert!(
            model
                .gaps
                .take(VirtRange::new(start - STACK_GUARD, stack.end))
        );
    }
}

/// Runs random operations against the kernel; `seed` makes the case.
fn compare(length: u64, direction: Direction, seed: u64, stacks: bool, hugetlb: bool) {
    let window = VirtRange::new(0x3000_0000_0000, 0x3000_0000_0000 + length);
    let mut executor = Executor::start();
    let mut model = Model::new(window, direction, seed);
    let huge_fd = hugetlb.then_some(executor.huge_fd);
    if hugetlb && executor.huge_fd < 0 {
        eprintln!("no hugetlb files here");
        return;
    }
    executor.plug_outside(window);
    if stacks {
        place_stacks(&mut executor, &mut model);
    }
    let (mut done, mut allocations, mut refusals) = (0, 0, 0);
    while done < OPERATIONS {
        let (calls, expected): (Vec<_>, Vec<_>) =
            (0..BATCH - 1).map(|_| model.step(huge_fd)).unzip();
        let answers = executor.run(&calls);
        for ((call, answer), expected) in calls.iter().zip(answers).zip(expected) {
            assert_eq!(
                answer, expected,
                "{:#x} bytes, flags {:#x}",
                call.length, call.flags
            );
            allocations += usize::from(call.flags != UNMAP);
            refusals += usize::from(expected == REFUSED);
        }
        done += calls.len();
    }
    model.gaps.validate().expect("the tree is consistent");
    println!("{done} operations, {allocations} allocations, {refusals} refusals: no difference");
}

/// Runs the test again in a process with the bottom-up layout.
fn in_legacy_layout(test: &str, body: impl FnOnce()) {
    if std::env::var_os(LEGACY).is_some() {
        return body();
    }
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", test, "--nocapture"])
        .env(LEGACY, "1");
    // SAFETY: one system call, for the child's exec.
    unsafe {
        command.pre_exec(|| {
            libc::personality(
                (libc::ADDR_COMPAT_LAYOUT | libc::ADDR_NO_RANDOMIZE) as libc::c_ulong,
            );
            Ok(())
        });
    }
    assert!(command.status().expect("the child runs").success());
}

#[test]
fn top_down_in_a_tight_window() {
    compare(2 * GIB, Direction::TopDown, 0x1234_5678, false, false);
}

#[test]
fn top_down_in_a_wide_window() {
    compare(64 * GIB, Direction::TopDown, 0x9e37_79b9, false, false);
}

#[test]
fn top_down_keeps_away_from_stacks() {
    compare(2 * GIB, Direction::TopDown, 0xdead_beef, true, false);
}

#[test]
fn top_down_with_huge_page_alignment() {
    compare(8 * GIB, Direction::TopDown, 0xfeed_f00d, false, true);
}

#[test]
fn bottom_up_in_a_tight_window() {
    in_legacy_layout("bottom_up_in_a_tight_window", || {
        compare(2 * GIB, Direction::BottomUp, 0x5555_1111, false, false);
    });
}

#[test]
fn bottom_up_keeps_away_from_stacks() {
    in_legacy_layout("bottom_up_keeps_away_from_stacks", || {
        compare(8 * GIB, Direction::BottomUp, 0x7777_3333, true, false);
    });
}

#[test]
fn bottom_up_with_huge_page_alignment() {
    in_legacy_layout("bottom_up_with_huge_page_alignment", || {
        compare(8 * GIB, Direction::BottomUp, 0x2468_ace1, false, true);
    });
}
