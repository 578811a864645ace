//! Several threads at once, by replaying a log of what was live when.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

/// One allocation's life, in tickets of one counter: live for certain between them.
struct Life {
    born: u64,
    died: u64,
    range: VirtRange,
}

/// Allocates and frees at random and records what was live when.
fn live_a_life(space: &AddressSpace, tickets: &AtomicU64, seed: u64, steps: usize) -> Vec<Life> {
    let ticket = || tickets.fetch_add(1, Ordering::SeqCst);
    let mut state = seed;
    let mut random = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let mut live: Vec<(u64, Allocation)> = Vec::new();
    let mut lives = Vec::new();
    for _ in 0..steps {
        // Meanwhile seconds pass and owners go.
        match random(400) {
            0 => _ = space.trim_owner(1 + random(6)),
            1..4 => {
                let now = sys::clock::seconds() + random(50) as u32;
                space.allocator().decay_at(now);
            }
            _ => {}
        }
        if live.len() < 30 || random(2) == 0 {
            let bits = random(17);
            let length = 1 + random(64 << bits);
            let base = space
                .allocate(&limits(), length, 64, AreaKind::SvmFine, seed)
                .unwrap();
            let base = base.as_ptr() as usize;
            mark(base, length as usize);
            let allocation = space.find(base).unwrap();
            assert_eq!((allocation.base, allocation.length as u64), (base, length));
            assert_eq!(allocation.owner, seed);
            live.push((ticket(), allocation));
        } else {
            let at = random(live.len() as u64) as usize;
            let (born, allocation) = live.swap_remove(at);
            let inside = allocation.base + random(allocation.length as u64) as usize;
            assert_eq!(space.find(inside), Some(allocation));
            assert!(is_marked(allocation.base, allocation.length));
            let range = VirtRange::new(
                allocation.base as u64,
                (allocation.base + allocation.length) as u64,
            );
            lives.push(Life {
                born,
                died: ticket(),
                range,
            });
            assert_eq!(space.free(allocation.base), Ok(allocation));
        }
    }
    for (born, allocation) in live {
        let end = allocation.base + allocation.length;
        let range = VirtRange::new(allocation.base as u64, end as u64);
        lives.push(Life {
            born,
            died: ticket(),
            range,
        });
        space.free(allocation.base).unwrap();
    }
    lives
}

#[test]
fn concurrent_allocations_never_overlap() {
    for guard in [false, true] {
        let options = VmOptions {
            guard,
            retain: Some(4 << 20),
            quarantine: 4 << 20,
            ..VmOptions::default()
        };
        let space = AddressSpace::new(options);
        let tickets = AtomicU64::new(0);
        let steps = if guard { 500 } else { 8000 };
        let mut lives: Vec<Life> = std::thread::scope(|scope| {
            let worker = |seed| {
                scope.spawn({
                    let (space, tickets) = (&space, &tickets);
                    move || live_a_life(space, tickets, seed, steps)
                })
            };
            let workers: Vec<_> = (1..=6).map(worker).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap())
                .collect()
        });
        space.validate().unwrap();
        // Replay: at every birth, nothing that is surely live then may overlap.
        lives.sort_by_key(|life| life.born);
        let mut live: BTreeMap<u64, &Life> = BTreeMap::new();
        let mut deaths: BTreeMap<u64, u64> = BTreeMap::new();
        for life in &lives {
            while let Some((&died, &start)) =
                deaths.first_key_value().filter(|(at, _)| **at < life.born)
            {
                deaths.remove(&died);
                live.remove(&start);
            }
            let below = live.range(..life.range.end).next_back();
            assert!(below.is_none_or(|(_, other)| other.range.end <= life.range.start));
            live.insert(life.range.start, life);
            deaths.insert(life.died, life.range.start);
        }
        space.trim();
        let map = space.report(None);
        assert_eq!(map.free_bytes(), map.reserved_bytes());
        space.validate().unwrap();
    }
}

#[test]
fn racing_frees_of_one_allocation_succeed_once() {
    let space = AddressSpace::new(VmOptions::default());
    for length in [64, 5000, 1 << 20] {
        for _ in 0..200 {
            let base = allocate(&space, length, 64);
            let freed: usize = std::thread::scope(|scope| {
                let workers: Vec<_> = (0..3)
                    .map(|_| scope.spawn(|| usize::from(space.free(base).is_ok())))
                    .collect();
                workers
                    .into_iter()
                    .map(|worker| worker.join().unwrap())
                    .sum()
            });
            assert_eq!(freed, 1);
        }
    }
    space.validate().unwrap();
}
