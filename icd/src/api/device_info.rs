//! `clGetDeviceInfo`: every query of OpenCL 3.0 and of the extensions on offer.

use crate::error::ClResult;
use crate::handle::Ref;
use crate::header::{
    self as cl, cl_bool, cl_device_info, cl_device_partition_property, cl_uint, cl_ulong,
};
use crate::info::{Answered, InfoWriter};
use crate::object::device::Device;
use crate::object::host;
use crate::object::platform::Platform;
use crate::object::usm::UsmType;
use crate::validate::{command_buffer, usm};
use crate::{sys, version};
use mirrorcl_icd_macros::entry;

#[entry(clGetDeviceInfo)]
fn get_device_info(
    device: Ref<Device>,
    name: cl_device_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    // The queries fall into groups; each function answers its own and passes the rest on.
    identity(&device, name, info)
}

/// Who the device is and what it speaks.
fn identity(device: &Ref<Device>, name: cl_device_info, info: InfoWriter) -> ClResult<Answered> {
    let description = device.description();
    match name {
        cl::CL_DEVICE_TYPE => info.write(description.device_type),
        cl::CL_DEVICE_VENDOR_ID => info.write(description.vendor_id.unwrap_or(Device::VENDOR_ID)),
        cl::CL_DEVICE_NAME => info.write_str(&device.name()),
        cl::CL_DEVICE_VENDOR => {
            info.write_str(description.vendor.as_deref().unwrap_or(Platform::VENDOR))
        }
        cl::CL_DRIVER_VERSION => info.write_str(
            description
                .version
                .as_deref()
                .unwrap_or(version::DRIVER_VERSION),
        ),
        cl::CL_DEVICE_PROFILE => info.write_str("FULL_PROFILE"),
        cl::CL_DEVICE_VERSION => info.write_str(&device.version()),
        cl::CL_DEVICE_NUMERIC_VERSION => info.write(version::OPENCL_3_0),
        cl::CL_DEVICE_OPENCL_C_VERSION => info.write_str(version::OPENCL_C_VERSION),
        cl::CL_DEVICE_OPENCL_C_NUMERIC_VERSION_KHR => info.write(version::OPENCL_C_NUMERIC_VERSION),
        cl::CL_DEVICE_OPENCL_C_ALL_VERSIONS => {
            info.write_slice(&version::name_versions(version::OPENCL_C_VERSIONS))
        }
        cl::CL_DEVICE_OPENCL_C_FEATURES => {
            info.write_slice(&version::name_versions(version::OPENCL_C_FEATURES))
        }
        cl::CL_DEVICE_EXTENSIONS => info.write_str(&version::names(version::EXTENSIONS)),
        cl::CL_DEVICE_EXTENSIONS_WITH_VERSION => {
            info.write_slice(&version::name_versions(version::EXTENSIONS))
        }
        cl::CL_DEVICE_IL_VERSION => info.write_str(&version::il_versions()),
        cl::CL_DEVICE_ILS_WITH_VERSION => {
            info.write_slice(&version::name_versions(version::INTERMEDIATE_LANGUAGES))
        }
        cl::CL_DEVICE_BUILT_IN_KERNELS => info.write_str(""),
        cl::CL_DEVICE_BUILT_IN_KERNELS_WITH_VERSION => info.write_slice::<cl::cl_name_version>(&[]),
        // None has passed; the form is the one that the CTS asks for.
        cl::CL_DEVICE_LATEST_CONFORMANCE_VERSION_PASSED => info.write_str("v0000-01-01-00"),
        cl::CL_DEVICE_PLATFORM => info.write(Platform::get()?.handle()),
        cl::CL_DEVICE_UUID => info.write(device.uuid()),
        cl::CL_DRIVER_UUID => info.write(Device::driver_uuid()),
        cl::CL_DEVICE_LUID_VALID => info.write_bool(false),
        cl::CL_DEVICE_LUID => info.write([0_u8; cl::CL_LUID_SIZE as usize]),
        cl::CL_DEVICE_NODE_MASK => info.write::<cl_uint>(0),
        // "If the device is a root-level device, a reference count of one is returned."
        cl::CL_DEVICE_REFERENCE_COUNT => info.write(device.api_references()),
        cl::CL_DEVICE_AVAILABLE
        | cl::CL_DEVICE_COMPILER_AVAILABLE
        | cl::CL_DEVICE_LINKER_AVAILABLE
        | cl::CL_DEVICE_ENDIAN_LITTLE => info.write_bool(true),
        _ => partition(name, info, device),
    }
}

