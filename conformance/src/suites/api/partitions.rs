//! Sub-devices by what processors share, and the hints that queues can be given.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Queue, check, info_vec};
use opencl_sys::*;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::sub_devices_by_affinity", sub_devices_by_affinity),
        Case::new("api::queue_hints", queue_hints),
        Case::new("api::queues_of_all_priorities_work", priorities),
    ]
}

const DOMAINS: [cl_device_affinity_domain; 5] = [
    CL_DEVICE_AFFINITY_DOMAIN_NUMA,
    CL_DEVICE_AFFINITY_DOMAIN_L4_CACHE,
    CL_DEVICE_AFFINITY_DOMAIN_L3_CACHE,
    CL_DEVICE_AFFINITY_DOMAIN_L2_CACHE,
    CL_DEVICE_AFFINITY_DOMAIN_L1_CACHE,
];

fn divide(
    device: Device,
    domain: cl_device_affinity_domain,
    room: usize,
) -> (cl_int, Vec<Device>, usize) {
    let properties = [
        CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN,
        domain as cl_device_partition_property,
        0,
    ];
    let mut parts = vec![ptr::null_mut(); room];
    let mut count = 0;
    let list = if room == 0 {
        ptr::null_mut()
    } else {
        parts.as_mut_ptr()
    };
    let code = cl!(clCreateSubDevices(
        device.0,
        properties.as_ptr(),
        room as cl_uint,
        list,
        &raw mut count
    ));
    (
        code,
        parts.into_iter().map(Device).collect(),
        count as usize,
    )
}

fn list(device: Device, name: cl_device_info) -> Vec<cl_device_partition_property> {
    info_vec(|size, value, ret| cl!(clGetDeviceInfo(device.0, name, size, value, ret)))
}

fn sub_devices_by_affinity() {
    let device = Device::first();
    let domains: cl_device_affinity_domain = device.info(CL_DEVICE_PARTITION_AFFINITY_DOMAIN);
    let units: cl_uint = device.info(CL_DEVICE_MAX_COMPUTE_UNITS);
    let named = list(device, CL_DEVICE_PARTITION_PROPERTIES)
        .contains(&CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN);
    assert_eq!(named, domains != 0);
    let next = CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE;
    assert_eq!(domains & next != 0, domains & !next != 0);
    let first = DOMAINS.into_iter().find(|domain| domains & domain != 0);
    for domain in DOMAINS.into_iter().chain([next]) {
        let (code, _, count) = divide(device, domain, 0);
        if domains & domain == 0 {
            let failed = code == CL_INVALID_VALUE || code == CL_DEVICE_PARTITION_FAILED;
            assert!(failed, "domain {domain:#x}: {code}");
            continue;
        }
        check(code, "clCreateSubDevices");
        assert!(count >= 2);
        assert_eq!(divide(device, domain, count - 1).0, CL_INVALID_VALUE);
        let (code, parts, _) = divide(device, domain, count);
        check(code, "clCreateSubDevices");
        let of_part = |part: &Device| part.info::<cl_uint>(CL_DEVICE_MAX_COMPUTE_UNITS);
        assert_eq!(parts.iter().map(of_part).sum::<cl_uint>(), units);
        let used = if domain == next {
            first.expect("next names one")
        } else {
            domain
        };
        for &part in &parts {
            let expected = [CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN, used as isize, 0];
            assert_eq!(list(part, CL_DEVICE_PARTITION_TYPE), expected);
            assert_eq!(part.info::<cl_device_id>(CL_DEVICE_PARENT_DEVICE), device.0);
            let divided: cl_device_affinity_domain = part.info(CL_DEVICE_PARTITION_AFFINITY_DOMAIN);
            assert_eq!(
                divided & used,
                0,
                "what divided it does not divide it again"
            );
            work(part);
            check(cl!(clReleaseDevice(part.0)), "clReleaseDevice");
        }
    }
    expect(&[
        ("no domain", divide(device, 0, 0).0, CL_INVALID_VALUE),
        ("two domains", divide(device, 0x18, 0).0, CL_INVALID_VALUE),
    ]);
}

/// A sub-device runs kernels.
fn work(device: Device) {
    let context = Context::new(&[device]);
    let queue = context.queue(device);
    let kernel = context
        .build("kernel void k(global uint *out) { out[get_global_id(0)] = get_global_id(0); }")
        .kernel("k");
    let buffer = context.buffer(CL_MEM_READ_WRITE, 4 << 12, ptr::null_mut());
    kernel.arg_buffer(0, &buffer);
    queue.launch(&kernel, &[1 << 12], &[]);
    let found: Vec<u32> = queue.read(&buffer, 1 << 12);
    assert!(
        found
            .iter()
            .enumerate()
            .all(|(n, &value)| n as u32 == value)
    );
}

fn queue_hints() {
    let (context, device) = Context::first();
    let extensions = device.text(CL_DEVICE_EXTENSIONS);
    assert!(extensions.contains("cl_khr_priority_hints"));
    assert!(extensions.contains("cl_khr_throttle_hints"));
    for name in [CL_QUEUE_PRIORITY_KHR, CL_QUEUE_THROTTLE_KHR] {
        for value in 0..9 {
            let list = [name, value, 0];
            let made = Queue::try_new(&context, device, &list);
            if ![1, 2, 4].contains(&value) {
                assert_eq!(made.err(), Some(CL_INVALID_VALUE), "{name:#x} {value}");
                continue;
            }
            let queue = made.expect("a hint of the extension");
            assert_eq!(queue.properties(), list);
        }
        let twice = Queue::try_new(&context, device, &[name, 1, name, 1, 0]);
        assert_eq!(twice.err(), Some(CL_INVALID_VALUE));
    }
}

fn priorities() {
    let (context, device) = Context::first();
    let program = context.build("kernel void k(global uint *sum) { atomic_inc(sum); }");
    let kernel = program.kernel("k");
    let buffer = context.buffer(CL_MEM_READ_WRITE, 4, ptr::null_mut());
    let queues: Vec<Queue> = [4, 1, 2]
        .into_iter()
        .map(|value| {
            Queue::try_new(&context, device, &[CL_QUEUE_PRIORITY_KHR, value, 0]).expect("a hint")
        })
        .collect();
    let zero = 0_u32;
    check(
        cl!(clEnqueueWriteBuffer(
            queues[0].0,
            buffer.0,
            CL_TRUE,
            0,
            4,
            (&raw const zero).cast(),
            0,
            ptr::null(),
            ptr::null_mut()
        )),
        "write",
    );
    kernel.arg_buffer(0, &buffer);
    for round in 0..30 {
        for queue in &queues {
            queue.launch(&kernel, &[if round % 3 == 0 { 1 << 14 } else { 16 }], &[]);
        }
    }
    queues.iter().for_each(Queue::flush);
    queues.iter().for_each(Queue::finish);
    let expected = 3 * (10 * (1 << 14) + 20 * 16);
    assert_eq!(queues[2].read::<u32>(&buffer, 1), [expected]);
}
