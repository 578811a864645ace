//! allocate+free of a whole address space: untouched and touched, few and many live, one thread and four.

use std::hint::black_box;
use std::time::{Duration, Instant};

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
                bencher.iter(|| {
                    at = (at + 7919) % bases.len();
                    space.find(black_box(bases[at] + 17))
                });
            });
        }
        group.finish();
    }
}

fn threads(criterion: &mut Criterion) {
    let limits = limits();
    let space = AddressSpace::new(VmOptions::default());
    let mut group = criterion.benchmark_group("svm_alloc/4-threads");
    for (name, length) in SIZES {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|pairs| {
                let elapsed: Duration = std::thread::scope(|scope| {
                    let worker = || {
                        let start = Instant::now();
                        (0..pairs).for_each(|_| pair(&space, &limits, length, false));
                        start.elapsed()
                    };
                    let workers: Vec<_> = (0..4).map(|_| scope.spawn(worker)).collect();
                    workers
                        .into_iter()
                        .map(|worker| worker.join().expect("no panic"))
                        .sum()
                });
                elapsed / 4
            });
        });
    }
    group.finish();
}

criterion_group!(svm_alloc, single, threads);
criterion_main!(svm_alloc);
