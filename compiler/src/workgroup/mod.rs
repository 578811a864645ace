//! From a kernel, which runs one work-item, to its work-group function ([`mirrorcl_abi::WorkGroupFn`]).
//!
//! [`lower`] does it in these steps:
//! 1. [`inline`]: functions that ask for the work-item are inlined.
//! 2. [`kir::import`]; [`local`]: atomics on local memory; [`context`]: loads of context fields become parameters, constant while a work-group runs.
//! 3. [`split`]: the kernel is cut at its barriers into regions. A *region* is the code that can be reached from the
//!    kernel's entry or from a barrier without crossing another barrier. Code reached from several barriers is copied into each of
//!    their regions. All work-items of a group run one region before any runs the next, so each region becomes a loop over the
//!    work-items.
//! 4. [`storage`]: what lives from one region to the next gets its place: values in context arrays (one element
//!    for each work-item, in `scratch`), values that all work-items share in one place, cheap values nowhere (they are made again).
//!    Private variables that only one region uses are places on the stack that the work-items use in turn, the others are in `scratch`.
//! 5. [`guard`]: regions that do something for the first work-items of a row only.
//! 6. [`emit`]: the function around the regions: a loop over groups and, for each region, loops over z, y and x. A region
//!    that can end at several barriers says at which one; the barrier being reached by all work-items or none, one answer serves all.
//!
//! Nothing here writes memory that the kernel does not write, except scratch and the stack.

pub mod context;
mod emit;
pub mod guard;
mod inline;
mod local;
pub mod split;
mod storage;

use crate::{
    kir, llvm,
    vectorize::{self, Refusal, Request, Vectorised, Width},
};

/// Work-items that a sub-group may have. Scratch memory is for a multiple of the largest number.
pub const SUB_GROUP_SIZES: [u32; 4] = [8, 16, 32, 64];
/// The vector code of a kernel.
struct Vectors {
    /// For neighbours in dimension 0, of each region that has such code.
    rows: Vec<Option<Vectorised>>,
    /// For neighbours in dimension 1, if there is one region.
    columns: Option<Vectorised>,
}

impl Vectors {
    fn all(&self) -> impl Iterator<Item = &Vectorised> {
        self.rows.iter().chain([&self.columns]).flatten()
    }

    /// Work-items that run at once at most.
    fn widest(&self) -> u32 {
        let widths = self.all().flat_map(Vectorised::widths);
        widths.max().unwrap_or(1)
    }
}

/// Instructions from which on a kernel is not vectorised a second time.
const SMALL_KERNEL: usize = 300;

/// Instructions up to which a region gets code for full vectors in a draft too.
const SMALL_DRAFT: usize = 40;

/// The number of a function's instructions.
fn size_of(function: &kir::Function) -> usize {
    kir::cfg::reverse_postorder(function)
        .iter()
        .map(|&block| function.block(block).insts.len())
        .sum()
}

/// Whether a kernel that uses dimension 1 gets code for neighbours in it.
fn has_columns(function: &kir::Function) -> bool {
    let used = function.used_params();
    let has = |kind| used.iter().any(|param| param.kind == kind);
    size_of(function) <= SMALL_KERNEL
        && has(kir::ParamKind::LocalId(1))
        && !has(kir::ParamKind::Item)
}

/// How a kernel is lowered.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the work-group function.
    pub symbol: String,
    /// Place of each argument in the argument block.
    pub arg_offsets: Vec<u32>,
    /// Bits of the vectors that work-items are combined into; 0: they run one after the other.
    pub vector_bits: u32,
    /// Work-items of a sub-group: one of [`SUB_GROUP_SIZES`].
    pub sub_group_size: u32,
    /// The size of all work-groups, if the code is for that alone.
    pub local_size: Option<[u64; 3]>,
    /// Whether it matters more to be done soon than that the code is fast.
    pub draft: bool,
    /// Whether they are even where one after the other is faster.
    pub always_vectors: bool,
}

/// A lowered kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkGroup {
    /// Name of the work-group function.
    pub symbol: String,
    /// Bytes of scratch memory that each work-item needs.
    pub scratch_per_item: u64,
    /// Bytes of private variables of a work-item.
    pub private_size: u64,
    /// Whether it has a work-group barrier.
    pub has_barrier: bool,
    /// Work-items that the code processes at once.
    pub simd_width: u32,
    /// Whether there is code that is faster for one work-item after the other: it must stay so.
    pub stays_scalar: bool,
    /// Whether the code would be faster if it were no draft.
    pub is_draft: bool,
}

/// Why a kernel can't be lowered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It has something that kernels don't have.
    #[error(transparent)]
    Import(#[from] kir::import::Error),
    /// A function that asks for the work-item calls itself.
    #[error("function {0} is recursive")]
    Recursion(String),
    /// Sub-groups of a size that the program asks for.
    #[error("sub-groups of {0} work-items are not supported, but of {SUB_GROUP_SIZES:?}")]
    SubGroupSize(u32),
    /// The caller's mistake.
    #[error("the kernel has {arguments} arguments, not {offsets}")]
    Arguments {
        /// What the function has.
        arguments: usize,
        /// What the options have.
        offsets: usize,
    },
}

