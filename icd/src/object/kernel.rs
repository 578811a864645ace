//! Kernels: a function of a program with its arguments.

use super::context::Context;
use super::device::Device;
use super::kernel_args::{Args, BoundArgs, Layout};
use super::mem::Mem;
use super::program::{Attachment, Executables, Program, Source};
use super::program_executable::Executable;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::handle::{Kind, Ref};
use crate::queue::command::{Keep, Launch};
use crate::raw::In;
use crate::validate::kernel as validate;
use crate::validate::ndrange::{KernelShape, uniform_only};
use crate::{impl_object, refuse_if};
use mirrorcl_device::exec::{self, Grid, KernelCode};
use mirrorcl_protocol::{ArgKind, KernelInfo};
use opencl_sys as cl;
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A kernel. Threads with kernels of their own do not meet in a cache line.
#[derive(Debug)]
#[repr(align(128))]
pub struct Kernel {
    attachment: Attachment,
    definition: Arc<Definition>,
    args: Args,
    exec_info: Mutex<ExecInfo>,
    /// What `exec_info` says of system memory, for launches, which look without its lock.
    uses_system_svm: AtomicBool,
}

impl_object!(Kernel, Kind::Kernel, reachable: true);

/// What the kernel objects of one kernel have in common.
#[derive(Debug)]
pub struct Definition {
    /// For each device that the program has an executable for.
    variants: Box<[Variant]>,
    layout: Arc<Layout>,
    /// Whether a device of the context has SVM.
    has_svm: bool,
}

/// The kernel on a device.
#[derive(Debug)]
struct Variant {
    device: Ref<Device>,
    executable: Arc<Executable>,
    index: usize,
    code: Arc<KernelCode>,
    shape: KernelShape,
}

impl Variant {
    fn info(&self) -> &KernelInfo {
        &self.executable.info().kernels[self.index]
    }
}

impl Definition {
    fn new(program: &Program, name: &str, executables: Executables) -> ClResult<Self> {
        let mut variants = Vec::with_capacity(executables.len());
        for (device, executable) in executables {
            // "CL_INVALID_KERNEL_NAME if kernel_name is not found in program."
            let (index, _) = executable.find_kernel(name).ok_or_else(|| {
                let reason = format!("the program has no kernel {name:?}");
                ClError::new(cl::CL_INVALID_KERNEL_NAME, reason)
            })?;
            let code = executable.kernel_code(index)?;
            let info = &executable.info().kernels[index];
            let shape = shape(info, &device, program);
            variants.push(Variant {
                device,
                executable,
                index,
                code,
                shape,
            });
        }
        for other in &variants[1..] {
            validate::same_definition(variants[0].info(), other.info())?;
        }
        // Arguments in local memory start behind the static variables of the variant that has most.
        let static_local = variants.iter().map(|variant| variant.info().local_size);
        let static_local = static_local.max().unwrap_or(0);
        let layout = Layout::new(variants[0].info(), static_local);
        Ok(Self {
            variants: variants.into(),
            layout: Arc::new(layout),
            has_svm: program.context().has_svm(),
        })
    }
}

/// What `clSetKernelExecInfo` said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecInfo {
    /// `CL_KERNEL_EXEC_INFO_SVM_PTRS`: allocations that the kernel uses besides its arguments.
    pub svm_pointers: Vec<usize>,
    /// `CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM`; `None`: not said.
    pub fine_grain_system: Option<bool>,
}

impl Kernel {
    /// `clCreateKernel`.
    pub fn new(program: &Ref<Program>, name: &str) -> ClResult<Ref<Self>> {
        let (definition, attachment) = Program::attach(program, name, |executables| {
            Definition::new(program, name, executables)
        })?;
        let args = Args::new(&definition.layout);
        let exec_info = ExecInfo {
            svm_pointers: Vec::new(),
            fine_grain_system: None,
        };
        Ref::new(Self {
            attachment,
            definition,
            args,
            exec_info: Mutex::new(exec_info),
            uses_system_svm: AtomicBool::new(false),
        })
    }

    /// `clCloneKernel`: "a shallow copy of the kernel object, its arguments and any information passed to the kernel object using
    /// clSetKernelExecInfo".
    pub fn duplicate(&self) -> ClResult<Ref<Self>> {
        Ref::new(Self {
            attachment: self.attachment.clone(),
            definition: Arc::clone(&self.definition),
            args: self.args.duplicate(),
            exec_info: Mutex::new(self.exec_info()),
            uses_system_svm: AtomicBool::new(self.uses_system_svm()),
        })
    }

    /// Its program.
    #[must_use]
    pub fn program(&self) -> &Ref<Program> {
        self.attachment.program()
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        self.program().context()
    }

