//! The platform: one per process, made at the first call.

use super::device::Device;
use super::device_description::parse_devices;
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::{config, impl_object, log, sys};
use mirrorcl_device::fault;
use mirrorcl_device::vm::{AddressSpace, Fill, VmOptions};
use opencl_sys as cl;
use opencl_sys::cl_device_type;
use std::sync::OnceLock;
use std::time::Duration;

/// Hands the memory options to the address space, which has not been used yet.
fn configure_memory(config: &config::Config) {
    let options = VmOptions {
        granule: config.memory_granule.0,
        retain: config.memory_keep.map(|bytes| bytes.0),
        retain_seconds: u32::try_from(config.memory_keep_time.0).unwrap_or(0),
        fill: config.memory_fill.map_or(Fill::Keep, Fill::Byte),
        guard: config.memory_guard.0,
        huge_pages: config.memory_huge_pages.0,
        ..VmOptions::default()
    };
    if !AddressSpace::configure(options) {
        log!(Warn, "the memory options come too late");
    }
}

/// Hands the options of execution to the device.
fn configure_execution(config: &config::Config) {
    let limit = Some(config.kernel_timeout.0).filter(|&seconds| seconds != 0);
    fault::set_kernel_limit(limit.map(Duration::from_secs));
}

/// The platform and its devices.
pub struct Platform {
    devices: Vec<Ref<Device>>,
}

impl_object!(Platform, Kind::Platform, reachable: true);

impl Platform {
    /// `CL_PLATFORM_NAME`.
    pub const NAME: &'static str = "mirrorcl";
    /// `CL_PLATFORM_VENDOR`.
    pub const VENDOR: &'static str = "The mirrorcl project";
    /// `CL_PLATFORM_ICD_SUFFIX_KHR`.
    pub const ICD_SUFFIX: &'static str = "MIRRORCL";

    /// The platform of this process.
    pub fn get() -> ClResult<Ref<Platform>> {
        static PLATFORM: OnceLock<ClResult<Ref<Platform>>> = OnceLock::new();
        PLATFORM.get_or_init(Self::start).clone()
    }

    fn start() -> ClResult<Ref<Platform>> {
        sys::watch_forks();
        configure_memory(config::get());
        configure_execution(config::get());
        let (descriptions, complaints) = parse_devices(&config::get().devices);
        for complaint in complaints {
            log!(Warn, "MIRRORCL_DEVICES: {complaint}");
        }
        let mut devices = Vec::new();
        for (index, description) in (0..).zip(descriptions) {
            let device = Device::new(description, index)?;
            // The application owns root devices for good: retain and release do not count (spec §4.3).
            let _ = device.clone().into_handle();
            log!(Info, "device {index}: {:x?}", device.description());
            devices.push(device);
        }
        let platform = Ref::new(Platform { devices })?;
        let _ = platform.clone().into_handle();
        Ok(platform)
    }

    /// Its devices, the default one first.
    #[must_use]
    pub fn devices(&self) -> &[Ref<Device>] {
        &self.devices
    }

    /// The devices that `clGetDeviceIDs` finds for a type.
    pub fn devices_of_type(&self, device_type: cl_device_type) -> ClResult<Vec<Ref<Device>>> {
        let known = cl::CL_DEVICE_TYPE_DEFAULT
            | cl::CL_DEVICE_TYPE_CPU
            | cl::CL_DEVICE_TYPE_GPU
            | cl::CL_DEVICE_TYPE_ACCELERATOR
            | cl::CL_DEVICE_TYPE_CUSTOM;
        if device_type != cl::CL_DEVICE_TYPE_ALL && (device_type == 0 || device_type & !known != 0)
        {
            return Err(ClError::new(
                cl::CL_INVALID_DEVICE_TYPE,
                format!("{device_type:#x} is not a device type"),
            ));
        }
        let matches = |device: &&Ref<Device>| {
            let is_default = device.index() == 0 && device_type & cl::CL_DEVICE_TYPE_DEFAULT != 0;
            is_default || device.description().device_type & device_type != 0
        };
        let found: Vec<_> = self.devices.iter().filter(matches).cloned().collect();
        if found.is_empty() {
            return Err(ClError::new(
                cl::CL_DEVICE_NOT_FOUND,
                format!("no device is of type {device_type:#x}"),
            ));
        }
        Ok(found)
    }
}
