//! Memory objects and SVM through the C entry points: transfers against a model, and pointers that lead nowhere.
#![allow(clippy::unwrap_used, reason = "tests may")]

use opencl_sys as cl;
use opencl_sys::cl_icd::cl_icd_dispatch;
use opencl_sys::{cl_context, cl_event, cl_int, cl_mem};
use proptest::prelude::*;
use std::ffi::c_void;
use std::ptr::{null, null_mut, with_exposed_provenance_mut};

fn table() -> &'static cl_icd_dispatch {
    // SAFETY: the driver's dispatch table, a constant of this type.
    unsafe { &*mirrorcl::dispatch::table().cast() }
}

/// Calls an entry point.
macro_rules! call {
    ($name:ident($($argument:expr),* $(,)?)) => {
        // SAFETY: arguments that the specification allows, or that it requires the driver to refuse; pointers that are read or
        // written lead to live memory of the size given, or nowhere.
        unsafe { (table().$name.unwrap())($($argument),*) }
    };
}

struct Lab {
    context: cl_context,
    queue: *mut c_void,
}

impl Lab {
    fn new() -> Lab {
        let platform = mirrorcl::object::platform::Platform::get().unwrap();
        let device = platform.devices()[0].handle();
        let mut code = 0;
        let context = call!(clCreateContext(
            null(),
            1,
            &raw const device,
            None,
            null_mut(),
            &raw mut code
        ));
        assert_eq!(code, cl::CL_SUCCESS);
        let queue = call!(clCreateCommandQueueWithProperties(
            context,
            device,
            null(),
            &raw mut code
        ));
        assert_eq!(code, cl::CL_SUCCESS);
        Lab { context, queue }
    }

    fn buffer(&self, flags: u64, size: usize, host: *mut c_void) -> (cl_mem, cl_int) {
        let mut code = 0;
        (
            call!(clCreateBuffer(
                self.context,
                flags,
                size,
                host,
                &raw mut code
            )),
            code,
        )
    }

    fn filled(&self, contents: &[u8]) -> cl_mem {
        let host = contents.as_ptr().cast_mut().cast();
        let (buffer, code) = self.buffer(cl::CL_MEM_COPY_HOST_PTR, contents.len(), host);
        assert_eq!(code, cl::CL_SUCCESS);
        buffer
    }

    fn read(&self, buffer: cl_mem, to: &mut [u8]) -> cl_int {
        self.read_to(buffer, to.as_mut_ptr().cast(), to.len())
    }

    fn read_to(&self, buffer: cl_mem, to: *mut c_void, size: usize) -> cl_int {
        call!(clEnqueueReadBuffer(
            self.queue,
            buffer,
            1,
            0,
            size,
            to,
            0,
            null(),
            null_mut()
        ))
    }

    fn write_from(&self, buffer: cl_mem, from: *const c_void, size: usize) -> cl_int {
        call!(clEnqueueWriteBuffer(
            self.queue,
            buffer,
            1,
            0,
            size,
            from,
            0,
            null(),
            null_mut()
        ))
    }

    fn svm(&self, size: usize) -> *mut c_void {
        call!(clSVMAlloc(self.context, cl::CL_MEM_READ_WRITE, size, 0))
    }

    fn svm_map(&self, pointer: *mut c_void, size: usize) -> cl_int {
        call!(clEnqueueSVMMap(
            self.queue,
            1,
            cl::CL_MAP_READ,
            pointer,
            size,
            0,
            null(),
            null_mut()
        ))
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        call!(clReleaseCommandQueue(self.queue));
        call!(clReleaseContext(self.context));
    }
}

/// A region with its place on both sides.
#[derive(Debug, Clone)]
struct Transfer {
    region: [usize; 3],
    origins: [[usize; 3]; 2],
    row_pitches: [usize; 2],
    slice_pitches: [usize; 2],
}

impl Transfer {
    fn offset(&self, side: usize, [x, y, z]: [usize; 3]) -> usize {
        let [ox, oy, oz] = self.origins[side];
        (oz + z) * self.slice_pitches[side] + (oy + y) * self.row_pitches[side] + ox + x
    }

