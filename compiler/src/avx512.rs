//! Instructions of AVX-512 that the built-in library asks for, and that no operation of LLVM's stands for: powers of two
//! taken apart and put together, and estimates of reciprocals. The library calls `__mirrorcl_has_avx512` and, where
//! that is true, the functions of [`OPERATIONS`]; the vectoriser widens those ([`wide_name`]), and [`lower`] puts
//! the instructions in their place.

use crate::llvm::{Builder, Function, Instruction, Machine, Module, Type, TypeKind, Value};

/// What the library's functions of this kind begin with.
const PREFIX: &str = "__mirrorcl_avx512_";

/// Answers whether the functions may be called.
const TEST: &str = "__mirrorcl_has_avx512";

/// MXCSR's rounding mode, as an operand of an instruction.
const CURRENT_ROUNDING: u64 = 4;

/// `vgetmant`: significands in [3/4, 3/2), NaN for those of negative numbers.
const FROM_THREE_QUARTERS: u64 = 3 | 2 << 2;

/// `vreduce`: what is left of the nearest whole number, without exceptions.
const TO_NEAREST: u64 = 8;

/// `vrange`: the lesser magnitude, with the first operand's sign.
const LESSER_MAGNITUDE: u64 = 2;

/// An operation: its name behind the prefix, the instruction, the immediate operand that stands behind the others,
/// whether the widest form takes the rounding mode.
struct Operation {
    name: &'static str,
    instruction: &'static str,
    operands: usize,
    immediate: Option<u64>,
    rounds: bool,
}

const OPERATIONS: [Operation; 7] = [
    // x 2^floor(n)
    Operation {
        name: "scale",
        instruction: "mask.scalef",
        operands: 2,
        immediate: None,
        rounds: true,
    },
    // floor(log2 |x|), -infinity for 0
    Operation {
        name: "exponent",
        instruction: "mask.getexp",
        operands: 1,
        immediate: None,
        rounds: true,
    },
    Operation {
        name: "significand",
        instruction: "mask.getmant",
        operands: 1,
        immediate: Some(FROM_THREE_QUARTERS),
        rounds: true,
    },
    // x less the nearest integer
    Operation {
        name: "fraction",
        instruction: "mask.reduce",
        operands: 1,
        immediate: Some(TO_NEAREST),
        rounds: true,
    },
    // The lesser magnitude of the two, with the sign of the first; that of the second if the first is NaN
    Operation {
        name: "limited",
        instruction: "mask.range",
        operands: 2,
        immediate: Some(LESSER_MAGNITUDE),
        rounds: true,
    },
    // Both to 2^-14 of their value.
    Operation {
        name: "reciprocal",
        instruction: "rcp14",
        operands: 1,
        immediate: None,
        rounds: false,
    },
    Operation {
        name: "reciprocal_root",
        instruction: "rsqrt14",
        operands: 1,
        immediate: None,
        rounds: false,
    },
];

/// The operation that a function (of `scale_f32`, or of `scale_f32.v16`) is.
fn operation(function: &str) -> Option<&'static Operation> {
    let (name, _) = function.strip_prefix(PREFIX)?.rsplit_once('_')?;
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// Whether the function is resolved here.
pub(crate) fn is_known(function: &str) -> bool {
    function == TEST || operation(function).is_some()
}

/// The name of the function that does for `lanes` lanes what `function` does for one; `None` if it is not of this kind.
pub(crate) fn wide_name(function: &str, lanes: u32) -> Option<String> {
    operation(function).map(|_| format!("{function}.v{lanes}"))
}

/// Answers the library's question: what depends on it is constant from here on.
pub(crate) fn answer(module: &Module<'_>, machine: &Machine) {
    let Some(test) = module.function(TEST) else {
        return;
    };
    let answer = u64::from(machine.vector_bits() == 512);
    for user in test.users() {
        if let Some(call) = user.instruction() {
            call.value()
                .replace_all_uses(call.value().ty().constant(answer));
            call.erase();
        }
    }
    test.delete();
}

/// Replaces all calls by instructions.
pub(crate) fn lower(module: &Module<'_>) {
    for function in module.functions() {
        let Some(operation) = operation(&function.name()) else {
            continue;
        };
        for user in function.users() {
            if let Some(call) = user.instruction() {
                lower_call(module, operation, call);
            }
        }
        if !function.is_used() {
            function.delete();
        }
    }
}

