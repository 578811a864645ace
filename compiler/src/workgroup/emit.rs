//! The work-group function around the regions.

use super::{
    Options,
    split::{Exit, Region, Split},
    storage::{PrivatePlace, Storage},
};
use crate::kir::{
    Function, Param, ParamId, ParamKind, Target, Type, Value, cfg, export, import::Private,
};
use llvm_sys::{
    LLVMIntPredicate,
    core::*,
    debuginfo::{LLVMGetSubprogram, LLVMSetSubprogram},
    prelude::{LLVMBasicBlockRef, LLVMBuilderRef, LLVMModuleRef, LLVMValueRef},
};
use mirrorcl_abi::{SCRATCH_ROUND, field};
use std::{collections::BTreeMap, ffi::CStr, ffi::CString};

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
    params: BTreeMap<(u32, u32, usize), LLVMValueRef>,
    sizes: [Option<LLVMValueRef>; 3],
    scratch: Option<LLVMValueRef>,
    /// Work-items of a group, rounded up to [`SCRATCH_ROUND`].
    rounded: Option<LLVMValueRef>,
    shared: Vec<LLVMValueRef>,
    stack: Vec<Option<LLVMValueRef>>,
    /// Where a region says by which exit it was left.
    exit: Option<LLVMValueRef>,
    /// The group that runs, in dimension 0.
    group: Option<LLVMValueRef>,
}

/// The position of a work-item.
#[derive(Clone, Copy)]
struct Position {
    ids: [LLVMValueRef; 3],
    item: LLVMValueRef,
}

struct Emitter<'a> {
    target: Target,
    options: &'a Options,
    privates: &'a [Private],
    split: &'a Split,
    storage: &'a Storage,
    function: LLVMValueRef,
    builder: LLVMBuilderRef,
    launch: Launch,
}