    /// What should become of `to`.
    fn model(&self, to: &mut [u8], to_side: usize, from: &[u8]) {
        for z in 0..self.region[2] {
            for y in 0..self.region[1] {
                for x in 0..self.region[0] {
                    let at = [x, y, z];
                    to[self.offset(to_side, at)] = from[self.offset(1 - to_side, at)];
                }
            }
        }
    }
}

const BYTES: usize = 4096;

prop_compose! {
    fn transfer()(
        region in [1usize..12, 1usize..5, 1usize..4],
        origins in [[0usize..9, 0usize..3, 0usize..3], [0usize..9, 0usize..3, 0usize..3]],
        gaps in [0usize..4, 0usize..4],
        slice_gaps in [0usize..3, 0usize..3],
    ) -> Transfer {
        let row_pitches = gaps.map(|gap| region[0] + gap);
        let slice_pitches = [0, 1].map(|side| row_pitches[side] * (region[1] + slice_gaps[side]));
        Transfer { region, origins, row_pitches, slice_pitches }
    }
}

proptest! {
    #[test]
    fn rectangles_go_where_they_belong(transfer in transfer()) {
        let lab = Lab::new();
        let first: Vec<u8> = (0..BYTES).map(|n| (n % 251) as u8).collect();
        let second: Vec<u8> = (0..BYTES).map(|n| 255 - (n % 253) as u8).collect();
        let (a, b) = (lab.filled(&first), lab.filled(&second));
        let t = &transfer;
        let region = t.region.as_ptr();
        let origin = |side: usize| t.origins[side].as_ptr();
        let (rows, slices) = (t.row_pitches, t.slice_pitches);

        let mut host = second.clone();
        let code = call!(clEnqueueReadBufferRect(
            lab.queue, a, 1, origin(0), origin(1), region, rows[0], slices[0], rows[1], slices[1],
            host.as_mut_ptr().cast(), 0, null(), null_mut(),
        ));
        prop_assert_eq!(code, cl::CL_SUCCESS);
        let mut expected = second.clone();
        t.model(&mut expected, 1, &first);
        prop_assert_eq!(&host, &expected);

        let code = call!(clEnqueueCopyBufferRect(
            lab.queue, a, b, origin(0), origin(1), region, rows[0], slices[0], rows[1], slices[1],
            0, null(), null_mut(),
        ));
        prop_assert_eq!(code, cl::CL_SUCCESS);
        let mut copied = vec![0; BYTES];
        prop_assert_eq!(lab.read(b, &mut copied), cl::CL_SUCCESS);
        prop_assert_eq!(&copied, &expected);

        let code = call!(clEnqueueWriteBufferRect(
            lab.queue, a, 1, origin(0), origin(1), region, rows[0], slices[0], rows[1], slices[1],
            second.as_ptr().cast(), 0, null(), null_mut(),
        ));
        prop_assert_eq!(code, cl::CL_SUCCESS);
        let mut expected = first.clone();
        t.model(&mut expected, 0, &second);
        prop_assert_eq!(lab.read(a, &mut copied), cl::CL_SUCCESS);
        prop_assert_eq!(&copied, &expected);
        call!(clReleaseMemObject(a));
        call!(clReleaseMemObject(b));
    }
}

#[test]
fn host_pointers_that_lead_nowhere_fail_their_command_alone() {
    let lab = Lab::new();
    let nowhere: *mut c_void = with_exposed_provenance_mut(0x10);
    for size in [1, 64, 4096, 1 << 20, (4 << 20) + 1] {
        let (buffer, _) = lab.buffer(0, size, null_mut());
        assert!(lab.read_to(buffer, nowhere, size) < 0);
        assert!(lab.write_from(buffer, nowhere, size) < 0);
        let mut event: cl_event = null_mut();
        let code = call!(clEnqueueSVMMemcpy(
            lab.queue,
            0,
            nowhere,
            with_exposed_provenance_mut::<c_void>(0x8000_0000).cast_const(),
            size,
            0,
            null(),
            &raw mut event,
        ));
        assert_eq!(code, cl::CL_SUCCESS, "found out when it runs");
        assert_eq!(
            call!(clWaitForEvents(1, &raw const event)),
            cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST
        );
        call!(clReleaseEvent(event));
        let mut contents = vec![7u8; size];
        assert_eq!(
            lab.write_from(buffer, contents.as_ptr().cast(), size),
            cl::CL_SUCCESS
        );
        contents.fill(0);
        assert_eq!(lab.read(buffer, &mut contents), cl::CL_SUCCESS);
        assert!(contents.iter().all(|&byte| byte == 7));
        call!(clReleaseMemObject(buffer));
    }
    let (buffer, code) = lab.buffer(cl::CL_MEM_COPY_HOST_PTR, 64, nowhere);
    assert_eq!((buffer, code), (null_mut(), cl::CL_INVALID_HOST_PTR));
}

