//! What the calls on command buffers refuse.

use super::command_buffers::{SOURCE, lab};
use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl::{CommandBuffer, Context, Event, Kernel};
use mirrorcl_conformance::ext;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::command_buffer_creation_errors", creation_errors),
        Case::new("api::command_buffer_errors", errors),
        Case::new("api::command_buffer_recording_errors", recording_errors),
        Case::new(
            "api::command_buffer_errors_of_each_command",
            errors_of_each_command,
        ),
    ]
}

fn create(count: cl_uint, queue: *const cl_command_queue, properties: &[u64]) -> cl_int {
    let mut code = 0;
    let buffer = ext!(clCreateCommandBufferKHR(
        count,
        queue,
        properties.as_ptr(),
        &raw mut code
    ));
    assert_eq!(buffer.is_null(), code != CL_SUCCESS);
    if code == CL_SUCCESS {
        drop(CommandBuffer(buffer));
    }
    code
}

fn creation_errors() {
    let lab = Lab::new();
    let queue = &raw const lab.queue.0;
    let none: cl_command_queue = ptr::null_mut();
    let flags = CL_COMMAND_BUFFER_FLAGS_KHR;
    expect(&[
        ("no queue", create(0, queue, &[0]), CL_INVALID_VALUE),
        (
            "two queues",
            create(2, [lab.queue.0, lab.queue.0].as_ptr(), &[0]),
            CL_INVALID_VALUE,
        ),
        ("NULL", create(1, ptr::null(), &[0]), CL_INVALID_VALUE),
        (
            "NULL queue",
            create(1, &raw const none, &[0]),
            CL_INVALID_COMMAND_QUEUE,
        ),
        (
            "unknown property",
            create(1, queue, &[1, 1, 0]),
            CL_INVALID_VALUE,
        ),
        (
            "unknown flag",
            create(1, queue, &[flags, 1 << 20, 0]),
            CL_INVALID_VALUE,
        ),
        (
            "other extension's flag",
            create(
                1,
                queue,
                &[flags, CL_COMMAND_BUFFER_DEVICE_SIDE_SYNC_KHR, 0],
            ),
            CL_INVALID_PROPERTY,
        ),
        (
            "twice",
            create(1, queue, &[flags, 0, flags, 0, 0]),
            CL_INVALID_VALUE,
        ),
        (
            "no buffer",
            ext!(clFinalizeCommandBufferKHR(ptr::null_mut())),
            CL_INVALID_COMMAND_BUFFER_KHR,
        ),
        (
            "retain none",
            ext!(clRetainCommandBufferKHR(lab.queue.0)),
            CL_INVALID_COMMAND_BUFFER_KHR,
        ),
        (
            "release none",
            ext!(clReleaseCommandBufferKHR(ptr::null_mut())),
            CL_INVALID_COMMAND_BUFFER_KHR,
        ),
    ]);
}

fn errors() {
    let lab = Lab::new();
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    let enqueue = |count, list: *const cl_event| {
        ext!(clEnqueueCommandBufferKHR(
            0,
            ptr::null_mut(),
            buffer.0,
            count,
            list,
            ptr::null_mut()
        ))
    };
    expect(&[("recording", enqueue(0, ptr::null()), CL_INVALID_OPERATION)]);
    buffer.finalize();
    let wrong: cl_event = ptr::null_mut();
    let foreign = Context::new(&[lab.device]);
    let foreign = Event::user(&foreign);
    let mut queues = [lab.queue.0];
    let count_and_queues = |count, queues: *mut cl_command_queue| {
        ext!(clEnqueueCommandBufferKHR(
            count,
            queues,
            buffer.0,
            0,
            ptr::null(),
            ptr::null_mut()
        ))
    };
    let query = |name, size| {
        let mut value = [0_u8; 64];
        ext!(clGetCommandBufferInfoKHR(
            buffer.0,
            name,
            size,
            value.as_mut_ptr().cast(),
            ptr::null_mut()
        ))
    };
    expect(&[
        (
            "list without events",
            enqueue(0, &raw const wrong),
            CL_INVALID_EVENT_WAIT_LIST,
        ),
        (
            "events without list",
            enqueue(1, ptr::null()),
            CL_INVALID_EVENT_WAIT_LIST,
        ),
        (
            "no event",
            enqueue(1, &raw const wrong),
            CL_INVALID_EVENT_WAIT_LIST,
        ),
        (
            "another context's event",
            enqueue(1, &raw const foreign.0),
            CL_INVALID_CONTEXT,
        ),
        (
            "queues without a number",
            count_and_queues(0, queues.as_mut_ptr()),
            CL_INVALID_VALUE,
        ),
        (
            "a number without queues",
            count_and_queues(1, ptr::null_mut()),
            CL_INVALID_VALUE,
        ),
        (
            "finalised twice",
            ext!(clFinalizeCommandBufferKHR(buffer.0)),
            CL_INVALID_OPERATION,
        ),
        ("unknown query", query(0, 64), CL_INVALID_VALUE),
        (
            "too small",
            query(CL_COMMAND_BUFFER_CONTEXT_KHR, 4),
            CL_INVALID_VALUE,
        ),
    ]);
    let gone = buffer.0;
    drop(buffer);
    expect(&[(
        "released",
        ext!(clFinalizeCommandBufferKHR(gone)),
        CL_INVALID_COMMAND_BUFFER_KHR,
    )]);
}

