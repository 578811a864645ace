//! Command buffers: replays, their order, and queries.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl::{
    Buffer, CommandBuffer, Context, Event, Kernel, Queue, check, info_vec, no_change,
};
use mirrorcl_conformance::lab::Lab;
use mirrorcl_conformance::{cl, ext};
use opencl_sys::*;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::command_buffer_replays", replays),
        Case::new("api::command_buffer_graphs", graphs),
        Case::new("api::command_buffer_of_large_kernels", large_kernels),
        Case::new(
            "api::command_buffer_of_kernels_compiled_again",
            compiled_again,
        ),
        Case::new("api::command_buffer_svm_commands", svm_commands),
        Case::new("api::command_buffer_waits_and_profiles", waits_and_profiles),
        Case::new("api::command_buffer_simultaneous_use", simultaneous),
        Case::new("api::command_buffer_failures", failures),
        Case::new("api::command_buffer_release_orders", release_orders),
        Case::new("api::command_buffer_other_queues", other_queues),
        Case::new("api::command_buffer_queries", queries),
    ]
}

/// Kernels of all suites on command buffers.
pub(super) const SOURCE: &str = "
    kernel void add(global int *a, int v) { a[get_global_id(0)] += v; }
    kernel void twice(global int *a) { a[get_global_id(0)] *= 2; }
    kernel void ids(global int *a) {
        a[get_global_linear_id()] = (int)(get_global_id(0) * 1000 + get_local_size(0));
    }
    kernel void count(global int *a, int rounds) {
        for (int i = 0; i < rounds; i++) atomic_inc(&a[get_global_id(0) & 7]);
    }
    kernel void list(global int *global *node) { **node += 1; }
    kernel void wild(global int *a, int bad) {
        volatile global int *b = bad ? (volatile global int *)8 : a;
        b[get_global_id(0)] = 1;
    }";

/// A lab with a buffer of `length` ints, all 1.
pub(super) fn lab(length: usize) -> (Lab, Buffer) {
    let lab = Lab::new();
    let buffer = lab.buffer(&vec![1_i32; length]);
    (lab, buffer)
}

fn out_of_order(lab: &Lab) -> Queue {
    Queue::new(
        &lab.context,
        lab.device,
        CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE,
    )
}

/// The kernels `add` of `by` and `twice`, with their arguments set.
pub(super) fn add_and_twice(lab: &Lab, buffer: &Buffer, by: i32) -> [Kernel; 2] {
    let program = lab.context.build(SOURCE);
    let (add, twice) = (program.kernel("add"), program.kernel("twice"));
    add.arg_buffer(0, buffer).arg(1, by);
    twice.arg_buffer(0, buffer);
    [add, twice]
}

fn replays() {
    let (lab, numbers) = lab(100);
    let [add, twice] = add_and_twice(&lab, &numbers, 3);
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    // ((x + 3) * 2 + 3) * 2, 200 times: modulo 2^32.
    for _ in 0..200 {
        buffer.kernel(&add, &[100], &[], &[]);
        buffer.kernel(&twice, &[100], &[], &[]);
    }
    buffer.finalize();
    // The recorded arguments are the buffer's own from now on.
    add.arg(1, 1_000_000_i32);
    let mut expected = 1_i32;
    for round in 0..20 {
        let event = buffer.enqueue(&[]);
        if round % 3 == 0 {
            assert_eq!(event.wait(), CL_SUCCESS);
        }
        assert_eq!(event.command_type(), CL_COMMAND_COMMAND_BUFFER_KHR);
        for _ in 0..200 {
            expected = expected.wrapping_add(3).wrapping_mul(2);
        }
    }
    assert_eq!(lab.queue.read::<i32>(&numbers, 100), [expected; 100]);
    // Nothing in it.
    let empty = CommandBuffer::new(&lab.queue, &[]);
    empty.finalize();
    assert_eq!(empty.enqueue(&[]).wait(), CL_SUCCESS);
}

