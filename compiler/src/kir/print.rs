//! KIR as text, for tests and developers.

use super::{BlockId, Function, InstId, Op, ParamKind, Terminator, Value, cfg};
use std::fmt;

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for block in cfg::reverse_postorder(self) {
            writeln!(f, "{}:", Name(block))?;
            for &inst in &self.block(block).insts {
                self.print_inst(f, inst)?;
            }
            self.print_terminator(f, &self.block(block).terminator)?;
        }
        Ok(())
    }
}

impl Function {
    fn print_inst(&self, f: &mut fmt::Formatter<'_>, id: InstId) -> fmt::Result {
        let inst = self.inst(id);
        write!(f, "  ")?;
        if !inst.ty.is_void() {
            write!(f, "%{} = ", id.index())?;
        }
        write!(f, "{} {}", operation(&inst.op), inst.ty)?;
        for (index, &operand) in inst.operands.iter().enumerate() {
            write!(
                f,
                "{} {}",
                if index > 0 { "," } else { "" },
                self.name(operand)
            )?;
            if let Op::Phi(blocks) = &inst.op {
                write!(f, " from {}", Name(blocks[index]))?;
            }
        }
        writeln!(f)
    }

    fn print_terminator(&self, f: &mut fmt::Formatter<'_>, terminator: &Terminator) -> fmt::Result {
        match terminator {
            Terminator::Branch(next) => writeln!(f, "  goto {}", Name(*next)),
            Terminator::Conditional(condition, then, otherwise) => {
                writeln!(
                    f,
                    "  if {} then {} else {}",
                    self.name(*condition),
                    Name(*then),
                    Name(*otherwise)
                )
            }
            Terminator::Switch(value, cases, default) => {
                write!(f, "  switch {}", self.name(*value))?;
                for (case, block) in cases {
                    write!(f, ", {case}: {}", Name(*block))?;
                }
                writeln!(f, ", else {}", Name(*default))
            }
            Terminator::Return => writeln!(f, "  return"),
            Terminator::Unreachable => writeln!(f, "  unreachable"),
            Terminator::Barrier(next) => writeln!(f, "  barrier, goto {}", Name(*next)),
            Terminator::SubGroupBarrier(next) => {
                writeln!(f, "  sub-group barrier, goto {}", Name(*next))
            }
            Terminator::Exit(exit) => writeln!(f, "  exit {exit}"),
        }
    }

    /// A value as text.
    #[must_use]
    pub fn name(&self, value: Value) -> String {
        match value {
            Value::Inst(inst) => format!("%{}", inst.index()),
            Value::Param(param) => self.param_of(param).kind.to_string(),
            Value::Constant(constant) => constant.to_string(),
        }
    }
}

struct Name(BlockId);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}", self.0.index())
    }
}

impl fmt::Display for ParamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(index) => write!(f, "$arg{index}"),
            Self::ArgumentAddress(index) => write!(f, "$argptr{index}"),
            Self::Context => write!(f, "$context"),
            Self::Field(offset) => write!(f, "$field{offset}"),
            Self::LocalId(dimension) => write!(f, "$local{dimension}"),
            Self::Item => write!(f, "$item"),
            Self::Private(index) => write!(f, "$private{index}"),
            Self::Array(index) => write!(f, "$array{index}"),
            Self::Shared(index) => write!(f, "$shared{index}"),
            Self::SharedAddress(index) => write!(f, "$sharedptr{index}"),
            Self::ExitPlace => write!(f, "$exit"),
            Self::Lanes => write!(f, "$lanes"),
            Self::SubGroup => write!(f, "$subgroup"),
            Self::SubGroupItem => write!(f, "$subgroupitem"),
            Self::SubGroupActive => write!(f, "$active"),
            Self::SubGroupMemory => write!(f, "$subgroupmemory"),
        }
    }
}

/// LLVM's word for an operation.
fn operation(op: &Op) -> String {
    let short = |text: String| text.trim_start_matches("LLVM").to_lowercase();
    match op {
        Op::Binary(opcode) | Op::Cast(opcode) | Op::Other(opcode) => short(format!("{opcode:?}")),
        Op::ICmp(predicate) => format!(
            "icmp {}",
            short(format!("{predicate:?}").replace("LLVMInt", ""))
        ),
        Op::FCmp(predicate) => format!(
            "fcmp {}",
            short(format!("{predicate:?}").replace("LLVMReal", ""))
        ),
        Op::Load(memory) | Op::Store(memory) => {
            let word = if matches!(op, Op::Load(_)) {
                "load"
            } else {
                "store"
            };
            let volatile = if memory.volatile { " volatile" } else { "" };
            let atomic = if memory.atomic { " atomic" } else { "" };
            let past = if memory.non_temporal {
                " nontemporal"
            } else {
                ""
            };
            format!("{word}{volatile}{atomic}{past} align {}", memory.align)
        }
        Op::Gep(source) => format!("gep {source} to"),
        Op::AtomicRmw(operation, _) => {
            format!(
                "atomicrmw {}",
                short(format!("{operation:?}").replace("LLVMAtomicRMWBinOp", ""))
            )
        }
        Op::Shuffle(mask) => format!("shuffle {mask:?}"),
        Op::ExtractValue(indices) => format!("extractvalue {indices:?}"),
        Op::InsertValue(indices) => format!("insertvalue {indices:?}"),
        Op::Phi(_) => "phi".into(),
        Op::MaskedLoad(align) => format!("masked load align {align}"),
        Op::MaskedStore(align) => format!("masked store align {align}"),
        Op::Gather(align) => format!("gather align {align}"),
        Op::Scatter(align) => format!("scatter align {align}"),
        Op::Choice { then, otherwise } => {
            format!("choice of {} and {}", then.index(), otherwise.index())
        }
        Op::PerLane(lane) => format!("perlane {}", operation(&lane.op)),
        Op::FNeg
        | Op::Select
        | Op::Freeze
        | Op::FirstLane
        | Op::Prefetch
        | Op::CompareExchange(_)
        | Op::Fence
        | Op::Call
        | Op::ExtractElement
        | Op::InsertElement => format!("{op:?}").to_lowercase(),
    }
}
