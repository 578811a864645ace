//! Builds kernels from OpenCL C and runs their work-group functions.

use mirrorcl_abi::{MEMORY_ALIGN, RuntimeTable, SCRATCH_ROUND, WorkGroupContext, WorkGroupFn};
use mirrorcl_compiler::{
    clang::{Source, compile_source},
    llvm::{Context, Effort, Function, Machine, Module, SPIR_KERNEL, TRIPLE, host_cpu, link_elf},
    options::CompileOptions,
    workgroup::{Options, WorkGroup, lower},
};
use mirrorcl_protocol::Target;
use std::{path::PathBuf, ptr};

/// Work-item functions as the built-in library defines them.
pub(crate) const PRELUDE: &str = r"
void *__mirrorcl_context(void) __attribute__((const));
ulong __mirrorcl_local_id(uint dim) __attribute__((const));
void __mirrorcl_barrier(void) __attribute__((convergent));
void __mirrorcl_sub_group_barrier(void) __attribute__((convergent));
ulong __mirrorcl_sub_group_active(void) __attribute__((convergent));
ulong __mirrorcl_sub_group(void) __attribute__((const));
ulong __mirrorcl_sub_group_item(void) __attribute__((const));
ulong __mirrorcl_sub_group_size(void) __attribute__((const));
__private char *__mirrorcl_sub_group_memory(void) __attribute__((const));
#define FIELD(offset) (*(const ulong *)((const char *)__mirrorcl_context() + (offset)))
inline __attribute__((always_inline)) ulong lid(uint d) { return __mirrorcl_local_id(d); }
inline __attribute__((always_inline)) ulong grp(uint d) { return FIELD(8 + 8 * d); }
inline __attribute__((always_inline)) ulong lsize(uint d) { return FIELD(104 + 8 * d); }
inline __attribute__((always_inline)) ulong gsize(uint d) { return FIELD(80 + 8 * d); }
inline __attribute__((always_inline)) ulong gid(uint d) {
  return FIELD(56 + 8 * d) + grp(d) * FIELD(128 + 8 * d) + lid(d);
}
#define sync() __mirrorcl_barrier()
#define sub_sync() __mirrorcl_sub_group_barrier()
";

/// A kernel that can run.
pub(crate) struct Kernel {
    /// What the compiler says of it.
    pub(crate) info: WorkGroup,
    entry: WorkGroupFn,
    _library: libloading::Library,
    path: PathBuf,
}

impl Drop for Kernel {
    fn drop(&mut self) {
        std::fs::remove_file(&self.path).unwrap();
    }
}

/// A launch: groups and their size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) groups: [u64; 3],
    pub(crate) local: [u64; 3],
}

/// Runs clang over the program and gives the module the layout of the host.
pub(crate) fn front<'c>(context: &'c Context, text: &str) -> Module<'c> {
    let options = CompileOptions::parse("-cl-std=CL3.0", 300).unwrap();
    let target = target();
    let text = format!("{PRELUDE}{text}");
    let source = Source {
        text: &text,
        headers: &[],
        directory: "/",
        options: &options,
        target: &target,
    };
    let (module, log) = compile_source(context, source);
    let module = module.unwrap_or_else(|| panic!("{log}"));
    module.set_target(TRIPLE, &machine().data_layout());
    module
}

/// Scalar clean-up as the pipeline does it before the work-group pass.
pub(crate) const CLEAN_UP: &str =
    "always-inline,globaldce,function(sroa,early-cse,instcombine<no-verify-fixpoint>,simplifycfg)";

/// The kernels of a module.
pub(crate) fn kernels<'c>(module: &Module<'c>) -> Vec<Function<'c>> {
    let is_kernel = |function: &Function<'c>| {
        function.call_convention() == SPIR_KERNEL && !function.is_declaration()
    };
    module.functions().into_iter().filter(is_kernel).collect()
}

pub(crate) fn machine() -> Machine {
    let (cpu, features) = host_cpu();
    Machine::new(&cpu, &features, Effort::Default).unwrap()
}

/// How a kernel is built.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    /// Passes before and after the work-group pass.
    pub(crate) before: &'a str,
    pub(crate) after: &'a str,
    /// Of code generation.
    pub(crate) effort: Effort,
    /// LLVM's name of a processor that the host can stand in for; its own without.
    pub(crate) cpu: Option<&'static str>,
}

/// As the pipeline does it.
pub(crate) const USUAL: How<'static> = How {
    before: CLEAN_UP,
    after: "default<O2>",
    effort: Effort::Default,
    cpu: None,
};

/// Builds the only kernel of a program, whose arguments have these offsets.
pub(crate) fn build(text: &str, arg_offsets: &[u32]) -> Kernel {
    build_with(text, arg_offsets, USUAL, |_| {})
}

