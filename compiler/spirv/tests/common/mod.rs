//! A small assembler of SPIR-V text in the syntax of spirv-as, for tests.
//!
//! It checks nothing: tests of a validator need modules that are wrong.

#![allow(clippy::unwrap_used, reason = "a test's text is known")]

use rspirv::grammar::{INSTRUCTION_TABLE, OperandKind, ext_inst_table};
use std::collections::HashMap;
use std::str::FromStr;

/// What every module of a test starts with.
pub(crate) const PROLOGUE: &str = "
    OpCapability Addresses
    OpCapability Kernel
    OpCapability Linkage
    OpCapability Int64
    OpCapability GenericPointer
    %std = OpExtInstImport \"OpenCL.std\"
    OpMemoryModel Physical64 OpenCL
";

/// Words of the module that `text` describes, as version 1.4.
pub(crate) fn assemble(text: &str) -> Vec<u32> {
    let mut assembler = Assembler::default();
    let lines = text
        .lines()
        .map(|line| line.split(';').next().unwrap_or("").trim());
    for line in lines.filter(|line| !line.is_empty()) {
        assembler.line(line);
    }
    let bound = u32::try_from(assembler.ids.len()).unwrap() + 1;
    let header = [spirv::MAGIC_NUMBER, 0x0001_0400, 0, bound, 0];
    [&header[..], &assembler.words].concat()
}

/// The same as bytes.
pub(crate) fn assemble_bytes(text: &str) -> Vec<u8> {
    assemble(text)
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect()
}

#[derive(Default)]
struct Assembler {
    words: Vec<u32>,
    ids: HashMap<String, u32>,
    /// Width and whether it is a floating-point type.
    numbers: HashMap<u32, (u32, bool)>,
    /// Types of results, for the literals of OpSwitch.
    types: HashMap<u32, u32>,
}

impl Assembler {
    fn id(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap() + 1;
        *self.ids.entry(name.to_owned()).or_insert(next)
    }

    fn line(&mut self, line: &str) {
        let mut tokens = tokens(line);
        let result = (tokens.get(1).map(String::as_str) == Some("=")).then(|| {
            let name = tokens.remove(0);
            tokens.remove(0);
            name
        });
        let opcode = tokens.remove(0);
        let name = opcode.strip_prefix("Op").unwrap_or(&opcode);
        let grammar = INSTRUCTION_TABLE
            .iter()
            .find(|grammar| grammar.opname == name)
            .unwrap_or_else(|| panic!("no instruction {opcode}"));
        let mut tokens = tokens.into_iter();
        let mut words = Vec::new();
        let has = |kind| grammar.operands.iter().any(|operand| operand.kind == kind);
        if has(OperandKind::IdResultType) {
            let ty = tokens.next().unwrap();
            words.push(self.id(&ty));
        }
        if has(OperandKind::IdResult) {
            let id = self.id(&result.expect("a result"));
            self.types.extend(words.first().map(|ty| (id, *ty)));
            words.push(id);
        }
        for token in tokens {
            self.operand(grammar.opname, &token, &mut words);
        }
        if matches!(grammar.opname, "TypeInt" | "TypeFloat") {
            self.numbers
                .insert(words[0], (words[1], grammar.opname == "TypeFloat"));
        }
        let count = u32::try_from(words.len()).unwrap() + 1;
        self.words.push((count << 16) | grammar.opcode as u32);
        self.words.extend(words);
    }

