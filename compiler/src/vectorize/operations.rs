//! Instructions on all lanes at once.

use super::{
    divide::is_done_in_floats,
    is_whole,
    widen::{Widener, component_type, components},
};
use crate::avx512;
use crate::kir::{Constant, Inst, LaneOperand, Op, PerLane, Type, Value, shape::Shape};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// Intrinsics that work on each element of a vector alone, and which operands and results (-1) they are overloaded on.
const ELEMENTWISE: &[(&str, &[i32])] = &[
    ("llvm.abs", &[-1]),
    ("llvm.bitreverse", &[-1]),
    ("llvm.bswap", &[-1]),
    ("llvm.canonicalize", &[-1]),
    ("llvm.ceil", &[-1]),
    ("llvm.copysign", &[-1]),
    ("llvm.ctlz", &[-1]),
    ("llvm.ctpop", &[-1]),
    ("llvm.cttz", &[-1]),
    ("llvm.fabs", &[-1]),
    ("llvm.floor", &[-1]),
    ("llvm.fma", &[-1]),
    ("llvm.fmuladd", &[-1]),
    ("llvm.fptosi.sat", &[-1, 0]),
    ("llvm.fptoui.sat", &[-1, 0]),
    ("llvm.fshl", &[-1]),
    ("llvm.fshr", &[-1]),
    ("llvm.is.fpclass", &[0]),
    ("llvm.maximum", &[-1]),
    ("llvm.maximumnum", &[-1]),
    ("llvm.maxnum", &[-1]),
    ("llvm.minimum", &[-1]),
    ("llvm.minimumnum", &[-1]),
    ("llvm.minnum", &[-1]),
    ("llvm.nearbyint", &[-1]),
    ("llvm.rint", &[-1]),
    ("llvm.roundeven", &[-1]),
    ("llvm.sadd.sat", &[-1]),
    ("llvm.smax", &[-1]),
    ("llvm.smin", &[-1]),
    ("llvm.sqrt", &[-1]),
    ("llvm.ssub.sat", &[-1]),
    ("llvm.trunc", &[-1]),
    ("llvm.uadd.sat", &[-1]),
    ("llvm.umax", &[-1]),
    ("llvm.umin", &[-1]),
    ("llvm.usub.sat", &[-1]),
];

/// Intrinsics that are hints: without effect, they may be left out.
const HINTS: &[&str] = &["llvm.assume", "llvm.prefetch", "llvm.donothing"];

/// The intrinsic of this list that a call is of; overloaded names end in their types.
fn elementwise(inst: &Inst) -> Option<(&'static str, &'static [i32])> {
    let name = inst.callee()?.name();
    let is_it = |(base, _): &&(&str, &[i32])| {
        name.strip_prefix(base)
            .is_some_and(|rest| rest.strip_prefix('.').is_some_and(is_type_suffix))
    };
    ELEMENTWISE.iter().find(is_it).copied()
}

/// Whether a call is done on vectors.
pub(super) fn is_elementwise(inst: &Inst) -> bool {
    let has_instruction = |callee: Constant| avx512::wide_name(&callee.name(), 2).is_some();
    elementwise(inst).is_some() || inst.callee().is_some_and(has_instruction)
}