    /// What the compiler says of it, where devices do not differ: name, arguments.
    #[must_use]
    pub fn info(&self) -> &KernelInfo {
        self.definition.variants[0].info()
    }

    /// What the compiler says of it for a device, if there is an executable for that.
    #[must_use]
    pub fn info_for(&self, device: &Ref<Device>) -> Option<&KernelInfo> {
        self.variant(device).map(Variant::info)
    }

    /// The devices that it can run on.
    pub fn devices(&self) -> impl ExactSizeIterator<Item = &Ref<Device>> {
        self.definition
            .variants
            .iter()
            .map(|variant| &variant.device)
    }

    /// `CL_KERNEL_ATTRIBUTES`: "For kernels not created from OpenCL C source … the string returned from this query will be empty."
    #[must_use]
    pub fn attributes(&self) -> &str {
        match self.program().source() {
            Source::SpirV(_) => "",
            Source::OpenClC(_) | Source::Binary(_) | Source::Linked => &self.info().attributes,
        }
    }

    /// `CL_KERNEL_LOCAL_MEM_SIZE`: static variables, and the arguments set so far.
    #[must_use]
    pub fn local_bytes(&self) -> u64 {
        self.args.local_bytes()
    }

    /// `clSetKernelArg`.
    pub fn set_arg(&self, index: u32, size: usize, value: In<c_void>) -> ClResult<()> {
        let (kind, expected) = self.declaration(index)?;
        validate::arg_size(kind, expected, size, value.is_null())?;
        self.args.set(index as usize, size, value, |memory| {
            self.check_memory(memory)
        })
    }

    /// `clSetKernelArg` of a value of 4 or 8 bytes; false, with nothing done, if it is not that, or something is wrong.
    #[inline(always)]
    #[must_use]
    pub fn set_small_arg(&self, index: u32, size: usize, value: In<c_void>) -> bool {
        self.args.set_small(index as usize, size, value)
    }

    /// `clSetKernelArg` of a memory object; false, with nothing done, if it is not that, or something is wrong.
    #[inline(always)]
    #[must_use]
    pub fn set_memory_arg(&self, index: u32, size: usize, value: In<c_void>) -> bool {
        if !self.takes_pointer(index) || size != size_of::<cl::cl_mem>() {
            return false;
        }
        let Some(memory) = value.borrow_fast::<Mem>() else {
            return false;
        };
        let fits = memory.context() == self.context();
        if fits {
            self.args.set_memory(index as usize, &memory);
        }
        fits
    }

    /// Whether there is an argument of that index, and it is a pointer to global or constant memory.
    #[inline(always)]
    fn takes_pointer(&self, index: u32) -> bool {
        let declaration = self.args.declaration(index);
        matches!(declaration, Some((ArgKind::Global | ArgKind::Constant, _)))
    }

    /// `clSetKernelArgSVMPointer`; false, with nothing done, if something is wrong.
    #[inline(always)]
    #[must_use]
    pub fn set_svm_arg_at_once(&self, index: u32, pointer: usize) -> bool {
        let takes_pointers = self.definition.has_svm && self.takes_pointer(index);
        if takes_pointers {
            self.args.set_svm(index as usize, pointer);
        }
        takes_pointers
    }

    /// Whether all arguments have been set.
    #[must_use]
    pub fn has_all_args(&self) -> bool {
        self.args.are_set()
    }

    /// Type and size of an argument.
    #[inline]
    fn declaration(&self, index: u32) -> ClResult<(ArgKind, usize)> {
        let found = self.args.declaration(index);
        found.ok_or_else(|| validate::no_arg(self.info(), index))
    }

    /// "CL_INVALID_MEM_OBJECT for an argument declared to be a memory object when the specified arg_value is not a valid memory object."
    fn check_memory(&self, memory: &Ref<Mem>) -> ClResult<()> {
        refuse_if!(
            memory.context() != self.context(),
            cl::CL_INVALID_MEM_OBJECT,
            "{memory:?} belongs to another context than the kernel"
        );
        Ok(())
    }

    /// `clSetKernelArgSVMPointer`.
    pub fn set_svm_arg(&self, index: u32, pointer: usize) -> ClResult<()> {
        validate::svm_arg(self.declaration(index)?.0)?;
        self.args.set_svm(index as usize, pointer);
        Ok(())
    }

    /// `clSetKernelArgMemPointerINTEL`: as [`Kernel::set_svm_arg`], but the device need not have SVM.
    pub fn set_usm_arg(&self, index: u32, pointer: usize) -> ClResult<()> {
        validate::svm_arg(self.declaration(index)?.0)?;
        self.args.set_usm(index as usize, pointer);
        Ok(())
    }