/// Random graphs of copies: each buffer gets its number from where the graph says, whatever runs first.
fn graphs() {
    let lab = Lab::new();
    let queue = out_of_order(&lab);
    let mut state = 7_u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for round in 0..20 {
        let count = 200;
        let cells: Vec<_> = (0..count).map(|n| lab.buffer(&[n as i32])).collect();
        let mut expected: Vec<i32> = (0..count as i32).collect();
        let buffer = CommandBuffer::new(&queue, &[]);
        // The last commands that wrote to or read from each cell.
        let mut touched: Vec<Vec<cl_sync_point_khr>> = vec![Vec::new(); count];
        for step in 0..400 {
            let (from, to) = (random(count as u32) as usize, random(count as u32) as usize);
            if from == to {
                continue;
            }
            if step % 97 == 96 {
                buffer.barrier(&[]);
                touched.iter_mut().for_each(Vec::clear);
            }
            let after = [touched[from].clone(), touched[to].clone()].concat();
            let point = buffer.copy(&cells[from], &cells[to], 4, &after);
            touched[from].push(point);
            touched[to] = vec![point];
            expected[to] = expected[from];
        }
        buffer.finalize();
        assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
        for (cell, expected) in cells.iter().zip(expected) {
            assert_eq!(lab.queue.read::<i32>(cell, 1), [expected], "round {round}");
        }
    }
}

/// Kernels for all compute units among tiny ones; barriers with wait lists.
fn large_kernels() {
    let lab = Lab::new();
    let counters = lab.buffer(&[0_i32; 8]);
    let program = lab.context.build(SOURCE);
    let count = program.kernel("count");
    for queue in [lab.context.queue(lab.device), out_of_order(&lab)] {
        let buffer = CommandBuffer::new(&queue, &[]);
        let mut before = Vec::new();
        for step in 0..30 {
            // Some fill all compute units, some are tiny.
            let (items, rounds) = if step % 3 == 0 { (8192, 50) } else { (8, 1) };
            count.arg_buffer(0, &counters).arg(1, rounds);
            let (point, _) = buffer.kernel(&count, &[items], &[8], &before);
            before = if step % 5 == 4 {
                vec![buffer.barrier(&[point])]
            } else {
                vec![point]
            };
        }
        buffer.finalize();
        let zero = 0_i32;
        let code = cl!(clEnqueueFillBuffer(
            lab.queue.0,
            counters.0,
            (&raw const zero).cast(),
            4,
            0,
            32,
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueFillBuffer");
        lab.queue.finish();
        for _ in 0..5 {
            assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
        }
        let each = 5 * (10 * 1024 * 50 + 20);
        assert_eq!(lab.queue.read::<i32>(&counters, 8), [each; 8]);
    }
}

/// Replays that last long enough for their kernel to be compiled again, for its local size, give what the first did.
fn compiled_again() {
    const ITEMS: usize = 1 << 18;
    let lab = Lab::new();
    let source = "
        kernel void sum(global const uint *in, global uint *out, local uint *part) {
            size_t l = get_local_id(0);
            part[l] = in[get_global_id(0)];
            for (size_t s = get_local_size(0) / 2; s > 0; s /= 2) {
                barrier(CLK_LOCAL_MEM_FENCE);
                if (l < s) part[l] += part[l + s];
            }
            if (l == 0) out[get_group_id(0)] += part[0];
        }";
    let kernel = lab.context.build(source).kernel("sum");
    let input: Vec<u32> = (0..ITEMS as u32).map(|index| index % 1001).collect();
    let from = lab.buffer(&input);
    for local in [256, 64] {
        let sums = lab.buffer(&vec![0_u32; ITEMS / local]);
        kernel.arg_buffer(0, &from).arg_buffer(1, &sums);
        kernel.arg_local(2, local * 4);
        let buffer = CommandBuffer::new(&lab.queue, &[]);
        buffer.kernel(&kernel, &[ITEMS], &[local], &[]);
        buffer.finalize();
        for _ in 0..400 {
            assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
        }
        let expected: Vec<u32> = input
            .chunks(local)
            .map(|part| part.iter().sum::<u32>().wrapping_mul(400))
            .collect();
        assert_eq!(lab.queue.read::<u32>(&sums, ITEMS / local), expected);
    }
}

fn svm_commands() {
    let lab = Lab::new();
    let from = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 4096);
    let to = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 4096);
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    let pattern = [7_i32, 8];
    check(
        ext!(clCommandSVMMemFillKHR(
            buffer.0,
            ptr::null_mut(),
            ptr::null(),
            from.as_ptr().cast(),
            pattern.as_ptr().cast(),
            8,
            from.size(),
            0,
            ptr::null(),
            ptr::null_mut(),
            ptr::null_mut()
        )),
        "clCommandSVMMemFillKHR",
    );
    check(
        ext!(clCommandSVMMemcpyKHR(
            buffer.0,
            ptr::null_mut(),
            ptr::null(),
            to.as_ptr().cast(),
            from.as_ptr().cast(),
            from.size(),
            0,
            ptr::null(),
            ptr::null_mut(),
            ptr::null_mut()
        )),
        "clCommandSVMMemcpyKHR",
    );
    // A kernel that goes through a pointer in SVM.
    let node = lab.context.svm::<*mut i32>(CL_MEM_READ_WRITE, 1);
    lab.queue.map(&node);
    node.set(0, to.as_ptr());
    lab.queue.unmap(&node);
    let kernel = lab.context.build(SOURCE).kernel("list");
    check(
        cl!(clSetKernelArgSVMPointer(kernel.0, 0, node.as_ptr().cast())),
        "clSetKernelArgSVMPointer",
    );
    let pointers = [to.as_ptr()];
    check(
        cl!(clSetKernelExecInfo(
            kernel.0,
            CL_KERNEL_EXEC_INFO_SVM_PTRS,
            size_of_val(&pointers),
            pointers.as_ptr().cast()
        )),
        "clSetKernelExecInfo",
    );
    buffer.kernel(&kernel, &[1], &[], &[]);
    buffer.finalize();
    for _ in 0..3 {
        drop(buffer.enqueue(&[]));
    }
    lab.queue.map(&to);
    assert_eq!(to.to_vec()[..4], [8, 8, 7, 8]);
    assert_eq!(to.get(4095), 8);
    lab.queue.unmap(&to);
    lab.queue.finish();
}

