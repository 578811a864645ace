//! Addresses of gathers as the machine's instructions have them: an address and an index for each lane.
//!
//! LLVM's passes move what does not change out of loops and share what is computed twice. Of a gather they so make a vector of
//! addresses that each pass of a loop adds to, or they leave the extension of its indices in another block, where instruction
//! selection does not see that 32 bits are all. So the address is computed anew before each gather, from the same parts.
//!
//! Not so of scatters: by measurement one with offsets of 32 bits writes no faster than two of 64, and with gathers around it (merge path
//! of 2 x 64) the kernel takes 1.5 times as long.

use crate::llvm::{Instruction, Module, Opcode, TypeKind, Value};

/// GEPs of an address that are looked at.
const MAX_DEPTH: usize = 6;

/// Puts all addresses into that form.
pub(super) fn rebase(module: &Module<'_>) {
    for function in module.functions() {
        if !function.name().starts_with("llvm.masked.gather.") {
            continue;
        }
        for user in function.value().users() {
            if let Some(call) = user.instruction() {
                let _ = rebase_one(module, call);
            }
        }
    }
}

fn rebase_one<'c>(module: &Module<'c>, call: Instruction<'c>) -> Option<()> {
    let pointer = call.value().operand(0);
    let (root, steps) = chain(pointer)?;
    let is_vector = |value: &Value<'_>| value.ty().lanes() > 1;
    let mut varying = steps.iter().filter(|step| is_vector(&step.operands()[1]));
    let (Some(&lanes), None) = (varying.next(), varying.next()) else {
        return None;
    };
    let size = module.data_layout().size(lanes.gep_source());
    // What the machine multiplies an index with.
    if !matches!(size, 1 | 2 | 4 | 8) {
        return None;
    }
    let index = lanes.operands()[1];
    let narrow = index
        .instruction()
        .filter(|&extension| is_signed(extension));
    let here = call.block();
    let is_near = narrow.is_none_or(|extension| extension.block() == here);
    if steps.len() == 1 && lanes.block() == here && is_near {
        return None;
    }
    let builder = module.context().builder();
    builder.before(call);
    let mut base = root;
    for &step in steps.iter().filter(|&&step| step != lanes) {
        base = builder.gep(step.gep_source(), base, &[step.operands()[1]], 0);
    }
    let index = narrow.map_or(index, |extension| {
        let narrow = extension.operands()[0];
        builder.cast(Opcode::LLVMSExt, narrow, index.ty())
    });
    let address = builder.gep(lanes.gep_source(), base, &[index], 0);
    call.value().set_operand(0, address);
    for &step in steps.iter().rev() {
        if !step.value().is_used() {
            step.erase();
        }
    }
    Some(())
}

/// The scalar address that the addresses of a vector come from, and the steps from there.
fn chain(pointer: Value<'_>) -> Option<(Value<'_>, Vec<Instruction<'_>>)> {
    let mut steps = Vec::new();
    let mut current = pointer;
    while current.ty().lanes() > 1 {
        let step = current.instruction()?;
        let is_step = step.opcode() == Opcode::LLVMGetElementPtr
            && step.operands().len() == 2
            && steps.len() < MAX_DEPTH;
        if !is_step {
            return None;
        }
        steps.push(step);
        current = step.operands()[0];
    }
    steps.reverse();
    Some((current, steps))
}

/// Whether an instruction extends numbers of at most 32 bits, which are not negative unless it keeps their sign.
fn is_signed(extension: Instruction<'_>) -> bool {
    let keeps = match extension.opcode() {
        Opcode::LLVMSExt => true,
        Opcode::LLVMZExt => extension.nneg(),
        _ => false,
    };
    let from = extension.operands()[0].ty().scalar().kind();
    keeps && matches!(from, TypeKind::Int(bits) if bits <= 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llvm::Context;

    const GATHERS: &str = "
        declare <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr>, <4 x i1>, <4 x i32>)
        define <4 x i32> @moved(ptr %base, <4 x i32> %index, i64 %at, <4 x i1> %mask) {
        entry:
            %wide = sext <4 x i32> %index to <4 x i64>
            %rows = getelementptr i32, ptr %base, <4 x i64> %wide
            br label %loop
        loop:
            %address = getelementptr i8, <4 x ptr> %rows, i64 %at
            %value = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %address, <4 x i1> %mask, <4 x i32> poison)
            ret <4 x i32> %value
        }
        define <4 x i32> @kept(ptr %base, <4 x i64> %index, <4 x ptr> %any, <4 x i1> %mask) {
            %address = getelementptr i32, ptr %base, <4 x i64> %index
            %value = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %address, <4 x i1> %mask, <4 x i32> poison)
            %other = getelementptr i8, <4 x ptr> %any, i64 4
            %more = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %other, <4 x i1> %mask, <4 x i32> %value)
            %bad = getelementptr [3 x i32], ptr %base, <4 x i64> %index
            %last = getelementptr i8, <4 x ptr> %bad, i64 4
            %result = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %last, <4 x i1> %mask, <4 x i32> %more)
            ret <4 x i32> %result
        }";

    #[test]
    fn indices_are_extended_and_added_to_one_address_before_each_gather() {
        let context = Context::new();
        let module = Module::parse(&context, GATHERS).unwrap();
        let before = module.to_string();
        rebase(&module);
        module.verify().unwrap();
        let after = module.to_string();
        let part = |text: &str, from: &str| text[text.find(from).unwrap()..].to_owned();
        assert_eq!(part(&before, "@kept"), part(&after, "@kept"));
        let moved: Vec<_> = after
            .lines()
            .skip_while(|line| !line.starts_with("loop:"))
            .skip(1)
            .take(3)
            .map(str::trim)
            .collect();
        let expected = [
            "%0 = getelementptr i8, ptr %base, i64 %at",
            "%1 = sext <4 x i32> %index to <4 x i64>",
            "%2 = getelementptr i32, ptr %0, <4 x i64> %1",
        ];
        assert_eq!(moved, expected);
    }
}
