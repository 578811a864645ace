//! Work-groups of one launch that wait for each other: as many as compute units run at a time, and in order of their number. A case that
//! hangs is ended by the runner.

use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{CommandBuffer, Context, Device, Kernel, Queue, Svm, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

pub(super) fn cases() -> Vec<Case> {
    let meet = Case::new("api::work_groups_wait_for_each_other", meet);
    let host = Case::new("api::work_groups_and_the_host_wait_for_each_other", host);
    let scans = Case::new("api::scans_look_back", scans);
    let faults = Case::new("api::work_groups_wait_for_one_that_faults", faults);
    let recorded = Case::new("api::recorded_work_groups_wait_for_each_other", recorded);
    let several = Case::new("api::launches_that_need_all_compute_units", several);
    vec![
        meet,
        meet.on("cu=1"),
        meet.on("cu=5"),
        meet.through_il(),
        Case::new(
            "api::work_groups_of_a_sub_device_wait_for_each_other",
            sub_device,
        )
        .on("cu=5"),
        host,
        host.on("cu=3"),
        scans,
        scans.on("cu=1"),
        scans.on("cu=4"),
        several,
        several.on("cu=3"),
        recorded,
        recorded.on("cu=4"),
        faults,
        faults.on("cu=4"),
    ]
}

/// `meet`: all groups wait for each other, `rounds` times, and each sees what the one behind it has written. `pair`: the first group of
/// two asks, the second one answers. `talk`: each group answers the host, which waits for all.
/// `one_faults`: the others wait for ever.
const SOURCE: &str = "
    kernel void meet(volatile global atomic_uint *come, global int *marks, int rounds) {
        int groups = get_num_groups(0), group = get_group_id(0), lid = get_local_id(0);
        for (int round = 1; round <= rounds; ++round) {
            if (lid == 0) marks[group] = round * 1000 + group;
            work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
            if (lid == 0) {
                atomic_fetch_add_explicit(come, 1, memory_order_acq_rel, memory_scope_device);
                while (atomic_load_explicit(come, memory_order_acquire, memory_scope_device) < (2 * round - 1) * groups) ;
            }
            work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
            int next = (group + 1) % groups;
            bool wrong = marks[next] != round * 1000 + next;
            work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
            if (lid == 0) {
                if (wrong) marks[groups] = round;
                atomic_fetch_add_explicit(come, 1, memory_order_acq_rel, memory_scope_device);
                while (atomic_load_explicit(come, memory_order_acquire, memory_scope_device) < 2 * round * groups) ;
            }
            work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
        }
    }
    kernel void pair(volatile global int *ask, volatile global int *answer, int rounds) {
        for (int round = 1; round <= rounds; ++round) {
            if (get_group_id(0) + get_group_id(1) == 0) {
                atomic_xchg(ask, round);
                while (*answer != round) ;
            } else {
                while (*ask != round) ;
                atomic_xchg(answer, round);
            }
        }
    }
    kernel void talk(volatile global atomic_int *from_host, volatile global atomic_int *from_groups, int rounds) {
        for (int round = 1; round <= rounds; ++round) {
            while (atomic_load_explicit(from_host, memory_order_acquire, memory_scope_all_svm_devices) < round) ;
            atomic_fetch_add_explicit(from_groups, 1, memory_order_acq_rel, memory_scope_all_svm_devices);
        }
    }
    kernel void one_faults(volatile global atomic_int *come, global int *nowhere, int which) {
        if (get_group_id(0) == which) *nowhere = 1;
        while (atomic_load(come) < get_num_groups(0)) ;
    }";

fn units(device: Device) -> usize {
    device.info::<cl_uint>(CL_DEVICE_MAX_COMPUTE_UNITS) as usize
}

/// With fewer processors than compute units each round takes time slices.
fn rounds(units: usize) -> i32 {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    if units <= processors { 1000 } else { 5 }
}

fn until(what: &str, done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(100), "{what}");
        std::thread::yield_now();
    }
}

/// Zeros that all see at once.
fn fine<T: Copy + Default>(context: &Context, length: usize) -> Svm<T> {
    let flags = CL_MEM_READ_WRITE | CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_SVM_ATOMICS;
    let zeros = context.svm::<T>(flags, length);
    (0..length).for_each(|index| zeros.set(index, T::default()));
    zeros
}

/// [`SOURCE`]'s `meet`, once.
fn launch_meeting(
    queue: &Queue,
    context: &Context,
    kernel: &Kernel,
    groups: usize,
    local: usize,
    rounds: i32,
) {
    let (come, marks) = (fine::<u32>(context, 1), fine::<i32>(context, groups + 1));
    kernel.arg_svm(0, &come).arg_svm(1, &marks).arg(2, rounds);
    let event = queue.launch(kernel, &[groups * local], &[local]);
    assert_eq!(event.wait(), CL_SUCCESS);
    assert_eq!(come.get(0) as usize, 2 * rounds as usize * groups);
    assert_eq!(marks.get(groups), 0, "a group saw what was older");
}

