//! Kernels with sub-group barriers: their regions are run by one sub-group after the other.
//!
//! A *phase* is what runs between two work-group barriers. In it, each sub-group in turn goes on until all its work-items have
//! ended or wait at a work-group barrier. Of the regions that its work-items come to ([`crate::workgroup::split::Split::next`]),
//! the first one runs, for those who come to it: work-items that took different ways meet again where these join.
//! A sub-group is a vector; where all of it runs a region and goes on to one other, it does so without asking.

use super::{Emitter, NO_NAME, Row, add_incoming};
use crate::{
    kir::{Constant, Function, ParamKind, Type},
    workgroup::split::{ENDED, Exit, stored_type},
};
use llvm_sys::{
    LLVMIntPredicate,
    core::*,
    prelude::{LLVMBasicBlockRef, LLVMValueRef},
};

/// A sub-group that runs.
struct SubGroup {
    /// Number of its first work-item, and its local ids.
    first: LLVMValueRef,
    ids: [LLVMValueRef; 3],
    /// Whether its work-items differ in dimension 0 alone.
    is_row: LLVMValueRef,
    /// Where its work-items say what is next.
    next: LLVMValueRef,
    /// Where the values are that its work-items share.
    places: Vec<LLVMValueRef>,
}

impl Emitter<'_> {
    /// All phases of a group, from where the builder stands to `end`.
    pub(in crate::workgroup::emit) unsafe fn phases(&self, end: LLVMBasicBlockRef) {
        let builder = self.builder;
        let int = self.target.int(32);
        let regions = self.split.regions.len() as u64;
        let width = self.size(self.options.sub_group_size.into());
        // SAFETY: all handles are ours and alive.
        unsafe {
            let items = self.items();
            self.begin_items(items);
            let (phase, phase_end) = (self.block(c"phase"), self.block(c"phase.end"));
            let before = LLVMGetInsertBlock(builder);
            LLVMBuildBr(builder, phase);

            self.continue_in(phase);
            let waiting = LLVMBuildPhi(builder, int.raw(), c"waiting".as_ptr());
            let first = self.begin_loop(c"sub.group", self.size(0));
            let earliest = LLVMBuildPhi(builder, int.raw(), c"earliest".as_ptr());
            let sub_group = self.sub_group(first.number, items);
            self.release(&sub_group, waiting);
            let stopped = self.run(&sub_group);
            let earlier = self.call("llvm.umin", &[int], &[earliest, stopped]);
            add_incoming(
                earliest,
                &[
                    (int.constant(ENDED.into()).raw(), first.before),
                    (earlier, LLVMGetInsertBlock(builder)),
                ],
            );
            self.end_loop(first, width, items);
            LLVMBuildBr(builder, phase_end);

            self.continue_in(phase_end);
            add_incoming(
                waiting,
                &[(int.constant(regions).raw(), before), (earlier, phase_end)],
            );
            let ended = int.constant(ENDED.into()).raw();
            let over = self.compare(LLVMIntPredicate::LLVMIntEQ, earlier, ended);
            LLVMBuildCondBr(builder, over, end, phase);
        }
    }

    /// Number of work-items of the group.
    unsafe fn items(&self) -> LLVMValueRef {
        let [sx, sy, sz] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        // SAFETY: all handles are ours and alive.
        unsafe {
            let rows = LLVMBuildMul(self.builder, sy, sz, NO_NAME);
            LLVMBuildMul(self.builder, rows, sx, c"items".as_ptr())
        }
    }

    /// All work-items wait for the first phase.
    unsafe fn begin_items(&self, items: LLVMValueRef) {
        let builder = self.builder;
        let int = self.target.int(32);
        let width = self.options.sub_group_size;
        let regions = self.split.regions.len() as u64;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let first = self.begin_loop(c"begin", self.size(0));
            let left = LLVMBuildSub(builder, items, first.number, NO_NAME);
            let size = self.target.int(64);
            let most = self.size(width.into());
            let count = self.call("llvm.umin", &[size], &[left, most]);
            let count = LLVMBuildTrunc(builder, count, int.raw(), NO_NAME);
            let numbers: Vec<Constant> = (0..width).map(|lane| int.constant(lane.into())).collect();
            let there = self.compare(
                LLVMIntPredicate::LLVMIntULT,
                Constant::vector(&numbers).raw(),
                self.splat(count),
            );
            let vector = int.vector(width);
            let next = LLVMBuildSelect(
                builder,
                there,
                vector.constant(regions).raw(),
                vector.constant(ENDED.into()).raw(),
                NO_NAME,
            );
            LLVMBuildStore(builder, next, self.next_of(first.number));
            self.end_loop(first, most, items);
        }
    }

    /// Where the work-items of the sub-group with this first one say what is next.
    unsafe fn next_of(&self, first: LLVMValueRef) -> LLVMValueRef {
        let array = self.split.next.expect("the kernel has sub-group barriers");
        // SAFETY: all handles are ours and alive.
        unsafe {
            let array = self.scratch_at(self.storage.arrays[array as usize]);
            let offset = LLVMBuildShl(self.builder, first, self.size(2), NO_NAME);
            self.offset(array, offset)
        }
    }

    unsafe fn sub_group(&self, first: LLVMValueRef, items: LLVMValueRef) -> SubGroup {
        let builder = self.builder;
        let sx = self.launch.sizes[0].expect("set_up loads them");
        // SAFETY: all handles are ours and alive.
        unsafe {
            let one_row = self.compare(LLVMIntPredicate::LLVMIntEQ, sx, items);
            let mask = self.size(u64::from(self.options.sub_group_size) - 1);
            let beyond = LLVMBuildAnd(builder, sx, mask, NO_NAME);
            let whole = self.compare(LLVMIntPredicate::LLVMIntEQ, beyond, self.size(0));
            SubGroup {
                first,
                ids: self.ids(first, one_row, [first, self.size(0), self.size(0)]),
                is_row: LLVMBuildOr(builder, one_row, whole, c"is.row".as_ptr()),
                next: self.next_of(first),
                places: self.shared_places(first),
            }
        }
    }

    /// Where the values are that the sub-group with this first work-item shares.
    unsafe fn shared_places(&self, first: LLVMValueRef) -> Vec<LLVMValueRef> {
        let arrays = self.split.shared_arrays.iter().zip(&self.split.shared);
        let place = |(&array, &ty): (&u32, &Type)| {
            let size = self.target.size_of(stored_type(ty));
            // SAFETY: all handles are ours and alive.
            unsafe {
                let array = self.scratch_at(self.storage.arrays[array as usize]);
                let offset = LLVMBuildMul(self.builder, first, self.size(size), NO_NAME);
                self.offset(array, offset)
            }
        };
        arrays.map(place).collect()
    }

    /// The local ids of a work-item: those that are known, if they are, or else from its number.
    unsafe fn ids(
        &self,
        item: LLVMValueRef,
        are_known: LLVMValueRef,
        known: [LLVMValueRef; 3],
    ) -> [LLVMValueRef; 3] {
        let builder = self.builder;
        let [sx, sy, _] = self
            .launch
            .sizes
            .map(|size| size.expect("set_up loads them"));
        // SAFETY: all handles are ours and alive; sizes are not 0.
        unsafe {
            let (divide, join) = (self.block(c"divide"), self.block(c"ids"));
            let before = LLVMGetInsertBlock(builder);
            LLVMBuildCondBr(builder, are_known, join, divide);
            self.continue_in(divide);
            let row = LLVMBuildUDiv(builder, item, sx, NO_NAME);
            let found = [
                LLVMBuildURem(builder, item, sx, NO_NAME),
                LLVMBuildURem(builder, row, sy, NO_NAME),
                LLVMBuildUDiv(builder, row, sy, NO_NAME),
            ];
            LLVMBuildBr(builder, join);
            self.continue_in(join);
            let mut ids = known;
            for ((id, known), found) in ids.iter_mut().zip(known).zip(found) {
                *id = LLVMBuildPhi(builder, self.target.int(64).raw(), NO_NAME);
                add_incoming(*id, &[(known, before), (found, divide)]);
            }
            ids
        }
    }

    /// Work-items that waited for this phase come to its first region.
    unsafe fn release(&self, sub_group: &SubGroup, waiting: LLVMValueRef) {
        let builder = self.builder;
        let int = self.target.int(32);
        let regions = int.constant(self.split.regions.len() as u64).raw();
        // SAFETY: all handles are ours and alive.
        unsafe {
            let region = LLVMBuildSub(builder, waiting, regions, NO_NAME);
            let next = self.load_next(sub_group);
            let wait = self.compare(LLVMIntPredicate::LLVMIntEQ, next, self.splat(waiting));
            let next = LLVMBuildSelect(builder, wait, self.splat(region), next, NO_NAME);
            LLVMBuildStore(builder, next, sub_group.next);
        }
    }

    /// Runs a sub-group until none of its work-items comes to a region of this phase; the least of what they say then.
    unsafe fn run(&self, sub_group: &SubGroup) -> LLVMValueRef {
        let builder = self.builder;
        let int = self.target.int(32);
        let width = self.options.sub_group_size;
        let regions = &self.split.regions;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let (choose, stopped) = (self.block(c"choose"), self.block(c"stopped"));
            let whole: Vec<_> = regions.iter().map(|_| self.block(c"whole")).collect();
            LLVMBuildBr(builder, choose);
            self.continue_in(choose);
            let next = self.load_next(sub_group);
            let vector = int.vector(width);
            let least = self.call("llvm.vector.reduce.umin", &[vector], &[next]);
            let count = u32::try_from(regions.len()).expect("few regions");
            let switch = LLVMBuildSwitch(builder, least, stopped, count);
            for (number, region) in regions.iter().enumerate() {
                let block = self.block(c"region");
                LLVMAddCase(switch, int.constant(number as u64).raw(), block);
                self.continue_in(block);
                let here = vector.constant(number as u64).raw();
                let active = self.compare(LLVMIntPredicate::LLVMIntEQ, next, here);
                // One that comes to no end of the region has undefined behaviour, but must not come here for ever.
                let ended = vector.constant(ENDED.into()).raw();
                let others = LLVMBuildSelect(builder, active, ended, next, NO_NAME);
                LLVMBuildStore(builder, others, sub_group.next);
                let bits = LLVMBuildBitCast(builder, active, int.int_of(width).raw(), NO_NAME);
                let Some(vector) = &self.vectors.rows[number] else {
                    self.run_items(&region.function, sub_group, bits);
                    LLVMBuildBr(builder, choose);
                    LLVMDeleteBasicBlock(whole[number]);
                    continue;
                };
                let (vectors, items) = (self.block(c"vectors"), self.block(c"items"));
                LLVMBuildCondBr(builder, self.is_vectors(sub_group), vectors, items);
                self.continue_in(items);
                self.run_items(&region.function, sub_group, bits);
                LLVMBuildBr(builder, choose);
                self.continue_in(vectors);
                let masked = self.block(c"masked");
                let all = int.int_of(width).all_ones().raw();
                let all = self.compare(LLVMIntPredicate::LLVMIntEQ, bits, all);
                LLVMBuildCondBr(builder, all, whole[number], masked);
                self.continue_in(masked);
                self.run_vector(&vector.masked, sub_group, bits, Some(active));
                LLVMBuildBr(builder, choose);
                self.continue_in(whole[number]);
                LLVMBuildStore(builder, ended, sub_group.next);
                let all = int.int_of(width).all_ones().raw();
                let code = vector.full_code().expect("sub-groups have it");
                self.run_vector(code, sub_group, all, None);
                LLVMBuildBr(builder, self.after_whole(number, &whole).unwrap_or(choose));
            }
            self.continue_in(stopped);
            least
        }
    }

    /// Whether the work-items of a sub-group may run at once.
    unsafe fn is_vectors(&self, sub_group: &SubGroup) -> LLVMValueRef {
        match self.launch.small[0] {
            // SAFETY: both are alive.
            Some(small) => unsafe { LLVMBuildAnd(self.builder, sub_group.is_row, small, NO_NAME) },
            None => sub_group.is_row,
        }
    }

    /// Where a whole sub-group goes that has run a region at once, if that is known: values go on in registers.
    fn after_whole(&self, number: usize, whole: &[LLVMBasicBlockRef]) -> Option<LLVMBasicBlockRef> {
        match self.split.regions[number].exits.as_slice() {
            [Exit::SubGroupRegion(next)] if self.vectors.rows[*next].is_some() => {
                Some(whole[*next])
            }
            _ => None,
        }
    }

    unsafe fn load_next(&self, sub_group: &SubGroup) -> LLVMValueRef {
        let vector = self.target.int(32).vector(self.options.sub_group_size);
        // SAFETY: there are elements for all work-items of a whole sub-group.
        unsafe {
            let next = LLVMBuildLoad2(self.builder, vector.raw(), sub_group.next, NO_NAME);
            LLVMSetAlignment(next, 4);
            next
        }
    }

    /// A region for the work-items that are active, at once.
    unsafe fn run_vector(
        &self,
        function: &Function,
        sub_group: &SubGroup,
        active: LLVMValueRef,
        lanes: Option<LLVMValueRef>,
    ) {
        let builder = self.builder;
        let [x, y, z] = sub_group.ids;
        // SAFETY: all handles are ours and alive.
        unsafe {
            let shared = self.load_shared(function, &sub_group.places);
            let row = Row {
                dimension: 0,
                ids: [None, Some(y), Some(z)],
                length: self.size(1),
                item: LLVMBuildSub(builder, sub_group.first, x, NO_NAME),
                shared: &shared,
                places: &sub_group.places,
                active: Some(self.widened(active)),
            };
            let latch = self.block(c"items.next");
            self.body(function, row, x, lanes, &[latch], latch);
        }
    }

    /// A bit for each work-item of a sub-group as one of 64 bits.
    unsafe fn widened(&self, bits: LLVMValueRef) -> LLVMValueRef {
        let size = self.target.int(64).raw();
        // SAFETY: an integer of at most 64 bits.
        unsafe { LLVMBuildZExtOrBitCast(self.builder, bits, size, c"active".as_ptr()) }
    }

    /// A region for the work-items that are active, one after the other. There is at least one.
    unsafe fn run_items(&self, function: &Function, sub_group: &SubGroup, active: LLVMValueRef) {
        let builder = self.builder;
        let size = self.target.int(64);
        let asks_for_ids = function
            .used_params()
            .iter()
            .any(|param| matches!(param.kind, ParamKind::LocalId(_)));
        // SAFETY: all handles are ours and alive.
        unsafe {
            let active = self.widened(active);
            let shared = self.load_shared(function, &sub_group.places);
            let (before, header) = (LLVMGetInsertBlock(builder), self.block(c"item"));
            LLVMBuildBr(builder, header);
            self.continue_in(header);
            let rest = LLVMBuildPhi(builder, size.raw(), c"rest".as_ptr());
            let exact = self.target.bool().constant(1).raw();
            let lane = self.call("llvm.cttz", &[size], &[rest, exact]);
            let item = LLVMBuildAdd(builder, sub_group.first, lane, NO_NAME);
            let [x, y, z] = if asks_for_ids {
                let [x, y, z] = sub_group.ids;
                let x = LLVMBuildAdd(builder, x, lane, NO_NAME);
                self.ids(item, sub_group.is_row, [x, y, z])
            } else {
                [lane, self.size(0), self.size(0)]
            };
            let row = Row {
                dimension: 0,
                ids: [None, Some(y), Some(z)],
                length: self.size(1),
                item: LLVMBuildSub(builder, item, x, NO_NAME),
                shared: &shared,
                places: &sub_group.places,
                active: Some(active),
            };
            let latch = self.block(c"item.next");
            self.body(function, row, x, None, &[latch], latch);
            let less = LLVMBuildSub(builder, rest, self.size(1), NO_NAME);
            let left = LLVMBuildAnd(builder, rest, less, NO_NAME);
            add_incoming(rest, &[(active, before), (left, latch)]);
            let over = self.compare(LLVMIntPredicate::LLVMIntEQ, left, self.size(0));
            let done = self.block(c"items.done");
            LLVMBuildCondBr(builder, over, done, header);
            self.continue_in(done);
        }
    }

    fn compare(
        &self,
        predicate: LLVMIntPredicate,
        left: LLVMValueRef,
        right: LLVMValueRef,
    ) -> LLVMValueRef {
        // SAFETY: the builder stands in a block; both are alive and of one type.
        unsafe { LLVMBuildICmp(self.builder, predicate, left, right, NO_NAME) }
    }

    /// A value for each work-item of a sub-group.
    unsafe fn splat(&self, value: LLVMValueRef) -> LLVMValueRef {
        let int = self.target.int(32);
        let vector = int.vector(self.options.sub_group_size);
        let poison = vector.poison().raw();
        // SAFETY: all handles are ours and alive.
        unsafe {
            let one =
                LLVMBuildInsertElement(self.builder, poison, value, int.zero().raw(), NO_NAME);
            LLVMBuildShuffleVector(self.builder, one, poison, vector.zero().raw(), NO_NAME)
        }
    }

    /// Calls an intrinsic of LLVM.
    unsafe fn call(
        &self,
        name: &str,
        overloads: &[Type],
        arguments: &[LLVMValueRef],
    ) -> LLVMValueRef {
        let callee = self.target.intrinsic(name, overloads).raw();
        let mut arguments = arguments.to_vec();
        // SAFETY: the intrinsic takes these arguments.
        unsafe {
            let ty = LLVMGlobalGetValueType(callee);
            let count = u32::try_from(arguments.len()).expect("few arguments");
            LLVMBuildCall2(
                self.builder,
                ty,
                callee,
                arguments.as_mut_ptr(),
                count,
                NO_NAME,
            )
        }
    }
}