/// Sub-devices.
fn partition(name: cl_device_info, info: InfoWriter, device: &Ref<Device>) -> ClResult<Answered> {
    match name {
        cl::CL_DEVICE_PARENT_DEVICE => {
            info.write(device.parent().map_or(std::ptr::null_mut(), Ref::handle))
        }
        cl::CL_DEVICE_PARTITION_MAX_SUB_DEVICES => info.write(device.max_sub_devices()),
        // "If the device cannot be partitioned …, a value of 0 will be returned."
        cl::CL_DEVICE_PARTITION_PROPERTIES if device.max_sub_devices() == 0 => {
            info.write::<cl_device_partition_property>(0)
        }
        cl::CL_DEVICE_PARTITION_PROPERTIES => {
            let by_affinity = device.affinity_domains() != 0;
            info.write_slice(&PARTITION_PROPERTIES[..if by_affinity { 3 } else { 2 }])
        }
        cl::CL_DEVICE_PARTITION_AFFINITY_DOMAIN => info.write(device.affinity_domains()),
        cl::CL_DEVICE_PARTITION_TYPE => info.write_slice(device.partition_type()),
        _ => execution(device, name, info),
    }
}

/// How devices can be divided; the last only where processors are known.
const PARTITION_PROPERTIES: [cl_device_partition_property; 3] = [
    cl::CL_DEVICE_PARTITION_EQUALLY,
    cl::CL_DEVICE_PARTITION_BY_COUNTS,
    cl::CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN,
];