fn meet() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let (meet, pair) = (program.kernel("meet"), program.kernel("pair"));
    let units = units(lab.device);
    for local in [1, 1, 16, 64] {
        launch_meeting(&lab.queue, &lab.context, &meet, units, local, rounds(units));
    }
    if units < 2 {
        return;
    }
    for round in 0..40 {
        let flags = fine::<i32>(&lab.context, 32);
        let answer = flags.at(16).cast_const().cast();
        pair.arg_svm(0, &flags).arg_pointer(1, answer);
        pair.arg(2, rounds(units));
        // Both in one row, and each a row of its own.
        let global: &[usize] = if round % 2 == 0 { &[2] } else { &[1, 2] };
        let event = lab.queue.launch(&pair, global, &[1, 1][..global.len()]);
        if round % 4 < 2 {
            lab.queue.flush();
            until("the groups answer each other", || event.status() <= 0);
        }
        assert_eq!(event.wait(), CL_SUCCESS);
    }
}

/// The groups of a sub-device are as many as it has compute units, and so are those of the rest, at the same time.
fn sub_device() {
    let device = Device::first();
    let properties = [CL_DEVICE_PARTITION_BY_COUNTS, 2, 3, 0, 0];
    let mut parts = [ptr::null_mut(); 2];
    let list = parts.as_mut_ptr();
    let code = cl!(clCreateSubDevices(
        device.0,
        properties.as_ptr(),
        2,
        list,
        ptr::null_mut()
    ));
    check(code, "clCreateSubDevices");
    std::thread::scope(|scope| {
        for part in parts.map(|part| part.expose_provenance()) {
            scope.spawn(move || {
                let part = Device(ptr::with_exposed_provenance_mut(part));
                let context = Context::new(&[part]);
                let kernel = context.build(SOURCE).kernel("meet");
                let queue = context.queue(part);
                for local in [1, 64] {
                    // Both parts at a time.
                    let rounds = rounds(units(part) + 2);
                    launch_meeting(&queue, &context, &kernel, units(part), local, rounds);
                }
            });
        }
    });
}

/// All groups and the host, which spins after clFlush, or waits in clFinish on one thread and talks on another.
fn host() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let talk = program.kernel("talk");
    // The host and the groups are more than there may be processors.
    let (units, rounds) = (units(lab.device), 20);
    for turn in 0..6 {
        let shared = fine::<i32>(&lab.context, 32);
        let [asked, answered] = [0, 16].map(|index| {
            // SAFETY: a live, aligned element of fine-grained SVM with atomics.
            unsafe { AtomicI32::from_ptr(shared.at(index)) }
        });
        talk.arg_svm(0, &shared)
            .arg_pointer(1, shared.at(16).cast_const().cast())
            .arg(2, rounds);
        let event = lab.queue.launch(&talk, &[units], &[1]);
        let speak = move || {
            for round in 1..=rounds {
                asked.store(round, Ordering::Release);
                until("all groups answer", || {
                    answered.load(Ordering::Acquire) >= round * units as i32
                });
            }
        };
        if turn % 2 == 0 {
            lab.queue.flush();
            speak();
        } else {
            std::thread::scope(|scope| {
                scope.spawn(speak);
                lab.queue.finish();
            });
        }
        assert_eq!(event.wait(), CL_SUCCESS);
    }
}

/// A scan in one pass: each group publishes its sum, then looks back at those of the groups before it until one knows the sum of all
/// before that.
fn scans() {
    const LOCAL: usize = 64;
    let lab = Lab::new();
    let source = "
        #define FLAG(v) ((v) >> 62)
        kernel void scan(volatile global atomic_ulong *state, global const uint *in, global ulong *out) {
            local ulong before;
            size_t group = get_group_id(0) + get_group_id(1) * get_num_groups(0);
            size_t at = group * get_local_size(0) + get_local_id(0);
            ulong sum = work_group_scan_inclusive_add((ulong)in[at]);
            if (get_local_id(0) == get_local_size(0) - 1) {
                ulong all = 0;
                if (group > 0) {
                    atomic_store_explicit(&state[group], sum | (1ul << 62), memory_order_release, memory_scope_device);
                    for (size_t look = group - 1;; --look) {
                        ulong seen;
                        while (FLAG(seen = atomic_load_explicit(&state[look], memory_order_acquire, memory_scope_device)) == 0) ;
                        all += seen & ~(3ul << 62);
                        if (FLAG(seen) == 2) break;
                    }
                }
                atomic_store_explicit(&state[group], (all + sum) | (2ul << 62), memory_order_release, memory_scope_device);
                before = all;
            }
            barrier(CLK_LOCAL_MEM_FENCE);
            out[at] = before + sum;
        }";
    let kernel = lab.context.build(source).kernel("scan");
    let shapes = [[1000, 1], [1, 1000], [8, 125], [3000, 1], [4, 1]];
    for (number, [width, height]) in shapes.into_iter().enumerate() {
        let groups = width * height;
        let input: Vec<u32> = (0..groups * LOCAL)
            .map(|index| (index as u32).wrapping_mul(2_654_435_761) >> 8)
            .collect();
        let expected = input.iter().scan(0_u64, |sum, value| {
            *sum += u64::from(*value);
            Some(*sum)
        });
        let state = lab.buffer(&vec![0_u64; groups]);
        let (from, to) = (lab.buffer(&input), lab.buffer(&vec![0_u64; input.len()]));
        kernel
            .arg_buffer(0, &state)
            .arg_buffer(1, &from)
            .arg_buffer(2, &to);
        let event = lab
            .queue
            .launch(&kernel, &[width * LOCAL, height], &[LOCAL, 1]);
        if number % 2 == 0 {
            lab.queue.flush();
            until("the scan is done", || event.status() <= 0);
        }
        assert_eq!(event.wait(), CL_SUCCESS);
        let found = lab.queue.read::<u64>(&to, input.len());
        assert!(found.into_iter().eq(expected), "{groups} groups");
    }
}

