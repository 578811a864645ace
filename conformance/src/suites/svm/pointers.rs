//! SVM pointers as kernel arguments and in the exec info.

use super::{context_with, pointer};
use mirrorcl_conformance::cl::Svm;
use opencl_sys::*;

/// Interior pointers, one for each byte of an allocation.
pub(super) fn passing() {
    const LENGTH: usize = 256;
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let program = context.build(
        "kernel void check(global uchar *p, volatile global uint *right, uint value, uint left) {
             if (get_global_id(0) < left && p[get_global_id(0)] == (uchar)(value + get_global_id(0))) atomic_inc(right);
         }",
    );
    let kernel = program.kernel("check");
    let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    queue.map(&memory);
    (0..LENGTH).for_each(|index| memory.set(index, index as u8));
    queue.unmap(&memory);
    let right: Svm<u32> = context.svm(CL_MEM_READ_WRITE, 1);
    let buffer = context.buffer(CL_MEM_USE_HOST_PTR, 4, right.as_ptr().cast());
    for index in 0..LENGTH {
        let mapped = queue.map_buffer(&buffer, 4);
        right.set(0, 0);
        queue.unmap_buffer(&buffer, mapped);
        kernel
            .arg_pointer(0, memory.at(index).cast())
            .arg_buffer(1, &buffer);
        kernel.arg(2, index as u32).arg(3, (LENGTH - index) as u32);
        queue.launch(&kernel, &[LENGTH], &[]);
        let mapped = queue.map_buffer(&buffer, 4);
        assert_eq!(right.get(0) as usize, LENGTH - index, "from byte {index}");
        queue.unmap_buffer(&buffer, mapped);
    }
    queue.finish();
}

/// A kernel reaches allocations that only the exec info names; the set is replaced, and emptied.
pub(super) fn exec_info() {
    const LENGTH: usize = 64;
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let program = context.build(
        "typedef struct { global int *a; global int *b; global int *c; } Pointers;
         kernel void sum(global Pointers *p, global int *out) {
             size_t i = get_global_id(0);
             out[i] = p->a[i] + p->b[i] + p->c[i];
         }",
    );
    let kernel = program.kernel("sum");
    let parts: [Svm<i32>; 3] = [(); 3].map(|()| context.svm(CL_MEM_READ_WRITE, LENGTH));
    let table: Svm<[u64; 3]> = context.svm(CL_MEM_READ_WRITE, 1);
    let out: Svm<i32> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    for (factor, part) in (1..).zip(&parts) {
        queue.map(part);
        (0..LENGTH).for_each(|index| part.set(index, factor * index as i32));
        queue.unmap(part);
    }
    queue.map(&table);
    table.set(0, parts.each_ref().map(|part| part.as_ptr().addr() as u64));
    queue.unmap(&table);
    assert_eq!(
        kernel.svm_pointers(&parts.each_ref().map(pointer)),
        CL_SUCCESS
    );
    kernel.arg_svm(0, &table).arg_svm(1, &out);
    queue.launch(&kernel, &[LENGTH], &[]);
    queue.map(&out);
    assert!((0..LENGTH).all(|index| out.get(index) == 6 * index as i32));
    queue.unmap(&out);
    assert_eq!(kernel.svm_pointers(&[]), CL_SUCCESS, "an empty set");
    assert_eq!(
        kernel.svm_pointers(&[pointer(&out).wrapping_byte_add(8)]),
        CL_SUCCESS,
        "interior"
    );
    queue.finish();
}