/// Whether a suffix consists of types, and is not the rest of a longer name.
fn is_type_suffix(suffix: &str) -> bool {
    suffix.split('.').all(|part| {
        let part = part.trim_start_matches(|c: char| c == 'v' || c.is_ascii_digit());
        let number = part
            .strip_prefix("bf")
            .or_else(|| part.strip_prefix(['i', 'f']));
        number
            .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Whether anything can be divided by a constant: no element is 0 or -1.
fn is_harmless(divisor: Value) -> bool {
    let Value::Constant(divisor) = divisor else {
        return false;
    };
    let is_harmless = |element: Option<i64>| !matches!(element, None | Some(0 | -1));
    let lanes = divisor.ty().lanes();
    if divisor.ty().is_vector() {
        (0..lanes).all(|lane| is_harmless(divisor.element(lane).and_then(Constant::as_i64)))
    } else {
        is_harmless(divisor.as_i64())
    }
}

impl Widener<'_> {
    /// An instruction whose results vary, or that has effects for each lane.
    pub(super) fn varying(&mut self, inst: &Inst, mask: Value) -> Vec<Value> {
        match &inst.op {
            Op::Binary(opcode) => self.arithmetic(inst, *opcode, mask),
            Op::FNeg | Op::ICmp(_) | Op::FCmp(_) | Op::Freeze => self.each_component(inst),
            Op::Cast(LLVMOpcode::LLVMBitCast) => self.bit_cast(inst),
            Op::Cast(_) => self.each_component(inst),
            Op::Select => self.select(inst),
            Op::Gep(source) => vec![self.address(inst, *source)],
            Op::ExtractElement => self.extract_element(inst),
            Op::InsertElement => self.insert_element(inst),
            Op::Shuffle(order) => self.shuffle(inst, order),
            Op::ExtractValue(indices) => vec![self.lanes(inst.operands[0])[indices[0] as usize]],
            Op::InsertValue(indices) => {
                let mut values = self.lanes(inst.operands[0]);
                values[indices[0] as usize] = self.lanes(inst.operands[1])[0];
                values
            }
            Op::Load(memory) if memory.is_plain() && is_whole(inst.ty) => {
                self.load(inst, *memory, mask)
            }
            Op::Call => self.call(inst, mask),
            _ => self.per_lane(inst, mask),
        }
    }

    fn result_type(&self, inst: &Inst, index: u32) -> Type {
        component_type(inst.ty, index).vector(self.builder.width)
    }

    /// The same operation on the vectors of each component.
    fn each_component(&mut self, inst: &Inst) -> Vec<Value> {
        let operands: Vec<Vec<Value>> = inst
            .operands
            .iter()
            .map(|&operand| self.lanes(operand))
            .collect();
        (0..components(inst.ty))
            .map(|index| {
                let parts = operands
                    .iter()
                    .map(|operand| operand[index as usize])
                    .collect();
                let ty = self.result_type(inst, index);
                self.builder
                    .push_like(inst.op.clone(), parts, ty, inst.origin)
            })
            .collect()
    }

    fn arithmetic(&mut self, inst: &Inst, opcode: LLVMOpcode, mask: Value) -> Vec<Value> {
        if is_done_in_floats(opcode, inst.ty.element(), inst.operands[1]) {
            return self.divide_all(inst, opcode);
        }
        if inst.is_speculatable() || self.builder.is_all(mask) || is_harmless(inst.operands[1]) {
            return self.each_component(inst);
        }
        // Lanes that are not active must not divide by what they happen to have.
        let (dividends, divisors) = (self.lanes(inst.operands[0]), self.lanes(inst.operands[1]));
        let pairs = dividends.into_iter().zip(divisors);
        pairs
            .map(|(dividend, divisor)| {
                let ty = self.builder.type_of(divisor);
                let divisor =
                    self.builder
                        .push(Op::Select, vec![mask, divisor, ty.constant(1).into()], ty);
                self.builder
                    .push_like(Op::Binary(opcode), vec![dividend, divisor], ty, inst.origin)
            })
            .collect()
    }

    fn select(&mut self, inst: &Inst) -> Vec<Value> {
        let (then, otherwise) = (self.lanes(inst.operands[1]), self.lanes(inst.operands[2]));
        let is_one = !self.old_type(inst.operands[0]).is_vector();
        let conditions = if is_one && self.facts.shapes.of(inst.operands[0]) == Shape::Uniform {
            vec![self.scalar(inst.operands[0])]
        } else {
            self.lanes(inst.operands[0])
        };
        let values = then.into_iter().zip(otherwise).enumerate();
        values
            .map(|(index, (then, otherwise))| {
                let condition = conditions[if is_one { 0 } else { index }];
                let ty = self.builder.type_of(then);
                self.builder.push_like(
                    Op::Select,
                    vec![condition, then, otherwise],
                    ty,
                    inst.origin,
                )
            })
            .collect()
    }

    /// Addresses of all lanes.
    fn address(&mut self, inst: &Inst, source: Type) -> Value {
        let operands = inst.operands.iter().map(|&operand| {
            if self.facts.shapes.of(operand) == Shape::Uniform {
                self.scalar(operand)
            } else {
                self.lanes(operand)[0]
            }
        });
        let operands = operands.collect();
        let ty = inst.ty.vector(self.builder.width);
        self.builder
            .push_like(Op::Gep(source), operands, ty, inst.origin)
    }

    /// The bits of a value as another type, whose elements may be of another size.
    fn bit_cast(&mut self, inst: &Inst) -> Vec<Value> {
        let from = self.old_type(inst.operands[0]);
        let values = self.lanes(inst.operands[0]);
        let count = components(inst.ty);
        if values.len() == count as usize {
            return (0..count)
                .zip(values)
                .map(|(index, value)| {
                    let ty = self.result_type(inst, index);
                    self.builder.cast(LLVMOpcode::LLVMBitCast, value, ty)
                })
                .collect();
        }
        let target = self.builder.function.target;
        let width = self.builder.width;
        let bits = |ty: Type| {
            let element = ty.element();
            if element.is_int() {
                element.int_bits()
            } else {
                u32::try_from(target.store_size_of(element) * 8).expect("small elements")
            }
        };
        let (narrow, wide) = (bits(from).min(bits(inst.ty)), bits(from).max(bits(inst.ty)));
        let (narrow_type, wide_type) = (
            target.int(narrow).vector(width),
            target.int(wide).vector(width),
        );
        let each = (wide / narrow) as usize;
        let shift = |index: usize| wide_type.constant(narrow as u64 * index as u64).into();
        let mut parts: Vec<Value> = Vec::new();
        if bits(from) < bits(inst.ty) {
            for group in values.chunks(each) {
                let mut whole = Value::from(wide_type.zero());
                for (index, &value) in group.iter().enumerate() {
                    let value = self
                        .builder
                        .cast(LLVMOpcode::LLVMBitCast, value, narrow_type);
                    let value = self.builder.cast(LLVMOpcode::LLVMZExt, value, wide_type);
                    let value = self
                        .builder
                        .binary(LLVMOpcode::LLVMShl, value, shift(index));
                    whole = self.builder.binary(LLVMOpcode::LLVMOr, whole, value);
                }
                parts.push(whole);
            }
        } else {
            for value in values {
                let value = self.builder.cast(LLVMOpcode::LLVMBitCast, value, wide_type);
                for index in 0..each {
                    let part = self
                        .builder
                        .binary(LLVMOpcode::LLVMLShr, value, shift(index));
                    parts.push(self.builder.cast(LLVMOpcode::LLVMTrunc, part, narrow_type));
                }
            }
        }
        let casts = (0..count).zip(parts).map(|(index, part)| {
            let ty = self.result_type(inst, index);
            self.builder.cast(LLVMOpcode::LLVMBitCast, part, ty)
        });
        casts.collect()
    }

    fn extract_element(&mut self, inst: &Inst) -> Vec<Value> {
        let vectors = self.lanes(inst.operands[0]);
        if let Value::Constant(index) = inst.operands[1] {
            return vec![self.element(&vectors, index.as_u64())];
        }
        let index = self.lanes(inst.operands[1])[0];
        let mut result = vectors[0];
        for (number, &vector) in vectors.iter().enumerate().skip(1) {
            let chosen = self.is_index(index, number);
            result = self.builder.blend(chosen, vector, result);
        }
        vec![result]
    }

    /// The vector of one element; poison if there is none.
    fn element(&self, vectors: &[Value], index: Option<u64>) -> Value {
        let poison = || Value::from(self.builder.type_of(vectors[0]).poison());
        index
            .and_then(|index| vectors.get(usize::try_from(index).ok()?).copied())
            .unwrap_or_else(poison)
    }

    fn is_index(&mut self, index: Value, number: usize) -> Value {
        let number = self.builder.type_of(index).constant(number as u64).into();
        let ty = self.builder.mask_type();
        self.builder.push(
            Op::ICmp(LLVMIntPredicate::LLVMIntEQ),
            vec![index, number],
            ty,
        )
    }

    fn insert_element(&mut self, inst: &Inst) -> Vec<Value> {
        let mut vectors = self.lanes(inst.operands[0]);
        let element = self.lanes(inst.operands[1])[0];
        if let Value::Constant(index) = inst.operands[2] {
            let place = index.as_u64().and_then(|index| usize::try_from(index).ok());
            if let Some(vector) = place.and_then(|place| vectors.get_mut(place)) {
                *vector = element;
            }
            return vectors;
        }
        let index = self.lanes(inst.operands[2])[0];
        for (number, vector) in vectors.iter_mut().enumerate() {
            let chosen = self.is_index(index, number);
            let ty = self.builder.type_of(element);
            *vector = self
                .builder
                .push(Op::Select, vec![chosen, element, *vector], ty);
        }
        vectors
    }

    fn shuffle(&mut self, inst: &Inst, order: &[i32]) -> Vec<Value> {
        let mut vectors = self.lanes(inst.operands[0]);
        vectors.extend(self.lanes(inst.operands[1]));
        order
            .iter()
            .map(|&index| self.element(&vectors, u64::try_from(index).ok()))
            .collect()
    }

    fn call(&mut self, inst: &Inst, mask: Value) -> Vec<Value> {
        let name = inst.callee().map(Constant::name).unwrap_or_default();
        if HINTS.iter().any(|hint| name.starts_with(hint)) {
            return Vec::new();
        }
        let arguments = &inst.operands[..inst.operands.len() - 1];
        if let Some(name) = avx512::wide_name(&name, self.builder.width) {
            let mut operands: Vec<Value> = arguments
                .iter()
                .map(|&argument| self.lanes(argument)[0])
                .collect();
            let ty = self.result_type(inst, 0);
            let function = self
                .builder
                .function
                .target
                .pure_function(&name, ty, operands.len());
            operands.push(function.into());
            return vec![self.builder.push_like(Op::Call, operands, ty, inst.origin)];
        }
        let Some((intrinsic, overloads)) = elementwise(inst) else {
            return self.per_lane(inst, mask);
        };
        // Immediate operands stay as they are.
        let is_immediate = |place: usize| {
            place == 1
                && matches!(
                    intrinsic,
                    "llvm.abs" | "llvm.ctlz" | "llvm.cttz" | "llvm.is.fpclass"
                )
        };
        let wide: Vec<Vec<Value>> = arguments
            .iter()
            .enumerate()
            .map(|(place, &argument)| {
                if is_immediate(place) {
                    vec![argument; components(inst.ty) as usize]
                } else {
                    self.lanes(argument)
                }
            })
            .collect();
        (0..components(inst.ty))
            .map(|index| {
                let mut operands: Vec<Value> =
                    wide.iter().map(|values| values[index as usize]).collect();
                let ty = self.result_type(inst, index);
                let types: Vec<Type> = overloads
                    .iter()
                    .map(|&place| {
                        usize::try_from(place)
                            .map_or(ty, |place| self.builder.type_of(operands[place]))
                    })
                    .collect();
                operands.push(
                    self.builder
                        .function
                        .target
                        .intrinsic(intrinsic, &types)
                        .into(),
                );
                self.builder.push_like(Op::Call, operands, ty, inst.origin)
            })
            .collect()
    }

    /// An instruction done for one lane after the other; see `per_lane`.
    fn per_lane(&mut self, inst: &Inst, mask: Value) -> Vec<Value> {
        let mut operands = vec![mask];
        let mut kinds = Vec::new();
        for &operand in &inst.operands {
            let is_code = matches!(operand, Value::Constant(constant) if !constant.is_data());
            if is_code || self.facts.shapes.of(operand) == Shape::Uniform {
                kinds.push(LaneOperand::Same);
                operands.push(self.scalar(operand));
            } else {
                let lanes = self.lanes(operand);
                kinds.push(LaneOperand::Lanes {
                    ty: self.old_type(operand),
                    vectors: lanes.len(),
                });
                operands.extend(lanes);
            }
        }
        let count = if inst.ty.is_void() {
            0
        } else {
            components(inst.ty)
        };
        let results: Vec<Type> = (0..count)
            .map(|index| self.result_type(inst, index))
            .collect();
        let ty = match results.as_slice() {
            [] => inst.ty,
            [one] => *one,
            several => self.builder.function.target.structure(several),
        };
        let lane = PerLane {
            op: inst.op.clone(),
            ty: inst.ty,
            operands: kinds,
        };
        let op = Op::PerLane(Box::new(lane));
        let id = self.builder.function.push(
            self.builder.block,
            Inst {
                op,
                operands,
                ty,
                origin: inst.origin,
            },
        );
        match count {
            0 => Vec::new(),
            1 => vec![id.into()],
            _ => (0..count)
                .map(|index| {
                    let part = results[index as usize];
                    self.builder
                        .push(Op::ExtractValue(vec![index]), vec![id.into()], part)
                })
                .collect(),
        }
    }
}