/// Computing: units, work-groups, vectors, floating point, queues.
fn execution(device: &Ref<Device>, name: cl_device_info, info: InfoWriter) -> ClResult<Answered> {
    let capabilities = device.capabilities();
    let vector = host::vector_bytes();
    match name {
        cl::CL_DEVICE_MAX_COMPUTE_UNITS => info.write(capabilities.compute_units),
        cl::CL_DEVICE_MAX_CLOCK_FREQUENCY => info.write(host::clock_frequency()),
        cl::CL_DEVICE_MAX_WORK_ITEM_DIMENSIONS => info.write::<cl_uint>(3),
        cl::CL_DEVICE_MAX_WORK_ITEM_SIZES => info.write(capabilities.max_work_item_sizes),
        cl::CL_DEVICE_MAX_WORK_GROUP_SIZE => info.write(capabilities.max_work_group_size),
        cl::CL_DEVICE_PREFERRED_WORK_GROUP_SIZE_MULTIPLE => {
            info.write(Device::preferred_multiple())
        }
        cl::CL_DEVICE_NON_UNIFORM_WORK_GROUP_SUPPORT
        | cl::CL_DEVICE_WORK_GROUP_COLLECTIVE_FUNCTIONS_SUPPORT
        | cl::CL_DEVICE_GENERIC_ADDRESS_SPACE_SUPPORT
        | cl::CL_DEVICE_PREFERRED_INTEROP_USER_SYNC => info.write_bool(true),
        cl::CL_DEVICE_MAX_NUM_SUB_GROUPS => {
            let count = capabilities.max_work_group_size / SMALLEST_SUB_GROUP;
            info.write(cl_uint::try_from(count).unwrap_or(cl_uint::MAX))
        }
        // A compute unit runs the sub-groups of a work-group in turn, each until it ends or comes to a work-group barrier.
        cl::CL_DEVICE_SUB_GROUP_INDEPENDENT_FORWARD_PROGRESS | cl::CL_DEVICE_PIPE_SUPPORT => {
            info.write_bool(false)
        }
        // Kernels are vectorised over work-items, so scalar code is preferred.
        cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_CHAR
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_SHORT
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_INT
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_LONG
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_FLOAT
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_DOUBLE
        | cl::CL_DEVICE_PREFERRED_VECTOR_WIDTH_HALF => info.write::<cl_uint>(1),
        cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_CHAR => info.write::<cl_uint>(vector),
        cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_SHORT | cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_HALF => {
            info.write::<cl_uint>(vector / 2)
        }
        cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_INT | cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT => {
            info.write::<cl_uint>(vector / 4)
        }
        cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_LONG | cl::CL_DEVICE_NATIVE_VECTOR_WIDTH_DOUBLE => {
            info.write::<cl_uint>(vector / 8)
        }
        cl::CL_DEVICE_SINGLE_FP_CONFIG => {
            let fma = if host::has_fma() { cl::CL_FP_FMA } else { 0 };
            info.write(IEEE_754 | fma | cl::CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT)
        }
        cl::CL_DEVICE_DOUBLE_FP_CONFIG => info.write(IEEE_754 | cl::CL_FP_FMA),
        cl::CL_DEVICE_HALF_FP_CONFIG => {
            info.write(cl::CL_FP_DENORM | cl::CL_FP_INF_NAN | cl::CL_FP_ROUND_TO_NEAREST)
        }
        cl::CL_DEVICE_EXECUTION_CAPABILITIES => {
            info.write(cl::CL_EXEC_KERNEL | cl::CL_EXEC_NATIVE_KERNEL)
        }
        cl::CL_DEVICE_QUEUE_ON_HOST_PROPERTIES => {
            info.write(cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | cl::CL_QUEUE_PROFILING_ENABLE)
        }
        cl::CL_DEVICE_QUEUE_ON_DEVICE_PROPERTIES | cl::CL_DEVICE_DEVICE_ENQUEUE_CAPABILITIES => {
            info.write::<cl_ulong>(0)
        }
        cl::CL_DEVICE_QUEUE_ON_DEVICE_PREFERRED_SIZE
        | cl::CL_DEVICE_QUEUE_ON_DEVICE_MAX_SIZE
        | cl::CL_DEVICE_MAX_ON_DEVICE_QUEUES
        | cl::CL_DEVICE_MAX_ON_DEVICE_EVENTS => info.write::<cl_uint>(0),
        cl::CL_DEVICE_COMMAND_BUFFER_CAPABILITIES_KHR => info.write(command_buffer::CAPABILITIES),
        cl::CL_DEVICE_COMMAND_BUFFER_REQUIRED_QUEUE_PROPERTIES_KHR => info.write::<cl_ulong>(0),
        cl::CL_DEVICE_COMMAND_BUFFER_SUPPORTED_QUEUE_PROPERTIES_KHR => {
            info.write(command_buffer::QUEUE_PROPERTIES)
        }
        cl::CL_DEVICE_MUTABLE_DISPATCH_CAPABILITIES_KHR => {
            info.write(command_buffer::MUTABLE_FIELDS)
        }
        // Nanoseconds.
        cl::CL_DEVICE_PROFILING_TIMER_RESOLUTION => {
            info.write(usize::try_from(sys::timer_resolution()).unwrap_or(1))
        }
        cl::CL_DEVICE_PRINTF_BUFFER_SIZE => info.write::<usize>(1 << 20),
        _ => memory(device, name, info),
    }
}

/// Work-items of the smallest sub-groups that a kernel may ask for (`intel_reqd_sub_group_size`).
const SMALLEST_SUB_GROUP: usize = 8;

/// What all three kinds of hardware arithmetic have.
const IEEE_754: cl::cl_device_fp_config = cl::CL_FP_DENORM
    | cl::CL_FP_INF_NAN
    | cl::CL_FP_ROUND_TO_NEAREST
    | cl::CL_FP_ROUND_TO_ZERO
    | cl::CL_FP_ROUND_TO_INF;

/// All orders, and all scopes up to every device and the host.
const ATOMIC_CAPABILITIES: cl::cl_device_atomic_capabilities = cl::CL_DEVICE_ATOMIC_ORDER_RELAXED
    | cl::CL_DEVICE_ATOMIC_ORDER_ACQ_REL
    | cl::CL_DEVICE_ATOMIC_ORDER_SEQ_CST
    | cl::CL_DEVICE_ATOMIC_SCOPE_WORK_GROUP
    | cl::CL_DEVICE_ATOMIC_SCOPE_DEVICE
    | cl::CL_DEVICE_ATOMIC_SCOPE_ALL_DEVICES;

