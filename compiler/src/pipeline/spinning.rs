//! Loops that only wait let other threads have their processor now and then: what they wait for may need it. Where there are fewer
//! processors than threads that run, other processes' included, each change of turns would take a time slice otherwise.

use super::waiting::reach;
use crate::llvm::{Block, Function, Instruction, Module, Opcode};
use std::collections::HashSet;

/// Attribute of work-group functions with such loops.
const WAITS: &str = "mirrorcl-waits";

/// After so many looks (2 to 10 µs): what another processor is about to write comes sooner.
const LOOKS: u64 = 1000;

/// Counts down where `$0` points to; at zero it begins again, after `sched_yield`, which changes no register but these.
const LOOK: &str = "decl ($0)\n\tjnz 1f\n\tmovl $$1000, ($0)\n\tmovl $$24, %eax\n\tsyscall\n1:";
const CONSTRAINTS: &str = "r,~{rax},~{rcx},~{r11},~{memory},~{cc},~{dirflag},~{fpsr},~{flags}";

/// Remembers that a work-group function may wait.
pub(super) fn mark(module: &Module<'_>, function: Function<'_>) {
    function.add_string_attribute(module.context(), WAITS, "");
}

/// Makes such loops of marked functions give way. After all other passes, which know nothing of it.
pub(super) fn give_way(module: &Module<'_>) {
    for function in module.functions() {
        if function.has_string_attribute(WAITS) {
            give_way_in(module, function);
        }
    }
}

fn give_way_in(module: &Module<'_>, function: Function<'_>) {
    let blocks = function.blocks();
    let quiet = blocks.iter().copied().filter(|block| is_quiet(*block));
    let quiet: HashSet<_> = quiet.collect();
    let looks: Vec<_> = blocks
        .iter()
        .filter(|block| quiet.contains(block) && comes_again(**block, &quiet))
        .filter_map(|block| block.instructions().into_iter().find(is_look))
        .collect();
    let first = blocks.first().and_then(|entry| {
        let mut instructions = entry.instructions().into_iter();
        instructions.find(|inst| inst.opcode() != Opcode::LLVMAlloca)
    });
    let Some(first) = first.filter(|_| !looks.is_empty()) else {
        return;
    };
    let context = module.context();
    let builder = context.builder();
    builder.before(first);
    let (count, pointer) = (context.int(32), context.ptr(0));
    let left = builder.alloca(count, 4).value();
    builder.store(count.constant(LOOKS), left, 4);
    let signature = context.function(context.void(), &[pointer], false);
    for look in looks {
        builder.before(look);
        builder.call_pointer(signature, signature.assembly(LOOK, CONSTRAINTS), &[left]);
    }
}

/// Whether a block does nothing that others could see, but for atomics that they wait by.
fn is_quiet(block: Block<'_>) -> bool {
    let mut instructions = block.instructions().into_iter();
    instructions.all(|inst| match inst.opcode() {
        Opcode::LLVMStore => false,
        Opcode::LLVMCall => inst.called_function().is_some_and(Function::is_intrinsic),
        _ => true,
    })
}

/// Whether an instruction looks at what others write.
fn is_look(inst: &Instruction<'_>) -> bool {
    match inst.opcode() {
        Opcode::LLVMLoad => inst.volatile() || inst.is_atomic(),
        Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg => true,
        _ => false,
    }
}

/// Whether a block is in a loop of such blocks alone.
fn comes_again<'c>(block: Block<'c>, blocks: &HashSet<Block<'c>>) -> bool {
    let next = |block: Block<'c>| block.successors();
    reach(block.successors(), next, |block| blocks.contains(block)).contains(&block)
}