fn lower_call<'c>(module: &Module<'c>, operation: &Operation, call: Instruction<'c>) {
    let context = module.context();
    let builder = context.builder();
    builder.before(call);
    let ty = call.value().ty();
    let (scalar, lanes) = (ty.scalar(), ty.lanes());
    let widest = 512 / bits(scalar);
    let narrowest = 128 / bits(scalar);
    let part = lanes.clamp(narrowest, widest);
    // A scalar is the first lane of a vector; vectors wider than a register go in parts.
    let arguments: Vec<Value<'c>> = call
        .arguments()
        .into_iter()
        .map(|argument| {
            if lanes == 1 {
                let vector = context.vector(scalar, part).poison();
                builder.insert_element(vector, argument, context.int(32).constant(0))
            } else {
                argument
            }
        })
        .collect();
    let instruction = instruction(module, operation, scalar, part);
    let parts: Vec<Value<'c>> = (0..lanes.div_ceil(part))
        .map(|number| {
            let operands: Vec<Value<'c>> = arguments
                .iter()
                .map(|&argument| lanes_of(&builder, argument, number * part, part))
                .collect();
            emit(&builder, instruction, operation, &operands)
        })
        .collect();
    let result = if lanes == 1 {
        builder.extract_element(parts[0], context.int(32).constant(0))
    } else {
        let whole = joined(&builder, parts);
        lanes_of(&builder, whole, 0, lanes)
    };
    call.value().replace_all_uses(result);
    call.erase();
}

fn bits(scalar: Type<'_>) -> u32 {
    if scalar.kind() == TypeKind::Double {
        64
    } else {
        32
    }
}

/// LLVM's intrinsic for vectors of `lanes` lanes: 128, 256 or 512 bits.
fn instruction<'c>(
    module: &Module<'c>,
    operation: &Operation,
    scalar: Type<'c>,
    lanes: u32,
) -> Function<'c> {
    let suffix = if bits(scalar) == 64 { "pd" } else { "ps" };
    let width = lanes * bits(scalar);
    let name = format!("llvm.x86.avx512.{}.{suffix}.{width}", operation.instruction);
    module.intrinsic(&name, &[])
}

/// The instruction on whole registers: operands, the immediate, what masked lanes keep, the mask, the rounding mode.
fn emit<'c>(
    builder: &Builder<'c>,
    instruction: Function<'c>,
    operation: &Operation,
    operands: &[Value<'c>],
) -> Value<'c> {
    let context = builder.context();
    let ty = operands[0].ty();
    debug_assert_eq!(operands.len(), operation.operands);
    let mut arguments = operands.to_vec();
    arguments.extend(
        operation
            .immediate
            .map(|value| context.int(32).constant(value)),
    );
    arguments.push(ty.zero());
    arguments.push(context.int(ty.lanes().max(8)).all_ones());
    if operation.rounds && ty.lanes() * bits(ty.scalar()) == 512 {
        arguments.push(context.int(32).constant(CURRENT_ROUNDING));
    }
    builder.call(instruction, &arguments).value()
}

/// `count` lanes of a vector from the one of number `first`; lanes that it does not have are poison.
fn lanes_of<'c>(builder: &Builder<'c>, vector: Value<'c>, first: u32, count: u32) -> Value<'c> {
    let lanes = vector.ty().lanes();
    if first == 0 && count == lanes {
        return vector;
    }
    let order: Vec<i32> = (first..first + count)
        .map(|lane| {
            i32::try_from(lane).map_or(
                -1,
                |lane| if lane < lanes.cast_signed() { lane } else { -1 },
            )
        })
        .collect();
    builder.shuffle(vector, vector, &order)
}

/// The vectors, all of one type, one behind the other.
fn joined<'c>(builder: &Builder<'c>, mut parts: Vec<Value<'c>>) -> Value<'c> {
    while parts.len() > 1 {
        parts = parts
            .chunks(2)
            .map(|pair| match *pair {
                [low, high] => {
                    let order: Vec<i32> = (0..2 * low.ty().lanes().cast_signed()).collect();
                    builder.shuffle(low, high, &order)
                }
                _ => pair[0],
            })
            .collect();
    }
    parts[0]
}