/// A key that orders parameters.
fn key(param: Param) -> (u32, u32, usize) {
    let (kind, index) = match param.kind {
        ParamKind::Argument(index) => (0, index),
        ParamKind::ArgumentAddress(index) => (1, index),
        ParamKind::Context => (2, 0),
        ParamKind::Field(offset) => (3, offset),
        ParamKind::LocalId(dimension) => (4, dimension.into()),
        ParamKind::Item => (5, 0),
        ParamKind::Private(index) => (6, index),
        ParamKind::Array(index) => (7, index),
        ParamKind::Shared(index) => (8, index),
        ParamKind::SharedAddress(index) => (9, index),
        ParamKind::Lanes => (10, 0),
    };
    (kind, index, param.ty.raw() as usize)
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
            let first = self.load_field(field::GROUP_ID, self.target.int(64));
            LLVMBuildBr(builder, group);
            LLVMPositionBuilderAtEnd(builder, group);
            let number = LLVMBuildPhi(builder, self.target.int(64).raw(), c"group".as_ptr());
            let id = LLVMBuildAdd(builder, first, number, c"group.id".as_ptr());
            self.launch.group = Some(id);
            // The runtime, and code that indexes dimensions, read it in the context.
            let place = self.offset(context, self.size(field::GROUP_ID as u64));
            LLVMBuildStore(builder, id, place);
            let starts: Vec<LLVMBasicBlockRef> = self
                .split
                .regions
                .iter()
                .map(|_| self.block(c"region"))
                .collect();
            LLVMBuildBr(builder, starts[0]);
            for (region, &start) in self.split.regions.iter().zip(&starts) {
                self.region(region, start, &starts, next_group);
            }
            LLVMMoveBasicBlockAfter(next_group, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(builder, next_group);
            let next = LLVMBuildNUWAdd(builder, number, one, NO_NAME);
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
            for region in &self.split.regions {
                for param in used_params(&region.function) {
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
                    self.launch.params.insert(key(param), value);
                }
            }
            // Allocas belong before the first branch.
            let here = LLVMGetInsertBlock(self.builder);
            LLVMPositionBuilderBefore(self.builder, LLVMGetFirstInstruction(entry));
            for &ty in &self.split.shared {
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
            LLVMPositionBuilderAtEnd(self.builder, here);
        }
    }

    unsafe fn stack_variables(&self) -> Vec<Option<LLVMValueRef>> {
        let byte = self.target.int(8);
        let place = |(private, place): (&Private, &PrivatePlace)| {
            // SAFETY: the builder stands in the entry block.
            (*place == PrivatePlace::Stack).then(|| unsafe {
                let ty = byte.array(private.size).raw();
                let variable = LLVMBuildAlloca(self.builder, ty, c"private".as_ptr());
                LLVMSetAlignment(variable, private.align);
                variable
            })
        };
        self.privates
            .iter()
            .zip(&self.storage.privates)
            .map(place)
            .collect()
    }

    /// The loops of one region, and the choice of the next.
    unsafe fn region(
        &self,
        region: &Region,
        start: LLVMBasicBlockRef,
        starts: &[LLVMBasicBlockRef],
        end: LLVMBasicBlockRef,
    ) {
        let builder = self.builder;
        let [sx, sy, sz] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        let target_of = |exit: &Exit| match exit {
            Exit::End => end,
            Exit::Region(index) => starts[*index],
        };
        // SAFETY: all handles are ours and alive.
        unsafe {
            LLVMMoveBasicBlockAfter(start, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(builder, start);
            let shared = self.load_shared(&region.function);
            let z = self.begin_loop(c"z");
            let y = self.begin_loop(c"y");
            let row = LLVMBuildMul(builder, z.number, sy, NO_NAME);
            let row = LLVMBuildAdd(builder, row, y.number, NO_NAME);
            let row = LLVMBuildMul(builder, row, sx, c"row".as_ptr());
            let x = self.begin_loop(c"x");
            let item = LLVMBuildAdd(builder, row, x.number, c"item".as_ptr());
            let position = Position {
                ids: [x.number, y.number, z.number],
                item,
            };
            let header = LLVMGetInsertBlock(builder);
            let latch = self.item(region, position, &shared, header);
            self.end_loop(x, latch, sx);
            self.end_loop(y, LLVMGetInsertBlock(builder), sy);
            self.end_loop(z, LLVMGetInsertBlock(builder), sz);
            match region.exits.as_slice() {
                [] => {
                    LLVMBuildUnreachable(builder);
                }
                [exit] => {
                    LLVMBuildBr(builder, target_of(exit));
                }
                exits => {
                    let place = self.launch.exit.expect("set_up makes it");
                    let exit = LLVMBuildLoad2(builder, self.target.int(32).raw(), place, NO_NAME);
                    let count = u32::try_from(exits.len()).expect("few exits");
                    let switch = LLVMBuildSwitch(builder, exit, target_of(&exits[0]), count - 1);
                    for (number, exit) in exits.iter().enumerate().skip(1) {
                        let case = self.target.int(32).constant(number as u64);
                        LLVMAddCase(switch, case.raw(), target_of(exit));
                    }
                }
            }
        }
    }

    /// The body for one work-item; returns the block where it ends.
    unsafe fn item(
        &self,
        region: &Region,
        position: Position,
        shared: &BTreeMap<u32, LLVMValueRef>,
        header: LLVMBasicBlockRef,
    ) -> LLVMBasicBlockRef {
        let builder = self.builder;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let params = self.params(&region.function, position, shared);
            let latch = self.block(c"item.next");
            let exits: Vec<LLVMBasicBlockRef> = match region.exits.len() {
                0 | 1 => vec![latch; region.exits.len()],
                count => (0..count)
                    .map(|number| self.exit_block(number, latch))
                    .collect(),
            };
            let place = export::Place {
                function: self.function,
                builder,
                params: &params,
                exits: &exits,
            };
            let body = export::export(&region.function, place);
            LLVMPositionBuilderAtEnd(builder, header);
            LLVMBuildBr(builder, body);
            for block in exits.into_iter().chain([latch]) {
                LLVMMoveBasicBlockAfter(block, LLVMGetLastBasicBlock(self.function));
            }
            latch
        }
    }

    /// A block that notes the exit by which a region was left.
    unsafe fn exit_block(&self, number: usize, latch: LLVMBasicBlockRef) -> LLVMBasicBlockRef {
        // SAFETY: all handles are ours and alive.
        unsafe {
            let here = LLVMGetInsertBlock(self.builder);
            let block = self.block(c"exit");
            LLVMPositionBuilderAtEnd(self.builder, block);
            let number = self.target.int(32).constant(number as u64);
            LLVMBuildStore(
                self.builder,
                number.raw(),
                self.launch.exit.expect("set_up makes it"),
            );
            LLVMBuildBr(self.builder, latch);
            LLVMPositionBuilderAtEnd(self.builder, here);
            block
        }
    }

    /// The shared values that a region begins with.
    unsafe fn load_shared(&self, function: &Function) -> BTreeMap<u32, LLVMValueRef> {
        let mut values = BTreeMap::new();
        for param in used_params(function) {
            if let ParamKind::Shared(index) = param.kind {
                let place = self.launch.shared[index as usize];
                // SAFETY: the place holds a value of this type.
                let value = unsafe { LLVMBuildLoad2(self.builder, param.ty.raw(), place, NO_NAME) };
                values.insert(index, value);
            }
        }
        values
    }

    /// A value for each parameter of a region that is used.
    unsafe fn params(
        &self,
        function: &Function,
        position: Position,
        shared: &BTreeMap<u32, LLVMValueRef>,
    ) -> Vec<LLVMValueRef> {
        let mut values = vec![std::ptr::null_mut(); function.params().len()];
        for (index, param) in function.params().iter().enumerate() {
            if !used_params(function).contains(param) {
                continue;
            }
            values[index] = match param.kind {
                ParamKind::LocalId(dimension) => position.ids[usize::from(dimension)],
                ParamKind::Item => position.item,
                ParamKind::Shared(index) => shared[&index],
                ParamKind::SharedAddress(index) => self.launch.shared[index as usize],
                ParamKind::Field(offset) if offset as usize == field::GROUP_ID => {
                    self.launch.group.expect("a group runs")
                }
                ParamKind::Private(index) => {
                    // SAFETY: the builder stands in the item's loop.
                    unsafe { self.private(index as usize, position.item) }
                }
                _ => self.launch.params[&key(*param)],
            };
        }
        values
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

    unsafe fn load_field(&self, offset: usize, ty: Type) -> LLVMValueRef {
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

    /// Begins a loop that counts from 0 where the builder stands, and puts the builder inside.
    unsafe fn begin_loop(&self, name: &CStr) -> Counted {
        // SAFETY: all handles are alive.
        unsafe {
            let before = LLVMGetInsertBlock(self.builder);
            let header = self.block(name);
            LLVMBuildBr(self.builder, header);
            LLVMPositionBuilderAtEnd(self.builder, header);
            let number = LLVMBuildPhi(self.builder, self.target.int(64).raw(), name.as_ptr());
            Counted {
                before,
                header,
                number,
            }
        }
    }

    /// Ends a loop whose body ends in `latch`, and puts the builder after it. The body runs at least once.
    unsafe fn end_loop(&self, counted: Counted, latch: LLVMBasicBlockRef, limit: LLVMValueRef) {
        // SAFETY: all handles are alive.
        unsafe {
            LLVMPositionBuilderAtEnd(self.builder, latch);
            let next = LLVMBuildNUWAdd(self.builder, counted.number, self.size(1), NO_NAME);
            let more = LLVMBuildICmp(
                self.builder,
                LLVMIntPredicate::LLVMIntULT,
                next,
                limit,
                NO_NAME,
            );
            let after = self.block(c"after");
            LLVMBuildCondBr(self.builder, more, counted.header, after);
            add_incoming(
                counted.number,
                &[(self.size(0), counted.before), (next, latch)],
            );
            LLVMPositionBuilderAtEnd(self.builder, after);
        }
    }
}

/// A loop that is being built.
#[derive(Clone, Copy)]
struct Counted {
    before: LLVMBasicBlockRef,
    header: LLVMBasicBlockRef,
    number: LLVMValueRef,
}

unsafe fn add_incoming(phi: LLVMValueRef, incoming: &[(LLVMValueRef, LLVMBasicBlockRef)]) {
    let (mut values, mut blocks): (Vec<_>, Vec<_>) = incoming.iter().copied().unzip();
    let count = u32::try_from(values.len()).expect("few predecessors");
    // SAFETY: a phi and as many values as blocks.
    unsafe { LLVMAddIncoming(phi, values.as_mut_ptr(), blocks.as_mut_ptr(), count) };
}

/// The parameters that a function uses.
fn used_params(function: &Function) -> Vec<Param> {
    let mut used = vec![false; function.params().len()];
    let mut note = |value: Value| {
        if let Value::Param(param) = value {
            let param: ParamId = param;
            used[param.index()] = true;
        }
    };
    for block in cfg::reverse_postorder(function) {
        for &inst in &function.block(block).insts {
            function
                .inst(inst)
                .operands
                .iter()
                .copied()
                .for_each(&mut note);
        }
        function
            .block(block)
            .terminator
            .condition()
            .into_iter()
            .for_each(&mut note);
    }
    function
        .params()
        .iter()
        .zip(used)
        .filter_map(|(&param, used)| used.then_some(param))
        .collect()
}
