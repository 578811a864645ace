//! The work-group function around the regions.

mod items;

use super::{
    Options, Vectors,
    split::Split,
    storage::{PrivatePlace, Storage},
};
use crate::{
    kir::{ParamKind, Target, Type, import::Private, position, shape::SMALL_POSITIONS},
    vectorize::Vectorised,
};
use llvm_sys::{
    LLVMIntPredicate,
    core::*,
    debuginfo::{LLVMGetSubprogram, LLVMSetSubprogram},
    prelude::{LLVMBasicBlockRef, LLVMBuilderRef, LLVMModuleRef, LLVMValueRef},
};
use mirrorcl_abi::{SCRATCH_ROUND, field};
use std::{collections::BTreeMap, ffi::CStr, ffi::CString};

/// Memory of a sub-group for each of its work-items: `compiler/builtins/cl/sub_group.cl` says what for.
const SUB_GROUP_BYTES: u64 = 256;

const NO_NAME: *const std::ffi::c_char = c"".as_ptr();

/// Makes the work-group function.
///
/// # Safety
/// `kernel` must be the kernel that was split, in `module`, alive.
pub(super) unsafe fn emit(
    module: LLVMModuleRef,
    kernel: LLVMValueRef,
    options: &Options,
    privates: &[Private],
    split: &Split,
    vectors: &Vectors,
    storage: &Storage,
) {
    let target = split.regions[0].function.target;
    // SAFETY: the caller's promise; all that is built is ours.
    unsafe {
        let function = declare(module, kernel, target, &options.symbol);
        let mut emitter = Emitter {
            target,
            options,
            privates,
            split,
            vectors,
            storage,
            function,
            builder: LLVMCreateBuilderInContext(target.context()),
            launch: Launch::default(),
        };
        emitter.function_body();
        LLVMDisposeBuilder(emitter.builder);
    }
}

/// `void symbol(ptr context, i64 count)`, with what code generation must know of the kernel.
unsafe fn declare(
    module: LLVMModuleRef,
    kernel: LLVMValueRef,
    target: Target,
    symbol: &str,
) -> LLVMValueRef {
    let name = CString::new(symbol).expect("symbols have no NUL");
    // SAFETY: a valid module and an alive kernel.
    unsafe {
        let mut params = [target.pointer(0).raw(), target.int(64).raw()];
        let ty = LLVMFunctionType(target.void().raw(), params.as_mut_ptr(), 2, 0);
        let function = LLVMAddFunction(module, name.as_ptr(), ty);
        for (index, attribute) in [(-1_i32, "nounwind"), (1, "noalias"), (1, "nonnull")] {
            let made =
                LLVMCreateEnumAttribute(target.context(), target.attribute_kind(attribute), 0);
            LLVMAddAttributeAtIndex(function, index.cast_unsigned(), made);
        }
        // Denormal and fast-math modes of the program. Not "min-legal-vector-width": it would split vectors.
        for name in [
            "denormal-fp-math",
            "denormal-fp-math-f32",
            "target-cpu",
            "target-features",
        ] {
            let length = u32::try_from(name.len()).expect("a short name");
            let index = llvm_sys::LLVMAttributeFunctionIndex;
            let attribute =
                LLVMGetStringAttributeAtIndex(kernel, index, name.as_ptr().cast(), length);
            if !attribute.is_null() {
                LLVMAddAttributeAtIndex(function, index, attribute);
            }
        }
        // Private memory larger than the stack's guard must not reach over it: each page is touched in turn.
        let (key, value) = ("probe-stack", "inline-asm");
        let probe = LLVMCreateStringAttribute(
            target.context(),
            key.as_ptr().cast(),
            key.len() as u32,
            value.as_ptr().cast(),
            value.len() as u32,
        );
        LLVMAddAttributeAtIndex(function, llvm_sys::LLVMAttributeFunctionIndex, probe);
        let subprogram = LLVMGetSubprogram(kernel);
        if !subprogram.is_null() {
            // A subprogram describes one function.
            LLVMSetSubprogram(kernel, std::ptr::null_mut());
            LLVMSetSubprogram(function, subprogram);
        }
        function
    }
}