/// Several queues, each with launches that need all compute units, waited for by a thread each; some are more urgent.
fn several() {
    std::thread::scope(|scope| {
        for number in 0..4_usize {
            scope.spawn(move || {
                let lab = Lab::new();
                let program = lab.context.build(SOURCE);
                let priority = [
                    CL_QUEUE_PRIORITY_MED_KHR,
                    CL_QUEUE_PRIORITY_HIGH_KHR,
                    CL_QUEUE_PRIORITY_LOW_KHR,
                ];
                let properties = [
                    cl_queue_properties::from(CL_QUEUE_PRIORITY_KHR),
                    cl_queue_properties::from(priority[number % 3]),
                    0,
                ];
                let queue = Queue::try_new(&lab.context, lab.device, &properties);
                let queue = queue.expect("all priorities are supported");
                let kernel = program.kernel("pair");
                for round in 0..30 {
                    let flags: Vec<_> = (0..3).map(|_| fine::<i32>(&lab.context, 32)).collect();
                    let events: Vec<_> = flags
                        .iter()
                        .map(|flags| {
                            let answer = flags.at(16).cast_const().cast();
                            kernel.arg_svm(0, flags).arg_pointer(1, answer).arg(2, 5);
                            queue.launch(&kernel, &[2], &[1])
                        })
                        .collect();
                    if round % 3 == 0 {
                        queue.flush();
                        until("all are done", || {
                            events.iter().all(|event| event.status() <= 0)
                        });
                    }
                    for event in &events {
                        assert_eq!(event.wait(), CL_SUCCESS);
                    }
                }
                let kernel = program.kernel("meet");
                launch_meeting(&queue, &lab.context, &kernel, units(lab.device), 16, 5);
            });
        }
    });
}

/// In a command buffer, in order and all at once.
fn recorded() {
    const LAUNCHES: usize = 12;
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let out_of_order = CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE;
    for properties in [0, out_of_order] {
        let queue = Queue::new(&lab.context, lab.device, properties);
        let buffer = CommandBuffer::new(&queue, &[]);
        let flags: Vec<_> = (0..LAUNCHES)
            .map(|_| fine::<i32>(&lab.context, 32))
            .collect();
        let kernel = program.kernel("pair");
        for flags in &flags {
            let answer = flags.at(16).cast_const().cast();
            kernel.arg_svm(0, flags).arg_pointer(1, answer).arg(2, 5);
            buffer.kernel(&kernel, &[2], &[1], &[]);
        }
        buffer.finalize();
        for round in 0..10 {
            let event = buffer.enqueue(&[]);
            if round % 2 == 0 {
                queue.flush();
                until("the buffer is done", || event.status() <= 0);
            }
            assert_eq!(event.wait(), CL_SUCCESS);
        }
    }
}

/// When a group faults, those that wait for it end, too, and nothing else does.
fn faults() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let (kernel, talk) = (program.kernel("one_faults"), program.kernel("talk"));
    let other = lab.context.queue(lab.device);
    let units = units(lab.device);
    for round in 0..20 {
        let come = fine::<i32>(&lab.context, 32);
        // More groups than run at a time, too: then the first ones wait.
        let groups = if round % 2 == 0 { units } else { 10 * units };
        let which = [0, units - 1][round / 2 % 2] as i32;
        kernel.arg_svm(0, &come).arg_pointer(1, ptr::null());
        kernel.arg(2, which);
        let event = lab.queue.launch(&kernel, &[groups], &[1]);
        talk.arg_svm(0, &come)
            .arg_pointer(1, come.at(16).cast_const().cast());
        let after = other.launch(talk.arg(2, 0), &[units], &[1]);
        if round % 3 == 0 {
            lab.queue.flush();
            until("the launch fails", || event.status() <= 0);
        }
        assert_ne!(event.wait(), CL_SUCCESS);
        assert!(event.status() < 0);
        assert_eq!(after.wait(), CL_SUCCESS);
    }
}
