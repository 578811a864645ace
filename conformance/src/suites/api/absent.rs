//! Images, samplers and pipes: what the device does not have is refused as the specification says.

use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new(
        "api::images_pipes_and_samplers_are_honestly_absent",
        absent,
    )]
}

fn absent() {
    let lab = Lab::new();
    assert_eq!(
        lab.device.info::<cl_bool>(CL_DEVICE_IMAGE_SUPPORT),
        CL_FALSE
    );
    let mut count = 7;
    let code = cl!(clGetSupportedImageFormats(
        lab.context.0,
        CL_MEM_READ_ONLY,
        CL_MEM_OBJECT_IMAGE2D,
        0,
        ptr::null_mut(),
        &raw mut count
    ));
    assert_eq!((code, count), (CL_SUCCESS, 0));
    let mut code = 0;
    let sampler = cl!(clCreateSamplerWithProperties(
        lab.context.0,
        ptr::null(),
        &raw mut code
    ));
    assert!(sampler.is_null() && code == CL_INVALID_OPERATION, "{code}");
    let pipe = cl!(clCreatePipe(
        lab.context.0,
        0,
        4,
        16,
        ptr::null(),
        &raw mut code
    ));
    assert!(pipe.is_null() && code == CL_INVALID_OPERATION, "{code}");
}
