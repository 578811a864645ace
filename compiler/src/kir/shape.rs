//! How a value changes from one work-item to the next in one dimension.
//!
//! Work-items that run in step have consecutive local ids. A value is *uniform* among them, *linear* (it grows by the same
//! amount from each work-item to the next, modulo its width), or neither. Extending a linear value to a wider type
//! keeps it linear only if it does not wrap between the work-items; that is known from `nsw` and `nuw` flags, or
//! assumed of positions: see [`Shapes::assumes_small_positions`].

use super::{
    Function, Inst, InstId, Op, ParamKind, Value, cfg, gep, position::Position,
    uniformity::Uniformity,
};
use llvm_sys::LLVMOpcode;

/// Sums within sums that are looked at.
const MAX_HALF_DEPTH: usize = 4;

/// The range of positions.
const POSITIONS: (i64, i64) = (0, SMALL_POSITIONS.cast_signed() - 1);

/// How a value changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It does not.
    Uniform,
    /// By the same amount each time.
    Linear(Linear),
    /// In any way.
    Varying,
}

/// A change by the same amount each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linear {
    /// The amount; of pointers, bytes.
    pub stride: i64,
    /// Whether it does not wrap as a signed number.
    pub signed: bool,
    /// Whether it does not wrap as an unsigned number.
    pub unsigned: bool,
    /// What it is at least and at most, as a signed number; with it, all that follows holds.
    pub range: Option<(i64, i64)>,
    /// Whether all that holds for the value of the first work-item too if it does not run, or its value is poison. What `nsw`
    /// and `nuw` promise does not.
    pub sure: bool,
}

/// Positions are less than this, if that is assumed: so much less than 2^31 that neighbours fit too.
pub const SMALL_POSITIONS: u64 = 0x7F00_0000;

/// What becomes of extensions of linear values that are known not to wrap by flags only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extensions {
    /// They are linear: what is extended will be computed in the wider type.
    Widened,
    /// They vary: the first work-item's value can't be extended alone.
    Kept,
}

/// The shapes of a function's values.
#[derive(Debug, Clone)]
pub struct Shapes {
    insts: Vec<Option<Shape>>,
    params: Vec<Shape>,
    dimension: u8,
    extensions: Extensions,
    assumes_small_positions: bool,
}

impl Shapes {
    /// Finds the shapes for neighbours in this dimension. `private_stride` says how far apart their private variables are.
    #[must_use]
    pub fn new(
        function: &Function,
        uniformity: &Uniformity,
        private_stride: impl Fn(u32) -> i64,
        dimension: u8,
        extensions: Extensions,
    ) -> Self {
        let position = Linear {
            stride: 1,
            signed: true,
            unsigned: true,
            range: Some(POSITIONS),
            sure: true,
        };
        let params = function.params().iter().map(|param| match param.kind {
            ParamKind::LocalId(own) if own == dimension => Shape::Linear(position),
            ParamKind::Item | ParamKind::SubGroupItem => match dimension {
                0 => Shape::Linear(position),
                _ => Shape::Varying,
            },
            ParamKind::Private(index) => Shape::Linear(Linear::modular(private_stride(index))),
            ParamKind::Lanes => Shape::Varying,
            _ => Shape::Uniform,
        });
        let mut shapes = Self {
            insts: vec![None; function.inst_count()],
            params: params.collect(),
            dimension,
            extensions,
            assumes_small_positions: false,
        };
        let order = cfg::reverse_postorder(function);
        let mut changed = true;
        while changed {
            changed = false;
            for &block in &order {
                for &inst in &function.block(block).insts {
                    let shape = shapes.find(function, uniformity, inst);
                    if shape.is_some() && shapes.insts[inst.index()] != shape {
                        shapes.insts[inst.index()] = shape;
                        changed = true;
                    }
                }
            }
        }
        shapes
    }

    /// The shape of a value.
    #[must_use]
    pub fn of(&self, value: Value) -> Shape {
        self.known(value).unwrap_or(Shape::Varying)
    }

    /// Whether the shapes hold only if offset and size of the dimension together are at most [`SMALL_POSITIONS`].
    #[must_use]
    pub fn assumes_small_positions(&self) -> bool {
        self.assumes_small_positions
    }

    fn known(&self, value: Value) -> Option<Shape> {
        match value {
            Value::Inst(inst) => self.insts[inst.index()],
            Value::Param(param) => Some(self.params[param.index()]),
            Value::Constant(_) => Some(Shape::Uniform),
        }
    }

