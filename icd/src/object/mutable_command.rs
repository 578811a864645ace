//! The handle of a recorded kernel: by it the command is updated and asked about.

use super::command_buffer::CommandBuffer;
use super::kernel::Kernel;
use crate::error::ClResult;
use crate::handle::{Kind, Ref};
use crate::header::{cl_bitfield, cl_properties};
use crate::impl_object;
use crate::validate::ndrange::NdRangeArguments;
use std::ffi::c_void;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A recorded kernel whose handle the application asked for. It lives as long as its command buffer, which owns it.
pub struct MutableCommand {
    /// Handle of the command buffer.
    buffer: usize,
    step: u32,
    /// As given at recording, for the query.
    properties: Vec<cl_properties>,
    fields: cl_bitfield,
    kernel: Ref<Kernel>,
    dispatch: Mutex<MutableDispatch>,
}

impl_object!(MutableCommand, Kind::MutableCommand, reachable: true);

/// What can be updated of a kernel.
#[derive(Clone)]
pub struct MutableDispatch {
    /// A copy of the kernel that was recorded, with the command's own arguments; changed only as long as nobody else has it.
    pub kernel: Ref<Kernel>,
    /// The index space.
    pub sizes: NdRangeArguments,
}

impl MutableCommand {
    /// The command that is recorded as `step` of a buffer.
    pub fn new(
        buffer: &Ref<CommandBuffer>,
        step: u32,
        kernel: &Ref<Kernel>,
        sizes: NdRangeArguments,
        properties: Vec<cl_properties>,
        fields: cl_bitfield,
    ) -> ClResult<Ref<Self>> {
        let dispatch = MutableDispatch {
            kernel: kernel.duplicate()?,
            sizes,
        };
        Ref::new(Self {
            buffer: buffer.handle().expose_provenance(),
            step,
            properties,
            fields,
            kernel: kernel.clone(),
            dispatch: Mutex::new(dispatch),
        })
    }

    fn lock(&self) -> MutexGuard<'_, MutableDispatch> {
        self.dispatch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The command buffer that it belongs to.
    pub fn buffer(&self) -> ClResult<Ref<CommandBuffer>> {
        Ref::from_handle(std::ptr::with_exposed_provenance_mut::<c_void>(self.buffer))
    }

    /// Its place in the command buffer.
    #[must_use]
    pub fn step(&self) -> u32 {
        self.step
    }

    /// The kernel that was recorded.
    #[must_use]
    pub fn kernel(&self) -> &Ref<Kernel> {
        &self.kernel
    }

    /// `CL_MUTABLE_COMMAND_PROPERTIES_ARRAY_KHR`.
    #[must_use]
    pub fn properties(&self) -> &[cl_properties] {
        &self.properties
    }

    /// What of it can be updated.
    #[must_use]
    pub fn fields(&self) -> cl_bitfield {
        self.fields
    }

    /// What it is now.
    #[must_use]
    pub fn dispatch(&self) -> MutableDispatch {
        self.lock().clone()
    }

    /// What it is from now on; returns what it was.
    #[must_use]
    pub fn replace_dispatch(&self, dispatch: MutableDispatch) -> MutableDispatch {
        std::mem::replace(&mut *self.lock(), dispatch)
    }
}
