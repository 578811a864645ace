//! What criterion does not show: percentiles, memory per gap, and how full a tight window gets. Prints a
//! table with the bar beside each figure.

use std::time::Instant;

use mirrorcl_device::vm::search::Policy;
use mirrorcl_device::vm::{AddressLimits, AddressSpace, AreaKind, VmOptions};

mod peers;
use peers::{Areas, Churned, Kernel, Numbers, Ours, UNIT, VmAllocator};

/// Median and 99th percentile of pairs, in nanoseconds.
fn percentiles<P: Areas>(live: usize, samples: usize) -> (u64, u64, Churned<P>) {
    let mut churned = Churned::<P>::new(live);
    let mut times: Vec<u64> = Vec::with_capacity(samples);
    for _ in 0..samples {
        let start = Instant::now();
        churned.pair();
        times.push(start.elapsed().as_nanos() as u64);
    }
    times.sort_unstable();
    (times[samples / 2], times[samples * 99 / 100], churned)
}

fn line(name: &str, live: usize, (p50, p99): (u64, u64)) {
    println!(
        "{name:14} {live:>9} live  p50 {p50:>7} ns  p99 {p99:>8} ns  p99/p50 {:.1}",
        p99 as f64 / p50 as f64
    );
}

/// Share of a window that stays in use when 10,000 areas want 0.97 to 1.2 times the window.
fn utilisation(policy: Policy, demand: f64) -> f64 {
    let live = 10_000u64;
    let window = ((live as f64 * 2.9 * 1_048_576.0 / demand) as u64).next_multiple_of(UNIT);
    let mut ours = Ours::new(window);
    ours.policy = policy;
    let mut numbers = Numbers(42);
    let mut areas: Vec<(u64, u64)> = Vec::new();
    let mut used = 0u64;
    let (mut sum, mut samples) = (0.0, 0u64);
    for step in 0..20 * live {
        let (length, align) = numbers.length();
        // A failed allocation frees random areas until it succeeds, as a program under pressure does.
        loop {
            if let Some(start) = ours.take(length, align) {
                areas.push((start, length));
                used += length;
                break;
            }
            let victim = numbers.below(areas.len() as u64) as usize;
            let (start, length) = areas.swap_remove(victim);
            ours.give(start, length);
            used -= length;
        }
        if areas.len() as u64 > live {
            let victim = numbers.below(areas.len() as u64) as usize;
            let (start, length) = areas.swap_remove(victim);
            ours.give(start, length);
            used -= length;
        }
        if step > 10 * live {
            sum += used as f64 / window as f64;
            samples += 1;
        }
    }
    sum / samples as f64
}

/// The same of a whole address space, with its windows, slabs and caches, in a range of its own.
fn utilisation_of_space(demand: f64) -> f64 {
    let live = 10_000u64;
    let range = ((live as f64 * 2.9 * 1_048_576.0 / demand) as u64).next_multiple_of(UNIT);
    let low = 0x2000_0000_0000;
    let limits = AddressLimits::new(low, low + range);
    let space = AddressSpace::new(VmOptions::default());
    let mut numbers = Numbers(42);
    let mut areas: Vec<(usize, u64)> = Vec::new();
    let mut used = 0u64;
    let (mut sum, mut samples) = (0.0, 0u64);
    let steps = 3 * live;
    for step in 0..steps {
        let (length, _) = numbers.length();
        loop {
            let base = space.allocate(&limits, length, 128, AreaKind::SvmCoarse, 1);
            if let Ok(base) = base {
                areas.push((base.as_ptr() as usize, length));
                used += length;
                break;
            }
            let victim = numbers.below(areas.len() as u64) as usize;
            let (base, length) = areas.swap_remove(victim);
            space.free(base).expect("it is live");
            used -= length;
        }
        if step > steps / 2 {
            sum += used as f64 / range as f64;
            samples += 1;
        }
    }
    sum / samples as f64
}

/// Microseconds until the first allocation of a process has its address, the median of several.
fn first_allocation() -> f64 {
    let limits = AddressLimits::new(4 << 30, 64 << 40);
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let space = AddressSpace::new(VmOptions::default());
            let start = Instant::now();
            let base = space.allocate(&limits, 4096, 128, AreaKind::SvmCoarse, 1);
            base.expect("there is room");
            start.elapsed().as_nanos() as f64 / 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[10]
}

fn main() {
    // `cargo test` runs benches with --test: one quick round.
    let quick = std::env::args().any(|arg| arg == "--test");
    let samples = if quick { 1_000 } else { 200_000 };
    let counts: &[usize] = if quick {
        &[1_000]
    } else {
        &[1_000, 10_000, 100_000, 1_000_000]
    };
    println!("first allocation: {:.0} us", first_allocation());
    let mut medians = Vec::new();
    for &live in counts {
        let (p50, p99, churned) = percentiles::<Ours>(live, samples);
        line(Ours::NAME, live, (p50, p99));
        let tree = &churned.peer.tree;
        let per_gap = tree.footprint() as f64 / tree.len() as f64;
        println!(
            "{:14} {:>9} gaps  {per_gap:.1} bytes per gap (bar: 40)",
            "",
            tree.len()
        );
        medians.push(p50);
    }
    let (p50, p99, _) = percentiles::<VmAllocator>(1_000, samples.min(20_000));
    line(VmAllocator::NAME, 1_000, (p50, p99));
    println!(
        "ours is {:.1} times as fast at 1k (bar: 20)",
        p50 as f64 / medians[0] as f64
    );
    if quick {
        return;
    }
    let (p50, p99, mut kernel) = percentiles::<Kernel>(10_000, samples);
    line(Kernel::NAME, 10_000, (p50, p99));
    println!(
        "ours is {:.1} times as fast at 10k (bar: 4)",
        p50 as f64 / medians[1] as f64
    );
    while !kernel.live.is_empty() {
        kernel.free();
    }
    for demand in [0.97, 1.0, 1.1, 1.2] {
        let first = utilisation(Policy::FirstFit, demand);
        let best = utilisation(Policy::BestFit, demand);
        println!(
            "demand {demand:.2}: utilisation {first:.3} first fit, {best:.3} best fit (bar: 0.85)"
        );
    }
    for demand in [0.97, 1.2] {
        let whole = utilisation_of_space(demand);
        println!("demand {demand:.2}: utilisation {whole:.3} of a whole space (bar: 0.85)");
    }
}
