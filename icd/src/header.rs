//! The types of all entry points, from OpenCL's headers: those in the dispatch table, and those of extensions.

pub(crate) use opencl_sys::cl_icd::*;
pub(crate) use opencl_sys::*;

// What `opencl-sys` 0.6.5 lacks of <CL/cl_ext.h> (OpenCL-Headers v2026.05.29), or has another value for.

/// `cl_ext_float_atomics`: what a device can do with atomics of a floating-point type.
pub(crate) const CL_DEVICE_SINGLE_FP_ATOMIC_CAPABILITIES_EXT: cl_device_info = 0x4231;
/// As above, for double.
pub(crate) const CL_DEVICE_DOUBLE_FP_ATOMIC_CAPABILITIES_EXT: cl_device_info = 0x4232;
/// As above, for half.
pub(crate) const CL_DEVICE_HALF_FP_ATOMIC_CAPABILITIES_EXT: cl_device_info = 0x4233;
/// Loads, stores, exchanges; additions, subtractions; minima and maxima: in global memory, and 16 bits further in local memory.
pub(crate) const ALL_FP_ATOMICS: cl_bitfield = 7 | 7 << 16;

/// `cl_khr_command_buffer_mutable_dispatch`: the buffer has been finalised, and a kernel lacks an argument.
pub(crate) const CL_COMMAND_BUFFER_STATE_FINALIZED_KHR: cl_command_buffer_state_khr = 2;
/// `cl_khr_command_buffer_mutable_dispatch`: a property of command buffers.
pub(crate) const CL_COMMAND_BUFFER_MUTABLE_DISPATCH_ASSERTS_KHR: cl_command_buffer_properties_khr =
    0x12B7;
