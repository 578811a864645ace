//! Where values and private variables live that outlive a region.

use super::split::{Exit, Split, stored_type};
use crate::kir::{BlockId, Function, InstId, Op, ParamKind, Value, cfg, import::Kernel};
use std::collections::BTreeSet;

/// The places.
#[derive(Debug, Clone)]
pub(super) struct Storage {
    /// For each context array the bytes per work-item before it.
    pub(super) arrays: Vec<u64>,
    /// For each private variable its place.
    pub(super) privates: Vec<PrivatePlace>,
    total: u64,
}

/// Where a private variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrivatePlace {
    /// Nothing uses it.
    Nowhere,
    /// On the stack; the work-items use it in turn.
    Stack,
    /// In scratch: the bytes per work-item before it, and its own.
    Scratch {
        /// Where the first work-item's is, in bytes per work-item.
        before: u64,
        /// From one work-item to the next.
        stride: u64,
    },
}

impl Storage {
    /// Chooses the places.
    pub(super) fn plan(kernel: &Kernel, split: &Split) -> Self {
        let target = kernel.function.target;
        let again = repeated(split);
        let mut storage = Self {
            arrays: vec![0; split.arrays.len()],
            privates: vec![PrivatePlace::Nowhere; kernel.privates.len()],
            total: 0,
        };
        // (alignment, size, what), the most aligned first, so that nothing needs padding.
        let mut wanted: Vec<(u32, u64, Wanted)> = Vec::new();
        for (index, &ty) in split.arrays.iter().enumerate() {
            let ty = stored_type(ty);
            wanted.push((
                target.align_of(ty),
                target.size_of(ty),
                Wanted::Array(index),
            ));
        }
        for (index, private) in kernel.privates.iter().enumerate() {
            let usage = Usage::of(&kernel.function, index);
            let users: Vec<usize> = (0..split.regions.len())
                .filter(|&region| {
                    split.regions[region]
                        .blocks
                        .iter()
                        .any(|block| usage.blocks.contains(block))
                })
                .collect();
            match users.as_slice() {
                [] => {}
                [region] if !again[*region] && !usage.escapes => {
                    storage.privates[index] = PrivatePlace::Stack
                }
                _ if split.regions.len() == 1 => storage.privates[index] = PrivatePlace::Stack,
                _ => {
                    wanted.push((private.align, private.stride(), Wanted::Private(index)));
                }
            }
        }
        wanted.sort_by_key(|&(align, ..)| std::cmp::Reverse(align));
        for (_, size, what) in wanted {
            let before = storage.total;
            match what {
                Wanted::Array(index) => storage.arrays[index] = before,
                Wanted::Private(index) => {
                    storage.privates[index] = PrivatePlace::Scratch {
                        before,
                        stride: size,
                    };
                }
            }
            storage.total += size;
        }
        storage
    }

    /// `KernelInfo::scratch_per_item`.
    pub(super) fn scratch_per_item(&self) -> u64 {
        self.total
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    Array(usize),
    Private(usize),
}

/// For each region whether it can run again in the same group.
fn repeated(split: &Split) -> Vec<bool> {
    let next = |region: usize| {
        split.regions[region]
            .exits
            .iter()
            .filter_map(|exit| match exit {
                Exit::Region(next) | Exit::SubGroupRegion(next) => Some(*next),
                Exit::End => None,
            })
    };
    (0..split.regions.len())
        .map(|region| {
            let mut seen = BTreeSet::new();
            let mut pending: Vec<usize> = next(region).collect();
            while let Some(other) = pending.pop() {
                if seen.insert(other) {
                    pending.extend(next(other));
                }
            }
            seen.contains(&region)
        })
        .collect()
}

/// How a private variable is used.
struct Usage {
    /// Blocks that use its address or one derived from it.
    blocks: BTreeSet<BlockId>,
    /// Whether the address may be anywhere.
    escapes: bool,
}

impl Usage {
    fn of(function: &Function, index: usize) -> Self {
        let mut usage = Self {
            blocks: BTreeSet::new(),
            escapes: false,
        };
        let mut derived: BTreeSet<InstId> = BTreeSet::new();
        let order = cfg::reverse_postorder(function);
        let mut changed = true;
        while changed {
            changed = false;
            for &block in &order {
                for &inst in &function.block(block).insts {
                    changed |= usage.visit(function, index, block, inst, &mut derived);
                }
            }
        }
        usage
    }

    /// Looks at one instruction; whether it is a derived address that was not known.
    fn visit(
        &mut self,
        function: &Function,
        index: usize,
        block: BlockId,
        id: InstId,
        derived: &mut BTreeSet<InstId>,
    ) -> bool {
        let inst = function.inst(id);
        let is_address = |value: Value| match value {
            Value::Inst(inst) => derived.contains(&inst),
            Value::Param(param) => {
                matches!(function.param_of(param).kind, ParamKind::Private(other) if other as usize == index)
            }
            Value::Constant(_) => false,
        };
        let uses: Vec<usize> = (0..inst.operands.len())
            .filter(|&place| is_address(inst.operands[place]))
            .collect();
        if uses.is_empty() {
            return false;
        }
        self.blocks.insert(block);
        match &inst.op {
            Op::Phi(predecessors) => {
                self.blocks.extend(predecessors);
                derived.insert(id)
            }
            Op::Gep(_) | Op::Select | Op::Freeze => derived.insert(id),
            Op::Cast(_) if inst.ty.is_pointer() => derived.insert(id),
            Op::Load(_) | Op::ICmp(_) => false,
            Op::Store(_) => {
                self.escapes |= uses.contains(&0);
                false
            }
            Op::AtomicRmw(..) => {
                self.escapes |= uses != [0];
                false
            }
            Op::Call => {
                // memcpy and its kin keep no address.
                self.escapes |= !inst
                    .callee()
                    .is_some_and(|callee| callee.name().starts_with("llvm.mem"));
                false
            }
            _ => {
                self.escapes = true;
                false
            }
        }
    }
}