#[test]
fn freeing_what_is_no_allocation_changes_nothing() {
    let (lab, other) = (Lab::new(), Lab::new());
    let memory = lab.svm(4096);
    assert!(!memory.is_null());
    let local = 0u64;
    for pointer in [
        memory.wrapping_byte_add(64),
        (&raw const local).cast_mut().cast(),
        with_exposed_provenance_mut(0x10),
        null_mut(),
    ] {
        call!(clSVMFree(lab.context, pointer));
    }
    call!(clSVMFree(other.context, memory));
    assert_eq!(lab.svm_map(memory, 4096), cl::CL_SUCCESS);
    assert_eq!(
        lab.svm_map(memory, 4097),
        cl::CL_INVALID_VALUE,
        "beyond the allocation"
    );
    assert_eq!(
        other.svm_map(memory, 1),
        cl::CL_INVALID_VALUE,
        "of another context"
    );
    call!(clSVMFree(lab.context, memory));
    call!(clSVMFree(lab.context, memory));
    assert_eq!(lab.svm_map(memory, 1), cl::CL_INVALID_VALUE, "freed");
    let code = call!(clEnqueueSVMUnmap(lab.queue, memory, 0, null(), null_mut()));
    assert_eq!(code, cl::CL_INVALID_VALUE, "its maps went with it");
}

#[test]
fn buffers_over_svm_are_that_memory_and_know_where_it_ends() {
    let lab = Lab::new();
    let memory = lab.svm(4096);
    let inside = memory.wrapping_byte_add(1024);
    for flags in [cl::CL_MEM_USE_HOST_PTR, cl::CL_MEM_COPY_HOST_PTR] {
        assert_eq!(
            lab.buffer(flags, 4097, memory).1,
            cl::CL_INVALID_BUFFER_SIZE
        );
        assert_eq!(
            lab.buffer(flags, 3073, inside).1,
            cl::CL_INVALID_BUFFER_SIZE
        );
    }
    let (buffer, code) = lab.buffer(cl::CL_MEM_USE_HOST_PTR, 3072, inside);
    assert_eq!(code, cl::CL_SUCCESS);
    let region = cl::cl_buffer_region {
        origin: 128,
        size: 256,
    };
    let mut code = 0;
    let part = call!(clCreateSubBuffer(
        buffer,
        0,
        cl::CL_BUFFER_CREATE_TYPE_REGION,
        (&raw const region).cast(),
        &raw mut code,
    ));
    assert_eq!(code, cl::CL_SUCCESS);
    let mapped = call!(clEnqueueMapBuffer(
        lab.queue,
        part,
        1,
        cl::CL_MAP_WRITE,
        16,
        32,
        0,
        null(),
        null_mut(),
        &raw mut code,
    ));
    assert_eq!(mapped, inside.wrapping_byte_add(128 + 16));
    let overlapping = call!(clEnqueueMapBuffer(
        lab.queue,
        buffer,
        1,
        cl::CL_MAP_WRITE,
        128 + 40,
        64,
        0,
        null(),
        null_mut(),
        &raw mut code,
    ));
    assert_eq!(
        (overlapping, code),
        (null_mut(), cl::CL_INVALID_OPERATION),
        "through the parent"
    );
    let unmap = |object| {
        call!(clEnqueueUnmapMemObject(
            lab.queue,
            object,
            mapped,
            0,
            null(),
            null_mut()
        ))
    };
    assert_eq!(
        unmap(buffer),
        cl::CL_INVALID_VALUE,
        "mapped through the sub-buffer"
    );
    assert_eq!(unmap(part), cl::CL_SUCCESS);
    for object in [part, buffer] {
        call!(clReleaseMemObject(object));
    }
    call!(clSVMFree(lab.context, memory));
}
