//! Control flow, calls, and instructions that only hint.

use super::{
    Inst, Result,
    body::{Body, is_hint},
};
use crate::llvm::{Block, TypeKind};
use mirrorcl_spirv::Id;
use spirv::Op;

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        op if is_hint(op) => {}
        Phi => {
            let ty = body.result_type(inst)?;
            let phi = body.builder.phi(ty);
            body.phis.push((phi, inst, body.label));
            body.define(inst, phi.value())?;
        }
        Branch => {
            let target = body.block(inst, inst.id(0)?)?;
            body.builder.branch(target);
        }
        BranchConditional => {
            let condition = body.operand(inst, 0)?;
            let if_true = body.block(inst, inst.id(1)?)?;
            let if_false = body.block(inst, inst.id(2)?)?;
            body.builder.branch_if(condition, if_true, if_false);
        }
        Switch => body.switch(inst)?,
        Return => {
            body.builder.ret_void();
        }
        ReturnValue => {
            let value = body.operand(inst, 0)?;
            body.builder.ret(value);
        }
        Unreachable => {
            body.builder.unreachable();
        }
        FunctionCall => body.function_call(inst)?,
        Undef => {
            let value = body.result_type(inst)?.undef();
            body.define(inst, value)?;
        }
        // What a value is expected to be changes nothing of it.
        ExpectKHR => {
            let value = body.operand(inst, 0)?;
            body.define(inst, value)?;
        }
        AssumeTrueKHR => {}
        _ => return Ok(false),
    }
    Ok(true)
}

impl<'c> Body<'_, 'c, '_> {
    fn block(&self, inst: &Inst, label: Id) -> Result<Block<'c>> {
        let block = self.blocks.get(&label).copied();
        block.ok_or_else(|| inst.error(format!("%{label} is not a block")))
    }

    fn switch(&mut self, inst: &Inst) -> Result<()> {
        let selector = self.operand(inst, 0)?;
        let default = self.block(inst, inst.id(1)?)?;
        let (pairs, _) = inst.operands.get(2..).unwrap_or_default().as_chunks::<2>();
        let mut cases = Vec::with_capacity(pairs.len());
        for (index, [_, label]) in pairs.iter().enumerate() {
            let value = selector.ty().constant(inst.wide_literal(2 + 2 * index)?);
            let label = label
                .id_ref_any()
                .ok_or_else(|| inst.error("a case lacks its label"))?;
            cases.push((value, self.block(inst, label)?));
        }
        self.builder.switch(selector, default, &cases);
        Ok(())
    }

    fn function_call(&mut self, inst: &Inst) -> Result<()> {
        let callee = inst.id(0)?;
        let function = self.lowering.functions.get(&callee).copied();
        let function = function.ok_or_else(|| inst.error(format!("%{callee} is no function")))?;
        let arguments: Vec<_> = inst
            .ids_from(1)
            .map(|id| self.value(inst, id))
            .collect::<Result<_>>()?;
        let TypeKind::Function(_, parameters, _) = function.signature().kind() else {
            return Err(inst.error("the callee is not a function"));
        };
        let fits = parameters.len() == arguments.len()
            && parameters
                .iter()
                .zip(&arguments)
                .all(|(ty, argument)| *ty == argument.ty());
        if !fits {
            return Err(inst.error("the arguments are not the callee's"));
        }
        let call = self.builder.call(function, &arguments);
        if call.ty() != self.lowering.context.void() {
            return self.define(inst, call.value());
        }
        Ok(())
    }
}
