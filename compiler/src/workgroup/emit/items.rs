//! The loops over work-items.

mod sub_groups;

use super::{Emitter, NO_NAME, add_incoming};
use crate::{
    kir::{Constant, Function, ParamKind, export},
    vectorize::Vectorised,
    workgroup::{
        guard::Guard,
        split::{Exit, Region},
    },
};
use llvm_sys::{
    LLVMIntPredicate,
    core::*,
    prelude::{LLVMBasicBlockRef, LLVMValueRef},
};
use mirrorcl_abi::field;
use std::{collections::BTreeMap, ffi::CStr};

/// Where a row of work-items is, neighbours in one dimension.
#[derive(Clone, Copy)]
struct Row<'a> {
    dimension: usize,
    /// Their local ids in the other dimensions.
    ids: [Option<LLVMValueRef>; 3],
    /// How many they are.
    length: LLVMValueRef,
    /// Number of the row's first work-item.
    item: LLVMValueRef,
    shared: &'a BTreeMap<u32, LLVMValueRef>,
    /// Where the shared values are.
    places: &'a [LLVMValueRef],
    /// The work-items of the sub-group that run, a bit for each.
    active: Option<LLVMValueRef>,
}

/// A loop that is being built.
#[derive(Clone, Copy)]
struct Counted {
    before: LLVMBasicBlockRef,
    header: LLVMBasicBlockRef,
    first: LLVMValueRef,
    number: LLVMValueRef,
}

/// Whether work-items differ by the row that they are in.
fn asks_for_row(function: &Function) -> bool {
    let used = function.used_params();
    used.iter()
        .any(|param| matches!(param.kind, ParamKind::LocalId(1 | 2)))
}