/// Values that hold for the whole call.
#[derive(Default)]
struct Launch {
    /// Parameters of the regions that don't change, by kind and type.
    params: BTreeMap<(ParamKind, usize), LLVMValueRef>,
    sizes: [Option<LLVMValueRef>; 3],
    scratch: Option<LLVMValueRef>,
    /// Work-items of a group, rounded up to [`SCRATCH_ROUND`].
    rounded: Option<LLVMValueRef>,
    shared: Vec<LLVMValueRef>,
    stack: Vec<Option<LLVMValueRef>>,
    /// Where a region says by which exit it was left.
    exit: Option<LLVMValueRef>,
    /// Whether all positions in dimensions 0 and 1 are small, if any region asks.
    small: [Option<LLVMValueRef>; 2],
    /// Work-items in dimension 0 that are taken for one group: those of several groups, if that makes no difference.
    row: Option<LLVMValueRef>,
    /// Memory of the sub-group that runs.
    sub_group: Option<LLVMValueRef>,
    /// The group that runs, in dimension 0.
    group: Option<LLVMValueRef>,
}

struct Emitter<'a> {
    target: Target,
    options: &'a Options,
    privates: &'a [Private],
    split: &'a Split,
    vectors: &'a Vectors,
    storage: &'a Storage,
    function: LLVMValueRef,
    builder: LLVMBuilderRef,
    launch: Launch,
}

