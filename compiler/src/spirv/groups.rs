//! Group instructions: collectives and asynchronous copies as OpenCL C's functions.

use super::{
    Inst, Result,
    body::Body,
    builtin_call::{Effect, c_type},
    convert::{pointer_type, to_size},
    mangle::{CType, INT, UINT, ULONG},
};
use crate::llvm::{Opcode, Value};
use mirrorcl_spirv::{Kind, Shape, Signedness, Type};
use rspirv::dr::Operand;
use spirv::{GroupOperation, Op};

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        GroupAsyncCopy => body.async_copy(inst)?,
        GroupWaitEvents => body.wait_events(inst)?,
        GroupAll => body.predicate(inst, "all")?,
        GroupAny => body.predicate(inst, "any")?,
        GroupBroadcast => body.broadcast(inst)?,
        GroupNonUniformElect => body.truth_query(inst, "sub_group_elect", &[], &[])?,
        GroupNonUniformAll | GroupNonUniformAny => {
            let value = body.operand(inst, 1)?;
            let value = body.truth_to_int(value);
            let name = match inst.op {
                GroupNonUniformAll => "sub_group_non_uniform_all",
                _ => "sub_group_non_uniform_any",
            };
            body.truth_query(inst, name, &[INT], &[value])?;
        }
        GroupNonUniformAllEqual => {
            let value = body.operand(inst, 1)?;
            let types = [c_type(body.operand_shape(inst, 1)?, Signedness::Signed)];
            body.truth_query(inst, "sub_group_non_uniform_all_equal", &types, &[value])?;
        }
        GroupNonUniformBroadcast => body.exchange_lanes(inst, "non_uniform_broadcast", UINT)?,
        GroupNonUniformShuffle => body.exchange_lanes(inst, "shuffle", UINT)?,
        GroupNonUniformShuffleXor => body.exchange_lanes(inst, "shuffle_xor", UINT)?,
        GroupNonUniformShuffleUp => body.exchange_lanes(inst, "shuffle_up", UINT)?,
        GroupNonUniformShuffleDown => body.exchange_lanes(inst, "shuffle_down", UINT)?,
        GroupNonUniformRotateKHR => {
            let clustered = inst.operands.len() > 3;
            let name = if clustered {
                "clustered_rotate"
            } else {
                "rotate"
            };
            body.exchange_lanes(inst, name, INT)?;
        }
        GroupNonUniformBroadcastFirst => {
            let value = body.operand(inst, 1)?;
            let types = [c_type(body.operand_shape(inst, 1)?, Signedness::Signed)];
            body.collective(inst, "sub_group_broadcast_first", &types, &[value])?;
        }
        GroupNonUniformBallot => {
            let value = body.operand(inst, 1)?;
            let value = body.truth_to_int(value);
            body.collective(inst, "sub_group_ballot", &[INT], &[value])?;
        }
        GroupNonUniformInverseBallot
        | GroupNonUniformBallotBitExtract
        | GroupNonUniformBallotBitCount
        | GroupNonUniformBallotFindLSB
        | GroupNonUniformBallotFindMSB => body.ballot_query(inst)?,
        _ => match arithmetic(inst.op) {
            Some(arithmetic) => body.reduce(inst, arithmetic)?,
            None => return Ok(false),
        },
    }
    Ok(true)
}

/// Name and operand type of a reduction.
struct Arithmetic {
    name: &'static str,
    signedness: Signedness,
    non_uniform: bool,
}

fn arithmetic(op: Op) -> Option<Arithmetic> {
    use Op::*;
    let signed = Signedness::Signed;
    let unsigned = Signedness::Unsigned;
    let (name, signedness) = match op {
        GroupIAdd | GroupFAdd | GroupNonUniformIAdd | GroupNonUniformFAdd => ("add", signed),
        GroupIMulKHR | GroupFMulKHR | GroupNonUniformIMul | GroupNonUniformFMul => ("mul", signed),
        GroupSMin | GroupFMin | GroupNonUniformSMin | GroupNonUniformFMin => ("min", signed),
        GroupUMin | GroupNonUniformUMin => ("min", unsigned),
        GroupSMax | GroupFMax | GroupNonUniformSMax | GroupNonUniformFMax => ("max", signed),
        GroupUMax | GroupNonUniformUMax => ("max", unsigned),
        GroupBitwiseAndKHR | GroupNonUniformBitwiseAnd => ("and", signed),
        GroupBitwiseOrKHR | GroupNonUniformBitwiseOr => ("or", signed),
        GroupBitwiseXorKHR | GroupNonUniformBitwiseXor => ("xor", signed),
        GroupLogicalAndKHR | GroupNonUniformLogicalAnd => ("logical_and", signed),
        GroupLogicalOrKHR | GroupNonUniformLogicalOr => ("logical_or", signed),
        GroupLogicalXorKHR | GroupNonUniformLogicalXor => ("logical_xor", signed),
        _ => return None,
    };
    let non_uniform = format!("{op:?}").starts_with("GroupNonUniform");
    Some(Arithmetic {
        name,
        signedness,
        non_uniform,
    })
}