    /// The shape of an instruction, or none while it is not known of its operands.
    fn find(&mut self, function: &Function, uniformity: &Uniformity, id: InstId) -> Option<Shape> {
        if !uniformity.is_varying(id.into()) {
            return Some(Shape::Uniform);
        }
        let inst = function.inst(id);
        let old = self.insts[id.index()];
        let found = if inst.is_phi() {
            self.phi(uniformity, id, inst)
        } else {
            self.instruction(function, inst)
        };
        // Shapes only get worse, so that this ends.
        match (old, found) {
            (Some(Shape::Varying), _) => Some(Shape::Varying),
            (Some(Shape::Linear(a)), Some(Shape::Linear(b))) if a.stride == b.stride => {
                Some(Shape::Linear(a.meet(b)))
            }
            (Some(old), Some(new)) if old != new => Some(Shape::Varying),
            (_, found) => found,
        }
    }

    fn phi(&self, uniformity: &Uniformity, id: InstId, inst: &Inst) -> Option<Shape> {
        if uniformity.is_join(id) || !(inst.ty.is_int() || inst.ty.is_pointer()) {
            return Some(Shape::Varying);
        }
        let mut meet: Option<Shape> = None;
        for shape in inst
            .operands
            .iter()
            .filter_map(|&operand| self.known(operand))
        {
            meet = Some(match (meet, shape) {
                (None, shape) => shape,
                (Some(Shape::Linear(a)), Shape::Linear(b)) if a.stride == b.stride => {
                    Shape::Linear(a.meet(b))
                }
                _ => Shape::Varying,
            });
        }
        // All operands uniform, but marked varying: the ways differ.
        if meet == Some(Shape::Uniform) {
            Some(Shape::Varying)
        } else {
            meet
        }
    }

    fn instruction(&mut self, function: &Function, inst: &Inst) -> Option<Shape> {
        if !(inst.ty.is_int() || inst.ty.is_pointer()) {
            return Some(Shape::Varying);
        }
        let mut operands = Vec::new();
        for &operand in &inst.operands {
            operands.push(self.known(operand)?);
        }
        let linear = match &inst.op {
            Op::Binary(opcode) => self.binary(function, inst, *opcode, &operands),
            Op::Cast(opcode) => cast(function, inst, *opcode, operands[0])
                .filter(|&(_, needs_widening)| {
                    !needs_widening || self.extensions == Extensions::Widened
                })
                .map(|(linear, _)| linear),
            Op::Gep(_) => self.address(function, inst),
            // What is frozen may be poison, which has no place between its neighbours.
            Op::Freeze => as_linear(operands[0]).map(|linear| Linear {
                signed: linear.signed && linear.sure,
                unsigned: linear.unsigned && linear.sure,
                ..linear
            }),
            Op::Select if operands[0] == Shape::Uniform => match (operands[1], operands[2]) {
                (Shape::Linear(a), Shape::Linear(b)) if a == b => Some(a),
                _ => None,
            },
            _ => None,
        };
        let narrows = matches!(
            inst.op,
            Op::Cast(LLVMOpcode::LLVMTrunc)
                | Op::Binary(LLVMOpcode::LLVMAnd | LLVMOpcode::LLVMAShr)
        );
        self.assumes_small_positions |=
            narrows && linear.is_some_and(|linear| linear.range.is_some());
        Some(linear.map_or(Shape::Varying, |linear| match linear.stride {
            0 => Shape::Varying,
            _ => Shape::Linear(linear),
        }))
    }