impl Emitter<'_> {
    unsafe fn function_body(&mut self) {
        // SAFETY: all handles are ours and alive.
        unsafe {
            let entry = self.block(c"entry");
            let setup = self.block(c"setup");
            let group = self.block(c"group");
            let next_group = self.block(c"group.next");
            let done = self.block(c"done");
            let builder = self.builder;
            let (context, count) = (
                LLVMGetParam(self.function, 0),
                LLVMGetParam(self.function, 1),
            );
            let (zero, one) = (self.size(0), self.size(1));
            LLVMPositionBuilderAtEnd(builder, entry);
            let nothing = LLVMBuildICmp(builder, LLVMIntPredicate::LLVMIntEQ, count, zero, NO_NAME);
            LLVMBuildCondBr(builder, nothing, done, setup);
            LLVMPositionBuilderAtEnd(builder, setup);
            self.set_up(entry);
            let merged = self.merge_groups(count);
            let first = self.load_field(field::GROUP_ID, self.target.int(64));
            LLVMBuildBr(builder, group);
            LLVMPositionBuilderAtEnd(builder, group);
            let number = LLVMBuildPhi(builder, self.target.int(64).raw(), c"group".as_ptr());
            let id = LLVMBuildAdd(builder, first, number, c"group.id".as_ptr());
            self.launch.group = Some(id);
            let row = self.launch.sizes[0].expect("set_up loads them");
            self.launch.row = Some(match merged {
                None => row,
                Some(merged) => {
                    let left = LLVMBuildSub(builder, count, number, NO_NAME);
                    let less = LLVMIntPredicate::LLVMIntULT;
                    let fewer = LLVMBuildICmp(builder, less, left, merged, NO_NAME);
                    let groups = LLVMBuildSelect(builder, fewer, left, merged, NO_NAME);
                    LLVMBuildMul(builder, row, groups, c"items".as_ptr())
                }
            });
            // The runtime, and code that indexes dimensions, read it in the context.
            let place = self.offset(context, self.size(field::GROUP_ID as u64));
            LLVMBuildStore(builder, id, place);
            if self.split.next.is_some() {
                self.phases(next_group);
            } else {
                let starts: Vec<LLVMBasicBlockRef> = self
                    .split
                    .regions
                    .iter()
                    .map(|_| self.block(c"region"))
                    .collect();
                LLVMBuildBr(builder, starts[0]);
                for (index, &start) in starts.iter().enumerate() {
                    self.region(index, start, &starts, next_group);
                }
            }
            LLVMMoveBasicBlockAfter(next_group, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(builder, next_group);
            let step = merged.unwrap_or(one);
            let next = LLVMBuildNUWAdd(builder, number, step, NO_NAME);
            let more = LLVMBuildICmp(builder, LLVMIntPredicate::LLVMIntULT, next, count, NO_NAME);
            LLVMBuildCondBr(builder, more, group, done);
            add_incoming(number, &[(zero, setup), (next, next_group)]);
            LLVMMoveBasicBlockAfter(done, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(builder, done);
            LLVMBuildRetVoid(builder);
        }
    }

    /// What holds for all groups: arguments, context fields, places on the stack.
    unsafe fn set_up(&mut self, entry: LLVMBasicBlockRef) {
        let size = self.target.int(64);
        // SAFETY: all handles are ours and alive.
        unsafe {
            for dimension in 0..3 {
                self.launch.sizes[dimension] =
                    Some(self.load_field(field::LOCAL_SIZE + 8 * dimension, size));
            }
            if self.storage.scratch_per_item() > 0 {
                let scratch = self.load_field(field::SCRATCH, self.target.pointer(0));
                self.launch.scratch = Some(scratch);
                self.launch.rounded = Some(self.rounded_items());
            }
            // Vector code may ask for more of the launch than the region did.
            let regions = self.split.regions.iter().map(|region| &region.function);
            let vectors = self.vectors.all().flat_map(Vectorised::codes);
            for function in regions.chain(vectors) {
                for param in function.used_params() {
                    let key = (param.kind, param.ty.raw() as usize);
                    if self.launch.params.contains_key(&key) {
                        continue;
                    }
                    let value = match param.kind {
                        ParamKind::Argument(index) => self.argument(index, param.ty),
                        ParamKind::ArgumentAddress(index) => {
                            let args = self.load_field(field::ARGS, self.target.pointer(0));
                            self.offset(
                                args,
                                self.size(self.options.arg_offsets[index as usize].into()),
                            )
                        }
                        ParamKind::Context => LLVMGetParam(self.function, 0),
                        ParamKind::Field(offset) if offset as usize != field::GROUP_ID => {
                            self.load_field(offset as usize, param.ty)
                        }
                        ParamKind::Array(index) => {
                            self.scratch_at(self.storage.arrays[index as usize])
                        }
                        _ => continue,
                    };
                    self.launch.params.insert(key, value);
                }
            }
            if self
                .vectors
                .all()
                .any(|vector| vector.assumes_small_positions)
            {
                self.launch.small = [0, 1].map(|dimension| Some(self.small_positions(dimension)));
            }
            // Allocas belong before the first branch.
            let here = LLVMGetInsertBlock(self.builder);
            LLVMPositionBuilderBefore(self.builder, LLVMGetFirstInstruction(entry));
            let of_group = self.split.next.is_none();
            for &ty in self.split.shared.iter().filter(|_| of_group) {
                self.launch.shared.push(LLVMBuildAlloca(
                    self.builder,
                    ty.raw(),
                    c"shared".as_ptr(),
                ));
            }
            if self
                .split
                .regions
                .iter()
                .any(|region| region.exits.len() > 1)
            {
                self.launch.exit = Some(LLVMBuildAlloca(
                    self.builder,
                    self.target.int(32).raw(),
                    c"exit".as_ptr(),
                ));
            }
            self.launch.stack = self.stack_variables();
            if self.split.next.is_some() {
                let size = SUB_GROUP_BYTES * u64::from(self.options.sub_group_size);
                let ty = self.target.int(8).array(size).raw();
                let memory = LLVMBuildAlloca(self.builder, ty, c"sub.group".as_ptr());
                LLVMSetAlignment(memory, 128);
                self.launch.sub_group = Some(memory);
            }
            LLVMPositionBuilderAtEnd(self.builder, here);
        }
    }

    /// Whether all positions in a dimension are small.
    unsafe fn small_positions(&self, dimension: usize) -> LLVMValueRef {
        let size = self.target.int(64);
        // SAFETY: the builder stands where the launch is set up.
        unsafe {
            let offset = self.load_field(field::GLOBAL_OFFSET + 8 * dimension, size);
            let global = self.load_field(field::GLOBAL_SIZE + 8 * dimension, size);
            let end = LLVMBuildAdd(self.builder, offset, global, NO_NAME);
            let limit = self.size(SMALL_POSITIONS);
            LLVMBuildICmp(
                self.builder,
                LLVMIntPredicate::LLVMIntULE,
                end,
                limit,
                c"small".as_ptr(),
            )
        }
    }

    /// The number of groups whose rows are taken for one, if the work-items can't tell, and single groups don't fill vectors well:
    /// all, or, where groups have columns, so many that the rows fill vectors.
    unsafe fn merge_groups(&mut self, count: LLVMValueRef) -> Option<LLVMValueRef> {
        let [region] = self.split.regions.as_slice() else {
            return None;
        };
        if self.split.next.is_some() || !position::ignores_groups(&region.function) {
            return None;
        }
        let [size, y, z] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        let widest = u64::from(self.vectors.widest());
        let row = (2 * widest).max(16);
        let builder = self.builder;
        // SAFETY: the builder stands where the launch is set up.
        unsafe {
            let (one, less) = (self.size(1), LLVMIntPredicate::LLVMIntULT);
            let columns = LLVMBuildMul(builder, y, z, NO_NAME);
            let equal = LLVMIntPredicate::LLVMIntEQ;
            let is_line = LLVMBuildICmp(builder, equal, columns, one, NO_NAME);
            // A launch has no empty groups, but they must not trap.
            let zero = LLVMBuildICmp(builder, equal, size, self.size(0), NO_NAME);
            let divisor = LLVMBuildSelect(builder, zero, one, size, NO_NAME);
            let some = LLVMBuildUDiv(builder, self.size(row), divisor, NO_NAME);
            let none = LLVMBuildICmp(builder, less, some, one, NO_NAME);
            let some = LLVMBuildSelect(builder, none, one, some, NO_NAME);
            let merged = LLVMBuildSelect(builder, is_line, count, some, NO_NAME);
            let rest = LLVMBuildAnd(builder, size, self.size(widest - 1), NO_NAME);
            let full = LLVMBuildICmp(builder, equal, rest, self.size(0), NO_NAME);
            let long = LLVMBuildICmp(builder, less, self.size(row - 1), size, NO_NAME);
            // Rows of whole vectors are better left to their groups, which are close in memory.
            let long = LLVMBuildSelect(builder, is_line, long, full, NO_NAME);
            let keep = LLVMBuildAnd(builder, full, long, NO_NAME);
            Some(LLVMBuildSelect(
                builder,
                keep,
                one,
                merged,
                c"merged".as_ptr(),
            ))
        }
    }

    unsafe fn stack_variables(&self) -> Vec<Option<LLVMValueRef>> {
        let byte = self.target.int(8);
        // One for each work-item that runs at the same time.
        let copies = self.vectors.widest();
        let place = |(private, place): (&Private, &PrivatePlace)| {
            // SAFETY: the builder stands in the entry block.
            (*place == PrivatePlace::Stack).then(|| unsafe {
                let ty = byte.array(private.stride() * u64::from(copies)).raw();
                let variable = LLVMBuildAlloca(self.builder, ty, c"private".as_ptr());
                LLVMSetAlignment(variable, private.align.max(64));
                variable
            })
        };
        self.privates
            .iter()
            .zip(&self.storage.privates)
            .map(place)
            .collect()
    }

    /// Address of a work-item's private variable.
    unsafe fn private(&self, index: usize, item: LLVMValueRef) -> LLVMValueRef {
        match self.storage.privates[index] {
            PrivatePlace::Stack => self.launch.stack[index].expect("set_up makes it"),
            PrivatePlace::Scratch { before, stride } => {
                // SAFETY: all handles are ours and alive.
                unsafe {
                    let first = self.scratch_at(before);
                    let offset = LLVMBuildMul(self.builder, item, self.size(stride), NO_NAME);
                    self.offset(first, offset)
                }
            }
            PrivatePlace::Nowhere => unreachable!("the variable is used"),
        }
    }

    unsafe fn argument(&self, index: u32, ty: Type) -> LLVMValueRef {
        let offset = self.size(self.options.arg_offsets[index as usize].into());
        // SAFETY: the block holds a value of this type there.
        unsafe {
            let args = self.load_field(field::ARGS, self.target.pointer(0));
            let place = self.offset(args, offset);
            if ty.is_pointer() && ty.address_space() == 3 {
                // A `__local` pointer is an offset from the worker's local memory.
                let offset =
                    LLVMBuildLoad2(self.builder, self.target.int(64).raw(), place, NO_NAME);
                let local = self.load_field(field::LOCAL_MEMORY, self.target.pointer(0));
                let address = self.offset(local, offset);
                return LLVMBuildAddrSpaceCast(self.builder, address, ty.raw(), NO_NAME);
            }
            let value = LLVMBuildLoad2(self.builder, ty.raw(), place, NO_NAME);
            LLVMSetAlignment(value, 1);
            value
        }
    }

    /// A field of the context that is known now.
    fn known_field(&self, offset: usize) -> Option<LLVMValueRef> {
        let sizes = self.options.local_size?;
        let known = (0..3).find(|&dimension| {
            [field::LOCAL_SIZE, field::ENQUEUED_LOCAL_SIZE]
                .iter()
                .any(|first| first + 8 * dimension == offset)
        });
        known.map(|dimension| self.size(sizes[dimension]))
    }

    unsafe fn load_field(&self, offset: usize, ty: Type) -> LLVMValueRef {
        if let Some(known) = self.known_field(offset)
            && ty == self.target.int(64)
        {
            return known;
        }
        // SAFETY: the context has a field of this type there.
        unsafe {
            let place = self.offset(LLVMGetParam(self.function, 0), self.size(offset as u64));
            let load = LLVMBuildLoad2(self.builder, ty.raw(), place, NO_NAME);
            LLVMSetAlignment(load, self.target.align_of(ty).min(8));
            load
        }
    }

    unsafe fn offset(&self, base: LLVMValueRef, offset: LLVMValueRef) -> LLVMValueRef {
        let mut indices = [offset];
        let byte = self.target.int(8).raw();
        // SAFETY: all handles are alive.
        unsafe { LLVMBuildGEP2(self.builder, byte, base, indices.as_mut_ptr(), 1, NO_NAME) }
    }

    /// The place in scratch that has this many bytes per work-item before it.
    unsafe fn scratch_at(&self, before: u64) -> LLVMValueRef {
        let scratch = self.launch.scratch.expect("set_up loads it");
        let rounded = self.launch.rounded.expect("set_up makes it");
        // SAFETY: all handles are alive.
        unsafe {
            let offset = LLVMBuildMul(self.builder, rounded, self.size(before), NO_NAME);
            self.offset(scratch, offset)
        }
    }

    unsafe fn rounded_items(&self) -> LLVMValueRef {
        let [sx, sy, sz] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        // SAFETY: all handles are alive.
        unsafe {
            let items = LLVMBuildMul(
                self.builder,
                LLVMBuildMul(self.builder, sx, sy, NO_NAME),
                sz,
                NO_NAME,
            );
            let up = LLVMBuildAdd(self.builder, items, self.size(SCRATCH_ROUND - 1), NO_NAME);
            LLVMBuildAnd(
                self.builder,
                up,
                self.size(!(SCRATCH_ROUND - 1)),
                c"rounded".as_ptr(),
            )
        }
    }

    fn size(&self, value: u64) -> LLVMValueRef {
        self.target.int(64).constant(value).raw()
    }

    fn block(&self, name: &CStr) -> LLVMBasicBlockRef {
        // SAFETY: the function is alive.
        unsafe {
            LLVMAppendBasicBlockInContext(self.target.context(), self.function, name.as_ptr())
        }
    }
}

unsafe fn add_incoming(phi: LLVMValueRef, incoming: &[(LLVMValueRef, LLVMBasicBlockRef)]) {
    let (mut values, mut blocks): (Vec<_>, Vec<_>) = incoming.iter().copied().unzip();
    let count = u32::try_from(values.len()).expect("few predecessors");
    // SAFETY: a phi and as many values as blocks.
    unsafe { LLVMAddIncoming(phi, values.as_mut_ptr(), blocks.as_mut_ptr(), count) };
}
