//! Devices.

use super::device_description::{DeviceDescription, DeviceRange};
use super::host;
use super::topology::Topology;
use crate::error::ClResult;
use crate::handle::{Kind, Ref};
use crate::validate::partition::Part;
use crate::{impl_object, sys};
use mirrorcl_device::exec::{Executor, ExecutorConfig, allowed_processors};
use mirrorcl_device::vm::{AddressLimits, VirtRange};
use opencl_sys as cl;
use opencl_sys::cl_device_partition_property;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A device of the platform.
pub struct Device {
    description: DeviceDescription,
    capabilities: DeviceCapabilities,
    index: u32,
    parent: Option<Ref<Device>>,
    /// `CL_DEVICE_PARTITION_TYPE`: how the parent was divided, with the final zero.
    partition_type: Vec<cl_device_partition_property>,
    /// The processors that its threads are bound to; none: any.
    bound_to: Vec<u32>,
    limits: OnceLock<AddressLimits>,
    executor: OnceLock<(u32, Arc<Executor>)>,
    /// Executors of processes forked off later, by fork count.
    forked: Mutex<Vec<(u32, Arc<Executor>)>>,
}

impl_object!(Device, Kind::Device, reachable: true);

/// What checks of calls need to know of a device; the same numbers that queries report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCapabilities {
    /// `CL_DEVICE_MAX_COMPUTE_UNITS`.
    pub compute_units: u32,
    /// `CL_DEVICE_GLOBAL_MEM_SIZE`.
    pub global_memory: u64,
    /// `CL_DEVICE_MAX_MEM_ALLOC_SIZE`.
    pub max_allocation: u64,
    /// `CL_DEVICE_LOCAL_MEM_SIZE`.
    pub local_memory: u64,
    /// `CL_DEVICE_MAX_WORK_GROUP_SIZE`.
    pub max_work_group_size: usize,
    /// `CL_DEVICE_MAX_WORK_ITEM_SIZES`.
    pub max_work_item_sizes: [usize; 3],
    /// `CL_DEVICE_MAX_PARAMETER_SIZE`.
    pub max_parameter_size: usize,
    /// `CL_DEVICE_MEM_BASE_ADDR_ALIGN` in bytes: the size of the largest OpenCL C type.
    pub base_alignment: usize,
    /// `CL_DEVICE_SVM_CAPABILITIES`.
    pub svm: cl::cl_device_svm_capabilities,
}

const MAX_WORK_GROUP_SIZE: usize = 4096;

impl DeviceCapabilities {
    fn of(description: &DeviceDescription) -> Self {
        let room = match description.range {
            DeviceRange::Between(low, high) => high - low,
            DeviceRange::Full => u64::MAX,
        };
        let installed = sys::physical_memory();
        let global_memory = description.memory.unwrap_or(installed).min(room);
        Self {
            compute_units: description.compute_units.unwrap_or_else(host::processors),
            global_memory,
            // "max(min(1024*1024*1024, 1/4th of CL_DEVICE_GLOBAL_MEM_SIZE), 32*1024*1024)" is the minimum.
            max_allocation: (global_memory / 2).max(32 << 20),
            local_memory: 64 << 10,
            max_work_group_size: MAX_WORK_GROUP_SIZE,
            max_work_item_sizes: [MAX_WORK_GROUP_SIZE; 3],
            max_parameter_size: 4096,
            base_alignment: 128,
            svm: description.svm.capabilities(),
        }
    }
}

impl Device {
    /// `CL_DEVICE_VENDOR_ID`: not a PCI vendor; "mc" where Khronos would assign a number from 0x10000 on.
    pub const VENDOR_ID: u32 = 0x6D63;
    /// `CL_DEVICE_MAX_GLOBAL_VARIABLE_SIZE`.
    pub const MAX_GLOBAL_VARIABLE_SIZE: usize = 1 << 30;
    /// A query of our own: two `cl_ulong`, the first and the last address that the device reaches (docs/devices.md).
    pub const ADDRESS_RANGE_QUERY: cl::cl_device_info = 0x6D63_0001;

    /// The device that a description stands for. Nothing is started or reserved.
    pub fn new(description: DeviceDescription, index: u32) -> ClResult<Ref<Self>> {
        let capabilities = DeviceCapabilities::of(&description);
        Ref::new(Self {
            description,
            capabilities,
            index,
            parent: None,
            partition_type: Vec::new(),
            bound_to: Vec::new(),
            limits: OnceLock::new(),
            executor: OnceLock::new(),
            forked: Mutex::default(),
        })
    }

    /// A sub-device with some of the compute units of `parent`; all else is the same.
    pub fn part_of(
        parent: &Ref<Self>,
        part: Part,
        partition_type: Vec<cl_device_partition_property>,
    ) -> ClResult<Ref<Self>> {
        Ref::new(Self {
            description: parent.description.clone(),
            capabilities: DeviceCapabilities {
                compute_units: part.compute_units(),
                ..parent.capabilities.clone()
            },
            index: parent.index,
            parent: Some(parent.clone()),
            partition_type,
            // A part that is only smaller runs where the whole does.
            bound_to: match part {
                Part::Units(_) => parent.bound_to.clone(),
                Part::Processors(processors) => processors,
            },
            limits: OnceLock::from(parent.address_limits().clone()),
            executor: OnceLock::new(),
            forked: Mutex::default(),
        })
    }