fn waits_and_profiles() {
    let (lab, numbers) = lab(8);
    let [add, _] = add_and_twice(&lab, &numbers, 1);
    let queue = Queue::new(&lab.context, lab.device, CL_QUEUE_PROFILING_ENABLE);
    let buffer = CommandBuffer::new(&queue, &[]);
    buffer.kernel(&add, &[8], &[], &[]);
    buffer.finalize();
    let gate = Event::user(&lab.context);
    let first = buffer.enqueue(&[&gate]);
    let second = buffer.enqueue(&[&first]);
    queue.flush();
    assert!(first.status() > CL_RUNNING && second.status() > CL_RUNNING);
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [1; 8]);
    gate.set(CL_COMPLETE);
    assert_eq!(second.wait(), CL_SUCCESS);
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [3; 8]);
    let times = [
        CL_PROFILING_COMMAND_QUEUED,
        CL_PROFILING_COMMAND_SUBMIT,
        CL_PROFILING_COMMAND_START,
        CL_PROFILING_COMMAND_END,
        CL_PROFILING_COMMAND_COMPLETE,
    ]
    .map(|name| second.time(name));
    assert!(times.is_sorted() && times[0] > 0, "{times:?}");
    // A wait list that fails takes the whole with it.
    let gate = Event::user(&lab.context);
    let event = buffer.enqueue(&[&gate]);
    gate.set(-7);
    event.wait();
    assert!(event.status() < 0);
    queue.finish();
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [3; 8]);
}

