//! free+allocate pairs of areas against the kernel's mmap+munmap and rust-vmm's `vm-allocator`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

mod peers;
use peers::{Areas, Churned, Kernel, Ours, VmAllocator};

fn pairs<P: Areas>(criterion: &mut Criterion, counts: &[usize]) {
    let mut group = criterion.benchmark_group("area_search");
    for &live in counts {
        let mut churned = Churned::<P>::new(live);
        group.bench_function(BenchmarkId::new(P::NAME, live), |bencher| {
            bencher.iter(|| churned.pair());
        });
        while !churned.live.is_empty() {
            churned.free();
        }
    }
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    pairs::<Ours>(criterion, &[1_000, 10_000, 100_000, 1_000_000]);
    // The kernel allows 65530 mappings.
    pairs::<Kernel>(criterion, &[1_000, 10_000]);
    // Larger numbers take minutes to set up.
    pairs::<VmAllocator>(criterion, &[1_000]);
}

criterion_group!(area_search, benches);
criterion_main!(area_search);