/// Memory: sizes, alignments, SVM, atomics.
fn memory(device: &Ref<Device>, name: cl_device_info, info: InfoWriter) -> ClResult<Answered> {
    let capabilities = device.capabilities();
    match name {
        cl::CL_DEVICE_ADDRESS_BITS => info.write::<cl_uint>(usize::BITS),
        cl::CL_DEVICE_GLOBAL_MEM_SIZE => info.write(capabilities.global_memory),
        cl::CL_DEVICE_MAX_MEM_ALLOC_SIZE => info.write(capabilities.max_allocation),
        // Constant memory is global memory, and nothing refuses more; programs that fill what is reported get a size that fits.
        cl::CL_DEVICE_MAX_CONSTANT_BUFFER_SIZE => {
            info.write(capabilities.max_allocation.min(64 << 20))
        }
        cl::CL_DEVICE_MAX_CONSTANT_ARGS => info.write::<cl_uint>(480),
        cl::CL_DEVICE_MAX_PARAMETER_SIZE => info.write(capabilities.max_parameter_size),
        cl::CL_DEVICE_LOCAL_MEM_TYPE => info.write(cl::CL_GLOBAL),
        cl::CL_DEVICE_LOCAL_MEM_SIZE => info.write(capabilities.local_memory),
        cl::CL_DEVICE_GLOBAL_MEM_CACHE_TYPE => info.write(cl::CL_READ_WRITE_CACHE),
        cl::CL_DEVICE_GLOBAL_MEM_CACHE_SIZE => info.write::<cl_ulong>(host::cache().0),
        cl::CL_DEVICE_GLOBAL_MEM_CACHELINE_SIZE => info.write::<cl_uint>(host::cache().1),
        // In bits.
        cl::CL_DEVICE_MEM_BASE_ADDR_ALIGN => {
            info.write(cl_uint::try_from(capabilities.base_alignment * 8).unwrap_or(1024))
        }
        cl::CL_DEVICE_MIN_DATA_TYPE_ALIGN_SIZE => {
            info.write(cl_uint::try_from(capabilities.base_alignment).unwrap_or(128))
        }
        cl::CL_DEVICE_ERROR_CORRECTION_SUPPORT => info.write_bool(false),
        cl::CL_DEVICE_HOST_UNIFIED_MEMORY => info.write_bool(true),
        cl::CL_DEVICE_MAX_GLOBAL_VARIABLE_SIZE => info.write(Device::MAX_GLOBAL_VARIABLE_SIZE),
        cl::CL_DEVICE_GLOBAL_VARIABLE_PREFERRED_TOTAL_SIZE => {
            info.write(Device::MAX_GLOBAL_VARIABLE_SIZE)
        }
        cl::CL_DEVICE_SVM_CAPABILITIES => info.write(capabilities.svm),
        // 0: natural alignment.
        cl::CL_DEVICE_PREFERRED_PLATFORM_ATOMIC_ALIGNMENT
        | cl::CL_DEVICE_PREFERRED_GLOBAL_ATOMIC_ALIGNMENT
        | cl::CL_DEVICE_PREFERRED_LOCAL_ATOMIC_ALIGNMENT => info.write::<cl_uint>(0),
        cl::CL_DEVICE_ATOMIC_MEMORY_CAPABILITIES => info.write(ATOMIC_CAPABILITIES),
        cl::CL_DEVICE_ATOMIC_FENCE_CAPABILITIES => {
            info.write(ATOMIC_CAPABILITIES | cl::CL_DEVICE_ATOMIC_SCOPE_WORK_ITEM)
        }
        cl::CL_DEVICE_HOST_MEM_CAPABILITIES_INTEL => {
            info.write(usm::capabilities(UsmType::Host, capabilities.svm))
        }
        cl::CL_DEVICE_DEVICE_MEM_CAPABILITIES_INTEL => {
            info.write(usm::capabilities(UsmType::Device, capabilities.svm))
        }
        cl::CL_DEVICE_SINGLE_DEVICE_SHARED_MEM_CAPABILITIES_INTEL
        | cl::CL_DEVICE_CROSS_DEVICE_SHARED_MEM_CAPABILITIES_INTEL => {
            info.write(usm::capabilities(UsmType::Shared, capabilities.svm))
        }
        cl::CL_DEVICE_SHARED_SYSTEM_MEM_CAPABILITIES_INTEL => {
            info.write(usm::system_capabilities(capabilities.svm))
        }
        Device::ADDRESS_RANGE_QUERY => info.write(device.address_range()),
        _ => languages(name, info),
    }
}