fn simultaneous() {
    let lab = Lab::new();
    let counters = lab.buffer(&[0_i32; 8]);
    let count = lab.context.build(SOURCE).kernel("count");
    count.arg_buffer(0, &counters).arg(1, 1_i32);
    let queue = out_of_order(&lab);
    let flags = CL_COMMAND_BUFFER_SIMULTANEOUS_USE_KHR | CL_COMMAND_BUFFER_MUTABLE_KHR;
    let buffer = CommandBuffer::with_flags(&queue, flags);
    let handles: Vec<_> = (0..20)
        .map(|_| buffer.kernel(&count, &[8], &[], &[]).1)
        .collect();
    buffer.finalize();
    // Many at once, changed while they run: each instance is as the buffer was when it was enqueued.
    let gate = Event::user(&lab.context);
    let mut total = 0;
    let mut rounds = vec![1_i32; handles.len()];
    for instance in 0..100_i32 {
        drop(buffer.enqueue(&[&gate]));
        total += rounds.iter().sum::<i32>();
        let index = instance as usize % handles.len();
        rounds[index] = instance;
        let arg = cl_mutable_dispatch_arg_khr {
            arg_index: 1,
            arg_size: 4,
            arg_value: (&raw const instance).cast(),
        };
        let change = cl_mutable_dispatch_config_khr {
            num_args: 1,
            arg_list: &raw const arg,
            ..no_change(handles[index])
        };
        check(buffer.update(&[change]), "clUpdateMutableCommandsKHR");
        if instance == 50 {
            gate.set(CL_COMPLETE);
        }
    }
    queue.finish();
    assert_eq!(lab.queue.read::<i32>(&counters, 8), [total; 8]);
}

fn failures() {
    let (lab, numbers) = lab(8);
    let program = lab.context.build(SOURCE);
    let (wild, add) = (program.kernel("wild"), program.kernel("add"));
    wild.arg_buffer(0, &numbers);
    add.arg_buffer(0, &numbers).arg(1, 1_i32);
    for bad in [0, 1] {
        let buffer = CommandBuffer::new(&lab.queue, &[]);
        // Once its cost is known, a small kernel runs on the thread that runs the others.
        wild.arg(1, bad);
        for kernel in [&wild, &add, &wild, &add] {
            buffer.kernel(kernel, &[8], &[], &[]);
        }
        buffer.finalize();
        for _ in 0..5 {
            let before = lab.queue.read::<i32>(&numbers, 1)[0];
            let event = buffer.enqueue(&[]);
            event.wait();
            let after = lab.queue.read::<i32>(&numbers, 8);
            if bad == 0 {
                assert_eq!((event.status(), after), (CL_COMPLETE, vec![2; 8]));
            } else {
                // What comes after the failure does not run.
                assert!(event.status() < 0, "{}", event.status());
                assert_eq!(after, [before; 8]);
            }
        }
    }
}

fn release_orders() {
    let (lab, numbers) = lab(64);
    let gate = Event::user(&lab.context);
    let event = {
        let [add, twice] = add_and_twice(&lab, &numbers, 2);
        let queue = lab.context.queue(lab.device);
        let buffer = CommandBuffer::new(&queue, &[]);
        for _ in 0..50 {
            buffer.kernel(&add, &[64], &[], &[]);
        }
        buffer.kernel(&twice, &[64], &[], &[]);
        buffer.finalize();
        // The buffer, its queue and its kernels go before it runs.
        buffer.enqueue(&[&gate])
    };
    gate.set(CL_COMPLETE);
    assert_eq!(event.wait(), CL_SUCCESS);
    assert_eq!(lab.queue.read::<i32>(&numbers, 64), [202; 64]);
    // One that is never finalised, and one that is never enqueued.
    let [add, _] = add_and_twice(&lab, &numbers, 2);
    for finalized in [false, true] {
        let buffer = CommandBuffer::new(&lab.queue, &[]);
        buffer.kernel(&add, &[64], &[], &[]);
        if finalized {
            buffer.finalize();
        }
    }
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    check(ext!(clRetainCommandBufferKHR(buffer.0)), "retain");
    assert_eq!(
        buffer.info::<cl_uint>(CL_COMMAND_BUFFER_REFERENCE_COUNT_KHR),
        2
    );
    check(ext!(clReleaseCommandBufferKHR(buffer.0)), "release");
}

fn enqueue_to(buffer: &CommandBuffer, queues: &mut [cl_command_queue]) -> cl_int {
    ext!(clEnqueueCommandBufferKHR(
        u32::try_from(queues.len()).expect("few queues"),
        queues.as_mut_ptr(),
        buffer.0,
        0,
        ptr::null(),
        ptr::null_mut()
    ))
}

