//! Fine-grained buffers: byte granularity, and the host at work on the same atomics while a kernel runs.

use super::{ATOMIC, FINE, context_with};
use mirrorcl_conformance::cl::Svm;
use opencl_sys::*;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The device writes its bytes, the host those between them, at the same time: nobody's byte is lost.
pub(super) fn byte_granularity() {
    const LENGTH: usize = 4096;
    let (context, device) = context_with(CL_DEVICE_SVM_FINE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let program = context.build(
        "kernel void mine(global uchar *a, uint owners, uint owner, uint rounds) {
             size_t i = get_global_id(0);
             for (uint r = 1; r <= rounds; ++r)
                 if (i % owners == owner) a[i] = (uchar)(owner + r);
         }",
    );
    let kernel = program.kernel("mine");
    let memory: Svm<u8> = context.svm(FINE, LENGTH);
    for owners in [2_u32, 3, 4, 7] {
        memory.fill(0);
        kernel
            .arg_svm(0, &memory)
            .arg(1, owners)
            .arg(2, 0_u32)
            .arg(3, 100_u32);
        let event = queue.launch(&kernel, &[LENGTH], &[]);
        queue.flush();
        for round in 1..=100 {
            for index in (0..LENGTH).filter(|&index| !(index as u32).is_multiple_of(owners)) {
                memory.set(index, round);
            }
        }
        assert_eq!(event.wait(), CL_SUCCESS);
        for index in 0..LENGTH {
            assert_eq!(memory.get(index), 100, "byte {index} with {owners} owners");
        }
    }
}

/// A lock-free hash table that host and device fill at once; the host waits for the device's progress after clFlush only.
pub(super) fn memory_consistency() {
    const NODES: usize = 4096;
    const HOST_NODES: usize = 1024;
    let (context, device) = context_with(CL_DEVICE_SVM_FINE_GRAIN_BUFFER | CL_DEVICE_SVM_ATOMICS);
    let queue = context.queue(device);
    let program = context.build(
        "typedef struct Node { uint value; atomic_uintptr_t next; } Node;
         void insert(global atomic_uintptr_t *head, global Node *node) {
             uintptr_t first = atomic_load_explicit(head, memory_order_seq_cst, memory_scope_all_svm_devices);
             do {
                 atomic_store_explicit(&node->next, first, memory_order_seq_cst, memory_scope_all_svm_devices);
             } while (!atomic_compare_exchange_strong_explicit(head, &first, (uintptr_t)node,
                          memory_order_seq_cst, memory_order_seq_cst, memory_scope_all_svm_devices));
         }
         kernel void build(global atomic_uintptr_t *bins, global Node *nodes, global atomic_uint *used, uint n_bins) {
             uint i = (uint)get_global_id(0);
             uint at = atomic_fetch_add_explicit(used, 1, memory_order_seq_cst, memory_scope_all_svm_devices);
             nodes[at].value = i;
             insert(&bins[i % n_bins], &nodes[at]);
         }",
    );
    let kernel = program.kernel("build");
    for bins in [1_usize, 2, 29] {
        let heads: Svm<u64> = context.svm(ATOMIC, bins);
        let nodes: Svm<[u64; 2]> = context.svm(ATOMIC, NODES + HOST_NODES);
        let used: Svm<u32> = context.svm(ATOMIC, 1);
        heads.fill(0);
        used.set(0, 0);
        kernel
            .arg_svm(0, &heads)
            .arg_svm(1, &nodes)
            .arg_svm(2, &used)
            .arg(3, bins as u32);
        let event = queue.launch(&kernel, &[NODES], &[]);
        queue.flush();
        let started = Instant::now();
        while used.get(0) == 0 {
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "no progress after clFlush"
            );
            std::thread::yield_now();
        }
        for value in NODES..NODES + HOST_NODES {
            host_insert(&heads, &nodes, &used, bins, value as u64);
        }
        assert_eq!(event.wait(), CL_SUCCESS);
        assert_eq!(used.get(0) as usize, NODES + HOST_NODES);
        let mut seen = vec![0; NODES + HOST_NODES];
        for bin in 0..bins {
            let mut at = heads.get(bin);
            while at != 0 {
                let index = (at as usize - nodes.as_ptr().addr()) / 16;
                let [value, next] = nodes.get(index);
                assert_eq!(value as u32 as usize % bins, bin);
                seen[value as u32 as usize] += 1;
                at = next;
            }
        }
        assert!(
            seen.iter().all(|&count| count == 1),
            "each value once with {bins} bins"
        );
    }
}

fn host_insert(heads: &Svm<u64>, nodes: &Svm<[u64; 2]>, used: &Svm<u32>, bins: usize, value: u64) {
    // SAFETY: fine-grained SVM with atomics: host atomics on live, aligned elements are what it is for.
    let (counter, head) = unsafe {
        (
            std::sync::atomic::AtomicU32::from_ptr(used.at(0)),
            AtomicU64::from_ptr(heads.at(value as usize % bins)),
        )
    };
    let index = counter.fetch_add(1, Ordering::SeqCst) as usize;
    let node = nodes.at(index);
    let mut first = head.load(Ordering::SeqCst);
    loop {
        nodes.set(index, [value, first]);
        match head.compare_exchange(
            first,
            node.addr() as u64,
            Ordering::SeqCst,
            Ordering::SeqCst,
        ) {
            Ok(_) => return,
            Err(now) => first = now,
        }
    }
}

/// No clFinish and no wait: the host polls the event's status, and CL_COMPLETE means that all is visible.
pub(super) fn sync_buffers() {
    const ITEMS: usize = 2048;
    let (context, device) = context_with(CL_DEVICE_SVM_FINE_GRAIN_BUFFER | CL_DEVICE_SVM_ATOMICS);
    let queue = context.queue(device);
    let program = context.build(
        "kernel void count(global atomic_int *sum, global int *plain, global atomic_int *device_sum) {
             atomic_fetch_add_explicit(sum, 1, memory_order_relaxed, memory_scope_all_svm_devices);
             atomic_fetch_add_explicit(device_sum, 2, memory_order_relaxed, memory_scope_device);
             plain[get_global_id(0)] = (int)get_global_id(0);
         }",
    );
    let kernel = program.kernel("count");
    for _ in 0..20 {
        let sums: [Svm<i32>; 2] = [context.svm(ATOMIC, 1), context.svm(ATOMIC, 1)];
        let plain: Svm<i32> = context.svm(FINE, ITEMS);
        sums.iter().for_each(|sum| sum.set(0, 0));
        kernel
            .arg_svm(0, &sums[0])
            .arg_svm(1, &plain)
            .arg_svm(2, &sums[1]);
        let event = queue.launch(&kernel, &[ITEMS], &[]);
        queue.flush();
        let started = Instant::now();
        while event.status() > CL_COMPLETE {
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "never complete after clFlush"
            );
        }
        assert_eq!(event.status(), CL_COMPLETE);
        // SAFETY: a live, aligned element of fine-grained SVM with atomics.
        let sum = unsafe { AtomicI32::from_ptr(sums[0].at(0)) };
        assert_eq!(sum.load(Ordering::Relaxed), ITEMS as i32);
        assert_eq!(sums[1].get(0), 2 * ITEMS as i32);
        assert!((0..ITEMS).all(|index| plain.get(index) == index as i32));
    }
}
