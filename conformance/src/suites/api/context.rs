//! Platforms, devices, contexts, queues.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{
    Context, Device, Event, Platform, Queue, info, info_text, info_vec,
};
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::platform_and_device_queries", queries),
        Case::new("api::info_sizes_are_checked", sizes),
        Case::new("api::device_lists", device_lists),
        Case::new("api::context_creation_refuses", contexts),
        Case::new("api::queue_creation_refuses", queues),
        Case::new("api::reference_counts", reference_counts),
        Case::new("api::several_devices_in_one_context", several_devices).on("va=36;va=40,cu=1"),
        Case::new("api::extension_functions", extension_functions),
    ]
}

fn queries() {
    let platform = Platform::first();
    let text = |name| {
        info_text(|size, value, ret| cl!(clGetPlatformInfo(platform.0, name, size, value, ret)))
    };
    assert_eq!(text(CL_PLATFORM_PROFILE), "FULL_PROFILE");
    assert!(text(CL_PLATFORM_VERSION).starts_with("OpenCL 3.0 "));
    let device = Device::first();
    assert!(device.text(CL_DEVICE_VERSION).starts_with("OpenCL 3.0 "));
    assert!(
        device
            .text(CL_DEVICE_OPENCL_C_VERSION)
            .starts_with("OpenCL C ")
    );
    assert_eq!(device.info::<cl_uint>(CL_DEVICE_ADDRESS_BITS), 64);
    let extensions = device.text(CL_DEVICE_EXTENSIONS);
    let with_version: Vec<[u8; 68]> = {
        let bytes = info_vec::<u8>(|size, value, ret| {
            cl!(clGetDeviceInfo(
                device.0,
                CL_DEVICE_EXTENSIONS_WITH_VERSION,
                size,
                value,
                ret
            ))
        });
        bytes
            .chunks_exact(68)
            .map(|row| row.try_into().expect("rows of 68 bytes"))
            .collect()
    };
    let mut names: Vec<String> = with_version
        .iter()
        .map(|row| {
            String::from_utf8_lossy(&row[4..])
                .trim_end_matches('\0')
                .to_owned()
        })
        .collect();
    let mut listed: Vec<&str> = extensions.split_whitespace().collect();
    names.sort();
    listed.sort_unstable();
    assert_eq!(names, listed, "both extension queries agree");
    let numeric = device.info::<cl_uint>(CL_DEVICE_NUMERIC_VERSION);
    assert_eq!(numeric >> 22, 3);
}

fn sizes() {
    let device = Device::first();
    let mut small = [0_u8; 2];
    let mut size = 0;
    let query = |name, size, value: *mut c_void, ret: *mut usize| {
        cl!(clGetDeviceInfo(device.0, name, size, value, ret))
    };
    let none = ptr::null_mut();
    expect(&[
        (
            "too small",
            query(CL_DEVICE_ADDRESS_BITS, 2, small.as_mut_ptr().cast(), none),
            CL_INVALID_VALUE,
        ),
        (
            "size only",
            query(CL_DEVICE_ADDRESS_BITS, 0, ptr::null_mut(), &raw mut size),
            CL_SUCCESS,
        ),
        (
            "nothing asked",
            query(CL_DEVICE_ADDRESS_BITS, 0, ptr::null_mut(), none),
            CL_SUCCESS,
        ),
        (
            "unknown",
            query(0x7777, 0, ptr::null_mut(), &raw mut size),
            CL_INVALID_VALUE,
        ),
        (
            "no device",
            cl!(clGetDeviceInfo(
                ptr::null_mut(),
                CL_DEVICE_ADDRESS_BITS,
                0,
                ptr::null_mut(),
                none
            )),
            CL_INVALID_DEVICE,
        ),
    ]);
    assert_eq!(
        small,
        [0, 0],
        "nothing is written when the size is too small"
    );
}