fn other_queues() {
    let (lab, numbers) = lab(8);
    let [add, twice] = add_and_twice(&lab, &numbers, 1);
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    buffer.kernel(&add, &[8], &[], &[]);
    buffer.kernel(&twice, &[8], &[], &[]);
    buffer.finalize();
    let queue = out_of_order(&lab);
    assert_eq!(enqueue_to(&buffer, &mut [queue.0]), CL_SUCCESS);
    queue.finish();
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [4; 8]);
    let foreign = Context::new(&[lab.device]);
    let foreign = foreign.queue(lab.device);
    expect(&[
        (
            "another context",
            enqueue_to(&buffer, &mut [foreign.0]),
            CL_INVALID_CONTEXT,
        ),
        (
            "no queue",
            enqueue_to(&buffer, &mut [ptr::null_mut()]),
            CL_INVALID_COMMAND_QUEUE,
        ),
        (
            "two queues",
            enqueue_to(&buffer, &mut [queue.0, queue.0]),
            CL_INVALID_VALUE,
        ),
    ]);
}

fn queries() {
    let lab = Lab::new();
    let capabilities: u64 = lab.device.info(CL_DEVICE_COMMAND_BUFFER_CAPABILITIES_KHR);
    assert!(capabilities & CL_COMMAND_BUFFER_CAPABILITY_KERNEL_PRINTF_KHR != 0);
    let supported: u64 = lab
        .device
        .info(CL_DEVICE_COMMAND_BUFFER_SUPPORTED_QUEUE_PROPERTIES_KHR);
    assert_eq!(
        supported,
        CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | CL_QUEUE_PROFILING_ENABLE
    );
    let required: u64 = lab
        .device
        .info(CL_DEVICE_COMMAND_BUFFER_REQUIRED_QUEUE_PROPERTIES_KHR);
    assert_eq!(required, 0);
    assert_eq!(
        lab.device
            .info::<u64>(CL_DEVICE_MUTABLE_DISPATCH_CAPABILITIES_KHR),
        31
    );
    let list = [CL_COMMAND_BUFFER_FLAGS_KHR, CL_COMMAND_BUFFER_MUTABLE_KHR];
    let buffer = CommandBuffer::new(&lab.queue, &list);
    let properties = info_vec::<u64>(|size, value, ret| {
        let name = CL_COMMAND_BUFFER_PROPERTIES_ARRAY_KHR;
        ext!(clGetCommandBufferInfoKHR(buffer.0, name, size, value, ret))
    });
    assert_eq!(properties, [list[0], list[1], 0]);
    assert_eq!(buffer.info::<cl_uint>(CL_COMMAND_BUFFER_NUM_QUEUES_KHR), 1);
    assert_eq!(
        buffer.info::<cl_command_queue>(CL_COMMAND_BUFFER_QUEUES_KHR),
        lab.queue.0
    );
    assert_eq!(
        buffer.info::<cl_context>(CL_COMMAND_BUFFER_CONTEXT_KHR),
        lab.context.0
    );
    let state = || buffer.info::<cl_uint>(CL_COMMAND_BUFFER_STATE_KHR);
    assert_eq!(state(), CL_COMMAND_BUFFER_STATE_RECORDING_KHR);
    buffer.finalize();
    assert_eq!(state(), CL_COMMAND_BUFFER_STATE_EXECUTABLE_KHR);
    // Given NULL: no properties.
    let mut code = 0;
    let plain = ext!(clCreateCommandBufferKHR(
        1,
        &raw const lab.queue.0,
        ptr::null(),
        &raw mut code
    ));
    check(code, "clCreateCommandBufferKHR");
    let plain = CommandBuffer(plain);
    let properties = info_vec::<u64>(|size, value, ret| {
        let name = CL_COMMAND_BUFFER_PROPERTIES_ARRAY_KHR;
        ext!(clGetCommandBufferInfoKHR(plain.0, name, size, value, ret))
    });
    assert!(properties.is_empty());
}
