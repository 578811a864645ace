//! Contexts.

use super::device::Device;
use super::queue::Queue;
use crate::callback::{Callback, ContextNotify, ObjectNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::{impl_object, log};
use mirrorcl_device::vm::{AddressLimits, AddressSpace};
use opencl_sys as cl;
use opencl_sys::{cl_context_properties, cl_device_svm_capabilities};
use std::ffi::c_void;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A context over devices of the platform.
pub struct Context {
    id: u64,
    devices: Vec<Ref<Device>>,
    properties: Vec<cl_context_properties>,
    notify: Option<Callback<ContextNotify>>,
    destructors: Mutex<Vec<Callback<ObjectNotify>>>,
    /// Handles of its queues.
    queues: Mutex<Vec<usize>>,
    limits: Option<AddressLimits>,
}

impl_object!(Context, Kind::Context, reachable: true, finalize: Context::finalize);

impl Context {
    /// A context over `devices` (not empty; each counts once). `properties` is kept for the query.
    pub fn new(
        devices: Vec<Ref<Device>>,
        properties: Vec<cl_context_properties>,
        notify: Option<Callback<ContextNotify>>,
    ) -> ClResult<Ref<Self>> {
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);
        let mut limits = devices
            .first()
            .map(|device| device.address_limits().clone());
        for device in devices.iter().skip(1) {
            limits = limits.and_then(|limits| limits.intersect(device.address_limits()));
        }
        if limits.is_none() {
            log!(
                Warn,
                "the address ranges of a context's devices have nothing in common: it has no memory"
            );
        }
        Ref::new(Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            devices,
            properties,
            notify,
            destructors: Mutex::default(),
            queues: Mutex::default(),
            limits,
        })
    }

    /// A number of its own, for the owner of memory areas.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its devices, as given at creation without repetitions.
    #[must_use]
    pub fn devices(&self) -> &[Ref<Device>] {
        &self.devices
    }

    /// Whether `device` is one of its devices.
    #[must_use]
    pub fn has_device(&self, device: &Ref<Device>) -> bool {
        self.devices.contains(device)
    }

    /// `CL_CONTEXT_PROPERTIES` as given at creation.
    #[must_use]
    pub fn properties(&self) -> &[cl_context_properties] {
        &self.properties
    }

    /// The addresses that all its devices reach; nothing if they have none in common.
    #[must_use]
    pub fn address_limits(&self) -> Option<&AddressLimits> {
        self.limits.as_ref()
    }

    /// The SVM capabilities that every device has.
    #[must_use]
    pub fn common_svm(&self) -> cl_device_svm_capabilities {
        self.devices
            .iter()
            .fold(!0, |common, device| common & device.capabilities().svm)
    }

    /// Whether any device has any SVM capability.
    #[must_use]
    pub fn has_svm(&self) -> bool {
        self.devices
            .iter()
            .any(|device| device.capabilities().svm != 0)
    }

    /// Tells the application, if it wants to know, and the log, of an error that no call can return.
    pub fn report(&self, message: &str) {
        log!(Warn, "{message}");
        if let Some(notify) = &self.notify {
            notify.call(message);
        }
    }

    /// `clSetContextDestructorCallback`.
    pub fn add_destructor(&self, callback: Callback<ObjectNotify>) {
        self.destructors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(callback);
    }

    /// Notes a queue of its own.
    pub fn add_queue(&self, handle: *mut c_void) {
        self.lock_queues().push(handle.expose_provenance());
    }

    /// A queue is gone.
    pub fn remove_queue(&self, handle: *mut c_void) {
        let mut queues = self.lock_queues();
        if let Some(index) = queues.iter().position(|&queue| queue == handle.addr()) {
            queues.swap_remove(index);
        }
    }

    /// Its queues that still live.
    #[must_use]
    pub fn queues(&self) -> Vec<Ref<Queue>> {
        let handles = self.lock_queues().clone();
        let find = |handle| Ref::from_handle(std::ptr::with_exposed_provenance_mut(handle)).ok();
        handles.into_iter().filter_map(find).collect()
    }

    fn lock_queues(&self) -> MutexGuard<'_, Vec<usize>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// "The registered callback functions are called in the reverse order in which they were registered" (§4.4). Memory
    /// kept from what the context has freed goes back to the system.
    fn finalize(&mut self, handle: *mut c_void) {
        let destructors = self
            .destructors
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        for callback in std::mem::take(destructors).into_iter().rev() {
            callback.call(handle);
        }
        AddressSpace::global().trim_owner(self.id);
    }
}

/// Refuses two objects of different contexts.
pub fn same_context(first: &Ref<Context>, second: &Ref<Context>, what: &str) -> ClResult<()> {
    if first == second {
        return Ok(());
    }
    Err(ClError::new(
        cl::CL_INVALID_CONTEXT,
        format!("{what} belong to different contexts"),
    ))
}
