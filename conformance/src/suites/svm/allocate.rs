//! clSVMAlloc, and buffers over what it returns.

use super::{ATOMIC, FINE, context_with};
use mirrorcl_conformance::cl::Svm;
use opencl_sys::*;

const SIZE: usize = 1024;

/// Every flag set gives memory; a buffer over it maps to the very same address.
pub(super) fn shared_buffer() {
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let mut flag_sets = vec![0, CL_MEM_READ_WRITE, CL_MEM_WRITE_ONLY, CL_MEM_READ_ONLY];
    let svm = device.svm();
    if svm & CL_DEVICE_SVM_FINE_GRAIN_BUFFER != 0 {
        flag_sets.extend([
            FINE,
            CL_MEM_SVM_FINE_GRAIN_BUFFER,
            CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_READ_ONLY,
        ]);
    }
    if svm & CL_DEVICE_SVM_ATOMICS != 0 {
        flag_sets.extend([
            ATOMIC,
            ATOMIC ^ CL_MEM_READ_WRITE,
            ATOMIC ^ CL_MEM_READ_WRITE | CL_MEM_WRITE_ONLY,
        ]);
    }
    for flags in flag_sets {
        let memory: Svm<u8> = context.svm(flags, SIZE);
        let buffer = context.buffer(CL_MEM_USE_HOST_PTR, SIZE, memory.as_ptr().cast());
        let mapped = queue.map_buffer(&buffer, SIZE);
        assert_eq!(mapped, memory.as_ptr().cast(), "flags {flags:#x}");
        queue.unmap_buffer(&buffer, mapped);
        queue.finish();
        assert_eq!(buffer.info::<cl_bool>(CL_MEM_USES_SVM_POINTER), CL_TRUE);
    }
    let plain = context.buffer(CL_MEM_READ_WRITE, SIZE, std::ptr::null_mut());
    assert_eq!(plain.info::<cl_bool>(CL_MEM_USES_SVM_POINTER), CL_FALSE);
}

/// A buffer larger than the allocation under it is refused.
pub(super) fn negative() {
    let (context, _) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, SIZE);
    for flags in [CL_MEM_USE_HOST_PTR, CL_MEM_COPY_HOST_PTR] {
        let code = context
            .try_buffer(flags, 2 * SIZE, memory.as_ptr().cast())
            .err();
        assert_eq!(code, Some(CL_INVALID_BUFFER_SIZE), "flags {flags:#x}");
    }
}