impl<'c> Body<'_, 'c, '_> {
    /// Prefix of the functions for the scope at operand 0.
    fn group(&self, inst: &Inst) -> Result<&'static str> {
        match self.constant_bits(inst, 0) {
            Some(2) => Ok("work_group"),
            Some(3) => Ok("sub_group"),
            other => Err(inst.error(format!("group scope {other:?} is not supported"))),
        }
    }

    /// A collective whose result is the instruction's.
    fn collective(
        &mut self,
        inst: &Inst,
        name: &str,
        types: &[CType],
        arguments: &[Value<'c>],
    ) -> Result<()> {
        let ty = self.result_type(inst)?;
        let value = self.call_builtin(inst, name, types, ty, arguments, Effect::Memory)?;
        self.define(inst, value)
    }

    /// A collective that returns `int` for a truth value.
    fn truth_query(
        &mut self,
        inst: &Inst,
        name: &str,
        types: &[CType],
        arguments: &[Value<'c>],
    ) -> Result<()> {
        let int = self.lowering.context.int(32);
        let value = self.call_builtin(inst, name, types, int, arguments, Effect::Memory)?;
        let truth = self.int_to_truth(value);
        self.define(inst, truth)
    }

    fn predicate(&mut self, inst: &Inst, which: &str) -> Result<()> {
        let name = format!("{}_{which}", self.group(inst)?);
        let value = self.operand(inst, 1)?;
        let value = self.truth_to_int(value);
        self.truth_query(inst, &name, &[INT], &[value])
    }

    fn broadcast(&mut self, inst: &Inst) -> Result<()> {
        let group = self.group(inst)?;
        let value = self.operand(inst, 1)?;
        let at = self.operand(inst, 2)?;
        let mut types = vec![c_type(self.result_shape(inst)?, Signedness::Signed)];
        let mut arguments = vec![value];
        let int = self.lowering.context.int(32);
        let parts: Vec<Value<'c>> = match at.ty().lanes() {
            1 => vec![at],
            lanes => (0..u64::from(lanes))
                .map(|lane| self.builder.extract_element(at, int.constant(lane)))
                .collect(),
        };
        for part in parts {
            // Sub-groups count in uint, work-groups in size_t.
            let (ty, part) = match group {
                "sub_group" => (UINT, self.builder.unsigned_cast(part, int)),
                _ => (ULONG, to_size(self, part)),
            };
            types.push(ty);
            arguments.push(part);
        }
        self.collective(inst, &format!("{group}_broadcast"), &types, &arguments)
    }

    fn reduce(&mut self, inst: &Inst, arithmetic: Arithmetic) -> Result<()> {
        let group = self.group(inst)?;
        let Some(Operand::GroupOperation(operation)) = inst.operands.get(1) else {
            return Err(inst.error("it lacks its group operation"));
        };
        let form = match operation {
            GroupOperation::Reduce => "reduce",
            GroupOperation::InclusiveScan => "scan_inclusive",
            GroupOperation::ExclusiveScan => "scan_exclusive",
            GroupOperation::ClusteredReduce => "clustered_reduce",
            other => return Err(inst.error(format!("{other:?} is not supported"))),
        };
        let clustered = *operation == GroupOperation::ClusteredReduce;
        let set = if arithmetic.non_uniform && !clustered {
            "non_uniform_"
        } else {
            ""
        };
        let name = format!("{group}_{set}{form}_{}", arithmetic.name);
        let shape = self.result_shape(inst)?;
        let mut value = self.operand(inst, 2)?;
        let truth = shape.kind == Kind::Bool;
        let mut types = vec![if truth {
            INT
        } else {
            c_type(shape, arithmetic.signedness)
        }];
        if truth {
            value = self.truth_to_int(value);
        }
        let mut arguments = vec![value];
        if clustered {
            types.push(UINT);
            arguments.push(self.operand(inst, 3)?);
        }
        match truth {
            true => self.truth_query(inst, &name, &types, &arguments),
            false => self.collective(inst, &name, &types, &arguments),
        }
    }

    /// (value, lane or distance, maybe a cluster size).
    fn exchange_lanes(&mut self, inst: &Inst, name: &str, second: CType) -> Result<()> {
        let shape = self.result_shape(inst)?;
        let int = self.lowering.context.int(32);
        let at = self.operand(inst, 2)?;
        let mut types = vec![c_type(shape, Signedness::Signed), second];
        let mut arguments = vec![self.operand(inst, 1)?, self.builder.unsigned_cast(at, int)];
        if inst.operands.len() > 3 {
            types.push(UINT);
            arguments.push(self.operand(inst, 3)?);
        }
        self.collective(inst, &format!("sub_group_{name}"), &types, &arguments)
    }

    fn ballot_query(&mut self, inst: &Inst) -> Result<()> {
        use Op::*;
        let mask = c_type(
            Shape {
                kind: Kind::Int,
                width: 32,
                count: 4,
            },
            Signedness::Unsigned,
        );
        match inst.op {
            GroupNonUniformInverseBallot => {
                let ballot = self.operand(inst, 1)?;
                self.truth_query(inst, "sub_group_inverse_ballot", &[mask], &[ballot])
            }
            GroupNonUniformBallotBitExtract => {
                let (ballot, at) = (self.operand(inst, 1)?, self.operand(inst, 2)?);
                let name = "sub_group_ballot_bit_extract";
                self.truth_query(inst, name, &[mask, UINT], &[ballot, at])
            }
            GroupNonUniformBallotBitCount => {
                let name = match inst.operands.get(1) {
                    Some(Operand::GroupOperation(GroupOperation::InclusiveScan)) => {
                        "sub_group_ballot_inclusive_scan"
                    }
                    Some(Operand::GroupOperation(GroupOperation::ExclusiveScan)) => {
                        "sub_group_ballot_exclusive_scan"
                    }
                    _ => "sub_group_ballot_bit_count",
                };
                let ballot = self.operand(inst, 2)?;
                self.counted(inst, name, mask, ballot)
            }
            _ => {
                let name = match inst.op {
                    GroupNonUniformBallotFindLSB => "sub_group_ballot_find_lsb",
                    _ => "sub_group_ballot_find_msb",
                };
                let ballot = self.operand(inst, 1)?;
                self.counted(inst, name, mask, ballot)
            }
        }
    }

    /// A ballot query that returns `uint`.
    fn counted(&mut self, inst: &Inst, name: &str, mask: CType, ballot: Value<'c>) -> Result<()> {
        let int = self.lowering.context.int(32);
        let count = self.call_builtin(inst, name, &[mask], int, &[ballot], Effect::Memory)?;
        let ty = self.result_type(inst)?;
        let count = self.builder.unsigned_cast(count, ty);
        self.define(inst, count)
    }

    /// Operands: scope, destination, source, number of elements, stride, event.
    fn async_copy(&mut self, inst: &Inst) -> Result<()> {
        let (target, source) = (self.operand(inst, 1)?, self.operand(inst, 2)?);
        let element = c_type(self.copied_element(inst)?, Signedness::Signed);
        let spaces = (target.ty().address_space(), source.ty().address_space());
        let (Some(to @ (1 | 3)), Some(from @ (1 | 3))) = spaces else {
            return Err(inst.error("it copies between global and local memory only"));
        };
        let count = self.operand(inst, 3)?;
        let count = to_size(self, count);
        let event = self.operand(inst, 5)?;
        let mut types = vec![
            pointer_type(to, false, element.clone()),
            pointer_type(from, true, element),
            ULONG,
        ];
        let mut arguments = vec![target, source, count];
        let strided = self.constant_bits(inst, 4) != Some(1);
        if strided {
            // clang 22 leaves the stride at 32 bits.
            let stride = self.operand(inst, 4)?;
            arguments.push(to_size(self, stride));
            types.push(ULONG);
        }
        types.push(CType::Named("ocl_event"));
        arguments.push(event);
        let name = if strided {
            "async_work_group_strided_copy"
        } else {
            "async_work_group_copy"
        };
        self.collective(inst, name, &types, &arguments)
    }

    /// What an asynchronous copy counts in. clang 22 leaves pointers to whole arrays where OpenCL C has pointers to
    /// their elements: the other side tells, or else the array's innermost element.
    fn copied_element(&self, inst: &Inst) -> Result<Shape> {
        let types = &self.lowering.source.types;
        let (target, source) = (self.pointee(inst, 1)?, self.pointee(inst, 2)?);
        let mut element = target;
        while let Some(Type::Array(inner, _)) = types.get(element) {
            element = *inner;
        }
        [target, source, element]
            .into_iter()
            .find_map(|ty| types.shape(ty))
            .ok_or_else(|| inst.error("only scalars and vectors can be copied asynchronously"))
    }

    /// Operands: scope, number of events, pointer to them.
    fn wait_events(&mut self, inst: &Inst) -> Result<()> {
        let count = self.operand(inst, 1)?;
        let count = self
            .builder
            .unsigned_cast(count, self.lowering.context.int(32));
        let events = self.operand(inst, 2)?;
        let space = events.ty().address_space().unwrap_or(0);
        // The library has it for private and for generic pointers.
        let (space, events) = match space {
            0 | 4 => (space, events),
            _ => {
                let generic = self.lowering.context.ptr(4);
                (
                    4,
                    self.builder
                        .cast(Opcode::LLVMAddrSpaceCast, events, generic),
                )
            }
        };
        let types = [INT, pointer_type(space, false, CType::Named("ocl_event"))];
        let void = self.lowering.context.void();
        let arguments = [count, events];
        self.call_builtin(
            inst,
            "wait_group_events",
            &types,
            void,
            &arguments,
            Effect::Memory,
        )
        .map(drop)
    }
}