    fn operand(&mut self, opname: &str, token: &str, words: &mut Vec<u32>) {
        if let Some(name) = token.strip_prefix('%') {
            words.push(self.id(&format!("%{name}")));
        } else if let Some(text) = token.strip_prefix('"') {
            let mut bytes = text.as_bytes().to_vec();
            bytes.push(0);
            bytes.resize(bytes.len().next_multiple_of(4), 0);
            let (chunks, _) = bytes.as_chunks::<4>();
            words.extend(chunks.iter().map(|chunk| u32::from_le_bytes(*chunk)));
        } else if token.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            || matches!(token, "NaN" | "inf")
        {
            let ty = match opname {
                "Constant" | "SpecConstant" => Some(words[0]),
                "Switch" => self.types.get(&words[0]).copied(),
                _ => None,
            };
            let number = ty
                .and_then(|ty| self.numbers.get(&ty))
                .copied()
                .unwrap_or((32, false));
            words.extend(literal(token, number));
        } else if opname == "ExtInst" {
            let table = ext_inst_table("OpenCL.std").unwrap();
            let entry = table.iter().find(|entry| entry.opname == token);
            words.push(entry.unwrap_or_else(|| panic!("no {token}")).opcode.into());
        } else if opname == "SpecConstantOp" {
            let entry = INSTRUCTION_TABLE
                .iter()
                .find(|grammar| grammar.opname == token);
            words.push(entry.unwrap_or_else(|| panic!("no {token}")).opcode as u32);
        } else {
            words.push(
                token
                    .split('|')
                    .map(|name| enumerant(opname, name))
                    .fold(0, |a, b| a | b),
            );
        }
    }
}

fn literal(token: &str, (width, float): (u32, bool)) -> Vec<u32> {
    let bits = match (width, float) {
        (64, true) => token.parse::<f64>().unwrap().to_bits(),
        (32, true) => u64::from(token.parse::<f32>().unwrap().to_bits()),
        _ => match token.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).unwrap(),
            None => token.parse::<i128>().unwrap() as u64,
        },
    };
    let words = [bits as u32, (bits >> 32) as u32];
    words[..if width == 64 { 2 } else { 1 }].to_vec()
}

fn enumerant(opname: &str, name: &str) -> u32 {
    fn parse<T: FromStr>(name: &str, value: fn(T) -> u32) -> Option<u32> {
        name.parse().ok().map(value)
    }
    let storage = |name| parse::<spirv::StorageClass>(name, |value| value as u32);
    let found = match opname {
        "Capability" => parse::<spirv::Capability>(name, |value| value as u32),
        "MemoryModel" => parse::<spirv::AddressingModel>(name, |value| value as u32)
            .or_else(|| parse::<spirv::MemoryModel>(name, |value| value as u32)),
        "EntryPoint" => parse::<spirv::ExecutionModel>(name, |value| value as u32),
        "ExecutionMode" | "ExecutionModeId" => {
            parse::<spirv::ExecutionMode>(name, |value| value as u32)
        }
        "TypePointer" | "Variable" | "GenericCastToPtrExplicit" | "TypeForwardPointer" => {
            storage(name)
        }
        "Source" => parse::<spirv::SourceLanguage>(name, |value| value as u32),
        "Decorate" | "MemberDecorate" => parse::<spirv::Decoration>(name, |value| value as u32)
            .or_else(|| parse::<spirv::BuiltIn>(name, |value| value as u32))
            .or_else(|| parse::<spirv::LinkageType>(name, |value| value as u32))
            .or_else(|| parse::<spirv::FunctionParameterAttribute>(name, |value| value as u32))
            .or_else(|| parse::<spirv::FPRoundingMode>(name, |value| value as u32))
            .or(if name == "Fast" { Some(16) } else { None }),
        "Load" | "Store" | "CopyMemory" | "CopyMemorySized" => match name {
            "Volatile" => Some(1),
            "Aligned" => Some(2),
            _ => None,
        },
        "LoopMerge" if name == "Unroll" => Some(1),
        "Function" => match name {
            "Inline" => Some(1),
            "DontInline" => Some(2),
            "Pure" => Some(4),
            "Const" => Some(8),
            _ => None,
        },
        _ if opname.starts_with("Group") => {
            parse::<spirv::GroupOperation>(name, |value| value as u32)
        }
        _ if opname.contains("Dot") => {
            parse::<spirv::PackedVectorFormat>(name, |value| value as u32)
        }
        _ => None,
    };
    match (found, name) {
        (Some(value), _) => value,
        (None, "None") => 0,
        _ => panic!("Op{opname}: no enumerant {name}"),
    }
}

/// Words of a line; a string keeps its opening quote as a mark.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (token, after) = if let Some(text) = rest.strip_prefix('"') {
            let end = text.find('"').expect("a closing quote");
            (format!("\"{}", &text[..end]), &text[end + 1..])
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}
