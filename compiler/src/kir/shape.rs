//! How a value changes from one work-item to the next in dimension 0.
//!
//! Work-items that run in step have consecutive local ids. A value is *uniform* among them, *linear* (it grows by the same
//! amount from each work-item to the next, modulo its width), or neither. Extending a linear value to a wider type
//! keeps it linear only if it does not wrap between the work-items; that is known from `nsw` and `nuw` flags, or
//! assumed of positions: see [`Shapes::assumes_small_positions`].

use super::{Function, Inst, InstId, Op, ParamKind, Value, cfg, gep, uniformity::Uniformity};
use llvm_sys::LLVMOpcode;
use mirrorcl_abi::field;

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
    /// Whether it is in 0..2^31.
    pub small: bool,
}

/// The shapes of a function's values.
#[derive(Debug, Clone)]
pub struct Shapes {
    insts: Vec<Option<Shape>>,
    params: Vec<Shape>,
    assumes_small_positions: bool,
}

impl Shapes {
    /// Finds the shapes. `private_stride` says how far apart the private variables of neighbours are.
    #[must_use]
    pub fn new(
        function: &Function,
        uniformity: &Uniformity,
        private_stride: impl Fn(u32) -> i64,
    ) -> Self {
        let position = Linear {
            stride: 1,
            signed: true,
            unsigned: true,
            small: true,
        };
        let params = function.params().iter().map(|param| match param.kind {
            ParamKind::LocalId(0) | ParamKind::Item | ParamKind::SubGroupItem => {
                Shape::Linear(position)
            }
            ParamKind::Private(index) => Shape::Linear(Linear::modular(private_stride(index))),
            ParamKind::Lanes => Shape::Varying,
            _ => Shape::Uniform,
        });
        let mut shapes = Self {
            insts: vec![None; function.inst_count()],
            params: params.collect(),
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

    /// Whether the shapes hold only if local and global ids and sizes of dimension 0 are less than 2^31.
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
                Some(Shape::Linear(Linear {
                    stride: a.stride,
                    signed: a.signed && b.signed,
                    unsigned: a.unsigned && b.unsigned,
                    small: a.small && b.small,
                }))
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
                    Shape::Linear(Linear {
                        stride: a.stride,
                        signed: a.signed && b.signed,
                        unsigned: a.unsigned && b.unsigned,
                        small: a.small && b.small,
                    })
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
            Op::Cast(opcode) => cast(function, inst, *opcode, operands[0]),
            Op::Gep(_) => self.address(function, inst),
            Op::Freeze => as_linear(operands[0]),
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
        self.assumes_small_positions |= narrows && linear.is_some();
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
                Some(Linear {
                    stride: a.stride.wrapping_add(b.stride),
                    signed: a.signed && b.signed && flags.nsw,
                    unsigned: a.unsigned && b.unsigned && flags.nuw,
                    small: is_position(function, inst),
                })
                .map(|linear| {
                    if linear.small {
                        Linear {
                            signed: true,
                            unsigned: true,
                            ..linear
                        }
                    } else {
                        linear
                    }
                })
            }
            LLVMOpcode::LLVMOr if flags.disjoint => {
                let (a, b) = (stride_of(operands[0])?, stride_of(operands[1])?);
                Some(Linear {
                    stride: a.stride.wrapping_add(b.stride),
                    signed: a.signed && b.signed,
                    unsigned: a.unsigned && b.unsigned,
                    small: false,
                })
            }
            LLVMOpcode::LLVMMul => {
                let (a, factor) = (as_linear(operands[0])?, constant?);
                Some(scaled(a, factor, flags))
            }
            LLVMOpcode::LLVMShl => {
                let (a, shift) = (as_linear(operands[0])?, constant?);
                let factor = 1_i64.checked_shl(u32::try_from(shift).ok()?)?;
                Some(scaled(a, factor, flags))
            }
            LLVMOpcode::LLVMAnd => {
                // The low half of a small number is the number.
                let a = as_linear(operands[0])?;
                (constant? == 0xFFFF_FFFF && a.small).then_some(a)
            }
            LLVMOpcode::LLVMAShr => {
                // The low half, sign-extended and scaled: (a << 32) >> (32 - scale).
                let scale = 32 - constant?;
                let Value::Inst(shifted) = inst.operands[0] else {
                    return None;
                };
                let shifted = function.inst(shifted);
                let by_half = shifted.op == Op::Binary(LLVMOpcode::LLVMShl)
                    && matches!(shifted.operands[1], Value::Constant(shift) if shift.as_i64() == Some(32))
                    && inst.ty.int_bits() == 64;
                let a = as_linear(self.known(*shifted.operands.first()?)?)?;
                let scale = u32::try_from(scale).ok().filter(|scale| *scale <= 32)?;
                (by_half && a.small && (scale == 0 || flags.exact)).then(|| Linear {
                    stride: a.stride << scale,
                    signed: true,
                    unsigned: true,
                    small: scale == 0,
                })
            }
            _ => None,
        }
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
            if linear.stride != 0 && (!ty.is_int() || ty.int_bits() < 64 && !linear.signed) {
                return None;
            }
            stride = stride.wrapping_add(linear.stride.wrapping_mul(size));
        }
        Some(Linear::modular(stride))
    }
}

