//! The instructions of `OpenCL.std`: which OpenCL C function each one is, and what it takes.

use spirv::OpenclStd100Op as Cl;

/// How an instruction reads its integer operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signedness {
    /// As signed ones, or it makes no difference.
    Signed,
    /// As unsigned ones.
    Unsigned,
}

/// What an instruction takes and gives. *Same* means the result's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// That many operands, all the same floating-point scalar or vector.
    Float(usize),
    /// (same, 32-bit integers): `ldexp`, `pown`, `rootn`.
    FloatInt,
    /// (same, pointer to the same): `fract`, `modf`, `sincos`.
    FloatPointer,
    /// (same, pointer to 32-bit integers): `frexp`, `lgamma_r`.
    FloatIntPointer,
    /// (same, same, pointer to 32-bit integers): `remquo`.
    FloatFloatIntPointer,
    /// 32-bit integers from floating point: `ilogb`.
    Exponent,
    /// Floating point from integers of its width: `nan`.
    Nan,
    /// A scalar from that many floating-point vectors: `length`, `distance`.
    Reduction(usize),
    /// That many operands, all the same integer scalar or vector.
    Int(usize),
    /// Integers of half the result's width, twice: `upsample`.
    Upsample,
    /// That many operands of any same type: `bitselect`.
    Any(usize),
    /// (same, same, integers of its width): `select`.
    Select,
    /// (vector, mask): `shuffle`.
    Shuffle,
    /// (vector, vector, mask): `shuffle2`.
    Shuffle2,
    /// (offset, pointer, literal count): `vloadn`.
    VectorLoad,
    /// (data, offset, pointer): `vstoren`.
    VectorStore,
    /// (offset, pointer to half): `vload_half`; with a literal count for `vload_halfn`, `vloada_halfn`.
    HalfLoad,
    /// (data, offset, pointer to half): `vstore_half`; with a literal rounding mode for the `_r` ones.
    HalfStore,
    /// (format, values): `printf`.
    Printf,
    /// (pointer, count): `prefetch`.
    Prefetch,
}

/// An `OpenCL.std` instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Name of the OpenCL C function; those with a vector width in it end in `n` here.
    pub name: &'static str,
    /// How it reads integers.
    pub signedness: Signedness,
    /// Its operands.
    pub form: Form,
}

/// The instruction `number` of `OpenCL.std`.
pub fn signature(number: u32) -> Option<Signature> {
    let op = Cl::from_u32(number)?;
    let name = rspirv::grammar::ext_inst_table("OpenCL.std")?
        .lookup_opcode(number)?
        .opname;
    let (name, signedness) = match name {
        "fclamp" => ("clamp", Signedness::Signed),
        "fmax_common" => ("max", Signedness::Signed),
        "fmin_common" => ("min", Signedness::Signed),
        _ => match (name.strip_prefix("s_"), name.strip_prefix("u_")) {
            (Some(name), _) => (name, Signedness::Signed),
            (_, Some(name)) => (name, Signedness::Unsigned),
            _ => (name, Signedness::Signed),
        },
    };
    Some(Signature {
        name,
        signedness,
        form: form(op),
    })
}

fn form(op: Cl) -> Form {
    match op {
        Cl::ldexp | Cl::pown | Cl::rootn => Form::FloatInt,
        Cl::fract | Cl::modf | Cl::sincos => Form::FloatPointer,
        Cl::frexp | Cl::lgamma_r => Form::FloatIntPointer,
        Cl::remquo => Form::FloatFloatIntPointer,
        Cl::ilogb => Form::Exponent,
        Cl::nan => Form::Nan,
        Cl::length | Cl::fast_length => Form::Reduction(1),
        Cl::distance | Cl::fast_distance => Form::Reduction(2),
        Cl::atan2
        | Cl::atan2pi
        | Cl::copysign
        | Cl::fdim
        | Cl::fmax
        | Cl::fmin
        | Cl::fmod
        | Cl::hypot
        | Cl::maxmag
        | Cl::minmag
        | Cl::nextafter
        | Cl::pow
        | Cl::powr
        | Cl::remainder
        | Cl::half_divide
        | Cl::half_powr
        | Cl::native_divide
        | Cl::native_powr
        | Cl::fmax_common
        | Cl::fmin_common
        | Cl::step
        | Cl::cross => Form::Float(2),
        Cl::fma | Cl::mad | Cl::fclamp | Cl::mix | Cl::smoothstep => Form::Float(3),
        Cl::s_abs | Cl::u_abs | Cl::clz | Cl::ctz | Cl::popcount => Form::Int(1),
        Cl::s_abs_diff
        | Cl::u_abs_diff
        | Cl::s_add_sat
        | Cl::u_add_sat
        | Cl::s_hadd
        | Cl::u_hadd
        | Cl::s_rhadd
        | Cl::u_rhadd
        | Cl::s_max
        | Cl::u_max
        | Cl::s_min
        | Cl::u_min
        | Cl::s_mul_hi
        | Cl::u_mul_hi
        | Cl::rotate
        | Cl::s_sub_sat
        | Cl::u_sub_sat
        | Cl::s_mul24
        | Cl::u_mul24 => Form::Int(2),
        Cl::s_clamp
        | Cl::u_clamp
        | Cl::s_mad_hi
        | Cl::u_mad_hi
        | Cl::s_mad_sat
        | Cl::u_mad_sat
        | Cl::s_mad24
        | Cl::u_mad24 => Form::Int(3),
        Cl::s_upsample | Cl::u_upsample => Form::Upsample,
        Cl::bitselect => Form::Any(3),
        Cl::select => Form::Select,
        Cl::shuffle => Form::Shuffle,
        Cl::shuffle2 => Form::Shuffle2,
        Cl::vloadn => Form::VectorLoad,
        Cl::vstoren => Form::VectorStore,
        Cl::vload_half | Cl::vload_halfn | Cl::vloada_halfn => Form::HalfLoad,
        Cl::vstore_half
        | Cl::vstore_half_r
        | Cl::vstore_halfn
        | Cl::vstore_halfn_r
        | Cl::vstorea_halfn
        | Cl::vstorea_halfn_r => Form::HalfStore,
        Cl::printf => Form::Printf,
        Cl::prefetch => Form::Prefetch,
        _ => Form::Float(1),
    }
}

/// How many of the operands of instruction `number` (of `count`) are ids; the others are literals.
pub(crate) fn id_operands(number: u32, count: usize) -> usize {
    match Cl::from_u32(number) {
        Some(Cl::vloadn | Cl::vload_halfn | Cl::vloada_halfn) => count.min(2),
        Some(Cl::vstore_half_r | Cl::vstore_halfn_r | Cl::vstorea_halfn_r) => count.min(3),
        _ => count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_opencl_c() {
        let named = |op: Cl| signature(op as u32).unwrap();
        assert_eq!(named(Cl::fclamp).name, "clamp");
        assert_eq!(named(Cl::fmax_common).name, "max");
        assert_eq!(named(Cl::u_mad_sat).name, "mad_sat");
        assert_eq!(named(Cl::u_mad_sat).signedness, Signedness::Unsigned);
        assert_eq!(named(Cl::s_upsample).form, Form::Upsample);
        assert_eq!(named(Cl::native_sin).name, "native_sin");
        assert_eq!(named(Cl::native_sin).form, Form::Float(1));
        assert_eq!(signature(0xFFFF), None);
        assert_eq!(signature(120), None);
    }
}