/// The parameters that all recording calls have, for one copy.
struct Recording {
    buffer: cl_command_buffer_khr,
    queue: cl_command_queue,
    properties: *const cl_command_properties_khr,
    count: cl_uint,
    points: *const cl_sync_point_khr,
    handle: *mut cl_mutable_command_khr,
}

impl Recording {
    fn copy(&self, from: cl_mem, to: cl_mem, offset: usize, size: usize) -> cl_int {
        ext!(clCommandCopyBufferKHR(
            self.buffer,
            self.queue,
            self.properties,
            from,
            to,
            offset,
            0,
            size,
            self.count,
            self.points,
            ptr::null_mut(),
            self.handle
        ))
    }

    fn fill(&self, buffer: cl_mem, pattern_size: usize, size: usize) -> cl_int {
        let pattern = [0_u8; 128];
        ext!(clCommandFillBufferKHR(
            self.buffer,
            self.queue,
            self.properties,
            buffer,
            pattern.as_ptr().cast(),
            pattern_size,
            0,
            size,
            self.count,
            self.points,
            ptr::null_mut(),
            self.handle
        ))
    }

    fn barrier(&self) -> cl_int {
        ext!(clCommandBarrierWithWaitListKHR(
            self.buffer,
            self.queue,
            self.properties,
            self.count,
            self.points,
            ptr::null_mut(),
            self.handle
        ))
    }

    fn svm(&self, to: *mut c_void, from: *const c_void, size: usize) -> cl_int {
        ext!(clCommandSVMMemcpyKHR(
            self.buffer,
            self.queue,
            self.properties,
            to,
            from,
            size,
            self.count,
            self.points,
            ptr::null_mut(),
            self.handle
        ))
    }

    fn kernel(&self, kernel: &Kernel, work_dim: cl_uint, local: *const usize) -> cl_int {
        let global = [8_usize];
        ext!(clCommandNDRangeKernelKHR(
            self.buffer,
            self.queue,
            self.properties,
            kernel.0,
            work_dim,
            ptr::null(),
            global.as_ptr(),
            local,
            self.count,
            self.points,
            ptr::null_mut(),
            self.handle
        ))
    }
}

/// Parameters that are right.
fn good(buffer: &CommandBuffer) -> Recording {
    Recording {
        buffer: buffer.0,
        queue: ptr::null_mut(),
        properties: ptr::null(),
        count: 0,
        points: ptr::null(),
        handle: ptr::null_mut(),
    }
}

fn recording_errors() {
    let (lab, numbers) = lab(8);
    let other = lab.buffer(&[0_i32; 8]);
    let add = lab.context.build(SOURCE).kernel("add");
    add.arg_buffer(0, &numbers).arg(1, 1_i32);
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    let mut handle = ptr::null_mut();
    let unknown = [1_u64, 1, 0];
    let points = [1_u32, 99];
    // What all of them refuse.
    let bad: [(&str, Recording, cl_int); 7] = [
        (
            "no buffer",
            Recording {
                buffer: ptr::null_mut(),
                ..good(&buffer)
            },
            CL_INVALID_COMMAND_BUFFER_KHR,
        ),
        (
            "a queue",
            Recording {
                queue: lab.queue.0,
                ..good(&buffer)
            },
            CL_INVALID_COMMAND_QUEUE,
        ),
        (
            "unknown property",
            Recording {
                properties: unknown.as_ptr(),
                ..good(&buffer)
            },
            CL_INVALID_VALUE,
        ),
        (
            "points without list",
            Recording {
                count: 1,
                ..good(&buffer)
            },
            CL_INVALID_SYNC_POINT_WAIT_LIST_KHR,
        ),
        (
            "list without points",
            Recording {
                points: points.as_ptr(),
                ..good(&buffer)
            },
            CL_INVALID_SYNC_POINT_WAIT_LIST_KHR,
        ),
        (
            "no such point",
            Recording {
                count: 2,
                points: points.as_ptr(),
                ..good(&buffer)
            },
            CL_INVALID_SYNC_POINT_WAIT_LIST_KHR,
        ),
        (
            "handle",
            Recording {
                handle: &raw mut handle,
                ..good(&buffer)
            },
            CL_INVALID_VALUE,
        ),
    ];
    let svm = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 16);
    let (low, high) = (svm.at(0).cast::<c_void>(), svm.at(8).cast::<c_void>());
    for (what, recording, code) in &bad {
        expect(&[
            (what, recording.copy(numbers.0, other.0, 0, 32), *code),
            (what, recording.fill(numbers.0, 4, 32), *code),
            (what, recording.barrier(), *code),
            (what, recording.svm(low, high, 32), *code),
        ]);
        // Kernels have handles.
        if *what != "handle" {
            expect(&[(what, recording.kernel(&add, 1, ptr::null()), *code)]);
        }
    }
}