impl Linear {
    /// A linear value of 64 bits: whether it wraps does not matter.
    fn modular(stride: i64) -> Self {
        Self {
            stride,
            signed: false,
            unsigned: false,
            small: false,
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
            small: false,
        }),
        Shape::Linear(linear) => Some(linear),
        Shape::Varying => None,
    }
}

fn scaled(linear: Linear, factor: i64, flags: Flags) -> Linear {
    Linear {
        stride: linear.stride.wrapping_mul(factor),
        signed: linear.signed && flags.nsw,
        unsigned: linear.unsigned && flags.nuw,
        small: false,
    }
}

fn cast(function: &Function, inst: &Inst, opcode: LLVMOpcode, operand: Shape) -> Option<Linear> {
    let linear = as_linear(operand)?;
    let flags = Flags::of(inst);
    match opcode {
        LLVMOpcode::LLVMTrunc => {
            let half = inst.ty.int_bits() >= 32 && linear.small;
            Some(Linear {
                stride: linear.stride,
                signed: half || linear.signed && flags.nsw,
                unsigned: half || linear.unsigned && flags.nuw,
                small: half,
            })
        }
        LLVMOpcode::LLVMSExt => linear.signed.then_some(linear),
        LLVMOpcode::LLVMZExt => {
            let positive = inst
                .origin
                .instruction()
                .is_some_and(super::Instruction::nneg);
            (linear.unsigned || linear.signed && positive).then_some(linear)
        }
        LLVMOpcode::LLVMAddrSpaceCast | LLVMOpcode::LLVMBitCast => {
            let same_kind = function.type_of(inst.operands[0]).is_pointer() == inst.ty.is_pointer();
            same_kind.then_some(linear)
        }
        LLVMOpcode::LLVMPtrToInt | LLVMOpcode::LLVMIntToPtr => {
            let wide = |ty: super::Type| ty.is_pointer() || ty.is_int() && ty.int_bits() == 64;
            (wide(inst.ty) && wide(function.type_of(inst.operands[0])))
                .then(|| Linear::modular(linear.stride))
        }
        _ => None,
    }
}

/// Whether a sum is the place of the work-item in dimension 0: its local id, plus at most the offset of the launch, plus at
/// most the group's number times the group's size. Such a number is less than the global offset plus the global size.
fn is_position(function: &Function, inst: &Inst) -> bool {
    let mut terms = Vec::new();
    if !inst.ty.is_int() || inst.ty.int_bits() != 64 {
        return false;
    }
    collect_terms(function, inst, &mut terms, 4);
    let kind = |value: Value| match value {
        Value::Param(param) => Some(function.param_of(param).kind),
        _ => None,
    };
    let field = |offset: usize| {
        Some(ParamKind::Field(
            u32::try_from(offset).expect("a small offset"),
        ))
    };
    let is_group = |value: Value| {
        let Value::Inst(product) = value else {
            return false;
        };
        let product = function.inst(product);
        if product.op != Op::Binary(LLVMOpcode::LLVMMul) {
            return false;
        }
        let factors = [kind(product.operands[0]), kind(product.operands[1])];
        factors.contains(&field(field::GROUP_ID))
            && (factors.contains(&field(field::ENQUEUED_LOCAL_SIZE))
                || factors.contains(&field(field::LOCAL_SIZE)))
    };
    let count = |test: &dyn Fn(Value) -> bool| terms.iter().filter(|&&term| test(term)).count();
    let ids = count(&|term| kind(term) == Some(ParamKind::LocalId(0)));
    let offsets = count(&|term| kind(term) == field(field::GLOBAL_OFFSET));
    let groups = count(&is_group);
    ids == 1 && offsets <= 1 && groups <= 1 && ids + offsets + groups == terms.len()
}

fn collect_terms(function: &Function, inst: &Inst, terms: &mut Vec<Value>, depth: usize) {
    for &operand in &inst.operands {
        if let Value::Inst(id) = operand {
            let inner = function.inst(id);
            if inner.op == Op::Binary(LLVMOpcode::LLVMAdd) && depth > 0 {
                collect_terms(function, inner, terms, depth - 1);
                continue;
            }
        }
        terms.push(operand);
    }
}
