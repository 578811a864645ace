//! rspirv's parser with a consumer of our own: module bytes to a flat list of instructions.

use crate::words::{self, Words};
use crate::{Error, Instruction, Line, Result};
use rspirv::binary::{Consumer, ParseAction, parse_words};
use rspirv::dr;
use spirv::Op;

/// A decoded module: framing, and instructions without `OpLine`, `OpNoLine` and `OpNop`.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) framed: Words,
    pub(crate) instructions: Vec<Instruction>,
}

struct Collector<'a> {
    framed: &'a Words,
    seen: usize,
    line: Option<Line>,
    instructions: Vec<Instruction>,
}

impl Consumer for Collector<'_> {
    fn initialize(&mut self) -> ParseAction {
        ParseAction::Continue
    }

    fn finalize(&mut self) -> ParseAction {
        ParseAction::Continue
    }

    fn consume_header(&mut self, _: dr::ModuleHeader) -> ParseAction {
        ParseAction::Continue
    }

    fn consume_instruction(&mut self, parsed: dr::Instruction) -> ParseAction {
        let index = self.seen;
        self.seen += 1;
        let mut instruction = Instruction {
            op: parsed.class.opcode,
            result_type: parsed.result_type,
            result: parsed.result_id,
            operands: parsed.operands,
            offset: self.framed.offsets[index],
            line: self.line,
        };
        match instruction.op {
            Op::Nop => return ParseAction::Continue,
            Op::NoLine => {
                self.line = None;
                return ParseAction::Continue;
            }
            Op::Line => {
                self.line = line_of(&instruction);
                return ParseAction::Continue;
            }
            // OpLine holds until the end of its block.
            op if ends_line(op) => self.line = None,
            _ => {}
        }
        if let Some(operands) = self.framed.spec_ops.get(&index) {
            instruction.op = Op::SpecConstantOp;
            instruction.operands = spec_operands(operands);
        }
        self.instructions.push(instruction);
        ParseAction::Continue
    }
}

/// Operands of an `OpSpecConstantOp`: the opcode, its ids, and the literals that some opcodes end with.
fn spec_operands(words: &[u32]) -> Vec<dr::Operand> {
    let op = Op::from_u32(words[0]).unwrap_or(Op::Nop);
    let ids = match op {
        Op::CompositeExtract => 1,
        Op::CompositeInsert | Op::VectorShuffle => 2,
        _ => usize::MAX,
    };
    let rest = words[1..].iter().enumerate().map(|(index, &word)| {
        if index < ids {
            dr::Operand::IdRef(word)
        } else {
            dr::Operand::LiteralBit32(word)
        }
    });
    std::iter::once(dr::Operand::LiteralSpecConstantOpInteger(op))
        .chain(rest)
        .collect()
}

fn line_of(instruction: &Instruction) -> Option<Line> {
    Some(Line {
        file: instruction.id(0).ok()?,
        line: instruction.literal(1).ok()?,
        column: instruction.literal(2).ok()?,
    })
}

fn ends_line(op: Op) -> bool {
    rspirv::grammar::reflect::is_block_terminator(op) || op == Op::FunctionEnd
}

/// Decodes `bytes`.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded> {
    let framed = words::frame(bytes)?;
    let mut collector = Collector {
        framed: &framed,
        seen: 0,
        line: None,
        instructions: Vec::new(),
    };
    let parsed = parse_words(&framed.words, &mut collector);
    let Collector {
        seen, instructions, ..
    } = collector;
    if let Err(state) = parsed {
        let offset = framed.offsets.get(seen).copied().unwrap_or(0);
        return Err(Error::new(offset, reason(&state)));
    }
    Ok(Decoded {
        framed,
        instructions,
    })
}

/// rspirv's text without its own byte offset, which counts repaired words.
fn reason(state: &rspirv::binary::ParseState) -> String {
    use rspirv::binary::ParseState as State;
    match state {
        State::OperandExpected(..) => "an operand is missing".into(),
        State::OperandExceeded(..) => "there are surplus operands".into(),
        State::TypeUnsupported(..) => "a literal of an unsupported width".into(),
        State::OperandError(error) => {
            let text = format!("{error:?}");
            format!("operand not understood: {text}")
        }
        other => other.to_string(),
    }
}