    fn binary(
        &mut self,
        function: &Function,
        inst: &Inst,
        opcode: LLVMOpcode,
        operands: &[Shape],
    ) -> Option<Linear> {
        let flags = Flags::of(inst);
        let constant = match inst.operands[1] {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        match opcode {
            LLVMOpcode::LLVMAdd | LLVMOpcode::LLVMSub => {
                let (a, b) = (stride_of(operands[0])?, stride_of(operands[1])?);
                let negative = opcode == LLVMOpcode::LLVMSub;
                let b = if negative {
                    Linear {
                        stride: b.stride.wrapping_neg(),
                        ..b
                    }
                } else {
                    b
                };
                let sum = Linear {
                    stride: a.stride.wrapping_add(b.stride),
                    signed: a.signed && b.signed && flags.nsw,
                    unsigned: a.unsigned && b.unsigned && flags.nuw,
                    range: None,
                    sure: false,
                };
                let range = if Position::of(function, inst, self.dimension).is_some() {
                    Some(POSITIONS)
                } else {
                    self.sum_range(inst, operands, negative)
                };
                Some(sum.within(range, inst.ty))
            }
            LLVMOpcode::LLVMOr if flags.disjoint => {
                let (a, b) = (stride_of(operands[0])?, stride_of(operands[1])?);
                Some(Linear {
                    stride: a.stride.wrapping_add(b.stride),
                    signed: a.signed && b.signed,
                    unsigned: a.unsigned && b.unsigned,
                    range: None,
                    sure: false,
                })
            }
            LLVMOpcode::LLVMMul => {
                let (a, factor) = (as_linear(operands[0])?, constant?);
                Some(scaled(a, factor, flags, inst.ty))
            }
            LLVMOpcode::LLVMShl => {
                let (a, shift) = (as_linear(operands[0])?, constant?);
                let factor = 1_i64.checked_shl(u32::try_from(shift).ok()?)?;
                Some(scaled(a, factor, flags, inst.ty))
            }
            LLVMOpcode::LLVMAnd => {
                // The low half of a small number is the number.
                let a = as_linear(operands[0])?;
                let (least, most) = a.range?;
                (constant? == 0xFFFF_FFFF && least >= 0 && most <= 0xFFFF_FFFF).then_some(a)
            }
            LLVMOpcode::LLVMAShr => {
                // A low half, sign-extended and scaled: (a << 32) >> (32 - scale).
                let scale = u32::try_from(32 - constant?).ok()?;
                let high = self.high_half(function, inst.operands[0], MAX_HALF_DEPTH)?;
                let (least, most) = high.range?;
                let fits = i32::try_from(least).is_ok() && i32::try_from(most).is_ok();
                let is_exact = scale == 32 || flags.exact || scale == 0;
                (inst.ty.int_bits() == 64 && scale <= 32 && fits && is_exact).then(|| Linear {
                    stride: high.stride << scale,
                    signed: true,
                    unsigned: least >= 0,
                    range: Some((least << scale, most << scale)),
                    sure: true,
                })
            }
            _ => None,
        }
    }

    /// What a value of 64 bits is a multiple of 2^32 of, if that is linear and its range known.
    fn high_half(&self, function: &Function, value: Value, depth: usize) -> Option<Linear> {
        if let Value::Constant(constant) = value {
            let number = constant.as_i64()?;
            let half = number >> 32;
            return (number & 0xFFFF_FFFF == 0).then_some(Linear {
                stride: 0,
                signed: true,
                unsigned: true,
                range: Some((half, half)),
                sure: true,
            });
        }
        let Value::Inst(id) = value else {
            return None;
        };
        let inst = function.inst(id);
        let constant = |value: Value| match value {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMShl) if constant(inst.operands[1]) == Some(32) => {
                as_linear(self.known(inst.operands[0])?)
            }
            Op::Binary(LLVMOpcode::LLVMAdd) if depth > 0 => {
                let [a, b] =
                    [0, 1].map(|place| self.high_half(function, inst.operands[place], depth - 1));
                let (a, b) = (a?, b?);
                Some(Linear {
                    stride: a.stride.wrapping_add(b.stride),
                    range: add_ranges(a.range, b.range),
                    ..a
                })
            }
            _ => None,
        }
    }

    /// The range of a sum or difference.
    fn sum_range(&self, inst: &Inst, shapes: &[Shape], negative: bool) -> Option<(i64, i64)> {
        let range = |place: usize| match (shapes[place], inst.operands[place]) {
            (Shape::Linear(linear), _) => linear.range,
            (_, Value::Constant(constant)) => constant.as_i64().map(|value| (value, value)),
            _ => None,
        };
        let (least, most) = range(1)?;
        let second = if negative {
            (most.checked_neg()?, least.checked_neg()?)
        } else {
            (least, most)
        };
        add_ranges(range(0), Some(second))
    }

    fn address(&self, function: &Function, inst: &Inst) -> Option<Linear> {
        if !inst.ty.is_pointer() {
            return None;
        }
        let mut stride = stride_of(self.known(inst.operands[0])?)?.stride;
        let offset = gep::offset(function, inst)?;
        for (index, size) in offset.terms {
            let linear = stride_of(self.known(index)?)?;
            let ty = function.type_of(index);
            if linear.stride != 0
                && (!ty.is_int() || ty.int_bits() < 64 && !(linear.signed && linear.sure))
            {
                return None;
            }
            stride = stride.wrapping_add(linear.stride.wrapping_mul(size));
        }
        Some(Linear::modular(stride))
    }
}

