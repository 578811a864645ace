//! allocate+free of a whole address space: untouched and touched, few and many live, one thread and four.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use mirrorcl_device::vm::{AddressLimits, AddressSpace, AreaKind, VmOptions};

const SIZES: [(&str, u64); 5] = [
    ("64B", 64),
    ("4KiB", 4 << 10),
    ("64KiB", 64 << 10),
    ("1MiB", 1 << 20),
    ("256MiB", 256 << 20),
];

fn limits() -> AddressLimits {
    AddressLimits::new(4 << 30, 64 << 40)
}

fn pair(space: &AddressSpace, limits: &AddressLimits, length: u64, touch: bool) {
    let base = space
        .allocate(limits, length, 128, AreaKind::SvmCoarse, 1)
        .expect("there is room");
    if touch {
        // SAFETY: allocated above.
        unsafe { base.as_ptr().write_bytes(1, length as usize) };
    }
    space
        .free(black_box(base).as_ptr() as usize)
        .expect("allocated above");
}

/// Allocates `count` live areas of mixed lengths around what is measured.
fn populate(space: &AddressSpace, limits: &AddressLimits, count: usize) -> Vec<usize> {
    let length = |at: usize| 64 << (at % 12);
    let allocate = |at| {
        let base = space.allocate(limits, length(at), 128, AreaKind::SvmCoarse, 1);
        base.expect("there is room").as_ptr() as usize
    };
    (0..count).map(allocate).collect()
}

fn single(criterion: &mut Criterion) {
    let limits = limits();
    for live in [0, 1_000, 100_000] {
        let space = AddressSpace::new(VmOptions::default());
        let bases = populate(&space, &limits, live);
        let mut group = criterion.benchmark_group(format!("svm_alloc/{live}-live"));
        for (name, length) in SIZES {
            group.bench_function(BenchmarkId::new("untouched", name), |bencher| {
                bencher.iter(|| pair(&space, &limits, length, false));
            });
            if live == 0 {
                group.bench_function(BenchmarkId::new("touched", name), |bencher| {
                    bencher.iter(|| pair(&space, &limits, length, true));
                });
            }
        }
        if live > 0 {
            let mut at = 0;
            group.bench_function("find", |bencher| {
                bencher.iter_custom(|finds| {
                    let start = thread_time();
                    for _ in 0..finds {
                        at = (at + 7919) % bases.len();
                        black_box(space.find(black_box(bases[at] + 17)));
                    }
                    thread_time() - start
                });
            });
        }
        group.finish();
    }
}

/// Processor time of the calling thread.
fn thread_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Processor time per pair when `count` threads run at once: what they wait or spin for each other shows,
/// what else runs on the machine does not.
fn threads(criterion: &mut Criterion) {
    let limits = limits();
    let space = AddressSpace::new(VmOptions::default());
    for count in [1, 4] {
        let mut group = criterion.benchmark_group(format!("svm_alloc/{count}-threads"));
        for (name, length) in SIZES {
            group.bench_function(name, |bencher| {
                bencher.iter_custom(|pairs| {
                    let spent: Duration = std::thread::scope(|scope| {
                        let worker = || {
                            let start = thread_time();
                            (0..pairs).for_each(|_| pair(&space, &limits, length, false));
                            thread_time() - start
                        };
                        let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
                        workers
                            .into_iter()
                            .map(|worker| worker.join().expect("no panic"))
                            .sum()
                    });
                    spent / count
                });
            });
        }
        group.finish();
    }
}

criterion_group!(svm_alloc, single, threads);
criterion_main!(svm_alloc);