/// What extensions ask about the compiler.
fn languages(name: cl_device_info, info: InfoWriter) -> ClResult<Answered> {
    match name {
        cl::CL_DEVICE_SINGLE_FP_ATOMIC_CAPABILITIES_EXT
        | cl::CL_DEVICE_DOUBLE_FP_ATOMIC_CAPABILITIES_EXT => info.write(cl::ALL_FP_ATOMICS),
        cl::CL_DEVICE_HALF_FP_ATOMIC_CAPABILITIES_EXT => info.write::<cl_ulong>(0),
        cl::CL_DEVICE_INTEGER_DOT_PRODUCT_CAPABILITIES_KHR => info.write(
            cl::CL_DEVICE_INTEGER_DOT_PRODUCT_INPUT_4x8BIT_PACKED_KHR
                | cl::CL_DEVICE_INTEGER_DOT_PRODUCT_INPUT_4x8BIT_KHR,
        ),
        // A structure of six cl_bools: none of the kinds is faster than what a program would write itself.
        cl::CL_DEVICE_INTEGER_DOT_PRODUCT_ACCELERATION_PROPERTIES_8BIT_KHR
        | cl::CL_DEVICE_INTEGER_DOT_PRODUCT_ACCELERATION_PROPERTIES_4x8BIT_PACKED_KHR => {
            info.write([cl::CL_FALSE; 6])
        }
        cl::CL_DEVICE_SPIRV_EXTENDED_INSTRUCTION_SETS_KHR => {
            info.write_slice(&[c"OpenCL.std".as_ptr()])
        }
        cl::CL_DEVICE_SPIRV_EXTENSIONS_KHR => info.write_slice(&version::spirv_extensions()),
        cl::CL_DEVICE_SPIRV_CAPABILITIES_KHR => info.write_slice(&version::spirv_capabilities()),
        _ => absent(name, info),
    }
}

/// Images, samplers and pipes, which the device does not have.
fn absent(name: cl_device_info, info: InfoWriter) -> ClResult<Answered> {
    match name {
        cl::CL_DEVICE_IMAGE_SUPPORT => info.write::<cl_bool>(cl::CL_FALSE),
        cl::CL_DEVICE_MAX_READ_IMAGE_ARGS
        | cl::CL_DEVICE_MAX_WRITE_IMAGE_ARGS
        | cl::CL_DEVICE_MAX_READ_WRITE_IMAGE_ARGS
        | cl::CL_DEVICE_MAX_SAMPLERS
        | cl::CL_DEVICE_IMAGE_PITCH_ALIGNMENT
        | cl::CL_DEVICE_IMAGE_BASE_ADDRESS_ALIGNMENT
        | cl::CL_DEVICE_MAX_PIPE_ARGS
        | cl::CL_DEVICE_PIPE_MAX_ACTIVE_RESERVATIONS
        | cl::CL_DEVICE_PIPE_MAX_PACKET_SIZE => info.write::<cl_uint>(0),
        cl::CL_DEVICE_IMAGE2D_MAX_WIDTH
        | cl::CL_DEVICE_IMAGE2D_MAX_HEIGHT
        | cl::CL_DEVICE_IMAGE3D_MAX_WIDTH
        | cl::CL_DEVICE_IMAGE3D_MAX_HEIGHT
        | cl::CL_DEVICE_IMAGE3D_MAX_DEPTH
        | cl::CL_DEVICE_IMAGE_MAX_BUFFER_SIZE
        | cl::CL_DEVICE_IMAGE_MAX_ARRAY_SIZE => info.write::<usize>(0),
        _ => info.unknown("clGetDeviceInfo", name),
    }
}