impl Linear {
    /// With a range, if it is one of numbers of this type.
    fn within(self, range: Option<(i64, i64)>, ty: super::Type) -> Self {
        let limit = 1_i64 << (ty.int_bits() - 1).min(62);
        match range.filter(|&(least, most)| least >= -limit && most < limit) {
            Some((least, most)) => Self {
                signed: true,
                unsigned: least >= 0,
                range: Some((least, most)),
                sure: true,
                ..self
            },
            None => self,
        }
    }

    /// What holds for both of two values of one stride.
    fn meet(self, other: Self) -> Self {
        Self {
            stride: self.stride,
            signed: self.signed && other.signed,
            unsigned: self.unsigned && other.unsigned,
            range: self.range.filter(|_| self.range == other.range),
            sure: self.sure && other.sure,
        }
    }

    /// A linear value of 64 bits: whether it wraps does not matter.
    fn modular(stride: i64) -> Self {
        Self {
            stride,
            signed: false,
            unsigned: false,
            range: None,
            sure: false,
        }
    }
}

/// What an instruction promises.
#[derive(Debug, Clone, Copy)]
struct Flags {
    nsw: bool,
    nuw: bool,
    disjoint: bool,
    exact: bool,
    nneg: bool,
}

impl Flags {
    fn of(inst: &Inst) -> Self {
        let origin = inst.origin.instruction();
        let ask = |question: fn(super::Instruction) -> bool| origin.is_some_and(question);
        Self {
            nsw: ask(super::Instruction::nsw),
            nuw: ask(super::Instruction::nuw),
            disjoint: ask(super::Instruction::disjoint),
            exact: ask(super::Instruction::exact),
            nneg: ask(super::Instruction::nneg),
        }
    }
}

fn as_linear(shape: Shape) -> Option<Linear> {
    match shape {
        Shape::Linear(linear) => Some(linear),
        _ => None,
    }
}

/// A uniform value grows by nothing.
fn stride_of(shape: Shape) -> Option<Linear> {
    match shape {
        Shape::Uniform => Some(Linear {
            stride: 0,
            signed: true,
            unsigned: true,
            range: None,
            sure: true,
        }),
        Shape::Linear(linear) => Some(linear),
        Shape::Varying => None,
    }
}

fn scaled(linear: Linear, factor: i64, flags: Flags, ty: super::Type) -> Linear {
    let product = Linear {
        stride: linear.stride.wrapping_mul(factor),
        signed: linear.signed && flags.nsw,
        unsigned: linear.unsigned && flags.nuw,
        range: None,
        sure: false,
    };
    let range = linear.range.and_then(|(least, most)| {
        let ends = (least.checked_mul(factor)?, most.checked_mul(factor)?);
        Some((ends.0.min(ends.1), ends.0.max(ends.1)))
    });
    product.within(range, ty)
}

fn add_ranges(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    let (a, b) = (a?, b?);
    Some((a.0.checked_add(b.0)?, a.1.checked_add(b.1)?))
}

/// A cast, and whether it is linear only if what it extends is computed in the wider type.
fn cast(
    function: &Function,
    inst: &Inst,
    opcode: LLVMOpcode,
    operand: Shape,
) -> Option<(Linear, bool)> {
    let linear = as_linear(operand)?;
    let flags = Flags::of(inst);
    match opcode {
        LLVMOpcode::LLVMTrunc => {
            let narrow = Linear {
                stride: linear.stride,
                signed: linear.signed && flags.nsw,
                unsigned: linear.unsigned && flags.nuw,
                range: None,
                sure: false,
            };
            Some((narrow.within(linear.range, inst.ty), false))
        }
        LLVMOpcode::LLVMSExt => linear.signed.then_some((linear, !linear.sure)),
        LLVMOpcode::LLVMZExt if linear.unsigned => Some((linear, !linear.sure)),
        LLVMOpcode::LLVMZExt => (linear.signed && flags.nneg).then_some((linear, true)),
        LLVMOpcode::LLVMAddrSpaceCast | LLVMOpcode::LLVMBitCast => {
            let same_kind = function.type_of(inst.operands[0]).is_pointer() == inst.ty.is_pointer();
            same_kind.then_some((linear, false))
        }
        LLVMOpcode::LLVMPtrToInt | LLVMOpcode::LLVMIntToPtr => {
            let wide = |ty: super::Type| ty.is_pointer() || ty.is_int() && ty.int_bits() == 64;
            (wide(inst.ty) && wide(function.type_of(inst.operands[0])))
                .then(|| (Linear::modular(linear.stride), false))
        }
        _ => None,
    }
}