fn errors_of_each_command() {
    let (lab, numbers) = lab(8);
    let other = lab.buffer(&[0_i32; 8]);
    let foreign_context = Context::new(&[lab.device]);
    let foreign = foreign_context.buffer(0, 32, ptr::null_mut());
    let program = lab.context.build(SOURCE);
    let (add, unset) = (program.kernel("add"), program.kernel("twice"));
    add.arg_buffer(0, &numbers).arg(1, 1_i32);
    let foreign_kernel = foreign_context.build(SOURCE).kernel("add");
    let svm = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 16);
    let (low, high) = (svm.at(0).cast::<c_void>(), svm.at(8).cast::<c_void>());
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    let it = good(&buffer);
    let nine = [9_usize; 3];
    expect(&[
        (
            "no memory object",
            it.copy(ptr::null_mut(), other.0, 0, 32),
            CL_INVALID_MEM_OBJECT,
        ),
        (
            "another context",
            it.copy(numbers.0, foreign.0, 0, 32),
            CL_INVALID_CONTEXT,
        ),
        (
            "too long",
            it.copy(numbers.0, other.0, 4, 32),
            CL_INVALID_VALUE,
        ),
        (
            "overlap",
            it.copy(numbers.0, numbers.0, 4, 16),
            CL_MEM_COPY_OVERLAP,
        ),
        ("pattern", it.fill(numbers.0, 3, 30), CL_INVALID_VALUE),
        ("SVM overlap", it.svm(low, low, 32), CL_MEM_COPY_OVERLAP),
        (
            "SVM NULL",
            it.svm(ptr::null_mut(), low, 32),
            CL_INVALID_VALUE,
        ),
        (
            "arguments missing",
            it.kernel(&unset, 1, ptr::null()),
            CL_INVALID_KERNEL_ARGS,
        ),
        (
            "another context's kernel",
            it.kernel(&foreign_kernel, 1, ptr::null()),
            CL_INVALID_CONTEXT,
        ),
        (
            "dimensions",
            it.kernel(&add, 4, ptr::null()),
            CL_INVALID_WORK_DIMENSION,
        ),
        (
            "local size",
            it.kernel(&add, 1, [usize::MAX].as_ptr()),
            CL_INVALID_WORK_GROUP_SIZE,
        ),
        (
            "image",
            ext!(clCommandCopyImageKHR(
                buffer.0,
                ptr::null_mut(),
                ptr::null(),
                numbers.0,
                other.0,
                nine.as_ptr(),
                nine.as_ptr(),
                nine.as_ptr(),
                0,
                ptr::null(),
                ptr::null_mut(),
                ptr::null_mut()
            )),
            CL_INVALID_OPERATION,
        ),
    ]);
    // None of the refused ones is in it.
    buffer.finalize();
    let it = good(&buffer);
    expect(&[
        (
            "finalised",
            it.copy(numbers.0, other.0, 0, 32),
            CL_INVALID_OPERATION,
        ),
        ("finalised", it.fill(numbers.0, 4, 32), CL_INVALID_OPERATION),
        ("finalised", it.barrier(), CL_INVALID_OPERATION),
        ("finalised", it.svm(low, high, 32), CL_INVALID_OPERATION),
        (
            "finalised",
            it.kernel(&add, 1, ptr::null()),
            CL_INVALID_OPERATION,
        ),
    ]);
    assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [1; 8]);
}