fn device_lists() {
    let platform = Platform::first();
    let mut count = 0;
    let mut device = ptr::null_mut();
    let list = |kind, entries, devices: *mut cl_device_id, count: *mut cl_uint| {
        cl!(clGetDeviceIDs(platform.0, kind, entries, devices, count))
    };
    let out = &raw mut device;
    expect(&[
        (
            "junk type",
            list(1 << 40, 1, out, &raw mut count),
            CL_INVALID_DEVICE_TYPE,
        ),
        (
            "no such type",
            list(CL_DEVICE_TYPE_CUSTOM, 1, out, &raw mut count),
            CL_DEVICE_NOT_FOUND,
        ),
        (
            "no entries",
            list(CL_DEVICE_TYPE_ALL, 0, out, ptr::null_mut()),
            CL_INVALID_VALUE,
        ),
        (
            "nothing asked",
            list(CL_DEVICE_TYPE_ALL, 0, ptr::null_mut(), ptr::null_mut()),
            CL_INVALID_VALUE,
        ),
        (
            "default",
            list(CL_DEVICE_TYPE_DEFAULT, 1, out, ptr::null_mut()),
            CL_SUCCESS,
        ),
    ]);
}

fn contexts() {
    let device = Device::first();
    let platform = Platform::first();
    let make = |properties: *const cl_context_properties, count, devices: *const cl_device_id| {
        let mut code = 0;
        let context = cl!(clCreateContext(
            properties,
            count,
            devices,
            None,
            ptr::null_mut(),
            &raw mut code
        ));
        if code == CL_SUCCESS {
            drop(Context(context));
        }
        code
    };
    let this = &raw const device.0;
    let named = [CL_CONTEXT_PLATFORM, platform.0 as cl_context_properties, 0];
    let twice = [named[0], named[1], named[0], named[1], 0];
    let junk = [0x5555, 1, 0];
    let nowhere = [CL_CONTEXT_PLATFORM, 0, 0];
    let null = [ptr::null_mut()];
    expect(&[
        ("no devices", make(ptr::null(), 0, this), CL_INVALID_VALUE),
        (
            "no list",
            make(ptr::null(), 1, ptr::null()),
            CL_INVALID_VALUE,
        ),
        (
            "NULL device",
            make(ptr::null(), 1, null.as_ptr()),
            CL_INVALID_DEVICE,
        ),
        (
            "junk property",
            make(junk.as_ptr(), 1, this),
            CL_INVALID_PROPERTY,
        ),
        (
            "property twice",
            make(twice.as_ptr(), 1, this),
            CL_INVALID_PROPERTY,
        ),
        (
            "no platform",
            make(nowhere.as_ptr(), 1, this),
            CL_INVALID_PLATFORM,
        ),
        ("platform", make(named.as_ptr(), 1, this), CL_SUCCESS),
        (
            "same device twice",
            make(ptr::null(), 2, [device.0, device.0].as_ptr()),
            CL_SUCCESS,
        ),
    ]);
    let mut code = 0;
    let context = cl!(clCreateContextFromType(
        named.as_ptr(),
        CL_DEVICE_TYPE_ALL,
        None,
        ptr::null_mut(),
        &raw mut code
    ));
    assert_eq!(code, CL_SUCCESS);
    let context = Context(context);
    let properties = info_vec::<isize>(|size, value, ret| {
        cl!(clGetContextInfo(
            context.0,
            CL_CONTEXT_PROPERTIES,
            size,
            value,
            ret
        ))
    });
    assert_eq!(properties, named);
}

fn queues() {
    let (context, device) = Context::first();
    let make = |properties: &[cl_queue_properties], device: cl_device_id| {
        Queue::try_new(&context, Device(device), properties)
            .err()
            .unwrap_or(CL_SUCCESS)
    };
    let name = CL_QUEUE_PROPERTIES as cl_queue_properties;
    let size = CL_QUEUE_SIZE as cl_queue_properties;
    expect(&[
        ("plain", make(&[0], device.0), CL_SUCCESS),
        (
            "all host properties",
            make(
                &[
                    name,
                    CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | CL_QUEUE_PROFILING_ENABLE,
                    0,
                ],
                device.0,
            ),
            CL_SUCCESS,
        ),
        (
            "junk name",
            make(&[0x999, 1, 0], device.0),
            CL_INVALID_VALUE,
        ),
        (
            "junk bits",
            make(&[name, 1 << 20, 0], device.0),
            CL_INVALID_VALUE,
        ),
        (
            "size of a host queue",
            make(&[size, 4096, 0], device.0),
            CL_INVALID_VALUE,
        ),
        ("no device", make(&[0], ptr::null_mut()), CL_INVALID_DEVICE),
    ]);
    let on_device = make(
        &[
            name,
            CL_QUEUE_ON_DEVICE | CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE,
            0,
        ],
        device.0,
    );
    assert!(
        [CL_INVALID_QUEUE_PROPERTIES, CL_INVALID_VALUE].contains(&on_device),
        "{on_device}"
    );
    let queue = Queue::new(&context, device, CL_QUEUE_PROFILING_ENABLE);
    assert_eq!(queue.properties(), [name, CL_QUEUE_PROFILING_ENABLE, 0]);
}