impl Emitter<'_> {
    /// The loops of one region, and the choice of the next.
    pub(super) unsafe fn region(
        &self,
        index: usize,
        start: LLVMBasicBlockRef,
        starts: &[LLVMBasicBlockRef],
        end: LLVMBasicBlockRef,
    ) {
        let builder = self.builder;
        let region = &self.split.regions[index];
        let [_, sy, sz] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        // SAFETY: all handles are ours and alive.
        unsafe {
            LLVMMoveBasicBlockAfter(start, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(builder, start);
            let shared = self.load_shared(&region.function, &self.launch.shared);
            if let (Some(end), Some(place)) = (region.end(), self.launch.exit) {
                // Unless a work-item comes to a barrier, the kernel ends.
                LLVMBuildStore(
                    builder,
                    self.target.int(32).constant(end.into()).raw(),
                    place,
                );
            }
            if self.vectors.columns.is_none() && !asks_for_row(&region.function) {
                // LLVM's passes are spent on each loop, so rows that are all the same are one.
                let rows = LLVMBuildMul(builder, sy, sz, NO_NAME);
                let row = self.begin_loop(c"row", self.size(0));
                self.row_at(index, row.number, [None; 3], &shared);
                self.end_loop(row, self.size(1), rows);
            } else {
                let z = self.begin_loop(c"z", self.size(0));
                let done = self.columns(region, z.number, &shared);
                let y = self.begin_loop(c"y", self.size(0));
                let row = LLVMBuildMul(builder, z.number, sy, NO_NAME);
                let row = LLVMBuildAdd(builder, row, y.number, NO_NAME);
                let ids = [None, Some(y.number), Some(z.number)];
                self.row_at(index, row, ids, &shared);
                self.end_loop(y, self.size(1), sy);
                if let Some(done) = done {
                    LLVMBuildBr(builder, done);
                    self.continue_in(done);
                }
                self.end_loop(z, self.size(1), sz);
            }
            self.choose_next(region, starts, end);
        }
    }

    /// The row of this number, with its local ids in the other dimensions.
    unsafe fn row_at(
        &self,
        index: usize,
        number: LLVMValueRef,
        ids: [Option<LLVMValueRef>; 3],
        shared: &BTreeMap<u32, LLVMValueRef>,
    ) {
        let width = self.launch.sizes[0].expect("set_up loads them");
        // SAFETY: all handles are ours and alive.
        unsafe {
            let row = Row {
                dimension: 0,
                ids,
                length: self.launch.row.expect("it is known by now"),
                item: LLVMBuildMul(self.builder, number, width, c"row".as_ptr()),
                shared,
                places: &self.launch.shared,
                active: None,
            };
            match &self.split.regions[index].guard {
                Some(guard) => self.guarded_row(index, guard, row),
                None => self.row(index, row),
            }
        }
    }

    /// Where rows are short and columns are long, columns are done instead, if there is code for them. Rows of merged groups are
    /// short if the groups' own are and columns cost less. Returns where both ways are to meet; the builder stands where rows are done.
    unsafe fn columns(
        &self,
        region: &Region,
        z: LLVMValueRef,
        shared: &BTreeMap<u32, LLVMValueRef>,
    ) -> Option<LLVMBasicBlockRef> {
        let vector = self.vectors.columns.as_ref()?;
        let builder = self.builder;
        let sizes = self.launch.sizes;
        let [sx, sy, _] = sizes.map(|size| size.expect("set_up loads them"));
        let merged = self.launch.row.expect("it is known by now");
        let rows = self.vectors.rows[0].as_ref();
        let row = if rows.is_none_or(|rows| vector.cost < rows.cost) {
            sx
        } else {
            merged
        };
        // SAFETY: all handles are ours and alive.
        unsafe {
            let (columns, rows, done) = (
                self.block(c"columns"),
                self.block(c"rows"),
                self.block(c"plane.done"),
            );
            let less = LLVMIntPredicate::LLVMIntULT;
            let narrow = LLVMBuildICmp(builder, less, row, self.size(4), NO_NAME);
            let half = self.size(u64::from(vector.width) / 2);
            let high = LLVMBuildICmp(builder, LLVMIntPredicate::LLVMIntUGE, sy, half, NO_NAME);
            let both = LLVMBuildAnd(builder, narrow, high, NO_NAME);
            LLVMBuildCondBr(builder, both, columns, rows);
            self.continue_in(columns);
            let x = self.begin_loop(c"x", self.size(0));
            let column = Row {
                dimension: 1,
                ids: [Some(x.number), None, Some(z)],
                length: sy,
                item: self.size(0),
                shared,
                places: &self.launch.shared,
                active: None,
            };
            self.vector_row(region, vector, column);
            // With merged groups, their number times as many columns.
            self.end_loop(x, self.size(1), merged);
            LLVMBuildBr(builder, done);
            self.continue_in(rows);
            Some(done)
        }
    }

    unsafe fn choose_next(
        &self,
        region: &Region,
        starts: &[LLVMBasicBlockRef],
        end: LLVMBasicBlockRef,
    ) {
        let target_of = |exit: &Exit| match exit {
            Exit::End => end,
            Exit::Region(index) | Exit::SubGroupRegion(index) => starts[*index],
        };
        // SAFETY: all handles are ours and alive.
        unsafe {
            match region.exits.as_slice() {
                [] => {
                    LLVMBuildUnreachable(self.builder);
                }
                [exit] => {
                    LLVMBuildBr(self.builder, target_of(exit));
                }
                exits => {
                    let place = self.launch.exit.expect("set_up makes it");
                    let exit =
                        LLVMBuildLoad2(self.builder, self.target.int(32).raw(), place, NO_NAME);
                    let count = u32::try_from(exits.len()).expect("few exits");
                    let switch =
                        LLVMBuildSwitch(self.builder, exit, target_of(&exits[0]), count - 1);
                    for (number, exit) in exits.iter().enumerate().skip(1) {
                        let case = self.target.int(32).constant(number as u64);
                        LLVMAddCase(switch, case.raw(), target_of(exit));
                    }
                }
            }
        }
    }

    /// All work-items of a row.
    unsafe fn row(&self, index: usize, row: Row<'_>) {
        let region = &self.split.regions[index];
        // SAFETY: all handles are ours and alive.
        unsafe {
            match &self.vectors.rows[index] {
                Some(vector) => self.vector_row(region, vector, row),
                None => self.scalar_row(region, row),
            }
        }
    }

    /// The first work-items of a row, and one for the others.
    unsafe fn guarded_row(&self, index: usize, guard: &Guard, row: Row<'_>) {
        let builder = self.builder;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let bounded = self.block(c"bounded");
            let first = self.size(0);
            self.body(&guard.bound, row, first, None, &[bounded], bounded);
            let (place, size) = (row.places[guard.count as usize], self.target.int(64));
            let count = LLVMBuildLoad2(builder, size.raw(), place, c"count".as_ptr());
            let less = LLVMIntPredicate::LLVMIntULT;
            let fewer = LLVMBuildICmp(builder, less, count, row.length, NO_NAME);
            let count = LLVMBuildSelect(builder, fewer, count, row.length, NO_NAME);
            let any = LLVMBuildICmp(builder, LLVMIntPredicate::LLVMIntNE, count, first, NO_NAME);
            let (within, after, rest, done) = (
                self.block(c"within"),
                self.block(c"after.within"),
                self.block(c"others"),
                self.block(c"guard.done"),
            );
            LLVMBuildCondBr(builder, any, within, after);
            self.continue_in(within);
            self.row(
                index,
                Row {
                    length: count,
                    ..row
                },
            );
            LLVMBuildBr(builder, after);
            self.continue_in(after);
            LLVMBuildCondBr(builder, fewer, rest, done);
            self.continue_in(rest);
            let exits = self.exits(&self.split.regions[index], done);
            self.body(&guard.rest, row, count, None, &exits, done);
        }
    }

    /// Where one work-item goes from each exit of a region.
    unsafe fn exits(&self, region: &Region, latch: LLVMBasicBlockRef) -> Vec<LLVMBasicBlockRef> {
        let exits = region.exits.iter().enumerate();
        let exit = |(number, exit): (usize, &Exit)| match exit {
            Exit::End => latch,
            _ if region.exits.len() == 1 => latch,
            // SAFETY: all handles are ours and alive.
            _ => unsafe { self.exit_block(number, latch) },
        };
        exits.map(exit).collect()
    }

    /// One work-item after the other.
    unsafe fn scalar_row(&self, region: &Region, row: Row<'_>) {
        // SAFETY: all handles are ours and alive.
        unsafe {
            let x = self.begin_loop(c"x", self.size(0));
            let latch = self.block(c"item.next");
            let exits = self.exits(region, latch);
            self.body(region.code(), row, x.number, None, &exits, latch);
            self.end_loop(x, self.size(1), row.length);
        }
    }

    /// Several work-items at once, then those that are left.
    unsafe fn vector_row(&self, region: &Region, vector: &Vectorised, row: Row<'_>) {
        let builder = self.builder;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let mut first = self.size(0);
            for (width, code) in &vector.full {
                first = self.full_vectors(vector, code, *width, row, first);
            }
            // How many at once the rest takes.
            let mut step = self.size(vector.width.into());
            if let Some(small) = self.small(vector, row) {
                step = LLVMBuildSelect(builder, small, step, self.size(1), NO_NAME);
            }
            let (partial, done) = (self.block(c"partial"), self.block(c"row.done"));
            let less = LLVMIntPredicate::LLVMIntULT;
            let any = LLVMBuildICmp(builder, less, first, row.length, NO_NAME);
            LLVMBuildCondBr(builder, any, partial, done);
            self.continue_in(partial);
            let x = self.begin_loop(c"x", first);
            let lanes = self.lanes(vector.width, x.number, step, row.length);
            let latch = self.block(c"items.next");
            self.body(&vector.masked, row, x.number, Some(lanes), &[latch], latch);
            self.end_loop(x, step, row.length);
            LLVMBuildBr(builder, done);
            self.continue_in(done);
        }
        debug_assert!(!region.exits.is_empty(), "vector code ends");
    }

    /// Whether the code's assumption on positions holds, if it makes one.
    fn small(&self, vector: &Vectorised, row: Row<'_>) -> Option<LLVMValueRef> {
        let small = self.launch.small[row.dimension];
        small.filter(|_| vector.assumes_small_positions)
    }

    /// As many vectors as are full, from this work-item on; returns the first that is left.
    unsafe fn full_vectors(
        &self,
        vector: &Vectorised,
        code: &Function,
        width: u32,
        row: Row<'_>,
        first: LLVMValueRef,
    ) -> LLVMValueRef {
        let builder = self.builder;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let whole = self.size(!(u64::from(width) - 1));
            let mut end = LLVMBuildAnd(builder, row.length, whole, c"full".as_ptr());
            if let Some(small) = self.small(vector, row) {
                end = LLVMBuildSelect(builder, small, end, self.size(0), NO_NAME);
            }
            let (vectors, rest) = (self.block(c"vectors"), self.block(c"rest"));
            let less = LLVMIntPredicate::LLVMIntULT;
            let any = LLVMBuildICmp(builder, less, first, end, NO_NAME);
            LLVMBuildCondBr(builder, any, vectors, rest);
            self.continue_in(vectors);
            let x = self.begin_loop(c"x", first);
            let latch = self.block(c"items.next");
            self.body(code, row, x.number, None, &[latch], latch);
            self.end_loop(x, self.size(width.into()), end);
            LLVMBuildBr(builder, rest);
            self.continue_in(rest);
            end
        }
    }

    /// The lanes that are work-items, from this one on.
    unsafe fn lanes(
        &self,
        width: u32,
        x: LLVMValueRef,
        step: LLVMValueRef,
        length: LLVMValueRef,
    ) -> LLVMValueRef {
        let builder = self.builder;
        let int = self.target.int(32);
        // SAFETY: all handles are ours and alive.
        unsafe {
            let left = LLVMBuildSub(builder, length, x, NO_NAME);
            let less = LLVMBuildICmp(builder, LLVMIntPredicate::LLVMIntULT, left, step, NO_NAME);
            let count = LLVMBuildSelect(builder, less, left, step, NO_NAME);
            let count = LLVMBuildTrunc(builder, count, int.raw(), NO_NAME);
            let vector = int.vector(width);
            let poison = vector.poison().raw();
            let one = LLVMBuildInsertElement(builder, poison, count, int.zero().raw(), NO_NAME);
            let splat = LLVMBuildShuffleVector(builder, one, poison, vector.zero().raw(), NO_NAME);
            let numbers: Vec<Constant> = (0..width).map(|lane| int.constant(lane.into())).collect();
            let numbers = Constant::vector(&numbers).raw();
            LLVMBuildICmp(
                builder,
                LLVMIntPredicate::LLVMIntULT,
                numbers,
                splat,
                c"lanes".as_ptr(),
            )
        }
    }

    /// The body for a work-item or several, from where the builder stands to `latch`.
    unsafe fn body(
        &self,
        function: &Function,
        row: Row<'_>,
        x: LLVMValueRef,
        lanes: Option<LLVMValueRef>,
        exits: &[LLVMBasicBlockRef],
        latch: LLVMBasicBlockRef,
    ) {
        let builder = self.builder;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let item = LLVMBuildAdd(builder, row.item, x, c"item".as_ptr());
            let params = self.params(function, row, x, item, lanes);
            let header = LLVMGetInsertBlock(builder);
            let place = export::Place {
                function: self.function,
                builder,
                params: &params,
                exits,
            };
            let body = export::export(function, place);
            LLVMPositionBuilderAtEnd(builder, header);
            LLVMBuildBr(builder, body);
            for &block in exits.iter().filter(|&&exit| exit != latch) {
                LLVMMoveBasicBlockAfter(block, LLVMGetLastBasicBlock(self.function));
            }
            self.continue_in(latch);
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
    unsafe fn load_shared(
        &self,
        function: &Function,
        places: &[LLVMValueRef],
    ) -> BTreeMap<u32, LLVMValueRef> {
        let mut values = BTreeMap::new();
        for param in function.used_params() {
            if let ParamKind::Shared(index) = param.kind {
                let place = places[index as usize];
                // SAFETY: the place holds a value of this type.
                let value = unsafe { LLVMBuildLoad2(self.builder, param.ty.raw(), place, NO_NAME) };
                values.insert(index, value);
            }
        }
        values
    }

    /// A value for each parameter of a region's code that is used.
    unsafe fn params(
        &self,
        function: &Function,
        row: Row<'_>,
        x: LLVMValueRef,
        item: LLVMValueRef,
        lanes: Option<LLVMValueRef>,
    ) -> Vec<LLVMValueRef> {
        let used = function.used_params();
        let value = |param: &crate::kir::Param| match param.kind {
            _ if !used.contains(param) => std::ptr::null_mut(),
            ParamKind::LocalId(dimension) => row.ids[usize::from(dimension)].unwrap_or(x),
            ParamKind::Item => item,
            ParamKind::Lanes => lanes.expect("the code is for some lanes"),
            ParamKind::ExitPlace => self.launch.exit.expect("set_up makes it"),
            ParamKind::Shared(index) => row.shared[&index],
            ParamKind::SharedAddress(index) => row.places[index as usize],
            ParamKind::Field(offset) if offset as usize == field::GROUP_ID => {
                self.launch.group.expect("a group runs")
            }
            // SAFETY: the builder stands in the item's loop.
            ParamKind::Private(index) => unsafe { self.private(index as usize, item) },
            // SAFETY: as above; whole sub-groups follow each other.
            ParamKind::SubGroup => unsafe {
                let shift = self.size(self.options.sub_group_size.ilog2().into());
                LLVMBuildLShr(self.builder, item, shift, NO_NAME)
            },
            // SAFETY: as above.
            ParamKind::SubGroupItem => unsafe {
                let mask = self.size(u64::from(self.options.sub_group_size) - 1);
                LLVMBuildAnd(self.builder, item, mask, NO_NAME)
            },
            ParamKind::SubGroupActive => row.active.expect("a sub-group runs"),
            ParamKind::SubGroupMemory => self.launch.sub_group.expect("set_up makes it"),
            kind => self.launch.params[&(kind, param.ty.raw() as usize)],
        };
        function.params().iter().map(value).collect()
    }

    /// Moves a block to the end and puts the builder there.
    unsafe fn continue_in(&self, block: LLVMBasicBlockRef) {
        // SAFETY: all handles are alive.
        unsafe {
            LLVMMoveBasicBlockAfter(block, LLVMGetLastBasicBlock(self.function));
            LLVMPositionBuilderAtEnd(self.builder, block);
        }
    }

    /// Begins a counting loop where the builder stands, and puts the builder inside.
    unsafe fn begin_loop(&self, name: &CStr, first: LLVMValueRef) -> Counted {
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
                first,
                number,
            }
        }
    }

    /// Ends a loop where the builder stands, and puts the builder after it. The body runs at least once.
    unsafe fn end_loop(&self, counted: Counted, step: LLVMValueRef, limit: LLVMValueRef) {
        // SAFETY: all handles are alive.
        unsafe {
            let latch = LLVMGetInsertBlock(self.builder);
            let next = LLVMBuildNUWAdd(self.builder, counted.number, step, NO_NAME);
            let more = LLVMBuildICmp(
                self.builder,
                LLVMIntPredicate::LLVMIntULT,
                next,
                limit,
                NO_NAME,
            );
            let after = self.block(c"after");
            let branch = LLVMBuildCondBr(self.builder, more, counted.header, after);
            self.keep_loop(branch);
            add_incoming(
                counted.number,
                &[(counted.first, counted.before), (next, latch)],
            );
            LLVMPositionBuilderAtEnd(self.builder, after);
        }
    }

    /// Says of the loop that this branch closes that it is not to be copied: its body is large, and how often it runs is
    /// not known. LLVM would find that out at some expense for each of the loops that lie in each other.
    unsafe fn keep_loop(&self, branch: LLVMValueRef) {
        let context = self.target.context();
        let (kind, disable) = ("llvm.loop", "llvm.loop.unroll.disable");
        // SAFETY: all handles are alive; the texts are copied.
        unsafe {
            let mut disable =
                LLVMMDStringInContext2(context, disable.as_ptr().cast(), disable.len());
            let disable = LLVMMDNodeInContext2(context, &raw mut disable, 1);
            // A loop's own node begins with itself. Until it does, with something else.
            let mut operands = [disable, disable];
            let node = LLVMMDNodeInContext2(context, operands.as_mut_ptr(), operands.len());
            let value = LLVMMetadataAsValue(context, node);
            LLVMReplaceMDNodeOperandWith(value, 0, node);
            let length = u32::try_from(kind.len()).expect("a short name");
            let kind = LLVMGetMDKindIDInContext(context, kind.as_ptr().cast(), length);
            LLVMSetMetadata(branch, kind, LLVMMetadataAsValue(context, node));
        }
    }
}
