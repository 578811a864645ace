//! A program's code and program-scope variables on a device.

use super::context::Context;
use super::device::Device;
use super::memory;
use super::specialisation::Specialisations;
use crate::error::{ClResult, out_of_resources};
use crate::handle::Ref;
use crate::log;
use mirrorcl_client::{Artifact, is_reproducible};
use mirrorcl_device::code::Program as Code;
use mirrorcl_device::exec::KernelCode;
use mirrorcl_device::vm::{AddressSpace, AreaKind};
use mirrorcl_protocol::{KernelInfo, ProgramData, ProgramInfo, Request};
use std::ptr::NonNull;
use std::sync::{Arc, OnceLock};

/// An executable, loaded for a device.
#[derive(Debug)]
pub struct Executable {
    info: Arc<ProgramInfo>,
    /// A program without kernels has none.
    code: Option<Arc<Code>>,
    data: Option<DataBlock>,
    kernels: Box<[KernelSlot]>,
    /// What made it, if the compiler would make the same again.
    origin: Option<Request>,
}

/// What is loaded of a kernel.
#[derive(Debug)]
struct KernelSlot {
    code: OnceLock<Arc<KernelCode>>,
    specialisations: Specialisations,
}

impl KernelSlot {
    fn new(kernel: &KernelInfo) -> Self {
        Self {
            code: OnceLock::new(),
            specialisations: Specialisations::new(kernel),
        }
    }
}

impl Executable {
    /// Loads an executable artifact, which `origin` made. The error is for the build log.
    pub fn load(
        artifact: &Artifact,
        origin: Option<&Request>,
        device: &Ref<Device>,
        context: &Ref<Context>,
    ) -> Result<Arc<Self>, String> {
        let info = artifact.info().ok_or("the program is not an executable")?;
        if info.abi_version != mirrorcl_device::ABI_VERSION {
            return Err(format!(
                "the program is for version {} of the kernel interface",
                info.abi_version
            ));
        }
        let code = match info.kernels.is_empty() {
            true => None,
            false => Some(load_code(artifact).map_err(|error| error.to_string())?),
        };
        let data = DataBlock::new(&info.data, device, context)?;
        let kernels = info.kernels.iter().map(KernelSlot::new).collect();
        Ok(Arc::new(Self {
            info: Arc::clone(info),
            code: code.map(Arc::new),
            data,
            kernels,
            origin: origin.filter(|made| is_reproducible(made)).cloned(),
        }))
    }

    /// What the compiler says of it.
    #[must_use]
    pub fn info(&self) -> &ProgramInfo {
        &self.info
    }

    /// The kernel of a name, and its place.
    #[must_use]
    pub fn find_kernel(&self, name: &str) -> Option<(usize, &KernelInfo)> {
        let kernels = self.info.kernels.iter().enumerate();
        kernels.into_iter().find(|(_, kernel)| kernel.name == name)
    }

    /// The code of the kernel at a place; the same one for all kernel objects, because it learns from its launches.
    pub fn kernel_code(&self, index: usize) -> ClResult<Arc<KernelCode>> {
        if let Some(code) = self.kernels[index].code.get() {
            return Ok(Arc::clone(code));
        }
        let kernel = &self.info.kernels[index];
        let program = self.code.as_ref();
        let code = KernelCode::new(
            program.expect("a program with kernels has code"),
            &kernel.symbol,
            &kernel.name,
            kernel.scratch_per_item,
        );
        let code = code.map_err(|error| out_of_resources(error.to_string()))?;
        let code = code.waiting(kernel.may_wait);
        Ok(Arc::clone(
            self.kernels[index].code.get_or_init(|| Arc::new(code)),
        ))
    }

    /// The better code of the kernel at a place.
    #[must_use]
    pub fn specialisations(&self, index: usize) -> &Specialisations {
        &self.kernels[index].specialisations
    }

    /// What made it, if the compiler would make the same again.
    #[must_use]
    pub fn origin(&self) -> Option<&Request> {
        self.origin.as_ref()
    }

    /// Address of the program-scope variables; 0 if there are none.
    #[must_use]
    pub fn data_address(&self) -> usize {
        self.data.as_ref().map_or(0, DataBlock::address)
    }
}

/// Loads from the cache's file if that works, else from memory: the file may be gone or not executable.
pub(super) fn load_code(artifact: &Artifact) -> Result<Code, mirrorcl_device::code::LoadError> {
    if let Some(file) = artifact.file() {
        match Code::load(file) {
            Ok(code) => return Ok(code),
            Err(error) => log!(Debug, "{}: {error}; loading from memory", file.display()),
        }
    }
    Code::load_bytes(artifact.payload())
}

/// The program-scope variables of a program on a device.
#[derive(Debug)]
struct DataBlock(NonNull<u8>);

// SAFETY: kernels use the memory; the driver itself touches it at creation only.
unsafe impl Send for DataBlock {}
// SAFETY: as above.
unsafe impl Sync for DataBlock {}

impl DataBlock {
    fn new(
        data: &ProgramData,
        device: &Ref<Device>,
        context: &Ref<Context>,
    ) -> Result<Option<Self>, String> {
        let ProgramData { size, align, .. } = *data;
        if size == 0 {
            return Ok(None);
        }
        if size > Device::MAX_GLOBAL_VARIABLE_SIZE as u64 {
            return Err(format!(
                "program-scope variables of {size} bytes are too large"
            ));
        }
        let limits = device.address_limits();
        let (kind, owner) = (AreaKind::ProgramData, context.id());
        let block = memory::allocate(limits, size, align.max(1), kind, owner);
        let block = Self(block.map_err(|error| format!("program-scope variables: {error}"))?);
        let contents = contents(data, block.address() as u64);
        // SAFETY: a new allocation of `size` bytes, which is the length of `contents`.
        unsafe {
            std::ptr::copy_nonoverlapping(contents.as_ptr(), block.0.as_ptr(), contents.len());
        }
        Ok(Some(block))
    }

    fn address(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

impl Drop for DataBlock {
    fn drop(&mut self) {
        if let Err(error) = AddressSpace::global().free(self.address()) {
            log!(Error, "freeing program-scope variables: {error}");
        }
    }
}

/// The initial contents of a block at `base`. The client checked that image and relocations lie inside.
fn contents(data: &ProgramData, base: u64) -> Vec<u8> {
    let mut contents = data.image.clone();
    contents.resize(usize::try_from(data.size).expect("checked before"), 0);
    for &(offset, addend) in &data.relocations {
        let offset = usize::try_from(offset).expect("inside the block");
        let address = base.wrapping_add(addend);
        contents[offset..offset + 8].copy_from_slice(&address.to_le_bytes());
    }
    contents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_the_image_zeros_and_relocated_addresses() {
        let data = ProgramData {
            size: 24,
            align: 8,
            image: vec![1, 2, 3],
            relocations: vec![(8, 16)],
        };
        let contents = contents(&data, 0x1000);
        assert_eq!(contents[..8], [1, 2, 3, 0, 0, 0, 0, 0]);
        assert_eq!(contents[8..16], 0x1010_u64.to_le_bytes());
        assert_eq!(contents[16..], [0; 8]);
    }
}
