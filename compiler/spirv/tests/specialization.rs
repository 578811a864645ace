//! The values of constants, specialised and not.

mod common;

use common::{PROLOGUE, assemble_bytes};
use mirrorcl_spirv::{Module, Specialization, Value};

/// The value of the last constant of a module with specialisation constants 1 (int 10), 2 (true) and 3 (float 2.5).
fn value(constants: &str, given: &[(u32, Vec<u8>)]) -> Result<Value, String> {
    let text = format!(
        "OpCapability Float16\n{PROLOGUE}
        OpDecorate %i SpecId 1
        OpDecorate %b SpecId 2
        OpDecorate %f SpecId 3
        %bool = OpTypeBool
        %int = OpTypeInt 32 0
        %short = OpTypeInt 16 0
        %long = OpTypeInt 64 0
        %half = OpTypeFloat 16
        %float = OpTypeFloat 32
        %int2 = OpTypeVector %int 2
        %i = OpSpecConstant %int 10
        %b = OpSpecConstantTrue %bool
        %f = OpSpecConstant %float 2.5
        %zero = OpConstant %int 0
        %three = OpConstant %int 3
        %minus = OpConstant %int -7
        {constants}"
    );
    let module = Module::parse(&assemble_bytes(&text)).map_err(|error| error.to_string())?;
    let values = Specialization::new(&module, given).map_err(|error| error.to_string())?;
    let (last, _) = module.constants.iter().last().expect("a constant");
    Ok(values.value(last))
}

#[track_caller]
fn bits(constants: &str, expected: u64) {
    assert_eq!(value(constants, &[]), Ok(Value::Bits(expected)));
}

#[test]
fn integers() {
    bits("%x = OpSpecConstantOp %int IAdd %i %three", 13);
    bits("%x = OpSpecConstantOp %int ISub %three %i", 0xFFFF_FFF9);
    bits("%x = OpSpecConstantOp %int SDiv %minus %three", 0xFFFF_FFFE);
    bits("%x = OpSpecConstantOp %int SRem %minus %three", 0xFFFF_FFFF);
    bits("%x = OpSpecConstantOp %int SMod %minus %three", 2);
    bits(
        "%x = OpSpecConstantOp %int UDiv %minus %three",
        0xFFFF_FFF9 / 3,
    );
    bits("%x = OpSpecConstantOp %int UDiv %minus %zero", 0);
    bits(
        "%x = OpSpecConstantOp %int ShiftRightArithmetic %minus %three",
        0xFFFF_FFFF,
    );
    bits(
        "%x = OpSpecConstantOp %int ShiftLeftLogical %three %i",
        3 << 10,
    );
    bits(
        "%x = OpSpecConstantOp %int ShiftLeftLogical %three %minus",
        0,
    );
    bits(
        "%x = OpSpecConstantOp %long SConvert %minus",
        (-7i64).cast_unsigned(),
    );
    bits("%x = OpSpecConstantOp %long UConvert %minus", 0xFFFF_FFF9);
    bits("%x = OpSpecConstantOp %short UConvert %minus", 0xFFF9);
    bits("%x = OpSpecConstantOp %bool SLessThan %minus %three", 1);
    bits("%x = OpSpecConstantOp %bool ULessThan %minus %three", 0);
}

#[test]
fn floats_and_choices() {
    let float = |value: f32| u64::from(value.to_bits());
    bits("%x = OpSpecConstantOp %float FMul %f %f", float(6.25));
    bits("%x = OpSpecConstantOp %float FNegate %f", float(-2.5));
    bits("%x = OpSpecConstantOp %int ConvertFToS %f", 2);
    bits(
        "%x = OpSpecConstantOp %float ConvertSToF %minus",
        float(-7.0),
    );
    bits("%x = OpSpecConstantOp %half FConvert %f", 0x4100);
    bits("%x = OpSpecConstantOp %int Bitcast %f", float(2.5));
    bits("%x = OpSpecConstantOp %int Select %b %i %three", 10);
    let off = [(2, vec![0])];
    assert_eq!(
        value("%x = OpSpecConstantOp %int Select %b %i %three", &off),
        Ok(Value::Bits(3))
    );
}

#[test]
fn composites() {
    let vector = "%v = OpSpecConstantComposite %int2 %i %three";
    bits(
        &format!("{vector}\n%x = OpSpecConstantOp %int CompositeExtract %v 1"),
        3,
    );
    let swapped = format!("{vector}\n%s = OpSpecConstantOp %int2 VectorShuffle %v %v 1 0");
    bits(
        &format!("{swapped}\n%x = OpSpecConstantOp %int CompositeExtract %s 1"),
        10,
    );
    let inserted = format!("{vector}\n%s = OpSpecConstantOp %int2 CompositeInsert %minus %v 0");
    bits(
        &format!("{inserted}\n%x = OpSpecConstantOp %int CompositeExtract %s 0"),
        0xFFFF_FFF9,
    );
    let added = format!("{vector}\n%s = OpSpecConstantOp %int2 IAdd %v %v");
    bits(
        &format!("{added}\n%x = OpSpecConstantOp %int CompositeExtract %s 0"),
        20,
    );
    let cast = format!("{vector}\n%x = OpSpecConstantOp %long Bitcast %v");
    bits(&cast, 10 | 3 << 32);
}

#[test]
fn given_values_count_and_have_their_size() {
    let sum = "%x = OpSpecConstantOp %int IAdd %i %three";
    let given = |bytes: &[u8]| [(1, bytes.to_vec()), (99, vec![1, 2])];
    assert_eq!(value(sum, &given(&5u32.to_le_bytes())), Ok(Value::Bits(8)));
    assert!(
        value(sum, &given(&[5]))
            .unwrap_err()
            .contains("4 bytes, not 1")
    );
}

#[test]
fn arrays_keep_their_constituents_count() {
    let array = "%a = OpTypeArray %int %i\n";
    let ten = "%i ".repeat(10);
    let composite = format!("{array}%x = OpSpecConstantComposite %a {ten}");
    assert!(value(&composite, &[]).is_ok());
    let shorter = value(&composite, &[(1, 4u32.to_le_bytes().to_vec())]);
    assert!(shorter.unwrap_err().contains("specialised length"));
}