/// The same, with passes and options.
pub(crate) fn build_with(
    text: &str,
    arg_offsets: &[u32],
    how: How<'_>,
    adjust: impl Fn(&mut Options),
) -> Kernel {
    let context = Context::new();
    let module = front(&context, text);
    let (cpu, features) = match how.cpu {
        Some(cpu) => (cpu.into(), String::new()),
        None => host_cpu(),
    };
    let machine = Machine::new(&cpu, &features, how.effort).unwrap();
    module.run_passes(how.before, Some(&machine)).unwrap();
    let kernel = kernels(&module)[0];
    let mut options = Options {
        symbol: "work_group".into(),
        arg_offsets: arg_offsets.into(),
        vector_bits: crate::VECTOR_BITS,
        sub_group_size: 16,
        local_size: None,
        draft: false,
        always_vectors: true,
    };
    adjust(&mut options);
    let info = lower(&module, kernel, &options).unwrap();
    if let Err(message) = module.verify() {
        panic!("{message}\n{module}");
    }
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{module}");
    }
    module.run_passes(how.after, Some(&machine)).unwrap();
    if std::env::var_os("SHOW_AFTER").is_some() {
        eprintln!("{module}");
    }
    load(&machine.emit(&module, false).unwrap(), info)
}

fn load(object: &[u8], info: WorkGroup) -> Kernel {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let stem = std::env::temp_dir().join(format!("mirrorcl-test-{}-{number}", std::process::id()));
    let (input, path) = (stem.with_extension("o"), stem.with_extension("so"));
    std::fs::write(&input, object).unwrap();
    let linked = link_elf(&["-shared", input.to_str().unwrap()]);
    std::fs::remove_file(&input).unwrap();
    std::fs::write(&path, linked.unwrap()).unwrap();
    // SAFETY: the library was made for this and has no initialisers.
    let (library, entry) = unsafe {
        let library = libloading::Library::new(&path).unwrap();
        let entry = *library.get::<WorkGroupFn>(b"work_group\0").unwrap();
        (library, entry)
    };
    Kernel {
        info,
        entry,
        _library: library,
        path,
    }
}

/// The argument block.
#[derive(Default, Clone)]
pub(crate) struct Args(Vec<u8>);

impl Args {
    /// Appends a value at its natural alignment, at most 16.
    #[must_use]
    pub(crate) fn push<T: Copy>(mut self, value: T) -> Self {
        let size = size_of::<T>();
        self.0
            .resize(self.0.len().next_multiple_of(align_of::<T>()), 0);
        // SAFETY: the value's own bytes; callers pass types without padding.
        self.0.extend_from_slice(unsafe {
            std::slice::from_raw_parts((&raw const value).cast::<u8>(), size)
        });
        self
    }

    /// A pointer to a slice that the kernel may write.
    #[must_use]
    pub(crate) fn buffer<T>(self, slice: &mut [T]) -> Self {
        self.push(slice.as_mut_ptr())
    }
}

impl Kernel {
    /// Runs all groups; rows of `count` groups in one call each. `local` is the bytes of local memory.
    pub(crate) fn run(&self, shape: Shape, args: &Args, local: usize) {
        let [gx, gy, gz] = shape.groups;
        let items: u64 = shape.local.iter().product();
        let scratch_size = items.next_multiple_of(SCRATCH_ROUND) * self.info.scratch_per_item;
        let mut scratch = aligned(usize::try_from(scratch_size).unwrap());
        let mut memory = aligned(local);
        let mut context = WorkGroupContext {
            args: args.0.as_ptr(),
            group_id: [0; 3],
            num_groups: shape.groups,
            global_offset: [0; 3],
            global_size: [0, 1, 2].map(|index| shape.groups[index] * shape.local[index]),
            local_size: shape.local,
            enqueued_local_size: shape.local,
            work_dim: 3,
            stream_kib: 0,
            local_memory: first_aligned(&mut memory),
            local_memory_size: local as u64,
            scratch: first_aligned(&mut scratch),
            collective: ptr::null_mut(),
            program_data: ptr::null_mut(),
            runtime: ptr::null::<RuntimeTable>(),
            launch: ptr::null(),
            stack: [0; 2],
            scratch_size: 0,
        };
        for z in 0..gz {
            for y in 0..gy {
                // A call with some groups, then one with the rest.
                for (first, count) in [(0, gx / 2), (gx / 2, gx - gx / 2)] {
                    context.group_id = [first, y, z];
                    // SAFETY: the context is complete, and the kernel in a test keeps to its memory.
                    unsafe { (self.entry)(&raw mut context, count) };
                }
            }
        }
        let end = &scratch[scratch.len() - 64..];
        assert!(end.iter().all(|&byte| byte == 0xA5), "scratch overflow");
    }
}

/// Bytes with an aligned address among them and 64 more at the end.
fn aligned(size: usize) -> Vec<u8> {
    vec![0xA5; size + MEMORY_ALIGN + 64]
}

fn first_aligned(bytes: &mut [u8]) -> *mut u8 {
    let offset = bytes.as_ptr().align_offset(MEMORY_ALIGN);
    bytes[offset..].as_mut_ptr()
}

fn target() -> Target {
    Target {
        cpu: String::new(),
        cpu_features: String::new(),
        extensions: [
            "cl_khr_fp64",
            "cl_khr_global_int32_base_atomics",
            "cl_khr_fp16",
        ]
        .map(Into::into)
        .into(),
        features: [
            "__opencl_c_fp64",
            "__opencl_c_generic_address_space",
            "__opencl_c_program_scope_global_variables",
            "__opencl_c_atomic_order_seq_cst",
            "__opencl_c_atomic_scope_device",
        ]
        .map(Into::into)
        .into(),
        opencl_c_version: 300,
        opencl_version: 300,
        max_work_group_size: 4096,
        local_mem_size: 65536,
    }
}