    /// The device that it is a part of; nothing for a root device.
    #[must_use]
    pub fn parent(&self) -> Option<&Ref<Self>> {
        self.parent.as_ref()
    }

    /// `CL_DEVICE_PARTITION_TYPE`.
    #[must_use]
    pub fn partition_type(&self) -> &[cl_device_partition_property] {
        &self.partition_type
    }

    /// `CL_DEVICE_PARTITION_MAX_SUB_DEVICES`; 0 if it cannot be divided.
    #[must_use]
    pub fn max_sub_devices(&self) -> u32 {
        match self.capabilities.compute_units {
            1 => 0,
            units => units,
        }
    }

    /// The processors that its compute units stand for, one each; none if they do not: the user gave it another number, a control group
    /// allows it less time than that of all, or it is a part that was only counted.
    #[must_use]
    pub fn processors(&self) -> Vec<u32> {
        let processors = match (&self.parent, self.bound_to.is_empty()) {
            (_, false) => self.bound_to.clone(),
            (None, true) => allowed_processors(),
            (Some(_), true) => Vec::new(),
        };
        let all = processors.len() == self.capabilities.compute_units as usize;
        if all { processors } else { Vec::new() }
    }

    /// `CL_DEVICE_PARTITION_AFFINITY_DOMAIN`.
    #[must_use]
    pub fn affinity_domains(&self) -> cl::cl_device_affinity_domain {
        Topology::host().domains(&self.processors())
    }

    /// What the user said about it.
    #[must_use]
    pub fn description(&self) -> &DeviceDescription {
        &self.description
    }

    /// Its limits and capabilities.
    #[must_use]
    pub fn capabilities(&self) -> &DeviceCapabilities {
        &self.capabilities
    }

    /// The addresses that it reaches, found out at the first use.
    #[must_use]
    pub fn address_limits(&self) -> &AddressLimits {
        self.limits.get_or_init(|| {
            let mut limits = match self.description.range {
                DeviceRange::Between(low, high) => AddressLimits::new(low, high),
                DeviceRange::Full => AddressLimits::probe_host(),
            };
            limits.granule = limits.granule.max(self.description.page.unwrap_or(0));
            let holes = self.description.holes.iter();
            limits.add_holes(holes.map(|&(low, high)| VirtRange::new(low, high)));
            limits
        })
    }

    /// Its threads; none runs before there is work. A process that was forked off has its own.
    #[must_use]
    pub fn executor(&self) -> Arc<Executor> {
        let forks = sys::fork_count();
        let (process, executor) = self.executor.get_or_init(|| (forks, self.new_executor()));
        if *process == forks {
            return Arc::clone(executor);
        }
        let mut forked = self.forked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, executor)) = forked.iter().find(|(process, _)| *process == forks) {
            return Arc::clone(executor);
        }
        let executor = self.new_executor();
        forked.push((forks, Arc::clone(&executor)));
        executor
    }

    fn new_executor(&self) -> Arc<Executor> {
        Executor::new(ExecutorConfig {
            compute_units: self.capabilities.compute_units as usize,
            processors: self.bound_to.clone(),
            name: format!("mirrorcl-{}", self.index),
        })
    }

    /// `CL_DEVICE_PREFERRED_WORK_GROUP_SIZE_MULTIPLE`: 32-bit values of a vector register.
    #[must_use]
    pub fn preferred_multiple() -> usize {
        host::vector_bytes() as usize / 4
    }

    /// The first and the last address that it reaches.
    #[must_use]
    pub fn address_range(&self) -> [u64; 2] {
        let limits = self.address_limits();
        [limits.low, limits.high - 1]
    }

    /// `CL_DEVICE_VERSION`: "OpenCL<space><major_version.minor_version><space><vendor-specific information>" (§4.2). Ours tells the
    /// address range, which no query of the specification does, as `MIRRORCL_DEVICES` takes it.
    #[must_use]
    pub fn version(&self) -> String {
        let [first, last] = self.address_range();
        format!("{} va={first:#x}-{last:#x}", crate::version::OPENCL_VERSION)
    }

    /// `CL_DEVICE_UUID`: the same for the same device description on every run, as the extension wants.
    #[must_use]
    pub fn uuid(&self) -> [u8; 16] {
        let mut uuid = *b"mirrorcl\0\0\0\0\0\0\0\0";
        uuid[8..12].copy_from_slice(&self.index.to_be_bytes());
        uuid
    }

    /// `CL_DRIVER_UUID`: the version, in the same form.
    #[must_use]
    pub fn driver_uuid() -> [u8; 16] {
        let mut uuid = *b"mirrorcl\0\0\0\0\0\0\0\0";
        for (byte, version) in uuid[8..]
            .iter_mut()
            .zip(crate::version::DRIVER_VERSION.bytes())
        {
            *byte = version;
        }
        uuid
    }

    /// Its place in the platform's list of devices.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// `CL_DEVICE_NAME`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.description.name {
            Some(name) => name.clone(),
            None => format!("mirrorcl on {}", host::processor_name()),
        }
    }
}