    /// What it demands of the index space on a device. "CL_INVALID_PROGRAM_EXECUTABLE if there is no successfully built program
    /// executable available for the device associated with command_queue".
    pub fn shape(&self, device: &Ref<Device>) -> ClResult<&KernelShape> {
        self.variant(device)
            .map(|variant| &variant.shape)
            .ok_or_else(not_built)
    }

    /// Whether the application said that it uses memory that is not the driver's.
    #[must_use]
    pub fn uses_system_svm(&self) -> bool {
        self.uses_system_svm.load(Ordering::Relaxed)
    }

    /// What `clSetKernelExecInfo` said so far.
    #[must_use]
    pub fn exec_info(&self) -> ExecInfo {
        self.lock().clone()
    }

    /// `CL_KERNEL_EXEC_INFO_SVM_PTRS`: the set takes the place of the one before.
    pub fn set_svm_pointers(&self, pointers: Vec<usize>) {
        let before = std::mem::replace(&mut self.lock().svm_pointers, pointers);
        drop(before); // outside the lock
    }

    /// `CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM`.
    pub fn set_fine_grain_system(&self, used: bool) {
        let mut exec_info = self.lock();
        exec_info.fine_grain_system = Some(used);
        self.uses_system_svm.store(used, Ordering::Relaxed);
    }

    /// The kernel with its arguments as they are now, checked, for a launch on a device.
    pub fn launch(&self, device: &Ref<Device>, grid: Grid) -> ClResult<Launch> {
        let variant = self.variant(device).ok_or_else(not_built)?;
        let bound = self.args.bind()?;
        check_bound(&bound, device)?;
        let (executable, index) = (&variant.executable, variant.index);
        let specialisations = executable.specialisations(index);
        Ok(Launch {
            kernel: Arc::new(exec::Launch {
                code: specialisations.choose(executable, index, &variant.code, &grid, &bound.block),
                args: bound.block,
                grid,
                local_bytes: bound.local_bytes,
                program_data: variant.executable.data_address(),
            }),
            keep: Keep {
                executable: Arc::clone(&variant.executable),
                index,
                memory: bound.memory,
            },
        })
    }

    /// "CL_INVALID_KERNEL_ARGS if the kernel argument values have not been specified", and what else can be wrong with them for a launch
    /// on a device.
    pub fn check_args(&self, device: &Ref<Device>) -> ClResult<()> {
        self.variant(device).ok_or_else(not_built)?;
        check_bound(&self.args.bind()?, device)
    }

    fn variant(&self, device: &Ref<Device>) -> Option<&Variant> {
        self.definition
            .variants
            .iter()
            .find(|variant| variant.device == *device)
    }

    fn lock(&self) -> MutexGuard<'_, ExecInfo> {
        self.exec_info
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What can be wrong with arguments on a device.
fn check_bound(bound: &BoundArgs, device: &Ref<Device>) -> ClResult<()> {
    let capabilities = device.capabilities();
    // "CL_INVALID_OPERATION if SVM pointers are passed as arguments to a kernel and the device does not support SVM".
    refuse_if!(
        bound.has_svm_pointers && capabilities.svm == 0,
        cl::CL_INVALID_OPERATION,
        "an argument is an SVM pointer, and the device has no SVM"
    );
    for memory in &bound.memory {
        memory.check_alignment(device)?;
    }
    if bound.local_bytes > capabilities.local_memory {
        return Err(out_of_resources(format!(
            "{} bytes of local memory are more than the device's {}",
            bound.local_bytes, capabilities.local_memory
        )));
    }
    Ok(())
}

fn not_built() -> ClError {
    let reason = "the program was not built for the device";
    ClError::new(cl::CL_INVALID_PROGRAM_EXECUTABLE, reason)
}

/// `CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE`: work-items that the code processes at once, or, if it is not vectorised, the device's
/// `CL_DEVICE_PREFERRED_WORK_GROUP_SIZE_MULTIPLE`.
#[must_use]
pub fn preferred_multiple(info: &KernelInfo) -> usize {
    match info.simd_width {
        0 | 1 => Device::preferred_multiple(),
        width => width as usize,
    }
}

/// What a kernel of `program` demands of the index space on `device`.
fn shape(info: &KernelInfo, device: &Ref<Device>, program: &Program) -> KernelShape {
    let required = info
        .reqd_work_group_size
        .map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let is_source = matches!(program.source(), Source::OpenClC(_));
    let options = program
        .device_index(device)
        .map(|index| program.build(index).options)
        .unwrap_or_default();
    KernelShape {
        max_work_group_size: device.capabilities().max_work_group_size,
        required: (required != [0; 3]).then_some(required),
        uniform_only: uniform_only(is_source, &options),
        preferred_multiple: preferred_multiple(info),
    }
}
