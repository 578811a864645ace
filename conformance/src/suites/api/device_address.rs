//! Device addresses of buffers (`cl_ext_buffer_device_address`).

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl::{Buffer, Context, Platform, check, info_vec};
use mirrorcl_conformance::lab::Lab;
use mirrorcl_conformance::{cl, ext};
use opencl_sys::*;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    let addresses = Case::new("api::device_addresses", addresses);
    vec![
        addresses.on("va=34; va=36,cu=1"),
        addresses,
        Case::new("api::device_address_errors", errors),
    ]
}

fn create(
    context: &Context,
    properties: &[cl_mem_properties],
    size: usize,
) -> Result<Buffer, cl_int> {
    let mut code = 0;
    let buffer = cl!(clCreateBufferWithProperties(
        context.0,
        properties.as_ptr(),
        CL_MEM_READ_WRITE,
        size,
        ptr::null_mut(),
        &raw mut code
    ));
    if buffer.is_null() {
        Err(code)
    } else {
        Ok(Buffer(buffer))
    }
}

const PRIVATE: [cl_mem_properties; 3] = [CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT, CL_TRUE as u64, 0];

fn addresses_of(buffer: &Buffer) -> Vec<cl_mem_device_address_ext> {
    info_vec(|size, value, ret| {
        let name = CL_MEM_DEVICE_ADDRESS_EXT;
        cl!(clGetMemObjectInfo(buffer.0, name, size, value, ret))
    })
}

/// A kernel follows a pointer that the host has written into one buffer to another.
fn addresses() {
    let platform = Platform::first();
    let devices = platform.devices();
    let context = Context::new(&devices);
    let kernel = context
        .build("kernel void k(global ulong *p, int v) { *(global int *)*p = v; }")
        .kernel("k");
    let [table, target] = [(); 2].map(|()| create(&context, &PRIVATE, 4096).expect("a buffer"));
    for (index, &device) in devices.iter().enumerate() {
        let queue = context.queue(device);
        let (from, to) = (addresses_of(&table), addresses_of(&target));
        assert_eq!((from.len(), to.len()), (devices.len(), devices.len()));
        let pointer = to[index] + 4;
        let code = cl!(clEnqueueWriteBuffer(
            queue.0,
            table.0,
            CL_TRUE,
            8,
            8,
            (&raw const pointer).cast(),
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueWriteBuffer");
        let set = ext!(clSetKernelArgDevicePointerEXT(kernel.0, 0, from[index] + 8));
        check(set, "clSetKernelArgDevicePointerEXT");
        let value = 77 + index as i32;
        kernel.arg(1, value);
        let indirect = cl!(clSetKernelExecInfo(
            kernel.0,
            CL_KERNEL_EXEC_INFO_DEVICE_PTRS_EXT,
            8,
            (&raw const to[index]).cast()
        ));
        check(indirect, "clSetKernelExecInfo");
        assert_eq!(queue.launch(&kernel, &[1], &[1]).wait(), CL_SUCCESS);
        assert_eq!(queue.read::<i32>(&target, 2)[1], value);
    }
}

fn errors() {
    let lab = Lab::new();
    let kernel = lab
        .context
        .build("kernel void k(global int *a, local int *b, constant int *c, int d) { *a = *c + d + *b; }")
        .kernel("k");
    let set = |kernel, index| ext!(clSetKernelArgDevicePointerEXT(kernel, index, 0x15465));
    let ask = |buffer: &Buffer| {
        cl!(clGetMemObjectInfo(
            buffer.0,
            CL_MEM_DEVICE_ADDRESS_EXT,
            0,
            ptr::null_mut(),
            ptr::null_mut()
        ))
    };
    let plain = lab.buffer(&[0_i32; 4]);
    let name = CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT;
    let without = create(&lab.context, &[name, CL_FALSE.into(), 0], 64).expect("a buffer");
    let refused = |list: &[u64]| create(&lab.context, list, 64).err().unwrap_or(CL_SUCCESS);
    expect(&[
        ("plain", ask(&plain), CL_INVALID_OPERATION),
        ("not asked for", ask(&without), CL_INVALID_OPERATION),
        ("no cl_bool", refused(&[name, 2, 0]), CL_INVALID_PROPERTY),
        ("unknown", refused(&[1, 1, 0]), CL_INVALID_PROPERTY),
        (
            "twice",
            refused(&[name, 1, name, 1, 0]),
            CL_INVALID_PROPERTY,
        ),
        ("kernel", set(ptr::null_mut(), 0), CL_INVALID_KERNEL),
        ("global", set(kernel.0, 0), CL_SUCCESS),
        ("local", set(kernel.0, 1), CL_INVALID_ARG_INDEX),
        ("value", set(kernel.0, 3), CL_INVALID_ARG_INDEX),
        ("index", set(kernel.0, 4), CL_INVALID_ARG_INDEX),
    ]);
    let properties = info_vec::<u64>(|size, value, ret| {
        cl!(clGetMemObjectInfo(
            without.0,
            CL_MEM_PROPERTIES,
            size,
            value,
            ret
        ))
    });
    assert_eq!(properties, [name, 0, 0]);
}
