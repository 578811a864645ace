//! Composite instructions.

use super::{Inst, Result, body::Body};
use crate::llvm::{Type, TypeKind, Value};
use spirv::Op;

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        VectorExtractDynamic => {
            let (vector, index) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let value = body.builder.extract_element(vector, index);
            body.define(inst, value)?;
        }
        VectorInsertDynamic => {
            let (vector, part) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let index = body.operand(inst, 2)?;
            let value = body.builder.insert_element(vector, part, index);
            body.define(inst, value)?;
        }
        VectorShuffle => body.vector_shuffle(inst)?,
        CompositeConstruct => body.construct(inst)?,
        CompositeExtract => {
            let mut value = body.operand(inst, 0)?;
            for index in inst.literals_from(1) {
                value = body.extract(inst, value, index)?;
            }
            body.define(inst, value)?;
        }
        CompositeInsert => {
            let (part, whole) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let path: Vec<u32> = inst.literals_from(2).collect();
            let value = body.insert(inst, whole, part, &path)?;
            body.define(inst, value)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Type of member `index`, if there is one.
fn member(ty: Type<'_>, index: u32) -> Option<Type<'_>> {
    match ty.kind() {
        TypeKind::Vector(element, count) => (index < count).then_some(element),
        TypeKind::Array(element, count) => (u64::from(index) < count).then_some(element),
        TypeKind::Struct(fields, _) => fields.get(index as usize).copied(),
        _ => None,
    }
}

impl<'c> Body<'_, 'c, '_> {
    /// Specialisation may have shortened an array, so that the index is checked again.
    fn check_member(&self, inst: &Inst, whole: Value<'c>, index: u32) -> Result<()> {
        match member(whole.ty(), index) {
            Some(_) => Ok(()),
            None => Err(inst.error(format!("index {index} is beyond the composite"))),
        }
    }

    fn extract(&mut self, inst: &Inst, whole: Value<'c>, index: u32) -> Result<Value<'c>> {
        self.check_member(inst, whole, index)?;
        let lane = self.lowering.context.int(32).constant(u64::from(index));
        Ok(match whole.ty().kind() {
            TypeKind::Vector(..) => self.builder.extract_element(whole, lane),
            _ => self.builder.extract_value(whole, index),
        })
    }

    fn insert_part(
        &mut self,
        inst: &Inst,
        whole: Value<'c>,
        part: Value<'c>,
        index: u32,
    ) -> Result<Value<'c>> {
        if member(whole.ty(), index) != Some(part.ty()) {
            return Err(inst.error(format!("member {index} is not of the part's type")));
        }
        let lane = self.lowering.context.int(32).constant(u64::from(index));
        Ok(match whole.ty().kind() {
            TypeKind::Vector(..) => self.builder.insert_element(whole, part, lane),
            _ => self.builder.insert_value(whole, part, index),
        })
    }

    /// Takes apart along the path, then puts together again from the innermost part outwards.
    fn insert(
        &mut self,
        inst: &Inst,
        whole: Value<'c>,
        part: Value<'c>,
        path: &[u32],
    ) -> Result<Value<'c>> {
        let Some((_, outer)) = path.split_last() else {
            return Ok(part);
        };
        let mut wholes = vec![whole];
        for index in outer {
            let inner = self.extract(inst, wholes[wholes.len() - 1], *index)?;
            wholes.push(inner);
        }
        let mut part = part;
        for (whole, index) in wholes.into_iter().zip(path).rev() {
            part = self.insert_part(inst, whole, part, *index)?;
        }
        Ok(part)
    }

    fn vector_shuffle(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let (first, second) = (left.ty().lanes(), right.ty().lanes());
        // LLVM wants operands of one length: the shorter one is widened.
        let length = first.max(second);
        let left = self.widen(left, length);
        let right = self.widen(right, length);
        let mask: Vec<i32> = inst
            .literals_from(2)
            .map(|index| match index {
                u32::MAX => -1,
                index if index < first => index.cast_signed(),
                index => (index - first + length).cast_signed(),
            })
            .collect();
        let value = self.builder.shuffle(left, right, &mask);
        self.define(inst, value)
    }

    fn widen(&mut self, vector: Value<'c>, length: u32) -> Value<'c> {
        let lanes = vector.ty().lanes();
        if lanes == length {
            return vector;
        }
        let mask: Vec<i32> = (0..length)
            .map(|lane| if lane < lanes { lane.cast_signed() } else { -1 })
            .collect();
        self.builder.shuffle(vector, vector.ty().poison(), &mask)
    }

    fn construct(&mut self, inst: &Inst) -> Result<()> {
        let ty = self.result_type(inst)?;
        let mut whole = ty.poison();
        let mut at = 0;
        for index in 0..inst.operands.len() {
            let part = self.operand(inst, index)?;
            // Vectors may be put together from shorter ones.
            let pieces = match (ty.kind(), part.ty().kind()) {
                (TypeKind::Vector(..), TypeKind::Vector(_, lanes)) => (0..lanes)
                    .map(|lane| self.extract(inst, part, lane))
                    .collect::<Result<_>>()?,
                _ => vec![part],
            };
            for piece in pieces {
                whole = self.insert_part(inst, whole, piece, at)?;
                at += 1;
            }
        }
        self.define(inst, whole)
    }
}