fn reference_counts() {
    let (context, device) = Context::first();
    let count = |context: &Context| -> cl_uint {
        info(|size, value, ret| {
            cl!(clGetContextInfo(
                context.0,
                CL_CONTEXT_REFERENCE_COUNT,
                size,
                value,
                ret
            ))
        })
    };
    assert_eq!(count(&context), 1);
    assert_eq!(cl!(clRetainContext(context.0)), CL_SUCCESS);
    assert_eq!(count(&context), 2);
    assert_eq!(cl!(clReleaseContext(context.0)), CL_SUCCESS);
    // Root devices are not counted.
    assert_eq!(cl!(clRetainDevice(device.0)), CL_SUCCESS);
    assert_eq!(device.info::<cl_uint>(CL_DEVICE_REFERENCE_COUNT), 1);
    // Objects of another kind are refused, not misread.
    let queue = context.queue(device);
    expect(&[
        (
            "queue as context",
            cl!(clRetainContext(queue.0.cast())),
            CL_INVALID_CONTEXT,
        ),
        (
            "context as queue",
            cl!(clFinish(context.0.cast())),
            CL_INVALID_COMMAND_QUEUE,
        ),
        (
            "queue as event",
            cl!(clRetainEvent(queue.0.cast())),
            CL_INVALID_EVENT,
        ),
        (
            "context as buffer",
            cl!(clReleaseMemObject(context.0.cast())),
            CL_INVALID_MEM_OBJECT,
        ),
        (
            "context as kernel",
            cl!(clReleaseKernel(context.0.cast())),
            CL_INVALID_KERNEL,
        ),
        (
            "context as program",
            cl!(clReleaseProgram(context.0.cast())),
            CL_INVALID_PROGRAM,
        ),
    ]);
}

fn several_devices() {
    let devices = Platform::first().devices();
    assert_eq!(devices.len(), 2);
    let context = Context::new(&devices);
    let program = context
        .build("kernel void k(global int *a) { a[get_global_id(0)] += (int)get_global_id(0); }");
    let kernel = program.kernel("k");
    let buffer = context.buffer(CL_MEM_READ_WRITE, 4000, ptr::null_mut());
    let queues: Vec<_> = devices
        .iter()
        .map(|&device| context.queue(device))
        .collect();
    let zero = 0_i32;
    let mut event = ptr::null_mut();
    let code = cl!(clEnqueueFillBuffer(
        queues[0].0,
        buffer.0,
        (&raw const zero).cast(),
        4,
        0,
        4000,
        0,
        ptr::null(),
        &raw mut event
    ));
    assert_eq!(code, CL_SUCCESS);
    let mut last = Event(event);
    kernel.arg_buffer(0, &buffer);
    for round in 0..6 {
        last = queues[round % 2].launch_after(&kernel, &[], &[1000], &[], &[&last]);
    }
    queues.iter().for_each(Queue::flush);
    assert_eq!(last.wait(), CL_SUCCESS);
    assert!(
        queues[1]
            .read::<i32>(&buffer, 1000)
            .iter()
            .enumerate()
            .all(|(index, &value)| value == 6 * index as i32)
    );
    assert_eq!(devices[1].info::<cl_uint>(CL_DEVICE_MAX_COMPUTE_UNITS), 1);
}

fn extension_functions() {
    let platform = Platform::first();
    let find = |name: &std::ffi::CStr| {
        cl!(clGetExtensionFunctionAddressForPlatform(
            platform.0,
            name.as_ptr()
        ))
    };
    assert!(find(c"clNoSuchFunctionKHR").is_null());
    if Device::first()
        .text(CL_DEVICE_EXTENSIONS)
        .contains("cl_khr_suggested_local_work_size")
    {
        assert!(!find(c"clGetKernelSuggestedLocalWorkSizeKHR").is_null());
    }
}