/// Makes the work-group function of a kernel in the kernel's module, and removes the kernel: no handle of it may be
/// used afterwards.
///
/// The module must be in hub form with built-ins linked, and its data layout be that of the machine that will run the code.
///
/// # Errors
/// What can't be lowered; the module is still valid then.
pub fn lower<'c>(
    module: &llvm::Module<'c>,
    kernel: llvm::Function<'c>,
    options: &Options,
) -> Result<WorkGroup, Error> {
    assert!(!kernel.is_declaration(), "a kernel has a body");
    let arguments = kernel.parameters().len();
    if arguments != options.arg_offsets.len() {
        return Err(Error::Arguments {
            arguments,
            offsets: options.arg_offsets.len(),
        });
    }
    let size = options.sub_group_size;
    if !SUB_GROUP_SIZES.contains(&size) {
        return Err(Error::SubGroupSize(size));
    }
    let (raw_module, raw_kernel) = (module.as_raw(), kernel.value().as_raw());
    // SAFETY: the module is alive, and outlives the target.
    let target = unsafe { kir::Target::from_raw(raw_module) };
    // SAFETY: a kernel with a body and its module.
    let mut imported = unsafe {
        inline::item_functions(raw_module, raw_kernel)?;
        kir::import::import(raw_kernel, target, options.sub_group_size)?
    };
    context::fold(&mut imported.function);
    local::relax(&mut imported.function);
    kir::clean::remove_dead(&mut imported.function);
    check(&imported.function);
    let may_stream = vectorize::stream::is_unordered(&imported.function);
    let split = regions(&imported);
    let stride = |index: u32| imported.privates[index as usize].stride().cast_signed();
    let vectorise = |region: &split::Region, code: &kir::Function, dimension: u8| {
        if options.vector_bits == 0 {
            return Err(Refusal::Unsupported);
        }
        let width = match split.next {
            Some(_) => Width::Items(options.sub_group_size),
            None => Width::Bits(options.vector_bits),
        };
        vectorize::vectorise(
            code,
            Request {
                width,
                // With AVX2.
                gathers: options.vector_bits >= 256,
                always: options.always_vectors,
                one_width: imported.has_sub_group_barrier,
                half: split.regions.len() > 1,
                draft: options.draft,
                // Of a guarded region, only so many work-items as do something.
                row: row_length(options, &split, region).filter(|_| dimension == 0),
                masked_only: options.draft && size_of(code) > SMALL_DRAFT,
                // Else they may live across a barrier.
                owns_privates: split.regions.len() == 1,
                may_stream,
                dimension,
                private_stride: &stride,
                silent_exit: region.end(),
            },
        )
    };
    let rows: Vec<Result<Vectorised, Refusal>> = split
        .regions
        .iter()
        .map(|region| vectorise(region, region.code(), 0))
        .collect();
    let stays_scalar = rows.iter().any(|row| matches!(row, Err(Refusal::Slower)));
    // A kernel for groups that are one work-item wide.
    let may_have_columns = matches!(split.regions.as_slice(), [region]
        if !imported.has_sub_group_barrier && rows[0].is_ok() && has_columns(&region.function));
    let columns = (may_have_columns && !options.draft)
        .then(|| vectorise(&split.regions[0], &split.regions[0].function, 1).ok())
        .flatten();
    let rows = rows.into_iter().map(Result::ok).collect();
    let vectors = Vectors { rows, columns };
    let storage = storage::Storage::plan(&imported, &split);
    // SAFETY: as above; the kernel's instructions are still alive.
    unsafe {
        emit::emit(
            raw_module,
            raw_kernel,
            options,
            &imported.privates,
            &split,
            &vectors,
            &storage,
        );
    }
    let is_draft = may_have_columns
        || vectors
            .all()
            .any(|vector| vector.is_draft || vector.full.is_empty());
    let undefined = kernel.ty().undef();
    kernel.replace_all_uses(undefined);
    kernel.delete();
    Ok(WorkGroup {
        symbol: options.symbol.clone(),
        scratch_per_item: storage.scratch_per_item(),
        private_size: imported.privates.iter().map(|private| private.size).sum(),
        has_barrier: split.regions.len() > 1,
        stays_scalar,
        is_draft: options.draft && is_draft,
        simd_width: vectors
            .rows
            .iter()
            .flatten()
            .map(|vector| vector.width)
            .max()
            .unwrap_or(1),
    })
}

/// How many work-items each row of a region has, if that is known: groups are not merged, and all work-items run the region.
fn row_length(options: &Options, split: &split::Split, region: &split::Region) -> Option<u64> {
    let is_known = split.regions.len() > 1 && split.next.is_none() && region.guard.is_none();
    let size = options.local_size.filter(|_| is_known);
    size.map(|size| size[0])
}

/// The kernel cut at its barriers, and the guards of what that gives.
fn regions(kernel: &kir::import::Kernel) -> split::Split {
    let mut split = split::split(&kernel.function, kernel.has_sub_group_barrier);
    if split.next.is_none() {
        guard::find(&mut split);
    }
    for region in &split.regions {
        check(&region.function);
        if let Some(guard) = &region.guard {
            for part in [&guard.bound, &guard.within, &guard.rest] {
                check(part);
            }
        }
    }
    split
}

/// Our own mistakes must not become wrong code: the compiler process dies instead, which is a build error.
fn check(function: &kir::Function) {
    if let Err(what) = kir::verify::verify(function) {
        panic!("malformed KIR: {what}\n{function}");
    }
}
